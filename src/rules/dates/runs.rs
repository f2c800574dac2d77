//! G6: a stretch of years or months and how long it is said to last (`2016年至2021年，连续4年`; `1月至5月连续4个月`), years in a list
//! (`2019年、2020年、2021年连续两年`), and a run since a year (`自2015年以来连续五年`).
//!
//! With both ends and without the first are both right.

use std::ops::RangeInclusive;

use super::years::{Counts, Reference, YearClaim, whole};
use super::{Checked, Line, edit, fix, related, value};
use crate::figures::dates::{CalendarDate, Relation, Span, TimeExpression};
use crate::figures::figure::Figure;
use crate::figures::numeral::chinese_count;
use crate::rules::finding::{Evidence, Finding, Message, Severity};

/// What may stand between a stretch and its length, where the length is that of the whole stretch.
const LEADS: [&str; 20] = [
    "连续",
    "已连续",
    "曾经连续",
    "历时",
    "为期",
    "持续",
    "前后历时",
    "历经",
    "前后",
    "总共历时",
    "共历时",
    "整整",
    "跨度",
    "时间跨度",
    "先后历时",
    "都连续",
    "均连续",
    "全县连续",
    "全市连续",
    "全省连续",
];

/// What must stand behind a length that nothing leads: `2016年至2021年的5年间`.
const BEHIND: [&str; 6] = ["间", "里", "时间", "的时间", "期间", "来"];

/// A unit of the length.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// 年.
    Year,
    /// 个月.
    Month,
}

/// Looks at a stretch and the length behind it.
pub(super) fn length(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let (count, unit) = length_at(line, at + 1)?;
    let said = whole(count)?;
    let gap = line.gap(at)?;
    let rest = gap.trim_start_matches([',', ')', '(', ' ']);
    let is_led = LEADS.contains(&rest) && !gap.starts_with('(');
    let is_closed = matches!(gap, "" | "的" | "," | "这" | "的这") && BEHIND.iter().any(|word| line.after(count).starts_with(word));
    if !(is_led || is_closed) || is_more(line, count) {
        return None;
    }
    let right = match time.last {
        Some(_) if time.relation == Relation::During => stretch(time, unit)?,
        // Years in a list: the run is as long as the list.
        None if unit == Unit::Year && is_led => listed(line, at)?,
        _ => return None,
    };
    Some((!right.contains(&said)).then(|| finding(line, figure, count, unit, &right, said)))
}

/// The length that a figure is: `4年`, `四个月`, `五个年头`.
pub(super) fn length_at<'l>(line: &Line<'l>, at: usize) -> Option<(&'l Figure, Unit)> {
    let figure = line.figures.get(at)?;
    let text = &line.reading[figure.range];
    let unit = if text.ends_with("个月") {
        Unit::Month
    } else if text.ends_with('年') && !text.ends_with("周年") {
        Unit::Year
    } else {
        return None;
    };
    matches!(figure.value, super::Said::Number(_)).then_some((figure, unit))
}

/// Whether the length goes on or is another's: `4年多`, `4年级`, `4年期`.
pub(super) fn is_more(line: &Line, count: &Figure) -> bool {
    line.after(count).starts_with(['多', '余', '半', '级', '期', '制', '以', '前', '后', '之', '一', '第', '生', '或'])
        || line.after(count).starts_with("左右")
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

pub(super) fn finding(line: &Line, figure: &Figure, count: &Figure, unit: Unit, right: &RangeInclusive<i32>, said: i32) -> Finding {
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
    let is_arabic = line.reading[count.number].bytes().all(|b| b.is_ascii_digit());
    let new = if is_arabic { most.to_string() } else { chinese_count(most.unsigned_abs().into()) };
    let title = Message::new(format!("改为{new}{name}"), format!("Change to {most} {english}"));
    Finding {
        code: "year-count-mismatch",
        severity: Severity::Warning,
        message,
        range: count.range,
        evidence: Some(Evidence { formula: Message::both(formula), values: vec![value(line, figure), value(line, count)] }),
        related: vec![related(figure.range, "起讫在这里", "the stretch")],
        fixes: vec![fix(title, vec![edit(count.number, new)])],
    }
}

/// `自2015年以来连续五年`: a run from a year to that of the article.
pub(super) fn since(line: &Line, at: usize) -> Option<YearClaim> {
    let (figure, time) = line.time(at)?;
    let base = line.named_year(at).and_then(|y| y.year.filter(|_| y.month.is_none_or(|m| m <= 6)))?;
    let (count, unit) = length_at(line, at + 1)?;
    let rest = line.gap(at)?.trim_start_matches([',', ' ']);
    let is_since = matches!(time.relation, Relation::Since | Relation::From) && time.last.is_none();
    if !is_since || unit != Unit::Year || !matches!(rest, "连续" | "已连续" | "已经连续" | "我县已连续" | "我市已连续" | "我省已连续")
    {
        return None;
    }
    if is_more(line, count) || line.figures.get(at + 2).is_some_and(|_| line.after(count).starts_with(['(', '、'])) {
        return None;
    }
    let sentence = line.sentence(at);
    if sentence.figures.clone().any(|i| line.is_other_year(i)) {
        return None;
    }
    let near = line.years_in(sentence.figures);
    Some(YearClaim {
        counts: Counts::Run,
        base,
        base_at: line.place(figure.range),
        reference: Reference::Article,
        said: line.place(count.range),
        number: count.number,
        count: whole(count)?,
        slack: (0, 1),
        near,
    })
}
