//! G4: a period that was not over when the article was dated, told as completed (`（3月9日发稿）今年1至4月，全区完成投资7亿元`).
//!
//! Lists of tasks say 完成 as reports do, so a plain verb counts only behind the months since January, the form of statistics; behind
//! other periods a word must say that it is over. A word of a plan anywhere in the sentence acquits.

use jiff::ToSpan;
use jiff::civil::Date;

use super::sentence::Sentence;
use super::words::{WORDS, begins, holds};
use super::{Line, Place, related};
use crate::figures::dates::{CalendarDate, Part, Relation, Span, TimeExpression, YearValue};
use crate::figures::figure::{Figure, Kind};
use crate::rules::finding::{Evidence, Finding, Message, Severity, Value};
use crate::text::{TextRange, range};

/// A period told as completed.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodClaim {
    time: TimeExpression,
    period: Place,
    /// The words that say so.
    done: Place,
    /// The day of the dispatch that the line itself gives, with its place.
    sent: Option<Sent>,
    /// How many days before its end a report may come.
    early: i64,
    /// Whether it is wrong only of time that has not begun.
    must_begin: bool,
    /// Whether the year is left out.
    is_bare: bool,
}

/// How many figures before a bare period may give its year.
const FIGURES: usize = 12;
/// How far behind a period, in bytes, it is told as completed.
const REACH: usize = 150;
/// How far behind such a word, in bytes, its figure stands.
const FIGURE_REACH: usize = 60;

/// What stands behind a period that is no adverb: `今年上半年的任务已完成`.
const ATTRIBUTES: [&str; 14] = ["的", "任务", "计划", "目标", "工作", "度", "末", "底", "初", "前", "后", "起", "指标", "》"];

/// The claim of a period.
pub(super) fn claim(line: &Line, at: usize) -> Option<PeriodClaim> {
    let (figure, time) = line.time(at)?;
    if let Some(claim) = seen(line, at) {
        return Some(claim);
    }
    let form = form(line, figure, time)?;
    // A period without a year is of the article's, unless the line has named another one.
    let sentence = line.sentence(at);
    let looks_back = form.is_bare && holds(&line.reading[sentence.place.clone()], &WORDS.unfinished.reviews);
    if looks_back || form.is_bare && (at.saturating_sub(FIGURES)..at).any(|i| names_year(line, i)) {
        return None;
    }
    let before = line.before(figure);
    let opens = before.is_empty() || before.ends_with(['。', ';', ',', ')', '!', '?', ':', ' ', '】', '讯', '电', '—']);
    let after = line.after(figure);
    if !opens || ATTRIBUTES.iter().any(|word| after.starts_with(word)) || line.is_quoted(figure) {
        return None;
    }
    let (told, end) = told_of(line, at, &sentence);
    let words = &WORDS.unfinished;
    // 四季度已开工: what is said before of a goal does not make it a plan.
    let is_planned =
        if told.starts_with('已') { speaks(told, &words.plans) } else { speaks(&line.reading[sentence.place.clone()], &words.plans) };
    if is_planned {
        return None;
    }
    let strong = first_of(told, &words.strong).filter(|_| form.kind != Form::BEGIN);
    let plain = first_of(told, &words.plain).filter(|_| form.is_cumulative && !speaks(told, &words.tasks));
    let begun = first_of(told, &words.begun).or((form.kind == Form::BEGIN).then_some((0, 0)));
    let (start, len) = strong.or(plain).or(begun)?;
    let from = usize::from(figure.range.end()) + start;
    is_measured(line, at, from + len, end).then_some(())?;
    let must_begin = strong.or(plain).is_none();
    Some(PeriodClaim {
        time: time.clone(),
        period: line.place(figure.range),
        done: line.place(range(from, from + len)),
        sent: sent(line, at),
        early: form.early,
        must_begin,
        is_bare: form.is_bare,
    })
}

/// `5月26日，记者在河西镇看到`: a day on which a reporter was there.
fn seen(line: &Line, at: usize) -> Option<PeriodClaim> {
    let (figure, time) = line.time(at)?;
    let date = time.dates().next().filter(|_| time.last.is_none() && time.relation == Relation::During)?;
    let is_day = date.numbered_day().is_some() && date.numbered_month().is_some() && date.year.is_none();
    let after = line.after(figure).strip_prefix(',')?;
    let clause = after.split([',', '。']).next()?;
    let before = line.before(figure);
    let opens = before.is_empty() || before.ends_with(['。', ')', ' ', '讯', '电', '\u{3000}']);
    let start = first_of(clause, &WORDS.unfinished.seen).filter(|_| is_day && opens && clause.starts_with("记者"))?;
    if (at.saturating_sub(FIGURES)..at).any(|i| names_year(line, i)) || clause.contains('将') {
        return None;
    }
    let from = usize::from(figure.range.end()) + 1 + start.0;
    Some(PeriodClaim {
        time: time.clone(),
        period: line.place(figure.range),
        done: line.place(range(from, from + start.1)),
        sent: None,
        early: 0,
        must_begin: false,
        is_bare: true,
    })
}

