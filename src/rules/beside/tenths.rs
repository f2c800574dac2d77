//! Tenths, fractions and words such as 过半 that a percentage beside them contradicts (C19): `超六成(占52.3%)`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Pair, link};
use crate::figures::figure::{Approximation, Figure, Interval, Kind};
use crate::rules::bounds::Checked;
use crate::rules::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity};
use crate::rules::style::{as_value, last_clause, plain};
use crate::text::{TextEdit, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// What may lead the percentage in brackets.
    leads: Vec<String>,
    /// What leads it behind a comma: it says the same again.
    restating: Vec<String>,
    /// What leads it without a comma.
    glued: Vec<String>,
    /// Verbs that make the first figure a change, and the second one perhaps a level.
    changes: Vec<String>,
    /// Characters of a noun between both that make the second figure one of something else.
    other_nouns: Vec<char>,
    /// Hedges that may stand before the whole of a share.
    hedges: Vec<String>,
    halves: Vec<Half>,
}

/// Words of about a half.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Half {
    words: Vec<String>,
    /// In percent.
    least: Option<u32>,
    most: Option<u32>,
    /// What must not stand before the word.
    not_after: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("rules/beside/data/tenths"));

/// How many characters of a noun may stand between a share and its brackets: 超六成受访者(52.3%).
const NOUN: usize = 8;

/// C19 with figures: `近六成(48.7%)`, `三分之一，即38%`, `52.3%(超六成)`.
pub(super) fn check(pair: &Pair) -> Checked {
    let (share, percent) = match (allowed(pair.first), allowed(pair.second)) {
        (Some(allowed), None) if is_percentage(pair.second) => ((pair.first, allowed), pair.second),
        (None, Some(allowed)) if is_percentage(pair.first) => ((pair.second, allowed), pair.first),
        _ => return None,
    };
    let between = pair.between()?;
    let is_reversed = percent.range == pair.first.range;
    let speaks_of_the_same = if is_reversed {
        between.trim() == "(" && pair.tail().starts_with(')')
    } else {
        in_brackets(between, pair.tail(), NOUN) || restates(pair, between)
    };
    let (share, allowed) = share;
    if !speaks_of_the_same {
        return None;
    }
    // 超过合计增量的一半（56.9%）: the hedge stands far before.
    let lead = last_clause(&pair.reading[..share.range.start().into()]);
    if lead.ends_with('的') && TABLE.hedges.iter().any(|hedge| lead.contains(hedge.as_str())) {
        return None;
    }
    let said = percent.interval()?;
    let is_discount = share.unit.is_some_and(|u| u.entry.name == "折");
    let rest = |i: Interval| Some(Interval { lo: Some(Decimal::ONE_HUNDRED - i.hi?), hi: Some(Decimal::ONE_HUNDRED - i.lo?), ..i });
    // 八折(优惠20%) and 八折(20%) say what is taken off.
    if allowed.meets(&said) || is_discount && rest(allowed).is_some_and(|off| off.meets(&said)) {
        return Some(None);
    }
    let (a, b) = (pair.text(share), pair.text(percent));
    let means = words_of(&allowed);
    let message = Message::new(format!("“{a}”是{}，与“{b}”不符", means.zh), format!("“{a}” means {}, which “{b}” is not", means.en));
    let formula = format!("{b} ∉ {}", bounds_of(&allowed));
    let mut finding = pair.finding(("tenths-mismatch", Severity::Error), share.range, message, formula);
    finding.fixes = percent.printed().and_then(|p| fixed(pair.reading, share, p.value)).into_iter().collect();
    Some(Some(finding))
}

