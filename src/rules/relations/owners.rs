//! B3: owners of one firm that hold more than all of it, or not all of it where one has the rest: `甲集团持股51%，乙集团持股59%`;
//! `甲公司持有62.35%的股权，乙公司持有剩下的27.65%股权`. Stock has one owner: such shares never overlap.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, terms};
use super::amount::{Amount, fixes};
use super::lists::lists;
use super::nearby::{has_any, sentences_between, trim_start};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::plain;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    verbs: Vec<String>,
    holds: Vec<String>,
    buys: Vec<String>,
    will: Vec<String>,
    stock: Vec<String>,
    ratios: Vec<String>,
    links: Vec<String>,
    rests: Vec<String>,
    fillers: Vec<String>,
    each: Vec<String>,
    several: Vec<(String, String)>,
    no_owner: Vec<String>,
    breaks: Vec<String>,
    held: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/owners"));

/// How many characters the name of an owner has at most, and what stands between two of them.
const NAME: usize = 20;
const GAP: usize = 36;
/// The most owners that are added up.
const MOST: usize = 24;
/// Of how many it is asked whether one is the sum of others.
const MOST_RUNS: usize = 12;

/// What an owner holds.
#[derive(Clone)]
struct Holding<'l> {
    at: usize,
    amount: Amount<'l>,
    /// Who holds it.
    owner: String,
    /// The firm, where it is named.
    of: String,
    /// How many hold so much each.
    owners: u32,
    /// Whether words say that it is stock; a bare 占 goes on with what was told before.
    is_stock: bool,
    /// Whether it is all that the others leave.
    is_rest: bool,
    /// Whether it will be so: 将拥有.
    is_planned: bool,
    /// Whether it is bought, of another owner then.
    is_bought: bool,
}

/// Looks at the shares of stock of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let names_stock = ["股", "出资"].iter().any(|word| scene.reading.contains(word));
    let percents = scene.figures.iter().filter(|figure| figure.kind == Kind::Percent).count();
    if !names_stock || percents == 0 {
        return;
    }
    let terms = terms(scene);
    let mut set: Vec<Holding> = Vec::new();
    let rows = rows(scene);
    // Who was told to hold stock in this sentence.
    let mut owners: Vec<String> = Vec::new();
    for (nth, term) in terms.iter().enumerate() {
        if term.amount.figure.kind != Kind::Percent {
            continue;
        }
        let holding = rows.iter().find(|holding| holding.at == term.at).cloned().or_else(|| holding(scene, &terms, nth, &set));
        let Some(mut holding) = holding else {
            close(scene, std::mem::take(&mut set), found);
            continue;
        };
        if set.last().is_some_and(|last| sentences_between(scene, last.at, holding.at) != Some(0)) {
            owners.clear();
        }
        let goes_on = set.last().is_some_and(|last| is_next(scene, &set, last, &holding, term));
        if !goes_on {
            close(scene, std::mem::take(&mut set), found);
        }
        // 甲占61%，乙占49%, where stock was told of before in the sentence.
        holding.is_stock |= owners.contains(&holding.owner);
        if holding.is_stock || goes_on {
            owners.push(holding.owner.clone());
            set.push(holding);
        }
    }
    close(scene, set, found);
}

/// `甲集团和乙先生的持股比例分别为39%和14%`.
fn rows<'l>(scene: &Scene<'l>) -> Vec<Holding<'l>> {
    let mut holdings = Vec::new();
    for list in lists(scene).into_iter().filter(|list| list.is_percent && list.is_aligned) {
        let (Some(first), Some(last)) = (list.items.first(), list.items.last()) else { continue };
        let start = usize::from(scene.figures[first.figure].range.start());
        let head = scene.reading.get(list.start..start).unwrap_or("");
        let clause = crate::rules::style::last_clause(&scene.reading[..start]);
        let behind = tail(scene, last.figure);
        let is_ratio = WORDS.ratios.iter().chain(&WORDS.verbs).any(|word| head.contains(word.as_str()));
        let is_held = head.contains(['占', '持']) && WORDS.stock.iter().any(|word| behind == word);
        if !(is_ratio || is_held) || has_any(clause, &WORDS.held) {
            continue;
        }
        let names = || list.items.iter().map(|item| owner(trim_ratio(&item.name)));
        if names().any(|name| name.is_none()) {
            continue;
        }
        for (item, name) in list.items.iter().zip(names()) {
            let Some(amount) = Amount::of(scene.reading, &scene.figures[item.figure]).filter(Amount::is_exact) else { continue };
            let (owner, of) = (name.unwrap_or_default(), String::new());
            let (is_planned, is_bought) = (false, false);
            holdings.push(Holding { at: item.figure, amount, owner, of, owners: 1, is_stock: true, is_rest: false, is_planned, is_bought });
        }
    }
    holdings
}

