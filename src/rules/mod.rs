//! Rules floor: what is wrong with an article, with the arithmetic, the other places, and what would make it right.
//!
//! A rule is code; a word is data (`data/*.toml`). Rules see readings, roles and figures, never files, editors or JSON.

mod amounts;
mod beside;
mod bounds;
mod codes;
mod consistency;
mod dates;
mod enumeration;
pub mod finding;
mod hedging;
pub mod noise;
mod numerals;
mod ordinals;
pub mod registry;
mod relations;
mod structure;
mod style;

pub use dates::DateClaim;
pub use finding::{Edits, Evidence, Finding, Fix, Group, Locale, Message, Related, Severity, Value};
pub use ordinals::{Marker, MarkerKind};
pub use registry::{RULES, Rule, rule};

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
    /// Figures that are bound to what they count.
    pub bound: u32,
    /// Figures that a rule checked.
    pub checked: u32,
    /// What is wrong within the line, in bytes of its source: copied for every version of the article, told once.
    pub findings: Vec<Finding>,
    /// Ordinals, in order.
    pub markers: Vec<Marker>,
    /// Counts that the line announces at its end, the nearest first.
    pub announced: Vec<Count>,
    /// What only the article's date can settle: weekdays, anniversaries, ages, periods told as completed.
    pub claims: Vec<DateClaim>,
}

impl LineFacts {
    /// Looks at one line; `leading` is the ordinal that it begins with, `figures` are those of its reading, `claims` what they say.
    pub fn of(source: &str, reading: &Reading, leading: Option<Ordinal>, figures: &[Figure], claims: &[Claim]) -> LineFacts {
        let text = &reading.text;
        let mut counts = counts(text);
        // A count that damage may have touched proves nothing.
        counts.retain(|c| reading.is_trusted(c.range));
        let (mut findings, checked) = enumeration::check(text, &counts);
        let (of_codes, checked_codes) = codes::check(text);
        findings.extend(of_codes);
        let (of_bounds, checked_bounds) = bounds::check(text, figures);
        findings.extend(of_bounds);
        let (of_pairs, checked_pairs) = beside::check(text, figures);
        findings.extend(of_pairs);
        findings.extend(style::check(text, figures));
        let (of_relations, related) = relations::check(text, figures, claims);
        findings.extend(of_relations);
        let mut of_dates = dates::check(text, figures);
        findings.append(&mut of_dates.findings);
        of_dates.claims.retain(|c| c.places().into_iter().all(|place| reading.is_trusted(place)));
        findings.retain(|f| places(f).all(|place| reading.is_trusted(place)));
        // Once for a line: a line of a megabyte may have ten thousands of findings.
        let is_traditional = findings.iter().any(|f| !f.fixes.is_empty()) && script::is_traditional(source);
        LineFacts {
            figures: figures.iter().filter(|f| has_number(f, text)).count() as u32,
            bound: claims.len() as u32,
            checked: checked + checked_codes + checked_bounds + checked_pairs + of_dates.checked + related.len() as u32,
            findings: findings.into_iter().map(|f| of_line(f, is_traditional, reading)).collect(),
            markers: ordinals::markers(text, leading, &counts),
            announced: ordinals::announced_at_end(text, &counts),
            claims: of_dates.claims,
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
}

impl Holds {
    /// What a line's reading and facts hold.
    pub fn of(reading: &Reading, facts: &LineFacts) -> Holds {
        Holds {
            values: facts.bound > 0,
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
    let tells = |line: &usize| subject.holds(*line).findings || subject.holds(*line).claims;
    for line in (0..subject.line_count()).filter(tells).filter(|l| is_checked(subject, *l)) {
        let facts = subject.facts(line);
        let claims = facts.claims.iter().filter_map(|claim| claim.judge(dateline));
        let is_traditional = !facts.claims.is_empty() && script::is_traditional(subject.source(line));
        let claims = claims.map(|f| of_line(f, is_traditional, subject.reading(line)));
        findings.extend(facts.findings.iter().cloned().chain(claims).map(|f| of_article(subject, line, f)));
    }
    findings.extend(ordinals::check(subject));
    findings.extend(consistency::check(subject));
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
