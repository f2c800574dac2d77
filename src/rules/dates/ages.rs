//! G8: an age and the year of birth (`1948年出生的木匠今年（2021年）已83岁`).
//!
//! An age is settled by the year beside it (`2023年，65岁的他`), by 今年, by the year of a death, or, where the words say that it is
//! today's age, by the article's date. Ages at other times of a life are left alone.

use super::sentence::Sentence;
use super::words::{WORDS, begins, ending, holds};
use super::years::{Counts, Reference, YearClaim, whole};
use super::{Checked, Line, Place, error, value};
use crate::figures::dates::Relation;
use crate::figures::figure::Figure;
use crate::reading::script::is_han;
use crate::rules::finding::Message;

/// The claim of an age.
pub(super) fn claim(line: &Line, at: usize) -> Option<YearClaim> {
    let figure = line.figures.get(at)?;
    let count = whole(figure).filter(|n| *n <= 130)?;
    let text = &line.reading[figure.range];
    let is_nominal = ["虚岁", "虚龄"].iter().any(|word| line.before(figure).ends_with(word));
    let is_age = text.ends_with('岁') || is_nominal && figure.unit.is_none();
    let that_year = year_of_then(line, at);
    if !is_age
        || that_year.is_none()
            && line.after(figure).starts_with(['以', '多', '半', '至', '到', '时', '那', '前', '后', '生', '、', '或', '左'])
    {
        return None;
    }
    if let Some(claim) = generation(line, at, count) {
        return Some(claim);
    }
    let sentence = line.sentence(at);
    let (born, base_at, birth) = birth(line, at, &sentence).or_else(|| birth_next(line, at))?;
    let then = that_year.filter(|year| *year != birth).and_then(|year| line.named_year(year));
    let then = then.and_then(|year| Some((Reference::Said(year.year?, line.place(line.figures[year.at].range)), false)));
    let (reference, is_death) =
        then.or_else(|| reference(line, at, birth)).or_else(|| Some((year_before(line, at, birth, &sentence)?, false)))?;
    let between = if birth < at { line.between(birth, at) } else { line.between(at, birth) };
    if holds(between, &WORDS.age.others) || between.contains([';', '“']) || is_of_another(line, at, birth) {
        return None;
    }
    // 2024年时29岁: the year that stands right before is meant, and no other.
    let is_glued = matches!(&reference, Reference::Said(_, place) if
        figure.range.start() >= place.range.end() && usize::from(figure.range.start() - place.range.end()) <= GLUED);
    let near = if is_glued { Vec::new() } else { line.years_in(sentence.figures.clone()) };
    let slack = if is_nominal {
        (0, 2)
    } else if is_death {
        (-1, 2)
    } else if matches!(reference, Reference::Said(..)) {
        // A year of the story: country people count 虚岁.
        (-1, 1)
    } else {
        (-1, 0)
    };
    let said = line.place(figure.range);
    Some(YearClaim { counts: Counts::Age, base: born, base_at, reference, said, number: figure.number, count, slack, near })
}

/// The year before `那年34岁` and `29岁那年`.
fn year_of_then(line: &Line, at: usize) -> Option<usize> {
    let words = &WORDS.age;
    let previous = at.checked_sub(1).filter(|i| line.named_year(*i).is_some_and(|year| year.year.is_some()))?;
    let gap = line.gap(previous)?;
    if line.after(&line.figures[at]).starts_with("那年") {
        return words.then_links.iter().any(|link| link == gap).then_some(previous);
    }
    let word = ending(gap, words.then.iter())?;
    let story = gap[..gap.len() - word.len()].strip_suffix([',', '('])?;
    let is_near = story.len() <= REACH && !story.contains([',', '。', ';', '岁', '“']) && !holds(story, &words.others);
    is_near.then_some(previous)
}

/// How many bytes may stand between 85后 and an age.
const OF_GENERATION: usize = 36;

