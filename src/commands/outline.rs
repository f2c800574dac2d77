//! `heshu outline`: what an article consists of.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::output::{self, Places};

use super::inputs::Input;
use super::results::Results;
use super::session::{Selection, Session};
use super::{Exit, Globals};

/// Options of `heshu outline`.
#[derive(Args, Debug)]
pub struct Options {
    /// The file, or `-` for standard input (the default)
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// How to print the outline
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// An indented tree
    Text,
    /// A JSON array of nodes
    Json,
}

/// Draws the outline of an article.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    try_run(globals, options).unwrap_or_else(|exit| exit)
}

fn try_run(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, Selection::default())?;
    let input = Input::single(options.path.as_deref());
    let document = session.read(&input)?;
    let surroundings = session.surroundings(input.folder())?;
    let text = &document.decoded.text;
    let nodes = surroundings.analysis(text).outline(surroundings.locale);
    let places = Places::new(text);
    let mut results = Results::new(globals, session.console);
    results.write(
        match options.format {
            Format::Text => output::outline::text(&nodes, &places, surroundings.locale),
            Format::Json => output::outline::json(&nodes, &places),
        }
        .as_bytes(),
    );
    Ok(session.exit.max(results.exit()))
}
