//! Facts of an article: claims in a form that can be compared over lines, with a key that like ones share.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::article::Role as LineRole;
use crate::claims::{Claim, Modality, Period, Role, Statistic};
use crate::figures::figure::{Figure, Interval, Kind};
use crate::rules::Subject;
use crate::rules::relations::amount::{Amount, share_units};
use crate::text::TextRange;

/// A claim with its place in the article.
pub(in crate::rules) struct Fact<'a> {
    /// The line.
    pub line: usize,
    /// The claim.
    pub claim: &'a Claim,
    /// Its figure.
    pub figure: &'a Figure,
    /// Its value, to calculate with; signed by its verb.
    pub amount: Amount<'a>,
    /// What kind of line it stands in.
    pub place: Place,
    /// The figure's place in the source.
    pub range: TextRange,
    /// The words before and behind it that say what it is.
    pub noun: String,
}

/// Where a fact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Place {
    /// In the title, or in a heading above the lines up to this one.
    Title,
    /// In the text.
    Body,
}

/// How much of an article is compared: no real one has more facts.
const MOST_FACTS: usize = 4000;

/// The facts of an article's own lines, in order.
pub(in crate::rules) fn facts(subject: &dyn Subject) -> Vec<Fact<'_>> {
    let mut facts: Vec<Fact> = Vec::new();
    let roles = &subject.article().roles;
    for line in (0..subject.line_count()).filter(|line| subject.holds(*line).values) {
        let place = match roles[line] {
            LineRole::Title | LineRole::OriginalTitle | LineRole::Heading(_) => Place::Title,
            _ if subject.article().is_body(line) && (stands_alone(subject, line) || is_in_head(subject, line)) => Place::Title,
            _ if subject.article().is_body(line) => Place::Body,
            _ => continue,
        };
        let reading = subject.reading(line);
        let first = facts.len();
        for claim in subject.claims(line) {
            let figure = &subject.figures(line)[claim.figure];
            if !reading.is_trusted(figure.range) || claim.statistic == Statistic::Contribution {
                continue;
            }
            let place = if starts_as_title(&reading.text, claim) || is_in_bracket(&reading.text, figure) {
                Place::Title
            } else if claim.sentence > 0 && matches!(roles[line], LineRole::Heading(_)) {
                // （六）民生改善。…: text goes on behind the heading.
                Place::Body
            } else {
                place
            };
            let Some(amount) = amount(&reading.text, figure, claim) else { continue };
            let noun = claim.measured().to_owned();
            facts.push(Fact { line, claim, figure, amount, place, range: subject.reading_in_source(line, figure.range), noun });
            if facts.len() == MOST_FACTS {
                return facts;
            }
        }
        share_units(&reading.text, &mut facts[first..], |fact| &mut fact.amount);
    }
    facts
}

/// Whether a line of the text is a title by its shape: one short line without a stop, above a line of sentences.
pub(in crate::rules) fn stands_alone(subject: &dyn Subject, line: usize) -> bool {
    let text = subject.reading(line).text.trim();
    let is_short = (6..=LONGEST_TITLE).contains(&text.chars().take(LONGEST_TITLE + 1).count());
    if !is_short || text.contains(['。', ';', '|', '\t', ':', ',']) || text.ends_with(['!', '?', '、']) || subject.holds(line).row {
        return false;
    }
    let below = (line + 1..subject.line_count()).take(2).map(|at| subject.reading(at).text.trim()).find(|text| !text.is_empty());
    below.is_some_and(|text| text.contains('。') && text.chars().nth(LONGEST_TITLE).is_some())
}

/// Whether a line is of the titles above an article: a short line without a stop, and so are those above it.
pub(in crate::rules) fn is_in_head(subject: &dyn Subject, line: usize) -> bool {
    let is_short = |at: usize| {
        let text = subject.reading(at).text.trim();
        !text.contains(['。', ';', '|', '\t']) && text.chars().nth(LONGEST_TITLE).is_none()
    };
    let has_text = || (line + 1..subject.line_count()).take(MOST_OF_HEAD).any(|below| !is_short(below));
    line <= MOST_OF_HEAD && !subject.holds(line).row && (0..=line).all(is_short) && has_text()
}

