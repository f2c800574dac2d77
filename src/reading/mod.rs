//! Reading floor: the source as a reader means it, with noise taken out, Simplified, half width, and the exact way back.
//!
//! A line is read by itself, given only a small [`Context`] of the article, so that an edit costs the line it touched.
//! This floor must not know of sections, figures or names.

mod emphasis;
mod glued;
mod marks;
pub mod mojibake;
pub mod noise;
mod offset_map;
mod pinyin_note;
pub mod script;

pub use glued::{LeadingDate, leading_date};
pub use mojibake::{Names, Vocabulary};
pub use noise::{Certainty, NoiseKind, NoiseSpot, Piece, UNKNOWN_CHARACTER};
pub use offset_map::OffsetMap;
pub use script::Script;

use crate::text::{TextRange, range};
use script::class_bits;

/// What a line needs to know of its article. Small and comparable: when it changes, every line is read again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The script of most of the article.
    pub script: Script,
    /// Whether the article is annotated with readings throughout.
    pub annotated: bool,
}

/// What one line adds to the [`Context`]. Small, so that those of all lines are added up at every edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Characters that only Traditional text has.
    pub traditional: u32,
    /// Characters that only Simplified text has.
    pub simplified: u32,
    /// Distinct characters that carry a reading, as many as matter.
    annotated: [Option<char>; ANNOTATED_FROM],
    /// Whether mojibake may stand here, so that the line is read with the article's [`Vocabulary`].
    pub suspects_mojibake: bool,
}

/// How many distinct annotated characters make an article an annotated one.
const ANNOTATED_FROM: usize = 3;

impl Survey {
    /// Looks at one line, without its terminator.
    pub fn of(line: &str) -> Survey {
        let mut survey = Survey { suspects_mojibake: mojibake::is_suspected(line), ..Survey::default() };
        for char in line.chars() {
            let class = script::class(char);
            survey.traditional += u32::from(class & class_bits::TRADITIONAL != 0);
            survey.simplified += u32::from(class & class_bits::SIMPLIFIED_ONLY != 0);
        }
        for note in pinyin_note::candidates(line) {
            if note.is_scraped() && note_down(&mut survey.annotated, note.char) {
                break;
            }
        }
        survey
    }
}

/// Adds a character to those noted; tells whether no more are needed.
fn note_down(noted: &mut [Option<char>; ANNOTATED_FROM], char: char) -> bool {
    if let Some(free) = noted.iter_mut().find(|n| n.is_none_or(|n| n == char)) {
        *free = Some(char);
    }
    noted.iter().all(Option::is_some)
}

impl Context {
    /// The context that the surveys of all lines add up to.
    pub fn of<'a>(surveys: impl Iterator<Item = &'a Survey>) -> Context {
        let (mut traditional, mut simplified, mut annotated) = (0u32, 0u32, [None; ANNOTATED_FROM]);
        for survey in surveys {
            traditional += survey.traditional;
            simplified += survey.simplified;
            for char in survey.annotated.iter().flatten() {
                note_down(&mut annotated, *char);
            }
        }
        let script = match (traditional, simplified) {
            (0, 0) => Script::Unknown,
            (t, s) if t > s => Script::Traditional,
            _ => Script::Simplified,
        };
        Context { script, annotated: annotated.iter().all(Option::is_some) }
    }
}

/// A line as a reader means it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Noise removed, Simplified, half width. Where glued items were split, a `\n` stands.
    pub text: String,
    /// The way between the bytes of the line and those of the reading.
    pub map: OffsetMap,
    /// The noise that was found, in order, without overlaps. Ranges are bytes of the line.
    pub noise: Vec<NoiseSpot>,
    /// Ranges of the reading whose digits the noise may have damaged.
    pub untrusted: Vec<TextRange>,
}

impl Reading {
    /// Reads one line, given without its terminator.
    pub fn of(line: &str, context: Context, vocabulary: &Vocabulary) -> Reading {
        let noise = find_noise(line, context, vocabulary);
        let mut reading = Reading { text: String::with_capacity(line.len()), ..Reading::default() };
        let (script, signs) = (context.script, emphasis::signs(line));
        let mut at = 0;
        for spot in noise.iter().filter(|s| !s.pieces.is_empty()) {
            reading.copy(line, at..spot.range.start().into(), script, &signs);
            for piece in &spot.pieces {
                reading.put(piece.source, &script::fold_text(&piece.text));
            }
            at = spot.range.end().into();
        }
        reading.copy(line, at..line.len(), script, &signs);
        reading.untrusted = untrusted(&reading, &noise);
        reading.noise = noise;
        reading
    }

