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
mod place;
mod steps;
mod typography;
mod usual;
mod vocabulary;

use super::script;
use super::{Certainty, Context, NoiseKind, NoiseSpot, Piece, UNKNOWN_CHARACTER, pinyin_note};
use crate::lexicon::segment::suffix_costs;
use crate::text::range;
use lattice::{Observed, Question, Restoration};
use typography::OpenMarks;

pub use vocabulary::{Names, Vocabulary};

/// Longest damaged run that is looked at, in characters (the longest of 1,199 simulated ones has 36).
const LONGEST_RUN: usize = 64;
/// Most runs of a line that are restored: more of them is no news, and must not hold up the reader.
const MOST_RUNS: usize = 200;
/// Characters of sound text taken in on the left, and on the right, so that words may cross the seams.
const LEFT_CONTEXT: usize = 6;
const RIGHT_CONTEXT: usize = 6;
/// By how many nats the restored text must beat the printed one; and in an article that shows other noise of the same machine.
const LEAST_GAIN: f32 = 8.0;
const LEAST_GAIN_IN_NOISE: f32 = 3.0;
/// The same where a `?` and a mark stand right before a character, which authors do not do, and the article is noisy.
const LEAST_GAIN_OF_SIGNATURE: f32 = -5.0;
/// By how many nats a reading behind an ASCII character proves that a Han character stood there.
const NOTE_PROOF: f32 = 10.0;
/// How probable it may be that another restoration has another character at a place.
const MOST_DOUBT: f32 = 0.12;
/// How many nats of cost stand for one nat of odds: words are not as independent as their costs make believe.
const DOUBT_SCALE: f32 = 1.25;
/// By how many nats a candidate may fall behind and still be offered.
const CANDIDATE_MARGIN: f32 = 6.0;

/// Whether a line may hold a damaged run: a cheap look.
pub(super) fn is_suspected(line: &str) -> bool {
    memchr::memchr_iter(b'?', line.as_bytes()).any(|at| line[at + 1..].chars().next().is_some_and(|c| c == '?' || found_mark(c).is_some()))
}

