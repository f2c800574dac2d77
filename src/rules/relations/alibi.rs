//! What acquits: another figure near by with which the arithmetic comes out. Who reads a sentence takes the figures that go together; a rule
//! that found two others was wrong about the sentence, not the sentence about its figures.
//!
//! A wrong figure is acquitted by chance now and then; that is the price, and it is small: of the few figures near by, one would have to lie
//! within half a step of the last digit.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::nearby::{allowed, sentences_between};
use super::scene::Scene;
use super::slip::{Slip, mend};
use crate::figures::figure::{Approximation, Figure, Interval, Kind};
use crate::rules::style::last_clause;

/// How many figures before and behind one are near.
const BEFORE: usize = 16;
const BEHIND: usize = 8;
/// Of so few values no pair comes right by chance.
const FEW: usize = 5;
/// How many times as wide as the growth that is said one of two values may be.
const COARSE: i64 = 30;
/// How many values in a row are added up.
const MOST_PARTS: usize = 6;

/// The amounts of one dimension near a figure, in order, without times and codes.
fn near<'l>(scene: &Scene<'l>, at: usize, fits: impl Fn(&Amount) -> bool) -> Vec<(usize, Amount<'l>)> {
    let window = at.saturating_sub(BEFORE)..(at + 1 + BEHIND).min(scene.figures.len());
    let is_value = |other: &usize| {
        let kind = scene.figures[*other].kind;
        matches!(kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Number | Kind::Duration)
            && sentences_between(scene, *other, at).is_some_and(|n| n <= 1)
    };
    let amounts = window.filter(is_value).filter_map(|at| Some((at, Amount::of(scene.reading, &scene.figures[at])?)));
    amounts.map(|(at, amount)| (at, bounded(amount))).filter(|(_, amount)| fits(amount)).collect()
}

/// An amount with an end to what is open: 10亿元以上 is no value that everything above it makes right.
fn bounded(mut amount: Amount) -> Amount {
    let is_class = matches!(amount.figure.approximation, Approximation::AtLeast | Approximation::AtMost);
    let Some(printed) = amount.printed().map(|p| p.value).filter(|_| is_class) else { return amount };
    let tenth = printed.checked_div(Decimal::TEN).unwrap_or_default().abs();
    let interval = &mut amount.interval;
    if interval.lo.is_some() && interval.hi.is_none() {
        interval.hi = printed.checked_add(tenth);
    } else if interval.hi.is_some() && interval.lo.is_none() {
        interval.lo = printed.checked_sub(tenth);
    }
    amount
}

/// Whether a share is what some other value near it, or several in a row, are of this whole, or this part of some other whole.
pub(super) fn of_share(scene: &Scene, at: usize, said: &Interval, (part, whole): (&Amount, &Amount)) -> bool {
    // Nothing is more than all of it, but what was done may be more than what was planned.
    let clause = last_clause(&scene.reading[..scene.figures[at].range.start().into()]);
    let is_done = ["完成", "任务", "计划", "目标", "相当于", "是"].iter().any(|word| clause.contains(word));
    if said.is_above(&Interval::point(Decimal::ONE_HUNDRED)) && !is_done {
        return false;
    }
    let share = |part: &Interval, whole: &Interval| part.over(whole).and_then(|ratio| ratio.scaled(Decimal::ONE_HUNDRED));
    let others: Vec<(usize, Amount)> = near(scene, at, |a| a.dimension == part.dimension && a.printed().is_some());
    let is_it = |ratio: Option<Interval>| ratio.is_some_and(|ratio| ratio.meets(said));
    // 5.6万 of 5.6万 is anything from 98% to 102%.
    let is_same = |a: &Amount, b: &Amount| a.figure.range == b.figure.range;
    let is_made = |a: &Amount, b: &Amount| !is_same(a, b) && is_it(share(&a.interval, &b.interval));
    if others.iter().any(|(_, o)| is_made(o, whole) || is_made(part, o)) {
        return true;
    }
    // Three digits come right by chance for hardly any pair: 86项，完成79项，未完成2项，完成率91.9%.
    let is_fine = scene.reading[scene.figures[at].number].chars().filter(char::is_ascii_digit).count() >= 3;
    let pair = |a: &Amount| others.iter().any(|(_, b)| is_made(a, b));
    if (is_fine || others.len() <= FEW) && others.iter().any(|(_, a)| pair(a)) {
        return true;
    }
    // 男性1887人，女性1675人；其中脱贫人口416人，占11.7%: of those two together.
    let own = |a: &Amount| a.figure.range == part.figure.range;
    let before: Vec<&Amount> = others.iter().filter(|(i, o)| *i < at && !own(o)).map(|(_, o)| o).collect();
    let of_sum = |pair: &[&Amount]| pair[0].interval.plus(&pair[1].interval).is_some_and(|sum| is_it(share(&part.interval, &sum)));
    if is_fine && before.windows(2).any(of_sum) {
        return true;
    }
    // 分别为52.3亿元、31.7亿元和14.9亿元，合计占83.4%.
    let mut sum = Interval::point(Decimal::ZERO);
    for (_, other) in others.iter().rev().filter(|(i, _)| *i < at).take(MOST_PARTS) {
        let Some(more) = sum.plus(&other.interval) else { return false };
        sum = more;
        // Of any whole: 出口41.9亿元，…其中甲12.3亿元、乙9.6亿元、丙7.8亿元，三者占比70.9%.
        let is_of = |o: &(usize, Amount)| is_fine && is_it(share(&sum, &o.1.interval));
        if is_it(share(&sum, &whole.interval)) || others.iter().any(is_of) {
            return true;
        }
    }
    false
}

