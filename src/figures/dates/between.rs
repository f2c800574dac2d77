//! Whole expressions: one date or two (`3月8日至15日`, `2018年2—4月`), with the words around them (`截至`, `自…起`, `以来`, `前`).

use super::calendar::{calendar_date, is_after_length_word, may_begin_here, month};
use super::clock::clock;
use super::eras::era;
use super::expression::{
    CalendarDate, Clock, Day, DayValue, Month, MonthValue, Part, Relation, Script, Span, TimeExpression, Year, YearValue,
};
use super::length::length_span;
use super::scan::{Number, Scan};
use super::week::week;
use super::words::{WORDS, begins_with, ends_with};
use super::year::{full_year, year};
use crate::figures::count::measure_at;

/// The longest expression here.
pub(super) fn expression(scan: Scan<'_>) -> Option<(TimeExpression, Scan<'_>)> {
    if closes_word(scan.text, scan.at) {
        return None;
    }
    if let Some(after) = scan.eat_any(&["截至到", "截至", "截止到", "截止至", "截止"]) {
        let (mut found, end) = body(after.spaces(), true)?;
        if found.relation == Relation::During {
            found.relation = Relation::UpTo;
        }
        return Some((found, end));
    }
    if let Some(after) = scan.eat_any(&["自从", "自", "从"]) {
        let (found, end) = body(after.spaces(), true)?;
        let is_open = matches!(found.relation, Relation::From | Relation::Since | Relation::UntilNow);
        return (is_open || found.last.is_some()).then_some((found, end));
    }
    body(scan, false)
}

/// Whether the 上 or 下 at a place closes the word before it: 规上一季度增加值, 马上一年了.
pub(in crate::figures) fn closes_word(text: &str, at: usize) -> bool {
    let char = text[at..].chars().next().filter(|c| matches!(c, '上' | '下'));
    char.is_some_and(|c| ends_with(&text[..at + c.len_utf8()], &WORDS.guards.up_or_down))
}

fn body(scan: Scan<'_>, is_inner: bool) -> Option<(TimeExpression, Scan<'_>)> {
    let (mut found, mut end) = shared_range(scan, is_inner).or_else(|| {
        let (first, end) = span(scan, is_inner)?;
        Some((TimeExpression::of(first), end))
    })?;
    if found.last.is_none() {
        end = second(&mut found, end);
    }
    // 自1月1日起至3月31日止.
    if found.last.is_none()
        && let Some(after) = end.eat_any(&["起", "开始"])
    {
        let close = second(&mut found, after);
        if found.last.is_some() || found.relation == Relation::UntilNow {
            return Some((found, close.eat("为止").unwrap_or(close.maybe("止"))));
        }
    }
    if !takes_suffix(&found.first) {
        return Some((found, end));
    }
    if let Some((relation, after)) = suffix_of(&found, end) {
        (found.relation, end) = (relation, after);
    }
    if found.last.is_some() && matches!(found.relation, Relation::UpTo | Relation::From) {
        found.relation = Relation::During;
    }
    Some((found, end))
}

fn takes_suffix(span: &Span) -> bool {
    !matches!(span, Span::Distance(..) | Span::Window(..) | Span::SinceLength(_) | Span::Vague | Span::Clock(_))
}

fn suffix_of<'t>(found: &TimeExpression, end: Scan<'t>) -> Option<(Relation, Scan<'t>)> {
    let (relation, after) = WORDS.suffix(end.spaces()).filter(|_| end.spaces().at == end.at || end.at > 0)?;
    // 今年间, 目前前: nonsense; 周三后 and 上午前后 are fine.
    (!matches!(found.first, Span::Now) || matches!(relation, Relation::From)).then_some((relation, after))
}

