//! Shares whose whole stands in another line (C11), against the values told before.
//!
//! That a value is the whole is not said here, so the numbers must say it: the share comes right with one slip of the typist mended, and
//! no other value of the article makes it right as it stands.

use rust_decimal::Decimal;

use super::Comparison;
use super::fact::{Fact, Place};
use super::likeness::names;
use crate::claims::indicator::TABLE;
use crate::claims::{Role, Statistic};
use crate::rules::finding::{Finding, Message};
use crate::rules::relations::slip::is_slip_of_share;

/// How many values before a share are looked at.
const REACH: usize = 40;
/// Words by which a share says that it is of the whole and of nothing else.
const WHOLES: [&str; 8] = ["总量", "总数", "总额", "全部", "总计", "总值", "总投资", "总收入"];

impl Comparison<'_> {
    /// C11 over lines.
    pub(super) fn shares(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
        for (at, share) in facts.iter().enumerate() {
            let claim = share.claim;
            let is_share =
                claim.statistic == Statistic::Share && claim.role == Role::Plain && claim.of_value.is_none() && share.place == Place::Body;
            if !is_share || !share.is_exact() || claim.has_caveat {
                continue;
            }
            let before = &facts[at.saturating_sub(REACH)..at];
            let part = before.iter().rev().take(4).find(|f| {
                f.line == share.line
                    && f.claim.thread == claim.thread
                    && f.claim.statistic == Statistic::Level
                    && f.amount.dimension != "percent"
            });
            let Some(part) = part.filter(|p| p.is_exact()) else { continue };
            let wholes: Vec<&Fact> = before
                .iter()
                .filter(|f| f.claim.statistic == Statistic::Level && f.amount.dimension == part.amount.dimension && f.range != part.range)
                .filter(|f| !part.amount.interval.is_above(&f.amount.interval))
                .collect();
            let ratio = |whole: &Fact| part.amount.interval.over(&whole.amount.interval)?.scaled(Decimal::ONE_HUNDRED);
            if wholes.iter().any(|w| ratio(w).is_none_or(|r| r.meets(&share.amount.interval))) {
                continue;
            }
            let other_line = wholes.iter().filter(|w| {
                (w.line != share.line || w.claim.sentence != claim.sentence) && w.is_exact() && w.claim.modality == part.claim.modality
            });
            // 占出口总值的61.8%: a value told under that name, or any value where 占 names nothing.
            let names_none = self.is_of_whole(share);
            let slips: Vec<&&Fact> = other_line
                .filter(|w| {
                    // 出口总额 is no 进出口总额, though one name ends with the other.
                    let is_named = match (TABLE.find(&claim.of.text), w.claim.indicator) {
                        (Some(of), Some(is)) => of == is,
                        _ => names(&claim.of.text, &w.noun),
                    };
                    (names_none || is_named)
                        && is_slip_of_share(self.reading(share), &share.amount, &part.amount, &w.amount, if is_named { 2 } else { 3 })
                })
                .collect();
            let [whole, rest @ ..] = &slips[..] else { continue };
            if rest.iter().all(|r| r.amount.interval.meets(&whole.amount.interval)) {
                findings.extend(self.share_finding(share, part, whole));
            }
        }
    }

    /// Whether 占 names nothing but the whole, or nothing at all.
    fn is_of_whole(&self, share: &Fact) -> bool {
        let of = share.claim.of.text.as_str();
        of.is_empty() || WHOLES.iter().any(|w| of.ends_with(w))
    }

    fn share_finding(&self, share: &Fact, part: &Fact, whole: &Fact) -> Option<Finding> {
        let (p, w, s) = (self.text(part), self.text(whole), self.text(share));
        let exact = part.amount.printed()?.value.checked_div(whole.amount.printed()?.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
        let right = format!("{:.*}%", share.amount.scale.decimals as usize, exact.round_dp(share.amount.scale.decimals));
        let message = Message::new(
            format!("占比不符：{p}占前文{w}的{right}，写作“{s}”"),
            format!("the share is wrong: {p} of {w} above is {right}, not “{s}”"),
        );
        let mut finding = self.report("share-mismatch", message, share, whole);
        finding.evidence.iter_mut().for_each(|e| e.formula = Message::both(format!("{p} ÷ {w} = {right} ≠ {s}")));
        finding.fixes.truncate(0);
        Some(finding)
    }
}
