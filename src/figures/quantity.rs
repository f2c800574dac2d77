//! Quantities: a numeral with its sign, its unit and its hedges; compound ones (`五元六角`), and ranges (`8—9亿元`).

use rust_decimal::Decimal;

use super::figure::{Approximation, Figure, Kind, Mark, Printed, Value};
use super::numeral::{Numeral, Writing, digit, is_numeral, numeral_at};
use super::unit::{Entry, Per, Unit, UnitKind, symbol_before, unit_at, units_at};
use super::{bounds, hedge, sense, unit};
use crate::text::{TextRange, range};

/// One side of a range, or a quantity that has no other side.
pub(super) struct Term {
    /// Sign, symbol, number and unit.
    pub start: usize,
    /// Behind unit and 半.
    pub end: usize,
    pub number: TextRange,
    pub numeral: Numeral,
    pub unit: Option<Unit>,
    /// Value and step, with sign and compound parts.
    pub lo: Printed,
    pub hi: Option<Printed>,
    pub more: Vec<Mark>,
    /// Whether it is `三分之一`, `3/5`: no unit is looked for behind it.
    pub is_fraction: bool,
}

/// The signs of a range between two numbers (GB/T 15835—2011, 5.1.3, and what people type).
const DASHES: [&str; 11] = ["——", "--", "—", "–", "-", "～", "~", "−", "至", "到", "－"];
/// Words before the first number that make `a到b` a change, not a range.
const CHANGES: [char; 3] = ['由', '从', '自'];
/// How many bytes before a number a change may begin.
const CHANGE_REACH: usize = 60;

/// The quantity whose numeral starts at `at`; nothing before `from` belongs to it.
pub(super) fn quantity_at(text: &str, from: usize, at: usize, numeral: Numeral) -> Option<Figure> {
    let first = term_of(text, from, at, numeral);
    let (start, marks_before) = hedges_before(text, from, first.start);
    let second = second_term(text, &first).filter(|_| !is_change(text, start));
    let figure = assemble(text, start, marks_before, first, second);
    Some(bounds::closed(text, &figure).or_else(|| bounds::compared(text, &figure)).unwrap_or(figure))
}

/// A figure with the hedges around it.
pub(super) fn hedged(text: &str, from: usize, figure: Figure) -> Figure {
    let (start, mut marks) = hedges_before(text, from, figure.range.start().into());
    let mut end = figure.range.end().into();
    hedges_behind(text, &mut end, &mut marks);
    Figure { range: range(start, end), approximation: hedge::together(&marks), marks, ..figure }
}

