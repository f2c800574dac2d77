//! Lists that a count opens without a colon: `五座，分别位于甲、乙…`, `两处（甲、乙）`, `三条线路——甲、乙、丙——`, `前三位为甲、乙、丙`.

use super::beginning::masked;
use super::names::is_numbered_name;
use super::{LARGEST, LONGEST_ITEM, List, MOST_ITEMS};
use crate::figures::Count;
use crate::reading::script::is_han;
use crate::rules::finding::Finding;
use crate::text::{TextRange, range};

/// Measure words that count such a list one by one.
const MEASURES: [&str; 21] =
    ["宗", "幅", "台", "艘", "个", "家", "座", "处", "所", "种", "类", "项", "条", "款", "位", "名", "支", "大", "门", "部", "件"];
/// What says that each item that follows is one of those counted.
const EACH: [&str; 8] = ["分别是", "分别为", "依次为", "依次是", "分别位于", "分别坐落于", "分别设在", "分别叫"];
/// Those of them that give each item its place: two may share one.
const PLACED: [&str; 3] = ["分别位于", "分别坐落于", "分别设在"];
/// Longest noun between a count and its list, in characters.
const LONGEST_NOUN: usize = 12;
/// Longest list, in bytes.
const LONGEST: usize = 2000;
/// Words in a list that leave it open, or count its items themselves.
const OPEN: [&str; 12] = ["等", "之间", "其他", "其余", "各", "并列", "沿线", "一带", "附近", "以及", "…", "交界"];

/// What a bracket begins with that lists nothing.
const ASIDES: [&str; 10] = ["以下", "下称", "简称", "含", "包括", "均", "其中", "不含", "即", "如"];

/// What a value is of that is no name: `（产值12亿元、税收3亿元）`.
const INDICATORS: [&str; 20] = [
    "产值", "税", "投资", "收入", "利润", "销售", "面积", "产量", "产能", "出口", "进口", "比", "总", "合计", "均", "最", "年", "月", "约",
    "增",
];

/// How a list is opened.
#[derive(Clone, Copy, PartialEq)]
enum Opener {
    /// 分别是
    Each,
    /// 分别位于
    Placed,
    /// A bracket right behind the measure word.
    Bracket,
    /// A bracket behind the noun.
    Noun,
    /// A dash, with another behind the list.
    Dash,
    /// 前三位为
    Leading,
}

/// Checks the counts of a reading that open a series.
pub(super) fn check(reading: &str, counts: &[Count]) -> Vec<Finding> {
    let is_checked = |c: &&Count| (2..=LARGEST).contains(&c.value) && MEASURES.contains(&c.measure);
    counts.iter().filter(is_checked).filter_map(|count| mismatch(reading, count)).collect()
}

fn mismatch(reading: &str, count: &Count) -> Option<Finding> {
    let (opener, start) = opened(reading, count)?;
    let items = items(reading, opener, start)?;
    let listed = items.len() as u64;
    let last = masked(&reading[*items.last()?]);
    let joined = last.matches(['和', '与', '及', '或']).count() as u64;
    if opener == Opener::Noun && (items.len() < 3 || !items.iter().all(|i| is_proper(bare(&reading[*i])))) {
        return None;
    }
    if items.len() < 2 || (listed..=listed + joined).contains(&count.value) {
        return None;
    }
    // A list that is short by one is a slip; one that is shorter by far may be of the most important.
    let is_short = count.value > listed + joined;
    if is_short && count.value != listed + joined + 1 {
        return None;
    }
    // Two of four may stand in one place, and one of two lines may pass through three.
    let is_sure = match opener {
        Opener::Placed => listed >= 3 && !["条", "支", "项"].contains(&count.measure) && is_short,
        Opener::Bracket | Opener::Noun => is_short || count.value + 1 == listed,
        _ => true,
    };
    is_sure.then(|| {
        let listed = listed + if is_short { joined } else { 0 };
        List::plain(items).finding(reading, count, listed, "count-mismatch")
    })
}

