//! What is left of a whole against what is done, by the words around the figures (B9): 640套，已交付455套，未交付185套; 已收割13.3万亩，
//! 占95%，剩余0.7万亩.

use rust_decimal::Decimal;

use super::against::{Term, is_change, terms};
use super::alibi;
use super::amount::{Amount, fixes};
use super::rates::{WORDS, values};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};

/// How many values before a rest are looked at.
const REACH: usize = 6;

/// Looks at every value that is what is left.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let terms = terms(scene);
    for at in 1..terms.len() {
        let clause = terms[at].clause();
        let is_rest = WORDS
            .words
            .rests
            .iter()
            .any(|word| clause.starts_with(word.as_str()) || clause.starts_with('有') && clause[3..].starts_with(word.as_str()));
        let is_other = WORDS.words.no_rests.iter().any(|word| clause.contains(word.as_str()));
        if is_rest && !is_other && is_value(&terms[at]) {
            rest(scene, &terms, at, found);
        }
    }
}

fn is_value(term: &Term) -> bool {
    let figure = term.amount.figure;
    let is_counted = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration);
    is_counted
        && term.amount.is_exact()
        && figure.printed().is_some_and(|p| p.value > Decimal::ZERO)
        && (!is_change(term) || term.clause().ends_with("新增"))
}

fn rest(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let said = &terms[at].amount;
    let near = (at.saturating_sub(REACH)..at).rev().filter(|i| terms[i + 1..=at].iter().filter(|t| t.opens).count() <= 1);
    let of_kind: Vec<usize> = near.filter(|i| is_value(&terms[*i]) && terms[*i].amount.dimension == said.dimension).collect();
    let done = *of_kind.first().filter(|i| !terms[at].opens || terms[**i].at + 1 == terms[at].at)?;
    by_share(scene, terms, done, at, found);
    let done_of = values(&terms[done].amount)?;
    let left = values(said)?;
    let whole = *of_kind.get(1)?;
    found.checked.extend([terms[whole].at, terms[done].at, terms[at].at]);
    // Of several that were told each may be the whole, and all before it may be done.
    let mut sum = Interval::point(Decimal::ZERO).plus(&left)?;
    let mut last = left;
    for i in &of_kind {
        let value = values(&terms[*i].amount)?;
        if value.meets(&sum) && sum != left || last.plus(&left)?.meets(&value) && *i != done {
            return None;
        }
        sum = sum.plus(&value)?;
        last = value;
    }
    let total = values(&terms[whole].amount)?;
    let is_whole = total.is_above(&done_of) && !done_of.plus(&left)?.meets(&total);
    let is_alone = terms[whole + 1..at].iter().filter(|t| t.at != terms[done].at).all(|t| t.amount.dimension == "percent");
    let is_named = terms[done].clause().chars().next().is_some_and(|c| "已实立完审办参入有其通合建出".contains(c))
        || terms[done].clause().contains('已');
    let figures = [terms[whole].at, terms[done].at, terms[at].at];
    let has_alibi = alibi::of_sum(scene, &figures[1..], &done_of.plus(&left)?, None);
    if !is_whole || !is_alone || !is_named || has_alibi || is_told(scene, &figures, found) {
        return None;
    }
    report(scene, figures, (&terms[whole].amount, &terms[done].amount, said), found)
}

/// 按照全年36万辆的目标: the value is of the plan.
fn is_plan(term: &Term) -> bool {
    term.clause().starts_with("按") || term.clause().contains("目标") || term.clause().contains("计划")
}

fn is_told(scene: &Scene, figures: &[usize], found: &Found) -> bool {
    found.findings.iter().any(|f| figures.iter().any(|at| f.range.contains_range(scene.figures[*at].range)))
}

fn report(scene: &Scene, figures: [usize; 3], (whole, done, left): (&Amount, &Amount, &Amount), found: &mut Found) -> Option<()> {
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (t, a, b) = (text(figures[0]), text(figures[1]), text(figures[2]));
    let right = left.scale.text(whole.printed()?.value.checked_sub(done.printed()?.value)?);
    let message = Message::new(
        format!("完成与剩余不合总数：{t}减去{a}应剩{right}，写作“{b}”"),
        format!("what is done and what is left do not make the whole: {t} less {a} leaves {right}, not “{b}”"),
    );
    let formula = Message::both(format!("{t} − {a} = {right} ≠ {b}"));
    let wanted = values(whole)?.minus(&values(done)?)?;
    let fixes = fixes(scene.reading, &[(left, wanted)]);
    let what = What { code: "remainder-mismatch", severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding_of(what, figures[2], &figures[..2]));
    Some(())
}

/// 已收割13.3万亩，占95%，剩余0.7万亩: what is done and what is left make the share.
fn by_share(scene: &Scene, terms: &[Term], done: usize, at: usize, found: &mut Found) -> Option<()> {
    let share = terms[done + 1..at].iter().find(|t| t.amount.figure.kind == Kind::Percent && t.amount.is_exact())?;
    let clause = share.clause();
    let is_share =
        (clause.starts_with('占') || clause.contains('率') || clause == "完成") && at == done + 2 && !terms[at].opens && !share.opens;
    let (a, b) = (values(&terms[done].amount)?, values(&terms[at].amount)?);
    // 按全年36万辆的目标，完成率79.6%，还差73500辆: the first is the whole.
    let of_plan = is_plan(&terms[done]);
    let a = if of_plan { Interval::point(terms[done].amount.printed()?.value) } else { a };
    let part = if of_plan { a.minus(&b)? } else { a };
    let whole = if of_plan { a } else { a.plus(&b)? };
    let of = part.over(&whole)?.scaled(Decimal::ONE_HUNDRED)?;
    let figures = [share.at, terms[done].at, terms[at].at];
    if !is_share {
        return None;
    }
    found.checked.extend(figures);
    if of.meets(&share.amount.interval) || is_told(scene, &figures, found) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (r, a, b) = (text(figures[0]), text(figures[1]), text(figures[2]));
    let is = share.amount.scale.text(of.middle()?);
    let message = Message::new(
        format!("完成、剩余与占比不合：按{a}、{b}应为{is}，写作“{r}”"),
        format!("what is done, what is left and the share do not go together: {a} and {b} make {is}, not “{r}”"),
    );
    let sum = if of_plan { format!("({a} − {b}) ÷ {a}") } else { format!("{a} ÷ ({a} + {b})") };
    let formula = Message::both(format!("{sum} = {is} ≠ {r}"));
    let what = What { code: "remainder-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, figures[2], &figures[..2]));
    Some(())
}
