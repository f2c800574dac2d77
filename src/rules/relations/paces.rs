//! C16: one growth held against another by words: `增长8.8%，比一季度的6.1%放缓2.7个百分点`, `一季度增长5.2%，二季度增长5.6%，比一季度回落0.4个百分点`,
//! `高于全省平均水平（5.8%）0.9个百分点`.
//!
//! The points must be the difference of the two growths; then the word says which of them is more. Any other pair of the sentence
//! that goes with the words acquits.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Amount;
use super::nearby::{has_any, lead_of, sentences_between};
use super::scene::{Found, Scene, What};
use crate::claims::{Claim, Role, Statistic};
use crate::figures::dates::{CalendarDate, Relation};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::text::boundary;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    up: Vec<String>,
    down: Vec<String>,
    fillers: Vec<String>,
    above: Vec<String>,
    below: Vec<String>,
    than: Vec<String>,
    compared: Vec<String>,
    declines: Vec<String>,
    others: Vec<String>,
    levels: Vec<String>,
    measures: Vec<String>,
    nouns: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/paces"));

/// How many figures before the points the growths are looked for, and behind them.
const BEFORE: usize = 8;
const BEHIND: usize = 6;
/// How many bytes before the points a comparison begins at most.
const REACH: usize = 150;

/// Looks at every difference in points of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 0..scene.figures.len() {
        if scene.figures[at].kind == Kind::PercentagePoint {
            points(scene, at, found);
        }
    }
}

/// What the words say of the points.
struct Said<'l> {
    /// Whether the growth is more than its base.
    is_more: bool,
    /// The word that says so.
    word: &'l str,
    /// What it is compared with; empty where nothing is named.
    base: &'l str,
    /// Whether the sizes of declines are compared.
    of_declines: bool,
    /// Where the comparison begins.
    start: usize,
}

fn points(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let amount = Amount::of(scene.reading, &scene.figures[at]).filter(Amount::is_exact)?;
    let said = said(scene, at)?;
    let (growth, base) = pair(scene, at, &said)?;
    let (x, y) = (size(scene, growth, &said)?, size(scene, base, &said)?);
    let stated = if said.is_more { amount.interval } else { amount.interval.negated() };
    // 涨幅比上月扩大0.3个百分点；环比下降0.1%，上月为下降0.2%: what follows a semicolon is of another base.
    let later = growth.max(base);
    let gap = scene.reading.get(scene.figures[at].range.end().into()..scene.figures[later].range.start().into());
    if gap.is_some_and(|gap| gap.contains([';', '；', '。'])) {
        return None;
    }
    let difference = x.minus(&y)?;
    found.checked.extend([growth, base, at]);
    let is_right = |one: usize, other: usize| {
        let sizes = size(scene, one, &said).zip(size(scene, other, &said));
        sizes.and_then(|(a, b)| a.minus(&b)).is_some_and(|d| d.meets(&stated))
    };
    // The same two values again are no other pair.
    let value = |at: usize| amount_of(scene, at).and_then(|a| a.printed()).map(|p| p.value);
    let is_another = |one: usize, other: usize| {
        let (a, b, c, d) = (value(one), value(other), value(growth), value(base));
        one != other && (a, b) != (c, d) && (a, b) != (d, c)
    };
    let near = || growths(scene, at).into_iter().filter(|i| *i == base || sentences_between(scene, *i, at) == Some(0));
    let is_reported = found.findings.iter().any(|f| f.range.intersect(scene.figures[at].range).is_some());
    if difference.meets(&stated) || is_reported || near().any(|one| near().any(|other| is_another(one, other) && is_right(one, other))) {
        return None;
    }
    let is_opposite = difference.meets(&stated.negated());
    let (a, b, text) = (text(scene, growth), text(scene, base), text(scene, at));
    let gap = amount_of(scene, growth)?.printed()?.value - amount_of(scene, base)?.printed()?.value;
    let message = if is_opposite {
        let verb = if said.is_more { "低" } else { "高" };
        let english = if said.is_more { "less" } else { "more" };
        Message::new(
            format!("“{}”与数值相反：{a}比{b}{verb}{text}", said.word),
            format!("“{}” goes the other way than the values: {a} is {english} than {b}", said.word),
        )
    } else {
        Message::new(
            format!("增速之差与两个增速不符：{a}与{b}相差{}个百分点，这里写作“{text}”", gap.abs().normalize()),
            format!(
                "the difference does not follow from the growths: {a} and {b} are {} points apart, not “{text}”",
                gap.abs().normalize()
            ),
        )
    };
    let formula = Message::both(format!("{a} − {b} = {}个百分点", gap.normalize()));
    let code = if is_opposite { "pace-mismatch" } else { "points-mismatch" };
    let what = What { code, severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[growth, base]));
    Some(())
}

