//! `textDocument/codeLens`: above the line that first names somebody, in how many places it is named; above a figure that another article
//! states otherwise, that other one. Off unless somebody sets `code-lens`.
//!
//! The command `heshu.open` takes `{uri, range}` and has the editor show the place (`window/showDocument`); it gives the place back, so that
//! an editor that cannot be told may go there itself.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{CodeLens, Command, Range, ShowDocumentParams, Uri};

use super::conflicts;
use super::library::{key_of, uri_of};
use super::navigation::range_of;
use super::state::State;
use super::view::View;
use crate::entities::EntityKind;
use crate::message::Message;

/// The name of the command.
pub const COMMAND: &str = "heshu.open";
/// The most lenses of an article.
const MOST: usize = 200;

/// The lenses of a document.
pub fn lenses(view: &View) -> Vec<CodeLens> {
    if !view.settings.code_lens {
        return Vec::new();
    }
    view.library.take(&view.uri, &view.analysed);
    let mut lenses: Vec<CodeLens> = mentions(view);
    lenses.extend(conflicts::found(view).into_iter().filter_map(|found| {
        let other = &found.elsewhere;
        let there = json!({"uri": uri_of(&other.path)?, "range": range_of(&other.place, view.abilities.encoding)});
        Some(lens(view.range(found.finding.range), found.finding.message.text(view.locale()).to_owned(), there))
    }));
    lenses.sort_by_key(|lens| (lens.range.start.line, lens.range.start.character));
    lenses.truncate(MOST);
    lenses
}

fn lens(range: Range, title: String, argument: Value) -> CodeLens {
    let command = Command { title, command: COMMAND.to_owned(), arguments: Some(vec![argument]) };
    CodeLens { range, command: Some(command), data: None }
}

/// One lens for each who is named more than once, here or elsewhere; it leads to the next place.
fn mentions(view: &View) -> Vec<CodeLens> {
    let key = key_of(&view.uri);
    view.library.read(|workspace| {
        let named = view.analysed.digest().named.iter();
        let shown = named.filter(|n| matches!(n.kind, EntityKind::Company | EntityKind::Project | EntityKind::Organization));
        let lens_of = |one: &crate::workspace::Named| {
            let (first, _) = one.places.first()?;
            let elsewhere: Vec<_> = workspace.everywhere(one, &key).into_iter().filter(|seen| seen.path != key).collect();
            let count: usize = elsewhere.iter().map(|seen| seen.named.places.len()).sum();
            let here = one.places.len();
            if here + count < 2 {
                return None;
            }
            let next = elsewhere.iter().find_map(|seen| Some((uri_of(seen.path)?, seen.named.places.first()?.0)));
            let (uri, place) = next.or_else(|| Some((view.uri.clone(), one.places.get(1)?.0)))?;
            let (name, articles) = (&one.name, elsewhere.len());
            let title = match articles {
                0 => Message::new(format!("{name}：本文{here}处"), format!("{name}: {here} here")),
                _ => Message::new(
                    format!("{name}：本文{here}处，另有{articles}篇{count}处"),
                    format!("{name}: {here} here, {count} in {articles} other article(s)"),
                ),
            };
            let encoding = view.abilities.encoding;
            let there = json!({"uri": uri, "range": range_of(&place, encoding)});
            Some(lens(range_of(first, encoding), title.text(view.locale()).to_owned(), there))
        };
        shown.filter_map(lens_of).collect()
    })
}

#[derive(Clone, Debug, Deserialize)]
struct Argument {
    uri: Uri,
    range: Range,
}

/// Runs the command.
pub async fn execute(state: &Arc<State>, argument: Value) -> Result<Option<Value>> {
    let place: Argument = serde_json::from_value(argument.clone()).map_err(|error| Error::invalid_params(format!("{COMMAND}: {error}")))?;
    if state.abilities().show_document {
        // Never awaited here: the client's answer stands in the queue behind this one.
        let state = state.clone();
        let params = ShowDocumentParams { uri: place.uri, external: None, take_focus: Some(true), selection: Some(place.range) };
        tokio::spawn(async move { state.ask(state.client.show_document(params)).await });
    }
    Ok(Some(argument))
}
