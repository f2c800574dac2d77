//! Two things held side by side: 甲比乙多3倍, 是乙的3倍 against their values (C13), and shares of one whole that want two different
//! wholes (C12).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::{Amount, Scale, fixes};
use super::nearby::{allowed, can_meet, has_any, lead, name, trim_end, wider};
use super::scene::{Found, Scene, What};
use crate::claims::{Claim, Role, Statistic};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::plain;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    no_names: Vec<String>,
    verbs: Vec<String>,
    fillers: Vec<String>,
    vague: Vec<String>,
    joints: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/comparisons"));

/// How many claims before a comparison its two values are looked for.
const REACH: usize = 8;
/// How many shares before one are held against it.
const SHARES: usize = 6;

/// Looks at every comparison and every share of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let mut shares: Vec<Share> = Vec::new();
    for (at, claim) in scene.claims.iter().enumerate() {
        times_more(scene, at, found);
        let Some(share) = share(scene, at) else { continue };
        let mut near = shares.iter().rev().take(SHARES).filter(|s| s.share.sentence == claim.sentence);
        if let Some(other) = near.find(|s| s.is_of_whole(&share)) {
            contradict(scene, other, &share, found);
        }
        shares.push(share);
    }
}

/// What a comparison says of the value of its subject `a` and of the other thing `b`.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    /// a ÷ b.
    Ratio,
    /// a ÷ b − 1, in times.
    TimesMore,
    /// a ÷ b − 1, in percent.
    PercentMore,
    /// 1 − a ÷ b, in percent.
    PercentLess,
    /// a − b.
    More,
    /// b − a.
    Less,
}

impl Said {
    fn of(scene: &Scene, claim: &Claim) -> Option<Said> {
        let kind = scene.figure(claim).kind;
        match (claim.statistic, kind) {
            (Statistic::Ratio, Kind::Multiple) => Some(Said::Ratio),
            (Statistic::Growth, Kind::Multiple) if claim.sign > 0 => Some(Said::TimesMore),
            (Statistic::Growth, Kind::Percent) if claim.sign > 0 => Some(Said::PercentMore),
            (Statistic::Growth, Kind::Percent) if claim.sign < 0 => Some(Said::PercentLess),
            (Statistic::Change, _) if claim.sign > 0 => Some(Said::More),
            (Statistic::Change, _) if claim.sign < 0 => Some(Said::Less),
            _ => None,
        }
    }

    /// What two values give.
    fn of_values(self, a: &Interval, b: &Interval) -> Option<Interval> {
        let one = Interval::point(Decimal::ONE);
        match self {
            Said::Ratio => a.over(b),
            Said::TimesMore => a.over(b)?.minus(&one),
            Said::PercentMore => a.over(b)?.minus(&one)?.scaled(Decimal::ONE_HUNDRED),
            Said::PercentLess => one.minus(&a.over(b)?)?.scaled(Decimal::ONE_HUNDRED),
            Said::More => a.minus(b),
            Said::Less => b.minus(a),
        }
    }
}

