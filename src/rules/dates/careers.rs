//! G6, G8: the age at which somebody began, the age today, and the years between (`18岁进厂，今年56岁，干了38年`).

use super::words::{WORDS, begins, ending, holds};
use super::years::whole;
use super::{Checked, Line, edit, error, fix, related, value};
use crate::figures::figure::Kind;
use crate::figures::numeral::chinese_count;
use crate::reading::script::is_han;
use crate::rules::finding::{Message, Severity};
use crate::rules::relations::slip::slip;

/// How much text, in bytes, may stand between the first age and the number of years.
const REACH: usize = 100;
/// How many figures before the number are looked at.
const MOST: usize = 3;

/// Looks at a number of years as those between two ages of its sentence.
pub(super) fn check(line: &Line, at: usize) -> Checked {
    let figure = line.figures.get(at).filter(|f| f.kind == Kind::Duration && line.reading[f.range].ends_with('年'))?;
    let said = whole(figure).filter(|n| *n >= 3)?;
    let words = &WORDS.career;
    let ages: Vec<usize> = (at.saturating_sub(MOST)..at).filter(|i| is_age(line, *i)).collect();
    let [first, last] = ages[..] else { return None };
    let (from, to) = (whole(&line.figures[first])?, whole(&line.figures[last])?);
    let (story, told) = (line.between(first, last), line.between(last, at));
    let is_near = line.between(first, at).len() <= REACH && !story.contains(['。', ';', '!', '?']) && !told.contains(['。', ';', '!', '?']);
    let others = line.sentence(at).figures.clone().filter(|i| *i != at && *i != first && *i != last);
    // 1998年进厂 beside the ages: the years are told twice, and of what.
    let has_time =
        others.clone().any(|i| i < at && line.time(i).is_some_and(|(_, time)| time.dates().any(|d| d.numbered_year().is_some())));
    let has_begun = story.trim_start_matches(['就', '时', '那', '年', '起', '开', '始', '便', '从', ',']);
    let is_begun = begins(has_begun, &words.begins) || holds(has_begun.split(',').next()?, &WORDS.until_now.begins);
    let is_today = ending(line.before(&line.figures[last]), words.now.iter()).is_some();
    let clause = told.rsplit([',', '、']).next()?;
    let is_led = ending(clause, words.leads.iter()).is_some() && clause.chars().all(is_han);
    let after = line.after(figure);
    let rest = &after[..after.find([',', '。', ';', '!', '”', '、']).unwrap_or(after.len())];
    let is_closed = rest.is_empty() || words.objects.iter().any(|word| word == rest);
    let is_other = holds(story, &WORDS.age.others) || holds(told, &words.others) || has_time || from >= to;
    if !is_near || !is_begun || !is_today || !is_led || !is_closed || is_other {
        return None;
    }
    let right = to - from;
    // Ages are counted by the year or by the birthday.
    if (said - right).abs() <= 1 {
        return Some(None);
    }
    let is_slip = said > 9 && (right - 1..=right + 1).any(|n| slip(&n.to_string(), &said.to_string()).is_some());
    // Longer than the life since then is wrong however it came.
    if !is_slip && said <= right {
        return Some(None);
    }
    let (a, b, text) = (&line.reading[line.figures[first].range], &line.reading[line.figures[last].range], &line.reading[figure.range]);
    let message = Message::new(
        format!("“{a}”到“{b}”是{right}年，这里写作“{text}”"),
        format!("“{a}” to “{b}” is {right} years, but “{text}” is said"),
    );
    let values = vec![value(line, &line.figures[first]), value(line, &line.figures[last]), value(line, figure)];
    let mut found = error("year-count-mismatch", message, figure.range, Message::both(format!("{to} − {from} = {right} ≠ {said}")), values);
    found.severity = Severity::Warning;
    found.related.push(related(line.figures[first].range, "开始时的年龄", "the age at the beginning"));
    found.related.push(related(line.figures[last].range, "现在的年龄", "the age today"));
    let is_arabic = line.reading[figure.number].bytes().all(|b| b.is_ascii_digit());
    let new = if is_arabic { right.to_string() } else { chinese_count(right.unsigned_abs().into()) };
    found.fixes.push(fix(Message::new(format!("数改为{new}"), format!("Change the number to {right}")), vec![edit(figure.number, new)]));
    Some(Some(found))
}

fn is_age(line: &Line, at: usize) -> bool {
    line.figures.get(at).is_some_and(|figure| line.reading[figure.range].ends_with('岁') && whole(figure).is_some_and(|n| n <= 110))
}
