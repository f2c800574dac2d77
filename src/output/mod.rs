//! Output floor: findings, outlines, entities, figures and claims as text and JSON.
//!
//! This floor lays out plain data as strings; it reads no files and writes to no stream.

pub mod claims;
pub mod concise;
pub mod diff;
pub mod entities;
pub mod figures;
pub mod full;
pub mod json;
pub mod outline;
pub mod places;
pub mod tally;
mod window;

pub use places::Places;
pub use tally::Tally;

use crate::analysis::Analysis;
use crate::rules::{Finding, Locale};
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
    /// Positions in its source.
    pub places: &'a Places,
    /// The language of messages.
    pub locale: Locale,
}

/// A text on one line, without characters that would steer a terminal.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
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
