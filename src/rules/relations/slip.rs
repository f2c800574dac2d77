//! Slips of a typist: whether one number that is wrong explains a misfit. Where no words say that figures belong together, the numbers
//! must say it in this way.

use rust_decimal::Decimal;

use super::amount::{Amount, Scale, distance, fixed};
use crate::figures::figure::Interval;

/// How a number became another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Slip {
    /// A digit left out or put in.
    Length,
    /// One digit is another one.
    Digit,
    /// Two digits are exchanged.
    Exchange,
    /// The point, or 万 and 亿, is elsewhere.
    Magnitude,
}

/// A number that would make things right, and by what slip it became the printed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Mend {
    /// The number, in the scale of the printed one.
    pub number: String,
    /// The slip.
    pub slip: Slip,
    /// How many digits the printed number has, without leading and closing zeros: what a slip in it proves.
    pub digits: usize,
}

/// The most numbers that are tried for one wanted interval.
const MOST_STEPS: i64 = 12;

/// The slip between two numbers as they are printed, if there is just one.
pub(in crate::rules) fn slip(old: &str, new: &str) -> Option<Slip> {
    if old == new || distance(old, new) != 1 {
        return None;
    }
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    let bare = |s: &str| digits(s).trim_start_matches('0').trim_end_matches('0').to_owned();
    if bare(old) == bare(new) {
        return Some(Slip::Magnitude);
    }
    if old.len() != new.len() {
        return Some(Slip::Length);
    }
    let differing = old.chars().zip(new.chars()).filter(|(a, b)| a != b).count();
    Some(if differing == 1 { Slip::Digit } else { Slip::Exchange })
}

/// The digits of a printed number, without 万 and 亿.
pub(in crate::rules) fn number<'l>(reading: &'l str, amount: &Amount) -> &'l str {
    reading[amount.figure.number].trim_end_matches(['万', '亿', '千', '百'])
}

/// A value as a number of a scale, with its decimals.
pub(in crate::rules) fn in_scale(scale: &Scale, value: Decimal) -> Option<String> {
    Some(fixed(value.checked_div(scale.factor)?, scale.decimals))
}

/// What a printed amount becomes with one slip mended, so that it lies in an interval; the likeliest slip where there are several.
pub(in crate::rules) fn mend(reading: &str, amount: &Amount, wanted: &Interval) -> Option<Mend> {
    let old = number(reading, amount);
    let is_plain = !old.is_empty() && old.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !is_plain || !amount.is_exact() {
        return None;
    }
    let middle = wanted.middle()?;
    let step = Decimal::new(1, amount.scale.decimals).checked_mul(amount.scale.factor)?;
    let candidates = (-MOST_STEPS..=MOST_STEPS).filter_map(|n| {
        let value = middle.checked_add(step.checked_mul(Decimal::from(n))?)?;
        let number = in_scale(&amount.scale, value)?;
        let printed: Decimal = number.parse().ok()?;
        let value = printed.checked_mul(amount.scale.factor)?;
        (value.is_sign_positive() && !value.is_zero() && wanted.contains(value)).then(|| Some((n.abs(), slip(old, &number)?, number)))?
    });
    // The nearest to the middle, then the likeliest.
    let (_, slip, number) = candidates.min_by_key(|(n, slip, _)| (*n, std::cmp::Reverse(*slip)))?;
    let bare: String = old.chars().filter(char::is_ascii_digit).collect();
    let digits = bare.trim_start_matches('0').trim_end_matches('0').len().max(1);
    Some(Mend { number, slip, digits })
}

/// Whether a share is what a part is of a whole but for one slip in it: `least` digits say enough.
pub(in crate::rules) fn is_slip_of_share(reading: &str, share: &Amount, part: &Amount, whole: &Amount, least: usize) -> bool {
    let number = &reading[share.figure.number];
    let exact = || {
        let ratio = part.printed()?.value.checked_div(whole.printed()?.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
        (ratio < Decimal::ONE_HUNDRED).then(|| in_scale(&share.scale, ratio))?
    };
    let digits = number.chars().filter(char::is_ascii_digit).count();
    // 95.1% is no slip of 5.1%: a digit more makes another size of any small share.
    let is_slip = |right: &String| slip(number, right).is_some_and(|slip| slip != Slip::Length);
    digits >= least && exact().is_some_and(|right| is_slip(&right))
}

#[cfg(test)]
mod tests {
    use super::{Slip, slip};

    #[test]
    fn kinds_of_slips() {
        assert_eq!(slip("860", "890"), Some(Slip::Digit));
        assert_eq!(slip("47.6", "46.7"), Some(Slip::Exchange));
        assert_eq!(slip("3.2", "32"), Some(Slip::Magnitude));
        assert_eq!(slip("105", "15"), Some(Slip::Length));
        assert_eq!(slip("860", "835"), None);
        assert_eq!(slip("860", "860"), None);
    }
}
