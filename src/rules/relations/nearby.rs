//! What stands around a figure, as text: the words before and behind it in its clause, whose it is, lists of one kind of value; and
//! whether two claims can be of one time and place at all.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::scene::Scene;
use crate::claims::scope::{SCOPES, ScopeId};
use crate::claims::{Claim, Period, Role, Statistic};
use crate::figures::figure::Interval;
use crate::rules::style::last_clause;

/// How many characters behind a figure are looked at.
const TAIL_CHARS: usize = 12;
/// How many characters a name has at most, and at least.
const NAME_CHARS: std::ops::RangeInclusive<usize> = 2..=8;
/// How many lists of a sentence are kept open at once, so that hostile text costs no more than other text.
const OPEN_LISTS: usize = 4;
/// What a name cannot begin with.
const BEGINNINGS: [&str; 10] = ["其中", "而", "但", "并", "且", "和", "及", "与", "同时", "另"];
/// What stands between a name and its figure without saying what is measured.
const MEASURES: [&str; 9] = ["同比", "环比", "增速", "增幅", "增长率", "涨幅", "分别", "的", "均"];

/// The words before a figure's number in its clause, from the figure before it on; hedges are among them (最低1.8万元).
pub(super) fn lead<'l>(scene: &Scene<'l>, claim: &Claim) -> &'l str {
    lead_of(scene, claim.figure)
}

/// The same for a figure by its index.
pub(super) fn lead_of<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    let reading = scene.reading;
    let Some(figure) = scene.figures.get(at) else { return "" };
    let end = usize::from(figure.number.start());
    let before = at.checked_sub(1).and_then(|at| scene.figures.get(at));
    let start = before.map_or(0, |figure| usize::from(figure.range.end()));
    let Some(text) = reading.get(start..end) else { return "" };
    let clause = last_clause(text);
    let inner = clause.rsplit(['(', ')', '（', '）']).next().unwrap_or(clause);
    inner.trim_start_matches(['、', ' '])
}

/// More bytes between two figures join them no longer.
const FARTHEST: usize = 600;

/// How many sentences end between two figures; `None` where they stand far apart.
pub(super) fn sentences_between(scene: &Scene, one: usize, other: usize) -> Option<usize> {
    if one == other {
        return Some(0);
    }
    let (first, last) = (scene.figures.get(one.min(other))?, scene.figures.get(one.max(other))?);
    let between = scene.reading.get(first.range.end().into()..last.range.start().into()).filter(|text| text.len() <= FARTHEST)?;
    Some(between.matches(['。', '!', '?', '！', '？']).count())
}

/// Whether two figures stand in one sentence.
pub(super) fn same_sentence(scene: &Scene, one: usize, other: usize) -> bool {
    one == other || sentences_between(scene, one, other) == Some(0)
}

/// What parts the values of a bare list.
const JOINTS: [&str; 7] = ["、", "和", "及", "与", "以及", "、和", "/"];

/// Whether a figure stands in a list of bare values: 分别减少167起、9人和161人. Such values are told of several things in turn.
pub(super) fn is_in_list(scene: &Scene, at: usize) -> bool {
    are_joined(scene, at) || at.checked_sub(1).is_some_and(|before| are_joined(scene, before))
}

/// Whether a figure and the next one stand in a list with nothing but a joint between them.
pub(super) fn are_joined(scene: &Scene, at: usize) -> bool {
    let (Some(one), Some(other)) = (scene.figures.get(at), scene.figures.get(at + 1)) else { return false };
    let gap = scene.reading.get(one.range.end().into()..other.range.start().into()).unwrap_or("");
    JOINTS.contains(&gap.trim())
}

/// The words behind a figure in its clause, a few at most.
pub(super) fn tail<'l>(scene: &Scene<'l>, claim: &Claim) -> &'l str {
    let reading = scene.reading;
    let rest = &reading[usize::from(scene.figure(claim).range.end())..];
    let is_mark = |c: char| matches!(c, ',' | '，' | '。' | ';' | '；' | ':' | '、' | '!' | '?' | '(' | ')' | '（' | '）');
    let len = rest.chars().take(TAIL_CHARS).take_while(|c| !is_mark(*c)).map(char::len_utf8).sum();
    &rest[..len]
}

