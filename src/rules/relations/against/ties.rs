//! Which two values the words tie to a growth or a difference.

use std::ops::Range;

use rust_decimal::Decimal;

use super::terms::{MARKS, Term};
use super::words::{WORDS, from, is_now, is_plain, reach, than, verb};
use crate::claims::Period;
use crate::figures::dates::YearValue;
use crate::rules::relations::nearby::{has_any, shares_word};

/// How many values before a growth its own values are looked for.
const REACH: usize = 4;
/// The most characters that may follow a value in its clause: 140天打通, 78.6万立方米原煤.
const TRAIL: usize = 8;
/// What the name of a measure ends with, within so many characters: 户数, 面积.
const MEASURES: &str = "数量额值积产模";
const MEASURE: usize = 4;
/// How many characters name what a multiple is of, behind its value and before it.
const NOUN: usize = 10;

/// A mean is so many times smaller than its total, at least.
const FAR_APART: Decimal = Decimal::from_parts(4, 0, 0, false, 0);

/// The value before and the value after, by their places among the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tie {
    /// The value before.
    pub x: usize,
    /// The value after.
    pub y: usize,
}

/// The two values of a growth, where words tie them to it.
pub(super) fn tie(terms: &[Term], at: usize) -> Option<Tie> {
    let found = compared(terms, at).or_else(|| from_to(terms, at)).or_else(|| labelled(terms, at)).or_else(|| by_years(terms, at))?;
    let is_of_kind = terms[found.x].amount.dimension == terms[found.y].amount.dimension;
    // 由61.2%升至62.9%，上升1.7个百分点，比上年同期上升2.8个百分点: the second is against another value.
    let is_second =
        terms[at].time.is_some() && terms[found.x].time.is_none() && (found.y + 1..at).any(|i| i != found.x && is_change(&terms[i]));
    (is_of_kind && !is_second && is_of_time(&terms[at], &terms[found.x])).then_some(found)
}

/// Whether a growth is against the time of the value before, as far as both name one: 比2015年提升 is not of another year.
fn is_of_time(told: &Term, x: &Term) -> bool {
    let Some(time) = &told.time else { return true };
    match &x.time {
        Some(of_x) => {
            time.text == of_x.text || time.is_previous() && of_x.is_previous() || time.year().is_some() && time.year() == of_x.year()
        }
        None => time.is_previous() || is_now(&time.text),
    }
}

/// 98.2万册次，比上年的78.6万册次增长25%: the value before stands right before the verb, the value after in the clause before.
fn compared(terms: &[Term], at: usize) -> Option<Tie> {
    let (term, x) = (&terms[at], &terms[at - 1]);
    let clause = compared_clause(term, x)?;
    // 3.36亿元，由上年同期的3.50亿元下降4%.
    let from_before = || from(clause).filter(|_| x.time.as_ref().is_some_and(Period::is_previous) && x.clause().ends_with('的'));
    let before = &clause[..than(clause).or_else(from_before)?];
    if !is_plain(before) || is_change(x) && x.amount.dimension != "percent" {
        return None;
    }
    let dimension = &x.amount.dimension;
    let is_value = |y: usize| {
        terms[y].amount.dimension == *dimension
            && (!is_change(&terms[y]) || dimension == "percent" && !terms[y].amount.figure.kind.is_change())
            && !is_mean_of_other(&terms[y], x)
    };
    // 房价比平日的420元上浮10%，每晚462元.
    let behind =
        // …增长3.9%，其中税收58.77亿元: a part of what grew.
        // …增加9.1%，但较去年春季的10.37亿元减少16.7%: another value that it is compared with.
        terms.get(at + 1).filter(|y| !y.opens && !y.text.contains(['较', '比']) && !y.clause().contains("其中") && y.clause().chars().count() <= 4 && y.amount.dimension == *dimension && !is_change(y));
    let follows = behind.filter(|_| !x.opens || !before.is_empty()).map(|_| Tie { x: at - 1, y: at + 1 });
    let Some(y) = at.checked_sub(2) else { return follows };
    let trail = if term.goes_on() { x.trail() } else { x.trail().strip_suffix(clause).unwrap_or_default().trim_end_matches(MARKS) };
    let is_next = !trail.contains(['，', ',']) && trail.chars().count() <= TRAIL;
    let is_in_row = terms[y].text.contains("其中") || (y > 0 && terms[y].text.trim_start().starts_with('、') && !terms[y].opens);
    if is_value(y) && is_next && !is_in_row {
        return Some(Tie { x: at - 1, y });
    }
    // 46亿元，增长5%，比2020年的40亿元增长15%: growths and the value of another time may stand between.
    let here = |y: &usize| x.opens && before.is_empty() || !terms[*y + 1].opens;
    // 42.6亿元，其中种植18.3亿元、加工17.8亿元，比上年的37.7亿元增长: the parts, where they stand behind 其中 to the end of their row.
    let of_which = (at.saturating_sub(REACH + 1)..=y).rev().take_while(|i| !terms[*i].opens).find(|i| terms[*i].text.contains("其中"));
    let is_part = |i: usize| of_which.is_some_and(|first| i >= first && (first..=y).all(|i| terms[i].amount.dimension == *dimension));
    let is_between =
        |i: usize| !is_value(i) && is_change(&terms[i]) || terms[i].of_before().is_some() || is_mean_of_other(&terms[i], x) || is_part(i);
    let found = (at.saturating_sub(REACH + 1)..=y).rev().take_while(here).find(|i| !is_between(*i));
    let found = found.filter(|y| terms[*y].amount.dimension == *dimension).map(|y| Tie { x: at - 1, y });
    found.or(follows)
}

