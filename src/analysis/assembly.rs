//! Putting an article together from lines that were read before and new ones: what an edit costs.
//!
//! An edit touches a line; the article around it may have thousands. What must be asked of every line at every edit stands in rows, one
//! small entry for each line, so that no pass over the article goes from line to line through memory.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::{Analysis, Line};
use crate::article::{self, Article, Look};
use crate::reading::{Context, Survey, Vocabulary};
use crate::rules::Holds;
use crate::text::terminator_len;

/// How far into an article, in bytes, damaged lines are restored with the article's own words; no real article is longer.
const VOCABULARY_REACH: usize = 64 << 10;

/// How many bytes of new lines are worth being read by several threads; what an editor sends at a keystroke never is.
const WORTH_THREADS: usize = 64 << 10;

/// A stretch of the text that is to be analysed.
pub(super) enum Part {
    /// Lines that were analysed before, perhaps in other company.
    Kept(Range<usize>),
    /// A new one, with its terminator.
    New(Box<str>),
    /// A new one that was read already.
    Read(Box<Line>),
}

/// The lines of an article, and beside each what is asked of every line.
pub(super) struct Rows {
    /// The lines themselves.
    pub lines: Vec<Arc<Line>>,
    /// What each adds to the context.
    pub surveys: Vec<Survey>,
    /// What the roles are told from.
    pub looks: Vec<Look>,
    /// What the rules find there.
    pub holds: Vec<Holds>,
    /// The byte offset at which each line starts; one more than there are lines.
    pub starts: Vec<u32>,
}

impl Default for Rows {
    fn default() -> Rows {
        Rows::of(Vec::new())
    }
}

impl Rows {
    /// Room for the lines that were surveyed.
    fn of(surveys: Vec<Survey>) -> Rows {
        let lines = surveys.len();
        let mut starts = Vec::with_capacity(lines + 1);
        starts.push(0);
        Rows { lines: Vec::with_capacity(lines), surveys, looks: Vec::with_capacity(lines), holds: Vec::with_capacity(lines), starts }
    }

    /// Bytes of all lines.
    fn len(&self) -> u32 {
        self.starts.last().copied().unwrap_or_default()
    }

    fn push(&mut self, line: Line) {
        self.starts.push(self.len() + line.source.len() as u32);
        self.looks.push(Look::of(&line.shape));
        self.holds.push(Holds::of(&line.reading, &line.facts));
        self.lines.push(Arc::new(line));
    }

    /// Takes over lines as they are.
    fn extend(&mut self, from: &Rows, run: Range<usize>) {
        let (old, new) = (from.starts[run.start], self.len());
        self.starts.extend(from.starts[run.start + 1..=run.end].iter().map(|start| start - old + new));
        self.looks.extend_from_slice(&from.looks[run.clone()]);
        self.holds.extend_from_slice(&from.holds[run.clone()]);
        self.lines.extend_from_slice(&from.lines[run]);
    }
}

/// A text without its terminator.
fn content(source: &str) -> &str {
    &source[..source.len() - terminator_len(source)]
}

impl Analysis {
    /// The analysis of a text made of lines of this one and new ones.
    pub(super) fn assembled(&self, mut parts: Vec<Part>) -> Analysis {
        let surveys = self.surveys(&parts);
        let context = Context::of(surveys.iter());
        let is_damaged = surveys.iter().any(|s| s.suspects_mojibake);
        let vocabulary = is_damaged.then(|| self.vocabulary_of(&parts));
        self.read_ahead(&mut parts, context, vocabulary.as_deref());
        let mut assembly = Assembly { base: self, context, vocabulary, rows: Rows::of(surveys) };
        for part in parts {
            match part {
                Part::Kept(run) => assembly.keep(run),
                Part::New(source) => assembly.read(source),
                Part::Read(line) => assembly.rows.push(*line),
            }
        }
        let Assembly { rows, vocabulary, .. } = assembly;
        let article = Article::of(&rows.looks);
        let (knowledge, article_noise, over_lines) = (self.knowledge.clone(), Vec::new(), OnceLock::new());
        let (reference, cast) = (self.reference, OnceLock::new());
        let mut analysis = Analysis { rows, context, vocabulary, knowledge, reference, article, article_noise, over_lines, cast };
        analysis.article_noise = article::noise::article_spots(&analysis, &analysis.article, context, &analysis.rows.surveys);
        analysis
    }

