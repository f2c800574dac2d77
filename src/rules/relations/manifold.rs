//! So many times a value that the words name (C9): 首日27.1万人次，峰值48.7万人次，是首日的2.8倍; doublings by the numbers (C8): 由3项增至12项，翻了三番; and
//! the ratio of the incomes of town and country: 城镇58640元，农村36650元，城乡收入比1.06.
//!
//! The words are loose, so that any two values near by that make the multiple acquit it.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, is_change, terms};
use super::amount::Amount;
use super::nearby::{has_any, rounded};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Interval, Kind};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    is: Vec<String>,
    vague: Vec<String>,
    before: Vec<String>,
    town: Vec<String>,
    country: Vec<String>,
    plain: Vec<String>,
    ratio: Vec<String>,
    sizes: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/manifold"));

/// How many values before a multiple are looked at, and behind it.
const REACH: usize = 8;
const BEHIND: usize = 2;

/// Looks at every multiple of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let has_multiple = scene.figures.iter().any(|f| f.kind == Kind::Multiple);
    let has_ratio = WORDS.ratio.iter().any(|word| scene.reading.contains(word.as_str()));
    if !has_multiple && !has_ratio {
        return;
    }
    let terms = terms(scene);
    for at in 0..terms.len() {
        let figure = terms[at].amount.figure;
        match figure.kind {
            Kind::Multiple if figure.unit.is_some_and(|u| u.entry.name == "番") => doubling(scene, &terms, at, found),
            Kind::Multiple => times(scene, &terms, at, found),
            Kind::Number if has_ratio => incomes(scene, &terms, at, found),
            _ => None,
        };
    }
}

fn is_value(amount: &Amount) -> bool {
    let kind = amount.figure.kind;
    matches!(kind, Kind::Quantity | Kind::Money | Kind::Enumeration)
        && amount.is_exact()
        && amount.printed().is_some_and(|p| p.value > Decimal::ZERO)
}

/// The values near a multiple, of its sentence and the one before.
fn values(terms: &[Term], at: usize) -> Vec<usize> {
    let is_near = |i: usize| {
        let stops = terms[i.min(at) + 1..=i.max(at)].iter().filter(|t| t.opens).count();
        if i < at { stops <= 1 } else { stops == 0 }
    };
    let window = at.saturating_sub(REACH)..(at + 1 + BEHIND).min(terms.len());
    window.filter(|i| *i != at && is_near(*i) && is_value(&terms[*i].amount) && !is_change(&terms[*i])).collect()
}

fn over(b: &Term, a: &Term) -> Option<Interval> {
    (a.amount.dimension == b.amount.dimension).then(|| rounded(&b.amount)?.over(&rounded(&a.amount)?))?
}

fn is_told(scene: &Scene, figures: &[usize], found: &Found) -> bool {
    found.findings.iter().any(|f| figures.iter().any(|at| f.range.contains_range(scene.figures[*at].range)))
}

/// 是首日的1.8倍.
fn times(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let clause = term.clause().trim();
    let of = clause.strip_suffix('的').filter(|_| term.amount.is_exact())?;
    let (own, name) = WORDS.is.iter().filter_map(|word| of.rsplit_once(word.as_str())).min_by_key(|(_, name)| name.chars().count())?;
    if let Some((x, y)) = of_two(terms, at, own.trim(), name).or_else(|| by_time(terms, at, own.trim(), name)) {
        found.checked.extend([terms[x].at, terms[y].at, term.at]);
        let ratio = over(&terms[y], &terms[x])?;
        let is_it = ratio.meets(&rounded(&term.amount)?) || is_told(scene, &[terms[x].at, terms[y].at, term.at], found);
        return if is_it { None } else { report(scene, (&terms[x], &terms[y]), term.at, ratio.middle()?, found) };
    }
    let is_name = (2..=10).contains(&name.chars().count()) && !has_any(name, &WORDS.vague);
    let near: Vec<usize> = values(terms, at).into_iter().filter(|i| *i < at).collect();
    let is_of = |i: &usize, name: &str| {
        let clause = terms[*i].clause();
        let text = if clause.trim().is_empty() { terms[*i].trail() } else { clause };
        // 募集40亿元 is 募集规模.
        let verb = WORDS.sizes.iter().find_map(|size| name.strip_suffix(size.as_str())).filter(|verb| verb.chars().count() >= 2);
        name.chars().count() >= 2 && (text.contains(name) || verb.is_some_and(|verb| text.contains(verb)))
    };
    let named: Vec<usize> = near.iter().copied().filter(|i| is_of(i, name)).collect();
    let x = *named.last().filter(|_| is_name && named.len() == 1)?;
    let alike: Vec<usize> = near.iter().copied().filter(|i| *i != x && terms[*i].amount.dimension == terms[x].amount.dimension).collect();
    let owned: Vec<usize> = alike.iter().copied().filter(|i| is_of(i, own.trim())).collect();
    // The own value is named, or nothing of its kind but one stands there, right before.
    let y = match owned[..] {
        [y] => y,
        _ if own.chars().count() <= 3 && !term.opens => *alike.last().filter(|y| **y + 1 == at || alike.len() == 1)?,
        _ => return None,
    };
    found.checked.extend([terms[x].at, terms[y].at, term.at]);
    let said = rounded(&term.amount)?;
    let is_it = |a: usize, b: usize| a != b && over(&terms[b], &terms[a]).is_some_and(|ratio| ratio.meets(&said));
    if near.iter().any(|a| near.iter().any(|b| is_it(*a, *b))) || is_told(scene, &[terms[x].at, terms[y].at, term.at], found) {
        return None;
    }
    let ratio = over(&terms[y], &terms[x])?.middle()?;
    let times = term.amount.printed()?.value;
    let is_near = ratio <= times.checked_mul(Decimal::TWO)? && times <= ratio.checked_mul(Decimal::TWO)?;
    if !is_near {
        return None;
    }
    report(scene, (&terms[x], &terms[y]), term.at, ratio, found)
}

