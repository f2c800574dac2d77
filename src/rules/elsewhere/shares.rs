//! Shares: what else their whole may be.

use rust_decimal::Decimal;

use super::{BY_CHANCE, FAR, Made, NEAR, Subject, Value};
use crate::figures::figure::{Interval, Kind};
use crate::rules::beside::share_allowed;
use crate::rules::relations::amount::{Amount, chance};

/// The chance of a share that is told in three digits.
const OF_THREE_DIGITS: f64 = 0.002;
/// How many values before a share are added up.
const MOST_TERMS: usize = 12;

/// Whether the whole of a share is what two values in a row add up to, one of them perhaps its own: 男性1887人，女性1675人；其中脱贫人口416人，占11.7%;
/// 居住在城镇的64.2万人，乡村35.8万人，城镇化率64.2%.
pub(super) fn is_share_of_both(subject: &dyn Subject, values: &[Value], made: Made, accused: usize, a: usize, b: usize) -> bool {
    if made != Made::Share {
        return false;
    }
    let said = &values[accused].amount;
    let first = a.min(b).min(accused);
    let window = &values[first.saturating_sub(NEAR)..accused];
    let middle = |at: usize| values[at].amount.interval.middle();
    let part = &values[if middle(a) <= middle(b) { a } else { b }].amount;
    let wholes = window.windows(2).filter(|two| {
        let is_like = two[0].line == two[1].line && two.iter().all(|v| v.amount.dimension == part.dimension);
        is_like && !is_of_which(subject, &two[0], &two[1])
    });
    let both = wholes.filter_map(|two| two[0].amount.interval.plus(&two[1].amount.interval));
    let percent = |part: &Amount, whole: &Interval| part.interval.over(whole)?.scaled(Decimal::ONE_HUNDRED);
    let shares: Vec<Interval> = both.filter_map(|whole| percent(part, &whole)).chain(of_larger(subject, values, accused, a, b)).collect();
    shares.len() as f64 * chance(said) <= BY_CHANCE && shares.iter().any(|share| share.meets(&said.interval))
}

/// Whether it is a share of what is counted by another word right before the part: 走访1500户，收回问卷1440份，有效率96%。其中老人当家的504户，占35%.
pub(super) fn is_of_another_count(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let middle = |at: usize| values[at].amount.interval.middle();
    let part = if middle(a) <= middle(b) { a } else { b };
    let is_count = |amount: &Amount| amount.dimension.starts_with("count/") && amount.is_exact();
    let own = &values[part];
    let before = values[part.saturating_sub(OTHER_COUNTS)..part].iter();
    let others = before.filter(|v| v.line == own.line && is_count(&v.amount) && v.amount.dimension != own.amount.dimension);
    let shares = others.filter_map(|whole| own.amount.interval.over(&whole.amount.interval)?.scaled(Decimal::ONE_HUNDRED));
    is_count(&own.amount) && shares.into_iter().any(|share| share.meets(&values[accused].amount.interval))
}

/// How many values before a part may be the whole by another word.
const OTHER_COUNTS: usize = 2;

/// 技能人才18万人，其中高技能人才6.3万人: a value is a part of the one before it, and nobody adds them up.
fn is_of_which(subject: &dyn Subject, one: &Value, other: &Value) -> bool {
    let gap = subject.reading(one.line).text.get(one.amount.figure.range.end().into()..other.amount.figure.range.start().into());
    gap.is_some_and(|gap| gap.contains("其中") && !gap.contains(['。', ';']))
}

/// 技能人才18万人，其中高技能人才6.3万人，占35%: the words say of what the share is, and no other value is asked.
pub(super) fn is_told_of_part(subject: &dyn Subject, values: &[Value], accused: usize, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let (whole, part) = (a.min(b), a.max(b));
    let gap = subject
        .reading(values[accused].line)
        .text
        .get(values[part].amount.figure.range.end().into()..values[accused].amount.figure.range.start().into());
    let says = gap.and_then(|gap| gap.strip_prefix(',')).is_some_and(|words| words == "占" || words == "占比");
    whole + 1 == part
        && part + 1 == accused
        && says
        && values[whole].line == values[accused].line
        && is_of_which(subject, &values[whole], &values[part])
}

