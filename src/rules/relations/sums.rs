//! Parts and wholes: a part above its whole (B2), parts that must add up and do not (B1), what is done and what is left (B9), totals
//! since the start of the year that fall (B10).

use std::collections::HashSet;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::alibi;
use super::amount::{Amount, distance, fixes};
use super::closed;
use super::nearby::{are_joined, lead_of, tail_of};
use super::scene::{Found, Scene, What};
use super::slip::{self, Slip};
use super::totals;
use crate::claims::indicator::{Nature, TABLE};
use crate::claims::scope::SCOPES;
use crate::claims::{Claim, Role, Statistic};
use crate::figures::figure::{Approximation, Interval, Kind};
use crate::rules::finding::{Message, Severity};

/// How many characters name a part behind 其中.
const NAME: usize = 20;
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
        let number = scene.claims[at].group;
        let group: Vec<&Claim> =
            scene.claims[at..].iter().take_while(|c| c.whole == Some(whole) && c.group == number).take(MOST_PARTS).collect();
        at += group.len();
        parts(scene, whole, &group, found);
    }
    closed_sets(scene, found);
    differences(scene, found);
    totals::check(scene, found);
    remainders(scene, found);
    cumulative(scene, found);
}

/// The parts of a whole by 其中: values with a noun of their own, by dimension (17个、投资92.6亿元).
fn parts(scene: &Scene, whole_at: usize, group: &[&Claim], found: &mut Found) {
    let last = &scene.claims[whole_at];
    let mut parts: Vec<(&Claim, Amount)> = Vec::new();
    for claim in group {
        // 其中甲20万元；全县…: the same scope again is another whole.
        if claim.is_own && !claim.scopes.is_empty() && claim.scopes == last.scopes && claim.noun.text == last.noun.text {
            break;
        }
        // 576名，其中女生81人，上届490人，女生54人: of another time, and so is what follows.
        let is_elsewhen = || WORDS.elsewhen.iter().any(|word| clause_lead(scene, claim).starts_with(word.as_str()));
        // 五位老人——其中车工2人、钳工3人——带青工20名: the dash closes what it opened.
        if is_apart(scene, claim) || is_elsewhen() || parts.last().is_some_and(|(part, _)| closes(scene, part, claim)) {
            break;
        }
        // 制造业项目17个、92.6亿元: the second value is of the same thing.
        let goes_with = parts
            .last()
            .is_some_and(|(c, a)| c.figure + 1 == claim.figure && scene.amount(claim).is_some_and(|b| b.dimension != a.dimension));
        let is_part = scene.is_value(claim)
            && (claim.is_own || goes_with || claim.list.is_some() || is_for(scene, claim))
            && claim.modality == last.modality
            && !is_no_part(scene, last, claim);
        if let Some(amount) = scene.amount(claim).filter(|_| is_part) {
            parts.push((claim, amount));
        }
    }
    while let Some(dimension) = parts.first().map(|(_, a)| a.dimension.clone()) {
        let (same, rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(_, a)| a.dimension == dimension);
        parts = rest;
        let sentence = scene.claims[..=whole_at].iter().enumerate().rev().take(MOST_PARTS).take_while(|(_, c)| c.sentence == last.sentence);
        let whole = sentence
            .filter(|(_, c)| scene.is_value(c) && c.whole.is_none())
            .find_map(|(at, c)| Some((at, scene.amount(c).filter(|a| a.dimension == dimension)?)));
        if let Some((at, total)) = whole {
            of_whole(scene, at, &total, &same, found);
        }
    }
}

/// 其中7000万元用于抢险，5000万元用于安置: what it is for stands behind the value.
fn is_for(scene: &Scene, claim: &Claim) -> bool {
    let behind = &scene.reading[scene.figure(claim).range.end().into()..];
    WORDS.uses.iter().any(|word| behind.starts_with(word.as_str()))
}

/// The words of a claim's clause before it, across other figures: 上届28支队伍注册.
fn clause_lead<'l>(scene: &Scene<'l>, claim: &Claim) -> &'l str {
    crate::rules::style::last_clause(&scene.reading[..scene.figure(claim).range.start().into()]).trim_start()
}

