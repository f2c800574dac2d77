//! What acquits a finding over lines: the sentence around the accused figure speaks for it.
//!
//! A share and its whole, or parts and their sum, stand lines apart; the figures right beside the accused one know better what it is of.

use rust_decimal::Decimal;

use super::fact::Fact;
use crate::claims::Statistic;
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::Finding;

/// How many facts before and behind a figure are beside it.
const BEFORE: usize = 10;
const BEHIND: usize = 4;
/// How many values of a kind in the lines of a sum are tried in pairs: a line may go on for a megabyte.
const MOST_LIKE: usize = 200;
/// How many of its steps a percentage must be, so that no value comes right by chance: any of the sentence, or that of its own neighbour.
const FINE: u32 = 80;
const COARSE: u32 = 15;
/// Of so many parts a share behind the last is that of one of them.
const LIST: usize = 3;
/// How many values behind parts may belong to them, and how many behind those may be their sum.
const MORE_PARTS: usize = 3;

/// Whether figures beside it speak for what a finding accuses. `facts` are in the order of the text.
pub(super) fn speaks_for(facts: &[Fact], finding: &Finding) -> bool {
    let at = |range: crate::text::TextRange| facts.iter().position(|f| f.range == range);
    let values = finding.evidence.iter().flat_map(|evidence| &evidence.values);
    let named: Vec<usize> = values.filter_map(|value| at(value.range)).collect();
    match finding.code {
        "share-mismatch" => {
            is_share_of_another(facts, &named) || is_of_another_whole(facts, &named) || is_like_its_neighbour(facts, &named)
        }
        "parts-sum-mismatch" => is_longer_list(facts, &named) || is_shared(facts, &named) || is_told_sum(facts, &named),
        _ => false,
    }
}

/// The percentage, and the part and the whole by their size.
fn share_of(facts: &[Fact], named: &[usize]) -> Option<(usize, usize, usize)> {
    let share = *named.iter().find(|at| facts[**at].figure.kind == Kind::Percent)?;
    let mut values = named.iter().copied().filter(|at| *at != share);
    let (a, b) = (values.next()?, values.next()?);
    let middle = |at: usize| facts[at].amount.interval.middle();
    Some(if middle(a)? <= middle(b)? { (share, a, b) } else { (share, b, a) })
}

/// The largest of the figures that a finding names.
fn largest(facts: &[Fact], named: &[usize]) -> Option<usize> {
    named.iter().copied().max_by_key(|at| facts[*at].amount.interval.middle())
}

/// The other facts of the line beside one.
fn beside<'f>(facts: &'f [Fact<'f>], at: usize) -> impl Iterator<Item = (usize, &'f Fact<'f>)> {
    let window = at.saturating_sub(BEFORE)..(at + 1 + BEHIND).min(facts.len());
    window.filter(move |other| *other != at && facts[*other].line == facts[at].line).map(|other| (other, &facts[other]))
}

/// Whether a percentage is told in steps that it is so many of at least.
fn is_fine(share: &Fact, least: u32) -> bool {
    let printed = share.amount.printed();
    printed.is_some_and(|p| p.step.checked_mul(Decimal::from(least)).is_some_and(|least| least <= p.value.abs()))
}

fn percent(part: &Interval, whole: &Interval) -> Option<Interval> {
    part.over(whole)?.scaled(Decimal::ONE_HUNDRED)
}

/// Whether another value of its sentence is that share of the whole: 完成18.9万标箱，去年同期为14.7万标箱，占总量的9.4%.
fn is_share_of_another(facts: &[Fact], named: &[usize]) -> bool {
    let Some((share, part, whole)) = share_of(facts, named) else { return false };
    let (said, of) = (&facts[share], &facts[whole].amount);
    if !is_fine(said, FINE) {
        return false;
    }
    let others =
        beside(facts, share).filter(|(at, f)| *at < share && *at != part && *at != whole && f.claim.sentence == said.claim.sentence);
    others
        .filter(|(_, f)| f.amount.dimension == of.dimension)
        .any(|(_, other)| percent(&other.amount.interval, &of.interval).is_some_and(|percent| percent.meets(&said.amount.interval)))
}

/// Whether it is that share of another value beside it, or beside the whole that was taken: 来电1824个，其中报修1140个，已办结1083个，办结率95%.
fn is_of_another_whole(facts: &[Fact], named: &[usize]) -> bool {
    let Some((share, part, whole)) = share_of(facts, named) else { return false };
    let (said, own) = (&facts[share], &facts[part].amount);
    let others =
        beside(facts, share).filter(|(at, _)| *at < share).chain(beside(facts, whole)).filter(|(at, _)| ![part, whole].contains(at));
    is_fine(said, COARSE)
        && others
            .filter(|(_, f)| f.amount.dimension == own.dimension)
            .any(|(_, other)| percent(&own.interval, &other.amount.interval).is_some_and(|percent| percent.meets(&said.amount.interval)))
}

