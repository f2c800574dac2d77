//! Growths that do not go together: against two bases whose own growth is told (C17), and a whole that grew more or less than all of
//! its parts (C20).

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::nearby::{factor, scopes_clash, subjects_clash};
use super::scene::{Found, Scene, What};
use crate::claims::indicator::{IndicatorId, TABLE};
use crate::claims::{Claim, Period, Role, Statistic};
use crate::figures::dates::YearValue;
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::plain;

/// How many claims to both sides the other growths of a chain are looked for.
const CHAIN_REACH: usize = 5;
/// How many bytes before its verb the clause of a growth begins at most.
const CLAUSE: usize = 90;
/// The same for the parts of a whole, of which there may be many, each with its value.
const PARTS_REACH: usize = 24;
/// How many sentences away a part may stand.
const PARTS_SENTENCES: u32 = 2;

/// The sets of parts of each whole, all of them.
static PARTS: LazyLock<HashMap<IndicatorId, Vec<Vec<IndicatorId>>>> = LazyLock::new(|| {
    let mut map: HashMap<IndicatorId, Vec<Vec<IndicatorId>>> = HashMap::new();
    for closed in &TABLE.closed {
        let mut names: Vec<&String> = closed.parts.iter().chain(&closed.optional).collect();
        names.sort();
        names.dedup();
        let parts: Option<Vec<IndicatorId>> = names.into_iter().map(|name| TABLE.find(name)).collect();
        if let (Some(whole), Some(parts)) = (TABLE.find(&closed.whole), parts) {
            map.entry(whole).or_default().push(parts);
        }
    }
    map
});

/// Looks at every growth of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for (at, claim) in scene.claims.iter().enumerate() {
        if is_growth(scene, claim) {
            if bases(scene, at, found).is_none() {
                bases_by_words(scene, at, found);
            }
            whole(scene, at, found);
        }
    }
}

/// Whether a claim is a growth in percent that stands as it is.
fn is_growth(scene: &Scene, claim: &Claim) -> bool {
    let is_plain = claim.statistic == Statistic::Growth && claim.role == Role::Plain && claim.sign != 0;
    is_plain && !claim.is_annual && !claim.has_caveat && scene.figure(claim).kind == Kind::Percent
}

/// A growth in percent, with its sign.
fn signed(scene: &Scene, claim: &Claim) -> Option<Interval> {
    let amount = scene.amount(claim)?;
    Some(if claim.sign < 0 { amount.interval.negated() } else { amount.interval })
}

/// The printed growth in percent, with its sign.
fn printed(scene: &Scene, claim: &Claim) -> Option<Decimal> {
    let value = scene.amount(claim)?.printed()?.value;
    Some(if claim.sign < 0 { -value } else { value })
}

/// A growth as it is told: 增长5.1%.
fn told(scene: &Scene, claim: &Claim) -> String {
    let word = if claim.sign < 0 { "下降" } else { "增长" };
    format!("{word}{}", scene.text(claim))
}

/// A growth as a factor in a formula: 1.051.
fn number(scene: &Scene, claim: &Claim) -> Option<String> {
    let one = printed(scene, claim)?.checked_div(Decimal::ONE_HUNDRED)?.checked_add(Decimal::ONE)?;
    Some(plain(one))
}

fn year(period: Option<&Period>) -> Option<i32> {
    match period?.year()? {
        YearValue::Numbered(year) => Some(year),
        _ => None,
    }
}

/// C17: against 2020 and against 2021, and 2021 against 2020, the last of which the claim is.
fn bases(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let step = &scene.claims[at];
    let (early, late) = (year(step.base.period.as_ref())?, year(step.period.as_ref())?);
    if early >= late || !is_of_time(step) {
        return None;
    }
    let near = &scene.claims[at.saturating_sub(CHAIN_REACH)..(at + 1 + CHAIN_REACH).min(scene.claims.len())];
    let against = |base: i32| {
        let is_against = |c: &&Claim| year(c.base.period.as_ref()) == Some(base) && year(c.period.as_ref()).is_none_or(|own| own > late);
        let mut all =
            near.iter().filter(|c| c.figure != step.figure && c.sentence == step.sentence && is_growth(scene, c)).filter(is_against);
        let first = all.next().filter(|c| is_of_time(c));
        if all.next().is_some() { None } else { first }
    };
    let (long, short) = (against(early)?, against(late)?);
    let is_one = |one: &Claim, other: &Claim| one.noun.text == other.noun.text && !subjects_clash(one, other) && !scopes_clash(one, other);
    // 2021年同期比2020年: nothing is named, so the topic goes on.
    let goes_on = step.noun.text == long.noun.text && !subjects_clash(step, long) || matches!(step.noun.text.as_str(), "" | "同期");
    let text = |claim: &Claim| claim.period.as_ref().map(|p| p.text.clone());
    if !is_one(long, short) || !goes_on || text(long) != text(short) {
        return None;
    }
    contradict(scene, (long, short, step), (&format!("{early}年"), &format!("{late}年")), found)
}

