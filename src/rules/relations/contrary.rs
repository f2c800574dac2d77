//! Changes that stand side by side: an amount and its rate that go opposite ways (`减少21件，上升19.6%`, C4), the rate of an amount in
//! points (`多花20元，增长2.9个百分点`), and the difference of two ratios in percent (`占30.0%，去年是26.5%，提高3.5%`; both C5).
//!
//! Nothing but the verb may stand between the two, so that both are of one thing; no claim is asked.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Figure, Kind};
use crate::rules::finding::{Edits, Fix, Message, Severity};
use crate::text::{TextEdit, TextRange, boundary};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    up: Vec<String>,
    down: Vec<String>,
    no_changes: Vec<String>,
    rates_up: Vec<String>,
    rates_down: Vec<String>,
    reversed: Vec<String>,
    since: Vec<String>,
    grown: Vec<String>,
    ratios: Vec<String>,
    differ: Vec<String>,
    spans: Vec<String>,
    growths: Vec<String>,
    earlier: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/contrary"));

/// How much of a sentence, in bytes, is asked what it is of.
const REACH: usize = 300;
/// How many figures back the two ratios of a difference stand.
const MOST: usize = 5;
/// How much, in bytes, stands between two figures that are held together.
const GAP: usize = 60;

/// Looks at every rate behind an amount or behind two ratios.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 1..scene.figures.len() {
        let figure = &scene.figures[at];
        if !matches!(figure.kind, Kind::Percent | Kind::PercentagePoint) || figure.approximation != Approximation::Exact {
            continue;
        }
        let is_told = found.findings.iter().rev().take(8).any(|f| f.range.intersect(figure.range).is_some_and(|r| !r.is_empty()));
        let Some((last, verb)) = gap(scene, at).filter(|_| !is_told) else { continue };
        match figure.kind {
            Kind::Percent => {
                opposite(scene, (last, at), verb, found);
                percent_for_points(scene, at, verb, found);
            }
            _ => points_for_percent(scene, (last, at), verb, found),
        }
    }
}

/// The figure before a figure and what stands between, if it is short, without the marks before it; the 上年 of 比上年 is passed over.
fn gap<'l>(scene: &Scene<'l>, at: usize) -> Option<(usize, &'l str)> {
    let is_time = |i: usize| matches!(scene.figures[i].kind, Kind::Date | Kind::DateRange);
    let last = if is_time(at - 1) { at.checked_sub(2)? } else { at - 1 };
    let (from, to) = (scene.figures[last].range.end(), scene.figures[at].range.start());
    let gap = scene.reading.get(usize::from(from)..usize::from(to)).filter(|gap| gap.len() <= GAP)?;
    let rest = gap.trim_start_matches(')');
    let verb = rest.strip_prefix([',', '、'])?;
    (!verb.is_empty()).then_some((last, verb))
}

fn before<'l>(scene: &Scene<'l>, figure: &Figure) -> &'l str {
    let end = usize::from(figure.range.start());
    let text = &scene.reading[boundary(scene.reading, end.saturating_sub(REACH))..end];
    text.rsplit(['。', ';', '!', '?']).next().unwrap_or_default()
}

fn is_one_of(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| word == text)
}

