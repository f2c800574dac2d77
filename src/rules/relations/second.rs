//! 仅次于 and the place beside it (H2): who comes behind one comes second, never first, and has no more than the one before
//! (`排名第三，仅次于北京`; `产值85亿元，仅次于甲县的62亿元`); how many places a row of names has (`甲、乙和丙分列第三到第六位`); and who is called
//! least where another one was just now (`金额最低的是甲，最低的是乙`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Amount;
use super::nearby::has_any;
use super::scene::{Found, Scene, What};
use crate::figures::figure::Kind;
use crate::figures::numeral::numeral_at;
use crate::rules::finding::{Message, Severity};
use crate::text::{TextRange, boundary, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    verbs: Vec<String>,
    firsts: Vec<String>,
    tails: Vec<String>,
    joints: Vec<String>,
    open: Vec<String>,
    several: Vec<String>,
    counters: Vec<String>,
    reverse: Vec<String>,
    shared: Vec<String>,
    no_rows: Vec<String>,
    ranges: Vec<String>,
    superlatives: Vec<String>,
    names: Vec<String>,
    among: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/second"));

/// The word.
const BEHIND: &str = "仅次于";
/// How many bytes before and behind it are looked at.
const REACH: usize = 120;
/// How many characters a name has at most.
const NAME: usize = 16;
/// How many characters may stand between a verb and 第: among whom.
const SCOPE: usize = 12;
/// How many values before it may be its own.
const MOST: usize = 4;
/// Behind this place 仅次于 may name but the one right before.
const LOOSE: usize = 3;
/// More findings of a line are not told.
const MOST_TOLD: usize = 256;

const ENDS: [char; 4] = ['。', ';', '!', '?'];
const MARKS: [char; 10] = [',', '。', ';', '!', '?', ':', '(', ')', '“', '”'];

/// Looks at a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for (at, word) in scene.reading.match_indices(BEHIND) {
        behind(scene, at, at + word.len(), found);
    }
    for word in &WORDS.shared {
        for (at, word) in scene.reading.match_indices(word.as_str()) {
            row(scene, at, at + word.len(), found);
        }
    }
    twice(scene, found);
    majority(scene, found);
    for at in 0..scene.figures.len() {
        too_large(scene, at, found);
    }
}

/// What stands before a place in its sentence, bounded.
fn head<'l>(scene: &Scene<'l>, end: usize) -> &'l str {
    let text = &scene.reading[..end];
    let text = &text[boundary(text, end.saturating_sub(REACH))..];
    text.rsplit(ENDS).next().unwrap_or(text)
}

/// What follows a place in its sentence, bounded.
fn tail<'l>(scene: &Scene<'l>, start: usize) -> &'l str {
    let text = &scene.reading[start..];
    let text = &text[..boundary(text, REACH.min(text.len()))];
    text.split(ENDS).next().unwrap_or(text)
}

fn behind(scene: &Scene, start: usize, end: usize, found: &mut Found) -> Option<()> {
    let (head, tail) = (head(scene, start), tail(scene, end));
    let cut = tail.find(MARKS).unwrap_or(tail.len());
    let clause = &tail[..cut];
    // 仅次于美国的第二大经济体
    let (names, own) = clause.split_once("的第").map_or((clause, None), |(names, rest)| (names, number(rest)));
    let counts = counts(names)?;
    let mut places: Vec<usize> = own.into_iter().collect();
    let last = head.trim_end_matches([',', ' ']);
    // The clause right before it and its own, as far as the mark before.
    let from = last.rfind([',', ':', '“']).map_or(0, |i| i + last[i..].chars().next().map_or(1, char::len_utf8));
    places.extend(places_in(&last[from..]));
    if let Some(next) = tail[cut..].strip_prefix(',') {
        places.extend(places_in(next.split(MARKS).next().unwrap_or(next)));
    }
    // 居第十，仅次于宁波: who is far down is loosely said to come right behind the one before.
    let is_right = |place: &usize| *place > 1 && (counts.contains(&(place - 1)) || *place > LOOSE && counts.iter().all(|n| place - 1 > *n));
    if !places.is_empty() && !places.iter().any(is_right) {
        let (place, names) = (places[0], names.trim());
        let expected = counts.iter().next_back().map_or(2, |n| n + 1);
        let said = if place == 1 { "第一".to_owned() } else { format!("第{place}") };
        let message = Message::new(
            format!("名次与“仅次于”不合：仅次于“{names}”应居第{expected}，这里写作{said}"),
            format!("who comes right behind “{names}” is number {expected}, not {place}"),
        );
        report(scene, (range(start, end + names.len()), message, format!("{expected} ≠ {place}")), found);
        return Some(());
    }
    values(scene, (start, end, end + tail.len().min(cut + NAME)), found)
}

