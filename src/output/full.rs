//! Findings for people: the message, the line with the place marked, the arithmetic, the other places, what to do.

use std::ops::Range;

use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, DecorStyle, Renderer};
use annotate_snippets::{AnnotationKind, Element, Group as Report, Level, Snippet};

use super::window::Window;
use super::{Checked, one_line};
use crate::rules::{Finding, Group, Locale, Message, Related, Severity, rule};
use crate::text::TextRange;

/// A width that the renderer never reaches, and can still do sums with.
const UNLIMITED: usize = 1 << 20;

/// How findings are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// With colours.
    pub styled: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// The findings of one article. Noise is no contradiction: it comes last, a line for each kind.
pub fn render(checked: &Checked, style: Style) -> String {
    let renderer = if style.styled { Renderer::styled() } else { Renderer::plain() };
    // The window has cut the line to the terminal's width already.
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(UNLIMITED);
    let (noise, rest): (Vec<&Finding>, Vec<&Finding>) = checked.findings.iter().partition(|f| is_noise(f));
    let mut out = String::new();
    for finding in rest {
        out.push_str(&drawn(finding, checked, style, &renderer));
        out.push_str("\n\n");
    }
    for finding in &noise {
        out.push_str(&compact(finding, checked, &renderer));
        out.push('\n');
    }
    if !noise.is_empty() {
        out.push('\n');
    }
    out
}

fn is_noise(finding: &Finding) -> bool {
    rule(finding.code).is_some_and(|r| r.group == Group::Noise)
}

/// A level with its name in the reader's language.
fn level(severity: Severity, locale: Locale) -> Level<'static> {
    let (level, zh) = match severity {
        Severity::Error => (Level::ERROR, "错误"),
        Severity::Warning => (Level::WARNING, "警告"),
        Severity::Hint => (Level::INFO, "提示"),
    };
    level.with_name(match locale {
        Locale::Zh => zh,
        Locale::En => severity.name(),
    })
}

fn compact(finding: &Finding, checked: &Checked, renderer: &Renderer) -> String {
    let (line, column) = checked.places.line_column(finding.range.start().into());
    let message = one_line(finding.message.text(checked.locale));
    let title = level(finding.severity, checked.locale).primary_title(message).id(finding.code);
    format!("{} --> {}:{line}:{column}", renderer.render(&[Report::with_title(title)]), checked.path)
}

fn drawn(finding: &Finding, checked: &Checked, Style { styled, width }: Style, renderer: &Renderer) -> String {
    let locale = checked.locale;
    let at = usize::from(finding.range.start());
    let (line, column) = checked.places.line_column(at);
    let source = SourceLine::at(checked, at);
    // Behind the line number the renderer draws ` | `.
    let width = width.saturating_sub(line.to_string().len() + 3);
    let (window, marks, elsewhere) = layout(finding, &source, width);
    let mut snippet = Snippet::source(window.text).line_start(line);
    for mark in marks {
        let label = mark.message.map(|m| m.text(locale).to_owned());
        snippet = snippet.annotation(mark.kind.span(mark.span).label(label));
    }
    let mut elements: Vec<Element> = vec![snippet.into()];
    if let Some(evidence) = &finding.evidence {
        elements.push(note("算式", "formula", evidence.formula.text(locale), locale));
    }
    for related in elsewhere {
        let (line, column) = checked.places.line_column(related.range.start().into());
        elements.push(note("参见", "see", &format!("{line}:{column} {}", related.message.text(locale)), locale));
    }
    if let Some(other) = checked.elsewhere(finding) {
        let [column, _] = other.place.columns(crate::text::PositionEncoding::Utf32);
        let place = format!("{}:{}:{}", other.path.display(), other.line, column + 1);
        elements.push(note("参见", "see", &format!("{place} {}", other.message.text(locale)), locale));
    }
    if let Some(fix) = finding.fixes.first() {
        let title = fix.title.text(locale);
        let how = match (fix.safe, locale) {
            (true, Locale::Zh) => "（--fix 可代为修改）",
            (true, Locale::En) => " (--fix does it)",
            (false, _) => "",
        };
        elements.push(note("建议", "help", &format!("{title}{how}"), locale));
    }
    let title = level(finding.severity, locale).primary_title(one_line(finding.message.text(locale))).id(finding.code);
    let drawn = renderer.render(&[title.elements(elements)]);
    // The renderer would count the column in the window; ours is that of the file.
    let (title, picture) = drawn.split_once('\n').unwrap_or((&drawn, ""));
    let indent = " ".repeat(line.to_string().len());
    let arrow = if styled { format!("{DEFAULT_LINE_NUM_STYLE}-->{DEFAULT_LINE_NUM_STYLE:#}") } else { "-->".to_owned() };
    format!("{title}\n{indent}{arrow} {}:{line}:{column}\n{picture}", checked.path)
}

