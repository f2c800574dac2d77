//! A3: the text against the cells of a table with the same indicator, scope and time.
//!
//! A cell is made a sentence (`全社会用电量` and `46.1` with its unit) and bound as the text is, so that both speak the same words. It is
//! reported only if no cell that the text may mean has its value, no other place of the text has the cell's, and both are near.

use jiff::civil::Date;
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::grid::{Grid, Holds, WORDS, number};
use crate::claims::scope::SCOPES;
use crate::claims::{Claim, Role, Statistic, claims};
use crate::figures::dates::TimeExpression;
use crate::figures::figure::{Figure, Interval, Value as Said};
use crate::figures::lexer::lex;
use crate::rules::consistency::fact::{Fact, Place, facts};
use crate::rules::finding::{Evidence, Finding, Message, Related, Severity, Value};
use crate::rules::relations::amount::{Amount, Scale, distance, fixed};
use crate::rules::style::{as_value, plain};
use crate::rules::{Check, OverLines, Subject};
use crate::text::TextRange;

/// How many cells and how many facts of the text are held against each other.
const MOST_CELLS: usize = 400;
const MOST_FACTS: usize = 800;
/// How many facts around one are looked at for its sentence.
const SENTENCE: usize = 8;
/// How far back, in characters, a sentence names what is measured.
const FARTHEST: usize = 120;

/// A cell with what it says.
struct Told<'g> {
    /// The table and the row.
    row: (usize, usize),
    /// Whether the row is the sum of the others.
    is_total: bool,
    line: usize,
    range: TextRange,
    /// Row and column as a reader finds them.
    place: String,
    printed: &'g str,
    unit: String,
    interval: Interval,
    dimension: SmolStr,
    statistic: Statistic,
    claim: Claim,
    label: String,
    noun: String,
    period: Option<TimeExpression>,
    /// The year that the caption names.
    year: Option<i32>,
    /// Whether the text has its value somewhere.
    has_confirmation: bool,
}

/// Holds the text against the tables.
pub(super) fn check(subject: &dyn Subject, grids: &[Grid], found: &mut OverLines) {
    let mut cells: Vec<Told> = grids.iter().enumerate().flat_map(|(at, grid)| told(at, grid)).take(MOST_CELLS).collect();
    if cells.is_empty() {
        return;
    }
    let of_table = |line: usize, start: usize| {
        let mut cells = grids.iter().flat_map(|g| g.rows.iter().flatten()).filter(|c| c.line == line).map(|c| usize::from(c.range.start()));
        cells.next().is_some_and(|first| start >= first)
    };
    let today = subject.today();
    let all = facts(subject);
    let usable = |f: &&Fact| f.claim.is_actual() && !f.claim.has_caveat && matches!(f.claim.role, Role::Plain | Role::To | Role::Done);
    // 一头牛一年产奶10吨: two digits of a title say nothing of a cell.
    let is_told = |f: &&Fact| f.place != Place::Title || f.figure.printed().is_some_and(|p| p.step < p.value.abs() / Decimal::from(50));
    let facts: Vec<&Fact> =
        all.iter().filter(usable).filter(is_told).filter(|f| !of_table(f.line, f.figure.range.start().into())).take(MOST_FACTS).collect();
    let mut against: Vec<(&Fact, usize)> = Vec::new();
    for (place, fact) in facts.iter().enumerate() {
        let near = &facts[place.saturating_sub(SENTENCE)..facts.len().min(place + SENTENCE)];
        let judged = (0..cells.len()).map(|at| (at, sameness(subject, fact, &cells[at], today, near, &cells)));
        let judged: Vec<(usize, Sameness)> = judged.filter(|(_, sure)| *sure != Sameness::No).collect();
        let alike = of_sentence(subject, fact, judged, &cells);
        let fitting = alike.iter().map(|(at, _)| *at).find(|at| cells[*at].interval.meets(&fact.amount.interval));
        found.checked.extend((!alike.is_empty()).then_some((fact.line, fact.claim.figure, Check::Table)));
        if let Some(at) = fitting {
            cells[at].has_confirmation |= fact.is_exact();
            continue;
        }
        if let [(at, sure)] = alike[..]
            && is_near(subject, fact, &cells[at], sure)
        {
            against.push((fact, at));
        }
    }
    for (fact, at) in against.into_iter().filter(|(_, at)| !cells[*at].has_confirmation) {
        found.findings.push(finding(subject, fact, &cells[at]));
    }
}

