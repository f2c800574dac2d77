//! Comments in Markdown: `<!-- heshu-ignore CODE: reason -->` speaks of the line it stands behind, or of the next line with text where it
//! stands alone; `<!-- heshu-ignore-file CODE: reason -->` of the whole article. Codes are separated by commas; a group names all its rules.

use std::path::Path;

use crate::analysis::Analysis;
use crate::config::selects;
use crate::rules::Finding;

const OPENING: &str = "<!--";
const CLOSING: &str = "-->";
const LINE: &str = "heshu-ignore";
const FILE: &str = "heshu-ignore-file";

/// What the comments of an article ask for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comments {
    /// Names for the whole article.
    everywhere: Vec<String>,
    /// A line, and the names that are not reported there.
    lines: Vec<(usize, Vec<String>)>,
    /// Lines that hold a comment and nothing else: nothing is reported of them.
    own: Vec<usize>,
}

/// Whether a file may hold such comments.
pub fn are_in(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
}

impl Comments {
    /// Reads the comments of an article.
    pub fn of(analysis: &Analysis) -> Comments {
        let mut comments = Comments::default();
        let mut waiting: Vec<String> = Vec::new();
        for (at, line) in analysis.lines().iter().enumerate() {
            let content = line.content();
            let (names, rest) = if content.contains(LINE) { read(content, &mut comments.everywhere) } else { (Vec::new(), content) };
            let is_alone = rest.trim().is_empty();
            if content.contains(LINE) && is_alone {
                comments.own.push(at);
                waiting.extend(names);
            } else if !is_alone {
                let names: Vec<String> = waiting.drain(..).chain(names).collect();
                if !names.is_empty() {
                    comments.lines.push((at, names));
                }
            }
        }
        comments
    }

    /// Whether a finding is not to be reported.
    pub fn silence(&self, finding: &Finding, analysis: &Analysis) -> bool {
        if self.everywhere.is_empty() && self.own.is_empty() && self.lines.is_empty() {
            return false;
        }
        let named = |names: &[String]| names.iter().any(|name| selects(name, finding.code));
        let line = analysis.line_at(finding.range.start().into());
        let here = self.lines.binary_search_by_key(&line, |(at, _)| *at).ok();
        named(&self.everywhere) || self.own.binary_search(&line).is_ok() || here.is_some_and(|at| named(&self.lines[at].1))
    }
}

/// The names of a line's comments, and what the line holds before the first of them; names for the article go to `everywhere`.
fn read<'t>(content: &'t str, everywhere: &mut Vec<String>) -> (Vec<String>, &'t str) {
    let mut names = Vec::new();
    let mut before = content;
    let mut rest = content;
    while let Some(at) = rest.find(OPENING) {
        let inside = rest[at + OPENING.len()..].trim_start();
        let end = inside.find(CLOSING).unwrap_or(inside.len());
        let (said, list) = inside[..end].split_once(char::is_whitespace).unwrap_or((inside[..end].trim(), ""));
        let list = list.split([':', '：']).next().unwrap_or_default();
        let list = list.split([',', '，', '、', ' ']).map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned);
        match said {
            FILE => everywhere.extend(list),
            LINE => names.extend(list),
            _ => {}
        }
        if matches!(said, FILE | LINE) && before.len() == content.len() {
            before = &content[..content.len() - rest.len() + at];
        }
        rest = inside.get(end + CLOSING.len()..).unwrap_or_default();
    }
    (names, before)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::Knowledge;
    use crate::entities::Catalog;

    fn left(text: &str) -> Vec<(usize, &'static str)> {
        let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
        let comments = Comments::of(&analysis);
        let findings = analysis.findings().into_iter().filter(|f| !comments.silence(f, &analysis));
        findings.map(|f| (analysis.line_at(f.range.start().into()), f.code)).filter(|(_, code)| *code == "ratio-out-of-bounds").collect()
    }

    #[test]
    fn a_comment_speaks_of_its_line_or_of_the_next_with_text() {
        let wrong = "抽检合格率102%。";
        assert_eq!(left(&format!("# 通报\n\n{wrong}\n")), [(2, "ratio-out-of-bounds")]);
        assert_eq!(left(&format!("# 通报\n\n{wrong} <!-- heshu-ignore ratio-out-of-bounds: 原件如此 -->\n")), []);
        let text = format!("# 通报\n\n<!-- heshu-ignore dates, ratio-out-of-bounds：原件如此，共3处 -->\n\n{wrong}\n\n{wrong}\n");
        assert_eq!(left(&text), [(6, "ratio-out-of-bounds")]);
        assert_eq!(left(&format!("# 通报\n\n<!-- heshu-ignore count-mismatch -->\n{wrong}\n")), [(3, "ratio-out-of-bounds")]);
        assert_eq!(left(&format!("# 通报\n\n{wrong}\n\n{wrong}\n\n<!-- heshu-ignore-file figures -->\n")), []);
        assert_eq!(left(&format!("# 通报\n\n<!-- 编者：heshu-ignore all -->\n{wrong}\n")), [(3, "ratio-out-of-bounds")]);
        assert_eq!(left(&format!("# 通报\n\n<!-- heshu-ignore all\n{wrong}\n")), []);
    }
}
