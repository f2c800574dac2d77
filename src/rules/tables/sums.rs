//! A table against itself: rows that add up to the total (B1), shares of the total (C11), growth between two years (C1).
//!
//! A head or a label may say less than the table means. So a cell is reported only if another cell of the same kind comes out right, or
//! if the cell is the value that comes out with a slip of the typist.

use rust_decimal::Decimal;

use super::grid::{Cell, Grid, Holds, WORDS, holds, number};
use crate::figures::figure::Interval;
use crate::rules::finding::{Evidence, Finding, Message, Related, Severity, Value};
use crate::rules::relations::amount::{distance, fixed};
use crate::rules::style::plain;
use crate::rules::{OverLines, Subject};

/// A number of a cell.
struct Number {
    value: Decimal,
    half: Decimal,
    digits: String,
}

impl Number {
    fn of(cell: &Cell) -> Option<Number> {
        let (digits, _) = number(&cell.text)?;
        let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len()) as u32;
        Some(Number { value: digits.parse().ok()?, half: Decimal::try_new(5, decimals + 1).ok()?, digits })
    }

    fn interval(&self) -> Option<Interval> {
        Interval::point(self.value).widened(self.half)
    }

    /// Whether it is a value, printed as it is, with a slip.
    fn is_slip_of(&self, value: Decimal) -> bool {
        let decimals = self.digits.split_once('.').map_or(0, |(_, d)| d.len());
        let other = fixed(value, decimals as u32);
        self.digits.chars().filter(char::is_ascii_digit).count() >= 2 && distance(&self.digits, &other) == 1
    }
}

/// What a check of one place came to.
struct Judged<'g> {
    code: &'static str,
    at: &'g Cell,
    others: Vec<&'g Cell>,
    /// What it should be; `None` where it is right.
    wanted: Option<String>,
    formula: String,
    is_slip: bool,
}

/// Looks at the totals, the shares and the growth of a table.
pub(super) fn check(subject: &dyn Subject, grid: &Grid, found: &mut OverLines) {
    let total = total_row(grid);
    let mut totals = Vec::new();
    for at in (0..grid.columns.len()).filter(|at| *at != grid.label) {
        match grid.columns[at].holds {
            Holds::Level => totals.extend(total.and_then(|row| sum(grid, row, at))),
            Holds::Share => report(subject, total.map_or_else(Vec::new, |row| shares(grid, row, at)), found),
            Holds::Growth => report(subject, growth(grid, at), found),
            _ => {}
        }
    }
    report(subject, totals, found);
}

fn report(subject: &dyn Subject, judged: Vec<Judged>, found: &mut OverLines) {
    let has_witness = judged.iter().any(|j| j.wanted.is_none());
    let wrong = judged.iter().filter(|j| j.wanted.is_some()).count();
    // Where most come out wrong, the table means something else.
    for judged in judged.iter().filter(|j| j.wanted.is_some() && (j.is_slip || has_witness) && wrong * 2 <= judged.len() + 1) {
        found.findings.push(finding(subject, judged));
    }
}

/// The only row that is a total; first or last.
fn total_row(grid: &Grid) -> Option<usize> {
    let rows: Vec<usize> = (0..grid.rows.len()).filter(|row| WORDS.total.contains(&grid.name(*row))).collect();
    let [row] = rows[..] else { return None };
    let is_at_end = row == 0 || row + 1 == grid.rows.len();
    let has_parts = (0..grid.rows.len()).any(|row| holds(&grid.rows[row][grid.label].text, &WORDS.part));
    (is_at_end && !has_parts && grid.rows.len() >= 3).then_some(row)
}

/// B1: the rows of a column against its total.
fn sum<'g>(grid: &'g Grid, total: usize, at: usize) -> Option<Judged<'g>> {
    if holds(&grid.columns[at].head, &WORDS.not_additive) || (0..grid.rows.len()).any(|row| grid.unit(row, at, "").as_deref() == Some("%"))
    {
        return None;
    }
    let whole_cell = &grid.rows[total][at];
    let whole = Number::of(whole_cell)?;
    let cells: Vec<&Cell> = (0..grid.rows.len()).filter(|row| *row != total).map(|row| &grid.rows[row][at]).collect();
    // A blank cell may hide a value.
    let parts: Vec<Number> = cells.iter().map(|c| Number::of(c)).collect::<Option<_>>()?;
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(p.value))?;
    let gap = sum.checked_sub(whole.value)?;
    let slack = parts.iter().chain([&whole]).try_fold(Decimal::ZERO, |slack, n| slack.checked_add(n.half))?;
    let counts = parts.iter().all(|p| p.value.scale() == 0) && whole.value.scale() == 0;
    let is_right = if counts && gap.abs() > Decimal::ONE { gap.is_zero() } else { gap.abs() <= slack };
    let terms: Vec<&str> = parts.iter().map(|p| p.digits.as_str()).collect();
    let is_slip =
        whole.is_slip_of(sum) || parts.iter().any(|p| p.value.checked_sub(gap).is_some_and(|v| !v.is_sign_negative() && p.is_slip_of(v)));
    Some(Judged {
        code: "parts-sum-mismatch",
        at: whole_cell,
        others: cells,
        wanted: (!is_right).then(|| plain(sum)),
        formula: format!("{} = {} ≠ {}", terms.join(" + "), plain(sum), whole.digits),
        is_slip,
    })
}

/// C11: every row's share of the total. Of the columns that it may be the share of, the one that makes the most right is meant.
fn shares<'g>(grid: &'g Grid, total: usize, at: usize) -> Vec<Judged<'g>> {
    let Some(nearest) = grid.base(at) else { return Vec::new() };
    let others = (0..grid.columns.len()).filter(|c| *c != nearest && *c != grid.label && matches!(grid.columns[*c].holds, Holds::Level));
    let judged = std::iter::once(nearest).chain(others).map(|base| shares_of(grid, total, at, base));
    judged.filter(|judged| !judged.is_empty()).min_by_key(|judged| judged.iter().filter(|j| j.wanted.is_some()).count()).unwrap_or_default()
}

