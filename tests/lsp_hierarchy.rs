//! From a group to its firms and their projects; lenses above lines; links from the numbers of documents.

mod lsp_client;

use std::fs;
use std::path::Path;
use std::time::Duration;

use lsp_client::Client;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower_lsp::ls_types::Uri;

const CATALOG: &str = "[[company]]\nid = \"hengchuan\"\nname = \"恒川控股集团\"\n\n[[company]]\nid = \"hengchuan-al\"\nname = \"恒川铝业股份有限公司\"\naliases = [\"恒川铝业\"]\nparent = \"hengchuan\"\n";
const FIRST: &str = "柳川高新区集中开工\n\n2025年3月4日\n\n3月3日，总投资52亿元的恒川铝业年产30万吨铝箔项目在柳川高新区开工。\n";
const SECOND: &str = "订单增长\n\n2025年6月1日\n\n😀恒川控股集团旗下恒川铝业订单增长。恒川铝业年产30万吨铝箔项目总投资25亿元。按照柳政办〔2025〕12号和柳发改〔2025〕7号要求推进。\n";
const NOTICE: &str = "柳川市人民政府办公室关于支持铝加工业的通知\n\n柳政办〔2025〕12号\n\n各乡镇人民政府：现将有关事项通知如下。\n";

struct Desk {
    client: Client,
    folder: TempDir,
    initialized: Value,
}

impl Desk {
    async fn new(options: Value) -> Desk {
        let folder = TempDir::new().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(".heshu/catalog/ours.toml", CATALOG);
        write("first.txt", FIRST);
        write("second.txt", SECOND);
        write("notice.txt", NOTICE);
        let capabilities = json!({
            "textDocument": {"diagnostic": {}, "codeLens": {}, "typeHierarchy": {"dynamicRegistration": false}},
            "window": {"showDocument": {"support": true}},
        });
        let root = json!({"uri": uri(folder.path()), "name": "desk"});
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": [root], "initializationOptions": options});
        let mut client = Client::start();
        let initialized = client.request("initialize", params).await;
        client.notify("initialized", json!({})).await;
        client.open(&uri(&folder.path().join("second.txt")), SECOND).await;
        let mut desk = Desk { client, folder, initialized };
        // All articles are read, with what the catalog knows.
        desk.until("workspace/symbol", json!({"query": "铝箔项目"}), |found| {
            found.as_array().unwrap().iter().any(|s| s["location"]["uri"].as_str().unwrap().ends_with("first.txt"))
        })
        .await;
        desk
    }

