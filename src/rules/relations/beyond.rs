//! Counts of what is so among a whole that is smaller (B2): 10个基层院中有14个院没有…; 24个工作面中，已有28个完成改造; and of what passes a
//! higher threshold than more do: 亿元以上的21个，10亿元以上的25个; 60岁及以上人口占24.1%，其中65岁及以上人口占27.6%.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, is_change, terms};
use super::amount::Amount;
use super::nearby::has_any;
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::last_clause;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    among: Vec<String>,
    no_among: Vec<String>,
    links: Vec<String>,
    numbers: Vec<String>,
    verbs: Vec<String>,
    attributes: Vec<String>,
    no_part: Vec<String>,
    above: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/beyond"));

/// How many characters the noun of a whole has at most, and what stands between it and the count.
const NOUN: usize = 16;
const LEAD: usize = 24;
/// How many of its characters may stand for it.
const SHORT: usize = 2;
/// How many characters of what was done: 已开工.
const DONE: usize = 5;
/// How many figures back what is named again was counted, and how many characters from its number its noun stands.
const BACK: usize = 14;
const NEAR_NOUN: usize = 12;
/// What ends the clause of a count.
const STOPS: [char; 5] = [',', '。', ';', '!', '?'];
/// How many values of the same kind around a threshold are added up.
const NEAR: usize = 5;

/// Looks at every value of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let mut last = None;
    for at in 1..scene.figures.len() {
        let told = among(scene, at, found).or_else(|| another(scene, last?, at, found));
        last = told.or(last);
        resumed(scene, at, found);
    }
    thresholds(scene, found);
}

fn counted<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    let is_kind = matches!(figure.kind, Kind::Quantity | Kind::Enumeration);
    let amount = Amount::of(scene.reading, figure).filter(|a| is_kind && a.is_exact() && a.dimension.starts_with("count/"))?;
    amount.printed().is_some_and(|p| p.value > Decimal::ONE).then_some(amount)
}

/// A count with the whole that it is among.
#[derive(Clone, Copy)]
struct Among<'l> {
    whole: usize,
    part: usize,
    noun: &'l str,
}

/// 20个项目中，有5个投资超过10亿元，27个投资超过1亿元: another count among the same whole.
fn another<'l>(scene: &Scene<'l>, last: Among<'l>, at: usize, found: &mut Found) -> Option<Among<'l>> {
    let (total, part) = (counted(scene, last.whole)?, counted(scene, at)?);
    let gap = scene.reading.get(scene.figures[last.part].range.end().into()..scene.figures[at].range.start().into())?;
    let is_near = gap.chars().count() <= NOUN + LEAD && !gap.contains(['。', ';', '!', '?', ':', '(', ')']);
    let clause = gap.rsplit([',', '、']).next()?.trim();
    let is_bare = clause.is_empty()
        || matches!(clause, "有" | "还有" | "另有" | "也有")
        || WORDS.numbers.iter().any(|word| clause.ends_with(word.as_str()));
    let behind = &scene.reading[scene.figures[at].range.end().into()..];
    let is_end = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
    let is_same =
        is_end && !clause.is_empty() || behind.starts_with(last.noun) || WORDS.verbs.iter().any(|verb| behind.starts_with(verb.as_str()));
    if !is_near || clause.len() == gap.len() || !is_bare || !is_same || part.dimension != total.dimension {
        return None;
    }
    found.checked.extend([last.whole, at]);
    if part.interval.is_above(&total.interval) {
        report(scene, last.whole, at, found);
    }
    Some(Among { part: at, ..last })
}

/// 24个工作面中，已有28个完成改造.
fn among<'l>(scene: &Scene<'l>, at: usize, found: &mut Found) -> Option<Among<'l>> {
    let part = counted(scene, at)?;
    // 39个园区里，年产值过10亿元的只有43个: a threshold may stand between.
    let like = |i: &usize| counted(scene, *i).is_some_and(|a| a.dimension == part.dimension);
    let whole = (at.saturating_sub(2)..at).rev().find(like)?;
    let total = counted(scene, whole)?;
    let gap = scene.reading.get(scene.figures[whole].range.end().into()..scene.figures[at].range.start().into())?;
    let (noun, lead) = split(gap)?;
    let behind = &scene.reading[scene.figures[at].range.end().into()..];
    let clause = lead.rsplit([',']).next().unwrap_or(lead).trim();
    // 在3个县中，示范村12个 counts villages; 有12个村 does so as well.
    let is_done = clause.starts_with('已') && clause.chars().count() <= DONE;
    let is_bare = is_done
        || clause.is_empty()
        || clause.ends_with('的')
        || WORDS.links.iter().chain(&WORDS.numbers).any(|word| clause.ends_with(word.as_str()));
    let is_same = behind.chars().next().is_none_or(|c| !c.is_alphanumeric())
        || noun.chars().next_back().is_some_and(|head| behind.starts_with(head))
        // 26个纺织门类中，有19个门类产值回升: the last words of the noun.
        || noun.char_indices().any(|(i, _)| behind.starts_with(&noun[i..]))
        // 35个行业大类中，27个行业实现增长: the first ones.
        || noun.char_indices().nth(SHORT).is_some_and(|(i, _)| behind.starts_with(&noun[..i]))
        || WORDS.attributes.iter().any(|attribute| behind.starts_with(attribute.as_str()))
        || WORDS.verbs.iter().any(|verb| behind.starts_with(verb.as_str()));
    if !is_bare || !is_same || noun.is_empty() || has_any(clause, &WORDS.no_part) {
        return None;
    }
    found.checked.extend([whole, at]);
    if part.interval.is_above(&total.interval) {
        report(scene, whole, at, found);
    }
    Some(Among { whole, part: at, noun })
}

