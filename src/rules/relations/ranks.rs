//! Ranks against the values listed beside them (H2), and two firsts in one order (H4).

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::nearby::{Member, has_any, lead, lists, rounded, trim_start};
use super::scene::{Found, Scene, What};
use crate::claims::indicator::IndicatorId;
use crate::claims::{Claim, Statistic};
use crate::figures::figure::{Interval, Kind};
use crate::figures::numeral::numeral_at;
use crate::rules::finding::{Message, Severity};
use crate::text::{TextRange, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    firsts: Vec<String>,
    named_behind: Vec<String>,
    links: Vec<String>,
    growth: Vec<String>,
    openers: Vec<String>,
    reverse: Vec<String>,
    shared: Vec<String>,
    limits: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/ranks"));

/// How many characters behind a list its ranks are looked for.
const REACH: usize = 60;

/// Looks at the lists and the ranks of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for list in lists(scene) {
        against_values(scene, &list, found);
    }
    two_firsts(scene, found);
}

/// A rank that a clause gives to a member of a list.
struct Place {
    /// Which member.
    member: usize,
    /// Its place.
    place: usize,
    /// Among how many, where it is said.
    among: Option<usize>,
    /// Where it stands.
    range: TextRange,
}

/// H2.
fn against_values(scene: &Scene, list: &[Member], found: &mut Found) -> Option<()> {
    let (first, last) = (list.first()?, list.last()?);
    let falls_well = list.iter().any(|m| m.claim.entry().is_some_and(|e| e.falls_well) || has_any(lead(scene, m.claim), &WORDS.reverse));
    if falls_well || first.claim.sign < 0 {
        return None;
    }
    let reading = scene.reading;
    let start = usize::from(scene.figure(last.claim).range.end());
    let is_end = |c: char| matches!(c, '。' | ';' | '；' | '!' | '?');
    let len: usize = reading[start..].chars().take(REACH).take_while(|c| !is_end(*c)).map(char::len_utf8).sum();
    let mut at = start;
    for piece in reading[start..start + len].split_inclusive([',', '，']) {
        let clause = piece.trim_end_matches([',', '，']);
        if let Some(place) = place(list, clause, at) {
            judge(scene, list, &place, found);
        }
        at += piece.len();
    }
    Some(())
}

/// Reads a clause as the rank of a member: 甲市增速居三市之首. `None` where anything else stands in it.
fn place(list: &[Member], clause: &str, at: usize) -> Option<Place> {
    let text = trim_start(clause, &WORDS.openers).trim_end();
    let start = at + clause.len() - clause.trim_start().len();
    let place_range = range(start, (at + clause.trim_end().len()).max(start));
    let behind = WORDS.named_behind.iter().find_map(|word| text.split_once(word.as_str()));
    if let Some((measure, name)) = behind {
        let member = list.iter().position(|m| m.name == name)?;
        let among = rest(list, measure)?;
        return Some(Place { member, place: 1, among, range: place_range });
    }
    let member = (0..list.len()).filter(|i| text.starts_with(list[*i].name)).max_by_key(|i| list[*i].name.len())?;
    let words = &text[list[member].name.len()..];
    if let Some(first) = WORDS.firsts.iter().find_map(|word| words.strip_suffix(word.as_str())) {
        return Some(Place { member, place: 1, among: rest(list, first)?, range: place_range });
    }
    let (before, number) = words.split_once('第')?;
    let numeral = numeral_at(number).filter(|n| n.hi.is_none())?;
    if !matches!(&number[numeral.len..], "" | "位" | "名") {
        return None;
    }
    let place = whole(numeral.lo.value).filter(|place| *place > 0)?;
    Some(Place { member, place, among: rest(list, before)?, range: place_range })
}

/// What stands between a name and its rank must say nothing but what the list is of and among how many; the number, if any.
fn rest(list: &[Member], text: &str) -> Option<Option<usize>> {
    let first = list.first()?;
    let is_growth = first.claim.statistic == Statistic::Growth;
    let noun = first.claim.noun.text.strip_prefix(first.name).unwrap_or(&first.claim.noun.text);
    let mut text = text.trim();
    let mut among = None;
    while !text.is_empty() {
        let growth = WORDS.growth.iter().filter(|_| is_growth).find_map(|word| text.strip_prefix(word.as_str()));
        let measured = Some(noun).filter(|noun| !noun.is_empty()).and_then(|noun| text.strip_prefix(noun));
        let link = WORDS.links.iter().find_map(|word| text.strip_prefix(word.as_str()));
        if let Some(behind) = growth.or(measured).or(link) {
            text = behind;
            continue;
        }
        let numeral = numeral_at(text).filter(|n| n.hi.is_none() && n.len > 0 && among.is_none())?;
        among = Some(whole(numeral.lo.value)?);
        text = &text[numeral.len..];
    }
    Some(among)
}

