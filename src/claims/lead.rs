//! What stands before a figure in its clause: the verb that binds it, the noun it measures, and what qualifies both.

use super::claim::Phrase;
use super::indicator::IndicatorId;
use super::node::{Node, What};
use super::scope::{SCOPES, ScopeId};
use super::words::Word;
use crate::text::{TextRange, TextSize};

/// How many characters a noun has at most; what is longer is a clause of its own.
const MOST_CHARS: usize = 40;

/// What stands before a figure.
#[derive(Clone, Debug, Default)]
pub struct Lead {
    /// The verb nearest to the figure.
    pub verb: Option<Word>,
    /// Where it stands.
    pub verb_at: TextRange,
    /// The noun before the verb.
    pub noun: Phrase,
    /// The words before the indicator within the noun.
    pub owner: Phrase,
    /// The last indicator in the noun.
    pub indicator: Option<IndicatorId>,
    /// Words of scope before the verb.
    pub scopes: Vec<ScopeId>,
    /// Times before the verb, by the index of the figure.
    pub times: Vec<usize>,
    /// Times between the verb and the figure: 由2019年的…
    pub own_times: Vec<usize>,
    /// The words between the verb and the figure: 占全区耕地的…, 比乙县多…
    pub of: Phrase,
    /// Words of scope between the verb and the figure.
    pub of_scopes: Vec<ScopeId>,
    /// What is compared with: 同比, 比…
    pub than: Option<Than>,
    /// Every word of the grammar in it, in order.
    pub words: Vec<(Word, TextRange)>,
}

/// A comparison in front of a verb: 比上年, 同比, 比乙县.
#[derive(Clone, Debug, Default)]
pub struct Than {
    /// The word: 比, 同比.
    pub at: TextRange,
    /// The times behind it.
    pub times: Vec<usize>,
    /// The noun behind it.
    pub noun: Phrase,
}

impl Lead {
    /// Whether a word of the grammar stands in it.
    pub fn has(&self, word: Word) -> bool {
        self.words.iter().any(|(w, _)| *w == word)
    }

    /// Reads what stands before a figure; `end` is where the figure begins.
    pub fn of(reading: &str, nodes: &[Node], end: TextSize) -> Lead {
        let mut lead = Lead { verb_at: TextRange::empty(end), ..Lead::default() };
        lead.words = nodes.iter().enumerate().filter_map(|(at, node)| Some((word(reading, nodes, at, end)?, node.range))).collect();
        let verb = binding_word(reading, nodes, end);
        let mut noun_end = nodes.len();
        if let Some(at) = verb {
            lead.verb = word(reading, nodes, at, end);
            lead.verb_at = nodes[at].range;
            let between = &nodes[at + 1..];
            lead.own_times = times(between);
            lead.of = phrase(reading, between, end);
            lead.of_scopes = scopes(between);
            noun_end = at;
        }
        let than = nodes[..noun_end].iter().rposition(|n| n.what == What::Word(Word::Than));
        if let Some(at) = than {
            let between = &nodes[at + 1..noun_end];
            lead.than = Some(Than { at: nodes[at].range, times: times(between), noun: phrase(reading, between, end) });
            noun_end = at;
        }
        lead.read_noun(reading, &nodes[..noun_end], end);
        lead
    }

    fn read_noun(&mut self, reading: &str, nodes: &[Node], end: TextSize) {
        self.times = times(nodes);
        self.scopes = scopes(nodes);
        // The noun begins behind the last word that begins another matter.
        let start = nodes.iter().rposition(|n| matches!(n.what, What::Word(Word::OfWhich) | What::Colon)).map_or(0, |at| at + 1);
        let nodes = &nodes[start..];
        self.noun = phrase(reading, nodes, end);
        if let Some(at) = nodes.iter().rposition(|n| matches!(n.what, What::Indicator(_))) {
            self.indicator = match nodes[at].what {
                What::Indicator(id) => Some(id),
                _ => None,
            };
            self.owner = phrase(reading, &nodes[..at], end);
        }
    }
}

