//! G5: an anniversary whose year of beginning stands in the sentences beside it, and a history of so many years
//! (`2024年是建市45周年。1984年，这里撤县设市。`; `始建于1951年，至今已有73年历史`).
//!
//! One beginning alone may be told there. The later year is the nearest one that is named, else that of the article; every other
//! year of the line acquits if it makes the number right.

use super::anniversary::{is_same_beginning, split_label};
use super::sentence::Sentence;
use super::words::{WORDS, begins, ending, holds};
use super::years::{Counts, Reference, YearClaim, whole};
use super::{Line, Place};
use crate::figures::dates::{CalendarDate, Relation, YearValue};
use crate::figures::figure::Kind;
use crate::text::{TextRange, TextSize};

/// How far, in bytes, the beginning may stand from the number.
const REACH: usize = 300;
/// How many characters the clause of a beginning has at most.
const CLAUSE: usize = 20;
/// How many figures on either side are looked at.
const MOST: usize = 6;

/// The claim of an anniversary or of a history.
pub(super) fn claim(line: &Line, at: usize) -> Option<YearClaim> {
    let (counts, said, number, slack) = said(line, at)?;
    let count = whole(&line.figures[at]).filter(|n| *n >= 3)?;
    let sentence = line.sentence(at);
    let words = &WORDS.jubilee;
    let (lead, label) = split_label(sentence.head);
    // 走过40个年头 names no beginning.
    let label = if ending(lead, words.passed.iter()).is_some() { "" } else { label };
    let is_other_one = |i: &usize| *i != at && line.reading[line.figures[*i].range].ends_with("周年");
    if !is_linked(line, at, lead) || sentence.figures.clone().any(|i| is_other_one(&i)) {
        return None;
    }
    let tail: &str = &sentence.head[sentence.head.len() - near_end(sentence.head)..];
    // 去年迎来20周年: here the year is counted with.
    let is_other = |word: &String| word != "去年" && sentence.head.contains(word.as_str());
    if holds(tail, &words.events) || WORDS.anniversary.others.iter().any(is_other) {
        return None;
    }
    let (base, base_at, index) = base(line, at, label)?;
    let reference = reference(line, at, index, &sentence)?;
    let near = line.years.iter().copied().filter(|year| *year != base).collect();
    Some(YearClaim { counts, base, base_at, reference, said, number, count, slack, near })
}

/// Whether a year or a verb that says what a year is stands before an anniversary, and not a name of its own: 艺术团成立50周年.
fn is_linked(line: &Line, at: usize, lead: &str) -> bool {
    let links = WORDS.anniversary.links.iter().chain(&WORDS.jubilee.now).chain(&WORDS.jubilee.links);
    let is_walked = ending(lead, WORDS.jubilee.passed.iter()).is_some();
    let is_year = is_walked || at > 0 && line.time(at - 1).is_some() && lead.ends_with(&line.reading[line.figures[at - 1].range]);
    is_year || lead.is_empty() || lead.ends_with([',', '。']) || ending(lead, links).is_some()
}

/// How many bytes at the end of a text tell whose anniversary it is.
fn near_end(head: &str) -> usize {
    head.char_indices().rev().nth(16).map_or(head.len(), |(at, _)| head.len() - at)
}

/// `45周年`, `第13个年头`, `73年历史`: what it counts, the whole, the number, and how much it may differ.
fn said(line: &Line, at: usize) -> Option<(Counts, Place, TextRange, (i32, i32))> {
    let figure = line.figures.get(at)?;
    let (text, after) = (&line.reading[figure.range], line.after(figure));
    if text.ends_with("周年") && !after.starts_with(['时', '那', '前', '后']) {
        return Some((Counts::Anniversary, line.place(figure.range), figure.number, (0, 0)));
    }
    if figure.kind == Kind::Ordinal && text.ends_with('个') && after.starts_with("年头") {
        let end = figure.range.end() + TextSize::of("年头");
        return Some((Counts::NthYear, line.place(TextRange::new(figure.range.start(), end)), figure.number, (0, 1)));
    }
    // 走过40个年头: not the fortieth, and so within a year.
    let is_walked = ending(line.before(figure), WORDS.jubilee.passed.iter()).is_some();
    if text.ends_with("年头") && is_walked {
        return Some((Counts::Anniversary, line.place(figure.range), figure.number, (-1, 1)));
    }
    // 高新区迎来10岁生日: a house has birthdays as people have.
    if text.ends_with('岁') && after.starts_with("生日") {
        let end = figure.range.end() + TextSize::of("生日");
        return Some((Counts::Anniversary, line.place(TextRange::new(figure.range.start(), end)), figure.number, (0, 0)));
    }
    let is_closed = after.is_empty() || after.starts_with([',', '。', ';', '!']);
    // 整整走过100年, and no more words.
    if text.ends_with('年') && is_closed && ending(line.before(figure), WORDS.jubilee.passed.iter()).is_some() {
        return Some((Counts::Anniversary, line.place(figure.range), figure.number, (-1, 1)));
    }
    let is_history = text.ends_with('年') && begins(after, &WORDS.jubilee.histories) && !line.before(figure).ends_with(['近', '约', '第']);
    is_history.then(|| (Counts::Anniversary, line.place(figure.range), figure.number, (-1, 1)))
}

