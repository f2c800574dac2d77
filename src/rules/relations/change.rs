//! Differences in units and in points against the two values they are of (C2, A5, C15), percent where points are meant (C5), and
//! 增长了 where 增长到 is meant (C6).

use rust_decimal::Decimal;

use super::amount::fixes;
use super::nearby::lead;
use super::pairs::{Pair, applies, pairs};
use super::scene::{Found, Scene, What};
use crate::claims::{Claim, Role, Statistic};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Edits, Finding, Fix, Message, Severity};
use crate::text::TextEdit;

/// Looks at every change of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for (at, claim) in scene.claims.iter().enumerate() {
        if claim.role != Role::Plain || claim.sign == 0 {
            continue;
        }
        match claim.statistic {
            Statistic::Change => {
                by_pair(scene, at, claim, found);
                grew_by(scene, at, claim, found);
            }
            Statistic::Growth => percent_for_points(scene, at, claim, found),
            _ => {}
        }
    }
}

/// How many claims before a change the values of a list are looked for.
const LIKE: usize = 8;

/// 占材销量126.3万吨的8.5%: the whole of a share is no value of before.
pub(super) fn is_of_share(scene: &Scene, claim: &Claim) -> bool {
    scene.behind(claim).first().is_some_and(|next| next.of_value.is_some() && next.figure == claim.figure + 1)
}

/// The difference of a pair, larger less smaller.
fn difference(pair: &Pair) -> Option<Interval> {
    let grown = pair.b.interval.minus(&pair.a.interval)?;
    Some(if grown.middle()?.is_sign_negative() { grown.negated() } else { grown })
}

/// 一减一增，合计省1190万元: a change of several things together.
pub(super) fn is_of_several(scene: &Scene, claim: &Claim) -> bool {
    let head = lead(scene, claim);
    ["合计", "总共", "一共", "加起来", "相抵", "两项", "三项"].iter().any(|word| head.contains(word))
}

fn by_pair(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    // 年均增长19.6万立方米 is a year's part of the change.
    if is_of_several(scene, claim) || claim.is_annual {
        return;
    }
    let Some(said) = scene.amount(claim) else { return };
    let is_points = said.figure.kind == Kind::PercentagePoint;
    let pairs: Vec<Pair> = pairs(scene, at).into_iter().filter(|pair| applies(scene, pair, claim)).collect();
    if let Some(pair) = pairs.first().filter(|pair| is_points && pair.a.dimension != "percent") {
        points_for_percent(scene, claim, pair, found);
        return;
    }
    // A decline beside a signed growth: nobody can tell which sign is meant.
    let is_signed = |c: &Claim| scene.has_minus(c) || c.statistic == Statistic::Growth && c.sign < 0;
    let mixes =
        |pair: &Pair| is_signed(pair.before) != is_signed(pair.after) || scene.has_minus(pair.before) != scene.has_minus(pair.after);
    let same: Vec<&Pair> =
        pairs.iter().filter(|pair| pair.a.dimension == said.dimension && !mixes(pair) && !is_of_share(scene, pair.before)).collect();
    let Some(pair) = same.first() else { return };
    // 较年初的4110万吨净增450万吨（新增600万吨，退出150万吨）: the change was told.
    let change = |c: &&Claim| c.statistic == Statistic::Change && c.role == Role::Plain && c.sentence == claim.sentence;
    let mut earlier =
        scene.between(pair.after, claim).iter().chain(scene.between(pair.before, claim)).filter(change).filter_map(|c| scene.amount(c));
    if earlier.any(|a| a.dimension == said.dimension && difference(pair).is_some_and(|d| d.meets(&a.interval))) {
        return;
    }
    found.checked.extend([pair.before.figure, pair.after.figure, claim.figure]);
    // 17种上涨、8种下跌、3种持平，比前一周的13种多出4种: of another value of the list.
    let is_like = |c: &&Claim| c.sentence == claim.sentence && scene.is_value(c) && c.figure != pair.before.figure;
    let others = scene.claims[at.saturating_sub(LIKE)..at].iter().filter(is_like).filter_map(|c| scene.amount(c));
    let meets_said = |other: &super::amount::Amount| {
        let gap = other.interval.minus(&pair.a.interval);
        gap.is_some_and(|gap| gap.meets(&said.interval) || gap.negated().meets(&said.interval))
    };
    if pair.before.role == Role::Than && others.filter(|a| a.dimension == pair.a.dimension).any(|other| meets_said(&other)) {
        return;
    }
    let meets = |pair: &Pair| match small_whole(pair, &said) {
        Some(holds) => holds,
        None => difference(pair).is_none_or(|d| d.meets(&said.interval) || is_truncated(&d, &said)),
    };
    if same.iter().any(|pair| meets(pair)) || !pair.a.is_exact() || !pair.b.is_exact() {
        return;
    }
    found.findings.extend(mismatch(scene, claim, pair, is_points));
}

