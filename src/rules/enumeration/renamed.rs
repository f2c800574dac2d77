//! Names in a row against the changes between them (kind B7): three names are two changes of name, three addresses two moves.
//!
//! `先后叫过甲、乙、丙，三次更名` lists the states in one clause, `先叫甲，后叫乙，如今叫丙，三次更名` in a chain of clauses. Where the first
//! state is told apart from those listed, or where a change leads to each of them (`先后更名为甲、乙、丙`), the count is right.

use super::beginning::masked;
use crate::figures::numeral::{chinese_count, chinese_integer, is_numeral};
use crate::rules::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity, Value};
use crate::text::{TextEdit, TextRange, range};

/// Changes of name and place behind 次.
const CHANGES: [&str; 11] = ["更名", "改名", "易名", "换名", "搬迁", "迁址", "易址", "搬家", "迁移", "易主", "迁校"];
/// The same without 次: `四易其名`.
const EXCHANGES: [&str; 9] = ["易其名", "易其址", "易其主", "迁其址", "易校名", "易校址", "易名", "易址", "易主"];
/// What stands before the number, and what behind 次 then: `改过三次名`, `更名三次`.
const BEFORE: [(&str, &[&str]); 12] = [
    ("更名", &[""]),
    ("改名", &[""]),
    ("易名", &[""]),
    ("搬迁", &[""]),
    ("迁址", &[""]),
    ("易址", &[""]),
    ("改过", &["名"]),
    ("改了", &["名"]),
    ("换过", &["名", "地址", "地方", "主人"]),
    ("换了", &["名", "地址", "地方", "主人"]),
    ("搬过", &["家", "迁"]),
    ("搬了", &["家"]),
];
/// What says that a clause tells states one after the other.
const IN_TURN: [&str; 6] = ["先后", "依次", "曾", "历经", "相继", "用过"];
/// What such a clause tells of: names and addresses, not journeys.
const IN_TURN_STATES: [&str; 10] = ["叫", "称", "名", "办公", "办学", "落户", "设在", "驻", "址", "营业"];
/// What tells where something began: then the states listed later are not all.
const BEGAN: [&str; 10] = ["开办", "创办", "成立", "始建", "创建", "组建", "设立", "建于", "办起", "诞生"];
/// What says that a clause tells the first state.
const FIRST: [&str; 14] =
    ["最初", "最早", "起初", "原名", "原称", "前身", "先", "初名", "建厂时", "建校时", "成立时", "创办时", "诞生时", "一开始"];
/// What a clause with a later state begins with.
const LATER: [&str; 22] = [
    "去年", "今年", "前年", "近年", "次年", "翌年", "同年", "后来", "后", "再", "又", "如今", "现", "此后", "随后", "最后", "而后", "继而",
    "其后", "接着", "今", "直到",
];
/// What a state is told with.
const STATES: [&str; 20] = [
    "叫", "称", "名为", "名叫", "定名", "取名", "用名", "名字", "在", "设", "位于", "落户", "落脚", "迁", "搬", "移", "到", "更名", "改名",
    "名",
];
/// A change that leads to a state: what was before it is not listed.
const LEADS: [&str; 6] = ["改", "更", "迁", "搬", "易", "移"];
/// What a clause tells a later name with.
const NAMES: [&str; 12] = ["改称", "改名", "更名", "改为", "改叫", "易名", "定名", "称为", "叫", "称", "名为", "换成"];
/// How far before 改过 it is said that a name is meant, in characters.
const NAMED: usize = 6;
/// How far back the states are looked for, in bytes.
const FARTHEST: usize = 600;
/// Longest name, in characters.
const LONGEST: usize = 16;

/// How often something changed, as the text says.
struct Said {
    phrase: TextRange,
    number: TextRange,
    value: u64,
    is_arabic: bool,
    is_move: bool,
}

/// Checks the changes that a reading counts.
pub(super) fn check(reading: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut at = 0;
    while let Some(found) = reading[at..].find(|c: char| c.is_ascii_digit() || is_numeral(c)) {
        let start = at + found;
        let len: usize = reading[start..].chars().take_while(|c| c.is_ascii_digit() || is_numeral(*c)).map(char::len_utf8).sum();
        at = start + len;
        let Some(said) = said(reading, start, at) else { continue };
        let mut states = states(reading, &said);
        if states.is_empty() {
            states = states_behind(reading, &said);
        }
        if states.len() as u64 == said.value && said.value >= 2 {
            findings.push(finding(reading, &said, states));
        }
    }
    findings
}

