//! How units and magnitudes are written: a range that leaves 万 or % out (F5), 亿万元 (E4), units twice (E6).
//! Standard: GB/T 15835—2011.

use rust_decimal::Decimal;

use super::finding::{Edits, Evidence, Finding, Fix, Message, Severity, Value};
use super::{hedging, numerals};
use crate::figures::figure::{Figure, Kind, Value as Said};
use crate::figures::numeral::{Writing, numeral_at};
use crate::figures::unit::{UnitKind, unit_at};
use crate::text::{TextEdit, TextRange, range};

/// Looks at the figures of a reading.
pub(super) fn check(reading: &str, figures: &[Figure]) -> Vec<Finding> {
    let of_figures = figures.iter().flat_map(|figure| {
        [
            hedging::stacked(reading, figure),
            magnitude(reading, figure),
            repeated_magnitude(reading, figure),
            repeated_unit(reading, figure),
            repeated_currency(reading, figure),
            numerals::mixed(reading, figure),
        ]
    });
    let mut findings: Vec<Finding> = of_figures.flatten().collect();
    findings.extend(numerals::some_behind_digits(reading));
    findings.extend(numerals::years(reading));
    findings.extend(numerals::pairs(reading));
    findings
}

/// A decimal as evidence prints it.
pub(super) fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// What ends a clause.
const CLAUSE_MARKS: [char; 6] = [',', '。', ';', ':', '!', '?'];
/// How many characters of a clause count, so that a line without marks costs no more than another.
const CLAUSE_REACH: usize = 40;

/// The clause that ends where a text ends.
pub(super) fn last_clause(text: &str) -> &str {
    let chars = text.char_indices().rev().take(CLAUSE_REACH).take_while(|(_, c)| !CLAUSE_MARKS.contains(c));
    chars.last().map_or("", |(start, _)| &text[start..])
}

/// A figure as evidence.
pub(super) fn as_value(reading: &str, figure: &Figure) -> Value {
    let interval = figure.interval();
    let end = |value: Option<Decimal>| value.map(plain).unwrap_or_default();
    Value {
        range: figure.range,
        text: reading[figure.range].to_owned(),
        lo: end(interval.and_then(|i| i.lo)),
        hi: end(interval.and_then(|i| i.hi)),
        unit: figure.unit.map(|u| u.name().to_string()).unwrap_or_default(),
    }
}

pub(super) fn finding(code: &'static str, severity: Severity, message: Message, place: TextRange, fixes: Vec<Fix>) -> Finding {
    Finding { code, severity, message, range: place, evidence: None::<Evidence>, related: Vec::new(), fixes }
}

pub(super) fn fix(zh: String, en: String, place: TextRange, text: &str) -> Fix {
    Fix { title: Message::new(zh, en), safe: false, edits: Edits::Places(vec![TextEdit { range: place, text: text.to_owned() }]) }
}

/// F5: `8—9亿元` for `8亿—9亿元`, `15~30%` for `15%~30%` (GB/T 15835—2011, 5.1.3).
fn magnitude(reading: &str, figure: &Figure) -> Option<Finding> {
    let Said::Range(Some(lo), Some(_)) = figure.value else { return None };
    let number = &reading[figure.number];
    let first = numeral_at(number).filter(|n| n.writing == Writing::Arabic && n.hi.is_none() && n.magnitude == Decimal::ONE)?;
    let is_joint = |c: char| matches!(c, '—' | '–' | '-' | '～' | '~' | '至' | '到' | '－');
    let last = number[first.len..].trim_start().strip_prefix(is_joint)?.trim_start_matches(is_joint).trim_start();
    let word = if figure.unit.is_some_and(|u| u.entry.name == "%") && last.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        "%"
    } else {
        // The first number was multiplied by the 万 that stands behind the second one only. 3—5千万 is more than 万.
        let word = last.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let is_shared = figure.kind != Kind::Percent && lo.value != first.lo.value && !word.is_empty();
        is_shared.then_some(word).filter(|w| w.chars().all(|c| matches!(c, '万' | '亿')))?
    };
    let end = usize::from(figure.number.start()) + first.len;
    let text = &reading[figure.range];
    let message = Message::new(
        format!("“{text}”的前一个数省去了“{word}”，字面上容易误读；国标写法是两个数都带“{word}”"),
        format!("“{text}” leaves “{word}” out of its first number; GB/T 15835 writes it with both"),
    );
    let fixed = fix(format!("补上“{word}”"), format!("Put “{word}” in"), range(end, end), word);
    Some(finding("range-magnitude", Severity::Hint, message, figure.range, vec![fixed]))
}

