//! Averages held against totals and bases by their words and units alone, whoever they belong to (D1, D3): 户均, 每天, 平均每队.
//!
//! Without knowing whose the figures are, a product that does not come out proves nothing. Two things do: the three figures stand side
//! by side with nothing between them, or a slip of the pen in one of them (two digits exchanged, a power of ten) makes it come out.

mod calendar;
mod one;
mod slips;

use rust_decimal::Decimal;

use super::alibi;
use super::amount::{Amount, fixes};
use super::averages;
use super::nearby::{has_any, lead_of, rounded, same_sentence, sentences_between, shares_word, tail_of, trim_end, trim_start};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Figure, Kind};
use crate::rules::finding::{Message, Severity};
use one::{One, Term, WORDS, base_noun, is_base, is_total, one, term, term_of_day, term_of_plan};
use slips::{comes_out, divides, is_fine, slips};

/// How many figures before an average, and behind it, are looked at.
const BEFORE: usize = 12;
/// How many figures before an average its quotient may be told as another one.
const ANSWER: usize = 3;
/// How many behind it.
const BEHIND: usize = 3;

/// Looks at every figure of a line as an average.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 0..scene.figures.len() {
        let range = scene.figures[at].range;
        let is_told =
            |found: &Found| found.findings.iter().any(|f| f.range == range && matches!(f.code, "average-mismatch" | "rate-times-duration"));
        if is_told(found) {
            continue;
        }
        if let Some(one) = one(scene, at) {
            judge(scene, &one, found);
        }
    }
}

fn judge<'l>(scene: &Scene<'l>, one: &One<'l>, found: &mut Found) -> Option<()> {
    let near = one.at.saturating_sub(BEFORE)..(one.at + 1 + BEHIND).min(scene.figures.len());
    let is_near = |at: &usize| match sentences_between(scene, *at, one.at) {
        Some(0) => true,
        Some(1 | 2) => *at < one.at,
        _ => false,
    };
    let of = |at: usize| term(scene, at).or_else(|| term_of_day(scene, one, at)).or_else(|| term_of_plan(scene, one, at));
    let terms: Vec<Term> = near.filter(|at| *at != one.at).filter(is_near).filter_map(of).collect();
    // Days of another sentence are of another matter.
    let is_of_it = |t: &&Term| !one.is_of_time || same_sentence(scene, t.at, one.at);
    let bases: Vec<&Term> = terms.iter().filter(is_of_it).filter(|t| is_base(scene, one, t)).collect();
    let totals: Vec<&Term> = terms.iter().filter(|t| is_total(scene, one, t) && !bases.iter().any(|b| b.at == t.at)).collect();
    let mut pairs: Vec<(&Term, &Term)> = bases.iter().flat_map(|b| totals.iter().map(move |t| (*b, *t))).collect();
    pairs.sort_by_key(|(b, t)| b.at.abs_diff(one.at) + t.at.abs_diff(one.at));
    if pairs.is_empty() {
        return if bases.is_empty() { calendar::over_calendar(scene, one, &totals, found) } else { None };
    }
    // 10部影片共120场，观众2.86万人次；《晚潮》6场共1968座，平均每场328人: visits are of the nearest number.
    let own = &one.amount.dimension;
    pairs.retain(|(b, t)| {
        t.amount.dimension == *own || !t.amount.dimension.ends_with("人次") || nearest(&bases, one.at).is_some_and(|n| n.at == b.at)
    });
    let slack = Decimal::new(2, 2);
    // 每列6节 is so many, 平均每列6节 is rounded.
    let head = lead_of(scene, one.at);
    let is_each = head.contains('每') && !head.contains('均');
    if pairs.iter().any(|(b, t)| comes_out(one.size, is_each, &one.amount, &b.amount, &t.amount, slack).unwrap_or(true)) {
        found.checked.push(one.at);
        return None;
    }
    let is_told = |b: &Term, t: &Term| {
        let told = |at: usize| lead_of(scene, at).contains(one.whose) || tail_of(scene, at).starts_with(one.whose);
        // What stands before both is the topic of both.
        let is_topic = one.at < b.at && one.at < t.at;
        one.whose.chars().count() < 2 || is_topic || told(b.at) || told(t.at)
    };
    let is_slip = |b: &Term, t: &Term| is_fine(one, b, t) && slips(one, b, t);
    let slipped = pairs.iter().find(|(b, t)| is_told(b, t) && is_slip(b, t));
    let side_by_side = || {
        let is_here = |t: &&&Term| same_sentence(scene, t.at, one.at);
        let (b, t): (Vec<_>, Vec<_>) = (bases.iter().filter(is_here).collect(), totals.iter().filter(is_here).collect());
        // What the sentence does not tell itself, the one before told last.
        let (b, t) = match (&b[..], &t[..]) {
            ([b], [t]) => (**b, **t),
            _ => (nearest(&mains(scene, one, &bases), one.at)?, nearest(&mains(scene, one, &totals), one.at)?),
        };
        let pair = pairs.iter().find(|(x, y)| x.at == b.at && y.at == t.at)?;
        (is_told(b, t) && are_side_by_side(scene, one, b, t)).then_some(pair)
    };
    // 640名 and 32个站 make 20名 and nothing else: by chance a quotient hardly has so few digits.
    let divided = || {
        let is_here = |t: &Term| same_sentence(scene, t.at, one.at) && t.at < one.at;
        let is_one = |t: &Term| totals.iter().filter(|o| is_here(o)).all(|o| o.at == t.at) || is_of_thing(scene, one, t);
        let fits = |b: &Term, t: &Term| is_here(b) && is_here(t) && is_told(b, t) && is_one(t) && divides(one, b, t);
        pairs.iter().find(|(b, t)| fits(b, t) && !are_of_two_times(scene, b.at.min(t.at), one.at))
    };
    let pair = if one.is_price { slipped } else { slipped.or_else(divided).or_else(side_by_side) };
    let (base, total) = pair?;
    found.checked.extend([one.at, base.at, total.at]);
    report(scene, one, base, total, found)
}

