//! Exit codes, the same for every command and format.

/// How a command ended; the greater is the graver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing to report.
    #[default]
    Clean,
    /// Findings at or above `--fail-on`.
    Findings,
    /// Wrong usage, a file that cannot be read or written, bad configuration.
    Failure,
    /// A fault of heshu itself.
    Internal,
    /// Ctrl-C, as shells count it: 128 and the signal.
    Interrupted,
}

impl Exit {
    /// The code that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failure => 2,
            Exit::Internal => 101,
            Exit::Interrupted => 130,
        }
    }
}
