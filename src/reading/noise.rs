//! What scraping leaves in a text: the kinds, and one found place of a kind.

use crate::text::{TextRange, range};

/// A kind of scraping noise (NOISE.md tells how each arises). The order is that of the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoiseKind {
    /// A reading behind a character: `質(zhì)`.
    PinyinNote,
    /// A comma that slipped in before a mark (`,。`), or a mark printed twice.
    DoubledMark,
    /// Text cut in the middle of a character and decoded one byte off: `?!罢ぷ鲌蟾`.
    Mojibake,
    /// A date or label of a list of related news, glued to the next item.
    GluedDate,
    /// Navigation, tool bars, copyright clauses: the site's, not the article's.
    SiteFurniture,
    /// Characters of one script in a text of the other.
    MixedScript,
    /// Full-width digits and Latin letters.
    FullWidth,
    /// A paragraph printed a second time.
    RepeatedBody,
}

impl NoiseKind {
    /// Every kind, in the order of the reports.
    pub const ALL: [NoiseKind; 8] = [
        NoiseKind::PinyinNote,
        NoiseKind::DoubledMark,
        NoiseKind::Mojibake,
        NoiseKind::GluedDate,
        NoiseKind::SiteFurniture,
        NoiseKind::MixedScript,
        NoiseKind::FullWidth,
        NoiseKind::RepeatedBody,
    ];

    /// Whether its spots are whole lines, which only a person can tell to be in the way: `heshu clean` leaves them.
    pub fn is_of_lines(self) -> bool {
        matches!(self, NoiseKind::SiteFurniture | NoiseKind::RepeatedBody)
    }

    /// Whether `heshu clean` removes it: what is not the author's and can be told from what is, for certain.
    pub fn is_cleaned(self) -> bool {
        matches!(self, NoiseKind::PinyinNote | NoiseKind::DoubledMark | NoiseKind::Mojibake | NoiseKind::GluedDate)
    }
}

/// A part of a spot: these source bytes mean this text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the source.
    pub source: TextRange,
    /// What they mean; in Traditional or Simplified, as the article is written.
    pub text: String,
}

/// How far a restoration can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Some characters cannot be known; they read `□`.
    Unknown,
    /// The only reading that makes words, but the bytes alone do not prove it.
    Likely,
    /// Follows from the text alone.
    Exact,
}

/// One place of noise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoiseSpot {
    /// The kind.
    pub kind: NoiseKind,
    /// The source bytes it takes.
    pub range: TextRange,
    /// What the bytes mean, piece by piece, covering the range; empty where the spot only marks a place and changes nothing.
    pub pieces: Vec<Piece>,
    /// How sure the restoration is.
    pub certainty: Certainty,
    /// Other restorations that the bytes admit, best first.
    pub candidates: Vec<String>,
}

impl NoiseSpot {
    /// Noise that goes away without a trace.
    pub fn removal(kind: NoiseKind, start: usize, end: usize) -> Self {
        Self::replacement(kind, start, end, "")
    }

    /// Noise that gives way to another text.
    pub fn replacement(kind: NoiseKind, start: usize, end: usize, text: &str) -> Self {
        let source = range(start, end);
        let pieces = vec![Piece { source, text: text.to_owned() }];
        Self { kind, range: source, pieces, certainty: Certainty::Exact, candidates: Vec::new() }
    }

    /// A place that is noise as a whole and that the reading keeps.
    pub fn mark(kind: NoiseKind, start: usize, end: usize) -> Self {
        Self { kind, range: range(start, end), pieces: Vec::new(), certainty: Certainty::Exact, candidates: Vec::new() }
    }

    /// The text that the whole spot means; `None` where it only marks a place.
    pub fn text(&self) -> Option<String> {
        (!self.pieces.is_empty()).then(|| self.pieces.iter().map(|p| p.text.as_str()).collect())
    }
}

/// The sign for a character that cannot be known (GB/T 15834: 虚缺号).
pub const UNKNOWN_CHARACTER: char = '□';
