//! Scripts: Traditional to Simplified, full width to half width, and what a character tells about its text.
//!
//! The tables are OpenCC's (Apache-2.0), one character to one, as a flat array over the Basic Multilingual Plane: folding keeps
//! the length of every Han character in every encoding. The few characters that stand for several are in [`expansion`].

use std::sync::LazyLock;

/// Which script a text is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Script {
    /// Too few characters that differ to tell.
    #[default]
    Unknown,
    /// 简体
    Simplified,
    /// 繁體
    Traditional,
}

/// What a character is, as bits of [`class`].
pub mod class_bits {
    /// A Han character.
    pub const HAN: u8 = 1;
    /// A Traditional form: its Simplified form differs.
    pub const TRADITIONAL: u8 = 2;
    /// A Simplified form that no Traditional text has.
    pub const SIMPLIFIED_ONLY: u8 = 4;
    /// Its Simplified form is one of the 3,755 most common characters (GB 2312 level 1).
    pub const COMMON: u8 = 8;
    /// A character of Simplified text, too (GB 2312 has it): 乾 of 乾坤, 吒 of 哪吒.
    pub const STANDARD: u8 = 16;
}

struct Tables {
    fold: Box<[u16]>,
    usual: Box<[u16]>,
    class: Box<[u8]>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    use class_bits::{COMMON, HAN, SIMPLIFIED_ONLY, STANDARD, TRADITIONAL};
    let mut fold: Box<[u16]> = (0..=u16::MAX).collect();
    let mut class = vec![0u8; 0x1_0000].into_boxed_slice();
    for han in (0x3400..=0x9fff).chain(0xf900..=0xfaff) {
        class[han] |= HAN;
    }
    for (traditional, simplified) in pairs(include_str!("data/traditional_to_simplified.txt")) {
        fold[traditional] = simplified as u16;
        class[traditional] |= TRADITIONAL;
    }
    let mut usual: Box<[u16]> = (0..=u16::MAX).collect();
    for (simplified, traditional) in pairs(include_str!("data/simplified_only.txt")) {
        class[simplified] |= SIMPLIFIED_ONLY;
        usual[simplified] = traditional as u16;
    }
    // Variants that mainland sources of Traditional text write with the Japanese or old form.
    for (variant, simplified) in [('産', '产'), ('內', '内'), ('說', '说'), ('爲', '为'), ('衆', '众')] {
        fold[variant as usize] = simplified as u16;
        class[variant as usize] |= TRADITIONAL;
    }
    for (full, half) in (0xff01..=0xff5e).zip(0x21u16..) {
        fold[full] = half;
    }
    fold[0x3000] = 0x20;
    // GB/T 15835 writes the ratio sign; texts use three colons for it.
    fold['∶' as usize] = u16::from(b':');
    for lead in 0xb0..=0xf7u8 {
        let row: Vec<u8> = (0xa1..=0xfeu8).flat_map(|trail| [lead, trail]).collect();
        let bits = if lead <= 0xd7 { COMMON | STANDARD } else { STANDARD };
        for char in encoding_rs::GBK.decode_without_bom_handling(&row).0.chars().filter(|c| (*c as usize) < 0x1_0000) {
            class[char as usize] |= bits;
        }
    }
    for char in 0..class.len() {
        class[char] |= class[usize::from(fold[char])] & COMMON;
    }
    Tables { fold, usual, class }
});

fn pairs(data: &'static str) -> impl Iterator<Item = (usize, usize)> {
    data.lines().filter_map(|line| {
        let mut chars = line.chars();
        Some((chars.next()? as usize, chars.next()? as usize))
    })
}

/// The character as the reading shows it: Simplified, half width.
pub fn fold(char: char) -> char {
    match TABLES.fold.get(char as usize) {
        Some(folded) => char::from_u32(u32::from(*folded)).unwrap_or(char),
        None => char,
    }
}

/// Whether a converter from Simplified, character by character, can have written this character in a Traditional text.
pub fn is_usual_traditional(char: char) -> bool {
    let simplified = fold(char);
    let usual = TABLES.usual.get(simplified as usize).map_or(simplified as u32, |u| u32::from(*u));
    usual == char as u32 || class(simplified) & class_bits::SIMPLIFIED_ONLY == 0
}

/// The text as the reading shows it, without regard to noise.
pub fn fold_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match expansion(char) {
            Some(many) => out.push_str(many),
            None => out.push(fold(char)),
        }
    }
    out
}

/// Whether more characters of a text are Traditional forms than Simplified ones.
pub fn is_traditional(text: &str) -> bool {
    let of = |bits: u8| text.chars().filter(|c| class(*c) & bits != 0).count();
    of(class_bits::TRADITIONAL) > of(class_bits::SIMPLIFIED_ONLY)
}

/// A few words of Simplified text in the usual Traditional forms, character by character.
pub fn traditional_text(text: &str) -> String {
    let usual = |char: char| match char {
        // Both forms are in Traditional dictionaries; beside a number it is this one.
        '万' => '萬',
        '几' => '幾',
        _ => TABLES.usual.get(char as usize).and_then(|u| char::from_u32(u32::from(*u))).unwrap_or(char),
    };
    text.chars().map(usual).collect()
}

/// What a character is: the bits of [`class_bits`]. Characters outside the Basic Multilingual Plane have none but `HAN`.
pub fn class(char: char) -> u8 {
    match TABLES.class.get(char as usize) {
        Some(class) => *class,
        None if (0x2_0000..0x3_2000).contains(&(char as u32)) => class_bits::HAN,
        None => 0,
    }
}

/// Whether a character is Han.
pub fn is_han(char: char) -> bool {
    class(char) & class_bits::HAN != 0
}

/// Characters that read as several: old unit characters and squared units.
pub fn expansion(char: char) -> Option<&'static str> {
    Some(match char {
        '瓩' => "千瓦",
        '浬' => "海里",
        '吋' => "英寸",
        '呎' => "英尺",
        '糎' => "厘米",
        '粁' => "千米",
        '㎡' => "平方米",
        '㎥' => "立方米",
        '㎢' => "平方公里",
        '㎞' => "公里",
        '㎝' => "厘米",
        '㎜' => "毫米",
        '㎏' => "公斤",
        '㎎' => "毫克",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_one_character_to_one_but_for_units() {
        assert_eq!(fold_text("濟源發展後勁足，投資１０５億元（一期）"), "济源发展后劲足,投资105亿元(一期)");
        assert_eq!(fold_text("裝機3萬瓩，佔地20㎡"), "装机3万千瓦,占地20平方米");
        for char in '\u{3400}'..='\u{9fff}' {
            assert_eq!(fold(char).len_utf8(), char.len_utf8(), "{char}");
        }
    }

    #[test]
    fn a_character_tells_its_script() {
        use class_bits::{COMMON, SIMPLIFIED_ONLY, TRADITIONAL};
        assert_eq!(class('質') & (TRADITIONAL | COMMON), TRADITIONAL | COMMON);
        assert_eq!(class('质') & SIMPLIFIED_ONLY, SIMPLIFIED_ONLY);
        assert_eq!(class('后') & (TRADITIONAL | SIMPLIFIED_ONLY), 0, "both scripts write 后");
        assert_eq!(class('葳') & COMMON, 0);
    }
}