/// Whether a text holds one of the words.
pub(super) fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether two texts have two characters in a row in common.
pub(super) fn shares_word(one: &str, other: &str) -> bool {
    let chars: Vec<char> = one.chars().collect();
    chars.windows(2).any(|pair| other.contains(&pair.iter().collect::<String>()))
}

/// The same as [`has_any`] for words of the code.
pub(super) fn has_any_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// All that stands behind a figure.
pub(super) fn tail_of<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    scene.figures.get(at).map_or("", |figure| &scene.reading[figure.range.end().into()..])
}

/// Whether one of the words stands before or right behind one of the figures.
pub(super) fn any_says(scene: &Scene, claims: &[&Claim], words: &[String]) -> bool {
    claims.iter().any(|claim| has_any(lead(scene, claim), words) || has_any(tail(scene, claim), words))
}

/// A text without the words that it ends with.
pub(super) fn trim_end<'t>(text: &'t str, words: &[String]) -> &'t str {
    let mut text = text.trim_end();
    while let Some(rest) = words.iter().filter(|w| !w.is_empty()).find_map(|w| text.strip_suffix(w.as_str())) {
        text = rest.trim_end();
    }
    text
}

/// A text without the words that it begins with.
pub(super) fn trim_start<'t>(text: &'t str, words: &[String]) -> &'t str {
    let mut text = text.trim_start();
    while let Some(rest) = words.iter().filter(|w| !w.is_empty()).find_map(|w| text.strip_prefix(w.as_str())) {
        text = rest.trim_start();
    }
    text
}

/// Whether two claims cover different things: they answer one question in different ways (全市 and 市区), or one of them alone speaks of a
/// part (农村, 民营). That a place is the whole one goes without saying.
pub(super) fn scopes_clash(one: &Claim, other: &Claim) -> bool {
    let lacks = |these: &[ScopeId], those: &[ScopeId]| these.iter().any(|id| !those.contains(id) && SCOPES.group(*id) != "whole-place");
    scopes_differ(one, other) || lacks(&one.scopes, &other.scopes) || lacks(&other.scopes, &one.scopes)
}

/// Whether two claims answer one question of scope in different ways: 全市 and 市区.
fn scopes_differ(one: &Claim, other: &Claim) -> bool {
    let differs = |id: &ScopeId| !other.scopes.contains(id) && other.scopes.iter().any(|o| o.group == id.group);
    one.scopes.iter().any(differs)
}

/// Whether two claims are of different times. The end of a year is of the year.
pub(super) fn periods_clash(one: &Claim, other: &Claim) -> bool {
    let (Some(a), Some(b)) = (&one.period, &other.period) else { return false };
    if a.text == b.text {
        return false;
    }
    let is_end = |period: &Period| period.text.ends_with(['末', '底']);
    match (a.year(), b.year()) {
        (Some(x), Some(y)) if x != y => true,
        _ => !(is_end(a) || is_end(b)),
    }
}

/// Whether two claims are of different subjects, as far as both name one.
pub(super) fn subjects_clash(one: &Claim, other: &Claim) -> bool {
    let (a, b) = (one.subject.text.as_str(), other.subject.text.as_str());
    !a.is_empty() && !b.is_empty() && !a.contains(b) && !b.contains(a)
}

/// Whether two claims can be held together: one time, one place, one mood.
pub(super) fn can_meet(one: &Claim, other: &Claim) -> bool {
    one.modality == other.modality && !scopes_clash(one, other) && !periods_clash(one, other)
}

/// The same where one of them may leave out what both are of.
pub(super) fn may_meet(one: &Claim, other: &Claim) -> bool {
    one.modality == other.modality && !scopes_differ(one, other) && !periods_clash(one, other)
}

/// The values that a number allows if its last digit was rounded, also where it counts whole things: an average of them is no whole thing.
pub(super) fn rounded(amount: &Amount) -> Option<Interval> {
    let printed = amount.printed()?;
    Interval::point(printed.value).widened(printed.step.checked_div(Decimal::TWO)?)
}

