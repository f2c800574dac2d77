//! Days that do not exist: `2月30日`, `4月31日`, `13月`.

use super::expression::{Calendar, CalendarDate, Span, TimeExpression};
use super::lunar;

impl TimeExpression {
    /// The first date named that no calendar has, completed by the other one of a range; `None` where all exist or the year would decide.
    pub fn impossible(&self) -> Option<CalendarDate> {
        let (first, last) = self.completed();
        [Some(first), last].into_iter().flatten().find_map(|span| match span {
            Span::Calendar(date) if date.is_impossible() => Some(date),
            _ => None,
        })
    }

    /// Whether a date is named that no calendar has.
    pub fn is_impossible(&self) -> bool {
        self.impossible().is_some()
    }
}

impl CalendarDate {
    /// Whether no calendar has this date. 2月29日 without a year exists.
    pub fn is_impossible(&self) -> bool {
        let month = self.numbered_month();
        if month.is_some_and(|m| !(1..=12).contains(&m)) {
            return true;
        }
        let Some(day) = self.numbered_day() else { return false };
        if self.calendar == Calendar::Lunar {
            return day > 30 || self.lacks_lunar_day(month, day);
        }
        day > self.longest_month()
    }

    /// How many days the month has at most; 31 without a month.
    pub fn longest_month(&self) -> u8 {
        match self.numbered_month() {
            Some(4 | 6 | 9 | 11) => 30,
            Some(2) => match self.numbered_year() {
                Some(year) if !is_leap(year) => 28,
                _ => 29,
            },
            _ => 31,
        }
    }

    fn lacks_lunar_day(&self, month: Option<u8>, day: u8) -> bool {
        let (Some(year), Some(month)) = (self.numbered_year().filter(|y| (1900..=2100).contains(y)), month) else { return false };
        lunar::day(year, month, self.month.is_some_and(|m| m.is_leap), day).is_none()
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}
