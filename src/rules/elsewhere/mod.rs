//! The last question of all, asked with the whole article at hand: does another figure, put in the place of one that a finding names, make the
//! accused one exactly? Rooms bind figures by grammar and by nearness; prose takes them up again sentences and paragraphs later
//! (上届86天接待163.4万人次；而今年三季度92天，日均约5.6万人次, of a quarter's visitors that the paragraph before told).
//!
//! One of the figures that a finding names is kept, and the other replaced: so few values are tried that hardly one comes right by chance,
//! and how many would is counted (`witness` of the relations tries any two, within a line).

mod shares;
mod sums;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Subject;
use super::finding::Finding;
use super::relations::amount::{Amount, chance, is_as_fine, share_units};
use super::relations::slip;
use crate::figures::figure::{Approximation, Interval, Kind};
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

/// What a finding's figures make of each other.
#[derive(Clone, Copy, PartialEq)]
enum Made {
    /// A part in percent of its whole.
    Share,
    /// The same in tenths.
    Tenths,
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
            "tenths-mismatch" => Made::Tenths,
            "remainder-mismatch" => Made::Rest,
            _ => return None,
        })
    }

    /// A value in the size of the one that is said, if it is known as well: an average is told by 天, 瓦时 or 万元, and the rest is in base units.
    /// What is counted one by one needs no such size.
    fn to_size_of(self, said: &Amount, by: &Amount, value: &Interval) -> Option<Interval> {
        let (wanted, is) = said.interval.middle().zip(value.middle())?;
        let is_counted = by.dimension.starts_with("count/") && said.figure.unit.is_none_or(|unit| unit.per.is_none());
        let value = if self == Made::Quotient && !is_counted && wanted > Decimal::ZERO && is > Decimal::ZERO {
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
            Made::Share | Made::Tenths => percent(),
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
/// What is `sure` is asked no more.
pub(super) fn acquit(subject: &dyn Subject, sure: &[TextRange], findings: &mut Vec<Finding>) {
    if !findings.iter().any(|finding| Made::of(finding.code).is_some()) {
        return;
    }
    let values = values(subject);
    findings.retain(|finding| sure.contains(&finding.range) || !speaks_against(subject, &values, finding));
}

fn values(subject: &dyn Subject) -> Vec<Value<'_>> {
    let lines = (0..subject.line_count()).filter(|line| subject.holds(*line).values);
    let of_line = |line: usize| {
        let reading = &subject.reading(line).text;
        let valued = subject.figures(line).iter().filter(|f| is_value(f.kind));
        // 超过6万亿元 meets everything above it, and speaks for nothing.
        let valued = valued.filter(|f| !matches!(f.approximation, Approximation::Over | Approximation::AtLeast | Approximation::AtMost));
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
            sums::has_single(subject, values, accused, &named)
                || sums::is_row_with_whole(values, accused, &named)
                || sums::is_sum_of_last(values, accused, &named)
                || sums::is_sum_of_other(values, accused, &named)
                || sums::is_balance(values, accused, &named)
                || sums::has_other_parts(values, accused, &named)
                || sums::is_gap_told(values, accused, &named)
                || sums::is_told_in_persons(values, accused, &named)
        }
        Made::Rest => {
            sums::is_rest_of_groups(values, accused)
                || sums::has_single_left(subject, values, accused, &named)
                || is_made(subject, values, Made::Difference, accused, &named)
        }
        Made::Quotient => {
            has_own_average(values, accused, &named)
                || leaves_rest(values, accused, &named)
                || is_made(subject, values, made, accused, &named)
        }
        Made::Tenths => shares::has_whole_of_neighbours(values, accused, &named),
        Made::Share => {
            let told = shares::told_whole(subject, values, accused, &named);
            if let Some((whole, part)) = told {
                return shares::is_of_another_part(values, accused, whole, part);
            }
            !shares::is_told_of_part(subject, values, accused, &named)
                && (shares::is_share_of_run(subject, values, accused)
                    || shares::has_whole_of_neighbours(values, accused, &named)
                    || shares::is_of_another_count(values, accused, &named)
                    || is_made(subject, values, made, accused, &named))
        }
        _ => is_made(subject, values, made, accused, &named),
    }
}

/// Whether it comes right with another value in the place of one that is named.
fn is_made(subject: &dyn Subject, values: &[Value], made: Made, accused: usize, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let said = &values[accused].amount;
    // 税收占比70.6%: a quotient in percent is a share.
    let made = if made == Made::Quotient && said.dimension == "percent" { Made::Share } else { made };
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
                for (one, by) in [(kept, other), (other, kept)] {
                    // 236人，平均每所95人: people are divided by schools, and never the other way about.
                    let is_turned = made == Made::Quotient && is_people_or_same(said, by) && !is_people_or_same(said, one);
                    let value = made.from(one, by).filter(|_| !is_turned).and_then(|value| made.to_size_of(said, by, &value));
                    let Some(value) = value else { continue };
                    tried += 1;
                    is_right |= value.meets(&said.interval);
                }
            }
        }
        is_right && tried as f64 * chance(said) <= by_chance
    };
    is_right(near, if is_tight { BY_CHANCE_TIGHT } else { BY_CHANCE })
        || !is_tight && is_right(first.saturating_sub(FAR)..(last + 1 + FAR).min(values.len()), BY_CHANCE)
        || shares::is_share_of_both(subject, values, made, accused, a, b)
}

/// Whether an average may be of a value: both are of one dimension, or both of people.
fn is_people_or_same(said: &Amount, value: &Amount) -> bool {
    let is_people = |dimension: &str| matches!(dimension, "count/人" | "count/口" | "count/人次");
    value.dimension == said.dimension || is_people(&value.dimension) && is_people(&said.dimension)
}

/// Whether so much of each leaves what is told to be left: 交9800元，只用了6次、每次计168元，退还8792元.
fn leaves_rest(values: &[Value], accused: usize, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let said = &values[accused].amount;
    let (total, number) = if values[a].amount.dimension == said.dimension { (a, b) } else { (b, a) };
    let used = values[number].amount.in_unit().and_then(|number| number.times(&said.interval));
    let left = used.and_then(|used| values[total].amount.interval.minus(&used)).filter(|left| left.lo.is_some_and(|lo| lo > Decimal::ZERO));
    let Some(left) = left else { return false };
    let near = values[accused + 1..].iter().take(NEAR).filter(|v| v.amount.dimension == said.dimension);
    near.filter(|v| chance(&v.amount) <= BY_CHANCE_TIGHT).any(|v| v.amount.interval.meets(&left))
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
            Made::Quotient.to_size_of(told, &values[number].amount, average).is_some_and(|average| average.meets(&told.interval))
        };
        averages.any(|average| like.iter().any(|told| is(&average, told)))
    })
}

/// Whether two values are one with a slip of the typist: where the article tells it again, the other is the right one.
fn is_slip(one: &Amount, other: &Amount) -> bool {
    // 386万人次 and 38.64万人次: one value, a power of ten apart.
    let ratio = |a: &Amount, b: &Amount| a.interval.middle()?.checked_div(b.interval.middle()?);
    let powers = [10_u64, 100, 1_000, 10_000].map(Decimal::from);
    let is_near = |ratio: Decimal, power: Decimal| ratio.checked_sub(power).is_some_and(|off| off.abs() <= power / Decimal::ONE_HUNDRED);
    let is_power = |ratio: Decimal| powers.iter().any(|power| is_near(ratio, *power));
    if [ratio(one, other), ratio(other, one)].into_iter().flatten().any(is_power) {
        return true;
    }
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
