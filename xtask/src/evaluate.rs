//! `cargo xtask evaluate`: the exam of the rules.
//!
//! Articles with planted errors and harmless edits (`tests/evaluate/articles`), then sentences of every kind
//! (`tests/evaluate/sentences.jsonl`, or another file of the same form).

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use heshu::analysis::Coverage;

use crate::form::Form;
use crate::judge::{Flagged, Judge, Verdict};
use crate::kinds::KINDS;
use crate::markup::{self, Edit, Marked};
use crate::report::{Alarms, Recall, Total};
use crate::sentences;

/// What to examine and what to print.
#[derive(Args)]
pub struct Options {
    /// Only errors of this kind
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Also list what was missed, or what was reported for nothing
    #[arg(long, value_name = "WHAT", value_parser = ["missed", "alarms"])]
    list: Option<String>,
    /// The folder of the articles
    #[arg(long, value_name = "DIR", default_value = "tests/evaluate/articles")]
    articles: PathBuf,
    /// All articles in this form instead of their own: plain, traditional, scraped
    #[arg(long, value_name = "FORM", value_parser = ["plain", "traditional", "scraped"])]
    form: Option<String>,
    /// The sentences beside the articles
    #[arg(long, value_name = "FILE", default_value = "tests/evaluate/sentences.jsonl")]
    sentences: PathBuf,
    /// Only a file of cases: lines with `id` or `kind`, `bad`, `good`, `trap`
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
}

impl Options {
    /// Whether errors of these kinds are asked for.
    pub fn wants(&self, kinds: &[String]) -> bool {
        self.kind.as_ref().is_none_or(|wanted| kinds.iter().any(|k| k == wanted))
    }

    /// Whether what was missed is to be listed.
    pub fn lists_missed(&self) -> bool {
        self.list.as_deref() == Some("missed")
    }

    /// Whether what was reported for nothing is to be listed.
    pub fn lists_alarms(&self) -> bool {
        self.list.as_deref() == Some("alarms")
    }
}

/// Examines, and prints the report.
pub fn run(options: &Options) -> Result<(), String> {
    if let Some(unknown) = options.kind.as_ref().filter(|k| KINDS.iter().all(|known| known.code != **k)) {
        return Err(format!("unknown kind {unknown:?}"));
    }
    let judge = Judge::new();
    if let Some(cases) = &options.cases {
        return sentences::run(&judge, cases, options);
    }
    articles(&judge, options)?;
    sentences::run(&judge, &options.sentences, options)
}

/// What the exam of all articles adds up to.
#[derive(Default)]
struct Exam {
    recall: Recall,
    clean: Alarms,
    harmless: Alarms,
    chars: usize,
    false_alarms: usize,
    coverage: Total,
}

fn articles(judge: &Judge, options: &Options) -> Result<(), String> {
    let mut exam = Exam::default();
    for (name, marked) in read(options)? {
        examine(judge, &name, &marked, options, &mut exam);
    }
    say!("{} articles, {} characters", exam.clean.texts, exam.chars);
    exam.recall.print("planted errors");
    exam.clean.print("clean articles with an error or warning");
    exam.harmless.print("harmless edits with an error or warning");
    let rate = exam.false_alarms as f64 * 1e5 / exam.chars.max(1) as f64;
    say!("false alarms in clean articles: {} ({rate:.1} in 100,000 characters)", exam.false_alarms);
    exam.coverage.print();
    Ok(())
}

/// The articles of the folder, in the order of their names.
fn read(options: &Options) -> Result<Vec<(String, Marked)>, String> {
    let folder = fs::read_dir(&options.articles).map_err(|e| format!("{}: {e}", options.articles.display()))?;
    let mut files: Vec<PathBuf> = folder.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    files.iter().map(|file| read_one(file, options.form.as_deref().and_then(Form::from_name))).collect()
}

fn read_one(file: &Path, form: Option<Form>) -> Result<(String, Marked), String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = fs::read_to_string(file).map_err(|e| format!("{name}: {e}"))?;
    let marked = markup::parse(&form.unwrap_or(Form::of(&name)).put_on(&source)).map_err(|e| format!("{name}: {e}"))?;
    Ok((name, marked))
}

/// Reads an article as it is right, then with every edit.
fn examine(judge: &Judge, name: &str, marked: &Marked, options: &Options, exam: &mut Exam) {
    let clean = judge.read(&marked.clean);
    let Coverage { figures, bound, checked } = clean.coverage;
    exam.coverage.add(figures, bound, checked);
    exam.chars += marked.clean.chars().count();
    let alarms: Vec<String> = clean.alarms().map(|f| clean.shown(f)).collect();
    exam.false_alarms += alarms.len();
    exam.clean.texts += 1;
    exam.clean.alarmed += usize::from(!alarms.is_empty());
    exam.clean.new += usize::from(!alarms.is_empty());
    if options.lists_alarms() {
        alarms.iter().for_each(|alarm| say!("alarm  {name} clean: {alarm}"));
    }
    for edit in &marked.edits {
        let (text, places) = edit.apply(&marked.clean);
        let after = judge.read(&text);
        if edit.is_harmless() {
            harmless(name, marked, edit, &clean, &after, options, &mut exam.harmless);
        } else if options.wants(&edit.kinds) {
            let flagged = after.flags(&clean, &edit.kinds, &places);
            exam.recall.add(&edit.kinds[0], flagged);
            if options.lists_missed() && flagged == Flagged::Missed {
                say!("missed {} {name} {}: {}", edit.kinds.join("/"), edit.shown(&marked.clean), after.sentence(&places[0]));
            }
        }
    }
}

fn harmless(name: &str, marked: &Marked, edit: &Edit, clean: &Verdict, after: &Verdict, options: &Options, alarms: &mut Alarms) {
    let new: Vec<String> = after.new_alarms(clean).map(|f| after.shown(f)).collect();
    alarms.texts += 1;
    alarms.alarmed += usize::from(after.alarms().next().is_some());
    alarms.new += usize::from(!new.is_empty());
    if options.lists_alarms() {
        new.iter().for_each(|alarm| say!("alarm  {name} {}: {alarm}", edit.shown(&marked.clean)));
    }
}
