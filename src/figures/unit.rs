//! Units as data (`data/units.toml`): names, dimension, factor; currencies; measure words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;
use smol_str::{SmolStr, format_smolstr};

/// What a unit is a unit of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// Length, mass, energy …
    Measure,
    /// A currency, or a part of one.
    Money,
    /// A measure word: 家, 人次, 项.
    Counter,
    /// `%`, ‰, 成, 折.
    Percent,
    /// 个百分点, 个基点.
    PercentagePoint,
    /// 倍, 番.
    Multiple,
    /// 年, 天, 小时.
    Time,
}

/// One unit under one of its names.
#[derive(Debug, PartialEq)]
pub struct Entry {
    /// The name, as written.
    pub name: &'static str,
    /// ISO 4217, for money.
    pub code: Option<&'static str>,
    /// What it is a unit of.
    pub kind: UnitKind,
    /// Its dimension's key: `mass`, `money`, `count` …
    pub dimension: &'static str,
    /// The dimension's base unit, as people write it.
    pub base: &'static str,
    /// How many base units it is.
    pub factor: Decimal,
    /// Whether its name is of Latin letters, which must not run on.
    is_latin: bool,
    /// Whether it is read only behind another unit of its dimension (六斤八两).
    pub only_behind: bool,
    /// Whether its name is often another word.
    pub is_ambiguous: bool,
    /// Whether it announces lists (三项, 八大).
    pub enumerates: bool,
}

/// A unit as a figure carries it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// The unit, or the upper one of a rate.
    pub entry: &'static Entry,
    /// The lower one of a rate: 元/吨.
    pub per: Option<Per>,
}

/// What a rate is for: 吨 in 元/吨, 万元 in 吨/万元.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Per {
    /// The unit.
    pub entry: &'static Entry,
    /// The 万 or 亿 before it.
    pub magnitude: Option<char>,
}

impl Per {
    /// As written: `万元`.
    fn name(self) -> String {
        self.magnitude.iter().map(char::to_string).chain([self.entry.name.to_owned()]).collect()
    }

    fn factor(self) -> Decimal {
        let scale = match self.magnitude {
            Some('万') => 10_000,
            Some('亿') => 100_000_000,
            _ => 1u64,
        };
        self.entry.factor * Decimal::from(scale)
    }
}

impl Unit {
    /// A unit by itself.
    pub fn of(entry: &'static Entry) -> Unit {
        Unit { entry, per: None }
    }

    /// As INTERFACES.md wants it: ISO 4217 for money, else the unit as written, 万 and 亿 taken out.
    pub fn name(&self) -> SmolStr {
        let upper = self.entry.code.unwrap_or(self.entry.name);
        self.per.map_or_else(|| upper.into(), |per| format_smolstr!("{upper}/{}", per.name()))
    }

    /// The currency, or the currency per something.
    pub fn name_of_base(&self) -> SmolStr {
        let upper = self.entry.code.unwrap_or(self.entry.name);
        self.per.map_or_else(|| upper.into(), |per| format_smolstr!("{upper}/{}", per.entry.dimension))
    }

    /// As people write it: `元/吨`.
    pub fn written(&self) -> SmolStr {
        self.per.map_or_else(|| self.entry.name.into(), |per| format_smolstr!("{}/{}", self.entry.name, per.name()))
    }

    /// The key of its dimension; a rate has both: `mass/area`.
    pub fn dimension(&self) -> SmolStr {
        self.per.map_or_else(|| self.entry.dimension.into(), |per| format_smolstr!("{}/{}", self.entry.dimension, per.entry.dimension))
    }

