//! Figures in an editor: the card under the cursor, hints beside the text, colours.

mod lsp_client;

use lsp_client::Client;
use serde_json::{Value, json};

const URI: &str = "file:///tmp/%E6%95%B0.txt";

/// An emoji stands before the figures, so that every encoding counts otherwise.
const ARTICLE: &str =
    "云岭市上半年工业提质\n\n本报云岭7月5日电 😀云岭市整理土地3000亩，近120亿元投向豫光金铅，另建一个泵站。\n去年投资36.57亿元。\n";

const TYPES: [&str; 6] = ["number", "string", "class", "struct", "interface", "heshuMoney"];

fn client(encoding: &str) -> Value {
    json!({
        "general": {"positionEncodings": [encoding]},
        "workspace": {
            "configuration": true,
            "didChangeConfiguration": {"dynamicRegistration": true},
            "inlayHint": {"refreshSupport": true},
            "semanticTokens": {"refreshSupport": true},
        },
        "textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "inlayHint": {},
            "semanticTokens": {
                "requests": {"range": true, "full": {"delta": true}},
                "tokenTypes": TYPES,
                "tokenModifiers": ["approximate"],
                "formats": ["relative"],
            },
        },
    })
}

/// The start and the end of a part of the article, in an encoding.
fn place(part: &str, encoding: &str) -> Value {
    let at = ARTICLE.find(part).unwrap();
    let position = |offset: usize| {
        let line = ARTICLE[..offset].matches('\n').count();
        let before = &ARTICLE[ARTICLE[..offset].rfind('\n').map_or(0, |n| n + 1)..offset];
        let character = match encoding {
            "utf-8" => before.len(),
            "utf-16" => before.encode_utf16().count(),
            _ => before.chars().count(),
        };
        json!({"line": line, "character": character})
    };
    json!({"start": position(at), "end": position(at + part.len())})
}

async fn hover(client: &mut Client, position: Value) -> Value {
    client.request("textDocument/hover", json!({"textDocument": {"uri": URI}, "position": position})).await
}

async fn hints(client: &mut Client, range: Value) -> Vec<Value> {
    let answer = client.request("textDocument/inlayHint", json!({"textDocument": {"uri": URI}, "range": range})).await;
    answer.as_array().cloned().unwrap_or_default()
}

fn whole() -> Value {
    json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}})
}

/// The texts that tokens cover, with their types.
fn painted(tokens: &Value, encoding: &str) -> Vec<(String, usize)> {
    let (mut line, mut start, mut out) = (0, 0, Vec::new());
    for token in tokens.as_array().unwrap().chunks(5) {
        let [delta_line, delta_start, length, kind, _] = [0, 1, 2, 3, 4].map(|at| token[at].as_u64().unwrap() as usize);
        start = if delta_line == 0 { start + delta_start } else { delta_start };
        line += delta_line;
        let text = ARTICLE.split('\n').nth(line).unwrap();
        let units = |c: char| match encoding {
            "utf-8" => c.len_utf8(),
            "utf-16" => c.len_utf16(),
            _ => 1,
        };
        let mut at = 0;
        let covered = text.chars().filter(|c| {
            let here = at;
            at += units(*c);
            here >= start && here < start + length
        });
        out.push((covered.collect(), kind));
    }
    out
}

#[tokio::test]
async fn the_card_of_a_figure_stands_exactly_on_it() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::initialized(client(encoding)).await;
        client.open(URI, ARTICLE).await;
        let range = place("3000亩", encoding);
        for position in [&range["start"], &range["end"]] {
            let found = hover(&mut client, position.clone()).await;
            assert_eq!(found["range"], range, "{encoding}");
            let value = found["contents"]["value"].as_str().unwrap();
            assert!(value.starts_with("**3000亩**\n\n面积 · 亩\n"), "{value}");
            assert!(value.contains("换算：\\=2平方公里"), "{value}");
        }
    }
}

#[tokio::test]
async fn the_card_speaks_plainly_and_in_the_clients_language() {
    let params = json!({"processId": null, "rootUri": null, "locale": "en", "capabilities": {}});
    let mut client = Client::initialized_with(params, Value::Null).await;
    client.open(URI, ARTICLE).await;
    let found = hover(&mut client, place("36.57亿元", "utf-16")["start"].clone()).await;
    let value = found["contents"]["value"].as_str().unwrap();
    assert!(value.starts_with("36.57亿元\nmoney · 元 · CNY\nvalue：3,657,000,000元 (3.657 billion 元, "), "{value}");
}

