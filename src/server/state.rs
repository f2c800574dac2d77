//! The state of a session, shared by all its tasks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use dashmap::DashMap;
use tokio::task::JoinHandle;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{MessageType, Uri};

use super::abilities::Abilities;
use super::catalogs::Shelf;
use super::configuration::Configuration;
use super::documents::{Documents, Snapshot};
use super::library::Library;
use super::tokens::Sent;
use super::view::View;
use crate::message::{Locale, Message};

/// How long an answer of the client is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The state of a session.
pub struct State {
    /// The way to the client.
    pub client: Client,
    /// What the client can do; set by `initialize`.
    pub abilities: OnceLock<Arc<Abilities>>,
    /// The open documents.
    pub documents: Documents,
    /// The tasks that publish diagnostics, for clients that do not pull.
    pub watchers: DashMap<Uri, JoinHandle<()>>,
    /// The semantic tokens that were sent last.
    pub tokens: Sent,
    /// The settings.
    pub configuration: Configuration,
    /// What is known.
    pub shelf: Shelf,
    /// The articles of the workspace.
    pub library: Arc<Library>,
    /// Set once the client said `shutdown`.
    leaving: AtomicBool,
}

impl State {
    /// The state at the start of a session.
    pub fn new(client: Client) -> State {
        State {
            client,
            abilities: OnceLock::new(),
            documents: Documents::default(),
            watchers: DashMap::new(),
            tokens: Sent::default(),
            configuration: Configuration::default(),
            shelf: Shelf::default(),
            library: Arc::default(),
            leaving: AtomicBool::new(false),
        }
    }

    /// Nothing is asked of the client from now on: it is about to leave.
    pub fn leave(&self) {
        self.leaving.store(true, Ordering::SeqCst);
    }

    /// Waits for the client's answer to a request of ours, but not for ever, and not while it is leaving.
    pub async fn ask<T>(&self, request: impl Future<Output = Result<T>>) -> Option<T> {
        if self.leaving.load(Ordering::SeqCst) {
            return None;
        }
        tokio::time::timeout(PATIENCE, request).await.ok()?.ok()
    }

    /// What the client can do.
    pub fn abilities(&self) -> Arc<Abilities> {
        self.abilities.get().cloned().unwrap_or_default()
    }

    /// The view of a snapshot. Analyses: not for the threads that receive messages.
    pub fn view(&self, uri: Uri, snapshot: Snapshot) -> View {
        let settings = self.configuration.for_document(&uri);
        let analysed = snapshot.analysed(&self.shelf.knowledge(), settings.reference_date);
        View {
            uri,
            version: snapshot.version,
            text: snapshot.text,
            analysed,
            settings,
            abilities: self.abilities(),
            library: self.library.clone(),
        }
    }

    /// Has the library know every open document as it is now. Analyses: not for the threads that receive messages.
    pub fn take_open(&self) {
        let knowledge = self.shelf.knowledge();
        for uri in self.documents.uris() {
            if let Some(snapshot) = self.documents.snapshot(&uri) {
                let reference = self.configuration.for_document(&uri).reference_date;
                self.library.take(&uri, &snapshot.analysed(&knowledge, reference));
            }
        }
    }

    /// Works an answer out on a blocking thread. A panic there answers this one request with an error.
    pub async fn on_view<T: Send + 'static>(
        self: &Arc<Self>,
        uri: Uri,
        snapshot: Snapshot,
        answer: impl FnOnce(&View) -> T + Send + 'static,
    ) -> Result<T> {
        let state = self.clone();
        let work = tokio::task::spawn_blocking(move || answer(&state.view(uri, snapshot)));
        let answer = work.await.map_err(|_| Error::internal_error());
        self.tell_problems();
        answer
    }

    /// Shows the problems with settings that nobody was told yet.
    pub fn tell_problems(self: &Arc<Self>) {
        for problem in self.configuration.take_problems() {
            self.warn(&problem);
        }
    }

    /// The language of messages that belong to no document: what the user set in the editor, else the editor's own.
    pub fn locale(&self) -> Locale {
        let set = self.configuration.locale().or_else(|| self.abilities().locale.clone());
        set.map_or(Locale::Zh, |tag| Locale::from_tag(&tag))
    }

    /// Shows a warning, without waiting for it.
    pub fn warn(self: &Arc<Self>, message: &Message) {
        let (client, message) = (self.client.clone(), message.text(self.locale()).to_owned());
        tokio::spawn(async move { client.show_message(MessageType::WARNING, message).await });
    }

    /// Has everything made anew that the client shows unasked: what it depends on has changed.
    pub fn refresh(self: &Arc<Self>) {
        let abilities = self.abilities();
        if abilities.refresh_hints {
            let state = self.clone();
            tokio::spawn(async move { state.ask(state.client.inlay_hint_refresh()).await });
        }
        if abilities.refresh_lenses {
            let state = self.clone();
            tokio::spawn(async move { state.ask(state.client.code_lens_refresh()).await });
        }
        if abilities.refresh_tokens {
            let state = self.clone();
            tokio::spawn(async move { state.ask(state.client.semantic_tokens_refresh()).await });
        }
        if !abilities.pull_diagnostics {
            self.documents.ring_all();
        } else if abilities.refresh_diagnostics {
            let state = self.clone();
            tokio::spawn(async move { state.ask(state.client.workspace_diagnostic_refresh()).await });
        }
    }
}
