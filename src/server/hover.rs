//! `textDocument/hover`: what stands under the cursor.

use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::view::View;
use crate::analysis::HoverContent;
use crate::rules::noise;

/// The card of the entity, or what the spot of noise means.
pub fn hover(view: &View, position: Position) -> Option<Hover> {
    let found = view.analysis().hover(view.offset(position))?;
    let markdown = view.abilities.markdown_hover;
    let value = match &found.content {
        HoverContent::Entity(entity) => {
            let card = view.analysis().card(*entity, view.locale())?;
            if markdown { card.to_markdown() } else { card.to_plain() }
        }
        HoverContent::Noise(spot) => {
            let message = noise::explain(spot);
            let text = message.text(view.locale());
            if markdown { escaped(text) } else { text.to_owned() }
        }
    };
    let kind = if markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    // A position past the end of its line means the end, but a range that does not hold it would confuse the client.
    let range = Some(view.range(found.range)).filter(|range| range.start <= position && position <= range.end);
    Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range })
}

/// Text of the article as Markdown that shows it as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
