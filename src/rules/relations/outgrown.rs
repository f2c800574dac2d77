//! C20: a whole that grew more, or less, than every one of its parts, by the words that name them, side by side:
//! `出口增长17.8%，进口增长17.0%` beside `进出口总额增长16.2%`. The table of indicators (`chains`) knows others.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Amount;
use super::nearby::{has_any, periods_clash, sentences_between};
use super::scene::{Found, Scene, What};
use crate::claims::{Claim, Statistic};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::plain;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    others: Vec<String>,
    sets: Vec<Set>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    whole: Vec<String>,
    parts: Vec<Vec<String>>,
    forbids: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/outgrown"));

/// How many bytes before a growth name what grew.
const REACH: usize = 150;

/// A growth with the words before it.
struct Growth<'l> {
    claim: &'l Claim,
    value: Decimal,
    step: Decimal,
    words: &'l str,
}

/// Looks at every run of growths of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let growths = growths(scene);
    for at in 0..growths.len() {
        for set in &WORDS.sets {
            let n = set.parts.len();
            let behind = growths.get(at + 1..at + 1 + n);
            let before = at.checked_sub(n).and_then(|start| growths.get(start..at));
            for parts in [behind, before].into_iter().flatten() {
                if is_whole(scene, set, &growths[at], parts) && judge(scene, &growths[at], parts, found) {
                    return;
                }
            }
        }
    }
}

/// The growths of a line that stand as they are.
fn growths<'l>(scene: &Scene<'l>) -> Vec<Growth<'l>> {
    let mut last = 0;
    let mut growths = Vec::new();
    for claim in scene.claims {
        let figure = scene.figure(claim);
        let is_growth = claim.statistic == Statistic::Growth && claim.sign != 0 && !claim.is_annual && figure.kind == Kind::Percent;
        let amount = Amount::of(scene.reading, figure).filter(|amount| is_growth && amount.is_exact());
        let Some(printed) = amount.and_then(|amount| amount.printed()) else { continue };
        let end = usize::from(figure.range.start());
        let mut from = end.saturating_sub(REACH).max(last);
        while !scene.reading.is_char_boundary(from) {
            from += 1;
        }
        let words = scene.reading.get(from..end).unwrap_or_default().rsplit(['。', '!', '?']).next().unwrap_or_default();
        let value = if claim.sign < 0 { -printed.value } else { printed.value };
        growths.push(Growth { claim, value, step: printed.step, words });
        last = usize::from(figure.range.end());
    }
    growths
}

/// Whether a growth is that of a set's whole, and the growths beside it are those of its parts in any order, of one time and base.
fn is_whole(scene: &Scene, set: &Set, whole: &Growth, parts: &[Growth]) -> bool {
    let names_whole =
        named(whole.words, &set.whole).is_some_and(|of| set.parts.iter().all(|part| named(whole.words, part).is_none_or(|p| p < of)));
    let mut of: Vec<usize> = parts.iter().filter_map(|part| part_of(set, part.words)).collect();
    of.sort_unstable();
    let is_all = of.len() == set.parts.len() && of.iter().enumerate().all(|(at, part)| at == *part);
    let all = || parts.iter().chain([whole]);
    let is_other = all().any(|growth| has_any(growth.words, &set.forbids) || has_any(growth.words, &WORDS.others));
    let is_one = parts.iter().all(|part| {
        let (a, b) = (&whole.claim.base, &part.claim.base);
        let is_chain = |word: &str| word == "环比";
        let is_near = sentences_between(scene, part.claim.figure, whole.claim.figure).is_some_and(|n| n <= 1);
        is_near
            && !periods_clash(whole.claim, part.claim)
            && is_chain(&a.word) == is_chain(&b.word)
            && whole.claim.modality == part.claim.modality
    });
    names_whole && is_all && !is_other && is_one
}

/// The part of a set that the words before a growth name last, with the longest name: 进出口 is no 出口, 轻工业 no 工业.
fn part_of(set: &Set, words: &str) -> Option<usize> {
    let parts = set.parts.iter().enumerate().filter_map(|(at, part)| named(words, part).map(|place| (place, at)));
    let (place, at) = parts.max()?;
    named(words, &set.whole).is_none_or(|whole| whole < place).then_some(at)
}

/// Where the last of some names ends in a text, and how long it is.
fn named(words: &str, names: &[String]) -> Option<(usize, usize)> {
    names.iter().filter_map(|name| words.rfind(name.as_str()).map(|at| (at + name.len(), name.len()))).max()
}

/// Reports a whole outside of its parts; says whether it did.
fn judge(scene: &Scene, whole: &Growth, parts: &[Growth], found: &mut Found) -> bool {
    let around = |growth: &Growth| Interval::point(growth.value).widened(growth.step / Decimal::TWO);
    let Some(of_whole) = around(whole) else { return false };
    let of_parts: Vec<Interval> = parts.iter().filter_map(around).collect();
    found.checked.extend(parts.iter().chain([whole]).map(|growth| growth.claim.figure));
    let is_above = of_parts.iter().all(|part| of_whole.is_above(part));
    let is_below = of_parts.iter().all(|part| part.is_above(&of_whole));
    let place = scene.figure(whole.claim).range;
    if !(is_above || is_below) || found.findings.iter().any(|f| f.code == "growth-outside-parts" && f.range == place) {
        return false;
    }
    let told = |growth: &Growth| format!("{}{}", if growth.value < Decimal::ZERO { "下降" } else { "增长" }, scene.text(growth.claim));
    let list: Vec<String> = parts.iter().map(told).collect();
    let (text, list) = (told(whole), list.join("、"));
    let (word, english) = if is_above { ("都高", "more") } else { ("都低", "less") };
    let message = Message::new(
        format!("总体增速越出各分项：各部分{list}，总体“{text}”比哪一项{word}"),
        format!("the whole grew {english} than every one of its parts ({list}): “{text}”"),
    );
    let values = || parts.iter().map(|part| part.value);
    let edge = if is_above { values().max() } else { values().min() };
    let sign = if is_above { ">" } else { "<" };
    let formula = Message::both(format!("{}% {sign} {}%", plain(whole.value), plain(edge.unwrap_or_default())));
    let what = What { code: "growth-outside-parts", severity: Severity::Hint, message, formula, fixes: Vec::new() };
    let others: Vec<&Claim> = parts.iter().map(|part| part.claim).collect();
    found.findings.push(scene.finding(what, whole.claim, &others));
    true
}
