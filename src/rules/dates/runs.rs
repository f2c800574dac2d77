//! G6: a stretch of years or months and how long it is said to last (`2016年至2021年，连续4年`; `1月至5月连续4个月`), years in a list
//! (`2019年、2020年、2021年连续两年`), and a run since a year (`自2015年以来连续五年`).
//!
//! With both ends and without the first are both right.

use std::ops::RangeInclusive;

use super::words::{WORDS, begins, ending, holds};
use super::years::whole;
use super::{Checked, Line, Said, edit, fix, related, value};
use crate::figures::dates::{CalendarDate, Direction, Relation, Span, TimeExpression, Unit as TimeUnit};
use crate::figures::figure::Figure;
use crate::figures::numeral::chinese_count;
use crate::reading::script::is_han;
use crate::rules::finding::{Evidence, Finding, Message, Severity};
use crate::text::{TextRange, range};

/// A unit of the length.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// 年.
    Year,
    /// 个月.
    Month,
}

/// A length of years or months as it is written.
pub(super) struct Length<'l> {
    /// Its figure.
    pub figure: &'l Figure,
    /// Years or months.
    pub unit: Unit,
    /// How many.
    pub count: i32,
    /// Where the number stands.
    pub number: TextRange,
}

/// Looks at a stretch and the length behind it, or before its bracket.
pub(super) fn length(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let (length, is_led) = behind(line, at).or_else(|| in_bracket(line, at))?;
    let right = match time.last {
        Some(_) if time.relation == Relation::During => stretch(time, length.unit)?,
        // Years in a list: the run is as long as the list.
        None if length.unit == Unit::Year && is_led => listed(line, at)?,
        _ => return None,
    };
    Some((!right.contains(&length.count)).then(|| finding(line, figure, &length, &right)))
}

/// The length behind a stretch, and whether a word leads it: `2016年至2021年，该县连续4年`, `2016年至2021年的5年间`, `…，5年来`.
fn behind<'l>(line: &Line<'l>, at: usize) -> Option<(Length<'l>, bool)> {
    let words = &WORDS.run;
    let gap = line.gap(at)?;
    let rest = gap.trim_start_matches([',', ')', '(', ' ']);
    if let Some(length) = harvests(line, at + 1).filter(|_| rest.len() <= SUBJECT && !rest.contains([',', '。', ';', ':'])) {
        return Some((length, false));
    }
    let length = length_at(line, at + 1).filter(|length| !is_more(line, length))?;
    let lead = ending(rest, words.leads.iter());
    // 2016年至2021年，该县连续4年: a short subject, and no verb that begins a story of its own.
    let is_subject = |text: &str| text.len() <= 36 && text.chars().all(is_han) && !holds(text, &words.no_subjects);
    let is_led = lead.is_some_and(|lead| is_subject(&rest[..rest.len() - lead.len()])) && !gap.starts_with('(');
    let is_window = matches!(length.figure.value, Said::Time(_));
    let after = line.after(length.figure);
    let is_closed = matches!(gap, "" | "的" | "," | "这" | "的这") && (is_window || begins(after, &words.closers));
    if lasts_all(line, at, gap) && (after.is_empty() || after.starts_with([',', '。', ';'])) {
        return Some((length, false));
    }
    (is_led || is_closed).then_some((length, is_led))
}

/// How many characters may stand between the days of a closure and its length.
const STATE: usize = 8;

/// `将于8月6日至9月6日停产检修1个月`: what is planned for a stretch lasts all of it. Without the preposition it may be so long in all.
pub(super) fn lasts_all(line: &Line, at: usize, gap: &str) -> bool {
    let figure = &line.figures[at];
    let is_planned = line.before(figure).ends_with(['于', '自', '从']) || line.reading[figure.range].starts_with(['自', '从']);
    is_planned && begins(gap, &WORDS.run.states) && gap.chars().count() <= STATE && gap.chars().all(is_han)
}

