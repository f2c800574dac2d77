//! The most and the least of a sentence against what is told beside them (H2, D2): 最高的是甲县（29.8%），最低的是乙区（31.4%）; 雨量在162毫米至518毫米
//! 之间，最大为龙窝站158毫米; 最大的7.2米，另外两台8.4米; 最高每公斤5.6元，最低4.2元，六市均价5.95元.

use rust_decimal::Decimal;

use super::against::{Term, terms};
use super::nearby::{has_any_of, sentences_between, tail_of};
use super::scene::{Found, Scene, What};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};
use crate::rules::style::last_clause;

/// What is most and what is least, in pairs.
const PAIRS: [(char, char); 12] = [
    ('高', '低'),
    ('多', '少'),
    ('大', '小'),
    ('快', '慢'),
    ('长', '短'),
    ('贵', '便'),
    ('重', '轻'),
    ('强', '弱'),
    ('深', '浅'),
    ('宽', '窄'),
    ('粗', '细'),
    ('厚', '薄'),
];
/// What others are called.
const OTHERS: [&str; 6] = ["其余", "另外", "其他", "其它", "剩下", "余下"];
/// A value of another kind than those beside it.
const NO_KIN: [&str; 14] = ["增加", "减少", "增长", "下降", "提高", "相差", "差", "比", "较", "共", "合计", "总", "累计", "每增"];

/// With these a span is not of all.
const MOSTLY: [&str; 8] = ["大多", "多数", "多在", "主要", "普遍", "一般", "部分", "通常"];
/// A mean of a whole that may hold more than those told.
const WIDER: [&str; 7] = ["全国", "全省", "全市", "全县", "全区", "全镇", "全球"];

/// What a value is in its sentence.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Place {
    Most(usize),
    Least(usize),
    Mean,
    Other,
    Span,
}

struct Tagged<'t, 'l> {
    term: &'t Term<'l>,
    place: Place,
    value: Interval,
}

/// Looks at every value of a line that is the most or the least.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    if !has_any_of(scene.reading, &["最", "平均", "均价"]) {
        return;
    }
    let terms = terms(scene);
    let tagged: Vec<Tagged> = terms.iter().filter_map(|term| tag(scene, term)).collect();
    for pair in terms.windows(2) {
        mean_of_span(scene, &pair[0], &pair[1], found);
    }
    for (i, one) in tagged.iter().enumerate() {
        if !matches!(one.place, Place::Most(_) | Place::Least(_)) {
            continue;
        }
        let near = tagged[i.saturating_sub(3)..(i + 4).min(tagged.len())].iter().filter(|other| other.term.at != one.term.at);
        for other in near {
            judge(scene, one, other, found);
        }
    }
}

fn tag<'t, 'l>(scene: &Scene<'l>, term: &'t Term<'l>) -> Option<Tagged<'t, 'l>> {
    let figure = term.amount.figure;
    // 最大租户占12.7%，其余四家合计25.8%: a sum is no one of them.
    if has_any_of(last_clause(&scene.reading[..figure.number.start().into()]), &["合计", "总计"]) {
        return None;
    }
    let is_value = matches!(figure.kind, Kind::Quantity | Kind::Money | Kind::Percent | Kind::Duration | Kind::Range);
    let behind = &scene.reading[figure.range.end().into()..];
    // 增速最快，上年仅14.6万册次: the value is of another time, and no extreme.
    let is_past = || term.of_before().is_some() && term.text.split_once('最').is_some_and(|(_, rest)| rest.contains([',', ';']));
    if is_past() {
        return None;
    }
    let value = term.amount.interval;
    let is_span = value.lo.zip(value.hi).is_some_and(|(lo, hi)| lo < hi) && figure.printed().is_none();
    let place = if is_span {
        (behind.starts_with("之间") || behind.starts_with("间")).then_some(Place::Span)?
    } else {
        let clause = last_clause(&scene.reading[..figure.number.start().into()]);
        // 其余三批共66户: a sum is no one of them.
        let is_other = has_any_of(clause, &OTHERS) && !clause.contains(['最', '共', '总', '计']);
        term.amount.is_exact().then(|| words(&term.text).or(is_other.then_some(Place::Other)))??
    };
    // 最快的一列只用了21个小时: the fastest takes the least of time.
    let is_speed = |pair: usize| PAIRS[pair].0 == '快' && figure.kind == Kind::Duration;
    let place = match place {
        Place::Most(pair) if is_speed(pair) => Place::Least(pair),
        Place::Least(pair) if is_speed(pair) => Place::Most(pair),
        place => place,
    };
    is_value.then_some(Tagged { term, place, value })
}

