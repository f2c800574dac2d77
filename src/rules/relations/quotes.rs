//! Prices of a market as agencies quote them (D2, C3): what opens and closes lies between the highest and the lowest (`最高8124元，最低7910元，收于
//! 8250元`), and a change told in money and in percent goes with the price that it led to (`收于3612元/吨，比前一天下跌2.1%或78元`).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Amount;
use super::nearby::{has_any, same_sentence, wider};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Figure, Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::last_clause;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    highs: Vec<String>,
    lows: Vec<String>,
    inner: Vec<String>,
    links: Vec<String>,
    results: Vec<String>,
    moves: Vec<String>,
    joins: Vec<String>,
    other: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/quotes"));

/// How many figures of a quotation stand on either side of one.
const NEAR: usize = 8;
/// A change is less than this part of the price, and how much rounding takes from the growth, in percent of it.
const MOST_OF_PRICE: i64 = 2;
const SLACK: i64 = 3;

/// What a price is in its quotation.
#[derive(Clone, Copy, PartialEq)]
enum Tag {
    High,
    Low,
    Inner,
}

/// Looks at the prices of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    if has_any(scene.reading, &WORDS.highs) && has_any(scene.reading, &WORDS.lows) {
        for at in 0..scene.figures.len() {
            if tag(scene, at) == Some(Tag::High) {
                ends(scene, at, found);
            }
        }
    }
    for at in 2..scene.figures.len() {
        change(scene, at, found);
    }
}

/// A price: money, money for something, or points of an index.
fn price(scene: &Scene, figure: &Figure) -> Option<Decimal> {
    let is_price = figure.kind == Kind::Money || matches!(figure.kind, Kind::Quantity | Kind::Number);
    // 最高3128元 is read as no more than that.
    let is_exact = figure.approximation == Approximation::Exact || scene.reading[figure.range].starts_with('最');
    figure.printed().map(|p| p.value).filter(|value| is_price && is_exact && *value > Decimal::ZERO)
}

/// Whether two prices are told in one unit, the money for something in money.
fn are_alike(one: &Figure, other: &Figure) -> bool {
    let name = |figure: &Figure| figure.unit.map(|unit| unit.entry.name);
    name(one) == name(other)
}

/// What the words right before a price make it.
fn tag(scene: &Scene, at: usize) -> Option<Tag> {
    let figure = scene.figures.get(at)?;
    price(scene, figure)?;
    let mut clause = last_clause(&scene.reading[..figure.number.start().into()]).trim();
    while let Some(rest) = WORDS.links.iter().find_map(|word| clause.strip_suffix(word.as_str())) {
        clause = rest;
    }
    let ends = |words: &[String]| words.iter().any(|word| clause.ends_with(word.as_str()));
    match () {
        () if ends(&WORDS.highs) => Some(Tag::High),
        () if ends(&WORDS.lows) => Some(Tag::Low),
        () if ends(&WORDS.inner) => Some(Tag::Inner),
        () => None,
    }
}

/// `最高8124元，最低7910元，收于8250元`.
fn ends(scene: &Scene, high: usize, found: &mut Found) -> Option<()> {
    let near = high.saturating_sub(NEAR)..(high + NEAR).min(scene.figures.len());
    let here = |i: &usize| same_sentence(scene, *i, high) && are_alike(&scene.figures[*i], &scene.figures[high]);
    let tagged: Vec<(usize, Tag)> = near.filter(here).filter_map(|i| Some((i, tag(scene, i)?))).collect();
    let only = |wanted: Tag| {
        let mut all = tagged.iter().filter(|(_, tag)| *tag == wanted).map(|(i, _)| *i);
        all.next().filter(|_| all.next().is_none())
    };
    let (low, high) = (only(Tag::Low)?, only(Tag::High)?);
    let (least, most) = (price(scene, &scene.figures[low])?, price(scene, &scene.figures[high])?);
    found.checked.extend(tagged.iter().map(|(i, _)| *i));
    if least > most {
        return report(scene, low, high, "最低价高于最高价", "the lowest price is above the highest", found);
    }
    let mut beyond = tagged.iter().filter(|(_, tag)| *tag == Tag::Inner).filter_map(|(i, _)| Some((*i, price(scene, &scene.figures[*i])?)));
    let (at, value) = beyond.find(|(_, value)| *value > most || *value < least)?;
    let end = if value > most { high } else { low };
    report(scene, at, end, "开盘、收盘价越出了最高与最低价", "an opening or closing price lies beyond the highest and the lowest", found)
}

