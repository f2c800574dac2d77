//! Figures that contradict each other within a line: what claims say of one thing, held together with arithmetic.
//!
//! Each family is a room: `growth`, … They share a [`Scene`](scene::Scene) (the line with its claims), [`Amount`](amount::Amount)s to
//! calculate with, and one habit: a claim is reported only if no reading of the sentence makes it right.

pub(super) mod amount;
mod change;
mod direction;
mod growth;
mod pairs;
mod scene;
mod shares;
mod sums;
#[cfg(test)]
mod tests;

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
    found.checked.sort_unstable();
    found.checked.dedup();
    (found.findings, found.checked)
}
