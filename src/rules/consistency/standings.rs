//! Ranks of one thing by the words around them, over the lines of an article: two ranks of one measure, a rank that is spoken of again
//! (H1: `排名全省第三。……全省第四的名次`), and two names that are both first in one thing (H4).
//!
//! Claims bind a rank to an indicator of the table; here any words will do that stand twice. What is told of another time is left out.

use std::sync::LazyLock;

use serde::Deserialize;

use super::super::finding::{Evidence, Finding, Message, Related, Severity};
use super::super::style::as_value;
use crate::article::Role;
use crate::figures::dates::{CalendarDate, YearValue};
use crate::figures::figure::{Figure, Kind, Value};
use crate::reading::script::is_han;
use crate::rules::Subject;
use crate::text::TextRange;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    scopes: Vec<String>,
    verbs: Vec<String>,
    openers: Vec<String>,
    again: Vec<String>,
    standings: Vec<String>,
    kept: Vec<String>,
    others: Vec<String>,
    names: Vec<String>,
    no_names: Vec<String>,
    titles: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/consistency/data/standings"));

/// How many ranks of an article are held against each other; a report of more is a table of ranks.
const MOST: usize = 40;
/// How many bytes before a rank belong to it.
const REACH: usize = 120;
/// How many characters behind 的 tell what the rank is of.
const NOUN: usize = 8;

/// A rank with the words around it.
struct Standing<'a> {
    line: usize,
    reading: &'a str,
    figure: &'a Figure,
    place: i64,
    /// Among whom; empty where it is not said.
    scope: &'a str,
    /// What is measured, with whose it is before it.
    measure: &'a str,
    /// Whether it is only spoken of again.
    is_again: bool,
    /// How many sentences of its line end before it.
    sentence: usize,
    /// A year that its sentence names; below 0 those counted from the article's.
    year: Option<i32>,
}

/// Ranks that cannot both be.
pub(super) fn check(subject: &dyn Subject, findings: &mut Vec<Finding>) {
    let own = (0..subject.line_count()).filter(|line| subject.holds(*line).values && subject.article().is_body(*line));
    let own = own.filter(|line| matches!(subject.article().roles[*line], Role::Paragraph));
    let all: Vec<Standing> = own.flat_map(|line| standings(subject, line)).take(MOST + 1).collect();
    if all.len() > MOST {
        return;
    }
    for (at, standing) in all.iter().enumerate() {
        let before = &all[..at];
        let other = if standing.is_again { told(standing, before) } else { same(standing, before) };
        if let Some(other) = other {
            findings.push(two_ranks(subject, standing, other));
        } else if let Some((other, names)) = two_firsts(standing, before) {
            findings.push(firsts(subject, standing, other, names));
        }
    }
}

/// The ranks of a line that are told as they are.
fn standings<'a>(subject: &'a dyn Subject, line: usize) -> Vec<Standing<'a>> {
    let reading = subject.reading(line);
    let text = reading.text.as_str();
    let trusted = subject.figures(line).iter().filter(|f| matches!(f.kind, Kind::Rank | Kind::Ordinal) && reading.is_trusted(f.range));
    // Sentences are counted on from figure to figure.
    let (mut end, mut sentences) = (0, 0);
    let found = trusted.filter_map(|figure| {
        let start = usize::from(figure.range.start());
        sentences += text[end..start].matches(['。', '!', '?']).count();
        end = start;
        standing(text, subject.figures(line), figure, line, sentences)
    });
    found.take(MOST + 1).collect()
}

