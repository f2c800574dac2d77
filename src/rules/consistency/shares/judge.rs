//! Weighs what speaks for a part and a whole of a share.

use rust_decimal::Decimal;

use super::pair::{Named, Part};
use crate::claims::{Period, Role, Statistic};
use crate::figures::figure::Interval;
use crate::rules::consistency::Comparison;
use crate::rules::consistency::fact::Fact;
use crate::rules::consistency::words::{WORDS, holds};
use crate::rules::relations::alibi;
use crate::rules::relations::slip::{Mend, Slip, mend};

/// What a share must weigh to be reported.
pub(super) const ENOUGH: i32 = 5;

/// From this weight on, words tie part and whole so well that two others that would come right are so by chance.
const SURE: i32 = 7;

/// From this weight on, words tie them.
const TIED: i32 = 6;

/// How many figures away another one is beside it.
const BESIDE: usize = 4;

/// Whether another share that comes out right is of the same whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Witness {
    None,
    Somewhere,
    /// In the same sentence or the next.
    Beside,
}

/// What came of a share.
pub(super) enum Judged<'f> {
    /// These pairs of part and whole make it right.
    Right(Vec<(&'f Fact<'f>, &'f Fact<'f>)>),
    /// Nobody can tell.
    Open,
    /// A pair would make it right but for one slip.
    Wrong(Wrong<'f>),
}

/// A share that its part and its whole do not make.
pub(super) struct Wrong<'f> {
    pub part: &'f Fact<'f>,
    pub whole: &'f Fact<'f>,
    /// The figure to mend, and how.
    pub mend: (&'f Fact<'f>, Mend),
    /// How many digits the share is told in.
    digits: usize,
    /// Whether words name the whole, or the rate after its part.
    is_named: bool,
    /// Whether the part and the values beside it add up to the whole.
    is_closed: bool,
    weight: i32,
}

impl Wrong<'_> {
    /// Whether words tie its part and its whole so well that others that would come right are so by chance.
    pub(super) fn is_sure(&self) -> bool {
        self.weight >= SURE && self.digits >= 3 && self.is_named
    }

    /// Whether words tie them, and the part and the values beside it are all of the whole.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed && self.weight >= TIED && self.digits >= 2
    }

    /// What speaks for it; another share of the same whole that comes out right is a witness.
    pub(super) fn weight(&self, witness: Witness) -> i32 {
        self.weight
            + match witness {
                Witness::Beside => 3,
                Witness::Somewhere => 2,
                Witness::None => 0,
            }
    }
}

