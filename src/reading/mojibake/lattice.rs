//! The lattice of all originals that a run's bytes admit, and the cheapest ways through it by the words they make.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::LazyLock;

use super::bytes::{decode, is_void};
use super::script::{self, Script, class_bits};
use super::typography;
use super::vocabulary::{Lexicon, Start, Vocabulary};
use crate::lexicon::{self, segment::LONGEST_WORD};
use crate::reading::pinyin_note::is_reading_of;

/// How many pairs may have vanished in one run: each number is tried only where fewer make no good text.
const GAPS: [u8; 3] = [0, 1, 3];
/// A restoration is good where none of its characters that stand alone costs more, in nats: what is one byte off makes rare ones.
const GOOD_COST: f32 = 9.0;
/// By how many nats the next restoration must fall behind.
const CLEAR_MARGIN: f32 = 4.0;
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
/// How many ways are kept at each place.
const KEPT: usize = 16;
/// By how many nats a place may fall behind the best one that has read as much.
const BEAM: f32 = 15.0;

/// The same for a place where a usual character of unknown bytes may begin a word: there are many of them.
const FREE_BEAM: f32 = 6.0;

/// One observed character of the damaged stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Observed {
    /// A character of two bytes: the second of one original and the first of the next.
    Pair(u8, u8),
    /// An ASCII character: the second byte of an original, which brings the bytes back into step; or a full-width sign made narrow.
    Ascii(u8),
    /// A `?`: the second byte of an original is lost, and the ASCII character after it too.
    Swallowed,
    /// The end of a line: the second byte of the last original is lost.
    LineEnd,
    /// A second `?` before a mark that was found too: the cut was before this second byte, and the next cut behind it.
    Cut(u8),
}

/// What is asked of the lattice.
pub(super) struct Question<'v> {
    pub observed: Vec<Observed>,
    /// Sound characters before the run.
    pub left: Vec<char>,
    /// For each number of observed characters that the run may take: the sound characters after it.
    pub right: Vec<Vec<char>>,
    /// For each number of observed characters: what the others of them cost as they are printed, in nats.
    pub printed: Vec<f32>,
    /// The reading of the last original, where a note follows whose bracket was swallowed.
    pub note: Option<String>,
    pub script: Script,
    /// The quotation mark or bracket that stands open before the run.
    pub open_mark: Option<char>,
    /// Whether it opens a term rather than a sentence.
    pub is_term: bool,
    /// Whether the site's comma stands before the run: then the site found a mark there.
    pub is_separated: bool,
    /// For each number of observed characters: the reading in brackets that follows.
    pub resync_notes: Vec<Option<String>>,
    /// What it costs, in nats, to suppose that the last `?` swallowed an ASCII character.
    pub swallow_cost: f32,
    /// Whether nothing stands behind the run.
    pub ends_line: bool,
    pub vocabulary: &'v Vocabulary,
}

/// One way through the lattice.
#[derive(Clone, Debug)]
pub(super) struct Restoration {
    /// The originals, each with the place of its first byte: 0 for the `?` of the start, `n` for the observed character `n - 1`.
    pub emitted: Vec<(char, usize)>,
    /// How many observed characters it takes.
    pub observed: usize,
    /// Whether it ends in a `?` that swallowed something.
    pub swallowed: bool,
    /// Whether the bytes alone decide it.
    pub is_exact: bool,
    /// The cost in nats of its rarest character that makes no word with its neighbours.
    pub worst: f32,
    /// The cost in nats of it and of the rest of the run as it is printed, less that of the sound characters around it.
    pub cost: f32,
}

impl Restoration {
    pub fn text(&self) -> String {
        self.emitted.iter().map(|(c, _)| *c).collect()
    }
}

/// The first byte of the original whose second byte comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Lead {
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
fn vanishing() -> impl Iterator<Item = (u8, Lead)> {
    let high = (0xaa..=0xaf).chain(0xf8..=0xfe).map(|t| (t, Lead::High));
    let low = (0xa1..=0xa7).map(|t| (t, Lead::Low));
    high.chain(low).chain([0xa6, 0xa7, 0xa8, 0xa9, 0xd7].map(|t| (t, Lead::Hole(t))))
}

