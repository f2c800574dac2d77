//! Cleaning, measured on simulated noise over real text (`../shared/corpus/noise_pairs.jsonl`, where it stands beside the project).
//!
//! `HESHU_NOISE_PAIRS` names other files of the same form, `HESHU_NOISE_SHOW=1` prints every difference.

use std::collections::BTreeMap;

use heshu::reading::{Certainty, Context, NoiseKind, NoiseSpot, Reading, Survey, UNKNOWN_CHARACTER, Vocabulary};
use heshu::text::{TextEdit, apply_edits, split_lines, terminator_len};
use serde_json::Value;

const PAIRS: &str = "../shared/corpus/noise_pairs.jsonl";
/// What cleaning must reach: documents restored wholly, and characters that are right.
const LEAST_EQUAL: f64 = 0.60;
const LEAST_RIGHT: f64 = 0.997;

/// A cleaned text, and how sure its restored places are.
struct Cleaned {
    text: String,
    mojibake: Vec<NoiseSpot>,
}

/// Cleans a text as `heshu clean` does.
fn clean(text: &str) -> Cleaned {
    let lines: Vec<&str> = split_lines(text).map(|l| &l[..l.len() - terminator_len(l)]).collect();
    let surveys: Vec<Survey> = lines.iter().map(|l| Survey::of(l)).collect();
    let context = Context::of(surveys.iter());
    let vocabulary =
        if surveys.iter().any(|s| s.suspects_mojibake) { Vocabulary::of(lines.iter().copied()) } else { Vocabulary::default() };
    let (mut out, mut mojibake) = (Vec::new(), Vec::new());
    for line in lines {
        let reading = Reading::of(line, context, &vocabulary);
        let cleaned = reading.noise.iter().filter(|s| s.kind.is_cleaned());
        let edits: Vec<TextEdit> = cleaned.filter_map(|s| Some(TextEdit { range: s.range, text: s.text()? })).collect();
        out.push(apply_edits(line, &edits));
        mojibake.extend(reading.noise.into_iter().filter(|s| s.kind == NoiseKind::Mojibake));
    }
    Cleaned { text: out.join("\n"), mojibake }
}

/// One measured text.
struct Pair {
    style: String,
    noisy: String,
    want: String,
}

fn pairs(file: &str) -> Option<Vec<Pair>> {
    let rows = std::fs::read_to_string(file).ok()?;
    let pair = |row: &str| {
        let row: Value = serde_json::from_str(row).expect("each line is one JSON object");
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let body = row["noisy_body_chars"].as_u64().map_or(usize::MAX, |n| n as usize);
        let style = &row["style"];
        Pair {
            style: format!("{} {}", style["level"].as_str().unwrap_or("-"), style["family"].as_str().unwrap_or("-")),
            noisy: text("noisy").chars().take(body).collect(),
            want: text("clean"),
        }
    };
    Some(rows.lines().map(pair).collect())
}

/// The stretches where two lines differ: `(wanted, got)`.
fn differences(want: &str, got: &str) -> Vec<(String, String)> {
    let (want, got): (Vec<char>, Vec<char>) = (want.chars().collect(), got.chars().collect());
    let part = |chars: &[char], range: std::ops::Range<usize>| chars[range].iter().collect::<String>();
    similar::capture_diff_slices(similar::Algorithm::Myers, &want, &got)
        .into_iter()
        .filter(|op| op.tag() != similar::DiffTag::Equal)
        .map(|op| (part(&want, op.old_range()), part(&got, op.new_range())))
        .collect()
}

/// What one file comes to.
#[derive(Default)]
struct Score {
    documents: usize,
    equal: usize,
    chars: usize,
    wrong: usize,
    /// Digits that stand in the wanted text and not in the cleaned one, or the other way round, other than by `□`.
    digits: usize,
    /// Cleaning what is clean, or cleaning twice, changed something.
    unstable: usize,
    /// Time that cleaning took.
    micros: u128,
    by_style: BTreeMap<String, (usize, usize)>,
    certainties: BTreeMap<Certainty, usize>,
    /// Documents that differ without a `□`: something wrong was taken for right.
    silently_wrong: usize,
}