/// C13.
fn times_more(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let claim = &scene.claims[at];
    let said = Said::of(scene, claim)?;
    if claim.role != Role::Plain || claim.has_caveat || claim.is_annual || claim.list.is_some() {
        return None;
    }
    let head = lead(scene, claim);
    let (other, word) = match said {
        Said::Ratio => (claim.of.text.as_str(), &scene.reading[claim.verb]),
        _ => (claim.base.noun.text.as_str(), claim.base.word.as_str()),
    };
    let is_compared = said != Said::Ratio && claim.base.is_named && claim.base.period.is_none()
        || said == Said::Ratio && WORDS.verbs.iter().any(|verb| verb == word);
    let is_named = other.chars().count() >= 2 && !has_any(other, &WORDS.no_names);
    if word.is_empty() || !is_compared || !is_named {
        return None;
    }
    let own = head.split_once(word)?.0.trim();
    let start = at.saturating_sub(REACH);
    let values = || scene.claims[start..at].iter().filter(|c| is_value(c, claim));
    let others: Vec<&Claim> = values().filter(|c| is_of(scene, c, other)).collect();
    let owns: Vec<&Claim> = if own.is_empty() {
        values().filter(|c| c.figure + 1 == claim.figure && !is_of(scene, c, other)).collect()
    } else {
        values().filter(|c| is_of(scene, c, own) && !is_of(scene, c, other)).collect()
    };
    let ([b_claim], [a_claim]) = (&others[..], &owns[..]) else { return None };
    // 东县面积 beside 东县人口: the name is the same, the thing is not.
    let thing = own.replacen(name(scene, a_claim), "", 1);
    if !thing.is_empty() && !lead(scene, a_claim).contains(thing.as_str()) {
        return None;
    }
    let (a, b) = (scene.amount(a_claim)?, scene.amount(b_claim)?);
    let amount = scene.amount(claim)?;
    let is_difference = matches!(said, Said::More | Said::Less);
    let fits =
        a.dimension == b.dimension && (!is_difference || amount.dimension == a.dimension) && (is_difference || a.dimension != "percent");
    let is_one_thing = a_claim.indicator.is_none() || b_claim.indicator.is_none() || a_claim.indicator == b_claim.indicator;
    if !fits || !is_one_thing || !can_meet(a_claim, b_claim) {
        return None;
    }
    let (of_a, of_b) = (allowed(&a)?, allowed(&b)?);
    let computed = said.of_values(&of_a, &of_b)?;
    found.checked.extend([a_claim.figure, b_claim.figure, claim.figure]);
    if computed.meets(&amount.interval) {
        return None;
    }
    let what = comparison(scene, claim, said, (*a_claim, &a), (*b_claim, &b), &amount)?;
    found.findings.push(scene.finding(what, claim, &[*a_claim, *b_claim]));
    Some(())
}

/// Whether a claim is a value that a comparison may be of: of its sentence or the one before.
fn is_value(value: &Claim, comparison: &Claim) -> bool {
    let is_stated =
        matches!(value.statistic, Statistic::Level | Statistic::Share) && matches!(value.role, Role::Plain | Role::To | Role::Done);
    is_stated && value.sentence + 1 >= comparison.sentence
}

/// Whether a value is of a thing of that name.
fn is_of(scene: &Scene, claim: &Claim, thing: &str) -> bool {
    let whose = name(scene, claim);
    whose.chars().count() >= 2 && (thing.contains(whose) || thing.chars().count() >= 2 && whose.contains(thing))
}

fn comparison(
    scene: &Scene,
    claim: &Claim,
    said: Said,
    (a_claim, a): (&Claim, &Amount),
    (b_claim, b): (&Claim, &Amount),
    amount: &Amount,
) -> Option<What> {
    let (of_a, of_b) = (Interval::point(a.printed()?.value), Interval::point(b.printed()?.value));
    let value = said.of_values(&of_a, &of_b)?.middle()?;
    let (x, y, text) = (scene.text(a_claim), scene.text(b_claim), scene.text(claim));
    let ratio = of_a.over(&of_b)?;
    let times = plain(ratio.middle()?.round_dp(2));
    let shown = match said {
        Said::Ratio | Said::TimesMore => format!("{}倍", plain(value.round_dp(2))),
        Said::PercentMore | Said::PercentLess => {
            Scale { factor: Decimal::ONE, suffix: "%".into(), decimals: amount.scale.decimals.max(1) }.text(value)
        }
        Said::More | Said::Less => amount.scale.text(value),
    };
    let verb = &scene.reading[claim.verb];
    let is_mixed_up = said == Said::TimesMore && allowed(a)?.over(&allowed(b)?)?.meets(&amount.interval);
    let message = if is_mixed_up {
        Message::new(
            format!("“是几倍”与“{verb}几倍”混淆：{x}是{y}的{times}倍，{verb}的是{shown}，不能写“{verb}{text}”"),
            format!("“{verb}{text}” takes “times as much” for “times more”: {x} is {times} times {y}"),
        )
    } else {
        Message::new(
            format!("比较与所列数值不符：{x}比{y}，应为{shown}，这里写作“{text}”"),
            format!("the comparison does not follow from the values: {x} against {y} gives {shown}, not “{text}”"),
        )
    };
    let formula = match said {
        Said::Ratio => format!("{x} ÷ {y} = {shown} ≠ {text}"),
        Said::TimesMore | Said::PercentMore => format!("{x} ÷ {y} − 1 = {shown} ≠ {text}"),
        Said::PercentLess => format!("1 − {x} ÷ {y} = {shown} ≠ {text}"),
        Said::More => format!("{x} − {y} = {shown} ≠ {text}"),
        Said::Less => format!("{y} − {x} = {shown} ≠ {text}"),
    };
    let wanted = said.of_values(&allowed(a)?, &allowed(b)?)?;
    let fixes = fixes(scene.reading, &[(amount, wanted)]);
    Some(What { code: "times-more-mismatch", severity: Severity::Warning, message, formula: Message::both(formula), fixes })
}

