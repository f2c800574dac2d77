//! One run over all files: in order, each result written as soon as it is its turn.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::output::Tally;
use crate::output::full::Style;
use crate::output::statistics::Statistics;
use crate::rules::Message;
use crate::suppress::Baseline;

use super::Options;
use super::across::Across;
use super::changes::Changes;
use super::known::Known;
use super::one::{self, Manner, Outcome};
use crate::commands::batch;
use crate::commands::console::Console;
use crate::commands::inputs::{self, Input, Origin};
use crate::commands::interrupt;
use crate::commands::results::Results;
use crate::commands::session::{Session, Surroundings};
use crate::commands::{Exit, Globals};
use crate::output::Format;

type Job = (Input, Arc<Surroundings>);

/// Checks everything once.
pub fn run(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, options.selection())?;
    let inputs = inputs::collect(&mut session, &options.paths, options.stdin_filename.as_deref())?;
    if options.fix && !options.diff && inputs.iter().any(|i| i.origin == Origin::Stdin) {
        session.failure(&Message::new(
            "--fix 不能用于标准输入；请用 --diff 或 heshu clean",
            "--fix cannot change standard input; use --diff, or heshu clean",
        ));
        return Err(session.exit);
    }
    let known = known(options).map_err(|message| {
        session.console.error(&message);
        Exit::Failure
    })?;
    let mut jobs: Vec<Job> = Vec::with_capacity(inputs.len());
    for input in inputs {
        let surroundings = session.surroundings(input.folder())?;
        jobs.push((input, surroundings));
    }
    let console = session.console;
    if jobs.is_empty() && session.exit == Exit::Clean {
        console.note(&Message::new("这里没有可核查的文件（.txt、.md、.markdown）", "no files to check here (.txt, .md, .markdown)"));
    }
    let results = match &options.output {
        Some(file) => Results::into_file(file, console)?,
        None => Results::new(globals, console),
    };
    let sheet = options.write_baseline.as_deref().map(Baseline::empty);
    let run = Run { options, console, results, exit: session.exit, totals: Totals::default(), sheet };
    let across = Across::of(&jobs, options.fix && !options.diff);
    Ok(run.over(&jobs, &known, &across))
}

fn known(options: &Options) -> Result<Known, Message> {
    let baseline = options.baseline.as_deref().map(Baseline::read).transpose()?;
    let folder = options.paths.first().filter(|p| p.exists()).map_or(Path::new("."), |p| if p.is_dir() { p } else { folder_of(p) });
    let changes = options.diff_base.as_deref().map(|revision| Changes::since(revision, folder)).transpose()?;
    Ok(Known { baseline, changes })
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The sums of a run.
#[derive(Default)]
struct Totals {
    tally: Tally,
    statistics: Statistics,
    shown: usize,
    fixed: usize,
    /// What `--fix` would put right, and what only `--unsafe-fixes` would.
    fixable: (usize, usize),
    binaries: usize,
    gone: usize,
    /// Whether something stands before the next result, so that a separator is needed.
    begun: bool,
}

struct Run<'a> {
    options: &'a Options,
    console: Console,
    results: Results,
    exit: Exit,
    totals: Totals,
    /// The baseline to be written.
    sheet: Option<Baseline>,
}

