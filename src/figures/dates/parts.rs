//! Parts of a year and of a month: `一季度`, `前5个月`, `年初`, `上旬`, `第二周`, `第一个星期一`.

use super::expression::Part;
use super::scan::Scan;
use super::week::weekday;
use super::words::WORDS;

/// Behind 初, 底, 末, 中 and a season: another word begins with it (`年初步`, `年中国`, `年底线`).
const EDGE_NOT_BEFORE: [(char, &str); 8] = [
    ('初', "步级中高三二一审选赛试稿次衷心创期诊雪具见"),
    ('底', "线蕴数气价盘部层色稿"),
    ('末', "端位尾梢年"),
    ('中', "国央共部小华东西高外欧美俄日韩英法德方医药学标国型介铁石建信原科远粮核交航海山秋考"),
    ('春', "节运晚耕风联雨城播蕾雷分秋潮江交糖招耕茶"),
    ('夏', "粮收至利令种邑普威"),
    ('秋', "粮收招冬分风"),
    ('冬', "奥至季运残储小泳训"),
];

/// The part of a year here. `is_inner`: a year stands before it, or something else that makes it sure.
pub(super) fn year_part<'t>(scan: Scan<'t>, has_year: bool, is_inner: bool) -> Option<(Part, Scan<'t>)> {
    quarter(scan, is_inner)
        .or_else(|| first_units(scan, has_year, is_inner))
        .or_else(|| named_part(scan, has_year))
        .or_else(|| edge(scan, has_year))
        .or_else(|| week_of(scan, has_year))
}

/// The part of a month here.
pub(super) fn month_part(scan: Scan<'_>) -> Option<(Part, Scan<'_>)> {
    if let Some(([first, last], end)) = WORDS.month_parts.at(scan) {
        return is_whole(end).then_some((Part::Days(first, last), end));
    }
    if let Some(([first, last], end)) = WORDS.month_edges.at(scan) {
        // 九月初九 is a day.
        let is_lunar_day = scan.rest().starts_with('初') && end.peek().is_some_and(|c| super::scan::numeral_value(c).is_some());
        return (!is_lunar_day && is_whole(end)).then_some((Part::Days(first, last), end));
    }
    week_of(scan, true).or_else(|| days_of(scan))
}

/// `一季度`, `第二季度`, `三季度末`; `前三季度`, `前两个季度`.
fn quarter(scan: Scan<'_>, is_inner: bool) -> Option<(Part, Scan<'_>)> {
    if let Some(after) = scan.eat_any(&["前", "头"]) {
        if !is_inner && is_after_time(scan) {
            return None;
        }
        let (number, end) = after.number().filter(|(n, _)| (1..=4).contains(&n.value))?;
        let end = end.eat_any(&["个季度", "季度"])?;
        return Some((months(1, number.value as u8 * 3, true), end));
    }
    let ordinal = scan.eat("第");
    let (number, end) = ordinal.unwrap_or(scan).number().filter(|(n, _)| (1..=4).contains(&n.value) && n.digits <= 1)?;
    if ordinal.is_none()
        && !is_inner
        && scan.behind().is_some_and(|c| c.is_ascii_digit() || super::scan::numeral_value(c).is_some() || "每第.前后近个".contains(c))
    {
        return None;
    }
    let end = if ordinal.is_some() { end.maybe("个") } else { end };
    let end = end.eat("季度")?;
    let first = number.value as u8 * 3 - 2;
    if let Some(end) = end.eat_any(&["末", "底"]) {
        return Some((months(first + 2, first + 2, false), end));
    }
    if let Some(after) = end.eat("初").filter(|after| is_whole(*after)) {
        return Some((months(first, first, false), after));
    }
    Some((months(first, first + 2, true), end))
}

/// `前5个月`, `前两月`; behind a year also `前10天`, `后两个月`.
fn first_units<'t>(scan: Scan<'t>, has_year: bool, is_inner: bool) -> Option<(Part, Scan<'t>)> {
    if let Some(after) = scan.eat_any(&["前", "头"]) {
        if !is_inner && is_after_time(scan) {
            return None;
        }
        let (number, end) = after.number()?;
        if let Some(end) = end.eat_any(&["个月", "月"]).filter(|_| (1..=12).contains(&number.value)) {
            return (!end.rest().starts_with(['前', '后', '内', '大'])).then_some((months(1, number.value as u8, true), end));
        }
        return end.eat_any(&["天", "日"]).filter(|_| has_year).map(|end| (Part::FirstDays(number.value), end));
    }
    if !has_year {
        return None;
    }
    let (number, end) = scan.eat_any(&["后", "最后"])?.number()?;
    if let Some(end) = end.eat_any(&["个季度", "季度"]).filter(|_| (1..=3).contains(&number.value)) {
        return Some((months(13 - number.value as u8 * 3, 12, true), end));
    }
    let end = end.eat_any(&["个月", "月"]).filter(|_| (1..=11).contains(&number.value))?;
    Some((months(13 - number.value as u8, 12, true), end))
}

