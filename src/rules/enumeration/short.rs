//! Fewer listed than announced, however the list begins.
//!
//! Where a list begins is seldom certain, but a later beginning only makes it shorter: `消费、投资、净出口四大需求` is wrong whether or not 消费 is
//! the first. So what must be certain is not the beginning but that the count sums up what stands before it ([`List::certainty`]), that the
//! last item ends there (no verb governs the count: `完善制度、落实四项任务`), and that no item is two in one (`欧美`, `路网和管网`).

use super::beginning::{is_bare_verb, masked};
use super::names::{are_numbered_alike, class_at, is_numbered_name, sums_up_aspects};
use super::report::{behind_head, holds_count};
use super::{List, WORDS};
use crate::figures::Count;
use crate::reading::script::is_han;
use crate::text::TextRange;

/// What joins two items in one.
const JOINERS: [&str; 6] = ["以及", "和", "与", "及", "暨", "或"];
/// Longest item of such a list, in characters.
const LONGEST_PART: usize = 24;
/// How many characters items of one build have, at least.
const PARALLEL: usize = 4;
/// Longest name before which no mark stands, but 和: `甲和乙三大巨头`.
const LONGEST_JOINED: usize = 10;
/// What a clause begins with that speaks of those summed up right before: `番茄、辣椒三类合计…`.
const PREDICATES: [&str; 19] = [
    "合计",
    "分别",
    "依次",
    "共",
    "均",
    "都",
    "占",
    "相加",
    "加起来",
    "总计",
    "累计",
    "全部",
    "也",
    "则",
    "超过",
    "过半",
    "没有",
    "未",
    "由",
];
/// Characters that cannot end an item before a count.
const GOVERNING: [char; 39] = [
    '的', '在', '有', '为', '是', '于', '至', '到', '达', '共', '计', '各', '另', '前', '第', '其', '近', '超', '约', '了', '着', '获',
    '占', '被', '将', '把', '从', '对', '向', '给', '让', '由', '和', '与', '及', '暨', '或', '含', '并',
];
/// What a clause begins with that does something to what it lists: `抓党建，促生产、经营、安全`.
const LEADING: [char; 16] = ['抓', '促', '强', '做', '优', '稳', '保', '兼', '主', '育', '兴', '壮', '治', '防', '扩', '守'];
/// What may stand between the clause before and the list without making them one.
const PREPOSITIONS: [&str; 12] = ["从", "围绕", "聚焦", "突出", "抓住", "通过", "包括", "按照", "坚持", "落实", "在", "以"];

/// How a count sums up the list before it.
#[derive(Clone, Copy, PartialEq)]
enum Certainty {
    /// 这四家, or a measure word and nothing behind: whatever is listed.
    Whole,
    /// 大, aspects: whatever is listed, but possessors (`城乡三大难题`).
    Aspect,
    /// Names of what is counted.
    Names,
}

impl List {
    /// How many are listed at most, if a count announces more for certain.
    pub(super) fn falls_short(&self, reading: &str, count: &Count) -> Option<u64> {
        let parts = self.parts(reading);
        let listed = parts.len() as u64;
        // By more than one: only where the words leave no doubt.
        let is_slip = count.value == listed + 1;
        if count.value <= listed || listed < 2 || count.value > listed + 2 {
            return None;
        }
        let certainty = self.certainty(reading, count, &parts)?;
        // `五个平台`: full names of things one of which is no field of others.
        let are_named = certainty == Certainty::Names && self.is_closed_in_front && parts.iter().skip(1).all(|p| width(p) >= 8);
        // 项目攻坚、链群培育、数字赋能、绿色转型六项任务: items of one build.
        let width_of = |part: &&str| part.chars().count();
        let last = parts.last().map_or(0, width_of);
        let are_parallel = last >= PARALLEL && listed > 3 && parts.iter().skip(1).all(|p| width_of(p) == last) && count.measure == "项";
        let is_clear = (count.measure == "大" || self.is_pointed_at || are_named || are_parallel) && listed >= 3;
        if !is_slip && !is_clear || certainty == Certainty::Names && self.joins_a_way(reading) {
            return None;
        }
        let closed = self.is_closed_in_front || self.is_pointed_at || (self.follows_comma && is_slip);
        let begins_alike = self.opens_behind_preposition(reading);
        let ends = parts.last().is_some_and(|last| ends_as_item(last, begins_alike, parts.iter().all(|p| is_bare_verb(p))));
        let is_sound = closed
            && !self.goes_with_previous(reading)
            && ends
            && !self.has_partner(reading)
            && parts.iter().enumerate().all(|(nth, part)| nth == 0 || is_one(part))
            && is_one(first_name(parts[0]))
            && (self.is_pointed_at || !self.ends_in_a_clause(&parts));
        is_sound.then_some(listed)
    }

