//! Counts: a number and the measure word behind it, where both count things (`三项`, `20条`, `四大`).

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::numeral::{chinese_integer, is_numeral};
use crate::text::{TextRange, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measures {
    general: Vec<String>,
    measures: BTreeMap<String, Vec<String>>,
}

static MEASURES: LazyLock<Measures> = LazyLock::new(|| shipped!("figures/data/measures"));

/// A number with its measure word. Ranges are bytes of the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Number and measure word.
    pub range: TextRange,
    /// The number alone.
    pub number: TextRange,
    /// Its value.
    pub value: u64,
    /// Whether it is written in Arabic digits.
    pub is_arabic: bool,
    /// The measure word.
    pub measure: &'static str,
    /// Whether the number is exact: no 约, 近, 余, 多 … next to it, and no ordinal.
    pub is_exact: bool,
}

/// Characters before a number that make it an ordinal, an approximation, or part of something else.
const INEXACT_BEFORE: &str = "第每近约超逾数几前后上达满至—-–~～－.+%";
/// The same, of several characters; `做到三个坚持` is exact.
const INEXACT_PHRASES: [&str; 6] = ["超过", "不到", "达到", "接近", "将近", "增加到"];
/// What follows a measure word and makes the count inexact, or a measure of something else.
const INEXACT_AFTER: [&str; 14] =
    ["多", "余", "以上", "以下", "左右", "上下", "以内", "月", "百分点", "小时", "工作日", "交易日", "季度", "世纪"];

/// The measure words by their first character.
static BY_FIRST: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<&'static str>> = HashMap::new();
    for measure in MEASURES.general.iter().chain(MEASURES.measures.keys()) {
        by_first.entry(measure.chars().next().unwrap_or_default()).or_default().push(measure);
    }
    by_first
});

/// The measure word at the start of a text.
pub fn measure_at(text: &str) -> Option<&'static str> {
    let known = BY_FIRST.get(&text.chars().next()?)?;
    known.iter().copied().find(|m| text.starts_with(m))
}

/// Whether a measure word can count a noun, which is given by the text that ends with it.
///
/// Says no only where the table knows the measure word's nouns and the noun belongs to other measure words alone.
pub fn fits(measure: &str, noun: &str) -> bool {
    let table = &MEASURES.measures;
    let Some(own) = table.get(measure).filter(|nouns| !nouns.is_empty()) else { return true };
    let matches = |nouns: &[String]| nouns.iter().any(|n| noun.ends_with(n.as_str()));
    matches(own) || !table.iter().any(|(_, nouns)| matches(nouns))
}

/// The counts of a reading, in order. One pass.
pub fn counts(reading: &str) -> Vec<Count> {
    let mut counts = Vec::new();
    let mut at = 0;
    while let Some(found) = reading[at..].find(|c: char| c.is_ascii_digit() || is_numeral(c)) {
        let start = at + found;
        let (len, value, is_arabic) = number_at(&reading[start..]);
        at = start + len;
        let Some(value) = value else { continue };
        let rest = &reading[at..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let Some(measure) = measure_at(&rest[blank..]) else { continue };
        let end = at + blank + measure.len();
        let before = reading[..start].chars().next_back();
        let glued = before.is_some_and(|c| c.is_ascii_alphanumeric() || is_numeral(c));
        let after = &reading[end..];
        let is_vague = before.is_some_and(|c| INEXACT_BEFORE.contains(c)) || INEXACT_PHRASES.iter().any(|p| reading[..start].ends_with(p));
        let is_exact = !is_vague && !INEXACT_AFTER.iter().any(|w| after.starts_with(w));
        if !glued && blank <= 1 {
            counts.push(Count { range: range(start, end), number: range(start, start + len), value, is_arabic, measure, is_exact });
        }
    }
    counts
}

/// The number at the start of a text: its bytes, its value where it is an integer, and whether it is Arabic.
fn number_at(text: &str) -> (usize, Option<u64>, bool) {
    let arabic = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    if arabic > 0 && text.as_bytes()[0].is_ascii_digit() {
        let digits = text[..arabic].trim_end_matches(['.', ',']);
        return (digits.len(), grouped(digits), true);
    }
    let len: usize = text.chars().take_while(|c| is_numeral(*c)).map(char::len_utf8).sum();
    (len, chinese_integer(&text[..len]), false)
}

/// `1250` or `1,250`; nothing else.
fn grouped(digits: &str) -> Option<u64> {
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let is_grouped = digits.contains(',');
    (first.len() <= if is_grouped { 3 } else { 18 } && groups.clone().all(|g| g.len() == 3)).then_some(())?;
    groups.fold(first.to_owned(), |all, g| all + g).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, u64, bool)> {
        counts(text).into_iter().map(|c| (&text[c.range], c.value, c.is_exact)).collect()
    }

    #[test]
    fn numbers_before_measure_words_count() {
        assert_eq!(found("打造四大产业链,实施20条措施,1,250户受益"), [("四大", 4, true), ("20条", 20, true), ("1,250户", 1250, true)]);
        assert_eq!(found("两个中心、十二项任务"), [("两个", 2, true), ("十二项", 12, true)]);
    }

    #[test]
    fn what_is_no_exact_count_says_so() {
        assert!(found("第三个、近20家、十多个、3个月、三五家、3.5个").iter().all(|(_, _, exact)| !exact));
    }

    #[test]
    fn a_measure_word_fits_its_nouns() {
        assert!(fits("条", "中试生产线") && fits("个", "中试生产线") && fits("家", "龙头企业"));
        assert!(!fits("家", "中试生产线") && !fits("条", "骨干企业"));
    }
}
