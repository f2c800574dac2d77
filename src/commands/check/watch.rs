//! `heshu check --watch`: again whenever a file changes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher};
use same_file::Handle;

use super::Options;
use crate::commands::console::Console;
use crate::commands::{Exit, Globals, interrupt};
use crate::config::{EXTENSIONS, Settings};
use crate::documents::Form;
use crate::rules::Message;

/// An editor that saves makes several events; the check waits until they are over.
const SETTLE: Duration = Duration::from_millis(200);
/// How often Ctrl-C is looked for.
const GLANCE: Duration = Duration::from_millis(100);

/// Checks, waits for a change, checks again, until Ctrl-C.
pub fn run(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let here = Settings::discover(Path::new(".")).map(|(settings, _)| settings).unwrap_or_default();
    let console = Console { locale: globals.locale(&here) };
    let failed = |error: &notify::Error| {
        console.error(&Message::new(format!("无法监视文件：{error}"), format!("cannot watch files: {error}")));
        Exit::Failure
    };
    let (sender, receiver) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading a file is an event too; only what may change the result counts.
        let changes = |e: &notify::Event| matches!(e.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
        for path in event.into_iter().filter(changes).flat_map(|e| e.paths) {
            let _ = sender.send(path);
        }
    })
    .map_err(|e| failed(&e))?;
    for folder in folders(&options.paths) {
        watcher.watch(&folder, RecursiveMode::Recursive).map_err(|e| failed(&e))?;
    }
    // What cannot be done at all ends here; what is broken while somebody edits it is told of until it is mended.
    super::run::run(globals, options)?;
    let matters = Matters::of(options, &here);
    loop {
        console.note(&Message::new("等待文件变化，按 Ctrl-C 结束", "waiting for changes; Ctrl-C ends"));
        let changed = match next(&receiver, &matters) {
            Ok(changed) => changed,
            Err(exit) => return Ok(exit),
        };
        let name = changed.display();
        console.note(&Message::new(format!("{name} 有变化，重新核对"), format!("{name} changed; checking again")));
        let _ = super::run::run(globals, options);
    }
}

/// Waits for a change that matters, and until the events that come with it are over.
fn next(receiver: &Receiver<PathBuf>, matters: &Matters) -> Result<PathBuf, Exit> {
    let changed = loop {
        match receiver.recv_timeout(GLANCE) {
            Ok(path) if matters.is(&path) => break path,
            Err(RecvTimeoutError::Timeout) if interrupt::asked() => return Err(Exit::Interrupted),
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(Exit::Internal),
        }
    };
    while receiver.recv_timeout(SETTLE).is_ok() && !interrupt::asked() {}
    let here = std::env::current_dir().unwrap_or_default();
    let changed = changed.strip_prefix(&here).map(Path::to_path_buf).unwrap_or(changed);
    Ok(changed.strip_prefix(".").map(Path::to_path_buf).unwrap_or(changed))
}

/// Which files can change what is found: articles and settings. An editor's spare copies, git's own files and what this very run writes
/// cannot; a run that woke itself would never rest.
struct Matters {
    named: Vec<PathBuf>,
    extensions: Vec<String>,
    own: Vec<Handle>,
}

impl Matters {
    fn of(options: &Options, settings: &Settings) -> Matters {
        let extensions = settings.extensions.iter().map(|e| e.trim_start_matches('.').to_ascii_lowercase());
        Matters {
            named: options.paths.iter().filter_map(|path| std::path::absolute(path).ok()).collect(),
            extensions: EXTENSIONS.iter().map(|e| (*e).to_owned()).chain(extensions).collect(),
            own: [Handle::stdout(), Handle::stderr()].into_iter().flatten().collect(),
        }
    }

    fn is(&self, path: &Path) -> bool {
        if path.components().any(|part| part.as_os_str() == ".git") {
            return false;
        }
        let is_own = || Handle::from_path(path).is_ok_and(|handle| self.own.contains(&handle));
        (self.is_settings(path) || self.is_article(path)) && !is_own()
    }

    fn is_article(&self, path: &Path) -> bool {
        let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        let is_read = extension.is_some_and(|e| self.extensions.contains(&e)) || Form::of(path).is_some();
        is_read || std::path::absolute(path).is_ok_and(|path| self.named.contains(&path))
    }

    /// `heshu.toml`, catalogs, `.heshu/ignored.toml`, and what leaves files out.
    fn is_settings(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.ends_with(".toml") || matches!(name, ".gitignore" | ".ignore")
    }
}

/// The folders to watch: those that were named, and those that named files stand in (a file that is saved may be a new one).
fn folders(paths: &[PathBuf]) -> Vec<PathBuf> {
    let here = || PathBuf::from(".");
    let folder = |path: &PathBuf| match path.parent() {
        _ if path.is_dir() => path.clone(),
        Some(parent) if parent.is_dir() => parent.to_path_buf(),
        _ => here(),
    };
    let mut folders: Vec<PathBuf> = if paths.is_empty() { vec![here()] } else { paths.iter().map(folder).collect() };
    folders.sort();
    folders.dedup();
    folders
}
