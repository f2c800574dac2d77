//! `textDocument/prepareTypeHierarchy`, `typeHierarchy/supertypes` and `typeHierarchy/subtypes`: a group, its firms, their projects, as the
//! catalog and all articles know them.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{Position, Range, TypeHierarchyItem, Uri};

use super::library::{key_of, uri_of};
use super::navigation::{range_of, symbol_kind};
use super::state::State;
use super::view::View;
use crate::entities::{Catalog, EntityKind};
use crate::message::Locale;
use crate::text::PositionEncoding;
use crate::workspace::{Named, Workspace};

/// The most items of an answer.
const MOST: usize = 500;

/// Whom an item stands for: enough to find it again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Who {
    kind: String,
    name: String,
    entry: Option<String>,
}

impl Who {
    fn of(named: &Named) -> Who {
        Who { kind: named.kind.name().to_owned(), name: named.name.clone(), entry: named.entry.clone() }
    }

    fn entity(catalog: &Catalog, id: &str) -> Option<Who> {
        let entity = catalog.by_id(id)?;
        Some(Who { kind: entity.kind.name().to_owned(), name: entity.name.clone(), entry: Some(entity.id.clone()) })
    }

    /// A firm by its name: the catalog's, if it has it.
    fn firm(catalog: &Catalog, name: &str) -> Who {
        let known = catalog.by_name(EntityKind::Company, name).or_else(|| catalog.by_name(EntityKind::Organization, name));
        known.and_then(|e| Who::entity(catalog, &e.id)).unwrap_or_else(|| Who {
            kind: EntityKind::Company.name().to_owned(),
            name: name.to_owned(),
            entry: None,
        })
    }

    fn entity_kind(&self) -> Option<EntityKind> {
        let kinds = [EntityKind::Company, EntityKind::Organization, EntityKind::Project];
        kinds.into_iter().find(|kind| kind.name() == self.kind)
    }

    /// As an article would name it.
    fn named(&self) -> Option<Named> {
        Some(Named::new(self.entity_kind()?, self.name.clone(), self.entry.clone()))
    }
}

/// What the answers are told from.
struct Telling<'a> {
    workspace: &'a Workspace,
    catalog: &'a Catalog,
    encoding: PositionEncoding,
    locale: Locale,
    /// The article that asked, and the place there.
    from: (&'a Uri, Range),
}

/// The one under the cursor.
pub fn prepare(view: &View, position: Position) -> Option<Vec<TypeHierarchyItem>> {
    let (range, member) = view.analysis().entity_at(view.offset(position))?;
    view.library.take(&view.uri, &view.analysed);
    let one = view.analysed.digest().named.get(member)?;
    let who = Who::of(one);
    who.entity_kind()?;
    let place = view.range(range);
    let item = item_at(&who, view.locale(), view.uri.clone(), place)?;
    Some(vec![item])
}

/// Those above an item: whose project it is, whom a firm belongs to.
pub fn supertypes(state: &State, item: &TypeHierarchyItem) -> Option<Vec<TypeHierarchyItem>> {
    tell(state, item, |telling, who| {
        let mut above: Vec<Who> = Vec::new();
        if let Some(entity) = who.entry.as_deref().and_then(|id| telling.catalog.by_id(id)) {
            let ids = [&entity.parent, &entity.owner].into_iter().flatten();
            above.extend(ids.filter_map(|id| Who::entity(telling.catalog, id)));
        }
        if above.is_empty() {
            let owners = telling.seen(who).into_iter().filter_map(|named| named.owner.clone());
            above.extend(owners.map(|owner| Who::firm(telling.catalog, &owner)));
        }
        above
    })
}

/// Those below an item: the firms of a group, the projects of a firm.
pub fn subtypes(state: &State, item: &TypeHierarchyItem) -> Option<Vec<TypeHierarchyItem>> {
    tell(state, item, |telling, who| {
        let mut below: Vec<Who> = Vec::new();
        let entity = who.entry.as_deref().and_then(|id| telling.catalog.by_id(id));
        let known = entity.into_iter().flat_map(|e| telling.catalog.belonging_to(&e.id));
        below.extend(known.filter_map(|e| Who::entity(telling.catalog, &e.id)));
        let mut names: Vec<&str> = telling.seen(who).into_iter().flat_map(Named::every_name).collect();
        names.extend(entity.into_iter().flat_map(|e| e.every_name()));
        names.push(&who.name);
        if who.kind != EntityKind::Project.name() {
            let from = key_of(telling.from.0);
            for (_, digest) in telling.workspace.sources(Some(&from)) {
                let owned = |named: &&Named| named.owner.as_deref().is_some_and(|owner| names.contains(&owner));
                below.extend(digest.named.iter().filter(owned).map(Who::of));
            }
        }
        below
    })
}

fn tell(state: &State, item: &TypeHierarchyItem, of: impl Fn(&Telling, &Who) -> Vec<Who>) -> Option<Vec<TypeHierarchyItem>> {
    let who: Who = serde_json::from_value(item.data.clone()?).ok()?;
    let knowledge = state.shelf.knowledge();
    state.library.read(|workspace| {
        let telling = Telling {
            workspace,
            catalog: &knowledge.catalog,
            encoding: state.abilities().encoding,
            locale: state.locale(),
            from: (&item.uri, item.selection_range),
        };
        let mut once: BTreeMap<(String, String), Who> = BTreeMap::new();
        for other in of(&telling, &who) {
            // One with an entry stands for one without it.
            let slot = once.entry((other.kind.clone(), other.name.clone())).or_insert_with(|| other.clone());
            if slot.entry.is_none() {
                *slot = other;
            }
        }
        Some(once.into_values().filter(|other| *other != who).take(MOST).filter_map(|other| telling.item(&other)).collect())
    })
}

impl Telling<'_> {
    /// It as the articles name it.
    fn seen(&self, who: &Who) -> Vec<&Named> {
        let Some(one) = who.named() else { return Vec::new() };
        let from = key_of(self.from.0);
        self.workspace.everywhere(&one, &from).into_iter().map(|seen| seen.named).collect()
    }

    /// An item at its fullest mention; of one that no article names, where it was asked from.
    fn item(&self, who: &Who) -> Option<TypeHierarchyItem> {
        let one = who.named()?;
        let seen = self.workspace.everywhere(&one, Path::new(&key_of(self.from.0)));
        let fullest = seen.iter().filter_map(|s| {
            let (place, name) = s.named.places.first()?;
            let length = s.named.names.get(usize::from(*name)).map_or(0, String::len);
            Some((length, uri_of(s.path)?, range_of(place, self.encoding)))
        });
        let (uri, range) = fullest
            .reduce(|best, other| if other.0 > best.0 { other } else { best })
            .map_or_else(|| (self.from.0.clone(), self.from.1), |(_, uri, range)| (uri, range));
        item_at(who, self.locale, uri, range)
    }
}

fn item_at(who: &Who, locale: Locale, uri: Uri, range: Range) -> Option<TypeHierarchyItem> {
    let kind = who.entity_kind()?;
    let label = kind.label();
    Some(TypeHierarchyItem {
        name: who.name.clone(),
        kind: symbol_kind(kind),
        tags: None,
        detail: Some(if locale == Locale::En { label.1 } else { label.0 }.to_owned()),
        uri,
        range,
        selection_range: range,
        data: serde_json::to_value(who).ok(),
    })
}
