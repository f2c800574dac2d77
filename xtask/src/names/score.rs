//! How well names are found: one to one, by overlap (ENTITY_GUIDELINE S1–S5).

use heshu::entities::recognise::model::Model;
use heshu::entities::recognise::names_with;

use super::KINDS;
use super::paragraph::{Paragraph, Span};

/// Least overlap of two spans that are one name.
const LEAST: f64 = 0.5;

#[derive(Default)]
struct Count {
    hits: usize,
    exact: usize,
    wanted: usize,
    found: usize,
}

/// Prints a row for each kind.
pub fn row(name: &str, paragraphs: &[Paragraph], model: &Model, list: bool) {
    for (kind, label) in KINDS.iter().enumerate() {
        let mut count = Count::default();
        for paragraph in paragraphs {
            one(paragraph, kind, model, list, &mut count);
        }
        if count.wanted == 0 {
            continue;
        }
        let part = |a: usize, b: usize| if b == 0 { 0.0 } else { 100.0 * a as f64 / b as f64 };
        let (recall, precision) = (part(count.hits, count.wanted), part(count.hits, count.found));
        let f1 = if recall + precision > 0.0 { 2.0 * recall * precision / (recall + precision) } else { 0.0 };
        let exact = part(2 * count.exact, count.wanted + count.found);
        say!("{name:<28} {:<8} {recall:>6.1} {precision:>6.1} {f1:>6.1}  {exact:>6.1} {:>6}", label.name(), count.wanted);
    }
}

fn one(paragraph: &Paragraph, kind: usize, model: &Model, list: bool, count: &mut Count) {
    let (text, all) = paragraph.flat();
    let is_optional = |s: &Span| paragraph.optional.contains(s);
    let wanted: Vec<Span> = all.iter().copied().filter(|s| s.0 == kind && !is_optional(s)).collect();
    let chars_before = |byte: usize| text[..byte].chars().count();
    let names = names_with(model, &text).into_iter().filter(|n| n.kind == KINDS[kind]);
    let mut margins = std::collections::HashMap::new();
    let found: Vec<Span> = names
        .inspect(|n| {
            margins.insert(chars_before(n.range.start().into()), n.margin);
        })
        .map(|n| (kind, chars_before(n.range.start().into()), chars_before(n.range.end().into())))
        .collect();
    let found: Vec<Span> =
        found.into_iter().filter(|f| !paragraph.optional.iter().any(|o| o.0 == kind && overlap(*o, *f) >= LEAST)).collect();
    let mut taken = vec![false; found.len()];
    let chars: Vec<char> = text.chars().collect();
    let shown = |(_, a, b): Span| {
        let slice = |a: usize, b: usize| chars[a.min(chars.len())..b.min(chars.len())].iter().collect::<String>();
        format!("{}⟦{}⟧{}", slice(a.saturating_sub(10), a), slice(a, b), slice(b, b + 10))
    };
    for span in &wanted {
        let nested = all.iter().any(|p| p.0 == 1 && p.1 <= span.1 && p.2 >= span.2);
        let fits = |f: Span| overlap(*span, f) >= LEAST || kind == 0 && nested && f.1 == span.1;
        let best = (0..found.len())
            .filter(|i| !taken[*i] && fits(found[*i]))
            .max_by(|a, b| overlap(*span, found[*a]).total_cmp(&overlap(*span, found[*b])));
        match best {
            Some(i) => {
                taken[i] = true;
                count.hits += 1;
                count.exact += usize::from(found[i] == *span);
                if list && found[i] != *span {
                    say!("extent {} {}   not   {}", KINDS[kind].name(), shown(*span), shown(found[i]));
                }
            }
            None if list => say!("missed {} {}", KINDS[kind].name(), shown(*span)),
            None => {}
        }
    }
    if list {
        found
            .iter()
            .zip(&taken)
            .filter(|(_, t)| !**t)
            .for_each(|(f, _)| say!("wrong  {} {:>5} {}", KINDS[kind].name(), margins[&f.1], shown(*f)));
    }
    count.wanted += wanted.len();
    count.found += found.len();
}

fn overlap(a: Span, b: Span) -> f64 {
    let common = a.2.min(b.2).saturating_sub(a.1.max(b.1));
    common as f64 / (a.2.max(b.2) - a.1.min(b.1)) as f64
}
