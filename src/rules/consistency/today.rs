//! A1: two days that are both today: `今天（3月12日）……昨天（3月14日）`. What an article calls 今天, 昨晚 or 明日 and dates in brackets tells which day it is
//! of, and it is of one.

use jiff::ToSpan;
use jiff::civil::Date;

use super::words::{WORDS, begins};
use crate::figures::dates::{CalendarDate, DayValue, MonthValue};
use crate::figures::figure::{Figure, Value};
use crate::rules::Subject;
use crate::rules::finding::{Evidence, Finding, Message, Related, Severity};
use crate::rules::style::as_value;
use crate::text::TextRange;

/// The most such days of an article that are held together.
const MOST: usize = 200;
/// Years to calculate in where none is told: of 28 and of 29 days of February.
const YEARS: [i16; 2] = [2023, 2024];

/// A day with its date in brackets, and the day that is today by it.
struct Told<'a> {
    line: usize,
    figure: &'a Figure,
    reading: &'a str,
    /// The word and the date: `今天(3月12日`.
    text: &'a str,
    /// In each of [`YEARS`]; one where the year is told.
    todays: Vec<Date>,
}

/// Whether a reading may name a day with its date in brackets.
pub(in crate::rules) fn may_date_days(reading: &str) -> bool {
    reading.match_indices('(').any(|(at, _)| reading[..at].ends_with(['天', '日', '晚', '夜', '早', '晨']))
}

/// Days of an article that cannot all be today.
pub(super) fn check(subject: &dyn Subject, findings: &mut Vec<Finding>) {
    let lines = (0..subject.line_count()).filter(|line| subject.article().is_body(*line) && subject.holds(*line).days);
    let told: Vec<Told> = lines.flat_map(|line| told(subject, line)).take(MOST).collect();
    let agree = |a: &Told, b: &Told| a.todays.iter().any(|day| b.todays.iter().any(|other| is_same(*day, *other)));
    let votes: Vec<usize> = told.iter().map(|one| told.iter().filter(|other| agree(one, other)).count()).collect();
    let Some(most) = votes.iter().max() else { return };
    let right = votes.iter().position(|votes| votes == most).unwrap_or(0);
    // An article of several days has several of each.
    let odd: Vec<(&Told, &usize)> = told.iter().zip(&votes).filter(|(one, _)| !agree(one, &told[right])).collect();
    let is_of_several = odd.iter().any(|(_, votes)| **votes > 1);
    if !is_of_several && (odd.len() < *most || odd.len() == 1) {
        findings.extend(odd.into_iter().map(|(odd, _)| report(subject, odd, &told[right])));
    }
}

/// Whether two days are one, in whatever years.
fn is_same(one: Date, other: Date) -> bool {
    (one.month(), one.day()) == (other.month(), other.day())
}

/// The days of a line that brackets date: `昨晚（2日）` without a month tells too little.
fn told<'a>(subject: &'a dyn Subject, line: usize) -> Vec<Told<'a>> {
    let (reading, figures) = (subject.reading(line).text.as_str(), subject.figures(line));
    let pairs = figures.windows(2).filter_map(|pair| {
        let [word, date] = pair else { return None };
        let between = reading.get(word.range.end().into()..date.range.start().into())?;
        let behind = &reading[date.range.end().into()..];
        let (day, date_of) = (date_of(word)?, date_of(date)?);
        let DayValue::Relative(offset) = day.day.as_ref()?.value else { return None };
        let is_bracketed = between == "(" && behind.starts_with(')') && subject.reading(line).is_trusted(date.range);
        // 当天, 次日 are counted from another day.
        let says_today = begins(reading[word.range].trim_start_matches("截至"), &WORDS.todays);
        let todays = is_bracketed.then(|| todays(date_of, offset)).filter(|days| says_today && !days.is_empty())?;
        let text = reading.get(word.range.start().into()..date.range.end().into())?;
        Some(Told { line, figure: date, reading, text, todays })
    });
    pairs.collect()
}

fn date_of(figure: &Figure) -> Option<&CalendarDate> {
    let Value::Time(time) = &figure.value else { return None };
    let mut dates = time.dates();
    dates.next().filter(|_| dates.next().is_none())
}

/// Which day it is where another is so many days from it.
fn todays(date: &CalendarDate, offset: i32) -> Vec<Date> {
    let MonthValue::Numbered(month) = (match date.month.as_ref() {
        Some(month) if !month.is_leap => month.value,
        _ => return Vec::new(),
    }) else {
        return Vec::new();
    };
    let Some(DayValue::Numbered(day)) = date.day.as_ref().map(|day| day.value) else { return Vec::new() };
    let years: Vec<i16> = match date.numbered_year().and_then(|year| i16::try_from(year).ok()) {
        Some(year) => vec![year],
        None => YEARS.to_vec(),
    };
    let day_in = |year: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?.checked_sub(offset.days()).ok();
    years.into_iter().filter_map(day_in).collect()
}

fn report(subject: &dyn Subject, odd: &Told, right: &Told) -> Finding {
    let place = |told: &Told| -> TextRange { subject.reading_in_source(told.line, told.figure.range) };
    let shown = |told: &Told| format!("{}）", told.text.replace('(', "（"));
    let (x, y) = (shown(odd), shown(right));
    let message =
        Message::new(format!("“{x}”与另一处的“{y}”对不上：两处的“今天”不是同一天"), format!("“{x}” and “{y}” are not told on one day"));
    let value = |told: &Told| {
        let mut value = as_value(told.reading, told.figure);
        value.range = place(told);
        value
    };
    let evidence = Some(Evidence { formula: Message::both(format!("{x} ≠ {y}")), values: vec![value(right), value(odd)] });
    let related =
        vec![Related { range: place(right), message: Message::new(format!("另一处写作“{y}”"), format!("“{y}” stands here")) }];
    Finding { code: "value-mismatch", severity: Severity::Error, message, range: place(odd), evidence, related, fixes: Vec::new() }
}