    /// The items, those that 和 joins taken apart; of the first what stands behind the verb that leads to it.
    pub(super) fn parts<'r>(&self, reading: &'r str) -> Vec<&'r str> {
        let mut parts = Vec::new();
        for (nth, item) in self.items.iter().enumerate() {
            let range: TextRange = if nth == 0 && self.items.len() > 1 { behind_head(reading, *item) } else { *item };
            split(&reading[range], &mut parts);
        }
        parts
    }

    /// How the count sums up the items, if it does for certain.
    fn certainty(&self, reading: &str, count: &Count, parts: &[&str]) -> Option<Certainty> {
        let behind = &reading[usize::from(count.range.end())..];
        if self.is_pointed_at {
            return Some(Certainty::Whole);
        }
        if self.items.len() == 1 {
            return self.joins_for_certain(count, behind, parts).then_some(Certainty::Aspect);
        }
        let is_bare = ["个", "家", "项", "类", "种", "条", "座", "所", "款", "县", "市", "区", "省", "镇"].contains(&count.measure)
            && PREDICATES.iter().any(|w| behind.starts_with(w));
        // `建设内容有防渗、溢洪道改建、监测设施四项。`
        let ends_bare = ["项", "类", "种"].contains(&count.measure)
            && behind.starts_with([',', '。', ';', ')'])
            && (reading[self.items[0]].contains(['有', '为', '是', '在', '分', '括'])
                || behind.strip_prefix(',').is_some_and(|clause| PREDICATES.iter().any(|w| clause.starts_with(w))));
        if is_bare || ends_bare {
            return Some(Certainty::Whole);
        }
        // `甲公司、乙银行、丙基金四方签署…`
        let are_parties = count.measure == "方" && !behind.starts_with(['面', '位', '米', '向', '案', '式', '法', '土', '言']);
        if are_parties && behind.starts_with(is_han) {
            return Some(Certainty::Names);
        }
        let is_part = (count.measure == "方" && behind.starts_with('面')) || (count.measure == "部" && behind.starts_with(['门', '分']));
        // `县、乡、村四级`: of one length, so that none is two in one.
        let is_level = count.measure == "级"
            && parts.len() >= 3
            && parts[1..].iter().all(|p| width(p) == width(first_name(parts[0])) && !is_bare_verb(p));
        let is_matter = count.measure == "件" && ["事", "大事", "实事", "要事", "好事", "难事"].iter().any(|w| behind.starts_with(w));
        // `三个历史阶段`
        let is_stage = ["历史阶段", "发展阶段", "重要方面", "关键环节", "重要环节", "主要方面"].iter().any(|w| behind.starts_with(w));
        if sums_up_aspects(behind) || is_stage || is_part || is_level || is_matter {
            return Some(Certainty::Aspect);
        }
        // `三类需求` sums up needs; fields of two characters may have several `任务` each.
        let are_long = parts.iter().enumerate().all(|(nth, p)| width(if nth == 0 { first_name(p) } else { p }) >= 8);
        let sums = WORDS.sums.iter().any(|w| leads(behind, w));
        let are_kinds = ["项", "类", "种"].contains(&count.measure) && behind.starts_with(is_han);
        if (sums && (are_long || are_kinds)) || (are_kinds && !self.is_quoted_count && (parts.len() > 2 || are_long)) {
            return Some(Certainty::Aspect);
        }
        // Fields and places own several works each (`教育、卫生三大系统`): two are the works themselves only with full names.
        let are_full = parts.iter().enumerate().all(|(nth, p)| width(if nth == 0 { first_name(p) } else { p }) >= 6);
        let may_own = parts.len() == 2 && !are_full;
        let is_owned = WORDS.owned.iter().any(|w| leads(behind, w));
        if count.measure == "大" && behind.starts_with(is_han) && !is_fixed(behind) && !(may_own && is_owned) {
            return Some(Certainty::Aspect);
        }
        if self.is_quoted_count {
            return None;
        }
        let are_numbered = are_numbered_alike(parts) && (!parts[1].ends_with(['月', '年', '日']) || behind.starts_with(['月', '年', '天']));
        let titled = |p: &&str| p.starts_with('《') && p.ends_with('》');
        let are_numbered = are_numbered || (parts.iter().skip(1).all(titled) && titled(&first_name(parts[0])));
        let are_explained = self.items.iter().filter(|i| reading[**i].trim_end().ends_with(')')).count() >= 2;
        // `甲地一期、乙地二期四个项目`: works themselves, which own no others.
        let is_work = |p: &str| width(p) >= 6 && ["期", "期工程", "工程", "项目", "改造", "扩建"].iter().any(|w| p.ends_with(w));
        let are_projects = ["项目", "工程"].iter().any(|w| leads(behind, w));
        let are_works =
            are_projects && parts.len() > 2 && parts.iter().enumerate().all(|(i, p)| is_work(if i == 0 { first_name(p) } else { p }));
        let are_numbered = are_numbered || are_works || (are_explained && behind.starts_with(is_han));
        // Offices issue documents and are none: only titles are.
        let are_titled = ["份", "部", "篇", "首", "本", "款"].contains(&count.measure);
        // `四个国家代表` may be of the host as well.
        let are_people = ["代表", "负责人", "嘉宾", "选手", "专家", "客商"].iter().any(|w| leads(behind, w));
        let names = !are_titled
            && !are_people
            && class_at(count.measure, behind)
            && parts.iter().skip(1).all(|p| is_noun(p))
            && is_noun(first_name(parts[0]));
        (are_numbered || (names && !(may_own && is_owned))).then_some(Certainty::Names)
    }

    /// Whether the clause before belongs to the list: `主攻玻璃，兼顾陶瓷、铸造三大产业`, `政府牵头，学校、家庭、社会四方联动`.
    pub(super) fn goes_with_previous(&self, reading: &str) -> bool {
        let start = usize::from(self.items[0].start());
        let Some(before) = reading[..start].strip_suffix([',', '，']) else { return false };
        let from = before.char_indices().rev().take(16).find(|(_, c)| matches!(c, ',' | '。' | ';' | ':' | '!' | '?' | '\n' | '、'));
        let Some(previous) =
            from.map_or_else(|| (before.chars().count() <= 16).then_some(before), |(at, c)| Some(&before[at + c.len_utf8()..]))
        else {
            return false;
        };
        let leads = |text: &str| {
            let text = text.trim();
            !PREPOSITIONS.iter().any(|w| text.starts_with(w)) && (starts_with_verb(text) || text.starts_with(LEADING))
        };
        let is_lead = (previous.starts_with('以') && previous.contains('为'))
            || ["牵头", "为主", "主导", "引领", "为首", "为核心"].iter().any(|w| previous.ends_with(w));
        is_lead || (leads(previous) && leads(&reading[self.items[0]]))
    }

    /// Whether two short names before a count may be the places or fields that own what is counted: `合肥、芜湖三家工厂`.
    pub(super) fn may_own(&self, reading: &str, count: &Count) -> bool {
        let behind = &reading[usize::from(count.range.end())..];
        let parts = self.parts(reading);
        let is_short = parts.iter().enumerate().any(|(nth, p)| width(if nth == 0 { first_name(p) } else { p }) < 6);
        let is_place = ["乡镇", "镇", "乡", "村", "城市", "街道", "社区", "县"].iter().any(|w| leads(behind, w));
        // 江苏、浙江三个城市: cities of provinces.
        let are_provinces = parts.iter().all(|p| WORDS.provinces.iter().any(|w| p.trim().ends_with(w.as_str())));
        parts.len() == 2 && is_short && (!is_place || are_provinces) && WORDS.owned.iter().any(|w| leads(behind, w))
    }

    /// `甲和乙三大巨头`: without another mark, only what no owner has three of is summed up.
    fn joins_for_certain(&self, count: &Count, behind: &str, parts: &[&str]) -> bool {
        let [_, last] = parts else { return false };
        let sums = (count.measure == "大" && WORDS.peers.iter().any(|w| leads(behind, w)))
            && (!WORDS.owned.iter().any(|w| leads(behind, w)) || width(last) >= 6)
            || sums_up_aspects(behind)
            || (WORDS.sums.iter().any(|w| behind.starts_with(w.as_str())) && !WORDS.owned.iter().any(|w| behind.starts_with(w.as_str())))
            || (["项", "类", "种"].contains(&count.measure) && PREDICATES.iter().any(|w| behind.starts_with(w)));
        let is_quoted = last.starts_with('“') && last.ends_with('”');
        sums && (last.chars().count() <= LONGEST_JOINED || is_quoted) && is_noun(last)
    }

    /// Whether the names lie on a way that has ends of its own: `航线自甲起，串起乙、丙三个城市`.
    fn joins_a_way(&self, reading: &str) -> bool {
        let first = &reading[self.items[0]];
        ["串起", "连接", "串联", "衔接", "往返", "通往", "贯穿", "结对", "结成", "合作", "为首", "牵头", "自", "起"]
            .iter()
            .any(|w| first.replace("来自", "").contains(w))
    }

    /// Whether somebody before the list is counted with it: `公司联合甲、乙三大集团`, `除甲外`.
    fn has_partner(&self, reading: &str) -> bool {
        let first = &reading[self.items[0]];
        let front = &first[..first.len() - first_name(first).len().min(first.len())];
        ["联合", "会同", "携手", "连同", "加上", "除", "携", "以及", "还有", "另有"].iter().any(|w| front.contains(w) || first.contains(w))
    }

    /// Whether a preposition leads to the list, so that verbs in its items are part of them: `从扩大供给、优化服务、推动创业四个方面`.
    fn opens_behind_preposition(&self, reading: &str) -> bool {
        let first = reading[self.items[0]].trim();
        let quoted = self.is_in_quotation;
        quoted || PREPOSITIONS.iter().any(|w| first.match_indices(w).any(|(at, _)| starts_with_verb(&first[at + w.len()..])))
    }

    /// Whether the last item is longer than any other, so that it may hold a verb.
    fn ends_in_a_clause(&self, parts: &[&str]) -> bool {
        let Some((last, others)) = parts.split_last() else { return true };
        let longest = others.iter().enumerate().map(|(nth, p)| width(if nth == 0 { first_name(p) } else { p })).max().unwrap_or(0);
        width(last) >= longest + if longest <= 6 { 4 } else { 6 }
    }
}

