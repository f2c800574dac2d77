//! What an average is of one of, and of which total; the figures that may be the one and the other.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;
use smol_str::{SmolStr, format_smolstr};

use crate::figures::figure::{Approximation, Figure, Kind};
use crate::figures::unit::{Entry, UnitKind, unit_at, units_at};
use crate::rules::relations::amount::Amount;
use crate::rules::relations::averages;
use crate::rules::relations::nearby::{has_any, lead_of, tail_of, trim_end, trim_start};
use crate::rules::relations::scene::Scene;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) silent: Vec<String>,
    pub(super) other: Vec<String>,
    pub(super) totals: Vec<String>,
    pub(super) spent: Vec<String>,
    pub(super) earned: Vec<String>,
    pub(super) daily: Vec<String>,
    plans: Vec<String>,
    to_whom: Vec<String>,
    deeds: Vec<String>,
    pub(super) changes: Vec<String>,
    pub(super) no_year: Vec<String>,
    pub(super) always: Vec<String>,
    per: Vec<Per>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Per {
    words: Vec<String>,
    unit: Option<String>,
    #[serde(default)]
    counters: Vec<String>,
    /// Whether it is of one of whatever is told.
    #[serde(default)]
    any: bool,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/division"));

/// An average.
pub(super) struct One<'l> {
    pub(super) at: usize,
    pub(super) amount: Amount<'l>,
    /// The unit of its base in base units.
    pub(super) size: Decimal,
    /// The dimensions of its total.
    pub(super) totals: Vec<SmolStr>,
    /// The dimensions of its base.
    pub(super) bases: Vec<SmolStr>,
    /// The noun of its base where no measure word tells it: 队 in 每队.
    pub(super) noun: &'l str,
    /// Whose it is, where that is said.
    pub(super) whose: &'l str,
    /// What is behind the word.
    pub(super) thing: &'l str,
    pub(super) is_of_time: bool,
    /// Whether it is a price of one of whatever is told.
    pub(super) is_price: bool,
}

/// A figure in the calculation.
pub(super) struct Term<'l> {
    pub(super) at: usize,
    pub(super) amount: Amount<'l>,
}

fn is_counted(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Number | Kind::Duration)
}

pub(super) fn one<'l>(scene: &Scene<'l>, at: usize) -> Option<One<'l>> {
    let figure = scene.figures.get(at)?;
    let is_value = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Duration | Kind::Enumeration)
        && figure.unit.is_some_and(|u| u.per.is_none());
    let head = lead_of(scene, at);
    if !is_value || has_any(head, &WORDS.silent) || head.matches('每').count() > 1 {
        return None;
    }
    let amount = Amount::of(scene.reading, figure).filter(|a| a.printed().is_some_and(|p| p.value > Decimal::ZERO))?;
    is_plain(figure).then_some(())?;
    if let Some((size, bases, before)) = of_many(scene, at) {
        let thing = trim_start(trim_end(head, &averages::WORDS.fillers), &averages::WORDS.fillers);
        let totals = totals_of(&amount.dimension);
        let whose = trim_end(trim_start(before, &averages::WORDS.openers), &averages::WORDS.openers);
        let whose = if WORDS.to_whom.iter().any(|words| whose == words) { "" } else { whose };
        return Some(One { at, amount, size, totals, bases, noun: "", whose, thing, is_of_time: false, is_price: false });
    }
    let (start, len, per) = per_word(head)?;
    let behind = &head[start + len..];
    let whose = trim_end(trim_start(&head[..start], &averages::WORDS.openers), &averages::WORDS.openers);
    let totals = totals_of(&amount.dimension);
    let make = |size, bases, noun, thing, is_of_time| {
        Some(One { at, amount, size, totals, bases, noun, whose, thing, is_of_time, is_price: per.is_some_and(|per| per.any) })
    };
    let bare = |text: &'l str| {
        let bare = trim_start(trim_end(text, &averages::WORDS.fillers), &averages::WORDS.fillers);
        if WORDS.deeds.iter().any(|deed| bare == deed) { "" } else { bare }
    };
    match per {
        Some(Per { unit: Some(unit), .. }) => {
            let unit = unit_at(unit)?;
            make(unit.factor, vec![unit.dimension.into()], "", bare(behind), unit.kind == UnitKind::Time)
        }
        Some(per) => make(Decimal::ONE, per.counters.iter().map(|c| format_smolstr!("count/{c}")).collect(), "", bare(behind), false),
        None => {
            let rest = behind.trim_start_matches(['个', '一']);
            // 每千人, 每百斤.
            let many = MANY.iter().find_map(|(word, size)| Some((rest.strip_prefix(word)?, *size)));
            if let Some((rest, many)) = many
                && let Some(unit) = units_at(rest).find(|u| matches!(u.kind, UnitKind::Measure | UnitKind::Counter))
            {
                let size = Decimal::from(many).checked_mul(if unit.kind == UnitKind::Counter { Decimal::ONE } else { unit.factor })?;
                return make(size, dimensions(unit), "", bare(&rest[unit.name.len()..]), false);
            }
            let unit = units_at(rest).find(|u| matches!(u.kind, UnitKind::Measure | UnitKind::Counter | UnitKind::Time));
            // 20个项目总投资120亿元，平均每个6亿元.
            let bare_counter = behind == "个" && rest.is_empty();
            let bases = if bare_counter { vec![SmolStr::new_static("count/个")] } else { Vec::new() };
            let Some(unit) = unit.filter(|_| rest.len() == behind.len()) else { return make(Decimal::ONE, bases, rest, rest, false) };
            let size = if unit.kind == UnitKind::Counter { Decimal::ONE } else { unit.factor };
            let thing = bare(&rest[unit.name.len()..]);
            make(size, dimensions(unit), rest, thing, unit.kind == UnitKind::Time)
        }
    }
}

