//! The words of a place at the end of a clause, as text: `居五县第二`, `在三者中居第3位`, `转运最多的一天是6月15日`.

use super::nearby::has_any;
use super::orders::WORDS;
use crate::figures::numeral::numeral_at;

/// What a clause says: the place from the top, or the last one.
pub(super) enum Place {
    From(usize),
    Last,
}

/// `进出口则在三者中`: the measure, and among how many.
pub(super) fn among_them(measure: &str) -> (&str, Option<usize>) {
    let Some(bare) = WORDS.among.iter().find_map(|word| measure.strip_suffix(word.as_str())) else { return (measure, None) };
    let Some((head, members)) = bare.rsplit_once('在') else { return (measure, None) };
    let numeral = numeral_at(members).filter(|n| n.hi.is_none() && n.len > 0);
    let count = numeral.and_then(|n| usize::try_from(u64::try_from(n.lo.value).ok()?).ok());
    if count.is_some() && members.chars().count() <= 5 { (head.trim_end_matches('则'), count) } else { (measure, None) }
}

/// `转运最多的一天是6月15日`: the place, its word, what is measured, and who has it.
pub(super) fn turned(text: &str) -> Option<(Place, &str, &str, &str)> {
    let peaks = [(&WORDS.peaks, false), (&WORDS.troughs, true)];
    let peak = peaks.into_iter().flat_map(|(words, is_least)| words.iter().map(move |word| (word, is_least)));
    // 最高峰出现在10月3日
    let told = peak.filter_map(|(word, is_least)| {
        let (measure, behind) = text.split_once(word.as_str())?;
        let name = WORDS.turns.iter().find_map(|link| behind.strip_prefix(link.as_str()))?;
        let place = if is_least { Place::Last } else { Place::From(1) };
        (measure.chars().count() <= 6 && !name.is_empty()).then_some((place, word.as_str(), measure.trim(), name.trim()))
    });
    if let Some(found) = told.max_by_key(|(_, word, ..)| word.len()) {
        return Some(found);
    }
    let words = WORDS.most.iter().chain(&WORDS.least).filter(|word| word.starts_with('最'));
    words
        .filter_map(|word| {
            let (measure, behind) = text.split_once(word.as_str())?;
            let noun = behind.strip_prefix('的')?;
            let rest = WORDS.times.iter().filter_map(|time| noun.strip_prefix(time.as_str())).min_by_key(|rest| rest.len())?;
            let name = WORDS.turns.iter().find_map(|link| rest.strip_prefix(link.as_str()))?;
            let place = if WORDS.least.contains(word) { Place::Last } else { Place::From(1) };
            (!name.is_empty()).then_some((place, word.as_str(), measure.trim(), name.trim()))
        })
        .next()
}

/// The words of a place at the end of a clause.
pub(super) fn place(text: &str) -> Option<(Place, &str)> {
    let ending = |words: &'static [String]| words.iter().filter(|w| text.ends_with(w.as_str())).max_by_key(|w| w.len());
    if let Some(word) = ending(&WORDS.least) {
        return Some((Place::Last, &text[text.len() - word.len()..]));
    }
    if let Some((k, word)) = numbered(text) {
        return Some((Place::From(k), word));
    }
    let word = ending(&WORDS.most)?;
    let tail = &text[..text.len() - word.len()];
    // 居五县之首: the verb is part of the words.
    let start = word_start(tail).unwrap_or(tail.len());
    let words = &text[start..];
    (word.starts_with('最') || !has_any(words, &WORDS.scopes))
        .then_some((Place::From(1), if word.starts_with('最') { &text[tail.len()..] } else { words }))
}

/// `居五县第二`, `排名第四位`: the place and all its words.
pub(super) fn numbered(text: &str) -> Option<(usize, &str)> {
    let bare = text.trim_end_matches(['位', '名']);
    let at = bare.rfind('第')?;
    let number = &bare[at + '第'.len_utf8()..];
    let numeral = numeral_at(number).filter(|n| n.hi.is_none() && n.len == number.len())?;
    let k = usize::try_from(u64::try_from(numeral.lo.value).ok()?).ok().filter(|k| (1..=30).contains(k))?;
    let start = word_start(&text[..at]).unwrap_or(at);
    let words = &text[start..];
    // 里程全国第一: the scope stands without a verb as well.
    let near = text[..at].char_indices().rev().nth(3).map_or(0, |(from, _)| from);
    (!has_any(words, &WORDS.scopes) && !has_any(&text[near..at], &WORDS.scopes) && words.chars().count() <= 12).then_some((k, words))
}

/// Where the verb of a place begins, in the last few characters.
fn word_start(text: &str) -> Option<usize> {
    let from = text.char_indices().rev().nth(8).map_or(0, |(at, _)| at);
    WORDS.verbs.iter().filter_map(|verb| text[from..].find(verb.as_str())).min().map(|at| from + at)
}

/// Among how many a place is, where the words say so: 居五县之首.
pub(super) fn among(word: &str) -> Option<usize> {
    let digits = ['两', '三', '四', '五', '六', '七', '八', '九', '十'];
    let head = word.split('第').next().unwrap_or(word);
    let head = head.split("之首").next().unwrap_or(head);
    head.chars().find_map(|c| digits.iter().position(|d| *d == c)).map(|at| at + 2)
}
