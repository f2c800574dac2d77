//! The card of a company, organisation or project in full: what the catalog knows, what all articles of the workspace say by date, and
//! where this one speaks of it.

use rust_decimal::Decimal;
use serde::Serialize;
use tower_lsp::ls_types::{Position, Range};

use super::charts::{Chart, Seen as Value, chart};
use crate::entities::{Card, Catalog, Entity, EntityKind, Member};
use crate::figures::lexer::lex;
use crate::figures::unit::Unit;
use crate::message::{Locale, Message};
use crate::server::library::{key_of, uri_of};
use crate::server::view::View;
use crate::text::{PositionEncoding, TextRange};
use crate::workspace::{Fact, Named as Told, Place as LinePlace, Seen, Workspace};

/// The most places of the article that are listed, the most articles, and the most facts.
const MOST_MENTIONS: usize = 200;
const MOST_ARTICLES: usize = 50;
const MOST_FACTS: usize = 100;

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
    /// The other articles of the workspace that name it, the latest first.
    articles: Vec<Article>,
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
    /// Where, if an article says it.
    #[serde(flatten)]
    at: Option<Location>,
}

/// A place in some article.
#[derive(Clone, Debug, Serialize)]
struct Location {
    uri: String,
    range: Range,
}

#[derive(Debug, Serialize)]
struct Article {
    title: String,
    date: String,
    count: usize,
    #[serde(flatten)]
    at: Location,
}

/// A place where the article names it, with the words around it.
#[derive(Debug, Serialize)]
struct Place {
    range: Range,
    before: String,
    text: String,
    after: String,
}

/// One who is named in an article.
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

/// The companies, organisations and projects that an article names, the most often named first.
pub fn named(view: &View) -> Vec<Named> {
    let (cast, catalog) = (view.analysis().cast(), &view.analysis().knowledge().catalog);
    let mut named: Vec<Named> = Vec::new();
    for (range, naming) in view.analysis().namings() {
        let Some(member) = cast.members.get(naming.member).filter(|m| has_card(m.kind)) else { continue };
        let id = id_of(member, catalog);
        match named.iter_mut().find(|n| n.id == id) {
            Some(known) => known.count += 1,
            None => named.push(Named {
                id,
                name: member.name.clone(),
                kind: member.kind.name(),
                label: kind_label(member.kind, view.locale()),
                count: 1,
                range: view.range(range),
            }),
        }
    }
    named.sort_by_key(|n| std::cmp::Reverse(n.count));
    named
}

/// The one who is named at a place.
pub fn id_at(view: &View, position: Position) -> Option<String> {
    let (_, member) = view.analysis().entity_at(view.offset(position))?;
    let member = view.analysis().cast().members.get(member).filter(|m| has_card(m.kind))?;
    Some(id_of(member, &view.analysis().knowledge().catalog))
}

/// The card of one who is named in the article; `None` for an id that is nobody's there.
pub fn panel(view: &View, id: &str) -> Option<Panel> {
    let (analysis, locale) = (view.analysis(), view.locale());
    let catalog = &analysis.knowledge().catalog;
    let index = analysis.cast().members.iter().position(|m| has_card(m.kind) && id_of(m, catalog) == id)?;
    let member = &analysis.cast().members[index];
    let mut card = analysis.card(index, locale)?;
    let mut facts: Vec<Said> =
        std::mem::take(&mut card.facts).into_iter().map(|f| Said { date: f.date, text: f.text, source: f.source, at: None }).collect();
    view.library.take(&view.uri, &view.analysed);
    let (articles, charts) = view.library.read(|workspace| told(view, workspace, index, member, &mut card, &mut facts));
    facts.sort_by(|a, b| b.date.cmp(&a.date));
    Some(Panel {
        id: id.to_owned(),
        kind: member.kind.name(),
        locale: if locale == Locale::Zh { "zh" } else { "en" },
        title: card.title,
        subtitle: card.subtitle,
        rows: card.rows.into_iter().map(|(label, value)| Row { label, value }).collect(),
        facts,
        note: card.note.unwrap_or_default(),
        mentions: mentions(view, index),
        articles,
        charts,
    })
}

