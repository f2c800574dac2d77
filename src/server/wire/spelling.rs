//! URIs as clients spell them, and as RFC 3986 does.
//!
//! Some clients send paths unencoded: `file:///稿件/一.txt`. The protocol library takes such a URI for wrong parameters. Here it becomes
//! `file:///%E7%A8%BF…` on the way in and the client's own spelling again on the way out, since a client compares URIs as strings.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use memchr::memmem;
use serde_json::Value;
use tower_lsp::ls_types::Uri;

/// The URIs that the client spells in its own way.
#[derive(Debug, Default)]
pub struct Spellings {
    /// The client's spelling by the encoded one.
    raw: Mutex<HashMap<String, String>>,
}

impl Spellings {
    /// The body with every URI encoded.
    pub fn encode(&self, body: Vec<u8>) -> Vec<u8> {
        if !holds_raw_uri(&body) {
            return body;
        }
        let Ok(mut message) = serde_json::from_slice::<Value>(&body) else { return body };
        if let Some(params) = message.get_mut("params") {
            self.encode_in(params);
        }
        serde_json::to_vec(&message).unwrap_or(body)
    }

    fn encode_in(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.encode_in(item)),
            Value::Object(fields) => {
                for (key, field) in fields {
                    match field {
                        Value::String(uri) if is_uri_key(key) && Uri::from_str(uri).is_err() => {
                            let encoded = encoded(uri);
                            if Uri::from_str(&encoded).is_ok() {
                                let raw = std::mem::replace(uri, encoded.clone());
                                self.raw.lock().unwrap_or_else(PoisonError::into_inner).insert(encoded, raw);
                            }
                        }
                        other => self.encode_in(other),
                    }
                }
            }
            _ => {}
        }
    }

    /// A body of ours with the client's spellings.
    pub fn restore(&self, body: Vec<u8>) -> Vec<u8> {
        let raw = self.raw.lock().unwrap_or_else(PoisonError::into_inner);
        if !raw.keys().any(|encoded| memmem::find(&body, encoded.as_bytes()).is_some()) {
            return body;
        }
        let Ok(mut message) = serde_json::from_slice::<Value>(&body) else { return body };
        restore_in(&mut message, &raw);
        serde_json::to_vec(&message).unwrap_or(body)
    }
}

fn restore_in(value: &mut Value, raw: &HashMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(raw) = raw.get(text.as_str()) {
                raw.clone_into(text);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| restore_in(item, raw)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|field| restore_in(field, raw));
            // `WorkspaceEdit.changes` has URIs for keys.
            let keys: Vec<String> = fields.keys().filter(|key| raw.contains_key(*key)).cloned().collect();
            for key in keys {
                if let Some(field) = fields.remove(&key) {
                    fields.insert(raw[&key].clone(), field);
                }
            }
        }
        _ => {}
    }
}

fn is_uri_key(key: &str) -> bool {
    matches!(key, "uri" | "rootUri" | "scopeUri" | "oldUri" | "newUri")
}

/// Whether a `uri` or `rootUri` of a message has characters that no URI has. Looks at the bytes only: most messages have none.
fn holds_raw_uri(body: &[u8]) -> bool {
    [&b"\"uri\""[..], b"\"rootUri\""].into_iter().any(|key| {
        memmem::find_iter(body, key).any(|at| {
            let value = &body[at + key.len()..];
            let open = value.iter().take_while(|b| b": \t\r\n".contains(b)).count();
            let Some(text) = value.get(open..).and_then(|v| v.strip_prefix(b"\"")) else { return false };
            text.iter().take_while(|b| **b != b'"').any(|b| !is_uri_byte(*b) || *b == b'%' || *b == b'#')
                && std::str::from_utf8(text.split(|b| *b == b'"').next().unwrap_or_default()).is_ok_and(|uri| Uri::from_str(uri).is_err())
        })
    })
}

fn is_uri_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte)
}

/// The URI with everything encoded that may not stand in one.
fn encoded(uri: &str) -> String {
    let mut out = String::with_capacity(uri.len() * 2);
    let mut fragment = false;
    for (at, byte) in uri.bytes().enumerate() {
        let is_escape = byte != b'%' || uri.as_bytes().get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let is_mark = byte != b'#' || !std::mem::replace(&mut fragment, true);
        if is_uri_byte(byte) && is_escape && is_mark {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_paths_go_in_encoded_and_come_back_as_they_were() {
        let spellings = Spellings::default();
        let body = r#"{"method":"x","params":{"textDocument":{"text":"\"uri\":\"稿\"","uri":"file:///稿 件/a.txt"}}}"#;
        let inside = String::from_utf8(spellings.encode(body.into())).unwrap();
        assert!(inside.contains("file:///%E7%A8%BF%20%E4%BB%B6/a.txt"), "{inside}");
        let answer = r#"{"result":{"changes":{"file:///%E7%A8%BF%20%E4%BB%B6/a.txt":[]}}}"#;
        assert_eq!(String::from_utf8(spellings.restore(answer.into())).unwrap(), r#"{"result":{"changes":{"file:///稿 件/a.txt":[]}}}"#);
    }

    #[test]
    fn proper_uris_are_left_alone() {
        let body = br#"{"params":{"textDocument":{"uri":"file:///c%3A/a%23b.txt"}}}"#;
        assert!(!holds_raw_uri(body));
        assert_eq!(Spellings::default().encode(body.to_vec()), body);
    }
}
