//! Work on the project that is no part of the product: `cargo xtask evaluate`.

/// Prints a line. A reader who has seen enough (`| head`) is no reason to fail.
macro_rules! say {
    ($($arguments:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stdout(), $($arguments)*);
    }};
}

mod evaluate;
mod form;
mod judge;
mod kinds;
mod markup;
mod names;
mod report;
mod sentences;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Work on heshu that is no part of the product")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Lets the rules read articles with planted errors, and tells what they found and what they reported for nothing
    Evaluate(evaluate::Options),
    /// Trains the tagger of company and project names, and tells how well it finds them
    Names(names::Options),
}

fn main() {
    let done = match Arguments::parse().task {
        Task::Evaluate(options) => evaluate::run(&options),
        Task::Names(options) => names::run(&options),
    };
    if let Err(problem) = done {
        eprintln!("error: {problem}");
        std::process::exit(2);
    }
}
