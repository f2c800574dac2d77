//! What else a share may be of.

use rust_decimal::Decimal;

use super::{CIRCLES, WORDS, around};
use crate::figures::figure::{Interval, Kind};
use crate::rules::relations::amount::Amount;
use crate::rules::relations::scene::Scene;

/// Whether the whole of a share is the whole of another share beside it, which comes out right.
pub(super) fn is_vouched(scene: &Scene, at: usize, named: &[usize]) -> bool {
    let amounts = named.iter().filter_map(|at| Amount::of(scene.reading, &scene.figures[*at]));
    let Some(whole) = amounts.max_by_key(|amount| amount.interval.middle()) else { return false };
    let near = around(scene, at, CIRCLES[1]);
    near.windows(2).filter(|pair| pair[0].0 + 1 == pair[1].0 && !named.contains(&pair[0].0)).any(|pair| {
        let (part, share) = (&pair[0].1, &pair[1].1);
        let is_share = part.dimension == whole.dimension && share.figure.kind == Kind::Percent;
        let ratio = || part.interval.over(&whole.interval)?.scaled(Decimal::ONE_HUNDRED);
        is_share && ratio().is_some_and(|ratio| ratio.meets(&share.interval))
    })
}

/// Whether what is taken for the whole has a share of its own, and is a part: 近海线162.4万箱，占52.9%；远海线97.9万箱，占31.9%；其余46.5万箱.
pub(super) fn has_own_share(scene: &Scene, named: &[usize]) -> bool {
    let Some(whole) = named.iter().min() else { return false };
    let Some(next) = scene.figures.get(whole + 1).filter(|next| next.kind == Kind::Percent) else { return false };
    let between = scene.reading.get(scene.figures[*whole].range.end().into()..next.range.start().into()).unwrap_or("");
    WORDS.shares.iter().any(|word| between.trim_start_matches([',', '，', '(', '（']) == word)
}

/// Whether the shares behind say that all are parts of one whole: 4.62万亩、2.38万亩，其余1.9万亩，占比分别为51.9%、26.7%和21.3%.
pub(super) fn have_shares(scene: &Scene, accused: usize, named: &[usize]) -> bool {
    let [one, other, ..] = named else { return false };
    let behind = scene.figures[accused + 1..].iter().enumerate().take(CIRCLES[0].0);
    let shares: Vec<usize> = behind.filter(|(_, f)| f.kind == Kind::Percent).map(|(nth, _)| accused + 1 + nth).collect();
    let [first, second, ..] = shares[..] else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]).map(|amount| amount.interval);
    let whole = |part: usize, share: usize| of(part)?.over(&of(share)?);
    whole(*one, first).zip(whole(*other, second)).is_some_and(|(a, b)| a.meets(&b))
}

/// Whether the part is of another time than the whole: 占营收的25.5%，上年为6.54亿元、占26.0%.
pub(super) fn is_part_of_other_time(scene: &Scene, named: &[usize]) -> bool {
    let lead = |at: usize| {
        let start = at.checked_sub(1).map_or(0, |before| usize::from(scene.figures[before].range.end()));
        scene.reading.get(start..scene.figures[at].range.start().into()).unwrap_or("")
    };
    // 上年 is a figure of its own, a time.
    let is_time = |at: usize| matches!(scene.figures[at].kind, Kind::Date | Kind::DateRange);
    let is_earlier = |at: usize| {
        let time = at.checked_sub(1).filter(|before| is_time(*before)).map_or("", |before| &scene.reading[scene.figures[before].range]);
        // 今年前四个月 is not 三年前.
        let says = |text: &str| {
            let text = text.replace("今年", "");
            WORDS.earlier.iter().any(|word| text.contains(word.as_str()))
        };
        says(time) || says(lead(at))
    };
    let [a, b] = named else { return false };
    is_earlier(*a) != is_earlier(*b)
}

/// Whether it is by how much one value is beyond the other: 总磷0.24毫克/升，超标准限值0.2毫克/升的20%.
pub(super) fn is_excess(scene: &Scene, accused: usize, said: &Amount, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let start = usize::from(scene.figures[a.min(b)].range.end());
    let words = scene.reading.get(start..scene.figures[accused].range.start().into()).unwrap_or("");
    let gap = |a: &Amount, b: &Amount| {
        let ratio = a.interval.over(&b.interval)?.scaled(Decimal::ONE_HUNDRED)?;
        ratio.minus(&Interval::point(Decimal::ONE_HUNDRED))
    };
    let gaps = of(a).zip(of(b)).map(|(a, b)| [gap(&a, &b), gap(&b, &a)]).unwrap_or_default();
    WORDS.beyond.iter().any(|word| words.contains(word.as_str()))
        && gaps.into_iter().flatten().any(|gap| gap.meets(&said.interval) || gap.negated().meets(&said.interval))
}