/// 甲县500亿元，乙县250亿元，前者是后者的3倍.
fn of_two(terms: &[Term], at: usize, own: &str, name: &str) -> Option<(usize, usize)> {
    let (first, second) = (at.checked_sub(2)?, at.checked_sub(1)?);
    let is_pair = [first, second].iter().all(|i| is_value(&terms[*i].amount) && !is_change(&terms[*i]));
    let is_here = !terms[at].opens && !terms[second].opens && terms[first].amount.dimension == terms[second].amount.dimension;
    match (own, name) {
        ("前者", "后者") if is_pair && is_here => Some((second, first)),
        ("后者", "前者") if is_pair && is_here => Some((first, second)),
        _ => None,
    }
}

/// 2020年4.2万亩，2024年扩大到12.6万亩，是四年前的4倍: the two values of the sentence, of two years.
fn by_time(terms: &[Term], at: usize, own: &str, name: &str) -> Option<(usize, usize)> {
    let is_time = name.is_empty() && terms[at].time.is_none()
        || ["年前", "当年", "当初", "之初", "那时", "起步时", "时", "前"].iter().any(|word| name.ends_with(word));
    let (x, y) = (at.checked_sub(2)?, at.checked_sub(1)?);
    let is_pair = [x, y].iter().all(|i| is_value(&terms[*i].amount) && !is_change(&terms[*i]));
    let is_here = !terms[at].opens && !terms[y].opens && terms[x].amount.dimension == terms[y].amount.dimension;
    let year = |i: usize| match terms[i].time.as_ref()?.year()? {
        crate::figures::dates::YearValue::Numbered(year) => Some(year),
        _ => None,
    };
    let is_later = year(x).zip(year(y)).is_some_and(|(a, b)| a < b);
    let is_bare = own.is_empty() || matches!(own, "如今" | "现在" | "目前");
    (is_time && is_pair && is_here && is_later && is_bare).then_some((x, y))
}

fn report(scene: &Scene, (x, y): (&Term, &Term), at: usize, ratio: Decimal, found: &mut Found) -> Option<()> {
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, b, said) = (text(x.at), text(y.at), text(at));
    let right = ratio.round_dp(2).normalize();
    let message = Message::new(
        format!("倍数与两个数不符：{b}是{a}的{right}倍，写作“{said}”"),
        format!("the multiple is wrong: {b} is {right} times {a}, not “{said}”"),
    );
    let formula = Message::both(format!("{b} ÷ {a} = {right} ≠ {said}"));
    let what = What { code: "times-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[x.at, y.at]));
    Some(())
}

