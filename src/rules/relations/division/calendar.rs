//! So much a day, and the total of a year, a quarter, a month.

use rust_decimal::Decimal;

use super::one::{One, Term, WORDS};
use crate::figures::figure::Kind;
use crate::figures::unit::unit_at;
use crate::rules::finding::{Message, Severity};
use crate::rules::relations::alibi;
use crate::rules::relations::amount::fixes;
use crate::rules::relations::nearby::{has_any, lead_of, rounded, same_sentence, wider};
use crate::rules::relations::scene::{Found, Scene, What};

/// Stretches of the calendar, with the days they have at most.
const STRETCHES: [(&str, u32); 9] = [
    ("全年", 366),
    ("上半年", 182),
    ("下半年", 184),
    ("一季度", 91),
    ("二季度", 91),
    ("三季度", 92),
    ("四季度", 92),
    ("前三季度", 274),
    ("当月", 31),
];

/// The days that the month of 7月份 has at most.
fn days_of_month(text: &str) -> Option<u32> {
    let head = &text[..text.find("月份")?];
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    match head[head.len() - digits..].parse::<u32>().ok()? {
        2 => Some(29),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

/// 去年，公司产钢365万吨，平均每天产钢1万吨: the time that was told last before a total is a year and nothing less, and the same thing is named.
fn days_of_year(scene: &Scene, one: &One, total: &Term) -> Option<u32> {
    let is_time = |at: &usize| matches!(scene.figures[*at].kind, Kind::Date | Kind::DateRange | Kind::Duration);
    let time = (total.at.saturating_sub(YEAR_REACH)..total.at).rev().find(is_time).filter(|at| same_sentence(scene, *at, total.at))?;
    let text = &scene.reading[scene.figures[time].range];
    // 全县用电量36.5亿千瓦时，夏季平均每天…: of another time.
    let last = one.at.checked_sub(1).filter(is_time).map(|at| usize::from(scene.figures[at].range.end()));
    let between = last.and_then(|end| scene.reading.get(end..scene.figures[one.at].range.start().into()));
    if between.is_some_and(|text| !text.contains([',', '，', ';', '；'])) {
        return None;
    }
    let is_numbered = text.strip_suffix('年').is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let words = scene.reading.get(scene.figures[time].range.end().into()..scene.figures[total.at].range.start().into())?;
    let before = scene.reading[..scene.figures[time].range.start().into()].chars().next_back();
    let is_year = is_numbered || matches!(text, "去年" | "上年" | "前年");
    let is_same = one.thing.chars().count() > 1 && lead_of(scene, total.at).contains(one.thing);
    (is_year && is_same && before.is_none_or(|c| !c.is_alphanumeric()) && !has_any(words, &WORDS.no_year)).then_some(366)
}

/// How many figures before a total its time is looked for.
const YEAR_REACH: usize = 4;

/// How many months the last stretch of a text has: 全年, 前三季度, 前9个月, 1—9月.
fn months(told: &str) -> Option<u32> {
    const KNOWN: [(&str, u32); 8] =
        [("全年", 12), ("上半年", 6), ("下半年", 6), ("一季度", 3), ("二季度", 3), ("三季度", 3), ("四季度", 3), ("前三季度", 9)];
    let known = KNOWN.iter().filter_map(|(word, months)| Some((told.rfind(word)? + word.len(), word.len(), *months))).max();
    let numbered = |open: &str, closes: [&str; 3]| {
        let at = told.rfind(open)? + open.len();
        let behind = &told[at..];
        let len = behind.find(|c: char| !c.is_ascii_digit() && !crate::figures::numeral::is_numeral(c)).unwrap_or(behind.len());
        let close = closes.iter().find(|close| behind[len..].starts_with(**close))?;
        let number = behind[..len].parse().ok().or_else(|| NUMERALS.iter().position(|n| *n == &behind[..len]).map(|n| n as u32 + 1))?;
        Some((at + len + close.len(), open.len(), number))
    };
    let first = numbered("前", ["个月", "月份", "月"]);
    let ranges = ["1—", "1-", "1至", "1～", "1~", "一至", "1到"].iter().filter_map(|open| numbered(open, ["月份", "月", "月"]));
    let (_, _, months) = known.into_iter().chain(first).chain(ranges).max()?;
    (1..=12).contains(&months).then_some(months)
}

/// The numbers of months in words.
const NUMERALS: [&str; 11] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"];

/// 前三月流水396.3万元，月均132.1万元: months have no days off.
fn over_months(scene: &Scene, one: &One, total: &Term, told: &str, found: &mut Found) -> Option<()> {
    let months = Decimal::from(months(told).filter(|months| *months > 1)?);
    let is_alone = (total.at + 1..one.at).all(|at| !matches!(scene.figures[at].kind, Kind::Date | Kind::DateRange | Kind::Duration));
    let between = scene.reading.get(scene.figures[total.at].range.end().into()..scene.figures[one.at].range.start().into())?;
    let thing: String = one.thing.chars().take(2).collect();
    let is_same = thing.is_empty() || lead_of(scene, total.at).contains(&thing);
    if !is_alone || !is_same || between.contains("其中") || !one.amount.is_exact() || !total.amount.is_exact() {
        return None;
    }
    found.checked.extend([one.at, total.at]);
    let of_months = rounded(&one.amount)?.scaled(months)?;
    let of_total = rounded(&total.amount)?;
    if wider(&of_months, Decimal::new(1, 2))?.meets(&of_total) {
        return None;
    }
    let of_one = of_total.scaled(Decimal::ONE.checked_div(months)?)?;
    let stated = one.amount.printed()?.value;
    let options = [(&one.amount, of_one), (&total.amount, of_months)];
    let shown = one.amount.scale.text(total.amount.printed()?.value.checked_div(months)?);
    if !alibi::can_be_one(scene.reading, stated, of_one.middle()?, &options) {
        return None;
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (a, t) = (text(one.at), text(total.at));
    let message = Message::new(
        format!("单位时间的量与总量不符：“{t}”在{months}个月里每月约合{shown}，这里写作“{a}”"),
        format!("rate and total do not go together: “{t}” in {months} months is about {shown} a month, not “{a}”"),
    );
    let formula = Message::both(format!("{t} ÷ {months} ≈ {shown} ≠ {a}"));
    let fixes = fixes(scene.reading, &options);
    let what = What { code: "rate-times-duration", severity: Severity::Warning, message, formula, fixes };
    found.findings.push(scene.finding_of(what, one.at, &[total.at]));
    Some(())
}

/// 全年运送3.6亿人次，日均58万人次: so much a day does not make the total in all the days there are.
pub(super) fn over_calendar(scene: &Scene, one: &One, totals: &[&Term], found: &mut Found) -> Option<()> {
    let is_of_days = one.is_of_time && one.size == Decimal::from(86_400);
    let is_of_months = one.is_of_time && unit_at("个月").is_some_and(|month| month.factor == one.size);
    let here: Vec<&&Term> = totals.iter().filter(|t| same_sentence(scene, t.at, one.at)).collect();
    let of_thing = |t: &&&&Term| one.thing.chars().count() > 1 && lead_of(scene, t.at).contains(one.thing);
    // 产钢365万吨，其中优特钢225.6万吨，平均每天产钢1万吨: of what is named again.
    let total = match (&here[..], here.iter().find(of_thing)) {
        ([total], _) | (_, Some(total)) => *total,
        _ => return None,
    };
    let is_next = (is_of_days || is_of_months) && one.whose.is_empty() && total.at < one.at && same_sentence(scene, total.at, one.at);
    let reading = scene.reading;
    let end = usize::from(scene.figures[total.at].range.start());
    let len: usize = reading[..end].chars().rev().take(30).take_while(|c| !matches!(c, '。' | ';' | '；' | '!')).map(char::len_utf8).sum();
    let told = &reading[end - len..end];
    if is_of_months {
        return if is_next { over_months(scene, one, total, told, found) } else { None };
    }
    let known = STRETCHES.iter().filter(|(word, _)| told.contains(word)).max_by_key(|(word, _)| word.len()).map(|(_, days)| *days);
    let days = Decimal::from(known.or_else(|| days_of_month(told)).or_else(|| days_of_year(scene, one, total)).filter(|_| is_next)?);
    let most = rounded(&one.amount)?.scaled(days)?;
    found.checked.extend([one.at, total.at]);
    let total_of = rounded(&total.amount)?;
    let is_more = total_of.is_above(&wider(&most, Decimal::new(2, 2))?);
    // A few days off are a matter of opening hours, two thirds are not; what is named as the same goes on every day, but for weekends.
    let thing: String = one.thing.chars().take(2).collect();
    let is_same = thing.chars().count() == 2 && lead_of(scene, total.at).contains(&thing);
    let least = match (is_same, WORDS.always.iter().any(|word| one.thing.contains(word.as_str()))) {
        (true, true) => Decimal::new(92, 2),
        (true, false) => Decimal::new(65, 2),
        _ => Decimal::new(3, 1),
    };
    // A slip of one digit in what is printed finely is no chance.
    let is_slip = is_same && is_one_digit_off(one, &total_of, days);
    let is_less = most.scaled(least)?.is_above(&total_of) || is_slip;
    if !is_more && !is_less {
        return None;
    }
    let text = |at: usize| &reading[scene.figures[at].range];
    let (a, t) = (text(one.at), text(total.at));
    let shown = total.amount.scale.text(one.amount.printed()?.value.checked_mul(days)?);
    let message = Message::new(
        format!("单位时间的量与总量不符：每天“{a}”，{days}天为{shown}，总量却是“{t}”"),
        format!("rate and total do not go together: “{a}” a day makes {shown} in {days} days, not “{t}”"),
    );
    let formula = Message::both(format!("{a} × {days} = {shown} ≠ {t}"));
    let what = What { code: "rate-times-duration", severity: Severity::Warning, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, one.at, &[total.at]));
    Some(())
}

/// Whether the average times the days is the total, once one of its three digits or more is another.
fn is_one_digit_off(one: &One, total: &crate::figures::figure::Interval, days: Decimal) -> bool {
    let right = || {
        let printed = one.amount.printed()?;
        let said = printed.value.checked_div(printed.step)?.normalize().to_string();
        // 181 days of a common year, or 182 of a leap year.
        let mut differing = Vec::new();
        for days in [days, days - Decimal::ONE] {
            let right = total.middle()?.checked_div(days)?.checked_div(printed.step)?.round().normalize().to_string();
            let is_of_len = right.len() == said.len() && right.len() >= 3;
            differing.push(if is_of_len { right.chars().zip(said.chars()).filter(|(x, y)| x != y).count() } else { usize::MAX });
        }
        Some(!differing.contains(&0) && differing.contains(&1))
    };
    right().unwrap_or(false)
}
