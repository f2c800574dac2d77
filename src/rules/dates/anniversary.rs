//! G5: an anniversary and the years it counts (`1998年创办，2019年迎来20周年`; `2023年是建党100周年`), and `第16个年头`.
//!
//! Both years have to be certain: the beginning from a verb beside its year or from the table of events, the other from the words that
//! link it to the anniversary, or from the article where 今年 stands.

use super::sentence::{NamedYear, Sentence};
use super::words::{WORDS, begins, ending, holds};
use super::years::{Counts, Reference, YearClaim, whole};
use super::{Line, Place};
use crate::figures::dates::Relation;
use crate::figures::figure::Kind;
use crate::text::{TextRange, TextSize};

/// How far apart, in bytes, the later year and the anniversary may stand.
const REACH: usize = 150;

/// The claim of an anniversary.
pub(super) fn claim(line: &Line, at: usize) -> Option<YearClaim> {
    let (counts, said, number) = said(line, at)?;
    let count = whole(&line.figures[at])?;
    let sentence = line.sentence(at);
    if holds(sentence.head, &WORDS.anniversary.others) {
        return None;
    }
    let (lead, label) = split_label(sentence.head);
    let subject = event(sentence.head).filter(|_| counts == Counts::Anniversary);
    let (base, base_at, reference) = match subject {
        Some((year, lead, name)) => {
            let start = sentence.place.start + sentence.head.len() - name;
            let end = sentence.place.start + sentence.head.trim_end_matches(QUOTES).len();
            (year, line.place(crate::text::range(start, end)), later_of_event(line, at, &sentence, lead)?)
        }
        None => founded(line, at, &sentence, lead, label)?,
    };
    let near = line.years_in(sentence.figures.clone());
    // 第N个年头 counts the first year, or once that one is full; 走过19周年 may be said before the day comes round.
    let slack = match counts {
        Counts::NthYear => (0, 1),
        _ if lead.ends_with("走过") || lead.ends_with("走过了") => (-1, 0),
        _ => (0, 0),
    };
    Some(YearClaim { counts, base, base_at, reference, said, number, count, slack, near })
}

const QUOTES: [char; 5] = ['“', '”', '"', '《', '》'];

/// `20周年`, `第20个年头`: what it counts, the whole and the number.
fn said(line: &Line, at: usize) -> Option<(Counts, Place, TextRange)> {
    let figure = line.figures.get(at)?;
    let text = &line.reading[figure.range];
    if text.ends_with("周年") {
        return Some((Counts::Anniversary, line.place(figure.range), figure.number));
    }
    let is_nth = figure.kind == Kind::Ordinal && text.ends_with('个') && line.after(figure).starts_with("年头");
    let end = figure.range.end() + TextSize::of("年头");
    is_nth.then(|| (Counts::NthYear, line.place(TextRange::new(figure.range.start(), end)), figure.number))
}

/// The event that the text before an anniversary ends with: its year, what stands before it, and how many bytes its name is from the end.
fn event(head: &str) -> Option<(i32, &str, usize)> {
    let text = head.trim_end_matches(QUOTES);
    let name = ending(text, WORDS.anniversary.events.keys())?;
    let mut lead = text.strip_suffix(name)?.trim_end_matches(QUOTES);
    for _ in 0..3 {
        let Some(word) = ending(lead, WORDS.anniversary.attributes.iter()) else { break };
        lead = lead.strip_suffix(word)?.trim_end_matches(QUOTES);
    }
    let is_linked = ending(lead, WORDS.anniversary.links.iter()).is_some();
    let year = *WORDS.anniversary.events.get(name)?;
    (is_linked || lead.ends_with(',')).then(|| (year, lead, head.len() - text.len() + name.len()))
}

/// The year that is said to be the anniversary of an event: the nearest one before it.
fn later_of_event(line: &Line, at: usize, sentence: &Sentence, lead: &str) -> Option<Reference> {
    let nearest = (sentence.figures.start..at).rev().find(|i| names_years(line, *i))?;
    let year = line.named_year(nearest)?;
    // `2021年,…是建党100周年`: a year that opens a clause, not one that something happened in.
    let gap = &sentence.head[usize::from(line.figures[nearest].range.end()) - sentence.place.start..lead.len()];
    let is_subject = gap.is_empty() || gap.starts_with([',', ')']) || begins(gap, &WORDS.anniversary.links) || begins(gap, &ADVERBS);
    let is_near = gap.len() <= REACH && line.time(nearest).is_some_and(|(_, t)| t.relation == Relation::During);
    let is_dropped = gap.contains('(') || gap.matches(',').count() > 2;
    (is_subject && is_near && !is_dropped).then(|| reference(line, &year))
}

static ADVERBS: std::sync::LazyLock<Vec<String>> =
    std::sync::LazyLock::new(|| ["既是", "不仅是", "也是", "又", "正", "恰", "适", "将", "还", "更"].map(str::to_owned).to_vec());

/// Whether a figure names years in any way, plans apart.
fn names_years(line: &Line, at: usize) -> bool {
    line.time(at).is_some_and(|(_, time)| time.dates().any(|d| d.year.is_some()))
}

fn reference(line: &Line, year: &NamedYear) -> Reference {
    let place = line.place(line.figures[year.at].range);
    match year.year {
        Some(number) => Reference::Said(number, place),
        None => Reference::ThisYear(place),
    }
}

