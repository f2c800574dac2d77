//! The findings of this room.

use rust_decimal::Decimal;

use super::judge::{Fit, Told, difference, growth};
use super::terms::Term;
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::relations::amount::{Scale, fixes};
use crate::rules::relations::scene::{Found, Scene, What};

/// Whether something was said of one of the figures already.
fn is_told(scene: &Scene, figures: &[usize], found: &Found) -> bool {
    found.findings.iter().any(|f| figures.iter().any(|at| f.range.contains_range(scene.figures[*at].range)))
}

/// A growth or difference that does not follow from its two values.
pub(super) fn report(scene: &Scene, told: &Told, verb: &str, (x, y): (&Term, &Term), fit: Fit, found: &mut Found) -> Option<()> {
    let at = told.term.at;
    let are_exact = [x, y].iter().all(|term| term.amount.is_exact());
    if is_told(scene, &[x.at, y.at, at], found) || !are_exact {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, b, said) = (text(x.at), text(y.at), text(at));
    let (from, to) = (x.amount.printed()?.value, y.amount.printed()?.value);
    let kind = told.term.amount.figure.kind;
    let is_growth = matches!(kind, Kind::Percent | Kind::Fraction | Kind::Multiple)
        && (x.amount.dimension != "percent" || fit != Fit::PercentForPoints);
    let (code, is) = match fit {
        Fit::Right => return None,
        Fit::Opposite => ("direction-mismatch", if to > from { "增大".to_owned() } else { "减小".to_owned() }),
        Fit::PercentForPoints => ("percent-for-points", format!("{}个百分点", told.term.amount.number())),
        Fit::PointsForPercent => ("percent-for-points", format!("{}%", told.term.amount.number())),
        Fit::Wrong if is_growth => {
            let rate = to.checked_div(from)?.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?;
            let percent = Scale { factor: Decimal::ONE, suffix: "%".into(), decimals: told.term.amount.scale.decimals.max(1) };
            let code = if kind == Kind::Multiple { "times-mismatch" } else { "growth-mismatch" };
            let word = if rate.is_sign_negative() { "下降" } else { "增长" };
            (code, format!("{word}{}", percent.text(rate.abs())))
        }
        Fit::Wrong => {
            let right = told.term.amount.scale.text(to.checked_sub(from)?.abs());
            (if kind == Kind::PercentagePoint { "points-mismatch" } else { "change-mismatch" }, format!("相差{right}"))
        }
    };
    let message = Message::new(
        format!("“{verb}{said}”与前后两个数不符：由{a}到{b}，应为{is}"),
        format!("“{verb}{said}” does not follow from the two values: from {a} to {b} it is {is}"),
    );
    let formula = Message::both(format!("{a} → {b}: {is} ≠ {verb}{said}"));
    let wanted = wanted(told, x, y, fit);
    let fixes = wanted.map(|wanted| fixes(scene.reading, &[(&told.term.amount, wanted)])).unwrap_or_default();
    let what = What { code, severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding_of(what, at, &[x.at, y.at]));
    Some(())
}

/// What the growth or difference would have to be.
fn wanted(told: &Told, x: &Term, y: &Term, fit: Fit) -> Option<Interval> {
    if fit != Fit::Wrong {
        return None;
    }
    let of = match told.term.amount.figure.kind {
        Kind::Percent => growth(&x.amount, &y.amount)?,
        Kind::Multiple => growth(&x.amount, &y.amount)?.scaled(Decimal::new(1, 2))?,
        Kind::Fraction => return None,
        _ => difference(&x.amount, &y.amount)?,
    };
    Some(if of.middle()?.is_sign_negative() { of.negated() } else { of })
}

/// A verb that leads the wrong way.
pub(super) fn opposite(scene: &Scene, words: &str, (x, y): (&Term, &Term), found: &mut Found) -> Option<()> {
    if is_told(scene, &[x.at, y.at], found) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, b) = (text(x.at), text(y.at));
    let word = words.trim_matches(|c: char| !c.is_alphanumeric());
    let is_up = y.amount.printed()?.value > x.amount.printed()?.value;
    let (zh, en, sign) = if is_up { ("升", "rose", ">") } else { ("降", "fell", "<") };
    let message = Message::new(
        format!("“{word}”与数值相反：由{a}到{b}，是{zh}了"),
        format!("“{word}” goes the other way than the values: from {a} to {b} it {en}"),
    );
    let formula = Message::both(format!("{b} {sign} {a}"));
    let what = What { code: "direction-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, y.at, &[x.at]));
    Some(())
}

/// C9: a ratio that two values do not make.
pub(super) fn ratio(scene: &Scene, at: usize, (x, y): (&Term, &Term), found: &mut Found) -> Option<()> {
    let are_exact = x.amount.is_exact() && y.amount.is_exact();
    if is_told(scene, &[x.at, y.at, at], found) || !are_exact {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, b, said) = (text(x.at), text(y.at), text(at));
    let right = y.amount.printed()?.value.checked_div(x.amount.printed()?.value)?.round_dp(2).normalize();
    let message = Message::new(
        format!("倍数与两个数不符：{b}是{a}的{right}倍，写作“{said}”"),
        format!("the ratio is wrong: {b} is {right} times {a}, not “{said}”"),
    );
    let formula = Message::both(format!("{b} ÷ {a} = {right} ≠ {said}"));
    let what = What { code: "times-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[x.at, y.at]));
    Some(())
}
