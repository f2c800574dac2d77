//! Rates of what is done against what is done and the whole, by the words around the figures (D4): 发放问卷4000份，回收3680份，回收率92%;
//! 完成全年8万人目标任务的61%; 按275万人计算，参保率97.6%.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, is_change, terms};
use super::alibi;
use super::amount::{Amount, fixes};
use super::nearby::{has_any, rounded};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    links: Vec<String>,
    rates: Vec<String>,
    saved: Vec<String>,
    same: Vec<Same>,
    pub(super) words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    rate: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    plan: Vec<String>,
    pub(super) strict: Vec<String>,
    all: Vec<String>,
    of_year: Vec<String>,
    of_rate: Vec<String>,
    other: Vec<String>,
    of_plan: Vec<String>,
    pub(super) rests: Vec<String>,
    pub(super) no_rests: Vec<String>,
    pub(super) set_out: Vec<String>,
    pub(super) earlier: Vec<String>,
}

pub(super) static WORDS: LazyLock<File> = LazyLock::new(|| shipped!("rules/relations/data/rates"));

/// How many values before a rate its part and its whole are looked for.
const REACH: usize = 7;
/// The most characters that may follow a value in its clause.
const TRAIL: usize = 10;

/// Looks at every percentage of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let terms = terms(scene);
    for at in 1..terms.len() {
        let is_rate = terms[at].amount.figure.kind == Kind::Percent && terms[at].amount.is_exact();
        if is_rate && !has_any(&terms[at].text, &WORDS.words.other) {
            let told = of_whole(scene, &terms, at, found).or_else(|| of_plan(scene, &terms, at, found));
            told.or_else(|| by_name(scene, &terms, at, found)).or_else(|| behind_plan(scene, &terms, at, found));
        }
    }
}

/// Whether at most one sentence ends between two values.
fn is_near(terms: &[Term], one: usize, other: usize) -> bool {
    terms[one + 1..=other].iter().filter(|t| t.opens).count() <= 1
}

/// A part and a whole before a rate: values of one dimension.
fn is_value(term: &Term) -> bool {
    let figure = term.amount.figure;
    let is_counted = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Number);
    is_counted
        && term.amount.dimension != "percent"
        && figure.printed().is_some_and(|p| p.value > Decimal::ZERO)
        && (!is_change(term) || term.clause().ends_with("新增"))
}

/// Whether a text is made of some words and nothing else.
fn is_made_of(text: &str, words: &[String]) -> bool {
    let mut text = text;
    while let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word.as_str())) {
        text = rest;
    }
    text.is_empty()
}

/// The values that a number allows: counts are exact.
pub(super) fn values(amount: &Amount) -> Option<Interval> {
    if amount.interval.lo == amount.interval.hi { Some(amount.interval) } else { rounded(amount) }
}

/// 完成全年8万人目标任务的61%: the whole stands right before the rate.
fn of_whole(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let (term, whole) = (&terms[at], &terms[at - 1]);
    let text = term.text.trim();
    let is_plan =
        term.goes_on() && text.ends_with('的') && (has_any(text, &WORDS.words.plan) || has_any(whole.clause(), &WORDS.words.plan));
    // 进出口总值已完成全年700亿元目标的83.8%: what is done stands in the clause itself.
    let begins =
        WORDS.words.of_plan.iter().any(|word| whole.clause().starts_with(word.as_str()) || whole.clause().ends_with(word.as_str()));
    let part = at.checked_sub(2).filter(|_| is_plan && begins && is_value(whole) && !whole.opens)?;
    // 苗种3.6亿尾，各批0.8亿尾…，完成计划4亿尾的90%: any value of the sentence may be the part.
    let here = (at.saturating_sub(REACH)..=part).rev().take_while(|i| !terms[i + 1].opens);
    let parts: Vec<usize> = here.filter(|i| is_value(&terms[*i]) && terms[*i].amount.dimension == whole.amount.dimension).collect();
    judge(scene, terms, at, &parts, &[at - 1], found)
}

