//! C4: a value and what it is said to be above or below: 净利润48.6亿元，低于上年同期的35.2亿元; 上涨4.2%，低于4%左右的预期目标; and several by 分别:
//! 利润48.6亿元、每股收益1.62元，分别高于上年同期的35.2亿元和1.17元.
//!
//! The same the other way round: 卖出3647台，较城北店的3129台略少.
//!
//! The value must stand right before the comparison, in its clause or the one before, and no other value of the sentence may make it right.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Amount;
use super::nearby::{are_joined, has_any, same_sentence};
use super::scene::{Found, Scene, What};
use crate::claims::Role;
use crate::figures::figure::Kind;
use crate::rules::finding::{Message, Severity};
use crate::rules::style::last_clause;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    above: Vec<String>,
    below: Vec<String>,
    bases: Vec<String>,
    aims: Vec<String>,
    adverbs: Vec<String>,
    turns: Vec<String>,
    more: Vec<String>,
    less: Vec<String>,
    others: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/above"));

/// How many characters name what a value is held against, at most.
const BASE: usize = 16;
/// How many characters may stand between a value and the verb, and how many values are looked at before it.
const GAP: usize = 8;
const BACK: usize = 12;
/// The most values that 分别 holds against others.
const MOST: usize = 6;
/// Values that are so many times apart are of different things.
const APART: i64 = 20;

/// Looks at every value that another is said to be above or below.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 1..scene.figures.len() {
        let _ = judge(scene, at, found).or_else(|| compared(scene, at, found));
    }
}

/// How many characters of a noun stand between what a value is compared with and how: 33.6%的比例下降.
const THING: usize = 6;
/// How many bytes behind the base tell it.
const TAIL: usize = 60;

/// `44.1%的比例，但较上年同期33.6%的比例下降不少`.
fn compared(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let figure = &scene.figures[at];
    let clause = last_clause(&scene.reading[..figure.range.start().into()]);
    let start = usize::from(figure.range.start()) - clause.len();
    let place = clause.find(['较', '比'])?;
    let base = &clause[place..];
    let is_base = base.chars().count() <= BASE && (base.ends_with('的') || has_any(base, &WORDS.bases)) && !base.contains(['、', '(', '"']);
    let turned = WORDS.turns.iter().any(|word| word == &clause[..place]) || clause[..place].is_empty();
    let (is_more, word) = way(&scene.reading[figure.range.end().into()..])?;
    let last = at.checked_sub(1).filter(|_| is_base && turned)?;
    let last = (0..=last).rev().find(|other| !is_time(scene, *other))?;
    let gap = scene.reading.get(scene.figures[last].range.end().into()..start)?;
    let noun = gap.strip_suffix(',')?;
    let is_next = noun.chars().count() <= GAP && !noun.contains([',', '、', '。', ';', '!', '?', ':', '(', ')']);
    let (a, b) = (comparable(scene, last)?, amount(scene, at)?);
    // 比去年的2小时23分40秒提高2分34秒: a better time is a shorter one.
    let is_length = b.figure.kind == Kind::Duration;
    if !is_next || is_length || a.dimension != b.dimension || is_apart(&a, &b) || !same_sentence(scene, last, at) {
        return None;
    }
    found.checked.extend([last, at]);
    let is_wrong = if is_more { b.interval.is_above(&a.interval) } else { a.interval.is_above(&b.interval) };
    if !is_wrong || has_other(scene, last, &b, is_more) {
        return None;
    }
    report(scene, (last, at), word, is_more, found);
    Some(())
}

fn is_time(scene: &Scene, at: usize) -> bool {
    matches!(scene.figures[at].kind, Kind::Date | Kind::DateRange | Kind::Time)
}

/// What the words behind a base say of what is held against it: whether it is more, and in which word.
fn way(tail: &str) -> Option<(bool, &'static str)> {
    let near = crate::text::boundary(tail, TAIL);
    let words = tail[..near].split([',', '。', ';', '、', '(', ')', ':']).next()?;
    let all = WORDS.more.iter().map(|word| (true, word)).chain(WORDS.less.iter().map(|word| (false, word)));
    let found = all.filter_map(|(is_more, word)| Some((words.find(word.as_str())?, is_more, word.as_str())));
    let (place, is_more, word) = found.min_by_key(|(place, _, word)| (*place, std::cmp::Reverse(word.len())))?;
    let thing = words[..place].trim_end_matches("相比").trim_end_matches('相');
    let bare = WORDS.adverbs.iter().fold(thing.to_owned(), |text, word| text.replace(word.as_str(), ""));
    let is_thing = bare.is_empty() || bare.starts_with('的') && bare.chars().count() <= THING;
    is_thing.then_some((is_more, word))
}

