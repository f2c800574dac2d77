//! So much of each, so many of them, and the total, by words and units alone (D3): 96个考场，每个考场30人，共2880人; 每人每月600元，全年7200元;
//! 一小时能运900吨，20小时就是1.8万吨.
//!
//! Every 每 before the rate must find its number in the sentence, or in the words before the total (全年 is twelve of 每月); a product of
//! fewer or of other numbers of the sentence that makes the total right acquits.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::alibi;
use super::amount::{Amount, fixes};
use super::nearby::{has_any, rounded, same_sentence, tail_of, wider};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Interval, Kind};
use crate::figures::unit::{UnitKind, unit_at, units_at};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::last_clause;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    totals: Vec<String>,
    silent: Vec<String>,
    rest: Vec<String>,
    bare: Vec<String>,
    hours: Vec<String>,
    people: Vec<String>,
    implied: Vec<Implied>,
}

/// What the words before a total say of its time: 全年 is twelve of 每月.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Implied {
    unit: String,
    words: Vec<String>,
    times: u32,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/factors"));

/// How many characters of a sentence before a rate are looked at.
const SENTENCE: usize = 60;
/// How many figures behind a rate its total may stand, and how many to both sides the other factors.
const BEHIND: usize = 4;
const REACH: usize = 5;
/// The most characters of what one is of: 每个考场.
const NAME: usize = 5;

/// Looks at every figure of a line as so much of each.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 0..scene.figures.len() {
        rate(scene, at, found);
    }
}

/// The words before a figure in its clause, since the value before it; 全年, 一天 and 一小时 are among them.
fn clause_of<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    let Some(figure) = scene.figures.get(at) else { return "" };
    let is_time = |i: &usize| {
        let figure = &scene.figures[*i];
        matches!(figure.kind, Kind::Date | Kind::DateRange | Kind::Time)
            || figure.kind == Kind::Duration && scene.reading[figure.range].starts_with('一')
    };
    let before = (at.saturating_sub(REACH)..at).rev().find(|i| !is_time(i));
    let start = before.map_or_else(
        || scene.figures.get(at.saturating_sub(REACH)).map_or(0, |f| f.range.start().into()),
        |i| usize::from(scene.figures[i].range.end()),
    );
    let start = if before.is_none() && at < REACH { 0 } else { start };
    let text = scene.reading.get(start..figure.number.start().into()).unwrap_or("");
    let clause = last_clause(text);
    clause.rsplit(['(', ')', '（', '）']).next().unwrap_or(clause).trim_start_matches(['、', ' '])
}

fn amount<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    let is_counted = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Duration);
    let is_plain =
        matches!(figure.approximation, Approximation::Exact | Approximation::About) && figure.unit.is_none_or(|u| u.per.is_none());
    Amount::of(scene.reading, figure).filter(|a| is_counted && is_plain && a.printed().is_some_and(|p| p.value > Decimal::ZERO))
}

/// A figure as a total: 最多可容纳2880人 is one, as room is.
fn total_of<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    amount(scene, at).or_else(|| {
        let figure = scene.figures.get(at).filter(|f| f.approximation == Approximation::AtMost && clause_of(scene, at).contains("容纳"))?;
        Amount::of(scene.reading, figure).filter(|a| a.printed().is_some())
    })
}

