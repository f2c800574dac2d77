//! Averages against the total and the number it is divided by (D1): 亩产, 人均, 每公里, 元/吨, and the quotients of the table. The rooms
//! `means` (D2) and `durations` (D3) are of the same family.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;
use smol_str::{SmolStr, format_smolstr};

use super::alibi;
use super::amount::{Amount, fixes};
use super::durations;
use super::nearby::{allowed, any_says, can_meet, has_any, lead, may_meet, subjects_clash, tail, trim_end, trim_start, wider};
use super::scene::{Found, Scene, What};
use crate::claims::indicator::{IndicatorId, Nature, TABLE};
use crate::claims::{Claim, Role, Statistic};
use crate::figures::figure::{Interval, Kind};
use crate::figures::unit::{Entry, Unit, UnitKind, unit_at, units_at};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// Words between a noun and its figure.
    pub fillers: Vec<String>,
    /// What may stand before the word of an average.
    pub openers: Vec<String>,
    per: Vec<PerWords>,
    silent: Vec<String>,
    own: Vec<String>,
    /// Fields that a mean may be of if both stand in one clause.
    fields: Vec<String>,
    /// What an average is called that is not told but wished for.
    pub aims: Vec<String>,
    /// Land that a harvest is not divided by.
    pub other_land: Vec<String>,
    /// 平均.
    pub means: Vec<String>,
    /// 最高.
    pub highest: Vec<String>,
    /// 最低.
    pub lowest: Vec<String>,
    /// 每天.
    pub rate: Vec<RateWords>,
    /// Words of totals over time.
    pub durations: DurationWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PerWords {
    words: Vec<String>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    counters: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RateWords {
    /// 每天, 日均.
    pub words: Vec<String>,
    /// 天.
    pub unit: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DurationWords {
    /// 共, 累计.
    pub totals: Vec<String>,
    /// Words with which nothing is calculated.
    pub silent: Vec<String>,
}

/// The words, loaded at first use.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/averages"));

/// `a / b = c`, by the indicator of `c`.
static QUOTIENTS: LazyLock<HashMap<IndicatorId, Vec<(IndicatorId, IndicatorId)>>> = LazyLock::new(|| {
    let mut map: HashMap<IndicatorId, Vec<(IndicatorId, IndicatorId)>> = HashMap::new();
    for relation in &TABLE.quotients {
        let ids = (TABLE.find(&relation.a), TABLE.find(&relation.b), TABLE.find(&relation.c));
        if let (Some(a), Some(b), Some(c)) = ids {
            map.entry(c).or_default().push((a, b));
        }
    }
    map
});

/// How many claims before an average its total and base are looked for, and how many behind it.
const BEFORE: usize = 6;
/// How many claims behind it.
const BEHIND: usize = 3;
/// The same for quotients of the table, whose names tell them apart.
const REACH: usize = 24;

/// Looks at every average of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 0..scene.claims.len() {
        let is_judged = by_table(scene, at, found).is_some();
        if !is_judged {
            by_words(scene, at, found);
        }
        durations::check(scene, at, found);
    }
}

/// An average: what it is of one of, and of which total.
struct Average<'l> {
    amount: Amount<'l>,
    /// From a total per base unit of the base to the number as the amount's scale prints it: 666.67 for 亩产 over square metres.
    shown: Decimal,
    /// The dimension of the total.
    total: SmolStr,
    /// The dimensions of what it may be divided by.
    bases: Vec<SmolStr>,
    /// The words before that of the average.
    before: &'l str,
    /// The words behind it.
    behind: &'l str,
}

impl Average<'_> {
    /// What it allows, in base units of the total per base unit of the base.
    fn interval(&self) -> Option<Interval> {
        allowed(&self.amount)?.scaled(Decimal::ONE.checked_div(self.shown)?)
    }
}

/// The key of a counted or measured thing as [`Amount`] has it.
fn dimension(entry: &Entry) -> SmolStr {
    match entry.kind {
        UnitKind::Counter => format_smolstr!("count/{}", entry.name),
        UnitKind::Money => format_smolstr!("money/{}", entry.code.unwrap_or(entry.name)),
        _ => entry.dimension.into(),
    }
}