/// A text without the words that it ends with, the longest of them first.
fn trim_end<'t>(text: &'t str, words: &[String]) -> &'t str {
    let mut text = text.trim_end();
    while let Some(rest) = words.iter().filter_map(|word| text.strip_suffix(word.as_str())).min_by_key(|rest| rest.len()) {
        text = rest.trim_end();
    }
    text
}

/// The name of an owner without the ratio behind it.
fn trim_ratio(name: &str) -> &str {
    let name = trim_end(trim_end(name, &WORDS.links), &WORDS.ratios);
    trim_end(name, &WORDS.verbs).trim_end_matches('的')
}

/// A name as that of an owner; `None` where it is none.
fn owner(name: &str) -> Option<String> {
    let name = trim_start(name, &WORDS.fillers).trim_matches(['“', '”', '"', ' ', ',']);
    let is_name = (1..=NAME).contains(&name.chars().count()) && !has_any(name, &WORDS.no_owner);
    is_name.then(|| name.to_owned())
}

/// The words behind a figure up to a mark.
fn tail<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    let rest = &scene.reading[scene.figures[at].range.end().into()..];
    let len = rest.chars().take(GAP).take_while(|c| !",，。;；:：、()（）!?”\"".contains(*c)).map(char::len_utf8).sum();
    rest[..len].trim()
}