/// A place in the lattice. The order is the order of the text, so one sweep settles all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Place {
    /// So many sound characters of the left context are read.
    Left(usize),
    /// So many observed characters are read, so many pairs have vanished, and this lead waits for its second byte.
    Run { observed: usize, gaps: u8, lead: Lead },
    /// The run is over after so many observed characters; so many sound ones of the right context are read.
    Right { observed: usize, swallowed: bool, read: usize },
}

/// A way to a place: the last of its originals, which knows the ones before.
#[derive(Clone, Copy, Debug)]
struct Way {
    cost: f32,
    worst: f32,
    is_exact: bool,
    last: Option<usize>,
    last_char: Option<char>,
    /// Tells ways with different originals apart.
    hash: u64,
}

/// A character that may come next, and the place after it.
#[derive(Clone, Copy, Debug)]
struct Step {
    char: char,
    next: Place,
    /// The place of its first byte; `None` for sound characters.
    lead_at: Option<usize>,
    /// An ASCII character that hid behind it: its byte was taken for the second one of a pair.
    hidden: Option<char>,
    extra: f32,
    is_exact: bool,
    /// What it costs by itself, in nats.
    alone: f32,
    /// Words that begin with it.
    start: Option<Start>,
    /// Whether it is known only that it is a usual character: it counts within a word, not by itself.
    is_free: bool,
}

/// The cheapest restorations, best first, each with another text.
pub(super) fn restore(question: &Question) -> Vec<Restoration> {
    let mut found = Vec::new();
    for most_gaps in GAPS {
        let mut search = Search::new(question, most_gaps);
        search.sweep();
        found = search.found;
        found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        if is_settled(&found) {
            break;
        }
    }
    let mut seen: Vec<String> = Vec::new();
    found.retain(|r| {
        let text = r.text();
        let is_new = !seen.contains(&text);
        if is_new {
            seen.push(text);
        }
        is_new
    });
    found.truncate(KEPT);
    found
}

/// Whether the best restoration makes good text, and no other comes near it.
fn is_settled(found: &[Restoration]) -> bool {
    let Some(best) = found.first() else { return false };
    let text = best.text();
    let rival = found.iter().find(|r| r.text() != text);
    best.worst <= GOOD_COST && rival.is_none_or(|r| r.cost > best.cost + CLEAR_MARGIN)
}

/// Characters of a word on the way, from the place where it starts.
#[derive(Default)]
struct Word {
    steps: Vec<Step>,
    extra: f32,
}

struct Search<'q> {
    question: &'q Question<'q>,
    most_gaps: u8,
    lexicon: Lexicon<'q>,
    ways: BTreeMap<Place, Vec<Way>>,
    /// All originals of all ways, each with the one before it.
    trail: Vec<(char, usize, Option<usize>)>,
    steps: HashMap<Place, Rc<[Step]>>,
    /// Characters already looked up as beginnings of words.
    roots: HashMap<char, Option<Start>>,
    found: Vec<Restoration>,
    /// Whether words that begin at the present place may begin with a usual character of unknown bytes.
    admits_free: bool,
}

