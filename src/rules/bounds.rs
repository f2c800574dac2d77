//! Figures that cannot be what they say: ratios beyond 100 % (C14), ranks beyond the number of the ranked (H3), amounts in words that differ
//! from those in digits (A7), ranges from more to less (F4).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity, Value};
use super::style::{as_value, plain};
use crate::figures::figure::{Approximation, Figure, Kind, Value as Said};
use crate::figures::unit::UnitKind;
use crate::text::{TextEdit, TextRange, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    ratios: Vec<String>,
    links: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("data/bounded_ratios.toml")).expect("data/bounded_ratios.toml ships with the program and parses")
});

/// How far before a rank, in characters, the number of the ranked may stand.
const RANKED_REACH: usize = 30;

/// Checks the figures of a reading; also says how many took part.
pub(super) fn check(reading: &str, figures: &[Figure]) -> (Vec<Finding>, u32) {
    let mut findings = Vec::new();
    let mut checked = 0;
    for (at, figure) in figures.iter().enumerate() {
        let results = [
            ratio(reading, figure),
            rank(reading, &figures[..at], figure),
            figures.get(at + 1).and_then(|next| amounts(reading, figure, next)),
            reversed(reading, figure),
        ];
        for result in results.into_iter().flatten() {
            checked += 1;
            findings.extend(result);
        }
    }
    (findings, checked)
}

/// The outer option says whether the rule looked at the figure, the inner one what it found.
type Checked = Option<Option<Finding>>;

/// C14: `合格率达到102%`.
fn ratio(reading: &str, figure: &Figure) -> Checked {
    let of_hundred = figure.kind == Kind::Percent && figure.unit.is_some_and(|u| u.entry.name == "%");
    let head = reading[..figure.range.start().into()].trim_end();
    let links = TABLE.links.iter().filter_map(|l| head.strip_suffix(l.as_str()));
    let heads = std::iter::once(head).chain(links);
    let name =
        heads.flat_map(|h| TABLE.ratios.iter().filter(move |r| h.ends_with(r.as_str()))).max_by_key(|r| r.len()).filter(|_| of_hundred)?;
    let interval = figure.interval()?;
    let hundred = Decimal::ONE_HUNDRED;
    if interval.lo.is_none_or(|lo| lo <= hundred) {
        return Some(None);
    }
    let text = &reading[figure.range];
    let message =
        Message::new(format!("{name}不会超过100%，这里写作{text}"), format!("{name} cannot be above 100 %, but is given as {text}"));
    let evidence = Evidence {
        formula: Message::both(format!("{} > 100", plain(interval.lo.unwrap_or(hundred)))),
        values: vec![as_value(reading, figure)],
    };
    Some(Some(Finding {
        code: "ratio-out-of-bounds",
        severity: Severity::Error,
        message,
        range: figure.range,
        evidence: Some(evidence),
        related: Vec::new(),
        fixes: Vec::new(),
    }))
}

/// H3: `在全省13个市中列第14位`.
fn rank(reading: &str, before: &[Figure], figure: &Figure) -> Checked {
    let place = figure.printed().filter(|_| figure.kind == Kind::Rank && reading[figure.range].starts_with('第'))?;
    let total =
        before.last().filter(|t| t.unit.is_some_and(|u| u.entry.kind == UnitKind::Counter) && t.approximation == Approximation::Exact)?;
    let number = total.printed().filter(|_| matches!(total.kind, Kind::Quantity | Kind::Enumeration))?;
    let between = &reading[usize::from(total.range.end())..figure.range.start().into()];
    let (noun, rest) = between.split_once('中')?;
    let joins = |c: char| matches!(c, '和' | '与' | '及' | '、' | ',' | '。' | ';' | '(' | ')');
    let is_ranked =
        noun.chars().count() <= 8 && !noun.contains(joins) && !rest.contains(['。', ';']) && rest.chars().count() <= RANKED_REACH;
    if !is_ranked || rest.starts_with(['央', '国', '心', '部', '型', '小', '等']) {
        return None;
    }
    if place.value <= number.value {
        return Some(None);
    }
    let (k, n) = (plain(place.value), plain(number.value));
    let message = Message::new(
        format!("名次超过总数：“{}”里排不出“{}”", &reading[total.range], &reading[figure.range]),
        format!("rank {k} among {n}: there is no such place"),
    );
    let evidence =
        Evidence { formula: Message::both(format!("{k} > {n}")), values: vec![as_value(reading, figure), as_value(reading, total)] };
    let related = Related { range: total.range, message: Message::new("总数在这里", "the number of the ranked") };
    Some(Some(Finding {
        code: "rank-exceeds-total",
        severity: Severity::Error,
        message,
        range: figure.range,
        evidence: Some(evidence),
        related: vec![related],
        fixes: Vec::new(),
    }))
}

/// Characters that may stand between an amount in digits and the same in words.
const BETWEEN: &str = "(（)）:： 大小写人民币计即为合¥￥,";

/// A7: `1,250,000元（大写：壹佰贰拾万伍仟元整）`.
fn amounts(reading: &str, first: &Figure, second: &Figure) -> Checked {
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
    let text = format!("{:.1$}", value.round_dp(decimals), decimals as usize);
    if !model.contains(',') {
        return Some(text);
    }
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), ""), |(w, f)| (w, f));
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|g| g.iter().collect()).collect();
    let whole = groups.join(",");
    Some(if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") })
}

/// F4: `增收800至500元`.
fn reversed(reading: &str, figure: &Figure) -> Checked {
    let Said::Range(Some(lo), Some(hi)) = figure.value else { return None };
    let unit = figure.unit?;
    let number = &reading[figure.number];
    let joint = ["至", "到", "——", "—", "–", "～", "~", "-"].iter().find(|j| number.contains(**j))?;
    let is_temperature = unit.entry.dimension == "temperature";
    // 气温8～2℃ goes from the warm to the cold; ends below nought are read in either order.
    if is_temperature || lo.value.is_sign_negative() || hi.value.is_sign_negative() || figure.marks.iter().any(|m| !m.is_before) {
        return None;
    }
    if lo.value <= hi.value {
        return Some(None);
    }
    let (first, second) = number.split_once(joint)?;
    let (first, second) = (first.trim(), second.trim());
    let has_unit = |text: &str| text.chars().any(|c| c.is_alphabetic() && !crate::figures::numeral::is_numeral(c));
    let message = Message::new(
        format!("范围的下限{first}大于上限{second}"),
        format!("the range starts at {first}, which is more than its end {second}"),
    );
    let evidence = Evidence {
        formula: Message::both(format!("{} > {}", plain(lo.value), plain(hi.value))),
        values: vec![Value { lo: plain(hi.value), hi: plain(lo.value), ..as_value(reading, figure) }],
    };
    let fix = (!has_unit(first)).then(|| Fix {
        title: Message::new("对调上下限", "Swap both ends"),
        safe: false,
        edits: Edits::Places(vec![TextEdit { range: inner(figure.number, number), text: format!("{second}{joint}{first}") }]),
    });
    Some(Some(Finding {
        code: "range-reversed",
        severity: Severity::Error,
        message,
        range: figure.range,
        evidence: Some(evidence),
        related: Vec::new(),
        fixes: fix.into_iter().collect(),
    }))
}

/// The range of a number without blanks around it.
fn inner(whole: TextRange, text: &str) -> TextRange {
    let start = usize::from(whole.start());
    range(start + text.len() - text.trim_start().len(), start + text.trim_end().len())
}
