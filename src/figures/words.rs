//! Words that hold the characters of numerals and are no figures (`data/number_words.toml`): 统一, 百姓, 一带一路.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;
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
    /// How many words have no condition; they are numbered first.
    always: usize,
    /// By the number of a word behind those: what must not follow.
    unless: Vec<Vec<String>>,
}

/// The automaton is built by `build.rs`, so that a start does not build it.
static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| {
    let (automaton, _) =
        CharwiseDoubleArrayAhoCorasick::deserialize(include_bytes!(concat!(env!("OUT_DIR"), "/number_words.automaton"))).ok()?;
    let table: Table = shipped!("figures/data/number_words");
    Some(Words { automaton, always: table.always.len(), unless: table.unless_followed_by.into_values().collect() })
});

impl Words {
    /// What must not follow a word.
    fn unless(&self, word: u32) -> &[String] {
        (word as usize).checked_sub(self.always).and_then(|nth| self.unless.get(nth)).map_or(&[], Vec::as_slice)
    }
}

/// The words of a text that are no figures, in order.
pub(super) fn words(text: &str) -> Vec<TextRange> {
    let Some(words) = WORDS.as_ref() else { return Vec::new() };
    let found = words.automaton.leftmost_find_iter(text);
    let is_word = |start: usize, end: usize, unless: &[String]| {
        let is_figure = unless.iter().any(|u| text[end..].starts_with(u.as_str())) || is_part_of_number(text, start);
        let is_fraction = text[..end].ends_with('分') && text[end..].starts_with('之');
        !is_figure && !is_fraction && !super::dates::closes_word(text, start)
    };
    found.filter(|m| is_word(m.start(), m.end(), words.unless(m.value()))).map(|m| range(m.start(), m.end())).collect()
}

/// Whether a word that is no figure begins at a place: 2场半决赛 is no 2.5场.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    let end = text[at..].char_indices().nth(LONGEST_WORD).map_or(text.len(), |(end, _)| at + end);
    WORDS.as_ref().is_some_and(|words| words.automaton.leftmost_find_iter(&text[at..end]).next().is_some_and(|m| m.start() == 0))
}

/// How many characters are looked at for a word.
const LONGEST_WORD: usize = 8;

/// Whether the character of a numeral that a word begins with belongs to the number before it: `三百度`, `近千万元`.
fn is_part_of_number(text: &str, start: usize) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || is_numeral(c);
    let before = text[..start].chars().next_back();
    text[start..].starts_with(is_number)
        && before.is_some_and(|c| is_number(c) || matches!(c, '第' | '.' | '近' | '逾' | '超' | '约' | '上'))
}
