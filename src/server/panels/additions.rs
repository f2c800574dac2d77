//! What an editor says of a name goes into the workspace's catalog: that it is one, that it is none, that it is the same as another. All of
//! it or nothing; what stands in the file, comments too, stays as it is.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use toml_edit::{DocumentMut, Item, Table};

use crate::entities::catalog::{free_id, unreadable};
use crate::entities::{Catalog, Entity, EntityKind, Ignored};
use crate::message::Message;
use crate::message::io::reason;
use crate::reading::script::fold_text;

/// Where entries go, from the workspace folder.
const FILE: &str = ".heshu/catalog/added.toml";

/// A name has as many characters as this at least, and at most.
const NAME_LENGTH: std::ops::RangeInclusive<usize> = 2..=60;

/// What was written.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Added {
    /// The catalog file.
    pub path: PathBuf,
    /// The entry's id; empty where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The name as the catalog has it: Simplified.
    pub name: String,
}

/// The kind of a name in JSON; `None` for what no catalog holds.
pub fn kind(name: &str) -> Option<EntityKind> {
    [EntityKind::Company, EntityKind::Organization, EntityKind::Project].into_iter().find(|kind| kind.name() == name)
}

/// Adds an entry. Refuses rather than lose anything or add what is there already; the message says why. Reads and writes files.
pub fn add(folder: &Path, catalog: &Catalog, kind: EntityKind, name: &str) -> Result<Added, Message> {
    let name = sound(name)?;
    let mut sheet = Sheet::read(folder)?;
    // The file may be newer than what was read of it.
    if let Some(known) = sheet.known(catalog, kind, &name) {
        return Err(already(&name, &known.name, &known.file));
    }
    sheet.allow(catalog, kind, &name)?;
    let id = sheet.append_entry(catalog, kind, &name, &[]);
    sheet.write()?;
    Ok(Added { path: sheet.path, id, name })
}

/// Writes that some characters name nothing of a kind: they are recognised no more. Reads and writes files.
pub fn ignore(folder: &Path, catalog: &Catalog, kind: EntityKind, name: &str) -> Result<Added, Message> {
    let name = sound(name)?;
    let mut sheet = Sheet::read(folder)?;
    if let Some((_, ignored)) = catalog.ignored().chain(sheet.mine.ignored()).find(|(n, i)| *n == name && i.kind.is_none_or(|k| k == kind))
    {
        let (zh, en) = kind.label();
        return Err(Message::new(
            format!("“{name}”已经写明不是{zh}（见 {}）", ignored.file),
            format!("{name:?} is said to be no {en} already (see {})", ignored.file),
        ));
    }
    sheet.append(&format!("[[ignore]]\nname = {}\nkind = \"{}\"\n", quoted(&name), kind.name()));
    sheet.write()?;
    Ok(Added { path: sheet.path, id: String::new(), name })
}

/// Writes that a name means the same as another, which may be in the catalog or not. What has an entry keeps it; two entries become one.
/// Reads and writes files.
pub fn same(folder: &Path, catalog: &Catalog, kind: EntityKind, name: &str, other: &str) -> Result<Added, Message> {
    let (name, other) = (sound(name)?, sound(other)?);
    let mut sheet = Sheet::read(folder)?;
    sheet.allow(catalog, kind, &name)?;
    let entry = |name: &str| sheet.known(catalog, kind, name).map(|e| (e.id.clone(), e.name.clone(), e.file.clone()));
    let (one, two) = (entry(&name), entry(&other));
    let (id, kept) = match (one, two) {
        (Some((one, full, file)), Some((two, ..))) if one == two => return Err(already(&name, &full, &file)),
        (Some((one, ..)), Some((two, kept, _))) => {
            sheet.append(&format!("[[same]]\nas = \"{two}\"\nentries = [\"{one}\"]\n"));
            (two, kept)
        }
        (None, Some((id, kept, file))) => {
            sheet.give_name(&id, &file, &name)?;
            (id, kept)
        }
        (Some((id, kept, file)), None) => {
            sheet.give_name(&id, &file, &other)?;
            (id, kept)
        }
        (None, None) => {
            let (full, short) = if name.chars().count() > other.chars().count() { (&name, &other) } else { (&other, &name) };
            (sheet.append_entry(catalog, kind, full, &[short]), full.clone())
        }
    };
    sheet.write()?;
    Ok(Added { path: sheet.path, id, name: kept })
}

