//! Documents floor: articles out of files that are no plain text (.docx, .html, .csv, .jsonl), each with the way back to its paragraph,
//! line or cell. Functions of bytes alone; what is read here is never written back.

pub mod docx;
pub mod html;
pub mod table;

use std::path::Path;

use crate::message::Message;

/// One article out of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// Where in the file it stands, behind the file's name: `#12` for the twelfth record. Empty where it is all of the file.
    pub label: String,
    /// The text.
    pub text: String,
    /// For each line of the text, the paragraph or line of the file that it stands in, from 1; `None` where they are the same.
    pub lines: Option<Vec<u32>>,
    /// What of the file could not be read, beside this article.
    pub broken: Option<Message>,
}

/// A file that holds articles in a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Word.
    Docx,
    /// A web page.
    Html,
    /// Comma-separated values.
    Csv,
    /// A JSON object a line.
    Jsonl,
}

impl Form {
    /// The form that a file's name tells; `None` for plain text.
    pub fn of(path: &Path) -> Option<Form> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "docx" => Some(Form::Docx),
            "html" | "htm" | "xhtml" => Some(Form::Html),
            "csv" => Some(Form::Csv),
            "jsonl" | "ndjson" => Some(Form::Jsonl),
            _ => None,
        }
    }

    /// The articles in a file. `column` is the column or key that holds them.
    pub fn read(self, bytes: &[u8], column: Option<&str>) -> Result<Vec<Extracted>, Message> {
        let text = || crate::text::decode(bytes).text;
        match self {
            Form::Docx => docx::read(bytes).map(|article| vec![article]),
            Form::Html => Ok(vec![html::read(&text())]),
            Form::Csv => table::csv(&text(), column),
            Form::Jsonl => table::jsonl(&text(), column),
        }
    }
}

/// Lines as they are put together, each with where it stands in the file.
#[derive(Default)]
struct Gathered {
    text: String,
    lines: Vec<u32>,
}

impl Gathered {
    fn push(&mut self, line: &str, at: u32) {
        for part in line.split('\n') {
            self.text.push_str(part);
            self.text.push('\n');
            self.lines.push(at);
        }
    }

    fn into_article(mut self) -> Extracted {
        // The text ends with an empty line.
        self.lines.push(self.lines.last().copied().unwrap_or(1));
        Extracted { label: String::new(), text: self.text, lines: Some(self.lines), broken: None }
    }
}
