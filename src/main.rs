//! The program: argument parsing and exit codes, nothing else.

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use heshu::commands::{Exit, Globals, catalog, check, claims, clean, config, entities, explain, figures, ignore, manual, outline, report};

/// Reading an article makes many small lists on several threads; the system's allocator takes a tenth of the time (docs/measured.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 核数: checks figures, companies and projects in Chinese news and government prose.
#[derive(Parser)]
#[command(name = "heshu", version, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    /// Run the language server on standard input and output (the same as `heshu lsp`)
    #[arg(long)]
    stdio: bool,
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
    let cli = Cli::parse();
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
            eprintln!("{}", Cli::command().render_usage());
            Exit::Failure
        }
    };
    ExitCode::from(exit.code())
}

fn serve() -> ExitCode {
    ExitCode::from(u8::try_from(heshu::server::run()).unwrap_or(1))
}
