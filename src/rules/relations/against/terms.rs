//! The values of a line in order, each with the words since the one before, without the times among them.

use super::words::{is_now, label_of_before, unlinked};
use crate::claims::Period;
use crate::figures::figure::{Figure, Kind, Value};
use crate::figures::unit::UnitKind;
use crate::rules::relations::amount::Amount;
use crate::rules::relations::scene::Scene;

/// What ends a sentence.
pub(super) const STOPS: [char; 7] = ['。', '!', '?', ';', '；', '！', '？'];
/// What ends a clause.
pub(super) const MARKS: [char; 10] = [',', '，', '、', ':', '：', '(', '（', ')', '）', '—'];
/// How many bytes of the words before a value are kept.
const MOST: usize = 180;

/// A value.
pub(in crate::rules::relations) struct Term<'l> {
    /// The figure, by its index.
    pub at: usize,
    /// Its amount.
    pub amount: Amount<'l>,
    /// The words since the value before it, within the sentence; times are left out.
    pub text: String,
    /// Whether a sentence ends between the value before and this one.
    pub opens: bool,
    /// Whether it is a semicolon that ends it, and nothing else.
    pub after_semicolon: bool,
    /// The last time among the words of its clause, or what the clause before it says alone: 2014年，….
    pub time: Option<Period>,
    /// Where its clause begins in `text`.
    clause: usize,
}

impl Term<'_> {
    /// The words of its clause.
    pub(in crate::rules::relations) fn clause(&self) -> &str {
        &self.text[self.clause..]
    }

    /// The words of the clauses before its own.
    pub(in crate::rules::relations) fn trail(&self) -> &str {
        self.text[..self.clause].trim_end_matches(MARKS)
    }

    /// Whether no clause ends before it, so that the value before binds it.
    pub(in crate::rules::relations) fn goes_on(&self) -> bool {
        self.clause == 0 && !self.opens
    }

    /// What is measured, where words say that the value is of before: 去年同期, 起初只有.
    pub(in crate::rules::relations) fn of_before(&self) -> Option<&str> {
        if let Some(noun) = label_of_before(self.clause()) {
            return Some(noun);
        }
        // 改造前，全程需68分钟.
        if label_of_before(self.trail()).is_some_and(str::is_empty) {
            return Some(unlinked(self.clause()));
        }
        self.time.as_ref().filter(|time| time.is_previous()).map(|_| unlinked(self.clause()))
    }

    /// Whether words say that it is the present value.
    pub(in crate::rules::relations) fn is_present(&self) -> bool {
        let named = self.time.as_ref().is_some_and(|time| !time.is_previous() && is_now(&time.text));
        named || is_now(self.clause())
    }

    /// Whether it is a rank, which rises as its number falls.
    pub(in crate::rules::relations) fn is_rank(&self) -> bool {
        matches!(self.amount.figure.kind, Kind::Rank | Kind::Ordinal)
    }
}

/// The values of a line.
pub(in crate::rules::relations) fn terms<'l>(scene: &Scene<'l>) -> Vec<Term<'l>> {
    let mut terms = Vec::new();
    let (mut end, mut skipped) = (0, Vec::new());
    for (at, figure) in scene.figures.iter().enumerate() {
        if usize::from(figure.range.start()) < end {
            continue;
        }
        match figure.kind {
            Kind::Date | Kind::DateRange | Kind::Time => skipped.push(at),
            Kind::Duration if figure.printed().is_none() => skipped.push(at),
            Kind::Code => {}
            // 每百万人次24.5件: so many of each so many.
            _ if is_each(scene, at) => {}
            // 一趟, 一天: of each.
            _ if &scene.reading[figure.number] == "一" && figure.kind != Kind::Multiple => {}
            // 第三年比第二年增长: a name.
            Kind::Ordinal if figure.unit.is_none_or(|unit| unit.entry.kind == UnitKind::Time) => {}
            _ => {
                let term = term(scene, at, end, &skipped);
                end = figure.range.end().into();
                skipped.clear();
                terms.extend(term);
            }
        }
    }
    terms
}

/// Whether a figure behind 每 says of how many the next one is: 每百万人次24.5件.
fn is_each(scene: &Scene, at: usize) -> bool {
    let figure = &scene.figures[at];
    let is_led = scene.reading[..usize::from(figure.range.start())].ends_with('每');
    is_led && scene.figures.get(at + 1).is_some_and(|next| next.range.start() == figure.range.end())
}

fn term<'l>(scene: &Scene<'l>, at: usize, from: usize, times: &[usize]) -> Option<Term<'l>> {
    let figure = &scene.figures[at];
    let amount = Amount::of(scene.reading, figure)?;
    let number = usize::from(figure.number.start());
    let reading = scene.reading;
    let mut start = from.max(number.saturating_sub(MOST));
    while !reading.is_char_boundary(start) {
        start += 1;
    }
    let is_far = start > from;
    let mut text = String::new();
    let mut last = None;
    let mut at_byte = start;
    let mut opens = is_far;
    let gap = &reading[start..number];
    let after_semicolon = !is_far && gap.matches(STOPS).all(|stop| matches!(stop, ";" | "；"));
    let mut heading = None;
    let mut push = |piece: &str, text: &mut String, last: &mut Option<usize>| {
        if piece.starts_with([',', '，']) {
            heading = *last;
        } else if piece.contains([',', '，']) {
            heading = None;
        }
        text.push_str(piece);
        if let Some(stop) = text.rfind(STOPS) {
            let end = stop + text[stop..].chars().next().map_or(1, char::len_utf8);
            text.drain(..end);
            (*last, heading) = (None, None);
            opens = true;
        }
        if piece.contains(MARKS) {
            *last = None;
        }
    };
    for time in times {
        let range = scene.figures[*time].range;
        let (time_start, time_end) = (usize::from(range.start()), usize::from(range.end()));
        if time_start < at_byte || time_end > number {
            continue;
        }
        push(&reading[at_byte..time_start], &mut text, &mut last);
        last = Some(*time);
        at_byte = time_end;
    }
    push(&reading[at_byte..number], &mut text, &mut last);
    let clause = text.rfind(MARKS).map_or(0, |mark| mark + text[mark..].chars().next().map_or(1, char::len_utf8));
    let time = last.or(heading).and_then(|time| period(reading, &scene.figures[time]));
    Some(Term { at, amount, text, opens, after_semicolon, time, clause })
}

fn period(reading: &str, figure: &Figure) -> Option<Period> {
    let Value::Time(time) = &figure.value else { return None };
    Some(Period { text: reading[figure.range].to_owned(), time: time.clone() })
}