/// `上半年`, `年底`, `岁末`, `秋季`.
fn named_part(scan: Scan<'_>, has_year: bool) -> Option<(Part, Scan<'_>)> {
    let ([first, last], end) = WORDS.year_parts.at(scan)?;
    let word = &scan.text[scan.at..end.at];
    if !is_whole(end) || (!has_year && (word.ends_with("伊始") || is_after_year_word(scan, word))) {
        return None;
    }
    let is_statistical = word.contains('半') || word.contains("季度") || word == "首季" || word == "末季" || word == "全年";
    Some((months(first, last, is_statistical), end))
}

/// `2023年初`, `去年底`, `2024年春`.
fn edge(scan: Scan<'_>, has_year: bool) -> Option<(Part, Scan<'_>)> {
    if !has_year || scan.behind() == Some('的') {
        return None;
    }
    let ([first, last], end) = WORDS.year_edges.at(scan)?;
    is_whole(end).then_some((months(first, last, false), end))
}

/// `第二周`, `首周`, `最后一周`, `第一个星期一`, `最后一个周三`.
fn week_of(scan: Scan<'_>, has_whole: bool) -> Option<(Part, Scan<'_>)> {
    if !has_whole {
        return None;
    }
    let (n, end) = nth(scan)?;
    let end = end.maybe("个").maybe("的");
    if let Some((weekday, end)) = weekday(end) {
        return Some((Part::NthWeekday(n, weekday), end));
    }
    let end = end.eat_any(&["周", "星期", "礼拜"])?;
    (!end.rest().starts_with(['年', '岁'])).then_some((Part::Week(n), end))
}

/// `第二`, `首`, `最后一`; 0 is the last.
fn nth(scan: Scan<'_>) -> Option<(u8, Scan<'_>)> {
    if let Some(end) = scan.eat_any(&["最后一", "最后1"]) {
        return Some((0, end));
    }
    if let Some(end) = scan.eat("首") {
        return Some((1, end));
    }
    let (number, end) = scan.eat("第")?.number()?;
    (1..=53).contains(&number.value).then_some((number.value as u8, end))
}

/// `前10天`, `最后两天`.
fn days_of(scan: Scan<'_>) -> Option<(Part, Scan<'_>)> {
    if let Some(after) = scan.eat_any(&["前", "头"]) {
        let (number, end) = after.number()?;
        return Some((Part::FirstDays(number.value), end.eat_any(&["天", "日"])?));
    }
    let (number, end) = scan.eat("最后")?.number()?;
    Some((Part::LastDays(number.value), end.eat("天")?))
}

fn months(first: u8, last: u8, is_statistical: bool) -> Part {
    Part::Months { first, last, is_statistical }
}

/// Whether a word ends here and is not the beginning of another one.
fn is_whole(end: Scan) -> bool {
    let (Some(last), Some(next)) = (end.behind(), end.peek()) else { return true };
    !EDGE_NOT_BEFORE.iter().any(|(edge, not)| *edge == last && not.contains(next))
}

/// `此前三个月`, `三年前两个季度`: 前 belongs to what stands before it.
fn is_after_time(scan: Scan) -> bool {
    scan.behind().is_some_and(|c| "之以此目年月日天周从先提空".contains(c))
}

/// `5年中`, `每年底`, `青年初`: 年 belongs to what stands before it.
fn is_after_year_word(scan: Scan, word: &str) -> bool {
    if !word.starts_with('年') {
        return word.starts_with(['春', '夏', '秋', '冬']) && scan.behind().is_some_and(|c| "青初仲暮金寒严新早晚".contains(c));
    }
    scan.behind().is_some_and(|c| {
        c.is_ascii_digit()
            || super::scan::numeral_value(c).is_some()
            || "每全近百多几当那同逐历来往学成青少老中壮童半余万亿数 整周".contains(c)
    })
}
