//! G3: from–to reversed (`3月8日至3月5日`), and the number of days that is said of a stretch (`3月4日至8日，共7天`).

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::words::{WORDS, begins, ending, holds};
use super::{Checked, Line, edit, error, fix, related, value};
use crate::figures::dates::{Calendar, CalendarDate, Part, Relation, Span, TimeExpression, workdays_between};
use crate::figures::figure::{Approximation, Figure, Kind};
use crate::rules::finding::{Finding, Message};
use crate::text::TextRange;

/// Looks at a stretch of days, months or years whose end lies before its beginning.
///
/// Without years, only within one month: `12月28日至1月5日` leaves the new year out.
pub(super) fn reversed(line: &Line, figure: &Figure, time: &TimeExpression) -> Checked {
    let (Span::Calendar(first), Some(Span::Calendar(last))) = (&time.first, &time.last) else { return None };
    let (Span::Calendar(a), Some(Span::Calendar(b))) = time.completed() else { return None };
    if a.calendar == Calendar::Lunar || b.calendar == Calendar::Lunar || time.relation != Relation::During || time.is_impossible() {
        return None;
    }
    let both_years = first.numbered_year().is_some() && last.numbered_year().is_some();
    let is_reversed = match (key(&a)?, key(&b)?) {
        ((y, 0, 0), (z, 0, 0)) => {
            z < y && !line.before(figure).ends_with(['由', '从', '自']) && !line.reading[figure.range].starts_with(['由', '从', '自'])
        }
        ((y, m, 0), (z, n, 0)) if m > 0 && n > 0 => both_years && (z, n) < (y, m),
        ((y, m, d), (z, n, e)) if d > 0 && e > 0 => {
            let names_month = first.month.is_some();
            if both_years { (z, n, e) < (y, m, d) } else { names_month && last.year.is_none() && n == m && e < d }
        }
        _ => return None,
    };
    if !is_reversed {
        return Some(None);
    }
    let text = &line.reading[figure.range];
    let message = Message::new(format!("起讫颠倒：“{text}”的终点早于起点"), format!("“{text}” ends before it begins"));
    let formula = Message::both(format!("{} < {}", shown(&b), shown(&a)));
    let mut found = error("dates-reversed", message, figure.range, formula, vec![value(line, figure)]);
    found.fixes.extend(swap(line, first, last));
    Some(Some(found))
}

/// Year, month and day; 0 where they are not written.
fn key(date: &CalendarDate) -> Option<(i32, u8, u8)> {
    let is_whole = date.part.is_none() && date.year.is_none_or(|y| y.digits != 2 || date.numbered_year().is_some());
    let month = if date.month.is_some() { date.numbered_month()? } else { 0 };
    let day = if date.day.is_some() { date.numbered_day()? } else { 0 };
    is_whole.then(|| (date.numbered_year().unwrap_or(0), month, day))
}

fn shown(date: &CalendarDate) -> String {
    let year = date.numbered_year().map(|y| format!("{y}年"));
    let month = date.numbered_month().map(|m| format!("{m}月"));
    let day = date.numbered_day().map(|d| format!("{d}日"));
    [year, month, day].into_iter().flatten().collect()
}

/// Exchanges the days of a stretch within a month that is written twice.
fn swap(line: &Line, first: &CalendarDate, last: &CalendarDate) -> Option<super::Fix> {
    let (a, b) = (first.day?, last.day?);
    let same = first.numbered_month() == last.numbered_month() && first.numbered_year() == last.numbered_year();
    if !same || first.weekday.is_some() || last.weekday.is_some() {
        return None;
    }
    let (one, two) = (line.reading.get(std::ops::Range::from(a.at))?, line.reading.get(std::ops::Range::from(b.at))?);
    Some(fix(Message::new("对调起讫", "Exchange beginning and end"), vec![edit(a.at, two), edit(b.at, one)]))
}

/// How far behind a stretch, in characters, its number of days may stand.
const REACH: usize = 16;