/// The change that the number between `start` and `end` counts.
fn said(reading: &str, start: usize, end: usize) -> Option<Said> {
    // No list of states is longer, and no number that counts them.
    (end - start <= 6).then_some(())?;
    let digits = &reading[start..end];
    let is_arabic = digits.starts_with(|c: char| c.is_ascii_digit());
    let value = if is_arabic { digits.parse().ok()? } else { chinese_integer(digits)? };
    let (before, rest) = (&reading[..start], &reading[end..]);
    if before.ends_with(['第', '近', '约', '数', '余']) || !(2..=20).contains(&value) {
        return None;
    }
    let said = |from: usize, to: usize| {
        let phrase = range(from, to);
        let is_move = reading[phrase].contains(['迁', '搬', '址']);
        Some(Said { phrase, number: range(start, end), value, is_arabic, is_move })
    };
    if let Some(word) = EXCHANGES.iter().find(|w| rest.starts_with(**w)) {
        return said(start, end + word.len());
    }
    let times = ["次", "度", "回"].iter().find(|t| rest.starts_with(**t))?;
    let behind = &rest[times.len()..];
    let to = end + times.len();
    if let Some(word) = CHANGES.iter().find(|w| behind.starts_with(**w)) {
        return said(start, to + word.len());
    }
    // `厂名改过三回:先是…`
    let names = |word: &str| {
        let subject = &before[..before.len() - word.len()];
        behind.starts_with([':', '：']) && subject.chars().rev().take(NAMED).any(|c| matches!(c, '名' | '址'))
    };
    let (word, _) =
        BEFORE.iter().find(|(word, ends)| before.ends_with(word) && (ends.iter().any(|e| behind.starts_with(e)) || names(word)))?;
    let object = behind.chars().next().filter(|c| matches!(c, '名' | '家' | '迁')).map_or(0, char::len_utf8);
    said(start - word.len(), to + object)
}

/// The states that the clauses right before a count list; empty where one is missing or told apart.
fn states(reading: &str, said: &Said) -> Vec<TextRange> {
    let end = usize::from(said.phrase.start());
    let mut floor = end.saturating_sub(FARTHEST);
    while !reading.is_char_boundary(floor) {
        floor += 1;
    }
    let sentence = reading[floor..end]
        .rfind(['。', ';', ':', '!', '?', '\n'])
        .map_or(floor, |at| floor + at + reading[floor + at..].chars().next().map_or(1, char::len_utf8));
    let mut clauses = Vec::new();
    let mut from = sentence;
    for (at, mark) in reading[sentence..end].match_indices(',') {
        clauses.push(range(from, sentence + at));
        from = sentence + at + mark.len();
    }
    // `三个名字,三次更名` and `历经三次更名` lead to the count; anything longer tells something else.
    if reading[from..end].chars().count() > 4 || reading[from..end].contains('、') {
        return Vec::new();
    }
    let mut states: Vec<TextRange> = Vec::new();
    for (nth, clause) in clauses.iter().enumerate().rev() {
        let text = &reading[*clause];
        let is_first = FIRST.iter().any(|w| text.contains(w)) && !text.contains("先后");
        let tells = STATES.iter().any(|w| text.contains(w)) || IN_TURN.iter().any(|w| text.contains(w));
        if !tells || text.chars().count() > LONGEST * 6 {
            return Vec::new();
        }
        let listed = listed(reading, *clause);
        if listed.is_empty() {
            return Vec::new();
        }
        let in_turn = states.is_empty()
            && listed.len() > 1
            && IN_TURN_STATES.iter().any(|w| text.contains(w))
            && IN_TURN.iter().any(|w| text.contains(w))
            && !is_first;
        states.splice(0..0, listed);
        let led_to = leads(text);
        if in_turn {
            let told_apart = clauses[..nth].iter().any(|c| FIRST.iter().chain(&STATES).chain(&BEGAN).any(|w| reading[*c].contains(w)));
            return if led_to || told_apart { Vec::new() } else { states };
        }
        if is_first {
            return if led_to || states.len() < 3 { Vec::new() } else { states };
        }
        let begins = text.trim_start();
        if !(LATER.iter().any(|w| begins.starts_with(w)) || begins.starts_with(|c: char| c.is_ascii_digit())) {
            return Vec::new();
        }
    }
    Vec::new()
}

