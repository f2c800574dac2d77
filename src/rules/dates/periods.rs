//! G9: a quarter or a half year and its months (`一季度（1—4月）`), ten days of a month and their days (`5月中旬（11日至30日）`).

use super::words::{WORDS, holds};
use super::{Checked, Line, edit, error, fix, related, value};
use crate::figures::dates::{CalendarDate, MonthValue, Part, Relation, Script, Span, TimeExpression, YearValue};
use crate::figures::figure::Figure;
use crate::rules::finding::{Finding, Message};
use crate::text::TextRange;

/// Looks at a quarter or a half year with months in brackets, or the other way round.
pub(super) fn quarter(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    if let Some(found) = until(line, at).or_else(|| ten_days(line, at)) {
        return Some(found);
    }
    let (other, other_time) = bracketed(line, at).or_else(|| apposed(line, at))?;
    let (named, months, months_figure, months_time) = match (statistical(time), statistical(other_time)) {
        (Some(named), None) => (named, months_of(other_time)?, other, other_time),
        (None, Some(named)) => (named, months_of(time)?, figure, time),
        _ => return None,
    };
    // A financial or a growing year has quarters of its own.
    let sentence = &line.reading[line.sentence(at).place];
    // 前三个季度…，第四个季度（今年1至3月）: counted from a beginning of its own.
    let is_counted = |at: TextRange| line.reading[at].contains('个');
    if holds(sentence, &WORDS.quarter.own_years) || is_counted(figure.range) || is_counted(other.range) {
        return None;
    }
    // Months inside the quarter may be meant (三季度（8—9月）); those that begin with it and end too early are its own, told wrong, unless
    // they are a plan's.
    let is_inside = months.0 >= named.0 && months.1 <= named.1;
    let is_cut = is_inside && months.0 == named.0 && months != named && !holds(sentence, &WORDS.quarter.plans);
    if is_inside && !is_cut {
        return Some(None);
    }
    Some(Some(outside(line, figure, other, months_figure, months_time, named)))
}

/// `上半年（截至7月底）`: an end behind that of the quarter.
fn until(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let (other, end) = line.time(at + 1)?;
    let named = statistical(time)?;
    let date = single(end).filter(|_| end.relation == Relation::UpTo)?;
    let month = date.numbered_month()?;
    if line.gap(at)? != "(" || !line.after(other).starts_with(')') || date.year.is_some() || date.day.is_some() || month < named.0 {
        return None;
    }
    Some((month > named.1).then(|| outside(line, figure, other, other, end, named)))
}

/// `5月中旬（11日至30日）`: days outside of the ten that are named.
fn ten_days(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let (other, days) = bracketed(line, at)?;
    let named = single(time).filter(|_| time.relation == Relation::During)?;
    let Some(Part::Days(first, last)) = named.part else { return None };
    let day = |date: &CalendarDate| date.numbered_day().filter(|_| date.part.is_none() && date.calendar == named.calendar);
    let same_month = |date: &CalendarDate| date.month.is_none() || date.numbered_month() == named.numbered_month();
    let mut dates = days.dates();
    let (one, two) = (dates.next()?, dates.next()?);
    let (from, to) = (day(one)?, day(two)?);
    if days.last.is_none() || !same_month(one) || !same_month(two) || !matches!(first, 1 | 11 | 21) || from > to {
        return None;
    }
    if from >= first && to <= last {
        return Some(None);
    }
    let (name, told) = (&line.reading[figure.range], &line.reading[other.range]);
    let span = if last >= 28 { format!("{first}日到月底") } else { format!("{first}—{last}日") };
    let message = Message::new(format!("“{name}”是{span}，与“{told}”不符"), format!("“{name}” is days {first}–{last}, not “{told}”"));
    let formula = Message::both(format!("{name} = {span} ≠ {told}"));
    let mut found = error("quarter-months-mismatch", message, other.range, formula, vec![value(line, figure), value(line, other)]);
    found.related.push(related(figure.range, "旬在这里", "the ten days"));
    Some(Some(found))
}

fn single(time: &TimeExpression) -> Option<&CalendarDate> {
    time.dates().next().filter(|_| time.last.is_none())
}

