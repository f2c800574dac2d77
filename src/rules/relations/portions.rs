//! Shares by the words and the places of the figures alone, whatever is measured (C11, C12, C19): 24个工作面中，已有16个改造，占66.7%;
//! 甲96件，占40%；乙48件，占20%; 水稻占六成; 后者占6.2%.
//!
//! The rooms `shares` and `two_shares` know what is measured. Here four things prove what a share is of: the words 中 and 其中 between
//! the whole and the part; another share of the same row, which some value of the line makes right; the name of the part; two digits
//! exchanged, which make the share right to the digit. Any value of the line, and any sum of a row, that makes it right acquits.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, is_change, terms};
use super::alibi;
use super::amount::{Amount, Scale, fixed, fixes};
use super::nearby::{has_any, rounded, wider};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::beside::share_allowed;
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    links: Vec<String>,
    before: Vec<String>,
    behind: Vec<String>,
    faces: Vec<String>,
    other: Vec<String>,
    vague: Vec<String>,
    places: Vec<String>,
    parts: Vec<String>,
    verbs: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/portions"));

/// How many values before a share, and behind it, may be its whole.
const BEFORE: usize = 16;
const BEHIND: usize = 3;
/// How many shares before one are held against it.
const SIBLINGS: usize = 4;
/// How many values before a ratio may be what it is made of.
const RATIO: usize = 6;
/// How many characters may stand between a part and its share, besides the word that links them.
const TRAIL: usize = 16;
/// The same before the name of a ratio of all: 回升面.
const FACE_TRAIL: usize = 20;
/// The longest row of values that is summed.
const ROW: usize = 10;

/// A share, and the value that it is of.
struct Share<'l> {
    at: usize,
    part: usize,
    /// What it may be, in percent.
    said: Interval,
    /// What the words say that it is of.
    of: &'l str,
    /// Whether the part is named before the share: 水稻占六成.
    is_named: bool,
    /// The whole that makes it right, as a term.
    whole: Option<usize>,
}

/// Looks at every share of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let terms = terms(scene);
    let mut shares: Vec<Share> = Vec::new();
    for at in 1..terms.len() {
        let Some(mut share) = share(scene, &terms, at) else {
            of_inner(scene, &terms, at, found);
            by_name(scene, &terms, at, found);
            continue;
        };
        let pool = pool(&terms, &share);
        let part = &terms[share.part].amount;
        let holds = |whole: &Amount| percent(part, whole).is_none_or(|p| p.meets(&share.said));
        share.whole = pool.iter().copied().find(|i| holds(&terms[*i].amount));
        let is_led = share.is_named && led(&terms, &share).is_some();
        let is_of_row = !is_led && !shares.iter().rev().take(SIBLINGS).any(|s| s.whole.is_some() && is_sibling(scene, &terms, s, &share));
        let row = || {
            is_of_row
                && rows(&terms, &share)
                    .iter()
                    .any(|sum| values(part).and_then(|p| p.over(sum)?.scaled(Decimal::ONE_HUNDRED)).is_none_or(|p| p.meets(&share.said)))
        };
        if share.whole.is_some() || row() {
            found.checked.extend([terms[share.part].at, terms[at].at]);
        } else if !is_told(scene, &terms, &share, found) {
            judge(scene, &terms, &share, &pool, &shares, found);
        }
        shares.push(share);
    }
}

/// `累计建成48.6万亩，占60万亩耕地的81%`: the whole stands between the link and the share.
fn of_inner(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let (whole, part) = (at.checked_sub(1)?, at.checked_sub(2)?);
    let (w, p, said) = (&terms[whole], &terms[part], &terms[at].amount);
    // 亏损87家，在全部612家企业中占14.2%.
    let is_among = w.clause().trim().starts_with('在') && terms[at].goes_on() && terms[at].clause().trim().ends_with("中占");
    let is_linked = w.clause().trim().ends_with(['占']) && terms[at].goes_on() && terms[at].clause().trim().ends_with('的') || is_among;
    let is_kind = said.figure.kind == Kind::Percent && said.is_exact() && of_kind(&w.amount, &p.amount);
    let is_pair = !w.opens && is_value(p) && w.amount.is_exact() && w.trail().chars().count() <= TRAIL;
    let ratio = percent(&p.amount, &w.amount).filter(|_| is_linked && is_kind && is_pair)?;
    let said = said.interval.widened(half_step(said)?)?;
    let share = Share { at, part, said, of: "", is_named: false, whole: Some(whole) };
    if ratio.meets(&said) {
        found.checked.extend([p.at, w.at, terms[at].at]);
        return None;
    }
    report(scene, terms, &share, whole, found)
}

