//! The lattice of all originals that a run's bytes admit, and the cheapest ways through it by the words they make.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

use super::place::{Lead, Numbering, Place};
use super::script::{self, Script};
use super::steps::{self, Choices, Free, Step};
use super::typography;
use super::usual::Usual;
use super::vocabulary::{Lexicon, Onward, Start, Vocabulary};
use crate::lexicon::segment::LONGEST_WORD;

/// How many pairs may have vanished in one run: each number is tried only where fewer make no good text.
const GAPS: [usize; 3] = [0, 1, 2];
/// A restoration is good where none of its characters that stand alone costs more, in nats: what is one byte off makes rare ones.
const GOOD_COST: f32 = 9.0;
/// By how many nats the next restoration must fall behind.
const CLEAR_MARGIN: f32 = 4.0;
/// How many ways are kept at each place.
const KEPT: usize = 16;
/// By how many nats a place may fall behind the best one that has read as much.
const BEAM: f32 = 15.0;
/// The same for a place where a usual character of unknown bytes may begin a word: there are many of them.
const FREE_BEAM: f32 = 6.0;
/// What falls behind by more in the end, in nats, is not told; with some room for rounding.
const MOST_TOLD: f32 = super::CANDIDATE_MARGIN + 0.01;
/// By how many nats a way may fall behind the best one to its place: it catches up by no more than one misplaced mark.
const MOST_BEHIND: f32 = MOST_TOLD + typography::MISPLACED_COST;
/// Ways are told apart by a polynomial of their characters in this number.
const HASH_FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

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
    /// For each number of observed characters: what the others of the run's cost as they are printed, in nats.
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
    fn chars(&self) -> impl Iterator<Item = char> {
        self.emitted.iter().map(|(c, _)| *c)
    }

    pub fn text(&self) -> String {
        self.chars().collect()
    }
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

/// An original on some way, and the one before it.
#[derive(Clone, Copy, Debug)]
struct Original {
    char: char,
    lead_at: usize,
    before: Option<usize>,
}

/// The cheapest restorations, best first, each with another text.
pub(super) fn restore(question: &Question) -> Vec<Restoration> {
    let mut chooser = Chooser::new(question);
    let mut found = Vec::new();
    for most_gaps in GAPS {
        let mut search = Search::new(&mut chooser, most_gaps);
        search.sweep();
        found = distinct(search.found);
        if is_settled(&found) {
            break;
        }
    }
    found
}

/// The cheapest restorations of those found, best first, each with another text.
fn distinct(mut found: Vec<Restoration>) -> Vec<Restoration> {
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut kept: Vec<Restoration> = Vec::new();
    for restoration in found {
        if kept.len() == KEPT {
            break;
        }
        if !kept.iter().any(|k| k.chars().eq(restoration.chars())) {
            kept.push(restoration);
        }
    }
    kept
}

/// Whether the best restoration makes good text, and no other comes near it.
fn is_settled(found: &[Restoration]) -> bool {
    let Some(best) = found.first() else { return false };
    best.worst <= GOOD_COST && found.get(1).is_none_or(|rival| rival.cost > best.cost + CLEAR_MARGIN)
}

/// One value for some of the places of a lattice.
struct PlaceMap<T> {
    numbering: Numbering,
    /// For each place: the number of its value, from 1 on. The longest run has some 27,000 places.
    slots: Vec<u16>,
    values: Vec<T>,
}

impl<T> PlaceMap<T> {
    fn new(question: &Question, gaps: usize) -> PlaceMap<T> {
        let right = question.right.iter().map(Vec::len).max().unwrap_or(0);
        let numbering = Numbering { observed: question.observed.len(), gaps, left: question.left.len(), right };
        PlaceMap { numbering, slots: vec![0; numbering.len()], values: Vec::new() }
    }

    /// The index of the value of the place with this number.
    fn slot_or_insert(&mut self, number: usize, value: impl FnOnce() -> T) -> usize {
        if self.slots[number] == 0 {
            self.values.push(value());
            self.slots[number] = self.values.len() as u16;
        }
        self.slots[number] as usize - 1
    }

    fn get_or_insert(&mut self, place: Place, value: impl FnOnce() -> T) -> &T {
        let slot = self.slot_or_insert(self.numbering.number(place), value);
        &self.values[slot]
    }
}

/// Characters of unknown bytes, each with the words that it begins.
type FreeStarts = Rc<[(Usual, Start)]>;

