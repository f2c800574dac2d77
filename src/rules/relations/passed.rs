//! F2: a value below the limit that the next words say it passes: `产量9.6万吨，连续三年超过10万吨`; `分别完成105万辆和94.3万辆，
//! 首次均超百万辆`; `税金约95亿元，成为首家纳税超百亿的企业`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Amount;
use super::nearby::{are_joined, has_any, lead_of, sentences_between};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Interval, Kind};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    manner: Vec<String>,
    ends: Vec<String>,
    growths: Vec<String>,
    becomes: Vec<String>,
    shares: Vec<String>,
    rounds: Vec<(String, String)>,
    themes: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/passed"));

/// How many figures before a limit its value is looked for, and how many bytes before it.
const REACH: usize = 6;
const FAR: usize = 150;

/// Looks at every limit of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 1..scene.figures.len() {
        if matches!(scene.figures[at].approximation, Approximation::Over | Approximation::AtLeast) {
            passed(scene, at, found);
        }
    }
    for (word, number) in &WORDS.rounds {
        for (place, _) in scene.reading.match_indices(word.as_str()) {
            becomes(scene, place, word, number, found);
        }
    }
}

/// A value of money or of things, as it is.
fn value<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    // 比重达32.4%，已连续两年超过30%: a share, no growth.
    let is_share = || figure.kind == Kind::Percent && WORDS.shares.iter().any(|word| lead_of(scene, at).contains(word.as_str()));
    let is_kind = is_counted(figure.kind) || is_share();
    let is_plain = matches!(figure.approximation, Approximation::Exact | Approximation::About) && figure.printed().is_some();
    Amount::of(scene.reading, figure).filter(|_| is_kind && is_plain)
}

fn is_counted(kind: Kind) -> bool {
    matches!(kind, Kind::Quantity | Kind::Money | Kind::Enumeration)
}

/// `，已连续3年超过1.2万美元`.
fn passed(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let limit = &scene.figures[at];
    let bound = Amount::of(scene.reading, limit).filter(|_| is_counted(limit.kind) || limit.kind == Kind::Percent)?;
    let like = |i: &usize| value(scene, *i).is_some_and(|a| a.dimension == bound.dimension);
    let last = (at.saturating_sub(REACH)..at).rev().find(like)?;
    let end = usize::from(scene.figures[last].range.end());
    let start = usize::from(limit.number.start());
    let gap = scene.reading.get(end..start).filter(|gap| gap.len() <= FAR && !gap.contains(['。', ';', '!', '?', ':', '(', ')']))?;
    // Only growths of the value may stand between it and the clause of the limit.
    let comma = gap.rfind(',')?;
    let is_beside = gap[..comma].split(',').skip(1).all(|clause| has_any(clause, &WORDS.growths) && clause.chars().count() <= 14);
    let tail = gap.split(',').next().unwrap_or("");
    let clause = without_figures(scene, end + comma + 1, start);
    let is_many = ["均", "都", "双双", "皆", "全部"].iter().any(|word| clause.contains(word));
    let rest = manner(&clause);
    let behind = &scene.reading[usize::from(limit.range.end())..];
    let is_end = behind.chars().next().is_none_or(|c| !c.is_alphanumeric()) || has_end(behind);
    let first = (0..last).rev().take_while(|before| are_joined(scene, *before)).last().unwrap_or(last);
    let named = || {
        let head = lead_of(scene, first);
        let name: String = rest.chars().filter(|c| c.is_alphanumeric()).collect();
        // 全年产量: of another time than the value.
        name.chars().count() >= 2 && head.contains(&name) && !rest.contains('□')
    };
    let says_so = clause.contains(['连', '首', '再', '历', '双', '均', '都', '破', '站', '迈', '跨', '跃', '超', '稳', '保', '已'])
        || says(scene, limit);
    if !is_beside || !is_end || tail.chars().count() > 2 || !(rest.is_empty() || named()) || !says_so {
        return None;
    }
    let values: Vec<usize> = if is_many { (first..=last).collect() } else { vec![last] };
    if !is_many && first != last {
        return None;
    }
    // 98.6万人次，突破百万人次: told where figures stand side by side.
    if last + 1 == at && first == last && crate::rules::beside::is_restated(scene.reading, &scene.figures[last], limit) {
        return None;
    }
    let least = bound.printed()?.value;
    found.checked.extend(values.iter().copied().chain([at]));
    let below = values.into_iter().find(|i| value(scene, *i).is_some_and(|a| is_below(&a.interval, least)))?;
    accuse(scene, below, at, found)
}

