//! The page of a rule, for editors that show it themselves.

use serde::Serialize;

use crate::rules::{RULES, Rule, rule};

/// A rule with its page.
#[derive(Debug, Serialize)]
pub struct Page {
    code: &'static str,
    /// Its name, Chinese.
    title: &'static str,
    group: &'static str,
    severity: &'static str,
    href: String,
    /// Markdown; left out of lists.
    #[serde(skip_serializing_if = "str::is_empty")]
    page: &'static str,
}

/// The page of a code.
pub fn page(code: &str) -> Option<Page> {
    rule(code).map(|rule| Page { page: rule.page, ..entry(rule) })
}

/// All rules, without their pages.
pub fn list() -> Vec<Page> {
    RULES.iter().map(entry).collect()
}

fn entry(rule: &Rule) -> Page {
    Page { code: rule.code, title: rule.title(), group: rule.group.name(), severity: rule.severity.name(), href: rule.href(), page: "" }
}
