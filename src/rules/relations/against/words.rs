//! The words around a figure, as this room reads them (`data/against.toml`): what is a verb of change, what leads from a value to the next,
//! what says that a value is one of before.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    up: Vec<String>,
    down: Vec<String>,
    no_verbs: Vec<String>,
    no_more: Vec<String>,
    no_more_verbs: Vec<String>,
    behind_verb: Vec<String>,
    plain: Vec<String>,
    pub(super) other: Vec<String>,
    than: Vec<String>,
    no_than: Vec<String>,
    from: Vec<String>,
    no_from: Vec<String>,
    reach: Vec<String>,
    before: Vec<String>,
    now: Vec<String>,
    links: Vec<String>,
    pub(super) plans: Vec<String>,
    pub(super) accounts: Vec<String>,
    pub(super) negative: Vec<String>,
    pub(super) better: Vec<String>,
    pub(super) from_other: Vec<String>,
    pub(super) above: Vec<String>,
    pub(super) below: Vec<String>,
    pub(super) behind_bracket: Vec<String>,
    pub(super) is: Vec<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/against"));

/// A verb of change at the end of a text.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules::relations) struct Verb<'t> {
    /// 1 for 增长, -1 for 下降.
    pub sign: i8,
    /// The verb itself.
    pub text: &'t str,
    /// What stands before it.
    pub head: &'t str,
}

fn ending<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    words.iter().filter_map(|word| text.strip_suffix(word.as_str())).min_by_key(|rest| rest.len())
}

/// The verb that a text ends with, over 了 and 达.
pub(in crate::rules::relations) fn verb(text: &str) -> Option<Verb<'_>> {
    let mut text = text.trim_end();
    for _ in 0..4 {
        if WORDS.no_verbs.iter().any(|word| text.ends_with(word.as_str())) {
            return None;
        }
        let rest = |words: &[String]| ending(text, words);
        let (up, down) = (rest(&WORDS.up), rest(&WORDS.down));
        let found = match (up, down) {
            (Some(a), Some(b)) => Some(if a.len() <= b.len() { (1, a) } else { (-1, b) }),
            (Some(a), None) => Some((1, a)),
            (None, Some(b)) => Some((-1, b)),
            (None, None) => None,
        };
        if let Some((sign, head)) = found {
            return Some(Verb { sign, text: &text[head.len()..], head });
        }
        if let Some(verb) = more_or_less(text) {
            return Some(verb);
        }
        text = ending(text, &WORDS.behind_verb)?.trim_end();
    }
    None
}

/// 多投入, 少跑: 多 or 少 with a verb of its own, two characters at most.
fn more_or_less(text: &str) -> Option<Verb<'_>> {
    let (at, c) = text.char_indices().rev().take(3).find(|(_, c)| matches!(c, '多' | '少'))?;
    let (head, behind) = (&text[..at], text.get(at + c.len_utf8()..)?);
    let is_verb = (1..=2).contains(&behind.chars().count())
        && behind.chars().all(|c| c.is_alphabetic())
        && !WORDS.no_more_verbs.iter().any(|word| behind.starts_with(word.as_str()));
    let is_free = !WORDS.no_more.iter().any(|word| head.ends_with(word.as_str()));
    (is_verb && is_free).then_some(Verb { sign: if c == '多' { 1 } else { -1 }, text: &text[at..], head })
}

/// Whether words name no thing of their own: 同比, 名次.
pub(in crate::rules::relations) fn is_plain(text: &str) -> bool {
    strip(text, &WORDS.plain).is_empty()
}

/// A text without the words that it begins with, and without marks and blanks between them.
fn strip<'t>(text: &'t str, words: &[String]) -> &'t str {
    let trim = |text: &'t str| text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut text = trim(text);
    while let Some(rest) = words.iter().filter_map(|word| text.strip_prefix(word.as_str())).min_by_key(|rest| rest.len()) {
        text = trim(rest);
    }
    text
}

/// Where a comparison begins in a clause: 比 of 比上年的.
pub(super) fn than(clause: &str) -> Option<usize> {
    last_of(clause, &WORDS.than, &WORDS.no_than)
}

/// Where 由 of 由2019年的 stands in a clause.
pub(super) fn from(clause: &str) -> Option<usize> {
    last_of(clause, &WORDS.from, &WORDS.no_from)
}

/// Where the last of some words begins, the longest of those that end together; not inside of one of the others.
fn last_of(clause: &str, words: &[String], others: &[String]) -> Option<usize> {
    let ends = words.iter().filter_map(|word| clause.rfind(word.as_str()).map(|at| (at + word.len(), at)));
    let (end, at) = ends.max_by_key(|(end, at)| (*end, std::cmp::Reverse(*at)))?;
    let is_inside = |word: &String| clause.match_indices(word.as_str()).any(|(from, _)| from <= at && end <= from + word.len());
    (!others.iter().any(is_inside)).then_some(at)
}

/// What the words between two values say, where they lead from the one to the other: the direction, 0 where none is told.
pub(super) fn reach(between: &str) -> Option<i8> {
    let mut text = between.trim_end();
    for _ in 0..3 {
        if let Some(stem) = ending(text, &WORDS.reach) {
            return Some(verb(stem).map_or(0, |verb| verb.sign));
        }
        text = ending(text, &WORDS.behind_verb).or_else(|| ending(text, &WORDS.now))?.trim_end();
    }
    None
}

/// Whether the words before a value say that it is of before, and nothing else but what is measured: the words of what is measured.
pub(super) fn label_of_before(clause: &str) -> Option<&str> {
    let (at, word) = WORDS
        .before
        .iter()
        .filter_map(|word| Some((clause.find(word.as_str())?, word)))
        .min_by_key(|(at, w)| (*at, std::cmp::Reverse(w.len())))?;
    Some(strip(&clause[at + word.len()..], &WORDS.links))
}

/// The words before a value without links.
pub(super) fn unlinked(clause: &str) -> &str {
    strip(clause, &WORDS.links)
}

/// Whether the words before a value say that it is the present one.
pub(super) fn is_now(clause: &str) -> bool {
    let text = clause.trim();
    WORDS.now.iter().any(|word| text.starts_with(word.as_str()) || text.ends_with(word.as_str()))
}
