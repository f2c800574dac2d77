//! The catalog: known companies, organisations and projects, from TOML that people edit (`seeds/catalog/README.md`).

use std::collections::{BTreeMap, HashMap};

use pinyin::ToPinyin;
use toml::Spanned;

use crate::message::Message;
use crate::message::toml::{complaint, line_of};
use crate::reading::script::fold_text;

pub mod check;
mod file;

use file::{Entry, File, Same};
pub use file::{Fact, SCHEMA_ADDRESS, schema};

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

impl Entity {
    /// Every name it goes by, the full one first.
    pub fn every_name(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).chain(&self.short).map(String::as_str)
    }
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

/// What looks like a name and is none, as some file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// What it is not; `None` where it is no name of any kind.
    pub kind: Option<EntityKind>,
    /// The file that says so.
    pub file: String,
}

/// All known entities.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    entities: Vec<Entity>,
    ids: HashMap<String, usize>,
    ignored: BTreeMap<String, Vec<Ignored>>,
}

include!(concat!(env!("OUT_DIR"), "/catalog_files.rs"));

/// The files that ship, by name and text.
pub fn shipped_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    CATALOG_FILES.iter().map(|(name, text)| (*name, *text))
}

/// An id for a new entry: the name in pinyin, with a number where another entry bears that id, in the catalog or, in quotes, in a file.
pub fn free_id(catalog: &Catalog, file: &str, name: &str) -> String {
    let syllables = name.to_pinyin().zip(name.chars()).filter_map(|(pinyin, char)| match pinyin {
        Some(pinyin) => Some(pinyin.plain().replace('ü', "v")),
        None => char.is_ascii_alphanumeric().then(|| char.to_ascii_lowercase().to_string()),
    });
    let joined = syllables.collect::<Vec<_>>().join("-");
    let base = if joined.is_empty() { "entry".to_owned() } else { joined };
    let is_free = |id: &String| catalog.by_id(id).is_none() && !file.contains(&format!("\"{id}\""));
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    std::iter::once(base.clone()).chain(numbered).find(is_free).unwrap_or(base)
}

/// What keeps a file from being read as a catalog, whatever stands in other files.
pub fn unreadable(file: &str, text: &str) -> Option<CatalogProblem> {
    let error = toml::from_str::<File>(text).err()?;
    let (line, what) = complaint(&error, text);
    Some(CatalogProblem { file: file.to_owned(), line, what })
}

/// What reading takes along: which file it is in, and what is wrong.
struct Reader<'f, 'p> {
    file: &'f str,
    text: &'f str,
    problems: &'p mut Vec<CatalogProblem>,
}

impl Reader<'_, '_> {
    fn problem<T>(&mut self, at: &Spanned<T>, what: Message) {
        let line = Some(line_of(self.text, at.span().start));
        self.problems.push(CatalogProblem { file: self.file.to_owned(), line, what });
    }

    /// Names as readings have them; what is too short is told of and left out.
    fn names(&mut self, id: &str, names: &[Spanned<String>]) -> Vec<String> {
        let mut folded = Vec::with_capacity(names.len());
        for name in names {
            let plain = fold_text(name.get_ref().trim());
            if plain.chars().count() > 1 {
                folded.push(plain);
                continue;
            }
            let tiny = name.get_ref();
            self.problem(
                name,
                Message::new(
                    format!("“{id}”的别名“{tiny}”只有一个字，处处都会误认，请改用两个字以上的名称；此名未采用"),
                    format!("the alias {tiny:?} of {id:?} is a single character and would match everywhere: use a longer one"),
                ),
            );
        }
        folded
    }
}

/// A link of an entry to another, and where it is written.
struct Link {
    file: usize,
    span: std::ops::Range<usize>,
}

impl Catalog {
    /// The catalog that ships with heshu.
    pub fn builtin() -> Catalog {
        Catalog::from_files(shipped_files()).0
    }

    /// Reads catalog files, given as name and text, after the ones that ship. A later file replaces an entry of the same id.
    pub fn with_files<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> (Catalog, Vec<CatalogProblem>) {
        let shipped: Vec<(&'f str, &'f str)> = shipped_files().collect();
        Catalog::from_files(shipped.into_iter().chain(files))
    }

