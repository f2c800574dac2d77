//! Which days an expression means, with a reference date where it needs one.
//!
//! | words | days |
//! |---|---|
//! | 年初 · 年中 · 年底, 年末 | January and February · June and July · November and December |
//! | 伊始 | January |
//! | 月初 · 月中 · 月底, 月末 | 1st to 5th · 14th to 16th · from the 25th on |
//! | 上旬 · 中旬 · 下旬 | 1st to 10th · 11th to 20th · from the 21st on |
//! | 春 · 夏 · 秋 · 冬 | March to May · June to August · September to November · December to February |
//! | N世纪 | the hundred years that begin alike: 18世纪 is 1700 to 1799 |
//! | 第N周 of a year · of a month | as ISO 8601 counts · the n-th that begins in it |
//! | N年后 · N个月后 · N周后 | the whole year · month · week that lies so far ahead |
//! | 近N年, 过去N年 · N年来 | so long up to the reference date · from the first day of the year that lies so far back |

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span as JiffSpan, ToSpan};

use super::eras::plan_years;
use super::expression::{
    Calendar, CalendarDate, DayValue, Direction, Length, MonthValue, Part, Relation, Span, TimeExpression, Unit, WeekDays, YearValue,
};
use super::festivals::{Festival, FestivalDay};
use super::lunar;

impl Festival {
    /// The day it is on in a year of the solar calendar.
    pub fn day(&self, year: i32) -> Option<Date> {
        festival_day(&self.on, year)
    }
}

/// A first and a last day.
type Days = (Date, Date);

impl TimeExpression {
    /// The first and the last day that are meant; `None` at an open end. `None` altogether where a reference date is needed and
    /// there is none, for times of the day alone, for 近日 and the like, and for days that do not exist.
    pub fn days(&self, reference: Option<Date>) -> Option<(Option<Date>, Option<Date>)> {
        let (first, last) = self.completed();
        let (begin, mut end) = span_days(&first, reference)?;
        if let Some(last) = last {
            end = last_day(&last, begin, reference)?;
        }
        Some(match self.relation {
            Relation::During | Relation::Rough => (Some(begin), Some(end)),
            // A deadline of what is still to come, its last day included.
            Relation::Before if reference.is_some_and(|today| begin > today) => (reference, Some(end)),
            Relation::Before => (None, begin.yesterday().ok()),
            Relation::UpTo => (None, Some(end)),
            Relation::After if begin == end => (Some(begin), None),
            Relation::After => (end.tomorrow().ok(), None),
            Relation::From => (Some(begin), None),
            Relation::Since | Relation::UntilNow => (Some(begin), reference.filter(|today| *today >= begin)),
        })
    }

    /// The spans with what each leaves out taken from the other: in `3月8日至15日` the month, in `12月28日至次年1月5日` the year.
    pub fn completed(&self) -> (Span, Option<Span>) {
        let Some(last) = &self.last else { return (self.first.clone(), None) };
        let (Span::Calendar(a), Span::Calendar(b)) = (&self.first, last) else { return (self.first.clone(), Some(last.clone())) };
        let (mut a, mut b) = (a.clone(), b.clone());
        if let (Some(YearValue::Next(offset)), Some(YearValue::Numbered(year))) = (b.year.map(|y| y.value), a.year.map(|y| y.value)) {
            b.year = b.year.map(|y| super::expression::Year { value: YearValue::Numbered(year + offset), ..y });
        }
        if b.year.is_none() && !matches!(b.day.map(|d| d.value), Some(DayValue::Relative(_))) {
            b.year = a.year;
            if b.month.is_none() && b.day.is_some() {
                b.month = a.month;
                b.calendar = a.calendar;
            }
        }
        if a.year.is_none() && matches!(b.year.map(|y| y.value), Some(YearValue::Numbered(_))) && self.last_has_year() {
            a.year = b.year;
        }
        (Span::Calendar(a), Some(Span::Calendar(b)))
    }

