//! Two shares of one whole that want two different wholes (C12), by the words around them: 甲产量60万吨，占全国的12%；乙产量30万吨，占全国的9%.

use rust_decimal::Decimal;

use super::amount::{Amount, exchange};
use super::nearby::{has_any_of, lead_of, rounded, same_sentence, tail_of, wider};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};

/// How many shares before one are held against it.
const REACH: usize = 4;
/// Wholes that are not the same for both.
const VAGUE: [&str; 12] = ["其", "该", "同期", "上年", "自身", "计划", "目标", "任务", "本", "当年", "当地", "同类"];

/// A value with its share.
struct Share<'l> {
    at: usize,
    value: Amount<'l>,
    share: Amount<'l>,
    whole: &'l str,
    /// The last characters of what is measured.
    noun: [char; 2],
}

/// Looks at every share of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let mut shares: Vec<Share> = Vec::new();
    for at in 1..scene.figures.len() {
        let Some(share) = share(scene, at) else { continue };
        let mut near = shares.iter().rev().take(REACH).filter(|s| same_sentence(scene, s.at, at));
        let other = near.find(|s| {
            s.whole == share.whole
                && s.noun == share.noun
                && s.value.dimension == share.value.dimension
                && one_thing(scene, s.at, at, share.whole)
        });
        if let Some(other) = other {
            judge(scene, other, &share, found);
        }
        shares.push(share);
    }
}

fn share<'l>(scene: &Scene<'l>, at: usize) -> Option<Share<'l>> {
    let (value, share) = (&scene.figures[at - 1], &scene.figures[at]);
    let is_value = matches!(value.kind, Kind::Quantity | Kind::Money) && value.unit.is_some_and(|u| u.per.is_none());
    let between = scene.reading.get(value.range.end().into()..share.number.start().into())?;
    let whole = between.trim_start_matches([',', '，', ' ']).strip_prefix('占')?.trim_end_matches(['约', '近']).trim_end_matches('的');
    let is_whole = (2..=10).contains(&whole.chars().count()) && !whole.contains([',', '，', '、']) && !has_any_of(whole, &VAGUE);
    let is_share = is_value && is_whole && share.kind == Kind::Percent && !tail_of(scene, at).starts_with('的');
    let of_value = Amount::of(scene.reading, value).filter(|a| is_share && a.is_exact() && a.printed().is_some())?;
    let of_share = Amount::of(scene.reading, share).filter(|a| a.is_exact() && a.printed().is_some_and(|p| p.value > Decimal::ZERO))?;
    let mut chars = lead_of(scene, at - 1).chars().rev();
    let noun = [chars.next()?, chars.next()?];
    Some(Share { at, value: of_value, share: of_share, whole, noun })
}

/// What two names may end with that are of one kind: 甲省, 乙省.
const OWNERS: [char; 16] = ['国', '省', '市', '县', '区', '州', '镇', '乡', '村', '厂', '司', '团', '港', '洲', '地', '院'];

/// What all is called.
const TOTALS: [&str; 5] = ["总量", "总数", "总人数", "总人次", "总额"];

/// Whether two values are of one thing in one year, each of its own place: 甲省香菇产量 and 乙省香菇产量, not 甲省木耳产量.
fn one_thing(scene: &Scene, one: usize, other: usize, whole: &str) -> bool {
    let (a, b) = (lead_of(scene, one - 1), lead_of(scene, other - 1));
    let same: usize = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let owner = |lead: &str| {
        let rest = &lead[..lead.len() - same];
        rest.chars().count() <= 1 || rest.chars().next_back().is_some_and(|c| OWNERS.contains(&c) || !c.is_alphanumeric())
    };
    let between = scene.reading.get(scene.figures[one].range.end().into()..scene.figures[other].range.start().into());
    // 高中在校生…，占全县在校生的24%；小学在校生…: parts of what the whole is called by.
    let noun = &a[a.len() - same..];
    let is_total = noun.chars().count() >= 3 && TOTALS.contains(&whole);
    let are_parts = noun.chars().count() >= 2 && (whole.ends_with(noun) || is_total);
    (are_parts || owner(a) && owner(b)) && between.is_some_and(|text| !text.contains('年'))
}

fn whole(share: &Share) -> Option<Interval> {
    rounded(&share.value)?.over(&rounded(&share.share)?.scaled(Decimal::new(1, 2))?)
}

fn judge(scene: &Scene, one: &Share, other: &Share, found: &mut Found) -> Option<()> {
    let (first, second) = (whole(one)?, whole(other)?);
    found.checked.extend([one.at, other.at]);
    let is_told = found.findings.iter().any(|f| f.range == scene.figures[other.at].range);
    // Shares are often of another year or another count than the values beside them.
    let meets = |slack: Decimal| Some(wider(&first, slack)?.meets(&wider(&second, slack)?));
    let wanted = rounded(&other.value)?.over(&first)?.scaled(Decimal::ONE_HUNDRED)?;
    // Two digits exchanged explain what is only a little off.
    let is_slip = !meets(Decimal::new(2, 2))? && !exchange(scene.reading, &other.share, &wanted).is_empty();
    if is_told || meets(Decimal::new(1, 1))? && !is_slip {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, y) = (one.value.scale.text(first.middle()?), one.value.scale.text(second.middle()?));
    let (a, p, b, q) = (text(one.at - 1), text(one.at), text(other.at - 1), text(other.at));
    let of = one.whole;
    let message = Message::new(
        format!("两个占比反推的“{of}”总量对不上：按{a}占{p}约为{x}，按{b}占{q}约为{y}"),
        format!("two shares want two different wholes of “{of}”: {a} at {p} makes {x}, {b} at {q} makes {y}"),
    );
    let formula = Message::both(format!("{a} ÷ {p} ≈ {x}, {b} ÷ {q} ≈ {y}"));
    let what = What { code: "shares-contradict", severity: Severity::Warning, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, other.at, &[one.at - 1, one.at, other.at - 1]));
    Some(())
}
