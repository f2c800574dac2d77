//! H2: words of order against the values of the list before them, by the text alone: `分别接待3.9万、5.2万和5.6万人次，5月3日最多`;
//! `甲镇11.3%，乙镇8.2%，甲镇增速最慢`; `前三位为甲（11.6%）、乙（15.2%）`; `甲县增长14.2%，居第一位；乙县增长9.0%，居第二位`.
//!
//! One value that is above is enough to deny a first place. A later place is denied by those above it, or by those below it where the
//! list is of all.

use std::cmp::Ordering;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::lists::{Item, List, aligned, bare_run, common, item, lists};
use super::nearby::has_any;
use super::placed::{Place, among, among_them, numbered, place, turned};
use super::scene::{Found, Scene, What};
use crate::rules::finding::{Message, Severity};
use crate::text::{TextRange, boundary, range};

/// The words of the table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) most: Vec<String>,
    pub(super) least: Vec<String>,
    pub(super) verbs: Vec<String>,
    pub(super) scopes: Vec<String>,
    openers: Vec<String>,
    neutral: Vec<String>,
    rates: Vec<String>,
    pub(super) reverse: Vec<String>,
    falls: Vec<String>,
    pub(super) no_members: Vec<String>,
    pub(super) joints: Vec<String>,
    falling: Vec<String>,
    rising: Vec<String>,
    climbing: Vec<String>,
    sinking: Vec<String>,
    first_most: Vec<String>,
    first_least: Vec<String>,
    next: Vec<String>,
    means: Vec<String>,
    pub(super) times: Vec<String>,
    pub(super) peaks: Vec<String>,
    pub(super) troughs: Vec<String>,
    pub(super) turns: Vec<String>,
    pub(super) by_day: Vec<String>,
    pub(super) among: Vec<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/orders"));

/// How many bytes behind a list a clause of order may stand.
const REACH: usize = 210;
/// How many sentences behind values of days `最多的一天是6月15日` may stand.
const FAR: usize = 4;
/// How many bytes such a clause has at most.
const LONGEST: usize = 66;
/// How many bytes before a list tell what is measured.
const CONTEXT: usize = 240;

/// Looks at the lists of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    if scene.figures.len() < 2 {
        return;
    }
    let lists = lists(scene);
    for list in &lists {
        told_in_order(scene, list, found);
        clauses(scene, list, found);
    }
    places(scene, found);
    let Some(cues) = CUES.as_ref() else { return };
    for cue in cues.find_overlapping_iter(scene.reading) {
        match cue.value() {
            Cue::Climbing => climb(scene, (cue.start(), true), found),
            Cue::Sinking => climb(scene, (cue.start(), false), found),
            Cue::FirstIsMost => named_first(scene, cue.end(), true, found),
            Cue::FirstIsLeast => named_first(scene, cue.end(), false, found),
        };
    }
}

/// A word that says how the values beside it are ordered.
#[derive(Clone, Copy)]
enum Cue {
    Climbing,
    Sinking,
    FirstIsMost,
    FirstIsLeast,
}

/// One automaton over those words.
static CUES: LazyLock<Option<CharwiseDoubleArrayAhoCorasick<Cue>>> = LazyLock::new(|| {
    let cues = [
        (&WORDS.climbing, Cue::Climbing),
        (&WORDS.sinking, Cue::Sinking),
        (&WORDS.first_most, Cue::FirstIsMost),
        (&WORDS.first_least, Cue::FirstIsLeast),
    ];
    CharwiseDoubleArrayAhoCorasick::with_values(cues.iter().flat_map(|(words, cue)| words.iter().map(|word| (word, *cue)))).ok()
});

/// `…、…和…，一次比一次高`: every value above the one before; or below it.
fn climb(scene: &Scene, (at, rises): (usize, bool), found: &mut Found) -> Option<()> {
    let last = scene.figures.partition_point(|f| usize::from(f.range.end()) <= at).checked_sub(1)?;
    let gap = scene.reading.get(scene.figures[last].range.end().into()..at)?;
    let items = bare_run(scene, last);
    if items.len() < 3 || gap.chars().count() > 6 || gap.contains(['。', ';']) {
        return None;
    }
    found.checked.extend(items.iter().map(|item| item.figure));
    let is_wrong = |pair: &&[Item]| if rises { pair[0].value >= pair[1].value } else { pair[0].value <= pair[1].value };
    let pair = items.windows(2).find(is_wrong)?;
    let (a, b) = (text_of(scene, pair[0].figure), text_of(scene, pair[1].figure));
    let spot = scene.figures[pair[1].figure].range;
    let said = if rises { format!("说是步步升高，{b}却不比{a}高") } else { format!("说是步步走低，{b}却不比{a}低") };
    report(scene, (&pair[1], &pair[0]), (spot, &said), found);
    Some(())
}

