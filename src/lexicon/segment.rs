//! How well a text makes words: the cost of its best segmentation.

use super::trie::Prefix;
use super::{WordClass, cost};

/// Longest word, in characters, that a segmentation looks for.
pub const LONGEST_WORD: usize = 8;
/// The cost in nats of a character that newspapers do not write: the list has it, but hardly ever saw it, or not at all.
pub const UNSEEN_COST: f32 = 30.0;
/// How often a character must have been seen to count as written.
const LEAST_COUNT: u64 = 5;

/// The cost in nats of one character that makes no word.
pub fn char_cost(char: char) -> f32 {
    mark_cost(char).unwrap_or_else(|| seen_cost(super::count(char.encode_utf8(&mut [0; 4]))))
}

/// The cost in nats of a mark or an ASCII character; `None` for all others.
pub fn mark_cost(char: char) -> Option<f32> {
    Some(match char {
        '。' | '，' | ',' => 3.0,
        '、' | '“' | '”' | '：' | ':' => 3.5,
        '；' | ';' | '！' | '!' | '？' | '?' | '《' | '》' | '（' | '）' | '(' | ')' | '‘' | '’' | '—' | '…' | '·' => 6.0,
        _ if char.is_ascii() => 5.0,
        _ => return None,
    })
}

/// The cost in nats of a character with this count in the list.
pub fn seen_cost(count: Option<u64>) -> f32 {
    count.filter(|n| *n >= LEAST_COUNT).map_or(UNSEEN_COST, cost)
}

/// The cost in nats of the best segmentation of a Simplified text. Linear in its length.
pub fn text_cost(text: &str) -> f32 {
    suffix_costs(&text.chars().collect::<Vec<_>>())[0]
}

/// The same for what follows each place of a Simplified text; the last one is the empty rest's.
pub fn suffix_costs(chars: &[char]) -> Vec<f32> {
    let mut best = vec![0.0; chars.len() + 1];
    for start in (0..chars.len()).rev() {
        best[start] = char_cost(chars[start]) + best[start + 1];
        let mut prefix = Prefix::start();
        for (len, char) in chars[start..].iter().take(LONGEST_WORD).enumerate() {
            let Some(longer) = prefix.walk(*char) else { break };
            prefix = longer;
            if let Some(count) = prefix.count() {
                best[start] = best[start].min(cost(count) + best[start + len + 1]);
            }
        }
    }
    best
}

/// Cuts a Simplified text into words: their lengths in bytes.
pub fn cut(text: &str) -> Vec<usize> {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let bytes = |(len, _): (usize, WordClass)| {
        at += len;
        chars[at - len..at].iter().map(|c| c.len_utf8()).sum()
    };
    cut_chars(&chars).into_iter().map(bytes).collect()
}

/// The same for characters: how many a word has, and what kind of word it is.
pub fn cut_chars(chars: &[char]) -> Vec<(usize, WordClass)> {
    // The cheapest way to reach each place, and the last word on it.
    let mut best = vec![(f32::INFINITY, 0, WordClass::Other); chars.len() + 1];
    best[0].0 = 0.0;
    for start in 0..chars.len() {
        let here = best[start].0;
        let mut offer = |len: usize, cost: f32, class: WordClass| {
            if here + cost < best[start + len].0 {
                best[start + len] = (here + cost, len, class);
            }
        };
        let mut prefix = Prefix::start();
        let single = prefix.walk(chars[start]);
        offer(1, char_cost(chars[start]), single.map_or(WordClass::Other, Prefix::class));
        for (len, char) in chars[start..].iter().take(LONGEST_WORD).enumerate() {
            let Some(longer) = prefix.walk(*char) else { break };
            prefix = longer;
            if let Some(count) = prefix.count() {
                offer(len + 1, cost(count), prefix.class());
            }
        }
    }
    let (mut at, mut words) = (chars.len(), Vec::new());
    while at > 0 {
        let (_, len, class) = best[at];
        words.push((len, class));
        at -= len;
    }
    words.reverse();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cost_less_than_the_same_characters_in_disorder() {
        assert!(text_cost("政府工作报告") + 10.0 < text_cost("告政报府作工"));
    }
}
