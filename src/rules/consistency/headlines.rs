//! A2 in digests: the line above a paragraph against the paragraph, for what is no value of an indicator as well: `第十届青岚论坛开幕` above
//! `第九届青岚论坛……开幕`, `明确58项年度重点工作` above `今年的68项重点工作`.
//!
//! Nothing is asked of the claims. The number of the heading stands nowhere in the paragraph, one number of its kind and unit there is a slip
//! off, and the same words stand around both.

use super::Comparison;
use super::fact::stands_alone;
use super::likeness::{common, sentence};
use super::titles::mismatch;
use super::words::WORDS;
use crate::article::Role as LineRole;
use crate::claims::Role;
use crate::figures::dates::YearValue;
use crate::figures::figure::{Approximation, Figure, Kind};
use crate::reading::script::is_han;
use crate::rules::Value;
use crate::rules::finding::{Evidence, Finding, Message, Related, Severity};
use crate::rules::relations::slip::{Slip, slip};
use crate::rules::style::as_value;
use crate::text::{TextRange, range};
use rust_decimal::Decimal;

/// The most headings of an article, and the most lines below one that are looked at.
const MOST_HEADINGS: usize = 200;
const LINES: usize = 2;
/// How many lines down from a heading its paragraph is looked for.
const REACH: usize = 5;
/// How many characters before a number and behind it say what it is of.
const BEFORE: usize = 24;
const BEHIND: usize = 10;
/// How many characters in a row behind both numbers say that they are of one thing.
const RUN: usize = 4;
/// The same of a year, which stands before many a name, and no more of the name is compared.
const RUN_OF_YEAR: usize = 6;
/// How many pairs of characters before both, or behind both, say it.
const PAIRS_BEFORE: usize = 5;
const PAIRS_BEHIND: usize = 3;
const PAIRS: usize = 4;
/// The most numbers of a line that are compared.
const MOST_NUMBERS: usize = 200;
/// The most years of a line that are looked at.
const MOST_YEARS: usize = 40;

/// A number in its line.
#[derive(Clone, Copy)]
struct Stated<'a> {
    line: usize,
    nth: usize,
    figure: &'a Figure,
    value: Decimal,
}

impl<'a> Comparison<'a> {
    /// A2 of headings by the words around their numbers.
    pub(super) fn headlines(&self, findings: &mut Vec<Finding>, sure: &mut Vec<TextRange>) {
        let headings = (0..self.subject.line_count()).filter(|line| self.is_heading(*line)).take(MOST_HEADINGS);
        for heading in headings {
            let end = (heading + 1 + REACH).min(self.subject.line_count());
            let is_text = |line: &usize| {
                self.subject.article().is_body(*line) && !self.subject.holds(*line).row && self.subject.reading(*line).text.contains('。')
            };
            let below = (heading + 1..end).take_while(|line| !self.is_heading(*line));
            let below: Vec<usize> = below.collect();
            let paragraph: Vec<usize> = below.iter().copied().filter(is_text).take(LINES).collect();
            let told: Vec<Stated> = paragraph.iter().flat_map(|line| self.numbers(*line)).collect();
            for title in self.numbers(heading) {
                let Some(body) = self.misprinted(title, &told, &below) else { continue };
                let range = self.subject.reading_in_source(title.line, title.figure.range);
                if findings.iter().all(|f| f.range != range) {
                    sure.push(range);
                    findings.push(self.headline(title, body));
                }
            }
            self.years_of_events(heading, &paragraph, findings, sure);
        }
    }

    /// The year that leads the name of an event: `2024粤海文化大会` above `2023粤海文化大会`. A year without 年 is a part of the name.
    fn years_of_events(&self, heading: usize, paragraph: &[usize], findings: &mut Vec<Finding>, sure: &mut Vec<TextRange>) {
        for (at, year, name) in named_years(&self.subject.reading(heading).text) {
            let others = paragraph.iter().flat_map(|line| named_years(&self.subject.reading(*line).text).map(move |found| (*line, found)));
            let same: Vec<_> = others.filter(|(_, (_, _, other))| *other == name).collect();
            if same.iter().any(|(_, (_, other, _))| *other == year) {
                continue;
            }
            let Some((line, (other_at, other, _))) = same.first() else { continue };
            let around = &self.subject.reading(*line).text;
            let sentence = sentence(around, range(*other_at, other_at + other.len()));
            if WORDS.other_editions.iter().any(|word| sentence.contains(word.as_str())) {
                continue;
            }
            let value = |line: usize, at: usize, year: &str| Value {
                range: self.subject.reading_in_source(line, range(at, at + year.len())),
                text: year.to_owned(),
                lo: year.to_owned(),
                hi: year.to_owned(),
                unit: "年".to_owned(),
            };
            let finding = contradiction(value(heading, at, year), value(*line, *other_at, other));
            sure.push(finding.range);
            findings.push(finding);
        }
    }

