//! Codes with an expansion: `“1+10+20+N”(1个…、10个…、20条…、N个…)`: terms, order, values and measure words (kind B5).

use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity, Value};
use crate::figures::numeral::{chinese_integer, is_numeral};
use crate::figures::{fits, measure_at};
use crate::reading::script::is_han;
use crate::text::{TextEdit, TextRange, range};

/// One term of a code, or the number that opens an item of its expansion.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    range: TextRange,
    text: String,
    /// Its value; `None` for N and X.
    value: Option<u64>,
}

/// An item of an expansion: its number, its measure word, and the noun.
struct Item {
    term: Term,
    measure: Option<&'static str>,
    noun: String,
    range: TextRange,
}

/// Checks the codes of a reading; also says how many figures took part. The findings' ranges are bytes of the reading.
pub(super) fn check(reading: &str) -> (Vec<Finding>, Vec<TextRange>) {
    let (mut findings, mut checked, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(plus) = memchr::memchr(b'+', &reading.as_bytes()[at..]).map(|i| at + i) {
        let Some((terms, end)) = code_around(reading, plus) else {
            at = plus + 1;
            continue;
        };
        at = end;
        let Some((items, is_whole)) = expansion(reading, end) else { continue };
        // `1个总仓、3个分仓及若干网点`: what is said in words cannot be counted.
        if !is_whole && items.len() < terms.len() {
            continue;
        }
        checked.extend(items.iter().map(|item| item.range));
        findings.extend(compare(reading, &terms, &items));
    }
    (findings, checked)
}

/// More terms are no code of a plan; a line of plus signs is given up soon.
const MOST_TERMS: usize = 12;

/// The code that a plus sign stands in: its terms, and where it ends.
fn code_around(reading: &str, plus: usize) -> Option<(Vec<Term>, usize)> {
    let first_len: usize = reading[..plus].chars().rev().take(6).take_while(|c| is_term(*c)).map(char::len_utf8).sum();
    let mut start = plus - first_len;
    let mut terms = Vec::new();
    loop {
        let len: usize = reading[start..].chars().take_while(|c| is_term(*c)).map(char::len_utf8).sum();
        let text = &reading[start..start + len];
        let value = text.parse().ok().or_else(|| chinese_integer(text));
        if len == 0 || terms.len() == MOST_TERMS || (value.is_none() && !matches!(text, "N" | "X" | "n" | "x" | "Ｎ")) {
            return None;
        }
        terms.push(Term { range: range(start, start + len), text: text.to_owned(), value });
        match reading[start + len..].strip_prefix('+') {
            Some(_) => start += len + 1,
            None => return (terms.len() >= 2).then_some((terms, start + len)),
        }
    }
}

fn is_term(char: char) -> bool {
    char.is_ascii_digit() || is_numeral(char) || matches!(char, 'N' | 'X' | 'n' | 'x')
}

/// Longest noun between a code and its expansion (`“1+3”工作体系（…）`), in characters.
const LONGEST_NOUN: usize = 6;

/// The items behind a code, in a bracket or after a colon or 即, if each begins with a number; and whether that is all there is.
fn expansion(reading: &str, end: usize) -> Option<(Vec<Item>, bool)> {
    let rest = &reading[end..];
    let closed = rest.trim_start_matches(['”', '’', '"', '」', ' ']);
    let noun: usize = closed.chars().take(LONGEST_NOUN + 1).take_while(|c| is_han(*c) && *c != '即').map(char::len_utf8).sum();
    let opener = ["(即", "(", "【", ",即", ":", "即", "——"].into_iter().find(|o| closed[noun..].starts_with(o))?;
    (closed[..noun].chars().count() <= LONGEST_NOUN).then_some(())?;
    let start = end + (rest.len() - closed.len()) + noun + opener.len();
    let inner = &reading[start..];
    let closers: &[char] = match opener {
        "(" | "(即" => &[')', '\n'],
        "【" => &['】', '\n'],
        _ => &['。', ';', '\n'],
    };
    let close = inner.char_indices().take(400).find(|(_, c)| closers.contains(c)).map(|(at, _)| at);
    let inner = &inner[..close.or_else(|| (!opener.starts_with(['(', '【']) && inner.len() < 400).then_some(inner.len()))?];
    if inner.contains('等') {
        return None;
    }
    let mut items = Vec::new();
    let mut at = start;
    for part in parts(inner) {
        let text = part.trim_start_matches([' ', '“']);
        let from = at + part.len() - text.len();
        let len: usize = text.chars().take_while(|c| is_term(*c)).map(char::len_utf8).sum();
        let number = &text[..len];
        let value = number.parse().ok().or_else(|| chinese_integer(number));
        if len == 0 || (value.is_none() && !matches!(number, "N" | "X" | "n" | "x")) {
            return (items.len() >= 2).then_some((items, false));
        }
        let measure = measure_at(&text[len..]);
        let noun = text[len + measure.map_or(0, str::len)..].trim_end_matches(['”', ' ']).to_owned();
        // `1名党员联系1户群众` holds more numbers than its own: which of them the code means is not certain.
        if noun.contains(|c: char| c.is_ascii_digit()) && !noun.contains(['(', '[']) {
            return None;
        }
        let term = Term { range: range(from, from + len), text: number.to_owned(), value };
        items.push(Item { term, measure, noun, range: range(from, from + text.trim_end().len()) });
        // Dates and hours are no expansion.
        if text[len..].starts_with(['年', '月', '日', '时', '点', '分']) {
            return None;
        }
        at += part.len();
        let separator = ["以及", "、", ",", ";", "+", "和", "及", "与"].iter().find(|s| reading[at..].starts_with(**s));
        at += separator.map_or(0, |s| s.len());
    }
    let is_whole = !items.iter().any(|i| i.noun.contains(['及', '和', '与', '或']));
    (items.len() >= 2).then_some((items, is_whole))
}

/// The items of a bracket: between marks, and where `和`, `及`, `与` stand before a number.
fn parts(inner: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, char) in inner.char_indices() {
        let after = &inner[at + char.len_utf8()..];
        let joins = matches!(char, '和' | '及' | '与') && after.starts_with(is_term);
        if at < start || !(joins || matches!(char, '、' | ',' | ';' | '+')) {
            continue;
        }
        let end = if joins { inner[..at].strip_suffix('以').map_or(at, str::len) } else { at };
        parts.push(&inner[start..end.max(start)]);
        start = at + char.len_utf8();
    }
    parts.push(&inner[start..]);
    parts
}

