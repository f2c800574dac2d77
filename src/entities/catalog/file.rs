//! A catalog file as people write it: the tables, and the JSON Schema that editors complete them by (`seeds/catalog/README.md`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use toml::Spanned;

use super::EntityKind;

/// Something that was said of an entity, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What is measured: `总投资`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// The value as printed: `20亿元`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// One sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The date of the source: `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
    #[schemars(regex(pattern = r"^\d{4}(-\d{2}(-\d{2})?)?$"))]
    pub date: String,
    /// Who published it.
    pub source: String,
    /// The title of the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A company, organization or project.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Lower-case ASCII letters, digits and hyphens; unique over all files.
    #[schemars(with = "String", regex(pattern = r"^[a-z0-9-]+$"))]
    pub id: Spanned<String>,
    /// The canonical, fullest name.
    #[schemars(with = "String", length(min = 2))]
    pub name: Spanned<String>,
    /// Other names that can mean nothing else; found wherever they stand.
    #[serde(default)]
    #[schemars(with = "Vec<String>", inner(length(min = 2)))]
    pub aliases: Vec<Spanned<String>>,
    /// Short names that are words or parts of words too; found only where a word can stand.
    #[serde(default)]
    #[schemars(with = "Vec<String>", inner(length(min = 2)))]
    pub short: Vec<Spanned<String>>,
    /// Where it is.
    pub place: Option<String>,
    /// What it makes or does.
    pub industry: Option<String>,
    /// The `id` of the company or organization that it belongs to.
    #[schemars(with = "Option<String>")]
    pub parent: Option<Spanned<String>>,
    /// Of a project: the `id` of the company that builds or owns it.
    #[schemars(with = "Option<String>")]
    pub owner: Option<Spanned<String>>,
    /// Of a project: the last known stage.
    pub stage: Option<String>,
    /// One sentence of background.
    pub note: Option<String>,
    /// What was said of it.
    #[serde(default)]
    pub fact: Vec<Fact>,
}

/// A run of characters that is no name, though it looks like one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ignore {
    /// The characters.
    #[schemars(with = "String", length(min = 1))]
    pub name: Spanned<String>,
    /// What it is not; left out, it is no name of any kind.
    pub kind: Option<IgnoredKind>,
    /// Why.
    #[serde(default, rename = "note")]
    pub _note: Option<String>,
}

/// What a run of characters is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum IgnoredKind {
    Company,
    Organization,
    Project,
}

impl IgnoredKind {
    pub fn entity_kind(self) -> EntityKind {
        match self {
            IgnoredKind::Company => EntityKind::Company,
            IgnoredKind::Organization => EntityKind::Organization,
            IgnoredKind::Project => EntityKind::Project,
        }
    }
}

/// More names of an entry that stands in another file, and entries that are the same one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Same {
    /// The `id` of the entry that stays.
    #[serde(rename = "as")]
    #[schemars(with = "String", regex(pattern = r"^[a-z0-9-]+$"))]
    pub of: Spanned<String>,
    /// More names of it that can mean nothing else.
    #[serde(default)]
    #[schemars(with = "Vec<String>", inner(length(min = 2)))]
    pub aliases: Vec<Spanned<String>>,
    /// More short names of it.
    #[serde(default)]
    #[schemars(with = "Vec<String>", inner(length(min = 2)))]
    pub short: Vec<Spanned<String>>,
    /// The `id`s of entries that are the same one: their names, their facts and what belongs to them become its own.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub entries: Vec<Spanned<String>>,
}

/// A catalog of companies, organizations and projects.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "heshu catalog")]
pub(super) struct File {
    #[serde(default)]
    pub company: Vec<Entry>,
    #[serde(default)]
    pub project: Vec<Entry>,
    #[serde(default)]
    pub organization: Vec<Entry>,
    /// What looks like a name and is none.
    #[serde(default)]
    pub ignore: Vec<Ignore>,
    /// What is the same as an entry of another file.
    #[serde(default)]
    pub same: Vec<Same>,
}

impl File {
    /// All entries with their kinds: companies, organizations, projects, each in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = (EntityKind, &Entry)> {
        let companies = self.company.iter().map(|e| (EntityKind::Company, e));
        let organizations = self.organization.iter().map(|e| (EntityKind::Organization, e));
        companies.chain(organizations).chain(self.project.iter().map(|e| (EntityKind::Project, e)))
    }
}

/// The schema as it ships in `docs/catalog.schema.json`.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(File);
    schema.insert("$id".to_owned(), json!(SCHEMA_ADDRESS));
    schema.to_value()
}

/// Where the schema is published; a catalog file may name it behind `#:schema` in its first line.
pub const SCHEMA_ADDRESS: &str = "https://raw.githubusercontent.com/heshu-dev/heshu/main/docs/catalog.schema.json";