/// 1260万人次，日均31.5万人次，比去年的1200万人次增长5%: the total of before is held against the total.
fn is_mean_of_other(term: &Term, x: &Term) -> bool {
    let is_mean = |term: &Term| term.clause().contains(['均', '每']);
    let ratio = |a: &Term, b: &Term| a.amount.printed()?.value.checked_div(b.amount.printed()?.value);
    let is_apart = [ratio(term, x), ratio(x, term)].into_iter().flatten().any(|ratio| ratio > FAR_APART);
    is_mean(term) && !is_mean(x) && is_apart
}

/// The words before the value that a growth is compared with: 比上年的40亿元增长, 比全市平均水平（6.4%）高.
fn compared_clause<'t>(term: &Term, x: &'t Term) -> Option<&'t str> {
    if term.goes_on() {
        return Some(x.clause());
    }
    let closes = term.text.trim_start().starts_with([')', '）']) && !term.trail().contains(MARKS);
    let opened = x.trail();
    (closes && x.clause().is_empty()).then(|| opened.rsplit(MARKS).next().unwrap_or(opened))
}

/// 由112公里增加到198公里，增加86公里.
fn from_to(terms: &[Term], at: usize) -> Option<Tie> {
    let y = (at.saturating_sub(REACH)..at).rev().take_while(|i| !terms[i + 1].opens).find(|i| !is_change(&terms[*i]))?;
    let x = y.checked_sub(1)?;
    let is_tied = from(terms[x].clause()).is_some() && !terms[y].opens && reach(&terms[y].text).is_some();
    (is_tied && is_plain_trail(terms, y + 1..at)).then_some(Tie { x, y })
}

/// 去年同期3亿元, （上年1000件）, 以前1800元，现在1350元.
fn labelled(terms: &[Term], at: usize) -> Option<Tie> {
    // 18.6万标箱，占10%；上年为14.3万标箱，增长30.1%: a semicolon parts nothing where the words name no other thing.
    let begins = |k: usize| terms[k].after_semicolon && terms[k].of_before().is_some_and(str::is_empty);
    let here = |i: usize, j: usize| (i + 1..=j).all(|k| !terms[k].opens || begins(k) && is_only(terms, k));
    // Behind the growth: 13.5亿元，同比增长12.5%，去年同期是12亿元.
    let behind = terms.get(at + 1).filter(|x| !x.opens && !is_change(x)).and_then(|x| Some((at + 1, x.of_before()?)));
    let before = (at.saturating_sub(REACH)..at).rev().filter(|i| !is_change(&terms[*i])).find_map(|i| Some((i, terms[i].of_before()?)));
    // 完成年初预算19.5亿元的73.1%: a plan is no value of before.
    let is_plan = |noun: &str| has_any(noun, &WORDS.plans);
    let (x, noun) = before.filter(|(x, _)| here(*x, at)).or(behind).filter(|(_, noun)| !is_plan(noun))?;
    let dimension = &terms[x].amount.dimension;
    let is_value = |y: usize| terms[y].amount.dimension == *dimension && !is_change(&terms[y]);
    if x + 1 < at && is_value(x + 1) {
        // 以前1800元，现在1350元，省了450元.
        let y = x + 1;
        let is_after = terms[y].is_present() || reach(&terms[y].text).is_some();
        return (is_after && is_plain_trail(terms, y + 1..at)).then_some(Tie { x, y });
    }
    // A share may be told between: 18.6万标箱，正好占全部的10%.
    let is_between = |i: usize| is_change(&terms[i]) || dimension != "percent" && terms[i].amount.dimension == "percent";
    let y = (0..x.min(at)).rev().take(REACH).find(|i| !is_between(*i))?;
    let is_of_it = here(y, at.max(x)) && is_value(y) && terms[y].of_before().is_none();
    let is_one_thing = noun.is_empty() || shares_word(noun, &terms[y].text);
    let is_near = (y + 1..at).all(|i| i == x || is_between(i)) && terms[x].text.matches(['，', ',', '(', '（']).count() <= 2;
    (is_of_it && is_one_thing && is_near).then_some(Tie { x, y })
}