/// An item taken apart where 和 joins it.
fn split<'r>(item: &'r str, parts: &mut Vec<&'r str>) {
    let bare = masked(item);
    let (mut from, mut at, mut depth) = (0, 0, 0i32);
    while let Some(char) = bare[at..].chars().next() {
        match char {
            '“' | '《' | '(' | '‘' => depth += 1,
            '”' | '》' | ')' | '’' => depth -= 1,
            _ => {}
        }
        if depth == 0
            && let Some(joiner) = JOINERS.iter().find(|j| bare[at..].starts_with(**j))
            && at > from
            && !is_within_word(&bare[..at], joiner)
        {
            parts.push(item[from..at].trim());
            at += joiner.len();
            from = at;
            continue;
        }
        at += char.len_utf8();
    }
    parts.push(item[from..].trim());
}

/// `参与`, `普及`: 与 and 及 are the end of a verb.
fn is_within_word(before: &str, joiner: &str) -> bool {
    match joiner {
        "与" => before.ends_with(['参', '赋', '授', '赠', '给']),
        "及" => before.ends_with(['涉', '普', '惠', '波', '危', '触', '顾', '遍', '提', '论', '企']),
        _ => false,
    }
}

/// What of the text that leads to the first item may be its name: the longest end without a verb or a preposition.
pub(super) fn first_name(text: &str) -> &str {
    let strict = WORDS.strict_verbs().filter_map(|w| text.rfind(w).map(|at| at + w.len())).filter(|end| *end < text.len());
    let chars =
        text.char_indices().filter(|(_, c)| matches!(c, '的' | '在' | '是' | '为' | '于' | '由' | '从' | '了' | '至' | '将' | '对' | '把'));
    let quotes = text.char_indices().filter(|(_, c)| matches!(c, '》' | '”' | ')'));
    let chars = chars.chain(quotes);
    let end = strict.chain(chars.map(|(at, c)| at + c.len_utf8()).filter(|end| *end < text.len())).max().unwrap_or(0);
    text[end..].trim()
}