fn assemble(text: &str, start: usize, marks: Vec<Mark>, mut first: Term, second: Option<Term>) -> Figure {
    let mut marks = marks;
    marks.append(&mut first.more);
    let number = first.number;
    let (mut end, mut unit, mut number_end) = (first.end, first.unit, usize::from(number.end()));
    let is_percent_points = |u: &Option<Unit>| u.is_some_and(|u| u.entry.kind == UnitKind::PercentagePoint);
    let value = match &second {
        Some(second) => {
            end = second.end;
            number_end = second.number.end().into();
            if unit.is_none() || is_percent_points(&second.unit) {
                unit = second.unit;
            }
            let mut lo = times(first.lo, shared_magnitude(&first, second));
            let is_share = |u: &Unit| matches!(u.entry.kind, UnitKind::Percent | UnitKind::PercentagePoint);
            if let Some(percent) = second.unit.filter(|u| first.unit.is_none() && is_share(u)) {
                // 三到五成, 20至30个基点
                lo = times(lo, percent.entry.factor);
            }
            let mut hi = second.hi.unwrap_or(second.lo);
            if let Some(tens) = spoken_tens(text, &first, second) {
                lo = times(first.lo, second.numeral.magnitude);
                hi.value += tens;
            }
            if let (Some(a), Some(b)) = (first.unit, second.unit)
                && a.entry.kind != UnitKind::Money
                && !matches!(a.entry.kind, UnitKind::Percent | UnitKind::PercentagePoint)
                && let Some(ratio) = b.factor().checked_div(a.factor()).filter(|r| *r != Decimal::ONE)
            {
                // 6个月至3年: both ends in the first one's unit.
                hi = times(hi, ratio);
            }
            Value::Range(Some(lo), Some(hi))
        }
        None => match first.hi {
            Some(hi) => Value::Range(Some(first.lo), Some(hi)),
            None => Value::Number(first.lo),
        },
    };
    if let Some(second) = second {
        marks.extend(second.more);
    }
    hedges_behind(text, &mut end, &mut marks);
    let is_range = matches!(value, Value::Range(..));
    let is_small = matches!(value, Value::Number(p) if p.value <= Decimal::from(30) && p.step == Decimal::ONE);
    let kind = match unit.map(|u| u.entry.kind) {
        _ if first.is_fraction => Kind::Fraction,
        None if is_range => Kind::Range,
        None => Kind::Number,
        Some(UnitKind::Money) => Kind::Money,
        Some(UnitKind::Percent) => Kind::Percent,
        Some(UnitKind::PercentagePoint) => Kind::PercentagePoint,
        Some(UnitKind::Multiple) => Kind::Multiple,
        Some(UnitKind::Time) => Kind::Duration,
        Some(UnitKind::Counter) if is_small && marks.is_empty() && unit.is_some_and(|u| u.entry.enumerates) => Kind::Enumeration,
        Some(UnitKind::Counter) if unit.is_some_and(|u| sense::is_grade(u.entry)) && marks.is_empty() => {
            // 千亿级 names a class and measures nothing.
            if is_small { Kind::Ordinal } else { Kind::Code }
        }
        Some(UnitKind::Counter) if sense::is_session(&text[number], unit, text[..start].chars().next_back()) => Kind::Ordinal,
        Some(UnitKind::Counter | UnitKind::Measure) => Kind::Quantity,
    };
    let mut approximation = hedge::together(&marks);
    if approximation == Approximation::Exact && first.numeral.is_vague {
        approximation = Approximation::About;
    }
    Figure { range: range(start, end), number: range(number.start().into(), number_end), kind, value, unit, approximation, marks }
}

/// `3-5万元`: what the first number shares of the second one's 万; 1 where it has its own or stands on its own unit.
fn shared_magnitude(first: &Term, second: &Term) -> Decimal {
    let magnitude = second.numeral.magnitude;
    let is_bare = first.unit.is_none() && first.numeral.magnitude == Decimal::ONE;
    let mantissa = second.lo.value.checked_div(magnitude).unwrap_or(second.lo.value);
    // 8-5亿元 is a range from more to less, not from eight yuan on; 800-1万 may be what it says.
    let is_shared = first.lo.value < mantissa
        || first.lo.value < mantissa.saturating_mul(Decimal::TEN)
            && first.lo.value.saturating_mul(Decimal::ONE_THOUSAND) < mantissa.saturating_mul(magnitude);
    if is_bare && magnitude > Decimal::ONE && is_shared { magnitude } else { Decimal::ONE }
}

/// `45-6万` is 四十五六万: what the second number leaves out, where it is the next digit.
fn spoken_tens(text: &str, first: &Term, second: &Term) -> Option<Decimal> {
    let magnitude = second.numeral.magnitude;
    let digit = second.lo.value.checked_div(magnitude).filter(|d| *d < Decimal::TEN)?;
    let is_bare = first.unit.is_none()
        && first.numeral.is_plain
        && first.lo.value > Decimal::TEN
        && first.lo.value < Decimal::ONE_HUNDRED
        && first.numeral.writing == Writing::Arabic;
    let is_short =
        magnitude > Decimal::ONE && text[second.number].starts_with(|c: char| c.is_ascii_digit()) && second.numeral.lo.step == magnitude;
    let last = first.lo.value % Decimal::TEN;
    (is_bare && is_short && !last.is_zero() && digit == last + Decimal::ONE).then(|| (first.lo.value - last) * magnitude)
}

