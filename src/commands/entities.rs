//! `heshu entities`: whom and what articles name.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::analysis::Analysis;
use crate::entities::EntityKind;
use crate::output::{self, Places};
use crate::rules::Message;

use super::batch;
use super::document::{Document, Unread};
use super::inputs::{self, Input, Origin};
use super::results::Results;
use super::session::{Selection, Session, Surroundings};
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
    /// Only these kinds, separated by commas
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    kind: Vec<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns for people
    Table,
    /// A JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
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

/// What came of one file: its text for standard output and a note, or why it was not read.
type Outcome = Result<(String, Option<Message>), Unread>;

/// Lists mentions.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    try_run(globals, options).unwrap_or_else(|exit| exit)
}

fn try_run(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, Selection::default())?;
    let mut jobs: Vec<(Input, Arc<Surroundings>)> = Vec::new();
    for input in inputs::collect(&mut session, &options.paths, None)? {
        let surroundings = session.surroundings(input.folder())?;
        jobs.push((input, surroundings));
    }
    let console = session.console;
    let mut results = Results::new(globals, console);
    if options.format == Format::Csv {
        results.write(output::entities::csv_header().as_bytes());
    }
    let mut exit = session.exit;
    let take = |(input, _): &(Input, Arc<Surroundings>), outcome: Result<Outcome, batch::Fault>| match outcome {
        Ok(Ok((text, note))) => {
            note.iter().for_each(|note| console.note(note));
            results.write(text.as_bytes())
        }
        Ok(Err(Unread::Binary(message))) if input.origin == Origin::Walked => {
            console.note(&message);
            true
        }
        Ok(Err(Unread::Binary(message) | Unread::Unreadable(message))) => {
            exit = exit.max(Exit::Failure);
            console.error(&message);
            true
        }
        Err(batch::Fault) => {
            exit = Exit::Internal;
            let name = input.name();
            console.error(&Message::new(format!("分析 {name} 时发生内部错误"), format!("internal error while reading {name}")));
            true
        }
    };
    batch::run(&jobs, |(input, surroundings)| list(input, surroundings, options), take);
    Ok(exit.max(results.exit()))
}

fn list(input: &Input, surroundings: &Surroundings, options: &Options) -> Outcome {
    let document = Document::read(input)?;
    let text = &document.decoded.text;
    let analysis = Analysis::new(text, surroundings.knowledge.clone());
    let kinds: Vec<EntityKind> = options.kind.iter().map(|k| k.entity_kind()).collect();
    let (mentions, places, catalog) = (analysis.mentions(), Places::new(text), &surroundings.knowledge.catalog);
    let rows = output::entities::rows(&document.name, text, &mentions, catalog, &kinds, &places);
    let listed = match options.format {
        Format::Table => output::entities::table(&rows),
        Format::Jsonl => output::entities::jsonl(&rows),
        Format::Csv => output::entities::csv(&rows),
    };
    Ok((listed, document.encoding_note()))
}
