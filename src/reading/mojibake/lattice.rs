//! The lattice of all originals that a run's bytes admit, and the cheapest ways through it by the word list.

use std::collections::BTreeMap;

use fst::raw::Node;

use super::bytes::decode;
use super::script::{self, Script, class_bits};
use crate::lexicon::segment::{LONGEST_WORD, char_cost, walk};
use crate::lexicon::{cost, words};
use crate::reading::pinyin_note::is_reading_of;

/// How many pairs may have vanished in one run.
const MOST_GAPS: u8 = 2;
/// The cost in nats of supposing that a pair vanished at a given place.
const GAP_COST: f32 = 3.0;
/// What a reading behind the last character tells, in nats, for or against it.
const NOTE_GAIN: f32 = 8.0;
/// How many ways are kept at each place.
const KEPT: usize = 8;

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
}

/// What is asked of the lattice.
pub(super) struct Question {
    pub observed: Vec<Observed>,
    /// Sound characters before the run.
    pub left: Vec<char>,
    /// For each number of observed characters that the run may take: the sound characters after it.
    pub right: Vec<Vec<char>>,
    /// The reading of the last original, where a note follows whose bracket was swallowed.
    pub note: Option<String>,
    pub script: Script,
    /// Whether a quotation mark is open before the run.
    pub open_quote: bool,
    /// For each number of observed characters: the reading in brackets that follows.
    pub resync_notes: Vec<Option<String>>,
    /// What it costs, in nats, to suppose that the last `?` swallowed an ASCII character.
    pub swallow_cost: f32,
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
    /// Its cost in nats, contexts included.
    pub cost: f32,
    /// The part of the cost that the sound characters around it have by themselves.
    pub context_cost: f32,
}

impl Restoration {
    pub fn text(&self) -> String {
        self.emitted.iter().map(|(c, _)| *c).collect()
    }
}

/// The first byte of the original whose second byte comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lead {
    /// Lost: the byte before the cut.
    Lost,
    /// Vanished with a pair of the upper user-defined areas.
    High,
    /// Vanished with a pair of the lower user-defined area.
    Low,
    Known(u8),
}

impl Lead {
    fn bytes(self) -> std::ops::RangeInclusive<u8> {
        match self {
            Lead::Lost => 0x81..=0xfe,
            Lead::High => 0xa1..=0xfe,
            Lead::Low => 0x81..=0xa0,
            Lead::Known(byte) => byte..=byte,
        }
    }
}

/// A place in the lattice. The order is the order of the text, so one sweep settles all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// So many sound characters of the left context are read.
    Left(usize),
    /// So many observed characters are read, so many pairs have vanished, and this lead waits for its second byte.
    Run { observed: usize, gaps: u8, lead: Lead },
    /// The run is over after so many observed characters; so many sound ones of the right context are read.
    Right { observed: usize, swallowed: bool, read: usize },
}

#[derive(Clone, Debug)]
struct Way {
    cost: f32,
    is_exact: bool,
    emitted: Vec<(char, usize)>,
}

/// A character that may come next, and the place after it.
struct Step {
    char: char,
    next: Place,
    /// The place of its first byte; `None` for sound characters.
    lead_at: Option<usize>,
    extra: f32,
    is_exact: bool,
}

/// The cheapest restorations, best first, each with another text.
pub(super) fn restore(question: &Question) -> Vec<Restoration> {
    let mut ways: BTreeMap<Place, Vec<Way>> = BTreeMap::new();
    let mut found: Vec<Restoration> = Vec::new();
    ways.insert(Place::Left(0), vec![Way { cost: 0.0, is_exact: true, emitted: Vec::new() }]);
    while let Some((place, here)) = ways.pop_first() {
        if let Place::Right { observed, swallowed, read } = place
            && read == question.right[observed].len()
        {
            let context_cost = context_cost(&question.left) + context_cost(&question.right[observed]);
            found.extend(here.into_iter().map(|w| Restoration { emitted: w.emitted, observed, swallowed, is_exact: w.is_exact, cost: w.cost, context_cost }));
            continue;
        }
        let mut search = Search { question, ways: &mut ways, here: &here };
        search.extend(place, 0, Some((words().root(), 0)), &mut Vec::new());
    }
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut seen: Vec<String> = Vec::new();
    found.retain(|r| {
        let text = r.text();
        let new = !seen.contains(&text);
        if new {
            seen.push(text);
        }
        new
    });
    found.truncate(KEPT);
    found
}

