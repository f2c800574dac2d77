//! Code actions on a name: add it to the catalog, say that it is none, say that it is the same as another. The server writes the file, so
//! that they work in every editor.

use serde_json::{Value, json};
use tower_lsp::ls_types::{CodeAction, CodeActionKind, Command};

use super::view::View;
use crate::entities::EntityKind;
use crate::message::Locale;
use crate::text::TextRange;

/// The command that adds a name to the catalog.
pub const ADD: &str = "heshu.addEntity";
/// The command that says that a name is none.
pub const NOT: &str = "heshu.notEntity";
/// The command that says that two names mean the same.
pub const SAME: &str = "heshu.sameAs";
/// The kind of these actions.
pub const KIND: CodeActionKind = CodeActionKind::new("refactor.rewrite.heshu");

/// How many names are offered as the same.
const MOST_ALIKE: usize = 4;

/// The actions on the name at a place; none where the document stands in no folder.
pub fn actions(view: &View, place: TextRange) -> Vec<CodeAction> {
    let analysis = view.analysis();
    let Some((range, naming)) = analysis.naming_at(place.start().into()).filter(|(r, _)| place.end() <= r.end()) else {
        return Vec::new();
    };
    let line = analysis.line_at(range.start().into());
    let Some(member) = analysis.cast().members.get(naming.member).filter(|m| is_of_catalog(m.kind)) else { return Vec::new() };
    let name = &analysis.reading_text(line)[naming.range];
    let (zh, en) = member.kind.label();
    let mut actions = Vec::new();
    let mut offer = |(zh, en): (String, String), command: &str, more: Value| {
        let title = if view.locale() == Locale::En { en } else { zh };
        let mut argument = json!({"uri": view.uri, "kind": member.kind.name()});
        more.as_object().into_iter().flatten().for_each(|(key, value)| argument[key] = value.clone());
        let command = Command { title: title.clone(), command: command.to_owned(), arguments: Some(vec![argument]) };
        actions.push(CodeAction { title, kind: Some(KIND), command: Some(command), ..CodeAction::default() });
    };
    if member.entry.is_none() {
        let full = &member.name;
        offer((format!("加入名录：{full}（{zh}）"), format!("Add to the catalog: {full} ({en})")), ADD, json!({"name": full}));
    }
    for other in alike(view, naming.member, name) {
        offer((format!("“{name}”就是“{other}”"), format!("{name} is the same as {other}")), SAME, json!({"name": name, "other": other}));
    }
    offer((format!("“{name}”不是{zh}，不再识别"), format!("{name} is no {en}: recognise it no more")), NOT, json!({"name": name}));
    actions
}

fn is_of_catalog(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Company | EntityKind::Project | EntityKind::Organization)
}

/// Full names of others that may be the same one: what the article takes for perhaps the same, then names that share most characters
/// with this one, in the article, the other articles and the catalog.
fn alike(view: &View, member: usize, name: &str) -> Vec<String> {
    let (cast, catalog) = (view.analysis().cast(), &view.analysis().knowledge().catalog);
    let own = &cast.members[member];
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut weigh = |other: &str, more: usize| {
        if other == own.name || own.names.iter().any(|n| n == other) || found.iter().any(|(_, n)| n == other) {
            return;
        }
        let weight = common(name, other).max(common(&own.name, other)) + more;
        if weight >= LEAST {
            found.push((weight, other.to_owned()));
        }
    };
    for (at, other) in cast.members.iter().enumerate().filter(|(_, m)| m.kind == own.kind) {
        weigh(&other.name, if own.perhaps.contains(&at) { PERHAPS } else { 0 });
    }
    catalog.entities().iter().filter(|e| e.kind == own.kind).for_each(|e| weigh(&e.name, 0));
    view.library.read(|workspace| workspace.full_names(own.kind).for_each(|other| weigh(other, 0)));
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.chars().count().cmp(&b.1.chars().count())).then_with(|| a.1.cmp(&b.1)));
    found.into_iter().take(MOST_ALIKE).map(|(_, name)| name).collect()
}

/// How much two names must have in common, and what the article's own doubt adds.
const LEAST: usize = 2;
const PERHAPS: usize = 100;

/// How many characters the longest run has that both names hold.
fn common(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before = vec![0; other.len() + 1];
    let mut best = 0;
    for char in one.chars() {
        let mut row = vec![0; other.len() + 1];
        for (at, c) in other.iter().enumerate() {
            if *c == char {
                row[at + 1] = before[at] + 1;
                best = best.max(row[at + 1]);
            }
        }
        before = row;
    }
    best
}
