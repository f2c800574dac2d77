//! Words of direction against the values they stand between: 由5.1%上升至4.8% (C4), 增速比5.0%加快 where it fell (C16).

use rust_decimal::Decimal;

use super::amount::Amount;
use super::pairs::{Pair, applies, pairs};
use super::scene::{Found, Scene, What};
use crate::claims::{Claim, Role, Statistic};
use crate::figures::figure::Kind;
use crate::rules::finding::{Edits, Finding, Fix, Message, Severity};
use crate::text::{TextEdit, TextRange};

/// Words and their opposites, for fixes.
const OPPOSITES: [(&str, &str); 22] = [
    ("上升", "下降"),
    ("增长", "下降"),
    ("增加", "减少"),
    ("提高", "降低"),
    ("提升", "下降"),
    ("上涨", "下跌"),
    ("升至", "降至"),
    ("升到", "降到"),
    ("增至", "减至"),
    ("增到", "减到"),
    ("涨至", "跌至"),
    ("扩大", "缩小"),
    ("攀升", "回落"),
    ("加快", "回落"),
    ("提速", "放缓"),
    ("回升", "回落"),
    ("多", "少"),
    ("高", "低"),
    ("增", "减"),
    ("升", "降"),
    ("扩大", "收窄"),
    ("增长", "下滑"),
];

/// What is better the less it is.
pub(super) const FINER: [&str; 6] = ["精度", "分辨率", "误差", "时延", "延误", "能耗"];

/// Looks at every value that a verb of direction leads to, and at every change.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for (at, claim) in scene.claims.iter().enumerate() {
        match claim.role {
            Role::To if claim.sign != 0 => to_value(scene, at, claim, found),
            Role::Plain if claim.statistic == Statistic::Change && claim.sign != 0 => change(scene, at, claim, found),
            _ => {}
        }
    }
}

/// C4: the verb between two values.
fn to_value(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    let before = scene.claims[at.saturating_sub(2)..at].iter().rev();
    let from =
        before.filter(|c| c.sentence == claim.sentence && c.thread == claim.thread).find(|c| matches!(c.role, Role::From | Role::To));
    // 由a降到b又回升到c: from b on.
    let Some(from) = from.filter(|c| c.role == Role::From || c.list.is_none() && claim.list.is_none()) else { return };
    let (Some(a), Some(b)) = (scene.amount(from), scene.amount(claim)) else { return };
    if a.dimension != b.dimension || from.statistic != claim.statistic || is_minus(scene, from) || is_minus(scene, claim) {
        return;
    }
    found.checked.extend([from.figure, claim.figure]);
    let is_opposite = if claim.sign > 0 { a.interval.is_above(&b.interval) } else { b.interval.is_above(&a.interval) };
    // 收入从2.86亿元增至6.44亿元，单价升到56万元: of another thing.
    let is_other = from.role == Role::To && far_apart(&a, &b);
    if is_opposite && !is_other && !is_reverse(scene, claim, Some(from)) {
        found.findings.push(opposite(scene, claim, from, claim, "direction-mismatch"));
    }
}

/// Whether one value is more than thirty times the other.
fn far_apart(a: &Amount, b: &Amount) -> bool {
    let times = a.interval.middle().zip(b.interval.middle()).and_then(|(a, b)| a.max(b).checked_div(a.min(b)));
    times.is_none_or(|times| times > Decimal::from(30))
}

/// The values of debts, deficits and declines are sometimes written without their sign.
fn is_reverse(scene: &Scene, claim: &Claim, before: Option<&Claim>) -> bool {
    let verb = &scene.reading[claim.verb];
    let improves = ["改善", "好转", "优化", "提升", "提高", "提档", "升级"].iter().any(|word| verb.contains(word));
    let is_length = |claim: &Claim| scene.figure(claim).kind == Kind::Duration;
    // 由48个工作日压缩到12个工作日，提速75%: what is done sooner is done faster.
    let quickens = ["提速", "加快", "提效"].iter().any(|word| verb.contains(word));
    // 比去年的2小时17分41秒提高2分32秒: a better result is a shorter time.
    let is_of_time = is_length(claim) || before.is_some_and(is_length);
    // 精度为3厘米，比5厘米提高了2厘米: the finer, the better.
    let is_of_finer = |claim: &Claim| FINER.iter().any(|word| claim.noun.text.contains(word));
    let is_finer = is_of_finer(claim) || before.is_some_and(is_of_finer);
    improves && (is_finer || claim.entry().is_some_and(|e| e.falls_well)) || (improves || quickens) && is_of_time
}