/// The dimensions of a base: people are counted by several words.
fn bases_of(entry: &Entry) -> Vec<SmolStr> {
    let people = ["人", "名", "位", "口"];
    if entry.kind == UnitKind::Counter && people.contains(&entry.name) {
        return people.iter().map(|name| format_smolstr!("count/{name}")).collect();
    }
    vec![dimension(entry)]
}

/// The lower part of a rate's unit, where it is no time: 元/吨.
fn rate(unit: Unit) -> Option<(SmolStr, Vec<SmolStr>, Decimal)> {
    let per = unit.per.filter(|per| per.entry.kind != UnitKind::Time)?;
    // Amounts leave the factor of counted things out.
    let shown = if unit.entry.kind == UnitKind::Counter { Decimal::ONE.checked_div(unit.factor())? } else { Decimal::ONE };
    Some((dimension(unit.entry), bases_of(per.entry), shown))
}

/// A claim as an average, where its unit or the words before it say so.
fn average<'l>(scene: &Scene<'l>, claim: &Claim) -> Option<Average<'l>> {
    if !matches!(claim.statistic, Statistic::Level | Statistic::Change) || !matches!(claim.role, Role::Plain | Role::Average | Role::To) {
        return None;
    }
    let amount = scene.amount(claim)?;
    let head = lead(scene, claim);
    if let Some(unit) = amount.figure.unit.filter(|u| u.per.is_some()) {
        let (total, bases, shown) = rate(unit)?;
        let is_price = head.contains("均") || head.contains("价") || head.contains("单产");
        return is_price.then_some(Average { amount, shown, total, bases, before: "", behind: "" });
    }
    let (at, len, bases, shown) = per_word(head)?;
    let total = amount.dimension.clone();
    Some(Average { amount, shown, total, bases, before: &head[..at], behind: &head[at + len..] })
}

/// The word that makes an average in a text: where it stands, its length, the dimensions of its base and the size of its one.
fn per_word(head: &str) -> Option<(usize, usize, Vec<SmolStr>, Decimal)> {
    let words = WORDS.per.iter().flat_map(|per| per.words.iter().map(move |word| (per, word)));
    let known = words.filter_map(|(per, word)| Some((head.rfind(word.as_str())?, word.len(), per))).max_by_key(|(at, len, _)| (*at, *len));
    if let Some((at, len, per)) = known {
        // 每人每亩, 人均每天: two divisors.
        if head.contains('每') {
            return None;
        }
        if let Some(unit) = per.unit.as_deref().and_then(unit_at) {
            return Some((at, len, bases_of(unit), unit.factor));
        }
        return Some((at, len, per.counters.iter().map(|name| format_smolstr!("count/{name}")).collect(), Decimal::ONE));
    }
    let at = head.rfind('每')?;
    let behind = &head[at + '每'.len_utf8()..];
    let unit = units_at(behind).find(|u| matches!(u.kind, UnitKind::Measure | UnitKind::Counter))?;
    let is_vague = matches!(unit.name, "个" | "项" | "种" | "类" | "次" | "年" | "度" | "位");
    if is_vague || head.matches('每').count() > 1 {
        return None;
    }
    let size = if unit.kind == UnitKind::Counter { Decimal::ONE } else { unit.factor };
    Some((at, '每'.len_utf8() + unit.name.len(), bases_of(unit), size))
}

