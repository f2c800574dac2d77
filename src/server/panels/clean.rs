//! Cleaning and fixing as commands: for editors to show as a diff first, or to apply at once.

use serde::Serialize;
use similar::{DiffOp, TextDiff};
use std::time::Duration;
use tower_lsp::ls_types::{Range, TextEdit};

use crate::server::view::View;

/// What cleaning would make of an article.
#[derive(Debug, Serialize)]
pub struct Cleaned {
    /// The version that it was made from.
    version: i32,
    /// The whole text, cleaned.
    text: String,
    /// How many spots are noise for certain.
    spots: usize,
}

/// The text as `heshu clean` writes it.
pub fn cleaned(view: &View) -> Cleaned {
    Cleaned { version: view.version, text: view.analysis().cleaned(), spots: view.analysis().clean_edits().len() }
}

/// The edits that clean the article, whole lines each: what did not change keeps its marks, folds and cursors.
pub fn edits(view: &View) -> Vec<TextEdit> {
    let (old, new) = (view.text.text(), view.analysis().cleaned());
    // Past the deadline the diff is only less short.
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(old.as_str(), new.as_str());
    let starts = starts(&old);
    let old_at = |line: usize| view.position(starts.get(line).copied().unwrap_or(old.len()));
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let changes = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changes
        .map(|op| TextEdit {
            range: Range::new(old_at(op.old_range().start), old_at(op.old_range().end)),
            new_text: new_lines.get(op.new_range()).map(<[&str]>::concat).unwrap_or_default(),
        })
        .collect()
}

/// Where the lines of a text begin.
fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}
