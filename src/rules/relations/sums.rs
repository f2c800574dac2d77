//! Parts and wholes: a part above its whole (B2), parts that must add up and do not (B1), what is done and what is left (B9), totals
//! since the start of the year that fall (B10).

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::amount::{Amount, fixes};
use super::scene::{Found, Scene, What};
use crate::claims::indicator::TABLE;
use crate::claims::{Claim, Role, Statistic};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};

/// The most parts that are added up.
const MOST_PARTS: usize = 40;

/// Looks at every whole of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let mut at = 0;
    while at < scene.claims.len() {
        let Some(whole) = scene.claims[at].whole else {
            at += 1;
            continue;
        };
        let group: Vec<&Claim> = scene.claims[at..].iter().take_while(|c| c.whole == Some(whole)).take(MOST_PARTS).collect();
        at += group.len();
        parts(scene, &scene.claims[whole], whole, &group, found);
    }
    closed_sets(scene, found);
    remainders(scene, found);
    cumulative(scene, found);
}

/// The parts of a whole by 其中: values of its dimension with a noun of their own.
fn parts(scene: &Scene, whole: &Claim, whole_at: usize, group: &[&Claim], found: &mut Found) {
    let Some(total) = scene.amount(whole).filter(|_| scene.is_value(whole)) else { return };
    let mut parts: Vec<(&Claim, Amount)> = Vec::new();
    for claim in group {
        let is_part = scene.is_value(claim) && claim.is_own && claim.list.is_none_or(|_| true) && claim.modality == whole.modality;
        // 其中甲20万元；全县…: the same scope again is another whole.
        if claim.is_own && !claim.scopes.is_empty() && claim.scopes == whole.scopes {
            break;
        }
        if let Some(amount) = scene.amount(claim).filter(|a| is_part && a.dimension == total.dimension) {
            parts.push((claim, amount));
        }
    }
    if parts.is_empty() || whole.entry().is_some_and(|e| e.negative) {
        return;
    }
    found.checked.push(whole.figure);
    found.checked.extend(parts.iter().map(|(c, _)| c.figure));
    let exceeding: Vec<&(&Claim, Amount)> = parts.iter().filter(|(_, a)| a.interval.is_above(&total.interval)).collect();
    if let [(claim, amount)] = exceeding[..] {
        if !has_larger_whole(scene, whole_at, &amount.interval, &total.dimension) && same_time(whole, claim) {
            exceeds(scene, whole, &total, claim, amount, found);
        }
        return;
    }
    if !exceeding.is_empty() || parts.len() < 2 {
        return;
    }
    let closes = is_closed(scene, whole, &parts);
    add_up(scene, whole, &total, &parts, closes, found);
}

fn same_time(whole: &Claim, part: &Claim) -> bool {
    match (&whole.period, &part.period) {
        (Some(a), Some(b)) => a.text == b.text || a.time == b.time,
        (None, Some(_)) => false,
        _ => true,
    }
}

/// Whether another value before the whole may be what 其中 speaks of.
fn has_larger_whole(scene: &Scene, whole_at: usize, part: &Interval, dimension: &str) -> bool {
    scene.claims[whole_at.saturating_sub(6)..whole_at].iter().any(|c| {
        scene.amount(c).is_some_and(|a| a.dimension == dimension && !part.is_above(&a.interval)) && c.statistic == Statistic::Level
    })
}

fn exceeds(scene: &Scene, whole: &Claim, total: &Amount, part: &Claim, amount: &Amount, found: &mut Found) {
    let (x, y) = (scene.text(whole), scene.text(part));
    let message = Message::new(
        format!("部分大于整体：“{}{y}”大于“{}{x}”", part.noun.text, whole.noun.text),
        format!("a part is larger than its whole: {y} is more than {x}"),
    );
    let formula = Message::both(format!("{y} > {x}"));
    let below = Interval { lo: Some(Decimal::ZERO), lo_closed: false, ..total.interval };
    let swapped = super::amount::exchange(scene.reading, amount, &below);
    let what = What { code: "parts-exceed-whole", severity: Severity::Error, message, formula, fixes: swapped };
    found.findings.push(scene.finding(what, part, &[whole]));
}

