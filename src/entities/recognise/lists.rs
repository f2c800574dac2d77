//! Word lists about names (`entities/data/*.tsv`), and where their words stand in a text.

use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

/// One list: an automaton that `build.rs` made, and the class of every word.
struct List {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    classes: &'static [u8],
}

/// Reads a list that `build.rs` packed.
macro_rules! list {
    ($name:literal) => {
        LazyLock::new(|| {
            let packed = include_bytes!(concat!(env!("OUT_DIR"), "/lists/", $name, ".automaton"));
            let (automaton, _) = CharwiseDoubleArrayAhoCorasick::deserialize(packed).ok()?;
            Some(List { automaton, classes: include_bytes!(concat!(env!("OUT_DIR"), "/lists/", $name, ".classes")) })
        })
    };
}

/// Firms that newspapers name often: class 1 wherever they stand, 2 where the name is a common word as well.
static COMPANIES: LazyLock<Option<List>> = list!("companies");
/// Words between brand and legal form: class 1 if they are ordinary nouns too, 2 if they end a firm's short name.
static TRADES: LazyLock<Option<List>> = list!("trades");
/// Administrative divisions: class 1 provinces, 2 cities, 3 counties.
static PLACES: LazyLock<Option<List>> = list!("places");
/// Words about projects: class 1 heads, 2 phases, 3 verbs before a name, 4 stages, 5 descriptions.
static PROJECT_WORDS: LazyLock<Option<List>> = list!("project_words");
/// Words about bodies: class 1 legal forms of firms, 2 forms of other bodies, 3 posts, 4 heads of lists of firms, 5 heads of lists of projects.
static BODY_WORDS: LazyLock<Option<List>> = list!("body_words");

/// Where a character stands in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Place {
    Begin,
    Inside,
    End,
    Single,
}

/// The mark of a character: 0 outside of the words of a list, else the class of the word and the place in it.
pub(super) type Mark = u8;

/// The marks of a text.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub company: Vec<Mark>,
    pub trade: Vec<Mark>,
    pub place: Vec<Mark>,
    pub project: Vec<Mark>,
    pub body: Vec<Mark>,
}

impl Marks {
    /// The marks of a text of so many characters.
    pub(super) fn of(text: &str, starts: &[u32]) -> Marks {
        let marks = |list: &Option<List>| list.as_ref().map_or_else(|| vec![0; starts.len()], |list| list.marks(text, starts));
        Marks {
            company: marks(&COMPANIES),
            trade: marks(&TRADES),
            place: marks(&PLACES),
            project: marks(&PROJECT_WORDS),
            body: marks(&BODY_WORDS),
        }
    }
}

/// The class in a mark; 0 outside.
pub(super) fn class(mark: Mark) -> u8 {
    mark >> 2
}

/// The place in the word of a mark.
pub(super) fn place(mark: Mark) -> Option<Place> {
    (mark != 0).then_some(match mark & 3 {
        0 => Place::Begin,
        1 => Place::Inside,
        2 => Place::End,
        _ => Place::Single,
    })
}

/// Whether a name is in the list of firms, however common the word is.
pub(super) fn is_firm(name: &str) -> bool {
    COMPANIES.as_ref().is_some_and(|list| list.automaton.leftmost_find_iter(name).any(|hit| hit.start() == 0 && hit.end() == name.len()))
}

impl List {
    fn marks(&self, text: &str, starts: &[u32]) -> Vec<Mark> {
        let mut marks = vec![0; starts.len()];
        let mut at = 0;
        for hit in self.automaton.leftmost_find_iter(text) {
            let class = self.classes.get(hit.value() as usize).copied().unwrap_or(0) << 2;
            while starts.get(at).is_some_and(|s| (*s as usize) < hit.start()) {
                at += 1;
            }
            let first = at;
            while starts.get(at).is_some_and(|s| (*s as usize) < hit.end()) {
                marks[at] = class | Place::Inside as u8;
                at += 1;
            }
            if let Some(word) = marks.get_mut(first..at) {
                match word {
                    [] => {}
                    [only] => *only = class | Place::Single as u8,
                    [begin, .., end] => {
                        *begin = class | Place::Begin as u8;
                        *end = class | Place::End as u8;
                    }
                }
            }
        }
        marks
    }
}
