//! `heshu config`, and what `heshu.toml` may say.

mod cli_support;

use cli_support::Folder;
use serde_json::Value;

const WRONG: &str = "质量通报\n\n抽检合格率102%。\n";

#[test]
fn init_writes_settings_that_explain_themselves_and_never_writes_over_any() {
    for locale in ["zh", "en"] {
        let folder = Folder::with(&[("a.txt", WRONG.as_bytes())]);
        let run = folder.run(&["config", "init", "--locale", locale]);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        assert_eq!(folder.run(&["check"]).code, 1, "the file is read, and changes nothing yet");
        let text = std::fs::read_to_string(folder.path().join("heshu.toml")).unwrap();
        // What is commented out is right as well.
        let awake: String = text
            .lines()
            .map(|l| l.strip_prefix("# ").filter(|l| l.contains(" = ") || l.starts_with('[')).unwrap_or(l))
            .map(|l| format!("{l}\n"))
            .collect();
        let awake = awake.replace("catalogs = [\"名录/本地企业.toml\"]", "").replace("catalogs = [\"catalogs/ours.toml\"]", "");
        folder.write("heshu.toml", awake.as_bytes());
        let run = folder.run(&["config", "show", "--format", "json", "a.txt"]);
        assert_eq!(run.code, 0, "{}\n{awake}", run.stderr);
        let shown: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!((&shown["reference-date"], &shown["overrides"][0]["ignore"][0]), (&"2026-01-01".into(), &"unfinished-period".into()));
        let schema: Value = serde_json::from_str(&folder.run(&["config", "schema"]).stdout).unwrap();
        for key in
            schema["properties"].as_object().unwrap().keys().filter(|k| !["faded-noise", "inlay-hints", "code-lens"].contains(&k.as_str()))
        {
            assert!(text.contains(&format!("# {key} =")) || text.contains(&format!("[{key}]")), "{locale}: {key} is explained");
        }
        let again = folder.run(&["config", "init", "--locale", "zh"]);
        assert_eq!(again.code, 2);
        assert!(again.stderr.contains("已经存在，未改动"), "{}", again.stderr);
        assert_eq!(std::fs::read_to_string(folder.path().join("heshu.toml")).unwrap(), awake);
    }
}

#[test]
fn show_tells_what_holds_and_where_it_comes_from() {
    let folder = Folder::with(&[("heshu.toml", b"ignore = [\"noise\"]\n"), ("in/a.txt", b"")]);
    let run = folder.run(&["config", "show", "in/a.txt"]);
    assert_eq!(run.code, 0);
    let first = run.stdout.lines().next().unwrap();
    assert!(first.starts_with("# ") && first.ends_with("heshu.toml"), "{first}");
    assert!(run.stdout.contains("\nignore = [\"noise\"]\n"), "{}", run.stdout);
    assert_eq!(folder.run(&["config", "show", "none"]).code, 2);
    folder.write("heshu.toml", b"ignore = \"noise\"\n");
    assert_eq!(folder.run(&["config", "show"]).code, 2);
}

#[test]
fn the_schema_that_ships_is_the_one_of_the_program() {
    let folder = Folder::with(&[]);
    let run = folder.run(&["config", "schema"]);
    let shipped = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/heshu.schema.json")).unwrap();
    assert_eq!(run.stdout, shipped, "make it anew: cargo run -- config schema > docs/heshu.schema.json");
}

