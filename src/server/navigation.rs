//! Moving around by names: definition, references, symbols of the workspace, renaming, completion.

use std::collections::HashMap;
use std::path::Path;

use tower_lsp::ls_types::*;

use super::library::{key_of, uri_of};
use super::view::View;
use crate::entities::EntityKind;
use crate::text::PositionEncoding;
use crate::workspace::{Named, Place, Seen, pinyin};

/// How many symbols, and how many completions, are answered at most.
const MOST_SYMBOLS: usize = 256;
const MOST_COMPLETIONS: usize = 50;
/// How many characters before the cursor may be the beginning of a name.
const TYPED: usize = 8;

/// Who is named at a position, as the library has it.
fn named_at(view: &View, position: Position) -> Option<Named> {
    let (_, member) = view.analysis().entity_at(view.offset(position))?;
    view.library.take(&view.uri, &view.analysed);
    view.analysed.digest().named.get(member).cloned()
}

/// A place as the client counts.
pub(super) fn range_of(place: &Place, encoding: PositionEncoding) -> Range {
    let [start, end] = place.columns(encoding);
    Range::new(Position::new(place.line, start), Position::new(place.line, end))
}

fn location(path: &Path, place: &Place, encoding: PositionEncoding) -> Option<Location> {
    Some(Location { uri: uri_of(path)?, range: range_of(place, encoding) })
}

/// `textDocument/definition`: the entry in a catalog file of the user's, else the fullest mention.
pub fn definition(view: &View, position: Position) -> Option<GotoDefinitionResponse> {
    let one = named_at(view, position)?;
    let found = entry(view, &one).or_else(|| fullest(view, &one));
    found.map(GotoDefinitionResponse::Scalar)
}

/// `textDocument/declaration`: where the one under the cursor is named most fully, the earliest article first.
pub fn declaration(view: &View, position: Position) -> Option<GotoDefinitionResponse> {
    fullest(view, &named_at(view, position)?).map(GotoDefinitionResponse::Scalar)
}

/// The id of its entry in the catalog file that has it; `None` where it is in none, or in the one that ships. Reads the file.
fn entry(view: &View, one: &Named) -> Option<Location> {
    let entity = view.analysis().knowledge().catalog.by_id(one.entry.as_deref()?)?;
    let path = Path::new(&entity.file).is_absolute().then(|| Path::new(&entity.file))?;
    let text = std::fs::read_to_string(path).ok()?;
    let quoted = |quote: char| format!("{quote}{}{quote}", entity.id);
    let (line, before) = text.lines().enumerate().find_map(|(nth, line)| {
        let is_id = line.trim_start().strip_prefix("id").is_some_and(|rest| rest.trim_start().starts_with('='));
        let at = ['"', '\''].into_iter().find_map(|quote| line.find(&quoted(quote))).filter(|_| is_id)?;
        Some((nth as u32, &line[..at + 1]))
    })?;
    let count = |text: &str| match view.abilities.encoding {
        PositionEncoding::Utf8 => text.len(),
        PositionEncoding::Utf16 => text.chars().map(char::len_utf16).sum(),
        PositionEncoding::Utf32 => text.chars().count(),
    } as u32;
    let start = count(before);
    let range = Range::new(Position::new(line, start), Position::new(line, start + count(&entity.id)));
    Some(Location { uri: uri_of(path)?, range })
}

/// Where it is named most fully.
fn fullest(view: &View, one: &Named) -> Option<Location> {
    view.library.read(|workspace| {
        let seen = workspace.everywhere(one, &key_of(&view.uri));
        let longest = |seen: &Seen| {
            let names = &seen.named.names;
            let (place, name) =
                seen.named.places.iter().max_by_key(|(_, n)| (names.get(usize::from(*n)).map_or(0, String::len), std::cmp::Reverse(*n)))?;
            Some((names.get(usize::from(*name)).map_or(0, String::len), location(seen.path, place, view.abilities.encoding)?))
        };
        let mut best: Option<(usize, Location)> = None;
        for (length, place) in seen.iter().filter_map(longest) {
            if best.as_ref().is_none_or(|(most, _)| length > *most) {
                best = Some((length, place));
            }
        }
        best.map(|(_, place)| place)
    })
}

/// `textDocument/references`: every place in every article that names the one under the cursor; without its declaration where the client
/// wants it so.
pub fn references(view: &View, position: Position, with_declaration: bool) -> Option<Vec<Location>> {
    let one = named_at(view, position)?;
    let declaration = if with_declaration { None } else { fullest(view, &one) };
    let mut places: Vec<Location> = view.library.read(|workspace| {
        let seen = workspace.everywhere(&one, &key_of(&view.uri));
        seen.iter().flat_map(|s| s.named.places.iter().filter_map(|(place, _)| location(s.path, place, view.abilities.encoding))).collect()
    });
    places.retain(|place| Some(place) != declaration.as_ref());
    Some(places)
}

