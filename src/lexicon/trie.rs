//! The packed word list: a trie over characters that is read where it lies in the program, without loading.
//!
//! Layout (little endian), nodes numbered breadth first, so that the children of a node stand side by side in the order of their
//! characters: the number of nodes `n`; `n + 1` numbers of first children; `n` counts plus one, 0 for what is no word; `n` characters.

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
        let (mut low, mut high) = (first_child(self.node), first_child(self.node + 1));
        while low < high {
            let middle = low.midpoint(high);
            match char_of(middle).cmp(&char) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(Prefix { node: middle }),
            }
        }
        None
    }

    /// How often this very word was seen; `None` where it is only the beginning of others.
    pub fn count(self) -> Option<u64> {
        value(self.node).checked_sub(1).map(u64::from)
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
