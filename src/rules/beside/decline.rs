//! Declines that cannot be (C7): by a multiple, or by more than there was (`能耗下降1.5倍`, `产量减少120%`).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::figures::figure::{Approximation, Figure, Kind};
use crate::rules::bounds::Checked;
use crate::rules::finding::{Evidence, Finding, Message, Severity};
use crate::rules::style::{as_value, last_clause, plain};
use crate::text::range;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    verbs: Vec<String>,
    /// Verbs of one character, which need 了 behind them or a comparison before them.
    short_verbs: Vec<String>,
    /// What may stand between verb and figure.
    links: Vec<String>,
    /// Words that make a short verb something else.
    not_verbs: Vec<String>,
    /// What is itself told in 倍, and technical shrinking.
    multiples: Vec<String>,
    never_negative: Vec<String>,
    may_be_negative: Vec<String>,
    /// Between what declines and the verb.
    fillers: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("rules/beside/data/decline"));

/// C7: `下降1.5倍`, `减少了两番`, `产量减少120%`.
pub(super) fn check(reading: &str, figure: &Figure) -> Checked {
    let is_percent = figure.kind == Kind::Percent && figure.unit.is_some_and(|u| u.entry.name == "%");
    if !is_percent && figure.kind != Kind::Multiple {
        return None;
    }
    let clause = last_clause(&reading[..figure.range.start().into()]);
    let (subject, verb) = declines(clause)?;
    let lo = figure.interval()?.lo.unwrap_or_default().max(figure.printed().map_or(Decimal::ZERO, |p| p.value));
    let tail = &reading[figure.range.end().into()..];
    let text = &reading[figure.range];
    let (message, formula) = if figure.kind == Kind::Multiple {
        // 1.5倍于 is no decline by it; less than 1 is a share in an unusual form.
        if lo < Decimal::ONE || tail.starts_with('于') || TABLE.multiples.iter().any(|w| clause.contains(w.as_str())) {
            return None;
        }
        let message = Message::new(
            format!("“{verb}”不用倍数说：减少1倍就到了零，写作“{text}”无法成立。改用百分数，或写成“降为原来的几分之一”"),
            format!("a decline by “{text}” is impossible: one times less is nothing. Use a percentage or a fraction of the former value"),
        );
        (message, "1 − 1 = 0".to_owned())
    } else {
        let hundred = Decimal::ONE_HUNDRED;
        let name = never_negative(subject)?;
        // 下降100% is down to nothing, which a count can be.
        let is_beyond = lo > hundred || lo == hundred && figure.approximation == Approximation::Over;
        if !is_beyond {
            return Some(None);
        }
        let message = Message::new(
            format!("{name}不会小于零，减少的幅度不会超过100%，这里写作“{text}”"),
            format!("{name} cannot fall below nought, so it cannot decline by “{text}”"),
        );
        (message, format!("{}% > 100%", plain(lo)))
    };
    let verb_start = usize::from(figure.range.start()) - (clause.len() - subject.len());
    Some(Some(Finding {
        code: "impossible-decline",
        severity: Severity::Error,
        message,
        range: range(verb_start, figure.range.end().into()),
        evidence: Some(Evidence { formula: Message::both(formula), values: vec![as_value(reading, figure)] }),
        related: Vec::new(),
        fixes: Vec::new(),
    }))
}

/// A clause that ends with a verb of decline, and with what leads to its figure: what stands before the verb, and the verb.
fn declines(clause: &str) -> Option<(&str, &str)> {
    let head = clause.trim_end();
    let links = TABLE.links.iter().filter_map(|l| head.strip_suffix(l.as_str()));
    let found = std::iter::once(head).chain(links).find_map(|head| {
        let ending = |verbs: &'static [String]| verbs.iter().filter(|v| head.ends_with(v.as_str())).max_by_key(|v| v.len());
        if let Some(verb) = ending(&TABLE.verbs) {
            return Some(head.len() - verb.len());
        }
        let verb = ending(&TABLE.short_verbs)?;
        let before = &head[..head.len() - verb.len()];
        let is_other_word = TABLE.not_verbs.iter().any(|w| head.ends_with(w.as_str()));
        let compares = before.contains(['比', '较']) || clause.ends_with('了');
        (compares && !is_other_word).then_some(before.len())
    })?;
    Some((&clause[..found], clause[found..].trim_end()))
}

/// What declines, where it is known and cannot be negative.
fn never_negative(subject: &str) -> Option<&'static str> {
    if TABLE.may_be_negative.iter().any(|w| subject.contains(w.as_str())) {
        return None;
    }
    let named = TABLE.never_negative.iter().filter_map(|name| Some((subject.rfind(name.as_str())? + name.len(), name.as_str())));
    let (end, name) = named.max_by_key(|(end, name)| (*end, name.len()))?;
    are_fillers(&subject[end..]).then_some(name)
}

/// Whether nothing stands between what declines and its verb but 同比, 比上年 and the like.
fn are_fillers(text: &str) -> bool {
    let mut rest = text.trim_start();
    // Each round takes at least one character of a clause, which is short.
    while !rest.is_empty() {
        if rest.starts_with(['比', '较', '与']) {
            // 比上年同期, 比改造前, 较2019年: up to the verb.
            return rest.chars().count() <= 12;
        }
        let Some(word) = TABLE.fillers.iter().filter(|w| rest.starts_with(w.as_str())).max_by_key(|w| w.len()) else { return false };
        rest = rest[word.len()..].trim_start();
    }
    true
}
