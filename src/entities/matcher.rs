//! One automaton over all names of the catalog, run on readings: scripts, widths and noise do not matter to it.

use daachorse::MatchKind;
use daachorse::charwise::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};

use super::{Catalog, Confidence, EntityKind, Mention, boundary};
use crate::text::range;

/// What a name of the automaton stands for.
#[derive(Clone, Debug)]
struct Name {
    entity: usize,
    /// A short name: it needs a place where a word can stand.
    is_short: bool,
    /// It begins with a digit, which must then be the first digit of its number.
    starts_with_digit: bool,
    /// The firms and bodies named inside it: byte range within the name, entity, shortness.
    nested: Vec<(u32, u32, usize, bool)>,
}

/// Finds the mentions of a catalog's entities.
pub struct Matcher {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    names: Vec<Name>,
}

impl Matcher {
    /// Builds the automaton. Where two entities bear the same name, the first in the catalog has it.
    pub fn new(catalog: &Catalog) -> Matcher {
        let mut patterns: Vec<(String, usize, bool)> = Vec::new();
        for (at, entity) in catalog.entities().iter().enumerate() {
            let sure = std::iter::once(&entity.name).chain(&entity.aliases).map(|n| (n, false));
            let all = sure.chain(entity.short.iter().map(|n| (n, true)));
            let names = all.filter(|(name, _)| !catalog.ignores(entity.kind, name));
            patterns.extend(names.map(|(name, is_short)| (name.clone(), at, is_short)));
        }
        patterns.sort_by(|a, b| (&a.0, a.2, a.1).cmp(&(&b.0, b.2, b.1)));
        patterns.dedup_by(|a, b| a.0 == b.0);
        let owners: Vec<&(String, usize, bool)> =
            patterns.iter().filter(|(_, at, _)| catalog.entities()[*at].kind != EntityKind::Project).collect();
        let owner_automaton = build(owners.iter().map(|(name, ..)| name.as_str()));
        let names = patterns
            .iter()
            .map(|(name, entity, is_short)| Name {
                entity: *entity,
                is_short: *is_short,
                starts_with_digit: name.starts_with(|c: char| c.is_ascii_digit()),
                nested: owner_automaton
                    .iter()
                    .flat_map(|a| a.leftmost_find_iter(name))
                    .filter(|m| m.end() - m.start() < name.len())
                    .map(|m| {
                        let (_, owner, is_short) = owners[m.value() as usize];
                        (m.start() as u32, m.end() as u32, *owner, *is_short)
                    })
                    .filter(|(_, _, owner, _)| catalog.entities()[*entity].kind != EntityKind::Company && owner != entity)
                    .collect(),
            })
            .collect();
        Matcher { automaton: build(patterns.iter().map(|(name, ..)| name.as_str())), names }
    }

    /// The mentions in a reading, in order of their starts; a firm or body inside the name of a project or body follows it. Ranges are bytes of the reading.
    pub fn find(&self, reading: &str) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let Some(automaton) = &self.automaton else { return mentions };
        for hit in automaton.leftmost_find_iter(reading) {
            let name = &self.names[hit.value() as usize];
            let (start, end) = (hit.start(), hit.end());
            if name.starts_with_digit && reading[..start].ends_with(|c: char| c.is_ascii_digit() || c == '.') {
                continue;
            }
            if name.is_short && !boundary::word_can_stand(reading, start, end) {
                continue;
            }
            let confidence = |is_short| if is_short { Confidence::Medium } else { Confidence::High };
            mentions.push(Mention { range: range(start, end), entity: name.entity, confidence: confidence(name.is_short) });
            mentions.extend(name.nested.iter().map(|(from, to, entity, is_short)| Mention {
                range: range(start + *from as usize, start + *to as usize),
                entity: *entity,
                confidence: confidence(*is_short),
            }));
        }
        mentions
    }
}

fn build<'n>(names: impl Iterator<Item = &'n str>) -> Option<CharwiseDoubleArrayAhoCorasick<u32>> {
    let patterns: Vec<&str> = names.collect();
    // An automaton without patterns cannot be built: an empty catalog matches nothing.
    CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(patterns).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::script::fold_text;

    fn marked(text: &str) -> String {
        let catalog = Catalog::builtin();
        let reading = fold_text(text);
        let mut inserts: Vec<(usize, String)> = Vec::new();
        for m in Matcher::new(&catalog).find(&reading) {
            inserts.push((m.range.start().into(), "⟦".into()));
            inserts.push((m.range.end().into(), "⟧".into()));
        }
        inserts.sort_by_key(|(at, s)| (*at, s == "⟦"));
        let mut out = reading.clone();
        for (at, s) in inserts.into_iter().rev() {
            out.insert_str(at, &s);
        }
        out
    }

    #[test]
    fn full_names_and_aliases_match_in_both_scripts() {
        assert_eq!(marked("濟源鋼鐵與豫光金鉛簽約"), "⟦济源钢铁⟧与⟦豫光金铅⟧签约");
    }

    #[test]
    fn short_names_match_only_where_a_word_can_stand() {
        assert_eq!(marked("依托豫光、万洋等企业"), "依托⟦豫光⟧、⟦万洋⟧等企业");
        assert_eq!(marked("电影金马奖颁奖，金利来领带，一路恒通大道"), "电影金马奖颁奖,金利来领带,一路恒通大道");
    }
}
