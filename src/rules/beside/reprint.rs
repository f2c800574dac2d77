//! A value in the writing of another number: same decimals, same commas, same 万 or 亿. For fixes.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::numeral::{Writing, numeral_at};
use crate::figures::spoken::grouped;

/// What stands behind the digits of a number that can be written again.
const MAGNITUDES: [&str; 7] = ["", "万", "亿", "万亿", "千万", "百万", "千"];

/// An Arabic number taken apart: `1,046.5万` has one decimal, commas, and 万 that is worth 10,000.
struct Model<'t> {
    decimals: u32,
    has_commas: bool,
    word: &'t str,
    worth: Decimal,
}

impl<'t> Model<'t> {
    fn of(number: &'t str) -> Option<Model<'t>> {
        let numeral = numeral_at(number).filter(|n| n.writing == Writing::Arabic && n.hi.is_none() && n.len == number.len())?;
        let digits = number.trim_end_matches(|c: char| !c.is_ascii_digit());
        let word = &number[digits.len()..];
        let is_simple = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) && MAGNITUDES.contains(&word);
        let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len()) as u32;
        is_simple.then(|| Model { decimals, has_commas: digits.contains(','), word, worth: numeral.magnitude })
    }

    fn write(&self, digits: &Decimal) -> String {
        let text = digits.to_string();
        if !self.has_commas {
            return text;
        }
        // Groups of three stand before the point; the decimals keep their noughts.
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
        if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
    }
}

/// A value with the decimals and the magnitude of another number; `None` where that is no plain Arabic number, or nothing is left.
pub(super) fn like(number: &str, value: Decimal) -> Option<String> {
    let model = Model::of(number)?;
    let digits = value.checked_div(model.worth)?.round_dp_with_strategy(model.decimals, RoundingStrategy::MidpointAwayFromZero);
    if digits.is_zero() {
        return None;
    }
    let mut padded = digits;
    padded.rescale(model.decimals);
    Some(format!("{}{}", model.write(&padded), model.word))
}

/// A value with as many digits as it has, in the magnitude of another number, or where that would be far too small or large in one that
/// fits: `70万` a thousand times is `7亿`.
pub(super) fn moved(number: &str, value: Decimal) -> Option<String> {
    let model = Model::of(number)?;
    let digits = value.checked_div(model.worth)?.normalize();
    if digits >= Decimal::ONE && digits < Decimal::from(10_000) {
        return Some(format!("{}{}", model.write(&digits), model.word));
    }
    let magnitudes = [("万亿", 1_000_000_000_000i64), ("亿", 100_000_000), ("万", 10_000), ("", 1)];
    let (word, worth) = magnitudes.into_iter().find(|(_, worth)| value >= Decimal::from(*worth)).unwrap_or(("", 1));
    Some(format!("{}{word}", value.checked_div(Decimal::from(worth))?.normalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn values_are_written_as_the_number_they_replace() {
        let like = |number: &str, value: &str| like(number, decimal(value)).unwrap_or_default();
        assert_eq!(like("104.6亿", "1046000000"), "10.5亿");
        assert_eq!(like("18", "20.4"), "20");
        assert_eq!(like("1,046.50", "12345.6"), "12,345.60");
        assert_eq!(like("3万", "12"), "", "nothing would be left");
        assert_eq!(like("三万", "20000"), "", "Chinese numerals are left to people");
    }

    #[test]
    fn a_moved_point_keeps_every_digit() {
        let moved = |number: &str, value: &str| moved(number, decimal(value)).unwrap_or_default();
        assert_eq!(moved("104.6亿", "1046000000"), "10.46亿");
        assert_eq!(moved("70万", "700000000"), "7亿");
        assert_eq!(moved("18亿", "180000"), "18万");
        assert_eq!(moved("6000", "600"), "600");
    }
}