/// C17 by the words alone: 较上月上涨4%，较上年同月上涨30%，而上月比上年同月下跌6%.
fn bases_by_words(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let step = &scene.claims[at];
    let (subject, early) = compared(scene, step)?;
    let near = &scene.claims[at.saturating_sub(CHAIN_REACH)..(at + 1 + CHAIN_REACH).min(scene.claims.len())];
    let others = || near.iter().filter(|c| c.figure != step.figure && c.sentence == step.sentence && is_growth(scene, c));
    let against = |is_base: &dyn Fn(&str) -> bool| {
        let mut all = others().filter(|c| compared(scene, c).is_some_and(|(_, base)| is_base(&base)));
        let first = all.next();
        first.filter(|_| all.next().is_none())
    };
    let long = against(&|base| base == early)?;
    let short = against(&|base| base != early && subject.starts_with(base))?;
    let (_, late) = compared(scene, short)?;
    let is_now = |c: &Claim| compared(scene, c).is_some_and(|(own, _)| !own.starts_with(&late) && !own.starts_with(&early));
    let is_one = long.figure != short.figure && !subjects_clash(long, short) && !scopes_clash(long, short);
    if !is_one || !is_now(long) || !is_now(short) {
        return None;
    }
    contradict(scene, (long, short, step), (&early, &late), found)
}

/// What a growth is of and what it is compared with, by the words of its clause: 上月猪价, 上年.
fn compared(scene: &Scene, claim: &Claim) -> Option<(String, String)> {
    let end = usize::from(claim.verb.start());
    let mut from = end.saturating_sub(CLAUSE);
    while !scene.reading.is_char_boundary(from) {
        from += 1;
    }
    let clause = scene.reading.get(from..end)?.rsplit([',', '。', ';', ':', '(']).next()?;
    let (own, base) = clause.split_once(['比', '较'])?;
    let bare = |text: &str| -> String {
        let text = text.trim_start_matches("而").trim();
        ["同期", "同月", "同季", "同周", "的"].iter().fold(text.to_owned(), |text, word| text.replace(word, ""))
    };
    let base = bare(base);
    let first = scene.figures.partition_point(|f| usize::from(f.range.start()) < end - clause.len());
    let own_figures = scene.figures[first..].iter().take(CLAUSE).take_while(|f| usize::from(f.range.end()) <= end);
    let is_time = own_figures.into_iter().any(|f| matches!(f.kind, Kind::Date | Kind::DateRange | Kind::Time));
    (is_time && (2..=12).contains(&base.chars().count())).then(|| (bare(own), base))
}

/// Reports the growth of the long way if those of its two parts do not make it.
fn contradict(scene: &Scene, (long, short, step): (&Claim, &Claim, &Claim), (early, late): (&str, &str), found: &mut Found) -> Option<()> {
    let product = factor(&signed(scene, short)?)?.times(&factor(&signed(scene, step)?)?)?;
    let whole = factor(&signed(scene, long)?)?;
    found.checked.extend([long.figure, short.figure, step.figure]);
    if product.meets(&whole) {
        return None;
    }
    let grown = product.middle()?.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(1);
    let (a, b, c) = (told(scene, long), told(scene, short), told(scene, step));
    let message = Message::new(
        format!("不同基期的增幅互相矛盾：比{late}{b}、{late}比{early}{c}，合起来比{early}应为{}%，文中是{a}", plain(grown)),
        format!(
            "growth against two bases contradicts itself: {b} on {late} and {c} from {early} to {late} make {} % on {early}, not {a}",
            plain(grown)
        ),
    );
    let (x, y, z) = (number(scene, short)?, number(scene, step)?, number(scene, long)?);
    let formula = Message::both(format!("{x} × {y} ≠ {z}"));
    let what = What { code: "bases-contradict", severity: Severity::Hint, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding(what, step, &[long, short]));
    Some(())
}

