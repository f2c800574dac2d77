//! Tables as they stand in articles: Markdown, lines parted by bars, tabs or blanks. Rows, the columns' heads, units and times.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::figures::figure::{Figure, Kind};
use crate::figures::lexer::lex;
use crate::rules::Subject;
use crate::text::{TextRange, range};

/// Words of tables.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    unit: Vec<String>,
    number: Vec<String>,
    growth: Vec<String>,
    share: Vec<String>,
    other: Vec<String>,
    previous: Vec<String>,
    generic: Vec<String>,
    pub total: Vec<String>,
    pub part: Vec<String>,
    pub not_additive: Vec<String>,
    pub constant: Vec<String>,
    pub harmless: Vec<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/tables/data/words"));

/// Whether a text holds one of some words.
pub(super) fn holds(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// No real table has longer rows, more cells in one, or more rows.
const LONGEST_ROW: usize = 1500;
const MOST_CELLS: usize = 16;
const MOST_ROWS: usize = 200;
const MOST_GRIDS: usize = 20;
/// A longer line is no caption.
const LONGEST_CAPTION: usize = 40;

/// A cell as it is printed. Its range is of its line's reading.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub line: usize,
    pub range: TextRange,
    pub text: String,
}

/// How the cells of a row are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Bars,
    Tabs,
    Blanks,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Values.
    Level,
    /// Growth in percent.
    Growth,
    /// Shares in percent.
    Share,
    /// Units of the rows.
    Unit,
    /// Something else.
    Other,
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub holds: Holds,
    /// What is measured, where the head says so.
    pub noun: String,
    pub unit: Option<String>,
    /// The time, as it is written.
    pub period: Option<String>,
    /// Whether it is of the year before.
    pub is_previous: bool,
    /// The head as it is printed.
    pub head: String,
}

/// A table.
#[derive(Debug)]
pub(super) struct Grid {
    /// Rows without the head, all of one length.
    pub rows: Vec<Vec<Cell>>,
    pub columns: Vec<Column>,
    /// The column that names the rows.
    pub label: usize,
    /// A unit for all: 单位:亿元.
    unit: Option<String>,
    /// The line above the table.
    pub caption: String,
}

/// Whether a line may be a row of a table; asked of every line once.
pub(in crate::rules) fn may_be_row(reading: &str) -> bool {
    if reading.len() > LONGEST_ROW {
        return false;
    }
    reading.contains(['|', '\t']) || (reading.contains(' ') && by_blanks(reading).is_some())
}

fn by_blanks(reading: &str) -> Option<Vec<TextRange>> {
    if reading.contains(['。', ',', ';', '!', '?', '、']) && !reading.contains("  ") {
        return None;
    }
    let cells = tokens(reading);
    let is_row = (2..=MOST_CELLS).contains(&cells.len())
        && number(&reading[cells[0]]).is_none()
        && cells[1..].iter().enumerate().all(|(nth, c)| is_value(&reading[*c]) || nth == 0 && cells.len() > 2 && is_unit(&reading[*c]));
    is_row.then_some(cells)
}

fn tokens(reading: &str) -> Vec<TextRange> {
    let start = |token: &str| token.as_ptr() as usize - reading.as_ptr() as usize;
    reading.split_whitespace().take(MOST_CELLS + 1).map(|token| range(start(token), start(token) + token.len())).collect()
}

fn is_value(text: &str) -> bool {
    number(text).is_some() || matches!(text, "-" | "—" | "--" | "/" | "…")
}

/// The number and the unit of a cell: `1,280`, `-2.5`, `6.2%`, `46.1亿元`; a year is none.
pub(super) fn number(text: &str) -> Option<(String, String)> {
    let len = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'))).unwrap_or(text.len());
    let (digits, unit) = text.split_at(len);
    let is_number =
        digits.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit()) && digits.ends_with(|c: char| c.is_ascii_digit());
    let digits = digits.replace([',', '+'], "");
    let is_one = !digits[1.min(digits.len())..].contains('-') && digits.matches('.').count() <= 1;
    let unit = unit.trim();
    let is_unit = unit.is_empty() || (unit.chars().count() <= 6 && !unit.starts_with(['年', '月', '季', '日', '—']) && is_unit(unit));
    (is_number && is_one && is_unit).then(|| (digits, unit.to_owned()))
}

/// Whether a text is a unit and nothing else.
fn is_unit(text: &str) -> bool {
    if text.is_empty() || text.chars().count() > 10 {
        return false;
    }
    let whole = format!("12{text}");
    matches!(&lex(&whole).figures[..], [one] if usize::from(one.range.end()) == whole.len() && (one.unit.is_some() || one.kind == Kind::Percent))
}