/// Reads the words before the points.
fn said<'l>(scene: &Scene<'l>, at: usize) -> Option<Said<'l>> {
    let end = usize::from(scene.figures[at].number.start());
    let from = boundary(scene.reading, end.saturating_sub(REACH));
    let text = &scene.reading[from..end];
    let sentence = text.rfind(['。', ';', '!', '?']).map_or(text, |i| &text[i..]);
    let clause = sentence.rsplit([',', '。', ';', '!', '?']).next().unwrap_or(sentence);
    // A clause without its beginning is not read.
    if clause.len() == text.len() && from > 0 {
        return None;
    }
    let start = end - clause.len();
    if has_any(clause, &WORDS.others) {
        return None;
    }
    let of_declines = has_any(clause, &WORDS.declines);
    let behind = |words: &'static [String]| words.iter().find_map(|word| clause.rfind(word.as_str()).map(|i| (i, word)));
    let compared = behind(&WORDS.above).map(|found| (found, true)).or_else(|| behind(&WORDS.below).map(|found| (found, false)));
    if let Some(((i, word), is_more)) = compared {
        let base = clause[i + word.len()..].trim();
        return (!base.is_empty()).then_some(Said { is_more, word, base, of_declines, start });
    }
    let mut bare = clause.trim_end();
    while let Some(rest) = WORDS.fillers.iter().find_map(|word| bare.strip_suffix(word.as_str())) {
        bare = rest;
    }
    let ending = |words: &'static [String]| words.iter().filter(|word| bare.ends_with(word.as_str())).max_by_key(|word| word.len());
    let (word, is_more) = match (ending(&WORDS.up), ending(&WORDS.down)) {
        (Some(word), _) => (word, true),
        (None, Some(word)) => (word, false),
        _ => return None,
    };
    let before = &bare[..bare.len() - word.len()];
    let than = WORDS.than.iter().filter_map(|word| before.find(word.as_str()).map(|i| i + word.len())).min();
    let mut base = than.map_or("", |i| before[i..].trim());
    while let Some(rest) = WORDS.compared.iter().find_map(|word| base.strip_suffix(word.as_str())) {
        base = rest.trim_end();
    }
    // 增速回落, 降幅收窄: nothing else may stand in the clause.
    let is_plain = than.is_some() || before.chars().count() <= 4;
    is_plain.then_some(Said { is_more, word, base, of_declines, start })
}

/// The growth that is compared and the one that it is compared with.
fn pair(scene: &Scene, at: usize, said: &Said) -> Option<(usize, usize)> {
    let near = growths(scene, at);
    let place = |i: usize| usize::from(scene.figures[i].range.start());
    let inside: Vec<usize> = near.iter().copied().filter(|i| *i < at && place(*i) >= said.start).collect();
    let before: Vec<usize> =
        near.iter().copied().filter(|i| place(*i) < said.start && sentences_between(scene, *i, at) == Some(0)).collect();
    if said.base.is_empty() {
        return in_order(scene, &before);
    }
    let (owns, bases): (Vec<usize>, Vec<usize>) = inside.into_iter().partition(|i| said.of_own(scene, *i));
    let previous = match owns[..] {
        [] => before.last().copied(),
        [own] => Some(own),
        _ => return None,
    };
    let base = match bases[..] {
        [one] => one,
        [] => named(scene, &near, previous, said)?,
        _ => return None,
    };
    let own = owns.first().copied().or_else(|| before.iter().rev().copied().find(|i| *i != base));
    // 强度为2.45%: a percent that says nothing else stands nearer than the growth.
    let is_nearest = |own: usize| {
        let between = own + 1..scene.figures.partition_point(|f| usize::from(f.range.start()) < said.start);
        !between.into_iter().any(|i| i != base && scene.figures[i].kind == Kind::Percent)
    };
    if own.is_some_and(|own| owns.is_empty() && !is_nearest(own)) {
        return None;
    }
    // 涨幅3.7%。涨幅比前一周的2.9%扩大: the growth of the sentence before, by the same word.
    let own = own.or_else(|| {
        let measure = WORDS.nouns.iter().find(|noun| scene.reading[said.start..].starts_with(noun.as_str()))?;
        let last = near.iter().rev().copied().find(|i| *i < at && *i != base && place(*i) < said.start)?;
        (lead_of(scene, last).contains(measure.as_str()) && is_nearest(last)).then_some(last)
    });
    // 3月份增速较前两个月加快: the growth of that time stands behind.
    let from = boundary(scene.reading, said.start.saturating_sub(REACH));
    let head = scene.reading[from..said.start].rsplit(['。', '!', '?']).next().unwrap_or_default();
    let is_of_time = |i: usize| claim(scene, i).and_then(|c| c.period.as_ref()).is_some_and(|p| head.contains(p.text.as_str()));
    let own = own.or_else(|| near.iter().copied().find(|i| *i > at && *i != base && is_of_time(*i)));
    let behind = || near.iter().copied().find(|i| *i > at && *i != base && sentences_between(scene, *i, at) == Some(0));
    // 增长12.8%；强度为2.45%，比上年的2.31%提高: a percentage that nobody could bind stands nearer.
    let is_nearer =
        |own: usize| (own + 1..at).any(|i| scene.figures[i].kind == Kind::Percent && !near.contains(&i) && place(i) < said.start);
    Some((own.or_else(behind)?, base)).filter(|(own, base)| own != base && !is_nearer(*own))
}

