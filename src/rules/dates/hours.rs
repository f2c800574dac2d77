//! G3: two times of the day told apart, what began at the one and ended at the other, and how many hours it is said to have lasted
//! (`7月6日21时发现决口。7月8日9时合龙，历时36小时`).

use super::words::{WORDS, ending, holds};
use super::{Checked, Line, error, related, value};
use crate::figures::dates::{CalendarDate, Relation};
use crate::figures::figure::{Approximation, Kind};
use crate::rules::finding::Message;

/// How much text, in bytes, may stand between the beginning and the end, and between the end and the number.
const BEGUN: usize = 360;
const ENDED: usize = 60;
/// How many figures back the two times are looked for.
const MOST: usize = 8;

/// A time as minutes of its month, where day and hour are written.
struct Moment {
    at: usize,
    month: Option<u8>,
    minutes: i32,
}

/// Looks at a figure as the hours between two times.
pub(super) fn check(line: &Line, at: usize) -> Checked {
    let figure = line.figures.get(at).filter(|f| f.kind == Kind::Duration && f.approximation == Approximation::Exact)?;
    let text = &line.reading[figure.range];
    let said: i32 = figure.printed().filter(|p| p.value.is_integer())?.value.try_into().ok()?;
    if !(text.ends_with("小时") || text.ends_with("个小时")) || line.after(figure).starts_with(['多', '余', '后', '前', '内', '以', '左'])
    {
        return None;
    }
    let near = at.saturating_sub(MOST)..at;
    let mut moments = near.rev().filter_map(|i| moment(line, i));
    let last = moments.next()?;
    let told = line.between(last.at, at);
    ending(told, WORDS.lasting.leads.iter())
        .filter(|_| told.len() <= ENDED && !told.contains(['。', ';']) && holds(told, &WORDS.lasting.ends))?;
    let first = moments.next()?;
    let story = line.between(first.at, last.at);
    let begun: String = story.chars().take(16).collect();
    if story.len() > BEGUN || first.month != last.month || !(holds(&begun, &WORDS.lasting.begins) || holds(&begun, &WORDS.lasting.happens))
    {
        return None;
    }
    let right = last.minutes - first.minutes;
    if right <= 0 || (right - said * 60).abs() <= 60 {
        return (right > 0).then_some(None);
    }
    let hours = (right + 30) / 60;
    let (one, other) = (&line.figures[first.at], &line.figures[last.at]);
    let message = Message::new(
        format!("“{}”到“{}”是{hours}小时，这里写作“{text}”", &line.reading[one.range], &line.reading[other.range]),
        format!("“{}” to “{}” is {hours} hours, but “{text}” is said", &line.reading[one.range], &line.reading[other.range]),
    );
    let formula = Message::both(format!("{hours} ≠ {said}"));
    let values = vec![value(line, one), value(line, other), value(line, figure)];
    let mut found = error("day-count-mismatch", message, figure.range, formula, values);
    found.related.push(related(one.range, "起在这里", "where it begins"));
    found.related.push(related(other.range, "止在这里", "where it ends"));
    Some(Some(found))
}

fn moment(line: &Line, at: usize) -> Option<Moment> {
    let (_, time) = line.time(at)?;
    let is_plain = time.last.is_none() && matches!(time.relation, Relation::During | Relation::From);
    let date: &CalendarDate = time.dates().next().filter(|_| is_plain)?;
    let clock = date.clock.filter(|clock| clock.to.is_none())?;
    let (hour, minute) = clock.from?;
    // 下午3时 is 15時; 晚上12时 is nobody's business.
    let hour = i32::from(hour) + if clock.part.is_some_and(|part| part[0] >= 12) && hour < 12 { 12 } else { 0 };
    let day = i32::from(date.numbered_day()?);
    Some(Moment { at, month: date.month.and_then(|_| date.numbered_month()), minutes: (day * 24 + hour) * 60 + i32::from(minute) })
}
