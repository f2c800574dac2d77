//! What else a growth, a difference or a multiple may be of.

use rust_decimal::Decimal;

use super::{CIRCLES, WORDS, around, has_slip, is_power_of_ten};
use crate::claims::{Role, Statistic};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::Finding;
use crate::rules::relations::amount::Amount;
use crate::rules::relations::scene::Scene;
use crate::rules::relations::slip::{self, Slip};

/// So many times what a growth makes of a value is another thing's.
const TOO_FAR: Decimal = Decimal::from_parts(25, 0, 0, false, 1);

/// Whether two values are of things too different for what is said to be their difference: 关闭19家，年末为228家，净减8家.
pub(super) fn are_far_apart(scene: &Scene, finding: &Finding, said: &Amount, named: &[usize]) -> bool {
    let [a, b] = named else { return false };
    let role = |at: usize| scene.claims.iter().find(|c| c.figure == at).map(|c| c.role);
    if role(*a) == Some(Role::From) && role(*b) == Some(Role::To) {
        return false;
    }
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at])?.interval.middle();
    let Some((a, b)) = of(*a).zip(of(*b)) else { return false };
    let is_far = a.min(b).checked_mul(Decimal::from(3)).is_some_and(|less| less < a.max(b));
    let is_made = a.max(b).checked_sub(a.min(b)).is_some_and(|gap| said.interval.contains(gap));
    is_far && !is_made && !has_slip(scene, finding)
}

/// Whether the share is that of the change in what it started from: 五年增加13万人，增长20%, where the value told was the one at the start.
pub(super) fn is_of_change(scene: &Scene, amount: &Amount, named: &[usize]) -> bool {
    let claim = |at: usize| scene.claims.binary_search_by_key(&at, |c| c.figure).ok().map(|i| &scene.claims[i]);
    let is_change = |at: usize| claim(at).is_some_and(|c| c.statistic == Statistic::Change);
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let [a, b] = named else { return false };
    let (change, value) = if is_change(*b) {
        (of(*b), of(*a))
    } else if is_change(*a) {
        (of(*a), of(*b))
    } else {
        return false;
    };
    let Some((change, value)) = change.zip(value).filter(|(a, b)| a.dimension == b.dimension) else { return false };
    let percent = |whole: &Interval| change.interval.over(whole)?.scaled(Decimal::ONE_HUNDRED);
    let (before, after) = (value.interval.minus(&change.interval), value.interval.plus(&change.interval));
    // 2020年末为65万人，五年增加13万人，增长20%, where 78万人 stands near by.
    let is_printed = |now: &Option<Interval>| {
        let near = named.first().map(|at| around(scene, *at, CIRCLES[2])).unwrap_or_default();
        now.is_some_and(|now| near.iter().any(|(_, o)| o.dimension == value.dimension && o.interval.meets(&now)))
    };
    let is_start = is_printed(&before) || is_printed(&after);
    let earlier = [before, after, Some(value.interval).filter(|_| is_start)];
    earlier.iter().flatten().filter_map(percent).any(|share| share.meets(&amount.interval))
}

/// Whether what is said to have grown or shrunk is what came to the other value or went from it, and the growth is its share:
/// 年新增产能1200万套，较现有3000万套提高四成; 去年同期2512美元，跌去1040美元，跌幅41.4%.
pub(super) fn is_added(scene: &Scene, accused: usize, said: &Amount, named: &[usize]) -> bool {
    let [before, after] = named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let Some((before, after)) = of(*before).zip(of(*after)).filter(|(a, b)| a.dimension == b.dimension) else { return false };
    let sign = scene.claims.iter().find(|c| c.figure == accused).map_or(0, |c| c.sign);
    let is_told = named.iter().any(|at| scene.claims.iter().any(|c| c.figure == *at && c.statistic == Statistic::Change));
    let (part, whole) = match sign {
        1.. => (&after, &before),
        0 => return false,
        _ => (&before, &after),
    };
    let share = || part.interval.over(&whole.interval)?.scaled(Decimal::ONE_HUNDRED);
    !is_told && whole.interval.is_above(&part.interval) && share().is_some_and(|share| share.meets(&said.interval))
}

