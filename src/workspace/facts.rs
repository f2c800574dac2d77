//! What a line says of those it names, in figures: told by the words right before a figure, of the one named last before it in the same
//! sentence, or in front of its name (总投资52亿元的…).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;
use smol_str::SmolStr;

use super::digest::{Fact, Named, Place};
use super::subject::{Line, WORDS};
use super::{business, sayings, stages};
use crate::analysis::{Analysis, FigureAt};
use crate::article::Text;
use crate::claims::{Claim, Modality, Role, Statistic};
use crate::entities::{EntityKind, Naming};
use crate::figures::figure::{Figure, Interval, Kind};
use crate::figures::unit::UnitKind;
use crate::reading::script::{fold_text, is_han};
use crate::text::TextRange;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    attribute: Vec<Attribute>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attribute {
    name: String,
    en: String,
    words: Vec<String>,
    /// Kinds of quantities; none means any.
    dimensions: Vec<String>,
    /// The words that name the one value a project has.
    #[serde(default)]
    fixed: Vec<String>,
    /// The units; none means any.
    #[serde(default)]
    units: Vec<String>,
    /// What is counted, behind the figure.
    #[serde(default)]
    behind: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("workspace/data/attributes"));

/// Whether a source may hold the word of something that a project has one of only: asked of every article of a run, before it is read as an
/// article at all. Only a word whose characters themselves are damaged wherever it stands is passed over.
pub fn may_hold_fixed(source: &str) -> bool {
    let plain: String = fold_text(source).chars().filter(|c| is_han(*c)).collect();
    TABLE.attribute.iter().flat_map(|a| &a.fixed).any(|word| plain.contains(word.as_str()))
}

/// Whether some line holds the word of something that a project has one of only. Asked before names are looked for, which costs more.
pub(super) fn may_state_fixed(analysis: &Analysis) -> bool {
    let holds = |text: &str| TABLE.attribute.iter().flat_map(|a| &a.fixed).any(|word| text.contains(word.as_str()));
    (0..analysis.line_count()).any(|line| holds(&analysis.reading(line).text))
}

/// Adds what a line says.
pub(super) fn of_line(line: &Line, named: &mut [Named]) {
    if line.namings.is_empty() && line.carried.is_none() {
        return;
    }
    for figure in line.analysis.figures_of(line.line).filter(|f| f.is_trusted && is_value(f.figure)) {
        if let Some((member, fact)) = of_project(line, &figure) {
            named[member].facts.push(fact);
        }
    }
    let claims: Vec<(FigureAt, &Claim)> = line.analysis.claims_of(line.line).collect();
    for (figure, claim) in claims.iter().filter(|(f, _)| f.is_trusted) {
        if let Some((member, fact)) = of_company(line, figure, claim) {
            named[member].facts.push(fact);
        }
    }
    if line.is_paragraph() {
        stages::of_line(line, named);
        sayings::of_line(line, named);
    }
    people(line.analysis, line.namings, named);
}

fn is_value(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Money | Kind::Quantity | Kind::Enumeration | Kind::Range) && figure.unit.is_some()
}

