//! Places told one by one, each beside its own value (H2): 古镇以26.4万人次位居第三，望鹤楼21.6万人次、湿地18.9万人次分列二、三位; 东盟61.7亿元，占23.0%，
//! 居第二；美国37.6亿元，位列第一. The better place must have more; no two values share one place.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::nearby::{has_any, has_any_of, sentences_between};
use super::orders::WORDS;
use super::scene::{Found, Scene, What};
use crate::figures::figure::Kind;
use crate::figures::numeral::numeral_at;
use crate::rules::finding::{Message, Severity};
use crate::rules::style::last_clause;
use crate::text::{TextRange, boundary, range};

/// What begins a place behind a value, longest first.
const VERBS: [&str; 22] = [
    "位居", "位列", "名列", "排名", "排在", "稳居", "退居", "跃居", "高居", "居于", "列在", "暂列", "分列", "获得", "夺得", "摘得", "屈居",
    "拿下", "居", "列", "排", "获",
];
/// The last place, whatever its number.
const LAST: usize = usize::MAX;
/// Words of places that hold no number.
const NAMED: [(&str, usize); 15] = [
    ("末位", LAST),
    ("最后", LAST),
    ("倒数第一", LAST),
    ("榜首", 1),
    ("首位", 1),
    ("冠军", 1),
    ("亚军", 2),
    ("季军", 3),
    ("之首", 1),
    ("第一", 1),
    ("头名", 1),
    ("首", 1),
    ("金牌", 1),
    ("银牌", 2),
    ("铜牌", 3),
];
/// How many bytes behind a value its place is looked for.
const REACH: usize = 150;
/// A clause with one of these is of another order.
const OTHER: [&str; 12] = ["增速", "增幅", "同比", "人均", "单产", "均", "率", "比上年", "上升", "较", "并列", "历史"];

/// A value with its place.
struct Standing<'l> {
    at: usize,
    amount: Amount<'l>,
    place: usize,
    spot: TextRange,
    tie: Tie,
}

/// Of which order a place is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// The one that the text is of.
    Open,
    /// Among others than those of the text: 居世界第一.
    Scoped,
    /// The one that was told before: 排在第二的乙国.
    Last,
}

/// Looks at the places of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    if !has_any_of(scene.reading, &["第", "分列", "亚军", "季军", "末位", "居首", "首位", "榜首"]) {
        return;
    }
    let mut standings: Vec<Standing> = Vec::new();
    let mut last: Option<usize> = None;
    for at in 0..scene.figures.len() {
        let Some(amount) = value(scene, at).filter(|_| !is_gap(scene, at)) else { continue };
        let standing = shared(scene, at, last, &mut standings, &amount)
            .map(|(place, spot)| (place, spot, Tie::Open))
            .or_else(|| before(scene, at))
            .or_else(|| behind(scene, at));
        last = Some(at);
        if let Some((place, spot, tie)) = standing {
            standings.push(Standing { at, amount, place, spot, tie });
        }
    }
    for standing in standings.iter().filter(|s| (s.place == 1 || s.place == LAST) && s.tie != Tie::Scoped) {
        of_list(scene, standing, found);
    }
    standings.retain(|s| s.place != LAST);
    for i in 1..standings.len() {
        let earlier = standings[i.saturating_sub(4)..i].iter().rev();
        // 居世界第一；排在第二的乙国: what is told right before is the order; else nobody knows which it is.
        let is_next = standings[i].tie == Tie::Last && standings[i - 1].tie == Tie::Scoped;
        let earlier = earlier.take(if is_next { 1 } else { 4 }).filter(|other| is_next || other.tie != Tie::Scoped);
        if standings[i].tie == Tie::Scoped {
            continue;
        }
        for other in earlier.take_while(|other| sentences_between(scene, other.at, standings[i].at) == Some(0)) {
            if judge(scene, other, &standings[i], found).is_some() {
                break;
            }
        }
    }
}

