//! Figures as amounts that can be calculated with: in base units, printed back in the unit and with the decimals of the text.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use smol_str::{SmolStr, SmolStrBuilder, format_smolstr};

use crate::figures::figure::{Figure, Interval, Kind, Printed, Value};
use crate::figures::unit::UnitKind;
use crate::rules::finding::{Edits, Fix, Message};
use crate::rules::style::plain;
use crate::text::TextEdit;

use super::slip::{Mend, Slip, mend};

/// A figure in base units.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Amount<'l> {
    /// The figure.
    pub figure: &'l Figure,
    /// The values it allows, in base units: kilograms, yuan, percent.
    pub interval: Interval,
    /// What it is a quantity of; amounts of different ones are never compared.
    pub dimension: SmolStr,
    /// How it is printed.
    pub scale: Scale,
    /// How many base units the unit is, without 万 and 亿 of the number.
    unit: Decimal,
}

/// How an amount is printed: `亿元`, `万人次`, `%`.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rules) struct Scale {
    /// How many base units one printed unit is.
    pub factor: Decimal,
    /// 万, 亿 and the unit.
    pub suffix: SmolStr,
    /// Decimals of the printed number.
    pub decimals: u32,
}

/// The characters that multiply a number.
const MAGNITUDES: [(char, u64); 4] = [('万', 10_000), ('亿', 100_000_000), ('千', 1_000), ('百', 100)];

/// More decimals are not told apart.
const MOST_DECIMALS: usize = 20;
/// The most digits before the point, and behind it, that are written out with zeros; the library writes no more than 32 together.
const MOST_WHOLE: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0);
const MOST_FIXED: u32 = 10;

/// A value rounded to a number of decimals and written with all of them: `12.50`. One that is too long is written as it is.
pub(in crate::rules) fn fixed(value: Decimal, decimals: u32) -> String {
    let value = value.round_dp(decimals);
    if decimals > MOST_FIXED || value.abs() > MOST_WHOLE { value.to_string() } else { format!("{value:.*}", decimals as usize) }
}

/// The largest amount, 10²⁴ base units: forty of them can be added, and one be multiplied by ten thousand, without an overflow.
const LARGEST: Decimal = Decimal::from_parts(2_701_131_776, 466_537_709, 54_210, false, 0);

