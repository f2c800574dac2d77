//! What the articles of one run state differently (kind A4). A first pass keeps, of every article that could contradict another, which
//! project has which figure, and nothing else: a few hundred bytes an article, however long the articles are.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::Analysis;
use crate::commands::batch;
use crate::commands::document::Document;
use crate::commands::inputs::{Input, Origin};
use crate::commands::interrupt;
use crate::commands::session::Surroundings;
use crate::documents::Form;
use crate::workspace::conflicts::{self, CODE, Contradiction};
use crate::workspace::facts::may_hold_fixed;
use crate::workspace::{Digest, Workspace};

/// The articles of a run.
#[derive(Default)]
pub struct Across {
    workspace: Workspace,
    /// The paragraph or line of the file for each line of an article, where they are not the same.
    lines: HashMap<PathBuf, Vec<u32>>,
    /// Whether the files change while the run goes on, so that what was kept of them may be old.
    changing: bool,
}

type Job = (Input, Arc<Surroundings>);

impl Across {
    /// Reads the files once for what they may contradict each other in; nothing where nobody wants to know, or there is but one article.
    pub fn of(jobs: &[Job], changing: bool) -> Across {
        let mut across = Across { changing, ..Across::default() };
        let is_wanted = |(_, surroundings): &&Job| wants(surroundings);
        // Standard input can be read once only.
        let files: Vec<&Job> = jobs.iter().filter(|(input, _)| input.origin != Origin::Stdin).filter(is_wanted).collect();
        if files.len() < 2 && files.iter().all(|(input, _)| Form::of(&input.path).is_none()) {
            return across;
        }
        let work = |job: &&Job| -> Vec<(PathBuf, Digest, Option<Vec<u32>>)> {
            let (input, surroundings) = job;
            let documents = Document::read_all(input, &surroundings.settings).unwrap_or_default();
            let kept = |document: &Document| Some((key(document), digest(document, surroundings)?, document.lines.clone()));
            documents.iter().filter_map(kept).collect()
        };
        batch::run(&files, work, |_, found| {
            // What cannot be read is told of when it is its turn.
            for (path, digest, lines) in found.unwrap_or_default() {
                across.workspace.put(&path, digest);
                across.lines.extend(lines.map(|lines| (path, lines)));
            }
            !interrupt::asked()
        });
        across
    }

    /// What an article states otherwise than others of the run.
    pub fn findings(&self, document: &Document, analysis: &Analysis, surroundings: &Surroundings) -> Vec<Contradiction> {
        if self.workspace.is_empty() || !wants(surroundings) {
            return Vec::new();
        }
        let path = key(document);
        let kept = self.workspace.digest(&path).filter(|_| !self.changing);
        let mut found = match kept {
            Some(digest) => conflicts::findings(&self.workspace, &path, digest, analysis),
            None => Digest::to_compare(analysis)
                .map(|digest| conflicts::findings(&self.workspace, &path, &digest, analysis))
                .unwrap_or_default(),
        };
        for elsewhere in found.iter_mut().map(|c| &mut c.elsewhere) {
            let lines = self.lines.get(&elsewhere.path);
            elsewhere.line = lines.and_then(|l| l.get(elsewhere.place.line as usize)).copied().unwrap_or(elsewhere.line);
        }
        found
    }
}

/// The name of an article among the others.
fn key(document: &Document) -> PathBuf {
    Path::new(&document.name).to_path_buf()
}

fn wants(surroundings: &Surroundings) -> bool {
    surroundings.settings.across_articles != Some(false) && surroundings.settings.is_selected(CODE)
}

fn digest(document: &Document, surroundings: &Surroundings) -> Option<Digest> {
    let text = &document.decoded.text;
    may_hold_fixed(text).then_some(())?;
    Digest::to_compare(&surroundings.analysis(text))
}
