//! G3: by how many days or months something was earlier or later than a date that it is held against: that of last year
//! (`5月12日开镰，比去年的5月17日提前5天`), or the one that was planned (`原计划12月底完工，9月30日通车，提前三个月`).

use jiff::civil::Date;

use super::moments::{Length, Moment, Unit, YearOf, length, moment};
use super::words::{WORDS, ending, holds};
use super::{Checked, Line, edit, error, fix, related, value};
use crate::figures::dates::Relation;
use crate::rules::finding::Message;

/// How much text, in bytes, may stand between the two dates and between them and the number.
const REACH: usize = 75;
/// Days of a year and of a month.
const YEAR: i32 = 365;
/// A year without a leap day, and the days of it before March.
const COMMON: i16 = 2023;
const MARCH: i32 = 59;

/// Looks at a figure as the days or months between a date and the one that it is held against.
pub(super) fn check(line: &Line, at: usize) -> Checked {
    let length = length(line, at).filter(|l| matches!(l.said.unit, Unit::Day | Unit::Month))?;
    let words = &WORDS.earlier;
    let head = line.before(length.figure);
    let word = ending(head, words.leads.iter())?;
    if let Some(result) = lengths(line, at, &length, word).or_else(|| told_apart(line, at, &length, word)) {
        return Some(result);
    }
    let last = at.checked_sub(1)?;
    // 去年的5月17日, 去年（5月17日）: the year is a time of its own.
    let year = last.checked_sub(1).filter(|i| is_bare_last_year(line, *i) && matches!(line.gap(*i), Some("的" | "(" | "同期的" | "同期(")));
    let first = year.unwrap_or(last).checked_sub(1)?;
    // 3月11日早6天: 早 may be read as the time of the day.
    let is_eaten = line.gap(last)?.is_empty() && line.reading[line.figures[last].range].ends_with(word);
    let told = if is_eaten { "" } else { line.gap(last)?.strip_suffix(word)? };
    let gap = line.gap(first)?;
    let is_near = |text: &str| text.len() <= REACH && !text.contains(['。', ';', '!', '?', '“']);
    let after = line.after(length.figure);
    if !is_near(told) || !is_near(gap) || after.starts_with(['多', '余', '左', '以', '前', '后', '内']) {
        return None;
    }
    let (one, mut other) = (moment(line, first)?, moment(line, last)?);
    if year.is_some() {
        other.year = YearOf::Relative(-1);
    }
    let is_compared =
        is_last_year(line, last, &other) && told.trim_matches([')', ',']).is_empty() && ending(gap, words.than.iter()).is_some();
    let plan = planned(line, first, last, gap, told).or_else(|| due(line, last, gap));
    if !is_compared && plan.is_none() {
        return None;
    }
    let (from, to) = (position(&one)?, position(&other)?);
    let right = if is_compared { distance(from, to, length.said.unit) } else { apart(&one, &other, length.said.unit)? };
    let said = length.said.from / 10;
    // The day before a leap day and behind it; months by their names.
    let is_right = length.said.from % 10 != 0
        || (right - 1..=right + 1).contains(&said) && (said != 0) && (!is_compared || said == right || crosses(from, to));
    if is_right || right == 0 {
        return Some(None);
    }
    Some(Some(finding(line, first, last, &length, right)))
}

fn is_bare_last_year(line: &Line, at: usize) -> bool {
    moment(line, at).is_some_and(|m| m.year == YearOf::Relative(-1) && m.month.is_none())
}