/// `最高的是甲，达5.8%，其次是乙，3.1%`: the one that is named first has most.
fn named_first(scene: &Scene, at: usize, is_most: bool, found: &mut Found) -> Option<()> {
    let first = scene.figures.partition_point(|f| usize::from(f.range.start()) < at);
    let (one, other) = (item(scene, first)?, item(scene, first + 1)?);
    let name = scene.reading.get(at..usize::from(scene.figures[first].range.start()))?;
    let between = scene.reading.get(scene.figures[first].range.end().into()..scene.figures[first + 1].range.start().into())?;
    let is_next = has_any(between, &WORDS.next) && between.chars().count() <= 16 && !between.contains('。');
    if !is_next || one.kind != other.kind || one.kind.is_empty() || name.chars().count() > 16 || name.contains(['。', ';']) {
        return None;
    }
    found.checked.extend([first, first + 1]);
    if if is_most { one.value >= other.value } else { one.value <= other.value } {
        return None;
    }
    let (a, b) = (text_of(scene, first), text_of(scene, first + 1));
    let spot = scene.figures[first].range;
    let said =
        if is_most { format!("{a}列在最前，其后的{b}却更多") } else { format!("{a}说是最低，其后的{b}却更低") };
    report(scene, (&one, &other), (spot, &said), found);
    Some(())
}

/// Looks at the clauses behind a list.
fn clauses(scene: &Scene, list: &List, found: &mut Found) {
    let reach = if list.is_of_days { 3 * REACH } else { REACH };
    let end = boundary(scene.reading, (list.end + reach).min(scene.reading.len()));
    let behind = &scene.reading[list.end..end];
    let mut at = list.end;
    let mut sentences = 0;
    for piece in behind.split_inclusive([',', '。', ';', '!', '?', '(', ')']) {
        let clause = piece.trim_end_matches([',', '。', ';', '!', '?', '(', ')']);
        let is_cut = at + piece.len() == end && clause.len() == piece.len() && end < scene.reading.len();
        if !is_cut && (6..=LONGEST).contains(&clause.len()) {
            order(scene, list, (clause, at, sentences > 1), found);
        }
        at += piece.len();
        sentences += usize::from(piece.ends_with(['。', '!', '?']));
        if sentences > if list.is_of_days { FAR } else { 1 } {
            break;
        }
    }
}

/// Whether values of another kind stand in a row between a list and what is said of it: 2348批次、1392批次，不合格率依次为1.96%和2.59%，餐饮环节最高.
fn has_row_between(scene: &Scene, list: &List, at: usize) -> bool {
    let Some(last) = list.items.iter().map(|item| item.figure).max() else { return false };
    let end = scene.figures.partition_point(|figure| usize::from(figure.range.end()) <= at);
    let between = scene.figures.get(last..end).unwrap_or_default();
    let is_joined = |pair: &[crate::figures::figure::Figure]| {
        let joint = scene.reading.get(pair[0].range.end().into()..pair[1].range.start().into()).unwrap_or("");
        matches!(joint.trim(), "、" | "和" | "及" | "与") && pair[0].kind == pair[1].kind && pair[0].kind != scene.figures[last].kind
    };
    between.get(1..).unwrap_or_default().windows(2).any(is_joined)
}

