//! Who is said to have most or least, against the values listed beside (H2), by the words of the list: 甲类11万吨、乙类6万吨，乙类产量最大.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::nearby::{has_any_of, rounded, sentences_between};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::text::{TextRange, range};

/// What says that something has most.
const MOST: [&str; 21] = [
    "最大",
    "最多",
    "最高",
    "最快",
    "居首",
    "居首位",
    "居榜首",
    "居第一",
    "居第一位",
    "位居第一",
    "位居首位",
    "排名第一",
    "排第一",
    "列第一",
    "位列第一",
    "名列第一",
    "居于首位",
    "排名首位",
    "居于第一",
    "排在第一",
    "排名第一位",
];
/// What says that something has least.
const LEAST: [&str; 9] = ["最小", "最少", "最低", "最慢", "垫底", "末位", "居末位", "排名末位", "排名垫底"];
/// With these first is the one with least.
const REVERSE: [&str; 22] = [
    "耗", "排放", "失业", "死亡", "事故", "浓度", "亏", "负", "成本", "逾期", "不良", "发病", "用时", "下降", "降", "减", "欠", "投诉",
    "误差", "赤字", "跌", "空置",
];
/// Words that make a measure one of growth or a ratio.
const RATES: [&str; 8] = ["增", "速", "幅", "率", "比", "涨", "跌", "降"];
/// Words in front of the clause.
const OPENERS: [&str; 8] = ["其中", "而", "且", "并且", "可见", "显然", "从量上看", "以"];
/// What leads from a superlative to a name.
const NAMES: [&str; 6] = ["的是", "的为", "的还是", "的要数", "的当属", "的仍是"];
/// A whole, or another kind of value, is no member of a list.
const NO_MEMBERS: [&str; 12] = ["总", "合计", "共", "全", "平均", "人均", "累计", "比", "超过", "以上", "其中", "计划"];
/// What is left over is one of several, and beaten by nobody.
const LEFT: [&str; 3] = ["其余", "其他", "其它"];
/// What stands between a name and what is measured.
const LINKS: [char; 4] = ['的', '以', '则', ' '];
/// How many figures before the clause may be its list.
const REACH: usize = 12;
/// How many bytes the clause has at most.
const LONGEST: usize = 60;
/// How many bytes before the list may tell what is measured.
const CONTEXT: usize = 240;

/// Looks at every clause of a line that ends with a superlative.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let reading = scene.reading;
    if scene.figures.len() < 2 {
        return;
    }
    let mut start = 0;
    for (end, mark) in reading.match_indices([',', '，', '。', ';', '；', ':', '：', '(', '（', '!', '?']) {
        clause(scene, start, end, found);
        start = end + mark.len();
    }
    clause(scene, start, reading.len(), found);
}

fn clause(scene: &Scene, start: usize, end: usize, found: &mut Found) -> Option<()> {
    let text = scene.reading.get(start..end).filter(|text| (6..=LONGEST).contains(&text.len()))?.trim_end();
    let ending = |words: &[&'static str]| words.iter().copied().filter(|w| text.ends_with(*w)).max_by_key(|w| w.len());
    let turned = turned(text);
    let (word, is_most) = match (&turned, ending(&MOST), ending(&LEAST)) {
        (Some((_, word)), ..) => (*word, MOST.contains(word)),
        (_, Some(word), _) => (word, true),
        (_, None, Some(word)) => (word, false),
        _ => (first_of(text)?, true),
    };
    let mut rest = turned.as_ref().map_or_else(|| text[..text.len() - word.len()].trim(), |(rest, _)| rest.as_str());
    while let Some(bare) = OPENERS.iter().find_map(|o| rest.strip_prefix(o)) {
        rest = bare.trim_start();
    }
    let place = range(end - scene.reading.get(start..end)?.trim_start().len(), start + text.len());
    let members = members(scene, start);
    let (own, name, short) = named(&members, rest)?;
    let list = list(scene, &members, own, short)?;
    // 居五县之首, and three are listed: the order may be of others.
    let digits = ['二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let among = word.strip_suffix("第二").unwrap_or(word).chars().find_map(|c| digits.iter().position(|d| *d == c)).map(|at| at + 2);
    if among.is_some_and(|among| among != list.len()) {
        return None;
    }
    let measure = rest[name.len()..].trim_matches(LINKS);
    if !is_measured(scene, &list, measure, word) {
        return None;
    }
    judge(scene, &list, own, (name, word, is_most), place, found)
}

/// 人数最多的是古镇, told as 古镇人数最多: the name, the measure, and the word.
fn turned(text: &str) -> Option<(String, &'static str)> {
    let words = MOST.iter().chain(&LEAST).copied().filter(|word| word.starts_with('最'));
    let (measure, name, word) = words
        .filter_map(|word| {
            let (measure, behind) = text.split_once(word)?;
            let name = NAMES.iter().find_map(|link| behind.strip_prefix(link))?;
            Some((measure, name, word))
        })
        .next()?;
    let measure = OPENERS.iter().find_map(|o| measure.strip_prefix(o)).unwrap_or(measure);
    (!name.is_empty()).then(|| (format!("{name}{measure}"), word))
}

/// `居五县第一`: the words of a first place among those of the list, at the end of a clause.
fn first_of(text: &str) -> Option<&str> {
    let place = ["第一", "第一位", "第一名", "首位", "之首", "榜首"].iter().filter(|w| text.ends_with(*w)).max_by_key(|w| w.len())?;
    let before = &text[..text.len() - place.len()];
    let verb = ["位居", "居", "位列", "列", "排名", "排在", "排"].iter().filter_map(|v| before.rfind(v)).min()?;
    let scope = before[verb..].chars().count();
    // 全国, 同类: others than those of the list.
    let is_other = has_any_of(&before[verb..], &["国", "省", "球", "类", "组", "同", "并", "界"]);
    (scope <= 7 && !is_other).then(|| &text[verb..])
}

/// A value that may be of a list.
struct Member<'l> {
    at: usize,
    amount: Amount<'l>,
    /// The words before it up to the last mark.
    head: &'l str,
}

/// The values before a clause, of its sentence or the one before, in order.
fn members<'l>(scene: &Scene<'l>, clause: usize) -> Vec<Member<'l>> {
    let last = scene.figures.partition_point(|f| usize::from(f.range.end()) <= clause);
    let Some(nearest) = last.checked_sub(1) else { return Vec::new() };
    let figures = (last.saturating_sub(REACH)..last).filter(|at| sentences_between(scene, *at, nearest).is_some_and(|n| n <= 2));
    let mut members: Vec<Member> = figures.filter_map(|at| member(scene, at)).collect();
    for first in 0..members.len() {
        name_by_order(scene, &mut members, first);
    }
    members
}

