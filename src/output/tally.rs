//! The sums over all files.

use serde::Serialize;

use crate::analysis::Coverage;
use crate::rules::{Finding, Message, Severity};

/// What a run found, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Tally {
    pub files: usize,
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
    /// Figures found.
    pub figures: usize,
    /// Figures bound to what they measure.
    pub bound: usize,
    /// Figures that a rule checked.
    pub checked: usize,
}

impl Tally {
    /// The numbers of one file.
    pub fn of(findings: &[Finding], coverage: Coverage) -> Tally {
        let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
        Tally {
            files: 1,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
            figures: coverage.figures,
            bound: coverage.bound,
            checked: coverage.checked,
        }
    }

    /// Adds another file's numbers.
    pub fn add(&mut self, other: Tally) {
        self.files += other.files;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.hints += other.hints;
        self.figures += other.figures;
        self.bound += other.bound;
        self.checked += other.checked;
    }

    /// The summary on one line.
    pub fn summary(&self) -> Message {
        let Tally { files, errors, warnings, hints, figures, bound, checked } = self;
        let coverage = Message::new(
            format!("数字{figures}个，归属{bound}个，核对{checked}个"),
            format!("{figures} figures, {bound} bound, {checked} checked"),
        );
        if errors + warnings + hints == 0 {
            return Message::new(
                format!("未发现问题：{files}个文件；{}", coverage.zh),
                format!("no problems found in {files} files; {}", coverage.en),
            );
        }
        Message::new(
            format!("{files}个文件：错误{errors}处，警告{warnings}处，提示{hints}处；{}", coverage.zh),
            format!("{files} files: {errors} errors, {warnings} warnings, {hints} hints; {}", coverage.en),
        )
    }
}
