//! What the protocol library's types have no field for, said in the answer to `initialize` all the same: the type hierarchy (LSP 3.17).

use memchr::memmem;
use serde_json::Value;

/// The answer to `initialize` with what it leaves out; any other body as it is. The second says whether this was that answer.
pub fn announce(body: Vec<u8>) -> (Vec<u8>, bool) {
    if memmem::find(&body, b"\"serverInfo\"").is_none() {
        return (body, false);
    }
    let Ok(mut message) = serde_json::from_slice::<Value>(&body) else { return (body, false) };
    let is_ours = message.pointer("/result/serverInfo/name").and_then(Value::as_str) == Some("heshu");
    let Some(capabilities) = message.pointer_mut("/result/capabilities").and_then(Value::as_object_mut).filter(|_| is_ours) else {
        return (body, false);
    };
    capabilities.insert("typeHierarchyProvider".to_owned(), Value::Bool(true));
    (serde_json::to_vec(&message).unwrap_or(body), true)
}

#[cfg(test)]
mod tests {
    use super::announce;

    #[test]
    fn the_answer_to_initialize_says_more_and_no_other() {
        let answer = br#"{"id":1,"jsonrpc":"2.0","result":{"capabilities":{"hoverProvider":true},"serverInfo":{"name":"heshu"}}}"#;
        let (body, done) = announce(answer.to_vec());
        assert!(done && String::from_utf8(body).unwrap().contains(r#""typeHierarchyProvider":true"#));
        let other = br#"{"id":2,"jsonrpc":"2.0","result":"\"serverInfo\""}"#;
        assert_eq!(announce(other.to_vec()), (other.to_vec(), false));
    }
}
