//! An outline as a tree for people, and as JSON.

use std::fmt::Write;

use serde::Serialize;

use super::json::to_json;
use super::{Places, one_line};
use crate::article::OutlineNode;
use crate::message::Locale;

/// An indented tree: kind in the reader's language, name, line.
pub fn text(nodes: &[OutlineNode], places: &Places, locale: Locale) -> String {
    let mut out = String::new();
    draw(nodes, places, locale, 0, &mut out);
    out
}

fn draw(nodes: &[OutlineNode], places: &Places, locale: Locale, depth: usize, out: &mut String) {
    for node in nodes {
        let (line, _) = places.line_column(node.selection.start().into());
        let (zh, en) = node.kind.label();
        let kind = if locale == Locale::Zh { zh } else { en };
        let _ = writeln!(out, "{:indent$}{kind}  {}  ({line})", "", one_line(&node.name), indent = depth * 2);
        draw(&node.children, places, locale, depth + 1, out);
    }
}

/// The tree as a JSON array of the top nodes, on one line.
pub fn json(nodes: &[OutlineNode], places: &Places) -> String {
    to_json(&Node::all(nodes, places)) + "\n"
}

#[derive(Serialize)]
struct Node<'a> {
    name: &'a str,
    kind: &'a str,
    level: u8,
    start: usize,
    end: usize,
    selection: Selection,
    synthetic: bool,
    children: Vec<Node<'a>>,
}

#[derive(Serialize)]
struct Selection {
    start: usize,
    end: usize,
}

impl<'a> Node<'a> {
    fn all(nodes: &'a [OutlineNode], places: &Places) -> Vec<Node<'a>> {
        nodes.iter().map(|node| Node::of(node, places)).collect()
    }

    fn of(node: &'a OutlineNode, places: &Places) -> Node<'a> {
        let (start, end) = places.chars(node.range);
        let selection = places.chars(node.selection);
        Node {
            name: &node.name,
            kind: node.kind.name(),
            level: node.level,
            start,
            end,
            selection: Selection { start: selection.0, end: selection.1 },
            synthetic: node.synthetic,
            children: Node::all(&node.children, places),
        }
    }
}
