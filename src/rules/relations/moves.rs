//! H1: a rank, the one before it, and by how many places it moved: `列第38位，较上年的第41位前移3位`; `由第8位上升到第5位，提升3位`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Figure, Kind, Value};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    up: Vec<String>,
    down: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/moves"));

/// More bytes between two figures join them no longer.
const FARTHEST: usize = 60;

/// Looks at the ranks of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 0..scene.figures.len() {
        if rank(&scene.figures[at], text(scene, at)).is_some() {
            moved(scene, at, found);
        }
    }
}

fn text<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    &scene.reading[scene.figures[at].range]
}

/// The number of a rank.
fn rank(figure: &Figure, text: &str) -> Option<i64> {
    let is_rank = matches!(figure.kind, Kind::Rank | Kind::Ordinal)
        && text.starts_with('第')
        && (figure.kind == Kind::Rank || text.ends_with(['位', '名']));
    figure.printed().filter(|_| is_rank && figure.approximation == Approximation::Exact)?.value.try_into().ok()
}

/// `3位`: by how many places.
fn places(figure: &Figure, text: &str) -> Option<i64> {
    let is_count = text.ends_with('位') && !text.starts_with('第') && figure.approximation == Approximation::Exact;
    let rest = text.trim_end_matches('位');
    (is_count && !rest.ends_with('个')).then(|| figure.printed()?.value.try_into().ok())?
}

fn moved(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let next = |at: usize| (at + 1..(at + 3).min(scene.figures.len())).find(|i| !matches!(scene.figures[*i].value, Value::Time(_)));
    let between = |one: usize, other: usize| {
        let gap = scene.reading.get(scene.figures[one].range.end().into()..scene.figures[other].range.start().into())?;
        (gap.len() <= FARTHEST && !gap.contains(['。', ';', '!'])).then_some(gap)
    };
    let second = next(at)?;
    let (first_rank, second_rank) = (rank(&scene.figures[at], text(scene, at))?, rank(&scene.figures[second], text(scene, second))?);
    let joint = between(at, second)?;
    let before = &scene.reading[..usize::from(scene.figures[at].range.start())];
    let is_from = {
        let mut from = before.len().saturating_sub(FARTHEST);
        while !before.is_char_boundary(from) {
            from += 1;
        }
        before[from..].rsplit([',', '。', ';']).next().is_some_and(|clause| clause.contains(['由', '从']))
    };
    let (now, then) = if is_from && !joint.contains(',') {
        (second_rank, first_rank)
    } else if joint.contains(['比', '较']) && !is_from {
        (first_rank, second_rank)
    } else {
        return None;
    };
    let is = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    // 由第8位上升到第12位: a greater number is a lower place.
    if is_from && (is(joint, &WORDS.up) && now > then || is(joint, &WORDS.down) && now < then) {
        let verb = if now > then { "是后退" } else { "是前进" };
        let said = format!("由{}到{}{verb}，与所用的词相反", text(scene, at), text(scene, second));
        report(scene, second, &[at], &said, &format!("{then} → {now}"), found);
        return Some(());
    }
    let third = next(second)?;
    let count = places(&scene.figures[third], text(scene, third))?;
    let verb = between(second, third)?;
    let expected = if is(verb, &WORDS.up) {
        then - now
    } else if is(verb, &WORDS.down) {
        now - then
    } else {
        return None;
    };
    found.checked.extend([at, second, third]);
    if expected == count {
        return Some(());
    }
    let said = format!("由第{then}位到第{now}位，相差{}位，这里写作“{}”", (then - now).abs(), text(scene, third));
    let formula = format!("{then} − {now} = {} ≠ {count}", then - now);
    report(scene, third, &[at, second], &said, &formula, found);
    Some(())
}

fn report(scene: &Scene, at: usize, others: &[usize], said: &str, formula: &str, found: &mut Found) {
    let message = Message::new(format!("名次的变动算不通：{said}"), format!("the move between two ranks does not add up: {formula}"));
    let what = What { code: "rank-mismatch", severity: Severity::Error, message, formula: Message::both(formula), fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, others));
}
