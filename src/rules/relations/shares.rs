//! Shares against the part and the whole they are of (C11), progress against plan and result (D4), shares of one whole that do not make
//! 100 % (B3, C18).

use rust_decimal::Decimal;

use super::amount::{Amount, Scale, fixes};
use super::scene::{Found, Scene, What};
use crate::claims::indicator::TABLE;
use crate::claims::{Claim, Modality, Role, Statistic};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};

/// How many claims back the whole of a share is looked for.
const REACH: usize = 8;
/// What a share is of when it says nothing more than that.
const WHOLES: [&str; 14] = ["总量", "总数", "总额", "全部", "总面积", "总人数", "总人口", "总投资", "其", "总体", "总计", "合计", "总和", "全体"];

/// Looks at every share of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for (at, claim) in scene.claims.iter().enumerate().filter(|(_, c)| c.statistic == Statistic::Share) {
        match claim.role {
            Role::PlanShare => progress(scene, at, claim, found),
            Role::Plain | Role::To => share(scene, at, claim, found),
            _ => {}
        }
    }
    sets(scene, found);
}

fn percent_of(part: &Interval, whole: &Interval) -> Option<Interval> {
    part.over(whole)?.scaled(Decimal::ONE_HUNDRED)
}

/// C11: 耕地96万亩，其中高标准农田60万亩，占62.5%.
fn share(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    let Some(said) = scene.amount(claim).filter(|a| a.dimension == "percent") else { return };
    let near = &scene.claims[at.saturating_sub(REACH)..at];
    let is_near = |c: &&Claim| c.sentence == claim.sentence && scene.is_value(c);
    let Some((part, p)) = near.iter().rev().filter(is_near).find(|c| c.thread == claim.thread).and_then(|c| Some((c, scene.amount(c)?))) else {
        return;
    };
    let parent = part.whole.or(claim.whole).map(|at| &scene.claims[at]);
    let level = |c: &&Claim| c.statistic == Statistic::Level && c.figure != part.figure && !matches!(c.role, Role::Average | Role::Extreme);
    let before = near.iter().rev().filter(|c| c.sentence + 1 >= claim.sentence && c.figure < part.figure);
    let candidates: Vec<(&Claim, Amount)> = parent
        .into_iter()
        .chain(before)
        .filter(level)
        .filter_map(|c| Some((c, scene.amount(c)?)))
        .filter(|(_, a)| a.dimension == p.dimension)
        .collect();
    let fits = |(_, w): &(&Claim, Amount)| percent_of(&p.interval, &w.interval).is_none_or(|r| r.meets(&said.interval));
    let Some((whole, w)) = candidates.iter().find(|(c, w)| is_whole(scene, claim, part, c, parent) && !p.interval.is_above(&w.interval)) else {
        return;
    };
    found.checked.extend([part.figure, whole.figure, claim.figure]);
    if candidates.iter().any(fits) || whole.modality != part.modality || claim.has_caveat {
        return;
    }
    let (Some(x), Some(t), Some(ratio)) = (p.printed(), w.printed(), percent_of(&p.interval, &w.interval)) else { return };
    if !p.is_exact() || !w.is_exact() || !said.is_exact() {
        return;
    }
    let Some(exact) = x.value.checked_div(t.value).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED)) else { return };
    let percent = Scale { factor: Decimal::ONE, suffix: "%".to_owned(), decimals: said.scale.decimals };
    let (part_text, whole_text, text) = (scene.text(part), scene.text(whole), scene.text(claim));
    let message = Message::new(
        format!("占比不符：{part_text}占{whole_text}的{}，写作“{text}”", percent.text(exact)),
        format!("the share is wrong: {part_text} of {whole_text} is {}, not “{text}”", percent.text(exact)),
    );
    let formula = Message::both(format!("{part_text} ÷ {whole_text} = {} ≠ {text}", percent.text(exact)));
    let factor = said.interval.scaled(Decimal::new(1, 2));
    let mut options = vec![(&said, ratio)];
    options.extend(factor.and_then(|f| w.interval.times(&f)).map(|wanted| (&p, wanted)));
    options.extend(factor.and_then(|f| p.interval.over(&f)).map(|wanted| (w, wanted)));
    let what = What { code: "share-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &options) };
    found.findings.push(scene.finding(what, claim, &[whole, part]));
}

