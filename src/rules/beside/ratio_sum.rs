//! Shares of one whole that do not make 100 (B4): `三次产业结构比为9.8∶43.6∶47.6`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::figures::figure::{Approximation, Figure, Kind, Printed, Value as Said};
use crate::rules::bounds::Checked;
use crate::rules::finding::{Edits, Evidence, Finding, Fix, Message, Severity, Value};
use crate::rules::style::{last_clause, plain};
use crate::text::{TextEdit, TextRange, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Words before a ratio which say that its terms are shares of one whole.
    shares: Vec<String>,
    /// Words which say that they are not, or not of one whole.
    others: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("rules/beside/data/shares"));

/// How many fixes a menu bears.
const MOST_FIXES: usize = 4;

/// Terms as they are printed, and where they stand.
struct Shares {
    place: TextRange,
    terms: Vec<(TextRange, Printed)>,
    /// Whether each has a percent sign.
    are_percent: bool,
}

/// B4: the ratio, or the run of percentages joined by colons, that starts with a figure.
pub(super) fn check(reading: &str, figures: &[Figure], at: usize) -> Checked {
    let figure = &figures[at];
    let shares = match &figure.value {
        Said::Terms(terms) if figure.kind == Kind::Ratio => of_ratio(reading, figure, terms)?,
        Said::Number(_) if figure.kind == Kind::Percent => of_percentages(reading, figures, at)?,
        _ => return None,
    };
    let sum = shares.terms.iter().try_fold(Decimal::ZERO, |sum, (_, p)| sum.checked_add(p.value))?;
    if !are_shares(reading, &shares, sum) {
        return None;
    }
    let off = (sum - Decimal::ONE_HUNDRED).abs();
    if off.is_zero() {
        return Some(None);
    }
    let rounding = shares.terms.iter().map(|(_, p)| p.step / Decimal::TWO).sum::<Decimal>();
    let is_wrong = off > rounding.max(Decimal::new(1, 1));
    let sum_text = plain(sum);
    let message = if is_wrong {
        let off = plain(off);
        Message::new(
            format!("各项之和为{sum_text}，不是100，差{off}"),
            format!("the shares add up to {sum_text}, not to 100: off by {off}"),
        )
    } else {
        Message::new(
            format!("各项之和为{sum_text}，可能是四舍五入所致；结构比通常调整到正好100"),
            format!("the shares add up to {sum_text}, perhaps by rounding; shares are usually balanced to make 100"),
        )
    };
    let terms: Vec<String> = shares.terms.iter().map(|(_, p)| p.value.to_string()).collect();
    let evidence =
        Evidence { formula: Message::both(format!("{} = {sum_text} ≠ 100", terms.join(" + "))), values: values(reading, &shares) };
    Some(Some(Finding {
        code: "ratio-sum",
        severity: if is_wrong { Severity::Error } else { Severity::Hint },
        message,
        range: shares.place,
        evidence: Some(evidence),
        related: Vec::new(),
        fixes: if is_wrong { fixes(reading, &shares, sum) } else { Vec::new() },
    }))
}

/// The terms of a ratio with their places.
fn of_ratio(reading: &str, figure: &Figure, terms: &[Option<Printed>]) -> Option<Shares> {
    let mut at = usize::from(figure.number.start());
    let mut placed = Vec::with_capacity(terms.len());
    for (text, term) in reading[figure.number].split([':', '∶', '：']).zip(terms) {
        placed.push((range(at, at + text.len()), (*term)?));
        at += text.len();
        at += reading[at..].chars().next().map_or(0, char::len_utf8);
    }
    (placed.len() == terms.len()).then_some(Shares { place: figure.range, terms: placed, are_percent: false })
}

/// `9.8%∶43.6%∶46.6%`, from its first term.
fn of_percentages(reading: &str, figures: &[Figure], at: usize) -> Option<Shares> {
    let is_joined = |a: &Figure, b: &Figure| {
        let between = reading.get(a.range.end().into()..b.range.start().into()).unwrap_or_default();
        a.kind == Kind::Percent && b.kind == Kind::Percent && matches!(between, ":" | "∶" | "：")
    };
    if at > 0 && is_joined(&figures[at - 1], &figures[at]) {
        return None;
    }
    let more = figures[at..].windows(2).take_while(|pair| is_joined(&pair[0], &pair[1])).count();
    let run = &figures[at..=at + more];
    let exact = |f: &Figure| Some((f.number, f.printed().filter(|_| f.approximation == Approximation::Exact)?));
    let terms = run.iter().map(exact).collect::<Option<Vec<_>>>()?;
    let place = range(run[0].range.start().into(), run[more].range.end().into());
    (more > 0).then_some(Shares { place, terms, are_percent: true })
}

/// Whether the terms are shares of one whole: words say so and the sum is of that size, or it is 100 but for a slip.
fn are_shares(reading: &str, shares: &Shares, sum: Decimal) -> bool {
    let head = last_clause(&reading[..shares.place.start().into()]);
    let tail: String = reading[shares.place.end().into()..].chars().take(6).collect();
    if TABLE.others.iter().any(|w| head.contains(w.as_str())) {
        return false;
    }
    let says_so = TABLE.shares.iter().any(|w| head.contains(w.as_str()) || tail.contains(w.as_str()));
    let within = |percent: i64| (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::from(percent);
    let have_decimals = shares.terms.iter().all(|(_, p)| p.step < Decimal::ONE);
    let are_large = shares.terms.iter().all(|(_, p)| p.value >= Decimal::TEN);
    match shares.terms.len() {
        0 | 1 => false,
        2 => says_so && are_large && within(10),
        _ if says_so => within(20) || have_decimals && sum > Decimal::from(50),
        _ => (have_decimals || shares.are_percent) && within(2),
    }
}

fn values(reading: &str, shares: &Shares) -> Vec<Value> {
    let value = |(place, printed): &(TextRange, Printed)| Value {
        range: *place,
        text: reading[*place].to_owned(),
        lo: plain(printed.value),
        hi: plain(printed.value),
        unit: String::new(),
    };
    shares.terms.iter().map(value).collect()
}

/// Each term as the others leave it, the last one first: nobody knows which is wrong.
fn fixes(reading: &str, shares: &Shares, sum: Decimal) -> Vec<Fix> {
    let fix = |(place, printed): &(TextRange, Printed)| {
        let mut value =
            (printed.value - sum).checked_add(Decimal::ONE_HUNDRED).filter(|v| *v > Decimal::ZERO && *v < Decimal::ONE_HUNDRED)?;
        value.rescale(printed.step.scale().max(value.normalize().scale()));
        let (old, text) = (&reading[*place], value.to_string());
        let title = Message::new(format!("“{old}”改为“{text}”"), format!("Make “{old}” “{text}”"));
        Some(Fix { title, safe: false, edits: Edits::Places(vec![TextEdit { range: *place, text }]) })
    };
    shares.terms.iter().rev().take(MOST_FIXES).filter_map(fix).collect()
}
