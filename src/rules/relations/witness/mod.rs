//! The last question before a finding leaves: would a reader take other figures? Rooms read grammar, and Chinese prose has more ways than they
//! know; but a figure that was calculated stands, as a rule, near those it was calculated from. Where two other figures near by make the accused
//! one exactly, or the value that a rule would like to see is printed near by for something else, the rule was wrong about the sentence.
//!
//! How many pairs come right by chance is counted: a coarse figure (5%) among many proves nothing, 37.9% beside three values does.

mod averages;
mod changes;
mod shares;
mod sums;

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::{Amount, chance, is_as_fine};
use super::nearby::{lead_of, sentences_between};
use super::scene::Scene;
use super::slip::{self, Slip};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Edits, Finding};

/// The words that it knows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    each: String,
    pronouns: Vec<String>,
    opens: Vec<String>,
    shares: Vec<String>,
    depths: Vec<String>,
    earlier: Vec<String>,
    squares: Vec<String>,
    beyond: Vec<String>,
    growths: Vec<String>,
    means: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/witness"));

/// The codes whose findings say that an arithmetic does not come out.
const CODES: [&str; 14] = [
    "parts-sum-mismatch",
    "growth-mismatch",
    "change-mismatch",
    "direction-mismatch",
    "share-mismatch",
    "completion-mismatch",
    "average-mismatch",
    "average-outside-range",
    "points-mismatch",
    "pace-mismatch",
    "times-mismatch",
    "times-more-mismatch",
    "remainder-mismatch",
    "rate-times-duration",
];
/// Those that say so of values that do not stand in a row only if a slip explains it.
const NEEDS_SLIP: [&str; 5] = ["share-mismatch", "completion-mismatch", "average-mismatch", "parts-sum-mismatch", "remainder-mismatch"];
/// How many figures before and behind one are near, in three circles: around it, in its sentence, in the sentence before, too.
const CIRCLES: [(usize, usize, usize, f64); 3] = [(4, 3, 0, 0.6), (12, 6, 0, 0.35), (14, 6, 1, 0.25)];

/// Whether other figures near by speak for the one that a finding accuses.
pub(super) fn speaks_for(scene: &Scene, finding: &Finding) -> bool {
    match finding.code {
        "shares-sum-mismatch" => return sums::has_missing_share(scene, finding),
        "parts-exceed-whole" => return sums::is_of_list(scene, finding),
        _ => {}
    }
    if !CODES.contains(&finding.code) {
        return false;
    }
    let named = named(scene, finding);
    let Some((&accused, others)) = named.split_last() else { return false };
    let Some(amount) = Amount::of(scene.reading, &scene.figures[accused]) else { return false };
    let is_average = finding.code == "average-mismatch";
    let is_loose = !is_tight(scene, &named, is_average);
    let may_be_told = is_loose || matches!(finding.code, "change-mismatch" | "average-mismatch");
    let is_of_another = match finding.code {
        "remainder-mismatch" => shares::has_own_share(scene, others) || shares::have_shares(scene, accused, others),
        "share-mismatch" => shares::is_part_of_other_time(scene, others) || shares::is_excess(scene, accused, &amount, others),
        "growth-mismatch" => {
            changes::is_of_other_pair(scene, accused, &amount, others) || changes::is_added(scene, accused, &amount, others)
        }
        "change-mismatch" => changes::are_far_apart(scene, finding, &amount, others),
        "direction-mismatch" => {
            changes::is_of_depth(scene, accused)
                || changes::is_of_rest(scene, accused, others)
                || changes::are_far_apart(scene, finding, &amount, others)
        }
        "points-mismatch" => changes::is_of_rest(scene, accused, others),
        "times-mismatch" => {
            changes::is_of_first(scene, accused, &amount)
                || !changes::is_growth(scene, accused) && changes::is_turned_ratio(scene, &amount, others)
        }
        "average-mismatch" => {
            others.iter().any(|at| averages::is_pronoun(scene, *at))
                || averages::is_square(scene, accused)
                || averages::is_of_next_clause(scene, accused, others)
                || averages::is_of_several(scene, accused, &amount, others)
                || averages::is_of_other_two(scene, accused, &amount, others)
        }
        "average-outside-range" => averages::is_of_other_size(scene, &amount, others),
        "rate-times-duration" => averages::is_product_told(scene, accused, others) || averages::is_of_next_clause(scene, accused, others),
        "parts-sum-mismatch" => sums::has_parts_enough(scene, &amount, others) || sums::is_sum_told(scene, accused, &amount, others),
        _ => false,
    };
    if is_of_another
        || may_be_told && is_told_otherwise(scene, accused, &amount, others, finding.code)
        || changes::is_of_change(scene, &amount, others)
        || sums::is_some_sum(scene, accused, &amount, others)
        || sums::is_mean_of_list(scene, accused, &amount)
    {
        return true;
    }
    let farthest = usize::from(!is_average);
    let is_here = others.iter().all(|other| sentences_between(scene, *other, accused).is_some_and(|n| n <= farthest));
    let is_explained = || {
        is_shifted(&amount, scene, others)
            || is_slip(scene, finding, &amount, is_here)
            || finding.code == "share-mismatch" && shares::is_vouched(scene, accused, others)
    };
    let must_close = finding.code == "remainder-mismatch";
    must_close && !is_explained() || is_loose && (is_made(scene, accused, &amount, others, finding.code) || !is_explained())
}

