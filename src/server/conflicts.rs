//! What a document states otherwise than another article of the workspace (kind A4), as diagnostics with links both ways.

use tower_lsp::ls_types::{Diagnostic, DiagnosticRelatedInformation, Location};

use super::configuration::path_of;
use super::library::{key_of, uri_of};
use super::navigation::range_of;
use super::view::View;
use crate::rules::Finding;
use crate::suppress::Identity;
use crate::workspace::conflicts::{self, CODE, Contradiction};

/// What the settings, comments and `.heshu/ignored.toml` leave of it, with what each finding is known by.
pub fn reported(view: &View) -> Vec<(Contradiction, Identity)> {
    let key = key_of(&view.uri);
    let has_others = view.library.read(|workspace| workspace.len() > usize::from(workspace.digest(&key).is_some()));
    if !has_others || view.analysis().len() > conflicts::MOST_BYTES {
        return Vec::new();
    }
    // Held against the others is this very version, whatever was typed since.
    let mut found = view.library.read(|workspace| conflicts::findings(workspace, &key, view.analysed.digest(), view.analysis()));
    if found.is_empty() {
        return Vec::new();
    }
    let findings = found.iter().map(|c| c.finding.clone()).collect();
    let reported = view.settings.report(path_of(&view.uri).as_deref(), view.analysis(), findings);
    let with_place = |(finding, identity): (Finding, Identity)| {
        let at = found.iter().position(|c| c.finding.range == finding.range && c.finding.message == finding.message)?;
        let found = found.swap_remove(at);
        Some((Contradiction { finding, ..found }, identity))
    };
    reported.findings.into_iter().zip(reported.identities).filter_map(with_place).collect()
}

/// The same without what they are known by.
pub fn found(view: &View) -> Vec<Contradiction> {
    reported(view).into_iter().map(|(found, _)| found).collect()
}

/// The diagnostics; `make` turns a finding into one.
pub fn diagnostics(view: &View, make: impl Fn(&Finding) -> Diagnostic) -> Vec<Diagnostic> {
    found(view)
        .iter()
        .map(|contradiction| {
            let mut diagnostic = make(&contradiction.finding);
            diagnostic.related_information = related(view, contradiction).filter(|_| view.abilities.related_information);
            diagnostic
        })
        .collect()
}

fn related(view: &View, contradiction: &Contradiction) -> Option<Vec<DiagnosticRelatedInformation>> {
    let elsewhere = &contradiction.elsewhere;
    let location = Location { uri: uri_of(&elsewhere.path)?, range: range_of(&elsewhere.place, view.abilities.encoding) };
    Some(vec![DiagnosticRelatedInformation { location, message: elsewhere.message.text(view.locale()).to_owned() }])
}

/// Whether a code is that of these findings.
pub fn is_ours(code: &str) -> bool {
    code == CODE
}
