//! So much a day, and the total of a year, a quarter, a month.

use rust_decimal::Decimal;

use super::one::{One, Term};
use crate::rules::finding::{Message, Severity};
use crate::rules::relations::nearby::{lead_of, rounded, same_sentence, wider};
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

/// 全年运送3.6亿人次，日均58万人次: so much a day does not make the total in all the days there are.
pub(super) fn over_calendar(scene: &Scene, one: &One, totals: &[&Term], found: &mut Found) -> Option<()> {
    let is_of_days = one.is_of_time && one.size == Decimal::from(86_400);
    let here: Vec<&&Term> = totals.iter().filter(|t| same_sentence(scene, t.at, one.at)).collect();
    let [total] = here[..] else { return None };
    let is_next = is_of_days && one.whose.is_empty() && total.at < one.at && same_sentence(scene, total.at, one.at);
    let reading = scene.reading;
    let end = usize::from(scene.figures[total.at].range.start());
    let len: usize = reading[..end].chars().rev().take(30).take_while(|c| !matches!(c, '。' | ';' | '；' | '!')).map(char::len_utf8).sum();
    let told = &reading[end - len..end];
    let known = STRETCHES.iter().filter(|(word, _)| told.contains(word)).max_by_key(|(word, _)| word.len()).map(|(_, days)| *days);
    let days = Decimal::from(known.or_else(|| days_of_month(told)).filter(|_| is_next)?);
    let most = rounded(&one.amount)?.scaled(days)?;
    found.checked.extend([one.at, total.at]);
    let total_of = rounded(&total.amount)?;
    let is_more = total_of.is_above(&wider(&most, Decimal::new(2, 2))?);
    // A few days off are a matter of opening hours, two thirds are not; what is named as the same goes on every day, but for weekends.
    let thing: String = one.thing.chars().take(2).collect();
    let is_same = thing.chars().count() == 2 && lead_of(scene, total.at).contains(&thing);
    let least = if is_same { Decimal::new(65, 2) } else { Decimal::new(3, 1) };
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