/// Whether an item is one thing: no plural, no counts, no two in one.
pub(super) fn is_one(part: &str) -> bool {
    let bare = masked(part);
    !part.is_empty()
        && part.chars().count() <= LONGEST_PART
        && !bare.contains(['等', '各', '…', '+', '/', '&', '?'])
        && !["双方", "双边", "其他", "其余", "若干", "一些", "上下", "城乡", "内外", "省市", "县乡", "大中小", "企事业"]
            .iter()
            .any(|w| bare.contains(w))
        && !WORDS.coupled.iter().any(|w| w == part)
        && (!holds_count(part) || part.starts_with(['“', '《']))
}

/// Whether an item is a noun, as far as words tell: no verb, no preposition.
pub(super) fn is_noun(part: &str) -> bool {
    let bare = masked(part);
    let quoted = part.starts_with(['“', '《']) && part.ends_with(['”', '》', ')']);
    let is_plain = |c: char| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '”' | '(' | ')' | '·' | '-' | '—' | ' ' | '□');
    quoted
        || ((1..=16).contains(&bare.chars().count())
            && bare.chars().all(is_plain)
            && (!bare.contains(|c: char| c.is_ascii_digit()) || is_numbered_name(part) || bare.contains(|c: char| c.is_ascii_alphabetic()))
            && !bare.contains(['的', '在', '是', '被', '将', '把', '了'])
            && !WORDS.strict_verbs().any(|w| bare.contains(w)))
}

