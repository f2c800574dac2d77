//! `textDocument/semanticTokens`: figures by kind, and entities. Tokens never overlap and never leave their line.

use dashmap::DashMap;
use tower_lsp::ls_types::{
    Range, SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult, Uri,
};

use super::legend::{Legend, Modifier, TokenKind};
use super::positions::Walk;
use super::view::View;
use crate::analysis::FigureAt;
use crate::figures::figure::Kind;
use crate::figures::lexer::is_indefinite;
use crate::text::TextRange;

/// The tokens of a document.
pub fn tokens(view: &View) -> Vec<SemanticToken> {
    relative(view, 0..view.analysis().lines().len(), None)
}

/// The tokens that touch a range.
pub fn tokens_in(view: &View, asked: Range) -> SemanticTokens {
    let (place, analysis) = (view.bytes(asked), view.analysis());
    let last = analysis.line_at(place.end().into()) + 1;
    let lines = analysis.line_at(place.start().into())..last.min(analysis.lines().len());
    SemanticTokens { result_id: None, data: relative(view, lines, Some(place)) }
}

/// A stretch of the source with its meaning.
struct Span {
    range: TextRange,
    kind: TokenKind,
    modifiers: u32,
}

/// The tokens of lines, each place told from the one before (LSP 3.17 § semantic tokens).
fn relative(view: &View, lines: std::ops::Range<usize>, within: Option<TextRange>) -> Vec<SemanticToken> {
    let legend = Legend::of(&view.abilities);
    let (mut tokens, mut before) = (Vec::new(), tower_lsp::ls_types::Position::new(0, 0));
    for line in lines {
        let mut walk = Walk::of(view, line);
        for span in innermost(spans(view, line, &legend)) {
            let is_asked = within.is_none_or(|place| place.intersect(span.range).is_some());
            let Some(token_type) = legend.index(span.kind).filter(|_| is_asked) else { continue };
            let (start, end) = (walk.to(span.range.start().into()), walk.to(span.range.end().into()));
            if end.character <= start.character {
                continue;
            }
            tokens.push(SemanticToken {
                delta_line: start.line - before.line,
                delta_start: if start.line == before.line { start.character - before.character } else { start.character },
                length: end.character - start.character,
                token_type,
                token_modifiers_bitset: span.modifiers,
            });
            before = start;
        }
    }
    tokens
}

/// The figures and the entities of a line.
fn spans(view: &View, line: usize, legend: &Legend) -> Vec<Span> {
    let analysis = view.analysis();
    let reading = &analysis.lines()[line].reading.text;
    let names = analysis.names_of_line(line);
    // 二期 in 铜箔二期 is the name's own word; 10万吨 in 年产10万吨铜箔项目 is a figure there as well.
    let is_of_name = |range: TextRange| names.iter().any(|(name, _)| name.contains_range(range));
    let is_hidden = |at: &FigureAt| is_indefinite(at.figure, reading) || at.figure.kind == Kind::Ordinal && is_of_name(at.range);
    let figures = analysis.figures_of(line).filter(|at| !is_hidden(at)).map(|at| {
        let approximate = if at.figure.is_approximate() { legend.bit(Modifier::Approximate) } else { 0 };
        let untrusted = if at.is_trusted { 0 } else { legend.bit(Modifier::Untrusted) };
        Span { range: at.range, kind: TokenKind::of_figure(at.figure), modifiers: approximate | untrusted }
    });
    let entities = names.iter().map(|(range, kind)| Span { range: *range, kind: TokenKind::of_entity(*kind), modifiers: 0 });
    figures.chain(entities).collect()
}

/// Spans without overlaps: where one lies in another, the inner one has its place, and the outer one what is left around it.
fn innermost(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|s| (s.range.start(), std::cmp::Reverse(s.range.end())));
    let (mut out, mut open): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
    let mut at = Default::default();
    for span in spans {
        close(&mut open, &mut out, &mut at, Some(&span));
        at = at.max(span.range.start());
        open.push(span);
    }
    close(&mut open, &mut out, &mut at, None);
    out
}

