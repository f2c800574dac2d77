//! Dates, times and periods.
//!
//! What an expression *says* (`去年9月`, `“十四五”时期`) is read here without knowing today's date; which days it *means* is told by
//! [`TimeExpression::days`] with a reference date. Plain lengths of time (`三年`, `45天`) are quantities and not read here; `3年后`,
//! `近三年` and `60日内` are, because the calendar is meant.
//!
//! - `scan`, `words`: a place in the reading, numbers, and the words of the calendar (`data/words.toml`);
//! - `year`, `calendar`, `numeric`, `parts`, `week`, `clock`, `festivals`, `eras`, `length`: one kind of span each;
//! - `between`: one span or two, with the words around them;
//! - `lunar`, `resolve`, `describe`: which days are meant, and how a hover says it.

mod between;
mod calendar;
mod clock;
mod describe;
mod eras;
mod expression;
mod festivals;
mod impossible;
mod length;
mod lunar;
mod numeric;
mod parts;
mod resolve;
mod scan;
mod starts;
#[cfg(test)]
mod tests;
mod week;
mod words;
mod workdays;
mod year;

use super::figure::Kind;
pub(super) use between::closes_word;
pub use describe::weekday_chinese;
pub use eras::plan_years;
pub use expression::*;
pub use festivals::{Festival, FestivalDay};
pub use lunar::{LunarDate, lunar_date, lunar_name, solar_date};
use scan::Scan;
use starts::is_number_start;
pub use starts::may_start;
pub use workdays::workdays_between;

/// A time expression at a place of a reading.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMatch {
    /// Its bytes, from the place on.
    pub len: usize,
    /// [`Kind::Date`] for one day, [`Kind::DateRange`] for more, [`Kind::Time`] for a time of the day alone.
    pub kind: Kind,
    /// What it says.
    pub expression: TimeExpression,
}

/// The time expression that starts at a byte of a reading, the longest one; `None` where there is none.
///
/// Looks at what stands before the place as well (`第3年` is no date), a bounded distance in both directions.
pub fn time_at(reading: &str, start: usize) -> Option<TimeMatch> {
    let scan = Scan::new(reading, start);
    let rest = reading.get(start..)?;
    // At the start of a line a bare year may stand, whatever follows.
    let is_bare_year = start == 0 && rest.starts_with(|c: char| c.is_ascii_digit());
    if !is_bare_year && !starts::may_begin(rest) {
        return None;
    }
    let (expression, end) = between::expression(scan)?;
    let kind = kind_of(&expression);
    Some(TimeMatch { len: end.at - start, kind, expression })
}

fn kind_of(expression: &TimeExpression) -> Kind {
    if expression.last.is_some() || !matches!(expression.relation, Relation::During | Relation::Rough) {
        return Kind::DateRange;
    }
    let is_day = match &expression.first {
        Span::Clock(_) => return Kind::Time,
        Span::Calendar(date) => date.day.is_some() || matches!(date.part, Some(Part::Festival(_) | Part::NthWeekday(..))),
        Span::Week { days, .. } => matches!(days, WeekDays::One(_) | WeekDays::Unknown(_)),
        Span::Distance(length, _) => !matches!(length.unit, Unit::Year | Unit::Quarter | Unit::Month | Unit::Week),
        Span::Now | Span::Vague => true,
        _ => false,
    };
    if is_day { Kind::Date } else { Kind::DateRange }
}
