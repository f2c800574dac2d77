//! The days that a date or a period means, in words for people, and what they were told from.

use jiff::civil::Date;

use super::dates::{TimeExpression, weekday_chinese};
use crate::message::Message;

/// The days of a time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    first: Option<Date>,
    last: Option<Date>,
    /// `2024年1月1日至2024年6月30日，共182天`
    pub told: Message,
    /// The day they were told from, where the words alone do not say which days are meant.
    pub from: Option<Today>,
}

/// The day that 今年 is told from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub day: Date,
    /// Whether the settings name it, as the article has no date of its own.
    pub is_set: bool,
}

/// The days that an expression means; `None` where they cannot be told.
pub fn days(time: &TimeExpression, today: Option<Today>) -> Option<Days> {
    let reference = today.map(|today| today.day);
    let from = today.filter(|_| time.days(None).is_none());
    let told = Message::new(time.describe_chinese(reference)?, time.describe_english(reference)?);
    let (first, last) = time.days(reference)?;
    Some(Days { first, last, told, from })
}

impl Days {
    /// The days, short: `2024-07-05 周五`, `2024年6月`, `2024-01-01–06-30`.
    pub fn short(&self) -> Message {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => {
                let (zh, en) = (weekday_chinese(first).replace("星期", "周"), first.strftime("%a"));
                Message::new(format!("{first} {zh}"), format!("{first} {en}"))
            }
            (Some(first), Some(last)) => whole(first, last).unwrap_or_else(|| {
                let end = if first.year() == last.year() { last.strftime("%m-%d").to_string() } else { last.to_string() };
                Message::both(format!("{first}–{end}"))
            }),
            (first, last) => {
                let end = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
                Message::both(format!("{}–{}", end(first), end(last)))
            }
        }
    }

    /// What they were told from.
    pub fn why(&self) -> Option<Message> {
        let Today { day, is_set } = self.from?;
        let (zh, en) = if is_set { ("设置的参考日期", "reference date of the settings") } else { ("电头日期", "dateline") };
        let zh = format!("按{zh}{}年{}月{}日推算", day.year(), day.month(), day.day());
        Some(Message::new(zh, format!("told from the {en}, {day}")))
    }
}

/// A whole year or month.
fn whole(first: Date, last: Date) -> Option<Message> {
    let (year, month) = (first.year(), first.month());
    let is_whole = first.day() == 1 && last == last.last_of_month() && last.year() == year;
    match (month, last.month()) {
        (1, 12) if is_whole => Some(Message::new(format!("{year}年"), year.to_string())),
        (a, b) if is_whole && a == b => Some(Message::new(format!("{year}年{a}月"), format!("{year}-{a:02}"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::figures::dates::time_at;

    fn of(text: &str) -> Days {
        days(&time_at(text, 0).expect("a date").expression, Some(Today { day: date(2024, 7, 5), is_set: false })).expect("days")
    }

    #[test]
    fn relative_dates_are_told_from_the_dateline() {
        for (text, zh, en) in [
            ("昨天", "2024-07-04 周四", "2024-07-04 Thu"),
            ("去年", "2023年", "2023"),
            ("上半年", "2024-01-01–06-30", "2024-01-01–06-30"),
            ("上个月", "2024年6月", "2024-06"),
        ] {
            let days = of(text);
            assert_eq!((days.short().zh.as_str(), days.short().en.as_str()), (zh, en), "{text}");
            assert_eq!(days.why().unwrap().zh, "按电头日期2024年7月5日推算");
        }
        assert!(of("昨天").told.zh.starts_with("2024年7月4日，星期四，农历"));
    }

    #[test]
    fn the_day_of_the_settings_is_not_taken_for_a_dateline() {
        let today = Today { day: date(2024, 7, 5), is_set: true };
        let told = days(&time_at("昨天", 0).expect("a date").expression, Some(today)).and_then(|days| days.why()).expect("a reason");
        assert_eq!(
            (told.zh.as_str(), told.en.as_str()),
            ("按设置的参考日期2024年7月5日推算", "told from the reference date of the settings, 2024-07-05")
        );
    }

    #[test]
    fn full_dates_are_told_from_nothing() {
        assert_eq!(of("2024年3月").why(), None);
        assert_eq!(of("2024年3月").short().zh, "2024年3月");
    }
}
