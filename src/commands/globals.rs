//! Options of every command: language, catalogs, colour.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::config::Settings;
use crate::rules::Locale;

/// Options that stand before or behind any command.
#[derive(Args, Clone, Debug, Default)]
pub struct Globals {
    /// Language of messages; `auto` asks LC_ALL, LC_MESSAGES and LANG [default: heshu.toml, else zh]
    #[arg(long, global = true, value_name = "LANG", hide_possible_values = true, help_heading = "Global options")]
    #[arg(long_help = "Language of messages: zh, en, or auto (LC_ALL, LC_MESSAGES, LANG). Default: what heshu.toml says, else zh")]
    pub locale: Option<LocaleChoice>,
    /// One more catalog of companies and projects, a TOML file or a folder of them; can be repeated
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub catalog: Vec<PathBuf>,
    /// When to colour the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Global options")]
    pub color: ColorChoice,
}

/// A language of messages, as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum LocaleChoice {
    Zh,
    En,
    /// What the environment says.
    Auto,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}

impl Globals {
    /// The language of messages where these settings hold. The environment alone never makes it English: most users
    /// are Chinese editors, and many of their machines say `LANG=en_US`.
    pub fn locale(&self, settings: &Settings) -> Locale {
        match self.locale {
            Some(LocaleChoice::Zh) => Locale::Zh,
            Some(LocaleChoice::En) => Locale::En,
            Some(LocaleChoice::Auto) => environment_locale(),
            None if settings.locale.as_deref() == Some("auto") => environment_locale(),
            None => settings.locale(None),
        }
    }
}

impl ColorChoice {
    /// The same for anstream, which knows `NO_COLOR` and terminals.
    pub fn for_stream(self) -> anstream::ColorChoice {
        match self {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        }
    }
}

/// The first of the variables that is set decides, as POSIX says.
fn environment_locale() -> Locale {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    set.map_or(Locale::Zh, |tag| Locale::from_tag(&tag))
}