/// The whole that stands right before the share, and the part: 完成年度预算112亿元的25.5%. No other value is the whole then.
pub(super) fn told_whole(subject: &dyn Subject, values: &[Value], accused: usize, named: &[usize]) -> Option<(usize, usize)> {
    let [a, b] = *named else { return None };
    let whole = a.max(b);
    let gap = subject
        .reading(values[accused].line)
        .text
        .get(values[whole].amount.figure.range.end().into()..values[accused].amount.figure.range.start().into())?;
    (whole + 1 == accused && values[whole].line == values[accused].line && gap == "的").then_some((whole, a.min(b)))
}

/// Whether another value near by, or several in a row, make the share of a whole that is told.
pub(super) fn is_of_another_part(values: &[Value], accused: usize, whole: usize, part: usize) -> bool {
    let (said, all) = (&values[accused].amount, &values[whole].amount);
    let near = values[..whole].iter().enumerate().rev().take(2 * NEAR);
    let is_like = |v: &Value| v.line == values[whole].line && v.amount.dimension == all.dimension;
    let like: Vec<(usize, &Interval)> = near.filter(|(_, v)| is_like(v)).map(|(at, v)| (at, &v.amount.interval)).collect();
    let percent = |sum: &Interval| sum.over(&all.interval)?.scaled(Decimal::ONE_HUNDRED);
    let makes = |sum: &Interval| percent(sum).is_some_and(|ratio| ratio.meets(&said.interval));
    let mut sum = Interval::point(Decimal::ZERO);
    let mut add = |more: &Interval| {
        sum = sum.plus(more).unwrap_or(sum);
        sum
    };
    like.iter().any(|(at, value)| *at != part && makes(value)) || like.len() > 1 && like.iter().any(|(_, value)| makes(&add(value)))
}

/// What the larger one of two values side by side is of both: 城镇64.2万人，乡村35.8万人，城镇化率64.2%. Not of whole percents, which would often come right
/// by chance, and not where the words tell of which value the share is, or that one is a part of the other.
fn of_larger(subject: &dyn Subject, values: &[Value], accused: usize, a: usize, b: usize) -> Option<Interval> {
    let (one, other, share) = (&values[a.min(b)], &values[a.max(b)], &values[accused]);
    let is_row = a.abs_diff(b) == 1 && a.max(b) + 1 == accused && one.line == share.line && other.line == share.line;
    let text = &subject.reading(share.line).text;
    let between = |a: &Value, b: &Value| text.get(a.amount.figure.range.end().into()..b.amount.figure.range.start().into());
    let is_part = between(one, other)?.contains(['中', '占', '共', '计']) || between(other, share)?.contains('占');
    let (a, b) = (&one.amount.interval, &other.amount.interval);
    let larger = if a.middle() > b.middle() { a } else { b };
    let fine = is_row && !is_part && chance(&share.amount) <= OF_THREE_DIGITS;
    larger.over(&a.plus(b)?)?.scaled(Decimal::ONE_HUNDRED).filter(|_| fine)
}

/// Whether a value of the article makes the share right, and those beside it as well: 岗位5920个。…4000元以下的1184个，占两成；…，占一半；8000元以上的592个，
/// 占一成.
pub(super) fn has_whole_of_neighbours(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let said = &values[accused];
    let is_share = |v: &Value| v.line == said.line && v.amount.dimension == "percent";
    let of = |part: usize, whole: &Interval| values[part].amount.interval.over(whole)?.scaled(Decimal::ONE_HUNDRED);
    let allowed = |at: usize| share_allowed(values[at].amount.figure).unwrap_or(values[at].amount.interval);
    let goes = |part: usize, share: usize, whole: &Interval| of(part, whole).is_some_and(|is| is.meets(&allowed(share)));
    // 2480件…。2480件里，…: told again, it is none but the one that was taken.
    let is_named = |at: usize| [a, b].iter().any(|named| values[*named].amount.interval.meets(&values[at].amount.interval));
    let near = accused.saturating_sub(2 * NEAR)..(accused + 2 * NEAR).min(values.len());
    let dimension = &values[a].amount.dimension;
    let beside: Vec<(usize, usize)> = near
        .filter(|at| *at > 0 && *at != accused && is_share(&values[*at]))
        .map(|at| (at - 1, at))
        .filter(|(part, _)| values[*part].amount.dimension == *dimension && values[*part].line == said.line)
        .collect();
    let window = accused.saturating_sub(FAR)..(accused + FAR).min(values.len());
    let wholes = window.filter(|at| *at != accused && values[*at].amount.dimension == *dimension && !is_named(*at));
    let (mut tried, mut is_right) = (0_usize, false);
    // 突破140亿元 is anything above it.
    for whole in wholes.map(|at| &values[at].amount).filter(|whole| whole.is_exact()).map(|whole| &whole.interval) {
        tried += 1;
        let makes = |part: usize| goes(part, accused, whole) && part + 1 == accused;
        let others = || beside.iter().filter(|(part, share)| goes(*part, *share, whole));
        let by_chance = |(_, share): &(usize, usize)| chance(&values[*share].amount);
        if (makes(a) || makes(b)) && others().count() > 0 {
            let likely = others().map(by_chance).product::<f64>() * chance(&said.amount);
            is_right |= likely * tried as f64 <= BY_CHANCE;
        }
    }
    is_right
}

