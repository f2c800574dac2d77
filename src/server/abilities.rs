//! What the client can do, as it said with `initialize`.

use serde_json::Value;
use tower_lsp::ls_types::{InitializeParams, MarkupKind, PositionEncodingKind};

use crate::text::PositionEncoding;

/// What the client can do. Everything is off until it says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Abilities {
    /// The unit of positions: the first of the client's list.
    pub encoding: PositionEncoding,
    /// Asks for diagnostics itself.
    pub pull_diagnostics: bool,
    /// Asks again when told to.
    pub refresh_diagnostics: bool,
    /// Shows other places of a diagnostic.
    pub related_information: bool,
    /// Shows a link to a diagnostic's page.
    pub code_description: bool,
    /// Hands `data` of a diagnostic back.
    pub diagnostic_data: bool,
    /// Shows spots as faded.
    pub unnecessary_tag: bool,
    /// Shows Markdown in hovers.
    pub markdown_hover: bool,
    /// Shows symbols as a tree.
    pub hierarchical_symbols: bool,
    /// Asks for inlay hints.
    pub inlay_hints: bool,
    /// Asks for inlay hints again when told to.
    pub refresh_hints: bool,
    /// Asks for the semantic tokens of whole documents.
    pub full_tokens: bool,
    /// Asks for what changed in them.
    pub token_deltas: bool,
    /// Asks for the semantic tokens of a range.
    pub range_tokens: bool,
    /// Asks for semantic tokens again when told to.
    pub refresh_tokens: bool,
    /// The types of semantic tokens that it shows.
    pub token_types: Vec<String>,
    /// The modifiers of semantic tokens that it shows.
    pub token_modifiers: Vec<String>,
    /// The most folding ranges it takes.
    pub folding_limit: Option<usize>,
    /// Takes code actions, and not only commands.
    pub code_actions: bool,
    /// Asks for the edit of a code action later.
    pub resolve_edit: bool,
    /// Knows preferred code actions.
    pub preferred_actions: bool,
    /// Takes edits with the version they were made for.
    pub versioned_edits: bool,
    /// Answers `workspace/configuration`.
    pub configuration: bool,
    /// Tells of changed settings when asked to.
    pub configuration_registration: bool,
    /// Tells of changed files when asked to.
    pub file_registration: bool,
    /// Shows progress.
    pub progress: bool,
    /// Asks for code lenses.
    pub lenses: bool,
    /// Asks for code lenses again when told to.
    pub refresh_lenses: bool,
    /// Opens a document at a place when told to.
    pub show_document: bool,
    /// The language of its user.
    pub locale: Option<String>,
}

impl Abilities {
    /// Reads the parameters of `initialize`.
    pub fn of(params: &InitializeParams) -> Abilities {
        let client = serde_json::to_value(&params.capabilities).unwrap_or_default();
        let is = |path: &str| client.pointer(path) == Some(&Value::Bool(true));
        let lists = |path: &str, wanted: Value| client.pointer(path).and_then(Value::as_array).is_some_and(|list| list.contains(&wanted));
        let diagnostic =
            |name: &str| is(&format!("/textDocument/publishDiagnostics/{name}")) || is(&format!("/textDocument/diagnostic/{name}"));
        let faded = |family: &str| lists(&format!("/textDocument/{family}/tagSupport/valueSet"), 1.into());
        let offers = |path: &str| is(path) || client.pointer(path).is_some_and(Value::is_object);
        let names = |path: &str| -> Vec<String> {
            let list = client.pointer(path).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let formats = client.pointer("/textDocument/hover/contentFormat").and_then(Value::as_array);
        let markdown = serde_json::to_value(MarkupKind::Markdown).unwrap_or_default();
        Abilities {
            encoding: encoding(client.pointer("/general/positionEncodings")),
            pull_diagnostics: client.pointer("/textDocument/diagnostic").is_some_and(Value::is_object),
            refresh_diagnostics: is("/workspace/diagnostics/refreshSupport"),
            related_information: diagnostic("relatedInformation"),
            code_description: diagnostic("codeDescriptionSupport"),
            diagnostic_data: diagnostic("dataSupport"),
            unnecessary_tag: faded("publishDiagnostics") || faded("diagnostic"),
            markdown_hover: formats.and_then(|list| list.first()) == Some(&markdown),
            hierarchical_symbols: is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            inlay_hints: client.pointer("/textDocument/inlayHint").is_some_and(Value::is_object),
            refresh_hints: is("/workspace/inlayHint/refreshSupport"),
            full_tokens: offers("/textDocument/semanticTokens/requests/full"),
            token_deltas: is("/textDocument/semanticTokens/requests/full/delta"),
            range_tokens: offers("/textDocument/semanticTokens/requests/range"),
            refresh_tokens: is("/workspace/semanticTokens/refreshSupport"),
            token_types: names("/textDocument/semanticTokens/tokenTypes"),
            token_modifiers: names("/textDocument/semanticTokens/tokenModifiers"),
            folding_limit: client.pointer("/textDocument/foldingRange/rangeLimit").and_then(Value::as_u64).map(|n| n as usize),
            code_actions: client.pointer("/textDocument/codeAction/codeActionLiteralSupport").is_some_and(Value::is_object),
            resolve_edit: lists("/textDocument/codeAction/resolveSupport/properties", "edit".into())
                && is("/textDocument/codeAction/dataSupport"),
            preferred_actions: is("/textDocument/codeAction/isPreferredSupport"),
            versioned_edits: is("/workspace/workspaceEdit/documentChanges"),
            configuration: is("/workspace/configuration"),
            configuration_registration: is("/workspace/didChangeConfiguration/dynamicRegistration"),
            file_registration: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            progress: is("/window/workDoneProgress"),
            lenses: client.pointer("/textDocument/codeLens").is_some_and(Value::is_object),
            refresh_lenses: is("/workspace/codeLens/refreshSupport"),
            show_document: is("/window/showDocument/support"),
            locale: params.locale.clone(),
        }
    }

    /// The name of the encoding in LSP.
    pub fn encoding_kind(&self) -> PositionEncodingKind {
        match self.encoding {
            PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
            PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
            PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }
}

/// The first encoding of the client's list that we know; UTF-16 where there is none.
fn encoding(offered: Option<&Value>) -> PositionEncoding {
    let offered = offered.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let mut known = offered.filter_map(|name| match name {
        "utf-8" => Some(PositionEncoding::Utf8),
        "utf-16" => Some(PositionEncoding::Utf16),
        "utf-32" => Some(PositionEncoding::Utf32),
        _ => None,
    });
    known.next().unwrap_or_default()
}
