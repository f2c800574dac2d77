//! Figures that cannot be what they say: ratios beyond 100 % (C14), ranks beyond the number of the ranked (H3), ranges from more to less
//! (F4).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amounts;
use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity, Value};
use super::style::{as_value, last_clause, plain};
use crate::figures::figure::{Approximation, Figure, Kind, Value as Said};
use crate::figures::numeral::is_numeral;
use crate::figures::unit::UnitKind;
use crate::text::{TextEdit, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    ratios: Vec<String>,
    loose: Vec<String>,
    wholes: Vec<String>,
    not_of: Vec<String>,
    gathers: Vec<String>,
    links: Vec<String>,
    changes: Vec<String>,
    raises: Vec<String>,
    compared: Vec<String>,
    unbounded: Vec<Unbounded>,
    ranked: Ranked,
}

/// Ratios that may pass 100 % after all, where one of the words stands before them in the clause.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unbounded {
    ratios: Vec<String>,
    words: Vec<String>,
}

/// What a rank is a rank among.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranked {
    /// Measure words that say it by themselves.
    measures: Vec<String>,
    /// Ends of nouns behind 个.
    nouns: Vec<String>,
    /// Words of another scope.
    scopes: Vec<String>,
    /// Before the number of the ranked where no 中 stands behind it.
    wholes: Vec<String>,
    /// Between the ranked and the rank in that case.
    verbs: Vec<String>,
    /// Behind the ranked: what they are ranked in.
    contests: Vec<String>,
    /// Before the rank of one that took part.
    gains: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("rules/data/bounded_ratios"));

/// How far before a rank, in characters, the number of the ranked may stand.
const RANKED_REACH: usize = 30;

/// Checks the figures of a reading; also says how many took part.
pub(super) fn check(reading: &str, figures: &[Figure]) -> (Vec<Finding>, Vec<usize>) {
    let mut findings = Vec::new();
    let mut checked = Vec::new();
    for (at, figure) in figures.iter().enumerate() {
        let results = [
            ratio(reading, &figures[..at], figure),
            rank(reading, &figures[..at], figure).or_else(|| rank_in_list(reading, &figures[..at], figure)),
            figures.get(at + 1).and_then(|next| amounts::check(reading, figure, next)),
            reversed(reading, figure),
            below_nought(reading, &figures[..at], figure),
        ];
        // The amount in words is told behind the one in digits.
        checked.extend(results[2].is_some().then_some(at + 1));
        for result in results.into_iter().flatten() {
            checked.push(at);
            findings.extend(result);
        }
    }
    (findings, checked)
}

/// The outer option says whether the rule looked at the figure, the inner one what it found.
pub(super) type Checked = Option<Option<Finding>>;

/// C14: `合格率达到102%`, `合格率由95%提高到102%`.
fn ratio(reading: &str, before: &[Figure], figure: &Figure) -> Checked {
    let is_of_hundred = figure.kind == Kind::Percent && figure.unit.is_some_and(|u| u.entry.name == "%");
    let head = reading[..figure.range.start().into()].trim_end();
    if !is_of_hundred {
        return None;
    }
    let changed = || before_change(reading, before, head);
    let moved = || after_change(reading, before, head);
    let strict = bounded_ratio(head, &TABLE.ratios)
        .or_else(|| bounded_ratio(changed()?, &TABLE.ratios))
        .or_else(|| bounded_ratio(moved()?, &TABLE.ratios))
        .map(|name| (name, 100));
    let loose = || bounded_ratio(head, &TABLE.loose).or_else(|| bounded_ratio(changed()?, &TABLE.loose)).map(|name| (name, LOOSE));
    let (name, most) = strict.or_else(loose).or_else(|| share(head))?;
    let lo = figure.interval()?.lo?;
    if lo <= Decimal::from(most) {
        return Some(None);
    }
    let text = &reading[figure.range];
    let message = Message::new(
        format!("{name}不会超过{most}%，这里写作“{text}”"),
        format!("{name} cannot be above {most} %, but is given as “{text}”"),
    );
    let value = figure.printed().map_or(lo, |p| p.value);
    let evidence = Evidence { formula: Message::both(format!("{}% > {most}%", plain(value))), values: vec![as_value(reading, figure)] };
    Some(Some(Finding {
        code: "ratio-out-of-bounds",
        severity: Severity::Error,
        message,
        range: figure.range,
        evidence: Some(evidence),
        related: Vec::new(),
        fixes: Vec::new(),
    }))
}

