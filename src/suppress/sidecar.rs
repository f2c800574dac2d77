//! `.heshu/ignored.toml`: what an editor has looked at and lets stand, with the reason and the day.

use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FOLDER, Identity, relative, root_of};
use crate::message::{self, Message};

/// The name of the file within `.heshu`.
pub const FILE_NAME: &str = "ignored.toml";

/// What a new file begins with.
const HEAD: &str = "# heshu：编辑看过、决定保留的问题。可以手改；不再需要的条目，heshu ignore --prune 会删去。\n\
                    # Findings that were looked at and stand. `heshu ignore --prune` takes out what is no longer needed.\n";

/// One finding that is not to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The article, from the folder that holds `.heshu`, with `/`.
    pub path: String,
    /// Why it stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When that was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The rule.
    pub code: String,
    /// The sentence, as [`Identity`] has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
    /// The marked words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mark: String,
    /// Which of several it is, from 1.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub occurrence: u32,
}

fn first() -> u32 {
    1
}

fn is_first(occurrence: &u32) -> bool {
    *occurrence == 1
}

impl Entry {
    /// An entry for a finding.
    pub fn new(path: String, identity: Identity, reason: &str, date: Option<Date>) -> Entry {
        let Identity { code, quote, mark, occurrence } = identity;
        Entry { path, reason: reason.trim().to_owned(), date: date.map(|d| d.to_string()), code, quote, mark, occurrence }
    }

    /// Whether it speaks of a finding of its article.
    pub fn is_of(&self, identity: &Identity) -> bool {
        (&self.code, &self.quote, &self.mark, self.occurrence) == (&identity.code, &identity.quote, &identity.mark, identity.occurrence)
    }
}

/// The entries of the file that holds for a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignored {
    /// The file; `None` where there is none.
    pub file: Option<PathBuf>,
    /// The entries, in the order of the file.
    pub entries: Vec<Entry>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Sheet {
    ignored: Vec<Entry>,
}

impl Ignored {
    /// Reads the text of a file.
    pub fn from_toml(text: &str, file: &Path) -> Result<Ignored, Message> {
        let sheet: Sheet = toml::from_str(text).map_err(|error| {
            let (line, message) = message::toml::complaint(&error, text);
            message.at(&file.display().to_string(), line)
        })?;
        Ok(Ignored { file: Some(file.to_path_buf()), entries: sheet.ignored })
    }

    /// Reads the nearest file upward from a folder. Without one, nothing is ignored.
    pub fn discover(folder: &Path) -> Result<Ignored, Message> {
        let start = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
        match start.ancestors().map(|f| f.join(FOLDER).join(FILE_NAME)).find(|f| f.is_file()) {
            Some(file) => Ignored::read(&file),
            None => Ok(Ignored::default()),
        }
    }

    fn read(file: &Path) -> Result<Ignored, Message> {
        let text = std::fs::read_to_string(file).map_err(|e| message::io::reason(&e).at(&file.display().to_string(), None))?;
        Ignored::from_toml(&text, file)
    }

    /// The entries of an article, by their places in the file.
    pub fn of<'a>(&'a self, path: &Path) -> Vec<(usize, &'a Entry)> {
        let Some(file) = self.file.as_deref().filter(|_| !self.entries.is_empty()) else { return Vec::new() };
        let name = relative(path, &root_of(file));
        self.entries.iter().enumerate().filter(|(_, e)| e.path == name).collect()
    }
}

/// Where a new entry for an article is written: the nearest file upward, else a new one beside the nearest `.heshu`, `heshu.toml` or
/// `.git`, else beside the article.
pub fn place_for(article: &Path) -> PathBuf {
    let whole = std::path::absolute(article).unwrap_or_else(|_| article.to_path_buf());
    let folder = whole.parent().unwrap_or(Path::new("."));
    let known = folder.ancestors().map(|f| f.join(FOLDER).join(FILE_NAME)).find(|f| f.is_file());
    let marks = [FOLDER, crate::config::FILE_NAME, ".git"];
    let beside = || folder.ancestors().find(|f| marks.iter().any(|m| f.join(m).exists())).unwrap_or(folder);
    known.unwrap_or_else(|| beside().join(FOLDER).join(FILE_NAME))
}

