//! What is left of a whole against what is done, by the words around the figures (B9): 640套，已交付455套，未交付185套; 已收割13.3万亩，
//! 占95%，剩余0.7万亩.

use rust_decimal::Decimal;

use super::against::{Term, is_change, terms};
use super::alibi;
use super::amount::{Amount, fixes};
use super::nearby::{has_any, sentences_between};
use super::rates::{WORDS, values};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};

/// How many values before a rest are looked at.
const REACH: usize = 6;

/// How many values behind a rest may belong to it.
const BEHIND: usize = 3;

/// Looks at every value that is what is left.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let terms = terms(scene);
    for at in 1..terms.len() {
        let clause = terms[at].clause();
        let is_rest = WORDS.words.rests.iter().any(|word| {
            let is_first = clause.starts_with(word.as_str()) || clause.starts_with('有') && clause[3..].starts_with(word.as_str());
            is_first || is_strong(word) && clause.trim_end_matches('的').ends_with(word.as_str())
        });
        let is_other = WORDS.words.no_rests.iter().any(|word| clause.contains(word.as_str())) || has_history(scene, &terms, at);
        if is_rest && !is_other && is_value(&terms[at]) && rest(scene, &terms, at, found).is_none() {
            all_parts(scene, &terms, at, found);
        }
    }
}

fn is_value(term: &Term) -> bool {
    let figure = term.amount.figure;
    let is_counted = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration);
    is_counted
        && term.amount.is_exact()
        && figure.printed().is_some_and(|p| p.value > Decimal::ZERO)
        && (!is_change(term) || term.clause().ends_with("新增"))
}

fn rest(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let said = &terms[at].amount;
    let near = (at.saturating_sub(REACH)..at).rev().filter(|i| terms[i + 1..=at].iter().filter(|t| t.opens).count() <= 1);
    let of_kind: Vec<usize> = near.filter(|i| is_value(&terms[*i]) && terms[*i].amount.dimension == said.dimension).collect();
    let is_beside = |i: usize| terms[i + 1..at].iter().all(|t| t.amount.dimension == "percent" && !t.opens);
    let done = *of_kind.first().filter(|i| !terms[at].opens || is_beside(**i))?;
    by_share(scene, terms, done, at, found);
    // 入会31.6万人。年底目标是七成，还差1.51万人: what is missing to a goal.
    let between = scene.reading.get(terms[done].amount.figure.range.end().into()..said.figure.range.start().into()).unwrap_or("");
    if has_any(between, &WORDS.words.strict) && between.contains(['成', '%']) {
        return None;
    }
    let done_of = values(&terms[done].amount)?;
    let left = values(said)?;
    let whole = *of_kind.get(1)?;
    found.checked.extend([terms[whole].at, terms[done].at, terms[at].at]);
    // Of several that were told each may be the whole, and all before it may be done.
    let mut sum = Interval::point(Decimal::ZERO).plus(&left)?;
    let mut last = left;
    for i in &of_kind {
        let value = values(&terms[*i].amount)?;
        if value.meets(&sum) && sum != left || last.plus(&left)?.meets(&value) && *i != done {
            return None;
        }
        sum = sum.plus(&value)?;
        last = value;
    }
    let total = values(&terms[whole].amount)?;
    let is_whole = total.is_above(&done_of) && !done_of.plus(&left)?.meets(&total);
    // 全县15个乡镇，今年建成3个，其余2个明年建成: of five that are not told.
    let off = total.minus(&done_of)?.minus(&left)?.middle()?.abs();
    if off.checked_mul(Decimal::TWO)? > terms[whole].amount.printed()?.value {
        return None;
    }
    // 办结79件，未办结2件，移送5件: what follows belongs to it.
    let mut more = done_of.plus(&left)?;
    let behind = terms[at + 1..].iter().take(BEHIND).take_while(|t| !t.opens).filter(|t| t.amount.dimension == said.dimension);
    for next in behind {
        more = more.plus(&values(&next.amount)?)?;
        if more.meets(&total) {
            return None;
        }
    }
    let others = || terms[whole + 1..at].iter().filter(|t| t.at != terms[done].at);
    let is_alone = others().all(|t| t.amount.dimension == "percent") || is_set_out(terms, whole, done);
    let is_named = terms[done].clause().chars().next().is_some_and(|c| "已实立完审办参入有其通合建出".contains(c))
        || terms[done].clause().contains('已');
    let figures = [terms[whole].at, terms[done].at, terms[at].at];
    let has_alibi = alibi::of_sum(scene, &figures[1..], &done_of.plus(&left)?, None);
    if !is_whole || !is_alone || !is_named || has_alibi || is_told(scene, &figures, found) {
        return None;
    }
    report(scene, figures, (&terms[whole].amount, &terms[done].amount, said), found)
}