/// Gives the members of a list told with 分别 their names: 化工、电子、食品产值分别为35亿元、62亿元和28亿元.
fn name_by_order<'l>(scene: &Scene<'l>, members: &mut [Member<'l>], first: usize) -> Option<()> {
    let reading = scene.reading;
    let start = usize::from(scene.figures[members[first].at].range.start());
    let before = &reading[..start];
    let word = before.rfind("分别").filter(|at| start - at <= 24 && !before[*at..].contains([',', '，', '、', '。']))?;
    let is_end = |c: char| matches!(c, ',' | '，' | '。' | ';' | '；' | ':' | '：' | '!' | '?');
    let len: usize = before[..word].chars().rev().take(50).take_while(|c| !is_end(*c)).map(char::len_utf8).sum();
    let names: Vec<&str> = before[word - len..word].split(['、', '和', '及', '与']).map(str::trim).collect();
    let is_joined = |pair: &[Member]| {
        let between = reading.get(scene.figures[pair[0].at].range.end().into()..scene.figures[pair[1].at].range.start().into());
        between.is_some_and(|b| matches!(b.trim(), "、" | "和" | "及" | "与"))
    };
    let more = members[first..].windows(2).take_while(|pair| is_joined(pair)).count();
    if names.len() != more + 1 || more == 0 {
        return None;
    }
    for (member, name) in members[first..].iter_mut().zip(names) {
        member.head = name;
    }
    Some(())
}

fn member<'l>(scene: &Scene<'l>, at: usize) -> Option<Member<'l>> {
    let figure = &scene.figures[at];
    let is_value = matches!(figure.kind, Kind::Quantity | Kind::Enumeration | Kind::Money | Kind::Percent)
        && figure.unit.is_some_and(|u| u.per.is_none());
    let amount =
        Amount::of(scene.reading, figure).filter(|a| is_value && a.is_exact() && a.printed().is_some_and(|p| p.value > Decimal::ZERO))?;
    let before = &scene.reading[..figure.range.start().into()];
    let mark = |c: char| matches!(c, ',' | '，' | '、' | '。' | ';' | '；' | ':' | '：' | '(' | '（' | ')' | '）' | '!' | '?');
    let len: usize = before.chars().rev().take(24).take_while(|c| !mark(*c)).map(char::len_utf8).sum();
    Some(Member { at, amount, head: before[before.len() - len..].trim() })
}

/// The one member that a text begins with, and the words that name it, the most and the fewest that do.
fn named<'t>(members: &[Member], rest: &'t str) -> Option<(usize, &'t str, &'t str)> {
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).skip(2).take(8);
    let mut best: Option<(usize, &str, &str)> = None;
    for end in ends {
        let name = &rest[..end];
        let mut with = members.iter().filter(|m| m.head.contains(name));
        let Some(first) = with.next() else { break };
        if with.next().is_none() {
            best = Some((first.at, name, best.map_or(name, |(_, _, short)| short)));
        }
    }
    best
}

