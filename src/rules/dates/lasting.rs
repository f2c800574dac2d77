//! G3, G6: two dates told apart, what began on the one and ended on the other, and how long it is said to have lasted
//! (`3月1日开幕，3月31日闭幕，历时21天`; `2015年6月开工，历时5年，2023年6月竣工`).
//!
//! The words must say that the length is of these two; any two dates of the sentence that make it right acquit.

use super::runs::{self, Length, is_more, length_at, stretch};
use super::sentence::Sentence;
use super::spans::{self, DayUnit, days_said};
use super::words::{WORDS, begins, ending, holds};
use super::{Checked, Line};
use crate::figures::dates::{CalendarDate, Relation, Span, TimeExpression, Year, YearValue};
use crate::figures::figure::Figure;
use crate::rules::finding::Finding;
use crate::rules::relations::slip::slip;

/// How much text, in bytes, may stand between a date and the next thing.
const REACH: usize = 90;
/// How many dates of a sentence are held against a length.
const MOST_DATES: usize = 8;

/// A length of time that is said.
enum Said<'l> {
    Days(u32, DayUnit),
    Units(Length<'l>),
}

/// Looks at a figure as the length between two dates of its sentence.
pub(super) fn check(line: &Line, at: usize) -> Checked {
    let (count, said) = said(line, at)?;
    let sentence = line.sentence(at);
    let told = dates(line, at, &sentence);
    let (first, last) = told.or_else(|| loose_dates(line, at, &sentence))?;
    let whole = joined(line, first, last)?;
    let found = judged(line, first, &whole, count, &said)?;
    if told.is_none() && found.is_some() && !is_slip(&whole, &said) {
        return None;
    }
    let others: Vec<usize> = sentence.figures.filter(|i| single(line, *i).is_some()).take(MOST_DATES).collect();
    let fits =
        |a: usize, b: usize| joined(line, a, b).and_then(|time| judged(line, a, &time, count, &said)).is_some_and(|found| found.is_none());
    let is_right = others.iter().enumerate().any(|(n, a)| others[n + 1..].iter().any(|b| fits(*a, *b)));
    Some(found.filter(|_| !is_right && !super::length_claim::has_alibi(line, at)))
}

fn said<'l>(line: &Line<'l>, at: usize) -> Option<(&'l Figure, Said<'l>)> {
    if let Some((count, days, unit)) = days_said(line, at) {
        let is_other = line.after(count).starts_with(['后', '前', '内', '之', '以', '半', '多', '余', '夜', '假', '左']);
        return (!is_other).then_some((count, Said::Days(days, unit)));
    }
    let length = length_at(line, at).filter(|length| !is_more(line, length))?;
    Some((length.figure, Said::Units(length)))
}

/// The two dates that the words tie to a length, by its place: behind them, between them, before them.
fn dates(line: &Line, at: usize, sentence: &Sentence) -> Option<(usize, usize)> {
    let words = &WORDS.lasting;
    let is_led = ending(sentence.head, words.leads.iter()).is_some();
    let before: Vec<usize> = sentence.figures.clone().filter(|i| *i < at && line.time(*i).is_some()).collect();
    let after: Vec<usize> = sentence.figures.clone().filter(|i| *i > at && line.time(*i).is_some()).collect();
    let begun = |from: usize, to: usize| {
        let text = line.between(from, to);
        is_near(text) && (has_begun(line, from, text) || is_from(line, from) && !text.is_empty())
    };
    if let (Some(last), Some(first)) = (before.last(), before.iter().rev().nth(1)) {
        let text = line.between(*last, at);
        let is_counted = is_counted(line, at) && text.ends_with([',', '的']) && names_years_only(line, &before);
        if is_counted && is_near(text) && is_near(line.between(*first, *last)) && holds(text, &words.reached) {
            return Some((*first, *last));
        }
        let ends = holds(text, &words.ends) || is_from(line, *first) && matches!(line.between(*first, *last), "到" | "至" | "开镰到");
        if is_led && is_near(text) && ends && begun(*first, *last) {
            return Some((*first, *last));
        }
    }
    let has_ended = |last: usize| {
        let tail = line.after(&line.figures[last]);
        let clause = &tail[..tail.find([',', '。', ';', '(', '!']).unwrap_or(tail.len()).min(REACH)];
        holds(clause, &words.ends)
    };
    if let (Some(first), Some(last)) = (before.last(), after.first()) {
        let text = line.between(*first, at);
        let is_between = is_near(text) && has_begun(line, *first, text) && is_near(line.between(at, *last));
        return (is_led && is_between && has_ended(*last)).then_some((*first, *last));
    }
    let (first, last) = (after.first()?, after.get(1)?);
    let is_before = is_led && is_near(line.between(at, *first)) && begun(*first, *last) && has_ended(*last);
    (is_before && before.is_empty()).then_some((*first, *last))
}

