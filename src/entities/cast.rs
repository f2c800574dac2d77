//! Who and what one article speaks of: the names of the catalog and those recognised, put together. Short forms belong to the full
//! ones, and a name that was recognised once is found wherever else the article prints it.

use std::collections::{BTreeMap, HashMap, HashSet};

use daachorse::MatchKind;
use daachorse::charwise::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};

use super::people::{Told, told};
use super::recognise::shape::{core, has_legal_form, introduced, is_belonging, is_other_phase, place_free, project_core};
use super::recognise::{Recognised, is_plain_word};
use super::{Catalog, Confidence, EntityKind, Mention};
use crate::text::{TextRange, range};

/// How a mention was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// A name of the catalog.
    Catalog,
    /// Told by grammar and the tagger.
    Recognised,
    /// A name of somebody that was recognised elsewhere in the article.
    Coreference,
}

impl Found {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Found::Catalog => "catalog",
            Found::Recognised => "recognised",
            Found::Coreference => "coreference",
        }
    }
}

/// One who is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What it is.
    pub kind: EntityKind,
    /// The full name, as far as the article or the catalog tells it.
    pub name: String,
    /// Every name it has in the article, the most frequent first.
    pub names: Vec<String>,
    /// Its entry in the catalog.
    pub entry: Option<usize>,
    /// Of a project: the member whose name stands in its name. Of a firm: the group that the article says it is of.
    pub owner: Option<usize>,
    /// Of a person: the posts, 董事长、总经理.
    pub posts: Option<String>,
    /// Of a person: the member that the posts are of.
    pub employer: Option<usize>,
    /// Members that may be the same, and are not taken for it: another name for what may be one project.
    pub perhaps: Vec<usize>,
}

/// One place where a member is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The line.
    pub line: usize,
    /// Bytes of the line's reading.
    pub range: TextRange,
    /// Who.
    pub member: usize,
    /// How it was found.
    pub found: Found,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Everybody an article names, and where.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// Who.
    pub members: Vec<Member>,
    /// Where, in order; a firm inside a project's name follows it.
    pub namings: Vec<Naming>,
}

/// A line as the cast is told from it.
pub struct Names<'l> {
    /// The reading.
    pub reading: &'l str,
    /// The catalog's names in it.
    pub known: &'l [Mention],
    /// The recognised ones.
    pub recognised: &'l [Recognised],
}

/// A name that stands somewhere, before it is told whose it is.
struct Spot<'l> {
    line: usize,
    range: TextRange,
    kind: EntityKind,
    name: &'l str,
    entry: Option<usize>,
    found: Found,
    confidence: Confidence,
}

/// How many characters a name must have to be looked for elsewhere after it was recognised once.
const LONG_ENOUGH: usize = 4;

impl Cast {
    /// The cast of an article's lines.
    pub fn of(lines: &[Names], catalog: &Catalog) -> Cast {
        let mut spots: Vec<Spot> = lines.iter().enumerate().flat_map(|(line, names)| spots(line, names, catalog)).collect();
        let persons = persons(lines, &mut spots);
        let elsewhere = again(lines, &spots, catalog);
        spots.extend(elsewhere);
        spots.sort_by_key(|s| (s.line, s.range.start(), std::cmp::Reverse(s.range.end()), s.kind != EntityKind::Project));
        let mut gathering = Gathering::new(lines, catalog);
        let namings = spots.iter().map(|spot| gathering.naming(spot)).collect::<Vec<_>>();
        let mut cast = gathering.cast(namings);
        cast.employ(&persons);
        cast.subordinate(lines);
        cast
    }

    /// Tells of persons which posts they have, and whose they are.
    fn employ(&mut self, persons: &[(usize, Told)]) {
        for (line, told) in persons {
            let namings = self.in_line(*line);
            let end = namings.partition_point(|n| n.range.start() <= told.range.start());
            let Some(person) = namings[..end].iter().rev().take(NEAR).find(|n| n.range == told.range).map(|n| n.member) else { continue };
            let is_firm = |n: &&Naming| Some(usize::from(n.range.end())) == told.firm;
            let firm = namings[end.saturating_sub(NEAR)..end].iter().find(is_firm).map(|n| n.member);
            let member = &mut self.members[person];
            if member.posts.is_none() || member.employer.is_none() && firm.is_some() {
                member.posts = Some(told.posts.clone());
                member.employer = firm;
            }
        }
    }

