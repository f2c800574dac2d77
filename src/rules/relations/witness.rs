//! The last question before a finding leaves: would a reader take other figures? Rooms read grammar, and Chinese prose has more ways than they
//! know; but a figure that was calculated stands, as a rule, near those it was calculated from. Where two other figures near by make the accused
//! one exactly, or the value that a rule would like to see is printed near by for something else, the rule was wrong about the sentence.
//!
//! How many pairs come right by chance is counted: a coarse figure (5%) among many proves nothing, 37.9% beside three values does.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::{Amount, chance, counts_alike, is_as_fine};
use super::nearby::sentences_between;
use super::scene::Scene;
use super::slip::{self, Slip};
use crate::claims::Statistic;
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
/// How many values before a total are tried as its terms.
const MOST_TERMS: usize = 7;
/// How many figures before and behind one are near, in three circles: around it, in its sentence, in the sentence before, too.
const CIRCLES: [(usize, usize, usize, f64); 3] = [(4, 3, 0, 0.6), (12, 6, 0, 0.35), (14, 6, 1, 0.25)];
/// So many times what a growth makes of a value is another thing's.
const TOO_FAR: Decimal = Decimal::from_parts(25, 0, 0, false, 1);
/// What terms of a sum stand in: five players with points, rebounds and assists.
const FAR: (usize, usize, usize, f64) = (24, 0, 0, 0.35);

