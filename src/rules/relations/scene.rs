//! One line as these rules see it: its reading, its figures, its claims; and what they found in it.

use smol_str::SmolStr;

use super::amount::Amount;
use crate::claims::{Claim, Role, Statistic};
use crate::figures::figure::Figure;
use crate::rules::finding::{Evidence, Finding, Fix, Message, Related, Severity};
use crate::rules::style::as_value;
use crate::text::TextRange;

/// What says behind a bare number that it counts people.
const PEOPLE: [&str; 4] = ["人口", "常住人口", "户籍人口", "城镇人口"];

/// A line.
pub(super) struct Scene<'l> {
    /// The reading.
    pub reading: &'l str,
    /// Its figures.
    pub figures: &'l [Figure],
    /// Their claims, in order.
    pub claims: &'l [Claim],
}

/// What the rules found in a line.
#[derive(Default)]
pub(super) struct Found {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// The figures that took part in a check, by their indices.
    pub checked: Vec<usize>,
    /// Where findings stand that other figures prove already: no witness is heard for them.
    pub sure: Vec<TextRange>,
}

impl<'l> Scene<'l> {
    /// The figure of a claim.
    pub(super) fn figure(&self, claim: &Claim) -> &'l Figure {
        &self.figures[claim.figure]
    }

    /// A claim's figure as an amount.
    pub(super) fn amount(&self, claim: &Claim) -> Option<Amount<'l>> {
        let mut amount = Amount::of(self.reading, self.figures.get(claim.figure)?)?;
        // 40.6万常住人口: people, who need no measure word.
        let behind = &self.reading[amount.figure.range.end().into()..];
        if amount.dimension == "number" && PEOPLE.iter().any(|word| behind.starts_with(word)) {
            amount.dimension = SmolStr::new_static("count/人");
        }
        Some(amount)
    }

    /// A claim's figure as it is written.
    pub(super) fn text(&self, claim: &Claim) -> &'l str {
        &self.reading[self.figure(claim).range]
    }

    /// The claims that stand between two, by their figures; found without a walk over the line.
    pub(super) fn between(&self, one: &Claim, other: &Claim) -> &'l [Claim] {
        let start = self.claims.partition_point(|c| c.figure <= one.figure);
        let end = self.claims.partition_point(|c| c.figure < other.figure);
        self.claims.get(start..end).unwrap_or_default()
    }

    /// The claims behind one.
    pub(super) fn behind(&self, claim: &Claim) -> &'l [Claim] {
        &self.claims[self.claims.partition_point(|c| c.figure <= claim.figure)..]
    }

    /// Whether a claim's figure is printed with a minus.
    pub(super) fn has_minus(&self, claim: &Claim) -> bool {
        self.text(claim).starts_with(['-', '−', '负'])
    }

    /// Whether a claim is a value at some time, neither compared with nor per head.
    pub(super) fn is_value(&self, claim: &Claim) -> bool {
        claim.statistic == Statistic::Level && matches!(claim.role, Role::Plain | Role::To | Role::Done)
    }

    /// A finding at a claim's figure, with the other figures as related places and all of them as evidence.
    pub(super) fn finding(&self, what: What, at: &Claim, others: &[&Claim]) -> Finding {
        let others: Vec<usize> = others.iter().map(|c| c.figure).collect();
        self.finding_of(what, at.figure, &others)
    }

    /// The same for figures by their indices.
    pub(super) fn finding_of(&self, what: What, at: usize, others: &[usize]) -> Finding {
        let text = |at: usize| &self.reading[self.figures[at].range];
        let values = others.iter().copied().chain([at]).map(|at| as_value(self.reading, &self.figures[at])).collect();
        let related = others.iter().map(|at| Related {
            range: self.figures[*at].range,
            message: Message::new(format!("“{}”在这里", text(*at)), format!("“{}” stands here", text(*at))),
        });
        Finding {
            code: what.code,
            severity: what.severity,
            message: what.message,
            range: self.figures[at].range,
            evidence: Some(Evidence { formula: what.formula, values }),
            related: related.collect(),
            fixes: what.fixes,
        }
    }
}

/// What a finding says.
pub(super) struct What {
    /// The rule.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// In words.
    pub message: Message,
    /// In arithmetic.
    pub formula: Message,
    /// What would make it right.
    pub fixes: Vec<Fix>,
}