/// The part of the line before a figure that says what it is: its own clause, up to the figure before.
fn lead(reading: &str, figure: TextRange) -> &str {
    let before = &reading[..usize::from(figure.start())];
    let start = before
        .rfind([',', '，', '。', ';', '；', '、', '(', '（', ':', '：'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    &before[start..]
}

/// The attribute that the words before a figure name, and whether by a word for the one value.
fn attribute(lead: &str, dimension: &str, unit: &str) -> Option<(&'static Attribute, bool)> {
    let mut bare = lead.trim_end();
    while let Some(rest) = WORDS.fillers.iter().find_map(|f| bare.strip_suffix(f.as_str())) {
        bare = rest.trim_end();
    }
    let fits = |a: &&Attribute| {
        let is_kind = a.dimensions.is_empty() || a.dimensions.iter().any(|d| dimension == d || dimension.split('/').next() == Some(d));
        is_kind && (a.units.is_empty() || a.units.iter().any(|u| u == unit))
    };
    let ends = TABLE.attribute.iter().filter(fits).flat_map(|a| a.words.iter().filter(|w| bare.ends_with(w.as_str())).map(move |w| (a, w)));
    let (attribute, _) = ends.max_by_key(|(_, word)| word.len())?;
    Some((attribute, attribute.fixed.iter().any(|w| bare.ends_with(w.as_str()))))
}

fn of_project(line: &Line, at: &FigureAt) -> Option<(usize, Fact)> {
    let unit = at.figure.unit?;
    let dimension = if unit.entry.kind == UnitKind::Money {
        SmolStr::new_static("money")
    } else if unit.entry.kind == UnitKind::Counter {
        SmolStr::new_static("count")
    } else {
        unit.dimension()
    };
    let lead = lead(line.reading, at.figure.range);
    let (attribute, is_fixed) = attribute(lead, &dimension, unit.entry.name)?;
    let behind = &line.reading[usize::from(at.figure.range.end())..];
    let counted = attribute.behind.iter().filter(|w| behind.starts_with(w.as_str())).max_by_key(|w| w.len());
    // 建设3座 and nothing behind it may be anything.
    if counted.is_none() && !attribute.behind.is_empty() {
        return None;
    }
    let member = line.project(at.figure.range)?;
    let clause_is_plan = WORDS.plans.iter().any(|w| lead.contains(w.as_str()));
    Some((
        member,
        Fact {
            attribute: (SmolStr::new(&attribute.name), SmolStr::new(&attribute.en)),
            text: format!("{}{}", &line.reading[at.figure.range], counted.map_or("", String::as_str)),
            interval: Some(interval(at)?),
            dimension,
            period: Line::phase(lead),
            is_plan: clause_is_plan && !is_fixed,
            is_fixed,
            place: Place::of(line.analysis, line.line, at.range),
        },
    ))
}

/// The values that a figure allows, in base units.
fn interval(at: &FigureAt) -> Option<Interval> {
    let unit = at.figure.unit?;
    at.figure.interval().and_then(|i| i.scaled(if unit.entry.kind == UnitKind::Counter { Decimal::ONE } else { unit.factor() }))
}

/// A claim whose subject is a firm: 营业收入, 净利润, with its time.
fn of_company(line: &Line, at: &FigureAt, claim: &Claim) -> Option<(usize, Fact)> {
    let is_level = claim.statistic == Statistic::Level && matches!(claim.role, Role::Plain | Role::To);
    let (member, measure) = business::firm(line, at, claim).filter(|_| is_level)?;
    Some((
        member,
        Fact {
            attribute: (measure.clone(), measure),
            text: line.reading[at.figure.range].to_owned(),
            interval: Some(interval(at)?),
            dimension: at.figure.unit?.dimension(),
            period: claim.period.as_ref().map(|p| p.text.clone()),
            is_plan: claim.modality == Modality::Plan,
            is_fixed: false,
            place: Place::of(line.analysis, line.line, at.range),
        },
    ))
}

/// The persons of a line whose posts are of a firm: on the firm's card.
fn people(analysis: &Analysis, namings: &[Naming], named: &mut [Named]) {
    let members = &analysis.cast().members;
    for member in namings.iter().filter_map(|n| members.get(n.member)).filter(|m| m.kind == EntityKind::Person) {
        let (Some(posts), Some(firm)) = (&member.posts, member.employer) else { continue };
        let told = format!("{}（{posts}）", member.name);
        let people = &mut named[firm].people;
        if !people.contains(&told) {
            people.push(told);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::may_hold_fixed;

    #[test]
    fn noise_and_script_do_not_hide_the_words_that_are_asked_for_first() {
        for text in ["總投資52亿元", "总投（tóu）资52亿元", "总 投,,资52亿元", "占\n地600亩"] {
            assert!(may_hold_fixed(text), "{text}");
        }
        assert!(!may_hold_fixed("柳川县种植小麦30万亩，投产三年。"));
    }
}
