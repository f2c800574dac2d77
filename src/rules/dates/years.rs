//! A number that two years settle: an anniversary, an age, a run of years. One of the two may be that of the article.

use std::ops::RangeInclusive;

use super::{Line, Place, When, edit, fix, related};
use crate::figures::figure::{Approximation, Figure};
use crate::figures::numeral::chinese_count;
use crate::rules::finding::{Evidence, Finding, Message, Severity, Value};
use crate::text::TextRange;

/// What the number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// `20周年`.
    Anniversary,
    /// `第20个年头`.
    NthYear,
    /// `75岁`.
    Age,
    /// `连续8年`.
    Run,
    /// `四年一届，第九届`: every how many years.
    Edition(i32),
}

/// The later year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// It is written here.
    Said(i32, Place),
    /// 今年, written here: that of the article.
    ThisYear(Place),
    /// 去年, written here: the one before that of the article.
    LastYear(Place),
    /// Nothing is written: that of the article, and the years beside it are believed as well.
    Article,
}

/// A number of years and the two years that settle it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearClaim {
    pub(super) counts: Counts,
    /// The earlier year, and where it is written; the name of an event has no year written.
    pub base: i32,
    pub(super) base_at: Place,
    pub(super) reference: Reference,
    /// The number, with its unit.
    pub(super) said: Place,
    /// The number alone.
    pub(super) number: TextRange,
    pub(super) count: i32,
    /// How much it may differ from the difference of the years.
    pub(super) slack: (i32, i32),
    /// Other years of the sentence: one that makes the number right acquits.
    pub(super) near: Vec<i32>,
}

/// The number of a figure that is exactly one small whole number.
pub(super) fn whole(figure: &Figure) -> Option<i32> {
    use rust_decimal::prelude::ToPrimitive;
    let printed = figure.printed().filter(|_| figure.approximation == Approximation::Exact)?;
    printed.value.to_i32().filter(|n| printed.value.is_integer() && (1..=3000).contains(n))
}

impl Line<'_> {
    /// A place with its text.
    pub(super) fn place(&self, range: TextRange) -> Place {
        Place { range, text: self.reading[range].to_owned() }
    }
}

impl YearClaim {
    /// The places it speaks of.
    pub(super) fn places(&self) -> Vec<TextRange> {
        let reference = match &self.reference {
            Reference::Said(_, place) | Reference::ThisYear(place) | Reference::LastYear(place) => Some(place.range),
            Reference::Article => None,
        };
        [Some(self.base_at.range), Some(self.said.range), reference].into_iter().flatten().collect()
    }

    /// Whether no article has to tell the later year.
    pub(super) fn is_told(&self) -> bool {
        matches!(self.reference, Reference::Said(..))
    }

    /// What is wrong. A year that makes it right acquits.
    pub(super) fn judge(&self, when: &When) -> Option<Finding> {
        let years = self.years(when);
        let fits = |later: i32, earlier: i32| match self.counts {
            // A year that is none of theirs belongs to the one before or behind.
            Counts::Edition(step) => {
                let (whole, rest) = ((later - earlier).div_euclid(step.max(1)), (later - earlier).rem_euclid(step.max(1)));
                self.count == whole + 1 || rest != 0 && self.count == whole + 2
            }
            _ => (later - earlier + self.slack.0..=later - earlier + self.slack.1).contains(&self.count),
        };
        let is_right = years.iter().any(|y| fits(*y, self.base))
            || self.near.iter().any(|other| fits(*other, self.base) || years.iter().any(|y| fits(*y, *other)));
        let year = *years.first()?;
        (!is_right && year > self.base).then(|| self.finding(year))
    }

    /// The years in which the article may have been written if the number is right, where nothing but the article tells.
    pub(super) fn nows(&self) -> Option<RangeInclusive<i32>> {
        let is_open = matches!(self.reference, Reference::ThisYear(_) | Reference::Article) && !matches!(self.counts, Counts::Edition(_));
        let now = self.base + self.count;
        (is_open && self.count > 0).then(|| now - self.slack.1..=now - self.slack.0)
    }

    fn years(&self, when: &When) -> Vec<i32> {
        match &self.reference {
            Reference::Said(year, _) => vec![*year],
            Reference::ThisYear(_) => when.this_years(),
            Reference::LastYear(_) => when.this_years().into_iter().map(|year| year - 1).collect(),
            // A day is never after itself: only what was counted a year ago may be told of it.
            Reference::Article if when.day.is_some() => when.years().into_iter().take(2).collect(),
            Reference::Article => when.years(),
        }
    }

