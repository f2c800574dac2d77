//! `textDocument/formatting`: what `heshu clean` does to the file.

use tower_lsp::ls_types::TextEdit;

use super::view::View;

/// The edits that take out what is noise for certain.
pub fn formatting(view: &View) -> Vec<TextEdit> {
    view.edits(&view.analysis().clean_edits())
}