/// A line under the picture, with its label in the reader's language.
fn note(zh: &'static str, en: &'static str, text: &str, locale: Locale) -> Element<'static> {
    let text = one_line(text);
    let text = match locale {
        Locale::Zh => format!("{zh}：{text}"),
        Locale::En => format!("{en}: {text}"),
    };
    Level::NOTE.no_name().message(text).into()
}

/// The line of the source that a place begins in.
struct SourceLine<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> SourceLine<'a> {
    fn at(checked: &Checked<'a>, offset: usize) -> SourceLine<'a> {
        let line = checked.analysis.line_at(offset);
        let text = checked.analysis.lines().get(line).map_or("", |l| l.content());
        SourceLine { text, start: checked.analysis.line_start(line) }
    }

    /// A range of the source as bytes of this line, cut at its end; `None` where it begins on another line.
    fn within(&self, range: TextRange) -> Option<Range<usize>> {
        let (start, end) = (usize::from(range.start()), usize::from(range.end()));
        let start = start.checked_sub(self.start).filter(|s| *s <= self.text.len())?;
        Some(start..end.saturating_sub(self.start).clamp(start, self.text.len()))
    }
}

struct Mark<'a> {
    kind: AnnotationKind,
    span: Range<usize>,
    message: Option<&'a Message>,
}