fn compare(reading: &str, terms: &[Term], items: &[Item]) -> Vec<Finding> {
    let code = &reading[range(terms[0].range.start().into(), terms[terms.len() - 1].range.end().into())];
    let listed: Vec<&str> = items.iter().map(|i| i.term.text.as_str()).collect();
    let formula = Message::both(format!("{code} ↔ {}", listed.join("+")));
    let values = || {
        let both = terms.iter().chain(items.iter().map(|i| &i.term));
        both.map(|t| {
            // N has no value of its own, but it is a part like the others.
            let value = t.value.map(|v| v.to_string()).unwrap_or_default();
            Value { range: t.range, text: t.text.clone(), lo: value.clone(), hi: value, unit: String::new() }
        })
        .collect()
    };
    let finding = |message: Message, range: TextRange, related: Vec<Related>, fixes: Vec<Fix>| Finding {
        code: "code-mismatch",
        severity: Severity::Error,
        message,
        range,
        evidence: Some(Evidence { formula: formula.clone(), values: values() }),
        related,
        fixes,
    };
    let whole_code = range(terms[0].range.start().into(), terms[terms.len() - 1].range.end().into());
    let rewrite = Fix {
        title: Message::new(
            format!("代号按括注改为“{}”", listed.join("+")),
            format!("Change to “{}” as the bracket says", listed.join("+")),
        ),
        safe: false,
        edits: Edits::Places(vec![TextEdit { range: whole_code, text: listed.join("+") }]),
    };
    // N may stand for several items, and a remark may follow them.
    let covers_more = terms.last().is_some_and(|t| t.value.is_none()) || terms.iter().zip(items).all(|(t, i)| t.value == i.term.value);
    if items.len() > terms.len() && covers_more {
        return Vec::new();
    }
    if terms.len() != items.len() {
        let message = Message::new(
            format!("代号“{code}”有{}项，括注列出{}项", terms.len(), items.len()),
            format!("“{code}” has {} terms, its expansion {}", terms.len(), items.len()),
        );
        return vec![finding(message, whole_code, places(items), vec![rewrite])];
    }
    let agrees = |t: &Term, i: &Item| match (t.value, i.term.value) {
        (Some(a), Some(b)) => a == b,
        // N stands for a number that is not given, but a number does not stand for N.
        (None, Some(_)) => true,
        (Some(_), None) => false,
        (None, None) => t.text.eq_ignore_ascii_case(&i.term.text),
    };
    let wrong: Vec<usize> = (0..terms.len()).filter(|i| !agrees(&terms[*i], &items[*i])).collect();
    let mut findings = Vec::new();
    if !wrong.is_empty() {
        let (mut said, mut given): (Vec<_>, Vec<_>) =
            (terms.iter().map(|t| &t.text).collect(), items.iter().map(|i| &i.term.text).collect());
        said.sort();
        given.sort();
        if said == given {
            let message =
                Message::new(format!("括注各项的次序与代号“{code}”不一致"), format!("The expansion has another order than “{code}”"));
            findings.push(finding(message, whole_code, places(items), vec![rewrite]));
        } else {
            for at in wrong {
                let (term, item) = (&terms[at], &items[at]);
                let message = Message::new(
                    format!("代号“{code}”第{}项为{}，括注为“{}”", at + 1, term.text, &reading[item.range]),
                    format!("Term {} of “{code}” is {}, its expansion says “{}”", at + 1, term.text, &reading[item.range]),
                );
                let related = vec![Related {
                    range: term.range,
                    message: Message::new(format!("代号第{}项", at + 1), format!("term {} of the code", at + 1)),
                }];
                let change = |zh: &str, en: &str, place: TextRange, text: &str| Fix {
                    title: Message::new(format!("{zh}改为“{text}”"), format!("Change {en} to {text}")),
                    safe: false,
                    edits: Edits::Places(vec![TextEdit { range: place, text: text.to_owned() }]),
                };
                let fixes = vec![
                    change("括注", "the expansion", item.term.range, &term.text),
                    change("代号", "the code", term.range, &item.term.text),
                ];
                findings.push(finding(message, item.term.range, related, fixes));
            }
        }
    }
    for item in items {
        if let Some(measure) = item.measure.filter(|m| !fits(m, &item.noun)) {
            let message = Message::new(
                format!("量词“{measure}”与“{}”不搭配", item.noun),
                format!("The measure word “{measure}” does not go with “{}”", item.noun),
            );
            findings.push(Finding { severity: Severity::Warning, ..finding(message, item.range, Vec::new(), Vec::new()) });
        }
    }
    findings
}

