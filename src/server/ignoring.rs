//! “Ignore here”: what an editor has looked at and lets stand goes into `.heshu/ignored.toml`, or into a comment of a Markdown file.
//!
//! The command `heshu.ignore` takes `{uri, code, range, version?, reason?}` and gives `{file}`, the file that it wrote; `null` where the
//! finding is no longer there. An editor that asks its user why passes the answer as `reason`.

use std::path::Path;
use std::sync::Arc;

use jiff::Zoned;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{CodeAction, CodeActionKind, Command, Range, Uri};

use super::configuration::path_of;
use super::state::State;
use super::view::View;
use super::{actions, conflicts, startup};
use crate::message::{Locale, Message};
use crate::rules::{Finding, Group, rule};
use crate::suppress::{Identity, comments, sidecar};
use crate::text::{TextEdit, range};

/// The name of the command.
pub const COMMAND: &str = "heshu.ignore";

#[derive(Clone, Debug, Deserialize)]
struct Argument {
    uri: Uri,
    code: String,
    range: Range,
    version: Option<i32>,
    #[serde(default)]
    reason: String,
}

/// The actions that let a finding stand. Noise has none: a spot of it is taken out, or its kind switched off.
pub fn actions(view: &View, finding: &Finding) -> Vec<CodeAction> {
    let Some(path) = path_of(&view.uri) else { return Vec::new() };
    if rule(finding.code).is_none_or(|r| r.group == Group::Noise) {
        return Vec::new();
    }
    let mut offered = vec![by_command(view, finding)];
    if comments::are_in(&path) {
        offered.push(by_comment(view, finding));
    }
    offered
}

fn by_command(view: &View, finding: &Finding) -> CodeAction {
    let title = said(view, &format!("忽略此处（{}）", finding.code), &format!("Ignore here ({})", finding.code));
    let argument = json!({"uri": view.uri, "version": view.version, "code": finding.code, "range": view.range(finding.range)});
    let command = Command { title: title.clone(), command: COMMAND.to_owned(), arguments: Some(vec![argument]) };
    CodeAction { title, kind: Some(CodeActionKind::QUICKFIX), command: Some(command), ..CodeAction::default() }
}

fn by_comment(view: &View, finding: &Finding) -> CodeAction {
    let analysis = view.analysis();
    let at = analysis.line_start(analysis.line_at(finding.range.start().into()));
    let edit = TextEdit { range: range(at, at), text: format!("<!-- heshu-ignore {}: -->\n", finding.code) };
    CodeAction {
        title: said(view, &format!("在上一行写注释，忽略 {}", finding.code), &format!("Ignore {} by a comment above", finding.code)),
        kind: Some(CodeActionKind::QUICKFIX),
        edit: Some(actions::lsp_edit(view, view.edits(&[edit]))),
        ..CodeAction::default()
    }
}

fn said(view: &View, zh: &str, en: &str) -> String {
    match view.locale() {
        Locale::Zh => zh.to_owned(),
        Locale::En => en.to_owned(),
    }
}

/// Runs the command, and has everything told anew that it changes.
pub async fn execute(state: &Arc<State>, argument: Value) -> Result<Option<Value>> {
    let argument: Argument = serde_json::from_value(argument).map_err(|error| Error::invalid_params(format!("{COMMAND}: {error}")))?;
    let Some(snapshot) = state.documents.snapshot(&argument.uri) else { return Ok(None) };
    if argument.version.is_some_and(|version| version != snapshot.version) {
        return Err(Error::new(ErrorCode::ContentModified));
    }
    let written = state.on_view(argument.uri.clone(), snapshot, move |view| write(view, &argument)).await?;
    match written {
        Ok(None) => Ok(None),
        Ok(Some(file)) => {
            startup::files_changed(state.clone());
            Ok(Some(json!({"file": file})))
        }
        Err(problem) => {
            state.warn(&Message::new(format!("无法写入：{}", problem.zh), format!("cannot write: {}", problem.en)));
            Ok(None)
        }
    }
}

/// Writes the entry; `None` where the finding is not there.
fn write(view: &View, argument: &Argument) -> std::result::Result<Option<String>, Message> {
    let Some(path) = path_of(&view.uri) else { return Ok(None) };
    let place = view.bytes(argument.range);
    if conflicts::is_ours(&argument.code) {
        let identity = conflicts::reported(view).into_iter().find(|(c, _)| c.finding.range == place).map(|(_, identity)| identity);
        return identity.map(|identity| written(&path, identity, argument)).transpose();
    }
    let reported = view.settings.report(Some(&path), view.analysis(), view.analysed.findings().to_vec());
    let mut found = reported.findings.iter().zip(reported.identities);
    let Some((_, identity)) = found.find(|(f, _)| f.code == argument.code && f.range == place) else { return Ok(None) };
    written(&path, identity, argument).map(Some)
}

fn written(path: &Path, identity: Identity, argument: &Argument) -> std::result::Result<String, Message> {
    let file = sidecar::place_for(path);
    sidecar::add(&file, identity, path, &argument.reason, Some(Zoned::now().date()))?;
    Ok(file.display().to_string())
}
