//! What ten thousand articles cost: reading them, holding them, one edit, one card.
//! `cargo run --release --manifest-path benches/Cargo.toml --bin workspace`.
//!
//! The articles are the samples of `seeds/articles` with other brands in every copy, so that firms are named in a few articles each, and one
//! in all of them.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;
use heshu::rules::Locale;
use heshu::text::{Position, PositionEncoding, SourceText, range};
use heshu::workspace::{Digest, Workspace};

/// How many articles.
const ARTICLES: usize = 10_000;
/// Brands of the samples that become others.
const BRANDS: [&str; 5] = ["恒川", "晨瓷", "明锐", "绿源", "天成"];

fn main() {
    let samples = samples();
    let knowledge = Arc::new(Knowledge::new(Catalog::builtin()));
    let texts: Vec<String> = (0..ARTICLES).map(|nth| copy(&samples[nth % samples.len()], nth / 5)).collect();
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

    let cards = median(200, |round| {
        let nth = (round * 37) % ARTICLES;
        let analysis = Analysis::new(&texts[nth], knowledge.clone());
        let digest = workspace.digest(&path(nth)).expect("it was put in");
        if let (Some(mut card), Some(one)) = (analysis.card(0, Locale::Zh), digest.named.first()) {
            workspace.add_to(&mut card, one, &path(nth), false, &|seen, line| format!("{}#{line}", seen.path.display()));
        }
    });
    println!("  one card, the article read afresh: {cards:.1?}");
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

/// A sample with other brands.
fn copy(sample: &str, nth: usize) -> String {
    let char = |nth: usize| char::from_u32(0x4e8c + (nth % 4000) as u32).unwrap_or('安');
    let mut text = sample.to_owned();
    for (at, brand) in BRANDS.iter().enumerate() {
        text = text.replace(brand, &String::from_iter([char(nth + at * 701), char(nth / 7 + at * 977)]));
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
