//! What checking costs, beside autocorrect, in one run: `cargo run --release --manifest-path benches/Cargo.toml`.
//!
//! The text is made of the sample articles of `seeds/articles`, each copy signed by other reporters, so that nothing counts as printed twice
//! and the figures stay what they are: right but for the samples' own errors.
//! Ratios are what to compare; single times move with the machine.

use std::fs;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;
use heshu::text::{Position, PositionEncoding, SourceText, range};

fn main() {
    let articles = articles();
    let small = text_of(&articles, 8 << 10);
    let large = text_of(&articles, 1 << 20);
    let knowledge = Arc::new(Knowledge::new(Catalog::builtin()));
    let check = |text: &str| Analysis::new(text, knowledge.clone()).findings().len();
    let peer = |text: &str| autocorrect::lint_for(text, "text").lines.len();

    println!("in process, median of repeated runs");
    let ours = median(60, || check(&small));
    let theirs = median(60, || peer(&small));
    row("check, 8 KB", ours, theirs);
    let ours = median(7, || check(&large));
    let theirs = median(7, || peer(&large));
    row("check, 1 MB", ours, theirs);
    println!("  heshu {:.1} MB/s, autocorrect {:.1} MB/s", mb_per_s(&large, ours), mb_per_s(&large, theirs));

    let edit_small = edit(&small, &knowledge);
    let edit_large = edit(&large, &knowledge);
    println!("one-character edit, to findings: 8 KB {edit_small:.1?}, 1 MB {edit_large:.1?}, ratio {:.1}", ratio(edit_large, edit_small));

    println!("as programs, each start cold, medians");
    programs("check, 8 KB", &small, 21);
    programs("check, 1 MB", &large, 5);
}

/// Times both programs on the same file. `npm install autocorrect-node` gives the peer; its `node_modules/.bin` must be on PATH.
fn programs(name: &str, text: &str, runs: usize) {
    let ours = cold(binary().as_deref(), &["check", "--exit-zero", "--format", "concise"], text, runs);
    let theirs = cold(Some("autocorrect"), &["--lint"], text, runs);
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => row(name, ours, theirs),
        (Some(ours), None) => println!("  {name}: heshu {ours:.1?} (no `autocorrect` program on PATH to compare with)"),
        (None, _) => println!("  build heshu first: cargo build --release"),
    }
}

/// The sample articles, in the order of their names.
fn articles() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../seeds/articles");
    let mut files: Vec<_> = fs::read_dir(folder).expect("seeds/articles stands beside benches").flatten().map(|e| e.path()).collect();
    files.sort();
    files.iter().filter_map(|f| fs::read_to_string(f).ok()).collect()
}

/// About so many bytes of articles; what is long enough to be a paragraph is signed, by others in every copy.
fn text_of(articles: &[String], bytes: usize) -> String {
    let mut text = String::new();
    for (nth, article) in articles.iter().cycle().enumerate() {
        let name = |nth: usize| char::from_u32(0x4e8c + (nth % 4000) as u32).unwrap_or('安');
        for line in article.split_inclusive('\n') {
            let content = line.trim_end();
            text.push_str(content);
            if content.chars().count() > 30 {
                text.extend(['记', '者', '何', name(nth), name(nth / 7 + 900), '。']);
            }
            text.push_str(&line[content.len()..]);
        }
        text.push('\n');
        if text.len() >= bytes {
            return text;
        }
    }
    text
}

/// The median time from a keystroke in the middle of the text to the findings.
fn edit(text: &str, knowledge: &Arc<Knowledge>) -> Duration {
    let mut source = SourceText::new(text);
    let mut analysis = Analysis::new(text, knowledge.clone());
    let line = source.line_count() as u32 / 2;
    let mut nth = 0;
    median(200, || {
        let at = source.offset(Position { line, character: 5 + nth % 7 }, PositionEncoding::Utf16);
        nth += 1;
        let splice = source.edit(range(at, at), "的");
        let lines = (splice.first..splice.first + splice.inserted).map(|l| source.line(l)).collect();
        analysis = analysis.update(splice, lines);
        analysis.findings().len()
    })
}

fn median<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

/// The heshu program that `cargo build --release` makes in the project's root, or `HESHU_BINARY`.
fn binary() -> Option<String> {
    let built = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/release/heshu").to_owned();
    std::env::var("HESHU_BINARY").ok().or_else(|| fs::exists(&built).is_ok_and(|e| e).then_some(built))
}

fn cold(program: Option<&str>, arguments: &[&str], text: &str, runs: usize) -> Option<Duration> {
    let file = std::env::temp_dir().join("heshu-bench.txt");
    fs::write(&file, text).ok()?;
    let program = program?;
    let run = || Command::new(program).args(arguments).arg(&file).stdout(Stdio::null()).stderr(Stdio::null()).status();
    run().ok()?;
    Some(median(runs, run))
}

fn row(name: &str, ours: Duration, theirs: Duration) {
    println!("  {name}: heshu {ours:.1?}, autocorrect {theirs:.1?}, autocorrect / heshu {:.1}", ratio(theirs, ours));
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

fn mb_per_s(text: &str, time: Duration) -> f64 {
    text.len() as f64 / 1e6 / time.as_secs_f64()
}
