//! Lists that a second list bears out: `设全程、半程、欢乐跑四个项目，规模分别为8000人、7000人、5000人`.
//!
//! Fields stand before a count that has nothing to do with how many they are. But where as many values follow behind 分别 as things are
//! listed, the things are those counted.

use super::short::{ends_as_item, is_one};
use super::{LARGEST, List};
use crate::figures::Count;
use crate::rules::finding::Finding;
use crate::text::{TextRange, range};

/// Measure words of such counts.
const MEASURES: [&str; 15] = ["个", "家", "项", "种", "类", "条", "座", "所", "款", "大", "县", "市", "区", "处", "名"];
/// How far behind the count the values may begin, in bytes.
const FARTHEST: usize = 400;
/// What opens a list behind the noun.
const INCLUDED: [&str; 2] = [",包括", ",即"];

/// Checks the counts of a reading whose things have values of their own.
pub(super) fn check(reading: &str, counts: &[Count]) -> Vec<Finding> {
    let is_checked = |c: &Count| c.is_exact && (2..=LARGEST).contains(&c.value) && MEASURES.contains(&c.measure);
    let nth = counts.iter().enumerate().filter(|(_, c)| is_checked(c));
    nth.filter_map(|(nth, count)| mismatch(reading, count, counts.get(nth + 1))).collect()
}

fn mismatch(reading: &str, count: &Count, next: Option<&Count>) -> Option<Finding> {
    let end = usize::from(count.range.end());
    let behind = sentence(&reading[end..]);
    let at = behind.find("分别")?;
    // `四个项目中，三家企业分别…`: the values are of what is counted last.
    if next.is_some_and(|n| usize::from(n.range.start()) < end + at && n.value >= 2) {
        return None;
    }
    let values = values(&behind[at + "分别".len()..])?;
    if values == count.value || values < 2 || values.abs_diff(count.value) > if values > 2 { 2 } else { 1 } {
        return None;
    }
    let items = listed_before(reading, count, values).or_else(|| listed_behind(reading, end, &behind[..at], values))?;
    Some(List::plain(items).finding(reading, count, values, "count-mismatch"))
}

/// A text up to the end of its sentence.
fn sentence(text: &str) -> &str {
    let stop = text.char_indices().find(|(at, c)| *at > FARTHEST || matches!(c, '。' | ';' | '!' | '?' | '\n'));
    &text[..stop.map_or(text.len(), |(at, _)| at)]
}

/// How many values stand behind 分别.
fn values(text: &str) -> Option<u64> {
    let end = text.find([',', '。', ';', '(', '!', '?']).unwrap_or(text.len());
    let parts: Vec<&str> = text[..end].split(['、', '和', '与']).collect();
    let is_value = |part: &&str| part.contains(|c: char| c.is_ascii_digit());
    parts.iter().all(is_value).then_some(parts.len() as u64)
}

/// The list before a count, if it has as many items as there are values.
fn listed_before(reading: &str, count: &Count, values: u64) -> Option<Vec<TextRange>> {
    let list = List::before(reading, count).filter(|list| !list.is_open)?;
    let parts = list.parts(reading);
    let is_sound = parts.len() as u64 == values
        && parts[1..].iter().all(|p| is_one(p))
        && parts.last().is_some_and(|last| ends_as_item(last, true, false));
    is_sound.then_some(list.items)
}

/// The list that 包括 opens behind the noun, if it has as many items as there are values, however 和 joins.
fn listed_behind(reading: &str, end: usize, behind: &str, values: u64) -> Option<Vec<TextRange>> {
    let (at, opener) = INCLUDED.iter().find_map(|w| Some((behind.find(w)?, w)))?;
    if behind[..at].contains(',') {
        return None;
    }
    let start = at + opener.len();
    let list = &behind[start..start + behind[start..].find(',').unwrap_or(behind.len() - start)];
    let mut items = Vec::new();
    let mut from = end + start;
    for item in list.split('、') {
        items.push(range(from, from + item.len()));
        from += item.len() + '、'.len_utf8();
    }
    let joined = reading[*items.last()?].matches(['和', '与', '及']).count() as u64;
    let listed = items.len() as u64;
    let is_sound = items.len() >= 2 && (listed..=listed + joined).contains(&values) && !list.contains(['等', '各', '(']);
    is_sound.then_some(items)
}