fn is_minus(scene: &Scene, claim: &Claim) -> bool {
    scene.has_minus(claim) || claim.statistic == Statistic::Growth && claim.sign == 0
}

/// C16, and C4 of a difference: the change is right in size and wrong in direction.
fn change(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    if super::change::is_of_several(scene, claim) {
        return;
    }
    let pairs: Vec<Pair> = pairs(scene, at)
        .into_iter()
        .filter(|pair| applies(scene, pair, claim) && !super::change::is_of_share(scene, pair.before))
        .collect();
    let Some(said) = scene.amount(claim) else { return };
    let Some(pair) = pairs.first().filter(|pair| pair.a.dimension == said.dimension) else { return };
    if is_minus(scene, pair.before) || is_minus(scene, pair.after) || pair.before.sign != pair.after.sign && pair.after.role != Role::To {
        return;
    }
    let against = |pair: &Pair| {
        if claim.sign > 0 { pair.a.interval.is_above(&pair.b.interval) } else { pair.b.interval.is_above(&pair.a.interval) }
    };
    if !against(pair)
        || pairs.iter().any(|pair| pair.is_of_whole && !against(pair))
        || is_reverse(scene, claim, Some(pair.before))
        || (pair.after.role == Role::To && pair.after.sign != 0 && pair.after.sign != claim.sign && is_wrong(pair))
    {
        return;
    }
    let is_pace = pair.after.statistic == Statistic::Growth && said.figure.kind == Kind::PercentagePoint;
    let code = if is_pace { "pace-mismatch" } else { "direction-mismatch" };
    found.checked.push(claim.figure);
    found.findings.push(opposite(scene, claim, pair.before, pair.after, code));
}

/// Whether the verb between the two values is the wrong one already.
fn is_wrong(pair: &Pair) -> bool {
    if pair.after.sign > 0 { pair.a.interval.is_above(&pair.b.interval) } else { pair.b.interval.is_above(&pair.a.interval) }
}

fn opposite(scene: &Scene, claim: &Claim, before: &Claim, after: &Claim, code: &'static str) -> Finding {
    let verb = &scene.reading[claim.verb];
    let (x, y) = (scene.text(before), scene.text(after));
    let is_up = claim.sign < 0;
    let (zh, en) = if is_up { ("升", "rose") } else { ("降", "fell") };
    let message = Message::new(
        format!("“{verb}”与数值相反：由{x}到{y}，是{zh}了"),
        format!("“{verb}” goes the other way than the values: from {x} to {y} it {en}"),
    );
    let formula = Message::both(format!("{y} {} {x}", if is_up { ">" } else { "<" }));
    let fix = turned(verb).map(|text| Fix {
        title: Message::new(format!("“{verb}”改为“{text}”"), format!("Change “{verb}” to “{text}”")),
        safe: false,
        edits: Edits::Places(vec![TextEdit { range: claim.verb, text }]),
    });
    let what = What { code, severity: Severity::Error, message, formula, fixes: fix.into_iter().collect() };
    let others: Vec<&Claim> = [before, after].into_iter().filter(|c| c.figure != claim.figure).collect();
    let mut finding = scene.finding(what, claim, &others);
    let start = claim.verb.start().min(finding.range.start());
    finding.range = TextRange::new(start, finding.range.end());
    finding
}

/// The verb of the other direction.
fn turned(verb: &str) -> Option<String> {
    OPPOSITES.iter().find_map(|(up, down)| {
        if verb.contains(up) {
            Some(verb.replacen(up, down, 1))
        } else if verb.contains(down) {
            Some(verb.replacen(down, up, 1))
        } else {
            None
        }
    })
}
