//! The originals that the bytes admit at a place of the lattice, and what each costs.

use super::bytes::decode;
use super::lattice::{Observed, Question};
use super::place::{Lead, Place, vanishing};
use super::typography;
use super::usual::{Usual, is_plausible, trails, usual_chars};
use super::vocabulary::{Lexicon, Start};
use crate::reading::pinyin_note::is_reading_of;
use crate::reading::script::{self, Script, class_bits};

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

/// A character that may come next, and the place after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub char: char,
    /// Its Simplified form.
    pub folded: char,
    /// The place after it, where no pair vanished before.
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

/// What may come next at a place.
#[derive(Default)]
pub(super) struct Choices {
    /// By their Simplified forms.
    pub steps: Vec<Step>,
    /// Characters of which at most the first byte is known to be one of many.
    pub free: Option<Free>,
}

/// Usual characters of unknown bytes that may come next at a place: too many to be listed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Free {
    lead: Lead,
    lead_at: usize,
    /// Where they are the last of a run: the place after them. Else the pair after them vanished.
    end: Option<Place>,
    extra: f32,
}

impl Free {
    /// Whether they are the last of a run.
    pub fn is_last(&self) -> bool {
        self.end.is_some()
    }

    /// Characters among which those are that may come next, by their Simplified forms.
    pub fn chars(&self, script: Script) -> &'static [Usual] {
        let usual = usual_chars(script);
        if self.is_last() { &usual.frequent } else { &usual.vanishing }
    }

    /// Whether the character may come next.
    pub fn admits(&self, usual: &Usual) -> bool {
        self.lead.admits(usual.first)
    }

    /// The steps with a character that may come next.
    pub fn steps(self, usual: &Usual, start: Option<Start>) -> impl Iterator<Item = Step> {
        let Usual { char, folded, second, .. } = *usual;
        let observed = self.lead_at;
        let gaps = vanishing().filter(move |(trail, _)| self.end.is_none() && *trail == second);
        let places = self.end.into_iter().chain(gaps.map(move |(_, lead)| Place::Run { observed, gaps: 1, lead }));
        places.map(move |next| Step {
            char,
            folded,
            next,
            lead_at: Some(self.lead_at),
            hidden: None,
            extra: self.extra,
            is_exact: false,
            alone: f32::INFINITY,
            start,
            is_free: true,
        })
    }
}

/// What may come next after so many sound characters, on the left or on the right, or in a run.
pub(super) fn onward(question: &Question, lexicon: Lexicon, place: Place) -> Choices {
    let mut steps = Steps { question, lexicon, found: Choices::default(), lead_at: None };
    match place {
        Place::Left(read) => match question.left.get(read) {
            Some(char) => steps.push(*char, Place::Left(read + 1), 0.0, true),
            None => steps.run(0, Lead::Lost),
        },
        Place::Right { observed, swallowed, read } => {
            if let Some(char) = question.right[observed].get(read) {
                steps.push(*char, Place::Right { observed, swallowed, read: read + 1 }, 0.0, true);
            }
        }
        Place::Run { observed, lead, .. } => steps.run(observed, lead),
    }
    steps.sorted()
}

/// What may come next in a run, where the pair after it vanished.
pub(super) fn gap(question: &Question, lexicon: Lexicon, observed: usize, lead: Lead) -> Choices {
    let mut steps = Steps { question, lexicon, found: Choices::default(), lead_at: Some(observed) };
    if observed < question.observed.len() {
        steps.gap(observed, lead);
    }
    steps.sorted()
}

/// Collects the steps from one place.
struct Steps<'q> {
    question: &'q Question<'q>,
    lexicon: Lexicon<'q>,
    found: Choices,
    lead_at: Option<usize>,
}

