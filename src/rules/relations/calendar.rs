//! Values of months, quarters and of the year so far (B10, B1): 1—7月63.8亿千瓦时，1—8月61.5亿千瓦时; 1—10月18.6亿元，其中10月份2.1亿元，
//! 前9个月15.6亿元.
//!
//! What is counted since January does not fall from month to month, and the stretches of a year that follow each other make the longer one.
//! `sums` knows the totals of one indicator; here the times themselves tell what belongs together, and the words must only not say
//! otherwise.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Amount;
use super::nearby::{has_any, lead_of, sentences_between, shares_word};
use super::rows::{Row, is_told, mended, sum, value};
use super::scene::{Found, Scene, What};
use super::slip::Slip;
use super::sums;
use crate::figures::dates::{Relation, Span, TimeExpression, YearValue};
use crate::figures::figure::{Figure, Value};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    no_flow: Vec<String>,
    may_fall: Vec<String>,
    aims: Vec<String>,
    fillers: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/calendar"));

/// How many timed values before one are held against it.
const NEAR: usize = 8;
/// How many sentences may end between two of them.
const SENTENCES: usize = 1;
/// How many characters behind a value say that it is an aim.
const AIM: usize = 8;
/// The most characters of a name.
const NAME: usize = 20;

/// A value of some months of a year.
struct Timed<'l> {
    at: usize,
    amount: Amount<'l>,
    year: Option<YearValue>,
    first: u8,
    last: u8,
    /// The words between the time and the value, without fillers.
    name: String,
    time: &'l str,
}

/// Looks at the values of a line that stand behind a month, a quarter, a number of months.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let all: Vec<Timed> = (1..scene.figures.len()).filter_map(|at| timed(scene, at)).collect();
    for at in 1..all.len() {
        let window = &all[at.saturating_sub(NEAR)..=at];
        // A row of one and the same time says nothing.
        if window.iter().all(|t| (t.first, t.last) == (window[0].first, window[0].last)) {
            continue;
        }
        let near = near(scene, &all, at);
        if !adds_up(scene, &near, found) {
            falls(scene, &near, found);
        }
    }
}

/// A value with the months that stand before it in its clause, or alone before that.
fn timed<'l>(scene: &Scene<'l>, at: usize) -> Option<Timed<'l>> {
    let amount = value(scene, at)?;
    let before = at.checked_sub(1)?;
    let is_time = |at: usize| matches!(scene.figures[at].value, Value::Time(_));
    let mut times = (0..=before).rev().take(2).take_while(|at| is_time(*at));
    let (time, (first, last), year) = times.find_map(|at| {
        let (months, year) = months(&scene.figures[at])?;
        Some((at, months, year))
    })?;
    let name = scene.reading.get(scene.figures[time].range.end().into()..scene.figures[at].range.start().into())?;
    let has_other = name.contains(['。', ';', '!', '?', ':', '、']) || name.matches(',').count() > 1 || name.chars().count() > NAME;
    if has_other || !is_flow(name) {
        return None;
    }
    let bare = bare(name);
    let time = &scene.reading[scene.figures[time].range];
    Some(Timed { at, amount, year, first, last, name: bare, time })
}

/// A name without fillers.
fn bare(name: &str) -> String {
    let mut bare = name.replace([',', '(', ')'], "");
    for word in &WORDS.fillers {
        if bare.contains(word.as_str()) {
            bare = bare.replace(word.as_str(), "");
        }
    }
    bare
}

/// Whether the words before two values name different things: 签约 and 开工.
pub(super) fn names_clash(scene: &Scene, first: usize, second: usize) -> bool {
    let (one, two) = (bare(lead_of(scene, first)), bare(lead_of(scene, second)));
    // 前三季度有实绩的企业1260家，全年新增208家: what is there, and what came.
    if is_new(scene, first) != is_new(scene, second) {
        return true;
    }
    !one.is_empty() && !two.is_empty() && !shares_word(&one, &two) && !one.contains(&two) && !two.contains(&one)
}

