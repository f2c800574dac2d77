//! The claims of an article as a table, JSON lines or CSV.

use rust_decimal::Decimal;
use serde::Serialize;

use super::figures::decimal;
use super::json::to_json;
use super::{Places, one_line, table as columns};
use crate::analysis::{Analysis, FigureAt};
use crate::article::sections::Sections;
use crate::claims::{Claim, Statistic, label, mood};
use crate::message::{Locale, Message};

/// One claim, as it is written out (INTERFACES.md § JSON).
#[derive(Serialize)]
pub struct Row<'a> {
    path: &'a str,
    /// Code points of the source.
    start: usize,
    end: usize,
    /// The source text of the figure.
    text: &'a str,
    /// Whose it is: what the line names, else the heading or the title.
    subject: String,
    /// What is measured.
    indicator: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'a str>,
    modality: &'static str,
    statistic: &'static str,
    /// Both ends of what the figure allows, a decline negative; `null` is an open end.
    lo: Option<String>,
    hi: Option<String>,
    unit: String,
    #[serde(skip)]
    at: (usize, usize),
    /// What kind of statement it is, for people.
    #[serde(skip)]
    kind: Message,
}

/// The claims of an article, in order; what damage touches and what is printed a second time is left out.
pub fn rows<'a>(path: &'a str, text: &'a str, analysis: &'a Analysis, places: &Places) -> Vec<Row<'a>> {
    let sections = Sections::of(&analysis.outline(Locale::Zh));
    let mut rows = Vec::new();
    for (at, line) in analysis.lines().iter().enumerate().filter(|(at, line)| !line.claims.is_empty() && !analysis.is_reprint(*at)) {
        let reading = &line.reading.text;
        let quotations = mood::quotations(reading);
        for (figure, claim) in analysis.claims_of(at).filter(|(figure, _)| figure.is_trusted) {
            let modality = mood::modality(reading, figure.figure.range.start().into(), claim, &quotations);
            rows.push(row(path, text, &figure, claim, modality, &sections, places));
        }
    }
    rows
}

fn row<'a>(
    path: &'a str,
    text: &'a str,
    at: &FigureAt,
    claim: &'a Claim,
    modality: &'static str,
    sections: &Sections,
    places: &Places,
) -> Row<'a> {
    let (start, end) = places.chars(at.range);
    let (lo, hi) = ends(at, claim);
    let subject = if claim.subject.is_empty() { sections.subject_at(at.range).unwrap_or_default() } else { &claim.subject.text };
    Row {
        path,
        start,
        end,
        text: &text[at.range],
        subject: subject.to_owned(),
        indicator: claim.indicator_name(),
        scope: claim.scope_names(),
        period: claim.period.as_ref().map(|p| p.text.as_str()),
        modality,
        statistic: claim.statistic.name(),
        lo: lo.map(decimal),
        hi: hi.map(decimal),
        unit: at.figure.unit.map(|u| u.name().to_string()).unwrap_or_default(),
        at: places.line_column(at.range.start().into()),
        kind: label::statistic(claim.statistic),
    }
}

/// What the figure allows; what goes down is negative.
fn ends(at: &FigureAt, claim: &Claim) -> (Option<Decimal>, Option<Decimal>) {
    let Some(interval) = at.figure.interval() else { return (None, None) };
    let falls = claim.sign < 0 && matches!(claim.statistic, Statistic::Growth | Statistic::Change);
    if falls { (interval.hi.map(|v| -v), interval.lo.map(|v| -v)) } else { (interval.lo, interval.hi) }
}

/// A JSON object a line.
pub fn jsonl(rows: &[Row]) -> String {
    rows.iter().map(|row| to_json(row) + "\n").collect()
}

/// The first line of the CSV.
pub fn csv_header() -> &'static str {
    "path,start,end,text,subject,indicator,scope,period,modality,statistic,lo,hi,unit\n"
}

/// CSV as RFC 4180 has it, without the header.
pub fn csv(rows: &[Row]) -> String {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for row in rows {
        // Memory does not fail.
        let _ = writer.write_record([
            row.path,
            &row.start.to_string(),
            &row.end.to_string(),
            row.text,
            &row.subject,
            row.indicator,
            row.scope.as_deref().unwrap_or_default(),
            row.period.unwrap_or_default(),
            row.modality,
            row.statistic,
            row.lo.as_deref().unwrap_or_default(),
            row.hi.as_deref().unwrap_or_default(),
            &row.unit,
        ]);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

impl Row<'_> {
    /// The cells of a table without the path: place, text, subject, indicator with its scope, period, statement.
    pub(super) fn cells(&self, locale: Locale) -> [String; 6] {
        let scope = self.scope.as_ref().map(|scope| format!("（{scope}）")).unwrap_or_default();
        let statement = format!("{} {}", self.kind.text(locale), label::modality(self.modality).text(locale));
        [
            format!("{}:{}", self.at.0, self.at.1),
            one_line(self.text),
            one_line(&self.subject),
            one_line(self.indicator) + &scope,
            one_line(self.period.unwrap_or_default()),
            statement.trim().to_owned(),
        ]
    }
}

/// Columns for people: place, text, subject, indicator with its scope, period, kind of statement, modality.
pub fn table(rows: &[Row], locale: Locale) -> String {
    let cells: Vec<[String; 7]> = rows
        .iter()
        .map(|row| {
            let place = format!("{}:{}:{}", row.path, row.at.0, row.at.1);
            let scope = row.scope.as_ref().map(|scope| format!("（{scope}）")).unwrap_or_default();
            let kind = row.kind.text(locale).to_owned();
            let mood = label::modality(row.modality).text(locale).to_owned();
            let measured = one_line(row.indicator) + &scope;
            [place, one_line(row.text), one_line(&row.subject), measured, one_line(row.period.unwrap_or_default()), kind, mood]
        })
        .collect();
    columns(&cells)
}
