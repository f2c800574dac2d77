//! Word documents (ECMA-376, WordprocessingML): a line for each paragraph, a line for each row of a table with tabs between its cells.
//! Text that was deleted under revision control is left out, as the reader of the page does not see it.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Extracted, Gathered};
use crate::message::Message;

/// More text than any article has: a small file can unpack to terabytes.
const MOST_BYTES: u64 = 64 << 20;

/// Reads a document. Lines are paragraphs, counted from 1 as Word does, those in tables too.
pub fn read(bytes: &[u8]) -> Result<Extracted, Message> {
    let broken =
        || Message::new("不是有效的 .docx 文件，请用 Word 或 WPS 另存一遍", "not a .docx file; save it again with a word processor");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let document = archive.by_name("word/document.xml").map_err(|_| broken())?;
    let mut xml = String::new();
    document.take(MOST_BYTES + 1).read_to_string(&mut xml).map_err(|_| broken())?;
    if xml.len() as u64 > MOST_BYTES {
        return Err(Message::new("文档过大（正文超过64MB）", "the document is too large (more than 64 MB of text)"));
    }
    paragraphs(&xml).map_err(|_| broken())
}

#[derive(Default)]
struct State {
    gathered: Gathered,
    paragraph: u32,
    line: String,
    /// Rows of tables that are open, innermost last: where each begins, and its cells so far.
    rows: Vec<(u32, Vec<String>)>,
    is_text: bool,
    /// How deep in a fallback: the same words stand in the choice beside it.
    fallback: usize,
}

fn paragraphs(xml: &str) -> Result<Extracted, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut state = State::default();
    loop {
        match reader.read_event()? {
            Event::Start(tag) => state.open(tag.local_name().as_ref()),
            Event::Empty(tag) => state.empty(tag.local_name().as_ref()),
            Event::End(tag) => state.close(tag.local_name().as_ref()),
            Event::Text(text) if state.is_text && state.fallback == 0 => {
                state.line.push_str(&text.xml10_content().map_err(quick_xml::Error::from)?);
            }
            Event::GeneralRef(name) if state.is_text && state.fallback == 0 => {
                let char = name.resolve_char_ref()?;
                let named = name.decode().ok().and_then(|n| quick_xml::escape::resolve_predefined_entity(&n));
                state.line.extend(char);
                state.line.push_str(named.unwrap_or_default());
            }
            Event::Eof => return Ok(state.gathered.into_article()),
            _ => {}
        }
    }
}

impl State {
    fn open(&mut self, name: &[u8]) {
        match name {
            b"t" => self.is_text = true,
            b"Fallback" => self.fallback += 1,
            b"p" => self.paragraph += 1,
            b"tr" => self.rows.push((self.paragraph + 1, Vec::new())),
            b"tc" => {
                if let Some((_, cells)) = self.rows.last_mut() {
                    cells.push(String::new());
                }
            }
            _ => {}
        }
    }

    fn empty(&mut self, name: &[u8]) {
        match name {
            b"tab" => self.line.push('\t'),
            b"br" | b"cr" if self.rows.is_empty() => self.line.push('\n'),
            b"br" | b"cr" => self.line.push(' '),
            b"noBreakHyphen" => self.line.push('-'),
            b"p" => {
                self.paragraph += 1;
                self.end_paragraph();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
        match name {
            b"t" => self.is_text = false,
            b"Fallback" => self.fallback = self.fallback.saturating_sub(1),
            b"p" => self.end_paragraph(),
            b"tr" => self.end_row(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        match self.rows.last_mut().and_then(|(_, cells)| cells.last_mut()) {
            Some(cell) => cell.push_str(&line.replace('\t', " ")),
            None => self.gathered.push(&line, self.paragraph),
        }
    }

    fn end_row(&mut self) {
        let Some((at, cells)) = self.rows.pop() else { return };
        let line = cells.join("\t");
        // A table within a cell is a part of that cell.
        match self.rows.last_mut().and_then(|(_, cells)| cells.last_mut()) {
            Some(cell) => cell.push_str(&line.replace('\t', " ")),
            None => self.gathered.push(&line, at),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(body: &str) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("an entry");
        let xml = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        writer.write_all(xml.as_bytes()).expect("written");
        writer.finish().expect("written").into_inner()
    }

    #[test]
    fn paragraphs_are_lines_and_rows_are_lines_of_cells() {
        let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
        let body = format!(
            "{}<w:p><w:r><w:t>投资&lt;36</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>亿元&#12290;</w:t><w:br/>\
             <w:t>另起</w:t></w:r></w:p><w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl><w:p/>{}",
            p("标题"),
            cell("合计"),
            cell("8"),
            cell("甲"),
            cell("3"),
            p("末段")
        );
        let article = read(&packed(&body)).expect("a document");
        assert_eq!(article.text, "标题\n投资<36亿元。\n另起\n合计\t8\n甲\t3\n\n末段\n");
        assert_eq!(article.lines, Some(vec![1, 2, 2, 3, 5, 7, 8, 8]));
    }

    #[test]
    fn what_is_no_document_says_what_to_do() {
        for bytes in [&b""[..], b"PK\x03\x04", &packed("<w:p><w:x>")] {
            assert!(read(bytes).expect_err("broken").zh.contains("另存一遍"));
        }
    }
}
