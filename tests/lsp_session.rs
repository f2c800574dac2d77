//! Beginning and end of a session, what real clients get wrong, and settings and catalogs that change while it lasts.

mod lsp_client;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use lsp_client::Client;
use serde_json::{Value, json};

const URI: &str = "file:///tmp/a.txt";
const NOISY: &str = "河南一項(xiàng)目開(kāi)工\n\n豫光金铅投資(zī)105億(yì)元,。項(xiàng)目位于濟(jì)源,。\n";

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// A client of a workspace that answers and registers whatever there is.
async fn in_workspace(folder: &Path, settings: Value) -> Client {
    let capabilities = json!({
        "general": {"positionEncodings": ["utf-16"]},
        "window": {"workDoneProgress": true},
        "workspace": {
            "configuration": true,
            "didChangeConfiguration": {"dynamicRegistration": true},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
        "textDocument": {"publishDiagnostics": {"tagSupport": {"valueSet": [1]}}},
    });
    let folders = json!([{"uri": uri(folder), "name": "稿件"}]);
    let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders});
    Client::initialized_with(params, settings).await
}

fn codes(published: &Value) -> Vec<&str> {
    published["diagnostics"].as_array().unwrap().iter().filter_map(|d| d["code"].as_str()).collect()
}

#[tokio::test]
async fn exit_codes_follow_the_rules() {
    assert_eq!(Client::initialized(json!({})).await.stop().await, 0);
    let mut client = Client::initialized(json!({})).await;
    client.raw(r#"{"jsonrpc":"2.0","method":"exit"}"#).await;
    assert_eq!(client.exit_code().await, 1);
    assert_eq!(Client::initialized(json!({})).await.hang_up().await, 1);
    assert_eq!(Client::start().hang_up().await, 1);
}

#[tokio::test]
async fn requests_outside_the_session_are_refused() {
    let mut client = Client::start();
    let hover = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.error("textDocument/hover", hover.clone()).await, -32002);
    client.request("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}})).await;
    client.raw(r#"{"jsonrpc":"2.0","method":"initialized","params":null}"#).await;
    assert_eq!(client.error("heshu/nothing", json!({})).await, -32601);
    assert_eq!(client.error("$/nothing", json!({})).await, -32601);
    assert_eq!(client.error("textDocument/hover", json!({"textDocument": {"uri": URI}})).await, -32602);
    client.request("shutdown", Value::Null).await;
    assert_eq!(client.error("textDocument/hover", hover).await, -32600);
}

#[tokio::test]
async fn a_broken_message_is_refused_and_the_next_is_read() {
    let mut client = Client::initialized(json!({})).await;
    for broken in ["{\"jsonrpc\": \"2.0\", ]", "[]", "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"shutdown\"}", "{}", "\u{0}"] {
        client.raw(broken).await;
    }
    assert_eq!(client.stop().await, 0);
}

#[tokio::test]
async fn half_an_emoji_does_not_break_the_text() {
    let mut client = Client::initialized(json!({"general": {"positionEncodings": ["utf-16"]}})).await;
    client.open(URI, "河南一项目开工\n\n豫光金铅投资105亿元的项目开工。\n").await;
    let change = |version: i32, start: u32, end: u32, text: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{URI}","version":{version}}},"contentChanges":[{{"range":{{"start":{{"line":0,"character":{start}}},"end":{{"line":0,"character":{end}}}}},"text":"{text}"}}]}}}}"#
        )
    };
    client.raw(&change(2, 1, 1, "\\ud83d")).await;
    client.raw(&change(3, 1, 2, "丙")).await;
    let symbols = client.of("textDocument/documentSymbol", URI).await;
    assert!(symbols.to_string().contains("河丙南一项目开工"), "{symbols}");
}

#[tokio::test]
async fn uris_come_back_as_the_client_spells_them() {
    let mut client = Client::initialized(json!({})).await;
    let raw = "file:///tmp/稿 件/一.txt";
    client.open(raw, NOISY).await;
    let published = client.wait_for("textDocument/publishDiagnostics", |_| true).await;
    assert_eq!(published["uri"], raw);
    assert!(!codes(&published).is_empty());
    assert_eq!(client.of("textDocument/documentSymbol", raw).await[0]["location"]["uri"], raw);
}