/// Knows what may come next at each place, whatever the number of vanished pairs.
struct Chooser<'q> {
    question: &'q Question<'q>,
    lexicon: Lexicon<'q>,
    /// Where a pair vanishes after the character, under the place with one gap.
    choices: PlaceMap<Rc<Choices>>,
    /// The characters of unknown bytes with which words may begin: before a pair that vanished, and at the end of a run.
    free_starts: [Option<FreeStarts>; 2],
}

impl<'q> Chooser<'q> {
    fn new(question: &'q Question) -> Chooser<'q> {
        Chooser { question, lexicon: Lexicon(question.vocabulary), choices: PlaceMap::new(question, 1), free_starts: [None, None] }
    }

    fn onward(&mut self, place: Place) -> Rc<Choices> {
        let place = match place {
            Place::Run { observed, lead, .. } => Place::Run { observed, gaps: 0, lead },
            other => other,
        };
        let choices = self.choices.get_or_insert(place, || Rc::new(steps::onward(self.question, self.lexicon, place)));
        Rc::clone(choices)
    }

    fn gap(&mut self, observed: usize, lead: Lead) -> Rc<Choices> {
        let place = Place::Run { observed, gaps: 1, lead };
        let choices = self.choices.get_or_insert(place, || Rc::new(steps::gap(self.question, self.lexicon, observed, lead)));
        Rc::clone(choices)
    }

    /// The characters that may stand without bytes before a pair that vanished, or last in the run, with the words they begin.
    fn free_starts(&mut self, free: Free) -> FreeStarts {
        let starts = &mut self.free_starts[usize::from(free.is_last())];
        Rc::clone(starts.get_or_insert_with(|| {
            let mut found = Vec::new();
            let chars = free.chars(self.question.script);
            meet(self.lexicon.onward(&self.lexicon.start()), chars, |u| u.folded, |usual, start| found.push((*usual, start)));
            found.retain(|(usual, _)| !self.question.vocabulary.is_annotated(usual.char));
            found.into()
        }))
    }
}

/// Calls `take` with those of some items, ordered by their characters, with which a word goes on, and with the place after it.
fn meet<T>(mut onward: Onward, items: &[T], char: impl Fn(&T) -> char, mut take: impl FnMut(&T, Start)) {
    let mut rest = items;
    while let Some(first) = rest.first() {
        let wanted = char(first);
        let Some(next) = u16::try_from(u32::from(wanted)).ok().and_then(|wanted| onward.seek(wanted)) else { return };
        if u32::from(next) == u32::from(wanted) {
            let start = onward.walk(next);
            let alike = rest.iter().take_while(|item| char(item) == wanted).count();
            rest[..alike].iter().for_each(|item| take(item, start));
            rest = &rest[alike..];
        } else {
            rest = &rest[skip(rest, |item| u32::from(char(item)) < u32::from(next))..];
        }
    }
}

/// How many of the first items are so; those that are stand before those that are not.
fn skip<T>(items: &[T], is_so: impl Fn(&T) -> bool) -> usize {
    let mut step = 1;
    while step < items.len() && is_so(&items[step]) {
        step *= 2;
    }
    let from = step / 2;
    from + items[from..items.len().min(step)].partition_point(is_so)
}

/// Characters of a word on the way, from the place where it starts.
#[derive(Default)]
struct Word {
    steps: Vec<Step>,
    extra: f32,
}

impl Word {
    /// The originals that it restores, each with the place of its first byte.
    fn originals(&self) -> impl Iterator<Item = (char, usize)> {
        let restored = self.steps.iter().filter_map(|step| Some((step, step.lead_at?)));
        restored.flat_map(|(step, at)| [Some(step.char), step.hidden].into_iter().flatten().map(move |char| (char, at)))
    }

