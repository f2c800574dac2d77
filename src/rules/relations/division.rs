//! Averages held against totals and bases by their words and units alone, whoever they belong to (D1, D3): 户均, 每天, 平均每队.
//!
//! Without knowing whose the figures are, a product that does not come out proves nothing. Two things do: the three figures stand side
//! by side with nothing between them, or a slip of the pen in one of them (two digits exchanged, a power of ten) makes it come out.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::{Amount, fixes};
use super::averages;
use super::nearby::{has_any, lead_of, rounded, same_sentence, sentences_between, tail_of, trim_end, trim_start, wider};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Figure, Interval, Kind};
use crate::figures::unit::{Entry, UnitKind, unit_at, units_at};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    silent: Vec<String>,
    other: Vec<String>,
    totals: Vec<String>,
    per: Vec<Per>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Per {
    words: Vec<String>,
    unit: Option<String>,
    #[serde(default)]
    counters: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/division"));

/// How many figures before an average, and behind it, are looked at.
const BEFORE: usize = 12;
/// How many behind it.
const BEHIND: usize = 3;
/// How coarse three figures may be together, in percent, so that a slip is told from chance.
const COARSE: i64 = 6;
/// The powers of ten that slips are off by: a digit lost, 百, 万, 亿.
const POWERS: [i32; 8] = [1, -1, 2, -2, 4, -4, 8, -8];

/// Looks at every figure of a line as an average.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 0..scene.figures.len() {
        let range = scene.figures[at].range;
        let is_told =
            |found: &Found| found.findings.iter().any(|f| f.range == range && matches!(f.code, "average-mismatch" | "rate-times-duration"));
        if is_told(found) {
            continue;
        }
        if let Some(one) = one(scene, at) {
            judge(scene, &one, found);
        }
    }
}

/// An average.
struct One<'l> {
    at: usize,
    amount: Amount<'l>,
    /// The unit of its base in base units.
    size: Decimal,
    /// The dimensions of its total.
    totals: Vec<String>,
    /// The dimensions of its base.
    bases: Vec<String>,
    /// The noun of its base where no measure word tells it: 队 in 每队.
    noun: &'l str,
    /// Whose it is, where that is said.
    whose: &'l str,
    /// What is behind the word.
    thing: &'l str,
    is_of_time: bool,
}

/// A figure in the calculation.
struct Term<'l> {
    at: usize,
    amount: Amount<'l>,
}

fn is_counted(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Number | Kind::Duration)
}

fn one<'l>(scene: &Scene<'l>, at: usize) -> Option<One<'l>> {
    let figure = scene.figures.get(at)?;
    let is_value = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Duration) && figure.unit.is_some_and(|u| u.per.is_none());
    let head = lead_of(scene, at);
    if !is_value || has_any(head, &WORDS.silent) || head.matches('每').count() > 1 {
        return None;
    }
    let amount = Amount::of(scene.reading, figure).filter(|a| a.printed().is_some_and(|p| p.value > Decimal::ZERO))?;
    is_plain(figure).then_some(())?;
    let (start, len, per) = per_word(head)?;
    let behind = &head[start + len..];
    let whose = trim_end(trim_start(&head[..start], &averages::WORDS.openers), &averages::WORDS.openers);
    let totals = people(&amount.dimension);
    let make = |size, bases, noun, thing, is_of_time| Some(One { at, amount, size, totals, bases, noun, whose, thing, is_of_time });
    let bare = |text: &'l str| trim_start(trim_end(text, &averages::WORDS.fillers), &averages::WORDS.fillers);
    match per {
        Some(Per { unit: Some(unit), .. }) => {
            let unit = unit_at(unit)?;
            make(unit.factor, vec![unit.dimension.to_owned()], "", bare(behind), unit.kind == UnitKind::Time)
        }
        Some(per) => make(Decimal::ONE, per.counters.iter().map(|c| format!("count/{c}")).collect(), "", bare(behind), false),
        None => {
            let rest = behind.trim_start_matches(['个', '一']);
            let unit = units_at(rest).find(|u| matches!(u.kind, UnitKind::Measure | UnitKind::Counter | UnitKind::Time));
            let Some(unit) = unit.filter(|_| rest.len() == behind.len()) else { return make(Decimal::ONE, Vec::new(), rest, rest, false) };
            let size = if unit.kind == UnitKind::Counter { Decimal::ONE } else { unit.factor };
            let thing = bare(&rest[unit.name.len()..]);
            make(size, dimensions(unit), rest, thing, unit.kind == UnitKind::Time)
        }
    }
}

