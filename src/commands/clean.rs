//! `heshu clean`: the text without the noise of scraping, every other byte as it was.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use crate::output;
use crate::rules::Message;

use super::inputs::{Input, Origin};
use super::results::Results;
use super::save::save;
use super::session::{Selection, Session};
use super::{Exit, Globals};

/// Options of `heshu clean`.
#[derive(Args, Debug)]
pub struct Options {
    /// The file, or `-` for standard input (the default)
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Write the cleaned text into the file
    #[arg(long)]
    write: bool,
    /// The script to write the text in
    #[arg(long, value_name = "SCRIPT", default_value = "keep")]
    script: Script,
    /// Print what would change, and change nothing
    #[arg(long, conflicts_with = "write")]
    diff: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Script {
    /// As it is
    Keep,
    /// 简体
    Simplified,
    /// 繁體
    Traditional,
}

/// Cleans an article.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    try_run(globals, options).unwrap_or_else(|exit| exit)
}

fn try_run(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, Selection::default())?;
    let input = Input::single(options.path.as_deref());
    if options.write && input.origin == Origin::Stdin {
        session.failure(&Message::new("--write 须指明文件，不能用于标准输入", "--write needs a file"));
        return Err(session.exit);
    }
    let document = session.read(&input)?;
    let surroundings = session.surroundings(input.folder())?;
    let text = &document.decoded.text;
    let cleaned = surroundings.analysis(text).cleaned();
    let cleaned = convert(cleaned, options.script).map_err(|message| {
        session.console.error(&message);
        Exit::Internal
    })?;
    let mut results = Results::new(globals, session.console);
    if options.diff {
        let diff = output::diff::unified(&document.name, text, &cleaned, results.styled);
        results.write(diff.as_bytes());
    } else if !options.write {
        // What was UTF-8 leaves byte for byte, with its mark; what was not leaves as UTF-8.
        let mark = if document.decoded.bom && document.decoded.encoding == "utf-8" { "\u{feff}" } else { "" };
        results.write(format!("{mark}{cleaned}").as_bytes());
    } else if cleaned != *text
        && let Err(message) = save(&document, &cleaned)
    {
        session.failure(&message);
    }
    Ok(session.exit.max(results.exit()))
}

/// The text in a script. The dictionaries are loaded only when somebody asks.
fn convert(text: String, script: Script) -> Result<String, Message> {
    let config = match script {
        Script::Keep => return Ok(text),
        Script::Simplified => BuiltinConfig::T2s,
        Script::Traditional => BuiltinConfig::S2t,
    };
    Ok(OpenCC::from_config(config).map_err(|error| Message::both(error.to_string()))?.convert(&text))
}
