//! F2: a hedge against the exact value behind it: 突破50亿元，达到48.6亿元.

use super::Comparison;
use super::fact::Fact;
use super::words::WORDS;
use crate::claims::Role;
use crate::figures::figure::{Approximation, Kind};
use crate::rules::beside;
use crate::rules::finding::{Finding, Message};

impl Comparison<'_> {
    /// Whether nothing but a verb that restates stands between two figures: 突破50亿元，达到48.6亿元.
    fn restates(&self, one: &Fact, two: &Fact) -> bool {
        let between = &self.reading(one)
            [usize::from(one.figure.range.end())..usize::from(two.figure.range.start()).max(one.figure.range.end().into())];
        let restated = self.text(two).starts_with('达');
        let bare: String = between.chars().filter(|c| !",，、:：(（ ".contains(*c)).collect();
        WORDS.restates.contains(&bare) || restated && bare.is_empty()
    }

    /// F2: 突破50亿元，达到48.6亿元.
    pub(super) fn hedges(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
        for pair in facts.windows(2) {
            let [one, two] = pair else { continue };
            let same = one.line == two.line && one.claim.sentence == two.claim.sentence && one.claim.thread == two.claim.thread;
            let is_bounded = |f: &Fact| {
                matches!(
                    f.figure.approximation,
                    Approximation::Over | Approximation::Under | Approximation::Near | Approximation::AtLeast | Approximation::AtMost
                )
            };
            // Figures side by side are held together within their line.
            let is_beside =
                same && one.claim.figure + 1 == two.claim.figure && beside::is_restated(self.reading(one), one.figure, two.figure);
            if !same || is_beside || !self.restates(one, two) {
                continue;
            }
            let (hedged, exact) = if is_bounded(one) { (one, two) } else { (two, one) };
            let kinds = is_bounded(hedged)
                && exact.is_exact()
                && one.claim.statistic == two.claim.statistic
                && one.amount.dimension == two.amount.dimension;
            let one_thing = one.claim.period == two.claim.period
                && one.claim.modality == two.claim.modality
                && one.claim.whole == two.claim.whole
                && !two.claim.is_own;
            let plain = |f: &Fact| matches!(f.claim.role, Role::Plain | Role::To) && f.claim.list.is_none() && f.figure.kind != Kind::Rank;
            if !same || !kinds || !one_thing || !plain(one) || !plain(two) || one.amount.interval.meets(&two.amount.interval) {
                continue;
            }
            // 近30万，实为21万 is too far, not the other way round (F3).
            let is_far = hedged.figure.approximation == Approximation::Near && exact.amount.interval.hi < hedged.amount.interval.lo;
            // 超九成，达到84.2% is the tenths' own rule (C19).
            if is_far || self.text(hedged).contains(['成', '半']) || self.text(hedged).contains("分之") {
                continue;
            }
            let (x, y) = (self.text(hedged), self.text(exact));
            let message = Message::new(format!("“{x}”与精确的{y}相反"), format!("“{x}” goes against the exact {y}"));
            findings.push(self.report("hedge-contradicts", message, hedged, exact));
        }
    }
}