/// Looks at the number of days of a stretch: `3月4日至8日，共5天`, `…，共5个工作日`, `为期5天（3月4日至8日）`. Both ways of counting are
/// right, with the first day and without.
pub(super) fn day_count(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    if let Some((joined, last)) = joined(line, at) {
        let gap = line.gap(last)?;
        let gap = ["闭幕", "结束", "截止", "止"].iter().find_map(|word| gap.strip_prefix(word)).unwrap_or(gap);
        return count_behind(line, figure, &joined, last + 1, gap);
    }
    // “五一”假期: the name of the holiday is no other time.
    let next = if is_holiday(line, at + 1) { at + 2 } else { at + 1 };
    let gap = if next < line.figures.len() { line.between(at, next) } else { "" };
    count_behind(line, figure, time, next, gap).or_else(|| count_before(line, figure, time, at))
}

/// Whether a figure is the name of a festival, without a day of its own.
fn is_holiday(line: &Line, at: usize) -> bool {
    let Some((_, time)) = line.time(at) else { return false };
    time.last.is_none() && time.dates().next().is_some_and(|d| d.day.is_none() && matches!(d.part, Some(Part::Festival(_))))
}

/// `自5月10日开始，至5月12日`: the stretch, and the figure that ends it.
fn joined(line: &Line, at: usize) -> Option<(TimeExpression, usize)> {
    let (figure, first) = line.time(at)?;
    let (_, last) = line.time(at + 1)?;
    let is_from = first.relation == Relation::From || line.before(figure).ends_with(['从', '自']);
    let is_from = is_from && first.last.is_none();
    let gap = line.gap(at)?;
    // 从10月1日放到10月8日, 从11月8日持续到11月16日
    let verb = gap.trim_start_matches([')', ',']);
    let lasts = verb.strip_suffix(['到', '至']).is_some_and(|verb| verb.is_empty() || WORDS.span.lasts.iter().any(|word| word == verb));
    let is_to = lasts && last.last.is_none();
    let is_last = matches!(last.relation, Relation::During | Relation::UpTo);
    (is_from && is_to && is_last)
        .then(|| (TimeExpression { first: first.first.clone(), last: Some(last.first.clone()), relation: Relation::During }, at + 1))
}

/// The number of days that a figure says, and its unit.
pub(super) fn days_said<'l>(line: &Line<'l>, at: usize) -> Option<(&'l Figure, u32, DayUnit)> {
    let count = line.figures.get(at).filter(|figure| figure.kind != Kind::Ordinal)?;
    let said = count.printed()?.value.to_u32().filter(|_| count.approximation == Approximation::Exact)?;
    // 两个周末 are no weeks.
    if line.reading[count.range].ends_with('周') && line.after(count).starts_with('末') {
        return None;
    }
    let unit = unit_of(&line.reading[count.range]).or_else(|| is_bare_days(line, count).then_some(DayUnit::Calendar))?;
    Some((count, said, unit))
}

/// `共5日`: a number of days that 日 counts; the 5th of a month is a date of its own.
fn is_bare_days(line: &Line, count: &Figure) -> bool {
    let after = line.after(count);
    let is_led = ["共", "共计", "为期", "历时", "总计", "合计"].iter().any(|word| line.before(count).ends_with(word));
    let is_whole = after.strip_prefix('日').is_some_and(|rest| rest.is_empty() || rest.starts_with([',', '。', ';', ')', '、']));
    is_led && is_whole && line.reading[count.range].bytes().all(|b| b.is_ascii_digit())
}

