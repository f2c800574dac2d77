//! Lists of values with the names of what they are of, by the text alone: told with 分别, or one after the other (`广东14个、浙江11个`;
//! `甲镇增长11.3%，乙镇增长8.2%`; `菠菜（18.6%）、生菜（15.2%）`).

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::nearby::has_any;
use super::orders::WORDS;
use super::scene::Scene;
use crate::claims::Statistic;
use crate::figures::dates::{CalendarDate, Relation, Span};
use crate::figures::figure::{Approximation, Figure, Kind, Value};
use crate::figures::numeral::chinese_count;
use crate::reading::script::is_han;
use crate::text::boundary;

/// One value.
#[derive(Clone)]
pub(super) struct Item {
    /// What it is of, as far as the words go.
    pub name: String,
    /// Its figure.
    pub figure: usize,
    /// The value with its sign.
    pub value: Decimal,
    /// The unit, as a key.
    pub kind: SmolStr,
}

/// Values side by side.
pub(super) struct List {
    /// The values, in order.
    pub items: Vec<Item>,
    /// The bytes from the first name or value to the last.
    pub start: usize,
    pub end: usize,
    /// Whether they are percents.
    pub is_percent: bool,
    /// Whether it is told with 分别: names and values in two rows.
    pub is_aligned: bool,
    /// Whether they are of days or months one after the other.
    pub is_of_days: bool,
}

/// The most values of a list.
const MOST: usize = 24;
/// What names of places and of groups end with.
const PLACES: &str = "县市区镇乡村州盟旗省国厂校院组队部店站号季度月日";
/// How many characters a name has at most.
const NAME: usize = 14;

/// The lists of a line.
pub(super) fn lists(scene: &Scene) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    for (at, word) in scene.reading.match_indices("分别") {
        lists.extend(by_order(scene, (at, at + word.len(), false)));
    }
    for (at, word) in scene.reading.match_indices("依次为") {
        lists.extend(by_order(scene, (at, at + word.len() - '为'.len_utf8(), false)));
    }
    for word in &WORDS.by_day {
        for (at, word) in scene.reading.match_indices(word.as_str()) {
            lists.extend(by_order(scene, (at, at + word.len(), true)));
        }
    }
    let mut first = 0;
    while first < scene.figures.len() {
        let list = run(scene, first);
        first += 1;
        if let Some(list) = list {
            first = list.items.last().map_or(first, |item| item.figure);
            lists.push(list);
        }
    }
    lists
}

/// A figure as a value of a list; `None` where it is hedged or a time.
pub(super) fn item(scene: &Scene, at: usize) -> Option<Item> {
    let figure = scene.figures.get(at)?;
    let is_value = matches!(figure.kind, Kind::Quantity | Kind::Enumeration | Kind::Money | Kind::Percent | Kind::Number);
    let printed = figure.printed().filter(|_| is_value && figure.approximation == Approximation::Exact)?;
    let text = &scene.reading[figure.range];
    let claim = scene.claims.binary_search_by_key(&at, |c| c.figure).ok().map(|i| &scene.claims[i]);
    let falls = claim.is_some_and(|c| c.statistic == Statistic::Growth && c.sign < 0) && printed.value > Decimal::ZERO;
    let value = if falls { -printed.value } else { printed.value };
    let scale = figure.unit.map_or(Decimal::ONE, |unit| if figure.kind == Kind::Percent { Decimal::ONE } else { unit.factor() });
    let is_counted = text.ends_with('大');
    let kind = if figure.kind == Kind::Percent {
        SmolStr::new_static("%")
    } else {
        figure.unit.map_or_else(SmolStr::default, |unit| unit.dimension())
    };
    (!is_counted).then_some(Item { name: String::new(), figure: at, value: value.checked_mul(scale)?, kind })
}

