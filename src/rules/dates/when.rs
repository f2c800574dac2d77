//! When an article was written, as far as it tells: its dateline, or else the years that its own figures are of.

use jiff::civil::Date;

use super::unfinished::speaks;
use super::words::{WORDS, holds};
use crate::article::Role;
use crate::figures::dates::{CalendarDate, Relation, Span, TimeExpression};
use crate::figures::figure::{Figure, Value};
use crate::rules::Subject;

/// How many lines without a dateline are asked for their years.
const MOST_LINES: usize = 200;
/// How many lines begin an article.
const LEAD: usize = 3;
/// How many lines at the beginning may be titles with a day.
const TITLES: usize = 4;
/// How many characters behind a year may say that it is still to come.
const CLAUSE: usize = 30;
/// How many characters behind a year name what is published of it.
const TITLE: usize = 10;
/// How many figures before a year tell that it is one of a chronicle.
const NEIGHBOURS: usize = 2;
/// Behind a year: it is told as a whole, by what is known when it is over.
const WHOLE: [&str; 6] = ["末", "底", "全年", "年末", "年底", "年度报告"];
/// Behind a year that something has come to: it is the one that the article is written in.
const REACHED: [&str; 6] = ["整整", "已", "刚好", "正好", "恰好", "满"];
/// Before a year: it is the one that the article is written in.
const OWN: [&str; 3] = ["今年(", "今年即", "今年是"];
/// Before a year that is not over, and in its sentence: it is held against the year before.
const EXPECTED: [&str; 3] = ["预计", "预计到", "有望"];
const COMPARED: [&str; 4] = ["比上年", "较上年", "比去年", "较去年"];
/// Before a day with its year: the article is of that day.
const TODAY: [&str; 4] = ["今天(", "今日(", "今天是", "今天,即"];
/// The year that an article is written in.
const THIS_YEAR: &str = "今年";
/// Earlier years are history.
const EARLIEST: i32 = 2000;

/// When an article was written.
#[derive(Clone, Debug, Default)]
pub struct When {
    /// The day of its dateline, else the reference date of the settings.
    pub day: Option<Date>,
    /// Where there is none: the last year that it speaks of as over or present, if any; and the last that it speaks of in any way but as of a
    /// plan. It may have been written in either, or in the year behind it.
    pub last_year: Option<(i32, i32)>,
    /// Where there is none: the last day of the latest months that it tells as over (`2025年1—10月`), if they are of that year.
    pub last_day: Option<Date>,
    /// Whether it tells more of its last year than the day or the month of one event (2023年9月闭馆大修 may be years ago).
    pub is_reported: bool,
    /// The last year that it tells as a whole (截至2024年末, 2024年全年), if none that is over comes behind it.
    pub closed: Option<i32>,
    /// A day of its news whose own sentence tells the year.
    pub beside: Option<Date>,
    /// Where there is no dateline: the day that its title has or that its first lines tell news of, if no later year is told.
    pub news: Option<Date>,
    /// The last year that it tells as over in any way, be it once and as history.
    pub told: Option<i32>,
    /// The year that it calls its own: 今年（2025年）.
    pub own_year: Option<i32>,
    /// Whether it speaks of this year without its number.
    pub says_this_year: bool,
    /// Where nothing else tells: the years that its ages and anniversaries agree on.
    pub voted: Vec<i32>,
}

/// A year that a line tells.
struct Told {
    /// Which of the article's lines.
    line: usize,
    year: i32,
    /// Whether it is called this year: 今年（2025年）.
    is_own: bool,
    /// Whether nothing near speaks of what is still to come.
    is_over: bool,
    /// Whether it is the month or the day of one event.
    is_event: bool,
    /// Whether words of what is done follow.
    is_done: bool,
    /// Whether that event is one of a chronicle: 1981年9月任教，2018年7月退休.
    is_history: bool,
    /// Whether it is a day with its weekday: what news tells of its own time.
    has_weekday: bool,
    /// Whether it is told as a whole: 2024年末, 2024年全年.
    is_whole: bool,
    /// The end of the months since January that are told with the year: what an article of the year reports.
    to_date: Option<Date>,
    /// The day that is told, where news is told of it.
    news: Option<Date>,
}

