//! An averaged perceptron (Collins 2002): walk the paragraphs, tag each with the weights so far, and move the weights towards the right
//! tags where they were wrong. Deterministic.

use heshu::entities::recognise::features::{BUCKETS, Sight};
use heshu::entities::recognise::model::{ABOVE, KINDS, MAY_FOLLOW, Model, TAGS, above, best_path};

use super::paragraph::Paragraph;
use super::variation::Chance;

/// How many hundredths a weight of one is while training, so that whole numbers do.
const UNIT: i32 = 64;

/// A text with its features and right tags.
struct Example {
    buckets: Vec<Vec<u32>>,
    tags: [Vec<u8>; KINDS],
}

/// A weight, and the sum of its values over all steps.
#[derive(Clone, Copy, Default)]
struct Weight {
    now: i32,
    sum: i64,
    since: i64,
}

impl Weight {
    fn add(&mut self, step: i64, change: i32) {
        self.sum += i64::from(self.now) * (step - self.since);
        self.since = step;
        self.now += change;
    }

    fn average(mut self, step: i64) -> f64 {
        self.add(step, 0);
        self.sum as f64 / step.max(1) as f64
    }
}

struct Trainer {
    weights: Vec<[Weight; TAGS * KINDS]>,
    moves: [[[Weight; TAGS]; TAGS]; KINDS],
    above: [[Weight; TAGS]; ABOVE],
    step: i64,
}

/// Trains on paragraphs.
pub fn train(paragraphs: &[Paragraph], rounds: usize) -> Model {
    let mut examples: Vec<Example> = paragraphs.iter().map(example).collect();
    let mut trainer = Trainer {
        weights: vec![[Weight::default(); TAGS * KINDS]; BUCKETS],
        moves: [[[Weight::default(); TAGS]; TAGS]; KINDS],
        above: [[Weight::default(); TAGS]; ABOVE],
        step: 0,
    };
    let mut chance = Chance::new(7);
    for round in 0..rounds {
        chance.shuffle(&mut examples);
        let wrong: usize = examples.iter().map(|e| usize::from(trainer.learn(e))).sum();
        eprintln!("round {}: {wrong} of {} texts not all right", round + 1, examples.len());
    }
    trainer.model()
}

fn example(paragraph: &Paragraph) -> Example {
    let (text, spans) = paragraph.flat();
    let sight = Sight::of(&text);
    let buckets = (0..sight.len())
        .map(|at| {
            let mut list = Vec::with_capacity(48);
            sight.features(at, |bucket| list.push(bucket));
            list
        })
        .collect();
    let mut tags = [vec![0; sight.len()], vec![0; sight.len()]];
    // Of names in names of the same kind the outer one counts.
    let mut spans = spans;
    spans.sort_by_key(|(kind, start, end)| (*kind, end - start));
    for (kind, start, end) in spans {
        let tags = &mut tags[kind][start..end];
        tags.fill(2);
        match tags {
            [only] => *only = 4,
            [first, .., last] => (*first, *last) = (1, 3),
            [] => {}
        }
    }
    Example { buckets, tags }
}

impl Trainer {
    /// One text; says whether it was wrong.
    fn learn(&mut self, example: &Example) -> bool {
        self.step += 1;
        let mut wrong = false;
        for kind in 0..KINDS {
            let right = &example.tags[kind];
            // A project is tagged beside the companies as they are.
            let scores = self.scores(example, kind);
            let moves = self.moves[kind].map(|row| row.map(|w| w.now));
            let guess = best_path(&scores, &moves);
            if guess != *right {
                wrong = true;
                self.mend(example, kind, &guess);
            }
        }
        wrong
    }

    fn scores(&self, example: &Example, kind: usize) -> Vec<[i32; TAGS]> {
        let mut scores = vec![[0; TAGS]; example.buckets.len()];
        for (at, (row, buckets)) in scores.iter_mut().zip(&example.buckets).enumerate() {
            for bucket in buckets {
                let weights = &self.weights[*bucket as usize][kind * TAGS..];
                row.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight.now);
            }
            if kind == 1 {
                for feature in above(&example.tags[0], at) {
                    row.iter_mut().zip(&self.above[feature]).for_each(|(score, weight)| *score += weight.now);
                }
            }
        }
        scores
    }

    fn mend(&mut self, example: &Example, kind: usize, guess: &[u8]) {
        let right = &example.tags[kind];
        let (mut was, mut is) = (0, 0);
        for at in 0..right.len() {
            let (r, g) = (usize::from(right[at]), usize::from(guess[at]));
            if r != g {
                for bucket in &example.buckets[at] {
                    let row = &mut self.weights[*bucket as usize];
                    row[kind * TAGS + r].add(self.step, UNIT);
                    row[kind * TAGS + g].add(self.step, -UNIT);
                }
                if kind == 1 {
                    for feature in above(&example.tags[0], at) {
                        self.above[feature][r].add(self.step, UNIT);
                        self.above[feature][g].add(self.step, -UNIT);
                    }
                }
            }
            if (was, r) != (is, g) {
                self.moves[kind][was][r].add(self.step, UNIT);
                self.moves[kind][is][g].add(self.step, -UNIT);
            }
            (was, is) = (r, g);
        }
    }

    /// The averages, as small whole numbers.
    fn model(&self) -> Model {
        let mut averages: Vec<f64> = self.weights.iter().flatten().map(|w| w.average(self.step).abs()).filter(|a| *a > 0.0).collect();
        averages.sort_by(f64::total_cmp);
        // The few that are larger than all but a thousandth are cut.
        let most = averages.get(averages.len().saturating_sub(1 + averages.len() / 1000)).copied().unwrap_or(1.0);
        let scale = 127.0 / most;
        let small = |w: &Weight| (w.average(self.step) * scale).round().clamp(-127.0, 127.0) as i8;
        let whole = |w: &Weight| (w.average(self.step) * scale).round() as i32;
        let weights = self.weights.iter().map(|row| std::array::from_fn(|i| small(&row[i]))).collect();
        let mut moves = [[[0; TAGS]; TAGS]; KINDS];
        for (kind, table) in moves.iter_mut().enumerate() {
            for (before, row) in table.iter_mut().enumerate() {
                for (tag, cell) in row.iter_mut().enumerate().filter(|(tag, _)| MAY_FOLLOW[before][*tag]) {
                    *cell = whole(&self.moves[kind][before][tag]);
                }
            }
        }
        let above = std::array::from_fn(|f| std::array::from_fn(|t| whole(&self.above[f][t])));
        Model::new(weights, moves, above)
    }
}
