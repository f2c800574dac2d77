//! The sentence around a figure, looked at from it: never further than a long sentence reaches, so that no line is quadratic.

use std::ops::Range;

use super::Line;
use crate::figures::dates::{CalendarDate, Relation, YearValue};
use crate::figures::figure::Figure;
use crate::text::boundary;

/// How far back and ahead, in bytes, a sentence is looked at.
const BEHIND: usize = 600;
const AHEAD: usize = 360;
/// How many figures on either side.
const MOST: usize = 24;

/// Marks that end a sentence.
const ENDS: [char; 3] = ['。', '!', '?'];

/// A sentence, or what is looked at of a long one.
pub(super) struct Sentence<'l> {
    /// Its bytes in the reading.
    pub place: Range<usize>,
    /// What it says before the figure.
    pub head: &'l str,
    /// The figures in it.
    pub figures: Range<usize>,
}

/// A year that a figure names, and nothing more than one day, month or year of it.
#[derive(Clone, Copy)]
pub(super) struct NamedYear {
    /// Which figure.
    pub at: usize,
    /// Its number, or `None` for 今年.
    pub year: Option<i32>,
    /// The month, if one is written.
    pub month: Option<u8>,
}

impl<'l> Line<'l> {
    /// The sentence that a figure stands in.
    pub(super) fn sentence(&self, at: usize) -> Sentence<'l> {
        let figure = &self.figures[at];
        let (start, end) = (usize::from(figure.range.start()), usize::from(figure.range.end()));
        let from = boundary(self.reading, start.saturating_sub(BEHIND));
        let to = boundary(self.reading, (end + AHEAD).min(self.reading.len()));
        let behind = &self.reading[from..start];
        let begin = behind.rfind(ENDS).map_or(from, |i| from + i + behind[i..].chars().next().map_or(0, char::len_utf8));
        let close = self.reading[end..to].find(ENDS).map_or(to, |i| end + i);
        let is_inside = |f: &&Figure| usize::from(f.range.start()) >= begin && usize::from(f.range.end()) <= close;
        let before = self.figures[..at].iter().rev().take(MOST).take_while(is_inside).count();
        let after = self.figures[at + 1..].iter().take(MOST).take_while(is_inside).count();
        let head = &self.reading[begin..start];
        Sentence { place: begin..close, head, figures: at - before..at + 1 + after }
    }

    /// The year that a figure names: `2023年`, `2023年5月`, `今年`.
    pub(super) fn named_year(&self, at: usize) -> Option<NamedYear> {
        let (figure, time) = self.time(at)?;
        let date = time.dates().next().filter(|_| time.last.is_none())?;
        let is_plain = matches!(time.relation, Relation::During | Relation::Since | Relation::From | Relation::UpTo);
        let year = match date.year?.value {
            YearValue::Numbered(year) if date.year?.digits == 4 => Some(year),
            YearValue::Relative(0) if self.reading[figure.range].contains("今年") => None,
            _ => return None,
        };
        is_plain.then(|| NamedYear { at, year, month: date.numbered_month() })
    }

    /// Whether a figure names years that only the reference tells, and not 今年: `去年`, `五年后`, `次年`.
    pub(super) fn is_other_year(&self, at: usize) -> bool {
        let Some((_, time)) = self.time(at) else { return false };
        let years = || time.dates().filter_map(|d| d.year);
        years().any(|y| !matches!(y.value, YearValue::Numbered(_))) && self.named_year(at).is_none()
    }

    /// Every year that is written in a sentence, in digits.
    pub(super) fn years_in(&self, figures: Range<usize>) -> Vec<i32> {
        let dates = figures.filter_map(|at| self.time(at)).flat_map(|(_, time)| time.dates().filter_map(CalendarDate::numbered_year));
        dates.collect()
    }

    /// The text between two figures.
    pub(super) fn between(&self, one: usize, other: usize) -> &'l str {
        let (from, to) = (self.figures[one].range.end(), self.figures[other].range.start());
        self.reading.get(usize::from(from)..usize::from(to)).unwrap_or_default()
    }
}
