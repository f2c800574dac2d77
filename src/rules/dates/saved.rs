//! G3: how much time is saved between what something took and what it takes now (`过去要2小时40分钟，如今只用55分钟，节省1小时45分钟`).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::hours::shown;
use super::words::{WORDS, ending, holds};
use super::{Checked, Line, error, related, value};
use crate::figures::figure::{Approximation, Figure, Kind};
use crate::rules::finding::Message;

/// How many figures back the two lengths are looked for, and how many bytes.
const MOST: usize = 6;
const REACH: usize = 240;
/// Less than so many minutes is nobody's slip.
const LEAST: i32 = 3;
/// Minutes of an hour and of a day.
const HOUR: i32 = 60;
const DAY: i32 = 24 * 60;

/// Looks at a figure as the time that is saved.
pub(super) fn check(line: &Line, at: usize) -> Checked {
    let figure = line.figures.get(at)?;
    let (said, step) = minutes(line, figure)?;
    let words = &WORDS.hours;
    let head = line.before(figure);
    let lead = ending(head, words.saved.iter())?;
    let after = line.after(figure);
    if after.starts_with(['多', '余', '以', '左', '之']) || !(after.is_empty() || after.starts_with([',', '。', ';', ')', '!', '”', '的']))
    {
        return None;
    }
    let told = |i: usize| line.between(i, at);
    let near = (at.saturating_sub(MOST)..at).rev().take_while(|i| told(*i).len() <= REACH && !told(*i).contains(['。', '!', '?']));
    let all: Vec<usize> = near.filter(|i| line.figures[*i].kind == Kind::Duration).collect();
    // Two lengths and no more: the way of old and that of today.
    let [now, then] = all[..] else { return None };
    let (a, b) = (minutes(line, &line.figures[then])?, minutes(line, &line.figures[now])?);
    let clause = |i: usize, from: usize| {
        let text = line.reading.get(from..usize::from(line.figures[i].range.start())).unwrap_or_default();
        text.rsplit([';', '。', '!', '?']).next().unwrap_or(text)
    };
    let from = usize::from(line.figures[then].range.start()).saturating_sub(REACH / 2);
    let before = clause(then, crate::text::boundary(line.reading, from));
    let between = line.between(then, now);
    let is_own = line.between(now, at).trim_start_matches([',', ';', '就', '能', '可', '后']).len() <= lead.len() + "单程".len();
    let is_told = holds(before, &words.formerly) && holds(between, &words.nowadays) && !holds(between, &words.formerly) && is_own;
    // 往返6小时, 单程1小时: of one way and of both.
    let story = line.reading.get(usize::from(line.figures[then].range.start()) - before.len()..figure.range.start().into())?;
    if !is_told || a.0 <= b.0 || holds(story, &words.ways) {
        return None;
    }
    let right = a.0 - b.0;
    if (right - said).abs() < step.max(LEAST) {
        return Some(None);
    }
    // Hours are told of days as well: 3天 and 2天20小时 nobody calculates.
    if a.1 >= DAY || b.1 >= DAY || step >= DAY {
        return None;
    }
    let (x, y) = (&line.reading[line.figures[then].range], &line.reading[line.figures[now].range]);
    let text = &line.reading[figure.range];
    let message = Message::new(
        format!("“{x}”与“{y}”相差{}，这里写作“{text}”", shown(right)),
        format!("“{x}” and “{y}” are {} hours and {} minutes apart, but “{text}” is said", right / HOUR, right % HOUR),
    );
    let formula = Message::both(format!("{} ≠ {}", shown(right), shown(said)));
    let values = [then, now, at].map(|i| value(line, &line.figures[i])).to_vec();
    let mut found = error("day-count-mismatch", message, figure.range, formula, values);
    found.related.push(related(line.figures[then].range, "原来的用时", "what it took"));
    found.related.push(related(line.figures[now].range, "现在的用时", "what it takes now"));
    Some(Some(found))
}

/// A length in minutes, and how fine it is told.
fn minutes(line: &Line, figure: &Figure) -> Option<(i32, i32)> {
    let unit =
        figure.unit.filter(|unit| figure.kind == Kind::Duration && figure.approximation == Approximation::Exact && unit.per.is_none())?;
    let printed = figure.printed()?;
    let of = |value: Decimal| value.checked_mul(unit.factor())?.checked_div(Decimal::from(HOUR))?.round().to_i32();
    let text = &line.reading[figure.range];
    let step = if text.contains('秒') {
        return None;
    } else if text.contains('分') {
        1
    } else {
        of(printed.step)?
    };
    let whole = of(printed.value).filter(|n| *n > 0)?;
    Some((whole, step))
}
