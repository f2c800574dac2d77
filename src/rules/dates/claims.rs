//! G2: a day and what is said of it: its weekday (`10月15日（星期三）`), its lunar date (`3月3日（正月十五）`), its festival.

use std::sync::Arc;

use jiff::civil::Date;

use super::words::{WORDS, holds};
use super::{Line, Place, When, anchor, edit, error, fix, related, weeks};
use crate::figures::dates::{
    Calendar, CalendarDate, Festival, LunarDate, Part, Relation, Script, Span, TimeExpression, WeekDays, lunar_date, lunar_name,
    solar_date, weekday_chinese,
};
use crate::figures::figure::Figure;
use crate::rules::finding::{Finding, Fix, Message, Value};
use crate::text::{TextRange, range};

/// How many days from the dateline a day without a year is of its year for certain.
const BESIDE: i32 = 40;

/// How many days behind the months that an article reports a day is of their year for certain.
const REPORTED: i32 = 100;

/// The months of the first half-year.
const HALF: u8 = 6;

/// The month of `本周三（15日）`.
pub(super) const NO_MONTH: u8 = 0;

/// What is said of a day. Ranges are bytes of the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayClaim {
    /// The year, where the text gives it; else the article's date does.
    pub(super) year: Option<i32>,
    /// Years that the line names: the day may belong to one of them.
    near: Arc<[i32]>,
    /// The year that its own sentence tells without writing it to the day.
    anchor: Option<i32>,
    /// Whether words before it may put it into another year: 去年10月17日 is read as a whole, 去年的这一天10月17日 is not.
    is_elsewhen: bool,
    /// [`NO_MONTH`] where only the article tells it.
    month: u8,
    day: u8,
    says: Says,
    date: Place,
    /// Where month and day are printed, if in digits.
    numbers: Option<(TextRange, TextRange)>,
    said: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Says {
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
    let mut claims = weekdays(line, at, figure, time);
    claims.extend(beside(line, at, figure, time));
    claims.extend(weeks::named_week(line, at).or_else(|| weeks::with_year(line, at)).or_else(|| weeks::that_day(line, at)));
    for claim in &mut claims {
        let is_open = claim.year.is_none() && !claim.is_elsewhen && claim.month != NO_MONTH;
        claim.anchor = if is_open { anchor::anchor(line, at, claim.month) } else { None };
    }
    claims
}

fn weekdays(line: &Line, at: usize, figure: &Figure, time: &TimeExpression) -> Vec<DayClaim> {
    let (first, last) = time.completed();
    let dates: Vec<CalendarDate> = std::iter::once(first).chain(last).filter_map(calendar).collect();
    if let Some(claims) = shared_bracket(line, at, &dates) {
        return claims;
    }
    let claim = |date: &CalendarDate| {
        let weekday = date.weekday?;
        claim(line, date, figure.range, Says::Weekday(weekday.number), weekday.at)
    };
    dates.iter().filter_map(claim).collect()
}

/// `14日至18日（周一至周五）`, `18日、19日（周六、周日）`: two days and two weekdays in one bracket. The weekday that the reader took for
/// the last day's is the first one's. No claims where it is not plain which belongs to which.
fn shared_bracket(line: &Line, at: usize, dates: &[CalendarDate]) -> Option<Vec<DayClaim>> {
    let last = dates.last()?;
    let weekday = last.weekday?;
    let rest = &line.reading[usize::from(weekday.at.end())..];
    let joiner = ["至", "到", "——", "—", "-", "~", "、", "和", "及"].into_iter().find(|j| rest.starts_with(j))?;
    // （星期三、农历九月十三） is another thing.
    let (second, said_len) = weekday_at(&rest[joiner.len()..])?;
    let is_list = matches!(joiner, "、" | "和" | "及");
    let start = usize::from(weekday.at.end()) + joiner.len();
    let said = range(start, start + said_len);
    let figure = &line.figures[at];
    let pair = match dates {
        [first, last] if !is_list => Some(((first.clone(), figure.range), (last.clone(), figure.range))),
        [last] if is_list => listed_days(line, at, last),
        _ => None,
    };
    let Some(((one, one_at), (two, two_at))) = pair else { return Some(Vec::new()) };
    let claims =
        [claim(line, &one, one_at, Says::Weekday(weekday.number), weekday.at), claim(line, &two, two_at, Says::Weekday(second), said)];
    Some(claims.into_iter().flatten().collect())
}

type DayAt = (CalendarDate, TextRange);

