//! Shares in tenths and fractions of a value told before, by their words and units alone (C19): 1.2万人，其中女性0.3万人，占三分之一.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::nearby::{has_any_of, lead_of, rounded, same_sentence, sentences_between, tail_of};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Kind};
use crate::rules::beside::share_allowed;
use crate::rules::finding::{Message, Severity};

/// How many figures before a part its whole is looked for.
const REACH: usize = 10;
/// What may stand between a part and its share.
const LINKS: [&str; 8] = ["占", "约占", "占了", "占比", "占到", "大约占", "占比约", "占比达"];
/// Words with which a value is no whole, or the share is of another one.
const OTHER: [&str; 8] = ["增加", "减少", "增长", "下降", "比", "均", "每", "计划"];

/// Looks at every share of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 1..scene.figures.len() {
        share(scene, at, found);
    }
}

fn share(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let figure = &scene.figures[at];
    let allowed = share_allowed(figure)?;
    let (start, end) = (scene.figures[at - 1].range.end(), figure.range.start());
    let between = scene.reading.get(start.into()..end.into())?;
    let link = between.trim().trim_start_matches([',', '，', ' ']);
    let is_linked = LINKS.contains(&link);
    // 占三分之一的企业: the share is of what follows.
    let is_end = tail_of(scene, at).chars().next().is_none_or(|c| !c.is_alphanumeric());
    let part = value(scene, at - 1).filter(|_| is_linked && is_end && !has_any_of(lead_of(scene, at - 1), &OTHER))?;
    let printed = part.printed()?.value;
    let is_whole = |one: &usize| sentences_between(scene, *one, at).is_some_and(|n| n <= 1);
    let is_of_kind = |whole: &Amount| whole.dimension == part.dimension || is_people(&whole.dimension) && is_people(&part.dimension);
    let near = (at.saturating_sub(REACH)..at - 1).rev().filter(is_whole).filter_map(|one| Some((one, value(scene, one)?)));
    let wholes: Vec<(usize, Amount)> = near.filter(|(_, whole)| is_of_kind(whole)).collect();
    let percent = |whole: &Amount| rounded(&part)?.over(&rounded(whole)?)?.scaled(Decimal::ONE_HUNDRED);
    if wholes.is_empty() {
        return None;
    }
    found.checked.push(at);
    if wholes.iter().any(|(_, whole)| percent(whole).is_none_or(|p| p.meets(&allowed))) {
        return None;
    }
    // The whole is the nearest of its sentence, and no other value of its kind stands there, or 其中 says that the part is one.
    // 一般贸易172.3亿元，占64.2%；加工贸易60.4亿元，占两成多: what has a share itself is a part beside this one.
    let is_value = |one: usize| !has_any_of(lead_of(scene, one), &OTHER) && !has_share(scene, one);
    let here: Vec<&(usize, Amount)> = wholes.iter().filter(|(one, _)| same_sentence(scene, *one, at) && is_value(*one)).collect();
    let (one, whole) = here.iter().find(|(_, w)| w.printed().is_some_and(|p| p.value > printed))?;
    let head = lead_of(scene, at - 1);
    let is_part = here.len() == 1 || head.contains("其中") || *one + 1 == at - 1;
    if !is_part || head.is_empty() {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let is = percent(whole)?.middle()?.round_dp(1).normalize();
    let (share, part, whole) = (text(at), text(at - 1), text(*one));
    let message = Message::new(
        format!("“{share}”与数值不符：{part}占{whole}的{is}%"),
        format!("“{share}” does not go with the values: {part} is {is} % of {whole}"),
    );
    let formula = Message::both(format!("{part} ÷ {whole} = {is}% ≠ {share}"));
    let what = What { code: "tenths-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[*one, at - 1]));
    Some(())
}

/// Whether a value is followed by its share.
fn has_share(scene: &Scene, one: usize) -> bool {
    let (Some(value), Some(next)) = (scene.figures.get(one), scene.figures.get(one + 1)) else { return false };
    let between = scene.reading.get(value.range.end().into()..next.range.start().into()).unwrap_or("");
    let is_share = next.kind == Kind::Percent || share_allowed(next).is_some();
    is_share && LINKS.iter().any(|link| between.trim_start_matches([',', '，', ' ']).starts_with(link))
}

fn value<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    let is_value = matches!(figure.kind, Kind::Quantity | Kind::Money) && figure.unit.is_some_and(|u| u.per.is_none());
    let is_plain = matches!(figure.approximation, Approximation::Exact | Approximation::About);
    let amount = Amount::of(scene.reading, figure).filter(|_| is_value && is_plain)?;
    amount.printed().is_some_and(|p| p.value > Decimal::ZERO).then_some(amount)
}

fn is_people(dimension: &str) -> bool {
    matches!(dimension, "count/人" | "count/名" | "count/位" | "count/口" | "count/个")
}
