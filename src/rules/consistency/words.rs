//! Words of what is held together over an article (`data/words.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

/// Words, by what they say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub parts: Vec<String>,
    pub of_which: Vec<String>,
    pub head_begins: Vec<String>,
    pub head_ends: Vec<String>,
    pub sums: Vec<String>,
    pub open: Vec<String>,
    pub no_etc: Vec<String>,
    pub lead: Vec<String>,
    pub whole: Vec<String>,
    /// What opens a clause of what is left.
    pub rests: Vec<String>,
    pub not_additive: Vec<String>,
    pub joints: Vec<String>,
    pub rest: Vec<String>,
    pub share: Vec<String>,
    pub share_light: Vec<String>,
    pub share_wholes: Vec<String>,
    pub share_places: Vec<String>,
    pub larger_places: Vec<String>,
    pub no_share: Vec<String>,
    pub restates: Vec<String>,
    pub worked_out: Vec<String>,
    pub of_told: Vec<String>,
    pub known: Vec<String>,
    pub no_names: Vec<String>,
    pub no_counts: Vec<String>,
    pub dropped: Vec<String>,
    pub done: Vec<String>,
    pub events: Vec<String>,
    pub ranks: Vec<String>,
    /// What speaks of another edition of an event.
    pub other_editions: Vec<String>,
    /// What says that others are spoken of than those told before.
    pub others: Vec<String>,
    pub of_begins: Vec<String>,
    pub of_ends: Vec<String>,
    pub todays: Vec<String>,
    pub rough_times: Vec<String>,
    pub base_times: Vec<String>,
    pub datelines: Vec<String>,
}

/// The words, loaded at first use.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/consistency/data/words"));

/// Whether a text holds one of some words.
pub(super) fn holds(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether a text begins with one of some words.
pub(super) fn begins(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether a text ends with one of some words.
pub(super) fn ends(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}
