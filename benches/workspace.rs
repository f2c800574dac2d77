//! What ten thousand articles cost: reading them, holding them, one edit, one card.
//! `cargo run --release --manifest-path benches/Cargo.toml --bin workspace [FOLDER]`.
//!
//! The articles are the samples of `seeds/articles`, or the records of the `doc_*.jsonl` of a folder (`text`), with other brands in every
//! copy, so that firms are named in a few articles each, and one in all of them.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::{Catalog, EntityKind};
use heshu::rules::Locale;
use heshu::text::{Position, PositionEncoding, SourceText, range};
use heshu::workspace::{Digest, Workspace};

/// How many articles.
const ARTICLES: usize = 10_000;
/// How many firms of an article become others.
const MOST_BRANDS: usize = 6;

/// An article that is copied.
struct Sample {
    text: String,
    /// Names of firms in it that become others.
    brands: Vec<String>,
}

fn main() {
    let knowledge = Arc::new(Knowledge::new(Catalog::builtin()));
    let texts = std::env::args().nth(1).map_or_else(samples, |folder| records(&folder));
    let samples: Vec<Sample> = texts.into_iter().map(|text| sample(text, &knowledge)).collect();
    let texts: Vec<String> = (0..ARTICLES).map(|nth| copy(&samples[nth % samples.len()], nth / samples.len())).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let before = memory();
    let mut workspace = Workspace::default();
    let start = Instant::now();
    for (nth, text) in texts.iter().enumerate() {
        workspace.put(&path(nth), Digest::of(&Analysis::new(text, knowledge.clone())));
    }
    let took = start.elapsed();
    let named: usize = workspace.articles().map(|(_, digest)| digest.named.len()).sum();
    println!("{ARTICLES} articles, {:.1} MB, {named} names", bytes as f64 / 1e6);
    println!("  read in {took:.1?}, {:.2?} an article, {:.1} MB/s", took / ARTICLES as u32, bytes as f64 / 1e6 / took.as_secs_f64());
    if let (Some(before), Some(after)) = (before, memory()) {
        println!("  hold {:.0} MB, {:.1} KB an article", (after - before) / 1e6, (after - before) / 1e3 / ARTICLES as f64);
    }

    let nth = ARTICLES / 2;
    let mut source = SourceText::new(&texts[nth]);
    let mut analysis = Analysis::new(&texts[nth], knowledge.clone());
    let line = source.line_count() as u32 / 2;
    let update = median(200, |round| {
        let at = source.offset(Position { line, character: 5 + round as u32 % 7 }, PositionEncoding::Utf16);
        let splice = source.edit(range(at, at), "的");
        let lines = (splice.first..splice.first + splice.inserted).map(|l| source.line(l)).collect();
        analysis = analysis.update(splice, lines);
        workspace.put(&path(nth), Digest::of(&analysis));
    });
    println!("  one edit until the workspace knows it: {update:.1?}");

    let card = |nth: usize, analysis: &Analysis| {
        let digest = workspace.digest(&path(nth)).expect("it was put in");
        if let (Some(mut card), Some(one)) = (analysis.card(0, Locale::Zh), digest.named.first()) {
            workspace.add_to(&mut card, one, &path(nth), false, &|seen, line| format!("{}#{line}", seen.path.display()));
        }
    };
    let nth = |round: usize| (round * 37) % ARTICLES;
    let cards = median(200, |round| card(nth(round), &Analysis::new(&texts[nth(round)], knowledge.clone())));
    println!("  one card, the article read afresh: {cards:.1?}");
    let open: Vec<Analysis> = (0..200).map(|round| Analysis::new(&texts[nth(round)], knowledge.clone())).collect();
    // Names are told before, as in an open document.
    for analysis in &open {
        let _ = analysis.cast();
    }
    let hovers = median(200, |round| card(nth(round), &open[round]));
    println!("  one hover card, the article open: {hovers:.1?}");
}

fn path(nth: usize) -> PathBuf {
    PathBuf::from(format!("/articles/{nth:05}.txt"))
}

/// The sample articles, in the order of their names.
fn samples() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../seeds/articles");
    let mut files: Vec<_> = fs::read_dir(folder).expect("seeds/articles stands beside benches").flatten().map(|e| e.path()).collect();
    files.sort();
    files.iter().filter_map(|f| fs::read_to_string(f).ok()).collect()
}

/// The texts of the records in a folder's `doc_*.jsonl`, in the order of their names.
fn records(folder: &str) -> Vec<String> {
    let mut files: Vec<_> = fs::read_dir(folder).expect("the folder is there").flatten().map(|e| e.path()).collect();
    files.retain(|f| f.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with("doc_") && n.ends_with(".jsonl")));
    files.sort();
    let lines = files.iter().filter_map(|f| fs::read_to_string(f).ok()).collect::<Vec<_>>();
    let text = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(str::to_owned);
    lines.iter().flat_map(|l| l.lines()).filter_map(text).collect()
}

/// A text with the firms in it that no catalog knows.
fn sample(text: String, knowledge: &Arc<Knowledge>) -> Sample {
    let analysis = Analysis::new(&text, knowledge.clone());
    let is_brand = |name: &&String| (2..=4).contains(&name.chars().count());
    let firms = analysis.cast().members.iter().filter(|m| m.kind == EntityKind::Company && m.entry.is_none());
    let mut brands: Vec<String> = firms.flat_map(|m| m.names.iter().filter(is_brand).cloned()).collect();
    brands.sort();
    brands.dedup();
    brands.truncate(MOST_BRANDS);
    Sample { text, brands }
}

/// A sample with other brands; the first copy is the sample itself.
fn copy(sample: &Sample, nth: usize) -> String {
    let char = |nth: usize| char::from_u32(0x4e8c + (nth % 4000) as u32).unwrap_or('安');
    let mut text = sample.text.clone();
    for (at, brand) in sample.brands.iter().enumerate().filter(|_| nth > 0) {
        text = text.replace(brand.as_str(), &String::from_iter([char(nth + at * 701), char(nth / 7 + at * 977)]));
    }
    text
}

/// Resident memory in bytes, where the system tells it.
fn memory() -> Option<f64> {
    let pages: f64 = fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096.0)
}

fn median(runs: usize, mut work: impl FnMut(usize)) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|run| {
            let start = Instant::now();
            work(run);
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}
