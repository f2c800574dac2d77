//! Every format of `heshu check`: read back by a parser or schema that is not ours, and held by a golden file.

mod cli_support;

use std::path::Path;

use cli_support::{Folder, Run, heshu};
use expect_test::expect_file;
use quick_xml::events::Event;
use serde_json::Value;

const FORMATS: [&str; 9] = ["full", "concise", "json", "github", "gitlab", "sarif", "rdjson", "junit", "checkstyle"];

/// A file whose name needs escaping everywhere, a clean one, and one in Markdown.
fn desk() -> Folder {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let read = |name: &str| std::fs::read(root.join(name)).unwrap();
    let clean = "云岭市工业提质\n\n云岭市今年新建项目12个。\n";
    Folder::with(&[("五月 <&\"',:%.txt", &read("03-counts.txt")), ("clean.txt", clean.as_bytes()), ("noisy.txt", &read("02-scraped.txt"))])
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}", run.stdout))
}

/// The findings that the JSON format tells: path, line, code.
fn told(folder: &Folder) -> Vec<(String, u64, String)> {
    let json = json(&folder.run(&["check", "--format", "json"]));
    let mut told = Vec::new();
    for file in json["files"].as_array().unwrap() {
        for finding in file["findings"].as_array().unwrap() {
            let line = finding["range"]["start"]["line"].as_u64().unwrap() + 1;
            told.push((file["path"].as_str().unwrap().to_owned(), line, finding["code"].as_str().unwrap().to_owned()));
        }
    }
    assert!(told.len() > 6);
    told
}

#[test]
fn the_exit_code_is_the_same_in_every_format() {
    let folder = desk();
    for format in FORMATS {
        assert_eq!(folder.run(&["check", "--format", format]).code, 1, "{format}");
        assert_eq!(folder.run(&["check", "--format", format, "clean.txt"]).code, 0, "{format}");
        assert_eq!(folder.run(&["check", "--format", format, "--exit-zero"]).code, 0, "{format}");
        let missing = folder.run(&["check", "--format", format, "clean.txt", "none.txt"]);
        assert_eq!(missing.code, 2, "{format}");
        assert!(!missing.stdout.contains("none.txt"), "{format}: what went wrong is no result");
    }
}

#[test]
fn every_format_is_whole_when_there_is_nothing_to_check() {
    let folder = Folder::with(&[]);
    for format in ["json", "gitlab", "sarif", "rdjson"] {
        json(&folder.run(&["check", "--format", format]));
    }
    for format in ["junit", "checkstyle"] {
        assert_eq!(elements(&folder.run(&["check", "--format", format]).stdout).len(), 1, "{format}");
    }
}

#[test]
fn golden_files_hold_every_format() {
    for (format, extension) in FORMATS.into_iter().zip(["txt", "txt", "json", "txt", "json", "sarif", "json", "xml", "xml"]) {
        let mut command = heshu();
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["check", "--format", format, "seeds/articles/03-counts.txt"]);
        let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
        // One rule stands for all of them in the list that SARIF carries.
        let out = if format == "sarif" { one_rule(&out) } else { out };
        let out = out.replace(env!("CARGO_PKG_VERSION"), "VERSION");
        expect_file![format!("golden/{format}.{extension}")].assert_eq(&out);
    }
}

fn one_rule(sarif: &str) -> String {
    let mut log: Value = serde_json::from_str(sarif).unwrap();
    log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap().truncate(1);
    serde_json::to_string_pretty(&log).unwrap() + "\n"
}