/// `化工、电子、食品行业产值分别为35亿元、62亿元和28亿元`.
fn by_order(scene: &Scene, (word, behind, is_daily): (usize, usize, bool)) -> Option<List> {
    let reading = scene.reading;
    let first = scene.figures.partition_point(|f| usize::from(f.range.start()) < behind);
    let gap = reading.get(behind..usize::from(scene.figures.get(first)?.range.start()))?;
    if gap.chars().count() > 10 || gap.contains([',', '。', ';', '、']) {
        return None;
    }
    let mut last = first;
    while last + 1 < scene.figures.len() && last - first < MOST {
        let between = reading.get(scene.figures[last].range.end().into()..scene.figures[last + 1].range.start().into())?;
        if !WORDS.joints.iter().any(|joint| joint != "," && joint == between.trim()) {
            break;
        }
        last += 1;
    }
    let mut items: Vec<Item> = (first..=last).map(|at| item(scene, at)).collect::<Option<_>>()?;
    share_unit(scene, &mut items)?;
    let from = boundary(reading, word.saturating_sub(150));
    let head = reading[from..word].rsplit([',', '。', ';', ':', '!', '?']).next()?;
    let start = word - head.len();
    // 逐日人数为82人、104人: the days stand farther back.
    let days = if is_daily { from + reading[from..word].rfind(['。', '!', '?']).map_or(0, |at| at + '。'.len_utf8()) } else { start };
    let spread = spread(scene, days.min(start), word, items.len()).or_else(|| quarters(&reading[start..word], items.len()));
    let is_of_days = spread.is_some();
    let names = spread.or_else(|| {
        if is_daily {
            return None;
        }
        let head = head.replace("”“", "”、“");
        let names: Vec<String> = head.split(['、', '和', '与', '及']).map(|name| name.trim().to_owned()).collect();
        (names.len() == items.len() && names.iter().all(|name| !name.is_empty())).then_some(names)
    })?;
    for (item, name) in items.iter_mut().zip(names) {
        item.name = name;
    }
    let is_percent = items.iter().all(|item| item.kind == "%");
    let end = usize::from(scene.figures[last].range.end());
    (items.len() > 1).then_some(List { items, start, end, is_percent, is_aligned: true, is_of_days })
}

/// `3.9万、5.2万和2.5万人次`: the unit and the magnitude of the last are those of all.
fn share_unit(scene: &Scene, items: &mut [Item]) -> Option<()> {
    let last = items.last()?;
    let (kind, figure) = (last.kind.clone(), &scene.figures[last.figure]);
    let magnitude = |at: usize| {
        let text = &scene.reading[scene.figures[at].range];
        if text.contains('亿') {
            100_000_000_u64
        } else if text.contains('万') {
            10_000
        } else {
            1
        }
    };
    let of_last = magnitude(last.figure);
    let scale = figure.unit.map_or(Decimal::ONE, |unit| if figure.kind == Kind::Percent { Decimal::ONE } else { unit.factor() });
    for item in items.iter_mut() {
        if item.kind == kind {
            continue;
        }
        if scene.figures[item.figure].kind != Kind::Number {
            return None;
        }
        let own = magnitude(item.figure);
        let factor = if own == 1 { Decimal::from(of_last) } else { Decimal::ONE };
        item.value = item.value.checked_mul(factor)?.checked_mul(scale)?;
        item.kind.clone_from(&kind);
    }
    Some(())
}

