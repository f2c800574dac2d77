//! Figures that contradict each other within a line: what claims say of one thing, held together with arithmetic.
//!
//! Each family is a room: `growth`, … They share a [`Scene`](scene::Scene) (the line with its claims), [`Amount`](amount::Amount)s to
//! calculate with, and one habit: a claim is reported only if no reading of the sentence makes it right.

mod above;
mod against;
pub(super) mod alibi;
pub(super) mod amount;
mod averages;
mod beyond;
pub(in crate::rules) mod calendar;
mod chains;
mod change;
pub(super) mod closed;
mod closings;
mod comparisons;
mod consensus;
mod contrary;
mod contributions;
mod counted;
pub(in crate::rules) mod differences;
mod direction;
mod division;
mod durations;
mod ends;
mod exclusive;
mod extremes;
mod factors;
mod fractions;
mod growth;
mod growth_accounts;
mod leftovers;
mod lists;
mod manifold;
mod means;
mod moves;
mod multiples;
mod nearby;
mod orders;
mod outgrown;
mod owners;
mod paces;
mod pairs;
mod passed;
mod placed;
mod points;
mod portions;
mod products;
mod proven;
mod quotes;
mod ranks;
mod rates;
mod rests;
mod rows;
mod scales;
mod scene;
mod second;
mod shares;
pub(super) mod slip;
mod standings;
mod stretches;
mod sums;
mod superlatives;
mod swallowed;
mod taken;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_against;
#[cfg(test)]
mod tests_averages;
#[cfg(test)]
mod tests_comparisons;
#[cfg(test)]
mod tests_consensus;
#[cfg(test)]
mod tests_contrary;
#[cfg(test)]
mod tests_division;
#[cfg(test)]
mod tests_ends;
#[cfg(test)]
mod tests_exclusive;
#[cfg(test)]
mod tests_factors;
#[cfg(test)]
mod tests_lists;
#[cfg(test)]
mod tests_named;
#[cfg(test)]
mod tests_orders;
#[cfg(test)]
mod tests_owners;
#[cfg(test)]
mod tests_portions;
#[cfg(test)]
mod tests_prose;
#[cfg(test)]
mod tests_proven;
#[cfg(test)]
mod tests_ranks;
#[cfg(test)]
mod tests_rates;
#[cfg(test)]
mod tests_reports;
#[cfg(test)]
mod tests_right;
#[cfg(test)]
mod tests_rows;
#[cfg(test)]
mod tests_second;
#[cfg(test)]
mod tests_swallowed;
#[cfg(test)]
mod tests_units;
#[cfg(test)]
mod tests_witness;
#[cfg(test)]
mod tests_words;
mod thresholds;
mod totals;
mod trends;
mod two_shares;
mod units;
mod witness;

use std::collections::HashSet;

use crate::claims::Claim;
use crate::figures::figure::Figure;
use crate::rules::coverage::Check;
use crate::rules::finding::Finding;
use scene::{Found, Scene};

/// A family: looks at a line and notes what it found.
type Family = fn(&Scene, &mut Found);

/// Every family, in the order of its findings.
const FAMILIES: &[(Check, Family)] = &[
    (Check::Growth, growth::check),
    (Check::Growth, ends::check),
    (Check::Change, change::check),
    (Check::Direction, direction::check),
    (Check::Direction, paces::check),
    (Check::Direction, contrary::check),
    (Check::Direction, above::check),
    (Check::Direction, points::check),
    (Check::Change, against::check),
    (Check::Sums, sums::check),
    (Check::Shares, shares::check),
    (Check::Shares, owners::check),
    (Check::Shares, rates::check),
    (Check::Sums, rests::check),
    (Check::Sums, rows::check),
    (Check::Sums, closings::check),
    (Check::Sums, counted::check),
    (Check::Sums, calendar::check),
    (Check::Sums, beyond::check),
    (Check::Sums, swallowed::check),
    (Check::Sums, exclusive::check),
    (Check::Sums, taken::check),
    (Check::Shares, contributions::check),
    (Check::Averages, averages::check),
    (Check::Averages, means::check),
    (Check::Averages, division::check),
    (Check::Averages, products::check),
    (Check::Averages, stretches::check),
    (Check::Comparisons, quotes::check),
    (Check::Averages, factors::check),
    (Check::Shares, fractions::check),
    (Check::Comparisons, comparisons::check),
    (Check::Comparisons, multiples::check),
    (Check::Shares, two_shares::check),
    (Check::Shares, portions::check),
    (Check::Shares, consensus::check),
    (Check::Shares, leftovers::check),
    (Check::Chains, chains::check),
    (Check::Chains, outgrown::check),
    (Check::Ranks, ranks::check),
    (Check::Ranks, superlatives::check),
    (Check::Ranks, orders::check),
    (Check::Ranks, moves::check),
    (Check::Direction, thresholds::check),
    (Check::Direction, passed::check),
    (Check::Units, units::check),
    (Check::Units, scales::check),
    (Check::Change, differences::check),
    (Check::Comparisons, manifold::check),
    (Check::Ranks, standings::check),
    (Check::Ranks, extremes::check),
    (Check::Ranks, second::check),
    (Check::Change, proven::check),
    (Check::Direction, trends::check),
];

/// The most findings of a line that are told: who has mended so many looks again.
const MOST_FINDINGS: usize = 256;

/// The findings of a line, and the figures that took part in a check.
pub(super) fn check(reading: &str, figures: &[Figure], claims: &[Claim]) -> (Vec<Finding>, Vec<(usize, Check)>) {
    let scene = Scene { reading, figures, claims };
    let mut found = Found::default();
    let mut checked = Vec::new();
    // Two families may tell the same of the same figures: parts by 其中, and parts that leave nothing out.
    let mut told = HashSet::new();
    for (check, family) in FAMILIES.iter().copied() {
        let before = found.findings.len();
        family(&scene, &mut found);
        checked.extend(found.checked.drain(..).map(|figure| (figure, check)));
        // What does not leave must not keep the next family from looking.
        // Rooms and witnesses go over what was found: a hostile line of thousands of errors would cost quadratic time.
        let mut new = found.findings.split_off(before);
        new.truncate(MOST_FINDINGS.saturating_sub(before));
        let is_sure = |f: &Finding| found.sure.contains(&f.range);
        let leaves = |f: &Finding| is_sure(f) || !witness::speaks_for(&scene, f);
        let new: Vec<Finding> = new.into_iter().filter(|f| leaves(f) && told.insert((f.code, f.range, f.message.zh.clone()))).collect();
        found.findings.extend(new);
    }
    (found.findings, checked)
}
