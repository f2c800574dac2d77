//! A growth told right behind the ends of the change it is of (C1, C9), by places and numbers alone: 从15小时缩短到12小时，缩短20%;
//! 由46辆减到18辆，少了28辆，减少60.9%; 比上年的3.69亿元多了0.69亿元，增长18.7%.
//!
//! Who writes two values, their difference and a growth in a row, with nothing between them but words of moving, means them together. Where
//! the difference is told, the values must make it; only then is the growth held against them. Either end may be the base.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::{Amount, Scale, fixes};
use super::nearby::{allowed, has_any, same_sentence};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::last_clause;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    from: Vec<String>,
    to: Vec<String>,
    than: Vec<String>,
    earlier: Vec<String>,
    only: Vec<String>,
    up: Vec<String>,
    down: Vec<String>,
    rises: Vec<String>,
    falls: Vec<String>,
    accounts: Vec<String>,
    silent: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/ends"));

/// How many values before a growth are looked at.
const BACK: usize = 4;
/// More characters between 由 and its value, or between the two ends, are of something else.
const LONGEST: usize = 14;

/// The change that a growth is told of.
struct Ends<'l> {
    /// The figures, in order.
    named: Vec<usize>,
    /// The value before, as it is printed or calculated, with what it allows.
    before: (Interval, Decimal),
    /// How it is printed.
    scale: Scale,
    /// How much it became more or less: never negative.
    change: Interval,
    /// The same as it is printed or calculated.
    exact: Decimal,
    /// The value after, where it is printed.
    after: Option<Amount<'l>>,
}

/// Looks at every growth of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 1..scene.figures.len() {
        let figure = &scene.figures[at];
        let is_growth = matches!(figure.kind, Kind::Percent | Kind::Multiple | Kind::Fraction);
        let is_told = found.findings.iter().any(|f| f.range == figure.range);
        if is_growth && !is_told {
            judge(scene, at, found);
        }
    }
}

fn judge(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let figure = scene.figures.get(at)?;
    let values = values_before(scene, at);
    let last = *values.first()?;
    // 超出 of 超出25% is a word of the growth.
    let clause = scene.reading.get(scene.figures[last].range.end().into()..figure.number.start().into())?;
    // 番 are another matter.
    let is_doubling = figure.unit.is_some_and(|u| u.entry.name == "番");
    if is_doubling || !is_motion(clause) || has_any(clause, &WORDS.silent) {
        return None;
    }
    let said = Amount::of(scene.reading, &scene.figures[at])?;
    let ends = ends(scene, &values, clause)?;
    let text = scene.reading.get(scene.figures[*ends.named.first()?].range.start().into()..scene.figures[at].range.end().into())?;
    let head = sentence_before(scene, *ends.named.first()?);
    if has_any(text, &WORDS.silent) || has_any(text, &WORDS.accounts) || has_any(head, &WORDS.accounts) {
        return None;
    }
    let is_multiple = scene.figures[at].kind == Kind::Multiple;
    let unit = if is_multiple { Decimal::ONE } else { Decimal::ONE_HUNDRED };
    let of_before = ends.change.over(&ends.before.0)?.scaled(unit)?;
    let mut right = vec![of_before];
    if let Some(after) = &ends.after {
        // 是去年的1.5倍 and 比去年多0.5倍 are told in one way; and 减少到六成.
        right.extend(after.interval.over(&ends.before.0).and_then(|r| r.scaled(unit)));
    }
    found.checked.push(at);
    let is_round = printed_tens(&said) && of_before.widened(Decimal::new(15, 1))?.meets(&said.interval);
    if is_round || right.iter().any(|r| r.meets(&said.interval)) {
        return None;
    }
    report(scene, at, &said, &ends, of_before, unit, found)
}

/// 增30% where it is 31.1%.
fn printed_tens(said: &Amount) -> bool {
    said.figure.kind != Kind::Multiple && said.printed().is_some_and(|p| (p.value % Decimal::TEN).is_zero() && p.step >= Decimal::ONE)
}

