//! A3 by numbers: a cell whose value stands nowhere in the text, where the text has one slip of a typist off what the cell says.
//!
//! A sentence need not name its figures as the head and the row of a table do (`上一年为34.36亿元` beside the column of 2023年). So nothing is asked
//! of the grammar here, but the label of the row stands in the sentence, or another value of the row does; and the slip must be one that
//! typists make. A cell that the text tells somewhere, rounded or not, is right, and so is a value of the text that some cell has.

use std::collections::HashSet;

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::against::{Cited, mismatch};
use super::grid::{Cell, Grid, Holds, WORDS, number};
use crate::figures::dates::YearValue;
use crate::figures::figure::{Figure, Interval, Kind};
use crate::figures::lexer::lex;
use crate::rules::consistency::likeness::sentence;
use crate::rules::relations::amount::{Amount, counts_alike};
use crate::rules::relations::slip::{Slip, in_scale, number as printed, slip};
use crate::rules::{OverLines, Subject};
use crate::text::TextRange;

/// How many cells and how many figures of the text are held against each other.
const MOST_CELLS: usize = 200;
const MOST_FIGURES: usize = 600;
/// From how many digits on a slip proves something, alone and with a digit that is another one.
const PROVING: usize = 3;
const SURE: usize = 4;
/// The shortest label that says what is measured, and the shortest of which a pair of characters may be missing.
const LABEL: usize = 2;
const LONG_LABEL: usize = 4;

/// A cell with its value.
struct Valued<'g> {
    /// The table and the row.
    row: (usize, usize),
    at: usize,
    cell: &'g Cell,
    unit: String,
    dimension: SmolStr,
    interval: Interval,
    value: Decimal,
    year: Option<i32>,
}

/// A figure of the text.
struct Stated<'a> {
    line: usize,
    nth: usize,
    figure: &'a Figure,
    amount: Amount<'a>,
}

/// Holds the figures of the text against the cells.
pub(super) fn check(subject: &dyn Subject, grids: &[Grid], found: &mut OverLines) {
    let cells: Vec<Valued> = grids.iter().enumerate().flat_map(|(at, grid)| valued(at, grid)).take(MOST_CELLS).collect();
    if cells.is_empty() {
        return;
    }
    let stated = stated(subject, grids);
    for cell in &cells {
        // Told somewhere, or told by nothing that is near.
        let is_told = |s: &Stated| is_like(&s.amount, &cell.dimension) && meets(&s.amount.interval, &cell.interval);
        if stated.iter().any(is_told) {
            continue;
        }
        let grid = &grids[cell.row.0];
        let mut slips = stated.iter().filter(|s| is_slip(subject, s, cell, grid, &cells));
        let Some(first) = slips.next() else { continue };
        let is_one = slips.all(|other| other.amount.interval.meets(&first.amount.interval));
        let range = subject.reading_in_source(first.line, first.figure.range);
        if is_one && found.findings.iter().all(|f| f.range != range) {
            let place = &grid.rows[cell.row.1][grid.label].text;
            let cited = Cited {
                line: cell.cell.line,
                range: cell.cell.range,
                place,
                printed: &cell.cell.text,
                unit: &cell.unit,
                interval: &cell.interval,
            };
            found.findings.push(mismatch(subject, first.line, first.figure, &cited));
        }
    }
}

/// The cells of a table that hold values.
fn valued(table: usize, grid: &Grid) -> impl Iterator<Item = Valued<'_>> {
    let places = (0..grid.rows.len()).flat_map(move |row| (0..grid.columns.len()).map(move |at| (row, at)));
    places.filter(move |(_, at)| *at != grid.label && !matches!(grid.columns[*at].holds, Holds::Unit)).filter_map(move |(row, at)| {
        let cell = &grid.rows[row][at];
        let (digits, own) = number(&cell.text)?;
        let unit = grid.unit(row, at, &own)?;
        let text = format!("{}{unit}", digits.trim_start_matches('-'));
        let figures = lex(&text).figures;
        let figure = figures.first().filter(|_| figures.len() == 1)?;
        let amount = Amount::of(&text, figure)?;
        let year = grid.columns[at].period.as_deref().and_then(|time| time.get(..4)).and_then(|year| year.parse().ok());
        Some(Valued {
            row: (table, row),
            at,
            cell,
            unit,
            dimension: amount.dimension.clone(),
            interval: amount.interval,
            value: amount.printed()?.value,
            year,
        })
    })
}

