//! The last question of all, asked with the whole article at hand: does another figure, put in the place of one that a finding names, make the
//! accused one exactly? Rooms bind figures by grammar and by nearness; prose takes them up again sentences and paragraphs later
//! (上届86天接待163.4万人次；而今年三季度92天，日均约5.6万人次, of a quarter's visitors that the paragraph before told).
//!
//! One of the figures that a finding names is kept, and the other replaced: so few values are tried that hardly one comes right by chance,
//! and how many would is counted (`witness` of the relations tries any two, within a line).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Subject;
use super::finding::Finding;
use super::relations::amount::{Amount, chance, is_as_fine, share_units};
use super::relations::slip;
use crate::figures::figure::{Interval, Kind};
use crate::text::TextRange;

/// The words that it knows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    singles: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/data/elsewhere"));

/// How much of an article is looked at: no real one has more figures.
const MOST_VALUES: usize = 4000;
/// How many values on either side of those that a finding names are near them, and how many are tried at all: no article of one matter has more,
/// and a long text costs no more for each of its findings.
const NEAR: usize = 6;
const FAR: usize = 150;
/// How many values may come right by chance where those that are named stand in a row, and where they do not.
const BY_CHANCE_TIGHT: f64 = 0.01;
const BY_CHANCE: f64 = 0.05;
/// The same for values that follow each other.
const BY_CHANCE_OF_RUNS: f64 = 0.3;
/// How many values of a line are looked at for parts in a row.
const MOST_OF_LINE: usize = 60;
/// How many values before a total are tried as its terms.
const MOST_TERMS: usize = 12;

/// What a finding's figures make of each other.
#[derive(Clone, Copy, PartialEq)]
enum Made {
    /// A part in percent of its whole.
    Share,
    /// What came to a value, in percent of it.
    Growth,
    /// One less the other.
    Difference,
    /// One divided by the other.
    Quotient,
    /// What terms add up to.
    Sum,
    /// What is left of a total.
    Rest,
}

impl Made {
    fn of(code: &str) -> Option<Made> {
        Some(match code {
            "share-mismatch" | "completion-mismatch" => Made::Share,
            "growth-mismatch" => Made::Growth,
            "change-mismatch" | "points-mismatch" => Made::Difference,
            "average-mismatch" | "rate-times-duration" | "times-mismatch" => Made::Quotient,
            "parts-sum-mismatch" => Made::Sum,
            "remainder-mismatch" => Made::Rest,
            _ => return None,
        })
    }

    /// A value in the size of the one that is said, if it is known as well: an average is told by 天, 瓦时 or 万元, and the rest is in base units.
    fn to_size_of(self, said: &Amount, value: &Interval) -> Option<Interval> {
        let (wanted, is) = said.interval.middle().zip(value.middle())?;
        let value = if self == Made::Quotient && wanted > Decimal::ZERO && is > Decimal::ZERO {
            value.scaled(power_between(is, wanted)?)?
        } else {
            *value
        };
        let is_like = value.middle().is_some_and(|value| (value < Decimal::ZERO) == (wanted < Decimal::ZERO));
        (is_like && is_as_fine(&value, said)).then_some(value)
    }

    fn from(self, one: &Amount, other: &Amount) -> Option<Interval> {
        let (a, b) = (&one.interval, &other.interval);
        let percent = || a.over(b)?.scaled(Decimal::ONE_HUNDRED);
        match self {
            Made::Share => percent(),
            Made::Growth => percent()?.minus(&Interval::point(Decimal::ONE_HUNDRED)),
            Made::Difference => a.minus(b),
            // 元/瓦时 and 人次/天: per the unit that is printed, not per joule or second.
            Made::Quotient => a.over(&other.in_unit()?),
            Made::Sum | Made::Rest => None,
        }
    }
}

/// A figure with a value, wherever it stands.
struct Value<'a> {
    line: usize,
    amount: Amount<'a>,
    range: TextRange,
}