fn whole(value: Decimal) -> Option<usize> {
    usize::try_from(u64::try_from(value).ok()?).ok().filter(|_| value.is_integer())
}

fn judge(scene: &Scene, list: &[Member], place: &Place, found: &mut Found) -> Option<()> {
    // Of five cities three are listed: what the others have nobody knows.
    let is_complete = place.among.is_none_or(|n| n == list.len()) && (place.place == 1 || place.among.is_some());
    if !is_complete || place.place > list.len() {
        return None;
    }
    let values: Vec<Interval> = list.iter().map(|m| rounded(&m.amount)).collect::<Option<_>>()?;
    let own = values.get(place.member)?;
    let above: Vec<usize> = (0..list.len()).filter(|i| values[*i].is_above(own)).collect();
    let below = values.iter().filter(|v| own.is_above(v)).count();
    found.checked.extend(list.iter().map(|m| m.claim.figure));
    if place.place > above.len() && place.place <= list.len() - below {
        return Some(());
    }
    let member = list.get(place.member)?;
    let mut order: Vec<&Member> = list.iter().collect();
    order.sort_by_key(|m| std::cmp::Reverse(m.amount.printed().map(|p| p.value)));
    let is = above.len() + 1;
    let shown: Vec<String> = order.iter().map(|m| format!("{}{}", m.name, scene.text(m.claim))).collect();
    let ranks = shown.join(" > ");
    let said = scene.reading[place.range].trim();
    let message = Message::new(
        format!("名次与所列数值矛盾：“{said}”，但按所列数值{}排第{is}，居首的是{}", member.name, order.first()?.name),
        format!(
            "the rank contradicts the values listed: “{said}”, but {} comes {is}. by its value; first is {}",
            member.name,
            order.first()?.name
        ),
    );
    let what = What { code: "rank-against-values", severity: Severity::Error, message, formula: Message::both(ranks), fixes: Vec::new() };
    let others: Vec<&Claim> = list.iter().map(|m| m.claim).filter(|c| c.figure != member.claim.figure).collect();
    let mut finding = scene.finding(what, member.claim, &others);
    finding.range = place.range;
    found.findings.push(finding);
    Some(())
}

/// What one order is: what is measured, where, and when.
#[derive(PartialEq, Eq, Hash)]
struct Order {
    indicator: IndicatorId,
    noun: String,
    place: String,
    period: String,
}

/// H4.
fn two_firsts(scene: &Scene, found: &mut Found) {
    let mut firsts: HashMap<Order, &Claim> = HashMap::new();
    for claim in scene.claims {
        let Some(order) = first(scene, claim) else { continue };
        let Some(other) = firsts.get(&order).copied() else {
            firsts.insert(order, claim);
            continue;
        };
        let (a, b) = (claim.subject.text.as_str(), other.subject.text.as_str());
        let are_two = !a.contains(b) && !b.contains(a) && a.chars().next_back() == b.chars().next_back();
        if !are_two {
            continue;
        }
        found.checked.extend([other.figure, claim.figure]);
        let (place, noun) = (&order.place, &order.noun);
        let message = Message::new(
            format!("同一名次有两个第一：{b}和{a}的{noun}都写作{place}第一"),
            format!("two firsts in one order: both {b} and {a} are first in {noun} ({place})"),
        );
        let formula = Message::new(format!("{b}、{a}：{place}第一"), format!("{b}, {a}: first ({place})"));
        let what = What { code: "two-firsts", severity: Severity::Hint, message, formula, fixes: Vec::new() };
        found.findings.push(scene.finding(what, claim, &[other]));
    }
}

/// The order that a claim says its subject is first in.
fn first(scene: &Scene, claim: &Claim) -> Option<Order> {
    let figure = scene.figure(claim);
    let is_first =
        claim.statistic == Statistic::Rank && figure.kind == Kind::Rank && figure.printed().is_some_and(|p| p.value == Decimal::ONE);
    let subject = claim.subject.text.as_str();
    let is_named = (2..=10).contains(&subject.chars().count());
    if !is_first || !is_named || !claim.is_own || !claim.is_actual() {
        return None;
    }
    let head = lead(scene, claim);
    let indicator = claim.indicator?;
    let between = scene.reading.get(usize::from(claim.verb.end())..figure.range.start().into())?;
    let place = between.trim_matches(['在', '的', '中', '为', ' ']);
    // 在全市同类县中, 并列第一: not the one first of all.
    let is_limited = has_any(head, &WORDS.shared) || has_any(head, &WORDS.limits);
    let is_place = (2..=8).contains(&place.chars().count());
    if is_limited || !is_place || !head.contains(subject) {
        return None;
    }
    let noun = claim.noun.text.replacen(subject, "", 1);
    let period = claim.period.as_ref().map_or_else(String::new, |p| p.text.clone());
    (!noun.is_empty()).then(|| Order { indicator, noun, place: place.to_owned(), period })
}
