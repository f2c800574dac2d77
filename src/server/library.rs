//! The articles of the workspace, read in the background: what each says of whom. Open documents stand in it as they are typed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock, Weak};

use ignore::WalkBuilder;
use tower_lsp::ls_types::Uri;

use super::configuration::path_of;
use super::documents::{Analysed, locked};
use crate::analysis::{Analysis, Knowledge};
use crate::config::EXTENSIONS;
use crate::text::decode;
use crate::workspace::{Digest, Workspace};

/// Files larger than this are no articles.
const MOST_BYTES: u64 = 8 << 20;
/// How many files a workspace is read of: past that, an editor is not the place.
const MOST_FILES: usize = 50_000;

/// The articles.
#[derive(Default)]
pub struct Library {
    workspace: RwLock<Workspace>,
    /// Which state of the open documents stands in it.
    open: Mutex<HashMap<PathBuf, Version>>,
    /// Counts how often reading all articles was begun.
    readings: AtomicU64,
}

/// A revision of a document, and what was known when it was analysed.
struct Version {
    revision: u64,
    knowledge: Weak<Knowledge>,
}

impl Version {
    fn is(&self, analysed: &Analysed) -> bool {
        self.revision == analysed.revision() && std::ptr::eq(self.knowledge.as_ptr(), Arc::as_ptr(analysed.analysis.knowledge()))
    }
}

/// The name under which a document stands in the library: its path, or its URI where it has none.
pub fn key_of(uri: &Uri) -> PathBuf {
    path_of(uri).unwrap_or_else(|| PathBuf::from(uri.as_str()))
}

/// The URI of a name in the library.
pub fn uri_of(key: &Path) -> Option<Uri> {
    if key.is_absolute() { Uri::from_file_path(key) } else { key.to_str()?.parse().ok() }
}

impl Library {
    /// Answers from the articles.
    pub fn read<T>(&self, answer: impl FnOnce(&Workspace) -> T) -> T {
        answer(&self.workspace.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut Workspace) -> T) -> T {
        change(&mut self.workspace.write().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// The files of folders that are articles, as .gitignore files leave them.
    pub fn files(folders: &[PathBuf], extra: &[String]) -> Vec<PathBuf> {
        let is_article = |path: &Path| {
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            let usual = EXTENSIONS.iter().any(|e| e.eq_ignore_ascii_case(extension));
            usual || extra.iter().any(|e| e.trim_start_matches('.').eq_ignore_ascii_case(extension))
        };
        let walks = folders.iter().flat_map(|folder| WalkBuilder::new(folder).require_git(false).max_filesize(Some(MOST_BYTES)).build());
        let files = walks.flatten().filter(|entry| entry.file_type().is_some_and(|t| t.is_file())).map(|entry| entry.into_path());
        files.filter(|path| is_article(path)).take(MOST_FILES).collect()
    }

    /// Reads a file anew, or takes it out where it is gone. Open documents stay as they are typed. Blocks.
    pub fn reread(&self, path: &Path, knowledge: &Arc<Knowledge>) {
        if locked(&self.open).contains_key(path) {
            return;
        }
        let Ok(bytes) = std::fs::read(path) else {
            self.write(|workspace| workspace.remove(path));
            return;
        };
        let decoded = decode(&bytes);
        let digest = Digest::of(&Analysis::new(&decoded.text, knowledge.clone()));
        self.write(|workspace| workspace.put(path, digest));
    }

    /// Puts an open document in as it is now. Blocks, and does nothing where it stands there already.
    pub fn take(&self, uri: &Uri, analysed: &Analysed) {
        let key = key_of(uri);
        if locked(&self.open).get(&key).is_some_and(|version| version.is(analysed)) {
            return;
        }
        let digest = Digest { is_draft: !key.is_file(), ..analysed.digest().clone() };
        self.write(|workspace| workspace.put(&key, digest));
        let knowledge = Arc::downgrade(analysed.analysis.knowledge());
        locked(&self.open).insert(key, Version { revision: analysed.revision(), knowledge });
    }

    /// A document was closed: its file counts again.
    pub fn closed(&self, uri: &Uri, knowledge: &Arc<Knowledge>) {
        let key = key_of(uri);
        if locked(&self.open).remove(&key).is_some() {
            self.reread(&key, knowledge);
        }
    }

    /// Begins to read all articles; the number of this reading.
    pub fn begin(&self) -> u64 {
        self.readings.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Whether no other reading of all articles was begun since.
    pub fn is_latest(&self, reading: u64) -> bool {
        self.readings.load(Ordering::SeqCst) == reading
    }

    /// Forgets the articles that are not open: the folders are others now.
    pub fn forget_files(&self) {
        let open: Vec<PathBuf> = locked(&self.open).keys().cloned().collect();
        self.write(|workspace| {
            let paths: Vec<PathBuf> = workspace.articles().map(|(path, _)| path.to_path_buf()).collect();
            paths.iter().filter(|path| !open.contains(path)).for_each(|path| workspace.remove(path));
        });
    }
}
