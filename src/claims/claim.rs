//! What a figure says of what: the types.

use super::indicator::{Indicator, IndicatorId, TABLE};
use super::scope::{SCOPES, ScopeId};
use crate::figures::dates::{CalendarDate, Relation, Span, TimeExpression, YearValue};
use crate::text::TextRange;

/// Words of the text, as a key: without blanks, 的 and marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Where it stands, from its first word to its last; empty where the phrase is.
    pub range: TextRange,
    /// The words.
    pub text: String,
}

impl Phrase {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// What kind of statement a figure is (INTERFACES.md § claims).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Statistic {
    /// How much there is.
    Level,
    /// How much more or less, in percent or times.
    Growth,
    /// How much more or less, in units, or a difference of ratios in points.
    Change,
    /// A part of a whole, in percent, tenths or a fraction.
    Share,
    /// A place in an order.
    Rank,
    /// So many times another value; terms that stand to each other.
    Ratio,
    /// The part that something has in a growth, in percent or points.
    Contribution,
}

impl Statistic {
    /// The name in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Statistic::Level => "level",
            Statistic::Growth => "growth",
            Statistic::Change => "change",
            Statistic::Share => "share",
            Statistic::Rank => "rank",
            Statistic::Ratio => "ratio",
            Statistic::Contribution => "contribution",
        }
    }
}

/// What a value is in its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Stated.
    #[default]
    Plain,
    /// 由 a: before the change.
    From,
    /// 增至 b: after the change.
    To,
    /// 比上年的 a: what it is compared with.
    Than,
    /// 已完成 a.
    Done,
    /// 还有 b: what is left.
    Rest,
    /// 人均, 亩产, 每天: per one of something.
    Average,
    /// 最高, 可: an end of what occurs, or what could be.
    Extreme,
    /// 完成计划的 82%.
    PlanShare,
}

/// Whether it is so, or is meant to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Modality {
    /// It is so.
    #[default]
    Actual,
    /// 计划, 目标, 预计, 将.
    Plan,
    /// 累计.
    Cumulative,
    /// 设计能力, 可, 年产.
    Capacity,
}

impl Modality {
    /// The name in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Modality::Actual => "actual",
            Modality::Plan => "plan",
            Modality::Cumulative => "cumulative",
            Modality::Capacity => "capacity",
        }
    }
}

/// When a value holds, as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// The words.
    pub text: String,
    /// What they say.
    pub time: TimeExpression,
}

impl Period {
    /// The year, where one is written or counted from the present.
    pub fn year(&self) -> Option<YearValue> {
        match (&self.time.first, &self.time.last) {
            (Span::Calendar(CalendarDate { year: Some(year), .. }), None) => Some(year.value),
            (Span::Calendar(CalendarDate { year: Some(first), .. }), Some(Span::Calendar(CalendarDate { year: None, .. }))) => {
                Some(first.value)
            }
            _ => None,
        }
    }

    /// Whether it is a time before the one spoken of: 上年, 去年同期.
    pub fn is_previous(&self) -> bool {
        let words = [
            "上年",
            "去年",
            "上期",
            "上月",
            "上季",
            "上周",
            "上届",
            "同期",
            "前一年",
            "前年",
            "上一年",
            "前一周",
            "前一月",
            "前一个月",
            "前一季",
            "前一日",
            "前一天",
            "前一期",
        ];
        matches!(self.year(), Some(YearValue::Relative(..0))) || words.iter().any(|word| self.text.contains(word))
    }

    /// Whether it lasts from a time on, or up to one: 2019年以来, 截至6月底.
    pub fn is_open(&self) -> bool {
        !matches!(self.time.relation, Relation::During | Relation::Rough)
    }
}

/// What a growth or a change is measured against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Base {
    /// Whether words say so: 同比, 比.
    pub is_named: bool,
    /// The time: 上年.
    pub period: Option<Period>,
    /// Another thing: 比乙县.
    pub noun: Phrase,
    /// The words of comparison: 同比, 环比, 比.
    pub word: String,
}

/// A figure and what it says. Ranges are bytes of the reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The index of the figure among the line's figures.
    pub figure: usize,
    /// The sentence in the line, from 0.
    pub sentence: u32,
    /// The clause in the line, from 0.
    pub clause: u32,
    /// Claims of one thread speak of one thing: `46亿元，增长15%`.
    pub thread: u32,
    /// What kind of statement it is.
    pub statistic: Statistic,
    /// What it is in its sentence.
    pub role: Role,
    /// Whose it is, as far as the line tells.
    pub subject: Phrase,
    /// What is measured, without subject and scope: the words of the indicator, or the noun that stands there.
    pub noun: Phrase,
    /// Whether the words stand in the clause itself and were not carried over.
    pub is_own: bool,
    /// The indicator, where the table knows it.
    pub indicator: Option<IndicatorId>,
    /// What it covers.
    pub scopes: Vec<ScopeId>,
    /// When it holds.
    pub period: Option<Period>,
    /// Whether it is so.
    pub modality: Modality,
    /// 1 for 增长, -1 for 下降, 0 where no direction is told.
    pub sign: i8,
    /// The verb that binds the figure.
    pub verb: TextRange,
    /// What it is compared with.
    pub base: Base,
    /// Whether words say that the growth does not follow from the values printed: 按不变价格.
    pub has_caveat: bool,
    /// Whether it is growth per year on average.
    pub is_annual: bool,
    /// The claim that it is a part of, by 其中.
    pub whole: Option<usize>,
    /// Which 其中 made it a part, counted from 1.
    pub group: u32,
    /// What a share is a share of, where it is said.
    pub of: Phrase,
    /// The claim whose value it is a share of: 占总投资210亿元的58%.
    pub of_value: Option<usize>,
    /// Whether it points back: 这312家.
    pub points_back: bool,
    /// Its list, by 分别, and its place in it.
    pub list: Option<(u32, u32)>,
}

impl Claim {
    /// The entry of the table.
    pub fn entry(&self) -> Option<&'static Indicator> {
        TABLE.get(self.indicator?)
    }

    /// What it is of: the indicator's canonical name where the table knows it and it says enough, else the words.
    pub fn measured(&self) -> &str {
        let ends_with = |name: &String| self.noun.text.ends_with(name.as_str());
        match self.entry().filter(|e| !e.loose) {
            Some(entry) if ends_with(&entry.name) || entry.aliases.iter().any(ends_with) => &entry.name,
            _ => &self.noun.text,
        }
    }

    /// The same without the subject that the words may begin with: `云岭市到位资金` is 到位资金 of 云岭市.
    pub fn indicator_name(&self) -> &str {
        let measured = self.measured();
        let rest = measured.strip_prefix(self.subject.text.as_str()).unwrap_or_default();
        if rest.is_empty() || rest.starts_with(['、', '和', '与', '及']) { measured } else { rest }
    }

    /// The names of its scopes, `全市、规模以上`; `None` where it has none.
    pub fn scope_names(&self) -> Option<String> {
        let names: Vec<&str> = self.scopes.iter().map(|id| SCOPES.name(*id)).filter(|name| !name.is_empty()).collect();
        (!names.is_empty()).then(|| names.join("、"))
    }

    /// Whether it is a value that stands as it is: no plan, no extreme.
    pub fn is_actual(&self) -> bool {
        matches!(self.modality, Modality::Actual | Modality::Cumulative)
    }
}
