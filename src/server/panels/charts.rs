//! What of an article can be seen better than read: parts of a whole, one thing over the years, growth rates side by side.

use rust_decimal::Decimal;
use serde::Serialize;
use tower_lsp::ls_types::Range;

use super::values::{Scale, amount};
use crate::analysis::FigureAt;
use crate::claims::{Claim, Statistic};
use crate::figures::unit::{Unit, UnitKind};
use crate::message::{Locale, Message};
use crate::server::view::View;
use crate::text::TextRange;

/// Two points show nothing that the sentence does not say.
const FEWEST_POINTS: usize = 3;

/// More bars than this are no picture.
const MOST_POINTS: usize = 24;

/// The most charts of one article.
const MOST_CHARTS: usize = 12;

/// How long a label may be, in characters.
const LONGEST_LABEL: usize = 14;

/// One chart: data only, drawn by whoever shows it.
#[derive(Debug, Serialize)]
pub struct Chart {
    /// `parts` of a whole, a `series` over time, or `bars` side by side.
    pub kind: &'static str,
    /// What it shows.
    pub title: String,
    /// What the values are counted in: `亿元`, `%`.
    pub unit: String,
    /// The values, in the order they are drawn in.
    pub points: Vec<Point>,
    /// What the parts are parts of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<Point>,
}

/// One value of a chart.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// What it is the value of.
    pub label: String,
    /// A decimal string, counted in the chart's unit.
    pub value: String,
    /// The value for people.
    pub amount: String,
    /// Where it stands; what was worked out stands nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

/// A value that wants to be seen.
pub(super) struct Seen {
    pub label: String,
    pub value: Decimal,
    pub unit: Option<Unit>,
    pub range: Option<Range>,
}

impl Seen {
    fn point(&self, scale: &Scale, locale: Locale) -> Point {
        Point {
            label: self.label.clone(),
            value: scale.scaled(self.value),
            amount: amount(self.value, self.unit, locale),
            range: self.range,
        }
    }
}

/// A chart of values with one unit.
pub(super) fn chart(kind: &'static str, title: String, seen: &[Seen], whole: Option<&Seen>, locale: Locale) -> Chart {
    let greatest = seen.iter().chain(whole).map(|s| s.value.abs()).max().unwrap_or_default();
    let scale = Scale::of(greatest, locale);
    let unit = seen.first().and_then(|s| s.unit);
    Chart {
        kind,
        title,
        unit: scale.unit(unit, locale),
        points: seen.iter().map(|s| s.point(&scale, locale)).collect(),
        whole: whole.map(|w| w.point(&scale, locale)),
    }
}

/// The charts of an article, in the order of the text: wholes with their parts, then series, then growth.
pub fn charts(view: &View) -> Vec<Chart> {
    let mut charts = Vec::new();
    let mut values = Vec::new();
    let analysis = view.analysis();
    for line in (0..analysis.lines().len()).filter(|line| !analysis.is_reprint(*line)) {
        let claims: Vec<(FigureAt, &Claim)> = analysis.claims_of(line).filter(|(at, _)| at.is_trusted).collect();
        parts(view, &claims, &mut charts);
        values.extend(claims.into_iter().filter_map(|(at, claim)| Stated::of(&at, claim)));
    }
    series(view, &values, &mut charts);
    growth(view, &values, &mut charts);
    charts.truncate(MOST_CHARTS);
    charts
}

/// A claim with one value.
struct Stated<'a> {
    claim: &'a Claim,
    value: Decimal,
    unit: Option<Unit>,
    place: TextRange,
}