impl Comparison<'_> {
    /// Holds a share against every pair of values that it may be of.
    pub(super) fn judge_share<'f>(&self, facts: &'f [Fact<'f>], at: usize) -> Judged<'f> {
        let share = &facts[at];
        let parts = self.parts_of(facts, at);
        let digits = self.reading(share)[share.figure.number].chars().filter(char::is_ascii_digit).count();
        let mut right = Vec::new();
        let mut best: Option<Wrong> = None;
        let mut rivals = 0;
        for part in &parts {
            let wholes = self.wholes_of(facts, at, part.fact);
            let is_told = wholes.iter().any(|(_, named)| *named >= Named::PlaceAndKind);
            for (whole, named) in wholes {
                let near = whole.line == share.line && whole.claim.sentence + 1 >= share.claim.sentence;
                let may_be = near || whole.claim.is_actual() || whole.claim.role == Role::Extreme;
                if may_be && ratio(part.fact, whole).is_none_or(|r| r.meets(&share.amount.interval)) {
                    // Of two digits, values far off are a share by chance; and where 占 names its whole, it is of that.
                    if digits >= 3 && !is_told || near || named >= Named::Place || named == Named::Nothing && !part.is_beside {
                        right.push((part.fact, whole));
                    }
                    continue;
                }
                let Some(mut wrong) = self.wrong(share, part, whole, named, near, digits) else { continue };
                // What its parts add up to is their whole, and no other value is.
                let is_closed = self.is_told_of(facts, at, part.fact) && self.closes(facts, part.fact, whole);
                wrong.weight += if is_closed { 3 } else { 0 };
                wrong.is_closed = is_closed;
                match &best {
                    Some(b) if b.weight > wrong.weight => {}
                    Some(b) if b.weight == wrong.weight => {
                        rivals += i32::from(!b.whole.amount.interval.meets(&wrong.whole.amount.interval))
                    }
                    _ => {
                        rivals = 0;
                        best = Some(wrong);
                    }
                }
            }
        }
        if !right.is_empty() {
            return Judged::Right(right);
        }
        // 甲12.3亿元、乙9.6亿元、丙7.8亿元，三者占比70.9%
        let has_alibi = |wrong: &Wrong| {
            let (reading, figures) = (self.reading(share), self.subject.figures(share.line));
            alibi::of_any_share(reading, figures, share.claim.figure, &share.amount.interval, &wrong.part.amount.dimension)
        };
        // 户数占75.5%，面积占76.2%: what it should be is said of something else.
        let is_told = |wrong: &Wrong| {
            let beside = |f: &&Fact| {
                f.line == share.line && f.claim.figure.abs_diff(share.claim.figure) <= BESIDE && f.claim.figure != share.claim.figure
            };
            let is_it =
                |f: &Fact| f.amount.dimension == "percent" && ratio(wrong.part, wrong.whole).is_some_and(|r| r.meets(&f.amount.interval));
            digits >= 2 && facts[at.saturating_sub(2 * BESIDE)..].iter().take(4 * BESIDE).filter(beside).any(is_it)
        };
        // Where words tie both, only a value beside them can be meant in the place of one of them.
        let is_beside = |wrong: &Wrong| {
            let others =
                facts[at.saturating_sub(BESIDE)..at].iter().filter(|f| f.line == share.line && f.claim.sentence == share.claim.sentence);
            let like = others.filter(|f| {
                f.amount.dimension == wrong.part.amount.dimension && ![wrong.part, wrong.whole].iter().any(|own| std::ptr::eq(*own, *f))
            });
            like.into_iter()
                .any(|f| [ratio(f, wrong.whole), ratio(wrong.part, f)].into_iter().flatten().any(|r| r.meets(&share.amount.interval)))
        };
        let acquits = |wrong: &Wrong| if wrong.weight >= TIED { is_beside(wrong) } else { has_alibi(wrong) };
        let best = best.filter(|wrong| !is_told(wrong) && (digits < 3 || wrong.is_sure() || !acquits(wrong)));
        best.map_or(Judged::Open, |wrong| Judged::Wrong(Wrong { weight: wrong.weight - 2 * i32::from(rivals > 0), ..wrong }))
    }

    fn wrong<'f>(
        &self,
        share: &'f Fact<'f>,
        part: &Part<'f>,
        whole: &'f Fact<'f>,
        named: Named,
        near: bool,
        digits: usize,
    ) -> Option<Wrong<'f>> {
        let is_stem = self.rate(share).is_some_and(|rate| self.is_stem(rate, part.fact));
        // The value before a rate may be of anything; its name must tell.
        if self.rate(share).is_some() && !is_stem {
            return None;
        }
        let is_sure = named >= Named::PlaceAndKind || is_stem && near;
        let is_more = part.fact.amount.interval.is_above(&whole.amount.interval);
        if named == Named::Other
            || !whole.is_exact()
            || !(whole.claim.is_actual() || whole.claim.role == Role::Extreme)
            || whole.claim.role == Role::Than
            || of_two_times(part.fact, whole, named)
            || is_of_before(share) && !is_of_before(part.fact)
            || is_more && !is_sure
        {
            return None;
        }
        let (mended, slip) = self.mended_share(share, part.fact, whole)?;
        let is_share = std::ptr::eq(mended, share);
        // A share of one digit says nothing of a slip in its part, nor a part that is only called so.
        let least = if slip.slip <= Slip::Digit { 3 } else { 2 };
        if !is_share && (digits < least || !part.is_beside) {
            return None;
        }
        if is_more && (is_share || slip.digits < 3) {
            return None;
        }
        let by_name = match named {
            Named::Name | Named::PlaceAndKind => 4,
            _ if near && share.claim.statistic == Statistic::Share => 2,
            Named::Place => 1,
            _ if near => 1,
            _ => 0,
        };
        let is_total =
            holds(&whole.noun, &WORDS.whole) || whole.claim.scopes.iter().any(|s| crate::claims::scope::SCOPES.group(*s) == "whole-place");
        let by_slip = match slip.slip {
            // Two neighbours of three digits are hardly exchanged by chance.
            Slip::Exchange if is_share && digits >= 3 => 2,
            Slip::Exchange | Slip::Magnitude => 1,
            Slip::Digit => 0,
            Slip::Length => -1,
        };
        let by_digits = if is_share { i32::from(digits >= 3) } else { i32::from(slip.digits >= 3) - 1 - i32::from(digits <= 2) };
        let period = |f: &Fact| f.claim.period.as_ref().map(|p| p.text.clone());
        let by_time = match (period(part.fact), period(whole)) {
            (Some(a), Some(b)) => {
                if a == b {
                    1
                } else {
                    -1
                }
            }
            _ => 0,
        };
        let weight = by_time + by_name + by_slip + by_digits + i32::from(is_total) + i32::from(part.is_beside) + 2 * i32::from(is_stem);
        Some(Wrong { part: part.fact, whole, mend: (mended, slip), digits, is_named: is_sure || is_stem, is_closed: false, weight })
    }

    /// The one figure that, mended, makes the share right: itself or the part.
    fn mended_share<'f>(&self, share: &'f Fact<'f>, part: &'f Fact<'f>, whole: &'f Fact<'f>) -> Option<(&'f Fact<'f>, Mend)> {
        let half = Decimal::new(5, share.amount.scale.decimals + 1);
        let of_share = mend(self.reading(share), &share.amount, &ratio(part, whole)?.widened(half)?);
        if let Some(mend) = of_share {
            return Some((share, mend));
        }
        let factor = share.amount.interval.scaled(Decimal::new(1, 2))?;
        let wanted = whole.amount.interval.times(&factor)?;
        Some((part, mend(self.reading(part), &part.amount, &wanted)?))
    }
}