/// Whether it is the share of the values right before it, together: 对东盟12.4亿元、欧盟9.7亿元、美国6.3亿元，三大市场合计占进出口总值的48.5%.
pub(super) fn is_share_of_run(subject: &dyn Subject, values: &[Value], accused: usize) -> bool {
    let said = &values[accused];
    // 三大市场 counts what was told; 玉米52.3万亩、大豆8.4万亩，完成计划面积68万亩的89.3%: the whole may stand between.
    let is_counted = |v: &&Value| v.amount.figure.kind == Kind::Enumeration && !v.amount.number().contains(|c: char| c.is_ascii_digit());
    let here = || values[..accused].iter().rev().take_while(|v| v.line == said.line).skip_while(is_counted);
    [0, 1].into_iter().any(|skipped| is_share_of(subject, values, accused, here().skip(skipped)))
}

/// Whether it is the share that a run of values, its last one first, has of some other.
fn is_share_of<'v>(subject: &dyn Subject, values: &[Value], accused: usize, run: impl Iterator<Item = &'v Value<'v>>) -> bool {
    let said = &values[accused];
    let mut run = run.peekable();
    let Some(last) = run.peek().copied() else { return false };
    let is_like = |value: &&Value| value.amount.dimension == last.amount.dimension;
    let before = run.take_while(is_like).take(MOST_TERMS);
    let mut behind: Option<&Value> = None;
    // 招生4960人，其中公办4464人: no more is added to what 其中 opens.
    let before = before.take_while(|term| !behind.replace(term).is_some_and(|behind| is_of_which(subject, term, behind)));
    let (mut sum, mut tried, mut is_right) = (Interval::point(Decimal::ZERO), 0_usize, false);
    for (nth, term) in before.enumerate() {
        let Some(more) = sum.plus(&term.amount.interval) else { return false };
        sum = more;
        let around = &values[accused.saturating_sub(FAR)..(accused + FAR).min(values.len())];
        for whole in around.iter().filter(is_like).filter(|whole| nth >= 1 && whole.amount.interval.is_above(&sum)) {
            let share = sum.over(&whole.amount.interval).and_then(|ratio| ratio.scaled(Decimal::ONE_HUNDRED));
            tried += 1;
            is_right |= share.is_some_and(|share| share.meets(&said.amount.interval));
        }
        // 长三角24个，大湾区17个，两地合占70.7%；成渝8个，其他9个: of the whole list, which is told nowhere.
        if nth >= 1 {
            let behind = values[accused + 1..].iter().take_while(|v| v.line == said.line).filter(is_like).take(MOST_TERMS);
            let mut whole = sum;
            for value in behind {
                let Some(more) = whole.plus(&value.amount.interval) else { break };
                whole = more;
                let share = sum.over(&whole).and_then(|ratio| ratio.scaled(Decimal::ONE_HUNDRED));
                tried += 1;
                is_right |= share.is_some_and(|share| share.meets(&said.amount.interval));
            }
        }
    }
    is_right && tried as f64 * chance(&said.amount) <= BY_CHANCE
}
