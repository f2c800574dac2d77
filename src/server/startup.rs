//! What is asked of the client after `initialized`, and again when settings or files change. Never inside a handler: a handler that
//! waits for the client's answer holds up the very queue that the answer stands in.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::ls_types::{ConfigurationItem, MessageType, NumberOrString, Registration};

use super::catalogs::Outcome;
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
    });
}

/// New settings: asked for where the client answers, else as they were sent.
pub fn settings_changed(state: Arc<State>, sent: Value) {
    tokio::spawn(async move {
        let changed = match state.abilities().configuration {
            true => pull_configuration(&state).await,
            false => state.configuration.set(EditorSettings::of(&sent)),
        };
        if changed {
            load_catalogs(&state).await;
            state.refresh();
        }
        state.tell_problems();
    });
}

/// Some `heshu.toml` or catalog changed, or a folder came or went.
pub fn files_changed(state: Arc<State>) {
    tokio::spawn(async move {
        state.configuration.forget_files();
        load_catalogs(&state).await;
        state.refresh();
        state.tell_problems();
    });
}

async fn register(state: &Arc<State>) {
    let abilities = state.abilities();
    let mut registrations = Vec::new();
    if abilities.configuration_registration {
        registrations.push(registration("workspace/didChangeConfiguration", json!({"section": "heshu"})));
    }
    if abilities.file_registration {
        let globs = [format!("**/{FILE_NAME}"), "**/.heshu/catalog/*.toml".to_owned(), "**/.heshu/ignored.toml".to_owned()];
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

/// Reads the catalogs, with progress where the client shows it, and tells what is wrong with them.
async fn load_catalogs(state: &Arc<State>) {
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
}

fn summary(first: &Message, count: usize) -> Message {
    Message::new(
        format!("名录有{count}处问题（详见日志）：{}", first.zh),
        format!("{count} problem(s) in the catalogs (see the log): {}", first.en),
    )
}

/// Shows progress around a piece of work.
async fn with_progress(state: &Arc<State>, work: tokio::task::JoinHandle<Outcome>) -> Option<Outcome> {
    static TOKENS: AtomicU32 = AtomicU32::new(0);
    let (title, unit) = match state.locale() {
        Locale::Zh => ("载入名录", "个用户文件"),
        Locale::En => ("Loading catalogs", " files of your own"),
    };
    let token = NumberOrString::String(format!("heshu/catalogs/{}", TOKENS.fetch_add(1, Ordering::Relaxed)));
    let shows = state.abilities().progress && state.ask(state.client.create_work_done_progress(token.clone())).await.is_some();
    if !shows {
        return work.await.ok();
    }
    let progress = state.client.progress(token, title).begin().await;
    let outcome = work.await.ok();
    progress.finish_with_message(format!("{}{unit}", outcome.as_ref().map_or(0, |o| o.files))).await;
    outcome
}
