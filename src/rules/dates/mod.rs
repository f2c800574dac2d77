//! Dates that contradict the calendar, or another date beside them (kinds G1–G3, G7, G9), and how they are written (I3).
//!
//! Each check looks at what stands side by side: a day and its weekday, a plan and its years in brackets. What is not side by side is
//! left alone.

mod claims;
mod impossible;
mod periods;
mod spans;
mod style;
#[cfg(test)]
mod tests;

pub use claims::DayClaim;

use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity};
use super::style::as_value;
use crate::figures::dates::TimeExpression;
use crate::figures::figure::{Figure, Value as Said};
use crate::text::{TextEdit, TextRange};

/// What the dates of a line show.
#[derive(Default)]
pub(super) struct Dates {
    /// What is wrong whatever the article's date.
    pub findings: Vec<Finding>,
    /// What the article's date decides.
    pub claims: Vec<DayClaim>,
    /// How many figures took part.
    pub checked: u32,
}

/// The time expressions among the figures of a line, with the text.
struct Line<'l> {
    reading: &'l str,
    figures: &'l [Figure],
}

impl<'l> Line<'l> {
    /// The time expression that a figure is.
    fn time(&self, at: usize) -> Option<(&'l Figure, &'l TimeExpression)> {
        let figure = self.figures.get(at)?;
        match &figure.value {
            Said::Time(time) => Some((figure, time)),
            _ => None,
        }
    }

    /// The text between a figure and the next one.
    fn gap(&self, at: usize) -> Option<&'l str> {
        let (one, next) = (self.figures.get(at)?, self.figures.get(at + 1)?);
        self.reading.get(usize::from(one.range.end())..usize::from(next.range.start()))
    }

    fn before(&self, figure: &Figure) -> &'l str {
        &self.reading[..usize::from(figure.range.start())]
    }

    fn after(&self, figure: &Figure) -> &'l str {
        &self.reading[usize::from(figure.range.end())..]
    }

    /// Whether a figure is talked about rather than used: `“2月30日”`.
    fn is_quoted(&self, figure: &Figure) -> bool {
        self.before(figure).ends_with(['“', '‘', '"']) && self.after(figure).starts_with(['”', '’', '"'])
    }
}

/// Checks the dates of a reading. Ranges are bytes of the reading.
pub(super) fn check(reading: &str, figures: &[Figure]) -> Dates {
    let line = Line { reading, figures };
    let mut found = Dates::default();
    for at in 0..figures.len() {
        let Some((figure, time)) = line.time(at) else { continue };
        found.findings.extend(style::check(&line, figure, time));
        found.findings.extend(impossible::check(&line, figure, time));
        let checks =
            [spans::reversed(&line, figure, time), spans::day_count(&line, at), periods::plan(&line, at), periods::quarter(&line, at)];
        for result in checks.into_iter().flatten() {
            found.checked += 1;
            found.findings.extend(result);
        }
        for claim in claims::claims(&line, at) {
            found.checked += 1;
            match claim.year {
                Some(_) => found.findings.extend(claim.judge(None)),
                None => found.claims.push(claim),
            }
        }
    }
    found
}

/// The outer option says whether the rule looked at the figure, the inner one what it found.
type Checked = Option<Option<Finding>>;

fn error(code: &'static str, message: Message, place: TextRange, formula: Message, values: Vec<super::Value>) -> Finding {
    let evidence = Some(Evidence { formula, values });
    Finding { code, severity: Severity::Error, message, range: place, evidence, related: Vec::new(), fixes: Vec::new() }
}

fn fix(title: Message, edits: Vec<TextEdit>) -> Fix {
    Fix { title, safe: false, edits: Edits::Places(edits) }
}

fn edit(place: TextRange, text: impl Into<String>) -> TextEdit {
    TextEdit { range: place, text: text.into() }
}

fn related(place: TextRange, zh: &str, en: &str) -> Related {
    Related { range: place, message: Message::new(zh, en) }
}

fn value(line: &Line, figure: &Figure) -> super::Value {
    as_value(line.reading, figure)
}