/// Ratios that are named by what they are made of: 存贷比, 城镇化率; two neighbours exchanged make them right to the digit.
fn by_name(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let clause = strip_end(term.clause().trim(), &WORDS.behind);
    let name = clause.strip_suffix(['率', '比']).filter(|name| !name.is_empty() && !has_any(name, &WORDS.other))?;
    let name: Vec<char> = name.chars().rev().take(4).collect();
    if term.amount.figure.kind != Kind::Percent || !term.amount.is_exact() {
        return None;
    }
    let near: Vec<usize> = (at.saturating_sub(RATIO)..at)
        .rev()
        .filter(|i| is_value(&terms[*i]) && terms[*i + 1..=at].iter().filter(|t| t.opens).count() <= 1)
        .take(3)
        .collect();
    let pairs = || {
        near.iter()
            .flat_map(|p| near.iter().map(move |w| (*p, *w)))
            .filter(|(p, w)| p != w && of_kind(&terms[*p].amount, &terms[*w].amount))
    };
    let fits = |(p, w): (usize, usize)| percent(&terms[p].amount, &terms[w].amount).is_none_or(|r| r.meets(&term.amount.interval));
    let is_named = |i: usize| terms[i].clause().chars().any(|c| name.contains(&c));
    if pairs().any(fits) {
        found.checked.push(term.at);
        return None;
    }
    let share = |part: usize| Share { at, part, said: term.amount.interval, of: "", is_named: true, whole: None };
    let (part, whole) = pairs().find(|(p, w)| is_named(*p) && is_exchanged(scene, terms, &share(*p), *w))?;
    if is_told(scene, terms, &share(part), found) {
        return None;
    }
    report(scene, terms, &share(part), whole, found)
}

/// Reads a value as a share, and finds its part.
fn share<'t>(scene: &Scene, terms: &'t [Term], at: usize) -> Option<Share<'t>> {
    let term = &terms[at];
    let figure = term.amount.figure;
    // Offices balance shares by hand, by a last digit; a whole percent is not balanced.
    let printed = || {
        let slack = if term.amount.scale.decimals > 0 { half_step(&term.amount)? } else { Decimal::ZERO };
        term.amount.interval.widened(slack)
    };
    let said = share_allowed(figure).or_else(|| printed().filter(|_| figure.kind == Kind::Percent && term.amount.is_exact()))?;
    let clause = strip_end(term.clause().trim(), &WORDS.behind);
    let is_end = scene.reading[usize::from(figure.range.end())..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '%');
    let (name, of, is_face) = linked(clause)?;
    if !is_end || !is_face && has_any(clause, &WORDS.other) {
        return None;
    }
    let name = strip_start(name, &WORDS.before);
    if name.is_empty() {
        let part = part_before(terms, at, is_face)?;
        return Some(Share { at, part, said, of, is_named: false, whole: None });
    }
    let part = named_part(scene, terms, at, name)?;
    Some(Share { at, part, said, of, is_named: true, whole: None })
}

/// `占全部金牌的`, `水稻占`, `增长面达`: the name before the link, what the share is of, and whether a ratio is named.
fn linked(clause: &str) -> Option<(&str, &str, bool)> {
    let face = WORDS.faces.iter().find_map(|word| clause.strip_suffix(word.as_str()));
    if let Some(rest) = face {
        return rest.chars().count().le(&4).then_some(("", "", true));
    }
    let link =
        WORDS.links.iter().filter_map(|word| clause.rfind(word.as_str()).map(|i| (i, word))).max_by_key(|(i, word)| (*i, word.len()));
    let (i, word) = link?;
    let of = clause[i + word.len()..].trim();
    let of = of.strip_suffix('的').unwrap_or(of);
    let is_plain = of.chars().count() <= 12 && !of.contains(['“', '”']);
    is_plain.then_some((clause[..i].trim(), of, false))
}