/// Takes out the findings that other figures of the article speak against. Reads the article's figures once, and only if there is such a finding.
pub(super) fn acquit(subject: &dyn Subject, findings: &mut Vec<Finding>) {
    if !findings.iter().any(|finding| Made::of(finding.code).is_some()) {
        return;
    }
    let values = values(subject);
    findings.retain(|finding| !speaks_against(subject, &values, finding));
}

fn values(subject: &dyn Subject) -> Vec<Value<'_>> {
    let lines = (0..subject.line_count()).filter(|line| subject.holds(*line).values);
    let of_line = |line: usize| {
        let reading = &subject.reading(line).text;
        let valued = subject.figures(line).iter().filter(|f| is_value(f.kind));
        let mut amounts: Vec<Amount> = valued.filter_map(|figure| Amount::of(reading, figure)).collect();
        share_units(reading, &mut amounts, |amount| amount);
        amounts.into_iter().map(move |amount| Value { line, range: subject.reading_in_source(line, amount.figure.range), amount })
    };
    lines.flat_map(of_line).take(MOST_VALUES).collect()
}

fn is_value(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Quantity
            | Kind::Money
            | Kind::Enumeration
            | Kind::Number
            | Kind::Duration
            | Kind::Percent
            | Kind::PercentagePoint
            | Kind::Fraction
            | Kind::Multiple
    )
}

/// Whether the article's other figures make the one that a finding accuses.
fn speaks_against(subject: &dyn Subject, values: &[Value], finding: &Finding) -> bool {
    let Some(made) = Made::of(finding.code) else { return false };
    let at = |range: TextRange| values.binary_search_by_key(&range.start(), |v| v.range.start()).ok();
    let named = finding.evidence.iter().flat_map(|evidence| &evidence.values);
    let Some(mut named) = named.map(|value| at(value.range)).collect::<Option<Vec<usize>>>() else { return false };
    let accused = named.iter().rposition(|at| values[*at].range == finding.range).unwrap_or(named.len().saturating_sub(1));
    if named.len() < 3 {
        return false;
    }
    let accused = named.remove(accused);
    match made {
        Made::Sum => {
            has_single(subject, values, accused, &named)
                || is_sum_of_last(values, accused, &named)
                || is_sum_of_other(values, accused, &named)
                || is_balance(values, accused, &named)
                || has_other_parts(values, accused, &named)
        }
        Made::Rest => is_rest_of_groups(values, accused) || is_made(values, Made::Difference, accused, &named),
        Made::Quotient => {
            has_own_average(values, accused, &named) || leaves_rest(values, accused, &named) || is_made(values, made, accused, &named)
        }
        Made::Share => is_share_of_run(values, accused) || is_made(values, made, accused, &named),
        _ => is_made(values, made, accused, &named),
    }
}

/// Whether it comes right with another value in the place of one that is named.
fn is_made(values: &[Value], made: Made, accused: usize, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let said = &values[accused].amount;
    let (first, last) = (a.min(b).min(accused), a.max(b).max(accused));
    let near = first.saturating_sub(NEAR)..(last + 1 + NEAR).min(values.len());
    let is_tight = last - first <= 2 && values[first].line == values[last].line;
    let is_right = |window: std::ops::Range<usize>, by_chance: f64| {
        let (mut tried, mut is_right) = (0_usize, false);
        for (kept, replaced) in [(a, b), (b, a)] {
            let (kept, replaced) = (&values[kept].amount, &values[replaced].amount);
            let others = window.clone().filter(|at| ![a, b, accused].contains(at)).map(|at| &values[at].amount);
            let is_another = |other: &&Amount| other.dimension == replaced.dimension && !is_slip(other, replaced);
            for other in others.filter(is_another) {
                let both = [made.from(kept, other), made.from(other, kept)];
                for value in both.iter().flatten().filter_map(|value| made.to_size_of(said, value)) {
                    tried += 1;
                    is_right |= value.meets(&said.interval);
                }
            }
        }
        is_right && tried as f64 * chance(said) <= by_chance
    };
    is_right(near, if is_tight { BY_CHANCE_TIGHT } else { BY_CHANCE })
        || !is_tight && is_right(first.saturating_sub(FAR)..(last + 1 + FAR).min(values.len()), BY_CHANCE)
        || is_share_of_both(values, made, accused, a, b)
}

