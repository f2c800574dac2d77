//! What the lexer finds: one number expression of the text with its value, its unit and how it is hedged.

use rust_decimal::Decimal;

use super::dates::TimeExpression;
use super::unit::Unit;
use crate::text::TextRange;

/// What an expression is (INTERFACES.md § JSON; `time` is ours).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A number without a unit: `3500`, `三万五`.
    Number,
    /// A place in an order: `第三`, `第２５０`.
    Ordinal,
    /// `20%`, `百分之二十`, `三成`, `五折`.
    Percent,
    /// `2.5个百分点`.
    PercentagePoint,
    /// An amount of a currency.
    Money,
    /// A number with a unit of measurement, or with a measure word where it is not small talk: `52万吨`, `312户`.
    Quantity,
    /// `9.8∶43.6∶46.6`.
    Ratio,
    /// `3倍`, `两番`.
    Multiple,
    /// `三分之一`, `一半`.
    Fraction,
    /// `8—9亿元`; also what is hedged on one side only and has no other kind.
    Range,
    /// One day, complete or not.
    Date,
    /// A stretch of days that the calendar names: `2024年上半年`.
    DateRange,
    /// A length of time: `三年`, `45天`.
    Duration,
    /// A time of the day: `15时30分`.
    Time,
    /// `居全省第2位`, `前十`.
    Rank,
    /// A small count that announces a list: `三项`, `八大行动`.
    Enumeration,
    /// Digits that measure nothing: `G3511`, `1+5+N`, a phone number.
    Code,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 17] = [
        Kind::Number,
        Kind::Ordinal,
        Kind::Percent,
        Kind::PercentagePoint,
        Kind::Money,
        Kind::Quantity,
        Kind::Ratio,
        Kind::Multiple,
        Kind::Fraction,
        Kind::Range,
        Kind::Date,
        Kind::DateRange,
        Kind::Duration,
        Kind::Time,
        Kind::Rank,
        Kind::Enumeration,
        Kind::Code,
    ];

    /// Whether it says by how much something changed, and never how much there is: 3倍, 2个百分点.
    pub fn is_change(self) -> bool {
        matches!(self, Kind::PercentagePoint | Kind::Multiple)
    }

    /// The name in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Ordinal => "ordinal",
            Kind::Percent => "percent",
            Kind::PercentagePoint => "percentage_point",
            Kind::Money => "money",
            Kind::Quantity => "quantity",
            Kind::Ratio => "ratio",
            Kind::Multiple => "multiple",
            Kind::Fraction => "fraction",
            Kind::Range => "range",
            Kind::Date => "date",
            Kind::DateRange => "daterange",
            Kind::Duration => "duration",
            Kind::Time => "time",
            Kind::Rank => "rank",
            Kind::Enumeration => "enumeration",
            Kind::Code => "code",
        }
    }
}

/// How a figure is hedged (INTERFACES.md § JSON `approx`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approximation {
    /// As printed.
    #[default]
    Exact,
    /// 约, 左右, 上下.
    About,
    /// 超, 逾, 突破: more than.
    Over,
    /// 不足, 不到: less than.
    Under,
    /// 近, 将近, 接近: a little less than.
    Near,
    /// 多, 余, 几 behind digits: a little more than.
    More,
    /// 至少, 以上, 不低于.
    AtLeast,
    /// 最多, 以内, 不超过.
    AtMost,
}

impl Approximation {
    /// The name in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Approximation::Exact => "exact",
            Approximation::About => "about",
            Approximation::Over => "over",
            Approximation::Under => "under",
            Approximation::Near => "near",
            Approximation::More => "more",
            Approximation::AtLeast => "at_least",
            Approximation::AtMost => "at_most",
        }
    }
}

/// A number as it is printed, 万 and 亿 multiplied out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Printed {
    /// Its value.
    pub value: Decimal,
    /// What one step of its last printed digit is worth: `36.57亿` has 0.01亿, `三万五千` has 千.
    pub step: Decimal,
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One number.
    Number(Printed),
    /// From one number to another, both included; at least one is there.
    Range(Option<Printed>, Option<Printed>),
    /// The terms of a ratio (`9.8∶43.6∶46.6`) or of a code such as `1+5+N`, where `None` stands for N.
    Terms(Vec<Option<Printed>>),
    /// A date, a period, a length of time or a time of the day.
    Time(TimeExpression),
    /// Recognised, and without a value.
    None,
}

/// The values a figure may have: `lo` to `hi`, each end inside or just outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end; `None` is open.
    pub lo: Option<Decimal>,
    /// Whether the lower end itself belongs to it.
    pub lo_closed: bool,
    /// The upper end; `None` is open.
    pub hi: Option<Decimal>,
    /// Whether the upper end itself belongs to it.
    pub hi_closed: bool,
}

impl Interval {
    /// One value and no other.
    pub fn point(value: Decimal) -> Interval {
        Interval { lo: Some(value), lo_closed: true, hi: Some(value), hi_closed: true }
    }

    /// Whether two intervals share a value.
    pub fn meets(&self, other: &Interval) -> bool {
        let before = |hi: Option<Decimal>, hi_closed: bool, lo: Option<Decimal>, lo_closed: bool| match (hi, lo) {
            (Some(hi), Some(lo)) => hi < lo || (hi == lo && !(hi_closed && lo_closed)),
            _ => false,
        };
        !before(self.hi, self.hi_closed, other.lo, other.lo_closed) && !before(other.hi, other.hi_closed, self.lo, self.lo_closed)
    }
}

/// A word that hedges a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub range: TextRange,
    /// What it says.
    pub says: Approximation,
    /// Whether it stands before the number.
    pub is_before: bool,
}

/// One number expression. Ranges are bytes of the line's reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The whole expression, with its unit and the words that hedge it.
    pub range: TextRange,
    /// The number alone, with its 万 and 亿, without unit and hedges.
    pub number: TextRange,
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub value: Value,
    /// Its unit.
    pub unit: Option<Unit>,
    /// How it is hedged, all hedges taken together.
    pub approximation: Approximation,
    /// The hedges.
    pub marks: Vec<Mark>,
}

impl Figure {
    /// The number, where the figure is one number.
    pub fn printed(&self) -> Option<Printed> {
        match self.value {
            Value::Number(printed) => Some(printed),
            _ => None,
        }
    }
}
