//! The days that a date or a period means, in words for people.

use jiff::civil::{Date, Weekday};
use tyme4rs::tyme::solar::SolarDay;

use super::dates::TimeExpression;
use crate::message::Message;

/// Years whose lunar calendar is settled.
const LUNAR_YEARS: std::ops::RangeInclusive<i16> = 1901..=2099;

/// The days of a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first; `None` is open.
    pub first: Option<Date>,
    /// The last; `None` is open.
    pub last: Option<Date>,
    /// The day they were told from, where the words alone do not say it.
    pub from: Option<Date>,
}

/// The days that an expression means; `None` where they cannot be told.
pub fn days(time: &TimeExpression, reference: Option<Date>) -> Option<Days> {
    let alone = time.days(None);
    let from = if alone.is_none() { reference } else { None };
    let (first, last) = alone.or_else(|| time.days(reference))?;
    (first.is_some() || last.is_some()).then_some(Days { first, last, from })
}

impl Days {
    /// `2024年1月1日（星期一）至2024年6月30日（星期日），共182天`
    pub fn told(&self) -> Message {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => told(first),
            (Some(first), Some(last)) => {
                let count = first.until(last).map(|span| span.get_days() + 1).unwrap_or_default();
                let (a, b) = (told(first), told(last));
                Message::new(format!("{}至{}，共{count}天", a.zh, b.zh), format!("{} to {}, {count} days", a.en, b.en))
            }
            (Some(first), None) => Message::new(format!("{}起", told(first).zh), format!("from {}", told(first).en)),
            (None, Some(last)) => Message::new(format!("到{}止", told(last).zh), format!("until {}", told(last).en)),
            (None, None) => Message::default(),
        }
    }

    /// The same, short: `2024-07-05 周五`, `2024年6月`, `2024-01-01–06-30`.
    pub fn short(&self) -> Message {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => {
                Message::new(format!("{first} 周{}", weekday(first).0), format!("{first} {}", &weekday(first).1[..3]))
            }
            (Some(first), Some(last)) => whole(first, last).unwrap_or_else(|| {
                let end = last.to_string();
                let end = if first.year() == last.year() { end[end.len() - 5..].to_owned() } else { end };
                Message::both(format!("{first}–{end}"))
            }),
            (Some(first), None) => Message::both(format!("{first}–")),
            (None, Some(last)) => Message::both(format!("–{last}")),
            (None, None) => Message::default(),
        }
    }

    /// What they were told from.
    pub fn why(&self) -> Option<Message> {
        let from = plain(self.from?);
        Some(Message::new(format!("按电头日期{}推算", from.zh), format!("told from the dateline, {}", from.en)))
    }

    /// The day in the lunar calendar, of a single day.
    pub fn lunar(&self) -> Option<String> {
        let day = self.first.filter(|first| Some(*first) == self.last && LUNAR_YEARS.contains(&first.year()))?;
        Some(SolarDay::from_ymd(day.year() as isize, day.month() as usize, day.day() as usize).get_lunar_day().to_string())
    }
}

/// A whole year or month.
fn whole(first: Date, last: Date) -> Option<Message> {
    let (year, month) = (first.year(), first.month());
    let ends_month = last == last.last_of_month() && first.day() == 1 && last.year() == year;
    match (month, last.month()) {
        (1, 12) if ends_month => Some(Message::new(format!("{year}年"), year.to_string())),
        (a, b) if ends_month && a == b => Some(Message::new(format!("{year}年{a}月"), format!("{year}-{a:02}"))),
        _ => None,
    }
}

fn told(day: Date) -> Message {
    let (plain, (zh, en)) = (plain(day), weekday(day));
    Message::new(format!("{}（星期{zh}）", plain.zh), format!("{} ({en})", plain.en))
}

fn plain(day: Date) -> Message {
    Message::new(format!("{}年{}月{}日", day.year(), day.month(), day.day()), day.to_string())
}

fn weekday(day: Date) -> (&'static str, &'static str) {
    match day.weekday() {
        Weekday::Monday => ("一", "Monday"),
        Weekday::Tuesday => ("二", "Tuesday"),
        Weekday::Wednesday => ("三", "Wednesday"),
        Weekday::Thursday => ("四", "Thursday"),
        Weekday::Friday => ("五", "Friday"),
        Weekday::Saturday => ("六", "Saturday"),
        Weekday::Sunday => ("日", "Sunday"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn span(first: Option<Date>, last: Option<Date>) -> Days {
        Days { first, last, from: Some(date(2024, 7, 5)) }
    }

    #[test]
    fn one_day_has_its_weekday_and_its_lunar_name() {
        let day = span(Some(date(2024, 7, 5)), Some(date(2024, 7, 5)));
        assert_eq!((day.told().zh.as_str(), day.told().en.as_str()), ("2024年7月5日（星期五）", "2024-07-05 (Friday)"));
        assert_eq!((day.short().zh.as_str(), day.short().en.as_str()), ("2024-07-05 周五", "2024-07-05 Fri"));
        assert_eq!(day.lunar().as_deref(), Some("农历甲辰年五月三十"));
        assert_eq!(day.why().unwrap().zh, "按电头日期2024年7月5日推算");
    }

    #[test]
    fn stretches_have_both_ends_and_their_length() {
        let half = span(Some(date(2024, 1, 1)), Some(date(2024, 6, 30)));
        assert_eq!(half.told().zh, "2024年1月1日（星期一）至2024年6月30日（星期日），共182天");
        assert_eq!(half.short().zh, "2024-01-01–06-30");
        assert_eq!(half.lunar(), None);
        assert_eq!(span(Some(date(2023, 1, 1)), Some(date(2023, 12, 31))).short().zh, "2023年");
        assert_eq!(span(Some(date(2024, 2, 1)), Some(date(2024, 2, 29))).short().en, "2024-02");
        assert_eq!(span(Some(date(2023, 12, 1)), Some(date(2024, 2, 29))).short().zh, "2023-12-01–2024-02-29");
        assert_eq!(span(None, Some(date(2024, 6, 30))).told().zh, "到2024年6月30日（星期日）止");
    }
}
