//! The card of one who is named: what the catalog knows, and what all articles say, by date.

use std::path::Path;

use super::{Fact, Named, Seen, Workspace};
use crate::entities::{Card, CardFact};

/// How many facts a card tells of, and how many articles.
const MOST_FACTS: usize = 20;
const MOST_ARTICLES: usize = 8;

impl Workspace {
    /// Adds to a card what the articles say. `link` turns an article and a line into a link; the first articles are the latest.
    pub fn add_to(&self, card: &mut Card, one: &Named, from: &Path, english: bool, link: &dyn Fn(&Seen, u32) -> String) {
        let label = |zh: &str, en: &str| if english { en.to_owned() } else { zh.to_owned() };
        let mut seen = self.everywhere(one, from);
        seen.reverse();
        if one.entry.is_none() {
            fullest_name(card, &seen, &label("又称", "also"));
        }
        let known = card.rows.iter().any(|(l, _)| l == &label("进展", "stage"));
        if let Some(stage) = seen.iter().find_map(|s| s.named.stage.as_ref()).filter(|_| !known) {
            card.rows.push((label("进展", "stage"), stage.clone()));
        }
        let mut people: Vec<&str> = seen.iter().flat_map(|s| &s.named.people).map(String::as_str).collect();
        people.dedup();
        if !people.is_empty() {
            card.rows.push((label("人员", "people"), people.join("、")));
        }
        let facts = seen.iter().flat_map(|s| s.named.facts.iter().map(move |f| (s, f)));
        for (seen, fact) in facts.take(MOST_FACTS) {
            card.facts.push(CardFact { date: date(seen), text: statement(fact, english), source: link(seen, fact.place.line) });
        }
        let disagreeing = super::conflicts::shown(&seen);
        for conflict in disagreeing {
            let [a, b] = [conflict.one.1, conflict.other.1].map(|f| f.text.as_str());
            let attribute = if english { &conflict.one.1.attribute.1 } else { &conflict.one.1.attribute.0 };
            card.rows.push((label("说法不一", "stated differently"), format!("{attribute}：{a} / {b}")));
        }
        let articles: Vec<String> = seen.iter().filter_map(|s| Some(link(s, s.named.places.first()?.0.line))).take(MOST_ARTICLES).collect();
        if articles.len() > 1 {
            let count = seen.len();
            let head = if english { format!("{count} articles") } else { format!("{count}篇文章") };
            card.rows.push((head, articles.join("、")));
        }
    }
}

/// The fullest name that any article has becomes the title; the one that stood there, another name.
fn fullest_name(card: &mut Card, seen: &[Seen], also: &str) {
    let length = |name: &str| name.chars().count();
    let names = seen.iter().map(|s| s.named.name.as_str());
    let Some(fullest) = names.max_by_key(|name| (length(name), std::cmp::Reverse(*name))).filter(|n| length(n) > length(&card.title))
    else {
        return;
    };
    let title = std::mem::replace(&mut card.title, fullest.to_owned());
    match card.rows.iter_mut().find(|(label, _)| label == also) {
        Some((_, names)) => *names = format!("{title}、{names}"),
        None => card.rows.insert(0, (also.to_owned(), title)),
    }
}

fn date(seen: &Seen) -> String {
    seen.digest.date.map_or_else(|| "—".to_owned(), |d| d.to_string())
}

/// `总投资 52亿元（计划）`.
fn statement(fact: &Fact, english: bool) -> String {
    let attribute = if english { &fact.attribute.1 } else { &fact.attribute.0 };
    let period = fact.period.as_deref().map_or(String::new(), |p| format!("{p} "));
    let plan = match (fact.is_plan, english) {
        (false, _) => "",
        (true, false) => "（计划）",
        (true, true) => " (planned)",
    };
    format!("{period}{attribute} {}{plan}", fact.text)
}
