//! Which digits a number is written with: Arabic and Chinese ones in one number (I1), approximate numbers with a mark between them (I2).
//! Standard: GB/T 15835—2011, 4.2.2, 5.2.1, 5.3.

use rust_decimal::Decimal;

use super::finding::{Finding, Message, Severity};
use super::style::{finding, fix, last_clause, plain};
use crate::figures::figure::{Figure, Kind};
use crate::figures::numeral::{chinese_count, digit, is_numeral};
use crate::text::{TextRange, range};

/// Words that begin with 百, 千 or 十 and may stand behind a digit: 第3百货商店.
const WORDS: [&str; 14] = ["百货", "百姓", "百分", "百科", "百合", "百强", "百灵", "百度", "千禧", "千金", "千佛", "千岛", "十佳", "十字"];

/// I1: `3千5百`, where only 万 and 亿 go with Arabic digits.
pub(super) fn mixed(reading: &str, figure: &Figure) -> Option<Finding> {
    let number = &reading[figure.number];
    let value = figure.printed().filter(|_| !matches!(figure.kind, Kind::Code | Kind::Ordinal))?.value;
    let at = number.find(['十', '百', '千'])?;
    let unit = number[at..].chars().next()?;
    let is_behind_digit = number[..at].ends_with(|c: char| c.is_ascii_digit());
    let is_large = number[at + unit.len_utf8()..].starts_with(['万', '亿']);
    let from = usize::from(figure.number.start()) + at;
    let is_word = WORDS.iter().any(|w| reading[from..].starts_with(w));
    // 2万3千 has been usual in the press for long, whatever the standard says.
    if !is_behind_digit || is_large || is_word || number.contains('分') || value >= Decimal::from(10_000) {
        return None;
    }
    let message = Message::new(
        format!("“{number}”把阿拉伯数字和“{unit}”混在一起写；除“万”“亿”外不这样写"),
        format!("“{number}” mixes Arabic digits with 十, 百 or 千; only 万 and 亿 go with them"),
    );
    Some(written(message, "mixed-numerals", figure.number, &plain(value), figure.range))
}

/// I1: `10几家`.
pub(super) fn some_behind_digits(reading: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, some) in reading.match_indices('几') {
        let len = reading[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let start = at - len;
        let end = at + some.len();
        let is_other = reading[end..].starts_with(['何', '乎', '内', '经'])
            || reading[..start].ends_with(|c: char| matches!(c, '.' | ',' | '-' | ':') || c.is_ascii_alphabetic());
        let Some(number) = reading[start..at].parse::<u64>().ok().filter(|n| len == 2 && n % 10 == 0 && !is_other) else {
            continue;
        };
        let tens = if number == 10 { "十".to_owned() } else { format!("{}十", chinese_count(number / 10).replace('两', "二")) };
        let message = Message::new(
            format!("“{number}几”把阿拉伯数字和“几”混在一起写，应为“{tens}几”"),
            format!("“{number}几” mixes digits with 几; it is written “{tens}几”"),
        );
        findings.push(written(message, "mixed-numerals", range(start, at), &tens, range(start, end)));
    }
    findings
}

/// I1: `二○24年`.
pub(super) fn years(reading: &str) -> Vec<Finding> {
    let value = |c: char| c.to_digit(10).map(u64::from).or_else(|| digit(c).filter(|_| c != '两'));
    let mut findings = Vec::new();
    for (end, _) in reading.match_indices('年') {
        let before = reading[..end].chars().rev().take_while(|c| c.is_ascii_digit() || is_numeral(*c));
        let run: Vec<char> = before.take(5).collect();
        let digits: Vec<u64> = run.iter().rev().filter_map(|c| value(*c)).collect();
        let arabic = run.iter().filter(|c| c.is_ascii_digit()).count();
        if run.len() != 4 || digits.len() != 4 || !(1..4).contains(&arabic) || !matches!(digits[0], 1 | 2) {
            continue;
        }
        let start = end - run.iter().map(|c| c.len_utf8()).sum::<usize>();
        let year: String = digits.iter().map(u64::to_string).collect();
        let text = &reading[start..end];
        let message = Message::new(
            format!("年份“{text}”把阿拉伯数字和汉字数字混在一起写"),
            format!("the year “{text}” mixes Arabic and Chinese digits"),
        );
        findings.push(written(message, "mixed-numerals", range(start, end), &year, range(start, end)));
    }
    findings
}

