//! Figures floor: numerals, and figures with what they count, read from a reading.
//!
//! First slice: integers in both writings, and counts (a number, a measure word, a noun).

pub mod count;
pub mod dates;
pub mod figure;
pub mod numeral;
pub mod unit;

pub use count::{Count, counts, figure_count, fits, measure_at};