#[test]
fn sarif_is_valid_and_tells_rules_places_and_fixes() {
    let folder = desk();
    let log = json(&folder.run(&["check", "--format", "sarif"]));
    // The pattern for languages has a bracket too many, which no reader of regular expressions takes.
    let schema = include_str!("data/sarif-2.1.0.schema.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    let broken = serde_json::json!({"version": "2.1.0", "runs": [{"results": []}]});
    assert!(!validator.is_valid(&broken), "the schema is one that can say no");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    let found: Vec<_> = results
        .iter()
        .map(|r| {
            let rule = &rules[r["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], r["ruleId"]);
            assert!(rule["shortDescription"]["text"].as_str().unwrap().chars().count() > 2, "{rule}");
            assert!(rule["helpUri"].as_str().unwrap().starts_with("https://"));
            let place = &r["locations"][0]["physicalLocation"];
            (
                decoded(place["artifactLocation"]["uri"].as_str().unwrap()),
                place["region"]["startLine"].as_u64().unwrap(),
                text(&r["ruleId"]),
            )
        })
        .collect();
    assert_eq!(found, told(&folder));
    assert!(results.iter().any(|r| !r["fixes"][0]["artifactChanges"][0]["replacements"].as_array().unwrap_or(&vec![]).is_empty()));
    assert!(results.iter().any(|r| r["relatedLocations"].as_array().is_some_and(|l| l.len() > 2)));
    let mut prints: Vec<String> =
        results.iter().map(|r| format!("{}{}", r["locations"][0], r["partialFingerprints"]["heshu/v1"])).collect();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), results.len());
}

/// The fixes of SARIF, applied by a program that knows nothing of heshu, change what `--diff` changes.
#[test]
fn the_fixes_of_sarif_are_those_of_fix() {
    let text = "云岭市工业提质\n\n云岭市今年質(zhì)量提升,。新建項(xiàng)目12个。𠮷县也一樣(yàng)。\n";
    let folder = Folder::with(&[("a.txt", text.as_bytes())]);
    let log = json(&folder.run(&["check", "--format", "sarif", "--select", "noise-pinyin", "a.txt"]));
    let fix = &log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"];
    let mut lines: Vec<Vec<char>> = text.lines().map(|l| l.chars().collect()).collect();
    for replacement in fix.as_array().unwrap().iter().rev() {
        let region = &replacement["deletedRegion"];
        let number = |key: &str| region[key].as_u64().unwrap() as usize;
        assert_eq!(number("startLine"), number("endLine"));
        let inserted = replacement["insertedContent"]["text"].as_str().unwrap().chars();
        lines[number("startLine") - 1].splice(number("startColumn") - 1..number("endColumn") - 1, inserted);
    }
    let fixed: String = lines.into_iter().map(|l| l.into_iter().collect::<String>() + "\n").collect();
    folder.run(&["check", "--fix", "--select", "noise-pinyin", "a.txt"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("a.txt")).unwrap(), fixed);
    assert_eq!(fixed, "云岭市工业提质\n\n云岭市今年質量提升,。新建項目12个。𠮷县也一樣。\n");
}

#[test]
fn gitlab_has_a_fingerprint_of_its_own_for_each_finding() {
    let folder = desk();
    let report = json(&folder.run(&["check", "--format", "gitlab"]));
    let mut prints = Vec::new();
    let mut found = Vec::new();
    for issue in report.as_array().unwrap() {
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().unwrap()));
        assert!(!text(&issue["description"]).is_empty());
        prints.push(text(&issue["fingerprint"]));
        let line = issue["location"]["positions"]["begin"]["line"].as_u64().unwrap();
        found.push((text(&issue["location"]["path"]), line, text(&issue["check_name"])));
    }
    assert_eq!(found, told(&folder));
    let count = prints.len();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), count);
    // A line that is put before everything moves every finding and changes no fingerprint.
    let file = folder.path().join("五月 <&\"',:%.txt");
    let moved = std::fs::read_to_string(&file).unwrap().replacen("\n\n", "\n\n今天晴。\n\n", 1);
    std::fs::write(&file, moved).unwrap();
    let again = json(&folder.run(&["check", "--format", "gitlab"]));
    let mut later: Vec<String> = again.as_array().unwrap().iter().map(|i| text(&i["fingerprint"])).collect();
    later.sort();
    assert_eq!(later, prints);
}

#[test]
fn rdjson_counts_bytes_from_one() {
    let text_of = "质量通报\n\n𠮷县抽检合格率102%。\n";
    let folder = Folder::with(&[("a.txt", text_of.as_bytes())]);
    let report = json(&folder.run(&["check", "--format", "rdjson"]));
    let diagnostic = &report["diagnostics"][0];
    let range = &diagnostic["location"]["range"];
    let at = |end: &str| (range[end]["line"].as_u64().unwrap(), range[end]["column"].as_u64().unwrap() as usize);
    let line = text_of.lines().nth(2).unwrap();
    assert_eq!((at("start").0, &line[at("start").1 - 1..at("end").1 - 1]), (3, "102%"));
    assert_eq!(diagnostic["severity"], "ERROR");
    assert_eq!(diagnostic["code"]["value"], "ratio-out-of-bounds");
    let folder = desk();
    let report = json(&folder.run(&["check", "--format", "rdjson"]));
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), told(&folder).len());
}

