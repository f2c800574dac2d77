//! What articles say of companies and projects in words: where they are, what they make, in how many phases they are built, in which lists
//! they stand.

use std::sync::LazyLock;

use serde::Deserialize;
use smol_str::SmolStr;

use super::digest::{Fact, Named, Place};
use super::subject::Line;
use crate::entities::EntityKind;
use crate::entities::recognise::places;
use crate::reading::script::is_han;
use crate::text::range;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    at: Vec<String>,
    there: Vec<String>,
    place_ends: Vec<String>,
    product: Vec<String>,
    product_ends: Vec<String>,
    product_not: Vec<String>,
    product_heads: Vec<String>,
    no_product: Vec<String>,
    ranked: Vec<String>,
    lists: Vec<String>,
    rank_before: Vec<String>,
    counted: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("workspace/data/sayings"));

/// How many characters a place, a product, the name of a list have at most.
const LONGEST_PLACE: usize = 20;
const LONGEST_PRODUCT: usize = 40;
const LONGEST_LIST: usize = 20;
/// How many times a word is looked for in a line.
const MOST: usize = 50;

const STOPS: [char; 14] = [',', '，', '。', ';', '；', '、', '(', '（', ')', '）', '“', '”', ':', '：'];

/// Adds what a line says.
pub(super) fn of_line(line: &Line, named: &mut [Named]) {
    locations(line, named);
    products(line, named);
    phases(line, named);
    rankings(line, named);
    of_names(line, named);
}

/// Adds a fact in words.
fn add(
    line: &Line,
    named: &mut [Named],
    member: usize,
    attribute: (&'static str, &'static str),
    (start, end): (usize, usize),
    text: String,
) {
    named[member].facts.push(Fact {
        attribute: (SmolStr::new_static(attribute.0), SmolStr::new_static(attribute.1)),
        text,
        interval: None,
        dimension: SmolStr::default(),
        period: None,
        is_plan: false,
        is_fixed: false,
        place: Place::of(line.analysis, line.line, line.in_source(start, end)),
    });
}

/// Where the words of a list begin and end in a reading; of those that begin at one place, the longest.
fn hits(text: &str, words: &'static [String]) -> Vec<(usize, usize)> {
    let mut hits: Vec<(usize, usize)> =
        words.iter().flat_map(|w| text.match_indices(w.as_str()).take(MOST).map(move |(at, _)| (at, at + w.len()))).collect();
    hits.sort_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
    hits.dedup_by_key(|(start, _)| *start);
    hits
}

/// The beginning of a text up to a stop, of so many characters at most.
fn piece(text: &str, longest: usize, stops: &[char]) -> usize {
    text.char_indices()
        .take(longest + 1)
        .find(|(_, c)| stops.contains(c))
        .map_or_else(|| text.char_indices().nth(longest).map_or(text.len(), |(at, _)| at), |(at, _)| at)
}

/// Where the place ends that a text begins with.
fn place_end(text: &str) -> Option<usize> {
    let text = &text[..piece(text, LONGEST_PLACE, &STOPS)];
    let text = text.split('的').next().unwrap_or_default();
    let listed = places(text).into_iter().take_while(|p| usize::from(p.start()) == 0).map(|p| usize::from(p.end())).last();
    let ends = WORDS.place_ends.iter().filter_map(|w| text.rfind(w.as_str()).map(|at| at + w.len()));
    let end = ends.filter(|end| text[..*end].chars().count() > 2).chain(listed).max()?;
    text[..end].chars().all(|c| is_han(c) || c.is_alphanumeric()).then_some(end)
}

/// 位于柳川高新区; 在柳川高新区开工.
fn locations(line: &Line, named: &mut [Named]) {
    for (start, end) in hits(line.reading, &WORDS.at) {
        let Some(len) = place_end(&line.reading[end..]) else { continue };
        if let Some(member) = line.project(range(start, end + len)) {
            add(line, named, member, ("地点", "place"), (end, end + len), line.reading[end..end + len].to_owned());
        }
    }
    for (start, _) in line.reading.match_indices('在').take(MOST) {
        let from = start + '在'.len_utf8();
        let Some(len) = place_end(&line.reading[from..]) else { continue };
        let behind = &line.reading[from + len..];
        if !WORDS.there.iter().any(|w| behind.starts_with(w.as_str())) {
            continue;
        }
        if let Some(member) = line.project(range(start, from + len)) {
            add(line, named, member, ("地点", "place"), (from, from + len), line.reading[from..from + len].to_owned());
        }
    }
}

/// 主要产品为铝箔、铝带: of the project named last, else of the firm.
fn products(line: &Line, named: &mut [Named]) {
    let stops = [',', '，', '。', ';', '；', '(', '（', '“', '”', ':', '：'];
    for (start, end) in hits(line.reading, &WORDS.product) {
        let mut text = &line.reading[end..end + piece(&line.reading[end..], LONGEST_PRODUCT, &stops)];
        let ends = WORDS.product_ends.iter().filter_map(|w| text.find(w.as_str())).filter(|at| *at > 0).min();
        text = text[..ends.unwrap_or(text.len())].trim_end_matches('、');
        let is_other = WORDS.product_not.iter().any(|w| text.contains(w.as_str()));
        if is_other || text.chars().count() < 2 || text.chars().count() >= LONGEST_PRODUCT {
            continue;
        }
        let at = range(start, end);
        let members = line.project(at).map_or_else(|| line.firms(at).into_iter().take(1).collect(), |member| vec![member]);
        for member in members {
            add(line, named, member, ("产品", "products"), (end, end + text.len()), text.to_owned());
        }
    }
}

