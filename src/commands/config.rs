//! `heshu config`: what holds for a file, a first `heshu.toml`, and the schema that editors complete it by.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::config::{FILE_NAME, Settings, schema};
use crate::message::Message;
use crate::message::io::reason;
use crate::output::json::to_json;
use crate::rules::Locale;

use super::results::Results;
use super::session::{Selection, Session};
use super::{Exit, Globals};

/// What a new settings file says, in both languages.
const TEMPLATE: (&str, &str) = (include_str!("data/heshu.zh.toml"), include_str!("data/heshu.en.toml"));

/// Options of `heshu config`.
#[derive(Args, Debug)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Print the settings that hold for a file or folder, and where they come from
    Show {
        /// The file or folder [default: the current folder]
        #[arg(value_name = "PATH")]
        path: Option<PathBuf>,
        /// How to print them
        #[arg(long, value_name = "FORMAT", default_value = "toml")]
        format: Format,
    },
    /// Write a heshu.toml that explains itself
    Init {
        /// The folder [default: the current one]
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    /// Print the JSON Schema of heshu.toml
    Schema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Toml,
    Json,
}

/// Shows or writes settings.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    let done = match &options.command {
        Command::Show { path, format } => show(globals, path.as_deref().unwrap_or(Path::new(".")), *format),
        Command::Init { folder } => init(globals, folder.as_deref().unwrap_or(Path::new("."))),
        Command::Schema => print(globals, &(serde_json::to_string_pretty(&schema::schema()).unwrap_or_default() + "\n")),
    };
    done.unwrap_or_else(|exit| exit)
}

fn print(globals: &Globals, text: &str) -> Result<Exit, Exit> {
    let session = Session::new(globals, Selection::default())?;
    let mut results = Results::new(globals, session.console);
    results.write(text.as_bytes());
    Ok(results.finish())
}

fn show(globals: &Globals, path: &Path, format: Format) -> Result<Exit, Exit> {
    let session = Session::new(globals, Selection::default())?;
    if !path.exists() {
        let name = path.display();
        session.console.error(&Message::new(format!("找不到 {name}"), format!("no such file or folder: {name}")));
        return Err(Exit::Failure);
    }
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
    let (settings, file) = Settings::discover(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
        .map_err(|problem| session.settings_problem(&problem))?;
    let text = match format {
        Format::Toml => {
            let from = file.as_ref().map_or_else(
                || {
                    Message::new("没有 heshu.toml，以下是默认设置", "no heshu.toml; these are the defaults")
                        .text(session.console.locale)
                        .to_owned()
                },
                |file| file.display().to_string(),
            );
            format!("# {from}\n{}", toml::to_string(&settings).unwrap_or_default())
        }
        Format::Json => to_json(&settings) + "\n",
    };
    print(globals, &text)
}

fn init(globals: &Globals, folder: &Path) -> Result<Exit, Exit> {
    let session = Session::new(globals, Selection::default())?;
    let console = session.console;
    let file = folder.join(FILE_NAME);
    let name = file.display();
    let template = if console.locale == Locale::En { TEMPLATE.1 } else { TEMPLATE.0 };
    // Made only where it is not: what people wrote is never written over, not even by two runs at once.
    let made = std::fs::OpenOptions::new().write(true).create_new(true).open(&file);
    let written = made.and_then(|mut made| std::io::Write::write_all(&mut made, template.as_bytes()));
    match written {
        Ok(()) => {
            console.note(&Message::new(format!("已写好 {name}，请按需要修改"), format!("{name} is written; change it as you like")));
            Ok(Exit::Clean)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            console.error(&Message::new(format!("{name} 已经存在，未改动"), format!("{name} is there already and was left as it is")));
            Err(Exit::Failure)
        }
        Err(error) => {
            let why = reason(&error);
            console.error(&Message::new(format!("无法写出 {name}：{}", why.zh), format!("cannot write {name}: {}", why.en)));
            Err(Exit::Failure)
        }
    }
}
