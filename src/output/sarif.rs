//! SARIF 2.1.0 (OASIS), the format of code scanning: results with rules, other places, fixes and fingerprints. Columns are code points.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Fix, Location, Message, MultiformatMessageString, PhysicalLocation, PropertyBag,
    Region, Replacement, ReportingConfiguration, ReportingDescriptor, Result, ResultLevel, Tool, ToolComponent,
};

use super::json::to_json;
use super::{Checked, uri};
use crate::rules::{self, Finding, RULES, Rule, Severity};
use crate::text::TextRange;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// More places of one fix than anybody reads; a result that needs more carries no fix.
const MOST_REPLACEMENTS: usize = 1000;

/// What stands before the first result.
pub fn prologue() -> String {
    let tool = to_json(&tool());
    format!(
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{tool},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

/// What stands behind the last result.
pub fn epilogue() -> String {
    "]}]}\n".to_owned()
}

/// The findings of one article, separated by commas.
pub fn render(checked: &Checked) -> String {
    let identities = checked.identities.iter();
    let results = checked.findings.iter().zip(identities).map(|(finding, identity)| {
        let fingerprint = BTreeMap::from([("heshu/v1".to_owned(), identity.fingerprint(""))]);
        to_json(&result(finding, fingerprint, checked))
    });
    results.collect::<Vec<_>>().join(",")
}

fn tool() -> Tool {
    let driver = ToolComponent::builder()
        .name("heshu")
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .information_uri("https://github.com/heshu-dev/heshu")
        .rules(RULES.iter().map(descriptor).collect::<Vec<_>>())
        .build();
    Tool::builder().driver(driver).build()
}

fn descriptor(rule: &Rule) -> ReportingDescriptor {
    let text = |text: &str| MultiformatMessageString::builder().text(text).build();
    let about = first_paragraph(rule.page);
    ReportingDescriptor::builder()
        .id(rule.code)
        .name(rule.code)
        .short_description(text(rule.title()))
        .full_description(text(about))
        .help(MultiformatMessageString::builder().text(about).markdown(format!("{about}\n\n<{}>", rule.href())).build())
        .help_uri(rule.href())
        .default_configuration(ReportingConfiguration::builder().level(json!(level_name(rule.severity))).build())
        .properties(tagged(rule))
        .build()
}

fn tagged(rule: &Rule) -> PropertyBag {
    PropertyBag::builder().tags(vec![rule.group.name().to_owned()]).build()
}

/// The first paragraph of a rule's page: what it does. A sentence that leads to a list is left out, as the list is.
fn first_paragraph(page: &'static str) -> &'static str {
    let first = page.split("\n\n").map(str::trim).find(|p| !p.is_empty() && !p.starts_with(['#', '`'])).unwrap_or_default();
    match first.rfind('。') {
        Some(end) if first.ends_with('：') => &first[..end + '。'.len_utf8()],
        _ => first,
    }
}

fn level_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Hint => ResultLevel::Note,
    }
}

fn result(finding: &Finding, fingerprint: BTreeMap<String, String>, checked: &Checked) -> Result {
    let text = finding.message.text(checked.locale);
    let formula = finding.evidence.as_ref().map(|e| e.formula.text(checked.locale));
    let message = Message::builder().text(formula.map_or(text.to_owned(), |f| format!("{text}\n{f}"))).build();
    let index = RULES.iter().position(|r| r.code == finding.code).unwrap_or_default();
    let related = finding.related.iter().enumerate().map(|(at, other)| related(at, other, checked));
    let fixes: Vec<Fix> = finding.fixes.iter().filter_map(|f| fix(f, checked)).collect();
    let result = Result::builder()
        .rule_id(finding.code)
        .rule_index(index as i64)
        .level(level(finding.severity))
        .message(message)
        .locations(vec![Location::builder().physical_location(place(finding.range, checked)).build()])
        .related_locations(related.chain(checked.elsewhere(finding).map(|other| elsewhere(other, checked))).collect::<Vec<_>>())
        .partial_fingerprints(fingerprint);
    // An empty list would say that fixes were looked for and none is known; both are allowed, one is shorter.
    if fixes.is_empty() { result.build() } else { result.fixes(fixes).build() }
}

fn related(at: usize, other: &rules::Related, checked: &Checked) -> Location {
    Location::builder()
        .id(at as i64 + 1)
        .physical_location(place(other.range, checked))
        .message(Message::builder().text(other.message.text(checked.locale)).build())
        .build()
}

/// A place in another article.
fn elsewhere(other: &crate::workspace::conflicts::Elsewhere, checked: &Checked) -> Location {
    let [start, end] = other.place.columns(crate::text::PositionEncoding::Utf32).map(i64::from);
    let line = i64::from(other.line);
    let region = Region::builder()
        .start_line(line)
        .start_column(start + 1)
        .end_line(line)
        .end_column(end + 1)
        .char_offset(i64::from(other.place.before) + start)
        .char_length(end - start)
        .build();
    let artifact = ArtifactLocation::builder().uri(uri::of(&other.path.to_string_lossy())).build();
    Location::builder()
        .id(1)
        .physical_location(PhysicalLocation::builder().artifact_location(artifact).region(region).build())
        .message(Message::builder().text(other.message.text(checked.locale)).build())
        .build()
}

fn artifact(checked: &Checked) -> ArtifactLocation {
    ArtifactLocation::builder().uri(uri::of(checked.path)).build()
}

fn place(range: TextRange, checked: &Checked) -> PhysicalLocation {
    PhysicalLocation::builder().artifact_location(artifact(checked)).region(region(range, checked)).build()
}

fn region(range: TextRange, checked: &Checked) -> Region {
    let (line, column) = checked.places.line_column(range.start().into());
    let (end_line, end_column) = checked.places.line_column(range.end().into());
    let (start, end) = checked.places.chars(range);
    Region::builder()
        .start_line(line as i64)
        .start_column(column as i64)
        .end_line(end_line as i64)
        .end_column(end_column as i64)
        .char_offset(start as i64)
        .char_length((end - start) as i64)
        .build()
}

fn fix(fix: &rules::Fix, checked: &Checked) -> Option<Fix> {
    let edits = checked.analysis.edits(fix);
    if edits.is_empty() || edits.len() > MOST_REPLACEMENTS {
        return None;
    }
    let replacement = |edit: crate::text::TextEdit| {
        let content = ArtifactContent::builder().text(edit.text).build();
        Replacement::builder().deleted_region(region(edit.range, checked)).inserted_content(content).build()
    };
    let replacements: Vec<Replacement> = edits.into_iter().map(replacement).collect();
    let change = ArtifactChange::builder().artifact_location(artifact(checked)).replacements(replacements).build();
    let safe: BTreeMap<String, Value> = BTreeMap::from([("safe".to_owned(), json!(fix.safe))]);
    Some(
        Fix::builder()
            .description(Message::builder().text(fix.title.text(checked.locale)).build())
            .artifact_changes(vec![change])
            .properties(PropertyBag::builder().additional_properties(safe).build())
            .build(),
    )
}