/// 任务数300户，已验收216户，完成任务的62%: the whole is named as a plan before.
fn of_plan(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let clause = terms[at].clause();
    let rest = WORDS.words.of_plan.iter().find_map(|word| clause.strip_prefix(word.as_str()))?;
    // 计划投资64亿元，到10月底完成52.8亿元，占82.5%: of the plan right before.
    let is_beside = at.checked_sub(2).is_some_and(|plan| has_any(terms[plan].clause(), &WORDS.words.strict) && !terms[at - 1].opens);
    let is_bare = matches!(clause, "完成" | "完成了") || clause == "占" && is_beside && has_any(terms[at - 1].clause(), &DONE);
    let is_plan = (has_any(rest, &WORDS.words.strict) || has_any(rest, &WORDS.words.all)) && rest.ends_with('的');
    let is_next = terms[at].trail().chars().count() <= TRAIL && !terms[at].goes_on() && !terms[at].opens;
    let part = at.checked_sub(1).filter(|part| (is_bare || is_plan) && is_next && is_value(&terms[*part]))?;
    let dimension = &terms[part].amount.dimension;
    let before = (at.saturating_sub(REACH)..part)
        .rev()
        .filter(|i| is_near(terms, *i, at) && is_value(&terms[*i]) && terms[*i].amount.dimension == *dimension);
    // 占调整预算的57% is not of the budget at the beginning of the year.
    let is_same = |i: usize| is_bare || is_made_of(rest, &WORDS.words.of_year) || terms[i].text.contains(rest.trim_end_matches('的'));
    let start = usize::from(terms[part].amount.figure.range.end());
    let words = scene.reading.get(start..terms[at].amount.figure.range.start().into()).unwrap_or("");
    // 总投资214亿元，一季度完成23.5亿元，占年度计划的26.7%，年度计划为88亿元: a total is no plan of a year, and the plan may follow.
    let plans = if words.contains('年') { &WORDS.words.strict } else { &WORDS.words.plan };
    let follows = terms.get(at + 1).is_some_and(|t| t.amount.dimension == *dimension && has_any(&t.text, &WORDS.words.strict));
    if follows {
        return None;
    }
    // 占春季任务的102%: of a part of the year, which the plan must be of as well.
    let is_of_time = |i: usize| {
        let own = terms[at].time.as_ref().filter(|time| words.contains(&time.text) && time.text.contains(['季', '月', '旬', '周']));
        own.is_none_or(|own| terms[i].time.as_ref().is_some_and(|time| time.text == own.text))
    };
    let wholes: Vec<usize> = before.filter(|i| has_any(&terms[*i].text, plans) && is_same(*i) && is_of_time(*i)).collect();
    judge(scene, terms, at, &[part], &wholes, found)
}

/// Words of what is done, beside a plan.
static DONE: LazyLock<Vec<String>> = LazyLock::new(|| ["完成", "到位", "实现", "投入", "支出", "已"].map(str::to_owned).to_vec());

/// 到位资金436.8亿元，全年任务560亿元，完成78.0%: the plan stands between what was done and the rate.
fn behind_plan(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let (plan, part) = (at.checked_sub(1)?, at.checked_sub(2)?);
    let clause = terms[at].clause();
    let is_bare = matches!(clause, "完成" | "完成了" | "已完成" | "完成率" | "完成率为" | "完成率达");
    let is_next = !terms[at].opens && !terms[plan].opens && !terms[at].goes_on() && terms[at].trail().chars().count() <= TRAIL;
    let names_plan = has_any(terms[plan].clause(), &WORDS.words.strict) && !has_any(terms[part].clause(), &WORDS.words.strict);
    let is_pair = is_value(&terms[plan]) && is_value(&terms[part]) && terms[plan].amount.dimension == terms[part].amount.dimension;
    (is_bare && is_next && names_plan && is_pair).then_some(())?;
    judge(scene, terms, at, &[part], &[plan], found)
}

