//! A2: the time that a title or a heading names, against the text under it: `前4个月客流增长8.1%` above `1—5月，客流增长8.1%`;
//! `9月20日起施行` above `自9月21日起施行`.
//!
//! The text must have the title's words, and the title's own time nowhere: what it names is another time, then, and not one more.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Comparison;
use super::fact::{is_in_head, stands_alone};
use super::likeness::{runs_in, sentence, without};
use super::titles::mismatch;
use super::words::{WORDS, begins, ends};
use crate::article::Role as LineRole;
use crate::figures::dates::YearValue;
use crate::figures::figure::{Figure, Kind, Value};
use crate::rules::finding::{Evidence, Finding, Message, Related, Severity};
use crate::rules::style::as_value;

/// The most titles of an article, and the most lines under one of them.
const MOST_TITLES: usize = 80;
const MOST_LINES: usize = 40;
/// The most figures of a line that are looked at.
const MOST_FIGURES: usize = 400;
/// How many characters in a row title and sentence have in common, at least: for months, and for days.
const COMMON: usize = 4;
const COMMON_OF_DAY: usize = 6;
const COMMON_OF_YEAR: usize = 8;
const COMMON_OF_ITEM: usize = 8;
/// A year to calculate in: what is compared is months and days.
const YEAR: i16 = 2023;

/// A time that can be named again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Time {
    /// The months from January on.
    UpTo(i8),
    /// One month.
    Month(i8),
    /// A day of a month.
    Day(i8, i8),
    /// From one day to another.
    Days((i8, i8), (i8, i8)),
    /// A year by its number.
    Year(i32),
}

impl Time {
    /// Whether two times are of one sort, and one can stand wrongly for the other.
    fn is_like(self, other: Time) -> bool {
        match (self, other) {
            (Time::Days(a, _), Time::Days(b, _)) => a == b,
            (Time::Day(a, _), Time::Day(b, _)) => a == b,
            (Time::Year(a), Time::Year(b)) => (a - b).abs() <= 2,
            _ => std::mem::discriminant(&self) == std::mem::discriminant(&other),
        }
    }

    fn common(self) -> usize {
        match self {
            Time::UpTo(_) | Time::Month(_) => COMMON,
            Time::Day(..) | Time::Days(..) => COMMON_OF_DAY,
            Time::Year(_) => COMMON_OF_YEAR,
        }
    }
}

/// A time with its place.
#[derive(Clone, Copy)]
struct Named<'a> {
    line: usize,
    figure: &'a Figure,
    time: Time,
}

impl Comparison<'_> {
    /// A2 for times.
    pub(super) fn title_times(&self, findings: &mut Vec<Finding>) {
        let roles = &self.subject.article().roles;
        let is_title = |line: &usize| match roles[*line] {
            LineRole::Title | LineRole::OriginalTitle | LineRole::Heading(_) => true,
            _ => self.subject.article().is_body(*line) && (stands_alone(self.subject, *line) || is_in_head(self.subject, *line)),
        };
        for title in (0..self.subject.line_count()).filter(is_title).take(MOST_TITLES) {
            let figures = self.subject.figures(title);
            let reading = &self.subject.reading(title).text;
            let Some(named) = figures.iter().find_map(|figure| Some(Named { line: title, figure, time: time(reading, figure)? })) else {
                continue;
            };
            let end = self.section_end(title).min(title + 1 + MOST_LINES).min(self.subject.line_count());
            // The first of several items has the whole article below it; its own words must be in its own paragraph.
            let own = (title + 1..end).find(|line| stands_alone(self.subject, *line)).filter(|_| stands_alone(self.subject, title));
            let of_item = || self.contradicting(&named, title + 1..own?, COMMON_OF_ITEM);
            if let Some(other) = self.contradicting(&named, title + 1..end, named.time.common()).or_else(of_item) {
                findings.push(self.report_time(&named, &other));
            }
        }
    }

    /// The one time of the text under a title that stands for the title's.
    fn contradicting(&self, title: &Named, lines: std::ops::Range<usize>, common: usize) -> Option<Named<'_>> {
        let lines = || lines.clone().filter(|line| *line < self.subject.line_count() && self.subject.article().is_body(*line));
        let words = without(&self.subject.reading(title.line).text, title.figure.range);
        let mut found: Option<Named> = None;
        let mut times = BTreeSet::new();
        for line in lines() {
            let text = &self.subject.reading(line).text;
            let figures = self.subject.figures(line);
            // 今年, 上年 may be the title's year.
            if matches!(title.time, Time::Year(_)) && figures.iter().take(MOST_FIGURES).any(is_relative) {
                return None;
            }
            for figure in figures.iter().take(MOST_FIGURES).filter(|f| may_be_meant(text, f)) {
                let Some(time) = time(text, figure) else { continue };
                if time == title.time || covers(title.time, time) || covers(time, title.time) {
                    return None;
                }
                if !time.is_like(title.time) {
                    continue;
                }
                if runs_in(&words, sentence(text, figure.range), common) && !is_compared(text, figure) {
                    times.insert(time);
                    found.get_or_insert(Named { line, figure, time });
                }
            }
        }
        found.filter(|_| times.len() == 1)
    }

    fn report_time(&self, title: &Named, text: &Named) -> Finding {
        let of = |named: &Named| &self.subject.reading(named.line).text[named.figure.range];
        let place = |named: &Named| self.subject.reading_in_source(named.line, named.figure.range);
        let (x, y) = (of(title), of(text));
        let message = mismatch(x, y);
        let value = |named: &Named| {
            let mut value = as_value(&self.subject.reading(named.line).text, named.figure);
            value.range = place(named);
            value
        };
        let evidence = Some(Evidence { formula: Message::both(format!("{x} ≠ {y}")), values: vec![value(text), value(title)] });
        let related =
            vec![Related { range: place(text), message: Message::new(format!("正文写作“{y}”"), format!("“{y}” stands here")) }];
        Finding { code: "title-mismatch", severity: Severity::Error, message, range: place(title), evidence, related, fixes: Vec::new() }
    }
}

