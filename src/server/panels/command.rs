//! `workspace/executeCommand`: the commands, what they take and what they give.
//!
//! | command | argument | result |
//! |---|---|---|
//! | `heshu.summary` | `{uri}` | counts of figures and findings |
//! | `heshu.figures` | `{uri}` | everything that the figures panel shows |
//! | `heshu.figuresCsv` | `{uri}` | the figures as CSV, a string |
//! | `heshu.entities` | `{uri}` | the companies, organisations and projects that the article names |
//! | `heshu.card` | `{uri, position}` or `{uri, id}` | the card of one of them |
//! | `heshu.cleaned` | `{uri}` | the cleaned text, for a diff |
//! | `heshu.clean` | `{uri, version?}` | cleans the article by `workspace/applyEdit`; the number of edits |
//! | `heshu.fix` | `{uri}` | applies all safe fixes by `workspace/applyEdit`; the number of edits |
//! | `heshu.ignore` | `{uri, version, code, range, reason?}` | writes into `.heshu/ignored.toml` that a finding stands; `{file}` |
//! | `heshu.addEntity` | `{uri, name, kind}` | adds a company, an organization or a project to the workspace's catalog; `{path, id, name}` |
//! | `heshu.notEntity` | `{uri, name, kind}` | writes into it that these characters are no such name; `{path, name}` |
//! | `heshu.sameAs` | `{uri, name, kind, other}` | writes into it that a name means the same as another; `{path, id, name}` |
//! | `heshu.open` | `{uri, range}` | has the editor show a place (`window/showDocument`); the place |
//! | `heshu.explain` | `{code}` or nothing | the page of a rule, or the list of rules |
//!
//! A document that is not open gives `null`; an argument that makes no sense is an error (InvalidParams).

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, Position, TextEdit, Uri};

use super::{additions, card, clean, explain, figures};
use crate::message::Message;
use crate::server::actions;
use crate::server::ignoring;
use crate::server::lenses;
use crate::server::names;
use crate::server::startup;
use crate::server::state::State;
use crate::server::view::View;

/// The commands, as `initialize` answers them.
pub const COMMANDS: [&str; 14] = [
    "heshu.summary",
    "heshu.figures",
    "heshu.figuresCsv",
    "heshu.entities",
    "heshu.card",
    "heshu.cleaned",
    "heshu.clean",
    "heshu.fix",
    ignoring::COMMAND,
    lenses::COMMAND,
    names::ADD,
    names::NOT,
    names::SAME,
    "heshu.explain",
];

/// LSP 3.17 § errorCodes: the request was right and could not be done.
const REQUEST_FAILED: ErrorCode = ErrorCode::ServerError(-32803);

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Argument {
    uri: Option<Uri>,
    version: Option<i32>,
    position: Option<Position>,
    id: Option<String>,
    code: Option<String>,
    name: Option<String>,
    kind: Option<String>,
    other: Option<String>,
}

/// What a command comes to: an answer, and edits for the client to apply.
struct Outcome {
    answer: Value,
    edits: Vec<TextEdit>,
}

/// Runs a command.
pub async fn execute(state: &Arc<State>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let argument = params.arguments.into_iter().next().unwrap_or(Value::Null);
    if params.command == lenses::COMMAND {
        return lenses::execute(state, argument).await;
    }
    if params.command == ignoring::COMMAND {
        return ignoring::execute(state, argument).await;
    }
    let argument: Argument = match argument {
        Value::Null => Argument::default(),
        given => serde_json::from_value(given).map_err(|error| Error::invalid_params(format!("{}: {error}", params.command)))?,
    };
    if params.command == "heshu.explain" {
        return Ok(Some(match &argument.code {
            Some(code) => json(explain::page(code)),
            None => json(explain::list()),
        }));
    }
    if !COMMANDS.contains(&params.command.as_str()) {
        return Err(Error::invalid_params(format!("no command {:?}", params.command)));
    }
    let Some(uri) = argument.uri.clone() else { return Err(Error::invalid_params(format!("{}: no uri", params.command))) };
    let Some(snapshot) = state.documents.snapshot(&uri) else { return Ok(None) };
    let command = params.command;
    if [names::ADD, names::NOT, names::SAME].contains(&command.as_str()) {
        return remark(state, uri, command, argument).await.map(Some);
    }
    let (outcome, edit) = state
        .on_view(uri, snapshot, move |view| {
            let outcome = outcome(view, &command, &argument)?;
            let edit = (!outcome.edits.is_empty()).then(|| actions::lsp_edit(view, outcome.edits));
            Ok::<_, Error>((outcome.answer, edit))
        })
        .await??;
    if let Some(edit) = edit {
        // Never awaited here: the client's answer stands in the queue behind this one.
        let state = state.clone();
        tokio::spawn(async move { state.ask(state.client.apply_edit(edit)).await });
    }
    Ok(Some(outcome))
}

/// Writes into the catalog what is said of a name, and has everything read anew that depends on it.
async fn remark(state: &Arc<State>, uri: Uri, command: String, argument: Argument) -> Result<Value> {
    let (Some(name), Some(kind)) = (argument.name, argument.kind.as_deref().and_then(additions::kind)) else {
        return Err(Error::invalid_params(format!("{command}: no name, or no kind (company, organization, project)")));
    };
    if command == names::SAME && argument.other.is_none() {
        return Err(Error::invalid_params(format!("{command}: no other name")));
    }
    let worker = state.clone();
    let work = tokio::task::spawn_blocking(move || {
        let nowhere =
            || Message::new("请先打开放稿件的文件夹，名录才有地方放", "open the folder of your articles first: the catalog is kept there");
        let folder = worker.configuration.workspace_of(&uri).ok_or_else(nowhere)?;
        let catalog = &worker.shelf.knowledge().catalog;
        match (command.as_str(), argument.other) {
            (names::NOT, _) => additions::ignore(&folder, catalog, kind, &name),
            (names::SAME, Some(other)) => additions::same(&folder, catalog, kind, &name, &other),
            _ => additions::add(&folder, catalog, kind, &name),
        }
    });
    let added = work.await.map_err(|_| Error::internal_error())?;
    let added =
        added.map_err(|problem| Error { code: REQUEST_FAILED, message: problem.text(state.locale()).to_owned().into(), data: None })?;
    startup::files_changed(state.clone());
    Ok(json(added))
}

fn outcome(view: &View, command: &str, argument: &Argument) -> Result<Outcome> {
    if argument.version.is_some_and(|version| version != view.version) {
        return Err(Error::new(ErrorCode::ContentModified));
    }
    let answer = match command {
        "heshu.summary" => json(figures::summary(view)),
        "heshu.figures" => json(figures::panel(view)),
        "heshu.figuresCsv" => json(figures::panel(view).csv(&figures::csv_names(view.locale()))),
        "heshu.entities" => json(card::named(view)),
        "heshu.card" => {
            let id = argument.id.clone().or_else(|| card::id_at(view, argument.position?));
            json(id.and_then(|id| card::panel(view, &id)))
        }
        "heshu.cleaned" => json(clean::cleaned(view)),
        "heshu.clean" => return Ok(applied(clean::edits(view))),
        _ => return Ok(applied(view.edits(&actions::safe_edits(view, &view.findings())))),
    };
    Ok(Outcome { answer, edits: Vec::new() })
}

fn applied(edits: Vec<TextEdit>) -> Outcome {
    Outcome { answer: edits.len().into(), edits }
}

/// Plain data as JSON; its maps have string keys, so that nothing can fail.
fn json(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
