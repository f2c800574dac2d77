//! Help and complaints about usage in Chinese. What clap says is English; the texts stand in `data/help.toml`.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::LazyLock;

use clap::builder::{Arg, ArgAction, Command};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Globals;
use super::globals::LocaleChoice;
use crate::config::Settings;
use crate::message::Locale;

/// Texts by command, then by option.
type Texts = HashMap<String, HashMap<String, String>>;

static TEXTS: LazyLock<Texts> = LazyLock::new(|| shipped!("commands/data/help"));

const HELP: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The text of an option of a command, or of the command itself (`about`).
fn text(command: &str, key: &str) -> Option<&'static str> {
    let of = |table: &str| TEXTS.get(table)?.get(key).map(String::as_str);
    of(command).or_else(|| of("shared").filter(|_| key != "about"))
}

/// The language that arguments are answered in, before anybody knows whether they can be used.
pub fn locale(arguments: &[OsString]) -> Locale {
    let words = || arguments.iter().map_while(|word| word.to_str()).take_while(|word| *word != "--");
    let behind = words().skip_while(|word| *word != "--locale").nth(1);
    let asked = words().find_map(|word| word.strip_prefix("--locale=")).or(behind);
    let choice = match asked {
        Some("zh") => Some(LocaleChoice::Zh),
        Some("en") => Some(LocaleChoice::En),
        Some("auto") => Some(LocaleChoice::Auto),
        _ => None,
    };
    let settings = Settings::discover(Path::new(".")).map(|(settings, _)| settings).unwrap_or_default();
    Globals { locale: choice, ..Globals::default() }.locale(&settings)
}

/// The program with its help in Chinese. What has no text there stays English.
pub fn chinese(mut program: Command) -> Command {
    // Only now does it have all its options: those of help, and the global ones in every command.
    program.build();
    translated(program, "heshu")
}

fn translated(command: Command, name: &str) -> Command {
    let command = match text(name, "about") {
        Some(about) => command.about(about).long_about(about),
        None => command,
    };
    let command = command.help_template(HELP).subcommand_help_heading("命令").subcommand_value_name("命令");
    let mut command = command.mut_args(|arg| translated_option(arg, name));
    let usage = command.render_usage().to_string();
    let command = command.override_usage(usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[选项]"));
    command.mut_subcommands(|sub| match (name, sub.get_name().to_owned().as_str()) {
        (_, "help") => sub.about("显示帮助"),
        ("heshu", own) => translated(sub, own),
        (_, own) => translated(sub, &format!("{name} {own}")),
    })
}

fn translated_option(arg: Arg, command: &str) -> Arg {
    let Some(text) = text(command, arg.get_id().as_str()) else { return arg };
    let is_flag = !matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let names: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let default: Vec<_> = arg.get_default_values().iter().filter_map(|value| value.to_str()).filter(|value| !value.is_empty()).collect();
    let mut help = text.to_owned();
    if !is_flag && !names.is_empty() && !arg.is_hide_possible_values_set() && !names.iter().all(|name| help.contains(name.as_str())) {
        help += &format!("；可取 {}", names.join("、"));
    }
    if !is_flag && !default.is_empty() {
        help += &format!("（默认 {}）", default.join("、"));
    }
    let heading = match (arg.is_positional(), arg.get_help_heading().is_some()) {
        (true, _) => "参数",
        (false, true) => "通用选项",
        (false, false) => "选项",
    };
    arg.help(help.clone()).long_help(help).help_heading(heading).hide_possible_values(true).hide_default_value(true)
}

/// What is wrong with the arguments, in Chinese; `None` where only clap can say it.
pub fn complaint(error: &clap::Error) -> Option<String> {
    let get = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join("、")),
        _ => None,
    };
    let option = || get(ContextKind::InvalidArg);
    let value = || get(ContextKind::InvalidValue).filter(|value| !value.is_empty());
    let listed =
        get(ContextKind::ValidValue).filter(|values| !values.is_empty()).map(|values| format!("；可取 {values}")).unwrap_or_default();
    let near = |kind| get(kind).map(|near| format!("；是不是“{near}”？")).unwrap_or_default();
    let said = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{}”这个选项{}", option()?, near(ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令{}", get(ContextKind::InvalidSubcommand)?, near(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue => match value() {
            Some(value) => format!("“{}”不能是“{value}”{listed}{}", option()?, near(ContextKind::SuggestedValue)),
            None => format!("“{}”后面缺少值{listed}", option()?),
        },
        ErrorKind::ValueValidation => format!("“{}”不能是“{}”", option()?, value()?),
        ErrorKind::ArgumentConflict => match get(ContextKind::PriorArg) {
            Some(prior) if prior == option()? => format!("“{prior}”只能写一次"),
            Some(prior) => format!("“{}”不能与“{prior}”同用", option()?),
            None => format!("“{}”不能与别的选项同用", option()?),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", option()?),
        ErrorKind::MissingSubcommand => format!("缺少命令；可取 {}", get(ContextKind::ValidSubcommand)?),
        ErrorKind::NoEquals => format!("“{}”与值之间要写“=”", option()?),
        ErrorKind::TooManyValues => format!("“{}”后面多了“{}”", option()?, value()?),
        ErrorKind::InvalidUtf8 => "选项里有不是 UTF-8 的字".to_owned(),
        _ => return None,
    };
    Some(format!("错误：{said}\n加 --help 可看用法\n"))
}

/// Commands and options that have no text, and texts of nothing: for the test that keeps both together.
pub fn strays(mut program: Command) -> Vec<String> {
    program.build();
    let mut wanted: HashMap<String, Vec<String>> = HashMap::new();
    collect(&program, "heshu", &mut wanted);
    let untold =
        wanted.iter().flat_map(|(command, keys)| keys.iter().filter(|key| text(command, key).is_none()).map(move |key| (command, key)));
    let mut strays: Vec<String> = untold.map(|(command, key)| format!("no text: {command} {key}")).collect();
    for (command, keys) in TEXTS.iter() {
        let known = |key: &String| match wanted.get(command) {
            Some(own) => own.contains(key),
            None => command == "shared" && wanted.values().any(|own| own.contains(key)),
        };
        strays.extend(keys.keys().filter(|key| !known(key)).map(|key| format!("text of nothing: {command} {key}")));
    }
    strays.sort();
    strays
}

fn collect(command: &Command, name: &str, wanted: &mut HashMap<String, Vec<String>>) {
    let options = command.get_arguments().filter(|arg| !arg.is_hide_set()).map(|arg| arg.get_id().to_string());
    wanted.insert(name.to_owned(), std::iter::once("about".to_owned()).chain(options).collect());
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let own = if name == "heshu" { sub.get_name().to_owned() } else { format!("{name} {}", sub.get_name()) };
        collect(sub, &own, wanted);
    }
}
