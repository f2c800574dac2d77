//! Lists in quotation marks with a count behind them: `“通关、退税、查检”三个环节`, and slogans that are counted by their characters or by what
//! each begins with: `“稳、进、好”三字诀`, `“一线、一图、一库”的“三个一”`.

use super::beginning::masked;
use super::{CLOSING, LARGEST, LONGEST_ITEM, List, MOST_ITEMS};
use crate::figures::Count;
use crate::figures::numeral::{chinese_integer, is_numeral};
use crate::reading::script::is_han;
use crate::rules::finding::Finding;
use crate::text::{TextRange, range};

/// What counts the characters of a slogan.
const CHARACTERS: [&str; 6] = ["个关键字", "个字", "字经", "字诀", "字方针", "字文章"];
/// Longest slogan, in bytes.
const LONGEST: usize = 400;

/// Checks the slogans of a reading: one look back from every closing quotation mark that a number follows.
pub(super) fn check(reading: &str, counts: &[Count]) -> Vec<Finding> {
    let closed = reading.match_indices(['”', '」']).map(|(at, mark)| (at, at + mark.len()));
    let list = |(close, behind)| {
        slogan(reading, close, behind).or_else(|| shared(reading, close, behind)).or_else(|| list(reading, close, behind, counts))
    };
    closed.filter_map(list).collect()
}

/// The finding on the list in quotation marks that ends at `close`, and that a measure word sums up right behind: the marks say where it begins.
fn list(reading: &str, close: usize, behind: usize, counts: &[Count]) -> Option<Finding> {
    let at = counts.partition_point(|c| usize::from(c.range.start()) < behind);
    let count = counts.get(at).filter(|c| usize::from(c.range.start()) == behind && c.is_exact && CLOSING.contains(&c.measure))?;
    let has_noun = reading[usize::from(count.range.end())..].starts_with(is_han);
    let items = items(reading, opening(reading, close)?, close);
    let is_item = |item: &TextRange| {
        let text = &reading[*item];
        let bare = masked(text);
        (2..=LONGEST_ITEM).contains(&text.chars().count())
            && !text.contains([',', ';', '。', '!', '?', ':', '“'])
            && !bare.contains(['等', '…', '+', '/'])
    };
    // `“甲、乙和丙”四大`: however 和 joins, they are fewer than four.
    let joined: usize = items.iter().map(|i| masked(&reading[*i]).matches(['和', '与', '及']).count()).sum();
    let listed = (items.len() + joined) as u64;
    // By more than one: something else is counted.
    let is_long = joined == 0 && listed == count.value + 1 && listed >= 3.min(count.value);
    let is_slip = is_long || (listed + 1 == count.value && listed >= 2);
    (has_noun && is_slip && (2..=MOST_ITEMS).contains(&items.len()) && items.iter().all(is_item))
        .then(|| List::plain(items).finding(reading, count, listed, "count-mismatch"))
}

/// Where the quotation begins that ends at `close`.
fn opening(reading: &str, close: usize) -> Option<usize> {
    // Only so far back: a quotation without its beginning is none.
    for (at, char) in reading[..close].char_indices().rev() {
        match char {
            '“' | '「' => return Some(at + char.len_utf8()),
            '”' | '」' | '。' | '\n' => return None,
            _ if close - at > LONGEST => return None,
            _ => {}
        }
    }
    None
}

/// What 、 divides between two places.
fn items(reading: &str, open: usize, close: usize) -> Vec<TextRange> {
    let mut items: Vec<TextRange> = Vec::new();
    let mut start = open;
    for (at, mark) in reading[open..close].match_indices('、') {
        items.push(range(start, open + at));
        start = open + at + mark.len();
    }
    items.push(range(start, close));
    items
}

/// The finding on the slogan that ends at `close`.
fn slogan(reading: &str, close: usize, behind: usize) -> Option<Finding> {
    let (count, by_one) = count_at(reading, behind)?;
    let items = items(reading, opening(reading, close)?, close);
    let is_single = |item: &TextRange| reading[*item].chars().count() == 1 && reading[*item].chars().all(is_han);
    let begins_with_one = |item: &TextRange| reading[*item].starts_with('一') && reading[*item].chars().count() >= 2;
    let is_list =
        (2..=MOST_ITEMS).contains(&items.len()) && if by_one { items.iter().all(begins_with_one) } else { items.iter().all(is_single) };
    let listed = items.len() as u64;
    (is_list && listed != count.value).then(|| List::plain(items).finding(reading, &count, listed, "count-mismatch"))
}

/// The finding on a slogan that is counted by the character its items have in common: `“算力、算法、算据、算网”四算一体`.
fn shared(reading: &str, close: usize, behind: usize) -> Option<Finding> {
    let text = &reading[behind..];
    let skip = ["的", "这", "等"].iter().find(|w| text.starts_with(**w)).map_or(0, |w| w.len());
    let text = &text[skip..];
    let number = text.chars().next().filter(|c| is_numeral(*c))?.len_utf8();
    let value = chinese_integer(&text[..number])?;
    let common = text[number..].chars().next().filter(|c| is_han(*c) && !is_numeral(*c))?;
    let items = items(reading, opening(reading, close)?, close);
    let is_item = |item: &TextRange| (2..=6).contains(&reading[*item].chars().count()) && reading[*item].chars().all(is_han);
    let is_shared = items.iter().all(|i| reading[*i].starts_with(common)) || items.iter().all(|i| reading[*i].ends_with(common));
    let listed = items.len() as u64;
    // 等 leaves the list open, and more may be meant.
    let is_slip = listed == value + 1 || listed + 1 == value && skip == 0;
    let (from, to) = (behind + skip, behind + skip + number);
    let count =
        Count { range: range(from, to + common.len_utf8()), number: range(from, to), value, is_arabic: false, measure: "", is_exact: true };
    (value >= 2 && listed >= 2 && is_slip && is_shared && items.iter().all(is_item))
        .then(|| List::plain(items).finding(reading, &count, listed, "count-mismatch"))
}

/// The number behind a slogan: `三字诀`, `四个字`, `的“四个一”`; and whether it counts 一.
fn count_at(reading: &str, from: usize) -> Option<(Count, bool)> {
    let text = &reading[from..];
    let skip = ["的“", "这“", "“", "这", "的", " "].iter().find(|w| text.starts_with(**w)).map_or(0, |w| w.len());
    let start = from + skip;
    let text = &reading[start..];
    let len: usize = text.chars().take(2).take_while(|c| is_numeral(*c) || c.is_ascii_digit()).map(char::len_utf8).sum();
    let is_arabic = text.starts_with(|c: char| c.is_ascii_digit());
    let value = if is_arabic { text[..len].parse().ok()? } else { chinese_integer(&text[..len])? };
    let rest = &text[len..];
    let by_one = rest.starts_with("个一”") && skip > 0;
    let named = CHARACTERS.iter().any(|w| rest.starts_with(w));
    if !(2..=LARGEST).contains(&value) || !(by_one || named) {
        return None;
    }
    let measure = if rest.starts_with('个') { "个" } else { "字" };
    let number = range(start, start + len);
    Some((Count { range: range(start, start + len + measure.len()), number, value, is_arabic, measure, is_exact: true }, by_one))
}
