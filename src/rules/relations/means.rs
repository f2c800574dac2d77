//! A mean that lies outside of what it is the mean of (D2): 在8吨至12吨之间，平均15吨; and the income of all residents outside of that of
//! townspeople and countryfolk. Read from the words around the figures.

use super::amount::Amount;
use super::averages::WORDS;
use super::nearby::{are_joined, has_any, has_any_of, lead_of, rounded, same_sentence, sentences_between, tail_of, trim_end, trim_start};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Figure, Interval, Kind, Value};
use crate::rules::finding::{Message, Severity};

/// How many figures before a mean, and behind it, the ends of a range are looked for.
const BEFORE: usize = 4;
/// How many behind it.
const BEHIND: usize = 3;
/// The same for incomes, between which growths stand.
const INCOMES: usize = 8;
/// Means over days, whose ends are those of single days.
const DAILY: [&str; 4] = ["日均", "平均每天", "平均每日", "每日平均"];
/// What says that an end is that of a single day.
const OF_A_DAY: [&str; 6] = ["单日", "日最", "日单", "当日", "一天", "日"];
/// Words of another time or another whole.
const OTHER: [&str; 10] = ["上年", "去年", "上月", "历史", "往年", "此前", "全国", "全省", "同期", "设计"];

/// Words with which a range is not that of all values.
const MOSTLY: [&str; 8] = ["大多", "多数", "一般", "通常", "主要", "集中", "大部分", "多在"];

/// Looks at every figure of a line as a mean.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 0..scene.figures.len() {
        incomes(scene, at, found);
        income_ratio(scene, at, found);
        let Some(mean) = mean(scene, at) else { continue };
        if by_range(scene, &mean, found).is_none() {
            by_ends(scene, &mean, found);
        }
    }
}

/// A mean.
struct Mean<'l> {
    at: usize,
    amount: Amount<'l>,
    interval: Interval,
    /// What it is of, where that is said again.
    thing: &'l str,
    is_daily: bool,
}

fn value<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    let is_value = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Percent) && figure.unit.is_some_and(|u| u.per.is_none());
    Amount::of(scene.reading, figure).filter(|a| is_value && a.printed().is_some())
}

/// A figure as a mean that opens its clause. 全县平均, 旗舰店周末平均 are of another whole and none.
fn mean<'l>(scene: &Scene<'l>, at: usize) -> Option<Mean<'l>> {
    let head = lead_of(scene, at);
    let start = usize::from(scene.figures[at].number.start()) - head.len();
    let before = scene.reading[..start].trim_end();
    let opens = before.is_empty() || before.ends_with([',', '，', '。', ';', '；', ':', '：', '、', '(', '（']);
    let head = trim_start(head, &["其中".to_owned(), "而".to_owned(), "全年".to_owned(), "期间".to_owned()]);
    let daily = DAILY.iter().find_map(|word| head.strip_prefix(word));
    let behind = daily.or_else(|| WORDS.means.iter().find_map(|word| head.strip_prefix(word.as_str())))?;
    let is_per_other = tail_of(scene, at).starts_with(['每', '/', '的']) || behind.contains('每') || has_any_of(behind, &OTHER);
    let amount = value(scene, at).filter(|a| opens && !is_per_other && a.is_exact())?;
    let interval = rounded(&amount)?;
    Some(Mean { at, amount, interval, thing: bare(behind), is_daily: daily.is_some() })
}

fn bare(text: &str) -> &str {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    trim_start(trim_end(text, &WORDS.fillers), &WORDS.fillers)
}

