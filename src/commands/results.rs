//! Standard output: results and nothing else.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstream::AutoStream;

use crate::message::Message;
use crate::message::io::reason;

use super::console::Console;
use super::{Exit, Globals};

/// The writer of results. Once the reader has gone (`| head`), it writes no more and says so.
pub struct Results {
    sink: Sink,
    console: Console,
    /// Whether results are coloured.
    pub styled: bool,
    end: Option<Exit>,
}

enum Sink {
    Stdout(AutoStream<io::Stdout>),
    /// A file beside the one that is meant; it takes its place when all is written.
    File(tempfile::NamedTempFile, PathBuf),
}

impl Results {
    /// Standard output, coloured as the options say.
    pub fn new(globals: &Globals, console: Console) -> Results {
        let stream = AutoStream::new(io::stdout(), globals.color.for_stream());
        let styled = stream.current_choice() != anstream::ColorChoice::Never;
        Results { sink: Sink::Stdout(stream), console, styled, end: None }
    }

    /// A file, which is there as a whole after [`Results::finish`], or stays as it was.
    pub fn into_file(file: &Path, console: Console) -> Result<Results, Exit> {
        let folder = file.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = tempfile::NamedTempFile::new_in(folder).map_err(|error| {
            console.error(&failure(&error));
            Exit::Failure
        })?;
        Ok(Results { sink: Sink::File(beside, file.to_path_buf()), console, styled: false, end: None })
    }

    /// Ends the writing, and says how it went.
    pub fn finish(self) -> Exit {
        let Sink::File(beside, file) = self.sink else { return self.end.unwrap_or_default() };
        if let Some(end) = self.end {
            return end;
        }
        let kept = crate::suppress::open_to_others(&beside, &file).and_then(|()| beside.persist(&file).map_err(|e| e.error));
        match kept {
            Ok(_) => Exit::Clean,
            Err(error) => {
                self.console.error(&failure(&error));
                Exit::Failure
            }
        }
    }

    /// Columns of the terminal; 120 where there is none.
    pub fn width(&self) -> usize {
        let Sink::Stdout(stream) = &self.sink else { return 120 };
        let terminal = stream.is_terminal().then(terminal_size::terminal_size).flatten();
        terminal.map_or(120, |(width, _)| usize::from(width.0).max(40))
    }

    /// Writes and shows a result. Returns whether more can be written.
    pub fn write(&mut self, text: &[u8]) -> bool {
        if self.end.is_some() || text.is_empty() {
            return self.end.is_none();
        }
        let written = match &mut self.sink {
            Sink::Stdout(stream) => stream.write_all(text).and_then(|()| stream.flush()),
            Sink::File(file, _) => file.write_all(text),
        };
        match written {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.stop(Exit::Clean),
            Err(error) => {
                self.console.error(&failure(&error));
                self.stop(Exit::Failure)
            }
        }
    }

    fn stop(&mut self, exit: Exit) -> bool {
        self.end = Some(exit);
        false
    }

    /// How the writing ended.
    pub fn exit(&self) -> Exit {
        self.end.unwrap_or_default()
    }
}

fn failure(error: &io::Error) -> Message {
    let why = reason(error);
    Message::new(format!("无法写出结果：{}", why.zh), format!("cannot write the results: {}", why.en))
}