fn report(scene: &Scene, at: usize, other: usize, zh: &str, en: &str, found: &mut Found) -> Option<()> {
    if found.findings.iter().any(|f| [at, other].iter().any(|i| f.range == scene.figures[*i].range)) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, y) = (text(at), text(other));
    let message = Message::new(format!("{zh}：{x}与{y}"), format!("{en}: {x}, {y}"));
    let formula = Message::both(format!("{x} ↔ {y}"));
    let what = What { code: "average-outside-range", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[other]));
    Some(())
}

/// `收于3612元/吨，比前一天下跌2.1%或78元`; `…下跌78元，跌幅2.1%`.
fn change(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let (first, second) = (&scene.figures[at - 1], &scene.figures[at]);
    let (by, percent) = match (first.kind, second.kind) {
        (Kind::Percent, _) if price(scene, second).is_some() => (second, first),
        (_, Kind::Percent) if price(scene, first).is_some() => (first, second),
        _ => return None,
    };
    let is_time = |i: &usize| matches!(scene.figures[*i].kind, Kind::Date | Kind::DateRange | Kind::Time);
    let price_at = (at.saturating_sub(NEAR)..at - 1).rev().find(|i| !is_time(i))?;
    let result = &scene.figures[price_at];
    let (value, change) = (price(scene, result)?, price(scene, by)?);
    let told = percent.printed().filter(|_| percent.approximation == Approximation::Exact)?;
    let gap = |one: &Figure, other: &Figure| scene.reading.get(one.range.end().into()..other.range.start().into());
    let (moved, joined) = (gap(result, first)?, gap(first, second)?);
    let clause = moved.strip_prefix(',')?;
    let verb = WORDS.moves.iter().find(|verb| clause.trim_end_matches('了').ends_with(verb.as_str()))?;
    let is_short = clause.chars().count() <= 16 && !clause.contains([',', '。', ';', '、', '(', ')', ':']);
    let is_joined = WORDS.joins.iter().any(|word| word == joined.trim_end_matches(['为', '达', '约']));
    let is_result = WORDS.results.iter().any(|word| last_clause(&scene.reading[..result.range.start().into()]).ends_with(word.as_str()));
    let is_sane = change.checked_mul(Decimal::from(MOST_OF_PRICE))? < value && told.value > Decimal::ZERO;
    let is_one = result.unit.map(|u| u.entry.name) == by.unit.map(|u| u.entry.name)
        && by.unit.is_none_or(|u| u.per.is_none() || result.unit.is_some_and(|r| r.per.is_some()));
    if !is_short || !is_joined || !is_result || !is_sane || !is_one || has_any(moved, &WORDS.other) {
        return None;
    }
    let is_up = verb.contains(['涨', '升', '增', '高']);
    let base = if is_up { value.checked_sub(change)? } else { value.checked_add(change)? };
    let rate = |base: Decimal| change.checked_div(base)?.checked_mul(Decimal::ONE_HUNDRED);
    let said = Amount::of(scene.reading, percent)?.interval;
    let goes = |rate: Decimal| wider(&Interval::point(rate), Decimal::new(SLACK, 2)).is_none_or(|allowed| allowed.meets(&said));
    found.checked.extend([price_at, at - 1, at]);
    // From the price itself, where it was that of before.
    if goes(rate(base)?) || goes(rate(value)?) || found.findings.iter().any(|f| f.range == percent.range) {
        return None;
    }
    let text = |figure: &Figure| &scene.reading[figure.range];
    let (x, d, p) = (text(result), text(by), text(percent));
    let right = crate::rules::style::plain(rate(base)?.round_dp(told.step.scale().max(1)));
    let message = Message::new(
        format!("“{p}”与价格和涨跌额不符：{x}、变动{d}，幅度应为{right}%"),
        format!("“{p}” does not go with {x} and a change of {d}: that is {right} %"),
    );
    let formula = Message::both(format!("{d} ÷ {} = {right}% ≠ {p}", crate::rules::style::plain(base)));
    let what = What { code: "growth-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    let place = if std::ptr::eq(percent, first) { at - 1 } else { at };
    let others: Vec<usize> = [price_at, at - 1, at].into_iter().filter(|i| *i != place).collect();
    found.findings.push(scene.finding_of(what, place, &others));
    Some(())
}
