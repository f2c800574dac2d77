//! Byte offsets as the world counts: code points, lines and columns, UTF-16 positions.

use serde::Serialize;

use crate::text::{Position, PositionEncoding, SourceText, TextRange};

/// The positions of one source. Every question costs logarithmic time, however long the lines are.
pub struct Places {
    source: SourceText,
    /// The line of the file for each line of the text, from 1, where they are not the same.
    lines: Vec<u32>,
}

/// A position as LSP has it: zero-based line, UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct LspPosition {
    pub line: u32,
    pub character: u32,
}

/// A range as LSP has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct LspRange {
    pub start: LspPosition,
    pub end: LspPosition,
}

/// A range in Unicode code points and in UTF-16, as JSON shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Code points from the start of the source.
    pub start: usize,
    /// Code points, exclusive.
    pub end: usize,
    /// What LSP would say.
    pub range: LspRange,
}

impl Place {
    /// A place in another article.
    pub fn elsewhere(place: &crate::workspace::Place) -> Place {
        let [start, end] = place.columns(PositionEncoding::Utf32).map(|column| (place.before + column) as usize);
        let [from, to] = place.columns(PositionEncoding::Utf16).map(|character| LspPosition { line: place.line, character });
        Place { start, end, range: LspRange { start: from, end: to } }
    }
}

impl Places {
    /// The positions of a source text.
    pub fn new(text: &str) -> Places {
        Places::with_lines(text, None)
    }

    /// The positions of a text that was taken out of a file: for each of its lines, the paragraph or line of the file, from 1.
    pub fn with_lines(text: &str, lines: Option<&[u32]>) -> Places {
        Places { source: SourceText::new(text), lines: lines.unwrap_or_default().to_vec() }
    }

    fn line(&self, line: u32) -> usize {
        let known = self.lines.get(line as usize).copied();
        known.unwrap_or(line + 1) as usize
    }

    /// A range in code points.
    pub fn chars(&self, range: TextRange) -> (usize, usize) {
        (self.source.chars_before(range.start().into()), self.source.chars_before(range.end().into()))
    }

    /// A range in every way that JSON shows it.
    pub fn place(&self, range: TextRange) -> Place {
        let (start, end) = self.chars(range);
        let position = |offset: usize| {
            let Position { line, character } = self.source.position(offset, PositionEncoding::Utf16);
            LspPosition { line, character }
        };
        Place { start, end, range: LspRange { start: position(range.start().into()), end: position(range.end().into()) } }
    }

    /// Line and column of an offset, both from 1, the column in bytes of UTF-8.
    pub fn line_byte(&self, offset: usize) -> (usize, usize) {
        let Position { line, character } = self.source.position(offset, PositionEncoding::Utf8);
        (self.line(line), character as usize + 1)
    }

    /// Line and column of an offset, both from 1, the column in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let Position { line, character } = self.source.position(offset, PositionEncoding::Utf32);
        (self.line(line), character as usize + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::range;

    #[test]
    fn code_points_columns_and_utf16_differ_behind_rare_characters() {
        let places = Places::new("首行\n𠮷山县20家");
        let place = places.place(range(7 + 4, 7 + 10));
        assert_eq!((place.start, place.end), (4, 6));
        assert_eq!(place.range.start, LspPosition { line: 1, character: 2 });
        assert_eq!(places.line_column(11), (2, 2));
    }
}