/// The states that a colon behind the count tells one after the other: `:先是甲,1994年改称乙,2008年起叫丙`; empty where one may be missing.
fn states_behind(reading: &str, said: &Said) -> Vec<TextRange> {
    let from = usize::from(said.phrase.end());
    let Some(text) = reading[from..].strip_prefix(':') else { return Vec::new() };
    let end = text.char_indices().find(|(at, c)| *at > FARTHEST || matches!(c, '。' | '!' | '?' | '\n')).map_or(text.len(), |(at, _)| at);
    let mut states: Vec<TextRange> = Vec::new();
    let mut at = from + ':'.len_utf8();
    for clause in text[..end].split([',', ';']) {
        let is_first = states.is_empty();
        let opens = FIRST.iter().any(|w| clause.trim_start().starts_with(w)) && !leads(clause);
        let changes = NAMES.iter().any(|w| clause.contains(w));
        let is_one = !clause.contains(['、', '(']) && clause.chars().count() <= LONGEST * 2;
        if !is_one || if is_first { !opens } else { !changes } {
            return Vec::new();
        }
        states.push(range(at, at + clause.len()));
        at += clause.len() + 1;
    }
    if states.len() < 3 { Vec::new() } else { states }
}

/// Whether a change leads to the first state of a clause: `先后更名为`, `先迁至`.
fn leads(clause: &str) -> bool {
    let head = clause.split('、').next().unwrap_or(clause);
    let led = IN_TURN.iter().chain(&FIRST).filter_map(|w| Some(head.find(w)? + w.len())).max().unwrap_or(0);
    let behind: String = head[led..].chars().take(3).collect();
    behind.contains(|c: char| LEADS.iter().any(|l| l.starts_with(c)))
}

/// The states of one clause: its items, or the clause as a whole. Empty where it leaves the list open.
fn listed(reading: &str, clause: TextRange) -> Vec<TextRange> {
    let text = masked(&reading[clause]);
    if text.contains(['等', '或', '…', '(']) {
        return Vec::new();
    }
    let mut items = Vec::new();
    let base = usize::from(clause.start());
    let mut from = base;
    let is_list = text.contains('、');
    for (at, mark) in text.match_indices(|c: char| c == '、' || (is_list && c == '和')) {
        items.push(range(from, base + at));
        from = base + at + mark.len();
    }
    items.push(range(from, clause.end().into()));
    let is_name = |item: &TextRange| (1..=LONGEST).contains(&reading[*item].trim().chars().count());
    if items[1..].iter().all(is_name) { items } else { Vec::new() }
}

fn finding(reading: &str, said: &Said, states: Vec<TextRange>) -> Finding {
    let (listed, changes) = (states.len() as u64, said.value - 1);
    let phrase = &reading[said.phrase];
    let (what, done) = if said.is_move { ("处地点", "搬迁") } else { ("个名称", "更名") };
    let number = if said.is_arabic { changes.to_string() } else { chinese_count(changes) };
    let related = states
        .iter()
        .enumerate()
        .map(|(nth, state)| Related { range: *state, message: Message::new(format!("第{}个", nth + 1), format!("number {}", nth + 1)) });
    Finding {
        code: "renamed-count",
        severity: Severity::Hint,
        message: Message::new(
            format!("所列{listed}{what}之间只{done}{changes}次，写作“{phrase}”"),
            format!("between the {listed} listed lie {changes} changes; “{phrase}” counts {}", said.value),
        ),
        range: said.phrase,
        evidence: Some(Evidence {
            formula: Message::new(
                format!("{listed} − 1 = {changes} ≠ {}", said.value),
                format!("{listed} − 1 = {changes} ≠ {}", said.value),
            ),
            values: vec![Value {
                range: said.phrase,
                text: phrase.to_owned(),
                lo: said.value.to_string(),
                hi: said.value.to_string(),
                unit: "次".to_owned(),
            }],
        }),
        related: related.collect(),
        fixes: vec![Fix {
            title: Message::new(format!("改为{changes}次"), format!("Change to {changes}")),
            safe: false,
            edits: Edits::Places(vec![TextEdit { range: said.number, text: number }]),
        }],
    }
}
