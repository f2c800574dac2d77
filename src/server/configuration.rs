//! Which settings hold for which file: `heshu.toml` found upward from it, with the editor's settings laid over.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tower_lsp::ls_types::Uri;

use super::documents::locked;
use super::settings::EditorSettings;
use crate::config::Settings;
use crate::message::Message;

/// The settings of the session.
#[derive(Default)]
pub struct Configuration {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// From `initializationOptions`.
    initial: EditorSettings,
    /// From `workspace/configuration` or `workspace/didChangeConfiguration`.
    current: EditorSettings,
    folders: Vec<PathBuf>,
    /// What holds in a folder, once it was looked up.
    by_folder: HashMap<PathBuf, Arc<Settings>>,
    /// Catalogs that some `heshu.toml` names.
    catalogs: BTreeSet<PathBuf>,
    told: HashSet<Message>,
    untold: Vec<Message>,
}

impl State {
    fn editor(&self) -> EditorSettings {
        self.current.or(&self.initial)
    }

    fn tell(&mut self, problem: Message) {
        if self.told.insert(problem.clone()) {
            self.untold.push(problem);
        }
    }

    fn settings(&mut self, folder: &Path) -> Arc<Settings> {
        if let Some(known) = self.by_folder.get(folder) {
            return known.clone();
        }
        let found = match Settings::discover(folder) {
            Ok((settings, _)) => settings,
            Err(problem) => {
                self.tell(problem.0);
                Settings::default()
            }
        };
        self.catalogs.extend(found.all_catalogs().cloned());
        let settings = Arc::new(self.editor().over(found));
        self.by_folder.insert(folder.to_path_buf(), settings.clone());
        settings
    }
}

impl Configuration {
    /// Takes over what came with `initialize`.
    pub fn initialize(&self, options: EditorSettings, folders: Vec<PathBuf>) {
        let mut state = locked(&self.state);
        (state.initial, state.folders) = (options, folders);
        let problems = state.initial.problems.clone();
        problems.into_iter().for_each(|problem| state.tell(problem));
    }

    /// Replaces the editor's settings. Whether they are others than before.
    pub fn set(&self, settings: EditorSettings) -> bool {
        let mut state = locked(&self.state);
        let changed = state.current != settings;
        if changed {
            state.current = settings;
            state.by_folder.clear();
            let problems = state.current.problems.clone();
            problems.into_iter().for_each(|problem| state.tell(problem));
        }
        changed
    }

    /// Adds and removes workspace folders.
    pub fn change_folders(&self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        let mut state = locked(&self.state);
        state.folders.retain(|folder| !removed.contains(folder));
        state.folders.extend(added);
    }

    /// Forgets what was read from files, so that it is read again.
    pub fn forget_files(&self) {
        let mut state = locked(&self.state);
        state.by_folder.clear();
        state.catalogs.clear();
        state.told.clear();
    }

    /// The workspace folder that a document is in, else the first one.
    pub fn workspace_of(&self, uri: &Uri) -> Option<PathBuf> {
        let state = locked(&self.state);
        let path = path_of(uri);
        let around = state.folders.iter().filter(|folder| path.as_ref().is_some_and(|path| path.starts_with(folder)));
        around.max_by_key(|folder| folder.as_os_str().len()).or(state.folders.first()).cloned()
    }

    /// The settings for a document. Reads files: not for the threads that receive messages.
    pub fn for_document(&self, uri: &Uri) -> Arc<Settings> {
        let mut state = locked(&self.state);
        let folder = path_of(uri).and_then(|path| path.parent().map(Path::to_path_buf)).or_else(|| state.folders.first().cloned());
        match folder {
            Some(folder) => state.settings(&folder),
            None => Arc::new(state.editor().over(Settings::default())),
        }
    }

    /// The catalog files and folders that the settings name, and those that stand in the workspace. Reads files.
    pub fn catalogs(&self) -> Vec<PathBuf> {
        let mut state = locked(&self.state);
        let folders = state.folders.clone();
        let editor = state.editor();
        let mut catalogs = Vec::new();
        for folder in &folders {
            state.settings(folder);
            catalogs.push(folder.join(".heshu/catalog"));
        }
        catalogs.extend(state.catalogs.iter().cloned());
        let absolute = editor.catalogs.iter().filter(|catalog| catalog.is_absolute() && folders.is_empty()).cloned();
        catalogs.extend(absolute.chain(folders.iter().flat_map(|folder| editor.catalogs_in(folder))));
        let mut seen = HashSet::new();
        catalogs.retain(|catalog| seen.insert(catalog.clone()));
        catalogs
    }

    /// The folders of the workspace.
    pub fn folders(&self) -> Vec<PathBuf> {
        locked(&self.state).folders.clone()
    }

    /// More extensions of articles, as the settings of the folders name them. Reads files.
    pub fn extensions(&self) -> Vec<String> {
        let mut state = locked(&self.state);
        let folders = state.folders.clone();
        folders.iter().flat_map(|folder| state.settings(folder).extensions.clone()).collect()
    }

    /// The language of messages that the user set in the editor.
    pub fn locale(&self) -> Option<String> {
        locked(&self.state).editor().locale().map(str::to_owned)
    }

    /// Problems that nobody was told yet.
    pub fn take_problems(&self) -> Vec<Message> {
        std::mem::take(&mut locked(&self.state).untold)
    }
}

/// The path of a `file:` URI.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    if is_file { uri.to_file_path().map(|path| path.into_owned()) } else { None }
}
