//! All articles of a workspace at once: who is named where, under which names, and what is said of them in figures.
//!
//! It holds digests only, a few kilobytes an article; texts are read again when a place is shown.

mod business;
mod card;
pub mod codes;
pub mod conflicts;
pub mod digest;
pub mod draft;
pub mod facts;
pub mod pinyin;
mod sayings;
mod stages;
mod subject;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

pub use digest::{Digest, DocumentCode, Fact, Named, Place};

use crate::entities::EntityKind;

/// Everybody whom the articles of a workspace name.
#[derive(Default)]
pub struct Workspace {
    articles: HashMap<PathBuf, Digest>,
    /// Which articles name somebody so.
    by_name: HashMap<(EntityKind, String), BTreeSet<PathBuf>>,
    /// Which articles carry the number of a document, by year and number.
    by_code: HashMap<String, BTreeSet<PathBuf>>,
}

/// One who is named, in one article.
#[derive(Clone, Copy)]
pub struct Seen<'w> {
    /// The article.
    pub path: &'w Path,
    /// Its digest.
    pub digest: &'w Digest,
    /// The member.
    pub named: &'w Named,
}

impl Workspace {
    /// Puts an article in, or in the place of its former version.
    pub fn put(&mut self, path: &Path, digest: Digest) {
        self.remove(path);
        for named in &digest.named {
            for name in named.every_name() {
                self.by_name.entry((named.kind, name.to_owned())).or_default().insert(path.to_path_buf());
            }
        }
        for code in &digest.codes {
            self.by_code.entry(code.code.key.clone()).or_default().insert(path.to_path_buf());
        }
        self.articles.insert(path.to_path_buf(), digest);
    }

    /// Takes an article out.
    pub fn remove(&mut self, path: &Path) {
        let Some(old) = self.articles.remove(path) else { return };
        for code in &old.codes {
            if let Some(paths) = self.by_code.get_mut(&code.code.key) {
                paths.remove(path);
                if paths.is_empty() {
                    self.by_code.remove(&code.code.key);
                }
            }
        }
        for named in &old.named {
            for name in named.every_name() {
                let key = (named.kind, name.to_owned());
                if let Some(paths) = self.by_name.get_mut(&key) {
                    paths.remove(path);
                    if paths.is_empty() {
                        self.by_name.remove(&key);
                    }
                }
            }
        }
    }

    /// How many articles it has.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The digest of an article.
    pub fn digest(&self, path: &Path) -> Option<&Digest> {
        self.articles.get(path)
    }

    /// All articles that were saved, and the one that asks, in the order of their paths.
    pub fn sources(&self, from: Option<&Path>) -> impl Iterator<Item = (&Path, &Digest)> {
        self.articles().filter(move |(path, digest)| !digest.is_draft || Some(*path) == from)
    }

    /// All articles, in the order of their paths.
    pub fn articles(&self) -> impl Iterator<Item = (&Path, &Digest)> {
        let mut articles: Vec<_> = self.articles.iter().map(|(path, digest)| (path.as_path(), digest)).collect();
        articles.sort_unstable_by_key(|(path, _)| *path);
        articles.into_iter()
    }

    /// The full names of one kind in all articles that were saved; a name comes once for each article.
    pub fn full_names(&self, kind: EntityKind) -> impl Iterator<Item = &str> {
        let saved = self.articles.values().filter(|digest| !digest.is_draft);
        saved.flat_map(|digest| &digest.named).filter(move |named| named.kind == kind).map(|named| named.name.as_str())
    }

    /// Another article that carries the number of a document, with that place and how many bytes of the office both share: one where the
    /// number stands alone in its line, else the first.
    pub fn carrying<'w>(&'w self, code: &DocumentCode, from: &Path) -> Option<(&'w Path, &'w Digest, &'w DocumentCode, usize)> {
        let paths = self.by_code.get(&code.code.key)?.iter().filter(|path| path.as_path() != from);
        let saved = paths.filter_map(|path| Some((path.as_path(), self.articles.get(path).filter(|digest| !digest.is_draft)?)));
        let mut found = saved.flat_map(|(path, digest)| {
            digest.codes.iter().filter_map(move |other| Some((path, digest, other, other.code.same(&code.code)?)))
        });
        let first = found.next()?;
        Some(if first.2.code.is_alone { first } else { found.find(|(.., other, _)| other.code.is_alone).unwrap_or(first) })
    }

    /// The same one in all articles: those that share the entry of the catalog, the full name, or a name that is long enough to be nobody
    /// else's. In the order of dates, then of paths. `from` is the article that asks: drafts of others are left out.
    pub fn everywhere<'w>(&'w self, one: &Named, from: &Path) -> Vec<Seen<'w>> {
        let mut paths: BTreeSet<&PathBuf> = BTreeSet::new();
        for name in one.every_name() {
            paths.extend(self.by_name.get(&(one.kind, name.to_owned())).into_iter().flatten());
        }
        let seen = paths.into_iter().filter_map(|path| Some((path, self.articles.get(path)?)));
        let seen = seen.filter(|(path, digest)| !digest.is_draft || path.as_path() == from);
        let same = seen
            .flat_map(|(path, digest)| digest.named.iter().filter(|named| named.is_same(one)).map(|named| Seen { path, digest, named }));
        let mut same: Vec<Seen> = same.collect();
        same.sort_by_key(|seen| (seen.digest.date, seen.path));
        same
    }
}

#[cfg(test)]
mod tests;
