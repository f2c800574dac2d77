//! Mojibake of the "one byte off" family, and its inverse (NOISE.md has the mechanism and its proof).
//!
//! A site searched the GBK bytes of its pages for `！` and other marks without regard to characters, and cut the text where the bytes
//! matched. From the cut on, every character is made of the second byte of one original and the first byte of the next, until an
//! ASCII byte brings both back into step: `。”豫光金鉛` became `?!痹ス饨疸U`.
//!
//! Most of it turns back byte by byte. Where a pair of bytes fell into the user-defined area it vanished without a mark, and where a
//! byte was swallowed only its neighbour is known: there the [`lattice`] asks which characters the bytes admit and which of them make
//! words, and says `□` where several do.

mod bytes;
mod lattice;

use super::script;
use super::{Certainty, Context, NoiseKind, NoiseSpot, Piece, UNKNOWN_CHARACTER, pinyin_note};
use crate::lexicon::segment::text_cost;
use crate::text::range;
use lattice::{Observed, Restoration};

/// Longest damaged run that is looked at, in characters (the longest of 1,199 simulated ones has 36).
const LONGEST_RUN: usize = 64;
/// Characters of sound text taken in on the left, and on the right, so that words may cross the seams.
const LEFT_CONTEXT: usize = 4;
const RIGHT_CONTEXT: usize = 6;
/// By how many nats the restored text must beat the printed one.
const LEAST_GAIN: f32 = 8.0;
/// By how many nats the best restoration must beat the next to be taken as the only one.
const LEAST_MARGIN: f32 = 2.0;
/// By how many nats a candidate may fall behind and still be offered.
const CANDIDATE_MARGIN: f32 = 6.0;

/// Words of the article itself, for restoring what its damaged places say. Pure function of the sound lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary;

impl Vocabulary {
    /// The vocabulary of an article, given its lines (without terminators) in order.
    pub fn of<'l>(_lines: impl Iterator<Item = &'l str>) -> Vocabulary {
        Vocabulary
    }
}

/// Whether a line may hold a damaged run: a cheap look.
pub(super) fn is_suspected(line: &str) -> bool {
    memchr::memchr_iter(b'?', line.as_bytes()).any(|at| line[at + 1..].chars().next().is_some_and(|c| c == '?' || found_mark(c).is_some()))
}

/// The runs of mojibake of a line, restored as far as the bytes and the words allow.
pub(super) fn find(line: &str, context: Context, _vocabulary: &Vocabulary) -> Vec<NoiseSpot> {
    let mut spots: Vec<NoiseSpot> = Vec::new();
    let mut done = 0;
    for start in memchr::memchr_iter(b'?', line.as_bytes()) {
        if start < done {
            continue;
        }
        if let Some(spot) = restore(line, start, context) {
            done = spot.range.end().into();
            spots.push(spot);
        }
    }
    spots
}

/// The mark that the site's search found, one byte off: its two GBK bytes.
fn found_mark(char: char) -> Option<(u8, u8)> {
    match char {
        '!' | '！' => Some((0xa3, 0xa1)),
        ',' | '，' => Some((0xa3, 0xac)),
        ';' | '；' => Some((0xa3, 0xbb)),
        '。' => Some((0xa1, 0xa3)),
        '、' => Some((0xa1, 0xa2)),
        _ => None,
    }
}

/// Restores the run that a `?` at `start` may begin; `None` where it is no mojibake.
fn restore(line: &str, start: usize, context: Context) -> Option<NoiseSpot> {
    let run = Run::observe(line, start)?;
    let restorations = lattice::restore(&run.lattice(line, context));
    let best = restorations.first()?;
    let spot = run.spot(line, best, &restorations);
    // What is printed must read worse, stretch for stretch, than what is restored.
    let printed = script::fold_text(&line[start..usize::from(spot.range.end())]);
    let gain = text_cost(&printed) + best.context_cost - best.cost;
    // `。”` at the end of a line leaves only `?!`: the quotation mark that is still open is the proof.
    let closes_quote = best.emitted.len() == 2 && run.opens_quote(line) && best.text().ends_with('”');
    (gain > LEAST_GAIN || closes_quote).then_some(spot)
}

