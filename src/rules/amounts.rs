//! Amounts of money in words that differ from those in digits beside them (A7).

use rust_decimal::Decimal;

use super::bounds::Checked;
use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity};
use super::relations::amount::fixed;
use super::style::{as_value, plain};
use crate::figures::figure::{Approximation, Figure, Kind};
use crate::text::TextEdit;

/// Characters that may stand between an amount in digits and the same in words.
const BETWEEN: &str = "(（)）:： 大小写人民币计即为合¥￥,整正";

/// A7: `42,800元（大写：肆万贰仟捌拾元整）`.
pub(super) fn check(reading: &str, first: &Figure, second: &Figure) -> Checked {
    let is_formal = |f: &Figure| reading[f.number].chars().filter(|c| "壹贰叁肆伍陆柒捌玖拾佰仟".contains(*c)).count() >= 2;
    let is_arabic = |f: &Figure| reading[f.number].starts_with(|c: char| c.is_ascii_digit());
    let (words, digits) = match (is_formal(first), is_formal(second)) {
        (true, false) if is_arabic(second) => (first, second),
        (false, true) if is_arabic(first) => (second, first),
        _ => return None,
    };
    let between = &reading[usize::from(first.range.end())..second.range.start().into()];
    let behind = &reading[usize::from(second.range.end())..];
    let says_so =
        between.contains('写') || between.contains(['(', '（']) && behind.trim_start_matches(['整', '正']).starts_with([')', '）']);
    if first.kind != Kind::Money || second.kind != Kind::Money || !says_so || !between.chars().all(|c| BETWEEN.contains(c)) {
        return None;
    }
    let (in_words, in_digits) = (words.printed()?, digits.interval()?);
    let exact = digits.printed()?;
    let holds = exact.value == in_words.value || digits.approximation != Approximation::Exact && in_digits.meets(&words.interval()?);
    if holds || words.unit?.entry.code != digits.unit?.entry.code {
        return Some(None);
    }
    let (w, d) = (plain(in_words.value), plain(exact.value));
    let message = Message::new(
        format!("大小写金额不符：大写合{w}元，小写为“{}”", &reading[digits.range]),
        format!("the amount in words is {w}, the amount in digits is {d}"),
    );
    let evidence =
        Evidence { formula: Message::both(format!("{w} ≠ {d}")), values: vec![as_value(reading, words), as_value(reading, digits)] };
    let related = Related { range: digits.range, message: Message::new("小写金额在这里", "the amount in digits") };
    let number = grouped_like(&reading[digits.number], in_words.value);
    let fix = number.map(|text| Fix {
        title: Message::new(format!("小写改为“{text}”"), format!("Make the digits “{text}”")),
        safe: false,
        edits: Edits::Places(vec![TextEdit { range: digits.number, text }]),
    });
    Some(Some(Finding {
        code: "amount-in-words",
        severity: Severity::Error,
        message,
        range: words.range,
        evidence: Some(evidence),
        related: vec![related],
        fixes: fix.into_iter().collect(),
    }))
}

/// A value with the commas and decimals that another number is printed with; `None` where that one has 万 or 亿.
fn grouped_like(model: &str, value: Decimal) -> Option<String> {
    model.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).then_some(())?;
    let decimals = model.split_once('.').map_or(0, |(_, d)| d.len()) as u32;
    let text = fixed(value, decimals);
    if !model.contains(',') {
        return Some(text);
    }
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), ""), |(w, f)| (w, f));
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|g| g.iter().collect()).collect();
    let whole = groups.join(",");
    Some(if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") })
}
