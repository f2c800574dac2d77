//! Conversions of units that people use (`data/conversions.toml`): 亩 to 公顷, 斤 to 吨, 成 to %. Never between currencies.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer};

use super::figure::{Figure, Value};
use super::spoken::people;
use super::unit::{Entry, Unit, UnitKind, units_at};
use super::{label, spoken};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    conversion: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    from: Vec<String>,
    to: Vec<Target>,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    hint: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    unit: String,
    #[serde(default, deserialize_with = "decimal")]
    least: Option<Decimal>,
    #[serde(default, deserialize_with = "decimal")]
    most: Option<Decimal>,
}

/// A decimal in quotes: TOML's own numbers are binary floats.
fn decimal<'de, D: Deserializer<'de>>(text: D) -> Result<Option<Decimal>, D::Error> {
    String::deserialize(text)?.parse().map(Some).map_err(serde::de::Error::custom)
}

static TABLES: LazyLock<HashMap<&'static str, &'static Table>> = LazyLock::new(|| {
    let file: File = shipped!("figures/data/conversions");
    // Lives as long as the program, and is loaded once.
    let file: &'static File = Box::leak(Box::new(file));
    file.conversion.iter().flat_map(|table| table.from.iter().map(move |name| (name.as_str(), table))).collect()
});

/// How many digits a conversion that does not come out even has.
const DIGITS: u32 = 4;
/// How many digits one that comes out even may have.
const MOST_DIGITS: u32 = 8;

/// A figure in another unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// Number and unit as people read them: `200公顷`, `333.3万—346.7万吨`.
    pub text: String,
    /// Whether every digit of it is right.
    pub is_exact: bool,
    /// Whether it is worth standing beside the figure.
    pub is_hint: bool,
}

impl Conversion {
    /// With its sign: `=200公顷`, `≈3,467公顷`.
    pub fn signed(&self) -> String {
        format!("{}{}", if self.is_exact { '=' } else { '≈' }, self.text)
    }
}

/// A figure in the other units that people use for such a thing. `near` is the text around it.
pub fn conversions(figure: &Figure, near: &str) -> Vec<Conversion> {
    let Some(unit) = figure.unit else { return Vec::new() };
    let Some(table) = TABLES.get(label::unit(&unit).as_str()) else { return Vec::new() };
    if !table.near.is_empty() && !table.near.iter().any(|word| near.contains(word.as_str())) {
        return Vec::new();
    }
    table.to.iter().filter_map(|target| Some(Conversion { is_hint: table.hint, ..converted(figure, &unit, target)? })).collect()
}

fn converted(figure: &Figure, unit: &Unit, target: &Target) -> Option<Conversion> {
    let ratio = factor(unit).checked_div(factor(&unit_named(&target.unit, unit)?))?;
    let in_target = |value: Decimal| {
        let exact = value.checked_mul(ratio)?;
        let fits = target.least.is_none_or(|least| exact.abs() >= least) && target.most.is_none_or(|most| exact.abs() <= most);
        fits.then(|| shortened(exact))
    };
    let text = |value: Decimal| format!("{}{}", people(value), target.unit);
    match &figure.value {
        Value::Number(printed) => {
            let (value, is_exact) = in_target(printed.value)?;
            Some(Conversion { text: text(value), is_exact, is_hint: false })
        }
        Value::Range(Some(lo), Some(hi)) => {
            let ((lo, lo_exact), (hi, hi_exact)) = (in_target(lo.value)?, in_target(hi.value)?);
            Some(Conversion { text: format!("{}—{}", spoken::people(lo), text(hi)), is_exact: lo_exact && hi_exact, is_hint: false })
        }
        _ => None,
    }
}

/// How many base units a unit is; percent and percentage points are read in percent already.
fn factor(unit: &Unit) -> Decimal {
    match unit.entry.kind {
        UnitKind::Percent | UnitKind::PercentagePoint => Decimal::ONE,
        UnitKind::Money if unit.per.is_some() => unit.factor() / unit.entry.factor,
        _ => unit.factor(),
    }
}