/// The two dates before a length that a word leads, whatever happened on them: `2021年3月动工、2022年9月点亮，前后用了18个月`. Not where
/// something begins on the later one (`2022年9月开工，工期18个月`), or where the words between name other ends.
fn loose_dates(line: &Line, at: usize, sentence: &Sentence) -> Option<(usize, usize)> {
    ending(sentence.head, WORDS.lasting.leads.iter().chain(&WORDS.lasting.passed))?;
    let before: Vec<usize> = sentence.figures.clone().filter(|i| *i < at && line.time(*i).is_some()).collect();
    let [.., first, last] = before.as_slice() else { return None };
    let (between, text) = (line.between(*first, *last), line.between(*last, at));
    let is_tied = is_near(between) && is_near(text) && !text.contains(['从', '自', '到', '至', '再']);
    let is_other = (last + 1..at).any(|i| length_at(line, i).is_some() || days_said(line, i).is_some());
    // 1976年出生，1996年进厂，干了28年: a work that begins on the later one goes on.
    let begins_work = holds(text.split(',').next().unwrap_or(text), &WORDS.until_now.begins);
    let begins_there = (has_begun(line, *last, text) || begins_work) && !holds(text, &WORDS.lasting.ends);
    (is_tied && !is_other && !begins_there).then_some((*first, *last))
}

/// Whether a length of two digits and more, or of months, is what two dates are apart but for one slip.
fn is_slip(whole: &TimeExpression, said: &Said) -> bool {
    let Said::Units(length) = said else { return false };
    let said = length.count.to_string();
    let Some(right) = stretch(whole, length.unit).filter(|_| said.len() > 1) else { return false };
    right.into_iter().any(|count| slip(&count.to_string(), &said).is_some())
}

/// `，八年时间翻了两番`: a length that no word leads.
fn is_counted(line: &Line, at: usize) -> bool {
    let figure = &line.figures[at];
    line.time(at).is_some() || begins(line.after(figure), &WORDS.run.closers)
}

/// Whether two years are all that a sentence names before a length.
fn names_years_only(line: &Line, dates: &[usize]) -> bool {
    matches!(dates, [a, b] if line.named_year(*a).is_some_and(|y| y.year.is_some()) && line.named_year(*b).is_some_and(|y| y.year.is_some()))
}

/// Whether something begins behind a date, with the first words of its clause.
fn has_begun(line: &Line, date: usize, text: &str) -> bool {
    let clause = text.split([',', '、']).next().unwrap_or(text);
    let is_since = matches!(line.time(date), Some((_, time)) if matches!(time.relation, Relation::During | Relation::From));
    is_since && (begins(text, &WORDS.lasting.begins) || holds(clause, &WORDS.lasting.begins))
}

fn is_from(line: &Line, date: usize) -> bool {
    let Some((figure, time)) = line.time(date) else { return false };
    time.relation == Relation::From || line.before(figure).ends_with(['从', '自', '由'])
}

fn is_near(text: &str) -> bool {
    text.len() <= REACH && !text.contains(['。', ';', '!', '?'])
}

fn single<'l>(line: &Line<'l>, at: usize) -> Option<&'l TimeExpression> {
    let (_, time) = line.time(at)?;
    let is_plain = matches!(time.relation, Relation::During | Relation::From | Relation::UpTo) && time.last.is_none();
    (is_plain && time.dates().next().is_some_and(|d| d.part.is_none())).then_some(time)
}

/// Two dates as one stretch; `None` where a year is only told by the article (今年11月5日), or by nobody.
fn joined(line: &Line, first: usize, last: usize) -> Option<TimeExpression> {
    let (one, other) = (single(line, first)?, single(line, last)?);
    let year = |time: &TimeExpression| time.dates().next().and_then(|date| date.year).map(|year| year.value);
    let is_sure = match (year(one), year(other)) {
        (Some(YearValue::Numbered(_)), Some(YearValue::Numbered(_))) | (None, None) => true,
        // 2024年3月1日开幕，3月31日闭幕: the days of one year; what was begun in 2021年6月 may have ended in any December.
        (Some(_), None) => {
            other.dates().next().is_some_and(|date| date.day.is_some()) && one.dates().next().is_some_and(|date| date.day.is_some())
        }
        _ => false,
    };
    // 9月1日开学，2026年1月23日放假: the year of the end tells that of the beginning.
    let begun = || year_before(one, other);
    let first = if is_sure { one.first.clone() } else { begun()? };
    Some(TimeExpression { first, last: Some(other.first.clone()), relation: Relation::During })
}

/// A day without a year that something ended after in a year that is named: in that year, or else in the one before.
fn year_before(one: &TimeExpression, other: &TimeExpression) -> Option<Span> {
    let Span::Calendar(date) = &one.first else { return None };
    let end = other.dates().next()?;
    let year = end.year.filter(|year| matches!(year.value, YearValue::Numbered(_)))?;
    let day = |date: &CalendarDate| Some((date.numbered_month()?, date.numbered_day()?));
    if date.year.is_some() {
        return None;
    }
    let number = end.numbered_year()? - i32::from(day(date)? > day(end)?);
    Some(Span::Calendar(CalendarDate { year: Some(Year { value: YearValue::Numbered(number), ..year }), ..date.clone() }))
}

/// Whether both ends of a stretch name their year.
fn has_years(time: &TimeExpression) -> bool {
    time.dates().filter(|date| date.numbered_year().is_some()).count() == 2
}

fn judged(line: &Line, first: usize, time: &TimeExpression, count: &Figure, said: &Said) -> Option<Option<Finding>> {
    let figure = &line.figures[first];
    match said {
        // More than a year is of another year than the one that is written.
        Said::Days(days, _) if *days > 300 && !has_years(time) => None,
        Said::Days(days, unit) => spans::judged(line, figure, time, count, *days, *unit),
        Said::Units(length) => {
            let right = stretch(time, length.unit)?;
            Some((!right.contains(&length.count)).then(|| runs::finding(line, figure, length, &right)))
        }
    }
}
