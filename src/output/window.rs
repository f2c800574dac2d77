//! A part of a long line, as wide as the terminal, around the place that matters.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// Stands for what was cut off. Three narrow dots: the width of `…` differs among terminals.
const CUT: &str = "...";

/// A part of a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Window {
    /// What is shown.
    pub text: String,
    /// The bytes of the line that are shown.
    shown: Range<usize>,
    /// Bytes that stand before them in `text`.
    before: usize,
}

impl Window {
    /// The part of a line around a place, at most `width` columns wide; a place that is wider itself is cut at its end.
    pub fn around(line: &str, place: Range<usize>, width: usize) -> Window {
        let width = width.saturating_sub(2 * CUT.len()).max(8);
        let inside = reach(line[place.clone()].chars(), width);
        let (start, end) = (place.start, place.start + inside.bytes);
        let free = width.saturating_sub(inside.columns);
        // Each side gets half of what is free, and what the other does not need.
        let left = reach(line[..start].chars().rev(), free);
        let right = reach(line[end..].chars(), free);
        let half = free / 2;
        let left_share = half.max(free.saturating_sub(right.columns));
        let right_share = (free - half).max(free.saturating_sub(left.columns));
        let start = start - reach(line[..start].chars().rev(), left_share).bytes;
        let end = end + reach(line[end..].chars(), right_share).bytes;
        let head = if start > 0 { CUT } else { "" };
        let tail = if end < line.len() { CUT } else { "" };
        Window { text: format!("{head}{}{tail}", &line[start..end]), shown: start..end, before: head.len() }
    }

    /// A range of the line as a range of the window, as far as it is shown; `None` where nothing of it is.
    pub fn span(&self, range: Range<usize>) -> Option<Range<usize>> {
        let (start, end) = (range.start.max(self.shown.start), range.end.min(self.shown.end));
        let seen = start < end || (range.is_empty() && start == end);
        let shift = |at: usize| at - self.shown.start + self.before;
        seen.then(|| shift(start)..shift(end))
    }
}

struct Reach {
    bytes: usize,
    columns: usize,
}

/// How many characters fit into a width.
fn reach(chars: impl Iterator<Item = char>, width: usize) -> Reach {
    let mut reach = Reach { bytes: 0, columns: 0 };
    for c in chars {
        let columns = reach.columns + columns(c);
        if columns > width {
            break;
        }
        reach = Reach { bytes: reach.bytes + c.len_utf8(), columns };
    }
    reach
}

/// Columns as the renderer draws them: a tab as four blanks, a control character as one sign.
fn columns(c: char) -> usize {
    if c == '\t' { 4 } else { c.width().unwrap_or(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str, word: &str, width: usize) -> String {
        let at = line.find(word).unwrap();
        let window = Window::around(line, at..at + word.len(), width);
        let span = window.span(at..at + word.len()).unwrap();
        format!("{}⟦{}⟧{}", &window.text[..span.start], &window.text[span.clone()], &window.text[span.end..])
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(cut("新增就业860人", "860", 40), "新增就业⟦860⟧人");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let line = format!("{}860{}", "甲".repeat(400), "乙".repeat(400));
        assert_eq!(cut(&line, "860", 29), "...甲甲甲甲甲⟦860⟧乙乙乙乙乙...");
    }

    #[test]
    fn room_that_one_side_does_not_need_goes_to_the_other() {
        let line = format!("甲860{}", "乙".repeat(400));
        assert_eq!(cut(&line, "860", 29), "甲⟦860⟧乙乙乙乙乙乙乙乙乙...");
    }

    #[test]
    fn a_place_wider_than_the_window_is_cut_at_its_end() {
        assert_eq!(cut(&"甲".repeat(50), &"甲".repeat(50), 26), "⟦甲甲甲甲甲甲甲甲甲甲⟧...");
    }
}
