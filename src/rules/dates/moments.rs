//! Moments that are told with a year, relatively (今年6月) or without one (8月17日), and whether a length of time lies between two of them.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::when::When;
use super::words::WORDS;
use super::{Line, Place};
use crate::figures::dates::{Calendar, CalendarDate, DayValue, MonthValue, Relation, Span, YearValue};
use crate::figures::figure::{Approximation, Figure, Kind};
use crate::text::{TextRange, TextSize};

/// In which year a moment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearOf {
    /// The one that is written.
    Numbered(i32),
    /// So many years from that of the article.
    Relative(i32),
    /// No year is written.
    Open,
    /// So many days from that of the article.
    Today(i32),
}

/// A moment as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moment {
    pub year: YearOf,
    pub month: Option<u8>,
    pub day: Option<u8>,
    pub place: Place,
}

/// The time of an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    pub year: i32,
    pub day: Option<Date>,
}

/// A moment with its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub year: i32,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

/// A unit of a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Week,
    Day,
}

/// A length of time as it is said, from so many to so many tenths of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub unit: Unit,
    pub from: i32,
    pub to: i32,
}

/// How many months half a year may be off.
const HALF: i32 = 4;
/// Tenths.
const TENTH: i32 = 10;

impl Now {
    /// The times that the article may be of, the likeliest first.
    pub fn all(when: &When) -> Vec<Now> {
        if let Some(day) = when.day {
            let now = Now { year: day.year().into(), day: Some(day) };
            // What is printed in January may have been written in December.
            let before = Now { year: now.year - 1, day: None };
            return if day.month() <= 2 { vec![now, before] } else { vec![now] };
        }
        let of = |year: i32| when.news.filter(|day| i32::from(day.year()) == year);
        when.years().into_iter().map(|year| Now { year, day: of(year) }).collect()
    }
}

impl Moment {
    /// Whether only the article tells when it was.
    pub fn is_relative(&self) -> bool {
        matches!(self.year, YearOf::Relative(_) | YearOf::Today(_))
    }

    fn point(&self, year: i32) -> Point {
        Point { year, month: self.month, day: self.day }
    }

    /// When it was, where its year is known.
    fn known(&self, now: Now) -> Option<Point> {
        match self.year {
            YearOf::Numbered(year) => Some(self.point(year)),
            YearOf::Relative(years) => Some(self.point(now.year + years)),
            YearOf::Open => None,
            YearOf::Today(days) => Some(match now.day.and_then(|day| day.checked_add(jiff::Span::new().days(days)).ok()) {
                Some(day) => Point { year: day.year().into(), month: u8::try_from(day.month()).ok(), day: u8::try_from(day.day()).ok() },
                None => Point { year: now.year, month: None, day: None },
            }),
        }
    }
}

/// When two moments may have been, the likeliest first; the second is never before the first one.
pub(super) fn pairs(one: &Moment, other: &Moment, now: Now) -> Vec<(Point, Point)> {
    let all: Vec<(Point, Point)> = match (one.known(now), other.known(now)) {
        (Some(a), Some(b)) => vec![(a, b)],
        (Some(a), None) => {
            let mut years = vec![a.year, a.year + 1, now.year, now.year - 1];
            years.dedup();
            years.into_iter().map(|year| (a, other.point(year))).collect()
        }
        (None, Some(b)) => vec![(one.point(b.year), b), (one.point(b.year - 1), b)],
        (None, None) => vec![(one.point(now.year), other.point(now.year)), (one.point(now.year - 1), other.point(now.year))],
    };
    let mut all: Vec<_> = all.into_iter().filter(|(a, b)| !b.is_before(a)).collect();
    // Without years the nearest reading is enough: 12月28日 to 1月5日 is no year and a week.
    if one.year == YearOf::Open && other.year == YearOf::Open {
        all.truncate(1);
    }
    all
}

impl Point {
    fn is_before(&self, other: &Point) -> bool {
        let key = |p: &Point| (p.year, p.month.unwrap_or(0), p.day.unwrap_or(0));
        match (self.month, other.month) {
            (Some(_), Some(_)) if self.day.is_some() && other.day.is_some() => key(self) < key(other),
            (Some(a), Some(b)) => (self.year, a) < (other.year, b),
            _ => self.year < other.year,
        }
    }

    fn first(&self) -> Option<Date> {
        let day = self.day.unwrap_or(1);
        Date::new(i16::try_from(self.year).ok()?, self.month.unwrap_or(1) as i8, day as i8).ok()
    }

    fn last(&self) -> Option<Date> {
        let first = Date::new(i16::try_from(self.year).ok()?, self.month.unwrap_or(12) as i8, self.day.unwrap_or(1) as i8).ok()?;
        Some(if self.day.is_some() { first } else { first.last_of_month() })
    }
}

