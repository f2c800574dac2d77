//! Shares and rates whose part and whole stand anywhere in the article (C11): 占全部签约额的78%, 开工率85.7%.
//!
//! A share that some pair of values makes right is right. Where none does, what speaks for a whole is weighed: whether 占 names it, where it
//! stands, whether other shares of the sentence are of it, and whether one slip of the typist explains all.

mod judge;
mod pair;
mod tenths;

use rust_decimal::Decimal;

use super::Comparison;
use super::fact::{Fact, Place};
use super::words::{WORDS, ends, holds};
use crate::claims::{Role, Statistic};
use crate::figures::figure::Kind;
use crate::rules::finding::{Finding, Message};
use crate::rules::relations::slip::in_scale;
use crate::text::TextRange;
use judge::{Judged, Witness};

/// How many figures away another share is beside one.
const BESIDE: usize = 4;

impl Comparison<'_> {
    /// C11: every share of the article. Says which of those that it reports are sure by their words alone.
    pub(super) fn shares(&self, facts: &[Fact], findings: &mut Vec<Finding>, checked: &mut Vec<(usize, usize)>) -> Vec<TextRange> {
        let mut sure = Vec::new();
        let shares: Vec<usize> = (0..facts.len()).filter(|at| self.is_share(&facts[*at])).collect();
        let judged: Vec<Judged> = shares.iter().map(|at| self.judge_share(facts, *at)).collect();
        for (place, at) in shares.iter().enumerate() {
            let share = &facts[*at];
            if matches!(judged[place], Judged::Open) && !self.is_told(&[share], &["tenths-", "share-"]) {
                findings.extend(self.in_tenths(facts, *at));
            }
            let Judged::Wrong(wrong) = &judged[place] else {
                if let Judged::Right(pairs) = &judged[place] {
                    let taken = pairs.iter().flat_map(|(p, w)| [*p, *w]).chain([share]);
                    checked.extend(taken.map(|f| (f.line, f.claim.figure)));
                }
                continue;
            };
            let witness = self.witness(facts, &shares, &judged, share, wrong);
            let is_told =
                self.is_told(&[share], &["share-", "completion-"]) || witness == Witness::Beside && self.is_told(&[share], &["shares-"]);
            if wrong.weight(witness) >= judge::ENOUGH && !is_told {
                findings.extend(self.share_finding(share, wrong));
                let is_sure = wrong.is_sure() || wrong.is_closed() && self.is_whole_of_all(facts, &shares, &judged, place, wrong);
                sure.extend((is_sure && !self.is_of_several(wrong.part, share)).then_some(share.range));
            }
        }
        sure
    }

    /// 对东盟12.4亿元、欧盟9.7亿元、美国6.3亿元，三大市场合计占48.5%: the share is of all that was told, and not of the last value.
    fn is_of_several(&self, part: &Fact, share: &Fact) -> bool {
        let figures = self.subject.figures(share.line);
        let between = part.claim.figure + 1..share.claim.figure;
        let counts = figures.get(between).unwrap_or_default().iter().any(|figure| figure.kind == Kind::Enumeration);
        part.line != share.line
            || counts
            || holds(self.gap(part, share), &WORDS.sums)
            || self.gap(part, share).contains(['合', '共', '均', '各'])
    }

    /// Whether another share that comes out right is of the whole that one would be of.
    fn witness(&self, facts: &[Fact], shares: &[usize], judged: &[Judged], share: &Fact, wrong: &judge::Wrong) -> Witness {
        let mut best = Witness::None;
        for (at, other) in shares.iter().zip(judged) {
            let Judged::Right(pairs) = other else { continue };
            // Two digits come right by chance, but of a whole that is named or near.
            if !pairs
                .iter()
                .any(|(_, w)| w.amount.interval == wrong.whole.amount.interval && w.amount.dimension == wrong.whole.amount.dimension)
            {
                continue;
            }
            if facts[*at].line == share.line && facts[*at].claim.sentence.abs_diff(share.claim.sentence) <= 1 {
                return Witness::Beside;
            }
            best = Witness::Somewhere;
        }
        best
    }

    /// Whether the other shares beside it, if there are some, are of the same whole.
    fn is_whole_of_all(&self, facts: &[Fact], shares: &[usize], judged: &[Judged], place: usize, wrong: &judge::Wrong) -> bool {
        let share = &facts[shares[place]];
        let is_beside = |at: usize| facts[at].line == share.line && facts[at].claim.figure.abs_diff(share.claim.figure) <= BESIDE;
        let others = shares.iter().zip(judged).enumerate().filter(|(nth, (at, _))| *nth != place && is_beside(**at));
        let is_of_it = |judged: &Judged| matches!(judged, Judged::Right(pairs) if pairs.iter().any(|(_, w)| w.amount.interval == wrong.whole.amount.interval));
        others.into_iter().all(|(_, (_, judged))| is_of_it(judged))
    }

    /// Whether a percentage is a share of one value in another.
    fn is_share(&self, fact: &Fact) -> bool {
        let claim = fact.claim;
        let is_open = claim.has_caveat || claim.of_value.is_some() || !claim.is_actual() || fact.place != Place::Body;
        let is_said = claim.statistic == Statistic::Share && matches!(claim.role, Role::Plain | Role::To);
        let is_rate = matches!(claim.role, Role::Plain | Role::To | Role::PlanShare)
            && self.rate(fact).is_some_and(|rate| !ends(rate, &WORDS.no_share));
        !is_open && fact.is_exact() && fact.amount.dimension == "percent" && (is_said || is_rate)
    }

    fn share_finding(&self, share: &Fact, wrong: &judge::Wrong) -> Option<Finding> {
        let (part, whole) = (wrong.part, wrong.whole);
        let (p, w, s) = (self.text(part), self.text(whole), self.text(share));
        let exact = part.amount.printed()?.value.checked_div(whole.amount.printed()?.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
        let right = format!("{}%", in_scale(&share.amount.scale, exact)?);
        let message = Message::new(
            format!("占比不符：{p}占{w}的{right}，写作“{s}”"),
            format!("the share is wrong: {p} of {w} is {right}, not “{s}”"),
        );
        let formula = Message::both(format!("{p} ÷ {w} = {right} ≠ {s}"));
        let mut finding = self.finding_of_share("share-mismatch", (message, formula), part, share, whole);
        finding.fixes = vec![self.change(wrong.mend.0, &wrong.mend.1)];
        Some(finding)
    }

    /// A finding at a share, with its part and its whole as evidence.
    fn finding_of_share(
        &self,
        code: &'static str,
        (message, formula): (Message, Message),
        part: &Fact,
        share: &Fact,
        whole: &Fact,
    ) -> Finding {
        let mut finding = self.report(code, message, share, whole);
        if let Some(evidence) = &mut finding.evidence {
            evidence.formula = formula;
            let mut value = crate::rules::style::as_value(self.reading(part), part.figure);
            value.range = part.range;
            evidence.values.insert(0, value);
        }
        finding
    }
}
