//! One file: read, put right where asked, checked, laid out.

use std::sync::Arc;

use crate::output::full::Style;
use crate::output::statistics::Statistics;
use crate::output::{self, Tally};
use crate::rules::{Finding, Message};
use crate::suppress::Identity;
use crate::workspace::conflicts::{Contradiction, Elsewhere};

use super::Options;
use super::across::Across;
use super::known::Known;
use crate::commands::article::Article;
use crate::commands::document::{Document, Unread};
use crate::commands::fixing::{self, Trust};
use crate::commands::inputs::{Input, Origin};
use crate::commands::save::save;
use crate::commands::session::Surroundings;

/// What came of one file.
#[derive(Default)]
pub struct Outcome {
    /// For standard output; `None` where the file was not read.
    pub result: Option<String>,
    /// What is worth knowing.
    pub notes: Vec<Message>,
    /// What went wrong.
    pub failure: Option<Message>,
    /// Its numbers.
    pub tally: Tally,
    /// How often each rule spoke.
    pub statistics: Statistics,
    /// Findings that were fixed.
    pub fixed: usize,
    /// Findings that `--fix` would put right, and those that only `--unsafe-fixes` would.
    pub fixable: (usize, usize),
    /// Findings that were printed.
    pub shown: usize,
    /// Whether something is at or above `--fail-on`.
    pub fails: bool,
    /// Whether it is a binary file that nobody named.
    pub binary: bool,
    /// The findings of each article in it, for a baseline, by the article's name.
    pub identities: Vec<(std::path::PathBuf, Vec<Identity>)>,
    /// Findings that the baseline holds and that are gone.
    pub gone: usize,
}

/// How to work on files.
pub struct Manner<'a> {
    /// What the command line asks for.
    pub options: &'a Options,
    /// How to draw.
    pub style: Style,
    /// What need not be reported.
    pub known: &'a Known,
    /// The other articles of the run.
    pub across: &'a Across,
    /// How many findings may still be printed.
    pub room: usize,
}

/// Reads and checks one file.
pub fn check(input: &Input, surroundings: &Arc<Surroundings>, manner: &Manner) -> Outcome {
    let mut outcome = Outcome::default();
    let documents = match Document::read_all(input, &surroundings.settings) {
        Ok(documents) => documents,
        Err(Unread::Binary(_)) if input.origin == Origin::Walked => return Outcome { binary: true, ..outcome },
        Err(Unread::Binary(message) | Unread::Unreadable(message)) => return Outcome { failure: Some(message), ..outcome },
    };
    for (at, mut document) in documents.into_iter().enumerate() {
        if at == 0 {
            outcome.notes.extend(document.encoding_note());
        }
        outcome.failure = document.broken.take().or(outcome.failure.take());
        let changed = change(&mut document, surroundings, manner, &mut outcome);
        let laid_out = report(&document, surroundings, manner, &mut outcome);
        let piece = changed.unwrap_or(laid_out);
        let result = outcome.result.get_or_insert_default();
        if !result.is_empty() && !piece.is_empty() {
            result.push_str(manner.options.format.separator());
        }
        result.push_str(&piece);
    }
    outcome
}

/// Applies fixes where asked. Returns the diff where one is asked for.
fn change(document: &mut Document, surroundings: &Arc<Surroundings>, manner: &Manner, outcome: &mut Outcome) -> Option<String> {
    let options = manner.options;
    if !options.fix && !options.diff {
        return None;
    }
    let trust = if options.unsafe_fixes { Trust::All } else { Trust::Safe };
    let text = &document.decoded.text;
    let fixed = fixing::fix(document, surroundings, trust, |article| {
        manner.known.narrow(article);
    });
    if options.diff {
        return Some(output::diff::unified(&document.name, text, &fixed.text, manner.style.styled));
    }
    if fixed.findings > 0 {
        match save(document, &fixed.text) {
            Ok(()) => {
                outcome.fixed += fixed.findings;
                document.decoded.text = fixed.text;
            }
            Err(message) => outcome.failure = Some(message),
        }
    }
    None
}

fn report(document: &Document, surroundings: &Surroundings, manner: &Manner, outcome: &mut Outcome) -> String {
    let options = manner.options;
    let analysis = surroundings.analysis(&document.decoded.text);
    let mut contradictions = manner.across.findings(document, &analysis, surroundings);
    let more = contradictions.iter().map(|c| c.finding.clone()).collect();
    let mut article = Article::analysed(document, surroundings, analysis, more);
    outcome.notes.extend(article.reported.stale.iter().filter_map(|at| stale(*at, surroundings)));
    outcome.gone += manner.known.narrow(&mut article);
    article.elsewhere = article.reported.findings.iter().map(|f| elsewhere(f, &mut contradictions)).collect();
    let findings = &article.reported.findings;
    if !document.extracted {
        let of = |safe| findings.iter().filter_map(|f| f.fixes.first()).filter(|fix| fix.safe == safe).count();
        outcome.fixable = (outcome.fixable.0 + of(true), outcome.fixable.1 + of(false));
    }
    outcome.fails |= findings.iter().any(|f| f.severity >= options.fail_on.severity());
    outcome.tally.add(Tally::of(findings, article.analysis.coverage()));
    if options.statistics {
        outcome.statistics.add(&Statistics::of(findings));
        return String::new();
    }
    if options.write_baseline.is_some() {
        outcome.identities.push((document.file().to_path_buf(), article.reported.identities));
        return String::new();
    }
    if options.diff {
        return String::new();
    }
    let checked = article.checked(manner.room.saturating_sub(outcome.shown));
    outcome.shown += checked.findings.len();
    options.format.file(&checked, manner.style)
}

/// The other place of a finding that has it in another article.
fn elsewhere(finding: &Finding, contradictions: &mut Vec<Contradiction>) -> Option<Elsewhere> {
    let is_it =
        |c: &Contradiction| c.finding.code == finding.code && c.finding.range == finding.range && c.finding.message == finding.message;
    let at = contradictions.iter().position(is_it)?;
    Some(contradictions.remove(at).elsewhere)
}

/// An entry of `.heshu/ignored.toml` that nothing needs any more.
fn stale(at: usize, surroundings: &Surroundings) -> Option<Message> {
    let ignored = &surroundings.settings.ignored;
    let (entry, file) = (ignored.entries.get(at)?, ignored.file.as_ref()?.display());
    let (path, code, quote) = (&entry.path, &entry.code, &entry.quote);
    Some(Message::new(
        format!("{file} 中的条目已不再需要：{path} {code}“{quote}”；heshu ignore --prune 可删去"),
        format!("{file} has an entry that nothing needs any more: {path} {code} “{quote}”; heshu ignore --prune removes it"),
    ))
}
