//! `heshu check`: what is wrong, in the format that is asked for; and, where asked, made right.

mod across;
mod changes;
mod known;
mod one;
mod records;
mod run;
mod watch;

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};
use jiff::civil::Date;

use crate::output::Format;
use crate::rules::Severity;

use super::session::Selection;
use super::{Exit, Globals};

/// Where a baseline stands unless something else is said.
const BASELINE: &str = ".heshu/baseline.json";

/// Options of `heshu check`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("change").args(["fix", "diff"]).multiple(true)))]
pub struct Options {
    /// Files, folders, globs, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print findings
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: Format,
    /// Write the findings into a file, as a whole or not at all, and not to standard output
    #[arg(long, short, value_name = "FILE", conflicts_with_all = ["diff", "batch"])]
    output: Option<PathBuf>,
    /// Report only these codes or groups, separated by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not report these codes or groups
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// The day that articles without a date of their own are read from [default: that of heshu.toml]
    #[arg(long, value_name = "YYYY-MM-DD")]
    reference_date: Option<Date>,
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
    /// Report only what a baseline does not hold
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write what is found into the baseline, and report nothing
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = BASELINE, require_equals = true)]
    #[arg(conflicts_with_all = ["baseline", "diff_base", "fix", "diff", "max_findings", "statistics", "watch", "batch"])]
    write_baseline: Option<PathBuf>,
    /// Report only what has to do with lines changed since a git revision (since it and HEAD parted)
    #[arg(long, value_name = "REV")]
    diff_base: Option<String>,
    /// Print at most this many findings; all are counted
    #[arg(long, value_name = "N", conflicts_with = "statistics")]
    max_findings: Option<usize>,
    /// Print how often each rule speaks, and not the findings
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    statistics: bool,
    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "batch", "output"])]
    watch: bool,
    /// Read JSON lines {"id","input","path"?,"ref"?} from standard input, write {"id","findings":[…]} for each, in order
    #[arg(long, conflicts_with_all = ["paths", "format", "fix", "diff", "stdin_filename", "statistics", "max_findings", "diff_base"])]
    batch: bool,
    /// The name of what comes from standard input, for messages and settings
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
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

impl Options {
    /// What goes over the settings.
    fn selection(&self) -> Selection {
        Selection { select: self.select.clone(), ignore: self.ignore.clone(), reference_date: self.reference_date }
    }
}

/// Checks articles.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    super::interrupt::listen();
    let run = match (options.batch, options.watch) {
        (true, _) => records::run(globals, options),
        (_, true) => watch::run(globals, options),
        _ => run::run(globals, options),
    };
    run.unwrap_or_else(|exit| exit)
}