/// The value right before a share, with no other value of its clauses between.
fn part_before(terms: &[Term], at: usize, is_face: bool) -> Option<usize> {
    let term = &terms[at];
    // 减速器收入5.59亿元，同比增长12%，占30%: growths are of the part.
    let part = (at.saturating_sub(3)..at).rev().find(|i| !is_ratio(&terms[*i]))?;
    // 24个门类的开工情况好于上季，回升面63.2%: what they do stands behind them.
    let longest = if is_face { FACE_TRAIL } else { TRAIL };
    let is_next =
        terms[part + 1..=at].iter().all(|t| !t.opens && t.trail().chars().count() <= longest && !has_any(t.trail(), &WORDS.parts));
    // 96种商品中，67种销量增长，占69.8%: what they did stands between.
    let is_among = ["中,", "中，", "中有", "中已有"].iter().any(|mark| terms[part].text.contains(mark));
    let is_part = is_value(&terms[part]) && is_next && !term.goes_on() && (is_face || is_among || !has_any(term.trail(), &WORDS.other));
    is_part.then_some(part)
}

fn is_ratio(term: &Term) -> bool {
    term.amount.dimension == "percent" || term.amount.figure.kind.is_change()
}

/// A value before a share that its words name: 其中水稻18.9万亩、玉米6.3万亩…；水稻占六成; 前者, 后者.
fn named_part(scene: &Scene, terms: &[Term], at: usize, name: &str) -> Option<usize> {
    let near = at.saturating_sub(BEFORE)..at;
    if matches!(name, "前者" | "后者") {
        let last = near.rev().find(|i| is_value(&terms[*i]))?;
        let first = last.checked_sub(1).filter(|i| is_value(&terms[*i]) && terms[*i].amount.dimension == terms[last].amount.dimension)?;
        let is_pair = !terms[last].opens && !terms[at].opens;
        return is_pair.then_some(if name == "后者" { last } else { first });
    }
    if !(2..=8).contains(&name.chars().count()) {
        return None;
    }
    let is_it = |i: &usize| {
        let term = &terms[*i];
        let clause = strip_end(term.clause().trim(), &WORDS.verbs);
        let bare = strip_start(clause, &WORDS.before);
        is_value(term)
            && (bare == name || bare.trim_end_matches('的') == name || bare.strip_prefix("其中") == Some(name))
            && sentences(scene, term.at, terms[at].at) <= 1
    };
    let mut all = near.filter(is_it);
    let one = all.next()?;
    all.next().is_none().then_some(one)
}

fn sentences(scene: &Scene, one: usize, other: usize) -> usize {
    super::nearby::sentences_between(scene, one, other).unwrap_or(usize::MAX)
}

/// A plain value: no growth, no share, no average.
fn is_value(term: &Term) -> bool {
    let figure = term.amount.figure;
    let is_counted = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration);
    let is_one = figure.unit.is_some_and(|u| u.per.is_none()) && term.amount.is_exact();
    is_counted
        && is_one
        && term.amount.printed().is_some_and(|p| p.value > Decimal::ZERO)
        && !is_change(term)
        && !has_any(term.clause(), &WORDS.other)
}

/// The values that a share may be of.
fn pool(terms: &[Term], share: &Share) -> Vec<usize> {
    let part = &terms[share.part];
    let least = part.amount.printed().map_or(Decimal::ZERO, |p| p.value);
    let is_whole = |i: &usize| {
        let term = &terms[*i];
        let kind = term.amount.figure.kind;
        *i != share.part
            && of_kind(&term.amount, &part.amount)
            && !kind.is_change()
            && term.amount.printed().is_some_and(|p| p.value >= least)
    };
    let range = share.at.saturating_sub(BEFORE)..(share.at + 1 + BEHIND).min(terms.len());
    range.filter(|i| *i != share.at).filter(is_whole).collect()
}

