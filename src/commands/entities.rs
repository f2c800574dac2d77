//! `heshu entities`: whom and what articles name.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::entities::EntityKind;
use crate::output::{self, Places};

use super::document::Document;
use super::listing::{self, Format};
use super::session::Surroundings;
use super::{Exit, Globals};

/// Options of `heshu entities`.
#[derive(Args, Debug)]
pub struct Options {
    /// Files, folders, globs, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print mentions
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// Only these kinds, separated by commas; places are listed only where they are asked for
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    kind: Vec<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Company,
    Project,
    Organization,
    Person,
    Place,
}

impl Kind {
    fn entity_kind(self) -> EntityKind {
        match self {
            Kind::Company => EntityKind::Company,
            Kind::Project => EntityKind::Project,
            Kind::Organization => EntityKind::Organization,
            Kind::Person => EntityKind::Person,
            Kind::Place => EntityKind::Place,
        }
    }
}

/// Lists mentions.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    let header = (options.format == Format::Csv).then(output::entities::csv_header);
    listing::run(globals, &options.paths, header, |document, surroundings| list(document, surroundings, options))
}

fn list(document: &Document, surroundings: &Surroundings, options: &Options) -> String {
    let text = &document.decoded.text;
    let analysis = surroundings.analysis(text);
    let kinds: Vec<EntityKind> = options.kind.iter().map(|k| k.entity_kind()).collect();
    let places = Places::new(text);
    let rows = output::entities::rows(&document.name, text, &analysis, &kinds, &places);
    match options.format {
        Format::Table => output::entities::table(&rows),
        Format::Jsonl => output::entities::jsonl(&rows),
        Format::Csv => output::entities::csv(&rows),
    }
}