/// C15: `占比达到6.2%、5年提升11.4个百分点`: before that it would have been less than nothing.
fn below_nought(reading: &str, before: &[Figure], figure: &Figure) -> Checked {
    let rise = figure.printed().filter(|_| figure.kind == Kind::PercentagePoint && figure.approximation == Approximation::Exact)?;
    let at = before.iter().rposition(|f| f.kind == Kind::Percent)?;
    let ratio = &before[at];
    let is_near = before[at + 1..].iter().all(|f| matches!(f.kind, Kind::Date | Kind::DateRange | Kind::Duration));
    let value = ratio.printed().filter(|_| is_near && ratio.approximation == Approximation::Exact)?;
    let head = &reading[..ratio.range.start().into()];
    let is_bounded = bounded_ratio(head, &TABLE.ratios).is_some() || bounded_ratio(head, &TABLE.loose).is_some() || share(head).is_some();
    let between = reading.get(ratio.range.end().into()..figure.range.start().into())?;
    let between = between.strip_prefix([',', '、', '('])?.trim_end_matches('了');
    let told = TABLE.raises.iter().find_map(|verb| between.strip_suffix(verb.as_str()).map(|rest| (verb, rest)));
    let (_, rest) = told.filter(|(verb, _)| RISES.contains(&verb.as_str()))?;
    let is_plain = rest.chars().count() <= RISE && !rest.contains([',', '、', '率', '重', '增']);
    if !is_bounded || !is_plain {
        return None;
    }
    if value.value >= rise.value {
        return Some(None);
    }
    let (x, y) = (&reading[ratio.range], &reading[figure.range]);
    let message = Message::new(
        format!("百分点与比率不符：比率是{x}，不可能是提高{y}得来的"),
        format!("the points do not go with the ratio: {x} cannot have risen by {y}"),
    );
    let evidence = Evidence {
        formula: Message::both(format!("{} − {} < 0", plain(value.value), plain(rise.value))),
        values: vec![as_value(reading, ratio), as_value(reading, figure)],
    };
    Some(Some(Finding {
        code: "points-mismatch",
        severity: Severity::Error,
        message,
        range: figure.range,
        evidence: Some(evidence),
        related: vec![Related { range: ratio.range, message: Message::new(format!("“{x}”在这里"), format!("{x} is here")) }],
        fixes: Vec::new(),
    }))
}

/// What rises, and how many characters stand between a ratio and its rise.
const RISES: [&str; 5] = ["提高", "提升", "上升", "增加", "增长"];
const RISE: usize = 12;

/// What a ratio does not reach that passes 100 % for reasons of its own.
const LOOSE: u32 = 150;

/// `占全国的44%`: the whole, where a clause tells a share of all there is.
fn share(head: &str) -> Option<(&'static str, u32)> {
    let clause = last_clause(head);
    let Some((_, of)) = clause.rsplit_once('占') else { return gathered(head) };
    let of = TABLE.links.iter().filter_map(|l| of.strip_suffix(l.as_str())).min_by_key(|o| o.len()).unwrap_or(of).trim_end_matches('的');
    let is_whole = of.chars().count() <= 12 && TABLE.wholes.iter().any(|w| of.ends_with(w.as_str()));
    // 合格的23个，占92%: a part of what is told before.
    let is_bare = of.is_empty() && clause.starts_with('占');
    let (is_whole, told) = if is_bare { (true, last_sentence(head)) } else { (is_whole, clause) };
    // 占全球市场份额的: of all the orders.
    let is_other = !of.ends_with("份额") && TABLE.not_of.iter().any(|w| told.contains(w.as_str()));
    (is_whole && !is_other).then_some(("占比", 100))
}

/// `集聚了全市38%的规上企业、52%的科技型企业和141%的…`: nothing gathers more than all there is.
fn gathered(head: &str) -> Option<(&'static str, u32)> {
    let told = last_sentence(head);
    let (at, verb) = TABLE.gathers.iter().filter_map(|verb| Some((told.rfind(verb.as_str())?, verb))).max_by_key(|(at, _)| *at)?;
    let of = told[at + verb.len()..].trim_start_matches('了');
    let place = TABLE.wholes.iter().find(|place| place.chars().count() == 2 && of.starts_with(place.as_str()))?;
    let list = of[place.len()..].trim();
    // Behind the first, what stands between are the things: 38%的规上企业、.
    let goes_on = list.starts_with(|c: char| c.is_ascii_digit()) && list.ends_with(['、', '和', '及', '与']) && !list.contains(',');
    (list.is_empty() || goes_on).then_some(("占比", 100))
}

