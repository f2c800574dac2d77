//! Names in an editor, over two articles: cards, references, renaming, symbols, completion, and what the articles state differently.

mod lsp_client;

use std::fs;
use std::path::Path;
use std::time::Duration;

use lsp_client::Client;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower_lsp::ls_types::Uri;

/// An emoji stands before the names, a note inside one, and lines end as on Windows.
const FIRST: &str = "柳川高新区集中开工\r\n\r\n2025年3月4日\r\n\r\n😀3月3日，总投资52亿元的恒川铝业年产30万吨铝箔项目在柳川高新区开工，恒川铝业股份有限公司董事长致辞。\r\n";
const SECOND: &str = "柳川工业提速\n\n2025年6月1日\n\n恒川铝业年产30万吨铝箔项目总投资25亿元，设备安装正在进行。恒川铝業今年订单增长。\n";

struct Desk {
    client: Client,
    folder: TempDir,
}

impl Desk {
    /// A workspace with both articles; the second is open.
    async fn new() -> Desk {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("first.txt"), FIRST).unwrap();
        fs::write(folder.path().join("second.txt"), SECOND).unwrap();
        let capabilities = json!({
            "general": {"positionEncodings": ["utf-16"]},
            "textDocument": {"hover": {"contentFormat": ["markdown"]}, "diagnostic": {}, "publishDiagnostics": {"relatedInformation": true},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}},
        });
        let root = uri(folder.path());
        let params =
            json!({"processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": [{"uri": root, "name": "desk"}]});
        let mut client = Client::initialized_with(params, Value::Null).await;
        let document = json!({"uri": uri(&folder.path().join("second.txt")), "languageId": "plaintext", "version": 1, "text": SECOND});
        client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
        let mut desk = Desk { client, folder };
        desk.wait().await;
        desk
    }

    /// Waits until the first article was read.
    async fn wait(&mut self) {
        for _ in 0..400 {
            let found = self.client.request("workspace/symbol", json!({"query": "hclygf"})).await;
            if found.as_array().is_some_and(|list| !list.is_empty()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the workspace was not read");
    }

    fn second(&self) -> String {
        uri(&self.folder.path().join("second.txt"))
    }

    /// Asks about a place of the second article.
    async fn ask(&mut self, method: &str, part: &str, more: Value) -> Value {
        let mut params = json!({"textDocument": {"uri": self.second()}, "position": place(SECOND, part)});
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        self.client.request(method, params).await
    }
}

fn uri(path: &Path) -> String {
    Uri::from_file_path(path).unwrap().to_string()
}

/// Where a part of a text begins, in UTF-16.
fn place(text: &str, part: &str) -> Value {
    let at = text.find(part).unwrap();
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    json!({"line": line, "character": text[start..at].encode_utf16().count()})
}

/// The texts at the places of an answer, with the file's name.
fn texts(locations: &Value) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> =
        locations.as_array().unwrap().iter().map(|l| text_at(l["uri"].as_str().unwrap(), &l["range"])).collect();
    out.sort();
    out
}

fn text_at(uri: &str, range: &Value) -> (String, String) {
    let name = uri.rsplit('/').next().unwrap().to_owned();
    let text = if name == "first.txt" { FIRST } else { SECOND };
    let line: Vec<u16> = text.lines().nth(range["start"]["line"].as_u64().unwrap() as usize).unwrap().encode_utf16().collect();
    let column = |end: &str| range[end]["character"].as_u64().unwrap() as usize;
    (name, String::from_utf16(&line[column("start")..column("end")]).unwrap())
}