/// 大班额仅剩5个，去年同期是22个: held against its own past, not against what was done.
fn has_history(scene: &Scene, terms: &[Term], at: usize) -> bool {
    let is_like = terms.get(at + 1).is_some_and(|next| next.amount.dimension == terms[at].amount.dimension);
    let behind = scene.reading[scene.figures[terms[at].at].range.end().into()..].trim_start_matches([',', '，', '(', '（']);
    is_like && WORDS.words.earlier.iter().any(|word| behind.starts_with(word.as_str()))
}

/// 其余, 剩下: all that is left, whatever was done with the others.
fn is_strong(word: &str) -> bool {
    matches!(word, "其余" | "剩下" | "余下" | "剩余" | "还剩" | "还剩下" | "只剩" | "仅剩")
}

/// 83个项目里，竣工的有9个，在建的有62个，剩下的21个: the words say that all others are what is left, and the numbers are near.
fn all_parts(scene: &Scene, terms: &[Term], at: usize, found: &mut Found) -> Option<()> {
    let said = &terms[at].amount;
    let clause = terms[at].clause();
    if !WORDS.words.rests.iter().any(|word| is_strong(word) && clause.contains(word.as_str())) || clause.contains(['每', '均']) {
        return None;
    }
    let here = (at.saturating_sub(REACH)..at).rev();
    let here = here.take_while(|i| sentences_between(scene, terms[*i].at, terms[at].at).is_some_and(|n| n <= 1));
    let of_kind: Vec<usize> = here.filter(|i| is_value(&terms[*i]) && terms[*i].amount.dimension == said.dimension).collect();
    let zero = Interval::point(Decimal::ZERO);
    let (mut sum, mut parts, mut whole) = (zero, Vec::new(), None);
    for i in &of_kind {
        let value = values(&terms[*i].amount)?;
        if !parts.is_empty() && value.is_above(&sum) {
            whole = Some(*i);
            break;
        }
        sum = sum.plus(&value)?;
        parts.push(*i);
    }
    let whole = whole?;
    // 文学类17.9万册次，历史类6.2万册次，其余各类15.3万册次: a value behind others of its kind is a part itself.
    let is_part = |i: &usize| *i < whole && sentences_between(scene, terms[*i].at, terms[whole].at) == Some(0);
    if of_kind.iter().any(is_part) {
        return None;
    }
    // Some of the parts, or a whole told before, may make it right: 累计43处，…；已处置41处，其余2处.
    let left = values(said)?;
    let all: Vec<Interval> = of_kind.iter().filter_map(|i| values(&terms[*i].amount)).collect();
    let mut some = left;
    for (nth, value) in all.iter().enumerate() {
        if all[nth..].iter().any(|whole| whole.meets(&some)) && nth > 0 {
            return None;
        }
        let is_one = |whole: &Interval| value.plus(&left).is_none_or(|sum| sum.meets(whole));
        if all.iter().any(is_one) {
            return None;
        }
        some = some.plus(value)?;
    }
    if all.iter().any(|whole| whole.meets(&some)) {
        return None;
    }
    let total = values(&terms[whole].amount)?;
    let right = total.minus(&sum)?.middle().filter(|right| *right > Decimal::ZERO)?;
    let off = (said.printed()?.value - right).abs();
    let is_near = off.checked_mul(Decimal::from(3))? <= terms[whole].amount.printed()?.value;
    let figures: Vec<usize> = parts.iter().rev().map(|i| terms[*i].at).collect();
    let is_in_one = sentences_between(scene, terms[whole].at, terms[at].at) == Some(0);
    let is_here = is_in_one || parts.len() == 1 && (whole + 1 == parts[0] || is_set_out(terms, whole, parts[0]));
    // 市、区两级各补10万元: so much of each.
    if parts.iter().any(|i| terms[*i].clause().contains(['各', '每', '均'])) {
        return None;
    }
    found.checked.extend(figures.iter().copied().chain([terms[whole].at, terms[at].at]));
    let all_figures: Vec<usize> = [terms[whole].at].into_iter().chain(figures.iter().copied()).chain([terms[at].at]).collect();
    if !is_near || !is_here || is_told(scene, &all_figures, found) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let listed = figures.iter().map(|at| text(*at)).collect::<Vec<_>>().join("、");
    let (t, b, right) = (text(terms[whole].at), text(terms[at].at), said.scale.text(right));
    let message = Message::new(
        format!("完成与剩余不合总数：{t}减去{listed}应剩{right}，写作“{b}”"),
        format!("what is told and what is left do not make the whole: {t} less {listed} leaves {right}, not “{b}”"),
    );
    let formula = Message::both(format!("{t} − {} = {right} ≠ {b}", listed.replace('、', " − ")));
    let mut options = vec![(said, total.minus(&sum)?), (&terms[whole].amount, sum.plus(&left)?)];
    if let [part] = parts[..] {
        options.push((&terms[part].amount, total.minus(&left)?));
    }
    let fixes = fixes(scene.reading, &options);
    // 红富士4.62万亩，秦蜜2.38万亩，其余1.9万亩为早熟品种: three parts, where no slip says that the first is all.
    if fixes.is_empty() && parts.len() == 1 {
        return None;
    }
    let what = What { code: "remainder-mismatch", severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding_of(what, terms[at].at, &all_figures[..all_figures.len() - 1]));
    Some(())
}

