//! Numerals: the number alone, in every writing of news prose, without unit and hedges around it.
//!
//! Arabic (`1,250,000`, `3.5`), Chinese (`三万五千`, `两千零五`, `廿六`, `壹佰贰拾`, `二〇二四`, `三点五`), mixed (`3.5亿`, `2万3千`), neighbours
//! that mean *about* (`三五千`, `四十五六万`), and vague ones (`十几万`, `数百`, `5000多万`). Exact decimals throughout.

use std::ops::Range;

use rust_decimal::Decimal;

use super::figure::Printed;
use super::unit::{is_counted, is_prefixed_unit};

/// A numeral at a place of a text. Offsets are bytes from that place.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    /// How long it is.
    pub len: usize,
    /// Its value, or the lower one of two.
    pub lo: Printed,
    /// The upper value of neighbours (`三五千`) and of vague numerals (`十几`: 20).
    pub hi: Option<Printed>,
    /// Whether it is vague: `hi` is not reached.
    pub is_vague: bool,
    /// Where a 多 or 余 stands inside it (`5000多万`).
    pub more: Option<Range<usize>>,
    /// Which digits it has.
    pub writing: Writing,
    /// The 万, 亿, 千万 … at its end, as a factor; 1 where there is none.
    pub magnitude: Decimal,
    /// Whether it is digits and nothing else (`三八`, `2024`): no 十, no 万, no decimal point.
    pub is_plain: bool,
}

/// Which digits a numeral has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// `3.5亿` too: 万 and 亿 go with Arabic digits (GB/T 15835—2011, 5.3).
    Arabic,
    /// `三亿五千万`
    Chinese,
    /// `3亿五千万`, `3千5百`
    Mixed,
}

/// Longer numerals are digits of something else.
const LONGEST: usize = 40;
const TEN: Decimal = Decimal::TEN;

