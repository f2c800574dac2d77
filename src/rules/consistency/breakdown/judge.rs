//! Weighs what speaks for and against a list and a value as parts and whole.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::series::{Cue, Series};
use crate::claims::Role;
use crate::figures::figure::{Interval, Kind};
use crate::rules::consistency::Comparison;
use crate::rules::consistency::fact::{Fact, Place};
use crate::rules::consistency::likeness;
use crate::rules::consistency::words::{WORDS, holds};
use crate::rules::relations::amount::{Amount, counts_alike};
use crate::rules::relations::closed;
use crate::rules::relations::slip::{Mend, Slip, mend};
use crate::rules::style::last_clause;

/// What a list must weigh to be reported.
const ENOUGH: i32 = 6;
/// How many sentences back a value is near.
const NEAR: u32 = 2;
/// How many figures before a list its sum may be printed.
const FIGURES: usize = 12;
/// From this on, words say that nothing is left out.
const CLOSED: i32 = 4;
/// How many characters stand between a time and the value that it names: 一期投入42亿元.
const MOST_OF_VERB: usize = 6;
/// How many characters of the clause behind a value are read.
const MOST_OF_CLAUSE: usize = 12;
/// The most values of other units that an item has before one of its values.
const MOST_OF_ITEM: usize = 3;
/// How many values right before a list it may go on.
const MOST_LEADS: usize = 3;
/// The most parts of which one may be left out without saying.
const MOST_PARTS: usize = 24;

/// What came of a list.
pub(super) struct Judged<'f> {
    verdict: Verdict<'f>,
}

enum Verdict<'f> {
    /// Some value is its sum.
    Right,
    /// Nobody can tell.
    Open,
    /// A value would be its sum but for one slip.
    Wrong(Wrong<'f>),
}

/// A list whose sum is not what it should be.
#[derive(Clone)]
pub(super) struct Wrong<'f> {
    /// The whole.
    pub whole: &'f Fact<'f>,
    /// Which figure to mend, and how.
    pub mend: Option<(&'f Fact<'f>, Mend)>,
    score: i32,
}

impl<'f> Judged<'f> {
    pub(super) fn is_right(&self) -> bool {
        matches!(self.verdict, Verdict::Right)
    }

    pub(super) fn is_wrong(&self) -> bool {
        self.score() >= ENOUGH
    }

    pub(super) fn score(&self) -> i32 {
        if let Verdict::Wrong(wrong) = &self.verdict { wrong.score } else { 0 }
    }

    /// A list that is wrong whatever else may be said, with the slip that explains it.
    pub(super) fn sure(whole: &'f Fact<'f>, mend: (&'f Fact<'f>, Mend)) -> Self {
        Judged { verdict: Verdict::Wrong(Wrong { whole, mend: Some(mend), score: ENOUGH }) }
    }

    /// The whole and the slip.
    pub(super) fn wrong(&self) -> Option<&Wrong<'f>> {
        if let Verdict::Wrong(wrong) = &self.verdict { Some(wrong) } else { None }
    }

    /// A list of as many parts in another unit comes out right.
    pub(super) fn note_witness(&mut self, has_witness: bool) {
        if let Verdict::Wrong(wrong) = &mut self.verdict {
            wrong.score += i32::from(has_witness) * 3;
        }
    }
}