/// 计划新建公园20个，总投资3600万元。目前已建成14个: the whole is what was set out, and nothing of its kind stands between it and what is done.
fn is_set_out(terms: &[Term], whole: usize, done: usize) -> bool {
    let dimension = &terms[whole].amount.dimension;
    let is_whole = WORDS.words.set_out.iter().any(|word| terms[whole].clause().contains(word.as_str()));
    let is_done = terms[done].clause().contains('已') && terms[done].opens;
    is_whole && is_done && terms[whole + 1..done].iter().all(|t| t.amount.dimension != *dimension && !t.opens)
}

/// 按照全年36万辆的目标: the value is of the plan.
fn is_plan(term: &Term) -> bool {
    term.clause().starts_with("按") || term.clause().contains("目标") || term.clause().contains("计划")
}

fn is_told(scene: &Scene, figures: &[usize], found: &Found) -> bool {
    found.findings.iter().any(|f| figures.iter().any(|at| f.range.contains_range(scene.figures[*at].range)))
}

fn report(scene: &Scene, figures: [usize; 3], (whole, done, left): (&Amount, &Amount, &Amount), found: &mut Found) -> Option<()> {
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (t, a, b) = (text(figures[0]), text(figures[1]), text(figures[2]));
    let right = left.scale.text(whole.printed()?.value.checked_sub(done.printed()?.value)?);
    let message = Message::new(
        format!("完成与剩余不合总数：{t}减去{a}应剩{right}，写作“{b}”"),
        format!("what is done and what is left do not make the whole: {t} less {a} leaves {right}, not “{b}”"),
    );
    let formula = Message::both(format!("{t} − {a} = {right} ≠ {b}"));
    let wanted = values(whole)?.minus(&values(done)?)?;
    let fixes = fixes(scene.reading, &[(left, wanted)]);
    let what = What { code: "remainder-mismatch", severity: Severity::Error, message, formula, fixes };
    found.findings.push(scene.finding_of(what, figures[2], &figures[..2]));
    Some(())
}

/// 已收割13.3万亩，占95%，剩余0.7万亩: what is done and what is left make the share.
fn by_share(scene: &Scene, terms: &[Term], done: usize, at: usize, found: &mut Found) -> Option<()> {
    let share = terms[done + 1..at].iter().find(|t| t.amount.figure.kind == Kind::Percent && t.amount.is_exact())?;
    let clause = share.clause();
    let is_share =
        (clause.starts_with('占') || clause.contains('率') || clause == "完成") && at == done + 2 && !terms[at].opens && !share.opens;
    let (a, b) = (values(&terms[done].amount)?, values(&terms[at].amount)?);
    // 按全年36万辆的目标，完成率79.6%，还差73500辆: the first is the whole.
    let of_plan = is_plan(&terms[done]);
    let a = if of_plan { Interval::point(terms[done].amount.printed()?.value) } else { a };
    let part = if of_plan { a.minus(&b)? } else { a };
    let whole = if of_plan { a } else { a.plus(&b)? };
    let of = part.over(&whole)?.scaled(Decimal::ONE_HUNDRED)?;
    // 86件，办结79件，办结率91.9%，未办结2件，移送5件: of a whole that is told.
    let of_whole = |t: &Term| a.over(&values(&t.amount)?)?.scaled(Decimal::ONE_HUNDRED);
    let mut before = terms[done.saturating_sub(REACH)..done].iter().filter(|t| t.amount.dimension == terms[done].amount.dimension);
    if before.any(|t| of_whole(t).is_some_and(|of| of.meets(&share.amount.interval))) {
        return None;
    }
    let figures = [share.at, terms[done].at, terms[at].at];
    // 年底前再开工10个，开工率将达到95.3%，剩下6个: others were done before.
    if !is_share || terms[done].clause().contains(['再', '又']) {
        return None;
    }
    found.checked.extend(figures);
    if of.meets(&share.amount.interval) || is_told(scene, &figures, found) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (r, a, b) = (text(figures[0]), text(figures[1]), text(figures[2]));
    let is = share.amount.scale.text(of.middle()?);
    let message = Message::new(
        format!("完成、剩余与占比不合：按{a}、{b}应为{is}，写作“{r}”"),
        format!("what is done, what is left and the share do not go together: {a} and {b} make {is}, not “{r}”"),
    );
    let sum = if of_plan { format!("({a} − {b}) ÷ {a}") } else { format!("{a} ÷ ({a} + {b})") };
    let formula = Message::both(format!("{sum} = {is} ≠ {r}"));
    let what = What { code: "remainder-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, figures[2], &figures[..2]));
    Some(())
}
