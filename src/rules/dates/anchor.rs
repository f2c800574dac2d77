//! The year of a day without one, where its own sentence tells it for certain: `3月26日披露2025年年度报告` is a day of 2026,
//! `9月24日，2025年三季度集中签约仪式举行` one of 2025, `11月12日，1—10月开行1286列，已是2024年全年的95%` one of 2025, and so are
//! `7月10日通报2025年上半年治安情况`.

use super::Line;
use super::words::{WORDS, begins, ending, holds};

/// How far behind the day, in bytes, the year may stand.
const REACH: usize = 270;
/// How many figures behind it are looked at.
const MOST: usize = 12;
/// Behind these months nobody publishes last year's report for the first time; in the month before and behind the new year a name may
/// hold the other year.
const REPORTS_UNTIL: u8 = 6;
const FIRST: u8 = 2;
const LAST: u8 = 11;
/// How many months behind their end the months of a year are reported, at most.
const LATE: u8 = 4;
/// The last month of the first half-year.
const HALF: u8 = 6;
/// How many characters behind a year name what is published of it.
const TITLE: usize = 20;
/// Behind four digits: they are no year of a name.
const NO_EVENT: [char; 16] = ['年', '元', '吨', '个', '名', '人', '家', '万', '亿', '亩', '余', '多', '件', '米', '公', '场'];

/// The year of the day that a figure names, in a month: what happens on it has it in its name, or it is reported on it.
pub(super) fn anchor(line: &Line, at: usize, month: u8) -> Option<i32> {
    let sentence = line.sentence(at);
    let mut ahead = (at + 1..sentence.figures.end.min(at + MOST)).filter_map(|i| Some((i, line.named_year(i)?.year?)));
    let Some((index, year)) = ahead.next() else { return event_name(line, at, month) };
    // Another year in between, and the day may be of that one.
    if line.named_year(index)?.month.is_some() || line.between(at, index).len() > REACH {
        return None;
    }
    let figure = &line.figures[index];
    let (gap, after) = (line.between(at, index), line.after(figure));
    let words = &WORDS.anchor;
    let clause = &after[..after.find([',', '。', ';', '!']).unwrap_or(after.len()).min(crate::text::boundary(after, REACH))];
    let is_published = holds(gap, &words.published);
    let title = after.char_indices().nth(TITLE).map_or(after, |(at, _)| &after[..at]);
    let title = title.split([',', '。', ';', '、', '》']).next().unwrap_or(title);
    let is_report = begins(after, &words.reports) || holds(title, &words.annual);
    if is_report && is_published && month <= REPORTS_UNTIL {
        return Some(year + 1);
    }
    // 12月15日，公布2025年度名单: a list of the year, told in it.
    let is_list = line.reading[figure.range].ends_with('度') && is_published && !is_report && holds(title, &words.lists);
    if is_list && month > REPORTS_UNTIL {
        return Some(year);
    }
    let is_whole = after.starts_with("全年") || line.reading[figure.range].ends_with("全年");
    if is_whole && ending(gap, words.measured.iter()).is_some() && gap.contains("月") && month >= FIRST {
        return Some(year + 1);
    }
    // What is told of the months of a year is told behind them.
    let is_compared = ending(gap, words.compared.iter()).is_some() || after.starts_with("同期");
    let is_part = is_part_of_year(line, index) && !is_compared && !holds(clause, &words.others);
    let end = if begins(after, &words.halves) { Some(HALF) } else { last_month(line, index).filter(|_| is_part) };
    if let Some(end) = end.filter(|_| is_published || holds(gap, &words.told)) {
        if (end..=end + LATE).contains(&month) {
            return Some(year);
        }
        if end == 12 && month <= LATE {
            return Some(year + 1);
        }
    }
    let is_event = holds(clause, &words.events) && holds(clause, &words.held) && !holds(clause, &words.others) && !after.starts_with('度');
    // Only the words of the event's own name may stand before its year.
    let is_near = gap.matches([',', ':']).count() <= 2 && !gap.contains(['”', '。']);
    (is_event && is_near && (FIRST..=LAST).contains(&month)).then_some(year)
}

/// `11月16日，2025芦川马拉松开跑`: the year is a part of the event's name.
fn event_name(line: &Line, at: usize, month: u8) -> Option<i32> {
    let words = &WORDS.anchor;
    let after = line.after(line.figures.get(at)?);
    let after = &after[..crate::text::boundary(after, REACH.min(after.len()))];
    let sentence = after.split(['。', '!', '?', ';']).next().unwrap_or(after);
    let is_name = |(from, _): &(usize, &str)| {
        let (before, name) = (&sentence[..*from], sentence.get(from + 4..).unwrap_or_default());
        let clause = name.split([',', '”', '》']).next().unwrap_or(name);
        let is_whole = !before.ends_with(|c: char| c.is_ascii_digit() || c == '.') && name.starts_with(crate::reading::script::is_han);
        is_whole && !name.starts_with(NO_EVENT) && holds(clause, &words.events) && !holds(clause, &words.others) && holds(name, &words.held)
    };
    let (from, _) = sentence.match_indices("20").find(is_name)?;
    let year = sentence.get(from..from + 4)?.parse().ok()?;
    let is_near = sentence[..from].matches([',', ':']).count() <= 2 && (FIRST..=LAST).contains(&month);
    is_near.then_some(year)
}

/// Whether a figure names a part of a year: 2025年上半年.
fn is_part_of_year(line: &Line, index: usize) -> bool {
    line.time(index).is_some_and(|(_, time)| time.dates().any(|date| date.part.is_some()))
}

/// The last month of the days that a figure names.
fn last_month(line: &Line, index: usize) -> Option<u8> {
    let (_, time) = line.time(index)?;
    let (_, end) = time.days(None)?;
    u8::try_from(end?.month()).ok()
}
