//! Which figures took part in which check: what coverage counts and hovers tell.

use super::Message;
use crate::claims::Claim;
use crate::figures::Count;
use crate::figures::figure::Figure;
use crate::figures::lexer::has_number;
use crate::text::TextRange;

/// A family of checks, as people are told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Check {
    List,
    Code,
    Bounds,
    Beside,
    Dates,
    Growth,
    Change,
    Direction,
    Sums,
    Shares,
    Averages,
    Comparisons,
    Chains,
    Ranks,
    Units,
    Elsewhere,
    Table,
}

impl Check {
    /// What is checked.
    pub fn name(self) -> Message {
        let (zh, en) = match self {
            Check::List => ("列举个数", "items of a list"),
            Check::Code => ("代号与括注", "a code and its expansion"),
            Check::Bounds => ("取值范围", "possible values"),
            Check::Beside => ("相邻的数", "the figure beside it"),
            Check::Dates => ("日期", "dates"),
            Check::Growth => ("增速与前后两个数", "growth"),
            Check::Change => ("增减量与前后两个数", "change"),
            Check::Direction => ("升降方向", "direction"),
            Check::Sums => ("部分与整体", "parts and whole"),
            Check::Shares => ("占比", "shares"),
            Check::Averages => ("平均数", "averages"),
            Check::Comparisons => ("两者相比", "comparisons"),
            Check::Chains => ("几个增速之间", "growths among themselves"),
            Check::Ranks => ("名次", "ranks"),
            Check::Units => ("单位与量级", "units and magnitude"),
            Check::Elsewhere => ("全文另一处的同一个数", "the same figure elsewhere"),
            Check::Table => ("表格", "tables"),
        };
        Message::new(zh, en)
    }
}

/// The figures of a line that are counted, those that are bound and those that took part in a check, each once.
pub(super) struct Taken<'l> {
    reading: &'l str,
    figures: &'l [Figure],
    /// By their indices.
    bound: Vec<u32>,
    checked: Vec<(u32, Check)>,
}

impl<'l> Taken<'l> {
    /// A line: what its claims and its counted nouns bind.
    pub(super) fn new(reading: &'l str, figures: &'l [Figure], claims: &[Claim], counts: &[Count]) -> Taken<'l> {
        let mut taken = Taken { reading, figures, bound: Vec::new(), checked: Vec::new() };
        taken.bound.extend(claims.iter().map(|c| c.figure as u32));
        let counted: Vec<u32> = counts.iter().flat_map(|c| taken.figures_in(c.range)).collect();
        taken.bound.extend(counted);
        taken
    }

    /// The figures that share a character with a place.
    fn figures_in(&self, place: TextRange) -> impl Iterator<Item = u32> + use<'l> {
        let figures = self.figures;
        let first = figures.partition_point(|f| f.range.end() <= place.start());
        (first..figures.len()).take_while(move |at| figures[*at].range.start() < place.end()).map(|at| at as u32)
    }

    /// Notes figures by their indices; what is bound or not, a check has told what it is.
    pub(super) fn note(&mut self, check: Check, figures: impl IntoIterator<Item = usize>) {
        self.checked.extend(figures.into_iter().map(|at| (at as u32, check)));
    }

    /// Notes figures by their places.
    pub(super) fn note_places(&mut self, check: Check, places: impl IntoIterator<Item = TextRange>) {
        for place in places {
            self.checked.extend(self.figures_in(place).map(|at| (at, check)));
        }
    }

    /// How many figures there are and are bound, and which were checked by what.
    pub(super) fn sum(mut self) -> (u32, u32, Vec<(u32, Check)>) {
        let counts = |at: u32| self.figures.get(at as usize).is_some_and(|f| has_number(f, self.reading));
        self.checked.retain(|(at, _)| counts(*at));
        self.checked.sort_unstable();
        self.checked.dedup();
        self.bound.extend(self.checked.iter().map(|(at, _)| *at));
        self.bound.sort_unstable();
        self.bound.dedup();
        self.bound.retain(|at| counts(*at));
        let figures = self.figures.iter().filter(|f| has_number(f, self.reading)).count();
        (figures as u32, self.bound.len() as u32, self.checked)
    }
}

/// How many figures a list of checks is of; the list is sorted.
pub(super) fn distinct(checked: &[(u32, Check)]) -> usize {
    checked.chunk_by(|a, b| a.0 == b.0).count()
}