/// 每千人: how many.
const MANY: [(&str, u32); 5] = [("十万", 100_000), ("万", 10_000), ("千", 1_000), ("百", 100), ("十", 10)];

/// 每10股派1.5元: of how many in base units, in which dimensions, and the words before.
fn of_many<'l>(scene: &Scene<'l>, at: usize) -> Option<(Decimal, Vec<SmolStr>, &'l str)> {
    let many = at.checked_sub(1)?;
    let figure = &scene.figures[many];
    let between = scene.reading.get(figure.range.end().into()..scene.figures[at].range.start().into())?;
    let before = lead_of(scene, many).strip_suffix('每')?;
    let is_plain = matches!(figure.kind, Kind::Quantity | Kind::Number)
        && between.chars().count() <= 14
        && !between.contains([',', '，', '、', '。', ';', '；']);
    let amount = Amount::of(scene.reading, figure).filter(|_| is_plain)?;
    let size = amount.printed()?.value;
    (size > Decimal::ZERO).then(|| (size, people(&amount.dimension), before))
}

/// The word that makes an average, the last one before the figure; `None` inside for 每 with any noun.
fn per_word(head: &str) -> Option<(usize, usize, Option<&'static Per>)> {
    let words = WORDS.per.iter().flat_map(|per| per.words.iter().map(move |word| (per, word)));
    let known = words.filter_map(|(per, word)| Some((head.rfind(word.as_str())?, word.len(), per))).max_by_key(|(at, len, _)| (*at, *len));
    let each = head.rfind('每').map(|at| (at, '每'.len_utf8(), None));
    match known {
        // 单产每公顷5748公斤: the word nearer to the figure.
        Some((at, len, _)) if each.is_some_and(|(each, ..)| each >= at + len) => each,
        Some((at, len, per)) => Some((at, len, Some(per))),
        None => each,
    }
}

fn dimensions(unit: &Entry) -> Vec<SmolStr> {
    match unit.kind {
        // 1240家民宿，户均8间.
        UnitKind::Counter if matches!(unit.name, "户" | "家") => vec!["count/户".into(), "count/家".into()],
        UnitKind::Counter => people(&format!("count/{}", unit.name)),
        _ => vec![unit.dimension.into()],
    }
}

/// What an average may be of: visits are made by people, 观众9.52万人次，场均400人.
fn totals_of(dimension: &str) -> Vec<SmolStr> {
    let mut all = people(dimension);
    if all.len() > 1 {
        all.push(SmolStr::new_static("count/人次"));
    }
    all
}

/// People are counted by several words.
fn people(dimension: &str) -> Vec<SmolStr> {
    const WORDS: [&str; 4] = ["count/人", "count/名", "count/位", "count/口"];
    if WORDS.contains(&dimension) { WORDS.map(SmolStr::new_static).to_vec() } else { vec![dimension.into()] }
}

/// Whether a figure is one number, rounded at most.
fn is_plain(figure: &Figure) -> bool {
    figure.printed().is_some() && matches!(figure.approximation, Approximation::Exact | Approximation::About)
}

/// Whether a total is of what an average counts: 10.6万个座位，平均每辆40座.
pub(super) fn is_total(scene: &Scene, one: &One, term: &Term) -> bool {
    let is_noun = || {
        let unit = one.amount.dimension.strip_prefix("count/")?;
        Some(term.amount.dimension == "count/个" && tail_of(scene, term.at).starts_with(unit))
    };
    one.totals.contains(&term.amount.dimension) || is_noun().unwrap_or(false)
}

