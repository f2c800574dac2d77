//! Differences from a thing that the words name (A5, C2, C4): 首日27.1万人次，…峰值48.7万人次，比首日多出26.1万人次; 余额比限额低3.8亿元; and what is
//! left of two values by their nature: 新招152人，退休79人，净增83人; 收入0.86亿元，支出0.52亿元，结转0.43亿元.
//!
//! The room `against` needs the two values and the difference in a row. Here other figures may stand between, and so the numbers must speak,
//! too: any two values near by that make the difference acquit it, and what is accused must be near what it should be, or one slip off.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, is_change, is_plain, terms, verb};
use super::amount::{Amount, fixes};
use super::nearby::{has_any, has_any_of, rounded, sentences_between};
use super::scene::{Found, Scene, What};
use super::slip::{Slip, mend};
use crate::figures::figure::{Approximation, Interval, Kind};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    growths: Vec<String>,
    more: Vec<String>,
    less: Vec<String>,
    apart: Vec<String>,
    both: Vec<String>,
    behind: Vec<String>,
    counts: Vec<String>,
    no_words: Vec<String>,
    than: Vec<String>,
    no_than: Vec<String>,
    wholes: Vec<String>,
    levels: Vec<String>,
    over: Vec<String>,
    over_less: Vec<String>,
    fillers: Vec<String>,
    vague: Vec<String>,
    places: Vec<String>,
    net: Vec<String>,
    came: Vec<String>,
    went: Vec<String>,
    left: Vec<String>,
    stocks: Vec<String>,
    ends: Vec<String>,
    over_of: Vec<Over>,
    other: Vec<String>,
}

/// What is left when the second is taken from the first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Over {
    words: Vec<String>,
    first: String,
    second: String,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/differences"));

/// How many values before a difference its own are looked for, and behind it others that acquit it.
const REACH: usize = 9;
const BEHIND: usize = 3;
/// How many characters a name has.
const NAME: std::ops::RangeInclusive<usize> = 2..=11;
/// The same with words that say nothing: 全部…平均水平.
const LONGEST: usize = 17;

/// Looks at every difference of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let terms = terms(scene);
    for at in 1..terms.len() {
        if is_value(&terms[at].amount) {
            from_name(scene, &terms, at, found);
            left_over(scene, &terms, at, found);
            net_of(scene, &terms, at, found);
            stock(scene, &terms, at, found);
            of_base(scene, &terms, at, found);
            of_time(scene, &terms, at, found);
            apart(scene, &terms, at, found);
        }
        natural(scene, &terms, at, found);
    }
}

fn is_value(amount: &Amount) -> bool {
    let kind = amount.figure.kind;
    matches!(kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Duration | Kind::PercentagePoint)
        && amount.is_exact()
        && amount.printed().is_some_and(|p| p.value > Decimal::ZERO)
}

/// What the words before a difference say.
struct Said<'t> {
    /// Whose value it is: 余额 in 余额比限额低. May be empty.
    own: &'t str,
    /// What it is compared with; empty where only a time is named.
    other: &'t str,
    /// 1 where the own value is more, -1 where it is less, 0 where nothing is told.
    sign: i8,
}

fn strip_end<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    words.iter().filter_map(|word| text.strip_suffix(word.as_str())).min_by_key(|rest| rest.len())
}

/// A text without fillers at its end.
fn bare<'t>(text: &'t str, words: &[String]) -> &'t str {
    let mut text = text.trim();
    while let Some(rest) = strip_end(text, words) {
        text = rest.trim_end();
    }
    text
}

/// What a clause before a difference says that a growth is held against, without 全部 and 平均水平, and whether it is more (1) or less (-1):
/// 快于全部规上工业.
pub(in crate::rules) fn held_against(clause: &str) -> Option<(&str, i8)> {
    let said = said(clause).filter(|said| said.sign != 0)?;
    let other = WORDS.wholes.iter().find_map(|word| said.other.strip_prefix(word.as_str())).unwrap_or(said.other);
    let other = strip_end(other, &WORDS.levels).unwrap_or(other);
    let is_name = NAME.contains(&other.chars().count()) && !WORDS.vague.iter().any(|word| other == word.as_str());
    is_name.then_some((other, said.sign))
}