/// D1 by the words of the clause.
fn by_words(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let claim = &scene.claims[at];
    let average = average(scene, claim)?;
    if any_says(scene, &[claim], &WORDS.silent) {
        return None;
    }
    let near = &scene.claims[at.saturating_sub(BEFORE)..(at + 1 + BEHIND).min(scene.claims.len())];
    let now = is_of_now(scene, claim);
    // What the sentence itself tells goes before what the sentence before it told.
    for back in 0..=1 {
        let is_near = |c: &&Claim| c.sentence == claim.sentence || back == 1 && c.sentence + 1 == claim.sentence;
        let others = || {
            near.iter()
                .filter(|c| c.figure != claim.figure)
                .filter(is_near)
                .filter(|c| can_meet(c, claim) && !(now && is_of_before(scene, c, claim)))
        };
        let of_base = |c: &Claim| base(scene, c, &average).or_else(|| field(scene, c, claim, &average));
        let bases: Vec<(&Claim, Amount)> = others().filter_map(|c| Some((c, of_base(c)?))).collect();
        let totals: Vec<(&Claim, Amount)> = others().filter_map(|c| Some((c, total(scene, c, &average)?))).collect();
        if bases.is_empty() || totals.is_empty() {
            continue;
        }
        let holds = |b: &Amount, t: &Amount| holds(&average.interval(), b, t, Decimal::new(1, 2));
        if bases.iter().any(|(_, b)| totals.iter().any(|(_, t)| holds(b, t))) {
            found.checked.push(claim.figure);
            return Some(());
        }
        // With several to choose from nobody knows which is meant.
        let ([(base, b)], [(total, t)]) = (&bases[..], &totals[..]) else { return None };
        if !are_named(scene, &average, base, total) || subjects_clash(base, total) {
            return None;
        }
        found.checked.extend([claim.figure, base.figure, total.figure]);
        found.findings.extend(finding(scene, (claim, &average.amount), (*base, b), (*total, t), average.shown));
        return Some(());
    }
    None
}

/// 今年每起0.70人: the words right before the average name the present.
fn is_of_now(scene: &Scene, claim: &Claim) -> bool {
    let head = lead(scene, claim);
    ["今年", "本年", "如今", "目前", "现在"].iter().any(|word| head.contains(word))
        || claim.figure > 0 && is_time(scene, claim.figure - 1, &["今年", "本年", "如今", "目前", "现在"])
}

/// Whether a value stands before a time that is past, and the average behind it names the present: 去年同期35起，平均每起0.54人；今年每起0.70人.
fn is_of_before(scene: &Scene, value: &Claim, average: &Claim) -> bool {
    let past = ["去年", "上年", "前年", "同期", "此前", "以前"];
    let from = value.figure.saturating_sub(3);
    value.figure < average.figure
        && (from..value.figure).any(|at| is_time(scene, at, &past))
        && !(value.figure..average.figure - 1).any(|at| is_time(scene, at, &["今年", "本年"]))
}

/// Whether a figure is a time with one of the words.
fn is_time(scene: &Scene, at: usize, words: &[&str]) -> bool {
    let figure = &scene.figures[at];
    matches!(figure.kind, Kind::Date | Kind::DateRange) && words.iter().any(|word| scene.reading[figure.range].contains(word))
}

/// Whether total, base and average go together. A quotient that cannot be calculated is no contradiction.
fn holds(average: &Option<Interval>, base: &Amount, total: &Amount, slack: Decimal) -> bool {
    let product = || {
        let product = average.as_ref()?.times(&allowed(base)?)?;
        Some(wider(&product, slack)?.meets(&allowed(total)?))
    };
    product().unwrap_or(true)
}

/// A claim as what an average is divided by.
fn base<'l>(scene: &Scene<'l>, claim: &Claim, average: &Average) -> Option<Amount<'l>> {
    let amount = scene.amount(claim).filter(|a| average.bases.contains(&a.dimension))?;
    let is_harvest = average.total == "mass" && amount.dimension == "area";
    let is_other = is_harvest && has_any(lead(scene, claim), &WORDS.other_land);
    (is_stated(claim) && !is_other && !any_says(scene, &[claim], &WORDS.silent)).then_some(amount)
}

/// `试验田12亩共收获1080公斤，平均亩产90公斤`: a field of its own, whose harvest stands in its clause and the mean right behind.
fn field<'l>(scene: &Scene<'l>, claim: &Claim, mean: &Claim, average: &Average) -> Option<Amount<'l>> {
    let (base, harvest) = (scene.figures.get(claim.figure)?, scene.figures.get(claim.figure + 1)?);
    let between = scene.reading.get(base.range.end().into()..harvest.range.start().into())?;
    let is_beside = claim.figure + 2 == mean.figure && !between.contains([',', '，', '、', ';', '；', '。']);
    let head = trim_end(lead(scene, claim), &WORDS.fillers);
    let is_field = ["田", "地", "片", "方", "区", "园"].iter().any(|end| head.ends_with(end)) && has_any(head, &WORDS.fields);
    let is_plain = average.total == "mass" && is_stated(claim) && is_field;
    scene.amount(claim).filter(|a| is_beside && is_plain && average.bases.contains(&a.dimension))
}

