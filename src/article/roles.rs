//! The role of every line, told from its look and its neighbours'.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::shape::Front;
use super::{Look, OrdinalStyle};

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

/// Front matter is not longer than this, in lines.
const MOST_FRONT: usize = 100;

/// A paragraph this long is not printed twice by chance.
const REPEATED_CHARS: u32 = 30;

impl Article {
    /// Tells the roles. One pass over the lines for each question; the text itself is not looked at.
    pub fn of(looks: &[Look]) -> Article {
        let mut roles: Vec<Role> = Vec::with_capacity(looks.len());
        let mut in_code = false;
        let front = front_matter(looks);
        for look in &looks[..front] {
            roles.push(if look.front == Some(Front::Date) { Role::Dateline } else { Role::Code });
        }
        for look in &looks[front..] {
            roles.push(if in_code || look.is_fence { Role::Code } else { look.role });
            in_code ^= look.is_fence;
        }
        mark_related(looks, &mut roles);
        mark_boilerplate(looks, &mut roles);
        let lead = mark_head(looks, &mut roles);
        mark_headings(looks, &mut roles, lead);
        let titled_in_front = looks[..front].iter().any(|look| look.front == Some(Front::Title));
        let has_title = titled_in_front || roles.iter().take(lead.unwrap_or(roles.len())).any(|r| matches!(r, Role::Title));
        let first_printing = first_printing(looks, &roles);
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

/// How many lines of front matter a Markdown file begins with, its marks included.
fn front_matter(looks: &[Look]) -> usize {
    let is_mark = |look: &Look| look.front == Some(Front::Mark);
    if !looks.first().is_some_and(is_mark) {
        return 0;
    }
    let close = looks.iter().take(MOST_FRONT).skip(1).position(is_mark);
    close.map_or(0, |at| at + 2)
}

/// Related news: items that the date of the next line closes (`2026-03-02` + next item), or names of columns with dates.
///
/// The last date of a run stands alone; the first item stands before the first date, and may carry the list's label.
fn mark_related(looks: &[Look], roles: &mut [Role]) {
    let is_dated = |s: &Look| s.is_glued_date || s.is_bare_date;
    let first_glued = looks.iter().position(|s| s.is_glued_date);
    let label = looks.iter().position(|s| s.has_related_label && s.chars <= 12);
    if let Some(label) = label.filter(|l| looks[*l..].iter().filter(|s| !s.is_blank()).count() > 1) {
        // A label on a line of its own: all that follows to the next other part.
        for (role, look) in roles[label..].iter_mut().zip(&looks[label..]) {
            if matches!(role, Role::Paragraph | Role::Item) && !look.opens_boilerplate {
                *role = Role::Related;
            } else if !matches!(role, Role::Blank | Role::Related) {
                break;
            }
        }
    }
    for (role, look) in roles.iter_mut().zip(looks) {
        if look.is_label_before_date {
            *role = Role::Related;
        }
    }
    // After cleaning the dates stand on lines of their own, one after each item: two of them make a list too.
    let bare: Vec<usize> = (0..looks.len()).filter(|i| looks[*i].is_bare_date).collect();
    let start = match (first_glued, bare.as_slice()) {
        (Some(glued), _) => Some(glued),
        (None, [first, .., _]) => Some(*first),
        _ => None,
    };
    let Some(start) = start else { return };
    let previous = looks[..start].iter().rposition(|s| !s.is_blank());
    if let Some(previous) = previous.filter(|p| roles[*p] == Role::Paragraph && !looks[*p].names_reporter) {
        roles[previous] = Role::Related;
    }
    let last = looks.iter().rposition(is_dated).unwrap_or(start);
    for (role, look) in roles[start..=last].iter_mut().zip(&looks[start..=last]) {
        if !look.is_blank() {
            *role = Role::Related;
        }
    }
}

/// A legal notice goes on from its heading to the end, or to the related news.
fn mark_boilerplate(looks: &[Look], roles: &mut [Role]) {
    let mut inside = false;
    for (role, look) in roles.iter_mut().zip(looks) {
        if *role == Role::Related {
            inside = false;
            continue;
        }
        inside |= look.opens_boilerplate;
        if !look.is_blank() && *role != Role::Code && (inside || (look.is_boilerplate && *role == Role::Paragraph)) {
            *role = Role::Boilerplate;
        }
    }
}

/// Title, dateline and bylines above the first paragraph; returns the line of that paragraph.
fn mark_head(looks: &[Look], roles: &mut [Role]) -> Option<usize> {
    let is_text = |i: &usize| {
        let is_sentence = looks[*i].ends_sentence || looks[*i].has_stop || looks[*i].chars > 45;
        roles[*i] == Role::Paragraph && is_sentence && !calls_out_above(looks, roles, *i)
    };
    let lead =
        (0..looks.len()).find(is_text).or_else(|| (0..looks.len()).find(|i| matches!(roles[*i], Role::Item | Role::Row | Role::Question)));
    let end = lead.unwrap_or(looks.len());
    let mut has_title = roles[..end].iter().any(|r| matches!(r, Role::Heading(1)));
    if has_title && let Some(first) = roles[..end].iter_mut().find(|r| matches!(r, Role::Heading(1))) {
        *first = Role::Title;
    }
    let dateline = roles[..end].iter().rposition(|r| *r == Role::Dateline);
    for at in 0..end {
        if roles[at] != Role::Paragraph {
            continue;
        }
        let look = &looks[at];
        let next = (at + 1..end).find(|i| roles[*i] != Role::Blank).map(|i| roles[i]);
        if !has_title && look.chars >= 4 && look.ordinal.is_none() {
            roles[at] = Role::Title;
            has_title = true;
        } else if has_title && next == Some(Role::Caption) {
            // The title of a picture stands above its caption.
            roles[at] = Role::Caption;
        } else if has_title && look.ordinal.is_none() && dateline.is_some_and(|d| at < d) {
            // A line between title and dateline is part of the title.
            roles[at] = Role::Title;
        }
    }
    if has_title {
        mark_bare_dateline(looks, roles, end);
    }
    lead
}

/// A date under the title with nothing but a few names beside it is the article's, if it is the only one above the first paragraph.
fn mark_bare_dateline(looks: &[Look], roles: &mut [Role], end: usize) {
    let has_text = roles.get(end) == Some(&Role::Paragraph);
    if !has_text || roles[..end].contains(&Role::Dateline) {
        return;
    }
    let mut dated = (0..end).filter(|i| looks[*i].is_dated && roles[*i] == Role::Paragraph);
    if let (Some(only), None) = (dated.next(), dated.next()) {
        roles[only] = Role::Dateline;
    }
}

/// Whether a line is a title that asks or exclaims: the first text there is, above a longer paragraph, or right above the dateline.
fn calls_out_above(looks: &[Look], roles: &[Role], at: usize) -> bool {
    if !looks[at].may_be_title || looks[at].ordinal.is_some() {
        return false;
    }
    let next = (at + 1..roles.len()).find(|i| roles[*i] != Role::Blank);
    match next.map(|i| (roles[i], &looks[i])) {
        Some((Role::Dateline | Role::Byline, _)) => true,
        Some((Role::Paragraph, below)) => {
            let is_first = !roles[..at].iter().any(|r| matches!(r, Role::Paragraph | Role::Heading(_) | Role::OriginalTitle));
            is_first && below.has_stop && below.chars >= LEAST_LEAD && below.chars >= 2 * looks[at].chars
        }
        _ => false,
    }
}

/// Headings of the body: numbered ones, and bare ones that stand above a paragraph.
fn mark_headings(looks: &[Look], roles: &mut [Role], lead: Option<usize>) {
    let Some(lead) = lead else { return };
    // The level of a numbered heading is the place of its style among those that the article uses.
    let mut styles: Vec<OrdinalStyle> =
        (0..looks.len()).filter(|i| roles[*i] == Role::Paragraph).filter_map(|i| looks[i].ordinal).collect();
    styles.sort_unstable();
    styles.dedup();
    let level_of = |style: OrdinalStyle| 1 + styles.iter().position(|s| *s == style).unwrap_or(0) as u8;
    let first = (0..lead).find(|i| roles[*i] == Role::Paragraph).unwrap_or(lead);
    // From below, so that the line under a heading is known.
    let mut below: Option<(bool, u32)> = None;
    for at in (first..looks.len()).rev() {
        let look = &looks[at];
        if roles[at] == Role::Blank {
            continue;
        }
        let is_paragraph = roles[at] == Role::Paragraph;
        if let (true, Some(style)) = (is_paragraph, look.ordinal) {
            let is_heading = look.chars <= 45 && !look.has_stop && !look.ends_sentence;
            let is_run_in = style <= OrdinalStyle::BracketedChinese;
            if is_heading || is_run_in {
                roles[at] = Role::Heading(level_of(style));
            }
        } else if is_paragraph && look.may_be_heading && at > first && below.is_some_and(|(is_text, chars)| is_text && chars > look.chars) {
            roles[at] = Role::Heading(1);
        }
        below = match roles[at] {
            Role::Paragraph => Some((look.ends_sentence || look.has_stop, look.chars)),
            Role::Heading(_) if look.ordinal.is_some() => Some((true, u32::MAX)),
            Role::Item | Role::Row | Role::Question => Some((true, u32::MAX)),
            _ => Some((false, 0)),
        };
    }
}

/// Of each line that prints an earlier paragraph again: the line that prints it first.
fn first_printing(looks: &[Look], roles: &[Role]) -> Vec<Option<u32>> {
    let mut seen: HashMap<u64, usize, BuildHasherDefault<AsItIs>> = HashMap::default();
    let is_long = |i: usize| looks[i].chars >= REPEATED_CHARS && matches!(roles[i], Role::Paragraph | Role::Heading(_) | Role::Item);
    let mut earlier = |i: usize| {
        let first = *seen.entry(looks[i].fingerprint).or_insert(i);
        (first < i).then_some(first as u32)
    };
    (0..looks.len()).map(|i| if is_long(i) { earlier(i) } else { None }).collect()
}

/// Fingerprints are hashes already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.0 = self.0 << 8 | u64::from(*b));
    }

    fn write_u64(&mut self, fingerprint: u64) {
        self.0 = fingerprint;
    }
}
