//! Rules floor: what is wrong with an article, with the arithmetic, the other places, and what would make it right.
//!
//! A rule is code; a word is data (`data/*.toml`). Rules see readings, roles and figures, never files, editors or JSON.

mod amounts;
mod bounds;
mod codes;
mod dates;
mod enumeration;
pub mod finding;
mod hedging;
pub mod noise;
mod numerals;
mod ordinals;
pub mod registry;
mod structure;
mod style;

pub use dates::DateClaim;
pub use finding::{Edits, Evidence, Finding, Fix, Group, Locale, Message, Related, Severity, Value};
pub use ordinals::{Marker, MarkerKind};
pub use registry::{RULES, Rule, rule};

use jiff::civil::Date;

use crate::article::{Article, Ordinal, Role, Text};
use crate::figures::figure::Figure;
use crate::figures::lexer::has_number;
use crate::figures::{Count, counts};
use crate::reading::{NoiseKind, NoiseSpot, Reading, script};
use crate::text::{TextEdit, TextRange, TextSize};

/// What the rules see of one line, told from the line alone. Ranges are bytes of the reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineFacts {
    /// Figures in the line.
    pub figures: u32,
    /// Figures that are bound to what they count.
    pub bound: u32,
    /// Figures that a rule checked.
    pub checked: u32,
    /// What is wrong within the line.
    pub findings: Vec<Finding>,
    /// Ordinals, in order.
    pub markers: Vec<Marker>,
    /// Counts that the line announces at its end, the nearest first.
    pub announced: Vec<Count>,
    /// What only the article's date can settle: weekdays, anniversaries, ages, periods told as completed.
    pub claims: Vec<DateClaim>,
}

impl LineFacts {
    /// Looks at one line; `leading` is the ordinal that it begins with, `figures` are those of its reading.
    pub fn of(reading: &Reading, leading: Option<Ordinal>, figures: &[Figure]) -> LineFacts {
        let text = &reading.text;
        let mut counts = counts(text);
        // A count that damage may have touched proves nothing.
        counts.retain(|c| reading.is_trusted(c.range));
        let (mut findings, checked) = enumeration::check(text, &counts);
        let (of_codes, checked_codes) = codes::check(text);
        findings.extend(of_codes);
        let (of_bounds, checked_bounds) = bounds::check(text, figures);
        findings.extend(of_bounds);
        findings.extend(style::check(text, figures));
        let mut of_dates = dates::check(text, figures);
        findings.append(&mut of_dates.findings);
        of_dates.claims.retain(|c| c.places().into_iter().all(|place| reading.is_trusted(place)));
        findings.retain(|f| places(f).all(|place| reading.is_trusted(place)));
        LineFacts {
            figures: figures.iter().filter(|f| has_number(f, text)).count() as u32,
            bound: counts.len() as u32,
            checked: checked + checked_codes + checked_bounds + of_dates.checked,
            findings,
            markers: ordinals::markers(text, leading, &counts),
            announced: ordinals::announced_at_end(text, &counts),
            claims: of_dates.claims,
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
    /// What a line shows by itself.
    fn facts(&self, line: usize) -> &LineFacts;
    /// How many spots of noise a line has, by kind in the order of [`NoiseKind::ALL`].
    fn noise_counts(&self, line: usize) -> &[u32; NoiseKind::ALL.len()];
    /// The line that a byte of the source stands in.
    fn line_of(&self, offset: TextSize) -> usize;
    /// The day the article is dated.
    fn dateline(&self) -> Option<Date>;
    /// The noise that only the article shows.
    fn article_noise(&self) -> &[NoiseSpot];
}

/// The findings of all rules, in no order.
pub fn check(subject: &dyn Subject) -> Vec<Finding> {
    let mut findings = noise::check(subject);
    findings.extend(structure::check(subject));
    let dateline = subject.dateline();
    for line in (0..subject.line_count()).filter(|l| is_checked(subject, *l)) {
        let facts = subject.facts(line);
        if facts.findings.is_empty() && facts.claims.is_empty() {
            continue;
        }
        // Once for a line: a line of a megabyte may have ten thousands of findings.
        let is_traditional = script::is_traditional(subject.source(line));
        findings.extend(facts.findings.iter().map(|f| in_source(subject, line, is_traditional, f)));
        let claims = facts.claims.iter().filter_map(|claim| claim.judge(dateline));
        findings.extend(claims.map(|f| in_source(subject, line, is_traditional, &f)));
    }
    findings.extend(ordinals::check(subject));
    findings
}

/// Figures found, bound and checked in what is the article's own.
pub fn coverage(subject: &dyn Subject) -> (usize, usize, usize) {
    let own = (0..subject.line_count()).filter(|l| is_checked(subject, *l)).map(|l| subject.facts(l));
    own.fold((0, 0, 0), |(f, b, c), facts| (f + facts.figures as usize, b + facts.bound as usize, c + facts.checked as usize))
}

fn is_checked(subject: &dyn Subject, line: usize) -> bool {
    subject.article().is_body(line) || (subject.article().roles[line] == Role::Related && !subject.article().is_repeated(line))
}

/// A finding of a line's reading as a finding of the source. Rules write Simplified, as their reading is; what is put into a Traditional
/// line is Traditional.
fn in_source(subject: &dyn Subject, line: usize, is_traditional: bool, finding: &Finding) -> Finding {
    let place = |range: TextRange| subject.reading_in_source(line, range);
    let mut finding = finding.clone();
    finding.range = place(finding.range);
    finding.evidence.iter_mut().flat_map(|e| &mut e.values).for_each(|v| v.range = place(v.range));
    finding.related.iter_mut().for_each(|r| r.range = place(r.range));
    for fix in &mut finding.fixes {
        if let Edits::Places(edits) = &mut fix.edits {
            let text = |text: &str| if is_traditional { script::traditional_text(text) } else { text.to_owned() };
            edits.iter_mut().for_each(|e| *e = TextEdit { range: place(e.range), text: text(&e.text) });
        }
    }
    finding
}
