//! The list that a colon, a bracket or 即 opens behind a count: `三大产业:甲、乙、丙。`

use super::beginning::may_begin;
use super::{LONGEST_ITEM, List, MOST_ITEMS, OPEN_CLOSING, WORDS};
use crate::figures::Count;
use crate::reading::script::is_han;
use crate::text::{TextRange, range};

/// What opens a list after the noun that a count counts.
const OPENERS: [&str; 19] = [
    "分别是:",
    "分别为:",
    ":",
    "(",
    ",即",
    ",分别是",
    ",分别为",
    "分别是",
    "分别为",
    ",依次为",
    ",依次是",
    ",也就是",
    ",具体为",
    ",具体是",
    ",它们是",
    "是:",
    "为:",
    "即",
    "为",
];

/// The longest list, in bytes.
const LONGEST_LIST: usize = 2000;

/// What may stand between the noun and the list without belonging to the noun.
const LINKS: [&str; 5] = ["分别", "是:", "为:", "即", "为"];

/// What a clause behind a list begins with that says what is to come of it: `四大产业:甲、乙、丙,力争…`.
const AIMS: [&str; 3] = ["力争", "努力", "争取"];

impl List {
    /// The list that a colon or 即 opens after a count: `三大产业:甲、乙、丙。`
    pub(super) fn after(reading: &str, count: &Count) -> Option<List> {
        let from = usize::from(count.range.end());
        let rest = &reading[from..];
        // The noun that is counted, then a colon: nothing else in between.
        let noun: usize = rest.chars().take(12).take_while(|c| is_han(*c) || matches!(c, '”' | '“')).map(char::len_utf8).sum();
        let links =
            LINKS.iter().filter_map(|link| rest[..noun].find(link.trim_end_matches(':')).filter(|at| rest[*at..].starts_with(link)));
        let ends = std::iter::once(noun).chain(links);
        let is_noun = |noun: &str| !noun.contains(['等', '的', '是', '为', '有', '如']) && !noun.ends_with(['立', '随', '当']);
        let opened = |noun: usize| Some((noun, *OPENERS.iter().find(|o| rest[noun..].starts_with(**o))?));
        let (noun, opener) = ends.filter(|noun| is_noun(&rest[..*noun])).find_map(opened)?;
        // Without a mark, only 大 announces a list and nothing else.
        if opener == "为" && count.measure != "大" {
            return None;
        }
        let start = from + noun + opener.len();
        let list = &reading[start..];
        // `,即日起` is no 即.
        // `两家公司（以下简称甲、乙）` gives names to what has one.
        if opener == "(" && ["以下", "下称", "简称"].iter().any(|w| list.starts_with(w)) {
            return None;
        }
        if opener.ends_with('即') && list.starts_with(['日', '将', '可', '时', '便', '使', '刻'])
            || list.starts_with(['如', '已'])
            || list.starts_with("重点")
        {
            return None;
        }
        if OPEN_CLOSING.contains(&count.measure) && (count.measure != "人" || opener != ":") {
            return None;
        }
        let mut separator = None;
        let mut depth = 0i32;
        let (mut items, mut item_start) = (Vec::new(), start);
        let mut end = None;
        for (at, char) in list.char_indices().map(|(i, c)| (start + i, c)) {
            // No list is longer; a hostile line would be read again for every count.
            if at > start + LONGEST_LIST {
                return None;
            }
            match char {
                '“' | '‘' | '《' | '(' | '「' | '【' => depth += 1,
                ')' if depth == 0 && opener == "(" => {
                    end = Some(at);
                    break;
                }
                '”' | '’' | '》' | ')' | '」' | '】' => depth -= 1,
                '、' | ';' if depth == 0 && *separator.get_or_insert(char) == char => {
                    items.push(range(item_start, at));
                    item_start = at + char.len_utf8();
                }
                ',' | ';' if depth == 0 && items.len() > 1 && aims(&reading[at + 1..]) => {
                    end = Some(at);
                    break;
                }
                // Another mark makes the level of the list uncertain.
                ',' | '，' | '、' | ';' | ':' | '\n' if depth == 0 => return None,
                '。' | '!' | '?' if depth == 0 => {
                    end = Some(at);
                    break;
                }
                _ => {}
            }
            if items.len() > MOST_ITEMS {
                return None;
            }
        }
        // A line may end without a full stop, a bracket may not end without its partner.
        items.push(range(item_start, end.or_else(|| (opener == ":").then_some(reading.len()))?));
        let is_item = |item: &TextRange| {
            let text = reading[*item].trim();
            !text.is_empty() && text.chars().count() <= LONGEST_ITEM
        };
        let last = &reading[*items.last()?];
        let joins_within = items[..items.len() - 1].iter().any(|i| reading[*i].contains(['和', '与', '及', '或', '/', '(']));
        if items.len() < 2
            || joins_within
            || last.contains(['(', '…'])
            || !items.iter().all(is_item)
            || last.trim_end_matches('”').ends_with('等')
            || last.contains("等")
        {
            return None;
        }
        // `…、用工3万人、同比均增长`: the last item says something of the others.
        let has_figure = |i: &TextRange| reading[*i].contains(|c: char| c.is_ascii_digit());
        let is_remark = WORDS.remarks.iter().any(|w| last.trim().starts_with(w.as_str()))
            || (!has_figure(items.last()?) && items[..items.len() - 1].iter().all(has_figure));
        // `两大集团为同行提供技术、人才、资金`: without a mark, a first item longer than the others holds a verb.
        let length = |i: &TextRange| reading[*i].trim().chars().count();
        let has_verb = ["为", "即"].contains(&opener) && length(&items[0]) >= items[1..].iter().map(length).max()? + 2;
        // `一是…；二是…` are counted as ordinals; verbs behind 为 make a sentence of it; who is counted by 人 has a name.
        let is_numbered = |i: &TextRange| {
            let text = reading[*i].trim();
            text.starts_with(|c: char| c.is_ascii_digit() || crate::figures::numeral::is_numeral(c) || "第其(①首再".contains(c))
        };
        let is_name = |i: &TextRange| (2..=4).contains(&reading[*i].chars().count()) && reading[*i].chars().all(is_han);
        if is_remark
            || (separator == Some(';') && items.iter().any(is_numbered))
            || has_verb
            || (opener == "为" && items.iter().any(|i| may_begin(&reading[*i])))
            || (count.measure == "人" && !items.iter().all(is_name))
        {
            return None;
        }
        let joined = last.matches(['和', '与', '及', '暨', '或']).count();
        let begins = items.iter().enumerate().map(|(i, _)| i == 0).collect();
        let is_named = opener.contains(['是', '为', '即']) || reading[..usize::from(count.range.start())].ends_with('共');
        Some(List {
            items,
            may_begin: begins,
            joined,
            joint_may_begin: false,
            is_open: false,
            is_named,
            is_closed_in_front: true,
            follows_comma: false,
            needs_names: false,
            only_short: false,
            is_pointed_at: false,
            is_quoted_count: false,
            is_in_quotation: false,
        })
    }
}

/// Whether a clause says what is to come of the list before it, and lists nothing itself.
fn aims(clause: &str) -> bool {
    let end = clause.find(['。', ';', '!', '?', '\n']).unwrap_or(clause.len());
    AIMS.iter().any(|w| clause.starts_with(w)) && !clause[..end].contains('、')
}
