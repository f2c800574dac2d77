//! What the documents show on the command line is what the program says: each `$ command` of a ```console block is run, in order, in a
//! folder with the sample articles, and its output is compared. `…` or `（略）` stands for anything in a line, alone for any lines.
#![cfg(unix)]

mod cli_support;

use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

struct Step {
    line: usize,
    command: String,
    expected: Vec<String>,
}

/// The commands of a document with what they print.
fn steps(markdown: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut is_console = false;
    for (at, line) in markdown.lines().enumerate() {
        if line.starts_with("```") {
            is_console = line.trim_end() == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            steps.push(Step { line: at + 1, command: command.to_owned(), expected: Vec::new() });
        } else if is_console && let Some(step) = steps.last_mut() {
            step.expected.push(line.to_owned());
        }
    }
    steps
}

fn run(folder: &Path, command: &str) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_heshu")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        shell.env_remove(name);
    }
    let out = shell.current_dir(folder).env("PATH", path).args(["-c", &format!("{{ {command}; }} 2>&1")]).output().unwrap();
    String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// Whether lines are those that are shown.
fn fits(expected: &[String], actual: &[String]) -> bool {
    match expected.split_first() {
        None => actual.is_empty(),
        Some((any, rest)) if matches!(any.as_str(), "…" | "（略）") => (0..=actual.len()).any(|at| fits(rest, &actual[at..])),
        Some((line, rest)) => actual.split_first().is_some_and(|(first, others)| line_fits(line, first) && fits(rest, others)),
    }
}

fn line_fits(expected: &str, actual: &str) -> bool {
    let expected = expected.replace("（略）", "…");
    // Mojibake holds characters that no page shows.
    let actual: String = actual.chars().filter(|c| !c.is_control()).collect();
    let mut parts = expected.split('…');
    let Some(mut rest) = parts.next().and_then(|head| actual.strip_prefix(head)) else { return false };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        if at + 1 == parts.len() {
            return rest.ends_with(part);
        }
        let Some(found) = rest.find(part) else { return false };
        rest = &rest[found + part.len()..];
    }
    rest.is_empty()
}

/// Runs a document. Returns how many commands it holds.
fn holds(name: &str) -> usize {
    let folder = cli_support::Folder::with(&[]);
    for entry in std::fs::read_dir(Path::new(ROOT).join("seeds/articles")).unwrap() {
        let entry = entry.unwrap();
        folder.write(&format!("seeds/articles/{}", entry.file_name().to_string_lossy()), &std::fs::read(entry.path()).unwrap());
    }
    let markdown = std::fs::read_to_string(Path::new(ROOT).join(name)).unwrap();
    let steps = steps(&markdown);
    let mut wrong = String::new();
    for step in &steps {
        let actual = run(folder.path(), &step.command);
        let mut expected = step.expected.clone();
        while expected.last().is_some_and(|l| l.is_empty()) {
            expected.pop();
        }
        if !fits(&expected, &actual) {
            wrong += &format!("{name}:{}: $ {}\n{}\n\n", step.line, step.command, actual.join("\n"));
        }
    }
    assert!(wrong.is_empty(), "this is what the program says:\n{wrong}");
    steps.len()
}

#[test]
fn the_readme_shows_what_the_program_says() {
    assert!(holds("README.md") >= 4);
}

#[test]
fn the_chinese_readme_shows_what_the_program_says() {
    assert!(holds("README.zh-CN.md") >= 4);
}

#[test]
fn the_page_on_ci_shows_what_the_program_says() {
    assert!(holds("docs/ci/README.md") >= 8);
}

#[test]
fn the_comparison_can_say_no() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(fits(&lines("a\n…\nd…f"), &lines("a\nb\nc\ndef")) && fits(&lines("a\n…"), &lines("a")));
    assert!(!fits(&lines("a\n…\nx"), &lines("a\nb\nc")) && !fits(&lines("a"), &lines("a\nb")) && !fits(&lines("d…f"), &lines("dex")));
}