/// The length before the bracket that a stretch fills: `连续8年（2020—2024年）`, `近五年（2019—2023年）`.
fn in_bracket<'l>(line: &Line<'l>, at: usize) -> Option<(Length<'l>, bool)> {
    let before = at.checked_sub(1)?;
    let figure = &line.figures[at];
    let gap = line.gap(before)?;
    let length = length_at(line, before)?;
    let is_window = matches!(length.figure.value, Said::Time(_));
    let is_led = is_window || ending(line.before(length.figure), WORDS.run.leads.iter()).is_some();
    let noun = gap.strip_suffix('(').unwrap_or_default();
    let is_closed = gap == "(" || matches!(noun, "间" | "来" | "时间" | "里" | "期间");
    // 十年间（2015—2024年）
    let is_led = is_led || matches!(noun, "间" | "来" | "期间");
    (is_led && is_closed && line.after(figure).starts_with(')')).then_some((length, false))
}

/// How much may stand between a stretch and `“二十连丰”`, in bytes.
const SUBJECT: usize = 60;

/// `“十一连丰”`: a run of years.
fn harvests<'l>(line: &Line<'l>, at: usize) -> Option<Length<'l>> {
    let figure = line.figures.get(at)?;
    let is_run =
        line.reading[figure.range].ends_with('连') && line.after(figure).starts_with(['丰', '增', '冠', '涨', '降', '优', '胜', '升']);
    let count = whole(figure).filter(|_| is_run)?;
    Some(Length { figure, unit: Unit::Year, count, number: figure.number })
}

/// The length that a figure is: `4年`, `四个月`, `五个年头`, `35年来`, `近三年`.
pub(super) fn length_at<'l>(line: &Line<'l>, at: usize) -> Option<Length<'l>> {
    let figure = line.figures.get(at)?;
    let text = &line.reading[figure.range];
    if let Said::Time(time) = &figure.value {
        return window(line, figure, time);
    }
    let unit = if text.ends_with("个月") {
        Unit::Month
    } else if text.ends_with('年') && !text.ends_with("周年") {
        Unit::Year
    } else {
        return None;
    };
    let count = whole(figure).filter(|_| matches!(figure.value, Said::Number(_)))?;
    Some(Length { figure, unit, count, number: figure.number })
}

/// `35年来`, `近三年`: a length that ends now.
fn window<'l>(line: &Line, figure: &'l Figure, time: &TimeExpression) -> Option<Length<'l>> {
    let length = match &time.first {
        Span::SinceLength(length) | Span::Window(length, Direction::Past) => length,
        // 时隔13年后
        Span::Distance(length, Direction::Future) if line.before(figure).ends_with("时隔") => length,
        _ => return None,
    };
    let unit = match length.unit {
        TimeUnit::Year => Unit::Year,
        TimeUnit::Month => Unit::Month,
        _ => return None,
    };
    let text = &line.reading[figure.range];
    let is_digit = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十百〇".contains(c);
    let start = text.find(is_digit)?;
    let len = text[start..].find(|c| !is_digit(c)).unwrap_or(text.len() - start);
    let from = usize::from(figure.range.start()) + start;
    let is_plain = !length.and_half && time.last.is_none() && matches!(time.relation, Relation::During | Relation::Since);
    let count = i32::try_from(length.count).ok().filter(|_| is_plain)?;
    Some(Length { figure, unit, count, number: range(from, from + len) })
}

/// Whether the length goes on or is another's: `4年多`, `4年级`, `4年期`.
pub(super) fn is_more(line: &Line, length: &Length) -> bool {
    let after = line.after(length.figure);
    after.starts_with(['多', '余', '半', '级', '期', '制', '以', '前', '后', '之', '一', '第', '生', '或']) || after.starts_with("左右")
}