/// Whether one value alone of a dimension stands in the clauses between the stop before and a semicolon.
fn is_only(terms: &[Term], at: usize) -> bool {
    let first = (0..at).rev().take(2 * REACH).find(|i| terms[*i].opens || *i == 0).unwrap_or(at);
    let is_like = |term: &&Term| term.amount.dimension == terms[at].amount.dimension && !is_change(term);
    terms[first..at].iter().filter(is_like).count() == 1
}

/// 2022年为142天，2023年为127天，少了15天.
fn by_years(terms: &[Term], at: usize) -> Option<Tie> {
    let y = (at.saturating_sub(REACH)..at).rev().take_while(|i| !terms[i + 1].opens).find(|i| !is_change(&terms[*i]))?;
    let x = y.checked_sub(1)?;
    let year = |term: &Term| match term.time.as_ref().and_then(Period::year) {
        Some(YearValue::Numbered(year)) => Some(year),
        _ => None,
    };
    let is_later = year(&terms[x])? < year(&terms[y])?;
    let is_bare = super::words::unlinked(terms[y].clause()).is_empty() && !terms[y].opens && terms[y].trail().chars().count() <= TRAIL;
    (is_later && is_bare && !is_change(&terms[x]) && is_plain_trail(terms, y + 1..at)).then_some(Tie { x, y })
}

/// 债务限额86亿元，余额81.5亿元，低于限额4.5亿元: what it is measured from is named again. With the direction of the difference.
pub(super) fn from_named(terms: &[Term], at: usize) -> Option<(Tie, i8)> {
    let clause = terms[at].clause();
    let (word, noun) = WORDS.from_other.iter().find_map(|word| Some((word, clause.strip_prefix(word.as_str())?)))?;
    let y = at.checked_sub(1).filter(|y| !terms[at].opens && !is_change(&terms[*y]))?;
    let x = (at.saturating_sub(REACH)..y).rev().find(|x| terms[*x].clause().ends_with(noun))?;
    let is_tied =
        noun.chars().count() >= 2 && !noun.ends_with('的') && terms[x].amount.dimension == terms[y].amount.dimension && !terms[y].opens;
    let sign = if word.contains(['低', '少']) { -1 } else { 1 };
    is_tied.then_some((Tie { x, y }, sign))
}

/// 水位32.86米，超警戒水位（31.50米）1.36米; 高于年度目标（80%）4.4个百分点; 距保证水位（33.20米）还差0.34米.
pub(super) fn from_bracket(terms: &[Term], at: usize) -> Option<(Tie, i8)> {
    let behind = terms[at].text.trim().strip_prefix([')', '）'])?;
    let x = at.checked_sub(1).filter(|x| !terms[at].opens && terms[*x].clause().is_empty())?;
    let is_bare = WORDS.behind_bracket.iter().any(|word| word == behind);
    let opened = last_part(terms[x].trail());
    let begins =
        |words: &[String]| words.iter().any(|word| opened.strip_prefix(word.as_str()).is_some_and(|noun| noun.chars().count() >= 2));
    let sign = if begins(&WORDS.above) {
        1
    } else if begins(&WORDS.below) {
        -1
    } else {
        return None;
    };
    let is_value = |y: usize| {
        let term = &terms[y];
        let in_bracket = term.text.ends_with(['(', '（']) || term.text.trim().starts_with([')', '）']);
        term.amount.dimension == terms[x].amount.dimension && !in_bracket && !term.amount.figure.kind.is_change()
    };
    let y = (at.saturating_sub(REACH + 1)..x).rev().take_while(|i| !terms[i + 1].opens).find(|y| is_value(*y))?;
    is_bare.then_some((Tie { x, y }, sign))
}