fn context_cost(chars: &[char]) -> f32 {
    let text: String = chars.iter().map(|c| script::fold(*c)).collect();
    crate::lexicon::segment::text_cost(&text)
}

struct Search<'q> {
    question: &'q Question,
    ways: &'q mut BTreeMap<Place, Vec<Way>>,
    here: &'q [Way],
}

impl Search<'_> {
    /// Tries every word that starts here: `word` holds its characters so far, `node` its place in the word list.
    fn extend(&mut self, place: Place, depth: usize, node: Option<(Node<'static>, u64)>, word: &mut Vec<Step>) {
        for step in steps(self.question, place) {
            let next = step.next;
            let mut reached = None;
            if let Some((node, sum)) = node {
                let mut sum = sum;
                reached = walk(node, &mut sum, script::fold(step.char)).map(|n| (n, sum));
            }
            if depth > 0 && reached.is_none() {
                continue;
            }
            let as_char = char_cost(script::fold(step.char));
            word.push(step);
            let as_word = reached.filter(|(n, _)| n.is_final()).map(|(n, sum)| cost(sum + n.final_output().value()));
            let word_cost = if depth == 0 { Some(as_word.map_or(as_char, |w| w.min(as_char))) } else { as_word };
            if let Some(word_cost) = word_cost {
                self.arrive(next, word, word_cost);
            }
            let ended = matches!(next, Place::Right { observed, read, .. } if read == self.question.right[observed].len());
            if reached.is_some() && depth + 1 < LONGEST_WORD && !ended {
                self.extend(next, depth + 1, reached, word);
            }
            word.pop();
        }
    }

    fn arrive(&mut self, place: Place, word: &[Step], word_cost: f32) {
        let extra: f32 = word.iter().map(|s| s.extra).sum();
        let is_exact = word.iter().all(|s| s.is_exact);
        let there = self.ways.entry(place).or_default();
        for way in self.here {
            let cost = way.cost + word_cost + extra;
            if there.len() == KEPT && there.last().is_some_and(|worst| worst.cost <= cost) {
                break;
            }
            let mut emitted = way.emitted.clone();
            emitted.extend(word.iter().filter_map(|s| Some((s.char, s.lead_at?))));
            if let Some(same) = there.iter().position(|w| w.emitted == emitted) {
                if there[same].cost <= cost {
                    continue;
                }
                there.remove(same);
            }
            let at = there.partition_point(|w| w.cost <= cost);
            there.insert(at, Way { cost, is_exact: way.is_exact && is_exact, emitted });
            there.truncate(KEPT);
        }
    }
}

/// The characters that may come next at a place.
fn steps(question: &Question, place: Place) -> Vec<Step> {
    let mut steps = Vec::new();
    match place {
        Place::Left(read) => match question.left.get(read) {
            Some(char) => steps.push(Step { char: *char, next: Place::Left(read + 1), lead_at: None, extra: 0.0, is_exact: true }),
            None => return self::steps(question, Place::Run { observed: 0, gaps: 0, lead: Lead::Lost }),
        },
        Place::Right { observed, swallowed, read } => {
            if let Some(char) = question.right[observed].get(read) {
                let next = Place::Right { observed, swallowed, read: read + 1 };
                steps.push(Step { char: *char, next, lead_at: None, extra: 0.0, is_exact: true });
            }
        }
        Place::Run { observed, gaps, lead } => run_steps(question, observed, gaps, lead, &mut steps),
    }
    steps
}