/// `“90后”村支书刘洋今年31岁`: born in the years that the name has.
fn generation(line: &Line, at: usize, count: i32) -> Option<YearClaim> {
    let figure = &line.figures[at];
    let last = at.checked_sub(1).and_then(|i| line.named_year(i)).filter(|year| year.year.is_none())?;
    let this_year = &line.figures[last.at];
    let index = last.at.checked_sub(1)?;
    let decade = &line.figures[index];
    let text = &line.reading[decade.range];
    let gap = line.gap(index)?.strip_prefix('后')?;
    let name = gap.trim_start_matches(['”', '’', '"']);
    let is_name = gap.len() <= OF_GENERATION && name.chars().all(is_han) && !holds(name, &WORDS.age.others) && !holds(name, &WORDS.age.and);
    let lead = line.gap(last.at)?;
    let is_led = matches!(lead, "" | "才" | "已" | "刚" | "已经" | "刚满");
    let number = text.parse::<i32>().ok().filter(|n| text.len() == 2 && n % 5 == 0)?;
    if !is_name || name.contains(['的', '从']) || !is_led {
        return None;
    }
    let base = if number <= 20 { 2000 + number } else { 1900 + number };
    let width = if number % 10 == 0 { 9 } else { 4 };
    let reference = Reference::ThisYear(line.place(this_year.range));
    let said = line.place(figure.range);
    let base_at = line.place(decade.range);
    // The last ones may still wait for their birthday; 虚岁 and a loose tongue have one more.
    let slack = (-width - 1, 1);
    Some(YearClaim { counts: Counts::Age, base, base_at, reference, said, number: figure.number, count, slack, near: Vec::new() })
}

/// `年满18周岁、不超过35周岁（1989年4月16日至2007年4月15日期间出生）`: the years of birth lie as far apart as the ages, or a year more.
pub(super) fn between(line: &Line, at: usize) -> Checked {
    let (figure, time) = line.time(at)?;
    let dates: Vec<_> = time.dates().collect();
    let [first, last] = dates[..] else { return None };
    let is_birth = WORDS.age.between.iter().any(|word| line.after(figure).starts_with(word.as_str()));
    if !is_birth || !line.before(figure).ends_with(['(', '即', ',', '为']) || time.relation != Relation::During {
        return None;
    }
    let (from, to) = (first.numbered_year()?, last.numbered_year()?);
    // 不超过35周岁 is a bound, and the number is what counts.
    let age = |i: usize| -> Option<i32> {
        let figure = line.figures.get(i).filter(|f| line.reading[f.range].trim_end_matches(['上', '下', '以', '内']).ends_with('岁'))?;
        figure.printed().filter(|p| p.value.is_integer())?.value.try_into().ok()
    };
    let low = at.checked_sub(2)?;
    let gap = line.between(low, at);
    let (young, old) = (age(low)?, age(at - 1)?);
    if gap.contains(['。', ';']) || gap.len() > 60 || young >= old || from >= to {
        return None;
    }
    let (said, right) = (to - from, old - young);
    // Whole years: 18 to 35, those who are still 35 included.
    if (right..=right + 1).contains(&said) {
        return Some(None);
    }
    let text = &line.reading[figure.range];
    let message = Message::new(
        format!("出生日期与年龄不符：“{text}”相差{said}年，{young}岁到{old}岁相差{right}年"),
        format!("the dates of birth do not go with the ages: “{text}” is {said} years, {young} to {old} is {right}"),
    );
    let formula = Message::both(format!("{to} − {from} = {said} ≠ {old} − {young}"));
    let values = vec![value(line, &line.figures[low]), value(line, &line.figures[at - 1]), value(line, figure)];
    Some(Some(error("age-mismatch", message, figure.range, formula, values)))
}

/// The one year of birth in the sentence: before the age, or in the bracket behind it.
fn birth(line: &Line, at: usize, sentence: &Sentence) -> Option<(i32, Place, usize)> {
    // 沙老，1942年生，82岁；最小的是唐果，2016年生，8岁: a person to each part.
    let is_here = |i: &usize| *i != at && !line.between((*i).min(at), (*i).max(at)).contains(';');
    let mut births = sentence.figures.clone().filter(is_here).filter_map(|i| Some((birth_year(line, i)?, i)));
    let (born, index) = births.next()?;
    let is_only = births.next().is_none();
    let is_near = index < at || index == at + 1 && is_birth_behind(line, at, index);
    (is_only && is_near).then(|| (born, line.place(line.figures[index].range), index))
}

/// `78岁的村民吴桂香说。她生于1957年`: the year of birth opens the sentence behind.
fn birth_next(line: &Line, at: usize) -> Option<(i32, Place, usize)> {
    let gap = line.gap(at).filter(|gap| gap.len() <= 2 * REACH && gap.starts_with('的') && !gap.contains('岁'))?;
    let (before, opening) = gap.rsplit_once('。')?;
    let is_of = ["她", "他", "老人"]
        .iter()
        .any(|who| opening.strip_prefix(who).is_some_and(|rest| WORDS.age.births_before.iter().any(|b| b == rest)));
    let year = birth_year(line, at + 1).filter(|_| is_of && !before.contains('。'))?;
    Some((year, line.place(line.figures[at + 1].range), at + 1))
}

