//! What holds for one run: settings by folder, catalogs, the language of messages.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::analysis::{Analysis, Knowledge};
use crate::config::{Settings, SettingsProblem, check_selector};
use crate::entities::Catalog;
use crate::message::io::reason;
use crate::rules::{Locale, Message};

use super::console::Console;
use super::document::{Document, Unread};
use super::inputs::Input;
use super::{Exit, Globals};

/// What holds for the files of a folder.
pub struct Surroundings {
    /// The settings, with what the command line asks for.
    pub settings: Settings,
    /// The language of findings.
    pub locale: Locale,
    /// The catalog, ready for matching.
    pub knowledge: Arc<Knowledge>,
}

impl Surroundings {
    /// Analyses an article that stands there.
    pub fn analysis(&self, text: &str) -> Analysis {
        Analysis::new(text, self.knowledge.clone()).with_reference(self.settings.reference_date)
    }
}

/// What the command line asks for, over the settings of every folder.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Replaces what the settings select and ignore, unless empty.
    pub select: Vec<String>,
    /// Is added to what is ignored.
    pub ignore: Vec<String>,
    /// Replaces the reference date of the settings.
    pub reference_date: Option<Date>,
}

impl Selection {
    fn apply(&self, settings: &mut Settings) {
        if !self.select.is_empty() {
            settings.select.clone_from(&self.select);
            settings.ignore.clear();
            settings.overrides.iter_mut().for_each(|o| {
                o.select.clear();
                o.ignore.clear();
            });
        }
        settings.ignore.extend(self.ignore.iter().cloned());
        settings.reference_date = self.reference_date.or(settings.reference_date);
    }
}

/// One run of a command.
pub struct Session<'g> {
    globals: &'g Globals,
    selection: Selection,
    /// Where people are spoken to.
    pub console: Console,
    /// The gravest thing that happened outside the analysis of a file.
    pub exit: Exit,
    folders: HashMap<PathBuf, Arc<Surroundings>>,
    catalogs: HashMap<Vec<PathBuf>, Arc<Knowledge>>,
}

impl<'g> Session<'g> {
    /// Starts a run. Messages are in the language that holds for the current folder.
    pub fn new(globals: &'g Globals, selection: Selection) -> Result<Session<'g>, Exit> {
        // A broken file here says so when an article needs it.
        let here = Settings::discover(Path::new(".")).map(|(settings, _)| settings).unwrap_or_default();
        let console = Console { locale: globals.locale(&here) };
        let session = Session { globals, selection, console, exit: Exit::Clean, folders: HashMap::new(), catalogs: HashMap::new() };
        for code in session.selection.select.iter().chain(&session.selection.ignore) {
            check_selector(code).map_err(|problem| session.settings_problem(&problem))?;
        }
        Ok(session)
    }

    /// Reports a problem that need not stop the run.
    pub fn failure(&mut self, message: &Message) {
        self.console.error(message);
        self.exit = self.exit.max(Exit::Failure);
    }

    /// Reports settings that cannot be used; the run ends.
    pub fn settings_problem(&self, problem: &SettingsProblem) -> Exit {
        self.console.error(&problem.0);
        Exit::Failure
    }

    /// Reads the one file of a command, and says what there is to say about it. What cannot be read ends the run.
    pub fn read(&self, input: &Input) -> Result<Document, Exit> {
        let fail = |message: &Message| {
            self.console.error(message);
            Exit::Failure
        };
        let documents = Document::read_all(input, &Settings::default()).map_err(|unread| {
            let (Unread::Unreadable(message) | Unread::Binary(message)) = unread;
            fail(&message)
        })?;
        let document = <[Document; 1]>::try_from(documents).map(|[document]| document).map_err(|many| {
            let (name, count) = (input.name(), many.len());
            fail(&Message::new(
                format!("{name} 里有{count}篇文章，这个命令一次只处理一篇"),
                format!("{name} holds {count} articles; this command takes one"),
            ))
        })?;
        if let Some(note) = document.encoding_note() {
            self.console.note(&note);
        }
        Ok(document)
    }

    /// What holds for the files of a folder. Everything is read once. Settings that cannot be read are told about, and end the run.
    pub fn surroundings(&mut self, folder: &Path) -> Result<Arc<Surroundings>, Exit> {
        if let Some(known) = self.folders.get(folder) {
            return Ok(known.clone());
        }
        let from = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let (mut settings, _) = Settings::discover(from).map_err(|problem| self.settings_problem(&problem))?;
        self.selection.apply(&mut settings);
        let locale = self.globals.locale(&settings);
        let knowledge = self.knowledge(&settings);
        let surroundings = Arc::new(Surroundings { settings, locale, knowledge });
        self.folders.insert(folder.to_path_buf(), surroundings.clone());
        Ok(surroundings)
    }

    /// The catalogs of the user's own that hold in a folder, as files or folders.
    pub fn catalogs(&mut self, folder: &Path) -> Result<Vec<PathBuf>, Exit> {
        let (settings, _) = Settings::discover(folder).map_err(|problem| self.settings_problem(&problem))?;
        Ok(self.paths(&settings))
    }

    fn paths(&self, settings: &Settings) -> Vec<PathBuf> {
        settings.all_catalogs().chain(&self.globals.catalog).cloned().collect()
    }

    fn knowledge(&mut self, settings: &Settings) -> Arc<Knowledge> {
        let paths = self.paths(settings);
        if let Some(known) = self.catalogs.get(&paths) {
            return known.clone();
        }
        let knowledge = Arc::new(Knowledge::new(self.read_catalogs(&paths)));
        self.catalogs.insert(paths, knowledge.clone());
        knowledge
    }

    /// The catalog that ships and those of the user. What is wrong with a file is told; the rest is used all the same.
    fn read_catalogs(&mut self, paths: &[PathBuf]) -> Catalog {
        if paths.is_empty() {
            return Catalog::builtin();
        }
        let mut texts = Vec::new();
        for path in paths {
            for file in catalog_files(path) {
                match std::fs::read_to_string(&file) {
                    Ok(text) => texts.push((file.display().to_string(), text)),
                    Err(error) => {
                        let (name, why) = (file.display(), reason(&error));
                        self.failure(&Message::new(
                            format!("无法读取名录 {name}：{}", why.zh),
                            format!("cannot read the catalog {name}: {}", why.en),
                        ));
                    }
                }
            }
        }
        let (catalog, problems) = Catalog::with_files(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        for problem in problems {
            self.failure(&problem.message());
        }
        catalog
    }
}

/// A file as it is; of a folder, its TOML files by name.
pub(super) fn catalog_files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return vec![path.to_path_buf()] };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}
