//! The JSON Schema of `heshu.toml`, made from the very types that read it.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::Settings;
use crate::rules::RULES;

/// The schema as it ships in `docs/heshu.schema.json`.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Settings);
    schema.insert("$id".to_owned(), json!("https://raw.githubusercontent.com/heshu-dev/heshu/main/docs/heshu.schema.json"));
    schema.to_value()
}

/// Every name that a selection may hold, in order, each once.
fn names() -> Vec<&'static str> {
    let mut groups: Vec<&str> = RULES.iter().map(|r| r.group.name()).collect();
    groups.sort_unstable();
    groups.dedup();
    std::iter::once("all").chain(groups).chain(RULES.iter().map(|r| r.code)).collect()
}

pub(super) fn selectors(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "array", "items": {"enum": names()}})
}

pub(super) fn severities(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "object", "propertyNames": {"enum": names()}, "additionalProperties": {"enum": ["error", "warning", "hint"]}})
}

pub(super) fn locale(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"enum": ["zh", "en", "auto", null]})
}