    /// Tells of firms which group they are of: 恒川控股集团旗下恒川铝业.
    fn subordinate(&mut self, lines: &[Names]) {
        let is_firm = |n: &Naming, members: &[Member]| members[n.member].kind == EntityKind::Company;
        for pair in self.namings.windows(2) {
            let [group, firm] = pair else { continue };
            let (from, to) = (usize::from(group.range.end()), usize::from(firm.range.start()));
            let is_pair = group.line == firm.line && from < to && is_firm(group, &self.members) && is_firm(firm, &self.members);
            if !is_pair || group.member == firm.member || !is_belonging(&lines[group.line].reading[from..to]) {
                continue;
            }
            // Of two that are each of the other, the first said stays.
            if self.members[group.member].owner != Some(firm.member) {
                self.members[firm.member].owner.get_or_insert(group.member);
            }
        }
    }

    /// The namings in a line, in order.
    pub fn in_line(&self, line: usize) -> &[Naming] {
        let start = self.namings.partition_point(|n| n.line < line);
        let end = self.namings.partition_point(|n| n.line <= line);
        &self.namings[start..end]
    }
}

/// The persons with posts, by line; each gets a spot, and what was taken for a firm there is none.
fn persons<'l>(lines: &[Names<'l>], spots: &mut Vec<Spot<'l>>) -> Vec<(usize, Told)> {
    let mut persons = Vec::new();
    let mut ends: HashMap<usize, HashSet<usize>> = HashMap::new();
    for spot in spots.iter().filter(|s| matches!(s.kind, EntityKind::Company | EntityKind::Organization)) {
        ends.entry(spot.line).or_default().insert(spot.range.end().into());
    }
    let nobody = HashSet::new();
    for (line, names) in lines.iter().enumerate() {
        let found = told(names.reading, ends.get(&line).unwrap_or(&nobody));
        persons.extend(found.into_iter().map(|told| (line, told)));
    }
    let places: HashSet<(usize, TextRange)> = persons.iter().map(|(line, told)| (*line, told.range)).collect();
    if places.is_empty() {
        return persons;
    }
    spots.retain(|s| s.found == Found::Catalog || !places.contains(&(s.line, s.range)));
    let taken: HashSet<(usize, TextRange)> = spots.iter().map(|s| (s.line, s.range)).collect();
    persons.retain(|(line, told)| !taken.contains(&(*line, told.range)));
    spots.extend(persons.iter().map(|(line, told)| Spot {
        line: *line,
        range: told.range,
        kind: EntityKind::Person,
        name: &lines[*line].reading[told.range],
        entry: None,
        found: Found::Recognised,
        confidence: Confidence::Medium,
    }));
    spots.sort_by_key(|s| s.line);
    persons
}

/// How many names before a place may reach into it.
const NEAR: usize = 32;

/// The last of the names (in order of their starts) that begin before a place ends: all that may touch it, without a walk over the line.
fn near<T>(names: &[T], place: TextRange, range_of: impl Fn(&T) -> TextRange) -> impl Iterator<Item = &T> {
    let end = names.partition_point(|name| range_of(name).start() < place.end());
    names[end.saturating_sub(NEAR)..end].iter()
}

/// The names in a line: the catalog's, and the recognised ones that do not stand in their way.
fn spots<'l>(line: usize, names: &Names<'l>, catalog: &Catalog) -> Vec<Spot<'l>> {
    let text = |range: TextRange| &names.reading[range];
    let longer = |mention: &Mention| {
        near(names.recognised, mention.range, |r| r.range).any(|r| {
            let is_within = r.range.contains_range(mention.range) && r.range != mention.range;
            is_within && r.kind == EntityKind::Company && has_legal_form(text(r.range))
        })
    };
    let kind_of = |mention: &Mention| catalog.entities().get(mention.entity).map(|e| e.kind);
    // A firm of the catalog inside the full name of another firm is that other firm.
    let known: Vec<(&Mention, EntityKind)> =
        names.known.iter().filter_map(|m| Some((m, kind_of(m)?))).filter(|(m, kind)| *kind != EntityKind::Company || !longer(m)).collect();
    let is_free = |r: &&Recognised| {
        near(&known, r.range, |(m, _)| m.range).all(|(m, kind)| {
            let apart = m.range.intersect(r.range).is_none_or(|common| common.is_empty());
            apart
                || *kind != r.kind
                    && (r.kind == EntityKind::Project && r.range.contains_range(m.range)
                        || *kind == EntityKind::Project && m.range.contains_range(r.range) && m.range != r.range)
        })
    };
    let recognised = names.recognised.iter().filter(is_free).map(|r| Spot {
        line,
        range: r.range,
        kind: r.kind,
        name: text(r.range),
        entry: None,
        found: Found::Recognised,
        confidence: if r.kind == EntityKind::Company && has_legal_form(text(r.range)) { Confidence::High } else { Confidence::Medium },
    });
    let catalog = known.iter().map(|(m, kind)| Spot {
        line,
        range: m.range,
        kind: *kind,
        name: text(m.range),
        entry: Some(m.entity),
        found: Found::Catalog,
        confidence: m.confidence,
    });
    catalog.chain(recognised).collect()
}