#[tokio::test]
async fn entity_and_figure_are_both_shown_the_smaller_first() {
    let catalog = std::env::temp_dir().join("heshu-figures-catalog.toml");
    std::fs::write(&catalog, "[[project]]\nid = \"yunling-10\"\nname = \"云岭年产10万吨铜箔项目\"\n").unwrap();
    let options = json!({"heshu": {"catalogs": [catalog]}});
    let params = json!({"processId": null, "rootUri": null, "capabilities": client("utf-16"), "initializationOptions": options});
    let mut client = Client::initialized_with(params, options).await;
    client.open(URI, "云岭年产10万吨铜箔项目开工。\n").await;
    let at = json!({"line": 0, "character": 5});
    let mut value = String::new();
    // The catalog is read in the background.
    for _ in 0..100 {
        value = hover(&mut client, at.clone()).await["contents"]["value"].as_str().unwrap_or_default().to_owned();
        if value.contains("---") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let (first, second) = value.split_once("\n\n---\n\n").unwrap_or((&value, ""));
    assert!(first.starts_with("**10万吨**") && second.contains("云岭年产10万吨铜箔项目"), "{value}");
    let tokens = client.of("textDocument/semanticTokens/full", URI).await;
    let lengths: Vec<u64> = tokens["data"].as_array().unwrap().chunks(5).map(|t| t[2].as_u64().unwrap()).collect();
    assert_eq!(lengths, [4, 4, 4], "the project's name lies on both sides of its figure");
    std::fs::write(&catalog, "[[project]]\nid = \"yunling-2\"\nname = \"云岭铜箔二期\"\n").unwrap();
    client
        .notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": format!("file://{}", catalog.display()), "type": 2}]}))
        .await;
    client.open("file:///in/phase.txt", "云岭铜箔二期开工，第二期培训结束。\n").await;
    let mut lengths: Vec<u64> = Vec::new();
    for _ in 0..100 {
        let tokens = client.of("textDocument/semanticTokens/full", "file:///in/phase.txt").await;
        lengths = tokens["data"].as_array().unwrap().chunks(5).map(|t| t[2].as_u64().unwrap()).collect();
        if lengths == [6, 3] {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(lengths, [6, 3], "the phase is a part of the name; elsewhere it is a number");
}

#[tokio::test]
async fn hints_are_off_until_somebody_asks_and_come_with_their_reason() {
    let mut client = Client::initialized(client("utf-16")).await;
    client.open(URI, ARTICLE).await;
    assert!(hints(&mut client, whole()).await.is_empty());
    client.settings = json!({"inlayHints": true});
    client.notify("workspace/didChangeConfiguration", json!({"settings": null})).await;
    client.wait_for("workspace/inlayHint/refresh", |_| true).await;
    let found = hints(&mut client, whole()).await;
    let labels: Vec<&str> = found.iter().map(|h| h["label"].as_str().unwrap()).collect();
    assert!(labels.contains(&"=2平方公里") && labels.contains(&"108亿–120亿"), "{labels:?}");
    assert!(!labels.iter().any(|l| l.contains("36.5")), "what is exact has none: {labels:?}");
    let near = found.iter().find(|h| h["label"] == "108亿–120亿").unwrap();
    assert_eq!(near["position"], place("近120亿元", "utf-16")["end"]);
    assert_eq!(near["tooltip"], "不低于108亿元，低于120亿元（“近”：不到此数，相差不超过一成）");
    assert_eq!(near["paddingLeft"], true);
    let only = hints(&mut client, place("3000亩", "utf-16")).await;
    assert_eq!(only.len(), 1, "only what is asked for: {only:?}");
}

#[tokio::test]
async fn hints_tell_which_days_are_meant() {
    let text = "云岭市提质\n\n2024年7月5日 来源：云岭日报\n\n云岭市去年新开工12个项目。\n";
    let options = json!({"inlayHints": true});
    let params = json!({"processId": null, "rootUri": null, "capabilities": client("utf-16"), "initializationOptions": options});
    let mut client = Client::initialized_with(params, options).await;
    client.open(URI, text).await;
    let found = hints(&mut client, whole()).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0]["label"], &found[0]["position"]["character"]), (&"2023年".into(), &5.into()));
    assert!(found[0]["tooltip"].as_str().unwrap().ends_with("按电头日期2024年7月5日推算"), "{found:?}");
}

#[tokio::test]
async fn a_reference_date_stands_in_for_a_dateline_and_can_change() {
    let text = "工业简报\n\n今年1至9月，全县规模以上工业完成产值36亿元。\n";
    let mut client = Client::initialized(client("utf-16")).await;
    client.open(URI, text).await;
    assert!(client.of("textDocument/diagnostic", URI).await["items"].as_array().unwrap().is_empty());
    for (day, found) in [("2026-05-20", 1), ("2026-10-01", 0), ("", 0), ("2026-06-01", 1)] {
        client.settings = json!({"inlayHints": true, "referenceDate": day});
        client.notify("workspace/didChangeConfiguration", json!({"settings": null})).await;
        client.wait_for("workspace/inlayHint/refresh", |_| true).await;
        let items = client.of("textDocument/diagnostic", URI).await["items"].clone();
        assert_eq!(items.as_array().unwrap().len(), found, "{day}: {items}");
        let tooltips = hints(&mut client, whole()).await;
        let is_told = tooltips.iter().any(|h| h["tooltip"].as_str().unwrap().contains("按设置的参考日期2026年"));
        assert_eq!(is_told, !day.is_empty(), "{day}: {tooltips:?}");
    }
}

