//! A paragraph with its names marked: `[珠海恒炜电子]c`, `[[恒炜]c改性料二期]p`.

use std::fs;
use std::path::Path;

use serde::Deserialize;

/// A piece of a paragraph: text, or a name with its kind (0 company, 1 project).
#[derive(Clone, Debug)]
pub enum Piece {
    /// Text outside of names, or between nested ones.
    Text(String),
    /// A name.
    Name(usize, Vec<Piece>),
}

/// A name: kind, first character, end.
pub type Span = (usize, usize, usize);

/// A paragraph.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// What it is made of.
    pub pieces: Vec<Piece>,
    /// Spans that count neither as hit nor as miss.
    pub optional: Vec<Span>,
}

impl Paragraph {
    /// Reads the notation.
    pub fn parse(line: &str) -> Result<Paragraph, String> {
        let mut stack: Vec<Vec<Piece>> = vec![Vec::new()];
        let mut chars = line.chars();
        let mut text = String::new();
        while let Some(char) = chars.next() {
            match char {
                '[' | ']' if !text.is_empty() => {
                    let done = Piece::Text(std::mem::take(&mut text));
                    stack.last_mut().ok_or("brackets do not match")?.push(done);
                }
                _ => {}
            }
            match char {
                '[' => stack.push(Vec::new()),
                ']' => {
                    let kind = match chars.next() {
                        Some('c') => 0,
                        Some('p') => 1,
                        other => return Err(format!("a bracket must be followed by c or p, found {other:?}")),
                    };
                    let inside = stack.pop().ok_or("brackets do not match")?;
                    stack.last_mut().ok_or("brackets do not match")?.push(Piece::Name(kind, inside));
                }
                _ => text.push(char),
            }
        }
        if !text.is_empty() {
            stack.last_mut().ok_or("brackets do not match")?.push(Piece::Text(text));
        }
        match <[Vec<Piece>; 1]>::try_from(stack) {
            Ok([pieces]) => Ok(Paragraph { pieces, optional: Vec::new() }),
            Err(_) => Err("a bracket is not closed".to_owned()),
        }
    }

    /// Its text and its names.
    pub fn flat(&self) -> (String, Vec<Span>) {
        let (mut text, mut spans) = (String::new(), Vec::new());
        flatten(&self.pieces, &mut text, &mut 0, &mut spans);
        (text, spans)
    }
}

fn flatten(pieces: &[Piece], text: &mut String, at: &mut usize, spans: &mut Vec<Span>) {
    for piece in pieces {
        match piece {
            Piece::Text(piece) => {
                text.push_str(piece);
                *at += piece.chars().count();
            }
            Piece::Name(kind, inside) => {
                let start = *at;
                flatten(inside, text, at, spans);
                spans.push((*kind, start, *at));
            }
        }
    }
}

/// The text of a piece.
pub fn text_of(piece: &Piece) -> String {
    let mut text = String::new();
    flatten(std::slice::from_ref(piece), &mut text, &mut 0, &mut Vec::new());
    text
}

#[derive(Deserialize)]
struct Labelled {
    text: String,
    #[serde(default)]
    spans: Vec<LabelledSpan>,
    #[serde(default)]
    optional: Vec<LabelledSpan>,
}

#[derive(Deserialize)]
struct LabelledSpan {
    start: usize,
    end: usize,
    label: String,
}

/// Reads labelled texts: JSON lines with `text`, `spans` and `optional` (code points).
pub fn labelled(file: &Path) -> Result<Vec<Paragraph>, String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    text.lines().map(|line| serde_json::from_str(line).map(of_labelled).map_err(|e| format!("{}: {e}", file.display()))).collect()
}

/// Spans of labelled texts need not nest, so that they are kept beside the text.
fn of_labelled(labelled: Labelled) -> Paragraph {
    let kind = |label: &str| match label {
        "company" => Some(0),
        "project" => Some(1),
        _ => None,
    };
    let spans = |list: &[LabelledSpan]| list.iter().filter_map(|s| Some((kind(&s.label)?, s.start, s.end))).collect::<Vec<Span>>();
    let mut optional = spans(&labelled.optional);
    let wanted = spans(&labelled.spans);
    // Marked by brackets, innermost last.
    let mut events: Vec<(usize, bool, usize, usize)> = Vec::new();
    for (nth, (_, start, end)) in wanted.iter().enumerate() {
        events.push((*start, true, usize::MAX - end, nth));
        events.push((*end, false, usize::MAX - start, nth));
    }
    events.sort();
    let chars: Vec<char> = labelled.text.chars().collect();
    let mut stack: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut at = 0;
    for (place, opens, _, nth) in events {
        if place > at {
            let text = chars[at..place].iter().collect();
            stack.last_mut().into_iter().for_each(|top| top.push(Piece::Text(String::clone(&text))));
            at = place;
        }
        if opens {
            stack.push(Vec::new());
        } else if let Some(inside) = stack.pop().filter(|_| !stack.is_empty()) {
            stack.last_mut().into_iter().for_each(|top| top.push(Piece::Name(wanted[nth].0, inside.clone())));
        }
    }
    let rest: String = chars[at..].iter().collect();
    stack.last_mut().into_iter().for_each(|top| top.push(Piece::Text(rest.clone())));
    // A firm on the very extent of a project is optional (C9).
    optional.extend(wanted.iter().filter(|(k, s, e)| *k == 0 && wanted.contains(&(1, *s, *e))));
    Paragraph { pieces: stack.into_iter().next().unwrap_or_default(), optional }
}