/// Whether the words of a total name the thing that the average is of: 用房 and 面积 do not, 罚款 and 罚款总额 do.
fn is_of_thing(scene: &Scene, one: &One, total: &Term) -> bool {
    let tail: String = tail_of(scene, total.at).chars().take(6).collect();
    let head = lead_of(scene, total.at);
    shares_word(one.thing, head) || shares_word(one.thing, &tail) || is_spent(one.thing, head)
}

/// The term that stands nearest to an average.
fn nearest<'a, 'l>(terms: &[&'a Term<'l>], at: usize) -> Option<&'a Term<'l>> {
    terms.iter().min_by_key(|t| t.at.abs_diff(at)).copied()
}

/// The terms that may be of the whole: the parts of a row behind 其中 in a sentence that is over are not, nor is what stands in the sentence
/// behind an average, nor what a bracket says once more; all of them where none is left.
fn mains<'a, 'l>(scene: &Scene, one: &One, terms: &[&'a Term<'l>]) -> Vec<&'a Term<'l>> {
    let is_over = |at: usize| at > one.at && is_stopped(scene, one.at, at);
    let is_main = |t: &&Term| !is_over(t.at) && !is_part(scene, one.at, t.at) && !is_restated(scene, t.at);
    let mains: Vec<&Term> = terms.iter().copied().filter(is_main).collect();
    if mains.is_empty() { terms.to_vec() } else { mains }
}

/// Whether a sentence, or a part of one, ends between two figures.
fn is_stopped(scene: &Scene, first: usize, last: usize) -> bool {
    let between = scene.reading.get(scene.figures[first].range.end().into()..scene.figures[last].range.start().into());
    between.is_some_and(|text| text.contains(['。', ';', '；', '!', '?']))
}

/// How many bytes before a value 其中 is looked for.
const ROW: usize = 240;

/// Whether a value is a part of a row that 其中 opens, and the row is over before the average: 面积8.4万亩，其中甲3.1万亩、乙2.6万亩；总产量….
fn is_part(scene: &Scene, average: usize, at: usize) -> bool {
    let reading = scene.reading;
    let start = usize::from(scene.figures[at].range.start());
    let before = &reading[crate::text::boundary(reading, start.saturating_sub(ROW))..start];
    let sentence = before.rsplit(['。', ';', '；', '!', '?']).next().unwrap_or(before);
    at < average && sentence.contains("其中") && is_stopped(scene, at, average)
}

