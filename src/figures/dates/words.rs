//! The calendar's words (`data/words.toml`), looked up by their first character.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::expression::{Relation, Unit};
use super::scan::Scan;

/// Words with what they mean; the longest one that stands at a place is found.
pub(super) struct Table<T> {
    /// The first characters, sorted: a place that no word starts at costs a few comparisons.
    firsts: Vec<char>,
    /// The words of each first character, longest first.
    words: Vec<Vec<(String, T)>>,
}

impl<T: Copy> Table<T> {
    pub(super) fn new(words: impl IntoIterator<Item = (String, T)>) -> Table<T> {
        let mut table: BTreeMap<char, Vec<(String, T)>> = BTreeMap::new();
        for (word, meaning) in words {
            table.entry(word.chars().next().unwrap_or_default()).or_default().push((word, meaning));
        }
        table.values_mut().for_each(|list| list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
        let (firsts, words) = table.into_iter().unzip();
        Table { firsts, words }
    }

    /// The longest word here, its meaning, and the place behind it.
    pub(super) fn at<'t>(&self, scan: Scan<'t>) -> Option<(T, Scan<'t>)> {
        let list = &self.words[self.firsts.binary_search(&scan.peek()?).ok()?];
        list.iter().find_map(|(word, meaning)| Some((*meaning, scan.eat(word)?)))
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flatten().map(|(word, _)| word.as_str())
    }
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

/// A word behind an expression.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suffix {
    words: Vec<String>,
    relation: Relation,
    #[serde(default)]
    not_before: String,
}

/// What tells words and lengths of time from dates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Guards {
    pub length_before: Vec<String>,
    pub no_length_before: Vec<String>,
    pub up_or_down: Vec<String>,
    pub not_day_after: Vec<String>,
    pub not_number_after: Vec<String>,
    pub not_month_after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    years: BTreeMap<String, i32>,
    reigns: BTreeMap<String, i32>,
    year_pairs: BTreeMap<String, [i32; 2]>,
    months: BTreeMap<String, i32>,
    days: BTreeMap<String, i32>,
    nights: BTreeMap<String, i32>,
    now: Words,
    vague: Words,
    quarters: BTreeMap<String, i32>,
    weeks: BTreeMap<String, i32>,
    year_parts: BTreeMap<String, [u8; 2]>,
    year_edges: BTreeMap<String, [u8; 2]>,
    month_parts: BTreeMap<String, [u8; 2]>,
    month_edges: BTreeMap<String, [u8; 2]>,
    day_parts: BTreeMap<String, [u8; 2]>,
    weekdays: BTreeMap<String, u8>,
    units: BTreeMap<String, Unit>,
    suffix: Vec<Suffix>,
    guards: Guards,
}

/// Every table of words.
pub(super) struct Lexicon {
    pub years: Table<i32>,
    pub reigns: Table<i32>,
    pub year_pairs: Table<[i32; 2]>,
    pub months: Table<i32>,
    pub days: Table<i32>,
    pub nights: Table<i32>,
    pub now: Table<()>,
    pub vague: Table<()>,
    pub quarters: Table<i32>,
    pub weeks: Table<i32>,
    pub year_parts: Table<[u8; 2]>,
    pub year_edges: Table<[u8; 2]>,
    pub month_parts: Table<[u8; 2]>,
    pub month_edges: Table<[u8; 2]>,
    pub day_parts: Table<[u8; 2]>,
    pub weekdays: Table<u8>,
    pub units: Table<Unit>,
    suffixes: Table<usize>,
    suffix_list: Vec<(Relation, String)>,
    pub guards: Guards,
}

impl Lexicon {
    /// The words that an expression can begin with.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let tables = [&self.years, &self.reigns, &self.months, &self.days, &self.nights, &self.quarters, &self.weeks];
        let pairs = [&self.year_parts, &self.day_parts, &self.month_parts];
        let words = tables.into_iter().flat_map(Table::words).chain(pairs.into_iter().flat_map(Table::words));
        words.chain(self.year_pairs.words()).chain(self.now.words()).chain(self.vague.words())
    }

    /// The word behind an expression, if it is one there: `前` in `6月前`, not in `6月前往`.
    pub(super) fn suffix<'t>(&self, scan: Scan<'t>) -> Option<(Relation, Scan<'t>)> {
        let (index, end) = self.suffixes.at(scan)?;
        let (relation, not_before) = &self.suffix_list[index];
        (!end.peek().is_some_and(|c| not_before.contains(c))).then_some((*relation, end))
    }
}

/// The tables.
pub(super) static WORDS: LazyLock<Lexicon> = LazyLock::new(|| {
    let raw: Raw = shipped!("figures/dates/data/words");
    let numbered = raw.suffix.iter().enumerate().flat_map(|(index, s)| s.words.iter().map(move |word| (word.clone(), index)));
    Lexicon {
        years: Table::new(raw.years),
        reigns: Table::new(raw.reigns),
        year_pairs: Table::new(raw.year_pairs),
        months: Table::new(raw.months),
        days: Table::new(raw.days),
        nights: Table::new(raw.nights),
        now: Table::new(raw.now.words.into_iter().map(|word| (word, ()))),
        vague: Table::new(raw.vague.words.into_iter().map(|word| (word, ()))),
        quarters: Table::new(raw.quarters),
        weeks: Table::new(raw.weeks),
        year_parts: Table::new(raw.year_parts),
        year_edges: Table::new(raw.year_edges),
        month_parts: Table::new(raw.month_parts),
        month_edges: Table::new(raw.month_edges),
        day_parts: Table::new(raw.day_parts),
        weekdays: Table::new(raw.weekdays),
        units: Table::new(raw.units),
        suffixes: Table::new(numbered),
        suffix_list: raw.suffix.iter().map(|s| (s.relation, s.not_before.clone())).collect(),
        guards: raw.guards,
    }
});

/// Whether a text begins with one of these words.
pub(super) fn begins_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether a text ends with one of these words.
pub(super) fn ends_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}