/// 发放4000份，回收3680份，回收率92%; 按275万人计算，参保率97.6%.
fn by_name(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let mut clause = terms[at].clause().trim();
    while let Some(rest) = WORDS.links.iter().find_map(|word| clause.strip_suffix(word.as_str())) {
        clause = rest;
    }
    let name: Vec<char> = clause.strip_suffix('率')?.chars().collect();
    let stem: String = name.get(name.len().checked_sub(2)?..)?.iter().collect();
    if !WORDS.rates.contains(&stem) {
        return None;
    }
    let head: String = name[..name.len() - 2].iter().collect();
    let same = WORDS.same.iter().find(|same| stem.ends_with(&same.rate));
    let names = |text: &str| text.contains(&stem) || same.is_some_and(|same| has_any(text, &same.words));
    let near = || (at.saturating_sub(REACH)..at).rev().filter(|i| is_value(&terms[*i]));
    let last = at - 1;
    // 按常住人口275万人计算，参保率97.6%: the whole is given, the part stands before.
    if terms[last].clause().starts_with("按") && terms[at].trail().ends_with("计算") && is_value(&terms[last]) {
        let dimension = &terms[last].amount.dimension;
        let part = near().find(|i| *i != last && terms[*i].amount.dimension == *dimension && names(&terms[*i].text));
        return judge(scene, terms, at, &[part?], &[last], found);
    }
    let part = near().take_while(|i| terms[i + 1..=at].iter().all(|t| !t.opens)).find(|i| names(&terms[*i].text))?;
    let is_of_it = is_made_of(&head, &WORDS.words.of_rate) || terms[part].text.contains(&head);
    let is_next = is_of_it && (part + 1..at).all(|i| terms[i].amount.dimension == terms[part].amount.dimension);
    let dimension = &terms[part].amount.dimension;
    let wholes: Vec<usize> = near().filter(|i| *i < part && is_near(terms, *i, at) && terms[*i].amount.dimension == *dimension).collect();
    // 职工养老参保40.39万人；医疗保险参保59.12万人，参保率97.1%: no more than all can do it, but for a slip.
    let is_slip = |whole: &Amount| {
        let share = terms[at].amount.interval.scaled(Decimal::new(1, 2))?;
        let wanted = whole.interval.times(&share)?;
        Some(alibi::is_slip(scene.reading, &[(&terms[part].amount, wanted)]))
    };
    let is_within = |whole: &usize| {
        let whole = &terms[*whole].amount;
        !terms[part].amount.interval.is_above(&whole.interval) || is_slip(whole) == Some(true)
    };
    if !is_next || !wholes.first().is_some_and(is_within) {
        return None;
    }
    judge(scene, terms, at, &[part], &wholes, found)
}

