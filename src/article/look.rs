//! What the roles of all lines are told from: a few bytes of each line's [`Shape`], kept side by side.
//!
//! An article has thousands of lines and its roles are told again at every edit. Going from line to line through memory would cost more
//! than the telling; looks lie in one row.

use super::shape::Front;
use super::{Markdown, OrdinalStyle, Role, Shape};

/// What matters of a line's shape to its own role and those of its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Fingerprint of the text without blanks.
    pub(super) fingerprint: u64,
    /// Characters that are not blank.
    pub(super) chars: u32,
    /// What the line is, for all that can be told from it alone.
    pub(super) role: Role,
    /// How the number is written that it begins with.
    pub(super) ordinal: Option<OrdinalStyle>,
    /// Opens or closes program text in Markdown.
    pub(super) is_fence: bool,
    /// What it is in front matter.
    pub(super) front: Option<Front>,
    /// Starts with a list's date that the next item is glued to.
    pub(super) is_glued_date: bool,
    /// Is a list's date and nothing else.
    pub(super) is_bare_date: bool,
    /// Is a full date with a few names: the article's, if it stands under the title.
    pub(super) is_dated: bool,
    /// Is a column's name and a list's date.
    pub(super) is_label_before_date: bool,
    /// Starts with the label of a list of related news.
    pub(super) has_related_label: bool,
    /// Names its reporter at its end, as the last paragraph of an article does.
    pub(super) names_reporter: bool,
    /// Opens a legal notice.
    pub(super) opens_boilerplate: bool,
    /// Is a legal notice.
    pub(super) is_boilerplate: bool,
    /// Ends as a sentence or clause does.
    pub(super) ends_sentence: bool,
    /// Holds a full stop anywhere.
    pub(super) has_stop: bool,
    /// Is one short sentence that asks or exclaims.
    pub(super) may_be_title: bool,
    /// Could be a heading without any mark: short, of Han characters, and no sentence.
    pub(super) may_be_heading: bool,
}

impl Look {
    /// The look of a shape.
    pub fn of(shape: &Shape) -> Look {
        let is_sentence = shape.ends_sentence || shape.has_stop;
        Look {
            fingerprint: shape.fingerprint,
            chars: shape.chars,
            role: role(shape),
            ordinal: shape.ordinal.map(|o| o.style),
            is_fence: shape.markdown == Some(Markdown::Fence),
            front: if let Some(Markdown::Front(front)) = shape.markdown { Some(front) } else { None },
            is_glued_date: shape.date.is_some_and(|d| d.glued),
            is_bare_date: shape.date.is_some_and(|d| !d.glued) && shape.chars == 10,
            is_dated: shape.is_dated,
            is_label_before_date: shape.label_before_date.is_some(),
            has_related_label: shape.related_label.is_some(),
            names_reporter: shape.trailing_byline.is_some(),
            opens_boilerplate: shape.opens_boilerplate,
            is_boilerplate: shape.is_boilerplate,
            ends_sentence: shape.ends_sentence,
            has_stop: shape.has_stop,
            may_be_title: shape.may_be_title,
            may_be_heading: (4..=45).contains(&shape.chars) && shape.han * 2 >= shape.chars && !is_sentence,
        }
    }

    /// Whether nothing stands here.
    pub fn is_blank(&self) -> bool {
        self.chars == 0
    }

    /// Whether it may head a list: a few words, and no sentence.
    pub fn stands_apart(&self) -> bool {
        (2..=20).contains(&self.chars) && !self.ends_sentence && !self.has_stop
    }

    /// Whether a list of related news may have lost a line break here.
    pub(super) fn may_be_glued(&self) -> bool {
        self.is_glued_date || self.has_related_label
    }
}

fn role(shape: &Shape) -> Role {
    match shape.markdown {
        Some(Markdown::Heading(level, _)) => return Role::Heading(level),
        Some(Markdown::Item) => return Role::Item,
        Some(Markdown::Row) => return Role::Row,
        _ => {}
    }
    if shape.is_blank() {
        Role::Blank
    } else if shape.original_title.is_some() {
        Role::OriginalTitle
    } else if shape.is_source_line {
        Role::Dateline
    } else if shape.is_editor_line {
        Role::Editor
    } else if shape.is_furniture {
        Role::Furniture
    } else if shape.is_byline {
        Role::Byline
    } else if shape.is_caption {
        Role::Caption
    } else if shape.is_question {
        Role::Question
    } else {
        Role::Paragraph
    }
}
