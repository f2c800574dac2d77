//! The figures panel: every figure of an article with what it says and how it stands to the checks, the contradictions, the charts.

use serde::Serialize;
use tower_lsp::ls_types::Range;

use super::charts::{Chart, charts};
use super::values::{plain, printed, unit_name};
use crate::analysis::FigureAt;
use crate::article::sections::Sections;
use crate::claims::{Claim, label, mood};
use crate::figures::figure::Value;
use crate::figures::label::short_kind;
use crate::figures::lexer::has_number;
use crate::rules::{self, Check, Finding, Group, Locale, Severity, rule};
use crate::server::view::View;

/// The most figures that are listed: a table is for reading.
const MOST_ROWS: usize = 5000;

/// What the status bar shows.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// The version of the text.
    version: i32,
    figures: usize,
    bound: usize,
    checked: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
}

/// The whole panel.
#[derive(Debug, Serialize)]
pub struct Panel {
    #[serde(flatten)]
    summary: Summary,
    uri: String,
    /// `zh` or `en`: the language of all texts in it.
    locale: &'static str,
    /// The article's title; empty where it has none.
    title: String,
    /// Contradictions and other findings, the gravest first; spots of noise are left out.
    findings: Vec<Item>,
    rows: Vec<Row>,
    /// How many figures are not listed.
    omitted: usize,
    charts: Vec<Chart>,
}

/// One finding.
#[derive(Debug, Serialize)]
struct Item {
    code: &'static str,
    severity: &'static str,
    message: String,
    /// The arithmetic; empty where there is none.
    formula: String,
    range: Range,
    href: String,
    places: Vec<Place>,
}

/// Another place that a finding speaks of.
#[derive(Debug, Serialize)]
struct Place {
    range: Range,
    text: String,
}

/// One figure.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    range: Range,
    /// The source text.
    text: String,
    /// The value for people.
    amount: String,
    /// Its value for sorting, a decimal string; of a range the lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    unit: String,
    /// What it is: money, percent …
    kind: String,
    subject: String,
    indicator: String,
    scope: String,
    period: String,
    /// Level, growth, share … and whether it is so, planned …
    statement: String,
    section: String,
    /// `contradiction`, `doubt`, `checked`, `unchecked`, `unbound`, `damaged`.
    state: &'static str,
    /// The checks it took part in, for people.
    checks: Vec<String>,
    /// The findings that speak of it, as indices into `findings`.
    findings: Vec<usize>,
}

/// Counts only: cheap enough to be asked after every edit.
pub fn summary(view: &View) -> Summary {
    let coverage = view.analysis().coverage();
    let findings = view.findings();
    let count = |severity| findings.iter().filter(|f| !is_noise(f) && f.severity == severity).count();
    Summary {
        version: view.version,
        figures: coverage.figures,
        bound: coverage.bound,
        checked: coverage.checked,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        hints: count(Severity::Hint),
    }
}

/// Everything that the panel shows.
pub fn panel(view: &View) -> Panel {
    let (analysis, locale) = (view.analysis(), view.locale());
    let mut findings: Vec<Finding> = view.findings().into_iter().filter(|f| !is_noise(f)).collect();
    // The sort is stable: within a severity they stay in the order of the text.
    findings.sort_by_key(|f| std::cmp::Reverse(f.severity));
    let sections = Sections::of(&analysis.outline(locale));
    let mut rows = Vec::new();
    let mut omitted = 0;
    for line in (0..analysis.lines().len()).filter(|line| !analysis.is_reprint(*line)) {
        let reading = &analysis.lines()[line].reading.text;
        let claims: Vec<(FigureAt, &Claim)> = analysis.claims_of(line).collect();
        for (at, figure) in analysis.figures_of(line).enumerate().filter(|(_, f)| has_number(f.figure, reading)) {
            // As many rows as coverage counts; beyond those only what a finding speaks of, such as a figure of the title.
            if !rules::is_checked(analysis, line) && !findings.iter().any(|f| rules::speaks_of(f, figure.range)) {
                continue;
            }
            if rows.len() == MOST_ROWS {
                omitted += 1;
                continue;
            }
            let claim = claims.iter().find(|(of, _)| of.range == figure.range).map(|(_, claim)| *claim);
            rows.push(row(view, &figure, at, claim, &findings, &sections));
        }
    }
    Panel {
        summary: summary(view),
        uri: view.uri.as_str().to_owned(),
        locale: if locale == Locale::Zh { "zh" } else { "en" },
        title: sections.title().unwrap_or_default().to_owned(),
        findings: findings.iter().map(|f| item(view, f)).collect(),
        rows,
        omitted,
        charts: charts(view),
    }
}

fn is_noise(finding: &Finding) -> bool {
    rule(finding.code).is_some_and(|r| r.group == Group::Noise)
}

fn item(view: &View, finding: &Finding) -> Item {
    let locale = view.locale();
    let places = finding.related.iter().map(|r| Place { range: view.range(r.range), text: r.message.text(locale).to_owned() });
    Item {
        code: finding.code,
        severity: finding.severity.name(),
        message: finding.message.text(locale).to_owned(),
        formula: finding.evidence.as_ref().map(|e| e.formula.text(locale).to_owned()).unwrap_or_default(),
        range: view.range(finding.range),
        href: rule(finding.code).map(rules::Rule::href).unwrap_or_default(),
        places: places.collect(),
    }
}

