//! What need not be reported: what the baseline holds, and what has nothing to do with the lines that changed.

use crate::analysis::Analysis;
use crate::config::Reported;
use crate::rules::Finding;
use crate::suppress::{Baseline, Identity};

use super::changes::{Changed, Changes};
use crate::commands::article::Article;

/// What narrows a run.
#[derive(Default)]
pub struct Known {
    /// The findings that are known.
    pub baseline: Option<Baseline>,
    /// The revision that lines are compared with.
    pub changes: Option<Changes>,
}

impl Known {
    /// Takes out what need not be reported. Returns how many findings of the baseline are gone.
    pub fn narrow(&self, article: &mut Article) -> usize {
        let (path, reported) = (article.document.file(), &mut article.reported);
        let mut gone = 0;
        if let Some(baseline) = &self.baseline {
            let (new, missing) = baseline.judge(path, &reported.identities);
            keep(reported, new);
            gone = missing;
        }
        if let Some(changes) = &self.changes {
            let changed = changes.of(path, &article.document.decoded.text);
            let touches = reported.findings.iter().map(|f| concerns(f, &changed, &article.analysis)).collect();
            keep(reported, touches);
        }
        gone
    }
}

/// Keeps the findings that are told to stay.
fn keep(reported: &mut Reported, stays: Vec<bool>) {
    let pairs = reported.findings.drain(..).zip(reported.identities.drain(..)).zip(stays);
    (reported.findings, reported.identities) =
        pairs.filter_map(|(pair, stays)| stays.then_some(pair)).collect::<(Vec<Finding>, Vec<Identity>)>();
}

/// Whether a finding speaks of a changed line: a figure that was right is wrong once the other one is changed.
fn concerns(finding: &Finding, changed: &Changed, analysis: &Analysis) -> bool {
    let places = std::iter::once(finding.range)
        .chain(finding.related.iter().map(|r| r.range))
        .chain(finding.evidence.iter().flat_map(|e| e.values.iter().map(|v| v.range)));
    let mut lines = places.map(|place| (analysis.line_at(place.start().into()), analysis.line_at(place.end().into())));
    lines.any(|(first, last)| changed.touches(first, last))
}
