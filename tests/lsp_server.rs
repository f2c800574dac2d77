//! Whole sessions: what a client sends, what it gets.

mod lsp_client;

use std::time::Duration;

use lsp_client::{Client, applied};
use serde_json::{Value, json};

const URI: &str = "file:///tmp/%E7%A8%BF.txt";

/// Noise of two kinds: notes of readings, and doubled marks.
const NOISY: &str = "河南一項(xiàng)目開(kāi)工\n\n豫光金铅投資(zī)105億(yì)元,。項(xiàng)目位于濟(jì)源,。\n";

fn quiet() -> Duration {
    Duration::from_millis(400)
}

fn pulls() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {"workspaceEdit": {"documentChanges": true}, "diagnostics": {"refreshSupport": true}},
        "textDocument": {
            "diagnostic": {},
            "publishDiagnostics": {"codeDescriptionSupport": true, "dataSupport": true, "tagSupport": {"valueSet": [1]}},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
                "isPreferredSupport": true,
                "dataSupport": true,
                "resolveSupport": {"properties": ["edit"]},
            },
        },
    })
}

fn whole() -> Value {
    json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}})
}

async fn actions(client: &mut Client, range: Value, context: Value) -> Vec<Value> {
    let params = json!({"textDocument": {"uri": URI}, "range": range, "context": context});
    client.request("textDocument/codeAction", params).await.as_array().cloned().unwrap_or_default()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|a| a["title"].as_str()).collect()
}

#[tokio::test]
async fn initialize_is_answered_exactly() {
    let mut client = Client::start();
    let answer = client.request("initialize", json!({"processId": null, "rootUri": null, "capabilities": pulls()})).await;
    let expected = json!({
        "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": {"openClose": true, "change": 2, "save": true},
            "hoverProvider": true,
            "documentSymbolProvider": true,
            "documentHighlightProvider": true,
            "definitionProvider": true,
            "declarationProvider": true,
            "referencesProvider": true,
            "workspaceSymbolProvider": true,
            "renameProvider": {"prepareProvider": true},
            "completionProvider": {},
            "documentLinkProvider": {"resolveProvider": false},
            "foldingRangeProvider": true,
            "selectionRangeProvider": true,
            "documentFormattingProvider": true,
            "executeCommandProvider": {"commands": heshu::server::panels::command::COMMANDS},
            "codeActionProvider": {"codeActionKinds": ["quickfix", "source.fixAll.heshu", "refactor.rewrite.heshu"], "resolveProvider": true},
            "typeHierarchyProvider": true,
            "diagnosticProvider": {"identifier": "heshu", "interFileDependencies": true, "workspaceDiagnostics": false},
            "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}},
        },
        "serverInfo": {"name": "heshu", "version": env!("CARGO_PKG_VERSION")},
    });
    assert_eq!(answer, expected);
    assert_eq!(client.stop().await, 0);
}

