//! The words that bind figures to what they measure (`data/words.toml`, `data/indicators.toml`, `data/scopes.toml`), and the one
//! automaton over all of them.

use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use serde::Deserialize;

use super::indicator::IndicatorId;
use super::scope::ScopeId;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// A word of the grammar.
    Word(Word),
    /// An indicator of the table.
    Indicator(IndicatorId),
    /// A word that says what a figure covers.
    Scope(ScopeId),
}

struct Lexicon {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    matches: Vec<Match>,
}

/// Built by `build.rs`, so that a start does not build it.
static LEXICON: LazyLock<Option<Lexicon>> = LazyLock::new(|| {
    let (automaton, _) =
        CharwiseDoubleArrayAhoCorasick::deserialize(include_bytes!(concat!(env!("OUT_DIR"), "/claim_words.automaton"))).ok()?;
    let matches = crate::shipped::read("claims/data/words", include_str!(concat!(env!("OUT_DIR"), "/claim_words.json")));
    Some(Lexicon { automaton, matches })
});

/// The words of a text, from left to right, the longest first, without overlaps: first byte, end, meaning.
pub fn words(text: &str) -> impl Iterator<Item = (usize, usize, Match)> + '_ {
    let found = move |lexicon: &'static Lexicon| {
        let found = lexicon.automaton.leftmost_find_iter(text);
        found.filter_map(|m| Some((m.start(), m.end(), *lexicon.matches.get(m.value() as usize)?)))
    };
    LEXICON.as_ref().into_iter().flat_map(found)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[derive(Deserialize)]
    struct File {
        class: Vec<Class>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Class {
        #[expect(dead_code, reason = "a name that is no word is refused")]
        name: Word,
        words: Vec<String>,
    }

    #[test]
    fn a_word_has_one_meaning() {
        let file: File = shipped!("claims/data/words");
        let mut seen = HashSet::new();
        for word in file.class.into_iter().flat_map(|class| class.words) {
            assert!(seen.insert(word.clone()), "{word} stands twice in data/words.toml");
        }
    }

    #[test]
    fn every_table_has_its_words() {
        let found: Vec<_> = words("按可比口径计算全市工业增加值增长").map(|(start, end, is)| (end - start, is)).collect();
        assert!(
            matches!(
                found.as_slice(),
                [(_, Match::Word(Word::Caveat)), .., (_, Match::Scope(_)), (_, Match::Indicator(_)), (_, Match::Word(Word::Up))]
            ),
            "{found:?}"
        );
    }
}