/// Whether two values make a growth so far from the one that is told that they are of two things, and no slip explains it: 慈善一日捐415万元。与上年的
/// 5920万元相比增长8.1%.
pub(super) fn is_of_other_pair(scene: &Scene, accused: usize, said: &Amount, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let is_change = |at: usize| scene.claims.iter().any(|c| c.figure == at && c.statistic == Statistic::Change);
    if is_change(a) || is_change(b) {
        return false;
    }
    let Some((a, b)) = of(a).zip(of(b)).filter(|(a, b)| a.dimension == b.dimension) else { return false };
    let sign = scene.claims.iter().find(|c| c.figure == accused).map_or(1, |c| c.sign);
    let hundredth = Decimal::new(1, 2);
    let told = if sign < 0 { said.interval.negated() } else { said.interval };
    let Some(factor) = told.scaled(hundredth).and_then(|rate| rate.plus(&Interval::point(Decimal::ONE))) else { return false };
    let ratio = |x: &Interval, y: &Interval| x.middle()?.checked_div(y.middle()?);
    let off = ratio(&b.interval, &a.interval).zip(factor.middle()).and_then(|(is, told)| is.checked_div(told));
    let Some(off) = off.filter(|off| *off > Decimal::ZERO) else { return false };
    let is_far = off > TOO_FAR || off.checked_mul(TOO_FAR).is_some_and(|off| off < Decimal::ONE);
    let rate = || b.interval.over(&a.interval)?.minus(&Interval::point(Decimal::ONE))?.scaled(Decimal::ONE_HUNDRED);
    let size = |rate: Interval| if rate.middle().is_some_and(|m| m < Decimal::ZERO) { rate.negated() } else { rate };
    let wanted = [(said, rate().map(size)), (&b, a.interval.times(&factor)), (&a, b.interval.over(&factor))];
    let is_slip = |(amount, wanted): &(&Amount, Option<Interval>)| {
        wanted.as_ref().and_then(|wanted| slip::mend(scene.reading, amount, wanted)).is_some_and(|mend| mend.slip != Slip::Length)
    };
    is_far && !is_power_of_ten(off) && !wanted.iter().any(is_slip)
}

/// Whether the values are depths: 埋深由38.4米减至35.7米，回升2.7米.
pub(super) fn is_of_depth(scene: &Scene, accused: usize) -> bool {
    let head = &scene.reading[..scene.figures[accused].range.start().into()];
    let sentence = head.rsplit(['。', ';', '；']).next().unwrap_or(head);
    WORDS.depths.iter().any(|word| sentence.contains(word.as_str()))
}

/// Whether it is the ratio of the last of a series of years to its first: 2021年260万元，2022年780万元，2023年1560万元，去年2340万元，是原来的9倍.
pub(super) fn is_of_first(scene: &Scene, at: usize, said: &Amount) -> bool {
    let near = around(scene, at, CIRCLES[1]);
    let Some((_, last)) = near.iter().rev().find(|(other, a)| *other < at && !matches!(a.figure.kind, Kind::Percent | Kind::Duration))
    else {
        return false;
    };
    let like: Vec<&Amount> = near.iter().filter(|(other, a)| *other < at && a.dimension == last.dimension).map(|(_, a)| a).collect();
    like.len() >= 3
        && like[0].interval.middle().is_some()
        && last.interval.over(&like[0].interval).is_some_and(|ratio| ratio.meets(&said.interval))
}

/// Whether the points are of what one of two shares leaves: 建筑类占53%，2011年占86%；其余三类占47%，比2011年提高33个百分点.
pub(super) fn is_of_rest(scene: &Scene, accused: usize, named: &[usize]) -> bool {
    let percent = |at: usize| Amount::of(scene.reading, &scene.figures[at]).filter(|a| a.figure.kind == Kind::Percent);
    let rest = |at: usize| percent(at).and_then(|a| Interval::point(Decimal::ONE_HUNDRED).minus(&a.interval));
    let last = named.iter().copied().filter(|at| *at < accused).max().unwrap_or(accused);
    let between: Vec<Amount> = (last + 1..accused).filter_map(percent).collect();
    named.iter().filter_map(|at| rest(*at)).any(|rest| between.iter().any(|a| a.interval.meets(&rest)))
}

/// Whether the ratio is right the other way round: 首年只有6.8万人次，去年达142万人次，约为当年的21倍.
pub(super) fn is_turned_ratio(scene: &Scene, said: &Amount, named: &[usize]) -> bool {
    let [a, b] = named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let Some((a, b)) = of(*a).zip(of(*b)) else { return false };
    let (less, more) = if a.interval.middle() < b.interval.middle() { (a, b) } else { (b, a) };
    more.interval.over(&less.interval).is_some_and(|ratio| ratio.meets(&said.interval))
}

pub(super) fn is_growth(scene: &Scene, at: usize) -> bool {
    scene.claims.iter().any(|c| c.figure == at && matches!(c.statistic, Statistic::Growth | Statistic::Change))
}
