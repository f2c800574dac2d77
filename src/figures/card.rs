//! What a figure says, as a card for people: plain data, laid out by whoever shows it.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::allowed::allowed;
use super::conversion::conversions;
use super::days::{Today, days};
use super::figure::{Figure, Kind, Printed, Value};
use super::label;
use super::spoken::{english, grouped, people, raised, scientific};
use crate::message::markdown::escaped;
use crate::message::{Locale, Message};

/// How far around a figure, in characters, words tell what it is about.
const NEAR: usize = 24;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scopes {
    scopes: Vec<String>,
}

static SCOPES: LazyLock<Scopes> = LazyLock::new(|| shipped!("figures/data/scopes"));

/// A figure where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// The reading that its ranges are of.
    pub reading: &'a str,
    /// Whether no damage touches it.
    pub is_trusted: bool,
    /// The day that 今年 is told from.
    pub today: Option<Today>,
}

impl Seen<'_> {
    /// The text around it.
    pub fn near(&self) -> &str {
        let (start, end) = (usize::from(self.figure.range.start()), usize::from(self.figure.range.end()));
        let from = self.reading[..start].char_indices().rev().take(NEAR).last().map_or(start, |(at, _)| at);
        let to = self.reading[end..].char_indices().nth(NEAR).map_or(self.reading.len(), |(at, _)| end + at);
        &self.reading[from..to]
    }
}

/// A card in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The figure as a reader means it.
    pub title: String,
    /// What it is, and its unit.
    pub subtitle: String,
    /// Labelled lines: value, conversions, interval, days …
    pub rows: Vec<(String, String)>,
}

impl Card {
    /// The card of a figure.
    pub fn of(seen: &Seen, locale: Locale) -> Card {
        let title = seen.reading[seen.figure.range].trim().replace('\n', " ");
        let rows = rows(seen).into_iter().map(|(label, value)| (label.text(locale).to_owned(), value.text(locale).to_owned()));
        // What the title says already is not said again.
        let rows = rows.filter(|(_, value)| *value != title).collect();
        Card { subtitle: subtitle(seen.figure).text(locale).to_owned(), title, rows }
    }

    /// Adds a row that others know of.
    pub fn add(&mut self, label: &Message, value: &Message, locale: Locale) {
        self.rows.push((label.text(locale).to_owned(), value.text(locale).to_owned()));
    }

    /// The card as Markdown.
    pub fn to_markdown(&self) -> String {
        let mut out = format!("**{}**\n\n{}\n", escaped(&self.title), escaped(&self.subtitle));
        for (label, value) in &self.rows {
            out.push_str(&format!("\n- {label}：{}", escaped(value)));
        }
        out
    }

    /// The card as plain text.
    pub fn to_plain(&self) -> String {
        let mut out = format!("{}\n{}", self.title, self.subtitle);
        for (label, value) in &self.rows {
            out.push_str(&format!("\n{label}：{value}"));
        }
        out
    }
}

/// `面积 · 亩`: kind, dimension and unit, each once.
fn subtitle(figure: &Figure) -> Message {
    let kind = label::kind(figure);
    let dimension = figure.unit.as_ref().and_then(label::dimension);
    let kind = match dimension {
        Some(dimension) if figure.kind == Kind::Quantity => dimension,
        Some(dimension) => Message::new(format!("{} · {}", kind.zh, dimension.zh), format!("{} · {}", kind.en, dimension.en)),
        None => kind,
    };
    let Some(unit) = figure.unit.as_ref() else { return kind };
    let code = unit.entry.code.filter(|_| unit.per.is_none()).map(|code| format!(" · {code}")).unwrap_or_default();
    let unit = label::unit(unit);
    Message::new(format!("{} · {unit}{code}", kind.zh), format!("{} · {unit}{code}", kind.en))
}

type Row = (Message, Message);

