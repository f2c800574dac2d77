//! What a share may be of: the part before it, and the values that may be its whole.

use crate::claims::indicator::TABLE;
use crate::claims::{Role, Statistic};
use crate::rules::consistency::Comparison;
use crate::rules::consistency::fact::Fact;
use crate::rules::consistency::likeness::{common, names};
use crate::rules::consistency::words::{WORDS, begins, ends, holds};
use crate::rules::style::last_clause;

/// How many facts before a share its part is looked for within the line, and over lines; and its whole before and behind.
const NEAR: usize = 6;
const REACH: usize = 80;
const BEHIND: usize = 4;

/// A rate with a longer name is of a group of its own.
const LONGEST_RATE: usize = 5;

/// The longest name before 占.
const LONGEST_NAME: usize = 8;

/// How many values of one kind in a line are tried as parts of one whole, and how many together.
const MOST_LIKE: usize = 24;
const MOST_PARTS: usize = 7;

/// What the words say of a value as the whole of a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// 占 names something else.
    Other,
    /// 占 names nothing but the whole.
    Nothing,
    /// 占全县的: a place.
    Place,
    /// 占全县的, and the value is of the part's kind.
    PlaceAndKind,
    /// 占 names it.
    Name,
}

/// A value that may be the part of a share.
pub(super) struct Part<'f> {
    pub fact: &'f Fact<'f>,
    /// Whether it stands right before the share, and is not only called like it.
    pub is_beside: bool,
}

