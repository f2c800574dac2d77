//! What is doubtful in catalog files, beyond what keeps an entry from being used: `heshu catalog check`.

use std::collections::{HashMap, HashSet};

use toml::Spanned;

use super::file::{Entry, File};
use super::{Catalog, CatalogProblem, EntityKind, shipped_files};
use crate::lexicon;
use crate::message::Message;
use crate::message::toml::line_of;
use crate::reading::script::fold_text;

/// An alias of up to so many characters that is a word of the language belongs under `short`.
const SHORT: usize = 3;
/// How often a word must have been seen to be an ordinary one.
const OFTEN: u64 = 100;
/// How many steps upward a parent may be.
const DEEPEST: usize = 16;

/// Everything that is wrong or doubtful in files of the user's, given as name and text, in the order of files and lines.
pub fn check(files: &[(String, String)]) -> Vec<CatalogProblem> {
    let (catalog, mut problems) = Catalog::with_files(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let parsed: Vec<(&str, &str, File)> =
        files.iter().filter_map(|(name, text)| Some((name.as_str(), text.as_str(), toml::from_str::<File>(text).ok()?))).collect();
    let mut checking = Checking { catalog: &catalog, bearers: HashMap::new(), problems: Vec::new() };
    for (name, text) in shipped_files() {
        let Ok(shipped) = toml::from_str::<File>(text) else { continue };
        for (kind, entry) in shipped.entries() {
            let names = std::iter::once(&entry.name).chain(&entry.aliases).chain(&entry.short);
            names.for_each(|n| checking.note(kind, entry, fold_text(n.get_ref()), name));
        }
    }
    for (name, text, file) in &parsed {
        file.entries().for_each(|(kind, entry)| checking.entry(name, text, kind, entry));
        checking.ignored(name, text, file);
    }
    problems.append(&mut checking.problems);
    let order: HashMap<&str, usize> = files.iter().enumerate().map(|(nth, (name, _))| (name.as_str(), nth)).collect();
    problems.sort_by_key(|p| (order.get(p.file.as_str()).copied(), p.line));
    problems
}

/// What a check has seen so far.
struct Checking<'c> {
    catalog: &'c Catalog,
    /// Whose a name is: the id and the file.
    bearers: HashMap<(EntityKind, String), (String, String)>,
    problems: Vec<CatalogProblem>,
}