fn value<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = &scene.figures[at];
    let is_value = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Duration) && figure.unit.is_none_or(|u| u.per.is_none());
    let amount = Amount::of(scene.reading, figure).filter(|a| is_value && a.is_exact())?;
    // 三位, 一名: words of places themselves; 6胜8平: no table is ordered by draws.
    let is_place = figure.unit.is_some_and(|u| ["位", "名", "平", "负"].contains(&&*u.name()));
    amount.printed().is_some_and(|p| p.value > Decimal::ZERO && !is_place).then_some(amount)
}

/// 以1分之差居第二, 比甲队少1分: how far one is from another.
fn is_gap(scene: &Scene, at: usize) -> bool {
    let lead = last_clause(&scene.reading[..scene.figures[at].number.start().into()]);
    let tail = &scene.reading[scene.figures[at].range.end().into()..];
    has_any_of(lead, &["差", "少", "多", "比", "落后", "领先", "超", "增", "减", "高出", "低", "较"])
        || ["之差", "的差距", "的优势", "优势", "的微弱"].iter().any(|word| tail.starts_with(word))
}

/// The number of a place at the beginning of a text behind 第, and what follows it.
fn number(text: &str) -> Option<(usize, &str)> {
    let numeral = numeral_at(text).filter(|n| n.hi.is_none() && n.len > 0)?;
    let k = usize::try_from(u64::try_from(numeral.lo.value).ok()?).ok().filter(|k| (1..=30).contains(k))?;
    Some((k, &text[numeral.len..]))
}

/// 望鹤楼21.6万人次、湿地18.9万人次分列二、三位: the places of the last two values.
fn shared<'l>(
    scene: &Scene<'l>,
    at: usize,
    last: Option<usize>,
    standings: &mut Vec<Standing<'l>>,
    amount: &Amount<'l>,
) -> Option<(usize, TextRange)> {
    let start = usize::from(scene.figures[at].range.end());
    let text = scene.reading.get(start..)?.trim_start_matches([',', '，']);
    let words = ["分列", "分别列", "分别位列", "分居", "分别居", "分获", "分别排在", "分别排名", "分别位居"];
    let rest = words.iter().find_map(|word| text.strip_prefix(word))?.trim_start_matches("全市");
    let (first, rest) = number(rest.trim_start_matches('第'))?;
    let rest = rest.trim_start_matches(['位', '名']).strip_prefix(['、', '和'])?;
    let (second, rest) = number(rest.trim_start_matches('第'))?;
    let end = scene.reading.len() - rest.len();
    let spot = range(start, end);
    let one = last.filter(|one| sentences_between(scene, *one, at) == Some(0))?;
    let other = value(scene, one).filter(|a| a.dimension == amount.dimension)?;
    // A third one: the places are of others.
    if rest.trim_start_matches(['位', '名']).starts_with(['、', '和']) || second != first + 1 {
        return None;
    }
    standings.retain(|s| s.at != one);
    standings.push(Standing { at: one, amount: other, place: first, spot, tie: Tie::Open });
    Some((second, spot))
}

/// 第3位的曲阳县为61.7亿元; 位居第二的乙县8.3万吨.
fn before(scene: &Scene, at: usize) -> Option<(usize, TextRange, Tie)> {
    let end = usize::from(scene.figures[at].number.start());
    let clause = last_clause(&scene.reading[..end]);
    let (head, rest) = clause.rsplit_once('第')?;
    let (place, rest) = number(rest)?;
    let name = rest.trim_start_matches(['位', '名', '大']).strip_prefix('的')?;
    let is_short = (1..=14).contains(&name.chars().count()) && !name.contains(['、', '和']);
    let is_other = has_any(head, &WORDS.reverse) || has_any_of(clause, &OTHER);
    let tie = if VERBS.contains(&head.trim_start_matches(['而', '则'])) { Tie::Last } else { Tie::Open };
    (is_short && !is_other).then(|| (place, range(end - clause.len(), usize::from(scene.figures[at].range.end())), tie))
}

