//! Which lines of a file changed since a git revision.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use gix::ThreadSafeRepository;
use similar::{DiffTag, TextDiff};

use crate::message::Message;
use crate::text::decode;

/// A revision to compare with.
pub struct Changes {
    repository: ThreadSafeRepository,
    root: PathBuf,
    tree: gix::ObjectId,
}

/// The lines of one file that changed.
pub enum Changed {
    /// All: the revision does not have the file.
    All,
    /// These, from 0, in order.
    Lines(Vec<Range<usize>>),
}

impl Changed {
    /// Whether one of the lines from `first` to `last` changed.
    pub fn touches(&self, first: usize, last: usize) -> bool {
        match self {
            Changed::All => true,
            Changed::Lines(lines) => lines.iter().any(|l| l.start <= last && first < l.end),
        }
    }
}

impl Changes {
    /// Opens the repository around a folder. What is compared with is where the revision and HEAD parted, so that what others
    /// committed meanwhile is not ours.
    pub fn since(revision: &str, folder: &Path) -> Result<Changes, Message> {
        let failed = |zh: &str, en: &str| Message::new(format!("--diff-base {revision}：{zh}"), format!("--diff-base {revision}: {en}"));
        let no_repository = || failed("这里不是 git 仓库，请在仓库内运行", "no git repository here; run it inside one");
        let repository = gix::discover(folder).map_err(|_| no_repository())?;
        let root = repository.workdir().ok_or_else(no_repository)?.canonicalize().map_err(|_| no_repository())?;
        let unknown = || {
            failed(
                "没有这个版本；CI 里请先取回它（actions/checkout 用 fetch-depth: 0）",
                "there is no such revision; in CI, fetch it first (actions/checkout with fetch-depth: 0)",
            )
        };
        let asked = repository.rev_parse_single(revision).map_err(|_| unknown())?;
        let parted = repository.head_id().ok().and_then(|head| repository.merge_base(asked, head).ok().flatten());
        let base = parted.unwrap_or(asked);
        let tree = base.object().ok().and_then(|o| o.peel_to_tree().ok()).ok_or_else(unknown)?.id;
        Ok(Changes { root, tree, repository: repository.into_sync() })
    }

    /// The lines of a file that changed. A file outside the repository changed as a whole.
    pub fn of(&self, path: &Path, text: &str) -> Changed {
        let Some(old) = self.old(path) else { return Changed::All };
        let old = decode(&old).text;
        let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(old.as_str(), text);
        let lines = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal).map(|op| {
            let new = op.new_range();
            // Where lines went, the ones around them are what changed.
            if new.is_empty() { new.start.saturating_sub(1)..new.start + 1 } else { new }
        });
        Changed::Lines(lines.collect())
    }

    fn old(&self, path: &Path) -> Option<Vec<u8>> {
        let whole = path.canonicalize().ok()?;
        let below = whole.strip_prefix(&self.root).ok()?;
        let repository = self.repository.to_thread_local();
        let tree = repository.find_tree(self.tree).ok()?;
        let entry = tree.lookup_entry_by_path(below).ok()??;
        Some(entry.object().ok()?.detach().data)
    }
}
