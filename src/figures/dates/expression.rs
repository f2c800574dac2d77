//! What time expressions say: the types. No reference date is known here.

use serde::Deserialize;

use super::festivals::Festival;
pub use super::scan::Script;
use crate::text::TextRange;

/// What a time expression says, before a reference date is known. Ranges are bytes of the reading.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// What is named first.
    pub first: Span,
    /// What is named last, in `3月8日至15日`; what it leaves out (the year, the month) is the first one's.
    pub last: Option<Span>,
    /// How the words around it bear on it: 以前, 以来, 截至 …
    pub relation: Relation,
}

/// How the words around a date bear on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Just then.
    #[default]
    During,
    /// 左右, 前后: about then.
    Rough,
    /// 之前, 以前, 前: before it; of what is still to come, the deadline.
    Before,
    /// 或之前, 截至: up to its end.
    UpTo,
    /// 之后, 以后, 后: from that day on; after a longer period is over.
    After,
    /// 自…起, 或之后: from its beginning on.
    From,
    /// 以来: from its beginning until the reference date.
    Since,
    /// 至今: the same.
    UntilNow,
}

/// Something that the calendar names.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    /// Year, month, day and their parts.
    Calendar(CalendarDate),
    /// `“十四五”时期`: the number of the plan and the years of it that are meant, 1 to 5.
    Plan {
        /// 14 in 十四五.
        number: u8,
        /// The first and the last of its five years.
        years: (u8, u8),
    },
    /// Consecutive years: `90年代初`, `19世纪`.
    Years {
        /// The first year.
        first: i32,
        /// The last year.
        last: i32,
    },
    /// `本世纪`, counted from the reference: which century it is, and the years of it, 0 to 99.
    Century {
        /// 0 is this one, -1 the last.
        offset: i32,
        /// The first and the last year in it.
        years: (u8, u8),
    },
    /// `今明两年`: years counted from the reference.
    RelativeYears(i32, i32),
    /// `上季度`: a quarter counted from that of the reference.
    Quarter(i32),
    /// A week counted from the reference, or one of its days, or its end.
    Week {
        /// 0 is this week.
        offset: i32,
        /// Which days of it.
        days: WeekDays,
    },
    /// `3年后`: as far from the reference as a length of time.
    Distance(Length, Direction),
    /// `近三年`, `60日内`: all the time between.
    Window(Length, Direction),
    /// `3年来`: since the year, the month or the day that lies so far back.
    SinceLength(Length),
    /// `下三个月`: so many whole units from the next one on.
    NextUnits(Length),
    /// `目前`.
    Now,
    /// `近日`, `去年同期`: no days are told.
    Vague,
    /// A time of the day alone.
    Clock(Clock),
}

/// Which days of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WeekDays {
    /// All seven.
    Whole,
    /// One; Monday is 1.
    One(u8),
    /// Saturday and Sunday.
    End,
    /// Some week's last such day; which week is not told: `最后一个周三`.
    Unknown(u8),
}

/// Towards the past or the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 前, 近, 过去.
    Past,
    /// 后, 内, 未来.
    Future,
}

/// A length of time as a distance uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Length {
    /// How many units.
    pub count: u32,
    /// Whether half a unit comes on top: `3年半`; alone it is `半年`.
    pub and_half: bool,
    /// The unit.
    pub unit: Unit,
}

/// A unit of a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// 年.
    Year,
    /// 个季度.
    Quarter,
    /// 个月.
    Month,
    /// 周, 星期.
    Week,
    /// 天, 日.
    Day,
    /// 工作日, 交易日: Monday to Friday.
    Workday,
    /// 小时.
    Hour,
    /// 刻钟.
    QuarterHour,
    /// 分钟.
    Minute,
    /// 秒.
    Second,
}

/// Which calendar counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// 公历.
    #[default]
    Solar,
    /// 农历.
    Lunar,
}

/// Year, month, day and their parts, as far as they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CalendarDate {
    /// Which calendar.
    pub calendar: Calendar,
    /// The year.
    pub year: Option<Year>,
    /// The month.
    pub month: Option<Month>,
    /// The day.
    pub day: Option<Day>,
    /// A part of the year or the month, a festival, a week.
    pub part: Option<Part>,
    /// Where the part is written.
    pub part_at: Option<TextRange>,
    /// The weekday that is written with the date.
    pub weekday: Option<Weekday>,
    /// The time of the day.
    pub clock: Option<Clock>,
    /// Whether it is written in digits with `-`, `.` or `/`.
    pub is_numeric: bool,
}