/// Anything that the calendar names, the longest.
fn span(scan: Scan<'_>, is_inner: bool) -> Option<(Span, Scan<'_>)> {
    let calendar = calendar_date(scan, is_inner).map(|(date, end)| (Span::Calendar(date), end));
    let clock = clock(scan, is_inner).filter(|(c, _)| c.from.is_some() || !is_inner).map(|(clock, end)| (Span::Clock(clock), end));
    // Digits begin no weekday and no word.
    let is_digit = scan.is_before_digit();
    let named = if is_digit { [bare_year(scan), None, None] } else { [None, week_with_clock(scan), words(scan)] };
    let [bare, week, words] = named;
    let candidates = [calendar, clock, length_span(scan), week, era(scan), words, bare];
    let mut best: Option<(Span, Scan<'_>)> = None;
    for (span, end) in candidates.into_iter().flatten() {
        if best.as_ref().is_none_or(|(_, longest)| end.at > longest.at) {
            best = Some((span, end));
        }
    }
    best
}

fn week_with_clock(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    let (span, end) = week(scan)?;
    let is_day = matches!(span, Span::Week { days: super::expression::WeekDays::One(_), .. });
    let end = if is_day { clock(end.spaces(), true).map_or(end, |(_, end)| end) } else { end };
    Some((span, end))
}

/// Words that name days by themselves: 今明两年, 今晚, 目前, 近日.
fn words(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    if let Some(([first, last], end)) = WORDS.year_pairs.at(scan) {
        return Some((Span::RelativeYears(first, last), end));
    }
    if let Some((offset, end)) = WORDS.nights.at(scan) {
        let day = Day { value: DayValue::Relative(offset), script: Script::Chinese, is_padded: false, at: scan.range_to(end) };
        let told = clock(end.spaces(), true).filter(|(c, _)| c.from.is_some());
        let (clock, end) = told.unwrap_or((Clock { part: Some([0, 24]), ..Clock::default() }, end));
        return Some((Span::Calendar(CalendarDate { day: Some(day), clock: Some(clock), ..CalendarDate::default() }), end));
    }
    if let Some(found) = month_part_alone(scan) {
        return Some(found);
    }
    if let Some((offset, end)) = WORDS.quarters.at(scan) {
        return Some((Span::Quarter(offset), end));
    }
    if let Some((_, end)) = WORDS.now.at(scan) {
        return Some((Span::Now, end));
    }
    let (_, end) = WORDS.vague.at(scan)?;
    let is_inside =
        scan.behind().is_some_and(|c| super::scan::numeral_value(c).is_some() || c.is_ascii_digit() || "年月日周天去几".contains(c));
    (!is_inside && !end.rest().starts_with(['来', '距'])).then_some((Span::Vague, end))
}

/// `月底`: of the month of the reference.
fn month_part_alone(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    let is_other = scan.behind().is_some_and(|c| {
        c.is_ascii_digit() || super::scan::numeral_value(c).is_some() || "个每当本上下次同逐数几月半多正腊冬元岁".contains(c)
    });
    let is_named = scan.rest().starts_with('月') && !is_other;
    let (part, end) = super::parts::month_part(scan).filter(|_| is_named)?;
    let month = Month { value: MonthValue::Relative(0), is_leap: false, script: Script::Chinese, is_padded: false, at: scan.range_to(end) };
    let date = CalendarDate { month: Some(month), part: Some(part), part_at: Some(scan.range_to(end)), ..CalendarDate::default() };
    Some((Span::Calendar(date), end))
}

/// A year without 年: at the start of a line before a word, or before the number of a document.
fn bare_year(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    let (number, end) = scan.arabic().filter(|(n, _)| n.digits == 4 && (1900..=2099).contains(&n.value))?;
    let next = end.spaces();
    let is_document = next.at > end.at && next.arabic().is_some_and(|(_, after)| after.peek() == Some('号'));
    let is_before_word = next.peek().is_some_and(|c| {
        crate::reading::script::is_han(c) && super::scan::numeral_value(c).is_none() && !"万亿年月日时分秒点多余几号度".contains(c)
    }) && measure_at(next.rest()).is_none();
    let is_first = scan.before().is_empty() && is_before_word;
    let behind_is_word = scan.behind().is_some_and(crate::reading::script::is_han);
    (is_first || is_document && behind_is_word).then(|| (Span::Calendar(year_of(number)), end))
}

fn year_of(number: Number) -> CalendarDate {
    let year = Year { value: YearValue::Numbered(number.value as i32), digits: number.digits, script: number.script, at: number.at };
    CalendarDate { year: Some(year), ..CalendarDate::default() }
}

/// Past 至, 到 or a dash.
fn connector(scan: Scan<'_>) -> Option<Scan<'_>> {
    let after = scan.spaces().eat_any(&["——", "--", "—", "-", "–", "―", "−", "~", "～", "〜", "至", "到"])?;
    Some(after.spaces())
}

/// Reads the second date of a range into the expression.
fn second<'t>(found: &mut TimeExpression, end: Scan<'t>) -> Scan<'t> {
    if let Some(after) = connector(end)
        && let Some((last, end)) = last_of(&found.first, after)
    {
        if last == Span::Now {
            found.relation = Relation::UntilNow;
        } else {
            found.last = Some(last);
        }
        return end;
    }
    // 2007年与2009年间.
    let Some(after) = end.eat_any(&["与", "和", "及"]) else { return end };
    let Some((last, after)) = last_of(&found.first, after) else { return end };
    let Some(close) = after.eat_any(&["之间", "间"]) else { return end };
    found.last = Some(last);
    close
}