    fn is_free_char(&self) -> bool {
        matches!(self.steps[..], [Step { is_free: true, .. }])
    }
}

/// What a way with this last character may cost to be of use among those that have reached a place, given a limit.
fn most_cost(there: &[Way], limit: f32, last_char: Option<char>) -> f32 {
    let Some(best) = there.first() else { return limit };
    let last = if there.len() == KEPT { there[KEPT - 1].cost.next_down() } else { f32::INFINITY };
    let limit = limit.min(best.cost + MOST_BEHIND).min(last);
    // What goes on from both alike keeps the one as far behind the other; after a Han character nothing is misplaced.
    match there.iter().find(|w| w.last_char.is_none_or(script::is_han)) {
        Some(neutral) => limit.min(neutral.cost + MOST_TOLD + last_char.map_or(0.0, typography::most_joint_gain)),
        None => limit,
    }
}

struct Search<'q, 'c> {
    question: &'q Question<'q>,
    most_gaps: usize,
    lexicon: Lexicon<'q>,
    chooser: &'c mut Chooser<'q>,
    ways: PlaceMap<(Place, Vec<Way>)>,
    /// The numbers and slots of the places that were reached, to be visited in the order of the text.
    reached: BinaryHeap<Reverse<(usize, usize)>>,
    /// The cheapest way to any place in the run, for each number of observed characters read.
    best: Vec<f32>,
    /// All originals of all ways, each with the one before it.
    trail: Vec<Original>,
    found: Vec<Restoration>,
    /// Whether words that begin at the present place may begin with a usual character of unknown bytes.
    admits_free: bool,
}

impl<'q, 'c> Search<'q, 'c> {
    fn new(chooser: &'c mut Chooser<'q>, most_gaps: usize) -> Search<'q, 'c> {
        let question = chooser.question;
        Search {
            question,
            most_gaps,
            lexicon: chooser.lexicon,
            chooser,
            ways: PlaceMap::new(question, most_gaps),
            best: vec![f32::INFINITY; question.observed.len() + 1],
            reached: BinaryHeap::new(),
            trail: Vec::new(),
            found: Vec::new(),
            admits_free: false,
        }
    }