/// Whether a slip of the typist explains the finding: one of its fixes changes a digit, two neighbours, or the point. Of a figure of two
/// digits, another digit proves nothing, but in the figure itself, in one sentence.
fn is_slip(scene: &Scene, finding: &Finding, accused: &Amount, is_here: bool) -> bool {
    // 占七成 and what is left of a share have no number that could be mended.
    let is_word = !scene.reading[accused.figure.number].bytes().any(|b| b.is_ascii_digit());
    let is_open = finding.fixes.is_empty() && (finding.code == "remainder-mismatch" || is_word);
    if !NEEDS_SLIP.contains(&finding.code) || is_open {
        return true;
    }
    let is_coarse = digits(slip::number(scene.reading, accused)).bytes().filter(u8::is_ascii_digit).count() < 3;
    finding.fixes.iter().any(|fix| match &fix.edits {
        Edits::Places(edits) => edits.iter().any(|edit| {
            let slip = slip::slip(&digits(&scene.reading[edit.range]), &digits(&edit.text));
            slip.is_some_and(|slip| slip > Slip::Digit || !is_coarse || is_here && accused.figure.range.contains_range(edit.range))
        }),
        Edits::EveryNoise(_) => true,
    })
}

/// Whether a fix of a finding mends one slip.
fn has_slip(scene: &Scene, finding: &Finding) -> bool {
    let places = finding.fixes.iter().filter_map(|fix| match &fix.edits {
        Edits::Places(edits) => Some(edits),
        Edits::EveryNoise(_) => None,
    });
    places.flatten().any(|edit| slip::slip(&digits(&scene.reading[edit.range]), &digits(&edit.text)).is_some())
}

/// The digits and the point of a number as it is written.
fn digits(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect()
}

/// Whether the point, or 万 and 亿, is elsewhere: an average is a power of ten off.
fn is_shifted(amount: &Amount, scene: &Scene, named: &[usize]) -> bool {
    let [a, b] = named else { return false };
    let middle = |at: usize| Amount::of(scene.reading, &scene.figures[at])?.interval.middle();
    let ratio = middle(*a).zip(middle(*b)).and_then(|(a, b)| a.checked_div(b)).zip(amount.interval.middle());
    ratio.and_then(|(ratio, said)| ratio.checked_div(said)).is_some_and(is_power_of_ten)
}

