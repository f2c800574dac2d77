//! The outline of an article, as a tree, as a person would draw it.

use super::{Article, Markdown, Role, Text};
use crate::text::{TextRange, range};

/// What a node of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum NodeKind {
    Title,
    Dateline,
    Byline,
    Lead,
    Section,
    Paragraph,
    List,
    Table,
    Caption,
    Quote,
    Editor,
    Related,
    Boilerplate,
}

impl NodeKind {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            NodeKind::Title => "title",
            NodeKind::Dateline => "dateline",
            NodeKind::Byline => "byline",
            NodeKind::Lead => "lead",
            NodeKind::Section => "section",
            NodeKind::Paragraph => "paragraph",
            NodeKind::List => "list",
            NodeKind::Table => "table",
            NodeKind::Caption => "caption",
            NodeKind::Quote => "quote",
            NodeKind::Editor => "editor",
            NodeKind::Related => "related",
            NodeKind::Boilerplate => "boilerplate",
        }
    }
}

impl NodeKind {
    /// The name for people: Chinese, English.
    pub fn label(self) -> (&'static str, &'static str) {
        let zh = match self {
            NodeKind::Title => "标题",
            NodeKind::Dateline => "电头",
            NodeKind::Byline => "署名",
            NodeKind::Lead => "导语",
            NodeKind::Section => "小节",
            NodeKind::Paragraph => "段落",
            NodeKind::List => "列表",
            NodeKind::Table => "表格",
            NodeKind::Caption => "图注",
            NodeKind::Quote => "问答",
            NodeKind::Editor => "责编",
            NodeKind::Related => "相关",
            NodeKind::Boilerplate => "声明",
        };
        (zh, self.name())
    }
}

/// A node of the outline. Children stand inside it, in order, without overlaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineNode {
    /// The cleaned text of the heading, or a made-up name where `synthetic`. Never empty.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// Depth in the heading hierarchy, 0 for the top.
    pub level: u8,
    /// All of it, in bytes of the source.
    pub range: TextRange,
    /// The heading; inside `range`.
    pub selection: TextRange,
    /// The text has no heading here.
    pub synthetic: bool,
    /// What it holds.
    pub children: Vec<OutlineNode>,
}

/// Longest name of a node, in characters; what is longer ends in `…`.
const LONGEST_NAME: usize = 40;

/// Draws the outline. `english` asks for English made-up names; the article's own names stay as they are, cleaned.
pub fn outline(text: &dyn Text, article: &Article, english: bool) -> Vec<OutlineNode> {
    let mut builder = Builder { text, article, english, open: Vec::new(), done: Vec::new() };
    builder.build();
    builder.done
}

struct Builder<'t> {
    text: &'t dyn Text,
    article: &'t Article,
    english: bool,
    /// The sections that are still open, from the outside in.
    open: Vec<OutlineNode>,
    done: Vec<OutlineNode>,
}