/// 省内游客288.8万人次，其中本市居民196.4万人次: nothing but its growth, 其中 and a name stands between a whole and its part.
fn is_right_behind(scene: &Scene, whole: &Claim, part: &Claim) -> bool {
    let Some(last) = part.figure.checked_sub(1) else { return false };
    let is_growth = |at: usize| matches!(scene.figures[at].kind, Kind::Percent | Kind::PercentagePoint);
    let gap = scene.reading.get(scene.figures[last].range.end().into()..scene.figure(part).range.start().into()).unwrap_or("");
    let name = gap.trim_start_matches([',', '(', '，', '（', ';', '。', ')']).strip_prefix("其中");
    let is_name = |name: &str| (1..=NAME).contains(&name.chars().count()) && !name.contains([',', ':', '、', '，', '：', ';', '。']);
    let known = |claim: &Claim| claim.entry().filter(|e| !e.loose).and(claim.indicator);
    let of_two = known(whole).zip(known(part)).is_some_and(|(a, b)| a != b);
    let is_next = last >= whole.figure && (whole.figure + 1..=last).all(is_growth);
    is_next && (whole.figure == last || !of_two) && name.is_some_and(|name| is_name(name.trim_start_matches([',', '，'])))
}

/// Whether a dash stands between two figures.
fn closes(scene: &Scene, one: &Claim, two: &Claim) -> bool {
    let (start, end) = (scene.figure(one).range.end(), scene.figure(two).range.start());
    scene.reading.get(start.into()..end.into()).is_some_and(|between| between.contains("——"))
}

fn of_whole(scene: &Scene, whole_at: usize, total: &Amount, parts: &[(&Claim, Amount)], found: &mut Found) {
    let whole = &scene.claims[whole_at];
    let is_mean = ["人均", "平均", "户均", "亩均", "率", "比重", "指数", "价", "净"].iter().any(|w| whole.noun.text.contains(w));
    if is_mean
        || whole.role == Role::Average
        || whole.entry().is_some_and(|e| e.negative || matches!(e.nature, Nature::Average | Nature::Ratio | Nature::Rate | Nature::Index))
    {
        return;
    }
    found.checked.push(whole.figure);
    found.checked.extend(parts.iter().map(|(c, _)| c.figure));
    let exceeding: Vec<&(&Claim, Amount)> = parts.iter().filter(|(_, a)| a.interval.is_above(&total.interval)).collect();
    if let [(claim, amount)] = exceeding[..] {
        let is_alike = is_parallel(whole, &parts[0].0.noun.text, claim)
            || is_slip(scene, total, parts, amount)
            || is_right_behind(scene, whole, claim);
        if is_alike
            && !has_larger_whole(scene, whole_at, &amount.interval, &total.dimension)
            && same_time(whole, claim)
            && (!names_other_place(claim) || is_right_behind(scene, whole, claim))
        {
            exceeds(scene, whole, total, claim, amount, found);
        }
        return;
    }
    if !exceeding.is_empty() || parts.len() < 2 {
        return;
    }
    let evidence = if is_closed(scene, whole, parts) || shares_close(scene, parts) || ends_with_rest(parts) {
        Evidence::Closed
    } else if are_of_one_kind(parts) || are_exclusive(parts) || parts.iter().all(|(part, _)| is_for(scene, part)) {
        Evidence::OneKind
    } else {
        Evidence::Slip
    };
    // 合同额a，执行额b。其中，离岸合同额c，执行额d: each part has a whole of its own.
    let sentence = whole.sentence;
    let wholes = scene.claims[..=whole_at]
        .iter()
        .rev()
        .take(MOST_PARTS)
        .take_while(|c| c.sentence == sentence)
        .filter(|c| scene.is_value(c) && c.whole.is_none());
    let several = wholes.filter(|c| scene.amount(c).is_some_and(|a| a.dimension == total.dimension)).count() > 1;
    if several && evidence != Evidence::Closed {
        return;
    }
    let rivals = scene.claims[whole_at.saturating_sub(6)..whole_at]
        .iter()
        .filter_map(|c| scene.amount(c))
        .filter(|a| a.dimension == total.dimension);
    add_up(scene, whole, total, parts, evidence, &rivals.collect::<Vec<_>>(), found);
}

/// Words about parts (`data/parts.toml`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// Before a value: it is no part, though it stands among them.
    no_part: Vec<String>,
    /// Behind a value: so too.
    no_part_behind: Vec<String>,
    /// Right before a value: each of several has so much.
    each: Vec<String>,
    /// Right before a value: it is where the parts go to, or come from.
    ends: Vec<String>,
    /// At the beginning of a clause: it is told of another time.
    elsewhen: Vec<String>,
    /// Behind a value: what it is spent on.
    uses: Vec<String>,
    /// Before the first of the parts: others, told before, belong to them.
    joins: Vec<String>,
    /// Names of two parts that share nothing.
    exclusive: Vec<[String; 2]>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/parts"));

