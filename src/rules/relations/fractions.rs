//! Shares in tenths and fractions of a value told before, by their words and units alone (C19): 1.2万人，其中女性0.3万人，占三分之一.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::nearby::{has_any_of, lead_of, rounded, same_sentence, sentences_between, shares_word, tail_of};
use super::scene::{Found, Scene, What};
use crate::claims::Statistic;
use crate::figures::figure::{Approximation, Kind};
use crate::rules::beside::share_allowed;
use crate::rules::finding::{Message, Severity};

/// How many figures before a part its whole is looked for.
const REACH: usize = 10;
/// What may stand between a part and its share.
const LINKS: [&str; 16] = [
    "占",
    "约占",
    "占了",
    "占比",
    "占到",
    "大约占",
    "占比约",
    "占比达",
    "正好是",
    "刚好是",
    "恰好是",
    "正好占",
    "刚好占",
    "恰好占",
    "正好",
    "约为",
];
/// Words with which a value is no whole, or the share is of another one.
const OTHER: [&str; 8] = ["增加", "减少", "增长", "下降", "比", "均", "每", "计划"];

/// Looks at every share of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 1..scene.figures.len() {
        if share(scene, at, found).is_none() {
            of_named(scene, at, found);
        }
        cut(scene, at, found);
        discount(scene, at, found);
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
    if !is_part || head.is_empty() || is_coordinate(scene, *one, at - 1) {
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

/// Words with which what follows is of the value before.
const PARTS: [&str; 5] = ["其中", "当中", "里面", "包括", "包含"];

/// Whether the value taken for a whole is an item of the list that the other stands in: 8000元以下的420户；10万元以上的210户，占一成. A semicolon ends its
/// clause, or 、 stands behind it, or items with their shares stand before: the whole of a list is told before its first item.
fn is_coordinate(scene: &Scene, one: usize, other: usize) -> bool {
    let gap = scene.reading.get(scene.figures[one].range.end().into()..scene.figures[other].range.start().into()).unwrap_or("");
    if has_any_of(gap, &PARTS) {
        return false;
    }
    let is_mark = |c: char| matches!(c, ';' | '；' | ',' | '，' | ':' | '：' | '、' | '(' | '（');
    let is_item = gap.find(is_mark).is_some_and(|mark| gap[mark..].starts_with([';', '；', '、']));
    let mut before = (one.saturating_sub(REACH)..one).rev().take_while(|at| same_sentence(scene, *at, one));
    is_item || gap.starts_with(['和', '与', '及']) || before.any(|at| has_share(scene, at))
}

/// What a share by name may be of, at the beginning of what stands behind 占: the words of a whole.
const WHOLE: [&str; 12] = ["全部", "全市", "全县", "全区", "全省", "总", "当年", "全年", "其", "所有", "整个", "同期"];
/// How many values before a share by name are looked at.
const FAR: usize = 12;

/// 水稻占七成; 占总产量的八成; 占92个行政村的六成: the part or the whole is named with the share.
fn of_named(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let allowed = share_allowed(&scene.figures[at])?;
    let tail = tail_of(scene, at);
    let head = lead_of(scene, at);
    if let Some(pair) = of_value(scene, at) {
        let ratio = rounded(&pair.0.1)?.over(&rounded(&pair.1.1)?)?.scaled(Decimal::ONE_HUNDRED)?;
        found.checked.extend([pair.0.0, pair.1.0, at]);
        let is_right = ratio.meets(&allowed) || is_told(scene, at, found);
        return if is_right { None } else { accuse(scene, at, (&pair.0, &pair.1), found) };
    }
    let (own, of) = head.rsplit_once('占')?;
    let of = of.trim_start_matches(['到', '了', '比', '约', '近']).trim_end_matches('的').trim();
    let own = own.trim();
    let is_end = tail.chars().next().is_none_or(|c| !c.is_alphanumeric());
    if !is_end || has_any_of(head, &OTHER) || own.contains(['各', '均', '共']) || tail.trim_start().starts_with(['(', '（']) {
        return None;
    }
    let is_near = |one: &usize| sentences_between(scene, *one, at).is_some_and(|n| n <= 1);
    let near: Vec<(usize, Amount)> =
        (at.saturating_sub(FAR)..at).filter(is_near).filter_map(|one| Some((one, value(scene, one)?))).collect();
    let names = |one: usize, name: &str| name.chars().count() >= 2 && lead_of(scene, one).contains(name);
    // The part: what is named, or the value right before, where the clause names nobody.
    let last = near.last().filter(|(one, _)| *one + 1 == at)?;
    let is_free = |one: usize| !has_any_of(lead_of(scene, one), &["增加", "减少", "均", "每", "计划"]);
    let part = if own.is_empty() {
        last.clone()
    } else {
        let named = |name: &str| -> Vec<&(usize, Amount)> {
            near.iter().filter(|(one, _)| names(*one, name) && same_sentence(scene, *one, at)).collect()
        };
        // 国企出资占六成 of 市属国企20亿元: the first two characters say whose it is.
        let short = own.char_indices().nth(2).map_or(own, |(end, _)| &own[..end]);
        let of_name = Some(named(own)).filter(|of| !of.is_empty()).unwrap_or_else(|| named(short));
        let [one] = &of_name[..] else { return None };
        (*one).clone()
    };
    let noun = WHOLE.iter().fold(of, |noun, word| noun.strip_prefix(word).unwrap_or(noun));
    let is_more =
        |w: &(usize, Amount)| w.0 != part.0 && w.1.dimension == part.1.dimension && w.1.printed() > part.1.printed() && is_free(w.0);
    let wholes: Vec<&(usize, Amount)> = near.iter().filter(|w| is_more(w)).collect();
    let whole = if of.is_empty() {
        // 63.68亿元，占九成, or 水稻占七成: of the value that stands before the parts and is more than all of them.
        let first = near.iter().find(|(one, a)| a.dimension == part.1.dimension && same_sentence(scene, *one, part.0))?;
        // 接待游客275万人次。游客中过夜的82.5万人次，占三成: the one value of its kind in the sentence before, of the same thing.
        let earlier: Vec<&(usize, Amount)> =
            near.iter().filter(|(one, a)| a.dimension == part.1.dimension && !same_sentence(scene, *one, at)).collect();
        let is_whole_before = |w: &(usize, Amount)| is_more(w) && shares_word(lead_of(scene, w.0), lead_of(scene, part.0));
        let first = match earlier[..] {
            [whole] if own.is_empty() && first.0 == part.0 && is_whole_before(whole) => whole,
            _ => first,
        };
        let is_before = !same_sentence(scene, first.0, at);
        let is_first = first.0 < part.0 && is_more(first);
        let parts = near.iter().filter(|(one, a)| *one > first.0 && a.dimension == part.1.dimension);
        let sum = parts.filter_map(|(_, a)| Some(a.printed()?.value)).try_fold(Decimal::ZERO, Decimal::checked_add)?;
        let is_whole = first.1.printed().is_some_and(|p| sum <= p.value.saturating_mul(Decimal::new(101, 2)));
        (is_first && is_whole && (!own.is_empty() || is_before)).then_some(first)?
    } else {
        let of_name: Vec<&&(usize, Amount)> = wholes.iter().filter(|w| names(w.0, noun)).collect();
        let [one] = &of_name[..] else { return None };
        **one
    };
    found.checked.push(at);
    let makes = |a: &Amount, b: &Amount| rounded(a).zip(rounded(b)).and_then(|(a, b)| a.over(&b)?.scaled(Decimal::ONE_HUNDRED));
    let is_right = |a: &(usize, Amount), b: &(usize, Amount)| {
        a.0 != b.0 && a.1.dimension == b.1.dimension && makes(&a.1, &b.1).is_some_and(|p| p.meets(&allowed))
    };
    let is_acquitted = if own.is_empty() {
        near.iter().any(|w| is_right(&part, w))
    } else {
        near.iter().any(|a| (a.0 == part.0 || names(a.0, own)) && near.iter().any(|b| is_right(a, b)))
    };
    if is_acquitted || is_told(scene, at, found) {
        return None;
    }
    accuse(scene, at, (&part, whole), found)
}

/// 46个，占全区92个行政村的六成: the whole stands between the part and the share.
fn of_value<'l>(scene: &Scene<'l>, at: usize) -> Option<((usize, Amount<'l>), (usize, Amount<'l>))> {
    let (part, whole) = (at.checked_sub(2)?, at.checked_sub(1)?);
    let (a, b) = (value(scene, part)?, value(scene, whole)?);
    let is_tied = lead_of(scene, at).ends_with('的') && lead_of(scene, whole).starts_with('占') && same_sentence(scene, part, at);
    let before = scene.reading.get(scene.figures[part].range.end().into()..scene.figures[whole].range.start().into())?;
    let is_next = before.matches([',', '，']).count() == 1;
    // 其中扣球23分、拦网3分、发球2分，占全队84分的三分之一: of all that is listed.
    let is_item = part.checked_sub(1).is_some_and(|before| {
        let gap = scene.reading.get(scene.figures[before].range.end().into()..scene.figures[part].range.start().into());
        gap.is_some_and(|gap| gap.contains('、')) && value(scene, before).is_some_and(|other| other.dimension == a.dimension)
    });
    if is_item {
        return None;
    }
    // 研发人员1036人，比年初净增158人，占全部员工1480人的七成: of the level.
    let claim = scene.claims.binary_search_by_key(&part, |c| c.figure).ok().map(|at| &scene.claims[at]);
    let is_change = claim.is_some_and(|c| c.statistic == Statistic::Change);
    (is_tied && is_next && !is_change && a.dimension == b.dimension && !has_any_of(lead_of(scene, part), &OTHER))
        .then_some(((part, a), (whole, b)))
}

