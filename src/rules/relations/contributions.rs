//! C18: what the parts of a whole contribute to its growth: the rates of all of them are 100 %, the points that they pull make the growth
//! (`三次产业对经济增长的贡献率分别为6.5%、41.8%和57.1%`; `经济增长5.2%，消费、投资、净出口分别拉动4.3、1.5和0.3个百分点`).
//!
//! Only sets that are whole by their names: the three industries, the three demands, the three sections of industry.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::nearby::{has_any, sentences_between};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Figure, Interval, Kind, Printed};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::plain;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    rates: Vec<String>,
    pulls: Vec<String>,
    together: Vec<String>,
    joints: Vec<String>,
    others: Vec<String>,
    sets: Vec<Set>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    of: Vec<String>,
    parts: Vec<Vec<String>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/contributions"));

/// How many bytes before a figure its words are looked for.
const REACH: usize = 150;
/// How many figures before the points their growth may stand.
const GROWTH_REACH: usize = 24;

/// What the values are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Rates,
    Points,
}

/// All parts of a set, by their figures.
struct Whole {
    set: &'static Set,
    of: Of,
    figures: Vec<usize>,
}

/// Looks at the contributions of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    if !has_any(scene.reading, &WORDS.rates) && !has_any(scene.reading, &WORDS.pulls) {
        return;
    }
    let wholes = wholes(scene);
    for (at, whole) in wholes.iter().enumerate() {
        if whole.of == Of::Rates {
            rates(scene, whole, found);
            continue;
        }

        let before = at.checked_sub(1).map(|before| &wholes[before]);
        let rates = before.filter(|before| before.of == Of::Rates && std::ptr::eq(before.set, whole.set));
        if points(scene, whole, found).is_none()
            && let Some(rates) = rates
        {
            one_growth(scene, rates, whole, found);
        }
    }
}

/// The whole sets of a line: told as a list, or part for part.
fn wholes(scene: &Scene) -> Vec<Whole> {
    let mut wholes: Vec<Whole> = Vec::new();
    let mut open: Vec<(usize, &'static Set, usize, Of)> = Vec::new();
    let mut at = 0;
    while at < scene.figures.len() {
        let words = words(scene, at);
        let Some(of) = of(scene, at, words).filter(|_| !has_any(words, &WORDS.others)) else {
            at += 1;
            continue;
        };
        if words.contains("分别") {
            let list = list(scene, at);
            let last = wholes.last().map(|whole| whole.set);
            if let Some(set) = set_of(words, list.len()).or(last.filter(|_| list.len() == 3 && !words.contains("、"))) {
                at = *list.last().unwrap_or(&at) + 1;
                wholes.push(Whole { set, of, figures: list });
                open.clear();
                continue;
            }
        }
        // 第一产业增加值48亿元，增长4.1%，对经济增长的贡献率为6.5%: the part is named before its other values.
        if let Some((set, part)) = part(words).or_else(|| part(clause(scene, at))) {
            let follows = open.last().is_none_or(|(figure, other, before, kind)| {
                std::ptr::eq(*other, set)
                    && *before + 1 == part
                    && *kind == of
                    && sentences_between(scene, *figure, at).is_some_and(|n| n <= 1)
            });
            if !follows {
                open.clear();
            }
            if part == open.len() {
                open.push((at, set, part, of));
            }
            if open.len() == set.parts.len() {
                wholes.push(Whole { set, of, figures: open.drain(..).map(|(figure, ..)| figure).collect() });
            }
        }
        at += 1;
    }
    wholes
}

/// The words before a figure in its sentence, from the figure before it on.
fn words<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    let end = usize::from(scene.figures[at].range.start());
    let before = scene.figures[..at].iter().rev().take(8).find(|f| f.kind != Kind::Ordinal).map_or(0, |f| usize::from(f.range.end()));
    let mut from = end.saturating_sub(REACH).max(before);
    while !scene.reading.is_char_boundary(from) {
        from += 1;
    }
    scene.reading[from..end].rsplit(['。', ';', '!', '?']).next().unwrap_or_default()
}

/// The words before a figure in its sentence or up to a semicolon, whatever figures are among them.
fn clause<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    let end = usize::from(scene.figures[at].range.start());
    let mut from = end.saturating_sub(2 * REACH);
    while !scene.reading.is_char_boundary(from) {
        from += 1;
    }
    scene.reading[from..end].rsplit(['。', ';', '!', '?']).next().unwrap_or_default()
}

