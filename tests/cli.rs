//! The program as people and scripts run it: exit codes, formats, inputs. What it writes into files is in `cli_files.rs`.

mod cli_support;

use cli_support::{Folder, heshu};
use expect_test::expect;
use serde_json::Value;

const NOISY: &str = "云岭市工业提质\n\n云岭市今年質(zhì)量提升,。新建項(xiàng)目12个。\n";

#[test]
fn the_exit_code_follows_the_gravest_finding() {
    let folder = Folder::with(&[("a.txt", NOISY.as_bytes())]);
    assert_eq!(folder.run(&["check", "a.txt"]).code, 0, "noise is only a hint");
    assert_eq!(folder.run(&["check", "a.txt", "--fail-on", "hint"]).code, 1);
    assert_eq!(folder.run(&["check", "a.txt", "--fail-on", "hint", "--exit-zero"]).code, 0);
    for format in ["full", "concise", "json"] {
        assert_eq!(folder.run(&["check", "a.txt", "--fail-on", "hint", "--format", format]).code, 1, "{format}");
    }
}

#[test]
fn wrong_usage_is_2_and_says_what_is_right() {
    let folder = Folder::with(&[("a.txt", b"")]);
    assert_eq!(folder.run(&["check", "--nonsense"]).code, 2);
    assert_eq!(folder.run(&["check", "--format", "html"]).code, 2);
    assert_eq!(folder.run(&["--locale", "zh"]).code, 2);
    let typo = folder.run(&["check", "--select", "noise-pinyn"]);
    assert_eq!((typo.code, typo.stdout.as_str()), (2, ""));
    assert!(typo.stderr.contains("noise-pinyin"), "{}", typo.stderr);
}

