//! Web pages: a line for each block of text, read with the tokenizer of the HTML standard. Scripts, styles and comments are left out.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::{Extracted, Gathered};

/// Elements that stand within a line; all others begin a new one.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "wbr",
];
/// Elements whose text nobody sees on the page.
const UNSEEN: [&str; 7] = ["script", "style", "noscript", "template", "iframe", "svg", "select"];

/// Reads a page. Lines are lines of the file.
pub fn read(text: &str) -> Extracted {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.end_line();
    state.gathered.into_article()
}

#[derive(Default)]
struct Sink(RefCell<State>);

#[derive(Default)]
struct State {
    gathered: Gathered,
    line: String,
    /// The line of the file that the present line begins in.
    begins: u32,
    /// The element whose text is not seen, and how often it is open.
    unseen: Option<(String, usize)>,
    /// Whether the name of the page is being read: it stands in the tab, not on the page.
    in_title: bool,
    is_cell: bool,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text, line_number),
            Token::TagToken(tag) => return state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn text(&mut self, text: &str, line_number: u64) {
        if self.unseen.is_some() || self.in_title {
            return;
        }
        for (at, c) in text.char_indices() {
            if !c.is_ascii_whitespace() {
                if self.line.is_empty() {
                    // The tokenizer stands behind the text.
                    let behind = text[at..].bytes().filter(|b| *b == b'\n').count() as u64;
                    self.begins = u32::try_from(line_number.saturating_sub(behind)).unwrap_or(u32::MAX);
                }
                self.line.push(c);
            } else if !self.line.is_empty() && !self.line.ends_with([' ', '\t']) {
                self.line.push(' ');
            }
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let opens = tag.kind == TagKind::StartTag && !tag.self_closing;
        if let Some((unseen, depth)) = &mut self.unseen {
            if name == unseen {
                *depth = if opens { *depth + 1 } else { depth.saturating_sub(1) };
                if *depth == 0 {
                    self.unseen = None;
                }
            }
        } else if opens && UNSEEN.contains(&name) {
            self.end_line();
            self.unseen = Some((name.to_owned(), 1));
        } else if name == "title" {
            self.in_title = opens;
        } else if matches!(name, "td" | "th") {
            self.cell(opens);
        } else if !INLINE.contains(&name) {
            self.end_line();
            self.is_cell = false;
        }
        match name {
            _ if !opens => TokenSinkResult::Continue,
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "noscript" | "iframe" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Cells of a row stand in one line, with tabs between them.
    fn cell(&mut self, opens: bool) {
        if opens && self.is_cell {
            self.line.truncate(self.line.trim_end_matches(' ').len());
            self.line.push('\t');
        }
        self.is_cell |= opens;
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.gathered.push(line.trim_end_matches(' '), self.begins.max(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines_that_know_where_they_stand() {
        let page = "<!doctype html>\n<title>窗口</title>\n<style>p{}</style><script>if (a < b) '<p>5家</p>'</script>\n<h1>工业提质</h1>\n<p>完成投资\n\
                    <b>36</b>亿元&#12290;<!-- 3家 --></p>\n<table><tr><td>合计</td><td>8</td></tr>\n<tr><td>甲<td>3</table>末行";
        let article = read(page);
        assert_eq!(article.text, "工业提质\n完成投资 36亿元。\n合计\t8\n甲\t3\n末行\n");
        assert_eq!(article.lines, Some(vec![4, 5, 7, 8, 8, 8]));
    }

    #[test]
    fn a_page_that_is_broken_or_deep_is_read_all_the_same() {
        assert_eq!(read("").text, "");
        assert_eq!(read("<p>甲<script>乙").text, "甲\n");
        let deep = format!("{}甲{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(read(&deep).text, "甲\n");
    }
}