/// Whether other figures near by speak for the one that a finding accuses.
pub(super) fn speaks_for(scene: &Scene, finding: &Finding) -> bool {
    if finding.code == "shares-sum-mismatch" {
        return has_missing_share(scene, finding);
    }
    if finding.code == "parts-exceed-whole" {
        return is_of_list(scene, finding);
    }
    if !CODES.contains(&finding.code) {
        return false;
    }
    let named = named(scene, finding);
    let Some((&accused, others)) = named.split_last() else { return false };
    let Some(amount) = Amount::of(scene.reading, &scene.figures[accused]) else { return false };
    let is_average = finding.code == "average-mismatch";
    let is_loose = !is_tight(scene, &named);
    let may_be_told = is_loose || matches!(finding.code, "change-mismatch" | "average-mismatch");
    if may_be_told && is_told_otherwise(scene, accused, &amount, others, finding.code)
        || is_of_change(scene, &amount, others)
        || finding.code == "remainder-mismatch" && (has_own_share(scene, others) || have_shares(scene, accused, others))
        || finding.code == "direction-mismatch" && is_of_depth(scene, accused)
        || finding.code == "share-mismatch" && (is_part_of_other_time(scene, others) || is_excess(scene, accused, &amount, others))
        || finding.code == "growth-mismatch" && is_of_other_pair(scene, accused, &amount, others)
        || finding.code == "growth-mismatch" && is_added(scene, accused, &amount, others)
        || finding.code == "rate-times-duration" && is_product_told(scene, accused, others)
        || is_average && (others.iter().any(|at| is_pronoun(scene, *at)) || is_square(scene, accused))
        || finding.code == "times-mismatch" && !is_growth(scene, accused) && is_turned_ratio(scene, &amount, others)
        || finding.code == "times-mismatch" && is_of_first(scene, accused, &amount)
        || matches!(finding.code, "direction-mismatch" | "points-mismatch") && is_of_rest(scene, accused, others)
        || matches!(finding.code, "average-mismatch" | "rate-times-duration") && is_of_next_clause(scene, accused, others)
        || is_some_sum(scene, accused, &amount, others)
        || is_mean_of_list(scene, accused, &amount)
        || is_average && is_of_several(scene, accused, &amount, others)
        || finding.code == "parts-sum-mismatch"
            && (has_parts_enough(scene, &amount, others) || is_sum_told(scene, accused, &amount, others))
        || matches!(finding.code, "change-mismatch" | "direction-mismatch") && are_far_apart(scene, finding, &amount, others)
        || finding.code == "average-outside-range" && is_of_other_size(scene, &amount, others)
    {
        return true;
    }
    let farthest = usize::from(!is_average);
    let is_here = others.iter().all(|other| sentences_between(scene, *other, accused).is_some_and(|n| n <= farthest));
    let is_explained = || {
        is_shifted(&amount, scene, others)
            || is_slip(scene, finding, &amount, is_here)
            || finding.code == "share-mismatch" && is_vouched(scene, accused, others)
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

/// Whether some of the parts make the whole already: 设站17座，其中地下站13座、高架站4座，换乘站5座.
fn has_parts_enough(scene: &Scene, whole: &Amount, parts: &[usize]) -> bool {
    let amounts: Vec<Amount> = parts.iter().filter_map(|at| Amount::of(scene.reading, &scene.figures[*at])).collect();
    let mut sum = Interval::point(Decimal::ZERO);
    amounts.iter().enumerate().any(|(nth, part)| {
        let Some(more) = sum.plus(&part.interval) else { return false };
        sum = more;
        nth >= 1 && nth + 1 < amounts.len() && sum.meets(&whole.interval)
    })
}

/// Whether what the parts add up to is printed near by for itself: 筹集住房4.86万套，完成4.5万套的目标。按年度看….
fn is_sum_told(scene: &Scene, at: usize, whole: &Amount, parts: &[usize]) -> bool {
    let amounts = parts.iter().map(|at| Some(Amount::of(scene.reading, &scene.figures[*at])?.interval));
    let sum = amounts.collect::<Option<Vec<_>>>().and_then(|all| all.iter().try_fold(Interval::point(Decimal::ZERO), |s, p| s.plus(p)));
    let Some(sum) = sum.filter(|_| parts.len() >= 2) else { return false };
    let near = around(scene, at, CIRCLES[0]);
    let like = near.iter().filter(|(other, o)| !parts.contains(other) && o.dimension == whole.dimension);
    like.filter(|(_, other)| chance(other) < 0.01).any(|(_, other)| other.interval.meets(&sum))
}

/// Whether the whole is the last of a list in the sentence before: 甲镇5680亩、乙镇4970亩、丙镇3550亩。其中玉米9230亩 is of them all.
fn is_of_list(scene: &Scene, finding: &Finding) -> bool {
    let named = named(scene, finding);
    let [whole, part] = named[..] else { return false };
    let Some(amount) = Amount::of(scene.reading, &scene.figures[whole]) else { return false };
    let parts_before =
        around(scene, whole, CIRCLES[0]).into_iter().filter(|(at, other)| *at < whole && other.dimension == amount.dimension);
    sentences_between(scene, whole, part).is_some_and(|n| n > 0) && parts_before.count() > 0
}

/// Whether two values are of things too different for what is said to be their difference: 关闭19家，年末为228家，净减8家.
fn are_far_apart(scene: &Scene, finding: &Finding, said: &Amount, named: &[usize]) -> bool {
    let [a, b] = named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at])?.interval.middle();
    let Some((a, b)) = of(*a).zip(of(*b)) else { return false };
    let is_far = a.min(b).checked_mul(Decimal::from(3)).is_some_and(|less| less < a.max(b));
    let is_made = a.max(b).checked_sub(a.min(b)).is_some_and(|gap| said.interval.contains(gap));
    is_far && !is_made && !has_slip(scene, finding)
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

/// Whether an average is of another size than what it would be the mean of: 平均长6856米，最大埋深486米.
fn is_of_other_size(scene: &Scene, mean: &Amount, named: &[usize]) -> bool {
    let values = named.iter().filter_map(|at| Amount::of(scene.reading, &scene.figures[*at])?.interval.middle());
    let most = values.max().zip(mean.interval.middle());
    let is_much_less = |a: Decimal, b: Decimal| a.checked_mul(Decimal::from(3)).is_some_and(|a| a < b);
    most.is_some_and(|(most, mean)| is_much_less(most, mean) || is_much_less(mean, most))
}

/// Whether the total is of several numbers at several rates: 长1120米，北岸28跨、每跨25米，南岸12跨、每跨35米.
fn is_of_several(scene: &Scene, accused: usize, average: &Amount, named: &[usize]) -> bool {
    let [total, base] = named else { return false };
    let of = |at: usize| Amount::of(scene.reading, scene.figures.get(at)?);
    let Some((total, base)) = of(*total).zip(of(*base)) else { return false };
    let (before, behind, ..) = CIRCLES[1];
    let window = accused.saturating_sub(before)..(accused + behind).min(scene.figures.len());
    let product = |at: usize| {
        let (count, rate) = of(at).zip(of(at + 1))?;
        // 设72个班，小学36班、每班45人: 个 stands for any measure word.
        let is_counted = count.dimension != average.dimension && counts_alike(&count.dimension, &base.dimension);
        let is_like = rate.dimension == average.dimension && is_counted;
        is_like.then(|| count.interval.times(&rate.interval))?
    };
    let products: Vec<Interval> = window.filter_map(product).collect();
    let sum = products.iter().try_fold(Interval::point(Decimal::ZERO), |sum, product| sum.plus(product));
    products.len() >= 2 && sum.is_some_and(|sum| sum.meets(&total.interval))
}

/// Whether it is the mean of some values in a row right before it: 1日4.62万人次，…，5日3.27万人次。5天日均5.61万人次.
fn is_mean_of_list(scene: &Scene, at: usize, amount: &Amount) -> bool {
    let near = around(scene, at, CIRCLES[2]);
    let like: Vec<&Interval> =
        near.iter().filter(|(i, other)| *i < at && other.dimension == amount.dimension).map(|(_, other)| &other.interval).collect();
    let mut sum = Interval::point(Decimal::ZERO);
    like.iter().rev().enumerate().any(|(nth, term)| {
        let Some(more) = sum.plus(term) else { return false };
        sum = more;
        let count = Decimal::from(nth + 1);
        let mean = || sum.scaled(Decimal::ONE.checked_div(count)?);
        nth >= 2 && chance(amount) <= CIRCLES[2].3 && mean().is_some_and(|mean| mean.meets(&amount.interval))
    })
}

/// Whether some of the values right before it add up to it.
fn is_some_sum(scene: &Scene, at: usize, amount: &Amount, named: &[usize]) -> bool {
    if matches!(amount.figure.kind, Kind::Percent | Kind::PercentagePoint | Kind::Fraction | Kind::Multiple) || named.is_empty() {
        return false;
    }
    let near = around(scene, at, FAR);
    let like: Vec<&Interval> =
        near.iter().filter(|(i, other)| *i < at && other.dimension == amount.dimension).map(|(_, other)| &other.interval).collect();
    let like = &like[like.len().saturating_sub(MOST_TERMS)..];
    let sums = (1_u32..1 << like.len()).filter(|set| set.count_ones() >= 3);
    let sum = |set: u32| {
        let terms = like.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1);
        terms.map(|(_, interval)| **interval).try_fold(Interval::point(Decimal::ZERO), |sum, term| sum.plus(&term))
    };
    let tried = sums.clone().count() as f64;
    tried * chance(amount) <= CIRCLES[1].3 && sums.filter_map(sum).any(|sum| sum.meets(&amount.interval))
}