/// A claim as the total of an average.
fn total<'l>(scene: &Scene<'l>, claim: &Claim, average: &Average) -> Option<Amount<'l>> {
    let amount = scene.amount(claim).filter(|a| a.dimension == average.total)?;
    let words = lead(scene, claim);
    let noun = trim_start(trim_end(average.behind, &WORDS.fillers), &WORDS.fillers);
    let is_of = noun.is_empty() || words.contains(noun);
    // 增收600万元 is a change, and the total of 户均增收.
    let is_value = is_stated(claim) || claim.statistic == Statistic::Change && claim.role == Role::Plain && !noun.is_empty();
    let is_average = per_word(words).is_some();
    (is_value && is_of && !is_average && !any_says(scene, &[claim], &WORDS.silent)).then_some(amount)
}

fn is_stated(claim: &Claim) -> bool {
    claim.statistic == Statistic::Level && matches!(claim.role, Role::Plain | Role::To | Role::Done) && !claim.points_back
}

/// Whether what stands before the word of the average is of the total or the base: 小麦平均亩产 beside 小麦播种面积, but 示范片亩产.
fn are_named(scene: &Scene, average: &Average, base: &Claim, total: &Claim) -> bool {
    let whose = trim_end(trim_start(average.before, &WORDS.openers), &WORDS.openers);
    let is_told =
        |claim: &Claim| lead(scene, claim).contains(whose) || claim.noun.text.contains(whose) || claim.subject.text.contains(whose);
    whose.is_empty() || is_told(base) || is_told(total)
}

/// D1 by the quotients of the table. Says whether there was one to judge by.
fn by_table(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let claim = &scene.claims[at];
    let relations = QUOTIENTS.get(&claim.indicator?)?;
    let is_value =
        matches!(claim.statistic, Statistic::Level | Statistic::Share) && matches!(claim.role, Role::Plain | Role::To | Role::Average);
    if !is_value || !claim.is_own || any_says(scene, &[claim], &WORDS.silent) {
        return None;
    }
    let near = &scene.claims[at.saturating_sub(REACH)..(at + 1 + REACH).min(scene.claims.len())];
    relations.iter().find_map(|(a, b)| {
        let of = |id: IndicatorId| -> Option<(&Claim, Amount)> {
            let is_it = |c: &&Claim| c.indicator == Some(id) && c.is_own && is_stated(c);
            // 规上工业实现营业收入…；利润总额…，营业收入利润率…: what the sentence is of is said once.
            let meets = |c: &Claim| if c.subject.text == claim.subject.text { may_meet(c, claim) } else { can_meet(c, claim) };
            let agrees = |c: &&Claim| meets(c) && !subjects_clash(c, claim) && !any_says(scene, &[*c], &WORDS.silent);
            let all: Vec<&Claim> = near.iter().filter(is_it).filter(agrees).collect();
            let here: Vec<&Claim> = all.iter().copied().filter(|c| c.sentence.abs_diff(claim.sentence) <= 1).collect();
            // What stands beside it goes before what the paragraph told earlier.
            let nearest = if here.is_empty() { &all } else { &here };
            let [only] = nearest[..] else { return None };
            Some((only, scene.amount(only)?))
        };
        let (total, base) = (of(*a)?, of(*b)?);
        judge_quotient(scene, claim, base, total, found)
    })
}

