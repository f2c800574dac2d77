//! What makes a finding the same finding after an edit elsewhere: its code, its sentence, its words, and which of several it is.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128, SipHasher13};

use crate::analysis::Analysis;
use crate::rules::{Finding, Group, rule};
use crate::text::{boundary, range, terminator_len};

/// As much of a sentence as is kept on either side of the place, in bytes: a line may be a megabyte long.
const REACH: usize = 150;
/// What ends a sentence.
const ENDS: [char; 8] = ['。', '！', '？', '；', '!', '?', ';', '\u{3000}'];

/// What a finding is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identity {
    /// The rule.
    pub code: String,
    /// The sentence, as it reads without noise and blanks; empty where the finding is of the whole article.
    pub quote: String,
    /// The words that the finding marks.
    pub mark: String,
    /// Which one it is, from 1, of those that are alike in all this.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub occurrence: u32,
}

fn first() -> u32 {
    1
}

fn is_first(occurrence: &u32) -> bool {
    *occurrence == 1
}

impl Identity {
    /// 32 hexadecimal digits that stay the same over edits elsewhere, runs, machines and versions. `path` keeps files apart.
    pub fn fingerprint(&self, path: &str) -> String {
        let mut hasher = SipHasher13::new();
        // Lengths keep the parts apart.
        for part in [path, &self.code, &self.quote, &self.mark] {
            (part.len() as u64).hash(&mut hasher);
            hasher.write(part.as_bytes());
        }
        u64::from(self.occurrence).hash(&mut hasher);
        let hash = hasher.finish128();
        format!("{:016x}{:016x}", hash.h1, hash.h2)
    }
}

/// The identities of an article's findings, in their order.
pub fn identify(analysis: &Analysis, findings: &[Finding]) -> Vec<Identity> {
    let mut seen: HashMap<Identity, u32> = HashMap::new();
    let count = |finding| {
        let mut identity = of_one(analysis, finding);
        let occurrence = seen.entry(identity.clone()).or_default();
        *occurrence += 1;
        identity.occurrence = *occurrence;
        identity
    };
    findings.iter().map(count).collect()
}

fn of_one(analysis: &Analysis, finding: &Finding) -> Identity {
    let (quote, mark) = if is_of_article(finding) { Default::default() } else { words(analysis, finding) };
    Identity { code: finding.code.to_owned(), quote, mark, occurrence: 1 }
}

/// Whether the place of a finding says nothing: one finding stands for all noise of a kind, or for what the article lacks.
fn is_of_article(finding: &Finding) -> bool {
    rule(finding.code).is_some_and(|r| matches!(r.group, Group::Noise | Group::Structure))
}

/// The sentence and the marked words.
fn words(analysis: &Analysis, finding: &Finding) -> (String, String) {
    let start = usize::from(finding.range.start());
    let at = analysis.line_at(start);
    let Some(line) = analysis.lines().get(at) else { return Default::default() };
    let content = line.content();
    debug_assert_eq!(terminator_len(content), 0);
    let from = (start - analysis.line_start(at)).min(content.len());
    let to = usize::from(finding.range.end()).saturating_sub(analysis.line_start(at)).clamp(from, content.len());
    let text = &line.reading.text;
    let place = line.reading.map.to_reading(range(from, to));
    let (from, to) = (boundary(text, place.start().into()), boundary(text, place.end().into()));
    let before = boundary(text, from.saturating_sub(REACH));
    let after = boundary(text, to.saturating_add(REACH));
    let begin =
        text[before..from].rfind(ENDS).map_or(before, |at| before + at + text[before + at..].chars().next().map_or(0, char::len_utf8));
    let end = text[to..after].find(ENDS).map_or(after, |at| to + at);
    (bare(&text[begin..end]), bare(&text[from..to]))
}

/// The text without blanks.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::Knowledge;
    use crate::entities::Catalog;

    fn of(text: &str) -> Vec<Identity> {
        let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
        let findings = analysis.findings();
        identify(&analysis, &findings).into_iter().filter(|i| i.code == "ratio-out-of-bounds").collect()
    }

    #[test]
    fn an_edit_elsewhere_changes_nothing() {
        let before = of("质量通报\n\n抽检合格率102%。全年运行平稳。\n");
        let after = of("质量通报\n\n新增一段。\n\n开头另有一句。抽检 合格率１０２%。全年运行很平稳。\n");
        assert_eq!(before.len(), 1);
        assert_eq!(before[0].quote, "抽检合格率102%");
        assert_eq!(before, after);
        assert_ne!(before, of("质量通报\n\n复检合格率102%。\n"));
    }

    #[test]
    fn findings_that_are_alike_are_counted() {
        let two = of("质量通报\n\n抽检合格率102%。\n\n抽检合格率102%。\n");
        assert_eq!(two.iter().map(|i| i.occurrence).collect::<Vec<_>>(), [1, 2]);
        assert_ne!(two[0].fingerprint("a"), two[1].fingerprint("a"));
        assert_ne!(two[0].fingerprint("a"), two[0].fingerprint("b"));
        assert_eq!(two[0].fingerprint("a").len(), 32);
    }

    #[test]
    fn a_line_of_a_megabyte_gives_a_short_quote() {
        let text = format!("质量通报\n\n{}抽检合格率102%{}\n", "春山如黛，".repeat(60_000), "夏木成荫，".repeat(60_000));
        let found = of(&text);
        assert!(found[0].quote.len() < 2 * REACH + 40, "{}", found[0].quote.len());
    }
}
