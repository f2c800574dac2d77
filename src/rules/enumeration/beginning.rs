//! Where a list may begin: at an item that holds a verb, a preposition, a place.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::WORDS;

/// Whether an item may hold something before the first item of a list.
pub(super) fn may_begin(item: &str) -> bool {
    let item = masked(item);
    let bare = item.trim_matches(['“', '”', '《', '》', ' ']);
    let opens = |found: daachorse::Match<Beginning>| match found.value() {
        Beginning::Anywhere => true,
        Beginning::NotAtEnd => found.end() < bare.len(),
    };
    bare.bytes().any(|b| b.is_ascii_digit()) || BEGINNINGS.as_ref().is_some_and(|a| a.find_overlapping_iter(bare).any(opens))
}

/// Whether an item may begin a list even without the verb it ends with, which has nothing behind it to lead to.
pub(super) fn leads_on(item: &str) -> bool {
    let bare = item.trim_matches(['“', '”', ' ']);
    let mut rest = bare;
    while let Some(verb) = WORDS.heads.iter().filter(|w| w.chars().count() > 1 && rest.ends_with(w.as_str())).max_by_key(|w| w.len()) {
        rest = &rest[..rest.len() - verb.len()];
    }
    may_begin(rest)
}

/// Whether an item holds a verb or a preposition that may lead a list.
pub(super) fn holds_verb(item: &str) -> bool {
    let item = masked(item);
    WORDS.heads.iter().any(|w| item.contains(w.as_str()))
}

/// An item whose every word is a verb that may lead a list, and nothing else: `执行`.
pub(super) fn is_bare_verb(item: &str) -> bool {
    let bare = item.trim();
    bare.chars().count() >= 2 && WORDS.heads.iter().any(|w| w == bare)
}

/// An item without the words in which 和, 及, 等 join nothing and no verb leads (`食用调和油`, `埃及`, `二等奖`, `开发区`). Byte for byte as long.
pub(super) fn masked(item: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(item);
    // Each of the words holds one of these.
    if !item.contains(['和', '及', '等', '区']) {
        return text;
    }
    for word in &WORDS.whole {
        if text.contains(word.as_str()) {
            text = Cow::Owned(text.replace(word.as_str(), &"□".repeat(word.chars().count())));
        }
    }
    text
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