fn judge_quotient<'l>(
    scene: &Scene<'l>,
    claim: &Claim,
    base: (&Claim, Amount<'l>),
    total: (&Claim, Amount<'l>),
    found: &mut Found,
) -> Option<()> {
    // 营业收入12.48亿元，电缆业务毛利1.2亿元，毛利率17.8%: of what that business sold.
    let is_own = |claim: &Claim| has_any(lead(scene, claim), &WORDS.own);
    if is_own(total.0) != is_own(base.0) {
        return None;
    }
    let amount = scene.amount(claim)?;
    let shown = shown_as(&amount, &total.1, &base.1)?;
    // People are counted at the end of the year, and divided by is their mean over it.
    let is_per_head =
        claim.entry().is_some_and(|e| e.nature == Nature::Average) && matches!(base.1.dimension.as_str(), "count/人" | "number");
    let slack = if is_per_head { Decimal::new(5, 2) } else { Decimal::new(1, 2) };
    let stated = |shown: Decimal| allowed(&amount)?.scaled(Decimal::ONE.checked_div(shown)?);
    found.checked.extend([claim.figure, base.0.figure, total.0.figure]);
    if shown.iter().any(|shown| holds(&stated(*shown), &base.1, &total.1, slack)) {
        return Some(());
    }
    let shown = *shown.first()?;
    found.findings.extend(finding(scene, (claim, &amount), (base.0, &base.1), (total.0, &total.1), shown));
    Some(())
}

/// The ways a quotient may be printed, the usual one first; none where the dimensions do not go together.
fn shown_as(quotient: &Amount, total: &Amount, base: &Amount) -> Option<Vec<Decimal>> {
    if let Some(unit) = quotient.figure.unit.filter(|u| u.per.is_some()) {
        let (upper, lower, shown) = rate(unit)?;
        return (upper == total.dimension && lower.contains(&base.dimension)).then(|| vec![shown]);
    }
    match quotient.dimension.as_str() {
        "percent" => (total.dimension == base.dimension).then(|| vec![Decimal::ONE_HUNDRED]),
        "number" => (total.dimension == base.dimension).then(|| vec![Decimal::ONE, Decimal::ONE_HUNDRED]),
        dimension if dimension == total.dimension && base.dimension == "area" => {
            let sizes = if dimension == "mass" { ["亩", "公顷"] } else { ["平方米", "亩"] };
            Some(sizes.iter().filter_map(|name| unit_at(name)).map(|unit| unit.factor).collect())
        }
        dimension => {
            let is_counted = base.dimension.starts_with("count/") || base.dimension == "number";
            (dimension == total.dimension && is_counted).then(|| vec![Decimal::ONE])
        }
    }
}

fn finding(
    scene: &Scene,
    (claim, amount): (&Claim, &Amount),
    (base, b): (&Claim, &Amount),
    (total, t): (&Claim, &Amount),
    shown: Decimal,
) -> Option<crate::rules::Finding> {
    let stated = allowed(amount)?.scaled(Decimal::ONE.checked_div(shown)?)?;
    if alibi::of_average(scene, claim.figure, &stated, (t, b)) {
        return None;
    }
    let (of_base, of_total) = (allowed(b)?, allowed(t)?);
    let quotient = t.printed()?.value.checked_div(b.printed()?.value)?.checked_mul(shown)?;
    let value = amount.scale.text(quotient);
    let (text, x, y) = (scene.text(claim), scene.text(total), scene.text(base));
    let message = Message::new(
        format!("均值与总量不符：“{x}”除以“{y}”约合{value}，这里写作“{text}”"),
        format!("the average does not follow from its total: “{x}” over “{y}” is about {value}, not “{text}”"),
    );
    let formula = Message::both(format!("{x} ÷ {y} ≈ {value} ≠ {text}"));
    let mut options = Vec::new();
    options.extend(of_total.over(&of_base).and_then(|wanted| wanted.scaled(shown)).map(|wanted| (amount, wanted)));
    options.extend(stated.times(&of_base).map(|wanted| (t, wanted)));
    options.extend(of_total.over(&stated).map(|wanted| (b, wanted)));
    let is_one = alibi::is_several(b) && alibi::can_be_one(scene.reading, amount.printed()?.value, quotient, &options);
    // Of another sentence, or with a share between them, it may be another total: 六成分给农户，人均320元.
    let (first, last) = (total.figure.min(claim.figure), total.figure.max(claim.figure));
    let is_shared = scene.figures[first..last].iter().any(|figure| matches!(figure.kind, Kind::Fraction | Kind::Percent));
    let is_far = total.sentence != claim.sentence || base.sentence != claim.sentence;
    if (is_far || is_shared) && !alibi::is_slip(scene.reading, &options) {
        return None;
    }
    // 距人均1.5册的规划指标还有一段路, 单价从26元到48元不等.
    if !is_one || has_any(tail(scene, claim), &WORDS.aims) || lead(scene, claim).ends_with(['从', '由']) {
        return None;
    }
    let fixes = fixes(scene.reading, &options);
    let what = What { code: "average-mismatch", severity: Severity::Warning, message, formula, fixes };
    Some(scene.finding(what, claim, &[total, base]))
}