impl Comparison<'_> {
    /// The values that may be the part of a share, the likeliest first.
    pub(super) fn parts_of<'f>(&self, facts: &'f [Fact<'f>], at: usize) -> Vec<Part<'f>> {
        let share = &facts[at];
        let near = facts[at.saturating_sub(NEAR)..at].iter().rev().take_while(|f| f.line == share.line);
        let near: Vec<&Fact> = near.filter(|f| is_value(f)).collect();
        let in_list = self.of_list(facts, at);
        // 其中脱贫人口参保率100%: of another part.
        let rate = self.rate(share);
        let is_rate = rate.is_some();
        // 已开工36个、投产15个，开工率…: what the rate is called after.
        let of_stem = rate.and_then(|rate| near.iter().find(|f| f.claim.sentence == share.claim.sentence && self.is_stem(rate, f)));
        let other = near.first().is_some_and(|f| holds(self.gap(f, share), &WORDS.of_which));
        if is_rate && (other || near.is_empty()) {
            return Vec::new();
        }
        let of_thread = near.iter().find(|f| f.claim.thread == share.claim.thread && f.claim.sentence == share.claim.sentence);
        let beside = near.first().filter(|f| f.claim.sentence == share.claim.sentence && f.claim.clause + 1 >= share.claim.clause);
        let own = in_list.or(of_stem.copied()).or(self.of_name(facts, at)).or(of_thread.copied()).or(beside.copied());
        if let Some(fact) = own {
            return vec![Part { fact, is_beside: true }];
        }
        // 制造业投资占全部签约额的78%: what is called so was told before.
        let words = self.words_of(share);
        let like = |f: &&Fact| is_value(f) && common(&words, &self.words_of(f)) >= 2;
        let all = facts[at.saturating_sub(REACH)..at].iter().rev().filter(like).take(NEAR);
        all.map(|fact| Part { fact, is_beside: false }).collect()
    }

    /// The value that is called as the share is: 走西通道的548列 of 西通道占42.6%.
    fn of_name<'f>(&self, facts: &'f [Fact<'f>], at: usize) -> Option<&'f Fact<'f>> {
        let share = &facts[at];
        let name = self.called(share)?;
        let near = facts[at.saturating_sub(NEAR)..at].iter().rev().take_while(|f| f.line == share.line);
        let of_level = |f: &&Fact| f.claim.statistic == Statistic::Level && f.is_exact() && f.amount.dimension != "percent";
        near.filter(of_level).find(|f| self.lead(f).contains(name))
    }

    /// Whether a share says 占 right behind its part, or by the part's own name.
    pub(super) fn is_told_of(&self, facts: &[Fact], at: usize, part: &Fact) -> bool {
        let share = &facts[at];
        let is_next = self.called(share).is_none() && begins(self.gap(part, share).trim_start_matches([',', '(', '、', ' ']), &WORDS.share);
        share.claim.statistic == Statistic::Share && (is_next || self.of_name(facts, at).is_some_and(|f| std::ptr::eq(f, part)))
    }

    /// 西通道占42.6%: whose the share is, where its clause names it and no value.
    fn called<'a>(&'a self, share: &'a Fact) -> Option<&'a str> {
        let head = self.lead(share);
        let name =
            head[..head.rfind('占')?].trim_start_matches(|c: char| c.is_whitespace()).trim_end_matches(['约', '就', '也', '已', '共']);
        let is_free = !name.chars().any(|c| c.is_ascii_digit()) && (2..=LONGEST_NAME).contains(&name.chars().count());
        (share.claim.statistic == Statistic::Share && is_free).then_some(name)
    }

    /// The words of a value's clause before it, from the figure before it on.
    fn lead<'a>(&'a self, fact: &'a Fact) -> &'a str {
        let figures = self.subject.figures(fact.line);
        let before = fact.claim.figure.checked_sub(1).and_then(|at| figures.get(at)).map_or(0, |f| usize::from(f.range.end()));
        last_clause(self.reading(fact).get(before..usize::from(fact.figure.number.start())).unwrap_or(""))
    }

    /// Whether a part and the values beside it add up to a whole, to the last digit: 进县3796万件，占65%；出县2044万件 of 5840万件.
    pub(super) fn closes(&self, facts: &[Fact], part: &Fact, whole: &Fact) -> bool {
        let value = |f: &Fact| f.amount.printed().map(|p| p.value);
        let (Some(sum), Some(digits)) = (value(whole), whole.amount.printed().and_then(|p| p.value.checked_div(p.step))) else {
            return false;
        };
        let is_fine = digits.normalize() >= rust_decimal::Decimal::ONE_HUNDRED;
        let first = facts.partition_point(|f| f.line < part.line);
        let is_like = |f: &&Fact| is_value(f) && f.amount.dimension == part.amount.dimension && !std::ptr::eq(*f, whole);
        let like: Vec<&Fact> = facts[first..].iter().take_while(|f| f.line == part.line).filter(is_like).take(MOST_LIKE).collect();
        let Some(own) = like.iter().position(|f| std::ptr::eq(*f, part)) else { return false };
        let from = (own + 1).saturating_sub(MOST_PARTS);
        (from..=own).any(|start| {
            let mut all = rust_decimal::Decimal::ZERO;
            like[start..].iter().take(MOST_PARTS).enumerate().any(|(nth, f)| {
                all += value(f).unwrap_or_default();
                nth >= 1 && start + nth >= own && (is_fine || nth >= 2) && all == sum
            })
        })
    }

    /// 分别为41.2万、36.7万和20.5万，占比41.9%、37.3%和20.8%: the share's place in its list is the value's in the list before.
    fn of_list<'f>(&self, facts: &'f [Fact<'f>], at: usize) -> Option<&'f Fact<'f>> {
        let is_joined = |a: &Fact, b: &Fact| a.line == b.line && WORDS.joints.iter().any(|j| j == self.gap(a, b).trim());
        let is_percent = |f: &Fact| f.amount.dimension == "percent";
        let first = (at.saturating_sub(NEAR)..at)
            .rev()
            .take_while(|i| is_percent(&facts[*i]) && is_joined(&facts[*i], &facts[i + 1]))
            .last()
            .unwrap_or(at);
        let last = (at + 1..facts.len().min(at + NEAR))
            .take_while(|i| is_percent(&facts[*i]) && is_joined(&facts[i - 1], &facts[*i]))
            .last()
            .unwrap_or(at);
        let len = last - first + 1;
        let values = facts.get(first.checked_sub(len)?..first)?;
        let dimension = &values.first()?.amount.dimension;
        let is_list = len >= 2 && values.iter().all(|v| is_value(v) && v.line == facts[at].line && v.amount.dimension == *dimension);
        is_list.then(|| &values[at - first])
    }

    /// The values that may be the whole of a share, the nearest first, with what 占 says of them.
    pub(super) fn wholes_of<'f>(&self, facts: &'f [Fact<'f>], at: usize, part: &Fact) -> Vec<(&'f Fact<'f>, Named)> {
        let share = &facts[at];
        let of = self.of(share);
        let before = facts[at.saturating_sub(REACH)..at].iter().rev();
        let behind = facts[at + 1..].iter().take(BEHIND).take_while(|f| f.line == share.line);
        // 甲12个，占40%: what has a share of its own is a part.
        let has_share = |whole: &Fact| {
            facts[facts.partition_point(|f| (f.line, f.range.start()) <= (whole.line, whole.range.start()))..]
                .iter()
                .take(2)
                .any(|f| f.claim.statistic == Statistic::Share && f.claim.thread == whole.claim.thread && f.line == whole.line)
        };
        let may = |f: &&Fact| {
            is_whole(f)
                && f.amount.dimension == part.amount.dimension
                && !f.amount.interval.meets(&part.amount.interval)
                && (!is_extreme(f) || is_extreme(part))
        };
        let before = before.map(|f| (f, self.named(&of, f, part)));
        let behind = behind.map(|f| (f, self.named(&of, f, part))).filter(|(_, named)| *named == Named::Name);
        before.chain(behind).filter(|(f, _)| may(f) && !has_share(f)).collect()
    }

    /// The name of a rate: 开工率.
    pub(super) fn rate<'a>(&'a self, share: &'a Fact) -> Option<&'a str> {
        let name = match share.claim.role {
            Role::PlanShare => &self.reading(share)[share.claim.verb],
            _ if share.claim.statistic == Statistic::Level => share.noun.as_str(),
            _ => return None,
        };
        let name = name.trim_end_matches(['为', '达', '到']);
        // 重点人群签约率 is of another group.
        (name.ends_with('率') && name.chars().count() <= LONGEST_RATE).then_some(name)
    }

    /// 开工率 of 已开工36个: the words of the value hold every character that the rate's name ends with.
    pub(super) fn is_stem(&self, rate: &str, part: &Fact) -> bool {
        let stem = rate.trim_end_matches('率');
        let tail: Vec<char> = stem.chars().rev().take(2).collect();
        // A carried noun may be of the value before.
        let noun = if part.claim.is_own && part.claim.role != Role::Rest { part.noun.as_str() } else { "" };
        let words = format!("{}{noun}", self.name(part));
        tail.len() == 2 && tail.iter().all(|c| words.contains(*c))
    }

    /// The words between 占 and the share.
    pub(super) fn of(&self, share: &Fact) -> String {
        if share.claim.statistic != Statistic::Share {
            return String::new();
        }
        // 占地区生产总值比重2.6%: the verb next to the number is not the one that names the whole.
        let head = &self.reading(share)[..usize::from(share.figure.number.start())];
        let clause = last_clause(head);
        let own = head.get(usize::from(share.claim.verb.start())..).unwrap_or("");
        let text = clause.rfind('占').map_or(own, |at| &clause[at..]);
        let mut of = WORDS.share.iter().find_map(|w| text.strip_prefix(w.as_str())).unwrap_or("").trim();
        while let Some(rest) = WORDS.share_light.iter().find_map(|w| of.strip_prefix(w.as_str())) {
            of = rest;
        }
        while let Some(rest) = WORDS.share_light.iter().find_map(|w| of.strip_suffix(w.as_str())) {
            of = rest;
        }
        of.chars().filter(|c| *c != '的').collect()
    }

    fn named(&self, of: &str, whole: &Fact, part: &Fact) -> Named {
        if of.is_empty() {
            return Named::Nothing;
        }
        // 占全省口岸出口的6%: of a larger place, and not of the article's own.
        if let Some(place) = WORDS.larger_places.iter().find(|w| of.starts_with(w.as_str()))
            // 我国 is read as 全国.
            && !whole.claim.scope_names().is_some_and(|names| names.contains(place.as_str()) || place == "我国" && names.contains("全国"))
        {
            return Named::Other;
        }
        // 出口总额 is no 进出口总额, though one name ends with the other.
        // 总产量 is loose: it may be that of 水产品.
        let bare = WORDS.larger_places.iter().find_map(|w| of.strip_prefix(w.as_str())).unwrap_or(of);
        if let (Some(id), Some(is)) = (TABLE.find(of).or_else(|| TABLE.find(bare)), whole.claim.indicator) {
            let is_loose = TABLE.get(id).is_some_and(|entry| entry.loose && whole.noun.ends_with(entry.name.as_str()));
            return if id == is || is_loose { Named::Name } else { Named::Other };
        }
        if WORDS.share_places.iter().any(|w| w == of) {
            let kind = part.claim.indicator.is_some() && part.claim.indicator == whole.claim.indicator
                || common(&self.words_of(whole), &self.words_of(part)) >= 1;
            return if kind { Named::PlaceAndKind } else { Named::Place };
        }
        let place = WORDS.share_places.iter().find_map(|w| of.strip_prefix(w.as_str())).unwrap_or(of);
        let words = format!("{}{}", self.name(whole), self.words_of(whole));
        if names(place, &whole.noun) || names(place, &words) || is_core(place, &words) {
            Named::Name
        } else if ends(of, &WORDS.share_wholes) && of.chars().count() <= 6 {
            Named::Nothing
        } else {
            Named::Other
        }
    }

    /// The words of a value: whose it is and what it is.
    pub(in crate::rules::consistency) fn words_of(&self, fact: &Fact) -> String {
        let subject = fact.claim.subject.text.as_str();
        let noun = if fact.claim.list.is_some() { "" } else { fact.noun.as_str() };
        if noun.starts_with(subject) { noun.to_owned() } else { format!("{subject}{noun}") }
    }
}

