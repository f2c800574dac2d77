//! What is kept of an article: who is named where, and what is said of them.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::codes::{Code, codes};
use super::facts;
use super::subject::Line;
use crate::analysis::Analysis;
use crate::article::{Role, Text};
use crate::entities::EntityKind;
use crate::figures::figure::Interval;
use crate::text::{PositionEncoding, TextRange, range};

/// A place within one line, in the columns of every encoding, so that it can be shown without the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 0.
    pub line: u32,
    /// Code points of the source before the line; only of what is said in figures.
    pub before: u32,
    columns: [[u32; 2]; 3],
}

impl Place {
    /// First column and end.
    pub fn columns(&self, encoding: PositionEncoding) -> [u32; 2] {
        self.columns[Place::index(encoding)]
    }

    fn index(encoding: PositionEncoding) -> usize {
        match encoding {
            PositionEncoding::Utf8 => 0,
            PositionEncoding::Utf16 => 1,
            PositionEncoding::Utf32 => 2,
        }
    }

    /// The place in bytes of the source, given where its line starts.
    pub fn in_source(&self, line_start: usize) -> TextRange {
        let [start, end] = self.columns[0];
        range(line_start + start as usize, line_start + end as usize)
    }

    /// The place of a range of the source in its line.
    pub fn of(analysis: &Analysis, line: usize, source: TextRange) -> Place {
        let content = analysis.source(line);
        let start = analysis.line_start(line);
        let within = |offset: usize| crate::text::boundary(content, offset.saturating_sub(start));
        let [from, to] = [within(source.start().into()), within(source.end().into())];
        let columns = |count: fn(&str) -> usize| [count(&content[..from]) as u32, count(&content[..to]) as u32];
        let units = [columns(str::len), columns(|t| t.chars().map(char::len_utf16).sum()), columns(|t| t.chars().count())];
        Place { line: line as u32, before: 0, columns: units }
    }
}

/// A number of a document (文号), and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentCode {
    /// The number; its range is of the reading.
    pub code: Code,
    /// Where, the office included.
    pub place: Place,
    /// The columns of the office's characters, in every encoding.
    starts: Vec<[u32; 3]>,
}

impl DocumentCode {
    fn of(analysis: &Analysis, line: usize, code: Code) -> DocumentCode {
        let at = |from: usize, to: usize| Place::of(analysis, line, analysis.place_in_source(line, range(from, to)));
        let (start, end) = (usize::from(code.range.start()), usize::from(code.range.end()));
        let chars = code.office.char_indices().map(|(within, _)| at(start + within, end).columns.map(|[from, _]| from));
        DocumentCode { place: at(start, end), starts: chars.collect(), code }
    }

    /// The column where so many bytes of the office begin, counted from its end.
    pub fn start_of(&self, shared: usize, encoding: PositionEncoding) -> u32 {
        let chars = self.code.office.char_indices().position(|(at, _)| at + shared >= self.code.office.len()).unwrap_or(0);
        self.starts.get(chars).map_or(0, |columns| columns[Place::index(encoding)])
    }
}

/// What was said of somebody: a figure, a day, a place, a product.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is: Chinese, English.
    pub attribute: (SmolStr, SmolStr),
    /// The value as printed: `52亿元`.
    pub text: String,
    /// The values it allows, in base units, of a day as numbers of days; `None` of what is said in words.
    pub interval: Option<Interval>,
    /// What it is a quantity of.
    pub dimension: SmolStr,
    /// The time it holds for, or the phase of the project, as written.
    pub period: Option<String>,
    /// Whether it is meant to be, and is not yet so.
    pub is_plan: bool,
    /// Whether there is one such value only, so that another one contradicts it.
    pub is_fixed: bool,
    /// Where.
    pub place: Place,
}

/// Somebody who is named in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// What it is.
    pub kind: EntityKind,
    /// The full name.
    pub name: String,
    /// The names in the article.
    pub names: Vec<String>,
    /// The id in the catalog.
    pub entry: Option<String>,
    /// Of a project: whose it is. Of a firm: the group. Of a person: whose the posts are.
    pub owner: Option<String>,
    /// How far a project is, where the article says so: 开工, 投产.
    pub stage: Option<String>,
    /// Persons and their posts.
    pub people: Vec<String>,
    /// Where it is named, and by which of its names.
    pub places: Vec<(Place, u16)>,
    /// What is said of it.
    pub facts: Vec<Fact>,
}

/// How many characters a name must have to be the same one's in two articles.
const LONG_ENOUGH: usize = 3;

