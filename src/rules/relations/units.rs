//! Units that do not go with what is measured (E2), and one value of a list that lost or won a 万 or 亿 (E3).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Amount;
use super::nearby::{Member, has_any, lead, lists, tail, trim_end};
use super::scene::{Found, Scene, What};
use crate::claims::{Claim, Role, Statistic};
use crate::figures::figure::{Figure, Kind};
use crate::figures::unit::UnitKind;
use crate::rules::finding::{Edits, Fix, Message, Severity};
use crate::text::TextEdit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    ending: Vec<Ending>,
    mismatch: Mismatch,
    outlier: Outlier,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    words: Vec<String>,
    wrong: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mismatch {
    silent: Vec<String>,
    behind: Vec<String>,
    links: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outlier {
    silent: Vec<String>,
    kinds: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/units"));

/// Looks at every value and every list of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for claim in scene.claims {
        mismatch(scene, claim, found);
    }
    for list in lists(scene) {
        outlier(scene, &list, found);
    }
}

/// E2: 新增造林面积3.5万吨.
fn mismatch(scene: &Scene, claim: &Claim, found: &mut Found) -> Option<()> {
    let is_value = claim.statistic == Statistic::Level && matches!(claim.role, Role::Plain | Role::To | Role::Done);
    let entry = claim.entry().filter(|e| !e.loose && is_value && claim.is_own && claim.list.is_none() && claim.whole.is_none())?;
    let figure = scene.figure(claim);
    let dimension = measured_in(figure)?;
    let reading = scene.reading;
    let head = lead(scene, claim);
    if has_any(head, &WORDS.mismatch.silent) || WORDS.mismatch.behind.iter().any(|word| tail(scene, claim).starts_with(word.as_str())) {
        return None;
    }
    // The name stands right before the verb, and the verb right before the figure.
    let number = usize::from(figure.number.start());
    let from = number - head.len();
    let verb_at = usize::from(claim.verb.start());
    let has_verb = !claim.verb.is_empty() && verb_at > from && usize::from(claim.verb.end()) <= number;
    let (named, between) = if has_verb { (reading.get(from..verb_at)?, reading.get(claim.verb.end().into()..number)?) } else { (head, "") };
    let named = trim_end(named, &WORDS.mismatch.links);
    let is_near = trim_end(between, &WORDS.mismatch.links).is_empty();
    let name = std::iter::once(&entry.name).chain(&entry.aliases).filter(|n| named.ends_with(n.as_str())).max_by_key(|n| n.len())?;
    let of_name = WORDS.ending.iter().find(|e| e.words.iter().any(|word| name.ends_with(word.as_str())))?;
    found.checked.push(claim.figure);
    let is_right = entry.dimensions.iter().any(|d| d == dimension) || !of_name.wrong.iter().any(|d| d == dimension);
    if !is_near || is_right {
        return None;
    }
    let text = scene.text(claim);
    let unit = figure.unit?.written();
    let message = Message::new(
        format!("单位与名词不搭配：“{name}”不用“{unit}”计量，这里写作“{text}”"),
        format!("the unit does not go with the noun: “{name}” is not measured in “{unit}”"),
    );
    let formula = Message::new(format!("“{name}”≠“{unit}”"), format!("“{name}” ≠ “{unit}”"));
    let what = What { code: "unit-mismatch", severity: Severity::Warning, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding(what, claim, &[]));
    Some(())
}

/// What a figure is measured in; `None` for rates, shares, and for things that are counted one by one under any name.
fn measured_in(figure: &Figure) -> Option<&'static str> {
    let unit = figure.unit.filter(|u| u.per.is_none() && matches!(figure.kind, Kind::Quantity | Kind::Money))?;
    match unit.entry.kind {
        UnitKind::Money => Some("money"),
        UnitKind::Measure => Some(unit.entry.dimension),
        // People and households are counted, and never money.
        UnitKind::Counter if matches!(unit.entry.name, "人" | "户" | "人次") => Some("count"),
        _ => None,
    }
}

/// How far from the others of a list a value must be before a slip of 万 is thought of.
const FAR: u32 = 100;
/// How far apart the others may be.
const SPREAD: u32 = 20;
/// What a slip leaves out or puts in.
const MAGNITUDES: [&str; 3] = ["", "万", "亿"];

