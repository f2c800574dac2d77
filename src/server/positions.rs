//! Positions along one line, in order: each is counted from the last, so that a long line costs no more than its length.

use tower_lsp::ls_types::Position;

use super::view::View;
use crate::text::PositionEncoding;

/// A walk along one line, from left to right.
pub struct Walk<'v> {
    content: &'v str,
    /// The byte at which the line starts.
    start: usize,
    encoding: PositionEncoding,
    /// How far it has come: bytes of the line.
    at: usize,
    position: Position,
}

impl<'v> Walk<'v> {
    /// A walk from the start of a line.
    pub fn of(view: &'v View, line: usize) -> Walk<'v> {
        let analysis = view.analysis();
        Walk {
            content: analysis.lines().get(line).map_or("", |l| l.content()),
            start: analysis.line_start(line),
            encoding: view.abilities.encoding,
            at: 0,
            position: Position::new(line as u32, 0),
        }
    }

    /// The position of a byte of the source that is on this line. One that lies behind is where the walk stands already; one past the
    /// end of the line, or within a character, means the last boundary before it.
    pub fn to(&mut self, offset: usize) -> Position {
        let offset = offset.saturating_sub(self.start).min(self.content.len());
        let end = (self.at..=offset.max(self.at)).rev().find(|at| self.content.is_char_boundary(*at)).unwrap_or(self.at);
        let passed = &self.content[self.at..end];
        self.position.character += match self.encoding {
            PositionEncoding::Utf8 => passed.len() as u32,
            PositionEncoding::Utf16 => passed.encode_utf16().count() as u32,
            PositionEncoding::Utf32 => passed.chars().count() as u32,
        };
        self.at = end;
        self.position
    }
}
