//! Hedged figures that the exact one beside them is far from (F3): `近30万人次，实为21.6万人次`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Pair, link};
use crate::figures::figure::{Approximation, Kind};
use crate::rules::bounds::Checked;
use crate::rules::finding::{Message, Severity};
use crate::rules::style::plain;
use crate::text::range;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Words that say: this is the exact number of the same.
    exactly: Vec<String>,
    /// Words that say so behind a comma, where nothing follows.
    reaching: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("rules/beside/data/restated"));

/// F3: 近 is from nine tenths up to the number, 超 up to a quarter more, 约 a tenth to both sides (T4 of the interval rules).
pub(super) fn check(pair: &Pair) -> Checked {
    let (rough, exact) = (pair.first.printed()?, pair.second.printed()?);
    let is_one_unit = pair.first.unit.is_some_and(|u| pair.second.unit.is_some_and(|v| u.entry == v.entry && u.per == v.per));
    let is_measured = |kind: Kind| matches!(kind, Kind::Quantity | Kind::Money | Kind::Percent);
    if !is_one_unit || !is_measured(pair.first.kind) || pair.second.approximation != Approximation::Exact || rough.value <= Decimal::ZERO {
        return None;
    }
    let is_certain = is_restated(pair)?;
    let times = |tenths: i64| rough.value.checked_mul(Decimal::new(tenths, 2));
    // 突破500亿元，达到700亿元 tells a mark that was passed.
    let farthest = if is_certain { 125 } else { 150 };
    let (says, is_far) = match pair.first.approximation {
        Approximation::Near => (("近", "a little less than"), exact.value < times(90)?),
        Approximation::Over => (("超", "a little more than"), exact.value > times(farthest)?),
        Approximation::About => (("约", "about"), exact.value < times(90)? || exact.value > times(110)?),
        Approximation::More => (("多", "a little more than"), exact.value >= pair.first.interval()?.hi? && exact.value > times(125)?),
        _ => return None,
    };
    if !is_far {
        return Some(None);
    }
    let (a, b) = (pair.text(pair.first), pair.text(pair.second));
    let share = (exact.value.checked_mul(Decimal::ONE_HUNDRED)?).checked_div(rough.value)?.round_dp(0);
    let message = Message::new(
        format!("“{a}”与“{b}”相差太远，是它的{}%，不宜说“{}”", plain(share), says.0),
        format!("“{b}” is {} % of “{a}”: too far for “{}”", plain(share), says.1),
    );
    let formula = format!("{} ÷ {} = {}%", plain(exact.value), plain(rough.value), plain(share));
    let place = range(pair.first.range.start().into(), pair.second.range.end().into());
    Some(Some(pair.finding(("hedge-too-far", Severity::Hint), place, message, formula)))
}

/// Whether the second figure says again what the first one says: for certain, or as far as words tell; `None` where it does not.
fn is_restated(pair: &Pair) -> Option<bool> {
    let between = pair.between()?.trim();
    let words = between.trim_start_matches([',', '、', ';', '(', '—', ' ']).trim_end_matches([',', ':', ' ']);
    let has_mark = words.len() < between.len();
    if has_mark && TABLE.exactly.iter().any(|w| w == words) {
        return Some(true);
    }
    let is_reaching = between.starts_with([',', '、']) && TABLE.reaching.iter().any(|w| w == words);
    (is_reaching && link::ends_clause(pair.tail())).then_some(false)
}
