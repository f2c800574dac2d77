//! A small language client in the same process, over a pipe in memory.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};
use tokio::task::JoinHandle;

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    input: WriteHalf<DuplexStream>,
    output: ReadHalf<DuplexStream>,
    buffer: Vec<u8>,
    server: JoinHandle<i32>,
    next_id: i64,
    answers: HashMap<i64, Value>,
    /// What the section `heshu` holds.
    pub settings: Value,
    /// Notifications and requests of the server, in order.
    pub received: Vec<Value>,
}

impl Client {
    /// A server that nobody has talked to yet.
    pub fn start() -> Client {
        let (ours, theirs) = tokio::io::duplex(1 << 20);
        let (reader, writer) = tokio::io::split(theirs);
        let (output, input) = tokio::io::split(ours);
        let server = tokio::spawn(heshu::server::serve(reader, writer));
        Client {
            input,
            output,
            buffer: Vec::new(),
            server,
            next_id: 0,
            answers: HashMap::new(),
            settings: Value::Null,
            received: Vec::new(),
        }
    }

    /// A server that knows a client with these capabilities.
    pub async fn initialized(capabilities: Value) -> Client {
        Client::initialized_with(json!({"processId": null, "rootUri": null, "capabilities": capabilities}), Value::Null).await
    }

    pub async fn initialized_with(params: Value, settings: Value) -> Client {
        let mut client = Client::start();
        client.settings = settings;
        client.request("initialize", params).await;
        client.notify("initialized", json!({})).await;
        client
    }

    pub async fn raw(&mut self, body: &str) {
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.input.write_all(frame.as_bytes()).await.unwrap();
    }

    pub async fn notify(&mut self, method: &str, params: Value) {
        self.raw(&json!({"jsonrpc": "2.0", "method": method, "params": params}).to_string()).await;
    }

    /// Sends a request and does not wait.
    pub async fn send(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.raw(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string()).await;
        id
    }

    /// The whole answer to a request.
    pub async fn answer(&mut self, id: i64) -> Value {
        loop {
            if let Some(answer) = self.answers.remove(&id) {
                return answer;
            }
            self.receive().await;
        }
    }

    /// The result of a request; panics on an error.
    pub async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, params).await;
        let mut answer = self.answer(id).await;
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// The code of the error that a request is answered with.
    pub async fn error(&mut self, method: &str, params: Value) -> i64 {
        let id = self.send(method, params).await;
        self.answer(id).await["error"]["code"].as_i64().expect("an error")
    }

    /// The next message of a method, those already received included, that passes a test.
    pub async fn wait_for(&mut self, method: &str, test: impl Fn(&Value) -> bool) -> Value {
        let mut at = 0;
        loop {
            while at == self.received.len() {
                self.receive().await;
            }
            let message = &self.received[at];
            if message["method"] == method && test(&message["params"]) {
                return self.received.remove(at)["params"].take();
            }
            at += 1;
        }
    }

    /// Reads for a while whatever comes.
    pub async fn settle(&mut self, time: Duration) {
        let _ = tokio::time::timeout(time, async {
            loop {
                self.receive().await;
            }
        })
        .await;
    }

    async fn receive(&mut self) {
        let message = tokio::time::timeout(PATIENCE, self.message()).await.expect("a message in time");
        match (message.get("method"), message.get("id")) {
            (Some(method), Some(id)) => {
                let result = if method == "workspace/configuration" { json!([self.settings]) } else { Value::Null };
                self.raw(&json!({"jsonrpc": "2.0", "id": id, "result": result}).to_string()).await;
                self.received.push(message);
            }
            (Some(_), None) => self.received.push(message),
            _ => {
                let id = message["id"].as_i64().unwrap_or(-1);
                self.answers.insert(id, message);
            }
        }
    }

    /// One frame; keeps what was read when the future is dropped.
    async fn message(&mut self) -> Value {
        loop {
            let text = String::from_utf8_lossy(&self.buffer);
            if let Some((header, _)) = text.split_once("\r\n\r\n") {
                let len: usize = header.rsplit(' ').next().unwrap().trim().parse().unwrap();
                let start = header.len() + 4;
                if self.buffer.len() >= start + len {
                    let body: Vec<u8> = self.buffer.drain(..start + len).skip(start).collect();
                    return serde_json::from_slice(&body).expect("JSON");
                }
            }
            let read = self.output.read_buf(&mut self.buffer).await.unwrap();
            assert_ne!(read, 0, "the server has gone");
        }
    }

    pub async fn open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    }

    pub async fn change(&mut self, uri: &str, version: i32, changes: Value) {
        self.notify("textDocument/didChange", json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes})).await;
    }

    /// What a document-wide request gives.
    pub async fn of(&mut self, method: &str, uri: &str) -> Value {
        self.request(method, json!({"textDocument": {"uri": uri}})).await
    }

    /// Ends the session by the rules; the exit code.
    pub async fn stop(mut self) -> i32 {
        self.request("shutdown", Value::Null).await;
        self.notify("exit", Value::Null).await;
        self.exit_code().await
    }

    /// Waits for the end of the server without closing its input.
    pub async fn exit_code(self) -> i32 {
        tokio::time::timeout(PATIENCE, self.server).await.expect("an end in time").unwrap()
    }

    /// Closes the server's input and waits for its end.
    pub async fn hang_up(self) -> i32 {
        let Client { input, output, server, .. } = self;
        drop(input.unsplit_with(output));
        tokio::time::timeout(PATIENCE, server).await.expect("an end in time").unwrap()
    }
}

/// Both halves of a pipe dropped together close it.
trait Unsplit {
    fn unsplit_with(self, other: ReadHalf<DuplexStream>) -> DuplexStream;
}

impl Unsplit for WriteHalf<DuplexStream> {
    fn unsplit_with(self, other: ReadHalf<DuplexStream>) -> DuplexStream {
        other.unsplit(self)
    }
}

/// The text after edits in UTF-16 positions, as a client applies them.
pub fn applied(text: &str, edits: &Value) -> String {
    let offset = |position: &Value| {
        let (line, character) = (position["line"].as_u64().unwrap() as usize, position["character"].as_u64().unwrap() as usize);
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = 0;
        let within = text[start..].char_indices().find(|(_, c)| {
            let here = units >= character;
            units += c.len_utf16();
            here
        });
        within.map_or(text.len(), |(at, _)| start + at)
    };
    let mut edits: Vec<_> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|e| std::cmp::Reverse(offset(&e["range"]["start"])));
    edits.iter().fold(text.to_owned(), |text, e| {
        let (start, end) = (offset(&e["range"]["start"]), offset(&e["range"]["end"]));
        format!("{}{}{}", &text[..start], e["newText"].as_str().unwrap(), &text[end..])
    })
}
