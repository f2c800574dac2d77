//! Lengths of time that the calendar counts from: `3年后`, `近三年`, `60日内`, `三年来`, `未来五年`, `下三周`. Plain lengths are no dates.

use super::expression::{Direction, Length, Span, Unit};
use super::scan::{Number, Scan, Script};
use super::words::{WORDS, ends_with};
use super::year::year;

/// The distance, the stretch or the run of units here.
pub(super) fn length_span(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    led(scan).or_else(|| followed(scan))
}

/// Led by a word: `近三年`, `过去的一年`, `未来五年`, `下三个月`, `前两周`.
fn led(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    if let Some(after) = scan.eat_any(&["最近", "过去", "近", "这", "此前", "前"]) {
        return past(scan, after);
    }
    if let Some(after) = scan.eat_any(&["未来", "今后", "接下来", "往后", "此后", "随后", "之后"]) {
        let (length, end) = length(after.maybe("的"))?;
        return Some((Span::Window(length, Direction::Future), end.maybe("内").maybe("里")));
    }
    let after = scan.eat("下")?;
    if scan.behind().is_some_and(|c| "年月以之天底".contains(c)) {
        return None;
    }
    let (length, end) = length(after)?;
    (matches!(length.unit, Unit::Week | Unit::Month | Unit::Year | Unit::Quarter) && !length.and_half)
        .then_some((Span::NextUnits(length), end))
}

fn past<'t>(scan: Scan<'t>, after: Scan<'t>) -> Option<(Span, Scan<'t>)> {
    let word = &scan.text[scan.at..after.at];
    let is_near = word == "近";
    if is_near
        && ends_with(
            scan.before(),
            &[
                "提前", "推迟", "缩短", "延长", "历时", "长达", "历经", "耗时", "时隔", "为期", "经过", "用时", "持续", "已有", "已", "有",
                "最", "接", "将", "附", "达", "用了", "相隔", "了",
            ]
            .map(str::to_owned),
        )
    {
        return None;
    }
    if word == "前" && (scan.behind().is_some_and(|c| "之以此目年月日天从先提空".contains(c))) {
        return None;
    }
    let (length, end) = length(after.maybe("的"))?;
    let with_come = end.eat_any(&["以来", "来"]).filter(|end| is_come(*end));
    let is_plausible = match word {
        // 近300天 is a length that falls a little short of 300 days.
        "近" => with_come.is_some() || length.count <= 10 || matches!(length.unit, Unit::Day) && length.count <= 60,
        // 这一年 stands in the table of years; 这三年.
        "这" => length.count > 1 && length.unit == Unit::Year || with_come.is_some(),
        // 前5个月 stands with the parts of the year.
        "前" => matches!(length.unit, Unit::Week | Unit::Year) && !length.and_half && !end.rest().starts_with(['前', '后']),
        _ => true,
    };
    is_plausible.then(|| (Span::Window(length, Direction::Past), with_come.unwrap_or(end.maybe("里").maybe("间"))))
}

/// Told by what follows: `3年后`, `60日内`, `三年来`.
fn followed(scan: Scan<'_>) -> Option<(Span, Scan<'_>)> {
    if scan.behind().is_some_and(|c| c.is_ascii_alphanumeric() || super::scan::numeral_value(c).is_some() || "第.万亿几数".contains(c))
    {
        return None;
    }
    // 未来3-5年内, 3至5年后: read from its beginning.
    let mut behind = scan.before().chars().rev();
    if behind.next().is_some_and(|c| "-—–~～至到、".contains(c))
        && behind.next().is_some_and(|c| c.is_ascii_digit() || super::scan::numeral_value(c).is_some())
    {
        return None;
    }
    let (length, end) = length(scan)?;
    // 98年以来, 2024年后 are years.
    if length.unit == Unit::Year && year(scan).is_some() {
        return None;
    }
    if let Some(end) = end.eat_any(&["多以来", "多来", "以来", "来"]).filter(|end| is_come(*end)) {
        return Some((Span::SinceLength(length), end));
    }
    if let Some(after) = end.eat_any(&["以内", "之内", "内"]) {
        let is_word = after.rest().starts_with(['容', '部', '需', '陆', '涵', '外', '蒙', '地', '生', '设', '销', '循']);
        return (!is_word).then_some((Span::Window(length, Direction::Future), after));
    }
    let end = end.maybe("多");
    if let Some(after) = end.eat_any(&["之后", "以后", "后"]) {
        let is_word = after.rest().starts_with(['续', '勤', '方', '备', '台', '者', '半', '期', '面', '座']);
        return (!is_word).then_some((Span::Distance(length, Direction::Future), after));
    }
    let after = end.eat_any(&["之前", "以前", "前"])?;
    let is_word =
        after.rest().starts_with(['往', '来', '进', '列', '沿', '景', '后', '瞻', '去', '提', '言', '锋', '期', '三', '两', '夕']);
    (!is_word).then_some((Span::Distance(length, Direction::Past), after))
}

/// 来 that means since then, not 来到, 来自.
fn is_come(end: Scan) -> bool {
    !end.rest().starts_with([
        '了', '自', '到', '看', '访', '华', '源', '宾', '袭', '临', '客', '料', '信', '电', '回', '说', '讲', '做', '港', '京',
    ])
}

/// A length: `三年`, `3年半`, `两个多月`, `半年`, `5个交易日`; of `3至5年` the longer one.
fn length(scan: Scan<'_>) -> Option<(Length, Scan<'_>)> {
    if let Some(after) = scan.eat("半") {
        let (unit, end) = WORDS.units.at(after).or_else(|| WORDS.units.at(after.eat("个")?))?;
        return Some((Length { count: 0, and_half: true, unit }, end));
    }
    let (number, end) = number_or_range(scan)?;
    let (unit, and_half, end) = unit(end.spaces())?;
    // 3月 is March; three months are 3个月.
    if unit == Unit::Month
        && !and_half
        && end.before().ends_with('月')
        && !end.before().ends_with("个月")
        && !end.before().ends_with("多月")
    {
        return None;
    }
    let half = end.eat("半");
    Some((Length { count: number.value, and_half: and_half || half.is_some(), unit }, half.unwrap_or(end)))
}

/// A number; 三五年 is a guess and none.
fn number_or_range(scan: Scan<'_>) -> Option<(Number, Scan<'_>)> {
    let exact = |(n, _): &(Number, Scan)| n.digits <= 1 || n.script == Script::Arabic;
    let (first, end) = scan.number().filter(exact)?;
    let longer = end.eat_char("-—–~～至到").and_then(|after| after.number()).filter(exact).filter(|(n, _)| n.value > first.value);
    Some(longer.unwrap_or((first, end)))
}

/// The unit, and whether 半 stands inside it: `年`, `多年`, `个月`, `个多月`, `个半月`.
fn unit(scan: Scan<'_>) -> Option<(Unit, bool, Scan<'_>)> {
    let many = scan.eat_any(&["多", "余"]).unwrap_or(scan);
    if let Some((unit, end)) = WORDS.units.at(many) {
        return Some((unit, false, end));
    }
    let after = many.eat("个")?;
    let is_half = after.eat("半");
    let (unit, end) = WORDS.units.at(is_half.or_else(|| after.eat_any(&["多", "余"]))?)?;
    Some((unit, is_half.is_some(), end))
}