/// `计划工期36个月，实际用了28个月，提前8个月`: the lengths of a plan and of what happened.
fn lengths(line: &Line, at: usize, length: &Length, word: &str) -> Option<Option<crate::rules::finding::Finding>> {
    let words = &WORDS.earlier;
    let last = at.checked_sub(1)?;
    let first = last.checked_sub(1)?;
    let (one, other) = (super::moments::length(line, first)?, super::moments::length(line, last)?);
    let told = line.gap(last)?.strip_suffix(word)?;
    let gap = line.gap(first)?;
    let head = line.before(one.figure);
    let from = head.char_indices().rev().nth(11).map_or(0, |(i, _)| i);
    let clause = head[from..].rsplit(['。', ';', ',', '!', '?']).next()?;
    let is_plan = holds(clause, &words.plan_lengths) && holds(gap, &words.actual) && !gap.contains(['。', ';']) && gap.len() <= REACH;
    let is_same = one.said.unit == other.said.unit && one.said.unit == length.said.unit;
    let is_plain = [&one, &other, length].iter().all(|l| l.said.from == l.said.to);
    let is_tied = told.trim_matches([',', '的']).chars().count() <= 8 && !told.contains(['。', ';']);
    if !is_plan || !is_same || !is_plain || !is_tied {
        return None;
    }
    let right = (one.said.from - other.said.from).abs();
    if right == 0 || right == length.said.from || right % 10 != 0 {
        return Some(None);
    }
    Some(Some(finding(line, first, last, length, right / 10)))
}

/// `比去年的5月17日`, `比去年（5月17日）`: the later date is that of last year.
fn is_last_year(line: &Line, at: usize, date: &Moment) -> bool {
    matches!(date.year, YearOf::Relative(-1))
        && date.day.is_some()
        && line.time(at).is_some_and(|(_, time)| time.relation == Relation::During)
}

/// Whether one of two dates is that of a plan and the other one of what happened.
fn planned(line: &Line, first: usize, last: usize, gap: &str, told: &str) -> Option<()> {
    let words = &WORDS.earlier;
    let head = line.before(&line.figures[first]);
    let from = head.char_indices().rev().nth(11).map_or(0, |(i, _)| i);
    let clause = head[from..].rsplit(['。', ';', ',', '!', '?']).next()?;
    let is_plan = ending(clause, words.plans.iter()).is_some() && !holds(gap, &words.plans);
    let is_against = ending(gap, words.than_plan.iter()).is_some() && told.chars().count() <= 12;
    let is_done = is_against || holds(gap, &WORDS.lasting.ends) && gap.contains([',', '、']);
    (is_plan && is_done || is_against && !holds(clause, &words.plans)).then_some(()).filter(|()| line.time(last).is_some())
}

/// `6月20日全部投运，比6月30日的节点提前10天`: the later date is a limit, and what was done in time is told with the earlier one.
fn due(line: &Line, last: usize, gap: &str) -> Option<()> {
    let words = &WORDS.earlier;
    let is_limit = is_limit(line.gap(last)?.strip_prefix('的')?);
    let is_done = holds(gap, &WORDS.lasting.ends) || holds(gap, &WORDS.apart.ends);
    let is_against = ending(gap, words.than.iter()).is_some() && gap.matches(',').count() == 1 && line.time(last).is_some();
    (is_limit && is_done && is_against).then_some(())
}

/// Whether a text is the name of a limit and a word of earlier or later: 合同工期提前.
fn is_limit(text: &str) -> bool {
    let words = &WORDS.earlier;
    let named = words.leads.iter().filter_map(|lead| text.strip_suffix(lead.as_str()));
    named.map(|name| name.trim_end_matches(',')).any(|name| words.limits.iter().any(|limit| limit == name))
}

/// How many figures on either side of a plan the length that it took may stand, and how many bytes.
const APART: usize = 4;
const FAR: usize = 210;