/// How many values a list has of which one can be off: each is held against all others.
const LISTS: std::ops::RangeInclusive<usize> = 3..=200;

/// E3: 5200元 in a list of 4300万元 and 3900万元.
fn outlier(scene: &Scene, list: &[Member], found: &mut Found) -> Option<()> {
    let claims: Vec<&Claim> = list.iter().map(|m| m.claim).collect();
    let is_level = claims.iter().all(|c| c.statistic == Statistic::Level);
    if !LISTS.contains(&list.len()) || !is_level || claims.iter().any(|c| has_any(tail(scene, c), &WORDS.outlier.silent)) {
        return None;
    }
    // 锌产品18万吨、锗产品20吨: goods of several kinds are not of one size.
    if list.iter().any(|member| WORDS.outlier.kinds.iter().any(|word| member.name.ends_with(word.as_str()))) {
        return None;
    }
    found.checked.extend(claims.iter().map(|c| c.figure));
    let mut slips = list.iter().enumerate().filter_map(|(at, member)| Some((at, member, slip(scene, list, at)?)));
    // Two that are off are no slip.
    let ((at, member, magnitude), None) = (slips.next()?, slips.next()) else { return None };
    let amount = &member.amount;
    let old = &scene.reading[amount.figure.number];
    let fixed = format!("{}{magnitude}", bare(old));
    let text = scene.text(member.claim);
    let whole = text.replacen(old, &fixed, 1);
    let others: Vec<&Claim> = claims.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect();
    let values: Vec<&str> = others.iter().map(|c| scene.text(c)).collect();
    let message = Message::new(
        format!("并列数值中“{text}”与其他相差万倍以上，疑为“{whole}”"),
        format!("“{text}” is ten thousand times off the values beside it; probably “{whole}”"),
    );
    let formula = Message::new(format!("{text}；其他：{}", values.join("、")), format!("{text}; the others: {}", values.join(", ")));
    let title = Message::new(format!("“{text}”改为“{whole}”"), format!("Change “{text}” to “{whole}”"));
    let edits = Edits::Places(vec![TextEdit { range: amount.figure.number, text: fixed }]);
    let fixes = vec![Fix { title, safe: false, edits }];
    let what = What { code: "scale-outlier", severity: Severity::Hint, message, formula, fixes };
    found.findings.push(scene.finding(what, member.claim, &others));
    Some(())
}

/// The magnitude that a value should have had, if it is off and goes with the others then.
fn slip(scene: &Scene, list: &[Member], at: usize) -> Option<&'static str> {
    let value = list.get(at)?.amount.printed()?.value;
    let others = list.iter().enumerate().filter(|(i, _)| *i != at);
    let first = magnitude(scene, &others.clone().next()?.1.amount)?;
    let own = magnitude(scene, &list.get(at)?.amount)?;
    let is_uniform = others.clone().all(|(_, m)| magnitude(scene, &m.amount) == Some(first));
    let mut values: Vec<Decimal> = others.map(|(_, m)| Some(m.amount.printed()?.value)).collect::<Option<_>>()?;
    values.sort_unstable();
    let (least, most) = (*values.first()?, *values.last()?);
    let is_near = most <= least.checked_mul(Decimal::from(SPREAD))?;
    let is_off = value.checked_mul(Decimal::from(FAR))? < least || value > most.checked_mul(Decimal::from(FAR))?;
    if own == first || !is_uniform || !is_near || !is_off || least <= Decimal::ZERO {
        return None;
    }
    let moved = value.checked_mul(worth(first))?.checked_div(worth(own))?;
    let goes_with = moved.checked_mul(Decimal::TWO)? >= least && moved <= most.checked_mul(Decimal::TWO)?;
    goes_with.then_some(first)
}

/// The 万 or 亿 of a number in digits.
fn magnitude(scene: &Scene, amount: &Amount) -> Option<&'static str> {
    let number = &scene.reading[amount.figure.number];
    let digits = bare(number);
    let is_plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    MAGNITUDES.into_iter().find(|m| is_plain && number[digits.len()..] == **m)
}

fn bare(number: &str) -> &str {
    number.trim_end_matches(['万', '亿'])
}

fn worth(magnitude: &str) -> Decimal {
    match magnitude {
        "万" => Decimal::from(10_000),
        "亿" => Decimal::from(100_000_000),
        _ => Decimal::ONE,
    }
}
