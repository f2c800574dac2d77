//! Months, quarters and the year so far, wherever in the article they stand (B1): 上半年用电31.26亿千瓦时…… a paragraph on: 一季度14.97亿千瓦时，
//! 二季度16.29亿千瓦时.
//!
//! `relations/calendar` reads what stands in a line, by the words between a time and its value; here the claims say what is measured, and one
//! slip must explain what does not come out.

use std::collections::HashMap;

use super::judge::{Judged, sum};
use super::series::{Cue, Series, is_head};
use crate::claims::scope::SCOPES;
use crate::claims::{Claim, Role, Statistic};
use crate::figures::dates::YearValue;
use crate::figures::figure::Value;
use crate::rules::consistency::Comparison;
use crate::rules::consistency::fact::{Fact, differ_in_place_only};
use crate::rules::consistency::likeness;
use crate::rules::finding::Finding;
use crate::rules::relations::calendar::{is_flow, months_of, tiles};
use crate::rules::relations::slip::Slip;

/// Where more values of one dimension have months, the article is a table in words.
const MOST: usize = 32;
/// How many digits a number has that one wrong digit in it proves something.
const PROVING: usize = 3;
/// How many neighbouring pairs of characters two nouns share that are one thing.
const ALIKE: usize = 2;

/// A value of some months of a year.
struct Timed<'f> {
    fact: &'f Fact<'f>,
    year: Option<i32>,
    span: (u8, u8),
}

impl Comparison<'_> {
    /// B1: every value of some months whose shorter stretches are told as well.
    pub(in crate::rules::consistency) fn months(&self, facts: &[Fact], findings: &mut Vec<Finding>, checked: &mut Vec<(usize, usize)>) {
        let mut groups: HashMap<&str, Vec<Timed>> = HashMap::new();
        for timed in facts.iter().filter_map(|fact| self.timed(fact)) {
            groups.entry(timed.fact.amount.dimension.as_str()).or_default().push(timed);
        }
        let mut groups: Vec<Vec<Timed>> = groups.into_values().filter(|group| (3..=MOST).contains(&group.len())).collect();
        groups.sort_by_key(|group| (group[0].fact.line, group[0].fact.range.start()));
        for group in &groups {
            for whole in group.iter().filter(|t| t.span.0 < t.span.1) {
                findings.extend(self.of_months(whole, group, checked));
            }
        }
    }

    fn of_months(&self, whole: &Timed, group: &[Timed], checked: &mut Vec<(usize, usize)>) -> Option<Finding> {
        let like: Vec<&Timed> = group.iter().filter(|t| is_alike(t.fact, whole.fact) && t.year == whole.year).collect();
        // A stretch that is told in two values is of two things.
        let is_one = |t: &Timed| like.iter().all(|o| o.span != t.span || o.fact.amount.interval.meets(&t.fact.amount.interval));
        if !is_one(whole) {
            return None;
        }
        let is_inner = |t: &&&Timed| t.span != whole.span && t.span.0 >= whole.span.0 && t.span.1 <= whole.span.1 && is_one(t);
        let inner: Vec<&Timed> = like.iter().filter(is_inner).copied().collect();
        let spans: Vec<(u8, u8)> = inner.iter().map(|t| t.span).collect();
        let parts = tiles(&spans, whole.span.0, whole.span.1).filter(|parts| parts.len() >= 2)?;
        let parts: Vec<&Fact> = parts.into_iter().map(|at| inner[at].fact).collect();
        let made = sum(&parts)?;
        let named = || parts.iter().copied().chain([whole.fact]);
        if made.meets(&whole.fact.amount.interval) {
            checked.extend(named().map(|f| (f.line, f.claim.figure)));
            return None;
        }
        let series = Series { parts, cue: Cue::Head, opener: Some(whole.fact), total: None, before: Vec::new(), begins_sentence: false };
        let mend = self.mended(whole.fact, &series, &made)?;
        let is_slip = mend.1.slip >= Slip::Exchange || mend.1.slip == Slip::Digit && mend.1.digits >= PROVING;
        if !is_slip || self.is_told(&series.parts, &["parts-", "cumulative-"]) {
            return None;
        }
        self.sum_finding(&series, &Judged::sure(whole.fact, mend))
    }

    /// A value that says of which months it is, and adds up.
    fn timed<'f>(&self, fact: &'f Fact<'f>) -> Option<Timed<'f>> {
        let claim = fact.claim;
        let is_value = claim.statistic == Statistic::Level && claim.is_actual() && fact.is_exact() && fact.claim.list.is_none();
        let is_plain = matches!(claim.role, Role::Plain | Role::To | Role::Done) && !claim.has_caveat && claim.whole.is_none();
        let adds_up = is_flow(&fact.noun) && claim.entry().is_none_or(|entry| entry.additive);
        let is_kind = !matches!(fact.amount.dimension.as_str(), "percent" | "multiple" | "rank" | "number");
        let period = claim.period.as_ref().filter(|period| !period.is_previous() && is_value && is_plain && adds_up && is_kind)?;
        let (span, year) = months_of(&period.time).or_else(|| self.month_of(fact, &period.text))?;
        let year = match year {
            None | Some(YearValue::Relative(0)) => None,
            Some(YearValue::Numbered(year)) => Some(year),
            Some(_) => return None,
        };
        Some(Timed { fact, year, span })
    }

    /// 9月当月: the month stands before the word.
    fn month_of(&self, fact: &Fact, period: &str) -> Option<((u8, u8), Option<YearValue>)> {
        let is_current = matches!(period, "当月" | "当季");
        let figures = self.subject.figures(fact.line);
        let times = || figures[..fact.claim.figure].iter().rev().take(2);
        let (current, named) = (times().next()?, times().nth(1)?);
        let Value::Time(time) = &named.value else { return None };
        (is_current && named.range.end() == current.range.start()).then(|| months_of(time))?
    }
}

/// Whether two facts are of one thing, but for the time.
fn is_alike<'f>(one: &Fact<'f>, other: &Fact<'f>) -> bool {
    let (a, b) = (one.claim, other.claim);
    let nouns = one.noun == other.noun
        || a.indicator.is_some() && a.indicator == b.indicator
        || likeness::common(&one.noun, &other.noun) >= ALIKE && likeness::suffix(&one.noun, &other.noun) >= ALIKE;
    // 分季度看 is nobody.
    let subject = |claim: &'f Claim| Some(claim.subject.text.as_str()).filter(|text| !is_head(text)).unwrap_or_default();
    let (x, y) = (subject(a), subject(b));
    let subjects = x.is_empty() || y.is_empty() || x.ends_with(y) || y.ends_with(x);
    nouns && subjects && (SCOPES.agree(&a.scopes, &b.scopes) || differ_in_place_only(a, b))
}