/// The names of firms that were recognised, wherever else they stand: those that are long enough, or were recognised twice, and the
/// short forms that the article introduces.
fn again<'l>(lines: &[Names<'l>], spots: &[Spot<'l>], catalog: &Catalog) -> Vec<Spot<'l>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for spot in spots.iter().filter(|s| s.found == Found::Recognised && s.kind == EntityKind::Company) {
        *counts.entry(spot.name).or_default() += 1;
    }
    // A word of the language that was taken for a name here and there is none everywhere: 中毒.
    let is_sure = |(name, count): &(&&str, &usize)| (name.chars().count() >= LONG_ENOUGH || **count >= 2) && !is_plain_word(name);
    let sure: HashSet<&str> = counts.iter().filter(is_sure).map(|(name, _)| *name).collect();
    let introduced =
        spots.iter().filter(|s| s.kind != EntityKind::Person).filter_map(|s| introduced(&lines[s.line].reading[s.range.end().into()..]));
    let persons: HashSet<&str> =
        spots.iter().filter(|s| s.kind == EntityKind::Person && s.name.chars().count() > 2).map(|s| s.name).collect();
    let mut names: Vec<&str> =
        persons.iter().chain(&sure).copied().chain(introduced).filter(|name| !catalog.ignores(EntityKind::Company, name)).collect();
    names.sort_unstable();
    names.dedup();
    let Some(automaton) = build(&names) else { return Vec::new() };
    let mut found = Vec::new();
    for (line, names) in lines.iter().enumerate() {
        let mut taken: Vec<&Spot> = spots[spots.partition_point(|s| s.line < line)..].iter().take_while(|s| s.line == line).collect();
        taken.sort_by_key(|s| s.range.start());
        for hit in automaton.leftmost_find_iter(names.reading) {
            let place = range(hit.start(), hit.end());
            let stands_free = near(&taken, place, |s| s.range).all(|s| {
                let apart = s.range.intersect(place).is_none_or(|common| common.is_empty());
                apart || s.kind == EntityKind::Project && s.range.contains_range(place) && s.range != place
            });
            if stands_free && can_stand(names.reading, hit.start(), hit.end()) {
                let is_person = persons.contains(&names.reading[place]);
                found.push(Spot {
                    line,
                    range: place,
                    kind: if is_person { EntityKind::Person } else { EntityKind::Company },
                    name: &names.reading[place],
                    entry: None,
                    found: Found::Coreference,
                    confidence: Confidence::Medium,
                });
            }
        }
    }
    found
}

/// A name of two or three characters is looked at more closely.
fn can_stand(reading: &str, start: usize, end: usize) -> bool {
    reading[start..end].chars().count() >= LONG_ENOUGH || super::boundary::word_can_stand(reading, start, end)
}

fn build(names: &[&str]) -> Option<CharwiseDoubleArrayAhoCorasick<u32>> {
    CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(names).ok()
}

/// Members as they come together.
struct Gathering<'l> {
    catalog: &'l Catalog,
    members: Vec<Member>,
    counts: Vec<HashMap<String, usize>>,
    by_entry: HashMap<usize, usize>,
    by_name: HashMap<(EntityKind, String), usize>,
    /// The full name that a short one was introduced for, by the short one.
    introduced: HashMap<String, String>,
    /// The last naming of a project that is still open: its line, range and member.
    open: Option<(usize, TextRange, usize)>,
}