/// What the program takes, the schema takes; what one refuses, the other refuses.
#[test]
fn the_schema_and_the_program_agree() {
    let schema: Value = serde_json::from_str(&Folder::with(&[]).run(&["config", "schema"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (toml, is_right) in [
        ("", true),
        ("select = [\"figures\", \"all\"]\nignore = [\"count-mismatch\"]\nlocale = \"en\"", true),
        ("severity = { noise = \"hint\" }\nexclude = [\"归档/\"]\ntext-column = \"正文\"", true),
        ("reference-date = \"2026-05-01\"\nignore-texts = [\"口号\"]", true),
        ("[[overrides]]\npaths = [\"a/**\"]\nignore = [\"dates\"]", true),
        ("selekt = []", false),
        ("ignore = [\"noise-pinyn\"]", false),
        ("severity = { noise = \"loud\" }", false),
        ("severity = { nose = \"hint\" }", false),
        ("ignore = \"noise\"", false),
        ("[[overrides]]\npath = [\"a/**\"]", false),
        ("[[overrides]]\npaths = [\"a/**\"]\nignore = [\"datse\"]", false),
        ("inlay-hints = 1", false),
    ] {
        let folder = Folder::with(&[("heshu.toml", toml.as_bytes()), ("a.txt", b"")]);
        let run = folder.run(&["check", "a.txt"]);
        assert_eq!(run.code, if is_right { 0 } else { 2 }, "{toml}: {}", run.stderr);
        let value: toml::Value = toml::from_str(toml).unwrap();
        assert_eq!(validator.is_valid(&serde_json::to_value(value).unwrap()), is_right, "{toml}");
    }
}

#[test]
fn a_slip_names_the_nearest_right_key() {
    for (toml, said) in [
        ("selekt = []", "没有“selekt”这一项，是不是“select”？"),
        ("[[overrides]]\nignor = []", "heshu.toml:2: 没有“ignor”这一项，是不是“ignore”？"),
        ("ignore = [\"value-missmatch\"]", "是不是“value-mismatch”？"),
        ("exclude = [\"a[\"]", "heshu.toml:1:"),
        ("\nreference-date = \"五月\"", "heshu.toml:2: “五月”不是日期，请写作 2026-05-01"),
        ("reference-date = 5", "heshu.toml:1: 值的写法不对，应为日期，例如 2026-05-01"),
        ("# noize\n[severity]\nnoize = \"hint\"", "heshu.toml:3: 没有“noize”这条规则或类别，是不是“noise”？"),
        ("[severity]\nnoise = \"warn\"", "heshu.toml:2: 没有“warn”这个级别"),
        ("select = [\n  \"xyz\",\n]", "heshu.toml:2: 没有“xyz”这条规则或类别；运行 heshu explain 可列出全部"),
        ("foo = 1", "across-articles、locale、overrides"),
    ] {
        let folder = Folder::with(&[("heshu.toml", toml.as_bytes()), ("a.txt", b"")]);
        let run = folder.run(&["check", "a.txt"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{toml}");
        assert!(run.stderr.contains(said), "{toml}: {}", run.stderr);
    }
}

#[test]
fn excluded_files_are_not_read_in_folders_and_read_when_named() {
    let folder =
        Folder::with(&[("heshu.toml", b"exclude = [\"archive/\"]\n"), ("archive/a.txt", WRONG.as_bytes()), ("b.txt", WRONG.as_bytes())]);
    let paths = |args: &[&str]| {
        let json: Value = serde_json::from_str(&folder.run(args).stdout).unwrap();
        json["files"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(paths(&["check", "--format", "json"]), ["b.txt"]);
    assert_eq!(paths(&["check", "--format", "json", "archive"]), [""; 0]);
    assert_eq!(paths(&["check", "--format", "json", "archive/a.txt"]), ["archive/a.txt"]);
}

#[test]
fn the_reference_date_of_the_settings_dates_figures() {
    let text = "工业简报\n\n今年完成投资36亿元。\n";
    let folder = Folder::with(&[("a.txt", text.as_bytes())]);
    let days = || folder.run(&["figures", "--format", "jsonl", "a.txt"]).stdout;
    assert!(!days().contains("2024-01-01"), "{}", days());
    folder.write("heshu.toml", b"reference-date = \"2024-05-01\"\n");
    assert!(days().contains("2024-01-01"), "{}", days());
    folder.write("a.txt", format!("工业简报\n2021年3月2日\n\n{}", &text["工业简报\n\n".len()..]).as_bytes());
    assert!(days().contains("2021-01-01") && !days().contains("2024-01-01"), "the article's own date goes before: {}", days());
}

#[test]
fn rules_read_an_article_without_a_date_from_the_reference_date() {
    let article = |head: &str| format!("工业简报\n\n{head}今年1至9月，全县规模以上工业完成产值36亿元。\n");
    let folder = Folder::with(&[("a.txt", article("").as_bytes()), ("b.txt", article("2026年11月5日\n\n").as_bytes())]);
    let found = |more: &[&str]| {
        let args = [&["check", "--format", "concise", "--select", "unfinished-period"], more].concat();
        folder.run(&args).stdout.lines().map(|l| l.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), [""; 0], "nothing tells the day");
    assert_eq!(found(&["--reference-date", "2026-06-01"]), ["a.txt:3:1:"], "b.txt has a date of its own");
    assert_eq!(found(&["--reference-date", "2026-10-01"]), [""; 0]);
    folder.write("heshu.toml", b"reference-date = \"2026-06-01\"\n");
    assert_eq!(found(&[]), ["a.txt:3:1:"]);
    assert_eq!(found(&["--reference-date", "2026-10-01"]), [""; 0], "the command line goes before the file");
    let report = folder.run(&["report"]).stdout;
    assert!(report.contains("到9月30日才结束"), "{report}");
    let batch = |more: &str| {
        let record = format!("{{\"id\":1,\"input\":{:?}{more}}}", article(""));
        folder.run_with(&["check", "--batch", "--select", "unfinished-period"], record.as_bytes())
    };
    assert!(batch("").stdout.contains("unfinished-period"));
    assert!(!batch(",\"ref\":\"2026-10-01\"").stdout.contains("unfinished-period"), "the record's own day goes before");
    let wrong = batch(",\"ref\":\"去年\"");
    assert!(wrong.code == 2 && wrong.stdout.contains("ref is no date: 去年"), "{}", wrong.stdout);
    assert_eq!(folder.run(&["ignore", "a.txt:3", "--reason", "见附表"]).code, 0);
    assert_eq!(found(&[]), [""; 0], "let stand, as heshu check found it");
}