    fn is_heading(&self, line: usize) -> bool {
        match self.subject.article().roles[line] {
            LineRole::Title | LineRole::Heading(_) => true,
            _ => self.subject.article().is_body(line) && stands_alone(self.subject, line),
        }
    }

    /// The exact numbers of a line.
    fn numbers(&self, line: usize) -> impl Iterator<Item = Stated<'a>> + use<'a> {
        let reading = self.subject.reading(line);
        let is_number = |figure: &Figure| {
            figure.approximation == Approximation::Exact
                && !matches!(
                    figure.kind,
                    Kind::Date | Kind::DateRange | Kind::Percent | Kind::PercentagePoint | Kind::Fraction | Kind::Multiple
                )
        };
        let figures = self
            .subject
            .figures(line)
            .iter()
            .enumerate()
            .take(MOST_NUMBERS)
            .filter(move |(_, f)| reading.is_trusted(f.range) && is_number(f));
        figures.filter_map(move |(nth, figure)| Some(Stated { line, nth, figure, value: figure.printed()?.value }))
    }

    /// The number of the paragraph that the heading's is with a slip, where the paragraph has that number nowhere.
    fn misprinted(&self, title: Stated, told: &[Stated<'a>], below: &[usize]) -> Option<Stated<'a>> {
        let is_told = |line: usize| {
            let text = &self.subject.reading(line).text;
            let printed = self.number_text(title);
            let mine = title.figure.interval();
            // 九成五以上 reaches to everything.
            let is_ordinal = title.figure.kind == Kind::Ordinal;
            let is_exact = |f: &&Figure| f.kind == title.figure.kind || f.approximation == Approximation::Exact && !is_ordinal;
            // 十 may be about ten, but 第十 is not 第九.
            let is_counted = matches!(title.figure.kind, Kind::Ordinal | Kind::Enumeration);
            let meets = |f: &Figure| match f.printed().filter(|_| is_counted) {
                Some(printed) => printed.value == title.value,
                None => f.interval().zip(mine).is_some_and(|(a, b)| a.meets(&b)),
            };
            self.subject.figures(line).iter().filter(is_exact).any(meets) || text.contains(printed) && printed.chars().count() > 1
        };
        if below.iter().copied().any(is_told) {
            return None;
        }
        let mut alike = told.iter().filter(|body| self.is_misprint(title, **body));
        let first = alike.next()?;
        alike.all(|other| other.value == first.value).then_some(*first)
    }

    fn number_text(&self, of: Stated) -> &str {
        &self.subject.reading(of.line).text[of.figure.number]
    }

    /// What stands behind the number in the figure, its measure word or unit.
    fn unit_text(&self, of: Stated) -> &str {
        &self.subject.reading(of.line).text[usize::from(of.figure.number.end())..usize::from(of.figure.range.end())]
    }

    fn is_misprint(&self, title: Stated, body: Stated) -> bool {
        let (a, b) = (self.unit_text(title), self.unit_text(body));
        // 8.62亿 of 8.62亿人.
        let is_of_unit =
            a == b || a.is_empty() && !b.is_empty() && title.value >= Decimal::from(10_000) && title.figure.kind == Kind::Number;
        let is_ordinal = |s: Stated| s.figure.kind == Kind::Ordinal;
        let is_kind = is_ordinal(title) == is_ordinal(body);
        if !is_of_unit || !is_kind || !is_slip(title.value, body.value) || self.is_of_another(title, body, a) {
            return false;
        }
        let text = |of: Stated| {
            let reading = &self.subject.reading(of.line).text;
            let (start, end) = (usize::from(of.figure.range.start()), usize::from(of.figure.range.end()));
            let head = sentence(reading, of.figure.range);
            let from = head.as_ptr() as usize - reading.as_ptr() as usize;
            let before: String = reading[from..start].chars().filter(|c| is_han(*c)).collect();
            let skip = before.chars().count().saturating_sub(BEFORE);
            let before: String = before.chars().skip(skip).collect();
            (before, reading[end..].chars().take(BEHIND).take_while(|c| is_han(*c) || *c == ' ').filter(|c| is_han(*c)).collect::<String>())
        };
        let ((before, behind), (other_before, other_behind)) = (text(title), text(body));
        let run = behind.chars().zip(other_behind.chars()).take_while(|(a, b)| a == b).count();
        // Without a measure word, a number says nothing of what it counts but by the words before it.
        let has_unit = !a.is_empty();
        let (pairs_before, pairs_behind) = (common(&before, &other_before), common(&behind, &other_behind));
        let is_around = pairs_before > 0 && pairs_behind > 0 && pairs_before + pairs_behind >= PAIRS;
        has_unit && (run >= RUN || pairs_behind >= PAIRS_BEHIND || is_around) || pairs_before >= PAIRS_BEFORE
    }

    /// Whether the paragraph speaks of another edition, another year or what something is compared with.
    fn is_of_another(&self, title: Stated, body: Stated, unit: &str) -> bool {
        let of = |s: Stated| self.subject.claims(s.line).iter().find(|c| c.figure == s.nth);
        let year = |s: Stated| {
            of(s).and_then(|c| c.period.as_ref()).and_then(|p| match p.year() {
                Some(YearValue::Numbered(year)) => Some(year),
                _ => None,
            })
        };
        let is_compared = of(body).is_some_and(|c| {
            matches!(c.role, Role::Than | Role::From | Role::Average | Role::Extreme)
                || c.whole.is_some()
                || c.list.is_some()
                || c.period.as_ref().is_some_and(crate::claims::Period::is_previous)
        });
        let around = sentence(&self.subject.reading(body.line).text, body.figure.range);
        let is_numbered = unit.is_empty() || title.figure.kind == Kind::Ordinal;
        let speaks_of_other = is_numbered && WORDS.other_editions.iter().any(|word| around.contains(word.as_str()));
        year(title).zip(year(body)).is_some_and(|(a, b)| a != b) || is_compared || speaks_of_other
    }

    fn headline(&self, title: Stated, body: Stated) -> Finding {
        let value = |of: Stated| -> Value {
            let mut value = as_value(&self.subject.reading(of.line).text, of.figure);
            value.range = self.subject.reading_in_source(of.line, of.figure.range);
            value
        };
        contradiction(value(title), value(body))
    }
}

fn contradiction(mine: Value, other: Value) -> Finding {
    let message = mismatch(&mine.text, &other.text);
    let range = mine.range;
    let there = Message::new(format!("正文是“{}”", other.text), format!("“{}” in the text", other.text));
    Finding {
        code: "title-mismatch",
        severity: Severity::Error,
        message,
        range,
        related: vec![Related { range: other.range, message: there }],
        evidence: Some(Evidence { formula: Message::both(format!("{} ≠ {}", mine.text, other.text)), values: vec![mine, other] }),
        fixes: Vec::new(),
    }
}

/// The years of a text that a name follows right away, with where they stand and how the name begins.
fn named_years(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    ["19", "20"].into_iter().flat_map(|century| text.match_indices(century)).take(MOST_YEARS).filter_map(|(at, _)| {
        let year = text.get(at..at + 4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
        let behind = &text[at + 4..];
        let name = behind.char_indices().nth(RUN_OF_YEAR).map_or(behind, |(end, _)| &behind[..end]);
        let is_name = name.chars().count() == RUN_OF_YEAR && name.chars().all(is_han) && !name.starts_with(['年', '亿', '万', '至', '到']);
        let stands_alone = !text[..at].trim_end_matches(',').ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
        (is_name && stands_alone && crate::figures::counts(&format!("{year}{}", name.chars().next()?)).is_empty())
            .then_some((at, year, name))
    })
}

/// Whether one number is the other with a slip: of small whole numbers, the next one.
fn is_slip(one: Decimal, other: Decimal) -> bool {
    let (a, b) = (one.normalize(), other.normalize());
    let is_small = a.is_integer() && b.is_integer() && a.max(b) < Decimal::ONE_HUNDRED;
    let places = a.scale().max(b.scale());
    let text = |value: Decimal| format!("{value:.*}", places as usize);
    let kind = slip(&text(a), &text(b));
    is_small && (a - b).abs() == Decimal::ONE || matches!(kind, Some(Slip::Exchange | Slip::Digit))
}