fn times(printed: Printed, factor: Decimal) -> Printed {
    let of = |value: Decimal| value.checked_mul(factor).unwrap_or(value);
    Printed { value: of(printed.value), step: of(printed.step) }
}

/// Numeral, sign, unit: one side of a range.
pub(super) fn term_at(text: &str, from: usize, at: usize) -> Option<Term> {
    Some(term_of(text, from, at, numeral_at(&text[at..])?))
}

fn term_of(text: &str, from: usize, at: usize, numeral: Numeral) -> Term {
    let mut end = at + numeral.len;
    let mut term = Term {
        start: at,
        end,
        number: range(at, end),
        lo: numeral.lo,
        hi: numeral.hi,
        unit: None,
        more: Vec::new(),
        is_fraction: false,
        numeral,
    };
    if let Some(more) = term.numeral.more.clone() {
        term.more.push(Mark { range: range(at + more.start, at + more.end), says: Approximation::More, is_before: false });
    }
    let has_prefix = sign_before(text, from, &mut term);
    fraction(text, &mut term);
    end = term.end;
    if !term.is_fraction
        && let Some(mark) = hedge::after(text, end, false).filter(|m| m.says == Approximation::More || text[m.range] == *"来")
        && (unit_behind(text, mark.range.end().into(), &term).is_some() || text[mark.range] != *"来")
    {
        end = mark.range.end().into();
        term.end = end;
        term.more.push(Mark { says: Approximation::More, ..mark });
    }
    let symbol = term.unit.filter(|_| has_prefix);
    let behind = unit_behind(text, end, &term).filter(|_| !term.is_fraction);
    if let Some((unit, behind)) = behind.filter(|(u, _)| symbol.is_none() || u.entry.kind == UnitKind::Money) {
        // 人民币5万元, 新台币177亿元: the name before the number says which 元.
        term.unit = Some(match symbol {
            Some(symbol) if unit.entry.code == Some("CNY") => symbol,
            _ => unit,
        });
        term.end = behind;
        if unit.entry.kind == UnitKind::Money {
            term.lo = times(term.lo, unit.entry.factor);
            term.hi = term.hi.map(|hi| times(hi, unit.entry.factor));
        }
        percent_of(&mut term);
        halves_and_parts(text, &mut term);
        if let Some(mark) = hedge::after(text, term.end, true).filter(|m| m.says == Approximation::More && term.more.is_empty()) {
            term.end = mark.range.end().into();
            term.more.push(mark);
        }
    }
    term
}

/// Reads what stands before the digits and belongs to the number: `-`, `负`, `零下`, `￥`, `人民币`. Whether there was something.
fn sign_before(text: &str, from: usize, term: &mut Term) -> bool {
    let head = &text[from..term.start];
    let mut has_prefix = false;
    let mut head_end = head.len();
    if let Some((len, currency)) = symbol_before(head) {
        // `USD` must not be the end of another word.
        let before = head[..head.len() - len].chars().next_back();
        if !(before.is_some_and(|c| c.is_ascii_alphabetic()) && head[head.len() - len..].starts_with(|c: char| c.is_ascii_alphabetic())) {
            term.unit = Some(Unit::of(currency));
            head_end -= len;
            has_prefix = true;
        }
    }
    let trimmed = head[..head_end].trim_end_matches(' ');
    let is_negative = if trimmed.ends_with('负') || trimmed.ends_with("零下") {
        let word = if trimmed.ends_with('负') { "负" } else { "零下" };
        let before = trimmed[..trimmed.len() - word.len()].chars().next_back();
        // 抱负3, 胜负2: no sign.
        let is_word = word == "负" && before.is_some_and(|c| "胜抱担自肩背欺正辜平".contains(c));
        if !is_word {
            head_end = trimmed.len() - word.len();
        }
        !is_word
    } else if let Some(sign) = trimmed.chars().next_back().filter(|c| matches!(c, '-' | '−' | '－' | '﹣')) {
        let before = text[..from + trimmed.len() - sign.len_utf8()].trim_end_matches(' ').chars().next_back();
        let is_sign = before
            .is_none_or(|c| !c.is_ascii_alphanumeric() && !is_numeral(c) && !matches!(c, '-' | '%' | ')' | ']' | '—') && !is_unit_end(c))
            && text[usize::from(term.number.start())..].starts_with(|c: char| c.is_ascii_digit() || c == '.');
        if is_sign {
            head_end = trimmed.len() - sign.len_utf8();
        }
        is_sign
    } else {
        false
    };
    if is_negative {
        term.lo.value = -term.lo.value;
        if let Some(hi) = &mut term.hi {
            hi.value = -hi.value;
        }
        has_prefix = true;
    }
    term.start = from + head_end;
    has_prefix
}