impl Builder<'_> {
    fn build(&mut self) {
        let count = self.text.line_count();
        if !self.article.has_title && self.article.lead.is_some() {
            let start = self.text.in_source(0, range(0, 0));
            let name = self.label("（无标题）", "(no title)");
            self.place(OutlineNode {
                name,
                kind: NodeKind::Title,
                level: 0,
                range: start,
                selection: start,
                synthetic: true,
                children: Vec::new(),
            });
        }
        let mut line = 0;
        while line < count {
            line += self.line(line).max(1);
        }
        self.close_to(0);
    }

    /// Draws what begins at a line; returns how many lines it took.
    fn line(&mut self, line: usize) -> usize {
        let role = self.article.roles[line];
        let is_lead = self.article.lead == Some(line);
        match role {
            Role::Title | Role::OriginalTitle => self.leaf(line, NodeKind::Title),
            Role::Dateline => self.leaf(line, NodeKind::Dateline),
            Role::Byline => self.leaf(line, NodeKind::Byline),
            Role::Caption => self.leaf(line, NodeKind::Caption),
            Role::Editor => self.leaf(line, NodeKind::Editor),
            Role::Heading(level) => self.open_section(line, level),
            Role::Question => self.open_question(line),
            Role::Item => return self.run(line, Role::Item, NodeKind::List),
            Role::Row => return self.run(line, Role::Row, NodeKind::Table),
            Role::Related => return self.related(line),
            Role::Boilerplate => return self.boilerplate(line),
            Role::Paragraph if is_lead => {
                let (zh, en) = ("导语", "Lead");
                let whole = self.text.line_range(line);
                let name = self.label(zh, en);
                self.place(OutlineNode {
                    name,
                    kind: NodeKind::Lead,
                    level: 0,
                    range: whole,
                    selection: whole,
                    synthetic: true,
                    children: Vec::new(),
                });
            }
            Role::Paragraph => self.paragraph(line),
            Role::Blank | Role::Furniture | Role::Code => {}
        }
        if role == Role::Paragraph {
            self.trailing_byline(line);
        }
        1
    }

    fn label(&self, zh: &str, en: &str) -> String {
        if self.english { en.to_owned() } else { zh.to_owned() }
    }

    /// The cleaned text of a line, shortened; the first sentence of a paragraph, with its mark where it asks or exclaims.
    fn name(&self, line: usize, from: usize) -> String {
        let text = self.cleaned(line, range(from, self.text.reading(line).text.len()));
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{a0}' | '*' | '□' | '■'));
        let end = text.char_indices().find_map(|(at, c)| match c {
            '。' | '\n' => Some(at),
            '!' | '！' | '?' | '？' => Some(at + c.len_utf8()),
            _ => None,
        });
        let first = text[..end.unwrap_or(text.len())].trim();
        let mut name: String = first.chars().take(LONGEST_NAME).filter(|c| !c.is_control()).collect();
        if first.chars().count() > LONGEST_NAME {
            name.push('…');
        }
        if name.is_empty() { self.label("（空）", "(empty)") } else { name }
    }

    /// A range of a line's reading as its author wrote it: noise removed, script and width as they are.
    fn cleaned(&self, line: usize, within: TextRange) -> String {
        let (reading, source) = (self.text.reading(line), self.text.source(line));
        let place = reading.map.to_source(within);
        let mut cleaned = String::new();
        let mut at = place.start();
        let spots = reading.noise.iter().filter(|spot| spot.kind.is_cleaned() && place.contains_range(spot.range));
        for piece in spots.flat_map(|spot| &spot.pieces) {
            cleaned.push_str(&source[TextRange::new(at, piece.source.start())]);
            cleaned.push_str(&piece.text);
            at = piece.source.end();
        }
        cleaned.push_str(&source[TextRange::new(at, place.end())]);
        cleaned
    }

    fn node(&self, line: usize, kind: NodeKind, level: u8) -> OutlineNode {
        let from = match (self.text.shape(line).markdown, self.text.shape(line).original_title) {
            (Some(Markdown::Heading(_, len)), _) => len,
            _ => 0,
        };
        let whole = self.text.line_range(line);
        OutlineNode { name: self.name(line, from), kind, level, range: whole, selection: whole, synthetic: false, children: Vec::new() }
    }

    fn leaf(&mut self, line: usize, kind: NodeKind) {
        let node = self.node(line, kind, 0);
        if matches!(kind, NodeKind::Editor) {
            self.close_to(0);
        }
        self.place(node);
    }

    /// Puts a finished node into the innermost open section, which grows to hold it.
    fn place(&mut self, node: OutlineNode) {
        for section in &mut self.open {
            section.range = section.range.cover(node.range);
        }
        match self.open.last_mut() {
            Some(section) => section.children.push(node),
            None => self.done.push(node),
        }
    }

    /// Ends the open sections but for the outermost `keep`.
    fn close_to(&mut self, keep: usize) {
        while self.open.len() > keep {
            if let Some(node) = self.open.pop() {
                self.place(node);
            }
        }
    }

    fn open_section(&mut self, line: usize, level: u8) {
        let keep = self.open.iter().take_while(|s| s.level < level && s.kind == NodeKind::Section && !s.synthetic).count();
        self.close_to(keep);
        let node = self.node(line, NodeKind::Section, level);
        self.open.push(node);
    }

    fn open_question(&mut self, line: usize) {
        let keep = self.open.iter().take_while(|s| s.kind == NodeKind::Section && !s.synthetic).count();
        self.close_to(keep);
        let node = self.node(line, NodeKind::Quote, 9);
        self.open.push(node);
    }

    /// A paragraph grows the section it stands in; where no heading stands above, a made-up one is opened.
    fn paragraph(&mut self, line: usize) {
        let whole = self.text.line_range(line);
        if self.open.is_empty() && self.article.lead.is_some_and(|lead| line > lead) {
            let name = self.label("正文", "Body");
            self.open.push(OutlineNode {
                name,
                kind: NodeKind::Section,
                level: 1,
                range: whole,
                selection: whole,
                synthetic: true,
                children: Vec::new(),
            });
        }
        for section in &mut self.open {
            section.range = section.range.cover(whole);
        }
    }

    fn trailing_byline(&mut self, line: usize) {
        let Some((start, end)) = self.text.shape(line).trailing_byline else { return };
        let place = self.text.reading_in_source(line, range(start, end));
        let name = self.cleaned(line, range(start, end));
        self.place(OutlineNode {
            name,
            kind: NodeKind::Byline,
            level: 0,
            range: place,
            selection: place,
            synthetic: false,
            children: Vec::new(),
        });
    }

    /// Lines of one role that follow each other, as one node.
    fn run(&mut self, line: usize, role: Role, kind: NodeKind) -> usize {
        let len = self.article.roles[line..].iter().take_while(|r| **r == role).count();
        let first = self.text.line_range(line);
        let whole = first.cover(self.text.line_range(line + len - 1));
        let name = match kind {
            NodeKind::Table => self.label("表格", "Table"),
            _ => self.label(&format!("列表（{len}项）"), &format!("List of {len}")),
        };
        self.place(OutlineNode { name, kind, level: 0, range: whole, selection: first, synthetic: true, children: Vec::new() });
        len
    }

    fn related(&mut self, line: usize) -> usize {
        self.close_to(0);
        let len = span(&self.article.roles[line..], |r| matches!(r, Role::Related));
        let mut children = Vec::new();
        for at in line..line + len {
            if self.article.roles[at] != Role::Related {
                continue;
            }
            let shape = self.text.shape(at);
            // A date closes the item above; the item itself is what stands behind it, and behind the list's label.
            let from = match (shape.date, shape.related_label) {
                (Some(date), _) => shape.indent + date.len,
                (None, Some(label)) => label,
                (None, None) => 0,
            };
            let reading = &self.text.reading(at).text;
            let item = &reading[from.min(reading.len())..];
            if item.trim().is_empty() {
                continue;
            }
            let start = from + (item.len() - item.trim_start().len());
            let place = self.text.reading_in_source(at, range(start, reading.len()));
            children.push(OutlineNode {
                name: self.name(at, start),
                kind: NodeKind::Related,
                level: 1,
                range: place,
                selection: place,
                synthetic: false,
                children: Vec::new(),
            });
        }
        let first = self.text.line_range(line);
        let whole = first.cover(self.text.line_range(line + len - 1));
        let count = children.len();
        let name = self.label(&format!("相关新闻（{count}条）"), &format!("Related news ({count})"));
        self.place(OutlineNode { name, kind: NodeKind::Related, level: 0, range: whole, selection: first, synthetic: true, children });
        len
    }

    fn boilerplate(&mut self, line: usize) -> usize {
        self.close_to(0);
        let len = span(&self.article.roles[line..], |r| matches!(r, Role::Boilerplate));
        let mut node = self.node(line, NodeKind::Boilerplate, 0);
        node.synthetic = !self.text.shape(line).opens_boilerplate;
        if node.synthetic {
            node.name = self.label("版权声明", "Legal notice");
        }
        for at in line..line + len {
            let whole = self.text.line_range(at);
            node.range = node.range.cover(whole);
            if self.article.roles[at] != Role::Boilerplate {
                continue;
            }
            if self.text.shape(at).ordinal.is_some() {
                node.children.push(self.node(at, NodeKind::Paragraph, 1));
            } else if let Some(clause) = node.children.last_mut() {
                // What follows a clause without a number of its own belongs to it.
                clause.range = clause.range.cover(whole);
            }
        }
        self.place(node);
        len
    }
}

/// How many lines a run takes: blank lines between its members count, those after it do not.
fn span(roles: &[Role], belongs: impl Fn(&Role) -> bool) -> usize {
    let run = roles.iter().take_while(|r| belongs(r) || **r == Role::Blank).count();
    1 + roles[..run].iter().rposition(belongs).unwrap_or(0)
}