/// What a rate is of one of.
enum Each<'l> {
    /// 每个考场.
    Of(&'l str),
    /// 每天: the name of the unit.
    Time(&'static str),
}

fn rate(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let head = clause_of(scene, at);
    let each = each_of(head)?;
    let one = amount(scene, at).filter(|a| a.is_exact() && !has_any(head, &WORDS.silent))?;
    // 四季度只要每月达到997万吨，全年即可达到1.14亿吨: of the months that are left.
    let sentence = &scene.reading[..scene.figures[at].range.start().into()];
    let sentence = &sentence[sentence.char_indices().rev().nth(SENTENCE).map_or(0, |(start, _)| start)..];
    if has_any(sentence.rsplit(['。', ';', '!', '?']).next().unwrap_or(sentence), &WORDS.rest) {
        return None;
    }
    let last = (at + 1 + BEHIND).min(scene.figures.len());
    let total_at = (at + 1..last).take_while(|i| same_sentence(scene, *i, at)).find(|i| is_total(scene, *i, &one))?;
    let total = total_of(scene, total_at)?;
    let words = clause_of(scene, total_at);
    let near: Vec<usize> = (at.saturating_sub(REACH)..total_at)
        .filter(|i| *i != at && same_sentence(scene, *i, at))
        .filter(|i| amount(scene, *i).is_some())
        .collect();
    let mut factors: Vec<Vec<(usize, Decimal)>> = Vec::new();
    let mut times = Decimal::ONE;
    let mut is_left_out = false;
    for each in &each {
        match each {
            Each::Time(unit) => {
                let told = lengths(scene, &near, unit);
                match (&told[..], implied(scene, total_at, words, unit)) {
                    ([_], None) => factors.push(told),
                    ([], Some(n)) => times *= n,
                    ([(_, n)], Some(other)) if *n == other => times *= other,
                    _ => return None,
                }
            }
            Each::Of(name) => {
                let told = counts(scene, &near, name)?;
                match told.len() {
                    1 => factors.push(told),
                    0 if !is_left_out => is_left_out = true,
                    _ => return None,
                }
            }
        }
    }
    // 每人每月600元，全年7200元: of one person both times.
    let is_of_one = is_left_out && each.len() == 2 && times > Decimal::ONE && is_bare(words) && total_at <= at + 2;
    if is_left_out && !is_of_one || factors.is_empty() && times == Decimal::ONE {
        return None;
    }
    let others: Vec<usize> = factors.iter().flatten().map(|(i, _)| *i).collect();
    judge(scene, (at, &one), &factors, times, (total_at, &total), &others, &near, found)
}

#[allow(clippy::too_many_arguments)]
fn judge(
    scene: &Scene,
    (at, one): (usize, &Amount),
    factors: &[Vec<(usize, Decimal)>],
    times: Decimal,
    (total_at, total): (usize, &Amount),
    others: &[usize],
    near: &[usize],
    found: &mut Found,
) -> Option<()> {
    // 每人每天8元 is said as it is, not rounded.
    let mut product = Interval::point(one.printed()?.value).scaled(times)?;
    let mut exact = one.printed()?.value.checked_mul(times)?;
    for (i, value) in factors.iter().flatten() {
        let factor = amount(scene, *i)?;
        let is_whole = factor.printed()?.step == factor.scale.factor;
        // A length of time is counted in its own unit, 20小时, and not in seconds.
        let is_measured = factor.figure.unit.is_some_and(|u| u.entry.kind == UnitKind::Measure);
        let of = if is_whole || is_measured || factor.figure.kind == Kind::Duration { Interval::point(*value) } else { rounded(&factor)? };
        product = product.times(&of)?;
        exact = exact.checked_mul(*value)?;
    }
    found.checked.extend(others.iter().copied().chain([at, total_at]));
    let slack = if total.figure.approximation != Approximation::About { Decimal::new(2, 2) } else { Decimal::new(6, 2) };
    let stated = rounded(total)?;
    if wider(&product, slack)?.meets(&stated) || is_acquitted(scene, one, near, times, &stated) {
        return None;
    }
    let is_told = found.findings.iter().any(|f| [at, total_at].iter().any(|i| f.range.contains_range(scene.figures[*i].range)));
    // Ten thousand times as much is a slip of 万; more is another thing.
    let most = Decimal::from(20_000);
    let ratio = exact.checked_div(total.printed()?.value)?;
    if is_told || ratio > most || ratio.checked_mul(most)? < Decimal::ONE {
        return None;
    }
    // 每小时卸2450吨，创下24小时卸船5.31万吨的纪录
    let is_record = ["纪录", "记录"].iter().any(|word| clause_behind(scene, total_at).contains(word));
    if is_record || !alibi::can_be_one(scene.reading, total.printed()?.value, exact, &[(total, product)]) {
        return None;
    }
    let text = |i: usize| &scene.reading[scene.figures[i].range];
    let (r, z, shown) = (text(at), text(total_at), total.scale.text(exact));
    let list: Vec<&str> = others.iter().map(|i| text(*i)).collect();
    let by = if list.is_empty() { format!("{times}倍") } else { list.join("、") };
    let message = Message::new(
        format!("单位量与总量不符：每次“{r}”、{by}，应为{shown}，写作“{z}”"),
        format!("rates and total do not go together: “{r}” each, {by}, makes {shown}, not “{z}”"),
    );
    let formula = Message::both(format!("{r} × {by} = {shown} ≠ {z}"));
    let fixes = fixes(scene.reading, &[(total, product)]);
    let what = What { code: "rate-times-duration", severity: Severity::Warning, message, formula, fixes };
    let places: Vec<usize> = others.iter().copied().chain([at]).collect();
    found.findings.push(scene.finding_of(what, total_at, &places));
    Some(())
}

/// The words behind a figure, up to the next mark.
fn clause_behind<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    let tail = tail_of(scene, at);
    let len = tail.chars().take(16).take_while(|c| !matches!(c, ',' | '。' | ';' | '!' | '?')).map(char::len_utf8).sum();
    &tail[..len]
}