/// What the words before a value make it.
fn words(text: &str) -> Option<Place> {
    // 最高气温将由35℃降至29℃: of two days.
    if has_any_of(text, &NO_KIN) || text.ends_with(['由', '从']) {
        return None;
    }
    let clause = text.rsplit([',', '，', ';', '；', '(', '（']).next().unwrap_or(text);
    // 出现最强降水过程，全市平均面雨量142.6毫米: the most of something else.
    let is_mean = clause.contains("平均") && !clause.contains('最');
    let mut marks = text.match_indices('最');
    if let Some((at, mark)) = marks.next().filter(|_| !is_mean) {
        let next = text[at + mark.len()..].chars().next()?;
        // 最高的甲比最低的乙…: of two.
        if marks.next().is_some() || text[at..].chars().count() > 24 {
            return None;
        }
        let most = PAIRS.iter().position(|(most, _)| *most == next).map(Place::Most);
        return most.or_else(|| PAIRS.iter().position(|(_, least)| *least == next).map(Place::Least));
    }
    if has_any_of(text, &OTHERS) {
        return Some(Place::Other);
    }
    // 最高12吨，平均每人15吨: so much of each is another thing.
    ((clause.contains("平均") || clause.contains("均价")) && !clause.contains('每')).then_some(Place::Mean)
}

fn judge(scene: &Scene, one: &Tagged, other: &Tagged, found: &mut Found) -> Option<()> {
    let is_one =
        one.term.amount.dimension == other.term.amount.dimension && sentences_between(scene, one.term.at, other.term.at) == Some(0);
    let (least, (most, pair)) = match one.place {
        Place::Most(pair) => (false, (true, pair)),
        Place::Least(pair) => (true, (false, pair)),
        _ => return None,
    };
    // Whether the other one lies beyond the end.
    let value = one.value.middle()?;
    let (lo, hi) = (other.value.lo?, other.value.hi?);
    let is_beyond = match other.place {
        Place::Most(of) | Place::Least(of) if of != pair || (other.place == Place::Most(pair)) == most => return None,
        // Told once, at the most.
        Place::Least(_) => most && lo > one.value.hi?,
        Place::Most(_) => false,
        Place::Span => {
            let (printed_lo, printed_hi) = (lo, hi);
            if most { printed_hi > one.value.hi? || value < printed_lo } else { printed_lo < one.value.lo? || value > printed_hi }
        }
        Place::Mean | Place::Other => {
            if most {
                lo > one.value.hi?
            } else {
                hi < one.value.lo?
            }
        }
    };
    let middle = other.value.middle()?;
    let is_like = middle <= value.checked_mul(Decimal::from(3))? && value <= middle.checked_mul(Decimal::from(3))?;
    // 最高的是甲，其余在…之间: the span is of the others; 在…之间，最大为…: it is of all.
    let is_of_others = other.place != Place::Span || has_any_of(&other.term.text, &OTHERS) || is_beside(scene, one, other);
    let is_wider = || has_any_of(&other.term.text, &WIDER) || tail_of(scene, other.term.at).starts_with(['(', '（']);
    if other.place == Place::Mean && is_wider() {
        return None;
    }
    let is_mean_of_it = other.place != Place::Mean || one.term.at < other.term.at && !other.term.opens && is_beside(scene, one, other);
    if !is_one || !is_of_others || !is_mean_of_it {
        return None;
    }
    found.checked.extend([one.term.at, other.term.at]);
    let is_told =
        found.findings.iter().any(|f| [one.term.at, other.term.at].iter().any(|at| f.range.contains_range(scene.figures[*at].range)));
    if !is_beyond || !is_like || is_told {
        return None;
    }
    let text = |term: &Term| &scene.reading[scene.figures[term.at].range];
    let (a, b) = (text(one.term), text(other.term));
    let (zh, en) = if least { ("最小", "least") } else { ("最大", "most") };
    let message =
        Message::new(format!("说{a}是{zh}的，旁边的{b}却越出了它"), format!("{a} is said to be the {en}, but {b} beside it goes beyond"));
    let formula = Message::both(format!("{a} ({zh}) / {b}"));
    let code = if other.place == Place::Mean { "average-outside-range" } else { "rank-against-values" };
    let what = What { code, severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, other.term.at, &[one.term.at]));
    Some(())
}