fn count_behind(line: &Line, figure: &Figure, time: &TimeExpression, at: usize, gap: &str) -> Checked {
    let (count, said, unit) = days_said(line, at)?;
    let words = gap.trim_end_matches([',', '(', ' ']);
    let after = line.after(count);
    let spans = &WORDS.span;
    // 5月1日至5日“五一”假期，5天里: the holiday is the stretch.
    let is_holiday = gap.ends_with("假期,") || gap.ends_with("假期的") || gap.ends_with("期间,");
    let is_closed = (matches!(gap, "的" | "," | "这" | "的这") || is_holiday) && begins(after, &spans.closers);
    let is_led = gap == "(" || gap.is_empty() || is_closed || spans.leads.iter().any(|lead| words.ends_with(lead.as_str()));
    let is_other = holds(&gap.replace("前后", ""), &spans.others) || gap.chars().count() > REACH;
    // 1月28日至2月4日，8天假期; but not 放8天假.
    let lasts = || at.checked_sub(1).is_some_and(|i| super::runs::lasts_all(line, i, gap)) && after.starts_with([',', '。', ';']);
    let is_spent = is_led || is_spent(words, after, spans) || lasts();
    let is_left = after.starts_with(['后', '前', '内', '之', '以', '半', '多', '余', '夜']) || after.starts_with('假') && !is_closed;
    if !is_spent || is_other || is_left {
        return None;
    }
    holiday(line, figure, time, count, said, unit).or_else(|| judged(line, figure, time, count, said, unit))
}

/// How many days the holidays have that are counted with both ends, at most; and how far around them, in bytes, their name may stand.
const HOLIDAY: u32 = 10;
const NAMED: usize = 48;

/// `国庆长假，10月1日至10月8日共8天`: the days of a holiday are counted with the first and the last one.
fn holiday(line: &Line, figure: &Figure, time: &TimeExpression, count: &Figure, said: u32, unit: DayUnit) -> Checked {
    let (one, other) = (usize::from(figure.range.start().min(count.range.start())), usize::from(figure.range.end().max(count.range.end())));
    let from = crate::text::boundary(line.reading, one.saturating_sub(NAMED));
    let before = line.reading.get(from..one)?.rsplit(['。', ';', '!', '?']).next()?;
    let rest = line.reading.get(other..)?;
    let clause = rest.split([',', '。', ';', '!']).next()?;
    let is_holiday = holds(before, &WORDS.span.holidays)
        || holds(line.reading.get(one..other)?, &WORDS.span.holidays)
        || begins(clause, &WORDS.span.holidays);
    if !is_holiday || unit != DayUnit::Calendar || time.relation != Relation::During || !names_days(time) {
        return None;
    }
    let spans = possible_days(time, unit)?;
    let counts: Vec<u32> = spans.iter().filter_map(|(first, last)| days_counted(*first, *last, unit)).collect();
    let most = *counts.first()?;
    let is_short = counts.iter().all(|n| *n == said + 1 && *n <= HOLIDAY);
    is_short.then(|| Some(miscounted(line, figure, count, said, most, unit)))
}

/// `，县里用五天时间`: the days that somebody took.
fn is_spent(words: &str, after: &str, spans: &super::words::Span) -> bool {
    let Some(verb) = ending(words, spans.spent.iter()) else { return false };
    let whose = words[..words.len() - verb.len()].trim_start_matches([',', ')']);
    let is_name = whose.chars().count() <= 8 && whose.chars().all(crate::reading::script::is_han);
    // 用一天时间补课 is one of the days.
    let rest = ["时间", "的时间", "工夫", "功夫"].iter().find_map(|word| after.strip_prefix(word));
    is_name && rest.is_some_and(|rest| rest.starts_with([',', '。', '把', '将', '完', '走']))
}

/// The number stands before the stretch: `会期5天，从5月10日到12日`, `为期三天（5月10日至15日）`.
fn count_before(line: &Line, figure: &Figure, time: &TimeExpression, at: usize) -> Checked {
    let before = at.checked_sub(1)?;
    let before = if is_holiday(line, before) { before.checked_sub(1)? } else { before };
    let (count, said, unit) = days_said(line, before)?;
    let head = line.before(count);
    let is_led = ending(head, WORDS.span.leads_before.iter()).is_some() && !["的", "个"].iter().any(|w| head.ends_with(w));
    let gap = line.between(before, at);
    let is_bracketed = gap.ends_with('(');
    let after = line.after(figure);
    let is_closed =
        if is_bracketed { after.starts_with(')') } else { after.is_empty() || after.starts_with([',', '。', ';', ')', '举', '进']) };
    if !is_led || !is_closed || !is_filler(gap) {
        return None;
    }
    holiday(line, figure, time, count, said, unit).or_else(|| judged(line, figure, time, count, said, unit))
}

