//! When an article was written, as far as it tells: its dateline, or else the years that its own figures are of.

use jiff::civil::Date;

use super::words::{WORDS, holds};
use crate::figures::dates::{CalendarDate, Relation, Span, TimeExpression};
use crate::figures::figure::{Figure, Value};
use crate::rules::Subject;

/// How many lines without a dateline are asked for their years.
const MOST_LINES: usize = 200;
/// How many lines begin an article.
const LEAD: usize = 3;
/// How many characters behind a year may say that it is still to come.
const CLAUSE: usize = 30;
/// Earlier years are history.
const EARLIEST: i32 = 2000;

/// When an article was written.
#[derive(Clone, Debug, Default)]
pub struct When {
    /// The day of its dateline, else the reference date of the settings.
    pub day: Option<Date>,
    /// Where there is none: the last year that it speaks of as over or present, if any; and the last that it speaks of in any way but as of a
    /// plan. It may have been written in either, or in the year behind it.
    pub last_year: Option<(i32, i32)>,
}

impl When {
    /// An article that is dated.
    pub fn dated(day: Option<Date>) -> When {
        When { day, last_year: None }
    }

    /// What an article tells of its day.
    pub(in crate::rules) fn of(subject: &dyn Subject) -> When {
        let day = subject.today();
        if day.is_some() {
            return When::dated(day);
        }
        let own = (0..subject.line_count().min(MOST_LINES)).filter(|line| subject.article().is_body(*line));
        let told = own.enumerate().flat_map(|(nth, line)| {
            told_years(&subject.reading(line).text, subject.figures(line)).map(move |(year, is_over)| (nth, year, is_over))
        });
        let told: Vec<(usize, i32, bool)> = told.collect();
        let over = told.iter().filter(|(_, _, is_over)| *is_over).map(|(_, year, _)| *year).max();
        let told_of = told.iter().map(|(_, year, _)| *year).max();
        // A year that is named once, far down, is history as likely as not.
        let is_named =
            |year: &i32| told.iter().filter(|(_, y, _)| y == year).count() > 1 || told.iter().any(|(nth, y, _)| y == year && *nth < LEAD);
        let last = told_of.filter(|year| is_named(year));
        When { day, last_year: over.or(last).zip(last) }
    }

    /// The years that the article may be of, the likeliest first; empty where nothing tells.
    pub(super) fn years(&self) -> Vec<i32> {
        match (self.day.map(|day| i32::from(day.year())), self.last_year) {
            (Some(year), _) => vec![year, year - 1, year + 1],
            // What is told as over or present is not written before.
            (None, Some((over, told))) if over == told => vec![over, over + 1],
            (None, Some((over, told))) => vec![told, told + 1, over, over + 1],
            (None, None) => Vec::new(),
        }
    }

    /// Whether 今年 may be the year before the dateline's: what is printed in January may have been written in December.
    pub(super) fn this_years(&self) -> Vec<i32> {
        let years = self.years();
        let is_january = self.day.is_some_and(|day| day.month() == 1);
        match self.day {
            Some(_) => years.into_iter().take(if is_january { 2 } else { 1 }).collect(),
            None => years,
        }
    }
}

/// The years of a line that are told as times of statistics or of news (`2024年5月`, `2024年,`, `截至2024年底`), but not as those of a plan;
/// and whether nothing near speaks of what is still to come.
fn told_years(reading: &str, figures: &[Figure]) -> impl Iterator<Item = (i32, bool)> {
    figures.iter().filter_map(move |figure| {
        let Value::Time(time) = &figure.value else { return None };
        // `2025年1—10月`: the last month has its year from the first.
        let date = &last_date(time)?;
        let (before, after) = (&reading[..usize::from(figure.range.start())], &reading[usize::from(figure.range.end())..]);
        let is_ahead = before.ends_with(['到', '至', '前', '而', '较', '比', '与'])
            || reading[figure.range].starts_with(['到', '至'])
            || after.starts_with('前');
        let opens = before.is_empty() || before.ends_with([',', '。', ';', ' ', '(']);
        let is_told = date.month.is_some() || date.part.is_some() || after.starts_with(['全', '度']) || time.last.is_some() || opens;
        // Cut before it is split: a line may go on for a megabyte.
        let end = after.char_indices().nth(CLAUSE).map_or(after.len(), |(at, _)| at);
        let clause = after[..end].split(['。', ';']).next().unwrap_or_default();
        // `二期计划2026年3月动工，2027年12月通线`
        let start = before.char_indices().rev().nth(CLAUSE - 1).map_or(0, |(at, _)| at);
        let front = before[start..].rsplit(['。', ';']).next().unwrap_or_default();
        let is_planned = [front, clause].iter().any(|text| holds(text, &WORDS.day.plans));
        let is_over = !holds(clause, &WORDS.unfinished.plans);
        let year = date.numbered_year().filter(|year| *year >= EARLIEST && is_told && !is_ahead && !is_planned)?;
        Some((year, is_over))
    })
}

fn last_date(time: &TimeExpression) -> Option<CalendarDate> {
    let is_past = matches!(time.relation, Relation::During | Relation::UpTo | Relation::Since | Relation::UntilNow);
    let (first, last) = time.completed();
    let Span::Calendar(date) = last.unwrap_or(first) else { return None };
    Some(date).filter(|date| is_past && date.year.is_some_and(|y| y.digits == 4))
}
