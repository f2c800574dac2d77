//! Patterns of paths in settings, relative to the folder of the settings file.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Patterns as `.gitignore` has them: one without `/` means a name at any depth, one that ends with `/` all that is below.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    patterns: Vec<String>,
    set: GlobSet,
}

impl Globs {
    /// Reads patterns; the error is the library's own complaint.
    pub fn new(patterns: Vec<String>) -> Result<Globs, globset::Error> {
        let mut builder = GlobSetBuilder::new();
        for pattern in &patterns {
            builder.add(GlobBuilder::new(&anchored(pattern)).literal_separator(true).build()?);
        }
        Ok(Globs { set: builder.build()?, patterns })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether a path below the folder is one of those.
    pub fn matches(&self, relative: &str) -> bool {
        self.set.is_match(Path::new(relative))
    }
}

fn anchored(pattern: &str) -> String {
    let pattern = pattern.trim_start_matches("./");
    let whole = if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.to_owned() };
    match whole.strip_prefix('/') {
        Some(from_here) => from_here.to_owned(),
        None if pattern.trim_end_matches('/').contains('/') => whole,
        None => format!("**/{whole}"),
    }
}

impl PartialEq for Globs {
    fn eq(&self, other: &Globs) -> bool {
        self.patterns == other.patterns
    }
}

impl Eq for Globs {}

impl Serialize for Globs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.patterns.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Globs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Globs, D::Error> {
        Globs::new(Vec::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_gitignore_means() {
        let is = |pattern: &str, path: &str| Globs::new(vec![pattern.to_owned()]).is_ok_and(|g| g.matches(path));
        assert!(is("草稿.txt", "五月/草稿.txt") && is("*.bak", "a.bak") && is("草稿/", "五月/草稿/a.txt"));
        assert!(is("五月/*.txt", "五月/a.txt") && !is("五月/*.txt", "归档/五月/a.txt") && !is("五月/*.txt", "五月/一/a.txt"));
        assert!(is("五月/**", "五月/一/a.txt") && is("/a.txt", "a.txt") && !is("/a.txt", "五月/a.txt"));
        assert!(Globs::new(vec!["a[".to_owned()]).is_err());
    }
}
