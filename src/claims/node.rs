//! A line as a row of nodes: figures, times, words of the grammar, marks, and the text between.

use super::indicator::IndicatorId;
use super::scope::ScopeId;
use super::words::{Match, Word, words};
use crate::figures::figure::{Figure, Kind};
use crate::text::{TextRange, range};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A figure that may measure something, by its index.
    Figure(usize),
    /// A date, a period or a time of the day, by the index of its figure.
    Time(usize),
    /// A length of time, by the index of its figure.
    Length(usize),
    /// A word of the grammar.
    Word(Word),
    /// An indicator of the table.
    Indicator(IndicatorId),
    /// A word that says what is covered.
    Scope(ScopeId),
    /// Anything else.
    Text,
    /// ,
    Comma,
    /// 、
    Pause,
    /// :
    Colon,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// 。!?
    Stop,
    /// ;
    Semicolon,
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub range: TextRange,
    /// What it is.
    pub what: What,
}

/// The nodes of a reading, in order. Blanks and quotation marks are left out.
pub fn nodes(reading: &str, figures: &[Figure]) -> Vec<Node> {
    let mut nodes = Vec::with_capacity(figures.len() * 6);
    let mut at = 0;
    for (index, figure) in figures.iter().enumerate() {
        let (start, end) = (usize::from(figure.range.start()), usize::from(figure.range.end()));
        // 第一产业 is one word; a code measures nothing.
        if start < at || matches!(figure.kind, Kind::Code | Kind::Ordinal) {
            continue;
        }
        push_text(reading, at, start, &mut nodes);
        let what = match figure.kind {
            Kind::Date | Kind::DateRange | Kind::Time => What::Time(index),
            Kind::Duration if figure.printed().is_none() => What::Length(index),
            _ => What::Figure(index),
        };
        nodes.push(Node { range: figure.range, what });
        at = end;
    }
    push_text(reading, at, reading.len(), &mut nodes);
    nodes
}

fn push_text(reading: &str, start: usize, end: usize, nodes: &mut Vec<Node>) {
    let text = &reading[start..end];
    let mut at = 0;
    for (from, to, is) in words(text) {
        push_plain(reading, start + at, start + from, nodes);
        let what = match is {
            Match::Word(Word::Plain) => What::Text,
            Match::Word(word) => What::Word(word),
            Match::Indicator(id) => What::Indicator(id),
            Match::Scope(id) => What::Scope(id),
        };
        nodes.push(Node { range: range(start + from, start + to), what });
        at = to;
    }
    push_plain(reading, start + at, end, nodes);
}

/// Text without words of the grammar: split at marks.
fn push_plain(reading: &str, start: usize, end: usize, nodes: &mut Vec<Node>) {
    let mut from = start;
    for (offset, char) in reading[start..end].char_indices() {
        let at = start + offset;
        let Some(mark) = mark(char) else { continue };
        if from < at {
            nodes.push(Node { range: range(from, at), what: What::Text });
        }
        from = at + char.len_utf8();
        nodes.extend(mark.map(|what| Node { range: range(at, from), what }));
    }
    if from < end {
        nodes.push(Node { range: range(from, end), what: What::Text });
    }
}

/// What a mark is; the inner `None` is left out of the nodes.
fn mark(char: char) -> Option<Option<What>> {
    Some(match char {
        ',' | '，' => Some(What::Comma),
        '、' => Some(What::Pause),
        ':' | '：' => Some(What::Colon),
        '(' | '（' | '[' | '【' => Some(What::Open),
        ')' | '）' | ']' | '】' => Some(What::Close),
        '。' | '!' | '?' | '！' | '？' | '…' => Some(What::Stop),
        ';' | '；' | '|' => Some(What::Semicolon),
        '“' | '”' | '‘' | '’' | '"' | '《' | '》' | '—' => None,
        c if c.is_whitespace() => None,
        _ => return None,
    })
}