/// How the count opens a list, and where the list begins.
fn opened(reading: &str, count: &Count) -> Option<(Opener, usize)> {
    let end = usize::from(count.range.end());
    let rest = &reading[end..];
    if count.is_exact && rest.starts_with('(') {
        return Some((Opener::Bracket, end + 1)).filter(|_| ["处", "座", "个", "家", "所", "款", "种"].contains(&count.measure));
    }
    let is_part = |c: &char| is_han(*c) || matches!(c, '“' | '”');
    let mut len: usize = rest.chars().take(LONGEST_NOUN).take_while(is_part).map(char::len_utf8).sum();
    // `4个县（区），分别为`: a bracket of two characters belongs to the noun.
    if rest[len..].starts_with('(')
        && let Some(close) = rest[len..].find(')').filter(|close| *close <= 8)
    {
        len += close + 1;
    }
    let (noun, behind) = rest.split_at(len);
    let before = &reading[..usize::from(count.range.start())];
    if count.is_exact && (2..=6).contains(&noun.chars().count()) && behind.starts_with('(') && noun.chars().all(is_han) {
        return Some((Opener::Noun, end + len + 1));
    }
    if before.ends_with('前') && !before.ends_with("目前") && !before.ends_with("之前") {
        return leading(noun, end);
    }
    if !count.is_exact {
        return None;
    }
    if let Some(list) = behind.strip_prefix("——") {
        return Some((Opener::Dash, reading.len() - list.len()));
    }
    let comma = usize::from(behind.starts_with(','));
    // `三个基地分别位于…` and `三个基地，分别位于…`.
    for opener in EACH {
        let at = if comma == 1 { behind[1..].starts_with(opener).then_some(len + 1) } else { noun.find(opener) };
        let Some(at) = at else { continue };
        let between = noun.get(..at.min(len))?;
        if between.contains(['的', '等', '在', '由', '与', '和', '有', '中', '各']) {
            return None;
        }
        let kind = if PLACED.contains(&opener) { Opener::Placed } else { Opener::Each };
        return Some((kind, end + at + opener.len()));
    }
    None
}

/// `前三位为`, `前五位的手机品牌分别是`.
fn leading(noun: &str, end: usize) -> Option<(Opener, usize)> {
    let link = ["分别是", "分别为", "依次是", "依次为", "为", "是"].into_iter().find_map(|l| Some((noun.find(l)?, l)))?;
    (noun[..link.0].chars().count() <= 8).then_some((Opener::Leading, end + link.0 + link.1.len()))
}

/// The items from `start` on, up to the mark that ends the list. None where the list is open or anything but names.
fn items(reading: &str, opener: Opener, start: usize) -> Option<Vec<TextRange>> {
    let (mut items, mut from, mut depth, mut end) = (Vec::new(), start, 0i32, None);
    for (at, char) in reading[start..].char_indices().map(|(i, c)| (start + i, c)) {
        match char {
            ')' if depth == 0 && matches!(opener, Opener::Bracket | Opener::Noun) => {
                end = Some(at);
                break;
            }
            '—' if depth == 0 && opener == Opener::Dash => {
                end = Some(at);
                break;
            }
            '“' | '‘' | '《' | '(' | '「' | '【' => depth += 1,
            '”' | '’' | '》' | ')' | '」' | '】' => depth -= 1,
            '、' if depth == 0 => {
                items.push(range(from, at));
                from = at + char.len_utf8();
            }
            // `甲（2亿元）和乙（1亿元）`: what stands in a bracket is the end of an item.
            '和' | '与' | '及' if depth == 0 && reading[from..at].ends_with([')', '”', '》']) => {
                items.push(range(from, at));
                from = at + char.len_utf8();
            }
            ',' | ';' | '。' | '!' | '?' if depth == 0 => {
                end = (!matches!(opener, Opener::Bracket | Opener::Noun | Opener::Dash)).then_some(at);
                end?;
                // `分别是甲、乙，丙、丁`: the list may go on behind a comma.
                if char != '。' && goes_on(&reading[at + char.len_utf8()..]) {
                    return None;
                }
                break;
            }
            ':' | '\n' | '|' if depth == 0 => return None,
            _ => {}
        }
        if items.len() > MOST_ITEMS || at - start > LONGEST || depth < 0 {
            return None;
        }
    }
    let end = end.or_else(|| (!matches!(opener, Opener::Bracket | Opener::Noun | Opener::Dash)).then_some(reading.len()))?;
    items.push(range(from, end));
    let whole = masked(&reading[start..end]);
    if ASIDES.iter().any(|w| whole.starts_with(w)) {
        return None;
    }
    if OPEN.iter().any(|w| whole.contains(w)) {
        return None;
    }
    let (last, others) = items.split_last()?;
    let are_measured = matches!(opener, Opener::Bracket) && are_measured(reading, &items);
    let is_item = |item: &TextRange| {
        let text = bare(&reading[*item]);
        !text.is_empty()
            && text.chars().count() <= LONGEST_ITEM
            && (!text.contains(|c: char| c.is_ascii_digit())
                || is_numbered_name(text)
                || is_quoted(text)
                || opener == Opener::Noun
                || are_measured)
    };
    let joins = |item: &TextRange| {
        let text = bare(&reading[*item]);
        // `青石1800万吨/年`: what stands behind the name is its value.
        let name = masked(if are_measured { text.split(|c: char| c.is_ascii_digit()).next().unwrap_or(text) } else { text });
        // `颐和护理院`: behind one character 和 is part of a name.
        let joins_two = |(at, _): (usize, &str)| name[..at].chars().count() != 1;
        name.match_indices(['和', '与', '及']).any(joins_two) || name.contains(['或', '/', '至', '到'])
    };
    (items.iter().all(is_item) && !others.iter().any(joins) && !ends_in_a_clause(reading, others, last)).then_some(items)
}

