//! Two values of one thing, before and after: 由a增至b; b，比上年的a…; 去年a，今年b. What growth and change are held against.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::scene::Scene;
use crate::claims::{Claim, Period, Role, Statistic};
use crate::figures::dates::{Span, YearValue};

/// Two values of one thing.
pub(super) struct Pair<'l> {
    /// The value before.
    pub before: &'l Claim,
    /// The value after.
    pub after: &'l Claim,
    /// The value before, to calculate with.
    pub a: Amount<'l>,
    /// The value after, to calculate with.
    pub b: Amount<'l>,
    /// Whether words tie them together: 由…至…, 比…的….
    pub is_tied: bool,
    /// Whether the value after is the whole of the one that stands nearer: 268人，其中女性207人，比上年的241人增加27人.
    pub is_of_whole: bool,
}

/// A mean is so many times smaller than its total, at least.
const FAR_APART: i64 = 4;

/// How many claims back a pair is looked for, so that a line of thousands costs no more than one of few.
const REACH: usize = 10;

/// The pairs that a claim of growth or change may be measured by: of its sentence and thread, the nearest first.
pub(super) fn pairs<'l>(scene: &Scene<'l>, at: usize) -> Vec<Pair<'l>> {
    let claim = &scene.claims[at];
    let before = &scene.claims[at.saturating_sub(REACH)..at];
    // 下降37个基点，由4.62%降到4.25%: the pair may follow.
    let follows = scene.claims[at + 1..].get(..2).filter(|c| {
        c[0].role == Role::From && c[1].role == Role::To && before.iter().all(|b| b.thread != claim.thread || b.sentence != claim.sentence)
    });
    // 受理860件，同比下降14%（上年1000件）: so may the value before.
    let bracket = scene.claims[at + 1..].get(..1).filter(|c| {
        let (start, end) = (scene.figure(claim).range.end(), scene.figure(&c[0]).range.start());
        let opens = scene.reading.get(start.into()..end.into()).is_some_and(|gap| gap.starts_with(['(', '（']));
        opens && c[0].period.as_ref().is_some_and(Period::is_previous) && c[0].statistic == Statistic::Level
    });
    let near = before.iter().chain(follows.unwrap_or_default()).chain(bracket.unwrap_or_default());
    let of_thread: Vec<&Claim> =
        near.filter(|c| c.sentence == claim.sentence && c.thread == claim.thread && is_level(c) && !is_whole(scene, c)).collect();
    let mut found = Vec::new();
    // 由a降到b又回升到c: what comes behind may be measured from either.
    let turns = of_thread.windows(2).any(|c| c[0].role == Role::To && c[1].role == Role::To && c[0].list.is_none());
    if turns {
        return found;
    }
    for (i, one) in of_thread.iter().enumerate() {
        for other in &of_thread[i + 1..] {
            let Some((before, after, is_tied)) = order(one, other) else { continue };
            let (Some(a), Some(b)) = (scene.amount(before), scene.amount(after)) else { continue };
            // 1260万人次，日均31.5万人次，比去年的1200万人次增长5%: the total of before is held against the total.
            let times = || a.printed()?.value.checked_div(b.printed()?.value);
            let is_apart = || times().is_some_and(|times| times > Decimal::from(FAR_APART));
            if after.role == Role::Average && before.role == Role::Than && is_apart() {
                continue;
            }
            if a.dimension == b.dimension && (before.statistic == Statistic::Growth) == (after.statistic == Statistic::Growth) {
                found.push(Pair { before, after, a, b, is_tied, is_of_whole: false });
            }
        }
    }
    found.reverse();
    found.extend(of_whole(scene, &found));
    found
}

