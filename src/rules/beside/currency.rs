//! The same sum in two currencies, at a rate that never was (E5): `1亿美元(约合人民币70万元)`.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Pair, link, off_by, reprint, scaled, slip, ten_to};
use crate::figures::figure::{Figure, Interval, Kind};
use crate::figures::spoken::people;
use crate::rules::bounds::Checked;
use crate::rules::finding::{Message, Severity};
use crate::rules::style::fix;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    shared_names: Vec<String>,
    local_yuan: Vec<String>,
    earlier: Vec<String>,
    rate: Vec<Rate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rate {
    code: String,
    low: String,
    high: String,
}

/// The first year of the table.
const FIRST_YEAR: u32 = 1994;
/// How many characters before a sum an earlier year is looked for.
const EARLIER_REACH: usize = 40;

/// What one unit of a currency has been worth, in yuan.
#[derive(Clone, Copy)]
struct Band {
    low: Decimal,
    high: Decimal,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("rules/beside/data/exchange_rates"));

static BANDS: LazyLock<HashMap<&'static str, Band>> = LazyLock::new(|| {
    let decimal = |text: &str| text.parse().expect("rates of data/exchange_rates.toml are decimals");
    TABLE.rate.iter().map(|r| (r.code.as_str(), Band { low: decimal(&r.low), high: decimal(&r.high) })).collect()
});

/// How far beyond all rates there were a sum must be, in tenths, so that no odd rate of a contract is meant.
const BEYOND: i64 = 15;

/// E5: an amount, and the same in another currency in brackets or behind 约合.
pub(super) fn check(pair: &Pair) -> Checked {
    let (from, to) = (code(pair.first)?, code(pair.second)?);
    let per = |f: &Figure| f.unit.and_then(|u| u.per).map(|per| (per.entry.name, per.magnitude));
    if from == to || per(pair.first) != per(pair.second) || !link::restates(pair) || is_earlier(pair) {
        return None;
    }
    let (first, second) = (pair.first.printed()?, pair.second.printed()?);
    if first.value <= Decimal::ZERO || second.value <= Decimal::ZERO {
        return None;
    }
    let band = band(from, to)?;
    let said = pair.second.interval()?;
    let beyond = Decimal::new(BEYOND, 1);
    let plausible = scaled(pair.first.interval()?, band.low.checked_div(beyond)?, band.high.checked_mul(beyond)?)?;
    if plausible.meets(&said) || is_local_yuan(pair, from, &said) {
        return Some(None);
    }
    let usual = scaled(Interval::point(first.value), band.low, band.high)?;
    let slip = slip(|factor| scaled(said, factor, factor).is_some_and(|moved| usual.meets(&moved)));
    let name = if to == "CNY" { "元" } else { pair.second.unit.map_or("", |u| u.entry.name) };
    let [low, high] = [usual.lo, usual.hi].map(|v| people(v.and_then(|v| v.round_sf(2)).unwrap_or_default()));
    let (a, b) = (pair.text(pair.first), pair.text(pair.second));
    let (zh, en) =
        slip.map(off_by).map_or_else(Default::default, |(zh, en)| (format!("，像是差了{zh}"), format!(", probably off by {en}")));
    let message = Message::new(
        format!("按历年汇率，“{a}”约在{low}至{high}{name}之间，这里写作“{b}”{zh}"),
        format!("at the rates of all these years “{a}” is {low} to {high}{name}, but is given as “{b}”{en}"),
    );
    let formula = format!("{a} ∈ [{low}, {high}]{name} ∌ {b}");
    let mut finding = pair.finding(("currency-mismatch", Severity::Warning), pair.second.range, message, formula);
    let number = &pair.reading[pair.second.number];
    let moved = slip.and_then(|power| reprint::moved(number, second.value.checked_mul(ten_to(power)?)?));
    let put = |text: String| fix(format!("“{number}”改为“{text}”"), format!("Make “{number}” “{text}”"), pair.second.number, &text);
    finding.fixes = moved.map(put).into_iter().collect();
    Some(Some(finding))
}

/// The currency of an amount whose name no other currency shares.
fn code(figure: &Figure) -> Option<&'static str> {
    let unit = figure.unit.filter(|u| figure.kind == Kind::Money && !TABLE.shared_names.iter().any(|n| n == u.entry.name))?;
    unit.entry.code
}

/// What one unit of a currency has been worth in another one.
fn band(from: &str, to: &str) -> Option<Band> {
    let band = |code: &str| BANDS.get(code).copied();
    let (from, to) = (band(from)?, band(to)?);
    Some(Band { low: from.low.checked_div(to.high)?, high: from.high.checked_div(to.low)? })
}

/// Whether the sums are of the time before the rates of the table.
fn is_earlier(pair: &Pair) -> bool {
    let chars = pair.head().char_indices().rev().take(EARLIER_REACH).take_while(|(_, c)| *c != '。');
    let near = chars.last().map_or("", |(start, _)| &pair.head()[start..]);
    let is_early = |(at, _): (usize, &str)| {
        let year = near.get(at.wrapping_sub(4)..at).and_then(|digits| digits.parse::<u32>().ok());
        year.is_some_and(|year| (1800..FIRST_YEAR).contains(&year))
    };
    near.match_indices('年').any(is_early) || TABLE.earlier.iter().any(|w| near.contains(w.as_str()))
}

/// Papers of Taiwan and Hong Kong call their own money 元.
fn is_local_yuan(pair: &Pair, from: &str, said: &Interval) -> bool {
    let is_bare = pair.second.unit.is_some_and(|u| matches!(u.entry.name, "元" | "圆"));
    let fits = |code: &String| {
        let band = band(from, code)?;
        Some(scaled(pair.first.interval()?, band.low, band.high)?.meets(said))
    };
    is_bare && TABLE.local_yuan.iter().any(|code| fits(code).unwrap_or(false))
}
