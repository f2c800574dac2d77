//! Numbers of documents (文号): 国办发〔2023〕5号. Two articles that carry the same one speak of one document.

use crate::reading::script::is_han;
use crate::text::{TextRange, range};

/// A number of a document in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The characters before the year, as far as they may be the office's: 国办发, or 根据国办发 in running text.
    pub office: String,
    /// Year and number: `2023-5`.
    pub key: String,
    /// Bytes of the reading, the office included.
    pub range: TextRange,
    /// Whether the line holds nothing else: the article is the document, or carries it.
    pub is_alone: bool,
}

/// How many characters before the year are looked at.
const LONGEST_OFFICE: usize = 10;
/// What the office's part of a number ends with.
const ENDS: [char; 14] = ['发', '函', '字', '办', '令', '规', '文', '政', '通', '电', '号', '议', '复', '审'];

impl Code {
    /// How many bytes of the office two numbers share, if they are numbers of one document: one office's part ends with the other.
    pub fn same(&self, other: &Code) -> Option<usize> {
        let (short, long) =
            if self.office.len() <= other.office.len() { (&self.office, &other.office) } else { (&other.office, &self.office) };
        (self.key == other.key && short.chars().count() >= 2 && long.ends_with(short.as_str())).then_some(short.len())
    }
}

/// The numbers of documents in a reading, in order. Linear.
pub fn codes(reading: &str) -> Vec<Code> {
    let mut found = Vec::new();
    for (at, open) in reading.match_indices(['〔', '[', '(', '【', '﹝']) {
        let rest = &reading[at + open.len()..];
        let Some((year, rest)) = rest.split_at_checked(4).filter(|(year, _)| year.bytes().all(|b| b.is_ascii_digit())) else { continue };
        let Some(rest) = rest.strip_prefix(['〕', ']', ')', '】', '﹞']) else { continue };
        let rest = rest.trim_start_matches(' ');
        let rest = rest.strip_prefix('第').unwrap_or(rest);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).take(5).count();
        let Some(behind) = rest[digits..].strip_prefix('号').filter(|_| digits > 0) else { continue };
        let office: usize = reading[..at].chars().rev().take(LONGEST_OFFICE).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
        let office = &reading[at - office..at];
        if office.chars().count() < 2 || !office.ends_with(ENDS) {
            continue;
        }
        let (start, end) = (at - office.len(), reading.len() - behind.len());
        let alone = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '文' | '号' | ':');
        let is_alone = reading[..start].trim_matches(alone).is_empty() && behind.trim_matches(alone).is_empty();
        let number = rest[..digits].trim_start_matches('0');
        found.push(Code { office: office.to_owned(), key: format!("{year}-{number}"), range: range(start, end), is_alone });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn numbers_of_documents_are_read_and_compared() {
        let one = codes("国办发〔2023〕5号");
        assert!(one[0].is_alone);
        let two = codes("根据国办发[2023]第5号文件,以及济政办〔2024〕012号要求");
        assert_eq!(
            two.iter().map(|c| (c.office.as_str(), c.key.as_str())).collect::<Vec<_>>(),
            [("根据国办发", "2023-5"), ("以及济政办", "2024-12")]
        );
        assert_eq!(one[0].same(&two[0]), Some("国办发".len()));
        assert_eq!(one[0].same(&two[1]), None);
        assert_eq!(codes("见表(2023)第5号楼与〔2023〕5号").len(), 0);
    }
}