/// `8元-9元`: the hyphen behind a unit is a dash.
fn is_unit_end(char: char) -> bool {
    unit_at(char.encode_utf8(&mut [0; 4])).is_some() || matches!(char, '元' | '万' | '亿' | '日' | '月' | '年')
}

/// `三分之一`, `百分之五`, `3又1/5`, `1/5`.
fn fraction(text: &str, term: &mut Term) {
    let rest = &text[term.end..];
    let after_share = rest.trim_start_matches(' ').strip_prefix('分').and_then(|r| r.trim_start_matches(' ').strip_prefix('之'));
    if let Some(behind) = after_share {
        let at = text.len() - behind.trim_start_matches(' ').len();
        let Some(upper) = numeral_at(&text[at..]).or_else(|| whole_hundred(&text[at..])) else { return };
        let denominator = term.lo.value.abs();
        let sign = if term.lo.value.is_sign_negative() { -Decimal::ONE } else { Decimal::ONE };
        let head = &text[term.number];
        let of_hundred = ["百", "佰", "千", "仟", "万"].contains(&head);
        let scale = if of_hundred { Decimal::ONE_HUNDRED } else { Decimal::ONE };
        let part = |value: Decimal| value.checked_mul(scale)?.checked_div(denominator)?.checked_mul(sign);
        let (Some(value), Some(step)) = (part(upper.lo.value), part(upper.lo.step)) else { return };
        term.end = at + upper.len;
        term.number = range(term.number.start().into(), term.end);
        term.lo = Printed { value, step: step.abs() };
        term.hi = upper.hi.and_then(|hi| Some(Printed { value: part(hi.value)?, step: step.abs() }));
        term.is_fraction = !of_hundred;
        if of_hundred {
            term.unit = unit::unit_at("%").map(Unit::of);
        }
    } else if let Some(behind) = rest.strip_prefix('又') {
        let at = term.end + '又'.len_utf8();
        let mut lower = Term { start: at, end: at, number: range(at, at), ..term.copy() };
        let Some(numeral) = numeral_at(behind) else { return };
        (lower.lo, lower.end, lower.number) = (numeral.lo, at + numeral.len, range(at, at + numeral.len));
        fraction(text, &mut lower);
        if lower.is_fraction {
            term.lo.value += if term.lo.value.is_sign_negative() { -lower.lo.value } else { lower.lo.value };
            term.lo.step = lower.lo.step;
            (term.end, term.is_fraction) = (lower.end, true);
            term.number = range(term.number.start().into(), term.end);
        }
    } else if let Some(behind) = rest.strip_prefix('/')
        && term.numeral.is_plain
        && behind.starts_with(|c: char| c.is_ascii_digit())
        && let Some(lower) = numeral_at(behind).filter(|n| n.is_plain && n.len <= 4 && n.lo.value > Decimal::ZERO)
        && !behind[lower.len..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/' || c == '-')
        && let Some(value) = term.lo.value.checked_div(lower.lo.value)
    {
        term.end += 1 + lower.len;
        term.number = range(term.number.start().into(), term.end);
        term.lo = Printed { value, step: Decimal::ZERO };
        term.is_fraction = true;
    }
}

/// The second 百 of 百分之百.
fn whole_hundred(text: &str) -> Option<Numeral> {
    text.starts_with('百').then(|| numeral_at("一百"))?.map(|n| Numeral { len: '百'.len_utf8(), ..n })
}

impl Term {
    /// A term of the same numeral, for a part of a mixed number.
    fn copy(&self) -> Term {
        Term { numeral: self.numeral.clone(), more: Vec::new(), unit: None, ..*self }
    }
}

/// The unit at a place behind a numeral, blanks skipped: the unit and where it ends.
fn unit_behind(text: &str, at: usize, term: &Term) -> Option<(Unit, usize)> {
    let rest = &text[at..];
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    if blank > 2 {
        return None;
    }
    let rest = &rest[blank..];
    // 营收破20亿 毛利率升: the blank of a headline ends the number.
    let is_part = |unit: &Entry| unit.kind == UnitKind::Money && unit.factor < Decimal::ONE;
    let entry = units_at(rest).find(|unit| sense::is_meant(text, unit, at + blank, term) && !(blank > 0 && is_part(unit)))?;
    let behind = at + blank + entry.name.len();
    // 元/吨, 公里每小时, 立方米每秒.
    let tail = &text[behind..];
    if let Some((per, end)) = rate(tail, entry) {
        return Some((Unit { entry, per: Some(per) }, behind + end));
    }
    Some((Unit::of(entry), behind))
}

/// `/吨`, `/万元`, `每小时` behind a unit: what the rate is for, and how long it is.
fn rate(tail: &str, upper: &Entry) -> Option<(Per, usize)> {
    let has_slash = tail.starts_with('/');
    let lower = tail.strip_prefix('/').or_else(|| tail.strip_prefix('每'))?;
    let magnitude = lower.chars().next().filter(|c| has_slash && matches!(c, '万' | '亿'));
    let name = &lower[magnitude.map_or(0, char::len_utf8)..];
    let fits = |u: &&Entry| !u.only_behind && (has_slash || matches!(u.kind, UnitKind::Measure | UnitKind::Time));
    let entry = units_at(name).find(fits).filter(|_| !matches!(upper.kind, UnitKind::Percent | UnitKind::PercentagePoint))?;
    let behind = &name[entry.name.len()..];
    let is_rate = has_slash || !behind.starts_with(|c: char| is_numeral(c) || c.is_ascii_digit());
    is_rate.then_some((Per { entry, magnitude }, tail.len() - behind.len()))
}

/// A number of 成, 折, ‰ or 基点 in percent.
fn percent_of(term: &mut Term) {
    let Some(unit) = term.unit else { return };
    if !matches!(unit.entry.kind, UnitKind::Percent | UnitKind::PercentagePoint) {
        return;
    }
    let mut factor = unit.entry.factor;
    if unit.entry.name == "折" && term.numeral.is_plain && term.lo.value > Decimal::TEN {
        // 八五折
        factor = Decimal::ONE;
    }
    term.lo = times(term.lo, factor);
    term.hi = term.hi.map(|hi| times(hi, factor));
}

/// `三年半`, `五元六角七分`, `六斤八两`, `十二块五`.
fn halves_and_parts(text: &str, term: &mut Term) {
    let Some(unit) = term.unit.filter(|u| u.per.is_none()) else { return };
    let rest = &text[term.end..];
    if rest.starts_with('半') && !super::words::begins_word(text, term.end) {
        let scale = if unit.entry.kind == UnitKind::Percent { unit.entry.factor } else { Decimal::ONE };
        let half = Decimal::new(5, 1) * scale;
        term.lo = Printed { value: term.lo.value + half, step: half };
        term.end += '半'.len_utf8();
        return;
    }
    if unit.entry.name == "成" {
        hundredths(text, term);
        return;
    }
    if unit.entry.name == "米" && height(text, term) {
        return;
    }
    let can_have_parts = matches!(unit.entry.kind, UnitKind::Money | UnitKind::Time) || matches!(unit.entry.dimension, "mass" | "length");
    if !can_have_parts {
        return;
    }
    let base = if unit.entry.kind == UnitKind::Money { Decimal::ONE } else { unit.entry.factor };
    let mut last = unit.entry;
    loop {
        let joint = ["又", "零"].iter().find_map(|j| text[term.end..].strip_prefix(j).map(|_| j.len())).unwrap_or(0);
        let at = term.end + joint;
        let Some(numeral) = numeral_at(&text[at..]).filter(|n| n.hi.is_none() && n.more.is_none()) else { return };
        let behind = at + numeral.len;
        let same =
            |u: &&Entry| u.code == last.code && (u.dimension == last.dimension || u.kind == UnitKind::Time && last.kind == UnitKind::Time);
        let part = units_at(&text[behind..]).filter(same).find(|u| u.factor < last.factor || u.dimension != last.dimension);
        let (factor, len, next) = match part {
            Some(part) if part.dimension == last.dimension => (part.factor.checked_div(base), part.name.len(), part),
            // Months and days do not add up: the expression goes on, its value stays that of the first unit.
            Some(part) => (Some(Decimal::ZERO), part.name.len(), part),
            // 十二块五, 三块零四
            None if ["块", "毛"].contains(&last.name) && numeral.len <= 3 && unit::unit_at(&text[behind..]).is_none() => {
                (Some(if joint > 0 { Decimal::new(1, 2) } else { Decimal::new(1, 1) }), 0, last)
            }
            None => return,
        };
        // 4分12秒 is 4.2分, and not a sixtieth's rounding more.
        let Some(add) = factor.and_then(|f| numeral.lo.value.checked_mul(f)).map(|add| add.round_dp(20)) else { return };
        let step = factor.filter(|f| !f.is_zero()).map_or(term.lo.step, |f| f * numeral.lo.step);
        term.lo = Printed { value: term.lo.value + if term.lo.value.is_sign_negative() { -add } else { add }, step };
        term.end = behind + len;
        last = next;
        if len == 0 {
            return;
        }
    }
}

/// `三成五`: thirty-five in a hundred, where nothing can be made of the 五 but that (三成二手房, 五成五星级酒店).
fn hundredths(text: &str, term: &mut Term) {
    let mut chars = text[term.end..].chars();
    let Some(digit) = chars.next().and_then(|c| "一二三四五六七八九".chars().position(|d| d == c)) else { return };
    let behind = chars.as_str();
    let ends = behind.chars().next().is_none_or(|c| !c.is_alphanumeric() || matches!(c, '的' | '即'))
        || ["左右", "以上", "以下", "上下"].iter().any(|w| behind.starts_with(w));
    if ends {
        term.lo = Printed { value: term.lo.value + Decimal::from(digit as u32 + 1), step: Decimal::ONE };
        term.end = text.len() - behind.len();
    }
}

/// `一米九`, `1米75`, `米九`: one or two digits behind 米 that nothing else can be made of. Whether it was so.
fn height(text: &str, term: &mut Term) -> bool {
    let value = |c: char| c.to_digit(10).map(u64::from).or_else(|| digit(c).filter(|_| c != '两'));
    let digits: Vec<(u64, usize)> = text[term.end..].chars().map_while(|c| Some((value(c)?, c.len_utf8()))).take(3).collect();
    let is_arabic = text[term.end..].starts_with(|c: char| c.is_ascii_digit());
    let is_same = is_arabic == text[term.number].ends_with(|c: char| c.is_ascii_digit());
    if !(1..=2).contains(&digits.len()) || !is_same || term.hi.is_some() || term.lo.step != Decimal::ONE || term.lo.value >= Decimal::TEN {
        return false;
    }
    let end = term.end + digits.iter().map(|(_, len)| len).sum::<usize>();
    if !ends_there(&text[end..], &['的', '即', '高', '长', '宽', '深', '多', '到', '至']) {
        return false;
    }
    let step = if digits.len() == 1 { Decimal::new(1, 1) } else { Decimal::new(1, 2) };
    let behind = digits.iter().fold(0, |sum, (digit, _)| sum * 10 + digit);
    term.lo = Printed { value: term.lo.value + Decimal::from(behind) * step, step };
    term.end = end;
    true
}

/// Whether no word goes on at the start of a text, but for some characters and hedges.
fn ends_there(text: &str, but: &[char]) -> bool {
    text.chars().next().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '%' | '-' | '—' | '~' | '/') || but.contains(&c))
        || ["左右", "以上", "以下", "上下"].iter().any(|w| text.starts_with(w))
}

