//! `textDocument/foldingRange`: sections, lists, related news and boilerplate, line by line.

use tower_lsp::ls_types::FoldingRange;

use super::view::View;

/// The ranges of lines that can be folded, as many as the client takes.
pub fn folding_ranges(view: &View) -> Vec<FoldingRange> {
    let limit = view.abilities.folding_limit.unwrap_or(usize::MAX);
    let folds = view.analysis().folds().into_iter().take(limit);
    folds.map(|fold| FoldingRange { start_line: fold.start_line, end_line: fold.end_line, ..FoldingRange::default() }).collect()
}
