//! F2: values listed behind a limit that they are said to pass: `超过10亿元的有3个县，分别为甲（18.25亿元）、乙（12.60亿元）和丙（9.15亿元）`.

use super::lists::lists;
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Kind};
use crate::rules::finding::{Message, Severity};

/// How many bytes behind the limit its list begins at most.
const REACH: usize = 90;

/// Looks at the limits of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    let is_limit =
        |a: Approximation| matches!(a, Approximation::Over | Approximation::AtLeast | Approximation::Under | Approximation::AtMost);
    let limits: Vec<usize> = (0..scene.figures.len()).filter(|at| is_limit(scene.figures[*at].approximation)).collect();
    if limits.is_empty() {
        return;
    }
    let lists = lists(scene);
    for at in limits {
        limit(scene, at, &lists, found);
    }
}

/// `20万吨以上的冶炼厂2家（甲23万吨、乙19.5万吨）`: as many values in brackets as were counted before them.
fn brackets(scene: &Scene, list: &super::lists::List, end: usize) -> bool {
    let (Some(first), Some(last)) = (list.items.first(), list.items.last()) else { return false };
    let Some(head) = scene.reading.get(end..scene.figures[first.figure].range.start().into()) else { return false };
    let Some((counted, _)) = head.split_once(['(', '（']) else { return false };
    let count = first.figure.checked_sub(1).and_then(|at| scene.figures.get(at)).filter(|f| usize::from(f.range.start()) >= end);
    let is_all = count.and_then(|f| f.printed()).is_some_and(|p| p.value == rust_decimal::Decimal::from(list.items.len()));
    let behind = &scene.reading[scene.figures[last.figure].range.end().into()..];
    is_all && behind.trim_start_matches(['/', '年']).starts_with([')', '）']) && !counted.contains([',', ')', '）'])
}

fn limit(scene: &Scene, at: usize, lists: &[super::lists::List], found: &mut Found) -> Option<()> {
    let figure = &scene.figures[at];
    let end = usize::from(figure.range.end());
    let says = figure.approximation;
    let bound = figure.printed()?.value;
    let scale = figure.unit.map(|unit| if figure.kind == Kind::Percent { rust_decimal::Decimal::ONE } else { unit.factor() })?;
    let bound = bound.checked_mul(scale)?;
    let kind = if figure.kind == Kind::Percent { "%".into() } else { figure.unit?.dimension() };
    let list = lists.iter().find(|list| list.start >= end && list.start <= end + REACH && list.items[0].kind == kind)?;
    let between = scene.reading.get(end..list.start)?;
    let is_led = between.starts_with('的') && (between.contains("分别") || between.ends_with(['是', '为', ':', ',']))
        || between.starts_with('的') && list.is_aligned;
    let is_bracketed = || brackets(scene, list, end) && list.items.iter().any(|item| item.value >= bound);
    // 60岁以上的121人，占11.7%，最大的82岁，最小的13岁: the ends of all of them.
    let before_last = list.items.last().and_then(|item| scene.reading.get(end..scene.figures[item.figure].range.start().into()));
    if !(is_led || is_bracketed()) || between.contains(['。', ';']) || before_last.is_some_and(|text| text.contains('最')) {
        return None;
    }
    let is_out = |value: rust_decimal::Decimal| match says {
        Approximation::Over => value <= bound,
        Approximation::AtLeast => value < bound,
        Approximation::Under => value >= bound,
        _ => value > bound,
    };
    found.checked.extend(list.items.iter().map(|item| item.figure).chain([at]));
    let item = list.items.iter().find(|item| is_out(item.value))?;
    let (a, b) = (&scene.reading[scene.figures[item.figure].range], &scene.reading[figure.range]);
    let message = Message::new(format!("“{b}”的各项里有{a}"), format!("{a} is listed among those “{b}”"));
    let what = What {
        code: "hedge-contradicts",
        severity: Severity::Error,
        message,
        formula: Message::both(format!("{a} ↔ {b}")),
        fixes: Vec::new(),
    };
    found.findings.push(scene.finding_of(what, item.figure, &[at]));
    Some(())
}
