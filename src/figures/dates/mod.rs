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
#[cfg(test)]
mod tests;
mod week;
mod words;
mod workdays;
mod year;

use std::sync::LazyLock;

use super::figure::Kind;
pub use describe::weekday_chinese;
pub use eras::plan_years;
pub use expression::*;
pub use festivals::{Festival, FestivalDay};
pub use lunar::{LunarDate, lunar_date, lunar_name, solar_date};
use scan::Scan;
use words::WORDS;
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
    let first = reading.get(start..)?.chars().next()?;
    // At the start of a line a year may stand without 年.
    if !may_start(first) || start > 0 && first.is_ascii_digit() && !may_be_dated(&reading[start..]) {
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

/// What may follow the digits of a date, a period or a time of the day: lets most numbers of a text pass at once.
const BEHIND_DIGITS: &str = "年月日号时点:/-.—–―−~～〜至到旬周星礼季世初末底前后上下半个天小分秒来以之内代与和、·起刻财余多几";

/// Whether the digits at the start of a text may be those of a date.
fn may_be_dated(text: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-') || scan::numeral_value(c).is_some();
    let run = text.char_indices().take(LONGEST_RUN).find(|(_, c)| !is_number(*c));
    let Some((end, _)) = run else { return true };
    let next = text[end..].trim_start().chars().next();
    text[..end].contains(['.', '/', '-'])
        || next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '%' | '‰' | '℃') || BEHIND_DIGITS.contains(c))
}

/// A date's digits and the marks between them are not longer than this, in characters.
const LONGEST_RUN: usize = 24;

/// The characters that begin a number of a date.
fn is_number_start(char: char) -> bool {
    char.is_ascii_digit() || scan::numeral_value(char).is_some() || char == '初'
}

/// Whether a time expression may start with a character: lets the lexer pass over most of a text.
pub fn may_start(char: char) -> bool {
    static STARTS: LazyLock<Vec<char>> = LazyLock::new(|| {
        let words = WORDS.firsts().chain(festivals::firsts());
        let mut starts: Vec<char> =
            words.chain("截自从公纪西民农阴旧夏阳正冬腊元闰初第前头后最首过近这此未今接往随之下上本“\"‘星周礼半凌".chars()).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    });
    is_number_start(char) || (!char.is_ascii() || char == '"') && STARTS.binary_search(&char).is_ok()
}
