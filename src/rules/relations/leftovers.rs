//! B3: what is left makes a hundred with what was told: `甲占60%，乙占25%，其余20%归丙`; and things of one kind that have more than
//! half of it each: `多晶和单晶各占60%`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, terms};
use super::amount::{Amount, fixes};
use super::nearby::has_any;
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::plain;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    rests: Vec<String>,
    behind: Vec<String>,
    no_share: Vec<String>,
    no_each: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/leftovers"));

/// How many shares before what is left may belong to it, and behind it.
const BEFORE: usize = 8;
const BEHIND: usize = 3;
/// How far from a hundred the shares are told to be one whole.
const NEAR: u32 = 15;
/// How many characters the name of a thing has at most.
const NAME: usize = 8;

/// Looks at every share of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let is_any = WORDS.rests.iter().any(|word| scene.reading.contains(word.as_str())) || scene.reading.contains("各占");
    if !is_any {
        return;
    }
    let terms = terms(scene);
    for nth in 0..terms.len() {
        if is_percent(&terms[nth]) {
            rest(scene, &terms, nth, found);
            each(scene, &terms[nth], found);
        }
    }
}

fn is_percent(term: &Term) -> bool {
    term.amount.figure.kind == Kind::Percent && term.amount.is_exact()
}

/// `甲占60%，乙占25%，其余20%归丙`.
fn rest(scene: &Scene, terms: &[Term], nth: usize, found: &mut Found) -> Option<()> {
    let clause = terms[nth].clause().trim().trim_start_matches(['而', '则']);
    let is_rest =
        WORDS.rests.iter().filter_map(|word| clause.strip_prefix(word.as_str())).any(|rest| WORDS.behind.iter().any(|word| rest == word));
    if !is_rest || terms[nth].goes_on() {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    for at in (nth.saturating_sub(BEFORE)..nth).rev() {
        if terms[at + 1..=nth].iter().any(|term| term.opens && !term.after_semicolon) {
            break;
        }
        if terms[at].amount.figure.kind != Kind::Percent {
            continue;
        }
        if !terms[at].amount.is_exact() || has_any(terms[at].clause(), &WORDS.no_share) {
            return None;
        }
        before.push(at);
    }
    let last = *before.first()?;
    let is_beside = terms[last + 1..nth].iter().all(|term| term.amount.figure.kind != Kind::Percent);
    let behind: Vec<usize> =
        (nth + 1..terms.len().min(nth + 1 + BEHIND)).take_while(|at| !terms[*at].opens).filter(|at| is_percent(&terms[*at])).collect();
    let slack = |set: &[usize]| set.iter().filter_map(|at| Some(terms[*at].amount.printed()?.step)).sum::<Decimal>();
    let makes = |set: &[usize]| -> bool {
        let sum = set.iter().try_fold(Interval::point(Decimal::ZERO), |sum, at| sum.plus(&terms[*at].amount.interval));
        let sum = sum.and_then(|sum| sum.widened(slack(set) / Decimal::TWO));
        sum.is_none_or(|sum| sum.meets(&Interval::point(Decimal::ONE_HUNDRED)))
    };
    // Some of those before it, and some behind, may make it right.
    for some in 0_u32..1 << before.len() {
        let mut set: Vec<usize> = before.iter().enumerate().filter(|(i, _)| some >> i & 1 == 1).map(|(_, at)| *at).collect();
        set.push(nth);
        if makes(&set)
            || behind.iter().any(|next| {
                set.push(*next);
                makes(&set)
            })
        {
            found.checked.extend(before.iter().chain([&nth]).map(|at| terms[*at].at));
            return None;
        }
    }
    let total = |set: &[usize]| set.iter().filter_map(|at| Some(terms[*at].amount.printed()?.value)).sum::<Decimal>();
    let near = |len: &usize| {
        let sum = total(&before[..*len]) + total(&[nth]);
        (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::from(NEAR)
    };
    // The whole of the shares: all that were told, from the first on.
    let len = (1..=before.len()).rev().find(near).filter(|_| is_beside)?;
    let mut set: Vec<usize> = before[..len].iter().rev().copied().collect();
    set.push(nth);
    found.checked.extend(set.iter().map(|at| terms[*at].at));
    report(scene, &set.iter().map(|at| &terms[*at]).collect::<Vec<_>>(), found)
}

fn report(scene: &Scene, set: &[&Term], found: &mut Found) -> Option<()> {
    if found.findings.iter().any(|f| set.iter().any(|term| f.range == scene.figures[term.at].range)) {
        return None;
    }
    let values: Vec<Decimal> = set.iter().filter_map(|term| Some(term.amount.printed()?.value)).collect();
    let sum: Decimal = values.iter().sum();
    let off = sum - Decimal::ONE_HUNDRED;
    let (total, gap) = (plain(sum), plain(off.abs()));
    let message = Message::new(
        format!("各项占比连同剩下的之和是{total}%，不等于100%，相差{gap}个百分点"),
        format!("the shares and what is left add up to {total} %, not to 100 %: {gap} points apart"),
    );
    let list: Vec<String> = values.iter().map(|value| plain(*value)).collect();
    let formula = Message::both(format!("{} = {total} ≠ 100", list.join(" + ")));
    let options: Vec<(&Amount, Interval)> =
        set.iter().zip(&values).map(|(term, value)| (&term.amount, Interval::point(*value - off))).collect();
    let what = What { code: "shares-sum-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &options) };
    let others: Vec<usize> = set[..set.len() - 1].iter().map(|term| term.at).collect();
    found.findings.push(scene.finding_of(what, set[set.len() - 1].at, &others));
    Some(())
}

/// `多晶和单晶各占60%`: things of one kind, each of which has so much of one whole.
fn each(scene: &Scene, term: &Term, found: &mut Found) -> Option<()> {
    let names = term.clause().trim().strip_suffix("各占")?;
    let behind = scene.reading[term.amount.figure.range.end().into()..].chars().next();
    let is_end = behind.is_none_or(|c| matches!(c, ',' | '，' | '。' | ';' | '、' | ')' | '）'));
    let mut all: Vec<&str> = names.split(['和', '与', '及']).collect();
    let trail = term.trail();
    if term.text.contains('、') && !trail.is_empty() {
        all.extend(trail.rsplit([',', '，', ':', '：']).next()?.split('、'));
    }
    let heads: Vec<Option<char>> = all.iter().map(|name| name.trim().chars().next_back()).collect();
    let is_row = all.len() >= 2 && heads.iter().all(|head| *head == heads[0]);
    let is_plain = all.iter().all(|name| (1..=NAME).contains(&name.trim().chars().count()) && !has_any(name, &WORDS.no_each));
    if !is_row || !is_plain || !is_end || term.goes_on() && term.clause().is_empty() {
        return None;
    }
    found.checked.push(term.at);
    let count = Decimal::from(all.len());
    let sum = term.amount.interval.scaled(count)?;
    let is_told = found.findings.iter().any(|f| f.range == term.amount.figure.range);
    if is_told || !sum.is_above(&Interval::point(Decimal::ONE_HUNDRED)) {
        return None;
    }
    let value = term.amount.printed()?.value;
    let (one, total) = (plain(value), plain(value * count));
    let message = Message::new(
        format!("{}项各占{one}%，合计{total}%，超过100%", all.len()),
        format!("{} of them with {one} % each make {total} %, more than 100 %", all.len()),
    );
    let formula = Message::both(format!("{one}% × {} = {total}% > 100%", all.len()));
    let what = What { code: "shares-sum-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, term.at, &[]));
    Some(())
}