/// Reads a clause as the place of one of the list, and holds it against the values.
fn order(scene: &Scene, list: &List, (clause, at, is_far): (&str, usize, bool), found: &mut Found) -> Option<()> {
    let text = clause.trim_end();
    if let Some((place, word, measure, name)) = turned(text) {
        let item = list.items.iter().position(|item| item.name == name)?;
        let is_other = has_any(measure, &WORDS.falls) || has_any(measure, &WORDS.reverse) || has_row_between(scene, list, at);
        if is_other || !is_measured(scene, list, measure, word) {
            return None;
        }
        let values: Vec<Decimal> = list.items.iter().map(|item| item.value).collect();
        let spot = range(at + clause.find(word)?, at + text.len());
        return against(scene, list, (item, &place, &values, &|| false), (spot, &format!("{word}的说是{name}，但所列")), found);
    }
    if is_far {
        return None;
    }
    let (place, word) = place(text)?;
    let mut rest = text[..text.len() - word.len()].trim();
    while let Some(bare) = WORDS.openers.iter().find_map(|o| rest.strip_prefix(o.as_str())) {
        rest = bare.trim_start();
    }
    // 居五县之首, and three are listed: the order may be of others.
    if among(word).is_some_and(|among| among != list.items.len()) {
        return None;
    }
    // 2022年最低，为61.7万人次: the value stands behind.
    let behind = scene.reading.get(at + clause.len()..).unwrap_or("").trim_start_matches([',', ':']);
    let behind = ["为", "达", "仅", "只有", "是", "有", "只"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    if behind.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if has_row_between(scene, list, at) {
        return None;
    }
    let item = named(list, rest).filter(|_| !rest.contains('、'))?;
    let own = &list.items[item];
    let measure = rest.get(common(rest, &own.name)..)?.trim_matches(['的', '以', '则', ' ', '”', '“']);
    let (measure, members) = among_them(measure);
    if members.is_some_and(|n| n != list.items.len()) {
        return None;
    }
    let is_plain = word.starts_with('最');
    let is_fall = has_any(measure, &WORDS.falls);
    if !is_measured(scene, list, measure, word)
        || (!is_plain && is_of(scene, list, &WORDS.reverse))
        || has_any(measure, &WORDS.reverse) && !is_plain
    {
        return None;
    }
    // 四季度亏损最多: of what is negative.
    let negates = is_fall && list.items.iter().any(|i| i.value < Decimal::ZERO);
    if is_fall && !negates {
        return None;
    }
    let values: Vec<Decimal> = list.items.iter().map(|item| if negates { -item.value } else { item.value }).collect();
    let is_all = || members.is_some() || is_all(scene, list, word);
    let said = format!("“{rest}{word}”，但所列");
    let spot = range(at + clause.find(rest).unwrap_or(0), at + text.len());
    against(scene, list, (item, &place, &values, &is_all), (spot, &said), found)
}

/// Holds a place against the values of the list.
fn against(
    scene: &Scene,
    list: &List,
    (item, place, values, is_all): (usize, &Place, &[Decimal], &dyn Fn() -> bool),
    (spot, said): (TextRange, &str),
    found: &mut Found,
) -> Option<()> {
    let own = values.get(item)?;
    let above: Vec<usize> = (0..values.len()).filter(|i| values[*i] > *own).collect();
    let below: Vec<usize> = (0..values.len()).filter(|i| values[*i] < *own).collect();
    found.checked.extend(list.items.iter().map(|i| i.figure));
    let is_wrong = match place {
        Place::From(k) => *k <= above.len() || *k > values.len() - below.len() && *k <= values.len() && *k > 1 && is_all(),
        Place::Last => !below.is_empty(),
    };
    let is_reported = found.findings.iter().any(|f| f.code == "rank-against-values" && f.range.intersect(spot).is_some());
    if !is_wrong || is_reported {
        return None;
    }
    let other = match place {
        Place::From(1) => above.into_iter().max_by_key(|i| values[*i]),
        Place::From(_) => above.first().or(below.first()).copied(),
        Place::Last => below.into_iter().min_by_key(|i| values[*i]),
    };
    let (own, other) = (&list.items[item], &list.items[other?]);
    let (a, b) = (text_of(scene, own.figure), text_of(scene, other.figure));
    report(scene, (own, other), (spot, &format!("{said}{a}与{b}不是这个次序")), found);
    Some(())
}

/// The one member that a text begins with.
fn named(list: &List, rest: &str) -> Option<usize> {
    let shared: Vec<usize> = list.items.iter().map(|item| common(rest, &item.name)).collect();
    let (best, most) = shared.iter().enumerate().max_by_key(|(_, len)| **len)?;
    let is_one = shared.iter().filter(|len| *len == most).count() == 1;
    let chars = rest.get(..*most)?.chars().count();
    (is_one && chars >= 2).then_some(best)
}

/// Whether what the clause speaks of is what the list tells.
fn is_measured(scene: &Scene, list: &List, measure: &str, word: &str) -> bool {
    let from = boundary(scene.reading, list.start.saturating_sub(CONTEXT));
    let context = &scene.reading[from..list.end];
    let is_rate = has_any(measure, &WORDS.rates) || word == "最快" || word == "最慢";
    let chars: Vec<char> = measure.chars().collect();
    let is_shared = chars.windows(2).any(|pair| context.contains(&pair.iter().collect::<String>()));
    // 丙镇人均产值最高, of values that are no means.
    if WORDS.means.iter().any(|mean| measure.contains(mean.as_str()) && !context.contains(mean.as_str())) {
        return false;
    }
    let is_told = measure.is_empty() || is_shared || WORDS.neutral.iter().any(|n| measure == n);
    // 生物药最快，26.8%: fast are growths.
    let is_pace = word == "最快" || word == "最慢";
    is_told && (list.is_percent == is_rate || measure.is_empty() && !is_pace || is_shared && !is_rate)
}

fn is_of(scene: &Scene, list: &List, words: &[String]) -> bool {
    let from = boundary(scene.reading, list.start.saturating_sub(60));
    has_any(&scene.reading[from..list.end], words)
}

/// Whether a list is of all among which a place is counted: 居五县第二 behind five counties, or no scope is named.
fn is_all(scene: &Scene, list: &List, word: &str) -> bool {
    match among(word) {
        Some(among) => among == list.items.len(),
        None => list.is_aligned && !has_any(&scene.reading[list.start..list.end], &WORDS.scopes),
    }
}

/// `前三位为甲（11.6%）、乙（15.2%）`: the values must fall.
fn told_in_order(scene: &Scene, list: &List, found: &mut Found) -> Option<()> {
    let first = usize::from(scene.figures[list.items.first()?.figure].range.start());
    let from = boundary(scene.reading, list.start.saturating_sub(90));
    let head = &scene.reading[from..first];
    let has = |words: &[String]| {
        words.iter().any(|w| head.rfind(w.as_str()).is_some_and(|at| !head[at..].contains(['。', ';']) && head.len() - at <= w.len() + 30))
    };
    let is_falling = has(&WORDS.falling);
    if !is_falling && !has(&WORDS.rising) || is_of(scene, list, &WORDS.reverse) {
        return None;
    }
    let is_fall = list.items.iter().all(|item| item.value < Decimal::ZERO);
    let is_wrong = |pair: &&[Item]| if is_falling != is_fall { pair[0].value < pair[1].value } else { pair[0].value > pair[1].value };
    found.checked.extend(list.items.iter().map(|i| i.figure));
    let pair = list.items.windows(2).find(is_wrong)?;
    let (a, b) = (text_of(scene, pair[0].figure), text_of(scene, pair[1].figure));
    let spot = scene.figures[pair[1].figure].range;
    report(scene, (&pair[1], &pair[0]), (spot, &format!("按次序列出，{a}却在{b}之前")), found);
    Some(())
}

/// `甲县增长14.2%，居第一位；乙县增长9.0%，居第二位`: places right behind their values.
fn places(scene: &Scene, found: &mut Found) {
    let mut last: Option<(Item, usize, usize)> = None;
    for (item, k, end) in aligned(scene, place_behind) {
        if let Some((before, place, from)) = &last {
            let between = scene.reading.get(*from..usize::from(scene.figures[item.figure].range.start())).unwrap_or_default();
            let is_near = between.len() <= 120 && !between.contains('。');
            let is_kind = before.kind == item.kind && is_near && !has_any(between, &WORDS.reverse);
            let is_wrong = match place.cmp(&k) {
                Ordering::Less => before.value < item.value,
                Ordering::Greater => before.value > item.value,
                // Two of one place have one value.
                Ordering::Equal => before.value != item.value,
            };
            found.checked.extend([before.figure, item.figure].into_iter().filter(|_| is_kind));
            if is_kind && is_wrong && before.value > Decimal::ZERO {
                let (a, b) = (text_of(scene, before.figure), text_of(scene, item.figure));
                let spot = scene.figures[item.figure].range;
                report(scene, (&item, before), (spot, &format!("{a}居第{place}，{b}居第{k}")), found);
            }
        }
        last = Some((item, k, end));
    }
}

/// `，居第一位`: the place that a text begins with, and how long it is.
fn place_behind(text: &str) -> Option<(usize, usize)> {
    let rest = text.strip_prefix(',')?;
    let clause = &rest[..rest.find([',', '。', ';', '、', '(']).unwrap_or(rest.len())];
    let (k, words) = numbered(clause)?;
    (words.len() == clause.len() && clause.len() <= 24).then_some((k, clause.len() + 1))
}

fn text_of<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    &scene.reading[scene.figures[at].range]
}

fn report(scene: &Scene, (own, other): (&Item, &Item), (spot, said): (TextRange, &str), found: &mut Found) {
    let (a, b) = (text_of(scene, own.figure), text_of(scene, other.figure));
    let message = Message::new(format!("名次与所列数值矛盾：{said}"), format!("the order contradicts the values listed: {a} beside {b}"));
    let sign = if own.value < other.value { "<" } else { ">" };
    let formula = Message::both(format!("{a} {sign} {b}"));
    let what = What { code: "rank-against-values", severity: Severity::Error, message, formula, fixes: Vec::new() };
    let mut finding = scene.finding_of(what, own.figure, &[other.figure]);
    finding.range = spot;
    found.findings.push(finding);
}
