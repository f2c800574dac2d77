//! A list and its count in words for people.

use super::{List, WORDS};
use crate::figures::Count;
use crate::figures::numeral::chinese_count;
use crate::reading::script::is_han;
use crate::rules::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity, Value};
use crate::text::{TextEdit, TextRange, range};

impl List {
    pub(super) fn finding(&self, reading: &str, count: &Count, listed: u64, code: &'static str) -> Finding {
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

/// The noun that a count counts, for a message: a short run of Han characters as a whole, of a longer one the first word.
pub(super) fn noun_at(text: &str) -> &str {
    let run: usize = text.chars().take(12).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    // `四个环节压缩时间`: what names a class is the noun.
    let class = WORDS.classes.iter().filter_map(|w| text[..run].find(w.as_str()).map(|at| (at, at + w.len())));
    if let Some((_, end)) = class.filter(|(at, _)| *at <= 6).max_by_key(|(at, end)| (std::cmp::Reverse(*at), *end)) {
        return &text[..end];
    }
    if text[..run].chars().count() <= 6 {
        return text[..run].split(['是', '即', '为']).next().unwrap_or_default().trim_end_matches("分别");
    }
    let first = crate::lexicon::segment::cut(&text[..run]).first().copied().unwrap_or(0);
    &text[..first]
}

/// A count as evidence.
pub(in crate::rules) fn value(reading: &str, count: &Count) -> Value {
    Value {
        range: count.range,
        text: reading[count.range].to_owned(),
        lo: count.value.to_string(),
        hi: count.value.to_string(),
        unit: count.measure.to_owned(),
    }
}

/// Whether an item counts something itself: `“八大行动”`, `两个中心`.
pub(super) fn holds_count(item: &str) -> bool {
    crate::figures::counts(item).iter().any(|c| c.value >= 2)
}

pub(super) fn trimmed(reading: &str, item: TextRange) -> TextRange {
    let text = &reading[item];
    let start = usize::from(item.start()) + text.len() - text.trim_start().len();
    range(start, start + text.trim().len())
}

/// The first item without the verb or place that leads to it: `集中力量发展` 光学玻璃.
pub(super) fn behind_head(reading: &str, item: TextRange) -> TextRange {
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
