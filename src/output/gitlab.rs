//! A Code Quality report of GitLab: one JSON array.
//!
//! https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format

use serde_json::json;

use super::{Checked, one_line, uri};
use crate::rules::Severity;

/// The findings of one article, separated by commas.
pub fn render(checked: &Checked) -> String {
    let path = uri::slashed(checked.path);
    let items = checked.findings.iter().zip(checked.identities).map(|(finding, identity)| {
        let (line, column) = checked.places.line_column(finding.range.start().into());
        let (end_line, end_column) = checked.places.line_column(finding.range.end().into());
        let severity = match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Hint => "info",
        };
        json!({
            "description": one_line(finding.message.text(checked.locale)),
            "check_name": finding.code,
            "fingerprint": identity.fingerprint(&path),
            "severity": severity,
            "location": {
                "path": path,
                "positions": {"begin": {"line": line, "column": column}, "end": {"line": end_line, "column": end_column}},
            },
        })
        .to_string()
    });
    items.collect::<Vec<_>>().join(",")
}