/// Reads the clause of a difference.
fn said(clause: &str) -> Option<Said<'_>> {
    let clause = clause.trim();
    // 余额低于限额: the thing stands behind the words.
    let over =
        WORDS.over.iter().filter_map(|word| Some((clause.find(word.as_str())?, word))).min_by_key(|(at, w)| (*at, usize::MAX - w.len()));
    if let Some((at, word)) = over {
        if counts_members(&clause[at + word.len()..]) {
            return None;
        }
        let other = bare(&clause[at + word.len()..], &WORDS.behind);
        if (2..=LONGEST).contains(&other.chars().count()) && !clause.contains('比') {
            let sign = if WORDS.over_less.contains(word) { -1 } else { 1 };
            return Some(Said { own: clause[..at].trim(), other, sign });
        }
    }
    let text = bare(clause, &WORDS.behind);
    if WORDS.no_words.iter().any(|word| text.ends_with(word.as_str())) {
        return None;
    }
    let rests = [(1, &WORDS.more), (-1, &WORDS.less), (0, &WORDS.apart)];
    let ended = rests.iter().filter_map(|(sign, words)| Some((*sign, strip_end(text, words)?)));
    let (sign, head) = ended.min_by_key(|(_, rest)| rest.len())?;
    if has_any(head, &WORDS.no_than) {
        return None;
    }
    let head = bare(head, &WORDS.fillers);
    let (at, word) = WORDS.than.iter().filter_map(|word| Some((head.rfind(word.as_str())?, word))).max_by_key(|(at, _)| *at)?;
    Some(Said { own: head[..at].trim(), other: bare(&head[at + word.len()..], &WORDS.fillers), sign })
}

/// Whether the words behind 高于 make a group of which the value tells how many there are: 低于全县平均的有5个; 高于平均水平的乡镇7个. With 的 and no
/// noun, it may be the value compared with: 低于去年的5个.
fn counts_members(words: &str) -> bool {
    let text = bare(words, &WORDS.behind);
    let group = WORDS.counts.iter().filter_map(|word| text.strip_suffix(word.as_str())).min_by_key(|rest| rest.len());
    let is_group = |text: &str| text.contains('的') || text.ends_with('者');
    group.is_some_and(is_group) || text.ends_with(['的', '者'])
}

/// Whether a value is of what a name says: it stands in the words before it, or before the value whose growth it is (用电31亿千瓦时，增长6.4%).
fn is_of(terms: &[Term], at: usize, name: &str) -> bool {
    let term = &terms[at];
    let clause = term.clause();
    let near = if clause.trim().is_empty() { term.trail() } else { clause };
    let is_growth = || term.amount.figure.kind == Kind::Percent && !term.opens && verb(clause).is_some_and(|verb| is_plain(verb.head));
    let level = || at.checked_sub(1).map(|level| &terms[level]).filter(|level| level.amount.dimension != "percent");
    let is_told = near.contains(name) || is_growth() && level().is_some_and(|level| level.clause().contains(name));
    NAME.contains(&name.chars().count()) && is_told
}

/// The values that may be those of a difference: of its dimension, of its sentence and the one before.
fn values(terms: &[Term], at: usize) -> Vec<usize> {
    let said = &terms[at].amount;
    let is_near = |i: usize| {
        let (first, last) = (i.min(at), i.max(at));
        let stops = terms[first + 1..=last].iter().filter(|t| t.opens).count();
        if i < at { stops <= 2 } else { stops == 0 }
    };
    let is_like = |i: usize| {
        let term = &terms[i];
        let is_change = is_change(term) && (term.amount.dimension != "percent" || term.amount.figure.kind != Kind::Percent);
        i != at
            && term.amount.dimension == said.dimension
            && term.amount.figure.kind != Kind::PercentagePoint
            && (term.amount.is_exact() || term.amount.figure.approximation == Approximation::AtMost)
            && term.amount.printed().is_some()
            && !is_change
    };
    (at.saturating_sub(REACH)..(at + 1 + BEHIND).min(terms.len())).filter(|i| is_near(*i) && is_like(*i)).collect()
}

