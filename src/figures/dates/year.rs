//! Years as they are written: `2024年`, `二〇二四年`, `98年以来`, `去年`, `公元前202年`, `民国三十八年`.

use super::calendar::is_after_length_word;
use super::expression::{Year, YearValue};
use super::scan::{Number, Scan, Script};
use super::words::WORDS;

/// Two-digit years below it are of this century: `15年` 2015, `98年` 1998.
pub(super) const PIVOT: u32 = 40;

/// Behind `1500年`: it is a length of time.
const LENGTH_AFTER: [&str; 16] =
    ["历史", "的历史", "前", "来", "以前", "之前", "以后", "之后", "多", "余", "古", "老", "左右", "以上", "文明", "的文明"];

/// Behind a two-digit year that no month follows: it is a year all the same.
const YEAR_AFTER: [&str; 6] = ["以来", "以前", "底", "初", "末", "至今"];

/// The year here, and the place behind its 年.
pub(super) fn year(scan: Scan<'_>) -> Option<(Year, Scan<'_>)> {
    era_year(scan).or_else(|| word_year(scan)).or_else(|| numbered_year(scan))
}

/// The full value of a two-digit year.
pub(super) fn full_year(two_digits: u32) -> i32 {
    (if two_digits < PIVOT { 2000 + two_digits } else { 1900 + two_digits }) as i32
}

fn era_year(scan: Scan<'_>) -> Option<(Year, Scan<'_>)> {
    let is_before = scan.eat_any(&["公元前", "纪元前", "西元前"]);
    let reign = WORDS.reigns.at(scan);
    let start = is_before.or(reign.map(|(_, end)| end)).or_else(|| scan.eat_any(&["公元", "西元"]))?.spaces();
    let (number, end) = match start.eat("元年") {
        Some(end) => (Number { value: 1, digits: 0, script: Script::Chinese, at: start.range_to(end) }, end),
        None => {
            let (number, end) = start.number()?;
            (number, end.spaces().eat("年")?)
        }
    };
    let value = number.value as i32;
    let value = match reign {
        _ if is_before.is_some() => 1 - value,
        Some((before, _)) if value <= 100 => before + value,
        Some(_) => return None,
        None => value,
    };
    Some((Year { value: YearValue::Numbered(value), digits: 4, script: number.script, at: number.at }, end))
}

fn word_year(scan: Scan<'_>) -> Option<(Year, Scan<'_>)> {
    let (offset, end) = WORDS.years.at(scan)?;
    let word = &scan.text[scan.at..end.at];
    // 后年 in 三年后年均…, 前年 in 5年前年…, 同年级, 当年度假.
    // 达产后年产值, 建成后年处理.
    let is_after_verb = scan.behind().is_some_and(|c| "年月日天周期之以此产成工".contains(c))
        || end.peek().is_some_and(|c| "均销产收利营处增纳实新可节供发用减创综".contains(c));
    if word.starts_with(['前', '后']) && is_after_verb {
        return None;
    }
    if end.peek().is_some_and(|c| "级龄均轻薪会".contains(c)) || (word.ends_with('年') && end.rest().starts_with("度假")) {
        return None;
    }
    let value = if matches!(word, "次年" | "翌年") { YearValue::Next(offset) } else { YearValue::Relative(offset) };
    Some((Year { value, digits: 0, script: Script::Chinese, at: scan.range_to(end) }, end))
}

fn numbered_year(scan: Scan<'_>) -> Option<(Year, Scan<'_>)> {
    let (number, after) = scan.number()?;
    let end = after.spaces().eat("年")?;
    let value = match (number.digits, number.value) {
        (4, 1000..=2999) if !is_length(scan, number, end) => number.value as i32,
        // 两千年, 两千零五年: not digit by digit, and a year only where a month follows.
        (0, 1900..=2099) if is_year_by_what_follows(end, false) => number.value as i32,
        // 09年.
        (2, value @ 0..=9) if number.script == Script::Arabic && !scan.is_inside_number() => full_year(value),
        (2, value) if is_two_digit_year(scan, number, end) => full_year(value),
        (0, value @ 10..=39) if number.script == Script::Chinese && is_year_by_what_follows(end, false) && !is_after_length_word(scan) => {
            full_year(value)
        }
        _ => return None,
    };
    let end = if end.rest().starts_with("度假") { end } else { end.maybe("度") };
    Some((Year { value: YearValue::Numbered(value), digits: number.digits, script: number.script, at: number.at }, end))
}

/// Whether a four-digit number of years is a length: `1500年历史`, `距今5000年`.
fn is_length(scan: Scan, number: Number, end: Scan) -> bool {
    let is_usual = (1900..=2100).contains(&number.value);
    if number.script == Script::Arabic && scan.is_inside_number() {
        return true;
    }
    let follows = LENGTH_AFTER.iter().any(|word| end.rest().starts_with(word));
    let leads = is_after_length_word(scan);
    if is_usual { end.rest().starts_with("历史") || end.rest().starts_with("的历史") && leads } else { follows || leads }
}

/// `98年以来`, `85年9月`, `九八年`; not `改革45年`, `近20年`.
fn is_two_digit_year(scan: Scan, number: Number, end: Scan) -> bool {
    if is_after_length_word(scan) || scan.behind().is_some_and(|c| c.is_ascii_digit() || "十百千万亿.".contains(c)) {
        return false;
    }
    if number.script == Script::Chinese {
        // Digit by digit: 九八年; but 二三年 and 三五年 are guesses at a length.
        return number.value >= 60 || scan_is_zero_spelled(scan) || is_year_by_what_follows(end, false);
    }
    // 70年以来, 20年底 may be lengths; no length has a month behind it.
    is_year_by_what_follows(end, number.value >= PIVOT && !number.value.is_multiple_of(10))
}

fn scan_is_zero_spelled(scan: Scan) -> bool {
    scan.rest().starts_with(['零', '〇', '○'])
}

/// Whether a month, a quarter or a part of the year follows, or (where it is told) a word that wants a year.
fn is_year_by_what_follows(end: Scan, or_word: bool) -> bool {
    if or_word && YEAR_AFTER.iter().any(|word| end.rest().starts_with(word)) {
        return true;
    }
    let next = end.spaces();
    let is_month = next.number().is_some_and(|(n, after)| n.value <= 12 && after.spaces().eat("月").is_some());
    let is_quarter = next.maybe("第").number().is_some_and(|(n, after)| n.value <= 4 && after.eat("季度").is_some());
    is_month || is_quarter || next.rest().starts_with("上半年") || next.rest().starts_with("下半年") || is_month_range(next)
}

/// `15年2—4月`.
fn is_month_range(scan: Scan) -> bool {
    let Some((_, after)) = scan.number() else { return false };
    let Some(after) = after.eat_char("-—–~～至到") else { return false };
    let after = after.maybe("—");
    after.number().is_some_and(|(n, end)| n.value <= 12 && end.eat("月").is_some())
}
