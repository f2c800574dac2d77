//! G7: a five-year plan and its years (`“十四五”时期（2020—2024年）`), and G9: a quarter and its months (`一季度（1—4月）`).

use super::{Checked, Line, edit, error, fix, related, value};
use crate::figures::dates::{CalendarDate, MonthValue, Part, Relation, Script, Span, TimeExpression, YearValue, plan_years};
use crate::figures::figure::Figure;
use crate::figures::numeral::chinese_count;
use crate::rules::finding::{Finding, Message};

/// What may stand between a plan and the bracket with its years.
const PLAN_NOUNS: [&str; 8] = ["规划时期", "规划期间", "规划期", "规划", "时期", "期间", "计划", "五年规划"];

/// What makes one year of a plan, behind its name: how many years after its first.
const PLAN_EDGES: [(&str, i32); 16] = [
    ("开局之年", 0),
    ("开局年", 0),
    ("起步之年", 0),
    ("第一年", 0),
    ("首年", 0),
    ("收官之年", 4),
    ("收官年", 4),
    ("最后一年", 4),
    ("第二年", 1),
    ("第三年", 2),
    ("第四年", 3),
    ("第五年", 4),
    ("第2年", 1),
    ("第3年", 2),
    ("第4年", 3),
    ("第5年", 4),
];

/// Looks at a plan with years in brackets, and at `2025年是“十四五”收官之年`.
pub(super) fn plan(line: &Line, at: usize) -> Checked {
    plan_in_brackets(line, at)
        .or_else(|| year_of_plan(line, at))
        .or_else(|| year_behind_plan(line, at))
        .or_else(|| years_before_plan(line, at))
        .or_else(|| decade(line, at))
}

fn plan_in_brackets(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let Span::Plan { number, years } = time.first else { return None };
    let (other, other_time) = bracketed(line, at, &PLAN_NOUNS)?;
    let first = plan_years(number)?.0;
    let meant = (first + i32::from(years.0) - 1, first + i32::from(years.1) - 1);
    let said = years_of(other_time)?;
    let is_right = if said.0 == said.1 { (meant.0..=meant.1).contains(&said.0) } else { said == meant };
    if is_right || time.relation != Relation::During {
        return Some(None);
    }
    let (name, told) = (&line.reading[figure.range], &line.reading[other.range]);
    let span = if meant.0 == meant.1 { format!("{}年", meant.0) } else { format!("{}—{}年", meant.0, meant.1) };
    let message = Message::new(format!("{name}是{span}，括注写作“{told}”"), format!("{name} is {span}, its bracket says “{told}”"));
    let formula = Message::both(format!("{name} = {span} ≠ {told}"));
    let mut found = error("plan-years-mismatch", message, other.range, formula, vec![value(line, figure), value(line, other)]);
    found.related.push(related(figure.range, "规划期在这里", "the plan"));
    let written: Vec<_> = other_time.dates().filter_map(|d| d.year).collect();
    if written.len() == 2 && written.iter().all(|y| y.script == Script::Arabic && y.digits == 4) {
        let edits = vec![edit(written[0].at, meant.0.to_string()), edit(written[1].at, meant.1.to_string())];
        found.fixes.push(fix(Message::new(format!("括注改为{span}"), format!("Change the bracket to {span}")), edits));
    }
    Some(Some(found))
}

/// `2024年是“十四五”收官之年`.
fn year_of_plan(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let year = time.dates().next()?.numbered_year()?;
    let is_year = time.last.is_none()
        && time.relation == Relation::During
        && matches!(kind(time), Some(date) if date.month.is_none() && date.part.is_none());
    let gap = line.gap(at)?;
    let (plan, plan_time) = line.time(at + 1)?;
    // `2021年,“十四五”开局之年,`: the same year told twice.
    let is_apposed = gap == "," && line.after(plan).starts_with([',', '。', ';', '、']);
    if !is_year || !(is_apposed || matches!(gap, "是" | "作为" | "既是" | ",是" | "正是" | "为" | "也是" | "系" | "恰是" | "恰逢"))
    {
        return None;
    }
    let Span::Plan { number, years } = plan_time.first else { return None };
    let first = plan_years(number)?.0;
    let meant = if years.0 == years.1 { first + i32::from(years.0) - 1 } else { first + edge_behind(line.after(plan))? };
    if year == meant {
        return Some(None);
    }
    Some(Some(other_year(line, figure, plan, number, meant, year)?))
}

/// `“十四五”收官之年2024年`.
fn year_behind_plan(line: &Line, at: usize) -> Checked {
    let (plan, plan_time) = line.time(at)?;
    let Span::Plan { number, years } = plan_time.first else { return None };
    let (figure, time) = line.time(at + 1)?;
    let year = years_of(time).filter(|(a, b)| a == b)?.0;
    if years.0 != years.1 || time.relation != Relation::During || !matches!(line.gap(at)?, "" | "的" | "——") {
        return None;
    }
    let meant = plan_years(number)?.0 + i32::from(years.0) - 1;
    if year == meant {
        return Some(None);
    }
    Some(Some(other_year(line, figure, plan, number, meant, year)?))
}

fn other_year(line: &Line, figure: &Figure, plan: &Figure, number: u8, meant: i32, year: i32) -> Option<Finding> {
    let (told, name) = (&line.reading[figure.range], format!("“{}五”", chinese_count(number.into())));
    let (begin, end) = plan_years(number)?;
    let message = Message::new(
        format!("{name}是{begin}—{end}年，这里所说的一年是{meant}年，不是{told}"),
        format!("{name} is {begin}–{end}; the year meant is {meant}, not {told}"),
    );
    let formula = Message::both(format!("{meant} ≠ {year}"));
    let mut found = error("plan-years-mismatch", message, figure.range, formula, vec![value(line, figure), value(line, plan)]);
    found.related.push(related(plan.range, "规划期在这里", "the plan"));
    Some(found)
}

