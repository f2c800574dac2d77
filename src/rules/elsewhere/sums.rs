//! Sums: what else their whole or their parts may be.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{BY_CHANCE, Subject, Value, WORDS};
use crate::figures::figure::{Interval, Kind};
use crate::rules::relations::amount::{Amount, SPREAD, chance, counts_alike};

/// How many values that follow each other may come right by chance, and how many that a sum is off by.
const BY_CHANCE_OF_RUNS: f64 = 0.3;
const BY_CHANCE_OF_GAPS: f64 = 0.1;
/// How many values of a line are looked at for parts in a row.
const MOST_OF_LINE: usize = 60;
/// How many values before a total are tried as its terms.
const MOST_TERMS: usize = 12;

/// Whether the last of the parts, in a row, are enough: 每组15场，小组赛30场，加上2场半决赛和2场名次赛，总共34场.
pub(super) fn is_sum_of_last(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let mut parts = named.to_vec();
    parts.sort_unstable_by(|a, b| b.cmp(a));
    if parts.first().is_none_or(|last| *last > accused) {
        return false;
    }
    let mut sum = Interval::point(Decimal::ZERO);
    parts.iter().enumerate().any(|(nth, part)| {
        let Some(more) = sum.plus(&values[*part].amount.interval) else { return false };
        sum = more;
        nth >= 1 && nth + 1 < parts.len() && sum.meets(&values[accused].amount.interval)
    })
}

/// Whether it comes right with the value beside one of the parts: 肝移植319台、心脏移植55台、肺移植（双肺计1台）31台.
pub(super) fn is_sum_of_other(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let said = &values[accused];
    let sum = named.iter().try_fold(Interval::point(Decimal::ZERO), |sum, part| sum.plus(&values[*part].amount.interval));
    let Some(sum) = sum else { return false };
    let is_other = |at: &usize| {
        let other = values.get(*at).filter(|v| v.line == said.line && v.amount.dimension == said.amount.dimension);
        *at != accused && !named.contains(at) && other.is_some()
    };
    let others = named.iter().flat_map(|part| [part.wrapping_sub(1), part + 1].map(|other| (*part, other)));
    let sums = others.filter(|(_, other)| is_other(other)).filter_map(|(part, other)| {
        let left = sum.minus(&values[part].amount.interval)?;
        left.plus(&values[other].amount.interval)
    });
    let sums: Vec<Interval> = sums.collect();
    sums.len() as f64 * chance(&said.amount) <= BY_CHANCE && sums.iter().any(|sum| sum.meets(&said.amount.interval))
}

/// Whether the whole has parts of its own, which make it: 100岁25人、101岁23人、…，共87人，beside a family of 子女六人、孙辈二十三人….
pub(super) fn has_other_parts(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let said = &values[accused];
    let lines = [said.line, named.first().map_or(said.line, |part| values[*part].line)];
    let (mut tried, mut is_right) = (0_usize, false);
    for line in &lines[..1 + usize::from(lines[0] != lines[1])] {
        let start = values.partition_point(|v| v.line < *line);
        let of_line = values[start..].iter().take(MOST_OF_LINE).enumerate().take_while(|(_, v)| v.line == *line);
        let like: Vec<(usize, &Value)> = of_line
            .map(|(nth, v)| (start + nth, v))
            .filter(|(at, v)| *at != accused && v.amount.dimension == said.amount.dimension && !named.contains(at))
            .collect();
        for first in 0..like.len() {
            let mut sum = Interval::point(Decimal::ZERO);
            for (nth, (_, term)) in like[first..].iter().take(MOST_TERMS).enumerate() {
                let Some(more) = sum.plus(&term.amount.interval) else { break };
                sum = more;
                tried += usize::from(nth >= 2);
                is_right |= nth >= 2 && sum.meets(&said.amount.interval);
            }
        }
    }
    is_right && tried as f64 * chance(&said.amount) <= BY_CHANCE_OF_RUNS
}