/// The time that a figure names; `None` for what is counted from another day and for the whole of a year without its number.
fn time(reading: &str, figure: &Figure) -> Option<Time> {
    let Value::Time(expression) = &figure.value else { return None };
    // 年初, 月底, 上旬 and 近年 are rough.
    let is_rough = ends(&reading[figure.range], &WORDS.rough_times);
    if !matches!(figure.kind, Kind::Date | Kind::DateRange) || is_rough {
        return None;
    }
    let years: Vec<_> = expression.dates().filter_map(|date| date.year).collect();
    let is_of_other_year = years.iter().any(|year| !matches!(year.value, YearValue::Numbered(_) | YearValue::Relative(0)));
    let is_relative =
        expression.dates().any(|date| date.day.is_some_and(|day| matches!(day.value, crate::figures::dates::DayValue::Relative(_))));
    let only_year = |date: &crate::figures::dates::CalendarDate| date.month.is_none() && date.day.is_none() && date.part.is_none();
    if let Some(date) = expression.dates().next().filter(|date| only_year(date)) {
        let is_one = expression.dates().count() == 1 && figure.kind == Kind::Date;
        return date.numbered_year().filter(|_| is_one).map(Time::Year);
    }
    if is_of_other_year || is_relative {
        return None;
    }
    let reference = Date::new(YEAR, 12, 31).ok()?;
    // 自9月20日起 has no end.
    let has_day = expression.dates().count() == 1 && expression.dates().all(|date| date.day.is_some());
    let (first, last) = match expression.days(Some(reference))? {
        (Some(first), Some(last)) => (first, last),
        (Some(day), None) | (None, Some(day)) if has_day => (day, day),
        _ => return None,
    };
    let (first, last) = (first.with().year(YEAR).build().ok()?, last.with().year(YEAR).build().ok()?);
    let is_end = last == last.last_of_month();
    let starts = first.day() == 1;
    Some(match () {
        () if first == last => Time::Day(first.month(), first.day()),
        () if starts && is_end && first.month() == last.month() => Time::Month(first.month()),
        () if starts && is_end && first.month() == 1 && last.month() < 12 => Time::UpTo(last.month()),
        () if first < last && !(starts && is_end) => Time::Days((first.month(), first.day()), (last.month(), last.day())),
        () => return None,
    })
}

/// Whether what is told is held against that time: 较1—2月加快.
fn is_compared(text: &str, figure: &Figure) -> bool {
    ends(&text[..figure.range.start().into()], &WORDS.base_times)
}

/// Whether a figure is a time counted from the article's: 今年, 去年, 昨天.
fn is_relative(figure: &Figure) -> bool {
    let Value::Time(expression) = &figure.value else { return false };
    expression.dates().any(|date| date.year.is_some_and(|year| !matches!(year.value, YearValue::Numbered(_))))
}

/// Whether one time lies within another: what is told of a day of the month.
fn covers(whole: Time, part: Time) -> bool {
    match (whole, part) {
        (Time::Month(month), Time::Day(of, _)) | (Time::Month(month), Time::Days((of, _), _)) => month == of,
        (Time::UpTo(last), Time::Month(month)) => month == last,
        (Time::Days(first, last), Time::Day(month, day)) => first == (month, day) || last == (month, day),
        _ => false,
    }
}

/// Whether a figure may be the time of what is told: 今天(3月12日) is that of its telling, and so is a dateline.
fn may_be_meant(text: &str, figure: &Figure) -> bool {
    let (before, behind) = (&text[..figure.range.start().into()], &text[figure.range.end().into()..]);
    let is_bracketed = before.ends_with('(') && behind.starts_with(')');
    !is_bracketed && !begins(behind, &WORDS.datelines)
}
