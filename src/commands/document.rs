//! A file as it was read: bytes, text, encoding.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::message::io::reason;
use crate::rules::Message;
use crate::text::{Decoded, decode};

use super::inputs::{Input, Origin};
use crate::config::Settings;
use crate::documents::{Extracted, Form};

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 64 << 20;

/// What was read.
#[derive(Clone)]
pub struct Document {
    /// The path as people gave it, or the name that stands for standard input.
    pub name: String,
    /// The file; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its text.
    pub decoded: Decoded,
    /// Whether the text was taken out of a file of another form, and cannot be written back.
    pub extracted: bool,
    /// The paragraph or line of the file for each line of the text, from 1, where they are not the same.
    pub lines: Option<Vec<u32>>,
    /// What of its file could not be read, beside it: a line of a table.
    pub broken: Option<Message>,
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// The system says so.
    Unreadable(Message),
    /// It is no text.
    Binary(Message),
}

impl Document {
    /// Reads an input: the articles in it, one for plain text.
    pub fn read_all(input: &Input, settings: &Settings) -> Result<Vec<Document>, Unread> {
        let Some(form) = Form::of(&input.path) else { return Document::read(input).map(|document| vec![document]) };
        let name = input.name();
        let bytes = bytes(input)?;
        let articles = form.read(&bytes, settings.text_column.as_deref()).map_err(|why| {
            Unread::Unreadable(Message::new(format!("无法读取 {name}：{}", why.zh), format!("cannot read {name}: {}", why.en)))
        })?;
        let failed = |why: Message| Message::new(format!("{name}：{}，已跳过", why.zh), format!("{name}: {}; skipped", why.en));
        let document = |article: Extracted| Document {
            name: format!("{name}{}", article.label),
            path: Some(PathBuf::from(format!("{name}{}", article.label))),
            bytes: Vec::new(),
            decoded: Decoded { text: article.text, encoding: "utf-8", bom: false, damaged: false },
            extracted: true,
            lines: article.lines,
            broken: article.broken.map(failed),
        };
        Ok(articles.into_iter().map(document).collect())
    }

    /// Reads an input that is plain text.
    pub fn read(input: &Input) -> Result<Document, Unread> {
        let name = input.name();
        let bytes = bytes(input)?;
        let decoded = decode(&bytes);
        // No text has U+0000, and what only looks like UTF-16 does not decode cleanly.
        let is_false_utf16 = decoded.encoding.starts_with("utf-16") && !decoded.bom && decoded.damaged;
        if decoded.text.contains('\0') || is_false_utf16 {
            return Err(Unread::Binary(binary(input)));
        }
        let path = (input.origin != Origin::Stdin).then(|| input.path.clone());
        Ok(Document { name, path, bytes, decoded, extracted: false, lines: None, broken: None })
    }

    /// What settings, baselines and `.heshu/ignored.toml` know it by: its file, or the name that standard input was given.
    pub fn file(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(&self.name))
    }

    /// What the reader should know about the encoding, if anything.
    pub fn encoding_note(&self) -> Option<Message> {
        let (name, encoding) = (&self.name, self.decoded.encoding);
        if self.decoded.damaged {
            return Some(Message::new(
                format!("{name} 读作 {encoding}，其中有无法识别的字节，以 U+FFFD 代替"),
                format!("{name} read as {encoding}; bytes that fit no character became U+FFFD"),
            ));
        }
        (encoding != "utf-8").then(|| Message::new(format!("{name} 读作 {encoding}"), format!("{name} read as {encoding}")))
    }
}

/// What there is to say about a binary file; more where its name tells that it holds an article all the same.
fn binary(input: &Input) -> Message {
    let name = input.name();
    let extension = input.path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    match extension.as_str() {
        "doc" | "wps" | "rtf" | "odt" | "pdf" => Message::new(
            format!("{name} 读不了 .{extension}，请在 Word 或 WPS 里另存为 .docx"),
            format!("{name}: .{extension} cannot be read; save it as .docx"),
        ),
        "xls" | "xlsx" | "et" | "ods" => Message::new(
            format!("{name} 读不了 .{extension}，请另存为 .csv"),
            format!("{name}: .{extension} cannot be read; save it as .csv"),
        ),
        _ => Message::new(format!("{name} 是二进制文件，已跳过"), format!("{name} is a binary file; skipped")),
    }
}

/// The bytes of an input. What is larger than any article is not read: an analysis holds many times its size.
fn bytes(input: &Input) -> Result<Vec<u8>, Unread> {
    let too_large = || {
        let name = input.name();
        Unread::Unreadable(Message::new(
            format!("{name} 过大（超过64MB），已跳过；请拆成单篇，或用 --batch 逐条送入"),
            format!("{name} is too large (more than 64 MB); split it into articles, or use --batch"),
        ))
    };
    if input.origin != Origin::Stdin && std::fs::metadata(&input.path).is_ok_and(|m| m.len() > MOST_BYTES) {
        return Err(too_large());
    }
    let bytes = match input.origin {
        Origin::Stdin => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes).map(|_| bytes)
        }
        Origin::Named | Origin::Walked => std::fs::read(&input.path),
    };
    let bytes = bytes.map_err(|error| {
        let (name, why) = (input.name(), reason(&error));
        Unread::Unreadable(Message::new(format!("无法读取 {name}：{}", why.zh), format!("cannot read {name}: {}", why.en)))
    })?;
    if bytes.len() as u64 > MOST_BYTES { Err(too_large()) } else { Ok(bytes) }
}
