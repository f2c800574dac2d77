//! Every rule there is: its code, family, severity and documentation.

use super::finding::{Group, Severity};

/// A rule as people see it.
#[derive(Debug)]
pub struct Rule {
    /// The stable code: `count-mismatch`.
    pub code: &'static str,
    /// The kinds of `FIGURE_ERRORS.md` it covers, empty for noise.
    pub kinds: &'static str,
    /// The family.
    pub group: Group,
    /// The severity of its findings by default.
    pub severity: Severity,
    /// The documentation page in Markdown: what it does, why, an example, what to do, what is never reported.
    pub page: &'static str,
}

impl Rule {
    /// The rule's name in Chinese: the page's first line.
    pub fn title(&self) -> &'static str {
        self.page.lines().next().unwrap_or_default().trim_start_matches("# ").trim()
    }

    /// Where its page stands on the web.
    pub fn href(&self) -> String {
        format!("https://github.com/heshu-dev/heshu/blob/main/docs/rules/{}.md", self.code)
    }
}

macro_rules! rules {
    ($($code:literal, $kinds:literal, $group:ident, $severity:ident;)*) => {
        /// All rules, in the order of the reference.
        pub static RULES: &[Rule] = &[$(Rule {
            code: $code,
            kinds: $kinds,
            group: Group::$group,
            severity: Severity::$severity,
            page: include_str!(concat!("../../docs/rules/", $code, ".md")),
        }),*];
    };
}

rules! {
    "count-mismatch", "B5", Lists, Error;
    "count-exceeded", "B8", Lists, Error;
    "renamed-count", "B7", Lists, Hint;
    "items-mismatch", "B6", Lists, Warning;
    "numbering-gap", "B6", Lists, Warning;
    "code-mismatch", "B5", Lists, Error;
    "value-mismatch", "A1", Figures, Error;
    "table-mismatch", "A3", Figures, Error;
    "title-mismatch", "A2", Figures, Error;
    "hedge-contradicts", "F2", Figures, Error;
    "rank-mismatch", "H1", Ranks, Error;
    "growth-mismatch", "C1 C3", Figures, Error;
    "doubling-mismatch", "C8", Figures, Error;
    "times-mismatch", "C9", Figures, Error;
    "annual-growth-mismatch", "C10", Figures, Warning;
    "change-mismatch", "C2 A5", Figures, Error;
    "points-mismatch", "C15", Figures, Error;
    "percent-for-points", "C5", Units, Error;
    "grew-by-for-to", "C6", Wording, Error;
    "direction-mismatch", "C4", Figures, Error;
    "pace-mismatch", "C16", Figures, Error;
    "parts-exceed-whole", "B2", Figures, Error;
    "parts-sum-mismatch", "B1", Figures, Error;
    "remainder-mismatch", "B9", Figures, Error;
    "cumulative-decrease", "B10", Figures, Warning;
    "share-mismatch", "C11", Figures, Error;
    "completion-mismatch", "D4", Figures, Error;
    "shares-sum-mismatch", "B3 C18", Figures, Error;
    "average-mismatch", "D1", Figures, Warning;
    "average-outside-range", "D2", Figures, Error;
    "rate-times-duration", "D3", Figures, Warning;
    "times-more-mismatch", "C13", Figures, Warning;
    "shares-contradict", "C12", Figures, Warning;
    "bases-contradict", "C17", Figures, Hint;
    "growth-outside-parts", "C20", Figures, Hint;
    "rank-against-values", "H2", Ranks, Error;
    "two-firsts", "H4", Ranks, Hint;
    "unit-mismatch", "E2", Units, Warning;
    "scale-outlier", "E3", Units, Hint;
    "magnitude-slip", "E1", Units, Error;
    "amount-in-words", "A7", Figures, Error;
    "ratio-out-of-bounds", "C14", Figures, Error;
    "range-reversed", "F4", Figures, Error;
    "rank-exceeds-total", "H3", Ranks, Error;
    "conversion-mismatch", "A6", Figures, Error;
    "tenths-mismatch", "C19", Figures, Error;
    "ratio-sum", "B4", Figures, Error;
    "impossible-decline", "C7", Figures, Error;
    "currency-mismatch", "E5", Figures, Warning;
    "impossible-average", "D5", Figures, Hint;
    "hedge-too-far", "F3", Figures, Hint;
    "magnitude-repeated", "E4", Units, Error;
    "unit-repeated", "E6", Units, Hint;
    "hedges-stacked", "F1", Wording, Warning;
    "range-magnitude", "F5", Wording, Hint;
    "mixed-numerals", "I1", Wording, Hint;
    "approximate-pair", "I2", Wording, Hint;
    "impossible-date", "G1", Dates, Error;
    "weekday-mismatch", "G2", Dates, Error;
    "lunar-mismatch", "G2", Dates, Error;
    "dates-reversed", "G3", Dates, Error;
    "day-count-mismatch", "G3", Dates, Error;
    "unfinished-period", "G4", Dates, Warning;
    "anniversary-mismatch", "G5", Dates, Warning;
    "year-count-mismatch", "G6", Dates, Warning;
    "age-mismatch", "G8", Dates, Warning;
    "plan-years-mismatch", "G7", Dates, Error;
    "quarter-months-mismatch", "G9", Dates, Error;
    "date-style", "I3", Wording, Hint;
    "contradicts-other-article", "A4", Entities, Warning;
    "noise-pinyin", "", Noise, Hint;
    "noise-doubled-mark", "", Noise, Hint;
    "noise-mojibake", "", Noise, Hint;
    "noise-glued-date", "", Noise, Hint;
    "noise-site-furniture", "", Noise, Hint;
    "noise-mixed-script", "", Noise, Hint;
    "noise-full-width", "", Noise, Hint;
    "noise-repeated-body", "", Noise, Hint;
    "missing-title", "", Structure, Hint;
}

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.code == code)
}
