//! A draft of a catalog from articles: whom they name that no catalog knows, each with the places that speak for it. People look it
//! through before it is used: a draft is evidence, no knowledge.

use std::collections::HashMap;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::{Digest, Fact, Named, Seen, Workspace};
use crate::analysis::{Analysis, Knowledge};
use crate::entities::catalog::{SCHEMA_ADDRESS, free_id};
use crate::entities::{Catalog, EntityKind};

/// How many places, and how many figures, an entry shows.
const MOST_PLACES: usize = 3;
const MOST_FACTS: usize = 6;
/// A name with fewer characters is a part of other words too.
const LONG: usize = 4;

/// A draft.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The TOML.
    pub text: String,
    /// How many entries it has.
    pub entries: usize,
}

/// The digest of an article.
pub fn digest(text: &str, knowledge: &Arc<Knowledge>) -> Digest {
    Digest::of(&Analysis::new(text, knowledge.clone()))
}

/// One entry to be.
struct Candidate<'w> {
    kind: EntityKind,
    name: &'w str,
    /// Other names, the most frequent first.
    names: Vec<&'w str>,
    seen: Vec<Seen<'w>>,
    places: usize,
}

/// The draft of a workspace: everybody named in at least `least` places whom the catalog does not know, the most often named first.
pub fn draft(workspace: &Workspace, catalog: &Catalog, least: usize) -> Draft {
    let mut candidates = candidates(workspace, least.max(1));
    candidates.sort_by(|a, b| (b.places, b.seen.len()).cmp(&(a.places, a.seen.len())).then_with(|| a.name.cmp(b.name)));
    let mut ids: HashMap<(EntityKind, &str), String> = HashMap::new();
    let mut text = format!(
        "#:schema {SCHEMA_ADDRESS}\n# heshu catalog build 起草：逐条核对后再用；# 开头的行是依据。\n# A draft: look it through before you use it; the lines with # are the evidence.\n"
    );
    let mut taken = String::new();
    for candidate in &candidates {
        let id = free_id(catalog, &taken, candidate.name);
        taken.push_str(&format!("\"{id}\" "));
        ids.insert((candidate.kind, candidate.name), id);
    }
    for candidate in &candidates {
        text.push_str(&entry(candidate, catalog, &ids));
    }
    Draft { text, entries: candidates.len() }
}

fn candidates(workspace: &Workspace, least: usize) -> Vec<Candidate<'_>> {
    let mut done: HashSet<(EntityKind, &str)> = HashSet::new();
    let mut candidates = Vec::new();
    for (path, digest) in workspace.sources(None) {
        for named in digest.named.iter().filter(|n| n.entry.is_none() && is_of_catalog(n.kind)) {
            if done.contains(&(named.kind, named.name.as_str())) {
                continue;
            }
            let candidate = candidate(workspace, named, path);
            done.extend(candidate.seen.iter().map(|s| (s.named.kind, s.named.name.as_str())));
            if candidate.places >= least {
                candidates.push(candidate);
            }
        }
    }
    candidates
}

fn is_of_catalog(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Company | EntityKind::Project | EntityKind::Organization)
}

fn candidate<'w>(workspace: &'w Workspace, named: &'w Named, path: &Path) -> Candidate<'w> {
    let seen = workspace.everywhere(named, path);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for one in &seen {
        for (_, name) in &one.named.places {
            *counts.entry(one.named.names.get(usize::from(*name)).map_or(one.named.name.as_str(), String::as_str)).or_default() += 1;
        }
    }
    let fullest = seen.iter().map(|s| s.named.name.as_str()).max_by_key(|n| (n.chars().count(), std::cmp::Reverse(*n)));
    let name = fullest.unwrap_or(&named.name);
    let mut names: Vec<(&str, usize)> = counts.into_iter().filter(|(n, _)| *n != name).collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let places = seen.iter().map(|s| s.named.places.len()).sum();
    Candidate { kind: named.kind, name, names: names.into_iter().map(|(n, _)| n).collect(), seen, places }
}

fn entry(candidate: &Candidate, catalog: &Catalog, ids: &HashMap<(EntityKind, &str), String>) -> String {
    let kind = candidate.kind.name();
    let id = ids.get(&(candidate.kind, candidate.name)).map_or("", String::as_str);
    let mut out = format!("\n# {}篇{}处：{}\n", candidate.seen.len(), candidate.places, evidence(candidate));
    out.push_str(&format!("[[{kind}]]\nid = \"{id}\"\nname = {}\n", quoted(candidate.name)));
    let (long, short): (Vec<&str>, Vec<&str>) = candidate.names.iter().partition(|name| name.chars().count() >= LONG);
    for (key, names) in [("aliases", long), ("short", short)] {
        if !names.is_empty() {
            out.push_str(&format!("{key} = [{}]\n", names.iter().map(|n| quoted(n)).collect::<Vec<_>>().join(", ")));
        }
    }
    let owner = candidate.seen.iter().find_map(|s| s.named.owner.as_deref());
    let owner_id = owner.and_then(|name| {
        let known = catalog.by_name(EntityKind::Company, name).map(|e| e.id.clone());
        known.or_else(|| ids.get(&(EntityKind::Company, name)).cloned())
    });
    let key = if candidate.kind == EntityKind::Project { "owner" } else { "parent" };
    match (owner, owner_id) {
        (_, Some(id)) => out.push_str(&format!("{key} = \"{id}\"\n")),
        (Some(name), None) => out.push_str(&format!("# {key}：{}\n", one_line(name))),
        _ => {}
    }
    if let Some(stage) = candidate.seen.iter().rev().find_map(|s| s.named.stage.as_deref()) {
        out.push_str(&format!("stage = {}\n", quoted(stage)));
    }
    let facts = candidate.seen.iter().flat_map(|s| s.named.facts.iter().map(move |f| (s, f)));
    facts.filter_map(|(seen, fact)| told(kind, seen, fact)).take(MOST_FACTS).for_each(|fact| out.push_str(&fact));
    out
}

/// A figure as a fact; `None` where the article has no date, which a fact needs.
fn told(kind: &str, seen: &Seen, fact: &Fact) -> Option<String> {
    let date = seen.digest.date?;
    let plan = if fact.is_plan { "text = \"计划\"\n" } else { "" };
    Some(format!(
        "\n[[{kind}.fact]]\nindicator = {}\nvalue = {}\n{plan}date = \"{date}\"\nsource = {}\n",
        quoted(&fact.attribute.0),
        quoted(&fact.text),
        quoted(&seen.digest.title)
    ))
}

/// The first places: `五月/一.txt:5、六月/二.txt:3`.
fn evidence(candidate: &Candidate) -> String {
    let places = candidate.seen.iter().flat_map(|s| s.named.places.iter().map(move |(place, _)| (s.path, place.line + 1)));
    let shown: Vec<String> = places.take(MOST_PLACES).map(|(path, line)| one_line(&format!("{}:{line}", path.display()))).collect();
    format!("{}{}", shown.join("、"), if candidate.places > MOST_PLACES { " ……" } else { "" })
}

fn quoted(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