/// The observed characters of a run, with their places.
struct Run {
    start: usize,
    observed: Vec<Observed>,
    /// Where each observed character starts, and where the last one ends.
    bounds: Vec<usize>,
}

impl Run {
    fn observe(line: &str, start: usize) -> Option<Run> {
        let mut chars = line[start + 1..].char_indices().map(|(i, c)| (start + 1 + i, c));
        let (at, mark) = chars.next()?;
        let (first, second) = found_mark(mark)?;
        let mut run = Run { start, observed: vec![Observed::Pair(first, second)], bounds: vec![at, at + mark.len_utf8()] };
        for (at, char) in chars.take(LONGEST_RUN) {
            let observed = match char {
                '?' => Observed::Swallowed,
                c if c.is_ascii_control() || c == ' ' => Observed::LineEnd,
                c if c.is_ascii() => Observed::Ascii(c as u8),
                c => match bytes::encode(c) {
                    Some((lead, trail)) => Observed::Pair(lead, trail),
                    // Not a character of the page's encoding: it cannot be part of a run.
                    None => return Some(run),
                },
            };
            run.observed.push(observed);
            run.bounds.push(at + char.len_utf8());
            if matches!(observed, Observed::Swallowed | Observed::LineEnd) {
                return Some(run);
            }
        }
        if *run.bounds.last()? == line.len() {
            run.observed.push(Observed::LineEnd);
            run.bounds.push(line.len());
        }
        Some(run)
    }

    /// The question to the lattice: what was observed, between which sound characters, in which script.
    fn lattice(&self, line: &str, context: Context) -> lattice::Question {
        let left: Vec<char> = line[..self.start].chars().rev().take(LEFT_CONTEXT).take_while(|c| script::is_han(*c)).collect();
        lattice::Question {
            observed: self.observed.clone(),
            left: left.into_iter().rev().collect(),
            right: (0..=self.observed.len()).map(|end| right_context(line, self.bounds[end])).collect(),
            note: self.swallowed_note(line).map(|(syllable, _)| syllable.to_owned()),
            script: context.script,
            open_quote: self.opens_quote(line),
            resync_notes: (0..=self.observed.len()).map(|end| note_at(line, self.bounds[end]).map(str::to_owned)).collect(),
            swallow_cost: if self.swallows_text(line) { 6.0 } else { 0.0 },
        }
    }

    /// Whether the text before the run has a quotation mark that is still open. Looks back a bounded way.
    fn opens_quote(&self, line: &str) -> bool {
        line[..self.start].chars().rev().take(1000).find(|c| matches!(c, '“' | '”')) == Some('“')
    }

    /// Whether the `?` at the end swallowed a character of the article, rather than a bracket, the site's own comma or a line's end.
    fn swallows_text(&self, line: &str) -> bool {
        let rest = self.bounds.last().map_or("", |end| &line[*end..]);
        self.swallowed_note(line).is_none() && rest.chars().next().is_some_and(|c| found_mark(c).is_none() && !c.is_control() && c != ' ')
    }