#[tokio::test]
async fn settings_of_the_file_hold_and_the_editors_lie_over_them() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("heshu.toml"), "ignore = [\"noise-pinyin\"]\n[severity]\nnoise-doubled-mark = \"error\"\n").unwrap();
    let article = uri(&folder.path().join("a.txt"));
    let defaults = json!({"select": [], "ignore": [], "severity": {}, "catalogs": [], "fadedNoise": false, "locale": "auto", "trace": {"server": "off"}});
    let mut client = in_workspace(folder.path(), defaults).await;
    client.open(&article, NOISY).await;
    let published = client.wait_for("textDocument/publishDiagnostics", |p| !codes(p).contains(&"noise-pinyin")).await;
    let marks = published["diagnostics"].as_array().unwrap().iter().find(|d| d["code"] == "noise-doubled-mark").unwrap();
    assert_eq!(marks["severity"], 1);
    // The editor's list takes the place of the file's; the text is not touched.
    client.settings = json!({"ignore": ["noise-doubled-mark"], "fadedNoise": true, "locale": "en"});
    client.notify("workspace/didChangeConfiguration", json!({"settings": null})).await;
    let published = client.wait_for("textDocument/publishDiagnostics", |p| codes(p).contains(&"noise-pinyin")).await;
    assert!(!codes(&published).contains(&"noise-doubled-mark"));
    let faded = published["diagnostics"].as_array().unwrap().iter().filter(|d| d["tags"] == json!([1])).count();
    assert!(faded > 3, "{published}");
    // A change of the file is seen at once.
    client.settings = Value::Null;
    fs::write(folder.path().join("heshu.toml"), "select = [\"structure\"]\n").unwrap();
    client.notify("workspace/didChangeConfiguration", json!({"settings": {}})).await;
    let changes = json!([{"uri": uri(&folder.path().join("heshu.toml")), "type": 2}]);
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes})).await;
    client.wait_for("textDocument/publishDiagnostics", |p| codes(p).iter().all(|c| !c.starts_with("noise"))).await;
    let registered: Vec<_> = client.received.iter().filter(|m| m["method"] == "client/registerCapability").collect();
    assert_eq!(registered.len(), 1);
    assert_eq!(registered[0]["params"]["registrations"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn initialization_options_hold_in_both_shapes() {
    for options in [json!({"ignore": ["noise"]}), json!({"heshu": {"ignore": ["noise"]}})] {
        let params = json!({"processId": null, "rootUri": null, "capabilities": {}, "initializationOptions": options});
        let mut client = Client::initialized_with(params, Value::Null).await;
        client.open(URI, NOISY).await;
        let published = client.wait_for("textDocument/publishDiagnostics", |_| true).await;
        assert!(codes(&published).iter().all(|c| !c.starts_with("noise")));
        client.notify("workspace/didChangeConfiguration", json!({"settings": {"heshu": {"ignore": ["structure"]}}})).await;
        client.wait_for("textDocument/publishDiagnostics", |p| codes(p).contains(&"noise-pinyin")).await;
    }
}

#[tokio::test]
async fn a_bad_settings_file_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("heshu.toml"), "ignore = [\"nosuch\"]\n").unwrap();
    let mut client = in_workspace(folder.path(), Value::Null).await;
    for name in ["a.txt", "b.txt"] {
        client.open(&uri(&folder.path().join(name)), NOISY).await;
    }
    let shown = client.wait_for("window/showMessage", |_| true).await;
    assert!(shown["message"].as_str().unwrap().contains("nosuch"), "{shown}");
    client.settle(Duration::from_millis(500)).await;
    assert!(client.received.iter().all(|m| m["method"] != "window/showMessage"));
}

