//! Words that say what a figure covers (`data/scopes.toml`): 全市 against 市区, 规上 against all.

use std::sync::LazyLock;

use serde::Deserialize;

/// A word of the table: its group and which of the group's words it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub struct ScopeId {
    /// The group.
    pub group: u8,
    /// The word; synonyms have one number.
    pub word: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    words: Vec<Vec<String>>,
    #[serde(default, rename = "default")]
    default: Option<String>,
}

/// The table.
pub struct Scopes {
    groups: Vec<Group>,
}

/// The table, loaded at first use.
pub static SCOPES: LazyLock<Scopes> = LazyLock::new(|| {
    let file: File = shipped!("claims/data/scopes");
    Scopes { groups: file.group }
});

impl Scopes {
    /// Every word with its place.
    pub fn words(&self) -> impl Iterator<Item = (&str, ScopeId)> {
        self.groups.iter().enumerate().flat_map(|(group, table)| {
            let synonyms = table.words.iter().enumerate();
            synonyms
                .flat_map(move |(word, names)| names.iter().map(move |n| (n.as_str(), ScopeId { group: group as u8, word: word as u16 })))
        })
    }

    /// The name of a scope, as people write it first.
    pub fn name(&self, id: ScopeId) -> &str {
        let words = self.groups.get(usize::from(id.group)).and_then(|g| g.words.get(usize::from(id.word)));
        words.and_then(|w| w.first()).map_or("", String::as_str)
    }

    /// The name of the group of a scope: `place`, `phase`.
    pub fn group(&self, id: ScopeId) -> &str {
        self.groups.get(usize::from(id.group)).map_or("", |g| g.name.as_str())
    }

    /// Whether two sets of scopes can speak of the same thing: no group has different words in them, and none has a word in only
    /// one of them unless it is the one that goes without saying.
    pub fn agree(&self, one: &[ScopeId], other: &[ScopeId]) -> bool {
        let lacks = |these: &[ScopeId], those: &[ScopeId]| {
            these.iter().any(|id| !(those.contains(id) || self.is_default(*id) && those.iter().all(|o| o.group != id.group)))
        };
        !lacks(one, other) && !lacks(other, one)
    }

    fn is_default(&self, id: ScopeId) -> bool {
        let Some(group) = self.groups.get(usize::from(id.group)) else { return false };
        let Some(default) = &group.default else { return false };
        group.words.get(usize::from(id.word)).is_some_and(|names| names.contains(default))
    }
}
