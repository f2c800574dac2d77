//! The tagger: a linear model over the features of characters. `cargo xtask names` trained it on paragraphs written for it
//! (`xtask/names`); it is the same on every machine.

use std::sync::LazyLock;

use super::features::{BUCKETS, Sight};

/// Tags of one kind of name: outside, the first character of a name, one inside, the last, and a name of one character.
pub const TAGS: usize = 5;
/// Kinds of names, each tagged by itself: companies, projects (a company's name may stand in a project's).
pub const KINDS: usize = 2;
/// Features of a project's tag that tell of the company's: of the character before, here, behind.
pub const ABOVE: usize = 3 * TAGS;
/// Which tag may follow which.
pub const MAY_FOLLOW: [[bool; TAGS]; TAGS] = [
    // O, B, M, E, S
    [true, true, false, false, true],
    [false, false, true, true, false],
    [false, false, true, true, false],
    [true, true, false, false, true],
    [true, true, false, false, true],
];

/// By how much less a character is outside of names than the weights say, and one in a name of the list of firms: the mean of several
/// trainers is more timid than each of them. Whoever takes the names sees by how much they were preferred.
const EAGER: i32 = 80;
const EAGER_KNOWN: i32 = 160;

/// Weights of all tags of one kind for a text: by character and tag.
pub type Scores = Vec<[i32; TAGS]>;

/// The weights.
pub struct Model {
    /// By bucket: the tags of companies, then of projects.
    weights: Vec<[i8; TAGS * KINDS]>,
    /// By kind, tag before and tag.
    moves: [[[i32; TAGS]; TAGS]; KINDS],
    /// By the company's tag before, here and behind, for the tag of a project.
    above: [[i32; TAGS]; ABOVE],
}

static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(include_bytes!("../data/names.model")));

impl Model {
    /// The model that ships; `None` only if its file is broken.
    pub fn shipped() -> Option<&'static Model> {
        MODEL.as_ref()
    }

    /// A model of its parts, as training makes them.
    pub fn new(weights: Vec<[i8; TAGS * KINDS]>, moves: [[[i32; TAGS]; TAGS]; KINDS], above: [[i32; TAGS]; ABOVE]) -> Model {
        Model { weights, moves, above }
    }

    /// Reads a model: numbers of buckets that have weights with their weights, then moves and tags above, little endian.
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let (count, mut rest) = bytes.split_first_chunk::<4>()?;
        let mut weights = vec![[0; TAGS * KINDS]; BUCKETS];
        for _ in 0..u32::from_le_bytes(*count) {
            let (bucket, tail) = rest.split_first_chunk::<4>()?;
            let (row, tail) = tail.split_first_chunk::<{ TAGS * KINDS }>()?;
            *weights.get_mut(u32::from_le_bytes(*bucket) as usize)? = row.map(|b| b as i8);
            rest = tail;
        }
        let mut number = || {
            let (number, tail) = rest.split_first_chunk::<4>()?;
            rest = tail;
            Some(i32::from_le_bytes(*number))
        };
        let mut moves = [[[0; TAGS]; TAGS]; KINDS];
        for cell in moves.iter_mut().flatten().flatten() {
            *cell = number()?;
        }
        let mut above = [[0; TAGS]; ABOVE];
        for cell in above.iter_mut().flatten() {
            *cell = number()?;
        }
        Some(Model { weights, moves, above })
    }

    /// The bytes that [`Model::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let rows: Vec<_> = self.weights.iter().enumerate().filter(|(_, row)| row.iter().any(|w| *w != 0)).collect();
        let mut bytes = (rows.len() as u32).to_le_bytes().to_vec();
        for (bucket, row) in rows {
            bytes.extend((bucket as u32).to_le_bytes());
            bytes.extend(row.map(|w| w as u8));
        }
        bytes.extend(self.moves.iter().flatten().flatten().chain(self.above.iter().flatten()).flat_map(|n| n.to_le_bytes()));
        bytes
    }

    /// The names of companies and of projects in a text: first character, end, and by how much the tagger prefers the name to none.
    pub fn names(&self, sight: &Sight) -> [Vec<Span>; KINDS] {
        let mut scores: [Scores; KINDS] = [vec![[0; TAGS]; sight.len()], vec![[0; TAGS]; sight.len()]];
        let [companies, projects] = &mut scores;
        for (at, (company, project)) in companies.iter_mut().zip(projects).enumerate() {
            let mut sums = [0i32; TAGS * KINDS];
            sight.features(at, |bucket| {
                for (sum, weight) in sums.iter_mut().zip(&self.weights[bucket as usize]) {
                    *sum += i32::from(*weight);
                }
            });
            company.copy_from_slice(&sums[..TAGS]);
            project.copy_from_slice(&sums[TAGS..]);
        }
        let mut eager = scores[0].clone();
        eager.iter_mut().enumerate().for_each(|(at, row)| row[0] -= if sight.is_in_safe_name(at) { EAGER_KNOWN } else { EAGER });
        let companies = best_path(&eager, &self.moves[0]);
        for (at, row) in scores[1].iter_mut().enumerate() {
            for feature in above(&companies, at) {
                for (score, weight) in row.iter_mut().zip(&self.above[feature]) {
                    *score += weight;
                }
            }
        }
        let mut eager = scores[1].clone();
        eager.iter_mut().for_each(|row| row[0] -= EAGER);
        let projects = best_path(&eager, &self.moves[1]);
        [spans(&companies, &scores[0], &self.moves[0]), spans(&projects, &scores[1], &self.moves[1])]
    }
}