fn already(name: &str, full: &str, file: &str) -> Message {
    Message::new(format!("名录里已经有“{name}”（{full}，见 {file}）"), format!("the catalog has {name:?} already ({full}, see {file})"))
}

/// A name as the catalog has it; what is no name is refused.
fn sound(name: &str) -> Result<String, Message> {
    let name = fold_text(name.trim());
    if NAME_LENGTH.contains(&name.chars().count()) && !name.contains(char::is_control) {
        return Ok(name);
    }
    Err(Message::new(
        format!("“{name}”不像一个名称：请选中完整的名称，两个字以上、一行之内"),
        format!("{name:?} does not look like a name: select a whole name, two characters or more, on one line"),
    ))
}

fn quoted(name: &str) -> toml::Value {
    toml::Value::String(name.to_owned())
}

/// The key of a name: one of two or three characters is a part of other words too.
fn key_of(name: &str) -> &'static str {
    if name.chars().count() < 4 { "short" } else { "aliases" }
}

/// A catalog file of the workspace, as it is to be.
struct Sheet {
    path: PathBuf,
    text: String,
    /// What it says.
    mine: Catalog,
    /// Another file of the workspace that changes instead, with its new text.
    other: Option<(PathBuf, String)>,
}

impl Sheet {
    /// Reads the file that entries go to; a broken one is refused.
    fn read(folder: &Path) -> Result<Sheet, Message> {
        let path = folder.join(FILE);
        let shown = path.display().to_string();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(reason(&error).at(&shown, None)),
        };
        if let Some(problem) = unreadable(&shown, &text) {
            return Err(problem.message());
        }
        // What is said of entries of other files is no fault of this one.
        let (mine, _) = Catalog::from_files([(shown.as_str(), text.as_str())]);
        Ok(Sheet { path, text, mine, other: None })
    }

    /// The entry that bears a name.
    fn known<'c>(&'c self, catalog: &'c Catalog, kind: EntityKind, name: &str) -> Option<&'c Entity> {
        catalog.by_name(kind, name).or_else(|| self.mine.by_name(kind, name))
    }

    /// Takes out that a name is none; refuses where another file says so.
    fn allow(&mut self, catalog: &Catalog, kind: EntityKind, name: &str) -> Result<(), Message> {
        let shown = self.path.display().to_string();
        let says = |i: &&Ignored| i.kind.is_none_or(|k| k == kind);
        if let Some((_, other)) = catalog.ignored().find(|(n, i)| *n == name && says(i) && i.file != shown) {
            return Err(Message::new(
                format!("{} 的 [[ignore]] 写明“{name}”不是名称，请先删去那一条", other.file),
                format!("{} says in [[ignore]] that {name:?} is no name: remove that first", other.file),
            ));
        }
        if !self.mine.ignores(kind, name) {
            return Ok(());
        }
        let mut document = self.text.parse::<DocumentMut>().map_err(|e| Message::both(e.to_string()).at(&shown, None))?;
        if let Some(ignored) = document.get_mut("ignore").and_then(Item::as_array_of_tables_mut) {
            let text = |table: &Table, key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
            let is_it = |table: &Table| {
                text(table, "name").is_some_and(|n| fold_text(n.trim()) == name) && text(table, "kind").is_none_or(|k| k == kind.name())
            };
            ignored.retain(|table| !is_it(table));
        }
        self.text = document.to_string();
        Ok(())
    }

    fn append(&mut self, table: &str) {
        self.text = format!("{}{table}", separated(&self.text));
    }

    /// Adds an entry; its id.
    fn append_entry(&mut self, catalog: &Catalog, kind: EntityKind, name: &str, more: &[&str]) -> String {
        let id = free_id(catalog, &self.text, name);
        let mut table = format!("[[{}]]\nid = \"{id}\"\nname = {}\n", kind.name(), quoted(name));
        more.iter().for_each(|name| table.push_str(&format!("{} = [{}]\n", key_of(name), quoted(name))));
        self.append(&table);
        id
    }

    /// Gives an entry one more name: where it stands, if that is a file of this folder, else by a `[[same]]`.
    fn give_name(&mut self, id: &str, file: &str, name: &str) -> Result<(), Message> {
        let place = Path::new(file);
        let folder = self.path.parent().unwrap_or(Path::new("."));
        if place.parent() != Some(folder) {
            self.append(&format!("[[same]]\nas = \"{id}\"\n{} = [{}]\n", key_of(name), quoted(name)));
            return Ok(());
        }
        let is_ours = place == self.path;
        let text = if is_ours { self.text.clone() } else { fs::read_to_string(place).map_err(|e| reason(&e).at(file, None))? };
        let mut document = text.parse::<DocumentMut>().map_err(|e| Message::both(e.to_string()).at(file, None))?;
        let kinds = ["company", "organization", "project"];
        let has_id = |table: &Table| table.get("id").and_then(Item::as_str) == Some(id);
        let holder = kinds
            .into_iter()
            .find(|kind| document.get(kind).and_then(Item::as_array_of_tables).is_some_and(|tables| tables.iter().any(has_id)));
        let tables = holder.and_then(|kind| document.get_mut(kind)).and_then(Item::as_array_of_tables_mut);
        let Some(entry) = tables.and_then(|tables| tables.iter_mut().find(|table| has_id(table))) else {
            self.append(&format!("[[same]]\nas = \"{id}\"\n{} = [{}]\n", key_of(name), quoted(name)));
            return Ok(());
        };
        let key = key_of(name);
        match entry.get_mut(key).and_then(Item::as_array_mut) {
            Some(names) => names.push(name),
            None => {
                entry.insert(key, toml_edit::value(toml_edit::Array::from_iter([name])));
            }
        }
        let text = document.to_string();
        if is_ours {
            self.text = text
        } else {
            self.other = Some((place.to_path_buf(), text))
        }
        Ok(())
    }

    /// Writes what changed; the path becomes that of the file that was written.
    fn write(&mut self) -> Result<(), Message> {
        let (path, text) = match self.other.take() {
            Some((path, text)) => (path, text),
            None => (self.path.clone(), self.text.clone()),
        };
        write(&path, &text).map_err(|error| reason(&error).at(&path.display().to_string(), None))?;
        self.path = path;
        Ok(())
    }
}