    fn copy(&mut self, line: &str, place: std::ops::Range<usize>, script: Script, signs: &[usize]) {
        let start = place.start;
        for (at, char) in line[place].char_indices().map(|(i, c)| (start + i, c)) {
            if char == '*' && signs.binary_search(&at).is_ok() {
                self.put(range(at, at + 1), "");
                continue;
            }
            if char.is_ascii() {
                self.text.push(char);
                continue;
            }
            let source = range(at, at + char.len_utf8());
            if let Some(many) = script::expansion(char) {
                self.put(source, many);
            } else if char == '\u{feff}' {
                self.put(source, "");
            } else {
                // 乾坤 and 哪吒 are Simplified as they stand.
                let is_standard = script == Script::Simplified && script::class(char) & class_bits::STANDARD != 0;
                let folded = if is_standard { char } else { script::fold(char) };
                if folded.len_utf8() == char.len_utf8() {
                    self.text.push(folded);
                } else {
                    self.put(source, folded.encode_utf8(&mut [0; 4]));
                }
            }
        }
    }

    fn put(&mut self, source: TextRange, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.map.push((source.start().into(), source.end().into()), (start, self.text.len()));
    }

    /// Whether the noise may have damaged a range of the reading.
    pub fn is_trusted(&self, reading: TextRange) -> bool {
        !self.untrusted.iter().any(|u| u.start() < reading.end() && reading.start() < u.end())
    }
}

/// Finds the noise of one line: in order, without overlaps. Ranges are bytes of the line.
fn find_noise(line: &str, context: Context, vocabulary: &Vocabulary) -> Vec<NoiseSpot> {
    let mut noise = mojibake::find(line, context, vocabulary);
    noise.extend(marks::find(line, &noise));
    noise.extend(pinyin_note::find(line, context));
    noise.extend(glued::find(line));
    noise.extend(full_width(line));
    noise.sort_by_key(|s| (s.range.start(), s.range.end(), s.kind));
    // A spot inside another (a note whose bracket the mojibake swallowed) belongs to the other.
    let mut end = None;
    noise.retain(|spot| {
        let free = end.is_none_or(|end| spot.range.start() >= end);
        if free {
            end = Some(spot.range.end());
        }
        free
    });
    noise
}

/// Runs of full-width digits and letters; the signs of Chinese typography (，（％) are none.
fn full_width(line: &str) -> Vec<NoiseSpot> {
    let mut spots: Vec<NoiseSpot> = Vec::new();
    // U+FF10..U+FF5A share their first two bytes with all full-width forms: a line without them is done at once.
    if memchr::memchr(0xef, line.as_bytes()).is_none() {
        return spots;
    }
    for (at, char) in line.char_indices() {
        if !matches!(char, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ') {
            continue;
        }
        let half = script::fold(char);
        match spots.last_mut() {
            Some(last) if usize::from(last.range.end()) == at => {
                last.range = range(last.range.start().into(), at + char.len_utf8());
                last.pieces.push(Piece { source: range(at, at + char.len_utf8()), text: half.to_string() });
            }
            _ => spots.push(NoiseSpot::replacement(NoiseKind::FullWidth, at, at + char.len_utf8(), half.encode_utf8(&mut [0; 4]))),
        }
    }
    spots
}

/// Digits that touch damage: a byte that was swallowed may have been one of them.
fn untrusted(reading: &Reading, noise: &[NoiseSpot]) -> Vec<TextRange> {
    let text = reading.text.as_bytes();
    let is_digit = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'%');
    noise
        .iter()
        .filter(|s| s.kind == NoiseKind::Mojibake)
        .map(|spot| {
            let hit = reading.map.to_reading(spot.range);
            let (start, end) = (usize::from(hit.start()), usize::from(hit.end()));
            let before = text[..start].iter().rev().take_while(|b| is_digit(b)).count();
            let after = text[end..].iter().take_while(|b| is_digit(b)).count();
            range(start - before, end + after)
        })
        .collect()
}
