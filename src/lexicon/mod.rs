//! The word list: Simplified Chinese words with their counts in newspaper text.
//!
//! Sources: jieba's dictionary (MIT), words seen at least five times and all single characters, and the project's own list of
//! younger words; see `NOTICE.md`.

pub mod segment;
pub mod trie;

/// What kind of word a word is, by the tags of the list (`build.rs` numbers them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum WordClass {
    Other,
    Noun,
    Person,
    Place,
    Body,
    Name,
    Verb,
    VerbalNoun,
    Adjective,
    Adverb,
    Numeral,
    Measure,
    Pronoun,
    Preposition,
    Conjunction,
    Time,
    Direction,
    Attributive,
    Abbreviation,
    Idiom,
    Space,
    Morpheme,
    Particle,
}

impl WordClass {
    const ALL: [WordClass; 23] = [
        WordClass::Other,
        WordClass::Noun,
        WordClass::Person,
        WordClass::Place,
        WordClass::Body,
        WordClass::Name,
        WordClass::Verb,
        WordClass::VerbalNoun,
        WordClass::Adjective,
        WordClass::Adverb,
        WordClass::Numeral,
        WordClass::Measure,
        WordClass::Pronoun,
        WordClass::Preposition,
        WordClass::Conjunction,
        WordClass::Time,
        WordClass::Direction,
        WordClass::Attributive,
        WordClass::Abbreviation,
        WordClass::Idiom,
        WordClass::Space,
        WordClass::Morpheme,
        WordClass::Particle,
    ];

    /// The class of a number of the packed list.
    fn of(number: u8) -> WordClass {
        WordClass::ALL.get(usize::from(number)).copied().unwrap_or(WordClass::Other)
    }
}

/// The sum of all counts of the list: the denominator of a word's probability.
const TOTAL: f32 = 6.0e7;

/// How often a word was seen; `None` where the list does not have it.
pub fn count(word: &str) -> Option<u64> {
    word.chars().try_fold(trie::Prefix::start(), trie::Prefix::walk)?.count()
}

/// How often a word must have been seen to be one that everybody uses.
const PLAIN: u64 = 20;

/// A word that the list calls a name, seen this often, is one that everybody uses all the same: 中毒 stands there as a name.
const COMMON: u64 = 300;

/// Whether a text is an ordinary word of the language, and no name of a person, a place, a body or a thing.
pub fn is_plain_word(text: &str) -> bool {
    let Some(prefix) = text.chars().try_fold(trie::Prefix::start(), trie::Prefix::walk) else { return false };
    let is_name = matches!(
        prefix.class(),
        WordClass::Person | WordClass::Place | WordClass::Body | WordClass::Name | WordClass::Abbreviation | WordClass::Other
    );
    let is_thing = matches!(prefix.class(), WordClass::Name | WordClass::Other);
    prefix.count().is_some_and(|count| count >= PLAIN && !is_name || count >= COMMON && is_thing)
}

/// The cost of a word seen `count` times, in nats: the negative logarithm of its probability.
pub fn cost(count: u64) -> f32 {
    (TOTAL / (count as f32 + 0.5)).ln()
}