impl Run<'_> {
    fn over(mut self, jobs: &[Job], known: &Known, across: &Across) -> Exit {
        let options = self.options;
        let style = Style { styled: self.results.styled, width: self.results.width() };
        let frame = self.has_frame();
        if frame {
            self.results.write(options.format.prologue().as_bytes());
        }
        let room = AtomicUsize::new(options.max_findings.unwrap_or(usize::MAX));
        let work = |(input, surroundings): &Job| {
            one::check(input, surroundings, &Manner { options, style, known, across, room: room.load(Ordering::Relaxed) })
        };
        batch::run(jobs, work, |job, outcome| {
            let left = room.load(Ordering::Relaxed);
            // Of what was laid out before the room was used up, too much may be there.
            let outcome = match outcome {
                Ok(outcome) if outcome.shown > left => {
                    Ok(one::check(&job.0, &job.1, &Manner { options, style, known, across, room: left }))
                }
                outcome => outcome,
            };
            if let Ok(outcome) = &outcome {
                room.fetch_sub(outcome.shown, Ordering::Relaxed);
            }
            self.take(&job.0, outcome) && !interrupt::asked()
        });
        if frame {
            self.results.write(options.format.epilogue(self.totals.tally).as_bytes());
        }
        if interrupt::asked() {
            self.exit = Exit::Interrupted;
            self.console.note(&Message::new("已中断，以上是到此为止的结果", "interrupted; this is what was found so far"));
        }
        self.end()
    }

    /// Whether something stands around the results.
    fn has_frame(&self) -> bool {
        !self.options.diff && !self.options.statistics && self.options.write_baseline.is_none()
    }

    /// Takes what came of a file. Returns whether to go on.
    fn take(&mut self, input: &Input, outcome: Result<Outcome, batch::Fault>) -> bool {
        let Ok(outcome) = outcome else {
            self.exit = Exit::Internal;
            let name = input.name();
            self.console.error(&Message::new(format!("核查 {name} 时发生内部错误"), format!("internal error while checking {name}")));
            return true;
        };
        outcome.notes.iter().for_each(|note| self.console.note(note));
        if let Some(failure) = &outcome.failure {
            self.exit = self.exit.max(Exit::Failure);
            self.console.error(failure);
        }
        if outcome.fails && !self.options.exit_zero && self.sheet.is_none() {
            self.exit = self.exit.max(Exit::Findings);
        }
        let totals = &mut self.totals;
        totals.binaries += usize::from(outcome.binary);
        totals.fixed += outcome.fixed;
        totals.fixable.0 += outcome.fixable.0;
        totals.fixable.1 += outcome.fixable.1;
        totals.shown += outcome.shown;
        totals.gone += outcome.gone;
        totals.statistics.add(&outcome.statistics);
        if let Some(sheet) = &mut self.sheet {
            outcome.identities.iter().for_each(|(path, identities)| sheet.note(path, identities));
        }
        let Some(mut result) = outcome.result else { return true };
        totals.tally.add(outcome.tally);
        if !result.is_empty() {
            if totals.begun && self.has_frame() {
                result.insert_str(0, self.options.format.separator());
            }
            self.totals.begun = true;
        }
        self.results.write(result.as_bytes())
    }

    /// Writes what comes last, and says what there is to say.
    fn end(mut self) -> Exit {
        let totals = &self.totals;
        if self.options.statistics {
            let table =
                if self.options.format == Format::Json { totals.statistics.json() } else { totals.statistics.table(self.console.locale) };
            self.results.write(table.as_bytes());
        }
        let (options, console, mut exit) = (self.options, self.console, self.exit);
        if let (Some(sheet), Some(file)) = (&self.sheet, &options.write_baseline)
            && exit != Exit::Interrupted
        {
            exit = exit.max(write_baseline(sheet, file, console));
        }
        notes(options, totals, console);
        if totals.tally.files > 0 {
            console.line(&totals.tally.summary());
        }
        exit.max(self.results.finish())
    }
}

fn write_baseline(sheet: &Baseline, file: &Path, console: Console) -> Exit {
    let (count, name) = (sheet.len(), file.display());
    match sheet.write(file) {
        Ok(()) => {
            console.note(&Message::new(
                format!("已把{count}个问题写入基线 {name}；以后用 heshu check --baseline={name} 只报新问题"),
                format!("{count} findings written to the baseline {name}; heshu check --baseline={name} reports what is new"),
            ));
            Exit::Clean
        }
        Err(message) => {
            console.error(&Message::new(format!("无法写出基线：{}", message.zh), format!("cannot write the baseline: {}", message.en)));
            Exit::Failure
        }
    }
}

fn notes(options: &Options, totals: &Totals, console: Console) {
    let Totals { tally, shown, fixed, binaries, gone, .. } = totals;
    if *binaries > 0 {
        console.note(&Message::new(format!("跳过{binaries}个二进制文件"), format!("{binaries} binary files skipped")));
    }
    if *gone > 0 {
        console.note(&Message::new(
            format!("基线中有{gone}个问题已经不在；--write-baseline 可更新基线"),
            format!("{gone} findings of the baseline are gone; --write-baseline brings it up to date"),
        ));
    }
    let found = tally.errors + tally.warnings + tally.hints;
    if options.max_findings.is_some() && *shown < found {
        console.note(&Message::new(format!("只列出前{shown}个问题，共{found}个"), format!("{shown} of {found} findings are shown")));
    }
    if options.fix && !options.diff && tally.files > 0 {
        console.note(&Message::new(format!("已修正{fixed}个问题"), format!("{fixed} findings fixed")));
    }
    if let Some(message) = still_fixable(options, totals.fixable) {
        console.note(&message);
    }
}

/// What fixing would do to what is left, where people read the findings.
fn still_fixable(options: &Options, (safe, doubtful): (usize, usize)) -> Option<Message> {
    let is_read = matches!(options.format, Format::Full | Format::Concise) && options.output.is_none();
    if !is_read || options.diff || options.write_baseline.is_some() || options.statistics {
        return None;
    }
    let (zh, en) = (
        format!("{doubtful}处可用 --fix --unsafe-fixes 照第一种改法改，改后请人看一遍"),
        format!("{doubtful} with --fix --unsafe-fixes, to be looked at afterwards"),
    );
    match (safe, doubtful) {
        (0, 0) => None,
        (0, _) => Some(Message::new(format!("其中{zh}"), format!("can be fixed: {en}"))),
        (_, 0) => Some(Message::new(format!("其中{safe}处可用 --fix 改好"), format!("can be fixed: {safe} with --fix"))),
        _ => Some(Message::new(format!("其中{safe}处可用 --fix 改好，另有{zh}"), format!("can be fixed: {safe} with --fix, {en}"))),
    }
}
