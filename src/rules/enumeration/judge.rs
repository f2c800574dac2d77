//! A count against the list beside it: agreement, a list that is longer, a list that is shorter.

use super::beginning::{holds_verb, masked};
use super::names::sums_up_aspects;
use super::report::behind_head;
use super::short::{ends_as_item, starts_with_verb};
use super::{List, WORDS};
use crate::figures::Count;
use crate::rules::finding::Finding;
use crate::text::TextRange;

impl List {
    /// How many items the list has if it begins at the item `first`: at least, at most.
    fn sizes(&self, first: usize) -> (u64, u64) {
        let size = (self.items.len() - first) as u64;
        (size, size + self.joined as u64)
    }

    /// `甲、乙、丙四大…`: the count agrees with no possible beginning of the list.
    pub(super) fn mismatch(&self, reading: &str, count: &Count) -> Option<Finding> {
        if self.runs_on(reading) {
            return None;
        }
        let (whole, most) = self.sizes(0);
        if count.value > most {
            // More were announced than stand here: sure only if nothing in front can be part of the list, and no item is two in one.
            let middle = &self.items[1..self.items.len() - 1];
            // A place inside an item (`校友组、校史组、活动组`) may be where the list begins, but then still fewer are listed; a verb starts a clause.
            let begins = middle.iter().any(|i| holds_verb(&reading[*i]));
            // `甲、乙和丙四大…`: whether or not 和 joins two items, they are fewer than four.
            let sums_aspects = count.measure == "大" || sums_up_aspects(&reading[usize::from(count.range.end())..]);
            let begins = begins || if sums_aspects { self.joint_may_begin } else { self.may_begin[self.items.len() - 1] };
            let first = if self.joined > 0 { &self.items[..1] } else { &[] };
            let holds_two = |i: &TextRange| masked(&reading[*i]).contains(['和', '与', '及', '或', '/', '+']);
            let compound = self.joined > 1 || middle.iter().chain(first).any(holds_two);
            // `实施交通、水利、能源12个项目` names fields and counts something else: only 大 sums up for certain, or a slip by one.
            let is_slip = count.value == most + 1;
            // Behind a colon stand clauses as well: `四家企业：加快布局、稳步扩产、抢占市场`.
            let names = self.items[0].start() < count.range.start() && self.are_names(reading, count);
            let sums_up = count.measure == "大"
                || (is_slip && (self.is_named || ["项", "类", "种"].contains(&count.measure) || sums_aspects || names));
            let is_closed = self.is_closed_in_front || (self.follows_comma && is_slip);
            let clear = is_closed && !compound && !begins && sums_up && !self.goes_with_previous(reading);
            let last = &reading[self.items[self.items.len() - 1]];
            // Two names are few, but names.
            return (clear
                && (most >= 3 || (most == 2 && names && self.is_closed_in_front && !self.may_own(reading, count)))
                && !last.ends_with(['共', '计', '各', '另', '和', '与', '及', '暨'])
                && !last.contains(['(', '…']))
            .then(|| self.finding(reading, count, whole + u64::from(self.joined > 0), "count-mismatch"));
        }
        // Twice as many names as announced are grouped: `书法、绘画、篆刻、陶艺两个展厅`.
        let behind = &reading[usize::from(count.range.end())..];
        let names_kinds = whole == count.value + 1 && self.ends_alike(reading);
        let is_grouped = whole >= 2 * count.value
            || (!names_kinds && count.measure == "大" && WORDS.groups.iter().any(|g| behind.starts_with(g.as_str())));
        if count.value >= whole || is_grouped {
            return None;
        }
        // Fewer were announced: the list would begin at a later item, and every item up to there must be unable to begin one.
        let latest = self.items.len() - count.value as usize;
        let possible = (1..self.items.len()).any(|first| {
            let (least, most) = self.sizes(first);
            self.may_begin[first] && (least..=most).contains(&count.value)
        });
        // A verb in the last item governs the count itself; one before it only makes the list shorter.
        let last = &reading[self.items[self.items.len() - 1]];
        let governs =
            self.may_begin[self.items.len() - 1] && (count.value + 1 < whole || whole < 3 || !ends_as_item(last.trim(), false, false));
        let unclear = governs || latest == 0 || self.joined > 0;
        (!possible && !unclear).then(|| self.finding(reading, count, whole, "count-mismatch"))
    }

