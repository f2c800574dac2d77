//! Figures that contradict each other within a line: what claims say of one thing, held together with arithmetic.
//!
//! Each family is a room: `growth`, … They share a [`Scene`](scene::Scene) (the line with its claims), [`Amount`](amount::Amount)s to
//! calculate with, and one habit: a claim is reported only if no reading of the sentence makes it right.

pub(super) mod amount;
mod averages;
mod chains;
mod change;
mod comparisons;
mod direction;
mod division;
mod durations;
mod fractions;
mod growth;
mod means;
mod multiples;
mod nearby;
mod pairs;
mod ranks;
mod scene;
mod shares;
mod sums;
mod superlatives;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_averages;
#[cfg(test)]
mod tests_comparisons;
#[cfg(test)]
mod tests_ranks;
#[cfg(test)]
mod tests_units;
#[cfg(test)]
mod tests_words;
mod two_shares;
mod units;

use crate::claims::Claim;
use crate::figures::figure::Figure;
use crate::rules::finding::Finding;
use scene::{Found, Scene};

/// The findings of a line, and the figures that took part in a check.
pub(super) fn check(reading: &str, figures: &[Figure], claims: &[Claim]) -> (Vec<Finding>, Vec<usize>) {
    let scene = Scene { reading, figures, claims };
    let mut found = Found::default();
    growth::check(&scene, &mut found);
    change::check(&scene, &mut found);
    direction::check(&scene, &mut found);
    sums::check(&scene, &mut found);
    shares::check(&scene, &mut found);
    averages::check(&scene, &mut found);
    means::check(&scene, &mut found);
    division::check(&scene, &mut found);
    fractions::check(&scene, &mut found);
    superlatives::check(&scene, &mut found);
    comparisons::check(&scene, &mut found);
    multiples::check(&scene, &mut found);
    two_shares::check(&scene, &mut found);
    chains::check(&scene, &mut found);
    ranks::check(&scene, &mut found);
    units::check(&scene, &mut found);
    found.checked.sort_unstable();
    found.checked.dedup();
    (found.findings, found.checked)
}