/// The word of the grammar that a node is, where it can be one: a word of one character must stand at the figure or begin a phrase.
fn word(reading: &str, nodes: &[Node], at: usize, end: TextSize) -> Option<Word> {
    let What::Word(word) = nodes[at].what else { return None };
    let is_short = reading[nodes[at].range].chars().count() == 1;
    let opens = matches!(word, Word::From | Word::Than | Word::Share | Word::Adverb | Word::Break | Word::This | Word::Among | Word::Compose);
    let follows = nodes.get(at + 1).map_or(end, |n| n.range.start());
    let stands_free = nodes[at + 1..].iter().all(|n| is_light(n)) || matches!(nodes.get(at + 1).map(|n| n.what), Some(What::Time(_)));
    let is_used = !is_short || opens || (stands_free && follows == nodes[at].range.end());
    is_used.then_some(word)
}

/// Whether a node does not part a verb from its figure.
fn is_light(node: &Node) -> bool {
    matches!(node.what, What::Word(Word::Adverb | Word::Respective | Word::Each | Word::Original) | What::Scope(_) | What::Time(_) | What::Length(_))
}

/// The word that binds the figure: the nearest one, over what does not part them; or one that opens a phrase further left.
fn binding_word(reading: &str, nodes: &[Node], end: TextSize) -> Option<usize> {
    let binds = |at: usize| {
        let word = word(reading, nodes, at, end)?;
        (!matches!(word, Word::Adverb | Word::Break | Word::Caveat | Word::Respective | Word::Each | Word::Original | Word::Among)).then_some(word)
    };
    let nearest = (0..nodes.len()).rev().find(|at| !is_light(&nodes[*at]) && &reading[nodes[*at].range] != "的");
    if let Some(at) = nearest
        && binds(at).is_some()
    {
        return Some(at);
    }
    // 由建设初期的40亿元, 占全区耕地的62.5%, 是乙县的3倍, 比上年的40亿元.
    let opens = |at: &usize| {
        matches!(
            nodes[*at].what,
            What::Word(
                Word::From | Word::Than | Word::Share | Word::PlanShare | Word::OfWhich | Word::Times | Word::ReachUp | Word::ReachDown
            )
        ) || (matches!(nodes[*at].what, What::Word(Word::Level)) && matches!(&reading[nodes[*at].range], "是" | "为"))
    };
    let at = (0..nodes.len()).rev().find(opens)?;
    (!matches!(nodes[at].what, What::Word(Word::OfWhich))).then_some(at)
}

fn times(nodes: &[Node]) -> Vec<usize> {
    nodes.iter().filter_map(|n| if let What::Time(index) = n.what { Some(index) } else { None }).collect()
}

fn scopes(nodes: &[Node]) -> Vec<ScopeId> {
    let mut scopes: Vec<ScopeId> = nodes.iter().filter_map(|n| if let What::Scope(id) = n.what { Some(id) } else { None }).collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// The words of nodes as a key: text and indicators, and words of the grammar where they stand inside of it.
pub fn phrase(reading: &str, nodes: &[Node], end: TextSize) -> Phrase {
    let is_content = |n: &Node| match n.what {
        What::Text => !matches!(&reading[n.range], "的" | "了" | "等" | "之" | "." | "间" | "期间" | "内" | "末" | "底"),
        What::Indicator(_) => true,
        // 全县 says whose it is; 省内 is what is counted.
        What::Scope(id) => SCOPES.group(id) != "whole-place",
        _ => false,
    };
    let (Some(first), Some(last)) = (nodes.iter().position(is_content), nodes.iter().rposition(is_content)) else {
        return Phrase { range: TextRange::empty(end), text: String::new() };
    };
    let inside = |n: &&Node| {
        is_content(n)
            || match n.what {
                What::Word(word) => !matches!(word, Word::Adverb | Word::Break | Word::Plan | Word::This | Word::Done),
                What::Pause => true,
                _ => false,
            }
    };
    let range = TextRange::new(nodes[first].range.start(), nodes[last].range.end());
    let mut text = String::new();
    for node in nodes[first..=last].iter().filter(inside) {
        text.extend(reading[node.range].chars().filter(|c| *c != '的').take(MOST_CHARS));
    }
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '%').to_owned();
    Phrase { range, text }
}
