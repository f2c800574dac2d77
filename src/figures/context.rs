//! Words around a number that tell what it is (`data/context.toml`): labels of codes, names of power lines, rankings, words that begin
//! with a unit's name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    code_labels: Vec<String>,
    grid: Vec<String>,
    ranking: Vec<String>,
    begins_word: BTreeMap<char, Vec<String>>,
}

struct Context {
    table: Table,
    /// The last characters of the labels, sorted: most texts do not even end with one of them.
    label_ends: Vec<char>,
}

static CONTEXT: LazyLock<Context> = LazyLock::new(|| {
    let table: Table = shipped!("figures/data/context");
    let mut label_ends: Vec<char> = table.code_labels.iter().filter_map(|l| l.chars().next_back()).collect();
    label_ends.sort_unstable();
    Context { table, label_ends }
});

/// Whether a text ends with a label of a code: 编号, 电话.
pub(super) fn labels_code(head: &str) -> bool {
    let is_end = head.chars().next_back().is_some_and(|c| CONTEXT.label_ends.binary_search(&c).is_ok());
    is_end && CONTEXT.table.code_labels.iter().any(|l| head.ends_with(l.as_str()))
}

/// Whether a text behind a voltage makes it the name of a line or a station.
pub(super) fn goes_on_as_grid(rest: &str) -> bool {
    CONTEXT.table.grid.iter().any(|g| rest.starts_with(g.as_str()))
}

/// Whether a text ends with a word that makes the number behind it a place in a ranking.
pub(super) fn ranks(head: &str) -> bool {
    CONTEXT.table.ranking.iter().any(|r| head.ends_with(r.as_str()))
}

/// Whether a unit's name of one character begins a word here: 成立, 天然.
pub(super) fn begins_word(name: &str, rest: &str) -> bool {
    let only = name.chars().next().filter(|c| c.len_utf8() == name.len());
    only.and_then(|c| CONTEXT.table.begins_word.get(&c)).is_some_and(|next| next.iter().any(|n| rest.starts_with(n.as_str())))
}
