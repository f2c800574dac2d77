//! From the findings of the rules to those that are shown: selection, severities, overrides, what was looked at and stands.

use std::borrow::Cow;
use std::path::Path;

use super::Settings;
use crate::analysis::Analysis;
use crate::rules::Finding;
use crate::suppress::comments::{self, Comments};
use crate::suppress::{Identity, identify, relative};

/// The findings of one article that are shown.
#[derive(Debug, Default)]
pub struct Reported {
    /// The findings.
    pub findings: Vec<Finding>,
    /// What each is known by, in the same order.
    pub identities: Vec<Identity>,
    /// Entries of `.heshu/ignored.toml` for this article that no finding needs any more, by their places in the file.
    pub stale: Vec<usize>,
    /// Findings that comments and `.heshu/ignored.toml` keep silent.
    pub silenced: usize,
}

impl Settings {
    /// What is shown of an article's findings. `path` is the article's file, where it has one.
    pub fn report(&self, path: Option<&Path>, analysis: &Analysis, findings: Vec<Finding>) -> Reported {
        let findings = self.for_path(path).apply(findings);
        let identities = identify(analysis, &findings);
        let written = path.filter(|p| comments::are_in(p)).map(|_| Comments::of(analysis)).unwrap_or_default();
        let entries = path.map(|p| self.ignored.of(p)).unwrap_or_default();
        let mut reported = Reported::default();
        let mut needed = Vec::new();
        for (finding, identity) in findings.into_iter().zip(identities) {
            let entry = entries.iter().find(|(_, e)| e.is_of(&identity)).map(|(at, _)| *at);
            needed.extend(entry);
            if entry.is_some() || written.silence(&finding, analysis) {
                reported.silenced += 1;
            } else if !self.is_let_stand(&identity) {
                reported.findings.push(finding);
                reported.identities.push(identity);
            }
        }
        // What is not selected says nothing about whether an entry is needed.
        let asked = |code: &str| self.for_path(path).is_selected(code);
        // Nor does one article about what it states otherwise than another.
        let is_of_one = |code: &str| code != crate::workspace::conflicts::CODE;
        let stale = entries.iter().filter(|(at, e)| !needed.contains(at) && asked(&e.code) && is_of_one(&e.code));
        reported.stale = stale.map(|(at, _)| *at).collect();
        reported
    }

    /// Whether the sentence holds a text that is let stand everywhere.
    fn is_let_stand(&self, identity: &Identity) -> bool {
        self.ignore_texts.iter().any(|text| {
            let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            !bare.is_empty() && identity.quote.contains(&bare)
        })
    }

    /// Whether a file found in a folder is left out.
    pub fn excludes(&self, path: &Path) -> bool {
        !self.exclude.is_empty() && self.exclude.matches(&relative(path, &self.base_folder()))
    }

    /// The settings with the overrides for a file.
    fn for_path(&self, path: Option<&Path>) -> Cow<'_, Settings> {
        let Some(path) = path.filter(|_| !self.overrides.is_empty()) else { return Cow::Borrowed(self) };
        let name = relative(path, &self.base_folder());
        let mut settings = Cow::Borrowed(self);
        for over in self.overrides.iter().filter(|o| o.paths.matches(&name)) {
            let settings = settings.to_mut();
            if !over.select.is_empty() {
                settings.select.clone_from(&over.select);
                settings.ignore.clear();
            }
            settings.ignore.extend(over.ignore.iter().cloned());
            // A group here goes before a code elsewhere.
            settings.severity.retain(|code, _| !over.severity.keys().any(|name| super::selects(name, code)));
            settings.severity.extend(over.severity.clone());
        }
        settings
    }

    fn base_folder(&self) -> std::path::PathBuf {
        std::path::absolute(&self.base).unwrap_or_else(|_| self.base.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::Knowledge;
    use crate::entities::Catalog;

    fn shown(toml: &str, path: &str, text: &str) -> Vec<String> {
        let settings = Settings::from_toml(toml, Path::new("/稿库/heshu.toml")).expect("settings");
        let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
        let reported = settings.report(Some(Path::new(path)), &analysis, analysis.findings());
        reported.findings.iter().map(|f| format!("{}[{}]", f.severity.name(), f.code)).collect()
    }

    #[test]
    fn overrides_hold_for_their_paths_only_and_the_later_wins() {
        let text = "质量通报\n\n抽检合格率102%。\n";
        let toml = "[[overrides]]\npaths = [\"归档/\"]\nseverity = { figures = \"hint\" }\n\
                    [[overrides]]\npaths = [\"归档/1998/**\"]\nignore = [\"ratio-out-of-bounds\"]\n";
        assert_eq!(shown(toml, "/稿库/五月/a.txt", text), ["error[ratio-out-of-bounds]"]);
        assert_eq!(shown(toml, "/稿库/归档/a.txt", text), ["hint[ratio-out-of-bounds]"]);
        assert_eq!(shown(toml, "/稿库/归档/1998/1/a.txt", text), Vec::<String>::new());
    }

    #[test]
    fn a_text_that_is_let_stand_silences_its_sentence_and_no_other() {
        let text = "质量通报\n\n大家喊出合格率120%的口号。抽检合格率102%。\n";
        assert_eq!(shown("", "/稿库/a.txt", text).len(), 2);
        assert_eq!(shown("ignore-texts = [\"合格率 120%的口号\"]", "/稿库/a.txt", text).len(), 1);
    }
}