/// Reads a percent as what an owner holds.
fn holding<'l>(scene: &Scene<'l>, terms: &[Term<'l>], nth: usize, set: &[Holding]) -> Option<Holding<'l>> {
    let term = &terms[nth];
    let amount = Some(term.amount.clone()).filter(Amount::is_exact)?;
    let behind = tail(scene, term.at);
    let is_stock_behind = WORDS.stock.iter().any(|word| behind == word);
    let is_end = behind.is_empty() || is_stock_behind;
    let clause = term.clause().trim().trim_matches(['“', '”', '"']);
    if !is_end || nth > 0 && term.goes_on() && !is_counted(terms, nth) {
        return None;
    }
    // 股东持股比例为：甲51%，乙29%，丙30%: the ratio heads the list.
    let is_bracketed = scene.reading[..usize::from(term.amount.figure.number.start())].ends_with(['(', '（']);
    let name = if clause.is_empty() && is_bracketed { term.trail().rsplit([',', ':', '、']).next().unwrap_or("") } else { clause };
    let is_listed = set.last().is_some_and(|last| last.of == LISTED) || heads(term);
    if is_listed && !name.is_empty() && (clause == name || is_bracketed) {
        let name = trim_end(trim_end(name, &WORDS.links), &WORDS.verbs);
        let owner = owner(trim_end(name, &WORDS.holds))?;
        return Some(Holding {
            at: term.at,
            amount,
            owner,
            of: LISTED.into(),
            owners: 1,
            is_stock: true,
            is_rest: false,
            is_planned: false,
            is_bought: false,
        });
    }
    let bare = trim_end(clause, &WORDS.links);
    let by_verb = WORDS.verbs.iter().chain(&WORDS.ratios).filter_map(|verb| clause_without(clause, bare, verb)).min_by_key(|n| n.len());
    let (name, of, is_stock, is_bought) = match by_verb {
        Some(name) => (name, "", true, false),
        None => {
            let verbs = WORDS.holds.iter().chain(&WORDS.buys);
            let found = verbs.filter_map(|verb| clause.rfind(verb.as_str()).map(|at| (at, verb.len())));
            let (at, len) = found.max_by_key(|(at, len)| (at + len, *len))?;
            let is_bought = WORDS.buys.iter().any(|verb| *verb == clause[at..at + len]);
            (&clause[..at], clause[at + len..].trim(), is_stock_behind, is_bought)
        }
    };
    let is_rest = WORDS.rests.iter().any(|word| of.starts_with(word.as_str()) || name.ends_with(word.as_str()));
    let of = if is_rest { "" } else { of.trim_start_matches('了').trim_end_matches('的') };
    let name = trim_end(trim_end(name.trim_end_matches('的'), &WORDS.rests), &WORDS.links);
    let planned = WORDS.will.iter().find_map(|word| name.strip_suffix(word.as_str()));
    let (name, is_planned) = (planned.unwrap_or(name), planned.is_some());
    let (name, owners) = each(name, terms, nth)?;
    // 乙公司由甲公司持股60%.
    let (of, name) = name.split_once('由').filter(|(of, _)| !of.is_empty() && of.chars().count() > 1).unwrap_or((of, name));
    let owner = owner(name)?;
    Some(Holding { at: term.at, amount, owner, of: of.to_owned(), owners, is_stock, is_rest, is_planned, is_bought })
}

/// What stands for the firm where a heading tells it for all of a list.
const LISTED: &str = ":";

/// Whether words before a value head a list of owners: 股东持股比例为：.
fn heads(term: &Term) -> bool {
    let trail = term.trail();
    let head = trail.rsplit([',', '，', '。', ';']).next().unwrap_or(trail);
    let head = trim_end(head, &WORDS.links);
    let is_headed = term.text.contains([':', '：']) && WORDS.ratios.iter().any(|word| word != "持股" && head.ends_with(word.as_str()));
    is_headed && !head.contains(['对', '在']) && !has_any(head, &WORDS.held)
}

/// The clause without a verb that it ends with, before or behind the words that link it to the number.
fn clause_without<'c>(clause: &'c str, bare: &'c str, verb: &str) -> Option<&'c str> {
    clause.strip_suffix(verb).or_else(|| bare.strip_suffix(verb))
}

/// How many owners hold so much each: 双方各, 甲、乙两家各.
fn each<'c>(name: &'c str, terms: &[Term], nth: usize) -> Option<(&'c str, u32)> {
    let Some(bare) = WORDS.each.iter().find_map(|word| name.strip_suffix(word.as_str())) else { return Some((name, 1)) };
    let bare = bare.trim();
    if let Some((_, number)) = WORDS.several.iter().find(|(word, _)| bare.ends_with(word.as_str())) {
        return Some((bare, number.parse().ok()?));
    }
    if is_counted(terms, nth) {
        let count = terms.get(nth.checked_sub(1)?)?.amount.printed()?.value;
        let count: u32 = count.normalize().to_string().parse().ok().filter(|count| (2..=20).contains(count))?;
        return Some((if bare.is_empty() { "各" } else { bare }, count));
    }
    let joined = bare.split(['和', '与', '及', '、']).count() as u32;
    let before = terms[nth].trail();
    let listed = if terms[nth].text.contains('、') && joined > 1 { before.matches('、').count() as u32 } else { 0 };
    (joined > 1).then_some((bare, joined + listed))
}

/// Whether a count of owners stands right before a value: 三家股东各持股40%.
fn is_counted(terms: &[Term], nth: usize) -> bool {
    let clause = terms[nth].clause();
    let is_each = WORDS.each.iter().any(|word| clause.contains(word.as_str())) && clause.chars().count() <= 8;
    let is_count = |term: &Term| term.amount.dimension.starts_with("count/") && term.amount.is_exact();
    is_each && terms[nth].goes_on() && nth.checked_sub(1).is_some_and(|before| is_count(&terms[before]))
}

/// Whether a holding goes on with those before it: another owner of the same firm at the same time.
fn is_next(scene: &Scene, set: &[Holding], last: &Holding, next: &Holding, term: &Term) -> bool {
    let gap = scene.reading.get(scene.figures[last.at].range.end().into()..scene.figures[next.at].number.start().into()).unwrap_or("");
    let is_near = gap.chars().count() <= GAP + NAME && !gap.contains(['。', '!', '?']);
    // The words between the last share and the clause of this one.
    let between = gap.strip_suffix(term.clause()).unwrap_or(gap);
    let between = WORDS.stock.iter().find_map(|word| between.strip_prefix(word.as_str())).unwrap_or(between);
    let of_one = next.of.is_empty() || next.of == last.of && !last.of.is_empty() || next.of == LISTED;
    let is_other = set.iter().all(|holding| holding.owner != next.owner);
    // 甲公司持股60%，交易后乙公司将持股50%: of two times.
    let is_own_time = term.time.is_some() || next.is_planned && !last.is_planned && !next.is_rest;
    let is_row = next.of == LISTED || between.is_empty();
    is_near && of_one && is_other && !is_own_time && (is_row || !has_any(between, &WORDS.breaks)) && set.len() < MOST
}