/// The last characters of a text, within its sentence.
fn last_sentence(head: &str) -> &str {
    let chars = head.char_indices().rev().take(RANKED_REACH * 2).take_while(|(_, c)| !matches!(c, '。' | ';' | '!' | '?'));
    chars.last().map_or("", |(start, _)| &head[start..])
}

/// The name of a ratio that lies within bounds, where a text ends with it and with a word that leads to its figure.
fn bounded_ratio(head: &str, ratios: &'static [String]) -> Option<&'static str> {
    let links = TABLE.links.iter().filter_map(|l| head.strip_suffix(l.as_str()));
    let named = std::iter::once(head).chain(links).filter_map(|head| {
        let name = ratios.iter().filter(|r| head.ends_with(r.as_str())).max_by_key(|r| r.len())?;
        let clause = last_clause(head);
        let is_other =
            |u: &Unbounded| u.ratios.iter().any(|r| name.ends_with(r.as_str())) && u.words.iter().any(|w| clause.contains(w.as_str()));
        (!TABLE.unbounded.iter().any(is_other)).then_some(name.as_str())
    });
    named.max_by_key(|name| name.len())
}

/// `合格率由95%提高到` → `合格率`: the text before a change that leads to the figure.
fn before_change<'t>(reading: &'t str, before: &[Figure], head: &str) -> Option<&'t str> {
    let from = before.last().filter(|f| f.kind == Kind::Percent)?;
    let between = head.get(from.range.end().into()..)?;
    TABLE.changes.iter().any(|c| between == c).then_some(())?;
    let text = &reading[..from.range.start().into()];
    // 由2015年的91.5%提高到: the time of the first.
    let timed = || {
        let start = text.char_indices().rev().nth(TIME).map_or(0, |(at, _)| at);
        let at = start + text[start..].strip_suffix('的')?.rfind(['由', '从'])?;
        (!text[at..].contains([',', '、', '。', ';', '率'])).then_some(&text[..at])
    };
    text.strip_suffix(['由', '从']).or_else(timed)
}

/// How many characters the time of a value before has at most: 由去年同期的.
const TIME: usize = 12;

/// `良品率环比提升2.1个百分点至` → `良品率`: the text before a change that tells what it came to.
fn after_change<'t>(reading: &'t str, before: &[Figure], head: &str) -> Option<&'t str> {
    let points = before.last().filter(|f| f.kind == Kind::PercentagePoint)?;
    let between = head.get(points.range.end().into()..)?.trim_start_matches(',');
    let is_result = TABLE.links.iter().any(|link| between == link) || matches!(between, "至" | "到");
    let text = reading[..points.range.start().into()].trim_end_matches('了');
    let text = TABLE.raises.iter().find_map(|word| text.strip_suffix(word.as_str())).filter(|_| is_result)?;
    Some(TABLE.compared.iter().find_map(|word| text.strip_suffix(word.as_str())).unwrap_or(text))
}

/// How many characters stand between 500强 and a rank among them.
const LISTED_REACH: usize = 60;

/// H3: `世界500强名单中列第538位`; `前50名园区排行中，列第58位`.
fn rank_in_list(reading: &str, before: &[Figure], figure: &Figure) -> Checked {
    let place = figure.printed().filter(|_| figure.kind == Kind::Rank && reading[figure.range].starts_with('第'))?;
    let is_list = |f: &&Figure| {
        let text = &reading[f.range];
        text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with('强') || text.starts_with('前') && f.kind == Kind::Rank
    };
    let list = before.iter().rev().take(4).find(is_list)?;
    let digits: String = reading[list.range].chars().filter(char::is_ascii_digit).collect();
    let number: Decimal = digits.parse().ok()?;
    let between = reading.get(list.range.end().into()..figure.range.start().into())?;
    let (name, rest) = between.split_once(['中', '里', '上'])?;
    let is_named = ["名单", "榜", "评选", "排名", "排行", "企业"].iter().any(|word| name.ends_with(word));
    let is_ranked = TABLE.ranked.verbs.iter().any(|verb| rest.ends_with(verb.as_str()));
    let has_other_scope = ["行业", "全省", "全国", "国内", "同类", "其中", "提升", "上升", "下降"].iter().any(|word| rest.contains(word));
    let is_near = between.chars().count() <= LISTED_REACH && !between.contains(['。', ';', '!', '?']) && name.chars().count() <= 16;
    if !is_named || !is_ranked || has_other_scope || !is_near {
        return None;
    }
    Some((place.value > number).then(|| beyond(reading, figure, list, place.value, number)))
}

