//! `textDocument/documentHighlight`: every place that names the entity under the cursor.
//!
//! Always answered with a list: without one, VS Code highlights a whole Chinese clause as one word.

use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, Position};

use super::view::View;

/// The places that name the same entity; none where the cursor is on no entity.
pub fn highlights(view: &View, position: Position) -> Vec<DocumentHighlight> {
    let Some((_, member)) = view.analysis().entity_at(view.offset(position)) else { return Vec::new() };
    let namings = view.analysis().namings().filter(|(_, naming)| naming.member == member);
    namings.map(|(range, _)| DocumentHighlight { range: view.range(range), kind: Some(DocumentHighlightKind::TEXT) }).collect()
}
