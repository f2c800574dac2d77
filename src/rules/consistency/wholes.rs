//! Parts whose whole stands in another line: shares (C11) and breakdowns (B1) against the values told before.
//!
//! That a value is the whole is not said here, so the numbers must say it: the share, or the sum, comes right with one slip of the typist
//! mended, and no other value of the article makes it right as it stands.

use rust_decimal::Decimal;

use super::Comparison;
use super::fact::{Fact, Place};
use crate::claims::indicator::TABLE;
use crate::claims::{Period, Role, Statistic};
use crate::figures::figure::Interval;
use crate::rules::finding::{Finding, Message};
use crate::rules::relations::amount::distance;

/// How many values before a share are looked at.
const REACH: usize = 40;
/// Words by which a share says that it is of the whole and of nothing else.
const WHOLES: [&str; 8] = ["总量", "总数", "总额", "全部", "总计", "总值", "总投资", "总收入"];

/// Whether the words behind 占 name a noun: 占当年缴存额的 of 缴存住房公积金 does not, 占出口总值的 of 出口总值 does.
fn names(of: &str, noun: &str) -> bool {
    let ends = |s: &str| s.chars().rev().take(2).collect::<String>();
    let (a, b) = (of.chars().count(), noun.chars().count());
    let contains = a >= 2 && b >= 2 && (of.ends_with(noun) || noun.ends_with(of));
    let pairs = |s: &str| s.chars().zip(s.chars().skip(1)).map(|(x, y)| format!("{x}{y}")).collect::<Vec<_>>();
    let theirs = pairs(noun);
    contains || (a >= 3 && b >= 3 && ends(of) == ends(noun) && pairs(of).iter().filter(|p| theirs.contains(p)).count() >= 2)
}

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
                    (names_none || is_named) && self.is_slip_of(share, part, w, if is_named { 2 } else { 3 })
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

    /// Whether a share of three digits and more is what a part is of a whole but for one slip.
    fn is_slip_of(&self, share: &Fact, part: &Fact, whole: &Fact, least: usize) -> bool {
        let decimals = share.amount.scale.decimals;
        let number = &self.reading(share)[share.figure.number];
        let exact = || {
            let ratio = part.amount.printed()?.value.checked_div(whole.amount.printed()?.value)?;
            Some(ratio.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(decimals))
        };
        let digits = number.chars().filter(char::is_ascii_digit).count();
        digits >= least && exact().is_some_and(|e| distance(number, &format!("{e:.*}", decimals as usize)) == 1)
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

    /// B1 over lines: 分产品看，甲…、乙…、丙….
    pub(super) fn breakdowns(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
        let mut at = 0;
        while at < facts.len() {
            let first = &facts[at];
            let run = facts[at..].iter().take_while(|f| f.line == first.line && self.is_joined(first, f)).count().max(1);
            if self.opens_breakdown(first) {
                self.breakdown(&facts[..at], &facts[at..at + run], findings);
            }
            at += run;
        }
    }

    /// Whether only commas and semicolons stand between two facts.
    fn is_joined(&self, first: &Fact, fact: &Fact) -> bool {
        let reading = self.reading(first);
        let between = reading.get(usize::from(first.figure.range.start())..usize::from(fact.figure.range.start()));
        between.is_some_and(|text| text.len() < 1200 && !text.contains(['。', '!', '?']))
    }

    /// Whether a sentence begins with 分产品看, 从来源看, 按规模分.
    fn opens_breakdown(&self, first: &Fact) -> bool {
        let before = &self.reading(first)[..usize::from(first.figure.range.start())];
        let start = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        let sentence = before[start..].rsplit(['。', '!', '?']).next().unwrap_or("").trim_start();
        let Some((head, _)) = sentence.split_once([',', '，']) else { return false };
        head.starts_with(['分', '从', '按']) && head.ends_with(['看', '分']) && head.chars().count() <= 10
    }

    fn breakdown(&self, before: &[Fact], run: &[Fact], findings: &mut Vec<Finding>) {
        let is_part = |f: &&Fact| {
            f.claim.statistic == Statistic::Level
                && !matches!(f.claim.role, Role::Than | Role::From)
                && !f.claim.period.as_ref().is_some_and(Period::is_previous)
                && f.claim.whole.is_none()
                && f.is_exact()
        };
        let Some(dimension) = run.iter().find(is_part).map(|f| f.amount.dimension.clone()) else { return };
        let parts: Vec<&Fact> = run.iter().filter(is_part).filter(|f| f.amount.dimension == dimension).collect();
        let sum = parts.iter().try_fold(Interval::point(Decimal::ZERO), |sum, f| sum.plus(&f.amount.interval));
        let (Some(sum), true) = (sum, parts.len() >= 2) else { return };
        let largest = |f: &&Fact| parts.iter().all(|p| !p.amount.interval.is_above(&f.amount.interval));
        let wholes: Vec<&Fact> = before
            .iter()
            .rev()
            .take(REACH)
            .filter(|f| f.claim.statistic == Statistic::Level && f.amount.dimension == dimension && f.line != run[0].line)
            .filter(largest)
            .collect();
        if wholes.iter().any(|w| w.amount.interval.meets(&sum)) {
            return;
        }
        let total: Decimal = parts.iter().filter_map(|f| f.amount.printed()).map(|p| p.value).sum();
        let is_near = |f: &&&Fact| {
            let printed = f.amount.printed().map(|p| p.value);
            f.is_exact() && printed.is_some_and(|value| (value - total).abs() * Decimal::from(10) <= value)
        };
        let near: Vec<&&Fact> = wholes.iter().filter(is_near).collect();
        let [whole, rest @ ..] = &near[..] else { return };
        if rest.iter().any(|r| !r.amount.interval.meets(&whole.amount.interval)) {
            return;
        }
        let (made, told) = (whole.amount.scale.text(total), self.text(whole));
        let terms: Vec<String> = parts.iter().filter_map(|f| f.amount.printed()).map(|p| whole.amount.scale.number(p.value)).collect();
        let message = Message::new(
            format!("分项之和与总数不符：各项合计{made}，前文总数写作“{told}”"),
            format!("the parts do not add up: they make {made}, the whole above is “{told}”"),
        );
        let last = parts[parts.len() - 1];
        let mut finding = self.report("parts-sum-mismatch", message, last, whole);
        finding.evidence.iter_mut().for_each(|e| e.formula = Message::both(format!("{} = {made} ≠ {told}", terms.join(" + "))));
        finding.fixes.truncate(0);
        finding.range = parts[0].range.cover(last.range);
        findings.push(finding);
    }
}
