//! Applying fixes unseen: only what is safe unless more is asked for, never two changes of the same place, until nothing changes any more.

use crate::analysis::Analysis;
use crate::rules::{Edits, Finding};
use crate::text::{TextEdit, TextRange, apply_edits};

use super::article::Article;
use super::document::Document;
use super::session::Surroundings;

/// One fix can make room for another; more rounds than this would mean that two fixes undo each other.
const ROUNDS: usize = 3;

/// A text after its fixes.
pub struct Fixed {
    /// The text.
    pub text: String,
    /// Findings that were fixed.
    pub findings: usize,
    /// Places that were changed.
    pub places: usize,
}

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Those that restore what was meant, for certain.
    Safe,
    /// Also those that a person should look at afterwards.
    All,
}

/// Applies the first fix of each finding that is reported of a document, where it is trusted. `narrow` takes out what is not reported,
/// such as what a baseline holds.
pub fn fix(document: &Document, surroundings: &Surroundings, trust: Trust, narrow: impl Fn(&mut Article)) -> Fixed {
    let mut document = document.clone();
    let mut fixed = Fixed { text: document.decoded.text.clone(), findings: 0, places: 0 };
    for _ in 0..ROUNDS {
        document.decoded.text.clone_from(&fixed.text);
        let mut article = Article::of(&document, surroundings);
        narrow(&mut article);
        let (findings, edits) = trusted_edits(&article.analysis, &article.reported.findings, trust);
        let text = apply_edits(&fixed.text, &edits);
        if text == fixed.text {
            break;
        }
        fixed = Fixed { text, findings: fixed.findings + findings, places: fixed.places + edits.len() };
    }
    fixed
}

/// How many findings can be fixed at once, and the edits, sorted and without overlaps.
fn trusted_edits(analysis: &Analysis, findings: &[Finding], trust: Trust) -> (usize, Vec<TextEdit>) {
    let mut count = 0;
    let mut accepted: Vec<TextEdit> = Vec::new();
    for fix in findings.iter().filter_map(|f| f.fixes.first()).filter(|fix| fix.safe || trust == Trust::All) {
        let mut edits = analysis.edits(fix);
        let is_free = |edit: &TextEdit| {
            let near = accepted.partition_point(|other| other.range.end() < edit.range.start());
            let reach = accepted[near..].iter().take_while(|other| other.range.start() <= edit.range.end());
            !reach.into_iter().any(|other| collide(edit.range, other.range))
        };
        match fix.edits {
            // Half a correction may say something new; half a cleaning is only less clean.
            Edits::Places(_) if !edits.iter().all(is_free) => continue,
            Edits::Places(_) => {}
            Edits::EveryNoise(_) => edits.retain(is_free),
        }
        count += usize::from(!edits.is_empty());
        accepted.extend(edits);
        accepted.sort_by_key(|e| (e.range.start(), e.range.end()));
    }
    (count, accepted)
}

fn collide(a: TextRange, b: TextRange) -> bool {
    a.start() < b.end() && b.start() < a.end() || a.is_empty() && b.is_empty() && a.start() == b.start()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::range;

    #[test]
    fn places_collide_when_they_share_text_or_the_point_of_insertion() {
        assert!(collide(range(0, 4), range(3, 6)));
        assert!(collide(range(3, 3), range(3, 3)));
        assert!(!collide(range(0, 3), range(3, 6)));
        assert!(!collide(range(3, 3), range(3, 6)));
    }
}