/// E4: `3.6亿万元`, `3亿多万元`.
fn repeated_magnitude(reading: &str, figure: &Figure) -> Option<Finding> {
    let start = usize::from(figure.number.start());
    let number = &reading[start..];
    let is_money = figure.unit.is_some_and(|u| u.entry.kind == UnitKind::Money);
    let is_arabic = number.starts_with(|c: char| c.is_ascii_digit());
    let len = usize::from(figure.number.len());
    if !number[..len].contains(['万', '亿']) {
        return None;
    }
    let (at, wrong) = ["亿万", "万万", "亿亿", "亿多万", "亿余万", "万多万", "万余万"].into_iter().find_map(|w| {
        // The 万 behind 多 stands outside of what was read as the number.
        let reach = len + if w.contains(['多', '余']) { w.len() } else { 0 };
        Some((number.get(..reach.min(number.len())).unwrap_or(&number[..len]).find(w)?, w))
    })?;
    let behind = &number[at + wrong.len()..];
    // 每秒12亿亿次 and 万万亿 are what computers do; 四万万同胞 and 亿万 are words.
    let is_right = wrong == "亿亿" && !is_money || wrong == "万万" && behind.starts_with('亿') && !is_money;
    let is_word = !(is_arabic || wrong == "亿万" && is_money && at > 0);
    if is_right || is_word {
        return None;
    }
    let (first, second) = (&wrong[..'亿'.len_utf8()], &wrong[wrong.len() - '万'.len_utf8()..]);
    let message = Message::new(
        format!("“{wrong}”不成数量级，“万”“亿”只能留一个"),
        format!("“{wrong}” is no magnitude; only one of 万 and 亿 can stand"),
    );
    let from = start + at;
    let keep = |word: &str, from: usize, to: usize| fix(format!("改为“{word}”"), format!("Make it “{word}”"), range(from, to), "");
    let behind_wrong = from + wrong.len();
    let mut fixes = vec![keep(&wrong[..wrong.len() - second.len()], behind_wrong - second.len(), behind_wrong)];
    let is_magnified = number[..at].ends_with(['万', '亿']);
    if first != second && !is_magnified {
        fixes.push(keep(&wrong[first.len()..], from, from + first.len()));
    }
    let end = behind_wrong.max(figure.range.end().into());
    Some(finding("magnitude-repeated", Severity::Error, message, range(figure.range.start().into(), end), fixes))
}

/// The name of the currency, as it stands before a sum or behind it.
const RENMINBI: &str = "人民币";

/// E6: `人民币360万元人民币`.
fn repeated_currency(reading: &str, figure: &Figure) -> Option<Finding> {
    let (start, end) = (usize::from(figure.range.start()), usize::from(figure.range.end()));
    let text = &reading[figure.range];
    let is_named = text.starts_with(RENMINBI) || reading[..start].ends_with(RENMINBI);
    let to = if text.ends_with(RENMINBI) { end } else { end + reading[end..].starts_with(RENMINBI).then_some(RENMINBI.len())? };
    // 人民币360万元人民币贷款: the second one belongs to what follows.
    if !is_named || to - RENMINBI.len() <= start || reading[to..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let message = Message::new(format!("币种重复：前后都写了“{RENMINBI}”"), format!("the currency stands twice: “{RENMINBI}”"));
    let fixes = vec![fix(format!("删去后一个“{RENMINBI}”"), format!("Remove the second “{RENMINBI}”"), range(to - RENMINBI.len(), to), "")];
    Some(finding("unit-repeated", Severity::Hint, message, range(start, to), fixes))
}

/// E6: `2.5个百分点%`, `5亿元人民币元`.
fn repeated_unit(reading: &str, figure: &Figure) -> Option<Finding> {
    let unit = figure.unit.filter(|u| u.per.is_none())?;
    let end = usize::from(figure.range.end());
    let rest = &reading[end..];
    let again = match unit.entry.kind {
        UnitKind::Percent | UnitKind::PercentagePoint => ["%", "个百分点", "百分点"].into_iter().find(|w| rest.starts_with(w))?,
        UnitKind::Money => {
            let next = unit_at(rest).filter(|u| u.code == unit.entry.code && u.kind == UnitKind::Money)?;
            // 5元元旦券, 5亿美元美元债券: the second one belongs to what follows.
            let behind = &rest[next.name.len()..];
            let ends = !behind.starts_with(|c: char| c.is_alphanumeric())
                || ["左右", "上下", "以上", "以下", "以内", "的"].iter().any(|w| behind.starts_with(w));
            ends.then_some(next.name)?
        }
        // 30亩亩, and not 30亩亩均.
        UnitKind::Measure if !unit.entry.is_ambiguous => {
            let behind = rest.strip_prefix(unit.entry.name)?;
            (!behind.starts_with(|c: char| c.is_alphanumeric())).then_some(unit.entry.name)?
        }
        _ => return None,
    };
    let place = range(end, end + again.len());
    let name = unit.entry.name;
    let message = Message::new(format!("单位重复：有了“{name}”，又写“{again}”"), format!("the unit stands twice: “{name}” and “{again}”"));
    let fixes = vec![fix(format!("删去“{again}”"), format!("Remove “{again}”"), place, "")];
    Some(finding("unit-repeated", Severity::Hint, message, range(figure.range.start().into(), end + again.len()), fixes))
}

#[cfg(test)]
mod tests {
    use crate::figures::lexer::lex;

    #[test]
    fn a_currency_that_stands_twice() {
        let found = |text: &str| {
            let figures = lex(text).figures;
            figures.iter().filter_map(|figure| super::repeated_currency(text, figure)).map(|f| text[f.range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("获得补助人民币280万元人民币。"), ["人民币280万元人民币"]);
        for text in [
            "获得补助280万元人民币。",
            "获得补助人民币280万元。",
            "获得人民币280万元人民币贷款。",
            "以人民币280万元,人民币结算。",
            "人民币",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