impl Said<'_> {
    /// Whether a figure stands before what is compared: 全市增长6.3%高于全省…
    fn of_own(&self, scene: &Scene, figure: usize) -> bool {
        let base = self.base.as_ptr() as usize - scene.reading.as_ptr() as usize;
        usize::from(scene.figures[figure].range.end()) <= base
    }
}

/// The growth that is named by its time or its place: 比一季度, 快于全省.
fn named(scene: &Scene, near: &[usize], own: Option<usize>, said: &Said) -> Option<usize> {
    let mut name = said.base;
    while let Some(rest) = WORDS.levels.iter().chain(&WORDS.compared).find_map(|word| name.strip_suffix(word.as_str())) {
        name = rest;
    }
    let name = name.trim_end_matches('的');
    if name.chars().count() < 2 {
        return None;
    }
    let indicator = own.and_then(|own| claim(scene, own)).and_then(|c| c.indicator);
    let is_it = |i: usize| {
        let Some(base) = claim(scene, i).filter(|_| Some(i) != own) else { return false };
        let is_same = base.indicator.is_none() || indicator.is_none() || base.indicator == indicator;
        let of_time = base.period.as_ref().is_some_and(|period| period.text == name);
        // 全省增长5.8%; 全国制造业投资增长6.2% is another thing.
        let bare = lead_of(scene, i)
            .strip_prefix(name)
            .is_some_and(|rest| WORDS.measures.iter().fold(rest.to_owned(), |text, word| text.replace(word.as_str(), "")).is_empty());
        is_same && (of_time || bare)
    };
    let mut all = near.iter().copied().filter(|i| is_it(*i));
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// Two growths of one thing, and the later of them by their times: nothing else tells which one is compared.
fn in_order(scene: &Scene, before: &[usize]) -> Option<(usize, usize)> {
    let [one, other] = *before else { return None };
    let (a, b) = (claim(scene, one)?, claim(scene, other)?);
    if a.indicator != b.indicator || a.subject.text != b.subject.text {
        return None;
    }
    let (x, y) = (end_of(a)?, end_of(b)?);
    match x.cmp(&y) {
        std::cmp::Ordering::Greater => Some((one, other)),
        std::cmp::Ordering::Less => Some((other, one)),
        std::cmp::Ordering::Equal => None,
    }
}

/// The last month of a claim's period, where it is of an unnamed or the same year.
fn end_of(claim: &Claim) -> Option<(i32, u8)> {
    let period = claim.period.as_ref().filter(|p| matches!(p.time.relation, Relation::During | Relation::UpTo))?;
    let date: &CalendarDate = period.time.dates().last()?;
    let month = date.statistical_months().map(|(_, last)| last).or_else(|| date.numbered_month())?;
    let year = match (date.year, date.numbered_year()) {
        (None, _) => 0,
        (Some(_), Some(year)) => year,
        _ => return None,
    };
    (1..=12).contains(&month).then_some((year, month))
}

/// The growths near the points, by their figures.
fn growths(scene: &Scene, at: usize) -> Vec<usize> {
    let is_growth = |i: &usize| {
        let figure = &scene.figures[*i];
        let is_percent = figure.kind == Kind::Percent && Amount::of(scene.reading, figure).is_some_and(|a| a.is_exact());
        is_percent && claim(scene, *i).is_some_and(|c| !c.is_annual && c.statistic != Statistic::Contribution)
    };
    let range = at.saturating_sub(BEFORE)..(at + 1 + BEHIND).min(scene.figures.len());
    range.filter(|i| *i != at && sentences_between(scene, *i, at).is_some_and(|n| n <= 1)).filter(is_growth).collect()
}

fn claim<'l>(scene: &Scene<'l>, figure: usize) -> Option<&'l Claim> {
    let at = scene.claims.binary_search_by_key(&figure, |c| c.figure).ok()?;
    scene.claims.get(at)
}

fn amount_of<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    Amount::of(scene.reading, &scene.figures[at])
}

fn text<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    &scene.reading[scene.figures[at].range]
}

/// A growth with its sign; the size of a decline where sizes are compared.
fn size(scene: &Scene, at: usize, said: &Said) -> Option<Interval> {
    let amount = amount_of(scene, at)?;
    let claim = claim(scene, at)?;
    if claim.has_caveat && claim.statistic != Statistic::Growth {
        return None;
    }
    let is_stated = claim.statistic == Statistic::Growth || claim.role == Role::Than || claim.statistic == Statistic::Level;
    let is_fall = claim.sign < 0 && claim.statistic == Statistic::Growth;
    let printed = amount.printed()?;
    let value = Interval::point(printed.value).widened(printed.step.checked_div(Decimal::TWO)?)?;
    // 降幅较前8个月（-5.6%）收窄: the size, with or without its sign.
    let is_printed_negative = said.of_declines && printed.value.is_sign_negative();
    is_stated.then_some(if is_fall && !said.of_declines || is_printed_negative { value.negated() } else { value })
}
