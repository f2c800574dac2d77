//! Counts of a word that every item repeats, `“三查”：查水、查电、查气`, and of what several things did alike, `面积、单产、总产“三增”`.

use super::beginning::may_begin;
use super::{List, MOST_ITEMS};
use crate::figures::Count;
use crate::figures::numeral::{chinese_integer, is_numeral};
use crate::reading::script::is_han;
use crate::rules::finding::Finding;
use crate::text::{TextRange, range};

/// What several things may do alike.
const MOVES: [char; 9] = ['增', '升', '涨', '降', '跌', '减', '优', '旺', '稳'];
/// Longest list, in bytes.
const LONGEST: usize = 400;
/// Longest item, in characters.
const LONGEST_ITEM: usize = 12;
/// Longest thing that does alike with others, in characters.
const LONGEST_THING: usize = 5;
/// What leads to such a thing.
const LEADS: [&str; 4] = ["实现", "呈现", "出现", "保持"];

/// Checks the refrains of a reading.
pub(super) fn check(reading: &str) -> Vec<Finding> {
    let numbers = reading.char_indices().filter(|(_, c)| is_numeral(*c) || c.is_ascii_digit());
    numbers.filter_map(|(at, _)| refrain(reading, at)).collect()
}

fn refrain(reading: &str, at: usize) -> Option<Finding> {
    // A number of one character, and the word behind it, which ends there.
    let number = reading[at..].chars().next()?;
    let word_at = at + number.len_utf8();
    let word = reading[word_at..].chars().next().filter(|c| is_han(*c) && !is_numeral(*c))?;
    let end = word_at + word.len_utf8();
    let before = reading[..at].chars().next_back();
    if before.is_some_and(|c| is_numeral(c) || c.is_ascii_digit() || matches!(c, '第' | '.' | '几')) {
        return None;
    }
    let behind = reading[end..].strip_prefix('”').unwrap_or(&reading[end..]);
    let is_arabic = number.is_ascii_digit();
    let value = if is_arabic { u64::from(number.to_digit(10)?) } else { chinese_integer(&reading[at..word_at])? };
    let count = Count { range: range(at, end), number: range(at, word_at), value, is_arabic, measure: "", is_exact: true };
    if value < 2 {
        return None;
    }
    let items = match behind.strip_prefix(':') {
        Some(list) => repeated(reading, reading.len() - list.len(), word)?,
        None if MOVES.contains(&word) => alike(reading, at, behind)?,
        None => return None,
    };
    let listed = items.len() as u64;
    // `“六保”：保就业、保民生、保市场` names the most important.
    (listed.abs_diff(value) == 1).then(|| List::plain(items).finding(reading, &count, listed, "count-mismatch"))
}

/// The items of a list behind a colon, if every one begins with the word, or every one ends with it.
fn repeated(reading: &str, start: usize, word: char) -> Option<Vec<TextRange>> {
    // No farther than a list may reach: a hostile line is read again for every count.
    let near = reading[start..].char_indices().take_while(|(at, _)| *at <= LONGEST);
    let stop = near.clone().find(|(_, c)| matches!(c, '。' | '!' | '?' | '\n')).map(|(at, _)| start + at);
    let end = stop.or_else(|| (reading.len() - start <= LONGEST).then_some(reading.len()))?;
    let list = reading[start..end].trim_end();
    let mark = ['、', ';', ','].into_iter().find(|m| list.contains(*m))?;
    let mut items = Vec::new();
    let mut from = start;
    for item in list.split(mark) {
        items.push(range(from, from + item.len()));
        from += item.len() + mark.len_utf8();
    }
    let text = |item: &TextRange| reading[*item].trim_matches([' ', '“', '”']);
    let is_item =
        |item: &TextRange| (2..=LONGEST_ITEM).contains(&text(item).chars().count()) && !text(item).contains(['、', ',', ';', '等']);
    let begins = items.iter().all(|i| text(i).starts_with(word));
    let ends = items.iter().all(|i| text(i).ends_with(word));
    ((2..=MOST_ITEMS).contains(&items.len()) && items.iter().all(is_item) && (begins || ends)).then_some(items)
}

/// The things right before the count, named one by one from the start of their clause on.
fn alike(reading: &str, at: usize, behind: &str) -> Option<Vec<TextRange>> {
    let ends = behind.starts_with([',', ';', '。', '!', '?']) || behind.is_empty();
    let is_shape = ["局面", "态势", "格局", "目标", "势头"].iter().any(|w| behind.trim_start_matches('的').starts_with(w));
    let list = reading[..at].trim_end_matches('“');
    let list = LEADS.iter().find_map(|w| list.strip_suffix(w)).unwrap_or(list);
    let stop = list.char_indices().rev().take_while(|(i, _)| list.len() - i <= LONGEST);
    let from = stop.clone().find(|(_, c)| matches!(c, ',' | ';' | '。' | '!' | '?' | ':' | '\n')).map(|(i, c)| i + c.len_utf8());
    let from = from.or_else(|| (list.len() <= LONGEST).then_some(0))?;
    let mut items = Vec::new();
    let mut start = from;
    for item in list[from..].split('、') {
        items.push(range(start, start + item.len()));
        start += item.len() + '、'.len_utf8();
    }
    let is_thing = |item: &TextRange| {
        let text = reading[*item].trim();
        (2..=LONGEST_THING).contains(&text.chars().count()) && text.chars().all(is_han) && !text.contains(['和', '与', '及', '等'])
    };
    // The clause before may begin the list: `产值、税收，面积、单产三增`.
    let lists_before = reading[..from].chars().rev().skip(1).take(20).take_while(|c| !matches!(c, ',' | '。' | ';')).any(|c| c == '、');
    let is_closed = items.len() >= 2 && !lists_before && items.iter().all(is_thing) && !items[1..].iter().any(|i| may_begin(&reading[*i]));
    ((ends || is_shape) && is_closed).then_some(items)
}
