//! `heshu report`: one page that a desk editor reads on the screen or prints. It holds everything it needs and asks nobody for anything:
//! its own policy forbids scripts and whatever comes from elsewhere.

mod charts;
mod findings;

use std::fmt::Write;

use super::{Checked, Tally, claims};
use crate::rules::{Locale, Severity};

/// More rows of figures than this for one article are summed up: the page is for reading.
const MOST_FIGURES: usize = 400;

/// What one article gives to the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    name: String,
    tally: Tally,
    body: String,
    values: Vec<charts::Stated>,
}

impl Section {
    /// The article as checked; `text` is its source.
    pub fn of(checked: &Checked, text: &str) -> Section {
        let locale = checked.locale;
        let coverage = checked.analysis.coverage();
        let tally = Tally::of(checked.findings, coverage);
        let rows = claims::rows(checked.path, text, checked.analysis, checked.places);
        let mut body = findings::render(checked);
        if !rows.is_empty() {
            let head =
                ["位置|Place", "数字|Figure", "主体|Subject", "指标|Indicator", "时期|Period", "陈述|Statement"].map(|w| word(w, locale));
            let lines = rows.iter().take(MOST_FIGURES).map(|row| row.cells(locale));
            let _ = write!(body, "<h3>{}</h3>{}", word("数字一览|Figures", locale), table(&head, lines));
            if rows.len() > MOST_FIGURES {
                let left = rows.len() - MOST_FIGURES;
                let _ = write!(
                    body,
                    "<p>{}</p>",
                    pick(&format!("另有{left}个数字未列出。"), &format!("{left} more figures are left out."), locale)
                );
            }
        }
        let values = charts::values(checked);
        body.push_str(&charts::series(&values, locale));
        Section { name: checked.path.to_owned(), tally, body, values }
    }

    /// The numbers of the article.
    pub fn tally(&self) -> Tally {
        self.tally
    }
}

/// The page over all articles. `date` is the day it was made.
pub fn page(sections: &[Section], date: &str, locale: Locale) -> String {
    let mut total = Tally::default();
    sections.iter().for_each(|s| total.add(s.tally));
    let title = word("核数报告|heshu report", locale);
    let language = pick("zh-CN", "en", locale);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n\
         <header><h1>{title}</h1><p>{} · heshu {}</p></header>\n",
        include_str!("style.css"),
        escaped(date),
        env!("CARGO_PKG_VERSION"),
    );
    out.push_str(&summary(sections, total, locale));
    let values: Vec<charts::Stated> = sections.iter().flat_map(|s| s.values.iter().cloned()).collect();
    out.push_str(&charts::side_by_side(&values, locale));
    for (at, section) in by_need(sections) {
        let _ = writeln!(out, "<article id=\"a{at}\"><h2>{}</h2>{}</article>", escaped(&section.name), section.body);
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// The articles with their places, what needs work first.
fn by_need(sections: &[Section]) -> Vec<(usize, &Section)> {
    let mut rows: Vec<(usize, &Section)> = sections.iter().enumerate().collect();
    rows.sort_by_key(|(at, s)| (std::cmp::Reverse((s.tally.errors, s.tally.warnings, s.tally.hints)), *at));
    rows
}

fn summary(sections: &[Section], total: Tally, locale: Locale) -> String {
    let head = ["文章|Article", "错误|Errors", "警告|Warnings", "提示|Hints", "数字|Figures", "归属|Bound", "核对|Checked"]
        .map(|w| word(w, locale));
    let numbers =
        |t: Tally| [t.errors, t.warnings, t.hints, t.figures, t.bound, t.checked].map(|n| format!("<td class=\"n\">{n}</td>")).concat();
    let rows = by_need(sections);
    let line = |(at, s): &(usize, &Section)| format!("<tr><td><a href=\"#a{at}\">{}</a></td>{}</tr>", escaped(&s.name), numbers(s.tally));
    let body: String = rows.iter().map(line).collect();
    // Headings stand over what they head: names to the left, numbers to the right.
    let head: String = head.iter().enumerate().map(|(at, h)| format!("<th{}>{h}</th>", if at > 0 { " class=\"n\"" } else { "" })).collect();
    format!(
        "<section><h2>{}</h2><p class=\"lead\">{}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody>\
         <tfoot><tr><td>{}</td>{}</tr></tfoot></table></section>\n",
        word("概况|Summary", locale),
        escaped(total.summary().text(locale)),
        word("合计|Total", locale),
        numbers(total),
    )
}

/// A table; cells are text.
fn table<const N: usize>(head: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let head: String = head.iter().map(|h| format!("<th>{h}</th>")).collect();
    let body: String = rows.map(|row| format!("<tr>{}</tr>", row.map(|cell| format!("<td>{}</td>", escaped(&cell))).concat())).collect();
    format!("<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
}

/// The half of `中文|English` that the reader wants.
fn word(both: &'static str, locale: Locale) -> &'static str {
    let (zh, en) = both.split_once('|').unwrap_or((both, both));
    pick(zh, en, locale)
}

fn pick<'a>(zh: &'a str, en: &'a str, locale: Locale) -> &'a str {
    match locale {
        Locale::Zh => zh,
        Locale::En => en,
    }
}

/// The name of a severity for people.
fn severity(severity: Severity, locale: Locale) -> &'static str {
    match severity {
        Severity::Error => word("错误|error", locale),
        Severity::Warning => word("警告|warning", locale),
        Severity::Hint => word("提示|hint", locale),
    }
}

/// Text as HTML that shows it as it is, in an element or in an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