/// A range told right before: in one figure, or in two (从8吨到12吨不等). Says whether there was one.
fn by_range(scene: &Scene, mean: &Mean, found: &mut Found) -> Option<()> {
    let last = mean.at.checked_sub(1)?;
    let figure = scene.figures.get(last)?;
    let tail = tail_of(scene, last);
    let is_told = tail.starts_with("之间") || tail.starts_with("不等") || tail.trim_start().starts_with([',', '，']);
    // What is measured is the same if nothing else is named.
    let is_same = mean.thing.is_empty() || mean.thing.starts_with('增') && scene.reading[..figure.range.start().into()].contains('增');
    if !is_told || !is_same || !same_sentence(scene, last, mean.at) || has_any_of(lead_of(scene, last), &OTHER) {
        return None;
    }
    let (range, first) = of_one(scene, last, figure, mean).or_else(|| of_two(scene, last, tail, mean))?;
    if has_any_of(lead_of(scene, first), &MOSTLY) {
        return None;
    }
    found.checked.extend([last, mean.at]);
    if mean.interval.meets(&range) {
        return Some(());
    }
    let reading = scene.reading;
    let start = scene.figures[first].number.start();
    let told = &reading[usize::from(start)..figure.range.end().into()];
    let text = &reading[scene.figures[mean.at].range];
    let message = Message::new(
        format!("均值越出范围：各数在“{told}”之间，平均却是“{text}”"),
        format!("the mean lies outside: the values are “{told}”, their mean is given as “{text}”"),
    );
    let sign = if mean.interval.is_above(&range) { ">" } else { "<" };
    let formula = Message::both(format!("{text} {sign} {told}"));
    let what = What { code: "average-outside-range", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, mean.at, &[last]));
    Some(())
}

fn of_one(scene: &Scene, at: usize, figure: &Figure, mean: &Mean) -> Option<(Interval, usize)> {
    let is_range = matches!(figure.value, Value::Range(Some(_), Some(_))) && figure.approximation == Approximation::Exact;
    let amount = Amount::of(scene.reading, figure).filter(|a| is_range && a.dimension == mean.amount.dimension)?;
    Some((amount.interval, at))
}

fn of_two(scene: &Scene, last: usize, tail: &str, mean: &Mean) -> Option<(Interval, usize)> {
    let first = last.checked_sub(1)?;
    let between = scene.reading.get(scene.figures[first].range.end().into()..scene.figures[last].range.start().into())?;
    let is_joined = matches!(between.trim(), "和" | "到" | "至" | "与") && (tail.starts_with("之间") || tail.starts_with("不等"));
    let (lo, hi) = (value(scene, first)?, value(scene, last)?);
    let is_of = is_joined && [&lo, &hi].iter().all(|a| a.is_exact() && a.dimension == mean.amount.dimension);
    let (a, b) = (rounded(&lo)?, rounded(&hi)?);
    let is_upward = is_of && b.is_above(&a);
    is_upward.then_some((Interval { hi: b.hi, hi_closed: b.hi_closed, ..a }, first))
}

/// The highest and the lowest value, told near by.
fn by_ends(scene: &Scene, mean: &Mean, found: &mut Found) -> Option<()> {
    let near = mean.at.saturating_sub(BEFORE)..(mean.at + 1 + BEHIND).min(scene.figures.len());
    for (words, is_highest) in [(&WORDS.highest, true), (&WORDS.lowest, false)] {
        // With two of them nobody knows which is meant.
        let mut ends = near.clone().filter_map(|at| Some((at, end(scene, mean, at, words)?)));
        let (Some((told, value)), None) = (ends.next(), ends.next()) else { continue };
        found.checked.extend([told, mean.at]);
        let is_outside = if is_highest { mean.interval.is_above(&value) } else { value.is_above(&mean.interval) };
        if is_outside || is_beyond(scene, mean, told, is_highest) {
            found.findings.push(finding(scene, mean.at, told, is_highest));
            return Some(());
        }
    }
    None
}

/// 最低22℃，平均21℃: what is rounded alike keeps its order.
fn is_beyond(scene: &Scene, mean: &Mean, told: usize, is_highest: bool) -> bool {
    let beyond = || {
        let end = value(scene, told)?;
        let (m, e) = (mean.amount.printed()?, end.printed()?);
        let is_alike = m.step == e.step && mean.amount.is_exact() && end.is_exact();
        Some(is_alike && if is_highest { m.value > e.value } else { m.value < e.value })
    };
    beyond().unwrap_or(false)
}

