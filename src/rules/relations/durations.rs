//! So much a day, for so many days, and the total (D3): 每天加工50件，10天共加工900件.

use rust_decimal::Decimal;

use super::amount::{Amount, fixes};
use super::averages::WORDS;
use super::nearby::{allowed, any_says, has_any, lead, scopes_clash, trim_end, trim_start};
use super::scene::{Found, Scene, What};
use crate::claims::{Claim, Role, Statistic};
use crate::figures::figure::{Approximation, Kind};
use crate::figures::unit::{Entry, unit_at};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::{last_clause, plain};

/// How many claims before a total its rate is looked for.
const REACH: usize = 4;

/// Looks at a claim as the total of a stretch of time.
pub(super) fn check(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let claim = &scene.claims[at];
    let (times, thing) = total(scene, claim)?;
    let amount = scene.amount(claim).filter(Amount::is_exact)?;
    let near = scene.claims[at.saturating_sub(REACH)..at].iter().filter(|c| c.sentence == claim.sentence && !scopes_clash(c, claim));
    let of_kind = near.filter_map(|c| Some((c, rate(scene, c, &times, thing)?))).filter(|(_, r)| r.amount.dimension == amount.dimension);
    // 16天日均16.5万人次，其中两个周末4天共104.2万人次: days of their own.
    let is_part = |told: &Claim| {
        let gap = scene.reading.get(scene.figure(told).range.end().into()..scene.figure(claim).range.start().into());
        gap.is_none_or(|gap| gap.contains("其中"))
    };
    let rates: Vec<(&Claim, Rate)> = of_kind.filter(|(told, _)| !is_part(told)).collect();
    let stated = allowed(&amount)?;
    let holds = |rate: &Rate| allowed(&rate.amount).and_then(|one| one.scaled(rate.times)).is_none_or(|all| all.meets(&stated));
    found.checked.extend(rates.iter().take(1).map(|_| claim.figure));
    if rates.iter().any(|(_, rate)| holds(rate)) {
        return None;
    }
    let [(told, rate)] = &rates[..] else { return None };
    let product = rate.amount.printed()?.value.checked_mul(rate.times)?;
    let length = &scene.reading[times.range];
    let (text, one, value) = (scene.text(claim), scene.text(told), amount.scale.text(product));
    let word = rate.word;
    let message = Message::new(
        format!("单位时间的量与总量不符：{word}“{one}”，“{length}”应为{value}，这里写作“{text}”"),
        format!("rate and total do not go together: {word} “{one}” makes {value} in “{length}”, not “{text}”"),
    );
    let formula = Message::both(format!("{one} × {} = {value} ≠ {text}", plain(rate.times)));
    let wanted = allowed(&rate.amount)?.scaled(rate.times)?;
    let mut options = vec![(&amount, wanted)];
    options.extend(Decimal::ONE.checked_div(rate.times).and_then(|f| stated.scaled(f)).map(|wanted| (&rate.amount, wanted)));
    let fixes = fixes(scene.reading, &options);
    let what = What { code: "rate-times-duration", severity: Severity::Warning, message, formula, fixes };
    found.findings.push(scene.finding(what, claim, &[*told]));
    Some(())
}

/// A length of time: how long, in its base unit, and where it stands.
struct Stretch {
    value: Decimal,
    dimension: &'static str,
    range: crate::text::TextRange,
}

/// A claim as a total over the length of time right before it, and what it is of: 10天共加工.
fn total<'l>(scene: &Scene<'l>, claim: &Claim) -> Option<(Stretch, &'l str)> {
    let is_value = claim.statistic == Statistic::Level && matches!(claim.role, Role::Plain | Role::To) && claim.is_actual();
    let at = claim.figure.checked_sub(1).filter(|_| is_value)?;
    let length = scene.figures.get(at).filter(|f| f.kind == Kind::Duration && f.approximation == Approximation::Exact)?;
    let unit = length.unit.filter(|u| u.per.is_none())?;
    let reading = scene.reading;
    let start = at.checked_sub(1).and_then(|before| scene.figures.get(before)).map_or(0, |f| usize::from(f.range.end()));
    let before = reading.get(start..length.range.start().into())?;
    let between = reading.get(usize::from(length.range.end())..scene.figure(claim).number.start().into())?;
    let is_one_clause = !between.contains([',', '，', '。', ';', ':', '、', '(', ')']);
    let says_other = has_any(last_clause(before), &WORDS.durations.silent) || any_says(scene, &[claim], &WORDS.durations.silent);
    if !is_one_clause || says_other {
        return None;
    }
    let behind = WORDS.durations.totals.iter().find_map(|word| between.split_once(word.as_str()).map(|(_, behind)| behind))?;
    let value = length.printed()?.value.checked_mul(unit.entry.factor)?;
    Some((Stretch { value, dimension: unit.entry.dimension, range: length.range }, bare(behind)))
}

/// A claim as a rate over time.
struct Rate<'l> {
    amount: Amount<'l>,
    /// How often its time is in the stretch.
    times: Decimal,
    /// 每天.
    word: &'static str,
}

fn rate<'l>(scene: &Scene<'l>, claim: &Claim, stretch: &Stretch, thing: &str) -> Option<Rate<'l>> {
    let is_value = claim.statistic == Statistic::Level && matches!(claim.role, Role::Plain | Role::Average) && claim.is_actual();
    let head = lead(scene, claim);
    if !is_value || any_says(scene, &[claim], &WORDS.durations.silent) {
        return None;
    }
    let words = WORDS.rate.iter().flat_map(|rate| rate.words.iter().map(move |word| (rate, word)));
    let (at, word, rate) = words
        .filter_map(|(rate, word)| Some((head.rfind(word.as_str())?, word.as_str(), rate)))
        .max_by_key(|(at, word, _)| (*at, word.len()))?;
    let of = bare(&head[at + word.len()..]);
    let is_of = of.is_empty() || thing.is_empty() || of.contains(thing) || thing.contains(of);
    let one: &'static Entry = unit_at(&rate.unit).filter(|u| u.dimension == stretch.dimension && is_of)?;
    let times = stretch.value.checked_div(one.factor)?;
    let is_often = times.is_integer() && times > Decimal::ONE;
    let amount = scene.amount(claim).filter(|a| a.is_exact() && is_often)?;
    Some(Rate { amount, times, word })
}

fn bare(text: &str) -> &str {
    trim_start(trim_end(text, &WORDS.fillers), &WORDS.fillers)
}
