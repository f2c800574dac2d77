//! Numbers that are no quantities: codes, ordinals, ranks, ratios; and `半`.

use rust_decimal::Decimal;

use super::context;
use super::figure::{Approximation, Figure, Kind, Printed, Value};
use super::numeral::{Numeral, Writing, is_numeral, numeral_at};
use super::unit::{Unit, UnitKind, unit_at, units_at};
use crate::text::range;

/// A figure without hedges.
fn figure(start: usize, end: usize, number: (usize, usize), kind: Kind, value: Value, unit: Option<Unit>) -> Figure {
    Figure {
        range: range(start, end),
        number: range(number.0, number.1),
        kind,
        value,
        unit,
        approximation: Approximation::Exact,
        marks: Vec::new(),
    }
}

/// Digits that measure nothing.
pub(super) fn code(start: usize, end: usize) -> Figure {
    figure(start, end, (start, end), Kind::Code, Value::None, None)
}

/// The code that starts with the digits at `at`: letters glued to digits, numbers of documents, telephones, `1+5+N`.
pub(super) fn code_at(text: &str, from: usize, at: usize, numeral: &Numeral) -> Option<Figure> {
    sum_code(text, at)
        .or_else(|| glued_letters(text, from, at, numeral))
        .or_else(|| document_number(text, from, at))
        .or_else(|| numbered_thing(text, at, numeral))
        .or_else(|| grid_voltage(text, from, at, numeral))
        .or_else(|| digits_only(text, from, at))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// More terms are no code of a plan.
const MOST_TERMS: usize = 12;
/// Longer runs of letters, digits and marks are no one code; they are not looked at again and again.
const LONGEST_CODE: usize = 200;

/// `1+10+20+N`
fn sum_code(text: &str, at: usize) -> Option<Figure> {
    let (mut terms, mut end) = (Vec::new(), at);
    if !text[at + digits(&text[at..])..].starts_with('+') {
        return None;
    }
    loop {
        let rest = &text[end..];
        let len = digits(rest);
        let value = rest[..len].parse::<u64>().ok().map(|v| Printed { value: v.into(), step: Decimal::ONE });
        let len = if len > 0 { len } else { usize::from(rest.starts_with(['N', 'n', 'X', 'x'])) };
        if len == 0 || len > 6 {
            break;
        }
        terms.push(value);
        end += len;
        if !text[end..].starts_with('+') || terms.len() > MOST_TERMS {
            break;
        }
        end += 1;
    }
    let is_code = terms.len() >= 2
        && !text[..end].ends_with('+')
        && !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '=' || c == '%');
    is_code.then(|| figure(at, end, (at, end), Kind::Code, Value::Terms(terms), None))
}

/// `G3511`, `PM2.5`, `5G`, `GB/T 15835—2011`, `www.x.cn/12`.
fn glued_letters(text: &str, from: usize, at: usize, numeral: &Numeral) -> Option<Figure> {
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '_' | ':' | '@' | '&' | '=' | '?' | '#');
    let back: usize = text[from..at].chars().rev().take(LONGEST_CODE).take_while(|c| inner(*c)).map(char::len_utf8).sum();
    let head = text[at - back..at].trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let has_head = head.ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | '.' | '/' | '='))
        && head.contains(|c: char| c.is_ascii_alphabetic());
    let behind = &text[at + numeral.len..];
    if has_head && (super::unit::symbol_before(&text[from..at]).is_some() || behind.starts_with('%')) {
        return None;
    }
    let tail: usize = text[at..].chars().take(LONGEST_CODE).take_while(|c| inner(*c)).map(char::len_utf8).sum();
    let tail = text[at..at + tail].trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).len();
    let unit = unit_at(behind.trim_start_matches(' '));
    let dotted = behind.strip_prefix('.').unwrap_or(behind);
    let has_tail = dotted.starts_with(|c: char| c.is_ascii_alphabetic()) && unit.is_none();
    let is_dotted = text[at..at + tail].matches('.').count() >= 2 && !text[at..at + tail].contains(['-', '/', ':']);
    if !(has_head || has_tail || is_dotted && tail > numeral.len) {
        return None;
    }
    Some(code(at - if has_head { head.len() } else { 0 }, at + tail.max(digits(&text[at..]))))
}

