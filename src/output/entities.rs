//! The mentions of an article as a table, JSON lines or CSV.

use serde::Serialize;

use super::json::to_json;
use super::{Places, one_line, table as columns};
use crate::analysis::Analysis;
use crate::entities::EntityKind;

/// One mention, as it is written out.
#[derive(Serialize)]
pub struct Row<'a> {
    path: &'a str,
    /// Code points of the source.
    start: usize,
    end: usize,
    /// The source text.
    text: &'a str,
    kind: &'static str,
    /// The full name.
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    /// Of a project: the full name of the company whose it is. Of a company: of the group that the article says it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
    /// Of a person: post and employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<Attributes<'a>>,
    source: &'static str,
    confidence: &'static str,
    #[serde(skip)]
    at: (usize, usize),
}

/// What is told of a person.
#[derive(Serialize)]
struct Attributes<'a> {
    /// The posts: `董事长、总经理`.
    post: &'a str,
    /// The full name of whom the posts are of.
    #[serde(skip_serializing_if = "Option::is_none")]
    employer: Option<&'a str>,
}

/// The mentions of an article, of the kinds that are wanted; no kinds means all.
pub fn rows<'a>(path: &'a str, text: &'a str, analysis: &'a Analysis, kinds: &[EntityKind], places: &Places) -> Vec<Row<'a>> {
    let (cast, catalog) = (analysis.cast(), &analysis.knowledge().catalog);
    let known = analysis.namings().filter_map(|(range, naming)| Some((range, naming, cast.members.get(naming.member)?)));
    let wanted = known.filter(|(.., member)| kinds.is_empty() || kinds.contains(&member.kind));
    let row = wanted.map(|(range, naming, member)| {
        let entry = member.entry.and_then(|entry| catalog.entities().get(entry));
        let of_entry = entry.and_then(|e| catalog.by_id(e.owner.as_deref()?)).map(|owner| owner.name.as_str());
        let (start, end) = places.chars(range);
        Row {
            path,
            start,
            end,
            text: text.get(std::ops::Range::<usize>::from(range)).unwrap_or_default(),
            kind: member.kind.name(),
            name: &member.name,
            id: entry.map(|e| e.id.as_str()),
            owner: of_entry.or_else(|| member.owner.and_then(|o| cast.members.get(o)).map(|o| o.name.as_str())),
            attributes: member
                .posts
                .as_deref()
                .map(|post| Attributes { post, employer: member.employer.and_then(|e| cast.members.get(e)).map(|e| e.name.as_str()) }),
            source: naming.found.name(),
            confidence: naming.confidence.name(),
            at: places.line_column(range.start().into()),
        }
    });
    let mut rows: Vec<Row> = row.collect();
    // Every article is full of places: they are listed for those who ask.
    if kinds.contains(&EntityKind::Place) {
        rows.extend(analysis.places().into_iter().map(|(range, name)| {
            let (start, end) = places.chars(range);
            let text = text.get(std::ops::Range::<usize>::from(range)).unwrap_or_default();
            Row {
                path,
                start,
                end,
                text,
                kind: EntityKind::Place.name(),
                name,
                id: None,
                owner: None,
                attributes: None,
                source: "recognised",
                confidence: "medium",
                at: places.line_column(range.start().into()),
            }
        }));
        rows.sort_by_key(|row| (row.start, std::cmp::Reverse(row.end)));
    }
    rows
}

/// A JSON object a line.
pub fn jsonl(rows: &[Row]) -> String {
    rows.iter().map(|row| to_json(row) + "\n").collect()
}

/// The first line of the CSV.
pub fn csv_header() -> &'static str {
    "path,start,end,text,kind,name,id,owner,source,confidence\n"
}

/// CSV as RFC 4180 has it, without the header.
pub fn csv(rows: &[Row]) -> String {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for row in rows {
        let (start, end) = (row.start.to_string(), row.end.to_string());
        let (id, owner) = (row.id.unwrap_or_default(), row.owner.unwrap_or_default());
        // Memory does not fail.
        let _ = writer.write_record([row.path, &start, &end, row.text, row.kind, row.name, id, owner, row.source, row.confidence]);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Columns for people, aligned under double-width characters: place, kind, text, full name, owner.
pub fn table(rows: &[Row]) -> String {
    let cells: Vec<[String; 5]> = rows
        .iter()
        .map(|row| {
            let place = format!("{}:{}:{}", row.path, row.at.0, row.at.1);
            [place, row.kind.to_owned(), one_line(row.text), row.name.to_owned(), row.owner.unwrap_or_default().to_owned()]
        })
        .collect();
    columns(&cells)
}
