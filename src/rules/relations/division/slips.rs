//! Whether an average, its base and its total go together, and whether one slip of the pen would make them.

use rust_decimal::Decimal;

use super::one::{One, Term};
use crate::figures::figure::Interval;
use crate::rules::relations::amount::Amount;
use crate::rules::relations::nearby::{rounded, wider};

/// How coarse three figures may be together, in percent, so that a slip is told from chance.
const COARSE: i64 = 6;
/// The powers of ten that slips are off by: a digit lost, 百, 万, 亿.
const POWERS: [i32; 8] = [1, -1, 2, -2, 4, -4, 8, -8];

/// Whether a product meets its total, with some slack. `None` where it cannot be calculated.
pub(super) fn comes_out(size: Decimal, is_each: bool, one: &Amount, base: &Amount, total: &Amount, slack: Decimal) -> Option<bool> {
    let exact = |amount: &Amount| if is_whole(amount) { Some(Interval::point(amount.printed()?.value)) } else { rounded(amount) };
    let product = if is_each { exact(one)? } else { rounded(one)? }.times(&exact(base)?)?;
    let product = product.scaled(Decimal::ONE.checked_div(size)?)?;
    Some(wider(&product, slack)?.meets(&rounded(total)?))
}

/// Whether three figures are printed finely enough that a slip is no chance.
pub(super) fn is_fine(one: &One, base: &Term, total: &Term) -> bool {
    let coarse = |amount: &Amount| {
        let printed = amount.printed()?;
        printed.step.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(printed.value)
    };
    // What is counted one by one is exact.
    let of_base = if is_whole(&base.amount) { Some(Decimal::ZERO) } else { coarse(&base.amount) };
    let sum = || coarse(&one.amount)?.checked_add(of_base?)?.checked_add(coarse(&total.amount)?);
    sum().is_some_and(|sum| sum <= Decimal::from(COARSE)) || is_exact_after_slip(one, base, total)
}

/// The smallest base by which a total divides evenly hardly by chance.
const LEAST_BASE: i64 = 20;

/// Whether a total divides evenly by a counted base into a number as long as the average, and of its size.
pub(super) fn divides(one: &One, base: &Term, total: &Term) -> bool {
    let of = |amount: &Amount| amount.printed().map(|p| p.value);
    let quotient = || of(&total.amount)?.checked_div(of(&base.amount)?)?.checked_mul(one.size);
    let (Some(quotient), Some(said), Some(base_value)) = (quotient(), one.amount.printed(), of(&base.amount)) else { return false };
    let is_even = !said.step.is_zero() && (quotient % said.step).is_zero();
    let three = Decimal::from(3);
    let is_near = quotient.saturating_mul(three) >= said.value && said.value.saturating_mul(three) >= quotient;
    is_even
        && is_near
        && is_whole(&base.amount)
        && base_value >= Decimal::from(LEAST_BASE)
        && one.amount.is_exact()
        && total.amount.is_exact()
}

/// Whether an amount is counted one by one: 8口, 26天.
fn is_whole(amount: &Amount) -> bool {
    let is_counted = amount.dimension.starts_with("count/") || matches!(amount.dimension.as_str(), "time" | "calendar" | "number");
    is_counted && amount.printed().is_some_and(|p| p.step == amount.scale.factor)
}

/// `a × b ÷ size`, the printed numbers.
fn product(one: Decimal, base: Decimal, size: Decimal) -> Option<Decimal> {
    one.checked_mul(base)?.checked_div(size)
}

fn is_exact_after_slip(one: &One, base: &Term, total: &Term) -> bool {
    let of = |amount: &Amount| amount.printed().map(|p| p.value);
    let (Some(a), Some(b), Some(t)) = (of(&one.amount), of(&base.amount), of(&total.amount)) else { return false };
    let is = |a: Decimal, b: Decimal, t: Decimal| product(a, b, one.size) == Some(t);
    changed(&one.amount).iter().any(|(a, _)| is(*a, b, t))
        || changed(&base.amount).iter().any(|(b, _)| is(a, *b, t))
        || changed(&total.amount).iter().any(|(t, _)| is(a, b, *t))
}

/// Whether a slip in one of three figures makes them go together.
pub(super) fn slips(one: &One, base: &Term, total: &Term) -> bool {
    let meets = |a: Option<Interval>, b: Option<Interval>, t: Option<Interval>| {
        let product = a?.times(&b?)?.scaled(Decimal::ONE.checked_div(one.size)?)?;
        Some(product.meets(&t?))
    };
    let half = |(value, step): &(Decimal, Decimal)| Interval::point(*value).widened(step.checked_div(Decimal::TWO)?);
    let exact = |amount: &Amount| {
        if is_whole(amount) { Some(Interval::point(amount.printed()?.value)) } else { rounded(amount) }
    };
    let (a, b, t) = (rounded(&one.amount), exact(&base.amount), exact(&total.amount));
    changed(&one.amount).iter().any(|other| meets(half(other), b, t) == Some(true))
        || changed(&base.amount).iter().any(|other| meets(a, half(other), t) == Some(true))
        || changed(&total.amount).iter().any(|other| meets(a, b, half(other)) == Some(true))
}

/// What a number would be with two digits exchanged or a power of ten put right: values and steps in base units.
fn changed(amount: &Amount) -> Vec<(Decimal, Decimal)> {
    let Some(printed) = amount.printed() else { return Vec::new() };
    let mut all = Vec::new();
    for power in POWERS {
        let factor = Decimal::TEN.powi_checked(power);
        if let Some(factor) = factor
            && let (Some(value), Some(step)) = (printed.value.checked_mul(factor), printed.step.checked_mul(factor))
        {
            all.push((value, step));
        }
    }
    let mantissa = printed.value.checked_div(printed.step).filter(Decimal::is_integer);
    let digits: Vec<char> = mantissa.map(|m| m.normalize().to_string().chars().collect()).unwrap_or_default();
    if digits.len() > 9 || digits.iter().any(|c| !c.is_ascii_digit()) {
        return all;
    }
    for at in 1..digits.len() {
        let mut other = digits.clone();
        other.swap(at - 1, at);
        let number: String = other.iter().collect();
        if other != digits
            && let Some(value) = number.parse::<Decimal>().ok().and_then(|n| n.checked_mul(printed.step))
        {
            all.push((value, printed.step));
        }
    }
    all
}

/// A power of ten that cannot overflow.
trait Powers {
    fn powi_checked(self, power: i32) -> Option<Decimal>;
}

impl Powers for Decimal {
    fn powi_checked(self, power: i32) -> Option<Decimal> {
        let mut value = Decimal::ONE;
        for _ in 0..power.unsigned_abs() {
            value = value.checked_mul(self)?;
        }
        if power < 0 { Decimal::ONE.checked_div(value) } else { Some(value) }
    }
}