    /// Whether the last item is longer than any other by two characters or more: then it may hold a verb (`乙、丙牵头承办` 五项).
    fn runs_on(&self, reading: &str) -> bool {
        let text = reading[self.items[self.items.len() - 1]].trim();
        // A title holds no verb of the sentence.
        if text.starts_with('《') && text.ends_with('》') {
            return false;
        }
        let first = behind_head(reading, self.items[0]);
        let length = |item: &TextRange| reading[*item].trim_matches([' ', '“', '”', '《', '》']).chars().count();
        let (others, last) = (&self.items[1..self.items.len() - 1], length(&self.items[self.items.len() - 1]));
        let longest = others.iter().chain([&first]).map(length).max().unwrap_or(last);
        self.joined == 0 && last >= longest + 2
    }

    /// `甲、乙、丙等两家…`: more are listed than there are.
    pub(super) fn excess(&self, reading: &str, count: &Count) -> Option<Finding> {
        // `甲、乙和丙等2家企业`: of what has a name, 和 joins two.
        let last = &reading[self.items[self.items.len() - 1]];
        let joins_names = self.joined == 1
            && ["家", "位", "名", "人"].contains(&count.measure)
            && last.split_once('和').is_some_and(|(a, b)| [a, b].iter().all(|n| (2..=5).contains(&n.trim().chars().count())));
        let (whole, most) = self.sizes(0);
        if let Some(listed) = self.parallel(reading).filter(|listed| *listed > count.value) {
            let sums_up = sums_up_aspects(&reading[usize::from(count.range.end())..]) || ["项", "条"].contains(&count.measure);
            if sums_up && listed <= count.value + 2 {
                return Some(self.finding(reading, count, listed, "count-exceeded"));
            }
        }
        let whole = if joins_names { most } else { whole };
        let begins = self.may_begin[1..self.items.len() - 1].contains(&true)
            || if joins_names { self.joint_may_begin } else { self.may_begin[self.items.len() - 1] };
        let has_title = self.items.iter().any(|i| WORDS.titles.iter().any(|t| reading[*i].trim().ends_with(t.as_str())));
        (whole > count.value && !begins && !has_title).then(|| self.finding(reading, count, whole, "count-exceeded"))
    }

    /// How many are listed, if all items are a verb and its object and one of them leads the list: `从优化服务、健全体系、打造样板和强化监管等`.
    /// Then 和 joins two items, and no verb within an item begins the list anew.
    fn parallel(&self, reading: &str) -> Option<u64> {
        let parts = self.parts(reading);
        let (first, others) = parts.split_first()?;
        let length = |text: &str| text.chars().count();
        let (shortest, longest) = (others.iter().map(|p| length(p)).min()?, others.iter().map(|p| length(p)).max()?);
        // The list begins behind a verb or a preposition that leads to a verb.
        let leads = ["涵盖", "涵盖了", "包括", "包括了", "包含", "从", "围绕", "通过", "涉及"];
        let text = reading[self.items[0]].trim();
        let begins = leads.iter().any(|w| {
            text.match_indices(w).any(|(at, _)| {
                let rest = text[at + w.len()..].trim_start_matches('了');
                starts_with_verb(rest) && length(rest) + 2 >= shortest && length(rest) <= longest + 2
            })
        });
        let are_even = shortest >= 4 && longest - shortest <= 2 && !first.is_empty();
        (begins && are_even && others.iter().all(|p| starts_with_verb(p))).then_some(parts.len() as u64)
    }
}
