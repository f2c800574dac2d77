//! Words that hold the characters of numerals and are no figures (`data/number_words.toml`): 统一, 百姓, 一带一路.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use serde::Deserialize;

use super::numeral::is_numeral;
use crate::text::{TextRange, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    always: Vec<String>,
    unless_followed_by: BTreeMap<String, Vec<String>>,
}

struct Words {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// By the number of a word: what must not follow.
    unless: Vec<&'static [String]>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table: Table = shipped!("figures/data/number_words");
    let table: &'static Table = Box::leak(Box::new(table));
    let mut words: BTreeMap<&str, &'static [String]> = table.always.iter().map(|w| (w.as_str(), &[][..])).collect();
    words.extend(table.unless_followed_by.iter().map(|(word, unless)| (word.as_str(), unless.as_slice())));
    let patterns = words.keys().enumerate().map(|(i, word)| (*word, i as u32));
    let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build_with_values(patterns)
        .expect("the words are distinct and not empty");
    Words { automaton, unless: words.into_values().collect() }
});

/// The words of a text that are no figures, in order.
pub(super) fn words(text: &str) -> Vec<TextRange> {
    let words = &*WORDS;
    let found = words.automaton.leftmost_find_iter(text);
    let is_word = |start: usize, end: usize, unless: &[String]| {
        let is_figure = unless.iter().any(|u| text[end..].starts_with(u.as_str())) || is_part_of_number(text, start);
        let is_fraction = text[..end].ends_with('分') && text[end..].starts_with('之');
        !is_figure && !is_fraction
    };
    found.filter(|m| is_word(m.start(), m.end(), words.unless[m.value() as usize])).map(|m| range(m.start(), m.end())).collect()
}

/// Whether the character of a numeral that a word begins with belongs to the number before it: `三百度`, `近千万元`.
fn is_part_of_number(text: &str, start: usize) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || is_numeral(c);
    let before = text[..start].chars().next_back();
    text[start..].starts_with(is_number)
        && before.is_some_and(|c| is_number(c) || matches!(c, '第' | '.' | '近' | '逾' | '超' | '约' | '上'))
}