/// How many lines the titles of an article have, with its source and authors.
const MOST_OF_HEAD: usize = 4;
/// A longer line is no title.
const LONGEST_TITLE: usize = 32;

/// 标题：…。 in one line with the text.
fn starts_as_title(reading: &str, claim: &Claim) -> bool {
    claim.sentence == 0 && reading.trim_start().strip_prefix("标题").is_some_and(|rest| rest.starts_with([':', '：']))
}

/// 【新签项目64个】9月16日，…: whether a figure stands in the bracket that begins a line of text, and is its title.
pub(in crate::rules) fn is_in_bracket(reading: &str, figure: &Figure) -> bool {
    let end = reading.trim_start().starts_with('【').then(|| reading.find('】')).flatten();
    end.is_some_and(|end| usize::from(figure.range.end()) <= end && !reading[end + '】'.len_utf8()..].trim().is_empty())
}

/// The value of a claim; a rank counts as a number, a decline as a negative one.
fn amount<'a>(reading: &str, figure: &'a Figure, claim: &Claim) -> Option<Amount<'a>> {
    let mut amount = Amount::of(reading, figure)?;
    if claim.statistic == Statistic::Rank {
        amount.dimension = "rank".into();
    }
    // 比例由45%降为31.64% is a share of that size.
    if claim.sign < 0 && !matches!(claim.statistic, Statistic::Level | Statistic::Share) {
        amount.interval = amount.interval.negated();
    }
    Some(amount)
}

impl Fact<'_> {
    /// What like facts share: nothing with another key is ever compared.
    pub(in crate::rules) fn key(&self) -> (Statistic, &str, String) {
        let tail: String = self.noun.chars().rev().take(2).collect();
        (self.claim.statistic, self.amount.dimension.as_str(), tail)
    }

    /// Whether it is one plain value, neither compared nor an end of what occurs.
    pub(in crate::rules) fn is_plain(&self) -> bool {
        matches!(self.claim.role, Role::Plain | Role::To | Role::Done | Role::Average) && self.claim.list.is_none() && !self.noun.is_empty()
    }

    /// Whether it is one number as it is printed.
    pub(in crate::rules) fn is_exact(&self) -> bool {
        self.amount.is_exact() || self.figure.kind == Kind::Rank
    }

    /// What it may be, and no more than a tenth off: 突破9亿元 may be 9.4亿元, and is not 300亿元.
    pub(in crate::rules) fn reach(&self) -> Interval {
        let whole = self.amount.interval;
        let Some(told) = self.amount.printed().map(|p| p.value).filter(|_| !self.is_exact()) else { return whole };
        let Some(tenth) = told.abs().checked_div(Decimal::TEN).and_then(|by| Interval::point(told).widened(by)) else { return whole };
        let within = |end: Option<Decimal>, cut: Option<Decimal>, is_lo: bool| match (end, cut) {
            (Some(a), Some(b)) => Some(if is_lo { a.max(b) } else { a.min(b) }),
            (end, cut) => end.or(cut),
        };
        if !whole.meets(&tenth) {
            return whole;
        }
        Interval { lo: within(whole.lo, tenth.lo, true), hi: within(whole.hi, tenth.hi, false), ..whole }
    }

    /// The number as it is printed, without its magnitude.
    pub(in crate::rules) fn digits(&self, reading: &str) -> String {
        let number = reading[self.figure.number].trim_end_matches(['万', '亿', '千', '百']);
        let is_decimal = number.contains('.');
        if is_decimal { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number.to_owned() }
    }

    /// The value as printed.
    pub(in crate::rules) fn value(&self) -> Option<Decimal> {
        self.figure.printed().map(|p| p.value)
    }
}

/// How surely two facts speak of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Sameness {
    /// They do not, or nobody can tell.
    No,
    /// The words agree as far as they go, but something is left out in one of them.
    Likely,
    /// Subject, noun, scope, time and mood are all the same.
    Certain,
}

