//! Dates in digits: `2024-03-15`, `2024.3.15`, `2024/3`, `6·30`, `09-01` (ISO 8601, and what is usual beside it).

use super::expression::{CalendarDate, Day, DayValue, Month, MonthValue, Year, YearValue};
use super::scan::{Number, Scan, Script};
use super::year::full_year;
use crate::figures::count::measure_at;

/// The date in digits here.
pub(super) fn numeric_date(scan: Scan<'_>, is_inner: bool) -> Option<(CalendarDate, Scan<'_>)> {
    if !scan.is_before_digit() || (!is_inner && is_inside_code(scan)) {
        return None;
    }
    let (first, after) = scan.arabic()?;
    let separator = after.peek().filter(|c| matches!(c, '-' | '.' | '/' | '·'))?;
    if let Some(found) = month_and_year(first, after, is_inner) {
        return Some(found);
    }
    let (second, after) = after.skip(separator.len_utf8()).arabic().filter(|(n, _)| n.digits <= 2)?;
    let third = third_part(after, separator);
    // 发布时间:2024-03-15 is a date, 编号:2024-03 a code.
    if !is_inner && scan.behind() == Some(':') && (first.digits != 4 || third.is_none()) {
        return None;
    }
    let found = match (first.digits, third) {
        (4, Some((third, end))) => (date(Some(first), second, Some(third)), end),
        (4, None) => (year_and_month(first, second, separator, after)?, after),
        (1 | 2, Some((third, end))) if separator == '-' && first.value > 12 => (date(Some(first), second, Some(third)), end),
        (1 | 2, None) => (month_and_day(first, second, separator)?, after),
        _ => return None,
    };
    let (found, end) = found;
    let is_possible =
        found.numbered_month().is_some_and(|m| (1..=12).contains(&m)) && found.numbered_day().is_none_or(|d| (1..=31).contains(&d));
    (is_possible && ends_here(end, is_inner)).then_some((found, end))
}

fn third_part(scan: Scan<'_>, separator: char) -> Option<(Number, Scan<'_>)> {
    let after = scan.peek().filter(|c| *c == separator).map(|c| scan.skip(c.len_utf8()))?;
    after.arabic().filter(|(n, _)| n.digits <= 2)
}

/// `2008.03`, `2024-03`, `2008/8`: two digits where it could be a decimal or a range.
fn year_and_month(year: Number, month: Number, separator: char, end: Scan) -> Option<CalendarDate> {
    let is_usual = (1900..=2099).contains(&year.value) && (month.digits == 2 || separator == '/');
    let is_quantity =
        separator == '.' && (measure_at(end.rest()).is_some() || end.peek().is_some_and(|c| "万亿元%‰个吨米度倍公平千百".contains(c)));
    (is_usual && !is_quantity && separator != '·').then(|| date(Some(year), month, None))
}

/// `08/2008`: both in full, or it is a fraction.
fn month_and_year(month: Number, slash: Scan<'_>, is_inner: bool) -> Option<(CalendarDate, Scan<'_>)> {
    let behind = slash.eat_char("/").filter(|_| month.digits == 2 && (1..=12).contains(&month.value))?;
    let (year, end) = behind.arabic().filter(|(year, _)| year.digits == 4 && (1900..=2099).contains(&year.value))?;
    ends_here(end, is_inner).then(|| (date(Some(year), month, None), end))
}

/// `6·30`, `09-01`; `9-1`, `3.15` and `2/3` may be anything.
fn month_and_day(month: Number, day: Number, separator: char) -> Option<CalendarDate> {
    let is_padded = month.digits == 2 && day.digits == 2 && (month.value < 10 || day.value < 10);
    (separator == '·' || separator == '-' && is_padded).then(|| date(None, month, Some(day)))
}

fn date(year: Option<Number>, month: Number, day: Option<Number>) -> CalendarDate {
    let year = year.map(|n| {
        let value = if n.digits == 4 { n.value as i32 } else { full_year(n.value) };
        Year { value: YearValue::Numbered(value), digits: n.digits, script: Script::Arabic, at: n.at }
    });
    let is_padded = |n: Number| n.digits == 2 && n.value < 10;
    let as_month = |n: Number| Month {
        value: MonthValue::Numbered(n.value as u8),
        is_leap: false,
        script: Script::Arabic,
        is_padded: is_padded(n),
        at: n.at,
    };
    let as_day = |n: Number| Day { value: DayValue::Numbered(n.value as u8), script: Script::Arabic, is_padded: is_padded(n), at: n.at };
    CalendarDate { year, month: Some(as_month(month)), day: day.map(as_day), is_numeric: true, ..CalendarDate::default() }
}

/// Whether the digits are the tail of something longer: `GB-2024-03-15`, `1.2024.3.15`, `010-12-31`.
fn is_inside_code(scan: Scan) -> bool {
    scan.behind().is_some_and(|c| c.is_ascii_alphanumeric() || "-./·_#+〔[".contains(c) || c == ':' && !is_label(scan))
}

/// Whether a word and a colon stand before: `时间:`, not `10:`.
fn is_label(scan: Scan) -> bool {
    scan.before().chars().rev().nth(1).is_some_and(crate::reading::script::is_han)
}

/// Whether nothing goes on behind: no digit, no further part, no unit.
fn ends_here(end: Scan, is_inner: bool) -> bool {
    let mut rest = end.rest().chars();
    let (next, then) = (rest.next(), rest.next());
    let goes_on = match next {
        Some(c) if c.is_ascii_alphanumeric() => !matches!(c, 'T'),
        Some('.' | '/' | '·' | '_') => then.is_some_and(|c| c.is_ascii_digit()),
        Some('-') => then.is_some_and(|c| c.is_ascii_digit()) && !is_year_ahead(end),
        Some('%' | '号' | '℃' | '月' | '日' | '年') => true,
        _ => false,
    };
    !goes_on || (is_inner && next == Some('日'))
}

/// Behind `2018/1/10`: `-2018/7/10`, or a time of the day.
fn is_year_ahead(end: Scan) -> bool {
    let after = end.skip(1);
    after.arabic().is_some_and(|(n, then)| {
        n.digits == 4 || then.peek() == Some(':') || (n.digits <= 2 && then.peek().is_some_and(|c| matches!(c, '/' | '.')))
    })
}