/// `2020年至2025年的“十四五”时期`: years before a plan, some of them outside it.
fn years_before_plan(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let said = years_of(time).filter(|_| time.last.is_some() && time.relation == Relation::During)?;
    if !matches!(line.gap(at)?, "" | "的" | "这个") {
        return None;
    }
    let (plan, plan_time) = line.time(at + 1)?;
    let Span::Plan { number, years: (1, 5) } = plan_time.first else { return None };
    let is_time = ["时期", "期间"].iter().any(|w| line.reading[plan.range].ends_with(w) || line.after(plan).starts_with(w));
    if !is_time || plan_time.last.is_some() {
        return None;
    }
    let (begin, end) = plan_years(number)?;
    if said.0 >= begin && said.1 <= end {
        return Some(None);
    }
    let (name, told) = (&line.reading[plan.range], &line.reading[figure.range]);
    let message =
        Message::new(format!("{name}是{begin}—{end}年，前面写作“{told}”"), format!("{name} is {begin}–{end}, before it stands “{told}”"));
    let formula = Message::both(format!("{name} = {begin}—{end}年 ≠ {told}"));
    let mut found = error("plan-years-mismatch", message, figure.range, formula, vec![value(line, figure), value(line, plan)]);
    found.related.push(related(plan.range, "规划期在这里", "the plan"));
    Some(Some(found))
}

/// `20世纪80年代（1992年）`: a year outside the years before its bracket.
fn decade(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let (first, last) = match time.first {
        Span::Years { first, last } => (first, last),
        // 上世纪 is the 20th.
        Span::Century { offset: -1, years } => (1900 + i32::from(years.0), 1900 + i32::from(years.1)),
        _ => return None,
    };
    if time.last.is_some() || !matches!(time.relation, Relation::During | Relation::Rough) {
        return None;
    }
    let (other, other_time) = bracketed(line, at, &[])?;
    let said = years_of(other_time)?;
    // 80年代末 may be 1990 in a writer's mind.
    if said.0 >= first - 2 && said.1 <= last + 2 || said.1 - said.0 > 9 {
        return Some(None);
    }
    let (name, told) = (&line.reading[figure.range], &line.reading[other.range]);
    let span = format!("{first}—{last}年");
    let message = Message::new(format!("{name}是{span}，括注写作“{told}”"), format!("{name} is {span}, its bracket says “{told}”"));
    let formula = Message::both(format!("{name} = {span} ≠ {told}"));
    let mut found = error("plan-years-mismatch", message, other.range, formula, vec![value(line, figure), value(line, other)]);
    found.related.push(related(figure.range, "年代在这里", "the decade"));
    Some(Some(found))
}

fn kind(time: &TimeExpression) -> Option<&CalendarDate> {
    time.dates().next()
}

/// `规划的收官之年` behind a plan: which year of it is meant, counted from the first.
fn edge_behind(after: &str) -> Option<i32> {
    let rest = PLAN_NOUNS.iter().find_map(|noun| after.strip_prefix(noun)).unwrap_or(after);
    let rest = rest.strip_prefix("实施").unwrap_or(rest);
    let rest = rest.strip_prefix('的').unwrap_or(rest);
    PLAN_EDGES.iter().find(|(word, _)| rest.starts_with(word)).map(|(_, years)| *years)
}

/// Looks at a quarter or a half year with months in brackets, or the other way round.
pub(super) fn quarter(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let (other, other_time) = bracketed(line, at, &[]).or_else(|| apposed(line, at))?;
    let (named, months, months_figure, months_time) = match (statistical(time), statistical(other_time)) {
        (Some(named), None) => (named, months_of(other_time)?, other, other_time),
        (None, Some(named)) => (named, months_of(time)?, figure, time),
        _ => return None,
    };
    // A financial or a growing year has quarters of its own. Months inside the quarter may be meant.
    let sentence = &line.reading[line.sentence(at).place];
    let has_own_year = ["财年", "财季", "财政年度", "生长季", "学年", "榨季", "采暖季"].iter().any(|word| sentence.contains(word));
    if has_own_year {
        return None;
    }
    if months.0 >= named.0 && months.1 <= named.1 {
        return Some(None);
    }
    Some(Some(outside(line, figure, other, months_figure, months_time, named)))
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

/// The time expression that fills the bracket behind a figure, a noun between them passed over.
fn bracketed<'l>(line: &Line<'l>, at: usize, nouns: &[&str]) -> Option<(&'l Figure, &'l TimeExpression)> {
    let gap = line.gap(at)?;
    let noun = gap.strip_suffix('(')?;
    if !noun.is_empty() && !nouns.contains(&noun) {
        return None;
    }
    let (other, time) = line.time(at + 1)?;
    (line.after(other).starts_with([')', ',']) && time.relation == Relation::During).then_some((other, time))
}

/// `一季度,即1至4月,`, `1至4月的一季度`.
fn apposed<'l>(line: &Line<'l>, at: usize) -> Option<(&'l Figure, &'l TimeExpression)> {
    let gap = line.gap(at)?;
    let (other, time) = line.time(at + 1)?;
    let is_named = matches!(gap, ",即" | "即" | ",也就是" | "也就是" | ",亦即") && line.after(other).starts_with([',', '。', ';', ')']);
    let is_of = gap == "的" && statistical(time).is_some();
    ((is_named || is_of) && time.relation == Relation::During).then_some((other, time))
}

/// The first and the last year of an expression of years alone.
fn years_of(time: &TimeExpression) -> Option<(i32, i32)> {
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
