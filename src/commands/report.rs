//! `heshu report`: one page for a desk editor.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jiff::Zoned;
use jiff::civil::Date;

use crate::output::Tally;
use crate::output::report::{Section, page};
use crate::rules::Message;

use super::article::Article;
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
    /// The day that articles without a date of their own are read from [default: that of heshu.toml]
    #[arg(long, value_name = "YYYY-MM-DD")]
    reference_date: Option<Date>,
}

/// Writes a report. Findings do not make it fail: it is there to tell of them.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    interrupt::listen();
    try_run(globals, options).unwrap_or_else(|exit| exit)
}

fn try_run(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let (select, ignore) = (options.select.clone(), options.ignore.clone());
    let mut session = Session::new(globals, Selection { select, ignore, reference_date: options.reference_date })?;
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
                Ok(Ok((found, broken))) => {
                    sections.extend(found);
                    if let Some(broken) = broken {
                        exit = exit.max(Exit::Failure);
                        console.error(&broken);
                    }
                }
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
        console.note(&Message::new("已中断，没有写出报告", "interrupted; no report was written"));
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

fn read(input: &Input, surroundings: &Arc<Surroundings>) -> Result<(Vec<Section>, Option<Message>), Unread> {
    let documents = Document::read_all(input, &surroundings.settings)?;
    let section = |document: &Document| Section::of(&Article::of(document, surroundings).checked(usize::MAX), &document.decoded.text);
    let broken = documents.first().and_then(|document| document.broken.clone());
    Ok((documents.iter().map(section).collect(), broken))
}
