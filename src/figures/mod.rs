//! Figures floor: numerals, and figures with what they count, read from a reading.
//!
//! First slice: integers in both writings, and counts (a number, a measure word, a noun).

pub mod count;
pub mod numeral;

pub use count::{Count, counts, figure_count, fits, measure_at};
