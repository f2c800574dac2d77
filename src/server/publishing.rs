//! `textDocument/publishDiagnostics`, for clients that do not pull: one task for each open document.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;
use tower_lsp::ls_types::Uri;

use super::diagnostics::diagnostics;
use super::state::State;

/// How long a document must wait after a change: a burst of keystrokes is answered once.
const DEBOUNCE: Duration = Duration::from_millis(60);

/// Publishes the diagnostics of a document until it is closed: at once, and then after each change; then clears them.
///
/// One task for each document keeps its messages in order, also over closing and opening again: the next task waits for the last one, which
/// stays for as long as a burst lasts. An editor that only leafs through a file (a preview, a replacement in many files) closes it at once
/// and may open it again under the same version; what was published in between would cross the closing and be taken for the next text.
/// The bell remembers one ring, so no change is missed.
pub fn watch(state: &Arc<State>, uri: Uri, changed: Arc<Notify>) {
    state.watchers.retain(|_, task| !task.is_finished());
    let last = state.watchers.remove(&uri).map(|(_, task)| task);
    let (session, document) = (state.clone(), uri.clone());
    let task = tokio::spawn(async move {
        if let Some(last) = last {
            let _ = last.await;
        }
        while session.documents.is_current(&document, &changed) {
            publish(&session, &document).await;
            changed.notified().await;
            debounce(&session, &document, &changed).await;
        }
        session.client.publish_diagnostics(document, Vec::new(), None).await;
        tokio::time::sleep(DEBOUNCE).await;
    });
    state.watchers.insert(uri, task);
}

/// Waits until a burst of changes may be over, or the document is closed.
async fn debounce(state: &State, uri: &Uri, changed: &Arc<Notify>) {
    let end = Instant::now() + DEBOUNCE;
    while state.documents.is_current(uri, changed) {
        tokio::select! {
            () = tokio::time::sleep_until(end) => return,
            () = changed.notified() => {}
        }
    }
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
