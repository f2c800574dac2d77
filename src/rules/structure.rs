//! The article's parts: what is missing.

use super::Subject;
use super::finding::{Finding, Message, Severity};
use crate::article::Role;

/// An article this long, in paragraphs, is expected to have a title; a shorter one may be a fragment.
const EXPECTS_TITLE: usize = 3;

/// Says that the title is missing, rather than guess one.
pub(super) fn check(subject: &dyn Subject) -> Vec<Finding> {
    let article = subject.article();
    let paragraphs = article.roles.iter().filter(|r| **r == Role::Paragraph).count();
    let (false, Some(lead)) = (article.has_title, article.lead) else { return Vec::new() };
    if paragraphs < EXPECTS_TITLE {
        return Vec::new();
    }
    let whole = subject.line_range(lead);
    // The first character is enough: a whole paragraph underlined would shout.
    let first = subject.source(lead).chars().find(|c| !c.is_whitespace()).map_or(0, char::len_utf8);
    let indent = subject.source(lead).len() - subject.source(lead).trim_start().len();
    let start = usize::from(whole.start()) + indent;
    vec![Finding {
        code: "missing-title",
        severity: Severity::Hint,
        message: Message::new("文首没有标题", "The article has no title"),
        range: crate::text::range(start, start + first),
        evidence: None,
        related: Vec::new(),
        fixes: Vec::new(),
    }]
}