/// Adds an entry at the end of a file, which keeps everything else as it is; a file that is not there is made. Nothing is written where
/// the finding is ignored already, or where the file cannot be read as what it should be. Returns whether something was written.
pub fn add(file: &Path, identity: Identity, article: &Path, reason: &str, date: Option<Date>) -> Result<bool, Message> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(error) => return Err(message::io::reason(&error).at(&file.display().to_string(), None)),
    };
    let known = Ignored::from_toml(&text, file)?;
    if known.of(article).iter().any(|(_, e)| e.is_of(&identity)) {
        return Ok(false);
    }
    let entry = Entry::new(relative(article, &root_of(file)), identity, reason, date);
    write(file, &format!("{}\n{}", with_line_end(&text), written(&entry)?))?;
    Ok(true)
}

/// Writes the file without some of its entries. The comments that stand among the entries go with it; those at its head stay.
pub fn remove(file: &Path, gone: &[usize]) -> Result<(), Message> {
    let text = std::fs::read_to_string(file).map_err(|e| message::io::reason(&e).at(&file.display().to_string(), None))?;
    let known = Ignored::from_toml(&text, file)?;
    let mut out: String = text.lines().take_while(|l| l.starts_with('#')).map(|l| format!("{l}\n")).collect();
    for (_, entry) in known.entries.iter().enumerate().filter(|(at, _)| !gone.contains(at)) {
        out.push('\n');
        out.push_str(&written(entry)?);
    }
    write(file, &out)
}

fn written(entry: &Entry) -> Result<String, Message> {
    let body = toml::to_string(entry).map_err(|error| Message::both(error.to_string()))?;
    Ok(format!("[[ignored]]\n{body}"))
}

fn with_line_end(text: &str) -> String {
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{end}")
}

/// Writes a file as a whole or not at all; its folder is made where it is missing.
pub(crate) fn write(file: &Path, text: &str) -> Result<(), Message> {
    let failed = |error: std::io::Error| message::io::reason(&error).at(&file.display().to_string(), None);
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    beside.write_all(text.as_bytes()).map_err(failed)?;
    open_to_others(&beside, file).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(file).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A temporary file is for its owner alone; what lies in a repository is for everybody who could read it before.
#[cfg(unix)]
pub(crate) fn open_to_others(beside: &tempfile::NamedTempFile, file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(file).map_or(0o644, |m| m.permissions().mode());
    beside.as_file().set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(crate) fn open_to_others(_: &tempfile::NamedTempFile, _: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(quote: &str) -> Identity {
        Identity { code: "count-mismatch".into(), quote: quote.into(), mark: "等4家".into(), occurrence: 1 }
    }

    #[test]
    fn an_entry_is_added_once_and_leaves_the_rest_of_the_file_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(".git")).expect("a folder");
        let article = folder.path().join("五月/a.txt");
        let file = place_for(&article);
        assert_eq!(file, folder.path().join(".heshu/ignored.toml"));
        let day = jiff::civil::date(2026, 11, 22);
        assert_eq!(add(&file, identity("“甲”等4家"), &article, " 原文如此 ", Some(day)), Ok(true));
        assert_eq!(add(&file, identity("“甲”等4家"), &article, "再来", Some(day)), Ok(false));
        let mut by_hand = std::fs::read_to_string(&file).expect("a file");
        by_hand.push_str("# 主编看过");
        std::fs::write(&file, by_hand).expect("a file");
        assert_eq!(add(&file, identity("乙等4家"), &article, "", None), Ok(true));
        let text = std::fs::read_to_string(&file).expect("a file");
        let head = text.find("[[ignored]]").expect("an entry");
        assert_eq!(
            &text[head..],
            "[[ignored]]\npath = \"五月/a.txt\"\nreason = \"原文如此\"\ndate = \"2026-11-22\"\ncode = \"count-mismatch\"\n\
             quote = \"“甲”等4家\"\nmark = \"等4家\"\n# 主编看过\n\n[[ignored]]\npath = \"五月/a.txt\"\ncode = \"count-mismatch\"\n\
             quote = \"乙等4家\"\nmark = \"等4家\"\n"
        );
        remove(&file, &[0]).expect("written");
        let left = Ignored::discover(&folder.path().join("五月")).expect("a file");
        assert_eq!(left.of(&article).iter().map(|(_, e)| e.quote.as_str()).collect::<Vec<_>>(), ["乙等4家"]);
    }

    #[test]
    fn a_file_that_is_broken_is_not_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(".heshu/ignored.toml");
        std::fs::create_dir(folder.path().join(".heshu")).expect("a folder");
        std::fs::write(&file, "[[ignored]]\ncod = 1\n").expect("a file");
        let problem = add(&file, identity("甲"), &folder.path().join("a.txt"), "", None).expect_err("broken");
        assert!(problem.zh.contains("ignored.toml:2: 没有“cod”这一项，是不是“code”？"), "{}", problem.zh);
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), "[[ignored]]\ncod = 1\n");
    }
}
