//! G3: two times of the day told apart, what began at the one and ended at the other, and how many hours it is said to have lasted
//! (`7月6日21时发现决口。7月8日9时合龙，历时36小时`); and the hours between two times of one day (`6时至23时，每天运营17个小时`,
//! `由17时延至20时，延长3小时`).

use super::words::{WORDS, ending, holds};
use super::{Checked, Line, error, related, value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::figures::dates::{CalendarDate, Clock, Relation, Span};
use crate::figures::figure::{Approximation, Figure, Kind};
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
    of_story(line, at).or_else(|| of_day(line, at))
}

/// The hours between two moments that are told apart.
fn of_story(line: &Line, at: usize) -> Checked {
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

/// How much text, in bytes, may stand between two times of a day, and between them and the hours.
const OF_DAY: usize = 45;
/// How many characters behind the hours may tell of a break.
const BREAK: usize = 10;
/// Half a day and a day, in minutes.
const HALF: i32 = 12 * 60;
const DAY: i32 = 24 * 60;

/// A length told in hours, in minutes, and how fine it is told.
pub(super) fn hours_of<'l>(line: &Line<'l>, at: usize) -> Option<(&'l Figure, i32, i32)> {
    let figure = line.figures.get(at).filter(|f| f.kind == Kind::Duration && f.approximation == Approximation::Exact)?;
    let unit = figure.unit.filter(|unit| unit.per.is_none() && WORDS.hours.units.iter().any(|word| word == unit.entry.name))?;
    let printed = figure.printed()?;
    let minutes = |value: Decimal| value.checked_mul(unit.factor())?.checked_div(Decimal::from(60))?.round().to_i32();
    Some((figure, minutes(printed.value)?, minutes(printed.step)?.max(1)))
}

/// The hours between two times of one day: a range, or two times that words part.
fn of_day(line: &Line, at: usize) -> Checked {
    let words = &WORDS.hours;
    let (figure, said, step) = hours_of(line, at)?;
    let last = at.checked_sub(1)?;
    let told = line.gap(last)?;
    let is_near = |text: &str| text.len() <= OF_DAY && !text.contains(['。', ';', '!', '?']);
    let lead = told.rsplit([',', '、', '(']).next().unwrap_or(told).trim();
    let is_other =
        !is_near(told) || holds(told, &words.other) || line.after(figure).starts_with(['多', '余', '后', '前', '内', '以', '左']);
    if is_other {
        return None;
    }
    let (first, from, to, is_shift) = ends(line, last, lead).or_else(|| told_apart(line, at, last, lead))?;
    // 9时至12时、13时30分至17时，每天6.5小时: of both.
    let before = (first.saturating_sub(MOST)..first).rev().take_while(|i| goes_on(line, *i));
    let has_more = before.filter_map(|i| line.time(i)).any(|(_, time)| clock(&time.first).is_some_and(|clock| clock.from.is_some()));
    let behind: String = line.after(figure).chars().take(BREAK).collect();
    if has_more || holds(&behind, &words.breaks) {
        return None;
    }
    let span = &line.reading[line.figures[first].range.start().into()..line.figures[last].range.end().into()];
    // 凌晨2点 that opens is of the same day.
    let later =
        if first == last { span } else { &line.reading[line.figures[first].range.end().into()..line.figures[last].range.end().into()] };
    let is_over_night = holds(later, &words.next_day);
    let right = match to - from {
        gap if is_shift => gap.abs(),
        gap if gap > 0 && !is_over_night => gap,
        gap if is_over_night && gap <= 0 => gap + DAY,
        _ => return None,
    };
    // 上午8时至5时: by the clock of twelve hours.
    let meets = |right: i32| right > 0 && (right - said).abs() < step;
    let is_right = meets(right) || meets(right + HALF) || meets(right - HALF) || step > 60;
    if is_right {
        return Some(None);
    }
    let text = &line.reading[figure.range];
    let message = Message::new(
        format!("“{span}”是{}，这里写作“{text}”", shown(right)),
        format!("“{span}” is {} hours and {} minutes, but “{text}” is said", right / 60, right % 60),
    );
    let formula = Message::both(format!("{} ≠ {}", shown(right), shown(said)));
    let values = vec![value(line, &line.figures[last]), value(line, figure)];
    let mut found = error("day-count-mismatch", message, figure.range, formula, values);
    found.related.push(related(line.figures[first].range, "起在这里", "where it begins"));
    Some(Some(found))
}

/// Whether no sentence ends between a figure and the next.
fn goes_on(line: &Line, at: usize) -> bool {
    line.gap(at).is_some_and(|gap| gap.len() <= 2 * OF_DAY && !gap.contains(['。', ';', '!', '?']))
}

