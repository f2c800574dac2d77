//! A1: what was counted is taken up again by its number and its name, and the number is another one: 在建项目42个…… 24个在建项目一季度完成投资;
//! 出口总值189亿元中.
//!
//! A number that opens its clause, with the name right behind it, says nothing new: the reader knows it from before. One value of that name
//! alone may stand in the article, and the slip must be one that typists make.

use super::Comparison;
use super::fact::{Fact, Place};
use super::likeness::sentence;
use super::words::WORDS;
use crate::claims::scope::SCOPES;
use crate::claims::{Claim, Role, Statistic};
use crate::figures::dates::YearValue;
use crate::figures::figure::Kind;
use crate::reading::script::is_han;
use crate::rules::finding::Finding;
use crate::rules::relations::amount::counts_alike;
use crate::rules::relations::slip::{Slip, in_scale, number, slip};

/// How many characters of a name are compared, and how many on either side of a value.
const NAME: usize = 10;
const AROUND: usize = 14;
/// How many characters of a name stand at the other value, at least; and from how many on the name is sure.
const LEAST: usize = 2;
const SURE: usize = 4;
/// The longest attribute that says which they are, in characters.
const LONGEST: usize = 5;
/// How many digits a number has in which an exchange of two proves something.
const PROVING: usize = 3;
/// The most values of an article that are compared.
const MOST: usize = 600;

/// A value that is taken up again.
struct Mention<'f> {
    fact: &'f Fact<'f>,
    /// The words that begin right behind it; in reverse order those that end right before it.
    name: Vec<char>,
    /// Whether the name stands behind.
    is_behind: bool,
    /// Whether nothing but an attribute says that it is known.
    is_loose: bool,
}