impl Checking<'_> {
    fn problem<T>(&mut self, file: &str, text: &str, at: &Spanned<T>, what: Message) {
        self.problems.push(CatalogProblem { file: file.to_owned(), line: Some(line_of(text, at.span().start)), what });
    }

    fn note(&mut self, kind: EntityKind, entry: &Entry, name: String, file: &str) {
        self.bearers.entry((kind, name)).or_insert_with(|| (entry.id.get_ref().clone(), file.to_owned()));
    }

    fn entry(&mut self, file: &str, text: &str, kind: EntityKind, entry: &Entry) {
        let id = entry.id.get_ref().as_str();
        let mut own = HashSet::new();
        let names = std::iter::once((&entry.name, false)).chain(entry.aliases.iter().map(|n| (n, true)));
        for (name, is_alias) in names.chain(entry.short.iter().map(|n| (n, false))) {
            self.name(file, text, (kind, entry), name, is_alias, &mut own);
        }
        self.links(file, text, kind, entry);
        for fact in entry.fact.iter().filter(|f| !is_date(&f.date)) {
            let what = Message::new(
                format!("“{id}”有一条事实的日期写作“{}”，请写成 2026、2026-05 或 2026-05-01", fact.date),
                format!("a fact of {id:?} is dated {:?}: write 2026, 2026-05 or 2026-05-01", fact.date),
            );
            self.problem(file, text, &entry.id, what);
        }
    }

    fn name(
        &mut self,
        file: &str,
        text: &str,
        (kind, entry): (EntityKind, &Entry),
        name: &Spanned<String>,
        is_alias: bool,
        own: &mut HashSet<String>,
    ) {
        let id = entry.id.get_ref().as_str();
        let written = name.get_ref().trim();
        let plain = fold_text(written);
        if plain != written {
            let what = Message::new(
                format!("名称要写简体字、半角数字和半角括号：“{written}”请改为“{plain}”"),
                format!("write names in Simplified characters and half width: {written:?} should be {plain:?}"),
            );
            self.problem(file, text, name, what);
        }
        if !own.insert(plain.clone()) {
            let what =
                Message::new(format!("“{plain}”在“{id}”里写了两次，请删去一个"), format!("{plain:?} stands twice in {id:?}: remove one"));
            return self.problem(file, text, name, what);
        }
        if is_alias && plain.chars().count() <= SHORT && lexicon::count(&plain).is_some_and(|n| n >= OFTEN) {
            let what = Message::new(
                format!("“{plain}”也是普通词语，请从 aliases 移到 short，以免处处误认"),
                format!("{plain:?} is an ordinary word too: move it from aliases to short"),
            );
            self.problem(file, text, name, what);
        }
        let stays = |id: &str| self.catalog.by_id(id).map(|e| e.id.clone());
        match self.bearers.get(&(kind, plain.clone())) {
            Some((other, whose)) if other != id && stays(other) != stays(id) => {
                let what = Message::new(
                    format!("“{plain}”已经是“{other}”（{whose}）的名称；一个名称只能属于一个条目：改掉一处，或用 [[same]] 合并"),
                    format!("{plain:?} is a name of {other:?} ({whose}) already: change one of them, or join them with [[same]]"),
                );
                self.problem(file, text, name, what);
            }
            _ => self.note(kind, entry, plain, file),
        }
    }

    fn links(&mut self, file: &str, text: &str, kind: EntityKind, entry: &Entry) {
        let id = entry.id.get_ref().as_str();
        let is_project = kind == EntityKind::Project;
        for (key, link, belongs) in [("parent", &entry.parent, !is_project), ("owner", &entry.owner, is_project)] {
            let Some(link) = link else { continue };
            let right = if is_project { "owner" } else { "parent" };
            if !belongs {
                let what = Message::new(
                    format!("“{id}”是{}，请把 {key} 改为 {right}", kind.label().0),
                    format!("{id:?} is a {}: write {right} in the place of {key}", kind.label().1),
                );
                self.problem(file, text, link, what);
            } else if self.catalog.by_id(link.get_ref()).is_some_and(|e| e.kind == EntityKind::Project) {
                let what = Message::new(
                    format!("“{id}”的 {key} 写的“{}”是个项目，请改为企业或机构的 id", link.get_ref()),
                    format!("{key} of {id:?} is the project {:?}: write the id of a company or an organisation", link.get_ref()),
                );
                self.problem(file, text, link, what);
            } else if self.is_own_ancestor(id) {
                let what = Message::new(
                    format!("“{id}”顺着 parent 往上又回到了自己，请改正"),
                    format!("going up from {id:?} by parent comes back to it: correct it"),
                );
                self.problem(file, text, link, what);
            }
        }
    }

    fn is_own_ancestor(&self, id: &str) -> bool {
        let parent = |id: &str| self.catalog.by_id(id).and_then(|e| e.parent.as_deref());
        std::iter::successors(parent(id), |id| parent(id)).take(DEEPEST).any(|above| above == id)
    }

    fn ignored(&mut self, name: &str, text: &str, file: &File) {
        for ignore in &file.ignore {
            let plain = fold_text(ignore.name.get_ref().trim());
            if plain.is_empty() {
                let what = Message::new(
                    "[[ignore]] 的 name 是空的，请写上或删去这一条",
                    "the name in [[ignore]] is empty: write one, or remove the entry",
                );
                self.problem(name, text, &ignore.name, what);
            }
            let kinds = [EntityKind::Company, EntityKind::Organization, EntityKind::Project];
            let kinds = kinds.into_iter().filter(|k| ignore.kind.is_none_or(|i| i.entity_kind() == *k));
            let known = kinds.filter_map(|kind| self.catalog.by_name(kind, &plain)).find(|e| e.name == plain);
            if let Some(known) = known {
                let what = Message::new(
                    format!("“{plain}”写在 [[ignore]] 里，又是“{}”（{}）的全称：不会识别；请删去一处", known.id, known.file),
                    format!("{plain:?} is ignored, and the full name of {:?} ({}): it will not be found; remove one", known.id, known.file),
                );
                self.problem(name, text, &ignore.name, what);
            }
        }
    }
}

/// `yyyy`, `yyyy-mm` or `yyyy-mm-dd`, of a month and day that there are.
fn is_date(date: &str) -> bool {
    let whole = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    date.is_ascii() && matches!(date.len(), 4 | 7 | 10) && whole.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::check;

    fn told(text: &str) -> Vec<String> {
        check(&[("mine.toml".to_owned(), text.to_owned())]).into_iter().map(|p| p.message().zh).collect()
    }

    #[test]
    fn each_doubt_is_told_with_its_line_and_what_to_do() {
        let text = "[[company]]\nid = \"heng\"\nname = \"恆川鋁業\"\naliases = [\"恒通\", \"发展\"]\nowner = \"heng\"\n\n\
                    [[company]]\nid = \"chuan\"\nname = \"川流电子\"\nparent = \"chuan\"\naliases = [\"恒川铝业\"]\n\n\
                    [[company.fact]]\ndate = \"去年\"\nsource = \"日报\"\n\n[[ignore]]\nname = \"川流电子\"\n";
        let told = told(text);
        let starts = [
            "mine.toml:3: 名称要写简体字、半角数字和半角括号：“恆川鋁業”请改为“恒川铝业”",
            "mine.toml:4: “恒通”已经是",
            "mine.toml:4: “发展”也是普通词语，请从 aliases 移到 short",
            "mine.toml:5: “heng”是企业，请把 owner 改为 parent",
            "mine.toml:8: “chuan”有一条事实的日期写作“去年”",
            "mine.toml:10: “chuan”顺着 parent 往上又回到了自己",
            "mine.toml:11: “恒川铝业”已经是“heng”（mine.toml）的名称",
            "mine.toml:18: “川流电子”写在 [[ignore]] 里",
        ];
        assert_eq!(told.len(), starts.len(), "{told:#?}");
        for start in starts {
            assert!(told.iter().any(|t| t.starts_with(start)), "{start} is not in {told:#?}");
        }
    }

    #[test]
    fn a_sound_file_is_silent() {
        assert_eq!(told("[[company]]\nid = \"a\"\nname = \"川流电子有限公司\"\nshort = [\"川流\"]\n"), Vec::<String>::new());
    }
}