/// The difference of two values, as it may be printed: rounded or cut off.
fn gap(a: &Term, b: &Term) -> Option<Interval> {
    rounded(&a.amount)?.minus(&rounded(&b.amount)?)
}

fn goes(gap: &Interval, said: &Amount) -> bool {
    let Some(allowed) = rounded(said) else { return true };
    gap.meets(&allowed) || gap.negated().meets(&allowed)
}

fn from_name(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let told = said(term.clause())?;
    // 快于全部规模以上工业, 高于规模以上工业平均水平: of the thing that is told by its bare name.
    let whole = WORDS.wholes.iter().find_map(|word| told.other.strip_prefix(word.as_str())).unwrap_or(told.other);
    let told = Said { other: strip_end(whole, &WORDS.levels).unwrap_or(whole), ..told };
    let near = values(terms, at);
    let before: Vec<usize> = near.iter().copied().filter(|i| *i < at).collect();
    // 全国增长4.5%，我省增长6.4%，高于全国1.9个百分点: of the two that stand there, and of no other.
    let is_place =
        near.len() == 2 && WORDS.places.iter().any(|word| word == told.other) && terms[near[0] + 1..=at].iter().all(|t| !t.opens);
    let is_vague = !is_place && WORDS.vague.iter().any(|word| told.other.starts_with(word.as_str()));
    let is_named = NAME.contains(&told.other.chars().count()) && !is_vague;
    if !is_named || near.len() < 2 || has_any(term.clause(), &WORDS.other) {
        return None;
    }
    let named: Vec<usize> = near.iter().copied().filter(|i| is_of(terms, *i, told.other)).collect();
    let x = *named.last().filter(|_| named.len() == 1)?;
    let own = ["增速", "增幅", "涨幅", "降幅"].iter().find_map(|word| told.own.strip_suffix(word)).unwrap_or(told.own);
    let told = Said { own, ..told };
    // The own value is named as well, or it is the nearest of its kind.
    let owns: Vec<usize> = before.iter().copied().filter(|i| *i != x && is_of(terms, *i, told.own)).collect();
    let is_own = NAME.contains(&told.own.chars().count()) && owns.len() == 1;
    let y = if is_own { owns[0] } else { *before.iter().rev().find(|i| **i != x).filter(|_| told.own.chars().count() <= 4)? };
    found.checked.extend([terms[x].at, terms[y].at, term.at]);
    let pair = |a: &usize, b: &usize| a != b && gap(&terms[*a], &terms[*b]).is_none_or(|gap| goes(&gap, &term.amount));
    if let Some(gap) = gap(&terms[y], &terms[x]).filter(|gap| goes(gap, &term.amount)) {
        let is_up = gap.lo? > Decimal::ZERO;
        let is_down = gap.hi? < Decimal::ZERO;
        let is_turned = told.sign > 0 && is_down || told.sign < 0 && is_up;
        // 快, 慢, 领先: more of one thing is less of another.
        let is_clear = !["快", "慢", "领先", "落后", "提", "减", "缩", "小", "大"].iter().any(|word| term.clause().contains(word));
        // A fall of one is more than that of the other, and its growth is less.
        let is_fall = || [x, y, at].iter().any(|i| has_any_of(&terms[*i].text, &["降", "跌", "减", "落"]));
        let is_points = term.amount.figure.kind == Kind::PercentagePoint && !is_fall();
        let is_plain = term.amount.dimension != "time" && (is_clear || is_points) && (is_own || near.len() == 2);
        return if is_turned && is_plain { opposite(scene, (term, told.sign), (&terms[x], &terms[y]), found) } else { None };
    }
    if near.iter().any(|a| near.iter().any(|b| pair(a, b))) {
        return None;
    }
    accuse(scene, (&terms[x], &terms[y], term), (is_own || near.len() == 2) && !is_place, found)
}