/// Whether two amounts are counted alike; people by any of their words.
fn of_kind(one: &Amount, other: &Amount) -> bool {
    const PEOPLE: [&str; 4] = ["count/人", "count/名", "count/位", "count/口"];
    one.dimension == other.dimension || PEOPLE.contains(&one.dimension.as_str()) && PEOPLE.contains(&other.dimension.as_str())
}

/// The sums of the rows of values around the part: 工业41个、农业13个、服务业11个.
fn rows(terms: &[Term], share: &Share) -> Vec<Interval> {
    let part = &terms[share.part].amount;
    let range = share.at.saturating_sub(BEFORE)..(share.at + 1 + ROW).min(terms.len());
    let of_row: Vec<Interval> =
        range.filter(|i| is_value(&terms[*i]) && of_kind(&terms[*i].amount, part)).filter_map(|i| values(&terms[i].amount)).collect();
    let mut sums = Vec::new();
    for start in 0..of_row.len() {
        let mut sum = of_row[start];
        for value in of_row[start + 1..].iter().take(ROW) {
            let Some(next) = sum.plus(value) else { break };
            sum = next;
            sums.push(sum);
        }
    }
    sums
}

fn half_step(amount: &Amount) -> Option<Decimal> {
    amount.printed()?.step.checked_div(Decimal::TWO)
}

fn values(amount: &Amount) -> Option<Interval> {
    if amount.interval.lo == amount.interval.hi { Some(amount.interval) } else { rounded(amount) }
}

fn percent(part: &Amount, whole: &Amount) -> Option<Interval> {
    values(part)?.over(&values(whole)?)?.scaled(Decimal::ONE_HUNDRED)
}

fn is_told(scene: &Scene, terms: &[Term], share: &Share, found: &Found) -> bool {
    let places = [terms[share.at].at, terms[share.part].at];
    found.findings.iter().any(|f| places.iter().any(|at| f.range.intersect(scene.figures[*at].range).is_some_and(|r| !r.is_empty())))
}

/// Reports a share that no value makes right, where something proves what it is of.
fn judge(scene: &Scene, terms: &[Term], share: &Share, pool: &[usize], shares: &[Share], found: &mut Found) -> Option<()> {
    let near = || shares.iter().rev().take(SIBLINGS).filter(|s| is_sibling(scene, terms, s, share));
    if let Some(whole) = among(scene, terms, share) {
        return report(scene, terms, share, whole, found);
    }
    if let Some(whole) = near().find_map(|s| s.whole).filter(|whole| pool.contains(whole)) {
        return report(scene, terms, share, whole, found);
    }
    if let Some(whole) = only(terms, share, pool) {
        return report(scene, terms, share, whole, found);
    }
    if let Some(whole) = named_whole(scene, terms, share, pool).or_else(|| of_total(scene, terms, share)) {
        return report(scene, terms, share, whole, found);
    }
    if let Some(row) = row_of(scene, terms, share) {
        // 卖出4860台，国内2916台、海外1944台: the first of the row is its whole.
        let whole = row[0];
        if makes(terms, &row[1..], whole) {
            return report(scene, terms, share, whole, found);
        }
        return report_row(scene, terms, share, &row, found);
    }
    // 水稻占五成 after a row that its own whole leads.
    if share.is_named
        && let Some(whole) = led(terms, share)
    {
        return report(scene, terms, share, whole, found);
    }
    let exchanged = pool.iter().copied().find(|i| is_exchanged(scene, terms, share, *i));
    if let Some(whole) = exchanged {
        return report(scene, terms, share, whole, found);
    }
    let other = near().find(|s| s.whole.is_none() && of_same(s, share))?;
    contradict(scene, terms, other, share, found)
}

/// Whether another share is of the same row: in the same sentence, of values of one kind, and not of a part of the other.
fn is_sibling(scene: &Scene, terms: &[Term], one: &Share, other: &Share) -> bool {
    let (a, b) = (&terms[one.part], &terms[other.part]);
    let of_parts = (one.at + 1..=other.at).any(|i| has_any(&terms[i].text, &WORDS.parts));
    let is_of_one = one.of == other.of || one.of.is_empty() || other.of.is_empty();
    one.part != other.part
        && of_kind(&a.amount, &b.amount)
        && sentences(scene, a.at, b.at) == 0
        && is_of_one
        && !of_parts
        && same_noun(scene, a.at, b.at)
}