/// How many names a text has: with 和 taken for a joint, and for a part of a name. `None` where that is open.
fn counts(names: &str) -> Option<BTreeSet<usize>> {
    let is_open = names.trim().is_empty()
        || has_any(names, &WORDS.open)
        || WORDS.several.iter().any(|word| names.trim_end().ends_with(word.as_str()));
    // 四所部属高校; 2019年 and 9月 are one name.
    let is_counted = |rest: &str| WORDS.counters.iter().any(|word| rest.starts_with(word.as_str()));
    if let Some(numeral) = numeral_at(names).filter(|n| n.len > 0 && is_counted(&names[n.len..])) {
        let number = usize::try_from(u64::try_from(numeral.lo.value).ok()?).ok().filter(|n| *n > 1 && numeral.hi.is_none())?;
        return Some(BTreeSet::from([number]));
    }
    let listed = names.split('、').count();
    let mut all = 1;
    let mut rest = names;
    while let Some((at, len)) = next_joint(rest) {
        all += 1;
        rest = &rest[at + len..];
    }
    let last = names.rsplit('、').next().unwrap_or(names);
    // 北京、上海和广东: the last 和 joins the last two.
    let is_joined = listed > 1 && WORDS.joints.iter().any(|joint| last.contains(joint.as_str()));
    (!is_open).then(|| if is_joined { BTreeSet::from([all]) } else { BTreeSet::from([listed, all]) })
}

fn next_joint(text: &str) -> Option<(usize, usize)> {
    let joints = WORDS.joints.iter().map(String::as_str).chain(["、"]);
    joints.filter_map(|joint| Some((text.find(joint)?, joint.len()))).min_by_key(|(at, len)| (*at, usize::MAX - len))
}

/// The number of a place behind 第, where a word of places or nothing follows.
fn number(text: &str) -> Option<usize> {
    let numeral = numeral_at(text).filter(|n| n.hi.is_none() && n.len > 0)?;
    let rest = &text[numeral.len..];
    let is_place = rest.is_empty()
        || rest.starts_with(MARKS)
        || rest.starts_with('、')
        || WORDS.tails.iter().any(|tail| rest.starts_with(tail.as_str()));
    usize::try_from(u64::try_from(numeral.lo.value).ok()?).ok().filter(|k| (1..=50).contains(k) && is_place)
}

/// The places that a clause tells: 居全省第二位、全国第五位.
fn places_in(clause: &str) -> Vec<usize> {
    let mut places = Vec::new();
    for (at, word) in clause.match_indices('第') {
        let before = &clause[..at];
        let from = before.char_indices().rev().nth(SCOPE).map_or(0, |(i, _)| i);
        let is_place = has_any(&before[from..], &WORDS.verbs) || before.is_empty();
        places.extend(number(&clause[at + word.len()..]).filter(|_| is_place));
    }
    if places.is_empty() && WORDS.firsts.iter().any(|first| clause.trim_end().ends_with(first.as_str())) {
        places.push(1);
    }
    places
}