/// Whether the parts are told to be all there are: by the words that split anything, by their number, by 由…组成.
fn is_closed(scene: &Scene, whole: &Claim, parts: &[(&Claim, Amount)]) -> bool {
    let nouns: Vec<&str> = parts.iter().map(|(c, _)| c.noun.text.as_str()).collect();
    let by_words = TABLE.closed_words.iter().any(|set| {
        set.parts.len() == nouns.len() && set.parts.iter().all(|word| nouns.iter().filter(|noun| noun.contains(word.as_str())).count() >= 1)
    });
    by_words || is_counted(scene, whole, parts)
}

/// 三个园区引进项目35个，其中甲园区…、乙园区…、丙园区…: as many parts as were announced.
fn is_counted(scene: &Scene, whole: &Claim, parts: &[(&Claim, Amount)]) -> bool {
    let Some(first) = parts.first().map(|(c, _)| c.figure) else { return false };
    let heads: HashSet<Option<char>> = parts.iter().map(|(c, _)| c.noun.text.chars().next_back()).collect();
    let counts = scene.figures[whole.figure.saturating_sub(3)..first].iter().filter(|f| f.kind == Kind::Enumeration || f.kind == Kind::Quantity);
    let announced = counts.filter_map(|f| f.printed()).any(|p| p.value == Decimal::from(parts.len()) && p.step == Decimal::ONE);
    announced && heads.len() == 1
}

/// Whether nothing may come on top: the nouns are of one kind.
fn are_of_one_kind(parts: &[(&Claim, Amount)]) -> bool {
    let heads: HashSet<Option<char>> = parts.iter().map(|(c, _)| c.noun.text.chars().next_back()).collect();
    let nouns: HashSet<&str> = parts.iter().map(|(c, _)| c.noun.text.as_str()).collect();
    heads.len() == 1 && nouns.len() == parts.len()
}

fn add_up(scene: &Scene, whole: &Claim, total: &Amount, parts: &[(&Claim, Amount)], closes: bool, found: &mut Found) {
    let sum = parts.iter().try_fold(Interval::point(Decimal::ZERO), |sum, (_, part)| sum.plus(&part.interval));
    let Some(sum) = sum else { return };
    let all_exact = total.is_exact() && parts.iter().all(|(_, a)| a.is_exact());
    let is_over = sum.is_above(&total.interval) && are_of_one_kind(parts);
    if sum.meets(&total.interval) || !all_exact || !(closes || is_over) {
        return;
    }
    let others: Vec<&Claim> = parts.iter().map(|(c, _)| *c).collect();
    mismatch(scene, whole, total, parts, &others, found);
}

