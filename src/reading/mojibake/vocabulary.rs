//! The article's own words: what stands elsewhere in an article tells what its damaged places say.
//!
//! Names (`上海三菱電梯`) and new terms (`國聘`) are in no word list, but an article that names a thing once mostly names it again.

use crate::lexicon::cost;
use crate::lexicon::segment::{LONGEST_WORD, UNSEEN_COST, mark_cost, seen_cost};
use crate::lexicon::trie::Prefix;
use crate::reading::{pinyin_note, script};

/// How much of an article is looked at, in bytes: its opening names what it is about.
const MOST_BYTES: usize = 16 << 10;
/// Characters in one window, and bits of one character.
const WINDOW: usize = LONGEST_WORD;
const CHAR_BITS: usize = 16;
/// What it costs, in nats, that a word was seen in this article alone: once, or several times.
const SEEN_ONCE: f32 = 3.0;
const SEEN_OFTEN: f32 = 1.0;
/// The cost in nats of a Han character that stands alone: most stand in words.
const SINGLE_COST: f32 = 1.5;
/// Windows that even the shortest article is taken to have: few words prove little.
const LEAST_WINDOWS: f32 = 1000.0;

/// Words of the article itself, for restoring what its damaged places say. A pure function of its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// For every Han character, it and the seven after it (Simplified, sixteen bits each, zeros after the last Han one), sorted:
    /// all windows that begin with some word stand side by side, so that their number is its count.
    windows: Vec<u128>,
    /// The characters that a site put a reading behind, sorted.
    annotated: Vec<char>,
}

impl Vocabulary {
    /// The vocabulary of an article, given its lines (without terminators) in order.
    pub fn of<'l>(lines: impl Iterator<Item = &'l str>) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let mut left = MOST_BYTES;
        for line in lines {
            if left == 0 {
                break;
            }
            let line = beginning(line, left);
            left = left.saturating_sub(line.len() + 1);
            vocabulary.annotated.extend(pinyin_note::candidates(line).filter(pinyin_note::Note::is_scraped).map(|n| n.char));
            sound_stretches(line, |stretch| vocabulary.windows.extend(windows(stretch)));
        }
        vocabulary.annotated.sort_unstable();
        vocabulary.annotated.dedup();
        vocabulary.windows.sort_unstable();
        vocabulary
    }

    /// The same with names that are known from elsewhere.
    pub fn with_names(mut self, names: &[&str]) -> Vocabulary {
        for name in names {
            let chars: Vec<char> = name.chars().map(script::fold).collect();
            self.windows.extend(chars.split(|c| !script::is_han(*c)).filter(|part| part.len() > 1).filter_map(|part| windows(part).next()));
        }
        self.windows.sort_unstable();
        self
    }

    /// Whether the article puts a reading behind this character: then it does so always.
    pub fn is_annotated(&self, char: char) -> bool {
        self.annotated.binary_search(&char).is_ok()
    }

    /// What it costs, in nats, that a stretch of the article stands again, given the windows that begin with it.
    fn cost(&self, (first, end): (usize, usize), len: usize) -> f32 {
        let count = end - first;
        let rarity = ((self.windows.len() as f32).max(LEAST_WINDOWS) / count as f32).ln();
        rarity + if count == 1 || self.goes_on_alike((first, end), len) { SEEN_ONCE } else { SEEN_OFTEN }
    }

    /// Whether the same character always comes next: then the stretch is but the beginning of a word.
    fn goes_on_alike(&self, (first, end): (usize, usize), len: usize) -> bool {
        let next = |at: usize| if len < WINDOW { (self.windows[at] >> shift(len)) & 0xffff } else { 0 };
        next(first) != 0 && next(first) == next(end - 1)
    }
}

