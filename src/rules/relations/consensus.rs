//! Three shares or more of one whole, each with its value (C11, B1): 甲13.02亿元，占50%；乙7.81亿元，占30%；丙3.91亿元，占15%; or in two rows:
//! 甲61.5亿元、乙89.9亿元、丙28.3亿元，分别占34%、50%和16%.
//!
//! Each value and its share want a whole. Where all want the same but one, that one is wrong, wherever the whole is told; one slip of the
//! typist, in the value or in its share, must explain it.

use rust_decimal::Decimal;

use super::amount::{Amount, Scale, fixes};
use super::nearby::rounded;
use super::rows::value;
use super::scene::{Found, Scene, What};
use super::slip::{Mend, Slip, mend};
use crate::figures::figure::{Figure, Interval, Kind};
use crate::rules::finding::{Message, Severity};

/// The fewest shares of which one can be told to be the odd one, and the most that are held together.
const LEAST: usize = 3;
const MOST: usize = 16;
/// How many characters may stand between a value and its share besides the words that link them.
const LINK: usize = 14;
/// How far from a hundred shares are that are all there are but for a slip.
const NEAR: i64 = 10;
/// How wide the whole that all others want may be, in parts of itself.
const WIDEST: i64 = 4;

/// A value and its share.
struct Pair<'l> {
    value: usize,
    share: usize,
    part: Amount<'l>,
    said: Amount<'l>,
    /// What the share is of, as far as that is said.
    of: &'l str,
}

/// Looks at every row of shares of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let mut pairs: Vec<Pair> = Vec::new();
    for at in 1..scene.figures.len() {
        if let Some(pair) = pair(scene, at) {
            let goes_on = pairs.last().is_some_and(|last| pairs.len() < MOST && follows(scene, last, &pair, pairs[0].of));
            if !goes_on {
                judge(scene, &pairs, found);
                pairs.clear();
            }
            pairs.push(pair);
        }
    }
    judge(scene, &pairs, found);
    for at in 0..scene.figures.len() {
        if let Some(pairs) = rows(scene, at, LEAST) {
            judge(scene, &pairs, found);
        }
    }
}

fn between<'l>(scene: &Scene<'l>, one: usize, other: usize) -> Option<&'l str> {
    scene.reading.get(scene.figures.get(one)?.range.end().into()..scene.figures.get(other)?.range.start().into())
}

/// A share that may be held against its value: a percentage by itself.
fn percent<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure: &Figure = scene.figures.get(at).filter(|f| f.kind == Kind::Percent)?;
    let is_value = |a: &Amount| a.is_exact() && a.printed().is_some_and(|p| p.value > Decimal::ZERO && p.value < Decimal::ONE_HUNDRED);
    Amount::of(scene.reading, figure).filter(is_value)
}

/// `13.02亿元，占营业收入的50%`, `12个（40%）`.
fn pair<'l>(scene: &Scene<'l>, at: usize) -> Option<Pair<'l>> {
    let said = percent(scene, at)?;
    let part = value(scene, at - 1)?;
    let gap = between(scene, at - 1, at)?;
    let of = if gap == "(" {
        scene.reading[scene.figures[at].range.end().into()..].starts_with(')').then_some("")?
    } else {
        let link = gap.rfind('占')?;
        let head = &gap[..link];
        let of = gap[link + '占'.len_utf8()..].trim_start_matches(['比', '到', '了']).trim_end_matches(['为', '约', '达', '到', '的']);
        let is_link = head.chars().count() <= LINK && head.matches(',').count() <= 1 && head.ends_with([',', '(']) && !of.contains(',');
        (is_link && !gap.contains(['。', ';', '、', ':']) && !gap.contains("其中")).then_some(of)?
    };
    Some(Pair { value: at - 1, share: at, part, said, of })
}