/// `比原定45个月的工期提前3个月。隧道2022年4月进洞，历时42个月`: the length of the plan stands right before, what it took in the sentence behind
/// or before.
fn told_apart(line: &Line, at: usize, length: &Length, word: &str) -> Option<Option<crate::rules::finding::Finding>> {
    let words = &WORDS.earlier;
    let plan_at = at.checked_sub(1)?;
    let plan = super::moments::length(line, plan_at)?;
    let told = line.gap(plan_at)?.trim_start_matches('的');
    let head = line.before(plan.figure);
    let from = head.char_indices().rev().nth(7).map_or(0, |(i, _)| i);
    let is_plan = ending(&head[from..], words.than_lengths.iter()).is_some() && (told == word || is_limit(told));
    let is_plain = |l: &Length| l.said.unit == length.said.unit && l.said.from == l.said.to;
    if !is_plan || !is_plain(&plan) || !is_plain(length) {
        return None;
    }
    let is_near = |i: usize| {
        let text = if i < plan_at { line.between(i, plan_at) } else { line.between(at, i) };
        text.len() <= FAR && text.matches(['。', '!', '?']).count() <= 1
    };
    let near = plan_at.saturating_sub(APART)..(at + 1 + APART).min(line.figures.len());
    let mut took = near.filter(|i| *i != at && *i != plan_at && is_near(*i)).filter_map(|i| {
        let other = super::moments::length(line, i)?;
        let before = line.before(other.figure);
        let is_led = ending(before, words.took.iter()).is_some();
        (is_led && is_plain(&other)).then_some((i, other))
    });
    let (i, other) = took.next().filter(|_| took.next().is_none())?;
    let right = (plan.said.from - other.said.from).abs();
    // Broken months are counted either way.
    if right == 0 && length.said.from <= 10 || (right - length.said.from).abs() <= 10 || right % 10 != 0 {
        return Some(None);
    }
    Some(Some(finding(line, plan_at, i, length, right / 10)))
}

/// The day of a common year; of a month alone, the day before it.
fn position(date: &Moment) -> Option<i32> {
    let first = Date::new(COMMON, i8::try_from(date.month?).ok()?, 1).ok()?;
    Some(i32::from(first.day_of_year()) - 1 + i32::from(date.day.unwrap_or(0)))
}

/// How far two days of any years are apart.
fn distance(from: i32, to: i32, unit: Unit) -> i32 {
    let days = (to - from).abs();
    let days = days.min(YEAR - days);
    if unit == Unit::Day { days } else { days / 30 }
}

/// How far the dates of a plan and of what happened are apart, the year left out being that of the other.
fn apart(one: &Moment, other: &Moment, unit: Unit) -> Option<i32> {
    let year = |date: &Moment| match date.year {
        YearOf::Numbered(year) => Some(year),
        _ => None,
    };
    let years = match (one.year, other.year) {
        (YearOf::Open, _) | (_, YearOf::Open) => 0,
        (YearOf::Relative(a), YearOf::Relative(b)) => b - a,
        _ => year(other)? - year(one)?,
    };
    match unit {
        Unit::Month => Some((years * 12 + i32::from(other.month?) - i32::from(one.month?)).abs()),
        _ => one.day.and(other.day).and(Some((years * YEAR + position(other)? - position(one)?).abs())),
    }
}

/// Whether a leap day may lie between two days of the year.
fn crosses(from: i32, to: i32) -> bool {
    from.min(to) <= MARCH && from.max(to) > MARCH
}

fn finding(line: &Line, first: usize, last: usize, length: &Length, right: i32) -> crate::rules::finding::Finding {
    let (one, other, said) = (&line.figures[first], &line.figures[last], &line.reading[length.figure.range]);
    let (name, english) = if length.said.unit == Unit::Day { ("天", "days") } else { ("个月", "months") };
    let (a, b) = (&line.reading[one.range], &line.reading[other.range]);
    let message = Message::new(
        format!("“{a}”与“{b}”相差{right}{name}，这里写作“{said}”"),
        format!("“{a}” and “{b}” are {right} {english} apart, but “{said}” is said"),
    );
    let values = vec![value(line, one), value(line, other), value(line, length.figure)];
    let mut found = error("day-count-mismatch", message, length.figure.range, Message::both(format!("{right} ≠ {said}")), values);
    found.related.push(related(one.range, "一个日期在这里", "the one date"));
    found.related.push(related(other.range, "与它相比的日期在这里", "the date that it is held against"));
    if length.is_plain && right > 0 {
        let number = length.figure.number;
        let is_arabic = line.reading[number].bytes().all(|b| b.is_ascii_digit());
        let new = if is_arabic { right.to_string() } else { crate::figures::numeral::chinese_count(right.unsigned_abs().into()) };
        found.fixes.push(fix(Message::new(format!("数改为{new}"), format!("Change the number to {right}")), vec![edit(number, new)]));
    }
    found
}
