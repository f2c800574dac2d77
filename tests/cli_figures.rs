//! `heshu figures` as people and scripts run it: formats, inputs, exit codes, `--batch`.

mod cli_support;

use cli_support::Folder;
use expect_test::expect;
use serde_json::{Value, json};

const ARTICLE: &str = "𠮷山县提质\n\n𠮷山县到位资金36.57亿元，约5.2万亩受益，增长8%—9%。\n";

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn the_table_is_aligned_and_speaks_the_readers_language() {
    let folder = Folder::with(&[("a.txt", ARTICLE.as_bytes())]);
    let run = folder.run(&["figures", "a.txt"]);
    assert_eq!(run.code, 0);
    expect![[r#"
        a.txt:3:8   金额    36.57亿元  36.57亿                  CNY
        a.txt:3:16  量      约5.2万亩  5.2万 (4.94万 – 5.46万)  亩
        a.txt:3:27  百分比  8%—9%      8 – 9                    %
    "#]]
    .assert_eq(&run.stdout);
    let english = folder.run(&["figures", "a.txt", "--locale", "en"]).stdout;
    assert!(english.starts_with("a.txt:3:8   money     36.57亿元"), "{english}");
}

#[test]
fn json_lines_have_the_keys_that_others_rely_on() {
    let folder = Folder::with(&[("a.txt", ARTICLE.as_bytes())]);
    let run = folder.run(&["figures", "a.txt", "--format", "jsonl"]);
    let rows = lines(&run.stdout);
    // Offsets are code points: 𠮷 is one.
    let money = json!({"path": "a.txt", "start": 14, "end": 21, "text": "36.57亿元", "kind": "money", "value": "3657000000",
        "unit": "CNY", "dimension": "money", "approx": "exact", "indicator": "到位资金", "subject": "𠮷山县", "trusted": true});
    assert_eq!(rows[0], money);
    assert_eq!((&rows[1]["approx"], &rows[1]["lo"], &rows[1]["hi"]), (&"about".into(), &"49400".into(), &"54600".into()));
    assert_eq!((rows[2].get("value"), &rows[2]["lo"], &rows[2]["hi"]), (None, &"8".into(), &"9".into()));
}

#[test]
fn csv_has_a_header_once_and_quotes_what_needs_it() {
    let folder = Folder::with(&[("a,b.txt", "总量1,250吨。\n".as_bytes()), ("c.txt", "另有3户。\n".as_bytes())]);
    let run = folder.run(&["figures", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
    assert_eq!(reader.headers().unwrap().len(), 15);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cells = |row: &csv::StringRecord| [0, 3, 5].map(|at| row[at].to_owned());
    assert_eq!(rows.iter().map(cells).collect::<Vec<_>>(), [["a,b.txt", "1,250吨", "1250"], ["c.txt", "3户", "3"]]);
    assert_eq!(run.stdout.matches("path,start,end").count(), 1);
}

#[test]
fn folders_standard_input_and_missing_files() {
    let folder =
        Folder::with(&[("in/a.txt", "共3户。\n".as_bytes()), ("in/b.md", "共4户。\n".as_bytes()), ("in/c.log", "共5户。\n".as_bytes())]);
    let paths = |args: &[&str], input: &str| {
        let run = folder.run_with(&[&["figures", "--format", "jsonl"], args].concat(), input.as_bytes());
        (run.code, lines(&run.stdout).iter().map(|r| r["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(paths(&["in"], ""), (0, vec!["in/a.txt".to_owned(), "in/b.md".to_owned()]));
    assert_eq!(paths(&["-"], "共6户。\n"), (0, vec!["-".to_owned()]));
    assert_eq!(paths(&["missing.txt", "in/b.md"], ""), (2, vec!["in/b.md".to_owned()]), "the rest is read all the same");
}

#[test]
fn a_reference_date_resolves_what_is_relative() {
    let folder = Folder::with(&[("a.txt", "上半年完成3项。\n".as_bytes())]);
    let run = folder.run(&["figures", "a.txt", "--format", "jsonl", "--reference-date", "2024-07-05"]);
    assert_eq!(lines(&run.stdout)[0]["dates"], json!(["2024-01-01", "2024-06-30"]));
    let run = folder.run(&["figures", "a.txt", "--format", "jsonl"]);
    assert_eq!(lines(&run.stdout)[0].get("dates"), None, "nothing is guessed");
    for wrong in ["2024-13-01", "yesterday", ""] {
        let run = folder.run(&["figures", "a.txt", "--reference-date", wrong]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{wrong}");
    }
    assert_eq!(folder.run(&["figures", "a.txt", "--format", "xml"]).code, 2);
    assert_eq!(folder.run(&["figures", "--batch", "a.txt"]).code, 2);
}

#[test]
fn a_batch_is_answered_in_order_and_a_bad_line_stops_nothing() {
    let folder = Folder::with(&[]);
    let input = "{\"id\":1,\"input\":\"😀共3户\"}\n{broken\n\n{\"id\":\"二\",\"input\":\"去年\",\"ref\":\"2024-07-05T08:00:00\"}\n{\"id\":3}\n{\"id\":4,\"input\":\"\"}\n";
    let run = folder.run_with(&["figures", "--batch"], input.as_bytes());
    assert_eq!(run.code, 2);
    let answers = lines(&run.stdout);
    assert_eq!(answers.iter().map(|a| a["id"].clone()).collect::<Vec<_>>(), [json!(1), json!("二"), json!(4)]);
    let first = &answers[0]["figures"][0];
    assert_eq!((&first["start"], &first["end"], first.get("path")), (&2.into(), &4.into(), None));
    assert_eq!(answers[1]["figures"][0]["dates"], json!(["2023-01-01", "2023-12-31"]));
    assert_eq!(answers[2]["figures"], json!([]));
    assert!(run.stderr.contains("标准输入第2行") && run.stderr.contains("标准输入第5行"), "{}", run.stderr);
    let english = folder.run_with(&["figures", "--batch", "--locale", "en"], b"{");
    assert!(english.stderr.contains("standard input, line 1: not the JSON that is wanted"), "{}", english.stderr);
}
