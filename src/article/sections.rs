//! The headings of an article and what stands under them.

use super::{NodeKind, OutlineNode};
use crate::text::TextRange;

/// The headings of an article.
pub struct Sections {
    /// Innermost last.
    named: Vec<(TextRange, String)>,
    title: Option<String>,
}

impl Sections {
    /// The headings of an outline.
    pub fn of(nodes: &[OutlineNode]) -> Sections {
        let mut named = Vec::new();
        let mut title = None;
        let mut open: Vec<&OutlineNode> = nodes.iter().rev().collect();
        while let Some(node) = open.pop() {
            match node.kind {
                NodeKind::Section if !node.synthetic => named.push((node.range, node.name.clone())),
                NodeKind::Title if !node.synthetic => title = title.or_else(|| Some(node.name.clone())),
                _ => {}
            }
            open.extend(node.children.iter().rev());
        }
        Sections { named, title }
    }

    /// The innermost heading over a place.
    pub fn at(&self, range: TextRange) -> Option<&str> {
        self.named.iter().rev().find(|(whole, _)| whole.contains_range(range)).map(|(_, name)| name.as_str())
    }

    /// The article's title.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// What is spoken of where the text names nothing: the heading, else the title.
    pub fn subject_at(&self, range: TextRange) -> Option<&str> {
        self.at(range).or(self.title.as_deref())
    }
}