fn told(number: usize, grid: &Grid) -> impl Iterator<Item = Told<'_>> {
    let places = (0..grid.rows.len()).flat_map(move |row| (0..grid.columns.len()).map(move |at| (row, at)));
    places.filter_map(move |(row, at)| cell(number, grid, row, at))
}

fn cell(table: usize, grid: &Grid, row: usize, at: usize) -> Option<Told<'_>> {
    let (column, cell) = (&grid.columns[at], &grid.rows[row][at]);
    let statistic = match column.holds {
        Holds::Level => Statistic::Level,
        Holds::Growth => Statistic::Growth,
        _ => return None,
    };
    if at == grid.label || column.is_previous {
        return None;
    }
    let (digits, own) = number(&cell.text)?;
    let unit = grid.unit(row, at, &own)?;
    let bare = digits.trim_start_matches('-');
    let label = grid.name(row);
    let base = if statistic == Statistic::Growth { grid.base(at).map(|c| &grid.columns[c]) } else { Some(column) };
    let noun = base.map(|c| c.noun.clone()).unwrap_or_default();
    let is_total = WORDS.total.contains(&label);
    let name = if is_total { noun.clone() } else { format!("{label}{noun}") };
    let value = format!("{bare}{unit}");
    let text = match statistic {
        Statistic::Growth => format!("{name}增长{value}"),
        _ => format!("{name}{value}"),
    };
    let figures = lex(&text).figures;
    let claim = claims(&text, &figures).pop().filter(|c| c.statistic == statistic || statistic == Statistic::Level)?;
    let figure = figures.get(claim.figure)?;
    let amount = Amount::of(&text, figure)?;
    let interval = if digits.starts_with('-') { amount.interval.negated() } else { amount.interval };
    let time = |text: &str| match lex(text).figures.into_iter().map(|f| f.value).find(|v| matches!(v, Said::Time(_)))? {
        Said::Time(time) => Some(time),
        _ => None,
    };
    Some(Told {
        row: (table, row),
        is_total,
        line: cell.line,
        range: cell.range,
        place: grid.rows[row][grid.label].text.clone(),
        printed: &cell.text,
        dimension: amount.dimension.clone(),
        interval,
        statistic,
        claim,
        label,
        noun,
        unit,
        period: column.period.as_deref().and_then(time),
        year: years(&grid.caption),
        has_confirmation: false,
    })
}

/// The year that a caption names, if it is one.
fn years(text: &str) -> Option<i32> {
    let mut years: Vec<i32> = lex(text).figures.iter().filter_map(year_of).collect();
    years.dedup();
    if let [year] = years[..] { Some(year) } else { None }
}

fn year_of(figure: &Figure) -> Option<i32> {
    let Said::Time(time) = &figure.value else { return None };
    time.dates().find_map(|d| d.numbered_year())
}

/// How surely the text and a cell speak of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sameness {
    No,
    /// If the value is the cell's with a slip.
    Likely,
    Certain,
}

/// Whether the text and a cell speak of one thing at one time; `near` are the facts around the one of the text.
fn sameness(subject: &dyn Subject, fact: &Fact, cell: &Told, today: Option<Date>, near: &[&Fact], cells: &[Told]) -> Sameness {
    let kinds = fact.claim.statistic == cell.statistic && fact.amount.dimension == cell.dimension;
    if !kinds || !bases_agree(fact) || !times_agree(fact, cell, today) {
        return Sameness::No;
    }
    let words = if scopes_agree(fact.claim, &cell.claim) { words_agree(subject, fact, cell) } else { Sameness::No };
    if words == Sameness::No && is_of_total(fact, cell, near, cells) { Sameness::Likely } else { words }
}

/// 全县96家企业完成产值141.6亿元: whoever it is, the total of the table has the same noun, and another of its cells stands in the sentence.
fn is_of_total(fact: &Fact, cell: &Told, near: &[&Fact], cells: &[Told]) -> bool {
    let noun = bare(fact.claim.indicator_name());
    let is_noun = !cell.noun.is_empty() && (noun == cell.noun || noun == bare(cell.claim.indicator_name()));
    if !cell.is_total || !is_noun || fact.claim.whole.is_some() {
        return false;
    }
    let is_beside =
        |f: &&&Fact| f.line == fact.line && f.claim.sentence == fact.claim.sentence && f.claim.figure != fact.claim.figure && f.is_exact();
    let row = || cells.iter().filter(|c| c.row == cell.row && c.range != cell.range && c.statistic == Statistic::Level);
    let stands = |f: &&Fact| row().any(|c| c.dimension == f.amount.dimension && c.interval.meets(&f.amount.interval));
    near.iter().filter(is_beside).any(stands)
}

