//! Lists that a colon, 即 or a dash opens behind a count, whose items are all of one shape: `六项任务：补齐短板、打通堵点、培育车队…`.
//!
//! Where such a list begins and ends is certain. What must be certain as well is that its items are the things counted and do not tell what
//! the counted do (`四家企业：抢占市场、抱团出海`): the noun is one of tasks and aspects, or the items are names.

use super::beginning::masked;
use super::short::{is_noun, is_one};
use super::{LARGEST, List, MOST_ITEMS, WORDS};
use crate::figures::Count;
use crate::figures::numeral::is_numeral;
use crate::reading::script::is_han;
use crate::rules::finding::Finding;
use crate::text::{TextRange, range};

/// Measure words of such counts.
const MEASURES: [&str; 21] =
    ["大", "个", "项", "种", "类", "条", "件", "张", "点", "步", "招", "座", "所", "家", "款", "支", "处", "名", "位", "门", "本"];
/// Those that count who acts: verbs behind the colon tell what is done.
const AGENTS: [&str; 7] = ["家", "所", "名", "位", "支", "座", "处"];
/// What opens the list behind the noun.
const OPENERS: [&str; 6] = ["——", ":", ",即:", ",即", ",分别是", ",分别为"];
/// Longest noun, in characters.
const LONGEST_NOUN: usize = 10;
/// Longest list, in bytes.
const LONGEST: usize = 1200;
/// What a clause begins with that says something of the whole list before it.
const SUMMING: [&str; 22] = [
    "共", "均", "都", "全部", "总", "力争", "努力", "争取", "其中", "对", "推动", "推进", "促进", "全力", "为", "形成", "实现", "确保", "逐", "各", "占",
    "合计",
];
/// What a clause or a sentence begins with that goes on with the list.
const GOING_ON: [&str; 14] = ["以及", "和", "及", "与", "还", "另", "此外", "同时", "最后", "再", "第", "也", "并", "其余"];

/// Checks the counts of a reading that open a list.
pub(super) fn check(reading: &str, counts: &[Count]) -> Vec<Finding> {
    let is_checked = |c: &&Count| c.is_exact && (2..=LARGEST).contains(&c.value) && MEASURES.contains(&c.measure);
    counts.iter().filter(is_checked).filter_map(|count| mismatch(reading, count)).collect()
}

fn mismatch(reading: &str, count: &Count) -> Option<Finding> {
    let end = usize::from(count.range.end());
    let rest = &reading[end..];
    let len: usize = rest.chars().take(LONGEST_NOUN).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let closed = len + if rest[len..].starts_with('”') { '”'.len_utf8() } else { 0 };
    let opener = OPENERS.iter().find(|o| rest[closed..].starts_with(**o))?;
    let noun = rest[..len].trim_end_matches(['是', '为', '即']).trim_end_matches("分别");
    let (items, joined) = items(reading, end + closed + opener.len())?;
    let texts: Vec<&str> = items.iter().map(|i| reading[*i].trim()).collect();
    if noun.contains(['的', '等', '在', '有', '由']) || !sums_up(noun, count.measure, &texts) {
        return None;
    }
    let lengths: Vec<usize> = texts.iter().map(|t| t.chars().filter(|c| !matches!(c, '“' | '”' | '《' | '》')).count()).collect();
    let (others, last) = lengths.split_at(lengths.len() - 1);
    let (shortest, longest) = (*others.iter().min()?, *others.iter().max()?);
    let are_names = texts.iter().all(|t| is_noun(t));
    let is_even = longest - shortest <= if are_names { 4 } else { 2 } && last[0] <= longest + 1 && last[0] + 3 >= shortest;
    let (least, most) = (items.len() as u64 - joined, items.len() as u64);
    let is_sound = is_even && texts.iter().all(|t| is_one(t) && !starts_numbered(t)) && least >= 3.min(count.value + 1);
    // By two: only where the items are as like as words can be.
    let is_like = longest - shortest <= 1 && last[0].abs_diff(longest) <= 1 && most >= 3 && joined == 0;
    let is_short = count.value == most + 1 || (count.value == most + 2 && is_like);
    let is_long = least == count.value + 1 || (least == count.value + 2 && is_like && count.value >= 3);
    (is_sound && most >= 3 && (is_short || is_long))
        .then(|| List::plain(items).finding(reading, count, if is_short { most } else { least }, "count-mismatch"))
}