impl<'q> Search<'q> {
    fn new(question: &'q Question, most_gaps: u8) -> Search<'q> {
        let start = Way { cost: 0.0, worst: 0.0, is_exact: true, last: None, last_char: None, hash: 0 };
        Search {
            question,
            most_gaps,
            lexicon: Lexicon(question.vocabulary),
            ways: BTreeMap::from([(Place::Left(0), vec![start])]),
            trail: Vec::new(),
            steps: HashMap::new(),
            roots: HashMap::new(),
            found: Vec::new(),
            admits_free: false,
        }
    }

    /// Goes from place to place in the order of the text.
    fn sweep(&mut self) {
        // The best way among those that have read the same number of observed characters.
        let (mut layer, mut best) = (0, f32::INFINITY);
        while let Some((place, here)) = self.ways.pop_first() {
            match place {
                Place::Right { observed, swallowed, read } if read == self.question.right[observed].len() => {
                    self.finish(&here, observed, swallowed);
                    continue;
                }
                Place::Run { observed, .. } => {
                    if observed != layer {
                        layer = observed;
                        let last = Place::Run { observed, gaps: u8::MAX, lead: Lead::Known(u8::MAX) };
                        best = self.ways.range(place..last).map(|(_, ways)| ways[0].cost).fold(here[0].cost, f32::min);
                    }
                    if here[0].cost > best + BEAM {
                        continue;
                    }
                    self.admits_free = here[0].cost <= best + FREE_BEAM;
                }
                _ => {}
            }
            self.extend(place, &here, &mut Word::default(), None);
        }
    }

    /// Tries every word that starts at the place of `here`: `word` holds its characters so far, up to `place`.
    fn extend(&mut self, place: Place, here: &[Way], word: &mut Word, start: Option<&Start>) {
        let steps = self.steps_at(place);
        for step in steps.iter() {
            let reached = match start {
                None if step.is_free && !self.admits_free => continue,
                None => step.start,
                // Of two such characters in a row the first must be known by the word they go on with.
                Some(_) if step.is_free && word.steps.len() == 1 && word.steps[0].is_free => continue,
                Some(start) => match self.lexicon.walk(start, script::fold(step.char)) {
                    Some(reached) => Some(reached),
                    None => continue,
                },
            };
            word.steps.push(*step);
            word.extra += step.extra;
            let is_sound = word.steps.iter().all(|s| s.lead_at.is_none());
            let cost = match start {
                None => Some(step.alone).filter(|alone| alone.is_finite()),
                Some(_) => reached.as_ref().and_then(|r| self.lexicon.word_cost(r, is_sound)),
            };
            if let Some(cost) = cost {
                self.arrive(step.next, here, word, cost);
            }
            let is_over = step.hidden.is_some()
                || matches!(step.next, Place::Right { observed, read, .. } if read == self.question.right[observed].len());
            if let Some(reached) = reached
                && word.steps.len() < LONGEST_WORD
                && !is_over
            {
                self.extend(step.next, here, word, Some(&reached));
            }
            word.extra -= step.extra;
            word.steps.pop();
        }
    }

    /// Adds the ways that reach a place with this word.
    fn arrive(&mut self, place: Place, here: &[Way], word: &Word, word_cost: f32) {
        let is_exact = word.steps.iter().all(|s| s.is_exact);
        let there = self.ways.entry(place).or_default();
        for way in here {
            let joint = way.last_char.map_or(0.0, |last| typography::joint_cost(last, word.steps[0].char));
            let cost = way.cost + word_cost + word.extra + joint;
            if there.len() == KEPT && there[KEPT - 1].cost <= cost {
                continue;
            }
            let originals =
                word.steps.iter().filter_map(|s| Some((s, s.lead_at?))).flat_map(|(s, at)| [Some((s.char, at)), s.hidden.map(|c| (c, at))]);
            let originals = originals.flatten();
            let hash =
                originals.clone().fold(way.hash, |hash, (char, _)| (hash ^ u64::from(char)).wrapping_mul(0x0100_0000_01b3).rotate_left(17));
            if let Some(same) = there.iter().position(|w| w.hash == hash) {
                if there[same].cost <= cost {
                    continue;
                }
                there.remove(same);
            }
            let mut last = way.last;
            for (char, at) in originals {
                self.trail.push((char, at, last));
                last = Some(self.trail.len() - 1);
            }
            let last_char = word.steps.last().map(|s| s.hidden.unwrap_or(s.char));
            let at = there.partition_point(|w| w.cost <= cost);
            let alone = if word.steps.len() == 1 && word.steps[0].lead_at.is_some() { word_cost } else { 0.0 };
            there.insert(at, Way { cost, worst: way.worst.max(alone), is_exact: way.is_exact && is_exact, last, last_char, hash });
            there.truncate(KEPT);
        }
    }

    fn finish(&mut self, here: &[Way], observed: usize, swallowed: bool) {
        let right = &self.question.right[observed];
        let sound_cost = |chars: &[char]| self.lexicon.sound_cost(&chars.iter().map(|c| script::fold(*c)).collect::<Vec<_>>());
        let others = self.question.printed[observed] - sound_cost(&self.question.left) - sound_cost(right);
        for way in here {
            let mut emitted = Vec::new();
            let mut at = way.last;
            while let Some((char, lead_at, before)) = at.map(|at| self.trail[at]) {
                emitted.push((char, lead_at));
                at = before;
            }
            emitted.reverse();
            let last = emitted.last().map_or(' ', |(c, _)| *c);
            let ends_line = right.is_empty() && (!swallowed || self.question.ends_line);
            let end_cost = if ends_line { typography::end_cost(last) } else { 0.0 };
            let cost = way.cost + others + end_cost;
            self.found.push(Restoration { emitted, observed, swallowed, is_exact: way.is_exact, worst: way.worst, cost });
        }
    }

    /// The characters that may come next at a place.
    fn steps_at(&mut self, place: Place) -> Rc<[Step]> {
        if let Some(steps) = self.steps.get(&place) {
            return Rc::clone(steps);
        }
        let mut steps = Steps {
            question: self.question,
            most_gaps: self.most_gaps,
            lexicon: self.lexicon,
            roots: &mut self.roots,
            found: Vec::new(),
            lead_at: None,
        };
        match place {
            Place::Left(read) => match self.question.left.get(read) {
                Some(char) => steps.sound(*char, Place::Left(read + 1)),
                None => steps.run(0, 0, Lead::Lost),
            },
            Place::Right { observed, swallowed, read } => {
                if let Some(char) = self.question.right[observed].get(read) {
                    steps.sound(*char, Place::Right { observed, swallowed, read: read + 1 });
                }
            }
            Place::Run { observed, gaps, lead } => steps.run(observed, gaps, lead),
        }
        let steps: Rc<[Step]> = std::mem::take(&mut steps.found).into();
        self.steps.insert(place, Rc::clone(&steps));
        steps
    }
}

/// Collects the steps from one place.
struct Steps<'q> {
    question: &'q Question<'q>,
    most_gaps: u8,
    lexicon: Lexicon<'q>,
    roots: &'q mut HashMap<char, Option<Start>>,
    found: Vec<Step>,
    lead_at: Option<usize>,
}