/// Whether a value is for certain what a share is of: the whole by 其中, or what 占 names.
fn is_whole(scene: &Scene, claim: &Claim, part: &Claim, candidate: &Claim, parent: Option<&Claim>) -> bool {
    let is_parent = parent.is_some_and(|p| p.figure == candidate.figure);
    let of = claim.of.text.as_str();
    let verb = &scene.reading[claim.verb];
    let names_whole = WHOLES.iter().any(|w| of == *w || verb.ends_with(w)) || of.starts_with('总') && of.chars().count() <= 4;
    let named = !of.is_empty() && (candidate.noun.text.ends_with(of) || of.ends_with(candidate.noun.text.as_str()) && !candidate.noun.is_empty());
    let same_scope = claim.of.text.is_empty() || names_whole || named;
    let has_own_noun = part.noun.text != candidate.noun.text;
    same_scope && has_own_noun && (is_parent || named || names_whole)
}

/// D4: 计划投资50亿元，已完成36亿元，占计划的72%.
fn progress(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    let Some(said) = scene.amount(claim).filter(|a| a.dimension == "percent") else { return };
    let start = usize::from(scene.figure(claim).range.start());
    let clause = crate::rules::style::last_clause(&scene.reading[..start]);
    if ["序时", "时间进度", "考核", "进度要求"].iter().any(|word| clause.contains(word)) || claim.has_caveat {
        return;
    }
    let near: Vec<(&Claim, Amount)> = scene.claims[at.saturating_sub(REACH)..at]
        .iter()
        .filter(|c| c.sentence == claim.sentence && c.statistic == Statistic::Level && !matches!(c.role, Role::Average | Role::Extreme | Role::From))
        .filter_map(|c| Some((c, scene.amount(c)?)))
        .collect();
    let is_plan = |c: &Claim| {
        c.modality == Modality::Plan || ["计划", "目标", "任务", "需", "应"].iter().any(|w| c.noun.text.contains(w) || c.noun.text.starts_with(w)) || c.role == Role::Plain
    };
    let done: Vec<&(&Claim, Amount)> = near.iter().filter(|(c, _)| c.role == Role::Done || (c.modality != Modality::Plan && scene.is_value(c))).collect();
    let Some((result, d)) = done.iter().rev().find(|(c, _)| c.role == Role::Done).or(done.last()).copied() else { return };
    let plans: Vec<&(&Claim, Amount)> =
        near.iter().filter(|(c, a)| c.figure != result.figure && a.dimension == d.dimension && is_plan(c)).collect();
    let Some((plan, p)) = plans.iter().rev().find(|(c, _)| c.modality == Modality::Plan).or(plans.last()).copied() else { return };
    let fits = |(_, w): &&(&Claim, Amount)| percent_of(&d.interval, &w.interval).is_none_or(|r| r.meets(&said.interval));
    found.checked.extend([plan.figure, result.figure, claim.figure]);
    let is_certain = plan.modality == Modality::Plan || result.role == Role::Done && plans.len() == 1;
    if plans.iter().any(fits) || !is_certain || !(p.is_exact() && d.is_exact() && said.is_exact()) {
        return;
    }
    let (Some(x), Some(t), Some(ratio)) = (d.printed(), p.printed(), percent_of(&d.interval, &p.interval)) else { return };
    let Some(exact) = x.value.checked_div(t.value).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED)) else { return };
    let percent = Scale { factor: Decimal::ONE, suffix: "%".to_owned(), decimals: said.scale.decimals };
    let (done_text, plan_text, text) = (scene.text(result), scene.text(plan), scene.text(claim));
    let message = Message::new(
        format!("完成比例不符：计划{plan_text}，完成{done_text}，是{}，写作“{text}”", percent.text(exact)),
        format!("progress does not follow: {done_text} of {plan_text} is {}, not “{text}”", percent.text(exact)),
    );
    let formula = Message::both(format!("{done_text} ÷ {plan_text} = {} ≠ {text}", percent.text(exact)));
    let what = What { code: "completion-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &[(&said, ratio)]) };
    found.findings.push(scene.finding(what, claim, &[plan, result]));
}

/// B3, C18: shares that stand side by side.
fn sets(scene: &Scene, found: &mut Found) {
    let mut at = 0;
    while at < scene.claims.len() {
        let first = &scene.claims[at];
        let is_of_set = |c: &&Claim| {
            c.statistic == first.statistic && c.sentence == first.sentence && c.role == Role::Plain && c.of.text == first.of.text && c.list.map(|l| l.0) == first.list.map(|l| l.0)
        };
        let set: Vec<&Claim> = match first.statistic {
            Statistic::Share | Statistic::Contribution => scene.claims[at..].iter().take_while(is_of_set).collect(),
            _ => Vec::new(),
        };
        at += set.len().max(1);
        if set.len() >= 2 {
            whole_set(scene, &set, found);
        }
    }
}

