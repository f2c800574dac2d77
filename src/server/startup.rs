//! What is asked of the client after `initialized`, and again when settings or files change. Never inside a handler: a handler that
//! waits for the client's answer holds up the very queue that the answer stands in.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::ls_types::{ConfigurationItem, MessageType, Registration};

use super::catalogs::Outcome;
use super::library::Library;
use super::progress::Progress;
use super::settings::EditorSettings;
use super::state::State;
use crate::config::FILE_NAME;
use crate::message::{Locale, Message};

/// A client that leaves as soon as it has come is not asked anything.
const SETTLE: Duration = Duration::from_millis(5);

/// Registers what the client lets us, asks for the settings, and loads the catalogs.
pub fn start(state: Arc<State>) {
    tokio::spawn(async move {
        tokio::time::sleep(SETTLE).await;
        register(&state).await;
        if pull_configuration(&state).await {
            state.refresh();
        }
        load_catalogs(&state).await;
        // The names that ship are made ready before somebody asks.
        let warm = state.clone();
        let _ = tokio::task::spawn_blocking(move || warm.shelf.knowledge()).await;
        read_articles(&state).await;
    });
}

/// Other folders: their articles are read anew.
pub fn folders_changed(state: Arc<State>) {
    tokio::spawn(async move {
        state.library.forget_files();
        read_articles(&state).await;
    });
}

/// Articles changed on the disk.
pub fn articles_changed(state: Arc<State>, paths: Vec<PathBuf>) {
    tokio::spawn(async move {
        let worker = state.clone();
        let work = move || paths.iter().for_each(|path| worker.library.reread(path, &worker.shelf.knowledge()));
        let _ = tokio::task::spawn_blocking(work).await;
        state.refresh();
    });
}

/// Other names are known now: what was told of the articles may be another.
async fn read_again(state: &Arc<State>, other: bool) {
    if other {
        read_articles(state).await;
    }
}

/// Every so many articles the progress moves.
const STEP: usize = 25;

/// Reads the articles of the workspace, one after the other, so that the editor has a processor left; with progress where it is shown.
async fn read_articles(state: &Arc<State>) {
    let (folders, extensions) = (state.configuration.folders(), state.configuration.extensions());
    let Ok(files) = tokio::task::spawn_blocking(move || Library::files(&folders, &extensions)).await else { return };
    if files.is_empty() {
        return;
    }
    let reading = state.library.begin();
    let title = Message::new("读取工作区文章", "Reading the articles of the workspace");
    let progress = Progress::begin(state, title.text(state.locale()), "articles").await;
    let count = files.len();
    for (nth, batch) in files.chunks(STEP).enumerate() {
        if !state.library.is_latest(reading) {
            break;
        }
        let (worker, batch) = (state.clone(), batch.to_vec());
        let work = move || {
            let read = |path: &PathBuf| worker.library.reread(path, &worker.shelf.knowledge());
            // One article that cannot be read must not keep the others out.
            batch.iter().for_each(|path| drop(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(path)))));
        };
        let _ = tokio::task::spawn_blocking(work).await;
        if let Some(progress) = &progress {
            progress.report(format!("{}/{count}", (nth * STEP + STEP).min(count))).await;
        }
    }
    if let Some(progress) = progress {
        progress.finish(None).await;
    }
    state.refresh();
}

/// New settings: asked for where the client answers, else as they were sent.
pub fn settings_changed(state: Arc<State>, sent: Value) {
    tokio::spawn(async move {
        let changed = match state.abilities().configuration {
            true => pull_configuration(&state).await,
            false => state.configuration.set(EditorSettings::of(&sent)),
        };
        if changed {
            let other = load_catalogs(&state).await;
            state.refresh();
            read_again(&state, other).await;
        }
        state.tell_problems();
    });
}

/// Some `heshu.toml` or catalog changed, or a folder came or went.
pub fn files_changed(state: Arc<State>) {
    tokio::spawn(async move {
        state.configuration.forget_files();
        let other = load_catalogs(&state).await;
        state.refresh();
        state.tell_problems();
        read_again(&state, other).await;
    });
}

async fn register(state: &Arc<State>) {
    let abilities = state.abilities();
    let mut registrations = Vec::new();
    if abilities.configuration_registration {
        registrations.push(registration("workspace/didChangeConfiguration", json!({"section": "heshu"})));
    }
    if abilities.file_registration {
        let globs = [
            format!("**/{FILE_NAME}"),
            "**/.heshu/catalog/*.toml".to_owned(),
            "**/.heshu/ignored.toml".to_owned(),
            "**/*.{txt,md,markdown}".to_owned(),
        ];
        let reader = state.clone();
        let named = tokio::task::spawn_blocking(move || named_catalogs(&reader)).await.unwrap_or_default();
        let watchers: Vec<Value> = globs.into_iter().chain(named).map(|glob| json!({"globPattern": glob})).collect();
        registrations.push(registration("workspace/didChangeWatchedFiles", json!({"watchers": watchers})));
    }
    if !registrations.is_empty() {
        state.ask(state.client.register_capability(registrations)).await;
    }
}

/// Globs of the catalogs that settings name. Reads files.
fn named_catalogs(state: &State) -> Vec<String> {
    let named = state.configuration.catalogs().into_iter().filter(|path| !path.ends_with(".heshu/catalog"));
    named.map(|path| if path.is_dir() { path.join("*.toml") } else { path }.display().to_string()).collect()
}

fn registration(method: &str, options: Value) -> Registration {
    Registration { id: format!("heshu:{method}"), method: method.to_owned(), register_options: Some(options) }
}

/// Asks for the section `heshu`. Whether something is set otherwise than before.
async fn pull_configuration(state: &Arc<State>) -> bool {
    if !state.abilities().configuration {
        return false;
    }
    let item = ConfigurationItem { scope_uri: None, section: Some("heshu".to_owned()) };
    let Some(sections) = state.ask(state.client.configuration(vec![item])).await else { return false };
    state.configuration.set(EditorSettings::of(sections.first().unwrap_or(&Value::Null)))
}

/// Reads the catalogs, with progress where the client shows it, and tells what is wrong with them. Whether other names are known now.
async fn load_catalogs(state: &Arc<State>) -> bool {
    let worker = state.clone();
    let work = tokio::task::spawn_blocking(move || worker.shelf.load(&worker.configuration.catalogs()));
    let outcome = with_progress(state, work).await.unwrap_or_default();
    for problem in &outcome.problems {
        state.client.log_message(MessageType::WARNING, problem.text(state.locale())).await;
    }
    if let Some(first) = outcome.problems.first() {
        state.warn(&summary(first, outcome.problems.len()));
    }
    if outcome.changed {
        state.refresh();
    }
    state.tell_problems();
    outcome.changed
}

fn summary(first: &Message, count: usize) -> Message {
    Message::new(
        format!("名录有{count}处问题（详见日志）：{}", first.zh),
        format!("{count} problem(s) in the catalogs (see the log): {}", first.en),
    )
}

/// Shows progress around a piece of work.
async fn with_progress(state: &Arc<State>, work: tokio::task::JoinHandle<Outcome>) -> Option<Outcome> {
    let (title, unit) = match state.locale() {
        Locale::Zh => ("载入名录", "个用户文件"),
        Locale::En => ("Loading catalogs", " files of your own"),
    };
    let Some(progress) = Progress::begin(state, title, "catalogs").await else { return work.await.ok() };
    let outcome = work.await.ok();
    progress.finish(Some(format!("{}{unit}", outcome.as_ref().map_or(0, |o| o.files)))).await;
    outcome
}
