//! Markdown's strong emphasis: the signs `**` around `**36亿元**` are the writer's mark-up, not words. They are no noise, nobody is told of
//! them and cleaning keeps them; the reading goes without.

/// Where the signs of a line stand that emphasise something, each `*` by its byte, in order.
///
/// A sign opens before what is neither space nor sign; behind a word it does not open before punctuation, so that the masked
/// names in 王**、李** stay as they are (CommonMark 0.31 § 6.2). It closes behind what is no space: that a sign behind 。 and before a character
/// closes nothing is a rule for Latin text, which Chinese writers do not keep.
pub fn signs(line: &str) -> Vec<usize> {
    let mut signs = Vec::new();
    let mut open: Option<usize> = None;
    let mut from = 0;
    while let Some(found) = line[from..].find("**") {
        let at = from + found;
        let run = line[at..].bytes().take_while(|b| *b == b'*').count();
        from = at + run;
        if run != 2 {
            open = None;
            continue;
        }
        let (before, after) = (line[..at].chars().next_back(), line[from..].chars().next());
        match open.take() {
            Some(start) if before.is_some_and(|c| !c.is_whitespace()) => signs.extend([start, start + 1, at, at + 1]),
            _ if opens(before, after) => open = Some(at),
            _ => {}
        }
    }
    signs
}

fn opens(before: Option<char>, after: Option<char>) -> bool {
    let Some(after) = after.filter(|c| !c.is_whitespace()) else { return false };
    after.is_alphanumeric() || before.is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line without its signs.
    fn plain(line: &str) -> String {
        let signs = signs(line);
        line.char_indices().filter(|(at, _)| !signs.contains(at)).map(|(_, c)| c).collect()
    }

    #[test]
    fn emphasis_is_seen_through() {
        for (line, expected) in [
            ("抽检合格率**102%**。", "抽检合格率102%。"),
            ("**全年完成36亿元。**同比增长**5%**", "全年完成36亿元。同比增长5%"),
            ("**“十四五”规划**指出", "“十四五”规划指出"),
            ("- **总投资**：36亿元", "- 总投资：36亿元"),
        ] {
            assert_eq!(plain(line), expected);
        }
    }

    #[test]
    fn other_stars_stay() {
        for line in ["王**、李**到场", "2 ** 3 ** 4", "****", "***全文***", "5*3*2", "**没有收尾", "** 空格 **", ""] {
            assert_eq!(plain(line), line);
        }
    }
}
