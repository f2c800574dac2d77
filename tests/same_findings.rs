//! The command line and the server say the same: on every sample article, under the same settings, with what is ignored.

mod cli_support;
mod lsp_client;

use std::path::{Path, PathBuf};

use cli_support::Folder;
use lsp_client::Client;
use serde_json::{Value, json};

const SETTINGS: &str = "reference-date = \"2026-06-01\"\nignore = [\"missing-title\"]\nignore-texts = [\"三件实事\"]\nseverity = { lists = \"warning\" }\n\
                        [[overrides]]\npaths = [\"*.md\"]\nseverity = { figures = \"hint\" }\n\
                        [[overrides]]\npaths = [\"08-*\"]\nignore = [\"dates\"]\n";

/// The samples, and one that only these settings make different.
fn articles() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let read = |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap());
    let mut articles: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| read(e.unwrap().path())).collect();
    let comment = "# 质量通报\n\n<!-- heshu-ignore ratio-out-of-bounds -->\n抽检合格率102%。\n\n复检合格率103%。\n";
    articles.push(("comments.md".to_owned(), comment.as_bytes().to_vec()));
    let undated = "工业简报\n\n今年1至9月，全县规模以上工业完成产值36亿元。\n";
    articles.push(("undated.txt".to_owned(), undated.as_bytes().to_vec()));
    articles.sort();
    articles
}

/// What both say in the same words: code, severity, message, range.
type Said = (String, u64, String, Value);

fn of_command_line(folder: &Folder, name: &str) -> Vec<Said> {
    let json: Value = serde_json::from_str(&folder.run(&["check", "--format", "json", name]).stdout).unwrap();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let severity = |name: &str| ["", "error", "warning", "", "hint"].iter().position(|n| *n == name).unwrap() as u64;
    let mut said: Vec<Said> = json["files"][0]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (text(&f["code"]), severity(f["severity"].as_str().unwrap()), text(&f["message"]), f["range"].clone()))
        .collect();
    said.sort_by_key(|s| format!("{s:?}"));
    said
}

async fn of_server(client: &mut Client, folder: &Folder, name: &str) -> Vec<Said> {
    let uri = format!("file://{}", folder.path().join(name).display());
    client.open(&uri, std::str::from_utf8(&std::fs::read(folder.path().join(name)).unwrap()).unwrap()).await;
    let report = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).await;
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let mut said: Vec<Said> = report["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (text(&d["code"]), d["severity"].as_u64().unwrap(), text(&d["message"]), d["range"].clone()))
        .collect();
    said.sort_by_key(|s| format!("{s:?}"));
    said
}

#[tokio::test]
async fn the_command_line_and_the_server_say_the_same() {
    let articles = articles();
    let files: Vec<(&str, &[u8])> = articles.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    for settings in ["", SETTINGS] {
        let folder = Folder::with(&files);
        folder.write("heshu.toml", settings.as_bytes());
        if !settings.is_empty() {
            assert_eq!(folder.run(&["ignore", "03-counts.txt:4:58", "--reason", "原文如此"]).code, 0);
        }
        let capabilities = json!({"textDocument": {"diagnostic": {}}});
        let mut client = Client::initialized(capabilities).await;
        let mut all = Vec::new();
        for (name, _) in &files {
            let said = of_command_line(&folder, name);
            assert_eq!(of_server(&mut client, &folder, name).await, said, "{name}");
            all.extend(said.into_iter().map(|(code, severity, ..)| (*name, code, severity)));
        }
        assert!(all.len() > 12, "{all:?}");
        let has = |name: &str, code: &str| all.iter().any(|(n, c, _)| (*n, c.as_str()) == (name, code));
        assert_eq!(has("03-counts.txt", "count-exceeded"), settings.is_empty());
        assert!(has("03-counts.txt", "count-mismatch"));
        assert_eq!(has("undated.txt", "unfinished-period"), !settings.is_empty());
        assert_eq!(has("08-figures.txt", "weekday-mismatch"), settings.is_empty());
        let commented: Vec<u64> = all.iter().filter(|(n, ..)| *n == "comments.md").map(|(.., severity)| *severity).collect();
        assert_eq!(commented, [if settings.is_empty() { 1 } else { 4 }], "{all:?}");
    }
}

#[tokio::test]
async fn ignore_here_writes_the_entry_and_the_finding_goes() {
    let text = "质量通报\n\n抽检合格率102%。\n";
    let folder = Folder::with(&[("a.md", text.as_bytes()), ("heshu.toml", b"")]);
    let uri = format!("file://{}", folder.path().join("a.md").display());
    let capabilities = json!({"textDocument": {
        "diagnostic": {},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
    }});
    let mut client = Client::initialized(capabilities).await;
    client.open(&uri, text).await;
    let place = json!({"start": {"line": 2, "character": 5}, "end": {"line": 2, "character": 9}});
    let ask = json!({"textDocument": {"uri": uri}, "range": place, "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", ask).await;
    let titled = |title: &str| actions.as_array().unwrap().iter().find(|a| a["title"] == title).unwrap_or_else(|| panic!("{actions}"));
    let comment = titled("在上一行写注释，忽略 ratio-out-of-bounds");
    let edit = &comment["edit"]["changes"][&uri][0];
    assert_eq!(
        (&edit["range"]["start"], &edit["newText"]),
        (&json!({"line": 2, "character": 0}), &json!("<!-- heshu-ignore ratio-out-of-bounds: -->\n"))
    );
    let command = &titled("忽略此处（ratio-out-of-bounds）")["command"];
    assert_eq!(command["command"], "heshu.ignore");
    let mut argument = command["arguments"][0].clone();
    argument["reason"] = "原件如此".into();
    let answer = client.request("workspace/executeCommand", json!({"command": "heshu.ignore", "arguments": [argument]})).await;
    assert_eq!(answer["file"], folder.path().join(".heshu/ignored.toml").display().to_string());
    let written = std::fs::read_to_string(folder.path().join(".heshu/ignored.toml")).unwrap();
    assert!(written.contains("reason = \"原件如此\"") && written.contains("path = \"a.md\""), "{written}");
    // The files are read again as soon as the command is done.
    for _ in 0..100 {
        if of_server_again(&mut client, &uri).await.is_empty() {
            assert_eq!(folder.run(&["check", "--format", "concise"]).stdout, "", "the command line agrees");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the finding is still there");
}

async fn of_server_again(client: &mut Client, uri: &str) -> Vec<Value> {
    let report = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).await;
    report["items"].as_array().unwrap().clone()
}
