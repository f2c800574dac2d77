//! Standard output: results and nothing else.

use std::io::{self, Write};

use anstream::AutoStream;

use crate::message::Message;
use crate::message::io::reason;

use super::console::Console;
use super::{Exit, Globals};

/// The writer of results. Once the reader has gone (`| head`), it writes no more and says so.
pub struct Results {
    stream: AutoStream<io::Stdout>,
    console: Console,
    /// Whether results are coloured.
    pub styled: bool,
    end: Option<Exit>,
}

impl Results {
    /// Standard output, coloured as the options say.
    pub fn new(globals: &Globals, console: Console) -> Results {
        let stream = AutoStream::new(io::stdout(), globals.color.for_stream());
        let styled = stream.current_choice() != anstream::ColorChoice::Never;
        Results { stream, console, styled, end: None }
    }

    /// Columns of the terminal; 120 where there is none.
    pub fn width(&self) -> usize {
        let terminal = self.stream.is_terminal().then(terminal_size::terminal_size).flatten();
        terminal.map_or(120, |(width, _)| usize::from(width.0).max(40))
    }

    /// Writes and shows a result. Returns whether more can be written.
    pub fn write(&mut self, text: &[u8]) -> bool {
        if self.end.is_some() || text.is_empty() {
            return self.end.is_none();
        }
        match self.stream.write_all(text).and_then(|()| self.stream.flush()) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.stop(Exit::Clean),
            Err(error) => {
                let why = reason(&error);
                self.console.error(&Message::new(format!("无法写出结果：{}", why.zh), format!("cannot write the results: {}", why.en)));
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
