//! The catalog: known companies, organisations and projects, from TOML that people edit (`seeds/catalog/README.md`).

use std::collections::HashMap;

use serde::Deserialize;

use crate::message::Message;
use crate::message::toml::{complaint, line_of};
use crate::reading::script::fold_text;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum EntityKind {
    Company,
    Project,
    Organization,
    Person,
    Place,
}

impl EntityKind {
    /// The name in JSON and in the catalog.
    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Company => "company",
            EntityKind::Project => "project",
            EntityKind::Organization => "organization",
            EntityKind::Person => "person",
            EntityKind::Place => "place",
        }
    }

    /// The name for people: Chinese, English.
    pub fn label(self) -> (&'static str, &'static str) {
        match self {
            EntityKind::Company => ("企业", "company"),
            EntityKind::Project => ("项目", "project"),
            EntityKind::Organization => ("机构", "organisation"),
            EntityKind::Person => ("人物", "person"),
            EntityKind::Place => ("地点", "place"),
        }
    }
}

/// Something that was said of an entity, and where.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What is measured: `总投资`.
    pub indicator: Option<String>,
    /// The value as printed: `20亿元`.
    pub value: Option<String>,
    /// One sentence.
    pub text: Option<String>,
    /// The date of the source: `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
    pub date: String,
    /// Who published it.
    pub source: String,
    /// The title of the article.
    pub title: Option<String>,
}

/// An entry as it stands in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    place: Option<String>,
    industry: Option<String>,
    parent: Option<String>,
    owner: Option<String>,
    stage: Option<String>,
    note: Option<String>,
    #[serde(default)]
    fact: Vec<Fact>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    company: Vec<Entry>,
    #[serde(default)]
    project: Vec<Entry>,
    #[serde(default)]
    organization: Vec<Entry>,
}

/// A company, organisation or project of the catalog.
#[derive(Clone, Debug)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Its unique id.
    pub id: String,
    /// Its full name, Simplified.
    pub name: String,
    /// Names that nothing else bears.
    pub aliases: Vec<String>,
    /// Short names that are words or parts of words too: they count only where a word can stand.
    pub short: Vec<String>,
    /// Where it is.
    pub place: Option<String>,
    /// What it does.
    pub industry: Option<String>,
    /// The id of the company it belongs to.
    pub parent: Option<String>,
    /// The id of the company whose project it is.
    pub owner: Option<String>,
    /// The last known stage of a project.
    pub stage: Option<String>,
    /// Background, one sentence.
    pub note: Option<String>,
    /// What was said of it, oldest first.
    pub facts: Vec<Fact>,
    /// The file it stands in.
    pub file: String,
}

/// What is wrong with a catalog file. The rest of the catalog is used all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogProblem {
    /// The file.
    pub file: String,
    /// One-based line, where it is known.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub what: Message,
}

impl CatalogProblem {
    /// What is wrong, where, and what to do.
    pub fn message(&self) -> Message {
        self.what.clone().at(&self.file, self.line)
    }
}

/// All known entities.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    entities: Vec<Entity>,
    ids: HashMap<String, usize>,
}

include!(concat!(env!("OUT_DIR"), "/catalog_files.rs"));

impl Catalog {
    /// The catalog that ships with heshu.
    pub fn builtin() -> Catalog {
        Catalog::from_files(CATALOG_FILES.iter().map(|(name, text)| (*name, *text))).0
    }

    /// Reads catalog files, given as name and text, after the ones that ship. A later file replaces an entry of the same id.
    pub fn with_files<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> (Catalog, Vec<CatalogProblem>) {
        Catalog::from_files(CATALOG_FILES.iter().map(|(name, text)| (*name, *text)).chain(files))
    }

    /// Reads catalog files. A file that does not parse is reported and left out; a dangling `parent` or `owner` is reported and dropped.
    pub fn from_files<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> (Catalog, Vec<CatalogProblem>) {
        let (mut catalog, mut problems) = (Catalog::default(), Vec::new());
        for (file, text) in files {
            match toml::from_str::<File>(text) {
                Ok(parsed) => catalog.add(file, text, parsed, &mut problems),
                Err(error) => {
                    let (line, what) = complaint(&error, text);
                    problems.push(CatalogProblem { file: file.to_owned(), line, what });
                }
            }
        }
        catalog.check_links(&mut problems);
        (catalog, problems)
    }