impl Comparison<'_> {
    /// A1: every value that opens its clause with its name behind it.
    pub(super) fn mentions(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
        if self.is_long {
            return;
        }
        let values: Vec<&Fact> = facts.iter().filter(|f| is_value(f)).take(MOST).collect();
        for fact in &values {
            let Some(told) = self.mention(fact).and_then(|mention| self.told_before(&mention, &values)) else { continue };
            findings.push(self.in_two_values(fact, told));
        }
        for fact in facts.iter().filter(|f| may_be_taken_up(f)).take(MOST) {
            let is_new = || findings.iter().all(|f| f.range != fact.range);
            let Some(told) = self.mate(fact, facts).filter(|_| is_new()) else { continue };
            findings.push(self.in_two_values(fact, told));
        }
    }

    /// “1268万千瓦扛住了”, 421.8万人次里，…: what a sentence or a quotation begins with, and nothing tells what it is, was told; where it was not,
    /// but one slip off.
    fn mate<'f>(&self, fact: &Fact, facts: &'f [Fact<'f>]) -> Option<&'f Fact<'f>> {
        let reading = self.reading(fact);
        let head = reading[..usize::from(fact.figure.range.start())].trim_end();
        let tail = &reading[usize::from(fact.figure.range.end())..];
        let old = number(reading, &fact.amount);
        let digits = old.trim_matches(['0', '.']).chars().filter(char::is_ascii_digit).count();
        let is_quoted = head.ends_with('“');
        let is_within = WORDS.of_told.iter().any(|word| tail.trim_start_matches('的').starts_with(word.as_str()));
        let begins = head.is_empty() || is_quoted || head.ends_with(['。', '!', '?']) || is_within && head.ends_with([',', ':']);
        // 127名研发人员里
        let of_named = tail.chars().take(NAME).take_while(|c| is_han(*c)).any(|c| matches!(c, '里' | '中'));
        let is_sure = is_within || of_named || is_quoted && tail.starts_with([',', '的']);
        if !begins || digits < if is_sure && is_quoted { LEAST } else { PROVING } || self.is_printed_again_anywhere(fact) {
            return None;
        }
        // 5.4%的增速来之不易: what it is of is said, and must be said of the other.
        let of: String = tail.strip_prefix('的').filter(|_| !is_within).map(|rest| rest.chars().take(LEAST).collect()).unwrap_or_default();
        let is_mate = |other: &&Fact| {
            if !of.is_empty() && !sentence(self.reading(other), other.figure.range).contains(&of) {
                return false;
            }
            let is_apart = other.line != fact.line || is_sure && other.claim.sentence != fact.claim.sentence;
            let is_like = other.range != fact.range
                && counts_alike(&other.amount.dimension, &fact.amount.dimension)
                && is_apart
                && other.is_exact()
                && !matches!(other.claim.role, Role::Than | Role::From | Role::Extreme);
            let new = || in_scale(&fact.amount.scale, other.amount.printed()?.value);
            let is_slip = |kind: Slip| match kind {
                Slip::Exchange => true,
                Slip::Digit => digits > PROVING || digits == PROVING && is_sure,
                _ => false,
            };
            is_like && new().and_then(|new| slip(old, &new)).is_some_and(is_slip)
        };
        let mut mates = facts.iter().filter(is_mate);
        let mate = mates.next()?;
        mates.all(|other| other.amount.interval.meets(&mate.amount.interval)).then_some(mate)
    }

    /// Whether a number with its unit stands elsewhere in the article, in a table or a list as well.
    fn is_printed_again_anywhere(&self, fact: &Fact) -> bool {
        let printed = &self.reading(fact)[fact.figure.number];
        let is_whole = |text: &str, at: usize| {
            !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.')
                && !text[at + printed.len()..].starts_with(|c: char| c.is_ascii_digit() || c == '.')
        };
        let times = |line: usize| {
            let text = &self.subject.reading(line).text;
            text.match_indices(printed).filter(|(at, _)| is_whole(text, *at)).take(2).count()
        };
        (0..self.subject.line_count())
            .filter(|line| self.subject.holds(*line).values || self.subject.holds(*line).row)
            .map(times)
            .sum::<usize>()
            > 1
    }

    /// Whether a number stands elsewhere in the article for something of its kind.
    fn is_printed_again(&self, fact: &Fact, values: &[&Fact]) -> bool {
        let digits = fact.digits(self.reading(fact));
        let is_it = |other: &&&Fact| {
            other.range != fact.range
                && counts_alike(&other.amount.dimension, &fact.amount.dimension)
                && other.digits(self.reading(other)) == digits
        };
        values.iter().any(|other| is_it(&other))
    }

    /// A value that is taken up again by its name.
    fn mention<'f>(&self, fact: &'f Fact<'f>) -> Option<Mention<'f>> {
        let reading = self.reading(fact);
        let (head, tail) = (&reading[..usize::from(fact.figure.range.start())], &reading[usize::from(fact.figure.range.end())..]);
        // 2024年全园102万吨再生资源中: a time says nothing of what it is.
        let time = fact.claim.figure.checked_sub(1).map(|at| &self.subject.figures(fact.line)[at]);
        let time = time.filter(|time| matches!(time.kind, Kind::Date | Kind::DateRange)).map_or(0, |time| usize::from(time.range.end()));
        let clause = clause(head.get(time..).unwrap_or(head));
        let behind: Vec<char> = tail.chars().take(NAME).take_while(|c| is_han(*c)).collect();
        // 24个在建项目一季度完成投资, 全园102万吨再生资源中.
        if behind.len() >= LEAST && (opens(clause) || is_said_of(clause)) && !WORDS.no_names.iter().any(|word| starts(&behind, word)) {
            return Some(Mention { fact, name: behind, is_behind: true, is_loose: is_said_of(clause) });
        }
        // 出口总值198亿元中，有七成….
        let is_within = WORDS.of_told.iter().any(|word| tail.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(',')));
        let before: Vec<char> = clause.chars().rev().take(NAME).take_while(|c| is_han(*c)).collect();
        (is_within && before.len() >= LEAST).then_some(Mention { fact, name: before, is_behind: false, is_loose: false })
    }

    /// The one value of the article that has the name, where a slip parts the two.
    fn told_before<'f>(&self, mention: &Mention, values: &[&'f Fact<'f>]) -> Option<&'f Fact<'f>> {
        let fact = mention.fact;
        let like = values.iter().copied().filter(|other| other.range != fact.range && may_be_one(other, fact));
        let mut named: Vec<(usize, &Fact)> =
            like.map(|other| (self.shared(mention, other), other)).filter(|(len, _)| *len >= LEAST).collect();
        named.sort_by_key(|(len, _)| std::cmp::Reverse(*len));
        let (len, told) = *named.first()?;
        // The number stands elsewhere, or there are several of the name.
        let is_same = |a: &Fact, b: &Fact| a.amount.interval.meets(&b.amount.interval);
        if named.iter().any(|(_, other)| is_same(other, fact) || !is_same(other, told)) || self.is_printed_again(fact, values) {
            return None;
        }
        let same_sentence = told.line == fact.line && told.claim.sentence == fact.claim.sentence;
        let (old, new) = (number(self.reading(fact), &fact.amount), in_scale(&fact.amount.scale, told.amount.printed()?.value)?);
        let digits = old.chars().filter(char::is_ascii_digit).count();
        // 签下的7000车位船: what is only said to be known may be another one.
        let is_loose = mention.is_loose && old.trim_matches(['0', '.']).chars().count() < PROVING;
        let is_slip = match slip(old, &new)? {
            // 项目42个 and 24个项目负责人: two digits of a short name are of another thing as well.
            Slip::Exchange => digits >= 3 || digits == 2 && len >= SURE,
            _ if is_loose => false,
            Slip::Digit => digits >= 3 || digits == 2 && len >= SURE,
            Slip::Magnitude => digits >= 2 && len >= SURE,
            Slip::Length => false,
        };
        (is_slip && !same_sentence).then_some(told)
    }

    /// How many characters of a name stand around another value, in one piece.
    fn shared(&self, mention: &Mention, other: &Fact) -> usize {
        let reading = self.reading(other);
        let (head, tail) = (&reading[..usize::from(other.figure.range.start())], &reading[usize::from(other.figure.range.end())..]);
        let before: Vec<char> = clause(head).chars().rev().take(AROUND).collect();
        let behind: Vec<char> = tail.chars().take(NAME).take_while(|c| is_han(*c)).collect();
        let name = &mention.name;
        // 在建项目42个 and 24个在建项目: the name ends before the one and begins behind the other.
        let ends = (LEAST..=name.len()).rev().find(|len| {
            let part: Vec<char> = if mention.is_behind { name[..*len].iter().rev().copied().collect() } else { name[..*len].to_vec() };
            before.starts_with(&part)
        });
        // 在建工业项目42个 and 24个在建项目: another word between the two of the name.
        let is_parted = mention.is_behind && name.len() >= SURE && {
            let (first, head) = (&name[..LEAST], [name[SURE - 1], name[LEAST]]);
            before.starts_with(&head) && before[LEAST..].windows(LEAST).any(|pair| pair[0] == first[1] && pair[1] == first[0])
        };
        let ends = if is_parted { Some(ends.unwrap_or(0).max(SURE)) } else { ends };
        let begins = name.iter().zip(&behind).take_while(|(a, b)| a == b).count();
        ends.unwrap_or(0).max(if mention.is_behind { begins } else { 0 })
    }
}

