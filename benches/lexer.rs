//! The figure lexer alone: `cargo run --release --manifest-path benches/Cargo.toml --bin lexer [FILES…]`.
//!
//! Prints MB/s, and, where `valgrind` is installed, instructions a character: they do not move with the machine's load. The text is the
//! sample articles, or the files that are named.

use std::process::Command;
use std::time::Instant;

use heshu::figures::lexer::lex;

/// What stands before the number of rounds when the program runs itself under valgrind.
const ROUNDS: &str = "--rounds";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rounds = arguments.iter().position(|a| a == ROUNDS).and_then(|at| arguments.get(at + 1)?.parse().ok());
    let files: Vec<&String> = arguments.iter().filter(|a| !a.starts_with("--") && a.parse::<u32>().is_err()).collect();
    let text = if files.is_empty() { articles() } else { files.iter().filter_map(|f| std::fs::read_to_string(f).ok()).collect() };
    if let Some(rounds) = rounds {
        (0..rounds).for_each(|_| _ = figures(&text));
        return;
    }
    figures(&text);
    let mut times: Vec<f64> = (0..15).map(|_| { let start = Instant::now(); figures(&text); start.elapsed().as_secs_f64() }).collect();
    times.sort_by(f64::total_cmp);
    let (chars, median) = (text.chars().count(), times[times.len() / 2]);
    println!("{} figures in {chars} characters: {:.0} MB/s", figures(&text), text.len() as f64 / 1e6 / median);
    match (instructions(&files, 1), instructions(&files, 3)) {
        (Some(one), Some(three)) => println!("{:.0} instructions a character", (three - one) / 2.0 / chars as f64),
        _ => println!("install valgrind to count instructions"),
    }
}

fn figures(text: &str) -> usize {
    text.lines().map(|line| lex(line).figures.len()).sum()
}

/// The instructions of this program with so many rounds, as callgrind counts them.
fn instructions(files: &[&String], rounds: u32) -> Option<f64> {
    let program = std::env::current_exe().ok()?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([ROUNDS, &rounds.to_string()])
        .args(files)
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    report.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok())
}

fn articles() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../seeds/articles");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("seeds/articles stands beside benches").flatten().map(|e| e.path()).collect();
    files.sort();
    files.iter().filter_map(|f| std::fs::read_to_string(f).ok()).collect()
}
