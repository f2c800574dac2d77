//! Pictures for the page: bars as SVG, one value over several periods, and one indicator over companies and projects.

use std::collections::BTreeMap;
use std::fmt::Write;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{escaped, word};
use crate::article::sections::Sections;
use crate::claims::Statistic;
use crate::entities::EntityKind;
use crate::output::{Checked, one_line};
use crate::rules::Locale;
use crate::text::TextRange;

/// More bars than this are no picture.
const MOST_BARS: usize = 24;
/// Fewer periods than this are read more easily in the sentence.
const FEWEST_PERIODS: usize = 3;
/// Places on the page, in pixels.
const LABEL: usize = 220;
const BAR: usize = 360;
const ROW: usize = 24;

/// A value that something was said to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    subject: String,
    /// Whether the subject is a company, project or institution.
    is_known: bool,
    indicator: String,
    period: String,
    unit: String,
    value: Decimal,
    /// As it is printed.
    text: String,
}

/// The levels that an article states, in order.
pub fn values(checked: &Checked) -> Vec<Stated> {
    let analysis = checked.analysis;
    let sections = Sections::of(&analysis.outline(Locale::Zh));
    let mut values = Vec::new();
    let kinds = [EntityKind::Company, EntityKind::Project, EntityKind::Organization];
    let named_in = (0..analysis.lines().len()).flat_map(|line| analysis.names_of_line(line));
    let mut names: Vec<&str> = named_in.filter(|(_, kind)| kinds.contains(kind)).filter_map(|(at, _)| named(checked, at)).collect();
    names.sort_unstable();
    names.dedup();
    for line in (0..analysis.lines().len()).filter(|line| !analysis.is_reprint(*line)) {
        for (at, claim) in analysis.claims_of(line).filter(|(at, claim)| at.is_trusted && claim.statistic == Statistic::Level) {
            let Some(printed) = at.figure.printed() else { continue };
            let subject = if claim.subject.is_empty() { sections.subject_at(at.range).unwrap_or_default() } else { &claim.subject.text };
            values.push(Stated {
                is_known: names.iter().any(|name| subject.contains(name)),
                subject: one_line(subject),
                indicator: one_line(claim.indicator_name()),
                period: claim.period.as_ref().map(|p| one_line(&p.text)).unwrap_or_default(),
                unit: at.figure.unit.map(|u| u.name().to_string()).unwrap_or_default(),
                value: printed.value,
                text: one_line(&analysis.lines()[line].reading.text[at.figure.range]),
            });
        }
    }
    values
}

/// The words of a place of the source.
fn named<'a>(checked: &Checked<'a>, place: TextRange) -> Option<&'a str> {
    let at = checked.analysis.line_at(place.start().into());
    let start = checked.analysis.line_start(at);
    let line = checked.analysis.lines().get(at)?.content();
    line.get(usize::from(place.start()).checked_sub(start)?..usize::from(place.end()).checked_sub(start)?)
}

/// One thing over several periods, a picture each.
pub fn series(values: &[Stated], locale: Locale) -> String {
    let mut groups: BTreeMap<(&str, &str, &str), Vec<&Stated>> = BTreeMap::new();
    for value in values.iter().filter(|v| !v.period.is_empty() && !v.indicator.is_empty()) {
        groups.entry((&value.subject, &value.indicator, &value.unit)).or_default().push(value);
    }
    groups.retain(|_, group| group.len() >= FEWEST_PERIODS);
    let picture = |((subject, indicator, _), group): ((&str, &str, &str), Vec<&Stated>)| {
        let bars: Vec<(&str, &Stated)> = group.iter().map(|v| (v.period.as_str(), *v)).collect();
        bars_of(&format!("{subject} · {indicator}"), &bars)
    };
    wrapped(groups.into_iter().map(picture).collect(), word("前后对照|Over time", locale), "h3")
}

/// One indicator over the companies and projects of all articles, a picture each.
pub fn side_by_side(values: &[Stated], locale: Locale) -> String {
    let mut groups: BTreeMap<(&str, &str), Vec<&Stated>> = BTreeMap::new();
    for value in values.iter().filter(|v| v.is_known && !v.indicator.is_empty()) {
        groups.entry((&value.indicator, &value.unit)).or_default().push(value);
    }
    let picture = |((indicator, _), group): ((&str, &str), Vec<&Stated>)| {
        let bars: Vec<(&str, &Stated)> = group.iter().map(|v| (v.subject.as_str(), *v)).collect();
        bars_of(indicator, &bars)
    };
    wrapped(groups.into_iter().map(picture).collect(), word("企业与项目|Companies and projects", locale), "h2")
}

fn wrapped(pictures: String, title: &str, heading: &str) -> String {
    if pictures.is_empty() {
        String::new()
    } else {
        format!("<section class=\"charts\"><{heading}>{title}</{heading}>{pictures}</section>\n")
    }
}

/// A picture of labelled bars; nothing where fewer than two labels differ.
fn bars_of(title: &str, bars: &[(&str, &Stated)]) -> String {
    let mut seen: Vec<(&str, &Stated)> = Vec::new();
    for (label, value) in bars.iter().filter(|(_, v)| v.value >= Decimal::ZERO) {
        if !seen.iter().any(|(l, v)| l == label && v.value == value.value) {
            seen.push((label, value));
        }
    }
    let differ = seen.iter().any(|(label, _)| *label != seen[0].0);
    let greatest = seen.iter().map(|(_, v)| v.value).max().unwrap_or_default();
    if !differ || seen.len() > MOST_BARS || greatest.is_zero() {
        return String::new();
    }
    let height = seen.len() * ROW + 8;
    let width = LABEL + BAR + 160;
    let mut out = format!(
        "<figure><figcaption>{}</figcaption><svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        escaped(title),
        escaped(title)
    );
    for (row, (label, value)) in seen.iter().enumerate() {
        let share = (value.value / greatest).to_f64().unwrap_or_default().clamp(0.0, 1.0);
        let length = (share * BAR as f64).max(1.0);
        let (y, text_y) = (row * ROW + 4, row * ROW + 20);
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{text_y}\" text-anchor=\"end\">{}</text><rect x=\"{LABEL}\" y=\"{y}\" width=\"{length:.1}\" height=\"{}\"/>\
             <text x=\"{:.1}\" y=\"{text_y}\">{}</text>",
            LABEL - 8,
            escaped(&cut(label)),
            ROW - 4,
            LABEL as f64 + length + 6.0,
            escaped(&value.text),
        );
    }
    out.push_str("</svg></figure>");
    out
}

/// A label that fits beside its bar.
fn cut(label: &str) -> String {
    if label.chars().count() <= 14 { label.to_owned() } else { label.chars().take(13).chain(['…']).collect() }
}
