//! Dates, times, periods and lengths of time.
//!
//! What an expression *says* (`去年9月`, `“十四五”时期`) is read here without knowing today's date; which days it *means* is told by
//! [`TimeExpression::days`] with a reference date.

use jiff::civil::Date;

use super::figure::Kind;

/// A time expression at a place of a reading.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMatch {
    /// Its bytes, from the place on.
    pub len: usize,
    /// [`Kind::Date`], [`Kind::DateRange`], [`Kind::Duration`] or [`Kind::Time`].
    pub kind: Kind,
    /// What it says.
    pub expression: TimeExpression,
}

/// What a time expression says, before a reference date is known.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression;

impl TimeExpression {
    /// The first and the last day that are meant; `None` at an open end. `None` altogether where a reference date is needed and
    /// there is none, and for lengths of time and times of the day.
    pub fn days(&self, _reference: Option<Date>) -> Option<(Option<Date>, Option<Date>)> {
        None
    }
}

/// The time expression that starts at a byte of a reading, the longest one; `None` where there is none.
///
/// Looks at what stands before the place as well (`第3年` is no date), a bounded distance in both directions.
pub fn time_at(_reading: &str, _start: usize) -> Option<TimeMatch> {
    None
}

/// Whether a time expression may start with a character: lets the lexer pass over most of a text.
pub fn may_start(_char: char) -> bool {
    false
}