/// H3: `在全省13个市中列第14位`.
fn rank(reading: &str, before: &[Figure], figure: &Figure) -> Checked {
    // 居五县第六: nothing behind it, and no other thing is counted.
    let is_bare = figure.kind == Kind::Ordinal && figure.unit.is_none() && is_closed(&reading[figure.range.end().into()..]);
    let is_place = figure.kind == Kind::Rank || figure.unit.is_some_and(|u| matches!(u.entry.name, "位" | "名" | "名次"));
    let place = figure.printed().filter(|_| (is_place || is_bare) && reading[figure.range].starts_with('第'))?;
    let total = before.last().filter(|t| t.approximation == Approximation::Exact)?;
    let number = total.printed().filter(|_| matches!(total.kind, Kind::Quantity | Kind::Enumeration))?;
    let between = &reading[usize::from(total.range.end())..figure.range.start().into()];
    // 70个大中城市中: the last 中 is the one.
    let is_far = between.len() > 4 * RANKED_REACH;
    let takes_part = || takes_part(reading, total, between);
    let are_ranked_before = |(at, mark): (usize, &str)| are_ranked(reading, total, &between[..at], &between[at + mark.len()..]);
    if is_far
        || is_bare && !are_ranked_directly(reading, total, between)
        || !(between.match_indices(['中', '里']).any(are_ranked_before) || are_ranked_directly(reading, total, between) || takes_part())
    {
        return None;
    }
    if place.value <= number.value {
        return Some(None);
    }
    Some(Some(beyond(reading, figure, total, place.value, number.value)))
}

/// Whether a clause ends where a text begins.
fn is_closed(text: &str) -> bool {
    text.is_empty() || text.starts_with([',', '。', ';', '、', ')', '!'])
}

/// A rank beyond the number of those that are ranked.
fn beyond(reading: &str, figure: &Figure, total: &Figure, place: Decimal, number: Decimal) -> Finding {
    let (k, n) = (plain(place), plain(number));
    let message = Message::new(
        format!("名次超过总数：“{}”里排不出“{}”", &reading[total.range], &reading[figure.range]),
        format!("rank {k} among {n}: there is no such place"),
    );
    let evidence =
        Evidence { formula: Message::both(format!("{k} > {n}")), values: vec![as_value(reading, figure), as_value(reading, total)] };
    let related = Related { range: total.range, message: Message::new("总数在这里", "the number of the ranked") };
    Finding {
        code: "rank-exceeds-total",
        severity: Severity::Error,
        message,
        range: figure.range,
        evidence: Some(evidence),
        related: vec![related],
        fixes: Vec::new(),
    }
}

/// `全省14个市州列第15位`: no 中 between the ranked and the rank.
fn are_ranked_directly(reading: &str, total: &Figure, between: &str) -> bool {
    let head = &reading[..total.range.start().into()];
    let noun = TABLE.ranked.verbs.iter().filter_map(|v| between.strip_suffix(v.as_str())).min_by_key(|n| n.len()).unwrap_or(between);
    TABLE.ranked.wholes.iter().any(|w| head.ends_with(w.as_str())) && are_ranked(reading, total, noun, "")
}

/// `6支代表队参加决赛，我县代表队获得第8名`: one of those that take part.
fn takes_part(reading: &str, total: &Figure, between: &str) -> bool {
    let Some((first, rest)) = between.split_once(['参', '角']) else { return false };
    let Some(own) = TABLE.ranked.gains.iter().filter_map(|v| rest.strip_suffix(v.as_str())).min_by_key(|o| o.len()) else { return false };
    let is_one = first.chars().count() >= 2 && last_clause(own).ends_with(first) && !rest.contains(['。', ';']);
    is_one && are_ranked(reading, total, first, "")
}

/// Whether a rank is one among those that `total` counts, with `noun` between it and 中 and `rest` behind that: `13个市中列`.
fn are_ranked(reading: &str, total: &Figure, noun: &str, rest: &str) -> bool {
    // 县(市、区) is one kind of place.
    let noun = noun.split_once('(').filter(|(_, inner)| inner.ends_with(')')).map_or(noun, |(noun, _)| noun);
    // 13个市州综合考评中, 22个品牌的.
    let noun = TABLE.ranked.contests.iter().filter_map(|c| noun.strip_suffix(c.as_str())).min_by_key(|n| n.len()).unwrap_or(noun);
    let noun = noun.trim_end_matches('的');
    let measure = total.unit.filter(|u| u.entry.kind == UnitKind::Counter).map_or("", |u| u.entry.name);
    let is_entrant = TABLE.ranked.measures.iter().any(|m| m == measure)
        || measure == "个" && TABLE.ranked.nouns.iter().any(|n| noun.ends_with(n.as_str()));
    // 7个县和2个管理区中: the ranked are more than the last number says.
    let is_last_of_several = reading[..total.range.start().into()].trim_end().ends_with(['和', '与', '及', '、', '加']);
    let is_one_noun = noun.chars().count() <= 8 && !noun.contains(['和', '与', '及', '、', ',', '。', ';', '(', ')']);
    let is_near = rest.chars().count() <= RANKED_REACH && !rest.contains(['。', ';']);
    let is_word = rest.starts_with(['央', '国', '心', '部', '型', '小', '等']);
    let has_other_scope = TABLE.ranked.scopes.iter().any(|s| rest.contains(s.as_str()));
    is_entrant && !is_last_of_several && is_one_noun && is_near && !is_word && !has_other_scope
}

