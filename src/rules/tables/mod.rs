//! Tables of an article: against its text (A3), and against themselves: totals, shares, growth.

mod against;
mod cells;
mod grid;
mod sums;
#[cfg(test)]
mod tests;

use super::{OverLines, Subject};
pub(super) use grid::may_be_row;

/// What the tables of an article show.
pub(super) fn check(subject: &dyn Subject, found: &mut OverLines) {
    let grids = grid::grids(subject);
    for grid in &grids {
        sums::check(subject, grid, found);
    }
    if !grids.is_empty() {
        against::check(subject, &grids, found);
        cells::check(subject, &grids, found);
    }
}