fn split(reading: &str) -> Option<(Style, Vec<TextRange>)> {
    if reading.len() > LONGEST_ROW {
        return None;
    }
    let mark = if reading.contains('|') { '|' } else { '\t' };
    if !reading.contains(mark) {
        return by_blanks(reading).map(|cells| (Style::Blanks, cells));
    }
    let head = reading.find(mark).unwrap_or_default();
    // 正文。表:指标|数值: the table begins behind the text.
    let begin = ["。", ";", "表:"].iter().filter_map(|m| Some(reading[..head].rfind(m)? + m.len())).max().unwrap_or_default();
    let mut cells = Vec::new();
    let mut at = begin;
    for piece in reading[begin..].split(mark) {
        let inner = piece.trim_matches(['*', ' ', '\t']);
        let start = at + piece.find(inner).unwrap_or_default();
        cells.push(range(start, start + inner.len()));
        at += piece.len() + 1;
    }
    if mark == '|' {
        if cells.first().is_some_and(|c| c.is_empty()) && reading[begin..].trim_start().starts_with('|') {
            cells.remove(0);
        }
        if cells.last().is_some_and(|c| c.is_empty()) {
            cells.pop();
        }
    }
    (2..=MOST_CELLS).contains(&cells.len()).then_some((if mark == '|' { Style::Bars } else { Style::Tabs }, cells))
}

/// The tables of an article.
pub(super) fn grids(subject: &dyn Subject) -> Vec<Grid> {
    let mut grids = Vec::new();
    let mut line = 0;
    while line < subject.line_count() && grids.len() < MOST_GRIDS {
        let first = line;
        let Some((style, cells)) = subject.holds(line).row.then(|| split(&subject.reading(line).text)).flatten() else {
            line += 1;
            continue;
        };
        let mut rows = Vec::new();
        let mut next = Some(cells);
        while let Some(cells) = next {
            let reading = &subject.reading(line).text;
            let is_rule = cells.iter().all(|c| !c.is_empty() && reading[*c].chars().all(|c| matches!(c, '-' | ':' | ' ')));
            if !is_rule && rows.len() < MOST_ROWS {
                rows.push(cells.into_iter().map(|c| Cell { line, range: c, text: reading[c].to_owned() }).collect::<Vec<_>>());
            }
            line += 1;
            let goes_on = line < subject.line_count() && subject.holds(line).row;
            next =
                goes_on.then(|| split(&subject.reading(line).text)).flatten().filter(|(other, _)| *other == style).map(|(_, cells)| cells);
        }
        grids.extend(grid(subject, rows, first, style));
    }
    grids
}

/// Makes a table of rows: finds its head, its caption, its columns.
fn grid(subject: &dyn Subject, mut rows: Vec<Vec<Cell>>, first: usize, style: Style) -> Option<Grid> {
    let mut above = first;
    let is_head = |row: &[Cell]| row.len() >= 2 && row[1..].iter().all(|c| number(&c.text).is_none() || is_year(&c.text));
    let mut head: Option<Vec<String>> = None;
    if style == Style::Blanks {
        let reading = &subject.reading(first.checked_sub(1)?).text;
        let cells = tokens(reading);
        let is_of_table = cells.len() == rows[0].len() && !reading.contains('。');
        head = is_of_table.then(|| cells.iter().map(|c| reading[*c].to_owned()).collect());
        above -= usize::from(head.is_some());
        head.as_ref()?;
    } else if rows.len() > 1 && is_head(&rows[0]) {
        head = Some(rows.remove(0).into_iter().map(|c| c.text).collect());
    }
    let width = head.as_ref().map_or(rows.first()?.len(), Vec::len);
    rows.retain(|row| row.len() == width);
    let head = head.unwrap_or_else(|| vec![String::new(); width]);
    let own = subject.reading(first).text.as_str();
    let near = |back: usize| above.checked_sub(back).map_or("", |line| subject.reading(line).text.as_str());
    // A blank line may stand between the caption and the table.
    let captions = [own, near(1), near(2)];
    let unit = captions.iter().find_map(|c| caption_unit(c));
    let caption = if near(1).trim().is_empty() { near(2) } else { near(1) };
    let label = usize::from(WORDS.number.iter().any(|w| *w == head[0]));
    let columns = head.iter().map(|text| column(text)).collect();
    (!rows.is_empty() && label < width).then(|| Grid { rows, columns, label, unit, caption: caption.to_owned() })
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && text.bytes().all(|b| b.is_ascii_digit())
}

