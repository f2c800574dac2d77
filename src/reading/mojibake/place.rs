//! The places of the lattice, in the order of the text.

use super::bytes::is_void;

/// The first byte of the original whose second byte comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// Lost: the byte before the cut.
    Lost,
    /// Vanished with a second byte of the upper user-defined areas.
    High,
    /// Vanished with a second byte of the lower user-defined area.
    Low,
    /// Vanished with this second byte, in one of the holes between the signs.
    Hole(u8),
    Known(u8),
}

/// The second bytes that have holes.
const HOLES: [u8; 5] = [0xa6, 0xa7, 0xa8, 0xa9, 0xd7];
/// So many leads there are: the bytes from 80 on, and the unknown ones.
const LEADS: usize = 3 + HOLES.len() + 0x80;

impl Lead {
    /// The bytes that it may be.
    pub fn bytes(self) -> impl Iterator<Item = u8> {
        let span = match self {
            Lead::Lost | Lead::Hole(_) => 0x81..=0xfe,
            Lead::High => 0xa1..=0xfe,
            Lead::Low => 0x81..=0xa0,
            Lead::Known(byte) => byte..=byte,
        };
        span.filter(move |first| (0x81..=0xfe).contains(first) && self.admits(*first))
    }

    pub fn admits(self, first: u8) -> bool {
        match self {
            Lead::Lost => true,
            Lead::High => first >= 0xa1,
            Lead::Low => first <= 0xa0,
            Lead::Hole(trail) => is_void(trail, first),
            Lead::Known(byte) => byte == first,
        }
    }

    fn index(self) -> usize {
        match self {
            Lead::Lost => 0,
            Lead::High => 1,
            Lead::Low => 2,
            Lead::Hole(trail) => 3 + HOLES.iter().position(|hole| *hole == trail).unwrap_or(0),
            Lead::Known(byte) => 3 + HOLES.len() + usize::from(byte & 0x7f),
        }
    }
}

/// Second bytes that with the first byte of the next original can make a pair that vanishes, and what that byte then was.
pub(super) fn vanishing() -> impl Iterator<Item = (u8, Lead)> {
    let high = (0xaa..=0xaf).chain(0xf8..=0xfe).map(|t| (t, Lead::High));
    let low = (0xa1..=0xa7).map(|t| (t, Lead::Low));
    high.chain(low).chain(HOLES.map(|t| (t, Lead::Hole(t))))
}

/// A place in the lattice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// So many sound characters of the left context are read.
    Left(usize),
    /// So many observed characters are read, so many pairs have vanished, and this lead waits for its second byte.
    Run { observed: usize, gaps: usize, lead: Lead },
    /// The run is over after so many observed characters; so many sound ones of the right context are read.
    Right { observed: usize, swallowed: bool, read: usize },
}

impl Place {
    /// The same place after more pairs have vanished.
    pub fn after_gaps(self, more: usize) -> Place {
        match self {
            Place::Run { observed, gaps, lead } => Place::Run { observed, gaps: gaps + more, lead },
            other => other,
        }
    }
}

/// Numbers the places of one lattice in the order of the text, so that one sweep settles all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbering {
    /// Most observed characters.
    pub observed: usize,
    /// Most pairs that vanish.
    pub gaps: usize,
    /// Most sound characters on the left, and on the right.
    pub left: usize,
    pub right: usize,
}

impl Numbering {
    fn rows(self) -> usize {
        (self.observed + 1) * (self.gaps + 1)
    }

    /// The number of places.
    pub fn len(self) -> usize {
        self.left + 1 + self.rows() * LEADS + (self.observed + 1) * 2 * (self.right + 1)
    }

    pub fn number(self, place: Place) -> usize {
        match place {
            Place::Left(read) => read,
            Place::Run { observed, gaps, lead } => self.left + 1 + (observed * (self.gaps + 1) + gaps) * LEADS + lead.index(),
            Place::Right { observed, swallowed, read } => {
                self.left + 1 + self.rows() * LEADS + (observed * 2 + usize::from(swallowed)) * (self.right + 1) + read
            }
        }
    }
}