/// What the values right before a growth say that it is of.
fn ends<'l>(scene: &Scene<'l>, values: &[usize], clause: &str) -> Option<Ends<'l>> {
    let of = |nth: usize| Amount::of(scene.reading, &scene.figures[*values.get(nth)?]).filter(Amount::is_exact);
    let (last, second) = (of(0)?, of(1)?);
    if last.dimension != second.dimension || last.dimension == "percent" || last.dimension == "multiple" {
        return None;
    }
    let value = |a: &Amount| a.printed().map(|p| p.value);
    let told = |a: &Amount| Some((a.interval, value(a)?));
    // 由a增到b，增长g.
    if is_from(scene, values[1]) && is_to(gap(scene, values[1], values[0])?) {
        let is_up = value(&last)? > value(&second)?;
        let change = if is_up { allowed(&last)?.minus(&allowed(&second)?)? } else { allowed(&second)?.minus(&allowed(&last)?)? };
        let agrees = has_any(clause, if is_up { &WORDS.up } else { &WORDS.down });
        let exact = (value(&last)? - value(&second)?).abs();
        let (before, scale) = (told(&second)?, second.scale.clone());
        return agrees.then_some(Ends { named: vec![values[1], values[0]], before, scale, change, exact, after: Some(last) });
    }
    if let Some(ends) = up_to(scene, values, (&second, &last), clause) {
        return Some(ends);
    }
    // The last value is the difference, and its verb stands right before it.
    let moved = gap(scene, values[1], values[0])?;
    let verb = last_clause(moved);
    let (is_up, is_down) = (has_any(verb, &WORDS.up), has_any(verb, &WORDS.down));
    if is_up == is_down || !is_motion(verb) {
        return None;
    }
    let opposite = if is_up { &WORDS.down } else { &WORDS.up };
    if has_any(clause, opposite) {
        return None;
    }
    let (change, exact) = (allowed(&last)?, value(&last)?);
    // b，比上年的a多d，增长g; and 由a减少到b，少了d，下降g.
    let third = of(2).filter(|third| third.dimension == last.dimension);
    if let Some(third) = third {
        let closes = |before: &Amount, after: &Amount| {
            let (more, less) = if is_up { (after, before) } else { (before, after) };
            Some(allowed(more)?.minus(&allowed(less)?)?.meets(&change) && value(more)? > value(less)?)
        };
        let named = vec![values[2], values[1], values[0]];
        if is_than(scene, values[1]) && closes(&second, &third)? {
            return Some(Ends { named, before: told(&second)?, scale: second.scale, change, exact, after: Some(third) });
        }
        let is_pair = is_from(scene, values[2]) && is_to(gap(scene, values[2], values[1])?) || digits(&last) >= 2;
        if is_pair && closes(&third, &second)? && !is_than(scene, values[1]) {
            return Some(Ends { named, before: told(&third)?, scale: third.scale, change, exact, after: Some(second) });
        }
    }
    // 比上年的a多了d，增长g, in one clause.
    let is_one_clause = !moved.contains([',', '，', '、', ';', '；', '(', '（']);
    let (before, scale) = (told(&second)?, second.scale.clone());
    (is_one_clause && is_than(scene, values[1]) && is_earlier(scene, values[1])).then_some(Ends {
        named: vec![values[1], values[0]],
        before,
        scale,
        change,
        exact,
        after: None,
    })
}

/// 上涨260元，至2340元，涨幅12.5%: what it was before is what it came to, less the change.
fn up_to<'l>(scene: &Scene<'l>, values: &[usize], (change, after): (&Amount<'l>, &Amount<'l>), clause: &str) -> Option<Ends<'l>> {
    let mut led = gap(scene, values[1], values[0])?.trim_start_matches([',', '，']);
    let is_led = WORDS.to.iter().any(|word| led.ends_with(word.as_str())) && led.chars().count() <= LONGEST;
    while let Some(word) = WORDS.only.iter().chain(&WORDS.to).find(|word| led.starts_with(word.as_str())) {
        led = &led[word.len()..];
    }
    let head = sentence_before(scene, values[1]);
    let ends = |words: &[String]| words.iter().any(|word| head.trim_end_matches('了').ends_with(word.as_str()));
    let is_up = ends(&WORDS.rises);
    if !is_led || !led.is_empty() || is_up == ends(&WORDS.falls) || has_any(clause, if is_up { &WORDS.down } else { &WORDS.up }) {
        return None;
    }
    let (of_change, of_after) = (allowed(change)?, allowed(after)?);
    let (exact, came) = (change.printed()?.value, after.printed()?.value);
    let (interval, before) = if is_up {
        (of_after.minus(&of_change)?, came.checked_sub(exact)?)
    } else {
        (of_after.plus(&of_change)?, came.checked_add(exact)?)
    };
    // 净增27家，达到30家: what it was before must be more than what came to it.
    (before > exact).then(|| Ends {
        named: vec![values[1], values[0]],
        before: (interval, before),
        scale: after.scale.clone(),
        change: of_change,
        exact,
        after: None,
    })
}

