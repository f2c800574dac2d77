//! Writing a changed text back: same encoding, byte-order mark and permissions, all of it or nothing.

use std::io::Write;
use std::path::Path;

use encoding_rs::Encoding;

use crate::message::io::reason;
use crate::rules::Message;
use crate::text::Decoded;

use super::document::Document;

const MARK: char = '\u{feff}';

/// Replaces a file's text. Refuses rather than lose anything; the message says why.
pub fn save(document: &Document, text: &str) -> Result<(), Message> {
    let name = &document.name;
    let refuse = |zh: &str, en: &str| Message::new(format!("未改动 {name}：{zh}"), format!("{name} left as it was: {en}"));
    let failed = |error: std::io::Error| {
        let why = reason(&error);
        refuse(&why.zh, &why.en)
    };
    let Some(path) = &document.path else {
        return Err(refuse("标准输入无法写回", "standard input cannot be written"));
    };
    if document.extracted {
        return Err(refuse(
            "这种文件只核查、不改写，请在原来的软件里修改",
            "files of this form are checked and never written; change it where it was made",
        ));
    }
    if document.decoded.damaged {
        return Err(refuse("原文有无法识别的字节", "some of its bytes fit no character"));
    }
    let encoding = document.decoded.encoding;
    let bytes = encode(text, &document.decoded)
        .ok_or_else(|| refuse(&format!("改后的文字无法用 {encoding} 表示"), &format!("the new text cannot be written as {encoding}")))?;
    // A rename would put a plain file in the place of a link.
    let target = path.canonicalize().map_err(failed)?;
    let permissions = target.metadata().map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(refuse("文件只读", "the file is read-only"));
    }
    let mut file = tempfile::NamedTempFile::new_in(target.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    file.write_all(&bytes).and_then(|()| file.as_file().set_permissions(permissions)).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    if std::fs::read(&target).map_err(failed)? != document.bytes {
        return Err(refuse("文件刚被别的程序修改", "another program has just changed the file"));
    }
    file.persist(&target).map_err(|error| failed(error.error))?;
    Ok(())
}

/// The bytes of a text, written as the file was; `None` where the encoding lacks a character.
fn encode(text: &str, written: &Decoded) -> Option<Vec<u8>> {
    let marked = if written.bom { format!("{MARK}{text}") } else { text.to_owned() };
    match written.encoding {
        "utf-8" => Some(marked.into_bytes()),
        "utf-16le" => Some(marked.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "utf-16be" => Some(marked.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        name => {
            let encoding = Encoding::for_label(name.as_bytes())?;
            let (bytes, _, lacking) = encoding.encode(&marked);
            let (again, _) = encoding.decode_without_bom_handling(&bytes);
            (!lacking && again == marked).then(|| bytes.into_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::inputs::{Input, Origin};

    fn written(encoding: &'static str, bom: bool) -> Decoded {
        Decoded { text: String::new(), encoding, bom, damaged: false }
    }

    #[test]
    fn what_was_decoded_is_encoded_again() {
        for (encoding, bom) in
            [("utf-8", true), ("utf-8", false), ("gb18030", false), ("big5", false), ("utf-16le", true), ("utf-16be", true)]
        {
            let text = "雲嶺市三季度\r\n完成投資36億元。\n";
            let bytes = encode(text, &written(encoding, bom)).expect(encoding);
            let decoded = crate::text::decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.bom), (text, encoding, bom));
        }
    }

    #[test]
    fn a_character_that_the_encoding_lacks_is_not_written() {
        assert_eq!(encode("简体字", &written("big5", false)), None);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "旧文").expect("a file");
        let input = Input { path: path.clone(), origin: Origin::Named };
        let document = Document::read(&input).unwrap_or_else(|_| panic!("it is readable"));
        std::fs::write(&path, "别人的新文").expect("a file");
        let refusal = save(&document, "我的新文").expect_err("refused");
        assert!(refusal.zh.contains("文件刚被别的程序修改"), "{}", refusal.zh);
        assert_eq!(std::fs::read_to_string(&path).expect("a file"), "别人的新文");
    }
}
