//! G6: so many years since a year, up to that of the article or to a later one that is named: `自2015年以来连续五年`,
//! `2009年从广东回村，一干就是15年`, `2019年入行，到2024年底已干了5年`.

use super::Line;
use super::runs::{Unit, is_more, length_at};
use super::words::{WORDS, begins, ending, holds};
use super::years::{Counts, Reference, YearClaim};
use crate::figures::dates::Relation;
use crate::reading::script::is_han;

/// How far, in bytes, the year and the number may stand apart.
const REACH: usize = 120;

/// The claim of a number of years, by its place.
pub(super) fn claim(line: &Line, at: usize) -> Option<YearClaim> {
    let length = length_at(line, at).filter(|l| l.unit == Unit::Year && l.count >= 2 && !is_more(line, l))?;
    let sentence = line.sentence(at);
    let words = &WORDS.until_now;
    let years: Vec<usize> = sentence.figures.clone().filter(|i| line.time(*i).is_some() && *i != at).collect();
    if sentence.figures.clone().any(|i| line.is_other_year(i) && i != at) || holds(sentence.head, &words.others) {
        return None;
    }
    let before = || years.iter().rev().filter(|i| **i < at).copied();
    let last = before().next()?;
    let gap = line.between(last, at);
    // 到2024年底已干了5年: the later year is named; else it is that of the article.
    let named = line.named_year(last).filter(|_| is_end(line, last));
    let later = named.as_ref().and_then(|year| year.year);
    let first = if later.is_some() { before().nth(1)? } else { last };
    let base = line.named_year(first)?.year?;
    let begun = line.between(first, if later.is_some() { last } else { at });
    let is_since = is_since(line, first) && is_run(gap);
    let is_life = begun.len() <= REACH && begins_life(begun, &words.begins) && ending(gap, words.leads.iter()).is_some();
    if !(is_since || is_life) || gap.len() > REACH || gap.contains([';', '“']) || later.is_some_and(|later| later <= base) {
        return None;
    }
    let reference = match later {
        Some(later) => Reference::Said(later, line.place(line.figures[last].range)),
        None => Reference::Article,
    };
    let near = line.years_in(sentence.figures);
    Some(YearClaim {
        counts: Counts::Run,
        base,
        base_at: line.place(line.figures[first].range),
        reference,
        said: line.place(length.figure.range),
        number: length.number,
        count: length.count,
        slack: if is_since { (0, 1) } else { (-1, 1) },
        near,
    })
}

/// `到2024年`, `截至2024年底`.
fn is_end(line: &Line, at: usize) -> bool {
    let Some((figure, time)) = line.time(at) else { return false };
    let text = &line.reading[figure.range];
    time.relation == Relation::UpTo || text.starts_with(['到', '至']) || line.before(figure).ends_with(['到', '至'])
}

fn is_since(line: &Line, at: usize) -> bool {
    line.time(at)
        .is_some_and(|(_, time)| matches!(time.relation, Relation::Since | Relation::From | Relation::UntilNow) && time.last.is_none())
        && line.named_year(at).is_some_and(|year| year.month.is_none_or(|m| m <= 6))
}

/// `连续`, `，该县已连续`: what stands between a since and its years.
fn is_run(gap: &str) -> bool {
    let rest = gap.trim_start_matches([',', ' ']);
    let Some(lead) = ending(rest, WORDS.until_now.runs.iter()) else { return false };
    let subject = &rest[..rest.len() - lead.len()];
    subject.len() <= 36 && subject.chars().all(is_han)
}

/// Whether a life or a work begins right behind a year: `2009年从广东回村`.
fn begins_life(text: &str, words: &[String]) -> bool {
    let clause = text.split([',', '。']).next().unwrap_or(text);
    begins(text, words) || holds(clause, words)
}
