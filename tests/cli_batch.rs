//! Other programs: `heshu check --batch`, and the clients in docs/ci.

mod cli_support;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use cli_support::{Folder, heshu};
use serde_json::{Value, json};

const WRONG: &str = "质量通报\n\n抽检合格率102%。\n";

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
}

fn codes(answer: &Value) -> Vec<&str> {
    answer["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect()
}

#[test]
fn records_are_answered_in_order_with_what_check_says() {
    let folder = Folder::with(&[("heshu.toml", b"ignore = [\"missing-title\"]\n")]);
    let mut input = String::new();
    for id in 0..300 {
        // Long and short ones by turns, so that the short ones are done first.
        let text = format!("{WRONG}{}", "全年运行平稳。\n".repeat(if id % 7 == 0 { 200 } else { 0 }));
        input += &format!("{}\n", json!({"id": id, "input": text}));
    }
    let run = folder.run_with(&["check", "--batch"], input.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    let answers = lines(&run.stdout);
    assert_eq!(answers.iter().map(|a| a["id"].as_u64().unwrap()).collect::<Vec<_>>(), (0..300).collect::<Vec<_>>());
    folder.write("a.txt", WRONG.as_bytes());
    let checked: Value = serde_json::from_str(&folder.run(&["check", "--format", "json", "a.txt"]).stdout).unwrap();
    for answer in &answers {
        let (mut one, mut other) = (answer["findings"].clone(), checked["files"][0]["findings"].clone());
        for list in [&mut one, &mut other] {
            // The fingerprint has the path in it.
            list[0].as_object_mut().unwrap().remove("fingerprint");
        }
        assert_eq!(one, other);
    }
}

#[test]
fn a_bad_record_does_not_stop_the_rest() {
    let folder = Folder::with(&[]);
    let good = json!({"id": "好", "input": WRONG}).to_string();
    let input = format!("not json\n{good}\n\n{{\"id\":7}}\n\u{feff}[]\n{good}\n{}", json!({"id": null, "input": ""}));
    let run = folder.run_with(&["check", "--batch"], input.as_bytes());
    assert_eq!(run.code, 2);
    let answers = lines(&run.stdout);
    let ids: Vec<_> = answers.iter().map(|a| (a["id"].clone(), a["line"].clone())).collect();
    let null = Value::Null;
    assert_eq!(
        ids,
        [
            (null.clone(), json!(1)),
            (json!("好"), null.clone()),
            (json!(7), json!(4)),
            (null.clone(), json!(5)),
            (json!("好"), null.clone()),
            (null.clone(), null.clone())
        ]
    );
    assert!(answers[0]["error"].as_str().unwrap().contains("not the JSON that is wanted"));
    assert_eq!(codes(&answers[4]), ["ratio-out-of-bounds"]);
    assert_eq!(run.stderr.lines().filter(|l| l.contains("每行应为")).count(), 3, "{}", run.stderr);
    let nothing = folder.run_with(&["check", "--batch"], b"");
    assert_eq!((nothing.code, nothing.stdout.as_str()), (0, ""));
    // figures --batch likewise.
    let figures = folder.run_with(&["figures", "--batch"], input.as_bytes());
    assert_eq!((figures.code, lines(&figures.stdout).len()), (2, 3), "{}", figures.stderr);
    assert!(
        figures.stderr.contains("标准输入第1行：不是 JSON") && figures.stderr.contains("第4行：缺少“input”这一项"),
        "{}",
        figures.stderr
    );
    let zero = folder.run_with(&["check", "--batch", "--exit-zero"], good.as_bytes());
    assert_eq!(zero.code, 0);
}

#[test]
fn paths_bring_their_settings_and_what_is_ignored() {
    let folder = Folder::with(&[("in/heshu.toml", b"severity = { figures = \"hint\" }\n"), ("a.txt", WRONG.as_bytes())]);
    assert_eq!(folder.run(&["ignore", "a.txt"]).code, 0);
    let records = ["a.txt", "in/a.txt", "b.txt"].map(|path| json!({"id": path, "path": path, "input": WRONG}).to_string());
    let run = folder.run_with(&["check", "--batch"], records.join("\n").as_bytes());
    let severities: Vec<Value> = lines(&run.stdout).iter().map(|a| a["findings"][0]["severity"].clone()).collect();
    assert_eq!(severities, [Value::Null, json!("hint"), json!("error")]);
}

/// A program that waits for each answer before it sends the next record must not wait for ever.
#[test]
fn each_record_is_answered_at_once() {
    let mut child = heshu().args(["check", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in 0..20 {
        writeln!(input, "{}", json!({"id": id, "input": WRONG})).unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], id);
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

/// Memory stays bounded over a stream that is much larger than what may be under way, and ends when nobody reads.
#[test]
fn it_ends_when_the_reader_goes() {
    let mut child = heshu().args(["check", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let writer = std::thread::spawn(move || {
        let record = format!("{}\n", json!({"id": 1, "input": WRONG}));
        (0..2_000_000).take_while(|_| input.write_all(record.as_bytes()).is_ok()).count()
    });
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    drop(output);
    assert!(child.wait().unwrap().code().is_some_and(|code| code <= 1));
    let written = writer.join().unwrap();
    assert!(written < 2_000_000, "reading went on after the reader had gone");
}

#[test]
fn the_example_clients_say_what_check_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let articles = ["seeds/articles/01-clean.txt", "seeds/articles/03-counts.txt", "seeds/articles/05-quarterly.md"];
    let mut check = heshu();
    let check = check.current_dir(root).args(["check", "--format", "concise"]).args(articles).output().unwrap();
    let said = String::from_utf8(check.stdout).unwrap();
    assert!(said.lines().count() > 4);
    for client in ["docs/ci/lsp_client.py", "docs/ci/batch.py"] {
        let script = std::fs::read_to_string(root.join(client)).unwrap();
        assert!(script.lines().count() < 60, "{client} is an example, not a program");
        let mut command = Command::new("python3");
        command.current_dir(root).env("HESHU", env!("CARGO_BIN_EXE_heshu")).arg(client).args(articles);
        let Ok(run) = command.output() else {
            assert!(std::env::var_os("CI").is_none(), "python3 is missing");
            eprintln!("python3 is not here: {client} was not run");
            return;
        };
        let out = String::from_utf8(run.stdout).unwrap();
        assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
        if client.contains("lsp") {
            assert_eq!(out, said);
        } else {
            assert_eq!(out.lines().count(), said.lines().count());
        }
        let clean = Command::new("python3")
            .current_dir(root)
            .env("HESHU", env!("CARGO_BIN_EXE_heshu"))
            .args([client, articles[0]])
            .output()
            .unwrap();
        assert_eq!(clean.status.code(), Some(0));
        if client.contains("batch") {
            let mut missing = Command::new("python3");
            let missing = missing.current_dir(root).env("HESHU", env!("CARGO_BIN_EXE_heshu")).args([client, "none.txt", articles[0]]);
            let missing = missing.output().unwrap();
            let said = String::from_utf8(missing.stderr).unwrap();
            assert!(missing.status.code() == Some(2) && said.contains("none.txt: ") && !said.contains("Traceback"), "{said}");
        }
    }
}