impl When {
    /// An article that is dated.
    pub fn dated(day: Option<Date>) -> When {
        When { day, ..When::default() }
    }

    /// What an article tells of its day.
    pub(in crate::rules) fn of(subject: &dyn Subject) -> When {
        let day = subject.today();
        if day.is_some() {
            return When::dated(day);
        }
        let own = (0..subject.line_count().min(MOST_LINES)).filter(|line| subject.article().is_body(*line));
        let told = own.enumerate().flat_map(|(nth, line)| told_years(nth, &subject.reading(line).text, subject.figures(line)));
        let told: Vec<Told> = told.collect();
        let over = told.iter().filter(|t| t.is_over).map(|t| t.year).max();
        // A year that is named once, far down, is history as likely as not.
        let is_named = |year: i32| {
            let mut own = told.iter().filter(|t| t.year == year);
            own.clone().count() > 1 || own.any(|t| t.line < LEAD && !t.is_history || t.to_date.is_some() || t.has_weekday)
        };
        let last = told.iter().map(|t| t.year).max().filter(|year| is_named(*year));
        let last_year = over.or(last).zip(last);
        let is_last = |t: &&Told| t.is_over && last_year == Some((t.year, t.year));
        let is_reported =
            told.iter().any(|t| !t.is_event && t.is_done && last_year.is_some_and(|(over, last)| t.year == last || t.year == over));
        let closed = told.iter().filter(|t| t.is_over && t.is_whole).map(|t| t.year).max().filter(|year| over == Some(*year));
        let news = told.iter().filter(|t| t.line < LEAD && t.is_over).filter_map(|t| t.news).chain(title_days(subject)).max();
        let news = news.filter(|day| told.iter().all(|t| t.year <= i32::from(day.year())));
        let last_day = told.iter().filter(is_last).filter_map(|t| t.to_date).max();
        let mut own_years = told.iter().filter(|t| t.is_own).map(|t| t.year);
        let own_year = own_years.next().filter(|year| own_years.all(|other| other == *year));
        let mut own = (0..subject.line_count().min(MOST_LINES)).filter(|line| subject.article().is_body(*line));
        let says_this_year = own.any(|line| subject.reading(line).text.contains(THIS_YEAR));
        When { day, last_year, last_day, says_this_year, is_reported, closed, told: over, own_year, news, ..When::default() }
    }

    /// The years that the article may be of, the likeliest first; empty where nothing tells.
    pub(super) fn years(&self) -> Vec<i32> {
        if let (None, Some(year)) = (self.day, self.own_year) {
            return vec![year];
        }
        if let (None, Some(news)) = (self.day, self.news) {
            // What is told in January may be of December, and what is of December told in January.
            let year = i32::from(news.year());
            return match news.month() {
                1 => vec![year, year - 1],
                12 => vec![year, year + 1],
                _ => vec![year],
            };
        }
        match (self.day.or(self.beside).map(|day| i32::from(day.year())), self.last_year) {
            (Some(year), _) => vec![year, year - 1, year + 1],
            // What is told as a whole is not written before; a quarter of a year may be that of a plan (2027年一季度试生产).
            (None, Some((over, told))) if over == told && self.closed == Some(over) => vec![over, over + 1],
            // 2024年5月调价…到今年4月底: this year is not the one that has a number, and may be two years behind it.
            (None, Some((over, told))) if over == told && self.says_this_year => vec![over, over + 1, over - 1, over + 2],
            (None, Some((over, told))) if over == told => vec![over, over + 1, over - 1],
            (None, Some((over, told))) => vec![told, told + 1, over, over + 1],
            (None, None) => self.voted.clone(),
        }
    }

    /// Whether 今年 may be the year before the dateline's: what is printed in January may have been written in December.
    pub(super) fn this_years(&self) -> Vec<i32> {
        let years = self.years();
        let day = self.day.or(self.beside);
        let is_january = day.is_some_and(|day| day.month() == 1);
        match day {
            Some(_) => years.into_iter().take(if is_january { 2 } else { 1 }).collect(),
            None => years,
        }
    }
}

