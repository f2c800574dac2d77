//! The role of every line, told from its look and its neighbours'.

use std::collections::HashMap;

use super::{Markdown, OrdinalStyle, Shape};

/// What a line is in its article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Nothing stands here.
    #[default]
    Blank,
    /// The title.
    Title,
    /// 原标题
    OriginalTitle,
    /// Date and source.
    Dateline,
    /// The author.
    Byline,
    /// A heading of a level, 1 for the highest.
    Heading(u8),
    /// A paragraph of the body.
    Paragraph,
    /// An item of a Markdown list.
    Item,
    /// A row of a table.
    Row,
    /// The caption of a picture, or its title.
    Caption,
    /// A question of an interview.
    Question,
    /// An editor's name.
    Editor,
    /// An item of a list of related news.
    Related,
    /// The site's: bars and tools.
    Furniture,
    /// A legal notice.
    Boilerplate,
    /// Program text in Markdown: nothing in it is checked.
    Code,
}

/// The roles of an article's lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// One for each line.
    pub roles: Vec<Role>,
    /// Of each line that prints an earlier paragraph again: the line that prints it first.
    pub first_printing: Vec<Option<u32>>,
    /// The line of the first paragraph of the body.
    pub lead: Option<usize>,
    /// Whether a title stands above it.
    pub has_title: bool,
}

/// A paragraph under a title that asks or exclaims is at least this long: an answer to a question is shorter.
const LEAST_LEAD: u32 = 24;

/// A paragraph this long is not printed twice by chance.
const REPEATED_CHARS: u32 = 30;

impl Article {
    /// Tells the roles. One pass over the lines for each question; the text itself is not looked at.
    pub fn of(shapes: &[&Shape]) -> Article {
        let mut roles: Vec<Role> = Vec::with_capacity(shapes.len());
        let mut in_code = false;
        for shape in shapes {
            let fence = shape.markdown == Some(Markdown::Fence);
            roles.push(if in_code || fence { Role::Code } else { by_look(shape) });
            in_code ^= fence;
        }
        mark_related(shapes, &mut roles);
        mark_boilerplate(shapes, &mut roles);
        let lead = mark_head(shapes, &mut roles);
        mark_headings(shapes, &mut roles, lead);
        let has_title = roles.iter().take(lead.unwrap_or(roles.len())).any(|r| matches!(r, Role::Title));
        let first_printing = first_printing(shapes, &roles);
        Article { roles, first_printing, lead, has_title }
    }

    /// Whether a line prints an earlier paragraph again.
    pub fn is_repeated(&self, line: usize) -> bool {
        self.first_printing[line].is_some()
    }

    /// Whether a line is the site's and not the article's: bars and tools, legal notices, editors' names.
    pub fn is_furniture(&self, line: usize) -> bool {
        matches!(self.roles[line], Role::Furniture | Role::Boilerplate | Role::Editor)
    }

    /// Whether a line belongs to the article's own text: what rules read.
    pub fn is_body(&self, line: usize) -> bool {
        let own = matches!(
            self.roles[line],
            Role::Title
                | Role::OriginalTitle
                | Role::Heading(_)
                | Role::Paragraph
                | Role::Item
                | Role::Row
                | Role::Caption
                | Role::Question
        );
        own && !self.is_repeated(line)
    }
}