fn standing<'a>(reading: &'a str, figures: &'a [Figure], figure: &'a Figure, line: usize, sentences: usize) -> Option<Standing<'a>> {
    let (start, end) = (usize::from(figure.range.start()), usize::from(figure.range.end()));
    let text = &reading[figure.range];
    let after = &reading[end..];
    let rank = text.strip_prefix('第')?;
    let is_again = WORDS.again.iter().any(|word| after.starts_with(word.as_str()));
    let is_title = text.ends_with('大') || rank.starts_with('一') && WORDS.titles.iter().any(|word| after.starts_with(word.as_str()));
    if !(figure.kind == Kind::Rank || text.ends_with(['位', '名']) || is_title) {
        return None;
    }
    let place = figure.printed()?.value.try_into().ok()?;
    let mut from = start.saturating_sub(REACH);
    while !reading.is_char_boundary(from) {
        from += 1;
    }
    let sentence = reading[from..start].rsplit(['。', ';', '!', '?', '…']).next()?;
    let clause = sentence.rsplit([',', ':', '(', ')']).next()?;
    let is_kept = WORDS.kept.iter().any(|word| clause.contains(word.as_str()));
    if !is_kept && WORDS.others.iter().any(|word| clause.contains(word.as_str())) {
        return None;
    }
    let scope = WORDS.scopes.iter().filter_map(|scope| clause.rfind(scope.as_str()).map(|at| (at, scope.len()))).max();
    let (head, scope) = match scope {
        // 全市茶叶产量第一: what is measured stands behind the scope; 茶叶产量居全市第一: before it.
        Some((at, len)) if is_filler(&clause[at + len..]) => (&clause[..at], &clause[at..at + len]),
        Some((at, len)) => (&clause[at + len..], &clause[at..at + len]),
        None => (clause, ""),
    };
    let measure = bare(head);
    let range = figures.partition_point(|f| usize::from(f.range.start()) < start - sentence.len())
        ..figures.partition_point(|f| f.range.start() < figure.range.start());
    let year = figures[range].iter().filter_map(year).next_back();
    // 第3位的好成绩 speaks of it again; 第2位的法国, 第1位的江北新区 are others that have their own value or rank behind them.
    let of_again = after.strip_prefix('的').is_some_and(is_standing);
    let is_again = is_again || is_kept || measure.is_empty() && of_again;
    Some(Standing { line, reading, figure, place, scope, measure, is_again, sentence: sentences, year })
}

/// Whether a text begins with a noun that stands for a rank: 成绩, 历史最好位次.
fn is_standing(text: &str) -> bool {
    let run: String = text.chars().take(NOUN).take_while(|c| is_han(*c)).collect();
    WORDS.standings.iter().any(|noun| run.contains(noun.as_str()))
}

fn year(figure: &Figure) -> Option<i32> {
    let Value::Time(time) = &figure.value else { return None };
    let number = |date: &CalendarDate| match date.year?.value {
        YearValue::Numbered(year) => Some(year),
        YearValue::Relative(offset) if offset < 0 => Some(offset),
        _ => None,
    };
    time.dates().filter_map(number).last()
}

/// Whether nothing but verbs and 第几个市中 stands between a scope and the rank.
fn is_filler(text: &str) -> bool {
    bare(text).is_empty() || text.ends_with('中') && text.chars().count() <= 10
}

/// What is measured, without the verbs behind it and the words before it.
fn bare(text: &str) -> &str {
    let mut text = text.trim_matches([' ', '“', '”', '、']);
    // 2025年将巩固: a year and a wish are no measure.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text = text.get(digits..).filter(|_| digits == 4).and_then(|rest| rest.strip_prefix('年')).unwrap_or(text);
    while let Some(rest) = WORDS.verbs.iter().chain(&WORDS.kept).find_map(|verb| text.strip_suffix(verb.as_str())) {
        text = rest.trim_end();
    }
    while let Some(rest) = WORDS.openers.iter().chain(&WORDS.kept).find_map(|word| text.strip_prefix(word.as_str())) {
        text = rest.trim_start();
    }
    text
}