/// The lengths that a stretch may be said to have.
pub(super) fn stretch(time: &TimeExpression, unit: Unit) -> Option<RangeInclusive<i32>> {
    let (Span::Calendar(first), Some(Span::Calendar(last))) = time.completed() else { return None };
    if first.part.is_some() || last.part.is_some() || first.calendar != last.calendar {
        return None;
    }
    let (months, is_fine) = months_between(&first, &last)?;
    let whole_months = months + 1;
    let is_day = first.day.is_some() || last.day.is_some();
    Some(match unit {
        Unit::Month if !is_fine => return None,
        // 3月15日至6月15日 is three months, with broken ones five.
        Unit::Month if is_day => (months - 1).max(1)..=whole_months,
        Unit::Month => months.max(1)..=whole_months,
        Unit::Year => {
            let years = last.numbered_year()? - first.numbered_year()?;
            if years < 1 || !is_fine { years..=years + 1 } else { (months / 12).min(years)..=(years + 1) }
        }
    })
    .filter(|right| *right.end() >= 2)
}

/// How many months lie between two dates, and whether months are written.
fn months_between(first: &CalendarDate, last: &CalendarDate) -> Option<(i32, bool)> {
    let month = |date: &CalendarDate| date.numbered_month().filter(|m| (1..=12).contains(m)).map(i32::from);
    let is_four = |date: &CalendarDate| date.year.is_none_or(|y| y.digits == 4);
    if !is_four(first) || !is_four(last) {
        return None;
    }
    let (a, b) = (first.numbered_year(), last.numbered_year());
    if first.year.is_some() != a.is_some() || last.year.is_some() != b.is_some() {
        return None;
    }
    match (a, b, month(first), month(last)) {
        (Some(a), Some(b), None, None) if b > a && first.month.is_none() && last.month.is_none() => Some(((b - a) * 12, false)),
        (Some(a), Some(b), Some(m), Some(n)) if (b, n) > (a, m) => Some(((b - a) * 12 + n - m, true)),
        (None, None, Some(m), Some(n)) if n > m => Some((n - m, true)),
        _ => None,
    }
}

/// How many consecutive years the list has that ends with a figure; `None` where it is no list.
fn listed(line: &Line, at: usize) -> Option<RangeInclusive<i32>> {
    let year = |i: usize| line.named_year(i).filter(|y| y.month.is_none()).and_then(|y| y.year);
    let mut first = at;
    let mut number = year(at)?;
    while first > 0 && at - first < 12 && matches!(line.gap(first - 1), Some("、" | "和" | "," | "及" | "与")) {
        let Some(before) = year(first - 1).filter(|before| before + 1 == number) else { break };
        (first, number) = (first - 1, before);
    }
    let count = i32::try_from(at - first + 1).ok()?;
    let is_open = first > 0 && matches!(line.gap(first - 1), Some("、" | "和" | "," | "及" | "与"));
    (count >= 2 && !is_open).then_some(count..=count)
}

pub(super) fn finding(line: &Line, figure: &Figure, length: &Length, right: &RangeInclusive<i32>) -> Finding {
    let (count, unit, said) = (length.figure, length.unit, length.count);
    let (text, told, most) = (&line.reading[figure.range], &line.reading[count.range], *right.end());
    let (name, english) = if unit == Unit::Year { ("年", "years") } else { ("个月", "months") };
    let is_list = right.start() == right.end();
    let message = if is_list {
        Message::new(format!("所列是{most}{name}，这里写作“{told}”"), format!("{most} {english} are listed, but “{told}” is said"))
    } else {
        Message::new(
            format!("“{text}”连头带尾是{most}{name}，这里写作“{told}”"),
            format!("“{text}” is {most} {english} with both ends, but “{told}” is said"),
        )
    };
    let formula = if is_list { format!("{most} ≠ {said}") } else { format!("{most}、{} ≠ {said}", most - 1) };
    let is_arabic = line.reading[length.number].bytes().all(|b| b.is_ascii_digit());
    let new = if is_arabic { most.to_string() } else { chinese_count(most.unsigned_abs().into()) };
    let title = Message::new(format!("改为{new}{name}"), format!("Change to {most} {english}"));
    Finding {
        code: "year-count-mismatch",
        severity: Severity::Warning,
        message,
        range: count.range,
        evidence: Some(Evidence { formula: Message::both(formula), values: vec![value(line, figure), value(line, count)] }),
        related: vec![related(figure.range, "起讫在这里", "the stretch")],
        fixes: vec![fix(title, vec![edit(length.number, new)])],
    }
}
