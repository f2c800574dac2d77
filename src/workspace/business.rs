//! Which firm a figure of business is of: the subject of its claim, the firm that its sentence begins with, or the one whose head says it
//! (“……利润1.7亿元。”恒川铝业董事长张明说).

use std::sync::LazyLock;

use serde::Deserialize;
use smol_str::SmolStr;

use super::subject::{Line, WORDS as STAGES};
use crate::analysis::FigureAt;
use crate::claims::Claim;
use crate::entities::{EntityKind, Naming};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    measures: Vec<String>,
    verbs: Vec<String>,
    others: Vec<String>,
    before: Vec<String>,
    speech: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("workspace/data/business"));

/// How many bytes of a sentence may stand before the firm that it begins with: 2023年, 今年上半年.
const HEAD: usize = 36;
/// How many characters the name of what is measured has at most.
const LONGEST: usize = 10;
/// How many names are looked at.
const NEAR: usize = 16;
/// How many bytes behind the name of the firm its head is to speak.
const SPEECH: usize = 90;

/// The firm that a claim is of, and what is measured.
pub(super) fn firm(line: &Line, at: &FigureAt, claim: &Claim) -> Option<(usize, SmolStr)> {
    let counted = |name: &str| matches!(name, "企业" | "项目");
    if let (Some(member), Some(entry)) = (subject(line, claim), claim.entry().filter(|e| !counted(&e.name))) {
        return Some((member, SmolStr::new(&entry.name)));
    }
    if !line.is_paragraph() {
        return None;
    }
    let measure = SmolStr::new(measure(line.clause_before(at.figure.range.start().into()))?);
    head(line, at).or_else(|| speaker(line, at)).map(|member| (member, measure))
}

/// What the words right before a figure say it measures: 优特钢产量 of 全年优特钢产量达.
fn measure(clause: &str) -> Option<&str> {
    let mut bare = clause.trim();
    while let Some(rest) = STAGES.fillers.iter().find_map(|f| bare.strip_suffix(f.as_str())) {
        bare = rest.trim_end();
    }
    let word = WORDS.measures.iter().filter(|m| bare.ends_with(m.as_str())).max_by_key(|m| m.len())?;
    let before = &bare[..bare.len() - word.len()];
    let start = WORDS.verbs.iter().filter_map(|v| before.rfind(v.as_str()).map(|at| at + v.len())).max().unwrap_or(0);
    let measure = &bare[start..];
    let is_name = measure.chars().count() <= LONGEST && !measure.contains('在') && measure.chars().all(crate::reading::script::is_han);
    Some(if is_name { measure } else { word.as_str() })
}

/// The firm that the subject of the claim ends with.
fn subject(line: &Line, claim: &Claim) -> Option<usize> {
    let subject = claim.subject.range;
    let first = line.namings.partition_point(|n| n.range.start() < subject.start());
    let is_it = |n: &&Naming| {
        let ends = !subject.is_empty() && subject.contains_range(n.range) && subject.end() == n.range.end();
        ends && line.kind(n) == EntityKind::Company
    };
    line.namings[first..].iter().take(NEAR).find(is_it).map(|n| n.member)
}

/// The firm that the sentence begins with, if no other firm, place or project stands before the figure.
fn head(line: &Line, at: &FigureAt) -> Option<usize> {
    let figure = usize::from(at.figure.range.start());
    let start = line.sentence_start(figure);
    let start = line.reading[start..figure].rfind(['“', '”']).map_or(start, |mark| start + mark);
    let first = line.namings.partition_point(|n| usize::from(n.range.start()) < start);
    let last = line.namings.partition_point(|n| usize::from(n.range.start()) < figure);
    let [firm, others @ ..] = line.namings.get(first..last)? else { return None };
    let is_head = line.kind(firm) == EntityKind::Company && usize::from(firm.range.start()) <= start + HEAD;
    let between = line.reading.get(usize::from(firm.range.end())..figure)?;
    let before = line.reading.get(start..usize::from(firm.range.start()))?;
    // What the firm built is told of in a clause of its own, and the firm goes on behind it.
    let clause = figure - line.clause_before(figure).len();
    let is_other = |n: &Naming| match line.kind(n) {
        EntityKind::Person => false,
        EntityKind::Project => usize::from(n.range.start()) >= clause,
        EntityKind::Company => {
            n.member != firm.member && !others.iter().any(|p| line.kind(p) == EntityKind::Project && p.range.contains_range(n.range))
        }
        _ => true,
    };
    let is_alone = !others.iter().any(is_other) && !WORDS.others.iter().any(|w| between.contains(w.as_str()));
    // 在恒川铝业, 与恒川铝业 are no subjects, and 恒川铝业等 are several.
    let begins = !WORDS.before.iter().any(|w| before.ends_with(w.as_str())) && !between.starts_with(['等', '、', '和', '与', '(', '（']);
    (is_head && is_alone && begins).then_some(firm.member)
}

/// The firm whose head says the words in which the figure stands.
fn speaker(line: &Line, at: &FigureAt) -> Option<usize> {
    let figure = usize::from(at.figure.range.start());
    let rest = &line.reading[figure..];
    let close = figure + rest.find('”').filter(|close| rest.find('“').is_none_or(|open| open > *close))? + '”'.len_utf8();
    let open = line.reading[..figure].rfind('“')?;
    let firm = line.namings.iter().find(|n| usize::from(n.range.start()) == close && line.kind(n) == EntityKind::Company)?;
    let behind = &line.reading[firm.range.end().into()..];
    let behind = &behind[..crate::text::boundary(behind, SPEECH)];
    let speaks = WORDS.speech.iter().any(|w| behind.split(['。', '“']).next().is_some_and(|b| b.contains(w.as_str())));
    // Where the speech names another firm or project in that sentence, it may be theirs.
    let start = line.sentence_start(figure).max(open);
    let is_other = |n: &Naming| {
        let at = usize::from(n.range.start());
        (start..figure).contains(&at) && n.member != firm.member && matches!(line.kind(n), EntityKind::Company | EntityKind::Project)
    };
    let between = &line.reading[start..figure];
    (speaks && !line.namings.iter().any(is_other) && !WORDS.others.iter().any(|w| between.contains(w.as_str()))).then_some(firm.member)
}