#[tokio::test]
async fn problems_are_told_in_the_clients_language() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("heshu.toml"), "ignore = [\"nosuch\"]\n").unwrap();
    let settings = "heshu.toml:1: 没有“nosuch”这条规则或类别";
    for (locale, expected) in [("zh-cn", settings), ("en", "heshu.toml:1: unknown code or group \"nosuch\"")] {
        let folders = json!([{"uri": uri(folder.path()), "name": "稿件"}]);
        let params = json!({"processId": null, "rootUri": null, "locale": locale, "capabilities": {}, "workspaceFolders": folders});
        let mut client = Client::initialized_with(params, Value::Null).await;
        client.open(&uri(&folder.path().join("a.txt")), NOISY).await;
        let shown = client.wait_for("window/showMessage", |_| true).await;
        assert!(shown["message"].as_str().unwrap().contains(expected), "{shown}");
    }
    let catalog = folder.path().join(".heshu/catalog");
    fs::create_dir_all(&catalog).unwrap();
    fs::write(catalog.join("mine.toml"), "[[company]]\nid = \"A\"\nname = \"甲乙丙丁有限公司\"\n").unwrap();
    let mut client = in_workspace(folder.path(), json!({"locale": "en"})).await;
    client.wait_for("window/showMessage", |p| p["message"].as_str().unwrap().starts_with("1 problem(s) in the catalogs")).await;
    let mut client = in_workspace(folder.path(), Value::Null).await;
    client.wait_for("window/showMessage", |p| p["message"].as_str().unwrap().starts_with("名录有1处问题")).await;
}

#[tokio::test]
async fn catalogs_are_loaded_with_progress_and_again_when_they_change() {
    let folder = tempfile::tempdir().unwrap();
    let catalog = folder.path().join(".heshu/catalog");
    fs::create_dir_all(&catalog).unwrap();
    let entry = |name: &str| format!("[[company]]\nid = \"my-company\"\nname = \"{name}\"\n");
    fs::write(catalog.join("mine.toml"), entry("甲乙丙丁有限公司")).unwrap();
    let article = uri(&folder.path().join("a.txt"));
    let mut client = in_workspace(folder.path(), Value::Null).await;
    client.wait_for("$/progress", |p| p["value"]["kind"] == "end").await;
    client.open(&article, "标题\n\n甲乙丙丁有限公司和戊己庚辛有限公司。\n").await;
    let at = |character: u32| json!({"textDocument": {"uri": article}, "position": {"line": 2, "character": character}});
    // Who is in no catalog is told from the text alone, and the card says so.
    let is_unknown = |hover: &Value| hover["contents"]["value"].as_str().is_some_and(|card| card.contains("名录未收"));
    assert!(!is_unknown(&client.request("textDocument/hover", at(1)).await));
    assert!(is_unknown(&client.request("textDocument/hover", at(12)).await));
    fs::write(catalog.join("mine.toml"), entry("戊己庚辛有限公司")).unwrap();
    fs::write(catalog.join("broken.toml"), "[[company]]\nnme = 1\n").unwrap();
    let changes = json!([{"uri": uri(&catalog.join("mine.toml")), "type": 2}]);
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes})).await;
    client.wait_for("$/progress", |p| p["value"]["kind"] == "end").await;
    let shown = client.wait_for("window/showMessage", |_| true).await;
    assert!(shown["message"].as_str().unwrap().contains("broken.toml:2"), "{shown}");
    client.wait_for("window/logMessage", |p| p["message"].as_str().unwrap().contains("nme")).await;
    assert!(is_unknown(&client.request("textDocument/hover", at(1)).await));
    assert!(!is_unknown(&client.request("textDocument/hover", at(12)).await));
}

/// An editor may kill the server at any moment: it must never have read a header whose body is still here.
#[test]
fn a_frame_leaves_in_one_piece() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_heshu")).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, mut output) = (server.stdin.take().unwrap(), server.stdout.take().unwrap());
    let mut pieces = Vec::new();
    let mut chunk = [0; 1 << 16];
    for id in 0..200 {
        let body = format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"heshu/nothing"}}"#);
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        let read = output.read(&mut chunk).unwrap();
        pieces.push(String::from_utf8_lossy(&chunk[..read]).into_owned());
    }
    drop(input);
    assert_eq!(server.wait().unwrap().code(), Some(1));
    let torn: Vec<&String> = pieces.iter().filter(|piece| !piece.starts_with("Content-Length: ") || !piece.ends_with('}')).collect();
    assert_eq!(torn, Vec::<&String>::new());
}
