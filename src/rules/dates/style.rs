//! I3: how dates are written: years in full (`98年以来`), no zero before a month or a day beside 年, 月 and 日 (`2008年08月`).
//! Standard: GB/T 15835—2011, 4.1.3 and 5.1.

use super::{Line, edit};
use crate::figures::dates::{CalendarDate, Script, TimeExpression, Year, YearValue};
use crate::figures::figure::Figure;
use crate::rules::finding::{Edits, Finding, Fix, Message, Severity};
use crate::text::TextRange;

pub(super) fn check(line: &Line, figure: &Figure, time: &TimeExpression) -> Vec<Finding> {
    if line.is_quoted(figure) {
        return Vec::new();
    }
    let dates = time.dates().filter(|date| !date.is_numeric);
    dates.flat_map(|date| [short_year(line, figure, date), padded(line, figure, date)]).flatten().collect()
}

fn short_year(line: &Line, figure: &Figure, date: &CalendarDate) -> Option<Finding> {
    let year = date.year.filter(|y| y.digits == 2)?;
    let YearValue::Numbered(full) = year.value else { return None };
    let text = &line.reading[year.at];
    let whole = in_full(&year, full);
    let message = Message::new(format!("年份宜写全：{text}年应为{whole}年"), format!("Write the year in full: {whole}年, not {text}年"));
    let title = Message::new(format!("改为{whole}年"), format!("Change to {whole}年"));
    Some(hint(message, figure.range, title, year.at, whole, false))
}

fn in_full(year: &Year, full: i32) -> String {
    match year.script {
        Script::Arabic => full.to_string(),
        Script::Chinese => full
            .to_string()
            .chars()
            .map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10).unwrap_or(0) as usize).unwrap_or(c))
            .collect(),
    }
}

fn padded(line: &Line, figure: &Figure, date: &CalendarDate) -> Option<Finding> {
    let month = date.month.filter(|m| m.is_padded).map(|m| m.at);
    let day = date.day.filter(|d| d.is_padded).map(|d| d.at);
    let at = month.or(day)?;
    let text = &line.reading[at];
    let bare = text.trim_start_matches('0').to_owned();
    let message = Message::new(
        format!("与“年、月、日”连用时不补零：{text}应为{bare}"),
        format!("No zero before a month or a day beside 年, 月, 日: {bare}, not {text}"),
    );
    let title = Message::new("去掉补的零", "Drop the zero");
    Some(hint(message, figure.range, title, at, bare, true))
}

fn hint(message: Message, place: TextRange, title: Message, at: TextRange, text: String, safe: bool) -> Finding {
    let fixes = vec![Fix { title, safe, edits: Edits::Places(vec![edit(at, text)]) }];
    Finding { code: "date-style", severity: Severity::Hint, message, range: place, evidence: None, related: Vec::new(), fixes }
}