/// What a figure allows: rounded if it stands by itself, else what its hedges say.
pub(super) fn allowed(amount: &Amount) -> Option<Interval> {
    if amount.is_exact() { rounded(amount) } else { Some(amount.interval) }
}

/// An interval, wider on both sides by a part of its middle.
pub(super) fn wider(interval: &Interval, part: Decimal) -> Option<Interval> {
    interval.widened(interval.middle()?.abs().checked_mul(part)?)
}

/// A growth in percent as a factor: 5% is 1.05.
pub(super) fn factor(percent: &Interval) -> Option<Interval> {
    percent.scaled(Decimal::new(1, 2))?.plus(&Interval::point(Decimal::ONE))
}

/// Whose a figure is by the words of its clause: 甲镇 in 甲镇产值4200万元. Empty where they name nobody.
pub(super) fn name<'l>(scene: &Scene<'l>, claim: &'l Claim) -> &'l str {
    if claim.list.is_some() {
        return claim.subject.text.as_str();
    }
    let figure = scene.figure(claim);
    let number = usize::from(figure.number.start());
    let start = number - lead(scene, claim).len();
    let end = usize::from(claim.verb.start()).min(figure.range.start().into());
    let reading = scene.reading;
    let mut name = reading.get(start..end).unwrap_or_default().trim();
    while let Some(rest) = BEGINNINGS.iter().find_map(|word| name.strip_prefix(*word)) {
        name = rest.trim_start();
    }
    while let Some(rest) = MEASURES.iter().find_map(|word| name.strip_suffix(*word)) {
        name = rest.trim_end();
    }
    if let Some(entry) = claim.entry() {
        let names = std::iter::once(&entry.name).chain(&entry.aliases);
        let ends = names.filter(|n| name.ends_with(n.as_str())).max_by_key(|n| n.len());
        name = ends.map_or(name, |n| &name[..name.len() - n.len()]);
    }
    name.trim_end_matches('的')
}

/// One value of a list.
pub(super) struct Member<'l> {
    /// What is said.
    pub claim: &'l Claim,
    /// Whose it is.
    pub name: &'l str,
    /// The value.
    pub amount: Amount<'l>,
}

/// The lists of a line: values of one kind, in one unit, in one sentence, of names that end alike (甲镇, 乙镇, 丙镇); two at least.
pub(super) fn lists<'l>(scene: &Scene<'l>) -> Vec<Vec<Member<'l>>> {
    let mut lists: Vec<Vec<Member<'l>>> = Vec::new();
    for claim in scene.claims {
        let is_plain = matches!(claim.statistic, Statistic::Level | Statistic::Growth | Statistic::Share) && claim.role == Role::Plain;
        let name = name(scene, claim);
        if !is_plain || claim.points_back || !NAME_CHARS.contains(&name.chars().count()) {
            continue;
        }
        let Some(amount) = scene.amount(claim).filter(Amount::is_exact) else { continue };
        let goes_on =
            lists.iter_mut().rev().take(OPEN_LISTS).find(|list| list.last().is_some_and(|last| is_next(last, claim, name, &amount)));
        let member = Member { claim, name, amount };
        match goes_on {
            Some(list) => list.push(member),
            None => lists.push(vec![member]),
        }
    }
    lists.retain(|list| list.len() > 1);
    lists
}

fn is_next(last: &Member, claim: &Claim, name: &str, amount: &Amount) -> bool {
    let is_of_kind = last.claim.sentence == claim.sentence && last.claim.statistic == claim.statistic && last.claim.sign == claim.sign;
    let ends_alike = last.name.chars().next_back() == name.chars().next_back() && last.name != name;
    // The second name of a list often stands without the indicator, but never with another one.
    let is_of_indicator = claim.indicator.is_none() || last.claim.indicator.is_none() || claim.indicator == last.claim.indicator;
    is_of_kind && ends_alike && is_of_indicator && last.amount.dimension == amount.dimension && !periods_clash(last.claim, claim)
}