/// F4: `增收800至500元`.
fn reversed(reading: &str, figure: &Figure) -> Checked {
    let Said::Range(Some(lo), Some(hi)) = figure.value else { return None };
    let unit = figure.unit?;
    let number = &reading[figure.number];
    let joint = ["至", "到", "——", "—", "–", "～", "~", "-"].iter().find(|j| number.contains(**j))?;
    let (first, second) = number.split_once(joint)?;
    let second = &reading[usize::from(figure.number.end()) - second.len()..figure.range.end().into()];
    let (first, second) = (first.trim(), second.trim());
    // 6个月至3年, 800米至1公里: the values stand in different units.
    let is_one_unit = second.ends_with(&unit.entry.name) && (first.ends_with(&unit.entry.name) || first.ends_with(is_numeric));
    // Ends below nought are read in either order.
    let is_negative = lo.value.is_sign_negative() || hi.value.is_sign_negative();
    if !is_one_unit || is_negative || goes_down(unit.entry.name, unit.entry.dimension) || tells_change(reading, figure) {
        return None;
    }
    if lo.value <= hi.value {
        return Some(None);
    }
    let text = &reading[figure.range];
    let message =
        Message::new(format!("范围“{text}”前大后小，上下限写颠倒了"), format!("the range “{text}” starts with more than it ends with"));
    let evidence = Evidence {
        formula: Message::both(format!("{} > {}", plain(lo.value), plain(hi.value))),
        values: vec![Value { lo: plain(hi.value), hi: plain(lo.value), ..as_value(reading, figure) }],
    };
    let fix =
        Fix {
            title: Message::new("对调上下限", "Swap both ends"), safe: false, edits: swapped(figure, number, joint, (first, second))
        };
    Some(Some(Finding {
        code: "range-reversed",
        severity: Severity::Error,
        message,
        range: figure.range,
        evidence: Some(evidence),
        related: Vec::new(),
        fixes: vec![fix],
    }))
}

fn is_numeric(char: char) -> bool {
    char.is_ascii_digit() || is_numeral(char)
}

/// The ends of a range changed over; the unit goes along where both ends have it.
fn swapped(figure: &Figure, number: &str, joint: &str, (first, second): (&str, &str)) -> Edits {
    let start = usize::from(figure.number.start()) + number.len() - number.trim_start().len();
    let (end, second) = if first.ends_with(is_numeric) {
        let bare = number.split_once(joint).map_or(second, |(_, s)| s.trim());
        (start + number.trim().len(), bare)
    } else {
        (figure.range.end().into(), second)
    };
    Edits::Places(vec![TextEdit { range: range(start, end), text: format!("{second}{joint}{first}") }])
}

/// Units whose ranges people also write from the upper end: 气温8～2℃, 9点至5点, 9折到7折, 100—90分为优秀.
fn goes_down(unit: &str, dimension: &str) -> bool {
    dimension == "temperature" || matches!(unit, "点" | "折" | "分" | "级" | "星" | "名" | "位")
}

/// What makes `900元至600元` a change, or an order that goes down.
const CHANGES: [&str; 20] = [
    "降",
    "减少",
    "缩",
    "跌",
    "落",
    "压",
    "收窄",
    "下调",
    "调整",
    "调至",
    "调为",
    "退",
    "变",
    "倒",
    "逐",
    "回调",
    "改为",
    "从高到低",
    "由高到低",
    "奖",
];

/// Whether the clause before a range tells a change.
fn tells_change(reading: &str, figure: &Figure) -> bool {
    let clause = last_clause(&reading[..figure.range.start().into()]);
    // 期价在3080元至3050元一线有支撑: the nearer price first.
    if reading[figure.range.end().into()..].starts_with("一线") {
        return true;
    }
    CHANGES.iter().any(|word| clause.contains(word))
}
