//! Where a list may begin: at an item that holds a verb, a preposition, a place.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::WORDS;

/// Whether an item may hold something before the first item of a list.
pub(super) fn may_begin(item: &str) -> bool {
    let bare = item.trim_matches(['“', '”', '《', '》', ' ']);
    let opens = |found: daachorse::Match<Beginning>| match found.value() {
        Beginning::Anywhere => true,
        Beginning::NotAtEnd => found.end() < bare.len(),
    };
    bare.bytes().any(|b| b.is_ascii_digit()) || BEGINNINGS.as_ref().is_some_and(|a| a.find_overlapping_iter(bare).any(opens))
}

/// Where a word must stand in an item to show that something may stand before the list.
#[derive(Clone, Copy)]
enum Beginning {
    Anywhere,
    NotAtEnd,
}

/// The words of [`may_begin`] in one automaton; `None` without any.
static BEGINNINGS: LazyLock<Option<CharwiseDoubleArrayAhoCorasick<Beginning>>> = LazyLock::new(|| {
    let words = &*WORDS;
    let mut beginnings: BTreeMap<&str, Beginning> =
        words.subjects.iter().chain(&words.honours).map(|w| (w.as_str(), Beginning::NotAtEnd)).collect();
    beginnings.extend(words.heads.iter().chain(&words.open_before).map(|w| (w.as_str(), Beginning::Anywhere)));
    CharwiseDoubleArrayAhoCorasick::with_values(beginnings).ok()
});