fn places(items: &[Item]) -> Vec<Related> {
    let place = |(i, item): (usize, &Item)| Related {
        range: item.range,
        message: Message::new(format!("括注第{}项", i + 1), format!("item {} of the expansion", i + 1)),
    };
    items.iter().enumerate().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(reading: &str) -> Vec<String> {
        check(reading).0.iter().map(|f| format!("⟦{}⟧ {}", &reading[f.range], f.message.zh)).collect()
    }

    #[test]
    fn a_code_and_its_expansion_must_agree() {
        assert_eq!(found("“1+5+N”(1个大脑、6个中心、N个站点)"), ["⟦6⟧ 代号“1+5+N”第2项为5，括注为“6个中心”"]);
        assert_eq!(found("“1+5+N”(1个大脑、5个中心)"), ["⟦1+5+N⟧ 代号“1+5+N”有3项，括注列出2项"]);
        assert_eq!(found("“1+5+N”(5个中心、1个大脑、N个站点)"), ["⟦1+5+N⟧ 括注各项的次序与代号“1+5+N”不一致"]);
        assert_eq!(found("“1+5”工作体系(即1个大脑、6个中心)"), ["⟦6⟧ 代号“1+5”第2项为5，括注为“6个中心”"]);
        assert_eq!(found("“1+5”——1个大脑、6个中心。"), ["⟦6⟧ 代号“1+5”第2项为5，括注为“6个中心”"]);
        assert_eq!(found("“1+5”【1个大脑、6个中心】"), ["⟦6⟧ 代号“1+5”第2项为5，括注为“6个中心”"]);
        assert_eq!(found("“1+5”,即1个大脑、6个中心。"), ["⟦6⟧ 代号“1+5”第2项为5，括注为“6个中心”"]);
        assert_eq!(found("“1+20”(1个大脑、20家示范产线)"), ["⟦20家示范产线⟧ 量词“家”与“示范产线”不搭配"]);
    }

    #[test]
    fn every_part_is_evidence() {
        let (findings, _) = check("“1+5+N”(1个大脑、6个中心、N个站点)");
        let values = &findings[0].evidence.as_ref().expect("it shows its parts").values;
        let parts: Vec<(&str, &str)> = values.iter().map(|v| (v.text.as_str(), v.lo.as_str())).collect();
        assert_eq!(parts, [("1", "1"), ("5", "5"), ("N", ""), ("1", "1"), ("6", "6"), ("N", "")]);
    }

    #[test]
    fn what_agrees_or_says_something_else_is_left_alone() {
        for text in [
            "“1+5+N”(1个大脑、5个中心、N个站点)",
            "“4+6+3”现代产业体系",
            "“一主+两翼”(以城区为主)",
            "“1+2”(即一个中心、两个基地)",
            "“1+3+N”(1个总仓、3个分仓及若干网点)",
            "“1+3”体系:1个总仓、3个分仓,辐射全县。",
            "a+b+c",
            "“1+10+20”(1个大脑、10个中心和20条产线)",
            "“1+10+20”(1个大脑、10个中心以及20条产线)",
            "“1+3”(1个主厂区、3个仓库,2025年投用)",
            "“1+N”(1个总体方案、7个专项方案、1份清单)",
            "“3+3+3”(3月育苗,6月移栽,9月采收)",
            "“12345+110”(12345热线、110报警台)",
            "“1+2”(1座平台、2家产业园)",
            "“1+1”(1名干部帮扶1户农家、3次上门)",
            "“互联网+”行动",
            "3+",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