    fn add(&mut self, file: &str, text: &str, parsed: File, problems: &mut Vec<CatalogProblem>) {
        let groups =
            [(EntityKind::Company, parsed.company), (EntityKind::Organization, parsed.organization), (EntityKind::Project, parsed.project)];
        for (kind, entry) in groups.into_iter().flat_map(|(kind, entries)| entries.into_iter().map(move |e| (kind, e))) {
            let line = text.find(&format!("\"{}\"", entry.id)).map(|at| line_of(text, at));
            let mut problem = |what: Message| problems.push(CatalogProblem { file: file.to_owned(), line, what });
            if entry.id.is_empty() || !entry.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
                problem(Message::new(
                    format!("id“{}”只能用小写英文字母、数字和连字符，请改正；此条未采用", entry.id),
                    format!("the id {:?} must be lower-case letters, digits and hyphens; the entry is left out", entry.id),
                ));
                continue;
            }
            if entry.name.trim().is_empty() {
                problem(Message::new(
                    format!("“{}”没有名称，请补上 name；此条未采用", entry.id),
                    format!("{:?} has no name: add one; the entry is left out", entry.id),
                ));
                continue;
            }
            if let Some(tiny) = entry.aliases.iter().find(|n| n.chars().count() < 2) {
                problem(Message::new(
                    format!("“{}”的别名“{tiny}”只有一个字，处处都会误认，请改用两个字以上的名称；此名未采用", entry.id),
                    format!("the alias {tiny:?} of {:?} is a single character and would match everywhere: use a longer one", entry.id),
                ));
            }
            let fold_all = |names: Vec<String>| names.iter().map(|n| fold_text(n.trim())).filter(|n| n.chars().count() > 1).collect();
            let mut facts = entry.fact;
            facts.sort_by(|a, b| a.date.cmp(&b.date));
            let entity = Entity {
                kind,
                name: fold_text(entry.name.trim()),
                aliases: fold_all(entry.aliases),
                short: fold_all(entry.short),
                id: entry.id,
                place: entry.place,
                industry: entry.industry,
                parent: entry.parent,
                owner: entry.owner,
                stage: entry.stage,
                note: entry.note,
                facts,
                file: file.to_owned(),
            };
            match self.ids.get(&entity.id) {
                Some(&at) if self.entities[at].file == file => problem(Message::new(
                    format!("id“{}”在本文件里用了两次，请改掉一个；后一条未采用", entity.id),
                    format!("the id {:?} stands twice in this file: change one; the second entry is left out", entity.id),
                )),
                Some(&at) => self.entities[at] = entity,
                None => {
                    self.ids.insert(entity.id.clone(), self.entities.len());
                    self.entities.push(entity);
                }
            }
        }
    }

    fn check_links(&mut self, problems: &mut Vec<CatalogProblem>) {
        let ids = &self.ids;
        for entity in &mut self.entities {
            for (key, link) in [("parent", &mut entity.parent), ("owner", &mut entity.owner)] {
                if let Some(id) = link.take_if(|id| !ids.contains_key(id)) {
                    let what = Message::new(
                        format!("“{}”的 {key} 写的是“{id}”，名录里没有这个 id，请改正或补上该条", entity.id),
                        format!("{key} = {id:?} of {:?}: no entry has this id; correct it or add the entry", entity.id),
                    );
                    problems.push(CatalogProblem { file: entity.file.clone(), line: None, what });
                }
            }
        }
    }

    /// All entities, in the order of the files.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The entity of an id.
    pub fn by_id(&self, id: &str) -> Option<&Entity> {
        self.ids.get(id).map(|at| &self.entities[*at])
    }

    /// The entities whose parent or owner this one is.
    pub fn belonging_to<'c>(&'c self, id: &'c str) -> impl Iterator<Item = &'c Entity> {
        self.entities.iter().filter(move |e| e.parent.as_deref() == Some(id) || e.owner.as_deref() == Some(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalog_that_ships_is_sound() {
        let (catalog, problems) = Catalog::from_files(CATALOG_FILES.iter().map(|(n, t)| (*n, *t)));
        assert_eq!(problems, []);
        assert!(catalog.entities().len() > 50);
    }

    #[test]
    fn mistakes_are_named_with_file_and_line() {
        let text = "[[company]]\nid = \"a\"\nname = \"甲公司\"\nparent = \"nobody\"\n\n[[company]]\nid = \"a\"\nname = \"乙公司\"\n";
        let (catalog, problems) = Catalog::from_files([("my.toml", text), ("broken.toml", "[[company]]\nnme = \"x\"\n")]);
        assert_eq!(catalog.entities().len(), 1);
        let chinese: Vec<String> = problems.iter().map(|p| p.message().zh).collect();
        assert_eq!(
            chinese,
            [
                "my.toml:2: id“a”在本文件里用了两次，请改掉一个；后一条未采用",
                "broken.toml:2: 没有“nme”这一项，是不是“name”？",
                "my.toml: “a”的 parent 写的是“nobody”，名录里没有这个 id，请改正或补上该条",
            ]
        );
        assert!(problems[1].message().en.starts_with("broken.toml:2: unknown field `nme`"), "{problems:?}");
    }

    #[test]
    fn a_later_file_replaces_an_entry() {
        let first = "[[company]]\nid = \"a\"\nname = \"甲公司\"\n";
        let second = "[[company]]\nid = \"a\"\nname = \"乙公司\"\n";
        let (catalog, problems) = Catalog::from_files([("1.toml", first), ("2.toml", second)]);
        assert_eq!((catalog.by_id("a").map(|e| e.name.as_str()), problems.len()), (Some("乙公司"), 0));
    }
}
