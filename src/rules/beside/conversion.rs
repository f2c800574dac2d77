//! The same quantity in two units that do not agree (A6): `52.3万吨(104.6亿斤)`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Pair, generous, link, off_by, reprint, scaled, slip};
use crate::figures::figure::{Approximation, Figure, Interval, Value};
use crate::figures::spoken::people;
use crate::figures::unit::{Unit, UnitKind};
use crate::rules::bounds::Checked;
use crate::rules::finding::{Fix, Message, Severity};
use crate::rules::style::{fix, last_clause};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    dimensions: Vec<String>,
    other_things: Vec<String>,
    rates: Vec<String>,
    defines: Vec<String>,
    loose: Vec<Loose>,
}

/// Units that were not always, and are not everywhere, what the table of units says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Loose {
    units: Vec<String>,
    /// In percent.
    allowance: u32,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("rules/beside/data/conversion"));

/// How many characters a unit that is defined has, with its one: 每标准箱.
const UNIT_CHARS: usize = 6;
/// How far a number of few digits may lie from what it rounds, in percent: 1000亩(70公顷).
const ROUND_NUMBER: i64 = 7;

/// A6: a figure, and the same in another unit in brackets or behind 合.
pub(super) fn check(pair: &Pair) -> Checked {
    let ratio = ratio(pair.first, pair.second)?;
    if !link::restates(pair) || defines_unit(pair) {
        return None;
    }
    let (first, second) = (pair.first.printed()?, pair.second.printed()?);
    if first.value <= Decimal::ZERO || second.value <= Decimal::ZERO {
        return None;
    }
    let said = generous(pair.second)?;
    let allowed = converted(pair, ratio)?;
    let expected = first.value.checked_mul(ratio)?;
    let back = second.value.checked_div(ratio)?;
    if allowed.meets(&said) || is_rounded(pair.second, expected) || is_rounded(pair.first, back) {
        return Some(None);
    }
    let slip = slip(|factor| scaled(said, factor, factor).is_some_and(|moved| allowed.meets(&moved)));
    // 鲜菇16万吨(32亿斤): a power of ten is none of drying.
    if slip.is_none() && speaks_of_another_thing(pair) {
        return None;
    }
    // 18亩富士，亩产2350公斤，合42.3吨: of all of them.
    let is_rate = pair.first.unit.is_some_and(|u| u.per.is_some());
    if slip.is_none() && !is_rate && TABLE.rates.iter().any(|word| last_clause(pair.head()).ends_with(word.as_str())) {
        return None;
    }
    let unit = pair.second.unit.map_or("", |u| u.entry.name);
    let exact = format!("{}{}", people(few_digits(expected)), per_unit(pair.second, unit));
    let (a, b) = (pair.text(pair.first), pair.text(pair.second));
    let (zh, en) = slip.map(off_by).map_or_else(Default::default, |(zh, en)| (format!("，差{zh}"), format!(", off by {en}")));
    let message =
        Message::new(format!("换算不符：“{a}”合{exact}，另一单位写作“{b}”{zh}"), format!("“{a}” is {exact}, but is given as “{b}”{en}"));
    let mut finding = pair.finding(("conversion-mismatch", Severity::Error), pair.second.range, message, format!("{a} = {exact} ≠ {b}"));
    finding.fixes = fixes(pair, slip, (expected, back));
    Some(Some(finding))
}

/// How many of the second figure's units one of the first figure's is; `None` where they cannot be converted, or are one unit.
fn ratio(first: &Figure, second: &Figure) -> Option<Decimal> {
    let (a, b) = (first.unit?, second.unit?);
    let is_one_dimension = a.dimension() == b.dimension() && a.entry.code == b.entry.code;
    let is_known = TABLE.dimensions.iter().any(|d| a.dimension() == d.as_str());
    if !is_one_dimension || !is_known || a.name() == b.name() || a.entry.kind != b.entry.kind {
        return None;
    }
    match a.entry.kind {
        // 25个基点 is read as 0.25 points already.
        UnitKind::PercentagePoint => Some(Decimal::ONE),
        UnitKind::Measure | UnitKind::Time => a.factor().checked_div(b.factor()),
        // 6元/斤 and 12元/公斤: the money is the same.
        UnitKind::Money => rate(&a)?.checked_div(rate(&b)?),
        _ => None,
    }
}

