//! Lines as LSP 3.17 has them: ended by `\n`, `\r\n` or `\r`, and by nothing else.

/// Splits a text into its lines, each with its terminator. The last line has none and may be empty, so there is always one.
pub fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match line_len(text) {
            Some(len) => {
                rest = Some(&text[len..]);
                Some(&text[..len])
            }
            None => rest.take(),
        }
    })
}

/// Length in bytes of the first line with its terminator; `None` where no terminator stands.
fn line_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = memchr::memchr2(b'\n', b'\r', bytes)?;
    let crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    Some(at + if crlf { 2 } else { 1 })
}

/// Length in bytes of the terminator at the end of a line: 0, 1 or 2.
pub fn terminator_len(line: &str) -> usize {
    match line.as_bytes() {
        [.., b'\r', b'\n'] => 2,
        [.., b'\n' | b'\r'] => 1,
        _ => 0,
    }
}

/// A change of whole lines: `removed` lines from `first` on gave way to `inserted` lines.
///
/// Splices that follow each other merge into one that covers both, so that one analysis can catch up with many edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineSplice {
    /// First line that changed.
    pub first: usize,
    /// Number of lines, counted in the text before the change.
    pub removed: usize,
    /// Number of lines, counted in the text after the change.
    pub inserted: usize,
}

impl LineSplice {
    /// The splice that has the effect of `self` and then `later`, whose lines are counted in the text after `self`.
    pub fn then(self, later: LineSplice) -> LineSplice {
        let first = self.first.min(later.first);
        // Both ends, counted in the text between the two changes.
        let own_end = self.first + self.inserted;
        let later_end = later.first + later.removed;
        let end = own_end.max(later_end);
        LineSplice { first, removed: end - first + self.removed - self.inserted, inserted: end - first + later.inserted - later.removed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_three_terminators_of_lsp_end_a_line() {
        let lines: Vec<_> = split_lines("甲\n乙\r\n丙\r丁\u{2028}戊\u{b}己\u{85}").collect();
        assert_eq!(lines, ["甲\n", "乙\r\n", "丙\r", "丁\u{2028}戊\u{b}己\u{85}"]);
        assert_eq!(split_lines("").collect::<Vec<_>>(), [""]);
        assert_eq!(split_lines("甲\n").collect::<Vec<_>>(), ["甲\n", ""]);
    }

    #[test]
    fn splices_merge() {
        let typed = LineSplice { first: 4, removed: 1, inserted: 3 };
        let above = LineSplice { first: 1, removed: 2, inserted: 1 };
        assert_eq!(typed.then(above), LineSplice { first: 1, removed: 4, inserted: 5 });
        let below = LineSplice { first: 6, removed: 4, inserted: 1 };
        assert_eq!(typed.then(below), LineSplice { first: 4, removed: 4, inserted: 3 });
    }
}
