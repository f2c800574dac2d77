//! G5: which one it is of what is held every so many years (`四年一届，首届办于1992年，今年是第十届`).

use super::Line;
use super::sentence::NamedYear;
use super::words::{WORDS, holds};
use super::years::{Counts, Reference, YearClaim, whole};
use crate::figures::figure::Kind;

/// How far, in bytes, the words may stand apart.
const REACH: usize = 200;
/// How many figures before the number are looked at.
const MOST: usize = 6;

/// The claim of the n-th one.
pub(super) fn claim(line: &Line, at: usize) -> Option<YearClaim> {
    let figure = line.figures.get(at).filter(|f| f.kind == Kind::Ordinal && line.reading[f.range].ends_with('届'))?;
    let count = whole(figure).filter(|n| *n >= 2)?;
    let sentence = line.sentence(at);
    if holds(sentence.head, &WORDS.edition.others) || sentence.head.len() > REACH * 2 {
        return None;
    }
    let from = at.saturating_sub(MOST).max(sentence.figures.start);
    let step = (from..at).find_map(|i| step(line, i))?;
    let years: Vec<NamedYear> = (from..at).filter_map(|i| line.named_year(i)).collect();
    let first = years.iter().find(|year| is_first(line, year.at))?;
    let later = years.iter().rev().find(|year| year.at > first.at)?;
    let gap = line.between(later.at, at);
    // 今年是第九届, 2024年举办第九届.
    let is_linked = gap.len() <= 24 && !gap.contains([',', ';']) && !gap.contains("上");
    let place = line.place(line.figures[later.at].range);
    let reference = match later.year {
        Some(year) => Reference::Said(year, place),
        None => Reference::ThisYear(place),
    };
    is_linked.then_some(YearClaim {
        counts: Counts::Edition(step),
        base: first.year?,
        base_at: line.place(line.figures[first.at].range),
        reference,
        said: line.place(figure.range),
        number: figure.number,
        count,
        slack: (0, 0),
        near: Vec::new(),
    })
}

/// `四年一届`, `每两年举办一届`, `一年一届`: every how many years.
fn step(line: &Line, at: usize) -> Option<i32> {
    let figure = line.figures.get(at).filter(|f| line.reading[f.range].ends_with('年') && f.kind == Kind::Duration)?;
    let after = line.after(figure);
    let after = ["举办", "举行", "召开", "办"].iter().find_map(|verb| after.strip_prefix(verb)).unwrap_or(after);
    whole(figure).filter(|n| *n <= 10 && (after.starts_with("一届") || after.starts_with("一次") || after.starts_with("一度")))
}

/// `首届办于1992年`, `1992年举办首届`, `首届于1992年`.
fn is_first(line: &Line, at: usize) -> bool {
    let figure = &line.figures[at];
    let before: String = line.before(figure).chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = line.after(figure).chars().take(8).collect();
    let is_said = |text: &str| ["首届", "第一届", "首次举办", "首办", "创办"].iter().any(|word| text.contains(word));
    is_said(before.rsplit([',', '。', ';']).next().unwrap_or("")) || is_said(after.split([',', '。', ';']).next().unwrap_or(""))
}