impl Steps<'_> {
    fn sound(&mut self, char: char, next: Place) {
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

    fn run(&mut self, observed: usize, gaps: u8, lead: Lead) {
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

fn over(observed: usize, swallowed: bool) -> Place {
    Place::Right { observed, swallowed, read: 0 }
}

/// The bytes of half a dash (`——`): both halves vanish easily.
const DASH: (u8, u8) = (0xa1, 0xaa);

/// A Han character that newspapers write, with its bytes.
struct Usual {
    char: char,
    first: u8,
    second: u8,
    is_frequent: bool,
    /// Whether its second byte can vanish with the first byte of the next character.
    vanishes: bool,
}

/// How often a character was seen in the list's texts to be usual, and to be frequent.
const USUAL_FROM: u64 = 100;
const FREQUENT_FROM: u64 = 2000;

static USUAL_TRADITIONAL: LazyLock<Vec<Usual>> = LazyLock::new(|| collect_usual(Script::Traditional));
static USUAL_SIMPLIFIED: LazyLock<Vec<Usual>> = LazyLock::new(|| collect_usual(Script::Simplified));

fn usual_chars(script: Script) -> &'static [Usual] {
    match script {
        Script::Traditional => &USUAL_TRADITIONAL,
        _ => &USUAL_SIMPLIFIED,
    }
}

fn collect_usual(article: Script) -> Vec<Usual> {
    let cells = (0x81..=0xfe).flat_map(|first| trails().filter_map(move |second| Some((decode(first, second)?, first, second))));
    let usual = |(char, first, second)| {
        let count = lexicon::count(script::fold(char).encode_utf8(&mut [0; 4])).filter(|n| *n >= USUAL_FROM)?;
        Some(Usual { char, first, second, is_frequent: count >= FREQUENT_FROM, vanishes: vanishing().any(|(trail, _)| trail == second) })
    };
    cells.filter(|(char, ..)| script::is_han(*char) && is_plausible(*char, article)).filter_map(usual).collect()
}

/// All second bytes.
fn trails() -> impl Iterator<Item = u8> {
    (0x40..=0x7e).chain(0x80..=0xfe)
}

/// Whether a character can stand in such an article.
fn is_plausible(char: char, article: Script) -> bool {
    let class = script::class(char);
    if class & class_bits::HAN == 0 {
        return typography::is_mark(char);
    }
    match article {
        Script::Traditional => class & class_bits::SIMPLIFIED_ONLY == 0 && script::is_usual_traditional(char),
        _ => class & class_bits::TRADITIONAL == 0,
    }
}
