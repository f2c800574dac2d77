//! A place in a reading, and the small things that are read there: spaces, words, numbers.

use crate::text::{TextRange, range};

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// `2024`.
    Arabic,
    /// `二〇二四`, `二十`.
    Chinese,
}

/// A number of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub value: u32,
    /// How many digits it was spelled with, one by one: `2024` and `二〇二四` have 4, `二十` has none.
    pub digits: u8,
    pub script: Script,
    pub at: TextRange,
}

/// The longest numeral of a date, in characters: `二千零二十四`.
const LONGEST: usize = 8;

/// A place in a reading. Cheap to copy, so that a branch is tried and dropped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'t> {
    pub text: &'t str,
    pub at: usize,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t str, at: usize) -> Scan<'t> {
        Scan { text, at }
    }

    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub fn before(&self) -> &'t str {
        &self.text[..self.at]
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before the place.
    pub fn behind(&self) -> Option<char> {
        self.before().chars().next_back()
    }

    pub fn skip(self, bytes: usize) -> Scan<'t> {
        Scan { at: self.at + bytes, ..self }
    }

    /// Past a word, if it stands here.
    pub fn eat(self, word: &str) -> Option<Scan<'t>> {
        // Most words do not stand here: their last byte of the first character tells so without a call.
        let (here, wanted) = (self.text.as_bytes(), word.as_bytes());
        let differs = |i: usize| wanted.get(i).is_some_and(|w| here.get(self.at + i) != Some(w));
        (!differs(2) && !differs(0) && self.rest().starts_with(word)).then(|| self.skip(word.len()))
    }

    /// Past the first of these words that stands here.
    pub fn eat_any(self, words: &[&str]) -> Option<Scan<'t>> {
        words.iter().find_map(|word| self.eat(word))
    }

    /// Past one of these characters.
    pub fn eat_char(self, chars: &str) -> Option<Scan<'t>> {
        self.peek().filter(|c| chars.contains(*c)).map(|c| self.skip(c.len_utf8()))
    }

    /// Past a word, or stays.
    pub fn maybe(self, word: &str) -> Scan<'t> {
        self.eat(word).unwrap_or(self)
    }

    /// Past a few spaces.
    pub fn spaces(self) -> Scan<'t> {
        let rest = self.rest();
        let run = rest.chars().take(3).take_while(|c| matches!(c, ' ' | '\u{a0}' | '\u{3000}'));
        self.skip(run.map(char::len_utf8).sum())
    }

    /// Whether a digit stands right before, or a digit and a mark of a number: `3.5`, `1,250`; a comma parts only groups of three.
    pub fn is_inside_number(&self) -> bool {
        let mut behind = self.before().chars().rev();
        let digits = self.rest().bytes().take(4).take_while(u8::is_ascii_digit).count();
        match behind.next() {
            Some('.') => behind.next().is_some_and(|c| c.is_ascii_digit()),
            Some(',') => digits == 3 && behind.next().is_some_and(|c| c.is_ascii_digit()),
            Some(c) => c.is_ascii_digit(),
            None => false,
        }
    }

    pub fn range_to(&self, end: Scan) -> TextRange {
        range(self.at, end.at)
    }

    /// Whether a number goes on behind its digits: `.5`, `,250`.
    pub fn continues_number(&self) -> bool {
        match self.peek() {
            Some('.' | ',') => self.skip(1).is_before_digit() && self.skip(1).is_inside_number(),
            _ => false,
        }
    }

    pub fn is_before_digit(&self) -> bool {
        self.peek().is_some_and(|c| c.is_ascii_digit())
    }

    /// A number in either writing.
    pub fn number(self) -> Option<(Number, Scan<'t>)> {
        self.arabic().or_else(|| self.chinese())
    }

    /// Up to four digits that are no part of a longer number.
    pub fn arabic(self) -> Option<(Number, Scan<'t>)> {
        let len = self.rest().bytes().take(5).take_while(u8::is_ascii_digit).count();
        if !(1..=4).contains(&len) {
            return None;
        }
        let end = self.skip(len);
        let value = self.rest()[..len].parse().ok()?;
        Some((Number { value, digits: len as u8, script: Script::Arabic, at: self.range_to(end) }, end))
    }

    /// A Chinese numeral below ten thousand; also one spelled digit by digit.
    pub fn chinese(self) -> Option<(Number, Scan<'t>)> {
        let rest = self.rest();
        let run = rest.chars().take(LONGEST + 1).take_while(|c| numeral_value(*c).is_some());
        let (mut len, mut count) = (0, 0);
        for char in run {
            len += char.len_utf8();
            count += 1;
        }
        if count == 0 || count > LONGEST {
            return None;
        }
        let end = self.skip(len);
        let (value, digits) = chinese_value(&rest[..len])?;
        Some((Number { value, digits, script: Script::Chinese, at: self.range_to(end) }, end))
    }
}

/// The value of a character of a Chinese numeral in a date; `廿` and `卅` too. No 万, no 亿.
pub(super) fn numeral_value(char: char) -> Option<u32> {
    Some(match char {
        '〇' | '○' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '廿' => 20,
        '卅' => 30,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// The value of a Chinese numeral, and how many digits spell it one by one.
fn chinese_value(text: &str) -> Option<(u32, u8)> {
    let values: Vec<u32> = text.chars().filter_map(numeral_value).collect();
    if values.iter().all(|v| *v < 10) {
        let many = values.len();
        let value = values.iter().fold(0, |n, v| n * 10 + v);
        return (many <= 4).then_some((value, many as u8));
    }
    let (mut total, mut pending, mut last_unit) = (0, None, u32::MAX);
    for (index, value) in values.iter().copied().enumerate() {
        match value {
            0 if index > 0 => pending = None,
            0 => return None,
            1..=9 if pending.is_some() => return None,
            1..=9 => pending = Some(value),
            20 | 30 if index == 0 => (total, last_unit) = (value, 10),
            10 | 100 | 1000 if value < last_unit => {
                total += pending.take().unwrap_or(1) * value;
                last_unit = value;
            }
            _ => return None,
        }
    }
    Some((total + pending.unwrap_or(0), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_dates() {
        for (text, value, digits) in [
            ("2024", 2024, 4),
            ("二〇二四", 2024, 4),
            ("九八", 98, 2),
            ("二十三", 23, 0),
            ("廿三", 23, 0),
            ("两千零五", 2005, 0),
            ("十", 10, 0),
        ] {
            let (number, end) = Scan::new(text, 0).number().expect(text);
            assert_eq!((number.value, number.digits, end.at), (value, digits, text.len()), "{text}");
        }
        for text in ["12345", "十十", "年", "", "零十"] {
            assert!(Scan::new(text, 0).number().is_none(), "{text}");
        }
    }
}
