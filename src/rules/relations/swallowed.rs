//! B2: more than what it is in. An increase beside what came of it (`增加23个、达到19个`; `824亿元，比上年增加1308亿元`), a part
//! that moved beside its whole (`由162万辆增至208万辆，其中新能源汽车由62万辆增至265万辆`), a part of a whole that is hedged, and
//! indicators that hold others by definition (`工业增加值40亿元，制造业增加值43亿元`).

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::against::{Term, terms};
use super::amount::{Amount, counts_alike};
use super::nearby::{has_any, lead_of, trim_end};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Approximation, Kind};
use crate::rules::finding::{Message, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    adds: Vec<String>,
    news: Vec<String>,
    places: Vec<String>,
    totals: Vec<String>,
    reaches: Vec<String>,
    moves: Vec<String>,
    bases: Vec<String>,
    signed: Vec<String>,
    no_part: Vec<String>,
    narrow: Vec<String>,
    links: Vec<String>,
    holds: Vec<Holds>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holds {
    whole: Vec<String>,
    parts: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("rules/relations/data/swallowed"));

/// How many characters stand between a hedged whole and its part at most.
const NAME: usize = 14;
/// How many values before a part its whole is looked for.
const REACH: usize = 4;
/// How much more than `超过350家` its part may be, in percent: nobody calls 400 more than 350.
const BEYOND: u32 = 105;

/// Looks at the values of a line that stand side by side.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for at in 1..scene.figures.len() {
        let _ = increase(scene, at, found)
            .or_else(|| newly(scene, at, found))
            .or_else(|| of_new(scene, at, found))
            .or_else(|| excess(scene, at, found))
            .or_else(|| hedged(scene, at, found));
        moved(scene, at, found);
    }
    let is_any = WORDS.holds.iter().any(|set| set.whole.iter().any(|name| scene.reading.contains(name.as_str())));
    if is_any {
        defined(scene, found);
    }
}

/// How many characters a remark behind a value has.
const REMARK: usize = 16;

fn value<'l>(scene: &Scene<'l>, at: usize) -> Option<Amount<'l>> {
    let figure = scene.figures.get(at)?;
    let is_kind = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Enumeration) && figure.unit.is_some_and(|u| u.per.is_none());
    let amount = Amount::of(scene.reading, figure).filter(|_| is_kind)?;
    amount.printed().is_some_and(|p| p.value > Decimal::ONE).then_some(amount)
}

fn gap<'l>(scene: &Scene<'l>, one: usize, other: usize) -> Option<&'l str> {
    let (start, end) = (scene.figures.get(one)?.range.end(), scene.figures.get(other)?.range.start());
    scene.reading.get(start.into()..end.into()).filter(|gap| gap.len() <= 120 && !gap.contains(['。', ';', '!', '?', ':']))
}

/// The words of the sentence before a value.
fn sentence<'l>(scene: &Scene<'l>, at: usize) -> &'l str {
    let end = usize::from(scene.figures[at].range.start());
    let near = &scene.reading[crate::text::boundary(scene.reading, end.saturating_sub(120))..end];
    near.rsplit(['。', ';', '!', '?']).next().unwrap_or(near)
}

/// `通用机场增加23个、达到19个`.
fn increase(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let before = at - 1;
    let (more, result) = (value(scene, before)?, value(scene, at)?);
    let words = gap(scene, before, at)?.trim_start_matches(['、', ',']);
    // 达到 may be read as a hedge of the figure itself.
    let figure = &scene.figures[at];
    let head = scene.reading.get(figure.range.start().into()..figure.number.start().into()).unwrap_or("");
    let is_reached =
        [words, head].iter().any(|text| WORDS.reaches.iter().any(|word| text == word)) && (words.is_empty() || head.is_empty());
    let lead = lead_of(scene, before);
    let is_added = WORDS.adds.iter().any(|word| lead.ends_with(word.as_str()));
    if more.dimension != result.dimension
        || !is_reached
        || !is_added
        || has_any(&lead.replace("增加", "").replace("净增", ""), &WORDS.signed)
    {
        return None;
    }
    found.checked.extend([before, at]);
    if !more.is_exact() || !result.is_exact() || !more.interval.is_above(&result.interval) {
        return None;
    }
    report(scene, before, at, "增加的数比增加后的总数还大", "the increase is more than what came of it", found)
}