/// The days, months or quarters of a range that stands before 分别, if they are as many as the values.
fn spread(scene: &Scene, start: usize, end: usize, count: usize) -> Option<Vec<String>> {
    let first = scene.figures.partition_point(|f| usize::from(f.range.start()) < start);
    let figure: &Figure =
        scene.figures[first..].iter().take_while(|f| usize::from(f.range.end()) <= end).find(|f| matches!(f.value, Value::Time(_)))?;
    let Value::Time(time) = &figure.value else { return None };
    let (Span::Calendar(a), last) = time.completed() else { return None };
    // 自10月1日起逐日: as many days as values.
    if let (None, Some(from), Some(month), true) = (&last, a.numbered_day(), a.numbered_month(), time.relation == Relation::From) {
        let to = usize::from(from) + count - 1;
        return (to <= 28).then(|| (usize::from(from)..=to).map(|day| format!("{month}月{day}日")).collect());
    }
    let Some(Span::Calendar(b)) = last else {
        // 一至四季度 is read as the months of all of them.
        let (from, to) = a.statistical_months().filter(|_| scene.reading[figure.range].contains(['至', '—', '-', '到']))?;
        let quarters = from / 3 + 1..=to / 3;
        return (quarters.clone().count() == count).then(|| quarters.map(|n| format!("{}季度", chinese_count(n.into()))).collect());
    };
    let names = |from: u8, to: u8, name: &dyn Fn(u8) -> String| -> Option<Vec<String>> {
        (from < to && usize::from(to - from) + 1 == count).then(|| (from..=to).map(name).collect())
    };
    if let (Some(from), Some(to)) = (a.numbered_day(), b.numbered_day()) {
        let month = a.numbered_month().filter(|month| Some(*month) == b.numbered_month())?;
        return names(from, to, &|day| format!("{month}月{day}日"));
    }
    if let (Some(from), Some(to)) = (a.numbered_month(), b.numbered_month()) {
        return names(from, to, &|month| format!("{month}月"));
    }
    let quarter = |date: &CalendarDate| date.statistical_months().filter(|(first, last)| last - first == 2).map(|(_, last)| last / 3);
    names(quarter(&a)?, quarter(&b)?, &|n| format!("{}季度", chinese_count(n.into())))
}

/// `四个季度的收入依次为`: the quarters by their names.
fn quarters(head: &str, count: usize) -> Option<Vec<String>> {
    let is_year = count == 4 && head.contains("四个季度");
    is_year.then(|| ["一季度", "二季度", "三季度", "四季度"].map(str::to_owned).to_vec())
}

/// Values one after the other, each behind its name, that begins with a figure.
fn run(scene: &Scene, first: usize) -> Option<List> {
    let reading = scene.reading;
    let start_item = item(scene, first).filter(|item| !item.kind.is_empty())?;
    let end = usize::from(scene.figures[first].range.start());
    let from = first
        .checked_sub(1)
        .map_or(0, |before| usize::from(scene.figures[before].range.end()))
        .max(boundary(reading, end.saturating_sub(90)));
    // A time before the first value is its name.
    let from = first
        .checked_sub(1)
        .filter(|before| matches!(scene.figures[*before].value, Value::Time(_)))
        .map_or(from, |before| scene.figures[before].range.start().into());
    let head = reading.get(from..end)?.rsplit([',', '。', ';', ':', '!', '?', '、']).next()?;
    let mut items = vec![Item { name: own_name(head)?, ..start_item }];
    let start = end - head.len();
    let mut last = first;
    while items.len() < MOST {
        // 其他省份8个: what is left over is no member.
        let Some((next, name)) = next(scene, last).filter(|(_, name)| !has_any(name, &WORDS.no_members)) else { break };
        let Some(value) = item(scene, next).filter(|value| value.kind == items[0].kind) else { break };
        items.push(Item { name, ..value });
        last = next;
    }
    let end = usize::from(scene.figures[last].range.end());
    let end = end + usize::from(reading[end..].starts_with(')'));
    strip_measure(&mut items);
    let are_named = items.iter().all(|item| item.name.chars().count() >= 2 && !has_any(&item.name, &WORDS.no_members));
    let is_percent = items[0].kind == "%";
    // 东市增长5.1%，投资增长7.2%: growths of one list are of like things.
    let is_bracketed = reading[..usize::from(scene.figures[first].range.start())].ends_with('(');
    let ends = |item: &Item| item.name.chars().next_back();
    let is_place = |item: &Item| ends(item).is_some_and(|c| "县市区镇乡村州盟旗省".contains(c));
    let are_alike = !is_percent || is_bracketed || items.iter().all(|item| ends(item) == ends(&items[0])) || items.iter().all(is_place);
    (items.len() > 1 && are_named && are_alike).then_some(List { items, start, end, is_percent, is_aligned: false, is_of_days: false })
}

