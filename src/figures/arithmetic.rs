//! Arithmetic with the intervals of figures: what printed, rounded values allow for their sums, differences, products and quotients.
//!
//! Every operation is checked: what does not fit into 28 digits has no result, and no rule speaks of it. An open end stays open.

use rust_decimal::Decimal;

use super::figure::Interval;

impl Interval {
    /// Every value of this plus every value of the other.
    pub fn plus(&self, other: &Interval) -> Option<Interval> {
        let (lo, lo_closed) = sum(self.lo, self.lo_closed, other.lo, other.lo_closed)?;
        let (hi, hi_closed) = sum(self.hi, self.hi_closed, other.hi, other.hi_closed)?;
        Some(Interval { lo, lo_closed, hi, hi_closed })
    }

    /// With the opposite sign.
    pub fn negated(&self) -> Interval {
        let turned = |end: Option<Decimal>| end.map(|e| -e);
        Interval { lo: turned(self.hi), lo_closed: self.hi_closed, hi: turned(self.lo), hi_closed: self.lo_closed }
    }

    /// Every value of this less every value of the other.
    pub fn minus(&self, other: &Interval) -> Option<Interval> {
        self.plus(&other.negated())
    }

    /// Every value times a number; a negative one turns the interval round.
    pub fn scaled(&self, factor: Decimal) -> Option<Interval> {
        let of = if factor.is_sign_negative() { self.negated() } else { *self };
        let times = |end: Option<Decimal>| match end {
            Some(end) => end.checked_mul(factor.abs()).map(Some),
            None => Some(None),
        };
        Some(Interval { lo: times(of.lo)?, hi: times(of.hi)?, ..of })
    }

    /// Every value times every value of the other; both must not be negative.
    pub fn times(&self, other: &Interval) -> Option<Interval> {
        let lo = self.not_negative()?.checked_mul(other.not_negative()?)?;
        let hi = match (self.hi, other.hi) {
            (Some(a), Some(b)) => Some(a.checked_mul(b)?),
            _ => None,
        };
        Some(Interval { lo: Some(lo), lo_closed: self.lo_closed && other.lo_closed, hi, hi_closed: self.hi_closed && other.hi_closed })
    }

    /// Every value divided by every value of the other; this one must not be negative, the other must be positive.
    pub fn over(&self, other: &Interval) -> Option<Interval> {
        let (low, divisor_low) = (self.not_negative()?, other.not_negative()?);
        let lo = match other.hi {
            Some(hi) => low.checked_div(hi)?,
            None => Decimal::ZERO,
        };
        let hi = match self.hi {
            Some(hi) if !divisor_low.is_zero() => Some(hi.checked_div(divisor_low)?),
            _ => None,
        };
        Some(Interval { lo: Some(lo), lo_closed: self.lo_closed && other.hi_closed, hi, hi_closed: self.hi_closed && other.lo_closed })
    }

    /// Every value raised to a small power.
    pub fn raised(&self, power: u32) -> Option<Interval> {
        (0..power).try_fold(Interval::point(Decimal::ONE), |product, _| product.times(self))
    }

    /// As much wider on both sides.
    pub fn widened(&self, by: Decimal) -> Option<Interval> {
        self.plus(&Interval { lo: Some(-by), lo_closed: true, hi: Some(by), hi_closed: true })
    }

    /// Whether a value lies in it.
    pub fn contains(&self, value: Decimal) -> bool {
        self.meets(&Interval::point(value))
    }

    /// Whether all of it lies above all of the other.
    pub fn is_above(&self, other: &Interval) -> bool {
        !self.meets(other) && matches!((self.lo, other.hi), (Some(lo), Some(hi)) if lo >= hi)
    }

    /// The middle, or the end that is there.
    pub fn middle(&self) -> Option<Decimal> {
        match (self.lo, self.hi) {
            (Some(lo), Some(hi)) => lo.checked_add(hi)?.checked_div(Decimal::TWO),
            (lo, hi) => lo.or(hi),
        }
    }

    fn not_negative(&self) -> Option<Decimal> {
        self.lo.filter(|lo| !lo.is_sign_negative() || lo.is_zero())
    }
}

type End = (Option<Decimal>, bool);

fn sum(one: Option<Decimal>, one_closed: bool, other: Option<Decimal>, other_closed: bool) -> Option<End> {
    match (one, other) {
        (Some(a), Some(b)) => Some((Some(a.checked_add(b)?), one_closed && other_closed)),
        _ => Some((None, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(lo: i64, hi: i64) -> Interval {
        Interval { lo: Some(lo.into()), lo_closed: true, hi: Some(hi.into()), hi_closed: false }
    }

    #[test]
    fn sums_and_differences_take_the_ends_that_are_farthest() {
        assert_eq!(between(1, 2).plus(&between(10, 20)), Some(between(11, 22)));
        let difference = between(10, 20).minus(&between(1, 2)).unwrap();
        assert_eq!((difference.lo, difference.hi), (Some(8.into()), Some(19.into())));
    }

    #[test]
    fn quotients_of_open_intervals_stay_open() {
        let over = Interval { hi: None, hi_closed: false, ..between(4, 5) };
        assert_eq!(over.over(&between(1, 2)).unwrap().hi, None);
        assert_eq!(between(4, 8).over(&between(2, 4)).unwrap().lo, Some(Decimal::ONE));
        assert_eq!(between(-1, 8).over(&between(2, 4)), None);
    }

    #[test]
    fn what_does_not_fit_has_no_result() {
        let huge = Interval::point(Decimal::MAX);
        assert_eq!(huge.plus(&huge), None);
        assert_eq!(huge.times(&huge), None);
    }
}
