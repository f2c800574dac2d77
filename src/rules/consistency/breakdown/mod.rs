//! Lists of parts and the whole that they are of, wherever in the article it stands (B1, B2): by 其中, by 分产品看, by 分别, or by nothing
//! but the numbers.
//!
//! A list that comes out right for some value of the article is right. Where it comes out for none, what speaks for a whole is weighed:
//! how the text begins the list, where the whole stands, whether the names leave nothing out, and whether one slip of the typist explains
//! all ([`judge`]).

mod judge;
mod months;
mod report;
mod series;

use super::Comparison;
use super::fact::Fact;
use crate::rules::finding::Finding;

/// How many facts before a list its whole is looked for.
const REACH: usize = 60;

impl Comparison<'_> {
    /// B1 and B2: every list of parts of the article.
    pub(super) fn breakdowns(&self, facts: &[Fact], findings: &mut Vec<Finding>, checked: &mut Vec<(usize, usize)>) {
        let mut start = 0;
        while start < facts.len() {
            let len = self.sentence(&facts[start..]);
            let sentence = start..start + len;
            let all = self.series(facts, sentence.clone());
            let mut judged: Vec<judge::Judged> = all.iter().map(|s| self.judge(facts, s)).collect();
            // One list that comes out right speaks for the others of the sentence, in other units.
            let sibling = |a: &series::Series, b: &series::Series| a.parts.len() == b.parts.len() && a.dimension() != b.dimension();
            for at in 0..all.len() {
                let has_witness = (0..all.len()).any(|o| judged[o].is_right() && sibling(&all[at], &all[o]));
                judged[at].note_witness(has_witness);
            }
            for (series, judged) in all.iter().zip(&judged) {
                if judged.is_right() {
                    checked.extend(series.parts.iter().map(|f| (f.line, f.claim.figure)));
                }
            }
            let right: Vec<&series::Series> = all.iter().zip(&judged).filter(|(_, j)| j.is_right()).map(|(s, _)| s).collect();
            // What is a part of a list that comes out is right, however else it may be listed.
            let is_settled = |s: &series::Series| {
                right.iter().any(|r| {
                    (r.cue >= s.cue || s.opener.is_some())
                        && r.dimension() == s.dimension()
                        && s.parts.iter().filter(|p| r.holds(p)).count() * 2 > s.parts.len().min(r.parts.len())
                })
            };
            let wrong = all
                .iter()
                .zip(judged)
                .filter(|(s, j)| !is_settled(s) && !self.is_told(&s.parts, &["parts-", "remainder-", "share-"]) && j.is_wrong());
            let best = wrong.max_by_key(|(_, j)| j.score());
            findings.extend(best.and_then(|(series, judged)| self.sum_finding(series, &judged)));
            start += len;
        }
    }

    /// How many facts stand in one sentence with the first.
    fn sentence(&self, facts: &[Fact]) -> usize {
        let is_next = |pair: &[Fact]| pair[0].line == pair[1].line && !self.gap(&pair[0], &pair[1]).contains(['。', '!', '?']);
        1 + facts.windows(2).take_while(|pair| is_next(pair)).count()
    }

    /// The text between two facts of a line; empty where they do not follow each other in it.
    pub(super) fn gap(&self, one: &Fact, two: &Fact) -> &str {
        if one.line != two.line {
            return "";
        }
        self.reading(one).get(usize::from(one.figure.range.end())..usize::from(two.figure.range.start())).unwrap_or("")
    }
}
