//! Article floor: what each line is (title, dateline, heading, paragraph …), and the sections they make.
//!
//! This floor reads readings; it must not know of figures, names or editors.

mod look;
pub mod noise;
pub mod outline;
pub mod removal;
mod roles;
pub mod sections;
pub mod selection;
mod shape;

pub use look::Look;
pub use outline::{NodeKind, OutlineNode};
pub use roles::{Article, Role};
pub use shape::{Markdown, Ordinal, OrdinalStyle, Shape};

use crate::reading::Reading;
use crate::text::TextRange;

/// The lines of an article, as this floor and those above it see them.
pub trait Text {
    /// How many lines there are.
    fn line_count(&self) -> usize;
    /// The source of a line, without its terminator.
    fn source(&self, line: usize) -> &str;
    /// The reading of a line.
    fn reading(&self, line: usize) -> &Reading;
    /// The look of a line.
    fn shape(&self, line: usize) -> &Shape;
    /// What matters of a line's look to the whole article: to be had for every line without opening it.
    fn look(&self, line: usize) -> &Look;
    /// A range of a line as a range of the whole source.
    fn in_source(&self, line: usize, within: TextRange) -> TextRange;

    /// A line, without its terminator, as a range of the whole source.
    fn line_range(&self, line: usize) -> TextRange {
        self.in_source(line, crate::text::range(0, self.source(line).len()))
    }

    /// A range of a line's reading as a range of the whole source.
    fn reading_in_source(&self, line: usize, within: TextRange) -> TextRange {
        self.in_source(line, self.reading(line).map.to_source(within))
    }
}
