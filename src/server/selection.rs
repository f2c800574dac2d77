//! `textDocument/selectionRange`: word, clause, sentence, paragraph, section, article.

use tower_lsp::ls_types::{Position, SelectionRange};

use super::view::View;
use crate::text::{TextRange, TextSize, range};

/// The ranges around each position, from the inside out.
pub fn selection_ranges(view: &View, positions: &[Position]) -> Vec<SelectionRange> {
    positions.iter().map(|position| around(view, *position)).collect()
}

fn around(view: &View, position: Position) -> SelectionRange {
    let offset = view.offset(position);
    let place = TextSize::try_from(offset).unwrap_or_default();
    let mut growing: Vec<TextRange> = Vec::new();
    for wider in view.analysis().selections(offset) {
        let grows = growing.last().is_none_or(|inner| wider.contains_range(*inner) && wider != *inner);
        if wider.contains_inclusive(place) && grows {
            growing.push(wider);
        }
    }
    if growing.is_empty() {
        growing.push(range(offset, offset));
    }
    let outermost_first = growing.into_iter().rev();
    let nested = outermost_first.fold(None, |parent: Option<SelectionRange>, bytes| {
        Some(SelectionRange { range: view.range(bytes), parent: parent.map(Box::new) })
    });
    nested.unwrap_or_default()
}