/// `textDocument/prepareRename`: the name under the cursor.
pub fn prepare_rename(view: &View, position: Position) -> Option<PrepareRenameResponse> {
    let (range, _) = view.analysis().entity_at(view.offset(position))?;
    Some(PrepareRenameResponse::Range(view.range(range)))
}

/// `textDocument/rename`: the name under the cursor in every article, wherever the same one bears this very name; other names of it stay.
///
/// # Errors
/// What is wrong with the new name.
pub fn rename(view: &View, position: Position, new_name: &str) -> Result<Option<WorkspaceEdit>, String> {
    if new_name.trim().is_empty() || new_name.contains(['\n', '\r']) {
        let message = crate::message::Message::new("新名称不能为空，也不能换行", "the new name must not be empty or hold a line break");
        return Err(message.text(view.locale()).to_owned());
    }
    let Some((range, _)) = view.analysis().entity_at(view.offset(position)) else { return Ok(None) };
    let Some(one) = named_at(view, position) else { return Ok(None) };
    let at = view.range(range);
    let here = one.places.iter().find(|(place, _)| range_of(place, view.abilities.encoding) == at);
    let Some(old) = here.and_then(|(_, name)| one.names.get(usize::from(*name))) else { return Ok(None) };
    // Files may have changed since they were read.
    let paths: Vec<_> =
        view.library.read(|workspace| workspace.everywhere(&one, &key_of(&view.uri)).iter().map(|s| s.path.to_path_buf()).collect());
    paths.iter().for_each(|path| view.library.reread(path, view.analysis().knowledge()));
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    view.library.read(|workspace| {
        for seen in workspace.everywhere(&one, &key_of(&view.uri)) {
            let Some(uri) = uri_of(seen.path) else { continue };
            let places = seen.named.places.iter().filter(|(_, name)| seen.named.names.get(usize::from(*name)) == Some(old));
            let edits =
                places.map(|(place, _)| TextEdit { range: range_of(place, view.abilities.encoding), new_text: new_name.to_owned() });
            changes.entry(uri).or_default().extend(edits);
        }
    });
    changes.retain(|_, edits| !edits.is_empty());
    Ok(Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }))
}

/// `workspace/symbol`: companies, projects and bodies by characters or initials of their names (`yl` finds 云岭).
pub fn workspace_symbols(library: &super::library::Library, typed: &str, encoding: PositionEncoding) -> Vec<WorkspaceSymbol> {
    let mut found: HashMap<(EntityKind, String), (u32, Location, usize)> = HashMap::new();
    library.read(|workspace| {
        for (path, digest) in workspace.sources(None) {
            for named in &digest.named {
                let Some(rank) = named.every_name().filter_map(|name| pinyin::rank(name, typed)).max() else { continue };
                let Some(place) = named.places.first().and_then(|(place, _)| location(path, place, encoding)) else { continue };
                let entry = found.entry((named.kind, named.name.clone())).or_insert((rank, place, 0));
                entry.0 = entry.0.max(rank);
                entry.2 += named.places.len();
            }
        }
    });
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(b.1.2.cmp(&a.1.2)).then_with(|| a.0.1.cmp(&b.0.1)));
    let symbol = |((kind, name), (_, location, _)): ((EntityKind, String), (u32, Location, usize))| WorkspaceSymbol {
        name,
        kind: symbol_kind(kind),
        tags: None,
        container_name: Some(kind.label().0.to_owned()),
        location: OneOf::Left(location),
        data: None,
    };
    found.into_iter().take(MOST_SYMBOLS).map(symbol).collect()
}

/// What a symbol of a kind is drawn as.
pub(super) fn symbol_kind(kind: EntityKind) -> SymbolKind {
    match kind {
        EntityKind::Company => SymbolKind::CLASS,
        EntityKind::Project => SymbolKind::STRUCT,
        EntityKind::Organization => SymbolKind::INTERFACE,
        EntityKind::Person => SymbolKind::VARIABLE,
        EntityKind::Place => SymbolKind::NAMESPACE,
    }
}