/// Small whole numbers of one unit are subtracted as they stand: 由26万头到31万头 is 增加5万头 and not 6, whatever was rounded.
fn small_whole(pair: &Pair, said: &super::amount::Amount) -> Option<bool> {
    let (a, b, d) = (pair.a.printed()?, pair.b.printed()?, said.printed()?);
    let scales = [&pair.a.scale, &pair.b.scale, &said.scale];
    let is_alike = scales.iter().all(|s| s.decimals == 0 && s.factor == said.scale.factor)
        && pair.a.is_exact()
        && pair.b.is_exact()
        && said.is_exact();
    let is_small = d.value < said.scale.factor.checked_mul(Decimal::from(20))?;
    (is_alike && is_small).then(|| (b.value - a.value).abs() == d.value)
}

/// 22.3 written as 22: cut off, not rounded.
fn is_truncated(difference: &Interval, said: &super::amount::Amount) -> bool {
    let Some(printed) = said.printed() else { return false };
    let up = Interval { lo: Some(printed.value), lo_closed: true, hi: printed.value.checked_add(printed.step), hi_closed: false };
    up.meets(difference)
}

fn mismatch(scene: &Scene, claim: &Claim, pair: &Pair, is_points: bool) -> Option<Finding> {
    let said = scene.amount(claim)?;
    let (a, b) = (pair.a.printed()?.value, pair.b.printed()?.value);
    let actual = b.checked_sub(a)?;
    let (x, y, text) = (pair.a.scale.text(a), pair.b.scale.text(b), scene.text(claim));
    let right = said.scale.text(actual.abs());
    let verb = &scene.reading[claim.verb];
    let code = if is_points { "points-mismatch" } else { "change-mismatch" };
    let message = Message::new(
        format!("“{verb}{text}”与前后两个数不符：由{x}到{y}，相差{right}"),
        format!("“{verb}{text}” does not follow from the two values: {x} to {y} is a difference of {right}"),
    );
    let (large, small) = if actual.is_sign_negative() { (&x, &y) } else { (&y, &x) };
    let formula = Message::both(format!("{large} − {small} = {right} ≠ {text}"));
    let signed = if actual.is_sign_negative() { said.interval.negated() } else { said.interval };
    let mut options = vec![(&said, difference(pair)?)];
    options.extend(pair.a.interval.plus(&signed).map(|wanted| (&pair.b, wanted)));
    options.extend(pair.b.interval.minus(&signed).map(|wanted| (&pair.a, wanted)));
    let what = What { code, severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &options) };
    Some(scene.finding(what, claim, &[pair.before, pair.after]))
}

/// C5: 率由92.6%提高到97.1%，提高4.5% — the difference of ratios is in points.
fn percent_for_points(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    let Some(said) = scene.amount(claim).filter(|a| a.figure.kind == Kind::Percent) else { return };
    let pairs: Vec<Pair> = pairs(scene, at).into_iter().filter(|p| p.a.dimension == "percent" && applies(scene, p, claim)).collect();
    let Some(pair) = pairs.first() else { return };
    let relative = |pair: &Pair| {
        let ratio = pair.b.interval.over(&pair.a.interval)?;
        let grown = ratio.minus(&Interval::point(Decimal::ONE))?.scaled(Decimal::ONE_HUNDRED)?;
        Some(if claim.sign < 0 { grown.negated() } else { grown })
    };
    found.checked.extend([pair.before.figure, pair.after.figure, claim.figure]);
    // Both may lie within what rounding allows; then the exact values decide which of the two is meant.
    let exactly = exact_difference(pair, &said);
    let is_relative = match exactly {
        Some((relative, difference)) => !difference || relative,
        None => pairs.iter().any(|pair| relative(pair).is_none_or(|grown| grown.meets(&said.interval))),
    };
    let is_difference = difference(pair).is_some_and(|d| d.meets(&said.interval));
    if is_relative || !is_difference {
        return;
    }
    let text = scene.text(claim);
    let (Some(a), Some(b)) = (pair.a.printed(), pair.b.printed()) else { return };
    let (x, y) = (pair.a.scale.text(a.value), pair.b.scale.text(b.value));
    let points = format!("{}个百分点", said.number());
    let message = Message::new(
        format!("两个百分数之差应以百分点计：由{x}到{y}，是{points}，写作“{text}”"),
        format!("the difference of two percentages is in percentage points: {x} to {y} is {} points, not “{text}”", said.number()),
    );
    let formula = Message::both(format!("|{y} − {x}| = {points} ≠ {text}"));
    let fixes = unit_fix(scene, claim, "个百分点");
    let what = What { code: "percent-for-points", severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding(what, claim, &[pair.before, pair.after]));
}

