//! Announced counts against what is listed, within one sentence (kinds B5 and B8).
//!
//! `光伏板、特色果蔬、家居用品四大产业链` lists three and says four. Where a list begins is not always certain: every item that holds a
//! verb, a preposition or a place may be its first. A count is wrong only if no possible beginning makes it right.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use serde::Deserialize;

use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity, Value};
use crate::figures::Count;
use crate::figures::numeral::chinese_count;
use crate::reading::script::is_han;
use crate::text::{TextEdit, TextRange, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    heads: Vec<String>,
    subjects: Vec<String>,
    honours: Vec<String>,
    groups: Vec<String>,
    remarks: Vec<String>,
    open_before: Vec<String>,
    pub governing: Vec<String>,
    pub rest: Vec<String>,
    pub instead: Vec<String>,
    titles: Vec<String>,
    pub announced: Vec<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("data/enumeration.toml")).expect("data/enumeration.toml ships with the program and parses")
});

/// Longest list that is counted: longer ones are directories, not sentences.
const MOST_ITEMS: usize = 40;
/// Largest announced count that is checked.
const LARGEST: u64 = 30;
/// Longest item, in characters: a longer one is a clause.
const LONGEST_ITEM: usize = 24;

/// Measure words that close a list of things named one by one; 年, 次, 倍 and the like never do.
const CLOSING: [&str; 20] =
    ["大", "个", "项", "种", "类", "家", "条", "位", "名", "座", "所", "支", "县", "市", "区", "省", "镇", "国", "方", "者"];

/// Measure words that close a list with 等 as well.
const OPEN_CLOSING: [&str; 6] = ["人", "部", "件", "篇", "处", "款"];
/// Measure words that are nouns themselves: `豫、晋、陕三省。`
const NOUNS: [&str; 8] = ["县", "市", "区", "省", "镇", "国", "方", "者"];

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

/// What may stand between the noun and the list without belonging to the noun.
const LINKS: [&str; 5] = ["分别", "是:", "为:", "即", "为"];

/// What a clause behind a list begins with that says what is to come of it: `四大产业:甲、乙、丙,力争…`.
const AIMS: [&str; 3] = ["力争", "努力", "争取"];

/// Checks the counts of a reading. The findings' ranges are bytes of the reading.
pub(super) fn check(reading: &str, counts: &[Count]) -> (Vec<Finding>, Vec<TextRange>) {
    let (mut findings, mut checked) = (Vec::new(), Vec::new());
    let is_checked =
        |c: &Count| c.is_exact && (2..=LARGEST).contains(&c.value) && (CLOSING.contains(&c.measure) || OPEN_CLOSING.contains(&c.measure));
    for (nth, count) in counts.iter().enumerate().filter(|(_, c)| is_checked(c)) {
        // `三省一市`, `两名教授两名高工`: the list is summed up by several counts.
        let next = counts.get(nth + 1).map(|c| &reading[usize::from(count.range.end())..usize::from(c.range.start())]);
        if next.is_some_and(|between| between.chars().count() <= 10 && !between.contains([',', '。', ';', ':', '!', '?', '\n'])) {
            continue;
        }
        let Some(list) = List::before(reading, count) else {
            if let Some(list) = List::after(reading, count) {
                checked.push(count.range);
                findings.extend(list.mismatch(reading, count));
            }
            continue;
        };
        checked.push(count.range);
        findings.extend(if list.is_open { list.excess(reading, count) } else { list.mismatch(reading, count) });
    }
    (findings, checked)
}

/// A list of items next to a count, in the order of the text.
struct List {
    items: Vec<TextRange>,
    /// Whether each item may be the first: it holds a verb, a preposition, a place.
    may_begin: Vec<bool>,
    /// How many `和`, `与`, `及` stand in the last item: each may join two more items.
    joined: usize,
    /// Whether the last item, taken apart where `和` joins it, may still be the first.
    joint_may_begin: bool,
    /// `等` stands between the list and the count, or 包括 … 在内的 around the list: more exist than are listed.
    is_open: bool,
    /// 是 or 共 says that the list is all there is.
    is_named: bool,
    /// Nothing before the first item can belong to the list.
    is_closed_in_front: bool,
}

