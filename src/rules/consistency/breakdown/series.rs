//! Finds the lists of a sentence: values of one dimension, side by side, with what begins them and what may be their whole.

use std::ops::Range;

use super::REACH;
use crate::claims::{Period, Role, Statistic};
use crate::rules::consistency::Comparison;
use crate::rules::consistency::fact::Fact;
use crate::rules::consistency::words::{WORDS, begins, ends, holds};

/// How the text begins a list, from the least sure to the surest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    /// It does not.
    None,
    /// By 其中, which may leave out some.
    OfWhich,
    /// By a colon, by 包括, by 28座车站中.
    Parts,
    /// By 分产品看.
    Head,
    /// By 分别, or as a bare list of numbers.
    List,
}

/// A list of values that may be the parts of a whole.
pub(super) struct Series<'f> {
    /// The parts.
    pub parts: Vec<&'f Fact<'f>>,
    /// How it begins.
    pub cue: Cue,
    /// The value that the beginning points at.
    pub opener: Option<&'f Fact<'f>>,
    /// The value behind it that is told to be its sum.
    pub total: Option<&'f Fact<'f>>,
    /// Values before it that may be the whole, the nearest first.
    pub before: Vec<&'f Fact<'f>>,
    /// Whether the sentence begins with it.
    pub begins_sentence: bool,
}

impl Series<'_> {
    /// What the parts are quantities of.
    pub(super) fn dimension(&self) -> &str {
        self.parts.first().map_or("", |f| f.amount.dimension.as_str())
    }

    /// Whether a value is one of the parts.
    pub(super) fn holds(&self, fact: &Fact) -> bool {
        self.parts.iter().any(|p| p.line == fact.line && p.range == fact.range)
    }
}

/// The most values of one dimension in a sentence that are looked at, and the most lists that begin in it.
const MOST_ITEMS: usize = 40;
const MOST_STARTS: usize = 10;
/// How far before its first figure, in characters, the head of a sentence is looked for.
const HEAD_REACH: usize = 60;

impl Comparison<'_> {
    /// The lists of a sentence.
    pub(super) fn series<'f>(&self, facts: &'f [Fact<'f>], sentence: Range<usize>) -> Vec<Series<'f>> {
        let mut dimensions: Vec<&str> = Vec::new();
        for fact in facts[sentence.clone()].iter().filter(|f| is_item(f)) {
            if !dimensions.contains(&fact.amount.dimension.as_str()) {
                dimensions.push(&fact.amount.dimension);
            }
        }
        let mut all = Vec::new();
        // 去年农特产品920万件：茶叶331.2万件、…: all of one time.
        for (dimension, of_before) in dimensions.iter().flat_map(|d| [(*d, false), (*d, true)]) {
            let is_one = |f: &&Fact| is_item(f) && f.amount.dimension == dimension && is_previous(f) == of_before;
            let items: Vec<&Fact> = facts[sentence.clone()].iter().filter(is_one).take(MOST_ITEMS).collect();
            if items.len() >= if of_before { 3 } else { 2 } {
                let before = facts[sentence.start.saturating_sub(REACH)..sentence.start].iter().rev();
                let before: Vec<&Fact> = before.filter(|f| f.amount.dimension == dimension && is_whole(f)).collect();
                self.of_items(&items, &before, &mut all);
            }
        }
        // 分别要29道、24道、13道和18道工序: a list of bare values is a row as a whole or not at all.
        let is_torn = |s: &Series| {
            let last = s.parts.last().and_then(|last| facts[sentence.clone()].iter().position(|f| f.range == last.range));
            let pair = last.and_then(|at| facts[sentence.clone()].get(at..at + 2));
            let is_longer = |dimension: &str| dimension != s.dimension() && dimension.starts_with(s.dimension());
            pair.is_some_and(|pair| is_longer(&pair[1].amount.dimension) && is_joint(self.gap(&pair[0], &pair[1])))
        };
        all.retain(|s| s.parts.len() >= 2 && (s.cue != Cue::List || !is_torn(s)));
        all
    }

    fn of_items<'f>(&self, items: &[&'f Fact<'f>], before: &[&'f Fact<'f>], all: &mut Vec<Series<'f>>) {
        let head = self.head(items[0]);
        let mut starts = 0;
        for at in 0..items.len() {
            let gap = at.checked_sub(1).map_or(head, |last| self.gap(items[last], items[at]));
            let cue = if at == 0 { head_cue(head) } else { gap_cue(gap) };
            let begins = at == 0 || cue != Cue::None || gap.contains(';') || items[at].claim.list.is_some_and(|l| l.1 == 0);
            if !begins || starts == MOST_STARTS {
                continue;
            }
            starts += 1;
            let opener = (at > 0 && cue != Cue::None).then(|| items[at - 1]);
            let earlier: Vec<&Fact> = items[..at].iter().rev().copied().chain(before.iter().copied()).collect();
            for to_semicolon in [false, true] {
                self.run(&items[at..], cue, opener, &earlier, to_semicolon, all);
            }
            // 网点96个，城区34个、乡镇62个: the first may be the whole.
            let is_free = items.get(1).is_some_and(|next| next.claim.list.is_none() && gap_cue(self.gap(items[0], next)) == Cue::None);
            if at == 0 && items.len() > 2 && is_free && !is_joint(self.gap(items[0], items[1])) {
                for to_semicolon in [false, true] {
                    self.run(&items[1..], Cue::None, Some(items[0]), &earlier, to_semicolon, all);
                }
            }
        }
    }

    /// One list from its first value on, to the end of the sentence or to the first semicolon.
    fn run<'f>(
        &self,
        items: &[&'f Fact<'f>],
        cue: Cue,
        opener: Option<&'f Fact<'f>>,
        before: &[&'f Fact<'f>],
        to_semicolon: bool,
        all: &mut Vec<Series<'f>>,
    ) {
        let Some(first) = items.first() else { return };
        let mut parts = vec![*first];
        let mut total = None;
        let mut is_nested = false;
        let number = first.claim.list.map(|l| l.0);
        let mut is_bare = true;
        let mut in_clauses = vec![1_usize];
        for pair in items.windows(2) {
            let gap = self.gap(pair[0], pair[1]);
            if holds(clause(gap), &WORDS.sums) {
                total = Some(pair[1]);
                break;
            }
            if to_semicolon && gap.contains(';') || number.is_some() && pair[1].claim.list.map(|l| l.0) != number {
                break;
            }
            // 五位老人——其中车工2人、钳工3人——带青工20名: the dash closes what it opened.
            if !is_nested && gap.contains("——") {
                break;
            }
            if gap.contains(';') {
                is_nested = false;
            }
            if gap_cue(gap) != Cue::None {
                is_nested = true;
            }
            if !is_nested {
                is_bare &= is_joint(gap);
                parts.push(pair[1]);
                if gap.contains(';') {
                    in_clauses.push(0);
                }
                in_clauses.last_mut().into_iter().for_each(|count| *count += 1);
            }
        }
        // 签约14个，其中5亿元以上3个；新开工9个，竣工6个: the semicolon ends what 其中 opened, or there would be as many in each.
        if opener.is_some() && in_clauses.windows(2).any(|pair| pair[0] != pair[1]) {
            return;
        }
        let is_list = number.is_some() || is_bare && parts.len() >= 3;
        let cue = if is_list && cue != Cue::OfWhich { Cue::List } else { cue };
        let begins_sentence =
            opener.is_none() && before.first().is_none_or(|b| b.line != first.line || self.gap(b, first).contains(['。', '!', '?']));
        let is_known = all.iter().any(|s| {
            s.parts.len() == parts.len()
                && s.holds(parts[0])
                && s.holds(parts[parts.len() - 1])
                && s.opener.map(|o| o.range) == opener.map(|o| o.range)
        });
        if !is_known {
            all.push(Series { parts, cue, opener, total, before: before.to_vec(), begins_sentence });
        }
    }

    /// What stands in the sentence before its first figure.
    pub(super) fn head(&self, first: &Fact) -> &str {
        let before = &self.reading(first)[..usize::from(first.figure.range.start())];
        let start = before.char_indices().rev().nth(HEAD_REACH).map_or(0, |(at, _)| at);
        before[start..].rsplit(['。', '!', '?']).next().unwrap_or("").trim_start()
    }
}