fn run_steps(question: &Question, observed: usize, gaps: u8, lead: Lead, steps: &mut Vec<Step>) {
    // A vanished lead stood with the pair before it, as did the original that the gap ended.
    let lead_at = observed;
    let is_known = matches!(lead, Lead::Known(_));
    let mut push = |char: Option<char>, next: Place, extra: f32, is_exact: bool| {
        if let Some(char) = char.filter(|c| is_plausible(*c, question.script)) {
            steps.push(Step { char, next, lead_at: Some(lead_at), extra, is_exact });
        }
    };
    let over = |observed: usize, swallowed: bool| Place::Right { observed, swallowed, read: 0 };
    for first in lead.bytes() {
        match question.observed.get(observed) {
            Some(Observed::Pair(second, next)) => {
                // Before the cut only the end of a sentence stands as a rule: that much is not a guess.
                let char = decode(first, *second);
                let is_exact = is_known || (lead == Lead::Lost && char == Some('。'));
                let extra = if lead == Lead::Lost && char == Some('。') && ends_no_sentence(question, *next) { 15.0 } else { 0.0 };
                push(char, Place::Run { observed: observed + 1, gaps, lead: Lead::Known(*next) }, extra, is_exact);
            }
            Some(Observed::Ascii(ascii)) => {
                if (0x40..=0x7e).contains(ascii) {
                    let char = decode(first, *ascii);
                    let extra = match (&question.resync_notes[observed + 1], char) {
                        (Some(note), Some(char)) if is_reading_of(char, note) => -NOTE_GAIN,
                        (Some(_), _) => NOTE_GAIN,
                        (None, _) => 0.0,
                    };
                    push(char, over(observed + 1, false), extra, is_known);
                }
                let narrow = Place::Run { observed: observed + 1, gaps, lead: Lead::Known(ascii + 0x80) };
                push(decode(first, 0xa3), narrow, 1.0, is_known);
            }
            Some(Observed::Swallowed) => {
                for second in 0x40..=0xfe {
                    let char = decode(first, second).filter(|c| match &question.note {
                        Some(note) => is_reading_of(*c, note) && script::class(*c) & class_bits::TRADITIONAL != 0,
                        None => true,
                    });
                    push(char, over(observed + 1, true), question.swallow_cost + quote_cost(question, char), false);
                }
                // A second byte 80 shows as `?` by itself and swallows nothing.
                push(decode(first, 0x80), over(observed + 1, false), 0.0, is_known);
            }
            Some(Observed::LineEnd) => {
                for second in 0x40..=0xfe {
                    let char = decode(first, second);
                    push(char, over(observed, false), quote_cost(question, char), false);
                }
            }
            None => {}
        }
        if gaps < MOST_GAPS && lead != Lead::Lost {
            for (second, next) in vanishing() {
                push(decode(first, second), Place::Run { observed, gaps: gaps + 1, lead: next }, GAP_COST, false);
            }
        }
    }
}

/// Whether the character after the cut is a mark that cannot follow the end of a sentence (`。、`): then the cut was in another character.
fn ends_no_sentence(question: &Question, lead: u8) -> bool {
    match question.observed.get(1) {
        Some(Observed::Pair(second, _)) => matches!(decode(lead, *second), Some('、' | '，' | '；' | '：' | '。')),
        _ => false,
    }
}

/// Second bytes that with the first byte of the next original can fall into a user-defined area, and what that byte then was.
fn vanishing() -> impl Iterator<Item = (u8, Lead)> {
    (0xaa..=0xaf).chain(0xf8..=0xfe).map(|t| (t, Lead::High)).chain((0xa1..=0xa7).map(|t| (t, Lead::Low)))
}

/// A quotation mark that would not match its partner costs.
fn quote_cost(question: &Question, char: Option<char>) -> f32 {
    match char {
        Some('”') if !question.open_quote => 8.0,
        Some('“') if question.open_quote => 8.0,
        _ => 0.0,
    }
}

/// Whether a character can stand in such an article.
fn is_plausible(char: char, article: Script) -> bool {
    let class = script::class(char);
    if class & class_bits::HAN == 0 {
        return matches!(char, '。' | '，' | '、' | '；' | '：' | '？' | '！' | '“' | '”' | '‘' | '’' | '《' | '》' | '（' | '）' | '—' | '…' | '·' | '％');
    }
    match article {
        Script::Traditional => class & class_bits::SIMPLIFIED_ONLY == 0 && script::is_usual_traditional(char),
        _ => class & class_bits::TRADITIONAL == 0,
    }
}
