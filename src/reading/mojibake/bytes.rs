//! The bytes behind a piece of mojibake: GBK both ways.

use std::sync::LazyLock;

use encoding_rs::GBK;

const FIRST: u8 = 0x40;
const ROW: usize = 0xff - FIRST as usize;

/// The character of every pair of bytes; 0 where there is none, or a private one.
static CELLS: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut cells = vec![0u16; (0xff - 0x81) * ROW].into_boxed_slice();
    for lead in 0x81..=0xfeu8 {
        for trail in (FIRST..=0xfe).filter(|t| *t != 0x7f) {
            let pair = [lead, trail];
            let Some(text) = GBK.decode_without_bom_handling_and_without_replacement(&pair) else { continue };
            let mut chars = text.chars();
            if let (Some(char), None) = (chars.next(), chars.next())
                && !('\u{e000}'..='\u{f8ff}').contains(&char)
            {
                cells[usize::from(lead - 0x81) * ROW + usize::from(trail - FIRST)] = u16::try_from(char as u32).unwrap_or(0);
            }
        }
    }
    cells
});

/// The character of two bytes.
pub fn decode(lead: u8, trail: u8) -> Option<char> {
    if !(0x81..=0xfe).contains(&lead) || !(FIRST..=0xfe).contains(&trail) {
        return None;
    }
    match CELLS[usize::from(lead - 0x81) * ROW + usize::from(trail - FIRST)] {
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
    let mut utf8 = [0; 4];
    let (bytes, _, unmappable) = GBK.encode(char.encode_utf8(&mut utf8));
    match (&*bytes, unmappable) {
        ([lead, trail], false) => Some((*lead, *trail)),
        _ => None,
    }
}