    /// Reads catalog files. A file that does not parse is reported and left out; a dangling `parent` or `owner` is reported and dropped.
    pub fn from_files<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> (Catalog, Vec<CatalogProblem>) {
        let (mut catalog, mut problems) = (Catalog::default(), Vec::new());
        let mut read: Vec<(&str, &str, File)> = Vec::new();
        let mut links: HashMap<(String, &str), Link> = HashMap::new();
        for (file, text) in files {
            match toml::from_str::<File>(text) {
                Ok(parsed) => read.push((file, text, parsed)),
                Err(error) => {
                    let (line, what) = complaint(&error, text);
                    problems.push(CatalogProblem { file: file.to_owned(), line, what });
                }
            }
        }
        for (nth, (file, text, parsed)) in read.iter().enumerate() {
            let mut reader = Reader { file, text, problems: &mut problems };
            for (kind, entry) in parsed.entries() {
                if catalog.add(kind, entry, &mut reader) {
                    for (key, link) in [("parent", &entry.parent), ("owner", &entry.owner)] {
                        let place = link.as_ref().map(|link| Link { file: nth, span: link.span() });
                        links.extend(place.map(|place| ((entry.id.get_ref().clone(), key), place)));
                    }
                }
            }
            catalog.ignore(parsed, file);
        }
        for (file, text, parsed) in &read {
            let mut reader = Reader { file, text, problems: &mut problems };
            parsed.same.iter().for_each(|same| catalog.join(same, &mut reader));
        }
        catalog.close_gaps();
        catalog
            .check_links(&mut problems, |id, key| links.get(&(id.to_owned(), key)).map(|link| line_of(read[link.file].1, link.span.start)));
        (catalog, problems)
    }

