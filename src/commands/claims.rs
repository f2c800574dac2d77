//! `heshu claims`: what every figure of articles says of what.

use std::path::PathBuf;

use clap::Args;

use crate::output::{self, Places};

use super::document::Document;
use super::listing::{self, Format};
use super::session::Surroundings;
use super::{Exit, Globals};

/// Options of `heshu claims`.
#[derive(Args, Debug)]
pub struct Options {
    /// Files, folders, globs, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print claims
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Lists claims.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    let header = (options.format == Format::Csv).then(output::claims::csv_header);
    listing::run(globals, &options.paths, header, |document, surroundings| list(document, surroundings, options.format))
}

fn list(document: &Document, surroundings: &Surroundings, format: Format) -> String {
    let text = &document.decoded.text;
    let analysis = surroundings.analysis(text);
    let places = Places::new(text);
    let rows = output::claims::rows(&document.name, text, &analysis, &places);
    match format {
        Format::Table => output::claims::table(&rows, surroundings.locale),
        Format::Jsonl => output::claims::jsonl(&rows),
        Format::Csv => output::claims::csv(&rows),
    }
}
