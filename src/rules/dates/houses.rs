//! G5: the age of a house in a year that is named beside it: `这所1951年建院的老医院，在74岁这一年（2025年）搬了家`; `1953年建厂，今年（2025年）已72岁`.

use super::words::{WORDS, ending, holds};
use super::years::{Counts, Reference, YearClaim, whole};
use super::{Line, anniversary};

/// How many bytes may stand between a beginning and the age.
const REACH: usize = 120;
/// The group of verbs that begin a house; those of a life are told by the room of ages.
const PERSONS: [&str; 12] = ["出生", "诞辰", "逝世", "去世", "结婚", "入党", "参军", "入伍", "从教", "从医", "从艺", "参加工作"];
/// What stands between an age and the year that it is of.
const THEN: [&str; 6] = ["这一年(", "这年(", "那年(", "那一年(", "之际(", "时("];

/// The claim of the age of a house.
pub(super) fn claim(line: &Line, at: usize) -> Option<YearClaim> {
    let figure = line.figures.get(at).filter(|f| line.reading[f.range].ends_with('岁'))?;
    let count = whole(figure).filter(|n| (2..=1000).contains(n))?;
    let sentence = line.sentence(at);
    let mut houses = (sentence.figures.start..at).filter_map(|i| Some((line.named_year(i)?, anniversary::beginning(line, i)?)));
    let (base, verb) = houses.next().filter(|_| houses.next().is_none())?;
    let told = line.between(base.at, at);
    let is_person = PERSONS.contains(&verb) || holds(sentence.head, &WORDS.age.births) || holds(sentence.head, &WORDS.age.others);
    if is_person || told.len() > REACH || told.contains([';', '“']) {
        return None;
    }
    // 首任校长64岁那年: the age of a person.
    let is_own = told.is_empty() || told.ends_with([',', '在', '已', '经', '满', ')', '了', '有']) || line.named_year(at - 1).is_some();
    if !is_own || told.contains(['他', '她', '长', '师', '人', '岁']) {
        return None;
    }
    let later = year_behind(line, at).or_else(|| year_before(line, at, base.at))?;
    let year = line.named_year(later)?;
    let place = line.place(line.figures[later].range);
    Some(YearClaim {
        counts: Counts::Anniversary,
        base: base.year?,
        base_at: line.place(line.figures[base.at].range),
        reference: year.year.map_or_else(|| Reference::ThisYear(place.clone()), |number| Reference::Said(number, place.clone())),
        said: line.place(figure.range),
        number: figure.number,
        count,
        slack: (-1, 1),
        near: line.years_in(sentence.figures),
    })
}

/// `74岁这一年（2025年）`: 这一年 may be a figure of its own.
fn year_behind(line: &Line, at: usize) -> Option<usize> {
    let end = line.figures[at].range.end();
    let next = (at + 1..(at + 3).min(line.figures.len())).find(|i| line.named_year(*i).is_some_and(|year| year.year.is_some()))?;
    let between = line.reading.get(end.into()..usize::from(line.figures[next].range.start()))?;
    THEN.contains(&between).then_some(next)
}

/// `今年（2025年）已72岁`, `2025年，72岁的老厂`.
fn year_before(line: &Line, at: usize, base: usize) -> Option<usize> {
    let last = at.checked_sub(1).filter(|i| *i > base && line.named_year(*i).is_some())?;
    let gap = line.gap(last)?.trim_start_matches([')', ',']);
    let word = ending(gap, WORDS.until_now.till.iter()).unwrap_or_default();
    (gap == word).then_some(last)
}