/// 分三期建设.
fn phases(line: &Line, named: &mut [Named]) {
    for (start, mark) in line.reading.match_indices('分').take(MOST) {
        let rest = &line.reading[start + mark.len()..];
        let Some(at) = rest.char_indices().take(3).find(|(_, c)| *c == '期').map(|(at, _)| at) else { continue };
        let is_count = at > 0 && rest[..at].chars().all(|c| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c));
        let end = start + mark.len() + at + '期'.len_utf8();
        let behind = &line.reading[end..];
        if is_count
            && ["建设", "实施", "推进", "进行", "开发", "投资", "建成", ",", "，", "。"].iter().any(|w| behind.starts_with(w))
            && let Some(member) = line.project(range(start, end))
        {
            add(line, named, member, ("分期", "phases"), (start, end), line.reading[start..end].to_owned());
        }
    }
}

/// 入选中国企业500强; 位列河南民营企业100强第12位.
fn rankings(line: &Line, named: &mut [Named]) {
    let mut done = 0;
    for (start, end) in hits(line.reading, &WORDS.lists) {
        if start < done {
            continue;
        }
        done = end;
        let before = &line.reading[..start];
        let from = before.char_indices().rev().take(LONGEST_LIST).last().map_or(start, |(at, _)| at);
        let cue = WORDS.ranked.iter().filter_map(|w| before[from..].rfind(w.as_str()).map(|at| (from + at, from + at + w.len())));
        let Some((cue, name)) = cue.max_by_key(|(start, end)| (*end, std::cmp::Reverse(*start))) else { continue };
        if line.reading[name..start].contains(STOPS.map(|c| if matches!(c, '“' | '(' | ')') { '。' } else { c })) {
            continue;
        }
        let members = line.firms(range(cue, name));
        let Some(last) = line.namings.iter().rfind(|n| line.kind(n) == EntityKind::Company && usize::from(n.range.end()) <= cue) else {
            continue;
        };
        let between = &line.reading[last.range.end().into()..cue];
        if WORDS.counted.iter().any(|w| between.contains(w.as_str())) && members.len() < 2 || between.contains("分别") {
            continue;
        }
        let end = if members.len() == 1 { rank_end(line.reading, end) } else { end };
        let list = line.reading[name..end].trim_start_matches(['“', '《', '了']).replace(['”', '》'], "");
        for member in members {
            add(line, named, member, ("榜单", "ranking"), (name, end), list.clone());
        }
    }
}

/// The end of 第12位 behind the name of a list.
fn rank_end(reading: &str, end: usize) -> usize {
    let rest = reading[end..].trim_start_matches(['”', '》', '榜', '单', ',', '，']);
    let at = reading.len() - rest.len();
    let Some(word) = WORDS.rank_before.iter().filter(|w| rest.starts_with(w.as_str())).max_by_key(|w| w.len()) else { return end };
    let digits = rest[word.len()..].find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let behind = &rest[word.len() + digits..];
    if digits > 0 && behind.starts_with(['位', '名']) { at + word.len() + digits + '位'.len_utf8() } else { end }
}

/// What the names of projects say: the place they begin with, the product behind their capacity.
fn of_names(line: &Line, named: &mut [Named]) {
    for naming in line.namings.iter().filter(|n| line.kind(n) == EntityKind::Project) {
        let (start, text) = (usize::from(naming.range.start()), &line.reading[naming.range]);
        let listed = places(text).into_iter().next().filter(|p| usize::from(p.start()) == 0).map(|p| usize::from(p.end()));
        // The place of a firm's name is not the project's, and a road from there leads elsewhere.
        let is_firm = |end: usize| {
            line.namings.iter().any(|n| {
                line.kind(n) == EntityKind::Company
                    && n.range.start() == naming.range.start()
                    && n.range.len() > end.try_into().unwrap_or_default()
            })
        };
        let leads = text.contains(['至', '—', '-', '到']);
        if let Some(end) = listed.filter(|end| *end < text.len() && !is_firm(*end) && !leads) {
            add(line, named, naming.member, ("地点", "place"), (start, start + end), text[..end].to_owned());
        }
        let capacity =
            line.analysis.figures_of(line.line).map(|f| f.figure).find(|f| f.unit.is_some() && naming.range.contains_range(f.range));
        let from = capacity.map_or(0, |f| usize::from(f.range.end()) - start);
        let mut product = text[from..].trim_start_matches(['/', '年', '的']);
        let mut is_made = capacity.is_some_and(|f| f.unit.is_some_and(|u| u.dimension() == "mass"));
        while let Some(rest) = WORDS.product_heads.iter().filter_map(|h| product.strip_suffix(h.as_str())).min_by_key(|r| r.len()) {
            is_made |= product.ends_with("生产线") || product.ends_with("产线");
            product = rest;
        }
        let is_product = is_made && from > 0 && product.chars().count() >= 2 && product.chars().all(|c| is_han(c) || c.is_alphanumeric());
        if is_product && !WORDS.no_product.iter().any(|w| product.contains(w.as_str())) {
            let at = start + text.len() - text[text.find(product).unwrap_or(0)..].len();
            add(line, named, naming.member, ("产品", "products"), (at, at + product.len()), product.to_owned());
        }
    }
}