/// `新增农村公路1216公里，总里程达844公里`; `新增43家绿色工厂、总数达31家`.
fn newly(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let before = at - 1;
    let (more, all) = (value(scene, before)?, value(scene, at)?);
    let lead = lead_of(scene, before);
    let (from, word) =
        WORDS.news.iter().filter_map(|word| Some((lead.rfind(word.as_str())?, word))).max_by_key(|(at, w)| (*at, w.len()))?;
    let noun = &lead[from + word.len()..];
    let words = gap(scene, before, at)?;
    let (thing, clause) = words.rsplit_once([',', '、'])?;
    // 达到 may be read as a hedge of the figure itself.
    let figure = &scene.figures[at];
    let head = scene.reading.get(figure.range.start().into()..figure.number.start().into()).unwrap_or("");
    let clause = WORDS.places.iter().find_map(|place| clause.strip_prefix(place.as_str())).unwrap_or(clause);
    let said = format!("{clause}{head}");
    let total = WORDS.totals.iter().find_map(|word| said.rsplit_once(word.as_str()));
    let total = total.filter(|(_, verb)| verb.is_empty() || WORDS.reaches.iter().any(|word| word == verb)).map(|(of, _)| of);
    // 高速公路总里程: of the thing itself, if it is named again.
    let is_total = total.is_some_and(|of| of.is_empty() || noun.contains(of) || thing.contains(of));
    let is_plain = noun.chars().count() <= NAME && !noun.contains(['的', '等']) && !thing.contains(['(', ',']);
    if more.dimension != all.dimension || !is_total || !is_plain || !more.is_exact() || !all.is_exact() {
        return None;
    }
    found.checked.extend([before, at]);
    if !more.interval.is_above(&all.interval) {
        return None;
    }
    report(scene, before, at, "新增的数比总数还大", "what came new is more than all there is", found)
}

/// `新增6亿元投资，其中民间投资15.8亿元`: a part of what came new, which is named behind the value.
fn of_new(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let before = at - 1;
    let (whole, part) = (value(scene, before)?, value(scene, at)?);
    let (noun, name) = gap(scene, before, at)?.split_once(',')?;
    let name = name.strip_prefix("其中")?.trim_start_matches(',');
    let is_new = WORDS.news.iter().any(|word| lead_of(scene, before).ends_with(word.as_str()));
    let is_of_it = noun.chars().count() >= 2 && noun.chars().count() <= NAME && name.ends_with(noun);
    if !is_new || !is_of_it || whole.dimension != part.dimension || has_any(name, &WORDS.no_part) || !whole.is_exact() || !part.is_exact() {
        return None;
    }
    found.checked.extend([before, at]);
    if !part.interval.is_above(&whole.interval) {
        return None;
    }
    report(scene, at, before, "部分大于整体", "a part is larger than its whole", found)
}

/// `投资824亿元，比上年增加1308亿元`.
fn excess(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let more = value(scene, at)?;
    let like = |i: &usize| value(scene, *i).is_some_and(|a| a.dimension == more.dimension);
    let before = (at.saturating_sub(2)..at).rev().find(like)?;
    let whole = value(scene, before)?;
    // 共有飞机147架，引进11架、退出5架，较年初净增6架: of what is told before.
    let is_of_earlier = (before.saturating_sub(REACH)..before).filter(like).any(|i| gap(scene, i, at).is_some());
    let words = gap(scene, before, at)?;
    let clause = words.strip_prefix(',').filter(|clause| !clause.contains([',', '、', '(', ')']) && clause.chars().count() <= NAME)?;
    let is_base = WORDS.bases.iter().any(|word| clause.starts_with(word.as_str()));
    let is_added = WORDS.adds.iter().any(|word| clause.ends_with(word.as_str()));
    let is_signed = has_any(lead_of(scene, before), &WORDS.signed) || lead_of(scene, before).contains(['比', '较']);
    if !is_base || !is_added || is_signed || is_of_earlier || clause.contains('净') {
        return None;
    }
    found.checked.extend([before, at]);
    if !whole.is_exact() || !more.is_exact() || !more.interval.is_above(&whole.interval) {
        return None;
    }
    report(scene, at, before, "增加的数比增加后的总数还大", "the increase is more than what came of it", found)
}

/// `由162万辆增至208万辆，其中新能源汽车由62万辆增至265万辆`.
fn moved(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let first = at.checked_sub(3)?;
    let amounts: Vec<Amount> = (first..=at).map(|i| value(scene, i)).collect::<Option<_>>()?;
    let is_one = amounts.iter().all(|a| a.dimension == amounts[0].dimension && a.is_exact());
    let is_moved = |one: usize| gap(scene, one, one + 1).is_some_and(|words| WORDS.moves.iter().any(|word| word == words));
    let between = gap(scene, first + 1, first + 2)?;
    let name = between.trim_start_matches(',').strip_prefix("其中").filter(|name| name.ends_with(['由', '从']))?;
    let is_led = lead_of(scene, first).ends_with(['由', '从']);
    if !is_one || !is_moved(first) || !is_moved(first + 2) || !is_led || has_any(name, &WORDS.no_part) || name.chars().count() > NAME {
        return None;
    }
    found.checked.extend(first..=at);
    for (whole, part) in [(first + 1, at), (first, first + 2)] {
        if amounts[part - first].interval.is_above(&amounts[whole - first].interval) {
            report(scene, part, whole, "部分大于整体", "a part is larger than its whole", found);
            return Some(());
        }
    }
    Some(())
}

