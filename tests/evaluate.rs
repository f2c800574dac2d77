//! The articles of the exam (`cargo xtask evaluate`): right as they are, they must be silent; and their markup must be sound.

#[allow(dead_code)]
#[path = "../xtask/src/form.rs"]
mod form;
#[allow(dead_code)]
#[path = "../xtask/src/kinds.rs"]
mod kinds;
#[allow(dead_code)]
#[path = "../xtask/src/markup.rs"]
mod markup;

use std::fs;
use std::sync::Arc;

use form::Form;
use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;
use heshu::rules::Severity;
use markup::Marked;

/// Every article in its own form.
fn articles() -> Vec<(String, Marked)> {
    of(&["articles", "unseen", "third", "fourth", "fifth"])
}

/// Every article of some folders.
fn of(folders: &[&str]) -> Vec<(String, Marked)> {
    let folders = folders.iter().map(|name| format!("{}/tests/evaluate/{name}", env!("CARGO_MANIFEST_DIR")));
    let of_folder = |folder: String| fs::read_dir(folder).expect("the articles of the exam").flatten().map(|e| e.path());
    let mut files: Vec<_> = folders.flat_map(of_folder).collect();
    files.sort();
    let read = |file: std::path::PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let source = Form::of(&name).put_on(&fs::read_to_string(&file).unwrap());
        let marked = markup::parse(&source).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        (name, marked)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn clean_articles_are_silent() {
    let knowledge = Arc::new(Knowledge::new(Catalog::builtin()));
    let mut alarms = Vec::new();
    for (name, marked) in articles().into_iter().chain(of(&["sixth", "seventh", "eighth", "ninth", "tenth", "clean"])) {
        let findings = Analysis::new(&marked.clean, knowledge.clone()).findings();
        let loud = findings.iter().filter(|f| f.severity >= Severity::Warning);
        alarms.extend(loud.map(|f| format!("{name}: {} ⟦{}⟧ {}", f.code, &marked.clean[f.range], f.message.zh)));
    }
    assert_eq!(alarms, Vec::<String>::new());
}

#[test]
fn articles_hold_enough_errors_and_harmless_edits() {
    for (name, marked) in articles() {
        let harmless = marked.edits.iter().filter(|e| e.is_harmless()).count();
        let planted = marked.edits.len() - harmless;
        assert!(planted >= 15 && harmless >= 4, "{name}: {planted} planted errors, {harmless} harmless edits");
        for edit in &marked.edits {
            assert!(edit.kinds.iter().all(|k| kinds::kind(k).is_some()), "{name}: {:?}", edit.kinds);
            assert_ne!(edit.apply(&marked.clean).0, marked.clean, "{name}: an edit that changes nothing");
        }
    }
}

#[test]
fn markup_is_read() {
    let marked = markup::parse("共⟦8|B1/A1:9|ok#n:八⟧家，⟦8|ok#n:八⟧家。").unwrap();
    assert_eq!(marked.clean, "共8家，8家。");
    let edited: Vec<_> = marked.edits.iter().map(|e| (e.kinds.join("/"), e.apply(&marked.clean).0, e.shown(&marked.clean))).collect();
    assert_eq!(edited[0], ("B1/A1".into(), "共9家，8家。".into(), "8→9".into()));
    assert_eq!(edited[1], (String::new(), "共八家，八家。".into(), "8→八；8→八".into()));
    let (text, places) = marked.edits[1].apply(&marked.clean);
    assert!(places.into_iter().all(|place| &text[place] == "八"));
    for wrong in ["⟦8|9⟧", "⟦8|B1:8⟧", "⟦8|b1:9⟧", "⟦8", "8⟧", "⟦8|B1:⟦9⟧⟧"] {
        assert!(markup::parse(wrong).is_err(), "{wrong}");
    }
}