/// Whether a ratio is 10, 100, 1000, 10000 or 10⁸, upwards or downwards, but for what rounding takes.
fn is_power_of_ten(ratio: Decimal) -> bool {
    [10_u64, 100, 1_000, 10_000, 100_000_000].into_iter().map(Decimal::from).any(|power| {
        [ratio.checked_div(power), ratio.checked_mul(power)].into_iter().flatten().any(|r| (r - Decimal::ONE).abs() < Decimal::new(2, 2))
    })
}

/// The figures that a finding names, the accused one last.
fn named(scene: &Scene, finding: &Finding) -> Vec<usize> {
    let at = |range| scene.figures.binary_search_by_key(&usize::from(range), |f| f.range.start().into()).ok();
    let values = finding.evidence.iter().flat_map(|evidence| &evidence.values);
    values.filter_map(|value| at(value.range.start())).collect()
}

/// Whether no other value stands between those that are named: who writes three values in a row means them together.
///
/// What stands between the terms of an average and tells only how they grew, or another mean of them, is of them.
fn is_tight(scene: &Scene, named: &[usize], is_average: bool) -> bool {
    let (first, last) = (named.iter().min(), named.iter().max());
    let Some((first, last)) = first.zip(last) else { return false };
    let is_time = |at: usize| matches!(scene.figures[at].kind, Kind::Date | Kind::DateRange | Kind::Time | Kind::Duration);
    let is_each = |at: usize| scene.reading[..scene.figures[at].range.start().into()].ends_with(WORDS.each.as_str());
    let is_aside = |at: usize| is_average && is_aside(scene, at);
    (*first..*last).all(|at| named.contains(&at) || is_time(at) || is_each(at) || is_difference(scene, at, named) || is_aside(at))
}

/// Whether a figure tells how the value before it grew, or its mean: 同比增长9.7%, 平均每天15.8万人次.
fn is_aside(scene: &Scene, at: usize) -> bool {
    let head = lead_of(scene, at);
    let is = |words: &[String]| words.iter().any(|word| head.contains(word.as_str()));
    scene.figures[at].kind == Kind::Percent && is(&WORDS.growths) || is(&WORDS.means)
}

/// Whether a value is what two others differ by: 由46辆减到18辆，少了28辆，减少60.9%.
fn is_difference(scene: &Scene, at: usize, named: &[usize]) -> bool {
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let [one, other, _] = named else { return false };
    let Some(((one, other), said)) = of(*one).zip(of(*other)).zip(of(at)) else { return false };
    let gap = || one.interval.minus(&other.interval);
    one.dimension == said.dimension
        && other.dimension == said.dimension
        && gap().is_some_and(|gap| gap.meets(&said.interval) || gap.negated().meets(&said.interval))
}

/// The amounts of a circle around a figure.
fn around<'l>(scene: &Scene<'l>, at: usize, (before, behind, sentences, _): (usize, usize, usize, f64)) -> Vec<(usize, Amount<'l>)> {
    let window = at.saturating_sub(before)..(at + 1 + behind).min(scene.figures.len());
    let is_near =
        |other: &usize| *other != at && sentences_between(scene, *other, at).is_some_and(|n| n == 0 || (*other < at && n <= sentences));
    let is_value = |kind: Kind| {
        matches!(
            kind,
            Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Number | Kind::Duration | Kind::Percent | Kind::PercentagePoint
        )
    };
    let near = window.filter(is_near).filter(|other| is_value(scene.figures[*other].kind));
    near.filter_map(|other| Some((other, Amount::of(scene.reading, &scene.figures[other])?))).collect()
}

