//! D3: totals of a stretch whose days everybody knows, against so much a day (`端午假期发送旅客57.4万人次，日均19.1万人次`), and what is made in a day
//! against the days and their total (`日产砖42万块，全年生产300天，产量1.26亿块`).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::alibi;
use super::amount::{Amount, fixes};
use super::nearby::{has_any, lead_of, rounded, same_sentence, wider};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::figures::unit::UnitKind;
use crate::rules::finding::{Message, Severity};
use crate::rules::style::last_clause;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    a_day: Vec<String>,
    makes: Vec<String>,
    runs: Vec<String>,
    totals: Vec<String>,
    no_total: Vec<String>,
    holidays: Vec<String>,
    stretches: Vec<(String, Vec<u32>)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/stretches"));

/// How many values before an average its total is looked for, and how many bytes before that its time.
const BACK: usize = 3;
const FAR: usize = 120;
/// What rounding takes beyond the digits that are printed, in percent.
const SLACK: i64 = 1;
/// The same where a day's output is a rate that is met more or less.
const SLACK_OF_RATE: i64 = 8;

/// Looks at every value of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 1..scene.figures.len() {
        let _ = average(scene, at, found).or_else(|| output(scene, at, found));
    }
}

fn value<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    let is_counted = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Number);
    let is_plain = figure.unit.is_none_or(|unit| unit.per.is_none());
    Amount::of(scene.reading, figure).filter(|a| is_counted && is_plain && a.printed().is_some_and(|p| p.value > Decimal::ZERO))
}

/// So many days.
fn days(scene: &Scene, at: usize) -> Option<Decimal> {
    let figure = scene.figures.get(at).filter(|f| f.kind == Kind::Duration)?;
    let is_day = figure.unit.is_some_and(|unit| unit.entry.kind == UnitKind::Time && unit.entry.name == "天");
    figure.printed().map(|p| p.value).filter(|_| is_day)
}

/// What stands before a figure, with its hedge, in its clause.
fn clause<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    last_clause(&scene.reading[..scene.figures[at].range.start().into()])
}

/// `…57.4万人次，日均19.1万人次`.
fn average(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let head = clause(scene, at);
    let is_average = WORDS.a_day.iter().any(|word| head.starts_with(word.as_str()) && head.chars().count() <= word.chars().count() + 4);
    let one = value(scene, at).filter(|_| is_average)?;
    let head = WORDS.a_day.iter().filter_map(|word| head.strip_prefix(word.as_str())).min_by_key(|rest| rest.len()).unwrap_or(head);
    let near = at.saturating_sub(BACK)..at;
    let total = near.clone().rev().find(|i| value(scene, *i).is_some_and(|a| a.dimension == one.dimension))?;
    let all = value(scene, total)?;
    let is_days_told = (at.saturating_sub(2 * BACK)..at).any(|i| days(scene, i).is_some() && same_sentence(scene, i, at));
    if is_days_told || !same_sentence(scene, total, at) || clause(scene, total).contains(['均', '比', '较']) {
        return None;
    }
    // The words of the sentence before the total name the stretch.
    let end = usize::from(scene.figures[total].range.start());
    let before = &scene.reading[crate::text::boundary(scene.reading, end.saturating_sub(FAR))..end];
    let sentence = before.rsplit(['。', ';', '!', '?']).next()?;
    let named = WORDS.stretches.iter().filter_map(|(word, days)| Some((sentence.rfind(word.as_str())?, word, days)));
    let named = named.max_by_key(|(place, word, _)| (*place, word.len()));
    let Some((place, name, allowed)) = named else { return over_told(scene, (total, &all), (at, &one), (sentence, head), found) };
    if has_any(&sentence[place..], &WORDS.no_total) || has_any(head, &WORDS.no_total) {
        return None;
    }
    let quotient = rounded(&all)?.over(&rounded(&one)?).and_then(|q| wider(&q, Decimal::new(SLACK, 2)))?;
    found.checked.extend([total, at]);
    if allowed.iter().any(|days| quotient.contains(Decimal::from(*days))) || !all.is_exact() || !one.is_exact() {
        return None;
    }
    // 5120列，其中图定4480列、加开640列，平均每天128列: of another value of the sentence.
    let like = (at.saturating_sub(3 * BACK)..total).filter(|i| same_sentence(scene, *i, at)).filter_map(|i| value(scene, i));
    let mut others = like.filter(|a| a.dimension == one.dimension).filter_map(|a| rounded(&a)?.over(&rounded(&one)?));
    if others.any(|days_of| allowed.iter().any(|days| days_of.contains(Decimal::from(*days)))) {
        return None;
    }
    let exact = all.printed()?.value.checked_div(one.printed()?.value)?;
    let (x, y) = (&scene.reading[scene.figures[total].range], &scene.reading[scene.figures[at].range]);
    let shown = crate::rules::style::plain(exact.round_dp(1));
    let message = Message::new(
        format!("日均与总量不符：{x}按日均{y}要{shown}天，与“{name}”的天数不合"),
        format!("the daily average does not go with the total: {x} at {y} a day takes {shown} days, which “{name}” has not"),
    );
    let formula = Message::both(format!("{x} ÷ {y} = {shown}"));
    let what = What { code: "average-mismatch", severity: Severity::Warning, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[total]));
    Some(())
}

