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
const SUMMING: [&str; 13] = ["共", "均", "都", "全部", "总", "力争", "努力", "争取", "其中", "逐", "各", "占", "合计"];
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
    let opener = OPENERS.iter().find(|o| rest[closed..].starts_with(**o));
    // `,即日起` is no 即.
    if opener.is_some_and(|o| o.ends_with('即') && rest[closed + o.len()..].starts_with(['日', '将', '可', '时', '便', '使', '刻']))
    {
        return None;
    }
    // `签约的四家企业为甲、乙、丙。`
    let named = if opener.is_none() { copula(reading, count, &rest[..len]) } else { None };
    let (noun, from) = match (opener, named) {
        (Some(opener), _) => (rest[..len].trim_end_matches(['是', '为', '即']).trim_end_matches("分别"), closed + opener.len()),
        (None, Some((noun, from))) => (noun, from),
        (None, None) => return None,
    };
    let (items, joined, is_final) = items(reading, end + from)?;
    let texts: Vec<&str> = items.iter().map(|i| reading[*i].trim()).collect();
    if noun.contains(['的', '等', '在', '有', '由']) || !(named.is_some() || sums_up(noun, count.measure, &texts)) {
        return None;
    }
    let lengths: Vec<usize> = texts.iter().map(|t| t.chars().filter(|c| !matches!(c, '“' | '”' | '《' | '》')).count()).collect();
    let (others, last) = lengths.split_at(lengths.len() - 1);
    let (shortest, longest) = (*others.iter().min()?, *others.iter().max()?);
    let are_names = texts.iter().all(|t| is_noun(t));
    let is_even = longest - shortest <= if are_names { 4 } else { 2 } && last[0] <= longest + 1 && last[0] + 3 >= shortest;
    let (least, most) = (items.len() as u64 - joined, items.len() as u64);
    // Names of actors: 和 joins two.
    let least = if named.is_some() && joined == 1 && *lengths.iter().min()? >= 4 { most } else { least };
    let is_sound = is_even && texts.iter().all(|t| is_one(t) && !starts_numbered(t)) && least >= 3.min(count.value + 1);
    // By two: only where the items are as like as words can be.
    let is_like = longest - shortest <= 1 && last[0].abs_diff(longest) <= 1 && most >= 3 && joined == 0;
    let is_short = count.value == most + 1 || (count.value == most + 2 && is_like);
    let is_long = least == count.value + 1 || (least == count.value + 2 && is_like && count.value >= 3);
    let is_sure = is_sound && most >= 3 && (named.is_none() || (are_names && is_final));
    (is_sure && ((is_short && is_final) || is_long))
        .then(|| List::plain(items).finding(reading, count, if is_short { most } else { least }, "count-mismatch"))
}

/// The class behind a count that 是 or 为 follows, and where the names begin, if 的 before the count leaves the sentence no other verb.
fn copula<'r>(reading: &str, count: &Count, run: &'r str) -> Option<(&'r str, usize)> {
    let before = &reading[..usize::from(count.range.start())];
    let (at, link) = run.char_indices().find(|(_, c)| matches!(c, '是' | '为'))?;
    let noun = &run[..at];
    let is_class = WORDS.classes.iter().chain(&WORDS.works).any(|w| noun.ends_with(w.as_str()));
    (before.ends_with('的') && is_class).then_some((noun, at + link.len_utf8()))
}

/// Whether a noun sums up what is listed behind it.
fn sums_up(noun: &str, measure: &str, items: &[&str]) -> bool {
    let ends = |words: &[String]| words.iter().any(|w| noun.ends_with(w.as_str()));
    let are_names = items.iter().all(|t| is_noun(t));
    if AGENTS.contains(&measure) || ends(&WORDS.owned) {
        // `四家企业：抢占市场、抱团出海`: names of actors end alike, or stand in marks.
        let end = items[0].chars().next_back();
        let are_alike = ["工程", "项目", "系统", "平台"].iter().any(|w| noun.ends_with(w))
            || items.iter().all(|t| t.chars().next_back() == end || t.ends_with(['”', '》']));
        return are_names && are_alike && !noun.is_empty() && (ends(&WORDS.classes) || ends(&WORDS.owned) || ends(&WORDS.works));
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

/// The items of the list from `start` on, the last taken apart where 和 joins it, whether it is (0 or 1), and whether no clause that follows can
/// be one more. None where the list may go on.
fn items(reading: &str, start: usize) -> Option<(Vec<TextRange>, u64, bool)> {
    let near = &reading[start..];
    let (mut items, mut from, mut depth, mut mark, mut end, mut is_final) = (Vec::new(), start, 0i32, None, None, true);
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
            ',' | '—' if depth == 0 => {
                let longest = items.iter().map(|i: &TextRange| reading[*i].trim().chars().count()).max()?;
                let behind = reading[at..].trim_start_matches([',', '—']);
                if !closes(behind, longest) {
                    return None;
                }
                is_final = char == '—' || SUMMING.iter().any(|w| behind.starts_with(w)) || speaks_of_count(behind);
                end = Some(at);
                break;
            }
            '(' | ')' | ':' | '|' | '…' | ';' => return None,
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
        [] => Some((items, 0, is_final)),
        [(at, char)] if at > 0 && text.len() > at + char.len_utf8() => {
            let (start, end) = (usize::from(last.start()), last.end().into());
            items.pop();
            items.extend([range(start, start + at), range(start + at + char.len_utf8(), end)]);
            Some((items, 1, is_final))
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

/// `对26个项目逐一明确专班`: a preposition leads to a count, and nothing is listed.
fn speaks_of_count(clause: &str) -> bool {
    clause.strip_prefix('对').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
