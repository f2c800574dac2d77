//! A1: a number that comes back with a slip, whatever order its words stand in: 新增学位4260个…新增的4620个学位.
//!
//! The nouns of the claims need not agree, so the words around both numbers must, and the slip must be one that typists make.

use super::Comparison;
use super::fact::{Fact, Place};
use super::likeness::common;
use crate::claims::{Period, Role, Statistic};
use crate::rules::finding::Finding;
use crate::rules::relations::slip::{Slip, in_scale, number, slip};

/// What an exchange of digits and what another digit must weigh to be reported.
const ENOUGH: i32 = 4;
const ENOUGH_OF_DIGIT: i32 = 5;
/// How many characters before and behind a number say what it is of.
const BEFORE: usize = 12;
const BEHIND: usize = 10;
/// What ends the words of a number.
const MARKS: [char; 12] = [',', '、', ';', ':', '。', '(', ')', '!', '?', '—', '“', '”'];

impl Comparison<'_> {
    /// A1 by the words around two numbers.
    pub(super) fn echoes(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
        if self.is_long {
            return;
        }
        let values: Vec<&Fact> = facts.iter().filter(|f| is_value(f)).collect();
        for (at, later) in values.iter().enumerate() {
            let mut best: Option<(i32, &Fact)> = None;
            let mut others = 0;
            for earlier in &values[..at] {
                let Some(weight) = self.echo(earlier, later) else { continue };
                others += i32::from(best.is_some_and(|(_, b)| b.value() != earlier.value()));
                if best.is_none_or(|(most, _)| weight > most) {
                    best = Some((weight, earlier));
                }
            }
            let told = |fact: &Fact| {
                values
                    .iter()
                    .filter(|f| f.amount.dimension == fact.amount.dimension && f.amount.interval.meets(&fact.amount.interval))
                    .count()
            };
            let Some((_, earlier)) = best.filter(|_| others == 0) else { continue };
            // A value that is told twice is no slip.
            if told(later) > 1 && told(earlier) > 1 {
                continue;
            }
            let (wrong, right) = if told(later) > told(earlier) { (earlier, *later) } else { (*later, earlier) };
            findings.push(self.in_two_values(wrong, right));
        }
    }

    /// What speaks for two numbers being one with a slip; `None` where too little does.
    fn echo(&self, earlier: &Fact, later: &Fact) -> Option<i32> {
        let (a, b) = (earlier.claim, later.claim);
        let same_sentence = earlier.line == later.line && a.sentence == b.sentence;
        let moods = a.is_actual() == b.is_actual() || b.role == Role::From || a.role == Role::From;
        let parts = a.whole.is_some() == b.whole.is_some() && a.list.is_none() && b.list.is_none();
        let average = (a.role == Role::Average) == (b.role == Role::Average);
        // 服务贸易进出口41.8亿元, 服务贸易逆差14.8亿元: sums of money have names of their own.
        let is_other = earlier.amount.dimension.starts_with("money") && a.indicator.zip(b.indicator).is_some_and(|(x, y)| x != y);
        // 三季度用电61.3亿千瓦时, 比二季度多16.3亿千瓦时: a difference is no level.
        let is_difference = a.base.is_named != b.base.is_named && a.statistic != b.statistic;
        if same_sentence
            || is_other
            || is_difference
            || !moods
            || !parts
            || !average
            || earlier.amount.dimension != later.amount.dimension
            || of_two_times(earlier, later)
            || self.are_halves(earlier, later)
        {
            return None;
        }
        let old = number(self.reading(later), &later.amount);
        let new = in_scale(&later.amount.scale, earlier.amount.printed()?.value)?;
        let is_printed_alike = number(self.reading(earlier), &earlier.amount) == new;
        let kind = slip(old, &new).filter(|_| is_printed_alike)?;
        let digits = old.chars().filter(char::is_ascii_digit).count() as i32;
        let words = common(&self.around(earlier), &self.around(later)).min(4) as i32;
        let weight =
            words + i32::from(digits >= 3) + i32::from(digits >= 4) + 2 * i32::from(b.points_back) + i32::from(kind == Slip::Exchange);
        let least = match kind {
            Slip::Exchange => ENOUGH,
            // 35500元, 35800元: prices of two grades.
            Slip::Digit if b.points_back => ENOUGH_OF_DIGIT,
            _ => return None,
        };
        (digits >= 2 && words > i32::from(!b.points_back) && weight >= least).then_some(weight)
    }

    /// The words before and behind a number in its clause.
    fn around(&self, fact: &Fact) -> String {
        let reading = self.reading(fact);
        let before = &reading[..usize::from(fact.figure.range.start())];
        let start = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
        let before = before[start..].rsplit(MARKS).next().unwrap_or("");
        let behind = &reading[usize::from(fact.figure.range.end())..];
        let behind: String = behind.chars().take(BEHIND).take_while(|c| !MARKS.contains(c)).collect();
        format!("{before} {behind}").chars().filter(|c| *c != '的' && !c.is_ascii_digit()).collect()
    }
}

fn is_value(fact: &Fact) -> bool {
    fact.place == Place::Body
        // 新增的4620个学位 is a level to the reader.
        && matches!(fact.claim.statistic, Statistic::Level | Statistic::Change)
        && fact.claim.role != Role::Than
        && fact.is_exact()
        && fact.figure.unit.is_none_or(|unit| unit.per.is_none())
        && !matches!(fact.amount.dimension.as_str(), "percent" | "multiple" | "rank" | "number")
        && !fact.claim.period.as_ref().is_some_and(Period::is_previous)
}

/// Whether both name a time, and another one.
fn of_two_times(one: &Fact, other: &Fact) -> bool {
    let text = |f: &Fact| f.claim.period.as_ref().map(|p| p.text.clone());
    let years = |f: &Fact| f.claim.period.as_ref().and_then(Period::year);
    let is_open = |f: &Fact| f.claim.period.as_ref().is_some_and(Period::is_open);
    match (text(one), text(other)) {
        (Some(a), Some(b)) if a != b => years(one).zip(years(other)).is_none_or(|(x, y)| x != y) && !(is_open(one) && is_open(other)),
        _ => false,
    }
}
