//! Findings as diagnostics, for whoever pulls or is pushed to.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::str::FromStr;

use serde_json::json;
use tower_lsp::ls_types::*;

use super::conflicts;
use super::view::View;
use crate::rules::{Finding, Group, Severity, noise, rule};

/// The most spots of noise that are shown faded: past that, a client has more to draw than anybody reads.
const MOST_FADED: usize = 2000;

/// The diagnostics of a document.
pub fn diagnostics(view: &View) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = view.findings().iter().map(|finding| diagnostic(view, finding)).collect();
    all.extend(conflicts::diagnostics(view, |finding| diagnostic(view, finding)));
    if fades(view) {
        let spots = view.analysis().noise().into_iter().filter(|spot| view.settings.is_selected(noise::code(spot.kind)));
        all.extend(spots.filter(|spot| !spot.range.is_empty()).take(MOST_FADED).map(|spot| Diagnostic {
            severity: Some(DiagnosticSeverity::HINT),
            tags: Some(vec![DiagnosticTag::UNNECESSARY]),
            ..labelled(view, noise::code(spot.kind), view.range(spot.range), noise::explain(&spot).text(view.locale()))
        }));
    }
    all
}

/// The answer to a pull: `unchanged` where the client already has these very diagnostics.
pub fn report(view: &View, previous: Option<&str>) -> DocumentDiagnosticReportResult {
    let items = diagnostics(view);
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(&items).unwrap_or_default().hash(&mut hasher);
    let result_id = format!("{:016x}", hasher.finish());
    DocumentDiagnosticReportResult::Report(if previous == Some(result_id.as_str()) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
    } else {
        full(Some(result_id), items)
    })
}

/// The answer for a document that is not open.
pub fn no_report() -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReportResult::Report(full(None, Vec::new()))
}

fn full(result_id: Option<String>, items: Vec<Diagnostic>) -> DocumentDiagnosticReport {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

/// Whether spots of noise are shown faded, one by one.
fn fades(view: &View) -> bool {
    view.settings.faded_noise && view.abilities.unnecessary_tag
}

fn diagnostic(view: &View, finding: &Finding) -> Diagnostic {
    let is_noise = rule(finding.code).is_some_and(|r| r.group == Group::Noise);
    let related = finding.related.iter().map(|other| DiagnosticRelatedInformation {
        location: Location { uri: view.uri.clone(), range: view.range(other.range) },
        message: other.message.text(view.locale()).to_owned(),
    });
    let related: Vec<_> = if view.abilities.related_information { related.collect() } else { Vec::new() };
    Diagnostic {
        severity: Some(severity(finding.severity)),
        related_information: (!related.is_empty()).then_some(related),
        tags: (is_noise && fades(view)).then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: view.abilities.diagnostic_data.then(|| json!({"code": finding.code, "fixes": (0..finding.fixes.len()).collect::<Vec<_>>()})),
        ..labelled(view, finding.code, view.range(finding.range), finding.message.text(view.locale()))
    }
}

fn labelled(view: &View, code: &str, range: Range, message: &str) -> Diagnostic {
    let href = rule(code).filter(|_| view.abilities.code_description).and_then(|r| Uri::from_str(&r.href()).ok());
    Diagnostic {
        range,
        code: Some(NumberOrString::String(code.to_owned())),
        code_description: href.map(|href| CodeDescription { href }),
        source: Some("heshu".to_owned()),
        message: message.to_owned(),
        ..Diagnostic::default()
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}
