//! How far projects are, and when: 签约、开工、竣工、投产 with their days, those that are only planned too.

use jiff::civil::Date;
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::digest::{Fact, Named, Place};
use super::subject::{ENDS, Line, WORDS};
use crate::figures::figure::{Figure, Interval, Kind, Value};
use crate::text::{TextRange, range};

/// The dimension of a fact that is a day.
pub(super) const DAY: &str = "date";

/// A word of a stage in a reading.
struct Word {
    range: TextRange,
    stage: usize,
}

/// Adds what a line says of how far projects are.
pub(super) fn of_line(line: &Line, named: &mut [Named]) {
    for word in words(line.reading) {
        let members = members(line, word.range);
        if members.is_empty() {
            continue;
        }
        let stage = &WORDS.stage[word.stage];
        let clause = line.clause_before(word.range.start().into());
        if !stage.with.is_empty() && !stage.with.iter().any(|w| clause.contains(w.as_str())) {
            continue;
        }
        let date = date(line, word.range.start().into());
        let days = date.and_then(|(_, days)| days);
        let is_future = days.is_some_and(|(first, _)| line.analysis.today().is_some_and(|today| first > today));
        let is_past = days.zip(line.analysis.today()).is_some_and(|((_, last), today)| last <= today);
        let is_wish = WORDS.not_so.iter().any(|w| clause.ends_with(w.as_str()));
        let is_plan = is_future || is_wish || is_task(line, word.range, is_past) || WORDS.plans.iter().any(|w| clause.contains(w.as_str()));
        for member in members {
            // 三期 in the name of a project is no part of it.
            let phase = Line::phase(line.behind_names(clause, word.range.start().into()));
            if !is_plan && phase.is_none() {
                named[member].stage = Some(stage.name.clone());
            }
            let Some((at, days)) = date.filter(|_| stage.has_day) else { continue };
            named[member].facts.push(Fact {
                attribute: (SmolStr::new(&stage.name), SmolStr::new(&stage.en)),
                text: line.reading[at].to_owned(),
                interval: days.map(interval),
                dimension: SmolStr::new_static(DAY),
                period: phase,
                is_plan,
                is_fixed: false,
                place: Place::of(line.analysis, line.line, line.in_source(at.start().into(), at.end().into())),
            });
        }
    }
}

/// Whether a verb before its project sets out what is to be done: 开工柳川高铁 in a report of work.
fn is_task(line: &Line, at: TextRange, is_past: bool) -> bool {
    let sentence = &line.reading[line.sentence_start(at.start().into())..];
    let sentence = sentence.split(ENDS).next().unwrap_or_default();
    !is_past && !line.projects_behind(at).is_empty() && !WORDS.done.iter().any(|w| sentence.contains(w.as_str()))
}

/// The words of stages in a reading, in order, the longest where several begin.
fn words(reading: &str) -> Vec<Word> {
    let of_word = |stage: usize, word: &'static str| {
        let hits = reading.match_indices(word).map(|(at, _)| at);
        hits.map(move |at| Word { range: range(at, at + word.len()), stage })
    };
    let all = WORDS.stage.iter().enumerate().flat_map(|(nth, s)| s.words.iter().map(move |w| (nth, w.as_str())));
    let mut words: Vec<Word> = all.flat_map(|(stage, word)| of_word(stage, word)).collect();
    words.sort_by_key(|w| (w.range.start(), std::cmp::Reverse(w.range.end())));
    let mut end = 0.into();
    words.retain(|word| {
        let is_free = word.range.start() >= end;
        end = if is_free { word.range.end() } else { end };
        is_free
    });
    words.retain(|word| {
        let behind = &reading[usize::from(word.range.end())..];
        !WORDS.not_behind.iter().any(|w| behind.starts_with(w.as_str()))
    });
    words
}

/// The projects that the word of a stage is said of.
fn members(line: &Line, at: TextRange) -> Vec<usize> {
    let behind = line.projects_behind(at);
    if !behind.is_empty() {
        return behind;
    }
    let listed = line.listed_projects(at);
    if !listed.is_empty() {
        return listed;
    }
    // 开工项目50个 are others.
    if line.reading[usize::from(at.end())..].starts_with("项目") {
        return Vec::new();
    }
    let Some(member) = line.project(at) else { return Vec::new() };
    // What is said in the clause of the name, or in the one behind it.
    let last = line.namings.iter().rfind(|n| n.member == member && n.range.end() <= at.start());
    let from = last.map_or_else(|| line.sentence_start(at.start().into()), |n| n.range.end().into());
    let between = &line.reading[from..at.start().into()];
    // Farther on only where a day is told: 确保今年年底竣工.
    let reach = if last.is_none() || date(line, at.start().into()).is_some() { 5 } else { 1 };
    let is_near = between.matches([',', '，']).count() <= reach;
    // A project in whose name the word stands is not said to be there.
    let is_within = line.namings.iter().any(|n| n.range.contains_range(at));
    if is_near && !is_within { vec![member] } else { Vec::new() }
}

/// The time in the clause before a word, else the one that its sentence begins with.
fn date(line: &Line, at: usize) -> Option<(TextRange, Option<(Date, Date)>)> {
    let clause = at - line.clause_before(at).len();
    let sentence = line.sentence_start(at);
    let is_time = |f: &&Figure| matches!(f.kind, Kind::Date | Kind::DateRange) && usize::from(f.range.end()) <= at;
    let figures = || line.analysis.figures_of(line.line).filter(|f| f.is_trusted).map(|f| f.figure).filter(is_time);
    let own = figures().filter(|f| usize::from(f.range.start()) >= clause).last();
    let opens = |f: &&Figure| {
        let start = usize::from(f.range.start());
        start >= sentence
            && !line.reading[sentence..start].contains(char::is_alphanumeric)
            && line.reading[usize::from(f.range.end())..].starts_with([',', '，'])
    };
    let found = own.or_else(|| figures().find(opens))?;
    let Value::Time(time) = &found.value else { return None };
    let days = time.days(line.analysis.today()).and_then(|(first, last)| Some((first?, last?)));
    // 近日, 目前 tell no day.
    let is_told = line.reading[found.range].chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十年月底".contains(c));
    (is_told && !line.reading[usize::from(found.range.end())..at].contains(ENDS)).then_some((found.range, days))
}

/// Days as numbers, so that they can be held against each other.
fn interval((first, last): (Date, Date)) -> Interval {
    let number = |day: Date| Decimal::from(day.since(Date::ZERO).map_or(0, |span| span.get_days()));
    Interval { lo: Some(number(first)), lo_closed: true, hi: Some(number(last)), hi_closed: true }
}
