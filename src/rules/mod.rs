//! Rules floor: what is wrong with an article, with the arithmetic, the other places, and what would make it right.
//!
//! A rule is code; a word is data (`data/*.toml`). Rules see readings, roles and figures, never files, editors or JSON.

mod amounts;
mod beside;
mod bounds;
mod codes;
mod consistency;
mod coverage;
mod dates;
mod elsewhere;
mod enumeration;
pub mod finding;
mod hedging;
pub mod noise;
mod numerals;
mod ordinals;
#[cfg(test)]
mod ordinals_tests;
pub mod registry;
mod relations;
mod structure;
mod style;
mod tables;

pub use coverage::Check;
pub use dates::DateClaim;
pub use finding::{Edits, Evidence, Finding, Fix, Group, Locale, Message, Related, Severity, Value};
pub use ordinals::{Marker, MarkerKind};
pub use registry::{RULES, Rule, rule};

use coverage::Taken;
use jiff::civil::Date;

use crate::article::{Article, Ordinal, Role, Text};
use crate::claims::Claim;
use crate::figures::figure::Figure;
use crate::figures::lexer::has_number;
use crate::figures::{Count, counts};
use crate::reading::{NoiseKind, NoiseSpot, Reading, script};
use crate::text::{TextRange, TextSize};

/// What the rules see of one line, told from the line alone. Ranges are bytes of the reading, but where it says so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineFacts {
    /// Figures in the line.
    pub figures: u32,
    /// Figures that are bound: to a claim, to what they count, or by a check.
    pub bound: u32,
    /// Figures that took part in a check, by their indices, with each check; sorted.
    pub checked: Vec<(u32, Check)>,
    /// What is wrong within the line, in bytes of its source: copied for every version of the article, told once.
    pub findings: Vec<Finding>,
    /// Ordinals, in order.
    pub markers: Vec<Marker>,
    /// Counts that the line announces at its end, the nearest first.
    pub announced: Vec<Count>,
    /// What only the article's date can settle: weekdays, anniversaries, ages, periods told as completed.
    pub claims: Vec<DateClaim>,
    /// Whether it has claims.
    pub values: bool,
}

impl LineFacts {
    /// Looks at one line; `leading` is the ordinal that it begins with, `figures` are those of its reading, `claims` what they say.
    pub fn of(source: &str, reading: &Reading, leading: Option<Ordinal>, figures: &[Figure], claims: &[Claim]) -> LineFacts {
        let text = &reading.text;
        let mut counts = counts(text);
        // A count that damage may have touched proves nothing.
        counts.retain(|c| reading.is_trusted(c.range));
        let mut taken = Taken::new(text, figures, claims, &counts);
        let (mut findings, checked) = enumeration::check(text, &counts);
        taken.note_places(Check::List, checked);
        let (of_codes, checked) = codes::check(text);
        taken.note_places(Check::Code, checked);
        findings.extend(of_codes);
        let (of_bounds, checked) = bounds::check(text, figures);
        taken.note(Check::Bounds, checked);
        findings.extend(of_bounds);
        let (of_pairs, checked) = beside::check(text, figures);
        taken.note(Check::Beside, checked);
        findings.extend(of_pairs);
        findings.extend(style::check(text, figures));
        let (of_relations, related) = relations::check(text, figures, claims);
        related.into_iter().for_each(|(figure, check)| taken.note(check, [figure]));
        findings.extend(of_relations);
        let mut of_dates = dates::check(text, figures);
        taken.note_places(Check::Dates, std::mem::take(&mut of_dates.checked));
        findings.append(&mut of_dates.findings);
        of_dates.claims.retain(|c| c.places().into_iter().all(|place| reading.is_trusted(place)));
        findings.retain(|f| places(f).all(|place| reading.is_trusted(place)));
        // Once for a line: a line of a megabyte may have ten thousands of findings.
        let is_traditional = findings.iter().any(|f| !f.fixes.is_empty()) && script::is_traditional(source);
        let (count, bound, checked) = taken.sum();
        LineFacts {
            figures: count,
            bound,
            checked,
            findings: findings.into_iter().map(|f| of_line(f, is_traditional, reading)).collect(),
            markers: ordinals::markers(text, leading, &counts),
            announced: ordinals::announced_at_end(text, &counts),
            claims: of_dates.claims,
            values: !claims.is_empty(),
        }
    }
}