/// Whether a share is of the row of the one before it.
fn follows(scene: &Scene, last: &Pair, next: &Pair, of: &str) -> bool {
    let is_next = last.share < next.value && next.value - last.share <= 3;
    let gap = between(scene, last.share, next.value).unwrap_or("。");
    let is_of = next.of.is_empty() || next.of == of;
    is_next
        && is_of
        && last.part.dimension == next.part.dimension
        && !gap.contains("其中")
        && !gap.contains(['。', '!', '?'])
        && gap.len() < 150
}

/// As many values as shares: 甲61.5亿元、乙89.9亿元、丙28.3亿元，三项分别占34%、50%和16%.
fn rows<'l>(scene: &Scene<'l>, first: usize, least: usize) -> Option<Vec<Pair<'l>>> {
    let is_begin =
        first.checked_sub(1).is_none_or(|before| percent(scene, before).is_none() || !between(scene, before, first).is_some_and(is_joint));
    percent(scene, first).filter(|_| is_begin)?;
    let mut count = 1;
    while count < MOST && percent(scene, first + count).is_some() && between(scene, first + count - 1, first + count).is_some_and(is_joint)
    {
        count += 1;
    }
    if count < least {
        return None;
    }
    // 四个环节分别占: how many there are may be told.
    let is_count = |at: usize| scene.figures[at].printed().is_some_and(|p| p.value == Decimal::from(count) && p.step == Decimal::ONE);
    let mut last = first.checked_sub(1)?;
    if is_count(last) && value(scene, last.checked_sub(1)?).is_some() {
        last -= 1;
    }
    let from = (last + 1).checked_sub(count)?;
    let gap = between(scene, last, first)?;
    if !gap.contains('占') && !gap.contains("比重") || gap.contains(['。', '!', '?']) || gap.contains("其中") || gap.chars().count() > 24
    {
        return None;
    }
    let values: Vec<Amount> = (from..=last).map(|at| value(scene, at)).collect::<Option<_>>()?;
    let is_one_kind = values.iter().all(|v| v.dimension == values[0].dimension);
    let is_row =
        (from..last).all(|at| between(scene, at, at + 1).is_some_and(|gap| !gap.contains(['。', '!', '?']) && !gap.contains("其中")));
    // The row may not begin before.
    let before = from.checked_sub(1).and_then(|before| Some((value(scene, before)?, between(scene, before, from)?)));
    let is_longer = before.is_some_and(|(v, gap)| v.dimension == values[0].dimension && gap.starts_with('、'));
    if !is_one_kind || !is_row || is_longer {
        return None;
    }
    let pairs = values
        .into_iter()
        .enumerate()
        .map(|(nth, part)| Some(Pair { value: from + nth, share: first + nth, part, said: percent(scene, first + nth)?, of: "" }));
    pairs.collect()
}

fn is_joint(text: &str) -> bool {
    matches!(text.trim(), "、" | "和" | "及" | "与" | "以及" | ",")
}

/// Whether a share is one of a row of so many shares at least behind as many values: the value right before the row is of the last share alone.
pub(super) fn is_in_row(scene: &Scene, at: usize, least: usize) -> bool {
    let mut first = at;
    let goes_back = |at: usize| percent(scene, at).is_some() && between(scene, at, at + 1).is_some_and(is_joint);
    while at - first < MOST && first.checked_sub(1).is_some_and(goes_back) {
        first -= 1;
    }
    rows(scene, first, least).is_some()
}

/// The whole that a value and its share want.
fn whole(pair: &Pair) -> Option<Interval> {
    rounded(&pair.part)?.over(&rounded(&pair.said)?.scaled(Decimal::new(1, 2))?)
}

/// Whether the shares make a hundred as they are printed; `None` where they are far from it, so that some are not told.
fn makes_hundred(pairs: &[Pair]) -> Option<bool> {
    let shares = || pairs.iter().filter_map(|pair| pair.said.printed());
    let gap = (shares().map(|p| p.value).sum::<Decimal>() - Decimal::ONE_HUNDRED).abs();
    // Each is rounded by half a step.
    let slack: Decimal = shares().map(|p| p.step).sum();
    if gap * Decimal::TWO <= slack { Some(true) } else { (gap <= Decimal::from(NEAR)).then_some(false) }
}

