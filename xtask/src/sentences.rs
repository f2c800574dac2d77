//! Sentences of every kind: one that is wrong, the same made right, and one that only looks wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::evaluate::Options;
use crate::judge::{Flagged, Judge};
use crate::kinds::KINDS;
use crate::report::{Share, padded, percent, titled};

#[derive(Deserialize)]
struct Case {
    #[serde(alias = "id")]
    kind: String,
    bad: String,
    good: String,
    trap: String,
}

/// How the cases of one kind came out.
#[derive(Clone, Copy, Default)]
struct Row {
    bad: Share,
    good_alarms: usize,
    trap_alarms: usize,
}

/// Reads a file of cases and prints a table.
pub fn run(judge: &Judge, file: &Path, options: &Options) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut rows: BTreeMap<usize, (String, Row)> = BTreeMap::new();
    for (at, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let case: Case = serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", file.display(), at + 1))?;
        let kinds = [case.kind.clone()];
        if options.wants(&kinds) {
            // Kinds outside the table (writing, several articles) stand behind it in the order of the file.
            let place = KINDS.iter().position(|k| k.code == case.kind).unwrap_or(KINDS.len() + at);
            let (_, row) = rows.entry(place).or_insert((titled(&case.kind), Row::default()));
            examine(judge, &case, &kinds, options, row);
        }
    }
    print(&file.display().to_string(), rows.values());
    Ok(())
}

fn examine(judge: &Judge, case: &Case, kinds: &[String], options: &Options, row: &mut Row) {
    let good = judge.read(&case.good);
    let flagged = judge.read(&case.bad).flags_anywhere(&good, kinds);
    row.bad.add(flagged);
    if options.lists_missed() && flagged == Flagged::Missed {
        say!("missed {} {}", case.kind, case.bad.replace('\n', "⏎"));
    }
    let trap = judge.read(&case.trap);
    row.good_alarms += usize::from(good.alarms().next().is_some());
    row.trap_alarms += usize::from(trap.alarms().next().is_some());
    if options.lists_alarms() {
        good.alarms().for_each(|f| say!("alarm  {} good: {} | {}", case.kind, good.shown(f), case.good.replace('\n', "⏎")));
        trap.alarms().for_each(|f| say!("alarm  {} trap: {} | {}", case.kind, trap.shown(f), case.trap.replace('\n', "⏎")));
    }
}

fn print<'a>(name: &str, rows: impl Iterator<Item = &'a (String, Row)>) {
    say!("{}  cases  bad found  strictly  good alarmed  trap alarmed", padded("kind", 22));
    let mut all = Row::default();
    let line = |name: &str, row: &Row| {
        let Row { bad, good_alarms, trap_alarms } = row;
        let Share { planted, found, strictly } = bad;
        say!("{}  {planted:>5}  {found:>9}  {strictly:>8}  {good_alarms:>12}  {trap_alarms:>12}", padded(name, 22));
    };
    for (kind, row) in rows {
        line(kind, row);
        all.bad.planted += row.bad.planted;
        all.bad.found += row.bad.found;
        all.bad.strictly += row.bad.strictly;
        all.good_alarms += row.good_alarms;
        all.trap_alarms += row.trap_alarms;
    }
    line("all", &all);
    let (found, strictly) = (percent(all.bad.found, all.bad.planted), percent(all.bad.strictly, all.bad.planted));
    say!("{name}: bad found {found}, strictly {strictly}, good alarmed {}, trap alarmed {}", all.good_alarms, all.trap_alarms);
}
