//! What excludes each other is together no more than all (B2, B3): 37个大类中，26个增长，13个下降; 甲和乙各占60%; 规模120亿元，包括3年期、5年期、7年期各50亿元.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, terms};
use super::amount::Amount;
use super::nearby::{has_any, tail_of};
use super::scene::{Found, Scene, What};
use crate::figures::figure::Kind;
use crate::rules::finding::{Message, Severity};
use crate::rules::style::{last_clause, plain};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    opposites: Vec<Opposites>,
    each: Vec<String>,
    no_each: Vec<String>,
    several: Vec<Several>,
    consists: Vec<String>,
    than: Vec<String>,
}

/// One thing has a word of one side, or a word of the other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Opposites {
    one: Vec<String>,
    other: Vec<String>,
}

/// How many a word names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Several {
    words: Vec<String>,
    number: u32,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/exclusive"));

/// How many values behind a whole are looked at.
const REACH: usize = 8;
/// How many characters stand between a whole and 中.
const NOUN: usize = 16;
/// How many characters a name in a list has at most.
const NAME: usize = 10;
/// How many characters before a list its whole stands.
const LEAD: usize = 12;

/// Looks at every value of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    if scene.reading.contains('各') {
        for at in 0..scene.figures.len() {
            let _ = each_share(scene, at, found).or_else(|| each_value(scene, at, found));
        }
    }
    if scene.reading.contains(['中', '里']) {
        let terms = terms(scene);
        for whole in 0..terms.len() {
            opposites(scene, &terms, whole, found);
        }
    }
}

fn is_told(scene: &Scene, places: &[usize], found: &Found) -> bool {
    found.findings.iter().any(|f| places.iter().any(|at| f.range.contains_range(scene.figures[*at].range)))
}

/// `37个工业行业大类里，26个行业同比增长，13个行业出现下降`: two that exclude each other among a whole that is smaller than both.
fn opposites(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let whole = &terms[at];
    let is_count = |amount: &Amount| amount.dimension.starts_with("count/") && amount.is_exact();
    let tail: String = tail_of(scene, whole.at).chars().take(NOUN).collect();
    let end = tail.find([',', '，', '。', ';'])?;
    if !is_count(&whole.amount) || !tail[..end].ends_with(['中', '里', '内']) || tail[..end].ends_with("其中") {
        return None;
    }
    let near = terms[at + 1..].iter().take(REACH).take_while(|term| !term.opens || term.after_semicolon);
    let parts: Vec<(&Term, String)> = near
        .filter(|term| term.amount.dimension == whole.amount.dimension && is_count(&term.amount))
        .map(|term| (term, words_of(scene, term)))
        .collect();
    for set in &WORDS.opposites {
        // 与上周相比增加2种: of a difference.
        let is = |words: &[String], others: &[String], text: &str| {
            has_any(text, words)
                && !others.iter().any(|other| text.contains(other.as_str()) && !words.iter().any(|word| word.contains(other.as_str())))
        };
        let of = |words: &[String], others: &[String]| {
            parts.iter().find(|(_, text)| !has_any(text, &WORDS.than) && is(words, others, text)).map(|(term, _)| *term)
        };
        let (Some(one), Some(other)) = (of(&set.one, &set.other), of(&set.other, &set.one)) else { continue };
        if one.at == other.at {
            continue;
        }
        let (w, a, b) = (whole.amount.printed()?.value, one.amount.printed()?.value, other.amount.printed()?.value);
        let sum = a.checked_add(b)?;
        found.checked.extend([whole.at, one.at, other.at]);
        if sum <= w || is_told(scene, &[whole.at, one.at, other.at], found) {
            continue;
        }
        let text = |at: usize| &scene.reading[scene.figures[at].range];
        let (x, y, z) = (text(whole.at), text(one.at), text(other.at));
        let message = Message::new(
            format!("两部分之和大于整体：{y}与{z}合计{}，整体只有{x}", whole.amount.scale.text(sum)),
            format!("two parts are more than their whole: {y} and {z} of {x}"),
        );
        let formula = Message::both(format!("{} + {} = {} > {}", plain(a), plain(b), plain(sum), plain(w)));
        let what = What { code: "parts-exceed-whole", severity: Severity::Error, message, formula, fixes: Vec::new() };
        found.findings.push(scene.finding_of(what, other.at, &[whole.at, one.at]));
    }
    Some(())
}

