//! The values that a figure's words allow, and why, in words for people.

use rust_decimal::Decimal;

use super::figure::{Approximation, Figure, Interval, Kind, Value};
use super::label;
use super::spoken::{Scale, grouped};
use crate::message::Message;

/// What a figure may be, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// `不低于36.565亿元，低于36.575亿元`
    pub values: Message,
    /// `取整到0.01亿元`
    pub why: Message,
}

/// The values that a figure allows; `None` for what is no quantity, and where nothing is to be said. `text` is the reading.
pub fn allowed(figure: &Figure, text: &str) -> Option<Allowed> {
    let says_nothing = match figure.kind {
        Kind::Ordinal | Kind::Rank | Kind::Enumeration | Kind::Code | Kind::Ratio | Kind::Fraction => true,
        Kind::Duration => figure.approximation == Approximation::Exact && figure.printed().is_some(),
        _ => false,
    };
    let interval = figure.interval().filter(|_| !says_nothing)?;
    let words = Words { unit: figure.unit.as_ref().map(label::unit_of_value).unwrap_or_default(), scale: Scale::of(&text[figure.number]) };
    Some(Allowed { values: words.values(&interval), why: why(figure, &interval, &words, text) })
}

/// Both ends of a hedged figure, short: `114亿–126亿`. `None` where the words leave an end open or hedge nothing.
pub fn ends(figure: &Figure, text: &str) -> Option<String> {
    let is_vague = matches!(figure.value, Value::Range(..)) && figure.marks.is_empty();
    let widens = match figure.approximation {
        Approximation::About | Approximation::Near | Approximation::More => true,
        Approximation::Exact | Approximation::Over | Approximation::Under | Approximation::AtLeast | Approximation::AtMost => false,
    };
    let interval = figure.interval().filter(|_| widens)?;
    // 三五天 says both its ends itself.
    let says_itself = is_vague && !text[figure.range].contains(['几', '数', '来']);
    let scale = Scale::of(&text[figure.number]);
    (!says_itself).then(|| Some(format!("{}–{}", scale.spoken(interval.lo?), scale.spoken(interval.hi?))))?
}

struct Words {
    unit: String,
    scale: Scale,
}

impl Words {
    fn number(&self, value: Decimal) -> String {
        format!("{}{}", self.scale.spoken(value), self.unit)
    }

    fn values(&self, interval: &Interval) -> Message {
        let lo = interval.lo.map(|v| (self.number(v), interval.lo_closed));
        let hi = interval.hi.map(|v| (self.number(v), interval.hi_closed));
        let (zh_lo, en_lo) = (|closed| if closed { "不低于" } else { "高于" }, |closed| if closed { "at least" } else { "above" });
        let (zh_hi, en_hi) = (|closed| if closed { "不高于" } else { "低于" }, |closed| if closed { "at most" } else { "below" });
        match (lo, hi) {
            (Some((lo, _)), Some((hi, _))) if lo == hi => Message::new(format!("就是{lo}"), format!("exactly {lo}")),
            (Some((lo, true)), Some((hi, true))) => Message::new(format!("{lo}至{hi}"), format!("{lo} to {hi}")),
            (Some((lo, c)), Some((hi, d))) => {
                Message::new(format!("{}{lo}，{}{hi}", zh_lo(c), zh_hi(d)), format!("{} {lo}, {} {hi}", en_lo(c), en_hi(d)))
            }
            (Some((lo, c)), None) => Message::new(format!("{}{lo}", zh_lo(c)), format!("{} {lo}", en_lo(c))),
            (None, Some((hi, c))) => Message::new(format!("{}{hi}", zh_hi(c)), format!("{} {hi}", en_hi(c))),
            (None, None) => Message::new("不限", "anything"),
        }
    }
}