/// C19 with words: `过半受访者(48%)`, `任务完成过半，达48%`.
pub(super) fn half(reading: &str, percent: &Figure) -> Checked {
    if !is_percentage(percent) {
        return None;
    }
    let head = last_clause_and_before(&reading[..percent.range.start().into()]);
    let tail = &reading[percent.range.end().into()..];
    let (half, word) = TABLE.halves.iter().find_map(|half| {
        let (at, word) =
            half.words.iter().filter_map(|w| Some((head.rfind(w.as_str())?, w))).max_by_key(|(at, w)| (at + w.len(), w.len()))?;
        let before = &head[..at];
        let between = &head[at + word.len()..];
        let is_other_word = half.not_after.iter().any(|w| before.ends_with(w.as_str()));
        let is_same = in_brackets(between, tail, NOUN - 2) || {
            let words = between.trim_start_matches([',', '、', ' ']);
            words.len() < between.len() && is_one_of(&TABLE.restating, words) && link::ends_clause(tail) && !is_change(before)
        };
        (!is_other_word && is_same).then_some((half, (head.len() - at, word)))
    })?;
    let said = percent.interval()?;
    let bound = |percent: Option<u32>| percent.map(Decimal::from);
    let allowed = Interval { lo: bound(half.least), lo_closed: true, hi: bound(half.most), hi_closed: true };
    if allowed.meets(&said) {
        return Some(None);
    }
    let start = usize::from(percent.range.start()) - word.0;
    let place = range(start, start + word.1.len());
    let (word, text) = (word.1, &reading[percent.range]);
    let message = Message::new(format!("“{word}”与“{text}”不符"), format!("“{word}” (about a half) is not “{text}”"));
    let evidence =
        Evidence { formula: Message::both(format!("{text} ∉ {}", bounds_of(&allowed))), values: vec![as_value(reading, percent)] };
    let related = Related { range: percent.range, message: Message::new("百分数在这里", "the percentage") };
    Some(Some(Finding {
        code: "tenths-mismatch",
        severity: Severity::Error,
        message,
        range: place,
        evidence: Some(evidence),
        related: vec![related],
        fixes: Vec::new(),
    }))
}

/// How many characters before a percentage a word of a half is looked for.
const HALF_REACH: usize = 20;

/// The last characters of a text, one comma or bracket included.
fn last_clause_and_before(head: &str) -> &str {
    let chars = head.char_indices().rev().take(HALF_REACH).take_while(|(_, c)| !matches!(c, '。' | ';' | '!' | '?'));
    chars.last().map_or("", |(start, _)| &head[start..])
}

fn is_percentage(figure: &Figure) -> bool {
    figure.kind == Kind::Percent && figure.unit.is_some_and(|u| u.entry.name == "%")
}

fn is_one_of(words: &[String], word: &str) -> bool {
    words.iter().any(|w| w == word)
}

/// `受访者(占` … `)`: a short noun, a bracket, and nothing but the percentage in it.
fn in_brackets(between: &str, tail: &str, longest: usize) -> bool {
    let Some((noun, lead)) = between.trim().split_once('(') else { return false };
    let is_noun = |c: char| c.is_alphabetic() && !TABLE.other_nouns.contains(&c);
    let lead = lead.trim();
    let is_led = lead.is_empty() || is_one_of(&TABLE.leads, lead) || is_one_of(&TABLE.restating, lead);
    noun.chars().count() <= longest && noun.trim().chars().all(is_noun) && is_led && tail.trim_start().starts_with(')')
}

/// `超六成，达52.3%`, `三成五即38%`.
fn restates(pair: &Pair, between: &str) -> bool {
    let words = between.trim().trim_start_matches([',', '、', ' ']);
    let has_mark = words.len() < between.trim().len();
    let is_said_again = has_mark && is_one_of(&TABLE.restating, words) && link::ends_clause(pair.tail());
    (is_said_again || is_one_of(&TABLE.glued, words)) && !is_change(pair.head())
}

/// Whether a clause tells a change: its figure and a level behind it are two things (提高近一成，达到85%).
fn is_change(head: &str) -> bool {
    let clause = last_clause(head);
    TABLE.changes.iter().any(|word| clause.contains(word.as_str()))
}

