//! `heshu explain`: what a rule reports and why.

use clap::Args;

use crate::config::check_selector;
use crate::rules::{RULES, Rule, rule};

use super::results::Results;
use super::session::{Selection, Session};
use super::{Exit, Globals};

/// Options of `heshu explain`.
#[derive(Args, Debug)]
pub struct Options {
    /// The code of a rule, or a group; without it, all rules are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Explains a rule.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    try_run(globals, options).unwrap_or_else(|exit| exit)
}

fn try_run(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let session = Session::new(globals, Selection::default())?;
    let text = match options.code.as_deref() {
        None | Some("all") => list(RULES.iter()),
        Some(name) => {
            check_selector(name).map_err(|problem| session.settings_problem(&problem))?;
            match rule(name) {
                Some(rule) => page(rule),
                None => list(RULES.iter().filter(|r| r.group.name() == name)),
            }
        }
    };
    let mut results = Results::new(globals, session.console);
    results.write(text.as_bytes());
    Ok(results.exit())
}

fn page(rule: &Rule) -> String {
    format!("{}\n\n{}[{}] · {}\n", rule.page.trim_end(), rule.severity.name(), rule.code, rule.group.name())
}

/// A line for each rule: code, family, severity, title.
fn list<'r>(rules: impl Iterator<Item = &'r Rule>) -> String {
    rules.map(|r| format!("{:<24}{:<10}{:<9}{}\n", r.code, r.group.name(), r.severity.name(), r.title())).collect()
}
