//! Names that leave nothing out: 男 and 女, 合格 and 不合格, …和其他.

use crate::claims::indicator::TABLE;

/// The longest name of a part that a word of the table tells; a longer one holds the word by chance.
const LONGEST_NAME: usize = 14;

/// Whether the names of parts are all there are, by the words that split anything (`claims/data/indicators.toml`).
pub(in crate::rules) fn by_words(names: &[&str]) -> bool {
    let has = |word: &str| names.iter().any(|name| name.chars().count() <= LONGEST_NAME && name.starts_with(word));
    TABLE.closed_words.iter().any(|set| set.cover(names.len(), has))
}

/// Whether one name denies the other: 住房消费类 and 非住房消费类, 合格 and 不合格.
pub(in crate::rules) fn by_negation(names: &[&str]) -> bool {
    let denies = |n: &str, m: &str| {
        n.char_indices()
            .any(|(at, c)| matches!(c, '非' | '不' | '未') && m.ends_with(&n[at + c.len_utf8()..]) && n.len() > at + c.len_utf8())
    };
    names.len() == 2 && (denies(names[0], names[1]) != denies(names[1], names[0]))
}