/// Whether a value may be a part.
fn is_item(fact: &Fact) -> bool {
    let claim = fact.claim;
    claim.statistic == Statistic::Level
        && !matches!(claim.role, Role::From | Role::Than | Role::Extreme)
        && fact.is_exact()
        && !matches!(fact.amount.dimension.as_str(), "percent" | "multiple" | "rank" | "number")
}

/// Whether a value is of last year or the like.
fn is_previous(fact: &Fact) -> bool {
    fact.claim.period.as_ref().is_some_and(Period::is_previous)
}

/// Whether a value may be a whole.
fn is_whole(fact: &Fact) -> bool {
    fact.claim.statistic == Statistic::Level
}

/// Whether a text between two numbers says nothing.
fn is_joint(gap: &str) -> bool {
    WORDS.joints.iter().any(|j| j == gap.trim())
}

/// The last clause of a text between two figures: what stands right before the second.
fn clause(gap: &str) -> &str {
    gap.rsplit([',', ';']).next().unwrap_or(gap)
}

fn gap_cue(gap: &str) -> Cue {
    if holds(gap, &WORDS.of_which) {
        Cue::OfWhich
    } else if has_head(gap) {
        Cue::Head
    } else if holds(gap, &WORDS.parts) {
        Cue::Parts
    } else {
        Cue::None
    }
}

/// `64家，按类型分，外贸企业`: a head between two values, in a clause of its own.
fn has_head(gap: &str) -> bool {
    let mut clauses = gap.split([',', ':', ';']).skip(1).peekable();
    std::iter::from_fn(|| clauses.next().filter(|_| clauses.peek().is_some())).any(is_head)
}

/// 分产品看, 从来源看, 按规模分.
pub(super) fn is_head(clause: &str) -> bool {
    clause.chars().count() <= 12
        && begins(clause, &WORDS.head_begins)
        && (ends(clause, &WORDS.head_ends) || clause.starts_with('分') && clause.chars().count() <= 6)
}

/// A head that the sentence begins with; 其中.
fn head_cue(head: &str) -> Cue {
    let first = head.split([',', ':']).next().unwrap_or("");
    if first.len() < head.len() && is_head(first) { Cue::Head } else { gap_cue(head) }
}
