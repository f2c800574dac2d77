//! Whether a claim is so, is meant to be so, or is what somebody says: finer than the rules need, as scripts want it.

use std::sync::LazyLock;

use serde::Deserialize;

use super::claim::{Claim, Modality};
use crate::text::{TextRange, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    target: Vec<String>,
    forecast: Vec<String>,
    speech: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("claims/data/moods"));

/// How far before a figure, in characters, the words that tell its mood stand.
const REACH: usize = 40;

/// The stretches of a line that somebody says: `王某说：“……。”`. What is merely in quotation marks, a name or a word, is none.
pub fn quotations(reading: &str) -> Vec<TextRange> {
    let mut quotations = Vec::new();
    let mut open: Option<usize> = None;
    let mut depth = 0u32;
    for (at, char) in reading.char_indices() {
        match char {
            '“' => {
                if depth == 0 {
                    open = Some(at);
                }
                depth += 1;
            }
            '”' if depth > 0 => {
                depth -= 1;
                if let Some(start) = open.filter(|_| depth == 0)
                    && is_speech(reading, start, &reading[start..at])
                {
                    quotations.push(range(start, at));
                }
            }
            _ => {}
        }
    }
    // A quotation of several paragraphs is closed in its last one only.
    if let Some(start) = open.filter(|start| depth > 0 && is_speech(reading, *start, &reading[*start..])) {
        quotations.push(range(start, reading.len()));
    }
    quotations
}

/// Whether a quotation is a sentence: it has a clause of its own, or somebody is said to say it.
fn is_speech(reading: &str, start: usize, said: &str) -> bool {
    let marks = [',', '，', '。', ';', '；', '!', '！', '?', '？'];
    let before = reading[..start].trim_end_matches([':', '：', ',', '，', ' ']);
    let is_announced = before.len() < start && WORDS.speech.iter().any(|word| before.ends_with(word.as_str()));
    is_announced || said.contains(marks)
}

/// The modality of a claim as JSON has it: a plan is told from a target and a forecast, and what is so from what somebody says.
/// `start` is where its figure begins in the reading, `quotations` are those of the line.
pub fn modality(reading: &str, start: usize, claim: &Claim, quotations: &[TextRange]) -> &'static str {
    match claim.modality {
        Modality::Plan => plan(&reading[..start]),
        Modality::Actual => {
            let last = quotations.partition_point(|q| usize::from(q.start()) <= start);
            let is_inside = last.checked_sub(1).is_some_and(|at| start < usize::from(quotations[at].end()));
            if is_inside { "quoted" } else { Modality::Actual.name() }
        }
        modality => modality.name(),
    }
}

/// The last word of the sentence decides.
fn plan(before: &str) -> &'static str {
    let from = before.char_indices().rev().take(REACH).take_while(|(_, c)| *c != '。').last().map_or(before.len(), |(at, _)| at);
    let near = &before[from..];
    let last = |words: &[String]| words.iter().filter_map(|word| near.rfind(word.as_str())).max();
    match (last(&WORDS.target), last(&WORDS.forecast)) {
        (Some(target), forecast) if forecast.is_none_or(|forecast| forecast < target) => "target",
        (_, Some(_)) => "forecast",
        _ => Modality::Plan.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_quotation_marks_are_no_speech() {
        let said = |text: &str| quotations(text).into_iter().map(|r| text[r].to_owned()).collect::<Vec<_>>();
        assert_eq!(said("推进“水网”建设，老李说：“今年多收300斤。”"), ["“今年多收300斤。"]);
        assert_eq!(said("她告诉记者：“住了12年"), ["“住了12年"]);
        assert!(said("实施“十百千”工程，建成“一带”").is_empty());
    }

    #[test]
    fn a_target_is_told_from_a_forecast() {
        assert_eq!(plan("2026年，全镇力争产值"), "target");
        assert_eq!(plan("预计全年产量"), "forecast");
        assert_eq!(plan("力争提前。计划栽种"), "plan");
    }
}