/// The figures that a finding names, the accused one last.
fn named(scene: &Scene, finding: &Finding) -> Vec<usize> {
    let at = |range| scene.figures.binary_search_by_key(&usize::from(range), |f| f.range.start().into()).ok();
    let values = finding.evidence.iter().flat_map(|evidence| &evidence.values);
    values.filter_map(|value| at(value.range.start())).collect()
}

/// Whether the share that is missing to a hundred stands beside the others: 电动自行车占38.3%，居第一位；小型客车占30.9%….
fn has_missing_share(scene: &Scene, finding: &Finding) -> bool {
    let named = named(scene, finding);
    let (Some(first), Some(last)) = (named.iter().min(), named.iter().max()) else { return false };
    let shares = |at: usize| Amount::of(scene.reading, &scene.figures[at]).map(|amount| amount.interval);
    let sum = named.iter().filter_map(|at| shares(*at)).try_fold(Interval::point(Decimal::ZERO), |sum, share| sum.plus(&share));
    let Some(gap) = sum.and_then(|sum| Interval::point(Decimal::ONE_HUNDRED).minus(&sum)) else { return false };
    let near = around(scene, *first, CIRCLES[0]).into_iter().chain(around(scene, *last, CIRCLES[0]));
    near.filter(|(at, other)| !named.contains(at) && other.figure.kind == Kind::Percent).any(|(_, other)| other.interval.meets(&gap))
}