/// A figure as the highest or lowest of the values that a mean is of.
fn end(scene: &Scene, mean: &Mean, at: usize, words: &[String]) -> Option<Interval> {
    let sentences = sentences_between(scene, mean.at, at)?;
    let is_near = sentences == 0 || mean.is_daily && sentences == 1;
    let amount = value(scene, at).filter(|a| at != mean.at && is_near && a.dimension == mean.amount.dimension)?;
    let head = words_before(scene, at, &amount.dimension);
    let (from, word) = words.iter().filter_map(|word| Some((head.rfind(word.as_str())?, word))).max_by_key(|(from, _)| *from)?;
    let of = bare(&head[from + word.len()..]);
    let is_of_day = !mean.is_daily || has_any_of(&head[..from + word.len()], &OF_A_DAY);
    let is_same =
        of.is_empty() || mean.thing.is_empty() || of.contains(mean.thing) || mean.thing.contains(of) || is_of_day && mean.is_daily;
    // 每名最高, 最高的一块: one of others. 每 makes a rate of it.
    let is_plain = !head.contains('每') && !has_any_of(head, &OTHER) && !has_any(of, &WORDS.means);
    (is_same && is_of_day && is_plain).then(|| rounded(&amount)).flatten()
}

/// The words before a figure, back to the last one of its dimension or the end of the sentence before it.
fn words_before<'l>(scene: &Scene<'l>, at: usize, dimension: &str) -> &'l str {
    let reading = scene.reading;
    let end = usize::from(scene.figures[at].number.start());
    let of_kind = |i: &usize| value(scene, *i).is_some_and(|a| a.dimension == dimension);
    let from = (at.saturating_sub(BEFORE)..at).rev().find(of_kind).map_or(0, |i| usize::from(scene.figures[i].range.end()));
    let text = &reading[from.min(end)..end];
    let is_end = |c: char| matches!(c, '。' | ';' | '；' | '!' | '?');
    let len: usize = text.chars().rev().take(40).take_while(|c| !is_end(*c)).map(char::len_utf8).sum();
    &text[text.len() - len..]
}

fn finding(scene: &Scene, at: usize, told: usize, is_highest: bool) -> crate::rules::Finding {
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (word, english, sign) = if is_highest { ("最高", "highest", ">") } else { ("最低", "lowest", "<") };
    let (text, end) = (text(at), text(told).trim_start_matches(word));
    let message = Message::new(
        format!("均值越出范围：平均“{text}”，而{word}的是“{end}”"),
        format!("the mean lies outside: it is given as “{text}”, the {english} value as “{end}”"),
    );
    let formula = Message::both(format!("{text} {sign} {end}"));
    let what = What { code: "average-outside-range", severity: Severity::Error, message, formula, fixes: Vec::new() };
    scene.finding_of(what, at, &[told])
}

