//! Differences that stand beside the ratio which proves whose they are (C2, A5, B9): 1260万人次，比上年的1200万人次增长5%，多出160万人次;
//! 计划46亿元，完成36.8亿元，完成80%，还剩10.2亿元.
//!
//! Which two values a difference is of is hard to tell from the words. But a ratio right beside it tells: of the values near by one pair makes
//! it, and the difference is of the same pair.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, is_change, is_plain, last_part, terms, verb};
use super::amount::fixes;
use super::nearby::{has_any, rounded, sentences_between};
use super::scene::{Found, Scene, What};
use super::slip::{Slip, mend};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    done: Vec<String>,
    left: Vec<String>,
    other: Vec<String>,
    up: Vec<String>,
    down: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/proven"));

/// How many values before a ratio may be those that it is of.
const REACH: usize = 7;
/// How many values behind it acquit a difference.
const BEHIND: usize = 3;
/// A ratio of fewer digits is made by too many pairs.
const DIGITS: usize = 2;

/// What a difference is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// So much more (1) or less (-1) than before.
    Change(i8),
    /// So much of the whole is left.
    Left,
}

/// Looks at every ratio of a line that a difference stands beside.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let terms = terms(scene);
    for at in 1..terms.len() {
        let figure = terms[at].amount.figure;
        if figure.kind != Kind::Percent || !terms[at].amount.is_exact() || digits(scene, figure.number) < DIGITS {
            continue;
        }
        for beside in beside(&terms, at) {
            judge(scene, &terms, at, beside, found);
        }
    }
}

fn digits(scene: &Scene, range: crate::text::TextRange) -> usize {
    scene.reading[range].chars().filter(char::is_ascii_digit).count()
}

/// The values right beside a ratio, over a length of time: 剩下的四个月要补上165亿元.
fn beside(terms: &[Term], at: usize) -> Vec<usize> {
    let is_length = |i: usize| terms[i].amount.figure.kind == Kind::Duration;
    let next = if terms.get(at + 2).is_some() && is_length(at + 1) && terms[at + 2].goes_on() { at + 2 } else { at + 1 };
    let is_joined = |range: std::ops::Range<usize>| range.into_iter().all(|i| terms.get(i).is_some_and(|t| !t.opens));
    let before = (at >= 1 && is_joined(at..at + 1)).then(|| at - 1);
    let behind = is_joined(at + 1..next + 1).then_some(next);
    before.into_iter().chain(behind).collect()
}

fn is_value(term: &Term) -> bool {
    let figure = term.amount.figure;
    matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration | Kind::Duration)
        && term.amount.is_exact()
        && term.amount.printed().is_some_and(|p| p.value > Decimal::ZERO)
}

/// What the words before a value and before its ratio say of it.
fn said(term: &Term, ratio: &Term) -> Option<Said> {
    let clause = term.clause();
    if has_any(clause, &WORDS.other) || has_any(ratio.clause(), &WORDS.other) {
        return None;
    }
    let growth = verb(ratio.clause()).filter(|v| is_plain(last_part(v.head)) || ratio.clause().contains(['比', '较']));
    if let Some(growth) = growth {
        let has =
            |words: &[String]| words.iter().any(|word| clause.ends_with(word.as_str()) && is_plain(clause.trim_end_matches(word.as_str())));
        let is_change = verb(clause).is_some_and(|v| is_plain(last_part(v.head))) || has(&WORDS.up) || has(&WORDS.down);
        return is_change.then_some(Said::Change(growth.sign));
    }
    let is_done = has_any(ratio.clause(), &WORDS.done) && verb(ratio.clause()).is_none();
    (is_done && has_any(clause, &WORDS.left)).then_some(Said::Left)
}