/// Whether one of a count is named, without a number: 11个乡镇中，超过10万人的只有城关镇；…有2个镇，其余8个乡镇.
pub(super) fn has_single(subject: &dyn Subject, values: &[Value], accused: usize, named: &[usize]) -> bool {
    let (Some(first), Some(last)) = (named.iter().min(), named.iter().max()) else { return false };
    let (first, last) = (&values[*first.min(&accused)], &values[*last]);
    let one = Interval::point(Decimal::ONE);
    let sum = named.iter().try_fold(one, |sum, part| sum.plus(&values[*part].amount.interval));
    let place = |value: &Value| (usize::from(value.amount.figure.range.end()), usize::from(value.amount.figure.range.start()));
    let between = || subject.reading(last.line).text.get(place(first).0..place(last).1);
    sum.is_some_and(|sum| sum.meets(&values[accused].amount.interval))
        && first.line == last.line
        && (between().is_some_and(|between| WORDS.singles.iter().any(|word| between.contains(word.as_str())))
            || is_among_values(values, accused, named))
}

/// The same for what is left: the whole is the largest of them.
pub(super) fn has_single_left(subject: &dyn Subject, values: &[Value], accused: usize, named: &[usize]) -> bool {
    let all: Vec<usize> = named.iter().copied().chain([accused]).collect();
    let Some(whole) = all.iter().copied().max_by_key(|at| values[*at].amount.interval.middle()) else { return false };
    let others: Vec<usize> = all.into_iter().filter(|at| *at != whole).collect();
    has_single(subject, values, whole, &others)
}

/// Whether values of another kind stand among counts: 28家景区中，玉屏山19.8万人次，4A级6家合计47.3万人次，其余21家.
fn is_among_values(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let all = || named.iter().copied().chain([accused]);
    let (Some(first), Some(last)) = (all().min(), all().max()) else { return false };
    let dimension = &values[accused].amount.dimension;
    let is_other = |value: &Value| matches!(value.amount.figure.kind, Kind::Quantity | Kind::Money) && value.amount.dimension != *dimension;
    dimension.starts_with("count/") && values[first..last].iter().any(is_other)
}

/// Whether one of two is what was lost: 规上企业由11家增至13家，当年升规3家、退规1家.
pub(super) fn is_balance(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let said = &values[accused].amount;
    // 攒了50万元，贷了150万元，一共250万元: it did not begin with one of the two.
    let before = (accused.saturating_sub(2)..accused).filter(|at| !named.contains(at));
    let starts = before.map(|at| &values[at].amount).filter(|v| v.dimension == said.dimension);
    let (a, b) = (&values[a].amount.interval, &values[b].amount.interval);
    let balances = starts.flat_map(|start| [(a, b), (b, a)].map(|(more, less)| start.interval.plus(more)?.minus(less)));
    balances.flatten().any(|balance| balance.meets(&said.interval))
}

/// Whether it is what is left of a total when the values behind that are taken off; those that are a whole division of it are passed over:
/// 36个项目中冷库21座、通风库9座、气调库6座。从分布看，主产区19个，蔬菜区11个，其余6个.
pub(super) fn is_rest_of_groups(values: &[Value], accused: usize) -> bool {
    let said = &values[accused];
    let is_like = |value: &&Value| value.line == said.line && value.amount.dimension == said.amount.dimension;
    let before: Vec<&Value> = values[..accused].iter().rev().filter(is_like).take(MOST_TERMS).collect();
    if is_rest_of_pairs(&before, said) {
        return true;
    }
    (2..before.len()).any(|total| {
        let whole = &before[total].amount.interval;
        let mut sum = Interval::point(Decimal::ZERO);
        for term in before[..total].iter().rev() {
            let Some(more) = sum.plus(&term.amount.interval) else { return false };
            sum = if more.meets(whole) { Interval::point(Decimal::ZERO) } else { more };
        }
        sum.plus(&said.amount.interval).is_some_and(|all| all.meets(whole))
    })
}

/// Whether it is left of two wholes, each told with what was done of it: 18项，已完成16项；47项，完成44项。剩余5项.
fn is_rest_of_pairs(before: &[&Value], said: &Value) -> bool {
    let [b, whole_b, a, whole_a, ..] = before else { return false };
    let rest = |whole: &Value, done: &Value| {
        whole.amount.interval.minus(&done.amount.interval).filter(|_| whole.amount.interval.is_above(&done.amount.interval))
    };
    let both = rest(whole_a, a).zip(rest(whole_b, b)).and_then(|(a, b)| a.plus(&b));
    both.is_some_and(|both| both.meets(&said.amount.interval))
}