/// A year as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// Which year.
    pub value: YearValue,
    /// How many digits spell it: 4, or 2 for `98年`. 0 for words.
    pub digits: u8,
    /// In which numerals.
    pub script: Script,
    /// Where its number or its word stands, without 年.
    pub at: TextRange,
}

/// Which year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum YearValue {
    /// A number; before our era it is 0 (1 BC) or below.
    Numbered(i32),
    /// Counted from the reference.
    Relative(i32),
    /// 次年, 翌年: counted from the date before it in a range, else from the reference.
    Next(i32),
}

/// A month as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Which month.
    pub value: MonthValue,
    /// Whether it is a leap month of the lunar calendar.
    pub is_leap: bool,
    /// In which numerals.
    pub script: Script,
    /// Whether a zero fills it up: `08月`.
    pub is_padded: bool,
    /// Where its number or its word stands.
    pub at: TextRange,
}

/// Which month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MonthValue {
    /// A number, 1 to 12; more where no such month exists.
    Numbered(u8),
    /// Counted from the reference.
    Relative(i32),
}

/// A day as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Which day.
    pub value: DayValue,
    /// In which numerals.
    pub script: Script,
    /// Whether a zero fills it up: `08日`.
    pub is_padded: bool,
    /// Where its number or its word stands.
    pub at: TextRange,
}

/// Which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayValue {
    /// A number; more than 31 where no such day exists.
    Numbered(u8),
    /// Counted from the reference, or 次日.
    Relative(i32),
}

/// A weekday that is written with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekday {
    /// Monday is 1, Sunday 7.
    pub number: u8,
    /// Where it stands: `星期三`.
    pub at: TextRange,
}

/// A part of a year or a month.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Months of the year, both included; 13 and 14 are those of the next one. `is_quarter`: 季度 or 半年, whose months are fixed by law.
    Months {
        /// The first month.
        first: u8,
        /// The last month.
        last: u8,
        /// Whether it is 季度, 半年 or 全年 and not 年初, 春季 …
        is_statistical: bool,
    },
    /// Days of the month, both included; 31 stands for the last.
    Days(u8, u8),
    /// The first days of the year or the month.
    FirstDays(u32),
    /// The last days.
    LastDays(u32),
    /// The n-th week: of a year as ISO 8601 counts, of a month the n-th that begins in it; 0 stands for the last.
    Week(u8),
    /// The n-th such weekday; 0 stands for the last.
    NthWeekday(u8, u8),
    /// A festival or a solar term.
    Festival(&'static Festival),
}

/// A time of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Clock {
    /// The part of the day that is named, by its hours: 上午 is 6 to 12.
    pub part: Option<[u8; 2]>,
    /// Hour and minute as written.
    pub from: Option<(u8, u8)>,
    /// Where it ends: `8:00—17:30`.
    pub to: Option<(u8, u8)>,
}

impl TimeExpression {
    /// One span and nothing around it.
    pub(super) fn of(first: Span) -> TimeExpression {
        TimeExpression { first, last: None, relation: Relation::During }
    }

    /// The spans that are named: one or two.
    pub fn spans(&self) -> impl Iterator<Item = &Span> {
        std::iter::once(&self.first).chain(&self.last)
    }

    /// The calendar dates among them.
    pub fn dates(&self) -> impl Iterator<Item = &CalendarDate> {
        self.spans().filter_map(|span| match span {
            Span::Calendar(date) => Some(date),
            _ => None,
        })
    }
}

impl CalendarDate {
    /// The year's number, where it is written as one.
    pub fn numbered_year(&self) -> Option<i32> {
        match self.year?.value {
            YearValue::Numbered(number) => Some(number),
            _ => None,
        }
    }

    /// The month's number, where it is written as one.
    pub fn numbered_month(&self) -> Option<u8> {
        match self.month?.value {
            MonthValue::Numbered(number) => Some(number),
            MonthValue::Relative(_) => None,
        }
    }

    /// The day's number, where it is written as one.
    pub fn numbered_day(&self) -> Option<u8> {
        match self.day?.value {
            DayValue::Numbered(number) => Some(number),
            DayValue::Relative(_) => None,
        }
    }

    /// The months that a named period has: 1 to 3 for 一季度.
    pub fn statistical_months(&self) -> Option<(u8, u8)> {
        match self.part {
            Some(Part::Months { first, last, is_statistical: true }) => Some((first, last)),
            _ => None,
        }
    }

    /// Whether nothing finer than the year is written.
    pub(super) fn is_year_only(&self) -> bool {
        self.year.is_some() && self.month.is_none() && self.day.is_none() && self.part.is_none()
    }
}