/// The whole of a part against what the part seems to be compared with: 268人，其中女性207人，比上年的241人增加27人 may be of either.
fn of_whole<'l>(scene: &Scene<'l>, found: &[Pair<'l>]) -> Option<Pair<'l>> {
    let pair = found.iter().find(|pair| pair.before.role == Role::Than)?;
    let after = &scene.claims[pair.after.whole?];
    let b = scene.amount(after).filter(|b| b.dimension == pair.a.dimension)?;
    Some(Pair { before: pair.before, after, a: pair.a.clone(), b, is_tied: true, is_of_whole: true })
}

/// Whether a value is the whole of a share: 燃料47.9亿元，占成本141.2亿元的33.9%，同比减少7.2%.
fn is_whole(scene: &Scene, claim: &Claim) -> bool {
    let figure = scene.figure(claim);
    let before = crate::rules::style::last_clause(&scene.reading[..figure.range.start().into()]);
    let next = scene.figures.get(claim.figure + 1).is_some_and(|next| next.kind == crate::figures::figure::Kind::Percent);
    next && before.starts_with('占') && scene.reading[figure.range.end().into()..].starts_with('的')
}

/// Ratios and growths have levels too: 占比由a降至b.
fn is_level(claim: &Claim) -> bool {
    let is_growth = claim.statistic == Statistic::Growth;
    (matches!(claim.statistic, Statistic::Level | Statistic::Share) || is_growth)
        && matches!(claim.role, Role::Plain | Role::From | Role::To | Role::Than | Role::Done | Role::Average)
}

/// Which of two values was before the other, and whether words tie them together.
fn order<'l>(one: &'l Claim, other: &'l Claim) -> Option<(&'l Claim, &'l Claim, bool)> {
    match (one.role, other.role) {
        (Role::From, Role::To) => Some((one, other, true)),
        (Role::Plain | Role::Done | Role::To | Role::Average, Role::Than) => Some((other, one, true)),
        (Role::From | Role::Than | Role::To, _) | (_, Role::From | Role::Than) => None,
        _ if one.statistic == Statistic::Growth => None,
        _ => {
            // 用电量4.41亿，去年同期3.6亿: what has no time is of the present.
            let is_previous = |c: &Claim| c.period.as_ref().is_some_and(Period::is_previous);
            match (&one.period, &other.period) {
                (None, Some(_)) if is_previous(other) => return Some((other, one, false)),
                (Some(_), None) if is_previous(one) => return Some((one, other, false)),
                _ => {}
            }
            let (a, b) = (one.period.as_ref()?, other.period.as_ref()?);
            match compare(a, b)? {
                std::cmp::Ordering::Less => Some((one, other, false)),
                std::cmp::Ordering::Greater => Some((other, one, false)),
                std::cmp::Ordering::Equal => None,
            }
        }
    }
}

/// Which of two periods is the earlier one, where both are years or parts of years of the same kind.
fn compare(a: &Period, b: &Period) -> Option<std::cmp::Ordering> {
    if a.is_open() || b.is_open() {
        return None;
    }
    let years = match (a.year(), b.year()) {
        (Some(YearValue::Numbered(a)), Some(YearValue::Numbered(b))) => Some((a, b)),
        (Some(YearValue::Relative(a)), Some(YearValue::Relative(b))) => Some((a, b)),
        _ => None,
    };
    match years {
        Some((a, b)) => Some(a.cmp(&b)),
        None if is_far(a) || is_far(b) => None,
        // 上年为12亿元，而2019年只有3.6亿元: what has a number is not told behind the year before.
        None if a.is_previous() && matches!(b.year(), Some(YearValue::Numbered(_))) => None,
        None => (a.is_previous() != b.is_previous())
            .then(|| if a.is_previous() { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater }),
    }
}

/// Whether a period lies at a distance, 五年前, so that no word tells which of two is the earlier one.
fn is_far(period: &Period) -> bool {
    period.year().is_none() && (period.text.contains('前') && !period.text.starts_with('前') || period.text.contains('后'))
}

/// How many years lie between two values, where both name one.
pub(super) fn years_between(pair: &Pair) -> Option<u32> {
    let year = |claim: &Claim| match claim.period.as_ref()?.year()? {
        YearValue::Numbered(year) => Some(year),
        _ => None,
    };
    let span = || {
        let dates: Vec<i32> = pair.after.period.as_ref()?.time.dates().filter_map(|d| d.numbered_year()).collect();
        match dates[..] {
            [first, last] => Some(last - first),
            _ => None,
        }
    };
    // 2019年至2023年由a增至b: the years stand together before the values.
    let years = match (year(pair.before), year(pair.after)) {
        (Some(first), Some(last)) => last - first,
        _ => span()?,
    };
    u32::try_from(years).ok().filter(|y| (1..=60).contains(y))
}

/// Whether a growth or change can be measured by a pair: nothing says that it is of another time, price or thing.
pub(super) fn applies(scene: &Scene, pair: &Pair, claim: &Claim) -> bool {
    // 其中今年增加3万头: of a part, or of a time of its own.
    // 其中一季度30.6亿元，二季度34.2亿元，二季度比一季度增加3.6亿元: of two parts, and no part itself.
    let is_of_parts = claim.whole.is_none() && pair.before.whole == pair.after.whole && !pair.is_tied;
    if claim.whole != pair.after.whole && !pair.is_of_whole && !is_of_parts || is_second_comparison(scene, pair, claim) {
        return false;
    }
    let is_free = !claim.has_caveat && !pair.after.has_caveat && !is_at_constant_price(claim, pair.is_tied);
    let same_mood = claim.modality == pair.after.modality || pair.is_tied;
    is_free && same_mood && claim.base.noun.is_empty() && base_agrees(pair, claim)
}

