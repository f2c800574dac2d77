//! `textDocument/hover`: what stands under the cursor, card after card, the innermost first.

use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::library::{key_of, uri_of};
use super::view::View;
use crate::analysis::HoverContent;
use crate::entities::Card;
use crate::message::Locale;
use crate::message::markdown::escaped;
use crate::rules::noise;
use crate::workspace::Seen;

/// The cards of entity and figure, and what the spot of noise means. The range is that of the innermost.
pub fn hover(view: &View, position: Position) -> Option<Hover> {
    let found = view.analysis().hovers(view.offset(position));
    let markdown = view.abilities.markdown_hover;
    let cards: Vec<String> = found.iter().filter_map(|h| card(view, &h.content, markdown)).collect();
    let kind = if markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    let value = cards.join(if markdown { "\n\n---\n\n" } else { "\n\n" });
    // A position past the end of its line means the end, but a range that does not hold it would confuse the client.
    let range = Some(view.range(found.first()?.range)).filter(|range| range.start <= position && position <= range.end);
    Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range })
}

/// The card of one who is named: what the catalog knows, and what the articles of the workspace say.
pub fn entity_card(view: &View, member: usize) -> Option<Card> {
    let mut card = view.analysis().card(member, view.locale())?;
    view.library.take(&view.uri, &view.analysed);
    let markdown = view.abilities.markdown_hover;
    view.library.read(|workspace| {
        let one = view.analysed.digest().named.get(member)?;
        let link = |seen: &Seen, line: u32| {
            let title = escaped(&seen.digest.title);
            match uri_of(seen.path).filter(|_| markdown) {
                Some(uri) => format!("[{title}]({}#L{})", uri.as_str(), line + 1),
                None => seen.digest.title.clone(),
            }
        };
        workspace.add_to(&mut card, one, &key_of(&view.uri), view.locale() == Locale::En, &link);
        Some(())
    });
    Some(card)
}

fn card(view: &View, content: &HoverContent, markdown: bool) -> Option<String> {
    let (analysis, locale) = (view.analysis(), view.locale());
    Some(match content {
        HoverContent::Entity(entity) => {
            let card = entity_card(view, *entity)?;
            if markdown { card.to_markdown() } else { card.to_plain() }
        }
        HoverContent::Figure(line, at) => {
            let card = analysis.figure_card(*line, *at, locale, &view.findings())?;
            if markdown { card.to_markdown() } else { card.to_plain() }
        }
        HoverContent::Noise(spot) => {
            let message = noise::explain(spot);
            let text = message.text(locale);
            if markdown { escaped(text) } else { text.to_owned() }
        }
    })
}
