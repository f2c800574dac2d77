//! The open documents: their texts, changed in place, and one analysis for each version at most.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use dashmap::DashMap;
use jiff::civil::Date;
use tokio::sync::Notify;
use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use crate::analysis::{Analysis, Knowledge};
use crate::rules::Finding;
use crate::text::{LineSplice, Position, PositionEncoding, SourceText};
use crate::workspace::Digest;

/// Takes a lock; what a panicking thread left behind is still sound, since everything here is replaced as a whole.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The analysis of one revision of a document.
pub struct Analysed {
    revision: u64,
    /// The analysis.
    pub analysis: Analysis,
    findings: OnceLock<Vec<Finding>>,
    digest: OnceLock<Digest>,
}

impl Analysed {
    /// The count of the state that was analysed.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What the workspace keeps of it, worked out once.
    pub fn digest(&self) -> &Digest {
        self.digest.get_or_init(|| Digest::of(&self.analysis))
    }

    /// The findings with their default severities, worked out once.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| self.analysis.findings())
    }
}

/// What the threads that analyse a document share.
#[derive(Default)]
struct Workshop {
    /// Held while one of them works, so that the next finds the work done.
    working: Mutex<()>,
    latest: Mutex<Option<Arc<Analysed>>>,
}

/// One notification's change of lines, between two revisions.
#[derive(Clone, Copy)]
struct Step {
    from: u64,
    to: u64,
    splice: LineSplice,
}

struct Document {
    text: SourceText,
    version: i32,
    revision: u64,
    /// The changes since the latest analysis, in order.
    steps: Vec<Step>,
    workshop: Arc<Workshop>,
    /// Rung when the text changed or closed: wakes the one who publishes diagnostics.
    changed: Arc<Notify>,
}

/// One version of a document, and all that is needed to analyse it. Cheap: the text is shared.
pub struct Snapshot {
    /// The text.
    pub text: SourceText,
    /// The client's version.
    pub version: i32,
    /// Our own count of states; never the same for two texts, not even over closing and opening again.
    pub revision: u64,
    base: Option<Arc<Analysed>>,
    steps: Vec<Step>,
    workshop: Arc<Workshop>,
}

/// All open documents.
#[derive(Default)]
pub struct Documents {
    open: DashMap<Uri, Document>,
    revisions: AtomicU64,
}

impl Documents {
    fn next_revision(&self) -> u64 {
        self.revisions.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Opens a document, or replaces it where the client opens it twice. Returns the bell that rings when it changes.
    pub fn open(&self, uri: Uri, version: i32, text: &str) -> Arc<Notify> {
        let changed = Arc::new(Notify::new());
        let document = Document {
            text: SourceText::new(text),
            version,
            revision: self.next_revision(),
            steps: Vec::new(),
            workshop: Arc::default(),
            changed: changed.clone(),
        };
        if let Some(replaced) = self.open.insert(uri, document) {
            replaced.changed.notify_one();
        }
        changed
    }

    /// Applies the changes of one notification, in order. A document that is not open stays closed.
    pub fn change(&self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>, encoding: PositionEncoding) {
        let revision = self.next_revision();
        let Some(mut document) = self.open.get_mut(uri) else { return };
        let document = &mut *document;
        let mut splice: Option<LineSplice> = None;
        for change in changes {
            let done = apply(&mut document.text, change, encoding);
            splice = Some(splice.map_or(done, |before| before.then(done)));
        }
        document.version = version;
        let latest = locked(&document.workshop.latest).as_ref().map(|a| a.revision);
        document.steps.retain(|step| latest.is_none_or(|latest| step.to > latest));
        if let Some(splice) = splice {
            document.steps.push(Step { from: document.revision, to: revision, splice });
            document.revision = revision;
        }
        document.changed.notify_one();
    }

    /// Closes a document.
    pub fn close(&self, uri: &Uri) {
        if let Some((_, document)) = self.open.remove(uri) {
            document.changed.notify_one();
        }
    }

    /// The present state of a document; `None` where it is not open.
    pub fn snapshot(&self, uri: &Uri) -> Option<Snapshot> {
        let document = self.open.get(uri)?;
        Some(Snapshot {
            text: document.text.clone(),
            version: document.version,
            revision: document.revision,
            base: locked(&document.workshop.latest).clone(),
            steps: document.steps.clone(),
            workshop: document.workshop.clone(),
        })
    }

    /// The names of all open documents.
    pub fn uris(&self) -> Vec<Uri> {
        self.open.iter().map(|document| document.key().clone()).collect()
    }

    /// Whether the document behind a bell is the one that is open.
    pub fn is_current(&self, uri: &Uri, changed: &Arc<Notify>) -> bool {
        self.open.get(uri).is_some_and(|d| Arc::ptr_eq(&d.changed, changed))
    }

    /// The revision of a document.
    pub fn revision(&self, uri: &Uri) -> Option<u64> {
        self.open.get(uri).map(|d| d.revision)
    }

    /// Rings every document's bell: what the results depend on has changed.
    pub fn ring_all(&self) {
        for document in &self.open {
            document.changed.notify_one();
        }
    }
}

fn apply(text: &mut SourceText, change: TextDocumentContentChangeEvent, encoding: PositionEncoding) -> LineSplice {
    let Some(range) = change.range else { return text.replace(&change.text) };
    let at = |p: tower_lsp::ls_types::Position| Position { line: p.line, character: p.character };
    let replaced = text.range(at(range.start), at(range.end), encoding);
    text.edit(replaced, &change.text)
}

impl Snapshot {
    /// The analysis of this version: from the store, or from an earlier one and the changes since, or from nothing. `reference` is the day of articles without a
    /// date. Blocks.
    pub fn analysed(&self, knowledge: &Arc<Knowledge>, reference: Option<Date>) -> Arc<Analysed> {
        let _working = locked(&self.workshop.working);
        let latest = locked(&self.workshop.latest).clone();
        let fresh =
            |analysed: &Arc<Analysed>| Arc::ptr_eq(analysed.analysis.knowledge(), knowledge) && analysed.analysis.reference() == reference;
        if let Some(done) = latest.iter().chain(&self.base).find(|a| a.revision == self.revision && fresh(a)) {
            return done.clone();
        }
        let bases = latest.iter().chain(&self.base).filter(|a| fresh(a));
        let updated = bases.filter_map(|base| Some((base, self.splice_since(base.revision)?))).next().and_then(|(base, splice)| {
            let inserted = (splice.first..splice.first + splice.inserted).map(|line| self.text.line(line)).collect();
            // Should updating ever fail, analysing afresh may not.
            catch_unwind(AssertUnwindSafe(|| base.analysis.update(splice, inserted))).ok()
        });
        let analysis = updated.unwrap_or_else(|| Analysis::new(&self.text.text(), knowledge.clone()).with_reference(reference));
        let analysed = Arc::new(Analysed { revision: self.revision, analysis, findings: OnceLock::new(), digest: OnceLock::new() });
        let mut latest = locked(&self.workshop.latest);
        if latest.as_ref().is_none_or(|stored| stored.revision <= self.revision) {
            *latest = Some(analysed.clone());
        }
        analysed
    }

    /// What changed since a revision; `None` where that is not known.
    fn splice_since(&self, revision: u64) -> Option<LineSplice> {
        let first = self.steps.iter().position(|step| step.from == revision)?;
        self.steps[first..].iter().map(|step| step.splice).reduce(LineSplice::then)
    }
}