    /// Reads the new lines on several threads where there are many: a line needs nothing but its text, the context and the words.
    fn read_ahead(&self, parts: &mut [Part], context: Context, vocabulary: Option<&Vocabulary>) {
        let new: usize = parts.iter().map(|part| if let Part::New(source) = part { source.len() } else { 0 }).sum();
        if new < WORTH_THREADS {
            return;
        }
        let mut start = 0;
        let placed: Vec<(usize, &mut Part)> = parts
            .iter_mut()
            .map(|part| {
                let len = match part {
                    Part::Kept(run) => (self.rows.starts[run.end] - self.rows.starts[run.start]) as usize,
                    Part::New(source) => source.len(),
                    Part::Read(line) => line.source.len(),
                };
                start += len;
                (start - len, part)
            })
            .collect();
        placed.into_par_iter().for_each(|(start, part)| {
            if let Part::New(source) = part {
                *part = Part::Read(Box::new(line(std::mem::take(source), start, context, vocabulary)));
            }
        });
    }

    fn surveys(&self, parts: &[Part]) -> Vec<Survey> {
        let mut surveys = Vec::with_capacity(self.rows.surveys.len() + parts.len());
        for part in parts {
            match part {
                Part::Kept(run) => surveys.extend_from_slice(&self.rows.surveys[run.clone()]),
                Part::New(source) => surveys.push(Survey::of(content(source))),
                Part::Read(line) => surveys.push(Survey::of(line.content())),
            }
        }
        surveys
    }

    /// The words of an article made of some parts: the very same as before where they are alike.
    fn vocabulary_of(&self, parts: &[Part]) -> Arc<Vocabulary> {
        // What stands behind its reach adds nothing to it.
        if let (Some(Part::Kept(head)), Some(vocabulary)) = (parts.first(), &self.vocabulary)
            && head.start == 0
            && Vocabulary::is_full(self.rows.lines[head.clone()].iter().map(|line| line.content().len()))
        {
            return vocabulary.clone();
        }
        let contents = parts.iter().flat_map(|part| {
            let (kept, new) = match part {
                Part::Kept(run) => (&self.rows.lines[run.clone()], None),
                Part::New(source) => (&[][..], Some(content(source))),
                Part::Read(line) => (&[][..], Some(line.content())),
            };
            kept.iter().map(|line| line.content()).chain(new)
        });
        let vocabulary = Vocabulary::of(contents).with_names(self.knowledge.names());
        self.vocabulary.clone().filter(|old| **old == vocabulary).unwrap_or_else(|| Arc::new(vocabulary))
    }
}

/// An analysis in the making.
struct Assembly<'a> {
    base: &'a Analysis,
    context: Context,
    vocabulary: Option<Arc<Vocabulary>>,
    /// The surveys of all lines, and the lines so far.
    rows: Rows,
}

impl Assembly<'_> {
    /// Takes over a run of lines; those that were read with what has changed are read again.
    fn keep(&mut self, run: Range<usize>) {
        let base = &self.base.rows;
        let mut from = run.start;
        for at in run.clone() {
            if self.context == self.base.context && !base.surveys[at].suspects_mojibake {
                continue;
            }
            self.rows.extend(base, from..at);
            from = at;
            if !self.is_read_alike(at) {
                self.read(base.lines[at].source.clone());
                from = at + 1;
            }
        }
        self.rows.extend(base, from..run.end);
    }

    /// Whether a line of the base, which comes next, was read with what it would be read with now.
    fn is_read_alike(&self, at: usize) -> bool {
        if self.context != self.base.context {
            return false;
        }
        let was_near = (self.base.rows.starts[at] as usize) < VOCABULARY_REACH;
        let is_same = match (&self.vocabulary, &self.base.vocabulary) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            _ => false,
        };
        was_near == self.is_near() && (!was_near || is_same)
    }

    /// Whether the next line is near enough to the beginning to be read with the article's words.
    fn is_near(&self) -> bool {
        (self.rows.len() as usize) < VOCABULARY_REACH
    }

    /// Reads the next line.
    fn read(&mut self, source: Box<str>) {
        let start = self.rows.len() as usize;
        self.rows.push(line(source, start, self.context, self.vocabulary.as_deref()));
    }
}

/// Reads a line that begins at a byte of the article: with the article's words if it stands near enough to the beginning.
fn line(source: Box<str>, start: usize, context: Context, vocabulary: Option<&Vocabulary>) -> Line {
    let none = Vocabulary::default();
    Line::new(source, context, vocabulary.filter(|_| start < VOCABULARY_REACH).unwrap_or(&none))
}
