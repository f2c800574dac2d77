//! Weeks and weekdays: `上周三`, `下星期`, `3月15日（星期五）`, `周末`.

use super::expression::{CalendarDate, Span, WeekDays, Weekday};
use super::scan::Scan;
use super::words::WORDS;

const WEEK: [&str; 3] = ["星期", "礼拜", "周"];

/// The weekday here: `星期三`, `周日`. Not `周一围`, `周六福`, `四周日`.
pub(super) fn weekday(scan: Scan<'_>) -> Option<(u8, Scan<'_>)> {
    let after = scan.eat_any(&WEEK)?;
    let (number, end) = WORDS.weekdays.at(after)?;
    let next = end.peek();
    let is_word =
        next.is_some_and(|c| super::scan::numeral_value(c).is_some() || c.is_ascii_digit() || "福良围次个种线年黑刊报天气边期".contains(c));
    (!is_word).then_some((number, end))
}

/// Reads the weekday behind a date into it: glued, behind a comma, or in brackets.
pub(super) fn with_weekday<'t>(date: &mut CalendarDate, scan: Scan<'t>) -> Scan<'t> {
    if date.day.is_none() && date.part.is_none() {
        return scan;
    }
    let open = scan.spaces().eat_char("(（");
    let start = open.or_else(|| scan.eat_char(",，")).unwrap_or(scan).spaces();
    let Some((number, end)) = weekday(start) else { return scan };
    if open.is_none() && (end.eat_char("至到-—~～").is_some() || (start.at > scan.at && end.peek().is_some_and(|c| !is_break(c)))) {
        return scan;
    }
    let at = start.range_to(end);
    let end = match open {
        None => end,
        Some(_) => match end.eat_char(")）") {
            Some(end) => end,
            // （星期三，农历八月十五）: the weekday is known, the bracket is not part of the expression.
            None => {
                date.weekday = Some(Weekday { number, at });
                return scan;
            }
        },
    };
    date.weekday = Some(Weekday { number, at });
    end
}

fn is_break(char: char) -> bool {
    !char.is_alphanumeric() || matches!(char, '上' | '下' | '晚' | '早' | '凌' | '中')
}

/// A week counted from today, one of its days, or a bare weekday.
pub(super) fn week(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    if let Some(after) = scan.eat("最后一个").or_else(|| scan.eat("最后1个")) {
        let (number, end) = weekday(after.maybe("的"))?;
        return Some((Span::Week { offset: 0, days: WeekDays::Unknown(number) }, end));
    }
    if let Some(end) = scan.eat("周末") {
        let is_counted = scan.behind().is_some_and(|c| super::scan::numeral_value(c).is_some() || "每个几双单".contains(c));
        return (!is_counted).then_some((Span::Week { offset: 0, days: WeekDays::End }, end));
    }
    let Some((offset, after)) = WORDS.weeks.at(scan) else { return bare_weekday(scan) };
    if scan.behind().is_some_and(|c| "以日基根".contains(c)) {
        return None;
    }
    if let Some((number, end)) = weekday(after) {
        return Some((Span::Week { offset, days: WeekDays::One(number) }, end));
    }
    let end = after.eat_any(&WEEK)?;
    if let Some(end) = end.eat("末") {
        return Some((Span::Week { offset, days: WeekDays::End }, end));
    }
    // 下周周六.
    if let Some((number, end)) = weekday(end) {
        return Some((Span::Week { offset, days: WeekDays::One(number) }, end));
    }
    let is_word = end.peek().is_some_and(|c| "年边围期刊岁折转密全六日一二三四五天".contains(c));
    (!is_word).then_some((Span::Week { offset, days: WeekDays::Whole }, end))
}

/// `周三`; not `每周三`, `两周三次`.
fn bare_weekday(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    let is_counted = scan.behind().is_some_and(|c| {
        super::scan::numeral_value(c).is_some() || c.is_ascii_digit() || "每个第几四各隔逢单双老小姓半整环圆外首".contains(c)
    });
    if is_counted {
        return None;
    }
    let (number, end) = weekday(scan)?;
    Some((Span::Week { offset: 0, days: WeekDays::One(number) }, end))
}
