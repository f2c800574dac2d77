//! What panels ask the server for, by commands that every client knows.

mod lsp_client;

use lsp_client::Client;
use serde_json::{Value, json};

const URI: &str = "file:///tmp/report.txt";

/// An emoji stands before the sum, a Traditional line and CRLF behind it.
const ARTICLE: &str = "澄江市前三季度经济运行情况发布\r\n2025-10-21 来源：澄江日报\r\n\r\n\
😀前三季度，全市工业总产值860亿元，其中新材料510亿元、装备制造320亿元、食品加工55亿元。\r\n\
城镇居民人均可支配收入2022年为31260元，2023年为32980元，2024年为34630元，今年前三季度为27150元。\r\n\
全市地区生产总值增长6.1%，固定资产投资增长5.2%，进出口总额下降2.6%。\r\n\
金利集團的項目投資52億元。\r\n";

async fn open(locale: &str, text: &str) -> Client {
    let params = json!({"processId": null, "rootUri": null, "locale": locale, "capabilities": {"textDocument": {"diagnostic": {}}}});
    let mut client = Client::initialized_with(params, Value::Null).await;
    let document = json!({"uri": URI, "languageId": "plaintext", "version": 7, "text": text});
    client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    client
}

async fn run(client: &mut Client, command: &str, argument: Value) -> Value {
    client.request("workspace/executeCommand", json!({"command": command, "arguments": [argument]})).await
}

/// The part of the article that a range of the answer covers.
fn covered(range: &Value) -> String {
    let line = ARTICLE.split("\r\n").nth(range["start"]["line"].as_u64().unwrap() as usize).unwrap();
    let units: Vec<u16> = line.encode_utf16().collect();
    let at = |end: &str| range[end]["character"].as_u64().unwrap() as usize;
    String::from_utf16(&units[at("start")..at("end")]).unwrap()
}