fn pair(file: &str, text: &str) -> (String, String) {
    (file.to_owned(), text.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_is_found_in_both_articles() {
    let mut desk = Desk::new().await;
    let found = desk.ask("textDocument/references", "年产30万吨", json!({"context": {"includeDeclaration": true}})).await;
    let name = "恒川铝业年产30万吨铝箔项目";
    assert_eq!(texts(&found), [pair("first.txt", name), pair("second.txt", name)]);
    let definition = desk.ask("textDocument/definition", "年产30万吨", json!({})).await;
    assert_eq!(text_at(definition["uri"].as_str().unwrap(), &definition["range"]), pair("first.txt", name));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_tells_what_all_articles_say() {
    let mut desk = Desk::new().await;
    let hover = desk.ask("textDocument/hover", "年产30万吨", json!({})).await;
    let card = hover["contents"]["value"].as_str().unwrap();
    for part in ["恒川铝业年产30万吨铝箔项目", "总投资 52亿元", "总投资 25亿元", "说法不一", "first.txt#L5", "2025-03-04"]
    {
        assert!(card.contains(part), "{part} is not in:\n{card}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fullest_name_of_any_article_is_the_title_of_the_card() {
    let mut desk = Desk::new().await;
    let hover = desk.ask("textDocument/hover", "恒川铝業", json!({})).await;
    let card = hover["contents"]["value"].as_str().unwrap();
    assert!(card.starts_with("**恒川铝业股份有限公司**") && card.contains("又称：恒川铝业"), "{card}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_article_states_otherwise_can_be_let_stand() {
    let mut desk = Desk::new().await;
    let second = desk.second();
    let line = place(SECOND, "25亿元");
    let params = json!({"textDocument": {"uri": second}, "range": {"start": line, "end": line}, "context": {"diagnostics": []}});
    let actions = desk.client.request("textDocument/codeAction", params).await;
    let ignore = actions.as_array().unwrap().iter().find(|a| a["title"] == "忽略此处（contradicts-other-article）").unwrap();
    let run = json!({"command": ignore["command"]["command"], "arguments": ignore["command"]["arguments"]});
    let written = desk.client.request("workspace/executeCommand", run).await;
    assert!(fs::read_to_string(written["file"].as_str().unwrap()).unwrap().contains("mark = \"25亿元\""));
    for _ in 0..100 {
        let report = desk.client.request("textDocument/diagnostic", json!({"textDocument": {"uri": second}})).await;
        if report["items"].as_array().unwrap().iter().all(|d| d["code"] != "contradicts-other-article") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the finding still stands");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_that_another_article_states_otherwise_is_reported_with_a_link() {
    let mut desk = Desk::new().await;
    let second = desk.second();
    let report = desk.client.request("textDocument/diagnostic", json!({"textDocument": {"uri": second}})).await;
    let found: Vec<&Value> = report["items"].as_array().unwrap().iter().filter(|d| d["code"] == "contradicts-other-article").collect();
    assert_eq!(found.len(), 1, "{report}");
    assert_eq!(text_at(&second, &found[0]["range"]).1, "25亿元");
    let other = &found[0]["relatedInformation"][0]["location"];
    assert_eq!(text_at(other["uri"].as_str().unwrap(), &other["range"]), pair("first.txt", "52亿元"));
}

#[tokio::test(flavor = "multi_thread")]
async fn renaming_changes_one_name_in_every_article() {
    let mut desk = Desk::new().await;
    let prepared = desk.ask("textDocument/prepareRename", "恒川铝業", json!({})).await;
    assert_eq!(text_at(&desk.second(), &prepared).1, "恒川铝業");
    let edit = desk.ask("textDocument/rename", "恒川铝業", json!({"newName": "恒岳铝业"})).await;
    let changes = edit["changes"].as_object().unwrap();
    let mut changed: Vec<(String, String)> = changes
        .iter()
        .flat_map(|(uri, edits)| edits.as_array().unwrap().iter().map(|e| text_at(uri, &e["range"])).collect::<Vec<_>>())
        .collect();
    changed.sort();
    assert_eq!(changed, [pair("first.txt", "恒川铝业"), pair("second.txt", "恒川铝业"), pair("second.txt", "恒川铝業")]);
    let refused = desk
        .client
        .send("textDocument/rename", json!({"textDocument": {"uri": desk.second()}, "position": place(SECOND, "恒川铝業"), "newName": " "}))
        .await;
    assert_eq!(desk.client.answer(refused).await["error"]["code"], -32602);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_found_and_completed_by_initials() {
    let mut desk = Desk::new().await;
    let symbols = desk.client.request("workspace/symbol", json!({"query": "hcly"})).await;
    let names: Vec<&str> = symbols.as_array().unwrap().iter().filter_map(|s| s["name"].as_str()).collect();
    assert!(names.contains(&"恒川铝业股份有限公司") && names.contains(&"恒川铝业年产30万吨铝箔项目"), "{names:?}");
    let second = desk.second();
    let typed = SECOND.to_owned() + "hcly";
    let change = json!({"textDocument": {"uri": second, "version": 2}, "contentChanges": [{"text": typed}]});
    desk.client.notify("textDocument/didChange", change).await;
    let at = json!({"textDocument": {"uri": desk.second()}, "position": place(&typed, "hcly")});
    let mut end = at.clone();
    end["position"]["character"] = json!(4);
    let list = desk.client.request("textDocument/completion", end).await;
    let labels: Vec<&str> = list["items"].as_array().unwrap().iter().filter_map(|i| i["label"].as_str()).collect();
    assert!(labels.contains(&"恒川铝业"), "{labels:?}");
    assert_eq!(
        list["items"][0]["textEdit"]["range"],
        json!({"start": at["position"], "end": {"line": at["position"]["line"], "character": 4}})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_changes_is_read_again() {
    let mut desk = Desk::new().await;
    let first = desk.folder.path().join("first.txt");
    fs::write(&first, FIRST.replace("52亿元", "25亿元")).unwrap();
    desk.client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&first), "type": 2}]})).await;
    let second = desk.second();
    for _ in 0..100 {
        let report = desk.client.request("textDocument/diagnostic", json!({"textDocument": {"uri": second}})).await;
        if report["items"].as_array().unwrap().iter().all(|d| d["code"] != "contradicts-other-article") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the file was not read again");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_declaration_is_the_definition_and_highlights_stay_in_the_article() {
    let mut desk = Desk::new().await;
    let definition = desk.ask("textDocument/definition", "恒川铝業", json!({})).await;
    let declaration = desk.ask("textDocument/declaration", "恒川铝業", json!({})).await;
    // The fullest mention, which stands in the other article.
    assert_eq!(text_at(definition["uri"].as_str().unwrap(), &definition["range"]), pair("first.txt", "恒川铝业股份有限公司"));
    assert_eq!(declaration, definition);
    let highlights = desk.ask("textDocument/documentHighlight", "恒川铝業", json!({})).await;
    let second = desk.second();
    let marked: Vec<String> = highlights.as_array().unwrap().iter().map(|h| text_at(&second, &h["range"]).1).collect();
    assert_eq!(marked, ["恒川铝业", "恒川铝業"]);
    let nowhere = desk.ask("textDocument/documentHighlight", "2025年6月1日", json!({})).await;
    assert!(nowhere.as_array().is_none_or(Vec::is_empty), "{nowhere}");
}

#[tokio::test(flavor = "multi_thread")]
async fn references_leave_the_declaration_out_where_it_is_not_asked_for() {
    let mut desk = Desk::new().await;
    let all = desk.ask("textDocument/references", "恒川铝業", json!({"context": {"includeDeclaration": true}})).await;
    let others = desk.ask("textDocument/references", "恒川铝業", json!({"context": {"includeDeclaration": false}})).await;
    assert_eq!(texts(&others).len() + 1, texts(&all).len());
    assert!(!texts(&others).contains(&pair("first.txt", "恒川铝业股份有限公司")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_links_each_fact_to_its_article() {
    let mut desk = Desk::new().await;
    let hover = desk.ask("textDocument/hover", "年产30万吨", json!({})).await;
    let card = hover["contents"]["value"].as_str().unwrap();
    for part in ["开工 3月3日", "地点 柳川高新区", "总投资 52亿元"] {
        let line = card.lines().find(|l| l.contains(part)).unwrap_or_else(|| panic!("{part} is not in:\n{card}"));
        assert!(line.contains("`2025-03-04`") && line.contains("first.txt#L5"), "{line}");
    }
}