/// What may stand between the word of a mean and its number.
const OF_MEAN: [&str; 12] = ["", "为", "约", "达", "约为", "是", "亩产", "单产", "单价", "气温", "价格", "得分"];

/// 在420公斤至560公斤之间，平均590公斤: right behind the span.
fn mean_of_span(scene: &Scene, span: &Term, mean: &Term, found: &mut Found) -> Option<()> {
    let (value, said) = (span.amount.interval, mean.amount.interval);
    let (lo, hi) = value.lo.zip(value.hi)?;
    let is_span = lo < hi
        && span.amount.figure.printed().is_none()
        && scene.reading[span.amount.figure.range].contains(['至', '到', '—', '-', '~', '～']);
    let clause = mean.clause().trim();
    // 平均降幅3℃, 平均每亩800元: of another thing.
    let of_mean = clause.strip_prefix("平均").or_else(|| clause.strip_prefix("均价"));
    let is_mean = of_mean.is_some_and(|of| OF_MEAN.contains(&of));
    let is_next = !mean.opens && mean.trail().chars().count() <= 3 && !has_any_of(&mean.text, &NO_KIN);
    let is_one = is_span && is_mean && is_next && mean.amount.is_exact() && mean.amount.dimension == span.amount.dimension;
    // 平均增长: of another thing.
    let is_plain = span.amount.dimension != "percent" && mean.amount.figure.kind == span.amount.figure.kind || clause == "平均";
    // 大多在…之间: some are not; 平均68万元(含社区): of more.
    let is_loose = has_any_of(&span.text, &MOSTLY) || tail_of(scene, mean.at).starts_with(['(', '（']);
    if !is_one || !is_plain || is_loose {
        return None;
    }
    found.checked.extend([span.at, mean.at]);
    let is_beyond = said.lo? > hi || said.hi? < lo;
    let is_like = said.lo? <= hi.checked_mul(Decimal::TWO)? && lo <= said.hi?.checked_mul(Decimal::TWO)?;
    let is_told = found.findings.iter().any(|f| f.range.contains_range(scene.figures[mean.at].range));
    if !is_beyond || !is_like || is_told {
        return None;
    }
    let text = |term: &Term| &scene.reading[scene.figures[term.at].range];
    let (a, b) = (text(span), text(mean));
    let message = Message::new(
        format!("均值越出范围：各项在{a}之间，平均却是{b}"),
        format!("the mean lies outside: all are within {a}, and the mean is {b}"),
    );
    let formula = Message::both(format!("{b} ∉ {a}"));
    let what = What { code: "average-outside-range", severity: Severity::Error, message, formula, fixes: Vec::new() };
    found.findings.push(scene.finding_of(what, mean.at, &[span.at]));
    Some(())
}

/// Whether at most one other value stands between two.
fn is_beside(scene: &Scene, one: &Tagged, other: &Tagged) -> bool {
    let (first, last) = (one.term.at.min(other.term.at), one.term.at.max(other.term.at));
    let is_value = |at: &usize| !matches!(scene.figures[*at].kind, Kind::Date | Kind::DateRange | Kind::Time | Kind::Enumeration);
    (first + 1..last).filter(is_value).count() <= 1
}