#[tokio::test]
async fn the_figures_panel_has_rows_contradictions_and_charts() {
    let mut client = open("zh-cn", ARTICLE).await;
    let panel = run(&mut client, "heshu.figures", json!({"uri": URI})).await;
    assert_eq!((panel["version"].as_i64(), panel["locale"].as_str()), (Some(7), Some("zh")));
    assert_eq!(panel["title"], "澄江市前三季度经济运行情况发布");

    let finding = &panel["findings"][0];
    assert_eq!((finding["code"].as_str(), finding["severity"].as_str()), (Some("parts-sum-mismatch"), Some("error")));
    assert_eq!(finding["formula"], "510 + 320 + 55 = 885 ≠ 860亿元，差 25亿元");
    assert_eq!(
        finding["places"].as_array().unwrap().iter().map(|p| covered(&p["range"])).collect::<Vec<_>>(),
        ["510亿元", "320亿元", "55亿元"]
    );

    let rows = panel["rows"].as_array().unwrap();
    let row = |text: &str| rows.iter().find(|r| r["text"] == text).unwrap_or_else(|| panic!("{text}"));
    for row in rows {
        assert_eq!(covered(&row["range"]), row["text"].as_str().unwrap(), "{row}");
    }
    let whole = row("860亿元");
    assert_eq!((whole["state"].as_str(), whole["findings"][0].as_i64()), (Some("contradiction"), Some(0)));
    assert_eq!(
        (whole["indicator"].as_str(), whole["value"].as_str(), whole["unit"].as_str()),
        (Some("工业总产值"), Some("86000000000"), Some("元"))
    );
    assert_eq!(row("52億元")["amount"], "52亿元");
    assert_eq!(row("5.2%")["statement"], "增速");
    assert_eq!(row("今年前三季度")["amount"], "2025-01-01 – 2025-09-30");
    let summary = run(&mut client, "heshu.summary", json!({"uri": URI})).await;
    assert_eq!((&summary["figures"], &summary["errors"]), (&panel["figures"], &json!(1)));

    let charts: Vec<(&str, Vec<&str>)> = panel["charts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["kind"].as_str().unwrap(), c["points"].as_array().unwrap().iter().map(|p| p["amount"].as_str().unwrap()).collect()))
        .collect();
    let parts = ("parts", vec!["510亿元", "320亿元", "55亿元"]);
    // Three quarters of a year do not stand on one line with years.
    let series = ("series", vec!["3.126万元", "3.298万元", "3.463万元"]);
    let growth = ("bars", vec!["6.1%", "5.2%", "-2.6%"]);
    assert_eq!(charts, [parts, series, growth]);
    assert_eq!((panel["charts"][0]["unit"].as_str(), panel["charts"][0]["whole"]["amount"].as_str()), (Some("亿元"), Some("860亿元")));
}

#[tokio::test]
async fn in_english_only_the_articles_own_words_are_chinese() {
    let mut client = open("en", ARTICLE).await;
    let panel = run(&mut client, "heshu.figures", json!({"uri": URI})).await;
    assert_eq!(panel["locale"], "en");
    let whole = panel["rows"].as_array().unwrap().iter().find(|r| r["text"] == "860亿元").unwrap();
    assert_eq!(
        (whole["amount"].as_str(), whole["kind"].as_str(), whole["statement"].as_str()),
        (Some("86 billion CNY"), Some("money"), Some("level"))
    );
    assert_eq!(panel["charts"][0]["unit"], "billion CNY");
    let csv = run(&mut client, "heshu.figuresCsv", json!({"uri": URI})).await;
    assert!(csv.as_str().unwrap().starts_with("\u{feff}line,figure,value,unit,"), "{csv}");
}

#[tokio::test]
async fn the_card_of_a_company_tells_what_is_known_and_where_it_stands() {
    let mut client = open("zh", ARTICLE).await;
    let named = run(&mut client, "heshu.entities", json!({"uri": URI})).await;
    assert_eq!((named[0]["id"].as_str(), named[0]["label"].as_str()), (Some("jinli-group"), Some("企业")));
    let card = run(&mut client, "heshu.card", json!({"uri": URI, "position": named[0]["range"]["start"]})).await;
    assert_eq!(card["id"], "jinli-group");
    assert_eq!(
        (card["mentions"][0]["text"].as_str(), card["mentions"][0]["after"].as_str()),
        (Some("金利集團"), Some("的項目投資52億元。"))
    );
    assert!(!card["facts"].as_array().unwrap().is_empty());
    // Its project's figure, told by the article itself.
    let project = run(&mut client, "heshu.card", json!({"uri": URI, "id": "jinli-group"})).await;
    assert_eq!(project["articles"], json!([]));
    assert_eq!(run(&mut client, "heshu.card", json!({"uri": URI, "id": "nobody"})).await, Value::Null);
    assert_eq!(run(&mut client, "heshu.card", json!({"uri": URI, "position": {"line": 0, "character": 0}})).await, Value::Null);
}

#[tokio::test]
async fn a_card_draws_what_the_catalog_knows_by_date_and_by_project() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join(".heshu/catalog")).unwrap();
    std::fs::write(folder.path().join(".heshu/catalog/chengjiang.toml"), include_str!("editors/catalog/chengjiang.toml")).unwrap();
    let root = format!("file://{}", folder.path().display());
    let params = json!({"processId": null, "rootUri": root, "locale": "zh", "capabilities": {"textDocument": {"diagnostic": {}}}});
    let mut client = Client::initialized_with(params, Value::Null).await;
    let document = json!({"uri": URI, "languageId": "plaintext", "version": 1, "text": "澄江铜业召开会议。\n"});
    client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    let mut card = Value::Null;
    while card.is_null() {
        // The workspace's catalog is read in the background.
        client.settle(std::time::Duration::from_millis(20)).await;
        card = run(&mut client, "heshu.card", json!({"uri": URI, "id": "chengjiang-copper"})).await;
    }
    let points = |at: usize| -> Vec<(&str, &str)> {
        let points = card["charts"][at]["points"].as_array().unwrap().iter();
        points.map(|p| (p["label"].as_str().unwrap(), p["amount"].as_str().unwrap())).collect()
    };
    assert_eq!(points(0), [("2023-12", "86亿元"), ("2024-12", "102亿元"), ("2025-09", "93.5亿元")]);
    assert_eq!((card["charts"][1]["title"].as_str(), card["charts"][1]["unit"].as_str()), (Some("各项目投资"), Some("亿元")));
    assert_eq!(points(1), [("澄江铜箔二期", "15亿元"), ("澄江高导铜杆扩能", "9.6亿元")]);
}

