//! The list that ends right before a count: `甲、乙、丙三大…`.

use std::borrow::Cow;

use super::beginning::{is_bare_verb, leads_on, masked, may_begin};
use super::names::{MACHINES, are_numbered_alike, is_numbered_name};
use super::report::holds_count;
use super::{CLOSING, LONGEST_ITEM, List, MOST_ITEMS, NOUNS};
use crate::figures::Count;
use crate::reading::script::is_han;
use crate::text::{TextRange, range};

/// What says that those listed are all there are.
const EQUATORS: [&str; 7] = ["仍是", "就是", "依旧是", "依然是", "并称", "构成", "是"];
/// What begins what is said of places that were counted.
const SAID_OF: &str = "共均都也已有受遭出连同在将";
/// How far before a count its list may reach, in bytes.
const FARTHEST: usize = 4000;
/// How much of the clause before a comma is looked at, in bytes.
const FRONT: usize = 400;

impl List {
    /// The list that ends right before a count: `甲、乙、丙三大…`, `甲、乙、丙等三家…`.
    pub(super) fn before(reading: &str, count: &Count) -> Option<List> {
        let end = usize::from(count.range.start());
        // `新建水库、水闸、桥梁12座。` gives a total behind what it counts: a list is summed up by a noun.
        let behind = reading[usize::from(count.range.end())..].chars().next();
        // `三省。` needs none, and in `两省重点城市` the noun is another.
        let text = reading[..end].trim_end_matches([' ', '“', '‘', '《']);
        // `残疾人“两项补贴”` is the name of one thing; `“四大产业链”` sums up what stands before it.
        let is_quoted_count = text.len() < end && reading[text.len()..end].contains(['“', '‘', '《']);
        // What was never held against a list that is longer may still announce more than is listed.
        let mut only_short = is_quoted_count && count.measure != "大";
        // `甲、乙、丙是三大因素`
        let equated = (count.measure == "大").then(|| EQUATORS.iter().find_map(|w| text.strip_suffix(w))).flatten();
        let text = equated.unwrap_or(text);
        // `甲、乙、丙这四家企业`
        let pointed = ["这", "上述", "以上"].iter().find_map(|w| text.strip_suffix(w));
        let is_pointed_at = pointed.is_some();
        // `甲、乙、丙这四个城市`: names are the cities themselves.
        let mut needs_names = is_pointed_at;
        let text = pointed.unwrap_or(text);
        let within = text.strip_suffix("在内的");
        let counted = text.strip_suffix("一共").or_else(|| text.strip_suffix('共')).unwrap_or(text);
        let (text, is_open) = match counted.strip_suffix('等').or(within) {
            Some(listed) => (listed, true),
            None => (text, false),
        };
        // `等3部作品`, `等三人`: an open list is summed up by the count alone.
        // In `等4省共有…` nothing follows that the places are of.
        let names_place =
            NOUNS.contains(&count.measure) && behind.is_some_and(|c| is_han(c) && !SAID_OF.contains(c)) && count.measure != "县";
        if is_open && names_place {
            return None;
        }
        // `驶出甲、乙、丙三处渔港`, `所辖甲、乙、丙三县上半年…`: only names are summed up so.
        if !is_open {
            let has_noun = behind.is_some_and(|c| is_han(c) || matches!(c, '“' | '('));
            match (NOUNS.contains(&count.measure), CLOSING.contains(&count.measure)) {
                (true, _) if has_noun && !["方", "者"].contains(&count.measure) => needs_names = true,
                (true, _) if has_noun => only_short = true,
                (false, true) if !behind.is_some_and(is_han) => only_short = true,
                // `“开山号”“穿云号”两台TBM`
                (_, false) if names_machines(text, count.measure) => needs_names = true,
                (_, false) if !has_noun || !["处", "款", "部", "篇", "份", "首", "本"].contains(&count.measure) => only_short = true,
                (_, false) => needs_names = true,
                _ => {}
            }
        }
        let mut items = Vec::new();
        let (mut depth, mut item_end) = (0i32, text.len());
        let (mut start, mut stop) = (0, None);
        let mut quoted_end = false;
        for (at, char) in text.char_indices().rev() {
            let after = at + char.len_utf8();
            match char {
                '”' | '’' | '》' | ')' | '」' | '】' => {
                    // Names in quotation marks may follow each other without a mark: “甲”“乙”.
                    if depth == 0 && quoted_end && item_end > after && matches!(char, '”' | '》') {
                        items.push(range(after, item_end));
                        item_end = after;
                    }
                    depth += 1;
                    quoted_end = false;
                }
                '“' | '‘' | '《' | '(' | '「' | '【' => {
                    depth -= 1;
                    if depth < 0 {
                        start = after;
                        stop = Some(char);
                        break;
                    }
                    quoted_end = depth == 0 && matches!(char, '“' | '《');
                }
                '、' if depth == 0 => {
                    items.push(range(after, item_end));
                    item_end = at;
                    quoted_end = false;
                }
                ',' | '，' | '。' | ';' | ':' | '!' | '?' | '\n' | '—' | '…' | '|' if depth == 0 => {
                    start = after;
                    stop = Some(char);
                    break;
                }
                _ => quoted_end = false,
            }
            if items.len() > MOST_ITEMS || (depth > 0 && item_end - at > 600) || end - at > FARTHEST {
                return None;
            }
        }
        if depth > 0 {
            return None;
        }
        if within.is_some() {
            let from = ["包括", "包含"].iter().filter_map(|w| Some(text[start..item_end].find(w)? + w.len())).min()?;
            (start, stop) = (start + from, None);
        }
        items.push(range(start, item_end));
        items.reverse();
        // The first item carries what stands before the list; the others must be items.
        let is_item = |item: &TextRange| {
            let text = reading[*item].trim();
            !text.is_empty() && text.chars().count() <= LONGEST_ITEM
        };
        if !items[1..].iter().all(is_item) || reading[items[0]].trim().is_empty() {
            return None;
        }
        // `甲和乙三大巨头`
        if items.len() < 2 {
            only_short = true;
            if !masked(&reading[items[0]]).contains(['和', '与', '及']) {
                return None;
            }
        }
        // `园区2个、基地3个、强镇5个`: every item has a count of its own, and `甲、乙等地的三个…` counts something else.
        let counts_items = |item: &TextRange| {
            let text = reading[*item].trim();
            // What a bracket explains belongs to its item: `半程（21.0975公里）`.
            let bare = if is_explained(text) { text.split('(').next().unwrap_or(text) } else { text };
            let has_digit =
                bare.contains(|c: char| c.is_ascii_digit()) && !is_numbered_name(text) && !(text.starts_with('“') && text.ends_with('”'));
            has_digit || masked(text).contains('等') || holds_count(&outside_quotes(bare))
        };
        if masked(&reading[items[0]]).contains('等') {
            return None;
        }
        // `11月、12月两个月`
        let texts: Vec<&str> = items.iter().map(|i| &reading[*i]).collect();
        let are_numbered = are_numbered_alike(&texts);
        only_short |= are_numbered || texts.iter().any(|t| is_explained(t));
        if items[1..].iter().any(counts_items) && !are_numbered {
            return None;
        }
        // `1568艘渔船驶出甲、乙、丙三个渔港`: a figure that leads to names does not stand at the end of the first.
        if counts_items(&items[0]) && !are_numbered {
            needs_names = true;
            let tail: String = reading[items[0]].trim().chars().rev().take(3).collect();
            if !is_numbered_name(&reading[items[0]])
                && !tail.starts_with(['”', '》', '线', '路'])
                && tail.contains(|c: char| c.is_ascii_digit())
            {
                return None;
            }
        }
        let mut begins: Vec<bool> = items.iter().map(|i| may_begin(&reading[*i]) && !is_numbered_name(&reading[*i])).collect();
        // `数字赋能提升`: a verb that leads a list has its first item behind it; only the last may govern the count.
        let last = reading[*items.last()?].trim();
        if !is_bare_verb(last) && items.len() > 2 {
            let inner = 1..items.len() - 1;
            begins[inner.clone()].iter_mut().zip(&items[inner]).for_each(|(b, i)| *b = *b && leads_on(&reading[*i]));
        }
        // `刑事、民商事、行政、执行四类`: a verb alone among nouns is a noun.
        let short = items[1..].iter().all(|i| reading[*i].trim().chars().count() <= 4);
        if short && begins.iter().filter(|b| **b).count() == 1 {
            for (begins, item) in begins.iter_mut().zip(&items).skip(1) {
                *begins = *begins && !is_bare_verb(&reading[*item]);
            }
        }
        let quoted = |i: &TextRange| reading[*i].trim().starts_with('“') && reading[*i].trim().ends_with('”');
        let titled = |i: &TextRange| reading[*i].trim().starts_with('《') && reading[*i].trim().ends_with('》');
        if items[1..].iter().all(titled) && reading[items[0]].trim_end().ends_with('》') {
            begins[1..].fill(false);
        }
        if items[1..].iter().all(quoted) {
            begins[1..].iter_mut().zip(&items[1..]).for_each(|(b, i)| *b = *b && !reading[*i].contains(|c: char| c.is_ascii_digit()));
        }
        let last = masked(&reading[*items.last()?]);
        let joined = last.matches(['和', '与', '及', '暨', '或']).count();
        let joint_may_begin = last.split(['和', '与', '及']).any(may_begin);
        let is_sentence_start = matches!(stop, None | Some('。' | ';' | ':' | '!' | '?' | '\n' | '—' | '“' | '('));
        let is_closed_in_front = begins[0] || is_sentence_start;
        let follows_comma = matches!(stop, Some(',' | '，')) && !lists(&reading[..start]);
        Some(List {
            is_closed_in_front,
            items,
            may_begin: begins,
            joined,
            joint_may_begin,
            is_open,
            is_named: false,
            follows_comma,
            needs_names,
            only_short,
            is_pointed_at,
            is_quoted_count,
            is_in_quotation: matches!(stop, Some('“' | '‘')) || starts_quoted(&texts),
        })
    }
}