/// Whether the last item may end where the count begins: no verb governs the count.
pub(super) fn ends_as_item(last: &str, begins_alike: bool, are_verbs: bool) -> bool {
    let bare = masked(last);
    if last.starts_with(['“', '《']) && last.ends_with(['”', '》']) {
        return true;
    }
    let last_char = bare.chars().next_back();
    if last_char.is_none_or(|c| GOVERNING.contains(&c) || c.is_ascii_digit()) || bare.contains(['(', '…']) && !bare.ends_with(')') {
        return false;
    }
    if WORDS.scopes.iter().any(|w| bare.ends_with(w.as_str()) && bare.len() > w.len()) {
        return false;
    }
    if are_verbs {
        return false;
    }
    // `丙参与建设两大园区`
    let ends =
        |text: &str| WORDS.heads.iter().filter(|w| w.chars().count() > 1 && text.ends_with(w.as_str())).map(|w| text.len() - w.len()).min();
    if ends(&bare).is_some_and(|at| at > 0 && ends(&bare[..at]).is_some()) {
        return false;
    }
    let verb_at = WORDS.strict_verbs().filter_map(|w| bare.find(w).map(|at| (at, at + w.len()))).min();
    // `加快建设四大园区`: behind an adverb or a verb, what may be a noun is a verb.
    match verb_at {
        Some((_, end)) if end == bare.len() => false,
        Some((at, _)) => begins_alike && at == 0 && !WORDS.nominal.iter().any(|w| bare.ends_with(w.as_str()) && bare.chars().count() <= 4),
        None => true,
    }
}

pub(super) fn starts_with_verb(text: &str) -> bool {
    let text = text.trim_start_matches(['“', ' ']);
    WORDS.strict_verbs().chain(WORDS.nominal.iter().map(String::as_str)).any(|w| text.starts_with(w))
}

/// Whether a noun stands at the start of a text, with up to four characters before it.
fn leads(behind: &str, noun: &str) -> bool {
    // A line may go on for a megabyte.
    let near = crate::text::boundary(behind, noun.len() + 4 * '国'.len_utf8());
    behind[..near]
        .find(noun)
        .is_some_and(|at| behind[..at].chars().count() <= 4 && behind[..at].chars().all(is_han) && !behind[..at].contains('的'))
}

/// `十大新闻`, `三大球`: a set that has its count in its name.
fn is_fixed(behind: &str) -> bool {
    ["新闻", "球", "名著", "件", "战役", "考古", "杰出", "品牌榜", "行星"].iter().any(|w| behind.starts_with(w))
}

/// How wide an item looks: two for a character, one for a letter, nothing for what stands in brackets.
fn width(part: &str) -> usize {
    let mut depth = 0;
    let mut width = 0;
    for char in part.chars() {
        match char {
            '(' => depth += 1,
            ')' => depth -= 1,
            '“' | '”' | '《' | '》' | ' ' => {}
            _ if depth > 0 => {}
            c => width += if c.is_ascii() { 1 } else { 2 },
        }
    }
    width
}
