//! The bytes behind a piece of mojibake: GBK both ways.

use std::sync::LazyLock;

use encoding_rs::GBK;

const FIRST: u8 = 0x40;
const ROW: usize = 0xff - FIRST as usize;

/// GBK both ways, read off the decoder once.
struct Tables {
    /// The character of every pair of bytes; 0 where there is none, or a private one.
    cells: Box<[u16]>,
    /// The pair of every character; 0 where there is none.
    pairs: Box<[u16]>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let pairs = || (0x81..=0xfe).flat_map(|lead| (FIRST..=0xfe).filter(|t| *t != 0x7f).map(move |trail| [lead, trail]));
    let lines: Vec<u8> = pairs().flat_map(|[lead, trail]| [lead, trail, b'\n']).collect();
    let (text, _) = GBK.decode_without_bom_handling(&lines);
    let mut tables = Tables { cells: vec![0; (0xff - 0x81) * ROW].into(), pairs: vec![0; 0x1_0000].into() };
    for (pair, line) in pairs().zip(text.split('\n')) {
        let mut chars = line.chars();
        let (Some(char), None) = (chars.next(), chars.next()) else { continue };
        let Ok(cell) = u16::try_from(u32::from(char)) else { continue };
        if char == char::REPLACEMENT_CHARACTER {
            continue;
        }
        // Of the two pairs of the ideographic space the first is the one that is written.
        let known = &mut tables.pairs[usize::from(cell)];
        if *known == 0 {
            *known = u16::from_be_bytes(pair);
        }
        if !('\u{e000}'..='\u{f8ff}').contains(&char) {
            tables.cells[index(pair[0], pair[1])] = cell;
        }
    }
    tables
});

fn index(lead: u8, trail: u8) -> usize {
    usize::from(lead - 0x81) * ROW + usize::from(trail - FIRST)
}

/// The character of two bytes.
pub fn decode(lead: u8, trail: u8) -> Option<char> {
    if !(0x81..=0xfe).contains(&lead) || !(FIRST..=0xfe).contains(&trail) {
        return None;
    }
    match TABLES.cells[index(lead, trail)] {
        0 => None,
        cell => char::from_u32(u32::from(cell)),
    }
}

/// Whether two bytes make a pair that shows as nothing.
pub fn is_void(lead: u8, trail: u8) -> bool {
    lead >= 0x81 && trail >= 0x81 && decode(lead, trail).is_none()
}

/// The two bytes of a character; `None` for ASCII and for what GBK does not have.
pub fn encode(char: char) -> Option<(u8, u8)> {
    let [lead, trail] = TABLES.pairs.get(char as usize)?.to_be_bytes();
    (lead != 0).then_some((lead, trail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_coded_as_the_encoder_does() {
        for char in ('\u{80}'..='\u{ffff}').filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)) {
            let text = char.to_string();
            let (bytes, _, is_unmappable) = GBK.encode(&text);
            // The decoder knows a few characters that the encoder does not: signs for vertical text, and parts of characters.
            if let (Ok([lead, trail]), false) = (<[u8; 2]>::try_from(&*bytes), is_unmappable) {
                assert_eq!((encode(char), decode(lead, trail)), (Some((lead, trail)), Some(char)), "{char}");
            }
        }
    }
}
