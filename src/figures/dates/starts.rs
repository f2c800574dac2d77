//! Where a time expression may begin: one or two characters tell for most places of a text that none does, and the grammar stays asleep.

use std::sync::LazyLock;

use super::words::WORDS;
use super::{festivals, scan};

/// What may follow the digits of a date, a period or a time of the day.
const BEHIND_DIGITS: &str = "年月日号时点:/-.—–―−~～〜至到旬周星礼季世初末底前后上下半个天小分秒来以之内代与和、·起刻财”\"’";

/// What may follow 个 there: 3个月后, 5个交易日内.
const BEHIND_GE: &str = "月季星周小半世工交学多年财礼自";

/// What may follow 多 there: 3年多来 has it behind the unit, 10多年前 before.
const BEHIND_MORE: &str = "年个月天日周星小分";

/// A date's digits and the marks between them are not longer than this, in characters.
const LONGEST_RUN: usize = 24;

/// Characters that begin an expression together with a number or one of [`BEHIND_OPENERS`].
const OPENERS: &str = "截自从公纪西民农阴旧夏阳正冬腊元闰初第前头后最首过近这此未今接往随之下上本“\"‘星周礼半凌";

/// See [`OPENERS`].
const BEHIND_OPENERS: &str = "个年月周日天星季半两几数去来往近前后今世上下旬期国历元旦至止初末学财赛届拜夜晚早晨午内段次轮中底度同当双";

struct Starts {
    /// Sorted.
    firsts: Vec<char>,
    /// The first two characters of the words that an expression can begin with, sorted.
    pairs: Vec<(char, char)>,
    /// Words of one character, sorted.
    singles: Vec<char>,
}

static STARTS: LazyLock<Starts> = LazyLock::new(|| {
    let (mut pairs, mut singles) = (Vec::new(), Vec::new());
    for word in WORDS.words().chain(festivals::names()) {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(first), Some(second)) => pairs.push((first, second)),
            (Some(first), None) => singles.push(first),
            (None, _) => {}
        }
    }
    let mut firsts: Vec<char> = OPENERS.chars().chain(pairs.iter().map(|(first, _)| *first)).chain(singles.iter().copied()).collect();
    for list in [&mut firsts, &mut singles] {
        list.sort_unstable();
        list.dedup();
    }
    pairs.sort_unstable();
    pairs.dedup();
    Starts { firsts, pairs, singles }
});

/// Whether a time expression may start with a character: lets the lexer pass over most of a text.
pub fn may_start(char: char) -> bool {
    is_number_start(char) || (!char.is_ascii() || char == '"') && STARTS.firsts.binary_search(&char).is_ok()
}

/// The characters that begin a number of a date.
pub(super) fn is_number_start(char: char) -> bool {
    char.is_ascii_digit() || scan::numeral_value(char).is_some() || char == '初'
}

/// Whether a time expression may start with a text.
pub(super) fn may_begin(text: &str) -> bool {
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return false };
    let is_word =
        || STARTS.singles.binary_search(&first).is_ok() || second.is_some_and(|s| STARTS.pairs.binary_search(&(first, s)).is_ok());
    // 十四五规划
    let is_plan = first == '十' && chars.next() == Some('五');
    if is_plan || is_number_start(first) && may_be_dated(text) {
        return true;
    }
    if !may_start(first) {
        return false;
    }
    let opens = |second: char| {
        let goes_on = is_number_start(second) || BEHIND_OPENERS.contains(second) || !second.is_alphanumeric();
        goes_on || matches!(first, '自' | '从' | '截') && may_start(second)
    };
    // 第3位, 前五名: what follows the number tells as well.
    let is_counted = second.is_some_and(|s| is_number_start(s) && !matches!(first, '“' | '"' | '‘'));
    let behind = &text[first.len_utf8()..];
    // 第十四个五年规划: near, for a line may be long.
    let near = || behind.char_indices().nth(12).map_or(behind, |(at, _)| &behind[..at]);
    let opens_here = || second.is_some_and(opens) && (!is_counted || may_be_dated(behind) || first == '第' && near().contains("五年规"));
    OPENERS.contains(first) && opens_here() || is_word()
}

/// Whether the digits at the start of a text may be those of a date.
fn may_be_dated(text: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-') || is_number_start(c);
    let run = text.char_indices().take(LONGEST_RUN).find(|(_, c)| !is_number(*c));
    let Some((end, _)) = run else { return true };
    let mut rest = text[end..].trim_start().chars();
    let (next, behind) = (rest.next(), rest.next());
    text[..end].contains(['.', '/', '-'])
        || match next {
            None => true,
            Some('个') => behind.is_some_and(|c| BEHIND_GE.contains(c)),
            Some('多' | '余' | '几') => behind.is_some_and(|c| BEHIND_MORE.contains(c)),
            Some(next) => BEHIND_DIGITS.contains(next) || !text.starts_with(|c: char| c.is_ascii_digit()) && !next.is_alphanumeric(),
        }
}
