//! Five-year plans, decades and centuries: `“十四五”时期`, `20世纪90年代初`, `本世纪`.

use super::expression::Span;
use super::scan::Scan;

/// The plans by name; the longest names first.
const PLANS: [(&str, u8); 16] = [
    ("十一五", 11),
    ("十二五", 12),
    ("十三五", 13),
    ("十四五", 14),
    ("十五五", 15),
    ("十六五", 16),
    ("十五", 10),
    ("一五", 1),
    ("二五", 2),
    ("三五", 3),
    ("四五", 4),
    ("五五", 5),
    ("六五", 6),
    ("七五", 7),
    ("八五", 8),
    ("九五", 9),
];

/// The first and the last year of a plan: 14 → 2021 and 2025. `None` for a plan that there is not.
///
/// The first two ran 1953–1957 and 1958–1962; from the third on (1966–1970) they follow each other.
pub fn plan_years(number: u8) -> Option<(i32, i32)> {
    let first = match number {
        1 => 1953,
        2 => 1958,
        3..=40 => 1966 + 5 * (i32::from(number) - 3),
        _ => return None,
    };
    Some((first, first + 4))
}

/// The plan, decade or century here.
pub(super) fn era(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    plan(scan).or_else(|| decade(scan)).or_else(|| century(scan))
}

fn plan(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    if let Some(found) = ordinal_plan(scan) {
        return Some(found);
    }
    let opened = scan.eat_char("“\"‘");
    let name = opened.unwrap_or(scan);
    let (number, end) = PLANS.iter().find_map(|(name_of, number)| Some((*number, name.eat(name_of)?)))?;
    let is_quoted = opened.is_some() || scan.behind().is_some_and(|c| matches!(c, '“' | '"' | '‘'));
    let end = match end.eat_char("”\"’") {
        Some(end) if is_quoted => end,
        _ if is_quoted => return None,
        _ => end,
    };
    if opened.is_none() && scan.behind().is_some_and(|c| super::scan::numeral_value(c).is_some() || matches!(c, '第' | '约' | '近')) {
        return None;
    }
    let after = end.eat_any(&["规划时期", "规划期间", "规划期", "计划时期", "计划期间", "时期", "期间"]);
    let (years, edge) = plan_edge(after.unwrap_or(end));
    let is_called = after.is_some() || edge.is_some() || end.eat_any(&["规划", "计划", "以来"]).is_some();
    // “十五”, “三五” alone may be anything.
    let is_known = is_quoted && number >= 11;
    if !is_called && !is_known {
        return None;
    }
    let end = edge.or(after).unwrap_or(end);
    Some((Span::Plan { number, years }, end.maybe("期间")))
}

/// `第十五个五年规划`.
fn ordinal_plan(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    let (number, end) = scan.eat("第")?.number().filter(|(n, _)| (1..=40).contains(&n.value))?;
    let end = end.eat_any(&["个五年规划", "个五年计划", "个5年规划", "个5年计划"])?;
    let end = end.eat_any(&["时期", "期间", "期"]).unwrap_or(end);
    Some((Span::Plan { number: number.value as u8, years: (1, 5) }, end))
}

/// Which of the five years: `末`, `开局之年`, `前四年`.
fn plan_edge(scan: Scan<'_>) -> ((u8, u8), Option<Scan<'_>>) {
    if let Some(end) = scan.eat_any(&["期末", "末期", "末", "收官之年", "最后一年"]) {
        return ((5, 5), Some(end));
    }
    if let Some(end) = scan.eat_any(&["初期", "期初", "初", "开局之年", "首年", "第一年", "开局年"]) {
        return ((1, 1), Some(end));
    }
    let count = |after: Scan<'_>| after.number().filter(|(n, _)| (1..=5).contains(&n.value)).map(|(n, end)| (n.value as u8, end.at));
    let at = |at: usize| Scan::new(scan.text, at);
    for (word, is_first) in [("前", true), ("头", true), ("后", false)] {
        let Some((n, end)) = scan.eat(word).and_then(count) else { continue };
        if let Some(end) = at(end).eat("年") {
            return (if is_first { (1, n) } else { (6 - n, 5) }, Some(end));
        }
    }
    if let Some((n, end)) = scan.eat("第").and_then(count)
        && let Some(end) = at(end).eat("年")
    {
        return ((n, n), Some(end));
    }
    ((1, 5), None)
}

