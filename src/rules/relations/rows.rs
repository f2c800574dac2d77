//! Rows of parts right behind their whole, without any word that says so (B1): 新建学校9所，小学5所、初中3所、高中1所; 228家店中，大卖场34家、…;
//! 上市公司12家：港交所5家、….
//!
//! Who puts a row of bare names and values behind a value of the same unit means its parts. Nothing but names may stand between them, the
//! row must come to an end, and one slip of the typist must explain why it does not come out. A row that is told with commas may as well
//! be of equals (甲区22个，乙区16个); its whole must say that it is one (总投资180亿元，一期96亿元，二期84亿元), or its names leave nothing out.

use std::collections::HashSet;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Amount;
use super::closed;
use super::nearby::{has_any, lead_of, sentences_between};
use super::scene::{Found, Scene};
use super::slip::{Mend, Slip, mend};
use super::sums;
use crate::figures::figure::{Interval, Kind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    intro: Vec<String>,
    no_behind: Vec<String>,
    no_whole: Vec<String>,
    no_name: Vec<String>,
    no_behind_row: Vec<String>,
    open: Vec<String>,
    compared: Vec<String>,
    total: Vec<String>,
    pub closes: Vec<String>,
    pub closes_times: Vec<String>,
    pub no_term: Vec<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/rows"));

/// The most parts of a row.
const MOST: usize = 16;
/// How many characters a name has at most, and what stands between the whole and the mark behind it.
const NAME: usize = 12;
const BEHIND: usize = 12;
/// How many characters behind a row tell whether it is all.
const TAIL: usize = 14;
/// How many figures before a row its sum may be printed.
const BEFORE: usize = 24;
/// The fewest digits of a whole: of one digit, anything is a slip.
const DIGITS: usize = 2;

/// A row of values with the value right before it.
pub(super) struct Row<'l> {
    /// The figure of the whole.
    pub whole: usize,
    /// The whole.
    pub total: Amount<'l>,
    /// The figures of the parts, and the parts.
    pub parts: Vec<(usize, Amount<'l>)>,
    /// What each part is called.
    pub names: Vec<&'l str>,
    /// 其中 opens it.
    pub of_which: bool,
    /// Its values are told with commas.
    pub by_commas: bool,
}

/// Looks at every value of a line that a row follows.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let mut at = 0;
    while at < scene.figures.len() {
        let row = row(scene, at, false).or_else(|| row(scene, at, true));
        at += 1;
        if let Some(row) = row {
            judge(scene, &row, found);
        }
    }
}

/// A figure as a value of a row: exact, counted or measured.
pub(super) fn value<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    let is_kind = matches!(figure.kind, Kind::Quantity | Kind::Enumeration | Kind::Money | Kind::Duration);
    let amount = Amount::of(scene.reading, figure).filter(|a| is_kind && a.is_exact())?;
    figure.unit.is_some_and(|unit| unit.per.is_none()).then_some(amount)
}

fn row<'l>(scene: &Scene<'l>, whole: usize, by_commas: bool) -> Option<Row<'l>> {
    let total = value(scene, whole)?;
    let mut row = Row { whole, total, parts: Vec::new(), names: Vec::new(), of_which: false, by_commas };
    let mut last = whole;
    while row.parts.len() < MOST {
        let Some((next, gap)) = next(scene, last) else { break };
        let Some(amount) = value(scene, next).filter(|a| a.dimension == row.total.dimension) else { break };
        let name = if last == whole { first_name(gap, &mut row.of_which) } else { name(gap, by_commas) };
        let Some(name) = name.filter(|name| is_name(name) && !has_any(name, &WORDS.no_name)) else { break };
        row.parts.push((next, amount));
        row.names.push(name);
        last = next;
    }
    let is_duration = row.total.figure.kind == Kind::Duration;
    (row.parts.len() >= 2 && (!is_duration || row.parts.len() >= 3 && !by_commas)).then_some(row)
}

/// The next figure that may be a value, with all that stands before it; a time or an ordinal before it is its name.
fn next<'l>(scene: &Scene<'l>, last: usize) -> Option<(usize, &'l str)> {
    let is_name =
        |at: usize| scene.figures.get(at).is_some_and(|f| matches!(f.kind, Kind::Date | Kind::DateRange | Kind::Ordinal | Kind::Code));
    let next = if is_name(last + 1) { last + 2 } else { last + 1 };
    let figure = scene.figures.get(next)?;
    Some((next, scene.reading.get(scene.figures[last].range.end().into()..figure.range.start().into())?))
}

