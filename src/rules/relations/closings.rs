//! Rows of parts right before their total (B1): 法官11名、助理13名、书记员16名，共40人; 一季度65个、…、四季度66个，全年260个.
//!
//! `totals` knows totals by what is measured. Here the row and the word before the total prove it, and one slip of the typist must explain
//! why it does not come out.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::amount::Amount;
use super::nearby::has_any;
use super::rows::{Row, WORDS, is_item, is_name, is_told, mended, sum, value};
use super::scene::{Found, Scene};
use super::slip::Slip;
use super::sums;
use crate::figures::figure::{Interval, Kind};

/// The most parts before a total.
const MOST: usize = 16;
/// How many characters may stand between the word and its total: 合计发行.
const AFTER: usize = 2;
/// How many characters a noun behind its value has at most.
const NOUN: usize = 8;
/// How many figures before a row its sum may be printed.
const BEFORE: usize = 6;

/// Looks at every value of a line that closes a row.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 2..scene.figures.len() {
        if let Some(row) = row(scene, at) {
            judge(scene, &row, found);
        }
    }
}

fn gap<'l>(scene: &Scene<'l>, at: usize) -> Option<&'l str> {
    scene.reading.get(scene.figures[at.checked_sub(1)?].range.end().into()..scene.figures[at].range.start().into())
}

/// Whether a figure only names the value behind it: 一季度, 7月.
fn is_time(scene: &Scene, at: usize) -> bool {
    matches!(scene.figures[at].kind, Kind::Date | Kind::DateRange | Kind::Ordinal)
}

/// A total and the row before it.
fn row<'l>(scene: &Scene<'l>, at: usize) -> Option<Row<'l>> {
    let total = value(scene, at).filter(|total| total.figure.kind != Kind::Duration || total.printed().is_some())?;
    // 全年 is a time itself.
    let (last, head) = if is_time(scene, at - 1) {
        let start = scene.figures[at - 2].range.end();
        (at - 2, scene.reading.get(start.into()..scene.figures[at].range.start().into())?)
    } else {
        (at - 1, gap(scene, at)?)
    };
    // …、186个村级点，共201个: the noun stands behind the value.
    let noun = head.split([',', ';']).next().filter(|noun| noun.chars().count() <= NOUN && (noun.is_empty() || is_name(noun)))?;
    let head = head[noun.len()..].strip_prefix([',', ';'])?.trim();
    let closes_times = WORDS.closes_times.iter().any(|word| head == word.as_str());
    let closes = WORDS.closes.iter().any(|word| head.rfind(word.as_str()).is_some_and(|i| head[i + word.len()..].chars().count() <= AFTER));
    if !closes && !closes_times || head.contains([',', '。', ';', ':', '、']) || head.contains(['占', '每', '均', '比', '增', '减', '其'])
    {
        return None;
    }
    let mut row = Row { whole: at, total, parts: Vec::new(), names: Vec::new(), of_which: false, by_commas: false };
    let mut next = last;
    let mut of_times = 0;
    while row.parts.len() < MOST {
        let Some(amount) = value(scene, next).filter(|a| a.dimension == row.total.dimension) else { break };
        let is_timed = next > 0 && is_time(scene, next - 1);
        let start = if is_timed { next - 1 } else { next };
        let before = start.checked_sub(1).map_or(0, |before| usize::from(scene.figures[before].range.end()));
        let text = scene.reading.get(before..scene.figures[next].range.start().into())?;
        // 1个县级中心、14个乡镇站、186个村级点: the nouns stand behind.
        let behind = text.find(['、', ',', '和']).map(|at| text.split_at(at)).filter(|(noun, rest)| {
            (1..=NOUN).contains(&noun.chars().count()) && is_name(noun) && rest.trim_start_matches([',', '、', '和', '及']).is_empty()
        });
        let text = behind.map_or(text, |(_, rest)| rest);
        let joint = text.trim_start().chars().next().unwrap_or(' ');
        let name = text.rsplit([',', '、', ':', '。', ';']).next().unwrap_or(text).trim().trim_start_matches(['和', '及', '与']);
        let name = if name.is_empty() { noun_behind(scene, next) } else { name };
        row.parts.push((next, amount));
        row.names.push(name);
        of_times += usize::from(is_timed);
        // The first of the row has a clause before it.
        let is_joined = matches!(joint, ',' | '、' | '和' | '及' | '与') && text.matches([',', '、', ':', '。', ';']).count() <= 1;
        if !is_joined || start == 0 {
            break;
        }
        next = start - 1;
    }
    row.parts.reverse();
    row.names.reverse();
    let is_timed = of_times == row.parts.len();
    (row.parts.len() >= 2 && (closes || is_timed)).then_some(row)
}

/// The words right behind a value, to the next mark.
fn noun_behind<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    let rest = &scene.reading[scene.figures[at].range.end().into()..];
    let len = rest.chars().take(NOUN).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    &rest[..len]
}

/// Reports a row that does not make its total, if one slip explains it and no part of the row makes it.
fn judge(scene: &Scene, row: &Row, found: &mut Found) -> Option<()> {
    let made = sum(&row.parts)?;
    let figures = || row.parts.iter().map(|(at, _)| *at).chain([row.whole]);
    let makes = |parts: &[(usize, Amount)]| sum(parts).is_none_or(|sum| sum.meets(&row.total.interval));
    let len = row.parts.len();
    if (0..len - 1).any(|cut| makes(&row.parts[cut..])) {
        found.checked.extend(figures());
        return None;
    }
    let distinct: HashSet<&str> = row.names.iter().copied().collect();
    let are_names = row.names[1..].iter().all(|name| is_name(name)) && !row.names.iter().any(|name| has_any(name, &WORDS.no_term));
    if distinct.len() < len || !are_names || is_item(scene, row.parts[0].0) || is_printed(scene, row, &made) || is_told(scene, row, found) {
        return None;
    }
    let (_, mend) = mended(scene, row, &made)?;
    let is_enough = len >= 3 || mend.digits >= 3 || mend.digits == 2 && mend.slip >= Slip::Exchange;
    if !is_enough {
        return None;
    }
    found.checked.extend(figures());
    sums::mismatch_of(scene, row.whole, &row.total, &row.parts, found);
    Some(())
}

/// Whether what the row makes, or what is missing to its total, is printed before it: 上年结余2亿元，加上甲12亿元、乙3亿元，总计17亿元.
fn is_printed(scene: &Scene, row: &Row, made: &Interval) -> bool {
    let Some((first, _)) = row.parts.first() else { return true };
    let near = (first.saturating_sub(BEFORE)..*first).chain(row.whole + 1..(row.whole + 3).min(scene.figures.len()));
    let missing = row.total.interval.minus(made);
    near.filter_map(|at| Amount::of(scene.reading, &scene.figures[at])).filter(|a| a.dimension == row.total.dimension).any(|a| {
        let is_positive = a.printed().is_some_and(|p| p.value > Decimal::ZERO);
        is_positive && (a.interval.meets(made) || missing.is_some_and(|missing| a.interval.meets(&missing)))
    })
}
