//! The Han characters that newspapers write, with their bytes: what may stand where the bytes do not tell.

use std::sync::LazyLock;

use super::bytes::decode;
use super::steps::vanishing;
use super::typography;
use crate::lexicon;
use crate::reading::script::{self, Script, class_bits};

/// A Han character that newspapers write, with its bytes.
pub(super) struct Usual {
    pub char: char,
    pub first: u8,
    pub second: u8,
    pub is_frequent: bool,
    /// Whether its second byte can vanish with the first byte of the next character.
    pub vanishes: bool,
}

/// How often a character was seen in the list's texts to be usual, and to be frequent.
const USUAL_FROM: u64 = 100;
const FREQUENT_FROM: u64 = 2000;

static USUAL_TRADITIONAL: LazyLock<Vec<Usual>> = LazyLock::new(|| collect_usual(Script::Traditional));
static USUAL_SIMPLIFIED: LazyLock<Vec<Usual>> = LazyLock::new(|| collect_usual(Script::Simplified));

pub(super) fn usual_chars(script: Script) -> &'static [Usual] {
    match script {
        Script::Traditional => &USUAL_TRADITIONAL,
        _ => &USUAL_SIMPLIFIED,
    }
}

fn collect_usual(article: Script) -> Vec<Usual> {
    let cells = (0x81..=0xfe).flat_map(|first| trails().filter_map(move |second| Some((decode(first, second)?, first, second))));
    let usual = |(char, first, second)| {
        let count = lexicon::count(script::fold(char).encode_utf8(&mut [0; 4])).filter(|n| *n >= USUAL_FROM)?;
        Some(Usual { char, first, second, is_frequent: count >= FREQUENT_FROM, vanishes: vanishing().any(|(trail, _)| trail == second) })
    };
    cells.filter(|(char, ..)| script::is_han(*char) && is_plausible(*char, article)).filter_map(usual).collect()
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