/// Whether the rate and one or two other numbers of the sentence make the total.
fn is_acquitted(scene: &Scene, one: &Amount, near: &[usize], times: Decimal, stated: &Interval) -> bool {
    let value = |i: usize| {
        let amount = amount(scene, i)?;
        amount.printed()?.value.checked_div(if amount.figure.kind == Kind::Duration {
            amount.figure.unit?.entry.factor
        } else {
            Decimal::ONE
        })
    };
    let numbers: Vec<Decimal> = near.iter().filter_map(|i| value(*i)).chain([Decimal::ONE, times, Decimal::from(12)]).collect();
    let fits = |a: Decimal, b: Decimal| {
        let product = || wider(&rounded(one)?.scaled(a.checked_mul(b)?)?, Decimal::new(1, 2));
        product().is_none_or(|p| p.meets(stated))
    };
    numbers.iter().enumerate().any(|(i, a)| numbers[i + 1..].iter().any(|b| fits(*a, *b)))
}

/// What the words before a rate say that it is of: 每人每天 is two, 一小时能 is one.
fn each_of(head: &str) -> Option<Vec<Each<'_>>> {
    let parts: Vec<&str> = head.split('每').skip(1).collect();
    if parts.is_empty() {
        let unit = WORDS.hours.iter().find(|word| head.contains(word.as_str()))?;
        return Some(vec![Each::Time(time_unit(unit.trim_start_matches('一'))?)]);
    }
    let is_fine = parts.len() <= 2 && !head.contains("均");
    let each = parts.into_iter().map(|part| match time_unit(part) {
        Some(unit) => Each::Time(unit),
        None => Each::Of(part),
    });
    is_fine.then(|| each.collect())
}

/// The unit of time that a text begins with, by its usual name.
fn time_unit(text: &str) -> Option<&'static str> {
    let bare = text.strip_prefix('个').unwrap_or(text);
    [("小时", "小时"), ("天", "天"), ("日", "天"), ("月", "个月"), ("年", "年"), ("周", "周"), ("分钟", "分钟"), ("星期", "周")]
        .iter()
        .find(|(word, _)| bare.starts_with(word))
        .map(|(_, unit)| *unit)
}

/// The lengths of time told in a unit.
fn lengths(scene: &Scene, near: &[usize], unit: &str) -> Vec<(usize, Decimal)> {
    let of_unit = |i: &usize| {
        let amount = amount(scene, *i)?;
        let named = unit_at(unit)?;
        let is_length = amount.figure.kind == Kind::Duration && amount.is_exact() && amount.dimension == named.dimension;
        let value = amount
            .printed()?
            .value
            .checked_div(named.factor)
            .filter(|_| amount.scale.factor == named.factor || amount.figure.unit.is_some_and(|u| u.entry.factor == named.factor))?;
        let after = tail_of(scene, *i);
        // 一小时能运900吨: the hour is the rate's.
        let is_one = scene.reading[amount.figure.range].starts_with('一');
        // 首10天 are some days of several.
        let is_some = clause_of(scene, *i).ends_with(['首', '前', '头', '后', '近', '第', '另', '仅']);
        let is_plain = !is_some && !is_one && !after.starts_with(['前', '后', '内', '之', '以']) && value >= Decimal::ONE;
        (is_length && is_plain).then_some((*i, value))
    };
    near.iter().filter_map(of_unit).collect()
}

