//! Government bodies, institutes, associations: an administrative division, nouns, and the form of a body at the end (柳川市发展和改革委员会,
//! 河南省科学院). Kept apart from firms. Without a place before it a body is not told: 有关部门, 实验室 name nobody.

use super::features::Sight;
use crate::lexicon::WordClass;

/// Papers stand in the line of every article that says where it is from; they are in the catalog where somebody wants them.
const PAPERS: [char; 2] = ['报', '网'];
/// How many characters stand between the place and the form at most.
const LONGEST: usize = 18;

/// The bodies in a text: first character and end, in order, without overlaps.
pub(super) fn bodies(sight: &Sight) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut end = sight.len();
    // From the end, so that 人民政府办公室 is one, and not 人民政府 alone.
    while end > 0 {
        let is_paper = PAPERS.contains(&sight.character(end - 1));
        match sight.body_form(end).filter(|_| !is_paper).and_then(|form| Some((start(sight, form, end)?, end))) {
            Some(body) => {
                found.push(body);
                end = body.0;
            }
            None => end -= 1,
        }
    }
    found.reverse();
    found
}

/// Where the body begins whose form begins at `form`: at the first of the places that stand before it with nothing but nouns between.
fn start(sight: &Sight, form: usize, end: usize) -> Option<usize> {
    let mut best = None;
    let mut at = form;
    while at > 0 && form - at < LONGEST {
        let (from, class) = sight.word_before(at);
        let is_place = class == WordClass::Place || sight.begins_place(from);
        if is_place {
            best = Some(from);
        } else if best.is_some() || !is_part(sight, from, at, class) {
            break;
        }
        at = from;
    }
    best.filter(|from| end - from >= 4)
}

/// Whether a word may stand between the place and the form.
fn is_part(sight: &Sight, from: usize, to: usize, class: WordClass) -> bool {
    let is_and = to - from == 1 && sight.character(from) == '和';
    let is_noun = matches!(
        class,
        WordClass::Noun | WordClass::VerbalNoun | WordClass::Name | WordClass::Body | WordClass::Abbreviation | WordClass::Attributive
    );
    let is_verb_of_names = class == WordClass::Verb && to - from == 2 && sight.is_trade(from);
    (is_and || is_noun || is_verb_of_names) && (from..to).all(|at| sight.character(at).is_alphanumeric())
}