fn of(scene: &Scene, at: usize, words: &str) -> Option<Of> {
    let is_value = exact(&scene.figures[at]).is_some();
    match scene.figures[at].kind {
        Kind::Percent if has_any(words, &WORDS.rates) => Some(Of::Rates),
        Kind::PercentagePoint | Kind::Number | Kind::Enumeration if has_any(words, &WORDS.pulls) => Some(Of::Points),
        _ => None,
    }
    .filter(|_| is_value)
}

fn exact(figure: &Figure) -> Option<Printed> {
    figure.printed().filter(|_| figure.approximation == Approximation::Exact)
}

/// The figures of a list that begins with one.
fn list(scene: &Scene, first: usize) -> Vec<usize> {
    let mut list = vec![first];
    while let Some(next) = list.last().map(|last| last + 1).filter(|next| *next < scene.figures.len() && list.len() < 4) {
        let between = scene.reading.get(scene.figures[next - 1].range.end().into()..scene.figures[next].range.start().into());
        if !between.is_some_and(|text| WORDS.joints.iter().any(|joint| joint == text.trim())) || exact(&scene.figures[next]).is_none() {
            break;
        }
        list.push(next);
    }
    list
}

/// The set whose parts a text names in order, or all at once.
fn set_of(text: &str, count: usize) -> Option<&'static Set> {
    let names = |set: &&Set| {
        let mut rest = text;
        set.parts.len() == count
            && set.parts.iter().all(|part| {
                let place = part
                    .iter()
                    .filter_map(|name| rest.find(name.as_str()).map(|at| (at, name.len())))
                    .min_by_key(|(at, len)| (*at, usize::MAX - len));
                place.is_some_and(|(at, len)| {
                    rest = &rest[at + len..];
                    true
                })
            })
    };
    let industries = || WORDS.sets.first().filter(|set| set.parts.len() == count && has_any(text, &WORDS.together));
    WORDS.sets.iter().find(names).or_else(industries)
}

/// The part that the words before a figure name last.
fn part(words: &str) -> Option<(&'static Set, usize)> {
    let all = WORDS.sets.iter().flat_map(|set| set.parts.iter().enumerate().map(move |(part, names)| (set, part, names)));
    let placed = all.filter_map(|(set, part, names)| {
        let at = names.iter().filter_map(|name| words.rfind(name.as_str()).map(|at| at + name.len())).max()?;
        Some((at, set, part))
    });
    placed.max_by_key(|(at, ..)| *at).map(|(_, set, part)| (set, part))
}

/// The sum of a whole's figures: value, and by how much rounding may move it.
fn sum(scene: &Scene, whole: &Whole) -> Option<(Decimal, Decimal)> {
    let values: Vec<Printed> = whole.figures.iter().map(|at| signed(scene, *at)).collect::<Option<_>>()?;
    let half: Decimal = values.iter().map(|p| p.step).sum::<Decimal>() / Decimal::TWO;
    Some((values.iter().map(|p| p.value).sum(), half))
}

/// 下拉0.3个百分点 takes away.
fn signed(scene: &Scene, at: usize) -> Option<Printed> {
    let printed = exact(&scene.figures[at])?;
    let words = words(scene, at);
    let falls = ["下拉", "负拉动", "拖累", "向下拉动", "拉低"].iter().any(|word| words.contains(word));
    Some(if falls && printed.value > Decimal::ZERO { Printed { value: -printed.value, ..printed } } else { printed })
}

fn terms(scene: &Scene, whole: &Whole) -> String {
    let values: Vec<String> = whole.figures.iter().filter_map(|at| signed(scene, *at)).map(|p| plain(p.value)).collect();
    values.join(" + ")
}