/// `上世纪80年代`, `20世纪90年代初`, `1980年代`, `九十年代`.
fn decade(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    let base = century_name(scan);
    let start = base.map_or(scan, |(_, end)| end);
    if base.is_none() && (scan.is_inside_number() || scan.behind().is_some_and(|c| super::scan::numeral_value(c).is_some())) {
        return None;
    }
    if let Some((tens, end)) = two_decades(start) {
        let first = match base {
            Some((Base::Offset(offset), _)) => return Some((Span::Century { offset, years: (tens, tens + 19) }, end)),
            Some((Base::First(first), _)) => first,
            None => 1900,
        };
        let first = first + i32::from(tens);
        return Some((Span::Years { first, last: first + 19 }, end));
    }
    let (number, end) = start.number()?;
    let end = end.eat("年代")?;
    let is_four = number.digits == 4 && base.is_none();
    if number.value % 10 != 0 || !(is_four || number.value < 100) {
        return None;
    }
    let ((from, to), end) = portion(end, [(0, 3), (4, 6), (7, 9), (0, 4), (5, 9), (0, 9)]);
    let tens = (number.value % 100) as u8;
    if let Some((Base::Offset(offset), _)) = base {
        return Some((Span::Century { offset, years: (tens + from, tens + to) }, end));
    }
    let first = match base {
        Some((Base::First(first), _)) => first + i32::from(tens),
        _ if is_four => number.value as i32,
        // 10年代 and 20年代 without a century are of this one.
        _ if tens < 30 => 2000 + i32::from(tens),
        _ => 1900 + i32::from(tens),
    };
    Some((Span::Years { first: first + i32::from(from), last: first + i32::from(to) }, end))
}

/// `五六十年代`: the first of the two.
fn two_decades(scan: Scan<'_>) -> Option<(u8, Scan<'_>)> {
    let mut chars = scan.rest().chars();
    let (first, second) = (super::scan::numeral_value(chars.next()?)?, super::scan::numeral_value(chars.next()?)?);
    let end = Scan::new(scan.text, scan.text.len() - chars.as_str().len()).eat("十年代")?;
    ((1..=8).contains(&first) && second == first + 1).then(|| (first as u8 * 10, end))
}

/// `19世纪`, `本世纪初`, `上世纪末`. A century is the hundred years that begin alike: the 18th is 1700 to 1799.
fn century(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    let (base, end) = century_name(scan)?;
    let ((from, to), end) = portion(end, [(0, 20), (40, 60), (80, 99), (0, 49), (50, 99), (0, 99)]);
    Some(match base {
        Base::Offset(offset) => (Span::Century { offset, years: (from, to) }, end),
        Base::First(first) => (Span::Years { first: first + i32::from(from), last: first + i32::from(to) }, end),
    })
}

#[derive(Clone, Copy)]
enum Base {
    /// Counted from the century of the reference.
    Offset(i32),
    /// Its first year.
    First(i32),
}

fn century_name(scan: Scan<'_>) -> Option<(Base, Scan<'_>)> {
    for (word, offset) in [("上个世纪", -1), ("上世纪", -1), ("本世纪", 0), ("下个世纪", 1), ("下世纪", 1)] {
        if let Some(end) = scan.eat(word) {
            return Some((Base::Offset(offset), end));
        }
    }
    let before_era = scan.eat_any(&["公元前", "纪元前"]);
    if before_era.is_none() && scan.behind().is_some_and(|c| c.is_ascii_digit() || super::scan::numeral_value(c).is_some()) {
        return None;
    }
    let (number, end) = before_era.unwrap_or(scan).number().filter(|(n, _)| (1..=40).contains(&n.value) && n.digits <= 2)?;
    let end = end.spaces().eat("世纪")?;
    let number = number.value as i32;
    Some((Base::First(if before_era.is_some() { 1 - number * 100 } else { (number - 1) * 100 }), end))
}

/// A portion of a decade or a century: its beginning, middle, end, halves, or all of it.
fn portion(scan: Scan<'_>, of: [(u8, u8); 6]) -> ((u8, u8), Scan<'_>) {
    let words: [&[&str]; 5] = [
        &["初期", "初叶", "初", "早期"],
        &["中叶", "中期"],
        &["后期", "晚期", "末叶", "末期", "末"],
        &["上半叶", "前半叶", "上半期"],
        &["下半叶", "后半叶", "中后期"],
    ];
    for (words, years) in words.iter().zip(of) {
        if let Some(end) = scan.eat_any(words) {
            return (years, end);
        }
    }
    (of[5], scan)
}
