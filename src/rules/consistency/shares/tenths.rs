//! Shares in tenths of a whole that their words name (C19): 采购20.52亿元，占营收的三成. No digit can be mended, so the words must leave no choice.

use rust_decimal::Decimal;

use super::{judge, pair};
use crate::claims::{Period, Role};
use crate::rules::beside::share_allowed;
use crate::rules::consistency::Comparison;
use crate::rules::consistency::fact::Fact;
use crate::rules::finding::{Finding, Message};

impl Comparison<'_> {
    /// 18.9万吨，占总产量的八成: a share in tenths of a whole that its words name, wherever that was told.
    pub(super) fn in_tenths(&self, facts: &[Fact], at: usize) -> Option<Finding> {
        let share = &facts[at];
        if self.text(share).contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let allowed = share_allowed(share.figure)?.widened(Decimal::TWO)?;
        let parts = self.parts_of(facts, at);
        let [part] = &parts[..] else { return None };
        let wholes = self.wholes_of(facts, at, part.fact);
        let meets = |whole: &Fact| judge::ratio(part.fact, whole).is_none_or(|ratio| ratio.meets(&allowed));
        let is_larger = |whole: &Fact| whole.amount.interval.is_above(&part.fact.amount.interval);
        let is_named = |(whole, named): &&(&Fact, pair::Named)| *named >= pair::Named::PlaceAndKind && is_larger(whole);
        let named: Vec<&Fact> = wholes.iter().filter(is_named).map(|(whole, _)| *whole).collect();
        let whole = named.first()?;
        let is_one = named.iter().all(|other| other.amount.interval.meets(&whole.amount.interval));
        let may_be = whole.is_exact() && whole.claim.is_actual() && !matches!(whole.claim.role, Role::Than | Role::From);
        let is_tied = part.is_beside && self.is_told_of(facts, at, part.fact) && !self.is_of_several(part.fact, share);
        // 去年农产品920万件，占出县件的四成半; 上年出县件1401.6万件: the year before last year.
        let time = |fact: &Fact| fact.claim.period.as_ref().map(|period| period.text.clone());
        let is_earlier = whole.claim.period.as_ref().is_some_and(Period::is_previous) && time(whole) != time(part.fact);
        let is_apart = is_earlier || judge::of_two_times(part.fact, whole, pair::Named::PlaceAndKind);
        if !(is_one && may_be && is_tied) || is_apart || wholes.iter().any(|(whole, _)| meets(whole)) {
            return None;
        }
        let (p, w, s) = (self.text(part.fact), self.text(whole), self.text(share));
        let is = judge::ratio(part.fact, whole)?.middle()?.round_dp(1).normalize();
        let message =
            Message::new(format!("“{s}”与数值不符：{p}占{w}的{is}%"), format!("“{s}” does not go with the values: {p} is {is} % of {w}"));
        let formula = Message::both(format!("{p} ÷ {w} = {is}% ≠ {s}"));
        let mut finding = self.finding_of_share("tenths-mismatch", (message, formula), part.fact, share, whole);
        finding.fixes.clear();
        Some(finding)
    }
}
