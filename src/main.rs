//! The program: argument parsing and exit codes, nothing else.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use heshu::commands::{
    Exit, Globals, catalog, check, claims, clean, config, entities, explain, figures, help, ignore, manual, outline, report,
};
use heshu::message::Locale;

/// Reading an article makes many small lists on several threads; the system's allocator takes a tenth of the time (docs/measured.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 核数: checks figures, companies and projects in Chinese news and government prose.
#[derive(Parser)]
#[command(name = "heshu", version, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    /// Run the language server on standard input and output (the same as `heshu lsp`)
    #[arg(long)]
    stdio: bool,
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Check articles and report what contradicts itself
    Check(check::Options),
    /// Write an article without the noise of scraping
    Clean(clean::Options),
    /// Show an article's title, sections and parts
    Outline(outline::Options),
    /// List the companies, projects and institutions that articles name
    Entities(entities::Options),
    /// List every figure with its value, unit and interval
    Figures(figures::Options),
    /// List what figures say of what: subject, indicator, scope, period
    Claims(claims::Options),
    /// Explain a rule, or list all rules
    Explain(explain::Options),
    /// Write a report that a desk editor reads: one page, without anything from elsewhere
    Report(report::Options),
    /// Let a finding stand, with the reason, in .heshu/ignored.toml
    Ignore(ignore::Options),
    /// Check, draft or print catalogs of companies and projects
    Catalog(catalog::Options),
    /// Show, write or describe the settings in heshu.toml
    Config(config::Options),
    /// Print the completions for a shell
    Completions(manual::Completions),
    /// Print the manual page, for man
    Manual,
    /// Run the language server on standard input and output
    Lsp {
        /// Accepted because many editors add it; there is no other way of talking
        #[arg(long)]
        stdio: bool,
    },
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let locale = help::locale(&arguments);
    let program = || if locale == Locale::Zh { help::chinese(Cli::command()) } else { Cli::command() };
    let cli = match program().try_get_matches_from(&arguments).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => refuse(&error, locale),
    };
    let globals = &cli.globals;
    let exit = match &cli.command {
        Some(Command::Check(options)) => check::run(globals, options),
        Some(Command::Clean(options)) => clean::run(globals, options),
        Some(Command::Outline(options)) => outline::run(globals, options),
        Some(Command::Entities(options)) => entities::run(globals, options),
        Some(Command::Figures(options)) => figures::run(globals, options),
        Some(Command::Claims(options)) => claims::run(globals, options),
        Some(Command::Explain(options)) => explain::run(globals, options),
        Some(Command::Report(options)) => report::run(globals, options),
        Some(Command::Ignore(options)) => ignore::run(globals, options),
        Some(Command::Catalog(options)) => catalog::run(globals, options),
        Some(Command::Config(options)) => config::run(globals, options),
        Some(Command::Completions(options)) => manual::completions(globals, options, Cli::command()),
        Some(Command::Manual) => manual::manual(globals, Cli::command()),
        Some(Command::Lsp { .. }) => return serve(),
        None if cli.stdio => return serve(),
        None => {
            // Only global options were given: there is nothing to do.
            eprintln!("{}", program().render_help());
            Exit::Failure
        }
    };
    ExitCode::from(exit.code())
}

/// Says what is wrong with the arguments, or prints the help or the version where those were asked for.
fn refuse(error: &clap::Error, locale: Locale) -> ! {
    match help::complaint(error).filter(|_| locale == Locale::Zh) {
        Some(text) => {
            eprint!("{text}");
            std::process::exit(error.exit_code())
        }
        None => error.exit(),
    }
}

fn serve() -> ExitCode {
    ExitCode::from(u8::try_from(heshu::server::run()).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_option_is_told_in_both_languages() {
        assert_eq!(help::strays(Cli::command()), [""; 0]);
    }

    #[test]
    fn the_program_in_chinese_takes_the_same_arguments() {
        let arguments = ["heshu", "check", "a.txt", "--write-baseline=b.json", "--select", "lists,dates", "--color", "never"];
        for program in [Cli::command(), help::chinese(Cli::command())] {
            let matches = program.try_get_matches_from(arguments).expect("matches");
            assert!(matches!(Cli::from_arg_matches(&matches).expect("a command").command, Some(Command::Check(_))));
        }
    }
}
