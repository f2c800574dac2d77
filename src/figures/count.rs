//! Counts: a number, a measure word, and the noun they count.

use crate::text::TextRange;

/// A number with its measure word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Number and measure word: bytes of the reading.
    pub range: TextRange,
    /// The number alone.
    pub number: TextRange,
    /// Its value.
    pub value: u64,
    /// Whether it is written in Arabic digits.
    pub is_arabic: bool,
    /// The measure word.
    pub measure: String,
}

/// The counts of a reading, in order.
pub fn counts(_reading: &str) -> Vec<Count> {
    Vec::new()
}