/// The word that makes an average, the last one before the figure; `None` inside for 每 with any noun.
fn per_word(head: &str) -> Option<(usize, usize, Option<&'static Per>)> {
    let words = WORDS.per.iter().flat_map(|per| per.words.iter().map(move |word| (per, word)));
    let known = words.filter_map(|(per, word)| Some((head.rfind(word.as_str())?, word.len(), per))).max_by_key(|(at, len, _)| (*at, *len));
    if let Some((at, len, per)) = known {
        return Some((at, len, Some(per)));
    }
    head.rfind('每').map(|at| (at, '每'.len_utf8(), None))
}

fn dimensions(unit: &Entry) -> Vec<String> {
    match unit.kind {
        UnitKind::Counter => people(&format!("count/{}", unit.name)),
        _ => vec![unit.dimension.to_owned()],
    }
}

/// People are counted by several words.
fn people(dimension: &str) -> Vec<String> {
    const WORDS: [&str; 4] = ["count/人", "count/名", "count/位", "count/口"];
    if WORDS.contains(&dimension) { WORDS.map(str::to_owned).to_vec() } else { vec![dimension.to_owned()] }
}

/// Whether a figure is one number, rounded at most.
fn is_plain(figure: &Figure) -> bool {
    figure.printed().is_some() && matches!(figure.approximation, Approximation::Exact | Approximation::About)
}

/// A figure as the total or the base, where nothing speaks against it.
fn term<'l>(scene: &Scene<'l>, at: usize) -> Option<Term<'l>> {
    let figure = scene.figures.get(at).filter(|f| is_counted(f) && is_plain(f) && f.unit.is_none_or(|u| u.per.is_none()))?;
    let amount = Amount::of(scene.reading, figure).filter(|a| a.printed().is_some_and(|p| p.value > Decimal::ZERO))?;
    (!has_any(lead_of(scene, at), &WORDS.other)).then_some(Term { at, amount })
}

fn is_base(scene: &Scene, one: &One, term: &Term) -> bool {
    let head = lead_of(scene, term.at);
    let is_population = term.amount.dimension == "number"
        && (head.ends_with("人口") || is_before_people(scene, term.at))
        && one.bases.iter().any(|b| b == "count/人");
    // A harvest is not divided by all the land; 首10天 are some days of several.
    let is_land = one.amount.dimension == "mass" && term.amount.dimension == "area" && has_any(head, &averages::WORDS.other_land);
    if is_land || one.is_of_time && head.ends_with(['首', '前', '头', '后', '近']) {
        return false;
    }
    if one.bases.contains(&term.amount.dimension) || is_population {
        return true;
    }
    let is_counter = term.amount.dimension.starts_with("count/") || term.amount.dimension == "number";
    is_counter && base_noun(scene, one, term.at).is_some()
}

/// The noun of 每 that stands at a figure: 抢修队1240支 for 每队, 8个区 for 每区.
fn base_noun<'l>(scene: &Scene, one: &One<'l>, at: usize) -> Option<&'l str> {
    let (head, tail) = (lead_of(scene, at), tail_of(scene, at));
    let is_unit = |noun: &str| one.bases.iter().any(|b| b.strip_prefix("count/") == Some(noun));
    let ends =
        |noun: &&str| tail.starts_with(noun) || head.ends_with(noun) && (noun.chars().count() > 1 || one.bases.is_empty() || is_unit(noun));
    prefixes(one.noun).filter(ends).last()
}

/// 384万常住人口.
fn is_before_people(scene: &Scene, at: usize) -> bool {
    ["常住人口", "人口", "户籍人口"].iter().any(|word| tail_of(scene, at).starts_with(word))
}

/// The beginnings of a text that may be its first noun.
fn prefixes(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]).take(4).map(move |at| &text[..at]).filter(|t| !t.is_empty())
}