/// Whether no other value stands between those that are named: who writes three values in a row means them together.
fn is_tight(scene: &Scene, named: &[usize]) -> bool {
    let (first, last) = (named.iter().min(), named.iter().max());
    let Some((first, last)) = first.zip(last) else { return false };
    let is_time = |at: usize| matches!(scene.figures[at].kind, Kind::Date | Kind::DateRange | Kind::Time | Kind::Duration);
    let is_each = |at: usize| scene.reading[..scene.figures[at].range.start().into()].ends_with(WORDS.each.as_str());
    (*first..*last).all(|at| named.contains(&at) || is_time(at) || is_each(at) || is_difference(scene, at, named))
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

/// Whether the whole of a share is the whole of another share beside it, which comes out right.
fn is_vouched(scene: &Scene, at: usize, named: &[usize]) -> bool {
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

/// Whether the share is that of the change in what it started from: 五年增加13万人，增长20%, where the value told was the one at the start.
fn is_of_change(scene: &Scene, amount: &Amount, named: &[usize]) -> bool {
    let claim = |at: usize| scene.claims.binary_search_by_key(&at, |c| c.figure).ok().map(|i| &scene.claims[i]);
    let is_change = |at: usize| claim(at).is_some_and(|c| c.statistic == Statistic::Change);
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let [a, b] = named else { return false };
    let (change, value) = if is_change(*b) {
        (of(*b), of(*a))
    } else if is_change(*a) {
        (of(*a), of(*b))
    } else {
        return false;
    };
    let Some((change, value)) = change.zip(value).filter(|(a, b)| a.dimension == b.dimension) else { return false };
    let percent = |whole: &Interval| change.interval.over(whole)?.scaled(Decimal::ONE_HUNDRED);
    let (before, after) = (value.interval.minus(&change.interval), value.interval.plus(&change.interval));
    // 2020年末为65万人，五年增加13万人，增长20%, where 78万人 stands near by.
    let is_printed = |now: &Option<Interval>| {
        let near = named.first().map(|at| around(scene, *at, CIRCLES[2])).unwrap_or_default();
        now.is_some_and(|now| near.iter().any(|(_, o)| o.dimension == value.dimension && o.interval.meets(&now)))
    };
    let is_start = is_printed(&before) || is_printed(&after);
    let earlier = [before, after, Some(value.interval).filter(|_| is_start)];
    earlier.iter().flatten().filter_map(percent).any(|share| share.meets(&amount.interval))
}

/// Whether what is said to have grown or shrunk is what came to the other value or went from it, and the growth is its share:
/// 年新增产能1200万套，较现有3000万套提高四成; 去年同期2512美元，跌去1040美元，跌幅41.4%.
fn is_added(scene: &Scene, accused: usize, said: &Amount, named: &[usize]) -> bool {
    let [before, after] = named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let Some((before, after)) = of(*before).zip(of(*after)).filter(|(a, b)| a.dimension == b.dimension) else { return false };
    let sign = scene.claims.iter().find(|c| c.figure == accused).map_or(0, |c| c.sign);
    let is_told = named.iter().any(|at| scene.claims.iter().any(|c| c.figure == *at && c.statistic == Statistic::Change));
    let (part, whole) = match sign {
        1.. => (&after, &before),
        0 => return false,
        _ => (&before, &after),
    };
    let share = || part.interval.over(&whole.interval)?.scaled(Decimal::ONE_HUNDRED);
    !is_told && whole.interval.is_above(&part.interval) && share().is_some_and(|share| share.meets(&said.interval))
}

/// Whether two values make a growth so far from the one that is told that they are of two things, and no slip explains it: 慈善一日捐415万元。与上年的
/// 5920万元相比增长8.1%.
fn is_of_other_pair(scene: &Scene, accused: usize, said: &Amount, named: &[usize]) -> bool {
    let [a, b] = *named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let is_change = |at: usize| scene.claims.iter().any(|c| c.figure == at && c.statistic == Statistic::Change);
    if is_change(a) || is_change(b) {
        return false;
    }
    let Some((a, b)) = of(a).zip(of(b)).filter(|(a, b)| a.dimension == b.dimension) else { return false };
    let sign = scene.claims.iter().find(|c| c.figure == accused).map_or(1, |c| c.sign);
    let hundredth = Decimal::new(1, 2);
    let told = if sign < 0 { said.interval.negated() } else { said.interval };
    let Some(factor) = told.scaled(hundredth).and_then(|rate| rate.plus(&Interval::point(Decimal::ONE))) else { return false };
    let ratio = |x: &Interval, y: &Interval| x.middle()?.checked_div(y.middle()?);
    let off = ratio(&b.interval, &a.interval).zip(factor.middle()).and_then(|(is, told)| is.checked_div(told));
    let Some(off) = off.filter(|off| *off > Decimal::ZERO) else { return false };
    let is_far = off > TOO_FAR || off.checked_mul(TOO_FAR).is_some_and(|off| off < Decimal::ONE);
    let rate = || b.interval.over(&a.interval)?.minus(&Interval::point(Decimal::ONE))?.scaled(Decimal::ONE_HUNDRED);
    let size = |rate: Interval| if rate.middle().is_some_and(|m| m < Decimal::ZERO) { rate.negated() } else { rate };
    let wanted = [(said, rate().map(size)), (&b, a.interval.times(&factor)), (&a, b.interval.over(&factor))];
    let is_slip = |(amount, wanted): &(&Amount, Option<Interval>)| {
        wanted.as_ref().and_then(|wanted| slip::mend(scene.reading, amount, wanted)).is_some_and(|mend| mend.slip != Slip::Length)
    };
    is_far && !is_power_of_ten(off) && !wanted.iter().any(is_slip)
}

/// Whether what is taken for the whole has a share of its own, and is a part: 近海线162.4万箱，占52.9%；远海线97.9万箱，占31.9%；其余46.5万箱.
fn has_own_share(scene: &Scene, named: &[usize]) -> bool {
    let Some(whole) = named.iter().min() else { return false };
    let Some(next) = scene.figures.get(whole + 1).filter(|next| next.kind == Kind::Percent) else { return false };
    let between = scene.reading.get(scene.figures[*whole].range.end().into()..next.range.start().into()).unwrap_or("");
    WORDS.shares.iter().any(|word| between.trim_start_matches([',', '，', '(', '（']) == word)
}

/// Whether the shares behind say that all are parts of one whole: 4.62万亩、2.38万亩，其余1.9万亩，占比分别为51.9%、26.7%和21.3%.
fn have_shares(scene: &Scene, accused: usize, named: &[usize]) -> bool {
    let [one, other, ..] = named else { return false };
    let behind = scene.figures[accused + 1..].iter().enumerate().take(CIRCLES[0].0);
    let shares: Vec<usize> = behind.filter(|(_, f)| f.kind == Kind::Percent).map(|(nth, _)| accused + 1 + nth).collect();
    let [first, second, ..] = shares[..] else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]).map(|amount| amount.interval);
    let whole = |part: usize, share: usize| of(part)?.over(&of(share)?);
    whole(*one, first).zip(whole(*other, second)).is_some_and(|(a, b)| a.meets(&b))
}

