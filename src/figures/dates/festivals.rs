//! Festivals and solar terms that act as dates (`data/festivals.toml`): `春节前`, `国庆期间`, `2024年立春`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::scan::Scan;
use super::words::{Table, begins_with};

/// A festival: a name and the day of the year it is on.
#[derive(Debug, PartialEq, Eq)]
pub struct Festival {
    /// Its usual name.
    pub name: String,
    /// The day it is on.
    pub on: FestivalDay,
}

/// How the day of a festival is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FestivalDay {
    /// Month and day.
    Solar(u8, u8),
    /// Month and day of the lunar calendar; day 30 of month 12 is the last one of the year.
    Lunar(u8, u8),
    /// The n-th such weekday of a month.
    Weekday {
        /// The month.
        month: u8,
        /// 1 is the first.
        n: u8,
        /// Monday is 1.
        weekday: u8,
    },
    /// A solar term, by its name.
    Term(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFestival {
    names: Vec<String>,
    solar: Option<[u8; 2]>,
    lunar: Option<[u8; 2]>,
    weekday: Option<[u8; 3]>,
    term: Option<String>,
    #[serde(default)]
    weak: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerms {
    strong: Vec<String>,
    weak: Vec<String>,
    not_before: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    followers: Vec<String>,
    inside: Vec<String>,
    not_after: Vec<String>,
    festival: Vec<RawFestival>,
    terms: RawTerms,
}

struct Festivals {
    list: Vec<(Festival, Strength)>,
    names: Table<usize>,
    followers: Vec<String>,
    inside: Vec<String>,
    not_after: Vec<String>,
    not_before_term: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Strong,
    Weak,
    Term,
    WeakTerm,
}

static FESTIVALS: LazyLock<Festivals> = LazyLock::new(|| {
    let raw: Raw = shipped!("figures/dates/data/festivals");
    let (mut list, mut names) = (Vec::new(), Vec::new());
    for festival in raw.festival {
        let Some(on) = day_of(&festival) else { continue };
        names.extend(festival.names.iter().map(|name| (name.clone(), list.len())));
        let name = festival.names.first().cloned().unwrap_or_default();
        list.push((Festival { name, on }, if festival.weak { Strength::Weak } else { Strength::Strong }));
    }
    for (terms, strength) in [(raw.terms.strong, Strength::Term), (raw.terms.weak, Strength::WeakTerm)] {
        for name in terms {
            names.push((name.clone(), list.len()));
            list.push((Festival { name: name.clone(), on: FestivalDay::Term(name) }, strength));
        }
    }
    Festivals {
        list,
        names: Table::new(names),
        followers: raw.followers,
        inside: raw.inside,
        not_after: raw.not_after,
        not_before_term: raw.terms.not_before,
    }
});

fn day_of(raw: &RawFestival) -> Option<FestivalDay> {
    if let Some([month, day]) = raw.solar {
        return Some(FestivalDay::Solar(month, day));
    }
    if let Some([month, day]) = raw.lunar {
        return Some(FestivalDay::Lunar(month, day));
    }
    if let Some([month, n, weekday]) = raw.weekday {
        return Some(FestivalDay::Weekday { month, n, weekday });
    }
    raw.term.clone().map(FestivalDay::Term)
}

/// The festival or solar term here, where it acts as a date, with the 期间, 假期 … behind it.
pub(super) fn festival_at(scan: Scan<'_>, has_year: bool) -> Option<(&'static Festival, Scan<'_>)> {
    let table = &*FESTIVALS;
    // “五一”假期: the quotes belong to it.
    let quoted = scan.eat("“");
    let (index, end) = table.names.at(quoted.unwrap_or(scan)).or_else(|| table.names.at(scan))?;
    let is_quoted = quoted.is_some() && !scan.text[scan.at..end.at].contains('”');
    let end = if is_quoted { end.eat("”")? } else { end };
    let (festival, strength) = &table.list[index];
    if begins_with(end.rest(), &table.not_after) || scan.behind().is_some_and(|c| super::scan::numeral_value(c).is_some()) {
        return None;
    }
    let is_followed = begins_with(end.rest(), &table.followers);
    let is_alone = scan.before().is_empty() && end.rest().is_empty();
    let is_date = match strength {
        Strength::Strong => true,
        Strength::Weak => is_followed || is_alone || has_year,
        Strength::Term => is_followed || has_year || !scan.behind().is_some_and(|c| table.not_before_term.contains(c)),
        Strength::WeakTerm => is_followed || has_year,
    };
    if !is_date || (has_year && *strength == Strength::Weak && !is_followed && is_counted(end)) {
        return None;
    }
    let inside = table.inside.iter().find_map(|word| end.eat(word));
    Some((festival, inside.unwrap_or(end)))
}

/// `2019年十一个`: a number goes on behind.
fn is_counted(end: Scan) -> bool {
    crate::figures::count::measure_at(end.rest()).is_some()
        || end.peek().is_some_and(|c| "月日号年万亿点时大".contains(c) || super::scan::numeral_value(c).is_some())
}

/// The names of all festivals and solar terms.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FESTIVALS.names.words()
}
