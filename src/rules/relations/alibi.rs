//! What acquits: another figure near by with which the arithmetic comes out. Who reads a sentence takes the figures that go together; a rule
//! that found two others was wrong about the sentence, not the sentence about its figures.
//!
//! A wrong figure is acquitted by chance now and then; that is the price, and it is small: of the few figures near by, one would have to lie
//! within half a step of the last digit.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::nearby::allowed;
use super::scene::Scene;
use crate::figures::figure::{Interval, Kind};

/// How many figures before and behind one are near.
const BEFORE: usize = 16;
const BEHIND: usize = 8;
/// How many values in a row are added up.
const MOST_PARTS: usize = 6;

/// The amounts of one dimension near a figure, in order, without times and codes.
fn near<'l>(scene: &Scene<'l>, at: usize, fits: impl Fn(&Amount) -> bool) -> Vec<(usize, Amount<'l>)> {
    let window = at.saturating_sub(BEFORE)..(at + 1 + BEHIND).min(scene.figures.len());
    let is_value = |at: &usize| {
        let kind = scene.figures[*at].kind;
        matches!(kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Number | Kind::Duration)
    };
    let amounts = window.filter(is_value).filter_map(|at| Some((at, Amount::of(scene.reading, &scene.figures[at])?)));
    amounts.filter(|(_, amount)| fits(amount)).collect()
}

/// Whether a share is what some other value near it is of this whole, or this part of some other whole.
pub(super) fn of_share(scene: &Scene, at: usize, said: &Interval, (part, whole): (&Amount, &Amount)) -> bool {
    let share = |part: &Interval, whole: &Interval| part.over(whole).and_then(|ratio| ratio.scaled(Decimal::ONE_HUNDRED));
    let others = near(scene, at, |a| a.dimension == part.dimension);
    others.iter().filter(|(_, other)| other.printed().is_some()).any(|(_, other)| {
        [share(&other.interval, &whole.interval), share(&part.interval, &other.interval)].iter().flatten().any(|ratio| ratio.meets(said))
    })
}

/// Whether values are the sum of something that is printed near the first of them, alone or with values that stand right before them.
pub(super) fn of_sum(scene: &Scene, parts: &[usize], sum: &Interval) -> bool {
    let Some(first) = parts.first().and_then(|at| Amount::of(scene.reading, scene.figures.get(*at)?)) else { return false };
    let at = parts.iter().copied().max().unwrap_or_default();
    let others = near(scene, at, |a| a.dimension == first.dimension);
    let free: Vec<&(usize, Amount)> = others.iter().filter(|(at, _)| !parts.contains(at)).collect();
    if free.iter().any(|(_, other)| other.interval.meets(sum)) {
        return true;
    }
    // With those before: 其中9月底前19个，年底前再5个，剩余2个 of the 26个 that were told.
    let before = free.iter().rev().filter(|(at, _)| *at < parts[0]).take(MOST_PARTS);
    let mut more = *sum;
    for (nth, other) in before {
        let Some(next) = more.plus(&other.interval) else { return false };
        more = next;
        if free.iter().any(|(at, whole)| at != nth && *at < parts[0] && whole.interval.meets(&more)) {
            return true;
        }
    }
    false
}

/// Whether an average is that of another total or another number near it.
pub(super) fn of_average(scene: &Scene, at: usize, average: &Interval, (total, base): (&Amount, &Amount)) -> bool {
    let goes = |total: &Amount, base: &Amount| {
        let product = allowed(base).and_then(|base| average.times(&base));
        product.zip(allowed(total)).is_some_and(|(product, total)| product.meets(&total))
    };
    let is_count = |a: &Amount| a.dimension.starts_with("count/") || a.dimension == "number" || a.dimension == base.dimension;
    let bases = near(scene, at, is_count);
    let totals = near(scene, at, |a| a.dimension == total.dimension);
    let others = totals.iter().map(|(_, t)| t).filter(|t| t.figure.range != total.figure.range);
    bases.iter().any(|(_, base)| base.printed().is_some_and(|p| p.value > Decimal::ONE) && goes(total, base)) || others.clone().any(|t| goes(t, base))
}