/// Whether words before the first of some parts say that they are added to others: 连同员工薪酬623万元、维修492万元.
pub(super) fn joins_others(lead: &str) -> bool {
    WORDS.joins.iter().any(|word| lead.contains(word.as_str()))
}

/// Whether the words around a value say that it is no part of what stands before: …，低于限额635亿元; …，合计12亿元.
fn is_no_part(scene: &Scene, whole: &Claim, claim: &Claim) -> bool {
    let start = claim.figure.checked_sub(1).map_or(0, |before| usize::from(scene.figures[before].range.end()));
    let lead = scene.reading.get(start..scene.figure(claim).range.start().into()).unwrap_or("");
    let lead = lead.rsplit("其中").next().unwrap_or(lead);
    // 反映10次以上的4个事项: what they are, not how many.
    let figure = scene.figure(claim);
    if figure.approximation != Approximation::Exact && scene.reading[figure.range.end().into()..].starts_with('的') {
        return true;
    }
    WORDS.no_part.iter().any(|word| lead.contains(word.as_str()) && !whole.noun.text.contains(word.as_str()))
}

/// 留学生186人另计: the words behind a value say that it is no part, and what follows is none either.
fn is_apart(scene: &Scene, claim: &Claim) -> bool {
    let behind = &scene.reading[scene.figure(claim).range.end().into()..];
    WORDS.no_part_behind.iter().any(|w| behind.starts_with(w.as_str()))
}

/// Whether a part is of the kind of its whole or of the first part: the heads of their nouns are alike. 工程全长48.6公里，其中一标段18.2公里，…，
/// 设计时速100公里 is of none.
fn is_parallel(whole: &Claim, first: &str, part: &Claim) -> bool {
    let noun = part.noun.text.as_str();
    let head = |noun: &str, len: usize| noun.chars().rev().take(len).collect::<String>();
    noun == first || head(noun, 1) == head(first, 1) || head(noun, 2) == head(&whole.noun.text, 2) || part.list.is_some()
}

/// Whether a part, with a slip of the typist mended, makes the parts add up to the whole.
fn is_slip(scene: &Scene, total: &Amount, parts: &[(&Claim, Amount)], part: &Amount) -> bool {
    let right = || {
        let others = parts.iter().filter(|(_, a)| !std::ptr::eq(a.figure, part.figure));
        let mut right = total.printed()?.value;
        for (_, other) in others {
            right = right.checked_sub(other.printed()?.value)?;
        }
        (right > Decimal::ZERO).then(|| part.scale.number(right))
    };
    let number = scene.reading[part.figure.number].trim_end_matches(['万', '亿']);
    right().is_some_and(|right| distance(number, &right) == 1)
}

/// Whether a part belongs to a larger place than the article's: 全省….
fn names_other_place(part: &Claim) -> bool {
    part.scopes.iter().any(|s| SCOPES.group(*s) == "whole-place")
}

/// How sure it is that the parts are all there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence {
    /// The words say so.
    Closed,
    /// Parts of one kind: never more than the whole.
    OneKind,
    /// Nothing says so: only if one slip of the typist parts them, and the numbers are long.
    Slip,
}

/// 纯电动21405辆，占59%；插混14875辆，占41%: the shares of the parts make a hundred.
fn shares_close(scene: &Scene, parts: &[(&Claim, Amount)]) -> bool {
    let share = |part: &Claim| {
        let behind = scene.behind(part).iter().take(2);
        let mut shares = behind.filter(|c| c.statistic == Statistic::Share && c.thread == part.thread);
        shares.next().and_then(|c| scene.amount(c)).and_then(|a| a.printed())
    };
    let shares: Option<Vec<_>> = parts.iter().map(|(c, _)| share(c)).collect();
    shares.is_some_and(|shares| {
        let sum: Decimal = shares.iter().map(|p| p.value).sum();
        let slack: Decimal = shares.iter().map(|p| p.step).sum();
        (sum - Decimal::ONE_HUNDRED).abs() <= slack
    })
}

/// …、其他8个: what is left is named.
fn ends_with_rest(parts: &[(&Claim, Amount)]) -> bool {
    parts.last().is_some_and(|(c, _)| ["其他", "其它", "其余"].iter().any(|w| c.noun.text.starts_with(w) || c.noun.text.contains("及其他")))
}