fn holds(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

fn ends(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Whether a figure is an amount of something, and no ratio, time or place.
fn is_amount(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration) && figure.unit.is_some()
}

/// C4: 减少21件，上升19.6%.
fn opposite(scene: &Scene, (last, at): (usize, usize), verb: &str, found: &mut Found) {
    let words = &*WORDS;
    let amount = &scene.figures[last];
    let lead = before(scene, amount);
    let (up, down) = (is_one_of(verb, &words.rates_up), is_one_of(verb, &words.rates_down));
    if !is_amount(amount) || !(up || down) || ends(lead, &words.no_changes) || holds(lead, &words.reversed) {
        return;
    }
    let (rises, falls) = (ends(lead, &words.up), ends(lead, &words.down));
    if rises == falls {
        return;
    }
    found.checked.extend([last, at]);
    if rises == up {
        return;
    }
    let (x, y) = (&scene.reading[amount.range], &scene.reading[scene.figures[at].range]);
    let message = Message::new(
        format!("方向相反：前面说“{}{x}”，接着说“{verb}{y}”", if rises { "增加" } else { "减少" }),
        format!("opposite ways: {} by {x}, then “{verb}{y}”", if rises { "up" } else { "down" }),
    );
    let formula = Message::both(format!("{}{x} ≠ {verb}{y}", if rises { '+' } else { '−' }));
    let what = What { code: "direction-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[last]));
}

/// C5: 多花20元，增长2.9个百分点.
fn points_for_percent(scene: &Scene, (last, at): (usize, usize), verb: &str, found: &mut Found) {
    let words = &*WORDS;
    let amount = &scene.figures[last];
    let stem = words.since.iter().filter_map(|word| verb.strip_prefix(word.as_str())).min_by_key(|rest| rest.len()).unwrap_or(verb);
    let text = format!("{}{}", before(scene, amount), &scene.reading[amount.range]);
    if !is_amount(amount) || !is_one_of(stem, &words.grown) || holds(&text, &words.ratios) {
        return;
    }
    let (x, y) = (&scene.reading[amount.range], &scene.reading[scene.figures[at].range]);
    let message = Message::new(
        format!("“{x}”不是百分数，增长应写作百分之几，不能用“{y}”"),
        format!("“{x}” is no percentage: its growth is in percent, not “{y}”"),
    );
    found.checked.extend([last, at]);
    let formula = Message::both(format!("{x} → {verb}{y}"));
    let fixes = unit_fix(scene, &scene.figures[at], "%");
    let what = What { code: "percent-for-points", severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding_of(what, at, &[last]));
}

/// C5: 占30.0%，去年是26.5%，提高3.5%; 办结率85%，比上年提高6%（上年为79%）.
fn percent_for_points(scene: &Scene, at: usize, verb: &str, found: &mut Found) {
    let words = &*WORDS;
    let is_difference = words.differ.iter().any(|end| verb.strip_suffix(end.as_str()).is_some_and(|span| is_one_of(span, &words.spans)));
    let Some(said) = value(&scene.figures[at]).filter(|_| is_difference) else { return };
    let is_level = |i: &usize| scene.figures[*i].kind == Kind::Percent && !ends(before(scene, &scene.figures[*i]), &words.growths);
    let is_near = |i: &usize| {
        let text = scene.reading.get(usize::from(scene.figures[*i].range.end())..usize::from(scene.figures[at].range.start()));
        text.is_some_and(|text| text.len() <= 2 * GAP && !text.contains(['。', ';', '!', '?']))
    };
    let back = |from: usize| (at.saturating_sub(MOST)..from).rev().find(|i| scene.figures[*i].kind == Kind::Percent);
    let Some(last) = back(at).filter(is_level).filter(is_near) else { return };
    let ahead = || {
        // 上年 is a figure of its own.
        let next = (at + 1..at + 3).find(|i| scene.figures.get(*i).is_some_and(|next| next.kind == Kind::Percent))?;
        let gap = &scene.reading[usize::from(scene.figures[at].range.end())..usize::from(scene.figures[next].range.start())];
        is_one_of(gap, &words.earlier).then_some(next)
    };
    let Some(first) = ahead().or_else(|| back(last).filter(is_level).filter(is_near)) else { return };
    let (Some(one), Some(other)) = (value(&scene.figures[first]), value(&scene.figures[last])) else { return };
    let difference = (one - other).abs();
    if difference != said || difference.is_zero() {
        return;
    }
    // 由2%提高到3%，提高50%: what grows by as much may be told in percent.
    let is_relative = [one, other].iter().any(|base| {
        let grown = difference.checked_mul(Decimal::ONE_HUNDRED).and_then(|d| d.checked_div(*base));
        grown.is_none_or(|grown| (grown - said).abs() * Decimal::TEN < said)
    });
    if is_relative {
        return;
    }
    let texts = [first, last, at].map(|i| &scene.reading[scene.figures[i].range]);
    let [x, y, text] = texts;
    let message = Message::new(
        format!("两个百分数之差应以百分点计：{x}与{y}相差{difference}个百分点，写作“{text}”"),
        format!("the difference of two percentages is in percentage points: {x} and {y} differ by {difference} points, not “{text}”"),
    );
    found.checked.extend([first, last, at]);
    let formula = Message::both(format!("|{x} − {y}| = {difference}个百分点 ≠ {text}"));
    let fixes = unit_fix(scene, &scene.figures[at], "个百分点");
    let what = What { code: "percent-for-points", severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding_of(what, at, &[first, last]));
}

fn value(figure: &Figure) -> Option<Decimal> {
    figure.printed().filter(|_| figure.approximation == Approximation::Exact).map(|printed| printed.value)
}

/// Puts another unit behind a number in digits.
pub(super) fn unit_fix(scene: &Scene, figure: &Figure, unit: &str) -> Vec<Fix> {
    let number = &scene.reading[figure.number];
    if !number.ends_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let text = format!("{number}{unit}");
    let title = Message::new(format!("改为“{text}”"), format!("Change to “{text}”"));
    let range = TextRange::new(figure.number.start(), figure.range.end());
    vec![Fix { title, safe: false, edits: Edits::Places(vec![TextEdit { range, text }]) }]
}