/// As much of a line as so many bytes hold.
fn beginning(line: &str, bytes: usize) -> &str {
    let mut end = bytes.min(line.len());
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

/// Passes on the Han stretches of a line, Simplified, with the readings left out; damaged runs are none.
fn sound_stretches(line: &str, mut take: impl FnMut(&[char])) {
    let mut stretch: Vec<char> = Vec::new();
    let mut rest = line;
    let mut is_damaged = false;
    while let Some(char) = rest.chars().next() {
        if let Some(note) = pinyin_note::bracketed(rest) {
            is_damaged = false;
            rest = &rest[note.len() + 2..];
            continue;
        }
        rest = &rest[char.len_utf8()..];
        // A run lasts from its question mark to the next ASCII character but the mark that was found.
        is_damaged = char == '?' || (is_damaged && (!char.is_ascii() || char == '!'));
        let folded = script::fold(char);
        if !is_damaged && script::is_han(folded) && (folded as u32) < 1 << CHAR_BITS {
            stretch.push(folded);
        } else if !stretch.is_empty() {
            take(&stretch);
            stretch.clear();
        }
    }
    take(&stretch);
}

fn windows(stretch: &[char]) -> impl Iterator<Item = u128> + '_ {
    (0..stretch.len()).map(|at| {
        let key = |(place, char): (usize, &char)| (*char as u128) << shift(place);
        stretch[at..].iter().take(WINDOW).enumerate().map(key).sum()
    })
}

/// How far the character at a place of a window is shifted.
fn shift(place: usize) -> usize {
    CHAR_BITS * (WINDOW - 1 - place)
}

/// The word list and the article's own words, as one list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexicon<'v>(pub &'v Vocabulary);

/// The beginning of a word, in both lists.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    listed: Option<Prefix>,
    /// The windows that begin so.
    own: (usize, usize),
    key: u128,
    len: usize,
}

impl Lexicon<'_> {
    /// Before the first character.
    pub fn start(self) -> Start {
        Start { listed: Some(Prefix::start()), own: (0, self.0.windows.len()), key: 0, len: 0 }
    }

    /// After one more character (Simplified); `None` where no word goes on so.
    pub fn walk(self, start: &Start, char: char) -> Option<Start> {
        let listed = start.listed.and_then(|p| p.walk(char));
        let mut next = Start { listed, own: (0, 0), key: start.key, len: start.len + 1 };
        if start.own.0 < start.own.1 && start.len < WINDOW && (char as u32) < 1 << CHAR_BITS {
            next.key |= (char as u128) << shift(start.len);
            let end = next.key + (1 << shift(start.len));
            let windows = &self.0.windows[start.own.0..start.own.1];
            let first = windows.partition_point(|w| *w < next.key);
            let many = windows[first..].partition_point(|w| *w < end);
            next.own = (start.own.0 + first, start.own.0 + first + many);
        }
        (next.listed.is_some() || next.own.0 < next.own.1).then_some(next)
    }

    /// The cost in nats of the word that ends here. Where it `is_sound`, printed so at the place in question, the article's own
    /// words do not count: it would prove itself, and what repeats before a damaged place need not be a word.
    pub fn word_cost(self, start: &Start, is_sound: bool) -> Option<f32> {
        let listed = start.listed.and_then(Prefix::count).filter(|_| start.len > 1).map(cost);
        let own = (start.own.0 < start.own.1 && start.len > 1 && !is_sound).then(|| self.0.cost(start.own, start.len));
        listed.into_iter().chain(own).reduce(f32::min)
    }

    /// The cost in nats of a character by itself, `start` being the place after it.
    pub fn char_cost(self, char: char, start: Option<&Start>) -> f32 {
        if let Some(mark) = mark_cost(char) {
            return mark;
        }
        let listed = seen_cost(start.and_then(|s| s.listed).and_then(Prefix::count));
        let own = start.filter(|s| s.own.0 < s.own.1).map(|s| self.0.cost(s.own, s.len) + SEEN_ONCE);
        own.map_or(listed, |own| own.min(listed)) + SINGLE_COST
    }

    /// The cost in nats of sound text: as `lexicon::segment::text_cost`, with the article's words.
    pub fn sound_cost(self, chars: &[char]) -> f32 {
        let mut best = vec![f32::INFINITY; chars.len() + 1];
        best[0] = 0.0;
        for at in 0..chars.len() {
            let first = self.walk(&self.start(), chars[at]);
            best[at + 1] = best[at + 1].min(best[at] + self.char_cost(chars[at], first.as_ref()));
            let mut prefix = first;
            for (len, char) in chars[at..].iter().enumerate().take(LONGEST_WORD).skip(1) {
                prefix = prefix.and_then(|p| self.walk(&p, *char));
                let Some(prefix) = &prefix else { break };
                if let Some(word) = self.word_cost(prefix, true) {
                    best[at + len + 1] = best[at + len + 1].min(best[at] + word);
                }
            }
        }
        best[chars.len()].min(UNSEEN_COST * chars.len() as f32)
    }
}
