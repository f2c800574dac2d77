//! Hedges: the words around a number that widen or shift it (`data/hedges.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use super::figure::{Approximation, Mark};
use crate::text::range;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    links: Vec<String>,
    before: Vec<Before>,
    after: Vec<After>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Before {
    says: Approximation,
    words: Vec<String>,
    not_after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct After {
    says: Approximation,
    words: Vec<String>,
}

/// A hedge word: what it says, and what must not stand before it.
struct Word {
    text: &'static str,
    says: Approximation,
    not_after: &'static [String],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("figures/data/hedges"));

/// Longest first.
static BEFORE: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let words = |b: &'static Before| b.words.iter().map(|text| Word { text, says: b.says, not_after: &b.not_after });
    by_length(TABLE.before.iter().flat_map(words).collect())
});

/// Longest first.
static AFTER: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let words = |a: &'static After| a.words.iter().map(|text| Word { text, says: a.says, not_after: &[] });
    by_length(TABLE.after.iter().flat_map(words).collect())
});

/// The last characters of hedges before a number and of what may link them, sorted: most numbers have none before them.
static ENDINGS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let words = BEFORE.iter().map(|w| w.text).chain(TABLE.links.iter().map(String::as_str));
    sorted(words.filter_map(|w| w.chars().next_back()))
});

/// The first characters of hedges behind a number, sorted.
static STARTS: LazyLock<Vec<char>> = LazyLock::new(|| sorted(AFTER.iter().filter_map(|w| w.text.chars().next())));

fn sorted(chars: impl Iterator<Item = char>) -> Vec<char> {
    let mut chars: Vec<char> = chars.collect();
    chars.sort_unstable();
    chars.dedup();
    chars
}

fn by_length(mut words: Vec<Word>) -> Vec<Word> {
    words.sort_by_key(|w| std::cmp::Reverse(w.text.len()));
    words
}

/// The hedge that ends where a number starts, not reaching back over `from`.
pub fn before(text: &str, from: usize, number: usize) -> Option<Mark> {
    let head = text[from..number].trim_end_matches(' ');
    ENDINGS.binary_search(&head.chars().next_back()?).ok()?;
    let links = TABLE.links.iter().map(String::as_str).filter(|link| head.ends_with(link));
    let heads = std::iter::once(head).chain(links.map(|link| &head[..head.len() - link.len()]));
    let mut found = heads.filter_map(|head| Some((head, BEFORE.iter().find(|w| head.ends_with(w.text))?)));
    let (head, word) = found.next()?;
    let rest = &head[..head.len() - word.text.len()];
    let is_other_word = word.not_after.iter().any(|c| rest.ends_with(c.as_str()));
    (!is_other_word).then(|| Mark { range: range(from + rest.len(), number), says: word.says, is_before: true })
}

/// The hedge at a place behind a number, or behind its unit, where a word of its own may start (`5个多元主体`).
pub fn after(text: &str, at: usize, is_behind_unit: bool) -> Option<Mark> {
    let rest = &text[at..];
    STARTS.binary_search(&rest.chars().next()?).ok()?;
    let word = AFTER.iter().find(|w| rest.starts_with(w.text))?;
    let behind = &rest[word.text.len()..];
    let is_other_word = match word.text {
        // 比38亿立方米多4亿立方米: a difference follows.
        // 比上届的46枚多出12枚; 1168万千瓦多了3万.
        "多" if is_behind_unit && behind.starts_with(['出', '了', '于']) => true,
        "多" if is_behind_unit && behind.starts_with(|c: char| c.is_ascii_digit()) => true,
        // 比上年的126.8亿元多投入9.4亿元.
        "多" if is_behind_unit && !text[..at].ends_with(TIMES) && is_verb_of_difference(behind) => true,
        "多" => is_behind_unit && behind.starts_with(['数', '样', '元', '年', '次', '方', '项', '家', '头', '措', '点', '地', '级', '式']),
        "余" => behind.starts_with(['额', '热', '杭', '量', '款', '下']),
        "许" => behind.starts_with(['多', '可', '诺', '昌', '愿']),
        "来" => is_behind_unit || behind.starts_with(['自', '源', '到', '看', '说', '的']),
        "上下" => behind.starts_with(['游', '班', '联', '级', '车', '楼', '同', '一']),
        "前后" => behind.starts_with(['两', '端', '道', '排', '脚']),
        _ => false,
    };
    (!is_other_word).then(|| Mark { range: range(at, at + word.text.len()), says: word.says, is_before: false })
}

/// Whether a verb of one or two characters stands between 多 and another number.
fn is_verb_of_difference(behind: &str) -> bool {
    let len = behind.chars().take(3).take_while(|c| !c.is_ascii_digit() && c.is_alphabetic()).count();
    let next = behind.chars().nth(len);
    // 三年多来共12家: 多 is of the years.
    let is_free = !behind.starts_with(NO_VERBS);
    (1..=2).contains(&len) && is_free && next.is_some_and(|c| c.is_ascii_digit())
}

/// 两年多攒下5000元: 多 is of the time.
const TIMES: [char; 9] = ['年', '月', '天', '日', '时', '周', '岁', '分', '秒'];

/// What goes on behind a number with 多 and is no verb of more.
const NO_VERBS: [char; 24] = [
    '来', '的', '以', '前', '后', '就', '才', '里', '时', '间', '内', '中', '共', '已', '仅', '新', '约', '近', '超', '达', '有', '为',
    '至', '到',
];

/// What all hedges of a figure say together: the first before the number counts, else the first behind it.
pub fn together(marks: &[Mark]) -> Approximation {
    let strongest = marks.iter().find(|m| m.is_before).or(marks.first());
    strongest.map_or(Approximation::Exact, |m| m.says)
}