/// What a line holds for the rules, told without opening it: a pass over an article asks this first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// Noise.
    pub noise: bool,
    /// Something wrong within the line.
    pub findings: bool,
    /// Ordinals.
    pub markers: bool,
    /// A count announced at its end.
    pub announced: bool,
    /// Days whose year only the article tells.
    pub claims: bool,
    /// Values that may stand elsewhere in the article as well.
    pub values: bool,
    /// Days that brackets date: 今天(3月12日).
    pub days: bool,
    /// Cells of a table.
    pub row: bool,
}

impl Holds {
    /// What a line's reading and facts hold.
    pub fn of(reading: &Reading, facts: &LineFacts) -> Holds {
        Holds {
            values: facts.values,
            days: consistency::may_date_days(&reading.text),
            row: tables::may_be_row(&reading.text),
            noise: !reading.noise.is_empty(),
            findings: !facts.findings.is_empty(),
            markers: !facts.markers.is_empty(),
            announced: !facts.announced.is_empty(),
            claims: !facts.claims.is_empty(),
        }
    }
}

/// Every place that a finding speaks of.
fn places(finding: &Finding) -> impl Iterator<Item = TextRange> + '_ {
    std::iter::once(finding.range).chain(finding.related.iter().map(|r| r.range))
}

/// An article as the rules see it.
pub trait Subject: Text {
    /// Roles and sections.
    fn article(&self) -> &Article;
    /// What a line holds, to be had for every line without opening it.
    fn holds(&self, line: usize) -> Holds;
    /// What a line shows by itself.
    fn facts(&self, line: usize) -> &LineFacts;
    /// The figures of a line's reading.
    fn figures(&self, line: usize) -> &[Figure];
    /// What they say of what.
    fn claims(&self, line: usize) -> &[Claim];
    /// How many spots of noise a line has, by kind in the order of [`NoiseKind::ALL`].
    fn noise_counts(&self, line: usize) -> &[u32; NoiseKind::ALL.len()];
    /// The line that a byte of the source stands in.
    fn line_of(&self, offset: TextSize) -> usize;
    /// The day the article is of: its own date, else the one that the settings name.
    fn today(&self) -> Option<Date>;
    /// The noise that only the article shows.
    fn article_noise(&self) -> &[NoiseSpot];
    /// What [`over_lines`] says of it, told once.
    fn over_lines(&self) -> &OverLines;
}

/// The findings of all rules, in no order.
pub fn check(subject: &dyn Subject) -> Vec<Finding> {
    let mut findings = noise::check(subject);
    findings.extend(structure::check(subject));
    let own = (0..subject.line_count()).filter(|line| subject.holds(*line).claims && is_checked(subject, *line));
    let when = dates::When::of(subject).told_by(own.flat_map(|line| &subject.facts(line).claims));
    let tells = |line: &usize| subject.holds(*line).findings || subject.holds(*line).claims;
    for line in (0..subject.line_count()).filter(tells).filter(|l| is_checked(subject, *l)) {
        let facts = subject.facts(line);
        let claims = facts.claims.iter().filter_map(|claim| claim.judge(&when));
        let is_traditional = !facts.claims.is_empty() && script::is_traditional(subject.source(line));
        let claims = claims.map(|f| of_line(f, is_traditional, subject.reading(line)));
        findings.extend(facts.findings.iter().cloned().chain(claims).map(|f| of_article(subject, line, f)));
    }
    findings.extend(of_datelines(subject, &when));
    findings.extend(ordinals::check(subject));
    findings.extend(subject.over_lines().findings.iter().cloned());
    elsewhere::acquit(subject, &subject.over_lines().sure, &mut findings);
    findings
}

/// What a line of date and source says of its own day: 2025年1月16日　星期五, 2月30日. Nothing else in it is prose.
fn of_datelines(subject: &dyn Subject, when: &dates::When) -> Vec<Finding> {
    let is_dateline = |line: &usize| subject.article().roles[*line] == Role::Dateline;
    let lines = (0..subject.line_count()).filter(is_dateline).take(MOST_DATELINES);
    let of_day = |finding: &Finding| matches!(finding.code, "weekday-mismatch" | "impossible-date");
    let told = lines.flat_map(|line| {
        let facts = subject.facts(line);
        let claims = facts.claims.iter().filter_map(|claim| claim.judge(when));
        let claims = claims.map(move |f| of_line(f, script::is_traditional(subject.source(line)), subject.reading(line)));
        facts.findings.iter().cloned().chain(claims).filter(of_day).map(move |f| of_article(subject, line, f))
    });
    told.collect()
}