impl Score {
    fn add(&mut self, pair: &Pair, show: bool) {
        let started = std::time::Instant::now();
        let got = clean(&pair.noisy);
        self.micros += started.elapsed().as_micros();
        let equal = got.text == pair.want;
        self.documents += 1;
        self.equal += usize::from(equal);
        self.chars += pair.want.chars().count();
        let style = self.by_style.entry(pair.style.clone()).or_default();
        *style = (style.0 + usize::from(equal), style.1 + 1);
        got.mojibake.iter().for_each(|s| *self.certainties.entry(s.certainty).or_default() += 1);
        self.unstable += usize::from(clean(&pair.want).text != pair.want) + usize::from(clean(&got.text).text != got.text);
        if show && clean(&pair.want).text != pair.want {
            println!("unstable: {:?}", differences(&pair.want, &clean(&pair.want).text));
        }
        if show && clean(&got.text).text != got.text {
            println!("unstable twice: {:?}", differences(&got.text, &clean(&got.text).text));
        }
        if equal {
            return;
        }
        let mut is_open = true;
        for (want, got) in pair.want.split('\n').zip(got.text.split('\n')).filter(|(w, g)| w != g) {
            for (missing, wrong) in differences(want, got) {
                self.wrong += missing.chars().count().max(wrong.chars().count());
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                self.digits += usize::from(digits(&missing) != digits(&wrong) && !wrong.contains(UNKNOWN_CHARACTER));
                is_open &= wrong.contains(UNKNOWN_CHARACTER) || wrong.contains('?');
            }
            if show {
                show_line(want, got, pair);
            }
        }
        if show {
            let open = got.mojibake.iter().filter(|s| s.certainty == Certainty::Unknown || !is_open);
            open.for_each(|s| println!("    candidates {:?} {:?}", s.text(), s.candidates));
        }
        self.silently_wrong += usize::from(!is_open);
        if show && !is_open {
            println!("    silently wrong");
        }
    }

    fn right(&self) -> f64 {
        1.0 - self.wrong as f64 / self.chars.max(1) as f64
    }

    fn print(&self, file: &str) {
        println!(
            "{file}: {}/{} equal, {:.3} % of characters, {} digits changed, {} unstable, {} silently wrong, {:?}, {} µs a document",
            self.equal,
            self.documents,
            100.0 * self.right(),
            self.digits,
            self.unstable,
            self.silently_wrong,
            self.certainties,
            self.micros / self.documents.max(1) as u128
        );
        for (style, (equal, all)) in &self.by_style {
            println!("  {style}: {equal}/{all}");
        }
    }
}

fn show_line(want: &str, got: &str, pair: &Pair) {
    let (a, b): (Vec<char>, Vec<char>) = (want.chars().collect(), got.chars().collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let show = |c: &[char]| {
        let end = (c.len().saturating_sub(back) + 4).min(c.len());
        c[front.saturating_sub(8).min(end)..end].iter().collect::<String>()
    };
    println!("  want {}\n  got  {}", show(&a), show(&b));
    let near: String = a[front.saturating_sub(3)..front].iter().collect();
    for part in pair
        .noisy
        .match_indices(near.chars().last().unwrap_or('?'))
        .map(|(at, _)| &pair.noisy[at..])
        .filter(|p| p.chars().skip(1).take(12).any(|c| c == '?'))
        .take(2)
    {
        println!("      {}", part.chars().take(30).collect::<String>().replace('\n', "⏎"));
    }
}

#[test]
fn noise_pairs() {
    let show = std::env::var_os("HESHU_NOISE_SHOW").is_some();
    let files = std::env::var("HESHU_NOISE_PAIRS").unwrap_or_else(|_| PAIRS.to_owned());
    for file in files.split(':') {
        let Some(pairs) = pairs(file) else {
            println!("{file} is not there: nothing measured");
            continue;
        };
        let mut score = Score::default();
        pairs.iter().for_each(|pair| score.add(pair, show));
        score.print(file);
        if file == PAIRS {
            assert!(score.equal as f64 >= LEAST_EQUAL * score.documents as f64, "too few documents restored");
            assert!(score.right() >= LEAST_RIGHT, "too many characters wrong");
            assert_eq!(score.digits, 0, "digits changed outside the damage");
            assert_eq!(score.unstable, 0, "cleaning must leave what is clean");
        }
    }
}