/// Whether a noun sums up what is listed behind it.
fn sums_up(noun: &str, measure: &str, items: &[&str]) -> bool {
    let ends = |words: &[String]| words.iter().any(|w| noun.ends_with(w.as_str()));
    let are_names = items.iter().all(|t| is_noun(t));
    if AGENTS.contains(&measure) || ends(&WORDS.owned) {
        return are_names && !noun.is_empty() && (ends(&WORDS.classes) || ends(&WORDS.owned) || ends(&WORDS.works));
    }
    // `四张清单`: 问题清单、责任清单
    let alike = noun.chars().next_back().is_some_and(|end| items.iter().all(|t| t.ends_with(end)));
    let is_class = are_names && (ends(&WORDS.classes) || ends(&WORDS.works));
    let ends_announced = ends(&WORDS.announced) || ends(&WORDS.aspects) || ends(&WORDS.sums) || ends(&WORDS.peers);
    alike || is_class || ends_announced || (noun.is_empty() && ["步", "招", "点", "条", "项", "件"].contains(&measure))
}

/// `一是…`, `首先…`: such items are counted as ordinals.
fn starts_numbered(item: &str) -> bool {
    item.starts_with(|c: char| c.is_ascii_digit() || is_numeral(c) || matches!(c, '第' | '其' | '首' | '再' | '(' | '①'))
}

/// The items of the list from `start` on, the last taken apart where 和 joins it, and whether it is (0 or 1). None where the list may go on.
fn items(reading: &str, start: usize) -> Option<(Vec<TextRange>, u64)> {
    let near = &reading[start..];
    let (mut items, mut from, mut depth, mut mark, mut end) = (Vec::new(), start, 0i32, None, None);
    for (at, char) in near.char_indices().map(|(i, c)| (start + i, c)) {
        match char {
            '“' | '‘' | '《' | '「' => depth += 1,
            '”' | '’' | '》' | '」' => depth -= 1,
            '、' | ';' if depth == 0 && *mark.get_or_insert(char) == char => {
                items.push(range(from, at));
                from = at + char.len_utf8();
            }
            '。' | '!' | '?' | '\n' if depth <= 0 => {
                end = Some(at);
                break;
            }
            ',' | ';' | '—' if depth == 0 => {
                let longest = items.iter().map(|i: &TextRange| reading[*i].trim().chars().count()).max()?;
                let behind = reading[at..].trim_start_matches([',', ';', '—']);
                if !closes(behind, longest) {
                    return None;
                }
                end = Some(at);
                break;
            }
            '(' | ')' | ':' | '|' | '…' => return None,
            _ => {}
        }
        if items.len() > MOST_ITEMS || at - start > LONGEST || depth < 0 {
            return None;
        }
    }
    let end = end.unwrap_or(reading.len());
    items.push(range(from, end));
    let behind = reading[end..].trim_start_matches(['。', '!', '?', '\n', ' ', '”']);
    if GOING_ON.iter().any(|w| behind.starts_with(w)) {
        return None;
    }
    let (last, others) = items.split_last()?;
    let holds = |item: &TextRange| masked(&reading[*item]).contains(['和', '与', '及', '或', '暨']);
    if others.iter().any(holds) {
        return None;
    }
    let text = masked(&reading[*last]);
    let joins: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '和' | '与' | '及' | '或' | '暨')).collect();
    match joins[..] {
        [] => Some((items, 0)),
        [(at, char)] if at > 0 && text.len() > at + char.len_utf8() => {
            let (start, end) = (usize::from(last.start()), last.end().into());
            items.pop();
            items.extend([range(start, start + at), range(start + at + char.len_utf8(), end)]);
            Some((items, 1))
        }
        _ => None,
    }
}

/// Whether a clause says something of the list before it, and cannot be one more of its items.
fn closes(clause: &str, longest: usize) -> bool {
    let len: usize = clause.chars().take(60).take_while(|c| !matches!(c, ',' | '。' | ';' | '!' | '?' | '\n')).map(char::len_utf8).sum();
    let text = &clause[..len];
    let says = SUMMING.iter().any(|w| text.starts_with(w));
    !text.contains('、') && !GOING_ON.iter().any(|w| text.starts_with(w)) && (says || text.chars().count() >= longest + 4)
}