/// What two values make.
fn made(kind: Kind, a: &Amount, b: &Amount, code: &str) -> Vec<Option<Interval>> {
    let hundred = Decimal::ONE_HUNDRED;
    // 2148.6万吨二氧化碳当量 … 1186.3万吨.
    let is_mass = |amount: &Amount| matches!(amount.dimension.as_str(), "mass" | "carbon");
    let is_one_kind = a.dimension == b.dimension || is_mass(a) && is_mass(b);
    let percent = |part: &Interval, whole: &Interval| part.over(whole).and_then(|ratio| ratio.scaled(hundred));
    let is_rate = a.dimension == "percent";
    match kind {
        Kind::Percent | Kind::Fraction if is_one_kind && !is_rate => {
            let growth = || percent(&a.interval, &b.interval)?.minus(&Interval::point(hundred));
            let of_earlier = || percent(&a.interval, &b.interval.minus(&a.interval)?);
            if code == "growth-mismatch" {
                vec![growth(), growth().map(|g| g.negated()), of_earlier()]
            } else {
                vec![percent(&a.interval, &b.interval)]
            }
        }
        Kind::Percent | Kind::PercentagePoint if is_one_kind => vec![a.interval.minus(&b.interval)],
        Kind::Multiple if is_one_kind => vec![a.interval.over(&b.interval)],
        Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Number | Kind::Duration if is_one_kind => {
            vec![a.interval.minus(&b.interval), a.interval.plus(&b.interval)]
        }
        _ => Vec::new(),
    }
}

/// Whether two figures near by make it.
fn is_made(scene: &Scene, at: usize, amount: &Amount, named: &[usize], code: &str) -> bool {
    let kind = amount.figure.kind;
    let is_value = !matches!(kind, Kind::Percent | Kind::PercentagePoint | Kind::Fraction | Kind::Multiple);
    let chance = chance(amount);
    CIRCLES.into_iter().any(|circle| {
        let mut near = around(scene, at, circle);
        if is_value {
            near.retain(|(_, other)| other.dimension == amount.dimension);
        }
        let (mut tried, mut is_right) = (0.0, false);
        for (one, a) in &near {
            for (other, b) in near.iter().filter(|(other, _)| other != one) {
                if named.contains(one) && named.contains(other) {
                    continue;
                }
                for value in made(kind, a, b, code).into_iter().flatten().filter(|value| is_as_fine(value, amount)) {
                    tried += 1.0;
                    is_right |= value.meets(&amount.interval);
                }
            }
        }
        is_right && tried * chance <= circle.3
    })
}

/// Whether the value that two named figures make is printed near by for itself.
fn is_told_otherwise(scene: &Scene, at: usize, amount: &Amount, named: &[usize], code: &str) -> bool {
    let [a, b] = named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let Some((a, b)) = of(*a).zip(of(*b)) else { return false };
    let kind = amount.figure.kind;
    let near = around(scene, at, CIRCLES[1]);
    let like: Vec<&Amount> = near
        .iter()
        .filter(|(other, _)| !named.contains(other))
        .map(|(_, amount)| amount)
        .filter(|other| other.dimension == amount.dimension && other.figure.kind == kind)
        .collect();
    let values: Vec<Interval> = wanted(code, &a, &b).into_iter().flatten().filter(|value| is_as_fine(value, amount)).collect();
    let tried = (values.len() * like.len()) as f64;
    like.iter().any(|other| chance(other) * tried <= CIRCLES[1].3 && values.iter().any(|value| value.meets(&other.interval)))
}

/// What a rule would like to see for two values.
fn wanted(code: &str, a: &Amount, b: &Amount) -> [Option<Interval>; 2] {
    let percent = |a: &Amount, b: &Amount| a.interval.over(&b.interval).and_then(|ratio| ratio.scaled(Decimal::ONE_HUNDRED));
    let growth = |a: &Amount, b: &Amount| percent(a, b)?.minus(&Interval::point(Decimal::ONE_HUNDRED));
    match code {
        "growth-mismatch" => [growth(b, a), growth(b, a).map(|g| g.negated())],
        // Rooms name the part and the whole in either order: the whole is the larger one.
        "share-mismatch" | "completion-mismatch" if a.interval.middle() > b.interval.middle() => [percent(b, a), None],
        "share-mismatch" | "completion-mismatch" => [percent(a, b), None],
        "average-mismatch" => [a.interval.over(&b.interval), b.interval.over(&a.interval)],
        "parts-sum-mismatch" => [a.interval.plus(&b.interval), None],
        _ => [a.interval.minus(&b.interval), b.interval.minus(&a.interval)],
    }
}
