//! Counts of days and stages that are named right beside them: `每周二、四、六3班`, `分三期（一期9000万元、二期7000万元）`, `分三路，一路…，一路…`.

use super::List;
use crate::figures::Count;
use crate::figures::numeral::{chinese_integer, is_numeral};
use crate::rules::finding::Finding;
use crate::text::{TextRange, range};

/// Days of the week behind 周.
const DAYS: &str = "一二三四五六日天";
/// More days than a week has, and two that a slip may add.
const MOST_DAYS: usize = 9;
/// What counts days, and what runs once on each of them.
const RUNS: [&str; 6] = ["天", "班", "趟", "次", "场", "列"];
/// What a work is divided into that has numbers.
const STAGES: [&str; 9] = ["期", "批", "步", "段", "轮", "个阶段", "个标段", "个批次", "个步骤"];
/// What acts are divided into that each begin with 一: `一路…，一路…`.
const WAYS: [&str; 5] = ["路", "组", "队", "拨", "班"];
/// How far a sentence is looked through, in bytes.
const FARTHEST: usize = 600;

/// Checks the days and stages of a reading.
pub(super) fn check(reading: &str) -> Vec<Finding> {
    let weeks = reading.match_indices(['周', '期']).filter_map(|(at, word)| days(reading, at + word.len()));
    let parts = reading.match_indices('分').filter_map(|(at, word)| parts(reading, at + word.len()));
    weeks.chain(parts).collect()
}

/// The days of the week named from `start` on, against the number right behind them.
fn days(reading: &str, start: usize) -> Option<Finding> {
    if !(reading[..start].ends_with('周') || reading[..start].ends_with("星期")) {
        return None;
    }
    let mut items: Vec<TextRange> = Vec::new();
    let mut at = start;
    // A hostile row of days would be read again from every one of them.
    while items.len() <= MOST_DAYS {
        let day = reading[at..].chars().next().filter(|c| DAYS.contains(*c))?;
        items.push(range(at, at + day.len_utf8()));
        at += day.len_utf8();
        let Some(mark) = ['、', '和'].into_iter().find(|m| reading[at..].starts_with(*m)) else { break };
        at += mark.len_utf8();
        at += ["周", "星期"].iter().find(|w| reading[at..].starts_with(**w)).map_or(0, |w| w.len());
    }
    at += ["这", "共", " "].iter().find(|w| reading[at..].starts_with(**w)).map_or(0, |w| w.len());
    let count = count(reading, at, &RUNS)?;
    let listed = items.len() as u64;
    // Two days may have several runs each; of three with one more none is likely to.
    let is_slip = if count.measure == "天" { listed.abs_diff(count.value) <= 2 } else { listed >= 3 && count.value == listed + 1 };
    let behind = &reading[usize::from(count.range.end())..];
    let is_other = ["后", "前", "内", "之", "以", "的", "一"].iter().any(|w| behind.starts_with(w));
    (listed >= 2 && listed != count.value && (2..=7).contains(&count.value) && is_slip && !is_other)
        .then(|| List::plain(items).finding(reading, &count, listed, "count-mismatch"))
}

/// The number at a place, with one of some measure words right behind it.
fn count(reading: &str, at: usize, measures: &[&'static str]) -> Option<Count> {
    let text = &reading[at..];
    let is_arabic = text.starts_with(|c: char| c.is_ascii_digit());
    let len: usize =
        text.chars().take(3).take_while(|c| if is_arabic { c.is_ascii_digit() } else { is_numeral(*c) }).map(char::len_utf8).sum();
    let value = if is_arabic { text[..len].parse().ok()? } else { chinese_integer(&text[..len])? };
    let measure = *measures.iter().find(|m| text[len..].starts_with(**m))?;
    let number = range(at, at + len);
    Some(Count { range: range(at, at + len + measure.len()), number, value, is_arabic, measure, is_exact: true })
}

/// What a text is divided into behind 分, against the parts it names.
fn parts(reading: &str, start: usize) -> Option<Finding> {
    let at = start + ["成", "为", "作"].iter().find(|w| reading[start..].starts_with(**w)).map_or(0, |w| w.len());
    let count = count(reading, at, &STAGES).or_else(|| count(reading, at, &WAYS)).filter(|c| (2..=9).contains(&c.value))?;
    let from = usize::from(count.range.end());
    let text = &reading[from..];
    let stop = text.char_indices().find(|(at, c)| *at > FARTHEST || matches!(c, '。' | '!' | '?' | '\n'));
    let text = &text[..stop.map_or(text.len(), |(at, _)| at)];
    let items = if WAYS.contains(&count.measure) { ways(text, count.measure, count.value)? } else { stages(text, &count)? };
    let items: Vec<TextRange> = items.into_iter().map(|(a, b)| range(from + a, from + b)).collect();
    let listed = items.len() as u64;
    (listed != count.value).then(|| List::plain(items).finding(reading, &count, listed, "count-mismatch"))
}

/// The clauses that each begin with 一 and the measure word, if they miss the number by one.
fn ways(text: &str, measure: &str, value: u64) -> Option<Vec<(usize, usize)>> {
    let word = format!("一{measure}");
    let mut items = Vec::new();
    for (at, _) in text.match_indices(word.as_str()) {
        // `另一路`, `第一路`: somebody else counts.
        if !text[..at].ends_with([',', ';', ':', '、', '(']) {
            return None;
        }
        items.push((at, at + word.len()));
    }
    let goes_on = ["另", "还有", "再", "其余", "剩下", "其他", "第"].iter().any(|w| text.contains(w));
    (items.len() >= 2 && !goes_on && value.abs_diff(items.len() as u64) == 1).then_some(items)
}

/// The stages named by their number, if more are named than there are, or a bracket tells the amount of each and one is missing.
fn stages(text: &str, count: &Count) -> Option<Vec<(usize, usize)>> {
    let word = count.measure.trim_start_matches('个');
    let mut items = Vec::new();
    for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九"] {
        let name = format!("{number}{word}");
        let Some(at) = text.match_indices(name.as_str()).map(|(at, _)| at).find(|at| !text[..*at].ends_with(['十', '分'])) else { break };
        items.push((at, at + name.len()));
    }
    let (first, _) = *items.first()?;
    let in_order = items.windows(2).all(|w| w[0].0 < w[1].0);
    if items.len() < 2 || !in_order || items.len().abs_diff(count.value as usize) != 1 {
        return None;
    }
    if items.len() as u64 > count.value {
        // `一期分两步：第一步…，第二步…；二期…` counts something else on the way.
        return (first <= 30).then_some(items);
    }
    let bracket = text.strip_prefix('(').and_then(|t| t.split_once(')')).map(|(inside, _)| inside)?;
    let told: Vec<&str> = bracket.split(['、', ',', ';']).collect();
    let has_figure = told.iter().all(|t| t.contains(|c: char| c.is_ascii_digit()));
    let is_open = ["已", "在建", "正", "现", "等", "其中", "首"].iter().any(|w| bracket.contains(w));
    (told.len() == items.len() && has_figure && !is_open && bracket.starts_with(['一', '第'])).then_some(items)
}
