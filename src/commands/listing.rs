//! What the listing commands share: every file read and listed, in order, one fault never taking the rest with it.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;

use crate::rules::Message;

use super::batch;
use super::document::{Document, Unread};
use super::inputs::{self, Input, Origin};
use super::results::Results;
use super::session::{Selection, Session, Surroundings};
use super::{Exit, Globals};

/// How to print a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns for people
    Table,
    /// A JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
}

/// Lists what `list` finds in every file; `header` comes first.
pub fn run(globals: &Globals, paths: &[PathBuf], header: Option<&str>, list: impl Fn(&Document, &Surroundings) -> String + Sync) -> Exit {
    try_run(globals, paths, header, list).unwrap_or_else(|exit| exit)
}

fn try_run(
    globals: &Globals,
    paths: &[PathBuf],
    header: Option<&str>,
    list: impl Fn(&Document, &Surroundings) -> String + Sync,
) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, Selection::default())?;
    let mut jobs: Vec<(Input, Arc<Surroundings>)> = Vec::new();
    for input in inputs::collect(&mut session, paths, None)? {
        let surroundings = session.surroundings(input.folder())?;
        jobs.push((input, surroundings));
    }
    let console = session.console;
    let mut results = Results::new(globals, console);
    if let Some(header) = header {
        results.write(header.as_bytes());
    }
    let mut exit = session.exit;
    type Outcome = Result<(String, Option<Message>, Option<Message>), Unread>;
    let take = |(input, _): &(Input, Arc<Surroundings>), outcome: Result<Outcome, batch::Fault>| match outcome {
        Ok(Ok((text, note, broken))) => {
            note.iter().for_each(|note| console.note(note));
            if let Some(broken) = broken {
                exit = exit.max(Exit::Failure);
                console.error(&broken);
            }
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
    let work = |(input, surroundings): &(Input, Arc<Surroundings>)| -> Outcome {
        let documents = Document::read_all(input, &surroundings.settings)?;
        let note = documents.first().and_then(Document::encoding_note);
        let broken = documents.first().and_then(|document| document.broken.clone());
        Ok((documents.iter().map(|document| list(document, surroundings)).collect(), note, broken))
    };
    batch::run(&jobs, work, take);
    Ok(exit.max(results.exit()))
}
