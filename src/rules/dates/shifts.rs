//! G3: the hours of a day that are told in two and more parts, and how many they are together (`上午8:30至12:00、下午14:30至18:00，每天7小时`).

use super::hours::{clock, hours_of, of_part, shown};
use super::words::{WORDS, ending, holds};
use super::{Checked, Line, error, related, value};
use crate::figures::dates::Relation;
use crate::rules::finding::Message;

/// How many parts a day has at most.
const MOST: usize = 4;
/// How many bytes may stand between the last part and the hours, and how many characters behind them may tell of a break.
const REACH: usize = 45;
const BREAK: usize = 10;

/// Looks at a figure as the hours of all parts of a day before it.
pub(super) fn check(line: &Line, at: usize) -> Checked {
    let words = &WORDS.hours;
    let (figure, said, step) = hours_of(line, at)?;
    let last = at.checked_sub(1)?;
    let told = line.gap(last)?;
    let behind: String = line.after(figure).chars().take(BREAK).collect();
    let lead = told.rsplit([',', '、', '(', ')']).next().unwrap_or(told).trim();
    let is_led = ending(lead, words.leads.iter().chain(&words.daily)).is_some();
    let is_other = told.len() > REACH || told.contains(['。', ';', '!']) || holds(told, &words.other) || holds(&behind, &words.breaks);
    // 每天值班8小时的另有3人: of others.
    let after = line.after(figure);
    let is_closed = after.is_empty() || after.starts_with([',', '。', ';', ')', '!', '”']);
    if !is_led || is_other || !is_closed {
        return None;
    }
    let mut first = last;
    let mut right = part(line, last)?;
    while last - first < MOST {
        let Some(before) = first.checked_sub(1) else { break };
        let is_joined = line.gap(before).is_some_and(|gap| words.joints.iter().any(|joint| joint == gap.trim()));
        let Some(length) = part(line, before).filter(|_| is_joined) else { break };
        right += length;
        first = before;
    }
    // One part alone is looked at elsewhere; what another time stands before may be of more.
    let has_more = first.checked_sub(1).and_then(|i| line.time(i)).is_some_and(|(_, time)| clock(&time.first).is_some());
    if first == last || has_more {
        return None;
    }
    if (right - said).abs() < step || step > 60 {
        return Some(None);
    }
    let span = &line.reading[line.figures[first].range.start().into()..line.figures[last].range.end().into()];
    let text = &line.reading[figure.range];
    let message = Message::new(
        format!("“{span}”合计{}，这里写作“{text}”", shown(right)),
        format!("“{span}” is {} hours and {} minutes together, but “{text}” is said", right / 60, right % 60),
    );
    let formula = Message::both(format!("{} ≠ {}", shown(right), shown(said)));
    let values = (first..=last).chain([at]).map(|i| value(line, &line.figures[i])).collect();
    let mut found = error("day-count-mismatch", message, figure.range, formula, values);
    found.related.push(related(line.figures[first].range, "各时段从这里起", "where the parts begin"));
    Some(Some(found))
}

/// The minutes of one part of a day: `下午14:30至18:00`.
fn part(line: &Line, at: usize) -> Option<i32> {
    let (_, time) = line.time(at).filter(|(_, time)| time.relation == Relation::During)?;
    let own = clock(&time.first)?;
    let from = of_part(own, own.from?);
    let to = match (&time.last, own.to) {
        (Some(span), None) => {
            let end = clock(span)?;
            of_part(end, end.from?)
        }
        (None, Some(to)) => of_part(own, to),
        _ => return None,
    };
    (to > from).then_some(to - from)
}
