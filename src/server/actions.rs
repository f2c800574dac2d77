//! `textDocument/codeAction` and `codeAction/resolve`: quick fixes for a place, and all safe fixes of the file.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{self, *};

use super::{ignoring, names, view::View};
use crate::reading::{Certainty, NoiseKind, NoiseSpot};
use crate::rules::{Edits, Finding, Fix, Locale, noise};
use crate::text::{TextEdit, TextRange, range};

/// The kind of "all safe fixes in this file".
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.heshu");

/// The most spots of noise that are offered one by one: a menu is for reading.
const MOST_SPOTS: usize = 12;

/// The longest text that a title quotes, in characters.
const LONGEST_QUOTE: usize = 24;

/// What an action changes: enough to work its edit out later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// One spot of noise.
    Spot {
        /// The code of its kind.
        code: String,
        /// The first byte.
        start: usize,
        /// The end, exclusive.
        end: usize,
        /// Set where it is another than the likeliest restoration: its place among the candidates.
        candidate: Option<usize>,
    },
    /// A fix of a finding.
    Fix {
        /// The finding's code.
        code: String,
        /// The finding's first byte.
        start: usize,
        /// The finding's end, exclusive.
        end: usize,
        /// The place among the finding's fixes.
        fix: usize,
    },
    /// All safe fixes of the file.
    All,
}

/// The `data` of an action whose edit is to be worked out later.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lazy {
    /// The document.
    pub uri: Uri,
    /// The version that the action was offered for.
    pub version: i32,
    /// What it changes.
    #[serde(flatten)]
    pub change: Change,
}

/// The actions for a range of the document.
pub fn code_actions(view: &View, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    if !view.abilities.code_actions {
        return Vec::new();
    }
    let context = &params.context;
    let wanted = |kind: &CodeActionKind| context.only.as_ref().is_none_or(|only| only.iter().any(|o| covers(o, kind)));
    let findings = view.findings();
    // To let a finding stand mends nothing: it is told apart, and last.
    let (mut actions, mut ignored) = (Vec::new(), Vec::new());
    if wanted(&CodeActionKind::QUICKFIX) {
        let place = view.bytes(params.range);
        let spots = reported(view, place);
        spots.iter().filter(|spot| spot.text().is_some()).take(MOST_SPOTS).for_each(|spot| spot_actions(view, spot, context, &mut actions));
        for finding in findings.iter().filter(|f| concerns(f, place, &spots, context)) {
            finding_actions(view, finding, context, &mut actions);
        }
        let elsewhere: Vec<Finding> = super::conflicts::found(view).into_iter().map(|c| c.finding).collect();
        for finding in findings.iter().chain(&elsewhere).filter(|f| concerns(f, place, &spots, context)) {
            ignored.extend(ignoring::actions(view, finding).into_iter().map(|action| with_diagnostics(action, finding.code, context)));
        }
    }
    // Asked about one diagnostic, what has nothing to do with it is left out.
    let about_one = context.diagnostics.iter().any(|d| d.range == params.range);
    if about_one {
        actions.retain(|action| action.diagnostics.is_some());
        ignored.retain(|action: &CodeAction| action.diagnostics.is_some());
    }
    // A light bulb on every line of the file would say nothing.
    let unasked = context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC) || (about_one && actions.is_empty());
    let asked = context.only.is_some() || !unasked;
    if asked && wanted(&FIX_ALL) && !safe_edits(view, &findings).is_empty() {
        let title = text(view, "修复本文件全部可安全修复的问题", "Fix everything in this file that is safe to fix");
        actions.push(action(view, title, FIX_ALL, Change::All));
    }
    // What can be said of a name is for those who ask, and nothing that the text wants.
    let mut said = Vec::new();
    if context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC) && !about_one && wanted(&names::KIND) {
        said = names::actions(view, view.bytes(params.range));
    }
    actions.into_iter().chain(ignored).chain(said).map(CodeActionOrCommand::CodeAction).collect()
}

/// The action with its edit; `None` where the text has changed since it was offered.
pub fn resolved(view: &View, mut action: CodeAction, lazy: &Lazy) -> Option<CodeAction> {
    if lazy.version != view.version && lazy.change != Change::All {
        return None;
    }
    action.edit = Some(workspace_edit(view, &edits_of(view, &lazy.change)?));
    Some(action)
}

/// Whether a kind that the client asks for covers one of ours: equal, or a prefix that ends at a dot.
fn covers(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
}

/// The spots of noise at a place that are reported.
fn reported(view: &View, place: TextRange) -> Vec<NoiseSpot> {
    let mut spots = view.analysis().noise_at(place);
    spots.retain(|spot| view.settings.is_selected(noise::code(spot.kind)));
    spots.sort_by_key(|spot| (spot.range.start(), spot.range.end(), spot.kind));
    spots
}

/// Whether a finding is of a place: it touches it, is among the diagnostics that the client asks about, or is of a kind found there.
fn concerns(finding: &Finding, place: TextRange, spots: &[NoiseSpot], context: &CodeActionContext) -> bool {
    let touches = finding.range.start() <= place.end() && place.start() <= finding.range.end();
    let of_a_kind = |kind: NoiseKind| noise::code(kind) == finding.code;
    touches || !matching(finding.code, context).is_empty() || spots.iter().any(|s| of_a_kind(s.kind))
}