/// 日均就餐2.88万人次，平均每个食堂120人次: what is told of one day may be divided once more.
pub(super) fn term_of_day<'l>(scene: &Scene<'l>, one: &One, at: usize) -> Option<Term<'l>> {
    let is_of_day = !one.is_of_time && WORDS.daily.iter().any(|word| lead_of(scene, at).starts_with(word.as_str()));
    term_by(scene, at, |head| is_of_day && !has_any(head.trim_start_matches(|c| "日年月周均每天".contains(c)), &WORDS.other))
}

/// `计划新建20个，总投资3600万元，平均每个180万元`; `预计产值6.72亿元，平均每亩8000元`: what is planned, with the mean of the plan right behind.
pub(super) fn term_of_plan<'l>(scene: &Scene<'l>, one: &One, at: usize) -> Option<Term<'l>> {
    let is_plan = |at: usize| at < one.at && has_any(lead_of(scene, at), &WORDS.plans);
    let is_next = at + 1 == one.at || at + 2 == one.at && term(scene, at + 1).is_some();
    let between = scene.reading.get(scene.figures[at].range.end().into()..scene.figures[one.at].range.start().into())?;
    let is_here = is_next && !between.contains(['。', ';', '；', '!', '?']) && !one.is_of_time;
    let without = |head: &str| WORDS.plans.iter().fold(head.to_owned(), |text, word| text.replace(word.as_str(), ""));
    term_by(scene, at, |head| is_here && is_plan(at) && !has_any(&without(head), &WORDS.other))
}

/// A figure as the total or the base, where nothing speaks against it.
pub(super) fn term<'l>(scene: &Scene<'l>, at: usize) -> Option<Term<'l>> {
    term_by(scene, at, |head| !has_any(head, &WORDS.other))
}

fn term_by<'l>(scene: &Scene<'l>, at: usize, may: impl Fn(&str) -> bool) -> Option<Term<'l>> {
    let figure = scene.figures.get(at).filter(|f| is_counted(f) && is_plain(f) && f.unit.is_none_or(|u| u.per.is_none()))?;
    let amount = Amount::of(scene.reading, figure).filter(|a| a.printed().is_some_and(|p| p.value > Decimal::ZERO))?;
    may(lead_of(scene, at)).then_some(Term { at, amount })
}

pub(super) fn is_base(scene: &Scene, one: &One, term: &Term) -> bool {
    let head = lead_of(scene, term.at);
    let is_population = term.amount.dimension == "number"
        && (head.ends_with("人口") || is_before_people(scene, term.at))
        && one.bases.iter().any(|b| b == "count/人");
    // A harvest is not divided by all the land; 首10天 are some days of several.
    let is_land = one.amount.dimension == "mass" && term.amount.dimension == "area" && has_any(head, &averages::WORDS.other_land);
    if is_land || one.is_of_time && head.ends_with(['首', '前', '头', '后', '近']) {
        return false;
    }
    let is_sold = one.is_price
        && (term.amount.dimension.starts_with("count/") || matches!(term.amount.dimension.as_str(), "mass" | "area" | "volume"));
    if one.bases.contains(&term.amount.dimension) || is_population || is_sold {
        return true;
    }
    let is_counter = term.amount.dimension.starts_with("count/") || term.amount.dimension == "number";
    is_counter && base_noun(scene, one, term.at).is_some()
}

/// The noun of 每 that stands at a figure: 抢修队1240支 for 每队, 8个区 for 每区.
pub(super) fn base_noun<'l>(scene: &Scene, one: &One<'l>, at: usize) -> Option<&'l str> {
    let (head, tail) = (lead_of(scene, at), tail_of(scene, at));
    let is_unit = |noun: &str| one.bases.iter().any(|b| b.strip_prefix("count/") == Some(noun));
    let ends =
        |noun: &&str| tail.starts_with(noun) || head.ends_with(noun) && (noun.chars().count() > 1 || one.bases.is_empty() || is_unit(noun));
    prefixes(one.noun).filter(ends).last()
}

/// 384万常住人口.
fn is_before_people(scene: &Scene, at: usize) -> bool {
    ["常住人口", "人口", "户籍人口"].iter().any(|word| tail_of(scene, at).starts_with(word))
}

/// The beginnings of a text that may be its first noun.
fn prefixes(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]).take(4).map(move |at| &text[..at]).filter(|t| !t.is_empty())
}