/// 受理诉求4860件，办结4812件；受理的诉求中，融资类1263件: what was counted is named again, and this is of it.
fn resumed(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let part = counted(scene, at)?;
    let from = usize::from(scene.figures[at - 1].range.end());
    let gap = scene.reading.get(from..scene.figures[at].range.start().into())?;
    let (head, lead) = gap.rsplit_once("中,")?;
    let resumes = head.rsplit([',', '。', ';', '!', '?']).next()?;
    let is_clause = resumes.len() < head.len() && (SHORT..=NOUN).contains(&resumes.chars().count()) && !lead.contains(['。', ';', ':']);
    let is_no_part = WORDS.no_among.iter().any(|word| format!("{resumes}中").ends_with(word.as_str())) || has_any(lead, &WORDS.no_part);
    if !is_clause || is_no_part || lead.chars().count() > LEAD {
        return None;
    }
    let noun = &resumes[resumes.char_indices().rev().nth(SHORT - 1)?.0..];
    let like = |i: &usize| counted(scene, *i).is_some_and(|a| a.dimension == part.dimension);
    let before: Vec<usize> = (at.saturating_sub(BACK)..at).rev().filter(like).collect();
    let is_named = |i: usize| {
        let range = scene.figures[i].range;
        let (head, tail) = (&scene.reading[..range.start().into()], &scene.reading[range.end().into()..]);
        let start = head.char_indices().rev().nth(NEAR_NOUN - 1).map_or(0, |(at, _)| at);
        let end = tail.char_indices().nth(NEAR_NOUN / 2).map_or(tail.len(), |(at, _)| at);
        let (head, tail) = (last_clause(&head[start..]), tail[..end].split(STOPS).next().unwrap_or_default());
        head.contains(noun) || tail.contains(noun)
    };
    let whole = before.iter().copied().find(|i| is_named(*i))?;
    found.checked.extend([whole, at]);
    // Whatever was counted before is less.
    let is_more = |i: &usize| counted(scene, *i).is_some_and(|total| part.interval.is_above(&total.interval));
    if before.iter().all(is_more) { report(scene, whole, at, found) } else { None }
}

/// The noun of a whole and the words behind 中; `None` where no such word ends the noun.
fn split(gap: &str) -> Option<(&str, &str)> {
    if gap.contains(['。', ';', '!', '?', '、', ':', '(', ')']) || gap.chars().count() > NOUN + LEAD {
        return None;
    }
    let ends = WORDS.among.iter().filter_map(|word| {
        let at = gap.find(word.as_str())?;
        Some((at, at + word.len()))
    });
    let (start, end) = ends.min_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)))?;
    let is_other = WORDS.no_among.iter().any(|word| gap[..end].ends_with(word.as_str()));
    let noun = gap[..start].trim();
    let is_short = noun.chars().count() <= NOUN && !noun.contains(',') && gap[end..].matches(',').count() <= 2;
    (!is_other && is_short).then_some((noun, &gap[end..]))
}

/// A value with the threshold that the words before it name.
struct Passed<'t, 'l> {
    term: &'t Term<'l>,
    least: Decimal,
    unit: String,
}

fn thresholds(scene: &Scene, found: &mut Found) {
    let terms = terms(scene);
    let passed: Vec<Passed> = terms.iter().filter_map(|term| passed(scene, term)).collect();
    for pair in passed.windows(2) {
        let [one, two] = pair else { continue };
        compare(scene, (one, two), &terms, found);
    }
}