#[tokio::test]
async fn cleaning_is_shown_first_and_applied_line_by_line() {
    let scraped = "標題\r\n項(xiàng)目投資15億元,,占地210畝,。\r\n這一行不變。\r\n";
    let mut client = open("zh", scraped).await;
    let cleaned = run(&mut client, "heshu.cleaned", json!({"uri": URI})).await;
    assert_eq!(cleaned["text"], "標題\r\n項目投資15億元,占地210畝。\r\n這一行不變。\r\n");
    assert_eq!(cleaned["spots"], 3);
    assert_eq!(run(&mut client, "heshu.clean", json!({"uri": URI, "version": 7})).await, 1);
    let applied = client.wait_for("workspace/applyEdit", |_| true).await;
    let edit = &applied["edit"]["changes"][URI][0];
    assert_eq!(edit["newText"], "項目投資15億元,占地210畝。\r\n");
    assert_eq!(edit["range"], json!({"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 0}}));
    // ContentModified: what was shown as a diff is not what stands there now.
    assert_eq!(
        client.error("workspace/executeCommand", json!({"command": "heshu.clean", "arguments": [{"uri": URI, "version": 6}]})).await,
        -32801
    );
}

#[tokio::test]
async fn a_name_is_added_to_the_workspaces_catalog_and_known_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = format!("file://{}", folder.path().display());
    let params = json!({"processId": null, "rootUri": root, "locale": "zh", "capabilities": {"textDocument": {"diagnostic": {}}}});
    let mut client = Client::initialized_with(params, Value::Null).await;
    let uri = format!("{root}/a.txt");
    let document = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": "青杉食品集团开工。\n"});
    client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    let argument = json!({"uri": uri, "name": "青杉食品集团", "kind": "company"});
    let added = run(&mut client, "heshu.addEntity", argument.clone()).await;
    assert_eq!(added["id"], "qing-shan-shi-pin-ji-tuan");
    assert!(folder.path().join(".heshu/catalog/added.toml").exists());
    let mut named = Value::Null;
    while named[0].is_null() {
        client.settle(std::time::Duration::from_millis(20)).await;
        named = run(&mut client, "heshu.entities", json!({"uri": uri})).await;
    }
    assert_eq!(named[0]["name"], "青杉食品集团");
    // RequestFailed, with the reason: it is there already.
    assert_eq!(client.error("workspace/executeCommand", json!({"command": "heshu.addEntity", "arguments": [argument]})).await, -32803);
}

#[tokio::test]
async fn wrong_usage_is_told_and_harms_nothing() {
    let mut client = open("zh", ARTICLE).await;
    for (command, argument) in [("heshu.figures", json!({})), ("heshu.nothing", json!({"uri": URI})), ("heshu.figures", json!({"uri": 5}))]
    {
        let params = json!({"command": command, "arguments": [argument]});
        assert_eq!(client.error("workspace/executeCommand", params).await, -32602, "{command}");
    }
    assert_eq!(run(&mut client, "heshu.figures", json!({"uri": "file:///tmp/closed.txt"})).await, Value::Null);
    assert_eq!(run(&mut client, "heshu.explain", json!({"code": "nothing"})).await, Value::Null);
    let page = run(&mut client, "heshu.explain", json!({"code": "parts-sum-mismatch"})).await;
    assert!(page["page"].as_str().unwrap().starts_with("# "), "{page}");
    let rules = client.request("workspace/executeCommand", json!({"command": "heshu.explain"})).await;
    assert!(rules.as_array().unwrap().len() > 60);
}