/// How many values before an average the days of a holiday were told.
const TOLD: usize = 12;

/// `长假共8天，处处是人。假期接待游客126.4万人次，平均每天15.8万人次`: the days of the holiday were told before, once, and a slip explains the misfit.
fn over_told(
    scene: &Scene,
    (total, all): (usize, &Amount),
    (at, one): (usize, &Amount),
    (sentence, head): (&str, &str),
    found: &mut Found,
) -> Option<()> {
    let is_of_holiday = WORDS.holidays.iter().any(|word| sentence.contains(word.as_str()));
    let no_total = has_any(sentence, &WORDS.no_total) || has_any(head, &WORDS.no_total);
    let (first, last) = (total.saturating_sub(TOLD), total);
    let mut lengths = (first..last).filter_map(|i| Some((i, days(scene, i)?)));
    let (told, length) = lengths.next().filter(|(_, n)| is_of_holiday && !no_total && *n > Decimal::ONE)?;
    let is_of_all = !clause(scene, told).ends_with(['前', '后', '首', '第', '头', '近', '提', '延']);
    let tail = &scene.reading[scene.figures[told].range.end().into()..];
    let is_one = lengths.all(|(_, n)| n == length) && is_of_all && !tail.starts_with(['前', '后', '内', '间', '来', '以']);
    let wanted = rounded(all)?.scaled(Decimal::ONE.checked_div(length)?)?;
    found.checked.extend([total, told, at]);
    let holds = wider(&wanted, Decimal::new(SLACK, 2))?.meets(&rounded(one)?);
    let whole = rounded(one)?.times(&Interval::point(length))?;
    let options = [(one, wanted), (all, whole)];
    if holds || !is_one || !all.is_exact() || !one.is_exact() || !alibi::is_slip(scene.reading, &options) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, n, y) = (text(total), text(told), text(at));
    let shown = one.scale.text(all.printed()?.value.checked_div(length)?);
    let message = Message::new(
        format!("单位时间的量与总量不符：“{x}”除以“{n}”约合{shown}，这里写作“{y}”"),
        format!("rate and total do not go together: “{x}” over “{n}” is about {shown}, not “{y}”"),
    );
    let formula = Message::both(format!("{x} ÷ {n} ≈ {shown} ≠ {y}"));
    let fixes = fixes(scene.reading, &options);
    let what = What { code: "rate-times-duration", severity: Severity::Warning, message, formula, fixes };
    found.findings.push(scene.finding_of(what, at, &[total, told]));
    Some(())
}

/// `日产砖42万块，全年生产300天，产量1.26亿块`.
fn output(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    // 全年 is a time of its own.
    let is_time = |i: &usize| matches!(scene.figures[*i].kind, Kind::Date | Kind::DateRange);
    let mut before = (at.saturating_sub(2 * BACK)..at).rev().filter(|i| !is_time(i));
    let (number, first) = (before.next()?, before.next()?);
    let count = days(scene, number)?;
    let (one, all) = (value(scene, first)?, value(scene, at)?);
    let is_made = WORDS.makes.iter().any(|word| clause(scene, first).contains(word.as_str()));
    let is_run = has_any(clause(scene, number), &WORDS.runs);
    let is_total = has_any(lead_of(scene, at), &WORDS.totals);
    let is_one = one.dimension == all.dimension && same_sentence(scene, first, at);
    if !is_made || !is_run || !is_total || !is_one || has_any(clause(scene, at), &WORDS.no_total) {
        return None;
    }
    let wanted = rounded(&one)?.times(&Interval::point(count))?;
    found.checked.extend([first, number, at]);
    if wider(&wanted, Decimal::new(SLACK_OF_RATE, 2))?.meets(&rounded(&all)?) || !one.is_exact() || !all.is_exact() {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, n, z) = (text(first), text(number), text(at));
    let shown = all.scale.text(one.printed()?.value.checked_mul(count)?);
    let message = Message::new(
        format!("单位量与总量不符：每天{x}、{n}，应为{shown}，写作“{z}”"),
        format!("{x} a day for {n} makes {shown}, not “{z}”"),
    );
    let formula = Message::both(format!("{x} × {n} = {shown} ≠ {z}"));
    let fixes = fixes(scene.reading, &[(&all, wanted)]);
    let what = What { code: "rate-times-duration", severity: Severity::Warning, message, formula, fixes };
    found.findings.push(scene.finding_of(what, at, &[first, number]));
    Some(())
}
