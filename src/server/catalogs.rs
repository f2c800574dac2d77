//! The catalog of the session: what ships, and the user's own files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use super::documents::locked;
use crate::analysis::Knowledge;
use crate::entities::{Catalog, CatalogProblem};
use crate::message::Message;
use crate::message::io::reason;

/// What is known, built when it is first needed and replaced when a catalog file changes.
#[derive(Default)]
pub struct Shelf {
    builtin: OnceLock<Arc<Knowledge>>,
    loaded: Mutex<Option<Loaded>>,
}

struct Loaded {
    files: Vec<(String, String)>,
    knowledge: Arc<Knowledge>,
}

/// What loading the catalogs came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Whether anything is known now that was not, or the other way round.
    pub changed: bool,
    /// The number of files that the user added.
    pub files: usize,
    /// What is wrong with them.
    pub problems: Vec<Message>,
}

impl Shelf {
    /// What is known now. The first call builds the automaton of the names that ship: not for the threads that receive messages.
    pub fn knowledge(&self) -> Arc<Knowledge> {
        let loaded = locked(&self.loaded).as_ref().map(|l| l.knowledge.clone());
        loaded.unwrap_or_else(|| self.builtin.get_or_init(|| Arc::new(Knowledge::new(Catalog::builtin()))).clone())
    }

    /// Reads catalog files and folders. Files that are as they were are not worked through again.
    pub fn load(&self, paths: &[PathBuf]) -> Outcome {
        let mut outcome = Outcome::default();
        let mut files = Vec::new();
        for path in paths {
            read(path, &mut files, &mut outcome.problems);
        }
        outcome.files = files.len();
        let mut loaded = locked(&self.loaded);
        outcome.changed = loaded.as_ref().map_or(!files.is_empty(), |l| l.files != files);
        let (catalog, problems) = Catalog::with_files(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        outcome.problems.extend(problems.iter().map(CatalogProblem::message));
        if outcome.changed {
            *loaded = Some(Loaded { knowledge: Arc::new(Knowledge::new(catalog)), files });
        }
        outcome
    }
}

/// Reads a file, or the TOML files of a folder in order of their names.
fn read(path: &Path, files: &mut Vec<(String, String)>, problems: &mut Vec<Message>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut inside: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
        inside.sort();
        inside.iter().for_each(|file| read(file, files, problems));
        return;
    }
    let name = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => files.push((name, text)),
        // A workspace need not have a catalog of its own.
        Err(_) if path.ends_with(".heshu/catalog") => {}
        Err(error) => problems.push(reason(&error).at(&name, None)),
    }
}
