//! G3: how long it is from the day of the article to one still to come: `距2025年10月1日通车还有100天`; `计划2026年12月建成，距今天还有14个月`.
//!
//! One slip in a number of two digits must explain the difference, and some days more or less are the day of print.

use super::Line;
use super::length_claim::{LengthClaim, Tie};
use super::moments::{Moment, Unit, YearOf, length, moment};
use super::words::{WORDS, ending, holds};

/// How much text, in bytes, may stand between 距 and the length, and between the day and 距今.
const REACH: usize = 90;
/// How many moments of the sentence are held against the length.
const MOST: usize = 8;

/// The claim of a length up to a day, by its place.
pub(super) fn claim(line: &Line, at: usize) -> Option<LengthClaim> {
    let length = length(line, at).filter(|l| l.said.unit != Unit::Year && l.said.from == l.said.to && !l.is_nth)?;
    let after = line.after(length.figure).get(length.tail..)?;
    let words = &WORDS.ahead;
    let day = at.checked_sub(1)?;
    let sentence = line.sentence(at);
    let is_closed = after.is_empty() || after.starts_with([',', '。', ';', '!', ')', '”', '的', '时']);
    if !is_closed || holds(sentence.head, &WORDS.until_now.others) {
        return None;
    }
    let told = sentence.head;
    let then = if let Some(word) = ending(told, words.until_then.iter()) {
        // 今天 may be a time of its own.
        let from = sentence.place.start + told.len() - word.len();
        (sentence.figures.start..at).rev().find(|i| usize::from(line.figures[*i].range.end()) <= from && line.time(*i).is_some())?
    } else {
        let gap = line.gap(day)?;
        let head = line.before(&line.figures[day]);
        let is_left = ending(gap, words.left.iter()).is_some() && !gap.contains([',', ';', '(']);
        let is_from = ending(head, words.from.iter()).is_some() && !head.ends_with("不离");
        (is_left && is_from).then_some(day)?
    };
    let end = moment(line, then).filter(|m| m.month.is_some() && !m.is_relative())?;
    if line.between(then, at).len() > REACH {
        return None;
    }
    let place = line.place(length.figure.range);
    let today = Moment { year: YearOf::Today(0), month: None, day: None, place: place.clone() };
    let near = sentence.figures.filter(|i| *i != then).filter_map(|i| moment(line, i));
    Some(LengthClaim {
        first: today,
        last: end,
        others: near.take(MOST).collect(),
        said: length.said,
        length: place,
        number: Some(length.figure.number).filter(|_| length.is_plain),
        is_nth: false,
        tie: Tie::Ahead,
    })
}