/// Verbs of growth in tenths and fractions, and of decline.
const GROWS: [&str; 17] =
    ["增长", "增加", "提高", "上升", "上涨", "扩大", "扩大了", "增长了", "增加了", "涨", "多", "高", "多出", "高出", "增", "涨了", "多了"];
const FALLS: [&str; 19] = [
    "下降",
    "减少",
    "缩短",
    "降低",
    "压缩",
    "缩减",
    "减",
    "降",
    "缩短了",
    "减少了",
    "下降了",
    "降低了",
    "少",
    "低",
    "省",
    "便宜",
    "少了",
    "低了",
    "节省",
];

/// Whether the second of two values is what the first is held against, and nothing stands between it and the figure: ，比去年的2605人次多.
fn is_compared(scene: &Scene, first: usize, last: usize, at: usize) -> bool {
    let between = scene.reading.get(scene.figures[first].range.end().into()..scene.figures[last].range.start().into()).unwrap_or("");
    let Some((tail, clause)) = between.rsplit_once([',', '，']) else { return false };
    let gap = scene.reading.get(scene.figures[last].range.end().into()..scene.figures[at].range.start().into()).unwrap_or("");
    let is_base =
        clause.starts_with(['比', '较']) && clause.ends_with('的') && clause.chars().count() <= BASE && !clause.contains(['、', '(']);
    is_base && tail.chars().count() <= BASE && !tail.contains([',', '，', '。', ';']) && !gap.contains([',', '，', '、', '。', ';'])
}

