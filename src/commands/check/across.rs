//! What the articles of one run state differently (kind A4). A first pass keeps, of every article that could contradict another, which
//! project has which figure, and nothing else: a few hundred bytes an article, however long the articles are.

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
    /// Whether the files change while the run goes on, so that what was kept of them may be old.
    changing: bool,
}

type Job = (Input, Arc<Surroundings>);

impl Across {
    /// Reads the files once for what they may contradict each other in; nothing where nobody wants to know, or there is but one article.
    pub fn of(jobs: &[Job], changing: bool) -> Across {
        let mut across = Across { workspace: Workspace::default(), changing };
        let is_wanted = |(_, surroundings): &&Job| wants(surroundings);
        // Standard input can be read once only.
        let files: Vec<&Job> = jobs.iter().filter(|(input, _)| input.origin != Origin::Stdin).filter(is_wanted).collect();
        if files.len() < 2 && files.iter().all(|(input, _)| Form::of(&input.path).is_none()) {
            return across;
        }
        let work = |job: &&Job| -> Vec<(PathBuf, Digest)> {
            let (input, surroundings) = job;
            let documents = Document::read_all(input, &surroundings.settings).unwrap_or_default();
            documents.iter().filter_map(|document| Some((key(document), digest(document, surroundings)?))).collect()
        };
        batch::run(&files, work, |_, found| {
            // What cannot be read is told of when it is its turn.
            found.unwrap_or_default().into_iter().for_each(|(path, digest)| across.workspace.put(&path, digest));
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
        match kept {
            Some(digest) => conflicts::findings(&self.workspace, &path, digest, analysis),
            None => Digest::to_compare(analysis)
                .map(|digest| conflicts::findings(&self.workspace, &path, &digest, analysis))
                .unwrap_or_default(),
        }
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
    Digest::to_compare(&Analysis::new(text, surroundings.knowledge.clone()))
}
