//! What is known of an entity, as a card for people: plain data, laid out by whoever shows it.

use super::{Cast, Catalog, Entity, EntityKind, Member};

/// A card in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The full name.
    pub title: String,
    /// What it is, where, in which trade.
    pub subtitle: String,
    /// Labelled lines: other names, parent, owner, stage …
    pub rows: Vec<(String, String)>,
    /// What was said of it: date, statement, source.
    pub facts: Vec<CardFact>,
    /// Background.
    pub note: Option<String>,
}

/// One fact on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardFact {
    /// The date of the source.
    pub date: String,
    /// The statement.
    pub text: String,
    /// Publisher and title.
    pub source: String,
}

impl Card {
    /// The card of an entity, with labels in Chinese or English.
    pub fn of(entity: &Entity, catalog: &Catalog, english: bool) -> Card {
        let label = |zh: &str, en: &str| if english { en.to_owned() } else { zh.to_owned() };
        let kind = entity.kind.label();
        let mut subtitle = vec![label(kind.0, kind.1)];
        subtitle.extend(entity.industry.clone());
        subtitle.extend(entity.place.clone());
        let mut rows = Vec::new();
        let names: Vec<&str> = entity.aliases.iter().chain(&entity.short).map(String::as_str).collect();
        if !names.is_empty() {
            rows.push((label("又称", "also"), names.join("、")));
        }
        let link = |id: &Option<String>| id.as_deref().and_then(|id| catalog.by_id(id)).map(|e| e.name.clone());
        rows.extend(link(&entity.parent).map(|name| (label("隶属", "part of"), name)));
        rows.extend(link(&entity.owner).map(|name| (label("建设单位", "owner"), name)));
        rows.extend(entity.stage.clone().map(|stage| (label("进展", "stage"), stage)));
        let belonging: Vec<&Entity> = catalog.belonging_to(&entity.id).collect();
        for (kind, zh, en) in [
            (EntityKind::Company, "下属企业", "subsidiaries"),
            (EntityKind::Organization, "下属机构", "institutes"),
            (EntityKind::Project, "项目", "projects"),
        ] {
            let names: Vec<&str> = belonging.iter().filter(|e| e.kind == kind).map(|e| e.name.as_str()).collect();
            if !names.is_empty() {
                rows.push((label(zh, en), names.join("、")));
            }
        }
        let facts = entity.facts.iter().rev().map(|fact| {
            let head: Vec<&str> = [fact.indicator.as_deref(), fact.value.as_deref()].into_iter().flatten().collect();
            let statement = [head.join(" "), fact.text.clone().unwrap_or_default()];
            let title = fact.title.as_deref().map(|t| format!("《{t}》")).unwrap_or_default();
            CardFact {
                date: fact.date.clone(),
                text: statement.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("："),
                source: format!("{}{title}", fact.source),
            }
        });
        Card { title: entity.name.clone(), subtitle: subtitle.join(" · "), rows, facts: facts.collect(), note: entity.note.clone() }
    }

    /// The card of somebody whom only the article knows.
    pub fn of_member(member: &Member, cast: &Cast, english: bool) -> Card {
        let label = |zh: &str, en: &str| if english { en.to_owned() } else { zh.to_owned() };
        let kind = member.kind.label();
        let name_of = |at: &usize| cast.members.get(*at).map(|m| m.name.as_str());
        let mut rows = Vec::new();
        let mut add = |zh: &str, en: &str, names: Vec<&str>| {
            if !names.is_empty() {
                rows.push((label(zh, en), names.join("、")));
            }
        };
        add("又称", "also", member.names.iter().map(String::as_str).filter(|n| *n != member.name).collect());
        add("职务", "post", member.posts.iter().map(String::as_str).collect());
        add("单位", "of", member.employer.iter().filter_map(name_of).collect());
        let owner = if member.kind == EntityKind::Company { ("上级企业", "parent") } else { ("业主", "owner") };
        add(owner.0, owner.1, member.owner.iter().filter_map(name_of).collect());
        let own = cast.members.iter().filter(|m| m.owner.and_then(|o| cast.members.get(o)).is_some_and(|o| std::ptr::eq(o, member)));
        let (firms, projects): (Vec<&Member>, Vec<&Member>) = own.partition(|m| m.kind == EntityKind::Company);
        add("下属企业", "subsidiaries", firms.iter().map(|m| m.name.as_str()).collect());
        add("项目", "projects", projects.iter().map(|m| m.name.as_str()).collect());
        add(
            "可能是同一项目（名称开头相同，业主相同）",
            "perhaps the same (same owner, names begin alike)",
            member.perhaps.iter().filter_map(name_of).collect(),
        );
        let subtitle = format!("{} · {}", label(kind.0, kind.1), label("文中识别，名录未收", "recognised in the text, not in the catalog"));
        Card { title: member.name.clone(), subtitle, rows, facts: Vec::new(), note: None }
    }

    /// The card as Markdown.
    pub fn to_markdown(&self) -> String {
        let mut out = format!("**{}**\n\n{}\n", self.title, self.subtitle);
        for (label, value) in &self.rows {
            out.push_str(&format!("\n- {label}：{value}"));
        }
        if !self.rows.is_empty() {
            out.push('\n');
        }
        if !self.facts.is_empty() {
            out.push_str("\n---\n");
        }
        for fact in &self.facts {
            out.push_str(&format!("\n- `{}` {}（{}）", fact.date, fact.text, fact.source));
        }
        if let Some(note) = &self.note {
            out.push_str(&format!("\n\n{note}"));
        }
        out
    }

    /// The card as plain text.
    pub fn to_plain(&self) -> String {
        let mut out = format!("{}\n{}", self.title, self.subtitle);
        for (label, value) in &self.rows {
            out.push_str(&format!("\n{label}：{value}"));
        }
        for fact in &self.facts {
            out.push_str(&format!("\n{}  {}（{}）", fact.date, fact.text, fact.source));
        }
        if let Some(note) = &self.note {
            out.push_str(&format!("\n{note}"));
        }
        out
    }
}