/// How many characters name what a value is held against.
const BASE: usize = 14;

/// 一套1800元，同款只卖1080元，相当于进口价的六折: a price in tenths of another that stands before it.
fn discount(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let figure = &scene.figures[at];
    let clause = crate::rules::style::last_clause(&scene.reading[..figure.range.start().into()]);
    let is_of = clause.strip_suffix('的').is_some_and(|of| {
        of.chars().count() <= BASE
            && ["相当于", "约为", "约合", "等于", "仅为", "只有", "只及", "只是", "是"].iter().any(|word| of.starts_with(word))
    });
    let (x, y) = (at.checked_sub(2)?, at.checked_sub(1)?);
    let (a, b) = (value(scene, x)?, value(scene, y)?);
    let is_price = [&a, &b].iter().all(|amount| amount.figure.kind == Kind::Money && amount.is_exact()) && a.dimension == b.dimension;
    let between = scene.reading.get(scene.figures[x].range.end().into()..scene.figures[y].range.start().into())?;
    let is_next = same_sentence(scene, x, at) && !between.contains(['、', '(', ';']) && between.matches([',', '，']).count() == 1;
    if !is_of || !is_price || !is_next || !scene.reading[figure.range].ends_with('折') {
        return None;
    }
    let told = figure.interval()?.middle()?;
    let allowed = crate::figures::figure::Interval::point(told).widened(Decimal::from(4))?;
    let ratio = rounded(&b)?.over(&rounded(&a)?)?.scaled(Decimal::ONE_HUNDRED)?;
    found.checked.extend([x, y, at]);
    if ratio.meets(&allowed) || is_told(scene, at, found) {
        return None;
    }
    accuse(scene, at, (&(y, b), &(x, a)), found)
}

