//! The originals that the bytes admit at a place of the lattice, and what each costs.

use std::collections::HashMap;

use super::bytes::{decode, is_void};
use super::lattice::{Observed, Place, Question};
use super::typography;
use super::usual::{is_plausible, trails, usual_chars};
use super::vocabulary::{Lexicon, Start};
use crate::reading::pinyin_note::is_reading_of;
use crate::reading::script::{self, class_bits};

/// The cost in nats of supposing that a pair vanished at a given place.
const GAP_COST: f32 = 0.5;
/// What it costs more, in nats, where the pair before it had vanished, too, so that neither of its bytes is known.
const FREE_COST: f32 = 2.0;
/// The cost in nats of a reading behind a character that the site does not annotate elsewhere.
const UNUSUAL_NOTE_COST: f32 = 3.0;
/// The cost in nats of a character without a reading that the site otherwise always annotates.
const MISSING_NOTE_COST: f32 = 10.0;
/// The cost in nats of an original that a `,` of the site should have been put before, but for marks.
const SEPARATED_COST: f32 = 5.0;
/// The cost in nats of a Han character before a cut at `！`: nearly all such cuts are in `。”` or `。“`.
const CUT_HAN_COST: f32 = 4.0;
/// The cost in nats of a mark other than `。` before a cut.
const CUT_MARK_COST: f32 = 4.0;
/// The cost in nats of a full stop at the end of a quoted term.
const CUT_TERM_COST: f32 = 4.0;
/// The first byte of the original whose second byte comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl Lead {
    fn bytes(self) -> impl Iterator<Item = u8> {
        (0x81..=0xfe).filter(move |first| self.admits(*first))
    }

    fn admits(self, first: u8) -> bool {
        match self {
            Lead::Lost => true,
            Lead::High => first >= 0xa1,
            Lead::Low => first <= 0xa0,
            Lead::Hole(trail) => is_void(trail, first),
            Lead::Known(byte) => byte == first,
        }
    }
}

/// Second bytes that with the first byte of the next original can make a pair that vanishes, and what that byte then was.
pub(super) fn vanishing() -> impl Iterator<Item = (u8, Lead)> {
    let high = (0xaa..=0xaf).chain(0xf8..=0xfe).map(|t| (t, Lead::High));
    let low = (0xa1..=0xa7).map(|t| (t, Lead::Low));
    high.chain(low).chain([0xa6, 0xa7, 0xa8, 0xa9, 0xd7].map(|t| (t, Lead::Hole(t))))
}

/// A character that may come next, and the place after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub char: char,
    pub next: Place,
    /// The place of its first byte; `None` for sound characters.
    pub lead_at: Option<usize>,
    /// An ASCII character that hid behind it: its byte was taken for the second one of a pair.
    pub hidden: Option<char>,
    pub extra: f32,
    pub is_exact: bool,
    /// What it costs by itself, in nats.
    pub alone: f32,
    /// Words that begin with it.
    pub start: Option<Start>,
    /// Whether it is known only that it is a usual character: it counts within a word, not by itself.
    pub is_free: bool,
}

/// Collects the steps from one place.
pub(super) struct Steps<'q> {
    pub question: &'q Question<'q>,
    pub most_gaps: u8,
    pub lexicon: Lexicon<'q>,
    pub roots: &'q mut HashMap<char, Option<Start>>,
    pub found: Vec<Step>,
    pub lead_at: Option<usize>,
}

