//! Noise that only the article as a whole shows: the site's furniture, a body printed twice, characters of the other script, glued labels.

use super::shape::related_label;
use super::{Article, Role, Text};
use crate::reading::script::{class, class_bits};
use crate::reading::{Context, NoiseKind, NoiseSpot, Script, Survey, leading_date};
use crate::text::range;

/// The smaller script must be this much smaller for its characters to be strays.
const STRAY_SHARE: u32 = 10;

/// Whether a whole line is noise of a kind.
pub fn is_noise_line(article: &Article, kind: NoiseKind, line: usize) -> bool {
    match kind {
        NoiseKind::SiteFurniture => article.is_furniture(line),
        NoiseKind::RepeatedBody => article.is_repeated(line),
        _ => false,
    }
}

/// The spots, in order; ranges are of the source.
pub fn article_spots(text: &dyn Text, article: &Article, context: Context, surveys: &[Survey]) -> Vec<NoiseSpot> {
    let mut spots = Vec::new();
    // Where the last repeated body stands among the spots.
    let mut body: Option<usize> = None;
    let is_strayed = has_strays(context, surveys);
    for (line, survey) in surveys.iter().enumerate() {
        let place = || {
            let whole = text.line_range(line);
            (usize::from(whole.start()), usize::from(whole.end()))
        };
        if article.is_furniture(line) {
            let (start, end) = place();
            spots.push(NoiseSpot::mark(NoiseKind::SiteFurniture, start, end));
        }
        if article.is_repeated(line) {
            let (start, end) = place();
            // One spot for a body, not one for each of its paragraphs.
            match body.filter(|_| continues(article, line)) {
                Some(at) => spots[at].range = range(spots[at].range.start().into(), end),
                None => {
                    body = Some(spots.len());
                    spots.push(NoiseSpot::mark(NoiseKind::RepeatedBody, start, end));
                }
            }
        }
        if article.roles[line] == Role::Related && text.look(line).may_be_glued() {
            spots.extend(seams(text, line).into_iter().map(|at| NoiseSpot::replacement(NoiseKind::GluedDate, at, at, "\n")));
        }
        if is_strayed {
            strays(text, line, context, survey, &mut spots);
        }
    }
    spots
}

/// Where a date or a label of a list of related news is glued to what follows and the line itself does not show it yet.
fn seams(text: &dyn Text, line: usize) -> Vec<usize> {
    let reading = &text.reading(line).text;
    let (mut at, mut seams) = (text.shape(line).indent, Vec::new());
    loop {
        let rest = &reading[at..];
        let Some(len) =
            leading_date(rest).filter(|d| d.glued).map(|d| d.len).or_else(|| related_label(rest)).filter(|len| *len < rest.len())
        else {
            return seams;
        };
        at += len;
        if reading[at..].starts_with('\n') {
            at += 1;
        } else if reading[at..].starts_with(char::is_whitespace) {
            return seams;
        } else {
            seams.push(usize::from(text.reading_in_source(line, range(0, at)).end()));
        }
    }
}

fn continues(article: &Article, line: usize) -> bool {
    let previous = (0..line).rev().find(|i| article.roles[*i] != Role::Blank);
    previous.is_some_and(|p| article.is_repeated(p))
}

fn has_strays(context: Context, surveys: &[Survey]) -> bool {
    let (traditional, simplified) = surveys.iter().fold((0, 0), |(t, s), survey| (t + survey.traditional, s + survey.simplified));
    match context.script {
        Script::Traditional => simplified > 0 && simplified * STRAY_SHARE < traditional,
        Script::Simplified => traditional > 0 && traditional * STRAY_SHARE < simplified,
        Script::Unknown => false,
    }
}

fn strays(text: &dyn Text, line: usize, context: Context, survey: &Survey, spots: &mut Vec<NoiseSpot>) {
    let (count, bit) = match context.script {
        Script::Traditional => (survey.simplified, class_bits::SIMPLIFIED_ONLY),
        _ => (survey.traditional, class_bits::TRADITIONAL),
    };
    if count == 0 {
        return;
    }
    // What stands in a restored run was never printed.
    let damaged = |at: usize| {
        let noise = &text.reading(line).noise;
        noise.iter().any(|s| s.kind == NoiseKind::Mojibake && usize::from(s.range.start()) <= at && at < usize::from(s.range.end()))
    };
    for (at, char) in text.source(line).char_indices().filter(|(_, c)| class(*c) & bit != 0) {
        let is_both = context.script == Script::Simplified && class(char) & class_bits::STANDARD != 0;
        if is_both || damaged(at) {
            continue;
        }
        let place = text.in_source(line, range(at, at + char.len_utf8()));
        let (start, end) = (place.start().into(), place.end().into());
        spots.push(match context.script {
            Script::Simplified => {
                let folded = crate::reading::script::fold(char);
                NoiseSpot::replacement(NoiseKind::MixedScript, start, end, folded.encode_utf8(&mut [0; 4]))
            }
            _ => NoiseSpot::mark(NoiseKind::MixedScript, start, end),
        });
    }
}
