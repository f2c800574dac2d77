//! Names that no catalog knows: companies and projects, told by grammar, word lists and a small linear model.

mod bodies;
mod bounds;
pub mod features;
mod lists;
pub mod model;
mod nested;
mod persons;
mod rows;
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

/// The companies, projects and bodies named in a reading (Simplified), in order of their starts, the longer one first.
pub fn names(reading: &str) -> Vec<Recognised> {
    let Some(model) = Model::shipped() else { return Vec::new() };
    let sight = Sight::of(reading);
    let mut names = tagged(model, &sight, reading);
    // A body is one where no firm or project stands.
    let bodies = bodies::bodies(&sight).into_iter().map(|(start, end)| range(sight.byte(start), sight.byte(end)));
    let mut taken: Vec<TextRange> = names.iter().map(|n| n.range).collect();
    taken.sort_unstable_by_key(|r| r.start());
    let is_free = |body: &TextRange| {
        let before = taken.partition_point(|r| r.start() < body.end());
        // Names of one line do not lie more than two deep.
        taken[before.saturating_sub(3)..before].iter().all(|r| r.end() <= body.start())
    };
    let free: Vec<TextRange> = bodies.filter(is_free).collect();
    names.extend(free.into_iter().map(|range| Recognised { kind: EntityKind::Organization, range, margin: 0 }));
    names.sort_by_key(|name| (name.range.start(), std::cmp::Reverse(name.range.end())));
    names
}

/// The administrative divisions named in a reading, in order.
pub fn places(reading: &str) -> Vec<TextRange> {
    let sight = Sight::of(reading);
    sight.places().into_iter().map(|(start, end)| range(sight.byte(start), sight.byte(end))).collect()
}

/// The companies and projects, told with another model.
pub fn names_with(model: &Model, reading: &str) -> Vec<Recognised> {
    tagged(model, &Sight::of(reading), reading)
}

fn tagged(model: &Model, sight: &Sight, reading: &str) -> Vec<Recognised> {
    let [companies, mut projects] = model.names(sight);
    projects.retain(|s| !sight.is_bare_head(s.start, s.end));
    let told: Vec<(usize, usize)> = projects.iter().map(|s| (s.start, s.end)).collect();
    projects.extend(rows::projects(sight, &told).into_iter().map(|(start, end)| Span { start, end, margin: 0 }));
    projects.sort_by_key(|s| s.start);
    let name = |kind, s: &Span| Recognised { kind, range: range(sight.byte(s.start), sight.byte(s.end)), margin: s.margin };
    let mut names: Vec<Recognised> = projects.iter().map(|s| name(EntityKind::Project, s)).collect();
    // Both are in order, and projects do not overlap.
    let is_nested = |s: &Span| projects[..projects.partition_point(|p| p.start <= s.start)].last().is_some_and(|p| p.end >= s.end);
    let is_sure = |s: &Span| {
        let is_other = bounds::is_none(sight, s.start, s.end) || sight.is_description(s.start, s.end);
        if is_other || persons::are_listed(sight, s.start, s.end) {
            return false;
        }
        let text = &reading[sight.byte(s.start)..sight.byte(s.end)];
        let least = if is_nested(s) { NESTED } else { least_margin(text) };
        s.margin >= EVIDENT && sight.is_evident(s.start, s.end) || s.margin >= least && !sight.is_ordinary(s.start, s.end)
    };
    let parts = companies.iter().flat_map(|s| {
        let parts = bounds::parts(sight, s.start, s.end).into_iter();
        parts.map(|(start, end)| Span { start, end, margin: s.margin })
    });
    let firms: Vec<Span> = parts.filter(is_sure).collect();
    // Firms are in order and apart from each other.
    let holds_firm = |p: &&Span| firms[..firms.partition_point(|f| f.start < p.end)].last().is_some_and(|f| f.end > p.start);
    let passed = projects.iter().filter(|p| !holds_firm(p)).filter_map(|p| nested::firm(sight, p.start, p.end));
    names.extend(passed.map(|(start, end)| name(EntityKind::Company, &Span { start, end, margin: 0 })));
    names.extend(firms.iter().map(|s| name(EntityKind::Company, s)));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn firms(text: &str) -> Vec<&str> {
        names(text).into_iter().filter(|n| n.kind == EntityKind::Company).map(|n| &text[n.range]).collect()
    }

    #[test]
    fn words_that_join_names_are_no_part_of_them() {
        assert_eq!(firms("记者从恒川科技公司了解到,订单饱满。"), ["恒川科技公司"]);
        assert_eq!(firms("恒川科技和海达五金公司签约。"), ["恒川科技", "海达五金公司"]);
        assert_eq!(firms("😀恒川科技公司签约。"), ["恒川科技公司"]);
    }

    #[test]
    fn bodies_are_told_with_the_place_before_them() {
        let bodies = |text: &str| -> Vec<String> {
            let of_kind = names(text).into_iter().filter(|n| n.kind == EntityKind::Organization);
            of_kind.map(|n| text[n.range].to_owned()).collect()
        };
        assert_eq!(bodies("记者从洛阳市发展和改革委员会获悉,河南省科学院将参与。"), ["洛阳市发展和改革委员会", "河南省科学院"]);
        assert_eq!(bodies("北京市人民政府办公室印发通知。"), ["北京市人民政府办公室"]);
        for text in ["有关部门和研究院表示。", "重庆汽车零部件出口。", "河南中西部有雨。", "公司上海总部迁址。"]
        {
            assert_eq!(bodies(text), Vec::<String>::new(), "{text}");
        }
        // A row of forms is gone over once.
        assert!(bodies(&"委员会".repeat(20_000)).is_empty());
    }

    #[test]
    fn administrative_divisions_are_told_where_words_begin_and_end() {
        let told = |text: &str| places(text).into_iter().map(|r| text[r].to_owned()).collect::<Vec<_>>();
        assert_eq!(told("河南省洛阳市的企业到苏州考察。"), ["河南省", "洛阳市", "苏州"]);
        assert_eq!(told("朝阳产业和海南菜。").len(), 2);
        assert_eq!(told("夕阳产业。"), Vec::<String>::new());
    }

    #[test]
    fn what_is_told_of_a_firm_is_no_name() {
        for text in ["成立集中资源发展公司。", "改为开放型股份公司。", "江苏都在发展。", "日本汽车业回暖。"]
        {
            assert_eq!(firms(text), Vec::<&str>::new(), "{text}");
        }
        assert!(is_plain_word("中毒") && is_plain_word("发展") && !is_plain_word("华为") && !is_plain_word("建行"));
    }
}
