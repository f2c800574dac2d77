//! Everything that is known, for other programs: JSON and CSV.

use serde::Serialize;

use super::json::to_json;
use crate::entities::{Catalog, Entity, Fact};

/// An entry as it is written out; what is not known is left out, lists are never left out.
#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    kind: &'static str,
    name: &'a str,
    aliases: &'a [String],
    short: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    industry: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    facts: &'a [Fact],
    /// The file that it stands in.
    file: &'a str,
}

#[derive(Serialize)]
struct NoName<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    file: &'a str,
}

#[derive(Serialize)]
struct Everything<'a> {
    version: u32,
    entities: Vec<Item<'a>>,
    ignored: Vec<NoName<'a>>,
}

impl<'a> Item<'a> {
    fn of(entity: &'a Entity) -> Item<'a> {
        Item {
            id: &entity.id,
            kind: entity.kind.name(),
            name: &entity.name,
            aliases: &entity.aliases,
            short: &entity.short,
            place: entity.place.as_deref(),
            industry: entity.industry.as_deref(),
            parent: entity.parent.as_deref(),
            owner: entity.owner.as_deref(),
            stage: entity.stage.as_deref(),
            note: entity.note.as_deref(),
            facts: &entity.facts,
            file: &entity.file,
        }
    }
}

/// One JSON document.
pub fn json(catalog: &Catalog) -> String {
    let entities = catalog.entities().iter().map(Item::of).collect();
    let ignored = catalog.ignored().map(|(name, i)| NoName { name, kind: i.kind.map(|k| k.name()), file: &i.file }).collect();
    to_json(&Everything { version: 1, entities, ignored }) + "\n"
}

/// The columns of the CSV.
const COLUMNS: [&str; 12] = ["id", "kind", "name", "aliases", "short", "place", "industry", "parent", "owner", "stage", "note", "file"];

/// CSV as RFC 4180 has it, a row for each entry; names in one cell are parted by `|`, facts are left out.
pub fn csv(catalog: &Catalog) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Memory does not fail.
    let _ = writer.write_record(COLUMNS);
    for entity in catalog.entities() {
        let item = Item::of(entity);
        let (aliases, short) = (item.aliases.join("|"), item.short.join("|"));
        let text = |value: Option<&'_ str>| value.unwrap_or_default().to_owned();
        let _ = writer.write_record([
            item.id,
            item.kind,
            item.name,
            &aliases,
            &short,
            &text(item.place),
            &text(item.industry),
            &text(item.parent),
            &text(item.owner),
            &text(item.stage),
            &text(item.note),
            item.file,
        ]);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