/// Whole months between two points, if both have months.
fn months(a: &Point, b: &Point) -> Option<i32> {
    Some((b.year - a.year) * 12 + i32::from(b.month?) - i32::from(a.month?))
}

impl Said {
    /// How many of the unit lie between two points, as far as they are told; with both ends counted and without the first one.
    pub fn right(&self, a: &Point, b: &Point) -> Option<(i32, i32)> {
        let years = b.year - a.year;
        let has_days = a.day.is_some() && b.day.is_some();
        Some(match (self.unit, months(a, b)) {
            (Unit::Year, Some(months)) => ((months / 12).min(years), years + 1),
            (Unit::Year, None) => (years, years + 1),
            (Unit::Month, Some(months)) if a.day.is_some() || b.day.is_some() => (months - 1, months + 1),
            (Unit::Month, Some(months)) => (months, months + 1),
            (Unit::Month, None) => (12 * years - 11, 12 * years + 12),
            (Unit::Day, _) => {
                let days = |from: Date, to: Date| from.until(to).ok().map(|span| span.get_days());
                let most = days(a.first()?, b.last()?)? + 1;
                (if has_days { most - 1 } else { days(a.last()?, b.first()?)? }, most)
            }
            (Unit::Week, _) => {
                let days = Said { unit: Unit::Day, ..*self }.right(a, b)?;
                (days.0 / 7, (days.1 + 6) / 7)
            }
        })
    }

    /// Whether the length may lie between two points; `slack` more of the unit are allowed on either side.
    pub fn fits(&self, a: &Point, b: &Point, slack: i32) -> bool {
        let is_half = self.from % TENTH != 0;
        // 五年半 and 五年多, by the months between: half a year is a rounded one.
        if self.unit == Unit::Year && (is_half || self.from != self.to) && months(a, b).is_some() {
            let of_months = |tenths: i32| tenths * 12 / TENTH;
            let said = Said { unit: Unit::Month, from: of_months(self.from) * TENTH, to: of_months(self.to) * TENTH };
            return said.fits(a, b, if is_half { slack.max(1) * HALF } else { 1 });
        }
        let Some((least, most)) = self.right(a, b) else { return true };
        let broken = if is_half { TENTH / 2 } else { 0 };
        self.to + broken >= (least - slack) * TENTH && self.from - broken <= (most + slack) * TENTH
    }
}

/// The two ends of an expression: `2012年到2021年`.
pub(super) fn ends(line: &Line, at: usize) -> Option<(Moment, Moment)> {
    let (figure, time) = line.time(at)?;
    let (Span::Calendar(first), Some(Span::Calendar(last))) = time.completed() else { return None };
    let place = line.place(figure.range);
    let end = |date: &CalendarDate| {
        let is_plain = date.calendar == Calendar::Solar && date.part.is_none();
        let year = date.year.map(|year| year.value);
        let year = match year {
            Some(YearValue::Numbered(year)) => YearOf::Numbered(year),
            Some(YearValue::Relative(years)) => YearOf::Relative(years),
            None if date.month.is_some() => YearOf::Open,
            _ => return None,
        };
        is_plain.then(|| Moment { year, month: date.numbered_month(), day: date.numbered_day(), place: place.clone() })
    };
    let (mut one, mut other) = (end(&first)?, end(&last)?);
    // Places of their own, so that neither is taken for the other.
    let half = place.range.start() + TextSize::of(place.text.chars().next()?);
    one.place.range = TextRange::new(place.range.start(), half);
    other.place.range = TextRange::new(half, place.range.end());
    (time.relation == Relation::During).then_some((one, other))
}

/// The moment that a figure is, as far as the calendar has months and days of it.
pub(super) fn moment(line: &Line, at: usize) -> Option<Moment> {
    let (figure, time) = line.time(at)?;
    let text = &line.reading[figure.range];
    let is_plain = matches!(
        time.relation,
        Relation::During | Relation::From | Relation::Since | Relation::UpTo | Relation::UntilNow | Relation::Rough
    );
    if time.last.is_some() || !is_plain {
        return None;
    }
    let place = line.place(figure.range);
    let today = |days| Some(Moment { year: YearOf::Today(days), month: None, day: None, place: place.clone() });
    let date = match &time.first {
        Span::Now => return today(0),
        Span::Calendar(date) if date.calendar == Calendar::Solar => date,
        _ => return None,
    };
    if let Some(DayValue::Relative(days)) = date.day.map(|day| day.value) {
        return (date.month.is_none() && date.year.is_none() && text != "当天" && text != "当日").then(|| today(days))?;
    }
    if matches!(date.month.map(|month| month.value), Some(MonthValue::Relative(_))) {
        return None;
    }
    let year = match date.year.map(|year| (year.value, year.digits)) {
        Some((YearValue::Numbered(year), digits)) if digits != 2 => YearOf::Numbered(year),
        Some((YearValue::Relative(years), _)) if !text.starts_with("当年") && !text.starts_with("同年") => YearOf::Relative(years),
        None if date.month.is_some() => YearOf::Open,
        _ => return None,
    };
    let month = match (date.month, &date.part) {
        (Some(_), _) => Some(date.numbered_month()?),
        (None, None) => None,
        // 2024年底, 今年初.
        (None, Some(_)) if text.ends_with(['底', '末']) => Some(12),
        (None, Some(_)) if text.ends_with('初') => Some(1),
        _ => return None,
    };
    Some(Moment { year, month, day: date.numbered_day().filter(|_| date.part.is_none()), place })
}