    fn finding(&self, year: i32) -> Finding {
        let difference = year - self.base;
        let right = match self.counts {
            Counts::Anniversary | Counts::Age => difference,
            Counts::NthYear | Counts::Run => difference + 1,
            Counts::Edition(step) => difference / step.max(1) + 1,
        };
        let (code, message) = self.told(year, difference);
        let formula = Message::both(self.formula(year, difference));
        let value = |place: &Place| Value {
            range: place.range,
            text: place.text.clone(),
            lo: String::new(),
            hi: String::new(),
            unit: String::new(),
        };
        let mut values = vec![value(&self.base_at), value(&self.said)];
        let mut places = vec![related(self.base_at.range, "起算的年份在这里", "the year it is counted from")];
        if let Reference::Said(_, place) | Reference::ThisYear(place) | Reference::LastYear(place) = &self.reference {
            values.insert(1, value(place));
            places.push(related(place.range, "算到这一年", "the year it is counted to"));
        }
        let is_arabic = self.said.text.bytes().any(|b| b.is_ascii_digit());
        let new = if is_arabic { right.to_string() } else { chinese_count(right.unsigned_abs().into()) };
        let title = Message::new(format!("数改为{new}"), format!("Change the number to {right}"));
        Finding {
            code,
            severity: Severity::Warning,
            message,
            range: self.said.range,
            evidence: Some(Evidence { formula, values }),
            related: places,
            fixes: vec![fix(title, vec![edit(self.number, new)])],
        }
    }

    fn told(&self, year: i32, difference: i32) -> (&'static str, Message) {
        let (said, base) = (&self.said.text, self.base);
        let from_article = match self.reference {
            Reference::Said(..) => "",
            _ => "（按稿件日期推算）",
        };
        match self.counts {
            Counts::Anniversary => (
                "anniversary-mismatch",
                Message::new(
                    format!("“{said}”与年份不符：{base}年到{year}年是{difference}周年{from_article}"),
                    format!("“{said}” does not go with the years: {base} to {year} is {difference} years"),
                ),
            ),
            Counts::NthYear => (
                "anniversary-mismatch",
                Message::new(
                    format!("“{said}”与年份不符：从{base}年算起，{year}年是第{}个年头{from_article}", difference + 1),
                    format!("“{said}” does not go with the years: counted from {base}, {year} is year {}", difference + 1),
                ),
            ),
            Counts::Edition(step) => (
                "anniversary-mismatch",
                Message::new(
                    format!("“{said}”与年份不符：{base}年首届，{step}年一届，{year}年是第{}届{from_article}", difference / step.max(1) + 1),
                    format!(
                        "“{said}” does not go with the years: first in {base}, every {step} years, {year} is number {}",
                        difference / step.max(1) + 1
                    ),
                ),
            ),
            Counts::Age => (
                "age-mismatch",
                Message::new(
                    format!(
                        "“{said}”与出生年份不符：{base}年出生，到{year}年是{difference}岁，生日未到是{}岁{from_article}",
                        difference - 1
                    ),
                    format!("“{said}” does not go with the year of birth: {base} to {year} is {} or {difference}", difference - 1),
                ),
            ),
            Counts::Run => (
                "year-count-mismatch",
                Message::new(
                    format!("“{said}”与年份不符：{base}年到{year}年，连头带尾是{}年{from_article}", difference + 1),
                    format!("“{said}” does not go with the years: {base} to {year} is {} years with both ends", difference + 1),
                ),
            ),
        }
    }

    fn formula(&self, year: i32, difference: i32) -> String {
        let (base, count) = (self.base, self.count);
        match self.counts {
            Counts::Anniversary => format!("{year} − {base} = {difference} ≠ {count}"),
            Counts::Age => format!("{year} − {base} = {difference}，{} ≠ {count}", difference - 1),
            Counts::Edition(step) => format!("({year} − {base}) ÷ {step} + 1 = {} ≠ {count}", difference / step.max(1) + 1),
            Counts::NthYear | Counts::Run => format!("{year} − {base} + 1 = {} ≠ {count}", difference + 1),
        }
    }
}
