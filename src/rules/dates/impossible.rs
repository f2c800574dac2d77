//! G1: days that do not exist: `2月30日`, `4月31日`, `2023年13月`.

use super::{Line, edit, error, fix, value};
use crate::figures::dates::{Calendar, Script, TimeExpression};
use crate::figures::figure::Figure;
use crate::figures::numeral::chinese_count;
use crate::rules::finding::{Finding, Message};

pub(super) fn check(line: &Line, figure: &Figure, time: &TimeExpression) -> Option<Finding> {
    let date = time.impossible()?;
    // The lunar calendar has its own months; `2-30` may be a score, and quoted days are talked about.
    if date.calendar == Calendar::Lunar || date.is_numeric || line.is_quoted(figure) {
        return None;
    }
    let month = date.numbered_month()?;
    if month > 12 || month == 0 {
        return no_month(line, figure, month);
    }
    let (day, written) = (date.numbered_day()?, date.day?);
    let longest = date.longest_month();
    let year = date.numbered_year().map(|y| format!("{y}年")).filter(|_| month == 2).unwrap_or_default();
    let message = Message::new(
        format!("没有“{month}月{day}日”：{year}{month}月只有{longest}天"),
        format!("there is no day {day} in month {month}: it has {longest} days"),
    );
    let mut found = error(
        "impossible-date",
        message,
        figure.range,
        Message::new(format!("{day} > {longest}（{year}{month}月的天数）"), format!("{day} > {longest} (days of month {month})")),
        vec![value(line, figure)],
    );
    let last = match written.script {
        Script::Arabic => longest.to_string(),
        Script::Chinese => chinese_count(longest.into()),
    };
    let title = Message::new(format!("改为{month}月最后一天：{last}日"), format!("Change to the last day of month {month}: {longest}"));
    found.fixes.push(fix(title, vec![edit(written.at, last)]));
    Some(found)
}

fn no_month(line: &Line, figure: &Figure, month: u8) -> Option<Finding> {
    if line.after(figure).starts_with(['龄', '大', '期']) {
        return None;
    }
    let message = Message::new(format!("没有{month}月"), format!("there is no month {month}"));
    let formula = Message::both(format!("{month} > 12"));
    Some(error("impossible-date", message, figure.range, formula, vec![value(line, figure)]))
}
