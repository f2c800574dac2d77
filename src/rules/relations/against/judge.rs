//! Whether a growth or a difference goes with a value before and a value after.

use rust_decimal::Decimal;

use super::terms::Term;
use crate::figures::figure::{Interval, Kind};
use crate::rules::relations::amount::Amount;
use crate::rules::relations::direction;

/// How a growth or difference stands to two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It follows from them.
    Right,
    /// Its size does, its direction does not.
    Opposite,
    /// It is the difference of two percentages, and called a growth in percent.
    PercentForPoints,
    /// It is a growth in percent, and called points.
    PointsForPercent,
    /// It does not follow.
    Wrong,
}

/// A growth or a difference as it is told.
pub(super) struct Told<'t, 'l> {
    /// Its value.
    pub term: &'t Term<'l>,
    /// 1 for 增长, -1 for 下降.
    pub sign: i8,
}

/// The values that one of two amounts allows: of two numbers of one unit the coarser is printed as fine as the other (21亿元 beside
/// 29.4亿元 is 21.0).
pub(super) fn fine(one: &Amount, other: &Amount) -> Option<Interval> {
    if !one.is_exact() {
        return Some(one.interval);
    }
    let (a, b) = (one.printed()?, other.printed()?);
    let is_alike = one.scale.factor == other.scale.factor && other.is_exact();
    let step = if is_alike { a.step.min(b.step) } else { a.step };
    let is_counted = one.interval.lo == one.interval.hi;
    if is_counted { Some(one.interval) } else { Interval::point(a.value).widened(step.checked_div(Decimal::TWO)?) }
}

/// The growth from one value to another in percent, with its sign.
pub(super) fn growth(x: &Amount, y: &Amount) -> Option<Interval> {
    fine(y, x)?.over(&fine(x, y)?)?.minus(&Interval::point(Decimal::ONE))?.scaled(Decimal::ONE_HUNDRED)
}

/// The difference of two values, with its sign.
pub(super) fn difference(x: &Amount, y: &Amount) -> Option<Interval> {
    fine(y, x)?.minus(&fine(x, y)?)
}

/// Whether a difference can be measured by values of an amount: 5位 by ranks, 0.8个点 by indices.
pub(super) fn is_of_kind(told: &Term, value: &Amount, tail: &str) -> bool {
    let figure = told.amount.figure;
    let of_values = told.amount.dimension == value.dimension;
    match figure.kind {
        Kind::Percent | Kind::Fraction | Kind::Multiple | Kind::PercentagePoint => true,
        _ => {
            let is_points = figure.unit.is_some_and(|u| u.entry.name == "点" || u.entry.name == "个" && tail.starts_with('点'));
            of_values && value.dimension != "percent" || is_points && value.dimension == "number"
        }
    }
}

/// How a growth or difference stands to two values; `None` where nothing can be told.
pub(super) fn fit(told: &Told, x: &Term, y: &Term) -> Option<Fit> {
    let said = &told.term.amount;
    let kind = said.figure.kind;
    let sign = if x.is_rank() { -told.sign } else { told.sign };
    let signed = |interval: Interval| if sign < 0 { interval.negated() } else { interval };
    let is_percent = x.amount.dimension == "percent";
    let growth = || growth(&x.amount, &y.amount);
    let difference = || difference(&x.amount, &y.amount);
    let meets = |of: Interval, stated: Interval| {
        if of.meets(&signed(stated)) {
            Some(Fit::Right)
        } else if of.negated().meets(&signed(stated)) {
            Some(Fit::Opposite)
        } else {
            None
        }
    };
    match kind {
        Kind::Multiple => meets(growth()?, said.interval.scaled(Decimal::ONE_HUNDRED)?).or(Some(Fit::Wrong)),
        Kind::Percent | Kind::Fraction if !is_percent => {
            let tens = said.printed().is_some_and(|p| (p.value % Decimal::TEN).is_zero() && p.step >= Decimal::ONE);
            let stated = if tens { said.interval.widened(Decimal::new(15, 1))? } else { said.interval };
            meets(growth()?, stated).or(Some(Fit::Wrong))
        }
        Kind::Percent | Kind::Fraction => {
            if let Some(fit) = meets(growth()?, said.interval) {
                return Some(fit);
            }
            Some(if meets(difference()?, said.interval) == Some(Fit::Right) { Fit::PercentForPoints } else { Fit::Wrong })
        }
        Kind::PercentagePoint if !is_percent => {
            Some(if meets(growth()?, said.interval) == Some(Fit::Right) { Fit::PointsForPercent } else { Fit::Wrong })
        }
        _ => {
            // 用了六年，比同类平均的八年快两年: what is faster takes less time.
            let is_finer = [x, y].iter().any(|term| direction::FINER.iter().any(|word| term.text.contains(word)));
            let quickens = is_finer || kind == Kind::Duration && told.term.clause().ends_with(['快', '早', '慢', '晚']);
            let fit = meets(difference()?, truncated(said)?).or(Some(Fit::Wrong));
            fit.map(|fit| if quickens && fit == Fit::Opposite { Fit::Right } else { fit })
        }
    }
}

/// 22.3 written as 22: cut off as well as rounded.
fn truncated(said: &Amount) -> Option<Interval> {
    let Some(printed) = said.printed().filter(|_| said.is_exact()) else { return Some(said.interval) };
    let hi = printed.value.checked_add(printed.step)?;
    Some(Interval { lo: said.interval.lo, lo_closed: true, hi: Some(hi), hi_closed: false })
}

/// Whether a value is as many times another as is said; `None` where it cannot be calculated.
pub(super) fn ratio_fits(said: &Amount, x: &Amount, y: &Amount) -> Option<bool> {
    Some(fine(y, x)?.over(&fine(x, y)?)?.meets(&said.interval))
}