/// How many digits a number has.
fn digits(amount: &Amount) -> usize {
    let Some(printed) = amount.printed() else { return 0 };
    printed.value.checked_div(printed.step).map_or(0, |m| m.normalize().trunc().to_string().trim_end_matches('0').len())
}

/// The values before a figure in its sentence, the nearest first; times are none.
fn values_before(scene: &Scene, at: usize) -> Vec<usize> {
    let start = at.saturating_sub(3 * BACK);
    let is_time = |kind: Kind| matches!(kind, Kind::Date | Kind::DateRange | Kind::Time);
    let near = (start..at).rev().take_while(|other| same_sentence(scene, *other, at)).filter(|other| !is_time(scene.figures[*other].kind));
    near.take(BACK).collect()
}

/// The text between two figures.
fn gap<'l>(scene: &Scene<'l>, one: usize, other: usize) -> Option<&'l str> {
    scene.reading.get(scene.figures.get(one)?.range.end().into()..scene.figures.get(other)?.range.start().into())
}

/// What the sentence says before a figure.
fn sentence_before<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    let head = &scene.reading[..scene.figures[at].range.start().into()];
    last_clause(head)
}

/// Whether a text says nothing but that something moves.
fn is_motion(text: &str) -> bool {
    let mut rest = text.trim_start_matches([',', '，', '、', ' ']);
    if rest.is_empty() || rest.chars().count() > LONGEST {
        return false;
    }
    while let Some(word) = WORDS.only.iter().find(|word| rest.starts_with(word.as_str())) {
        rest = &rest[word.len()..];
    }
    rest.trim().is_empty()
}

/// Whether 由 stands before a value.
fn is_from(scene: &Scene, at: usize) -> bool {
    let clause = sentence_before(scene, at);
    let behind = WORDS.from.iter().filter_map(|word| Some(&clause[clause.rfind(word.as_str())? + word.len()..])).min_by_key(|b| b.len());
    behind.is_some_and(|behind| behind.chars().count() <= LONGEST)
}

/// Whether what stands between two values leads to the second.
fn is_to(gap: &str) -> bool {
    let is_one = gap.chars().count() <= LONGEST && !gap.contains([',', '，', '、', ';', '；', '。']);
    is_one && WORDS.to.iter().any(|word| gap.ends_with(word.as_str()))
}

/// Whether a value is what another is compared with.
fn is_than(scene: &Scene, at: usize) -> bool {
    has_any(sentence_before(scene, at), &WORDS.than)
}

fn is_earlier(scene: &Scene, at: usize) -> bool {
    has_any(sentence_before(scene, at), &WORDS.earlier)
}

fn report(scene: &Scene, at: usize, said: &Amount, ends: &Ends, wanted: Interval, unit: Decimal, found: &mut Found) -> Option<()> {
    let before = ends.before.1;
    let ratio = ends.exact.checked_div(before)?.checked_mul(unit)?;
    let is_multiple = said.figure.kind == Kind::Multiple;
    let suffix = if is_multiple { "倍" } else { "%" };
    let scale = Scale { factor: Decimal::ONE, suffix: suffix.into(), decimals: said.scale.decimals.max(1) };
    let right = scale.text(ratio);
    let text = &scene.reading[scene.figures[at].range];
    let (x, d) = (ends.scale.text(before), ends.scale.text(ends.exact));
    let message = Message::new(
        format!("“{text}”与前面的数不符：{x}变动{d}，幅度应为{right}"),
        format!("“{text}” does not follow from the values before it: {d} of {x} is {right}"),
    );
    let formula = Message::both(format!("{d} ÷ {x} = {right} ≠ {text}"));
    let code = if is_multiple { "times-mismatch" } else { "growth-mismatch" };
    let fixes = fixes(scene.reading, &[(said, wanted)]);
    let what = What { code, severity: Severity::Error, message, formula, fixes };
    found.checked.extend(&ends.named);
    found.findings.push(scene.finding_of(what, at, &ends.named));
    Some(())
}
