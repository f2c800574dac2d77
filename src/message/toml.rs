//! What is wrong with a TOML file: the reader's few kinds of complaint, put into words that say what to do.

use ::toml::de::Error;

use super::{Message, nearest};

/// How the reader of a day says that a text is none.
pub const NO_DAY: &str = "no day like 2026-05-01";
/// How many names a message lists.
const MOST_NAMES: usize = 24;

/// What may stand where something else stands, by the reader's word for it.
const KINDS: [(&str, &str, &str); 7] = [
    ("a string", "加引号的文字，例如 \"zh\"", "a text in quotes such as \"zh\""),
    ("a path string", "加引号的路径，例如 \"名录/本地.toml\"", "a path in quotes such as \"catalogs/mine.toml\""),
    ("a sequence", "方括号里的列表，例如 [\"甲\", \"乙\"]", "a list in brackets such as [\"a\", \"b\"]"),
    ("a boolean", "true 或 false", "true or false"),
    ("a day", "日期，例如 2026-05-01", "a date such as 2026-05-01"),
    ("a map", "一组“键 = 值”", "keys with values"),
    ("struct", "一组“键 = 值”", "keys with values"),
];

/// Mistakes of spelling, by a part of the reader's complaint.
const SYNTAX: [(&str, &str, &str); 14] = [
    ("must be quoted", "等号后面没有值，或者文字没有加英文双引号，请补上", "write a value, a text in double quotes"),
    ("missing opening quote", "引号不成对，请补上前引号", "add the opening quote"),
    ("invalid basic string", "引号不成对，或者用了中文引号，请改为英文双引号", "close the text with a double quote"),
    ("duplicate key", "同一个键写了两次，请删去一个", "the key stands twice: remove one"),
    ("unclosed array", "方括号不成对，请补上“]”", "close the list with ]"),
    ("unclosed table", "方括号不成对，请补上“]”", "close the heading with ]"),
    ("unclosed inline table", "花括号不成对，请补上“}”", "close the table with }"),
    ("missing comma", "各项之间缺少英文逗号，请补上", "put a comma between the items"),
    ("extra comma", "多了一个逗号，请删去", "remove the comma"),
    ("key with no value", "只有键没有值，请写成“键 = 值”", "write key = value"),
    ("missing value", "等号后面没有值，请补上", "write a value behind the sign ="),
    ("missing assignment", "键和值之间缺少等号，请补上", "put a sign = between key and value"),
    ("invalid unquoted key", "键名里有不能用的字符，请去掉，或给键名加英文双引号", "put the key in double quotes"),
    ("carriage return", "换行符不完整，请用编辑器另存一遍", "save the file again with whole line breaks"),
];

/// The one-based line of a complaint, where it is known, and what to do about it.
pub fn complaint(error: &Error, text: &str) -> (Option<usize>, Message) {
    let line = error.span().map(|span| line_of(text, span.start));
    (line, reworded(error.message().trim()))
}

/// The one-based line that an offset stands in.
pub fn line_of(text: &str, offset: usize) -> usize {
    1 + text.as_bytes()[..offset.min(text.len())].iter().filter(|b| **b == b'\n').count()
}

/// The one-based line in which a word stands, comments left out.
pub fn line_with(text: &str, word: &str) -> Option<usize> {
    let has = |line: &str| line.split('#').next().is_some_and(|line| line.contains(word));
    text.lines().position(has).map(|at| at + 1)
}