/// 由42分钟压缩到28分钟，缩短四分之一: a growth in tenths behind its two values.
fn cut(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let allowed = share_allowed(&scene.figures[at])?;
    let head = lead_of(scene, at).trim();
    let is_up = GROWS.contains(&head);
    let (first, last) = (at.checked_sub(2)?, at.checked_sub(1)?);
    // 接诊3126人次，比去年的2605人次多两成: the value before stands behind 比.
    let is_compared = is_compared(scene, first, last, at);
    let (x, y) = if is_compared { (last, first) } else { (first, last) };
    let (a, b) = (value(scene, x)?, value(scene, y)?);
    let is_led = ["由", "从"].iter().any(|word| lead_of(scene, x).contains(word));
    let between = scene.reading.get(scene.figures[first].range.end().into()..scene.figures[last].range.start().into())?;
    let is_tied = is_compared || is_led && between.ends_with(['到', '至', '为']) && !between.contains(['，', ',', '。']);
    let is_change = is_up || FALLS.contains(&head);
    if !is_change || !is_tied || a.dimension != b.dimension || !same_sentence(scene, first, at) {
        return None;
    }
    let ratio =
        rounded(&b)?.over(&rounded(&a)?)?.minus(&crate::figures::figure::Interval::point(Decimal::ONE))?.scaled(Decimal::ONE_HUNDRED)?;
    let growth = if is_up { ratio } else { ratio.negated() };
    found.checked.extend([x, y, at]);
    if growth.meets(&allowed) || is_told(scene, at, found) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let is = growth.middle()?.round_dp(1).normalize();
    let (said, from, to) = (text(at), text(x), text(y));
    let message = Message::new(
        format!("“{head}{said}”与前后两个数不符：由{from}到{to}，是{is}%"),
        format!("“{head}{said}” does not follow from the two values: from {from} to {to} it is {is} %"),
    );
    let formula = Message::both(format!("{from} → {to}: {is}% ≠ {said}"));
    let what = What { code: "tenths-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[x, y]));
    Some(())
}

fn is_told(scene: &Scene, at: usize, found: &Found) -> bool {
    found.findings.iter().any(|f| f.range.contains_range(scene.figures[at].range))
}

fn accuse(scene: &Scene, at: usize, (part, whole): (&(usize, Amount), &(usize, Amount)), found: &mut Found) -> Option<()> {
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let ratio = rounded(&part.1)?.over(&rounded(&whole.1)?)?.scaled(Decimal::ONE_HUNDRED)?;
    let is = ratio.middle()?.round_dp(1).normalize();
    let (share, a, b) = (text(at), text(part.0), text(whole.0));
    let message = Message::new(
        format!("“{share}”与数值不符：{a}占{b}的{is}%"),
        format!("“{share}” does not go with the values: {a} is {is} % of {b}"),
    );
    let formula = Message::both(format!("{a} ÷ {b} = {is}% ≠ {share}"));
    let what = What { code: "tenths-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[whole.0, part.0]));
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
