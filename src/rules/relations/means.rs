//! A mean that lies outside of what it is the mean of (D2): 在8吨至12吨之间，平均15吨.

use super::amount::Amount;
use super::averages::WORDS;
use super::nearby::{allowed, can_meet, lead, rounded, tail, trim_end, trim_start};
use super::scene::{Found, Scene, What};
use crate::claims::{Claim, Role, Statistic};
use crate::figures::figure::{Approximation, Interval, Value};
use crate::rules::finding::{Message, Severity};

/// How many claims before a mean, and behind it, the ends of a range are looked for.
const BEFORE: usize = 3;
/// How many behind it.
const BEHIND: usize = 2;

/// Looks at a claim as the mean of values told beside it.
pub(super) fn check(scene: &Scene, at: usize, found: &mut Found) {
    let claim = &scene.claims[at];
    let Some((amount, thing)) = mean(scene, claim) else { return };
    if by_range(scene, at, &amount, thing, found).is_none() {
        by_ends(scene, at, &amount, thing, found);
    }
}

/// A claim as a mean: its amount and what it is of, where that is said again. 全县平均 is of another whole and none.
fn mean<'l>(scene: &Scene<'l>, claim: &Claim) -> Option<(Amount<'l>, &'l str)> {
    if claim.statistic == Statistic::Change || !matches!(claim.role, Role::Plain | Role::Average) {
        return None;
    }
    let head = lead(scene, claim);
    let behind = WORDS.means.iter().find_map(|word| head.strip_prefix(word.as_str()))?;
    let amount = scene.amount(claim).filter(|a| a.figure.unit.is_none_or(|u| u.per.is_none()) && a.printed().is_some())?;
    let is_per_other = tail(scene, claim).starts_with(['每', '/', '的']) || behind.contains('每');
    (!is_per_other).then(|| (amount, bare(behind)))
}

fn bare(text: &str) -> &str {
    trim_start(trim_end(text, &WORDS.fillers), &WORDS.fillers)
}

/// A range told right before. Says whether there was one.
fn by_range(scene: &Scene, at: usize, amount: &Amount, thing: &str, found: &mut Found) -> Option<()> {
    let claim = &scene.claims[at];
    let before = scene.claims.get(at.checked_sub(1)?)?;
    let figure = scene.figure(before);
    let is_range = matches!(figure.value, Value::Range(Some(_), Some(_))) && figure.approximation == Approximation::Exact;
    if !is_range || !thing.is_empty() || before.sentence != claim.sentence || !can_meet(before, claim) {
        return None;
    }
    let range = scene.amount(before).filter(|r| r.dimension == amount.dimension)?;
    found.checked.extend([before.figure, claim.figure]);
    let mean = allowed(amount)?;
    if mean.meets(&range.interval) {
        return Some(());
    }
    let (text, told) = (scene.text(claim), scene.text(before));
    let message = Message::new(
        format!("均值越出范围：各数在“{told}”之间，平均却是“{text}”"),
        format!("the mean lies outside: the values are “{told}”, their mean is given as “{text}”"),
    );
    let sign = if mean.is_above(&range.interval) { ">" } else { "<" };
    let formula = Message::both(format!("{text} {sign} {told}"));
    let what = What { code: "average-outside-range", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding(what, claim, &[before]));
    Some(())
}

/// The highest and the lowest value, told near by.
fn by_ends(scene: &Scene, at: usize, amount: &Amount, thing: &str, found: &mut Found) -> Option<()> {
    let claim = &scene.claims[at];
    let near = &scene.claims[at.saturating_sub(BEFORE)..(at + 1 + BEHIND).min(scene.claims.len())];
    let mean = allowed(amount)?;
    for (words, is_highest) in [(&WORDS.highest, true), (&WORDS.lowest, false)] {
        let of = |c: &Claim| end(scene, claim, c, amount, thing, words);
        // With two of them nobody knows which is meant.
        let mut ends = near.iter().filter_map(|c| Some((c, of(c)?)));
        let (Some((told, value)), None) = (ends.next(), ends.next()) else { continue };
        found.checked.extend([told.figure, claim.figure]);
        let is_outside = if is_highest { mean.is_above(&value) } else { value.is_above(&mean) };
        if is_outside {
            found.findings.push(finding(scene, claim, told, is_highest));
            return Some(());
        }
    }
    None
}

/// A claim as the highest or lowest of the values that a mean is of.
fn end(scene: &Scene, mean: &Claim, claim: &Claim, amount: &Amount, thing: &str, words: &[String]) -> Option<Interval> {
    if claim.figure == mean.figure || claim.sentence != mean.sentence || claim.statistic == Statistic::Change {
        return None;
    }
    let head = lead(scene, claim);
    let behind = words.iter().find_map(|word| head.rfind(word.as_str()).map(|at| &head[at + word.len()..]))?;
    let of = bare(behind);
    let is_same = of == thing;
    // 去年最高, 今年平均.
    let is_of_time = match (&mean.period, &claim.period) {
        (Some(a), Some(b)) => a.text == b.text,
        _ => true,
    };
    let value = scene.amount(claim).filter(|a| a.dimension == amount.dimension && is_same && is_of_time)?;
    rounded(&value)
}

fn finding(scene: &Scene, claim: &Claim, told: &Claim, is_highest: bool) -> crate::rules::Finding {
    let (text, end) = (scene.text(claim), scene.text(told));
    let (word, english, sign) = if is_highest { ("最高", "highest", ">") } else { ("最低", "lowest", "<") };
    let end = end.trim_start_matches(word);
    let message = Message::new(
        format!("均值越出范围：平均“{text}”，而{word}的是“{end}”"),
        format!("the mean lies outside: it is given as “{text}”, the {english} value as “{end}”"),
    );
    let formula = Message::both(format!("{text} {sign} {end}"));
    let what = What { code: "average-outside-range", severity: Severity::Error, message, formula, fixes: Vec::new() };
    scene.finding(what, claim, &[told])
}
