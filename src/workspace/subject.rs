//! Of whom a place in a line speaks: the project or the firm named last before it in the same sentence, all of a row of them, the project of
//! the paragraph before where a paragraph goes on with it.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::analysis::Analysis;
use crate::article::Text;
use crate::entities::{EntityKind, Naming};
use crate::text::{TextRange, range};

/// The words of `workspace/data/stages.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// Words between an attribute's word and its figure that say nothing.
    pub fillers: Vec<String>,
    /// What says that something is meant to be.
    pub plans: Vec<String>,
    /// What stands right before the word of a stage that was not reached.
    pub not_so: Vec<String>,
    /// What shows that a verb before its project tells of what was done.
    pub done: Vec<String>,
    /// What stands right behind a word that tells of another time, or of something else.
    pub not_behind: Vec<String>,
    /// What stands between a verb and its project.
    pub between: Vec<String>,
    /// What points back to the project named last: 该项目.
    pub back: Vec<String>,
    /// Parts of a project: 一期.
    pub phases: Vec<String>,
    /// The stages, from the first to the last.
    pub stage: Vec<Stage>,
}

/// How far a project is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stage {
    /// In Chinese.
    pub name: String,
    /// In English.
    pub en: String,
    /// Whether there is a day on which it is reached.
    pub has_day: bool,
    /// The words that say so.
    pub words: Vec<String>,
    /// What must stand before them in the clause; none means nothing.
    #[serde(default)]
    pub with: Vec<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("workspace/data/stages"));

/// Marks that end a sentence in a reading, and a clause.
pub(super) const ENDS: [char; 5] = ['。', ';', '；', '！', '？'];
const CLAUSE_ENDS: [char; 9] = [',', '，', '。', ';', '；', '！', '？', ':', '：'];
/// How many names before a place are looked at, and how many bytes may stand between a name and what is said of it.
pub(super) const NEAR: usize = 16;
pub(super) const FAR: usize = 600;
/// A line longer than this, in bytes, is no paragraph: only its figures are looked at, each by the words right beside it.
const LONGEST: usize = 64 << 10;
/// How many characters may stand between 52亿元的 and the project, and bytes between two of a row.
const REACH: usize = 12;
const ROW: usize = 90;

/// A line whose names are told.
pub(super) struct Line<'a> {
    /// Where it stands.
    pub analysis: &'a Analysis,
    /// Its number.
    pub line: usize,
    /// Its reading.
    pub reading: &'a str,
    /// The names in it, in order of their starts.
    pub namings: &'a [Naming],
    /// The project that the paragraph before spoke of, where this one goes on with it.
    pub carried: Option<usize>,
}

