//! The words of the rules over years, ages and periods (`data/words.toml`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The table, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub anniversary: Anniversary,
    pub age: Age,
    pub unfinished: Unfinished,
    pub quarter: Quarter,
    pub plan: Plan,
    pub span: Span,
    pub lasting: Lasting,
    pub apart: Apart,
    pub earlier: Earlier,
    pub career: Career,
    pub hours: Hours,
    pub run: Run,
    pub until_now: UntilNow,
    pub ahead: Ahead,
    pub day: Day,
    pub jubilee: Jubilee,
    pub edition: Edition,
    pub anchor: Anchor,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Anchor {
    pub reports: Vec<String>,
    pub annual: Vec<String>,
    pub lists: Vec<String>,
    pub halves: Vec<String>,
    pub published: Vec<String>,
    pub told: Vec<String>,
    pub compared: Vec<String>,
    pub measured: Vec<String>,
    pub events: Vec<String>,
    pub held: Vec<String>,
    pub others: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edition {
    pub others: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Jubilee {
    pub events: Vec<String>,
    pub histories: Vec<String>,
    pub passed: Vec<String>,
    pub since: Vec<String>,
    pub now: Vec<String>,
    pub links: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Day {
    pub plans: Vec<String>,
    pub elsewhen: Vec<String>,
    /// Behind a year: what is published of it.
    pub reports: Vec<String>,
    pub links: Vec<String>,
    /// Before 是 and a weekday: the day that was told before.
    pub that_day: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
    pub leads: Vec<String>,
    /// Behind days that something is planned for: it lasts all of them.
    pub states: Vec<String>,
    pub no_subjects: Vec<String>,
    pub closers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UntilNow {
    pub runs: Vec<String>,
    pub begins: Vec<String>,
    pub leads: Vec<String>,
    pub works: Vec<String>,
    pub since: Vec<String>,
    pub till: Vec<String>,
    pub gone: Vec<String>,
    pub lengths: Vec<String>,
    pub ends: Vec<String>,
    pub others: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Span {
    pub spent: Vec<String>,
    pub lasts: Vec<String>,
    pub leads: Vec<String>,
    pub others: Vec<String>,
    pub closers: Vec<String>,
    pub leads_before: Vec<String>,
    pub fillers: Vec<String>,
    pub holidays: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lasting {
    pub happens: Vec<String>,
    pub begins: Vec<String>,
    pub ends: Vec<String>,
    pub leads: Vec<String>,
    pub passed: Vec<String>,
    pub reached: Vec<String>,
}

/// Words of a length between two moments of which one is told relatively.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Apart {
    pub leads: Vec<String>,
    pub works: Vec<String>,
    pub now: Vec<String>,
    pub past: Vec<String>,
    pub since: Vec<String>,
    pub closers: Vec<String>,
    pub objects: Vec<String>,
    /// Leads behind which anything may follow the length.
    pub free: Vec<String>,
    /// Behind a beginning: it is counted from there up to now.
    pub counted: Vec<String>,
    /// Behind so many 个: years.
    pub springs: Vec<String>,
    pub nth: Vec<String>,
    pub old: Vec<String>,
    pub houses: Vec<String>,
    pub until: Vec<String>,
    pub begins: Vec<String>,
    pub ends: Vec<String>,
    pub turns: Vec<String>,
    pub honours: Vec<String>,
    pub it: Vec<String>,
    pub others: Vec<String>,
}

/// Words of how long it is until a day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ahead {
    /// Before the day.
    pub from: Vec<String>,
    /// Before the length, where the day stands between.
    pub left: Vec<String>,
    /// Before the length, where the day was told before.
    pub until_then: Vec<String>,
}

/// Words of what was earlier or later than another date.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Earlier {
    pub leads: Vec<String>,
    pub than: Vec<String>,
    pub plans: Vec<String>,
    pub than_plan: Vec<String>,
    pub plan_lengths: Vec<String>,
    pub actual: Vec<String>,
    /// Behind 的, behind the date or the length of a plan.
    pub limits: Vec<String>,
    /// Right before the length of a plan that something is held against.
    pub than_lengths: Vec<String>,
    /// Right before the length that it took.
    pub took: Vec<String>,
}

/// Words of the years between two ages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Career {
    pub begins: Vec<String>,
    pub now: Vec<String>,
    pub leads: Vec<String>,
    pub objects: Vec<String>,
    pub others: Vec<String>,
}

/// Words of the hours between two times of a day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hours {
    pub units: Vec<String>,
    pub leads: Vec<String>,
    pub moved: Vec<String>,
    pub to: Vec<String>,
    pub until: Vec<String>,
    pub closes: Vec<String>,
    pub took: Vec<String>,
    pub gets: Vec<String>,
    pub wholes: Vec<String>,
    /// Right before the hours of a day that is told in parts, and between its parts.
    pub daily: Vec<String>,
    /// Right before the time that is saved; of what it took; of what it takes now.
    pub saved: Vec<String>,
    pub formerly: Vec<String>,
    pub nowadays: Vec<String>,
    /// With these one way may be held against both.
    pub ways: Vec<String>,
    pub joints: Vec<String>,
    pub next_day: Vec<String>,
    pub breaks: Vec<String>,
    pub other: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    pub nouns: Vec<String>,
    pub links: Vec<String>,
    pub edges: BTreeMap<String, i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quarter {
    pub own_years: Vec<String>,
    pub plans: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Anniversary {
    pub beginnings: Vec<Vec<String>>,
    pub own: Vec<String>,
    pub links: Vec<String>,
    pub others: Vec<String>,
    pub attributes: Vec<String>,
    pub events: BTreeMap<String, i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Age {
    pub between: Vec<String>,
    pub births: Vec<String>,
    pub births_before: Vec<String>,
    pub leads: Vec<String>,
    pub now: Vec<String>,
    pub deaths: Vec<String>,
    pub died: Vec<String>,
    pub others: Vec<String>,
    pub and: Vec<String>,
    pub states: Vec<String>,
    pub moments: Vec<String>,
    pub then: Vec<String>,
    pub then_links: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unfinished {
    pub begun: Vec<String>,
    pub reviews: Vec<String>,
    pub seen: Vec<String>,
    pub sent: Vec<String>,
    pub sent_before: Vec<String>,
    pub strong: Vec<String>,
    pub plain: Vec<String>,
    pub plans: Vec<String>,
    pub neutral: Vec<String>,
    pub tasks: Vec<String>,
}

/// All words.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/dates/data/words"));

/// Whether a text begins with one of the words.
pub(super) fn begins(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether one of the words stands in a text. The text is short: callers cut it from a sentence.
pub(super) fn holds(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// The longest of the words that a text ends with.
pub(super) fn ending<'w>(text: &str, words: impl Iterator<Item = &'w String>) -> Option<&'w str> {
    words.map(String::as_str).filter(|word| text.ends_with(word)).max_by_key(|word| word.len())
}