/// How many lines of date and source are looked at: an article has one or two.
const MOST_DATELINES: usize = 8;

/// Figures found, bound and checked in what is the article's own, each counted once.
pub fn coverage(subject: &dyn Subject) -> (usize, usize, usize) {
    let own = (0..subject.line_count()).filter(|l| is_checked(subject, *l)).map(|l| subject.facts(l));
    let add = |(f, b, c): (usize, usize, usize), facts: &LineFacts| {
        (f + facts.figures as usize, b + facts.bound as usize, c + coverage::distinct(&facts.checked))
    };
    let (figures, bound, checked) = own.fold((0, 0, 0), add);
    let (newly_bound, newly_checked) = checked_over_lines(subject);
    (figures, bound + newly_bound, checked + newly_checked)
}

/// How many figures only the article as a whole binds and checks.
fn checked_over_lines(subject: &dyn Subject) -> (usize, usize) {
    let mut over_lines = subject.over_lines().checked.clone();
    over_lines.sort_unstable();
    over_lines.dedup_by_key(|(line, figure, _)| (*line, *figure));
    let is_counted = |line: usize, figure: usize| {
        let figure = &subject.figures(line)[figure];
        is_checked(subject, line) && has_number(figure, &subject.reading(line).text)
    };
    over_lines.retain(|(line, figure, _)| is_counted(*line, *figure) && !is_known(subject.facts(*line), *figure));
    let has_claim = |line: usize, figure: usize| subject.claims(line).binary_search_by_key(&figure, |c| c.figure).is_ok();
    (over_lines.iter().filter(|(line, figure, _)| !has_claim(*line, *figure)).count(), over_lines.len())
}

/// Whether a check within the line took the figure.
fn is_known(facts: &LineFacts, figure: usize) -> bool {
    facts.checked.binary_search_by_key(&(figure as u32), |(at, _)| *at).is_ok()
}

/// What only the article as a whole shows: findings, and the figures that took part, by line and place in it.
#[derive(Default)]
pub struct OverLines {
    findings: Vec<Finding>,
    checked: Vec<(usize, usize, Check)>,
    /// Where words tie the figures of a finding so well that no other figure is asked.
    sure: Vec<TextRange>,
}

/// Holds the lines of an article against each other. It looks at every value of the article, so that who asks for findings, coverage and
/// cards of one version keeps what it says.
pub fn over_lines(subject: &dyn Subject) -> OverLines {
    let mut found = consistency::check(subject);
    tables::check(subject, &mut found);
    found
}

/// The checks that a figure of a line took part in, by its place among the line's figures.
pub fn checks_of(subject: &dyn Subject, line: usize, figure: usize) -> Vec<Check> {
    let within = subject.facts(line).checked.iter().filter(|(at, _)| *at as usize == figure).map(|(_, check)| *check);
    let mut checks: Vec<Check> = within.collect();
    checks.extend(subject.over_lines().checked.iter().filter(|(l, at, _)| (*l, *at) == (line, figure)).map(|(_, _, check)| *check));
    checks.sort_unstable();
    checks.dedup();
    checks
}

/// Whether a finding speaks of a place of the source.
pub fn speaks_of(finding: &Finding, place: TextRange) -> bool {
    places(finding).any(|p| p.intersect(place).is_some_and(|shared| !shared.is_empty()))
}

/// Whether the figures of a line are checked and counted: those of the body, and of related news that is told once.
pub fn is_checked(subject: &dyn Subject, line: usize) -> bool {
    subject.article().is_body(line) || (subject.article().roles[line] == Role::Related && !subject.article().is_repeated(line))
}

/// A finding of a line's reading as a finding of the line itself.
fn of_line(mut finding: Finding, is_traditional: bool, reading: &Reading) -> Finding {
    finding.move_places(|place| reading.map.to_source(place));
    // Rules write Simplified, as their reading is; what is put into a Traditional line is Traditional.
    if is_traditional && !finding.fixes.is_empty() {
        finding.change_edits(|edit| edit.text = script::traditional_text(&edit.text));
    }
    finding
}

/// A finding of a line as a finding of the article.
fn of_article(subject: &dyn Subject, line: usize, mut finding: Finding) -> Finding {
    finding.move_places(|place| subject.in_source(line, place));
    finding
}
