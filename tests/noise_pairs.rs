//! Cleaning, measured on simulated noise over real text (`../shared/corpus/noise_pairs.jsonl`, where it stands beside the project).

use heshu::reading::{Context, NoiseKind, Reading, Survey, Vocabulary};
use heshu::text::{TextEdit, apply_edits, range, split_lines, terminator_len};

fn clean(text: &str) -> String {
    let lines: Vec<&str> = split_lines(text).map(|l| &l[..l.len() - terminator_len(l)]).collect();
    let surveys: Vec<Survey> = lines.iter().map(|l| Survey::of(l)).collect();
    let context = Context::of(surveys.iter());
    let vocabulary = Vocabulary::of(lines.iter().copied());
    let mut out = Vec::new();
    for line in lines {
        let reading = Reading::of(line, context, &vocabulary);
        let edits: Vec<TextEdit> = reading
            .noise
            .iter()
            .filter(|s| s.kind.is_cleaned())
            .filter_map(|s| Some(TextEdit { range: s.range, text: s.text()? }))
            .collect();
        out.push(apply_edits(line, &edits));
    }
    let _ = (range(0, 0), NoiseKind::ALL);
    out.join("\n")
}

#[test]
fn noise_pairs() {
    let Ok(rows) = std::fs::read_to_string("../shared/corpus/noise_pairs.jsonl") else { return };
    let (mut equal, mut all, mut undamaged) = (0, 0, 0);
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let noisy: String = row["noisy"].as_str().unwrap().chars().take(row["noisy_body_chars"].as_u64().unwrap() as usize).collect();
        let want = row["clean"].as_str().unwrap();
        let got = clean(&noisy);
        all += 1;
        let damaged = row["damaged"].as_array().unwrap().len();
        if clean(want) != want {
            println!("!! clean text changed: {}", row["id"]);
            for (a, b) in want.lines().zip(clean(want).lines()) { if a != b { println!("  {a}\n  {b}"); } }
        }
        if got == want {
            equal += 1;
        } else {
            undamaged += usize::from(damaged == 0);
            println!("== {} {:?} damaged {damaged}", row["id"], row["style"]);
            for ((a, b), n) in want.lines().zip(got.lines()).zip(noisy.lines()) {
                if a != b {
                    let a: Vec<char> = a.chars().collect();
                    let b: Vec<char> = b.chars().collect();
                    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
                    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
                    let f = front.saturating_sub(8);
                    let show = |c: &[char]| c[f.min(c.len())..(c.len() - back.min(c.len())).max(f.min(c.len()))].iter().collect::<String>();
                    println!("  want {}\n  got  {}", show(&a), show(&b));
                    for part in n.split("?!").skip(1) { println!("      noisy ?!{}", part.chars().take(30).collect::<String>()); }
                }
            }
        }
    }
    println!("{equal}/{all}, wrong though undamaged {undamaged}");
}
