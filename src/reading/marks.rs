//! Marks that stand twice: the comma that a site's filter put before a mark (`,。`), and a mark printed two times (`。。`).
//!
//! Points of omission (`……`), dashes (`——`) and speech (`！！！`, `？！`) are the author's.

use super::{NoiseKind, NoiseSpot};

/// Marks before which a comma cannot stand.
fn follows_no_comma(char: char) -> bool {
    matches!(char, ',' | '，' | '。' | '、' | ';' | '；' | '!' | '！')
}

/// Marks that make no sense twice; a third one would be an author's way to trail off.
fn is_single(char: char) -> bool {
    matches!(char, '，' | '。' | '、' | '；' | '：')
}

/// Finds doubled marks; `restored` is the mojibake of the line, in order: its restored text counts as what stands there.
pub(super) fn find(line: &str, restored: &[NoiseSpot]) -> Vec<NoiseSpot> {
    let mut spots = Vec::new();
    let mut chars = line.char_indices().peekable();
    // What stands before, with the marks taken out that are found here: what is clean must stay so.
    let mut kept: Option<char> = None;
    let mut removed_before = false;
    while let Some((at, char)) = chars.next() {
        let next = char_at(line, restored, at + char.len_utf8());
        let mut remove = |start: usize, end: usize| spots.push(NoiseSpot::removal(NoiseKind::DoubledMark, start, end));
        let run = if is_single(char) { line[at..].chars().take(3).take_while(|c| *c == char).count() } else { 1 };
        match char {
            // ASCII commas and full-width ones alike: the site's filter writes the first, its pages the second.
            ',' | '，' if kept.is_some() && next.is_some_and(follows_no_comma) => {
                remove(at, at + char.len_utf8());
                removed_before = true;
                continue;
            }
            // `。,。` once the comma is gone.
            _ if is_single(char) && removed_before && kept == Some(char) && run < 3 => {
                remove(at, at + char.len_utf8());
                continue;
            }
            _ if run == 2 => {
                remove(at, at + char.len_utf8());
                chars.next();
            }
            _ if run > 2 => while chars.next_if(|(_, c)| *c == char).is_some() {},
            _ => {}
        }
        kept = Some(char);
        removed_before = false;
    }
    spots
}

/// The character at a place of the source, or the one that was restored there.
fn char_at(line: &str, restored: &[NoiseSpot], at: usize) -> Option<char> {
    match restored.binary_search_by_key(&at, |s| s.range.start().into()) {
        Ok(spot) => restored[spot].text()?.chars().next(),
        Err(_) => line[at..].chars().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(line: &str) -> String {
        let mut out = line.to_owned();
        for spot in find(line, &[]).iter().rev() {
            out.replace_range(usize::from(spot.range.start())..usize::from(spot.range.end()), "");
        }
        out
    }

    #[test]
    fn the_extra_comma_goes() {
        assert_eq!(clean("春風浩蕩,,萬象更新,。抓項目,、謀發展,;提質,,,增效,!"), "春風浩蕩,萬象更新。抓項目、謀發展;提質,增效!");
        assert_eq!(clean("稳增长，，促改革。。惠民生"), "稳增长，促改革。惠民生");
    }

    #[test]
    fn what_authors_write_stays() {
        for line in ["他说……", "云岭市——", "太好了！！！", "真的？！", "1,250,000元", "等等。。。", "“好。”，他说", ",,", "std::string"]
        {
            let kept = if line == ",," { "," } else { line };
            assert_eq!(clean(&format!("字{line}")), format!("字{kept}"));
        }
    }
}
