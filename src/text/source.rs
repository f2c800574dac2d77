//! The source of one document: a rope, edited in place, snapshotted for free, with positions as editors count them.

use ropey::{Rope, RopeSlice};

use super::{LineSplice, TextRange, range, terminator_len};

/// The unit in which a client counts characters within a line (LSP 3.17 § PositionEncodingKind).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PositionEncoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what LSP means where nothing was negotiated.
    #[default]
    Utf16,
    /// Unicode code points.
    Utf32,
}

/// A place as an editor gives it: zero-based line, and character in the negotiated encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Zero-based line.
    pub line: u32,
    /// Units from the start of the line, in the [`PositionEncoding`] that was negotiated.
    pub character: u32,
}

/// The text of a document. Cloning shares the rope: a snapshot costs a few nanoseconds.
#[derive(Clone, Debug, Default)]
pub struct SourceText {
    rope: Rope,
}

impl SourceText {
    /// A source from its full text.
    pub fn new(text: &str) -> Self {
        Self { rope: Rope::from_str(text) }
    }

    /// The whole text as one string.
    pub fn text(&self) -> String {
        String::from(&self.rope)
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of lines; one more than there are terminators.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// One line with its terminator; empty where there is no such line.
    pub fn line(&self, line: usize) -> String {
        self.rope.get_line(line).map(String::from).unwrap_or_default()
    }

    /// The byte offset of a position.
    ///
    /// As LSP 3.17 says, a character past the end of the line means its end (before the terminator); a line past the last means the
    /// end of the text. A position inside a character (a surrogate pair, a UTF-8 sequence) means the start of that character.
    pub fn offset(&self, position: Position, encoding: PositionEncoding) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_bytes();
        }
        let slice = content(self.rope.line(line));
        let units = position.character as usize;
        let within = match encoding {
            PositionEncoding::Utf8 => {
                let byte = units.min(slice.len_bytes());
                slice.char_to_byte(slice.byte_to_char(byte))
            }
            PositionEncoding::Utf16 => {
                let unit = units.min(slice.len_utf16_cu());
                slice.char_to_byte(slice.utf16_cu_to_char(unit))
            }
            PositionEncoding::Utf32 => slice.char_to_byte(units.min(slice.len_chars())),
        };
        self.rope.line_to_byte(line) + within
    }

    /// The position of a byte offset. Offsets past the end mean the end; between `\r` and `\n`, the end of that line's content.
    pub fn position(&self, offset: usize, encoding: PositionEncoding) -> Position {
        let offset = offset.min(self.rope.len_bytes());
        let line = self.rope.byte_to_line(offset);
        let slice = content(self.rope.line(line));
        let byte = (offset - self.rope.line_to_byte(line)).min(slice.len_bytes());
        let char = slice.byte_to_char(byte);
        let character = match encoding {
            PositionEncoding::Utf8 => slice.char_to_byte(char),
            PositionEncoding::Utf16 => slice.char_to_utf16_cu(char),
            PositionEncoding::Utf32 => char,
        };
        Position { line: line as u32, character: character as u32 }
    }

    /// The byte range between two positions. An inverted range means the range between its two ends, as VS Code reads it.
    pub fn range(&self, start: Position, end: Position, encoding: PositionEncoding) -> TextRange {
        range(self.offset(start, encoding), self.offset(end, encoding))
    }

    /// Code points before a byte offset.
    pub fn chars_before(&self, offset: usize) -> usize {
        self.rope.byte_to_char(offset.min(self.rope.len_bytes()))
    }

    /// Replaces a byte range by a text and says which lines changed.
    ///
    /// The range is cut to the text; ends inside a character move to its start.
    pub fn edit(&mut self, replaced: TextRange, text: &str) -> LineSplice {
        let end = usize::from(replaced.end()).min(self.rope.len_bytes());
        let start = usize::from(replaced.start()).min(end);
        let (start, end) = (self.rope.byte_to_char(start), self.rope.byte_to_char(end));
        // A terminator may form or break at either seam (`\r` + `\n`): the neighbouring characters count as touched.
        let (first, last) = (self.touched_line(start), self.line_after(end));
        let (before, total) = (last - first + 1, self.rope.len_lines());
        self.rope.remove(start..end);
        self.rope.insert(start, text);
        let inserted = before + self.rope.len_lines() - total;
        LineSplice { first, removed: before, inserted }
    }

    /// Replaces everything.
    pub fn replace(&mut self, text: &str) -> LineSplice {
        let removed = self.line_count();
        self.rope = Rope::from_str(text);
        LineSplice { first: 0, removed, inserted: self.line_count() }
    }

    fn touched_line(&self, char: usize) -> usize {
        self.rope.char_to_line(char.saturating_sub(1))
    }

    fn line_after(&self, char: usize) -> usize {
        self.rope.char_to_line((char + 1).min(self.rope.len_chars()))
    }
}

/// A line without its terminator.
fn content(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let len = line.len_bytes();
    let tail: String = line.byte_slice(line.char_to_byte(line.len_chars().saturating_sub(2))..len).into();
    line.byte_slice(..len - terminator_len(&tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, line: u32, character: u32, encoding: PositionEncoding) -> usize {
        SourceText::new(text).offset(Position { line, character }, encoding)
    }

    #[test]
    fn characters_past_the_end_mean_the_end_of_the_line() {
        for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
            assert_eq!(at("甲乙\r\n丙", 0, 99, encoding), 6);
            assert_eq!(at("甲乙\r丙", 0, u32::MAX, encoding), 6);
            assert_eq!(at("甲乙\r\n丙", 7, 0, encoding), 11);
        }
    }

    #[test]
    fn a_position_inside_a_character_means_its_start() {
        assert_eq!(at("𠮷野", 0, 1, PositionEncoding::Utf16), 0);
        assert_eq!(at("𠮷野", 0, 2, PositionEncoding::Utf16), 4);
        assert_eq!(at("𠮷野", 0, 3, PositionEncoding::Utf8), 0);
        assert_eq!(at("𠮷野", 0, 1, PositionEncoding::Utf32), 4);
    }

    #[test]
    fn between_cr_and_lf_there_is_no_place() {
        let source = SourceText::new("甲\r\n乙");
        assert_eq!(source.position(4, PositionEncoding::Utf16), Position { line: 0, character: 1 });
    }

    #[test]
    fn line_separators_of_unicode_do_not_end_a_line() {
        // Fails when any dependency switches ropey's default features on.
        assert_eq!(SourceText::new("甲\u{2028}乙\u{b}丙\u{85}丁").line_count(), 1);
        assert_eq!(SourceText::new("甲\r乙\r\n丙\n").line_count(), 4);
    }
}