/// Whether the whole of a share is what two values in a row add up to, one of them perhaps its own: 男性1887人，女性1675人；其中脱贫人口416人，占11.7%.
fn is_share_of_both(values: &[Value], made: Made, accused: usize, a: usize, b: usize) -> bool {
    if made != Made::Share {
        return false;
    }
    let said = &values[accused].amount;
    let middle = |at: usize| values[at].amount.interval.middle();
    let part = &values[if middle(a) <= middle(b) { a } else { b }].amount;
    let first = a.min(b).min(accused);
    let window = &values[first.saturating_sub(NEAR)..accused];
    let wholes = window.windows(2).filter(|two| two[0].line == two[1].line && two.iter().all(|v| v.amount.dimension == part.dimension));
    let both = wholes.filter_map(|two| two[0].amount.interval.plus(&two[1].amount.interval));
    let shares = both.filter_map(|whole| part.interval.over(&whole)?.scaled(Decimal::ONE_HUNDRED));
    let shares: Vec<Interval> = shares.collect();
    shares.len() as f64 * chance(said) <= BY_CHANCE && shares.iter().any(|share| share.meets(&said.interval))
}

/// Whether it is the share of the values right before it, together: 对东盟12.4亿元、欧盟9.7亿元、美国6.3亿元，三大市场合计占进出口总值的48.5%.
fn is_share_of_run(values: &[Value], accused: usize) -> bool {
    let said = &values[accused];
    // 三大市场 counts what was told.
    let here =
        || values[..accused].iter().rev().take_while(|v| v.line == said.line).skip_while(|v| v.amount.figure.kind == Kind::Enumeration);
    let Some(last) = here().next() else { return false };
    let is_like = |value: &&Value| value.amount.dimension == last.amount.dimension;
    let before = here().take_while(is_like).take(MOST_TERMS);
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
    }
    is_right && tried as f64 * chance(&said.amount) <= BY_CHANCE
}

