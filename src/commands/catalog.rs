//! `heshu catalog`: what is wrong with catalog files, a draft of one from a folder of articles, and what is known in all, for other programs.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use crate::entities::catalog::{self, check::check};
use crate::message::Message;
use crate::message::io::reason;
use crate::output;
use crate::workspace::{Workspace, draft};

use super::document::Document;
use super::inputs::{self, Input};
use super::results::Results;
use super::session::{Selection, Session, Surroundings, catalog_files};
use super::{Exit, Globals, batch, interrupt};

/// Options of `heshu catalog`.
#[derive(Args, Debug)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Say what is wrong or doubtful in catalog files, with the line and what to do
    Check {
        /// Catalog files, or folders of them [default: those that hold here]
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Draft a catalog from articles: whom no catalog knows yet, with the places as evidence, to be looked through
    Build {
        /// Files, folders or globs [default: the current folder]
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Leave out who is named in fewer places than this
        #[arg(long, value_name = "N", default_value_t = 2)]
        least: usize,
        /// Write the draft into a file, which must not be there yet
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Print everything that is known here: what ships, and your own files over it
    Export {
        /// How to print it
        #[arg(long, value_name = "FORMAT", default_value = "json")]
        format: Format,
    },
    /// Print the JSON Schema of catalog files
    Schema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Csv,
}

/// Runs the command.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    let done = match &options.command {
        Command::Check { paths } => check_files(globals, paths),
        Command::Build { paths, least, output } => build(globals, paths, *least, output.as_deref()),
        Command::Export { format } => export(globals, *format),
        Command::Schema => print(globals, &(serde_json::to_string_pretty(&catalog::schema()).unwrap_or_default() + "\n")),
    };
    done.unwrap_or_else(|exit| exit)
}

fn print(globals: &Globals, text: &str) -> Result<Exit, Exit> {
    let session = Session::new(globals, Selection::default())?;
    let mut results = Results::new(globals, session.console);
    results.write(text.as_bytes());
    Ok(results.finish())
}

/// Tells what is wrong with the files, a line each. 1 where something is, 2 where a file cannot be read.
fn check_files(globals: &Globals, paths: &[PathBuf]) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, Selection::default())?;
    let named = if paths.is_empty() { session.catalogs(Path::new("."))? } else { paths.to_vec() };
    let mut files: Vec<(String, String)> = Vec::new();
    for file in named.iter().flat_map(|path| catalog_files(path)) {
        match std::fs::read_to_string(&file) {
            Ok(text) => files.push((file.display().to_string(), text)),
            Err(error) => session.failure(&reason(&error).at(&file.display().to_string(), None)),
        }
    }
    if files.is_empty() && session.exit == Exit::Clean {
        session.console.note(&Message::new(
            "这里没有自己的名录；编辑器里的“加入名录”和 heshu catalog build 都能起一个",
            "there is no catalog of your own here; “Add to the catalog” in an editor, or heshu catalog build, begin one",
        ));
    }
    let problems = check(&files);
    let mut results = Results::new(globals, session.console);
    for problem in &problems {
        results.write(format!("{}\n", problem.message().text(session.console.locale)).as_bytes());
    }
    let (count, of) = (problems.len(), files.len());
    session.console.note(&Message::new(format!("名录文件{of}个，问题{count}处"), format!("{of} catalog file(s), {count} problem(s)")));
    let found = if problems.is_empty() { Exit::Clean } else { Exit::Findings };
    Ok(session.exit.max(found).max(results.finish()))
}

fn build(globals: &Globals, paths: &[PathBuf], least: usize, output: Option<&Path>) -> Result<Exit, Exit> {
    interrupt::listen();
    let mut session = Session::new(globals, Selection::default())?;
    if let Some(file) = output.filter(|file| file.exists()) {
        let name = file.display();
        session.console.error(&Message::new(
            format!("{name} 已经存在，未改动；请换个文件名"),
            format!("{name} is there already and was left as it is: choose another name"),
        ));
        return Err(Exit::Failure);
    }
    let mut jobs: Vec<(Input, std::sync::Arc<Surroundings>)> = Vec::new();
    for input in inputs::collect(&mut session, paths, None)? {
        let surroundings = session.surroundings(input.folder())?;
        jobs.push((input, surroundings));
    }
    let mut workspace = Workspace::default();
    let work = |(input, surroundings): &(Input, std::sync::Arc<Surroundings>)| {
        let documents = Document::read_all(input, &surroundings.settings)?;
        let digests: Vec<_> =
            documents.iter().map(|d| (PathBuf::from(&d.name), draft::digest(&d.decoded.text, &surroundings.knowledge))).collect();
        Ok::<_, super::document::Unread>((digests, documents.first().and_then(|d| d.broken.clone())))
    };
    let (mut exit, console) = (session.exit, session.console);
    batch::run(&jobs, work, |(input, _), found| {
        match found {
            Ok(Ok((digests, broken))) => {
                digests.into_iter().for_each(|(path, digest)| workspace.put(&path, digest));
                if let Some(broken) = broken {
                    exit = exit.max(Exit::Failure);
                    console.error(&broken);
                }
            }
            Ok(Err(super::document::Unread::Binary(_))) if input.origin == inputs::Origin::Walked => {}
            Ok(Err(super::document::Unread::Binary(message) | super::document::Unread::Unreadable(message))) => {
                exit = exit.max(Exit::Failure);
                console.error(&message);
            }
            Err(batch::Fault) => {
                exit = Exit::Internal;
                let name = input.name();
                console.error(&Message::new(format!("分析 {name} 时发生内部错误"), format!("internal error while reading {name}")));
            }
        }
        !interrupt::asked()
    });
    let knowledge = session.surroundings(Path::new("."))?.knowledge.clone();
    let drafted = draft::draft(&workspace, &knowledge.catalog, least);
    let mut results = match output {
        Some(file) => Results::into_file(file, console)?,
        None => Results::new(globals, console),
    };
    results.write(drafted.text.as_bytes());
    let (count, articles) = (drafted.entries, workspace.len());
    console.note(&Message::new(
        format!("读了{articles}篇文章，起草{count}条；请逐条核对，删去不对的，再放进名录"),
        format!("{articles} article(s) read, {count} entries drafted: look them through and take out what is wrong before you use them"),
    ));
    Ok(exit.max(results.finish()))
}

fn export(globals: &Globals, format: Format) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, Selection::default())?;
    let knowledge = session.surroundings(Path::new("."))?.knowledge.clone();
    let mut results = Results::new(globals, session.console);
    let text = match format {
        Format::Json => output::catalog::json(&knowledge.catalog),
        Format::Csv => output::catalog::csv(&knowledge.catalog),
    };
    results.write(text.as_bytes());
    Ok(session.exit.max(results.finish()))
}