/// Where several cells of a row may be meant, those whose noun stands in the sentence: 从产值看，城关镇完成…
fn of_sentence(subject: &dyn Subject, fact: &Fact, alike: Vec<(usize, Sameness)>, cells: &[Told]) -> Vec<(usize, Sameness)> {
    if alike.len() < 2 {
        return alike;
    }
    let head = &subject.reading(fact.line).text[..usize::from(fact.figure.range.start())];
    let from = head.char_indices().rev().take(FARTHEST).take_while(|(_, c)| *c != '。').last().map_or(head.len(), |(at, _)| at);
    let named: Vec<_> =
        alike.iter().copied().filter(|(at, _)| !cells[*at].noun.is_empty() && head[from..].contains(&cells[*at].noun)).collect();
    if named.is_empty() { alike } else { named }
}

/// A growth of the text is over the year before, as those of tables are.
fn bases_agree(fact: &Fact) -> bool {
    let base = &fact.claim.base;
    let is_yearly = base.word == "同比" || base.period.as_ref().is_some_and(|p| p.is_previous());
    fact.claim.statistic != Statistic::Growth || (base.noun.is_empty() && (!base.is_named || is_yearly) && !fact.claim.is_annual)
}

fn times_agree(fact: &Fact, cell: &Told, today: Option<Date>) -> bool {
    let Some(period) = &fact.claim.period else { return true };
    if period.is_previous() && (cell.period.is_none() || today.is_some()) && !period.text.contains('末') {
        return cell.period.as_ref().is_some_and(|time| period.time.days(today).is_some() && time.days(today) == period.time.days(today));
    }
    let year = period.time.dates().find_map(|d| d.numbered_year());
    let of_cell = cell.period.as_ref().and_then(|time| time.dates().find_map(|d| d.numbered_year())).or(cell.year);
    if year.zip(of_cell).is_some_and(|(a, b)| a != b) {
        return false;
    }
    // A month is not the year; a time that nobody can resolve may be the table's.
    match cell.period.as_ref().map(|time| (time.days(today), period.time.days(today))) {
        Some((Some(a), Some(b))) => a == b || (a.1 == b.1 && period.is_open()),
        _ => true,
    }
}

/// The article's own place goes without saying.
fn scopes_agree(one: &Claim, other: &Claim) -> bool {
    let place = |id: &crate::claims::scope::ScopeId| SCOPES.group(*id) == "whole-place";
    let rest = |c: &Claim| c.scopes.iter().copied().filter(|id| !place(id)).collect::<Vec<_>>();
    let places = |c: &Claim| c.scopes.iter().copied().filter(place).collect::<Vec<_>>();
    let (a, b) = (places(one), places(other));
    SCOPES.agree(&rest(one), &rest(other)) && (a == b || a.is_empty() || b.is_empty())
}

fn words(claim: &Claim) -> String {
    let (subject, noun) = (claim.subject.text.as_str(), claim.measured());
    if subject.is_empty() || noun.starts_with(subject) { noun.to_owned() } else { format!("{subject}{noun}") }
}

/// Words without those that change nothing: 完成造林 is 造林.
fn bare(text: &str) -> &str {
    let mut rest = text;
    while let Some(shorter) = WORDS.harmless.iter().find_map(|w| rest.strip_prefix(w.as_str())).filter(|s| s.chars().count() >= 2) {
        rest = shorter;
    }
    rest
}

