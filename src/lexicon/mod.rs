//! The word list: Simplified Chinese words with their counts in newspaper text.
//!
//! Sources: jieba's dictionary (MIT), words seen at least five times and all single characters, and the project's own list of
//! younger words; see `NOTICE.md`.

pub mod segment;
pub mod trie;

/// The sum of all counts of the list: the denominator of a word's probability.
const TOTAL: f32 = 6.0e7;

/// How often a word was seen; `None` where the list does not have it.
pub fn count(word: &str) -> Option<u64> {
    word.chars().try_fold(trie::Prefix::start(), trie::Prefix::walk)?.count()
}

/// The cost of a word seen `count` times, in nats: the negative logarithm of its probability.
pub fn cost(count: u64) -> f32 {
    (TOTAL / (count as f32 + 0.5)).ln()
}