/// A part of a whole in percent.
pub(super) fn ratio(part: &Fact, whole: &Fact) -> Option<Interval> {
    part.amount.interval.over(&whole.reach())?.scaled(Decimal::ONE_HUNDRED)
}

/// 去年全年这一比重是36.1%: the share is of the year before.
///
/// 占同期进出口总值的70%: of the same time, not of one before.
fn is_of_before(fact: &Fact) -> bool {
    let is_same = fact.claim.statistic == Statistic::Share && fact.claim.period.as_ref().is_some_and(|period| period.text == "同期");
    !is_same && fact.claim.period.as_ref().is_some_and(Period::is_previous)
}

/// 2020年林地84万亩，今年国有林63万亩: of two times.
pub(super) fn of_two_times(part: &Fact, whole: &Fact, named: Named) -> bool {
    let is_previous = |f: &Fact| f.claim.period.as_ref().is_some_and(Period::is_previous);
    let years = part.claim.period.as_ref().and_then(Period::year).zip(whole.claim.period.as_ref().and_then(Period::year));
    let years = years.filter(|(a, b)| std::mem::discriminant(a) == std::mem::discriminant(b));
    let is_told = part.claim.period.is_some() && whole.claim.period.is_some();
    is_previous(part) != is_previous(whole) && (is_told || named != Named::Name) || years.is_some_and(|(a, b)| a != b)
}