fn words_agree(subject: &dyn Subject, fact: &Fact, cell: &Told) -> Sameness {
    let of_cell = words(&cell.claim);
    if of_cell.chars().count() < 2 {
        return Sameness::No;
    }
    let of_text = words(fact.claim);
    let (a, b) = (bare(&of_text), bare(&of_cell));
    if a == b {
        return Sameness::Certain;
    }
    let noun = bare(fact.claim.indicator_name());
    let entry = fact.claim.entry().filter(|e| !e.loose);
    let one_indicator = entry.is_some() && fact.claim.indicator == cell.claim.indicator && noun == bare(cell.claim.indicator_name());
    // The article's own place goes without saying: it stands in the title or ends as a place does.
    let own_place = |who: &str| who.is_empty() || is_of_article(subject, who);
    if (noun == b || one_indicator) && own_place(&fact.claim.subject.text) && cell.claim.subject.is_empty() {
        return Sameness::Certain;
    }
    // 城关镇 in a row, 产值 over the column: the text may name the place and carry the noun on from before.
    let by_place = !cell.noun.is_empty() && cell.label.chars().count() >= 2;
    let who = fact.claim.subject.text.as_str();
    if !by_place {
        return Sameness::No;
    }
    // In a list by 分别 the words are the names of all.
    let says_no_noun = noun.is_empty() || noun == cell.label || (fact.claim.list.is_some() && noun.contains('、'));
    if (who == cell.label || of_text == cell.label) && (noun == cell.noun || says_no_noun) {
        return Sameness::Certain;
    }
    if noun == cell.label { Sameness::Likely } else { Sameness::No }
}

fn is_of_article(subject: &dyn Subject, who: &str) -> bool {
    let is_title = |line: &usize| matches!(subject.article().roles[*line], crate::article::Role::Title);
    let title = (0..subject.line_count().min(12)).find(is_title);
    title.is_some_and(|line| subject.reading(line).text.contains(who))
}

/// Whether the values are near enough to be one value with a slip.
fn is_near(subject: &dyn Subject, fact: &Fact, cell: &Told, sure: Sameness) -> bool {
    let reading = &subject.reading(fact.line).text;
    let (Some(said), Some(printed)) = (fact.amount.interval.middle(), cell.interval.middle()) else { return false };
    if !fact.is_exact() {
        return false;
    }
    let digits = fact.digits(reading);
    let count = digits.chars().filter(char::is_ascii_digit).count();
    let in_scale = in_scale(&fact.amount.scale, printed.abs());
    let is_slip = count >= 2 && in_scale.is_some_and(|other| distance(&digits, &other) == 1);
    let near = (said - printed).abs().checked_mul(Decimal::from(4)).is_some_and(|gap| gap <= said.abs().max(printed.abs()));
    is_slip || (near && sure == Sameness::Certain)
}

fn in_scale(scale: &Scale, value: Decimal) -> Option<String> {
    Some(fixed(value.checked_div(scale.factor)?, scale.decimals))
}

fn finding(subject: &dyn Subject, fact: &Fact, cell: &Told) -> Finding {
    let cited =
        Cited { line: cell.line, range: cell.range, place: &cell.place, printed: cell.printed, unit: &cell.unit, interval: &cell.interval };
    mismatch(subject, fact.line, fact.figure, &cited)
}

/// A cell that the text goes against.
pub(super) struct Cited<'c> {
    pub line: usize,
    pub range: TextRange,
    /// Row and column as a reader finds them.
    pub place: &'c str,
    pub printed: &'c str,
    pub unit: &'c str,
    pub interval: &'c Interval,
}

/// The finding on a figure of the text that goes against a cell.
pub(super) fn mismatch(subject: &dyn Subject, line: usize, figure: &Figure, cell: &Cited) -> Finding {
    let reading = &subject.reading(line).text;
    let text = &reading[figure.range];
    let shown = if cell.printed.ends_with(cell.unit) { cell.printed.to_owned() } else { format!("{}{}", cell.printed, cell.unit) };
    let range = subject.reading_in_source(cell.line, cell.range);
    let mut value = as_value(reading, figure);
    value.range = subject.reading_in_source(line, figure.range);
    let end = |v: Option<Decimal>| v.map(plain).unwrap_or_default();
    let other =
        Value { range, text: cell.printed.to_owned(), lo: end(cell.interval.lo), hi: end(cell.interval.hi), unit: cell.unit.to_owned() };
    Finding {
        code: "table-mismatch",
        severity: Severity::Error,
        message: Message::new(
            format!("正文与表格不符：正文是{text}，表中“{}”是{shown}", cell.place),
            format!("the text does not go with the table: {text} in the text, {shown} for “{}” in the table", cell.place),
        ),
        range: value.range,
        evidence: Some(Evidence { formula: Message::both(format!("{text} ≠ {shown}")), values: vec![value, other] }),
        related: vec![Related {
            range,
            message: Message::new(format!("表中是“{}”", cell.printed), format!("“{}” in the table", cell.printed)),
        }],
        fixes: Vec::new(),
    }
}
