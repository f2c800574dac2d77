//! A change of a text as a unified diff.

use std::fmt::Write;
use std::time::Duration;

use anstyle::{AnsiColor, Effects, Style};
use similar::TextDiff;

/// The diff that turns one text into the other; empty where they are the same.
pub fn unified(path: &str, old: &str, new: &str, styled: bool) -> String {
    if old == new {
        return String::new();
    }
    // Past the deadline the diff is only less short.
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(old, new);
    let text = diff.unified_diff().context_radius(3).header(path, path).to_string();
    if styled { text.split_inclusive('\n').map(coloured).collect() } else { text }
}

fn coloured(line: &str) -> String {
    let style = match line.as_bytes() {
        [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => Style::new().effects(Effects::BOLD),
        [b'+', ..] => AnsiColor::Green.on_default(),
        [b'-', ..] => AnsiColor::Red.on_default(),
        [b'@', ..] => AnsiColor::Cyan.on_default(),
        _ => return line.to_owned(),
    };
    let content = line.trim_end_matches('\n');
    let mut out = String::new();
    let _ = write!(out, "{style}{content}{style:#}{}", &line[content.len()..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_names_the_file_and_shows_the_lines() {
        let diff = unified("稿件.txt", "甲\n新建5个项目,。\n", "甲\n新建5个项目。\n", false);
        assert_eq!(diff, "--- 稿件.txt\n+++ 稿件.txt\n@@ -1,2 +1,2 @@\n 甲\n-新建5个项目,。\n+新建5个项目。\n");
        assert_eq!(unified("稿件.txt", "甲", "甲", false), "");
    }
}