/// Whether a growth is against a time and not against another thing.
fn is_of_time(claim: &Claim) -> bool {
    claim.base.noun.is_empty() || claim.base.noun.text == "同期"
}

/// C20: the growth of a whole outside of those of all of its parts.
fn whole(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let claim = &scene.claims[at];
    let sets = PARTS.get(&claim.indicator?)?;
    if !claim.base.noun.is_empty() {
        return None;
    }
    let near = &scene.claims[at.saturating_sub(PARTS_REACH)..(at + 1 + PARTS_REACH).min(scene.claims.len())];
    // The same whole twice, as for a month and for the year: nobody knows whose the parts are.
    let is_twice = near.iter().any(|c| c.figure != claim.figure && c.indicator == claim.indicator && is_growth(scene, c));
    if is_twice {
        return None;
    }
    sets.iter().find_map(|set| {
        let parts: Vec<&Claim> = set.iter().map(|id| only_growth(scene, near, *id, claim)).collect::<Option<_>>()?;
        judge(scene, claim, &parts, found)
    })
}

/// The one growth of a part near its whole, of the same time, place and base.
fn only_growth<'l>(scene: &Scene, near: &'l [Claim], id: IndicatorId, whole: &Claim) -> Option<&'l Claim> {
    let is_it = |c: &&Claim| c.indicator == Some(id) && is_growth(scene, c) && c.sentence.abs_diff(whole.sentence) <= PARTS_SENTENCES;
    let mut all = near.iter().filter(is_it);
    let first = all.next()?;
    let is_only = all.next().is_none();
    let of_base = |base: Option<&Period>| base.map_or("", |p| p.text.as_str()).to_owned();
    let same_base = of_base(first.base.period.as_ref()) == of_base(whole.base.period.as_ref()) && first.base.noun.is_empty();
    let same_word = (first.base.word == "环比") == (whole.base.word == "环比");
    let same_time = first.period.as_ref().map(|p| &p.text) == whole.period.as_ref().map(|p| &p.text);
    let agrees = first.modality == whole.modality && !scopes_clash(first, whole) && first.subject.text == whole.subject.text;
    (is_only && same_base && same_word && same_time && agrees).then_some(first)
}

fn judge(scene: &Scene, claim: &Claim, parts: &[&Claim], found: &mut Found) -> Option<()> {
    let whole = signed(scene, claim)?;
    let grown: Vec<Interval> = parts.iter().map(|c| signed(scene, c)).collect::<Option<_>>()?;
    found.checked.extend(parts.iter().map(|c| c.figure).chain([claim.figure]));
    let is_above = grown.iter().all(|part| whole.is_above(part));
    let is_below = grown.iter().all(|part| part.is_above(&whole));
    if !is_above && !is_below {
        return Some(());
    }
    let list: Vec<String> = parts.iter().map(|c| told(scene, c)).collect();
    let (text, list) = (told(scene, claim), list.join("、"));
    let (word, english) = if is_above { ("都高", "more") } else { ("都低", "less") };
    let message = Message::new(
        format!("总体增速越出各分项：各部分{list}，总体“{text}”比哪一项{word}"),
        format!("the whole grew {english} than every one of its parts ({list}): “{text}”"),
    );
    let of_parts: Vec<Decimal> = parts.iter().map(|c| printed(scene, c)).collect::<Option<_>>()?;
    let value = printed(scene, claim)?;
    let (least, most) = (of_parts.iter().min()?, of_parts.iter().max()?);
    let formula =
        if is_above { format!("{}% > {}%", plain(value), plain(*most)) } else { format!("{}% < {}%", plain(value), plain(*least)) };
    let what = What { code: "growth-outside-parts", severity: Severity::Hint, message, formula: Message::both(formula), fixes: Vec::new() };
    found.findings.push(scene.finding(what, claim, parts));
    Some(())
}
