//! Rules floor: what is wrong with an article, with the arithmetic, the other places, and what would make it right.
//!
//! A rule is code; a word is data (`data/*.toml`). Rules see readings, roles and figures, never files, editors or JSON.

pub mod finding;
pub mod noise;
pub mod registry;

pub use finding::{Edits, Evidence, Finding, Fix, Group, Locale, Message, Related, Severity, Value};
pub use registry::{RULES, Rule, rule};

use crate::article::{Article, Text};
use crate::reading::{NoiseKind, NoiseSpot, Reading};

/// What the rules see of one line, told from the line alone. Ranges are bytes of the reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineFacts {
    /// Figures in the line.
    pub figures: u32,
}

impl LineFacts {
    /// Looks at one line.
    pub fn of(_reading: &Reading) -> LineFacts {
        LineFacts::default()
    }
}

/// An article as the rules see it.
pub trait Subject: Text {
    /// Roles and sections.
    fn article(&self) -> &Article;
    /// What a line shows by itself.
    fn facts(&self, line: usize) -> &LineFacts;
    /// How many spots of noise a line has, by kind in the order of [`NoiseKind::ALL`].
    fn noise_counts(&self, line: usize) -> &[u32; NoiseKind::ALL.len()];
    /// The noise that only the article shows.
    fn article_noise(&self) -> &[NoiseSpot];
}

/// The findings of all rules, in no order.
pub fn check(subject: &dyn Subject) -> Vec<Finding> {
    noise::check(subject)
}