/// The rank that was told of the very same measure, if there is only one.
fn same<'s, 'a>(standing: &Standing, before: &'s [Standing<'a>]) -> Option<&'s Standing<'a>> {
    let is_long = standing.measure.chars().count() >= 4 && !standing.scope.is_empty();
    let is_alike = |b: &&Standing| is_long && b.scope == standing.scope && b.measure == standing.measure && of_one_time(b, standing);
    let alike: Vec<&Standing> = before.iter().filter(is_alike).collect();
    let first = *alike.first()?;
    // A list of places, each with its rank: the same words come back for another one.
    let is_of_other = alike.len() > 1
        || first.line == standing.line && names_other(standing, first)
        || first.line != standing.line && opens_with_name(standing);
    (first.place != standing.place && !is_of_other).then_some(first)
}

/// Whether two ranks may be of one year: 去年 is not the year of what names none.
fn of_one_time(one: &Standing, other: &Standing) -> bool {
    let is_past = |standing: &Standing| standing.year.is_some_and(|year| year < 0);
    is_past(one) == is_past(other) && one.year.zip(other.year).is_none_or(|(a, b)| a == b)
}

/// Whether another name stands between two ranks of a line.
fn names_other(standing: &Standing, first: &Standing) -> bool {
    let between = standing.reading.get(first.figure.range.end().into()..standing.figure.range.start().into()).unwrap_or_default();
    let mut bare = between.to_owned();
    for word in WORDS.no_names.iter().chain(&WORDS.scopes).chain(&WORDS.openers) {
        bare = bare.replace(word.as_str(), "");
    }
    WORDS.names.iter().any(|name| bare.contains(name.as_str()))
}

/// Whether the line of a rank begins with a name of somebody: 甲县：…
fn opens_with_name(standing: &Standing) -> bool {
    let head: String = standing.reading.chars().take(12).take_while(|c| is_han(*c)).collect();
    !WORDS.openers.iter().chain(&WORDS.scopes).any(|word| head.starts_with(word.as_str()))
        && WORDS.names.iter().any(|name| head.contains(name.as_str()))
}

/// The rank that is spoken of again: the only one of its scope that was told.
fn told<'s, 'a>(standing: &Standing, before: &'s [Standing<'a>]) -> Option<&'s Standing<'a>> {
    let is_alike = |other: &&Standing| {
        let of_measure = standing.measure.is_empty()
            || other.measure.is_empty()
            || standing.measure.ends_with(other.measure)
            || other.measure.ends_with(standing.measure);
        let is_near = other.line == standing.line && other.sentence + 2 >= standing.sentence;
        let of_scope = if standing.scope.is_empty() { is_near } else { other.scope == standing.scope || other.scope.is_empty() && is_near };
        of_scope && of_measure && !other.is_again
    };
    let alike: Vec<&Standing> = before.iter().filter(is_alike).collect();
    let first = *alike.first()?;
    let is_one = alike.iter().all(|other| other.place == first.place);
    (is_one && first.place != standing.place).then_some(first)
}

