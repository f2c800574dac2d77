//! Adding a name to the workspace's catalog: one entry at the end of `.heshu/catalog/added.toml`, all of it or nothing.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use pinyin::ToPinyin;
use serde::Serialize;

use crate::entities::{Catalog, EntityKind};
use crate::message::Message;
use crate::message::io::reason;
use crate::reading::script::fold_text;

/// Where entries go, from the workspace folder.
const FILE: &str = ".heshu/catalog/added.toml";

/// A name has as many characters as this at least, and at most.
const NAME_LENGTH: std::ops::RangeInclusive<usize> = 2..=60;

/// What was added.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Added {
    /// The catalog file.
    pub path: PathBuf,
    /// The entry's id.
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
    let name = fold_text(name.trim());
    if !NAME_LENGTH.contains(&name.chars().count()) || name.contains(char::is_control) {
        return Err(Message::new(
            format!("“{name}”不像一个名称：请选中完整的名称，两个字以上、一行之内"),
            format!("{name:?} does not look like a name: select a whole name, two characters or more, on one line"),
        ));
    }
    let path = folder.join(FILE);
    let shown = path.display().to_string();
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(reason(&error).at(&shown, None)),
    };
    let (mine, problems) = Catalog::from_files([(shown.as_str(), old.as_str())]);
    if let Some(problem) = problems.first() {
        return Err(problem.message());
    }
    // The file may be newer than what was read of it.
    let is_known = |e: &&crate::entities::Entity| e.name == name || e.aliases.contains(&name);
    if let Some(known) = catalog.entities().iter().chain(mine.entities()).find(is_known) {
        return Err(Message::new(
            format!("名录里已经有“{name}”（{}，见 {}）", known.name, known.file),
            format!("the catalog has {name:?} already ({}, see {})", known.name, known.file),
        ));
    }
    let id = free_id(catalog, &old, &name);
    let text = format!("{}[[{}]]\nid = \"{id}\"\nname = {}\n", separated(&old), kind.name(), toml::Value::String(name.clone()));
    write(&path, &text).map_err(|error| reason(&error).at(&shown, None))?;
    Ok(Added { path, id, name })
}

/// The text, ready for another table at its end.
fn separated(text: &str) -> String {
    match text.trim_end() {
        "" => String::new(),
        text => format!("{text}\n\n"),
    }
}

/// The name in pinyin, with a number where another entry bears that id.
fn free_id(catalog: &Catalog, file: &str, name: &str) -> String {
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