/// The values near a ratio that a difference may be of.
fn values(terms: &[Term], at: usize, of: usize) -> Vec<usize> {
    let is_near = |i: usize| terms[i.min(at) + 1..=i.max(at)].iter().filter(|t| t.opens).count() <= 1;
    let like = |i: &usize| {
        *i != of
            && terms[*i].amount.dimension == terms[of].amount.dimension
            && is_value(&terms[*i])
            && is_near(*i)
            && !is_change(&terms[*i])
    };
    (at.saturating_sub(REACH)..(at + 1 + BEHIND).min(terms.len())).filter(like).collect()
}

/// A ratio, the difference beside it, and the two values that they are of.
struct Case<'t, 'l> {
    said: Said,
    ratio: &'t Term<'l>,
    term: &'t Term<'l>,
    /// The value before, or the whole.
    x: &'t Term<'l>,
    /// The value after, or what is done.
    y: &'t Term<'l>,
}

fn judge(scene: &Scene, terms: &[Term], at: usize, beside: usize, found: &mut Found) -> Option<()> {
    let (ratio, term) = (&terms[at], &terms[beside]);
    let said = said(term, ratio).filter(|_| is_value(term))?;
    let near = values(terms, at, beside);
    let told = rounded(&ratio.amount)?;
    let wanted = rounded(&term.amount)?;
    let of = |i: usize| rounded(&terms[i].amount);
    let percent = |part: &Interval, whole: &Interval| part.over(whole)?.scaled(Decimal::ONE_HUNDRED);
    let hundred = Interval::point(Decimal::ONE_HUNDRED);
    // The ratio by the two values, and by one of them and the difference.
    let by_values = |x: usize, y: usize| {
        let share = percent(&of(y)?, &of(x)?)?;
        match said {
            Said::Left => Some(share),
            Said::Change(sign) => share.minus(&hundred)?.scaled(Decimal::from(sign)),
        }
    };
    let by_difference = |x: usize| {
        // What grew by so much of a plan, or of another value, comes near a growth by chance.
        if said == Said::Left { hundred.minus(&percent(&wanted, &of(x)?)?) } else { None }
    };
    let (mut pairs, mut is_right): (Vec<(usize, usize)>, bool) = (Vec::new(), false);
    for (x, y) in near.iter().flat_map(|x| near.iter().map(move |y| (*x, *y))).filter(|(x, y)| x != y) {
        is_right |= apart(&terms[x], &terms[y]).is_none_or(|gap| gap.meets(&wanted));
        // 126万亩（8.4万公顷）: one value in two units.
        let is_known = pairs.iter().any(|(a, b)| of(*a).zip(of(x)).is_some_and(|(a, x)| a.meets(&x)) && *b == y);
        if x.max(y) < at.max(beside) && !is_known && by_values(x, y).is_some_and(|made| made.meets(&told)) {
            pairs.push((x, y));
        }
    }
    let case = |x: usize, y: usize| Case { said, ratio, term, x: &terms[x], y: &terms[y] };
    if let [(x, y)] = pairs[..] {
        found.checked.extend([terms[x].at, terms[y].at, ratio.at, term.at]);
        return if is_right { None } else { difference(scene, &case(x, y), found) };
    }
    // 2.84万户，已恢复2.07万户，剩余0.14万户，恢复率95.1%: what is left makes the ratio, what is done does not.
    let of_difference: Vec<usize> = near.iter().copied().filter(|x| by_difference(*x).is_some_and(|made| made.meets(&told))).collect();
    let [x] = of_difference[..] else { return None };
    let others: Vec<usize> = near.iter().copied().filter(|y| *y != x && *y < at.max(beside)).collect();
    let [y] = others[..] else { return None };
    found.checked.extend([terms[x].at, terms[y].at, ratio.at, term.at]);
    if !pairs.is_empty() || is_right { None } else { value(scene, &case(x, y), found) }
}

/// How far two values are apart.
fn apart(x: &Term, y: &Term) -> Option<Interval> {
    let gap = rounded(&x.amount)?.minus(&rounded(&y.amount)?)?;
    Some(if gap.middle()?.is_sign_negative() { gap.negated() } else { gap })
}