/// `textDocument/completion`: names that begin with what stands before the cursor, in characters or in initials.
pub fn completion(view: &View, position: Position) -> Option<CompletionResponse> {
    let offset = view.offset(position);
    let line = view.analysis().line_at(offset);
    let start = view.analysis().line_start(line);
    let content = view.analysis().lines().get(line)?.content();
    let before = &content[..crate::text::boundary(content, offset.saturating_sub(start))];
    let is_letter = before.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
    let typed: Vec<char> = before
        .chars()
        .rev()
        .take(TYPED)
        .take_while(|c| if is_letter { c.is_ascii_alphabetic() } else { !c.is_ascii() && c.is_alphabetic() })
        .collect();
    let run: String = typed.into_iter().rev().collect();
    if run.is_empty() {
        return None;
    }
    // Of a run of characters its longest end that begins a name.
    let ends: Vec<&str> = if is_letter { vec![&run] } else { run.char_indices().map(|(at, _)| &run[at..]).collect() };
    view.library.take(&view.uri, &view.analysed);
    let mut names: HashMap<String, (EntityKind, usize)> = HashMap::new();
    view.library.read(|workspace| {
        for (_, digest) in workspace.sources(Some(&key_of(&view.uri))) {
            for named in &digest.named {
                named.every_name().for_each(|name| names.entry(name.to_owned()).or_insert((named.kind, 0)).1 += named.places.len());
            }
        }
    });
    for entity in view.analysis().knowledge().catalog.entities() {
        std::iter::once(&entity.name).chain(&entity.aliases).for_each(|name| {
            names.entry(name.clone()).or_insert((entity.kind, 0));
        });
    }
    let begins = |name: &str, typed: &str| match is_letter {
        true => {
            typed.len() >= 2 && pinyin::initials(name).starts_with(&typed.to_ascii_lowercase())
                || name.to_lowercase().starts_with(&typed.to_lowercase())
        }
        false => name.starts_with(typed) && name != typed,
    };
    let typed = ends.into_iter().find(|typed| names.keys().any(|name| begins(name, typed)))?;
    let mut fitting: Vec<(String, (EntityKind, usize))> =
        names.iter().filter(|(name, _)| begins(name, typed)).map(|(n, k)| (n.clone(), *k)).collect();
    fitting.sort_by(|a, b| b.1.1.cmp(&a.1.1).then_with(|| a.0.cmp(&b.0)));
    let is_incomplete = fitting.len() > MOST_COMPLETIONS;
    let replaced = view.range(crate::text::range(offset - typed.len(), offset));
    let item = |(nth, (name, (kind, _))): (usize, (String, (EntityKind, usize)))| CompletionItem {
        label: name.clone(),
        kind: Some(CompletionItemKind::TEXT),
        detail: Some(if view.locale() == crate::message::Locale::En { kind.label().1 } else { kind.label().0 }.to_owned()),
        filter_text: Some(typed.to_owned()),
        sort_text: Some(format!("{nth:03}")),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: replaced, new_text: name })),
        ..CompletionItem::default()
    };
    let items = fitting.into_iter().take(MOST_COMPLETIONS).enumerate().map(item).collect();
    Some(CompletionResponse::List(CompletionList { is_incomplete, items }))
}

/// `textDocument/documentLink`: addresses of pages, and numbers of documents (国办发〔2023〕5号) that another article carries.
pub fn links(view: &View) -> Vec<DocumentLink> {
    let mut links = addresses(view);
    links.extend(documents(view));
    links
}

/// Links from numbers of documents to the article that is the document, else to the first that names it.
fn documents(view: &View) -> Vec<DocumentLink> {
    view.library.take(&view.uri, &view.analysed);
    let key = key_of(&view.uri);
    let english = view.locale() == crate::message::Locale::En;
    view.library.read(|workspace| {
        let link = |code: &crate::workspace::DocumentCode| {
            let (path, digest, other, shared) = workspace.carrying(code, &key)?;
            // The office's part may begin too early in running text; what both share is the number.
            let [_, end] = code.place.columns(view.abilities.encoding);
            let start = code.start_of(shared, view.abilities.encoding);
            let line = code.place.line;
            let target = format!("{}#L{}", uri_of(path)?.as_str(), other.place.line + 1).parse::<Uri>().ok()?;
            let tooltip = if english {
                format!("the same number in “{}”", digest.title)
            } else {
                format!("《{}》里的同一文号", digest.title)
            };
            Some(DocumentLink {
                range: Range::new(Position::new(line, start), Position::new(line, end)),
                target: Some(target),
                tooltip: Some(tooltip),
                data: None,
            })
        };
        view.analysed.digest().codes.iter().filter_map(link).collect()
    })
}

fn addresses(view: &View) -> Vec<DocumentLink> {
    let mut links = Vec::new();
    for (line, content) in view.analysis().lines().iter().enumerate() {
        let content = content.content();
        for (at, _) in content.match_indices("http") {
            let rest = &content[at..];
            let is_address = rest.starts_with("http://") || rest.starts_with("https://");
            let end =
                rest.find(|c: char| !c.is_ascii() || c.is_ascii_whitespace() || matches!(c, '"' | '<' | '>' | '`')).unwrap_or(rest.len());
            let address = rest[..end].trim_end_matches(['.', ',', ';', ')', ']', '\'']);
            if !is_address || address.len() < 11 || address.len() > 2048 {
                continue;
            }
            let start = view.analysis().line_start(line) + at;
            let target = address.parse::<Uri>().ok();
            links.push(DocumentLink {
                range: view.range(crate::text::range(start, start + address.len())),
                target,
                tooltip: None,
                data: None,
            });
        }
    }
    links
}
