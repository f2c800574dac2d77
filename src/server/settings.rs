//! The section `heshu` of an editor's settings.
//!
//! VS Code always sends every setting with its default, so an empty list, `false` and `"auto"` mean that nothing was set there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::Value;

use crate::config::{Settings, check_selector, unknown_severity};
use crate::message::Message;
use crate::rules::Severity;

/// What the user set in the editor. Unknown keys are not ours to judge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditorSettings {
    select: Vec<String>,
    ignore: Vec<String>,
    severity: BTreeMap<String, String>,
    /// Catalog files and folders, relative to the workspace.
    pub catalogs: Vec<PathBuf>,
    faded_noise: bool,
    inlay_hints: bool,
    reference_date: Option<Date>,
    code_lens: bool,
    locale: Option<String>,
    /// What could not be used, for people.
    pub problems: Vec<Message>,
}

impl EditorSettings {
    /// Reads a section, bare or as `{"heshu": {…}}`. Anything that is no object means that nothing is set.
    pub fn of(value: &Value) -> EditorSettings {
        let section = value.get("heshu").unwrap_or(value);
        let texts = |key: &str| -> Vec<String> {
            let list = section.get(key).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let is_on = |key: &str| section.get(key).and_then(Value::as_bool).unwrap_or(false);
        let mut problems = Vec::new();
        let mut known = |name: &String| match check_selector(name) {
            Ok(()) => true,
            Err(problem) => {
                problems.push(problem.0);
                false
            }
        };
        let select = texts("select").into_iter().filter(&mut known).collect();
        let ignore = texts("ignore").into_iter().filter(&mut known).collect();
        let severities = section.get("severity").and_then(Value::as_object).into_iter().flatten();
        let mut severity = BTreeMap::new();
        for (name, value) in severities.filter_map(|(name, value)| Some((name, value.as_str()?))) {
            if Severity::from_name(value).is_none() {
                problems.push(unknown_severity(value).0);
            } else if let Err(problem) = check_selector(name) {
                problems.push(problem.0);
            } else {
                severity.insert(name.clone(), value.to_owned());
            }
        }
        let text = |key: &str| section.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let reference_date = text("referenceDate").and_then(|text| {
            let day = text.parse().ok();
            if day.is_none() {
                problems.push(no_day(text));
            }
            day
        });
        EditorSettings {
            select,
            ignore,
            severity,
            catalogs: texts("catalogs").into_iter().map(PathBuf::from).collect(),
            faded_noise: is_on("fadedNoise"),
            inlay_hints: is_on("inlayHints"),
            reference_date,
            locale: text("locale").filter(|l| *l != "auto").map(str::to_owned),
            code_lens: is_on("codeLens"),
            problems,
        }
    }

    /// The settings with what the editor sets laid over them.
    pub fn over(&self, mut settings: Settings) -> Settings {
        let lay = |over: &[String], under: &mut Vec<String>| {
            if !over.is_empty() {
                *under = over.to_vec();
            }
        };
        lay(&self.select, &mut settings.select);
        lay(&self.ignore, &mut settings.ignore);
        settings.severity.extend(self.severity.clone());
        settings.faded_noise |= self.faded_noise;
        settings.inlay_hints |= self.inlay_hints;
        settings.reference_date = self.reference_date.or(settings.reference_date);
        settings.code_lens |= self.code_lens;
        settings.locale = self.locale.clone().or(settings.locale);
        settings
    }

    /// These settings, and the earlier ones where these say nothing.
    pub fn or(&self, earlier: &EditorSettings) -> EditorSettings {
        let first = |a: &[String], b: &[String]| if a.is_empty() { b.to_vec() } else { a.to_vec() };
        EditorSettings {
            select: first(&self.select, &earlier.select),
            ignore: first(&self.ignore, &earlier.ignore),
            severity: earlier.severity.clone().into_iter().chain(self.severity.clone()).collect(),
            catalogs: if self.catalogs.is_empty() { earlier.catalogs.clone() } else { self.catalogs.clone() },
            faded_noise: self.faded_noise || earlier.faded_noise,
            inlay_hints: self.inlay_hints || earlier.inlay_hints,
            reference_date: self.reference_date.or(earlier.reference_date),
            code_lens: self.code_lens || earlier.code_lens,
            locale: self.locale.clone().or_else(|| earlier.locale.clone()),
            problems: earlier.problems.iter().chain(&self.problems).cloned().collect(),
        }
    }

    /// The language of messages that the user set; `None` leaves it to the editor's own.
    pub fn locale(&self) -> Option<&str> {
        self.locale.as_deref()
    }

    /// The catalogs as they stand in a folder.
    pub fn catalogs_in(&self, folder: &Path) -> impl Iterator<Item = PathBuf> {
        self.catalogs.iter().map(move |catalog| folder.join(catalog))
    }
}

fn no_day(text: &str) -> Message {
    Message::new(
        format!("referenceDate 不是日期：“{text}”；请写作 2026-05-01"),
        format!("referenceDate is no date: {text:?}; write it as 2026-05-01"),
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    #[test]
    fn defaults_that_vs_code_sends_set_nothing() {
        let sent = json!({"select": [], "ignore": [], "severity": {}, "catalogs": [], "fadedNoise": false, "inlayHints": false, "codeLens": false, "referenceDate": "", "locale": "auto", "server": {"path": ""}, "trace": {"server": "off"}});
        let file = Settings { select: vec!["lists".into()], faded_noise: true, locale: Some("en".into()), ..Settings::default() };
        assert_eq!(EditorSettings::of(&sent).over(file.clone()), file);
        for nothing in [json!(null), json!([]), json!({}), json!({"heshu": null}), json!("x")] {
            assert_eq!(EditorSettings::of(&nothing), EditorSettings::default());
        }
    }

    #[test]
    fn both_shapes_are_read_and_lie_over_the_file() {
        let sent = json!({"heshu": {"ignore": ["noise", "nosuch"], "severity": {"lists": "hint", "noise": "loud"}}});
        let read = EditorSettings::of(&sent);
        let problems: Vec<&str> = read.problems.iter().map(|p| p.zh.as_str()).collect();
        assert!(problems[0].starts_with("没有“nosuch”这条规则或类别") && problems[1].starts_with("没有“loud”这个级别"), "{problems:?}");
        let settings = read.over(Settings { select: vec!["all".into()], ..Settings::default() });
        assert_eq!(settings.select, ["all"]);
        assert_eq!(settings.ignore, ["noise"]);
        assert_eq!(settings.severity, BTreeMap::from([("lists".to_owned(), "hint".to_owned())]));
    }

    #[test]
    fn a_reference_date_lies_over_that_of_the_file_and_what_is_no_day_is_told() {
        let file = || Settings { reference_date: Some(date(2024, 1, 1)), ..Settings::default() };
        assert_eq!(EditorSettings::of(&json!({"referenceDate": "2026-05-01"})).over(file()).reference_date, Some(date(2026, 5, 1)));
        let wrong = EditorSettings::of(&json!({"referenceDate": "5月1日"}));
        assert_eq!(wrong.problems.first().map(|p| p.zh.as_str()), Some("referenceDate 不是日期：“5月1日”；请写作 2026-05-01"));
        assert_eq!(wrong.over(file()).reference_date, Some(date(2024, 1, 1)));
    }
}