    /// How many base units it is.
    pub fn factor(&self) -> Decimal {
        self.per.map_or(self.entry.factor, |per| self.entry.factor.checked_div(per.factor()).unwrap_or(Decimal::ONE))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    dimension: Vec<DimensionTable>,
    currency: Vec<Currency>,
    counter: Vec<Counters>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DimensionTable {
    name: String,
    #[serde(rename = "zh")]
    _zh: String,
    base: String,
    units: Vec<UnitTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitTable {
    names: Vec<String>,
    factor: String,
    kind: Option<String>,
    /// What is added behind the factor: scales of temperature.
    #[serde(default, rename = "offset")]
    _offset: Option<String>,
    #[serde(default)]
    only_after_unit: bool,
    #[serde(default)]
    latin: bool,
    #[serde(default)]
    ambiguous: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Currency {
    code: String,
    names: Vec<String>,
    #[serde(default)]
    symbols: Vec<String>,
    /// Names that are often other words.
    #[serde(default, rename = "ambiguous")]
    other_words: Vec<String>,
    #[serde(default)]
    parts: Vec<UnitTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counters {
    counts: String,
    names: Vec<String>,
    #[serde(default)]
    enumerates: bool,
    #[serde(default)]
    ambiguous: bool,
}

struct Units {
    /// The first characters of names, sorted.
    firsts: Vec<char>,
    /// The units of each first character, longest name first.
    by_first: Vec<Vec<&'static Entry>>,
    /// The last characters of symbols and of names that stand before amounts.
    symbol_ends: Vec<char>,
    /// What stands before an amount, longest first.
    symbols: Vec<(&'static str, &'static Entry)>,
}

static UNITS: LazyLock<Units> = LazyLock::new(Units::load);

/// Units of these dimensions are lengths of time.
const TIMES: [&str; 2] = ["time", "calendar"];

impl Units {
    fn load() -> Units {
        let file: File = shipped!("figures/data/units");
        // Lives as long as the program, and is loaded once.
        let file: &'static File = Box::leak(Box::new(file));
        let mut all = Vec::new();
        for table in &file.dimension {
            all.extend(table.units.iter().flat_map(|unit| unit.entries(&table.name, &table.base, None)));
        }
        let mut symbols = Vec::new();
        for currency in &file.currency {
            let whole = |name: &'static String| Entry {
                name,
                code: Some(&currency.code),
                kind: UnitKind::Money,
                is_ambiguous: currency.other_words.contains(name),
                ..Entry::of("money", &currency.code)
            };
            all.extend(currency.names.iter().map(whole));
            all.extend(currency.parts.iter().flat_map(|part| part.entries("money", &currency.code, Some(&currency.code))));
            symbols.extend(currency.symbols.iter().map(|s| (s.as_str(), &*Box::leak(Box::new(whole(s))))));
        }
        for counters in &file.counter {
            all.extend(counters.names.iter().map(|name| Entry {
                name,
                kind: UnitKind::Counter,
                enumerates: counters.enumerates,
                is_ambiguous: counters.ambiguous,
                ..Entry::of("count", &counters.counts)
            }));
        }
        let mut by_first: BTreeMap<char, Vec<&'static Entry>> = BTreeMap::new();
        for entry in all {
            by_first.entry(entry.name.chars().next().unwrap_or_default()).or_default().push(Box::leak(Box::new(entry)));
        }
        by_first.values_mut().for_each(|units| units.sort_by_key(|u| std::cmp::Reverse(u.name.len())));
        symbols.sort_by_key(|(s, _)| std::cmp::Reverse(s.len()));
        let (firsts, by_first) = by_first.into_iter().unzip();
        let mut symbol_ends: Vec<char> = symbols.iter().map(|(s, _)| *s).chain(NAMED).filter_map(|s| s.chars().next_back()).collect();
        symbol_ends.sort_unstable();
        symbol_ends.dedup();
        Units { firsts, by_first, symbols, symbol_ends }
    }
}

impl Entry {
    fn of(dimension: &'static str, base: &'static str) -> Entry {
        Entry {
            name: "",
            code: None,
            kind: UnitKind::Measure,
            dimension,
            base,
            factor: Decimal::ONE,
            is_latin: false,
            only_behind: false,
            is_ambiguous: false,
            enumerates: false,
        }
    }
}

impl UnitTable {
    fn entries(&'static self, dimension: &'static str, base: &'static str, code: Option<&'static str>) -> impl Iterator<Item = Entry> {
        let factor = self.factor.parse().expect("factors of data/units.toml are decimals");
        let kind = match self.kind.as_deref() {
            _ if code.is_some() => UnitKind::Money,
            Some("percent") => UnitKind::Percent,
            Some("percentage_point") => UnitKind::PercentagePoint,
            Some("multiple") => UnitKind::Multiple,
            _ if TIMES.contains(&dimension) => UnitKind::Time,
            _ => UnitKind::Measure,
        };
        self.names.iter().map(move |name| Entry {
            name,
            code,
            kind,
            factor,
            is_latin: self.latin,
            only_behind: self.only_after_unit,
            is_ambiguous: self.ambiguous,
            ..Entry::of(dimension, base)
        })
    }
}

/// The unit at the start of a text, the longest name first. Blanks are not skipped.
pub fn unit_at(text: &str) -> Option<&'static Entry> {
    units_at(text).next()
}

/// All units whose name the text starts with, the longest first.
pub fn units_at(text: &str) -> impl Iterator<Item = &'static Entry> {
    let list = text.chars().next().and_then(|first| UNITS.firsts.binary_search(&first).ok());
    let known = list.map_or(&[][..], |list| UNITS.by_first[list].as_slice());
    known.iter().copied().filter(move |unit| {
        text.strip_prefix(unit.name).is_some_and(|rest| !unit.is_latin || !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// Names of currencies that stand before the amount: 人民币5万元.
const NAMED: [&str; 4] = ["人民币", "新台币", "台币", "港币"];

/// The currency whose sign or name ends where an amount starts: its bytes and the currency.
pub fn symbol_before(head: &str) -> Option<(usize, &'static Entry)> {
    let head_trimmed = head.trim_end_matches(' ');
    UNITS.symbol_ends.binary_search(&head_trimmed.chars().next_back()?).ok()?;
    if let Some(name) = NAMED.iter().find(|n| head_trimmed.ends_with(**n)) {
        let entry = units_at(name).find(|u| u.kind == UnitKind::Money)?;
        return Some((name.len() + head.len() - head_trimmed.len(), entry));
    }
    let (symbol, entry) = UNITS.symbols.iter().find(|(symbol, _)| head_trimmed.ends_with(symbol))?;
    Some((symbol.len() + head.len() - head_trimmed.len(), entry))
}

/// Whether a text starts with a unit that has its own 千, 百 or 兆: `千瓦`, `百帕`, `兆瓦`.
pub fn is_prefixed_unit(text: &str) -> bool {
    let Some(unit) = unit_at(text).filter(|u| text.starts_with(['千', '百', '兆']) && !u.is_ambiguous) else { return false };
    // 千欧 is a unit, but 一千欧元 is money.
    let inner = unit_at(&text['千'.len_utf8()..]).map_or(0, |u| u.name.len());
    unit.name.chars().count() > 1 && inner + '千'.len_utf8() <= unit.name.len()
}

/// Whether a text starts with a unit or a measure word, money and land left out: they go with short numerals (`三万五元`).
pub fn is_counted(text: &str) -> bool {
    unit_at(text).is_some_and(|u| !matches!(u.kind, UnitKind::Money) && u.dimension != "area" && u.dimension != "mass")
}
