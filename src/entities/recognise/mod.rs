//! Names that no catalog knows: companies and projects, told by grammar, word lists and a small linear model.

pub mod features;
mod lists;
pub mod model;
pub mod shape;

use crate::entities::EntityKind;
use crate::text::{TextRange, range};
use features::Sight;
use model::Model;

/// A name that was recognised: what it names, and the bytes of the reading that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// Company or project.
    pub kind: EntityKind,
    /// Where.
    pub range: TextRange,
}

/// The companies and projects named in a reading (Simplified), in order of their starts, the longer one first.
pub fn names(reading: &str) -> Vec<Recognised> {
    Model::shipped().map_or_else(Vec::new, |model| names_with(model, reading))
}

/// The same with another model.
pub fn names_with(model: &Model, reading: &str) -> Vec<Recognised> {
    let sight = Sight::of(reading);
    let tags = model.tags(&sight);
    let kinds = [EntityKind::Company, EntityKind::Project];
    let of_kind = |(kind, tags): (EntityKind, &Vec<u8>)| {
        let named = |(start, end): (usize, usize)| Recognised { kind, range: range(sight.byte(start), sight.byte(end)) };
        let spans = spans(tags).into_iter().filter(|(start, end)| kind != EntityKind::Company || !sight.is_ordinary(*start, *end));
        spans.map(named).collect::<Vec<_>>()
    };
    let mut names: Vec<Recognised> = kinds.into_iter().zip(&tags).flat_map(of_kind).collect();
    names.sort_by_key(|name| (name.range.start(), std::cmp::Reverse(name.range.end())));
    names
}

/// The names in tags: first character and end.
pub fn spans(tags: &[u8]) -> Vec<(usize, usize)> {
    let mut start = 0;
    let mut spans = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        match tag {
            1 => start = at,
            3 => spans.push((start, at + 1)),
            4 => spans.push((at, at + 1)),
            _ => {}
        }
    }
    spans
}
