//! What a length of time that lies between two moments claims, and its judgement once the article's date is known.

use super::moments::{Moment, Now, Point, Said, Unit, YearOf, length, moment, pairs};
use super::spans::miscounted_units;
use super::when::When;
use super::{Line, Place};
use crate::rules::finding::Finding;
use crate::rules::relations::slip::slip;
use crate::text::TextRange;

/// A length of time and the two moments that it lies between.
#[derive(Clone, Debug, PartialEq)]
pub struct LengthClaim {
    pub(super) first: Moment,
    pub(super) last: Moment,
    /// Other moments near by: two that make the length right acquit.
    pub(super) others: Vec<Moment>,
    pub(super) said: Said,
    pub(super) length: Place,
    /// The number alone, where it can be mended.
    pub(super) number: Option<TextRange>,
    /// Whether it is a place in a row of years: 第27个年头.
    pub(super) is_nth: bool,
    /// How sure the words are.
    pub(super) tie: Tie,
}

/// How sure the words are that a length is of two moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// One slip in a number of two digits must explain the difference.
    Open,
    /// What begins and what ends is told, or that it goes on.
    Sure,
    /// The same, and it does not go on after the end that is told.
    Closed,
    /// Only that it cannot be longer than until now.
    AtMost,
    /// It is how long it is from now to a day still to come: what is printed some days late is right as well.
    Ahead,
}

/// How many moments of a sentence are held against a length.
const MOST: usize = 8;
/// How many days what is said of today may be printed late.
const LATE: i32 = 6;

pub(super) fn sure(is_sure: bool) -> Tie {
    if is_sure { Tie::Sure } else { Tie::Open }
}

impl LengthClaim {
    /// The places it speaks of.
    pub(super) fn places(&self) -> Vec<TextRange> {
        vec![self.first.place.range, self.length.range, self.last.place.range]
    }

    /// What is wrong in an article of that time.
    pub(super) fn judge(&self, when: &When) -> Option<Finding> {
        let needs_article = self.first.is_relative() != self.last.is_relative()
            || matches!(self.first.year, YearOf::Today(_))
            || matches!(self.last.year, YearOf::Today(_));
        let mut nows = Now::all(when);
        if nows.is_empty() && !needs_article {
            nows.push(Now { year: 2023, day: None });
        }
        let years = self.said.unit == Unit::Year;
        // What began in a year and goes on is not full in another one.
        let goes_on = years && self.first.month.is_none() && self.last.is_relative() && self.last.month.is_none();
        let today = Moment { year: YearOf::Today(0), month: None, day: None, place: self.length.clone() };
        // 2015年获得奖励，如今他守山已40年: of another beginning, which is not told.
        if self.tie == Tie::Open && years && (self.is_nth || self.last.year != YearOf::Relative(0)) {
            return None;
        }
        let today = Some(&today).filter(|_| self.tie != Tie::Closed);
        let all: Vec<&Moment> = self.others.iter().chain([&self.first, &self.last]).chain(today).collect();
        let is_end = |m: &Moment, end: &Moment| m.place.range == end.place.range;
        for now in &nows {
            let fits = |a: &Moment, b: &Moment, slack| pairs(a, b, *now).iter().any(|(a, b)| self.said.fits(a, b, slack));
            let late = if self.tie == Tie::Ahead && self.said.unit == Unit::Day { LATE } else { 0 };
            if fits(&self.first, &self.last, i32::from(goes_on) + late) {
                return None;
            }
            // Where the words are sure, only another beginning or another end is asked.
            let is_asked =
                |a: &Moment, b: &Moment| !is_end(a, b) && (self.tie == Tie::Open || is_end(a, &self.first) || is_end(b, &self.last));
            if all.iter().any(|a| all.iter().any(|b| is_asked(a, b) && fits(a, b, 0))) {
                return None;
            }
        }
        let (a, b) = nows.first().and_then(|now| pairs(&self.first, &self.last, *now).first().copied())?;
        let right = self.said.right(&a, &b)?;
        let is_told = match self.tie {
            Tie::Open => self.is_slip(right),
            Tie::Sure | Tie::Closed => true,
            Tie::AtMost => self.said.from > (right.1 + 1) * 10,
            Tie::Ahead => self.is_slip(right),
        };
        (right.0 >= 1 && is_told).then(|| miscounted_units(self, right))
    }

    /// Whether one slip makes a number of two digits right.
    fn is_slip(&self, right: (i32, i32)) -> bool {
        let said = (self.said.from / 10).to_string();
        said.len() > 1 && self.said.from % 10 == 0 && (right.0..=right.1).any(|n| slip(&n.to_string(), &said).is_some())
    }
}

/// Whether two moments of the sentence of a length make it right, whatever the article's date.
pub(super) fn has_alibi(line: &Line, at: usize) -> bool {
    let Some(length) = length(line, at) else { return false };
    let sentence = line.sentence(at);
    let near: Vec<Moment> = sentence.figures.filter_map(|i| moment(line, i)).take(MOST).collect();
    let now = Now { year: 2023, day: None };
    let is_open = |a: &Moment, b: &Moment| a.is_relative() == b.is_relative() || a.year == YearOf::Open || b.year == YearOf::Open;
    let fits = |a: &Moment, b: &Moment| is_open(a, b) && pairs(a, b, now).iter().any(|(a, b): &(Point, Point)| length.said.fits(a, b, 0));
    near.iter().any(|a| near.iter().any(|b| a != b && fits(a, b)))
}