fn rows(seen: &Seen) -> Vec<Row> {
    let (figure, mut rows) = (seen.figure, Vec::new());
    rows.extend(value(figure).map(|value| (Message::new("数值", "value"), value)));
    rows.extend(terms(figure).map(|terms| (Message::new("各项", "terms"), terms)));
    rows.extend(doublings(figure).map(|times| (Message::new("换算", "that is"), times)));
    let converted: Vec<String> = conversions(figure, seen.near()).iter().map(super::conversion::Conversion::signed).collect();
    if !converted.is_empty() {
        rows.push((Message::new("换算", "that is"), Message::both(converted.join("，"))));
    }
    rows.extend(scope(seen).map(|scope| (Message::new("范围", "among"), Message::both(scope))));
    if let Some(allowed) = allowed(figure, seen.reading) {
        let both =
            Message::new(format!("{}（{}）", allowed.values.zh, allowed.why.zh), format!("{} ({})", allowed.values.en, allowed.why.en));
        rows.push((Message::new("可取值", "may be"), both));
    }
    time_rows(seen, &mut rows);
    if !seen.is_trusted {
        let warning = Message::new("数字落在抓取损坏处，未必是原数，不参与核对", "stands where scraping damaged the text: not checked");
        rows.push((Message::new("注意", "note"), warning));
    }
    rows
}

/// A number in every form that helps: digits in groups, 万 and 亿, power of ten.
fn value(figure: &Figure) -> Option<Message> {
    let unit = match figure.kind {
        Kind::Code | Kind::Ratio | Kind::Date | Kind::DateRange | Kind::Time => return None,
        // The unit of a rank is a place, not what is counted.
        Kind::Ordinal | Kind::Rank => String::new(),
        _ => figure.unit.as_ref().map(label::unit_of_value).unwrap_or_default(),
    };
    match &figure.value {
        Value::Number(Printed { value, .. }) => Some(forms(*value, &unit)),
        Value::Range(Some(lo), Some(hi)) => {
            let (a, b) = (grouped(lo.value), grouped(hi.value));
            Some(Message::new(format!("{a}{unit}至{b}{unit}"), format!("{a}{unit} to {b}{unit}")))
        }
        _ => None,
    }
}

fn forms(value: Decimal, unit: &str) -> Message {
    let plain = format!("{}{unit}", grouped(value));
    let in_words = |words: String| Some(format!("{words}{unit}")).filter(|form| *form != plain);
    let chinese = in_words(people(value));
    let power = scientific(value).map(|form| format!("{form}{unit}"));
    let list = |first: Option<String>, sign: &str| {
        let others: Vec<String> = first.into_iter().chain(chinese.clone()).chain(power.clone()).collect();
        others.join(sign)
    };
    let (zh, en) = (list(None, "，"), list(english(value).map(|e| format!("{e} {unit}").trim_end().to_owned()), ", "));
    let with =
        |others: String, open: &str, close: &str| if others.is_empty() { plain.clone() } else { format!("{plain}{open}{others}{close}") };
    Message::new(with(zh, "（", "）"), with(en, " (", ")"))
}

/// The terms of a ratio, each with its share of the whole; those of a code as they stand.
fn terms(figure: &Figure) -> Option<Message> {
    let Value::Terms(terms) = &figure.value else { return None };
    let names: Vec<String> = terms.iter().map(|t| t.map_or_else(|| "N".to_owned(), |p| grouped(p.value))).collect();
    let sum = terms.iter().try_fold(Decimal::ZERO, |sum, term| sum.checked_add((*term)?.value));
    let sum = sum.filter(|sum| figure.kind == Kind::Ratio && !sum.is_zero());
    Some(match sum {
        Some(sum) => {
            let sum = grouped(sum);
            Message::new(format!("{}，合计{sum}", names.join("、")), format!("{}, {sum} together", names.join(", ")))
        }
        None => Message::new(names.join("、"), names.join(", ")),
    })
}

/// `翻两番` is four times.
fn doublings(figure: &Figure) -> Option<Message> {
    figure.unit.filter(|u| u.entry.name == "番")?;
    let times =
        figure.printed().and_then(|p| u32::try_from(p.value).ok().filter(|n| (1..=10).contains(n) && p.value == Decimal::from(*n)))?;
    let result = 1u32 << times;
    Some(Message::new(
        format!("翻{times}番，为原来的{result}倍（2{}）", raised(times as i32)),
        format!("doubled {times} time(s): {result} times as much"),
    ))
}

/// Among whom it is ranked: the last such word of the clause before it.
fn scope(seen: &Seen) -> Option<String> {
    if seen.figure.kind != Kind::Rank {
        return None;
    }
    let head = &seen.reading[..usize::from(seen.figure.range.start())];
    let clause = &head
        [head.rfind(['，', '。', '；', ',', ';', '、', '\n']).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8))..];
    let found = SCOPES.scopes.iter().filter_map(|scope| Some((clause.rfind(scope.as_str())? + scope.len(), scope)));
    found.max_by_key(|(end, scope)| (*end, scope.len())).map(|(_, scope)| scope.clone())
}

