//! Dates by year, month and day: `2024年3月15日`, `3月上旬`, `正月十五`, `15日`, `去年9月`.

use super::clock::with_clock;
use super::expression::{Calendar, CalendarDate, Day, DayValue, Month, MonthValue};
use super::festivals;
use super::numeric::numeric_date;
use super::parts;
use super::scan::{Number, Scan, Script};
use super::week::with_weekday;
use super::words::{WORDS, begins_with, ends_with};
use super::year::year;
use crate::figures::count::measure_at;

/// The date here, with its weekday and time of the day. `is_inner`: it stands behind 至 or 截至, so that nothing before it can
/// make it a length or a number.
pub(super) fn calendar_date(scan: Scan<'_>, is_inner: bool) -> Option<(CalendarDate, Scan<'_>)> {
    let (mut date, end) = numeric_date(scan, is_inner).or_else(|| written_date(scan, is_inner))?;
    let end = with_weekday(&mut date, end);
    let end = with_clock(&mut date, end);
    Some((date, end))
}

fn written_date(scan: Scan<'_>, is_inner: bool) -> Option<(CalendarDate, Scan<'_>)> {
    let mut date = CalendarDate::default();
    let mut at = calendar_name(&mut date, scan);
    let has_name = at.at != scan.at;
    if let Some((year, end)) = year(at) {
        date.year = Some(year);
        at = end;
        let below = calendar_name(&mut date, at.spaces().maybe("的").spaces());
        return Some(match below_year(&mut date, below, true) {
            Some(end) => (date, end),
            None => (date, at),
        });
    }
    if !is_inner && !has_name && !may_begin_here(scan) {
        return None;
    }
    let end = below_year(&mut date, at, is_inner || has_name).or_else(|| lone_day(&mut date, at, is_inner))?;
    // 近3月, 历时15日 are lengths; 近5月份 and 超3月15日 cannot be.
    let is_bare = date.part.is_none() && (date.month.is_none() || date.day.is_none()) && end.behind() != Some('份');
    let is_length = is_bare && !is_inner && !has_name && is_after_length_word(scan);
    (!is_length).then_some((date, end))
}

/// 农历, 公历 before a date.
fn calendar_name<'t>(date: &mut CalendarDate, scan: Scan<'t>) -> Scan<'t> {
    if let Some(end) = scan.eat_any(&["农历", "阴历", "旧历", "夏历"]) {
        date.calendar = Calendar::Lunar;
        return end;
    }
    scan.eat_any(&["公历", "阳历", "西历"]).unwrap_or(scan)
}

/// Whether what stands before makes a number here a length: 近, 历时, 满; 合约 is no 约.
pub(super) fn is_after_length_word(scan: Scan) -> bool {
    let is_number = scan.peek().is_some_and(super::is_number_start);
    let (before, guards) = (scan.before(), &WORDS.guards);
    let is_other_word = || ends_with(before, &guards.no_length_before) || ends_with(before, &guards.up_or_down);
    is_number && ends_with(before, &guards.length_before) && !is_other_word()
}

/// Whether what stands before lets a month or a day begin here: no number, no 第.
pub(super) fn may_begin_here(scan: Scan) -> bool {
    let Some(behind) = scan.behind() else { return true };
    let first = scan.peek().unwrap_or_default();
    if !super::is_number_start(first) {
        return true;
    }
    let is_code = behind.is_ascii_digit() || behind.is_ascii_alphabetic() && first.is_ascii_digit() || "万亿.-/〔[第%".contains(behind);
    let is_time = behind == ':' && scan.before().chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
    !(is_code || is_time || super::scan::numeral_value(behind).is_some() || scan.is_inside_number())
}

/// What is said below the year: a part of it, a month, a festival.
fn below_year<'t>(date: &mut CalendarDate, scan: Scan<'t>, is_inner: bool) -> Option<Scan<'t>> {
    if let Some((part, end)) = parts::year_part(scan, date.year.is_some(), is_inner) {
        date.part = Some(part);
        date.part_at = Some(scan.range_to(end));
        return Some(end);
    }
    if let Some((month, calendar, end)) = month(scan, date, is_inner) {
        date.month = Some(month);
        date.calendar = calendar;
        return below_month(date, end);
    }
    let (festival, end) = festivals::festival_at(scan, date.year.is_some())?;
    date.part = Some(super::expression::Part::Festival(festival));
    date.part_at = Some(scan.range_to(end));
    Some(end)
}