/// Whether another comparison of the same kind, with another base, stands between the values and a claim: 比上月的20.8元上涨2.9%，比年初下跌4.1%.
fn is_second_comparison(scene: &Scene, pair: &Pair, claim: &Claim) -> bool {
    let values = pair.before.figure.max(pair.after.figure);
    let between = scene.claims.iter().rev().skip_while(|c| c.figure >= claim.figure).take_while(|c| c.figure > values).take(REACH);
    let is_other = |c: &Claim| c.statistic == claim.statistic && c.role == Role::Plain && c.base != claim.base;
    claim.base.is_named && between.filter(|c| c.sentence == claim.sentence).any(is_other)
}

/// Whether two times name months, and not the same.
pub(super) fn months_differ(one: &Period, other: &Period) -> bool {
    let month = |period: &Period| match (&period.time.first, &period.time.last) {
        (Span::Calendar(date), None) => date.month.map(|month| month.value),
        _ => None,
    };
    month(one).zip(month(other)).is_some_and(|(a, b)| a != b)
}

fn base_agrees(pair: &Pair, claim: &Claim) -> bool {
    if !claim.base.is_named {
        // 其中今年增加3万头: a time of its own that is not that of the value after.
        // 2020年345亿元，2024年842亿元，四年间年均增长25%: the length between them is no time of its own.
        let is_length = claim.is_annual && claim.period.as_ref().is_some_and(|p| p.year().is_none() && p.text.contains('年'));
        return claim.period == pair.after.period || claim.period.is_none() || pair.after.period.is_none() || is_length;
    }
    // 7月17.83亿千瓦时，同比增长8.7%，比去年8月的17.26亿千瓦时…: a year before it was July.
    if claim.base.word.contains("同比")
        && pair.before.period.as_ref().zip(pair.after.period.as_ref()).is_some_and(|(a, b)| months_differ(a, b))
    {
        return false;
    }
    if claim.base.word == "环比" {
        let text = pair.before.period.as_ref().map_or("", |p| p.text.as_str());
        return ["上月", "上季", "上周", "上期"].iter().any(|word| text.contains(word));
    }
    match (&claim.base.period, &pair.before.period) {
        // 与上年相比，…: said once for both.
        _ if pair.before.role == Role::Than && claim.base == pair.before.base => true,
        // 比上年的40亿元同比增长15%; 比3月份的40亿元增长15%，同比…: the year before is another base than the month before.
        (None, Some(before)) if pair.before.role == Role::Than => claim.base.word.contains("同比") && is_of_last_year(before),
        (None, None) if pair.before.role == Role::Than => claim.base.word.contains("同比"),
        (Some(base), Some(before)) => {
            base.text == before.text
                || base.is_previous() && before.is_previous() && is_of_last_year(base) == is_of_last_year(before)
                || same_year(base, before)
        }
        (None, Some(before)) => before.is_previous() || follows(pair),
        // 由5年前的40亿元: words of a time that is no period.
        // 与2020年相比，由a提高到b，提高c: the base is said once for both.
        (Some(_), None) if pair.before.base.is_named && pair.before.base.period == claim.base.period => true,
        (base, None) => pair.is_tied && pair.before.of.is_empty() && base.as_ref().is_none_or(Period::is_previous),
    }
}

/// Whether a period is of the year before: not 上月, 上季度, 上周, 一季度.
fn is_of_last_year(period: &Period) -> bool {
    let is_shorter = ["月", "季", "周", "旬", "期", "次"]
        .iter()
        .any(|unit| ["上", "上个", "上一"].iter().any(|up| period.text.contains(&format!("{up}{unit}"))));
    !is_shorter && (period.is_previous() || period.year().is_some())
}

fn same_year(a: &Period, b: &Period) -> bool {
    a.year().is_some() && a.year() == b.year()
}

/// Whether the value after is of the year behind that of the value before.
fn follows(pair: &Pair) -> bool {
    years_between(pair) == Some(1)
}

/// Whether growth of what is measured is printed at constant prices, so that it does not follow from the values: 增加值, 地区生产总值.
/// Of two values that words tie together (由a增至b) only the national accounts and the totals of 规上 are left out.
pub(super) fn is_at_constant_price(claim: &Claim, is_tied: bool) -> bool {
    let Some(entry) = claim.entry().filter(|e| e.constant_price && !e.loose) else { return false };
    let accounts = ["生产总值", "增加值", "总产值", "GDP", "规上", "规模以上", "限额以上", "限上"];
    !is_tied || accounts.iter().any(|word| entry.name.contains(word) || claim.noun.text.contains(word))
}