fn rates(scene: &Scene, whole: &Whole, found: &mut Found) -> Option<()> {
    let (total, half) = sum(scene, whole)?;
    found.checked.extend(whole.figures.iter().copied());
    let gap = (total - Decimal::ONE_HUNDRED).abs();
    let step = scene.figures[whole.figures[0]].printed()?.step;
    let is_reported = found
        .findings
        .iter()
        .any(|f| f.code == "shares-sum-mismatch" && whole.figures.iter().any(|at| f.range == scene.figures[*at].range));
    if gap <= half + step || is_reported {
        return Some(());
    }
    let message = Message::new(
        format!("各项贡献率之和是{}%，不等于100%，相差{}个百分点", plain(total), plain(gap)),
        format!("the rates of contribution add up to {} %, not to 100 %", plain(total)),
    );
    report(scene, whole, message, format!("{} = {} ≠ 100", terms(scene, whole), plain(total)), found);
    Some(())
}

/// The points of all parts against the growth that is told before them; `None` where none is.
fn points(scene: &Scene, whole: &Whole, found: &mut Found) -> Option<()> {
    let first = *whole.figures.first()?;
    let (total, half) = sum(scene, whole)?;
    let near = first.saturating_sub(GROWTH_REACH)..first;
    let growths: Vec<usize> =
        near.filter(|at| sentences_between(scene, *at, first).is_some_and(|n| n <= 2) && is_growth(scene, *at, whole.set)).collect();
    let nearest = *growths.last()?;
    found.checked.extend(whole.figures.iter().copied().chain([nearest]));
    let fits = |at: &usize| {
        let Some(growth) = exact(&scene.figures[*at]) else { return true };
        (total - growth.value).abs() <= half + growth.step
    };
    if growths.iter().any(fits) {
        return Some(());
    }
    let text = &scene.reading[scene.figures[nearest].range];
    let message = Message::new(
        format!("各项拉动之和是{}个百分点，与增长{text}不符", plain(total)),
        format!("the points of all parts add up to {}, the growth is {text}", plain(total)),
    );
    report(scene, whole, message, format!("{} = {} ≠ {text}", terms(scene, whole), plain(total)), found);
    Some(())
}

/// Whether a figure is the growth of the whole of a set.
fn is_growth(scene: &Scene, at: usize, set: &Set) -> bool {
    let figure = &scene.figures[at];
    let words = words(scene, at);
    let clause = words.rsplit([',', '。']).next().unwrap_or_default();
    let is_named = has_any(words, &set.of) && !has_any(words, &WORDS.rates);
    figure.kind == Kind::Percent
        && exact(figure).is_some()
        && is_named
        && (clause.contains("增长") || clause.contains("增速") || clause.contains("同比"))
        && part(clause).is_none()
}

/// Rates and points of the same parts: each pair says what the growth of the whole is, and all must say one thing.
fn one_growth(scene: &Scene, rates: &Whole, points: &Whole, found: &mut Found) -> Option<()> {
    let growth = |rate: usize, point: usize| -> Option<Interval> {
        let around = |at: usize| {
            let printed = signed(scene, at)?;
            Interval::point(printed.value).widened(printed.step.checked_div(Decimal::TWO)?)
        };
        around(point)?.over(&around(rate)?)?.scaled(Decimal::ONE_HUNDRED)
    };
    let all: Vec<Interval> = rates.figures.iter().zip(&points.figures).filter_map(|(rate, point)| growth(*rate, *point)).collect();
    found.checked.extend(points.figures.iter().copied());
    let odd =
        (0..all.len()).find(|at| all.iter().enumerate().filter(|(other, _)| other != at).all(|(_, other)| !other.meets(&all[*at])))?;
    if all.len() < 3 || all.len() != points.figures.len() {
        return None;
    }
    let (rate, point) = (rates.figures[odd], points.figures[odd]);
    let (a, b) = (&scene.reading[scene.figures[rate].range], &scene.reading[scene.figures[point].range]);
    let message = Message::new(
        format!("贡献率与拉动点数不合：贡献{a}、拉动{b}，推算的增速与另几项不同"),
        format!("rate and points do not go together: {a} and {b} make another growth than the other parts"),
    );
    let formula = format!("{b} ÷ {a}");
    let what =
        What { code: "shares-sum-mismatch", severity: Severity::Warning, message, formula: Message::both(formula), fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, point, &[rate]));
    Some(())
}

fn report(scene: &Scene, whole: &Whole, message: Message, formula: String, found: &mut Found) {
    let Some((last, others)) = whole.figures.split_last() else { return };
    let what =
        What { code: "shares-sum-mismatch", severity: Severity::Warning, message, formula: Message::both(formula), fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, *last, others));
}