/// The years of a line that are told as times of statistics or of news (`2024年5月`, `2024年,`, `截至2024年底`), but not as those of a plan.
fn told_years(line: usize, reading: &str, figures: &[Figure]) -> impl Iterator<Item = Told> {
    figures.iter().enumerate().filter_map(move |(nth, figure)| {
        let Value::Time(time) = &figure.value else { return None };
        // `2025年1—10月`: the last month has its year from the first.
        let date = &last_date(time).or_else(|| with_year(reading, figures, nth))?;
        let (before, after) = (&reading[..usize::from(figure.range.start())], &reading[usize::from(figure.range.end())..]);
        let is_reached = before.ends_with(['到', '至']) && REACHED.iter().any(|word| after.starts_with(word));
        let is_ahead = before.ends_with(['到', '至', '前', '而', '较', '比', '与']) && !is_reached
            || reading[figure.range].starts_with(['到', '至'])
            || after.starts_with('前');
        let opens = before.is_empty() || before.ends_with([',', '。', ';', ' ', '(']);
        // 公布2025年阅读统计
        let title = after.char_indices().nth(TITLE).map_or(after, |(at, _)| &after[..at]);
        let is_published = holds(title.split([',', '。', ';', '、', '(']).next().unwrap_or(title), &WORDS.day.reports);
        let is_told =
            date.month.is_some() || date.part.is_some() || after.starts_with(['全', '度']) || time.last.is_some() || opens || is_published;
        // Cut before it is split: a line may go on for a megabyte.
        let end = after.char_indices().nth(CLAUSE).map_or(after.len(), |(at, _)| at);
        let clause = after[..end].split(['。', ';']).next().unwrap_or_default();
        // `二期计划2026年3月动工，2027年12月通线`
        let start = before.char_indices().rev().nth(CLAUSE - 1).map_or(0, |(at, _)| at);
        let front = before[start..].rsplit(['。', ';']).next().unwrap_or_default();
        let is_planned = [front, clause].iter().any(|text| holds(text, &WORDS.day.plans));
        // 今天（2025年10月26日，星期日）
        let is_today = TODAY.iter().any(|word| before.ends_with(word));
        let is_over = is_today || !speaks(clause, &WORDS.unfinished.plans);
        let wide = after.char_indices().nth(2 * CLAUSE).map_or(after.len(), |(at, _)| at);
        let sentence = after[..wide].split('。').next().unwrap_or_default();
        let longer = after.char_indices().nth(4 * CLAUSE).map_or(after.len(), |(at, _)| at);
        let long = after[..longer].split('。').next().unwrap_or_default();
        // 预计2025年产值达到42.6亿元，比上年的37.7亿元增长13%.
        let is_expected =
            date.month.is_none() && EXPECTED.iter().any(|word| before.ends_with(word)) && COMPARED.iter().any(|word| long.contains(word));
        let is_own = OWN.iter().any(|word| before.ends_with(word)) || after.starts_with("(今年)") || is_expected;
        let is_told = is_told || is_own || is_reached;
        let year = date.numbered_year().filter(|year| *year >= EARLIEST && is_told && !is_ahead && (!is_planned || is_expected))?;
        let has_months = date.month.is_some() || date.part.is_some();
        let says_done = holds(sentence, &WORDS.unfinished.strong) || holds(sentence, &WORDS.unfinished.plain);
        let days = time.days(None).filter(|_| has_months && is_over && says_done);
        let (begin, end) = days.unwrap_or_default();
        let to_date = end.filter(|end| end.month() > 1 && begin.is_some_and(|begin| begin.day_of_year() == 1));
        let is_event = date.month.is_some() && time.last.is_none() && time.relation == Relation::During;
        let is_earlier = |f: &Figure| matches!(&f.value, Value::Time(t) if t.dates().any(|d| d.numbered_year().is_some_and(|y| y < year)));
        let is_history = is_event && figures[nth.saturating_sub(NEIGHBOURS)..nth].iter().any(is_earlier);
        let has_weekday = date.weekday.is_some() || is_weekday(figures, nth + 2) && last_date(time).is_none();
        let is_whole =
            date.month.is_none() && (WHOLE.iter().any(|word| after.starts_with(word)) || reading[figure.range].ends_with(['末', '底']));
        Some(Told {
            line,
            year,
            is_own,
            is_over,
            is_event,
            is_done: says_done,
            is_history: is_history && !has_weekday,
            has_weekday,
            is_whole,
            to_date,
            news: day_of(date).filter(|_| {
                let opens_all = is_opening(figures, nth, before);
                (opens_all || opens) && is_news(clause) || opens_all && (line == 0 || has_weekday) || is_today
            }),
        })
    })
}

