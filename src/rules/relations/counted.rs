//! Totals that say how many values they are of (B1): 古城58.3万人次，莲花山42.6万人次，海洋公园35.1万人次，分列前三位，三家共接待136万人次.
//!
//! The number tells how many terms there are, so that none need be named: where no choice of so many values near by makes the total, and those
//! right before it make it but for one slip of the typist, it is wrong.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Amount;
use super::nearby::{has_any, lead_of, sentences_between};
use super::rows::{Row, is_told, mended, sum, value};
use super::scene::{Found, Scene};
use super::slip::Slip;
use super::sums;
use crate::figures::figure::{Interval, Kind};
use crate::text::boundary;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    numbers: Vec<(String, String)>,
    classes: Vec<String>,
    sums: Vec<String>,
    before: Vec<String>,
    no_term: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/counted"));

/// How many figures before a total its terms are looked for, and how many values of its kind are tried.
const REACH: usize = 20;
const MOST: usize = 9;
/// How many sentences before a total its terms may stand.
const SENTENCES: usize = 1;
/// How many characters stand between the number and the total.
const AFTER: usize = 12;
/// How many bytes before a total are read.
const BYTES: usize = 72;

/// Looks at every total of a line that says how many it is of.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 2..scene.figures.len() {
        if let Some(count) = count(scene, at) {
            judge(scene, at, count, found);
        }
    }
}

/// How many values a total is said to be of.
fn count(scene: &Scene, at: usize) -> Option<usize> {
    let end = usize::from(scene.figures[at].range.start());
    let near = &scene.reading[boundary(scene.reading, end.saturating_sub(BYTES))..end];
    let clause = near.rsplit([',', '。', ';', ':', '!', '?', '(', ')', '、', '—']).next().unwrap_or(near).trim();
    let sum = WORDS.sums.iter().filter_map(|word| clause.rfind(word.as_str())).max()?;
    let head = &clause[..sum];
    let is_number = |(word, count): &(String, String)| {
        let start = head.find(word.as_str())?;
        let behind = &head[start + word.len()..];
        let is_counted = WORDS.classes.iter().any(|class| behind.starts_with(class.as_str()));
        let is_plain = WORDS.before.iter().any(|before| head[..start].trim() == before);
        let is_short = clause[start..].chars().count() <= AFTER && !behind.contains(|c: char| c.is_ascii_digit());
        (is_counted && is_plain && is_short).then(|| count.parse().ok())?
    };
    WORDS.numbers.iter().find_map(is_number)
}

fn judge(scene: &Scene, whole: usize, count: usize, found: &mut Found) -> Option<()> {
    let total = value(scene, whole).filter(|total| total.figure.kind != Kind::Duration || total.printed().is_some())?;
    let here = (whole.saturating_sub(REACH)..whole).rev();
    let here = here.take_while(|at| sentences_between(scene, *at, whole).is_some_and(|n| n <= SENTENCES));
    let like: Vec<(usize, Amount)> =
        here.filter_map(|at| Some((at, value(scene, at)?))).filter(|(_, a)| a.dimension == total.dimension).take(MOST).collect();
    if makes(&like, count, &Interval::point(Decimal::ZERO), &total.interval) {
        found.checked.push(whole);
        return None;
    }
    let is_term = |(at, _): &&(usize, Amount)| !has_any(lead_of(scene, *at), &WORDS.no_term);
    let mut parts: Vec<(usize, Amount)> = like.iter().filter(is_term).take(count).cloned().collect();
    parts.reverse();
    // What is the whole of the others is none of them: 3项15万元，其中甲10万元、乙5万元，两项合计15万元.
    let made = sum(&parts).filter(|_| parts.len() == count)?;
    let names = parts.iter().map(|(at, _)| lead_of(scene, *at)).collect();
    let row = Row { whole, total, parts, names, of_which: false, by_commas: true };
    let (at, mend) = mended(scene, &row, &made)?;
    let is_clear = mend.slip >= Slip::Exchange && mend.digits >= 2 || mend.digits >= 3;
    let is_near = made.middle().zip(row.total.printed()).is_some_and(|(made, told)| {
        at == whole && mend.slip == Slip::Magnitude || made < told.value * Decimal::TWO && told.value < made * Decimal::TWO
    });
    if !is_clear || !is_near || is_told(scene, &row, found) {
        return None;
    }
    found.checked.extend(row.parts.iter().map(|(at, _)| *at).chain([whole]));
    sums::mismatch_of(scene, whole, &row.total, &row.parts, found);
    Some(())
}

/// Whether some choice of so many values makes a total.
fn makes(values: &[(usize, Amount)], count: usize, sum: &Interval, total: &Interval) -> bool {
    if count == 0 {
        return sum.meets(total);
    }
    (0..values.len()).any(|at| {
        let Some(more) = sum.plus(&values[at].1.interval) else { return true };
        makes(&values[at + 1..], count - 1, &more, total)
    })
}
