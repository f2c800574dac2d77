//! The Han characters that newspapers write, with their bytes: what may stand where the bytes do not tell.

use std::sync::LazyLock;

use super::bytes::decode;
use super::place::vanishing;
use super::typography;
use crate::lexicon::trie::Prefix;
use crate::reading::script::{self, Script, class_bits};

/// A Han character that newspapers write, with its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usual {
    pub char: char,
    /// Its Simplified form.
    pub folded: char,
    pub first: u8,
    pub second: u8,
}

/// The usual characters of a script.
#[derive(Default)]
pub(super) struct UsualChars {
    /// All of them, by their bytes.
    pub all: Vec<Usual>,
    /// The frequent ones, by their Simplified forms.
    pub frequent: Vec<Usual>,
    /// Those of them whose second bytes can vanish with the first byte of the next character.
    pub vanishing: Vec<Usual>,
}

/// How often a character was seen in the list's texts to be usual, and to be frequent.
const USUAL_FROM: u64 = 100;
const FREQUENT_FROM: u64 = 2000;

static USUAL_TRADITIONAL: LazyLock<UsualChars> = LazyLock::new(|| collect_usual(Script::Traditional));
static USUAL_SIMPLIFIED: LazyLock<UsualChars> = LazyLock::new(|| collect_usual(Script::Simplified));

pub(super) fn usual_chars(script: Script) -> &'static UsualChars {
    match script {
        Script::Traditional => &USUAL_TRADITIONAL,
        _ => &USUAL_SIMPLIFIED,
    }
}

fn collect_usual(article: Script) -> UsualChars {
    let mut usual = UsualChars::default();
    let cells = (0x81..=0xfe).flat_map(|first| trails().filter_map(move |second| Some((decode(first, second)?, first, second))));
    for (char, first, second) in cells.filter(|(char, ..)| script::is_han(*char) && is_plausible(*char, article)) {
        let folded = script::fold(char);
        let Some(count) = Prefix::start().walk(folded).and_then(Prefix::count).filter(|n| *n >= USUAL_FROM) else { continue };
        let found = Usual { char, folded, first, second };
        usual.all.push(found);
        if count >= FREQUENT_FROM {
            usual.frequent.push(found);
        }
    }
    usual.frequent.sort_by_key(|u| u.folded);
    let vanishes = |u: &&Usual| vanishing().any(|(trail, _)| trail == u.second);
    usual.vanishing = usual.frequent.iter().filter(vanishes).copied().collect();
    usual
}

/// All second bytes.
pub(super) fn trails() -> impl Iterator<Item = u8> {
    (0x40..=0x7e).chain(0x80..=0xfe)
}

/// Whether a character can stand in such an article.
pub(super) fn is_plausible(char: char, article: Script) -> bool {
    let class = script::class(char);
    if class & class_bits::HAN == 0 {
        return typography::is_mark(char);
    }
    match article {
        Script::Traditional => class & class_bits::SIMPLIFIED_ONLY == 0 && script::is_usual_traditional(char),
        _ => class & class_bits::TRADITIONAL == 0,
    }
}