/// The runs of mojibake of a line, restored as far as the bytes and the words allow.
pub(super) fn find(line: &str, context: Context, vocabulary: &Vocabulary) -> Vec<NoiseSpot> {
    let mut spots: Vec<NoiseSpot> = Vec::new();
    let mut open = OpenMarks::default();
    let (mut read, mut done, mut tried) = (0, 0, 0);
    for start in memchr::memchr_iter(b'?', line.as_bytes()) {
        if start < done {
            continue;
        }
        let Some(run) = Run::observe(line, start) else { continue };
        if tried == MOST_RUNS {
            break;
        }
        tried += 1;
        open.read(&line[read..start]);
        read = start;
        if let Some(spot) = run.restore(line, &open, context, vocabulary) {
            done = spot.range.end().into();
            read = done;
            open.read(&spot.text().unwrap_or_default());
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

/// The observed characters of a run, with their places.
struct Run {
    start: usize,
    observed: Vec<Observed>,
    /// Where each observed character starts, and where the last one ends.
    bounds: Vec<usize>,
}

impl Run {
    /// The run that a `?` at `start` may begin; `None` where none can.
    fn observe(line: &str, start: usize) -> Option<Run> {
        let mut chars = line[start + 1..].char_indices().map(|(i, c)| (start + 1 + i, c)).peekable();
        let (at, mark) = chars.next()?;
        if mark == '?' {
            return Run::cut_twice(line, start);
        }
        let (first, second) = found_mark(mark)?;
        let mut run = Run { start, observed: vec![Observed::Pair(first, second)], bounds: vec![at, at + mark.len_utf8()] };
        while let Some((at, char)) = chars.next() {
            if run.observed.len() > LONGEST_RUN {
                return Some(run);
            }
            if char == ',' && chars.peek().is_some_and(|(_, c)| found_mark(*c).is_some()) {
                // The site's comma before the next mark that it found: it shifts nothing.
                continue;
            }
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

    /// `??、`: two marks were found, one across the seam of the other and the character before, which lost both its bytes.
    fn cut_twice(line: &str, start: usize) -> Option<Run> {
        let is_after_han = !left_context(&line[..start]).is_empty();
        let rest = &line[start + 2..];
        // A third `?` before `!` is a `。` that was cut in turn.
        let mark = if rest.starts_with("?!") { '。' } else { rest.chars().next()? };
        let (first, _) = found_mark(mark)?;
        let second = match first {
            0xa1 => 0xa3,
            _ => 0xa1,
        };
        is_after_han.then(|| Run { start, observed: vec![Observed::Cut(second)], bounds: vec![start + 1, start + 2] })
    }

    /// Restores the run; `None` where it is no mojibake.
    fn restore(&self, line: &str, open: &OpenMarks, context: Context, vocabulary: &Vocabulary) -> Option<NoiseSpot> {
        let (printed, printed_cost) = self.printed_costs(line);
        let restorations = lattice::restore(&self.question(line, open, context, vocabulary, printed));
        let best = restorations.first()?;
        // What is printed must read worse than what is restored.
        let gain = printed_cost - best.cost;
        // `。”` at the end of a line leaves only `?!`: the quotation mark that is still open is the proof, or the article's other noise.
        let closes_quote = best.emitted.len() == 2 && best.text().ends_with('”') && (open.last() == Some('“') || context.annotated);
        let has_note = self.is_resync(best) && pinyin_note::bracketed(&line[self.bounds[best.observed]..]).is_some();
        let gain = gain + if has_note { NOTE_PROOF } else { 0.0 };
        let least = match (context.annotated, self.observed.get(1)) {
            (true, Some(Observed::Pair(..))) => LEAST_GAIN_OF_SIGNATURE,
            (true, _) => LEAST_GAIN_IN_NOISE,
            (false, _) => LEAST_GAIN,
        };
        (gain > least || closes_quote).then(|| self.spot(line, best, &restorations))
    }

    /// Whether the bytes can be in step again after so many observed characters.
    fn may_end(&self, observed: usize) -> bool {
        let is_shifted = |o: &Observed| matches!(o, Observed::Pair(_, 0x80..));
        observed > 0 && (!is_shifted(&self.observed[observed - 1]) || self.observed.get(observed) == Some(&Observed::LineEnd))
    }

    /// What the run costs as it is printed, in nats: after each number of observed characters; and with the `?` before them.
    fn printed_costs(&self, line: &str) -> (Vec<f32>, f32) {
        let end = *self.bounds.last().unwrap_or(&self.start);
        let mut chars: Vec<char> = Vec::new();
        // A few characters read as several.
        let mut places: Vec<usize> = Vec::new();
        let mut bounds = self.bounds.iter().peekable();
        for (at, char) in line[self.start..end].char_indices().map(|(at, c)| (self.start + at, c)) {
            while bounds.next_if(|bound| **bound <= at).is_some() {
                places.push(chars.len());
            }
            match script::expansion(char) {
                Some(many) => chars.extend(many.chars()),
                None => chars.push(script::fold(char)),
            }
        }
        places.resize(self.bounds.len(), chars.len());
        let costs = suffix_costs(&chars);
        (places.iter().map(|place| costs[*place]).collect(), costs[0])
    }

    /// The question to the lattice: what was observed, between which sound characters, in which script.
    fn question<'v>(&self, line: &str, open: &OpenMarks, context: Context, vocabulary: &'v Vocabulary, printed: Vec<f32>) -> Question<'v> {
        let before = line[..self.start].strip_suffix(',');
        let left: Vec<char> = left_context(before.unwrap_or(&line[..self.start]));
        let ends = 0..=self.observed.len();
        let may_end = |end: &usize| self.may_end(*end);
        Question {
            observed: self.observed.clone(),
            left,
            right: ends
                .clone()
                .map(|end| Some(end).filter(may_end).map_or(Vec::new(), |end| right_context(line, self.bounds[end])))
                .collect(),
            printed,
            note: self.swallowed_note(line).map(|(syllable, _)| syllable.to_owned()),
            script: context.script,
            open_mark: open.last(),
            is_term: open.is_term(),
            is_separated: before.is_some(),
            resync_notes: ends.map(|end| pinyin_note::bracketed(&line[self.bounds[end]..]).map(str::to_owned)).collect(),
            swallow_cost: if self.swallows_text(line) { 6.0 } else { 0.0 },
            ends_line: self.bounds.last() == Some(&line.len()),
            vocabulary,
        }
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
        let letters = pinyin_note::closed(rest)?;
        Some((&rest[..letters], after + letters + 1))
    }

    fn spot(&self, line: &str, best: &Restoration, all: &[Restoration]) -> NoiseSpot {
        let rivals: Vec<&Restoration> = all.iter().skip(1).filter(|r| r.cost < best.cost + CANDIDATE_MARGIN).collect();
        let mut emitted = best.emitted.clone();
        if !line.contains('，') {
            // The page was printed with half-width signs throughout.
            emitted.iter_mut().filter(|(c, _)| ('！'..='～').contains(c)).for_each(|(c, _)| *c = script::fold(*c));
        }
        let certainty = if blank_what_is_open(&mut emitted, best, &rivals) {
            Certainty::Unknown
        } else if best.is_exact {
            Certainty::Exact
        } else {
            Certainty::Likely
        };
        let mut end = self.bounds[best.observed];
        let mut pieces = self.pieces(&emitted, end);
        if let Some(note) = pinyin_note::bracketed(&line[end..]).filter(|_| !best.swallowed && self.is_resync(best)) {
            // The reading belongs to the last original, and goes with it.
            end += note.len() + 2;
            if let Some(last) = pieces.last_mut() {
                last.source = range(last.source.start().into(), end);
            }
        }
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

    /// Whether the last original ends in an ASCII byte.
    fn is_resync(&self, best: &Restoration) -> bool {
        best.observed > 0 && matches!(self.observed[best.observed - 1], Observed::Ascii(_))
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

/// Sound Han characters before a place, readings left out, or the mark that stands there.
fn left_context(before: &str) -> Vec<char> {
    let mut chars: Vec<char> = Vec::new();
    let mut rest = before;
    while let Some(char) = rest.chars().next_back().filter(|_| chars.len() < LEFT_CONTEXT) {
        if char == ')'
            && let Some(open) =
                rest.rfind('(').filter(|open| pinyin_note::bracketed(&rest[*open..]).is_some_and(|n| open + n.len() + 2 == rest.len()))
        {
            rest = &rest[..open];
            continue;
        }
        if !script::is_han(char) {
            break;
        }
        chars.push(char);
        rest = &rest[..rest.len() - char.len_utf8()];
    }
    chars.reverse();
    chars
}

/// Sound Han characters after a place, readings left out, for words that begin in the damage; or the mark that stands there.
fn right_context(line: &str, at: usize) -> Vec<char> {
    let mut chars = Vec::new();
    let mut rest = &line[at..];
    // A note that lost its bracket stands at once.
    rest = pinyin_note::closed(rest).map_or(rest, |letters| &rest[letters + 1..]);
    while let Some(char) = rest.chars().next().filter(|_| chars.len() < RIGHT_CONTEXT) {
        if let Some(note) = pinyin_note::bracketed(rest) {
            rest = &rest[note.len() + 2..];
            continue;
        }
        if !script::is_han(char) {
            if chars.is_empty() && (typography::is_mark(char) || found_mark(char).is_some()) {
                chars.push(char);
            }
            break;
        }
        chars.push(char);
        rest = &rest[char.len_utf8()..];
    }
    chars
}

/// Puts `□` where the rivals together leave too much doubt; tells whether it had to.
fn blank_what_is_open(emitted: &mut [(char, usize)], best: &Restoration, rivals: &[&Restoration]) -> bool {
    // The odds of each against the best one.
    let odds: Vec<f32> = rivals.iter().map(|r| ((best.cost - r.cost) / DOUBT_SCALE).exp()).collect();
    let most = MOST_DOUBT * (1.0 + odds.iter().sum::<f32>());
    let mut is_open = false;
    let mut at = 0;
    // Originals whose first bytes stand at one place are compared together: a pair that vanished leaves two there.
    for group in best.emitted.chunk_by(|a, b| a.1 == b.1) {
        let mut doubts = vec![0.0; group.len()];
        for (rival, odds) in rivals.iter().zip(&odds) {
            let theirs: Vec<char> = rival.emitted.iter().filter(|(_, place)| *place == group[0].1).map(|(c, _)| *c).collect();
            for (nth, (char, _)) in group.iter().enumerate() {
                if theirs.len() != group.len() || theirs[nth] != *char {
                    doubts[nth] += odds;
                }
            }
        }
        for (nth, doubt) in doubts.into_iter().enumerate() {
            if doubt > most {
                emitted[at + nth].0 = UNKNOWN_CHARACTER;
                is_open = true;
            }
        }
        at += group.len();
    }
    is_open
}

#[cfg(test)]
mod tests;
