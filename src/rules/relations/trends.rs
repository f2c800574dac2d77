//! Directions told in words alone (C4, C16): 平均6.71亿元，去年同期6.79亿元，略有上升; 全市增长5.1%，全省增长5.8%，高于全省平均水平.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, is_change, terms};
use super::nearby::{has_any, rounded};
use super::scene::{Found, Scene, What};
use crate::figures::figure::Kind;
use crate::rules::finding::{Message, Severity};
use crate::text::{TextRange, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    degrees: Vec<String>,
    up: Vec<String>,
    down: Vec<String>,
    more: Vec<String>,
    less: Vec<String>,
    levels: Vec<String>,
    other: Vec<String>,
    falls: Vec<String>,
    before: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/trends"));

/// How many bytes behind a value its direction is looked for.
const REACH: usize = 60;

/// Looks at the words behind every value of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let terms = terms(scene);
    for at in 1..terms.len() {
        let start = usize::from(terms[at].amount.figure.range.end());
        let rest = &scene.reading[start..];
        let Some(clause) = rest.strip_prefix([',', '，']) else { continue };
        let end = clause.find([',', '，', '。', ';', '；', '!', '?', '(', '（', '、', '—']).unwrap_or(clause.len());
        let clause = &clause[..end];
        let next = scene.figures.get(terms[at].at + 1).map_or(usize::MAX, |f| f.range.start().into());
        if (6..=REACH).contains(&clause.len()) && start + 1 + clause.len() <= next {
            let spot = range(start + 1, (start + 1 + clause.len()).min(scene.reading.len()));
            trend(scene, &terms, at, (clause, spot), found).or_else(|| compared(scene, &terms, at, (clause, spot), found));
        }
    }
}

fn is_value(term: &Term) -> bool {
    term.amount.is_exact() && term.amount.printed().is_some_and(|p| p.value > Decimal::ZERO) && !term.amount.figure.kind.is_change()
}

/// 6.71亿元，去年同期是6.79亿元，略有上升.
fn trend(scene: &Scene, terms: &[Term], at: usize, (clause, spot): (&str, TextRange), found: &mut Found) -> Option<()> {
    let verb = WORDS.degrees.iter().find_map(|word| clause.strip_prefix(word.as_str()))?;
    let is_up = WORDS.up.iter().any(|word| word == verb);
    let (x, y) = (&terms[at], &terms[at - 1]);
    let is_pair = is_value(x) && is_value(y) && x.amount.dimension == y.amount.dimension && !is_change(x) && !is_change(y);
    let is_before = x.of_before().is_some() && y.of_before().is_none() && !x.opens;
    let is_free = [x, y].iter().all(|t| !has_any(&t.text, &WORDS.other) && !has_any(&t.text, &WORDS.falls));
    if !(is_up || WORDS.down.iter().any(|word| word == verb)) || !is_pair || !is_before || !is_free {
        return None;
    }
    judge(scene, (y, x), is_up, (clause, spot), found)
}

/// 全市增长5.1%，全省增长5.8%，高于全省平均水平: one of the two is named again.
fn compared(scene: &Scene, terms: &[Term], at: usize, (clause, spot): (&str, TextRange), found: &mut Found) -> Option<()> {
    let strip = |words: &'static [String]| words.iter().filter_map(|word| clause.strip_prefix(word.as_str())).min_by_key(|rest| rest.len());
    let (is_more, rest) = match (strip(&WORDS.more), strip(&WORDS.less)) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        _ => return None,
    };
    let name = WORDS.levels.iter().fold(rest, |name, level| name.strip_suffix(level.as_str()).unwrap_or(name));
    let (first, second) = (&terms[at - 1], &terms[at]);
    let is_pair = is_value(first) && is_value(second) && first.amount.dimension == second.amount.dimension;
    let is_rate = first.amount.figure.kind == Kind::Percent && !second.opens;
    let says = |text: &str| [&WORDS.other, &WORDS.falls, &WORDS.before].iter().any(|words| has_any(text, words));
    let is_free = !says(&first.text) && !says(&second.text) && !says(clause);
    let is_named = |term: &Term| term.clause().contains(name);
    if !(2..=6).contains(&name.chars().count()) || !is_pair || !is_rate || !is_free || !is_named(second) || is_named(first) {
        return None;
    }
    // Of one measure: the words of both end alike.
    let last = |term: &Term| term.clause().chars().next_back();
    if last(first) != last(second) {
        return None;
    }
    judge(scene, (first, second), is_more, (clause, spot), found)
}

fn judge(scene: &Scene, (y, x): (&Term, &Term), is_more: bool, (clause, spot): (&str, TextRange), found: &mut Found) -> Option<()> {
    let (a, b) = (rounded(&x.amount)?, rounded(&y.amount)?);
    found.checked.extend([x.at, y.at]);
    let is_wrong = if is_more { a.is_above(&b) } else { b.is_above(&a) };
    if !is_wrong || found.findings.iter().any(|f| f.range.intersect(spot).is_some()) {
        return None;
    }
    let text = |term: &Term| &scene.reading[scene.figures[term.at].range];
    let (from, to) = (text(x), text(y));
    let message = Message::new(
        format!("“{clause}”与数值相反：一边是{to}，一边是{from}"),
        format!("“{clause}” goes the other way than the values: {to} against {from}"),
    );
    let formula = Message::both(format!("{to} {} {from}", if is_more { "<" } else { ">" }));
    let what = What { code: "direction-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    let mut finding = scene.finding_of(what, y.at, &[x.at]);
    finding.range = spot;
    found.findings.push(finding);
    Some(())
}