/// Whether a whole and a part are told of one time.
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
    // 净增120家，其中新设310家; 10个市中列第2位，在41个城市中列第14位.
    let (start, end) = (scene.figure(whole).range, scene.figure(part).range.start());
    let between = scene.reading.get(start.end().into()..end.into()).unwrap_or("");
    let before = crate::rules::style::last_clause(&scene.reading[..start.start().into()]);
    // 新增授权专利97件，其中发明专利31件，累计有效专利达到846件: what there is by now is no part of what is new.
    let of_all = crate::rules::style::last_clause(&scene.reading[..scene.figure(part).range.start().into()]);
    // 拿出4368个名额分到98所初中: where they go to.
    let is_end = WORDS.ends.iter().any(|word| of_all.ends_with(word.as_str()));
    if is_end || ["累计", "达到", "总数"].iter().any(|word| of_all.contains(word)) {
        return;
    }
    if before.contains('净') || !["其中", "当中", "组成", "构成", "包括", "由"].iter().any(|w| between.contains(w)) {
        return;
    }
    // 高新技术企业72家，其中首次认定的17家，规上企业96家: another kind of the same thing goes on behind the part.
    let end = |text: &str| text.chars().rev().take(2).collect::<String>();
    let behind = between.rfind("其中").map_or("", |at| &between[at..]);
    let is_second = behind.contains(|c: char| c.is_ascii_digit()) && behind.rfind([',', '，']).is_some_and(|at| at > 0);
    if is_second && part.noun.text.chars().count() > 2 && end(&part.noun.text) == end(&whole.noun.text) {
        return;
    }
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
    closed::by_words(&nouns)
        || closed::by_negation(&nouns)
        || is_counted(scene, whole, parts)
        || is_composed(scene, parts)
        || composes(scene, whole)
}

/// 评标委员会由7人组成，其中采购人代表2人、专家5人: the words of the whole say so.
fn composes(scene: &Scene, whole: &Claim) -> bool {
    let behind: String = tail_of(scene, whole.figure).chars().take(8).take_while(|c| !",，。;；".contains(*c)).collect();
    let is_led = lead_of(scene, whole.figure).trim_end_matches(['这', '共']).ends_with('由');
    is_led && (behind.ends_with("组成") || behind.ends_with("构成"))
}

/// 由186家企业、143家合作社、71家农场组成.
fn is_composed(scene: &Scene, parts: &[(&Claim, Amount)]) -> bool {
    let Some((last, _)) = parts.last() else { return false };
    let behind = &scene.reading[usize::from(scene.figure(last).range.end())..];
    let near: String = behind.chars().take(16).take_while(|c| !",，。;；".contains(*c)).collect();
    near.ends_with("组成") || near.ends_with("构成")
}

/// 三个园区引进项目35个，其中甲园区…、乙园区…、丙园区…: as many parts as were announced.
fn is_counted(scene: &Scene, whole: &Claim, parts: &[(&Claim, Amount)]) -> bool {
    let Some(first) = parts.first().map(|(c, _)| c.figure) else { return false };
    let heads: HashSet<Option<char>> = parts.iter().map(|(c, _)| c.noun.text.chars().next_back()).collect();
    let counts =
        scene.figures[whole.figure.saturating_sub(3)..first].iter().filter(|f| f.kind == Kind::Enumeration || f.kind == Kind::Quantity);
    let announced = counts.filter_map(|f| f.printed()).any(|p| p.value == Decimal::from(parts.len()) && p.step == Decimal::ONE);
    announced && heads.len() == 1
}

/// Whether nothing may come on top: the nouns are of one kind.
fn are_of_one_kind(parts: &[(&Claim, Amount)]) -> bool {
    let heads: HashSet<String> = parts.iter().map(|(c, _)| c.noun.text.chars().rev().take(1).collect()).collect();
    // Nothing but the list itself between them.
    let is_list = parts.windows(2).all(|w| w[1].0.clause <= w[0].0.clause + 2 && w[1].0.sentence == w[0].0.sentence);
    if !is_list {
        return false;
    }
    let nouns: HashSet<&str> = parts.iter().map(|(c, _)| c.noun.text.as_str()).collect();
    heads.len() == 1 && nouns.len() == parts.len()
}

