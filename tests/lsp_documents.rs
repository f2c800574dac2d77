//! Document synchronisation against a model, and analyses kept over edits against analyses from scratch.

use std::str::FromStr;
use std::sync::Arc;

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;
use heshu::rules::Locale;
use heshu::server::documents::Documents;
use heshu::text::PositionEncoding;
use proptest::prelude::*;
use tower_lsp::ls_types::{Position, Range, TextDocumentContentChangeEvent, Uri};

const PIECES: [&str; 18] = [
    "投資",
    "(zī)",
    "105億元",
    ",。",
    "豫光金铅",
    "\n",
    "\r\n",
    "\r",
    "😀",
    "𠮷",
    "一、",
    "的",
    "\u{2028}",
    "２０",
    "新华社讯 ",
    "8月10日",
    "a",
    "",
];

/// A text as editors see it, with no cleverness at all: an array of lines.
fn model_offset(text: &str, position: Position, encoding: PositionEncoding) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        match text[start..].find(['\n', '\r']) {
            Some(at) => start += at + if text[start + at..].starts_with("\r\n") { 2 } else { 1 },
            None => return text.len(),
        }
    }
    let line = text[start..].split(['\n', '\r']).next().unwrap();
    let mut units = 0;
    for (at, c) in line.char_indices() {
        units += match encoding {
            PositionEncoding::Utf8 => c.len_utf8(),
            PositionEncoding::Utf16 => c.len_utf16(),
            PositionEncoding::Utf32 => 1,
        };
        if units > position.character as usize {
            return start + at;
        }
    }
    start + line.len()
}

fn texts(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..longest).prop_map(|pieces| pieces.concat())
}

fn positions() -> impl Strategy<Value = Position> {
    (0..9u32, 0..24u32).prop_map(|(line, character)| Position { line, character })
}

fn changes() -> impl Strategy<Value = TextDocumentContentChangeEvent> {
    let range = (positions(), positions()).prop_map(|(start, end)| Range { start, end });
    (prop::option::weighted(0.97, range), texts(4)).prop_map(|(range, text)| TextDocumentContentChangeEvent {
        range,
        range_length: None,
        text,
    })
}

/// Everything that an analysis says, in a form that can be compared.
fn facts(analysis: &Analysis) -> String {
    format!(
        "{:#?}\n{:#?}\n{:#?}\n{:#?}",
        analysis.findings(),
        analysis.noise(),
        analysis.outline(Locale::Zh),
        analysis.namings().collect::<Vec<_>>()
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn edited_documents_are_what_the_client_has(
        start in texts(40),
        notifications in prop::collection::vec((prop::collection::vec(changes(), 1..4), any::<bool>()), 1..12),
        encoding in prop::sample::select(&[PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32][..]),
    ) {
        let knowledge = Arc::new(Knowledge::new(Catalog::builtin()));
        let (documents, uri) = (Documents::default(), Uri::from_str("file:///a.txt").unwrap());
        documents.open(uri.clone(), 0, &start);
        let mut model = start;
        for (version, (changes, look)) in (1..).zip(notifications) {
            for change in &changes {
                match change.range {
                    None => model = change.text.clone(),
                    Some(range) => {
                        let ends = [range.start, range.end].map(|p| model_offset(&model, p, encoding));
                        model.replace_range(ends[0].min(ends[1])..ends[0].max(ends[1]), &change.text);
                    }
                }
            }
            documents.change(&uri, version, changes, encoding);
            // Some versions are analysed and some are skipped.
            if look {
                documents.snapshot(&uri).unwrap().analysed(&knowledge, None);
            }
        }
        let snapshot = documents.snapshot(&uri).unwrap();
        prop_assert_eq!(snapshot.text.text(), model.clone());
        prop_assert_eq!(facts(&snapshot.analysed(&knowledge, None).analysis), facts(&Analysis::new(&model, knowledge.clone())));
    }
}

#[test]
fn an_older_snapshot_is_answered_for_its_own_text() {
    let knowledge = Arc::new(Knowledge::new(Catalog::builtin()));
    let (documents, uri) = (Documents::default(), Uri::from_str("file:///a.txt").unwrap());
    documents.open(uri.clone(), 1, "甲\n乙\n");
    let older = documents.snapshot(&uri).unwrap();
    let change = TextDocumentContentChangeEvent { range: None, range_length: None, text: "丙".to_owned() };
    documents.change(&uri, 2, vec![change], PositionEncoding::Utf16);
    let newer = documents.snapshot(&uri).unwrap();
    assert_eq!(newer.analysed(&knowledge, None).analysis.len(), 3);
    assert_eq!(older.analysed(&knowledge, None).analysis.len(), 8);
    assert_eq!(documents.snapshot(&uri).unwrap().analysed(&knowledge, None).analysis.len(), 3);
}

#[test]
fn one_version_is_analysed_once() {
    let knowledge = Arc::new(Knowledge::new(Catalog::builtin()));
    let (documents, uri) = (Documents::default(), Uri::from_str("file:///a.txt").unwrap());
    documents.open(uri.clone(), 1, "甲");
    let snapshots = [documents.snapshot(&uri).unwrap(), documents.snapshot(&uri).unwrap()];
    let [first, second] = snapshots.map(|s| s.analysed(&knowledge, None));
    assert!(Arc::ptr_eq(&first, &second));
}