/// `产值85亿元，居第二，仅次于甲县的62亿元`: who is before has no less.
fn values(scene: &Scene, (start, end, stop): (usize, usize, usize), found: &mut Found) -> Option<()> {
    let behind = scene.figures.partition_point(|f| usize::from(f.range.start()) < end);
    let other = amount(scene, behind).filter(|a| usize::from(a.figure.range.start()) < stop)?;
    let head = head(scene, start);
    let from = start - head.len();
    let near = (behind.saturating_sub(MOST)..behind).filter(|i| usize::from(scene.figures[*i].range.start()) >= from);
    let mut own = near.filter_map(|i| Some((i, amount(scene, i)?))).filter(|(_, a)| a.dimension == other.dimension);
    let (at, own) = own.next_back().filter(|_| own.next().is_none())?;
    let text = scene.reading.get(from..usize::from(other.figure.range.end()))?;
    if has_any(text, &WORDS.reverse) || own.dimension == "time" {
        return None;
    }
    found.checked.extend([at, behind]);
    let (a, b) = (own.printed()?.value, other.printed()?.value);
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, y) = (text(at), text(behind));
    if a <= b {
        return None;
    }
    let message = Message::new(format!("与“仅次于”不合：{x}比{y}还多"), format!("{x} is said to come right behind {y}, and is more"));
    report(scene, (scene.figures[behind].range, message, format!("{x} > {y}")), found);
    Some(())
}

fn amount<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    let is_value = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Percent) && figure.unit.is_none_or(|u| u.per.is_none());
    Amount::of(scene.reading, figure).filter(|a| is_value && a.is_exact() && a.printed().is_some_and(|p| p.value > Decimal::ZERO))
}

/// `甲、乙和丙分列第三到第六位`: as many names as places.
fn row(scene: &Scene, start: usize, end: usize, found: &mut Found) -> Option<()> {
    let head = head(scene, start).trim_end_matches([',', ' ']);
    let names = head.rsplit([',', ':', '“', '”', ')']).next().filter(|names| !names.is_empty())?;
    let is_cut = ["和", "及", "以及", "与", "、"].iter().any(|joint| names.starts_with(joint));
    if is_cut || has_any(names, &WORDS.no_rows) || names.len() == REACH {
        return None;
    }
    let counts = counts(names).filter(|counts| counts.iter().next().is_some_and(|n| *n > 1))?;
    let tail = tail(scene, end);
    let first = tail.find('第').or_else(|| tail.find(|c| "一二三四五六七八九十".contains(c)))?;
    // 分列全省第三到第六位
    if tail[..first].chars().count() > SCOPE || tail[..first].contains(MARKS) {
        return None;
    }
    let (places, len) = places_of_row(&tail[first..])?;
    let ends = [' ', '的'];
    let rest = &tail[first + len..];
    if counts.contains(&places) || !(rest.is_empty() || rest.starts_with(MARKS) || rest.starts_with(ends)) {
        return None;
    }
    let spot = range(start - names.len().min(start), end + first + len);
    let said = &tail[first..first + len];
    let n = counts.iter().next_back()?;
    let message = Message::new(
        format!("名次与所列个数不合：“{said}”有{places}个名次，前面列了{n}个"),
        format!("“{said}” are {places} places, and {n} are listed"),
    );
    report(scene, (spot, message, format!("{places} ≠ {n}")), found);
    Some(())
}

/// How many places a row has, and how long it is: 第三到第六位; 第二、三、四位.
fn places_of_row(text: &str) -> Option<(usize, usize)> {
    let one = |text: &str| -> Option<(usize, usize)> {
        let bare = text.strip_prefix('第').unwrap_or(text);
        let digits = bare.find(|c: char| !(c.is_ascii_digit() || "一二三四五六七八九十".contains(c))).unwrap_or(bare.len());
        let numeral = numeral_at(&bare[..digits]).filter(|n| n.hi.is_none() && n.len == digits && digits > 0)?;
        let k = usize::try_from(u64::try_from(numeral.lo.value).ok()?).ok()?;
        let len = text.len() - bare.len() + digits;
        Some((k, len + text[len..].chars().next().filter(|c| matches!(c, '位' | '名')).map_or(0, char::len_utf8)))
    };
    let (first, mut len) = one(text)?;
    if let Some(joint) = WORDS.ranges.iter().filter(|joint| text[len..].starts_with(joint.as_str())).max_by_key(|joint| joint.len()) {
        len += joint.len();
        let (last, more) = one(&text[len..])?;
        return (last > first && last <= 50).then_some((last - first + 1, len + more));
    }
    let (mut count, mut before) = (1, first);
    while let Some(joint) = ["、", "和", "及"].iter().find(|joint| text[len..].starts_with(**joint)) {
        let (next, more) = one(&text[len + joint.len()..]).filter(|(next, _)| *next == before + 1)?;
        (count, before, len) = (count + 1, next, len + joint.len() + more);
    }
    (count > 1).then_some((count, len))
}