/// The figures of the lines that are no rows.
fn stated<'a>(subject: &'a dyn Subject, grids: &[Grid]) -> Vec<Stated<'a>> {
    let rows: HashSet<usize> = grids.iter().flat_map(|g| g.rows.iter().flatten()).map(|c| c.line).collect();
    let is_row = move |line: usize| rows.contains(&line);
    let lines = (0..subject.line_count()).filter(|line| subject.holds(*line).values && subject.article().is_body(*line) && !is_row(*line));
    let figures = lines.flat_map(|line| {
        let reading = subject.reading(line);
        let figures = subject
            .figures(line)
            .iter()
            .enumerate()
            .filter(|(_, f)| reading.is_trusted(f.range) && !matches!(f.kind, Kind::Rank | Kind::Ordinal));
        figures.filter_map(move |(nth, figure)| Some(Stated { line, nth, figure, amount: Amount::of(&reading.text, figure)? }))
    });
    figures.take(MOST_FIGURES).collect()
}

/// A number without a unit may be of any: 3.9、5.2万人次.
fn is_like(amount: &Amount, dimension: &str) -> bool {
    counts_alike(&amount.dimension, dimension) || amount.dimension == "number" || dimension == "number"
}

/// Whether two values may be one, whatever their signs.
fn meets(one: &Interval, other: &Interval) -> bool {
    one.meets(other) || one.negated().meets(other)
}

/// Whether a figure of the text is what a cell says, with a slip.
fn is_slip(subject: &dyn Subject, stated: &Stated, cell: &Valued, grid: &Grid, cells: &[Valued]) -> bool {
    let amount = &stated.amount;
    if !amount.is_exact() || !counts_alike(&amount.dimension, &cell.dimension) {
        return false;
    }
    let reading = &subject.reading(stated.line).text;
    let old = printed(reading, amount);
    let Some(new) = in_scale(&amount.scale, cell.value) else { return false };
    // 27.4 of 27.43: what is printed coarser is another number.
    let is_exact = new.parse::<Decimal>().ok().and_then(|v| v.checked_mul(amount.scale.factor)) == Some(cell.value);
    let Some(kind) = slip(old, &new).filter(|kind| is_exact && matches!(kind, Slip::Exchange | Slip::Digit)) else { return false };
    let digits = old.trim_matches(['0', '.']).chars().filter(char::is_ascii_digit).count();
    if digits < 2
        || is_of_another_year(subject, stated, cell)
        || cells.iter().any(|c| is_like(amount, &c.dimension) && meets(&c.interval, &amount.interval))
    {
        return false;
    }
    let around = sentence(reading, stated.figure.range);
    let Some(label) = label(grid, cell, around) else { return false };
    let missing = missing(&label, around);
    let length = label.chars().count();
    let is_named = length >= LABEL && (missing == 0 || missing == 1 && length >= LONG_LABEL);
    // 水产品9.46万吨，其中养殖产量增长5.3%: of a part, unless the row is the part.
    let start = around.as_ptr() as usize - reading.as_ptr() as usize;
    let head = &reading[start..usize::from(stated.figure.range.start()).max(start)];
    if head.rsplit_once("其中").is_some_and(|(_, part)| self::missing(&label, part) > 0) {
        return false;
    }
    let mate = mate(subject, stated, cell, cells);
    let is_open =
        is_of_part(subject, stated, cell, grid) || is_of_another_column(grid, cell, around) || is_narrower(subject, stated, &label);
    if is_open && mate != Some(1) {
        return false;
    }
    let is_exchange = kind == Slip::Exchange;
    match digits {
        2 => missing == 0 && length >= LABEL && (mate == Some(1) || is_exchange && length >= LONG_LABEL && amount.dimension == "percent"),
        PROVING => is_named && (is_exchange || mate.is_some()) || mate == Some(1),
        _ => {
            let is_of_line = || length >= LONG_LABEL && self::missing(&label, reading) <= 1;
            is_named && (is_exchange || digits >= SURE) || mate.is_some() || is_exchange && is_of_line()
        }
    }
}

/// What the row measures; where a time names it, what the column does, and the time must stand in the sentence.
fn label(grid: &Grid, cell: &Valued, sentence: &str) -> Option<String> {
    let label = grid.name(cell.row.1);
    let is_time = lex(&label).figures.iter().any(|f| matches!(f.kind, Kind::Date | Kind::DateRange));
    if !is_time && !label.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(label);
    }
    (is_time && sentence.contains(&label)).then(|| grid.columns[cell.at].noun.clone())
}

