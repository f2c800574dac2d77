//! The ranges around a place, from the inside out: word, clause, sentence, paragraph, section, article.

use super::{OutlineNode, Text};
use crate::reading::script::is_han;
use crate::text::{TextRange, TextSize, range};

/// Marks that end a clause, and those that end a sentence, in either width.
const CLAUSE_MARKS: &str = ",，;；:：、。!！?？…\n";
const SENTENCE_MARKS: &str = "。!！?？…\n";

/// The ranges around a byte of a line, each inside the next, and each holding the place. Ranges are of the source.
pub fn selections(text: &dyn Text, outline: &[OutlineNode], line: usize, offset: usize, len: usize) -> Vec<TextRange> {
    let source = text.source(line);
    let whole = text.line_range(line);
    let mut at = offset.saturating_sub(usize::from(whole.start())).min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    let mut ranges = vec![word(source, at)];
    for marks in [CLAUSE_MARKS, SENTENCE_MARKS] {
        let start = source[..at].char_indices().rev().find(|(_, c)| marks.contains(*c)).map_or(0, |(i, c)| i + c.len_utf8());
        let end = source[at..].char_indices().find(|(_, c)| marks.contains(*c)).map_or(source.len(), |(i, c)| at + i + c.len_utf8());
        ranges.push(range(start, end));
    }
    ranges.push(range(0, source.len()));
    let mut ranges: Vec<TextRange> = ranges.into_iter().map(|r| text.in_source(line, r)).collect();
    let place = TextSize::try_from(offset).unwrap_or_default();
    let mut nodes = outline;
    let mut sections = Vec::new();
    while let Some(node) = nodes.iter().find(|n| n.range.contains_inclusive(place)) {
        sections.push(node.range);
        nodes = &node.children;
    }
    ranges.extend(sections.into_iter().rev());
    ranges.push(range(0, len));
    grow(ranges, place)
}

/// Keeps the ranges that hold the place and are larger than the one before.
fn grow(ranges: Vec<TextRange>, place: TextSize) -> Vec<TextRange> {
    let mut grown: Vec<TextRange> = Vec::new();
    for range in ranges {
        let larger = grown.last().is_none_or(|last| range.contains_range(*last) && range != *last);
        if larger && range.contains_inclusive(place) {
            grown.push(range);
        }
    }
    grown
}

/// The word at a place: a run of letters and digits, or the word of the list that a run of Han characters is cut into there.
fn word(source: &str, at: usize) -> TextRange {
    let class = |c: char| if is_han(c) { 2 } else { u8::from(c.is_alphanumeric() || c == '.') };
    let Some(kind) = source[at..].chars().next().map(class).filter(|k| *k > 0) else { return range(at, at) };
    let back: usize = source[..at].chars().rev().take(60).take_while(|c| class(*c) == kind).map(char::len_utf8).sum();
    let ahead: usize = source[at..].chars().take(60).take_while(|c| class(*c) == kind).map(char::len_utf8).sum();
    let (start, end) = (at - back, at + ahead);
    if kind != 2 {
        return range(start, end);
    }
    let mut from = start;
    for len in crate::lexicon::segment::cut(&crate::reading::script::fold_text(&source[start..end])) {
        if at < from + len {
            return range(from, from + len);
        }
        from += len;
    }
    range(at, at)
}