/// Whether three figures stand side by side and speak of one thing.
fn are_side_by_side(scene: &Scene, one: &One, base: &Term, total: &Term) -> bool {
    let (first, last) = (one.at.min(base.at).min(total.at), one.at.max(base.at).max(total.at));
    // Growths between them are of them; 6.3万吨（1.26亿斤） says one thing twice.
    let is_other = |at: &usize| {
        let is_one_of_them = [one.at, base.at, total.at].contains(at);
        let of_kind = term(scene, *at).is_some_and(|t| one.totals.contains(&t.amount.dimension) || one.bases.contains(&t.amount.dimension));
        !is_one_of_them && of_kind && !is_restated(scene, *at) && !is_part(scene, one.at, *at)
    };
    let others = (first..=last).filter(is_other).count();
    // 约415只 is no slip of 144只.
    let is_about = !one.is_of_time && !one.amount.is_exact() && is_grossly_off(one, base, total);
    let are_exact = [&base.amount, &total.amount].iter().all(|a| a.is_exact()) && (one.amount.is_exact() || is_about);
    let sentences = sentences_between(scene, first, last).unwrap_or(usize::MAX);
    let head = lead_of(scene, total.at);
    let noun = base_noun(scene, one, base.at).unwrap_or("");
    let thing = one.thing.strip_prefix(noun).unwrap_or(one.thing);
    let thing = trim_start(trim_end(thing, &averages::WORDS.fillers), &averages::WORDS.fillers);
    let tail: String = tail_of(scene, total.at).chars().take(6).collect();
    let is_of = thing.chars().count() <= 1
        || head.contains(thing)
        || shares_word(thing, head)
        || shares_word(thing, &tail)
        || is_spent(thing, head);
    // 90天掘进910米: the total stands in the clause of its time, and is of the same thing.
    let between = scene.reading.get(scene.figures[base.at].range.end().into()..scene.figures[total.at].range.start().into());
    let is_one_clause = one.is_of_time && total.at == base.at + 1 && between.is_some_and(|b| !b.contains([',', '，', '、', ';', '；']));
    let is_alike = is_one_clause && (thing.is_empty() || head.chars().any(|c| thing.contains(c) && !matches!(c, '了' | '的' | '共')));
    // 1120米长的洞子，平均每天掘进8米，140天打通.
    let is_row = one.is_of_time
        && total.at + 1 == one.at
        && one.at + 1 == base.at
        && tail_of(scene, base.at).chars().next().is_some_and(|c| "打完建贯全竣".contains(c));
    // 按26个工作日计算，月产3.64万辆.
    let is_counted = one.is_of_time && between.is_some_and(|b| b.contains("计算")) && total.at == base.at + 1;
    // 按每公斤5元的地头价，卖了900万元.
    let is_price =
        total.at > one.at && total.at <= one.at + 2 && tail_of(scene, one.at).trim_start_matches('的').chars().take(6).any(|c| c == '价');
    let is_total = if total.at > one.at { has_any(head, &WORDS.totals) || is_alike || is_counted || is_price } else { is_of || is_row };
    let is_topic = one.at < base.at && one.at < total.at;
    let told = |at: usize| {
        lead_of(scene, at).contains(one.whose) || shares_word(one.whose, lead_of(scene, at)) || tail_of(scene, at).starts_with(one.whose)
    };
    let is_near = one.whose.is_empty() || is_topic || sentences == 0 && (told(base.at) || told(total.at)) || is_price;
    // 人均花费500元 in a sentence of its own: the thing is named again.
    let is_named = thing.chars().count() > 1 && (shares_word(thing, head) || is_spent(thing, head)) && total.at < one.at;
    let is_together = sentences == 0 || sentences == 1 && first < one.at && (first + 2 == last || is_named);
    !are_of_two_times(scene, first, last) && others == 0 && are_exact && is_together && is_total && is_near
}

/// Whether an average is off by a quarter at least.
fn is_grossly_off(one: &One, base: &Term, total: &Term) -> bool {
    let of = |amount: &Amount| amount.printed().map(|p| p.value);
    let quotient = || of(&total.amount)?.checked_div(of(&base.amount)?)?.checked_mul(one.size)?.checked_div(of(&one.amount)?);
    quotient().is_some_and(|ratio| ratio < Decimal::new(8, 1) || ratio > Decimal::new(125, 2))
}

/// Whether two times stand before figures: 2022年面积120万亩，2023年产量36万吨.
fn are_of_two_times(scene: &Scene, first: usize, last: usize) -> bool {
    let is_time = |figure: &&Figure| matches!(figure.kind, Kind::Date | Kind::DateRange);
    let mut times = scene.figures[first.saturating_sub(1)..=last].iter().filter(is_time).map(|f| &scene.reading[f.range]);
    // 如今 and 去年 are told of one thing in one breath; numbered years are not.
    let mut times = times.by_ref().filter(|text| text.starts_with(|c: char| c.is_ascii_digit()));
    let Some(first) = times.next() else { return false };
    times.any(|time| time != first)
}

/// 人均花费500元 after 旅游收入1.08亿元: what the one spends is what the other earns.
fn is_spent(thing: &str, head: &str) -> bool {
    has_any(thing, &WORDS.spent) && has_any(head, &WORDS.earned)
}

/// Whether a figure stands in a bracket right behind another: 6.3万吨（1.26亿斤）.
fn is_restated(scene: &Scene, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let between = scene.reading.get(scene.figures[before].range.end().into()..scene.figures[at].range.start().into());
    between.is_some_and(|b| b.starts_with(['(', '（']) && b.chars().count() <= 4)
}