/// `iPhone 4`: a model, where no unit stands behind the number.
pub(super) fn is_model(text: &str, from: usize, at: usize) -> bool {
    text[from..at].strip_suffix(' ').is_some_and(|head| head.ends_with(|c: char| c.is_ascii_alphabetic()))
}

/// `〔2024〕15号`
fn document_number(text: &str, from: usize, at: usize) -> Option<Figure> {
    let open = text[from..at].chars().next_back().filter(|c| matches!(c, '〔' | '[' | '(' | '【' | '﹝'))?;
    let year = digits(&text[at..]);
    let rest = text[at + year..].strip_prefix(['〕', ']', ')', '】', '﹞']).filter(|_| year == 4)?;
    let rest = rest.strip_prefix('第').unwrap_or(rest).trim_start_matches(' ');
    let number = digits(rest);
    let tail = rest[number..].strip_prefix('号').filter(|_| number > 0)?;
    Some(code(at - open.len_utf8(), text.len() - tail.len()))
}

/// `5号楼`, `1号文件`, `15号文`: 号 that is no day. The date grammar has had its turn.
fn numbered_thing(text: &str, at: usize, numeral: &Numeral) -> Option<Figure> {
    let rest = text[at + numeral.len..].strip_prefix('号')?;
    (numeral.is_plain || numeral.writing == Writing::Chinese).then(|| code(at, text.len() - rest.len()))
}

/// `110千伏变电站`, `±800千伏特高压`.
fn grid_voltage(text: &str, from: usize, at: usize, numeral: &Numeral) -> Option<Figure> {
    let end = at + numeral.len;
    let unit = unit_at(&text[end..]).filter(|u| u.dimension == "voltage")?;
    let end = end + unit.name.len();
    let start = if text[from..at].ends_with('±') { at - '±'.len_utf8() } else { at };
    context::goes_on_as_grid(&text[end..]).then(|| code(start, end))
}

/// Telephones, stock codes, `“110”`, numbers behind 编号 and the like.
fn digits_only(text: &str, from: usize, at: usize) -> Option<Figure> {
    let len = digits(&text[at..]);
    if len == 0 {
        return None;
    }
    // 0391-6633123, 400-820-8820
    let mut end = at + len;
    while text[end..].starts_with(['-', '—']) && digits(text[end..].trim_start_matches(['-', '—'])) >= 3 {
        let dash = text[end..].len() - text[end..].trim_start_matches(['-', '—']).len();
        end += dash + digits(&text[end + dash..]);
    }
    let rest = &text[end..];
    let head = text[from..at].trim_end_matches([':', '：', ' ', '为', '是', '(', '“', '"', '号']);
    let has_unit = unit_at(rest.trim_start_matches(' ')).is_some_and(|u| !u.is_ambiguous)
        || rest.starts_with(['年', '月', '万', '亿', '多', '余'])
        || rest.starts_with('.') && digits(&rest[1..]) > 0
        // A comma parts groups of three, behind three digits at most.
        || rest.starts_with(',') && len <= 3 && digits(&rest[1..]) == 3;
    let is_labelled = len >= 2 && context::labels_code(head) && !has_unit;
    let is_telephone =
        (end > at + len && (text[at..].starts_with('0') || end - at >= 11) || len == 11 && text[at..].starts_with('1')) && !has_unit;
    let has_zero = len > 1 && text[at..].starts_with('0') && !has_unit && !rest.starts_with([':', '-', '/', '~', '%']);
    let quoted = text[from..at].ends_with(['“', '"', '「']) && rest.starts_with(['”', '"', '」']);
    let bracketed = text[from..at].ends_with('(') && rest.starts_with(')') && len == 6;
    let is_event = rest.starts_with('·') && digits(&rest['·'.len_utf8()..]) > 0 && text[from..at].ends_with(['“', '"']);
    if is_event {
        let second = digits(&rest['·'.len_utf8()..]);
        return Some(code(at, end + '·'.len_utf8() + second));
    }
    (is_labelled || is_telephone || has_zero || quoted && len >= 2 || bracketed).then(|| code(at, end))
}