    fn last_has_year(&self) -> bool {
        matches!(&self.last, Some(Span::Calendar(date)) if date.year.is_some_and(|y| !matches!(y.value, YearValue::Next(_))))
    }
}

/// The last day of a range; a month that lies before the beginning, without a year, is of the next year.
fn last_day(last: &Span, begin: Date, reference: Option<Date>) -> Option<Date> {
    if let Span::Calendar(CalendarDate { day: Some(day), year: None, month: None, .. }) = last
        && let DayValue::Relative(offset @ 1..) = day.value
    {
        return begin.checked_add(offset.days()).ok();
    }
    let (_, end) = span_days(last, reference.or(Some(begin)))?;
    if let Span::Calendar(date) = last {
        let is_earlier_month = date.numbered_month().is_some_and(|m| i16::from(m) < i16::from(begin.month()));
        if end < begin && is_earlier_month && date.year.is_none() {
            let later = reference.unwrap_or(begin).checked_add(1.year()).ok()?;
            return span_days(last, Some(later)).map(|(_, end)| end);
        }
    }
    Some(end)
}

fn span_days(span: &Span, reference: Option<Date>) -> Option<Days> {
    match span {
        Span::Calendar(date) => calendar_days(date, reference),
        Span::Plan { number, years } => {
            let (first, _) = plan_years(*number)?;
            whole_years(first + i32::from(years.0) - 1, first + i32::from(years.1) - 1)
        }
        Span::Years { first, last } => whole_years(*first, *last),
        Span::Century { offset, years } => {
            let first = i32::from(reference?.year()).div_euclid(100) * 100 + offset * 100;
            whole_years(first + i32::from(years.0), first + i32::from(years.1))
        }
        Span::RelativeYears(first, last) => whole_years(i32::from(reference?.year()) + first, i32::from(reference?.year()) + last),
        Span::Quarter(offset) => {
            let today = reference?;
            let quarter = i32::from(today.year()) * 4 + (i32::from(today.month()) - 1) / 3 + offset;
            let first = quarter.rem_euclid(4) as u8 * 3 + 1;
            months(quarter.div_euclid(4), first, first + 2)
        }
        Span::Week { offset, days } => week_days(*offset, *days, reference?),
        Span::Distance(length, direction) => distance(*length, *direction, reference?),
        Span::Window(length, Direction::Past) => Some((shift(reference?, *length, -1)?, reference?)),
        Span::Window(length, Direction::Future) => Some((reference?, shift(reference?, *length, 1)?)),
        Span::SinceLength(length) => Some((whole_unit(shift(reference?, *length, -1)?, length.unit)?.0, reference?)),
        Span::NextUnits(length) => next_units(*length, reference?),
        Span::Now => Some((reference?, reference?)),
        Span::Vague | Span::Clock(_) => None,
    }
}

fn ymd(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month as i8, i8::try_from(day).ok()?).ok()
}

fn whole_years(first: i32, last: i32) -> Option<Days> {
    Some((ymd(first, 1, 1)?, ymd(last, 12, 31)?))
}

/// Whole months; 13 and 14 are those of the next year.
fn months(year: i32, first: u8, last: u8) -> Option<Days> {
    let at = |month: u8| ymd(year + i32::from((month - 1) / 12), (month - 1) % 12 + 1, 1);
    Some((at(first.max(1))?, at(last.max(1))?.last_of_month()))
}

