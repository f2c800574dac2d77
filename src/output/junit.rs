//! JUnit XML: a suite for each file, a case for each finding. Errors and warnings fail; a hint is a case that was skipped.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Checked, xml_text};
use crate::rules::{Finding, Severity};

/// What stands before the first suite. The sums stand with the suites, so that nothing waits for the last file.
pub fn prologue() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"heshu\">\n".to_owned()
}

/// What stands behind the last suite.
pub fn epilogue() -> String {
    "</testsuites>\n".to_owned()
}

/// One file as a suite; where nothing was found, with one case that passed.
pub fn render(checked: &Checked) -> String {
    let mut suite = TestSuite::new(xml_text(checked.path));
    if checked.findings.is_empty() {
        let mut case = TestCase::new("heshu", TestCaseStatus::success());
        case.set_classname(xml_text(checked.path));
        suite.add_test_case(case);
    }
    suite.add_test_cases(checked.findings.iter().map(|f| case(f, checked)));
    let mut report = Report::new("heshu");
    report.add_test_suite(suite);
    // Writing into memory does not fail.
    let whole = report.to_string().unwrap_or_default();
    let start = whole.find("    <testsuite ").unwrap_or(whole.len());
    let end = whole.rfind("</testsuites>").unwrap_or(whole.len()).max(start);
    whole[start..end].to_owned()
}

fn case(finding: &Finding, checked: &Checked) -> TestCase {
    let (line, column) = checked.places.line_column(finding.range.start().into());
    let message = xml_text(finding.message.text(checked.locale));
    let mut status = match finding.severity {
        Severity::Error | Severity::Warning => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Severity::Hint => TestCaseStatus::skipped(),
    };
    let formula = finding.evidence.as_ref().map(|e| xml_text(e.formula.text(checked.locale))).unwrap_or_default();
    let place = format!("{}:{line}:{column}", checked.path);
    status.set_message(message.clone()).set_type(finding.code);
    status.set_description([place, message, formula].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("\n"));
    let mut case = TestCase::new(format!("{line}:{column} {}", finding.code), status);
    case.set_classname(xml_text(checked.path));
    case
}
