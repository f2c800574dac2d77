//! Totals that words tie to their parts without 其中: …、…，合计T; 总…T，甲、乙分别为…; 分产品看，….

use rust_decimal::Decimal;

use super::amount::Amount;
use super::scene::{Found, Scene};
use super::sums;
use crate::claims::{Claim, Period, Role, Statistic};
use crate::figures::figure::Interval;

/// The most parts that are added up.
const MOST_PARTS: usize = 24;
/// Words before a total that follows its parts.
const SUMS: [&str; 8] = ["合计", "共计", "总计", "总共", "一共", "加起来", "相加", "累计共"];
/// Words that begin a breakdown.
const BREAKDOWNS: [&str; 2] = ["看", "分"];

/// How far before its first figure, in characters, a breakdown begins.
const HEAD_REACH: usize = 60;

/// A value that may be a part.
type Part<'l> = (&'l Claim, Amount<'l>);

/// Looks at every value of a line that may be a total.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 0..scene.claims.len() {
        let claim = &scene.claims[at];
        if !scene.is_value(claim) || claim.whole.is_some() || claim.period.as_ref().is_some_and(Period::is_previous) {
            continue;
        }
        after_parts(scene, at, found);
        before_list(scene, at, found);
        breakdown(scene, at, found);
    }
}

fn is_part(scene: &Scene, claim: &Claim) -> bool {
    claim.statistic == Statistic::Level
        && matches!(claim.role, Role::Plain | Role::Done | Role::To)
        && scene.amount(claim).is_some_and(|a| a.is_exact())
}

/// The text between the figure before a claim's figure and itself.
fn lead<'l>(scene: &Scene<'l>, claim: &Claim) -> &'l str {
    let start = claim.figure.checked_sub(1).map_or(0, |before| usize::from(scene.figures[before].range.end()));
    scene.reading.get(start..scene.figure(claim).range.start().into()).unwrap_or("")
}

/// 甲12个、乙15个、丙9个，合计36个.
fn after_parts(scene: &Scene, at: usize, found: &mut Found) {
    let total = &scene.claims[at];
    let words = lead(scene, total);
    let is_sum = SUMS.iter().any(|w| words.contains(w)) || (words.starts_with([',', '，', ';', '；']) && total.noun.text.starts_with('总'));
    let Some(amount) = scene.amount(total).filter(|a| is_sum && a.is_exact()) else { return };
    let before: Vec<Part> = scene.claims[at.saturating_sub(MOST_PARTS)..at]
        .iter()
        .rev()
        .take_while(|c| c.sentence == total.sentence)
        .filter(|c| is_part(scene, c) && c.modality == total.modality)
        // 上午8.6万元（其中门票5.2万元），下午11.4万元，合计: a part of a part.
        .filter(|c| c.whole.is_none_or(|w| scene.claims[w].sentence != total.sentence || scene.claims[w].whole.is_some()))
        .filter_map(|c| Some((c, scene.amount(c)?)))
        // 五县合计: the number of the parts may stand between.
        .enumerate()
        .skip_while(|(at, (_, a))| *at == 0 && a.dimension != amount.dimension)
        .map(|(_, part)| part)
        .take_while(|(_, a)| a.dimension == amount.dimension)
        .collect();
    if ["其他", "其余", "其它"].iter().any(|w| words.contains(w) || total.noun.text.contains(w)) {
        return;
    }
    // 连同薪酬623万元、维修492万元，总支出1562万元: with what was told before.
    if before.last().is_some_and(|(first, _)| sums::joins_others(lead(scene, first))) {
        return;
    }
    judge(scene, total, &amount, before.into_iter().rev().collect(), Decimal::new(6, 1), found);
}

/// 总投资54.8亿元，甲、乙、丙分别为32.0亿元、14.3亿元和8.5亿元.
fn before_list(scene: &Scene, at: usize, found: &mut Found) {
    let total = &scene.claims[at];
    let Some(amount) = scene.amount(total).filter(|a| a.is_exact() && total.list.is_none()) else { return };
    let behind = scene.claims[at + 1..].iter().take(MOST_PARTS).take_while(|c| c.sentence <= total.sentence + 1);
    let list: Vec<&Claim> = behind.skip_while(|c| c.list.is_none() && !same(scene, c, &amount)).take_while(|c| c.list.is_some()).collect();
    let Some(number) = list.first().and_then(|c| c.list).map(|l| l.0) else { return };
    let parts: Vec<Part> =
        list.into_iter().filter(|c| c.list.is_some_and(|l| l.0 == number)).filter_map(|c| Some((c, scene.amount(c)?))).collect();
    let says_whole = total.noun.text.contains(['总', '共']) || lead(scene, total).contains(['共', '总']);
    if says_whole && parts.iter().all(|(c, a)| is_part(scene, c) && a.dimension == amount.dimension && c.modality == total.modality) {
        judge(scene, total, &amount, parts, Decimal::new(25, 2), found);
    }
}