/// Whether two facts speak of one thing at one time.
pub(in crate::rules) fn sameness(one: &Fact, other: &Fact, today: Option<Date>) -> Sameness {
    let (a, b) = (one.claim, other.claim);
    let is_mood = |m: Modality| matches!(m, Modality::Actual | Modality::Cumulative);
    let same_mood = a.modality == b.modality || is_mood(a.modality) && is_mood(b.modality);
    let scopes_agree = crate::claims::scope::SCOPES.agree(&a.scopes, &b.scopes) || differ_in_place_only(a, b);
    let roles_agree = (a.role == Role::Average) == (b.role == Role::Average) && (a.role == Role::Done) == (b.role == Role::Done);
    if !same_mood
        || !scopes_agree
        || !roles_agree
        || a.is_annual != b.is_annual
        || a.statistic == Statistic::Level && a.has_caveat != b.has_caveat
        || !bases_agree(a, b)
        || a.of != b.of && !a.of.is_empty() && !b.of.is_empty()
    {
        return Sameness::No;
    }
    let nouns = nouns(one, other);
    let subjects = subjects(a, b);
    let times = times(a.period.as_ref(), b.period.as_ref(), today);
    nouns.min(subjects).min(times)
}

/// 全市 in one of them and no place in the other: the article's own place goes without saying.
pub(in crate::rules) fn differ_in_place_only(a: &Claim, b: &Claim) -> bool {
    let rest = |c: &Claim| c.scopes.iter().copied().filter(|s| crate::claims::scope::SCOPES.group(*s) != "whole-place").collect::<Vec<_>>();
    let places = |c: &Claim| c.scopes.len() - rest(c).len();
    rest(a) == rest(b) && (places(a) == 0 || places(b) == 0)
}

fn bases_agree(a: &Claim, b: &Claim) -> bool {
    if !matches!(a.statistic, Statistic::Growth | Statistic::Change) {
        return true;
    }
    let text = |c: &Claim| c.base.period.as_ref().map(|p| p.text.clone());
    let is_yearly = |c: &Claim| c.base.word == "同比" || c.base.period.as_ref().is_some_and(Period::is_previous);
    let same_noun = a.base.noun.text == b.base.noun.text;
    same_noun && (is_yearly(a) && is_yearly(b) || a.base.word == b.base.word && text(a) == text(b))
}

fn nouns(one: &Fact, other: &Fact) -> Sameness {
    let (a, b) = (one.noun.as_str(), other.noun.as_str());
    if a == b {
        return Sameness::Certain;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // 利息净收入, 非利息净收入.
    if long.strip_suffix(short).is_some_and(|rest| rest.ends_with(['非', '不', '未', '无'])) {
        return Sameness::No;
    }
    if short.chars().count() >= 2 && long.ends_with(short) { Sameness::Likely } else { Sameness::No }
}

fn subjects(a: &Claim, b: &Claim) -> Sameness {
    let (a, b) = (a.subject.text.as_str(), b.subject.text.as_str());
    if a == b {
        return Sameness::Certain;
    }
    if a.is_empty() || b.is_empty() || a.ends_with(b) || b.ends_with(a) || a.starts_with(b) || b.starts_with(a) {
        Sameness::Likely
    } else {
        Sameness::No
    }
}

fn times(a: Option<&Period>, b: Option<&Period>, today: Option<Date>) -> Sameness {
    match (a, b) {
        (None, None) => Sameness::Certain,
        (Some(a), Some(b)) if a.text == b.text => Sameness::Certain,
        (Some(a), Some(b)) => match (a.time.days(today), b.time.days(today)) {
            (Some(a), Some(b)) if a == b => Sameness::Certain,
            // 今年上半年 and 上半年.
            _ if a.text.ends_with(b.text.as_str()) && a.text.starts_with('今')
                || b.text.ends_with(a.text.as_str()) && b.text.starts_with('今') =>
            {
                Sameness::Likely
            }
            _ => Sameness::No,
        },
        _ => Sameness::Likely,
    }
}
