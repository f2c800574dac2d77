//! Dates and labels of related-news lists, glued to the next item when the page's line breaks were lost.
//!
//! `2026-03-023月1日,…` is the date that closes the item above, and then the next item.

use super::{NoiseKind, NoiseSpot, script};

/// A date in the form of a site's list (`2026-03-02`) at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadingDate {
    /// Length in bytes: 10.
    pub len: usize,
    /// Whether text follows at once.
    pub glued: bool,
}

/// Words that a date is followed by in a source line, not in a list of news.
const SOURCE_LINE_WORDS: [&str; 10] = ["来源", "作者", "编辑", "记者", "责编", "发布", "浏览", "阅读", "点击", "字号"];

/// Words after which a date belongs to them: `发布时间2024-02-29`.
const DATE_LABELS: [&str; 6] = ["时间", "日期", "发布", "更新", "来源", "截止"];

/// Length in bytes of the longest label of a list (a column's name) that a date is glued to.
const LONGEST_LABEL: usize = 24;

/// The date at the start of a line, if one stands there.
pub fn leading_date(line: &str) -> Option<LeadingDate> {
    let len = list_date(line.as_bytes())?;
    let rest = &line[len..];
    let glued = match rest.chars().next() {
        None => false,
        // In a reading the lost line break stands there again.
        Some('\n') => true,
        Some(c) if c.is_whitespace() || matches!(c, ':' | '：' | '-' | '/' | 'T' | ',' | '，' | '至' | '~' | '—' | '|') => false,
        Some(_) => {
            let head = script::fold_text(&rest.chars().take(4).collect::<String>());
            !SOURCE_LINE_WORDS.iter().any(|w| head.starts_with(w))
        }
    };
    Some(LeadingDate { len, glued })
}

/// `yyyy-mm-dd` with a possible month and day.
fn list_date(bytes: &[u8]) -> Option<usize> {
    let date = bytes.get(..10)?;
    let digits = |r: std::ops::Range<usize>| date[r].iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')));
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let dashes = date[4] == b'-' && date[7] == b'-';
    (dashes && (1990..=2099).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(10)
}

/// The places of a line where a line break was lost.
pub(super) fn find(line: &str) -> Vec<NoiseSpot> {
    let mut spots = Vec::new();
    let mut at = line.len() - line.trim_start().len();
    // One date after the other, where an item between them was lost.
    while let Some(date) = leading_date(&line[at..]).filter(|d| d.glued) {
        at += date.len;
        spots.push(NoiseSpot::replacement(NoiseKind::GluedDate, at, at, "\n"));
    }
    let label_len = line.len().saturating_sub(10);
    if (1..=LONGEST_LABEL).contains(&label_len) && line.is_char_boundary(label_len) && list_date(&line.as_bytes()[label_len..]).is_some() {
        let label = script::fold_text(&line[..label_len]);
        if label.chars().all(script::is_han) && !DATE_LABELS.iter().any(|l| label.ends_with(l)) {
            spots.push(NoiseSpot::replacement(NoiseKind::GluedDate, label_len, label_len, "\n"));
        }
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> String {
        let mut out = line.to_owned();
        for spot in find(line).iter().rev() {
            out.insert(usize::from(spot.range.start()), '⏎');
        }
        out
    }

    #[test]
    fn a_date_that_closes_the_item_above_is_split_off() {
        assert_eq!(split("2026-03-023月1日,云岭市召开会议。"), "2026-03-02⏎3月1日,云岭市召开会议。");
        assert_eq!(split("2023-01-172022年,外贸稳中向好"), "2023-01-17⏎2022年,外贸稳中向好");
        assert_eq!(split("社会民生2024-02-29"), "社会民生⏎2024-02-29");
    }

    #[test]
    fn a_source_line_is_left_alone() {
        for line in [
            "2024-03-01 09:40来源:青河网",
            "2024-03-01来源：青河日报",
            "发布时间2024-03-01",
            "2024-03-01",
            "2024-13-01三月",
            "2024-01-01至2024-02-01",
        ] {
            assert_eq!(split(line), line);
        }
    }
}