/// Whether nothing but words of form stands between a number of days and its stretch, or the name of what lasts: `的展会（`.
fn is_filler(gap: &str) -> bool {
    if gap.len() > 48 || gap.is_empty() {
        return false;
    }
    if let Some(name) = gap.strip_prefix('的').and_then(|g| g.strip_suffix('(')) {
        let is_name = |c: char| crate::reading::script::is_han(c) || matches!(c, '“' | '”' | '《' | '》' | '·' | '—');
        return name.chars().count() <= 16 && name.chars().all(is_name);
    }
    let mut rest = gap.trim_start_matches([',', '(', ' ', ':']);
    while let Some(word) = WORDS.span.fillers.iter().find(|word| rest.starts_with(word.as_str())) {
        rest = rest[word.len()..].trim_start_matches([',', '(', ' ', ':']);
    }
    rest.is_empty()
}

pub(super) fn judged(line: &Line, figure: &Figure, time: &TimeExpression, count: &Figure, said: u32, unit: DayUnit) -> Checked {
    if !matches!(time.relation, Relation::During) || !names_days(time) {
        return None;
    }
    let spans = possible_days(time, unit)?;
    let counts: Vec<u32> = spans.iter().filter_map(|(first, last)| days_counted(*first, *last, unit)).collect();
    let most = *counts.first()?;
    let is_right = counts.iter().any(|n| *n == said || n.saturating_sub(1) == said);
    let is_right = is_right
        || unit == DayUnit::Work && spans.iter().any(|(a, b)| weekdays(*a, *b).is_some_and(|n| n == said || n.saturating_sub(1) == said));
    if is_right {
        return Some(None);
    }
    Some(Some(miscounted(line, figure, count, said, most, unit)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DayUnit {
    /// 天.
    Calendar,
    /// 工作日.
    Work,
    /// 周.
    Week,
}

fn unit_of(text: &str) -> Option<DayUnit> {
    if text.ends_with("工作日") {
        return Some(DayUnit::Work);
    }
    if text.ends_with('周') || text.ends_with("星期") {
        return Some(DayUnit::Week);
    }
    ["天", "自然日", "日历天"].iter().any(|unit| text.ends_with(unit)).then_some(DayUnit::Calendar)
}

fn names_days(time: &TimeExpression) -> bool {
    let (first, last) = time.completed();
    let is_day = |span: &Span| matches!(span, Span::Calendar(d) if d.numbered_day().is_some() && d.numbered_month().is_some() && d.calendar == Calendar::Solar);
    is_day(&first) && last.as_ref().is_some_and(is_day)
}

/// The stretch, in the year that is written; else in a common and in a leap year, and for working days in years that begin on every day of the week.
fn possible_days(time: &TimeExpression, unit: DayUnit) -> Option<Vec<(Date, Date)>> {
    let of = |reference: Option<Date>| match time.days(reference)? {
        (Some(first), Some(last)) if first <= last => Some((first, last)),
        _ => None,
    };
    if let Some(days) = of(None) {
        return Some(vec![days]);
    }
    if time.dates().any(|d| d.year.is_some()) {
        return None;
    }
    let years = if unit == DayUnit::Work { 2003..=2030 } else { 2023..=2024 };
    Some(years.filter_map(|year| of(Some(jiff::civil::date(year, 1, 1)))).collect())
}

fn days_counted(first: Date, last: Date, unit: DayUnit) -> Option<u32> {
    match unit {
        DayUnit::Calendar => u32::try_from(first.until(last).ok()?.get_days() + 1).ok(),
        DayUnit::Work => workdays_between(first, last),
        // Begun ones are counted as whole ones.
        DayUnit::Week => Some(days_counted(first, last, DayUnit::Calendar)?.div_ceil(7)),
    }
}

/// Mondays to Fridays.
fn weekdays(first: Date, last: Date) -> Option<u32> {
    let all = days_counted(first, last, DayUnit::Calendar)?;
    let offset = u32::try_from(first.weekday().to_monday_zero_offset()).ok()?;
    Some((0..all.min(4000)).filter(|n| (offset + n) % 7 < 5).count() as u32)
}

/// What is wrong with a length between two moments that are told apart.
pub(super) fn miscounted_units(claim: &super::length_claim::LengthClaim, right: (i32, i32)) -> Finding {
    use super::moments::Unit;
    let (name, english, code) = match claim.said.unit {
        Unit::Year => ("年", "years", "year-count-mismatch"),
        Unit::Month => ("个月", "months", "year-count-mismatch"),
        Unit::Week => ("周", "weeks", "day-count-mismatch"),
        Unit::Day => ("天", "days", "day-count-mismatch"),
    };
    let (first, last, said) = (&claim.first.place.text, &claim.last.place.text, &claim.length.text);
    let is_now = claim.last.place.range.start() == claim.length.range.start();
    let is_from_now = claim.first.place.range.start() == claim.length.range.start();
    let (first, last) = (if is_from_now { "发稿时" } else { first }, if is_now { "发稿时" } else { last });
    let (least, most) = right;
    let message = Message::new(
        format!("“{first}”到“{last}”是{least}{name}，连头带尾{most}{name}，这里写作“{said}”"),
        format!("“{first}” to “{last}” is {least} {english}, {most} with both ends, but “{said}” is said"),
    );
    let value = |place: &super::Place| super::super::Value {
        range: place.range,
        text: place.text.clone(),
        lo: String::new(),
        hi: String::new(),
        unit: String::new(),
    };
    let mut found = error(
        code,
        message,
        claim.length.range,
        Message::both(format!("{least}、{most} ≠ {said}")),
        vec![value(&claim.first.place), value(&claim.last.place), value(&claim.length)],
    );
    if code == "year-count-mismatch" {
        found.severity = super::Severity::Warning;
    }
    if !is_from_now {
        found.related.push(related(claim.first.place.range, "起在这里", "where it begins"));
    }
    if !is_now {
        found.related.push(related(claim.last.place.range, "止在这里", "where it ends"));
    }
    if let Some(number) = claim.number {
        let is_arabic = claim.length.text.bytes().any(|b| b.is_ascii_digit());
        let count = if claim.is_nth { most } else { least };
        let new = if is_arabic { count.to_string() } else { crate::figures::numeral::chinese_count(count.unsigned_abs().into()) };
        found.fixes.push(fix(Message::new(format!("数改为{new}"), format!("Change the number to {count}")), vec![edit(number, new)]));
    }
    found
}

fn miscounted(line: &Line, figure: &Figure, count: &Figure, said: u32, right: u32, unit: DayUnit) -> Finding {
    let (text, told) = (&line.reading[figure.range], &line.reading[count.range]);
    let name = match unit {
        DayUnit::Work => "个工作日",
        DayUnit::Calendar => "天",
        DayUnit::Week => "周",
    };
    let message = Message::new(
        format!("“{text}”连首尾是{right}{name}，这里写作“{told}”"),
        format!("“{text}” is {right} days with both ends, but “{told}” is said"),
    );
    let formula = Message::both(format!("{right}、{} ≠ {said}", right.saturating_sub(1)));
    let mut found = error("day-count-mismatch", message, count.range, formula, vec![value(line, figure), value(line, count)]);
    found.related.push(related(figure.range, "起讫在这里", "the stretch"));
    let number: TextRange = count.number;
    let is_arabic = line.reading[number].bytes().all(|b| b.is_ascii_digit());
    let new = if is_arabic { right.to_string() } else { crate::figures::numeral::chinese_count(right.into()) };
    found.fixes.push(fix(Message::new(format!("改为{new}{name}"), format!("Change to {right} days")), vec![edit(number, new)]));
    found
}
