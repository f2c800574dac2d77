//! What real statistics satisfy, written out as sentences with right figures, and look-alikes of errors: none may raise an error or a warning.
//! A line of `relations.jsonl`: the relation (`R001`–`R144`, with its name) or the kind of error it looks like (`trap-B1`), and the text.

use std::collections::BTreeMap;
use std::sync::Arc;

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;
use heshu::rules::Severity;

/// The relation and the text of every line.
fn texts() -> Vec<(String, String)> {
    let read = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
        let field = |name: &str| value[name].as_str().expect("text").to_owned();
        (field("relation"), field("text"))
    };
    include_str!("relations.jsonl").lines().map(read).collect()
}

#[test]
fn right_figures_are_silent() {
    let knowledge = Arc::new(Knowledge::new(Catalog::builtin()));
    let mut alarms = Vec::new();
    for (relation, text) in texts() {
        let findings = Analysis::new(&text, knowledge.clone()).findings();
        let loud = findings.iter().filter(|f| f.severity >= Severity::Warning);
        alarms.extend(loud.map(|f| format!("{relation}: {} ⟦{}⟧ {}\n    {text}", f.code, &text[f.range], f.message.zh)));
    }
    assert!(alarms.is_empty(), "{} false alarms\n{}", alarms.len(), alarms.join("\n"));
}

#[test]
fn every_relation_is_said_twice() {
    let mut said = BTreeMap::new();
    for (relation, _) in texts() {
        *said.entry(relation).or_insert(0) += 1;
    }
    for relation in (1..=144).map(|n| format!("R{n:03}")) {
        assert!(said.get(&relation).is_some_and(|&n| n >= 2), "{relation}: {:?}", said.get(&relation));
    }
}