/// The unit of a name that has the dimension of another; a name with a slash may be a rate.
fn unit_named(name: &str, like: &Unit) -> Option<Unit> {
    let named =
        |name: &str, dimension: &str| -> Option<&'static Entry> { units_at(name).find(|u| u.name == name && u.dimension == dimension) };
    if let Some(entry) = named(name, like.entry.dimension) {
        return Some(Unit::of(entry));
    }
    let ((upper, lower), per) = (name.split_once('/')?, like.per?);
    let entry = named(lower, per.entry.dimension)?;
    Some(Unit { entry: named(upper, like.entry.dimension)?, per: Some(super::unit::Per { entry, magnitude: None }) })
}

/// A number with few digits, and whether it is still the same. Factors such as that of 亩 have ten places, no more.
fn shortened(value: Decimal) -> (Decimal, bool) {
    let rounded = |digits| value.round_sf_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero).unwrap_or(value).normalize();
    let even = rounded(MOST_DIGITS);
    let is_same = (value - even).abs() <= value.abs() * Decimal::new(1, 9);
    if is_same && rounded(MOST_DIGITS - 2) == even { (even, true) } else { (rounded(DIGITS), false) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::lexer::lex;

    fn shown(text: &str) -> Vec<String> {
        lex(text).figures.iter().flat_map(|f| conversions(f, text)).map(|c| c.signed()).collect()
    }

    #[test]
    fn land_and_weight_in_units_that_people_use() {
        assert_eq!(shown("整理土地3000亩"), ["=2平方公里", "=200公顷"]);
        assert_eq!(shown("示范田50亩"), ["≈3.333公顷"]);
        assert_eq!(shown("夏粮收成1300亿斤"), ["=6,500万吨"]);
        assert_eq!(shown("秋粮62万吨"), ["=12.4亿斤"]);
        assert_eq!(
            shown("湿地3—5万亩"),
            ["=20—33.33平方公里"]
                .map(|s| s.replace('=', "≈"))
                .to_vec()
                .into_iter()
                .chain(["≈2,000—3,333公顷".to_owned()])
                .collect::<Vec<_>>()
        );
        assert!(shown("轧钢62万吨,房屋12万平方米").is_empty(), "steel is not weighed in 斤, floors not measured in 亩");
    }

    #[test]
    fn electricity_yields_and_shares() {
        assert_eq!(shown("装机330万千瓦"), ["=3.3吉瓦", "=3,300兆瓦"]);
        assert_eq!(shown("发电12.6亿千瓦时"), ["=12.6亿度"]);
        assert_eq!(shown("单产1100斤/亩"), ["=550公斤/亩", "=8.25吨/公顷"]);
        assert_eq!(shown("三成农户按八折缴费,利率降25个基点"), ["=30%", "=80%", "=0.25个百分点"]);
    }

    #[test]
    fn money_is_never_converted() {
        assert!(shown("进口3.5亿美元,约合25亿元,气温31℃").is_empty());
    }

    #[test]
    fn every_name_of_the_table_is_a_unit() {
        for (name, table) in TABLES.iter() {
            let upper = name.split('/').next().unwrap();
            let sources: Vec<&Entry> = units_at(name).chain(units_at(upper)).filter(|u| u.name == *name || u.name == upper).collect();
            for target in &table.to {
                let known = sources.iter().any(|entry| {
                    let per = name.split_once('/').and_then(|(_, lower)| units_at(lower).find(|u| u.name == lower));
                    let like = Unit { entry, per: per.map(|entry| super::super::unit::Per { entry, magnitude: None }) };
                    unit_named(&target.unit, &like).is_some()
                });
                assert!(known, "{name} to {}", target.unit);
            }
        }
    }
}
