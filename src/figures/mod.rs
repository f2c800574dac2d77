//! Figures floor: every figure of a line's reading with its value, unit, hedges and interval; dates and periods; figures in words.
//!
//! [`lexer`] is the way in; `docs/figures.md` is the grammar for people. The rules on lists still read [`count`], which is older.

pub mod allowed;
pub mod arithmetic;
mod bounds;
pub mod card;
mod context;
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
