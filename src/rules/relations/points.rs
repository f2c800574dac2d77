//! C5: growth rates that are compared in percent: 增长4.6%，比二季度加快2.1%; 增速高于全国2.1%; 增长9.4%，快于规上工业3.3%. How far two rates of growth
//! are apart is told in points, whatever they are. The same of two percentages whose difference is told: 由32%提高到50%，即提高18%.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::contrary::unit_fix;
use super::nearby::same_sentence;
use super::scene::{Found, Scene, What};
use crate::figures::figure::Kind;
use crate::rules::finding::{Message, Severity};
use crate::rules::style::last_clause;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    nouns: Vec<String>,
    paces: Vec<String>,
    changes: Vec<String>,
    than_paces: Vec<String>,
    than: Vec<String>,
    links: Vec<String>,
    growths: Vec<String>,
    reaches: Vec<String>,
    moves: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/points"));

/// How many characters may name what a pace is held against.
const NAME: std::ops::RangeInclusive<usize> = 2..=16;
/// Rates of growth hardly lie farther apart than so many points.
const MOST: i64 = 20;
/// How many figures back the growth stands that a pace is of: times may stand between.
const BACK: usize = 3;
/// How many characters tell that what follows is a difference: 即提高, 三年提高.
const NAME_OF_DIFFERENCE: usize = 8;

/// Looks at every percentage of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 0..scene.figures.len() {
        let figure = &scene.figures[at];
        // 增速下降130%: by a share of itself.
        let is_small = figure.printed().is_some_and(|p| p.value <= Decimal::from(MOST));
        if figure.kind == Kind::Percent && (is_small && is_pace(scene, at) || is_difference(scene, at)) {
            report(scene, at, found);
        }
    }
}

fn strip_end<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    words.iter().filter_map(|word| text.strip_suffix(word.as_str())).min_by_key(|rest| rest.len())
}

/// Whether the words before a percentage say that it is how far two rates of growth are apart.
fn is_pace(scene: &Scene, at: usize) -> bool {
    let head = &scene.reading[..scene.figures[at].number.start().into()];
    let clause = last_clause(head);
    // 加快至5.1%, 快于全国的4.8%: a rate, and no difference.
    let text = clause.trim_end_matches(['了', '约', '近', '超']);
    if text.ends_with(['的', '至', '到', '为', '达']) || clause.contains('倍') {
        return false;
    }
    let follows_growth = || is_growth_before(scene, at);
    if let Some(rest) = strip_end(text, &WORDS.paces) {
        return is_compared(rest) && follows_growth() || has_pace(rest);
    }
    if strip_end(text, &WORDS.changes).is_some_and(has_pace) {
        return true;
    }
    let than = |words: &[String]| {
        let found = words.iter().filter_map(|word| Some((text.rfind(word.as_str())?, word.len())));
        let (place, len) = found.max_by_key(|(place, len)| (*place, *len))?;
        let name = &text[place + len..];
        // 快于进口增长2.7%: its own growth.
        let is_own = strip_end(name, &WORDS.growths).or_else(|| strip_end(name, &WORDS.nouns)).is_some();
        (!is_own && NAME.contains(&name.chars().count()) && !name.contains(['%', '的', '、', '(', ')'])).then_some(&text[..place])
    };
    than(&WORDS.than_paces).is_some_and(|before| is_linked(before) && follows_growth()) || than(&WORDS.than).is_some_and(has_pace)
}

/// Whether nothing but links stands in a text.
fn is_linked(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some(word) = WORDS.links.iter().find(|word| rest.starts_with(word.as_str())) {
        rest = &rest[word.len()..];
    }
    rest.is_empty()
}

/// Whether a text says nothing but what something is compared with: 比二季度.
fn is_compared(text: &str) -> bool {
    let text = text.trim();
    is_linked(text) || ["比", "较"].iter().any(|word| text.starts_with(word)) && NAME.contains(&text.chars().count())
}

/// Whether a text ends with the name of a pace and what it is compared with: 增速比上年同期.
fn has_pace(text: &str) -> bool {
    let nouns = WORDS.nouns.iter().filter_map(|noun| Some(text.rfind(noun.as_str())? + noun.len()));
    nouns.max().is_some_and(|end| is_compared(&text[end..]))
}

/// Whether two percentages right before lead from one to the other, and this one is their difference and no growth from the one to the other.
fn is_difference(scene: &Scene, at: usize) -> bool {
    let value = |at: usize| scene.figures[at].printed().filter(|_| scene.figures[at].kind == Kind::Percent).map(|p| p.value);
    let is_time = |at: &usize| matches!(scene.figures[*at].kind, Kind::Date | Kind::DateRange | Kind::Time | Kind::Duration);
    let mut before = (at.saturating_sub(2 * BACK)..at).rev().filter(|at| !is_time(at)).take(2);
    let (Some(last), Some(first)) = (before.next(), before.next()) else { return false };
    let Some(((a, b), said)) = value(first).zip(value(last)).zip(value(at)) else { return false };
    let gap = |one: usize, other: usize| {
        scene.reading.get(scene.figures[one].range.end().into()..scene.figures[other].number.start().into()).unwrap_or("")
    };
    let (led, told) = (gap(first, last), gap(last, at).trim_end_matches(['了', '约']));
    let is_led = WORDS.reaches.iter().any(|word| led.ends_with(word.as_str())) && !led.contains(['。', ';', '、']);
    let clause =
        told.strip_prefix(',').filter(|clause| clause.chars().count() <= NAME_OF_DIFFERENCE && !clause.contains([',', '、', '比', '较']));
    let is_told = clause.is_some_and(|clause| strip_end(clause, &WORDS.moves).is_some());
    let is_exact = (b - a).abs() == said && said > Decimal::ZERO;
    let growth = (b - a).abs().checked_div(a).and_then(|g| g.checked_mul(Decimal::ONE_HUNDRED));
    // 由100%提高到118%: it may be either.
    let is_growth = growth.is_none_or(|g| (g - said).abs() < Decimal::ONE);
    is_led && is_told && is_exact && !is_growth && same_sentence(scene, first, at)
}

/// Whether the figure before, but for times, is a growth in percent of the same sentence.
fn is_growth_before(scene: &Scene, at: usize) -> bool {
    let is_time = |at: &usize| matches!(scene.figures[*at].kind, Kind::Date | Kind::DateRange | Kind::Time);
    let before = (at.saturating_sub(BACK)..at).rev().find(|at| !is_time(at));
    before.is_some_and(|before| {
        let head = &scene.reading[..scene.figures[before].number.start().into()];
        scene.figures[before].kind == Kind::Percent && same_sentence(scene, before, at) && strip_end(head, &WORDS.growths).is_some()
    })
}

fn report(scene: &Scene, at: usize, found: &mut Found) {
    let text = &scene.reading[scene.figures[at].range];
    let message = Message::new(
        format!("两个百分数之差应以百分点计，不用百分之几：“{text}”"),
        format!("rates of growth differ by percentage points, not by “{text}”"),
    );
    let number = &scene.reading[scene.figures[at].number];
    let formula = Message::both(format!("{text} → {number}个百分点"));
    let fixes = unit_fix(scene, &scene.figures[at], "个百分点");
    let what = What { code: "percent-for-points", severity: Severity::Error, message, formula, fixes };
    found.checked.push(at);
    if !found.findings.iter().any(|f| f.range == scene.figures[at].range) {
        found.findings.push(scene.finding_of(what, at, &[]));
    }
}