/// `65岁的王某（1958年生）`, `今年65岁，1958年出生`, `65岁的王某出生于1958年`.
fn is_birth_behind(line: &Line, at: usize, birth: usize) -> bool {
    let gap = line.between(at, birth);
    // 92岁的退休教师程婉如1933年出生
    let is_name = gap.strip_prefix('的').is_some_and(|name| name.chars().count() <= 14 && name.chars().all(is_han));
    let is_bare =
        gap.ends_with('(') || gap == "," || is_name || gap.starts_with('的') && (gap.ends_with([',', '于']) || gap.ends_with("出生在"));
    gap.len() <= 36 && is_bare && !line.after(&line.figures[birth]).starts_with("出生的")
}

fn birth_year(line: &Line, at: usize) -> Option<i32> {
    let (figure, time) = line.time(at)?;
    let after = line.after(figure);
    if time.relation != Relation::During {
        return None;
    }
    // （1958—2023）: the years of a life.
    if time.last.is_some() {
        let dates: Vec<_> = time.dates().collect();
        let is_life = line.before(figure).ends_with('(') && after.starts_with(')') && dates.len() == 2;
        let years = (dates.first()?.numbered_year()?, dates.last()?.numbered_year()?);
        return (is_life && years.0 < years.1).then_some(years.0);
    }
    let year = line.named_year(at)?.year?;
    let is_birth = begins(after, &WORDS.age.births) || ending(line.before(figure), WORDS.age.births_before.iter()).is_some();
    is_birth.then_some(year)
}

/// The year in which somebody has that age, and whether it is the age of a death.
fn reference(line: &Line, at: usize, birth: usize) -> Option<(Reference, bool)> {
    let figure = &line.figures[at];
    let lead = lead_of(line, figure);
    if let Some(word) = ending(lead, WORDS.age.deaths.iter()) {
        return death(line, at, birth, word).map(|reference| (reference, true));
    }
    let bare = ["虚岁", "虚龄", "周岁"].iter().find_map(|word| lead.strip_suffix(word)).unwrap_or(lead);
    let word = ending(bare, WORDS.age.leads.iter()).unwrap_or_default();
    let stem = bare.strip_suffix(word)?;
    let stem = ["已经", "已", "刚"].iter().find_map(|word| stem.strip_suffix(word)).unwrap_or(stem);
    let previous = at.checked_sub(1).filter(|i| *i != birth);
    if let Some(reference) = previous.and_then(|previous| year_right_before(line, previous, stem, figure)) {
        return Some((reference, false));
    }
    now(line, at, birth, word, stem).map(|reference| (reference, false))
}

/// What stands between a year and an age that it is of for certain, in bytes: 时, 已, 才.
const GLUED: usize = 9;
/// How far before an age, in bytes, the year that it is of may stand.
const REACH: usize = 90;

/// `2023年时43岁`, `2024年，1934年出生的孙桂兰已经80岁了`, `2022年获奖时36岁`: the nearest year before an age that says no other time of a life.
fn year_before(line: &Line, at: usize, birth: usize, sentence: &Sentence) -> Option<Reference> {
    let figure = &line.figures[at];
    let after = line.after(figure);
    let is_state = after.is_empty() || after.starts_with([',', '。', ')', ';', '了', '!']) || begins(after, &WORDS.age.states);
    let year = (sentence.figures.start..at).rev().filter(|i| *i != birth).find_map(|i| line.named_year(i).filter(|_| is_then(line, i)))?;
    let gap = line.between(year.at, at);
    let is_near = gap.len() <= REACH && gap.matches(',').count() <= 1 && !holds(gap, &WORDS.age.moments);
    let other_years = (year.at + 1..at).any(|i| i != birth && line.time(i).is_some());
    if !is_state || !is_near || other_years || gap.contains(['。', ';', '岁']) {
        return None;
    }
    let place = line.place(line.figures[year.at].range);
    Some(match year.year {
        Some(number) => Reference::Said(number, place),
        None => Reference::ThisYear(place),
    })
}

fn is_then(line: &Line, at: usize) -> bool {
    line.time(at).is_some_and(|(_, time)| matches!(time.relation, Relation::During | Relation::UpTo))
}

/// What stands in the clause before an age, bounded.
fn lead_of<'l>(line: &Line<'l>, figure: &Figure) -> &'l str {
    let before = line.before(figure);
    let from = before.char_indices().rev().take(16).last().map_or(0, |(i, _)| i);
    &before[from..]
}