impl<'a> Line<'a> {
    /// A line of an article; `before` is the only project of the paragraph before.
    pub fn of(analysis: &'a Analysis, line: usize, before: Option<usize>) -> Line<'a> {
        let reading = analysis.reading(line).text.as_str();
        let begin = reading.trim_start().trim_start_matches(['“', '"', '‘']);
        let carried = before.filter(|_| reading.len() <= LONGEST && WORDS.back.iter().any(|w| begin.starts_with(w.as_str())));
        Line { analysis, line, reading, namings: analysis.cast().in_line(line), carried }
    }

    /// Whether it is short enough to be looked at word by word.
    pub fn is_paragraph(&self) -> bool {
        self.reading.len() <= LONGEST
    }

    /// What kind of name it is.
    pub fn kind(&self, naming: &Naming) -> EntityKind {
        self.analysis.cast().members.get(naming.member).map_or(EntityKind::Place, |m| m.kind)
    }

    /// The project that the line speaks of, if it is one alone.
    pub fn only_project(&self) -> Option<usize> {
        let mut projects = self.namings.iter().filter(|n| self.kind(n) == EntityKind::Project).map(|n| n.member);
        let first = projects.next()?;
        projects.all(|p| p == first).then_some(first)
    }

    /// The project that a place speaks of: the one named behind (总投资52亿元的…), else the one named last in the sentence.
    pub fn project(&self, at: TextRange) -> Option<usize> {
        let is_project = |n: &&Naming| self.kind(n) == EntityKind::Project;
        // Namings are in order of their starts.
        let behind = self.namings.partition_point(|n| n.range.start() < at.end());
        if self.reading[usize::from(at.end())..].starts_with('的') {
            let next = self.namings[behind..].iter().take(NEAR).find(is_project)?;
            let gap = self.between(at, next.range);
            return (gap.chars().take(REACH + 1).count() <= REACH && !gap.contains([',', '。', ';', '、'])).then_some(next.member);
        }
        let before = &self.namings[behind.saturating_sub(NEAR)..behind];
        let Some(last) = before.iter().rfind(|n| is_project(n) && n.range.end() <= at.start()) else {
            return self.carried.filter(|_| self.reading[..usize::from(at.start())].matches(ENDS).count() <= 1);
        };
        let between = self.between(last.range, at);
        // A firm between them may be the one to speak of, but not where it only builds the project: 由…建设.
        let is_other = |n: &Naming| {
            let is_between = n.range.start() >= last.range.end() && n.range.end() <= at.start();
            is_between && self.kind(n) == EntityKind::Company && !self.reading[..usize::from(n.range.start())].ends_with('由')
        };
        let is_listed = between.starts_with(['、', '和', '等', '及']);
        // Another sentence may go on with 该项目.
        let goes_on = between.rfind(ENDS).is_none_or(|at| {
            let rest = between[at..].trim_start_matches(ENDS).trim_start();
            between.matches(ENDS).count() == 1 && WORDS.back.iter().any(|w| rest.starts_with(w.as_str()))
        });
        (between.len() <= FAR && goes_on && !is_listed && !before.iter().any(is_other)).then_some(last.member)
    }

    /// The firms that a place speaks of: the one named last before it in its sentence, with those of its row.
    pub fn firms(&self, at: TextRange) -> Vec<usize> {
        let behind = self.namings.partition_point(|n| n.range.start() < at.start());
        let of_project = |n: &Naming| self.namings.iter().any(|p| self.kind(p) == EntityKind::Project && p.range.contains_range(n.range));
        let from = behind.saturating_sub(NEAR);
        let is_firm = |n: &Naming| self.kind(n) == EntityKind::Company && n.range.end() <= at.start() && !of_project(n);
        let Some(last) = (from..behind).rev().find(|i| is_firm(&self.namings[*i])) else { return Vec::new() };
        let between = self.between(self.namings[last].range, at);
        let is_near = between.len() <= FAR && !between.contains(ENDS) && !between.contains(['“', '”']);
        if is_near { self.row(last, from, EntityKind::Company) } else { Vec::new() }
    }

    /// The projects of a row with 等…项目 behind it, right before a place.
    pub fn listed_projects(&self, at: TextRange) -> Vec<usize> {
        let behind = self.namings.partition_point(|n| n.range.start() < at.start());
        let from = behind.saturating_sub(NEAR);
        let is_project = |i: &usize| self.kind(&self.namings[*i]) == EntityKind::Project && self.namings[*i].range.end() <= at.start();
        let Some(last) = (from..behind).rev().find(is_project) else { return Vec::new() };
        let between = self.between(self.namings[last].range, at);
        let heads = between.starts_with('等') && (between.contains("项目") || between.contains("工程"));
        let is_near = between.len() <= ROW && !between.contains(ENDS) && between.matches([',', '，']).count() == 0;
        if heads && is_near { self.row(last, from, EntityKind::Project) } else { Vec::new() }
    }

    /// The projects right behind a verb: 开工建设了X、Y.
    pub fn projects_behind(&self, at: TextRange) -> Vec<usize> {
        let mut end = usize::from(at.end());
        while let Some(word) = WORDS.between.iter().filter(|w| self.reading[end..].starts_with(w.as_str())).max_by_key(|w| w.len()) {
            end += word.len();
        }
        let first = self.namings.partition_point(|n| usize::from(n.range.start()) < end);
        let is_project = |n: &Naming| self.kind(n) == EntityKind::Project;
        let Some(mut last) = self.namings.get(first).filter(|n| usize::from(n.range.start()) == end && is_project(n)) else {
            return Vec::new();
        };
        let mut members = vec![last.member];
        for next in self.namings[first + 1..].iter().take(NEAR).filter(|n| is_project(n)) {
            if !joins(self.between(last.range, next.range)) {
                break;
            }
            members.push(next.member);
            last = next;
        }
        members
    }

    /// A name and those before it that stand in one row with it.
    fn row(&self, last: usize, from: usize, kind: EntityKind) -> Vec<usize> {
        let mut members = vec![self.namings[last].member];
        let mut next = &self.namings[last];
        for naming in self.namings[from..last].iter().rev().filter(|n| self.kind(n) == kind) {
            if naming.range.end() > next.range.start() || !joins(self.between(naming.range, next.range)) {
                break;
            }
            members.push(naming.member);
            next = naming;
        }
        members
    }

    /// What stands between two places.
    fn between(&self, one: TextRange, other: TextRange) -> &'a str {
        self.reading.get(usize::from(one.end())..usize::from(other.start())).unwrap_or_default()
    }

    /// The clause before a place.
    pub fn clause_before(&self, at: usize) -> &'a str {
        let before = &self.reading[..at];
        let start = before.rfind(CLAUSE_ENDS).map_or(0, |mark| mark + before[mark..].chars().next().map_or(1, char::len_utf8));
        &before[start..]
    }

    /// Of the clause before a place, what stands behind the last name in it.
    pub fn behind_names<'t>(&self, clause: &'t str, at: usize) -> &'t str {
        let ends = self.namings.iter().map(|n| usize::from(n.range.end())).filter(|end| *end <= at);
        let behind = ends.max().map_or(0, |end| (end + clause.len()).saturating_sub(at));
        clause.get(behind..).unwrap_or_default()
    }

    /// Where the sentence of a place begins.
    pub fn sentence_start(&self, at: usize) -> usize {
        let before = &self.reading[..at];
        before.rfind(ENDS).map_or(0, |mark| mark + before[mark..].chars().next().map_or(1, char::len_utf8))
    }

    /// The range of a part of the reading in the source.
    pub fn in_source(&self, start: usize, end: usize) -> TextRange {
        self.analysis.place_in_source(self.line, range(start, end))
    }

    /// The phase that words speak of: 一期.
    pub fn phase(text: &str) -> Option<String> {
        WORDS.phases.iter().find(|p| text.contains(p.as_str())).cloned()
    }
}

/// Whether what stands between two names makes them a row: 、, 和, with 投资5亿元的 before the second.
fn joins(between: &str) -> bool {
    between.len() <= ROW && between.starts_with(['、', '和', '及', '与']) | between.starts_with("以及") && !between.contains(CLAUSE_ENDS)
}
