//! The words that bind figures to what they measure (`data/words.toml`, `data/indicators.toml`, `data/scopes.toml`), and the one
//! automaton over all of them.

use std::collections::HashSet;
use std::sync::LazyLock;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use serde::Deserialize;

use super::indicator::{IndicatorId, TABLE};
use super::scope::{SCOPES, ScopeId};

/// What a word does in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Word {
    /// 增长: what is measured grew, by the figure behind.
    Up,
    /// 下降.
    Down,
    /// 增速: the growth, as a noun.
    Growth,
    /// 降幅.
    Decline,
    /// 加快: the growth became larger.
    Faster,
    /// 放缓, 回落.
    Slower,
    /// 收窄: a decline, a gap or a loss became smaller.
    Narrower,
    /// 年均增长.
    Annually,
    /// 年均下降.
    AnnuallyDown,
    /// 由, 从.
    From,
    /// 增至.
    ReachUp,
    /// 降至.
    ReachDown,
    /// 达到, 至: no direction told.
    Reach,
    /// 为, 有, 完成.
    Level,
    /// 占, 比重.
    Share,
    /// 其中.
    OfWhich,
    /// 剩余, 还有.
    Rest,
    /// 已完成.
    Done,
    /// 计划, 预计, 目标.
    Plan,
    /// 占计划, 完成率.
    PlanShare,
    /// 序时进度: a measure of progress that is not the plan.
    Schedule,
    /// 人均, 亩产, 每天.
    Average,
    /// 最高, 设计能力.
    Extreme,
    /// 分别.
    Respective,
    /// 各, 均.
    Each,
    /// 组成, 分为.
    Compose,
    /// 比, 较, 同比.
    Than,
    /// 原来的.
    Original,
    /// 相当于.
    Times,
    /// 贡献率.
    Contribution,
    /// 拉动.
    Pull,
    /// 居, 位列.
    Stand,
    /// 这, 上述.
    This,
    /// Says nothing about what is measured: 已经, 约.
    Adverb,
    /// 但, 同时: another matter begins.
    Break,
    /// 这312家企业中.
    Among,
    /// Only looks like one of the others: 比例尺.
    Plain,
    /// 按不变价格: growth beside it does not follow from the values printed.
    Caveat,
}

/// What a match of the automaton is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// A word of the grammar.
    Word(Word),
    /// An indicator of the table.
    Indicator(IndicatorId),
    /// A word that says what a figure covers.
    Scope(ScopeId),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    class: Vec<Class>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    name: Word,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Caveats {
    words: Vec<String>,
}

struct Lexicon {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    matches: Vec<Match>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

impl Lexicon {
    /// A word that stands in two lists has the meaning of the first: indicators, words of the grammar, scopes.
    fn load() -> Lexicon {
        let file: File = shipped!("claims/data/words");
        let caveats: Caveats = shipped!("claims/data/caveats");
        let mut seen = HashSet::new();
        let mut patterns: Vec<(String, Match)> = Vec::new();
        let mut add = |word: &str, is: Match| {
            if seen.insert(word.to_owned()) {
                patterns.push((word.to_owned(), is));
            }
        };
        let (plain, classes): (Vec<&Class>, Vec<&Class>) = file.class.iter().partition(|class| class.name == Word::Plain);
        caveats.words.iter().for_each(|word| add(word, Match::Word(Word::Caveat)));
        classes.iter().for_each(|class| class.words.iter().for_each(|word| add(word, Match::Word(class.name))));
        TABLE.names().for_each(|(name, id)| add(name, Match::Indicator(id)));
        SCOPES.words().for_each(|(word, id)| add(word, Match::Scope(id)));
        plain.iter().for_each(|class| class.words.iter().for_each(|word| add(word, Match::Word(Word::Plain))));
        let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest);
        let automaton = builder.build(patterns.iter().map(|(word, _)| word)).ok();
        Lexicon { automaton, matches: patterns.into_iter().map(|(_, is)| is).collect() }
    }
}

/// The words of a text, from left to right, the longest first, without overlaps: first byte, end, meaning.
pub fn words(text: &str) -> impl Iterator<Item = (usize, usize, Match)> + '_ {
    let found = LEXICON.automaton.as_ref().map(|automaton| automaton.leftmost_find_iter(text));
    found.into_iter().flatten().filter_map(|m| Some((m.start(), m.end(), *LEXICON.matches.get(m.value() as usize)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_meaning() {
        let file: File = shipped!("claims/data/words");
        let mut seen = HashSet::new();
        for class in file.class {
            for word in class.words {
                assert!(seen.insert(word.clone()), "{word} stands twice in data/words.toml");
            }
        }
        assert!(LEXICON.automaton.is_some());
    }
}