/// Adds up what the owners of one firm hold.
fn close(scene: &Scene, set: Vec<Holding>, found: &mut Found) -> Option<()> {
    let (first, last) = (set.first()?, set.last()?);
    let is_row = set.len() >= 2 || set.iter().any(|holding| holding.owners > 1);
    if !is_row || !set.iter().any(|holding| holding.is_stock) || names_held(scene, first.at) {
        return None;
    }
    found.checked.extend(set.iter().map(|holding| holding.at));
    let part = |holding: &Holding| holding.amount.interval.scaled(Decimal::from(holding.owners));
    let sum = set.iter().try_fold(Interval::point(Decimal::ZERO), |sum, holding| sum.plus(&part(holding)?))?;
    let steps = set.iter().filter_map(|h| Some(h.amount.printed()?.step)).sum::<Decimal>();
    let wide = sum.widened(steps / Decimal::TWO)?;
    let hundred = Interval::point(Decimal::ONE_HUNDRED);
    // What is left is left of all that was told before: no other share stands between.
    let is_closed = set.iter().skip(1).any(|holding| holding.is_rest) && last.at - first.at + 1 == set.len();
    let is_over = wide.is_above(&hundred);
    let is_under = is_closed && hundred.is_above(&wide);
    // What is bought was another's, and only what is left of it belongs to the row.
    let is_over = is_over && (is_closed || !set.iter().any(|holding| holding.is_bought));
    let is_told = found.findings.iter().any(|f| set.iter().any(|holding| f.range == scene.figures[holding.at].range));
    let values: Vec<Decimal> = set.iter().filter_map(|h| h.amount.printed()?.value.checked_mul(Decimal::from(h.owners))).collect();
    if is_told || !(is_over || is_under) || values.iter().any(|value| *value > Decimal::ONE_HUNDRED) && set.len() > 1 {
        return None;
    }
    // 国资持股60%，市国资委持股40%，县国资公司持股20%: the first is all of the others.
    let sums = |whole: usize| {
        let runs = (0..values.len()).flat_map(|from| (from + 2..=values.len()).map(move |to| from..to));
        runs.into_iter().any(|run| !run.contains(&whole) && values[run].iter().sum::<Decimal>() == values[whole])
    };
    if is_over && values.len() <= MOST_RUNS && (0..values.len()).any(sums) {
        return None;
    }
    let total: Decimal = values.iter().sum();
    let off = total - Decimal::ONE_HUNDRED;
    let (total, gap) = (plain(total), plain(off.abs()));
    let message = Message::new(
        format!("各方所持股份之和是{total}%，{}100%，相差{gap}个百分点", if is_over { "超过" } else { "不足" }),
        format!("the owners hold {total} % together, not 100 %: {gap} points apart"),
    );
    let terms: Vec<String> = values.iter().map(|value| plain(*value)).collect();
    let formula = Message::both(format!("{} = {total} ≠ 100", terms.join(" + ")));
    let single = || set.iter().filter(|holding| holding.owners == 1);
    let options: Vec<(&Amount, Interval)> =
        single().filter_map(|h| Some((&h.amount, Interval::point(h.amount.printed()?.value - off)))).collect();
    let what = What { code: "shares-sum-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &options) };
    let others: Vec<usize> = set[..set.len() - 1].iter().map(|holding| holding.at).collect();
    found.findings.push(scene.finding_of(what, last.at, &others));
    Some(())
}

/// Whether the names of a sentence are of firms that are held: 旗下甲公司持股60%.
fn names_held(scene: &Scene, at: usize) -> bool {
    let place = usize::from(scene.figures[at].range.start());
    let start =
        scene.reading[..place].char_indices().rev().take(90).take_while(|(_, c)| !"。!?".contains(*c)).last().map_or(place, |(i, _)| i);
    let end =
        scene.reading[place..].char_indices().take(90).take_while(|(_, c)| !"。!?".contains(*c)).last().map_or(place, |(i, _)| place + i);
    scene.reading.get(start..end).is_some_and(|sentence| has_any(sentence, &WORDS.held))
}
