//! What is worth standing beside a figure in the text: how far a hedge reaches, which days 去年 means, how much 3000亩 is.
//!
//! What is exact and plain has no hint.

use super::allowed::{allowed, ends};
use super::card::Seen;
use super::conversion::conversions;
use super::days::days;
use super::figure::{Kind, Value};
use super::lexer::is_indefinite;
use crate::message::Message;

/// A short text behind a figure, and the reason for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// `=200公顷`, `114亿–126亿`, `2023年`.
    pub label: Message,
    /// Why.
    pub tooltip: Message,
}

/// The hint of a figure; `None` where there is nothing to add, or its digits may be damaged.
pub fn hint(seen: &Seen) -> Option<Hint> {
    let figure = seen.figure;
    if !seen.is_trusted || figure.kind == Kind::Code || is_indefinite(figure, seen.reading) {
        return None;
    }
    if let Value::Time(time) = &figure.value {
        let days = days(time, seen.today).filter(|_| matches!(figure.kind, Kind::Date | Kind::DateRange))?;
        let (told, why) = (&days.told, days.why()?);
        let tooltip = Message::new(format!("{}\n{}", told.zh, why.zh), format!("{}\n{}", told.en, why.en));
        return Some(Hint { label: days.short(), tooltip });
    }
    let converted = conversions(figure, seen.near()).into_iter().find(|c| c.is_hint).map(|c| c.signed());
    let ends = ends(figure, seen.reading);
    let label: Vec<&str> = [&converted, &ends].into_iter().flatten().map(String::as_str).collect();
    if label.is_empty() {
        return None;
    }
    let reach = allowed(figure, seen.reading).filter(|_| ends.is_some());
    let mut tooltip =
        converted.clone().map(|text| Message::new(format!("换算：{text}"), format!("that is {text}"))).into_iter().collect::<Vec<_>>();
    tooltip.extend(reach.map(|a| Message::new(format!("{}（{}）", a.values.zh, a.why.zh), format!("{} ({})", a.values.en, a.why.en))));
    let joined = |pick: fn(&Message) -> &String| tooltip.iter().map(|m| pick(m).as_str()).collect::<Vec<_>>().join("\n");
    Some(Hint { label: Message::both(label.join("，")), tooltip: Message::new(joined(|m| &m.zh), joined(|m| &m.en)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::lexer::lex;

    fn hints(text: &str) -> Vec<String> {
        let lexed = lex(text);
        let seen = lexed.figures.iter().map(|figure| Seen { figure, reading: text, is_trusted: true, today: None });
        seen.filter_map(|s| hint(&s)).map(|h| h.label.zh).collect()
    }

    #[test]
    fn hedges_and_old_units_have_hints() {
        assert_eq!(hints("流转土地3000亩,约120亿元,三成在山区"), ["=2平方公里", "114亿–126亿", "=30%"]);
        assert_eq!(hints("带动约1200亩"), ["≈80公顷，1,140–1,260"].map(|s| s.replace('≈', "=")));
    }

    #[test]
    fn what_is_exact_and_plain_has_none() {
        assert!(hints("新建一个泵站、12座水闸,投资8.5亿元,增长6.2%,G3511沿线,居第2位,至少5000吨").is_empty());
    }
}