/// Whether a rate is that of a part and a whole but for one slip in it.
fn is_slip_of(scene: &Scene, said: &Amount, part: &Amount, whole: &Amount) -> bool {
    let right = || {
        let ratio = part.printed()?.value.checked_div(whole.printed()?.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
        Some(alibi::is_slip(scene.reading, &[(said, Interval::point(ratio).widened(said.printed()?.step.checked_div(Decimal::TWO)?)?)]))
    };
    right().unwrap_or(false)
}

/// Whether one slip in the part or in the whole, of two digits at least, makes a rate right.
fn is_value_slipped(scene: &Scene, said: &Amount, part: &Amount, whole: &Amount) -> bool {
    let options = || {
        let factor = said.interval.widened(said.printed()?.step.checked_div(Decimal::TWO)?)?.scaled(Decimal::new(1, 2))?;
        let (p, w) = (values(part)?, values(whole)?);
        let is_fine = |a: &Amount| a.number().chars().filter(char::is_ascii_digit).count() >= 2;
        let options = [(part, w.times(&factor)?), (whole, p.over(&factor)?)];
        Some(options.into_iter().any(|option| is_fine(option.0) && alibi::is_slip(scene.reading, &[option])))
    };
    options().unwrap_or(false)
}

/// Reports a rate that no part makes of any whole.
fn judge(scene: &Scene, terms: &[Term], at: usize, parts: &[usize], wholes: &[usize], found: &mut Found) -> Option<()> {
    let (part, whole) = (*parts.first()?, *wholes.first()?);
    let said = &terms[at].amount;
    let share = |part: &Amount, whole: &Amount| -> Option<Interval> { values(part)?.over(&values(whole)?)?.scaled(Decimal::ONE_HUNDRED) };
    found.checked.extend([terms[part].at, terms[whole].at, terms[at].at]);
    // 采购金额90万元，节约10万元，节约率10%: of what would have been paid.
    let is_saved = has_any(terms[at].clause(), &WORDS.saved);
    let of_both = |part: &Amount, whole: &Amount| -> Option<Interval> {
        let (part, whole) = (values(part)?, values(whole)?);
        part.over(&part.plus(&whole)?)?.scaled(Decimal::ONE_HUNDRED)
    };
    // A target is no rounded number: 目标20亿元，到位24亿元 is 120%.
    let is_aim = |w: usize| ["目标", "任务"].iter().any(|word| terms[w].clause().contains(word)) && terms[w].amount.is_exact();
    let exactly = |p: usize, w: usize| {
        let whole = Interval::point(terms[w].amount.printed()?.value);
        values(&terms[p].amount)?.over(&whole)?.scaled(Decimal::ONE_HUNDRED)
    };
    let holds = |p: usize, w: usize| {
        let (part, whole) = (&terms[p].amount, &terms[w].amount);
        let is = |share: Option<Interval>| share.is_none_or(|s| s.meets(&said.interval));
        let by_aim = exactly(p, w).filter(|_| is_aim(w) && is_slip_of(scene, said, part, whole));
        is_saved && is(of_both(part, whole)) || is(by_aim.or_else(|| share(part, whole)))
    };
    if parts.iter().any(|p| wholes.iter().any(|w| holds(*p, *w))) {
        return Some(());
    }
    let figures = [terms[part].at, terms[whole].at, terms[at].at];
    let is_told = found.findings.iter().any(|f| figures.iter().any(|at| f.range.contains_range(scene.figures[*at].range)));
    let (p, w) = (&terms[part].amount, &terms[whole].amount);
    // Rounding of a target acquits no rate of it.
    let of_kind = |t: &&Term| t.amount.dimension == p.dimension && is_value(t);
    let is_of_aim = is_aim(whole) && terms[at.saturating_sub(REACH)..at].iter().filter(of_kind).count() == 2;
    let has_alibi = !is_of_aim && alibi::of_share(scene, figures[2], &said.interval, (p, w));
    let printed = (p.printed()?.value, w.printed()?.value);
    // 覆盖4.9万亩，覆盖率15.6% beside 1.7万亩: of another whole.
    let judged = |whole: Decimal, wanted: Option<Interval>| {
        let (is, wanted) = (printed.0.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?, wanted?);
        Some((is, wanted, alibi::can_be_one(scene.reading, said.printed()?.value, is, &[(said, wanted)])))
    };
    let of_saved = judged(printed.0.checked_add(printed.1)?, of_both(p, w)).filter(|(_, _, is_one)| is_saved && *is_one);
    let (is, wanted, is_one) = of_saved.or_else(|| judged(printed.1, share(p, w)))?;
    // 计划投资2.5亿元，已完成3.9亿元，完成75%: a slip in one of the values side by side.
    let is_row = terms[part].at.abs_diff(terms[whole].at) <= 2 && !terms[at].opens && part + 1 == at && whole + 1 == part;
    let is_one = is_one || is_row && is_value_slipped(scene, said, p, w);
    if is_told || has_alibi || !is_one || !p.is_exact() || !w.is_exact() || is > Decimal::from(300) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, b, r) = (text(figures[0]), text(figures[1]), text(figures[2]));
    let right = said.scale.text(is);
    let message = Message::new(
        format!("完成的比率与数值不符：{a}是{b}的{right}，写作“{r}”"),
        format!("the rate does not follow: {a} is {right} of {b}, not “{r}”"),
    );
    let formula = Message::both(format!("{a} ÷ {b} = {right} ≠ {r}"));
    let fixes = fixes(scene.reading, &[(said, wanted)]);
    let what = What { code: "completion-mismatch", severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding_of(what, figures[2], &figures[..2]));
    Some(())
}