/// Whether the last of the parts, in a row, are enough: 每组15场，小组赛30场，加上2场半决赛和2场名次赛，总共34场.
fn is_sum_of_last(values: &[Value], accused: usize, named: &[usize]) -> bool {
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
fn is_sum_of_other(values: &[Value], accused: usize, named: &[usize]) -> bool {
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

/// Whether so much of each leaves what is told to be left: 交9800元，只用了6次、每次计168元，退还8792元.
fn leaves_rest(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let said = &values[accused].amount;
    let (total, number) = if values[a].amount.dimension == said.dimension { (a, b) } else { (b, a) };
    let used = values[number].amount.in_unit().and_then(|number| number.times(&said.interval));
    let Some(left) = used.and_then(|used| values[total].amount.interval.minus(&used)) else { return false };
    let near = values[accused + 1..].iter().take(NEAR).filter(|v| v.amount.dimension == said.dimension);
    near.filter(|v| chance(&v.amount) <= BY_CHANCE_TIGHT).any(|v| v.amount.interval.meets(&left))
}

/// Whether the whole has parts of its own, which make it: 100岁25人、101岁23人、…，共87人，beside a family of 子女六人、孙辈二十三人….
fn has_other_parts(values: &[Value], accused: usize, named: &[usize]) -> bool {
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
fn has_single(subject: &dyn Subject, values: &[Value], accused: usize, named: &[usize]) -> bool {
    let (Some(first), Some(last)) = (named.iter().min(), named.iter().max()) else { return false };
    let (first, last) = (&values[*first.min(&accused)], &values[*last]);
    let one = Interval::point(Decimal::ONE);
    let sum = named.iter().try_fold(one, |sum, part| sum.plus(&values[*part].amount.interval));
    let place = |value: &Value| (usize::from(value.amount.figure.range.end()), usize::from(value.amount.figure.range.start()));
    let between = || subject.reading(last.line).text.get(place(first).0..place(last).1);
    sum.is_some_and(|sum| sum.meets(&values[accused].amount.interval))
        && first.line == last.line
        && between().is_some_and(|between| WORDS.singles.iter().any(|word| between.contains(word.as_str())))
}

/// Whether one of two is what was lost: 规上企业由11家增至13家，当年升规3家、退规1家.
fn is_balance(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let said = &values[accused].amount;
    let before = &values[accused.saturating_sub(2)..accused];
    let starts = before.iter().map(|v| &v.amount).filter(|v| v.dimension == said.dimension);
    let (a, b) = (&values[a].amount.interval, &values[b].amount.interval);
    let balances = starts.flat_map(|start| [(a, b), (b, a)].map(|(more, less)| start.interval.plus(more)?.minus(less)));
    balances.flatten().any(|balance| balance.meets(&said.interval))
}

/// Whether a total has a number of its own beside it, with its own average: 上届86天接待163.4万人次，日均1.9万人次；而三季度92天，日均约5.6万人次.
fn has_own_average(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let said = &values[accused].amount;
    [(a, b), (b, a)].into_iter().any(|(total, number)| {
        let window = total.saturating_sub(2)..(total + 3).min(values.len());
        let here = || window.clone().filter(|at| ![a, b, accused].contains(at) && values[*at].line == values[total].line);
        let numbers = here().filter(|at| values[*at].amount.dimension == values[number].amount.dimension);
        let mut averages = numbers.filter_map(|at| Made::Quotient.from(&values[total].amount, &values[at].amount));
        let like: Vec<&Amount> = here().map(|at| &values[at].amount).filter(|other| other.dimension == said.dimension).collect();
        let is = |average: &Interval, told: &Amount| {
            Made::Quotient.to_size_of(told, average).is_some_and(|average| average.meets(&told.interval))
        };
        averages.any(|average| like.iter().any(|told| is(&average, told)))
    })
}

/// Whether it is what is left of a total when the values behind that are taken off; those that are a whole division of it are passed over:
/// 36个项目中冷库21座、通风库9座、气调库6座。从分布看，主产区19个，蔬菜区11个，其余6个.
fn is_rest_of_groups(values: &[Value], accused: usize) -> bool {
    let said = &values[accused];
    let is_like = |value: &&Value| value.line == said.line && value.amount.dimension == said.amount.dimension;
    let before: Vec<&Value> = values[..accused].iter().rev().filter(is_like).take(MOST_TERMS).collect();
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

/// Whether two values are one with a slip of the typist: where the article tells it again, the other is the right one.
fn is_slip(one: &Amount, other: &Amount) -> bool {
    let (one, other) = (one.number(), other.number());
    let digits = |number: &str| number.trim_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count();
    slip::slip(&one, &other).is_some() && digits(&one).max(digits(&other)) > 1
}

/// The power of ten that brings one value nearest to another, if units may differ by it: 1, 千, 万, 百万, 亿.
fn power_between(is: Decimal, wanted: Decimal) -> Option<Decimal> {
    let powers = [1_u64, 1_000, 10_000, 1_000_000, 100_000_000].into_iter().map(Decimal::from);
    let both = powers.flat_map(|power| [Some(power), Decimal::ONE.checked_div(power)]).flatten();
    let is_near = |power: &Decimal| {
        let ratio = is.checked_mul(*power).and_then(|is| is.checked_div(wanted));
        ratio.is_some_and(|ratio| ratio > Decimal::new(5, 1) && ratio < Decimal::TWO)
    };
    both.into_iter().find(is_near)
}