impl Comparison<'_> {
    /// Holds a list against every value that may be its whole.
    pub(super) fn judge<'f>(&self, facts: &'f [Fact<'f>], series: &Series<'f>) -> Judged<'f> {
        let open = Judged { verdict: Verdict::Open };
        let Some(sum) = sum(&series.parts) else { return open };
        // 历时22个月，间隔11个月，两次都是7个月: lengths of time follow each other in many ways.
        if series.parts.iter().any(|part| part.figure.kind == Kind::Duration) {
            return open;
        }
        if self.comes_right(facts, series) || self.is_printed(series, &sum) {
            return Judged { verdict: Verdict::Right };
        }
        if !self.adds_up(series) || !self.is_list(series) || holds_its_own_sum(&series.parts) || self.has_untold_rest(series) {
            return open;
        }
        let words = self.words(series);
        let wholes = series.total.iter().chain(series.opener.iter()).copied().chain(self.earlier(series));
        let mut seen: Vec<&Fact> = Vec::new();
        let mut best: Option<Wrong> = None;
        // Two values make anything of what is told far off, and of something else.
        let is_thin = |w: &Fact| {
            let is_far = series.parts.len() == 2 && w.line != series.parts[0].line;
            is_far && (series.cue == Cue::None || series.cue == Cue::List && !self.are_of(w, series))
        };
        // 食品业62.3亿元；建材业48.7亿元、…: what begins at a semicolon has left the first item out, and its whole, if any, stands in its sentence.
        let is_torn = series.cue == Cue::None && series.opener.is_none() && !series.begins_sentence;
        let first = series.parts[0];
        let is_here = |w: &Fact| w.line == first.line && w.claim.sentence == first.claim.sentence;
        let is_first = |w: &Fact| series.opener.is_some_and(|o| o.line == w.line && o.range == w.range);
        let may_be = |w: &Fact| {
            let is_left_out = series.cue == Cue::None && series.opener.is_some() && !is_first(w);
            !is_left_out && (!is_torn || is_here(w))
        };
        for whole in wholes.filter(|w| may_be(w) && w.is_exact() && !self.is_restated(w) && self.may_be_whole(w, series) && !is_thin(w)) {
            if seen.iter().any(|s| s.amount.interval.meets(&whole.amount.interval)) {
                continue;
            }
            seen.push(whole);
            let Some(mend) = self.mended(whole, series, &sum) else { continue };
            // 4.1万和2.9万人次 make no 7.82万人次: nobody knows its last digit.
            let finest = series.parts.iter().map(|p| p.amount.scale.decimals).max().unwrap_or_default();
            let is_finer = whole.amount.scale.decimals > finest && whole.amount.scale.factor == series.parts[0].amount.scale.factor;
            if is_finer && std::ptr::eq(mend.0, whole) && mend.1.slip < Slip::Exchange {
                continue;
            }
            // 共48场，…共16场，1场因雷电取消，踢了63场: what is missing is told.
            if self.is_dropped(series, &sum, whole) {
                continue;
            }
            // What is left of the whole may go without saying, but not after 分产品看.
            // A short total says too little of what may be missing: 5.39万 for 5.37万.
            let is_short = mend.1.digits <= 3 && std::ptr::eq(mend.0, whole) && mend.1.slip == Slip::Digit;
            // 38.4万吨 and 26、27.9、8、5.5: too far apart for values that nothing binds.
            let made = sum.middle().zip(whole.amount.printed()).and_then(|(made, told)| made.checked_div(told.value));
            let is_far = made.is_some_and(|times| times > Decimal::new(15, 1)) && mend.1.slip != Slip::Magnitude;
            if series.cue == Cue::None && is_far {
                continue;
            }
            if is_short && words < CLOSED && !sum.is_above(&whole.amount.interval) {
                continue;
            }
            let leaves = !sum.is_above(&whole.amount.interval) && words < CLOSED && series.cue < Cue::Head;
            // Of an open list, hardly ever two neighbouring digits of a long number would be what is left out.
            let is_sharp = mend.1.slip >= Slip::Exchange && mend.1.digits >= 3 && series.parts.len() >= 3;
            let left = if is_sharp { 1 } else { 3 };
            let score =
                words + self.place(whole, series) + weight(&mend.1, whole, &sum, std::ptr::eq(mend.0, whole)) - left * i32::from(leaves);
            // 省内368家、省外32家: by a slip of two neighbours only, for what comes from abroad may be told behind.
            let is_both = mend.1.slip >= Slip::Exchange && mend.1.digits >= 3 && are_in_and_out(&self.names(series));
            let score = score + 3 * i32::from(is_both);
            // 酒驾58起，其中醉驾13起；超员21起、…: what 其中 opens is of the value before it.
            let is_past = series.cue == Cue::OfWhich && series.opener.is_some_and(|opener| opener.range != whole.range);
            let score = score - 4 * i32::from(is_past);
            let is_rival = best.as_ref().is_some_and(|b| b.score == score);
            if best.as_ref().is_none_or(|b| score > b.score) {
                best = Some(Wrong { whole, mend: Some(mend), score });
            } else if is_rival && let Some(best) = &mut best {
                // Two values that would do equally well: neither is sure.
                best.score -= 2;
            }
        }
        best.map_or(open, |wrong| Judged { verdict: Verdict::Wrong(wrong) })
    }

    /// Whether the list, or what is left of it without its ends or one of its parts, is the sum of some value near it.
    fn comes_right(&self, facts: &[Fact], series: &Series) -> bool {
        let parts = &series.parts;
        let last = parts[parts.len() - 1];
        let behind = facts.partition_point(|f| (f.line, f.range.start()) <= (last.line, last.range.start()));
        let behind = facts[behind..].iter().take(6);
        let wholes: Vec<&Fact> = series
            .total
            .into_iter()
            .chain(series.opener)
            .chain(series.before.iter().copied())
            .chain(behind.filter(|f| f.amount.dimension == series.dimension()))
            .filter(|whole| !self.is_restated(whole))
            .collect();
        let fits =
            |some: &[&Fact], wholes: &[&Fact]| some.len() >= 2 && sum(some).is_none_or(|s| wholes.iter().any(|w| w.reach().meets(&s)));
        // Far off, some value equals some of the parts by chance.
        let near: Vec<&Fact> =
            wholes.iter().copied().filter(|w| w.line == last.line && w.claim.sentence + NEAR >= parts[0].claim.sentence).collect();
        let len = parts.len();
        let without = |at: usize| parts.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, f)| *f).collect::<Vec<_>>();
        fits(parts, &wholes)
            || (1..len).any(|cut| fits(&parts[cut..], &near) || fits(&parts[..cut], &near))
            || (3..=MOST_PARTS).contains(&len) && (1..len - 1).any(|at| fits(&without(at), &near))
            || (1..=MOST_LEADS.min(series.before.len())).any(|leads| {
                // 经开区52家；四个镇街分别有14家、11家、7家和4家: the list goes on what stands before it in its sentence.
                let (led, rest) = series.before.split_at(leads);
                let is_led = led.iter().all(|f| f.line == last.line && !self.between(f, parts[0]).contains(['。', '!', '?']));
                let all: Vec<&Fact> = led.iter().chain(parts).copied().collect();
                is_led && fits(&all, rest)
            })
    }

    /// 126万亩（8.4万公顷）: a value once more, in another unit and coarser.
    fn is_restated(&self, fact: &Fact) -> bool {
        let figures = self.subject.figures(fact.line);
        let reading = self.reading(fact);
        let Some(before) = fact.claim.figure.checked_sub(1) else { return false };
        let gap = reading.get(figures[before].range.end().into()..fact.figure.range.start().into()).unwrap_or("");
        let is_bracket = gap.starts_with('(') && gap.chars().count() <= MOST_OF_VERB;
        let value = Amount::of(reading, &figures[before]).filter(|a| is_bracket && a.dimension == fact.amount.dimension);
        value.is_some_and(|a| a.interval.meets(&fact.reach()))
    }

    /// Whether the sum is printed in the line, by whatever words: 去年签约的64个项目，已开工48个，其余16个.
    fn is_printed(&self, series: &Series, sum: &Interval) -> bool {
        let (first, last) = (series.parts[0], series.parts[series.parts.len() - 1]);
        let figures = self.subject.figures(first.line);
        let reading = self.reading(first);
        let near = first.claim.figure.saturating_sub(FIGURES)..(last.claim.figure + 3).min(figures.len());
        let others = near.filter(|at| !series.parts.iter().any(|p| p.claim.figure == *at));
        others
            .filter_map(|at| Amount::of(reading, &figures[at]))
            .any(|a| counts_alike(&a.dimension, series.dimension()) && a.interval.meets(sum))
    }

    /// Whether the line tells that as many as are missing were called off.
    fn is_dropped(&self, series: &Series, sum: &Interval, whole: &Fact) -> bool {
        let last = series.parts[series.parts.len() - 1];
        let (figures, reading) = (self.subject.figures(last.line), self.reading(last));
        let Some(missing) = sum.minus(&whole.amount.interval).filter(|gap| gap.lo.is_some_and(|lo| lo > Decimal::ZERO)) else {
            return false;
        };
        let near = figures.iter().skip(series.parts[0].claim.figure).take(series.parts.len() + FIGURES);
        near.filter_map(|figure| Amount::of(reading, figure)).any(|a| {
            let behind = &reading[a.figure.range.end().into()..];
            let clause: String = behind.chars().take(MOST_OF_CLAUSE).take_while(|c| !matches!(c, ',' | '。' | ';')).collect();
            counts_alike(&a.dimension, series.dimension()) && a.interval.meets(&missing) && holds(&clause, &WORDS.dropped)
        })
    }

    /// Whether values of this kind can be added up.
    fn adds_up(&self, series: &Series) -> bool {
        let averages = series.parts.iter().filter(|f| f.claim.role == Role::Average).count();
        let is_mean = |f: &&Fact| is_mean(&f.noun) || f.claim.entry().is_some_and(|e| e.negative) && !f.noun.contains('税');
        let moods = series.parts.iter().all(|f| f.claim.is_actual() == series.parts[0].claim.is_actual());
        let is_back = series.parts.iter().any(|f| f.claim.points_back);
        // 鸡蛋每公斤8.40元，…，牛肉每公斤74元: prices of things of their own.
        let has_prices = series.parts.iter().skip(1).any(|f| self.name(f).contains('每'));
        moods && !is_back && !has_prices && (averages == 0 || averages == series.parts.len()) && !series.parts.iter().any(is_mean)
    }

    /// Whether each part has a name of its own, or the list needs none.
    fn is_list(&self, series: &Series) -> bool {
        if series.cue == Cue::List {
            return true;
        }
        are_distinct(&self.names(series))
    }

    /// What the parts are called; where the words before them are alike, what the items are called that they stand in: 产业类152个、1938亿元;
    /// 先进制造业22个，投资148.6亿元.
    fn names<'a>(&'a self, series: &'a Series) -> Vec<&'a str> {
        let own: Vec<&str> = series.parts.iter().map(|f| self.name(f)).collect();
        if are_distinct(&own) { own } else { series.parts.iter().map(|f| self.item_name(f)).collect() }
    }

    /// The name of the first value of the item that a value stands in.
    fn item_name<'a>(&'a self, fact: &'a Fact) -> &'a str {
        let (figures, reading) = (self.subject.figures(fact.line), self.reading(fact));
        let mut first = fact.claim.figure;
        for _ in 0..MOST_OF_ITEM {
            let Some(before) = first.checked_sub(1).filter(|_| fact.claim.list.is_none()) else { break };
            let gap = reading.get(figures[before].range.end().into()..figures[first].range.start().into()).unwrap_or("");
            let is_like = Amount::of(reading, &figures[before]).is_none_or(|a| a.dimension == fact.amount.dimension);
            if is_like || gap.contains(['。', ';', '!', '?', ':']) {
                break;
            }
            first = before;
        }
        if first == fact.claim.figure { self.name(fact) } else { self.name_before(fact, first) }
    }

    /// A time or an ordinal right before a value, which is its name: 10月1日38.6万人次, 一期投入42亿元.
    fn name_of_figure<'a>(&'a self, fact: &Fact, figure: usize) -> Option<&'a str> {
        let figures = self.subject.figures(fact.line);
        let is_name = |at: usize| matches!(figures[at].kind, Kind::Date | Kind::DateRange | Kind::Ordinal | Kind::Code);
        let reading = self.subject.reading(fact.line).text.as_str();
        let before = if is_name(figure) { figure } else { figure.checked_sub(1).filter(|at| is_name(*at))? };
        let gap = reading.get(figures[before].range.end().into()..figures[figure].range.start().into()).unwrap_or("");
        let is_beside = !gap.contains([',', ';', '。', ':', '、']) && gap.chars().count() <= MOST_OF_VERB;
        is_beside.then(|| &reading[figures[before].range])
    }

    /// The words before a figure that name it: 甲镇 in …、甲镇120户.
    pub(in crate::rules::consistency) fn name<'a>(&'a self, fact: &'a Fact) -> &'a str {
        if fact.claim.list.is_some() && !fact.claim.subject.is_empty() {
            return &fact.claim.subject.text;
        }
        self.name_before(fact, fact.claim.figure)
    }

    /// The words that name a figure of a fact's line.
    fn name_before<'a>(&'a self, fact: &Fact, figure: usize) -> &'a str {
        if let Some(name) = self.name_of_figure(fact, figure) {
            return name;
        }
        let figures = self.subject.figures(fact.line);
        let start = figure.checked_sub(1).map_or(0, |at| usize::from(figures[at].range.end()));
        let text = self.subject.reading(fact.line).text.get(start..usize::from(figures[figure].range.start())).unwrap_or("");
        let marks = [',', '、', ';', ':', '。', '(', ')', '!', '?', '—'];
        let mut name = text.rsplit(marks).next().unwrap_or("").trim();
        while let Some(rest) = WORDS.lead.iter().find_map(|w| name.strip_prefix(w.as_str())) {
            name = rest;
        }
        name
    }

    /// What the words say: how the list begins, whether its names leave nothing out, how many it has.
    fn words(&self, series: &Series) -> i32 {
        let cue = match series.cue {
            Cue::None => 0,
            Cue::OfWhich | Cue::Parts => 1,
            Cue::Head | Cue::List => 2,
        };
        let names = self.names(series);
        let has_rest = names.last().is_some_and(|n| WORDS.rest.iter().any(|w| n.starts_with(w.as_str())));
        let is_closed = closed::by_words(&names) || closed::by_negation(&names) || has_rest || self.is_counted(series);
        let tails: HashSet<Option<char>> = names.iter().map(|n| n.chars().next_back()).collect();
        let is_alike = tails.len() == 1;
        let is_open = self.is_open(series);
        cue + 3 * i32::from(is_closed) + i32::from(series.parts.len() >= 3) + i32::from(is_alike) - 4 * i32::from(is_open)
    }

    /// Words by which not all parts are listed, or what is listed overlaps.
    fn is_open(&self, series: &Series) -> bool {
        let (first, last) = (series.parts[0], series.parts[series.parts.len() - 1]);
        let reading = self.reading(first);
        let from = match series.opener {
            Some(opener) => usize::from(opener.figure.range.end()),
            None => usize::from(first.figure.range.start()) - self.head(first).len().min(first.figure.range.start().into()),
        };
        let span = reading.get(from..usize::from(last.figure.range.end())).unwrap_or("");
        let mut text = span.to_owned();
        for word in &WORDS.no_etc {
            text = text.replace(word.as_str(), "");
        }
        // 民营米厂等3.4万吨: the last of them takes in its like.
        let takes_rest = |part: &&Fact| self.name(part).ends_with('等');
        let told = series.parts.iter().filter(|part| takes_rest(part)).count();
        // 良30个、中13个，优等占一半: another clause.
        let behind = &reading[usize::from(last.figure.range.end())..];
        let mut behind = behind.chars().take(4).take_while(|c| !matches!(c, ',' | ';' | '。'));
        holds(span, &WORDS.open) || text.matches('等').count() > told || behind.any(|c| c == '等')
    }

    /// 5座污水处理厂…分别为: as many parts as were announced.
    fn is_counted(&self, series: &Series) -> bool {
        let first = series.parts[0];
        let figures = &self.subject.figures(first.line)[first.claim.figure.saturating_sub(4)..first.claim.figure];
        let is_count =
            |f: &&crate::figures::figure::Figure| matches!(f.kind, Kind::Enumeration | Kind::Quantity | Kind::Number | Kind::Duration);
        let announced = figures.iter().filter(is_count).filter_map(|f| f.printed());
        let count = Decimal::from(series.parts.len());
        // 分两期建设：一期…，二期….
        let is_phase = |name: &&str| name.ends_with(['期', '批']) && name.starts_with(['第', '首', '一', '二', '三', '四', '五', '六']);
        let is_list = series.cue == Cue::List || series.cue == Cue::Parts && self.names(series).iter().all(is_phase);
        series.parts.len() >= 2 && is_list && announced.into_iter().any(|p| p.value == count && p.step == Decimal::ONE)
    }

    /// The values told before the list, where nothing points at one of them.
    fn earlier<'f>(&self, series: &Series<'f>) -> Vec<&'f Fact<'f>> {
        if series.opener.is_some() && series.begins_sentence { Vec::new() } else { series.before.clone() }
    }

    /// Whether a value can be the whole of a list at all.
    fn may_be_whole(&self, whole: &Fact, series: &Series) -> bool {
        let part = series.parts[0];
        let roles = matches!(whole.claim.role, Role::Plain | Role::To | Role::Done | Role::Average);
        let averages = (whole.claim.role == Role::Average) == (part.claim.role == Role::Average);
        let words = [whole.noun.as_str(), self.name(whole)];
        let is_mean = words.iter().any(|w| is_mean(w)) || whole.claim.entry().is_some_and(|e| e.negative);
        let is_previous = |f: &Fact| f.claim.period.as_ref().is_some_and(|p| p.is_previous());
        // 其余3组27颗: what is left of something else.
        let head = last_clause(&self.reading(whole)[..whole.figure.range.start().into()]);
        let is_rest = WORDS.rests.iter().any(|word| head.starts_with(word.as_str()));
        roles
            && !is_rest
            && averages
            && !is_mean
            && is_previous(whole) == is_previous(part)
            && whole.claim.is_actual() == part.claim.is_actual()
            && !whole.claim.points_back
            && !series.holds(whole)
    }

    /// 家庭财产损失1.6亿元，其余为公益设施等损失: of what is left, nobody says how much it is.
    fn has_untold_rest(&self, series: &Series) -> bool {
        let Some(last) = series.parts.last() else { return false };
        let behind = self.reading(last)[usize::from(last.figure.range.end())..].trim_start_matches([',', ';', '、']);
        let clause = behind.split([',', '。', ';', '、']).next().unwrap_or_default();
        WORDS.rests.iter().any(|word| clause.starts_with(word.as_str())) && !clause.contains(|c: char| c.is_ascii_digit())
    }

    /// What place and name of a value say of it as the whole.
    fn place(&self, whole: &Fact, series: &Series) -> i32 {
        let first = series.parts[0];
        let is = |other: Option<&Fact>| other.is_some_and(|o| o.range == whole.range);
        let place = if is(series.total) || is(series.opener) && series.cue != Cue::None {
            2
        } else if is(series.opener) || whole.line == first.line && is(series.before.first().copied()) {
            1
        } else if whole.line + 3 < first.line && whole.place == Place::Body {
            -1
        } else {
            0
        };
        let is_named =
            holds(&whole.noun, &WORDS.whole) || whole.claim.scopes.iter().any(|s| crate::claims::scope::SCOPES.group(*s) == "whole-place");
        place + i32::from(is_named) + i32::from(self.are_of(whole, series))
    }

    /// Whether most parts are called like the whole.
    fn are_of(&self, whole: &Fact, series: &Series) -> bool {
        let is_alike = |part: &&&Fact| {
            let (a, b) = (part.claim.indicator, whole.claim.indicator);
            likeness::share_words(&part.noun, &whole.noun) || a.is_some() && a == b
        };
        series.parts.iter().filter(is_alike).count() * 2 >= series.parts.len()
    }

    /// The one figure that, mended, makes the list come out right: the whole itself or one of the parts.
    pub(super) fn mended<'f>(&self, whole: &'f Fact<'f>, series: &Series<'f>, sum: &Interval) -> Option<(&'f Fact<'f>, Mend)> {
        let own = mend(self.reading(whole), &whole.amount, sum).map(|m| (whole, m));
        let parts = series.parts.iter().filter_map(|part| {
            let others = series.parts.iter().filter(|p| p.range != part.range).copied().collect::<Vec<_>>();
            let wanted = whole.amount.interval.minus(&self::sum(&others)?)?;
            Some((*part, mend(self.reading(part), &part.amount, &wanted)?))
        });
        // 2所 and 20所 prove nothing: what the slip says goes before its kind.
        parts.chain(own).max_by_key(|(_, m)| (by_slip(m), m.slip, m.digits))
    }
}