/// Whether the share beside it, with its own part, is of a whole that makes the accused one right: 销售费用5.84亿元，占收入的10.0%；研发费用1.02亿元，
/// 占1.7%, where the income is of another line than the one that was taken.
fn is_like_its_neighbour(facts: &[Fact], named: &[usize]) -> bool {
    let Some((share, part, whole)) = share_of(facts, named) else { return false };
    let said = &facts[share];
    if !is_fine(said, COARSE) {
        return false;
    }
    let is_share = |at: usize| facts[at].figure.kind == Kind::Percent && at != share && facts[at].claim.sign == 0;
    let near: Vec<usize> = beside(facts, share).map(|(at, _)| at).collect();
    let pairs = near.iter().filter(|at| is_share(**at) && **at > 0 && **at - 1 != part && **at - 1 != whole);
    let implied = pairs.filter_map(|at| {
        let own = &facts[at - 1];
        let is_value = own.line == said.line && own.amount.dimension == facts[whole].amount.dimension;
        let whole = own.amount.interval.over(&facts[*at].amount.interval)?.scaled(Decimal::ONE_HUNDRED);
        whole.filter(|_| is_value)
    });
    implied
        .filter(|implied| !implied.meets(&facts[whole].amount.interval))
        .any(|implied| percent(&facts[part].amount.interval, &implied).is_some_and(|percent| percent.meets(&said.amount.interval)))
}

/// Whether the list goes on, and what it adds up to with the next values is printed behind them.
fn is_longer_list(facts: &[Fact], named: &[usize]) -> bool {
    let Some(last) = named.iter().max().copied() else { return false };
    let own = &facts[last];
    let Some(whole) = largest(facts, named) else { return false };
    let parts = named.iter().filter(|at| **at != whole);
    let sum = parts.map(|at| facts[*at].amount.interval).try_fold(Interval::point(Decimal::ZERO), |sum, part| sum.plus(&part));
    let Some(mut sum) = sum.filter(|_| last != whole) else { return false };
    let like: Vec<&Fact> = facts[last + 1..]
        .iter()
        .take_while(|f| f.line == own.line)
        .filter(|f| f.amount.dimension == own.amount.dimension)
        .take(2 * MORE_PARTS)
        .collect();
    like.iter().enumerate().take(MORE_PARTS).any(|(nth, more)| {
        let Some(longer) = sum.plus(&more.amount.interval) else { return false };
        sum = longer;
        like[nth + 1..].iter().any(|total| total.amount.interval.meets(&sum))
    })
}

/// Whether the parts have a share together: 三市分别为1.12亿件、0.67亿件和0.43亿件，合计占全省的72.1%. Nothing is told of what they add up to.
fn is_shared(facts: &[Fact], named: &[usize]) -> bool {
    let Some(whole) = largest(facts, named) else { return false };
    let Some(last) = named.iter().copied().filter(|at| *at != whole).max() else { return false };
    let next = facts.get(last + 1).filter(|next| next.line == facts[last].line && next.claim.sentence == facts[last].claim.sentence);
    // 客流分别为…，占比41.9%、37.3%和20.8%: a share of each.
    // 其余372件占15%, 高标仓占65%: the share of one of them.
    let parts = || named.iter().filter(|at| **at != whole);
    let is_of_one = |share: &Fact| {
        let of = |at: &usize| percent(&facts[*at].amount.interval, &facts[whole].amount.interval);
        parts().count() >= LIST && parts().any(|at| of(at).is_some_and(|percent| percent.meets(&share.amount.interval)))
    };
    let is_list = facts.get(last + 2).is_some_and(|f| f.line == facts[last].line && f.figure.kind == Kind::Percent);
    !is_list
        && next.is_some_and(|next| {
            next.figure.kind == Kind::Percent
                && next.claim.statistic == Statistic::Share
                && !is_of_one(next)
                && whole < named.iter().copied().filter(|at| *at != whole).min().unwrap_or(0)
        })
}

/// Whether what the parts add up to, or that with another value, is printed beside them or beside the whole: 提前完成4.5万套的目标，共4.86万套。…按年度看….
fn is_told_sum(facts: &[Fact], named: &[usize]) -> bool {
    let Some(whole) = largest(facts, named) else { return false };
    // Findings name the whole first or last; it may be less than a part, where it is the slip.
    let wholes = named.iter().copied().filter(|at| *at == whole || named.first() == Some(at) || named.last() == Some(at));
    wholes.into_iter().any(|whole| {
        let parts: Vec<&Fact> = named.iter().filter(|at| **at != whole).map(|at| &facts[*at]).collect();
        let sum = parts.iter().try_fold(Interval::point(Decimal::ZERO), |sum, part| sum.plus(&part.amount.interval));
        let Some(sum) = sum.filter(|_| parts.len() >= 2) else { return false };
        let is_here = |f: &Fact| f.line == facts[whole].line || parts.iter().any(|part| part.line == f.line);
        let others = facts.iter().enumerate().filter(|(at, f)| !named.contains(at) && is_here(f) && is_fine(f, FINE));
        let like: Vec<&Fact> =
            others.map(|(_, f)| f).filter(|f| f.amount.dimension == facts[whole].amount.dimension).take(MOST_LIKE).collect();
        // 加上此前的3处（64枚、121枚和27枚），已增至530枚: with another value.
        let with = |more: &Fact, total: &Fact| sum.plus(&more.amount.interval).is_some_and(|sum| sum.meets(&total.amount.interval));
        let is_beside = |total: &Fact| parts.iter().any(|part| part.line == total.line);
        // 今年融资6.5亿元，前三轮0.8亿元、1.7亿元和3.2亿元，四轮共12.2亿元: with the whole itself.
        let both = sum.plus(&facts[whole].amount.interval);
        let is_both = |total: &Fact| both.is_some_and(|both| both.meets(&total.amount.interval));
        like.iter().any(|f| f.amount.interval.meets(&sum) || is_both(f))
            || like.iter().filter(|total| is_beside(total)).any(|total| like.iter().any(|more| with(more, total)))
    })
}
