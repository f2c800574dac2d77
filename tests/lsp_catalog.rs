//! What an editor says of a name: add it to the catalog, it is none, it is the same as another. The server writes the file, and what is
//! known changes at once, in every article.

mod lsp_client;

use std::fs;
use std::path::Path;
use std::time::Duration;

use lsp_client::Client;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower_lsp::ls_types::Uri;

const FIRST: &str = "柳川高新区集中开工\n\n2025年3月4日\n\n3月3日，恒川铝业股份有限公司二期在柳川高新区开工。\n";
const SECOND: &str = "订单增长\n\n2025年6月1日\n\n恒川鋁業今年订单增长，恒川鋁業董事长张明说。\n";

struct Desk {
    client: Client,
    folder: TempDir,
}

impl Desk {
    async fn new() -> Desk {
        Desk::with(json!({})).await
    }

    /// A workspace with both articles, the second open, in an editor that runs commands of code actions.
    async fn with(more: Value) -> Desk {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("first.txt"), FIRST).unwrap();
        fs::write(folder.path().join("second.txt"), SECOND).unwrap();
        let mut capabilities = json!({
            "textDocument": {"hover": {"contentFormat": ["markdown"]}, "diagnostic": {}, "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}},
        });
        for (key, value) in more.as_object().into_iter().flatten() {
            capabilities[key] = value.clone();
        }
        let root = uri(folder.path());
        let params =
            json!({"processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": [{"uri": root, "name": "desk"}]});
        let mut client = Client::initialized_with(params, Value::Null).await;
        let second = uri(&folder.path().join("second.txt"));
        client.open(&second, SECOND).await;
        let mut desk = Desk { client, folder };
        desk.until("workspace/symbol", json!({"query": "恒川铝业股份"}), |found| !found.as_array().unwrap().is_empty()).await;
        desk
    }

    /// Asks until the answer is as it should be; the last answer.
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

    fn at(&self) -> Value {
        json!({"textDocument": {"uri": self.second()}, "position": {"line": 4, "character": 1}})
    }

    /// The actions at the first name of the second article, as they are asked for by hand.
    async fn actions(&mut self, context: Value) -> Vec<Value> {
        let at = json!({"line": 4, "character": 1});
        let params = json!({"textDocument": {"uri": self.second()}, "range": {"start": at, "end": at}, "context": context});
        self.client.request("textDocument/codeAction", params).await.as_array().unwrap().clone()
    }

    /// Chooses an action by its title, as an editor does: runs its command.
    async fn choose(&mut self, title: &str) -> Value {
        let actions = self.actions(json!({"diagnostics": [], "triggerKind": 1})).await;
        let titles: Vec<&str> = actions.iter().map(|a| a["title"].as_str().unwrap()).collect();
        let chosen = actions.iter().find(|a| a["title"] == title).unwrap_or_else(|| panic!("{title} is not in {titles:?}"));
        assert_eq!(chosen["kind"], "refactor.rewrite.heshu");
        let command = chosen["command"].clone();
        self.client.request("workspace/executeCommand", json!({"command": command["command"], "arguments": command["arguments"]})).await
    }

    fn written(&self) -> String {
        fs::read_to_string(self.folder.path().join(".heshu/catalog/added.toml")).unwrap()
    }
}

fn uri(path: &Path) -> String {
    Uri::from_file_path(path).unwrap().to_string()
}