fn outside(line: &Line, figure: &Figure, other: &Figure, months: &Figure, months_time: &TimeExpression, named: (u8, u8)) -> Finding {
    let quarter = if months.range == figure.range { other } else { figure };
    let (name, told) = (&line.reading[quarter.range], &line.reading[months.range]);
    let span = format!("{}—{}月", named.0, named.1);
    let message =
        Message::new(format!("“{name}”是{span}，与“{told}”不符"), format!("“{name}” is months {}–{}, not “{told}”", named.0, named.1));
    let formula = Message::both(format!("{name} = {span} ≠ {told}"));
    let mut found = error("quarter-months-mismatch", message, months.range, formula, vec![value(line, quarter), value(line, months)]);
    found.related.push(related(quarter.range, "季度在这里", "the quarter"));
    let written: Vec<_> = months_time.dates().filter_map(|d| d.month).collect();
    if written.len() == 2 && written.iter().all(|m| m.script == Script::Arabic) {
        let edits = vec![edit(written[0].at, named.0.to_string()), edit(written[1].at, named.1.to_string())];
        found.fixes.push(fix(Message::new(format!("月份改为{span}"), format!("Change the months to {}–{}", named.0, named.1)), edits));
    }
    found
}

/// The time expression that fills the bracket behind a figure.
pub(super) fn bracketed<'l>(line: &Line<'l>, at: usize) -> Option<(&'l Figure, &'l TimeExpression)> {
    if !matches!(line.gap(at)?, "(" | "(即" | "(也就是") {
        return None;
    }
    let (other, time) = line.time(at + 1)?;
    (line.after(other).starts_with([')', ',']) && time.relation == Relation::During).then_some((other, time))
}

/// `一季度,即1至4月,`, `1至4月的一季度`.
fn apposed<'l>(line: &Line<'l>, at: usize) -> Option<(&'l Figure, &'l TimeExpression)> {
    let gap = line.gap(at)?;
    let (other, time) = line.time(at + 1)?;
    let is_named = names(gap) && line.after(other).starts_with([',', '。', ';', ')']);
    let is_of = gap == "的" && statistical(time).is_some();
    ((is_named || is_of) && time.relation == Relation::During).then_some((other, time))
}

/// `,即`: the same time in other words follows.
pub(super) fn names(gap: &str) -> bool {
    matches!(gap.trim_start_matches(','), "即" | "也就是" | "亦即" | "也即" | "就是")
}

/// The first and the last year of an expression of years alone.
pub(super) fn years_of(time: &TimeExpression) -> Option<(i32, i32)> {
    let year = |span: &Span| match span {
        Span::Calendar(date) if date.month.is_none() && date.day.is_none() && date.part.is_none() => date.numbered_year(),
        _ => None,
    };
    let first = year(&time.first)?;
    Some((first, time.last.as_ref().map_or(Some(first), year)?))
}

/// The months of a quarter, a half year, 前三季度; not those of 前5个月, which say themselves.
fn statistical(time: &TimeExpression) -> Option<(u8, u8)> {
    let date = time.dates().next().filter(|_| time.last.is_none() && time.relation == Relation::During)?;
    date.statistical_months()
        .filter(|(first, last)| matches!((first, last), (1, 3 | 6 | 9 | 12) | (4, 6 | 9 | 12) | (7, 9 | 12) | (10, 12)))
}

/// The first and the last month of an expression of months alone.
fn months_of(time: &TimeExpression) -> Option<(u8, u8)> {
    let month = |span: &Span| match span {
        Span::Calendar(date) if date.day.is_none() && !matches!(date.part, Some(Part::Days(..))) => match date.month?.value {
            MonthValue::Numbered(month) => Some(month),
            MonthValue::Relative(_) => None,
        },
        _ => None,
    };
    let year = |span: &Span| match span {
        Span::Calendar(date) => date.year.map(|y| y.value),
        _ => None,
    };
    let last = time.last.as_ref()?;
    // 11月至次年3月 is no quarter of one year.
    if year(last).is_some_and(|y| matches!(y, YearValue::Next(_)) || Some(y) != year(&time.first)) {
        return None;
    }
    Some((month(&time.first)?, month(last)?)).filter(|(first, last)| first <= last)
}