/// Another name that is first in the same thing, and both names.
fn two_firsts<'s, 'a>(standing: &Standing<'a>, before: &'s [Standing<'a>]) -> Option<(&'s Standing<'a>, (String, String))> {
    if standing.place != 1 || standing.scope.is_empty() {
        return None;
    }
    let firsts = before.iter().filter(|b| b.place == 1 && b.scope == standing.scope && !b.is_again && of_one_time(b, standing));
    firsts.rev().take(8).find_map(|other| Some((other, two_names(standing, other)?)))
}

/// The two names of which one measure is told: 一中高考上线率, 二中高考上线率; 蔬菜产量 of 丰登镇 and of what follows.
fn two_names(standing: &Standing, other: &Standing) -> Option<(String, String)> {
    let (a, b) = (other.measure, standing.measure);
    let behind = name_behind(standing);
    let shared: usize = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let measure = &a[a.len() - shared..];
    let (one, two) = (&a[..a.len() - shared], &b[..b.len() - shared]);
    if measure.chars().count() < 2 {
        return None;
    }
    if !one.is_empty() && !two.is_empty() {
        return (is_name(one, measure) && is_name(two, measure) && one.chars().count() <= 8 && two.chars().count() <= 8)
            .then(|| (one.to_owned(), two.to_owned()));
    }
    // The measure alone here: whose it is stands behind the rank.
    let name = behind.filter(|_| two.is_empty() && !one.is_empty() && is_name(one, ""))?;
    (!name.contains(one) && !one.contains(name.as_str())).then(|| (one.to_owned(), name))
}

/// Whether what two texts differ in is somebody's name, or begins one: 甲 of 甲企业.
fn is_name(text: &str, rest: &str) -> bool {
    let counted = rest.starts_with('中') && text.chars().all(|c| "一二三四五六七八九十".contains(c));
    let begins = ["企业", "公司", "县", "市", "区", "镇", "村", "集团", "校", "组", "队"].iter().any(|name| rest.starts_with(name));
    let is_one = WORDS.names.iter().any(|name| text.ends_with(name.as_str())) || begins && text.chars().count() <= 3;
    (is_one || counted)
        && !WORDS.no_names.iter().any(|word| text.ends_with(word.as_str()) || format!("{text}{rest}").starts_with(word.as_str()))
}

/// `第一大县白水县`, `第一的垦西县`, `第一，和平镇`: the name behind a rank.
fn name_behind(standing: &Standing) -> Option<String> {
    let mut after = &standing.reading[usize::from(standing.figure.range.end())..];
    while let Some(rest) = WORDS.titles.iter().find_map(|title| after.strip_prefix(title.as_str())).or_else(|| after.strip_prefix(',')) {
        after = rest;
    }
    let run: String = after.chars().take(8).take_while(|c| is_han(*c)).collect();
    let ends = WORDS.names.iter().filter_map(|name| run.find(name.as_str()).filter(|at| *at > 0).map(|at| at + name.len()));
    let name = &run[..ends.min()?];
    (name.chars().count() >= 2 && !WORDS.no_names.iter().any(|word| name.starts_with(word.as_str()))).then(|| name.to_owned())
}

fn place_in(subject: &dyn Subject, standing: &Standing) -> TextRange {
    subject.in_source(standing.line, subject.reading(standing.line).map.to_source(standing.figure.range))
}

fn finding(
    subject: &dyn Subject,
    what: (&'static str, Severity),
    (own, other): (&Standing, &Standing),
    message: Message,
    formula: String,
) -> Finding {
    let value = |standing: &Standing| {
        let mut value = as_value(standing.reading, standing.figure);
        value.range = place_in(subject, standing);
        value
    };
    let text = &other.reading[other.figure.range];
    let related = Related {
        range: place_in(subject, other),
        message: Message::new(format!("另一处写作“{text}”"), format!("“{text}” stands here")),
    };
    let evidence = Some(Evidence { formula: Message::both(formula), values: vec![value(own), value(other)] });
    Finding { code: what.0, severity: what.1, message, range: place_in(subject, own), evidence, related: vec![related], fixes: Vec::new() }
}

fn two_ranks(subject: &dyn Subject, own: &Standing, other: &Standing) -> Finding {
    let (x, y) = (&own.reading[own.figure.range], &other.reading[other.figure.range]);
    let message =
        Message::new(format!("同一名次前后不一：这里是{x}，另一处是{y}"), format!("one rank told in two ways: {x} here, {y} elsewhere"));
    finding(subject, ("rank-mismatch", Severity::Error), (own, other), message, format!("{x} ≠ {y}"))
}

fn firsts(subject: &dyn Subject, own: &Standing, other: &Standing, (one, two): (String, String)) -> Finding {
    let place = own.scope;
    let message = Message::new(
        format!("同一名次有两个第一：{one}和{two}都写作{place}第一"),
        format!("two firsts in one order: both {one} and {two} are first ({place})"),
    );
    finding(subject, ("two-firsts", Severity::Hint), (own, other), message, format!("{one}、{two}：{place}第一"))
}
