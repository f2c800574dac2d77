//! Firms at the head of projects' names that the tagger passed over: 柳川先导激光, 恒岳二期, 德昌40万吨电石. Behind the place stands what is no
//! word, and behind it a trade, a phase or a figure. Roads, waters and works of the state are named by places, and hold no firm.

use std::sync::LazyLock;

use serde::Deserialize;

use super::features::Sight;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    works: Vec<String>,
    ends: String,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("entities/data/nested"));

/// How many characters a brand has.
const BRAND: std::ops::RangeInclusive<usize> = 2..=4;

/// The firm in the name of a project: first character and end.
pub(super) fn firm(sight: &Sight, start: usize, end: usize) -> Option<(usize, usize)> {
    let name: String = (start..end).map(|at| sight.character(at)).collect();
    if WORDS.works.iter().any(|w| name.contains(w.as_str())) {
        return None;
    }
    let from = sight.place_end(start, end).unwrap_or(start);
    let stops = |at: usize| sight.begins_part(at) || sight.character(at).is_ascii_digit() || sight.character(at) == '第';
    let stop = (from + 1..end).find(|at| stops(*at))?;
    let is_brand = BRAND.contains(&(stop - from))
        && (from..stop).all(|at| crate::reading::script::is_han(sight.character(at)) && !sight.is_listed(at))
        && !WORDS.ends.contains(sight.character(stop - 1))
        && sight.is_no_word(from, stop);
    is_brand.then(|| (from, sight.short_name_end(stop, end).unwrap_or(stop)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firm_of(name: &str) -> Option<String> {
        let sight = Sight::of(name);
        firm(&sight, 0, sight.len()).map(|(start, end)| name.chars().skip(start).take(end - start).collect())
    }

    #[test]
    fn a_brand_stands_before_a_trade_a_phase_or_a_figure() {
        assert_eq!(firm_of("苏州恒岳激光").as_deref(), Some("恒岳"));
        assert_eq!(firm_of("恒岳石化绿色新材料").as_deref(), Some("恒岳石化"));
        assert_eq!(firm_of("恒岳二期").as_deref(), Some("恒岳"));
        assert_eq!(firm_of("苏州恒岳40万吨电石").as_deref(), Some("恒岳"));
    }

    #[test]
    fn roads_waters_and_words_are_no_firms() {
        for name in ["雄商高铁", "恒岳水库", "苏州半导体二期", "康岳广场", "苏州瑶湖二期", "疏水型纳米粉体", "新型显示二期"]
        {
            assert_eq!(firm_of(name), None, "{name}");
        }
    }
}