/// The part of the line to show, what to mark in it, and the related places that it does not show.
fn layout<'a>(finding: &'a Finding, source: &SourceLine, width: usize) -> (Window, Vec<Mark<'a>>, Vec<&'a Related>) {
    let primary = source.within(finding.range).unwrap_or(0..0);
    let beside: Vec<(&Related, Option<Range<usize>>)> = finding.related.iter().map(|r| (r, source.within(r.range))).collect();
    // All places of the line together where they fit, else the place of the finding.
    let hull = beside.iter().filter_map(|(_, r)| r.clone()).fold(primary.clone(), |a, b| a.start.min(b.start)..a.end.max(b.end));
    let all = Window::around(source.text, hull.clone(), width);
    let window = if all.span(hull.clone()).is_some_and(|s| s.len() == hull.len()) {
        all
    } else {
        Window::around(source.text, primary.clone(), width)
    };
    let mut marks: Vec<Mark> =
        window.span(primary).into_iter().map(|span| Mark { kind: AnnotationKind::Primary, span, message: None }).collect();
    let mut elsewhere = Vec::new();
    for (related, place) in beside {
        match place.and_then(|place| window.span(place)) {
            Some(span) => marks.push(Mark { kind: AnnotationKind::Context, span, message: Some(&related.message) }),
            None => elsewhere.push(related),
        }
    }
    (window, marks, elsewhere)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::analysis::{Analysis, Knowledge};
    use crate::entities::Catalog;
    use crate::output::Places;
    use crate::rules::{Edits, Evidence, Fix};
    use crate::text::range;

    /// The sum of three parts against the whole; `whole` and `parts` are words of the text.
    fn sum(text: &str, whole: &str, parts: &[&str]) -> Finding {
        let place = |word: &str| text.find(word).map(|at| range(at, at + word.len())).expect(word);
        let related = parts.iter().map(|p| Related { range: place(p), message: Message::new(format!("其中{p}"), format!("part {p}")) });
        Finding {
            code: "count-mismatch",
            severity: Severity::Error,
            message: Message::new("分项之和与总数不符，差25万人次", "the parts do not make the whole; 25 are missing"),
            range: place(whole),
            evidence: Some(Evidence { formula: Message::both("510 + 320 + 5 = 835 ≠ 860 万人次"), values: Vec::new() }),
            related: related.collect(),
            fixes: vec![Fix {
                title: Message::new("改为“835万人次”", "Change to 835万人次"),
                safe: false,
                edits: Edits::Places(Vec::new()),
            }],
        }
    }

    fn check(text: &str, findings: &[Finding], locale: Locale, width: usize, expected: Expect) {
        let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
        let places = Places::new(text);
        let checked = Checked {
            path: "稿件.txt",
            encoding: "utf-8",
            analysis: &analysis,
            findings,
            identities: &[],
            elsewhere: &[],
            places: &places,
            locale,
        };
        expected.assert_eq(&render(&checked, Style { styled: false, width }));
    }

    #[test]
    fn places_of_one_line_are_marked_together() {
        let text = "青河县旅游\n全年接待游客860万人次，其中国内510万人次。\n省内320万人次、境外5万人次。\n";
        let finding = sum(text, "860万人次", &["510万人次", "320万人次", "境外5万人次"]);
        check(
            text,
            &[finding],
            Locale::Zh,
            80,
            expect![[r#"
            错误[count-mismatch]: 分项之和与总数不符，差25万人次
             --> 稿件.txt:2:7
              |
            2 | 全年接待游客860万人次，其中国内510万人次。
              |             ^^^^^^^^^          --------- 其中510万人次
              |
              = 算式：510 + 320 + 5 = 835 ≠ 860 万人次
              = 参见：3:3 其中320万人次
              = 参见：3:10 其中境外5万人次
              = 建议：改为“835万人次”

        "#]],
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text =
            format!("{}全年接待游客860万人次，其中国内510万人次，{}境外5万人次。", "春山如黛，".repeat(200), "夏木成荫，".repeat(200));
        let finding = sum(&text, "860万人次", &["510万人次", "境外5万人次"]);
        check(
            &text,
            &[finding],
            Locale::En,
            60,
            expect![[r#"
            error[count-mismatch]: the parts do not make the whole; 25 are missing
             --> 稿件.txt:1:1007
              |
            1 | ...山如黛，全年接待游客860万人次，其中国内510万人次，...
              |                        ^^^^^^^^^          --------- part 510万人次
              |
              = formula: 510 + 320 + 5 = 835 ≠ 860 万人次
              = see: 1:2025 part 境外5万人次
              = help: Change to 835万人次

        "#]],
        );
    }

    #[test]
    fn noise_comes_last_on_a_line_of_its_own() {
        let text = "質(zhì)量提升";
        let mut finding = sum(text, "提升", &[]);
        finding.code = "noise-pinyin";
        finding.severity = Severity::Hint;
        check(
            text,
            &[finding],
            Locale::Zh,
            60,
            expect![[r#"
            提示[noise-pinyin]: 分项之和与总数不符，差25万人次 --> 稿件.txt:1:8

        "#]],
        );
    }

    #[test]
    fn a_place_over_many_lines_is_marked_to_the_end_of_its_first() {
        let text = "\t甲乙\r\n丙丁\n";
        let mut finding = sum(text, "乙\r\n丙", &[]);
        finding.fixes.clear();
        check(
            text,
            &[finding],
            Locale::Zh,
            60,
            expect![[r#"
            错误[count-mismatch]: 分项之和与总数不符，差25万人次
             --> 稿件.txt:1:3
              |
            1 |     甲乙
              |       ^^
              |
              = 算式：510 + 320 + 5 = 835 ≠ 860 万人次

        "#]],
        );
    }
}
