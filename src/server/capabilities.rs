//! What the server can do, as it answers to `initialize`.

use tower_lsp::ls_types::*;

use super::abilities::Abilities;
use super::actions::FIX_ALL;
use super::legend::Legend;
use super::names;
use super::panels::command::COMMANDS;

/// The answer to `initialize` for a client with these abilities.
pub fn initialize_result(abilities: &Abilities) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL, names::KIND]),
        resolve_provider: abilities.resolve_edit.then_some(true),
        ..CodeActionOptions::default()
    };
    // A client that can pull must not be pushed to as well: it would show everything twice.
    let diagnostics = abilities.pull_diagnostics.then(|| {
        DiagnosticServerCapabilities::Options(DiagnosticOptions {
            identifier: Some("heshu".to_owned()),
            inter_file_dependencies: true,
            workspace_diagnostics: false,
            ..DiagnosticOptions::default()
        })
    });
    let commands = ExecuteCommandOptions { commands: COMMANDS.map(str::to_owned).to_vec(), ..ExecuteCommandOptions::default() };
    let folders = WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(OneOf::Left(true)) };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(abilities.encoding_kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            definition_provider: Some(OneOf::Left(true)),
            declaration_provider: Some(DeclarationCapability::Simple(true)),
            references_provider: Some(OneOf::Left(true)),
            workspace_symbol_provider: Some(OneOf::Left(true)),
            rename_provider: Some(OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: Default::default(),
            })),
            completion_provider: Some(CompletionOptions::default()),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: Some(false),
                work_done_progress_options: Default::default(),
            }),
            code_lens_provider: abilities.lenses.then_some(CodeLensOptions { resolve_provider: Some(false) }),
            folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
            selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
            document_formatting_provider: Some(OneOf::Left(true)),
            code_action_provider: abilities.code_actions.then_some(CodeActionProviderCapability::Options(actions)),
            execute_command_provider: Some(commands),
            diagnostic_provider: diagnostics,
            inlay_hint_provider: abilities.inlay_hints.then_some(OneOf::Left(true)),
            semantic_tokens_provider: semantic_tokens(abilities),
            workspace: Some(WorkspaceServerCapabilities { workspace_folders: Some(folders), file_operations: None }),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo { name: "heshu".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
        ..InitializeResult::default()
    }
}

/// Semantic tokens in the requests that the client sends; none where it shows none of ours.
fn semantic_tokens(abilities: &Abilities) -> Option<SemanticTokensServerCapabilities> {
    let legend = Legend::of(abilities);
    let full = match abilities.token_deltas {
        true => SemanticTokensFullOptions::Delta { delta: Some(true) },
        false => SemanticTokensFullOptions::Bool(true),
    };
    let options = SemanticTokensOptions {
        legend: legend.to_lsp(),
        range: abilities.range_tokens.then_some(true),
        full: abilities.full_tokens.then_some(full),
        ..SemanticTokensOptions::default()
    };
    let is_asked = abilities.full_tokens || abilities.range_tokens;
    (is_asked && !legend.is_empty()).then_some(SemanticTokensServerCapabilities::SemanticTokensOptions(options))
}