/// Whether two values are told of the same thing, as far as the words say: the second often is not named again.
fn same_noun(scene: &Scene, one: usize, other: usize) -> bool {
    let claim = |figure: usize| scene.claims.binary_search_by_key(&figure, |c| c.figure).ok().and_then(|at| scene.claims.get(at));
    let (Some(a), Some(b)) = (claim(one), claim(other)) else { return true };
    let is_alike = a.indicator == b.indicator || a.indicator.is_none() || b.indicator.is_none();
    is_alike && a.modality == b.modality
}

/// Whether two shares are of one thing that is not printed: 占集团总产量的36%; not 占全国的12%, where the thing may be another.
fn of_same(one: &Share, other: &Share) -> bool {
    let is_named = one.of.chars().count() >= 2 && !has_any(one.of, &WORDS.vague);
    let is_place = WORDS.places.iter().any(|word| one.of == word);
    !one.is_named && !other.is_named && is_named && !is_place && (one.of == other.of || other.of.is_empty())
}

/// The thing that 中 closes before a part: `个工作面中，已有`, `个工作面中有`.
fn thing_of(gap: &str) -> Option<&str> {
    let end = gap.find([',', '，']).or_else(|| gap.find("中有").or_else(|| gap.find("中已有")).map(|i| i + "中".len()))?;
    Some(&gap[..end]).filter(|thing| thing.ends_with(['中', '里', '内']))
}

/// `24个工作面中，已有16个…，占75%`: the whole that 中 closes, in front of the part.
fn among(scene: &Scene, terms: &[Term], share: &Share) -> Option<usize> {
    let whole = share.part.checked_sub(1).filter(|_| !share.is_named)?;
    let (w, p) = (&terms[whole], &terms[share.part]);
    let gap = scene.reading.get(scene.figures[w.at].range.end().into()..scene.figures[p.at].range.start().into())?;
    let thing = thing_of(gap)?;
    let is_among = thing.chars().count() <= 16 && !gap.contains(['。', '；', ';']);
    let is_larger = w.amount.printed()?.value > p.amount.printed()?.value;
    let is_of = share.of.is_empty() || thing.contains(share.of) || matches!(share.of, "总数" | "全部" | "总量" | "其");
    (is_among && is_value(w) && of_kind(&w.amount, &p.amount) && is_larger && is_of).then_some(whole)
}

/// `在发放的贷款中，首套房1.07万笔，占85%`: of what is told before, and one value alone can be that.
fn only(terms: &[Term], share: &Share, pool: &[usize]) -> Option<usize> {
    let part = &terms[share.part];
    let opens = |mark: &str| part.text.find(mark).is_some_and(|i| !has_any(&part.text[i..], &WORDS.other));
    let is_among = !share.is_named && share.of.is_empty() && WORDS.parts.iter().any(|word| opens(word));
    let value = part.amount.printed()?.value;
    let is_whole = |i: &usize| *i < share.part && is_value(&terms[*i]) && terms[*i].amount.printed().is_some_and(|p| p.value > value);
    let mut wholes = pool.iter().copied().filter(is_whole);
    let one = wholes.next().filter(|_| is_among)?;
    // A second value of its kind may be the whole, or the part of another.
    let is_lone = wholes.next().is_none() && pool.iter().all(|i| *i == one || *i > share.part);
    let near = terms[one + 1..=share.part].iter().filter(|t| t.opens).count() <= 1;
    (is_lone && near).then_some(one)
}

/// The value that 其中 makes the whole of the row of a named part.
fn led(terms: &[Term], share: &Share) -> Option<usize> {
    let dimension = &terms[share.part].amount;
    let first = (share.at.saturating_sub(BEFORE)..=share.part).rev().find(|i| terms[*i].text.contains("其中"))?;
    let whole = first.checked_sub(1)?;
    let is_row = (first..=share.part).all(|i| of_kind(&terms[i].amount, dimension) && (i == first || !terms[i].opens));
    let is_larger = terms[whole].amount.printed()?.value > dimension.printed()?.value;
    (is_row
        && !terms[first].opens
        && is_value(&terms[whole])
        && of_kind(&terms[whole].amount, dimension)
        && is_larger
        && share.of.is_empty())
    .then_some(whole)
}