/// The second date of a range, of the same kind as the first.
fn last_of<'t>(first: &Span, scan: Scan<'t>) -> Option<(Span, Scan<'t>)> {
    let (last, end) = span(scan, true).or_else(|| later_year(first, scan))?;
    let is_alike = match (first, &last) {
        (Span::Calendar(_), Span::Now) => true,
        (Span::Calendar(a), Span::Calendar(b)) => {
            !(a.is_year_only() && b.year.is_none()) || b.month.is_some() || matches!(b.part, Some(Part::Festival(_)))
        }
        (
            Span::Plan { .. } | Span::Years { .. } | Span::Century { .. } | Span::Calendar(_),
            Span::Years { .. } | Span::Century { .. } | Span::Plan { .. },
        ) => true,
        (Span::Years { .. } | Span::Century { .. } | Span::Plan { .. } | Span::Week { .. }, Span::Calendar(_) | Span::Now) => true,
        (Span::Week { .. }, Span::Week { .. }) => true,
        _ => false,
    };
    is_alike.then_some((last, end))
}

/// The last year of a range where it is cut short: `2016—18年`, `2008.03-2009`.
fn later_year<'t>(first: &Span, scan: Scan<'t>) -> Option<(Span, Scan<'t>)> {
    let Span::Calendar(date) = first else { return None };
    let begin = date.numbered_year()?;
    let (number, end) = scan.arabic()?;
    let with_unit = end.spaces().eat("年");
    let value = match number.digits {
        2 if with_unit.is_some() => begin - begin.rem_euclid(100) + number.value as i32,
        4 if date.is_numeric
            && (1900..=2099).contains(&number.value)
            && !end.peek().is_some_and(|c| c.is_ascii_alphanumeric() || ".-/".contains(c)) =>
        {
            number.value as i32
        }
        _ => return None,
    };
    (value >= begin).then(|| {
        let mut year = year_of(number);
        year.year = year.year.map(|y| Year { value: YearValue::Numbered(value), ..y });
        (Span::Calendar(year), with_unit.unwrap_or(end))
    })
}

/// A range whose first number has no unit of its own: `2018年2—4月`, `3月8至15日`, `1985到89年`, `一至三季度`, `7、8月`.
fn shared_range(scan: Scan<'_>, is_inner: bool) -> Option<(TimeExpression, Scan<'_>)> {
    let mut head = CalendarDate::default();
    let mut at = scan;
    if let Some((found, end)) = year(at) {
        head.year = Some(found);
        at = end.spaces().maybe("的");
    } else if !is_inner && (!may_begin_here(scan) || is_after_length_word(scan)) {
        return None;
    }
    if let Some((found, calendar, end)) = month(at, &head, is_inner || head.year.is_some()) {
        (head.month, head.calendar) = (Some(found), calendar);
        at = end.spaces();
    }
    let (number, after) = at.maybe("第").number()?;
    if number.value == 0 || (number.script == Script::Chinese && number.digits > 1 && number.digits < 4) {
        return None;
    }
    quarters(&head, at, number, after).or_else(|| shared_unit(scan, head, number, after, is_inner))
}