/// 与上年同期的2318万吨相比，增产89万吨，增长4.2%: the difference is that part of the base.
fn of_base(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let (term, base) = (&terms[at], &terms[at - 1]);
    let growth = terms.get(at + 1).filter(|g| !g.opens && g.amount.figure.kind == Kind::Percent && g.amount.is_exact())?;
    let tail = growth.text.trim_start_matches([',', '，']);
    let is_growth = WORDS.growths.iter().any(|word| word == tail);
    let verb = bare(term.clause(), &WORDS.behind);
    let is_verb = [&WORDS.more, &WORDS.less].iter().any(|words| strip_end(verb, words).is_some());
    let is_compared = base.clause().trim_start().starts_with(['与', '比', '较', '同']) && (term.goes_on() || term.text.starts_with("相比"));
    let is_plain = !has_any(term.clause(), &WORDS.no_words) && term.amount.dimension == base.amount.dimension;
    if !(is_growth && is_verb && is_compared && is_plain) || term.opens || term.amount.dimension == "percent" || !is_value(&base.amount) {
        return None;
    }
    let said = rounded(&term.amount)?;
    let share = said.over(&rounded(&base.amount)?)?.scaled(Decimal::ONE_HUNDRED)?;
    found.checked.extend([base.at, term.at, growth.at]);
    let wanted = rounded(&base.amount)?.times(&rounded(&growth.amount)?)?.scaled(Decimal::new(1, 2))?;
    let near = values(terms, at);
    let is_made = |a: &usize, b: &usize| a != b && gap(&terms[*a], &terms[*b]).is_some_and(|gap| goes(&gap, &term.amount));
    let is_acquitted = near.iter().any(|a| near.iter().any(|b| is_made(a, b)));
    let figures = [base.at, term.at, growth.at];
    if share.meets(&rounded(&growth.amount)?) || is_told(scene, &figures, found) {
        return None;
    }
    // As it would be printed: 4.2% of 4.21% to 4.25%.
    let half = growth.amount.printed()?.step.checked_div(Decimal::TWO)?;
    let printed = share.widened(half)?;
    let is_growth_slip = mend(scene.reading, &growth.amount, &printed).is_some();
    // 712.6毫米，比常年的648.0毫米偏多64.6毫米，偏多10.0%: the difference is right, and the growth alone may be wrong.
    let is_slip = if is_acquitted { is_growth_slip } else { is_growth_slip || mend(scene.reading, &term.amount, &wanted).is_some() };
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, d, g) = (text(base.at), text(term.at), text(growth.at));
    let right = share.middle()?.round_dp(1).normalize();
    let message = Message::new(
        format!("增减量与增速不合：{d}是{x}的{right}%，后面写作“{g}”"),
        format!("the change and the growth do not go together: {d} is {right} % of {x}, not “{g}”"),
    );
    let formula = Message::both(format!("{d} ÷ {x} = {right}% ≠ {g}"));
    let fixes = fixes(scene.reading, &[(&term.amount, wanted), (&growth.amount, share)]);
    let what = What { code: "change-mismatch", severity: Severity::Error, message, formula, fixes };
    let (place, other) = if is_acquitted { (growth.at, term.at) } else { (term.at, growth.at) };
    is_slip.then(|| found.findings.push(scene.finding_of(what, place, &[base.at, other])))
}

