//! The table of indicators (`data/indicators.toml`): what is measured, in which dimension, and what may be done with its figures.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A place in the table.
pub type IndicatorId = u16;

/// What kind of thing an indicator measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// Over a period: production, revenue.
    Flow,
    /// At a time: population, deposits.
    Stock,
    /// A part of a whole, in percent.
    Ratio,
    /// A growth, an interest, a frequency.
    Rate,
    /// A price index and the like.
    Index,
    /// Per head, per area, per day.
    Average,
    /// Things that are counted.
    Count,
}

/// One indicator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// The canonical name.
    pub name: String,
    /// Other names of the very same thing.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Keys of `figures/data/units.toml`; `none` for plain numbers.
    pub dimensions: Vec<String>,
    /// What kind of thing it is.
    pub nature: Nature,
    /// Whether parts may be summed.
    #[serde(default)]
    pub additive: bool,
    /// Whether it may be negative.
    #[serde(default)]
    pub negative: bool,
    /// Whether it is a ratio that cannot leave 0 to 100.
    #[serde(default)]
    pub bounded: bool,
    /// Whether a fall is the good direction.
    #[serde(default)]
    pub falls_well: bool,
    /// Whether its growth is printed at constant prices or on a revised base.
    #[serde(default)]
    pub constant_price: bool,
    /// Measure words that go with it.
    #[serde(default)]
    pub counters: Vec<String>,
    /// Whether the name means little by itself (收入, 面积).
    #[serde(default)]
    pub loose: bool,
}

/// Parts that add up to a whole.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// The whole.
    pub whole: String,
    /// The parts, all of them.
    pub parts: Vec<String>,
    /// Parts that some places do not have.
    #[serde(default)]
    pub optional: Vec<String>,
}

/// Bare words that split anything into all of its parts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosedWords {
    /// The words.
    pub parts: Vec<String>,
    /// Those that may stand beside them.
    #[serde(default)]
    pub optional: Vec<String>,
}

impl ClosedWords {
    /// Whether so many names are these parts and no others, by a test for the name of each.
    pub fn cover(&self, count: usize, has: impl Fn(&str) -> bool) -> bool {
        let least = self.parts.len();
        let is_possible = (least..=least + self.optional.len()).contains(&count);
        is_possible && self.parts.iter().all(|word| has(word)) && count == least + self.optional.iter().filter(|word| has(word)).count()
    }
}

/// `a - b = c`, or `a / b = c`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// The first.
    pub a: String,
    /// The second.
    pub b: String,
    /// The result.
    pub c: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    indicator: Vec<Indicator>,
    #[serde(default)]
    closed: Vec<Closed>,
    #[serde(default)]
    closed_words: Vec<ClosedWords>,
    #[serde(default)]
    difference: Vec<Relation>,
    #[serde(default)]
    quotient: Vec<Relation>,
}

/// The table.
pub struct Table {
    /// The indicators; an [`IndicatorId`] is an index.
    pub indicators: Vec<Indicator>,
    /// Sets of parts that add up.
    pub closed: Vec<Closed>,
    /// Words that split anything.
    pub closed_words: Vec<ClosedWords>,
    /// Differences.
    pub differences: Vec<Relation>,
    /// Quotients.
    pub quotients: Vec<Relation>,
    by_name: HashMap<String, IndicatorId>,
}

/// The table, loaded at first use.
pub static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let file: File = shipped!("claims/data/indicators");
    let mut by_name = HashMap::new();
    for (id, indicator) in file.indicator.iter().enumerate() {
        for name in std::iter::once(&indicator.name).chain(&indicator.aliases) {
            by_name.entry(name.clone()).or_insert(id as IndicatorId);
        }
    }
    Table {
        indicators: file.indicator,
        closed: file.closed,
        closed_words: file.closed_words,
        differences: file.difference,
        quotients: file.quotient,
        by_name,
    }
});

impl Table {
    /// The indicator of an id.
    pub fn get(&self, id: IndicatorId) -> Option<&Indicator> {
        self.indicators.get(usize::from(id))
    }

    /// The indicator of a name.
    pub fn find(&self, name: &str) -> Option<IndicatorId> {
        self.by_name.get(name).copied()
    }

    /// Every name with its indicator.
    pub fn names(&self) -> impl Iterator<Item = (&str, IndicatorId)> {
        self.by_name.iter().map(|(name, id)| (name.as_str(), *id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_speak_of_indicators_in_the_table() {
        let closed = TABLE.closed.iter().flat_map(|c| std::iter::once(&c.whole).chain(&c.parts).chain(&c.optional));
        let relations = TABLE.differences.iter().chain(&TABLE.quotients).flat_map(|r| [&r.a, &r.b, &r.c]);
        for name in closed.chain(relations) {
            assert!(TABLE.find(name).is_some(), "{name} is no indicator");
        }
    }

    #[test]
    fn a_name_is_of_one_indicator() {
        let names: usize = TABLE.indicators.iter().map(|i| 1 + i.aliases.len()).sum();
        assert_eq!(names, TABLE.by_name.len());
    }
}