fn why(figure: &Figure, interval: &Interval, words: &Words, text: &str) -> Message {
    let mark = figure.marks.iter().find(|m| m.says == figure.approximation).map_or("", |m| text[m.range].trim());
    let hedged = |zh: String, en: String| Message::new(format!("“{mark}”：{zh}"), format!("“{mark}”: {en}"));
    match (&figure.value, figure.approximation) {
        (Value::Range(..), _) if figure.marks.is_empty() && is_rough(figure, text) => Message::new("概数", "a round number"),
        (Value::Range(Some(a), Some(b)), _) => {
            let is_point = interval.lo == Some(a.value) && interval.hi == Some(b.value);
            if is_point {
                Message::new("含两端", "both ends included")
            } else {
                let steps = (words.number(a.step), words.number(b.step));
                Message::new(format!("两端取整到{}", steps.1), format!("both ends rounded to {}", steps.1))
            }
        }
        (_, Approximation::Exact) => exact(figure, interval, words),
        (_, Approximation::About) => about(figure, interval, words, &hedged),
        (_, Approximation::Near) => hedged("不到此数，相差不超过一成".into(), "less, but by no more than a tenth".into()),
        (_, Approximation::Over) => hedged("比此数大".into(), "more than this".into()),
        (_, Approximation::Under) => hedged("比此数小".into(), "less than this".into()),
        (_, Approximation::More) => {
            let step = interval.lo.zip(interval.hi).map(|(lo, hi)| words.number(hi - lo)).unwrap_or_default();
            hedged(format!("多出的不足{step}"), format!("less than {step} more"))
        }
        (_, Approximation::AtLeast) => hedged("包括本数".into(), "this included".into()),
        (_, Approximation::AtMost) => hedged("包括本数".into(), "this included".into()),
    }
}

fn exact(figure: &Figure, interval: &Interval, words: &Words) -> Message {
    let step = figure.printed().map(|p| p.step).unwrap_or_default();
    if interval.lo == interval.hi {
        return Message::new("逐个计数，没有取整", "counted one by one, not rounded");
    }
    let step = words.number(step);
    Message::new(format!("取整到{step}"), format!("rounded to {step}"))
}

/// 约 allows a twentieth, or half a step of the last digit where that is more.
fn about(figure: &Figure, interval: &Interval, words: &Words, hedged: &dyn Fn(String, String) -> Message) -> Message {
    let value = figure.printed().map(|p| p.value).unwrap_or_default();
    let slack = interval.hi.map(|hi| hi - value).unwrap_or_default();
    if slack == value.abs() / Decimal::from(20) {
        return hedged(format!("上下各{}%", grouped(Decimal::from(5))), "5% to both sides".to_owned());
    }
    let slack = words.number(slack);
    hedged(format!("上下各{slack}"), format!("{slack} to both sides"))
}

impl Figure {
    /// Whether its words leave the value open: a hedge, or a number that gives its rough size only.
    pub fn is_approximate(&self) -> bool {
        self.approximation != Approximation::Exact
    }
}

/// `十几`, `数百`, `三五`: numbers that give their rough size only.
fn is_rough(figure: &Figure, text: &str) -> bool {
    figure.approximation == Approximation::About || !text[figure.number].contains(|c: char| !c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::lexer::lex;

    fn said(text: &str) -> String {
        let figure = &lex(text).figures[0];
        allowed(figure, text).map(|a| format!("{}；{}", a.values.zh, a.why.zh)).unwrap_or_default()
    }

    #[test]
    fn printed_precision_says_what_it_was_rounded_to() {
        assert_eq!(said("完成投资36.57亿元"), "不低于36.565亿元，低于36.575亿元；取整到0.01亿元");
        assert_eq!(said("惠及312户"), "就是312户；逐个计数，没有取整");
        assert_eq!(said("增长8.5%"), "不低于8.45%，低于8.55%；取整到0.1%");
    }

    #[test]
    fn hedges_say_how_far_they_reach() {
        assert_eq!(said("约5.2万亩"), "4.94万亩至5.46万亩；“约”：上下各5%");
        assert_eq!(said("近100亿元"), "不低于90亿元，低于100亿元；“近”：不到此数，相差不超过一成");
        assert_eq!(said("3000多万人"), "不低于3,000万人，低于4,000万人；“多”：多出的不足1,000万人");
        assert_eq!(said("超过200家"), "高于200家；“超过”：比此数大");
        assert_eq!(said("不超过10%"), "不高于10%；“不超过”：包括本数");
        assert_eq!(said("十几个"), "不低于10个，低于20个；概数");
    }

    #[test]
    fn what_is_no_quantity_allows_nothing_else() {
        for text in ["第三", "居第2位", "1+5+N", "三项任务", "构成比9.8∶43.6∶46.6", "45天"] {
            assert_eq!(said(text), "", "{text}");
        }
    }

    #[test]
    fn only_what_is_hedged_has_ends() {
        let short = |text: &str| ends(&lex(text).figures[0], text);
        assert_eq!(short("约120亿元").as_deref(), Some("114亿–126亿"));
        assert_eq!(short("3000余名").as_deref(), Some("3,000–4,000"));
        assert_eq!(short("十几家").as_deref(), Some("10–20"));
        for plain in ["100亿元", "超过100亿元", "至少5000吨", "三五天", "8—9亿元"] {
            assert_eq!(short(plain), None, "{plain}");
        }
    }
}