struct Form {
    /// The months since January, as statistics give them.
    is_cumulative: bool,
    early: i64,
    /// Whether the year is left out.
    is_bare: bool,
    /// Whether the period counts by its end or by its beginning.
    kind: u8,
}

impl Form {
    const END: u8 = 0;
    const BEGIN: u8 = 1;

    fn of(is_cumulative: bool, early: i64, is_bare: bool) -> Form {
        Form { is_cumulative, early, is_bare, kind: Form::END }
    }
}

/// The periods that are looked at: of this year or of a year in digits, in the shape of statistics.
fn form(line: &Line, figure: &Figure, time: &TimeExpression) -> Option<Form> {
    let (Span::Calendar(first), last) = time.completed() else { return None };
    let text = &line.reading[figure.range];
    let is_bare = first.year.is_none();
    match first.year.map(|year| (year.value, year.digits)) {
        None | Some((YearValue::Numbered(_), 4)) => {}
        Some((YearValue::Relative(0), _)) if text.contains("今年") => {}
        _ => return None,
    }
    if time.relation == Relation::UpTo && time.last.is_none() {
        let is_day = first.numbered_day().is_some() && first.numbered_month().is_some();
        let is_month_end = first.numbered_month().is_some() && first.day.is_none() && text.ends_with(['底', '末']);
        let is_form = is_day || is_month_end && text.starts_with("截");
        return is_form.then(|| Form::of(text.starts_with("截"), if is_day { 1 } else { 5 }, is_bare));
    }
    // 今年11月以来，已有3批: of a time that has not begun.
    if time.relation == Relation::Since && time.last.is_none() && first.numbered_month().is_some() {
        return Some(Form { is_cumulative: false, early: 0, is_bare, kind: Form::BEGIN });
    }
    if time.relation != Relation::During {
        return None;
    }
    if let Some(last) = last {
        let Span::Calendar(last) = last else { return None };
        let months = (plain_month(&first)?, plain_month(&last)?);
        let is_same = last.year.is_none_or(|y| Some(y.value) == first.year.map(|y| y.value));
        return (months.0 == 1 && months.1 > 1 && is_same).then(|| Form::of(true, early(months.1), is_bare));
    }
    match (&first.part, first.day) {
        (Some(Part::Months { first: from, last: to, is_statistical: true }), None) if (*from, *to) != (1, 12) => {
            // 上半年: the months since January as well.
            Some(Form::of(*from == 1, early(to - from + 1), is_bare))
        }
        (None, None) if plain_month(&first).is_some() && !is_bare => Some(Form::of(false, early(1), is_bare)),
        _ => None,
    }
}

/// Whether a figure names a year that is not this one.
fn names_year(line: &Line, at: usize) -> bool {
    let Some((figure, time)) = line.time(at) else { return false };
    let is_this = |date: &CalendarDate| date.year.is_none_or(|y| y.value == YearValue::Relative(0));
    time.dates().any(|date| !is_this(date)) && !is_sent(line, figure) || matches!(time.first, Span::Plan { .. } | Span::RelativeYears(..))
}

/// Reports of a quarter come in its last days, those of a half year in its last weeks.
fn early(months: u8) -> i64 {
    if months >= 6 { 31 } else { 10 }
}

/// The month of a date that says nothing finer.
fn plain_month(date: &CalendarDate) -> Option<u8> {
    let is_plain = date.day.is_none() && date.part.is_none();
    date.numbered_month().filter(|m| is_plain && (1..=12).contains(m))
}

/// What is told of a period: up to the next time that is named. 上年同期 is only compared with.
fn told_of<'l>(line: &Line<'l>, at: usize, sentence: &Sentence<'l>) -> (&'l str, usize) {
    let start = usize::from(line.figures[at].range.end());
    let is_other = |i: &usize| line.time(*i).is_some_and(|(_, time)| !matches!(time.first, Span::Vague));
    let next = (at + 1..sentence.figures.end).find(is_other).map(|i| usize::from(line.figures[i].range.start()));
    let mut end = next.unwrap_or(sentence.place.end).min(sentence.place.end).min(start + REACH).max(start);
    while !line.reading.is_char_boundary(end) {
        end -= 1;
    }
    (&line.reading[start..end], end)
}

/// Whether a text holds one of the words, those apart that only look like plans.
pub(super) fn speaks(text: &str, words: &[String]) -> bool {
    holds(text, words) && holds(&neutralised(text), words)
}

/// A text without the words that only look like plans.
fn neutralised(text: &str) -> String {
    WORDS.unfinished.neutral.iter().fold(text.to_owned(), |text, word| text.replace(word.as_str(), ""))
}

