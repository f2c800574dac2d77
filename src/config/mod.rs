//! Settings: what people switch on and off, from `heshu.toml` and from the editor, through one loader.
//!
//! [`Settings::report`] is the one door from a rule's findings to what is shown; the command line and the server both go through it.

mod day;
mod globs;
mod report;
pub mod schema;

pub use globs::Globs;
pub use report::Reported;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::message::{self, Locale, Message};
use crate::rules::{Finding, Severity, rule};
use crate::suppress::{self, Ignored};

/// The name of the settings file, looked for from the article's folder upward.
pub const FILE_NAME: &str = "heshu.toml";
/// Extensions of articles that are read in folders, beside those of the settings.
pub const EXTENSIONS: [&str; 3] = ["txt", "md", "markdown"];

/// Everything that can be set. Every key can be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "heshu.toml")]
pub struct Settings {
    /// Codes or groups to report; empty means all.
    #[schemars(schema_with = "schema::selectors")]
    pub select: Vec<String>,
    /// Codes or groups not to report.
    #[schemars(schema_with = "schema::selectors")]
    pub ignore: Vec<String>,
    /// Sentences that hold one of these texts are not reported: slogans, names, set phrases.
    pub ignore_texts: Vec<String>,
    /// Severities by code or group: `error`, `warning`, `hint`.
    #[schemars(schema_with = "schema::severities")]
    pub severity: BTreeMap<String, String>,
    /// More catalog files or folders, relative to the settings file.
    pub catalogs: Vec<PathBuf>,
    /// More file extensions to read in folders, beside `txt`, `md` and `markdown`.
    pub extensions: Vec<String>,
    /// Files that are not read in folders: patterns as in .gitignore, relative to the settings file.
    #[schemars(with = "Vec<String>")]
    pub exclude: Globs,
    /// The day that articles without a date of their own are read from, 今年 and 5月3日 among their words: `2026-05-01`.
    #[serde(deserialize_with = "day::read")]
    #[schemars(with = "Option<String>")]
    pub reference_date: Option<Date>,
    /// The column of .csv files and the key of .jsonl files that hold articles.
    pub text_column: Option<String>,
    /// Whether editors show every spot of noise as faded text.
    pub faded_noise: bool,
    /// Whether editors show hints behind figures: how far a hedge reaches, which days are meant, how much 3000亩 is.
    #[serde(alias = "inlay_hints")]
    pub inlay_hints: bool,
    /// Whether editors show above a line in how many places a company or project is named, and what another article states otherwise.
    pub code_lens: bool,
    /// Whether `heshu check` compares the articles of one run with each other; those that state an investment or an area are
    /// read twice. On unless `false`.
    pub across_articles: Option<bool>,
    /// The language of messages: `zh`, `en`, or `auto`.
    #[schemars(schema_with = "schema::locale")]
    pub locale: Option<String>,
    /// What holds for some files only. Of several that match, the later wins.
    pub overrides: Vec<Override>,
    /// The folder that patterns start from: that of the settings file.
    #[serde(skip)]
    pub base: PathBuf,
    /// The nearest `.heshu/catalog` upward: the names that editors wrote down.
    #[serde(skip)]
    pub own_catalog: Option<PathBuf>,
    /// What stands in `.heshu/ignored.toml`.
    #[serde(skip)]
    pub ignored: Arc<Ignored>,
}

/// What holds for some files only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// The files: patterns as in .gitignore, relative to the settings file.
    #[schemars(with = "Vec<String>")]
    pub paths: Globs,
    /// Replaces what is selected and ignored elsewhere, unless empty.
    #[schemars(schema_with = "schema::selectors")]
    pub select: Vec<String>,
    /// Is added to what is ignored.
    #[schemars(schema_with = "schema::selectors")]
    pub ignore: Vec<String>,
    /// Goes before other severities.
    #[schemars(schema_with = "schema::severities")]
    pub severity: BTreeMap<String, String>,
}

/// Settings that could not be read: what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsProblem(pub Message);

impl Settings {
    /// Reads the text of a `heshu.toml`. `file` is where it stands: relative catalogs start in its folder.
    pub fn from_toml(text: &str, file: &Path) -> Result<Settings, SettingsProblem> {
        let name = file.display().to_string();
        let mut settings: Settings = toml::from_str(text).map_err(|error| {
            let (line, message) = message::toml::complaint(&error, text);
            SettingsProblem(message.at(&name, line))
        })?;
        let folder = file.parent().unwrap_or(Path::new(""));
        for catalog in &mut settings.catalogs {
            *catalog = folder.join(&catalog);
        }
        settings.base = folder.to_path_buf();
        settings.slip().map_err(|(word, problem)| SettingsProblem(problem.0.at(&name, message::toml::line_with(text, &word))))?;
        Ok(settings)
    }

    /// Every code, group and severity must be one that exists.
    pub fn check(&self) -> Result<(), SettingsProblem> {
        self.slip().map_err(|(_, problem)| problem)
    }

