//! A baseline: the findings that an archive had on the day heshu came. Only what is new is reported.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Identity, relative, root_of};
use crate::message::{self, Message};

/// The findings that are known, by article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    root: PathBuf,
    /// How often each stands in an article; the occurrence is always 1, so that mending the first of two leaves the second known.
    known: BTreeMap<String, HashMap<Identity, u32>>,
}

#[derive(Serialize, Deserialize)]
struct Sheet {
    version: u32,
    files: BTreeMap<String, Vec<Identity>>,
}

fn key(identity: &Identity) -> Identity {
    Identity { occurrence: 1, ..identity.clone() }
}

impl Baseline {
    /// An empty baseline for a file that will hold it.
    pub fn empty(file: &Path) -> Baseline {
        Baseline { root: root_of(file), known: BTreeMap::new() }
    }

    /// Reads a baseline.
    pub fn read(file: &Path) -> Result<Baseline, Message> {
        let name = file.display().to_string();
        let bytes = std::fs::read(file).map_err(|e| message::io::reason(&e).at(&name, None))?;
        let sheet: Sheet = serde_json::from_slice(&bytes).map_err(|e| {
            let line = Some(e.line()).filter(|line| *line > 0);
            Message::new(
                format!("不是基线文件（{e}），请用 heshu check --write-baseline 重新生成"),
                format!("not a baseline ({e}): make it again with heshu check --write-baseline"),
            )
            .at(&name, line)
        })?;
        if sheet.version != 1 {
            let said =
                Message::new("基线文件的版本不对，请用 --write-baseline 重新生成", "unknown version: make it again with --write-baseline");
            return Err(said.at(&name, None));
        }
        let mut baseline = Baseline::empty(file);
        for (path, identities) in sheet.files {
            let counts = baseline.known.entry(path).or_default();
            for identity in identities {
                *counts.entry(key(&identity)).or_default() += 1;
            }
        }
        Ok(baseline)
    }

    /// Notes the findings of an article.
    pub fn note(&mut self, path: &Path, identities: &[Identity]) {
        if identities.is_empty() {
            return;
        }
        let counts = self.known.entry(relative(path, &self.root)).or_default();
        for identity in identities {
            *counts.entry(key(identity)).or_default() += 1;
        }
    }

    /// Which of an article's findings are new, and how many of the known ones are gone.
    pub fn judge(&self, path: &Path, identities: &[Identity]) -> (Vec<bool>, usize) {
        let mut left = self.known.get(&relative(path, &self.root)).cloned().unwrap_or_default();
        let is_new = |identity: &Identity| match left.get_mut(&key(identity)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        let new = identities.iter().map(is_new).collect();
        (new, left.values().map(|count| *count as usize).sum())
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.known.values().flat_map(HashMap::values).map(|count| *count as usize).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes it as a whole or not at all, in an order that makes small changes small.
    pub fn write(&self, file: &Path) -> Result<(), Message> {
        let spread = |counts: &HashMap<Identity, u32>| {
            let mut list: Vec<Identity> = counts.iter().flat_map(|(i, count)| std::iter::repeat_n(i.clone(), *count as usize)).collect();
            list.sort();
            list
        };
        let files = self.known.iter().map(|(path, counts)| (path.clone(), spread(counts))).collect();
        let text = serde_json::to_string_pretty(&Sheet { version: 1, files }).map_err(|e| Message::both(e.to_string()))?;
        super::sidecar::write(file, &(text + "\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(quote: &str) -> Identity {
        Identity { code: "count-mismatch".into(), quote: quote.into(), mark: String::new(), occurrence: 1 }
    }

    #[test]
    fn only_what_is_new_is_new_after_writing_and_reading() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(".heshu/baseline.json");
        let article = folder.path().join("a.txt");
        let twice = [identity("甲"), Identity { occurrence: 2, ..identity("甲") }, identity("乙")];
        let mut baseline = Baseline::empty(&file);
        baseline.note(&article, &twice);
        baseline.write(&file).expect("written");
        let read = Baseline::read(&file).expect("a baseline");
        assert_eq!(read, baseline);
        assert_eq!(read.judge(&article, &twice), (vec![false; 3], 0));
        assert_eq!(read.judge(&article, &[identity("甲"), identity("丙")]), (vec![false, true], 2));
        assert_eq!(read.judge(&folder.path().join("b.txt"), &twice).0, [true; 3]);
    }

    #[test]
    fn what_is_no_baseline_says_what_to_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("b.json");
        std::fs::write(&file, "{").expect("a file");
        assert!(Baseline::read(&file).expect_err("broken").zh.contains("b.json:1: 不是基线文件"));
        assert!(Baseline::read(&folder.path().join("none")).expect_err("missing").zh.contains("没有这个文件"));
    }
}
