//! `textDocument/inlayHint`: how far a hedge reaches, which days 去年 means, how much 3000亩 is. Off unless somebody asks for it.

use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintTooltip, Range};

use super::positions::Walk;
use super::view::View;
use crate::figures::hint::hint;

/// The hints of the figures that end in a range; only the lines of the range are looked at.
pub fn inlay_hints(view: &View, asked: Range) -> Vec<InlayHint> {
    if !view.settings.inlay_hints {
        return Vec::new();
    }
    let (analysis, locale) = (view.analysis(), view.locale());
    let today = analysis.told_from();
    let place = view.bytes(asked);
    let lines = analysis.line_at(place.start().into())..=analysis.line_at(place.end().into());
    let mut hints = Vec::new();
    for line in lines.filter(|line| *line < analysis.lines().len()) {
        let mut walk = Walk::of(view, line);
        for figure in analysis.figures_of(line).filter(|f| place.contains_inclusive(f.range.end())) {
            let Some(hint) = hint(&analysis.seen(&figure, today)) else { continue };
            hints.push(InlayHint {
                position: walk.to(figure.range.end().into()),
                label: InlayHintLabel::String(hint.label.text(locale).to_owned()),
                kind: None,
                text_edits: None,
                tooltip: Some(InlayHintTooltip::String(hint.tooltip.text(locale).to_owned())),
                padding_left: Some(true),
                padding_right: Some(true),
                data: None,
            });
        }
    }
    hints
}
