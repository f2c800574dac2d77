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
/// The same for the number and the year of the end behind it.
const ENDED: usize = 24;

/// The claim of a number of years, by its place.
pub(super) fn claim(line: &Line, at: usize) -> Option<YearClaim> {
    let length = length_at(line, at).filter(|l| l.unit == Unit::Year && l.count >= 2 && !is_more(line, l))?;
    let sentence = line.sentence(at);
    let words = &WORDS.until_now;
    // 已有18年历史 is told of by the room of jubilees.
    if begins(line.after(length.figure), &WORDS.jubilee.histories) {
        return None;
    }
    let years: Vec<usize> = sentence.figures.clone().filter(|i| line.time(*i).is_some() && *i != at).collect();
    // 到去年底已干了5年: the year before that of the article.
    let is_last = |i: usize| is_end(line, i) && line.reading[line.figures[i].range].contains("去年");
    if sentence.figures.clone().any(|i| line.is_other_year(i) && i != at && !is_last(i)) || holds(sentence.head, &words.others) {
        return None;
    }
    let before = || years.iter().rev().filter(|i| **i < at).copied();
    if let Some(claim) = begun_behind(line, at, &length) {
        return Some(claim);
    }
    let last = before().next()?;
    let gap = line.between(last, at);
    // 到2024年底已干了5年: the later year is named; else it is that of the article.
    let named = line.named_year(last).filter(|_| is_end(line, last));
    let later = named.as_ref().and_then(|year| year.year);
    let is_last = is_last(last);
    // 到今年种了16年
    let is_this = named.is_some_and(|year| year.year.is_none());
    let is_ended = later.is_some() || is_last || is_this;
    let first = if is_ended { before().nth(1)? } else { last };
    let base = line.named_year(first)?.year?;
    let begun = line.between(first, if is_ended { last } else { at });
    let is_since = is_since(line, first) && is_run(gap);
    let is_life = begun.len() <= REACH && begins_life(begun, &words.begins) && is_work(gap);
    // 起步于1985年，到今年已40年; 2018年11月投产，到2025年11月，整整七年过去.
    let is_till = is_ended
        && is_near_run(gap)
        && (ending(line.before(&line.figures[first]), words.since.iter()).is_some()
            || begins(line.after(length.figure), &words.gone) && later.is_some());
    if !(is_since || is_life || is_till) || gap.len() > REACH || gap.contains([';', '“']) || later.is_some_and(|later| later <= base) {
        return None;
    }
    let reference = match later {
        Some(later) => Reference::Said(later, line.place(line.figures[last].range)),
        // 1954年进院，干了36年，1990年退休: the end stands behind.
        None if is_life && !is_ended && ended_behind(line, at, base).is_some() => ended_behind(line, at, base)?,
        // 干了36年 alone may have ended at any time.
        None if is_life && !is_ended && !is_till_now(gap) => return None,
        None if is_this => Reference::ThisYear(line.place(line.figures[last].range)),
        None if is_last => Reference::LastYear(line.place(line.figures[last].range)),
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

/// `已在车间干了13年——2012年，他进了厂`; `教书32年（1993年参加工作）`: the beginning is explained behind the number.
fn begun_behind(line: &Line, at: usize, length: &super::runs::Length) -> Option<YearClaim> {
    let words = &WORDS.until_now;
    let sentence = line.sentence(at);
    let gap = line.gap(at)?;
    let joint = ["——", "—", "("].iter().find(|joint| gap.trim_end_matches(['从', '自']) == **joint)?;
    let first = at + 1;
    let base = line.named_year(first)?.year?;
    let figure = &line.figures[first];
    let told = line.reading.get(usize::from(figure.range.end())..sentence.place.end)?;
    let told = told.split([')', ';']).next().unwrap_or(told);
    let told = &told[..crate::text::boundary(told, ENDED * 2)];
    let begins = holds(told, &words.begins) && !holds(told, &words.ends);
    // The words of work before the number, and that it goes on.
    let clause = sentence.head.rsplit([',', ';', '“']).next().unwrap_or(sentence.head);
    let is_on = holds(clause, &WORDS.apart.now) && is_work(clause) || ending(clause, words.lengths.iter()).is_some();
    let others = (sentence.figures.start..sentence.figures.end).filter(|i| *i != at && *i != first);
    let mut later = others.filter_map(|i| line.named_year(i));
    // 今年（2025年）
    let is_now = later.clone().all(|year| year.year.is_none_or(|year| year != base));
    let reference = later.find(|year| year.year.is_none()).map(|year| Reference::ThisYear(line.place(line.figures[year.at].range)));
    let near = line.years_in(sentence.figures.clone());
    (begins && is_on && is_now && !joint.is_empty()).then(|| YearClaim {
        counts: Counts::Run,
        base,
        base_at: line.place(figure.range),
        reference: reference.unwrap_or(Reference::Article),
        said: line.place(length.figure.range),
        number: length.number,
        count: length.count,
        slack: (-1, 1),
        near,
    })
}

/// Whether nothing stands before a number but that so long has passed: `已`, `，整整`.
fn is_near_run(gap: &str) -> bool {
    let rest = gap.trim_start_matches([',', ' ']);
    rest.is_empty() || WORDS.until_now.till.iter().any(|word| word == rest)
}

/// What leads to a number of years of work: `一干就是`, `已干了`, `教龄`, `干了`.
fn is_work(gap: &str) -> bool {
    let words = &WORDS.until_now;
    if ending(gap, words.leads.iter().chain(&words.lengths)).is_some() {
        return true;
    }
    let stem = ["就是", "了整整", "了", "已", "满"].iter().find_map(|end| gap.strip_suffix(end)).unwrap_or(gap);
    ending(stem, words.works.iter()).is_some()
}

/// Whether the words before a number of years say that it goes on: `一干就是`, `已经工作`, `教龄`; `干了` alone does not.
fn is_till_now(gap: &str) -> bool {
    let words = &WORDS.until_now;
    if ending(gap, words.leads.iter().chain(&words.lengths)).is_some() {
        return true;
    }
    let clause = gap.rsplit([',', '、']).next().unwrap_or(gap);
    gap.ends_with("就是") && clause.contains('一') || ["已", "至今", "如今", "迄今"].iter().any(|word| clause.contains(word))
}

/// `，1990年退休`: the year behind a number of years in which the work ended.
fn ended_behind(line: &Line, at: usize, base: i32) -> Option<Reference> {
    let next = at + 1;
    let gap = line.gap(at)?;
    let year = line.named_year(next)?.year.filter(|year| *year > base)?;
    let figure = &line.figures[next];
    let is_next =
        gap.len() <= ENDED && gap.contains(',') && !gap.contains(['。', ';', '(']) && !line.before(figure).ends_with(['从', '自', '由']);
    let after = line.after(figure).trim_start_matches(['才', '正', '光', '荣', '式', ',']);
    (is_next && begins(after, &WORDS.until_now.ends)).then(|| Reference::Said(year, line.place(figure.range)))
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