fn mismatch(scene: &Scene, whole: &Claim, total: &Amount, parts: &[(&Claim, Amount)], others: &[&Claim], found: &mut Found) {
    let Some(printed) = total.printed() else { return };
    let values: Option<Vec<Decimal>> = parts.iter().map(|(_, a)| a.printed().map(|p| p.value)).collect();
    let Some(values) = values else { return };
    let Some(sum) = values.iter().try_fold(Decimal::ZERO, |sum, v| sum.checked_add(*v)) else { return };
    let Some(gap) = sum.checked_sub(printed.value) else { return };
    let terms: Vec<String> = values.iter().map(|v| total.scale.number(*v)).collect();
    let (sum_text, whole_text, gap_text) = (total.scale.number(sum), total.scale.text(printed.value), total.scale.number(gap.abs()));
    let message = Message::new(
        format!("分项之和与总数不符：各项合计{}，总数写作“{}”，相差{gap_text}", total.scale.text(sum), scene.text(whole)),
        format!("the parts do not add up: they make {}, the whole is “{}”, {gap_text} apart", total.scale.text(sum), scene.text(whole)),
    );
    let formula = Message::new(
        format!("{} = {sum_text} ≠ {whole_text}，差 {gap_text}", terms.join(" + ")),
        format!("{} = {sum_text} ≠ {whole_text}, {gap_text} apart", terms.join(" + ")),
    );
    let half = |step: Decimal| step.checked_div(Decimal::TWO).unwrap_or(step);
    let mut options: Vec<(&Amount, Interval)> = vec![(total, Interval::point(sum))];
    for (at, (_, part)) in parts.iter().enumerate() {
        let wanted = values[at].checked_sub(gap).and_then(|v| Interval::point(v).widened(half(printed.step)));
        options.extend(wanted.map(|wanted| (part, wanted)));
    }
    let what = What { code: "parts-sum-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &options) };
    found.findings.push(scene.finding(what, whole, others));
}

/// B1 by the table: 地区生产总值 is 一产 + 二产 + 三产, wherever in the line they stand.
fn closed_sets(scene: &Scene, found: &mut Found) {
    for (whole_at, whole) in scene.claims.iter().enumerate() {
        let Some(indicator) = whole.entry().filter(|_| scene.is_value(whole) && whole.is_own) else { continue };
        for set in TABLE.closed.iter().filter(|set| set.whole == indicator.name) {
            let near = &scene.claims[whole_at + 1..(whole_at + 24).min(scene.claims.len())];
            let of = |name: &String| {
                let id = TABLE.find(name)?;
                let mut all = near.iter().filter(|c| c.indicator == Some(id) && c.is_own && scene.is_value(c) && fits(whole, c));
                all.next()
            };
            let all: Vec<(&String, Option<&Claim>)> = set.parts.iter().map(|name| (name, of(name))).collect();
            if all.iter().any(|(name, part)| part.is_none() && !set.optional.contains(name)) {
                continue;
            }
            let Some(total) = scene.amount(whole) else { continue };
            let parts: Vec<(&Claim, Amount)> = all.iter().filter_map(|(_, c)| Some(((*c)?, scene.amount((*c)?)?))).collect();
            let is_checked_already = parts.iter().all(|(c, _)| c.whole == Some(whole_at)) && is_closed(scene, whole, &parts);
            if parts.len() < 2 || is_checked_already || parts.iter().any(|(_, a)| a.dimension != total.dimension) {
                continue;
            }
            found.checked.push(whole.figure);
            found.checked.extend(parts.iter().map(|(c, _)| c.figure));
            add_up(scene, whole, &total, &parts, true, found);
        }
    }
}

fn fits(whole: &Claim, part: &Claim) -> bool {
    let subjects = part.subject.is_empty() || whole.subject.is_empty() || part.subject.text == whole.subject.text;
    part.modality == whole.modality && subjects && same_time(whole, part) && part.role == whole.role
}

/// B9: 需改造120个，已完工86个，还有44个.
fn remainders(scene: &Scene, found: &mut Found) {
    for (at, rest) in scene.claims.iter().enumerate().filter(|(_, c)| c.role == Role::Rest && c.statistic == Statistic::Level) {
        let before: Vec<&Claim> =
            scene.claims[at.saturating_sub(6)..at].iter().filter(|c| c.sentence == rest.sentence && c.statistic == Statistic::Level).collect();
        let Some(left) = scene.amount(rest) else { continue };
        let alike: Vec<(&Claim, Amount)> =
            before.iter().filter_map(|c| Some((*c, scene.amount(c)?))).filter(|(_, a)| a.dimension == left.dimension).collect();
        let [(whole, total), done @ ..] = &alike[..] else { continue };
        let [(part, amount)] = done else { continue };
        if part.role != Role::Done || !scene.is_value(whole) && whole.role != Role::Plain {
            continue;
        }
        // What comes after may belong to the rest: 还有34个在建、10个未开工.
        let goes_on = scene.claims.get(at + 1).is_some_and(|c| c.sentence == rest.sentence && scene.amount(c).is_some_and(|a| a.dimension == left.dimension));
        let Some(sum) = amount.interval.plus(&left.interval) else { continue };
        found.checked.extend([whole.figure, part.figure, rest.figure]);
        if sum.meets(&total.interval) || goes_on || !(total.is_exact() && amount.is_exact() && left.is_exact()) {
            continue;
        }
        let (Some(t), Some(d), Some(r)) = (total.printed(), amount.printed(), left.printed()) else { continue };
        let (Some(wanted), Some(made)) = (t.value.checked_sub(d.value), d.value.checked_add(r.value)) else { continue };
        let (x, y, z) = (scene.text(whole), scene.text(part), scene.text(rest));
        let message = Message::new(
            format!("完成与剩余合不成总数：{y}加{z}是{}，总数写作“{x}”", total.scale.text(made)),
            format!("what is done and what is left do not make the whole: {y} and {z} make {}, not “{x}”", total.scale.text(made)),
        );
        let formula = Message::both(format!("{} + {} = {} ≠ {x}", amount.scale.number(d.value), left.scale.number(r.value), total.scale.number(made)));
        let options = [
            (&left, Interval::point(wanted)),
            (total, Interval::point(made)),
            (amount, Interval::point(t.value.checked_sub(r.value).unwrap_or(d.value))),
        ];
        let what = What { code: "remainder-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &options) };
        found.findings.push(scene.finding(what, rest, &[whole, part]));
    }
}

/// B10: 前5个月31.2亿元，前6个月30.7亿元: a total since the start of the year does not fall.
fn cumulative(scene: &Scene, found: &mut Found) {
    for pair in scene.claims.windows(2) {
        let [one, two] = pair else { continue };
        let same = one.thread == two.thread && one.sentence == two.sentence && scene.is_value(one) && scene.is_value(two);
        let (Some(first), Some(second)) = (months(one), months(two)) else { continue };
        let may_fall = one.entry().is_some_and(|e| e.negative) || one.noun.text.contains(['净', '差', '余', '存']) || one.role == Role::Average;
        if !same || may_fall || one.modality != two.modality || first.0 != second.0 || first.1 == second.1 {
            continue;
        }
        let (earlier, later) = if first.1 < second.1 { (one, two) } else { (two, one) };
        let (Some(a), Some(b)) = (scene.amount(earlier), scene.amount(later)) else { continue };
        let is_flow = !matches!(a.dimension.as_str(), "percent" | "multiple" | "number");
        if a.dimension != b.dimension || !is_flow {
            continue;
        }
        found.checked.extend([one.figure, two.figure]);
        if !a.interval.is_above(&b.interval) {
            continue;
        }
        let (x, y) = (scene.text(earlier), scene.text(later));
        let (p, q) = (period_text(earlier), period_text(later));
        let message = Message::new(
            format!("累计数变小了：{p}{x}，{q}反而是{y}"),
            format!("a running total fell: {x} in {p}, {y} in {q}"),
        );
        let formula = Message::both(format!("{y} < {x}"));
        let what = What { code: "cumulative-decrease", severity: Severity::Warning, message, formula, fixes: Vec::new() };
        found.findings.push(scene.finding(what, later, &[earlier]));
    }
}

fn period_text(claim: &Claim) -> &str {
    claim.period.as_ref().map_or("", |p| p.text.as_str())
}

/// The year and the last month of a period that begins in January and lasts several months.
fn months(claim: &Claim) -> Option<(Option<crate::figures::dates::YearValue>, u8)> {
    let period = claim.period.as_ref()?;
    let date = period.time.dates().next()?;
    let (first, last) = match (date.statistical_months(), period.time.last.as_ref(), date.numbered_month()) {
        (Some(months), None, _) => months,
        (None, Some(crate::figures::dates::Span::Calendar(last)), Some(first)) => (first, last.numbered_month()?),
        _ => return None,
    };
    let is_day = date.numbered_day().is_some();
    (first == 1 && !is_day && !period.is_previous()).then_some((period.year(), last))
}