impl<'l> Gathering<'l> {
    fn new(lines: &[Names<'l>], catalog: &'l Catalog) -> Gathering<'l> {
        let mut introductions = HashMap::new();
        for names in lines {
            for name in names.recognised.iter().filter(|r| r.kind == EntityKind::Company) {
                if let Some(short) = introduced(&names.reading[name.range.end().into()..]) {
                    introductions.entry(short.to_owned()).or_insert_with(|| names.reading[name.range].to_owned());
                }
            }
        }
        Gathering {
            catalog,
            members: Vec::new(),
            counts: Vec::new(),
            by_entry: HashMap::new(),
            by_name: HashMap::new(),
            introduced: introductions,
            open: None,
        }
    }

    fn naming(&mut self, spot: &Spot) -> Naming {
        let member = match spot.entry {
            Some(entry) => self.of_entry(entry),
            None => self.of_name(spot.kind, spot.name),
        };
        *self.counts[member].entry(spot.name.to_owned()).or_default() += 1;
        match (spot.kind, self.open) {
            (EntityKind::Project, _) => self.open = Some((spot.line, spot.range, member)),
            (EntityKind::Company, Some((line, range, project))) if line == spot.line && range.contains_range(spot.range) => {
                self.members[project].owner.get_or_insert(member);
            }
            _ => {}
        }
        Naming { line: spot.line, range: spot.range, member, found: spot.found, confidence: spot.confidence }
    }

    fn of_entry(&mut self, entry: usize) -> usize {
        if let Some(member) = self.by_entry.get(&entry) {
            return *member;
        }
        let entity = &self.catalog.entities()[entry];
        let member = self.add(entity.kind, entity.name.clone(), Some(entry));
        self.by_entry.insert(entry, member);
        for name in std::iter::once(&entity.name).chain(&entity.aliases).chain(&entity.short) {
            self.by_name.entry((entity.kind, name.clone())).or_insert(member);
        }
        member
    }

    fn of_name(&mut self, kind: EntityKind, name: &str) -> usize {
        let full = self.introduced.get(name).filter(|_| kind == EntityKind::Company).cloned();
        let name = full.as_deref().unwrap_or(name);
        let key = (kind, name.to_owned());
        if let Some(member) = self.by_name.get(&key) {
            return *member;
        }
        let member = self.add(kind, name.to_owned(), None);
        self.by_name.insert(key, member);
        member
    }

    fn add(&mut self, kind: EntityKind, name: String, entry: Option<usize>) -> usize {
        self.members.push(Member { kind, name, names: Vec::new(), entry, owner: None, posts: None, employer: None, perhaps: Vec::new() });
        self.counts.push(HashMap::new());
        self.members.len() - 1
    }

    /// Short forms go to the full ones; then the members that nobody names any more go.
    fn cast(mut self, mut namings: Vec<Naming>) -> Cast {
        let fuller = Fuller::of(&self.members);
        let into: Vec<usize> = (0..self.members.len()).map(|at| fuller.name_of(&self.members, at).unwrap_or(at)).collect();
        let root = |mut at: usize| {
            // A chain of fuller and fuller names has an end; a ring cannot be.
            for _ in 0..8 {
                if into[at] == at {
                    break;
                }
                at = into[at];
            }
            at
        };
        for at in 0..self.members.len() {
            let to = root(at);
            if to != at {
                let counts = std::mem::take(&mut self.counts[at]);
                counts.into_iter().for_each(|(name, n)| *self.counts[to].entry(name).or_default() += n);
                if self.members[to].owner.is_none() {
                    self.members[to].owner = self.members[at].owner;
                }
            }
        }
        let mut new = vec![usize::MAX; self.members.len()];
        let mut members = Vec::new();
        for (at, member) in self.members.iter().enumerate().filter(|(at, _)| root(*at) == *at) {
            new[at] = members.len();
            let mut names: Vec<(String, usize)> = std::mem::take(&mut self.counts[at]).into_iter().collect();
            names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            members.push(Member { names: names.into_iter().map(|(n, _)| n).collect(), ..member.clone() });
        }
        let place = |at: usize| new[root(at)];
        members.iter_mut().for_each(|m| m.owner = m.owner.map(place));
        namings.iter_mut().for_each(|n| n.member = place(n.member));
        perhaps(&mut members);
        Cast { members, namings }
    }
}