/// 由3项增至12项，翻了三番.
fn doubling(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let clause = term.clause();
    let is_plain = matches!(term.amount.figure.approximation, Approximation::Exact | Approximation::About);
    let verb = ["翻了", "翻", "再翻", "翻了整整"].iter().find_map(|verb| clause.trim_end().strip_suffix(verb))?;
    let folds = term.amount.figure.printed().map(|p| p.value).filter(|k| is_plain && k.is_integer())?;
    let folds = u32::try_from(folds).ok().filter(|k| (1..=5).contains(k))?;
    let tail = &scene.reading[term.amount.figure.range.end().into()..];
    if ["还多", "多", "有余", "以上", "余"].iter().any(|more| tail.starts_with(more)) {
        return None;
    }
    let near = values(terms, at);
    let is_right = |ratio: &Interval| {
        let wanted = Decimal::from(1_u32 << folds);
        let (lo, hi) = (wanted * Decimal::new(88, 2), wanted * Decimal::new(122, 2));
        ratio.meets(&Interval { lo: Some(lo), lo_closed: true, hi: Some(hi), hi_closed: true })
    };
    let mut pairs = Vec::new();
    for a in &near {
        for b in near.iter().filter(|b| *b != a) {
            if let Some(ratio) = over(&terms[*b], &terms[*a]) {
                if is_right(&ratio) {
                    found.checked.extend([terms[*a].at, terms[*b].at, term.at]);
                    return None;
                }
                pairs.push((*a, *b, ratio));
            }
        }
    }
    // The two nearest of one kind, where words say that the one is of before, and nothing else of the kind stands there.
    let is_before = |i: usize| terms[i].of_before().is_some() || has_any(terms[i].clause(), &WORDS.before);
    let is_here = |i: usize| !terms[i.min(at) + 1..=i.max(at)].iter().any(|t| t.opens);
    let is_alone = |a: usize, b: usize| {
        let alike =
            near.iter().filter(|i| terms[**i].amount.dimension == terms[a].amount.dimension && (is_here(**i) || !is_here(a.min(b))));
        alike.copied().all(|i| [a, b].contains(&i))
    };
    let is_beside = |a: usize, b: usize| a.abs_diff(at) <= 3 && b.abs_diff(at) <= 3;
    let year = |i: usize| terms[i].time.as_ref().and_then(crate::claims::Period::year);
    let is_later = |a: usize, b: usize| match (year(a), year(b)) {
        (Some(crate::figures::dates::YearValue::Numbered(a)), Some(crate::figures::dates::YearValue::Numbered(b))) => a < b,
        _ => false,
    };
    // 产值翻番: of another thing than the two values.
    let names = verb.trim_matches(|c: char| !c.is_alphanumeric());
    let is_bare = names.is_empty() || WORDS.plain.iter().any(|word| word == names) || near.iter().any(|i| terms[*i].text.contains(names));
    let (a, b, ratio) = pairs.into_iter().find(|(a, b, _)| {
        let says = is_before(*a) && !is_later(*b, *a) || is_later(*a, *b);
        is_bare && says && is_alone(*a, *b) && is_beside(*a, *b)
    })?;
    found.checked.extend([terms[a].at, terms[b].at, term.at]);
    let middle = ratio.middle()?;
    let is_grown = middle > Decimal::new(12, 1) && middle < Decimal::from(1_u32 << (folds + 2));
    if !is_grown || is_told(scene, &[terms[a].at, terms[b].at, term.at], found) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, y, said, right) = (text(terms[a].at), text(terms[b].at), text(term.at), middle.round_dp(2).normalize());
    let wanted = 1_u32 << folds;
    let message = Message::new(
        format!("“翻{said}”是{wanted}倍，{y}是{x}的{right}倍"),
        format!("“翻{said}” is {wanted} times as much; {y} is {right} times {x}"),
    );
    let formula = Message::both(format!("{y} ÷ {x} = {right} ≠ {wanted}"));
    let what = What { code: "doubling-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, term.at, &[terms[a].at, terms[b].at]));
    Some(())
}

/// 城镇58640元，农村36650元，城乡收入比1.60.
fn incomes(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let clause = term.clause();
    let number = term.amount.printed().map(|p| p.value).filter(|v| term.amount.is_exact() && *v > Decimal::ONE && *v < Decimal::TEN)?;
    let is_ratio = WORDS.ratio.iter().any(|word| clause.contains(word.as_str())) && term.amount.scale.decimals >= 1;
    let is_other = ["上年", "去年", "由", "从", "全国", "全省", "比上"].iter().any(|word| clause.contains(word));
    if !is_ratio || is_other || term.time.as_ref().is_some_and(crate::claims::Period::is_previous) {
        return None;
    }
    let start = at.saturating_sub(REACH + 4);
    let near: Vec<usize> = (start..at).filter(|i| terms[*i].amount.figure.kind == Kind::Money && is_value(&terms[*i].amount)).collect();
    let is_income = |i: &usize| terms[*i].amount.printed().is_some_and(|p| p.value >= Decimal::from(3_000));
    let near: Vec<usize> = near.into_iter().filter(is_income).collect();
    let of = |words: &[String]| near.iter().copied().find(|i| has_any(&terms[*i].text, words) && !terms[*i].text.contains("分别"));
    // 城镇、农村居民收入分别达到58640元和36650元.
    let both = || {
        let pair = near.windows(2).find(|p| terms[p[0]].text.contains("分别") && p[0] + 1 == p[1])?;
        let text = &terms[pair[0]].text;
        (has_any(text, &WORDS.town) && has_any(text, &WORDS.country)).then_some((pair[0], pair[1]))
    };
    let (town, country) = of(&WORDS.town).zip(of(&WORDS.country)).or_else(both)?;
    found.checked.extend([terms[town].at, terms[country].at, term.at]);
    let said = rounded(&term.amount)?;
    let is_it = |a: usize, b: usize| a != b && over(&terms[a], &terms[b]).is_some_and(|ratio| ratio.meets(&said));
    if near.iter().any(|a| near.iter().any(|b| is_it(*a, *b))) || is_told(scene, &[term.at], found) {
        return None;
    }
    let ratio = over(&terms[town], &terms[country])?.middle()?;
    let is_near = ratio > Decimal::ONE && ratio < Decimal::from(6) && number < Decimal::from(6);
    is_near.then(|| report(scene, (&terms[country], &terms[town]), term.at, ratio, found))?
}
