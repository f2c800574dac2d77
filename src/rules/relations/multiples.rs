//! 是几倍 taken for 多几倍 (C13), by the figures alone: of two values told before, the one is as many times the other as the words say
//! it is more, or the other way round.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::nearby::{has_any_of, lead_of, rounded, sentences_between, shares_word, tail_of};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::{last_clause, plain};

/// How many figures before a multiple its values are looked for.
const REACH: usize = 6;
/// What says more, right before the multiple.
const MORE: [&str; 13] = ["多", "高", "大", "长", "快", "重", "贵", "多出", "高出", "大出", "增加", "增长", "提高"];
/// What says as much as, where 的 stands before the multiple.
const AS_MUCH: [&str; 4] = ["是", "为", "相当于", "达到"];
/// Words of another comparison.
const OTHER: [&str; 8] = ["上年", "去年同期", "同比", "环比", "平均", "全国", "全省", "计划"];

/// Looks at every multiple of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 2..scene.figures.len() {
        if scene.figures[at].kind == Kind::Multiple {
            multiple(scene, at, found);
        }
    }
}

fn multiple(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let amount = Amount::of(scene.reading, &scene.figures[at]).filter(Amount::is_exact)?;
    let times = amount.printed()?.value;
    let head = last_clause(&scene.reading[..scene.figures[at].number.start().into()]);
    let bare = head.trim_end_matches('了');
    let is_more = head.contains(['比', '较']) && MORE.iter().any(|word| bare.ends_with(word));
    let is_as_much = head.ends_with('的') && has_any_of(head, &AS_MUCH) && !head.contains(['比', '较']);
    let is_told = found.findings.iter().any(|f| f.range == scene.figures[at].range);
    // 比十年前多4倍: of another time, not of the other value.
    let of_time = ["年前", "上年", "去年", "同期", "月前", "以前", "过去", "当年", "年初"].iter().any(|word| head.contains(word));
    let pair = values(scene, at)?;
    let [(first, a), (second, b)] = &pair[..] else { return None };
    // 去年出栏2万只，今年比去年多2倍: of the very time that one of the two is told of.
    let is_between = is_more && of_time && is_between_times(scene, at, head, [*first, *second]);
    let is_other = has_any_of(head, &OTHER) && !is_between;
    if of_time && !is_between || !(is_more || is_as_much) || is_told || is_other || times < Decimal::ONE {
        return None;
    }
    // 现金流量净额2.14亿元，是净利润的1.24倍: of what is not told here.
    if is_as_much && names_other(scene, head, &[*first, *second]) {
        return None;
    }
    let (a_printed, b_printed) = (a.printed()?.value, b.printed()?.value);
    let (more, less) = if a_printed > b_printed { (a, b) } else { (b, a) };
    let ratio = rounded(more)?.over(&rounded(less)?)?;
    let more_by = ratio.minus(&Interval::point(Decimal::ONE))?;
    let said = rounded(&amount)?;
    let (right, confused) = if is_more { (&more_by, &ratio) } else { (&ratio, &more_by) };
    found.checked.extend([*first, *second, at]);
    if right.meets(&said) || !confused.meets(&said) || !is_sharp(right)? {
        return None;
    }
    let exact = a_printed.max(b_printed).checked_div(a_printed.min(b_printed))?;
    let is = if is_more { exact.checked_sub(Decimal::ONE)? } else { exact };
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, y, said) = (text(*first), text(*second), text(at));
    let (is, exact) = (plain(is.round_dp(2)), plain(exact.round_dp(2)));
    let message = Message::new(
        format!("“是几倍”与“多几倍”混淆：{x}与{y}相差{exact}倍的关系，这里应为{is}倍，写作“{said}”"),
        format!("“times as much” and “times more” are mixed up: with {x} and {y} it should be {is} times, not “{said}”"),
    );
    let formula = Message::both(format!("{x}, {y}: {exact}; {is} ≠ {said}"));
    let what = What { code: "times-more-mismatch", severity: Severity::Warning, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[*first, *second]));
    Some(())
}

/// Whether the time that a comparison is with stands before one of two values of its sentence, the smaller one, and not before the other.
fn is_between_times(scene: &Scene, at: usize, head: &str, values: [usize; 2]) -> bool {
    let base = head.rsplit(['比', '较']).next().unwrap_or("");
    let base =
        MORE.iter().fold(base.trim_end_matches('了'), |base, word| base.strip_suffix(word).unwrap_or(base)).trim_end_matches(['同', '期']);
    let clause = |at: usize| last_clause(&scene.reading[..scene.figures[at].number.start().into()]);
    let value = |at: usize| Amount::of(scene.reading, &scene.figures[at]).and_then(|a| a.interval.middle());
    let [one, other] = values;
    let (less, more) = if value(one) < value(other) { (one, other) } else { (other, one) };
    let is_here = values.iter().all(|one| sentences_between(scene, *one, at) == Some(0));
    is_here && base.chars().count() >= 2 && clause(less).contains(base) && !clause(more).contains(base)
}

/// Whether the words before 的N倍 name a thing that neither value is of.
fn names_other(scene: &Scene, head: &str, values: &[usize]) -> bool {
    let named = AS_MUCH.iter().filter_map(|word| Some(head.rfind(word)? + word.len())).max();
    let name = named.and_then(|start| head.get(start..)).unwrap_or("").trim_end_matches('的');
    let is_named = name.chars().count() >= 2 && !has_any_of(name, &["前", "后", "它", "其", "这", "该", "本"]);
    is_named && !values.iter().any(|at| shares_word(name, lead_of(scene, *at)) || tail_of(scene, *at).starts_with(name))
}

/// Whether an interval is narrow enough to tell a multiple from the next one.
fn is_sharp(interval: &Interval) -> Option<bool> {
    Some(interval.hi?.checked_sub(interval.lo?)? < Decimal::new(6, 1))
}

/// The two values of one dimension before a multiple, where there are just two of their kind in the sentence and the one before.
fn values<'l>(scene: &Scene<'l>, at: usize) -> Option<Vec<(usize, Amount<'l>)>> {
    let near = (at.saturating_sub(REACH)..at).rev().filter(|one| sentences_between(scene, *one, at).is_some_and(|n| n <= 1));
    let value = |one: usize| {
        let figure = &scene.figures[one];
        let is_value = matches!(figure.kind, Kind::Quantity | Kind::Money) && figure.unit.is_some_and(|u| u.per.is_none());
        let amount = Amount::of(scene.reading, figure)
            .filter(|a| is_value && a.is_exact() && a.printed().is_some_and(|p| p.value > Decimal::ZERO))?;
        (!has_any_of(lead_of(scene, one), &["增加", "减少", "多", "少"])).then_some((one, amount))
    };
    let all: Vec<(usize, Amount)> = near.filter_map(value).collect();
    let dimension = all.first()?.1.dimension.clone();
    let mut of_kind: Vec<(usize, Amount)> = all.into_iter().filter(|(_, a)| a.dimension == dimension).collect();
    of_kind.reverse();
    (of_kind.len() == 2).then_some(of_kind)
}
