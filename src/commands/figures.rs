//! `heshu figures`: every figure of articles, with value, unit and interval.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Knowledge};
use crate::entities::Catalog;
use crate::message::io::reason;
use crate::output::{self, Places};
use crate::rules::Message;

use super::article::{day_of, unfit};
use super::console::Console;
use super::document::Document;
use super::listing::{self, Format};
use super::session::{Selection, Session, Surroundings};
use super::{Exit, Globals};

/// Options of `heshu figures`.
#[derive(Args, Debug)]
pub struct Options {
    /// Files, folders, globs, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print figures
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// The day that 今年 and 上半年 are told from [default: the article's own date, else that of heshu.toml]
    #[arg(long, value_name = "YYYY-MM-DD")]
    reference_date: Option<Date>,
    /// Read JSON lines {"id","input","ref"?} from standard input, write {"id","figures":[…]} for each, in order
    #[arg(long, conflicts_with_all = ["paths", "format"])]
    batch: bool,
}

/// Lists figures.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    if options.batch {
        return batch(globals, options).unwrap_or_else(|exit| exit);
    }
    let header = (options.format == Format::Csv).then(output::figures::csv_header);
    listing::run(globals, &options.paths, header, |document, surroundings| list(document, surroundings, options))
}

fn list(document: &Document, surroundings: &Surroundings, options: &Options) -> String {
    let text = &document.decoded.text;
    let analysis = surroundings.analysis(text);
    let places = Places::new(text);
    let rows = output::figures::rows(Some(&document.name), text, &analysis, options.reference_date, &places);
    match options.format {
        Format::Table => output::figures::table(&rows, surroundings.locale),
        Format::Jsonl => output::figures::jsonl(&rows),
        Format::Csv => output::figures::csv(&rows),
    }
}

/// A line of `--batch`.
#[derive(Deserialize)]
struct Record {
    id: serde_json::Value,
    input: String,
    #[serde(rename = "ref")]
    reference: Option<String>,
}

/// The answer to a line of `--batch`.
#[derive(Serialize)]
struct Answer<'a> {
    id: serde_json::Value,
    figures: Vec<output::figures::Row<'a>>,
}

/// Answers record after record: what is read is not kept, and a bad record does not stop the rest.
fn batch(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let session = Session::new(globals, Selection::default())?;
    let (console, knowledge) = (session.console, Arc::new(Knowledge::new(Catalog::default())));
    let mut exit = Exit::Clean;
    let mut output = std::io::stdout().lock();
    for (at, line) in BufReader::new(std::io::stdin().lock()).split(b'\n').enumerate() {
        let record = line.map_err(|e| reason(&e)).and_then(|line| match line.trim_ascii() {
            [] => Ok(None),
            line => serde_json::from_slice::<Record>(line).map(Some).map_err(|e| unfit(&e)),
        });
        let answer = match record {
            Ok(None) => continue,
            Ok(Some(record)) => answer(&record, options, &knowledge),
            Err(error) => {
                exit = Exit::Failure;
                report(console, at + 1, &error);
                continue;
            }
        };
        match writeln!(output, "{answer}") {
            Ok(()) => {}
            // Nobody listens any more.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(exit),
            Err(error) => {
                let why = reason(&error);
                console.error(&Message::new(format!("无法写出结果：{}", why.zh), format!("cannot write the results: {}", why.en)));
                return Ok(Exit::Failure);
            }
        }
    }
    Ok(exit)
}

fn report(console: Console, line: usize, why: &Message) {
    console.error(&Message::new(format!("标准输入第{line}行：{}", why.zh), format!("standard input, line {line}: {}", why.en)));
}

fn answer(record: &Record, options: &Options, knowledge: &Arc<Knowledge>) -> String {
    let analysis = Analysis::new(&record.input, knowledge.clone());
    let reference = record.reference.as_deref().and_then(day_of).or(options.reference_date);
    let places = Places::new(&record.input);
    let figures = output::figures::rows(None, &record.input, &analysis, reference, &places);
    output::json::to_json(&Answer { id: record.id.clone(), figures })
}