/// `个店中，大卖场`: the name of the first value, behind the mark that ends the whole's clause.
fn first_name<'l>(gap: &'l str, of_which: &mut bool) -> Option<&'l str> {
    let mark = gap.find([',', ':', '(', '—'])?;
    let (behind, rest) = gap.split_at(mark);
    let is_free = behind.chars().count() <= BEHIND && !has_any(behind, &WORDS.no_behind) && !gap.contains([';', '。', '、']);
    let mut rest = rest.trim_start_matches([',', ':', '(', '—']);
    if let Some(inner) = rest.strip_prefix("其中") {
        *of_which = true;
        rest = inner.trim_start_matches([',', ':']);
    }
    while let Some(inner) = WORDS.intro.iter().find_map(|word| rest.strip_prefix(word.as_str())).filter(|inner| !inner.is_empty()) {
        rest = inner.trim_start_matches(':');
    }
    is_free.then_some(rest)
}

/// The name of a further value.
fn name(gap: &str, by_commas: bool) -> Option<&str> {
    if by_commas {
        return gap.strip_prefix(',');
    }
    let gap = gap.strip_prefix(',').filter(|rest| rest.starts_with(['和', '及', '与'])).unwrap_or(gap);
    ["、", "以及", "和", "与", "及"].iter().find_map(|joint| gap.strip_prefix(joint))
}

/// Whether a text can name a part.
pub(super) fn is_name(name: &str) -> bool {
    let is_char = |c: char| c.is_alphanumeric() || matches!(c, '“' | '”' | '·' | '《' | '》');
    !name.is_empty() && name.chars().count() <= NAME && name.chars().all(is_char)
}

pub(super) fn sum(parts: &[(usize, Amount)]) -> Option<Interval> {
    parts.iter().try_fold(Interval::point(Decimal::ZERO), |sum, (_, part)| sum.plus(&part.interval))
}

/// Reports a row that does not make its whole, if one slip explains it.
fn judge(scene: &Scene, row: &Row, found: &mut Found) -> Option<()> {
    let made = sum(&row.parts)?;
    let lead = lead_of(scene, row.whole);
    let is_part_above = row.parts.iter().any(|(_, part)| part.interval.is_above(&row.total.interval));
    if made.meets(&row.total.interval) {
        found.checked.extend(row.parts.iter().map(|(at, _)| *at).chain([row.whole]));
        return None;
    }
    let distinct: HashSet<&str> = row.names.iter().copied().collect();
    if distinct.len() < row.names.len()
        || has_any(lead, &WORDS.no_whole)
        || is_item(scene, row.whole)
        || names_others(lead_clause(scene, row.whole), row.parts.len())
        || !ends(scene, row, &made)
        || is_printed(scene, row, &made)
        || is_told(scene, row, found)
    {
        return None;
    }
    let is_less = !made.is_above(&row.total.interval);
    let says_total = has_any(lead, &WORDS.total);
    // 古街6.1万人次，湿地3.4万人次，其他2.3万人次: the rest is of what was told before.
    let has_rest = row.names.last()?.starts_with('其') && (says_total || !row.by_commas);
    let is_closed = closed::by_words(&row.names) || closed::by_negation(&row.names) || has_rest;
    let (at, mend) = mended(scene, row, &made)?;
    let digits = digits(scene, row.whole);
    let is_long = digits >= 3 && mend.slip >= Slip::Exchange;
    let is_row = if row.by_commas {
        is_closed || says_total && (is_long || row.parts.len() >= 3)
    } else {
        digits >= DIGITS || is_closed || row.parts.len() >= 3
    };
    // 其中 may leave some out.
    let is_sure = is_row && (!row.of_which || is_closed || !is_less && !is_part_above);
    // A part above the whole with two parts: the first may be of another matter.
    let is_apart = is_part_above && (row.parts.len() < 3 || at != row.whole && row.by_commas);
    if !is_sure || is_apart && !is_closed {
        return None;
    }
    found.checked.extend(row.parts.iter().map(|(at, _)| *at).chain([row.whole]));
    sums::mismatch_of(scene, row.whole, &row.total, &row.parts, found);
    Some(())
}

/// The words of a value's clause before it, with what 、 parts in them.
fn lead_clause<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    let end = usize::from(scene.figures[at].range.start());
    let start = crate::text::boundary(scene.reading, end.saturating_sub(90));
    scene.reading[start..end].rsplit([',', '。', ';', '!', '?', ':']).next().unwrap_or("")
}