/// Whether each item is a name with a value of one unit: `镇海2300万吨、大连2050万吨`; a value of what is counted, or of an indicator, is none.
fn are_measured(reading: &str, items: &[TextRange]) -> bool {
    let split = |item: &TextRange| {
        let text = reading[*item].trim();
        let at = text.find(|c: char| c.is_ascii_digit())?;
        let unit = text[at..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let name = &text[..at];
        let is_name = name.chars().count() >= 2 && name.chars().all(is_han) && !INDICATORS.iter().any(|w| name.contains(w));
        (is_name && !unit.is_empty() && crate::figures::counts(text).is_empty()).then_some(unit)
    };
    let units: Option<Vec<&str>> = items.iter().map(split).collect();
    units.is_some_and(|units| units.iter().all(|u| *u == units[0]))
}

/// Whether the next clause, up to its end, lists something, and does not speak of those listed.
fn goes_on(text: &str) -> bool {
    if ["以及", "和", "及", "与", "还有", "另"].iter().any(|w| text.starts_with(w)) {
        return true;
    }
    if ["其中", "占", "合计", "共", "总"].iter().any(|w| text.starts_with(w)) {
        return false;
    }
    let clause =
        text.char_indices().take(40).find(|(_, c)| matches!(c, ',' | '。' | ';' | ':' | '!' | '?')).map_or(text.len(), |(at, _)| at);
    let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at).min(clause);
    text[..end].contains('、')
}

/// Whether the last item is longer than all others by far, so that it holds what is said of them.
fn ends_in_a_clause(reading: &str, others: &[TextRange], last: &TextRange) -> bool {
    let length = |item: &TextRange| bare(&reading[*item]).chars().count();
    let longest = others.iter().map(length).max().unwrap_or_default();
    let has_joiner = masked(bare(&reading[*last])).contains(['和', '与', '及']);
    length(last) > longest + if has_joiner { longest + 4 } else { 4 }
}

/// An item without what stands in brackets behind it: `高新区（18.25亿元）`.
fn bare(item: &str) -> &str {
    let item = item.trim();
    match item.find('(') {
        Some(at) if at > 0 => item[..at].trim(),
        _ => item,
    }
}

/// A name as such a bracket lists them: `G01`, `“云帆”`, a short run of Han characters that is no class of places (`州`, `街道`).
fn is_proper(item: &str) -> bool {
    let is_code = item.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '—')) && item.contains(|c: char| c.is_ascii_digit());
    let length = item.chars().count();
    let is_class = ["街道", "园区", "乡镇", "镇区", "社区", "农场", "林场", "单位"].contains(&item);
    is_code || is_quoted(item) || ((2..=10).contains(&length) && item.chars().all(is_han) && !is_class)
}

fn is_quoted(item: &str) -> bool {
    item.starts_with(['“', '《']) && item.ends_with(['”', '》'])
}