/// `第三`, `第2位`, `居全省第2位`: an ordinal or a rank, from its 第.
pub(super) fn ordinal_at(text: &str, from: usize, at: usize) -> Option<Figure> {
    let number = at + '第'.len_utf8();
    let blank = text[number..].len() - text[number..].trim_start_matches(' ').len();
    let number = number + blank;
    let numeral = numeral_at(&text[number..]).filter(|n| n.hi.is_none() && blank <= 1)?;
    let number_end = number + numeral.len;
    let rest = &text[number_end..];
    let measure = units_at(rest).find(|u| u.kind == UnitKind::Counter || matches!(u.name, "年" | "天" | "周" | "季度"));
    let end = number_end + measure.map_or(0, |m| m.name.len());
    let is_place = measure.is_some_and(|m| matches!(m.name, "位" | "名" | "名次")) && !rest.starts_with("名单");
    let head: String = tail_of(&text[from..at], 10).into();
    let is_ranking = head.contains(['居', '列', '排', '全', '跃', '升']) || context::ranks(&head);
    let is_rank = (is_place || measure.is_none() && !rest.starts_with(|c: char| c.is_alphabetic() && !"的、".contains(c)))
        && (is_ranking || is_place && !rest.starts_with(|c: char| c.is_alphabetic()));
    let kind = if is_rank { Kind::Rank } else { Kind::Ordinal };
    let unit = measure.map(Unit::of);
    let last = measure.is_none().then(|| last_ordinal(text, number_end, numeral.lo)).flatten();
    let (value, number_end, end) = match last {
        Some((last, behind)) => (Value::Range(Some(numeral.lo), Some(last)), behind, behind),
        None => (Value::Number(numeral.lo), number_end, end),
    };
    Some(figure(at, end, (number, number_end), kind, value, unit))
}

/// `第十和第十五之间`, `第三至第五`: the last ordinal of a range and the place behind its number.
fn last_ordinal(text: &str, first_end: usize, first: Printed) -> Option<(Printed, usize)> {
    let rest = &text[first_end..];
    let (joint, is_dash) =
        ["至", "到", "—", "~"].iter().map(|j| (*j, true)).chain([("和", false), ("与", false)]).find(|(j, _)| rest.starts_with(j))?;
    let at = first_end + joint.len() + '第'.len_utf8();
    let last = rest[joint.len()..].starts_with('第').then(|| numeral_at(&text[at..])).flatten().filter(|n| n.hi.is_none())?;
    let behind = at + last.len;
    let is_between = is_dash || text[behind..].starts_with("之间");
    (is_between && last.lo.value > first.value).then_some((last.lo, behind))
}

/// The last characters of a text.
fn tail_of(text: &str, chars: usize) -> &str {
    let start = text.char_indices().rev().take(chars).last().map_or(text.len(), |(i, _)| i);
    &text[start..]
}

/// `前十`, `前3名`, `首位`, `榜首`: ranks without 第.
pub(super) fn rank_at(text: &str, from: usize, at: usize) -> Option<Figure> {
    let rest = &text[at..];
    let one = Value::Number(Printed { value: Decimal::ONE, step: Decimal::ONE });
    for word in ["首位", "榜首", "首名"] {
        if let Some(behind) = rest.strip_prefix(word) {
            let is_rank = !behind.starts_with(['度', '数', '付']);
            return is_rank.then(|| figure(at, at + word.len(), (at, at + word.len()), Kind::Rank, one, None));
        }
    }
    let number = at + rest.strip_prefix('前').map(|_| '前'.len_utf8())?;
    let numeral =
        numeral_at(&text[number..]).filter(|n| n.hi.is_none() && n.lo.step == Decimal::ONE || text[number..].starts_with('十'))?;
    let number_end = number + numeral.len;
    let behind = &text[number_end..];
    let measure = ["位", "名", "强", "甲"].iter().find(|m| behind.starts_with(**m));
    let ends = behind.chars().next().is_none_or(|c| !c.is_alphanumeric() || "的行之".contains(c));
    let is_ranking = tail_of(&text[from..at], 6).contains(['居', '列', '排', '入', '身', '进', '全', '名', '位']);
    if !(measure.is_some_and(|m| *m != "位" || is_ranking) || ends && is_ranking) {
        return None;
    }
    let end = number_end + measure.map_or(0, |m| m.len());
    let entry = measure.and_then(|m| unit_at(m));
    let value = Value::Range(Some(Printed { value: Decimal::ONE, step: Decimal::ONE }), Some(numeral.lo));
    Some(figure(at, end, (number, number_end), Kind::Rank, value, entry.map(Unit::of)))
}