fn row(view: &View, at: &FigureAt, index: usize, claim: Option<&Claim>, findings: &[Finding], sections: &Sections) -> Row {
    let (analysis, locale) = (view.analysis(), view.locale());
    let reading = &analysis.lines()[at.line].reading.text;
    let against: Vec<usize> = (0..findings.len()).filter(|f| rules::speaks_of(&findings[*f], at.range)).collect();
    let checks: Vec<String> =
        rules::checks_of(analysis, at.line, index).into_iter().map(Check::name).map(|m| m.text(locale).to_owned()).collect();
    let interval = at.figure.interval();
    let value = at.figure.printed().map(|p| p.value).or_else(|| interval.as_ref().and_then(|i| i.lo.or(i.hi)));
    Row {
        range: view.range(at.range),
        text: view.source(at.line, at.range).trim().to_owned(),
        amount: amount(view, at),
        value: value.map(plain),
        unit: unit_name(at.figure.unit, locale),
        kind: short_kind(at.figure).text(locale).to_owned(),
        subject: claim.map(|c| c.subject.text.clone()).unwrap_or_default(),
        indicator: claim.map(|c| c.indicator_name().to_owned()).unwrap_or_default(),
        scope: claim.and_then(Claim::scope_names).unwrap_or_default(),
        period: claim.and_then(|c| c.period.as_ref()).map(|p| p.text.clone()).unwrap_or_default(),
        statement: claim.map(|c| statement(reading, at, c, locale)).unwrap_or_default(),
        section: sections.at(at.range).unwrap_or_default().to_owned(),
        state: state(at, claim, &against, findings, &checks),
        checks,
        findings: against,
    }
}

/// What a figure is worth, or the days that a time means.
fn amount(view: &View, at: &FigureAt) -> String {
    let Value::Time(time) = &at.figure.value else { return printed(at.figure, view.locale()) };
    let day = |day: Option<jiff::civil::Date>| day.map_or("…".to_owned(), |d| d.to_string());
    match time.days(view.analysis().today()) {
        Some((first, last)) if first == last => day(first),
        Some((first, last)) => format!("{} – {}", day(first), day(last)),
        None => String::new(),
    }
}

/// `增速 · 计划`; what simply is so is not said.
fn statement(reading: &str, at: &FigureAt, claim: &Claim, locale: Locale) -> String {
    let modality = mood::modality(reading, at.figure.range.start().into(), claim, &mood::quotations(reading));
    let statistic = label::statistic(claim.statistic);
    match modality {
        "actual" => statistic.text(locale).to_owned(),
        _ => format!("{} · {}", statistic.text(locale), label::modality(modality).text(locale)),
    }
}

fn state(at: &FigureAt, claim: Option<&Claim>, against: &[usize], findings: &[Finding], checks: &[String]) -> &'static str {
    match against.iter().map(|f| findings[*f].severity).max() {
        Some(Severity::Error) => return "contradiction",
        Some(Severity::Warning) => return "doubt",
        _ => {}
    }
    match (at.is_trusted, checks.is_empty(), claim) {
        (false, ..) => "damaged",
        (true, false, _) => "checked",
        (true, true, Some(_)) => "unchecked",
        (true, true, None) => "unbound",
    }
}

impl Panel {
    /// The figures as CSV (RFC 4180) with the headings of the panel's language, behind a byte-order mark so that spreadsheets read UTF-8.
    pub fn csv(&self, names: &[String; 12]) -> String {
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        // Memory does not fail.
        let _ = writer.write_record(names);
        for row in &self.rows {
            let line = (row.range.start.line + 1).to_string();
            let state = state_name(row.state, self.locale).to_owned();
            let value = row.value.clone().unwrap_or_default();
            let checks = row.checks.join("; ");
            let cells = [
                &line,
                &row.text,
                &value,
                &row.unit,
                &row.kind,
                &row.subject,
                &row.indicator,
                &row.scope,
                &row.period,
                &row.statement,
                &state,
                &checks,
            ];
            let _ = writer.write_record(cells.map(|cell| guarded(cell)));
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

/// A cell that a spreadsheet would take for a formula is marked as text; negative numbers stay numbers.
fn guarded(cell: &str) -> String {
    let is_number = cell.parse::<rust_decimal::Decimal>().is_ok();
    if cell.starts_with(['=', '+', '-', '@']) && !is_number { format!("'{cell}") } else { cell.to_owned() }
}

/// The headings of the CSV.
pub fn csv_names(locale: Locale) -> [String; 12] {
    let names = match locale {
        Locale::Zh => ["行", "数字", "数值", "单位", "类别", "主体", "指标", "口径", "时期", "说法", "核对", "核对项目"],
        Locale::En => {
            ["line", "figure", "value", "unit", "kind", "subject", "indicator", "scope", "period", "statement", "state", "checks"]
        }
    };
    names.map(str::to_owned)
}

fn state_name(state: &'static str, locale: &str) -> &'static str {
    let zh = match state {
        "contradiction" => "矛盾",
        "doubt" => "存疑",
        "checked" => "已核对",
        "unchecked" => "未核对",
        "unbound" => "未识别所指",
        _ => "原文受损",
    };
    if locale == "zh" { zh } else { state }
}