/// The text before an anniversary without whose it is (`公司成立`), and that label.
pub(super) fn split_label(head: &str) -> (&str, &str) {
    let words = &WORDS.anniversary;
    let mut lead = head.trim_end_matches(QUOTES);
    for _ in 0..4 {
        let verbs = words.beginnings.iter().flatten();
        let Some(word) = ending(lead, verbs.chain(&words.own)) else { break };
        lead = lead[..lead.len() - word.len()].trim_end_matches(QUOTES);
    }
    (lead, &head[lead.len()..])
}

/// The one beginning of the sentence and the one later year.
fn founded(line: &Line, at: usize, sentence: &Sentence, lead: &str, label: &str) -> Option<(i32, Place, Reference)> {
    let others = (sentence.figures.start..at).any(|i| line.is_other_year(i));
    let years: Vec<NamedYear> = (sentence.figures.start..at).filter_map(|i| line.named_year(i)).collect();
    let last = years.last()?.at;
    // 2025年9月通车20周年: the verb behind that year is the anniversary's.
    let is_glued = !label.is_empty() && usize::from(line.figures[last].range.end()) == sentence.place.start + lead.len();
    let founding = years.iter().filter(|y| !(is_glued && y.at == last));
    // 2009年成立，2016年登陆深市，今年是上市10周年: the label tells which of them.
    let all: Vec<_> = founding.filter_map(|y| Some((y, beginning(line, y.at)?))).collect();
    let is_labelled = |verb: &str| !label.is_empty() && is_same_beginning(verb, label);
    let is_chosen = all.iter().filter(|(_, verb)| is_labelled(verb)).count() == 1;
    let mut bases = all.into_iter().filter(|(_, verb)| !is_chosen || is_labelled(verb));
    let (base, verb) = bases.next()?;
    let number = base.year?;
    // 2012年起步，2015年获批，到今年正好10周年: of either, as the years near by acquit.
    let is_till = label.is_empty() && ends_with_year(line, last, sentence, lead);
    if others || !is_till && bases.any(|(other, _)| other.year != base.year) || !is_same_beginning(verb, label) {
        return None;
    }
    let later = years.iter().filter(|y| y.year != base.year && !(is_chosen && y.at < base.at));
    let later: Vec<&NamedYear> = later.filter(|y| !is_till || y.at == last).collect();
    let base_at = line.place(line.figures[base.at].range);
    let link = ending(lead, WORDS.anniversary.links.iter());
    let opens_clause = lead.ends_with(',') && usize::from(line.figures[last].range.end()) + 1 == sentence.place.start + lead.len();
    if link.is_none() && !opens_clause && !is_glued {
        return None;
    }
    let reference = match later.as_slice() {
        [one] => {
            let gap = line.between(one.at, at);
            (gap.len() <= REACH && !gap.contains(';')).then(|| reference(line, one))?
        }
        [] if is_now(lead, link) => Reference::Article,
        _ => return None,
    };
    Some((number, base_at, reference))
}

/// `到今年正好10周年`: whether the year right before the link is where the count ends.
fn ends_with_year(line: &Line, last: usize, sentence: &Sentence, lead: &str) -> bool {
    let Some(link) = ending(lead, WORDS.anniversary.links.iter()) else { return false };
    let figure = &line.figures[last];
    let is_glued = usize::from(figure.range.end()) == sentence.place.start + lead.len() - link.len();
    is_glued && (line.before(figure).ends_with(['到', '至']) || line.reading[figure.range].starts_with(['到', '至']))
}

/// Whether the words that link an anniversary speak of the time of the article; 走过 alone may be said of any time.
fn is_now(lead: &str, link: Option<&str>) -> bool {
    match link {
        Some("走过" | "走过了") => lead.ends_with("已走过") || lead.ends_with("已经走过") || lead.ends_with("已走过了"),
        Some(link) => ["迎来", "迎来了", "喜迎", "正值", "恰逢", "适逢", "欣逢"].contains(&link),
        None => false,
    }
}

/// The verb of beginning beside a year: `2008年成立`, `成立于2008年`, `2008年,公司成立`.
pub(super) fn beginning<'w>(line: &Line, at: usize) -> Option<&'w str> {
    let figure = line.figures.get(at)?;
    let verbs = || WORDS.anniversary.beginnings.iter().flatten().map(String::as_str);
    let (before, after) = (line.before(figure), line.after(figure));
    if let Some(verb) = verbs().filter(|verb| after.starts_with(verb)).max_by_key(|verb| verb.len()) {
        return Some(verb);
    }
    let before = before.strip_suffix('于').or_else(|| before.strip_suffix("于公元"));
    if let Some(verb) = before.and_then(|b| verbs().filter(|verb| b.ends_with(verb)).max_by_key(|verb| verb.len())) {
        return Some(verb);
    }
    let rest = after.strip_prefix(',')?;
    let clause: String = rest.chars().take(10).take_while(|c| crate::reading::script::is_han(*c)).collect();
    let is_closed = rest[clause.len()..].starts_with([',', '。', ';']);
    verbs().filter(|verb| is_closed && clause.ends_with(verb)).max_by_key(|verb| verb.len())
}

/// Whether an anniversary labelled with a verb, or with none, is that of a beginning.
pub(super) fn is_same_beginning(verb: &str, label: &str) -> bool {
    let groups = &WORDS.anniversary.beginnings;
    let group = |word: &str| groups.iter().position(|g| g.iter().any(|v| v == word));
    let named = groups.iter().flatten().filter(|v| label.contains(v.as_str())).max_by_key(|v| v.len());
    match named {
        // A birth or a death without a label is no anniversary of anything else.
        None => group(verb).is_some_and(|g| g != 2),
        Some(label) => group(label) == group(verb),
    }
}