/// Whether what is left of the words behind 占 without the measure stands in a value's words: 粗钢产量 of 生产粗钢.
fn is_core(of: &str, words: &str) -> bool {
    let mut core = of;
    while let Some(rest) = WORDS.of_begins.iter().find_map(|w| core.strip_prefix(w.as_str())).filter(|r| !r.is_empty()) {
        core = rest;
    }
    let bare = WORDS.of_ends.iter().find_map(|w| core.strip_suffix(w.as_str())).filter(|r| r.chars().count() >= 2).unwrap_or(core);
    core.chars().count() >= 2 && words.contains(bare)
}

/// Whether a value is an end of what occurs: 最大负荷.
fn is_extreme(fact: &Fact) -> bool {
    fact.claim.role == Role::Extreme
}

/// Whether a value, hedged or not, may be a whole.
fn is_whole(fact: &Fact) -> bool {
    fact.claim.statistic == Statistic::Level
        && fact.claim.role != Role::From
        && !matches!(fact.amount.dimension.as_str(), "percent" | "multiple" | "rank" | "number")
}

fn is_value(fact: &Fact) -> bool {
    fact.claim.statistic == Statistic::Level
        && !matches!(fact.claim.role, Role::From | Role::Than)
        && !matches!(fact.amount.dimension.as_str(), "percent" | "multiple" | "rank" | "number")
        && fact.is_exact()
        && (fact.claim.is_actual() || is_extreme(fact))
}
