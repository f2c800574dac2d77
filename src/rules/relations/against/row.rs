//! A difference behind two values in a row, with no words that tie it to them (C2): 月工资4800元，转正后涨到6200元，每月多了1400元.
//!
//! Here the numbers must speak: one slip of the typist makes it right, in a number of three digits, or of two where words say that the value
//! before the difference is the present one.

use super::judge::{Fit, difference, is_of_kind};
use super::terms::MARKS;
use super::ties::{Tie, is_change};
use super::words::{is_now, reach, verb};
use super::{Term, is_acquitted, is_silent, report};
use crate::figures::figure::{Interval, Kind};
use crate::rules::relations::amount::Amount;
use crate::rules::relations::scene::{Found, Scene};
use crate::rules::relations::slip::{Slip, mend};

/// So many times as large is another thing.
const FAR_APART: i64 = 20;
/// How many digits a number has that one slip in it proves something; the same where words say that the value before the difference is the
/// present one.
const PROVING: usize = 3;
const PROVING_NOW: usize = 2;
/// How many characters stand before the verb of a difference.
const HEAD: usize = 8;

/// Looks at a difference behind two values of its kind.
pub(super) fn check(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let said = &term.amount;
    let kind = said.figure.kind;
    let is_value = matches!(kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Duration);
    if !is_value || term.opens || term.goes_on() || !said.is_exact() {
        return None;
    }
    let verb = verb(term.clause())
        .filter(|verb| verb.head.chars().count() <= HEAD && !verb.head.contains(['比', '较', '其', '年', '均', '计']))?;
    // 全年新开14家、关闭29家: one of two movements.
    if terms.get(at + 1).is_some_and(|next| next.text.starts_with('、')) {
        return None;
    }
    let (y, x) = (at.checked_sub(1)?, at.checked_sub(2)?);
    let (a, b) = (&terms[x], &terms[y]);
    let is_row = |t: &Term| t.text.trim_start().starts_with('、') || t.text.contains("其中") || t.clause().contains(['均', '每']);
    let is_like =
        |t: &Term| t.amount.dimension == said.dimension && is_of_kind(term, &t.amount, "") && t.amount.is_exact() && !is_change(t);
    if b.opens || is_row(b) || is_row(a) || !is_like(a) || !is_like(b) {
        return None;
    }
    let (v, w) = (a.amount.printed()?.value, b.amount.printed()?.value);
    let is_far = v.min(w).checked_mul(FAR_APART.into()).is_none_or(|less| less < v.max(w));
    let tie = Tie { x, y };
    if is_far || is_silent(scene, terms, at, tie) {
        return None;
    }
    let gap = |x: &Term, y: &Term| {
        difference(&x.amount, &y.amount).map(|gap| if gap.middle().is_some_and(|m| m.is_sign_negative()) { gap.negated() } else { gap })
    };
    let holds = |x: &Term, y: &Term| gap(x, y).is_some_and(|gap| gap.meets(&said.interval));
    if holds(a, b) || is_acquitted(scene, terms, at, tie, holds) {
        return None;
    }
    let is_now = b.is_present() || reach(&b.text).is_some() || is_now(between(scene, a, b));
    let least = if is_now { PROVING_NOW } else { PROVING };
    let is_proof = |amount: &Amount, wanted: Option<Interval>| {
        wanted.and_then(|wanted| mend(scene.reading, amount, &wanted)).is_some_and(|m| m.slip > Slip::Length && m.digits >= least)
    };
    let (less, more) = if v < w { (&a.amount, &b.amount) } else { (&b.amount, &a.amount) };
    let is_slip = is_proof(said, gap(a, b))
        || is_proof(more, less.interval.plus(&said.interval))
        || is_proof(less, more.interval.minus(&said.interval));
    if !is_slip {
        return None;
    }
    let told = super::Told { term, sign: if v < w { 1 } else { -1 } };
    found.checked.extend([a.at, b.at, term.at]);
    report::report(scene, &told, verb.text, (a, b), Fit::Wrong, found)
}

/// The words between two values.
fn between<'l>(scene: &Scene<'l>, a: &Term, b: &Term) -> &'l str {
    let (from, to) = (a.amount.figure.range.end(), b.amount.figure.range.start());
    scene.reading.get(from.into()..to.into()).unwrap_or_default().trim_matches(MARKS)
}