/// What several intervals have in common.
fn common(intervals: &[Interval]) -> Option<Interval> {
    let mut bounds = intervals.iter().map(|i| i.lo.zip(i.hi));
    let first = bounds.next()??;
    let (lo, hi) = bounds.try_fold(first, |(lo, hi), next| next.map(|(a, b)| (lo.max(a), hi.min(b))))?;
    (lo <= hi).then(|| Interval { lo: Some(lo), hi: Some(hi), ..Interval::point(lo) })
}

/// Reports the one pair that wants another whole than all the others.
fn judge(scene: &Scene, pairs: &[Pair], found: &mut Found) -> Option<()> {
    if pairs.len() < LEAST {
        return None;
    }
    let wholes: Vec<Interval> = pairs.iter().map(whole).collect::<Option<_>>()?;
    if common(&wholes).is_some() {
        found.checked.extend(pairs.iter().flat_map(|pair| [pair.value, pair.share]));
        return None;
    }
    let others = |odd: usize| wholes.iter().enumerate().filter(|(at, _)| *at != odd).map(|(_, w)| *w).collect::<Vec<_>>();
    let mut odd = (0..pairs.len()).filter_map(|at| Some((at, common(&others(at))?)));
    let (at, agreed) = odd.next()?;
    let is_fine = agreed.hi?.checked_sub(agreed.lo?)? <= agreed.hi? * Decimal::new(WIDEST, 2);
    if odd.next().is_some() || !is_fine {
        return None;
    }
    let pair = &pairs[at];
    let is_told = found
        .findings
        .iter()
        .any(|f| [pair.value, pair.share].iter().any(|at| f.range.intersect(scene.figures[*at].range).is_some_and(|r| !r.is_empty())));
    if is_told {
        return None;
    }
    let of_value = agreed.times(&rounded(&pair.said)?.scaled(Decimal::new(1, 2))?)?;
    let of_share = rounded(&pair.part)?.over(&agreed)?.scaled(Decimal::ONE_HUNDRED)?;
    let likely = |amount: &Amount, wanted: &Interval| mend(scene.reading, amount, wanted).filter(|m| m.slip > Slip::Length);
    let (a, b): (Option<Mend>, Option<Mend>) = (likely(&pair.part, &of_value), likely(&pair.said, &of_share));
    let rank = |m: &Option<Mend>| m.as_ref().map(|m| (m.slip, m.digits));
    let is_of_value = match makes_hundred(pairs) {
        Some(true) => a.is_some(),
        Some(false) => b.is_none() && a.is_some(),
        None => rank(&a) > rank(&b),
    };
    if a.is_none() && b.is_none() {
        return None;
    }
    let (accused, amount, wanted) = if is_of_value { (pair.value, &pair.part, of_value) } else { (pair.share, &pair.said, of_share) };
    found.checked.extend(pairs.iter().flat_map(|pair| [pair.value, pair.share]));
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (v, s) = (text(pair.value), text(pair.share));
    let total = Scale { decimals: pair.part.scale.decimals, ..pair.part.scale.clone() }.text(agreed.middle()?);
    let message = Message::new(
        format!("占比不符：其余各项反推的总量约为{total}，{v}占{s}合不上"),
        format!("the share is wrong: by all the others the whole is about {total}, {v} at {s} is not of it"),
    );
    let formula = Message::both(format!("{v} ÷ {s} ≠ {total}"));
    let what =
        What { code: "share-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &[(amount, wanted)]) };
    let others: Vec<usize> = pairs.iter().flat_map(|p| [p.value, p.share]).filter(|at| *at != accused).collect();
    found.findings.push(scene.finding_of(what, accused, &others));
    Some(())
}
