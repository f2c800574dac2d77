//! An averaged perceptron (Collins 2002): walk the paragraphs, tag each with the weights so far, and move the weights towards the right
//! tags where they were wrong. Deterministic.

use heshu::entities::recognise::features::{BUCKETS, Sight};
use heshu::entities::recognise::model::{ABOVE, KINDS, MAY_FOLLOW, Model, TAGS, above, best_path};

use super::paragraph::Paragraph;
use super::variation::{Chance, vary};

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

/// How many trainers learn, each in another order and from other variants; the model is their mean, which depends less on chance.
const TRAINERS: u64 = 4;

/// Trains on paragraphs, each with so many variants.
pub fn train(paragraphs: &[Paragraph], variants: usize, rounds: usize) -> Model {
    let trained = |seed: u64| {
        let mut examples: Vec<Example> = vary(paragraphs, variants, seed).iter().map(example).collect();
        let mut trainer = Trainer {
            weights: vec![[Weight::default(); TAGS * KINDS]; BUCKETS],
            moves: [[[Weight::default(); TAGS]; TAGS]; KINDS],
            above: [[Weight::default(); TAGS]; ABOVE],
            step: 0,
        };
        let mut chance = Chance::new(7 + seed);
        for round in 0..rounds {
            chance.shuffle(&mut examples);
            let wrong: usize = examples.iter().map(|e| usize::from(trainer.learn(e))).sum();
            eprintln!("trainer {seed}, round {}: {wrong} of {} texts not all right", round + 1, examples.len());
        }
        trainer
    };
    let trained = &trained;
    let trainers: Vec<Trainer> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..TRAINERS).map(|seed| scope.spawn(move || trained(seed))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    model(&trainers)
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
}

/// The mean of the trainers' averages, as small whole numbers.
fn model(trainers: &[Trainer]) -> Model {
    let mean = |weight: &dyn Fn(&Trainer) -> Weight| {
        trainers.iter().map(|t| weight(t).average(t.step)).sum::<f64>() / trainers.len().max(1) as f64
    };
    let cell = |bucket: usize, tag: usize| mean(&|t: &Trainer| t.weights[bucket][tag]);
    let mut sizes: Vec<f64> =
        (0..BUCKETS).flat_map(|b| (0..TAGS * KINDS).map(move |t| (b, t))).map(|(b, t)| cell(b, t).abs()).filter(|a| *a > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    // The few that are larger than all but a thousandth are cut.
    let most = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 1000)).copied().unwrap_or(1.0);
    let scale = 127.0 / most;
    let whole = |value: f64| (value * scale).round() as i32;
    let weights = (0..BUCKETS).map(|bucket| std::array::from_fn(|tag| whole(cell(bucket, tag)).clamp(-127, 127) as i8)).collect();
    let mut moves = [[[0; TAGS]; TAGS]; KINDS];
    for (kind, table) in moves.iter_mut().enumerate() {
        for (before, row) in table.iter_mut().enumerate() {
            for (tag, cell) in row.iter_mut().enumerate().filter(|(tag, _)| MAY_FOLLOW[before][*tag]) {
                *cell = whole(mean(&|t: &Trainer| t.moves[kind][before][tag]));
            }
        }
    }
    let above = std::array::from_fn(|f| std::array::from_fn(|tag| whole(mean(&|t: &Trainer| t.above[f][tag]))));
    Model::new(weights, moves, above)
}