fn report(scene: &Scene, one: &One, base: &Term, total: &Term, found: &mut Found) -> Option<()> {
    let reading = scene.reading;
    let text = |at: usize| &reading[scene.figures[at].range];
    let (a, b, t) = (text(one.at), text(base.at), text(total.at));
    let value = |amount: &Amount| amount.printed().map(|p| p.value);
    let quotient = value(&total.amount)?.checked_div(value(&base.amount)?)?.checked_mul(one.size)?;
    let shown = one.amount.scale.text(quotient);
    let message = if one.is_of_time {
        Message::new(
            format!("单位时间的量与总量不符：“{t}”除以“{b}”约合{shown}，这里写作“{a}”"),
            format!("rate and total do not go together: “{t}” over “{b}” is about {shown}, not “{a}”"),
        )
    } else {
        Message::new(
            format!("均值与总量不符：“{t}”除以“{b}”约合{shown}，这里写作“{a}”"),
            format!("the average does not follow from its total: “{t}” over “{b}” is about {shown}, not “{a}”"),
        )
    };
    let formula = Message::both(format!("{t} ÷ {b} ≈ {shown} ≠ {a}"));
    let (of_one, of_base, of_total) = (rounded(&one.amount)?, rounded(&base.amount)?, rounded(&total.amount)?);
    let mut options = Vec::new();
    options.extend(of_total.over(&of_base).and_then(|w| w.scaled(one.size)).map(|w| (&one.amount, w)));
    let back = Decimal::ONE.checked_div(one.size)?;
    options.extend(of_one.times(&of_base).and_then(|w| w.scaled(back)).map(|w| (&total.amount, w)));
    options.extend(of_total.over(&of_one).and_then(|w| w.scaled(one.size)).map(|w| (&base.amount, w)));
    let stated = one.amount.printed()?.value;
    // 每小时300立方米，一天…: a unit of time is more than one of the smaller.
    let is_several = one.is_of_time || alibi::is_several(&base.amount);
    // 去年同期35起亡19人，平均每起0.54人；今年每起0.70人: of two years.
    let told = base.at.max(total.at);
    let is_now = |at: usize| {
        let figure = &scene.figures[at];
        matches!(figure.kind, Kind::Date | Kind::DateRange) && ["今年", "本年"].iter().any(|word| reading[figure.range].contains(word))
    };
    if told < one.at && (told + 1..one.at).any(is_now) {
        return None;
    }
    // 收入40.8万元，其中线上卖了2.1万斤，平均每斤…: of that part.
    let is_which = |at: usize| at < one.at && lead_of(scene, at).contains("其中");
    if is_which(base.at) != is_which(total.at) && base.at.max(total.at) < one.at {
        return None;
    }
    let is_one = is_several && !lead_of(scene, one.at).ends_with(['从', '由']) && alibi::can_be_one(reading, stated, quotient, &options);
    let back_in_units = of_one.scaled(back)?;
    // 两个月6113人次，月均3056.5人次，比全年月均的3919人次少: the quotient is told as another average.
    let is_answer = |at: usize| {
        let words = lead_of(scene, at);
        let amount =
            Amount::of(reading, &scene.figures[at]).filter(|a| a.dimension == one.amount.dimension && words.contains(['均', '每']));
        amount.zip(of_total.over(&of_base).and_then(|w| w.scaled(one.size))).is_some_and(|(a, quotient)| a.interval.meets(&quotient))
    };
    if (one.at.saturating_sub(ANSWER)..one.at).any(is_answer) {
        return None;
    }
    let (first, last) = (total.at.min(one.at), total.at.max(one.at));
    // 同比增长9.7% is no part of what grew.
    let is_growth = |at: usize| !one.is_of_time && has_any(lead_of(scene, at), &WORDS.changes);
    let is_part = |at: usize| matches!(scene.figures[at].kind, Kind::Fraction | Kind::Percent) && !is_growth(at);
    let is_shared = (first..last).any(is_part);
    let is_far = !same_sentence(scene, total.at, one.at) || !same_sentence(scene, base.at, one.at);
    if (is_shared || is_far) && !alibi::is_slip(reading, &options) {
        return None;
    }
    let is_aim = has_any(&tail_of(scene, one.at).chars().take(8).collect::<String>(), &averages::WORDS.aims);
    if !is_one || is_aim || alibi::of_average(scene, one.at, &back_in_units, (&total.amount, &base.amount)) {
        return None;
    }
    let fixes = fixes(reading, &options);
    let code = if one.is_of_time { "rate-times-duration" } else { "average-mismatch" };
    let what = What { code, severity: Severity::Warning, message, formula, fixes };
    found.findings.push(scene.finding_of(what, one.at, &[total.at, base.at]));
    Some(())
}