fn calendar_days(date: &CalendarDate, reference: Option<Date>) -> Option<Days> {
    if let Some(DayValue::Relative(offset)) = date.day.map(|d| d.value) {
        let day = reference?.checked_add(offset.days()).ok()?;
        return Some((day, day));
    }
    let year = match date.year.map(|y| y.value) {
        Some(YearValue::Numbered(year)) => year,
        Some(YearValue::Relative(offset) | YearValue::Next(offset)) => i32::from(reference?.year()) + offset,
        None => i32::from(reference?.year()),
    };
    let (year, month) = match date.month.map(|m| m.value) {
        Some(MonthValue::Numbered(month)) => (year, Some(month)),
        Some(MonthValue::Relative(offset)) => {
            let total = year * 12 + i32::from(reference?.month()) - 1 + offset;
            (total.div_euclid(12), Some(total.rem_euclid(12) as u8 + 1))
        }
        None => (year, None),
    };
    let day = date.numbered_day();
    if date.calendar == Calendar::Lunar {
        return lunar_days(date, year, month, day);
    }
    match (month, day) {
        (Some(month), Some(day)) => ymd(year, month, day).map(|d| (d, d)),
        (None, Some(day)) => ymd(year, reference?.month() as u8, day).map(|d| (d, d)),
        (Some(month), None) => part_of_month(date.part.as_ref(), ymd(year, month, 1)?),
        (None, None) => part_of_year(date.part.as_ref(), year),
    }
}

fn lunar_days(date: &CalendarDate, year: i32, month: Option<u8>, day: Option<u8>) -> Option<Days> {
    let Some(month) = month else { return part_of_year(date.part.as_ref(), year) };
    let is_leap = date.month.is_some_and(|m| m.is_leap);
    match day {
        Some(day) => lunar::day(year, month, is_leap, day).map(|d| (d, d)),
        None => lunar::month(year, month, is_leap),
    }
}

fn part_of_year(part: Option<&Part>, year: i32) -> Option<Days> {
    let (first, last) = whole_years(year, year)?;
    match part {
        None => Some((first, last)),
        Some(Part::Months { first, last, .. }) => months(year, *first, *last),
        Some(Part::FirstDays(count)) => Some((first, first.checked_add((i64::from(*count) - 1).max(0).days()).ok()?)),
        Some(Part::LastDays(count)) => Some((last.checked_sub((i64::from(*count) - 1).max(0).days()).ok()?, last)),
        Some(Part::Week(n)) => {
            if *n == 0 {
                return whole_unit(ymd(year, 12, 28)?, Unit::Week);
            }
            let monday = ISOWeekDate::new(i16::try_from(year).ok()?, i8::try_from(*n).ok()?, Weekday::Monday).ok()?.date();
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        Some(Part::Festival(festival)) => festival_day(&festival.on, year).map(|d| (d, d)),
        Some(Part::Days(..) | Part::NthWeekday(..)) => None,
    }
}

fn part_of_month(part: Option<&Part>, first: Date) -> Option<Days> {
    let last = first.last_of_month();
    let day = |n: u8| ymd(first.year().into(), first.month() as u8, n.min(last.day() as u8));
    match part {
        None => Some((first, last)),
        Some(Part::Days(from, to)) => Some((day(*from)?, day(*to)?)),
        Some(Part::FirstDays(count)) => Some((first, day(u8::try_from(*count).ok()?.max(1))?)),
        Some(Part::LastDays(count)) => Some((last.checked_sub((i64::from(*count) - 1).max(0).days()).ok()?, last)),
        Some(Part::Week(n)) => {
            let monday = match n {
                0 => first.nth_weekday_of_month(-1, Weekday::Monday).ok()?,
                n => first.nth_weekday_of_month(1, Weekday::Monday).ok()?.checked_add((i64::from(*n) - 1).weeks()).ok()?,
            };
            (monday <= last).then_some((monday, monday.checked_add(6.days()).ok()?))
        }
        Some(Part::NthWeekday(n, weekday)) => nth_weekday(first, *n, *weekday).map(|d| (d, d)),
        Some(Part::Months { .. } | Part::Festival(_)) => None,
    }
}

/// The n-th such weekday of a month; the last for 0.
fn nth_weekday(first: Date, n: u8, weekday: u8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday as i8).ok()?;
    first.nth_weekday_of_month(if n == 0 { -1 } else { n as i8 }, weekday).ok()
}

