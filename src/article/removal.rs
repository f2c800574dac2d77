//! Taking whole lines out of a text, so that it reads as if they had never stood there.

use super::Text;
use crate::text::{TextEdit, TextRange, TextSize};

/// The edits that take out the lines that are `gone`, with their line breaks and the blank lines they leave behind.
///
/// Between two lines that stay, as many blank lines stay as there were above or below what went, whichever are more. Blank lines at the
/// very start and end of the text stay, if any other line does. Every other byte stays; a text without a line break at its end has none afterwards.
pub fn removals(text: &dyn Text, gone: &[bool]) -> Vec<TextEdit> {
    let count = text.line_count();
    let is_blank = |line: &usize| text.source(*line).trim().is_empty();
    let mut edits = Vec::new();
    let mut at = 0;
    while at < count {
        if !gone[at] {
            at += 1;
            continue;
        }
        let above = (0..at).rev().take_while(is_blank).count();
        let (mut end, mut below) = (at + 1, 0);
        while end + below < count {
            if gone[end + below] {
                (end, below) = (end + below + 1, 0);
            } else if is_blank(&(end + below)) {
                below += 1;
            } else {
                break;
            }
        }
        let (opens, closes) = (above == at, end + below == count);
        let lines = match (opens, closes) {
            (true, true) => (0, count),
            (true, false) => (at, end + below),
            (false, true) => (at - above, end),
            _ if above >= below => (at, end + below),
            _ => (at - above, end),
        };
        edits.push(TextEdit { range: with_breaks(text, lines), text: String::new() });
        at = end + below;
    }
    edits
}

/// Lines from the first to before the second, as a range with their line breaks; the last of the text takes the break before it.
fn with_breaks(text: &dyn Text, (first, past): (usize, usize)) -> TextRange {
    let start = text.line_range(first).start();
    if past < text.line_count() {
        return TextRange::new(start, text.line_range(past).start());
    }
    let start = if first > 0 { text.line_range(first - 1).end() } else { TextSize::new(0) };
    TextRange::new(start, text.line_range(past - 1).end())
}