/// `金额最低的是甲，占30%，最低的是乙`: the second one has no measure of its own, so it is the same that was told of another.
fn twice(scene: &Scene, found: &mut Found) {
    let mut last: Option<(usize, &str, &str)> = None;
    for (at, _) in scene.reading.match_indices('最') {
        let rest = tail(scene, at);
        let Some(word) = WORDS.superlatives.iter().find(|word| rest.starts_with(word.as_str())) else { continue };
        let name = WORDS.names.iter().find_map(|link| rest[word.len()..].strip_prefix(link.as_str()));
        let name = name.map_or("", |name| name.split(MARKS).next().unwrap_or(name)).trim();
        if let Some((before, _, one)) = last.filter(|(_, other, one)| *other == word && !one.is_empty() && !name.is_empty()) {
            let between = &scene.reading[before..at];
            let is_bare = between.ends_with([',', ';']);
            let is_near = between.len() <= 2 * REACH && !between.contains(['。', '!', '?', '“']);
            if is_bare && is_near && !one.contains(name) && !name.contains(one) {
                let message = Message::new(
                    format!("“{word}的”说了两次，一次是“{one}”，一次是“{name}”"),
                    format!("“{word}” is told of both “{one}” and “{name}”"),
                );
                report(scene, (range(at, at + word.len()), message, format!("{one}、{name}：{word}")), found);
            }
        }
        last = Some((at, word, name));
    }
}

/// `占53.8%，为第二大来源`: what is second of a whole has no more than a half of it, what is third no more than a third.
fn too_large(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let figure = scene.figures.get(at).filter(|f| f.kind == Kind::Percent)?;
    let share = amount(scene, at)?.printed()?.value;
    let (start, end) = (usize::from(figure.range.start()), usize::from(figure.range.end()));
    let lead = head(scene, start).rsplit([',', ';']).next()?;
    // 占全省的53.8%，居第二 may be of another whole.
    let is_share = ["占", "占比", "占比为", "占比达", "占比重", "比重为", "占总量的", "占总数的"].iter().any(|word| lead.ends_with(word));
    let clause = tail(scene, end).strip_prefix(',')?.split(MARKS).next()?;
    let verb = WORDS.verbs.iter().filter_map(|verb| clause.strip_prefix(verb.as_str())).min_by_key(|rest| rest.len())?;
    let place = number(verb.strip_prefix('第')?).filter(|place| *place > 1)?;
    let is_most = !["低", "少", "末", "倒"].iter().any(|word| clause.contains(word));
    found.checked.extend((is_share && is_most).then_some(at));
    let most = share.checked_mul(Decimal::from(u64::try_from(place).ok()?))?;
    if !is_share || !is_most || most <= Decimal::ONE_HUNDRED || share > Decimal::ONE_HUNDRED {
        return None;
    }
    let text = &scene.reading[figure.range];
    let message = Message::new(
        format!("名次与占比矛盾：占{text}的不会排第{place}，前面{}个不可能都更多", place - 1),
        format!("a share of {text} cannot come number {place}: those before would have even more"),
    );
    report(scene, (range(end + 1, end + 1 + clause.len()), message, format!("{text} × {place} > 100%")), found);
    Some(())
}

