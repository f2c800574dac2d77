//! Figures floor: numerals, and figures with what they count, read from a reading.
//!
//! First slice: integers in both writings, and counts (a number, a measure word, a noun).

pub mod allowed;
pub mod card;
pub mod conversion;
pub mod count;
pub mod dates;
pub mod days;
pub mod figure;
pub mod hedge;
pub mod hint;
pub mod interval;
pub mod label;
pub mod lexer;
pub mod numeral;
mod quantity;
mod sense;
mod special;
pub mod spoken;
pub mod unit;
mod words;

pub use count::{Count, counts, fits, measure_at};
