//! How names are built: place, brand, trade, legal form; phases and heads of projects; short forms that a text introduces.

use std::sync::LazyLock;

use serde::Deserialize;

/// The words of the table `entities/data/shape.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// Legal forms, the longest first.
    forms: Vec<String>,
    /// What ends a project's name and says nothing.
    heads: Vec<String>,
    /// Phases that are different undertakings.
    phases: Vec<String>,
    /// What introduces a short form.
    introductions: Vec<String>,
    /// What says between two firms that the second is of the first.
    belonging: Vec<String>,
    /// What may stand there as well.
    belonging_fillers: Vec<String>,
    /// Places that firms have before their names.
    places: Vec<String>,
    /// Surnames of one character.
    surnames: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("entities/data/shape"));

/// Whether a name ends with the legal form of a firm.
pub fn has_legal_form(name: &str) -> bool {
    WORDS.forms.iter().any(|form| name.len() > form.len() && name.ends_with(form.as_str()))
}

/// A firm's name without the place before it: `苏州`, `河南省`, `中国`.
pub fn place_free(name: &str) -> &str {
    let longest = WORDS.places.iter().filter_map(|place| name.strip_prefix(place.as_str())).min_by_key(|rest| rest.len());
    let rest = longest.map(|rest| rest.strip_prefix(['省', '市', '县']).unwrap_or(rest));
    rest.filter(|rest| rest.chars().count() >= 2).unwrap_or(name)
}

/// A firm's name without place, legal form and brackets.
pub fn core(name: &str) -> &str {
    let mut name = place_free(name);
    while let Some(rest) = WORDS.forms.iter().find_map(|form| name.strip_suffix(form.as_str())).filter(|rest| !rest.is_empty()) {
        name = rest;
    }
    name.split(['(', '（']).next().filter(|n| !n.is_empty()).unwrap_or(name)
}

/// A project's name without the heads at its end: `生产线项目`, `工程`.
pub fn project_core(name: &str) -> &str {
    let mut name = name;
    while let Some(rest) = WORDS.heads.iter().find_map(|head| name.strip_suffix(head.as_str())).filter(|rest| rest.chars().count() >= 2) {
        name = rest;
    }
    name
}

/// Whether two names speak of different phases of one undertaking.
pub fn is_other_phase(one: &str, other: &str) -> bool {
    let phases = |name: &str| WORDS.phases.iter().filter(|p| name.contains(p.as_str())).collect::<Vec<_>>();
    phases(one) != phases(other)
}

/// Whether a name says only which phase (二期, 二期工程): every article has its own.
pub fn is_bare_phase(name: &str) -> bool {
    let rest = WORDS.phases.iter().find_map(|phase| name.strip_prefix(phase.as_str()));
    rest.is_some_and(|rest| matches!(rest, "" | "工程" | "项目"))
}

/// Whether what stands between two firms says that the second belongs to the first: 旗下, 的全资子公司.
pub fn is_belonging(between: &str) -> bool {
    let mut rest = between;
    let mut belongs = false;
    while !rest.is_empty() {
        let word = WORDS.belonging.iter().find(|w| rest.starts_with(w.as_str()));
        belongs |= word.is_some();
        let Some(word) = word.or_else(|| WORDS.belonging_fillers.iter().find(|w| rest.starts_with(w.as_str()))) else { return false };
        rest = &rest[word.len()..];
    }
    belongs
}

/// Whether a name may be a person's: two or three characters that begin with a surname.
pub fn may_be_person(name: &str) -> bool {
    let is_surname = |c: char| WORDS.surnames.iter().any(|row| row.contains(c));
    matches!(name.chars().count(), 2 | 3) && name.starts_with(is_surname)
}

/// The short form that a text introduces right behind a name: `（以下简称“恒炜”）`.
pub fn introduced(behind: &str) -> Option<&str> {
    let inside = behind.strip_prefix(['(', '（', ',', '，'])?;
    let inside = WORDS.introductions.iter().find_map(|word| inside.strip_prefix(word.as_str()))?;
    let inside = inside.trim_start_matches(['：', ':', '“', '"', '‘', '「']);
    let end = inside.find(['”', '"', '’', '」', ')', '）', '，', ',', '。'])?;
    let short = &inside[..end];
    (2..=10).contains(&short.chars().count()).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_parts() {
        assert_eq!(core("苏州恒炜光伏科技有限公司"), "恒炜光伏科技");
        assert_eq!(core("河南省云岭集团有限责任公司"), "云岭");
        assert_eq!(place_free("中国云岭集团"), "云岭集团");
        assert!(has_legal_form("云岭集团") && !has_legal_form("云岭再生铅") && !has_legal_form("集团"));
        assert_eq!(project_core("恒炜改性料二期项目"), "恒炜改性料二期");
        assert!(is_other_phase("恒炜一期", "恒炜二期") && !is_other_phase("恒炜", "恒炜产线"));
        assert!(is_bare_phase("二期") && is_bare_phase("二期工程") && !is_bare_phase("恒炜二期"));
        assert_eq!(introduced("（以下简称“恒炜”）发布公告"), Some("恒炜"));
        assert_eq!(introduced("（下称恒炜电子）"), Some("恒炜电子"));
        assert_eq!(introduced("发布公告"), None);
        assert!(
            is_belonging("旗下") && is_belonging("的全资子公司") && !is_belonging("的") && !is_belonging("与旗下") && !is_belonging("")
        );
    }
}
