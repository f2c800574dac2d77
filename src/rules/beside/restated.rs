//! Hedged figures against the exact one beside them: told the wrong way (F2: `突破30亿元，达29.3亿元`; `293.6万人次，首次突破300万人次大关`) or far
//! from it (F3: `近30万人次，实为21.6万人次`).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Pair, link};
use crate::figures::figure::{Approximation, Figure, Kind};
use crate::reading::script::is_han;
use crate::rules::bounds::Checked;
use crate::rules::finding::{Message, Severity};
use crate::rules::style::plain;
use crate::text::range;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Words that say: this is the exact number of the same.
    exactly: Vec<String>,
    /// Words that say so behind a comma, where nothing follows.
    reaching: Vec<String>,
    /// Words before them that name nothing else.
    adverbs: Vec<String>,
    /// Verbs of a mark that was passed, and what the mark is called.
    passing: Vec<String>,
    marks: Vec<String>,
    /// Words of what is to be.
    aims: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("rules/beside/data/restated"));

/// F2: the exact figure lies on the wrong side of the hedged one.
pub(super) fn contradicts(pair: &Pair) -> Checked {
    let (hedged, exact, says) = if pair.first.approximation == Approximation::Exact {
        (pair.second, pair.first, passed(pair)?)
    } else {
        is_restated(pair).or_else(|| is_in_bracket(pair).then_some(true))?;
        (pair.first, pair.second, pair.first.approximation)
    };
    // 目标是不少于302天，已完成251天: what is to be is no word for what is.
    let clause = crate::rules::style::last_clause(&pair.reading[..hedged.range.start().into()]);
    if TABLE.aims.iter().any(|word| clause.contains(word.as_str())) {
        return None;
    }
    let (rough, value) = (hedged.printed()?.value, exact.printed()?.value);
    // Twice as much is another thing, or the other rule's (F3).
    let is_near = value <= rough.checked_mul(Decimal::TWO)? && rough <= value.checked_mul(Decimal::TWO)?;
    if !is_pair(pair) || exact.approximation != Approximation::Exact || rough <= Decimal::ZERO || !is_near {
        return None;
    }
    let is_wrong = match says {
        Approximation::Over | Approximation::AtLeast | Approximation::More => value < rough,
        Approximation::Under | Approximation::AtMost | Approximation::Near => value > rough,
        _ => return None,
    };
    // 近八成，达到84.2% is the tenths' own rule (C19).
    if !is_wrong || pair.text(hedged).contains(['成', '半']) {
        return Some(None);
    }
    let (x, y) = (pair.text(hedged), pair.text(exact));
    let message = Message::new(format!("“{x}”与精确的{y}相反"), format!("“{x}” goes against the exact {y}"));
    let sign = if value < rough { "<" } else { ">" };
    let formula = format!("{} {sign} {}", plain(value), plain(rough));
    Some(Some(pair.finding(("hedge-contradicts", Severity::Error), hedged.range, message, formula)))
}

/// Whether two figures side by side are a hedged and an exact one of the same, so that this room holds them together.
pub(in crate::rules) fn reads(reading: &str, first: &Figure, second: &Figure) -> bool {
    contradicts(&Pair { reading, first, second }).is_some()
}

/// What a second figure says of the first one: 首次突破300万人次大关, 不足35亿元, 成功跨上千亿元台阶.
fn passed(pair: &Pair) -> Option<Approximation> {
    let between = pair.between()?.trim();
    let words = strip_adverbs(between.strip_prefix([',', '(', '、'])?.trim());
    let tail = pair.tail();
    let is_mark = TABLE.marks.iter().any(|mark| tail.starts_with(mark.as_str()));
    if pair.second.approximation == Approximation::Exact {
        let is_passed = TABLE.passing.iter().any(|verb| verb == words.trim_end_matches('了'));
        return (is_passed && is_mark).then_some(Approximation::Over);
    }
    (words.is_empty() && (is_mark || link::ends_clause(tail))).then_some(pair.second.approximation)
}

