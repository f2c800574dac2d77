//! How often each rule speaks: `heshu check --statistics`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json::to_json;
use crate::rules::{Finding, Locale, Severity, rule};

/// The counts of a run, by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    codes: BTreeMap<&'static str, Row>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Row {
    count: usize,
    files: usize,
    fixable: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    count: usize,
    files: usize,
    fixable: usize,
    title: &'a str,
}

impl Statistics {
    /// The counts of one file.
    pub fn of(findings: &[Finding]) -> Statistics {
        let mut codes: BTreeMap<&'static str, Row> = BTreeMap::new();
        for finding in findings {
            let row = codes.entry(finding.code).or_insert(Row { files: 1, ..Row::default() });
            row.count += 1;
            row.fixable += usize::from(finding.fixes.first().is_some_and(|f| f.safe));
        }
        Statistics { codes }
    }

    /// Adds another file's counts.
    pub fn add(&mut self, other: &Statistics) {
        for (code, row) in &other.codes {
            let sum = self.codes.entry(code).or_default();
            sum.count += row.count;
            sum.files += row.files;
            sum.fixable += row.fixable;
        }
    }

    /// The most frequent first.
    fn lines(&self) -> Vec<Line<'static>> {
        let line = |(code, row): (&&'static str, &Row)| Line {
            code,
            severity: rule(code).map_or(Severity::Hint, |r| r.severity).name(),
            count: row.count,
            files: row.files,
            fixable: row.fixable,
            title: rule(code).map_or("", |r| r.title()),
        };
        let mut lines: Vec<Line> = self.codes.iter().map(line).collect();
        lines.sort_by_key(|l| std::cmp::Reverse(l.count));
        lines
    }

    /// A table for people.
    pub fn table(&self, locale: Locale) -> String {
        let head = match locale {
            Locale::Zh => ["数量", "文件", "可自动修正", "规则", "说明"],
            Locale::En => ["count", "files", "fixable", "code", "rule"],
        };
        let lines = self.lines();
        let rows = lines.iter().map(|l| [l.count.to_string(), l.files.to_string(), l.fixable.to_string(), l.code.into(), l.title.into()]);
        let cells: Vec<[String; 5]> = std::iter::once(head.map(str::to_owned)).chain(rows).collect();
        if lines.is_empty() { String::new() } else { super::table(&cells) }
    }

    /// A JSON array for programs.
    pub fn json(&self) -> String {
        to_json(&self.lines()) + "\n"
    }
}