/// `8月5日（2025年，星期二）`: a day whose year stands in the bracket behind it.
fn with_year(reading: &str, figures: &[Figure], nth: usize) -> Option<CalendarDate> {
    let (figure, next) = (figures.get(nth)?, figures.get(nth + 1)?);
    let (Value::Time(day), Value::Time(year)) = (&figure.value, &next.value) else { return None };
    let (Span::Calendar(day), Span::Calendar(year)) = (&day.first, &year.first) else { return None };
    let is_bracket = reading.get(figure.range.end().into()..next.range.start().into())? == "(";
    let is_year = year.month.is_none() && year.day.is_none() && year.part.is_none();
    let is_day = day.year.is_none() && day.month.is_some() && day.day.is_some();
    let year = year.year.filter(|year| year.digits == 4 && is_bracket && is_year && is_day)?;
    Some(CalendarDate { year: Some(year), ..day.clone() })
}

fn is_weekday(figures: &[Figure], at: usize) -> bool {
    figures.get(at).is_some_and(|f| matches!(&f.value, Value::Time(time) if matches!(time.first, Span::Week { .. })))
}

/// The days that the titles name: 一周要闻（2025年9月13日—9月19日）.
fn title_days(subject: &dyn Subject) -> Option<Date> {
    let is_title = |line: &usize| matches!(subject.article().roles[*line], Role::Title | Role::Heading(1));
    let titles = (0..subject.line_count().min(TITLES)).filter(is_title);
    let times = titles.flat_map(|line| subject.figures(line)).filter_map(|figure| match &figure.value {
        Value::Time(time) => last_date(time),
        _ => None,
    });
    times.filter_map(|date| day_of(&date)).max()
}

fn day_of(date: &CalendarDate) -> Option<Date> {
    let (year, month, day) = (date.numbered_year()?, date.numbered_month()?, date.numbered_day()?);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whether a time is the first of its paragraph and opens a sentence: `“阀门正常。”2025年6月6日，园区的…`.
fn is_opening(figures: &[Figure], nth: usize, before: &str) -> bool {
    let is_first = figures.iter().take(nth.min(NEIGHBOURS * 4)).all(|f| !matches!(f.value, Value::Time(_)));
    is_first && nth < NEIGHBOURS * 4 && (before.is_empty() || before.ends_with(['”', '。', '!', '?', ' ', '\u{3000}', ')']))
}

/// Whether what follows a day is told as news of it: `，记者走进…`.
fn is_news(clause: &str) -> bool {
    let rest = clause.trim_start_matches([',', ' ']);
    rest.starts_with("记者") || clause.contains("记者") && holds(clause, &WORDS.unfinished.seen)
}

fn last_date(time: &TimeExpression) -> Option<CalendarDate> {
    let is_past = matches!(time.relation, Relation::During | Relation::UpTo | Relation::Since | Relation::UntilNow);
    let (first, last) = time.completed();
    let Span::Calendar(date) = last.unwrap_or(first) else { return None };
    Some(date).filter(|date| is_past && date.year.is_some_and(|y| y.digits == 4))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::analysis::{Analysis, Knowledge};
    use crate::entities::Catalog;

    fn codes(text: &str) -> Vec<&'static str> {
        let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
        analysis.findings().into_iter().map(|f| f.code).filter(|code| *code == "weekday-mismatch").collect()
    }

    #[test]
    fn this_year_with_its_number_dates_the_article() {
        let article =
            |weekday: &str| format!("医院开年中会\n\n7月16日（{weekday}），医院召开年中会。今年（2025年）上半年门诊38.6万人次。\n");
        assert_eq!(codes(&article("星期三")), Vec::<&str>::new());
        // Of 2024 it would be right.
        assert_eq!(codes(&article("星期二")), ["weekday-mismatch"]);
        assert_eq!(codes(&article("星期二").replace("7月16日", "去年7月16日")), Vec::<&str>::new());
    }
}
