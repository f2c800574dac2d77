//! G7: a five-year plan and its years (`“十四五”时期（2020—2024年）`), and a decade or a century and a year of it.

use super::periods::{bracketed, names, years_of};
use super::words::WORDS;
use super::{Checked, Line, edit, error, fix, related, value};
use crate::figures::dates::{CalendarDate, Relation, Script, Span, TimeExpression, plan_years};
use crate::figures::figure::Figure;
use crate::figures::numeral::chinese_count;
use crate::rules::finding::{Finding, Message};

/// Looks at a plan with years in brackets, and at `2025年是“十四五”收官之年`.
pub(super) fn plan(line: &Line, at: usize) -> Checked {
    plan_told(line, at)
        .or_else(|| part_told(line, at))
        .or_else(|| year_of_plan(line, at))
        .or_else(|| year_behind_plan(line, at))
        .or_else(|| years_before_plan(line, at))
        .or_else(|| decade(line, at))
}

/// `“十四五”时期（2020—2024年）`, `“十四五”期间，即2021年至2025年`.
fn plan_told(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let Span::Plan { number, years } = time.first else { return None };
    let gap = bare(line.gap(at)?);
    let (other, other_time) = line.time(at + 1)?;
    let is_bracketed = gap == "(" || gap.starts_with('(') && names(&gap[1..]);
    let is_closed = line.after(other).starts_with(if is_bracketed { [')', ','] } else { [',', '。'] });
    if !(is_bracketed || names(gap)) || !is_closed || other_time.relation != Relation::During {
        return None;
    }
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

/// `“十四五”规划实施四年来（2020—2024年）`: years of a part of a plan, some of them outside it.
fn part_told(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let Span::Plan { number, years: (1, 5) } = time.first else { return None };
    let is_part = matches!(line.time(at + 1)?.1.first, Span::SinceLength(_) | Span::Window(..));
    let (other, other_time) = bracketed(line, at + 1).filter(|_| is_part && bare(line.gap(at).unwrap_or("?")).is_empty())?;
    let (said, (begin, end)) = (years_of(other_time)?, plan_years(number)?);
    let is_inside = said.0 >= begin && said.1 <= end;
    Some((!is_inside).then(|| outside(line, figure, other, (begin, end))))
}

/// What stands behind a plan without the nouns that may follow it.
fn bare(text: &str) -> &str {
    let mut text = text;
    while let Some(rest) = WORDS.plan.nouns.iter().find_map(|noun| text.strip_prefix(noun.as_str())) {
        text = rest;
    }
    text
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
    let is_linked = WORDS.plan.links.iter().any(|link| gap.trim_start_matches(',') == link);
    if !is_year || !(is_apposed || is_linked) {
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
    let gap = line.gap(at)?;
    if years.0 != years.1 || time.relation != Relation::During || !(matches!(gap, "" | "的" | "——") || names(gap)) {
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
    let gap = line.gap(at)?.trim_start_matches(',');
    if !(matches!(gap, "" | "的" | "这个" | "(") || WORDS.plan.links.iter().any(|link| gap == link)) {
        return None;
    }
    let (plan, plan_time) = line.time(at + 1)?;
    let Span::Plan { number, years: (1, 5) } = plan_time.first else { return None };
    let is_time = ["时期", "期间"].iter().any(|w| line.reading[plan.range].ends_with(w) || line.after(plan).starts_with(w));
    let is_bracketed = gap == "(" && line.after(plan).starts_with(')');
    if !(is_time || is_bracketed) || plan_time.last.is_some() {
        return None;
    }
    let (begin, end) = plan_years(number)?;
    if said.0 >= begin && said.1 <= end {
        return Some(None);
    }
    Some(Some(outside(line, plan, figure, (begin, end))))
}

/// Years that are not those of the plan beside them.
fn outside(line: &Line, plan: &Figure, years: &Figure, (begin, end): (i32, i32)) -> Finding {
    let (name, told) = (&line.reading[plan.range], &line.reading[years.range]);
    let message =
        Message::new(format!("{name}是{begin}—{end}年，这里写作“{told}”"), format!("{name} is {begin}–{end}, here it stands “{told}”"));
    let formula = Message::both(format!("{name} = {begin}—{end}年 ≠ {told}"));
    let mut found = error("plan-years-mismatch", message, years.range, formula, vec![value(line, years), value(line, plan)]);
    found.related.push(related(plan.range, "规划期在这里", "the plan"));
    found
}

/// `20世纪80年代（1992年）`, `20世纪60年代，也就是1956年`, `上世纪90年代的1985年`: a year outside the years before it.
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
    let (other, other_time) = line.time(at + 1)?;
    let gap = line.gap(at)?;
    let said = years_of(other_time).filter(|_| other_time.relation == Relation::During)?;
    let is_bracketed = gap == "(" && line.after(other).starts_with([')', ',']);
    // 20世纪80年代，1994年，: the second may be another time; but a list of times has more words than that.
    let is_apposed = gap == "," && said.0 == said.1 && line.after(other).starts_with(',') && is_decade_alone(line, at);
    let is_named = names(gap) || matches!(gap, "的" | "中的") && said.0 == said.1;
    if !(is_bracketed || is_apposed || is_named) {
        return None;
    }
    // 80年代末 may be 1990 in a writer's mind.
    if said.0 >= first - 1 && said.1 <= last + 1 || said.1 - said.0 > 9 {
        return Some(None);
    }
    let (name, told) = (&line.reading[figure.range], &line.reading[other.range]);
    let span = format!("{first}—{last}年");
    let message = Message::new(format!("{name}是{span}，这里写作“{told}”"), format!("{name} is {span}, here it stands “{told}”"));
    let formula = Message::both(format!("{name} = {span} ≠ {told}"));
    let mut found = error("plan-years-mismatch", message, other.range, formula, vec![value(line, figure), value(line, other)]);
    found.related.push(related(figure.range, "年代在这里", "the decade"));
    Some(Some(found))
}

/// Whether a decade opens its sentence or its clause: nothing is told of it before the year that follows.
fn is_decade_alone(line: &Line, at: usize) -> bool {
    let before = line.figures.get(at).map_or("", |figure| line.before(figure));
    before.is_empty() || before.ends_with(['。', ';', ' ', '!', '?', '\u{3000}'])
}

fn kind(time: &TimeExpression) -> Option<&CalendarDate> {
    time.dates().next()
}

/// `规划的收官之年` behind a plan: which year of it is meant, counted from the first.
fn edge_behind(after: &str) -> Option<i32> {
    let rest = bare(after);
    let rest = rest.strip_prefix('的').unwrap_or(rest);
    WORDS.plan.edges.iter().find(|(word, _)| rest.starts_with(word.as_str())).map(|(_, years)| *years)
}
