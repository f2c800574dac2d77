//! Dates that contradict the calendar, the article's date or another date beside them (kinds G1–G9), and how they are written (I3).
//!
//! Each check looks at what stands side by side: a day and its weekday, a plan and its years in brackets. Ages, anniversaries and
//! periods look at their sentence, never further than `sentence` reaches. What is not side by side is left alone.

mod ages;
mod anchor;
mod anniversary;
mod apart;
mod ballot;
mod careers;
mod claims;
mod countdown;
mod earlier;
mod editions;
mod hours;
mod houses;
mod impossible;
mod jubilees;
mod lasting;
mod length_claim;
mod moments;
mod periods;
mod plans;
mod runs;
mod saved;
mod sentence;
mod shifts;
mod spans;
mod style;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_apart;
#[cfg(test)]
mod tests_of_years;
#[cfg(test)]
mod tests_shapes;
mod unfinished;
mod until_now;
mod weeks;
mod when;
mod words;
mod years;

use std::sync::Arc;

pub use claims::DayClaim;
pub use length_claim::LengthClaim;
pub use unfinished::PeriodClaim;
pub use when::When;
pub use years::YearClaim;

use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity};
use super::style::as_value;
use crate::figures::dates::{CalendarDate, TimeExpression};
use crate::figures::figure::{Figure, Value as Said};
use crate::text::{TextEdit, TextRange};

/// What the dates of a line show.
#[derive(Default)]
pub(super) struct Dates {
    /// What is wrong whatever the article's date.
    pub findings: Vec<Finding>,
    /// What the article's date decides.
    pub claims: Vec<DateClaim>,
    /// Where the figures stand that took part.
    pub checked: Vec<TextRange>,
}

/// What a line says that only the article's date can settle.
#[derive(Clone, Debug, PartialEq)]
pub enum DateClaim {
    /// A day and its weekday, lunar date or festival.
    Day(DayClaim),
    /// A number of years: an anniversary, an age, a run.
    Years(YearClaim),
    /// A length between two moments.
    Length(Box<LengthClaim>),
    /// A period told as completed.
    Period(Box<PeriodClaim>),
}

impl DateClaim {
    /// The places it speaks of.
    pub(in crate::rules) fn places(&self) -> Vec<TextRange> {
        match self {
            DateClaim::Day(claim) => claim.places().to_vec(),
            DateClaim::Years(claim) => claim.places(),
            DateClaim::Length(claim) => claim.places(),
            DateClaim::Period(claim) => claim.places(),
        }
    }

    /// What is wrong, in an article of that time.
    pub(in crate::rules) fn judge(&self, when: &When) -> Option<Finding> {
        match self {
            DateClaim::Day(claim) => claim.judge(when),
            DateClaim::Years(claim) => claim.judge(when),
            DateClaim::Length(claim) => claim.judge(when),
            DateClaim::Period(claim) => claim.judge(when.day),
        }
    }

    /// Whether it can be judged without an article.
    fn is_told(&self) -> bool {
        match self {
            DateClaim::Day(claim) => claim.year.is_some(),
            DateClaim::Years(claim) => claim.is_told(),
            DateClaim::Period(_) | DateClaim::Length(_) => false,
        }
    }
}

/// A place and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    range: TextRange,
    text: String,
}

/// How many figures a line of prose has at most; what looks around every figure for words is left out of longer ones, which are data.
const PROSE: usize = 1500;

/// How many different years of a line are kept.
const MOST_YEARS: usize = 64;

/// The time expressions among the figures of a line, with the text.
struct Line<'l> {
    reading: &'l str,
    figures: &'l [Figure],
    /// The different years that are written in it, the first ones.
    years: Arc<[i32]>,
}

fn years_of(figures: &[Figure]) -> Arc<[i32]> {
    let mut years: Vec<i32> = Vec::new();
    for figure in figures {
        let Said::Time(time) = &figure.value else { continue };
        for year in time.dates().filter_map(CalendarDate::numbered_year) {
            if years.len() < MOST_YEARS && !years.contains(&year) {
                years.push(year);
            }
        }
    }
    years.into()
}

impl<'l> Line<'l> {
    /// The time expression that a figure is.
    fn time(&self, at: usize) -> Option<(&'l Figure, &'l TimeExpression)> {
        let figure = self.figures.get(at)?;
        match &figure.value {
            Said::Time(time) => Some((figure, time)),
            _ => None,
        }
    }

    /// Whether the line has no more figures than prose has.
    fn is_prose(&self) -> bool {
        self.figures.len() <= PROSE
    }

    /// The text between a figure and the next one.
    fn gap(&self, at: usize) -> Option<&'l str> {
        let (one, next) = (self.figures.get(at)?, self.figures.get(at + 1)?);
        self.reading.get(usize::from(one.range.end())..usize::from(next.range.start()))
    }

    fn before(&self, figure: &Figure) -> &'l str {
        &self.reading[..usize::from(figure.range.start())]
    }

    fn after(&self, figure: &Figure) -> &'l str {
        &self.reading[usize::from(figure.range.end())..]
    }

    /// Whether a figure is talked about rather than used: `“2月30日”`.
    fn is_quoted(&self, figure: &Figure) -> bool {
        self.before(figure).ends_with(['“', '‘', '"']) && self.after(figure).starts_with(['”', '’', '"'])
    }
}

