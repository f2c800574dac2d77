//! What an average may be of, and what it is no average of.

use rust_decimal::Decimal;

use super::{CIRCLES, WORDS, around};
use crate::figures::figure::Interval;
use crate::rules::relations::amount::{Amount, chance, counts_alike};
use crate::rules::relations::nearby::sentences_between;
use crate::rules::relations::scene::Scene;

/// Whether an average is of another size than what it would be the mean of: 平均长6856米，最大埋深486米.
pub(super) fn is_of_other_size(scene: &Scene, mean: &Amount, named: &[usize]) -> bool {
    let values = named.iter().filter_map(|at| Amount::of(scene.reading, &scene.figures[*at])?.interval.middle());
    let most = values.max().zip(mean.interval.middle());
    let is_much_less = |a: Decimal, b: Decimal| a.checked_mul(Decimal::from(3)).is_some_and(|a| a < b);
    most.is_some_and(|(most, mean)| is_much_less(most, mean) || is_much_less(mean, most))
}

/// Whether the total is of several numbers at several rates: 长1120米，北岸28跨、每跨25米，南岸12跨、每跨35米.
pub(super) fn is_of_several(scene: &Scene, accused: usize, average: &Amount, named: &[usize]) -> bool {
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

/// Whether what a rate and a count make is printed near by for itself: 溢利86.4百万元，每股盈利0.36元（2.4亿股），派息比率50%，共派43.20百万元.
pub(super) fn is_product_told(scene: &Scene, at: usize, named: &[usize]) -> bool {
    let [a, b] = named else { return false };
    let of = |at: usize| Amount::of(scene.reading, &scene.figures[at]);
    let product = of(*a).zip(of(*b)).and_then(|(a, b)| a.interval.times(&b.interval));
    let Some(product) = product else { return false };
    let near = around(scene, at, CIRCLES[2]);
    near.iter()
        .filter(|(other, _)| !named.contains(other))
        .any(|(_, other)| chance(other) <= CIRCLES[2].3 / 4.0 && other.interval.meets(&product))
}

/// Whether what an average would be over stands behind it, in a clause of its own: 失球17个，平均每场0.81个，有9场零封对手.
pub(super) fn is_of_next_clause(scene: &Scene, average: usize, named: &[usize]) -> bool {
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
pub(super) fn is_pronoun(scene: &Scene, at: usize) -> bool {
    WORDS.pronouns.iter().any(|word| scene.reading[scene.figures[at].range] == **word)
}

/// Whether it is the side of a square: “白阳丞印”四字，每字约0.9厘米见方，印面边长2.3厘米.
pub(super) fn is_square(scene: &Scene, average: usize) -> bool {
    WORDS.squares.iter().any(|word| scene.reading[scene.figures[average].range.end().into()..].starts_with(word.as_str()))
}

/// Whether two other values of its sentence make it to three digits, whatever they count: 63场比赛每场派3人，共189人次，36人人均执法5.25场.
pub(super) fn is_of_other_two(scene: &Scene, accused: usize, average: &Amount, named: &[usize]) -> bool {
    let digits = scene.reading[scene.figures[accused].number].bytes().filter(u8::is_ascii_digit).count();
    let (before, ..) = CIRCLES[1];
    let values: Vec<(usize, Amount)> = (accused.saturating_sub(before)..accused)
        .filter(|at| sentences_between(scene, *at, accused) == Some(0))
        .filter_map(|at| {
            Some((at, Amount::of(scene.reading, &scene.figures[at]).filter(|a| a.is_exact() && a.dimension.starts_with("count/"))?))
        })
        .collect();
    let is_pair = |a: usize, b: usize| named.contains(&a) && named.contains(&b);
    digits >= 3
        && values.iter().any(|(i, a)| {
            values
                .iter()
                .any(|(j, b)| i != j && !is_pair(*i, *j) && a.interval.over(&b.interval).is_some_and(|q| q.meets(&average.interval)))
        })
}
