//! The values of an article with the words around them.

use crate::figures::figure::{Figure, Kind};
use crate::rules::Subject;
use crate::rules::relations::amount::Amount;
use crate::rules::style::last_clause;
use crate::text::{TextRange, boundary};

/// How many values of an article are told: no real one has more.
const MOST: usize = 4000;
/// How many bytes of the words before a value, and how many characters behind it, belong to it.
const BEFORE: usize = 150;
const BEHIND: usize = 10;
/// How many ordinals before a value are read as words.
const NAMES: usize = 4;

/// A value.
pub(super) struct Told<'a> {
    pub line: usize,
    /// The index of its figure.
    pub at: usize,
    pub amount: Amount<'a>,
    pub figure: &'a Figure,
    pub reading: &'a str,
    /// The words before it in its clause, from the figure before it on.
    pub clause: &'a str,
    /// The words of its sentence, or of its part between semicolons.
    pub sentence: &'a str,
    /// The words behind it up to a mark.
    pub behind: &'a str,
    pub range: TextRange,
}

impl Told<'_> {
    /// Whether its clause, before or behind, holds one of the words.
    pub(super) fn says(&self, words: &[String]) -> bool {
        has_any(self.clause, words) || has_any(self.behind, words)
    }

    /// Whether it counts or measures something and is one exact number.
    pub(super) fn is_value(&self) -> bool {
        let is_counted = matches!(self.figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Number);
        is_counted
            && self.figure.unit.is_none_or(|unit| unit.per.is_none())
            && self.amount.is_exact()
            && self.amount.printed().is_some_and(|p| p.value > rust_decimal::Decimal::ZERO)
    }
}

/// Whether a text holds one of the words.
pub(super) fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// The words before a figure in its clause, from the figure before it on.
pub(super) fn clause<'l>(reading: &'l str, figures: &[Figure], at: usize) -> &'l str {
    let end = usize::from(figures[at].number.start());
    // 一期 and 二期 are names.
    let before = (at.saturating_sub(NAMES)..at).rev().find(|at| figures[*at].kind != Kind::Ordinal);
    let before = before.map_or(0, |at| usize::from(figures[at].range.end()));
    let start = boundary(reading, before.max(end.saturating_sub(BEFORE))).max(before);
    let text = reading.get(start..end).unwrap_or("");
    let clause = last_clause(text);
    clause.rsplit(['(', ')', '（', '）', '、']).next().unwrap_or(clause).trim()
}

/// The values of the text, in order.
pub(super) fn tell(subject: &dyn Subject) -> Vec<Told<'_>> {
    let lines = (0..subject.line_count()).filter(|line| subject.holds(*line).values && subject.article().is_body(*line));
    let of_line = |line: usize| {
        let reading = subject.reading(line);
        let figures = subject.figures(line);
        let text = reading.text.as_str();
        (0..figures.len()).filter_map(move |at| {
            let figure = &figures[at];
            let is_time = matches!(figure.kind, Kind::Date | Kind::DateRange | Kind::Time | Kind::Duration | Kind::Code | Kind::Ordinal);
            if is_time || !reading.is_trusted(figure.range) {
                return None;
            }
            let amount = Amount::of(text, figure).or_else(|| Amount::of_terms(text, figure))?;
            let (start, end) = (usize::from(figure.number.start()), usize::from(figure.range.end()));
            let before = &text[boundary(text, start.saturating_sub(BEFORE))..start];
            let sentence = before.rsplit(['。', ';', '；', '!', '?']).next().unwrap_or(before);
            let next = figures.get(at + 1).map_or(text.len(), |next| usize::from(next.range.start()));
            let rest = text.get(end..next.max(end)).unwrap_or("");
            let is_mark = |c: char| matches!(c, ',' | '，' | '。' | ';' | '；' | ':' | '、' | '!' | '?' | '(' | ')' | '（' | '）');
            let len = rest.chars().take(BEHIND).take_while(|c| !is_mark(*c)).map(char::len_utf8).sum();
            let range = subject.reading_in_source(line, figure.range);
            let clause = clause(text, figures, at);
            Some(Told { line, at, amount, figure, reading: text, clause, sentence, behind: &rest[..len], range })
        })
    };
    lines.flat_map(of_line).take(MOST).collect()
}