/// Whether a noun names what cannot be added up; a word of one character must end it: 单价, but not 采价点.
fn is_mean(noun: &str) -> bool {
    let is_it = |word: &String| match word.chars().count() {
        1 => noun.ends_with(word.as_str()) || noun.starts_with(word.as_str()) && matches!(word.as_str(), "净" | "最"),
        _ => noun.contains(word.as_str()),
    };
    WORDS.not_additive.iter().any(is_it)
}

/// 省内 and 省外: seldom is there a third, and a slip says that there is none.
fn are_in_and_out(names: &[&str]) -> bool {
    let of = |name: &str, side: char| name.char_indices().find(|(_, c)| *c == side).and_then(|(at, _)| name[..at].chars().next_back());
    let are = |a: &str, b: &str| of(a, '内').is_some_and(|place| "省市县境国区州".contains(place) && of(b, '外') == Some(place));
    matches!(names, [a, b] if are(a, b) || are(b, a))
}

/// Whether each name is there, and no other is like it.
fn are_distinct(names: &[&str]) -> bool {
    let distinct: HashSet<&str> = names.iter().copied().collect();
    distinct.len() == names.len() && names.iter().all(|n| !n.is_empty())
}

/// The sum of values.
pub(super) fn sum(parts: &[&Fact]) -> Option<Interval> {
    parts.iter().try_fold(Interval::point(Decimal::ZERO), |sum, f| sum.plus(&f.amount.interval))
}

