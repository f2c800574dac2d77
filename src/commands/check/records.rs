//! `heshu check --batch`: JSON lines in, JSON lines out, for archives and other programs. Order is kept, memory is bounded, an answer is
//! written as soon as it is its turn, and one bad record does not stop the rest.

use std::collections::BTreeMap;
use std::io::{BufRead, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Options;
use super::known::Known;
use crate::commands::article::{Article, day_of, unfit};
use crate::commands::console::Console;
use crate::commands::document::Document;
use crate::commands::interrupt;
use crate::commands::session::{Session, Surroundings};
use crate::commands::{Exit, Globals};
use crate::message::Message;
use crate::message::io::reason;
use crate::output::json::{self, to_json};
use crate::suppress::Baseline;
use crate::text::Decoded;

/// Records that are under way at once, for each thread.
const AHEAD: usize = 4;
/// The longest record that is read, in bytes.
const LONGEST: usize = 64 << 20;

#[derive(Deserialize)]
struct Record {
    id: Value,
    input: String,
    /// The article's name, for settings and for what is ignored.
    path: Option<String>,
    /// The day it is of, where it has no date of its own.
    #[serde(rename = "ref")]
    day: Option<String>,
}

/// The answer to a record that could not be used.
#[derive(Serialize)]
struct Refusal<'a> {
    id: Value,
    line: usize,
    error: &'a str,
}

/// A line of the input, or why it was not read.
type Line = Result<Vec<u8>, Message>;

/// What came of a record.
struct Answer {
    text: String,
    exit: Exit,
    /// What to tell people.
    problem: Option<Message>,
}

/// Answers record after record.
pub fn run(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let session = Session::new(globals, options.selection())?;
    let console = session.console;
    let baseline = options.baseline.as_deref().map(Baseline::read).transpose().map_err(|message| {
        console.error(&message);
        Exit::Failure
    })?;
    let clerk = Clerk { session: Mutex::new(session), options, known: Known { baseline, changes: None } };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (to_workers, lines) = sync_channel::<(usize, Line)>(threads);
    let (answers, to_writer) = channel::<(usize, Answer)>();
    // Each record takes a place before it is read and gives it back when its answer is written.
    let (take_place, give_back) = sync_channel::<()>(threads * AHEAD);
    let lines = Mutex::new(lines);
    Ok(std::thread::scope(|scope| {
        for _ in 0..threads {
            let (clerk, lines, answers) = (&clerk, &lines, answers.clone());
            scope.spawn(move || work(clerk, lines, &answers));
        }
        drop(answers);
        let writer = scope.spawn(move || write(to_writer, &give_back, console));
        let exit = read(|at, line| take_place.send(()).is_ok() && to_workers.send((at, line)).is_ok());
        drop(to_workers);
        let written = writer.join().unwrap_or(Exit::Internal);
        exit.max(written)
    }))
}

/// Hands on the lines of standard input, counted from 1, until `take` wants no more.
fn read(mut take: impl FnMut(usize, Line) -> bool) -> Exit {
    let mut input = std::io::stdin().lock();
    for at in 1.. {
        if interrupt::asked() {
            return Exit::Interrupted;
        }
        let mut line = Vec::new();
        let (line, is_last) = match input.by_ref().take(LONGEST as u64).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(LONGEST) if !line.ends_with(b"\n") => {
                let ends = input.skip_until(b'\n').is_err();
                (Err(Message::new("超过64MB，已跳过", "longer than 64 MB; skipped")), ends)
            }
            Ok(_) => (Ok(line), false),
            Err(error) => (Err(reason(&error)), true),
        };
        if !take(at, line) || is_last {
            break;
        }
    }
    Exit::Clean
}

fn work(clerk: &Clerk, lines: &Mutex<Receiver<(usize, Line)>>, answers: &Sender<(usize, Answer)>) {
    let mut is_heard = true;
    loop {
        let next = lines.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((at, line)) = next else { return };
        // What was read before the reader learnt that nobody listens is taken from it all the same, so that it never waits.
        if is_heard {
            let answer = catch_unwind(AssertUnwindSafe(|| clerk.answer(at, line)));
            let answer = answer.unwrap_or_else(|_| refused(Value::Null, at, Message::new("内部错误", "internal error"), Exit::Internal));
            is_heard = answers.send((at, answer)).is_ok();
        }
    }
}