/// 一、二、三期合计360万平方米（一期124万平方米、二期176万平方米）: the whole is of more than the row lists.
fn names_others(lead: &str, parts: usize) -> bool {
    lead.contains('、') && lead.matches(['、', '和']).count() + 1 > parts
}

/// Whether a value stands in a row itself: 医生12人、护士30人，….
pub(super) fn is_item(scene: &Scene, at: usize) -> bool {
    let Some((before, figure)) = at.checked_sub(1).and_then(|before| Some((scene.figures.get(before)?, &scene.figures[at]))) else {
        return false;
    };
    let gap = scene.reading.get(before.range.end().into()..figure.range.start().into()).unwrap_or("");
    let is_like = Amount::of(scene.reading, before).zip(Amount::of(scene.reading, figure)).is_some_and(|(a, b)| a.dimension == b.dimension);
    is_like && gap.starts_with(['、', '和', '及', '与', '/'])
}

/// Whether the row comes to an end, and nothing behind it says that there is more.
fn ends(scene: &Scene, row: &Row, made: &Interval) -> bool {
    let Some((last, _)) = row.parts.last() else { return false };
    let tail = &scene.reading[scene.figures[*last].range.end().into()..];
    let near: String = tail.chars().take(TAIL).take_while(|c| !matches!(c, '。' | ';')).collect();
    if WORDS.no_behind_row.iter().any(|word| tail.starts_with(word.as_str())) || tail.starts_with('、') || has_any(&near, &WORDS.open) {
        return false;
    }
    // A further value of the sentence is compared, or it may be a part.
    let is_less = !made.is_above(&row.total.interval);
    let sentence = |at: usize| {
        let between = scene.reading.get(scene.figures[*last].range.end().into()..scene.figures[at].range.start().into());
        between.is_some_and(|text| !text.contains(['。', ';', '!', '?']))
    };
    let next = (last + 1..scene.figures.len().min(last + 4))
        .take_while(|at| sentence(*at))
        .find(|at| Amount::of(scene.reading, &scene.figures[*at]).is_some_and(|a| a.dimension == row.total.dimension));
    !is_less || next.is_none_or(|at| has_any(lead_of(scene, at), &WORDS.compared))
}

/// Whether what the row makes, or makes with its whole, is printed for something else near by: then the row is of that.
fn is_printed(scene: &Scene, row: &Row, made: &Interval) -> bool {
    let last = row.parts.last().map_or(row.whole, |(at, _)| *at);
    let near = row.whole.saturating_sub(BEFORE)..(last + 4).min(scene.figures.len());
    let with_whole = made.plus(&row.total.interval);
    let is_own = |at: usize| at == row.whole || row.parts.iter().any(|(part, _)| *part == at);
    near.filter(|at| !is_own(*at) && sentences_between(scene, *at, row.whole).is_some_and(|n| n <= 2))
        .filter_map(|at| Amount::of(scene.reading, &scene.figures[at]))
        .filter(|a| a.dimension == row.total.dimension)
        .any(|a| a.interval.meets(made) || with_whole.is_some_and(|sum| a.interval.meets(&sum)))
}

/// Whether another room has told of the row.
pub(super) fn is_told(scene: &Scene, row: &Row, found: &Found) -> bool {
    let places: Vec<usize> = row.parts.iter().map(|(at, _)| *at).chain([row.whole]).collect();
    let is_here =
        |range: crate::text::TextRange| places.iter().any(|at| range.intersect(scene.figures[*at].range).is_some_and(|r| !r.is_empty()));
    let told = found.findings.iter().filter(|f| f.code.starts_with("parts-") || f.code.starts_with("remainder-"));
    told.into_iter().any(|f| is_here(f.range))
}

/// The slip that explains the row, and whose it is.
pub(super) fn mended(scene: &Scene, row: &Row, made: &Interval) -> Option<(usize, Mend)> {
    let own = mend(scene.reading, &row.total, made).map(|m| (row.whole, m));
    let of_part = |(at, part): &(usize, Amount)| {
        let others: Vec<(usize, Amount)> = row.parts.iter().filter(|(other, _)| other != at).cloned().collect();
        let wanted = row.total.interval.minus(&sum(&others)?)?;
        Some((*at, mend(scene.reading, part, &wanted)?))
    };
    let parts = row.parts.iter().filter_map(of_part);
    own.into_iter().chain(parts).filter(|(_, m)| m.slip > Slip::Length).max_by_key(|(_, m)| m.slip)
}

fn digits(scene: &Scene, at: usize) -> usize {
    scene.reading[scene.figures[at].number].chars().filter(char::is_ascii_digit).count()
}