/// A text without what stands in quotation marks: `“四项对接”深化` counts nothing.
fn outside_quotes(text: &str) -> Cow<'_, str> {
    match (text.find('“'), text.rfind('”')) {
        (Some(open), Some(close)) if open < close && close + '”'.len_utf8() < text.len() => {
            Cow::Owned(text[..open].to_owned() + &text[close..])
        }
        _ => Cow::Borrowed(text),
    }
}

/// Whether an item ends with a bracket that holds a figure.
fn is_explained(item: &str) -> bool {
    let item = item.trim();
    item.ends_with(')') && item.rfind('(').is_some_and(|at| at > 0 && item[at..].contains(|c: char| c.is_ascii_digit()))
}

/// Whether the whole list stands in quotation marks that a measure word follows.
fn starts_quoted(items: &[&str]) -> bool {
    items.len() == 1 && items[0].ends_with('”')
}

/// Whether a name in quotation marks stands right before a measure word of machines.
fn names_machines(text: &str, measure: &str) -> bool {
    text.ends_with('”') && MACHINES.contains(&measure)
}

/// Whether the clause that a text ends with, up to its comma, lists something itself, or adds somebody to what follows (`除甲外`).
fn lists(text: &str) -> bool {
    let text = text.trim_end_matches([',', '，']);
    for (at, char) in text.char_indices().rev() {
        match char {
            '、' | '除' => return true,
            '联' if text[at..].starts_with("联合") => return true,
            '携' if text[at..].starts_with("携手") => return true,
            '。' | ';' | ':' | '!' | '?' | '\n' => return false,
            _ if text.len() - at > FRONT => return false,
            _ => {}
        }
    }
    false
}
