//! Averages of whole things that no sum gives (D5, the GRIM test): `9个村平均每村有2.5名` needs 22.5 of them.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Pair;
use crate::figures::figure::{Approximation, Figure, Kind, Printed};
use crate::figures::unit::UnitKind;
use crate::rules::bounds::Checked;
use crate::rules::finding::{Message, Severity};
use crate::rules::style::{last_clause, plain};
use crate::text::range;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Measure words of what cannot be cut.
    whole: Vec<String>,
    /// What 个 counts and can be cut.
    parts: Vec<String>,
    /// Words that lead to the average, behind what it is for.
    verbs: Vec<String>,
    /// Words that make an average rough, or one of another number.
    rough: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("rules/beside/data/average"));

/// D5: a number of places and how many of something each has on average.
pub(super) fn check(pair: &Pair) -> Checked {
    let places = pair.first.printed().filter(|p| is_count(pair.first, p))?;
    let mean = pair.second.printed().filter(|p| is_mean(pair, p))?;
    if !says_average(pair) {
        return None;
    }
    let total = places.value.checked_mul(mean.value)?;
    let half = mean.step / Decimal::TWO;
    let fits = |whole: Decimal| whole.checked_div(places.value).is_some_and(|m| (m - mean.value).abs() <= half);
    if fits(total.floor()) || fits(total.ceil()) {
        return Some(None);
    }
    let decimals = mean.step.scale();
    let near = [total.floor(), total.ceil()].map(|whole| (whole, (whole / places.value).round_dp(decimals)));
    let [(a, lower), (b, upper)] = near.map(|(whole, mean)| (plain(whole), mean.to_string()));
    let (count, unit) = (plain(places.value), pair.second.unit.map_or("", |u| u.entry.name));
    let message = Message::new(
        format!("{count}个数的平均数不会是“{}”：总数为{a}{unit}时平均{lower}，为{b}{unit}时平均{upper}", pair.text(pair.second)),
        format!("the average of {count} cannot be “{}”: {a} in all makes {lower}, {b} makes {upper}", pair.text(pair.second)),
    );
    let formula = format!("{count} × {} = {}", plain(mean.value), plain(total));
    let place = range(pair.first.range.start().into(), pair.second.range.end().into());
    Some(Some(pair.finding(("impossible-average", Severity::Hint), place, message, formula)))
}

/// `7个`, `12家`: how many there are, exactly.
fn is_count(figure: &Figure, printed: &Printed) -> bool {
    let is_counted = figure.unit.is_some_and(|u| u.entry.kind == UnitKind::Counter && u.per.is_none());
    let is_small = printed.value >= Decimal::TWO && printed.value <= Decimal::ONE_THOUSAND;
    let is_plain = matches!(figure.kind, Kind::Quantity | Kind::Enumeration) && figure.approximation == Approximation::Exact;
    is_counted && is_plain && is_small && printed.step == Decimal::ONE
}

/// `3.5名`: decimals of what cannot be cut.
fn is_mean(pair: &Pair, printed: &Printed) -> bool {
    let unit = pair.second.unit.filter(|u| u.entry.kind == UnitKind::Counter && u.per.is_none());
    let is_whole = unit.is_some_and(|u| TABLE.whole.iter().any(|w| w == u.entry.name));
    let tail = pair.tail();
    let is_part = TABLE.parts.iter().any(|w| tail.starts_with(w.as_str()));
    is_whole
        && !is_part
        && pair.second.approximation == Approximation::Exact
        && printed.step < Decimal::ONE
        && printed.value > Decimal::ZERO
}

/// `个村平均每村有`: the average is one for each of those that are counted.
fn says_average(pair: &Pair) -> bool {
    let Some(between) = pair.between() else { return false };
    let is_rough = |text: &str| TABLE.rough.iter().any(|w| text.contains(w.as_str()));
    let measure = pair.first.unit.map_or("", |u| u.entry.name);
    // 7场比赛场均进球1.6个.
    let own = format!("{measure}均");
    if let Some((noun, rest)) = between.split_once(own.as_str()).filter(|_| !measure.is_empty() && !between.contains("平均")) {
        let is_short = noun.chars().count() <= 8 && !noun.contains(['。', ';', '(', ')', ':']);
        return is_short && !is_rough(between) && !is_rough(last_clause(pair.head())) && is_noun(rest.trim());
    }
    let Some((noun, rest)) = between.split_once("平均") else { return false };
    let noun = noun.trim_matches([',', '、', ' ', '里', '中']);
    let has_one_clause = between.chars().filter(|c| *c == ',').count() <= 1 && !between.contains(['。', ';', '(', ')', ':']);
    if !has_one_clause || noun.chars().count() > 8 || is_rough(between) || is_rough(last_clause(pair.head())) {
        return false;
    }
    let Some(each) = rest.trim_start().strip_prefix('每') else { return begins_with_verb(rest.trim_start()) };
    let each = each.trim_start_matches(['个', '一']);
    // 每村 of 7个村, 每家 of 12家, 每家企业 of 12家企业, 每个企业 of 12家企业; what is counted may follow: 每村有党员3.5名.
    let last = noun.char_indices().next_back().map_or(noun, |(at, _)| &noun[at..]);
    let first = noun.chars().next().map_or(noun, |c| &noun[..c.len_utf8()]);
    // 4支队伍: 支队 is read as the measure word.
    let in_measure = measure.char_indices().next_back().map_or(measure, |(at, _)| &measure[at..]);
    let names = [noun, last, first, measure, in_measure].into_iter().filter(|n| !n.is_empty() && *n != "个");
    let behind = names.filter_map(|name| each.strip_prefix(name)).min_by_key(|rest| rest.len());
    behind.is_some_and(|rest| is_noun(rest.strip_prefix(noun).unwrap_or(rest)))
}

/// `设有卫生院`
fn begins_with_verb(text: &str) -> bool {
    is_noun(text) && TABLE.verbs.iter().any(|verb| text.starts_with(verb.as_str()))
}

/// Whether a text is short and speaks of nothing that is counted by itself.
fn is_noun(text: &str) -> bool {
    text.chars().count() <= 8 && text.chars().all(|c| c.is_alphabetic() && !matches!(c, '每' | '均' | '户' | '人'))
}
