//! How a hover says what an expression means.

use jiff::civil::{Date, Weekday};

use super::expression::TimeExpression;
use super::lunar::{lunar_date, lunar_name};

impl TimeExpression {
    /// The days that are meant, in Chinese: `2024年3月15日，星期五，农历二月初六`, `2021年1月1日至2025年12月31日，共1826天`.
    pub fn describe_chinese(&self, reference: Option<Date>) -> Option<String> {
        Some(match self.days(reference)? {
            (Some(first), Some(last)) if first == last => {
                let lunar = lunar_date(first).map(|l| format!("，农历{}", lunar_name(l))).unwrap_or_default();
                format!("{}，{}{lunar}", chinese(first), weekday_chinese(first))
            }
            (Some(first), Some(last)) => format!("{}至{}，共{}天", chinese(first), chinese(last), count(first, last)),
            (Some(first), None) => format!("自{}起", chinese(first)),
            (None, Some(last)) => format!("至{}止", chinese(last)),
            (None, None) => return None,
        })
    }

    /// The days that are meant, in English: `Friday 2024-03-15`, `2021-01-01 to 2025-12-31, 1826 days`.
    pub fn describe_english(&self, reference: Option<Date>) -> Option<String> {
        Some(match self.days(reference)? {
            (Some(first), Some(last)) if first == last => format!("{} {first}", weekday_english(first)),
            (Some(first), Some(last)) => format!("{first} to {last}, {} days", count(first, last)),
            (Some(first), None) => format!("from {first}"),
            (None, Some(last)) => format!("until {last}"),
            (None, None) => return None,
        })
    }
}

/// `2024年3月15日`; years before our era are 公元前.
fn chinese(date: Date) -> String {
    let (year, month, day) = (i32::from(date.year()), date.month(), date.day());
    let year = if year > 0 { year.to_string() } else { format!("公元前{}", 1 - year) };
    format!("{year}年{month}月{day}日")
}

/// `星期五`.
pub fn weekday_chinese(date: Date) -> &'static str {
    const NAMES: [&str; 7] = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];
    NAMES[date.weekday().to_monday_zero_offset().unsigned_abs() as usize % 7]
}

fn weekday_english(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// How many days, both ends counted.
fn count(first: Date, last: Date) -> i32 {
    first.until(last).map(|span| span.get_days() + 1).unwrap_or_default()
}