/// 26.4万人次位居第三; 61.7亿元，占23.0%，居第二; 14.2万吨，为第二大品种.
fn behind(scene: &Scene, at: usize) -> Option<(usize, TextRange, Tie)> {
    let start = usize::from(scene.figures[at].range.end());
    let end = boundary(scene.reading, (start + REACH).min(scene.reading.len()));
    let own = &scene.figures[at];
    let next = scene.figures[at + 1..].iter().find(|f| f.kind == own.kind && f.unit.map(|u| u.name()) == own.unit.map(|u| u.name()));
    let end = next.map_or(end, |next| end.min(next.range.start().into()));
    let mut from = start;
    for (nth, piece) in scene.reading.get(start..end)?.split_inclusive([',', '，', ';', '；', '。', '(', '（']).enumerate() {
        let clause = piece.trim_end_matches([',', '，', ';', '；', '。', '(', '（']);
        let is_cut = clause.len() == piece.len() && from + piece.len() < scene.reading.len() && next.is_none();
        let at_clause = range(from, from + clause.len());
        from += piece.len();
        let text = clause.trim().trim_start_matches("暂").trim_start_matches("并");
        if is_cut && text.len() > 60 || has_any_of(text, &OTHER) {
            return None;
        }
        if let Some((place, tie)) = place(text) {
            return Some((place, at_clause, tie));
        }
        if let Some(place) = largest(scene, at, text) {
            return Some((place, at_clause, Tie::Open));
        }
        let is_share = text.is_empty() || text.starts_with('占') || text.starts_with("增长") || text.starts_with("同比") && nth > 0;
        if !is_share && nth > 0 || !piece.ends_with([',', '，']) {
            return None;
        }
        if nth == 0 && !text.is_empty() {
            return None;
        }
    }
    None
}

/// A clause that says a place and nothing else.
fn place(text: &str) -> Option<(usize, Tie)> {
    let verb = VERBS.iter().find(|verb| text.starts_with(*verb))?;
    let rest = text[verb.len()..].trim_start_matches("了");
    let tie = if has_any(rest, &WORDS.scopes) { Tie::Scoped } else { Tie::Open };
    if rest.chars().count() > 8 {
        return None;
    }
    if let Some((head, number_text)) = rest.rsplit_once('第') {
        let (place, tail) = number(number_text)?;
        return (head.chars().count() <= 3 && matches!(tail, "" | "位" | "名")).then_some((place, tie));
    }
    NAMED.iter().find(|(word, _)| rest == *word).map(|(_, place)| (*place, tie))
}

/// 东盟为第二大贸易伙伴; 是第三大通道.
fn largest(scene: &Scene, at: usize, text: &str) -> Option<usize> {
    let (head, rest) = text.rsplit_once('第')?;
    let (place, rest) = number(rest)?;
    let thing = rest.strip_prefix('大')?;
    let name =
        ["仍是", "成为", "仍为", "是", "为"].iter().find_map(|verb| head.split(verb).next().filter(|name| name.len() < head.len()))?;
    let end = usize::from(scene.figures[at].number.start());
    let clause = last_clause(&scene.reading[..end]);
    let is_own = name.is_empty() || name.chars().count() >= 2 && clause.contains(name);
    let is_short = (1..=8).contains(&thing.chars().count()) && !has_any(head, &WORDS.scopes);
    (is_own && is_short).then_some(place)
}

