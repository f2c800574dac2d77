//! Figures of one project that cannot both be true, stated in two articles (kind A4): values that a project has only one of — its total
//! investment, its area — of the same phase, neither of them a plan against a fact.

use std::path::{Path, PathBuf};

use super::{Digest, Fact, Named, Place, Seen, Workspace};
use crate::analysis::Analysis;
use crate::entities::EntityKind;
use crate::entities::recognise::shape::{is_bare_phase, is_other_phase};
use crate::message::Message;
use crate::rules::{Finding, Severity};

/// The code of the finding.
pub const CODE: &str = "contradicts-other-article";
/// Longer articles are not held against others: an editor would wait at every keystroke.
pub const MOST_BYTES: usize = 256 << 10;

/// A finding whose other place is in another article.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The finding, in the article that was asked about.
    pub finding: Finding,
    /// The other place.
    pub elsewhere: Elsewhere,
}

/// A place in another article.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    /// The article.
    pub path: PathBuf,
    /// Where.
    pub place: Place,
    /// The line as people count it, from 1: of a document with paragraphs, the paragraph.
    pub line: u32,
    /// What it says there.
    pub message: Message,
}

/// What an article states otherwise than others, as findings; `digest` is the article as it is now, and `analysis` what it was made of.
pub fn findings(workspace: &Workspace, path: &Path, digest: &Digest, analysis: &Analysis) -> Vec<Contradiction> {
    if analysis.len() > MOST_BYTES {
        return Vec::new();
    }
    in_article(workspace, path, digest).iter().map(|conflict| contradiction(conflict, analysis)).collect()
}

fn contradiction(conflict: &Conflict, analysis: &Analysis) -> Contradiction {
    let (ours, (seen, theirs)) = (conflict.one.1, conflict.other);
    let title = &seen.digest.title;
    Contradiction {
        finding: Finding {
            code: CODE,
            severity: Severity::Warning,
            message: message(conflict),
            range: ours.place.in_source(analysis.line_start(ours.place.line as usize)),
            evidence: None,
            related: Vec::new(),
            fixes: Vec::new(),
        },
        elsewhere: Elsewhere {
            path: seen.path.to_path_buf(),
            place: theirs.place,
            line: theirs.place.line + 1,
            message: Message::new(format!("《{title}》：{}", theirs.text), format!("{title}: {}", theirs.text)),
        },
    }
}

/// What the finding says.
fn message(conflict: &Conflict) -> Message {
    let ((one, ours), (seen, theirs)) = (conflict.one, conflict.other);
    let (name, date) = (&one.named.name, seen.digest.date.map_or_else(String::new, |d| format!("（{d}）")));
    Message::new(
        format!("{name}的{}这里是{}，《{}》{date}里是{}", ours.attribute.0, ours.text, seen.digest.title, theirs.text),
        format!("{name}: {} is {} here, but {} in “{}”{date}", ours.attribute.1, ours.text, theirs.text, seen.digest.title),
    )
}

/// Two statements that exclude each other.
#[derive(Clone, Copy)]
pub struct Conflict<'w> {
    /// One, and the article that states it.
    pub one: (Seen<'w>, &'w Fact),
    /// The other.
    pub other: (Seen<'w>, &'w Fact),
}

/// How many statements of one thing are compared with each other.
const MOST: usize = 40;

/// What contradicts each other among the statements of one project.
pub fn of<'w>(seen: &[Seen<'w>]) -> Vec<Conflict<'w>> {
    among(seen, |fact| fact.is_fixed)
}

/// What a card tells of as stated differently: the same, and days of what is done. Works may begin twice, so that nobody is warned of these.
pub fn shown<'w>(seen: &[Seen<'w>]) -> Vec<Conflict<'w>> {
    among(seen, |fact| fact.is_fixed || fact.dimension == super::stages::DAY && !fact.is_plan)
}

fn among<'w>(seen: &[Seen<'w>], is_one: fn(&Fact) -> bool) -> Vec<Conflict<'w>> {
    let stated: Vec<(Seen<'w>, &'w Fact)> =
        seen.iter().flat_map(|s| s.named.facts.iter().filter(|f| is_one(f)).map(move |f| (*s, f))).take(MOST).collect();
    let mut conflicts = Vec::new();
    for (nth, one) in stated.iter().enumerate() {
        conflicts.extend(stated[nth + 1..].iter().filter(|other| excludes(one, other)).map(|other| Conflict { one: *one, other: *other }));
    }
    conflicts
}

fn excludes(one: &(Seen, &Fact), other: &(Seen, &Fact)) -> bool {
    let is_alike = one.1.attribute == other.1.attribute && one.1.dimension == other.1.dimension && one.1.is_plan == other.1.is_plan;
    let is_one_part = one.1.period == other.1.period;
    let meet = one.1.interval.zip(other.1.interval).is_none_or(|(one, other)| one.meets(&other));
    let name = &one.0.named.name;
    let is_one_thing = one.0.named.kind == EntityKind::Project && *name == other.0.named.name && !is_bare_phase(name);
    let is_elsewhere = one.0.path != other.0.path;
    is_alike && is_one_thing && is_elsewhere && !is_other_phase(&one.0.named.name, &other.0.named.name) && is_one_part && !meet
}

/// What an article states otherwise than others of the workspace; `digest` is the article as it is now.
pub fn in_article<'w>(workspace: &'w Workspace, path: &'w Path, digest: &'w Digest) -> Vec<Conflict<'w>> {
    let stating = |named: &&Named| named.kind == EntityKind::Project && named.facts.iter().any(|f| f.is_fixed);
    let of_one = |named: &'w Named| {
        let others = workspace.everywhere(named, path).into_iter().filter(|seen| seen.path != path);
        of(&std::iter::once(Seen { path, digest, named }).chain(others).collect::<Vec<_>>())
    };
    digest.named.iter().filter(stating).flat_map(of_one).filter(|conflict| conflict.one.0.path == path).collect()
}