/// Whether the limit itself says that it is passed.
fn says(scene: &Scene, limit: &crate::figures::figure::Figure) -> bool {
    limit.marks.iter().any(|mark| ["超", "破", "高于", "逾"].iter().any(|word| scene.reading[mark.range].contains(word)))
}

/// Whether a value is below a limit, and near enough to be meant.
fn is_below(value: &Interval, least: Decimal) -> bool {
    value.hi.is_some_and(|hi| hi < least) && value.lo.is_some_and(|lo| lo.saturating_mul(Decimal::TWO) >= least)
}

/// The words between two places without the numbers of years and times among them.
fn without_figures(scene: &Scene, start: usize, end: usize) -> String {
    let mut text = String::new();
    let mut from = start;
    let first = scene.figures.partition_point(|f| usize::from(f.range.start()) < start);
    for figure in scene.figures[first..].iter().take_while(|f| usize::from(f.range.end()) <= end) {
        let is_count = matches!(figure.kind, Kind::Duration | Kind::Ordinal) && figure.printed().is_some()
            || figure.unit.is_some_and(|u| u.entry.name == "次");
        text.push_str(scene.reading.get(from..figure.range.start().into()).unwrap_or(""));
        // Another figure names another thing.
        text.push_str(if is_count { "" } else { "□" });
        from = figure.range.end().into();
    }
    text.push_str(scene.reading.get(from..end).unwrap_or(""));
    text
}

/// What is left of a clause without the words that tell how a limit was passed.
fn manner(clause: &str) -> String {
    let mut text = clause.to_owned();
    let mut words: Vec<&String> = WORDS.manner.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words {
        text = text.replace(word.as_str(), "");
    }
    text.trim().to_owned()
}

fn has_end(behind: &str) -> bool {
    let ends = WORDS.ends.iter().filter_map(|word| behind.strip_prefix(word.as_str()));
    ends.into_iter().any(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
}

/// `税金约95亿元，成为第一家半年纳税超百亿的企业`.
fn becomes(scene: &Scene, place: usize, word: &str, number: &str, found: &mut Found) -> Option<()> {
    let before = scene.figures.partition_point(|f| usize::from(f.range.end()) <= place);
    let near = (before.saturating_sub(REACH)..before).rev();
    let last = near.into_iter().find(|i| value(scene, *i).is_some_and(|a| a.dimension.starts_with("money")))?;
    let gap = scene.reading.get(scene.figures[last].range.end().into()..place)?;
    let clause = gap.strip_prefix(',').filter(|clause| clause.len() <= FAR && !clause.contains([',', '。', ';', '!', '?', ':', '(']))?;
    let head = lead_of(scene, last);
    let is_it = WORDS.becomes.iter().any(|word| clause.starts_with(word.as_str()));
    let is_one = WORDS.themes.iter().any(|theme| clause.contains(theme.as_str()) && head.contains(theme.as_str()));
    let amount = value(scene, last)?;
    let is_told = scene.figures.iter().any(|f| usize::from(f.range.start()) <= place && usize::from(f.range.end()) > place);
    if !is_it || !is_one || is_told || !is_below(&amount.interval, number.parse().ok()?) {
        return None;
    }
    let text = &scene.reading[scene.figures[last].range];
    if found.findings.iter().any(|f| f.range == scene.figures[last].range) {
        return None;
    }
    let message = Message::new(format!("“{word}”与前面的{text}相反"), format!("“{word}” goes against the {text} before it"));
    let formula = Message::both(format!("{text} ↔ {word}"));
    let what = What { code: "hedge-contradicts", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, last, &[]));
    Some(())
}

fn accuse(scene: &Scene, at: usize, limit: usize, found: &mut Found) -> Option<()> {
    let is_told = found.findings.iter().any(|f| [at, limit].iter().any(|i| f.range == scene.figures[*i].range));
    if is_told || sentences_between(scene, at, limit) != Some(0) {
        return None;
    }
    let (a, b) = (&scene.reading[scene.figures[at].range], &scene.reading[scene.figures[limit].range]);
    let message = Message::new(format!("“{b}”与精确的{a}相反"), format!("“{b}” goes against the exact {a}"));
    let formula = Message::both(format!("{a} ↔ {b}"));
    let what = What { code: "hedge-contradicts", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, limit, &[at]));
    Some(())
}
