//! `check --format json`: one document, written piece by piece, as INTERFACES.md fixes it.

use std::borrow::Cow;

use serde::Serialize;

use super::places::Place;
use super::{Checked, Tally};
use crate::rules::{Evidence, Finding, Fix, rule};

/// What stands before the first file.
pub fn prologue() -> String {
    let tool = serde_json::json!({ "name": "heshu", "version": env!("CARGO_PKG_VERSION") });
    format!("{{\"version\":1,\"tool\":{tool},\"files\":[")
}

/// What stands behind the last file.
pub fn epilogue(tally: Tally) -> String {
    format!("],\"summary\":{}}}\n", to_json(&tally))
}

/// One file.
pub fn render(checked: &Checked) -> String {
    let coverage = checked.analysis.coverage();
    to_json(&File {
        path: checked.path,
        encoding: checked.encoding,
        findings: checked.findings.iter().enumerate().map(|(at, f)| Item::of(at, f, checked)).collect(),
        coverage: Coverage { figures: coverage.figures, bound: coverage.bound, checked: coverage.checked },
    })
}

/// The answer to a record of `heshu check --batch`, without a line end.
pub fn record(id: &serde_json::Value, checked: &Checked) -> String {
    let coverage = checked.analysis.coverage();
    to_json(&Record {
        id,
        findings: checked.findings.iter().enumerate().map(|(at, f)| Item::of(at, f, checked)).collect(),
        coverage: Coverage { figures: coverage.figures, bound: coverage.bound, checked: coverage.checked },
    })
}

/// JSON of plain data; its maps have string keys, so that nothing can fail.
pub fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    encoding: &'a str,
    findings: Vec<Item<'a>>,
    coverage: Coverage,
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a serde_json::Value,
    findings: Vec<Item<'a>>,
    coverage: Coverage,
}

#[derive(Serialize)]
struct Coverage {
    figures: usize,
    bound: usize,
    checked: usize,
}

#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    group: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    #[serde(flatten)]
    place: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Proof<'a>>,
    related: Vec<Other<'a>>,
    fixes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Proof<'a> {
    formula: &'a str,
    values: Vec<Figure<'a>>,
}

#[derive(Serialize)]
struct Figure<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    lo: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    hi: &'a str,
    unit: &'a str,
}

#[derive(Serialize)]
struct Other<'a> {
    path: Cow<'a, str>,
    #[serde(flatten)]
    place: Place,
    message: &'a str,
}

#[derive(Serialize)]
struct Change<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Edit>,
}

#[derive(Serialize)]
struct Edit {
    #[serde(flatten)]
    place: Place,
    text: String,
}

impl<'a> Item<'a> {
    fn of(at: usize, finding: &'a Finding, checked: &Checked<'a>) -> Item<'a> {
        let related = finding.related.iter().map(|other| Other {
            path: checked.path.into(),
            place: checked.places.place(other.range),
            message: other.message.text(checked.locale),
        });
        let related = related.chain(checked.elsewhere(finding).map(|other| Other {
            path: other.path.to_string_lossy(),
            place: Place::elsewhere(&other.place),
            message: other.message.text(checked.locale),
        }));
        Item {
            code: finding.code,
            group: rule(finding.code).map_or("", |r| r.group.name()),
            severity: finding.severity.name(),
            message: finding.message.text(checked.locale),
            fingerprint: checked.identities.get(at).map(|i| i.fingerprint(&super::uri::slashed(checked.path))),
            place: checked.places.place(finding.range),
            evidence: finding.evidence.as_ref().map(|e| Proof::of(e, checked)),
            related: related.collect(),
            fixes: finding.fixes.iter().map(|f| Change::of(f, checked)).collect(),
        }
    }
}

impl<'a> Proof<'a> {
    fn of(evidence: &'a Evidence, checked: &Checked<'a>) -> Proof<'a> {
        let values = evidence.values.iter().map(|value| {
            let (start, end) = checked.places.chars(value.range);
            Figure { start, end, text: &value.text, lo: &value.lo, hi: &value.hi, unit: &value.unit }
        });
        Proof { formula: evidence.formula.text(checked.locale), values: values.collect() }
    }
}

impl<'a> Change<'a> {
    fn of(fix: &'a Fix, checked: &Checked<'a>) -> Change<'a> {
        let edits = checked.analysis.edits(fix).into_iter();
        Change {
            title: fix.title.text(checked.locale),
            safe: fix.safe,
            edits: edits.map(|e| Edit { place: checked.places.place(e.range), text: e.text }).collect(),
        }
    }
}