fn spot_actions(view: &View, spot: &NoiseSpot, context: &CodeActionContext, actions: &mut Vec<CodeAction>) {
    let code = noise::code(spot.kind);
    let (start, end) = (spot.range.start().into(), spot.range.end().into());
    let change = |candidate| Change::Spot { code: code.to_owned(), start, end, candidate };
    let certain = spot.certainty > Certainty::Unknown;
    if let Some(means) = spot.text() {
        let mut first = action(view, spot_title(view, spot, &means), CodeActionKind::QUICKFIX, change(None));
        first.is_preferred = (certain && view.abilities.preferred_actions).then_some(true);
        actions.push(with_diagnostics(first, code, context));
    }
    for (at, candidate) in spot.candidates.iter().enumerate() {
        let other = action(view, spot_title(view, spot, candidate), CodeActionKind::QUICKFIX, change(Some(at)));
        actions.push(with_diagnostics(other, code, context));
    }
}

fn spot_title(view: &View, spot: &NoiseSpot, means: &str) -> String {
    let source = view.text.line(view.analysis().line_at(spot.range.start().into()));
    let line_start = view.analysis().line_start(view.analysis().line_at(spot.range.start().into()));
    let within = usize::from(spot.range.start()) - line_start..usize::from(spot.range.end()) - line_start;
    let (old, new) = (quoted(source.get(within).unwrap_or_default()), quoted(means));
    match means {
        "" => text(view, &format!("删除“{old}”"), &format!("Remove “{old}”")),
        "\n" => text(view, "在此处换行", "Break the line here"),
        _ => text(view, &format!("改为“{new}”"), &format!("Replace with “{new}”")),
    }
}

fn finding_actions(view: &View, finding: &Finding, context: &CodeActionContext, actions: &mut Vec<CodeAction>) {
    for (at, fix) in finding.fixes.iter().enumerate() {
        let (start, end) = (finding.range.start().into(), finding.range.end().into());
        let change = Change::Fix { code: finding.code.to_owned(), start, end, fix: at };
        let mut action = action(view, fix.title.text(view.locale()).to_owned(), CodeActionKind::QUICKFIX, change);
        let preferred = at == 0 && fix.safe && matches!(fix.edits, Edits::Places(_)) && view.abilities.preferred_actions;
        action.is_preferred = preferred.then_some(true);
        actions.push(with_diagnostics(action, finding.code, context));
    }
}

/// An action with its edit, or with what is needed to work it out when the client asks.
fn action(view: &View, title: String, kind: CodeActionKind, change: Change) -> CodeAction {
    let mut action = CodeAction { title, kind: Some(kind), ..CodeAction::default() };
    if view.abilities.resolve_edit {
        action.data = serde_json::to_value(Lazy { uri: view.uri.clone(), version: view.version, change }).ok();
    } else {
        action.edit = edits_of(view, &change).map(|edits| workspace_edit(view, &edits));
    }
    action
}

fn with_diagnostics(mut action: CodeAction, code: &str, context: &CodeActionContext) -> CodeAction {
    let solved = matching(code, context);
    action.diagnostics = (!solved.is_empty()).then_some(solved);
    action
}

/// The diagnostics of the request that have a code of ours.
fn matching(code: &str, context: &CodeActionContext) -> Vec<Diagnostic> {
    let ours =
        |d: &&Diagnostic| d.source.as_deref().is_none_or(|s| s == "heshu") && d.code == Some(NumberOrString::String(code.to_owned()));
    context.diagnostics.iter().filter(ours).cloned().collect()
}

/// The edits of a change; `None` where it is not to be found in this text.
fn edits_of(view: &View, change: &Change) -> Option<Vec<TextEdit>> {
    match change {
        Change::All => Some(safe_edits(view, &view.findings())),
        Change::Fix { code, start, end, fix } => {
            let findings = view.findings();
            let finding = findings.iter().find(|f| f.code == code && f.range == range(*start, *end))?;
            Some(view.analysis().edits(finding.fixes.get(*fix)?))
        }
        Change::Spot { code, start, end, candidate } => {
            let place = range(*start, *end);
            let spot = reported(view, place).into_iter().find(|s| s.range == place && noise::code(s.kind) == code)?;
            let text = match candidate {
                Some(at) => spot.candidates.get(*at)?.clone(),
                None => spot.text()?,
            };
            Some(vec![TextEdit { range: place, text }])
        }
    }
}

/// The edits of every finding's first fix that is safe, in order; of two that overlap, the earlier.
pub(super) fn safe_edits(view: &View, findings: &[Finding]) -> Vec<TextEdit> {
    let fixes = findings.iter().filter_map(|f| f.fixes.first()).filter(|fix: &&Fix| fix.safe);
    let mut edits: Vec<TextEdit> = fixes.flat_map(|fix| view.analysis().edits(fix)).collect();
    edits.sort_by_key(|e| (e.range.start(), e.range.end()));
    edits.dedup();
    let mut end = None;
    edits.retain(|edit| {
        let free = end.is_none_or(|end| edit.range.start() >= end);
        end = if free { Some(edit.range.end()) } else { end };
        free
    });
    edits
}

fn workspace_edit(view: &View, edits: &[TextEdit]) -> WorkspaceEdit {
    lsp_edit(view, view.edits(edits))
}

/// Edits of the document as one edit of the workspace, for the version they were made from where the client can tell.
pub(super) fn lsp_edit(view: &View, edits: Vec<ls_types::TextEdit>) -> WorkspaceEdit {
    if view.abilities.versioned_edits {
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: view.uri.clone(), version: Some(view.version) };
        let edit = TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() };
        return WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(vec![edit])), ..WorkspaceEdit::default() };
    }
    WorkspaceEdit { changes: Some([(view.uri.clone(), edits)].into()), ..WorkspaceEdit::default() }
}

fn text(view: &View, zh: &str, en: &str) -> String {
    match view.locale() {
        Locale::Zh => zh.to_owned(),
        Locale::En => en.to_owned(),
    }
}

/// The text on one line, cut to what a menu can show.
fn quoted(text: &str) -> String {
    let mut out: String = text.chars().take(LONGEST_QUOTE).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        out.push('…');
    }
    out
}