    /// Goes from place to place in the order of the text.
    fn sweep(&mut self) {
        let start = Way { cost: 0.0, worst: 0.0, is_exact: true, last: None, last_char: None, hash: 0 };
        let slot = self.reach(Place::Left(0));
        self.ways.values[slot].1.push(start);
        // The best way among those that have read the same number of observed characters.
        let (mut layer, mut best) = (0, f32::INFINITY);
        while let Some(Reverse((_, slot))) = self.reached.pop() {
            let (place, ways) = &mut self.ways.values[slot];
            let (place, mut here) = (*place, std::mem::take(ways));
            if let Some(neutral) = here.iter().find(|w| w.last_char.is_none_or(script::is_han)).map(|w| w.cost) {
                here.retain(|w| w.cost <= neutral + MOST_TOLD + w.last_char.map_or(0.0, typography::most_joint_gain));
            }
            if here.is_empty() {
                continue;
            }
            match place {
                Place::Right { observed, swallowed, read } if read == self.question.right[observed].len() => {
                    self.finish(&here, observed, swallowed);
                    continue;
                }
                Place::Run { observed, .. } => {
                    if observed != layer {
                        layer = observed;
                        best = self.best[observed];
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
        let choices = self.chooser.onward(place);
        let Place::Run { observed, gaps, lead } = place else { return self.go_on(&choices, 0, here, word, start) };
        self.go_on(&choices, gaps, here, word, start);
        if gaps < self.most_gaps {
            let choices = self.chooser.gap(observed, lead);
            self.go_on(&choices, gaps, here, word, start);
        }
    }

    /// Tries every word that goes on with one of the choices, so many pairs having vanished before.
    fn go_on(&mut self, choices: &Choices, gaps: usize, here: &[Way], word: &mut Word, start: Option<&Start>) {
        let Some(start) = start else {
            for step in &choices.steps {
                self.take(step, gaps, here, word, step.start);
            }
            if let Some(free) = choices.free.filter(|_| self.admits_free) {
                let usual = self.chooser.free_starts(free);
                for (usual, start) in usual.iter().filter(|(usual, _)| free.admits(usual)) {
                    free.steps(usual, Some(*start)).for_each(|step| self.take(&step, gaps, here, word, step.start));
                }
            }
            return;
        };
        let onward = self.lexicon.onward(start);
        meet(onward, &choices.steps, |s| s.folded, |step, start| self.take(step, gaps, here, word, Some(start)));
        // Of two free characters in a row the first must be known by the word they go on with.
        if let Some(free) = choices.free.filter(|_| !word.is_free_char()) {
            let vocabulary = self.question.vocabulary;
            meet(
                onward,
                free.chars(self.question.script),
                |u| u.folded,
                |usual, start| {
                    if free.admits(usual) && !vocabulary.is_annotated(usual.char) {
                        free.steps(usual, None).for_each(|step| self.take(&step, gaps, here, word, Some(start)));
                    }
                },
            );
        }
    }

    /// Puts a step at the end of the word, which then may be one, and may go on.
    fn take(&mut self, step: &Step, gaps: usize, here: &[Way], word: &mut Word, reached: Option<Start>) {
        let next = step.next.after_gaps(gaps);
        let cost = if word.steps.is_empty() {
            Some(step.alone).filter(|alone| alone.is_finite())
        } else {
            let is_sound = step.lead_at.is_none() && word.steps.iter().all(|s| s.lead_at.is_none());
            reached.as_ref().and_then(|r| self.lexicon.word_cost(r, is_sound))
        };
        word.steps.push(*step);
        word.extra += step.extra;
        if let Some(cost) = cost {
            self.arrive(next, here, word, cost);
        }
        let is_over =
            step.hidden.is_some() || matches!(next, Place::Right { observed, read, .. } if read == self.question.right[observed].len());
        if let Some(reached) = reached
            && word.steps.len() < LONGEST_WORD
            && !is_over
        {
            self.extend(next, here, word, Some(&reached));
        }
        word.extra -= step.extra;
        word.steps.pop();
    }

    /// The slot of a place that is reached, and so will be visited.
    fn reach(&mut self, place: Place) -> usize {
        let (number, slots) = (self.ways.numbering.number(place), self.ways.values.len());
        let slot = self.ways.slot_or_insert(number, || (place, Vec::with_capacity(KEPT)));
        if slot == slots {
            self.reached.push(Reverse((number, slot)));
        }
        slot
    }

    /// Adds the ways that reach a place with this word.
    fn arrive(&mut self, place: Place, here: &[Way], word: &Word, word_cost: f32) {
        let first_char = word.steps[0].char;
        // Han characters join with all others alike: then the ways come in the order of their costs.
        let (is_ordered, least_joint) = if script::is_han(first_char) { (true, 0.0) } else { (false, typography::LEAST_JOINT_COST) };
        let limit = match place {
            Place::Run { observed, .. } => self.best[observed] + BEAM + MOST_BEHIND,
            _ => f32::INFINITY,
        };
        let added = word_cost + word.extra;
        let cheapest = here[0].cost + added + least_joint;
        // Most words cost too much: they reach no place at all.
        if cheapest > limit {
            return;
        }
        let slot = self.reach(place);
        let there = &mut self.ways.values[slot].1;
        let last_char = word.steps.last().map(|s| s.hidden.unwrap_or(s.char));
        if cheapest > most_cost(there, limit, last_char) {
            return;
        }
        let is_exact = word.steps.iter().all(|s| s.is_exact);
        let alone = if word.steps.len() == 1 && word.steps[0].lead_at.is_some() { word_cost } else { 0.0 };
        let (word_hash, factor) = word.originals().fold((0u64, 1u64), |(hash, factor), (char, _)| {
            (hash.wrapping_mul(HASH_FACTOR).wrapping_add(u64::from(char)), factor.wrapping_mul(HASH_FACTOR))
        });
        for way in here {
            let joint = way.last_char.map_or(0.0, |last| typography::joint_cost(last, first_char));
            let cost = way.cost + added + joint;
            if cost > most_cost(there, limit, last_char) {
                if is_ordered {
                    break;
                }
                continue;
            }
            let hash = way.hash.wrapping_mul(factor).wrapping_add(word_hash);
            if let Some(same) = there.iter().position(|w| w.hash == hash) {
                if there[same].cost <= cost {
                    continue;
                }
                there.remove(same);
            }
            let mut last = way.last;
            for (char, lead_at) in word.originals() {
                self.trail.push(Original { char, lead_at, before: last });
                last = Some(self.trail.len() - 1);
            }
            if there.len() == KEPT {
                there.pop();
            }
            let at = there.partition_point(|w| w.cost <= cost);
            there.insert(at, Way { cost, worst: way.worst.max(alone), is_exact: way.is_exact && is_exact, last, last_char, hash });
        }
        if let Place::Run { observed, .. } = place
            && let Some(way) = there.first()
        {
            self.best[observed] = self.best[observed].min(way.cost);
        }
    }

    fn finish(&mut self, here: &[Way], observed: usize, swallowed: bool) {
        let right = &self.question.right[observed];
        let sound_cost = |chars: &[char]| self.lexicon.sound_cost(&chars.iter().map(|c| script::fold(*c)).collect::<Vec<_>>());
        let others = self.question.printed[observed] - sound_cost(&self.question.left) - sound_cost(right);
        for way in here {
            let mut emitted = Vec::new();
            let mut at = way.last;
            while let Some(Original { char, lead_at, before }) = at.map(|at| self.trail[at]) {
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
}
