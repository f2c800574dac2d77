//! The packed word list: a trie over characters that is read where it lies in the program, without loading.
//!
//! Layout (little endian), nodes numbered breadth first, so that the children of a node stand side by side in the order of their
//! characters: the number of nodes `n`; `n + 1` numbers of first children; `n` counts plus one with the class of the word in the highest byte, 0 for what is no word; `n` characters;
//! for every unified ideograph the node that it leads to from the root, 0 where no word begins with it.

use super::WordClass;

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.trie"));

fn u32_at(offset: usize) -> u32 {
    let bytes = &BYTES[offset..offset + 4];
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

fn nodes() -> usize {
    u32_at(0) as usize
}

fn first_child(node: u32) -> u32 {
    u32_at(4 + 4 * node as usize)
}

fn value(node: u32) -> u32 {
    u32_at(8 + 4 * nodes() + 4 * node as usize)
}

fn char_of(node: u32) -> u16 {
    let offset = 8 + 8 * nodes() + 2 * node as usize;
    u16::from_le_bytes([BYTES[offset], BYTES[offset + 1]])
}

/// The ideographs that have an entry in the table of first characters.
const IDEOGRAPHS: std::ops::RangeInclusive<u16> = 0x4e00..=0x9fff;

/// The node of a first character, where the table has it.
fn first_node(ideograph: u16) -> u32 {
    let offset = 8 + 10 * nodes() + 2 * usize::from(ideograph - IDEOGRAPHS.start());
    u32::from(u16::from_le_bytes([BYTES[offset], BYTES[offset + 1]]))
}

/// The beginning of a word: a place in the word list.
#[derive(Clone, Copy, Debug)]
pub struct Prefix {
    node: u32,
}

impl Prefix {
    /// Before the first character.
    pub fn start() -> Prefix {
        Prefix { node: 0 }
    }

    /// After one more character; `None` where no word goes on so.
    pub fn walk(self, char: char) -> Option<Prefix> {
        let char = u16::try_from(u32::from(char)).ok()?;
        if self.node == 0 && IDEOGRAPHS.contains(&char) {
            // Most walks begin here, where a search takes longest.
            return Some(Prefix { node: first_node(char) }).filter(|p| p.node != 0);
        }
        let mut children = self.children();
        (children.seek(char) == Some(char)).then(|| children.first())
    }

    /// The characters that may come next.
    pub fn children(self) -> Children {
        Children { low: first_child(self.node), high: first_child(self.node + 1) }
    }

    /// How often this very word was seen; `None` where it is only the beginning of others.
    pub fn count(self) -> Option<u64> {
        (value(self.node) & 0x00ff_ffff).checked_sub(1).map(u64::from)
    }

    /// What kind of word it is; [`WordClass::Other`] for what is none.
    pub fn class(self) -> WordClass {
        WordClass::of((value(self.node) >> 24) as u8)
    }
}

/// The characters that may come next after the beginning of a word, in ascending order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Children {
    low: u32,
    high: u32,
}

impl Children {
    /// Leaves out the characters before `char`, and tells the first of the others.
    pub fn seek(&mut self, char: u16) -> Option<u16> {
        let mut high = self.high;
        while self.low < high {
            let middle = self.low.midpoint(high);
            if char_of(middle) < char {
                self.low = middle + 1;
            } else {
                high = middle;
            }
        }
        (self.low < self.high).then(|| char_of(self.low))
    }

    /// The place after the first of the characters; there must be one.
    pub fn first(self) -> Prefix {
        Prefix { node: self.low }
    }
}

/// Calls `take` with every word of the list and its count, in the order of the code points.
pub fn for_each(mut take: impl FnMut(&str, u64)) {
    let mut word = String::new();
    visit(0, &mut word, &mut take);
}

fn visit(node: u32, word: &mut String, take: &mut impl FnMut(&str, u64)) {
    if let Some(count) = (Prefix { node }).count() {
        take(word, count);
    }
    for child in first_child(node)..first_child(node + 1) {
        let Some(char) = char::from_u32(u32::from(char_of(child))) else { continue };
        word.push(char);
        visit(child, word, take);
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(word: &str) -> Option<Prefix> {
        word.chars().try_fold(Prefix::start(), Prefix::walk)
    }

    #[test]
    fn a_prefix_counts_only_whole_words() {
        assert!(walk("经济").and_then(Prefix::count).is_some());
        assert!(walk("营商环").is_some_and(|p| p.count().is_none()));
        assert!(walk("经济龘").is_none());
    }

    #[test]
    fn every_word_is_found_again() {
        let (mut words, mut last) = (0, String::new());
        for_each(|word, count| {
            assert_eq!(walk(word).and_then(Prefix::count), Some(count), "{word}");
            assert!(last.as_str() < word);
            last = word.to_owned();
            words += 1;
        });
        assert!(words > 140_000);
    }
}
