//! The formats of `heshu check`: what stands before the first file, what each file gives, what stands behind the last.

use clap::ValueEnum;

use super::full::Style;
use super::{Checked, Tally, checkstyle, concise, full, github, gitlab, json, junit, rdjson, sarif};

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line, the arithmetic and what to do
    Full,
    /// A line each
    Concise,
    /// One JSON document
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// For reviewdog
    Rdjson,
    /// JUnit XML: a suite for each file
    Junit,
    /// Checkstyle XML
    Checkstyle,
}

impl Format {
    /// Every format, in the order of the help.
    pub const ALL: [Format; 9] = [
        Format::Full,
        Format::Concise,
        Format::Json,
        Format::Github,
        Format::Gitlab,
        Format::Sarif,
        Format::Rdjson,
        Format::Junit,
        Format::Checkstyle,
    ];

    /// What stands before the first file.
    pub fn prologue(self) -> String {
        match self {
            Format::Full | Format::Concise | Format::Github => String::new(),
            Format::Json => json::prologue(),
            Format::Gitlab => "[".to_owned(),
            Format::Sarif => sarif::prologue(),
            Format::Rdjson => rdjson::prologue(),
            Format::Junit => junit::prologue(),
            Format::Checkstyle => checkstyle::prologue(),
        }
    }

    /// What one file gives; empty where the format has nothing to say of it.
    pub fn file(self, checked: &Checked, style: Style) -> String {
        match self {
            Format::Full => full::render(checked, style),
            Format::Concise => concise::render(checked),
            Format::Json => json::render(checked),
            Format::Github => github::render(checked),
            Format::Gitlab => gitlab::render(checked),
            Format::Sarif => sarif::render(checked),
            Format::Rdjson => rdjson::render(checked),
            Format::Junit => junit::render(checked),
            Format::Checkstyle => checkstyle::render(checked),
        }
    }

    /// What stands between two files that are not empty.
    pub fn separator(self) -> &'static str {
        match self {
            Format::Json | Format::Gitlab | Format::Sarif | Format::Rdjson => ",",
            Format::Full | Format::Concise | Format::Github | Format::Junit | Format::Checkstyle => "",
        }
    }

    /// What stands behind the last file.
    pub fn epilogue(self, tally: Tally) -> String {
        match self {
            Format::Full | Format::Concise | Format::Github => String::new(),
            Format::Json => json::epilogue(tally),
            Format::Gitlab => "]\n".to_owned(),
            Format::Sarif => sarif::epilogue(),
            Format::Rdjson => rdjson::epilogue(),
            Format::Junit => junit::epilogue(),
            Format::Checkstyle => checkstyle::epilogue(),
        }
    }
}
