//! Whether the items of a list are names of what is counted: `黄陂、石门、曲江三个乡镇` are the townships themselves.
//!
//! Fields stand before a count as well (`交通、水利、能源四个项目`) and say nothing of how many there are. The noun tells them apart.

use super::beginning::{masked, may_begin};
use super::{List, WORDS};
use crate::figures::Count;
use crate::reading::script::is_han;
use crate::text::TextRange;

/// Measure words that name what they count.
const PLACES: [&str; 6] = ["县", "市", "区", "省", "镇", "国"];
/// Measure words of works, whose titles are names whatever noun follows.
const WORKS: [&str; 6] = ["款", "部", "篇", "首", "份", "本"];
/// Measure words of machines and vessels, which have names of their own.
pub(super) const MACHINES: [&str; 5] = ["台", "艘", "架", "列", "颗"];
/// Longest name, in characters.
const LONGEST_NAME: usize = 8;
/// How far behind the measure word the noun may begin that sums up names, in characters.
const FARTHEST_CLASS: usize = 4;
/// How much of the text before the first name is looked at, in characters.
const FRONT: usize = 40;

impl List {
    /// Whether all items are names of what is counted, and nobody before the list is counted with them.
    pub(super) fn are_names(&self, reading: &str, count: &Count) -> bool {
        let (first, others) = (&reading[self.items[0]], &self.items[1..]);
        let is_summed_up = PLACES.contains(&count.measure) || sums_up_names(&reading[usize::from(count.range.end())..]);
        let is_quoted = |item: &TextRange| {
            let text = reading[*item].trim();
            (text.starts_with('“') && text.ends_with('”')) || (text.starts_with('《') && text.ends_with('》'))
        };
        if others.iter().all(is_quoted) && first.trim_end().ends_with(['”', '》']) {
            // `“开山号”“穿云号”两台TBM`: behind names in quotation marks a machine needs no class.
            let is_thing = WORKS.contains(&count.measure) || MACHINES.contains(&count.measure);
            return (is_summed_up || is_thing) && !acts_together(first);
        }
        let lengths = others.iter().map(|i| reading[*i].trim().chars().count());
        let (shortest, longest) = lengths.fold((usize::MAX, 0), |(least, most), n| (least.min(n), most.max(n)));
        is_summed_up && longest - shortest.min(longest) <= 3 && others.iter().all(|i| is_name(&reading[*i])) && !acts_together(first)
    }

    /// Whether all items are of one length and end alike (`绿茶、红茶、白茶`): such a list names kinds and sorts nothing into groups.
    pub(super) fn ends_alike(&self, reading: &str) -> bool {
        let text = |item: &TextRange| reading[*item].trim();
        let last = text(&self.items[self.items.len() - 1]);
        let Some(end) = last.chars().next_back() else { return false };
        let length = last.chars().count();
        let middle = &self.items[1..];
        (2..=4).contains(&length)
            && text(&self.items[0]).ends_with(end)
            && middle.iter().all(|i| text(i).ends_with(end) && text(i).chars().count() == length)
    }
}

/// Whether the noun behind a measure word is one that sums up names.
fn sums_up_names(behind: &str) -> bool {
    let run = |c: &char| is_han(*c) || matches!(c, '“' | '(' | ')');
    let len: usize = behind.chars().take(10).take_while(run).map(char::len_utf8).sum();
    let noun = &behind[..len];
    // `三家企业之外，还有…`
    if noun.contains("之外") || noun.contains("以外") {
        return false;
    }
    let stands = |class: &String| {
        let Some(at) = noun.find(class.as_str()) else { return false };
        noun[..at].chars().count() <= FARTHEST_CLASS && !may_begin(&noun[..at])
    };
    WORDS.classes.iter().any(stands)
}

/// Whether the noun behind a measure word is one of aspects and groups, which are what stands before them: `从展览、学术、宣传三个方向推进`.
pub(super) fn sums_up_aspects(behind: &str) -> bool {
    WORDS.aspects.iter().any(|w| behind.starts_with(w.as_str()))
}

/// A short run of Han characters that joins nothing, or the number of a line or a road (`12路`, `3号线`).
fn is_name(item: &str) -> bool {
    let name = item.trim().trim_matches(['“', '”']);
    let bare = masked(name);
    let is_number = is_numbered_name(name);
    (1..=LONGEST_NAME).contains(&name.chars().count())
        && (is_number || name.chars().all(is_han))
        && !bare.contains(['和', '与', '及', '暨', '或', '的', '等', '各', '另'])
}

/// `12路`, `3号线`: a number that is a name.
pub(super) fn is_numbered_name(item: &str) -> bool {
    let rest = item.trim().trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < item.trim().len() && ["路", "号线", "号"].contains(&rest)
}

/// Whether all items are a number and the same word: `7号、8号`, `30元、50元、100元`; of the first the end is looked at.
pub(super) fn are_numbered_alike(items: &[&str]) -> bool {
    let Some((first, others)) = items.split_first().filter(|(_, others)| !others.is_empty()) else { return false };
    let suffix = |item: &str| {
        let item = item.trim();
        let rest = item.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < item.len() && (1..=2).contains(&rest.chars().count()) && rest.chars().all(is_han)).then(|| rest.to_owned())
    };
    let Some(common) = suffix(others[0]) else { return false };
    let number = first.trim_end().strip_suffix(common.as_str()).is_some_and(|f| f.ends_with(|c: char| c.is_ascii_digit()));
    number && others.iter().all(|i| suffix(i).as_deref() == Some(common.as_str()))
}

/// Whether what is counted is a class of names: a place, or a noun that sums names up, behind 的 as well (`四个均价较高的城市`).
pub(super) fn class_at(measure: &str, behind: &str) -> bool {
    if PLACES.contains(&measure) || sums_up_names(behind) {
        return true;
    }
    let len: usize = behind.chars().take(14).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let noun = &behind[..len];
    let head = noun.split_once('的').map_or("", |(_, head)| head);
    let stands = |text: &str, far: usize| {
        let near = |w: &String| {
            let far = if w.chars().count() == 1 { 0 } else { far };
            text.find(w.as_str()).is_some_and(|at| text[..at].chars().count() <= far && !has_verb(&text[..at]))
        };
        WORDS.classes.iter().chain(&WORDS.works).any(near)
    };
    (!head.is_empty() && stands(head, 2)) || (!noun.contains(['的', '等']) && !noun.contains("之外") && stands(noun, FARTHEST_CLASS))
}

/// Whether a text holds a verb that is no noun as well.
fn has_verb(text: &str) -> bool {
    WORDS.strict_verbs().any(|w| text.contains(w)) || text.contains(['在', '有', '是', '为', '对', '向', '把', '被', '由'])
}

/// Whether the text that leads to the first name holds somebody who is counted with those listed.
fn acts_together(first: &str) -> bool {
    let from = first.char_indices().rev().nth(FRONT).map_or(0, |(at, _)| at);
    // 自甲、乙起 names an end that counts as well; 来自 names nobody.
    let front = masked(&first[from..]).replace("来自", "");
    WORDS.together.iter().any(|w| front.contains(w.as_str()))
}
