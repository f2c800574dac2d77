//! How much of their words two nouns share, or two sentences.

use crate::reading::script::is_han;
use crate::text::{TextRange, boundary};

/// The pairs of neighbouring characters of a text.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1))
}

/// How many pairs of neighbouring characters of one text stand in the other.
pub(super) fn common(one: &str, other: &str) -> usize {
    let theirs: std::collections::HashSet<(char, char)> = pairs(other).collect();
    pairs(one).filter(|pair| theirs.contains(pair)).count()
}

/// How many characters two texts end with alike.
pub(super) fn suffix(one: &str, other: &str) -> usize {
    one.chars().rev().zip(other.chars().rev()).take_while(|(x, y)| x == y).count()
}

/// Whether two nouns have a word of two characters in common.
pub(super) fn share_words(one: &str, other: &str) -> bool {
    common(one, other) >= 1
}

/// Whether the words behind 占 name a noun: 占当年缴存额的 of 缴存住房公积金 does not, 占出口总值的 of 出口总值 does.
pub(super) fn names(of: &str, noun: &str) -> bool {
    let (a, b) = (of.chars().count(), noun.chars().count());
    let contains = a >= 2 && b >= 2 && (of.ends_with(noun) || noun.ends_with(of));
    contains || a >= 3 && b >= 3 && suffix(of, noun) >= 2 && common(of, noun) >= 2
}

/// How many bytes of a sentence stand before a place, and behind it.
const FAR: usize = 600;

/// The sentence around a place, as far as it is near.
pub(in crate::rules) fn sentence(text: &str, place: TextRange) -> &str {
    let stop = |c: char| matches!(c, '。' | '!' | '?');
    let (before, behind) = (usize::from(place.start()), usize::from(place.end()));
    let from = boundary(text, before.saturating_sub(FAR));
    let to = boundary(text, (behind + FAR).min(text.len()));
    let start = text[from..before].rfind(stop).map_or(from, |at| from + at + text[from + at..].chars().next().map_or(1, char::len_utf8));
    let end = text[behind..to].find(stop).map_or(to, |at| behind + at);
    &text[start..end]
}

/// A text without what stands at a place.
pub(super) fn without(title: &str, time: TextRange) -> String {
    format!("{} {}", &title[..time.start().into()], &title[time.end().into()..])
}

/// Whether so many Han characters in a row stand in both.
pub(super) fn runs_in(words: &str, sentence: &str, least: usize) -> bool {
    let chars: Vec<char> = words.chars().collect();
    chars.windows(least).filter(|run| run.iter().all(|c| is_han(*c))).any(|run| sentence.contains(&run.iter().collect::<String>()))
}
