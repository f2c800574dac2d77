//! One line a finding: `path:line:col: severity[code] message`.

use std::fmt::Write;

use super::{Checked, one_line};

/// The findings of one article, a line each.
pub fn render(checked: &Checked) -> String {
    let mut out = String::new();
    for finding in checked.findings {
        let (line, column) = checked.places.line_column(finding.range.start().into());
        let message = one_line(finding.message.text(checked.locale));
        let (severity, code) = (finding.severity.name(), finding.code);
        let _ = writeln!(out, "{}:{line}:{column}: {severity}[{code}] {message}", checked.path);
    }
    out
}