/// A length of time as it is written.
#[derive(Clone, Copy)]
pub(super) struct Length<'l> {
    pub figure: &'l Figure,
    pub said: Said,
    /// What follows of it behind its figure: `三个半` has `月`.
    pub tail: usize,
    /// Whether its number alone can be mended.
    pub is_plain: bool,
    /// Whether it is a place in a row of years.
    pub is_nth: bool,
}

/// The length that a place in a row of years tells: `第27个年头`.
pub(super) fn nth_year<'l>(line: &Line<'l>, at: usize) -> Option<Length<'l>> {
    let figure = line.figures.get(at).filter(|f| f.kind == Kind::Ordinal && line.reading[f.range].ends_with('个'))?;
    let is_year = line.after(figure).starts_with("年头");
    let from = figure.printed().filter(|_| is_year)?.value.to_i32().filter(|n| (2..=1000).contains(n))? * TENTH;
    Some(Length { figure, said: Said { unit: Unit::Year, from, to: from }, tail: "年头".len(), is_plain: true, is_nth: true })
}

/// The length that a figure is: `40个月`, `两年半`, `5年6个月`, `九个多月`, `153天`.
pub(super) fn length<'l>(line: &Line<'l>, at: usize) -> Option<Length<'l>> {
    let figure = line.figures.get(at)?;
    let after = line.after(figure);
    let text = &line.reading[figure.range];
    let printed = figure.printed()?.value;
    let tenths = |value: Decimal| value.checked_mul(Decimal::from(TENTH))?.round().to_i32().filter(|n| (1..=40_000).contains(n));
    // 三个半月: the reader knows a count of halves.
    if text.ends_with("个半") && after.starts_with('月') {
        let from = tenths(printed)?;
        return Some(Length {
            figure, said: Said { unit: Unit::Month, from, to: from }, tail: "月".len(), is_plain: false, is_nth: false
        });
    }
    // 16个春秋: years as well.
    if let Some(word) =
        figure.unit.filter(|_| text.ends_with('个')).and(WORDS.apart.springs.iter().find(|word| after.starts_with(word.as_str())))
    {
        let from = tenths(printed).filter(|_| figure.approximation == Approximation::Exact)?;
        return Some(Length { figure, said: Said { unit: Unit::Year, from, to: from }, tail: word.len(), is_plain: true, is_nth: false });
    }
    if figure.kind != Kind::Duration || !matches!(figure.approximation, Approximation::Exact | Approximation::More) {
        return None;
    }
    let is_more = figure.approximation == Approximation::More;
    // 20余年 is anything up to thirty; 70多天 below eighty.
    let is_long = printed >= Decimal::from(10) && !text.contains("个多月") || text.contains('十');
    if is_more && is_long && !text.ends_with('天') || !is_more && after.starts_with(['多', '余']) {
        return None;
    }
    let is_mixed = text.contains('年') && text.ends_with("个月");
    let unit = if text.ends_with('年') && !text.ends_with("周年") || text.ends_with("年半") || text.ends_with("多年") {
        Unit::Year
    } else if text.ends_with('月') {
        Unit::Month
    } else if text.ends_with('周') && !after.starts_with(['末', '年', '岁']) || text.ends_with("星期") {
        Unit::Week
    } else if text.ends_with('天') {
        Unit::Day
    } else {
        return None;
    };
    let from = if is_mixed { tenths(printed.checked_mul(Decimal::from(12))?)? } else { tenths(printed)? };
    // 70多: of the last digit that is not 0.
    let mut step = TENTH;
    while is_more && is_long && from % (step * 10) == 0 {
        step *= 10;
    }
    let to = if is_more { from + step } else { from };
    let is_plain = !is_mixed && !is_more && from % TENTH == 0;
    Some(Length { figure, said: Said { unit, from, to }, tail: 0, is_plain, is_nth: false })
}
