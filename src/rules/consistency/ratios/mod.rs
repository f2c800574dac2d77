//! Ratios whose name tells what they are of (C11, D1, D4): 已投入0.92亿元，投资进度40%; 在校生8640人、专任教师480人，生师比18∶1;
//! 新签项目64个。……48个项目开工，开工率75%.
//!
//! The name gives the words of the part and of the whole, so that other values may stand between them. Two rooms of the line know rates
//! beside both of their terms; here the terms are looked for as far as their words reach. Any two that are called so and make the ratio
//! right acquit it, and a slip of the typist must explain what is reported.

mod judge;
mod told;

use std::sync::LazyLock;

use serde::Deserialize;

use super::Comparison;
use crate::figures::figure::Kind;
use crate::rules::finding::Finding;
use crate::text::TextRange;
use told::{Told, has_any, tell};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    links: Vec<String>,
    of: Vec<String>,
    before: Vec<String>,
    other: Vec<String>,
    no_value: Vec<String>,
    own: Vec<String>,
    fillers: Vec<String>,
    stems: Vec<String>,
    ratio: Vec<Ratio>,
}

/// A ratio of the table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ratio {
    names: Vec<String>,
    part: Vec<String>,
    whole: Vec<String>,
    #[serde(default)]
    code: Option<String>,
    /// Whether things are counted by any measure word: 1080张票 of 1200个座位.
    #[serde(default)]
    counts: bool,
    /// Whether it is told as a∶b.
    #[serde(default)]
    terms: bool,
    /// Whether it is so much of one, and no percentage.
    #[serde(default)]
    quotient: bool,
    /// Whether the whole may be the cost, to which the part is added.
    #[serde(default)]
    margin: bool,
    /// In the sentence of a part that is of less time than the whole.
    #[serde(default)]
    unless: Vec<String>,
    /// Whether the terms may stand in other lines.
    #[serde(default)]
    far: bool,
}

static WORDS: LazyLock<File> = LazyLock::new(|| shipped!("rules/consistency/data/ratios"));

/// How many values before a ratio its terms are looked for in its line.
const REACH: usize = 24;
/// How many values of the article where they may stand in other lines.
const FAR: usize = 150;
/// How many sentences may end between a part and its ratio.
const SENTENCES: usize = 1;

/// What a ratio is called by.
enum Named<'a> {
    /// A ratio of the table.
    Ratio(&'static Ratio),
    /// A rate with the verb of its part.
    Stem(&'static str),
    /// What it is of, by any name: 为总投资的60%.
    Of(&'a str),
}

impl Comparison<'_> {
    /// Every ratio with a name that stands in the text. Notes which of those that it reports are sure by their words alone.
    pub(super) fn ratios(&self, findings: &mut Vec<Finding>, sure: &mut Vec<TextRange>) {
        let mut all: Option<Vec<Told>> = None;
        for line in (0..self.subject.line_count()).filter(|line| self.subject.holds(*line).values && self.subject.article().is_body(*line))
        {
            let reading = &self.subject.reading(line).text;
            let figures = self.subject.figures(line);
            let named = (0..figures.len()).filter(|at| {
                let is_kind = matches!(figures[*at].kind, Kind::Percent | Kind::Ratio | Kind::Money | Kind::Number);
                is_kind && !name(told::clause(reading, figures, *at)).is_empty()
            });
            for at in named {
                let all = all.get_or_insert_with(|| tell(self.subject));
                let place = all.binary_search_by_key(&(line, at), |t| (t.line, t.at)).ok();
                let Some((finding, is_sure)) = place.and_then(|place| self.judge_ratio(all, place)) else { continue };
                sure.extend(is_sure.then_some(finding.range));
                findings.push(finding);
            }
        }
    }
}

/// What the words before a figure call it, of the names that there are.
fn name(clause: &str) -> Vec<Named<'_>> {
    let mut head = clause.trim();
    while let Some(rest) = WORDS.links.iter().find_map(|word| head.strip_suffix(word.as_str())) {
        head = rest;
    }
    let noun = head.strip_suffix('的').and_then(|head| WORDS.of.iter().find_map(|word| head.strip_prefix(word.as_str())));
    if let Some(noun) = noun.filter(|noun| (3..=8).contains(&noun.chars().count()) && !has_any(noun, &WORDS.other)) {
        return vec![Named::Of(noun)];
    }
    if !head.ends_with(['率', '比', '度', '额', '益', '利', '例', '面']) {
        return Vec::new();
    }
    let is_plain = |before: &str, name: &str| {
        let mut before = before.trim();
        while let Some(rest) = WORDS.before.iter().find_map(|word| before.strip_suffix(word.as_str())) {
            before = rest;
        }
        // 时间进度 is another thing than 进度, 甲公司资产负债率 is not.
        let is_owner = name.chars().count() >= LONG_NAME && before.chars().count() <= LONGEST_OWNER;
        before.is_empty() || is_owner && !has_any(before, &WORDS.other)
    };
    let of_table = WORDS
        .ratio
        .iter()
        .filter(|ratio| ratio.names.iter().any(|name| head.strip_suffix(name.as_str()).is_some_and(|before| is_plain(before, name))));
    let stem = || {
        let stem = head.strip_suffix('率')?;
        let stem = WORDS.stems.iter().find(|word| stem.strip_suffix(word.as_str()).is_some_and(|before| is_plain(before, "")))?;
        Some(Named::Stem(stem.as_str()))
    };
    of_table.map(Named::Ratio).chain(stem()).collect()
}

/// The most characters of whose a ratio is, before its name.
const LONGEST_OWNER: usize = 6;
/// From this length on a name says enough with words of whose it is before it.
const LONG_NAME: usize = 3;
