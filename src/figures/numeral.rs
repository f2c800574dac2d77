//! Numerals: Chinese and Arabic integers and decimals.

/// The value of a Chinese integer below 10¹², given whole: `三`, `十二`, `两千零五`, `二〇二四`. `None` for anything else.
pub fn chinese_integer(text: &str) -> Option<u64> {
    if text.is_empty() || text.chars().count() > 16 {
        return None;
    }
    let digits: Option<Vec<u64>> = text.chars().map(digit).collect();
    if let Some(digits) = digits {
        // Digit by digit, as years are written; two digits side by side (三五) are an approximation, not thirty-five.
        return match digits.as_slice() {
            [one] => Some(*one),
            [_, _] => None,
            many => many.iter().try_fold(0u64, |n, d| n.checked_mul(10)?.checked_add(*d)),
        };
    }
    let (mut total, mut section, mut pending): (u64, u64, Option<u64>) = (0, 0, None);
    let mut last_unit = u64::MAX;
    for char in text.chars() {
        if let Some(value) = digit(char) {
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = Some(value);
        } else if let Some(unit) = small_unit(char) {
            if unit >= last_unit {
                return None;
            }
            last_unit = unit;
            section += pending.take().filter(|p| *p != 0).unwrap_or(1) * unit;
        } else {
            let unit = large_unit(char)?;
            section += pending.take().unwrap_or(0);
            if section == 0 {
                return None;
            }
            total = (total + section).checked_mul(unit).filter(|_| total == 0).or_else(|| total.checked_add(section.checked_mul(unit)?))?;
            section = 0;
            last_unit = u64::MAX;
        }
    }
    Some(total + section + pending.unwrap_or(0))
}

/// The value of a digit: `三`, `两`, `〇`.
pub fn digit(char: char) -> Option<u64> {
    Some(match char {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn small_unit(char: char) -> Option<u64> {
    Some(match char {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

fn large_unit(char: char) -> Option<u64> {
    Some(match char {
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// Whether a character can stand in a Chinese integer.
pub fn is_numeral(char: char) -> bool {
    digit(char).is_some() || small_unit(char).is_some() || large_unit(char).is_some()
}

/// A number as Chinese writes a small count: 2 is `两` before a measure word.
pub fn chinese_count(number: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        2 => "两".to_owned(),
        0..=9 => DIGITS[number as usize].to_owned(),
        10..=99 => {
            let (tens, ones) = (number / 10, number % 10);
            let tens = if tens == 1 { "十".to_owned() } else { format!("{}十", DIGITS[tens as usize]) };
            if ones == 0 { tens } else { format!("{tens}{}", DIGITS[ones as usize]) }
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_integers() {
        for (text, value) in [
            ("三", 3),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("一百零五", 105),
            ("两千零五", 2005),
            ("三万五千", 35_000),
            ("一亿二千万", 120_000_000),
            ("二〇二四", 2024),
            ("壹佰贰拾", 120),
        ] {
            assert_eq!(chinese_integer(text), Some(value), "{text}");
        }
        for text in ["", "三五", "十十", "万", "亿", "二三十"] {
            assert_eq!(chinese_integer(text), None, "{text}");
        }
    }

    #[test]
    fn small_counts_go_both_ways() {
        for number in [1, 3, 8, 10, 11, 20, 21, 99] {
            assert_eq!(chinese_integer(&chinese_count(number)), Some(number));
        }
        assert_eq!(chinese_count(2), "两");
    }
}