/// `参展企业超过350家，其中，400多个企业首次参展`; `稳定在44万亿元左右，其中网上零售额52万亿元`.
fn hedged(scene: &Scene, at: usize, found: &mut Found) -> Option<()> {
    let whole_at = at - 1;
    let whole_figure = &scene.figures[whole_at];
    let (whole, part) = (value(scene, whole_at)?, value(scene, at)?);
    let name = gap(scene, whole_at, at)?.trim_start_matches(',').strip_prefix("其中")?.trim_start_matches([',', '有']);
    // Those told to be among it are of one kind by their measure word, or by the noun behind them.
    let behind = &scene.reading[usize::from(scene.figures[at].range.end())..];
    let before = &scene.reading[..usize::from(whole_figure.range.start())];
    let noun: String = before.trim_end_matches(['共', '已', '有']).chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
    let is_same = whole.dimension == part.dimension || counts_alike(&whole.dimension, &part.dimension) && behind.starts_with(&noun);
    let is_money = !whole.dimension.starts_with("count/");
    let of_one = name.is_empty()
        || !is_money && name.ends_with(['的', '有', '达'])
        || is_money && super::nearby::shares_word(name, lead_of(scene, whole_at));
    let is_plain = name.chars().count() <= NAME && !name.contains([',', '、', '(']) && !has_any(name, &WORDS.no_part);
    let is_whole =
        matches!(whole_figure.approximation, Approximation::Over | Approximation::AtLeast | Approximation::About | Approximation::More);
    let is_signed = has_any(sentence(scene, whole_at), &["净".to_owned(), "新增".to_owned()]);
    if !is_same || !of_one || !is_plain || !is_whole || is_signed {
        return None;
    }
    found.checked.extend([whole_at, at]);
    let most = whole.printed()?.value.checked_mul(Decimal::new(BEYOND.into(), 2))?.max(whole.interval.hi.unwrap_or_default());
    let least = part.interval.lo?;
    let is_part = matches!(part.figure.approximation, Approximation::Exact | Approximation::More | Approximation::Over);
    if !is_part || least <= most {
        return None;
    }
    report(scene, at, whole_at, "部分大于整体", "a part is larger than its whole", found)
}

/// `工业增加值40.2亿元，制造业增加值达到43.5亿元`.
fn defined(scene: &Scene, found: &mut Found) {
    let terms = terms(scene);
    for (nth, part) in terms.iter().enumerate() {
        for set in &WORDS.holds {
            let Some(name) = named(part, &set.parts) else { continue };
            let is_bare = matches!(name, "" | "其中" | "其中:" | "全市" | "全县" | "全省" | "全国" | "全区");
            if !is_bare || part.time.is_some() {
                continue;
            }
            let near = (nth.saturating_sub(REACH)..nth).rev().take_while(|i| terms[i + 1..=nth].iter().all(|t| !t.opens));
            let whole = near.into_iter().find_map(|i| Some((&terms[i], named(&terms[i], &set.whole)?)));
            if let Some((whole, owner)) = whole {
                let is_one = name.is_empty() || name.starts_with("其中") || owner.contains(name);
                if is_one && !has_any(owner, &WORDS.narrow) && whole.amount.dimension == part.amount.dimension {
                    found.checked.extend([whole.at, part.at]);
                    let is_exact = |term: &Term| {
                        term.amount.printed().is_some() && term.amount.interval.lo.is_some() && term.amount.interval.hi.is_some()
                    };
                    // 税收190455万元(财政总收入口径): of another whole.
                    let tail = &scene.reading[scene.figures[part.at].range.end().into()..];
                    let is_remarked = tail.starts_with('(') && tail.chars().take(REMARK).collect::<String>().contains("口径");
                    if !is_remarked && is_exact(whole) && is_exact(part) && part.amount.interval.is_above(&whole.amount.interval) {
                        report(scene, part.at, whole.at, "部分大于整体", "a part is larger than its whole", found);
                    }
                }
            }
        }
    }
}

/// The words of a value's clause before the name of an indicator that it is of; no growth, no share.
fn named<'t>(term: &'t Term, names: &[String]) -> Option<&'t str> {
    let is_value = matches!(term.amount.figure.kind, Kind::Quantity | Kind::Money);
    let clause = trim_end(term.clause().trim(), &WORDS.links);
    let longest = names.iter().filter(|name| clause.ends_with(name.as_str())).max_by_key(|name| name.len()).filter(|_| is_value)?;
    clause.strip_suffix(longest.as_str())
}

fn report(scene: &Scene, part: usize, whole: usize, zh: &str, en: &str, found: &mut Found) -> Option<()> {
    let is_told = found.findings.iter().any(|f| [whole, part].iter().any(|at| f.range == scene.figures[*at].range));
    if is_told {
        return Some(());
    }
    let text = |at: usize| &scene.reading[scene.figures[at].range];
    let (x, y) = (text(whole), text(part));
    let message = Message::new(format!("{zh}：“{y}”与“{x}”"), format!("{en}: {y}, {x}"));
    let formula = Message::both(format!("{y} > {x}"));
    let what = What { code: "parts-exceed-whole", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, part, &[whole]));
    Some(())
}