/// The two times of a day before a length, in minutes, with the figure where they begin; and whether the length is what something was moved by.
fn ends(line: &Line, last: usize, lead: &str) -> Option<(usize, i32, i32, bool)> {
    let words = &WORDS.hours;
    let is_led = ending(lead, words.leads.iter()).is_some();
    let is_moved = ending(lead, words.moved.iter()).is_some();
    let (figure, time) = line.time(last).filter(|(_, time)| matches!(time.relation, Relation::During | Relation::From | Relation::UpTo))?;
    let own = clock(&time.first)?;
    let is_one_day = |span: &Span| !matches!(span, Span::Calendar(date) if date.day.is_some());
    // 6时至23时; 1月20日22时至次日6时.
    let until = match (&time.last, own.to) {
        (Some(span), None) if is_one_day(span) || holds(&line.reading[figure.range], &words.next_day) => {
            let end = clock(span)?;
            Some(of_part(end, end.from?))
        }
        (None, Some(to)) => Some(minutes_of(to)),
        (None, None) => None,
        _ => return None,
    };
    if let Some(until) = until {
        return is_led.then_some((last, of_part(own, own.from?), until, false));
    }
    let first = last.checked_sub(1)?;
    let (other, begun) = line.time(first).filter(|(_, time)| time.last.is_none())?;
    let gap = line.gap(first)?;
    let one = clock(&begun.first)?;
    let is_one = is_one_day(&time.first) && one.to.is_none() && gap.len() <= OF_DAY && !gap.contains(['。', ';', '!', '?']);
    let (from, to) = (of_part(one, one.from?), of_part(own, own.from?));
    // 由17时延至20时，延长3小时.
    let is_shift = is_moved && (ending(gap, words.to.iter()).is_some() || line.before(other).ends_with(['由', '从', '比', '较']));
    // 首班6时，末班21时30分，运营时长15.5小时.
    let is_span = is_led && (holds(gap, &words.closes) || holds(gap, &words.until)) && !holds(gap, &words.other);
    (is_one && (is_shift || is_span) && figure.kind == other.kind).then_some((first, from, to, is_shift))
}

/// `上午10点交材料，下午3点拿执照，只用了5个小时`: what ends at the later one is told, and nothing but the hours follows.
fn told_apart(line: &Line, at: usize, last: usize, lead: &str) -> Option<(usize, i32, i32, bool)> {
    let words = &WORDS.hours;
    let word = ending(lead, words.leads.iter().chain(&words.took).chain(&WORDS.lasting.leads))?;
    let subject = &lead[..lead.len() - word.len()];
    // 办理只用了40分钟 is a part of it.
    if !subject.is_empty() && !words.wholes.iter().any(|whole| whole == subject) {
        return None;
    }
    let after = line.after(&line.figures[at]);
    let told = line.gap(last)?;
    let story = &told[..told.rfind(',')?];
    let first = last.checked_sub(1)?;
    let gap = line.gap(first)?;
    let plain = |i: usize| -> Option<Clock> {
        let (_, time) =
            line.time(i).filter(|(_, time)| time.last.is_none() && matches!(time.relation, Relation::During | Relation::From))?;
        let is_one_day = !matches!(&time.first, Span::Calendar(date) if date.day.is_some());
        clock(&time.first).filter(|clock| is_one_day && clock.to.is_none())
    };
    let (one, other) = (plain(first)?, plain(last)?);
    let has_ended = [&words.closes, &words.gets, &WORDS.lasting.ends, &WORDS.apart.ends].iter().any(|list| holds(story, list));
    let is_closed = after.is_empty() || after.starts_with([',', '。', ';', ')', '!', '”']);
    let is_near = gap.len() <= OF_DAY && gap.contains([',', '、']) && !gap.contains(['。', ';', '!', '?']) && !holds(gap, &words.other);
    let (from, to) = (of_part(one, one.from?), of_part(other, other.from?));
    // 晚上8点开始，10点结束: the later one has its part of the day from the earlier one.
    let to = if other.part.is_none() && to <= from { to + HALF } else { to };
    (has_ended && is_closed && is_near).then_some((first, from, to, false))
}

pub(super) fn clock(span: &Span) -> Option<Clock> {
    match span {
        Span::Clock(clock) => Some(*clock),
        Span::Calendar(date) => date.clock,
        _ => None,
    }
}

/// Minutes as people say them.
pub(super) fn shown(minutes: i32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}分钟"),
        (hours, 0) => format!("{hours}小时"),
        (hours, minutes) => format!("{hours}小时{minutes}分钟"),
    }
}

fn minutes_of((hour, minute): (u8, u8)) -> i32 {
    i32::from(hour) * 60 + i32::from(minute)
}

/// 下午3时 is 15時.
pub(super) fn of_part(clock: Clock, time: (u8, u8)) -> i32 {
    minutes_of(time) + if clock.part.is_some_and(|part| part[0] >= 12) && time.0 < 12 { HALF } else { 0 }
}
