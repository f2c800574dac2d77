//! What the rules say of a text, and whether that is what an examiner wants to hear.

use std::ops::Range;
use std::sync::Arc;

use heshu::analysis::{Analysis, Coverage, Knowledge};
use heshu::entities::Catalog;
use heshu::rules::{Finding, Group, Severity, rule};

use crate::kinds::kind;

/// The rules as `heshu check` runs them where nothing is set.
pub struct Judge {
    knowledge: Arc<Knowledge>,
}

/// What the rules say of one text.
pub struct Verdict {
    /// The findings about the text: noise and structure are another matter.
    pub findings: Vec<Finding>,
    /// Figures found, bound and checked.
    pub coverage: Coverage,
    text: String,
}

/// How far a planted error was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flagged {
    /// Not at all.
    Missed,
    /// A finding concerns its line, under the code of another kind.
    Found,
    /// A finding concerns its line and is of its kind.
    Strictly,
}

impl Judge {
    /// The rules with the catalog that comes with the program.
    pub fn new() -> Judge {
        Judge { knowledge: Arc::new(Knowledge::new(Catalog::builtin())) }
    }

    /// Reads a text.
    pub fn read(&self, text: &str) -> Verdict {
        let analysis = Analysis::new(text, self.knowledge.clone());
        let is_ours = |f: &Finding| rule(f.code).is_none_or(|r| !matches!(r.group, Group::Noise | Group::Structure));
        let findings = analysis.findings().into_iter().filter(is_ours).collect();
        Verdict { findings, coverage: analysis.coverage(), text: text.to_owned() }
    }
}

impl Verdict {
    /// Findings that a reader takes for an error.
    pub fn alarms(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.severity >= Severity::Warning)
    }

    /// Alarms that the article did not raise before it was edited.
    pub fn new_alarms<'a>(&'a self, before: &'a Verdict) -> impl Iterator<Item = &'a Finding> {
        self.news(before).filter(|f| f.severity >= Severity::Warning)
    }

    /// How far an error of these kinds, planted at these places, was found. What the right text was told counts for nothing.
    pub fn flags(&self, before: &Verdict, kinds: &[String], places: &[Range<usize>]) -> Flagged {
        let lines: Vec<Range<usize>> = places.iter().map(|p| self.line_of(p)).collect();
        let news = self.news(before).filter(|f| concerns(f, &lines)).filter(|f| f.severity >= least(kinds));
        news.map(|f| if is_of(f, kinds) { Flagged::Strictly } else { Flagged::Found }).max().unwrap_or(Flagged::Missed)
    }

    /// How far an error that may stand anywhere was found.
    pub fn flags_anywhere(&self, before: &Verdict, kinds: &[String]) -> Flagged {
        self.flags(before, kinds, std::slice::from_ref(&(0..self.text.len())))
    }

    /// A finding in one line, for people.
    pub fn shown(&self, finding: &Finding) -> String {
        format!("{} {} ⟦{}⟧ {}", finding.severity.name(), finding.code, &self.text[finding.range], finding.message.zh)
    }

    /// The sentence around a place, the place itself in brackets.
    pub fn sentence(&self, place: &Range<usize>) -> String {
        let ends = |c: char| matches!(c, '。' | '\n' | '！' | '？');
        let start = self.text[..place.start].char_indices().rfind(|(_, c)| ends(*c)).map_or(0, |(at, c)| at + c.len_utf8());
        let end = self.text[place.end..].find(ends).map_or(self.text.len(), |at| place.end + at);
        format!("{}⟦{}⟧{}", &self.text[start..place.start], &self.text[place.clone()], &self.text[place.end..end]).trim().to_owned()
    }

    /// Findings that the text before the edit did not have. Places move with an edit, so a finding is known by what it says.
    fn news<'a>(&'a self, before: &'a Verdict) -> impl Iterator<Item = &'a Finding> {
        let same = |f: &Finding, known: &Finding| {
            f.code == known.code && f.message.zh == known.message.zh && self.text[f.range] == before.text[known.range]
        };
        self.findings.iter().filter(move |f| !before.findings.iter().any(|known| same(f, known)))
    }

    /// The lines that a place touches.
    fn line_of(&self, place: &Range<usize>) -> Range<usize> {
        let start = self.text[..place.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[place.end..].find('\n').map_or(self.text.len(), |at| place.end + at);
        start..end
    }
}

/// Whether a finding stands in one of the lines or names it.
fn concerns(finding: &Finding, lines: &[Range<usize>]) -> bool {
    let values = finding.evidence.iter().flat_map(|e| &e.values).map(|v| v.range);
    let mut places = std::iter::once(finding.range).chain(finding.related.iter().map(|r| r.range)).chain(values);
    places.any(|place| lines.iter().any(|line| usize::from(place.start()) <= line.end && usize::from(place.end()) >= line.start))
}

/// The severity that an error of these kinds must be told with.
fn least(kinds: &[String]) -> Severity {
    kinds.iter().filter_map(|k| kind(k)).map(|k| k.least).min().unwrap_or(Severity::Warning)
}

/// Whether the finding's rule covers one of the kinds.
fn is_of(finding: &Finding, kinds: &[String]) -> bool {
    let covered = rule(finding.code).map_or("", |r| r.kinds);
    covered.split(|c: char| !c.is_ascii_alphanumeric()).any(|c| kinds.iter().any(|k| k == c))
}