/// 增长18.3%，而上半年的增速是16.2%，比上半年回落2.1个百分点: the points are right, the direction is not.
fn of_time(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let told = said(term.clause()).filter(|said| said.sign != 0 && said.other.is_empty())?;
    let time = term.time.as_ref()?;
    let is_points = term.amount.figure.kind == Kind::PercentagePoint;
    let near: Vec<usize> = values(terms, at).into_iter().filter(|i| *i < at).collect();
    let of_time: Vec<usize> = near.iter().copied().filter(|i| terms[*i].time.as_ref().is_some_and(|t| t.text == time.text)).collect();
    let [x] = of_time[..] else { return None };
    let others: Vec<usize> = near.iter().copied().filter(|i| *i != x).collect();
    let fits: Vec<(usize, Interval)> =
        others.iter().filter_map(|y| Some((*y, gap(&terms[*y], &terms[x])?)).filter(|(_, gap)| goes(gap, &term.amount))).collect();
    let [(y, gap)] = fits[..] else {
        // 4月36亿元，5月48亿元，5月比4月多出14亿元: nothing else stands there.
        let [y] = others[..] else { return None };
        let is_here = y + 1 == at && x + 1 == y && !term.opens && !terms[y].opens && !is_points && fits.is_empty();
        let is_dated = terms[y].time.as_ref().is_some_and(|t| t.text != time.text);
        return if is_here && is_dated { accuse(scene, (&terms[x], &terms[y], term), true, found) } else { None };
    };
    if !is_points {
        return None;
    }
    // A fall: its number grows as the value shrinks.
    let is_fall =
        [x, y].iter().any(|i| has_any_of(&terms[*i].text, &["降", "跌", "减", "落"])) || has_any_of(term.clause(), &["降幅", "跌幅"]);
    let is_turned = told.sign > 0 && gap.hi? < Decimal::ZERO || told.sign < 0 && gap.lo? > Decimal::ZERO;
    found.checked.extend([terms[x].at, terms[y].at, term.at]);
    if is_fall || !is_turned { None } else { opposite(scene, (term, told.sign), (&terms[x], &terms[y]), found) }
}

/// 甲队得82分，乙队得75分，两队相差7分: of the two that were told, and of nothing else.
fn apart(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let clause = bare(term.clause(), &WORDS.behind);
    let head = strip_end(clause, &WORDS.apart)?.trim();
    let is_plain = head.is_empty() || WORDS.both.iter().any(|word| word == head);
    let here = |i: &usize| *i < at && terms[i + 1..=at].iter().all(|t| !t.opens);
    let near: Vec<usize> = values(terms, at).into_iter().filter(here).collect();
    let [x, y] = near[..] else { return None };
    let is_told = |i: usize| has_any(&terms[i].text, &WORDS.other) || terms[i].text.contains(['均', '每']);
    if !is_plain || term.opens || [x, y, at].into_iter().any(is_told) {
        return None;
    }
    found.checked.extend([terms[x].at, terms[y].at, term.at]);
    if gap(&terms[x], &terms[y]).is_none_or(|gap| goes(&gap, &term.amount)) {
        return None;
    }
    accuse(scene, (&terms[x], &terms[y], term), true, found)
}

/// 出生率5.67‰，死亡率7.40‰，自然增长率为-1.73‰.
fn natural(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let is_natural =
        term.clause().contains("自然增长率") && term.amount.is_exact() && !has_any_of(term.clause(), &["提高", "下降", "上升", "比"]);
    let find = |name: &str| {
        let here = (at.saturating_sub(REACH)..at).rev().filter(|_| is_natural);
        let mut of = here.filter(|i| terms[*i].clause().contains(name) && terms[*i].amount.dimension == term.amount.dimension);
        of.next().filter(|i| terms[*i].amount.is_exact())
    };
    let (births, deaths) = (find("出生率")?, find("死亡率")?);
    let gap = gap(&terms[births], &terms[deaths])?;
    found.checked.extend([terms[births].at, terms[deaths].at, term.at]);
    let is_near = sentences_between(scene, terms[births].at, term.at).is_some_and(|n| n <= 1);
    if gap.meets(&rounded(&term.amount)?) || !is_near || is_told(scene, &[terms[births].at, terms[deaths].at, term.at], found) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, b, c) = (text(terms[births].at), text(terms[deaths].at), text(term.at));
    let right = term.amount.scale.text(gap.middle()?);
    let message = Message::new(
        format!("自然增长率不符：出生率{a}减去死亡率{b}应为{right}，写作“{c}”"),
        format!("the natural growth is wrong: {a} less {b} is {right}, not “{c}”"),
    );
    let formula = Message::both(format!("{a} − {b} = {right} ≠ {c}"));
    let fixes = fixes(scene.reading, &[(&term.amount, gap)]);
    let what = What { code: "change-mismatch", severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding_of(what, term.at, &[terms[births].at, terms[deaths].at]));
    Some(())
}