/// What the articles of the workspace tell: rows and facts for the card, the other articles, the charts.
fn told(
    view: &View,
    workspace: &Workspace,
    index: usize,
    member: &Member,
    card: &mut Card,
    facts: &mut Vec<Said>,
) -> (Vec<Article>, Vec<Chart>) {
    let locale = view.locale();
    let key = key_of(&view.uri);
    let Some(one) = view.analysed.digest().named.get(index) else {
        return (Vec::new(), charts(view, member, &[], workspace));
    };
    let mut more = Card::default();
    workspace.add_to(&mut more, one, &key, locale == Locale::En, &|seen: &Seen, _| seen.digest.title.clone());
    // What the catalog tells is not told again.
    more.rows.retain(|(label, _)| card.rows.iter().all(|(known, _)| known != label));
    card.rows.extend(more.rows);
    let mut seen = workspace.everywhere(one, &key);
    seen.reverse();
    let from_articles = seen.iter().flat_map(|s| s.named.facts.iter().map(move |f| (s, f))).take(MOST_FACTS);
    facts.extend(from_articles.map(|(seen, fact)| Said {
        date: date_of(seen),
        text: statement(fact, locale),
        source: seen.digest.title.clone(),
        at: location(view, seen, &fact.place),
    }));
    let others = seen.iter().filter(|s| s.path != key).take(MOST_ARTICLES);
    let articles = others.filter_map(|s| {
        let at = location(view, s, &s.named.places.first()?.0)?;
        Some(Article { title: s.digest.title.clone(), date: date_of(s), count: s.named.places.len(), at })
    });
    (articles.collect(), charts(view, member, &seen, workspace))
}

fn has_card(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Company | EntityKind::Organization | EntityKind::Project)
}

/// The id of the catalog; without an entry, kind and name, which stay when the text around them changes.
fn id_of(member: &Member, catalog: &Catalog) -> String {
    let entry = member.entry.and_then(|at| catalog.entities().get(at));
    entry.map_or_else(|| format!("{}:{}", member.kind.name(), member.name), |e| e.id.clone())
}

fn kind_label(kind: EntityKind, locale: Locale) -> String {
    let (zh, en) = kind.label();
    if locale == Locale::Zh { zh.to_owned() } else { en.to_owned() }
}

fn date_of(seen: &Seen) -> String {
    seen.digest.date.map(|d| d.to_string()).unwrap_or_default()
}

/// `总投资 52亿元（计划）`.
fn statement(fact: &Fact, locale: Locale) -> String {
    let period = fact.period.as_deref().map_or(String::new(), |p| format!("{p} "));
    let (attribute, plan) = match locale {
        Locale::Zh => (&fact.attribute.0, if fact.is_plan { "（计划）" } else { "" }),
        Locale::En => (&fact.attribute.1, if fact.is_plan { " (planned)" } else { "" }),
    };
    format!("{period}{attribute} {}{plan}", fact.text)
}

fn location(view: &View, seen: &Seen, place: &LinePlace) -> Option<Location> {
    Some(Location { uri: uri_of(seen.path)?.as_str().to_owned(), range: range_of(place, view.abilities.encoding) })
}

fn range_of(place: &LinePlace, encoding: PositionEncoding) -> Range {
    let [start, end] = place.columns(encoding);
    Range::new(Position::new(place.line, start), Position::new(place.line, end))
}

