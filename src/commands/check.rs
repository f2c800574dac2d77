//! `heshu check`: what is wrong, as text or JSON; and, where asked, made right.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgGroup, Args, ValueEnum};

use crate::analysis::Analysis;
use crate::output::full::Style;
use crate::output::{self, Checked, Places, Tally};
use crate::rules::{Message, Severity};

use super::batch;
use super::document::{Document, Unread};
use super::fixing::{self, Trust};
use super::inputs::{self, Input, Origin};
use super::results::Results;
use super::save::save;
use super::session::{Selection, Session, Surroundings};
use super::{Exit, Globals};

/// Options of `heshu check`.
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("change").args(["fix", "diff"]).multiple(true)))]
pub struct Options {
    /// Files, folders, globs, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print findings
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: Format,
    /// Report only these codes or groups, separated by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not report these codes or groups
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Exit with 1 when something of this severity or above is found
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
    /// Exit with 0 even when something is found
    #[arg(long)]
    exit_zero: bool,
    /// Apply the fixes that are safe, in the files
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long, conflicts_with = "format")]
    diff: bool,
    /// With --fix or --diff: also apply the first fix of each finding that is not safe, and look at the result
    #[arg(long, requires = "change")]
    unsafe_fixes: bool,
    /// The name of what comes from standard input, for messages and settings
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the line, the arithmetic and what to do
    Full,
    /// A line each
    Concise,
    /// One JSON document
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Hint,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Hint => Severity::Hint,
        }
    }
}

/// What came of one file.
#[derive(Default)]
struct Outcome {
    /// For standard output; `None` where the file was not read.
    result: Option<String>,
    notes: Vec<Message>,
    failure: Option<Message>,
    tally: Tally,
    fixed: usize,
    fails: bool,
    binary: bool,
}

/// Checks articles.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    try_run(globals, options).unwrap_or_else(|exit| exit)
}

fn try_run(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, Selection { select: options.select.clone(), ignore: options.ignore.clone() })?;
    let inputs = inputs::collect(&mut session, &options.paths, options.stdin_filename.as_deref())?;
    if options.fix && !options.diff && inputs.iter().any(|i| i.origin == Origin::Stdin) {
        session.failure(&Message::new(
            "--fix 不能用于标准输入；请用 --diff 或 heshu clean",
            "--fix cannot change standard input; use --diff, or heshu clean",
        ));
        return Err(session.exit);
    }
    let mut jobs: Vec<(Input, Arc<Surroundings>)> = Vec::with_capacity(inputs.len());
    for input in inputs {
        let surroundings = session.surroundings(input.folder())?;
        jobs.push((input, surroundings));
    }
    let console = session.console;
    if jobs.is_empty() && session.exit == Exit::Clean {
        console.note(&Message::new("这里没有可核查的文件（.txt、.md、.markdown）", "no files to check here (.txt, .md, .markdown)"));
    }
    let mut results = Results::new(globals, console);
    let style = Style { styled: results.styled, width: results.width() };
    let json = options.format == Format::Json && !options.diff;
    if json {
        results.write(output::json::prologue().as_bytes());
    }
    let (mut tally, mut exit, mut fixed, mut binaries) = (Tally::default(), session.exit, 0, 0);
    let take = |(input, _): &(Input, Arc<Surroundings>), outcome: Result<Outcome, batch::Fault>| {
        let Ok(outcome) = outcome else {
            exit = Exit::Internal;
            let name = input.name();
            console.error(&Message::new(format!("核查 {name} 时发生内部错误"), format!("internal error while checking {name}")));
            return true;
        };
        outcome.notes.iter().for_each(|note| console.note(note));
        if let Some(failure) = &outcome.failure {
            exit = exit.max(Exit::Failure);
            console.error(failure);
        }
        if outcome.fails && !options.exit_zero {
            exit = exit.max(Exit::Findings);
        }
        binaries += usize::from(outcome.binary);
        fixed += outcome.fixed;
        let Some(mut result) = outcome.result else { return true };
        if json && tally.files > 0 {
            result.insert(0, ',');
        }
        tally.add(outcome.tally);
        results.write(result.as_bytes())
    };
    batch::run(&jobs, |(input, surroundings)| check(input, surroundings, options, style), take);
    if json {
        results.write(output::json::epilogue(tally).as_bytes());
    }
    if binaries > 0 {
        console.note(&Message::new(format!("跳过{binaries}个二进制文件"), format!("{binaries} binary files skipped")));
    }
    if tally.files == 0 {
        return Ok(exit.max(results.exit()));
    }
    if options.fix && !options.diff {
        console.note(&Message::new(format!("已修正{fixed}个问题"), format!("{fixed} findings fixed")));
    }
    console.line(&tally.summary());
    Ok(exit.max(results.exit()))
}

/// Reads and checks one file.
fn check(input: &Input, surroundings: &Arc<Surroundings>, options: &Options, style: Style) -> Outcome {
    let mut outcome = Outcome::default();
    let mut document = match Document::read(input) {
        Ok(document) => document,
        Err(Unread::Binary(_)) if input.origin == Origin::Walked => return Outcome { binary: true, ..outcome },
        Err(Unread::Binary(message) | Unread::Unreadable(message)) => return Outcome { failure: Some(message), ..outcome },
    };
    outcome.notes.extend(document.encoding_note());
    let trust = if options.unsafe_fixes { Trust::All } else { Trust::Safe };
    if options.diff {
        let fixed = fixing::fix(&document.decoded.text, surroundings, trust);
        outcome.result = Some(output::diff::unified(&document.name, &document.decoded.text, &fixed.text, style.styled));
    } else if options.fix {
        let fixed = fixing::fix(&document.decoded.text, surroundings, trust);
        if fixed.findings > 0 {
            match save(&document, &fixed.text) {
                Ok(()) => {
                    outcome.fixed = fixed.findings;
                    document.decoded.text = fixed.text;
                }
                Err(message) => outcome.failure = Some(message),
            }
        }
    }
    report(&document, surroundings, options, style, &mut outcome);
    outcome
}

fn report(document: &Document, surroundings: &Surroundings, options: &Options, style: Style, outcome: &mut Outcome) {
    let text = &document.decoded.text;
    let analysis = Analysis::new(text, surroundings.knowledge.clone());
    let findings = surroundings.settings.apply(analysis.findings());
    outcome.fails = findings.iter().any(|f| f.severity >= options.fail_on.severity());
    outcome.tally = Tally::of(&findings, analysis.coverage());
    if outcome.result.is_some() {
        return;
    }
    let places = Places::new(text);
    let checked = Checked {
        path: &document.name,
        encoding: document.decoded.encoding,
        analysis: &analysis,
        findings: &findings,
        places: &places,
        locale: surroundings.locale,
    };
    outcome.result = Some(match options.format {
        Format::Full => output::full::render(&checked, style),
        Format::Concise => output::concise::render(&checked),
        Format::Json => output::json::render(&checked),
    });
}