fn shared_unit<'t>(
    scan: Scan<'t>,
    head: CalendarDate,
    number: Number,
    after: Scan<'t>,
    is_inner: bool,
) -> Option<(TimeExpression, Scan<'t>)> {
    let is_list = after.eat("、").filter(|next| next.number().is_some_and(|(n, _)| n.value == number.value + 1));
    let next = connector(after).or(is_list)?;
    let (last, end) = match calendar_date(next, true) {
        Some(found) => found,
        None => return bare_years(scan, &head, number, next, is_inner),
    };
    let last_unit = (last.year.is_some(), last.month.is_some(), last.day.is_some());
    let mut first = head;
    if first.month.is_some() {
        // 3月8至15日, 3月28到4月15日.
        if !last_unit.2 || number.value > 99 {
            return None;
        }
        first.day = Some(day_of(number));
    } else if first.year.is_some() || !last_unit.0 {
        if last_unit.0
            || (last_unit.1 && last_unit.2)
            || number.value > 99
            || last.part.as_ref().is_some_and(|p| !matches!(p, Part::Days(..)))
        {
            return None;
        }
        if last_unit.1 {
            if number.value > 12 {
                return None;
            }
            first.month = Some(month_of(number));
        } else if last_unit.2 && first.year.is_none() && number.value <= 31 {
            // 3至5日内 is a length.
            if !is_inner && begins_with(end.rest(), &WORDS.guards.not_day_after) {
                return None;
            }
            first.day = Some(day_of(number));
        } else {
            return None;
        }
    } else {
        let value = match (number.digits, number.value) {
            (4, 1000..=2999) => number.value as i32,
            (2, value) if number.script == Script::Arabic => full_year(value),
            _ => return None,
        };
        first = year_of(number);
        first.year = first.year.map(|y| Year { value: YearValue::Numbered(value), ..y });
    }
    Some((TimeExpression { first: Span::Calendar(first), last: Some(Span::Calendar(last)), relation: Relation::During }, end))
}

/// `从2016到2018`, `(2021—2025)`, `2016—18年`: years that have 年 only at the end or not at all.
fn bare_years<'t>(
    scan: Scan<'t>,
    head: &CalendarDate,
    number: Number,
    next: Scan<'t>,
    is_inner: bool,
) -> Option<(TimeExpression, Scan<'t>)> {
    if head.year.is_some() || head.month.is_some() || number.digits != 4 || !(1900..=2099).contains(&number.value) {
        return None;
    }
    let first = Span::Calendar(year_of(number));
    let found = |last, end| Some((TimeExpression { first: first.clone(), last: Some(last), relation: Relation::During }, end));
    if let Some((last, end)) = later_year(&first, next) {
        return found(last, end);
    }
    let (last, end) = next.arabic().filter(|(n, _)| n.digits == 4 && (number.value..=2099).contains(&n.value))?;
    let in_brackets = scan.behind().is_some_and(|c| matches!(c, '(' | '（')) && end.peek().is_some_and(|c| matches!(c, ')' | '）'));
    let is_season = ["学年", "年度", "财年", "赛季", "榨季", "采暖季"].iter().any(|word| end.rest().starts_with(word));
    let is_led =
        is_inner && !end.peek().is_some_and(|c| c.is_ascii_alphanumeric() || ".%万亿".contains(c)) && measure_at(end.rest()).is_none();
    (in_brackets || is_led || is_season).then(|| found(Span::Calendar(year_of(last)), end)).flatten()
}

/// `一至三季度`, `二、三季度`, `第一和第二季度`.
fn quarters<'t>(head: &CalendarDate, at: Scan<'t>, number: Number, after: Scan<'t>) -> Option<(TimeExpression, Scan<'t>)> {
    let next = connector(after).or_else(|| after.eat_any(&["、", "和"]))?;
    let (last, end) = next.maybe("第").number()?;
    let end = end.eat("季度")?;
    if head.month.is_some() || !(1 <= number.value && number.value < last.value && last.value <= 4) {
        return None;
    }
    let part = Part::Months { first: number.value as u8 * 3 - 2, last: last.value as u8 * 3, is_statistical: true };
    let date = CalendarDate { part: Some(part), part_at: Some(at.range_to(end)), ..head.clone() };
    Some((TimeExpression::of(Span::Calendar(date)), end))
}

fn month_of(number: Number) -> Month {
    Month {
        value: MonthValue::Numbered(number.value as u8),
        is_leap: false,
        script: number.script,
        is_padded: number.script == Script::Arabic && number.digits == 2 && number.value < 10,
        at: number.at,
    }
}

fn day_of(number: Number) -> Day {
    Day {
        value: DayValue::Numbered(number.value as u8),
        script: number.script,
        is_padded: number.script == Script::Arabic && number.digits == 2 && number.value < 10,
        at: number.at,
    }
}