/// How many units of time the words before a total stand for; `一个月` may be a figure of its own right before them.
fn implied(scene: &Scene, total: usize, words: &str, unit: &str) -> Option<Decimal> {
    let before = total.checked_sub(1).map(|i| &scene.figures[i]).filter(|f| f.kind == Kind::Duration);
    let told = before.map_or("", |f| &scene.reading[f.range]);
    let is = |row: &&Implied| row.unit == unit && (has_any(words, &row.words) || row.words.iter().any(|word| word == told));
    WORDS.implied.iter().find(is).map(|row| Decimal::from(row.times))
}

/// The numbers of what a rate is of: 96个考场 for 每个考场, 8364块 for 每块; `None` where one of them is itself of each.
fn counts(scene: &Scene, near: &[usize], name: &str) -> Option<Vec<(usize, Decimal)>> {
    let unit = units_at(name).find(|u| matches!(u.kind, UnitKind::Counter | UnitKind::Measure)).map(|u| u.name);
    let noun = name.strip_prefix('个').or_else(|| name.strip_prefix(unit.unwrap_or_default())).unwrap_or(name);
    let noun: String = noun.chars().take_while(|c| crate::reading::script::is_han(*c)).take(NAME).collect();
    let is_people = |text: &str| WORDS.people.iter().any(|word| text.starts_with(word.as_str()));
    let of_name = |i: &usize| {
        let amount = amount(scene, *i)?;
        let counter = amount.dimension.strip_prefix("count/").unwrap_or("");
        let tail = tail_of(scene, *i);
        let named = noun.chars().count() >= 2
            && (1..=2).rev().any(|n| {
                let short: String = noun.chars().take(n + 1).collect();
                tail.starts_with(&short) || clause_of(scene, *i).ends_with(&short)
            });
        let by_unit =
            unit.is_some_and(|unit| unit != "个" && (unit == counter || amount.figure.unit.is_some_and(|u| u.entry.name == unit)));
        let by_people = is_people(name) && is_people(counter);
        let by_first = noun.chars().next().is_some_and(|c| counter == c.to_string());
        let is_it = named || by_unit || by_people || by_first;
        // Of 每亩 a number is told in 亩: 1400亩 is 1400 of them.
        let measured = amount.figure.unit.filter(|u| u.entry.kind == UnitKind::Measure);
        let own = measured.map_or(Some(Decimal::ONE), |u| (Some(u.entry.name) == unit).then_some(u.entry.factor))?;
        let number = || Some((*i, amount.printed()?.value.checked_div(own)?));
        (is_it && amount.is_exact() && amount.figure.kind != Kind::Duration).then(number)?
    };
    let all: Vec<(usize, Decimal)> = near.iter().filter_map(of_name).collect();
    let is_each = |i: usize| clause_of(scene, i).contains(['每', '均']) || has_any(clause_of(scene, i), &WORDS.silent);
    (!all.iter().any(|(i, _)| is_each(*i))).then_some(all)
}

/// Whether a figure is the total of such a rate.
fn is_total(scene: &Scene, at: usize, one: &Amount) -> bool {
    let words = clause_of(scene, at);
    let is_alike = total_of(scene, at).is_some_and(|total| {
        let is_person = |a: &Amount| a.dimension.strip_prefix("count/").is_some_and(|c| WORDS.people.iter().any(|word| word == c));
        total.dimension == one.dimension || is_person(&total) && is_person(one)
    });
    let told = at.checked_sub(1).map(|i| &scene.figures[i]).filter(|f| f.kind == Kind::Duration).is_some();
    is_alike && !words.contains("均") && !has_any(words, &WORDS.silent) && (has_any(words, &WORDS.totals) || told)
}

/// Whether the words before a total name nothing but its time.
fn is_bare(words: &str) -> bool {
    let mut text = words.trim();
    while let Some(rest) = WORDS.bare.iter().find_map(|word| text.strip_suffix(word.as_str())) {
        text = rest;
    }
    text.is_empty()
}