impl Steps<'_> {
    fn sorted(mut self) -> Choices {
        self.found.steps.sort_by_key(|s| s.folded);
        self.found
    }

    fn push(&mut self, char: char, next: Place, extra: f32, is_exact: bool) {
        let folded = script::fold(char);
        let start = self.lexicon.walk(&self.lexicon.start(), folded);
        let alone = self.lexicon.char_cost(folded, start.as_ref());
        let lead_at = self.lead_at;
        self.found.steps.push(Step { char, folded, next, lead_at, hidden: None, extra, is_exact, alone, start, is_free: false });
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

    fn run(&mut self, observed: usize, lead: Lead) {
        // A vanished lead stood with the pair before it, as did the original that the gap ended.
        self.lead_at = Some(observed);
        let Some(seen) = self.question.observed.get(observed).copied() else { return };
        match (seen, lead) {
            (Observed::Swallowed | Observed::LineEnd, lead) => self.cut_off(observed, seen == Observed::Swallowed, lead),
            _ => {
                for first in lead.bytes() {
                    match seen {
                        Observed::Pair(second, next) => self.pair(observed, lead, (first, second, next)),
                        Observed::Ascii(ascii) => self.ascii(observed, lead, first, ascii),
                        Observed::Cut(second) => self.plain(decode(first, second), over(observed + 1, false), 0.0, false),
                        Observed::Swallowed | Observed::LineEnd => {}
                    }
                }
            }
        }
    }

    /// The originals that may stand before a pair that vanished.
    fn gap(&mut self, observed: usize, lead: Lead) {
        match lead {
            Lead::Lost => {}
            Lead::Known(first) => {
                for (second, next) in vanishing() {
                    self.plain(decode(first, second), Place::Run { observed, gaps: 1, lead: next }, GAP_COST, false);
                }
            }
            _ => {
                for (_, next) in vanishing().filter(|(second, _)| lead.admits(DASH.0) && *second == DASH.1) {
                    self.plain(decode(DASH.0, DASH.1), Place::Run { observed, gaps: 1, lead: next }, GAP_COST, false);
                }
                self.found.free = Some(Free { lead, lead_at: observed, end: None, extra: GAP_COST + FREE_COST });
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
            for usual in usual_chars(self.question.script).all.iter().filter(|u| lead.admits(u.first)).filter(|u| is_noted(u.char)) {
                self.annotated(Some(usual.char), note, end, 0.0, false);
            }
        } else if let Lead::Known(first) = lead {
            for second in trails() {
                let char = decode(first, second);
                self.plain(char, end, swallow_cost + self.quote_cost(char), false);
            }
        } else {
            self.found.free = Some(Free { lead, lead_at: observed, end: Some(end), extra: swallow_cost });
        }
        if swallowed && let Lead::Known(first) = lead {
            // A second byte 80 shows as `?` by itself and swallows nothing.
            self.plain(decode(first, 0x80), over(observed + 1, false), 0.0, true);
        }
    }

    fn pair(&mut self, observed: usize, lead: Lead, (first, second, next): (u8, u8, u8)) {
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
            let before = self.found.steps.len();
            self.plain(char, over(observed + 1, false), extra + 5.0, is_exact);
            self.found.steps[before..].iter_mut().for_each(|s| s.hidden = Some(char::from(next)));
        } else {
            self.plain(char, Place::Run { observed: observed + 1, gaps: 0, lead: Lead::Known(next) }, extra, is_exact);
        }
    }

    /// Whether the original after the cut, of which the first byte is known, closes a quotation.
    fn is_cut_before_quote(&self, first: u8) -> bool {
        matches!(self.question.observed.get(1), Some(Observed::Pair(second, _)) if decode(first, *second) == Some('”'))
    }

    fn ascii(&mut self, observed: usize, lead: Lead, first: u8, ascii: u8) {
        let is_known = matches!(lead, Lead::Known(_));
        if (0x40..=0x7e).contains(&ascii) {
            let char = decode(first, ascii);
            match &self.question.resync_notes[observed + 1] {
                Some(note) => self.annotated(char, note, over(observed + 1, false), 0.0, is_known),
                None => self.plain(char, over(observed + 1, false), 0.0, is_known),
            }
        }
        let narrow = Place::Run { observed: observed + 1, gaps: 0, lead: Lead::Known(ascii + 0x80) };
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
