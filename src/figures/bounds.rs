//! Two bounds that make one range: `三年以上七年以下`, `大于20且小于等于35`, `比20大,比35小`.

use super::figure::{Approximation, Figure, Value};
use super::numeral::numeral_at;
use super::quantity::{hedges_before, hedges_behind, term_at};
use crate::text::range;

/// What may join a lower bound to its upper one.
const JOINTS: [&str; 12] = [",并且", ",同时", ",且", ",但", ",", "的同时", "并且", "同时", "而且", "且", "但", "、"];
/// How many bytes the words of the upper bound may take before its number.
const REACH: usize = 24;

/// `比四分之一大,比二分之一小`: a lower and an upper bound that stand round their numbers.
pub(super) fn compared(text: &str, figure: &Figure) -> Option<Figure> {
    let lower = figure.printed().filter(|_| figure.marks.is_empty())?;
    let start = text[..usize::from(figure.range.start())].strip_suffix('比')?.len();
    let above = ["大", "高", "多"].iter().find_map(|word| text[usize::from(figure.range.end())..].strip_prefix(word))?;
    let joint = JOINTS.iter().find(|joint| above.starts_with(**joint))?;
    let at = text.len() - above[joint.len()..].trim_start_matches(' ').strip_prefix('比')?.len();
    let upper = term_at(text, at, at).filter(|t| t.hi.is_none() && t.unit == figure.unit && t.lo.value > lower.value)?;
    let behind = ["小", "低", "少"].iter().find_map(|word| text[upper.end..].strip_prefix(word))?;
    Some(Figure {
        range: range(start, text.len() - behind.len()),
        number: range(figure.number.start().into(), upper.number.end().into()),
        value: Value::Range(Some(lower), Some(upper.lo)),
        ..figure.clone()
    })
}

/// The range that a lower bound makes with the upper bound behind it, if there is one.
pub(super) fn closed(text: &str, figure: &Figure) -> Option<Figure> {
    let lower = figure.printed().filter(|_| matches!(figure.approximation, Approximation::AtLeast | Approximation::Over))?;
    let is_behind = figure.marks.last().is_some_and(|mark| !mark.is_before);
    let end = usize::from(figure.range.end());
    let (mut upper_end, number_end, upper, mut marks) = if is_behind { behind(text, end, figure)? } else { before(text, end, figure)? };
    hedges_behind(text, &mut upper_end, &mut marks);
    let is_bounded = marks.last().is_some_and(|mark| matches!(mark.says, Approximation::AtMost | Approximation::Under));
    let all = figure.marks.iter().cloned().chain(marks).collect();
    (is_bounded && upper.value > lower.value).then(|| Figure {
        range: range(figure.range.start().into(), upper_end),
        number: range(figure.number.start().into(), number_end),
        value: Value::Range(Some(lower), Some(upper)),
        approximation: Approximation::Exact,
        marks: all,
        ..figure.clone()
    })
}

type Upper = (usize, usize, super::figure::Printed, Vec<super::figure::Mark>);

/// `三年以上七年以下`: both hedges stand behind their numbers.
fn behind(text: &str, end: usize, figure: &Figure) -> Option<Upper> {
    let at = end + text[end..].chars().next().filter(|c| matches!(c, ',' | '，')).map_or(0, char::len_utf8);
    let upper = term_at(text, at, at).filter(|t| t.unit.is_some() && t.unit == figure.unit && t.hi.is_none())?;
    Some((upper.end, upper.number.end().into(), upper.lo, Vec::new()))
}

/// `大于20且小于等于35`: both stand before, and nothing but a word that joins them stands between.
fn before(text: &str, end: usize, figure: &Figure) -> Option<Upper> {
    let joint = JOINTS.iter().find(|joint| text[end..].starts_with(**joint))?;
    let from = end + joint.len();
    let words = text[from..].char_indices().take_while(|(at, _)| *at <= REACH);
    let at = words.map(|(at, _)| from + at).find(|at| numeral_at(&text[*at..]).is_some())?;
    let upper = term_at(text, from, at).filter(|t| t.hi.is_none() && !t.is_fraction && t.unit == figure.unit)?;
    let (start, marks) = hedges_before(text, from, upper.start);
    (start == from && !marks.is_empty()).then_some((upper.end, upper.number.end().into(), upper.lo, marks))
}
