//! What a line says of those it names, in figures: told by the words right before a figure, of the one named last before it in the same
//! sentence, or in front of its name (总投资52亿元的…).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;
use smol_str::SmolStr;

use super::digest::{Fact, Named, Place};
use crate::analysis::{Analysis, FigureAt};
use crate::article::Text;
use crate::claims::{Claim, Modality, Role, Statistic};
use crate::entities::{EntityKind, Naming};
use crate::figures::figure::{Figure, Kind};
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
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("workspace/data/attributes"));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stages {
    /// Words between an attribute's word and its figure that say nothing.
    fillers: Vec<String>,
    /// What says that something is meant to be.
    plans: Vec<String>,
    /// What points back to the project named last: 该项目.
    back: Vec<String>,
    stage: Vec<Stage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stage {
    name: String,
    words: Vec<String>,
}

static STAGES: LazyLock<Stages> = LazyLock::new(|| shipped!("workspace/data/stages"));

/// Marks that end a sentence in a reading.
const ENDS: [char; 5] = ['。', ';', '；', '！', '？'];
/// How many characters may stand between an attribute's word and its figure.
const REACH: usize = 12;
/// How many names before a figure are looked at, and how many bytes may stand between a project's name and what is said of it.
const NEAR: usize = 16;
const FAR: usize = 600;

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
pub(super) fn of_line(analysis: &Analysis, line: usize, named: &mut [Named]) {
    let namings = analysis.cast().in_line(line);
    if namings.is_empty() {
        return;
    }
    let reading = &analysis.reading(line).text;
    for figure in analysis.figures_of(line).filter(|f| f.is_trusted && is_value(f.figure)) {
        if let Some((member, fact)) = of_project(analysis, line, reading, namings, &figure, named) {
            named[member].facts.push(fact);
        }
    }
    let claims: Vec<(FigureAt, &Claim)> = analysis.claims_of(line).collect();
    for (figure, claim) in claims.iter().filter(|(f, _)| f.is_trusted) {
        if let Some((member, fact)) = of_company(analysis, line, namings, figure, claim, named) {
            named[member].facts.push(fact);
        }
    }
    stages(reading, namings, named);
    people(analysis, namings, named);
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
fn attribute(lead: &str, dimension: &str) -> Option<(&'static Attribute, bool)> {
    let mut bare = lead.trim_end();
    while let Some(rest) = STAGES.fillers.iter().find_map(|f| bare.strip_suffix(f.as_str())) {
        bare = rest.trim_end();
    }
    let fits =
        |a: &&Attribute| a.dimensions.is_empty() || a.dimensions.iter().any(|d| dimension == d || dimension.split('/').next() == Some(d));
    let ends = TABLE.attribute.iter().filter(fits).flat_map(|a| a.words.iter().filter(|w| bare.ends_with(w.as_str())).map(move |w| (a, w)));
    let (attribute, _) = ends.max_by_key(|(_, word)| word.len())?;
    Some((attribute, attribute.fixed.iter().any(|w| bare.ends_with(w.as_str()))))
}

/// The project that a place of the line speaks of: the one named behind (总投资52亿元的…), else the one named last in the sentence.
fn project(reading: &str, namings: &[Naming], figure: TextRange, named: &[Named]) -> Option<usize> {
    let is_project = |n: &&Naming| named[n.member].kind == EntityKind::Project;
    // Namings are in order of their starts.
    let behind = namings.partition_point(|n| n.range.start() < figure.end());
    if reading[usize::from(figure.end())..].starts_with('的') {
        let next = namings[behind..].iter().take(NEAR).find(is_project)?;
        let gap = &reading[usize::from(figure.end())..usize::from(next.range.start())];
        return (gap.chars().take(REACH + 1).count() <= REACH && !gap.contains([',', '。', ';', '、'])).then_some(next.member);
    }
    let before = &namings[behind.saturating_sub(NEAR)..behind];
    let last = before.iter().rfind(|n| is_project(n) && n.range.end() <= figure.start())?;
    let between = &reading[usize::from(last.range.end())..usize::from(figure.start())];
    if between.len() > FAR {
        return None;
    }
    // A firm between them may be the one to speak of, but not where it only builds the project: 由…建设.
    let is_other = |n: &Naming| {
        let is_between = n.range.start() >= last.range.end() && n.range.end() <= figure.start();
        is_between && named[n.member].kind == EntityKind::Company && !reading[..usize::from(n.range.start())].ends_with('由')
    };
    let is_listed = between.starts_with(['、', '和', '等', '及']);
    // Another sentence may go on with 该项目.
    let goes_on = between.rfind(ENDS).is_none_or(|at| {
        let rest = between[at..].trim_start_matches(ENDS).trim_start();
        between.matches(ENDS).count() == 1 && STAGES.back.iter().any(|w| rest.starts_with(w.as_str()))
    });
    (goes_on && !is_listed && !before.iter().any(is_other)).then_some(last.member)
}

fn of_project(
    analysis: &Analysis,
    line: usize,
    reading: &str,
    namings: &[Naming],
    at: &FigureAt,
    named: &[Named],
) -> Option<(usize, Fact)> {
    let unit = at.figure.unit?;
    let dimension = if unit.entry.kind == UnitKind::Money {
        SmolStr::new_static("money")
    } else if unit.entry.kind == UnitKind::Counter {
        SmolStr::new_static("count")
    } else {
        unit.dimension()
    };
    let lead = lead(reading, at.figure.range);
    let (attribute, is_fixed) = attribute(lead, &dimension)?;
    let member = project(reading, namings, at.figure.range, named)?;
    let clause_is_plan = STAGES.plans.iter().any(|w| lead.contains(w.as_str()));
    let interval =
        at.figure.interval().and_then(|i| i.scaled(if unit.entry.kind == UnitKind::Counter { Decimal::ONE } else { unit.factor() }))?;
    Some((
        member,
        Fact {
            attribute: (SmolStr::new(&attribute.name), SmolStr::new(&attribute.en)),
            text: reading[at.figure.range].to_owned(),
            interval,
            dimension,
            period: None,
            is_plan: clause_is_plan && !is_fixed,
            is_fixed,
            place: Place::of(analysis, line, at.range),
        },
    ))
}

/// A claim whose subject is a firm: 营业收入, 净利润, with its time.
fn of_company(
    analysis: &Analysis,
    line: usize,
    namings: &[Naming],
    at: &FigureAt,
    claim: &Claim,
    named: &[Named],
) -> Option<(usize, Fact)> {
    let is_level = claim.statistic == Statistic::Level && matches!(claim.role, Role::Plain | Role::To);
    let entry = claim.entry().filter(|_| is_level)?;
    let subject = claim.subject.range;
    let first = namings.partition_point(|n| n.range.start() < subject.start());
    let naming = namings[first..].iter().take(NEAR).find(|n| {
        named[n.member].kind == EntityKind::Company
            && !subject.is_empty()
            && subject.contains_range(n.range)
            && subject.end() == n.range.end()
    })?;
    let reading = &analysis.reading(line).text;
    let unit = at.figure.unit?;
    let interval =
        at.figure.interval().and_then(|i| i.scaled(if unit.entry.kind == UnitKind::Counter { Decimal::ONE } else { unit.factor() }))?;
    Some((
        naming.member,
        Fact {
            attribute: (SmolStr::new(&entry.name), SmolStr::new(&entry.name)),
            text: reading[at.figure.range].to_owned(),
            interval,
            dimension: unit.dimension(),
            period: claim.period.as_ref().map(|p| p.text.clone()),
            is_plan: claim.modality == Modality::Plan,
            is_fixed: false,
            place: Place::of(analysis, line, at.range),
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

/// How far projects are: the word of a stage behind the name in its sentence, without 将, 计划, 预计 before it.
fn stages(reading: &str, namings: &[Naming], named: &mut [Named]) {
    for (nth, naming) in namings.iter().enumerate() {
        if named[naming.member].kind != EntityKind::Project {
            continue;
        }
        let start = usize::from(naming.range.end());
        let next = namings[nth + 1..].iter().take(NEAR).find(|n| n.range.start() >= naming.range.end());
        let end = next.map_or(start + FAR, |n| n.range.start().into()).min(start + FAR);
        let rest = &reading[start..crate::text::boundary(reading, end).max(start)];
        let sentence = rest.split(ENDS).next().unwrap_or_default();
        // What is said in the clause of the name, or in the one behind.
        let clause = sentence.match_indices(',').nth(1).map_or(sentence, |(at, _)| &sentence[..at]);
        let words = STAGES.stage.iter().flat_map(|s| s.words.iter().map(move |w| (w, s)));
        let told = words.filter_map(|(w, s)| Some((clause.find(w.as_str())?, s))).min_by_key(|(at, _)| *at);
        let is_so = |at: usize| !STAGES.plans.iter().any(|p| clause[..at].contains(p.as_str()));
        if let Some((_, stage)) = told.filter(|(at, _)| is_so(*at)) {
            named[naming.member].stage = Some(stage.name.clone());
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
