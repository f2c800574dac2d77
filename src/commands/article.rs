//! An article as the settings of its folder want it analysed and checked: one door for all commands that show findings.

use jiff::civil::Date;

use crate::analysis::Analysis;
use crate::config::Reported;
use crate::output::{Checked, Places};

use super::document::Document;
use super::session::Surroundings;

/// One article, its analysis, and what is shown of its findings.
pub struct Article<'d> {
    /// What was read.
    pub document: &'d Document,
    /// What holds where it stands.
    pub surroundings: &'d Surroundings,
    /// The analysis of its text.
    pub analysis: Analysis,
    /// Its findings, as the settings want them.
    pub reported: Reported,
    places: Places,
}

impl<'d> Article<'d> {
    /// Analyses and checks what was read.
    pub fn of(document: &'d Document, surroundings: &'d Surroundings) -> Article<'d> {
        Article::of_day(document, surroundings, None)
    }

    /// The same for an article that came with a day: it goes before the reference date of the settings.
    pub fn of_day(document: &'d Document, surroundings: &'d Surroundings, day: Option<Date>) -> Article<'d> {
        let text = &document.decoded.text;
        let analysis = surroundings.analysis(text);
        let reference = day.or(analysis.reference());
        let analysis = analysis.with_reference(reference);
        let reported = surroundings.settings.report(Some(document.file()), &analysis, analysis.findings());
        Article { document, surroundings, analysis, reported, places: Places::with_lines(text, document.lines.as_deref()) }
    }

    /// What the formats lay out, with the first findings only.
    pub fn checked(&self, most: usize) -> Checked<'_> {
        let count = self.reported.findings.len().min(most);
        Checked {
            path: &self.document.name,
            encoding: self.document.decoded.encoding,
            analysis: &self.analysis,
            findings: &self.reported.findings[..count],
            identities: &self.reported.identities[..count],
            places: &self.places,
            locale: self.surroundings.locale,
        }
    }
}

/// The day that a record came with: that of `2024-05-01T08:00:00`; the first one of `2024-05` and of `2024`.
pub fn day_of(text: &str) -> Option<Date> {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.get(..10)?.to_owned(),
    };
    whole.parse().ok()
}