/// A value with its share of a whole: 铁路41万公里占全球35%.
struct Share<'l> {
    value: &'l Claim,
    share: &'l Claim,
    of_value: Amount<'l>,
    of_share: Amount<'l>,
    /// The whole, as it is written.
    whole: &'l str,
}

impl Share<'_> {
    /// Whether two shares are of one whole of one kind of thing.
    fn is_of_whole(&self, other: &Share) -> bool {
        let is_whole = self.whole == other.whole && self.of_value.dimension == other.of_value.dimension;
        is_whole && can_meet(self.value, other.value) && ends_alike(&self.value.noun.text, &other.value.noun.text)
    }

    /// What the whole would be.
    fn of_all(&self) -> Option<Interval> {
        let part = allowed(&self.of_share)?.scaled(Decimal::new(1, 2))?;
        allowed(&self.of_value)?.over(&part)
    }
}

/// Whether two nouns have the same last three characters: 甲国铁路, 乙国铁路, but not 乙国高铁.
fn ends_alike(one: &str, other: &str) -> bool {
    one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count() >= 3
}

/// The share that a claim is, with the value right before it.
fn share<'l>(scene: &Scene<'l>, at: usize) -> Option<Share<'l>> {
    let share = &scene.claims[at];
    let value = &scene.claims[at.checked_sub(1)?];
    let is_share = share.statistic == Statistic::Share && share.role == Role::Plain && share.list.is_none();
    if !is_share || !scene.is_value(value) || value.sentence != share.sentence || value.list.is_some() {
        return None;
    }
    let reading = scene.reading;
    let between = reading.get(usize::from(scene.figure(value).range.end())..share.verb.start().into())?;
    let words = reading.get(usize::from(share.verb.end())..scene.figure(share).range.start().into())?;
    let whole = trim_end(words, &WORDS.fillers);
    let is_whole = (2..=12).contains(&whole.chars().count()) && !has_any(whole, &WORDS.vague);
    if !is_whole || !trim_end(between, &WORDS.joints).is_empty() {
        return None;
    }
    let (of_value, of_share) = (scene.amount(value)?, scene.amount(share).filter(|s| s.dimension == "percent")?);
    Some(Share { value, share, of_value, of_share, whole })
}

/// C12.
fn contradict(scene: &Scene, one: &Share, other: &Share, found: &mut Found) -> Option<()> {
    let (first, second) = (one.of_all()?, other.of_all()?);
    found.checked.extend([one.value.figure, one.share.figure, other.value.figure, other.share.figure]);
    // Shares are often of another year or another count than the values beside them.
    let slack = Decimal::new(1, 1);
    if wider(&first, slack)?.meets(&wider(&second, slack)?) {
        return None;
    }
    let all = |share: &Share| {
        let part = share.of_share.printed()?.value.checked_div(Decimal::ONE_HUNDRED)?;
        Some(share.of_value.scale.text(share.of_value.printed()?.value.checked_div(part)?))
    };
    let (x, y, whole) = (all(one)?, all(other)?, one.whole);
    let (a, p, b, q) = (scene.text(one.value), scene.text(one.share), scene.text(other.value), scene.text(other.share));
    let message = Message::new(
        format!("两个占比反推的“{whole}”总量对不上：按{a}占{p}约为{x}，按{b}占{q}约为{y}"),
        format!("two shares want two different wholes of “{whole}”: {a} at {p} makes {x}, {b} at {q} makes {y}"),
    );
    let formula = Message::both(format!("{a} ÷ {p} ≈ {x}, {b} ÷ {q} ≈ {y}"));
    let wanted = allowed(&other.of_value)?.over(&first)?.scaled(Decimal::ONE_HUNDRED)?;
    let fixes = fixes(scene.reading, &[(&other.of_share, wanted)]);
    let what = What { code: "shares-contradict", severity: Severity::Warning, message, formula, fixes };
    found.findings.push(scene.finding(what, other.share, &[one.value, one.share, other.value]));
    Some(())
}