#[tokio::test]
async fn tokens_cover_figures_and_entities_in_every_encoding() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::start();
        let params = json!({"processId": null, "rootUri": null, "capabilities": self::client(encoding)});
        let answer = client.request("initialize", params).await;
        let provider = &answer["capabilities"]["semanticTokensProvider"];
        assert_eq!(provider["full"], json!({"delta": true}));
        assert_eq!(provider["range"], true);
        let legend = &provider["legend"];
        assert_eq!(legend["tokenModifiers"], json!(["approximate"]));
        assert_eq!(
            legend["tokenTypes"],
            json!(["number", "heshuMoney", "string", "class", "interface", "struct"]),
            "what the client knows"
        );
        client.notify("initialized", json!({})).await;
        client.open(URI, ARTICLE).await;
        let tokens = client.of("textDocument/semanticTokens/full", URI).await;
        let painted = painted(&tokens["data"], encoding);
        for expected in [("3000亩", 0), ("近120亿元", 1), ("豫光金铅", 3), ("36.57亿元", 1)] {
            assert!(painted.contains(&(expected.0.to_owned(), expected.1)), "{encoding} {expected:?}: {painted:?}");
        }
        assert!(!painted.iter().any(|(text, _)| text.contains("一个")), "{painted:?}");
        let range = json!({"textDocument": {"uri": URI}, "range": place("36.57亿元", encoding)});
        let part = client.request("textDocument/semanticTokens/range", range).await;
        assert_eq!(self::painted(&part["data"], encoding), [("36.57亿元".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn only_the_difference_is_sent_again() {
    let mut client = Client::initialized(client("utf-16")).await;
    client.open(URI, ARTICLE).await;
    let first = client.of("textDocument/semanticTokens/full", URI).await;
    let at = place("36.57亿元", "utf-16")["start"].clone();
    client.change(URI, 2, json!([{"range": {"start": at, "end": at}, "text": "约"}])).await;
    let delta = |previous: &Value| json!({"textDocument": {"uri": URI}, "previousResultId": previous});
    let second = client.request("textDocument/semanticTokens/full/delta", delta(&first["resultId"])).await;
    let mut data = first["data"].as_array().unwrap().clone();
    for edit in second["edits"].as_array().unwrap() {
        let (start, gone) = (edit["start"].as_u64().unwrap() as usize, edit["deleteCount"].as_u64().unwrap() as usize);
        data.splice(start..start + gone, edit["data"].as_array().unwrap().iter().cloned());
    }
    let fresh = client.of("textDocument/semanticTokens/full", URI).await;
    assert_eq!(Value::Array(data), fresh["data"]);
    assert!(second["edits"][0]["data"].as_array().unwrap().len() <= 10, "{second}");
    let unknown = client.request("textDocument/semanticTokens/full/delta", delta(&"nothing of ours".into())).await;
    assert_eq!(unknown["data"], fresh["data"], "everything, where the client has something else");
}

#[tokio::test]
async fn clients_that_ask_for_neither_are_offered_neither() {
    let mut client = Client::start();
    let answer = client.request("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}})).await;
    for provider in ["inlayHintProvider", "semanticTokensProvider", "colorProvider"] {
        assert_eq!(answer["capabilities"].get(provider), None, "{provider}");
    }
}

#[tokio::test]
async fn the_card_tells_what_a_figure_was_bound_to_and_what_was_checked() {
    let text = "云岭市水产\n\n2023年，全市水产品产量由40万吨增至50万吨，增长35%。\n\n2023年，全市水果产量12.6万吨。\n\n共3.7。\n";
    let params = json!({"processId": null, "rootUri": null, "capabilities": client("utf-16")});
    let mut client = Client::initialized_with(params, Value::Null).await;
    client.open(URI, text).await;
    let mut card = async |line: usize, figure: &str| {
        let row = text.split('\n').nth(line).unwrap();
        let at = row[..row.find(figure).unwrap()].encode_utf16().count();
        hover(&mut client, json!({"line": line, "character": at})).await["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let wrong = card(2, "35%").await;
    assert!(wrong.contains("增速 · 实际") && wrong.contains("核对：") && !wrong.contains("未见矛盾"), "{wrong}");
    let alone = card(4, "12.6万吨").await;
    assert!(alone.contains("说的是：") && alone.contains("水果产量 · 全市 · 2023年 · 数量 · 实际"), "{alone}");
    assert!(alone.contains("文中没有可以相比的数，未核对") || alone.contains("未见矛盾"), "{alone}");
}