/// 甲以720件排在末位，乙610件，丙480件，…: the first has most of the list behind it, the last one least.
fn of_list(scene: &Scene, standing: &Standing, found: &mut Found) -> Option<()> {
    let own = standing.amount.printed()?.value;
    let lead = last_clause(&scene.reading[..scene.figures[standing.at].number.start().into()]);
    let mut end = usize::from(standing.spot.end()).max(scene.figures[standing.at].range.end().into());
    let mut members = Vec::new();
    for at in standing.at + 1..scene.figures.len() {
        let Some(amount) = value(scene, at).filter(|a| a.dimension == standing.amount.dimension) else { break };
        let gap = scene.reading.get(end..scene.figures[at].number.start().into())?;
        let name = gap.trim_start_matches([',', '，', '、', ';', '；']);
        let is_name =
            (2..=8).contains(&name.chars().count()) && gap.len() > name.len() && !name.contains([',', '，', '。', '共', '总', '比', '均']);
        if !is_name || has_any(name, &WORDS.no_members) {
            break;
        }
        members.push((at, amount.printed()?.value));
        end = scene.figures[at].range.end().into();
    }
    if members.len() < 2 || has_any(lead, &WORDS.reverse) || standing.amount.dimension == "time" {
        return None;
    }
    found.checked.extend(members.iter().map(|(at, _)| *at).chain([standing.at]));
    let is_beyond = |value: Decimal| if standing.place == LAST { value < own } else { value > own };
    let (other, value) = members.into_iter().find(|(_, value)| is_beyond(*value))?;
    if found.findings.iter().any(|f| f.code == "rank-against-values" && f.range.intersect(standing.spot).is_some()) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, b) = (text(standing.at), text(other));
    let (zh, en) = if standing.place == LAST { ("末位", "the last") } else { ("第一", "the first") };
    let message = Message::new(
        format!("名次与所列数值矛盾：{a}说是{zh}，后面还有{b}"),
        format!("the place contradicts the values listed: {a} is said to be {en}, and there is {b}"),
    );
    let sign = if own < value { "<" } else { ">" };
    let formula = Message::both(format!("{a} {sign} {b}"));
    let what = What { code: "rank-against-values", severity: Severity::Error, message, formula, fixes: Vec::new() };
    let mut finding = scene.finding_of(what, standing.at, &[other]);
    finding.range = standing.spot;
    found.findings.push(finding);
    Some(())
}

fn judge(scene: &Scene, one: &Standing, other: &Standing, found: &mut Found) -> Option<()> {
    let text = scene.reading.get(scene.figures[one.at].range.start().into()..other.spot.end().into())?;
    let lead = last_clause(&scene.reading[..scene.figures[one.at].number.start().into()]);
    if one.amount.dimension != other.amount.dimension || has_any(text, &WORDS.reverse) || has_any(lead, &WORDS.reverse) {
        return None;
    }
    let (a, b) = (one.amount.printed()?.value, other.amount.printed()?.value);
    found.checked.extend([one.at, other.at]);
    // Who is faster is before.
    let is_time = one.amount.dimension == "time";
    let is_wrong = match one.place.cmp(&other.place) {
        std::cmp::Ordering::Less => {
            if is_time {
                a > b
            } else {
                a < b
            }
        }
        std::cmp::Ordering::Greater => {
            if is_time {
                a < b
            } else {
                a > b
            }
        }
        std::cmp::Ordering::Equal => a != b,
    };
    let is_told = found.findings.iter().any(|f| f.code == "rank-against-values" && f.range.intersect(other.spot).is_some());
    if !is_wrong || is_told {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, y, i, k) = (text(one.at), text(other.at), one.place, other.place);
    let message = Message::new(
        format!("名次与所列数值矛盾：{x}居第{i}，{y}居第{k}"),
        format!("the places contradict the values: {x} comes {i}., {y} comes {k}."),
    );
    let sign = if a < b { "<" } else { ">" };
    let formula = Message::both(format!("{x} {sign} {y}"));
    let what = What { code: "rank-against-values", severity: Severity::Error, message, formula, fixes: Vec::new() };
    let mut finding = scene.finding_of(what, other.at, &[one.at]);
    finding.range = other.spot;
    found.findings.push(finding);
    Some(())
}
