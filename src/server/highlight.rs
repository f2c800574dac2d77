//! `textDocument/documentHighlight`: every place that names the entity under the cursor.
//!
//! Always answered with a list: without one, VS Code highlights a whole Chinese clause as one word.

use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, Position};

use super::view::View;

/// The places that name the same entity; none where the cursor is on no entity.
pub fn highlights(view: &View, position: Position) -> Vec<DocumentHighlight> {
    let Some((_, entity)) = view.analysis().entity_at(view.offset(position)) else { return Vec::new() };
    let mentions = view.analysis().mentions().into_iter().filter(|m| m.entity == entity);
    mentions.map(|m| DocumentHighlight { range: view.range(m.range), kind: Some(DocumentHighlightKind::TEXT) }).collect()
}