fn reworded(said: &str) -> Message {
    let names: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    match names.as_slice() {
        [name, known @ ..] if said.starts_with("unknown field") => return unknown(name, known),
        [name, ..] if said.starts_with("missing field") => {
            return Message::new(format!("缺少“{name}”这一项，请补上"), format!("missing field `{name}`: add it"));
        }
        [name, ..] if said.contains(NO_DAY) => {
            return Message::new(format!("“{name}”不是日期，请写作 2026-05-01"), format!("`{name}` is no date: write it as 2026-05-01"));
        }
        _ => {}
    }
    if let Some((_, wanted)) = said.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
        && let Some((_, zh, en)) = KINDS.iter().find(|(kind, ..)| wanted.starts_with(kind))
    {
        return Message::new(format!("值的写法不对，应为{zh}"), format!("{said}: write {en}"));
    }
    match SYNTAX.iter().find(|(part, ..)| said.contains(part)) {
        Some((_, zh, en)) => Message::new(*zh, format!("{said}: {en}")),
        None => Message::new(
            format!("不合 TOML 的写法（{said}），请检查引号、括号和等号"),
            format!("{said}: check quotes, brackets and signs ="),
        ),
    }
}

/// A key that nobody knows: the one that was meant, or those there are.
fn unknown(name: &str, known: &[&str]) -> Message {
    // Names with an underscore are what older versions took as well.
    let known: Vec<&str> = known.iter().copied().filter(|k| !k.contains('_')).collect();
    if let Some(meant) = nearest(name, known.iter().copied()) {
        return Message::new(format!("没有“{name}”这一项，是不是“{meant}”？"), format!("unknown field `{name}`: did you mean `{meant}`?"));
    }
    let known = &known[..known.len().min(MOST_NAMES)];
    let in_english: Vec<String> = known.iter().map(|k| format!("`{k}`")).collect();
    Message::new(
        format!("没有“{name}”这一项，请删去；可用的有：{}", known.join("、")),
        format!("unknown field `{name}`: remove it; there are {}", in_english.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    fn said(text: &str) -> (String, String) {
        let error = ::toml::from_str::<Settings>(text).expect_err("it is wrong");
        let (line, message) = complaint(&error, text);
        let message = message.at("heshu.toml", line);
        (message.zh, message.en)
    }

    #[test]
    fn a_mistake_is_named_with_its_line_and_what_to_do() {
        for (text, zh, en) in [
            (
                "selekt = []",
                "heshu.toml:1: 没有“selekt”这一项，是不是“select”？",
                "heshu.toml:1: unknown field `selekt`: did you mean `select`?",
            ),
            (
                "\nlocale = 5",
                "heshu.toml:2: 值的写法不对，应为加引号的文字，例如 \"zh\"",
                "heshu.toml:2: invalid type: integer `5`, expected a string: write a text in quotes such as \"zh\"",
            ),
            (
                "ignore = \"noise\"",
                "heshu.toml:1: 值的写法不对，应为方括号里的列表，例如 [\"甲\", \"乙\"]",
                "heshu.toml:1: invalid type: string \"noise\", expected a sequence: write a list in brackets such as [\"a\", \"b\"]",
            ),
            (
                "severity = 1",
                "heshu.toml:1: 值的写法不对，应为一组“键 = 值”",
                "heshu.toml:1: invalid type: integer `1`, expected a map: write keys with values",
            ),
        ] {
            assert_eq!(said(text), (zh.to_owned(), en.to_owned()), "{text}");
        }
        for (text, zh) in [
            ("locale = zh", "等号后面没有值，或者文字没有加英文双引号，请补上"),
            ("locale = “zh”", "等号后面没有值，或者文字没有加英文双引号，请补上"),
            ("ignore = [\"noise\"", "方括号不成对，请补上“]”"),
            ("[severity", "方括号不成对，请补上“]”"),
            ("locale", "只有键没有值，请写成“键 = 值”"),
            ("locale =", "等号后面没有值，或者文字没有加英文双引号，请补上"),
            ("locale = \"zh", "引号不成对，或者用了中文引号，请改为英文双引号"),
            ("locale = \"zh\"\nlocale = \"en\"", "同一个键写了两次，请删去一个"),
            ("ignore = [\"noise\" \"lists\"]", "各项之间缺少英文逗号，请补上"),
            ("faded-noise = 1", "值的写法不对，应为true 或 false"),
        ] {
            assert!(said(text).0.ends_with(zh), "{text}: {:?}", said(text));
        }
    }
}
