//! `textDocument/documentSymbol`: the outline, as a tree or as a list.

use tower_lsp::ls_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind};

use super::view::View;
use crate::article::OutlineNode;
use crate::article::outline::NodeKind;

/// The outline in the form that the client shows.
pub fn symbols(view: &View) -> DocumentSymbolResponse {
    let outline = view.analysis().outline(view.locale());
    if view.abilities.hierarchical_symbols {
        return DocumentSymbolResponse::Nested(outline.iter().map(|node| nested(view, node)).collect());
    }
    let mut list = Vec::new();
    outline.iter().for_each(|node| flatten(view, node, None, &mut list));
    DocumentSymbolResponse::Flat(list)
}

#[expect(deprecated, reason = "the field must be filled; it stays out of the answer")]
fn nested(view: &View, node: &OutlineNode) -> DocumentSymbol {
    // Clients refuse the whole outline where a heading reaches over its section.
    let selection = node.selection.intersect(node.range).unwrap_or_else(|| crate::text::TextRange::empty(node.range.start()));
    let children: Vec<DocumentSymbol> = node.children.iter().map(|child| nested(view, child)).collect();
    DocumentSymbol {
        name: node.name.clone(),
        detail: None,
        kind: symbol_kind(node.kind),
        tags: None,
        deprecated: None,
        range: view.range(node.range),
        selection_range: view.range(selection),
        children: (!children.is_empty()).then_some(children),
    }
}

#[expect(deprecated, reason = "the field must be filled; it stays out of the answer")]
fn flatten(view: &View, node: &OutlineNode, container: Option<&str>, list: &mut Vec<SymbolInformation>) {
    list.push(SymbolInformation {
        name: node.name.clone(),
        kind: symbol_kind(node.kind),
        tags: None,
        deprecated: None,
        location: Location { uri: view.uri.clone(), range: view.range(node.range) },
        container_name: container.map(str::to_owned),
    });
    node.children.iter().for_each(|child| flatten(view, child, Some(&node.name), list));
}

/// The nearest of LSP's kinds. Only the first eighteen: clients that list none know no others.
fn symbol_kind(kind: NodeKind) -> SymbolKind {
    match kind {
        NodeKind::Title => SymbolKind::FILE,
        NodeKind::Section => SymbolKind::NAMESPACE,
        NodeKind::Dateline | NodeKind::Byline | NodeKind::Editor => SymbolKind::PROPERTY,
        NodeKind::Lead | NodeKind::Paragraph | NodeKind::Quote => SymbolKind::STRING,
        NodeKind::List | NodeKind::Table => SymbolKind::ARRAY,
        NodeKind::Caption => SymbolKind::FIELD,
        NodeKind::Related => SymbolKind::PACKAGE,
        NodeKind::Boilerplate => SymbolKind::CONSTANT,
    }
}