#[tokio::test]
async fn a_bare_client_gets_utf_16_and_no_pull() {
    let mut client = Client::start();
    let answer = client.request("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}})).await;
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(answer["capabilities"].get("diagnosticProvider"), None);
    assert_eq!(answer["capabilities"].get("codeActionProvider"), None);
}

#[tokio::test]
async fn the_first_known_encoding_of_the_client_is_taken() {
    for (offered, taken) in [(json!(["utf-8", "utf-16"]), "utf-8"), (json!(["x", "utf-32", "utf-8"]), "utf-32"), (json!([]), "utf-16")] {
        let mut client = Client::start();
        let capabilities = json!({"general": {"positionEncodings": offered}});
        let answer = client.request("initialize", json!({"processId": null, "rootUri": null, "capabilities": capabilities})).await;
        assert_eq!(answer["capabilities"]["positionEncoding"], taken);
    }
}

#[tokio::test]
async fn hundreds_of_pipelined_edits_stay_in_order() {
    let mut client = Client::initialized(pulls()).await;
    client.open(URI, NOISY).await;
    let mut text = NOISY.to_owned();
    let mut asked = Vec::new();
    let pieces = ["投資(zī)", "，", "\n", "一、", "豫光金铅", "😀", ",。"];
    for version in 2..602 {
        // An edit in the first line, whose end is always known.
        let piece = pieces[version as usize * 7 % pieces.len()];
        let character = text.split('\n').next().unwrap_or_default().encode_utf16().count() as u32;
        let at = json!({"line": 0, "character": character});
        client.change(URI, version, json!([{"range": {"start": at, "end": at}, "text": piece}])).await;
        let line_end = text.find('\n').unwrap();
        text.insert_str(line_end, piece);
        if version % 10 == 0 {
            asked.push(client.send("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}})).await);
            asked.push(client.send("textDocument/diagnostic", json!({"textDocument": {"uri": URI}})).await);
        }
    }
    for id in asked {
        assert!(client.answer(id).await.get("error").is_none());
    }
    let fresh = "file:///tmp/fresh.txt";
    client.open(fresh, &text).await;
    for method in ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/diagnostic", "textDocument/formatting"] {
        let params = |uri: &str| json!({"textDocument": {"uri": uri}, "options": {"tabSize": 4, "insertSpaces": true}});
        let edited = client.request(method, params(URI)).await;
        assert_eq!(edited, client.request(method, params(fresh)).await, "{method}");
    }
    assert_eq!(client.stop().await, 0);
}

#[tokio::test]
async fn pulled_diagnostics_are_complete_and_never_pushed() {
    let mut client = Client::initialized(pulls()).await;
    client.open(URI, NOISY).await;
    let report = client.of("textDocument/diagnostic", URI).await;
    assert_eq!(report["kind"], "full");
    let notes = report["items"].as_array().unwrap().iter().find(|d| d["code"] == "noise-pinyin").unwrap();
    assert_eq!(notes["source"], "heshu");
    assert_eq!(notes["severity"], 4);
    assert_eq!(notes["data"], json!({"code": "noise-pinyin", "fixes": [0]}));
    assert!(notes["codeDescription"]["href"].as_str().unwrap().ends_with("/noise-pinyin.md"));
    let again = json!({"textDocument": {"uri": URI}, "previousResultId": report["resultId"]});
    assert_eq!(client.request("textDocument/diagnostic", again).await, json!({"kind": "unchanged", "resultId": report["resultId"]}));
    assert_eq!(client.of("textDocument/diagnostic", "file:///not-open.txt").await, json!({"kind": "full", "items": []}));
    client.settle(quiet()).await;
    assert!(client.received.iter().all(|m| m["method"] != "textDocument/publishDiagnostics"));
}

#[tokio::test]
async fn pushed_diagnostics_carry_the_version_and_are_cleared() {
    let mut client = Client::initialized(json!({})).await;
    client.open(URI, NOISY).await;
    let first = client.wait_for("textDocument/publishDiagnostics", |p| p["version"] == 1).await;
    assert!(!first["diagnostics"].as_array().unwrap().is_empty());
    for version in 2..40 {
        client.change(URI, version, json!([{"text": format!("第{version}稿\n\n正文。\n")}])).await;
    }
    client.wait_for("textDocument/publishDiagnostics", |p| p["version"] == 39).await;
    client.settle(quiet()).await;
    let late = client.received.iter().filter(|m| m["method"] == "textDocument/publishDiagnostics").count();
    assert!(late < 20, "{late} messages for 38 edits in a row");
    client.received.clear();
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}})).await;
    let cleared = client.wait_for("textDocument/publishDiagnostics", |_| true).await;
    assert_eq!(cleared, json!({"uri": URI, "diagnostics": []}));
}

#[tokio::test]
async fn a_spot_its_kind_and_the_file_can_be_fixed() {
    let mut client = Client::initialized(pulls()).await;
    client.open(URI, NOISY).await;
    // Behind 項 in the first line.
    let here = json!({"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 5}});
    let found = actions(&mut client, here.clone(), json!({"diagnostics": []})).await;
    assert_eq!(titles(&found), ["删除“(xiàng)”", "删去全部拼音注音", "修复本文件全部可安全修复的问题"]);
    assert_eq!(found[0]["isPreferred"], true);
    assert!(found.iter().all(|a| a.get("edit").is_none()));
    let all = client.request("codeAction/resolve", found[2].clone()).await;
    let change = &all["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": URI, "version": 1}));
    assert_eq!(applied(NOISY, &change["edits"]), "河南一項目開工\n\n豫光金铅投資105億元。項目位于濟源。\n");
    let spot = client.request("codeAction/resolve", found[0].clone()).await;
    assert_eq!(applied(NOISY, &spot["edit"]["documentChanges"][0]["edits"]), NOISY.replacen("(xiàng)", "", 1));
    // What was offered for an older text is not done to a newer one.
    client.change(URI, 2, json!([{"text": NOISY}])).await;
    assert_eq!(client.error("codeAction/resolve", found[0].clone()).await, -32801);
}

#[tokio::test]
async fn whole_lines_of_noise_go_by_one_action_on_any_of_them() {
    let text = "首页 | 新闻 | 港区 | 视频\n码头开工\n码头四月开工。\n责任编辑：苏白\n";
    let mut client = Client::initialized(pulls()).await;
    client.open(URI, text).await;
    let here = json!({"start": {"line": 3, "character": 2}, "end": {"line": 3, "character": 2}});
    let found = actions(&mut client, here, json!({"diagnostics": []})).await;
    assert_eq!(titles(&found), ["删去全部网页附带文字"]);
    let resolved = client.request("codeAction/resolve", found[0].clone()).await;
    assert_eq!(applied(text, &resolved["edit"]["documentChanges"][0]["edits"]), "码头开工\n码头四月开工。\n");
    assert!(actions(&mut client, whole(), json!({"diagnostics": [], "only": ["source.fixAll"]})).await.is_empty());
}