/// The text, ready for another table at its end.
fn separated(text: &str) -> String {
    match text.trim_end() {
        "" => String::new(),
        text => format!("{text}\n\n"),
    }
}

/// Writes beside the file, then puts it in its place.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(path) {
        beside.as_file().set_permissions(old.permissions())?;
    }
    beside.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_appended_and_nothing_is_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(FILE);
        let catalog = Catalog::builtin();
        let first = add(folder.path(), &catalog, EntityKind::Company, " 雲嶺銅業集團 ").expect("added");
        assert_eq!((first.name.as_str(), first.id.as_str()), ("云岭铜业集团", "yun-ling-tong-ye-ji-tuan"));
        fs::write(&path, format!("# 我们的名录\n{}", fs::read_to_string(&path).expect("the file"))).expect("a comment");
        assert!(add(folder.path(), &catalog, EntityKind::Company, "云岭铜业集团").expect_err("refused").zh.starts_with("名录里已经有"));
        let second = add(folder.path(), &catalog, EntityKind::Project, "铜箔“二期”A1").expect("added");
        assert_eq!(second.id, "tong-bo-er-qi-a-1");
        let text = fs::read_to_string(&path).expect("the file");
        assert!(text.starts_with("# 我们的名录\n[[company]]\n"), "{text}");
        let (read, problems) = Catalog::from_files([("added.toml", text.as_str())]);
        assert_eq!(problems, []);
        assert_eq!(read.entities().iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["云岭铜业集团", "铜箔“二期”A1"]);
    }

    #[test]
    fn what_is_no_name_is_written_down_and_taken_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(FILE);
        let catalog = Catalog::builtin();
        ignore(folder.path(), &catalog, EntityKind::Company, "白璧").expect("written");
        let text = || fs::read_to_string(&path).expect("the file");
        assert_eq!(text(), "[[ignore]]\nname = \"白璧\"\nkind = \"company\"\n");
        assert!(
            ignore(folder.path(), &catalog, EntityKind::Company, "白璧").expect_err("refused").zh.starts_with("“白璧”已经写明不是企业")
        );
        add(folder.path(), &catalog, EntityKind::Company, "白璧").expect("added");
        assert_eq!(text(), "[[company]]\nid = \"bai-bi\"\nname = \"白璧\"\n");
    }

    #[test]
    fn a_name_that_means_the_same_goes_to_its_entry_or_makes_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let catalog = Catalog::builtin();
        let company = EntityKind::Company;
        let read = |file: &str| fs::read_to_string(folder.path().join(".heshu/catalog").join(file)).expect("the file");
        // Both unknown: an entry of its own.
        same(folder.path(), &catalog, company, "恒川", "恒川铝业集团").expect("written");
        assert_eq!(read("added.toml"), "[[company]]\nid = \"heng-chuan-lv-ye-ji-tuan\"\nname = \"恒川铝业集团\"\nshort = [\"恒川\"]\n");
        // An entry of the workspace gets the name, whichever side is asked.
        same(folder.path(), &catalog, company, "恒川铝业集团", "恒川铝业").expect("written");
        assert!(read("added.toml").contains("aliases = [\"恒川铝业\"]"), "{}", read("added.toml"));
        // An entry that ships is not changed: what is said of it stands beside.
        let known = same(folder.path(), &catalog, company, "豫光总公司", "豫光金铅集团").expect("written");
        assert_eq!(known.id, "yuguang-group");
        assert!(read("added.toml").ends_with("[[same]]\nas = \"yuguang-group\"\naliases = [\"豫光总公司\"]\n"));
        // Two entries become one.
        same(folder.path(), &catalog, company, "恒川铝业", "豫光金铅集团").expect("written");
        assert!(read("added.toml").ends_with("as = \"yuguang-group\"\nentries = [\"heng-chuan-lv-ye-ji-tuan\"]\n"));
        let (merged, problems) = Catalog::with_files([("added.toml", read("added.toml").as_str())]);
        assert_eq!(problems, []);
        let group = merged.by_name(company, "恒川").expect("a group");
        assert_eq!(
            (group.id.as_str(), merged.by_name(company, "豫光总公司").map(|e| e.id.as_str())),
            ("yuguang-group", Some("yuguang-group"))
        );
        assert!(same(folder.path(), &merged, company, "恒川", "豫光总公司").expect_err("one already").zh.starts_with("名录里已经有"));
    }

    #[test]
    fn another_file_of_the_folder_keeps_its_comments() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".heshu/catalog/mine.toml");
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let text = "# 我们的名录\n[[company]] # 铝\nid = \"hc\"\nname = \"恒川铝业集团\"\naliases = [\"恒川铝集团\"]\n";
        fs::write(&path, text).expect("a file");
        let (catalog, _) = Catalog::with_files([(path.to_str().expect("a path"), text)]);
        let written = same(folder.path(), &catalog, EntityKind::Company, "恒川铝公司", "恒川铝业集团").expect("written");
        assert_eq!(written.path, path);
        let now = fs::read_to_string(&path).expect("the file");
        assert_eq!(now, text.replace("\"恒川铝集团\"]", "\"恒川铝集团\", \"恒川铝公司\"]"));
    }

    #[test]
    fn what_is_known_what_is_no_name_and_a_broken_file_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let catalog = Catalog::builtin();
        let refused = |name: &str| add(folder.path(), &catalog, EntityKind::Company, name).expect_err("refused").zh;
        assert!(refused("河南豫光金铅股份有限公司").starts_with("名录里已经有"));
        assert!(refused("甲").contains("不像一个名称") && refused("甲乙\n丙丁").contains("不像一个名称"));
        let path = folder.path().join(FILE);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, "[[company]\n").expect("a file");
        assert!(refused("云岭铜业集团").contains("added.toml:1"));
        assert_eq!(fs::read_to_string(&path).expect("the file"), "[[company]\n");
    }
}