/// 省内960万吨，省外460万吨: nothing is both, though a third may be left out.
fn are_exclusive(parts: &[(&Claim, Amount)]) -> bool {
    let [(one, _), (other, _)] = parts else { return false };
    let is_pair = |pair: &[String; 2]| one.noun.text.starts_with(pair[0].as_str()) && other.noun.text.starts_with(pair[1].as_str());
    WORDS.exclusive.iter().any(is_pair)
}

fn add_up(
    scene: &Scene,
    whole: &Claim,
    total: &Amount,
    parts: &[(&Claim, Amount)],
    evidence: Evidence,
    rivals: &[Amount],
    found: &mut Found,
) {
    let sum = parts.iter().try_fold(Interval::point(Decimal::ZERO), |sum, (_, part)| sum.plus(&part.interval));
    let Some(sum) = sum else { return };
    let all_exact = total.is_exact() && parts.iter().all(|(_, a)| a.is_exact());
    let figures: Vec<usize> = parts.iter().map(|(c, _)| c.figure).collect();
    if sum.meets(&total.interval)
        || !all_exact
        || alibi::of_sum(scene, &figures, &sum, Some(total))
        || rivals.iter().any(|r| r.interval.meets(&sum))
    {
        return;
    }
    let values: Option<Vec<Decimal>> = parts.iter().map(|(_, a)| a.printed().map(|p| p.value)).collect();
    let (Some(values), Some(printed)) = (values, total.printed()) else { return };
    let gap = values.iter().sum::<Decimal>() - printed.value;
    let relative = gap.abs().checked_div(printed.value).unwrap_or(Decimal::ONE);
    let step = parts.iter().filter_map(|(_, a)| a.printed()).map(|p| p.step).min().unwrap_or(printed.step).min(printed.step);
    let enough = match evidence {
        Evidence::Closed => relative <= Decimal::new(6, 1),
        Evidence::OneKind => {
            gap > Decimal::ZERO
                || is_sharp_slip(gap, step, printed.value)
                || parts.len() >= 3 && is_exchanged(scene, total, values.iter().sum())
        }
        // A little more than the whole is a slip; overlapping parts make much more.
        Evidence::Slip => {
            (gap > Decimal::ZERO
                && parts.len() >= 3
                && parts.iter().all(|(c, _)| c.sentence == parts[0].0.sentence)
                && relative <= Decimal::new(12, 2))
                || is_sharp_slip(gap, step, printed.value)
                || parts.len() >= 3 && is_exchanged(scene, total, values.iter().sum())
        }
    };
    if enough {
        mismatch(scene, whole, total, parts, found);
    }
}

/// Whether what the parts add up to is the total but for two neighbouring digits, of three at least: 17.0万吨 of 6.8万吨、2.7万吨、1.2万吨.
fn is_exchanged(scene: &Scene, total: &Amount, sum: Decimal) -> bool {
    let printed = slip::number(scene.reading, total);
    let digits = printed.chars().filter(char::is_ascii_digit).count();
    digits >= 3 && slip::in_scale(&total.scale, sum).is_some_and(|sum| slip::slip(printed, &sum) == Some(Slip::Exchange))
}

/// Whether one digit wrong, or two neighbours exchanged, explains a gap between long numbers: by chance it would hardly be so.
fn is_sharp_slip(gap: Decimal, step: Decimal, total: Decimal) -> bool {
    if step.is_zero() || total < step * Decimal::from(1000) || gap.abs() > total / Decimal::from(8) {
        return false;
    }
    let mut steps = (gap.abs() / step).round();
    while !steps.is_zero() && (steps % Decimal::TEN).is_zero() {
        steps /= Decimal::TEN;
    }
    steps < Decimal::TEN || (steps <= Decimal::from(81) && (steps % Decimal::from(9)).is_zero())
}

/// B1: reports parts that do not make their whole; each of them, and the whole, may be the one to mend.
pub(super) fn mismatch(scene: &Scene, whole: &Claim, total: &Amount, parts: &[(&Claim, Amount)], found: &mut Found) {
    let parts: Vec<(usize, Amount)> = parts.iter().map(|(c, a)| (c.figure, a.clone())).collect();
    mismatch_of(scene, whole.figure, total, &parts, found);
}