fn by_look(shape: &Shape) -> Role {
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

/// Related news: items that the date of the next line closes (`2026-03-02` + next item), or names of columns with dates.
///
/// The last date of a run stands alone; the first item stands before the first date, and may carry the list's label.
fn mark_related(shapes: &[&Shape], roles: &mut [Role]) {
    let is_dated = |s: &Shape| s.date.is_some_and(|d| d.glued) || is_bare_date(s);
    let first_glued = shapes.iter().position(|s| s.date.is_some_and(|d| d.glued));
    let label = shapes.iter().position(|s| s.related_label.is_some() && s.chars <= 12);
    if let Some(label) = label.filter(|l| shapes[*l..].iter().filter(|s| !s.is_blank()).count() > 1) {
        // A label on a line of its own: all that follows to the next other part.
        for (role, shape) in roles[label..].iter_mut().zip(&shapes[label..]) {
            if matches!(role, Role::Paragraph | Role::Item) && !shape.opens_boilerplate {
                *role = Role::Related;
            } else if !matches!(role, Role::Blank | Role::Related) {
                break;
            }
        }
    }
    for (role, shape) in roles.iter_mut().zip(shapes) {
        if shape.label_before_date.is_some() {
            *role = Role::Related;
        }
    }
    // After cleaning the dates stand on lines of their own, one after each item: two of them make a list too.
    let bare: Vec<usize> = (0..shapes.len()).filter(|i| is_bare_date(shapes[*i])).collect();
    let start = match (first_glued, bare.as_slice()) {
        (Some(glued), _) => Some(glued),
        (None, [first, .., _]) => Some(*first),
        _ => None,
    };
    let Some(start) = start else { return };
    let previous = shapes[..start].iter().rposition(|s| !s.is_blank());
    if let Some(previous) = previous.filter(|p| roles[*p] == Role::Paragraph && !closes_body(shapes[*p])) {
        roles[previous] = Role::Related;
    }
    let last = shapes.iter().rposition(|s| is_dated(s)).unwrap_or(start);
    for (role, shape) in roles[start..=last].iter_mut().zip(&shapes[start..=last]) {
        if !shape.is_blank() {
            *role = Role::Related;
        }
    }
}

fn is_bare_date(shape: &Shape) -> bool {
    shape.date.is_some_and(|d| !d.glued) && shape.chars == 10
}

/// A paragraph that names its reporter is the last of an article.
fn closes_body(shape: &Shape) -> bool {
    shape.trailing_byline.is_some()
}

/// A legal notice goes on from its heading to the end, or to the related news.
fn mark_boilerplate(shapes: &[&Shape], roles: &mut [Role]) {
    let mut inside = false;
    for (role, shape) in roles.iter_mut().zip(shapes) {
        if *role == Role::Related {
            inside = false;
            continue;
        }
        inside |= shape.opens_boilerplate;
        if !shape.is_blank() && *role != Role::Code && (inside || (shape.is_boilerplate && *role == Role::Paragraph)) {
            *role = Role::Boilerplate;
        }
    }
}

/// Title, dateline and bylines above the first paragraph; returns the line of that paragraph.
fn mark_head(shapes: &[&Shape], roles: &mut [Role]) -> Option<usize> {
    let is_text = |i: &usize| {
        let is_sentence = shapes[*i].ends_sentence || shapes[*i].has_stop || shapes[*i].chars > 45;
        roles[*i] == Role::Paragraph && is_sentence && !calls_out_above(shapes, roles, *i)
    };
    let lead = (0..shapes.len())
        .find(is_text)
        .or_else(|| (0..shapes.len()).find(|i| matches!(roles[*i], Role::Item | Role::Row | Role::Question)));
    let end = lead.unwrap_or(shapes.len());
    let mut has_title = roles[..end].iter().any(|r| matches!(r, Role::Heading(1)));
    if has_title && let Some(first) = roles[..end].iter_mut().find(|r| matches!(r, Role::Heading(1))) {
        *first = Role::Title;
    }
    for at in 0..end {
        if roles[at] != Role::Paragraph {
            continue;
        }
        let shape = shapes[at];
        let next = (at + 1..end).find(|i| roles[*i] != Role::Blank).map(|i| roles[i]);
        if !has_title && shape.chars >= 4 && shape.ordinal.is_none() {
            roles[at] = Role::Title;
            has_title = true;
        } else if has_title && next == Some(Role::Caption) {
            // The title of a picture stands above its caption.
            roles[at] = Role::Caption;
        } else if has_title && shape.ordinal.is_none() && before_dateline(roles, at, end) {
            roles[at] = Role::Title;
        }
    }
    lead
}

/// Whether a line is a title that asks or exclaims: the first text there is, above a longer paragraph, or right above the dateline.
fn calls_out_above(shapes: &[&Shape], roles: &[Role], at: usize) -> bool {
    if !shapes[at].may_be_title || shapes[at].ordinal.is_some() {
        return false;
    }
    let next = (at + 1..roles.len()).find(|i| roles[*i] != Role::Blank);
    match next.map(|i| (roles[i], shapes[i])) {
        Some((Role::Dateline | Role::Byline, _)) => true,
        Some((Role::Paragraph, below)) => {
            let is_first = !roles[..at].iter().any(|r| matches!(r, Role::Paragraph | Role::Heading(_) | Role::OriginalTitle));
            is_first && below.has_stop && below.chars >= LEAST_LEAD && below.chars >= 2 * shapes[at].chars
        }
        _ => false,
    }
}

/// Whether a dateline follows before the text: then a line between title and dateline is part of the title.
fn before_dateline(roles: &[Role], at: usize, end: usize) -> bool {
    roles[at..end].contains(&Role::Dateline)
}

/// Headings of the body: numbered ones, and bare ones that stand above a paragraph.
fn mark_headings(shapes: &[&Shape], roles: &mut [Role], lead: Option<usize>) {
    let Some(lead) = lead else { return };
    // The level of a numbered heading is the place of its style among those that the article uses.
    let mut styles: Vec<OrdinalStyle> =
        (0..shapes.len()).filter(|i| roles[*i] == Role::Paragraph).filter_map(|i| shapes[i].ordinal.map(|o| o.style)).collect();
    styles.sort_unstable();
    styles.dedup();
    let level_of = |style: OrdinalStyle| 1 + styles.iter().position(|s| *s == style).unwrap_or(0) as u8;
    let first = (0..lead).find(|i| roles[*i] == Role::Paragraph).unwrap_or(lead);
    // From below, so that the line under a heading is known.
    let mut below: Option<(bool, u32)> = None;
    for at in (first..shapes.len()).rev() {
        let shape = shapes[at];
        if roles[at] == Role::Blank {
            continue;
        }
        let is_paragraph = roles[at] == Role::Paragraph;
        if let (true, Some(ordinal)) = (is_paragraph, shape.ordinal) {
            let is_heading = shape.chars <= 45 && !shape.has_stop && !shape.ends_sentence;
            let is_run_in = ordinal.style <= OrdinalStyle::BracketedChinese;
            if is_heading || is_run_in {
                roles[at] = Role::Heading(level_of(ordinal.style));
            }
        } else if is_paragraph
            && shape.looks_like_heading()
            && at > first
            && below.is_some_and(|(is_text, chars)| is_text && chars > shape.chars)
        {
            roles[at] = Role::Heading(1);
        }
        below = match roles[at] {
            Role::Paragraph => Some((shape.ends_sentence || shape.has_stop, shape.chars)),
            Role::Heading(_) if shape.ordinal.is_some() => Some((true, u32::MAX)),
            Role::Item | Role::Row | Role::Question => Some((true, u32::MAX)),
            _ => Some((false, 0)),
        };
    }
}

/// Of each line that prints an earlier paragraph again: the line that prints it first.
fn first_printing(shapes: &[&Shape], roles: &[Role]) -> Vec<Option<u32>> {
    let mut seen = HashMap::new();
    let is_long = |i: usize| shapes[i].chars >= REPEATED_CHARS && matches!(roles[i], Role::Paragraph | Role::Heading(_) | Role::Item);
    let mut earlier = |i: usize| {
        let first = *seen.entry(shapes[i].fingerprint).or_insert(i);
        (first < i).then_some(first as u32)
    };
    (0..shapes.len()).map(|i| if is_long(i) { earlier(i) } else { None }).collect()
}
