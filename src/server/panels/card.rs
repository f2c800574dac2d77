//! The card of a company, organisation or project in full: what the catalog knows, and where the article speaks of it.

use serde::Serialize;
use tower_lsp::ls_types::{Position, Range};

use super::charts::{Chart, Seen, chart};
use crate::analysis::Analysis;
use crate::entities::{Catalog, Entity, EntityKind, Fact};
use crate::figures::lexer::lex;
use crate::message::{Locale, Message};
use crate::server::view::View;
use crate::text::TextRange;

/// The most places of the article that are listed.
const MOST_MENTIONS: usize = 200;

/// How much of the line stands around a name in the list, in characters.
const AROUND: usize = 24;

/// The card.
#[derive(Debug, Serialize)]
pub struct Panel {
    id: String,
    kind: &'static str,
    locale: &'static str,
    title: String,
    subtitle: String,
    rows: Vec<Row>,
    facts: Vec<Said>,
    note: String,
    mentions: Vec<Place>,
    charts: Vec<Chart>,
}

#[derive(Debug, Serialize)]
struct Row {
    label: String,
    value: String,
}

#[derive(Debug, Serialize)]
struct Said {
    date: String,
    text: String,
    source: String,
}

/// A place where the article names it, with the words around it.
#[derive(Debug, Serialize)]
struct Place {
    range: Range,
    before: String,
    text: String,
    after: String,
}

/// One entity that an article names.
#[derive(Debug, Serialize)]
pub struct Named {
    id: String,
    name: String,
    /// `company`, `project` …
    kind: &'static str,
    /// The kind for people.
    label: String,
    count: usize,
    /// The first place.
    range: Range,
}

/// The entities that an article names, the most often named first.
pub fn named(view: &View) -> Vec<Named> {
    let entities = view.analysis().knowledge().catalog.entities();
    let mut named: Vec<Named> = Vec::new();
    for mention in view.analysis().mentions() {
        let Some(entity) = entities.get(mention.entity) else { continue };
        match named.iter_mut().find(|n| n.id == entity.id) {
            Some(known) => known.count += 1,
            None => named.push(Named {
                id: entity.id.clone(),
                name: entity.name.clone(),
                kind: entity.kind.name(),
                label: kind_label(entity.kind, view.locale()),
                count: 1,
                range: view.range(mention.range),
            }),
        }
    }
    named.sort_by_key(|n| std::cmp::Reverse(n.count));
    named
}

/// The entity that is named at a place.
pub fn id_at(view: &View, position: Position) -> Option<String> {
    let (_, entity) = view.analysis().entity_at(view.offset(position))?;
    view.analysis().knowledge().catalog.entities().get(entity).map(|e| e.id.clone())
}

/// The card of an entity; `None` for an id that the catalog does not know.
pub fn panel(view: &View, id: &str) -> Option<Panel> {
    let (analysis, locale) = (view.analysis(), view.locale());
    let catalog = &analysis.knowledge().catalog;
    let index = catalog.entities().iter().position(|e| e.id == id)?;
    let entity = &catalog.entities()[index];
    let card = analysis.card(index, locale)?;
    Some(Panel {
        id: entity.id.clone(),
        kind: entity.kind.name(),
        locale: if locale == Locale::Zh { "zh" } else { "en" },
        title: card.title,
        subtitle: card.subtitle,
        rows: card.rows.into_iter().map(|(label, value)| Row { label, value }).collect(),
        facts: card.facts.into_iter().map(|f| Said { date: f.date, text: f.text, source: f.source }).collect(),
        note: card.note.unwrap_or_default(),
        mentions: mentions(view, analysis, index),
        charts: charts(entity, catalog, locale),
    })
}

fn kind_label(kind: EntityKind, locale: Locale) -> String {
    let (zh, en) = kind.label();
    if locale == Locale::Zh { zh.to_owned() } else { en.to_owned() }
}

fn mentions(view: &View, analysis: &Analysis, entity: usize) -> Vec<Place> {
    let all = analysis.mentions().into_iter().filter(|m| m.entity == entity);
    all.take(MOST_MENTIONS).map(|mention| place(view, mention.range)).collect()
}

/// A place with what stands before and behind it on its line.
fn place(view: &View, range: TextRange) -> Place {
    let line = view.analysis().line_at(range.start().into());
    let content = view.analysis().lines().get(line).map_or("", |l| l.content());
    let start = view.analysis().line_start(line);
    let (from, to) = (usize::from(range.start()) - start, usize::from(range.end()) - start);
    let before = content.get(..from).unwrap_or_default();
    let cut = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let after: String = content.get(to..).unwrap_or_default().chars().take(AROUND).collect();
    Place { range: view.range(range), before: before[cut..].to_owned(), text: view.source(line, range).to_owned(), after }
}

/// Facts that tell one indicator at several times; what the projects of a company cost.
fn charts(entity: &Entity, catalog: &Catalog, locale: Locale) -> Vec<Chart> {
    let mut charts = Vec::new();
    let mut indicators: Vec<&str> = entity.facts.iter().filter_map(|f| f.indicator.as_deref()).collect();
    indicators.sort_unstable();
    indicators.dedup();
    for indicator in indicators {
        let facts = entity.facts.iter().filter(|f| f.indicator.as_deref() == Some(indicator));
        let seen: Vec<Seen> = facts.filter_map(|fact| seen(fact, fact.date.clone())).collect();
        if of_one_unit(&seen) {
            charts.push(chart("series", format!("{} · {indicator}", entity.name), &seen, None, locale));
        }
    }
    let projects = catalog.belonging_to(&entity.id).filter(|e| e.kind == EntityKind::Project);
    let costs: Vec<Seen> = projects.filter_map(|project| seen(investment(project)?, project.name.clone())).collect();
    if of_one_unit(&costs) {
        let title = Message::new("各项目投资", "Investment by project");
        charts.push(chart("bars", title.text(locale).to_owned(), &costs, None, locale));
    }
    charts
}

/// The latest fact on what a project costs.
fn investment(project: &Entity) -> Option<&Fact> {
    project.facts.iter().rev().find(|f| f.indicator.as_deref().is_some_and(|i| i.contains("投资")))
}

/// The value of a fact, where it is one number and nothing else.
fn seen(fact: &Fact, label: String) -> Option<Seen> {
    let lexed = lex(fact.value.as_deref()?);
    let [figure] = lexed.figures.as_slice() else { return None };
    Some(Seen { label, value: figure.printed()?.value, unit: figure.unit, range: None })
}

/// Whether there are values to compare: two at least, of one unit.
fn of_one_unit(seen: &[Seen]) -> bool {
    seen.len() > 1 && seen.iter().all(|s| s.unit == seen[0].unit)
}
