//! Names that no catalog knows: companies and projects, told by grammar, word lists and a small linear model.

mod bounds;
pub mod features;
mod lists;
pub mod model;
pub mod shape;

use crate::entities::EntityKind;
use crate::lexicon;
use crate::text::{TextRange, range};
use features::Sight;
use model::{Model, Span};

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
    let [companies, projects] = model.names(&sight);
    let name = |kind, s: &Span| Recognised { kind, range: range(sight.byte(s.start), sight.byte(s.end)), margin: s.margin };
    let mut names: Vec<Recognised> = projects.iter().map(|s| name(EntityKind::Project, s)).collect();
    // Both are in order, and projects do not overlap.
    let is_nested = |s: &Span| projects[..projects.partition_point(|p| p.start <= s.start)].last().is_some_and(|p| p.end >= s.end);
    let is_sure = |s: &Span| {
        if bounds::is_none(&sight, s.start, s.end) {
            return false;
        }
        let text = &reading[sight.byte(s.start)..sight.byte(s.end)];
        let least = if is_nested(s) { NESTED } else { least_margin(text) };
        !sight.is_description(s.start, s.end) && s.margin >= EVIDENT && sight.is_evident(s.start, s.end)
            || s.margin >= least && !sight.is_ordinary(s.start, s.end)
    };
    let parts = companies.iter().flat_map(|s| {
        let parts = bounds::parts(&sight, s.start, s.end).into_iter();
        parts.map(|(start, end)| Span { start, end, margin: s.margin })
    });
    names.extend(parts.filter(is_sure).map(|s| name(EntityKind::Company, &s)));
    names.sort_by_key(|name| (name.range.start(), std::cmp::Reverse(name.range.end())));
    names
}

/// Whether a name is an ordinary word, and no firm that newspapers name often.
pub fn is_plain_word(name: &str) -> bool {
    lexicon::is_plain_word(name) && !lists::is_firm(name)
}

/// How much the tagger must prefer a firm's name to none where neither its form nor the list of firms speaks for it, in the unit of the
/// weights: more for short names, which many words look like, and for those that a person may bear. Chosen on the paragraphs that are kept
/// from training.
fn least_margin(name: &str) -> i32 {
    let by_length = match name.chars().count() {
        ..=2 => SHORT[0],
        3 => SHORT[1],
        _ => SHORT[2],
    };
    if shape::may_be_person(name) { by_length + PERSON } else { by_length }
}

/// Least margins of names of two, three and more characters, and what is added where a person may bear the name.
const SHORT: [i32; 3] = [300, 150, 100];
const PERSON: i32 = 150;
/// The least margin of a firm in the name of a project, where little else can stand.
const NESTED: i32 = 100;
/// The least margin of a firm whose form or the list of firms speaks for it.
const EVIDENT: i32 = -400;
