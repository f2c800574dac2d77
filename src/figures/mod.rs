//! Figures floor: numerals, and figures with what they count, read from a reading.
//!
//! First slice: integers in both writings, and counts (a number, a measure word, a noun).

pub mod count;
pub mod dates;
pub mod figure;
pub mod hedge;
pub mod interval;
pub mod lexer;
pub mod numeral;
mod quantity;
mod sense;
mod special;
pub mod unit;
mod words;

pub use count::{Count, counts, fits, measure_at};