/// The members of one list with a member: of its dimension, side by side, with names that end alike.
fn list<'m, 'l>(scene: &Scene, members: &'m [Member<'l>], own: usize, name: &str) -> Option<Vec<&'m Member<'l>>> {
    let of = members.iter().find(|m| m.at == own)?;
    let alike: Vec<&Member> = members
        .iter()
        .filter(|m| {
            m.amount.dimension == of.amount.dimension && sentences_between(scene, m.at, own) == Some(0) && !has_any_of(m.head, &LEFT)
        })
        .collect();
    let last = name.chars().next_back()?;
    let is_joined = |pair: &[&Member]| {
        let between = scene.reading.get(scene.figures[pair[0].at].range.end().into()..scene.figures[pair[1].at].range.start().into());
        between.is_some_and(|b| b.starts_with(['、', '和', '及', '与']))
    };
    // Those that are joined with it are enough: who is beaten by one of them is beaten.
    let here = alike.iter().position(|m| m.at == own)?;
    let before = (1..=here).rev().take_while(|at| is_joined(&alike[at - 1..=*at])).count();
    let behind = (here + 1..alike.len()).take_while(|at| is_joined(&alike[at - 1..=*at])).count();
    let are_joined = before + behind > 0;
    let alike = if are_joined { alike[here - before..=here + behind].to_vec() } else { alike };
    let end_alike = alike.iter().all(|m| m.head.chars().take(8).any(|c| c == last));
    // 其中古镇29.3万人次、云顶山18.6万人次: it opens the row.
    let head = |m: &&Member<'l>| if are_joined { m.head.strip_prefix("其中").unwrap_or(m.head) } else { m.head };
    let is_free = alike.iter().all(|m| !m.head.is_empty() && !has_any_of(head(m), &NO_MEMBERS));
    (alike.len() > 1 && (are_joined || end_alike) && is_free).then_some(alike)
}

/// Whether what the clause speaks of is what the list tells.
fn is_measured(scene: &Scene, list: &[&Member], measure: &str, word: &str) -> bool {
    let Some(first) = list.first() else { return false };
    let start = usize::from(scene.figures[first.at].range.start());
    let mut from = start.saturating_sub(CONTEXT);
    while !scene.reading.is_char_boundary(from) {
        from += 1;
    }
    let context = &scene.reading[from..start];
    let is_percent = first.amount.dimension == "percent";
    let speaks_of_rate = has_any_of(measure, &RATES) || matches!(word, "最快" | "最慢");
    // 29.3万人次, 人数最多; 12家, 数量最多: of what the unit counts.
    let of_persons = ["人数", "游客", "客流", "人次"].contains(&measure) && first.amount.dimension.starts_with("count/人");
    let of_counts = ["数量", "个数"].contains(&measure) && first.amount.dimension.starts_with("count/");
    // 增长最快: no sum of money is fast.
    if matches!(word, "最快" | "最慢") && !is_percent && first.amount.dimension != "time" {
        return false;
    }
    let is_told = measure.is_empty()
        || of_persons
        || of_counts
        || context.contains(measure)
        || is_percent && speaks_of_rate && list.iter().all(|m| m.head.contains('增') || m.head.contains('涨'));
    let is_reverse = has_any_of(measure, &REVERSE) || list.iter().any(|m| has_any_of(m.head, &REVERSE));
    let is_plain_word = word.starts_with('最');
    is_told && (is_percent == speaks_of_rate || measure.is_empty()) && (is_plain_word || !is_reverse) && !(is_percent && is_reverse)
}

fn judge(
    scene: &Scene,
    list: &[&Member],
    own: usize,
    (name, word, is_most): (&str, &str, bool),
    place: TextRange,
    found: &mut Found,
) -> Option<()> {
    let values: Vec<(usize, Interval)> = list.iter().map(|m| Some((m.at, rounded(&m.amount)?))).collect::<Option<_>>()?;
    let (_, value) = values.iter().find(|(at, _)| *at == own)?;
    found.checked.extend(values.iter().map(|(at, _)| *at));
    let is_beaten = |other: &Interval| if is_most { other.is_above(value) } else { value.is_above(other) };
    let beaten: Vec<usize> = values.iter().filter(|(_, other)| is_beaten(other)).map(|(at, _)| *at).collect();
    let first = *beaten.first()?;
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, b) = (text(own), text(first));
    let sign = if is_most { "<" } else { ">" };
    let message = Message::new(
        format!("名次与所列数值矛盾：“{name}”是{a}，不是{word}的，还有{b}"),
        format!("the rank contradicts the values listed: “{name}” has {a}, and there is {b}"),
    );
    let formula = Message::both(format!("{a} {sign} {b}"));
    let what = What { code: "rank-against-values", severity: Severity::Error, message, formula, fixes: Vec::new() };
    let others: Vec<usize> = values.iter().map(|(at, _)| *at).filter(|at| *at != own).collect();
    let mut finding = scene.finding_of(what, own, &others);
    finding.range = place;
    if found.findings.iter().all(|f| f.code != "rank-against-values" || f.range.intersect(place).is_none()) {
        found.findings.push(finding);
    }
    Some(())
}