/// `当月支出161.4万元，其中甲档120.9万元，是三档里面金额最小的`: who has more than an even share is not the least, who has less not the most.
fn majority(scene: &Scene, found: &mut Found) {
    for (at, _) in scene.reading.match_indices('最') {
        majority_at(scene, at, found);
    }
}

fn majority_at(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let rest = tail(scene, at);
    let word = WORDS.superlatives.iter().find(|word| rest.starts_with(word.as_str()))?;
    let is_most = ["最高", "最大", "最多"].contains(&word.as_str());
    let behind = rest[word.len()..].trim_start_matches(['的', '一', '个', '档', '项', '类']);
    let is_closed = behind.is_empty() || behind.starts_with(',');
    if !(is_most || ["最低", "最小", "最少"].contains(&word.as_str())) || !is_closed {
        return None;
    }
    let head = head(scene, at);
    let clause = head.rsplit(',').next()?;
    let inner = clause.strip_prefix(['是', '为', '在'])?;
    let numeral = numeral_at(inner).filter(|n| n.hi.is_none() && n.len > 0)?;
    let count = Decimal::from(u64::try_from(numeral.lo.value).ok().filter(|n| (2..=20).contains(n))?);
    let among = WORDS
        .among
        .iter()
        .filter_map(|word| inner.find(word.as_str()).map(|i| (i, i + word.len())))
        .min_by_key(|(i, end)| (*i, usize::MAX - end))?
        .1;
    let measure = &inner[among..];
    // 是三档里面增速最小的: of another measure.
    if has_any(measure, &WORDS.reverse) || measure.contains(['增', '速', '率', '均', '人']) || inner[..among].chars().count() > 10 {
        return None;
    }
    let own_at = scene.figures.partition_point(|f| usize::from(f.range.end()) <= at - clause.len()).checked_sub(1)?;
    let own = amount(scene, own_at)?;
    let gap = scene.reading.get(own.figure.range.end().into()..at - clause.len())?;
    let near = (own_at.saturating_sub(MOST)..own_at).rev();
    let (whole_at, whole) = near.filter_map(|i| Some((i, amount(scene, i)?))).find(|(_, a)| a.dimension == own.dimension)?;
    let told = scene.reading.get(whole.figure.range.end().into()..own.figure.range.start().into())?;
    if gap != "," || !told.trim_start_matches([',', ';']).starts_with("其中") || own.dimension == "percent" || told.contains(ENDS) {
        return None;
    }
    let (part, all) = (own.printed()?.value, whole.printed()?.value);
    let even = part.checked_mul(count)?;
    found.checked.extend([whole_at, own_at]);
    if part >= all || if is_most { even >= all } else { even <= all } {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, b) = (text(own_at), text(whole_at));
    let sign = if is_most { "<" } else { ">" };
    let message = Message::new(
        format!("名次与所列数值矛盾：{a}乘以{count}{}{b}，不会是{word}的", if is_most { "还不到" } else { "超过" }),
        format!(
            "{a} times {count} is {} {b}, so it cannot be the {}",
            if is_most { "less than" } else { "more than" },
            if is_most { "most" } else { "least" }
        ),
    );
    report(scene, (range(at, at + word.len()), message, format!("{a} × {count} {sign} {b}")), found);
    Some(())
}

fn report(scene: &Scene, (spot, message, formula): (TextRange, Message, String), found: &mut Found) {
    let at = scene.figures.partition_point(|f| f.range.start() < spot.start()).min(scene.figures.len().saturating_sub(1));
    if scene.figures.is_empty() || found.findings.len() > MOST_TOLD || found.findings.iter().any(|f| f.range.intersect(spot).is_some()) {
        return;
    }
    let formula = Message::both(formula);
    let what = What { code: "rank-against-values", severity: Severity::Error, message, formula, fixes: Vec::new() };
    let mut finding = scene.finding_of(what, at, &[]);
    finding.range = spot;
    found.sure.push(spot);
    found.findings.push(finding);
}
