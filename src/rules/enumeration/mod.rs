//! Announced counts against what is listed, within one sentence (kinds B5, B7 and B8).
//!
//! `光伏板、特色果蔬、家居用品四大产业链` lists three and says four. Where a list begins is not always certain: every item that holds a
//! verb, a preposition or a place may be its first. A count is wrong only if no possible beginning makes it right.
//!
//! [`before`] and [`after`] read the list on either side of a count, [`judge`] holds the two against each other, [`report`] puts it in
//! words; [`beginning`] tells where a list may begin, [`names`] whether its items are names of what is counted. Four shapes have rooms
//! of their own: [`series`] (`分别为`, brackets, dashes), [`quoted`] (`“稳、进、好”三字诀`), [`refrain`] (`“三查”：查水、查电、查气`) and [`renamed`] (names against changes of name).
//! [`opened`] counts items of one shape behind a colon, 即 or a dash, [`stages`] days and stages named beside their number, [`witness`]
//! lists that have as many values behind 分别. [`short`] asks only whether fewer are listed than announced, for which no beginning needs to be told.

mod after;
mod before;
mod beginning;
mod judge;
mod names;
mod opened;
#[cfg(test)]
mod opened_tests;
mod quoted;
mod refrain;
mod renamed;
mod report;
mod series;
#[cfg(test)]
mod shapes_tests;
mod short;
#[cfg(test)]
mod short_tests;
mod stages;
#[cfg(test)]
mod tests;
mod witness;

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::finding::Finding;
use crate::figures::Count;
use crate::text::{TextRange, TextSize};

pub(super) use report::value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::rules) struct Words {
    heads: Vec<String>,
    subjects: Vec<String>,
    honours: Vec<String>,
    groups: Vec<String>,
    remarks: Vec<String>,
    open_before: Vec<String>,
    pub governing: Vec<String>,
    pub rest: Vec<String>,
    pub instead: Vec<String>,
    titles: Vec<String>,
    pub announced: Vec<String>,
    whole: Vec<String>,
    classes: Vec<String>,
    aspects: Vec<String>,
    together: Vec<String>,
    works: Vec<String>,
    peers: Vec<String>,
    sums: Vec<String>,
    owned: Vec<String>,
    nominal: Vec<String>,
    scopes: Vec<String>,
    coupled: Vec<String>,
    provinces: Vec<String>,
    pub others: Vec<String>,
    pub results: Vec<String>,
}

impl Words {
    /// Verbs of more than one character that are no nouns as well.
    fn strict_verbs(&self) -> impl Iterator<Item = &str> {
        self.heads.iter().filter(|w| w.chars().count() > 1 && !self.nominal.contains(w)).map(String::as_str)
    }
}

pub(in crate::rules) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/data/enumeration"));

/// Longest list that is counted: longer ones are directories, not sentences.
const MOST_ITEMS: usize = 40;
/// Largest announced count that is checked.
const LARGEST: u64 = 30;
/// Longest item, in characters: a longer one is a clause.
const LONGEST_ITEM: usize = 24;

/// Measure words that close a list of things named one by one; 年, 次, 倍 and the like never do.
const CLOSING: [&str; 20] =
    ["大", "个", "项", "种", "类", "家", "条", "位", "名", "座", "所", "支", "县", "市", "区", "省", "镇", "国", "方", "者"];

/// Measure words that close a list with 等 as well.
const OPEN_CLOSING: [&str; 13] = ["人", "部", "件", "篇", "处", "款", "份", "门", "首", "幅", "本", "档", "级"];
/// Measure words that are nouns themselves: `豫、晋、陕三省。`
const NOUNS: [&str; 8] = ["县", "市", "区", "省", "镇", "国", "方", "者"];