/// The first place in a text where one of the words stands, and its length.
fn first_of(text: &str, words: &[String]) -> Option<(usize, usize)> {
    words.iter().filter_map(|word| Some((text.find(word.as_str())?, word.len()))).min_by_key(|(at, len)| (*at, usize::MAX - len))
}

/// Whether something measured follows: completed work has an amount, a plan of what to complete often none.
fn is_measured(line: &Line, at: usize, from: usize, end: usize) -> bool {
    let kinds = [Kind::Money, Kind::Quantity, Kind::Percent, Kind::Enumeration];
    line.figures[at + 1..].iter().take(8).any(|figure| {
        let start = usize::from(figure.range.start());
        start >= from && start <= end.min(from + FIGURE_REACH) && kinds.contains(&figure.kind)
    })
}

/// Whether a figure is the day of a dispatch.
fn is_sent(line: &Line, figure: &Figure) -> bool {
    let (before, after) = (line.before(figure), line.after(figure));
    begins(after, &WORDS.unfinished.sent) || WORDS.unfinished.sent_before.iter().any(|word| before.ends_with(word.as_str()))
}

/// `（3月9日发稿）`, `新华社某地3月9日电` before the period, in the same line.
fn sent(line: &Line, at: usize) -> Option<Sent> {
    let found = (at.saturating_sub(3)..at).rev().find(|i| line.time(*i).is_some_and(|(figure, _)| is_sent(line, figure)))?;
    let (figure, time) = line.time(found)?;
    let date = time.dates().next().filter(|_| time.last.is_none())?;
    let (month, day) = (date.numbered_month()?, date.numbered_day()?);
    Some(Sent { year: date.numbered_year(), month, day, place: line.place(figure.range) })
}

/// The day of a dispatch as the line gives it.
#[derive(Clone, Debug, PartialEq)]
struct Sent {
    year: Option<i32>,
    month: u8,
    day: u8,
    place: Place,
}

impl PeriodClaim {
    /// The places it speaks of.
    pub(super) fn places(&self) -> Vec<TextRange> {
        vec![self.period.range, self.done.range]
    }

    /// What is wrong, where the day of the article is known.
    pub(super) fn judge(&self, dateline: Option<Date>) -> Option<Finding> {
        let today = self.today(dateline)?;
        let (begin, end) = self.time.days(Some(today))?;
        let end = if self.must_begin { begin? } else { end? };
        let is_over = end <= today.checked_add(self.early.days()).ok()?;
        // What lies far ahead is a plan; 今年 far ahead is of another year: the page is dated by the day it was taken over.
        let is_relative = self.time.dates().all(|d| d.numbered_year().is_none());
        let reach: i64 = match (self.is_bare, is_relative) {
            (true, _) if !self.must_begin => 100,
            (true, _) => 150,
            (_, true) => 150,
            _ => 400,
        };
        // In the first months of a year reports look back on the last one: 上半年 is its own.
        if self.is_bare && today.month() < 4 && self.sent.is_none() {
            return None;
        }
        let is_far = end > today.checked_add(reach.days()).ok()?;
        (!is_over && !is_far).then(|| self.finding(today, end))
    }

    /// The day of the dispatch where the line gives it, else that of the article.
    fn today(&self, dateline: Option<Date>) -> Option<Date> {
        let Some(Sent { year, month, day, .. }) = &self.sent else { return dateline };
        let is_relative = self.time.dates().all(|d| d.numbered_year().is_none());
        // 今年 and the day of the dispatch are of one year, whichever it is.
        let named = year.and_then(|year| i16::try_from(year).ok());
        let year = named.or(dateline.map(|d| d.year())).or(is_relative.then_some(2024))?;
        Date::new(year, *month as i8, *day as i8).ok()
    }

    fn finding(&self, today: Date, end: Date) -> Finding {
        let (period, done) = (&self.period.text, &self.done.text);
        let day = |date: Date| format!("{}月{}日", date.month(), date.day());
        let message = Message::new(
            format!(
                "“{period}”到{}才{}，稿件日期是{}，这里却写作“{done}”",
                day(end),
                if self.must_begin { "开始" } else { "结束" },
                day(today)
            ),
            format!("“{period}” is not over until {end}, the article is dated {today}, yet it says “{done}”"),
        );
        let formula = Message::both(format!("{} > {}", end.strftime("%m-%d"), today.strftime("%m-%d")));
        let value = |place: &Place| Value {
            range: place.range,
            text: place.text.clone(),
            lo: String::new(),
            hi: String::new(),
            unit: String::new(),
        };
        let mut places = vec![related(self.done.range, "写作已经完成", "told as completed")];
        places.extend(self.sent.iter().map(|sent| related(sent.place.range, "发稿日期在这里", "the day of the dispatch")));
        Finding {
            code: "unfinished-period",
            severity: Severity::Warning,
            message,
            range: self.period.range,
            evidence: Some(Evidence { formula, values: vec![value(&self.period), value(&self.done)] }),
            related: places,
            fixes: Vec::new(),
        }
    }
}