fn is_new(scene: &Scene, at: usize) -> bool {
    lead_of(scene, at).contains('新')
}

/// The first and the last month of a time, and its year where one is named.
fn months(figure: &Figure) -> Option<((u8, u8), Option<YearValue>)> {
    let Value::Time(time) = &figure.value else { return None };
    months_of(time)
}

/// The same of a time.
pub(in crate::rules) fn months_of(time: &TimeExpression) -> Option<((u8, u8), Option<YearValue>)> {
    let date = time.dates().next()?;
    if date.numbered_day().is_some() {
        return None;
    }
    let year = date.year.as_ref().map(|year| year.value);
    let is_up_to = time.relation == Relation::UpTo;
    let months = match (date.statistical_months(), time.last.as_ref(), date.numbered_month()) {
        (Some((_, last)), None, _) if is_up_to => (1, last),
        (Some(months), None, _) => months,
        (None, None, Some(month)) => (if is_up_to { 1 } else { month }, month),
        (None, Some(Span::Calendar(last)), Some(first)) if last.numbered_day().is_none() => (first, last.numbered_month()?),
        _ => return None,
    };
    let is_plain = is_up_to || matches!(time.relation, Relation::During);
    (is_plain && months.0 <= months.1).then_some((months, year))
}

/// The values before one that may be of the same thing in the same year, and itself.
fn near<'t, 'l>(scene: &Scene, all: &'t [Timed<'l>], at: usize) -> Vec<&'t Timed<'l>> {
    let one = &all[at];
    let is_like = |other: &&Timed| {
        let names = other.name.is_empty() || one.name.is_empty() || other.name == one.name || shares_word(&other.name, &one.name);
        let is_this = |year: Option<YearValue>| matches!(year, None | Some(YearValue::Relative(0)));
        let years = other.year == one.year || is_this(other.year) && is_this(one.year) || one.year.is_none();
        other.amount.dimension == one.amount.dimension
            && names
            && years
            && sentences_between(scene, other.at, one.at).is_some_and(|n| n <= SENTENCES)
    };
    // 去年1—8月73.5亿，今年1—7月63.8亿; 同期: what is told of another year stands between.
    let mut near: Vec<&Timed> = all[at.saturating_sub(NEAR)..at].iter().filter(is_like).collect();
    near.push(one);
    near
}

/// Whether the values make one of them with the others; reports where one slip is between.
fn adds_up(scene: &Scene, near: &[&Timed], found: &mut Found) -> bool {
    let Some(last) = near.last() else { return false };
    let is_one = |t: &&&Timed| near.iter().filter(|o| (o.first, o.last) == (t.first, t.last)).count() == 1;
    let one: Vec<&Timed> = near.iter().filter(is_one).copied().collect();
    for whole in one.iter().filter(|whole| whole.first < whole.last) {
        let inner: Vec<&Timed> = one
            .iter()
            .filter(|t| (t.first, t.last) != (whole.first, whole.last) && t.first >= whole.first && t.last <= whole.last)
            .copied()
            .collect();
        let spans: Vec<(u8, u8)> = inner.iter().map(|t| (t.first, t.last)).collect();
        let Some(parts) = tiles(&spans, whole.first, whole.last).filter(|parts| parts.len() >= 2) else { continue };
        let parts: Vec<&Timed> = parts.into_iter().map(|at| inner[at]).collect();
        if whole.at != last.at && parts.iter().all(|part| part.at != last.at) {
            continue;
        }
        let row = Row {
            whole: whole.at,
            total: whole.amount.clone(),
            parts: parts.iter().map(|p| (p.at, p.amount.clone())).collect(),
            names: parts.iter().map(|p| p.time).collect(),
            of_which: false,
            by_commas: true,
        };
        let Some(made) = sum(&row.parts) else { continue };
        found.checked.extend(row.parts.iter().map(|(at, _)| *at).chain([row.whole]));
        if made.meets(&row.total.interval) {
            return true;
        }
        let is_slip = mended(scene, &row, &made).is_some_and(|(_, m)| m.slip >= Slip::Exchange || m.slip == Slip::Digit && m.digits >= 2);
        // 上半年净利润1.07亿元；一季度净利润0.46亿元，二季度净利润0.81亿元: the words leave nothing open.
        let named: Vec<&&Timed> = parts.iter().chain([whole]).collect();
        let is_named = named.iter().all(|t| !t.name.is_empty() && t.name == whole.name && t.year == whole.year)
            && !named.iter().any(|t| has_any(&t.name, &WORDS.may_fall));
        if (is_slip || is_named) && !is_told(scene, &row, found) {
            sums::mismatch_of(scene, row.whole, &row.total, &row.parts, found);
            return true;
        }
    }
    false
}

