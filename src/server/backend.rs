//! Where the messages arrive. A handler changes state, or takes its snapshot, before it first waits: the library polls handlers in the
//! order of the messages, so each request is answered for the text that the client had when it asked.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer};

use super::abilities::Abilities;
use super::actions::Lazy;
use super::configuration::path_of;
use super::settings::EditorSettings;
use super::state::State;
use super::view::View;
use super::{
    actions, capabilities, diagnostics, folding, formatting, hierarchy, highlight, hints, hover, lenses, navigation, panels, parent,
    publishing, selection, startup, symbols, tokens,
};

/// The server as the protocol library sees it.
pub struct Backend {
    state: Arc<State>,
    orphaned: Arc<Notify>,
}

impl Backend {
    /// A server for one client; `orphaned` rings when the client's process dies.
    pub fn new(client: Client, orphaned: Arc<Notify>) -> Backend {
        Backend { state: Arc::new(State::new(client)), orphaned }
    }

    /// Answers from the present state of a document; `None` where it is not open.
    async fn answer<T: Send + 'static>(&self, uri: Uri, answer: impl FnOnce(&View) -> T + Send + 'static) -> Result<Option<T>> {
        match self.state.documents.snapshot(&uri) {
            Some(snapshot) => self.state.on_view(uri, snapshot, answer).await.map(Some),
            None => Ok(None),
        }
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Arc::new(Abilities::of(&params));
        let options = params.initialization_options.as_ref().map(EditorSettings::of).unwrap_or_default();
        self.state.configuration.initialize(options, workspace_folders(&params));
        if let Some(process) = params.process_id {
            parent::watch(process, self.orphaned.clone());
        }
        let result = capabilities::initialize_result(&abilities);
        let _ = self.state.abilities.set(abilities);
        Ok(result)
    }

    async fn initialized(&self, _: InitializedParams) {
        startup::start(self.state.clone());
    }

    async fn shutdown(&self) -> Result<()> {
        self.state.leave();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let changed = self.state.documents.open(document.uri.clone(), document.version, &document.text);
        if !self.state.abilities().pull_diagnostics {
            publishing::watch(&self.state, document.uri, changed);
        }
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let (document, encoding) = (params.text_document, self.state.abilities().encoding);
        self.state.documents.change(&document.uri, document.version, params.content_changes, encoding);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        self.state.documents.close(&uri);
        self.state.tokens.forget(&uri);
        let state = self.state.clone();
        tokio::task::spawn_blocking(move || state.library.closed(&uri, &state.shelf.knowledge()));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        // A client that does not watch files may at least tell that it saved one of ours.
        let path = path_of(&params.text_document.uri);
        if !self.state.abilities().file_registration && path.is_some_and(|path| path.extension().is_some_and(|e| e == "toml")) {
            startup::files_changed(self.state.clone());
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        startup::settings_changed(self.state.clone(), params.settings);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let ours = |event: &FileEvent| path_of(&event.uri).is_some_and(|path| path.extension().is_none_or(|e| e == "toml"));
        let articles: Vec<PathBuf> = params.changes.iter().filter(|e| !ours(e)).filter_map(|e| path_of(&e.uri)).collect();
        if !articles.is_empty() {
            startup::articles_changed(self.state.clone(), articles);
        }
        if params.changes.iter().any(ours) {
            startup::files_changed(self.state.clone());
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let paths = |folders: &[WorkspaceFolder]| -> Vec<PathBuf> { folders.iter().filter_map(|f| path_of(&f.uri)).collect() };
        self.state.configuration.change_folders(paths(&params.event.added), &paths(&params.event.removed));
        startup::folders_changed(self.state.clone());
        startup::files_changed(self.state.clone());
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        self.answer(at.text_document.uri, move |view| hover::hover(view, at.position)).await.map(Option::flatten)
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        self.answer(at.text_document.uri, move |view| highlight::highlights(view, at.position)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        self.answer(at.text_document.uri, move |view| navigation::definition(view, at.position)).await.map(Option::flatten)
    }

    async fn goto_declaration(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        self.answer(at.text_document.uri, move |view| navigation::declaration(view, at.position)).await.map(Option::flatten)
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let (at, with_declaration) = (params.text_document_position, params.context.include_declaration);
        self.answer(at.text_document.uri, move |view| navigation::references(view, at.position, with_declaration))
            .await
            .map(Option::flatten)
    }

    async fn prepare_rename(&self, at: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.answer(at.text_document.uri, move |view| navigation::prepare_rename(view, at.position)).await.map(Option::flatten)
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let at = params.text_document_position;
        let renamed = self.answer(at.text_document.uri, move |view| navigation::rename(view, at.position, &params.new_name)).await?;
        renamed.transpose().map(Option::flatten).map_err(Error::invalid_params)
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let state = self.state.clone();
        let work = move || {
            state.take_open();
            navigation::workspace_symbols(&state.library, &params.query, state.abilities().encoding)
        };
        let found = tokio::task::spawn_blocking(work).await.map_err(|_| Error::internal_error())?;
        Ok(Some(WorkspaceSymbolResponse::Nested(found)))
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        self.answer(at.text_document.uri, move |view| navigation::completion(view, at.position)).await.map(Option::flatten)
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.answer(params.text_document.uri, navigation::links).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.answer(params.text_document.uri, lenses::lenses).await
    }

    async fn prepare_type_hierarchy(&self, params: TypeHierarchyPrepareParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        let at = params.text_document_position_params;
        self.answer(at.text_document.uri, move |view| hierarchy::prepare(view, at.position)).await.map(Option::flatten)
    }

    async fn supertypes(&self, params: TypeHierarchySupertypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        let state = self.state.clone();
        let work = tokio::task::spawn_blocking(move || hierarchy::supertypes(&state, &params.item));
        work.await.map_err(|_| Error::internal_error())
    }

    async fn subtypes(&self, params: TypeHierarchySubtypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        let state = self.state.clone();
        let work = tokio::task::spawn_blocking(move || hierarchy::subtypes(&state, &params.item));
        work.await.map_err(|_| Error::internal_error())
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.answer(params.text_document.uri, symbols::symbols).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.answer(params.text_document.uri, move |view| hints::inlay_hints(view, params.range)).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        let found = self.answer(uri.clone(), |view| (view.analysed.revision(), tokens::tokens(view))).await?;
        Ok(found.map(|(revision, data)| self.state.tokens.full(uri, revision, data).into()))
    }

    async fn semantic_tokens_full_delta(&self, params: SemanticTokensDeltaParams) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        let found = self.answer(uri.clone(), |view| (view.analysed.revision(), tokens::tokens(view))).await?;
        Ok(found.map(|(revision, data)| self.state.tokens.delta(uri, revision, data, &params.previous_result_id)))
    }

    async fn semantic_tokens_range(&self, params: SemanticTokensRangeParams) -> Result<Option<SemanticTokensRangeResult>> {
        let found = self.answer(params.text_document.uri, move |view| tokens::tokens_in(view, params.range)).await?;
        Ok(found.map(SemanticTokensRangeResult::Tokens))
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.answer(params.text_document.uri, folding::folding_ranges).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.answer(params.text_document.uri, move |view| selection::selection_ranges(view, &params.positions)).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.answer(params.text_document.uri, formatting::formatting).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        let report = self.answer(params.text_document.uri, move |view| diagnostics::report(view, previous.as_deref())).await?;
        Ok(report.unwrap_or_else(diagnostics::no_report))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.answer(params.text_document.uri.clone(), move |view| actions::code_actions(view, &params)).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        panels::command::execute(&self.state, params).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let Some(lazy) = action.data.clone().and_then(|data| serde_json::from_value::<Lazy>(data).ok()) else { return Ok(action) };
        let resolved = self.answer(lazy.uri.clone(), move |view| actions::resolved(view, action, &lazy)).await?;
        resolved.flatten().ok_or_else(|| Error::new(ErrorCode::ContentModified))
    }
}

/// The folders that the client works in, from whichever of the three fields it fills.
#[expect(deprecated, reason = "older clients fill these fields only")]
fn workspace_folders(params: &InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = &params.workspace_folders {
        return folders.iter().filter_map(|folder| path_of(&folder.uri)).collect();
    }
    let root = params.root_uri.as_ref().and_then(path_of).or_else(|| params.root_path.as_ref().map(PathBuf::from));
    root.into_iter().collect()
}
