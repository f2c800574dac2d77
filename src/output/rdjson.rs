//! The Reviewdog Diagnostic Format as one JSON document. Its columns are bytes of UTF-8, from 1.
//!
//! https://github.com/reviewdog/reviewdog/tree/master/proto/rdf

use serde_json::{Value, json};

use super::{Checked, one_line, uri};
use crate::rules::{Finding, Severity, rule};
use crate::text::TextRange;

/// What stands before the first diagnostic.
pub fn prologue() -> String {
    "{\"source\":{\"name\":\"heshu\",\"url\":\"https://github.com/heshu-dev/heshu\"},\"diagnostics\":[".to_owned()
}

/// What stands behind the last diagnostic.
pub fn epilogue() -> String {
    "]}\n".to_owned()
}

/// The findings of one article, separated by commas.
pub fn render(checked: &Checked) -> String {
    checked.findings.iter().map(|f| diagnostic(f, checked).to_string()).collect::<Vec<_>>().join(",")
}

fn diagnostic(finding: &Finding, checked: &Checked) -> Value {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Hint => "INFO",
    };
    let formula = finding.evidence.as_ref().map(|e| format!("\n{}", one_line(e.formula.text(checked.locale)))).unwrap_or_default();
    let related = finding
        .related
        .iter()
        .map(|other| json!({"message": one_line(other.message.text(checked.locale)), "location": location(other.range, checked)}));
    let elsewhere = checked.elsewhere(finding).map(|other| {
        let column = |byte: u32| json!({"line": other.line, "column": byte + 1});
        let [start, end] = other.place.columns(crate::text::PositionEncoding::Utf8);
        let location = json!({"path": uri::slashed(&other.path.to_string_lossy()), "range": {"start": column(start), "end": column(end)}});
        json!({"message": one_line(other.message.text(checked.locale)), "location": location})
    });
    // A suggestion is one place: a fix of several places would be half applied.
    let edits = finding.fixes.iter().map(|fix| checked.analysis.edits(fix));
    let single = edits.filter_map(|edits| <[_; 1]>::try_from(edits).ok());
    json!({
        "message": format!("{}{formula}", one_line(finding.message.text(checked.locale))),
        "location": location(finding.range, checked),
        "severity": severity,
        "code": {"value": finding.code, "url": rule(finding.code).map(|r| r.href()).unwrap_or_default()},
        "suggestions": single.map(|[edit]| json!({"range": range(edit.range, checked), "text": edit.text})).collect::<Vec<_>>(),
        "related_locations": related.chain(elsewhere).collect::<Vec<_>>(),
    })
}

fn location(place: TextRange, checked: &Checked) -> Value {
    json!({"path": uri::slashed(checked.path), "range": range(place, checked)})
}

fn range(place: TextRange, checked: &Checked) -> Value {
    let position = |offset: usize| {
        let (line, column) = checked.places.line_byte(offset);
        json!({"line": line, "column": column})
    };
    json!({"start": position(place.start().into()), "end": position(place.end().into())})
}
