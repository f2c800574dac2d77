//! Articles with planted errors and harmless edits, written into the text itself.
//!
//! `园区共有企业⟦860|B1:890|A1/B1:680|ok:八百六十⟧家`: first the text as it is right, then what may stand there instead: `KIND:wrong` for a
//! planted error (several kinds, the likeliest first, are divided by `/`), `ok:other` for an edit that leaves the article right. Every
//! alternative makes one edited article. Places that must change together carry an id: `ok#a:…` here and `ok#a:…` there are one edit.
//! Within the brackets `\n` is a line break. Nothing else is special, and the brackets do not nest.

use std::ops::Range;

/// A right article and everything that may be done to it.
pub struct Marked {
    /// The article as it is right.
    pub clean: String,
    /// The edits, in the order of their first places.
    pub edits: Vec<Edit>,
}

/// One planted error or one harmless edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The kinds of the planted error, the likeliest first; empty for a harmless edit.
    pub kinds: Vec<String>,
    /// Which places change together; `None` where there is but one.
    id: Option<String>,
    /// What changes: bytes of the clean article, in order, and what stands there instead.
    pub places: Vec<(Range<usize>, String)>,
}

impl Edit {
    /// Whether the article stays right.
    pub fn is_harmless(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The edited article, and where in it the changes stand.
    pub fn apply(&self, clean: &str) -> (String, Vec<Range<usize>>) {
        let mut text = String::with_capacity(clean.len() + 64);
        let (mut at, mut changed) = (0, Vec::new());
        for (range, new) in &self.places {
            text.push_str(&clean[at..range.start]);
            changed.push(text.len()..text.len() + new.len());
            text.push_str(new);
            at = range.end;
        }
        text.push_str(&clean[at..]);
        (text, changed)
    }

    /// `860→890`, for people.
    pub fn shown(&self, clean: &str) -> String {
        let places = self.places.iter().map(|(range, new)| differing(&clean[range.clone()], new));
        places.map(|(old, new)| format!("{old}→{new}")).collect::<Vec<_>>().join("；").replace('\n', "⏎")
    }
}

/// What differs between two texts: what they share at both ends is left out, but no number is cut in two.
fn differing<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    let ends = |c: &char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
    let common = |a: &mut dyn Iterator<Item = (char, char)>| -> Vec<char> { a.take_while(|(x, y)| x == y).map(|(x, _)| x).collect() };
    let cut = |run: Vec<char>| -> usize {
        let kept = run.iter().rposition(ends).map_or(0, |p| p + 1);
        run[..kept].iter().map(|c| c.len_utf8()).sum()
    };
    let head = cut(common(&mut old.chars().zip(new.chars())));
    let (old, new) = (&old[head..], &new[head..]);
    let tail = cut(common(&mut old.chars().rev().zip(new.chars().rev())));
    (&old[..old.len() - tail], &new[..new.len() - tail])
}

/// Reads the markup; the error says what is wrong with it.
pub fn parse(source: &str) -> Result<Marked, String> {
    let mut marked = Marked { clean: String::with_capacity(source.len()), edits: Vec::new() };
    let mut rest = source;
    while let Some(open) = rest.find(['⟦', '⟧']) {
        marked.clean.push_str(&rest[..open]);
        let inside = rest[open..].strip_prefix('⟦').ok_or("a ⟧ without its ⟦")?;
        let close = inside.find('⟧').ok_or("a ⟦ without its ⟧")?;
        place(&inside[..close], &mut marked)?;
        rest = &inside[close + '⟧'.len_utf8()..];
    }
    marked.clean.push_str(rest);
    Ok(marked)
}

/// Reads what stands between two brackets.
fn place(inside: &str, marked: &mut Marked) -> Result<(), String> {
    if inside.contains('⟦') {
        return Err(format!("brackets within brackets: {inside}"));
    }
    let mut alternatives = inside.split('|');
    let clean = unescaped(alternatives.next().unwrap_or_default());
    let start = marked.clean.len();
    marked.clean.push_str(&clean);
    let mut seen = vec![clean];
    for alternative in alternatives {
        let (label, new) = alternative.split_once(':').ok_or(format!("no KIND: or ok: in {alternative:?}"))?;
        let new = unescaped(new);
        if seen.contains(&new) {
            return Err(format!("{new:?} stands twice in ⟦{inside}⟧"));
        }
        let edit = Edit { places: vec![(start..marked.clean.len(), new.clone())], ..labelled(label)? };
        seen.push(new);
        add(edit, &mut marked.edits);
    }
    Ok(())
}

/// Puts an edit into the list, or its place to the edit of the same label and id.
fn add(edit: Edit, edits: &mut Vec<Edit>) {
    let same = edits.iter_mut().find(|e| edit.id.is_some() && e.id == edit.id && e.kinds == edit.kinds);
    match same {
        Some(same) => same.places.extend(edit.places),
        None => edits.push(edit),
    }
}

/// Reads `ok`, `B1`, `A1/B1`, each with an id or without.
fn labelled(label: &str) -> Result<Edit, String> {
    let (names, id) = label.split_once('#').map_or((label, None), |(names, id)| (names, Some(id.to_owned())));
    let kinds = if names == "ok" { Vec::new() } else { names.split('/').map(str::to_owned).collect() };
    match kinds.iter().find(|k| !is_kind(k)) {
        Some(kind) => Err(format!("{kind:?} is no kind of error")),
        None => Ok(Edit { kinds, id, places: Vec::new() }),
    }
}

/// Whether a name is shaped like a kind: `B1`, `C15`.
fn is_kind(name: &str) -> bool {
    name.strip_prefix(|c: char| c.is_ascii_uppercase()).is_some_and(|n| (1..3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
}

fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n")
}