/// The row whose sum a named part is of: 工业41个、农业13个、服务业11个；工业占…; …中，国内1131.6万人次，国际74.8万人次，后者占….
fn row_of(scene: &Scene, terms: &[Term], share: &Share) -> Option<Vec<usize>> {
    if !share.is_named || !share.of.is_empty() {
        return None;
    }
    let is_of_row = |i: usize| is_value(&terms[i]) && terms[i].amount.dimension == terms[share.part].amount.dimension;
    let joined = |i: usize| is_of_row(i) && !terms[i].opens && sentences(scene, terms[i].at, terms[share.part].at) == 0;
    let first = (share.at.saturating_sub(ROW)..=share.part).rev().take_while(|i| is_of_row(*i)).find(|i| *i == share.part || joined(*i))?;
    let first = (share.at.saturating_sub(ROW)..first).rev().take_while(|i| is_of_row(*i) && !terms[*i + 1].opens).last().unwrap_or(first);
    let row: Vec<usize> = (first..share.at).take_while(|i| is_of_row(*i) && (*i == first || !terms[*i].opens)).collect();
    let end = usize::from(terms[*row.last()?].amount.figure.range.end());
    let start = usize::from(terms[first].amount.figure.range.start());
    let head = terms[first].text.as_str();
    let is_led = head.contains("中,") || head.contains("中，");
    let is_split = ["分", "看", "别"].iter().any(|word| head.contains(word)) || is_led || makes_told(terms, &row);
    let is_open = scene.reading[end..].starts_with('等') || ["主要", "包括", "前三", "其中"].iter().any(|word| head.contains(word));
    let all = scene.reading.get(start..end)?;
    let is_whole = row.contains(&share.part) && row.len() >= if is_led { 2 } else { 3 } && !all.contains("其中");
    (is_whole && is_split && !is_open).then_some(row)
}

/// Whether a row makes a value that is told right before it, or its first value: 仓库182万平方米：高标仓118.3万平方米，冷库27.3万平方米，….
fn makes_told(terms: &[Term], row: &[usize]) -> bool {
    let first = row.first().copied().unwrap_or(0);
    (first.saturating_sub(2)..first).filter(|at| is_value(&terms[*at])).any(|at| makes(terms, row, at)) || makes(terms, &row[1..], first)
}

/// Whether two values or more add up to another.
fn makes(terms: &[Term], row: &[usize], whole: usize) -> bool {
    let sum = row.iter().try_fold(Interval::point(Decimal::ZERO), |sum, at| sum.plus(&terms[*at].amount.interval));
    let is_alike = row.first().is_some_and(|first| of_kind(&terms[whole].amount, &terms[*first].amount));
    row.len() >= 2 && is_alike && sum.is_some_and(|sum| sum.meets(&terms[whole].amount.interval))
}

/// `年产值320亿元、年税收12.8亿元，税收占产值的4%`: the one value that is called what the share is of.
fn named_whole(scene: &Scene, terms: &[Term], share: &Share, pool: &[usize]) -> Option<usize> {
    let of = share.of;
    let is_name = of.chars().count() >= 2 && !has_any(of, &WORDS.vague) && !WORDS.places.iter().any(|word| of == word);
    let is_it = |i: &usize| {
        let term = &terms[*i];
        let clause = strip_end(strip_end(term.clause().trim(), &WORDS.behind), &WORDS.verbs);
        let is_called = clause.ends_with(of) || strip_end(term.clause().trim(), &WORDS.behind).ends_with(of);
        *i < share.at && is_value(term) && is_called && sentences(scene, term.at, terms[share.at].at) <= 1
    };
    let mut all = pool.iter().copied().filter(is_it);
    let one = all.next().filter(|_| is_name)?;
    all.next().is_none().then_some(one)
}