/// `9.8∶43.6∶46.6`: three terms and more are a ratio, two where words say so.
pub(super) fn ratio_at(text: &str, from: usize, at: usize, first: &Numeral) -> Option<Figure> {
    if !text[at + first.len..].starts_with([':', '∶', '：']) {
        return None;
    }
    let mut terms = Vec::new();
    let (mut end, mut sign_len) = (at, 0);
    loop {
        let rest = &text[end + sign_len..];
        let Some(numeral) = numeral_at(rest).filter(|n| n.writing == Writing::Arabic && n.magnitude == Decimal::ONE && n.hi.is_none())
        else {
            break;
        };
        terms.push(Some(numeral.lo));
        end += sign_len + numeral.len;
        let Some(sign) = text[end..].chars().next().filter(|c| matches!(c, ':' | '∶' | '：')) else { break };
        sign_len = sign.len_utf8();
    }
    let head = tail_of(&text[from..at], 12);
    let says_ratio = head.contains(['比', '构']) || text[end..].starts_with("的比");
    let is_ratio = terms.len() >= 3 || terms.len() == 2 && (says_ratio || text[at..end].contains('∶'));
    is_ratio.then(|| figure(at, end, (at, end), Kind::Ratio, Value::Terms(terms), None))
}

/// `一半`, `半年`, `半吨`, `对折`.
pub(super) fn half_at(text: &str, at: usize) -> Option<Figure> {
    let half = Printed { value: Decimal::new(5, 1), step: Decimal::new(5, 1) };
    let rest = &text[at..];
    if rest.starts_with("一半") {
        let end = at + "一半".len();
        return Some(figure(at, end, (at, end), Kind::Fraction, Value::Number(half), None));
    }
    if rest.starts_with("对折") {
        // 打对折 is 打五折
        let unit = unit_at("折").map(Unit::of);
        let fifty = Printed { value: Decimal::from(50), step: Decimal::TEN };
        let end = at + "对折".len();
        return Some(figure(at, end, (at, end), Kind::Percent, Value::Number(fifty), unit));
    }
    let behind = rest.strip_prefix('半')?;
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| is_numeral(c) || matches!(c, '大' | '小' | '过' | '多' | '对' | '上' | '下' | '前' | '后' | '个' | '年'))
    {
        return None;
    }
    let unit = units_at(behind).find(|u| matches!(u.kind, UnitKind::Time | UnitKind::Measure) && !u.is_ambiguous && !u.only_behind)?;
    let is_word = behind.starts_with("年报") || behind.starts_with("年度") || behind.starts_with("天然") || behind.starts_with("分");
    let kind = if unit.kind == UnitKind::Time { Kind::Duration } else { Kind::Quantity };
    let end = at + '半'.len_utf8() + unit.name.len();
    let number = (at, at + '半'.len_utf8());
    (!is_word).then(|| figure(at, end, number, kind, Value::Number(half), Some(Unit::of(unit))))
}

/// `500强`: the number of a list, and part of its name.
pub(super) fn list_name_at(text: &str, at: usize, numeral: &Numeral) -> Option<Figure> {
    let end = at + numeral.len;
    let rest = text[end..].strip_prefix('强')?;
    let is_adjective = rest.starts_with(['度', '烈', '劲', '大', '化', '调']);
    (!is_adjective).then(|| code(at, end + '强'.len_utf8()))
}