/// Looks at a figure as a length of time between two dates, or up to now.
fn lengths(line: &Line, at: usize, found: &mut Dates) {
    if !line.is_prose() {
        return;
    }
    let Some(result) = lasting::check(line, at) else {
        let claim = until_now::claim(line, at).map(DateClaim::Years);
        // What the stretch has told already is not told again, and a history is told by the room of jubilees.
        let is_told = found.findings.iter().rev().take(4).any(|f| f.range == line.figures[at].range);
        let apart = || {
            apart::claim(line, at)
                .filter(|_| !is_told && jubilees::claim(line, at).is_none())
                .map(|claim| DateClaim::Length(Box::new(claim)))
        };
        let ahead = || countdown::claim(line, at).filter(|_| !is_told).map(|claim| DateClaim::Length(Box::new(claim)));
        found.claim(claim.or_else(apart).or_else(ahead));
        return;
    };
    found.checked.push(line.figures[at].range);
    // The stretch may have told it already.
    let is_new = |finding: &Finding| found.findings.iter().rev().take(4).all(|f| f.range != finding.range);
    let result = result.filter(is_new);
    found.findings.extend(result);
}

/// A length that two dates or two ages beside it settle.
fn told_beside(line: &Line, at: usize) -> Checked {
    earlier::check(line, at).or_else(|| careers::check(line, at))
}

/// Checks the dates of a reading. Ranges are bytes of the reading.
pub(super) fn check(reading: &str, figures: &[Figure]) -> Dates {
    let line = Line { reading, figures, years: years_of(figures) };
    let mut found = Dates::default();
    for at in 0..figures.len() {
        lengths(&line, at, &mut found);
        let Some((figure, time)) = line.time(at) else {
            // The years of a work or of a stretch have been looked at.
            let is_length = found.checked.iter().rev().take(4).any(|place| *place == line.figures[at].range);
            found.claim(
                anniversary::claim(&line, at)
                    .or_else(|| (line.is_prose() && !is_length).then(|| jubilees::claim(&line, at))?)
                    .or_else(|| ages::claim(&line, at))
                    .or_else(|| houses::claim(&line, at))
                    .or_else(|| editions::claim(&line, at))
                    .map(DateClaim::Years)
                    .or_else(|| Some(DateClaim::Length(Box::new(apart::nth(&line, at)?)))),
            );
            if let Some(result) = hours::check(&line, at)
                .or_else(|| shifts::check(&line, at))
                .or_else(|| saved::check(&line, at))
                .or_else(|| line.is_prose().then(|| told_beside(&line, at))?)
            {
                found.checked.push(line.figures[at].range);
                found.findings.extend(result);
            }
            continue;
        };
        found.findings.extend(style::check(&line, figure, time));
        found.findings.extend(impossible::check(&line, figure, time));
        let checks = [
            spans::reversed(&line, figure, time),
            spans::day_count(&line, at),
            plans::plan(&line, at),
            periods::quarter(&line, at),
            runs::length(&line, at),
            ages::between(&line, at),
        ];
        for result in checks.into_iter().flatten() {
            found.checked.push(figure.range);
            found.findings.extend(result);
        }
        for claim in claims::claims(&line, at) {
            found.claim(Some(DateClaim::Day(claim)));
        }
        found.claim(unfinished::claim(&line, at).map(|claim| DateClaim::Period(Box::new(claim))));
    }
    found
}

impl Dates {
    /// Judges a claim now, or leaves it to the article's date.
    fn claim(&mut self, claim: Option<DateClaim>) {
        let Some(claim) = claim else { return };
        self.checked.extend(claim.places());
        if claim.is_told() {
            self.findings.extend(claim.judge(&When::default()));
        } else {
            self.claims.push(claim);
        }
    }
}

/// The outer option says whether the rule looked at the figure, the inner one what it found.
type Checked = Option<Option<Finding>>;

fn error(code: &'static str, message: Message, place: TextRange, formula: Message, values: Vec<super::Value>) -> Finding {
    let evidence = Some(Evidence { formula, values });
    Finding { code, severity: Severity::Error, message, range: place, evidence, related: Vec::new(), fixes: Vec::new() }
}

fn fix(title: Message, edits: Vec<TextEdit>) -> Fix {
    Fix { title, safe: false, edits: Edits::Places(edits) }
}

fn edit(place: TextRange, text: impl Into<String>) -> TextEdit {
    TextEdit { range: place, text: text.into() }
}

fn related(place: TextRange, zh: &str, en: &str) -> Related {
    Related { range: place, message: Message::new(zh, en) }
}

fn value(line: &Line, figure: &Figure) -> super::Value {
    as_value(line.reading, figure)
}
