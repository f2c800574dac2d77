//! Output floor: findings, outlines, entities, figures and claims as text and JSON.
//!
//! This floor lays out plain data as strings; it reads no files and writes to no stream.

pub mod catalog;
pub mod checkstyle;
pub mod claims;
pub mod concise;
pub mod diff;
pub mod entities;
pub mod figures;
pub mod format;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod outline;
pub mod places;
pub mod rdjson;
pub mod report;
pub mod sarif;
pub mod statistics;
pub mod tally;
pub mod uri;
mod window;

pub use format::Format;
pub use places::Places;
pub use tally::Tally;

use crate::analysis::Analysis;
use crate::rules::{Finding, Locale};
use crate::suppress::Identity;
use crate::workspace::conflicts::Elsewhere;
use unicode_width::UnicodeWidthStr;

/// One article and what was found in it.
pub struct Checked<'a> {
    /// The path, as people gave it.
    pub path: &'a str,
    /// The encoding that it was read as.
    pub encoding: &'a str,
    /// The analysis.
    pub analysis: &'a Analysis,
    /// Its findings, as the settings want them.
    pub findings: &'a [Finding],
    /// What each finding is known by, in the same order.
    pub identities: &'a [Identity],
    /// The place of each finding in another article, in the same order; a finding past the end of the list has none.
    pub elsewhere: &'a [Option<Elsewhere>],
    /// Positions in its source.
    pub places: &'a Places,
    /// The language of messages.
    pub locale: Locale,
}

impl<'a> Checked<'a> {
    /// The place of a finding in another article.
    fn elsewhere(&self, finding: &Finding) -> Option<&'a Elsewhere> {
        // Findings are few, and hardly any list has one.
        let at = self.elsewhere.iter().position(Option::is_some).and_then(|_| self.findings.iter().position(|f| std::ptr::eq(f, finding)));
        self.elsewhere.get(at?)?.as_ref()
    }
}

/// A text on one line, without characters that would steer a terminal.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text on one line, without characters that XML 1.0 has no place for.
fn xml_text(text: &str) -> String {
    one_line(text).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

/// Columns aligned under double-width characters, a line for each row.
fn table<const N: usize>(cells: &[[String; N]]) -> String {
    let width = |column: usize| cells.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let padded = row.iter().zip(widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())));
        format!("{}\n", padded.collect::<Vec<_>>().join("  ").trim_end())
    };
    cells.iter().map(line).collect()
}
