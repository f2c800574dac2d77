//! Bytes of a file to text: UTF-8 first, then UTF-16 by its mark, then GB18030 or Big5 by what the bytes look like.

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// A file's text, and how it was written.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// The name of the encoding as the WHATWG standard spells it, in lower case: `utf-8`, `gb18030`, `gbk`, `big5`, `utf-16le`.
    pub encoding: &'static str,
    /// Whether a byte-order mark stood at the start.
    pub bom: bool,
    /// Whether some bytes fit no character and were replaced by U+FFFD.
    pub damaged: bool,
}

/// Decodes a file. Never fails: bytes that fit nothing become U+FFFD, and `damaged` says so.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..], true);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: "utf-8", bom: false, damaged: false };
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return with(encoding, bytes, false);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, chardetng::Utf8Detection::Allow);
    let encoding = if guessed == BIG5 {
        BIG5
    } else if guessed == UTF_8 {
        UTF_8
    } else {
        // The tool reads Chinese: what is not Big5 is GB18030, of which GBK and GB 2312 are parts.
        GB18030
    };
    with(encoding, bytes, false)
}

fn with(encoding: &'static Encoding, bytes: &[u8], bom: bool) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: name(encoding), bom, damaged }
}

fn name(encoding: &'static Encoding) -> &'static str {
    match encoding {
        e if e == GB18030 => "gb18030",
        e if e == GBK => "gbk",
        e if e == BIG5 => "big5",
        e if e == UTF_16LE => "utf-16le",
        e if e == UTF_16BE => "utf-16be",
        _ => "utf-8",
    }
}

/// UTF-16 without a mark: text of any language has zero bytes on one side for its spaces, digits and line ends.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    if head.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    match (zeros(0), zeros(1)) {
        // Some Han characters (一, 开) have a zero byte too, on the other side.
        (other, n) if n * 50 > head.len() && n > 3 * other => Some(UTF_16LE),
        (n, other) if n * 50 > head.len() && n > 3 * other => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "云岭市今年前三季度完成工业投资36亿元，同比增长8.5%。\n青河县新开工项目12个。\n";

    #[test]
    fn the_encodings_of_chinese_news_are_told_apart() {
        assert_eq!(decode(TEXT.as_bytes()).encoding, "utf-8");
        let (gb, _, _) = GB18030.encode(TEXT);
        let decoded = decode(&gb);
        assert_eq!((decoded.encoding, decoded.text.as_str(), decoded.damaged), ("gb18030", TEXT, false));
        let traditional = "雲嶺市今年前三季度完成工業投資36億元，同比增長8.5%。這些項目將於年底建成。\n";
        let (big5, _, _) = BIG5.encode(traditional);
        assert_eq!(decode(&big5).text, traditional);
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).text, TEXT);
    }

    #[test]
    fn a_mark_is_taken_off_and_remembered() {
        let decoded = decode("\u{feff}正文".as_bytes());
        assert_eq!((decoded.text.as_str(), decoded.bom), ("正文", true));
    }
}