/// Puts out what the open spans cover up to the next one, and closes those that end before it.
fn close(open: &mut Vec<Span>, out: &mut Vec<Span>, at: &mut text_size::TextSize, next: Option<&Span>) {
    while let Some(top) = open.last() {
        let end = next.map_or(top.range.end(), |next| next.range.start().min(top.range.end()));
        if end > *at {
            out.push(Span { range: TextRange::new(*at, end), kind: top.kind, modifiers: top.modifiers });
            *at = end;
        }
        if next.is_some_and(|next| top.range.end() > next.range.start()) {
            return;
        }
        open.pop();
    }
}

/// The tokens that clients were sent last, for those who want the difference only.
#[derive(Default)]
pub struct Sent {
    last: DashMap<Uri, SemanticTokens>,
}

impl Sent {
    /// All tokens, remembered under an id.
    pub fn full(&self, uri: Uri, revision: u64, data: Vec<SemanticToken>) -> SemanticTokens {
        let tokens = SemanticTokens { result_id: Some(revision.to_string()), data };
        self.last.insert(uri, tokens.clone());
        tokens
    }

    /// What has changed since the tokens of an id; all tokens where these are not the last.
    pub fn delta(&self, uri: Uri, revision: u64, data: Vec<SemanticToken>, previous: &str) -> SemanticTokensFullDeltaResult {
        let known = self.last.remove(&uri).map(|(_, tokens)| tokens).filter(|t| t.result_id.as_deref() == Some(previous));
        let now = self.full(uri, revision, data);
        match known {
            Some(known) => SemanticTokensDelta { result_id: now.result_id, edits: difference(&known.data, &now.data) }.into(),
            None => now.into(),
        }
    }

    /// Forgets a document that was closed.
    pub fn forget(&self, uri: &Uri) {
        self.last.remove(uri);
    }
}

/// One edit, between what both begin and what both end with.
fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (gone, come) = (old.len() - head - tail, &new[head..new.len() - tail]);
    if gone == 0 && come.is_empty() {
        return Vec::new();
    }
    // Five numbers make a token.
    vec![SemanticTokensEdit { start: head as u32 * 5, delete_count: gone as u32 * 5, data: Some(come.to_vec()) }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::range;

    fn split(spans: &[(usize, usize, TokenKind)]) -> Vec<(usize, usize, TokenKind)> {
        let spans = spans.iter().map(|(a, b, kind)| Span { range: range(*a, *b), kind: *kind, modifiers: 0 }).collect();
        innermost(spans).iter().map(|s| (s.range.start().into(), s.range.end().into(), s.kind)).collect()
    }

    #[test]
    fn the_inner_one_has_its_place() {
        use TokenKind::{Company, Number, Project};
        assert_eq!(
            split(&[(0, 20, Project), (6, 9, Number), (0, 4, Company)]),
            [(0, 4, Company), (4, 6, Project), (6, 9, Number), (9, 20, Project)]
        );
        assert_eq!(split(&[(0, 9, Number), (6, 12, Company)]), [(0, 6, Number), (6, 12, Company)]);
        assert_eq!(split(&[(3, 5, Number), (3, 5, Company)]), [(3, 5, Company)]);
        assert_eq!(split(&[(0, 9, Project), (1, 2, Number), (3, 4, Number)]).len(), 5);
    }

    #[test]
    fn a_difference_is_one_edit() {
        let token = |length| SemanticToken { delta_line: 0, delta_start: 1, length, token_type: 0, token_modifiers_bitset: 0 };
        let (old, new) = ([1, 2, 3, 4].map(token), [1, 9, 9, 3, 4].map(token));
        let edit = &difference(&old, &new)[0];
        assert_eq!((edit.start, edit.delete_count, edit.data.as_ref().unwrap().len()), (5, 5, 2));
        assert!(difference(&old, &old).is_empty());
        assert_eq!(difference(&old, &[])[0].delete_count, 20);
    }
}