/// `亿元以上的21个`: the number and the unit before 以上.
fn passed<'t, 'l>(scene: &Scene, term: &'t Term<'l>) -> Option<Passed<'t, 'l>> {
    let is_value = matches!(term.amount.figure.kind, Kind::Quantity | Kind::Enumeration | Kind::Percent) && term.amount.is_exact();
    if !is_value || is_change(term) && term.amount.figure.kind != Kind::Percent || term.amount.figure.kind.is_change() {
        return None;
    }
    let end = usize::from(term.amount.figure.range.start());
    let near = &scene.reading[crate::text::boundary(scene.reading, end.saturating_sub(90))..end];
    let clause = near.rsplit([',', '。', ';', ':', '!', '?', '、', '(']).next()?;
    let stem = WORDS.above.iter().filter_map(|word| Some(&clause[..clause.find(word.as_str())?])).min_by_key(|stem| stem.len());
    let stem = stem?;
    let behind = &clause[stem.len()..];
    let is_near = behind.chars().count() <= 14 && !behind.contains(|c: char| c.is_ascii_digit()) && !behind.contains("以下");
    let number_end = stem.rfind(|c: char| c.is_ascii_digit()).map(|i| i + 1);
    let (number, unit) = match number_end {
        Some(end) => {
            let start = stem[..end]
                .rfind(|c: char| !c.is_ascii_digit() && c != '.')
                .map_or(0, |i| i + stem[i..].chars().next().map_or(1, char::len_utf8));
            (stem[start..end].parse::<Decimal>().ok()?, &stem[end..])
        }
        None => (Decimal::ONE, stem.strip_prefix("其中").unwrap_or(stem).trim_start_matches("投资")),
    };
    let factor = match unit.chars().next()? {
        '万' => Decimal::from(10_000),
        '亿' => Decimal::from(100_000_000),
        '千' => Decimal::from(1_000),
        _ => Decimal::ONE,
    };
    let unit = unit.trim_start_matches(['万', '亿', '千']);
    let is_unit = (1..=3).contains(&unit.chars().count()) && (number_end.is_some() || factor > Decimal::ONE);
    (is_near && is_unit).then(|| Some(Passed { term, least: number.checked_mul(factor)?, unit: unit.to_owned() }))?
}

fn compare(scene: &Scene, (one, two): (&Passed, &Passed), terms: &[Term], found: &mut Found) -> Option<()> {
    let (a, b) = (&one.term.amount, &two.term.amount);
    let gap = scene.reading.get(a.figure.range.end().into()..b.figure.range.start().into())?;
    let is_pair = one.unit == two.unit && a.dimension == b.dimension && one.least != two.least && gap.chars().count() <= LEAD;
    let is_joined = !gap.contains(['。', '!', '?']) && gap.split(';').skip(1).all(|behind| behind.starts_with("其中"));
    if !is_pair || !is_joined {
        return None;
    }
    let (low, high) = if one.least < two.least { (one.term, two.term) } else { (two.term, one.term) };
    found.checked.extend([low.at, high.at]);
    if !high.amount.interval.is_above(&low.amount.interval) {
        return None;
    }
    // 5万元以上12户、10万元以上20户、20万元以上3户，共35户: some write classes so.
    let like: Vec<&Term> = terms.iter().filter(|t| t.amount.dimension == a.dimension).collect();
    let at = |term: &Term| like.iter().position(|t| t.at == term.at);
    let (first, last) = (at(one.term)?, at(two.term)?);
    let whole = |sum: &Interval| {
        let near = &like[first.saturating_sub(NEAR)..(last + NEAR).min(like.len())];
        near.iter().any(|t| t.amount.interval.meets(sum)) || a.dimension == "percent" && sum.contains(Decimal::ONE_HUNDRED)
    };
    let sum = |row: &[&Term]| row.iter().try_fold(Interval::point(Decimal::ZERO), |sum, t| sum.plus(&t.amount.interval));
    let starts = first.saturating_sub(NEAR)..=first;
    let adds_up = starts.flat_map(|from| (last + 1..(last + NEAR).min(like.len() + 1)).map(move |to| (from, to)));
    let adds_up = adds_up.into_iter().any(|(from, to)| sum(&like[from..to]).is_none_or(|sum| whole(&sum)));
    let is_row = terms.iter().filter(|t| scene.reading[..usize::from(t.amount.figure.range.start())].ends_with("以上")).count() > 2;
    if adds_up || is_row && !gap.contains("其中") {
        return None;
    }
    report(scene, low.at, high.at, found)
}

fn report(scene: &Scene, whole: usize, part: usize, found: &mut Found) -> Option<()> {
    let is_told = found.findings.iter().any(|f| [whole, part].iter().any(|at| f.range == scene.figures[*at].range));
    if is_told {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, y) = (text(whole), text(part));
    let message =
        Message::new(format!("部分大于整体：“{y}”在“{x}”之内，却比它大"), format!("a part is larger than its whole: {y} is more than {x}"));
    let formula = Message::both(format!("{y} > {x}"));
    let what = What { code: "parts-exceed-whole", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, part, &[whole]));
    Some(())
}