/// 新招152人，退休79人，净增83人; 收入0.86亿元，支出0.52亿元，结转0.43亿元.
fn left_over(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let term = &terms[at];
    let clause = bare(term.clause(), &WORDS.behind);
    let b = at.checked_sub(1)?;
    let a = b.checked_sub(1)?;
    let is_pair = [a, b].iter().all(|i| terms[*i].amount.dimension == term.amount.dimension && is_value(&terms[*i].amount));
    let is_here = !terms[at].opens && !terms[b].opens;
    if !is_pair || !is_here || [a, b].iter().any(|i| has_any(&terms[*i].text, &WORDS.other)) || has_any(term.trail(), &WORDS.other) {
        return None;
    }
    let is_net = WORDS.net.iter().any(|word| clause.ends_with(word.as_str()))
        && has_any(terms[a].clause(), &WORDS.came)
        && has_any(terms[b].clause(), &WORDS.went);
    let over = WORDS.over_of.iter().find(|over| {
        over.words.iter().any(|word| clause == word.as_str() || clause.ends_with(word.as_str()) && clause.chars().count() <= 8)
            && terms[a].clause().contains(&over.first)
            && terms[b].clause().contains(&over.second)
    });
    let (a, b) = (&terms[a], &terms[b]);
    if !is_net && over.is_none() {
        return None;
    }
    found.checked.extend([a.at, b.at, term.at]);
    if goes(&gap(a, b)?, &term.amount) || has_any(clause, &WORDS.other) {
        return None;
    }
    accuse(scene, (b, a, term), true, found)
}

/// 净增18家，其中新升规27家、退库9家: what came less what went.
fn net_of(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let [net, came, went] = terms.get(at..at + 3)? else { return None };
    let is_net = WORDS.net.iter().any(|word| bare(net.clause(), &WORDS.behind).ends_with(word.as_str()));
    let is_row = came.text.contains("其中") && went.text.starts_with(['、', ',', '，']) && !came.opens && !went.opens;
    let are_two = (came.clause().contains('新') || has_any(came.clause(), &WORDS.came)) && has_any(went.clause(), &WORDS.left);
    let is_kind = [came, went].iter().all(|t| t.amount.dimension == net.amount.dimension && is_value(&t.amount));
    // 净增18家，其中新增27家、退出6家、注销3家: more went.
    let is_all = terms.get(at + 3).is_none_or(|next| next.opens || next.amount.dimension != net.amount.dimension);
    if !(is_net && is_row && are_two && is_kind && is_all) {
        return None;
    }
    found.checked.extend([net.at, came.at, went.at]);
    if goes(&gap(came, went)?, &net.amount) {
        return None;
    }
    accuse(scene, (net, came, went), true, found)
}

/// 全年新建312个，累计达到1480个，上年末为1168个: what there was and what came make what there is, but for one slip.
fn stock(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let [new, now, before] = terms.get(at.checked_sub(2)?..=at)? else { return None };
    let is_kind = [new, now].iter().all(|t| t.amount.dimension == before.amount.dimension && is_value(&t.amount));
    let is_row = !now.opens && !before.opens && has_any(new.clause(), &WORDS.came) && has_any(now.clause(), &WORDS.stocks);
    let is_before = before.of_before().is_some() || before.time.as_ref().is_some_and(|time| has_any(&time.text, &WORDS.ends));
    if !is_kind || !is_row || !is_before || has_any(before.clause(), &WORDS.other) {
        return None;
    }
    let wanted = rounded(&before.amount)?.plus(&rounded(&new.amount)?)?;
    found.checked.extend([new.at, now.at, before.at]);
    let is_slip = |amount: &Amount, wanted: &Interval| {
        mend(scene.reading, amount, wanted).is_some_and(|m| m.slip >= Slip::Exchange || m.slip == Slip::Digit && m.digits >= 3)
    };
    let is_right = wanted.meets(&rounded(&now.amount)?);
    let left = rounded(&now.amount)?.minus(&rounded(&new.amount)?)?;
    if is_right || !(is_slip(&now.amount, &wanted) || is_slip(&before.amount, &left)) {
        return None;
    }
    accuse(scene, (before, now, new), false, found)
}

