//! Progress of long work, where the client shows it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tower_lsp::ls_types::notification::Progress as ProgressNotification;
use tower_lsp::ls_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};

use super::state::State;

/// Progress that the client shows. It ends when told to.
pub struct Progress {
    state: Arc<State>,
    token: NumberOrString,
}

impl Progress {
    /// Begins; `None` where the client shows none.
    pub async fn begin(state: &Arc<State>, title: &str, what: &str) -> Option<Progress> {
        static TOKENS: AtomicU32 = AtomicU32::new(0);
        let token = NumberOrString::String(format!("heshu/{what}/{}", TOKENS.fetch_add(1, Ordering::Relaxed)));
        let shows = state.abilities().progress && state.ask(state.client.create_work_done_progress(token.clone())).await.is_some();
        let progress = shows.then(|| Progress { state: state.clone(), token })?;
        progress.tell(WorkDoneProgress::Begin(WorkDoneProgressBegin { title: title.to_owned(), ..Default::default() })).await;
        Some(progress)
    }

    /// How far it is.
    pub async fn report(&self, message: String) {
        self.tell(WorkDoneProgress::Report(WorkDoneProgressReport { message: Some(message), ..Default::default() })).await;
    }

    /// Ends it.
    pub async fn finish(self, message: Option<String>) {
        self.tell(WorkDoneProgress::End(WorkDoneProgressEnd { message })).await;
    }

    async fn tell(&self, value: WorkDoneProgress) {
        let params = ProgressParams { token: self.token.clone(), value: ProgressParamsValue::WorkDone(value) };
        self.state.client.send_notification::<ProgressNotification>(params).await;
    }
}
