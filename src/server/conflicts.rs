//! What a document states otherwise than another article of the workspace (kind A4), as diagnostics with links both ways.

use tower_lsp::ls_types::{Diagnostic, DiagnosticRelatedInformation, Location, Position, Range};

use super::library::{key_of, uri_of};
use super::view::View;
use crate::message::Message;
use crate::rules::{Finding, Severity};
use crate::text::TextRange;
use crate::workspace::conflicts::{self, Conflict};
use crate::workspace::digest::Place;

/// The code of the finding.
pub const CODE: &str = "contradicts-other-article";
/// Longer documents are not compared at every keystroke.
const MOST_BYTES: usize = 256 << 10;

/// The diagnostics; `make` turns a finding into one, or into none where settings switch it off.
pub fn diagnostics(view: &View, make: impl Fn(Finding, Range) -> Option<Diagnostic>) -> Vec<Diagnostic> {
    let key = key_of(&view.uri);
    let has_others = view.library.read(|workspace| workspace.len() > usize::from(workspace.digest(&key).is_some()));
    if !has_others || view.analysis().len() > MOST_BYTES || !view.settings.is_selected(CODE) {
        return Vec::new();
    }
    // Held against the others is this very version, whatever was typed since.
    view.library.read(|workspace| {
        conflicts::in_article(workspace, &key, view.analysed.digest())
            .iter()
            .filter_map(|conflict| diagnostic(view, conflict, &make))
            .collect()
    })
}

fn diagnostic(view: &View, conflict: &Conflict, make: &impl Fn(Finding, Range) -> Option<Diagnostic>) -> Option<Diagnostic> {
    let (ours, theirs) = (conflict.one.1, conflict.other);
    let (seen, fact) = theirs;
    let range_of = |place: &Place| {
        let [start, end] = place.columns(view.abilities.encoding);
        Range::new(Position::new(place.line, start), Position::new(place.line, end))
    };
    let finding = Finding {
        code: CODE,
        severity: Severity::Warning,
        message: message(conflict),
        range: TextRange::default(),
        evidence: None,
        related: Vec::new(),
        fixes: Vec::new(),
    };
    let mut diagnostic = make(finding, range_of(&ours.place))?;
    if view.abilities.related_information {
        let location = Location { uri: uri_of(seen.path)?, range: range_of(&fact.place) };
        let message = Message::new(format!("《{}》：{}", seen.digest.title, fact.text), format!("{}: {}", seen.digest.title, fact.text));
        diagnostic.related_information =
            Some(vec![DiagnosticRelatedInformation { location, message: message.text(view.locale()).to_owned() }]);
    }
    Some(diagnostic)
}

/// What the finding says.
pub fn message(conflict: &Conflict) -> Message {
    let ((one, ours), (seen, theirs)) = (conflict.one, conflict.other);
    let (name, date) = (&one.named.name, seen.digest.date.map_or_else(String::new, |d| format!("（{d}）")));
    Message::new(
        format!("{name}的{}这里是{}，《{}》{date}里是{}", ours.attribute.0, ours.text, seen.digest.title, theirs.text),
        format!("{name}: {} is {} here, but {} in “{}”{date}", ours.attribute.1, ours.text, theirs.text, seen.digest.title),
    )
}