fn strip_adverbs(text: &str) -> &str {
    let mut text = text;
    while let Some(rest) = TABLE.adverbs.iter().find_map(|adverb| text.strip_prefix(adverb.as_str())) {
        text = rest;
    }
    text
}

/// `超过300万人次（293.6万人次）`: nothing but the exact figure in brackets.
fn is_in_bracket(pair: &Pair) -> bool {
    pair.between().is_some_and(|between| between.trim() == "(") && pair.tail().starts_with(')')
}

fn is_pair(pair: &Pair) -> bool {
    let is_one_unit = pair.first.unit.is_some_and(|u| pair.second.unit.is_some_and(|v| u.entry == v.entry && u.per == v.per));
    is_one_unit && matches!(pair.first.kind, Kind::Quantity | Kind::Money | Kind::Percent | Kind::Enumeration | Kind::Duration)
}

/// F3: 近 is from nine tenths up to the number, 超 up to a quarter more, 约 a tenth to both sides (T4 of the interval rules).
pub(super) fn check(pair: &Pair) -> Checked {
    let (rough, exact) = (pair.first.printed()?, pair.second.printed()?);
    if !is_pair(pair) || pair.second.approximation != Approximation::Exact || rough.value <= Decimal::ZERO {
        return None;
    }
    let is_certain = is_restated(pair)?;
    let times = |tenths: i64| rough.value.checked_mul(Decimal::new(tenths, 2));
    // 突破500亿元，达到700亿元 tells a mark that was passed.
    let farthest = if is_certain { 125 } else { 150 };
    let (says, is_far) = match pair.first.approximation {
        Approximation::Near => (("近", "a little less than"), exact.value < times(90)?),
        Approximation::Over => (("超", "a little more than"), exact.value > times(farthest)?),
        Approximation::About => (("约", "about"), exact.value < times(90)? || exact.value > times(110)?),
        Approximation::More => (("多", "a little more than"), exact.value >= pair.first.interval()?.hi? && exact.value > times(125)?),
        _ => return None,
    };
    if !is_far {
        return Some(None);
    }
    let (a, b) = (pair.text(pair.first), pair.text(pair.second));
    let share = (exact.value.checked_mul(Decimal::ONE_HUNDRED)?).checked_div(rough.value)?.round_dp(0);
    let message = Message::new(
        format!("“{a}”与“{b}”相差太远，是它的{}%，不宜说“{}”", plain(share), says.0),
        format!("“{b}” is {} % of “{a}”: too far for “{}”", plain(share), says.1),
    );
    let formula = format!("{} ÷ {} = {}%", plain(exact.value), plain(rough.value), plain(share));
    let place = range(pair.first.range.start().into(), pair.second.range.end().into());
    Some(Some(pair.finding(("hedge-too-far", Severity::Hint), place, message, formula)))
}

/// Whether the second figure says again what the first one says: for certain, or as far as words tell; `None` where it does not.
fn is_restated(pair: &Pair) -> Option<bool> {
    let between = without_unit(pair.between()?.trim());
    let words = between.trim_start_matches([',', '、', ';', '(', '—', ' ']).trim_end_matches([',', ':', ' ']);
    let has_mark = words.len() < between.len();
    let bare = strip_adverbs(words);
    // 突破30亿元，达29.3亿元: 达 may be read with the figure.
    let lead = pair.reading.get(pair.second.range.start().into()..pair.second.number.start().into()).unwrap_or_default();
    let is_one_of = |list: &[String]| list.iter().any(|w| w == words || w == bare || bare.is_empty() && !lead.is_empty() && w == lead);
    if has_mark && is_one_of(&TABLE.exactly) {
        return Some(true);
    }
    let is_reaching = between.starts_with([',', '、', '(']) && is_one_of(&TABLE.reaching);
    (is_reaching && link::ends_clause(pair.tail())).then_some(false)
}

/// `（套），具体为`: a second unit in brackets belongs to the figure before.
fn without_unit(between: &str) -> &str {
    let rest = between.strip_prefix('(').and_then(|inner| inner.split_once(')'));
    match rest {
        Some((unit, rest)) if unit.chars().count() <= 3 && unit.chars().all(is_han) => rest,
        _ => between,
    }
}