fn time_rows(seen: &Seen, rows: &mut Vec<Row>) {
    let Value::Time(time) = &seen.figure.value else { return };
    if !matches!(seen.figure.kind, Kind::Date | Kind::DateRange) {
        return;
    }
    let told = match days(time, seen.today) {
        Some(days) => match days.why() {
            Some(why) => Message::new(format!("{}（{}）", days.told.zh, why.zh), format!("{} ({})", days.told.en, why.en)),
            None => days.told,
        },
        None if time.is_impossible() => Message::new("历法里没有这一天", "the calendar has no such day"),
        None if seen.today.is_some() => Message::new("推算不出是哪一天", "cannot be told"),
        None => {
            Message::new("文中没有电头日期，设置里也没有，推算不出", "cannot be told: neither the article nor the settings have a date")
        }
    };
    rows.push((Message::new("日期", "days"), told));
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::figures::lexer::lex;

    fn check(text: &str, locale: Locale, expected: Expect) {
        let lexed = lex(text);
        let figure = lexed.figures.last().expect("a figure");
        expected.assert_eq(&Card::of(&Seen { figure, reading: text, is_trusted: true, today: None }, locale).to_plain());
    }

    #[test]
    fn money_in_digits_in_yi_and_as_a_power_of_ten() {
        check(
            "云岭市到位资金36.57亿元",
            Locale::Zh,
            expect![[r#"
            36.57亿元
            金额 · 元 · CNY
            数值：3,657,000,000元（36.57亿元，3.657×10⁹元）
            可取值：不低于36.565亿元，低于36.575亿元（取整到0.01亿元）"#]],
        );
        check(
            "云岭市到位资金36.57亿元",
            Locale::En,
            expect![[r#"
            36.57亿元
            money · 元 · CNY
            value：3,657,000,000元 (3.657 billion 元, 36.57亿元, 3.657×10⁹元)
            may be：at least 36.565亿元, below 36.575亿元 (rounded to 0.01亿元)"#]],
        );
    }

    #[test]
    fn land_is_converted() {
        check(
            "约5.2万亩",
            Locale::Zh,
            expect![[r#"
            约5.2万亩
            面积 · 亩
            数值：52,000亩（5.2万亩）
            换算：≈34.67平方公里，≈3,467公顷
            可取值：4.94万亩至5.46万亩（“约”：上下各5%）"#]],
        );
    }

    #[test]
    fn ranks_ratios_codes_and_doublings_say_what_they_are() {
        check(
            "总量居全省第2位",
            Locale::Zh,
            expect![[r#"
            第2位
            位次 · 位
            数值：2
            范围：全省"#]],
        );
        check(
            "三次产业结构比为9.8∶43.6∶46.6",
            Locale::Zh,
            expect![[r#"
            9.8∶43.6∶46.6
            比
            各项：9.8、43.6、46.6，合计100"#]],
        );
        check(
            "构建“1+5+N”体系",
            Locale::Zh,
            expect![[r#"
            1+5+N
            代号，不作数量
            各项：1、5、N"#]],
        );
        check(
            "产值翻两番",
            Locale::Zh,
            expect![[r#"
            两番
            倍数 · 番
            数值：2番
            换算：翻2番，为原来的4倍（2²）
            可取值：不低于1.5番，低于2.5番（取整到1番）"#]],
        );
    }

    #[test]
    fn what_the_title_says_is_not_repeated_and_damage_is_told() {
        let text = "惠及312户";
        let lexed = lex(text);
        let seen = Seen { figure: &lexed.figures[0], reading: text, is_trusted: false, today: None };
        let labels: Vec<String> = Card::of(&seen, Locale::Zh).rows.into_iter().map(|(label, _)| label).collect();
        assert_eq!(labels, ["可取值", "注意"]);
    }

    #[test]
    fn markdown_shows_the_text_as_it_is() {
        let text = "增速在5%~8%之间";
        let lexed = lex(text);
        let card = Card::of(&Seen { figure: &lexed.figures[0], reading: text, is_trusted: true, today: None }, Locale::Zh);
        assert!(card.to_markdown().starts_with("**5\\%\\~8\\%**"), "{}", card.to_markdown());
    }
}
