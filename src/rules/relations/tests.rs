use crate::claims::claims;
use crate::figures::lexer::lex;

/// The codes and the places that are found in a sentence.
pub(super) fn found(text: &str) -> Vec<(&'static str, String)> {
    let reading = crate::reading::Reading::of(text, Default::default(), &Default::default()).text;
    let figures = lex(&reading).figures;
    let (findings, _) = super::check(&reading, &figures, &claims(&reading, &figures));
    findings.iter().map(|f| (f.code, reading[f.range].to_owned())).collect()
}

pub(super) fn flags(code: &str, place: &str, text: &str) {
    let found = found(text);
    assert!(found.iter().any(|(c, p)| *c == code && p == place), "{text}\n{found:?}");
}

/// Nothing of a code is found, whatever else is.
pub(super) fn lacks(code: &str, text: &str) {
    let found = found(text);
    assert!(found.iter().all(|(c, _)| *c != code), "{text}\n{found:?}");
}

pub(super) fn silent(text: &str) {
    let found = found(text);
    assert!(found.is_empty(), "{text}\n{found:?}");
}

#[test]
fn growth_follows_from_two_values() {
    flags("growth-mismatch", "35%", "工业产值由2022年的80亿元增至2023年的100亿元，增长35%。");
    flags("growth-mismatch", "12%", "全年销售茶叶56吨，比上年的40吨增长12%。");
    silent("工业产值由2022年的80亿元增至2023年的100亿元，增长25%。");
    silent("工业产值由2022年的80亿元增至2023年的100亿元，按可比价格计算增长18%。");
    silent("全年销售茶叶56吨，比上年的40吨增长四成。");
}
