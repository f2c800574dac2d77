//! Workflow commands of GitHub Actions, which the run shows beside the lines of a change: `::error file=…,line=…::message`.
//!
//! https://docs.github.com/actions/reference/workflow-commands-for-github-actions

use std::fmt::Write;

use super::{Checked, one_line, uri};
use crate::rules::Severity;

/// The findings of one article, a command each.
pub fn render(checked: &Checked) -> String {
    let mut out = String::new();
    for finding in checked.findings {
        let (line, column) = checked.places.line_column(finding.range.start().into());
        let (end_line, end_column) = checked.places.line_column(finding.range.end().into());
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        let place = format!("file={},line={line},endLine={end_line}", property(&uri::slashed(checked.path)));
        // Columns mean something only within one line.
        let columns = if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
        let formula = finding.evidence.as_ref().map(|e| format!("\n{}", one_line(e.formula.text(checked.locale)))).unwrap_or_default();
        let message = format!("{}{formula}", one_line(finding.message.text(checked.locale)));
        let _ = writeln!(out, "::{command} {place}{columns},title=heshu {}::{}", finding.code, data(&message));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