/// The one beginning that is told beside a number: its year, its place, its figure.
fn base(line: &Line, at: usize, label: &str) -> Option<(i32, Place, usize)> {
    let from = at.saturating_sub(MOST);
    let to = (at + MOST).min(line.figures.len());
    let mut found: Option<(i32, Place, usize)> = None;
    for index in (from..to).filter(|i| *i != at) {
        let gap = if index < at { line.between(index, at) } else { line.between(at, index) };
        if gap.len() > REACH || gap.matches('。').count() > 1 {
            continue;
        }
        let Some(year) = numbered(line, index) else { continue };
        let Some(verb) = beginning(line, index) else { continue };
        if found.as_ref().is_some_and(|(other, ..)| *other != year) || !is_same_beginning(verb, label) {
            return None;
        }
        found = Some((year, line.place(line.figures[index].range), index));
    }
    found
}

fn numbered(line: &Line, at: usize) -> Option<i32> {
    let (_, time) = line.time(at)?;
    let date = time.dates().next().filter(|_| time.last.is_none() && time.relation != Relation::Before)?;
    date.numbered_year().filter(|_| date.year.is_some_and(|y| y.digits == 4))
}

/// The verb of beginning in the clause of a year: `2008年成立`, `成立于2008年`, `1984年，这里撤县设市`, `自2013年倡议提出以来`.
fn beginning<'w>(line: &Line, at: usize) -> Option<&'w str> {
    let figure = line.figures.get(at)?;
    let verbs = || WORDS.anniversary.beginnings.iter().flatten().map(String::as_str);
    let before = line.before(figure);
    let stem = before.strip_suffix('于').or_else(|| before.strip_suffix("在"));
    if let Some(verb) = stem.and_then(|stem| verbs().filter(|verb| stem.ends_with(verb)).max_by_key(|verb| verb.len())) {
        return Some(verb);
    }
    if stem.is_some_and(|stem| stem.ends_with('建')) {
        return Some("建立");
    }
    let after = line.after(figure);
    let clause = |text: &str| -> usize { text.find([',', '。', ';', '(', '“', '、']).unwrap_or(text.len()) };
    let own = &after[..clause(after)];
    if before.ends_with(['从', '自']) && own.ends_with("算起") {
        return verbs().find(|verb| *verb == "算起");
    }
    let text = if own.is_empty() && after.starts_with(',') { &after[1..1 + clause(&after[1..])] } else { own };
    let text = WORDS.jubilee.since.iter().find_map(|word| text.strip_suffix(word.as_str())).unwrap_or(text);
    let short = text.chars().count() <= CLAUSE;
    verbs().filter(|verb| short && (text.ends_with(verb) || text.starts_with(verb))).max_by_key(|verb| verb.len())
}

/// The year that the anniversary is of.
fn reference(line: &Line, at: usize, base: usize, sentence: &Sentence) -> Option<Reference> {
    let is_year = |i: &usize| *i != base && *i != at && date(line, *i).is_some_and(|date| date.year.is_some());
    let nearest = sentence.figures.clone().rev().filter(|i| *i < at).find(is_year);
    let nearest = nearest.or_else(|| sentence.figures.clone().filter(|i| *i > at).find(is_year));
    let Some(nearest) = nearest else { return is_now(sentence).then_some(Reference::Article) };
    let place = line.place(line.figures[nearest].range);
    Some(match date(line, nearest)?.year?.value {
        YearValue::Numbered(year) => Reference::Said(year, place),
        YearValue::Relative(0) => Reference::ThisYear(place),
        YearValue::Relative(-1) => Reference::LastYear(place),
        _ => return None,
    })
}

fn date<'l>(line: &Line<'l>, at: usize) -> Option<&'l CalendarDate> {
    let (_, time) = line.time(at)?;
    let is_plain = time.last.is_none() && matches!(time.relation, Relation::During | Relation::UpTo);
    time.dates().next().filter(|_| is_plain)
}

/// Whether the words before an anniversary without a year speak of the time of the article.
fn is_now(sentence: &Sentence) -> bool {
    ending(sentence.head, WORDS.jubilee.now.iter()).is_some()
}
