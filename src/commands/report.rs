//! `heshu report`: one page for a desk editor.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jiff::Zoned;

use crate::analysis::Analysis;
use crate::output::report::{Section, page};
use crate::output::{Checked, Places, Tally};
use crate::rules::Message;

use super::batch;
use super::document::{Document, Unread};
use super::inputs::{self, Input, Origin};
use super::results::Results;
use super::session::{Selection, Session, Surroundings};
use super::{Exit, Globals, interrupt};

/// Options of `heshu report`.
#[derive(Args, Debug)]
pub struct Options {
    /// Files, folders, globs, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The page to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Report only these codes or groups, separated by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not report these codes or groups
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
}

/// Writes a report. Findings do not make it fail: it is there to tell of them.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    interrupt::listen();
    try_run(globals, options).unwrap_or_else(|exit| exit)
}

fn try_run(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, Selection { select: options.select.clone(), ignore: options.ignore.clone() })?;
    let mut jobs: Vec<(Input, Arc<Surroundings>)> = Vec::new();
    for input in inputs::collect(&mut session, &options.paths, None)? {
        let surroundings = session.surroundings(input.folder())?;
        jobs.push((input, surroundings));
    }
    let console = session.console;
    let (mut sections, mut exit) = (Vec::new(), session.exit);
    batch::run(
        &jobs,
        |(input, surroundings)| read(input, surroundings),
        |(input, _), outcome| {
            match outcome {
                Ok(Ok(found)) => sections.extend(found),
                Ok(Err(Unread::Binary(_))) if input.origin == Origin::Walked => {}
                Ok(Err(Unread::Binary(message) | Unread::Unreadable(message))) => {
                    exit = exit.max(Exit::Failure);
                    console.error(&message);
                }
                Err(batch::Fault) => {
                    exit = Exit::Internal;
                    let name = input.name();
                    console.error(&Message::new(format!("核查 {name} 时发生内部错误"), format!("internal error while checking {name}")));
                }
            }
            !interrupt::asked()
        },
    );
    if interrupt::asked() {
        return Ok(Exit::Interrupted);
    }
    let mut total = Tally::default();
    sections.iter().for_each(|s: &Section| total.add(s.tally()));
    let mut results = match &options.output {
        Some(file) => Results::into_file(file, console)?,
        None => Results::new(globals, console),
    };
    let date = Zoned::now().strftime("%Y-%m-%d %H:%M").to_string();
    results.write(page(&sections, &date, console.locale).as_bytes());
    let exit = exit.max(results.finish());
    console.line(&total.summary());
    Ok(exit)
}

fn read(input: &Input, surroundings: &Arc<Surroundings>) -> Result<Vec<Section>, Unread> {
    let documents = Document::read_all(input, &surroundings.settings)?;
    let section = |document: Document| {
        let text = &document.decoded.text;
        let analysis = Analysis::new(text, surroundings.knowledge.clone());
        let reported = surroundings.settings.report(document.path.as_deref(), &analysis, analysis.findings());
        let places = Places::with_lines(text, document.lines.as_deref());
        let checked = Checked {
            path: &document.name,
            encoding: document.decoded.encoding,
            analysis: &analysis,
            findings: &reported.findings,
            identities: &reported.identities,
            elsewhere: &[],
            places: &places,
            locale: surroundings.locale,
        };
        Section::of(&checked, text)
    };
    Ok(documents.into_iter().map(section).collect())
}