/// Whether the values are depths: 埋深由38.4米减至35.7米，回升2.7米.
fn is_of_depth(scene: &Scene, accused: usize) -> bool {
    let head = &scene.reading[..scene.figures[accused].range.start().into()];
    let sentence = head.rsplit(['。', ';', '；']).next().unwrap_or(head);
    WORDS.depths.iter().any(|word| sentence.contains(word.as_str()))
}

/// Whether the part is of another time than the whole: 占营收的25.5%，上年为6.54亿元、占26.0%.
fn is_part_of_other_time(scene: &Scene, named: &[usize]) -> bool {
    let lead = |at: usize| {
        let start = at.checked_sub(1).map_or(0, |before| usize::from(scene.figures[before].range.end()));
        scene.reading.get(start..scene.figures[at].range.start().into()).unwrap_or("")
    };
    // 上年 is a figure of its own, a time.
    let is_time = |at: usize| matches!(scene.figures[at].kind, Kind::Date | Kind::DateRange);
    let is_earlier = |at: usize| {
        let time = at.checked_sub(1).filter(|before| is_time(*before)).map_or("", |before| &scene.reading[scene.figures[before].range]);
        WORDS.earlier.iter().any(|word| time.contains(word.as_str()) || lead(at).contains(word.as_str()))
    };
    let [a, b] = named else { return false };
    is_earlier(*a) != is_earlier(*b)
}

/// Whether what a rate and a count make is printed near by for itself: 溢利86.4百万元，每股盈利0.36元（2.4亿股），派息比率50%，共派43.20百万元.
fn is_product_told(scene: &Scene, at: usize, named: &[usize]) -> bool {
    let [a, b] = named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let product = of(*a).zip(of(*b)).and_then(|(a, b)| a.interval.times(&b.interval));
    let Some(product) = product else { return false };
    let near = around(scene, at, CIRCLES[2]);
    near.iter()
        .filter(|(other, _)| !named.contains(other))
        .any(|(_, other)| chance(other) <= CIRCLES[2].3 / 4.0 && other.interval.meets(&product))
}