/// Members by the characters that a short form of their name would begin with, or hold.
struct Fuller(HashMap<(EntityKind, [char; 2]), Vec<usize>>);

/// How many members with the same two characters are looked at.
const MOST_ALIKE: usize = 64;

impl Fuller {
    fn of(members: &[Member]) -> Fuller {
        let mut by_pair: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, member) in members.iter().enumerate() {
            let mut pairs: Vec<[char; 2]> = match member.kind {
                EntityKind::Company => {
                    [core(&member.name), place_free(&member.name), &member.name].into_iter().filter_map(first_pair).collect()
                }
                EntityKind::Project => member.name.chars().zip(member.name.chars().skip(1)).map(|(a, b)| [a, b]).collect(),
                _ => continue,
            };
            pairs.sort_unstable();
            pairs.dedup();
            pairs.into_iter().for_each(|pair| by_pair.entry((member.kind, pair)).or_default().push(at));
        }
        Fuller(by_pair)
    }

    /// The member whose fuller name a member's is short for, if there is just one.
    fn name_of(&self, members: &[Member], at: usize) -> Option<usize> {
        let member = &members[at];
        let is_short: fn(&str, &str) -> bool = match member.kind {
            EntityKind::Company => is_short_for,
            EntityKind::Project => is_short_project,
            _ => return None,
        };
        let short = if member.kind == EntityKind::Company { core(&member.name) } else { project_core(&member.name) };
        let alike = self.0.get(&(member.kind, first_pair(short)?))?;
        let mut fits = alike.iter().take(MOST_ALIKE).filter(|other| **other != at && is_short(&member.name, &members[**other].name));
        let only = fits.next().filter(|_| member.entry.is_none())?;
        fits.next().is_none().then_some(*only)
    }
}

fn first_pair(name: &str) -> Option<[char; 2]> {
    let mut chars = name.chars();
    Some([chars.next()?, chars.next()?])
}

/// Whether a firm's name is short for another: the same core, or its beginning, without place and legal form. A group is never short
/// for a firm that only bears its brand.
fn is_short_for(short: &str, full: &str) -> bool {
    if short.len() >= full.len() || has_legal_form(short) && !full.starts_with(short) {
        return false;
    }
    let (short_core, full_core) = (core(short), core(full));
    let is_longer = full_core.len() > short_core.len() || full.len() > short.len() && has_legal_form(full);
    short_core.chars().count() >= 2
        && is_longer
        && has_legal_form(full)
        && (full_core.starts_with(short_core) || place_free(full).starts_with(short))
}

/// Whether a project's name is short for another: its words stand in the other's, and it speaks of no other phase.
fn is_short_project(short: &str, full: &str) -> bool {
    let (short_core, full_core) = (project_core(short), project_core(full));
    let is_part = short_core.chars().count() >= 4 && full_core.len() > short_core.len() && full_core.contains(short_core);
    let is_same = short_core == full_core && short.len() < full.len() && !short_core.is_empty();
    (is_part || is_same) && !is_other_phase(short, full)
}

/// How many characters the names of two projects must share after the owner to be perhaps one.
const PERHAPS: usize = 3;
/// How many projects are compared with each other at most.
const MOST_COMPARED: usize = 200;

/// Projects of one owner whose names begin alike after the owner may be one.
fn perhaps(members: &mut [Member]) {
    let projects: Vec<usize> =
        (0..members.len()).filter(|at| members[*at].kind == EntityKind::Project && members[*at].owner.is_some()).collect();
    let mut pairs = Vec::new();
    for (nth, one) in projects.iter().take(MOST_COMPARED).enumerate() {
        for other in projects.iter().take(MOST_COMPARED).skip(nth + 1) {
            let (a, b) = (project_core(&members[*one].name), project_core(&members[*other].name));
            let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
            let brand = members[*one].owner.map_or(0, |o| members[o].names.iter().map(|n| n.chars().count()).min().unwrap_or(0));
            if members[*one].owner == members[*other].owner && common >= brand + PERHAPS && !is_other_phase(a, b) {
                pairs.push((*one, *other));
            }
        }
    }
    for (one, other) in pairs {
        members[one].perhaps.push(other);
        members[other].perhaps.push(one);
    }
}
