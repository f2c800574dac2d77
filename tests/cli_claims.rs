//! `heshu claims` as people and scripts run it: formats, keys, what is left out.

mod cli_support;

use cli_support::Folder;
use serde_json::{Value, json};

const ARTICLE: &str = "𠮷山县半年成绩单\n\n\
    上半年，全县水产品产量8.2万吨，同比下降3.1%。\n\n\
    一、后续安排\n\n\
    到2030年，力争水产品产量达到12万吨。预计水果产量达到40万吨。养殖户老周说：“去年我家水产品产量达到300公斤，够吃了。”\n";

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn claims() -> Vec<Value> {
    let folder = Folder::with(&[("a.txt", ARTICLE.as_bytes())]);
    let run = folder.run(&["claims", "a.txt", "--format", "jsonl"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    lines(&run.stdout)
}

#[test]
fn json_lines_have_the_keys_that_others_rely_on() {
    let rows = claims();
    // Offsets are code points: 𠮷 is one. A claim without a subject is the article's.
    let level = json!({"path": "a.txt", "start": 21, "end": 26, "text": "8.2万吨", "subject": "𠮷山县半年成绩单", "indicator": "水产品产量",
        "scope": "全县", "period": "上半年", "modality": "actual", "statistic": "level", "lo": "81500", "hi": "82500", "unit": "吨"});
    assert_eq!(rows[0], level);
    // What falls is negative.
    assert_eq!((&rows[1]["statistic"], &rows[1]["lo"], &rows[1]["hi"]), (&"growth".into(), &"-3.15".into(), &"-3.05".into()));
    let keys = ["path", "start", "end", "text", "subject", "indicator", "modality", "statistic", "lo", "hi", "unit"];
    for row in &rows {
        assert!(keys.iter().all(|key| row.get(key).is_some()), "{row}");
    }
}

#[test]
fn plans_targets_forecasts_and_what_somebody_says_are_told_apart() {
    let moods: Vec<(String, String)> = claims().iter().map(|r| (r["text"].to_string(), r["modality"].to_string())).collect();
    let mood = |text: &str| moods.iter().find(|(t, _)| t.contains(text)).map(|(_, m)| m.trim_matches('"').to_owned());
    assert_eq!(mood("8.2万吨").as_deref(), Some("actual"));
    assert_eq!(mood("12万吨").as_deref(), Some("target"));
    assert_eq!(mood("40万吨").as_deref(), Some("forecast"));
    assert_eq!(mood("300公斤").as_deref(), Some("quoted"));
}

#[test]
fn a_heading_is_the_subject_of_what_names_none() {
    let rows = claims();
    let target = rows.iter().find(|r| r["text"] == "12万吨").expect("a claim");
    assert_ne!(target["subject"], "");
}

#[test]
fn table_and_csv() {
    let folder = Folder::with(&[("a.txt", ARTICLE.as_bytes()), ("b.txt", "共3户。\n".as_bytes())]);
    let run = folder.run(&["claims", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
    let header = ["path", "start", "end", "text", "subject", "indicator", "scope", "period", "modality", "statistic", "lo", "hi", "unit"];
    assert_eq!(reader.headers().unwrap(), &csv::StringRecord::from(header.to_vec()));
    assert_eq!(run.stdout.matches("path,start,end").count(), 1);
    assert!(reader.records().map(Result::unwrap).any(|row| &row[3] == "8.2万吨" && &row[10] == "81500"));
    let table = folder.run(&["claims", "a.txt"]).stdout;
    let first = table.lines().next().unwrap_or_default();
    assert!(first.contains("水产品产量（全县）") && first.contains("上半年") && first.ends_with("实际"), "{table}");
    let english = folder.run(&["claims", "a.txt", "--locale", "en"]).stdout;
    assert!(english.lines().next().unwrap_or_default().ends_with("actual"), "{english}");
}

#[test]
fn standard_input_and_wrong_usage() {
    let folder = Folder::with(&[]);
    let run = folder.run_with(&["claims", "-", "--format", "jsonl"], "全镇水果产量6万吨。\n".as_bytes());
    assert_eq!((run.code, lines(&run.stdout)[0]["path"].clone()), (0, json!("-")));
    assert_eq!(folder.run(&["claims", "--format", "xml"]).code, 2);
    assert_eq!(folder.run(&["claims", "missing.txt"]).code, 2);
}

#[test]
fn coverage_counts_each_figure_once() {
    // 25% takes part in more than one check with the same two values; 12.6万吨 stands alone; 三项 counts a noun.
    let text = "云岭市水产\n\n2023年，全市水产品产量由40万吨增至50万吨，增加10万吨，增长25%。\n\n另有果园12.6万吨。\n\n推进三项工作。\n";
    let folder = Folder::with(&[("a.txt", text.as_bytes())]);
    let run = folder.run(&["check", "a.txt", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let [figures, bound, checked] = ["figures", "bound", "checked"].map(|key| json["files"][0]["coverage"][key].as_u64().expect("a count"));
    assert_eq!(figures, 7, "2023年, four values, one alone, one count: {json}");
    assert!((5..=6).contains(&bound) && checked == 4, "{bound} {checked}");
    assert_eq!(json["summary"]["checked"], checked);
}