/// 居民人均可支配收入 beside 城镇居民 and 农村居民: the whole lies between its two parts.
fn incomes(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let whole = income(scene, at)?;
    let head = lead_of(scene, at);
    let is_whole = head.contains("居民人均可支配收入") && !has_any_of(head, &["城", "农", "村", "乡镇", "脱贫"]);
    if !is_whole {
        return None;
    }
    let behind = at + 1..(at + 1 + INCOMES).min(scene.figures.len());
    let is_near = |one: &usize| sentences_between(scene, *one, at).is_some_and(|n| n <= 1);
    let of = |word: &str| behind.clone().filter(is_near).find(|one| lead_of(scene, *one).contains(word) && income(scene, *one).is_some());
    let (mut town, mut land) = (of("城镇")?, of("农村")?);
    // 城镇、农村居民人均可支配收入分别达到44860元、25930元: named together, told one after the other.
    if town == land {
        let both = lead_of(scene, town);
        let is_list = both.contains("分别") && are_joined(scene, town);
        (town, land) = match (is_list, both.find("城镇") < both.find("农村")) {
            (false, _) => return None,
            (true, true) => (town, town + 1),
            (true, false) => (town + 1, town),
        };
    }
    let (high, low) = (income(scene, town)?, income(scene, land)?);
    found.checked.extend([at, town, land]);
    let is_above = whole.is_above(&high) && whole.is_above(&low);
    let is_below = high.is_above(&whole) && low.is_above(&whole);
    if !is_above && !is_below {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (all, a, b) = (text(at), text(town), text(land));
    let message = Message::new(
        format!("均值越出范围：全体居民“{all}”不在农村“{b}”与城镇“{a}”之间"),
        format!("the mean lies outside: “{all}” for all residents is not between “{b}” and “{a}”"),
    );
    let formula = Message::both(if is_above { format!("{all} > {a}") } else { format!("{all} < {b}") });
    let what = What { code: "average-outside-range", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, at, &[town, land]));
    Some(())
}

/// An income in money, not its growth.
fn income(scene: &Scene, at: usize) -> Option<Interval> {
    let amount = value(scene, at).filter(|a| a.is_exact() && a.dimension.starts_with("money/"))?;
    let is_change = has_any_of(
        lead_of(scene, at),
        &["增加", "增收", "提高", "比", "高于", "其中工资", "工资性", "经营", "财产", "转移", "消费", "支出", "高出"],
    );
    if is_change { None } else { rounded(&amount) }
}

/// 城镇22480元、农村11870元，城乡收入比为1.89 (C9).
fn income_ratio(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    // 由上年的1.97: a time stands between.
    let is_time = |one: usize| matches!(scene.figures[one].kind, Kind::Date | Kind::DateRange);
    let earlier = at.checked_sub(1).filter(|one| is_time(*one)).map_or("", |one| lead_of(scene, one));
    let head = &format!("{earlier}{}", lead_of(scene, at));
    if is_time(at) || !head.contains("收入比") || head.contains(['省', '国']) {
        return None;
    }
    // 由上年的1.97缩小为1.93: the last value is the present one.
    let goes_on = head.contains(['由', '从']) && scene.figures.get(at + 1).is_some();
    let is_reached = goes_on && lead_of(scene, at + 1).trim_end().ends_with(['为', '到', '至']);
    let present = match (goes_on, is_reached) {
        (true, true) => at + 1,
        (true, false) => return None,
        _ => at,
    };
    let said = rounded(&Amount::of(scene.reading, &scene.figures[present]).filter(|a| a.dimension == "number" && a.is_exact())?)?;
    let before = (at.saturating_sub(INCOMES)..at).rev().filter(|one| sentences_between(scene, *one, at).is_some_and(|n| n <= 1));
    // 城镇、农村居民分别为a和b: nobody is named alone.
    let of = |word: &str, other: &str| {
        let is_it = |head: &str| head.contains(word) && !head.contains(other);
        before.clone().find(|one| is_it(lead_of(scene, *one)) && income(scene, *one).is_some())
    };
    let (town, land) = (of("城镇", "农村")?, of("农村", "城镇")?);
    let ratio = income(scene, town)?.over(&income(scene, land)?)?;
    found.checked.extend([present, town, land]);
    if ratio.meets(&said) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, b, r, right) = (text(town), text(land), text(present), ratio.middle()?.round_dp(2));
    let message = Message::new(
        format!("城乡收入比与两个数不符：{a}是{b}的{right}倍，写作“{r}”"),
        format!("the ratio of incomes is wrong: {a} is {right} times {b}, not “{r}”"),
    );
    let formula = Message::both(format!("{a} ÷ {b} = {right} ≠ {r}"));
    let what = What { code: "times-mismatch", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, present, &[town, land]));
    Some(())
}