/// Whether it is the ratio of the last of a series of years to its first: 2021年260万元，2022年780万元，2023年1560万元，去年2340万元，是原来的9倍.
fn is_of_first(scene: &Scene, at: usize, said: &Amount) -> bool {
    let near = around(scene, at, CIRCLES[1]);
    let Some((_, last)) = near.iter().rev().find(|(other, a)| *other < at && !matches!(a.figure.kind, Kind::Percent | Kind::Duration))
    else {
        return false;
    };
    let like: Vec<&Amount> = near.iter().filter(|(other, a)| *other < at && a.dimension == last.dimension).map(|(_, a)| a).collect();
    like.len() >= 3
        && like[0].interval.middle().is_some()
        && last.interval.over(&like[0].interval).is_some_and(|ratio| ratio.meets(&said.interval))
}

/// Whether the points are of what one of two shares leaves: 建筑类占53%，2011年占86%；其余三类占47%，比2011年提高33个百分点.
fn is_of_rest(scene: &Scene, accused: usize, named: &[usize]) -> bool {
    let percent = |at: usize| Amount::of(scene.reading, &scene.figures[at]).filter(|a| a.figure.kind == Kind::Percent);
    let rest = |at: usize| percent(at).and_then(|a| Interval::point(Decimal::ONE_HUNDRED).minus(&a.interval));
    let last = named.iter().copied().filter(|at| *at < accused).max().unwrap_or(accused);
    let between: Vec<Amount> = (last + 1..accused).filter_map(percent).collect();
    named.iter().filter_map(|at| rest(*at)).any(|rest| between.iter().any(|a| a.interval.meets(&rest)))
}

/// Whether the ratio is right the other way round: 首年只有6.8万人次，去年达142万人次，约为当年的21倍.
fn is_turned_ratio(scene: &Scene, said: &Amount, named: &[usize]) -> bool {
    let [a, b] = named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let Some((a, b)) = of(*a).zip(of(*b)) else { return false };
    let (less, more) = if a.interval.middle() < b.interval.middle() { (a, b) } else { (b, a) };
    more.interval.over(&less.interval).is_some_and(|ratio| ratio.meets(&said.interval))
}

fn is_growth(scene: &Scene, at: usize) -> bool {
    scene.claims.iter().any(|c| c.figure == at && matches!(c.statistic, Statistic::Growth | Statistic::Change))
}

/// Whether what an average would be over stands behind it, in a clause of its own: 失球17个，平均每场0.81个，有9场零封对手.
fn is_of_next_clause(scene: &Scene, average: usize, named: &[usize]) -> bool {
    let end = usize::from(scene.figures[average].range.end());
    named.iter().filter(|at| **at > average).any(|at| {
        let between = scene.reading.get(end..scene.figures[*at].range.start().into()).unwrap_or("");
        // 每瓦时1.4元，与老虎岭电站（200兆瓦时）相比: of that one.
        let is_of_other = between.find(['(', '（']).is_some_and(|bracket| between[..bracket].contains([',', '，']));
        between.contains([';', '；', '。'])
            || is_of_other
            || between.contains([',', '，']) && WORDS.opens.iter().any(|word| between.ends_with(word.as_str()))
    })
}

/// Whether a count of people stands for those who were named: 两人的婚礼上酒席只有3桌.
fn is_pronoun(scene: &Scene, at: usize) -> bool {
    WORDS.pronouns.iter().any(|word| scene.reading[scene.figures[at].range] == **word)
}

/// Whether it is by how much one value is beyond the other: 总磷0.24毫克/升，超标准限值0.2毫克/升的20%.
fn is_excess(scene: &Scene, accused: usize, said: &Amount, named: &[usize]) -> bool {
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

/// Whether it is the side of a square: “白阳丞印”四字，每字约0.9厘米见方，印面边长2.3厘米.
fn is_square(scene: &Scene, average: usize) -> bool {
    WORDS.squares.iter().any(|word| scene.reading[scene.figures[average].range.end().into()..].starts_with(word.as_str()))
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