/// Measure words and units behind an approximate number; those behind an enumeration (三、四季度; 一、二期) are not among them.
const COUNTED: [&str; 28] = [
    "个", "家", "户", "人", "名", "位", "天", "年", "里", "公里", "米", "岁", "元", "斤", "公斤", "亩", "吨", "小时", "分钟", "次", "只",
    "棵", "辆", "十", "百", "千", "万", "亿",
];
/// What makes an enumeration of such a pair after all.
const ENUMERATED: [&str; 12] = ["年级", "名单", "位数", "年期", "次产业", "次设备", "次能源", "次系统", "次融合", "个五年", "百货", "里程"];
/// What makes places, days and items of both numbers: 列三、四位, 周三、四, 高二、三年.
const NUMBERED: [char; 15] = ['第', '初', '列', '居', '排', '获', '得', '夺', '周', '期', '拜', '高', '大', '号', '至'];

/// I2: `三、五户人家`.
pub(super) fn pairs(reading: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, mark) in reading.match_indices('、') {
        let behind = at + mark.len();
        let (Some(a), Some(b)) = (reading[..at].chars().next_back(), reading[behind..].chars().next()) else { continue };
        let Some((first, second)) = neighbours(a, b) else { continue };
        let (start, end) = (at - a.len_utf8(), behind + b.len_utf8());
        if !is_approximate(&reading[..start], &reading[end..], (first, second), a.is_ascii_digit()) {
            continue;
        }
        let message = Message::new(
            format!("“{a}、{b}”表示概数时，两个数之间不用顿号"),
            format!("“{a}、{b}” is an approximate number: no mark stands inside it"),
        );
        // Digits cannot stand side by side: 3、5天 becomes 三五天.
        let word =
            if a.is_ascii_digit() { [first, second].map(|d| chinese_count(d).replace('两', "二")).concat() } else { format!("{a}{b}") };
        findings.push(written(message, "approximate-pair", range(start, end), &word, range(start, end)));
    }
    findings
}

/// Two digits of one writing that can mean *about*: `三、四`, `三、五`.
fn neighbours(a: char, b: char) -> Option<(u64, u64)> {
    let arabic = a.to_digit(10).zip(b.to_digit(10)).map(|(a, b)| (u64::from(a), u64::from(b)));
    let (first, second) = arabic.or_else(|| digit(a).zip(digit(b)))?;
    let are_neighbours = first > 0 && second == first + 1 || (first, second) == (3, 5);
    (are_neighbours && !(a == '两' && b != '三') && !(b == '两' && a != '一')).then_some((first, second))
}

/// Whether a pair of digits is an approximate number by what stands around it.
fn is_approximate(head: &str, rest: &str, pair: (u64, u64), is_arabic: bool) -> bool {
    // At the beginning of a line or sentence 三、 is a number of an item.
    let Some(before) = head.chars().next_back().filter(|c| c.is_alphabetic() || *c == '了') else { return false };
    let is_numbered = NUMBERED.contains(&before) || before.is_ascii_alphanumeric() || is_numeral(before) && before != '十';
    let clause = last_clause(head);
    let is_counted = COUNTED.iter().any(|c| rest.starts_with(c)) && !ENUMERATED.iter().any(|e| rest.starts_with(e));
    // 获1、2名 gives places; 一、二年 and 一、二次 mostly name the first and the second.
    let names_places = is_arabic && rest.starts_with(['名', '位', '次', '号']) || pair == (1, 2) && rest.starts_with(['年', '次']);
    is_counted && !is_numbered && !names_places && !clause.contains("分别") && !clause.contains('第')
}

/// A hint with the one way it should be written.
fn written(message: Message, code: &'static str, place: TextRange, text: &str, whole: TextRange) -> Finding {
    let fixes = vec![fix(format!("改为“{text}”"), format!("Make it “{text}”"), place, text)];
    finding(code, Severity::Hint, message, whole, fixes)
}