impl Named {
    /// One of whom nothing is known but this.
    pub fn new(kind: EntityKind, name: String, entry: Option<String>) -> Named {
        let (names, people, places, facts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Named { kind, name, names, entry, owner: None, stage: None, people, places, facts }
    }

    /// Every name it goes by.
    pub fn every_name(&self) -> impl Iterator<Item = &str> {
        let more = self.names.iter().map(String::as_str).filter(|n| *n != self.name);
        std::iter::once(self.name.as_str()).chain(more)
    }

    /// Whether it is the one of another article.
    pub fn is_same(&self, other: &Named) -> bool {
        if self.kind != other.kind {
            return false;
        }
        // Many bear one name: who works for somebody else is somebody else.
        if self.kind == EntityKind::Person && (self.owner != other.owner || self.owner.is_none()) {
            return self == other;
        }
        match (&self.entry, &other.entry) {
            (Some(one), Some(other)) => one == other,
            (None, None) => {
                let is_long = |name: &&str| name.chars().count() >= LONG_ENOUGH;
                self.name == other.name || self.every_name().filter(is_long).any(|name| other.every_name().any(|o| o == name))
            }
            _ => false,
        }
    }
}

/// What is kept of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digest {
    /// Its title.
    pub title: String,
    /// The day it is dated.
    pub date: Option<Date>,
    /// Who is named in it.
    pub named: Vec<Named>,
    /// The numbers of documents in it.
    pub codes: Vec<DocumentCode>,
    /// Whether it was never saved: it is looked at from, and is no source for others.
    pub is_draft: bool,
}

/// Whether a line tells of the matter: no list of related news, no notice, no bar of the site.
fn tells(analysis: &Analysis, line: usize) -> bool {
    let is_body = !matches!(
        analysis.article().roles[line],
        Role::Blank | Role::Related | Role::Furniture | Role::Boilerplate | Role::Code | Role::Editor
    );
    is_body && !analysis.is_reprint(line)
}

/// Leaves of what is said twice in one article the first.
fn once(facts: &mut Vec<Fact>) {
    let mut seen = std::collections::HashSet::new();
    facts.retain(|f| seen.insert((f.attribute.0.clone(), f.text.clone(), f.period.clone(), f.is_plan)));
}

/// Tells of every figure how many code points stand before its line.
fn place_facts(analysis: &Analysis, named: &mut [Named]) {
    if named.iter().all(|n| n.facts.is_empty()) {
        return;
    }
    let mut before = 0;
    let starts: Vec<u32> = (0..analysis.line_count())
        .map(|line| {
            let content = analysis.source(line);
            // What ends a line is ASCII.
            let end = analysis.line_start(line + 1) - analysis.line_start(line) - content.len();
            let next = before + (content.chars().count() + end) as u32;
            std::mem::replace(&mut before, next)
        })
        .collect();
    for fact in named.iter_mut().flat_map(|n| &mut n.facts) {
        fact.place.before = starts.get(fact.place.line as usize).copied().unwrap_or(0);
    }
}

impl Digest {
    /// The digest of an article, if it states what another may contradict; of it only what is needed for that.
    pub fn to_compare(analysis: &Analysis) -> Option<Digest> {
        facts::may_state_fixed(analysis).then(|| Digest::of(analysis).narrowed()).filter(|d| !d.named.is_empty())
    }

    /// The projects of which it says what they have one of only.
    fn narrowed(mut self) -> Digest {
        self.named.iter_mut().for_each(|named| {
            named.facts.retain(|fact| fact.is_fixed);
            named.places = Vec::new();
            named.people = Vec::new();
        });
        self.named.retain(|named| named.kind == EntityKind::Project && !named.facts.is_empty());
        self.codes = Vec::new();
        self
    }

    /// The digest of an article.
    pub fn of(analysis: &Analysis) -> Digest {
        let (cast, catalog) = (analysis.cast(), &analysis.knowledge().catalog);
        let mut named: Vec<Named> = cast
            .members
            .iter()
            .map(|m| {
                let entry = m.entry.and_then(|e| catalog.entities().get(e));
                let owner = m.owner.or(m.employer).and_then(|o| cast.members.get(o)).map(|o| o.name.clone());
                Named {
                    kind: m.kind,
                    name: m.name.clone(),
                    names: m.names.clone(),
                    entry: entry.map(|e| e.id.clone()),
                    owner: entry.and_then(|e| catalog.by_id(e.owner.as_deref()?)).map(|o| o.name.clone()).or(owner),
                    stage: None,
                    people: Vec::new(),
                    places: Vec::new(),
                    facts: Vec::new(),
                }
            })
            .collect();
        for (range, naming) in analysis.namings() {
            let member = &mut named[naming.member];
            let text = &analysis.reading(naming.line).text[naming.range];
            let name = member.names.iter().position(|n| n == text).unwrap_or(0);
            member.places.push((Place::of(analysis, naming.line, range), name as u16));
        }
        let mut numbers = Vec::new();
        let mut before = None;
        for line in (0..analysis.line_count()).filter(|line| tells(analysis, *line)) {
            let names = Line::of(analysis, line, before);
            before = names.only_project();
            facts::of_line(&names, &mut named);
            numbers.extend(codes(&analysis.reading(line).text).into_iter().map(|code| DocumentCode::of(analysis, line, code)));
        }
        named.iter_mut().for_each(|n| once(&mut n.facts));
        place_facts(analysis, &mut named);
        let titles = (0..analysis.line_count()).find(|line| analysis.article().roles[*line] == Role::Title);
        let first = || (0..analysis.line_count()).find(|line| !analysis.reading(*line).text.trim().is_empty());
        let title = titles.or_else(first).map_or_else(String::new, |line| analysis.reading(line).text.trim().chars().take(40).collect());
        Digest { title, date: analysis.dateline(), named, codes: numbers, is_draft: false }
    }
}