impl<'a> Stated<'a> {
    fn of(at: &FigureAt, claim: &'a Claim) -> Option<Stated<'a>> {
        let value = at.figure.printed()?.value;
        let falls = claim.sign < 0 && matches!(claim.statistic, Statistic::Growth | Statistic::Change);
        Some(Stated { claim, value: if falls { -value } else { value }, unit: at.figure.unit, place: at.range })
    }
}

/// 其中: the parts of one line that name their whole.
fn parts(view: &View, claims: &[(FigureAt, &Claim)], charts: &mut Vec<Chart>) {
    let locale = view.locale();
    let mut groups: Vec<(usize, u32)> = claims.iter().filter_map(|(_, c)| Some((c.whole?, c.group))).collect();
    groups.dedup();
    for (whole, group) in groups {
        let Some((of, total)) = claims.iter().find(|(_, c)| c.figure == whole).or_else(|| claims.get(whole)) else { continue };
        let Some(sum) = of.figure.printed() else { continue };
        let seen: Vec<Seen> = claims
            .iter()
            .filter(|(at, c)| {
                (c.whole, c.group) == (Some(whole), group) && c.statistic == Statistic::Level && at.figure.unit == of.figure.unit
            })
            .filter_map(|(at, c)| {
                let value = at.figure.printed()?.value;
                Some(Seen { label: label(c), value, unit: at.figure.unit, range: Some(view.range(at.range)) })
            })
            .collect();
        if seen.len() < 2 || seen.len() > MOST_POINTS || seen.iter().any(|s| s.label.is_empty()) {
            continue;
        }
        let whole = Seen { label: label(total), value: sum.value, unit: of.figure.unit, range: Some(view.range(of.range)) };
        let title = Message::new(format!("{}的构成", whole.label), format!("Parts of {}", whole.label));
        charts.push(chart("parts", title.text(locale).to_owned(), &seen, Some(&whole), locale));
    }
}

/// One thing at several times.
fn series(view: &View, values: &[Stated], charts: &mut Vec<Chart>) {
    let today = view.analysis().today();
    let is_told =
        |v: &&Stated| v.claim.is_actual() && v.claim.statistic == Statistic::Level && v.claim.period.is_some() && v.claim.entry().is_some();
    let told: Vec<&Stated> = values.iter().filter(is_told).collect();
    // A year and three quarters of one do not stand on one line: periods of a series are equally long, give or take half a month.
    let months = |v: &Stated| {
        let (first, last) = v.claim.period.as_ref()?.time.days(today)?;
        Some((first?.until(last?).ok()?.get_days() + 15) / 30)
    };
    let key = |v: &Stated| (v.claim.measured().to_owned(), v.claim.scopes.clone(), v.unit.map(|u| u.name()), months(v));
    let mut done = Vec::new();
    for first in &told {
        let key_of = key(first);
        if done.contains(&key_of) {
            continue;
        }
        let alike = told.iter().filter(|v| key(v) == key_of);
        let mut points: Vec<(jiff::civil::Date, Seen)> = alike
            .filter_map(|v| {
                let period = v.claim.period.as_ref()?;
                let (_, last) = period.time.days(today)?;
                let label = period.text.clone();
                Some((last?, Seen { label, value: v.value, unit: v.unit, range: Some(view.range(v.place)) }))
            })
            .collect();
        points.sort_by_key(|(day, _)| *day);
        // Two values of one time are a contradiction, or of two things: no line goes through them.
        let is_one_line = points.windows(2).all(|p| p[0].0 < p[1].0 || p[0].1.value == p[1].1.value);
        points.dedup_by_key(|(day, _)| *day);
        if is_one_line && (FEWEST_POINTS..=MOST_POINTS).contains(&points.len()) {
            let seen: Vec<Seen> = points.into_iter().map(|(_, seen)| seen).collect();
            charts.push(chart("series", label(first.claim), &seen, None, view.locale()));
        }
        done.push(key_of);
    }
}

/// Growth rates of different things.
fn growth(view: &View, values: &[Stated], charts: &mut Vec<Chart>) {
    let is_rate = |v: &&Stated| v.claim.statistic == Statistic::Growth && v.unit.is_some_and(|u| u.entry.kind == UnitKind::Percent);
    let mut seen: Vec<Seen> = Vec::new();
    for v in values.iter().filter(is_rate).filter(|v| v.claim.is_actual() && !v.claim.is_annual) {
        let label = label(v.claim);
        if label.is_empty() || seen.iter().any(|s| s.label == label) {
            continue;
        }
        seen.push(Seen { label, value: v.value, unit: v.unit, range: Some(view.range(v.place)) });
    }
    if seen.len() < FEWEST_POINTS {
        return;
    }
    seen.truncate(MOST_POINTS);
    let title = Message::new("增速比较", "Growth rates");
    charts.push(chart("bars", title.text(view.locale()).to_owned(), &seen, None, view.locale()));
}

/// What a value is called in a chart.
fn label(claim: &Claim) -> String {
    let name = claim.indicator_name();
    let name = if name.is_empty() { claim.subject.text.as_str() } else { name };
    let short: String = name.chars().take(LONGEST_LABEL).collect();
    if name.chars().nth(LONGEST_LABEL).is_some() { short + "…" } else { short }
}
