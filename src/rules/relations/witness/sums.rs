//! What else a sum and its parts may be.

use rust_decimal::Decimal;

use super::{CIRCLES, around, named};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::Finding;
use crate::rules::relations::amount::{Amount, chance};
use crate::rules::relations::nearby::sentences_between;
use crate::rules::relations::scene::Scene;

/// How many values before a total are tried as its terms.
const MOST_TERMS: usize = 7;
/// What terms of a sum stand in: five players with points, rebounds and assists.
const FAR: (usize, usize, usize, f64) = (24, 0, 0, 0.35);

/// Whether some of the parts make the whole already: 设站17座，其中地下站13座、高架站4座，换乘站5座.
pub(super) fn has_parts_enough(scene: &Scene, whole: &Amount, parts: &[usize]) -> bool {
    let amounts: Vec<Amount> = parts.iter().filter_map(|at| Amount::of(scene.reading, &scene.figures[*at])).collect();
    let mut sum = Interval::point(Decimal::ZERO);
    amounts.iter().enumerate().any(|(nth, part)| {
        let Some(more) = sum.plus(&part.interval) else { return false };
        sum = more;
        nth >= 1 && nth + 1 < amounts.len() && sum.meets(&whole.interval)
    })
}

/// Whether what the parts add up to is printed near by for itself: 筹集住房4.86万套，完成4.5万套的目标。按年度看….
pub(super) fn is_sum_told(scene: &Scene, at: usize, whole: &Amount, parts: &[usize]) -> bool {
    let amounts = parts.iter().map(|at| Some(Amount::of(scene.reading, &scene.figures[*at])?.interval));
    let sum = amounts.collect::<Option<Vec<_>>>().and_then(|all| all.iter().try_fold(Interval::point(Decimal::ZERO), |s, p| s.plus(p)));
    let Some(sum) = sum.filter(|_| parts.len() >= 2) else { return false };
    let near = around(scene, at, CIRCLES[0]);
    let like = near.iter().filter(|(other, o)| !parts.contains(other) && o.dimension == whole.dimension);
    // 今年融资6.5亿元，前三轮0.8亿元、1.7亿元和3.2亿元，四轮共12.2亿元: with the whole they make a total.
    let both = sum.plus(&whole.interval);
    let of_both = |other: &Amount| both.is_some_and(|both| other.interval.meets(&both));
    let behind = around(scene, at, CIRCLES[1]);
    let is_total = behind
        .iter()
        .filter(|(i, o)| !parts.contains(i) && o.dimension == whole.dimension && chance(o) < 0.01)
        .any(|(i, o)| parts.iter().all(|part| part < i) && of_both(o));
    is_total || like.filter(|(_, other)| chance(other) < 0.01).any(|(_, other)| other.interval.meets(&sum))
}

/// Whether the whole is the last of a list in the sentence before: 甲镇5680亩、乙镇4970亩、丙镇3550亩。其中玉米9230亩 is of them all.
pub(super) fn is_of_list(scene: &Scene, finding: &Finding) -> bool {
    let named = named(scene, finding);
    let [whole, part] = named[..] else { return false };
    let Some(amount) = Amount::of(scene.reading, &scene.figures[whole]) else { return false };
    let parts_before =
        around(scene, whole, CIRCLES[0]).into_iter().filter(|(at, other)| *at < whole && other.dimension == amount.dimension);
    sentences_between(scene, whole, part).is_some_and(|n| n > 0) && parts_before.count() > 0
}

/// Whether some of the values right before it add up to it.
pub(super) fn is_some_sum(scene: &Scene, at: usize, amount: &Amount, named: &[usize]) -> bool {
    if matches!(amount.figure.kind, Kind::Percent | Kind::PercentagePoint | Kind::Fraction | Kind::Multiple) || named.is_empty() {
        return false;
    }
    let near = around(scene, at, FAR);
    let like: Vec<&(usize, Amount)> = near.iter().filter(|(i, other)| *i < at && other.dimension == amount.dimension).collect();
    let like = &like[like.len().saturating_sub(MOST_TERMS)..];
    let own = like.iter().enumerate().filter(|(_, (i, _))| named.contains(i)).fold(0_u32, |set, (nth, _)| set | 1 << nth);
    // 泡沫车6辆、高喷车3辆、平台车2辆、其他5辆，共14辆: three of the parts that are told as all of them are no sum.
    let is_part = |set: u32| set & !own == 0;
    let sums = (1_u32..1 << like.len()).filter(|set| set.count_ones() >= 3 && !is_part(*set));
    let sum = |set: u32| {
        let terms = like.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1);
        terms.map(|(_, (_, term))| term.interval).try_fold(Interval::point(Decimal::ZERO), |sum, term| sum.plus(&term))
    };
    let tried = sums.clone().count() as f64;
    tried * chance(amount) <= CIRCLES[1].3 && sums.filter_map(sum).any(|sum| sum.meets(&amount.interval))
}

/// Whether it is the mean of some values in a row right before it: 1日4.62万人次，…，5日3.27万人次。5天日均5.61万人次.
pub(super) fn is_mean_of_list(scene: &Scene, at: usize, amount: &Amount) -> bool {
    let near = around(scene, at, CIRCLES[2]);
    let like: Vec<&Interval> =
        near.iter().filter(|(i, other)| *i < at && other.dimension == amount.dimension).map(|(_, other)| &other.interval).collect();
    let mut sum = Interval::point(Decimal::ZERO);
    like.iter().rev().enumerate().any(|(nth, term)| {
        let Some(more) = sum.plus(term) else { return false };
        sum = more;
        let count = Decimal::from(nth + 1);
        let mean = || sum.scaled(Decimal::ONE.checked_div(count)?);
        nth >= 2 && chance(amount) <= CIRCLES[2].3 && mean().is_some_and(|mean| mean.meets(&amount.interval))
    })
}

/// Whether the share that is missing to a hundred stands beside the others: 电动自行车占38.3%，居第一位；小型客车占30.9%….
pub(super) fn has_missing_share(scene: &Scene, finding: &Finding) -> bool {
    let named = named(scene, finding);
    let (Some(first), Some(last)) = (named.iter().min(), named.iter().max()) else { return false };
    let shares = |at: usize| Amount::of(scene.reading, &scene.figures[at]).map(|amount| amount.interval);
    let sum = named.iter().filter_map(|at| shares(*at)).try_fold(Interval::point(Decimal::ZERO), |sum, share| sum.plus(&share));
    let Some(gap) = sum.and_then(|sum| Interval::point(Decimal::ONE_HUNDRED).minus(&sum)) else { return false };
    let near = around(scene, *first, CIRCLES[0]).into_iter().chain(around(scene, *last, CIRCLES[0]));
    near.filter(|(at, other)| !named.contains(at) && other.figure.kind == Kind::Percent).any(|(_, other)| other.interval.meets(&gap))
}
