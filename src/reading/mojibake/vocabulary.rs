//! The article's own words: what stands elsewhere in an article tells what its damaged places say.
//!
//! Names (`上海三菱電梯`) and new terms (`國聘`) are in no word list, but an article that names a thing once mostly names it again.

use crate::lexicon::cost;
use crate::lexicon::segment::{LONGEST_WORD, UNSEEN_COST, mark_cost, seen_cost};
use crate::lexicon::trie::{Children, Prefix};
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
    /// The first characters of the windows, each with the number of its first window, sorted.
    firsts: Vec<(u16, u32)>,
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
            let whole = line.len();
            let line = beginning(line, left);
            left = left.saturating_sub(whole + 1);
            vocabulary.annotated.extend(pinyin_note::candidates(line).filter(pinyin_note::Note::is_scraped).map(|n| n.char));
            sound_stretches(line, |stretch| vocabulary.windows.extend(windows(stretch)));
        }
        vocabulary.annotated.sort_unstable();
        vocabulary.annotated.dedup();
        vocabulary.sorted()
    }

    /// Whether an article that begins with lines of these lengths has no more of its words behind them.
    pub fn is_full(mut lens: impl Iterator<Item = usize>) -> bool {
        let mut left = MOST_BYTES;
        lens.any(|len| {
            left = left.saturating_sub(len + 1);
            left == 0
        })
    }

    /// The same with names that are known from elsewhere.
    pub fn with_names(mut self, names: &Names) -> Vocabulary {
        self.windows.extend(&names.windows);
        self.sorted()
    }

    fn sorted(mut self) -> Vocabulary {
        // With names added, most of them are in order already: then this sort is the faster one.
        self.windows.sort();
        self.firsts.clear();
        for (at, window) in self.windows.iter().enumerate() {
            let char = (window >> shift(0)) as u16;
            if self.firsts.last().is_none_or(|(last, _)| *last != char) {
                self.firsts.push((char, at as u32));
            }
        }
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

    /// The character at a place of a window; 0 where it has none there.
    fn char_at(&self, window: usize, place: usize) -> u16 {
        if place < WINDOW { (self.windows[window] >> shift(place)) as u16 } else { 0 }
    }

    /// The first of some windows, alike before a place, that has this character there, or a later one.
    fn seek(&self, (first, end): (usize, usize), place: usize, char: u16) -> usize {
        let is_before = |w: &u128| place >= WINDOW || ((*w >> shift(place)) as u16) < char;
        first + self.windows[first..end].partition_point(is_before)
    }

    /// Those of some windows, alike before a place, that have this character there.
    fn narrowed(&self, windows: (usize, usize), place: usize, char: u16) -> (usize, usize) {
        if windows.0 >= windows.1 || char == 0 {
            return (0, 0);
        }
        if place == 0 {
            let Ok(at) = self.firsts.binary_search_by_key(&char, |(first, _)| *first) else { return (0, 0) };
            return (self.firsts[at].1 as usize, self.firsts.get(at + 1).map_or(self.windows.len(), |(_, next)| *next as usize));
        }
        let first = self.seek(windows, place, char);
        (first, char.checked_add(1).map_or(windows.1, |next| self.seek((first, windows.1), place, next)))
    }

    /// Whether the same character always comes next: then the stretch is but the beginning of a word.
    fn goes_on_alike(&self, (first, end): (usize, usize), len: usize) -> bool {
        self.char_at(first, len) != 0 && self.char_at(first, len) == self.char_at(end - 1, len)
    }
}

/// Names that may stand in damaged places, as a vocabulary takes them in.
#[derive(Debug, Default)]
pub struct Names {
    /// One for each Han part of a name, sorted.
    windows: Vec<u128>,
}

impl Names {
    /// Takes names down once for all articles.
    pub fn of<'n>(names: impl Iterator<Item = &'n str>) -> Names {
        let mut taken = Names::default();
        for name in names {
            let chars: Vec<char> = name.chars().map(script::fold).collect();
            let parts = chars.split(|c| !script::is_han(*c)).filter(|part| part.len() > 1);
            taken.windows.extend(parts.filter_map(|part| windows(part).next()));
        }
        taken.windows.sort_unstable();
        taken
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
    len: usize,
}

impl<'v> Lexicon<'v> {
    /// Before the first character.
    pub fn start(self) -> Start {
        Start { listed: Some(Prefix::start()), own: (0, self.0.windows.len()), len: 0 }
    }

    /// After one more character (Simplified); `None` where no word goes on so.
    pub fn walk(self, start: &Start, char: char) -> Option<Start> {
        let listed = start.listed.and_then(|p| p.walk(char));
        let own = match u16::try_from(u32::from(char)) {
            Ok(char) => self.0.narrowed(start.own, start.len, char),
            Err(_) => (0, 0),
        };
        (listed.is_some() || own.0 < own.1).then_some(Start { listed, own, len: start.len + 1 })
    }

    /// The characters with which words go on.
    pub fn onward(self, start: &Start) -> Onward<'v> {
        Onward { vocabulary: self.0, listed: start.listed.map_or(Children::default(), Prefix::children), own: start.own, len: start.len }
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

/// The characters with which words go on, in ascending order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Onward<'v> {
    vocabulary: &'v Vocabulary,
    listed: Children,
    own: (usize, usize),
    len: usize,
}

impl Onward<'_> {
    /// Leaves out the characters before `char`, which is not 0, and tells the first of the others.
    pub fn seek(&mut self, char: u16) -> Option<u16> {
        let listed = self.listed.seek(char);
        if self.own.0 < self.own.1 {
            self.own.0 = self.vocabulary.seek(self.own, self.len, char);
        }
        let own = (self.own.0 < self.own.1).then(|| self.vocabulary.char_at(self.own.0, self.len));
        listed.into_iter().chain(own).min()
    }

    /// The place after a character that `seek` has told.
    pub fn walk(&self, char: u16) -> Start {
        let mut listed = self.listed;
        let listed = (listed.seek(char) == Some(char)).then(|| listed.first());
        Start { listed, own: self.vocabulary.narrowed(self.own, self.len, char), len: self.len + 1 }
    }
}