#[test]
fn github_commands_are_escaped() {
    let folder = desk();
    let run = folder.run(&["check", "--format", "github"]);
    let mut found = Vec::new();
    for line in run.stdout.lines() {
        // As the runner reads it: `::command key=value,…::message`.
        let (command, rest) = line.strip_prefix("::").unwrap().split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&command));
        let (properties, message) = rest.split_once("::").unwrap();
        assert!(!message.is_empty());
        let property = |name: &str| {
            let all = properties.split(',').filter_map(|p| p.split_once('='));
            let value = all.into_iter().find(|(key, _)| *key == name).unwrap().1;
            value.replace("%2C", ",").replace("%3A", ":").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        };
        let code = property("title").trim_start_matches("heshu ").to_owned();
        found.push((property("file"), property("line").parse().unwrap(), code));
    }
    assert_eq!(found, told(&folder));
}

#[test]
fn junit_has_a_suite_for_each_file() {
    let folder = desk();
    let elements = elements(&folder.run(&["check", "--format", "junit"]).stdout);
    let count = |name: &str| elements.iter().filter(|(n, _)| n == name).count();
    let of = |name: &str, key: &str| -> Vec<String> {
        elements.iter().filter(|(n, _)| n == name).map(|(_, a)| a.iter().find(|(k, _)| k == key).unwrap().1.clone()).collect()
    };
    let sum = |key: &str| of("testsuite", key).iter().map(|n| n.parse::<usize>().unwrap()).sum::<usize>();
    assert_eq!(of("testsuite", "name"), ["clean.txt", "noisy.txt", "五月 <&\"',:%.txt"]);
    assert_eq!((sum("failures"), sum("skipped")), (count("failure"), count("skipped")));
    assert_eq!(count("failure") + count("skipped"), told(&folder).len());
    assert_eq!(sum("tests"), count("testcase"));
    assert_eq!(count("testcase"), told(&folder).len() + 1, "the clean file has a case that passed");
}

#[test]
fn checkstyle_is_read_back() {
    let folder = desk();
    let elements = elements(&folder.run(&["check", "--format", "checkstyle"]).stdout);
    let mut found = Vec::new();
    let mut file = String::new();
    for (name, attributes) in elements {
        let of = |key: &str| attributes.iter().find(|(k, _)| k == key).unwrap().1.clone();
        match name.as_str() {
            "file" => file = of("name"),
            "error" => found.push((file.clone(), of("line").parse().unwrap(), of("source").trim_start_matches("heshu.").to_owned())),
            _ => assert_eq!(name, "checkstyle"),
        }
    }
    assert_eq!(found, told(&folder));
}

#[test]
fn results_go_into_a_file_as_a_whole() {
    let folder = desk();
    let plain = folder.run(&["check", "--format", "sarif"]);
    let run = folder.run(&["check", "--format", "sarif", "--output", "out.sarif"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_eq!(std::fs::read_to_string(folder.path().join("out.sarif")).unwrap(), plain.stdout);
    let run = folder.run(&["check", "--output", "none/out.txt", "clean.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("无法写出结果"), "{}", run.stderr);
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn decoded(uri: &str) -> String {
    percent_encoding::percent_decode_str(uri).decode_utf8().unwrap().into_owned()
}

/// The elements of an XML document with their attributes, in order; a document that is not well formed fails.
fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut elements, mut depth) = (Vec::new(), 0);
    loop {
        let event = reader.read_event().unwrap_or_else(|e| panic!("{e}: {xml}"));
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|a| {
                    let a = a.unwrap();
                    let value = a.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned();
                    (String::from_utf8(a.key.as_ref().to_vec()).unwrap(), value)
                });
                elements.push((String::from_utf8(tag.name().as_ref().to_vec()).unwrap(), attributes.collect()));
                depth += i32::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{xml}");
    elements
}