/// 46亿元，是2020年23亿元的2倍; 起初只有8口，如今40口，是当初的5倍.
pub(super) fn of_ratio<'t>(terms: &'t [Term], at: usize) -> Option<Tie> {
    let term = &terms[at];
    let clause = term.clause();
    // 户数是当年的9倍: what is measured may be named again.
    let behind_measure = |clause: &'t str| {
        clause.char_indices().take(MEASURE).find(|(_, c)| MEASURES.contains(*c)).map_or(clause, |(at, c)| &clause[at + c.len_utf8()..])
    };
    let says = |clause: &'t str| {
        WORDS.is.iter().find_map(|word| {
            clause.strip_prefix(word.as_str()).or_else(|| behind_measure(clause).strip_prefix(word.as_str())).map(str::len)
        })
    };
    // 载重240吨，是老式80吨车厢的三倍: whose it is may stand around it.
    let noun = term.text.trim().strip_suffix('的').filter(|noun| noun.chars().count() <= NOUN && !noun.contains(['比', '较', '约', '近']));
    if let Some(noun) = noun.filter(|_| term.goes_on()) {
        let (x, y) = (at.checked_sub(1)?, at.checked_sub(2)?);
        let rest = says(terms[x].clause())?;
        let of = &terms[x].clause()[terms[x].clause().len().min(rest)..];
        let is_another = !noun.is_empty() && (2..=NOUN).contains(&of.chars().count()) && terms[y].trail().is_empty();
        if !noun.is_empty() && !is_another {
            return None;
        }
        let is_bare = rest == 0
            || is_another
            || terms[x].time.is_some() && super::words::is_plain(&terms[x].clause()[terms[x].clause().len() - rest..]);
        let is_tied = is_bare
            && !terms[x].opens
            && terms[x].amount.dimension == terms[y].amount.dimension
            && terms[x].trail().chars().count() <= TRAIL;
        return is_tied.then_some(Tie { x, y });
    }
    let of = clause.strip_suffix('的').filter(|of| says(of).is_some() && !term.opens)?;
    let is_time = is_plain(&of[of.len() - says(of)?..]);
    let y = at.checked_sub(1)?;
    let x = y.checked_sub(1)?;
    let same_time =
        terms[x].time.as_ref().zip(term.time.as_ref()).is_some_and(|(a, b)| a.text == b.text || a.is_previous() && b.is_previous());
    let leads = from(terms[x].clause()).is_some() && reach(&terms[y].text).is_some();
    // 是当年的9倍: of then, whenever that was.
    let is_then = term.time.as_ref().is_none_or(|time| time.text == "当年");
    let is_before = if !is_then { same_time } else { leads || terms[x].of_before().is_some() };
    let is_tied =
        is_time && is_before && terms[x].amount.dimension == terms[y].amount.dimension && !is_change(&terms[x]) && !is_change(&terms[y]);
    is_tied.then_some(Tie { x, y })
}

/// Whether a term is itself a growth, a difference or a share.
pub(in crate::rules::relations) fn is_change(term: &Term) -> bool {
    let is_share = term.clause().starts_with('占');
    term.amount.figure.kind.is_change() || is_share || verb(&term.text).is_some() && reach(&term.text).is_none()
}

/// Whether nothing but growths in clauses of their own stands at some places.
fn is_plain_trail(terms: &[Term], mut range: Range<usize>) -> bool {
    range.all(|i| is_change(&terms[i]) && verb(&terms[i].text).is_some_and(|v| is_plain(last_part(v.head))))
}

/// The words behind the last mark of a text.
pub(in crate::rules::relations) fn last_part(text: &str) -> &str {
    text.rsplit(MARKS).next().unwrap_or(text)
}
