//! E3: one value of a row that is a thousand times off the others and goes with them once its 万 is written:
//! `分别捐款50万元、30万元、45元`; `一厂6万吨，二厂8万吨，三厂5吨`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, terms};
use super::nearby::{are_joined, has_any};
use super::scene::{Found, Scene, What};
use crate::figures::figure::Kind;
use crate::rules::finding::{Edits, Fix, Message, Severity};
use crate::text::TextEdit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    silent: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/scales"));

/// How many values a row has.
const ROW: std::ops::RangeInclusive<usize> = 3..=24;
/// How many characters name the next value of a row.
const NAME: usize = 8;
/// How far one is off the others, and how far these are apart.
const FAR: u32 = 500;
const SPREAD: u32 = 10;

/// What names of places and of groups end with.
const PLACES: &str = "县市区镇乡村州厂校院组队部店站号库司社企矿场港园";

/// Looks at every row of values of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    if !scene.reading.contains('万') {
        return;
    }
    // 二号水厂: a number in a name.
    let terms: Vec<Term> = terms(scene).into_iter().filter(|term| term.amount.figure.kind != Kind::Ordinal).collect();
    let mut first = 0;
    while first < terms.len() {
        let mut last = first;
        while last + 1 < terms.len() && is_next(scene, &terms[last], &terms[last + 1]) {
            last += 1;
        }
        if ROW.contains(&(last - first + 1)) {
            row(scene, &terms[first..=last], found);
        }
        first = last + 1;
    }
}

/// Whether a value stands in one row with the one before it: by a joint alone, or behind a short name.
fn is_next(scene: &Scene, one: &Term, next: &Term) -> bool {
    let is_kind =
        |term: &Term| matches!(term.amount.figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration) && term.amount.is_exact();
    let is_like = is_kind(one) && is_kind(next) && one.amount.dimension == next.amount.dimension && !next.opens && next.time.is_none();
    let name = next.clause().trim();
    let gap = scene.reading.get(one.amount.figure.range.end().into()..next.amount.figure.range.start().into()).unwrap_or("");
    let is_named = next.trail().is_empty()
        && gap.starts_with([',', '、'])
        && gap.matches([',', '、']).count() == 1
        && (2..=NAME).contains(&name.chars().count())
        && !has_any(name, &WORDS.silent);
    is_like && (one.at + 1 == next.at && are_joined(scene, one.at) || is_named)
}

fn row(scene: &Scene, row: &[Term], found: &mut Found) -> Option<()> {
    let values: Vec<Decimal> = row.iter().map(|term| Some(term.amount.printed()?.value)).collect::<Option<_>>()?;
    // 锌产品18万吨、铅产品10万吨、锗20吨: only things of one kind are of one size.
    let heads: Vec<char> = row[1..]
        .iter()
        .filter(|term| !are_joined(scene, term.at - 1))
        .filter_map(|term| term.clause().trim().chars().next_back())
        .collect();
    let is_of_one_kind = heads.iter().all(|head| PLACES.contains(*head) && *head == heads[0] && row[0].clause().contains(*head));
    if has_any(row[0].clause(), &WORDS.silent) || !is_of_one_kind {
        return None;
    }
    found.checked.extend(row.iter().map(|term| term.at));
    let at = values.iter().enumerate().min_by_key(|(_, value)| **value).map(|(at, _)| at)?;
    let mut others: Vec<Decimal> = values.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, value)| *value).collect();
    others.sort_unstable();
    let (least, most) = (*others.first()?, *others.last()?);
    let is_near = most <= least.checked_mul(Decimal::from(SPREAD))?;
    let is_off = values[at].checked_mul(Decimal::from(FAR))? < least && values[at] > Decimal::ZERO;
    let figure = row[at].amount.figure;
    let number = &scene.reading[figure.number];
    let has_ten_thousands = |term: &Term| scene.reading[term.amount.figure.number].ends_with('万');
    let all = row.iter().enumerate().filter(|(i, _)| *i != at);
    let counted = all.clone().filter(|(_, term)| has_ten_thousands(term)).count();
    let is_bare = number.chars().all(|c| c.is_ascii_digit() || c == '.');
    // All others in 万, and in 万 it goes with them; or the last zeros are gone.
    let goes_with = |factor: u32| {
        let moved = values[at].checked_mul(Decimal::from(factor));
        moved.is_some_and(|moved| moved.saturating_mul(Decimal::TWO) >= least && moved <= most.saturating_mul(Decimal::TWO))
    };
    let by_unit = counted == others.len() && goes_with(10_000);
    let is_list = row[1..].iter().all(|term| are_joined(scene, term.at - 1));
    let by_zeros = counted > 0 && is_list && row[0].clause().contains("分别") && !row[0].text.contains('、') && goes_with(1_000);
    if !is_near || !is_off || !is_bare || !(by_unit || by_zeros) {
        return None;
    }
    let text = &scene.reading[figure.range];
    if found.findings.iter().any(|f| f.range == figure.range) {
        return None;
    }
    let fixed = if by_unit { format!("{number}万") } else { format!("{number}000") };
    let whole = text.replacen(number, &fixed, 1);
    let message = Message::new(
        format!("并列数值中“{text}”与其他相差悬殊，疑为“{whole}”"),
        format!("“{text}” is far off the values beside it; probably “{whole}”"),
    );
    let others: Vec<usize> = row.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, term)| term.at).collect();
    let list: Vec<&str> = others.iter().map(|at| &scene.reading[scene.figures[*at].range]).collect();
    let formula = Message::new(format!("{text}；其他：{}", list.join("、")), format!("{text}; the others: {}", list.join(", ")));
    let title = Message::new(format!("“{text}”改为“{whole}”"), format!("Change “{text}” to “{whole}”"));
    let edits = Edits::Places(vec![TextEdit { range: figure.number, text: fixed }]);
    let what = What { code: "scale-outlier", severity: Severity::Hint, message, formula, fixes: vec![Fix { title, safe: false, edits }] };
    found.findings.push(scene.finding_of(what, row[at].at, &others));
    Some(())
}