fn judge(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    // 低于 of 低于5.5% is read with the figure.
    let end = usize::from(scene.figures[at].number.start());
    let clause = last_clause(&scene.reading[..end]);
    let start = end - clause.len();
    let verbs = || WORDS.above.iter().map(|w| (w, true)).chain(WORDS.below.iter().map(|w| (w, false)));
    let (place, verb, is_above) =
        verbs().filter_map(|(w, is_above)| Some((clause.rfind(w.as_str())?, w, is_above))).max_by_key(|(p, w, _)| (*p, w.len()))?;
    let base = &clause[place + verb.len()..];
    let tail = &scene.reading[scene.figures[at].range.end().into()..];
    let is_base = base.chars().count() <= BASE && !base.contains(['、', '(', ')', '"', '“']);
    let is_told = is_base && base.strip_suffix('的').is_some_and(|base| has_any(base, &WORDS.bases));
    let is_aim = is_base && (base.is_empty() || has_any(base, &WORDS.bases)) && WORDS.aims.iter().any(|aim| tail.starts_with(aim.as_str()));
    if !(is_told || is_aim) {
        return None;
    }
    // What stands between the value before and the verb.
    let verb_at = start + place;
    let last = (0..at).rev().find(|other| usize::from(scene.figures[*other].range.end()) <= verb_at)?;
    let is_next = (last + 1..at).all(|other| is_time(scene, other));
    let gap = scene.reading.get(scene.figures[last].range.end().into()..verb_at)?;
    let mut rest = gap.trim_start_matches([',', '，']);
    while let Some(word) = WORDS.adverbs.iter().find(|word| rest.starts_with(word.as_str())) {
        rest = &rest[word.len()..];
    }
    if !is_next || !rest.is_empty() || gap.chars().count() > GAP {
        return None;
    }
    let is_several = gap.contains("分别");
    let bases = if is_several { run(scene, at) } else { vec![at] };
    let values = values(scene, last, if is_several { bases.len() } else { 1 })?;
    let mut odd = None;
    for (value, base) in values.into_iter().zip(bases) {
        let (Some(a), Some(b)) = (comparable(scene, value), amount(scene, base)) else { return None };
        if a.dimension != b.dimension || is_apart(&a, &b) {
            return None;
        }
        found.checked.extend([value, base]);
        let is_wrong = if is_above { b.interval.is_above(&a.interval) } else { a.interval.is_above(&b.interval) };
        if is_wrong && !has_other(scene, value, &b, is_above) {
            odd.get_or_insert((value, base));
        }
    }
    let (value, base) = odd?;
    report(scene, (value, base), verb, is_above, found);
    Some(())
}

fn report(scene: &Scene, (value, base): (usize, usize), verb: &str, is_above: bool, found: &mut Found) {
    let text = |at: usize| &scene.reading[usize::from(scene.figures[at].number.start())..usize::from(scene.figures[at].range.end())];
    let (x, y) = (text(value), text(base));
    let message = Message::new(
        format!("“{verb}”与数值相反：{x}{}{y}", if is_above { "小于" } else { "大于" }),
        format!("“{verb}” goes the other way than the values: {x} is {} {y}", if is_above { "less than" } else { "more than" }),
    );
    let formula = Message::both(format!("{x} {} {y}", if is_above { "<" } else { ">" }));
    let what = What { code: "direction-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, base, &[value]));
}

/// A value that can be held against another: it stands as it is, with no direction of its own (下降2.1%，低于…的1.5%).
fn comparable<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let claim = scene.claims.get(scene.claims.partition_point(|c| c.figure < at)).filter(|c| c.figure == at);
    let falls = claim.is_some_and(|c| c.sign < 0 || c.role == Role::Rest || !c.is_actual() || scene.has_minus(c));
    amount(scene, at).filter(|_| !falls)
}

fn amount<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    Amount::of(scene.reading, figure).filter(|_| matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Percent | Kind::Duration))
}

/// A figure and those that a bare list goes on with.
fn run(scene: &Scene, at: usize) -> Vec<usize> {
    let mut run = vec![at];
    while run.len() < MOST && run.last().is_some_and(|last| are_joined(scene, *last)) {
        run.push(run[run.len() - 1] + 1);
    }
    run
}

/// So many values that end with one, in the order of the text; each in a clause of the sentence.
fn values(scene: &Scene, last: usize, count: usize) -> Option<Vec<usize>> {
    let first = (last + 1).checked_sub(count)?;
    (first..=last).all(|at| same_sentence(scene, at, last)).then(|| (first..=last).collect())
}

fn is_apart(a: &Amount, b: &Amount) -> bool {
    let times = a.interval.middle().zip(b.interval.middle()).and_then(|(a, b)| a.max(b).checked_div(a.min(b)));
    times.is_none_or(|times| times > Decimal::from(APART))
}

/// Whether another value of the sentence before it stands on the side that is told, or words between say that another thing is compared.
fn has_other(scene: &Scene, value: usize, base: &Amount, is_above: bool) -> bool {
    let head = last_clause(&scene.reading[..scene.figures[value].number.start().into()]);
    let others = (value.saturating_sub(BACK)..value).filter(|other| same_sentence(scene, *other, value));
    let mut like = others.filter_map(|other| comparable(scene, other)).filter(|a| a.dimension == base.dimension && !is_apart(a, base));
    has_any(head, &WORDS.others)
        || like.any(|a| if is_above { a.interval.is_above(&base.interval) } else { base.interval.is_above(&a.interval) })
}