fn mentions(view: &View, member: usize) -> Vec<Place> {
    let all = view.analysis().namings().filter(|(_, naming)| naming.member == member);
    all.take(MOST_MENTIONS).map(|(range, _)| place(view, range)).collect()
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

/// A value with its time, from the catalog or an article.
struct Dated {
    attribute: String,
    date: String,
    value: Decimal,
    unit: Option<Unit>,
}

impl Dated {
    /// The value of a fact, where it is one number and nothing else.
    fn of(attribute: &str, value: &str, date: String) -> Option<Dated> {
        let lexed = lex(value);
        let [figure] = lexed.figures.as_slice() else { return None };
        Some(Dated { attribute: attribute.to_owned(), date, value: figure.printed()?.value, unit: figure.unit })
    }

    fn of_catalog(entity: &Entity) -> impl Iterator<Item = Dated> {
        entity.facts.iter().filter_map(|fact| Dated::of(fact.indicator.as_deref()?, fact.value.as_deref()?, fact.date.clone()))
    }

    fn of_article(seen: &Seen) -> impl Iterator<Item = Dated> {
        let date = date_of(seen);
        let facts = seen.named.facts.iter().filter(|fact| !fact.is_plan);
        facts.filter_map(move |fact| Dated::of(&fact.attribute.0, &fact.text, date.clone())).filter(|dated| !dated.date.is_empty())
    }
}

/// What is told of one attribute at several times; what the projects of a company cost.
fn charts(view: &View, member: &Member, seen: &[Seen], workspace: &Workspace) -> Vec<Chart> {
    let (catalog, locale) = (&view.analysis().knowledge().catalog, view.locale());
    let entry = member.entry.and_then(|at| catalog.entities().get(at));
    let mut dated: Vec<Dated> = entry.into_iter().flat_map(Dated::of_catalog).chain(seen.iter().flat_map(Dated::of_article)).collect();
    dated.sort_by(|a, b| (&a.attribute, &a.date, a.value).cmp(&(&b.attribute, &b.date, b.value)));
    let mut charts = Vec::new();
    for alike in dated.chunk_by(|a, b| a.attribute == b.attribute) {
        // Two values of one day are of two things, or contradict each other: no line goes through them.
        let is_one_line = alike.windows(2).all(|w| w[0].unit == w[1].unit && (w[0].date != w[1].date || w[0].value == w[1].value));
        let mut points: Vec<Value> =
            alike.iter().map(|d| Value { label: d.date.clone(), value: d.value, unit: d.unit, range: None }).collect();
        points.dedup_by(|a, b| a.label == b.label);
        if is_one_line && points.len() > 1 {
            charts.push(chart("series", format!("{} · {}", member.name, alike[0].attribute), &points, None, locale));
        }
    }
    let costs = costs(catalog, entry, member, workspace);
    if costs.len() > 1 && costs.iter().all(|c| c.unit == costs[0].unit) {
        let title = Message::new("各项目投资", "Investment by project");
        charts.push(chart("bars", title.text(locale).to_owned(), &costs, None, locale));
    }
    charts
}

/// What the projects of a company cost: the latest that the articles say, else what the catalog says.
fn costs(catalog: &Catalog, entry: Option<&Entity>, company: &Member, workspace: &Workspace) -> Vec<Value> {
    // 已完成投资 is a part of it.
    let is_cost = |dated: &Dated| matches!(dated.attribute.as_str(), "投资" | "总投资");
    let value = |name: &str, dated: Dated| Value { label: name.to_owned(), value: dated.value, unit: dated.unit, range: None };
    let mut costs: Vec<Value> = Vec::new();
    let known = entry.into_iter().flat_map(|e| catalog.belonging_to(&e.id)).filter(|e| e.kind == EntityKind::Project);
    for project in known {
        costs.extend(Dated::of_catalog(project).filter(is_cost).last().map(|dated| value(&project.name, dated)));
    }
    let is_theirs = |told: &&Told| told.kind == EntityKind::Project && told.owner.as_deref() == Some(company.name.as_str());
    for (path, digest) in workspace.sources(None) {
        for project in digest.named.iter().filter(is_theirs) {
            let told = Dated::of_article(&Seen { path, digest, named: project }).filter(is_cost).last();
            let Some(found) = told.map(|dated| value(&project.name, dated)) else { continue };
            match costs.iter_mut().find(|c| c.label == found.label) {
                Some(former) => *former = found,
                None => costs.push(found),
            }
        }
    }
    costs
}