/// The same for figures by their indices.
pub(super) fn mismatch_of(scene: &Scene, whole: usize, total: &Amount, parts: &[(usize, Amount)], found: &mut Found) {
    let Some(printed) = total.printed() else { return };
    // 语文、数学、英语各120分: so much of each of them.
    let is_each = |at: usize| WORDS.each.iter().any(|word| lead_of(scene, at).trim_end().ends_with(word.as_str()));
    if parts.iter().any(|(at, _)| is_each(*at) || is_factor(scene, *at)) || is_bracketed(scene, parts) || is_torn(scene, whole, parts) {
        return;
    }
    let values: Option<Vec<Decimal>> = parts.iter().map(|(_, a)| a.printed().map(|p| p.value)).collect();
    let Some(values) = values else { return };
    let Some(sum) = values.iter().try_fold(Decimal::ZERO, |sum, v| sum.checked_add(*v)) else { return };
    let Some(gap) = sum.checked_sub(printed.value) else { return };
    let terms: Vec<String> = values.iter().map(|v| total.scale.number(*v)).collect();
    let (sum_text, whole_text) = (total.scale.number(sum), total.scale.text(printed.value));
    let apart = total.scale.text(gap.abs());
    let text = &scene.reading[scene.figures[whole].range];
    let message = Message::new(
        format!("分项之和与总数不符：各项合计{}，总数写作“{text}”，相差{apart}", total.scale.text(sum)),
        format!("the parts do not add up: they make {}, the whole is “{text}”, {apart} apart", total.scale.text(sum)),
    );
    let formula = Message::new(
        format!("{} = {sum_text} ≠ {whole_text}，差 {apart}", terms.join(" + ")),
        format!("{} = {sum_text} ≠ {whole_text}, {apart} apart", terms.join(" + ")),
    );
    let half = |step: Decimal| step.checked_div(Decimal::TWO).unwrap_or(step);
    let mut options: Vec<(&Amount, Interval)> = vec![(total, Interval::point(sum))];
    for (at, (_, part)) in parts.iter().enumerate() {
        let wanted = values[at].checked_sub(gap).and_then(|v| Interval::point(v).widened(half(printed.step)));
        options.extend(wanted.map(|wanted| (part, wanted)));
    }
    let what = What { code: "parts-sum-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &options) };
    let others: Vec<usize> = parts.iter().map(|(at, _)| *at).collect();
    found.findings.push(scene.finding_of(what, whole, &others));
}

/// 肺移植（双肺计1台）31台、其他5台: a value in a bracket that the others do not stand in.
fn is_bracketed(scene: &Scene, parts: &[(usize, Amount)]) -> bool {
    parts.windows(2).any(|pair| {
        let (a, b) = (pair[0].0.min(pair[1].0), pair[0].0.max(pair[1].0));
        let gap = scene.reading.get(scene.figures[a].range.end().into()..scene.figures[b].range.start().into()).unwrap_or("");
        gap.matches('(').count() != gap.matches(')').count()
    })
}

/// 16立方米按4.68元计74.88元, 61立方米×1.43元=87.23元: a price that something is multiplied with is no part.
fn is_factor(scene: &Scene, at: usize) -> bool {
    const TIMES: [char; 4] = ['×', '*', '✕', '乘'];
    let (head, tail) = (lead_of(scene, at), tail_of(scene, at));
    head.contains('按') && tail.starts_with('计') || head.trim_end().ends_with(TIMES) || tail.trim_start().starts_with(TIMES)
}

/// 分别要29道、24道、13道和18道: a list of bare values is a row as a whole or not at all.
fn is_torn(scene: &Scene, whole: usize, parts: &[(usize, Amount)]) -> bool {
    let is_of_them = |at: usize| {
        let own = scene.figures.get(at).and_then(|figure| Amount::of(scene.reading, figure));
        own.zip(parts.first()).is_some_and(|(own, (_, part))| {
            own.dimension.starts_with(part.dimension.as_str()) || part.dimension.starts_with(own.dimension.as_str())
        })
    };
    let is_left_out = |at: usize| at != whole && !parts.iter().any(|(part, _)| *part == at) && is_of_them(at);
    parts.iter().any(|(at, _)| {
        at.checked_sub(1).is_some_and(|before| is_left_out(before) && are_joined(scene, before))
            || is_left_out(at + 1) && are_joined(scene, *at)
    })
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
            add_up(scene, whole, &total, &parts, Evidence::Closed, &[], found);
        }
    }
}

fn fits(whole: &Claim, part: &Claim) -> bool {
    let subjects = part.subject.is_empty() || whole.subject.is_empty() || part.subject.text == whole.subject.text;
    part.modality == whole.modality && subjects && same_time(whole, part) && part.role == whole.role
}

