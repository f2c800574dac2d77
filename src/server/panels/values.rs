//! Values as panels print them: with 万 and 亿 in Chinese, with millions and billions in English.

use rust_decimal::Decimal;

use crate::figures::figure::{Figure, Kind, Value};
use crate::figures::label;
use crate::figures::spoken::{english, grouped, people};
use crate::figures::unit::{Unit, UnitKind};
use crate::message::Locale;

/// 亿 and 万, billion and million: what the values of a chart are counted in.
const SCALES: [(Locale, &str, i64); 4] = [
    (Locale::Zh, "亿", 100_000_000),
    (Locale::Zh, "万", 10_000),
    (Locale::En, "billion ", 1_000_000_000),
    (Locale::En, "million ", 1_000_000),
];

/// A decimal without zeros that say nothing.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A unit as it is printed behind a number; money in English by its code.
pub fn unit_name(unit: Option<Unit>, locale: Locale) -> String {
    let Some(unit) = unit else { return String::new() };
    match (locale, unit.entry.kind) {
        (Locale::En, UnitKind::PercentagePoint) => "pp".to_owned(),
        (Locale::En, UnitKind::Money) => unit.name().to_string(),
        _ => label::unit_of_value(&unit),
    }
}

/// A number with its unit: `4.6亿元`, `460 million CNY`, `7.2%`.
pub fn amount(value: Decimal, unit: Option<Unit>, locale: Locale) -> String {
    let name = unit_name(unit, locale);
    let number = match locale {
        Locale::Zh => people(value),
        Locale::En => english(value).unwrap_or_else(|| grouped(value)),
    };
    let gap = if locale == Locale::En && !name.is_empty() && name != "%" { " " } else { "" };
    format!("{number}{gap}{name}")
}

/// What a figure is worth, for a column; empty for what is no value.
pub fn printed(figure: &Figure, locale: Locale) -> String {
    // The unit of a rank is a place, not what is counted.
    let unit = figure.unit.filter(|_| !matches!(figure.kind, Kind::Ordinal | Kind::Rank));
    match &figure.value {
        Value::Number(number) => amount(number.value, unit, locale),
        Value::Range(lo, hi) => {
            let end =
                |end: &Option<crate::figures::figure::Printed>| end.as_ref().map_or("…".to_owned(), |e| amount(e.value, unit, locale));
            format!("{} – {}", end(lo), end(hi))
        }
        Value::Terms(terms) => terms.iter().map(|t| t.map_or("N".to_owned(), |t| plain(t.value))).collect::<Vec<_>>().join(" : "),
        _ => String::new(),
    }
}

/// What the values of one chart are counted in, so that its axis holds short numbers.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    name: &'static str,
    worth: Decimal,
}

impl Scale {
    /// The largest that leaves the greatest value at 1 or more.
    pub fn of(greatest: Decimal, locale: Locale) -> Scale {
        let fits = SCALES.iter().find(|(l, _, worth)| *l == locale && greatest.abs() >= Decimal::from(*worth));
        fits.map_or(Scale { name: "", worth: Decimal::ONE }, |(_, name, worth)| Scale { name, worth: Decimal::from(*worth) })
    }

    /// A value in it, as a decimal string.
    pub fn scaled(&self, value: Decimal) -> String {
        plain((value / self.worth).round_dp(4))
    }

    /// The unit of the axis: `亿元`, `million CNY`.
    pub fn unit(&self, unit: Option<Unit>, locale: Locale) -> String {
        format!("{}{}", self.name, unit_name(unit, locale)).trim_end().to_owned()
    }
}