/// `全厂员工2160人，硕士、博士864人，占四成`; `1326台设备…，国产设备504台，占38%`: the value right before the part says that it is the whole, or
/// is of the thing that the part is of.
fn of_total(scene: &Scene, terms: &[Term], share: &Share) -> Option<usize> {
    let whole = share.part.checked_sub(1).filter(|_| !share.is_named && share.of.is_empty())?;
    let (w, p) = (&terms[whole], &terms[share.part]);
    let is_larger = w.amount.printed()?.value > p.amount.printed()?.value;
    let is_near = !p.opens && of_kind(&w.amount, &p.amount) && is_value(w) && is_larger && p.trail().chars().count() <= TRAIL;
    let name: Vec<char> = p.clause().trim().chars().collect();
    let noun: String = name.iter().rev().take(2).rev().collect();
    let tail = &scene.reading[usize::from(scene.figures[w.at].range.end())..];
    let is_of_thing = name.len() > 2 && tail.starts_with(noun.as_str());
    let says_total = ["共有", "全厂", "全校", "全院", "全市共", "全县共", "总计", "合计", "总数", "现有", "全部", "共"]
        .iter()
        .any(|word| w.clause().contains(word));
    // 规划面积4.8平方公里，一期1.6平方公里: a stage of what is planned.
    let is_stage = ["一期", "首期", "二期", "起步区"].iter().any(|word| p.clause().trim() == *word)
        && ["规划", "总", "全长"].iter().any(|word| w.clause().contains(word));
    (is_near && (is_of_thing || says_total || is_stage)).then_some(whole)
}