    /// The same, with the word that is wrong.
    fn slip(&self) -> Result<(), (String, SettingsProblem)> {
        check_names(&self.select, &self.ignore, &self.severity)?;
        self.overrides.iter().try_for_each(|o| check_names(&o.select, &o.ignore, &o.severity))
    }

    /// The settings that hold for a file or folder: the nearest `heshu.toml` upward, or none. Also says which file it was.
    pub fn discover(from: &Path) -> Result<(Settings, Option<PathBuf>), SettingsProblem> {
        let start = std::path::absolute(from).unwrap_or_else(|_| from.to_path_buf());
        for folder in start.ancestors() {
            let file = folder.join(FILE_NAME);
            if file.is_file() {
                let text = std::fs::read_to_string(&file)
                    .map_err(|error| SettingsProblem(message::io::reason(&error).at(&file.display().to_string(), None)))?;
                let settings = Settings::from_toml(&text, &file)?;
                return Ok((settings.with_ignored(&start)?, Some(file)));
            }
        }
        Ok((Settings { base: start.clone(), ..Settings::default() }.with_ignored(&start)?, None))
    }

    /// The same without what stands in `.heshu/ignored.toml`.
    pub fn without_ignored(&self) -> Settings {
        Settings { ignored: Arc::default(), ..self.clone() }
    }

    /// Every catalog that holds here: the workspace's own, then those that the settings name.
    pub fn all_catalogs(&self) -> impl Iterator<Item = &PathBuf> {
        self.own_catalog.iter().chain(&self.catalogs)
    }

    fn with_ignored(mut self, folder: &Path) -> Result<Settings, SettingsProblem> {
        self.own_catalog = folder.ancestors().map(|f| f.join(suppress::FOLDER).join("catalog")).find(|f| f.is_dir());
        self.ignored = Arc::new(Ignored::discover(folder).map_err(SettingsProblem)?);
        Ok(self)
    }

    /// Whether findings of a code are reported.
    pub fn is_selected(&self, code: &str) -> bool {
        let names = |list: &[String]| list.iter().any(|name| selects(name, code));
        (self.select.is_empty() || names(&self.select)) && !names(&self.ignore)
    }

    /// The severity of a code here.
    pub fn severity_of(&self, code: &str, default: Severity) -> Severity {
        let by_code = self.severity.get(code);
        let by_group = || rule(code).and_then(|r| self.severity.get(r.group.name()));
        by_code.or_else(by_group).and_then(|name| Severity::from_name(name)).unwrap_or(default)
    }

    /// Takes out what is not selected and sets the severities.
    pub fn apply(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let selected = findings.into_iter().filter(|f| self.is_selected(f.code));
        selected.map(|f| Finding { severity: self.severity_of(f.code, f.severity), ..f }).collect()
    }

    /// The language of messages, given what the surroundings ask for.
    pub fn locale(&self, asked: Option<&str>) -> Locale {
        match self.locale.as_deref() {
            Some(set) if set != "auto" => Locale::from_tag(set),
            _ => asked.map_or(Locale::Zh, Locale::from_tag),
        }
    }
}

fn check_names(select: &[String], ignore: &[String], severity: &BTreeMap<String, String>) -> Result<(), (String, SettingsProblem)> {
    let mut names = select.iter().chain(ignore).chain(severity.keys());
    names.try_for_each(|name| check_selector(name).map_err(|problem| (name.clone(), problem)))?;
    match severity.values().find(|s| Severity::from_name(s).is_none()) {
        Some(unknown) => Err((unknown.clone(), unknown_severity(unknown))),
        None => Ok(()),
    }
}

/// Whether a name (a code, a group, `all`) means a code.
pub fn selects(name: &str, code: &str) -> bool {
    name == "all" || name == code || rule(code).is_some_and(|r| r.group.name() == name)
}

/// Whether a code or group exists; the error names the nearest one that does.
pub fn check_selector(name: &str) -> Result<(), SettingsProblem> {
    use crate::rules::RULES;
    if name == "all" || RULES.iter().any(|r| r.code == name || r.group.name() == name) {
        return Ok(());
    }
    let known = RULES.iter().flat_map(|r| [r.code, r.group.name()]);
    Err(SettingsProblem(match message::nearest(name, known) {
        Some(nearest) => Message::new(
            format!("没有“{name}”这条规则或类别，是不是“{nearest}”？运行 heshu explain 可列出全部"),
            format!("unknown code or group {name:?}: did you mean {nearest:?}? `heshu explain` lists them all"),
        ),
        None => Message::new(
            format!("没有“{name}”这条规则或类别；运行 heshu explain 可列出全部"),
            format!("unknown code or group {name:?}; `heshu explain` lists them all"),
        ),
    }))
}

/// The problem of a severity that does not exist.
pub fn unknown_severity(name: &str) -> SettingsProblem {
    SettingsProblem(Message::new(
        format!("没有“{name}”这个级别，请改为 error、warning 或 hint"),
        format!("unknown severity {name:?}: use error, warning or hint"),
    ))
}