/// A name in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// Behind the last one.
    pub end: usize,
    /// How much higher the sum of its tags is than that of no name there.
    pub margin: i32,
}

/// The names in tags.
fn spans(tags: &[u8], scores: &[[i32; TAGS]], moves: &[[i32; TAGS]; TAGS]) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        if matches!(tag, 1 | 4) {
            start = at;
        }
        if !matches!(tag, 3 | 4) {
            continue;
        }
        let tag_at = |at: usize| tags.get(at).map_or(0, |t| usize::from(*t));
        let before = start.checked_sub(1).map_or(0, tag_at);
        let inside = (start..=at).map(|i| scores[i][tag_at(i)] - scores[i][0]).sum::<i32>();
        let along = (start..=at + 1).map(|i| moves[if i == start { before } else { tag_at(i - 1) }][tag_at(i)]).sum::<i32>();
        let outside =
            (start..=at + 1).map(|i| moves[if i == start { before } else { 0 }][if i == at + 1 { tag_at(i) } else { 0 }]).sum::<i32>();
        spans.push(Span { start, end: at + 1, margin: inside + along - outside });
    }
    spans
}

/// The features of a project's tag that tell of the company's tags beside it.
pub fn above(companies: &[u8], at: usize) -> [usize; 3] {
    let tag = |at: Option<usize>| at.and_then(|at| companies.get(at)).map_or(0, |t| usize::from(*t));
    [tag(at.checked_sub(1)), TAGS + tag(Some(at)), 2 * TAGS + tag(Some(at + 1))]
}

/// The tags with the highest sum (Viterbi): only those that may follow each other.
pub fn best_path(scores: &[[i32; TAGS]], moves: &[[i32; TAGS]; TAGS]) -> Vec<u8> {
    const NEVER: i32 = i32::MIN / 2;
    let mut best = [0, NEVER, NEVER, NEVER, NEVER];
    let mut came_from: Vec<[u8; TAGS]> = Vec::with_capacity(scores.len());
    for row in scores {
        let (mut next, mut from) = ([NEVER; TAGS], [0; TAGS]);
        for tag in 0..TAGS {
            for before in 0..TAGS {
                let sum = best[before].saturating_add(moves[before][tag]);
                if MAY_FOLLOW[before][tag] && sum > next[tag] {
                    (next[tag], from[tag]) = (sum, before as u8);
                }
            }
            next[tag] = next[tag].saturating_add(row[tag]).max(NEVER);
        }
        best = next;
        came_from.push(from);
    }
    // A name ends with the text.
    let mut tag = [0, 3, 4].into_iter().max_by_key(|t| best[*t]).unwrap_or(0);
    let mut tags = vec![0; scores.len()];
    for (at, from) in came_from.iter().enumerate().rev() {
        tags[at] = tag as u8;
        tag = usize::from(from[tag]);
    }
    tags
}
