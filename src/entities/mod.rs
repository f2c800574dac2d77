//! Entities floor: known companies, organisations and projects, and where an article names them.
//!
//! This floor reads readings; it must not know of sections, claims or editors.

pub mod boundary;
pub mod card;
pub mod cast;
pub mod catalog;
pub mod matcher;
mod people;
pub mod recognise;

pub use card::{Card, CardFact};
pub use cast::{Cast, Found, Member, Naming};
pub use catalog::{Catalog, CatalogProblem, Entity, EntityKind, Fact, Ignored};
pub use matcher::Matcher;

use crate::text::TextRange;

/// How sure a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// A guess.
    Low,
    /// A short name, at a place where a word can stand.
    Medium,
    /// A name that nothing else bears.
    High,
}

impl Confidence {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// One place where an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where: bytes of the reading of a line, or of the source, as the function that returns it says.
    pub range: TextRange,
    /// Index of the entity in its catalog.
    pub entity: usize,
    /// How sure it is.
    pub confidence: Confidence,
}