/// What stands before a value in its clause.
fn clause(head: &str) -> &str {
    head.rsplit([',', '。', ';', ':', '!', '?', '(', ')', '“', '”', '—']).next().unwrap_or("").trim()
}

/// Whether nothing stands before a value in its clause but words that point at what is known.
fn opens(clause: &str) -> bool {
    let mut rest = clause;
    while let Some(word) = WORDS.known.iter().find(|word| rest.starts_with(word.as_str())) {
        rest = rest[word.len()..].trim_start();
    }
    rest.is_empty()
}

/// 新当选的196名县人大代表: which they are is said, and so it is known.
fn is_said_of(clause: &str) -> bool {
    let is_other = WORDS.others.iter().any(|word| clause.contains(word.as_str()));
    !is_other && clause.ends_with('的') && (LEAST + 1..=LONGEST).contains(&clause.chars().count()) && clause.chars().all(is_han)
}

fn starts(name: &[char], word: &str) -> bool {
    word.chars().enumerate().all(|(at, c)| name.get(at) == Some(&c))
}

fn is_value(fact: &Fact) -> bool {
    fact.place == Place::Body
        && fact.claim.statistic == Statistic::Level
        && !matches!(fact.claim.role, Role::Than | Role::From | Role::Average | Role::Extreme)
        && fact.is_exact()
        && fact.claim.list.is_none()
        && fact.figure.unit.is_none_or(|unit| unit.per.is_none())
        && !matches!(fact.figure.kind, Kind::Duration | Kind::Rank | Kind::Ordinal)
        && !fact.figure.unit.is_some_and(|unit| WORDS.no_counts.iter().any(|word| unit.entry.name == *word))
        && !matches!(fact.amount.dimension.as_str(), "percent" | "multiple" | "rank" | "number" | "time" | "length")
}

/// Whether a value may be taken up again without its name; a length and a percentage may, too.
fn may_be_taken_up(fact: &Fact) -> bool {
    fact.place == Place::Body
        && !matches!(fact.claim.role, Role::Than | Role::From | Role::Average | Role::Extreme)
        && fact.is_exact()
        && fact.claim.list.is_none()
        && fact.figure.unit.is_none_or(|unit| unit.per.is_none())
        && !matches!(fact.figure.kind, Kind::Rank | Kind::Ordinal)
        && !fact.figure.unit.is_some_and(|unit| WORDS.no_counts.iter().any(|word| unit.entry.name == *word))
        && !matches!(fact.amount.dimension.as_str(), "multiple" | "rank" | "number")
}

/// Whether nothing says that two values are of two things.
fn may_be_one(one: &Fact, other: &Fact) -> bool {
    let (a, b) = (one.claim, other.claim);
    let is_of_two_times = a.period.as_ref().zip(b.period.as_ref()).is_some_and(|(x, y)| match (x.year(), y.year()) {
        (Some(YearValue::Numbered(x)), Some(YearValue::Numbered(y))) => x != y,
        (Some(YearValue::Numbered(_)), _) | (_, Some(YearValue::Numbered(_))) => false,
        _ => x.is_previous() != y.is_previous(),
    });
    counts_alike(&one.amount.dimension, &other.amount.dimension)
        && !is_of_two_times
        && is_of_one_place(a, b)
        && a.is_actual() == b.is_actual()
}

/// Whether not each of two claims names a place of its own: 全市, 全省.
fn is_of_one_place(a: &Claim, b: &Claim) -> bool {
    let places = |claim: &Claim| claim.scopes.iter().copied().filter(|s| SCOPES.group(*s) == "whole-place").collect::<Vec<_>>();
    let (a, b) = (places(a), places(b));
    a.is_empty() || b.is_empty() || a == b
}
