//! Times of the day: `15时30分`, `上午8点`, `8:00—17:30`, `凌晨`.

use super::expression::{CalendarDate, Clock};
use super::scan::{Scan, Script};
use super::words::WORDS;

/// Reads the time of the day behind a date into it.
pub(super) fn with_clock<'t>(date: &mut CalendarDate, scan: Scan<'t>) -> Scan<'t> {
    let is_day = date.day.is_some() || date.weekday.is_some() || matches!(date.part, Some(super::expression::Part::Festival(_)));
    if !is_day {
        return scan;
    }
    let start = if date.is_numeric { scan.maybe("T").maybe("-").spaces() } else { scan.spaces() };
    let Some((clock, end)) = clock(start, true) else { return scan };
    date.clock = Some(clock);
    end
}

/// The time of the day here: a part of the day, a time, or both. `is_after_date` lets a bare part of the day and a bare hour pass.
pub(super) fn clock(scan: Scan<'_>, is_after_date: bool) -> Option<(Clock, Scan<'_>)> {
    let part = WORDS.day_parts.at(scan);
    let part = part.filter(|(_, end)| is_whole_part(scan, *end));
    let (mut clock, mut end) = match part {
        Some((hours, end)) => (Clock { part: Some(hours), ..Clock::default() }, end),
        None => (Clock::default(), scan),
    };
    // 巴黎时间20点
    let is_told = is_after_date || part.is_some() || scan.before().ends_with("时间");
    match time(end.spaces(), is_told) {
        Some((from, after)) => (clock.from, end) = (Some(from), after),
        None if part.is_some() && (is_after_date || scan.rest().starts_with("凌晨")) => return Some((clock, end)),
        None => return None,
    }
    if let Some(after) = connector(end) {
        let part = WORDS.day_parts.at(after).map_or(after, |(_, end)| end);
        if let Some((to, after)) = time(part.spaces(), true) {
            (clock.to, end) = (Some(to), after);
        }
    }
    Some((clock, end.eat_any(&["许", "左右", "整"]).unwrap_or(end)))
}

fn connector(scan: Scan<'_>) -> Option<Scan<'_>> {
    let after = scan.spaces().eat_any(&["——", "—", "--", "-", "–", "~", "～", "至", "到"])?;
    Some(after.spaces())
}

/// One-character parts of the day are words of their own only before a time or a mark: `10日晚，`, `10日早8时`; not `10日早已`.
fn is_whole_part(scan: Scan, end: Scan) -> bool {
    if end.at - scan.at > 3 {
        return true;
    }
    let next = end.rest();
    end.peek().is_none_or(|c| c.is_ascii_digit() || "，,。；、在从的举抵离在由乘为就开一二三四五六七八九十".contains(c))
        || next.starts_with(' ')
}

/// Hour and minute: `15时30分`, `8点半`, `8:00`.
fn time(scan: Scan<'_>, is_sure: bool) -> Option<((u8, u8), Scan<'_>)> {
    if !is_sure
        && (scan.is_inside_number()
            || scan
                .behind()
                .is_some_and(|c| c.is_ascii_alphanumeric() || super::scan::numeral_value(c).is_some() || "第./:-每近约满达共".contains(c)))
    {
        return None;
    }
    digital(scan, is_sure).or_else(|| spoken(scan, is_sure))
}

/// `8:00`, `15:30:20`; a score or a ratio (`3:2`, `按1:10`) is none.
fn digital(scan: Scan<'_>, is_sure: bool) -> Option<((u8, u8), Scan<'_>)> {
    let (hour, after) = scan.arabic().filter(|(n, _)| n.digits <= 2 && n.value <= 24)?;
    let (minute, mut end) = after.eat_char(":：∶︰")?.arabic().filter(|(n, _)| n.digits == 2 && n.value < 60)?;
    if let Some((_, after)) = end.eat_char(":：").and_then(|s| s.arabic()).filter(|(n, _)| n.digits == 2 && n.value < 60) {
        end = after;
    }
    let is_on = end.peek().is_some_and(|c| c.is_ascii_alphanumeric() || "%.:：∶".contains(c));
    let is_ratio =
        end.rest().starts_with("的比") || scan.before().ends_with(['比', '按', '以', '为', '率', '例', '分', '成', '胜', '负', '平']);
    // Half hours are how openings are announced; other minutes alone could be a score or a ratio.
    let is_round = minute.value.is_multiple_of(5) && hour.value >= 5 || hour.digits == 2;
    (!is_on && (is_sure || is_round && !is_ratio)).then_some(((hour.value as u8, minute.value as u8), end))
}

/// `15时30分`, `8点半`, `下午3时`.
fn spoken(scan: Scan<'_>, is_sure: bool) -> Option<((u8, u8), Scan<'_>)> {
    let (hour, after) = scan.number().filter(|(n, _)| n.value <= 24 && n.digits <= 2)?;
    let after = after.spaces();
    let (end, is_point) = match after.eat_char("时點点") {
        Some(end) => (end, !after.rest().starts_with('时')),
        None => return None,
    };
    if let Some((minute, end)) = minutes(end, is_point) {
        return Some(((hour.value as u8, minute), end));
    }
    let next = end.rest();
    // 12点整 is a time whatever stands before, and so is 零时.
    let is_sure = is_sure || is_point && next.starts_with(['整', '钟']) || hour.value == 0 && hour.script == Script::Chinese;
    if next.starts_with(['段', '期', '代', '速', '常', '评', '子', '火', '差', '隔'])
        || (is_point && next.starts_with(['多', '几'])) && !is_sure
    {
        return None;
    }
    // 15时 is a time; 8点, 三点 and 一时 may be anything (三点要求, 一时难以).
    let is_plain = !is_point && hour.script == Script::Arabic;
    if !(is_sure && (is_point || hour.script == Script::Arabic || hour.digits < 2) || is_plain) {
        return None;
    }
    let end = if is_point { end.eat_any(&["多钟", "整", "钟", "多"]).unwrap_or(end) } else { end };
    Some(((hour.value as u8, 0), end))
}

/// Minutes behind the hour: `30分`, `半`, `一刻`, and behind 点 also bare.
fn minutes(scan: Scan<'_>, is_point: bool) -> Option<(u8, Scan<'_>)> {
    if let Some(end) = scan.eat("半") {
        return (!end.rest().starts_with(['年', '个', '天'])).then_some((30, end));
    }
    let (number, end) = scan.spaces().number().filter(|(n, _)| n.value < 60)?;
    if let Some(end) = end.spaces().eat("分") {
        let second = end.number().and_then(|(_, after)| after.eat("秒"));
        return Some((number.value as u8, second.unwrap_or(end.maybe("钟"))));
    }
    if let Some(end) = end.eat("刻").filter(|_| (1..=3).contains(&number.value)) {
        return Some((number.value as u8 * 15, end));
    }
    let is_bare = is_point && number.digits == 2 && end.peek().is_none_or(|c| !c.is_alphanumeric());
    is_bare.then_some((number.value as u8, end))
}