/// Whether one of the terms is what the others add up to, so that they are a row of their own: 进出口182.9亿元，…。9月，三项分别是191.5亿元、140.2亿元和51.3亿元.
pub(super) fn is_row_with_whole(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let Some((_, parts)) = whole_of(values, accused, named) else { return false };
    let [first, rest @ ..] = parts.as_slice() else { return false };
    let sum = rest.iter().try_fold(Interval::point(Decimal::ZERO), |sum, part| sum.plus(&values[*part].amount.interval));
    rest.len() >= 2 && is_of_two_digits(&values[*first].amount) && sum.is_some_and(|sum| sum.meets(&values[*first].amount.interval))
}

/// Whether a sum is off by a value that stands beside its parts: it is one that was not taken for a part, or what is left went down by it.
pub(super) fn is_gap_told(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let Some((whole, parts)) = whole_of(values, accused, named) else { return false };
    // As printed: what rounding allows for all of them together is too much.
    let printed = |at: &usize| values[*at].amount.printed();
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(printed(part)?.value));
    let Some(gap) = sum.zip(printed(&whole)).and_then(|(sum, whole)| Some(sum.checked_sub(whole.value)?.abs())) else { return false };
    let step = parts.iter().chain([&whole]).filter_map(printed).map(|p| p.step).max().unwrap_or_default();
    let Some(allowed) = step.checked_div(Decimal::TWO).and_then(|half| Interval::point(gap).widened(half)) else { return false };
    let (first, last) = (parts.iter().chain([&whole]).min().copied().unwrap_or(whole), parts.iter().chain([&whole]).max().copied());
    let around = first.saturating_sub(2)..(last.unwrap_or(whole) + 3).min(values.len());
    let others: Vec<&Amount> = around
        .filter(|at| *at != whole && !parts.contains(at))
        .filter(|at| parts.iter().any(|part| values[*part].line == values[*at].line))
        .map(|at| &values[at].amount)
        .filter(|other| other.dimension == values[whole].amount.dimension && is_of_two_digits(other))
        .collect();
    let by_chance = step.checked_div(gap).and_then(|share| share.to_f64()).unwrap_or(1.0) / SPREAD * others.len() as f64;
    by_chance <= BY_CHANCE_OF_GAPS && others.iter().filter_map(|other| other.printed()).any(|other| allowed.contains(other.value))
}

/// Whether a number has two digits that say something.
fn is_of_two_digits(amount: &Amount) -> bool {
    let number = amount.number();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').len() >= 2
}

/// The whole and the parts of a sum: rooms name the whole last, or right before the part that they would mend.
fn whole_of(values: &[Value], accused: usize, named: &[usize]) -> Option<(usize, Vec<usize>)> {
    let last = *named.last()?;
    let whole = if values[last].amount.interval.is_above(&values[accused].amount.interval) { last } else { accused };
    let parts: Vec<usize> = named.iter().copied().chain([accused]).filter(|at| *at != whole).collect();
    (parts.len() >= 2).then_some((whole, parts))
}

/// Whether the parts make a count beside them that is told with another measure word: 36人里，男的21个、女的15个.
pub(super) fn is_told_in_persons(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let Some((whole, parts)) = whole_of(values, accused, named) else { return false };
    let (Some(first), Some(last)) = (parts.iter().min(), parts.iter().max()) else { return false };
    let sum = parts.iter().try_fold(Interval::point(Decimal::ZERO), |sum, part| sum.plus(&values[*part].amount.interval));
    let Some(sum) = sum else { return false };
    let near = first.saturating_sub(3)..(last + 3).min(values.len());
    let others = near.filter(|at| *at != whole && !parts.contains(at)).map(|at| &values[at]);
    let own = &values[*first].amount.dimension;
    let is_alike = |other: &Amount| other.dimension != *own && counts_alike(&other.dimension, own);
    others.filter(|v| v.line == values[*first].line && is_alike(&v.amount)).any(|v| v.amount.interval.meets(&sum))
}
