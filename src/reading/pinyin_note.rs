//! Readings that a site put behind characters: `質(zhì)量`, also `會(huì )`, also `質zhì)` where the bracket was swallowed.
//!
//! A site annotates a fixed set of characters whose Traditional form differs from the Simplified one, always in lower case with
//! tone marks. An author's own note (`颍(yǐng)河`, `單(shàn)縣`) explains a rare character or an unexpected reading, once.

use pinyin::{ToPinyin, ToPinyinMulti};

use super::script::{self, class_bits};
use super::{Context, NoiseKind, NoiseSpot};

/// Characters of the longest syllable (`zhuāng`), and some for careless spelling.
const LONGEST_SYLLABLE: usize = 8;

/// A bracketed reading behind a Han character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    /// The character that carries it.
    pub char: char,
    /// The bytes from the bracket to the bracket; without the opening one where it is missing.
    pub start: usize,
    pub end: usize,
    /// It is the reading that a table without context gives.
    is_default: bool,
    /// It is some reading of the character.
    is_reading: bool,
}

impl Note {
    /// Whether a machine wrote it: nobody annotates a common character with its common reading.
    pub fn is_scraped(&self) -> bool {
        let class = script::class(self.char);
        self.is_default && differs(self.char) && class & class_bits::COMMON != 0
    }
}

/// Whether the character has another form in the other script.
fn differs(char: char) -> bool {
    script::class(char) & (class_bits::TRADITIONAL | class_bits::SIMPLIFIED_ONLY) != 0
}

/// The notes of a line that are noise.
pub(super) fn find(line: &str, context: Context) -> Vec<NoiseSpot> {
    candidates(line)
        .filter(|note| note.is_scraped() || (context.annotated && differs(note.char) && note.is_reading))
        .map(|note| NoiseSpot::removal(NoiseKind::PinyinNote, note.start, note.end))
        .collect()
}

/// All bracketed readings of a line.
pub(super) fn candidates(line: &str) -> impl Iterator<Item = Note> + '_ {
    // Every note ends with a closing bracket: between two of them nothing else needs a look.
    let closings = line.match_indices([')', '）']).map(|(at, bracket)| (at, at + bracket.len()));
    closings.filter_map(move |(close, end)| note_before(line, close, end))
}

fn note_before(line: &str, close: usize, end: usize) -> Option<Note> {
    let inner = line[..close].trim_end_matches(' ');
    if close - inner.len() > 1 {
        return None;
    }
    let letters: usize = inner.chars().rev().take_while(|c| is_pinyin_letter(*c)).map(char::len_utf8).sum();
    if letters == 0 || letters > 12 {
        return None;
    }
    let start_of_letters = inner.len() - letters;
    let syllable = &inner[start_of_letters..];
    let before = &line[..start_of_letters];
    let opened = before.strip_suffix(['(', '（']);
    // Without the opening bracket only a tone mark tells a reading from a word.
    if opened.is_none() && syllable.is_ascii() {
        return None;
    }
    let host = opened.unwrap_or(before);
    let char = host.chars().next_back().filter(|c| script::is_han(*c))?;
    let syllable = normalized(syllable);
    let is_default = char.to_pinyin().is_some_and(|p| p.with_tone() == syllable);
    let is_reading = is_default
        || char.to_pinyin_multi().is_some_and(|m| m.into_iter().any(|p| p.with_tone() == syllable))
        || script::fold(char).to_pinyin_multi().is_some_and(|m| m.into_iter().any(|p| p.with_tone() == syllable));
    is_reading.then_some(Note { char, start: host.len(), end, is_default, is_reading })
}

/// The reading in ASCII brackets that a text begins with, without them.
pub(super) fn bracketed(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?;
    closed(inner).map(|letters| &inner[..letters])
}

/// The length in bytes of the reading that a text begins with, where its closing bracket follows.
pub(super) fn closed(text: &str) -> Option<usize> {
    let letters = text.chars().take(LONGEST_SYLLABLE).take_while(|c| is_pinyin_letter(*c)).map(char::len_utf8).sum();
    (letters > 0 && text[letters..].starts_with(')')).then_some(letters)
}

/// Whether any reading of the character, written with a tone mark, is this syllable.
pub(super) fn is_reading_of(char: char, syllable: &str) -> bool {
    let syllable = normalized(syllable);
    [char, script::fold(char)].iter().any(|c| c.to_pinyin_multi().is_some_and(|m| m.into_iter().any(|p| p.with_tone() == syllable)))
}

/// Lower-case Latin letters and the vowels with tone marks, as pinyin is written.
pub(super) fn is_pinyin_letter(char: char) -> bool {
    char.is_ascii_lowercase() || tone_variant(char).is_some() || matches!(char, 'ü' | 'ê' | 'ń' | 'ň' | 'ǹ' | 'ḿ' | 'ɡ' | 'ɑ')
}

fn tone_variant(char: char) -> Option<char> {
    Some(match char {
        'ā' | 'á' | 'ǎ' | 'à' | 'ă' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ĕ' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' | 'ĭ' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' | 'ŏ' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' | 'ŭ' => 'u',
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'ü',
        _ => return None,
    })
}

/// Breves for carons and script letters for Latin ones, as careless sites write them.
fn normalized(syllable: &str) -> String {
    let table = [('ă', 'ǎ'), ('ĕ', 'ě'), ('ĭ', 'ǐ'), ('ŏ', 'ǒ'), ('ŭ', 'ǔ'), ('ɡ', 'g'), ('ɑ', 'a')];
    syllable.chars().map(|c| table.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(line: &str, annotated: bool) -> String {
        let mut out = line.to_owned();
        for spot in find(line, Context { annotated, ..Context::default() }).iter().rev() {
            out.insert(spot.range.end().into(), '⟧');
            out.insert(spot.range.start().into(), '⟦');
        }
        out
    }

    #[test]
    fn readings_behind_common_characters_are_noise() {
        assert_eq!(marked("高質(zhì)量發(fā )展，動能強（qiáng）", false), "高質⟦(zhì)⟧量發⟦(fā )⟧展，動能強⟦（qiáng）⟧");
        assert_eq!(marked("云嶺市濟jì)困", false), "云嶺市濟⟦jì)⟧困");
    }

    #[test]
    fn brackets_of_the_author_stay() {
        for line in [
            "三月三(正月十五)",
            "園區(一期)",
            "棒(卷)線",
            "雲嶺(北京)公司",
            "NaCl(l)",
            "大埔(bù)縣",
            "葳(wēi)蕤(ruí)",
            "單(shàn)縣",
            "產業(yes)",
            "區(qū域)",
        ] {
            assert_eq!(marked(line, false), line);
        }
    }

    #[test]
    fn in_an_annotated_article_every_reading_of_a_differing_character_is_noise() {
        assert_eq!(marked("單(shàn)縣，行(xíng)走", true), "單⟦(shàn)⟧縣，行(xíng)走");
    }
}
