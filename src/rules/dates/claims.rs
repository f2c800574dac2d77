//! G2: a day and what is said of it: its weekday (`10月15日（星期三）`), its lunar date (`3月3日（正月十五）`), its festival.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Line, Place, edit, error, fix, related};
use crate::figures::dates::{
    Calendar, CalendarDate, Festival, LunarDate, Part, Relation, Script, Span, TimeExpression, WeekDays, lunar_date, lunar_name,
    solar_date, weekday_chinese,
};
use crate::figures::figure::Figure;
use crate::rules::finding::{Finding, Fix, Message, Value};
use crate::text::{TextRange, range};

/// What is said of a day. Ranges are bytes of the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayClaim {
    /// The year, where the text gives it; else the article's date does.
    pub(super) year: Option<i32>,
    /// Years that the line names: the day may belong to one of them.
    near: Arc<[i32]>,
    month: u8,
    day: u8,
    says: Says,
    date: Place,
    /// Where month and day are printed, if in digits.
    numbers: Option<(TextRange, TextRange)>,
    said: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Says {
    /// Monday is 1.
    Weekday(u8),
    Lunar {
        month: u8,
        day: u8,
        is_leap: bool,
    },
    Festival(&'static Festival),
}

/// What is said of the day or the days that a figure names.
pub(super) fn claims(line: &Line, at: usize) -> Vec<DayClaim> {
    let Some((figure, time)) = line.time(at) else { return Vec::new() };
    // 每年10月第三个星期三, 每年1月8日 are no days of one year.
    if ["每年", "每年的", "历年", "往年", "逢"].iter().any(|word| line.before(figure).ends_with(word)) {
        return Vec::new();
    }
    let mut claims: Vec<DayClaim> = weekdays(line, figure, time);
    claims.extend(beside(line, at, figure, time));
    claims
}

fn weekdays(line: &Line, figure: &Figure, time: &TimeExpression) -> Vec<DayClaim> {
    let (first, last) = time.completed();
    let dates = std::iter::once(first).chain(last).filter_map(calendar);
    let claim = |date: CalendarDate| {
        let weekday = date.weekday?;
        claim(line, &date, figure.range, Says::Weekday(weekday.number), weekday.at)
    };
    dates.filter_map(claim).collect()
}

fn calendar(span: Span) -> Option<CalendarDate> {
    match span {
        Span::Calendar(date) => Some(date),
        _ => None,
    }
}

/// The lunar date or the festival beside a day, or the day beside a lunar date.
fn beside(line: &Line, at: usize, figure: &Figure, time: &TimeExpression) -> Option<DayClaim> {
    let one = single(time)?;
    let (next, between) = next_in_bracket(line, at)?;
    let (other_figure, other_time) = line.time(next)?;
    let other = single(other_time)?;
    let after = line.after(other_figure);
    let is_closed = after.starts_with([')', ',', ';', '、']);
    let is_lunar_named = line.reading[other_figure.range].starts_with("农历");
    if !(between == "(" && is_closed || between == "," && is_lunar_named) {
        return None;
    }
    let (solar, solar_figure, said, said_figure) = if one.calendar == Calendar::Lunar && other.calendar == Calendar::Solar {
        (other, other_figure, one, figure)
    } else {
        (one, figure, other, other_figure)
    };
    let says = says(said, &line.reading[said_figure.range])?;
    let mut claim = claim(line, solar, solar_figure.range, says, said_figure.range)?;
    claim.year = claim.year.or_else(|| said.numbered_year().filter(|_| said.numbered_month().is_none_or(|m| m <= 10)));
    Some(claim)
}

fn single(time: &TimeExpression) -> Option<&CalendarDate> {
    let is_plain = time.last.is_none() && time.relation == Relation::During;
    time.dates().next().filter(|date| is_plain && date.clock.is_none())
}

/// The figure in the bracket (or behind the comma) after a figure; a weekday before it is passed over.
fn next_in_bracket<'l>(line: &Line<'l>, at: usize) -> Option<(usize, &'l str)> {
    let gap = line.gap(at)?;
    let is_weekday = line.time(at + 1).is_some_and(|(_, t)| matches!(t.first, Span::Week { days: WeekDays::One(_), .. }));
    if gap == "(" && is_weekday {
        return (line.gap(at + 1)? == ",").then_some((at + 2, gap));
    }
    Some((at + 1, gap))
}

fn says(date: &CalendarDate, text: &str) -> Option<Says> {
    if let Some(Part::Festival(festival)) = date.part {
        let is_stretch = ["期间", "假", "黄金周", "前夕", "前后", "时节", "之际"].iter().any(|word| text.contains(word));
        return (!is_stretch && date.month.is_none()).then_some(Says::Festival(festival));
    }
    let (month, day) = (date.numbered_month()?, date.numbered_day()?);
    (date.calendar == Calendar::Lunar).then_some(Says::Lunar { month, day, is_leap: date.month?.is_leap })
}

fn claim(line: &Line, solar: &CalendarDate, date_at: TextRange, says: Says, said_at: TextRange) -> Option<DayClaim> {
    let (month, day) = (solar.numbered_month()?, solar.numbered_day()?);
    if solar.calendar == Calendar::Lunar || solar.is_impossible() || solar.year.is_some_and(|y| y.digits == 2) {
        return None;
    }
    let (month_at, day_at) = (solar.month?, solar.day?);
    let is_arabic = month_at.script == Script::Arabic && day_at.script == Script::Arabic && date_at.contains_range(month_at.at);
    Some(DayClaim {
        year: solar.numbered_year().filter(|y| (1600..=2200).contains(y)),
        near: line.years.clone(),
        month,
        day,
        says,
        date: line.place(date_at),
        numbers: is_arabic.then_some((month_at.at, day_at.at)),
        said: line.place(said_at),
    })
}