fn same(scene: &Scene, claim: &Claim, amount: &Amount) -> bool {
    claim.statistic == Statistic::Level && scene.amount(claim).is_some_and(|a| a.dimension == amount.dimension)
}

/// …实现收入24.86亿元。分产品看，轴承13.12亿元、减速器7.94亿元、其他3.80亿元.
fn breakdown(scene: &Scene, at: usize, found: &mut Found) {
    let total = &scene.claims[at];
    let Some(amount) = scene.amount(total).filter(|a| a.is_exact() && total.list.is_none()) else { return };
    let Some(first) = scene.claims[at + 1..].iter().take(MOST_PARTS).find(|c| c.sentence > total.sentence) else { return };
    if first.sentence != total.sentence + 1 || !opens_breakdown(scene, first) {
        return;
    }
    let sentence = scene.behind(total).iter().take(2 * MOST_PARTS).skip_while(|c| c.sentence < first.sentence).take(MOST_PARTS);
    let own = sentence.take_while(|c| c.sentence == first.sentence || is_parallel(scene, first, c));
    let own: Vec<&Claim> = own.collect();
    // 装备制造41家、新材料28家。按所在地，甲区52家，…: both are parts of what was told before.
    let is_of_other =
        |c: &Claim| same(scene, c, &amount) && c.whole.is_some_and(|whole| whole < at && same(scene, &scene.claims[whole], &amount));
    if scene.claims[at + 1..].iter().take(MOST_PARTS).any(|c| c.sentence <= first.sentence && is_of_other(c)) {
        return;
    }
    let parts: Vec<Part> = own
        .into_iter()
        .filter(|c| is_part(scene, c) && c.whole.is_none() && c.modality == total.modality)
        .filter_map(|c| Some((c, scene.amount(c)?)))
        .filter(|(_, a)| a.dimension == amount.dimension)
        .collect();
    let is_last = !scene.claims[at + 1..]
        .iter()
        .take(MOST_PARTS)
        .any(|c| c.sentence == total.sentence && is_part(scene, c) && c.whole.is_none() && same(scene, c, &amount));
    if is_last && parts.iter().all(|(_, a)| !a.interval.is_above(&amount.interval)) {
        judge(scene, total, &amount, parts, Decimal::new(15, 2), found);
    }
}

/// 分产品看；…；…: sentences parted by semicolons are one breakdown.
fn is_parallel(scene: &Scene, first: &Claim, claim: &Claim) -> bool {
    let start = usize::from(scene.figure(first).range.end());
    let end = usize::from(scene.figure(claim).range.start());
    claim.sentence > first.sentence
        && scene.reading.get(start..end).is_some_and(|between| !between.contains(['。', '!', '?']) && between.len() < 1200)
}

/// Whether a sentence begins with 分产品看, 从来源看, 按规模分.
pub(super) fn opens_breakdown(scene: &Scene, first: &Claim) -> bool {
    let before = &scene.reading[..scene.figure(first).range.start().into()];
    // A sentence that is longer is no breakdown, and would be read again for every claim.
    let start = before.char_indices().rev().nth(HEAD_REACH).map_or(0, |(at, _)| at);
    let sentence = before[start..].rsplit(['。', '!', '?', ';', '；']).next().unwrap_or("").trim_start();
    let Some((head, _)) = sentence.split_once([',', '，']) else { return false };
    let opens = head.starts_with(['分', '从', '按', '就']);
    opens && head.chars().count() <= 10 && BREAKDOWNS.iter().any(|w| head.ends_with(w))
        || head.starts_with('分') && head.chars().count() <= 6
}

/// Reports parts that do not make the total, if they come as near as slips do and nothing else explains them.
fn judge(scene: &Scene, total: &Claim, amount: &Amount, parts: Vec<Part>, nearest: Decimal, found: &mut Found) {
    if parts.len() < 2 || parts.iter().any(|(c, _)| c.figure == total.figure) {
        return;
    }
    let sum = |parts: &[Part]| parts.iter().try_fold(Interval::point(Decimal::ZERO), |sum, (_, a)| sum.plus(&a.interval));
    let Some(whole_sum) = sum(&parts) else { return };
    found.checked.push(total.figure);
    found.checked.extend(parts.iter().map(|(c, _)| c.figure));
    // The first may be another total, the last may be of another matter.
    let acquits = |some: &[Part]| some.len() >= 2 && sum(some).is_none_or(|s| s.meets(&amount.interval));
    let is_any = whole_sum.meets(&amount.interval) || (1..parts.len()).any(|cut| acquits(&parts[cut..]) || acquits(&parts[..cut]));
    let values: Decimal = parts.iter().filter_map(|(_, a)| a.printed()).map(|p| p.value).sum();
    let Some(printed) = amount.printed() else { return };
    let gap = (values - printed.value).abs();
    if is_any || gap > printed.value * nearest || found.findings.iter().any(|f| f.range == scene.figure(total).range) {
        return;
    }
    sums::mismatch(scene, total, amount, &parts, found);
}