fn festival_day(on: &FestivalDay, year: i32) -> Option<Date> {
    match on {
        FestivalDay::Solar(month, day) => ymd(year, *month, *day),
        // The lunar year ends in the next solar year, but 除夕 and 腊八 are said of the year they fall in.
        FestivalDay::Lunar(12, day) => {
            let of = |lunar_year| lunar::day(lunar_year, 12, false, *day).filter(|d| i32::from(d.year()) == year);
            of(year - 1).or_else(|| of(year))
        }
        FestivalDay::Lunar(month, day) => lunar::day(year, *month, false, *day),
        FestivalDay::Weekday { month, n, weekday } => nth_weekday(ymd(year, *month, 1)?, *n, *weekday),
        FestivalDay::Term(name) => lunar::term(year, name),
    }
}

fn week_days(offset: i32, days: WeekDays, reference: Date) -> Option<Days> {
    let monday = whole_unit(reference, Unit::Week)?.0.checked_add(i64::from(offset).weeks()).ok()?;
    let at = |n: u8| monday.checked_add((i64::from(n) - 1).days()).ok();
    match days {
        WeekDays::Whole => Some((monday, at(7)?)),
        WeekDays::One(n) => Some((at(n)?, at(n)?)),
        WeekDays::End => Some((at(6)?, at(7)?)),
        WeekDays::Unknown(_) => None,
    }
}

/// The year, month or week that a day lies in; for smaller units the day itself.
fn whole_unit(day: Date, unit: Unit) -> Option<Days> {
    Some(match unit {
        Unit::Year => (day.first_of_year(), day.last_of_year()),
        Unit::Quarter | Unit::Month => (day.first_of_month(), day.last_of_month()),
        Unit::Week => {
            let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
            (monday, monday.checked_add(6.days()).ok()?)
        }
        _ => (day, day),
    })
}

/// `3年后`: the year that lies three years ahead; with a half, the month.
fn distance(length: Length, direction: Direction, reference: Date) -> Option<Days> {
    let sign = if direction == Direction::Past { -1 } else { 1 };
    // Half a year counts from the beginning of what the reference names.
    let day = shift(reference, length, sign)?;
    let unit = match length.unit {
        Unit::Year if length.and_half => Unit::Month,
        _ if length.and_half => Unit::Day,
        unit => unit,
    };
    whole_unit(day, unit)
}

fn next_units(length: Length, reference: Date) -> Option<Days> {
    let one = Length { count: 1, and_half: false, unit: length.unit };
    let first = whole_unit(shift(reference, one, 1)?, length.unit)?.0;
    let last = whole_unit(shift(reference, length, 1)?, length.unit)?.1;
    Some((first, last))
}

/// The day so far ahead (`sign` 1) or back (-1).
fn shift(day: Date, length: Length, sign: i64) -> Option<Date> {
    let count = i64::from(length.count) * sign;
    let half = i64::from(length.and_half) * sign;
    let span: JiffSpan = match length.unit {
        Unit::Year => JiffSpan::new().try_months(count.checked_mul(12)? + half * 6).ok()?,
        Unit::Quarter => JiffSpan::new().try_months(count.checked_mul(3)?).ok()?,
        Unit::Month => JiffSpan::new().try_months(count).ok()?.try_days(half * 15).ok()?,
        Unit::Week => JiffSpan::new().try_weeks(count).ok()?.try_days(half * 3).ok()?,
        Unit::Day => JiffSpan::new().try_days(count).ok()?,
        Unit::Workday => return workdays(day, count),
        Unit::Hour => JiffSpan::new().try_days(count / 24).ok()?,
        Unit::QuarterHour | Unit::Minute | Unit::Second => JiffSpan::new(),
    };
    day.checked_add(span).ok()
}

/// So many days from Monday to Friday ahead or back.
fn workdays(day: Date, count: i64) -> Option<Date> {
    let (mut day, mut left) = (day, count.unsigned_abs().min(5000));
    while left > 0 {
        day = if count > 0 { day.tomorrow().ok()? } else { day.yesterday().ok()? };
        left -= u64::from(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    }
    Some(day)
}
