//! When one figure restates the one before it: `52.3万吨(10.46亿斤)`, `18万亩，合1.2万公顷`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Pair;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Words that say *that is*: in brackets or behind a comma.
    equals: Vec<String>,
    /// Words that may lead a figure in brackets, and say nothing behind a comma.
    in_brackets: Vec<String>,
    /// How a bracket goes on behind the figure and still speaks of the same.
    goes_on: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("rules/beside/data/links"));

/// Whether the second figure says what the first one says, in another unit: alone in brackets, or behind 合, 即, 折合.
pub(super) fn restates(pair: &Pair) -> bool {
    let Some(between) = pair.between().map(str::trim) else { return false };
    let tail = pair.tail().trim_start();
    if let Some(inner) = between.strip_prefix('(') {
        return is_in_brackets(inner.trim_start()) && closes(tail);
    }
    let words = between.trim_start_matches([',', '、', ' ']);
    // 约合 is read as a hedge of the second figure, and belongs to it.
    let hedge = &pair.reading[usize::from(pair.second.range.start())..pair.second.number.start().into()];
    let says_so = TABLE.equals.iter().any(|w| w == words) || words.is_empty() && hedge.starts_with("约合");
    says_so && ends_clause(tail)
}

fn is_in_brackets(inner: &str) -> bool {
    inner.is_empty() || TABLE.equals.iter().chain(&TABLE.in_brackets).any(|w| w == inner)
}

/// Whether a bracket ends here, or goes on with how much that is more than before.
fn closes(tail: &str) -> bool {
    let goes_on = |tail: &str| TABLE.goes_on.iter().any(|w| tail.starts_with(w.as_str()));
    tail.starts_with(')') || tail.strip_prefix([',', ';']).is_some_and(goes_on)
}

/// Whether a clause ends here.
pub(super) fn ends_clause(tail: &str) -> bool {
    tail.is_empty() || tail.starts_with([',', '。', ';', '、', ')', '!', '?', ':', '\n', '…', '”'])
}
