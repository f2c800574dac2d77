//! Which of its meanings a unit's name has at a place: 度 of power, of warmth, of an angle; 分 of money or of a score; 成 of ten, or 成立.

use rust_decimal::Decimal;

use super::context;
use super::numeral::{Writing, is_numeral};
use super::quantity::Term;
use super::unit::{Entry, Unit, UnitKind};

/// How many characters before a number tell what it measures.
const REACH: usize = 14;

/// Whether a name that could be a unit is one at a place.
pub(super) fn is_meant(text: &str, unit: &Entry, at: usize, term: &Term) -> bool {
    let rest = &text[at + unit.name.len()..];
    let number = &text[term.number];
    // 3分30秒.
    let is_minutes = unit.name == "分"
        && unit.dimension == "time"
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').starts_with('秒');
    if is_minutes {
        return true;
    }
    if unit.only_behind && !(unit.name == "两" && rest.is_empty()) || context::begins_word(unit.name, rest) {
        return false;
    }
    let is_chinese = term.numeral.writing == Writing::Chinese;
    let is_one_digit = is_chinese && number.chars().count() == 1;
    let near = || around(text, term.number.start().into(), at + unit.name.len());
    let says = |words: &[&str]| {
        let (head, tail) = near();
        words.iter().any(|w| head.contains(w) || tail.starts_with(w))
    };
    match (unit.name, unit.dimension) {
        ("点", _) => !term.lo.value.is_zero(),
        ("成", _) => term.lo.value <= Decimal::TEN,
        ("折", _) => term.lo.value <= Decimal::ONE_HUNDRED,
        ("度", "energy") => says(&["电"]),
        ("度", "temperature") => term.lo.value.is_sign_negative() || says(&["温", "零下", "摄氏", "冷", "热"]),
        ("度", _) => !is_one_digit,
        ("分", "money") => rest.starts_with('钱'),
        ("级", "earthquake") => says(&["震", "里氏"]),
        ("节", "speed") => says(&["航速", "风速"]),
        ("卡", "energy") => says(&["热量", "能量"]),
        ("方", "volume") => !is_one_digit,
        ("方", _) => false,
        ("桶", "volume") => says(&["油", "OPEC", "欧佩克"]),
        ("块", "money") => !rest.starts_with(|c: char| c.is_alphabetic() && !"多左以上钱的起".contains(c) && !is_numeral(c)),
        ("人民币" | "刀", _) => false,
        ("日" | "月", _) => false,
        ("旬" | "年代" | "世纪" | "年间" | "季度", _) => false,
        ("年", _) => !(term.numeral.is_plain && number.chars().count() == 4 && !number.contains(',')),
        ("x" | "X" | "×", _) => !rest.starts_with(|c: char| c.is_alphanumeric() || c == ' '),
        ("开" | "K", _) => false,
        ("t" | "g" | "s" | "h" | "m" | "A" | "V" | "W" | "J" | "N" | "L" | "B" | "b", _) if is_chinese => false,
        _ => true,
    }
}

/// The characters before a number in its clause, and what follows the unit.
fn around(text: &str, start: usize, end: usize) -> (&str, &str) {
    let is_inside = |c: &char| !matches!(c, '。' | ';' | '；');
    let head: usize = text[..start].chars().rev().take(REACH).take_while(is_inside).map(char::len_utf8).sum();
    (&text[start - head..start], &text[end..])
}

/// Whether a measure word gives a grade or a number in an order, not a count: 三级, 二期, 5楼.
pub(super) fn is_grade(unit: &Entry) -> bool {
    unit.kind == UnitKind::Counter && (unit.base == "grades" || matches!(unit.name, "期" | "楼" | "室" | "版"))
}

/// Whether a number of 届 says which one: `二十届三中全会`, and not `已办十届`.
pub(super) fn is_session(number: &str, unit: Option<Unit>, before: Option<char>) -> bool {
    let is_chinese_teen = number.chars().count() >= 2 && number.chars().all(is_numeral);
    unit.is_some_and(|u| u.entry.name == "届") && is_chinese_teen && !before.is_some_and(|c| "续共已办过了近约".contains(c))
}