/// 单位:亿元; several units say nothing of one cell, but for percent, which its own column names.
fn caption_unit(text: &str) -> Option<String> {
    let Some((_, rest)) = text.split_once("单位:") else {
        // 附表 主要数据(亿元)
        let is_caption = text.chars().nth(LONGEST_CAPTION).is_none() && !text.contains(['。', '|']);
        return is_caption.then(|| bracketed(text.trim_end()).1).flatten();
    };
    let end = rest.find(['|', ')', '。', '\t']).unwrap_or(rest.len());
    let units: Vec<&str> = rest[..end].split(['、', ',', '/', ' ']).map(str::trim).filter(|u| !u.is_empty() && *u != "%").collect();
    let [unit] = units[..] else { return None };
    is_unit(unit).then(|| unit.to_owned())
}

/// A head or a label without the unit in its bracket, and the unit.
pub(super) fn bracketed(text: &str) -> (String, Option<String>) {
    let Some(open) = text.rfind('(') else { return (text.to_owned(), None) };
    let Some(inner) = text[open + 1..].strip_suffix(')') else { return (text.to_owned(), None) };
    let inner = inner.trim_start_matches("单位:").trim().trim_start_matches('±');
    if !is_unit(inner) {
        return (text.to_owned(), None);
    }
    (text[..open].trim().to_owned(), Some(inner.to_owned()))
}

fn column(head: &str) -> Column {
    let (name, unit) = bracketed(head);
    let is_percent = unit.as_deref().is_none_or(|u| u == "%");
    let kind = if WORDS.unit.contains(&name) {
        Holds::Unit
    } else if holds(&name, &WORDS.other) {
        Holds::Other
    } else if holds(&name, &WORDS.growth) {
        if is_percent { Holds::Growth } else { Holds::Other }
    } else if holds(&name, &WORDS.share) {
        if is_percent { Holds::Share } else { Holds::Other }
    } else {
        Holds::Level
    };
    let is_time = |f: &&Figure| matches!(f.kind, Kind::Date | Kind::DateRange);
    let (noun, period) = if is_year(&name) {
        (String::new(), Some(format!("{name}年")))
    } else if let Some(time) = lex(&name).figures.iter().find(is_time) {
        (name.replacen(&name[time.range], "", 1).trim().to_owned(), Some(name[time.range].to_owned()))
    } else {
        (name.clone(), None)
    };
    let is_previous = WORDS.previous.iter().any(|w| name.contains(w.as_str())) && kind == Holds::Level;
    let noun = if WORDS.generic.contains(&noun) || kind != Holds::Level { String::new() } else { noun };
    Column { holds: kind, noun, unit, period, is_previous, head: head.to_owned() }
}

impl Grid {
    /// The unit of a cell: its own, the row's, the column's, the table's.
    pub(super) fn unit(&self, row: usize, at: usize, own: &str) -> Option<String> {
        let column = &self.columns[at];
        if matches!(column.holds, Holds::Growth | Holds::Share) {
            return Some("%".to_owned());
        }
        if !own.is_empty() {
            return Some(own.to_owned());
        }
        let of_rows =
            self.columns.iter().position(|c| c.holds == Holds::Unit).map(|at| self.rows[row][at].text.clone()).filter(|u| is_unit(u));
        let of_row = bracketed(&self.rows[row][self.label].text).1;
        of_rows.or(of_row).or_else(|| column.unit.clone()).or_else(|| self.unit.clone())
    }

    /// The label of a row, without its unit and what numbers it.
    pub(super) fn name(&self, row: usize) -> String {
        let (name, _) = bracketed(&self.rows[row][self.label].text);
        // 一、 and 1. number the rows.
        let numbered =
            name.split_once('、').filter(|(n, _)| n.chars().count() <= 2 && n.chars().all(|c| "一二三四五六七八九十".contains(c)));
        let name = numbered.map_or(name.as_str(), |(_, rest)| rest);
        let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
        let name = if rest.len() < name.len() && rest.starts_with(['.', '、', ')']) {
            &rest[rest.chars().next().map_or(0, char::len_utf8)..]
        } else {
            name
        };
        let name = name.trim_start_matches(['#', '-', ' ', '·']);
        name.trim_start_matches("其中").trim_start_matches([':', ' ']).replace(' ', "")
    }

    /// The values column that a column of growth or shares speaks of: the nearest one before it.
    pub(super) fn base(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|c| *c != self.label && self.columns[*c].holds == Holds::Level && !self.columns[*c].is_previous)
    }
}
