//! One line, read: all that can be told from it alone, kept over every edit that does not touch it.

use std::sync::OnceLock;

use crate::article::Shape;
use crate::claims::{Claim, claims};
use crate::entities::Mention;
use crate::entities::recognise::Recognised;
use crate::figures::lexer::{Lexed, lex};
use crate::reading::{Context, NoiseKind, Reading, Vocabulary};
use crate::rules;
use crate::text::terminator_len;

/// One line and all that can be told from it. Ranges are bytes of the line, or of its reading where it says so.
pub struct Line {
    pub(super) source: Box<str>,
    content_len: u32,
    /// The line as a reader means it.
    pub reading: Reading,
    /// What the line looks like.
    pub shape: Shape,
    /// Where entities are named, found when somebody asks: no finding needs it, and a short name in doubt loads jieba.
    pub(super) mentions: OnceLock<Vec<Mention>>,
    /// Names that no catalog knows, found when somebody asks.
    pub(super) recognised: OnceLock<Vec<Recognised>>,
    /// The figures of the reading.
    lexed: Lexed,
    /// What the figures say of what. Ranges are bytes of the reading.
    pub claims: Vec<Claim>,
    /// What the rules see within the line.
    pub facts: rules::LineFacts,
    /// How many spots of noise it has, by kind in the order of [`NoiseKind::ALL`].
    pub noise_counts: [u32; NoiseKind::ALL.len()],
}

impl Line {
    /// Reads a line, given with its terminator.
    pub(super) fn new(source: Box<str>, context: Context, vocabulary: &Vocabulary) -> Line {
        let content_len = source.len() - terminator_len(&source);
        let content = &source[..content_len];
        let reading = Reading::of(content, context, vocabulary);
        let shape = Shape::of(&reading.text);
        let lexed = lex(&reading.text);
        let claims = claims(&reading.text, &lexed.figures);
        let facts = rules::LineFacts::of(content, &reading, shape.ordinal, &lexed.figures, &claims);
        let mut noise_counts = [0; NoiseKind::ALL.len()];
        for spot in &reading.noise {
            noise_counts[spot.kind as usize] += 1;
        }
        Line {
            content_len: content_len as u32,
            reading,
            shape,
            mentions: OnceLock::new(),
            recognised: OnceLock::new(),
            lexed,
            claims,
            facts,
            noise_counts,
            source,
        }
    }

    /// The figures, and what holds characters of numerals and is none. Ranges are bytes of the reading.
    pub fn lexed(&self) -> &Lexed {
        &self.lexed
    }

    /// The text without its terminator.
    pub fn content(&self) -> &str {
        &self.source[..self.content_len as usize]
    }
}
