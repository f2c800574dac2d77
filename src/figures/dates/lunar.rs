//! The lunar calendar and the solar terms, from tyme4rs. Years outside 1600 to 2200 are not answered.

use jiff::civil::Date;
use tyme4rs::tyme::lunar::{LunarDay, LunarMonth, LunarYear};
use tyme4rs::tyme::solar::{SOLAR_TERM_NAMES, SolarDay, SolarTerm};

const YEARS: std::ops::RangeInclusive<i32> = 1600..=2200;

/// A lunar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarDate {
    /// The year, by the solar year in which it begins.
    pub year: i32,
    /// The month.
    pub month: u8,
    /// Whether it is the leap month.
    pub is_leap: bool,
    /// The day.
    pub day: u8,
}

/// The first and the last day of a lunar month; `None` where there is no such month.
pub(super) fn month(year: i32, month: u8, is_leap: bool) -> Option<(Date, Date)> {
    let signed = signed_month(year, month, is_leap)?;
    let found = LunarMonth::new(year as isize, signed).ok()?;
    let first = solar(LunarDay::new(year as isize, signed, 1).ok()?)?;
    let last = solar(LunarDay::new(year as isize, signed, found.get_day_count()).ok()?)?;
    Some((first, last))
}

/// The day of the solar calendar; `None` where the lunar calendar has no such day. Day 30 of month 12 is its last day, be it the 29th.
pub(super) fn day(year: i32, month: u8, is_leap: bool, day: u8) -> Option<Date> {
    let signed = signed_month(year, month, is_leap)?;
    if day == 0 {
        return None;
    }
    let found = LunarDay::new(year as isize, signed, usize::from(day)).ok();
    let eve = || LunarDay::new(year as isize, signed, 29).ok().filter(|_| month == 12 && day == 30);
    solar(found.or_else(eve)?)
}

/// The lunar date of a day.
pub fn lunar_date(date: Date) -> Option<LunarDate> {
    if !YEARS.contains(&i32::from(date.year())) {
        return None;
    }
    let day = SolarDay::new(date.year().into(), date.month() as usize, date.day() as usize).ok()?.get_lunar_day();
    let month = day.get_lunar_month();
    Some(LunarDate {
        year: i32::try_from(month.get_year()).ok()?,
        month: u8::try_from(month.get_month()).ok()?,
        is_leap: month.is_leap(),
        day: u8::try_from(day.get_day()).ok()?,
    })
}

/// The day of the solar calendar that a lunar date is; `None` where there is no such date.
pub fn solar_date(date: LunarDate) -> Option<Date> {
    day(date.year, date.month, date.is_leap, date.day)
}

/// The day of a solar term in a year of the solar calendar.
pub(super) fn term(year: i32, name: &str) -> Option<Date> {
    let index = SOLAR_TERM_NAMES.iter().position(|term| *term == name).filter(|_| YEARS.contains(&year))? as isize;
    // The library's year of terms begins with 冬至 of the year before.
    let of_year = if index == 0 { year + 1 } else { year };
    let day = SolarTerm::from_index(of_year as isize, index).get_solar_day();
    Date::new(i16::try_from(day.get_year()).ok()?, day.get_month() as i8, day.get_day() as i8).ok()
}

/// How the lunar calendar writes a date: `正月十五`, `闰二月初三`.
pub fn lunar_name(date: LunarDate) -> String {
    const MONTHS: [&str; 12] = ["正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月"];
    const TENS: [&str; 4] = ["初", "十", "廿", "三十"];
    const ONES: [&str; 10] = ["十", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let month = MONTHS[usize::from(date.month.clamp(1, 12)) - 1];
    let day = match date.day {
        10 => "初十".to_owned(),
        20 => "二十".to_owned(),
        30 => "三十".to_owned(),
        day => format!("{}{}", TENS[usize::from(day / 10).min(3)], ONES[usize::from(day % 10)]),
    };
    format!("{}{month}{day}", if date.is_leap { "闰" } else { "" })
}

fn signed_month(year: i32, month: u8, is_leap: bool) -> Option<isize> {
    if !YEARS.contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    if !is_leap {
        return Some(month as isize);
    }
    (LunarYear::new(year as isize).ok()?.get_leap_month() == usize::from(month)).then_some(-(month as isize))
}

fn solar(day: LunarDay) -> Option<Date> {
    let day = day.get_solar_day();
    Date::new(i16::try_from(day.get_year()).ok()?, day.get_month() as i8, day.get_day() as i8).ok()
}