fn is_told(scene: &Scene, figures: &[usize], found: &Found) -> bool {
    found.findings.iter().any(|f| figures.iter().any(|at| f.range.contains_range(scene.figures[*at].range)))
}

/// Reports a difference that two values do not make, if it is near what they make, or a slip off.
fn accuse(scene: &Scene, (x, y, term): (&Term, &Term, &Term), is_sure: bool, found: &mut Found) -> Option<()> {
    let wanted = gap(y, x)?;
    let wanted = if wanted.middle()?.is_sign_negative() { wanted.negated() } else { wanted };
    let (is, said) = (wanted.middle()?, term.amount.printed()?.value);
    let is_near = is > Decimal::ZERO && said <= is * Decimal::from(3) && is <= said * Decimal::from(3);
    let mended = mend(scene.reading, &term.amount, &wanted);
    let is_slip = mended.as_ref().is_some_and(|mend| mend.slip != Slip::Length && (mend.slip != Slip::Digit || mend.digits >= 2));
    // Another value may be the one that is wrong.
    let of_value = |value: &Term, other: &Term, sign: Decimal| {
        let target = rounded(&other.amount)?.plus(&rounded(&term.amount)?.scaled(sign)?)?;
        mend(scene.reading, &value.amount, &target).filter(|m| m.slip == Slip::Exchange || m.slip == Slip::Digit && m.digits >= 3)
    };
    let up = y.amount.printed()?.value > x.amount.printed()?.value;
    let sign = if up { Decimal::ONE } else { Decimal::NEGATIVE_ONE };
    let other = || of_value(y, x, sign).is_some() || of_value(x, y, -sign).is_some();
    let is_explained = is_slip || other();
    if is_told(scene, &[x.at, y.at, term.at], found) || !(is_explained || is_sure && is_near) {
        return None;
    }
    let text = |term: &Term| &scene.reading[scene.figures[term.at].range];
    let (a, b, c) = (text(x), text(y), text(term));
    let right = term.amount.scale.text(is);
    let message = Message::new(
        format!("差额不符：{b}与{a}相差{right}，写作“{c}”"),
        format!("the difference is wrong: {b} and {a} are {right} apart, not “{c}”"),
    );
    let formula = Message::both(format!("{b} − {a}: {right} ≠ {c}"));
    let fixes = fixes(scene.reading, &[(&term.amount, wanted)]);
    let code = if term.amount.figure.kind == Kind::PercentagePoint { "points-mismatch" } else { "change-mismatch" };
    let what = What { code, severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding_of(what, term.at, &[x.at, y.at]));
    Some(())
}

/// The size is right, the direction is not.
fn opposite(scene: &Scene, (term, sign): (&Term, i8), (x, y): (&Term, &Term), found: &mut Found) -> Option<()> {
    if is_told(scene, &[x.at, y.at, term.at], found) {
        return None;
    }
    let text = |term: &Term| &scene.reading[scene.figures[term.at].range];
    let (a, b, c) = (text(x), text(y), text(term));
    let (zh, en, mark) = if sign > 0 { ("少", "less", "<") } else { ("多", "more", ">") };
    let message = Message::new(format!("方向与数值相反：{b}比{a}{zh}{c}"), format!("the direction is wrong: {b} is {c} {en} than {a}"));
    let formula = Message::both(format!("{b} {mark} {a}"));
    let what = What { code: "direction-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, term.at, &[x.at, y.at]));
    Some(())
}
