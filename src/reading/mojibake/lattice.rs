//! The lattice of all originals that a run's bytes admit, and the cheapest ways through it by the words they make.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::script::{self, Script};
use super::steps::{Lead, Step, Steps};
use super::typography;
use super::vocabulary::{Lexicon, Start, Vocabulary};
use crate::lexicon::segment::LONGEST_WORD;

/// How many pairs may have vanished in one run: each number is tried only where fewer make no good text.
const GAPS: [u8; 3] = [0, 1, 2];
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

/// A place in the lattice. The order is the order of the text, so one sweep settles all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Place {
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