/// Writes the answers in the order of the records. Dropping `places` when nobody listens any more stops the reading.
fn write(answers: Receiver<(usize, Answer)>, places: &Receiver<()>, console: Console) -> Exit {
    let mut output = std::io::stdout().lock();
    let (mut early, mut due, mut exit) = (BTreeMap::new(), 1, Exit::Clean);
    for (at, answer) in answers {
        early.insert(at, answer);
        while let Some(answer) = early.remove(&due) {
            due += 1;
            exit = exit.max(answer.exit);
            if let Some(problem) = &answer.problem {
                console.error(problem);
            }
            let written = output.write_all(answer.text.as_bytes()).and_then(|()| output.flush());
            match written {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return exit,
                Err(error) => {
                    let why = reason(&error);
                    console.error(&Message::new(format!("无法写出结果：{}", why.zh), format!("cannot write the results: {}", why.en)));
                    return Exit::Failure;
                }
            }
            let _ = places.recv();
        }
    }
    exit
}

fn refused(id: Value, at: usize, why: Message, exit: Exit) -> Answer {
    let problem = Message::new(format!("标准输入第{at}行：{}", why.zh), format!("standard input, line {at}: {}", why.en));
    Answer { text: to_json(&Refusal { id, line: at, error: &why.en }) + "\n", exit, problem: Some(problem) }
}

/// Who answers: everything that holds for all records.
struct Clerk<'a> {
    session: Mutex<Session<'a>>,
    options: &'a Options,
    known: Known,
}

impl Clerk<'_> {
    fn answer(&self, at: usize, line: Line) -> Answer {
        let line = match line {
            Ok(line) => line,
            Err(why) => return refused(Value::Null, at, why, Exit::Failure),
        };
        let line = line.trim_ascii();
        if line.is_empty() {
            return Answer { text: String::new(), exit: Exit::Clean, problem: None };
        }
        match serde_json::from_slice::<Record>(line) {
            Ok(record) => self.check(at, record),
            Err(error) => {
                // An id that can be read goes back, so that the other side knows which record it was.
                let id = serde_json::from_slice::<Value>(line).ok().and_then(|v| v.get("id").cloned()).unwrap_or_default();
                refused(id, at, unfit(&error), Exit::Failure)
            }
        }
    }

    fn check(&self, at: usize, record: Record) -> Answer {
        let day = record.day.as_deref().map(|text| day_of(text).ok_or(text)).transpose();
        let day = match day {
            Ok(day) => day,
            Err(text) => {
                let why = Message::new(
                    format!("ref 不是日期：{text}；请写作 2026-05-01"),
                    format!("ref is no date: {text}; write it as 2026-05-01"),
                );
                return refused(record.id, at, why, Exit::Failure);
            }
        };
        let name = record.path.clone().unwrap_or_else(|| "-".to_owned());
        let path = PathBuf::from(&name);
        let surroundings: Arc<Surroundings> = {
            let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
            match session.surroundings(path.parent().unwrap_or(&path)) {
                Ok(surroundings) => surroundings,
                Err(exit) => return refused(record.id, at, Message::new("配置有误", "bad configuration"), exit),
            }
        };
        let document = Document {
            path: record.path.map(PathBuf::from),
            bytes: Vec::new(),
            decoded: Decoded { text: record.input, encoding: "utf-8", bom: false, damaged: false },
            extracted: true,
            lines: None,
            broken: None,
            name,
        };
        let mut article = Article::of_day(&document, &surroundings, day);
        self.known.narrow(&mut article);
        let fails = article.reported.findings.iter().any(|f| f.severity >= self.options.fail_on.severity());
        let exit = if fails && !self.options.exit_zero { Exit::Findings } else { Exit::Clean };
        Answer { text: json::record(&record.id, &article.checked(usize::MAX)) + "\n", exit, problem: None }
    }
}