fn whole_set(scene: &Scene, set: &[&Claim], found: &mut Found) {
    let amounts: Vec<Amount> = set.iter().filter_map(|c| scene.amount(c)).filter(|a| a.figure.kind == Kind::Percent).collect();
    let is_whole = amounts.len() == set.len() && amounts.iter().all(Amount::is_exact);
    let sum = amounts.iter().try_fold(Interval::point(Decimal::ZERO), |sum, a| sum.plus(&a.interval));
    let values: Vec<Decimal> = amounts.iter().filter_map(|a| a.printed()).map(|p| p.value).collect();
    let total: Decimal = values.iter().sum();
    let (Some(sum), true) = (sum, is_whole) else { return };
    let hundred = Interval::point(Decimal::ONE_HUNDRED);
    let is_closed = closes(scene, set);
    let last = scene.figure(set[set.len() - 1]);
    let behind = &scene.reading[usize::from(last.range.end())..];
    let is_open = opens(scene, set, behind);
    let is_near = total > Decimal::from(88) && total < Decimal::from(115);
    let is_contribution = set[0].statistic == Statistic::Contribution;
    let counts = set.len() >= 3 || is_closed;
    if !counts || !is_near && !is_closed || is_open {
        return;
    }
    found.checked.extend(set.iter().map(|c| c.figure));
    // One more half step: offices balance such sets by hand.
    let slack: Decimal = amounts.iter().filter_map(|a| a.printed()).map(|p| p.step).sum::<Decimal>() / Decimal::TWO;
    let meets = sum.widened(slack).is_none_or(|wide| wide.meets(&hundred));
    let is_over = total > Decimal::ONE_HUNDRED;
    if meets || !(is_closed || is_over && !is_contribution) || values.iter().any(|v| *v > Decimal::ONE_HUNDRED) {
        return;
    }
    let terms: Vec<String> = values.iter().map(|v| crate::rules::style::plain(*v)).collect();
    let sum_text = crate::rules::style::plain(total);
    let gap = crate::rules::style::plain((total - Decimal::ONE_HUNDRED).abs());
    let name = if is_contribution { "各项贡献率" } else { "各项占比" };
    let message = Message::new(
        format!("{name}之和是{sum_text}%，不等于100%，相差{gap}个百分点"),
        format!("the shares add up to {sum_text} %, not to 100 %: {gap} points apart"),
    );
    let formula = Message::both(format!("{} = {sum_text} ≠ 100", terms.join(" + ")));
    let off = total - Decimal::ONE_HUNDRED;
    let options: Vec<(&Amount, Interval)> =
        amounts.iter().zip(&values).map(|(a, v)| (a, Interval::point(*v - off))).collect();
    let severity = if is_contribution { Severity::Warning } else { Severity::Error };
    let what = What { code: "shares-sum-mismatch", severity, message, formula, fixes: fixes(scene.reading, &options) };
    found.findings.push(scene.finding(what, set[set.len() - 1], &set[..set.len() - 1]));
}

/// Whether the shares are told to be of all there is: 其他 or 不满意 among them, the words that split anything, 一二三产业.
fn closes(scene: &Scene, set: &[&Claim]) -> bool {
    let names: Vec<&str> = set.iter().map(|c| if c.list.is_some() && !c.subject.is_empty() { c.subject.text.as_str() } else { c.noun.text.as_str() }).collect();
    let has = |word: &str| names.iter().any(|name| name.contains(word));
    let by_words = TABLE.closed_words.iter().any(|s| s.parts.len() == set.len() && s.parts.iter().all(|w| has(w.as_str())));
    let first = usize::from(scene.figure(set[0]).range.start());
    let clause = crate::rules::style::last_clause(&scene.reading[..first]);
    let industries = set.len() == 3 && ["一二三产业", "三次产业", "一、二、三产业", "第一、二、三产业", "三大需求"].iter().any(|w| clause.contains(w));
    let negates = names.iter().any(|n| names.iter().any(|m| n.strip_prefix(['不', '未', '非']).is_some_and(|rest| rest == *m)));
    let rest = names.last().is_some_and(|n| ["其他", "其它", "其余"].iter().any(|w| n.starts_with(w)));
    by_words || industries || negates || rest
}

/// Words by which several answers can be given, or not all are listed.
fn opens(scene: &Scene, set: &[&Claim], behind: &str) -> bool {
    let start = usize::from(scene.figure(set[0]).range.start());
    let from = scene.reading[..start].char_indices().rev().take(60).last().map_or(0, |(at, _)| at);
    let around = &scene.reading[from..usize::from(scene.figure(set[set.len() - 1]).range.end())];
    ["多选", "可多", "选", "前三", "前五", "主要", "包括", "交叉", "同时"].iter().any(|word| around.contains(word)) || behind.starts_with('等')
}