fn judge<'l>(scene: &Scene<'l>, one: &One<'l>, found: &mut Found) -> Option<()> {
    let near = one.at.saturating_sub(BEFORE)..(one.at + 1 + BEHIND).min(scene.figures.len());
    let is_near = |at: &usize| match sentences_between(scene, *at, one.at) {
        Some(0) => true,
        Some(1) => *at < one.at,
        _ => false,
    };
    let terms: Vec<Term> = near.filter(|at| *at != one.at).filter(is_near).filter_map(|at| term(scene, at)).collect();
    let bases: Vec<&Term> = terms.iter().filter(|t| is_base(scene, one, t)).collect();
    let totals: Vec<&Term> =
        terms.iter().filter(|t| one.totals.contains(&t.amount.dimension) && !bases.iter().any(|b| b.at == t.at)).collect();
    let mut pairs: Vec<(&Term, &Term)> = bases.iter().flat_map(|b| totals.iter().map(move |t| (*b, *t))).collect();
    pairs.sort_by_key(|(b, t)| b.at.abs_diff(one.at) + t.at.abs_diff(one.at));
    if pairs.is_empty() {
        return if bases.is_empty() { over_calendar(scene, one, &totals, found) } else { None };
    }
    let slack = Decimal::new(2, 2);
    if pairs.iter().any(|(b, t)| comes_out(one.size, &one.amount, &b.amount, &t.amount, slack).unwrap_or(true)) {
        found.checked.push(one.at);
        return None;
    }
    let is_told = |b: &Term, t: &Term| {
        let told = |at: usize| lead_of(scene, at).contains(one.whose) || tail_of(scene, at).starts_with(one.whose);
        // What stands before both is the topic of both.
        let is_topic = one.at < b.at && one.at < t.at;
        one.whose.chars().count() < 2 || is_topic || told(b.at) || told(t.at)
    };
    let is_slip = |b: &Term, t: &Term| is_fine(one, b, t) && slips(one, b, t);
    let slipped = pairs.iter().find(|(b, t)| is_told(b, t) && is_slip(b, t));
    let side_by_side = || {
        let is_here = |t: &&&Term| same_sentence(scene, t.at, one.at);
        let (b, t): (Vec<_>, Vec<_>) = (bases.iter().filter(is_here).collect(), totals.iter().filter(is_here).collect());
        let ([b], [t]) = (&b[..], &t[..]) else { return None };
        let pair = pairs.iter().find(|(x, y)| x.at == b.at && y.at == t.at)?;
        are_side_by_side(scene, one, b, t).then_some(pair)
    };
    let pair = slipped.or_else(side_by_side);
    let (base, total) = pair?;
    found.checked.extend([one.at, base.at, total.at]);
    report(scene, one, base, total, found)
}

/// Whether a product meets its total, with some slack. `None` where it cannot be calculated.
fn comes_out(size: Decimal, one: &Amount, base: &Amount, total: &Amount, slack: Decimal) -> Option<bool> {
    let product = rounded(one)?.times(&rounded(base)?)?;
    let product = product.scaled(Decimal::ONE.checked_div(size)?)?;
    Some(wider(&product, slack)?.meets(&rounded(total)?))
}

/// Whether three figures are printed finely enough that a slip is no chance.
fn is_fine(one: &One, base: &Term, total: &Term) -> bool {
    let coarse = |amount: &Amount| {
        let printed = amount.printed()?;
        printed.step.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(printed.value)
    };
    // What is counted one by one is exact.
    let of_base = if is_whole(&base.amount) { Some(Decimal::ZERO) } else { coarse(&base.amount) };
    let sum = || coarse(&one.amount)?.checked_add(of_base?)?.checked_add(coarse(&total.amount)?);
    sum().is_some_and(|sum| sum <= Decimal::from(COARSE)) || is_exact_after_slip(one, base, total)
}

/// Whether an amount is counted one by one: 8口, 26天.
fn is_whole(amount: &Amount) -> bool {
    let is_counted = amount.dimension.starts_with("count/") || matches!(amount.dimension.as_str(), "time" | "calendar" | "number");
    is_counted && amount.printed().is_some_and(|p| p.step == amount.scale.factor)
}

/// `a × b ÷ size`, the printed numbers.
fn product(one: Decimal, base: Decimal, size: Decimal) -> Option<Decimal> {
    one.checked_mul(base)?.checked_div(size)
}

fn is_exact_after_slip(one: &One, base: &Term, total: &Term) -> bool {
    let of = |amount: &Amount| amount.printed().map(|p| p.value);
    let (Some(a), Some(b), Some(t)) = (of(&one.amount), of(&base.amount), of(&total.amount)) else { return false };
    let is = |a: Decimal, b: Decimal, t: Decimal| product(a, b, one.size) == Some(t);
    changed(&one.amount).iter().any(|(a, _)| is(*a, b, t))
        || changed(&base.amount).iter().any(|(b, _)| is(a, *b, t))
        || changed(&total.amount).iter().any(|(t, _)| is(a, b, *t))
}