/// 出口 − 进口 = 贸易顺差, by the table.
fn differences(scene: &Scene, found: &mut Found) {
    for (at, result) in scene.claims.iter().enumerate().filter(|(_, c)| scene.is_value(c) && c.is_own) {
        let Some(relation) = TABLE.differences.iter().find(|r| TABLE.find(&r.c) == result.indicator && result.indicator.is_some()) else {
            continue;
        };
        let of = |name: &str| {
            let id = TABLE.find(name);
            let near = scene.claims[at.saturating_sub(12)..(at + 6).min(scene.claims.len())].iter();
            let mut all = near.filter(|c| c.indicator == id && c.is_own && scene.is_value(c) && fits(result, c));
            all.next().filter(|_| all.next().is_none())
        };
        let (Some(a), Some(b)) = (of(&relation.a), of(&relation.b)) else { continue };
        // 货物贸易顺差313亿元。…服务出口…，进口…: what is told before is of another matter.
        if result.sentence < a.sentence.min(b.sentence) {
            continue;
        }
        let (Some(x), Some(y), Some(z)) = (scene.amount(a), scene.amount(b), scene.amount(result)) else { continue };
        let is_alike = x.dimension == y.dimension && y.dimension == z.dimension && x.is_exact() && y.is_exact() && z.is_exact();
        let Some(expected) = x.interval.minus(&y.interval).filter(|_| is_alike) else { continue };
        found.checked.extend([a.figure, b.figure, result.figure]);
        if expected.meets(&z.interval) || expected.negated().meets(&z.interval) {
            continue;
        }
        let (Some(p), Some(q)) = (x.printed(), y.printed()) else { continue };
        let right = z.scale.text((p.value - q.value).abs());
        let (m, n, r) = (scene.text(a), scene.text(b), scene.text(result));
        let message = Message::new(
            format!("{}与两项之差不符：{}{m}减{}{n}是{right}，写作“{r}”", relation.c, relation.a, relation.b),
            format!("{m} less {n} is {right}, not “{r}”"),
        );
        let formula = Message::both(format!("{m} − {n} = {right} ≠ {r}"));
        let options = [
            (&z, expected),
            (&x, z.interval.plus(&y.interval).unwrap_or(x.interval)),
            (&y, x.interval.minus(&z.interval).unwrap_or(y.interval)),
        ];
        let what = What { code: "change-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &options) };
        found.findings.push(scene.finding(what, result, &[a, b]));
    }
}

/// B9: 需改造130座，已完工92座，还有38座; 28座车站中，20座已封顶，其余6座.
fn remainders(scene: &Scene, found: &mut Found) {
    for (at, rest) in scene.claims.iter().enumerate().filter(|(_, c)| c.role == Role::Rest && c.statistic == Statistic::Level) {
        // 汛限以下还有0.17亿立方米可用: of another whole.
        let of_other = ["以下", "以上", "之外", "以内"].iter().any(|word| rest.noun.text.ends_with(word));
        let Some(left) = scene.amount(rest).filter(|_| !of_other) else { continue };
        let before =
            scene.claims[at.saturating_sub(8)..at].iter().filter(|c| c.sentence == rest.sentence && c.statistic == Statistic::Level);
        let is_counted = |c: &&Claim| !matches!(c.role, Role::Average | Role::Extreme);
        let alike: Vec<(&Claim, Amount)> =
            before.filter(is_counted).filter_map(|c| Some((c, scene.amount(c)?))).filter(|(_, a)| a.dimension == left.dimension).collect();
        let is_plan_base = |c: &Claim| c.role == Role::Than;
        let wholes = alike.iter().filter(|(c, _)| is_plan_base(c)).chain(alike.first()).map(|(c, a)| (*c, a.clone())).collect::<Vec<_>>();
        let Some((whole, total)) = wholes.first().cloned() else { continue };
        let parts: Vec<(&Claim, Amount)> = alike.into_iter().filter(|(c, _)| c.figure != whole.figure).collect();
        if parts.is_empty()
            || parts.len() > 4
            || !parts.iter().any(|(c, _)| c.role == Role::Done || c.whole.is_some()) && rest.whole.is_none() && whole.role != Role::Than
        {
            continue;
        }
        // What comes after may belong to the rest: 还有34个在建、10个未开工.
        let goes_on = scene.claims.get(at + 1).is_some_and(|c| {
            c.sentence == rest.sentence
                && matches!(c.statistic, Statistic::Level)
                && scene.amount(c).is_some_and(|a| a.dimension == left.dimension)
        });
        let Some(sum) = parts.iter().try_fold(left.interval, |sum, (_, a)| sum.plus(&a.interval)) else { continue };
        found.checked.extend(parts.iter().map(|(c, _)| c.figure).chain([whole.figure, rest.figure]));
        let all_exact = total.is_exact() && left.is_exact() && parts.iter().all(|(_, a)| a.is_exact());
        // 120个中，80个已完工，其中20个提前，还有40个: a part of a part.
        // 余下8个 and 29个 make 37个, and those were told as well; 3元、1元，还有0.5元 make the 4.5元 before them.
        let mut some = Some(left.interval);
        let makes_told = (0..parts.len()).rev().any(|at| {
            some = some.and_then(|sum| sum.plus(&parts[at].1.interval));
            some.is_some_and(|sum| parts[..at].iter().any(|(_, told)| told.interval.meets(&sum)))
        });
        let subset = makes_told || parts.iter().any(|(_, a)| a.interval.plus(&left.interval).is_some_and(|s| s.meets(&total.interval)));
        let figures: Vec<usize> = parts.iter().map(|(c, _)| c.figure).chain([rest.figure]).collect();
        if sum.meets(&total.interval) || subset || goes_on || !all_exact || alibi::of_sum(scene, &figures, &sum, None) {
            continue;
        }
        let values: Option<Vec<Decimal>> = parts.iter().map(|(_, a)| a.printed().map(|p| p.value)).collect();
        let (Some(values), Some(t), Some(r)) = (values, total.printed(), left.printed()) else { continue };
        let done: Decimal = values.iter().sum();
        let (wanted, made) = (t.value - done, done + r.value);
        let (x, z) = (scene.text(whole), scene.text(rest));
        let terms: Vec<String> = values.iter().chain([&r.value]).map(|v| total.scale.number(*v)).collect();
        let message = Message::new(
            format!("完成与剩余合不成总数：各项合计{}，总数写作“{x}”", total.scale.text(made)),
            format!("what is done and what is left do not make the whole: they make {}, not “{x}”", total.scale.text(made)),
        );
        let formula = Message::both(format!("{} = {} ≠ {x}", terms.join(" + "), total.scale.number(made)));
        let mut options = vec![(&left, Interval::point(wanted)), (&total, Interval::point(made))];
        if let [(_, part)] = &parts[..] {
            options.push((part, Interval::point(t.value - r.value)));
        }
        let what = What { code: "remainder-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &options) };
        let others: Vec<&Claim> = std::iter::once(whole).chain(parts.iter().map(|(c, _)| *c)).collect();
        let mut finding = scene.finding(what, rest, &others);
        finding.message.zh.push_str(&format!("，剩余写作“{z}”"));
        found.findings.push(finding);
    }
}

/// B10: 前5个月31.2亿元，前6个月30.7亿元: a total since the start of the year does not fall.
fn cumulative(scene: &Scene, found: &mut Found) {
    for pair in scene.claims.windows(2) {
        let [one, two] = pair else { continue };
        let one_thing =
            one.thread == two.thread || one.indicator.is_some() && one.indicator == two.indicator && one.subject.text == two.subject.text;
        let same = one_thing && one.sentence == two.sentence && scene.is_value(one) && scene.is_value(two);
        let (Some(first), Some(second)) = (months(one), months(two)) else { continue };
        let may_fall = one.entry().is_some_and(|e| e.negative)
            || [one, two].iter().any(|c| c.noun.text.contains(['净', '差', '余', '存']))
            || one.role == Role::Average;
        if !same || may_fall || one.modality != two.modality || first.0 != second.0 || first.1 == second.1 {
            continue;
        }
        let (earlier, later) = if first.1 < second.1 { (one, two) } else { (two, one) };
        let (Some(a), Some(b)) = (scene.amount(earlier), scene.amount(later)) else { continue };
        // 1至11月6.31万人，完成全年6.2万人目标
        let is_aim = [one, two].iter().any(|c| {
            let behind = &scene.reading[usize::from(scene.figure(c).range.end())..];
            ["目标", "的目标", "任务", "的任务", "计划", "的计划", "指标", "预算"].iter().any(|word| behind.starts_with(word))
        });
        if is_aim {
            continue;
        }
        if super::calendar::names_clash(scene, one.figure, two.figure) {
            continue;
        }
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
        let message = Message::new(format!("累计数变小了：{p}{x}，{q}反而是{y}"), format!("a running total fell: {x} in {p}, {y} in {q}"));
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