/// The other side of a range.
fn second_term(text: &str, first: &Term) -> Option<Term> {
    let rest = &text[first.end..];
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    let dash = DASHES.iter().find(|d| rest[blank..].starts_with(**d));
    let joint = ["与", "和"].iter().find(|d| rest[blank..].starts_with(**d));
    let sign = dash.or(joint)?;
    let at = first.end + blank + sign.len();
    let skip = text[at..].len() - text[at..].trim_start_matches(' ').len();
    // `24.9 -1.8%`: a sign, no dash.
    if blank > 0 && skip == 0 && *sign == "-" {
        return None;
    }
    let second = term_at(text, at, at + skip).or_else(|| {
        // `-5℃至-2℃`, `8—约9亿`: a sign of its own.
        let signed = text[at + skip..].strip_prefix(['-', '负', '−']).map(|r| text.len() - r.len())?;
        term_at(text, at, signed)
    })?;
    let second = if joint.is_some() { without_room(text, second) } else { second };
    let is_exact = |term: &Term| term.hi.is_none() && !term.is_fraction;
    // `5%~80亿` is no range: one unit for both, or none at the first.
    let same_unit = match (first.unit, second.unit) {
        (Some(a), Some(b)) => a.entry.dimension == b.entry.dimension && a.entry.code == b.entry.code && a.entry.kind == b.entry.kind,
        (None, Some(_)) => true,
        (Some(a), None) => has_symbol_first(text, first, a),
        (None, None) => !matches!(*sign, "-" | "--") || first.start == 0 || spoken_tens(text, first, &second).is_some(),
    };
    let is_between = joint.is_none() || text[second.end..].starts_with("之间") || text[second.end..].starts_with('间');
    let is_whole = !(matches!(*sign, "-" | "—" | "–") && text[second.end..].starts_with(['-', '—', '–']));
    (is_exact(first) && is_exact(&second) && same_unit && is_between && is_whole && first.more.is_empty()).then_some(second)
}