/// The same for a figure of a line, whatever it may be a share of: two values of one dimension near it make it, or several in a row and one.
pub(in crate::rules) fn of_any_share(reading: &str, figures: &[Figure], at: usize, said: &Interval, dimension: &str) -> bool {
    let scene = Scene { reading, figures, claims: &[] };
    let near = near(&scene, at, |a| a.dimension == dimension && a.printed().is_some());
    near.iter().any(|(_, a)| of_share(&scene, at, said, (a, a)))
}

/// Whether the values are some other sum than that of the total: of a value printed near, with values that stand right before them, of what
/// is left of the total by another value (加上补助、结转，总计…), of the difference of two values (由9860人减少到6420人，其中…), or a part of the
/// total whose share is told.
pub(super) fn of_sum(scene: &Scene, parts: &[usize], sum: &Interval, total: Option<&Amount>) -> bool {
    let Some(first) = parts.first().and_then(|at| Amount::of(scene.reading, scene.figures.get(*at)?)) else { return false };
    let at = parts.iter().copied().max().unwrap_or_default();
    // 收入总计132亿元；支出总计132亿元: what is told behind is another matter.
    let others: Vec<(usize, Amount)> =
        near(scene, at, |a| a.dimension == first.dimension).into_iter().filter(|(i, _)| *i <= at + 1).collect();
    let is_total = |amount: &Amount| total.is_some_and(|t| t.figure.range == amount.figure.range);
    let free: Vec<&(usize, Amount)> = others.iter().filter(|(at, _)| !parts.contains(at)).collect();
    if free.iter().any(|(_, other)| !is_total(other) && other.interval.meets(sum)) {
        return true;
    }
    // Of small counts, a difference proves nothing.
    let is_fine = |gap: &Interval| gap.lo.is_some_and(|lo| lo.abs() >= first.scale.factor * Decimal::TEN);
    let rest = total.and_then(|t| t.interval.minus(sum)).filter(is_fine);
    if rest.is_some_and(|rest| free.iter().any(|(_, other)| !is_total(other) && other.interval.meets(&rest))) {
        return true;
    }
    // …减少到6420人，其中甲1620人、乙1240人，其余580人: the rest may be a part.
    let rest = others.iter().find(|(i, _)| *i == at + 1).and_then(|(_, rest)| sum.plus(&rest.interval));
    let is_gap = |a: &Amount, b: &Amount| {
        let Some(gap) = a.interval.minus(&b.interval).filter(is_fine) else { return false };
        std::iter::once(*sum).chain(rest).any(|sum| gap.meets(&sum) || gap.negated().meets(&sum))
    };
    if free.windows(2).any(|pair| is_gap(&pair[0].1, &pair[1].1)) {
        return true;
    }
    // …，合计占83.4%: what is listed is a part.
    let share = total.and_then(|t| sum.over(&t.interval)?.scaled(Decimal::ONE_HUNDRED));
    let percents = scene.figures[at..].iter().skip(1).take(2).filter(|f| f.kind == Kind::Percent).filter_map(|f| f.interval());
    if share.is_some_and(|share| percents.into_iter().any(|said| said.meets(&share))) {
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

/// Whether the ratio of two values is that of one of them and another value near them.
pub(super) fn of_ratio(scene: &Scene, at: usize, said: &Interval, (before, after): (&Amount, &Amount)) -> bool {
    let others = near(scene, at, |a| a.dimension == before.dimension && a.printed().is_some());
    // 11800.5亿元增长5.8%，跨过1.2万亿元台阶: a value that is told so coarsely makes any growth.
    let width = |interval: &Interval| interval.hi.zip(interval.lo).and_then(|(hi, lo)| hi.checked_sub(lo));
    let coarsest = width(said).and_then(|width| width.checked_mul(Decimal::from(COARSE)));
    let is_fine = |ratio: &Interval| coarsest.zip(width(ratio)).is_none_or(|(most, width)| width <= most);
    let is_it = |ratio: Option<Interval>| ratio.is_some_and(|ratio| ratio.meets(said) && is_fine(&ratio));
    others.iter().any(|(_, o)| is_it(o.interval.over(&before.interval)) || is_it(after.interval.over(&o.interval)))
}

/// Whether an average is that of another total or another number near it.
pub(super) fn of_average(scene: &Scene, at: usize, average: &Interval, (total, base): (&Amount, &Amount)) -> bool {
    let goes = |total: &Amount, base: &Amount| {
        // What is counted one by one is exact: 12家 are not 12.5家.
        let exact = base.dimension.starts_with("count/") && base.is_exact();
        let product = if exact { Some(base.interval) } else { allowed(base) }.and_then(|base| average.times(&base));
        product.zip(allowed(total)).is_some_and(|(product, total)| product.meets(&total))
    };
    let is_count = |a: &Amount| a.dimension.starts_with("count/") || a.dimension == "number" || a.dimension == base.dimension;
    let bases = near(scene, at, is_count);
    let totals = near(scene, at, |a| a.dimension == total.dimension);
    let others = totals.iter().map(|(_, t)| t).filter(|t| t.figure.range != total.figure.range);
    // The base itself is no other one: rounding a rate that is printed whole would acquit it.
    let own = scene.figures.get(at).map(|figure| figure.range);
    let is_other = |other: &Amount| other.figure.range != base.figure.range && Some(other.figure.range) != own;
    bases.iter().any(|(_, base)| is_other(base) && is_several(base) && goes(total, base)) || others.clone().any(|t| goes(t, base))
}

/// Whether something is more than one: 每套500元，各购一套 divides nothing by one.
pub(super) fn is_several(base: &Amount) -> bool {
    base.printed().is_some_and(|p| p.value > Decimal::ONE)
}

/// Whether three figures of an average can be meant together: none is off by more than the double, or one slip explains it.
pub(super) fn can_be_one(reading: &str, stated: Decimal, computed: Decimal, options: &[(&Amount, Interval)]) -> bool {
    let is_near = stated <= computed.saturating_mul(Decimal::TWO) && computed <= stated.saturating_mul(Decimal::TWO);
    // 万 for 亿, or a point elsewhere.
    let is_power = |factor: i64| {
        let off = |a: Decimal, b: Decimal| {
            let gap = b.checked_mul(Decimal::from(factor)).and_then(|b| a.checked_sub(b));
            gap.is_some_and(|gap| gap.abs() <= a.abs().saturating_mul(Decimal::new(15, 3)))
        };
        off(stated, computed) || off(computed, stated)
    };
    is_near || [10, 100, 1_000, 10_000, 100_000_000].into_iter().any(is_power) || is_slip(reading, options)
}

/// Whether one slip of the typist in one of several figures makes them go together.
pub(super) fn is_slip(reading: &str, options: &[(&Amount, Interval)]) -> bool {
    options.iter().any(|(amount, wanted)| mend(reading, amount, wanted).is_some_and(|mend| mend.slip != Slip::Length))
}