/// Whether a slip in one of three figures makes them go together.
fn slips(one: &One, base: &Term, total: &Term) -> bool {
    let meets = |a: Option<Interval>, b: Option<Interval>, t: Option<Interval>| {
        let product = a?.times(&b?)?.scaled(Decimal::ONE.checked_div(one.size)?)?;
        Some(product.meets(&t?))
    };
    let half = |(value, step): &(Decimal, Decimal)| Interval::point(*value).widened(step.checked_div(Decimal::TWO)?);
    let exact = |amount: &Amount| {
        if is_whole(amount) { Some(Interval::point(amount.printed()?.value)) } else { rounded(amount) }
    };
    let (a, b, t) = (rounded(&one.amount), exact(&base.amount), exact(&total.amount));
    changed(&one.amount).iter().any(|other| meets(half(other), b, t) == Some(true))
        || changed(&base.amount).iter().any(|other| meets(a, half(other), t) == Some(true))
        || changed(&total.amount).iter().any(|other| meets(a, b, half(other)) == Some(true))
}

/// What a number would be with two digits exchanged or a power of ten put right: values and steps in base units.
fn changed(amount: &Amount) -> Vec<(Decimal, Decimal)> {
    let Some(printed) = amount.printed() else { return Vec::new() };
    let mut all = Vec::new();
    for power in POWERS {
        let factor = Decimal::TEN.powi_checked(power);
        if let Some(factor) = factor
            && let (Some(value), Some(step)) = (printed.value.checked_mul(factor), printed.step.checked_mul(factor))
        {
            all.push((value, step));
        }
    }
    let mantissa = printed.value.checked_div(printed.step).filter(Decimal::is_integer);
    let digits: Vec<char> = mantissa.map(|m| m.normalize().to_string().chars().collect()).unwrap_or_default();
    if digits.len() > 9 || digits.iter().any(|c| !c.is_ascii_digit()) {
        return all;
    }
    for at in 1..digits.len() {
        let mut other = digits.clone();
        other.swap(at - 1, at);
        let number: String = other.iter().collect();
        if other != digits
            && let Some(value) = number.parse::<Decimal>().ok().and_then(|n| n.checked_mul(printed.step))
        {
            all.push((value, printed.step));
        }
    }
    all
}

/// A power of ten that cannot overflow.
trait Powers {
    fn powi_checked(self, power: i32) -> Option<Decimal>;
}

impl Powers for Decimal {
    fn powi_checked(self, power: i32) -> Option<Decimal> {
        let mut value = Decimal::ONE;
        for _ in 0..power.unsigned_abs() {
            value = value.checked_mul(self)?;
        }
        if power < 0 { Decimal::ONE.checked_div(value) } else { Some(value) }
    }
}

/// Whether three figures stand side by side and speak of one thing.
fn are_side_by_side(scene: &Scene, one: &One, base: &Term, total: &Term) -> bool {
    let (first, last) = (one.at.min(base.at).min(total.at), one.at.max(base.at).max(total.at));
    let others = (first..=last).filter(|at| ![one.at, base.at, total.at].contains(at));
    let is_alone = others.clone().count() == 0;
    let are_exact = [&one.amount, &base.amount, &total.amount].iter().all(|a| a.is_exact());
    let is_one_sentence = same_sentence(scene, first, last);
    let head = lead_of(scene, total.at);
    let noun = base_noun(scene, one, base.at).unwrap_or("");
    let thing = one.thing.strip_prefix(noun).unwrap_or(one.thing);
    let thing = trim_start(trim_end(thing, &averages::WORDS.fillers), &averages::WORDS.fillers);
    let is_of = thing.is_empty() || head.contains(thing);
    // 90天掘进910米: the total stands in the clause of its time, and is of the same thing.
    let between = scene.reading.get(scene.figures[base.at].range.end().into()..scene.figures[total.at].range.start().into());
    let is_one_clause = one.is_of_time && total.at == base.at + 1 && between.is_some_and(|b| !b.contains([',', '，', '、', ';', '；']));
    let is_alike = is_one_clause && (thing.is_empty() || head.chars().any(|c| thing.contains(c) && !matches!(c, '了' | '的' | '共')));
    let is_total = if total.at > one.at { has_any(head, &WORDS.totals) || is_alike } else { is_of };
    let is_topic = one.at < base.at && one.at < total.at;
    let is_near = one.whose.is_empty() || is_topic;
    is_alone && are_exact && is_one_sentence && is_total && is_near
}

/// Stretches of the calendar, with the days they have at most.
const STRETCHES: [(&str, u32); 9] = [
    ("全年", 366),
    ("上半年", 182),
    ("下半年", 184),
    ("一季度", 91),
    ("二季度", 91),
    ("三季度", 92),
    ("四季度", 92),
    ("前三季度", 274),
    ("当月", 31),
];

