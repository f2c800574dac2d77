//! What is taken off a total step by step, and what is left at the end (B9): 收到19份，形式审查淘汰6份，现场核查淘汰4份，专家评审再淘汰3份，最终通过6份;
//! 花了26800元，医保报销18760元，大病保险报销2680元，自己只掏5360元.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, terms};
use super::amount::fixes;
use super::nearby::has_any;
use super::scene::{Found, Scene, What};
use super::slip::{Slip, mend};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    takes: Vec<String>,
    no_takes: Vec<String>,
    lefts: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/taken"));

/// How many values before what is left are looked at.
const REACH: usize = 8;

/// Looks at every value that is left of another.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    if !WORDS.lefts.iter().any(|word| scene.reading.contains(word.as_str())) {
        return;
    }
    let terms = terms(scene);
    for at in 2..terms.len() {
        judge(scene, &terms, at, found);
    }
}

fn is_value(term: &Term) -> bool {
    matches!(term.amount.figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration)
        && term.amount.is_exact()
        && term.amount.figure.unit.is_some_and(|u| u.per.is_none())
}

fn judge(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let left = &terms[at];
    if !is_value(left) || !has_any(left.clause(), &WORDS.lefts) || has_any(left.clause(), &WORDS.no_takes) {
        return None;
    }
    let is_like = |term: &Term| term.amount.dimension == left.amount.dimension && is_value(term);
    let is_take = |term: &Term| has_any(term.clause(), &WORDS.takes) && !has_any(term.clause(), &WORDS.no_takes);
    let near = (at.saturating_sub(REACH)..at).rev().filter(|i| is_like(&terms[*i]));
    let mut takes = Vec::new();
    let mut whole = None;
    for i in near {
        if is_take(&terms[i]) {
            takes.push(i);
        } else {
            whole = Some(i);
            break;
        }
    }
    let whole = whole.filter(|_| !takes.is_empty())?;
    let stops = terms[whole + 1..=at].iter().filter(|term| term.opens).count();
    let value = |i: usize| terms[i].amount.printed().map(|p| p.value);
    let sum = takes.iter().try_fold(Decimal::ZERO, |sum, i| sum.checked_add(value(*i)?))?;
    let right = value(whole)?.checked_sub(sum)?;
    // 12元 and 19份 are so many; 2.68万元 is rounded.
    let rounds = |i: &&usize| terms[**i].amount.printed().is_some_and(|p| p.step > Decimal::ONE || !p.value.is_integer());
    let all: Vec<usize> = takes.iter().copied().chain([whole, at]).collect();
    let slack: Decimal = all.iter().filter(rounds).filter_map(|i| Some(terms[*i].amount.printed()?.step)).sum();
    let allowed = Interval::point(right).widened(slack.checked_div(Decimal::TWO)?)?;
    let places: Vec<usize> = std::iter::once(whole).chain(takes.iter().rev().copied()).map(|i| terms[i].at).collect();
    if stops > 1 {
        return None;
    }
    found.checked.extend(places.iter().copied().chain([left.at]));
    if allowed.contains(value(at)?) {
        return None;
    }
    // One step alone may leave another out: the slip of a typist must explain it.
    let is_slip = |i: usize, wanted: Decimal| {
        mend(scene.reading, &terms[i].amount, &Interval::point(wanted)).is_some_and(|mend| mend.slip != Slip::Length)
    };
    let slipped = is_slip(at, right) || is_slip(whole, sum.checked_add(value(at)?)?);
    let is_told = found.findings.iter().any(|f| places.iter().chain([&left.at]).any(|at| f.range.contains_range(scene.figures[*at].range)));
    if is_told || takes.len() < 2 && !slipped {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (said, of) = (text(left.at), text(terms[whole].at));
    let list: Vec<&str> = places[1..].iter().map(|at| text(*at)).collect();
    let is = left.amount.scale.text(right);
    let message = Message::new(
        format!("剩余不符：{of}减去{}应剩{is}，写作“{said}”", list.join("、")),
        format!("what is left is wrong: {of} less {} leaves {is}, not “{said}”", list.join(", ")),
    );
    let formula = Message::both(format!("{of} − {} = {is} ≠ {said}", list.join(" − ")));
    let fixes = fixes(scene.reading, &[(&left.amount, Interval::point(right))]);
    let what = What { code: "remainder-mismatch", severity: Severity::Error, message, formula, fixes };
    // Step by step to what is left: no other figure of the line is asked.
    found.sure.extend((takes.len() >= 2).then_some(scene.figures[left.at].range));
    found.findings.push(scene.finding_of(what, left.at, &places));
    Some(())
}