    async fn until(&mut self, method: &str, params: Value, is_right: impl Fn(&Value) -> bool) -> Value {
        let mut answer = Value::Null;
        for _ in 0..400 {
            answer = self.client.request(method, params.clone()).await;
            if is_right(&answer) {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{method} {params}: {answer}");
    }

    fn second(&self) -> String {
        uri(&self.folder.path().join("second.txt"))
    }

    /// The item at a word of the second article.
    async fn item(&mut self, word: &str) -> Value {
        let params = json!({"textDocument": {"uri": self.second()}, "position": place(SECOND, word)});
        let items = self.client.request("textDocument/prepareTypeHierarchy", params).await;
        items[0].clone()
    }

    async fn names(&mut self, method: &str, item: &Value) -> Vec<(String, String)> {
        let items = self.client.request(method, json!({"item": item})).await;
        let name = |item: &Value| {
            let file = item["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            (item["name"].as_str().unwrap().to_owned(), file)
        };
        items.as_array().unwrap().iter().map(name).collect()
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

/// The text of a range of the second article.
fn text_at(range: &Value) -> String {
    let line: Vec<u16> = SECOND.lines().nth(range["start"]["line"].as_u64().unwrap() as usize).unwrap().encode_utf16().collect();
    let column = |end: &str| range[end]["character"].as_u64().unwrap() as usize;
    String::from_utf16(&line[column("start")..column("end")]).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_leads_to_its_firms_and_these_to_their_projects() {
    let mut desk = Desk::new(Value::Null).await;
    assert_eq!(desk.initialized["capabilities"]["typeHierarchyProvider"], true);
    let group = desk.item("恒川控股集团").await;
    assert_eq!((group["name"].as_str(), group["detail"].as_str()), (Some("恒川控股集团"), Some("企业")));
    assert_eq!(text_at(&group["selectionRange"]), "恒川控股集团");
    let firms = desk.client.request("typeHierarchy/subtypes", json!({"item": group})).await;
    assert_eq!(firms[0]["name"], "恒川铝业股份有限公司");
    let project = "恒川铝业年产30万吨铝箔项目".to_owned();
    assert_eq!(desk.names("typeHierarchy/subtypes", &firms[0]).await, [(project, "first.txt".to_owned())]);
    // And up again.
    let project = desk.item("年产30万吨").await;
    let owners = desk.client.request("typeHierarchy/supertypes", json!({"item": project})).await;
    assert_eq!(owners[0]["name"], "恒川铝业股份有限公司");
    let groups = desk.names("typeHierarchy/supertypes", &owners[0]).await;
    assert_eq!(groups, [("恒川控股集团".to_owned(), "second.txt".to_owned())]);
    assert!(desk.names("typeHierarchy/subtypes", &project).await.is_empty());
    // Nobody is named in the date.
    let params = json!({"textDocument": {"uri": desk.second()}, "position": {"line": 2, "character": 1}});
    assert_eq!(desk.client.request("textDocument/prepareTypeHierarchy", params).await, Value::Null);
}

/// No catalog knows the group: the article says whose the firm is.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_articles_say_of_a_group_is_enough() {
    let mut desk = Desk::new(Value::Null).await;
    let text = "新厂投产\n\n云岭集团的全资子公司云岭电子科技有限公司建设的云岭电子年产10万吨铜箔项目投产。\n";
    let uri = uri(&desk.folder.path().join("third.txt"));
    desk.client.open(&uri, text).await;
    let params = json!({"textDocument": {"uri": uri}, "position": place(text, "云岭集团")});
    let group = desk.client.request("textDocument/prepareTypeHierarchy", params).await[0].clone();
    let firms = desk.names("typeHierarchy/subtypes", &group).await;
    assert_eq!(firms, [("云岭电子科技有限公司".to_owned(), "third.txt".to_owned())]);
    let hover = desk.client.request("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": place(text, "云岭集团")})).await;
    assert!(hover["contents"]["value"].as_str().unwrap().contains("下属企业：云岭电子科技有限公司"), "{hover}");
    let params = json!({"textDocument": {"uri": uri}, "position": place(text, "云岭电子科技")});
    let firm = desk.client.request("textDocument/prepareTypeHierarchy", params).await[0].clone();
    let groups = desk.names("typeHierarchy/supertypes", &firm).await;
    assert_eq!(groups, [("云岭集团".to_owned(), "third.txt".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn lenses_count_names_and_tell_of_other_figures_where_they_are_switched_on() {
    let mut desk = Desk::new(json!({"codeLens": true})).await;
    let params = json!({"textDocument": {"uri": desk.second()}});
    let lenses = desk.until("textDocument/codeLens", params, |lenses| lenses.as_array().is_some_and(|l| l.len() >= 3)).await;
    let titles: Vec<&str> = lenses.as_array().unwrap().iter().map(|l| l["command"]["title"].as_str().unwrap()).collect();
    assert!(titles.contains(&"恒川铝业股份有限公司：本文2处，另有1篇1处"), "{titles:?}");
    let conflict = lenses.as_array().unwrap().iter().find(|l| l["command"]["title"].as_str().unwrap().contains("这里是25亿元")).unwrap();
    assert_eq!(text_at(&conflict["range"]), "25亿元");
    // Chosen, the lens leads to the other article.
    let command = &conflict["command"];
    let run = json!({"command": command["command"], "arguments": command["arguments"]});
    let there = desk.client.request("workspace/executeCommand", run).await;
    assert!(there["uri"].as_str().unwrap().ends_with("first.txt"));
    let shown = desk.client.wait_for("window/showDocument", |_| true).await;
    assert_eq!((&shown["uri"], &shown["selection"]), (&there["uri"], &there["range"]));
    assert_eq!(shown["selection"]["start"], place(FIRST, "52亿元"));
}

#[tokio::test(flavor = "multi_thread")]
async fn there_are_no_lenses_unless_somebody_wants_them() {
    let mut desk = Desk::new(Value::Null).await;
    let params = json!({"textDocument": {"uri": desk.second()}});
    assert_eq!(desk.client.request("textDocument/codeLens", params).await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_a_document_leads_to_the_article_that_carries_it() {
    let mut desk = Desk::new(Value::Null).await;
    let params = json!({"textDocument": {"uri": desk.second()}});
    let links = desk.until("textDocument/documentLink", params, |links| links.as_array().is_some_and(|l| !l.is_empty())).await;
    // The other number stands in no other article: there is nowhere to go.
    assert_eq!(links.as_array().unwrap().len(), 1, "{links}");
    assert_eq!(text_at(&links[0]["range"]), "柳政办〔2025〕12号");
    assert!(links[0]["target"].as_str().unwrap().ends_with("notice.txt#L3"), "{links}");
    assert!(links[0]["tooltip"].as_str().unwrap().contains("柳川市人民政府办公室关于支持铝加工业的通知"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_definition_is_the_entry_of_the_catalog_and_the_declaration_a_mention() {
    let mut desk = Desk::new(Value::Null).await;
    let params = json!({"textDocument": {"uri": desk.second()}, "position": place(SECOND, "恒川铝业订单")});
    let definition = desk.client.request("textDocument/definition", params.clone()).await;
    assert!(definition["uri"].as_str().unwrap().ends_with("/.heshu/catalog/ours.toml"), "{definition}");
    let line = CATALOG.lines().position(|l| l.contains("hengchuan-al")).unwrap();
    let range = json!({"start": {"line": line, "character": 6}, "end": {"line": line, "character": 18}});
    assert_eq!(definition["range"], range);
    let declaration = desk.client.request("textDocument/declaration", params).await;
    assert!(declaration["uri"].as_str().unwrap().ends_with(".txt"), "{declaration}");
    // Whom no catalog knows leads to a mention both ways.
    let params = json!({"textDocument": {"uri": desk.second()}, "position": place(SECOND, "年产30万吨")});
    let definition = desk.client.request("textDocument/definition", params).await;
    assert!(definition["uri"].as_str().unwrap().ends_with("first.txt"), "{definition}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_leads_out_of_the_article() {
    let mut desk = Desk::new(Value::Null).await;
    let uri = uri(&desk.folder.path().join("links.txt"));
    desk.client.open(&uri, "公告见https://www.example.com/a/1.html，详情如下。\n").await;
    let links = desk.client.request("textDocument/documentLink", json!({"textDocument": {"uri": uri}})).await;
    assert_eq!(links.as_array().unwrap().len(), 1, "{links}");
    assert_eq!(links[0]["target"], "https://www.example.com/a/1.html");
    assert_eq!(links[0]["range"]["start"]["character"], 3);
}
