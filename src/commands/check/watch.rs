//! `heshu check --watch`: again whenever a file changes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher};

use super::Options;
use crate::commands::console::Console;
use crate::commands::{Exit, Globals, interrupt};
use crate::config::Settings;
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
        if event.is_ok_and(|e| matches!(e.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_))) {
            let _ = sender.send(());
        }
    })
    .map_err(|e| failed(&e))?;
    for folder in folders(&options.paths) {
        watcher.watch(&folder, RecursiveMode::Recursive).map_err(|e| failed(&e))?;
    }
    loop {
        super::run::run(globals, options)?;
        console.note(&Message::new("等待文件变化，按 Ctrl-C 结束", "waiting for changes; Ctrl-C ends"));
        loop {
            match receiver.recv_timeout(GLANCE) {
                Ok(()) => break,
                Err(RecvTimeoutError::Timeout) if interrupt::asked() => return Ok(Exit::Interrupted),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(Exit::Internal),
            }
        }
        while receiver.recv_timeout(SETTLE).is_ok() {}
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
