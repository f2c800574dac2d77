//! Figures that stand side by side and say the same thing twice, or that are impossible by themselves: nothing need be known of what
//! they measure. Each rule has its room; [`link`] tells when one figure restates another, [`reprint`] puts a value in another's writing.

mod average;
mod conversion;
mod currency;
mod decline;
mod link;
mod ratio_sum;
mod reprint;
mod restated;
mod tenths;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

pub(in crate::rules) use restated::reads as is_restated;
pub(in crate::rules) use tenths::allowed as share_allowed;

use super::bounds::Checked;
use super::finding::{Evidence, Finding, Message, Related, Severity};
use super::style::as_value;
use crate::figures::figure::{Approximation, Figure, Interval};
use crate::text::TextRange;

/// Checks the figures of a reading, each with the one behind it; also says which took part.
pub(super) fn check(reading: &str, figures: &[Figure]) -> (Vec<Finding>, Vec<usize>) {
    let mut findings = Vec::new();
    let mut checked = Vec::new();
    let mut tell = |result: Checked, figures: &[usize]| {
        checked.extend(figures.iter().filter(|_| result.is_some()));
        findings.extend(result.flatten());
    };
    for (at, figure) in figures.iter().enumerate() {
        tell(ratio_sum::check(reading, figures, at), &[at]);
        tell(decline::check(reading, figure), &[at]);
        tell(tenths::half(reading, figure), &[at]);
        let Some(next) = figures.get(at + 1) else { continue };
        let pair = Pair { reading, first: figure, second: next };
        tell(conversion::check(&pair), &[at, at + 1]);
        tell(currency::check(&pair), &[at, at + 1]);
        tell(tenths::check(&pair), &[at, at + 1]);
        tell(average::check(&pair), &[at, at + 1]);
        tell(restated::contradicts(&pair), &[at, at + 1]);
        tell(restated::check(&pair), &[at, at + 1]);
    }
    (findings, checked)
}

/// Two figures, one behind the other.
struct Pair<'t> {
    reading: &'t str,
    first: &'t Figure,
    second: &'t Figure,
}

/// More between two figures joins them no longer.
const FARTHEST: usize = 60;

impl<'t> Pair<'t> {
    /// What stands between both figures with the words that belong to them; `None` where that is much.
    fn between(&self) -> Option<&'t str> {
        let (start, end) = (self.first.range.end().into(), self.second.range.start().into());
        self.reading.get(start..end).filter(|between: &&str| between.len() <= FARTHEST)
    }

    /// What stands before the first figure.
    fn head(&self) -> &'t str {
        &self.reading[..self.first.range.start().into()]
    }

    /// What stands behind the second figure.
    fn tail(&self) -> &'t str {
        &self.reading[self.second.range.end().into()..]
    }

    fn text(&self, figure: &Figure) -> &'t str {
        &self.reading[figure.range]
    }

    /// A finding on one place of the pair, with both figures as evidence and one of them as the other place.
    fn finding(&self, (code, severity): (&'static str, Severity), place: TextRange, message: Message, formula: String) -> Finding {
        let evidence = Evidence {
            formula: Message::both(formula),
            values: vec![as_value(self.reading, self.first), as_value(self.reading, self.second)],
        };
        let other = if place == self.second.range { self.first } else { self.second };
        let related = Related { range: other.range, message: Message::new("另一个数在这里", "the other figure") };
        Finding { code, severity, message, range: place, evidence: Some(evidence), related: vec![related], fixes: Vec::new() }
    }
}

/// The values a figure may have when one that restates it was cut off and not rounded: a whole step to both sides instead of half a one.
fn generous(figure: &Figure) -> Option<Interval> {
    if figure.approximation != Approximation::Exact {
        return figure.interval();
    }
    let printed = figure.printed()?;
    let (lo, hi) = (printed.value.checked_sub(printed.step)?, printed.value.checked_add(printed.step)?);
    Some(Interval { lo: Some(lo), lo_closed: true, hi: Some(hi), hi_closed: true })
}

/// An interval of positive values, its ends multiplied.
fn scaled(interval: Interval, lo: Decimal, hi: Decimal) -> Option<Interval> {
    let times = |end: Option<Decimal>, factor: Decimal| match end {
        Some(end) => end.checked_mul(factor).map(Some),
        None => Some(None),
    };
    Some(Interval { lo: times(interval.lo, lo)?, hi: times(interval.hi, hi)?, ..interval })
}

/// A power of ten, `None` beyond what a decimal holds.
fn ten_to(power: i32) -> Option<Decimal> {
    let factor = Decimal::TEN;
    let mut value = Decimal::ONE;
    for _ in 0..power.unsigned_abs() {
        value = value.checked_mul(factor)?;
    }
    if power < 0 { Decimal::ONE.checked_div(value) } else { Some(value) }
}

/// The nearest power of ten that a value must be multiplied with to fit: `Some` only if one power alone does it.
fn slip(mut fits: impl FnMut(Decimal) -> bool) -> Option<i32> {
    let mut fitting = (-8..=8).filter(|power| *power != 0 && ten_to(*power).is_some_and(&mut fits));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// `10倍`, `1万倍`: how far off a slip of a power of ten is.
fn off_by(power: i32) -> (String, String) {
    let zh = match power.unsigned_abs() {
        1 => "10倍".to_owned(),
        2 => "100倍".to_owned(),
        3 => "1000倍".to_owned(),
        many @ 4..=7 => format!("1{}万倍", "0".repeat(many as usize - 4)),
        many => format!("1{}亿倍", "0".repeat(many as usize - 8)),
    };
    (zh, format!("a factor of 10{}", crate::figures::spoken::raised(power.abs())))
}