impl Steps<'_> {
    pub fn sound(&mut self, char: char, next: Place) {
        self.push(char, next, 0.0, true);
    }

    /// A character of which neither byte is known.
    fn free(&mut self, char: char, next: Place, extra: f32) {
        if !self.question.vocabulary.is_annotated(char) {
            let start = self.root(script::fold(char));
            let step = Step {
                char,
                next,
                lead_at: self.lead_at,
                hidden: None,
                extra,
                is_exact: false,
                alone: f32::INFINITY,
                start,
                is_free: true,
            };
            self.found.push(step);
        }
    }

    fn root(&mut self, folded: char) -> Option<Start> {
        let lexicon = self.lexicon;
        *self.roots.entry(folded).or_insert_with(|| lexicon.walk(&lexicon.start(), folded))
    }

    fn push(&mut self, char: char, next: Place, extra: f32, is_exact: bool) {
        let folded = script::fold(char);
        let start = self.root(folded);
        let alone = self.lexicon.char_cost(folded, start.as_ref());
        self.found.push(Step { char, next, lead_at: self.lead_at, hidden: None, extra, is_exact, alone, start, is_free: false });
    }

    /// An original, if the article can have it: it carries no reading.
    fn plain(&mut self, char: Option<char>, next: Place, extra: f32, is_exact: bool) {
        if let Some(char) = char.filter(|c| is_plausible(*c, self.question.script)) {
            let missing = if self.question.vocabulary.is_annotated(char) { MISSING_NOTE_COST } else { 0.0 };
            self.push(char, next, extra + missing, is_exact);
        }
    }

    /// An original with its reading behind it.
    fn annotated(&mut self, char: Option<char>, note: &str, next: Place, extra: f32, is_exact: bool) {
        if let Some(char) = char.filter(|c| is_plausible(*c, self.question.script) && is_reading_of(*c, note)) {
            let cost = if self.question.vocabulary.is_annotated(char) { 0.0 } else { UNUSUAL_NOTE_COST };
            self.push(char, next, extra + cost, is_exact);
        }
    }

    pub fn run(&mut self, observed: usize, gaps: u8, lead: Lead) {
        // A vanished lead stood with the pair before it, as did the original that the gap ended.
        self.lead_at = Some(observed);
        let Some(seen) = self.question.observed.get(observed).copied() else { return };
        match (seen, lead) {
            (Observed::Swallowed | Observed::LineEnd, lead) => self.cut_off(observed, seen == Observed::Swallowed, lead),
            _ => {
                for first in lead.bytes() {
                    match seen {
                        Observed::Pair(second, next) => self.pair(observed, gaps, lead, (first, second, next)),
                        Observed::Ascii(ascii) => self.ascii(observed, gaps, lead, first, ascii),
                        Observed::Cut(second) => self.plain(decode(first, second), over(observed + 1, false), 0.0, false),
                        Observed::Swallowed | Observed::LineEnd => {}
                    }
                }
            }
        }
        if gaps < self.most_gaps {
            self.gap(observed, gaps + 1, lead);
        }
    }

    /// The originals that may stand before a pair that vanished.
    fn gap(&mut self, observed: usize, gaps: u8, lead: Lead) {
        match lead {
            Lead::Lost => {}
            Lead::Known(first) => {
                for (second, next) in vanishing() {
                    self.plain(decode(first, second), Place::Run { observed, gaps, lead: next }, GAP_COST, false);
                }
            }
            _ => {
                for (_, next) in vanishing().filter(|(second, _)| lead.admits(DASH.0) && *second == DASH.1) {
                    self.plain(decode(DASH.0, DASH.1), Place::Run { observed, gaps, lead: next }, GAP_COST, false);
                }
                for usual in usual_chars(self.question.script).iter().filter(|u| u.is_frequent && u.vanishes && lead.admits(u.first)) {
                    for (_, next) in vanishing().filter(|(second, _)| *second == usual.second) {
                        self.free(usual.char, Place::Run { observed, gaps, lead: next }, GAP_COST + FREE_COST);
                    }
                }
            }
        }
    }

    /// The last original of a run that ends before its second byte.
    fn cut_off(&mut self, observed: usize, swallowed: bool, lead: Lead) {
        let end = if swallowed { over(observed + 1, true) } else { over(observed, false) };
        let note = self.question.note.as_deref().filter(|_| swallowed);
        let swallow_cost = if swallowed { self.question.swallow_cost } else { 0.0 };
        if let Some(note) = note {
            let is_noted = |char: char| script::class(char) & class_bits::TRADITIONAL != 0 && is_reading_of(char, note);
            for usual in usual_chars(self.question.script).iter().filter(|u| lead.admits(u.first)).filter(|u| is_noted(u.char)) {
                self.annotated(Some(usual.char), note, end, 0.0, false);
            }
        } else if let Lead::Known(first) = lead {
            for second in trails() {
                let char = decode(first, second);
                self.plain(char, end, swallow_cost + self.quote_cost(char), false);
            }
        } else {
            for usual in usual_chars(self.question.script).iter().filter(|u| u.is_frequent && lead.admits(u.first)) {
                self.free(usual.char, end, swallow_cost);
            }
        }
        if swallowed && let Lead::Known(first) = lead {
            // A second byte 80 shows as `?` by itself and swallows nothing.
            self.plain(decode(first, 0x80), over(observed + 1, false), 0.0, true);
        }
    }

    fn pair(&mut self, observed: usize, gaps: u8, lead: Lead, (first, second, next): (u8, u8, u8)) {
        let char = decode(first, second);
        // Before the cut only the end of a sentence stands as a rule: that much is not a guess.
        let is_exact = matches!(lead, Lead::Known(_)) || (lead == Lead::Lost && char == Some('。'));
        let is_mark = char.is_some_and(|c| !script::is_han(c));
        let extra = match (lead, is_mark) {
            (Lead::Lost, false) if self.question.is_separated => SEPARATED_COST,
            (Lead::Lost, true) if char != Some('。') => CUT_MARK_COST,
            (Lead::Lost, true) if self.question.is_term && self.is_cut_before_quote(next) => CUT_TERM_COST,
            (Lead::Lost, false) if second == 0xa3 && next == 0xa1 && !self.question.is_term => CUT_HAN_COST,
            _ => 0.0,
        };
        if next < 0x80 {
            // A letter after the original was taken for the second byte of a pair.
            let before = self.found.len();
            self.plain(char, over(observed + 1, false), extra + 5.0, is_exact);
            self.found[before..].iter_mut().for_each(|s| s.hidden = Some(char::from(next)));
        } else {
            self.plain(char, Place::Run { observed: observed + 1, gaps, lead: Lead::Known(next) }, extra, is_exact);
        }
    }

    /// Whether the original after the cut, of which the first byte is known, closes a quotation.
    fn is_cut_before_quote(&self, first: u8) -> bool {
        matches!(self.question.observed.get(1), Some(Observed::Pair(second, _)) if decode(first, *second) == Some('”'))
    }

    fn ascii(&mut self, observed: usize, gaps: u8, lead: Lead, first: u8, ascii: u8) {
        let is_known = matches!(lead, Lead::Known(_));
        if (0x40..=0x7e).contains(&ascii) {
            let char = decode(first, ascii);
            match &self.question.resync_notes[observed + 1] {
                Some(note) => self.annotated(char, note, over(observed + 1, false), 0.0, is_known),
                None => self.plain(char, over(observed + 1, false), 0.0, is_known),
            }
        }
        let narrow = Place::Run { observed: observed + 1, gaps, lead: Lead::Known(ascii + 0x80) };
        self.plain(decode(first, 0xa3), narrow, 1.0, is_known);
    }

    /// A quotation mark that was guessed should match its partner.
    fn quote_cost(&self, char: Option<char>) -> f32 {
        char.map_or(0.0, |c| typography::pair_cost(c, self.question.open_mark))
    }
}

pub(super) fn over(observed: usize, swallowed: bool) -> Place {
    Place::Right { observed, swallowed, read: 0 }
}

/// The bytes of half a dash (`——`): both halves vanish easily.
const DASH: (u8, u8) = (0xa1, 0xaa);