impl List {
    /// The list that ends right before a count: `甲、乙、丙三大…`, `甲、乙、丙等三家…`.
    fn before(reading: &str, count: &Count) -> Option<List> {
        let end = usize::from(count.range.start());
        // `新建水库、水闸、桥梁12座。` gives a total behind what it counts: a list is summed up by a noun.
        let behind = reading[usize::from(count.range.end())..].chars().next();
        // `三省。` needs none, and in `两省重点城市` the noun is another.
        let text = reading[..end].trim_end_matches([' ', '“', '‘', '《']);
        // `残疾人“两项补贴”` is the name of one thing; `“四大产业链”` sums up what stands before it.
        if text.len() < end && reading[text.len()..end].contains(['“', '‘', '《']) && count.measure != "大" {
            return None;
        }
        let within = text.strip_suffix("在内的");
        let counted = text.strip_suffix("一共").or_else(|| text.strip_suffix('共')).unwrap_or(text);
        let (text, is_open) = match counted.strip_suffix('等').or(within) {
            Some(listed) => (listed, true),
            None => (text, false),
        };
        // `等3部作品`, `等三人`: an open list is summed up by the count alone.
        let names_place = NOUNS.contains(&count.measure) && behind.is_some_and(is_han) && count.measure != "县";
        if is_open && names_place {
            return None;
        }
        if !is_open && (!CLOSING.contains(&count.measure) || NOUNS.contains(&count.measure) == behind.is_some_and(is_han)) {
            return None;
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
            if items.len() > MOST_ITEMS || (depth > 0 && item_end - at > 600) {
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
        if items.len() < 2 || !items[1..].iter().all(is_item) || reading[items[0]].trim().is_empty() {
            return None;
        }
        // `园区2个、基地3个、强镇5个`: every item has a count of its own, and `甲、乙等地的三个…` counts something else.
        let counts_items = |item: &TextRange| {
            reading[*item].contains(|c: char| c.is_ascii_digit()) || reading[*item].contains('等') || holds_count(&reading[*item])
        };
        if items.iter().any(counts_items) {
            return None;
        }
        let may_begin: Vec<bool> = items.iter().map(|i| may_begin(&reading[*i])).collect();
        let last = &reading[*items.last()?];
        let joined = last.matches(['和', '与', '及', '暨', '或']).count();
        let joint_may_begin = last.split(['和', '与', '及']).any(self::may_begin);
        let is_sentence_start = matches!(stop, None | Some('。' | ';' | ':' | '!' | '?' | '\n' | '—' | '“' | '('));
        let is_closed_in_front = may_begin[0] || is_sentence_start;
        Some(List { is_closed_in_front, items, may_begin, joined, joint_may_begin, is_open, is_named: false })
    }

    /// The list that a colon or 即 opens after a count: `三大产业:甲、乙、丙。`
    fn after(reading: &str, count: &Count) -> Option<List> {
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
            || (opener == "为" && items.iter().any(|i| self::may_begin(&reading[*i])))
            || (count.measure == "人" && !items.iter().all(is_name))
        {
            return None;
        }
        let joined = last.matches(['和', '与', '及', '暨', '或']).count();
        let may_begin = items.iter().enumerate().map(|(i, _)| i == 0).collect();
        let is_named = opener.contains(['是', '为', '即']) || reading[..usize::from(count.range.start())].ends_with('共');
        Some(List { items, may_begin, joined, joint_may_begin: false, is_open: false, is_named, is_closed_in_front: true })
    }

    /// How many items the list has if it begins at the item `first`: at least, at most.
    fn sizes(&self, first: usize) -> (u64, u64) {
        let size = (self.items.len() - first) as u64;
        (size, size + self.joined as u64)
    }

    /// `甲、乙、丙四大…`: the count agrees with no possible beginning of the list.
    fn mismatch(&self, reading: &str, count: &Count) -> Option<Finding> {
        if self.runs_on(reading) {
            return None;
        }
        let (whole, most) = self.sizes(0);
        if count.value > most {
            // More were announced than stand here: sure only if nothing in front can be part of the list, and no item is two in one.
            let middle = &self.items[1..self.items.len() - 1];
            // `甲、乙和丙四大…`: whether or not 和 joins two items, they are fewer than four.
            let begins = self.may_begin[1..self.items.len() - 1].contains(&true)
                || if count.measure == "大" { self.joint_may_begin } else { self.may_begin[self.items.len() - 1] };
            let first = if self.joined > 0 { &self.items[..1] } else { &[] };
            let holds_two = |i: &TextRange| reading[*i].contains(['和', '与', '及', '或', '/', '+']);
            let compound = self.joined > 1 || middle.iter().chain(first).any(holds_two);
            // `实施交通、水利、能源12个项目` names fields and counts something else: only 大 sums up for certain, or a slip by one.
            let is_slip = count.value == most + 1;
            let sums_up = count.measure == "大" || (is_slip && (self.is_named || ["项", "类", "种"].contains(&count.measure)));
            let clear = self.is_closed_in_front && !compound && !begins && sums_up;
            let last = &reading[self.items[self.items.len() - 1]];
            return (clear && most >= 3 && !last.ends_with(['共', '计', '各', '另', '和', '与', '及', '暨']) && !last.contains(['(', '…']))
                .then(|| self.finding(reading, count, whole + u64::from(self.joined > 0), "count-mismatch"));
        }
        // Twice as many names as announced are grouped: `书法、绘画、篆刻、陶艺两个展厅`.
        let behind = &reading[usize::from(count.range.end())..];
        let is_grouped = whole >= 2 * count.value || (count.measure == "大" && WORDS.groups.iter().any(|g| behind.starts_with(g.as_str())));
        if count.value >= whole || is_grouped {
            return None;
        }
        // Fewer were announced: the list would begin at a later item, and every item up to there must be unable to begin one.
        let latest = self.items.len() - count.value as usize;
        let possible = (1..self.items.len()).any(|first| {
            let (least, most) = self.sizes(first);
            self.may_begin[first] && (least..=most).contains(&count.value)
        });
        let unclear = self.may_begin[1..].contains(&true) || latest == 0 || self.joined > 0;
        (!possible && !unclear).then(|| self.finding(reading, count, whole, "count-mismatch"))
    }

    /// Whether the last item is longer than any other by two characters or more: then it may hold a verb (`乙、丙牵头承办` 五项).
    fn runs_on(&self, reading: &str) -> bool {
        let first = behind_head(reading, self.items[0]);
        let length = |item: &TextRange| reading[*item].trim_matches([' ', '“', '”', '《', '》']).chars().count();
        let (others, last) = (&self.items[1..self.items.len() - 1], length(&self.items[self.items.len() - 1]));
        let longest = others.iter().chain([&first]).map(length).max().unwrap_or(last);
        self.joined == 0 && last >= longest + 2
    }

    /// `甲、乙、丙等两家…`: more are listed than there are.
    fn excess(&self, reading: &str, count: &Count) -> Option<Finding> {
        // `甲、乙和丙等2家企业`: of what has a name, 和 joins two.
        let last = &reading[self.items[self.items.len() - 1]];
        let joins_names = self.joined == 1
            && ["家", "位", "名", "人"].contains(&count.measure)
            && last.split_once('和').is_some_and(|(a, b)| [a, b].iter().all(|n| (2..=5).contains(&n.trim().chars().count())));
        let (whole, most) = self.sizes(0);
        let whole = if joins_names { most } else { whole };
        let begins = self.may_begin[1..self.items.len() - 1].contains(&true)
            || if joins_names { self.joint_may_begin } else { self.may_begin[self.items.len() - 1] };
        let has_title = self.items.iter().any(|i| WORDS.titles.iter().any(|t| reading[*i].trim().ends_with(t.as_str())));
        (whole > count.value && !begins && !has_title).then(|| self.finding(reading, count, whole, "count-exceeded"))
    }

    fn finding(&self, reading: &str, count: &Count, listed: u64, code: &'static str) -> Finding {
        let items: Vec<TextRange> =
            self.items.iter().enumerate().map(|(i, item)| if i == 0 { behind_head(reading, *item) } else { *item }).collect();
        let names: Vec<&str> = items.iter().map(|i| reading[*i].trim()).collect();
        let said = &reading[count.range];
        let noun = noun_at(&reading[usize::from(count.range.end())..]);
        let before = &reading[..usize::from(count.range.start())];
        let open = ["等共", "等一共", "等"].into_iter().find(|w| before.ends_with(w)).unwrap_or_default();
        let sign = if code == "count-exceeded" { '>' } else { '≠' };
        let formula = Message::new(
            format!("列出{listed}项（{}）{sign} 写明{}", names.join("、"), count.value),
            format!("{listed} listed ({}) {sign} {} announced", names.join("、"), count.value),
        );
        let message = match code {
            "count-exceeded" => Message::new(
                format!("“{open}{said}”前已列出{listed}项，多于写明的{}项", count.value),
                format!("{listed} are listed before “{open}{said}”, more than the {} it announces", count.value),
            ),
            _ => Message::new(
                format!("写明“{said}{noun}”，实际列出{listed}项"),
                format!("“{said}{noun}” announces {}, {listed} are listed", count.value),
            ),
        };
        let number = if count.is_arabic { listed.to_string() } else { chinese_count(listed) };
        let related = items.iter().enumerate().map(|(i, item)| Related {
            range: trimmed(reading, *item),
            message: Message::new(format!("第{}项", i + 1), format!("item {}", i + 1)),
        });
        Finding {
            code,
            severity: Severity::Error,
            message,
            range: count.range,
            evidence: Some(Evidence { formula, values: vec![value(reading, count)] }),
            related: related.collect(),
            fixes: vec![Fix {
                title: Message::new(format!("改为“{number}{}”", count.measure), format!("Change to “{number}{}”", count.measure)),
                safe: false,
                edits: Edits::Places(vec![TextEdit { range: count.number, text: number }]),
            }],
        }
    }
}

/// Whether a clause says what is to come of the list before it, and lists nothing itself.
fn aims(clause: &str) -> bool {
    let end = clause.find(['。', ';', '!', '?', '\n']).unwrap_or(clause.len());
    AIMS.iter().any(|w| clause.starts_with(w)) && !clause[..end].contains('、')
}

/// The noun that a count counts, for a message: a short run of Han characters as a whole, of a longer one the first word.
fn noun_at(text: &str) -> &str {
    let run: usize = text.chars().take(12).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    if text[..run].chars().count() <= 6 {
        return text[..run].trim_end_matches(['是', '即']);
    }
    let first = crate::lexicon::segment::cut(&text[..run]).first().copied().unwrap_or(0);
    &text[..first]
}

/// A count as evidence.
pub(super) fn value(reading: &str, count: &Count) -> Value {
    Value {
        range: count.range,
        text: reading[count.range].to_owned(),
        lo: count.value.to_string(),
        hi: count.value.to_string(),
        unit: count.measure.to_owned(),
    }
}

/// Whether an item counts something itself: `“八大行动”`, `两个中心`.
fn holds_count(item: &str) -> bool {
    crate::figures::counts(item).iter().any(|c| c.value >= 2)
}

fn trimmed(reading: &str, item: TextRange) -> TextRange {
    let text = &reading[item];
    let start = usize::from(item.start()) + text.len() - text.trim_start().len();
    range(start, start + text.trim().len())
}

/// The first item without the verb or place that leads to it: `集中力量发展` 光学玻璃.
fn behind_head(reading: &str, item: TextRange) -> TextRange {
    let text = &reading[item];
    let ends = WORDS
        .heads
        .iter()
        .chain(&WORDS.subjects)
        .filter(|w| w.chars().count() > 1)
        .filter_map(|w| memchr::memmem::rfind(text.as_bytes(), w.as_bytes()).map(|at| at + w.len()));
    let end = ends.filter(|end| text[*end..].chars().count() >= 2).max().unwrap_or(0);
    range(usize::from(item.start()) + end, item.end().into())
}

/// Whether an item may hold something before the first item of a list.
fn may_begin(item: &str) -> bool {
    let bare = item.trim_matches(['“', '”', '《', '》', ' ']);
    let opens = |found: daachorse::Match<Beginning>| match found.value() {
        Beginning::Anywhere => true,
        Beginning::NotAtEnd => found.end() < bare.len(),
    };
    bare.bytes().any(|b| b.is_ascii_digit()) || BEGINNINGS.as_ref().is_some_and(|a| a.find_overlapping_iter(bare).any(opens))
}

/// Where a word must stand in an item to show that something may stand before the list.
#[derive(Clone, Copy)]
enum Beginning {
    Anywhere,
    NotAtEnd,
}

/// The words of [`may_begin`] in one automaton; `None` without any.
static BEGINNINGS: LazyLock<Option<CharwiseDoubleArrayAhoCorasick<Beginning>>> = LazyLock::new(|| {
    let words = &*WORDS;
    let mut beginnings: BTreeMap<&str, Beginning> =
        words.subjects.iter().chain(&words.honours).map(|w| (w.as_str(), Beginning::NotAtEnd)).collect();
    beginnings.extend(words.heads.iter().chain(&words.open_before).map(|w| (w.as_str(), Beginning::Anywhere)));
    CharwiseDoubleArrayAhoCorasick::with_values(beginnings).ok()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::counts;

    /// The findings of a sentence: code, what it says, the count it would be.
    fn found(text: &str) -> Vec<String> {
        let reading = crate::reading::script::fold_text(text);
        let (findings, _) = check(&reading, &counts(&reading));
        findings.iter().map(|f| format!("{} ⟦{}⟧ {}", f.code, &reading[f.range], f.message.zh)).collect()
    }

    #[test]
    fn a_list_that_is_shorter_or_longer_than_announced() {
        assert_eq!(found("县里重点培育光学玻璃、特种陶瓷、精密铸造五大产业。"), ["count-mismatch ⟦五大⟧ 写明“五大产业”，实际列出3项"]);
        assert_eq!(
            found("县里重点培育光学玻璃、特种陶瓷、精密铸造、绿色包装三大产业。"),
            ["count-mismatch ⟦三大⟧ 写明“三大产业”，实际列出4项"]
        );
        assert_eq!(found("形成稳链、补链、强链、延链“三大战役”。"), ["count-mismatch ⟦三大⟧ 写明“三大战役”，实际列出4项"]);
        assert_eq!(
            found("县里确定三大产业：光学玻璃、特种陶瓷、精密铸造、绿色包装。"),
            ["count-mismatch ⟦三大⟧ 写明“三大产业”，实际列出4项"]
        );
        assert_eq!(found("县里确定四大产业（玻璃、陶瓷、铸造）。"), ["count-mismatch ⟦四大⟧ 写明“四大产业”，实际列出3项"]);
        assert_eq!(found("县里出台《采购办法》《用车办法》《差旅办法》四项制度。"), ["count-mismatch ⟦四项⟧ 写明“四项制度”，实际列出3项"]);
        assert_eq!(found("县里确定四大产业，即光学玻璃、特种陶瓷和精密铸造。"), ["count-mismatch ⟦四大⟧ 写明“四大产业”，实际列出3项"]);
        for text in [
            "县里重点培育光学玻璃、特种陶瓷和精密铸造四大产业。",
            "全县四大产业为光学玻璃、特种陶瓷、精密铸造。",
            "全县四大产业即光学玻璃、特种陶瓷、精密铸造。",
            "县里确定四大产业，也就是光学玻璃、特种陶瓷、精密铸造。",
            "县里确定四大产业，具体为光学玻璃、特种陶瓷、精密铸造。",
            "县里确定四大产业：光学玻璃；特种陶瓷；精密铸造。",
            "县里确定四大产业：光学玻璃、特种陶瓷、精密铸造，力争三年翻番。",
            "县里确定四大产业：光学玻璃、特种陶瓷、精密铸造；力争三年翻番。",
        ] {
            assert_eq!(found(text), ["count-mismatch ⟦四大⟧ 写明“四大产业”，实际列出3项"], "{text}");
        }
        assert_eq!(found("到会的三家企业是：恒川、晨瓷、明锐、绿源。"), ["count-mismatch ⟦三家⟧ 写明“三家企业”，实际列出4项"]);
        assert_eq!(found("入选名单共4人：赵舟、钱帆、孙楫。"), ["count-mismatch ⟦4人⟧ 写明“4人”，实际列出3项"]);
    }

    #[test]
    fn more_listed_than_there_are() {
        assert_eq!(found("引来恒川、晨瓷、明锐、绿源等3家企业。"), ["count-exceeded ⟦3家⟧ “等3家”前已列出4项，多于写明的3项"]);
        assert_eq!(found("王明、李华、张强、刘伟等三人获奖。"), ["count-exceeded ⟦三人⟧ “等三人”前已列出4项，多于写明的3项"]);
        for text in [
            "引来恒川、晨瓷、明锐和绿源等3家企业。",
            "引来恒川、晨瓷、明锐、绿源等共3家企业。",
            "引来包括恒川、晨瓷、明锐、绿源在内的3家企业。",
        ] {
            let findings = found(text);
            assert!(findings.len() == 1 && findings[0].ends_with("前已列出4项，多于写明的3项"), "{text}: {findings:?}");
        }
        assert!(found("引来恒川、晨瓷、明锐等3家企业。引来恒川、晨瓷等12家企业。").is_empty());
    }

    /// Every sentence has the shape of one that stood in a newspaper or a report and was right.
    #[test]
    fn what_is_right_or_unclear_is_left_alone() {
        for text in [
            "县里重点培育光学玻璃、特种陶瓷、精密铸造三大产业。",
            "县里重点培育光学玻璃、特种陶瓷等五大产业。",
            "线路经过东岭区、西岭县、青石县等3个县区12个乡镇。",
            "公司在北岭、南岭、西岭等地拥有8家子公司。",
            "新创建省级园区2个、示范基地3个、产业强镇5个。",
            "城乡低保、儿童福利、残疾人“两项补贴”标准提高。",
            "紧扣落实“两大定位”、发挥“三个作用”、建设“六个区”。",
            "从创新、协调、绿色3个维度设置了9项指标。",
            "纪律教育、作风教育、深入贯彻中央八项规定精神教育同步推进。",
            "部署“三大支撑”“发展五仗”“七大攻坚”。",
            "在东岭、西岭、南岭新设6个出入口。",
            "谋划、实施、推进四大工程。",
            "支持甲、乙两县发展玻璃、陶瓷、铸造三大产业。",
            "做好扩大开放、深化改革、改善民生三项工作。",
            "重点对玻璃和陶瓷两大主导产业招商。",
            "一季度、二季度、三季度三个月均增长。",
            "五大产业包括玻璃、陶瓷、铸造。",
            "今年新建水库、水闸、泵站、桥梁12座。",
            "出台就业、住房、医疗政策10条，成效明显。",
            "活动吸引学生、教师、家长20名。",
            "集中开工交通、水利、能源12个重点项目。",
            "文艺、体育、书画共15项活动。",
            "工会、团委、妇联牵头承办五项活动。",
            "科技、人才、资本赋能五大产业。",
            "上海、江苏、浙江、安徽三省一市共同签署。",
            "张明、李华、王强、刘伟两名教授两名高工到场。",
            "书法、绘画、篆刻、陶艺两个展厅同时开放。",
            "推出三大景区——看山、看水、看文化、看民俗。",
            "上述五个事项，即日起受理、当日办结、次日送达。",
            "全县12个乡镇：东岭、西岭、南岭率先达标。",
            "四家企业：加快布局、稳步扩产、抢占市场。",
            "市民代表、媒体记者、恒川玻璃、晨瓷科技等3家企业负责人参加座谈。",
            "突出两个重点：教育、医疗、养老和就业、创业、增收。",
            "抓住三个环节：规划、建设，以及运营。",
            "引来包括恒川、晨瓷、明锐在内的12家企业。",
            "会同电信、移动、联通和五大电力公司抢修。",
            "四家企业：抢占市场、抱团出海、扬帆起航。",
            "两大商会为会员争取订单、贷款、补贴。",
            "两项行动即整治河道、沟渠、池塘。",
            "重点销售苹果和梨、葡萄和桃四大果品。",
            "涵盖研发、设计、生产和销售等3个环节。",
            "三大产业为全县贡献了税收、就业、外贸、人才四个方面的增量。",
            "三大产业为县域发展、乡村振兴、城市更新、民生改善提供支撑。",
            "抓好三个环节：规划、建设，确保质量。",
            "四项措施：加强领导；压实责任；严格考核；强化保障。",
            "三个环节：一是规划；二是建设；三是验收；四是移交。",
            "共5人：教师2人、学生3人。",
            "上述三项工作立即部署、落实、督办、问责。",
            "县里的三大行为规范：守时、守信、守法。",
            "全国劳动模范、省级单项冠军青岚轴承、云岭光缆两家公司介绍经验。",
            "先理清“两山”、供水、环卫两大块业务。",
            "两项数据：用电12亿千瓦时、用水3万吨、环比均下降。",
            "两个指标：销量、出口、均居全省第一。",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