fn rate(unit: &Unit) -> Option<Decimal> {
    unit.per.and_then(|_| unit.factor().checked_div(unit.entry.factor))
}

/// Words that say that one of both figures is of something else, or not measured as today.
fn speaks_of_another_thing(pair: &Pair) -> bool {
    let clause = last_clause(pair.head());
    TABLE.other_things.iter().any(|word| clause.contains(word.as_str()))
}

/// 23.46万担(1担为50公斤，合1.173万吨): the first amount says what a unit is, the second one restates what stands before the bracket.
fn defines_unit(pair: &Pair) -> bool {
    let clause = last_clause(pair.head());
    let clause = clause.rsplit(['(', ':']).next().unwrap_or(clause).trim();
    let unit = TABLE.defines.iter().find_map(|word| clause.strip_suffix(word.as_str()));
    unit.is_some_and(|unit| unit.starts_with(['1', '一', '每']) && unit.chars().count() <= UNIT_CHARS)
}

/// The values of the second figure that the first one allows.
fn converted(pair: &Pair, ratio: Decimal) -> Option<Interval> {
    let names = [pair.first, pair.second].map(|f| f.unit.map_or("", |u| u.entry.name));
    let loose = TABLE.loose.iter().filter(|l| l.units.iter().any(|u| names.contains(&u.as_str()))).map(|l| l.allowance).max();
    let allowance = Decimal::new(loose.unwrap_or(0).into(), 2);
    scaled(generous(pair.first)?, ratio.checked_mul(Decimal::ONE - allowance)?, ratio.checked_mul(Decimal::ONE + allowance)?)
}

/// Whether a number is what another value is in as few digits: 70 of 66.7, 320 of 321.9.
fn is_rounded(figure: &Figure, exact: Decimal) -> bool {
    let Value::Number(printed) = figure.value else { return false };
    if figure.approximation != Approximation::Exact {
        return false;
    }
    let digits = printed.value.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len() as u32;
    let Some(distance) = printed.value.checked_sub(exact).map(|d| d.abs()) else { return false };
    let is_near = distance.checked_mul(Decimal::ONE_HUNDRED).is_some_and(|d| d <= printed.value * Decimal::from(ROUND_NUMBER));
    is_near && digits <= 3 && exact.round_sf(digits).is_some_and(|rounded| rounded == printed.value)
}

/// Five digits are enough to compare with, and hide that 1 亩 has no end.
fn few_digits(value: Decimal) -> Decimal {
    value.round_sf(5).unwrap_or(value).normalize()
}

/// `公斤/亩` for a rate.
fn per_unit(figure: &Figure, unit: &str) -> String {
    let per = figure.unit.and_then(|u| u.per).map(|per| format!("/{}", per.entry.name));
    format!("{unit}{}", per.unwrap_or_default())
}

/// The second number as the first one tells, then the first one as the second tells.
fn fixes(pair: &Pair, slip: Option<i32>, (expected, back): (Decimal, Decimal)) -> Vec<Fix> {
    let rewritten = |figure: &Figure, value: Decimal, factor: Option<Decimal>| {
        let number = &pair.reading[figure.number];
        let moved = || reprint::moved(number, figure.printed()?.value.checked_mul(factor?)?);
        let text = moved().or_else(|| reprint::like(number, value))?;
        Some(fix(format!("“{number}”改为“{text}”"), format!("Make “{number}” “{text}”"), figure.number, &text))
    };
    let factor = |power: i32| super::ten_to(power);
    let second = rewritten(pair.second, expected, slip.and_then(factor));
    let first = rewritten(pair.first, back, slip.and_then(|power| factor(-power)));
    second.into_iter().chain(first).collect()
}
