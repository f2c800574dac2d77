//! What is kept of an article: who is named where, and what is said of them.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::facts;
use crate::analysis::Analysis;
use crate::article::{Role, Text};
use crate::entities::EntityKind;
use crate::figures::figure::Interval;
use crate::text::{PositionEncoding, TextRange};

/// A place within one line, in the columns of every encoding, so that it can be shown without the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 0.
    pub line: u32,
    columns: [[u32; 2]; 3],
}

impl Place {
    /// First column and end.
    pub fn columns(&self, encoding: PositionEncoding) -> [u32; 2] {
        self.columns[match encoding {
            PositionEncoding::Utf8 => 0,
            PositionEncoding::Utf16 => 1,
            PositionEncoding::Utf32 => 2,
        }]
    }

    /// The place of a range of the source in its line.
    pub fn of(analysis: &Analysis, line: usize, source: TextRange) -> Place {
        let content = analysis.source(line);
        let start = analysis.line_start(line);
        let within = |offset: usize| crate::text::boundary(content, offset.saturating_sub(start));
        let [from, to] = [within(source.start().into()), within(source.end().into())];
        let columns = |count: fn(&str) -> usize| [count(&content[..from]) as u32, count(&content[..to]) as u32];
        let units = [columns(str::len), columns(|t| t.chars().map(char::len_utf16).sum()), columns(|t| t.chars().count())];
        Place { line: line as u32, columns: units }
    }
}

/// A figure that was said of somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is: Chinese, English.
    pub attribute: (SmolStr, SmolStr),
    /// The value as printed: `52亿元`.
    pub text: String,
    /// The values it allows, in base units.
    pub interval: Interval,
    /// What it is a quantity of.
    pub dimension: SmolStr,
    /// The time it holds for, as written.
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
    /// Of a project: whose it is.
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

impl Digest {
    /// The digest of an article.
    pub fn of(analysis: &Analysis) -> Digest {
        let (cast, catalog) = (analysis.cast(), &analysis.knowledge().catalog);
        let mut named: Vec<Named> = cast
            .members
            .iter()
            .map(|m| {
                let entry = m.entry.and_then(|e| catalog.entities().get(e));
                let owner = m.owner.and_then(|o| cast.members.get(o)).map(|o| o.name.clone());
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
        for line in (0..analysis.line_count()).filter(|line| tells(analysis, *line)) {
            facts::of_line(analysis, line, &mut named);
        }
        let titles = (0..analysis.line_count()).find(|line| analysis.article().roles[*line] == Role::Title);
        let first = || (0..analysis.line_count()).find(|line| !analysis.reading(*line).text.trim().is_empty());
        let title = titles.or_else(first).map_or_else(String::new, |line| analysis.reading(line).text.trim().chars().take(40).collect());
        Digest { title, date: analysis.dateline(), named, is_draft: false }
    }
}
