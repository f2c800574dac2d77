//! `heshu check` over several articles: figures of one project that cannot both be true (kind A4).

mod cli_support;

use cli_support::Folder;
use serde_json::Value;

const FIRST: &str = "柳川高新区集中开工\n\n2025年3月4日\n\n😀3月3日，总投资52亿元的恒川铝业年产30万吨铝箔项目在柳川高新区开工。\n";
const SECOND: &str = "柳川工业提速\n\n2025年6月1日\n\n恒川铝业年产30万吨铝箔项目总投资25亿元，设备安装正在进行。\n";
const OTHER: &str = "柳川农业\n\n2025年6月2日\n\n柳川县种植小麦30万亩。\n";
const CODE: &str = "contradicts-other-article";

fn desk() -> Folder {
    Folder::with(&[("first.txt", FIRST.as_bytes()), ("second.txt", SECOND.as_bytes()), ("三.txt", OTHER.as_bytes())])
}

/// The findings of the kind: path, marked text, other path, other text.
fn found(stdout: &str) -> Vec<[String; 4]> {
    let all: Value = serde_json::from_str(stdout).unwrap();
    let text = |path: &str, place: &Value| {
        let text = if path.contains("first") { FIRST } else { SECOND };
        let at = |key: &str| place[key].as_u64().unwrap() as usize;
        text.chars().skip(at("start")).take(at("end") - at("start")).collect::<String>()
    };
    let files = all["files"].as_array().unwrap().iter();
    let findings = files.flat_map(|file| {
        let path = file["path"].as_str().unwrap().to_owned();
        let of_kind = file["findings"].as_array().unwrap().iter().filter(|f| f["code"] == CODE);
        of_kind
            .map(|f| {
                let other = &f["related"][0];
                let elsewhere = other["path"].as_str().unwrap();
                // UTF-16 columns of the other place are those of its own file.
                assert_eq!(other["range"]["start"]["line"], 4);
                [path.clone(), text(&path, f), elsewhere.to_owned(), text(elsewhere, other)]
            })
            .collect::<Vec<_>>()
    });
    findings.collect()
}

fn expected() -> Vec<[String; 4]> {
    let row = |a: &str, b: &str, c: &str, d: &str| [a, b, c, d].map(str::to_owned);
    vec![row("first.txt", "52亿元", "second.txt", "25亿元"), row("second.txt", "25亿元", "first.txt", "52亿元")]
}

#[test]
fn both_articles_are_told_of_with_the_place_in_the_other() {
    let folder = desk();
    let run = folder.run(&["check", "--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(found(&run.stdout), expected());
    // The same whatever order they are named in.
    assert_eq!(folder.run(&["check", "second.txt", "first.txt", "三.txt", "--format", "json"]).stdout, run.stdout);
    // For people: the other place, to go to.
    let run = folder.run(&["check", "second.txt", "first.txt"]);
    assert!(run.stdout.contains("参见：first.txt:5:10 《柳川高新区集中开工》：52亿元"), "{}", run.stdout);
    for (format, other) in [("sarif", "\"first.txt\""), ("rdjson", "\"first.txt\"")] {
        let run = folder.run(&["check", "--format", format]);
        let all: Value = serde_json::from_str(&run.stdout).unwrap();
        let of_kind = |v: &Value| v.to_string().contains("柳川高新区集中开工");
        let related: Vec<&Value> = match format {
            "sarif" => {
                all["runs"][0]["results"].as_array().unwrap().iter().flat_map(|r| r["relatedLocations"].as_array().unwrap()).collect()
            }
            _ => all["diagnostics"].as_array().unwrap().iter().flat_map(|d| d["related_locations"].as_array().unwrap()).collect(),
        };
        assert!(related.iter().any(|r| of_kind(r) && r.to_string().contains(other)), "{format}: {related:?}");
    }
}

#[test]
fn one_article_alone_says_nothing_and_everybody_can_switch_it_off() {
    let folder = desk();
    assert_eq!(found(&folder.run(&["check", "second.txt", "--format", "json"]).stdout), Vec::<[String; 4]>::new());
    assert_eq!(found(&folder.run(&["check", "--ignore", CODE, "--format", "json"]).stdout), Vec::<[String; 4]>::new());
    assert_eq!(found(&folder.run(&["check", "--select", CODE, "--format", "json"]).stdout), expected());
    folder.write("heshu.toml", b"across-articles = false\n");
    assert_eq!(found(&folder.run(&["check", "--format", "json"]).stdout), Vec::<[String; 4]>::new());
}

#[test]
fn what_was_looked_at_stands_and_a_plan_or_another_phase_is_no_contradiction() {
    let folder = desk();
    folder.write(
        ".heshu/ignored.toml",
        format!("[[ignored]]\npath = \"second.txt\"\ncode = \"{CODE}\"\nquote = \"恒川铝业年产30万吨铝箔项目总投资25亿元,设备安装正在进行\"\nmark = \"25亿元\"\n").as_bytes(),
    );
    let run = folder.run(&["check", "--format", "json"]);
    assert_eq!(found(&run.stdout), expected()[..1]);
    // Checked alone, the entry is not called needless: one article cannot tell.
    let run = folder.run(&["check", "second.txt"]);
    assert!(!run.stderr.contains("已不再需要"), "{}", run.stderr);
    folder.write("second.txt", SECOND.replace("铝箔项目总投资", "铝箔二期项目总投资").as_bytes());
    assert_eq!(found(&folder.run(&["check", "--format", "json"]).stdout), Vec::<[String; 4]>::new());
}

#[test]
fn records_of_one_file_are_articles_too() {
    let line = |text: &str| serde_json::json!({"id": 1, "text": text}).to_string();
    let folder = Folder::with(&[
        ("all.jsonl", format!("{}\n{}\n", line(FIRST), line(SECOND)).as_bytes()),
        ("heshu.toml", b"extensions = [\"jsonl\"]\ntext-column = \"text\"\n"),
    ]);
    let run = folder.run(&["check", "--format", "json"]);
    assert_eq!(run.stdout.matches(CODE).count(), 2, "{}", run.stdout);
}
