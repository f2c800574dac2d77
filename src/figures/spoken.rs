//! Numbers as people read them: digits in groups, 万 and 亿, powers of ten, English millions.

use rust_decimal::Decimal;

/// From this value on a number is also written as a power of ten.
const LARGE: i64 = 100_000_000;

/// 万亿, 亿 and 万, the largest first: their names and what they are worth.
const MAGNITUDES: [(&str, i64); 3] = [("万亿", 1_000_000_000_000), ("亿", 100_000_000), ("万", 10_000)];

/// Trillion, billion, million.
const ENGLISH: [(&str, i64); 3] = [("trillion", 1_000_000_000_000), ("billion", 1_000_000_000), ("million", 1_000_000)];

/// A number with its digits in groups of three: `3,657,000,000`, `-0.5`.
pub fn grouped(value: Decimal) -> String {
    let text = value.normalize().abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::from(if value.is_sign_negative() && !value.is_zero() { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number with 万, 亿 or 万亿 where it is large: `36.57亿`, `5.2万`, `312`.
pub fn people(value: Decimal) -> String {
    let magnitude = MAGNITUDES.iter().find(|(_, worth)| value.abs() >= Decimal::from(*worth));
    magnitude.map_or_else(|| grouped(value), |(name, worth)| format!("{}{name}", grouped(value / Decimal::from(*worth))))
}

/// The magnitude that a number is printed with: `亿` for `36.57亿`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale(Option<(&'static str, i64)>);

impl Scale {
    /// The magnitude in the printed number: the one that it ends with, or that its Chinese numeral is counted in.
    pub fn of(number: &str) -> Scale {
        Scale(MAGNITUDES.into_iter().find(|(name, _)| number.contains(name)))
    }

    /// A number in this magnitude, so that both ends of an interval look like the number between them.
    pub fn spoken(self, value: Decimal) -> String {
        match self.0 {
            Some((name, worth)) if !value.is_zero() => format!("{}{name}", grouped(value / Decimal::from(worth))),
            _ => grouped(value),
        }
    }
}

/// A number as a power of ten where it is large or small: `3.657×10⁹`, `3.5×10⁻⁴`.
pub fn scientific(value: Decimal) -> Option<String> {
    let size = value.abs();
    if value.is_zero() || (size < Decimal::from(LARGE) && size >= Decimal::new(1, 3)) {
        return None;
    }
    let (mut mantissa, mut power) = (value.normalize(), 0);
    // A decimal has 29 digits at most.
    while mantissa.abs() >= Decimal::TEN {
        mantissa /= Decimal::TEN;
        power += 1;
    }
    while mantissa.abs() < Decimal::ONE {
        mantissa *= Decimal::TEN;
        power -= 1;
    }
    Some(format!("{}×10{}", mantissa.normalize(), raised(power)))
}

/// An exponent in raised characters.
pub fn raised(power: i32) -> String {
    let digit = |c: char| c.to_digit(10).map_or('⁻', |d| ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][d as usize]);
    power.to_string().chars().map(digit).collect()
}

/// `3.657 billion`; `None` below a million.
pub fn english(value: Decimal) -> Option<String> {
    let (name, worth) = ENGLISH.iter().find(|(_, worth)| value.abs() >= Decimal::from(*worth))?;
    Some(format!("{} {name}", grouped(value / Decimal::from(*worth))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn digits_stand_in_groups() {
        for (value, text) in
            [("3657000000", "3,657,000,000"), ("-1250.50", "-1,250.5"), ("0.00035", "0.00035"), ("100", "100"), ("-0", "0")]
        {
            assert_eq!(grouped(number(value)), text);
        }
    }

    #[test]
    fn large_numbers_take_wan_and_yi() {
        for (value, text) in
            [("3657000000", "36.57亿"), ("52000", "5.2万"), ("9999", "9,999"), ("1250000000000", "1.25万亿"), ("-20000", "-2万")]
        {
            assert_eq!(people(number(value)), text);
        }
        assert_eq!(Scale::of("1亿").spoken(number("50000000")), "0.5亿");
        assert_eq!(Scale::of("三万五千").spoken(number("34500")), "3.45万");
        assert_eq!(Scale::of("312").spoken(number("311.5")), "311.5");
    }

    #[test]
    fn powers_of_ten_are_for_the_very_large_and_the_very_small() {
        assert_eq!(scientific(number("3657000000")).as_deref(), Some("3.657×10⁹"));
        assert_eq!(scientific(number("-0.00035")).as_deref(), Some("-3.5×10⁻⁴"));
        for plain in ["0", "52000", "0.01", "99999999"] {
            assert_eq!(scientific(number(plain)), None);
        }
        assert_eq!(english(number("3657000000")).as_deref(), Some("3.657 billion"));
        assert_eq!(english(number("312")), None);
    }
}
