//! Rows of projects: what stands between the marks of `柳川水库、城东污水厂、农村管网改造等项目` is a project, one like the other, be it a
//! bare place or firm. The tagger must have told one of the row, so that 基础设施、产业转型等领域的项目 is none.

use std::sync::LazyLock;

use serde::Deserialize;

use super::features::Sight;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    heads: Vec<String>,
    sure: Vec<String>,
    barriers: Vec<String>,
    leads: Vec<String>,
    joints: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("entities/data/rows"));

/// How far behind 等 its head may stand, how long a row and how long a name may be, in characters.
const HEAD_REACH: usize = 16;
const LONGEST_ROW: usize = 300;
const LONGEST: usize = 24;
/// How many characters a name has at least.
const LEAST: usize = 2;

/// First character and end.
type Span = (usize, usize);

/// The projects of rows that are not among `told` (in order, apart from each other).
pub(super) fn projects(sight: &Sight, told: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..sight.len() {
        let char = sight.character(at);
        if is_end(char) {
            start = at + 1;
        }
        if char != '等' {
            continue;
        }
        let from = start.max(at.saturating_sub(LONGEST_ROW));
        found.extend(row(sight, from, at, told));
        start = at + 1;
    }
    found
}

/// Marks that no row goes over.
fn is_end(char: char) -> bool {
    matches!(char, '，' | ',' | '。' | ';' | '；' | ':' | '：' | '！' | '!' | '？' | '?' | '\t' | '\n' | '…')
}

/// The projects of a row that the tagger passed over; it stands between two places, 等 behind it.
fn row(sight: &Sight, from: usize, end: usize, told: &[Span]) -> Vec<Span> {
    let Some(is_sure) = head(sight, end + 1) else { return Vec::new() };
    let items = items(sight, from, end);
    let touched = |item: &Span| told[..told.partition_point(|t| t.0 < item.1)].last().filter(|t| t.1 > item.0);
    let known = items.iter().filter(|item| touched(item).is_some()).count();
    if items.len() < 2 || known == 0 || !is_sure && known * 2 <= items.len() {
        return Vec::new();
    }
    let names = items.iter().enumerate().filter_map(|(nth, item)| match touched(item) {
        Some(told) => joined(sight, told.1, item.1),
        None => Some(if nth == 0 { led(sight, *item) } else { *item }),
    });
    names.map(|item| bare(sight, item)).filter(|item| may_be(sight, *item)).collect()
}

/// Whether the words behind 等 head a row of projects, and one that is sure.
fn head(sight: &Sight, from: usize) -> Option<bool> {
    let behind: String =
        (from..sight.len().min(from + HEAD_REACH)).map(|at| sight.character(at)).take_while(|c| !is_end(*c) && *c != '、').collect();
    let first = |words: &[String]| words.iter().filter_map(|w| behind.find(w.as_str())).min();
    let head = first(&WORDS.heads)?;
    let is_other = first(&WORDS.barriers).is_some_and(|at| at < head);
    (!is_other).then(|| first(&WORDS.sure).is_some())
}

/// What stands between the 、 of a row; those in brackets part nothing.
fn items(sight: &Sight, from: usize, end: usize) -> Vec<Span> {
    let (mut items, mut start, mut depth) = (Vec::new(), from, 0usize);
    for at in from..end {
        match sight.character(at) {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => {
                items.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push((start, end));
    items
}

fn starts_with(sight: &Sight, at: usize, end: usize, word: &str) -> Option<usize> {
    let len = word.chars().count();
    (at + len <= end && word.chars().enumerate().all(|(nth, c)| sight.character(at + nth) == c)).then_some(at + len)
}

/// What 和 or 以及 joins to a project that was told.
fn joined(sight: &Sight, at: usize, end: usize) -> Option<Span> {
    let start = WORDS.joints.iter().find_map(|joint| starts_with(sight, at, end, joint))?;
    (end > start + LEAST).then_some((start, end))
}

/// The first of a row without the words before it: 布局风电及新能源.
fn led(sight: &Sight, (start, end): Span) -> Span {
    // 保障性住房 holds a word of these, and begins with none.
    let begins_word = |at: usize| at < sight.len() && sight.word_before(at + 1).0 == at;
    let lead = |at: usize| WORDS.leads.iter().filter_map(|l| starts_with(sight, at, end, l)).find(|e| end - e >= LEAST && begins_word(*e));
    let behind = (start..end).rev().filter(|at| begins_word(*at)).find_map(lead);
    (behind.unwrap_or(start), end)
}

/// Without 投资5亿元的 before it, and without marks around it.
fn bare(sight: &Sight, (start, end): Span) -> Span {
    let of = (start..end).find(|at| sight.character(*at) == '的').filter(|of| (start..*of).any(|at| sight.character(at).is_ascii_digit()));
    let start = of.map_or(start, |of| of + 1);
    let is_mark = |at: &usize| matches!(sight.character(*at), '“' | '”' | '"' | '《' | '》' | ' ' | '　');
    let start = (start..end).find(|at| !is_mark(at)).unwrap_or(end);
    let end = (start..end).rev().find(|at| !is_mark(at)).map_or(start, |at| at + 1);
    (start, end)
}

/// Whether a name may stand there: of a fair length, no number, no bracket left open, no mark within.
fn may_be(sight: &Sight, (start, end): Span) -> bool {
    let chars = || (start..end).map(|at| sight.character(at));
    let opened = chars().filter(|c| matches!(c, '(' | '（')).count();
    let closed = chars().filter(|c| matches!(c, ')' | '）')).count();
    (LEAST..=LONGEST).contains(&(end - start))
        && opened == closed
        && chars().any(|c| crate::reading::script::is_han(c) || c.is_alphabetic())
        && !chars().any(|c| matches!(c, '“' | '”' | '"' | '《' | '》' | '—' | '/' | '|'))
}

#[cfg(test)]
mod tests {
    use crate::entities::EntityKind;
    use crate::entities::recognise::names;

    fn projects(text: &str) -> Vec<&str> {
        names(text).into_iter().filter(|n| n.kind == EntityKind::Project).map(|n| &text[n.range]).collect()
    }

    #[test]
    fn every_name_of_a_row_is_a_project() {
        assert_eq!(projects("推进风机叶片、电渣钢、恒川铝业年产30万吨铝箔等项目建设。"), ["风机叶片", "电渣钢", "恒川铝业年产30万吨铝箔"]);
        assert_eq!(
            projects("相继完成恒川铝业铸轧线扩建工程以及精品高线、小棒线等改造升级。"),
            ["恒川铝业铸轧线扩建工程", "精品高线", "小棒线"]
        );
    }

    #[test]
    fn a_row_of_something_else_is_none() {
        for text in
            ["在环评、融资等方面支持重大项目。", "围绕基础设施、产业转型等领域谋划240个项目。", "太平鼓、琉璃烧制等非遗项目受到欢迎。"]
        {
            assert_eq!(projects(text), Vec::<&str>::new(), "{text}");
        }
        // A row of marks is gone over once.
        assert!(projects(&"等、".repeat(30_000)).is_empty());
    }
}
