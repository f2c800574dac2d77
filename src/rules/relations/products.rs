//! So much for each and each time, so many, so often, and the total (D3): 4.8万名学生，每生每天5元，全年200天，共计4800万元.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::{Amount, fixes};
use super::nearby::{has_any, lead_of, rounded, same_sentence, tail_of, wider};
use super::scene::{Found, Scene, What};
use crate::figures::figure::Kind;
use crate::figures::unit::{UnitKind, unit_at, units_at};
use crate::rules::finding::{Message, Severity};

/// How many figures to both sides the other factors are looked for.
const REACH: usize = 4;
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    totals: Vec<String>,
    other: Vec<String>,
    people: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/products"));

/// Looks at every figure of a line as so much for each, each time.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 1..scene.figures.len() {
        product(scene, at, found);
    }
}

fn value<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    let is_counted = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Duration);
    Amount::of(scene.reading, figure).filter(|a| is_counted && a.is_exact() && a.printed().is_some_and(|p| p.value > Decimal::ZERO))
}

fn product(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let head = lead_of(scene, at);
    let (_, each) = head.split_once('每')?;
    let (whose, when) = each.split_once('每')?;
    let one = value(scene, at).filter(|_| !whose.is_empty() && whose.chars().count() <= 4 && !has_any(head, &WORDS.other))?;
    let time = units_at(when.trim_start_matches('个'))
        .find(|u| u.kind == UnitKind::Time)
        .or_else(|| unit_at("天").filter(|_| when.starts_with('日')))?;
    let near = at.saturating_sub(REACH)..(at + 1 + REACH).min(scene.figures.len());
    let others = || near.clone().filter(|i| *i != at && same_sentence(scene, *i, at)).filter_map(|i| Some((i, value(scene, i)?)));
    let tail = |i: usize| tail_of(scene, i).chars().take(12).collect::<String>();
    let names_people = |name: &str| WORDS.people.iter().any(|word| word == name);
    let is_people = names_people(whose);
    let is_base = |i: usize, a: &Amount| {
        let name = a.dimension.strip_prefix("count/").unwrap_or("");
        i < at && (name == whose || is_people && names_people(name) || !name.is_empty() && tail(i).contains(whose))
    };
    let only = |mut all: Vec<usize>| if all.len() == 1 { all.pop() } else { None };
    let base = only(others().filter(|(i, a)| is_base(*i, a)).map(|(i, _)| i).collect())?;
    let length = only(
        others().filter(|(i, a)| scene.figures[*i].kind == Kind::Duration && a.dimension == time.dimension).map(|(i, _)| i).collect(),
    )?;
    let total = only(
        others()
            .filter(|(i, a)| *i > at && a.dimension == one.dimension && has_any(lead_of(scene, *i), &WORDS.totals))
            .map(|(i, _)| i)
            .collect(),
    )?;
    let (b, l, t) = (value(scene, base)?, value(scene, length)?, value(scene, total)?);
    let times = Decimal::ONE.checked_div(time.factor)?;
    let all = rounded(&one)?.times(&rounded(&b)?)?.times(&crate::figures::figure::Interval::point(l.printed()?.value))?.scaled(times)?;
    found.checked.extend([at, base, length, total]);
    if wider(&all, Decimal::new(1, 2))?.meets(&rounded(&t)?) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (r, x, y, z) = (text(at), text(base), text(length), text(total));
    let exact = one.printed()?.value.checked_mul(b.printed()?.value)?.checked_mul(l.printed()?.value)?.checked_mul(times)?;
    let shown = t.scale.text(exact);
    let message = Message::new(
        format!("单位量与总量不符：{x}、每次“{r}”、{y}，应为{shown}，写作“{z}”"),
        format!("rates and total do not go together: {x} at “{r}” each for {y} makes {shown}, not “{z}”"),
    );
    let formula = Message::both(format!("{x} × {r} × {y} = {shown} ≠ {z}"));
    let fixes = fixes(scene.reading, &[(&t, all)]);
    let what = What { code: "rate-times-duration", severity: Severity::Warning, message, formula, fixes };
    found.findings.push(scene.finding_of(what, total, &[at, base, length]));
    Some(())
}