/// The month here, and the place behind its 月. `is_inner`: a year or the first date of a range stands before it.
pub(super) fn month<'t>(scan: Scan<'t>, date: &CalendarDate, is_inner: bool) -> Option<(Month, Calendar, Scan<'t>)> {
    let named = |end: Scan<'t>, value, calendar, is_leap| {
        let month = Month { value, is_leap, script: Script::Chinese, is_padded: false, at: scan.range_to(end) };
        Some((month, calendar, end))
    };
    for (word, number) in [("正月", 1), ("冬月", 11), ("腊月", 12), ("闰正月", 1)] {
        if let Some(end) = scan.eat(word) {
            return named(end, MonthValue::Numbered(number), Calendar::Lunar, word.starts_with('闰'));
        }
    }
    if let Some(end) = scan.eat("元月") {
        return named(end.maybe("份"), MonthValue::Numbered(1), date.calendar, false);
    }
    if let Some((offset, end)) = WORDS.months.at(scan) {
        // 首次月背采样, 首次月度增长.
        if scan.rest().starts_with("次月") && scan.behind().is_some_and(|c| "首每初一再两多二三".contains(c)) {
            return None;
        }
        return named(end.maybe("份"), MonthValue::Relative(offset), date.calendar, false);
    }
    let leap = scan.eat("闰");
    let (number, end) = leap.unwrap_or(scan).number()?;
    let end = end.spaces().eat("月")?;
    let is_known = (1..=12).contains(&number.value) && !is_guess(number);
    // No such month: only where a year or a day says that one was meant.
    let is_impossible = number.digits == 2 && (13..=99).contains(&number.value) && (date.year.is_some() || day(end, date, true).is_some());
    if !(is_known || is_impossible && number.script == Script::Arabic) {
        return None;
    }
    let calendar = if leap.is_some() { Calendar::Lunar } else { date.calendar };
    let month = Month {
        value: MonthValue::Numbered(number.value as u8),
        is_leap: leap.is_some(),
        script: number.script,
        is_padded: is_padded(number),
        at: number.at,
    };
    match end.eat("份") {
        Some(end) if !end.rest().starts_with('额') => Some((month, calendar, end)),
        _ if !is_inner && begins_with(end.rest(), &WORDS.guards.not_month_after) => None,
        _ => Some((month, calendar, end)),
    }
}

fn is_padded(number: Number) -> bool {
    number.script == Script::Arabic && number.digits == 2 && number.value < 10
}

/// 三五, 两: numerals that no date has.
fn is_guess(number: Number) -> bool {
    number.script == Script::Chinese && number.digits > 1
}

/// What is said below the month; the place behind the month where nothing is. `None` where the month is no month after all.
fn below_month<'t>(date: &mut CalendarDate, scan: Scan<'t>) -> Option<Scan<'t>> {
    let below = scan.spaces().maybe("的");
    if let Some((part, end)) = parts::month_part(below) {
        date.part = Some(part);
        date.part_at = Some(below.range_to(end));
        return Some(end);
    }
    if let Some((found, calendar, end)) = day(scan.spaces(), date, false) {
        date.day = Some(found);
        date.calendar = calendar;
        return Some(end);
    }
    // 三月三, 二月二, 九月九 are names of festivals.
    let is_chinese = date.month.is_some_and(|m| m.script == Script::Chinese);
    if is_chinese
        && date.year.is_none()
        && date.calendar == Calendar::Solar
        && let Some((number, after)) = scan.chinese()
    {
        let doubles = Some(number.value) == date.numbered_month().map(u32::from);
        if doubles && after.eat_char("日号月").is_none() {
            return None;
        }
    }
    Some(scan)
}