    /// Adds an entry. Whether it is one.
    fn add(&mut self, kind: EntityKind, entry: &Entry, reader: &mut Reader) -> bool {
        let id = entry.id.get_ref();
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            reader.problem(
                &entry.id,
                Message::new(
                    format!("id“{id}”只能用小写英文字母、数字和连字符，请改正；此条未采用"),
                    format!("the id {id:?} must be lower-case letters, digits and hyphens; the entry is left out"),
                ),
            );
            return false;
        }
        if entry.name.get_ref().trim().is_empty() {
            reader.problem(
                &entry.name,
                Message::new(
                    format!("“{id}”没有名称，请补上 name；此条未采用"),
                    format!("{id:?} has no name: add one; the entry is left out"),
                ),
            );
            return false;
        }
        let mut facts = entry.fact.clone();
        facts.sort_by(|a, b| a.date.cmp(&b.date));
        let text = |link: &Option<Spanned<String>>| link.as_ref().map(|l| l.get_ref().clone());
        let entity = Entity {
            kind,
            name: fold_text(entry.name.get_ref().trim()),
            aliases: reader.names(id, &entry.aliases),
            short: reader.names(id, &entry.short),
            id: id.clone(),
            place: entry.place.clone(),
            industry: entry.industry.clone(),
            parent: text(&entry.parent),
            owner: text(&entry.owner),
            stage: entry.stage.clone(),
            note: entry.note.clone(),
            facts,
            file: reader.file.to_owned(),
        };
        match self.ids.get(&entity.id) {
            Some(&at) if self.entities[at].file == reader.file => {
                reader.problem(
                    &entry.id,
                    Message::new(
                        format!("id“{id}”在本文件里用了两次，请改掉一个；后一条未采用"),
                        format!("the id {id:?} stands twice in this file: change one; the second entry is left out"),
                    ),
                );
                return false;
            }
            Some(&at) => self.entities[at] = entity,
            None => {
                self.ids.insert(entity.id.clone(), self.entities.len());
                self.entities.push(entity);
            }
        }
        true
    }

    fn ignore(&mut self, parsed: &File, file: &str) {
        for ignore in &parsed.ignore {
            let ignored = Ignored { kind: ignore.kind.map(|k| k.entity_kind()), file: file.to_owned() };
            self.ignored.entry(fold_text(ignore.name.get_ref().trim())).or_default().push(ignored);
        }
    }

    /// Gives an entry more names, and takes other entries into it.
    fn join(&mut self, same: &Same, reader: &mut Reader) {
        let unknown = |id: &str| {
            Message::new(
                format!("[[same]] 里写的“{id}”，名录里没有这个 id，请改正或补上该条"),
                format!("{id:?} in [[same]]: no entry has this id; correct it or add the entry"),
            )
        };
        let id = same.of.get_ref();
        let Some(at) = self.ids.get(id).copied() else { return reader.problem(&same.of, unknown(id)) };
        let (aliases, short) = (reader.names(id, &same.aliases), reader.names(id, &same.short));
        self.take_names(at, aliases, short);
        for other in &same.entries {
            let Some(from) = self.ids.get(other.get_ref()).copied() else {
                reader.problem(other, unknown(other.get_ref()));
                continue;
            };
            if from == at {
                continue;
            }
            if self.entities[from].kind != self.entities[at].kind {
                let [one, two] = [from, at].map(|e| self.entities[e].id.clone());
                reader.problem(
                    other,
                    Message::new(
                        format!("“{one}”和“{two}”不是同一类条目，不能合并，请改正；未合并"),
                        format!("{one:?} and {two:?} are of different kinds and cannot be one: correct it; they are kept apart"),
                    ),
                );
                continue;
            }
            let taken = std::mem::take(&mut self.entities[from].name);
            let gone = self.entities[from].clone();
            self.take_names(at, std::iter::once(taken).chain(gone.aliases).collect(), gone.short);
            let entity = &mut self.entities[at];
            entity.facts.extend(gone.facts);
            entity.facts.sort_by(|a, b| a.date.cmp(&b.date));
            let fill = |to: &mut Option<String>, from: Option<String>| *to = to.take().or(from);
            fill(&mut entity.place, gone.place);
            fill(&mut entity.industry, gone.industry);
            fill(&mut entity.parent, gone.parent.filter(|parent| parent != id));
            fill(&mut entity.owner, gone.owner);
            fill(&mut entity.stage, gone.stage);
            fill(&mut entity.note, gone.note);
            self.ids.values_mut().filter(|to| **to == from).for_each(|to| *to = at);
        }
    }

    fn take_names(&mut self, at: usize, aliases: Vec<String>, short: Vec<String>) {
        let entity = &mut self.entities[at];
        for name in aliases {
            if name != entity.name && !entity.aliases.contains(&name) {
                entity.aliases.push(name);
            }
        }
        for name in short {
            if name != entity.name && !entity.short.contains(&name) {
                entity.short.push(name);
            }
        }
    }

    /// Takes out the entries that became part of others, and what pointed to them points to those.
    fn close_gaps(&mut self) {
        // An entry that was taken into another has lost its name.
        if self.entities.iter().all(|e| !e.name.is_empty()) {
            return;
        }
        let mut places = Vec::with_capacity(self.entities.len());
        let mut count = 0;
        for entity in &self.entities {
            places.push(count);
            count += usize::from(!entity.name.is_empty());
        }
        self.ids.values_mut().for_each(|at| *at = places[*at]);
        self.entities.retain(|e| !e.name.is_empty());
        let now: Vec<String> = self.entities.iter().map(|e| e.id.clone()).collect();
        for (at, entity) in self.entities.iter_mut().enumerate() {
            for link in [&mut entity.parent, &mut entity.owner].into_iter().flatten() {
                if let Some(to) = self.ids.get(link) {
                    *link = now[*to].clone();
                }
            }
            // A firm is not its own parent.
            entity.parent.take_if(|parent| *parent == now[at]);
        }
    }

    fn check_links(&mut self, problems: &mut Vec<CatalogProblem>, line: impl Fn(&str, &str) -> Option<usize>) {
        let ids = &self.ids;
        for entity in &mut self.entities {
            for (key, link) in [("parent", &mut entity.parent), ("owner", &mut entity.owner)] {
                if let Some(id) = link.take_if(|id| !ids.contains_key(id)) {
                    let what = Message::new(
                        format!("“{}”的 {key} 写的是“{id}”，名录里没有这个 id，请改正或补上该条", entity.id),
                        format!("{key} = {id:?} of {:?}: no entry has this id; correct it or add the entry", entity.id),
                    );
                    problems.push(CatalogProblem { file: entity.file.clone(), line: line(&entity.id, key), what });
                }
            }
        }
    }

    /// All entities, in the order of the files.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The entity of an id; of an entry that was joined to another, that other.
    pub fn by_id(&self, id: &str) -> Option<&Entity> {
        self.ids.get(id).map(|at| &self.entities[*at])
    }

    /// The first entity of a kind that bears a name (Simplified).
    pub fn by_name(&self, kind: EntityKind, name: &str) -> Option<&Entity> {
        let bears = |e: &&Entity| e.kind == kind && e.every_name().any(|n| n == name);
        self.entities.iter().find(bears)
    }

    /// Whether some file says that these characters (Simplified) name nothing of this kind.
    pub fn ignores(&self, kind: EntityKind, name: &str) -> bool {
        let of_kind = |ignored: &Ignored| ignored.kind.is_none_or(|k| k == kind);
        !self.ignored.is_empty() && self.ignored.get(name).is_some_and(|list| list.iter().any(of_kind))
    }

    /// What is no name, in order, with the files that say so.
    pub fn ignored(&self) -> impl Iterator<Item = (&str, &Ignored)> {
        self.ignored.iter().flat_map(|(name, list)| list.iter().map(move |ignored| (name.as_str(), ignored)))
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
                "broken.toml:2: 没有“nme”这一项，是不是“name”？",
                "my.toml:7: id“a”在本文件里用了两次，请改掉一个；后一条未采用",
                "my.toml:4: “a”的 parent 写的是“nobody”，名录里没有这个 id，请改正或补上该条",
            ]
        );
        assert!(problems[0].message().en.starts_with("broken.toml:2: unknown field `nme`"), "{problems:?}");
    }

    #[test]
    fn a_later_file_replaces_an_entry() {
        let first = "[[company]]\nid = \"a\"\nname = \"甲公司\"\n";
        let second = "[[company]]\nid = \"a\"\nname = \"乙公司\"\n";
        let (catalog, problems) = Catalog::from_files([("1.toml", first), ("2.toml", second)]);
        assert_eq!((catalog.by_id("a").map(|e| e.name.as_str()), problems.len()), (Some("乙公司"), 0));
    }

    #[test]
    fn joined_entries_are_one_and_what_is_ignored_is_no_name() {
        let ships = "[[company]]\nid = \"a\"\nname = \"恒川集团\"\nshort = [\"恒川\"]\n\n[[company]]\nid = \"b\"\nname = \"恒川控股\"\n\n[[project]]\nid = \"p\"\nname = \"恒川铝箔\"\nowner = \"b\"\n";
        let mine = "[[same]]\nas = \"a\"\naliases = [\"恒川公司\"]\nentries = [\"b\"]\n\n[[ignore]]\nname = \"恆川\"\nkind = \"company\"\n";
        let (catalog, problems) = Catalog::from_files([("ships.toml", ships), ("mine.toml", mine)]);
        assert_eq!(problems, []);
        assert_eq!(catalog.entities().len(), 2);
        assert_eq!(catalog.by_id("b").map(|e| e.name.as_str()), Some("恒川集团"));
        assert_eq!(catalog.by_id("a").map(|e| e.aliases.clone()), Some(vec!["恒川公司".to_owned(), "恒川控股".to_owned()]));
        assert_eq!(catalog.by_id("p").and_then(|p| p.owner.as_deref()), Some("a"));
        assert!(catalog.ignores(EntityKind::Company, "恒川") && !catalog.ignores(EntityKind::Project, "恒川"));
        let (_, problems) = Catalog::from_files([("m.toml", "[[same]]\nas = \"nobody\"\n")]);
        assert_eq!(problems[0].message().zh, "m.toml:2: [[same]] 里写的“nobody”，名录里没有这个 id，请改正或补上该条");
    }
}
