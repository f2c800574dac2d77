//! Growths and differences against two values that the words right around them name, whatever is measured (C1, C2, C4, C5, C9, C15, A5):
//! 98.2万册次，比上年的78.6万册次增长25%; 由112公里增加到198公里，增加86公里; 去年同期3亿元，增长20%; 以前1800元，现在1350元，省了450元.
//!
//! The rooms `growth`, `change` and `direction` know what is measured and need it. This one needs nothing but that the words tie the
//! figures together with no other thing between them.

mod judge;
mod report;
mod row;
mod terms;
mod ties;
mod words;

use super::growth_accounts;
use super::nearby::has_any;
use super::pairs::months_differ;
use super::scene::{Found, Scene};
use crate::figures::figure::Kind;
use judge::{Fit, Told, fit, is_of_kind, ratio_fits};
use terms::STOPS;
pub(super) use terms::{Term, terms};
use ties::Tie;
pub(super) use ties::{is_change, last_part};
use words::{WORDS, from, reach};
pub(super) use words::{is_plain, verb};

/// How many characters before a value may name its year.
const BEFORE: usize = 12;
/// How many values before a growth acquit it.
const ACQUITTALS: usize = 8;

/// Looks at every growth and difference of a line, and at every value that a verb leads to.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let terms = terms(scene);
    for at in 1..terms.len() {
        towards(scene, &terms, at, found);
        if told(scene, &terms, at, found).is_none() {
            row::check(scene, &terms, at, found);
        }
        ratio(scene, &terms, at, found);
    }
}

/// A growth or difference with its values.
fn told(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let (tie, sign, word) = match ties::from_named(terms, at).or_else(|| ties::from_bracket(terms, at)) {
        Some((tie, sign)) => (tie, sign, term.clause()),
        None => {
            let said = verb(&term.text)?;
            let is_other = has_any(term.clause(), &WORDS.other) && !term.goes_on();
            let head = last_part(said.head).trim();
            // 月人均养老金由3120元提高到3182.4元，月人均增加62.4元: of the same mean.
            let is_free = is_plain(head) && !is_other;
            let is_mean = head.ends_with('均') && head.chars().count() <= 3;
            if !is_free && !is_mean {
                return None;
            }
            let tie = ties::tie(terms, at).filter(|tie| is_free || terms[tie.x].text.contains(head))?;
            // 快 is less of time and more of speed.
            let is_turned = matches!(said.text, "快" | "慢") && terms[tie.x].amount.dimension != "time";
            // 由48个工作日到12个工作日，提速75%: what is done sooner is done faster.
            let quickens = matches!(said.text, "提速" | "提效" | "加快") && terms[tie.x].amount.figure.kind == Kind::Duration;
            (tie, if is_turned || quickens { -said.sign } else { said.sign }, said.text)
        }
    };
    let told = Told { term, sign };
    let (x, y) = (&terms[tie.x], &terms[tie.y]);
    // 16日至18日三天卖出3.2公斤，比前三天下降四成: stretches of time, no values.
    let is_stretch = |t: &Term| t.amount.figure.kind == Kind::Duration && t.clause().ends_with(['前', '后', '近', '这', '头', '上']);
    if is_stretch(x) || is_stretch(y) {
        return None;
    }
    let tail = scene.reading.get(term.amount.figure.range.end().into()..)?;
    if term.amount.printed().is_none() || !is_of_kind(term, &x.amount, tail) || is_silent(scene, terms, at, tie) {
        return None;
    }
    // 3216件，上年为2784件，占授权总量的36.9%，比上年提高2.8个百分点: of the share.
    let is_of_values = term.amount.figure.kind != Kind::PercentagePoint || x.amount.dimension == "percent";
    let between = terms.get(tie.x.max(tie.y) + 1..at).unwrap_or_default();
    if !is_of_values && between.iter().any(|t| t.amount.dimension == "percent") {
        return None;
    }
    // 7月17.83亿千瓦时，同比增长8.7%，比去年8月的17.26亿千瓦时…: a year before it was July.
    let is_yearly = term.text.contains("同比");
    if is_yearly && x.time.as_ref().zip(y.time.as_ref()).is_some_and(|(a, b)| months_differ(a, b)) {
        return None;
    }
    // 去年营收213.7亿元，今年上半年118.2亿元: of a year and of a half.
    let part = |text: &str| ["半年", "季度", "月", "旬", "周"].iter().any(|part| text.contains(part));
    let time = |term: &Term| term.time.as_ref().map(|time| time.text.clone()).unwrap_or_default();
    let (of_x, of_y) = (time(x), time(y));
    let is_year = |text: &str| matches!(text, "去年" | "上年") || text.ends_with('年') && text.len() == 7;
    if is_year(&of_x) && part(&of_y) || is_year(&of_y) && part(&of_x) {
        return None;
    }
    // 比前7个月（178亿千瓦时）的增速加快0.5个百分点: of paces.
    let is_of_pace = term.amount.figure.kind == Kind::PercentagePoint && x.amount.dimension != "percent";
    if is_of_pace && matches!(word, "加快" | "回落" | "提速" | "放缓" | "扩大" | "收窄" | "减缓" | "回升") {
        return None;
    }
    let verdict = fit(&told, x, y)?;
    // 比去年的2小时17分41秒提高2分32秒: a better result is a shorter time.
    let is_better = x.amount.figure.kind == Kind::Duration && has_any(word, &WORDS.better);
    if is_better && fit(&Told { term, sign: -sign }, x, y) == Some(Fit::Right) {
        return None;
    }
    found.checked.extend([x.at, y.at, term.at]);
    if verdict == Fit::Right || is_acquitted(scene, terms, at, tie, |x, y| fit(&told, x, y) == Some(Fit::Right)) {
        return None;
    }
    report::report(scene, &told, word, (x, y), verdict, found)
}

