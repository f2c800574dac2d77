//! C15, C16, C5: a growth that is held against another one of the article by its name: 装备制造业增长12.6%，高于全市工业平均水平6.2个百分点, where
//! a paragraph before it was 全市工业用电31.26亿千瓦时，增长6.4%.
//!
//! The rooms of `relations` know what stands beside it; here the name must stand before one growth of the article alone, and of one time.

use rust_decimal::Decimal;

use super::Comparison;
use super::fact::{Fact, Place};
use crate::claims::{Period, Role, Statistic};
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Evidence, Finding, Message, Related, Severity};
use crate::rules::relations::amount::Amount;
use crate::rules::relations::differences::held_against;
use crate::rules::relations::slip::{Slip, mend};
use crate::rules::style::as_value;
use crate::text::boundary;

/// How many bytes before a growth name what grew.
const HEAD: usize = 150;
/// How many bytes behind a growth say what it is held against.
const TAIL: usize = 90;

/// What a growth is held against.
struct Held<'f> {
    own: &'f Fact<'f>,
    base: &'f Fact<'f>,
    /// 1 where it is said to be more, -1 where less.
    sign: i8,
}

impl Comparison<'_> {
    /// Every growth that is held against another of the article.
    pub(super) fn compared(&self, facts: &[Fact], findings: &mut Vec<Finding>, checked: &mut Vec<(usize, usize)>) {
        if self.is_long {
            return;
        }
        let growths: Vec<&Fact> = facts.iter().filter(|fact| is_growth(fact)).collect();
        for own in growths.iter().filter(|own| own.place == Place::Body) {
            let Some((name, sign, points)) = self.comparison(own) else { continue };
            let Some(base) = self.base(&growths, own, name) else { continue };
            checked.extend([(own.line, own.claim.figure), (base.line, base.claim.figure)]);
            let held = Held { own, base, sign };
            findings.extend(match points {
                Some(at) => self.points(&held, at),
                None => self.direction(&held),
            });
        }
    }

    /// What the clause behind a growth holds it against, and the figure of the points, if any.
    fn comparison<'s>(&'s self, own: &Fact) -> Option<(&'s str, i8, Option<usize>)> {
        let reading = self.reading(own);
        let tail = reading.get(own.figure.range.end().into()..)?;
        let tail = tail.strip_prefix([',', '，'])?;
        let next = self.subject.figures(own.line).get(own.claim.figure + 1);
        let until = next.map(|next| usize::from(next.range.start()) - usize::from(own.figure.range.end()) - 1);
        let end = tail.find([',', '。', ';', '、', '!', '(']).unwrap_or(tail.len());
        let (clause, points) = match until {
            Some(until) if until < end => (tail.get(..until)?, Some(own.claim.figure + 1)),
            _ => (&tail[..end], None),
        };
        if clause.len() > TAIL {
            return None;
        }
        let (name, sign) = held_against(clause)?;
        Some((name, sign, points))
    }

    /// The one growth of the article, elsewhere, before which a name stands.
    fn base<'f>(&self, growths: &[&'f Fact<'f>], own: &Fact, name: &str) -> Option<&'f Fact<'f>> {
        let is_here = |fact: &Fact| fact.line == own.line && fact.claim.sentence == own.claim.sentence;
        let times = |fact: &Fact| fact.claim.period.as_ref().map(|period| period.text.clone());
        let is_of_time = |fact: &Fact| times(fact).zip(times(own)).is_none_or(|(a, b)| a == b);
        let mut found: Option<&Fact> = None;
        for fact in growths.iter().filter(|fact| !is_here(fact) && self.names_growth(fact, name)) {
            if !is_of_time(fact) || found.is_some_and(|other| !other.amount.interval.meets(&fact.amount.interval)) {
                return None;
            }
            found = found.or(Some(fact));
        }
        found
    }

    /// Whether a name stands before a growth in its sentence, and no other growth between.
    fn names_growth(&self, fact: &Fact, name: &str) -> bool {
        let reading = self.reading(fact);
        let before = &reading[..usize::from(fact.figure.range.start())];
        let from = boundary(reading, before.len().saturating_sub(HEAD));
        let head = before[from..].rsplit(['。', ';', '!', '?']).next().unwrap_or("");
        let Some(at) = head.rfind(name) else { return false };
        // 比全市工业高: it is compared with, and not told.
        let is_compared = head[..at].ends_with(['于', '比', '较', '占', '对', '非']);
        let named = before.len() - (head.len() - at);
        let figures = &self.subject.figures(fact.line)[..fact.claim.figure];
        let between = figures.iter().rev().take_while(|figure| usize::from(figure.range.start()) >= named);
        !is_compared && !between.into_iter().any(|figure| matches!(figure.kind, Kind::Percent | Kind::PercentagePoint))
    }

    /// The points between two growths.
    fn points(&self, held: &Held, at: usize) -> Option<Finding> {
        let Held { own, base, sign } = held;
        let figure = &self.subject.figures(own.line)[at];
        let said = Amount::of(self.reading(own), figure).filter(|said| said.is_exact())?;
        let gap = own.amount.interval.minus(&base.amount.interval)?;
        let told = if *sign < 0 { said.interval.negated() } else { said.interval };
        let text = &self.reading(own)[figure.range];
        let (x, y) = (self.text(own), self.text(base));
        let right = gap.middle()?.abs().normalize();
        let is_points = figure.kind == Kind::PercentagePoint;
        let behind = &self.reading(own)[usize::from(figure.range.end())..];
        if figure.kind != Kind::Percent && !is_points || behind.starts_with(['的', '(']) {
            return None;
        }
        let (code, zh, en) = if gap.meets(&told) {
            if is_points {
                return None;
            }
            let zh = format!("两个增速之差应以百分点计：{x}与另一处的{y}相差{right}个百分点，写作“{text}”");
            ("percent-for-points", zh, format!("growths differ by percentage points: {x} and {y} are {right} points apart, not “{text}”"))
        } else {
            let wanted = if gap.middle()?.is_sign_negative() { gap.negated() } else { gap };
            let mended = mend(self.reading(own), &said, &wanted).is_some_and(|mend| mend.slip >= Slip::Digit);
            if !is_points || !mended {
                return None;
            }
            let zh = format!("增速之差与两个增速不符：{x}与另一处的{y}相差{right}个百分点，这里写作“{text}”");
            ("points-mismatch", zh, format!("{x} and {y} are {right} points apart, not “{text}”"))
        };
        let formula = Message::both(format!("{x} − {y}: {right} ≠ {text}"));
        let mut value = as_value(self.reading(own), figure);
        value.range = self.subject.reading_in_source(own.line, figure.range);
        Some(self.told(code, Message::new(zh, en), formula, held, Some(value)))
    }

    /// A growth that is said to be more, and is less.
    fn direction(&self, held: &Held) -> Option<Finding> {
        let Held { own, base, sign } = held;
        let (a, b) = (&own.amount.interval, &base.amount.interval);
        let is_opposite = if *sign > 0 { b.is_above(a) } else { a.is_above(b) };
        let is_positive = |i: &Interval| i.lo.is_some_and(|lo| lo > Decimal::ZERO);
        if !is_opposite || !is_positive(a) || !is_positive(b) {
            return None;
        }
        let (x, y) = (self.text(own), self.text(base));
        let (zh, en, mark) = if *sign > 0 { ("低", "less", "<") } else { ("高", "more", ">") };
        let message =
            Message::new(format!("比较与数值相反：{x}比另一处的{y}{zh}"), format!("the comparison is wrong: {x} is {en} than {y}"));
        Some(self.told("pace-mismatch", message, Message::both(format!("{x} {mark} {y}")), held, None))
    }

    fn told(&self, code: &'static str, message: Message, formula: Message, held: &Held, value: Option<super::Value>) -> Finding {
        let of = |fact: &Fact| {
            let mut value = as_value(self.reading(fact), fact.figure);
            value.range = fact.range;
            value
        };
        let range = value.as_ref().map_or(held.own.range, |value| value.range);
        let mut values = vec![of(held.base), of(held.own)];
        values.extend(value);
        let base = self.text(held.base);
        let related = vec![Related {
            range: held.base.range,
            message: Message::new(format!("“{base}”在这里"), format!("“{base}” stands here")),
        }];
        let evidence = Some(Evidence { formula, values });
        Finding { code, severity: Severity::Error, message, range, evidence, related, fixes: Vec::new() }
    }
}

/// A growth of the article's own time.
fn is_growth(fact: &Fact) -> bool {
    let claim = fact.claim;
    claim.statistic == Statistic::Growth
        && claim.role == Role::Plain
        && fact.figure.kind == Kind::Percent
        && fact.is_exact()
        && claim.list.is_none()
        && !claim.is_annual
        && !claim.period.as_ref().is_some_and(Period::is_previous)
        && (claim.base.word.is_empty() || claim.base.word == "同比" || claim.base.period.as_ref().is_some_and(Period::is_previous))
}
