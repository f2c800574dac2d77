//! One version of a document as the request families see it, and the door between byte offsets and positions.

use std::sync::Arc;

use tower_lsp::ls_types::{self, Uri};

use super::abilities::Abilities;
use super::configuration::path_of;
use super::documents::Analysed;
use super::library::Library;
use crate::analysis::Analysis;
use crate::config::Settings;
use crate::rules::{Finding, Locale};
use crate::text::{Position, PositionEncoding, SourceText, TextRange, boundary, range};

/// A line longer than this is measured on the rope: counting from its start again and again would take too long.
const LONG_LINE: usize = 4096;

/// One version of a document, its analysis, and the settings that hold for it.
pub struct View {
    /// Its name.
    pub uri: Uri,
    /// The client's version.
    pub version: i32,
    /// The text.
    pub text: SourceText,
    /// The analysis of this text.
    pub analysed: Arc<Analysed>,
    /// The settings for this file.
    pub settings: Arc<Settings>,
    /// What the client can do.
    pub abilities: Arc<Abilities>,
    /// The articles of the workspace.
    pub library: Arc<Library>,
}

impl View {
    /// The analysis.
    pub fn analysis(&self) -> &Analysis {
        &self.analysed.analysis
    }

    /// The findings that the settings ask for.
    pub fn findings(&self) -> Vec<Finding> {
        let path = path_of(&self.uri);
        self.settings.report(path.as_deref(), self.analysis(), self.analysed.findings().to_vec()).findings
    }

    /// The language of messages.
    pub fn locale(&self) -> Locale {
        self.settings.locale(self.abilities.locale.as_deref())
    }

    /// The byte offset of a position.
    pub fn offset(&self, position: ls_types::Position) -> usize {
        let position = Position { line: position.line, character: position.character };
        self.text.offset(position, self.abilities.encoding)
    }

    /// The byte range of a range, in whichever order its ends stand.
    pub fn bytes(&self, place: ls_types::Range) -> TextRange {
        range(self.offset(place.start), self.offset(place.end))
    }

    /// The position of a byte offset.
    pub fn position(&self, offset: usize) -> ls_types::Position {
        let analysis = self.analysis();
        let offset = offset.min(analysis.len());
        let line = analysis.line_at(offset);
        let content = analysis.lines().get(line).map_or("", |l| l.content());
        if content.len() > LONG_LINE {
            let position = self.text.position(offset, self.abilities.encoding);
            return ls_types::Position::new(position.line, position.character);
        }
        let before = &content[..boundary(content, offset - analysis.line_start(line))];
        let character = match self.abilities.encoding {
            PositionEncoding::Utf8 => before.len(),
            PositionEncoding::Utf16 => before.chars().map(char::len_utf16).sum(),
            PositionEncoding::Utf32 => before.chars().count(),
        };
        ls_types::Position::new(line as u32, character as u32)
    }

    /// The range of a byte range.
    pub fn range(&self, bytes: TextRange) -> ls_types::Range {
        ls_types::Range::new(self.position(bytes.start().into()), self.position(bytes.end().into()))
    }

    /// The source text of a range that lies on one line.
    pub fn source(&self, line: usize, place: TextRange) -> &str {
        let start = self.analysis().line_start(line);
        let within = usize::from(place.start()).saturating_sub(start)..usize::from(place.end()).saturating_sub(start);
        self.analysis().lines().get(line).and_then(|l| l.content().get(within)).unwrap_or_default()
    }

    /// Edits of the source as the client takes them.
    pub fn edits(&self, edits: &[crate::text::TextEdit]) -> Vec<ls_types::TextEdit> {
        edits.iter().map(|e| ls_types::TextEdit { range: self.range(e.range), new_text: e.text.clone() }).collect()
    }
}
