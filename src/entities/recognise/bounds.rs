//! Where a firm's name cannot begin or end, and what cannot be one, whatever the tagger made of it: words that only join names, brackets
//! that are not closed, pieces of words.

use super::features::Sight;
use crate::lexicon::WordClass;

/// Words of one character that stand before a name and never begin one that is well formed.
const LEADS: &str = "从对由被把令让与跟及据给使当去有";
/// Words of one character that stand between two names.
const JOINTS: &str = "对由被把与及从向";
/// How many characters a name has at least.
const LEAST: usize = 2;
/// A word this long is cut by no name.
const LONG_WORD: usize = 3;

/// The names in what the tagger takes for one: first character and end.
pub(super) fn parts(sight: &Sight, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut from = start;
    for at in start..end {
        if is_joint(sight, from, at, end) {
            parts.push((from, at));
            from = at + 1;
        }
    }
    parts.push((from, end));
    let whole = parts.len() == 1;
    let trimmed = parts.into_iter().map(|(from, to)| closed(sight, led(sight, from, to)));
    // A piece that came of a cut must be a name by itself.
    trimmed
        .filter(|(from, to)| {
            to - from >= LEAST
                && (whole || sight.is_evident(*from, *to) || is_latin(sight, *from, *to) || sight.ends_brand_and_trade(*from, *to))
        })
        .collect()
}

/// Whether a piece is written in Latin letters: DHL和TNT集团.
fn is_latin(sight: &Sight, start: usize, end: usize) -> bool {
    (start..end).all(|at| sight.character(at).is_ascii_alphabetic())
}

/// Whether a character joins two names, of which the first begins at `from`.
fn is_joint(sight: &Sight, from: usize, at: usize, end: usize) -> bool {
    if at < from + LEAST || at + LEAST >= end {
        return false;
    }
    let joins = JOINTS.contains(sight.character(at));
    let is_alone =
        sight.lone_word(at).is_some_and(|class| matches!(class, WordClass::Preposition | WordClass::Conjunction | WordClass::Verb));
    let is_and = sight.character(at) == '和';
    // Behind what ends a firm's name, 对 and 和 join; elsewhere they may be parts of it: 石油和化工集团.
    let two_firms = is_and && sight.ends_brand_and_trade(from, at) && sight.begins_brand(at + 1, end);
    (two_firms || (joins || is_and) && sight.ends_name(from, at)) && sight.is_evident(at + 1, end)
        || joins && is_alone && sight.is_evident(at + 1, end)
}

/// The name without a word before it: 从联建科技公司.
fn led(sight: &Sight, start: usize, end: usize) -> (usize, usize) {
    let leads = LEADS.contains(sight.character(start)) && sight.lone_word(start).is_some() && !sight.is_in_safe_name(start);
    // 昨日北京…公司: a day is no part of a name that has its place behind it; 今日头条 has none.
    let day = sight.time_end(start).filter(|day| *day < end && sight.place_end(*day, end).is_some() && sight.is_evident(*day, end));
    if let Some(day) = day {
        return (day, end);
    }
    if leads && end - start > LEAST && (sight.is_evident(start + 1, end) || sight.character(start + 1).is_ascii_alphabetic()) {
        (start + 1, end)
    } else {
        (start, end)
    }
}

/// The name without signs at its ends, and without a bracket that is opened or closed only: `(Yumiko`, `江都(今`.
fn closed(sight: &Sight, (start, end): (usize, usize)) -> (usize, usize) {
    let is_sign = |at: usize| !sight.character(at).is_alphanumeric() && !"()（）".contains(sight.character(at));
    let start = (start..end).find(|at| !is_sign(*at)).unwrap_or(end);
    let end = (start..end).rev().find(|at| !is_sign(*at)).map_or(start, |at| at + 1);
    if start == end {
        return (start, end);
    }
    let opens = |c: char| matches!(c, '(' | '（');
    let closes = |c: char| matches!(c, ')' | '）');
    let start = if opens(sight.character(start)) && !(start..end).any(|at| closes(sight.character(at))) { start + 1 } else { start };
    let open = (start..end).rev().find(|at| opens(sight.character(*at)));
    match open.filter(|open| !(*open..end).any(|at| closes(sight.character(at)))) {
        Some(open) => (start, open),
        None => (start, end),
    }
}

/// Whether a name begins or ends within a longer word, and has no word of its own.
fn cuts_word(sight: &Sight, start: usize, end: usize) -> bool {
    end - start < LONG_WORD + 1 && sight.cuts_word(start, end, LONG_WORD)
}

/// Whether a name is none: a place and one more character (江苏都), a trade of a place (日本汽车业), a piece of a longer word, or words
/// that a dash parts.
pub(super) fn is_none(sight: &Sight, start: usize, end: usize) -> bool {
    if (start..end).any(|at| matches!(sight.character(at), '—' | '《' | '》')) {
        return true;
    }
    if sight.is_evident(start, end) || (start..end).any(|at| sight.is_in_safe_name(at)) {
        return false;
    }
    if sight.is_place(start, end) {
        return true;
    }
    // 水美则鱼肥: how something is, then what comes of it.
    if end - start == LEAST && sight.character(end) == '则' {
        return true;
    }
    // 美 and 澳 are places too, and begin names: 美泰.
    let after_place = sight.place_end(start, end).filter(|place| place - start >= LEAST).map(|place| end - place);
    let is_trade = sight.character(end - 1) == '业'
        && !sight.ends_name(start, end)
        && sight.place_end(start, end).is_some_and(|place| sight.is_ordinary(place, end));
    after_place == Some(1) || is_trade || cuts_word(sight, start, end)
}