/// How many pairs of neighbouring characters of a label do not stand in a text; all of one that says nothing.
fn missing(label: &str, text: &str) -> usize {
    let chars: Vec<char> = without_total(label).chars().filter(|c| c.is_alphanumeric()).collect();
    if chars.len() < LABEL {
        return usize::MAX;
    }
    chars.windows(2).filter(|pair| !text.contains(&pair.iter().collect::<String>())).count()
}

/// How many figures away in its sentence the nearest value of the cell's row stands.
fn mate(subject: &dyn Subject, stated: &Stated, cell: &Valued, cells: &[Valued]) -> Option<usize> {
    let reading = &subject.reading(stated.line).text;
    let figures = subject.figures(stated.line);
    let around = sentence(reading, stated.figure.range);
    let start = around.as_ptr() as usize - reading.as_ptr() as usize;
    let is_inside = |range: TextRange| usize::from(range.start()) >= start && usize::from(range.end()) <= start + around.len();
    let row: Vec<&Valued> =
        cells.iter().filter(|c| c.row == cell.row && c.at != cell.at && c.value.normalize().mantissa().abs() >= 10).collect();
    let near = stated.nth.saturating_sub(NEAR)..figures.len().min(stated.nth + NEAR + 1);
    let values = near.filter(|nth| *nth != stated.nth).filter(|nth| is_inside(figures[*nth].range));
    let is_of_row = |nth: &usize| {
        Amount::of(reading, &figures[*nth]).is_some_and(|a| {
            row.iter().any(|c| counts_alike(&c.dimension, &a.dimension) && a.is_exact() && meets(&c.interval, &a.interval))
        })
    };
    // A time is no value: 216万标箱，比去年同期的192万标箱.
    let is_value = |nth: &usize| !matches!(figures[*nth].kind, Kind::Date | Kind::DateRange);
    let apart = |nth: usize| (nth.min(stated.nth)..nth.max(stated.nth)).skip(1).filter(is_value).count() + 1;
    values.filter(is_of_row).map(apart).min()
}

/// Parts of a year.
const PARTS: [&str; 5] = ["季", "月", "半年", "旬", "周"];

/// Whether the text speaks of a part of a year, and neither the table nor the title does.
fn is_of_part(subject: &dyn Subject, stated: &Stated, cell: &Valued, grid: &Grid) -> bool {
    let holds_part = |text: &str| PARTS.iter().any(|part| text.contains(part));
    let period = subject.claims(stated.line).iter().find(|c| c.figure == stated.nth).and_then(|c| c.period.as_ref());
    let is_title = |text: &&str| !text.contains('。');
    let titles = [grid.caption.as_str(), &grid.columns[cell.at].head, subject.reading(0).text.as_str()];
    period.is_some_and(|p| holds_part(&p.text)) && !titles.into_iter().filter(is_title).any(holds_part)
}

/// Whether the figure is of something that has the label's name and another word before it: 农业用水量 is no 用水量.
fn is_narrower(subject: &dyn Subject, stated: &Stated, label: &str) -> bool {
    let Some(claim) = subject.claims(stated.line).iter().find(|c| c.figure == stated.nth) else { return false };
    let label = without_total(label);
    let Some(mut before) = claim.measured().strip_suffix(label) else { return false };
    while let Some(rest) = WORDS.harmless.iter().chain(&WORDS.total).find_map(|w| before.strip_prefix(w.as_str())) {
        before = rest;
    }
    !before.is_empty()
}

/// A label without the place that it is of as a whole.
fn without_total(label: &str) -> &str {
    WORDS.total.iter().find_map(|w| label.strip_prefix(w.as_str())).unwrap_or(label)
}

/// Whether several columns have nouns, and the sentence does not name the cell's.
fn is_of_another_column(grid: &Grid, cell: &Valued, sentence: &str) -> bool {
    let noun = &grid.columns[cell.at].noun;
    let others = grid.columns.iter().enumerate().filter(|(at, c)| *at != grid.label && !c.noun.is_empty() && c.noun != *noun);
    others.count() > 0 && !noun.is_empty() && !sentence.contains(noun.as_str())
}

/// How far away a value of the row is looked for, in figures.
const NEAR: usize = 4;

/// Whether the text names another year than the column does.
fn is_of_another_year(subject: &dyn Subject, stated: &Stated, cell: &Valued) -> bool {
    let claim = subject.claims(stated.line).iter().find(|c| c.figure == stated.nth);
    let year = claim.and_then(|c| c.period.as_ref()).and_then(|p| match p.year() {
        Some(YearValue::Numbered(year)) => Some(year),
        _ => None,
    });
    year.zip(cell.year).is_some_and(|(a, b)| i64::from(a) != i64::from(b))
}
