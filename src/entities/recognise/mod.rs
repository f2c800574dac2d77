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
    /// By how much the tagger prefers it to no name.
    pub margin: i32,
}

/// The companies and projects named in a reading (Simplified), in order of their starts, the longer one first.
pub fn names(reading: &str) -> Vec<Recognised> {
    Model::shipped().map_or_else(Vec::new, |model| names_with(model, reading))
}

/// The same with another model.
pub fn names_with(model: &Model, reading: &str) -> Vec<Recognised> {
    let sight = Sight::of(reading);
    let kinds = [EntityKind::Company, EntityKind::Project];
    let mut names = Vec::new();
    for (kind, spans) in kinds.into_iter().zip(model.names(&sight)) {
        let kept = spans.into_iter().filter(|s| is_sure(&sight, kind, *s));
        names.extend(kept.map(|s| Recognised { kind, range: range(sight.byte(s.start), sight.byte(s.end)), margin: s.margin }));
    }
    names.sort_by_key(|name| (name.range.start(), std::cmp::Reverse(name.range.end())));
    names
}

/// How much the tagger must prefer a firm's name to none where neither its form nor the list of firms speaks for it, in the unit of the
/// weights. Chosen on the paragraphs that are kept from training: precision rises by a point or two, recall falls as much.
const LEAST_MARGIN: i32 = 100;

/// Whether a name is one, and not only looks like it.
fn is_sure(sight: &Sight, kind: EntityKind, span: model::Span) -> bool {
    kind != EntityKind::Company
        || sight.is_evident(span.start, span.end)
        || span.margin >= LEAST_MARGIN && !sight.is_ordinary(span.start, span.end)
}
