//! What kinds of figures, units and dimensions are called, in both languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::figure::{Figure, Kind};
use super::unit::{Entry, Unit, UnitKind};
use crate::message::Message;

#[derive(Deserialize)]
struct File {
    dimension: Vec<Dimension>,
}

#[derive(Deserialize)]
struct Dimension {
    name: String,
    zh: String,
}

static DIMENSIONS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let file: File = shipped!("figures/data/units");
    file.dimension.into_iter().map(|d| (d.name, d.zh)).collect()
});

/// What a figure is.
pub fn kind(figure: &Figure) -> Message {
    let counts = figure.unit.is_some_and(|u| u.entry.kind == UnitKind::Counter);
    let (zh, en) = match figure.kind {
        Kind::Number => ("数", "number"),
        Kind::Ordinal => ("序数", "ordinal"),
        Kind::Percent => ("百分比", "percent"),
        Kind::PercentagePoint => ("百分点", "percentage points"),
        Kind::Money => ("金额", "money"),
        Kind::Quantity if counts => ("计数", "count"),
        Kind::Quantity => ("量", "quantity"),
        Kind::Ratio => ("比", "ratio"),
        Kind::Multiple => ("倍数", "multiple"),
        Kind::Fraction => ("分数", "fraction"),
        Kind::Range => ("范围", "range"),
        Kind::Date => ("日期", "date"),
        Kind::DateRange => ("时期", "period"),
        Kind::Duration => ("时长", "length of time"),
        Kind::Time => ("时刻", "time of day"),
        Kind::Rank => ("位次", "rank"),
        Kind::Enumeration => ("列举数", "count that announces a list"),
        Kind::Code => ("代号，不作数量", "code, no quantity"),
    };
    Message::new(zh, en)
}

/// The name of a kind in a column.
pub fn short_kind(figure: &Figure) -> Message {
    match figure.kind {
        Kind::Code => Message::new("代号", "code"),
        Kind::Enumeration => Message::new("列举", "list"),
        Kind::PercentagePoint => Message::new("百分点", "points"),
        Kind::Duration => Message::new("时长", "duration"),
        Kind::Time => Message::new("时刻", "time"),
        _ => kind(figure),
    }
}

/// A unit as it stands behind a number that is written out: `元`, `万吨` is `吨`, `元/吨`, `%` for 成.
pub fn unit_of_value(unit: &Unit) -> String {
    match unit.entry.kind {
        UnitKind::Percent => "%".to_owned(),
        UnitKind::PercentagePoint => "个百分点".to_owned(),
        _ => self::unit(unit),
    }
}

/// A unit with its lower part, money by the name of its whole coin: `元`, `元/吨`, `亩`.
pub fn unit(unit: &Unit) -> String {
    let upper = upper_name(unit.entry);
    unit.per.map_or_else(
        || upper.to_owned(),
        |per| format!("{upper}/{}{}", per.magnitude.map(String::from).unwrap_or_default(), upper_name(per.entry)),
    )
}

fn upper_name(entry: &'static Entry) -> &'static str {
    let is_coin = entry.factor == rust_decimal::Decimal::ONE && entry.name.chars().all(|c| !c.is_ascii_punctuation() && c as u32 >= 0x2E80);
    match entry.code {
        Some("CNY") => "元",
        Some(code) if !is_coin => code,
        _ => entry.name,
    }
}

/// What a unit measures: `面积`, `质量/面积`; nothing for counts, shares and multiples, whose kind says it.
pub fn dimension(unit: &Unit) -> Option<Message> {
    let of = |entry: &Entry| match entry.kind {
        UnitKind::Money => Some(Message::new("金额", "money")),
        UnitKind::Counter if unit.per.is_some() => Some(Message::new("个数", "count")),
        UnitKind::Counter | UnitKind::Percent | UnitKind::PercentagePoint | UnitKind::Multiple => None,
        UnitKind::Time => Some(Message::new("时间", "time")),
        UnitKind::Measure => Some(Message::new(DIMENSIONS.get(entry.dimension)?.clone(), entry.dimension.replace('_', " "))),
    };
    match unit.per {
        None => of(unit.entry).filter(|_| unit.entry.kind == UnitKind::Measure),
        Some(per) => {
            let (upper, lower) = (of(unit.entry)?, of(per.entry)?);
            Some(Message::new(format!("{}/{}", upper.zh, lower.zh), format!("{} per {}", upper.en, lower.en)))
        }
    }
}
