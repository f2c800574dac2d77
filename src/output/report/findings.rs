//! The findings of an article on the page: the sentence with its places marked, the arithmetic, what would make it right.

use std::fmt::Write;
use std::ops::Range;

use super::{escaped, pick, severity, word};
use crate::output::Checked;
use crate::rules::{Finding, Group, Locale, rule};
use crate::text::{TextRange, boundary};

/// As much of a line as is shown before the first and behind the last place, in bytes.
const REACH: usize = 240;

/// A place in a line, in bytes, with what it has to do with the finding where it is not the finding's own.
type Marked<'m> = (Range<usize>, Option<&'m str>);

/// The findings of an article; noise comes last, on one line each.
pub fn render(checked: &Checked) -> String {
    let is_noise = |f: &&Finding| rule(f.code).is_some_and(|r| r.group == Group::Noise);
    let (noise, rest): (Vec<&Finding>, Vec<&Finding>) = checked.findings.iter().partition(is_noise);
    if noise.is_empty() && rest.is_empty() {
        return format!("<p class=\"none\">{}</p>", word("未发现问题。|No problems found.", checked.locale));
    }
    let mut out: String = rest.iter().map(|f| drawn(f, checked)).collect();
    if !noise.is_empty() {
        let line = |f: &&Finding| {
            format!("<li>{}{}{}</li>", place(f.range, checked), pick("：", ": ", checked.locale), escaped(f.message.text(checked.locale)))
        };
        let _ = write!(out, "<ul class=\"noise\">{}</ul>", noise.iter().map(line).collect::<String>());
    }
    out
}

fn drawn(finding: &Finding, checked: &Checked) -> String {
    let locale = checked.locale;
    let mut out = format!(
        "<section class=\"finding {}\"><h4><span class=\"badge\">{}</span> {}</h4><p class=\"at\">{} <code>{}</code></p>",
        finding.severity.name(),
        severity(finding.severity, locale),
        escaped(finding.message.text(locale)),
        place(finding.range, checked),
        finding.code,
    );
    out.push_str(&sentences(finding, checked));
    if let Some(evidence) = &finding.evidence {
        let _ = write!(out, "<p class=\"formula\">{}</p>", escaped(evidence.formula.text(locale)));
    }
    if let Some(fix) = finding.fixes.first() {
        let _ = write!(out, "<p class=\"fix\">{}{}</p>", pick("建议：", "Suggestion: ", locale), escaped(fix.title.text(locale)));
    }
    out.push_str("</section>\n");
    out
}

fn place(range: TextRange, checked: &Checked) -> String {
    let (line, column) = checked.places.line_column(range.start().into());
    match checked.locale {
        Locale::Zh => format!("第{line}行第{column}字"),
        Locale::En => format!("line {line}, column {column}"),
    }
}

/// The lines that a finding speaks of, each with all its places marked.
fn sentences(finding: &Finding, checked: &Checked) -> String {
    let analysis = checked.analysis;
    let related = finding.related.iter().map(|r| (r.range, Some(&r.message)));
    let mut by_line: Vec<(usize, Vec<Marked>)> = Vec::new();
    for (range, message) in std::iter::once((finding.range, None)).chain(related) {
        let at = analysis.line_at(range.start().into());
        let start = analysis.line_start(at);
        let place = usize::from(range.start()) - start..usize::from(range.end()).saturating_sub(start);
        let entry = (place, message.map(|m| m.text(checked.locale)));
        match by_line.iter_mut().find(|(line, _)| *line == at) {
            Some((_, places)) => places.push(entry),
            None => by_line.push((at, vec![entry])),
        }
    }
    let quote = |(at, mut places): (usize, Vec<Marked>)| {
        places.sort_by_key(|(place, _)| (place.start, place.end));
        let content = analysis.lines().get(at).map_or("", |l| l.content());
        format!("<blockquote>{}</blockquote>", marked(content, &places))
    };
    by_line.into_iter().map(quote).collect()
}

/// The part of a line around its places, which come in order; of two that overlap, the first is marked.
fn marked(line: &str, places: &[Marked]) -> String {
    let (Some(first), Some(last)) = (places.first(), places.iter().map(|(p, _)| p.end).max()) else { return escaped(line) };
    let begin = boundary(line, first.0.start.saturating_sub(REACH));
    let end = boundary(line, last.saturating_add(REACH));
    let mut out = String::from(if begin > 0 { "…" } else { "" });
    let mut done = begin;
    for (place, message) in places {
        let (from, to) = (boundary(line, place.start), boundary(line, place.end));
        if from < done || from >= to {
            continue;
        }
        let title = message.map(|m| format!(" title=\"{}\" class=\"other\"", escaped(m))).unwrap_or_default();
        let _ = write!(out, "{}<mark{title}>{}</mark>", escaped(&line[done..from]), escaped(&line[from..to]));
        done = to;
    }
    out.push_str(&escaped(&line[done..end.max(done)]));
    out.push_str(if end < line.len() { "…" } else { "" });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_marked_and_everything_is_escaped() {
        let line = "<b>投资36亿元，其中&20亿元";
        let at = |word: &str| line.find(word).map(|at| at..at + word.len()).expect(word);
        let places = [(at("36亿元"), None), (at("20亿元"), Some("\"部分\"<"))];
        assert_eq!(
            marked(line, &places),
            "&lt;b&gt;投资<mark>36亿元</mark>，其中&amp;<mark title=\"&quot;部分&quot;&lt;\" class=\"other\">20亿元</mark>"
        );
        let long = format!("{}36{}", "甲".repeat(500), "乙".repeat(500));
        let cut = marked(&long, &[(1500..1502, None)]);
        assert!(cut.starts_with('…') && cut.ends_with('…') && cut.contains("<mark>36</mark>"), "{cut}");
    }
}
