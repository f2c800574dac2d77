//! Hedges one on another (F1): `约有近300多名`.

use super::finding::{Edits, Finding, Fix, Message, Severity};
use super::style::finding;
use crate::figures::figure::{Approximation, Figure, Kind, Mark, Value};
use crate::figures::unit::UnitKind;
use crate::text::{TextEdit, range};

/// F1: two hedges of one number that say the same thing twice, or two things at once.
pub(super) fn stacked(reading: &str, figure: &Figure) -> Option<Finding> {
    let is_bounded = matches!(figure.value, Value::Range(..)) && figure.marks.iter().any(|m| m.says == Approximation::AtMost);
    let hedges: Vec<&Mark> = figure.marks.iter().filter(|m| is_hedge(reading, figure, m)).collect();
    let clash = |at: usize| hedges[at + 1..].iter().find(|second| clashes(reading, hedges[at], second)).map(|second| (hedges[at], *second));
    let (first, second) = (0..hedges.len()).find_map(clash).filter(|_| !is_bounded)?;
    let (a, b) = (word(reading, first), word(reading, second));
    let message = Message::new(
        format!("约数叠用：“{a}”与“{b}”修饰同一个数，留一个即可"),
        format!("“{a}” and “{b}” both hedge the same number; keep one"),
    );
    // What goes when one stays; first the fix that keeps the first hedge.
    let fixes = hedges.iter().map(|kept| without(reading, hedges.iter().filter(|m| m.range != kept.range).copied()));
    Some(finding("hedges-stacked", Severity::Warning, message, figure.range, fixes.collect()))
}

/// A fix that takes hedges out.
fn without<'m>(reading: &str, hedges: impl Iterator<Item = &'m Mark>) -> Fix {
    let (mut words, mut edits) = (String::new(), Vec::new());
    for mark in hedges {
        let word = word(reading, mark);
        let start = usize::from(mark.range.start());
        // 有 and 在 stay (约在2万吨), 了 goes (超过了).
        let end = start + word.len() + if reading[start + word.len()..].starts_with('了') { '了'.len_utf8() } else { 0 };
        words += &format!("“{word}”");
        edits.push(TextEdit { range: range(start, end), text: String::new() });
    }
    let title = Message::new(format!("删去{words}"), format!("Remove {words}"));
    Fix { title, safe: false, edits: Edits::Places(edits) }
}

/// The hedge itself, without the words that join it to the number.
fn word<'t>(reading: &'t str, mark: &Mark) -> &'t str {
    reading[mark.range].trim_end_matches(['有', '了', '是', '为', '在', '占', '合', ' '])
}

/// Whether a word of the table of hedges hedges here, and is no verb or noun of its own.
fn is_hedge(reading: &str, figure: &Figure, mark: &Mark) -> bool {
    let behind = &reading[mark.range.end().into()..];
    let text = &reading[mark.range];
    let counts_things = figure.unit.is_some_and(|u| u.entry.kind == UnitKind::Counter);
    match word(reading, mark) {
        // 近30余年: the last thirty years and more.
        "近" => figure.kind != Kind::Duration && !text.contains('了'),
        // 约了10多个朋友
        "约" => !text.contains('了'),
        // 商超20余家, 村超30多场
        "超" => !reading[..mark.range.start().into()].ends_with(['商', '村', '苏', '农']),
        // 突破30多项关键技术, 连破30余起案件
        "突破" => !(counts_things && figure.unit.is_some_and(|u| u.entry.enumerates)),
        "破" => !counts_things,
        // 不到三年多放贷21亿元: a verb's adverb, where the number has its bound already.
        "多" if figure.kind == Kind::Duration => !(mark.range.end() == figure.range.end() && behind.starts_with(begins_verb)),
        // 300多米左右两侧, 500多人上下齐心, 500多年前后来的人
        "左右" => !behind.starts_with(['两', '侧', '岸', '手', '逢', '开', '摇', '对', '翼', '邻', '舍']),
        "上下" | "前后" => behind.starts_with('的') || !behind.starts_with(|c: char| c.is_alphabetic()),
        _ => true,
    }
}

/// Whether a character goes on as a verb behind 多.
fn begins_verb(char: char) -> bool {
    "放收产赚打卖修建发送增减挣贷投引招供办种养救帮跑".contains(char)
}

/// Verbs that compare, and what goes with a highest and a lowest value.
const COMPARING: [&str; 9] = ["最低", "最高", "高出", "超出", "高于", "低于", "多于", "少于", "大于"];

/// Whether two hedges of one number say the same thing twice, or two things at once.
fn clashes(reading: &str, first: &Mark, second: &Mark) -> bool {
    use Approximation::{About, AtLeast, AtMost, Exact, More, Near, Over, Under};
    // 最低500元以上 speaks of the lowest; 比去年高出20%左右 compares. 低于50%以下 can only mean one thing.
    if COMPARING.iter().any(|w| reading[first.range].starts_with(w)) && (first.says, second.says) != (Under, AtMost) {
        return false;
    }
    match (first.says, second.says) {
        (AtLeast, AtLeast) | (AtMost, AtMost) | (Over | More, AtLeast) | (Under, AtMost) => true,
        (About | Near | Over | Under | More, About | Near | Over | Under | More) => true,
        (About | Near, AtLeast) => true,
        (AtLeast | AtMost | Exact, _) | (_, AtMost | Exact) | (Under, AtLeast) => false,
    }
}