/// `今年75岁`, `今年（2023年）已75岁`, `2023年，65岁的他`: the year whose figure the stem ends with.
fn year_right_before(line: &Line, previous: usize, stem: &str, age: &Figure) -> Option<Reference> {
    let year = line.named_year(previous)?;
    let (figure, time) = line.time(previous)?;
    let text = &line.reading[figure.range];
    let place = line.place(figure.range);
    let closed = stem.strip_suffix(')').unwrap_or(stem);
    let after = line.after(age);
    let is_glued = closed.ends_with(text);
    let is_clause = stem.strip_suffix(',').is_some_and(|s| s.ends_with(text)) && (after.starts_with("的他") || after.starts_with("的她"));
    if !(is_glued || is_clause) || time.relation != Relation::During {
        return None;
    }
    Some(match year.year {
        Some(number) => Reference::Said(number, place),
        None => Reference::ThisYear(place),
    })
}

/// `现年75岁`, `，75岁，` right behind a birth: the age at the time of the article.
fn now(line: &Line, at: usize, birth: usize, word: &str, stem: &str) -> Option<Reference> {
    let figure = &line.figures[at];
    // 65岁的王某（1958年生）; not 当时65岁的王某.
    if birth > at {
        let is_today = word.is_empty() || WORDS.age.now.iter().any(|w| w == word);
        return (is_today && !holds(stem, &WORDS.age.moments)).then_some(Reference::Article);
    }
    let is_now = WORDS.age.now.iter().any(|w| w == word) && (stem.is_empty() || stem.ends_with([',', '(', '、']) || birth + 1 == at);
    // 吴某，男，1971年8月生，52岁，汉族: the form of a life in one line. Elsewhere the age may be that of an event.
    let is_life = line.figures.get(birth).is_some_and(|b| ["男,", "女,", "族,", "("].iter().any(|word| line.before(b).ends_with(word)));
    // 最大的是沙老，1942年生，82岁；最小的是…: nothing is told of the person but the two.
    let is_entry = line.figures.get(birth).is_some_and(|b| line.before(b).ends_with([',', '、', ' ', ':']))
        && (line.after(figure).is_empty() || line.after(figure).starts_with(['。', ';', ')']));
    // 解国栋1981年生，44岁，2003年毕业: a name, the year and the age, and then another year; 34岁，任主任 is the age of an event.
    let is_named = line.figures.get(birth).is_some_and(|b| {
        let head = line.before(b).rsplit(['。', ',', ';', '!', '?', '“', '”', ' ']).next().unwrap_or_default();
        (2..=4).contains(&head.chars().count()) && head.chars().all(is_han)
    });
    let is_life = is_life
        || is_entry
        || is_named && (line.after(figure).starts_with('。') || line.gap(at) == Some(",") && line.named_year(at + 1).is_some());
    let is_clause = birth + 1 == at
        && is_life
        && word.is_empty()
        && stem.ends_with(',')
        && line.between(birth, at).matches(',').count() == 1
        && line.after(figure).starts_with([',', '。', ')', ';']);
    (is_now || is_clause).then_some(Reference::Article)
}

/// `2023年去世，享年65岁`, `（1958—2023），享年65岁`.
fn death(line: &Line, at: usize, birth: usize, word: &str) -> Option<Reference> {
    let (figure, time) = line.time(birth)?;
    let last = time.dates().last()?;
    if time.last.is_some() && birth + 1 == at {
        return Some(Reference::Said(last.numbered_year()?, line.place(figure.range)));
    }
    // The last year before the age, with the death behind it.
    let (index, year) = (birth + 1..at).rev().take(6).find_map(|i| Some((i, line.named_year(i)?.year?)))?;
    let gap = line.between(index, at).strip_suffix(word)?;
    let is_death = holds(gap, &WORDS.age.died) && gap.len() <= 60;
    is_death.then(|| Reference::Said(year, line.place(line.figures[index].range)))
}

/// Whether the age may be somebody else's: another name behind it, or two people before it.
fn is_of_another(line: &Line, at: usize, birth: usize) -> bool {
    if at < birth {
        return holds(line.between(at, birth), &WORDS.age.and);
    }
    // 1988年出生、今年37岁的博士: both of one person.
    if ["出生、今年", "出生、现年", "生、今年", "生、现年"].contains(&line.between(birth, at)) {
        return false;
    }
    let after = line.after(&line.figures[at]);
    let is_named = after.starts_with('的') && !begins(after, &WORDS.age.states);
    let name: &str = line.between(birth, at);
    // 1948年出生的木匠: the words up to the first comma name the one who was born.
    let is_open = line.named_year(at.saturating_sub(1)).is_some() || name.contains(',');
    is_named && is_open || holds(name, &WORDS.age.and)
}