/// The shares of one column's total.
fn shares_of<'g>(grid: &'g Grid, total: usize, at: usize, base: usize) -> Vec<Judged<'g>> {
    let judge = |row: usize| {
        let (part, whole) = (Number::of(&grid.rows[row][base])?, Number::of(&grid.rows[total][base])?);
        let ratio = part.interval()?.over(&whole.interval()?)?.scaled(Decimal::ONE_HUNDRED)?;
        let value = part.value.checked_div(whole.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
        let others = vec![&grid.rows[row][base], &grid.rows[total][base]];
        percent("share-mismatch", &grid.rows[row][at], others, ratio, value, format!("{} ÷ {}", part.digits, whole.digits))
    };
    (0..grid.rows.len()).filter(|row| *row != total).filter_map(judge).collect()
}

/// C1: growth from the column of the year before.
fn growth<'g>(grid: &'g Grid, at: usize) -> Vec<Judged<'g>> {
    let Some((before, after)) = years(grid, at) else { return Vec::new() };
    let judge = |row: usize| {
        let label = &grid.rows[row][grid.label].text;
        let name = format!("{label}{}", grid.columns[after].head);
        if holds(&name, &WORDS.constant) || holds(&name, &WORDS.not_additive) {
            return None;
        }
        let (old, new) = (Number::of(&grid.rows[row][before])?, Number::of(&grid.rows[row][after])?);
        let hundred = Decimal::ONE_HUNDRED;
        let ratio = new.interval()?.over(&old.interval()?)?.scaled(hundred)?.minus(&Interval::point(hundred))?;
        let value = new.value.checked_div(old.value)?.checked_mul(hundred)?.checked_sub(hundred)?;
        let others = vec![&grid.rows[row][before], &grid.rows[row][after]];
        percent("growth-mismatch", &grid.rows[row][at], others, ratio, value, format!("({} - {}) ÷ {}", new.digits, old.digits, old.digits))
    };
    (0..grid.rows.len()).filter_map(judge).collect()
}

/// The two columns of values of a table that is of two years: the one before and the one after.
fn years(grid: &Grid, growth: usize) -> Option<(usize, usize)> {
    let values: Vec<usize> = (0..grid.columns.len()).filter(|c| *c != grid.label && grid.columns[*c].holds == Holds::Level).collect();
    let [one, two] = values[..] else { return None };
    let (a, b) = (&grid.columns[one], &grid.columns[two]);
    if a.noun != b.noun || two > growth {
        return None;
    }
    let year = |period: &Option<String>| period.as_ref()?.strip_suffix('年')?.parse::<i32>().ok();
    match (a.is_previous, b.is_previous, year(&a.period).zip(year(&b.period))) {
        (true, false, _) => Some((one, two)),
        (false, true, _) => Some((two, one)),
        (false, false, Some((x, y))) if x + 1 == y => Some((one, two)),
        (false, false, Some((x, y))) if y + 1 == x => Some((two, one)),
        _ => None,
    }
}

fn percent<'g>(
    code: &'static str,
    at: &'g Cell,
    others: Vec<&'g Cell>,
    ratio: Interval,
    value: Decimal,
    left: String,
) -> Option<Judged<'g>> {
    let printed = Number::of(at)?;
    let decimals = (printed.digits.split_once('.').map_or(0, |(_, d)| d.len()) as u32).max(1);
    // A step more: tables are often counted from values that are printed coarser.
    let is_right = printed.interval()?.widened(printed.half)?.meets(&ratio);
    let right = plain(value.round_dp(decimals));
    let formula = format!("{left} = {right}% ≠ {}%", printed.digits);
    let is_slip = printed.is_slip_of(value);
    Some(Judged { code, at, others, wanted: (!is_right).then(|| format!("{right}%")), formula, is_slip })
}

fn finding(subject: &dyn Subject, judged: &Judged) -> Finding {
    let place = |cell: &Cell| subject.reading_in_source(cell.line, cell.range);
    let value = |cell: &Cell| {
        let number = number(&cell.text).map(|(digits, _)| digits).unwrap_or_default();
        Value { range: place(cell), text: cell.text.clone(), lo: number.clone(), hi: number, unit: String::new() }
    };
    let (text, wanted) = (&judged.at.text, judged.wanted.as_deref().unwrap_or_default());
    let message = match judged.code {
        "parts-sum-mismatch" => Message::new(
            format!("表中各行相加是{wanted}，合计写作{text}"),
            format!("the rows of the table add up to {wanted}, and the total is {text}"),
        ),
        "share-mismatch" => Message::new(
            format!("表中占比应为{wanted}，写作{text}"),
            format!("the share in the table comes out as {wanted}, and is printed as {text}"),
        ),
        _ => Message::new(
            format!("表中增速应为{wanted}，写作{text}"),
            format!("the growth in the table comes out as {wanted}, and is printed as {text}"),
        ),
    };
    let related = judged.others.iter().map(|cell| Related {
        range: place(cell),
        message: Message::new(format!("“{}”在这里", cell.text), format!("“{}” stands here", cell.text)),
    });
    Finding {
        code: judged.code,
        severity: Severity::Error,
        message,
        range: place(judged.at),
        evidence: Some(Evidence {
            formula: Message::both(judged.formula.clone()),
            values: judged.others.iter().copied().chain([judged.at]).map(value).collect(),
        }),
        related: related.collect(),
        fixes: Vec::new(),
    }
}
