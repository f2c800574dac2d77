//! One message of the client: mended, refused or dropped before the protocol library sees it.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Response;

use super::spelling::Spellings;

/// Messages that begin and end a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifeCycle {
    /// The client has the answer to `initialize`.
    Initialized,
    /// The client is about to leave.
    Shutdown,
    /// The client leaves.
    Exit,
}

/// What becomes of a message.
#[derive(Debug, PartialEq, Eq)]
pub enum Mended {
    /// The library can read it.
    Pass {
        /// The body.
        body: Vec<u8>,
        /// Set where it is of the life cycle.
        method: Option<LifeCycle>,
    },
    /// It is no message; this is the answer.
    Refuse(Vec<u8>),
    /// It is no message, and no answer is due.
    Drop,
}

/// What every message has; the rest is passed over without being built.
#[derive(Deserialize)]
struct Envelope {
    jsonrpc: Option<String>,
    method: Option<String>,
    id: Option<Value>,
    #[serde(default, rename = "params")]
    _params: IgnoredAny,
}

/// A message nested deeper than the JSON reader goes has at least as many brackets.
const DEEPEST: usize = 100;

/// Looks at one body.
pub fn mend(mut body: Vec<u8>, spellings: &Spellings) -> Mended {
    replace_lone_surrogates(&mut body);
    let Ok(text) = std::str::from_utf8(&body) else {
        return refuse(-32700, "Parse error: not UTF-8", Value::Null);
    };
    let envelope: Envelope = match serde_json::from_str(text) {
        Ok(envelope) => envelope,
        Err(error) if error.is_data() => return refuse(-32600, "Invalid request", Value::Null),
        Err(error) => return refuse(-32700, &format!("Parse error: {error}"), Value::Null),
    };
    let too_deep = memchr::memchr2_iter(b'[', b'{', text.as_bytes()).nth(DEEPEST).is_some() && serde_json::from_str::<Value>(text).is_err();
    let sound_id = matches!(&envelope.id, None | Some(Value::String(_) | Value::Null)) || envelope.id.as_ref().is_some_and(Value::is_i64);
    let id = envelope.id.clone().filter(|_| sound_id).unwrap_or_default();
    let Some(method) = envelope.method.as_deref() else {
        // An answer to one of our requests, else nothing that we know.
        let sound = serde_json::from_str::<Response>(text).is_ok();
        return if sound { Mended::Pass { body, method: None } } else { Mended::Drop };
    };
    if envelope.jsonrpc.as_deref() != Some("2.0") || !sound_id || too_deep {
        return refuse(-32600, "Invalid request", id);
    }
    if method.starts_with("$/") && envelope.id.is_some() {
        // The library leaves these without any answer; a request has a right to one (LSP 3.17 § $ Notifications and Requests).
        return refuse(-32601, "Method not found", id);
    }
    let life_cycle = match method {
        "initialized" => Some(LifeCycle::Initialized),
        "shutdown" => Some(LifeCycle::Shutdown),
        "exit" => Some(LifeCycle::Exit),
        _ => None,
    };
    match life_cycle {
        Some(life_cycle) => Mended::Pass { body: plain(life_cycle, method, envelope.id), method: Some(life_cycle) },
        None => Mended::Pass { body: spellings.encode(body), method: None },
    }
}

/// The message in the one form that the library takes, whatever parameters the client gave (Emacs: `null`).
fn plain(life_cycle: LifeCycle, method: &str, id: Option<Value>) -> Vec<u8> {
    let mut message = json!({"jsonrpc": "2.0", "method": method});
    if life_cycle == LifeCycle::Initialized {
        message["params"] = json!({});
    }
    if let Some(id) = id {
        message["id"] = id;
    }
    message.to_string().into_bytes()
}

fn refuse(code: i32, message: &str, id: Value) -> Mended {
    let answer = json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}});
    Mended::Refuse(answer.to_string().into_bytes())
}

/// Makes `\ufffd` of each escape that stands for half a surrogate pair, in place.
///
/// JavaScript strings may hold such halves, and editors built on it send them while somebody types an emoji. U+FFFD takes one UTF-16
/// unit as well, so the positions of later edits stay true.
fn replace_lone_surrogates(body: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &body[at..]) {
        at += found;
        match escaped_unit(body, at) {
            Some(0xd800..=0xdbff) if matches!(escaped_unit(body, at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                body[at + 2..at + 6].copy_from_slice(b"fffd");
                at += 6;
            }
            _ => at = (at + 2).min(body.len()),
        }
    }
}

/// The UTF-16 unit that an escape `\uXXXX` at a place stands for.
fn escaped_unit(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(body: &str) -> String {
        match mend(body.as_bytes().to_vec(), &Spellings::default()) {
            Mended::Pass { body, .. } | Mended::Refuse(body) => String::from_utf8(body).unwrap(),
            Mended::Drop => "dropped".to_owned(),
        }
    }

    #[test]
    fn half_a_surrogate_pair_becomes_one_unit() {
        let lone = r#"{"jsonrpc":"2.0","method":"x","params":["\ud83d","\ud83d\ude00","\\ud83d","\ude00"]}"#;
        let whole = r#"{"jsonrpc":"2.0","method":"x","params":["\ufffd","\ud83d\ude00","\\ud83d","\ufffd"]}"#;
        assert_eq!(mended(lone), whole);
    }

    #[test]
    fn life_cycle_messages_take_any_parameters() {
        assert_eq!(
            mended(r#"{"jsonrpc":"2.0","id":7,"method":"shutdown","params":null}"#),
            r#"{"id":7,"jsonrpc":"2.0","method":"shutdown"}"#
        );
        assert_eq!(mended(r#"{"jsonrpc":"2.0","method":"initialized"}"#), r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
    }

    #[test]
    fn what_is_no_message_is_refused() {
        assert!(mended("{\"jsonrpc\": \"2.0\", ]").contains("-32700"));
        assert!(mended("[]").contains("-32600"));
        assert!(mended(r#"{"jsonrpc":"1.0","id":3,"method":"x"}"#).contains(r#""id":3"#));
        assert!(
            mended(&format!(r#"{{"jsonrpc":"2.0","id":3,"method":"x","params":{}}}"#, "[".repeat(200) + &"]".repeat(200)))
                .contains("-32600")
        );
        assert!(mended(r#"{"jsonrpc":"2.0","id":3,"method":"$/x"}"#).contains("-32601"));
        assert_eq!(mended(r#"{"jsonrpc":"2.0","id":3}"#), "dropped");
    }
}
