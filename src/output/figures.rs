//! The figures of an article as a table, JSON lines or CSV.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::json::to_json;
use super::{Places, one_line, table as columns};
use crate::analysis::{Analysis, FigureAt};
use crate::article::sections::Sections;
use crate::claims::Claim;
use crate::figures::figure::{Approximation, Figure, Value};
use crate::figures::{label, spoken};
use crate::message::Message;
use crate::rules::Locale;

/// One figure, as it is written out (INTERFACES.md § JSON).
#[derive(Serialize)]
pub struct Row<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    /// Code points of the source.
    start: usize,
    end: usize,
    /// The source text.
    text: &'a str,
    kind: &'static str,
    /// Of one number.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// Of a range, and what the hedges allow; `null` is an open end.
    #[serde(flatten)]
    ends: Option<Ends>,
    /// Of a ratio or of a code such as `1+5+N`.
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<Vec<Option<String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimension: Option<String>,
    approx: &'static str,
    /// First and last day; `null` is an open end.
    #[serde(skip_serializing_if = "Option::is_none")]
    dates: Option<[Option<String>; 2]>,
    /// Whose it is, what is measured, and when it holds, as far as the line says so for certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'a str>,
    /// The heading it stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    /// Whether no damage touches it.
    trusted: bool,
    #[serde(skip)]
    at: (usize, usize),
    /// What it is, for people.
    #[serde(skip)]
    label: Message,
}

/// Both ends of a figure's values.
#[derive(Serialize)]
struct Ends {
    lo: Option<String>,
    hi: Option<String>,
}

/// A decimal without zeros that say nothing.
pub fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

/// The figures of an article. `reference` resolves 今年; without it the dateline does.
pub fn rows<'a>(path: Option<&'a str>, text: &'a str, analysis: &'a Analysis, reference: Option<Date>, places: &Places) -> Vec<Row<'a>> {
    let reference = reference.or_else(|| analysis.today());
    let sections = Sections::of(&analysis.outline(Locale::Zh));
    let mut rows = Vec::new();
    for line in (0..analysis.lines().len()).filter(|line| !analysis.is_reprint(*line)) {
        let mut claims = analysis.lines()[line].claims.iter().peekable();
        for (index, at) in analysis.figures_of(line).enumerate() {
            // Both are in order.
            while claims.next_if(|c| c.figure < index).is_some() {}
            rows.push(row(path, text, &at, claims.next_if(|c| c.figure == index), reference, &sections, places));
        }
    }
    rows
}

fn row<'a>(
    path: Option<&'a str>,
    text: &'a str,
    at: &FigureAt,
    claim: Option<&'a Claim>,
    reference: Option<Date>,
    sections: &Sections,
    places: &Places,
) -> Row<'a> {
    let (start, end) = places.chars(at.range);
    let figure = at.figure;
    let days = match &figure.value {
        Value::Time(time) => time.days(reference),
        _ => None,
    };
    Row {
        path,
        start,
        end,
        text: &text[at.range],
        kind: figure.kind.name(),
        value: figure.printed().map(|p| decimal(p.value)),
        ends: ends(figure),
        terms: match &figure.value {
            Value::Terms(terms) => Some(terms.iter().map(|t| t.map(|p| decimal(p.value))).collect()),
            _ => None,
        },
        unit: figure.unit.map(|u| u.name().to_string()),
        dimension: figure.unit.map(|u| u.dimension().to_string()),
        approx: figure.approximation.name(),
        dates: days.map(|(first, last)| [first.map(|d| d.to_string()), last.map(|d| d.to_string())]),
        subject: claim.map(|c| c.subject.text.as_str()).filter(|subject| !subject.is_empty()),
        indicator: claim.map(Claim::indicator_name).filter(|measured| !measured.is_empty()),
        period: claim.and_then(|c| c.period.as_ref()).map(|p| p.text.as_str()),
        section: sections.at(at.range).map(str::to_owned),
        trusted: at.is_trusted,
        at: places.line_column(at.range.start().into()),
        label: label::short_kind(figure),
    }
}

fn ends(figure: &Figure) -> Option<Ends> {
    let text = |value: Option<Decimal>| value.map(decimal);
    match figure.value {
        Value::Range(lo, hi) => Some(Ends { lo: text(lo.map(|p| p.value)), hi: text(hi.map(|p| p.value)) }),
        Value::Number(_) if figure.approximation != Approximation::Exact => {
            let interval = figure.interval()?;
            Some(Ends { lo: text(interval.lo), hi: text(interval.hi) })
        }
        _ => None,
    }
}

/// A JSON object a line.
pub fn jsonl(rows: &[Row]) -> String {
    rows.iter().map(|row| to_json(row) + "\n").collect()
}

/// The first line of the CSV.
pub fn csv_header() -> &'static str {
    "path,start,end,text,kind,value,lo,hi,unit,dimension,approx,first_day,last_day,section,trusted\n"
}

/// CSV as RFC 4180 has it, without the header.
pub fn csv(rows: &[Row]) -> String {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for row in rows {
        let ends = |pick: fn(&Ends) -> &Option<String>| row.ends.as_ref().and_then(|e| pick(e).clone()).unwrap_or_default();
        let day = |i: usize| row.dates.as_ref().and_then(|d| d[i].clone()).unwrap_or_default();
        // Memory does not fail.
        let _ = writer.write_record([
            row.path.unwrap_or_default(),
            &row.start.to_string(),
            &row.end.to_string(),
            row.text,
            row.kind,
            row.value.as_deref().unwrap_or_default(),
            &ends(|e| &e.lo),
            &ends(|e| &e.hi),
            row.unit.as_deref().unwrap_or_default(),
            row.dimension.as_deref().unwrap_or_default(),
            row.approx,
            &day(0),
            &day(1),
            row.section.as_deref().unwrap_or_default(),
            if row.trusted { "true" } else { "false" },
        ]);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Columns for people, aligned under double-width characters: place, kind, text, value or days, unit.
pub fn table(rows: &[Row], locale: Locale) -> String {
    let cells: Vec<[String; 5]> = rows
        .iter()
        .map(|row| {
            let place = format!("{}:{}:{}", row.path.unwrap_or("-"), row.at.0, row.at.1);
            [place, row.label.text(locale).to_owned(), one_line(row.text), row.amount(), row.unit.clone().unwrap_or_default()]
        })
        .collect();
    columns(&cells)
}

impl Row<'_> {
    /// The value as a person reads it in a column.
    fn amount(&self) -> String {
        let end = |e: &Option<String>| e.as_deref().map_or_else(|| "…".to_owned(), people);
        match (&self.value, &self.ends, &self.terms, &self.dates) {
            (Some(value), Some(ends), ..) => {
                format!("{} ({} – {})", people(value), end(&ends.lo), end(&ends.hi))
            }
            (Some(value), ..) => people(value),
            (None, Some(ends), ..) => format!("{} – {}", end(&ends.lo), end(&ends.hi)),
            (None, None, Some(terms), _) => terms.iter().map(|t| t.as_deref().unwrap_or("N")).collect::<Vec<_>>().join(" : "),
            (None, None, None, Some([first, last])) if first == last => end(first),
            (None, None, None, Some([first, last])) => format!("{} – {}", end(first), end(last)),
            _ => String::new(),
        }
    }
}

/// A decimal with 万 and 亿; what is none, such as a day, as it stands.
fn people(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), spoken::people)
}