/// A name before its value: `菠菜（`, `其中甲镇增长`.
fn own_name(text: &str) -> Option<String> {
    let bare = text.trim().trim_end_matches('(').trim();
    let bare =
        ["其中", "来自", "分别是", "分别为", "的是", "为", "是"].iter().fold(bare, |text, word| text.strip_prefix(word).unwrap_or(text));
    // 前三位为菠菜: what introduces the list is no name.
    let bare = bare.rsplit_once("为").filter(|(head, _)| head.contains("位") || head.contains("依次")).map_or(bare, |(_, name)| name);
    let bare = bare.rsplit_once("的是").map_or(bare, |(_, name)| name);
    (!bare.is_empty() && bare.chars().count() <= NAME).then(|| bare.to_owned())
}

/// The next value of a run and its name.
fn next(scene: &Scene, last: usize) -> Option<(usize, String)> {
    // A time between two values is the name of the second.
    let is_time = |at: usize| scene.figures.get(at).is_some_and(|f| matches!(f.value, Value::Time(_)) || f.kind == Kind::Ordinal);
    let next = if is_time(last + 1) { last + 2 } else { last + 1 };
    let value = scene.figures.get(next)?;
    let gap = scene.reading.get(scene.figures[last].range.end().into()..value.range.start().into())?;
    let gap = gap.strip_prefix(')').unwrap_or(gap);
    let rest = gap
        .strip_prefix([',', '、', ';'])
        .or_else(|| gap.strip_prefix('和'))
        .or_else(|| gap.strip_prefix('与'))
        .or_else(|| gap.strip_prefix('及'))?;
    let name = own_name(rest)?;
    let is_name = |c: char| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '”' | '·');
    name.chars().all(is_name).then_some((next, name))
}

/// Values side by side without names: `3475万千瓦、3542万千瓦和3618万千瓦`.
pub(super) fn bare_run(scene: &Scene, last: usize) -> Vec<Item> {
    let mut items: Vec<Item> = item(scene, last).into_iter().collect();
    let mut at = last;
    while at > 0 && items.len() < MOST {
        let between =
            scene.reading.get(scene.figures[at - 1].range.end().into()..scene.figures[at].range.start().into()).unwrap_or_default();
        let Some(before) = item(scene, at - 1)
            .filter(|i| WORDS.joints.iter().any(|joint| joint == between.trim()) && items.iter().all(|o| o.kind == i.kind))
        else {
            break;
        };
        items.push(before);
        at -= 1;
    }
    items.reverse();
    items
}

/// Takes what all names end with off: 甲镇增长, 乙镇增长. The first may have it alone (甲镇种植面积, 乙镇).
fn strip_measure(items: &mut [Item]) {
    let Some(last) = items.last().map(|item| item.name.clone()) else { return };
    let shared =
        items.iter().map(|item| item.name.chars().rev().zip(last.chars().rev()).take_while(|(a, b)| a == b).count()).min().unwrap_or(0);
    let longest = items.iter().map(|item| item.name.chars().count()).min().unwrap_or(0);
    // 甲镇增长, 乙镇增长: what kind of place it is stays with the name.
    let shared = last.chars().rev().take(shared).position(|c| PLACES.contains(c)).unwrap_or(shared);
    let cut = if shared >= 2 { shared.min(longest.saturating_sub(2)) } else { 0 };
    for item in items {
        let keep = item.name.chars().count() - cut;
        item.name = item.name.chars().take(keep).collect();
    }
}

/// How many bytes two texts have in common at their beginning.
pub(super) fn common(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// The values that a place stands right behind: the value, the place, where it ends.
pub(super) fn aligned(scene: &Scene, place: impl Fn(&str) -> Option<(usize, usize)>) -> Vec<(Item, usize, usize)> {
    let found = (0..scene.figures.len()).filter_map(|at| {
        let end = usize::from(scene.figures[at].range.end());
        let item = item(scene, at).filter(|item| !item.kind.is_empty())?;
        let stop = boundary(scene.reading, (end + 40).min(scene.reading.len()));
        let (k, len) = place(&scene.reading[end..stop])?;
        Some((item, k, end + len))
    });
    found.collect()
}