/// The value of a digit: `三`, `两`, `〇`, `叁`.
pub fn digit(char: char) -> Option<u64> {
    Some(match char {
        '零' | '〇' | '○' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '两' | '贰' | '弍' => 2,
        '三' | '叁' | '弎' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// 廿, 卅, 卌: tens in one character.
fn tens(char: char) -> Option<u64> {
    Some(match char {
        '廿' => 2,
        '卅' => 3,
        '卌' => 4,
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

fn large_unit(char: char) -> Option<Decimal> {
    Some(match char {
        '万' | '萬' => Decimal::from(10_000u64),
        '亿' => Decimal::from(100_000_000u64),
        '兆' => Decimal::from(1_000_000_000_000u64),
        _ => return None,
    })
}

/// Whether a character can stand in a Chinese numeral.
pub fn is_numeral(char: char) -> bool {
    char >= '○' && (digit(char).is_some() || small_unit(char).is_some() || large_unit(char).is_some() || tens(char).is_some())
}

/// The numeral at the start of a text.
pub fn numeral_at(text: &str) -> Option<Numeral> {
    Reader::new(text).read()
}

/// The value of a Chinese integer, given whole: `三`, `十二`, `两千零五`, `二〇二四`. `None` for anything else, `三五` included.
pub fn chinese_integer(text: &str) -> Option<u64> {
    if text.chars().count() > LONGEST || !text.chars().all(is_numeral) {
        return None;
    }
    let numeral = numeral_at(text).filter(|n| n.len == text.len() && n.hi.is_none() && !(n.is_plain && text.chars().count() == 2))?;
    u64::try_from(numeral.lo.value).ok()
}

/// One numeral as far as it is read.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// What the large units have closed so far.
    total: Span,
    /// The weight of the last unit that was read, small or large.
    unit: Option<Decimal>,
    /// The weight of the last large unit.
    large: Option<Decimal>,
    step: Decimal,
    more: Option<Range<usize>>,
    is_vague: bool,
    has_arabic: bool,
    has_chinese: bool,
    is_plain: bool,
}

/// Two values that are one, but for neighbours and vague numerals.
#[derive(Clone, Copy)]
struct Span {
    lo: Decimal,
    hi: Decimal,
}

impl Span {
    const ZERO: Span = Span { lo: Decimal::ZERO, hi: Decimal::ZERO };

    fn of(lo: u64, hi: u64) -> Span {
        Span { lo: lo.into(), hi: hi.into() }
    }

    fn plus(self, other: Span) -> Option<Span> {
        Some(Span { lo: self.lo.checked_add(other.lo)?, hi: self.hi.checked_add(other.hi)? })
    }

    fn times(self, factor: Decimal) -> Option<Span> {
        Some(Span { lo: self.lo.checked_mul(factor)?, hi: self.hi.checked_mul(factor)? })
    }
}

/// A part of a numeral below its large unit.
struct Section {
    end: usize,
    value: Span,
    step: Decimal,
    /// The last small unit, where nothing but it closed the section.
    unit: Option<Decimal>,
    is_vague: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Reader<'t> {
        Reader {
            text,
            at: 0,
            total: Span::ZERO,
            unit: None,
            large: None,
            step: Decimal::ONE,
            more: None,
            is_vague: false,
            has_arabic: false,
            has_chinese: false,
            is_plain: true,
        }
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn read(mut self) -> Option<Numeral> {
        let mut magnitude = Decimal::ONE;
        while self.at < LONGEST * 3 {
            let Some((section, weight, end, more)) = self.next_part() else { break };
            let closed = section.value.times(weight)?;
            self.total = match self.large {
                Some(large) if weight > large => self.total.plus(section.value)?.times(weight)?,
                _ => self.total.plus(closed)?,
            };
            self.step = section.step.checked_mul(weight)?;
            self.is_vague |= section.is_vague;
            self.more = self.more.or(more);
            self.at = end;
            // 5千万: the 千 is part of the magnitude where one digit stands before it.
            let hundreds = section.unit.filter(|u| *u >= Decimal::ONE_HUNDRED && weight > Decimal::ONE && section.value.lo < *u * TEN);
            magnitude = weight * hundreds.filter(|u| (section.value.lo % *u).is_zero()).unwrap_or(Decimal::ONE);
            if weight == Decimal::ONE {
                break;
            }
            (self.large, self.unit) = (Some(weight), Some(weight));
            self.is_plain = false;
        }
        (self.at > 0).then_some(())?;
        if magnitude > Decimal::ONE {
            // 两千万点五
            let total = Section { end: self.at, value: self.total, step: self.step, unit: None, is_vague: false };
            let total = self.with_decimals(total);
            (self.at, self.total, self.step) = (total.end, total.value, total.step);
        }
        let writing = match (self.has_arabic, self.has_chinese) {
            (true, true) => Writing::Mixed,
            (true, false) => Writing::Arabic,
            _ => Writing::Chinese,
        };
        let printed = |value: Decimal| Printed { value, step: self.step };
        Some(Numeral {
            len: self.at,
            lo: printed(self.total.lo),
            hi: (self.total.hi != self.total.lo).then_some(printed(self.total.hi)),
            is_vague: self.is_vague,
            more: self.more,
            writing,
            magnitude,
            is_plain: self.is_plain,
        })
    }

    /// The next section with the large units behind it: the section, their weight, where they end, and a 多 before them.
    fn next_part(&mut self) -> Option<(Section, Decimal, usize, Option<Range<usize>>)> {
        let start = if self.at > 0 { self.over_blanks(self.at) } else { 0 };
        let is_arabic = self.peek(start)?.is_ascii_digit() || self.text[start..].starts_with('.');
        let section = if is_arabic { self.arabic(start) } else { self.chinese(start) }?;
        let (mut weight, mut end) = self.large_units(section.end)?;
        let mut more = None;
        if weight == Decimal::ONE
            && let Some(mark @ ('多' | '余' | '来')) = self.peek(section.end)
        {
            let after = section.end + mark.len_utf8();
            let (factor, behind) = self.large_units(after)?;
            if factor > Decimal::ONE {
                (weight, end, more) = (factor, behind, Some(section.end..after));
            }
        }
        if let Some(large) = self.large
            && weight >= large
            && self.total.lo > Decimal::ZERO
            && (is_arabic || weight == large)
        {
            return None;
        }
        if is_arabic && self.at > 0 {
            // `2万3千`, `1亿2000万`, `1亿72300`, and no other number that happens to stand there.
            let fits = self.large.is_some_and(|large| section.value.hi * weight < large);
            let digits = section.end - start;
            if !fits || (weight == Decimal::ONE && section.unit.is_none() && (digits < 3 || section.step != Decimal::ONE)) {
                return None;
            }
        }
        self.has_arabic |= is_arabic;
        self.has_chinese |= !is_arabic || section.unit.is_some();
        Some((section, weight, end, more))
    }

    /// The place behind blanks, where a numeral goes on there: `三千 九百 六十五`, as speech is written down.
    fn over_blanks(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let is_inside =
            blank > 0 && self.text[..at].chars().next_back().is_some_and(|c| small_unit(c).is_some() || large_unit(c).is_some());
        // 1 萬 600 公噸: who parts digits from 萬 on the one side does so on the other; in 3万 5000 they may be of two cells.
        let mut before = self.text[..at].chars().rev();
        let is_spaced = blank == 1 && before.next().and_then(large_unit).is_some() && before.next() == Some(' ');
        let goes_on = self.peek(at + blank).is_some_and(|c| is_numeral(c) || c == '点' || is_spaced && c.is_ascii_digit());
        if blank <= 2 && is_inside && goes_on { at + blank } else { at }
    }

    /// 万, 亿, 万亿 … at a place: their product, and where they end.
    fn large_units(&self, start: usize) -> Option<(Decimal, usize)> {
        let (mut weight, mut at) = (Decimal::ONE, start);
        let is_blank_inside = self.text[..start].ends_with(|c: char| c.is_ascii_digit() || is_numeral(c));
        if is_blank_inside && self.text[start..].strip_prefix(' ').and_then(|r| r.chars().next()).and_then(large_unit).is_some() {
            at += 1;
        }
        if self.text[at..].starts_with("个亿") {
            // 两个亿
            at += '个'.len_utf8();
        }
        while let Some(factor) = self.peek(at).and_then(large_unit) {
            if self.peek(at) == Some('兆') && is_prefixed_unit(&self.text[at..]) {
                break;
            }
            weight = weight.checked_mul(factor)?;
            at += '万'.len_utf8();
        }
        Some((weight, at))
    }

    /// `1,250.5`, and a 百 or 千 behind it.
    fn arabic(&mut self, start: usize) -> Option<Section> {
        let (len, value, step) = arabic_decimal(&self.text[start..])?;
        let mut section = Section { end: start + len, value: Span { lo: value, hi: value }, step, unit: None, is_vague: false };
        self.is_plain &= step == Decimal::ONE && self.text[start..start + len].bytes().all(|b| b.is_ascii_digit());
        match self.peek(section.end) {
            Some(char @ ('十' | '百' | '千')) if !is_prefixed_unit(&self.text[section.end..]) => {
                let factor = Decimal::from(small_unit(char)?);
                section.value = section.value.times(factor)?;
                section.step *= factor;
                section.end += char.len_utf8();
                section.unit = Some(factor);
                self.is_plain = false;
                // `3千5百`
                if let Some((more, behind, small)) = self.smaller(section.end, factor) {
                    section.value = section.value.plus(Span { lo: more, hi: more })?;
                    (section.end, section.step, section.unit) = (behind, small, Some(small));
                }
            }
            Some(char @ ('k' | 'w')) if !self.peek(section.end + 1).is_some_and(|c| c.is_ascii_alphanumeric() || c == '/') => {
                let factor = Decimal::from(if char == 'k' { 1000u64 } else { 10_000 });
                section.value = section.value.times(factor)?;
                section.step *= factor;
                section.end += 1;
                self.is_plain = false;
            }
            _ => {}
        }
        Some(section)
    }

    /// An Arabic digit with a smaller unit behind a larger one: its value, where it ends, the unit.
    fn smaller(&self, start: usize, unit: Decimal) -> Option<(Decimal, usize, Decimal)> {
        let char = self.peek(start).filter(char::is_ascii_digit)?;
        let small = Decimal::from(small_unit(self.peek(start + 1)?)?);
        (small < unit).then(|| (Decimal::from(char.to_digit(10).unwrap_or_default()) * small, start + 1 + '百'.len_utf8(), small))
    }

    fn chinese(&mut self, start: usize) -> Option<Section> {
        if self.at == 0 && self.peek(start).and_then(large_unit).is_some() && is_denominator(&self.text[start + '万'.len_utf8()..]) {
            return Some(Section { end: start, value: Span::of(1, 1), step: Decimal::ONE, unit: None, is_vague: false });
        }
        if let Some(section) = self.digit_string(start) {
            return Some(section);
        }
        let mut section = Small::new(self, start);
        while section.take() {}
        section.close()
    }

    /// `二〇二四`, `一七二零点一`: digit by digit.
    fn digit_string(&mut self, start: usize) -> Option<Section> {
        let digits: Vec<u64> = self.text[start..].chars().map_while(|c| digit(c).filter(|_| c != '两')).take(LONGEST).collect();
        let end = start + digits.len() * '一'.len_utf8();
        let is_counted = self.peek(end).and_then(small_unit).is_some();
        if self.at > 0 || digits.len() < 2 || is_counted || (digits.len() == 2 && (are_neighbours(digits[0], digits[1]) || digits[0] == 0))
        {
            return None;
        }
        let value = digits.iter().try_fold(Decimal::ZERO, |n, d| n.checked_mul(TEN)?.checked_add(Decimal::from(*d)))?;
        let section = Section { end, value: Span { lo: value, hi: value }, step: Decimal::ONE, unit: None, is_vague: false };
        Some(self.with_decimals(section))
    }

    /// The section with `点五` behind it, if that is there.
    fn with_decimals(&mut self, mut section: Section) -> Section {
        let blank = usize::from(self.text[section.end..].starts_with(" 点"));
        let point = section.end + blank;
        let Some(rest) = self.text[point..].strip_prefix('点') else { return section };
        let rest = rest.strip_prefix(' ').filter(|_| point > section.end).unwrap_or(rest);
        let digits: Vec<u64> = rest.chars().map_while(digit).take(28).collect();
        let behind = self.text.len() - rest.len() + digits.len() * '一'.len_utf8();
        let next = self.peek(behind);
        if digits.is_empty() || next.and_then(small_unit).is_some() || rest.starts_with('两') {
            return section;
        }
        let mut step = Decimal::ONE;
        for digit in digits {
            step /= TEN;
            let part = Decimal::from(digit) * step;
            (section.value.lo, section.value.hi) = (section.value.lo + part, section.value.hi + part);
        }
        self.is_plain = false;
        section.end = behind;
        section.step = step;
        section
    }
}

/// Whether 分之 follows: the 百 of 百分之五 stands for 100.
fn is_denominator(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    rest.strip_prefix('分').is_some_and(|r| r.trim_start_matches(' ').starts_with('之'))
}

/// Two digits side by side that mean *about*: `三四`, `七八`, `三五`.
fn are_neighbours(first: u64, second: u64) -> bool {
    first > 0 && second == first + 1 || (first, second) == (3, 5)
}

/// A Chinese section below 10⁴.
struct Small<'r, 't> {
    reader: &'r mut Reader<'t>,
    at: usize,
    end: usize,
    sum: Span,
    step: Decimal,
    /// The last small unit.
    unit: Option<u64>,
    /// A digit that waits for its unit.
    slot: Option<Span>,
    slot_end: usize,
    /// Whether a 零 stands since the last unit.
    zero: bool,
    is_vague: bool,
    is_open: bool,
}

impl<'r, 't> Small<'r, 't> {
    fn new(reader: &'r mut Reader<'t>, start: usize) -> Self {
        let zero = false;
        Small {
            reader,
            at: start,
            end: start,
            sum: Span::ZERO,
            step: Decimal::ONE,
            unit: None,
            slot: None,
            slot_end: start,
            zero,
            is_vague: false,
            is_open: true,
        }
    }

    /// Takes one character; whether the section goes on.
    fn take(&mut self) -> bool {
        if self.at > 0 {
            self.at = self.reader.over_blanks(self.at);
        }
        let Some(char) = self.reader.peek(self.at) else { return false };
        let took = if let Some(value) = digit(char) {
            self.take_digit(value)
        } else if let Some(value) = tens(char) {
            self.slot.is_none() && self.unit.is_none_or(|u| u > 10) && {
                self.slot = Some(Span::of(value, value));
                self.at += char.len_utf8();
                return self.take_unit(10, 0);
            }
        } else if char == '几' || (char == '数' && self.is_first()) {
            self.take_vague(char)
        } else if let Some(unit) = small_unit(char) {
            return self.take_unit(unit, char.len_utf8());
        } else {
            false
        };
        if took {
            self.at += char.len_utf8();
            self.slot_end = self.at;
        }
        took
    }

    fn is_first(&self) -> bool {
        self.at == 0
    }

    fn take_digit(&mut self, value: u64) -> bool {
        match self.slot {
            None if value == 0 && !(self.is_first() && self.reader.at == 0) => {
                // A 零 stands between: it must not end the numeral.
                let next = self.reader.peek(self.at + '零'.len_utf8());
                let goes_on = next.is_some_and(|c| digit(c).is_some_and(|d| d > 0) || c == '十' || c == '拾');
                self.zero |= goes_on;
                goes_on
            }
            None => {
                self.slot = Some(Span::of(value, value));
                true
            }
            Some(Span { lo, hi }) if lo == hi && !self.is_vague => {
                let first = u64::try_from(lo).unwrap_or_default();
                let pair = are_neighbours(first, value);
                if pair {
                    self.slot = Some(Span::of(first, value));
                }
                pair
            }
            Some(_) => false,
        }
    }

    /// `几` and `数`: some, before or behind a unit.
    fn take_vague(&mut self, char: char) -> bool {
        let next = self.reader.peek(self.at + char.len_utf8());
        let before_unit = next.is_some_and(|c| small_unit(c).is_some() || large_unit(c).is_some());
        let behind_unit = char == '几' && self.unit.is_some() && !self.zero;
        if self.slot.is_some() || !(before_unit || behind_unit) || self.is_vague {
            return false;
        }
        // `几十` starts at twenty, `十几` at eleven.
        self.slot = Some(if behind_unit { Span::of(0, 10) } else { Span::of(2, 10) });
        self.is_vague = true;
        true
    }

    fn take_unit(&mut self, unit: u64, len: usize) -> bool {
        let next = self.reader.peek(self.at + len);
        let implied = unit == 10 || next.is_some_and(|c| large_unit(c).is_some()) || is_denominator(&self.reader.text[self.at + len..]);
        let fits = self.unit.is_none_or(|u| unit < u) && (self.slot.is_some() || implied && (self.unit.is_none() || unit == 10));
        // `三千瓦`: the 千 belongs to the unit.
        if !fits || (self.slot.is_some() && unit >= 100 && is_prefixed_unit(&self.reader.text[self.at..])) {
            return false;
        }
        let slot = self.slot.take().unwrap_or(Span::of(1, 1));
        let Some(sum) = slot.times(unit.into()).and_then(|part| self.sum.plus(part)) else { return false };
        self.sum = sum;
        self.step = unit.into();
        self.unit = Some(unit);
        self.zero = false;
        self.at += len;
        self.end = self.at;
        self.reader.is_plain = false;
        true
    }

    fn close(mut self) -> Option<Section> {
        if let Some(slot) = self.slot.take() {
            let unit = self.unit.map(Decimal::from).or(self.reader.unit);
            let weight = match unit {
                Some(unit) if !self.zero => unit / TEN,
                _ => Decimal::ONE,
            };
            // `三万五` is 35,000, but `一百一个` is a hundred and one more thing.
            let is_large_next = self.reader.peek(self.slot_end).and_then(large_unit).is_some();
            let weight = if is_large_next && self.unit.is_none() { Decimal::ONE } else { weight };
            let rest = &self.reader.text[self.slot_end..];
            let is_short = weight > Decimal::ONE && !is_large_next;
            let is_decimal = rest.strip_prefix('点').is_some_and(|r| r.starts_with(|c| digit(c).is_some()));
            if !(is_short && is_counted(rest) && !is_decimal) {
                self.sum = self.sum.plus(slot.times(weight)?)?;
                self.step = weight;
                self.end = self.slot_end;
            } else {
                self.is_open = false;
            }
        }
        (self.end > self.reader.at).then_some(())?;
        let section =
            Section { end: self.end, value: self.sum, step: self.step, unit: self.unit.map(Decimal::from), is_vague: self.is_vague };
        Some(if self.is_open { self.reader.with_decimals(section) } else { section })
    }
}

/// `1,250,000.5` or `.5`: its bytes, its value, what its last digit is worth.
fn arabic_decimal(text: &str) -> Option<(usize, Decimal, Decimal)> {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = run(0);
    let grouped = grouping(bytes, end);
    end += grouped;
    let mut fraction = 0;
    if bytes.get(end) == Some(&b'.') {
        fraction = run(end + 1);
        if fraction > 0 {
            end += 1 + fraction;
        }
    }
    let digits = text[..end].bytes().filter(u8::is_ascii_digit);
    let (mantissa, len) = digits.fold((0i128, 0), |(m, n), b| (m.saturating_mul(10).saturating_add(i128::from(b - b'0')), n + 1));
    if len == 0 || len > 28 {
        return None;
    }
    let value = Decimal::try_from_i128_with_scale(mantissa, fraction as u32).ok()?;
    Some((end, value, Decimal::new(1, fraction as u32)))
}

/// How many bytes of groups of three (`,250,000`; ` 250 000`) stand behind the first digits.
fn grouping(bytes: &[u8], first: usize) -> usize {
    if first == 0 || first > 3 {
        return 0;
    }
    let groups = |mark: u8| {
        let mut end = first;
        while end <= LONGEST
            && bytes.get(end) == Some(&mark)
            && bytes[end + 1..].iter().take(4).take_while(|b| b.is_ascii_digit()).count() == 3
        {
            end += 4;
        }
        end - first
    };
    match (groups(b','), groups(b' ')) {
        (0, spaces) if spaces >= 8 => spaces,
        (commas, _) => commas,
    }
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

    /// The numeral at the start, as `text=lo..hi`.
    fn read(text: &str) -> String {
        let Some(numeral) = numeral_at(text) else { return "-".to_owned() };
        let hi = numeral.hi.map(|hi| format!("..{}", hi.value.normalize())).unwrap_or_default();
        format!("{}={}{hi}", &text[..numeral.len], numeral.lo.value.normalize())
    }

    #[test]
    fn chinese_integers() {
        for (text, value) in [
            ("三", 3),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("廿六", 26),
            ("一百零五", 105),
            ("一百十六", 116),
            ("两千零五", 2005),
            ("三万五千", 35_000),
            ("三万五", 35_000),
            ("二百五", 250),
            ("十万零十", 100_010),
            ("一亿二千万", 120_000_000),
            ("十万亿", 10_000_000_000_000),
            ("三千万亿", 3_000_000_000_000_000),
            ("四万万", 400_000_000),
            ("拾亿零六万零五百零六", 1_000_060_506),
            ("二〇二四", 2024),
            ("壹佰贰拾", 120),
            ("七千二百一十五亿三千零八万", 721_530_080_000),
        ] {
            assert_eq!(chinese_integer(text), Some(value), "{text}");
        }
        for text in ["", "三五", "十十", "万", "亿", "二三十"] {
            assert_eq!(chinese_integer(text), None, "{text}");
        }
    }

    #[test]
    fn decimals_and_mixed_writing() {
        for (text, expected) in [
            ("3.5亿元", "3.5亿=350000000"),
            ("2万3千人", "2万3千=23000"),
            ("1,250,000元", "1,250,000=1250000"),
            ("1 250 000元", "1 250 000=1250000"),
            ("4.78万亿", "4.78万亿=4780000000000"),
            ("1亿72300人", "1亿72300=100072300"),
            ("三点五个", "三点五=3.5"),
            ("两百点一", "两百点一=200.1"),
            ("零点八", "零点八=0.8"),
            ("三点建议", "三=3"),
            ("5千瓦", "5=5"),
            ("三千瓦", "三=3"),
            ("三万千瓦", "三万=30000"),
            ("3千5百", "3千5百=3500"),
            ("一百一个", "一百=100"),
            ("五万三个月", "五万=50000"),
        ] {
            assert_eq!(read(text), expected);
        }
    }

    #[test]
    fn neighbours_and_vague_numerals() {
        for (text, expected) in [
            ("三五千人", "三五千=3000..5000"),
            ("四十五六万", "四十五六万=450000..460000"),
            ("十七八个", "十七八=17..18"),
            ("三四十万", "三四十万=300000..400000"),
            ("十几万", "十几万=100000..200000"),
            ("几十个", "几十=20..100"),
            ("数百家", "数百=200..1000"),
            ("5000多万", "5000多万=50000000"),
        ] {
            assert_eq!(read(text), expected);
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
