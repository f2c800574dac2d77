//! Findings for people: the message, the line with the place marked, the arithmetic, the other places, what to do.

use std::ops::Range;

use annotate_snippets::renderer::{DecorStyle, Renderer};
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Snippet};

use super::window::Window;
use super::{Checked, one_line};
use crate::rules::{Finding, Group, Locale, Message, Related, Severity, rule};
use crate::text::TextRange;

/// How findings are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// With colours.
    pub styled: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// The findings of one article. Noise is told on a line of its own kind each: it is no contradiction.
pub fn render(checked: &Checked, style: Style) -> String {
    let renderer = if style.styled { Renderer::styled() } else { Renderer::plain() };
    // The line is cut to the width before it is drawn: the renderer's own cut counts a Han character as one column.
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(usize::MAX >> 8);
    let mut out = String::new();
    for finding in checked.findings {
        if rule(finding.code).is_some_and(|r| r.group == Group::Noise) {
            out.push_str(&compact(finding, checked, &renderer));
        } else {
            out.push_str(&drawn(finding, checked, style.width, &renderer));
            out.push('\n');
        }
        out.push('\n');
    }
    out
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
    let message = finding.message.text(checked.locale);
    let title = level(finding.severity, checked.locale).primary_title(message).id(finding.code);
    let origin = Origin::path(checked.path).line(line).char_column(column);
    renderer.render(&[title.element(origin)])
}

fn drawn(finding: &Finding, checked: &Checked, width: usize, renderer: &Renderer) -> String {
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
    let mut elements: Vec<Element> = vec![Origin::path(checked.path).line(line).char_column(column).into(), snippet.into()];
    if let Some(evidence) = &finding.evidence {
        elements.push(note("算式", "formula", &evidence.formula, locale));
    }
    for related in elsewhere {
        let (line, column) = checked.places.line_column(related.range.start().into());
        elements.push(note("参见", "see", &format!("{line}:{column} {}", related.message.text(locale)), locale));
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
    renderer.render(&[title.elements(elements)])
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
    let window = if all.span(hull.clone()).is_some_and(|s| s.len() == hull.len()) { all } else { Window::around(source.text, primary.clone(), width) };
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