/// The values are proven, the difference is another one.
fn difference(scene: &Scene, case: &Case, found: &mut Found) -> Option<()> {
    let Case { said, ratio, term, x, y } = case;
    let is_here = [x.at, y.at].iter().any(|i| sentences_between(scene, *i, term.at) == Some(0));
    // 五年前32户，现在46户，增长43.75%，比去年多2户: against another value.
    let is_previous = |t: &Term| t.time.as_ref().is_some_and(|time| time.is_previous());
    let is_other = is_previous(term) && term.clause().contains(['比', '较']) && !is_previous(x);
    if !is_here || is_other || is_told(scene, &[x.at, y.at, term.at, ratio.at], found) {
        return None;
    }
    let gap = apart(x, y)?;
    let (is, told) = (gap.middle()?, term.amount.printed()?.value);
    let is_near = is > Decimal::ZERO && told <= is.checked_mul(Decimal::TWO)? && is <= told.checked_mul(Decimal::TWO)?;
    if mend(scene.reading, &term.amount, &gap).is_none() && !is_near {
        return None;
    }
    let text = |term: &Term| &scene.reading[scene.figures[term.at].range];
    let (a, b, c, r) = (text(x), text(y), text(term), text(ratio));
    let right = term.amount.scale.text(is);
    let (code, message) = match said {
        Said::Left => (
            "remainder-mismatch",
            Message::new(
                format!("完成与剩余不合总数：{a}减去{b}应剩{right}（占比{r}也合），写作“{c}”"),
                format!("what is done and what is left do not make the whole: {a} less {b} leaves {right}, not “{c}”"),
            ),
        ),
        Said::Change(_) => (
            "change-mismatch",
            Message::new(
                format!("增减量与两期数值不符：{a}与{b}相差{right}（增减幅{r}也合），写作“{c}”"),
                format!("the change is wrong: {a} and {b} are {right} apart, as {r} says, too, not “{c}”"),
            ),
        ),
    };
    let formula = Message::both(format!("{a} − {b}: {right} ≠ {c}"));
    let what = What { code, severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &[(&term.amount, gap)]) };
    found.sure.push(scene.figures[term.at].range);
    found.findings.push(scene.finding_of(what, term.at, &[x.at, y.at]));
    Some(())
}

/// The difference is proven, one of the values is another one: a slip of the typist must explain it.
fn value(scene: &Scene, case: &Case, found: &mut Found) -> Option<()> {
    let Case { ratio, term, x, y, .. } = case;
    let wanted = rounded(&x.amount)?.minus(&rounded(&term.amount)?)?;
    let slip = mend(scene.reading, &y.amount, &wanted)?;
    let is_clear = slip.slip == Slip::Exchange || slip.digits >= 3 && slip.slip == Slip::Digit;
    let is_here = [x.at, y.at].iter().all(|i| sentences_between(scene, *i, term.at) == Some(0));
    if !is_clear || !is_here || is_told(scene, &[x.at, y.at, term.at, ratio.at], found) {
        return None;
    }
    let text = |term: &Term| &scene.reading[scene.figures[term.at].range];
    let (a, b, c, r) = (text(x), text(y), text(term), text(ratio));
    let right = y.amount.scale.text(wanted.middle()?);
    let message = Message::new(
        format!("几个数合不到一起：按{a}、{c}和{r}，这里应为{right}，写作“{b}”"),
        format!("the figures do not go together: {a}, {c} and {r} make {right}, not “{b}”"),
    );
    let formula = Message::both(format!("{a} − {c} = {right} ≠ {b}"));
    let what = What {
        code: "remainder-mismatch",
        severity: Severity::Error,
        message,
        formula,
        fixes: fixes(scene.reading, &[(&y.amount, wanted)]),
    };
    found.findings.push(scene.finding_of(what, y.at, &[x.at, term.at, ratio.at]));
    Some(())
}

fn is_told(scene: &Scene, figures: &[usize], found: &Found) -> bool {
    found.findings.iter().any(|f| figures.iter().any(|at| f.range.contains_range(scene.figures[*at].range)))
}
