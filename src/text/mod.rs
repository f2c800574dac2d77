//! Text floor: ropes, byte ranges, lines, and the position encodings of LSP 3.17.
//!
//! Everything above this floor speaks of byte offsets of the source. Only [`source::SourceText`] knows
//! how an editor counts (line and character, in UTF-8, UTF-16 or UTF-32 units).

pub mod decode;
pub mod lines;
pub mod source;

pub use decode::{Decoded, decode};
pub use lines::{LineSplice, split_lines, terminator_len};
pub use source::{Position, PositionEncoding, SourceText};
pub use text_size::{TextRange, TextSize};

/// A range from two byte offsets; the common spelling in this crate.
///
/// Takes the start and the end in bytes, in either order, and returns the range between them.
pub fn range(start: usize, end: usize) -> TextRange {
    let (start, end) = (start.min(end), start.max(end));
    TextRange::new(TextSize::try_from(start).unwrap_or(TextSize::new(u32::MAX)), TextSize::try_from(end).unwrap_or(TextSize::new(u32::MAX)))
}

/// The nearest place at or before one where a character begins, both in bytes; what lies past the end means the end.
pub fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The replacement of a range of the source by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes of the source that go.
    pub range: TextRange,
    /// What stands there afterwards.
    pub text: String,
}

/// Applies edits that are sorted by start and do not overlap, and returns the new text.
///
/// An edit that overlaps its predecessor, or reaches past the end or into a character, is left out: the text is never damaged.
pub fn apply_edits(source: &str, edits: &[TextEdit]) -> String {
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for edit in edits {
        let (start, end) = (usize::from(edit.range.start()), usize::from(edit.range.end()));
        if start < done || !source.is_char_boundary(start) || !source.is_char_boundary(end) {
            continue;
        }
        out.push_str(&source[done..start]);
        out.push_str(&edit.text);
        done = end;
    }
    out.push_str(&source[done..]);
    out
}