/// Whether one of the values is what those right behind it add up to: 应赔29.88万元，先预付15万元，其余14.88万元. They are no parts of one whole.
fn holds_its_own_sum(parts: &[&Fact]) -> bool {
    (0..parts.len().saturating_sub(2)).any(|at| {
        let mut made = Interval::point(Decimal::ZERO);
        parts[at + 1..].iter().enumerate().any(|(nth, part)| {
            let Some(sum) = made.plus(&part.amount.interval) else { return false };
            made = sum;
            nth > 0 && sum.meets(&parts[at].amount.interval)
        })
    })
}

/// What a slip proves: more in a long number, more where two digits are exchanged, more where the parts make too much.
fn weight(mend: &Mend, whole: &Fact, sum: &Interval, is_whole: bool) -> i32 {
    let by_slip = by_slip(mend);
    let (Some(made), Some(told)) = (sum.middle(), whole.amount.printed().map(|p| p.value)) else { return 0 };
    let gap = (made - told).abs().checked_div(told).unwrap_or(Decimal::ONE);
    let near = i32::from(gap <= Decimal::new(12, 2)) - i32::from(gap > Decimal::new(6, 1) && mend.slip != Slip::Magnitude) * 2;
    by_slip + near + i32::from(sum.is_above(&whole.amount.interval)) - i32::from(is_whole && mend.slip == Slip::Length)
}

/// What a slip proves by itself.
fn by_slip(mend: &Mend) -> i32 {
    match (mend.slip, mend.digits) {
        (Slip::Magnitude, 3..) => 3,
        (Slip::Magnitude, _) => 1,
        (Slip::Exchange, 4..) => 3,
        (Slip::Exchange, 3) => 2,
        (Slip::Exchange, _) => 1,
        (Slip::Digit, 5..) => 2,
        (Slip::Digit, 3 | 4) => 1,
        (Slip::Digit, _) => 0,
        (Slip::Length, 4..) => 1,
        (Slip::Length, _) => 0,
    }
}
