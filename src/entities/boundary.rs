//! Whether a short name (恒通, 万洋, 金马) stands as a word, or is only two characters of others.
//!
//! The characters next to it decide as a rule. Where they do not, jieba cuts the run of Han characters around it.
//! Its dictionary is loaded at the first such hit, not before.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use crate::lexicon::trie::for_each;
use crate::reading::script::is_han;

/// How many characters on each side jieba is shown.
const CONTEXT: usize = 24;

/// Words that turn what stands before them into a place, a prize or another firm's name.
const FOREIGN_TAILS: [&str; 20] = [
    "路", "街", "大道", "大街", "镇", "乡", "村", "社区", "小区", "小学", "中学", "医院", "广场", "大厦", "酒店", "奖", "影展", "山", "河",
    "桥",
];

/// Characters after which a new word begins.
const OPENERS: &str = "的是在由与和及对让向为将被把以从到跟同或即，、。；：（《“‘—,;:(·？！?! \t\n";
/// Words that follow the name of a firm.
const FOLLOWERS: [&str; 34] = [
    "集团",
    "公司",
    "股份",
    "企业",
    "厂",
    "董事长",
    "总经理",
    "负责人",
    "项目",
    "的",
    "等",
    "将",
    "在",
    "与",
    "和",
    "及",
    "已",
    "是",
    "为",
    "要",
    "从",
    "以",
    "坚持",
    "围绕",
    "投资",
    "表示",
    "介绍",
    "实现",
    "建设",
    "力量",
    "计划",
    "生产",
    "车间",
    "循环",
];

static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::empty();
    // Without words jieba cuts single characters, which accepts the hit; the word list that ships always loads.
    let _ = jieba.load_dict(&mut jieba_dictionary().as_bytes());
    jieba
});

/// The word list in jieba's own text format, one word a line.
fn jieba_dictionary() -> String {
    let mut dictionary = String::with_capacity(3 << 20);
    for_each(|word, count| {
        dictionary.push_str(word);
        dictionary.push_str(&format!(" {count} n\n"));
    });
    dictionary
}

/// Whether a word can start at `start` and end at `end` of a reading.
pub fn word_can_stand(reading: &str, start: usize, end: usize) -> bool {
    let (before, after) = (&reading[..start], &reading[end..]);
    if FOREIGN_TAILS.iter().any(|t| after.starts_with(t)) {
        return false;
    }
    let opens = before.chars().next_back().is_none_or(|c| !is_han(c) || OPENERS.contains(c));
    let closes = after.chars().next().is_none_or(|c| !is_han(c)) || FOLLOWERS.iter().any(|f| after.starts_with(f));
    if opens && closes {
        return true;
    }
    let left: usize = before.chars().rev().take(CONTEXT).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let right: usize = after.chars().take(CONTEXT).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let run = &reading[start - left..end + right];
    let mut at = 0;
    // No word of the run may cross an edge of the name.
    JIEBA.cut(run, false).iter().all(|token| {
        let (from, to) = (at, at + token.word.len());
        at = to;
        let crosses = |edge: usize| from < edge && edge < to;
        !crosses(left) && !crosses(run.len() - right)
    })
}