/// `100与200间`: 间 is no room here.
fn without_room(text: &str, second: Term) -> Term {
    let is_room = second.unit.is_some_and(|u| u.entry.name == "间") && !text[second.end..].starts_with(|c: char| c.is_alphabetic());
    if is_room { Term { unit: None, end: second.number.end().into(), ..second } } else { second }
}

/// `￥300-500`: the sign before the first number stands for both.
fn has_symbol_first(text: &str, first: &Term, unit: Unit) -> bool {
    unit.entry.kind == UnitKind::Money && text[first.start..].starts_with(unit.entry.name)
}

/// Whether `a到b` is a change (`由a到b`) and not a range.
fn is_change(text: &str, start: usize) -> bool {
    let clause_start = text[..start].char_indices().rev().take_while(|(i, _)| start - i <= CHANGE_REACH);
    clause_start.map(|(_, c)| c).take_while(|c| !matches!(c, ',' | '，' | '。' | ';' | '；' | '、')).any(|c| CHANGES.contains(&c))
}

/// The hedges before a number, from the inner to the outer: where the figure starts, and the hedges in the order of the text.
pub(super) fn hedges_before(text: &str, from: usize, start: usize) -> (usize, Vec<Mark>) {
    let (mut start, mut marks) = (start, Vec::new());
    while marks.len() < 3
        && let Some(mark) = hedge::before(text, from, start)
    {
        start = mark.range.start().into();
        marks.insert(0, mark);
    }
    (start, marks)
}

/// The hedges behind a number and its unit.
pub(super) fn hedges_behind(text: &str, end: &mut usize, marks: &mut Vec<Mark>) {
    while marks.len() < 6
        && let Some(mark) = hedge::after(text, *end, true)
    {
        *end = mark.range.end().into();
        marks.push(mark);
    }
}