/// The day here, with 日 or 号, in the lunar way (初三, 廿三, 十五), or bare behind a month (`10月22`).
fn day<'t>(scan: Scan<'t>, date: &CalendarDate, needs_unit: bool) -> Option<(Day, Calendar, Scan<'t>)> {
    let make =
        |number: Number, is_padded| Day { value: DayValue::Numbered(number.value as u8), script: number.script, is_padded, at: number.at };
    if let Some(after) = scan.eat("初") {
        let (number, end) = after.chinese()?;
        return ((1..=10).contains(&number.value) && number.digits <= 1).then(|| (make(number, false), Calendar::Lunar, end));
    }
    let (number, end) = scan.number()?;
    if number.value > 99 || number.digits > 2 || is_guess(number) || number.value == 0 {
        return None;
    }
    if let Some(unit) = end.spaces().eat_char("日号") {
        let is_thing = unit.behind() == Some('号') && begins_with(unit.rest(), &WORDS.guards.not_number_after);
        return (!is_thing).then(|| (make(number, is_padded(number)), date.calendar, unit));
    }
    if needs_unit || number.value > 31 || !is_bare_day(number, end, date.calendar == Calendar::Lunar) {
        return None;
    }
    let month_is_chinese = date.month.is_some_and(|m| m.script == Script::Chinese);
    let is_old = scan.peek().is_some_and(|c| matches!(c, '廿' | '卅'));
    // 八月十五 without 日 is how the lunar calendar is written; behind a year of our era it is not.
    let is_lunar = number.script == Script::Chinese && (is_old || date.year.is_none() && (month_is_chinese || number.value >= 10));
    Some((make(number, false), if is_lunar { Calendar::Lunar } else { date.calendar }, end))
}

/// Whether a number behind a month may be a day without 日.
fn is_bare_day(number: Number, end: Scan, is_lunar: bool) -> bool {
    if number.script == Script::Chinese && number.value < 10 && !is_lunar {
        return false;
    }
    let Some(next) = end.peek() else { return true };
    let is_number_on = next.is_ascii_alphanumeric()
        || super::scan::numeral_value(next).is_some()
        || "万亿个多余几%‰℃年月时点分秒倍成天 -—–~～/:".contains(next)
        || number.script == Script::Arabic && end.continues_number();
    !is_number_on && measure_at(end.rest()).is_none()
}

/// A day without a month: `15日`.
fn lone_day<'t>(date: &mut CalendarDate, scan: Scan<'t>, is_inner: bool) -> Option<Scan<'t>> {
    if let Some((offset, end)) = WORDS.days.at(scan) {
        let value = DayValue::Relative(offset);
        if scan.behind().is_some_and(|c| "年月日天之以此".contains(c)) && scan.rest().starts_with(['前', '后']) {
            return None;
        }
        date.day = Some(Day { value, script: Script::Chinese, is_padded: false, at: scan.range_to(end) });
        return Some(end);
    }
    let (found, calendar, end) = day(scan, date, true)?;
    let number = match found.value {
        DayValue::Numbered(number @ 1..=31) => number,
        _ => return None,
    };
    let is_sure = is_inner || behind_names_month(scan);
    if calendar == Calendar::Lunar && date.calendar != Calendar::Lunar {
        return None;
    }
    if end.behind() == Some('号') && !is_sure && !is_followed_by_time(end) {
        return None;
    }
    if !is_sure && begins_with(end.rest(), &WORDS.guards.not_day_after) {
        return None;
    }
    let could_be_days = found.script == Script::Chinese && !is_sure;
    if could_be_days && !is_day_of_clause(scan, number, end) {
        return None;
    }
    date.day = Some(found);
    Some(end)
}

/// `二十日电`, `十九日，会议…`, `于十九日举行`, `六日上午`: a day in words that is followed by what follows days, opens its clause or stands
/// behind 于, and could hardly be a length.
fn is_day_of_clause(scan: Scan, number: u8, end: Scan) -> bool {
    let before = scan.before();
    let opens = before.is_empty() || before.ends_with([',', '。', ';', '\n']);
    let has_part = WORDS.day_parts.at(end).is_some();
    if number > 10 && is_followed_by_time(end) {
        return true;
    }
    let ends = has_part || end.peek().is_none_or(|c| matches!(c, ',' | '('));
    if number > 10 { opens && ends || before.ends_with('于') } else { has_part && (opens && number > 1 || before.ends_with('于')) }
}

fn behind_names_month(scan: Scan) -> bool {
    scan.before().ends_with('月')
}

/// What follows a day and nothing else.
fn is_followed_by_time(end: Scan) -> bool {
    let next = end.rest();
    next.starts_with(['电', '讯', '起', '晚', '早', '夜', '至', '到', '—']) || WORDS.day_parts.at(end).is_some() || next.starts_with("星期")
}