/// The words around a value, from mark to mark.
fn words_of(scene: &Scene, term: &Term) -> String {
    let behind: String = tail_of(scene, term.at).chars().take(NOUN).take_while(|c| !",，。;；、()（）:：!?".contains(*c)).collect();
    format!("{}{behind}", term.clause())
}

/// How many the words before 各 name: 甲和乙 are two.
fn number_of(clause: &str) -> Option<u32> {
    let several = WORDS.several.iter().find(|set| set.words.iter().any(|word| clause.ends_with(word.as_str())));
    if let Some(several) = several {
        return Some(several.number);
    }
    let names: Vec<&str> = clause.split(['和', '与', '及', '、']).map(str::trim).collect();
    let are_names = names.iter().all(|name| (1..=NAME).contains(&name.chars().count()));
    let (first, last) = (names.first()?, names.last()?);
    // 一班和二班男生: the last word is of what each has.
    let end = first.chars().next_back()?;
    let is_more = last.chars().rev().skip(1).any(|c| c == end) && last.chars().count() > first.chars().count();
    (names.len() >= 2 && are_names && !is_more).then(|| u32::try_from(names.len()).ok())?
}

/// `甲和乙各占60%`.
fn each_share(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let figure = &scene.figures[at];
    let amount = Amount::of(scene.reading, figure).filter(|a| figure.kind == Kind::Percent && a.is_exact())?;
    let clause = list_before(&scene.reading[..usize::from(figure.number.start())]);
    let clause = clause.trim_end_matches(['约', '达', '近']);
    let head = WORDS.each.iter().find_map(|word| clause.strip_suffix(word.as_str()))?;
    // 产品中甲和乙各占: of what is named before 中.
    let head = head.rsplit_once('中').map_or(head, |(_, names)| names);
    let number = number_of(head).filter(|_| !has_any(head, &WORDS.no_each))?;
    let all = amount.interval.lo?.checked_mul(Decimal::from(number))?;
    found.checked.push(at);
    if all <= Decimal::ONE_HUNDRED || is_told(scene, &[at], found) {
        return None;
    }
    let text = &scene.reading[figure.range];
    let share = plain(amount.printed()?.value);
    let message =
        Message::new(format!("构成之和超过100%：{number}方各占“{text}”"), format!("the shares are more than all: {number} of {text} each"));
    let formula = Message::both(format!("{share}% × {number} > 100%"));
    let what = What { code: "shares-sum-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[]));
    Some(())
}

/// The words of a clause and of the list that it ends with.
fn list_before(head: &str) -> &str {
    let start = head.rfind([',', '，', '。', ';', '；', ':', '：', '!', '?', '(', ')', '“', '”']);
    start.map_or(head, |at| &head[at + head[at..].chars().next().map_or(1, char::len_utf8)..])
}

/// `发行规模120亿元，包括3年期、5年期、7年期各50亿元`: so much each is more than the whole right before the list.
fn each_value(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let figure = &scene.figures[at];
    let own = Amount::of(scene.reading, figure).filter(|a| matches!(figure.kind, Kind::Money | Kind::Quantity) && a.is_exact())?;
    let start = usize::from(figure.number.start());
    let clause = list_before(&scene.reading[..start]);
    let list = clause.strip_suffix('各')?;
    let list = WORDS.consists.iter().find_map(|word| list.strip_prefix(word.as_str()))?;
    let number = number_of(list)?;
    // The figures of the list itself: 2年期.
    let from = start - clause.len();
    let whole_at = (0..at).rev().take(REACH).find(|i| usize::from(scene.figures[*i].range.end()) <= from)?;
    let gap = scene.reading.get(scene.figures[whole_at].range.end().into()..from)?;
    let whole = Amount::of(scene.reading, &scene.figures[whole_at]).filter(Amount::is_exact)?;
    let is_near = gap.chars().count() <= LEAD && !gap.contains(['。', ';']) && last_clause(gap).is_empty();
    let all = own.printed()?.value.checked_mul(Decimal::from(number))?;
    if !is_near || whole.dimension != own.dimension {
        return None;
    }
    found.checked.extend([whole_at, at]);
    if all <= whole.interval.hi? || is_told(scene, &[whole_at, at], found) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, y) = (text(whole_at), text(at));
    let sum = own.scale.text(all);
    let message = Message::new(
        format!("部分大于整体：{number}项各{y}，合计{sum}，整体只有{x}"),
        format!("the parts are more than their whole: {number} of {y} each, {x} in all"),
    );
    let formula = Message::both(format!("{y} × {number} = {sum} > {x}"));
    let what = What { code: "parts-exceed-whole", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[whole_at]));
    Some(())
}
