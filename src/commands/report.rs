//! `heshu report`: one page for a desk editor.

use clap::Args;

use super::{Exit, Globals};

/// Options of `heshu report`.
#[derive(Args, Debug)]
pub struct Options {}

/// Writes a report.
pub fn run(_: &Globals, _: &Options) -> Exit {
    Exit::Failure
}