#[test]
fn one_missing_file_does_not_hide_the_others() {
    let folder = Folder::with(&[("a.txt", NOISY.as_bytes())]);
    let run = folder.run(&["check", "missing.txt", "a.txt", "--format", "concise"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("找不到 missing.txt"), "{}", run.stderr);
    let run = folder.run(&["check", "missing.txt"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (2, "错误：找不到 missing.txt\n"),
        "nothing was checked, so nothing is said to be in order"
    );
    let run = folder.run(&["check", "missing.txt", "a.txt", "--format", "concise"]);
    assert!(run.stdout.contains("a.txt:3:7: hint[noise-pinyin]"), "{}", run.stdout);
}

#[test]
fn settings_hold_for_their_folder_and_the_command_line_wins() {
    let toml = "ignore = [\"noise\"]\n[severity]\nnoise-pinyin = \"error\"\n";
    let folder = Folder::with(&[("in/heshu.toml", toml.as_bytes()), ("in/a.txt", NOISY.as_bytes()), ("out/a.txt", NOISY.as_bytes())]);
    let run = folder.run(&["check", "--format", "concise"]);
    assert!(!run.stdout.contains("in/a.txt") && run.stdout.contains("out/a.txt"), "{}", run.stdout);
    let run = folder.run(&["check", "--format", "concise", "--select", "noise-pinyin", "in"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, "in/a.txt:3:7: error[noise-pinyin] 抓取混入的拼音注音，全文2处\n"));
}

#[test]
fn settings_that_cannot_be_read_end_the_run() {
    let folder = Folder::with(&[("heshu.toml", b"selekt = []\n"), ("a.txt", NOISY.as_bytes())]);
    let run = folder.run(&["check", "a.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.ends_with("heshu.toml:1: 没有“selekt”这一项，是不是“select”？\n"), "{}", run.stderr);
    let run = folder.run(&["check", "a.txt", "--locale", "en"]);
    assert!(run.stderr.ends_with("heshu.toml:1: unknown field `selekt`: did you mean `select`?\n"), "{}", run.stderr);
}

#[test]
fn a_catalog_of_ones_own_is_used_and_its_mistakes_are_told() {
    let good = "[[company]]\nid = \"qinghe-textile\"\nname = \"青河纺织有限公司\"\naliases = [\"青河纺织\"]\n";
    let folder =
        Folder::with(&[("a.txt", "青河纺织扩产。\n".as_bytes()), ("c.toml", good.as_bytes()), ("bad.toml", b"[[company]]\nnme = 1\n")]);
    let run = folder.run(&["entities", "a.txt", "--catalog", "c.toml", "--format", "jsonl"]);
    assert_eq!(run.code, 0);
    let row: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&row["name"], &row["start"], &row["end"]), (&"青河纺织有限公司".into(), &0.into(), &4.into()));
    let run = folder.run(&["check", "a.txt", "--catalog", "bad.toml"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("错误：bad.toml:2: 没有“nme”这一项，是不是“name”？"), "{}", run.stderr);
    let run = folder.run(&["check", "a.txt", "--catalog", "gone.toml", "--locale", "en"]);
    assert!(run.stderr.contains("cannot read the catalog gone.toml: there is no such file; check the path"), "{}", run.stderr);
}

#[test]
fn folders_are_walked_in_order_without_what_gitignore_names() {
    let files = ["b.md", "a.txt", "drafts/c.txt", "sub/d.markdown", "sub/e.log", ".hidden/f.txt"].map(|n| (n, NOISY.as_bytes()));
    let folder = Folder::with(&files);
    folder.write(".gitignore", b"drafts/\n");
    let paths = |args: &[&str]| {
        let run = folder.run(args);
        let json: Value = serde_json::from_str(&run.stdout).unwrap();
        json["files"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(paths(&["check", "--format", "json"]), ["a.txt", "b.md", "sub/d.markdown"]);
    assert_eq!(paths(&["check", "--format", "json", "sub", "./a.txt", "a.txt", "."]), ["a.txt", "b.md", "sub/d.markdown"]);
    assert_eq!(paths(&["check", "--format", "json", "drafts/c.txt"]), ["drafts/c.txt"], "what is named is read");
    assert_eq!(paths(&["check", "--format", "json", "**/*.{log,markdown}"]), ["sub/d.markdown", "sub/e.log"]);
    assert_eq!(folder.run(&["check", "*.rst"]).code, 2);
    folder.write("heshu.toml", b"extensions = [\"log\"]\n");
    assert_eq!(paths(&["check", "--format", "json", "sub"]), ["sub/d.markdown", "sub/e.log"]);
}

#[test]
fn standard_input_has_the_name_it_is_given() {
    let folder = Folder::with(&[]);
    let run = folder.run_with(&["check", "-", "--format", "concise"], NOISY.as_bytes());
    assert!(run.stdout.starts_with("-:3:7: hint[noise-pinyin]"), "{}", run.stdout);
    folder.write("sub/heshu.toml", b"locale = \"en\"\n");
    let run = folder.run_with(&["check", "--stdin-filename", "sub/x.md", "--format", "concise"], NOISY.as_bytes());
    assert!(run.stdout.starts_with("sub/x.md:3:7: hint[noise-pinyin] 2 × readings"), "{}", run.stdout);
}

#[test]
fn messages_are_chinese_unless_somebody_asks() {
    let folder = Folder::with(&[("a.txt", "云岭市工业提质\n".as_bytes())]);
    assert!(folder.run(&["check", "a.txt"]).stderr.starts_with("未发现问题"));
    assert!(folder.run(&["check", "a.txt", "--locale", "en"]).stderr.starts_with("no problems found"));
    let mut command = heshu();
    command.current_dir(folder.path()).env("LC_ALL", "en_US.UTF-8").args(["check", "a.txt"]);
    assert!(String::from_utf8_lossy(&command.output().unwrap().stderr).starts_with("未发现问题"));
    command.args(["--locale", "auto"]);
    assert!(String::from_utf8_lossy(&command.output().unwrap().stderr).starts_with("no problems found"));
}

#[test]
fn json_has_the_keys_that_others_rely_on() {
    let folder = Folder::with(&[("a.txt", "𠮷山县提质\n\n質(zhì)量提升。\n".as_bytes())]);
    let run = folder.run(&["check", "a.txt", "--format", "json", "--select", "noise-pinyin"]);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&json["version"], &json["tool"]["name"]), (&1.into(), &"heshu".into()));
    let place = serde_json::json!({"start": {"line": 2, "character": 1}, "end": {"line": 2, "character": 6}});
    let mut finding = json["files"][0]["findings"][0].clone();
    let fingerprint = finding.as_object_mut().unwrap().remove("fingerprint").unwrap();
    assert_eq!(fingerprint.as_str().map(str::len), Some(32));
    let expected = serde_json::json!({
        "code": "noise-pinyin", "group": "noise", "severity": "hint", "message": "抓取混入的拼音注音，全文1处",
        "start": 8, "end": 13, "range": place, "related": [],
        "fixes": [{"title": "删去全部拼音注音", "safe": true, "edits": [{"start": 8, "end": 13, "range": place, "text": ""}]}],
    });
    assert_eq!(finding, expected);
    assert_eq!(json["files"][0]["encoding"], "utf-8");
    for key in ["figures", "bound", "checked"] {
        assert!(json["files"][0]["coverage"][key].is_u64() && json["summary"][key].is_u64(), "{key}");
    }
    assert_eq!((&json["summary"]["files"], &json["summary"]["hints"]), (&1.into(), &1.into()));
    let run = folder.run(&["check", "missing", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&run.stdout).unwrap()["files"], serde_json::json!([]), "a document all the same");
}

#[test]
fn full_output_for_people() {
    let text = format!("{NOISY}\n青河县重点发展光伏板、特色果蔬、家居用品四大产业。\n");
    let folder = Folder::with(&[("稿件.txt", text.as_bytes())]);
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 1);
    expect![[r#"
        错误[count-mismatch]: 写明“四大产业”，实际列出3项
         --> 稿件.txt:5:21
          |
        5 | 青河县重点发展光伏板、特色果蔬、家居用品四大产业。
          |               ------  --------  --------^^^^
          |               |       |         |
          |               |       |         第3项
          |               |       第2项
          |               第1项
          |
          = 算式：列出3项（光伏板、特色果蔬、家居用品）≠ 写明4
          = 建议：改为“三大”

        提示[noise-pinyin]: 抓取混入的拼音注音，全文2处 --> 稿件.txt:3:7
        提示[noise-doubled-mark]: 多余的标点，全文1处 --> 稿件.txt:3:15

        ----
        提示：其中2处可用 --fix 改好，另有1处可用 --fix --unsafe-fixes 照第一种改法改，改后请人看一遍
        1个文件：错误1处，警告0处，提示2处；数字2个，归属2个，核对1个
    "#]]
    .assert_eq(&format!("{}----\n{}", run.stdout, run.stderr));
    let english = folder.run(&["check", "--locale", "en"]).stdout;
    assert!(english.contains("= formula: 3 listed (光伏板、特色果蔬、家居用品) ≠ 4 announced"), "{english}");
    let json: Value = serde_json::from_str(&folder.run(&["check", "--locale", "en", "--format", "json"]).stdout).unwrap();
    let evidence = json["files"][0]["findings"].as_array().unwrap().iter().find_map(|f| f.get("evidence")).unwrap();
    assert_eq!(evidence["formula"], "3 listed (光伏板、特色果蔬、家居用品) ≠ 4 announced");
    assert!(folder.run(&["check", "--color", "always"]).stdout.contains("\u{1b}["));
}

#[test]
fn outline_as_text_and_json() {
    let folder = Folder::with(&[("a.txt", "云岭市工业提质\n本报讯（记者 林舟）云岭市前三季度新开工项目12个。\n".as_bytes())]);
    let run = folder.run(&["outline", "a.txt"]);
    assert!(run.stdout.starts_with("标题  云岭市工业提质  (1)\n"), "{}", run.stdout);
    let run = folder.run(&["outline", "a.txt", "--locale", "en"]);
    assert!(run.stdout.starts_with("title  云岭市工业提质  (1)\n"), "{}", run.stdout);
    let run = folder.run(&["outline", "a.txt", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    let title = serde_json::json!({"name": "云岭市工业提质", "kind": "title", "level": 0, "start": 0, "end": 7,
        "selection": {"start": 0, "end": 7}, "synthetic": false, "children": []});
    assert_eq!(json[0], title);
}

#[test]
fn entities_in_three_formats() {
    let folder = Folder::with(&[("a.txt", "豫光集团扩产。\n".as_bytes())]);
    assert!(folder.run(&["entities", "a.txt"]).stdout.starts_with("a.txt:1:1  company  豫光集团  "));
    assert_eq!(folder.run(&["entities", "a.txt", "--kind", "project,person"]).stdout, "");
    let run = folder.run(&["entities", "a.txt", "--format", "csv"]);
    assert!(
        run.stdout.starts_with("path,start,end,text,kind,name,id,owner,source,confidence\na.txt,0,4,豫光集团,company,"),
        "{}",
        run.stdout
    );
    let run = folder.run(&["entities", "a.txt", "--format", "jsonl"]);
    let row: Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    assert_eq!((&row["kind"], &row["source"], &row["confidence"]), (&"company".into(), &"catalog".into(), &"high".into()));
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = Folder::with(&[]);
    assert!(folder.run(&["explain"]).stdout.lines().any(|l| l.starts_with("count-mismatch ")));
    assert!(folder.run(&["explain", "count-mismatch"]).stdout.starts_with("# "));
    assert!(folder.run(&["explain", "noise"]).stdout.lines().all(|l| l.starts_with("noise-")));
    assert_eq!(folder.run(&["explain", "count-mismatc"]).code, 2);
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    use std::io::Read;
    use std::process::Stdio;
    let many: Vec<(String, &[u8])> = (0..400).map(|n| (format!("{n}.txt"), NOISY.as_bytes())).collect();
    let folder = Folder::with(&many.iter().map(|(n, t)| (n.as_str(), *t)).collect::<Vec<_>>());
    let mut command = heshu();
    command.current_dir(folder.path()).args(["check", "--format", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0));
    assert!(!stderr.contains("panicked") && !stderr.contains("错误："), "{stderr}");
}
