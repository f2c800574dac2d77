//! `heshu catalog`, and the workspace's own catalog on the command line.

mod cli_support;

use cli_support::Folder;
use serde_json::Value;

const FIRST: &str = "柳川高新区集中开工\n\n2025年3月4日\n\n3月3日，总投资52亿元的恒川铝业年产30万吨铝箔项目在柳川高新区开工，恒川铝业股份有限公司董事长致辞。\n";
const SECOND: &str = "订单增长\n\n2025年6月1日\n\n恒川铝业年产30万吨铝箔项目总投资25亿元，设备安装正在进行。恒川铝业今年订单增长。\n";

fn names(stdout: &str, kind: &str) -> Vec<String> {
    let rows = stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.filter(|row| row["kind"] == kind).map(|row| row["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_an_editor_wrote_down_holds_on_the_command_line_too() {
    let folder = Folder::with(&[("五月/second.txt", SECOND.as_bytes())]);
    let entities = |folder: &Folder| folder.run(&["entities", "--format", "jsonl"]).stdout;
    assert!(names(&entities(&folder), "company").contains(&"恒川铝业".to_owned()));
    folder.write(".heshu/catalog/added.toml", "[[ignore]]\nname = \"恒川铝业\"\nkind = \"company\"\n".as_bytes());
    assert_eq!(names(&entities(&folder), "company"), Vec::<String>::new());
    assert_eq!(names(&entities(&folder), "project"), ["恒川铝业年产30万吨铝箔项目"]);
}

#[test]
fn check_tells_each_problem_with_its_line_and_what_to_do() {
    let wrong =
        "[[company]]\nid = \"heng\"\nname = \"恒川铝业\"\nparent = \"nobody\"\n\n[[company]]\nid = \"chuan\"\nname = \"恒川铝业\"\n";
    let folder = Folder::with(&[(".heshu/catalog/mine.toml", wrong.as_bytes())]);
    let run = folder.run(&["catalog", "check"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.stdout);
    assert!(lines[0].contains("mine.toml:4: “heng”的 parent 写的是“nobody”"), "{}", lines[0]);
    assert!(lines[1].contains("mine.toml:8: “恒川铝业”已经是“heng”"), "{}", lines[1]);
    // A file that is no TOML, one that is not there, one that is right, none at all.
    folder.write("broken.toml", b"[[company]\n");
    let run = folder.run(&["catalog", "check", "broken.toml"]);
    assert_eq!((run.code, run.stdout.starts_with("broken.toml:1: ")), (1, true), "{}", run.stdout);
    assert_eq!(folder.run(&["catalog", "check", "none.toml"]).code, 2);
    folder.write("right.toml", "[[company]]\nid = \"heng\"\nname = \"恒川铝业\"\n".as_bytes());
    let run = folder.run(&["catalog", "check", "right.toml"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    let run = Folder::with(&[]).run(&["catalog", "check"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    assert!(run.stderr.contains("这里没有自己的名录"), "{}", run.stderr);
}

#[test]
fn build_drafts_a_catalog_that_holds_with_evidence() {
    let folder = Folder::with(&[("稿/first.txt", FIRST.as_bytes()), ("稿/second.txt", SECOND.as_bytes())]);
    let run = folder.run(&["catalog", "build", "稿", "--output", "draft.toml"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let draft = std::fs::read_to_string(folder.path().join("draft.toml")).unwrap();
    assert!(draft.starts_with("#:schema https://"), "{draft}");
    for part in [
        "# 2篇2处：稿/first.txt:5、稿/second.txt:5\n",
        "name = \"恒川铝业年产30万吨铝箔项目\"",
        "value = \"52亿元\"",
        "date = \"2025-03-04\"",
        "source = \"柳川高新区集中开工\"",
    ] {
        assert!(draft.contains(part), "{part} is not in:\n{draft}");
    }
    // It is a catalog: nothing to complain of, and everybody in it is known now.
    let run = folder.run(&["catalog", "check", "draft.toml"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{draft}");
    let run = folder.run(&["--catalog", "draft.toml", "entities", "稿", "--format", "jsonl"]);
    let rows: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.iter().all(|row| row["source"] == "catalog"), "{}", run.stdout);
    let project = rows.iter().find(|row| row["kind"] == "project").unwrap();
    assert_eq!(project["owner"], "恒川铝业股份有限公司");
    // The same again, byte for byte; and no file is written over.
    assert_eq!(folder.run(&["catalog", "build", "稿"]).stdout, draft);
    assert_eq!(folder.run(&["catalog", "build", "稿", "--output", "draft.toml"]).code, 2);
    // Nobody is named three times.
    assert!(!folder.run(&["catalog", "build", "稿", "--least", "9"]).stdout.contains("[["));
}

#[test]
fn export_gives_everything_that_is_known() {
    let mine = "[[company]]\nid = \"heng\"\nname = \"恒川铝业\"\nshort = [\"恒川\"]\n\n[[ignore]]\nname = \"白璧\"\n";
    let folder = Folder::with(&[(".heshu/catalog/mine.toml", mine.as_bytes())]);
    let run = folder.run(&["catalog", "export"]);
    let all: Value = serde_json::from_str(&run.stdout).unwrap();
    let entities = all["entities"].as_array().unwrap();
    let own = entities.iter().find(|e| e["id"] == "heng").unwrap();
    assert_eq!(
        (own["name"].as_str(), own["short"][0].as_str(), own["aliases"].as_array().map(Vec::len)),
        (Some("恒川铝业"), Some("恒川"), Some(0))
    );
    assert!(own["file"].as_str().unwrap().ends_with("mine.toml") && entities.iter().any(|e| e["id"] == "yuguang-group"));
    assert_eq!(all["ignored"][0]["name"], "白璧");
    let run = folder.run(&["catalog", "export", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), entities.len());
    assert!(rows.iter().any(|row| &row[0] == "heng" && &row[4] == "恒川"));
}

#[test]
fn the_schema_that_ships_is_the_one_of_the_program() {
    let run = Folder::with(&[]).run(&["catalog", "schema"]);
    let shipped = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/catalog.schema.json")).unwrap();
    assert_eq!(run.stdout, shipped, "make it anew: cargo run -- catalog schema > docs/catalog.schema.json");
}

/// What the program takes, the schema takes; what one refuses, the other refuses. And it takes every catalog that ships.
#[test]
fn the_schema_and_the_program_agree() {
    let schema: Value = serde_json::from_str(&Folder::with(&[]).run(&["catalog", "schema"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let valid = |toml: &str| validator.is_valid(&serde_json::to_value(toml::from_str::<toml::Value>(toml).unwrap()).unwrap());
    let company = "[[company]]\nid = \"a\"\nname = \"恒川铝业\"\n";
    for (more, is_right) in [
        ("", true),
        ("aliases = [\"恒川铝\"]\nshort = [\"恒川\"]\nplace = \"柳川\"\n", true),
        ("[[company.fact]]\nvalue = \"5亿元\"\ndate = \"2025-03\"\nsource = \"日报\"\n", true),
        ("[[ignore]]\nname = \"白璧\"\nkind = \"company\"\n", true),
        ("[[same]]\nas = \"a\"\naliases = [\"恒川集团\"]\n", true),
        ("alias = [\"恒川铝\"]\n", false),
        ("aliases = \"恒川铝\"\n", false),
        ("aliases = [\"恒\"]\n", false),
        ("[[company.fact]]\ndate = \"去年\"\nsource = \"日报\"\n", false),
        ("[[company.fact]]\ndate = \"2025\"\n", false),
        ("[[ignore]]\nname = \"白璧\"\nkind = \"firm\"\n", false),
        ("[[same]]\nentries = [\"a\"]\n", false),
        ("[[ignore]]\nname = \"\"\n", false),
    ] {
        let text = format!("{company}{more}");
        let run = Folder::with(&[("a.toml", text.as_bytes())]).run(&["catalog", "check", "a.toml"]);
        assert_eq!(run.code, i32::from(!is_right), "{more}: {}", run.stdout);
        assert_eq!(valid(&text), is_right, "{more}");
    }
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/catalog")).unwrap().map(|f| f.unwrap().path()) {
        if file.extension().is_some_and(|e| e == "toml") {
            assert!(valid(&std::fs::read_to_string(&file).unwrap()), "{}", file.display());
        }
    }
}

#[test]
fn persons_and_bodies_are_mentions_of_their_own() {
    let text = "订单增长\n\n恒川铝业股份有限公司党委书记、董事长李文博介绍，洛阳市发展和改革委员会来调研。李文博说，总经理高度重视。\n";
    let folder = Folder::with(&[("a.txt", text.as_bytes())]);
    let run = folder.run(&["entities", "--kind", "person,organization", "--format", "jsonl"]);
    let rows: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let texts: Vec<&str> = rows.iter().map(|row| row["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["李文博", "洛阳市发展和改革委员会", "李文博"]);
    let attributes = serde_json::json!({"post": "党委书记、董事长", "employer": "恒川铝业股份有限公司"});
    assert_eq!((&rows[0]["attributes"], rows[1]["kind"].as_str()), (&attributes, Some("organization")));
    let run = folder.run(&["entities", "--kind", "place", "--format", "jsonl"]);
    // 洛阳市 is a part of the body's name here.
    assert_eq!(run.stdout, "");
    folder.write("b.txt", "到河南省洛阳市调研。\n".as_bytes());
    let run = folder.run(&["entities", "b.txt", "--kind", "place", "--format", "jsonl"]);
    assert_eq!(names(&run.stdout, "place"), ["河南省", "洛阳市"]);
    assert_eq!((rows[2]["source"].as_str(), &rows[2]["attributes"]), (Some("coreference"), &attributes));
}