/// Those of some stretches of months, by their places, that follow each other from one month to another.
pub(in crate::rules) fn tiles(all: &[(u8, u8)], first: u8, last: u8) -> Option<Vec<usize>> {
    if first > last {
        return Some(Vec::new());
    }
    // The longest first: so few lists are tried.
    let mut next: Vec<usize> = (0..all.len()).filter(|at| all[*at].0 == first && all[*at].1 <= last).collect();
    next.sort_by_key(|at| std::cmp::Reverse(all[*at].1));
    next.into_iter().find_map(|tile| {
        let mut rest = tiles(all, all[tile].1 + 1, last)?;
        rest.insert(0, tile);
        Some(rest)
    })
}

/// Whether what is named so adds up over the months of a year.
pub(in crate::rules) fn is_flow(name: &str) -> bool {
    !has_any(&name.replace("净利润", "利润"), &WORDS.no_flow)
}

/// Reports a total since January that is less than an earlier one right before it.
fn falls(scene: &Scene, near: &[&Timed], found: &mut Found) {
    let [.., one, two] = near else { return };
    let is_since_january = one.first == 1 && two.first == 1 && one.last != two.last && one.last.max(two.last) > 1;
    let may_fall = [one, two].iter().any(|t| has_any(&t.name, &WORDS.may_fall));
    let (earlier, later) = if one.last < two.last { (one, two) } else { (two, one) };
    // 1月 is of a month and of the year so far.
    if !is_since_january
        || may_fall
        || is_new(scene, one.at) != is_new(scene, two.at)
        || sentences_between(scene, one.at, two.at) != Some(0)
        || is_aim(scene, one)
        || is_aim(scene, two)
    {
        return;
    }
    found.checked.extend([one.at, two.at]);
    let is_told = found.findings.iter().any(|f| [one, two].iter().any(|t| f.range == scene.figures[t.at].range));
    if !earlier.amount.interval.is_above(&later.amount.interval) || is_told {
        return;
    }
    let text = |t: &Timed| &scene.reading[scene.figures[t.at].range];
    let (x, y, p, q) = (text(earlier), text(later), earlier.time, later.time);
    let message = Message::new(format!("累计数变小了：{p}{x}，{q}反而是{y}"), format!("a running total fell: {x} in {p}, {y} in {q}"));
    let formula = Message::both(format!("{y} < {x}"));
    let what = What { code: "cumulative-decrease", severity: Severity::Warning, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, later.at, &[earlier.at]));
}

/// 1—11月6.31万人，完成全年6.2万人目标.
fn is_aim(scene: &Scene, timed: &Timed) -> bool {
    let behind: String = scene.reading[usize::from(scene.figures[timed.at].range.end())..].chars().take(AIM).collect();
    let clause = behind.split([',', '。', ';']).next().unwrap_or("");
    has_any(clause, &WORDS.aims) || timed.amount.printed().is_none_or(|p| p.value <= Decimal::ZERO)
}
