//! `textDocument/publishDiagnostics`, for clients that do not pull: one task for each open document.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tower_lsp::ls_types::Uri;

use super::diagnostics::diagnostics;
use super::state::State;

/// How long a document must wait after a change: a burst of keystrokes is answered once.
const DEBOUNCE: Duration = Duration::from_millis(60);

/// Publishes the diagnostics of a document until it is closed: at once, and then after each change.
///
/// One task for each document keeps its messages in order; the bell remembers one ring, so no change is missed.
pub fn watch(state: Arc<State>, uri: Uri, changed: Arc<Notify>) {
    tokio::spawn(async move {
        while state.documents.is_current(&uri, &changed) {
            publish(&state, &uri).await;
            changed.notified().await;
            tokio::time::sleep(DEBOUNCE).await;
        }
        if !state.documents.is_open(&uri) {
            state.client.publish_diagnostics(uri, Vec::new(), None).await;
        }
    });
}

async fn publish(state: &Arc<State>, uri: &Uri) {
    let Some(snapshot) = state.documents.snapshot(uri) else { return };
    let (version, revision) = (snapshot.version, snapshot.revision);
    let Ok(found) = state.on_view(uri.clone(), snapshot, diagnostics).await else { return };
    // What is no longer true is not shown; the bell has rung for the newer text.
    if state.documents.revision(uri) == Some(revision) {
        state.client.publish_diagnostics(uri.clone(), found, Some(version)).await;
    }
}