/// Checks the counts of a reading. The findings' ranges are bytes of the reading.
pub(super) fn check(reading: &str, counts: &[Count]) -> (Vec<Finding>, Vec<TextRange>) {
    let (mut findings, mut checked) = (Vec::new(), Vec::new());
    let closes = |m: &&str| CLOSING.contains(m) || OPEN_CLOSING.contains(m) || names::MACHINES.contains(m);
    let is_checked = |c: &Count| c.is_exact && (2..=LARGEST).contains(&c.value) && closes(&c.measure);
    for (nth, count) in counts.iter().enumerate().filter(|(_, c)| is_checked(c)) {
        // `三省一市`, `两名教授两名高工`: the list is summed up by several counts.
        if counts.get(nth + 1).is_some_and(|next| counts_on(reading, count, next)) {
            continue;
        }
        let before = List::before(reading, count);
        let short = before.as_ref().filter(|list| !list.is_open).and_then(|list| Some((list.falls_short(reading, count)?, list)));
        let short = short.map(|(listed, list)| list.finding(reading, count, listed, "count-mismatch"));
        let before = before.filter(|list| !list.only_short && (!list.needs_names || list.are_names(reading, count)));
        let Some(list) = before else {
            if short.is_some() {
                checked.push(count.range);
                findings.extend(short);
                continue;
            }
            if let Some(list) = List::after(reading, count) {
                checked.push(count.range);
                findings.extend(list.mismatch(reading, count));
            }
            continue;
        };
        checked.push(count.range);
        findings.extend(if list.is_open { list.excess(reading, count) } else { list.mismatch(reading, count).or(short) });
    }
    // What the first look at a count did not find.
    let mut known: HashSet<TextSize> = findings.iter().map(|f| f.range.start()).collect();
    let others = series::check(reading, counts)
        .into_iter()
        .chain(quoted::check(reading, counts))
        .chain(refrain::check(reading))
        .chain(stages::check(reading))
        .chain(opened::check(reading, counts))
        .chain(witness::check(reading, counts));
    for finding in others {
        if known.insert(finding.range.start()) {
            findings.push(finding);
        }
    }
    findings.extend(renamed::check(reading));
    (findings, checked)
}

/// Whether the next count sums up the same list: nothing but a short noun stands between (`三省一市`), and no verb (`三省销往8国`).
fn counts_on(reading: &str, count: &Count, next: &Count) -> bool {
    let between = &reading[usize::from(count.range.end())..usize::from(next.range.start())];
    next.is_exact
        && next.value <= LARGEST
        && between.chars().count() <= 4
        && !between.contains([
            ',', '。', ';', ':', '!', '?', '\n', '往', '达', '超', '占', '均', '约', '了', '共', '有', '出', '合', '设', '各', '面',
        ])
        && !between.contains("分别")
}

/// A list of items next to a count, in the order of the text.
struct List {
    items: Vec<TextRange>,
    /// Whether each item may be the first: it holds a verb, a preposition, a place.
    may_begin: Vec<bool>,
    /// How many `和`, `与`, `及` stand in the last item: each may join two more items.
    joined: usize,
    /// Whether the last item, taken apart where `和` joins it, may still be the first.
    joint_may_begin: bool,
    /// `等` stands between the list and the count, or 包括 … 在内的 around the list: more exist than are listed.
    is_open: bool,
    /// 是 or 共 says that the list is all there is.
    is_named: bool,
    /// Nothing before the first item can belong to the list.
    is_closed_in_front: bool,
    /// A comma stands in front, and the clause before it lists nothing.
    follows_comma: bool,
    /// Only a list of names is held against such a count.
    needs_names: bool,
    /// Only whether more is announced than is listed can be told.
    only_short: bool,
    /// 这 or 上述 stands between the list and the count.
    is_pointed_at: bool,
    /// A quotation mark stands between the list and the count.
    is_quoted_count: bool,
    /// The list stands in quotation marks.
    is_in_quotation: bool,
}

impl List {
    /// Items that stand by themselves, for a finding.
    fn plain(items: Vec<TextRange>) -> List {
        List {
            may_begin: vec![false; items.len()],
            items,
            joined: 0,
            joint_may_begin: false,
            is_open: false,
            is_named: true,
            is_closed_in_front: true,
            follows_comma: false,
            needs_names: false,
            only_short: false,
            is_pointed_at: false,
            is_quoted_count: false,
            is_in_quotation: false,
        }
    }
}