/// Whether a printed percentage is, digit for digit, the growth of two percentages, and whether it is their difference.
fn exact_difference(pair: &Pair, said: &super::amount::Amount) -> Option<(bool, bool)> {
    let (a, b, printed) = (pair.a.printed()?.value, pair.b.printed()?.value, said.printed()?.value);
    if !pair.a.is_exact() || !pair.b.is_exact() || !said.is_exact() {
        return None;
    }
    let difference = (b - a).abs();
    let relative = difference.checked_div(a)?.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(said.scale.decimals);
    Some((relative == printed, difference == printed))
}

/// C5 the other way round: 收入由40亿元增至46亿元，提高15个百分点.
fn points_for_percent(scene: &Scene, claim: &Claim, pair: &Pair, found: &mut Found) {
    // 比前7个月（178亿千瓦时）的增速加快0.5个百分点: of paces.
    let clause = crate::rules::style::last_clause(&scene.reading[..scene.figure(claim).range.start().into()]);
    if ["增速", "增幅", "涨幅", "降幅", "加快", "回落"].iter().any(|word| clause.contains(word)) {
        return;
    }
    let Some(said) = scene.amount(claim) else { return };
    let Some(ratio) = pair.b.interval.over(&pair.a.interval) else { return };
    let grown = ratio.minus(&Interval::point(Decimal::ONE)).and_then(|g| g.scaled(Decimal::ONE_HUNDRED));
    let Some(grown) = grown.map(|g| if claim.sign < 0 { g.negated() } else { g }) else { return };
    if !grown.meets(&said.interval) {
        return;
    }
    let text = scene.text(claim);
    let percent = format!("{}%", said.number());
    let message = Message::new(
        format!("前后两个数不是百分数，增减幅度应写“{percent}”，不能用百分点"),
        format!("the two values are no percentages: their growth is {percent}, not in percentage points"),
    );
    let formula = Message::both(format!("{} ÷ {} − 1 = {percent} ≠ {text}", scene.text(pair.after), scene.text(pair.before)));
    let what = What { code: "percent-for-points", severity: Severity::Error, message, formula, fixes: unit_fix(scene, claim, "%") };
    found.findings.push(scene.finding(what, claim, &[pair.before, pair.after]));
}

/// Puts another unit behind the number of a claim.
fn unit_fix(scene: &Scene, claim: &Claim, unit: &str) -> Vec<Fix> {
    let figure = scene.figure(claim);
    let number = &scene.reading[figure.number];
    if !number.ends_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let text = format!("{number}{unit}");
    let title = Message::new(format!("改为“{text}”"), format!("Change to “{text}”"));
    let range = crate::text::TextRange::new(figure.number.start(), figure.range.end());
    vec![Fix { title, safe: false, edits: Edits::Places(vec![TextEdit { range, text }]) }]
}

/// C6: 从40万台增长了60万台，增长50% — what is meant is 增长到60万台.
fn grew_by(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    let of_thread = |c: &&Claim| c.thread == claim.thread && c.sentence == claim.sentence;
    let near = &scene.claims[at.saturating_sub(3)..at];
    let Some(from) = near.iter().rev().filter(of_thread).find(|c| c.role == Role::From) else { return };
    let Some(growth) = scene.claims[at + 1..].iter().take(3).filter(of_thread).find(|c| c.statistic == Statistic::Growth) else { return };
    let (Some(a), Some(d), Some(said)) = (scene.amount(from), scene.amount(claim), scene.amount(growth)) else { return };
    if a.dimension != d.dimension || said.dimension != "percent" || growth.has_caveat || growth.base.is_named {
        return;
    }
    let Some(by) = d.interval.over(&a.interval).and_then(|r| r.scaled(Decimal::ONE_HUNDRED)) else { return };
    let Some(to) = by.minus(&Interval::point(Decimal::ONE_HUNDRED)) else { return };
    found.checked.extend([from.figure, claim.figure, growth.figure]);
    if by.meets(&said.interval) || !to.meets(&said.interval) {
        return;
    }
    let (x, y, rate) = (scene.text(from), scene.text(claim), scene.text(growth));
    let verb = &scene.reading[claim.verb];
    let right = format!("{}到", verb.trim_end_matches('了'));
    let message = Message::new(
        format!("“{verb}{y}”是增加的量，与“增长{rate}”不合；由{x}增长{rate}，应是“{right}{y}”"),
        format!("“{verb}{y}” says by how much; growing {rate} from {x} makes it “{right}{y}”"),
    );
    let formula = Message::both(format!("{y} ÷ {x} − 1 = {rate}"));
    let title = Message::new(format!("“{verb}”改为“{right}”"), format!("Change “{verb}” to “{right}”"));
    let fix = Fix { title, safe: false, edits: Edits::Places(vec![TextEdit { range: claim.verb, text: right }]) };
    let what = What { code: "grew-by-for-to", severity: Severity::Error, message, formula, fixes: vec![fix] };
    let mut finding = scene.finding(what, claim, &[from, growth]);
    finding.range = claim.verb.cover(scene.figure(claim).range);
    found.findings.push(finding);
}