/// C9: 46亿元，是2020年23亿元的2倍.
fn ratio(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let said = &terms[at].amount;
    let is_exact = said.dimension == "multiple" && said.is_exact() && said.figure.unit.is_none_or(|u| u.entry.name != "番");
    let tie = if is_exact { ties::of_ratio(terms, at)? } else { return None };
    let (x, y) = (&terms[tie.x], &terms[tie.y]);
    if is_silent(scene, terms, at, tie) {
        return None;
    }
    found.checked.extend([x.at, y.at, terms[at].at]);
    let holds = |x: &Term, y: &Term| ratio_fits(said, &x.amount, &y.amount) != Some(false);
    if holds(x, y) || is_acquitted(scene, terms, at, tie, holds) {
        return None;
    }
    report::ratio(scene, terms[at].at, (x, y), found)
}

/// Whether the words say that the growth does not follow from the values, or is of values that may be below zero.
fn is_silent(scene: &Scene, terms: &[Term], at: usize, tie: Tie) -> bool {
    let (first, last) = (tie.x.min(tie.y).min(at), tie.x.max(tie.y).max(at));
    let tail: String = scene.reading[terms[last].amount.figure.range.end().into()..].chars().take(20).collect();
    let bracket = tail.strip_prefix(['(', '（']).and_then(|t| t.split([')', '）']).next()).unwrap_or("");
    let texts = || terms[first..=last].iter().map(|t| t.text.as_str()).chain([bracket]);
    let is_relative = terms[at].amount.dimension == "percent" && terms[tie.x].amount.dimension != "percent";
    let is_minus = |i: usize| scene.reading[terms[i].amount.figure.range].starts_with(['-', '−', '负']);
    let accounts = || {
        let at_constant_price = growth_accounts::is_at_constant_price(scene, terms[tie.y].at);
        is_relative && (at_constant_price || texts().any(|text| has_any(text, &WORDS.accounts)))
    };
    let is_signed = is_minus(tie.x) || is_minus(tie.y) || texts().any(|text| has_any(text, &WORDS.negative));
    is_signed || accounts() || growth_accounts::has_caveat(scene, terms[at].at)
}

/// Whether some other pair of values near by makes it right.
fn is_acquitted(scene: &Scene, terms: &[Term], at: usize, tie: Tie, holds: impl Fn(&Term, &Term) -> bool) -> bool {
    let dimension = &terms[tie.x].amount.dimension;
    let near: Vec<usize> = (at.saturating_sub(ACQUITTALS)..(at + 3).min(terms.len()))
        .filter(|i| *i != at && terms[*i].amount.dimension == *dimension)
        .collect();
    // 2022年才回到188亿元，去年204亿元，增长8.5%: a numbered year stands before 去年, which is the later one.
    let names_year =
        |text: &str| text.match_indices('年').any(|(at, _)| at >= 4 && text.as_bytes()[at - 4..at].iter().all(u8::is_ascii_digit));
    let (first, last) = (&terms[tie.x.min(tie.y)], &terms[tie.x.max(tie.y)]);
    let before = |term: &Term| {
        let end = usize::from(term.amount.figure.range.start());
        let start = scene.reading[..end].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
        &scene.reading[start..end]
    };
    // 去年38.6万人，2024年为34.1万人: and so it is where the numbered year follows.
    let is_last_year = |term: &Term| before(term).contains("去年");
    // 去年亩产548公斤，而改造前三年为492公斤: nor is 去年 the earlier one beside what was before something.
    let is_earlier =
        |term: &Term| before(term).contains('前') && !["目前", "当前", "前者", "前三季度"].iter().any(|word| before(term).contains(word));
    let is_turned = names_year(before(first)) && is_last_year(last)
        || is_last_year(first) && (names_year(before(last)) || is_earlier(last))
        || is_earlier(first) && is_last_year(last);
    if is_turned && holds(&terms[tie.y], &terms[tie.x]) {
        return true;
    }
    let is_tie = |a: usize, b: usize| a == b || [tie.x, tie.y].contains(&a) && [tie.x, tie.y].contains(&b);
    near.iter().any(|a| near.iter().any(|b| !is_tie(*a, *b) && holds(&terms[*a], &terms[*b])))
}

/// C4: a verb that leads from a value to a larger or smaller one.
fn towards(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let (x, y) = (&terms[at - 1], &terms[at]);
    if y.opens || from(x.clause()).is_none() || x.amount.dimension != y.amount.dimension || y.text.contains(STOPS) {
        return None;
    }
    let sign = reach(&y.text).filter(|sign| *sign != 0)?;
    let sign = if x.is_rank() { -sign } else { sign };
    let is_exact = x.amount.is_exact() && y.amount.is_exact();
    let is_opposite =
        if sign > 0 { x.amount.interval.is_above(&y.amount.interval) } else { y.amount.interval.is_above(&x.amount.interval) };
    found.checked.extend([x.at, y.at]);
    if !is_opposite || !is_exact || is_silent(scene, terms, at, Tie { x: at - 1, y: at }) || improves(scene, y) {
        return None;
    }
    report::opposite(scene, &y.text, (x, y), found)
}

/// 单位能耗由5.1提升至4.8: what gets better may fall.
fn improves(scene: &Scene, y: &Term) -> bool {
    let is_length = y.amount.figure.kind == Kind::Duration;
    has_any(&y.text, &WORDS.better) && (is_length || growth_accounts::falls_well(scene, y.at))
}