/// A share of the sum of a row.
fn report_row(scene: &Scene, terms: &[Term], share: &Share, row: &[usize], found: &mut Found) -> Option<()> {
    let (said, part) = (&terms[share.at], &terms[share.part]);
    let sum = row.iter().try_fold(Decimal::ZERO, |sum, i| sum.checked_add(terms[*i].amount.printed()?.value))?;
    let ratio = part.amount.printed()?.value.checked_div(sum)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let decimals = if said.amount.figure.kind == Kind::Percent { said.amount.scale.decimals } else { 1 };
    let right = Scale { factor: Decimal::ONE, suffix: "%".into(), decimals }.text(ratio);
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (p, s, w) = (text(part.at), text(said.at), part.amount.scale.text(sum));
    let message = Message::new(
        format!("占比不符：各项合计{w}，{p}占{right}，写作“{s}”"),
        format!("the share is wrong: the row adds up to {w}, of which {p} is {right}, not “{s}”"),
    );
    let formula = Message::both(format!("{p} ÷ {w} = {right} ≠ {s}"));
    let others: Vec<usize> = row.iter().map(|i| terms[*i].at).collect();
    found.checked.extend(others.iter().copied().chain([said.at]));
    let what = What { code: "share-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, said.at, &others));
    Some(())
}

/// Whether a share of three digits is right to the digit once two neighbours are exchanged.
fn is_exchanged(scene: &Scene, terms: &[Term], share: &Share, whole: usize) -> bool {
    let amount = &terms[share.at].amount;
    let right = || {
        let part = terms[share.part].amount.printed()?.value;
        let ratio = part.checked_div(terms[whole].amount.printed()?.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
        Some(fixed(ratio, amount.scale.decimals))
    };
    let said = &scene.reading[amount.figure.number];
    let is_exact = terms[whole].amount.is_exact() && amount.figure.kind == Kind::Percent;
    is_exact && is_value(&terms[whole]) && right().is_some_and(|right| neighbours_exchanged(said, &right))
}

/// 37.5 and 35.7, 23.2 and 22.3: the same digits but for two neighbours, three at least.
fn neighbours_exchanged(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<Vec<char>>();
    let (a, b) = (digits(one), digits(other));
    if a.len() != b.len() || a.len() < 3 || one.find('.') != other.find('.') {
        return false;
    }
    let differing: Vec<usize> = (0..a.len()).filter(|i| a[*i] != b[*i]).collect();
    matches!(differing[..], [i, j] if j == i + 1 && a[i] == b[j] && a[j] == b[i])
}

fn report(scene: &Scene, terms: &[Term], share: &Share, whole: usize, found: &mut Found) -> Option<()> {
    let (said, part, whole) = (&terms[share.at], &terms[share.part], &terms[whole]);
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let ratio = part.amount.printed()?.value.checked_div(whole.amount.printed()?.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
    if !part.amount.is_exact() || !whole.amount.is_exact() {
        return None;
    }
    let options: Vec<(&Amount, Interval)> = percent(&part.amount, &whole.amount).map(|wanted| (&said.amount, wanted)).into_iter().collect();
    // 超七成 has no middle.
    let stated = said.amount.interval.middle().or(said.amount.interval.lo).or(said.amount.interval.hi)?;
    if !alibi::can_be_one(scene.reading, stated, ratio, &options) {
        return None;
    }
    // 超七成 is not what the whole is of the part.
    let most = said.amount.interval.hi.or(Some(Decimal::ONE_HUNDRED));
    if alibi::of_share(scene, said.at, &Interval { hi: most, ..said.amount.interval }, (&part.amount, &whole.amount)) {
        return None;
    }
    let is_percent = said.amount.figure.kind == Kind::Percent;
    let decimals = if is_percent { said.amount.scale.decimals } else { 1 };
    let right = Scale { factor: Decimal::ONE, suffix: "%".into(), decimals }.text(ratio);
    let (p, w, s) = (text(part.at), text(whole.at), text(said.at));
    let message =
        Message::new(format!("占比不符：{p}占{w}的{right}，写作“{s}”"), format!("the share is wrong: {p} of {w} is {right}, not “{s}”"));
    let formula = Message::both(format!("{p} ÷ {w} = {right} ≠ {s}"));
    let wanted = percent(&part.amount, &whole.amount).filter(|_| is_percent);
    let fixes = wanted.map(|wanted| fixes(scene.reading, &[(&said.amount, wanted)])).unwrap_or_default();
    found.checked.extend([part.at, whole.at, said.at]);
    let what = What { code: "share-mismatch", severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding_of(what, said.at, &[part.at, whole.at]));
    Some(())
}

/// C12: two shares of one thing want two different wholes.
fn contradict(scene: &Scene, terms: &[Term], one: &Share, other: &Share, found: &mut Found) -> Option<()> {
    let whole = |share: &Share| values(&terms[share.part].amount)?.over(&share.said.scaled(Decimal::new(1, 2))?);
    let (first, second) = (whole(one)?, whole(other)?);
    // 2014年812件，占10.3%；2019年2530件，占21.6%: each year has a whole of its own.
    let (start, end) = (terms[one.part].at.min(terms[one.at].at), terms[other.at].at.max(terms[other.part].at));
    if scene.figures[start..=end].iter().any(|figure| matches!(figure.kind, Kind::Date | Kind::DateRange)) {
        return None;
    }
    // Shares are often of another year or another count than the values beside them.
    if wider(&first, Decimal::new(12, 2))?.meets(&wider(&second, Decimal::new(12, 2))?) {
        return None;
    }
    let text = |term: usize| &scene.reading[scene.figures[terms[term].at].range];
    let scale = &terms[one.part].amount.scale;
    let (x, y) = (scale.text(first.middle()?), scale.text(second.middle()?));
    let (a, p, b, q, of) = (text(one.part), text(one.at), text(other.part), text(other.at), one.of);
    let message = Message::new(
        format!("两个占比反推的“{of}”总量对不上：按{a}占{p}约为{x}，按{b}占{q}约为{y}"),
        format!("two shares want two different wholes of “{of}”: {a} at {p} makes {x}, {b} at {q} makes {y}"),
    );
    let formula = Message::both(format!("{a} ÷ {p} ≈ {x}, {b} ÷ {q} ≈ {y}"));
    found.checked.extend([terms[one.at].at, terms[other.at].at]);
    let what = What { code: "shares-contradict", severity: Severity::Warning, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, terms[other.at].at, &[terms[one.part].at, terms[one.at].at, terms[other.part].at]));
    Some(())
}

fn strip_end<'t>(text: &'t str, words: &[String]) -> &'t str {
    let mut text = text;
    while let Some(rest) = words.iter().find_map(|word| text.strip_suffix(word.as_str())) {
        text = rest;
    }
    text
}

fn strip_start<'t>(text: &'t str, words: &[String]) -> &'t str {
    let mut text = text;
    while let Some(word) = words.iter().filter(|word| text.starts_with(word.as_str())).max_by_key(|word| word.len()) {
        text = &text[word.len()..];
    }
    text
}