fn card_holds(hover: &Value, part: &str) -> bool {
    hover["contents"]["value"].as_str().is_some_and(|card| card.contains(part))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_added_to_the_catalog() {
    let mut desk = Desk::new().await;
    let added = desk.choose("加入名录：恒川铝业（企业）").await;
    assert_eq!(added["id"], "heng-chuan-lv-ye");
    assert_eq!(desk.written(), "[[company]]\nid = \"heng-chuan-lv-ye\"\nname = \"恒川铝业\"\n");
    let entities = json!({"command": "heshu.entities", "arguments": [{"uri": desk.second()}]});
    desk.until("workspace/executeCommand", entities, |named| {
        named.as_array().unwrap().iter().any(|n| n["id"] == "heng-chuan-lv-ye" && n["count"] == 2)
    })
    .await;
    // Known now, it is not offered again.
    let titles: Vec<String> =
        desk.actions(json!({"diagnostics": []})).await.iter().map(|a| a["title"].as_str().unwrap().to_owned()).collect();
    assert!(!titles.iter().any(|t| t.starts_with("加入名录")), "{titles:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_company_is_recognised_no_more() {
    let mut desk = Desk::new().await;
    let at = desk.at();
    assert!(card_holds(&desk.client.request("textDocument/hover", at.clone()).await, "恒川铝业"));
    desk.choose("“恒川铝业”不是企业，不再识别").await;
    assert_eq!(desk.written(), "[[ignore]]\nname = \"恒川铝业\"\nkind = \"company\"\n");
    desk.until("textDocument/hover", at, |hover| !card_holds(hover, "恒川铝业")).await;
    // The full name in the other article is another run of characters, and stays.
    let left = desk.client.request("workspace/symbol", json!({"query": "恒川铝业"})).await;
    let names: Vec<&str> = left.as_array().unwrap().iter().filter(|s| s["kind"] == 5).filter_map(|s| s["name"].as_str()).collect();
    assert_eq!(names, ["恒川铝业股份有限公司"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_names_that_mean_the_same_are_one_in_every_article() {
    let mut desk = Desk::new().await;
    let joined = desk.choose("“恒川铝业”就是“恒川铝业股份有限公司”").await;
    assert_eq!(joined["name"], "恒川铝业股份有限公司");
    assert!(desk.written().contains("aliases = [\"恒川铝业\"]"), "{}", desk.written());
    let at = desk.at();
    desk.until("textDocument/hover", at.clone(), |hover| card_holds(hover, "**恒川铝业股份有限公司**")).await;
    // The other article, which nobody has opened, is read again with what is known now.
    let mut params = at;
    params["context"] = json!({"includeDeclaration": true});
    let places = desk.until("textDocument/references", params, |places| places.as_array().is_some_and(|list| list.len() >= 3)).await;
    assert!(places.as_array().unwrap().iter().any(|p| p["uri"].as_str().unwrap().ends_with("first.txt")), "{places}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_has_a_card_with_post_and_firm() {
    let mut desk = Desk::new().await;
    let hover = desk
        .client
        .request("textDocument/hover", json!({"textDocument": {"uri": desk.second()}, "position": {"line": 4, "character": 20}}))
        .await;
    for part in ["**张明**", "人物", "职务：董事长", "单位：恒川铝业"] {
        assert!(card_holds(&hover, part), "{part}: {hover}");
    }
    // And the firm's card has its people.
    let at = desk.at();
    assert!(card_holds(&desk.client.request("textDocument/hover", at).await, "人员：张明（董事长）"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_offered_unasked_or_where_no_name_stands() {
    let mut desk = Desk::new().await;
    assert_eq!(desk.actions(json!({"diagnostics": [], "triggerKind": 2})).await, Vec::<Value>::new());
    assert_eq!(desk.actions(json!({"diagnostics": [], "only": ["quickfix"]})).await, Vec::<Value>::new());
    let at = json!({"line": 4, "character": 6});
    let params = json!({"textDocument": {"uri": desk.second()}, "range": {"start": at, "end": at}, "context": {"diagnostics": []}});
    assert_eq!(desk.client.request("textDocument/codeAction", params).await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_catalog_that_cannot_be_read_is_left_alone_and_told_of() {
    let mut desk = Desk::new().await;
    let file = desk.folder.path().join(".heshu/catalog/added.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "[[company]\n").unwrap();
    for (command, more) in [("heshu.addEntity", json!({})), ("heshu.notEntity", json!({})), ("heshu.sameAs", json!({"other": "恒川集团"}))]
    {
        let mut argument = json!({"uri": desk.second(), "name": "恒川铝业", "kind": "company"});
        more.as_object().unwrap().iter().for_each(|(key, value)| argument[key] = value.clone());
        let sent = desk.client.send("workspace/executeCommand", json!({"command": command, "arguments": [argument]})).await;
        let answer = desk.client.answer(sent).await;
        assert!(answer["error"]["message"].as_str().unwrap().contains("added.toml:1"), "{command}: {answer}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "[[company]\n");
}
