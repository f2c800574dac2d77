//! `heshu completions` and `heshu manual`: what packagers install beside the program.

use clap::{Args, Command};
use clap_complete::Shell;

use super::results::Results;
use super::session::{Selection, Session};
use super::{Exit, Globals};

/// Options of `heshu completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints the completions for a shell.
pub fn completions(globals: &Globals, options: &Completions, mut program: Command) -> Exit {
    let mut out = Vec::new();
    clap_complete::generate(options.shell, &mut program, "heshu", &mut out);
    print(globals, &out)
}

/// Prints the manual page: of the program, then of each of its commands.
pub fn manual(globals: &Globals, mut program: Command) -> Exit {
    program.build();
    let mut out = Vec::new();
    // Writing into memory does not fail.
    let _ = clap_mangen::Man::new(program.clone()).render(&mut out);
    for command in program.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
        let page = clap_mangen::Man::new(command.clone());
        let _ = page.render_name_section(&mut out);
        let _ = page.render_synopsis_section(&mut out);
        let _ = page.render_options_section(&mut out);
    }
    print(globals, &out)
}

fn print(globals: &Globals, text: &[u8]) -> Exit {
    let session = match Session::new(globals, Selection::default()) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let mut results = Results::new(globals, session.console);
    results.write(text);
    results.finish()
}