impl<'l> Amount<'l> {
    /// The amount of a figure that has a value; percent and points are of one dimension.
    pub(in crate::rules) fn of(reading: &str, figure: &'l Figure) -> Option<Amount<'l>> {
        let interval = figure.interval()?;
        let (factor, dimension) = match figure.kind {
            Kind::Percent | Kind::PercentagePoint => (Decimal::ONE, SmolStr::new_static("percent")),
            Kind::Fraction => (Decimal::ONE_HUNDRED, SmolStr::new_static("percent")),
            Kind::Multiple => (Decimal::ONE, SmolStr::new_static("multiple")),
            _ => match &figure.unit {
                None => (Decimal::ONE, SmolStr::new_static("number")),
                Some(unit) if unit.entry.kind == UnitKind::Counter => (Decimal::ONE, format_smolstr!("count/{}", counted(&unit.name()))),
                Some(unit) if unit.entry.kind == UnitKind::Money => (unit_factor(figure), format_smolstr!("money/{}", unit.name_of_base())),
                Some(unit) if unit.entry.kind == UnitKind::Percent => (Decimal::ONE, SmolStr::new_static("percent")),
                // 1TB is 1000GB to some and 1024GB to others: only like is held against like.
                Some(unit) if unit.entry.dimension == "data" => (unit.factor(), format_smolstr!("data/{}", unit.name())),
                Some(unit) => (unit.factor(), unit.dimension()),
            },
        };
        // A basis point has its value in percent already, and 角 in 元.
        let of_money = figure.unit.filter(|unit| unit.entry.kind == UnitKind::Money).map(|unit| unit.factor());
        let printed_factor = if is_basis_points(figure) { Decimal::new(1, 2) } else { of_money.unwrap_or(factor) };
        let scale = Scale::of(reading, figure, printed_factor);
        let interval = interval.scaled(factor)?;
        // A number that nothing in the world has is calculated with by nobody.
        let is_sane = |end: Option<Decimal>| end.is_none_or(|end| end.abs() <= LARGEST);
        if !is_sane(interval.lo) || !is_sane(interval.hi) {
            return None;
        }
        Some(Amount { figure, interval, dimension, scale, unit: unit_factor(figure) })
    }

    /// The ratio of two terms, as it is printed: 18∶1.
    pub(in crate::rules) fn of_terms(reading: &str, figure: &'l Figure) -> Option<Amount<'l>> {
        let Value::Terms(terms) = &figure.value else { return None };
        let [Some(x), Some(y)] = terms[..] else { return None };
        let interval = Interval::point(x.value.checked_div(y.value)?);
        let dimension = SmolStr::new_static("ratio");
        Some(Amount { figure, interval, dimension, scale: Scale::of(reading, figure, Decimal::ONE), unit: Decimal::ONE })
    }

    /// A bare number in the unit of another amount: the first of 3.9万、5.2万人次.
    pub(in crate::rules) fn with_unit_of(&self, other: &Amount<'l>) -> Option<Amount<'l>> {
        let unit = other.unit;
        let suffix = format_smolstr!("{}{}", self.scale.suffix, other.figure.unit.map_or_else(SmolStr::default, |u| u.written()));
        let scale = Scale { factor: self.scale.factor.checked_mul(unit)?, suffix, ..self.scale.clone() };
        let dimension = other.dimension.clone();
        Some(Amount { figure: self.figure, interval: self.interval.scaled(unit)?, dimension, scale, unit })
    }

    /// The printed number in base units, where the figure is one number.
    pub(in crate::rules) fn printed(&self) -> Option<Printed> {
        let printed = self.figure.printed()?;
        let factor = self.unit;
        Some(Printed { value: printed.value.checked_mul(factor)?, step: printed.step.checked_mul(factor)? })
    }

    /// The values it allows in the unit that is printed, 万 and 亿 of the number counted.
    pub(in crate::rules) fn in_unit(&self) -> Option<Interval> {
        self.interval.scaled(Decimal::ONE.checked_div(self.unit)?)
    }

    /// Whether it is one number as printed, without a hedge.
    pub(in crate::rules) fn is_exact(&self) -> bool {
        self.figure.printed().is_some() && self.figure.approximation == crate::figures::figure::Approximation::Exact
    }

    /// The number as it stands in formulas: `46`.
    pub(in crate::rules) fn number(&self) -> String {
        self.printed().map_or_else(String::new, |p| self.scale.number(p.value))
    }
}

/// Whether a value is known as well as the printed one, more or less: the difference of 6.3万吨 and 1.26亿斤 is anything.
pub(in crate::rules) fn is_as_fine(value: &Interval, amount: &Amount) -> bool {
    let (Some((lo, hi)), Some(middle)) = (value.lo.zip(value.hi), amount.interval.middle()) else { return false };
    let step = amount.printed().map(|p| p.step).unwrap_or_default();
    let slack = step.checked_mul(Decimal::from(4)).map(|slack| slack.max(middle.abs() / Decimal::from(20)));
    hi.checked_sub(lo).zip(slack).is_some_and(|(width, slack)| width <= slack)
}

/// How likely any value comes right for an amount by chance.
pub(in crate::rules) fn chance(amount: &Amount) -> f64 {
    let middle = amount.interval.middle().map(|m| m.abs());
    let width = match (amount.interval.lo, amount.interval.hi) {
        (Some(lo), Some(hi)) if hi > lo => hi.checked_sub(lo),
        _ => amount.printed().map(|p| p.step),
    };
    let share = width.zip(middle).and_then(|(width, middle)| width.checked_div(middle)?.to_f64());
    share.unwrap_or(1.0) / SPREAD
}

/// Values of one kind lie within about e to this power.
pub(in crate::rules) const SPREAD: f64 = 4.6;

/// 3.9万、5.2万和2.5万人次: gives the bare numbers of a list the unit behind its last. The amounts are those of one line, in order.
pub(in crate::rules) fn share_units<'l, T>(reading: &str, items: &mut [T], amount: impl Fn(&mut T) -> &mut Amount<'l>) {
    for last in (1..items.len()).rev() {
        let (before, at) = items.split_at_mut(last);
        let (next, previous) = (&*amount(&mut at[0]), amount(&mut before[last - 1]));
        let between = reading.get(previous.figure.range.end().into()..next.figure.range.start().into()).unwrap_or(" ");
        let has_unit = !matches!(next.dimension.as_str(), "number" | "percent" | "rank");
        if has_unit && previous.dimension == "number" && JOINTS.contains(&between) {
            *previous = previous.with_unit_of(next).unwrap_or_else(|| previous.clone());
        }
    }
}

/// What parts the numbers of a list.
const JOINTS: [&str; 5] = ["、", "和", "及", "与", ","];

impl Scale {
    fn of(reading: &str, figure: &Figure, factor: Decimal) -> Scale {
        let number = &reading[figure.number];
        let mut magnitude = Decimal::ONE;
        let is_arabic = number.bytes().any(|b| b.is_ascii_digit());
        let mut digits = number;
        for _ in 0..3 {
            let Some((value, rest)) = MAGNITUDES.iter().find_map(|(m, v)| Some((*v, digits.strip_suffix(*m).filter(|_| is_arabic)?)))
            else {
                break;
            };
            magnitude = magnitude.checked_mul(Decimal::from(value)).unwrap_or(magnitude);
            digits = rest;
        }
        let mut suffix = SmolStrBuilder::new();
        suffix.push_str(&number[digits.len()..]);
        let decimals =
            number.split_once('.').map_or(0, |(_, d)| d.chars().take_while(char::is_ascii_digit).count().min(MOST_DECIMALS)) as u32;
        suffix.push_str(&unit_text(figure));
        Scale { factor: factor.checked_mul(magnitude).unwrap_or(factor), suffix: suffix.finish(), decimals }
    }

    /// A value in base units as a number of this scale, without its unit; two decimals more than printed at most.
    pub(in crate::rules) fn number(&self, value: Decimal) -> String {
        let number = value.checked_div(self.factor).unwrap_or(value);
        plain(number.round_dp(self.decimals + 1))
    }

    /// The same with its unit.
    pub(in crate::rules) fn text(&self, value: Decimal) -> String {
        format!("{}{}", self.number(value), self.suffix)
    }
}

/// How many base units the unit of a figure is.
fn unit_factor(figure: &Figure) -> Decimal {
    match figure.kind {
        Kind::Fraction => Decimal::ONE_HUNDRED,
        Kind::Percent | Kind::PercentagePoint | Kind::Multiple => Decimal::ONE,
        _ => figure.unit.filter(|u| u.entry.kind != UnitKind::Counter).map_or(Decimal::ONE, |u| match u.entry.kind {
            // The lexer tells 四角 in 元.
            UnitKind::Money => u.factor().checked_div(u.entry.factor).unwrap_or(Decimal::ONE),
            _ => u.factor(),
        }),
    }
}

/// What a measure word counts: 35名 and 35人 are the same, and so are 425个品种 and 293个.
fn counted(name: &str) -> &str {
    match name {
        _ if PERSONS.contains(&name) => "人",
        _ if name.starts_with('个') => "个",
        _ => name,
    }
}

/// Whether two dimensions count the same: 个 stands for any measure word.
pub(in crate::rules) fn counts_alike(one: &str, other: &str) -> bool {
    let is_any = |dimension: &str| dimension == "count/个";
    one == other || one.starts_with("count/") && other.starts_with("count/") && (is_any(one) || is_any(other))
}

/// Measure words that count persons.
const PERSONS: [&str; 3] = ["人", "名", "位"];

/// A basis point is a hundredth of a percentage point.
fn is_basis_points(figure: &Figure) -> bool {
    figure.unit.is_some_and(|u| {
        u.entry.name.contains("基点") || u.entry.name.eq_ignore_ascii_case("bp") || u.entry.name.eq_ignore_ascii_case("bps")
    })
}

fn unit_text(figure: &Figure) -> SmolStr {
    match figure.kind {
        Kind::Percent => SmolStr::new_static("%"),
        Kind::PercentagePoint if !is_basis_points(figure) => SmolStr::new_static("个百分点"),
        _ => figure.unit.map_or_else(SmolStr::default, |unit| unit.written()),
    }
}

/// A fix that puts a value that fits in the place of a printed one: with its magnitude and decimals. `None` where no such number lies in
/// the interval (base units), or the number is not written in digits.
pub(in crate::rules) fn replacement(reading: &str, amount: &Amount, wanted: &Interval) -> Option<(u8, Fix)> {
    let old = &reading[amount.figure.number];
    let digits = old.trim_end_matches(['万', '亿', '千', '百']);
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit() || c == '.') || !amount.is_exact() {
        return None;
    }
    // What one slip explains is likelier than the value in the middle.
    let is_near = |mend: &Mend| {
        let off = mend.number.parse::<Decimal>().ok().zip(wanted.middle()?.checked_div(amount.scale.factor)).map(|(a, b)| (a - b).abs());
        off.map(|off| off <= Decimal::new(2, amount.scale.decimals) && mend.slip != Slip::Length)
    };
    if let Some(mend) = mend(reading, amount, wanted).filter(|mend| is_near(mend).unwrap_or(false)) {
        return Some((1, change(reading, amount, &mend.number)));
    }
    let middle = wanted.middle()?.checked_div(amount.scale.factor)?;
    let decimals = amount.scale.decimals;
    let number = middle.round_dp(decimals);
    let half = Decimal::new(5, decimals + 1).checked_mul(amount.scale.factor)?;
    let printed = Interval::point(number.checked_mul(amount.scale.factor)?).widened(half)?;
    if number.is_sign_negative() || number.is_zero() || !printed.meets(wanted) {
        return None;
    }
    let new = fixed(number, decimals);
    if new == digits {
        return None;
    }
    Some((distance(digits, &new), change(reading, amount, &new)))
}

/// The fix that puts a number in the place of a printed one, with its 万 and 亿.
fn change(reading: &str, amount: &Amount, new: &str) -> Fix {
    let old = &reading[amount.figure.number];
    let digits = old.trim_end_matches(['万', '亿', '千', '百']);
    let text = format!("{new}{}", &old[digits.len()..]);
    let written = &reading[amount.figure.range];
    let whole = written.replacen(old, &text, 1);
    let title = Message::new(format!("“{written}”改为“{whole}”"), format!("Change “{written}” to “{whole}”"));
    Fix { title, safe: false, edits: Edits::Places(vec![TextEdit { range: amount.figure.number, text }]) }
}

/// From so many digits on, two that are exchanged may have another one between them.
const LONG: usize = 4;

/// How far two numbers are as slips of a typist: 1 for one digit or two neighbours exchanged or a point moved, 2 for more.
pub(in crate::rules) fn distance(old: &str, new: &str) -> u8 {
    let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let bare = |number: &[char]| {
        let digits: String = number.iter().filter(|c| **c != '.').collect();
        digits.trim_start_matches('0').trim_end_matches('0').to_owned()
    };
    if bare(&a) == bare(&b) {
        return 1;
    }
    if a.len() == b.len() {
        let differing: Vec<usize> = (0..a.len()).filter(|i| a[*i] != b[*i]).collect();
        // Neighbours, with the point between them at most: 1.24 is no slip of 4.21. Of four digits and more, over one digit: 16.29 and 19.26.
        let digits = a.iter().filter(|c| c.is_ascii_digit()).count();
        let over = usize::from(digits >= LONG);
        let are_neighbours = |i: usize, j: usize| a[i + 1..j].iter().filter(|c| **c != '.').count() <= over;
        let is_exchange = matches!(differing[..], [i, j] if a[i] == b[j] && a[j] == b[i] && are_neighbours(i, j));
        if differing.len() == 1 || is_exchange {
            return 1;
        }
    }
    // A digit left out or put in.
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    let is_one_more =
        long.len() == short.len() + 1 && (0..long.len()).any(|skip| long[..skip] == short[..skip] && long[skip + 1..] == short[skip..]);
    if is_one_more { 1 } else { 2 }
}

/// The fixes that change one of several figures, the likeliest slip first; only that one, if arithmetic singles it out.
pub(in crate::rules) fn fixes(reading: &str, candidates: &[(&Amount, Interval)]) -> Vec<Fix> {
    let mut fixes: Vec<(u8, Fix)> = candidates.iter().filter_map(|(amount, wanted)| replacement(reading, amount, wanted)).collect();
    fixes.sort_by_key(|(distance, _)| *distance);
    fixes.into_iter().map(|(_, fix)| fix).collect()
}

/// The fix that exchanges two neighbouring digits so that the value comes into an interval, if there is just one.
pub(in crate::rules) fn exchange(reading: &str, amount: &Amount, wanted: &Interval) -> Vec<Fix> {
    let old = &reading[amount.figure.number];
    let digits: Vec<char> = old.trim_end_matches(['万', '亿', '千', '百']).chars().collect();
    let is_plain = !digits.is_empty() && digits.len() <= 12 && digits.iter().all(|c| c.is_ascii_digit() || *c == '.');
    if !is_plain || !amount.is_exact() {
        return Vec::new();
    }
    let swapped = |at: usize| {
        let mut new = digits.clone();
        new.swap(at, at + 1);
        let is_number = new[at] != new[at + 1] && new[at] != '.' && new[at + 1] != '.' && new[0] != '0';
        is_number.then(|| new.into_iter().collect::<String>())
    };
    let fits = |number: &String| {
        let value = number.parse::<Decimal>().ok().and_then(|n| n.checked_mul(amount.scale.factor));
        value.is_some_and(|value| wanted.contains(value))
    };
    let fitting: Vec<String> = (0..digits.len() - 1).filter_map(swapped).filter(fits).collect();
    let [number] = &fitting[..] else { return Vec::new() };
    let text = format!("{number}{}", &old[digits.iter().collect::<String>().len()..]);
    let title = Message::new(format!("“{old}”改为“{text}”"), format!("Change “{old}” to “{text}”"));
    vec![Fix { title, safe: false, edits: Edits::Places(vec![TextEdit { range: amount.figure.number, text }]) }]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn slips_of_a_typist() {
        for (old, new) in [("860", "890"), ("47.6", "46.7"), ("3.2", "32"), ("312", "321"), ("105", "15")] {
            assert_eq!(distance(old, new), 1, "{old} {new}");
        }
        assert_eq!(distance("860", "835"), 2);
    }
}