/// The days that the month of 7月份 has at most.
fn days_of_month(text: &str) -> Option<u32> {
    let head = &text[..text.find("月份")?];
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    match head[head.len() - digits..].parse::<u32>().ok()? {
        2 => Some(29),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

/// 全年运送3.6亿人次，日均58万人次: so much a day does not make the total in all the days there are.
fn over_calendar(scene: &Scene, one: &One, totals: &[&Term], found: &mut Found) -> Option<()> {
    let is_of_days = one.is_of_time && one.size == Decimal::from(86_400);
    let here: Vec<&&Term> = totals.iter().filter(|t| same_sentence(scene, t.at, one.at)).collect();
    let [total] = here[..] else { return None };
    let is_next = is_of_days && one.whose.is_empty() && total.at < one.at && same_sentence(scene, total.at, one.at);
    let reading = scene.reading;
    let end = usize::from(scene.figures[total.at].range.start());
    let len: usize = reading[..end].chars().rev().take(30).take_while(|c| !matches!(c, '。' | ';' | '；' | '!')).map(char::len_utf8).sum();
    let told = &reading[end - len..end];
    let known = STRETCHES.iter().filter(|(word, _)| told.contains(word)).max_by_key(|(word, _)| word.len()).map(|(_, days)| *days);
    let days = Decimal::from(known.or_else(|| days_of_month(told)).filter(|_| is_next)?);
    let most = rounded(&one.amount)?.scaled(days)?;
    found.checked.extend([one.at, total.at]);
    let total_of = rounded(&total.amount)?;
    let is_more = total_of.is_above(&wider(&most, Decimal::new(2, 2))?);
    // A few days off are a matter of opening hours, two thirds are not.
    let is_less = most.scaled(Decimal::new(3, 1))?.is_above(&total_of);
    if !is_more && !is_less {
        return None;
    }
    let text = |at: usize| &reading[scene.figures[at].range];
    let (a, t) = (text(one.at), text(total.at));
    let shown = total.amount.scale.text(one.amount.printed()?.value.checked_mul(days)?);
    let message = Message::new(
        format!("单位时间的量与总量不符：每天“{a}”，{days}天为{shown}，总量却是“{t}”"),
        format!("rate and total do not go together: “{a}” a day makes {shown} in {days} days, not “{t}”"),
    );
    let formula = Message::both(format!("{a} × {days} = {shown} ≠ {t}"));
    let what = What { code: "rate-times-duration", severity: Severity::Warning, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, one.at, &[total.at]));
    Some(())
}

fn report(scene: &Scene, one: &One, base: &Term, total: &Term, found: &mut Found) -> Option<()> {
    let reading = scene.reading;
    let text = |at: usize| &reading[scene.figures[at].range];
    let (a, b, t) = (text(one.at), text(base.at), text(total.at));
    let value = |amount: &Amount| amount.printed().map(|p| p.value);
    let quotient = value(&total.amount)?.checked_div(value(&base.amount)?)?.checked_mul(one.size)?;
    let shown = one.amount.scale.text(quotient);
    let message = if one.is_of_time {
        Message::new(
            format!("单位时间的量与总量不符：“{t}”除以“{b}”约合{shown}，这里写作“{a}”"),
            format!("rate and total do not go together: “{t}” over “{b}” is about {shown}, not “{a}”"),
        )
    } else {
        Message::new(
            format!("均值与总量不符：“{t}”除以“{b}”约合{shown}，这里写作“{a}”"),
            format!("the average does not follow from its total: “{t}” over “{b}” is about {shown}, not “{a}”"),
        )
    };
    let formula = Message::both(format!("{t} ÷ {b} ≈ {shown} ≠ {a}"));
    let (of_one, of_base, of_total) = (rounded(&one.amount)?, rounded(&base.amount)?, rounded(&total.amount)?);
    let mut options = Vec::new();
    options.extend(of_total.over(&of_base).and_then(|w| w.scaled(one.size)).map(|w| (&one.amount, w)));
    let back = Decimal::ONE.checked_div(one.size)?;
    options.extend(of_one.times(&of_base).and_then(|w| w.scaled(back)).map(|w| (&total.amount, w)));
    options.extend(of_total.over(&of_one).and_then(|w| w.scaled(one.size)).map(|w| (&base.amount, w)));
    let fixes = fixes(reading, &options);
    let code = if one.is_of_time { "rate-times-duration" } else { "average-mismatch" };
    let what = What { code, severity: Severity::Warning, message, formula, fixes };
    found.findings.push(scene.finding_of(what, one.at, &[total.at, base.at]));
    Some(())
}