#[tokio::test]
async fn only_the_kinds_that_are_asked_for_are_offered() {
    let mut client = Client::initialized(pulls()).await;
    client.open(URI, NOISY).await;
    let kinds = |actions: Vec<Value>| -> Vec<Value> { actions.into_iter().map(|a| a["kind"].clone()).collect() };
    for (only, expected) in
        [("source", 1), ("source.fixAll", 1), ("source.fixAll.heshu", 1), ("source.organizeImports", 0), ("refactor", 0), ("quick", 0)]
    {
        let found = kinds(actions(&mut client, whole(), json!({"diagnostics": [], "only": [only]})).await);
        assert_eq!(found, vec![json!("source.fixAll.heshu"); expected], "{only}");
    }
    let fixes = kinds(actions(&mut client, whole(), json!({"diagnostics": [], "only": ["quickfix"]})).await);
    assert!(fixes.len() > 2 && fixes.iter().all(|k| k == "quickfix"));
    let automatic = kinds(actions(&mut client, whole(), json!({"diagnostics": [], "triggerKind": 2})).await);
    assert!(automatic.iter().all(|k| k == "quickfix"));
}

#[tokio::test]
async fn clients_that_resolve_nothing_get_the_edit_at_once() {
    let capabilities = json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}});
    let mut client = Client::initialized(capabilities).await;
    client.open(URI, NOISY).await;
    let found = actions(&mut client, whole(), json!({"diagnostics": [], "only": ["source.fixAll"]})).await;
    assert_eq!(applied(NOISY, &found[0]["edit"]["changes"][URI]), "河南一項目開工\n\n豫光金铅投資105億元。項目位于濟源。\n");
}

#[tokio::test]
async fn formatting_cleans() {
    let mut client = Client::initialized(json!({})).await;
    client.open(URI, NOISY).await;
    let edits = client
        .request("textDocument/formatting", json!({"textDocument": {"uri": URI}, "options": {"tabSize": 4, "insertSpaces": true}}))
        .await;
    assert_eq!(applied(NOISY, &edits), "河南一項目開工\n\n豫光金铅投資105億元。項目位于濟源。\n");
}

#[tokio::test]
async fn hover_speaks_the_clients_format_and_language() {
    let at = json!({"textDocument": {"uri": URI}, "position": {"line": 2, "character": 1}});
    let mut client = Client::initialized(pulls()).await;
    client.open(URI, NOISY).await;
    let hover = client.request("textDocument/hover", at.clone()).await;
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert_eq!(hover["range"], json!({"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 4}}));
    let params = json!({"processId": null, "rootUri": null, "locale": "en", "capabilities": {}});
    let mut plain = Client::initialized_with(params, Value::Null).await;
    plain.open(URI, NOISY).await;
    let hover = plain.request("textDocument/hover", at).await;
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(hover["contents"]["value"].as_str().unwrap().contains("company"), "{hover}");
}

#[tokio::test]
async fn symbols_come_as_a_tree_or_as_a_list() {
    let mut client = Client::initialized(pulls()).await;
    client.open(URI, NOISY).await;
    assert_eq!(client.of("textDocument/documentSymbol", URI).await[0]["name"], "河南一項目開工");
    let mut flat = Client::initialized(json!({})).await;
    flat.open(URI, NOISY).await;
    let first = flat.of("textDocument/documentSymbol", URI).await[0].clone();
    assert_eq!((&first["name"], &first["location"]["uri"]), (&json!("河南一項目開工"), &json!(URI)));
}

#[tokio::test]
async fn selections_hold_the_position_and_grow() {
    let mut client = Client::initialized(json!({})).await;
    client.open(URI, NOISY).await;
    let positions = json!([{"line": 2, "character": 1}, {"line": 1, "character": 0}, {"line": 900, "character": 0}]);
    let ranges = client.request("textDocument/selectionRange", json!({"textDocument": {"uri": URI}, "positions": positions})).await;
    assert_eq!(ranges.as_array().unwrap().len(), 3);
    assert!(ranges[0]["parent"]["range"].is_object());
}

#[tokio::test]
async fn documents_that_are_not_open_give_nothing() {
    let mut client = Client::initialized(pulls()).await;
    client.change(URI, 5, json!([{"text": "x"}])).await;
    let at = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.request("textDocument/hover", at).await, Value::Null);
    assert_eq!(client.of("textDocument/documentSymbol", URI).await, Value::Null);
}