/// The percentages that tenths or a fraction allow, on the generous side; `None` for what is neither.
pub(in crate::rules) fn allowed(figure: &Figure) -> Option<Interval> {
    let tenths = figure.unit.is_some_and(|u| matches!(u.entry.name, "成" | "折")) && figure.kind == Kind::Percent;
    let is_fraction = figure.kind == Kind::Fraction;
    if !tenths && !is_fraction {
        return None;
    }
    let between = |lo: Option<Decimal>, hi: Option<Decimal>| Interval { lo, lo_closed: true, hi, hi_closed: true };
    let Some(printed) = figure.printed() else {
        // 三到五成, 七八成
        let interval = figure.interval().filter(|_| tenths)?;
        let five = Decimal::from(5);
        return Some(between(interval.lo.map(|lo| lo - five), interval.hi.map(|hi| hi + five)));
    };
    let value = if is_fraction { printed.value.checked_mul(Decimal::ONE_HUNDRED)? } else { printed.value };
    if value < Decimal::ONE || value > Decimal::ONE_HUNDRED {
        return None;
    }
    let half = Decimal::new(5, 1);
    let six = Decimal::from(6);
    let tenth = value / Decimal::TEN;
    // 六成 is any number that rounds to it, 三成五 is within a point; 三分之一 within a tenth of it.
    let slack = if is_fraction { tenth.max(Decimal::TWO) } else { (printed.step * half).clamp(Decimal::ONE, Decimal::from(5)) };
    Some(match figure.approximation {
        Approximation::Exact => between(Some(value - slack), Some(value + slack)),
        Approximation::About => between(Some(value - six.max(slack)), Some(value + six.max(slack))),
        Approximation::Near => between(Some((value - six).min(value - tenth)), Some(value + Decimal::new(2, 2) * value)),
        Approximation::Over | Approximation::AtLeast => between(Some(value - half), None),
        Approximation::More => between(Some(value - half), Some(value + Decimal::TEN)),
        Approximation::Under | Approximation::AtMost => between(None, Some(value + half)),
    })
}

/// `54%至61.2%`
fn words_of(allowed: &Interval) -> Message {
    let percent = |value: Decimal| format!("{}%", plain(value.round_dp(1)));
    match (allowed.lo, allowed.hi) {
        (Some(lo), Some(hi)) => Message::new(format!("{}至{}", percent(lo), percent(hi)), format!("{} to {}", percent(lo), percent(hi))),
        (Some(lo), None) => Message::new(format!("{}以上", percent(lo)), format!("at least {}", percent(lo))),
        (None, Some(hi)) => Message::new(format!("{}以下", percent(hi)), format!("at most {}", percent(hi))),
        (None, None) => Message::default(),
    }
}

fn bounds_of(allowed: &Interval) -> String {
    let percent = |value: Option<Decimal>, open: &str| value.map_or(open.to_owned(), |v| format!("{}%", plain(v.round_dp(1))));
    format!("[{}, {}]", percent(allowed.lo, "0%"), percent(allowed.hi, "100%"))
}

/// Tenths that fit a percentage: 超五成 for 超六成 where it is 52.3 %.
fn fixed(reading: &str, share: &Figure, percent: Decimal) -> Option<Fix> {
    let number = &reading[share.number];
    let is_tenths = share.unit.is_some_and(|u| u.entry.name == "成") && number.chars().count() == 1;
    let before = share.marks.iter().find(|m| m.is_before);
    if !is_tenths {
        return None;
    }
    let tenths = percent.checked_div(Decimal::TEN)?;
    let is_above = matches!(share.approximation, Approximation::Over | Approximation::AtLeast | Approximation::More);
    let is_below = matches!(share.approximation, Approximation::Near | Approximation::Under | Approximation::AtMost);
    let digit = match is_above {
        true => tenths.floor(),
        false if is_below => tenths.ceil(),
        false => tenths.round(),
    };
    let mut hedge = before.map_or("", |m| &reading[m.range]);
    let mut digit = u32::try_from(digit).ok()?;
    // 近六成 does not fit 52.3 %: it is 超五成.
    if is_below && Decimal::from(digit) - tenths > Decimal::new(6, 1) {
        (hedge, digit) = ("超", digit - 1);
    }
    let is_arabic = number.starts_with(|c: char| c.is_ascii_digit());
    let name = ["一", "二", "三", "四", "五", "六", "七", "八", "九"].get(digit.checked_sub(1)? as usize)?;
    let name = if is_arabic { digit.to_string() } else { (*name).to_owned() };
    let start = before.map_or(share.number.start(), |m| m.range.start());
    let text = format!("{hedge}{name}");
    let title = Message::new(format!("改为“{text}成”"), format!("Make it “{text}成”"));
    let edit = TextEdit { range: range(start.into(), share.number.end().into()), text };
    Some(Fix { title, safe: false, edits: Edits::Places(vec![edit]) })
}
