//! The word list: Simplified Chinese words with their counts in newspaper text, as a finite-state map that needs no loading.
//!
//! Source: jieba's dictionary (MIT), words seen at least five times and all single characters; see `NOTICE.md`.

pub mod segment;

use std::sync::LazyLock;

use fst::raw::Fst;

static WORDS: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    Fst::new(&include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"))[..]).expect("the word list that build.rs packed is a valid map")
});

/// The sum of all counts of the list: the denominator of a word's probability.
const TOTAL: f32 = 6.0e7;

/// The word list as a map from UTF-8 bytes to counts.
pub fn words() -> &'static Fst<&'static [u8]> {
    &WORDS
}

/// How often a word was seen; `None` where the list does not have it.
pub fn count(word: &str) -> Option<u64> {
    WORDS.get(word).map(fst::raw::Output::value)
}

/// The cost of a word seen `count` times, in nats: the negative logarithm of its probability.
pub fn cost(count: u64) -> f32 {
    (TOTAL / (count as f32 + 0.5)).ln()
}