/// The two days of `5月18日、19日`, the second one with what the first one says of it.
fn listed_days(line: &Line, at: usize, last: &CalendarDate) -> Option<(DayAt, DayAt)> {
    let is_joined = |i: usize| matches!(line.gap(i), Some("、" | "和" | "及"));
    let before = at.checked_sub(1).filter(|i| is_joined(*i))?;
    // Of three days and two weekdays nothing is known.
    if before.checked_sub(1).is_some_and(is_joined) {
        return None;
    }
    let (figure, time) = line.time(before)?;
    let first = single(time)?.clone();
    let mut second = last.clone();
    if second.month.is_none() {
        second.month = first.month;
    }
    if second.year.is_none() {
        second.year = first.year;
    }
    Some(((first, figure.range), (second, line.figures[at].range)))
}

/// The weekday at the beginning of a text, `周五` or `五` behind 至, and its length.
fn weekday_at(text: &str) -> Option<(u8, usize)> {
    let rest = ["星期", "礼拜", "周"].iter().find_map(|w| text.strip_prefix(w)).unwrap_or(text);
    let char = rest.chars().next()?;
    let number = match char {
        '天' => 7,
        _ => u8::try_from("一二三四五六日".chars().position(|c| c == char)? + 1).ok()?,
    };
    Some((number, text.len() - rest.len() + char.len_utf8()))
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

pub(super) fn single(time: &TimeExpression) -> Option<&CalendarDate> {
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

pub(super) fn claim(line: &Line, solar: &CalendarDate, date_at: TextRange, says: Says, said_at: TextRange) -> Option<DayClaim> {
    let month = if solar.month.is_some() { solar.numbered_month()? } else { NO_MONTH };
    let day = solar.numbered_day()?;
    if month == NO_MONTH && !matches!(says, Says::Weekday(_)) {
        return None;
    }
    if solar.calendar == Calendar::Lunar || solar.is_impossible() || solar.year.is_some_and(|y| y.digits == 2) {
        return None;
    }
    let numbers = solar
        .month
        .zip(solar.day)
        .filter(|(month, day)| month.script == Script::Arabic && day.script == Script::Arabic && date_at.contains_range(month.at));
    Some(DayClaim {
        year: solar.numbered_year().filter(|y| (1600..=2200).contains(y)),
        near: line.years.clone(),
        anchor: None,
        is_elsewhen: solar.year.is_some() || is_elsewhen(line, date_at),
        month,
        day,
        says,
        date: line.place(date_at),
        numbers: numbers.map(|(month, day)| (month.at, day.at)),
        said: line.place(said_at),
    })
}

/// Whether the sentence before a date names another time: 去年, 2019年, 次年.
fn is_elsewhen(line: &Line, date: TextRange) -> bool {
    let at = line.figures.partition_point(|figure| figure.range.end() < date.end());
    if at >= line.figures.len() {
        return true;
    }
    let sentence = line.sentence(at);
    let names_year = |i: usize| line.time(i).is_some_and(|(_, time)| time.dates().any(|d| d.year.is_some()));
    holds(sentence.head, &WORDS.day.elsewhen) || sentence.figures.take_while(|i| *i < at).any(names_year)
}

impl DayClaim {
    /// The places it speaks of.
    pub(in crate::rules) fn places(&self) -> [TextRange; 2] {
        [self.date.range, self.said.range]
    }

    /// The day itself, where its sentence tells the year.
    pub(super) fn anchored(&self) -> Option<Date> {
        self.day_of(self.anchor?)
    }

    /// Whether it is right in a year, if the day may be of any.
    pub(super) fn is_right_in(&self, year: i32) -> bool {
        let is_open = self.year.is_none() && !self.is_elsewhen && self.month != NO_MONTH;
        is_open && self.day_of(year).is_some_and(|day| self.holds(day))
    }

    /// What is wrong, where the year is known: from the text, or near the article's date. A year that makes it right acquits.
    pub(in crate::rules) fn judge(&self, when: &When) -> Option<Finding> {
        if self.month == NO_MONTH {
            return self.judge_month(when.day?);
        }
        let (years, is_certain) = self.years(when);
        if years.iter().filter_map(|year| self.day_of(*year)).any(|day| self.holds(day)) {
            return None;
        }
        let year = *years.first()?;
        self.finding(year, self.day_of(year)?, is_certain)
    }

    /// The years that the day may be of, the likeliest first, and whether it can be of no other.
    fn years(&self, when: &When) -> (Vec<i32>, bool) {
        if let Some(year) = self.year.or(self.anchor) {
            return (vec![year], true);
        }
        let near = self.near.iter().copied();
        // A day right before or behind the dateline is of its year; 去年的10月17日 is not.
        if let Some(year) = when.day.or(when.beside).and_then(|day| self.year_beside(day)).filter(|_| !self.is_elsewhen) {
            return (vec![year], true);
        }
        if let Some(year) = when.own_year.filter(|_| when.day.is_none() && !self.is_elsewhen) {
            return (vec![year], true);
        }
        if let Some(year) = when.last_day.and_then(|end| self.year_behind(end)) {
            return (std::iter::once(year).chain(near).collect(), true);
        }
        let years = when.years();
        if years.is_empty() || when.day.is_none() && !when.is_reported {
            return (Vec::new(), false);
        }
        // What is told of a whole year is told behind it; a day in the half-year before is of the next one.
        let is_open = |year: &i32| when.closed.is_none_or(|closed| *year != closed || self.month > HALF);
        (years.into_iter().chain(near).filter(is_open).collect(), false)
    }

    /// The year of the months that an article reports, where the day lies in the months behind them.
    fn year_behind(&self, end: Date) -> Option<i32> {
        let year = i32::from(end.year());
        let days = end.until(self.day_of(year)?).ok()?.get_days();
        (1..=REPORTED).contains(&days).then_some(year)
    }

    /// The year in which the day lies a few weeks from a date, if there is one.
    fn year_beside(&self, date: Date) -> Option<i32> {
        let year = i32::from(date.year());
        let distance = |year: &i32| Some(date.until(self.day_of(*year)?).ok()?.get_days());
        [year, year - 1, year + 1].into_iter().find(|year| distance(year).is_some_and(|days| (-BESIDE..=BESIDE).contains(&days)))
    }

    /// A day without a month is in that of the article or one beside it.
    fn judge_month(&self, today: Date) -> Option<Finding> {
        let first = today.first_of_month();
        let months = [first, first.yesterday().ok()?.first_of_month(), first.last_of_month().tomorrow().ok()?];
        let days: Vec<Date> = months.iter().filter_map(|m| Date::new(m.year(), m.month(), self.day as i8).ok()).collect();
        let day = *days.first().filter(|d| d.month() == today.month())?;
        if days.iter().any(|day| self.holds(*day)) {
            return None;
        }
        let truth = format!("{}月{}日是{}（前后两个月也不合）", day.month(), day.day(), weekday_chinese(day));
        Some(self.with_fixes(i32::from(day.year()), truth, day, true))
    }

    fn day_of(&self, year: i32) -> Option<Date> {
        Date::new(i16::try_from(year).ok()?, self.month as i8, self.day as i8).ok()
    }

    fn holds(&self, day: Date) -> bool {
        match &self.says {
            Says::Weekday(number) => day.weekday().to_monday_one_offset() == *number as i8,
            Says::Lunar { month, day: said, is_leap } => lunar_date(day).is_none_or(|lunar| {
                let is_eve = *month == 12 && *said == 30 && lunar.day == 29 && self.is_last_of_month(day);
                lunar.month == *month && (lunar.day == *said || is_eve) && (!is_leap || lunar.is_leap)
            }),
            Says::Festival(festival) => festival.day(day.year().into()).is_none_or(|on| on == day),
        }
    }

    /// 大年三十 is the 29th where the month has no 30th.
    fn is_last_of_month(&self, day: Date) -> bool {
        day.tomorrow().ok().and_then(lunar_date).is_some_and(|next| next.day == 1)
    }

    fn finding(&self, year: i32, day: Date, is_certain: bool) -> Option<Finding> {
        let truth = match &self.says {
            Says::Weekday(_) => weekday_chinese(day).to_owned(),
            Says::Lunar { .. } => format!("农历{}", lunar_name(lunar_date(day)?)),
            Says::Festival(festival) => {
                let on = festival.day(year)?;
                return Some(self.with_fixes(year, format!("{year}年的{}是{}月{}日", festival.name, on.month(), on.day()), on, is_certain));
            }
        };
        Some(self.with_fixes(year, format!("{year}年{}月{}日是{truth}", self.month, self.day), day, is_certain))
    }

    fn with_fixes(&self, year: i32, truth: String, day: Date, is_certain: bool) -> Finding {
        let others = if !is_certain { "（前后两年也不合）" } else { "" };
        let message = Message::new(
            format!("“{}”与日期不符：{truth}{others}", self.said.text),
            format!("“{}” does not go with the date: {truth}", self.said.text),
        );
        let value = |place: &Place| {
            let nothing = String::new;
            Value { range: place.range, text: place.text.clone(), lo: nothing(), hi: nothing(), unit: nothing() }
        };
        let formula = Message::both(format!(
            "{year}-{:02}-{:02} = {} ≠ {}",
            if self.month == NO_MONTH { day.month() as u8 } else { self.month },
            self.day,
            self.truth_name(day, &truth),
            self.said.text
        ));
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