    /// A reading whose opening bracket the last `?` swallowed (`睗?jì)`): the syllable, and where its closing bracket ends.
    fn swallowed_note<'l>(&self, line: &'l str) -> Option<(&'l str, usize)> {
        if self.observed.last() != Some(&Observed::Swallowed) {
            return None;
        }
        let after = *self.bounds.last()?;
        let rest = &line[after..];
        let letters: usize = rest.chars().take_while(|c| pinyin_note::is_pinyin_letter(*c)).map(char::len_utf8).sum();
        let closes = rest[letters..].starts_with(')');
        (letters > 0 && letters <= 12 && closes).then(|| (&rest[..letters], after + letters + 1))
    }

    fn spot(&self, line: &str, best: &Restoration, all: &[Restoration]) -> NoiseSpot {
        let rivals: Vec<&Restoration> = all.iter().skip(1).filter(|r| r.cost < best.cost + CANDIDATE_MARGIN).collect();
        let equal: Vec<&Restoration> = rivals.iter().copied().filter(|r| r.cost < best.cost + LEAST_MARGIN).collect();
        let mut emitted = best.emitted.clone();
        if !line.contains('，') {
            // The page was printed with half-width signs throughout.
            emitted.iter_mut().filter(|(c, _)| ('！'..='～').contains(c)).for_each(|(c, _)| *c = script::fold(*c));
        }
        let certainty = if !equal.is_empty() {
            blank_where_they_differ(&mut emitted, &equal);
            Certainty::Unknown
        } else if best.is_exact {
            Certainty::Exact
        } else {
            Certainty::Likely
        };
        let mut end = self.bounds[best.observed];
        let mut pieces = self.pieces(&emitted, end);
        if best.swallowed {
            if let Some((_, note_end)) = self.swallowed_note(line) {
                end = note_end;
            } else if self.swallows_text(line)
                && let Some(last) = pieces.last_mut()
            {
                last.text.push(UNKNOWN_CHARACTER);
            }
            if let Some(last) = pieces.last_mut() {
                last.source = range(last.source.start().into(), end);
            }
        }
        let candidates = std::iter::once(best).filter(|_| certainty == Certainty::Unknown).chain(rivals).map(Restoration::text).collect();
        NoiseSpot { kind: NoiseKind::Mojibake, range: range(self.start, end), pieces, certainty, candidates }
    }

    /// Lays the restored characters on the observed ones: each stands where its first byte does.
    fn pieces(&self, emitted: &[(char, usize)], end: usize) -> Vec<Piece> {
        let place = |lead: usize| if lead == 0 { self.start } else { self.bounds[lead - 1] };
        let groups: Vec<&[(char, usize)]> = emitted.chunk_by(|a, b| a.1 == b.1).collect();
        let ends = groups.iter().skip(1).map(|g| place(g[0].1)).chain([end]);
        let piece = |(group, end): (&&[(char, usize)], usize)| Piece {
            source: range(place(group[0].1), end),
            text: group.iter().map(|(c, _)| *c).collect(),
        };
        groups.iter().zip(ends).map(piece).collect()
    }
}

/// Sound Han characters after a place, readings left out, for words that begin in the damage.
fn right_context(line: &str, at: usize) -> Vec<char> {
    let mut chars = Vec::new();
    let mut rest = &line[at..];
    if let Some(note) = note_at(rest, 0) {
        rest = &rest[note.len() + 2..];
    }
    // A note swallowed its bracket: it stands at once.
    let letters: usize = rest.chars().take_while(|c| pinyin_note::is_pinyin_letter(*c)).map(char::len_utf8).sum();
    if letters > 0 && letters <= 12 && rest[letters..].starts_with(')') {
        rest = &rest[letters + 1..];
    }
    while chars.len() < RIGHT_CONTEXT {
        let Some(char) = rest.chars().next().filter(|c| script::is_han(*c)) else { break };
        chars.push(char);
        rest = &rest[char.len_utf8()..];
        if let Some(note) = note_at(rest, 0) {
            rest = &rest[note.len() + 2..];
        }
    }
    chars
}

/// The reading in brackets at a place: it belongs to the character before.
fn note_at(line: &str, at: usize) -> Option<&str> {
    let inner = line[at..].strip_prefix('(')?;
    let letters: usize = inner.chars().take_while(|c| pinyin_note::is_pinyin_letter(*c)).map(char::len_utf8).sum();
    (letters > 0 && letters <= 12 && inner[letters..].starts_with(')')).then(|| &inner[..letters])
}

/// Puts `□` where restorations of equal standing differ from the best one.
fn blank_where_they_differ(emitted: &mut [(char, usize)], others: &[&Restoration]) {
    let best: Vec<char> = emitted.iter().map(|(c, _)| *c).collect();
    for other in others {
        let other: Vec<char> = other.emitted.iter().map(|(c, _)| *c).collect();
        let front = best.iter().zip(&other).take_while(|(a, b)| a == b).count();
        let back = best.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
        for (at, (char, _)) in emitted.iter_mut().enumerate() {
            let differs = if best.len() == other.len() { best[at] != other[at] } else { at >= front && at < best.len().saturating_sub(back) };
            if differs {
                *char = UNKNOWN_CHARACTER;
            }
        }
    }
}
