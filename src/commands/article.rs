//! An article as the settings of its folder want it analysed and checked: one door for all commands that show findings.

use jiff::civil::Date;

use crate::analysis::Analysis;
use crate::config::Reported;
use crate::message::Message;
use crate::output::{Checked, Places};
use crate::rules::Finding;
use crate::workspace::conflicts::Elsewhere;

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
    /// The places in other articles that its findings speak of, in the same order; empty where there are none.
    pub elsewhere: Vec<Option<Elsewhere>>,
    places: Places,
}

impl<'d> Article<'d> {
    /// Analyses and checks what was read.
    pub fn of(document: &'d Document, surroundings: &'d Surroundings) -> Article<'d> {
        Article::of_day(document, surroundings, None)
    }

    /// The same for an article that came with a day: it goes before the reference date of the settings.
    pub fn of_day(document: &'d Document, surroundings: &'d Surroundings, day: Option<Date>) -> Article<'d> {
        let analysis = surroundings.analysis(&document.decoded.text);
        let reference = day.or(analysis.reference());
        Article::analysed(document, surroundings, analysis.with_reference(reference), Vec::new())
    }

    /// The same for one that was analysed already, with findings that it does not show by itself.
    pub fn analysed(document: &'d Document, surroundings: &'d Surroundings, analysis: Analysis, more: Vec<Finding>) -> Article<'d> {
        let mut findings = analysis.findings();
        if !more.is_empty() {
            findings.extend(more);
            findings.sort_by_key(|f| (f.range.start(), f.range.end(), f.code));
        }
        let reported = surroundings.settings.report(Some(document.file()), &analysis, findings);
        let places = Places::with_lines(&document.decoded.text, document.lines.as_deref());
        Article { document, surroundings, analysis, reported, elsewhere: Vec::new(), places }
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
            elsewhere: self.elsewhere.get(..count).unwrap_or_default(),
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

/// Why a line of JSON is no record with an article.
pub fn unfit(error: &serde_json::Error) -> Message {
    let said = error.to_string();
    let missing = said.split('`').nth(1).filter(|_| said.starts_with("missing field"));
    let zh = match (error.is_data(), missing) {
        (true, Some(key)) => format!("缺少“{key}”这一项"),
        (true, None) => "某一项的写法不对".to_owned(),
        (false, _) => "不是 JSON".to_owned(),
    };
    Message::new(
        format!("{zh}；每行应为 {{\"id\":…,\"input\":\"稿件全文\"}}"),
        format!("not the JSON that is wanted ({{\"id\",\"input\"}}): {said}"),
    )
}
