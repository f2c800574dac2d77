//! G2: a day and its weekday where they are figures of their own: `10月15日（下周三）`, `6月18日，星期三。`, `8月5日（2025年，星期二）`,
//! `当天是星期四`.

use super::Line;
use super::claims::{DayClaim, Says, claim, single};
use super::words::WORDS;
use crate::figures::dates::{Calendar, Relation, Span, TimeExpression, WeekDays};

/// How far before `当天是星期四` its day may stand, in bytes, and how many figures back.
const TOLD: usize = 180;
const MOST: usize = 6;

/// `星期三（10月15日）`, `10月15日（下周三）`, `本周三（15日）`.
pub(super) fn named_week(line: &Line, at: usize) -> Option<DayClaim> {
    let gap = line.gap(at)?;
    let (figure, time) = line.time(at)?;
    let (other, other_time) = line.time(at + 1)?;
    // 6月18日是星期日; 6月18日(,)正是周日.
    let is_calendar = matches!(time.first, Span::Calendar(_));
    let is_said = WORDS.day.links.iter().any(|link| gap.trim_start_matches(',') == link) && is_calendar || is_beside(line, at, gap);
    let is_closed = line.after(other).starts_with(if is_said { [',', '。'] } else { [')', ','] });
    if !(gap == "(" || is_said) || !is_closed {
        return None;
    }
    let (week, week_figure, day, day_figure) = match (&time.first, &other_time.first) {
        (Span::Week { .. }, Span::Calendar(_)) => (time, figure, single(other_time)?, other),
        (Span::Calendar(_), Span::Week { .. }) => (other_time, other, single(time)?, figure),
        _ => return None,
    };
    let Span::Week { days: WeekDays::One(number), .. } = week.first else { return None };
    let text = &line.reading[week_figure.range];
    let is_plain =
        week.last.is_none() && week.relation == Relation::During && text.ends_with(['一', '二', '三', '四', '五', '六', '日', '天']);
    // A day without a month is one of the weeks beside the article only where the words say so.
    let is_counted = text.starts_with(['本', '这', '上', '下']);
    if !is_plain || day.weekday.is_some() || (day.month.is_none() && !(is_counted && day.year.is_none())) {
        return None;
    }
    claim(line, day, day_figure.range, Says::Weekday(number), week_figure.range)
}

/// `6月18日，星期三。`: nothing but a mark between a day and the weekday that is said of it.
fn is_beside(line: &Line, at: usize, gap: &str) -> bool {
    let Some((figure, time)) = line.time(at) else { return false };
    let names_day = single(time).is_some_and(|date| date.day.is_some() && date.month.is_some());
    let opens = line.before(figure).is_empty() || line.before(figure).ends_with(['。', ';', '!', '?', ' ', '”', ':']);
    let is_weekday = line.time(at + 1).is_some_and(|(other, _)| {
        ["星期", "周", "礼拜"].iter().any(|word| line.reading[other.range].starts_with(word)) && line.after(other).starts_with(['。', ','])
    });
    gap == "," && names_day && opens && is_weekday
}

/// The day of the week that a figure is, alone and with nothing behind it.
fn weekday(line: &Line, at: usize) -> Option<u8> {
    let (figure, time) = line.time(at)?;
    let Span::Week { offset: 0, days: WeekDays::One(number) } = time.first else { return None };
    let text = &line.reading[figure.range];
    let is_plain = time.last.is_none()
        && time.relation == Relation::During
        && ["星期", "周", "礼拜"].iter().any(|word| text.starts_with(word))
        && text.ends_with(['一', '二', '三', '四', '五', '六', '日', '天']);
    is_plain.then_some(number)
}

fn is_day(time: &TimeExpression) -> bool {
    single(time)
        .is_some_and(|date| date.calendar == Calendar::Solar && date.day.is_some() && date.month.is_some() && date.weekday.is_none())
}

/// `8月5日（2025年，星期二）`: the year stands with the weekday, in the bracket behind the day.
pub(super) fn with_year(line: &Line, at: usize) -> Option<DayClaim> {
    let (figure, time) = line.time(at).filter(|(_, time)| is_day(time) && single(time).is_some_and(|date| date.year.is_none()))?;
    let year = line.named_year(at + 1).filter(|year| year.month.is_none())?.year?;
    let (other, _) = line.time(at + 2)?;
    let joint = line.gap(at + 1)?;
    if line.gap(at)? != "(" || !matches!(joint, "," | "、" | " " | "") || !line.after(other).starts_with([')', ',']) {
        return None;
    }
    let said = weekday(line, at + 2)?;
    let mut claim = claim(line, single(time)?, figure.range, Says::Weekday(said), other.range)?;
    claim.year = Some(year);
    Some(claim)
}

/// `当天是星期四`: the weekday of the day that was told before.
pub(super) fn that_day(line: &Line, at: usize) -> Option<DayClaim> {
    let said = weekday(line, at)?;
    let (figure, _) = line.time(at)?;
    let after = line.after(figure);
    let head = line.before(figure).trim_end_matches("正好").trim_end_matches("恰好");
    let bare = head.strip_suffix(['是', '为', '逢']).map(|head| head.trim_end_matches(['正', '恰', '刚', '好', '也'])).unwrap_or_default();
    // 那天 may be a time of its own.
    let is_that = WORDS.day.that_day.iter().any(|word| bare.ends_with(word.as_str()));
    if !is_that || !(after.is_empty() || after.starts_with([',', '。', ';', '!'])) {
        return None;
    }
    let days: Vec<usize> = (at.saturating_sub(MOST)..at).rev().filter(|i| line.time(*i).is_some_and(|(_, time)| is_day(time))).collect();
    // Two days before it, and it may be either.
    let [day] = days[..] else { return None };
    let (day_figure, time) = line.time(day)?;
    let is_near = line.between(day, at).len() <= TOLD;
    is_near.then(|| claim(line, single(time)?, day_figure.range, Says::Weekday(said), figure.range))?
}