impl DayClaim {
    /// The places it speaks of.
    pub(in crate::rules) fn places(&self) -> [TextRange; 2] {
        [self.date.range, self.said.range]
    }

    /// What is wrong, where the year is known: from the text, or near the article's date. A year that makes it right acquits.
    pub(in crate::rules) fn judge(&self, dateline: Option<Date>) -> Option<Finding> {
        let years: Vec<i32> = match (self.year, dateline.map(|d| i32::from(d.year()))) {
            (Some(year), _) => vec![year],
            (None, Some(year)) => [year, year - 1, year + 1].into_iter().chain(self.near.iter().copied()).collect(),
            (None, None) => return None,
        };
        if years.iter().any(|year| self.holds(*year)) {
            return None;
        }
        let year = years[0];
        self.finding(year, self.day_of(year)?)
    }

    fn day_of(&self, year: i32) -> Option<Date> {
        Date::new(i16::try_from(year).ok()?, self.month as i8, self.day as i8).ok()
    }

    fn holds(&self, year: i32) -> bool {
        let Some(day) = self.day_of(year) else { return false };
        match &self.says {
            Says::Weekday(number) => day.weekday().to_monday_one_offset() == *number as i8,
            Says::Lunar { month, day: said, is_leap } => lunar_date(day).is_none_or(|lunar| {
                let is_eve = *month == 12 && *said == 30 && lunar.day == 29 && self.is_last_of_month(day);
                lunar.month == *month && (lunar.day == *said || is_eve) && (!is_leap || lunar.is_leap)
            }),
            Says::Festival(festival) => festival.day(year).is_none_or(|on| on == day),
        }
    }

    /// 大年三十 is the 29th where the month has no 30th.
    fn is_last_of_month(&self, day: Date) -> bool {
        day.tomorrow().ok().and_then(lunar_date).is_some_and(|next| next.day == 1)
    }

    fn finding(&self, year: i32, day: Date) -> Option<Finding> {
        let truth = match &self.says {
            Says::Weekday(_) => weekday_chinese(day).to_owned(),
            Says::Lunar { .. } => format!("农历{}", lunar_name(lunar_date(day)?)),
            Says::Festival(festival) => {
                let on = festival.day(year)?;
                return Some(self.with_fixes(year, format!("{year}年的{}是{}月{}日", festival.name, on.month(), on.day()), on));
            }
        };
        Some(self.with_fixes(year, format!("{year}年{}月{}日是{truth}", self.month, self.day), day))
    }

    fn with_fixes(&self, year: i32, truth: String, day: Date) -> Finding {
        let others = if self.year.is_none() { "（前后两年也不合）" } else { "" };
        let message = Message::new(
            format!("“{}”与日期不符：{truth}{others}", self.said.text),
            format!("“{}” does not go with the date: {truth}", self.said.text),
        );
        let value = |place: &Place| {
            let nothing = String::new;
            Value { range: place.range, text: place.text.clone(), lo: nothing(), hi: nothing(), unit: nothing() }
        };
        let formula =
            Message::both(format!("{year}-{:02}-{:02} = {} ≠ {}", self.month, self.day, self.truth_name(day, &truth), self.said.text));
        let code = if matches!(self.says, Says::Weekday(_)) { "weekday-mismatch" } else { "lunar-mismatch" };
        let mut found = error(code, message, self.said.range, formula, vec![value(&self.date), value(&self.said)]);
        if !self.date.range.contains_range(self.said.range) {
            found.related.push(related(self.date.range, "日期在这里", "the date"));
        }
        found.fixes = self.fixes(year, day);
        found
    }

    fn truth_name(&self, day: Date, truth: &str) -> String {
        match self.says {
            Says::Weekday(_) => weekday_chinese(day).to_owned(),
            _ => truth.to_owned(),
        }
    }

    fn fixes(&self, year: i32, day: Date) -> Vec<Fix> {
        match &self.says {
            Says::Weekday(_) => {
                let name = weekday_chinese(day);
                let last = self.said.text.chars().next_back().map_or(0, char::len_utf8);
                let end = usize::from(self.said.range.end());
                let right = name.trim_start_matches("星期");
                let title = Message::new(format!("改为{name}"), format!("Change to {name}"));
                vec![fix(title, vec![edit(range(end - last, end), right)])]
            }
            Says::Lunar { month, day: said, is_leap } => {
                let right = lunar_date(day).map(lunar_name).unwrap_or_default();
                let prefix = if self.said.text.starts_with("农历") { "农历" } else { "" };
                let title = Message::new(format!("改为{prefix}{right}"), format!("Change to {right}"));
                let mut fixes = vec![fix(title, vec![edit(self.said.range, format!("{prefix}{right}"))])];
                let lunar = |year| solar_date(LunarDate { year, month: *month, is_leap: *is_leap, day: *said });
                let meant = [year, year - 1].into_iter().filter_map(lunar).find(|d| i32::from(d.year()) == year);
                fixes.extend(meant.and_then(|meant| self.change_date(meant)));
                fixes
            }
            Says::Festival(_) => self.change_date(day).into_iter().collect(),
        }
    }

    fn change_date(&self, meant: Date) -> Option<Fix> {
        let (month_at, day_at) = self.numbers?;
        let title = Message::new(
            format!("日期改为{}月{}日", meant.month(), meant.day()),
            format!("Change the date to {}-{}", meant.month(), meant.day()),
        );
        let edits = [(month_at, meant.month()), (day_at, meant.day())];
        Some(fix(title, edits.into_iter().map(|(at, number)| edit(at, number.to_string())).collect()))
    }
}
