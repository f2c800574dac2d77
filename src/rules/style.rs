//! How figures are written: hedges one on another (F1), a range that leaves 万 out (F5), 亿万元 (E4), units twice (E6), digits of both
//! writings in one number (I1), approximate numbers with a mark between them (I2). Standard: GB/T 15835—2011.

use rust_decimal::Decimal;

use super::finding::{Edits, Evidence, Finding, Fix, Message, Severity, Value};
use crate::figures::figure::{Approximation, Figure, Kind, Mark, Value as Said};
use crate::figures::numeral::{digit, is_numeral, numeral_at};
use crate::figures::unit::{UnitKind, unit_at};
use crate::text::{TextEdit, TextRange, range};

/// Looks at the figures of a reading.
pub(super) fn check(reading: &str, figures: &[Figure]) -> Vec<Finding> {
    let of_figures = figures.iter().flat_map(|figure| {
        [
            hedges(reading, figure),
            magnitude(reading, figure),
            repeated_magnitude(reading, figure),
            repeated_unit(reading, figure),
            mixed(reading, figure),
        ]
    });
    let mut findings: Vec<Finding> = of_figures.flatten().collect();
    findings.extend(some_behind_digits(reading));
    findings.extend(pairs(reading));
    findings
}

/// A decimal as evidence prints it.
pub(super) fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A figure as evidence.
pub(super) fn as_value(reading: &str, figure: &Figure) -> Value {
    let interval = figure.interval();
    let end = |value: Option<Decimal>| value.map(plain).unwrap_or_default();
    Value {
        range: figure.range,
        text: reading[figure.range].to_owned(),
        lo: end(interval.and_then(|i| i.lo)),
        hi: end(interval.and_then(|i| i.hi)),
        unit: figure.unit.map(|u| u.name()).unwrap_or_default(),
    }
}

fn finding(code: &'static str, severity: Severity, message: Message, place: TextRange, fixes: Vec<Fix>) -> Finding {
    Finding { code, severity, message, range: place, evidence: None::<Evidence>, related: Vec::new(), fixes }
}

fn fix(zh: String, en: String, place: TextRange, text: &str) -> Fix {
    Fix { title: Message::new(zh, en), safe: false, edits: Edits::Places(vec![TextEdit { range: place, text: text.to_owned() }]) }
}

/// F1: `约有近300多名`.
fn hedges(reading: &str, figure: &Figure) -> Option<Finding> {
    let is_bounded = matches!(figure.value, Said::Range(..)) && figure.marks.iter().any(|m| m.says == Approximation::AtMost);
    let (first, second) = figure.marks.iter().enumerate().find_map(|(at, first)| {
        let clash = figure.marks[at + 1..].iter().find(|second| clashes(reading, first, second))?;
        Some((first, clash))
    })?;
    if is_bounded {
        return None;
    }
    let word = |mark: &Mark| reading[mark.range].trim_end_matches(['有', '了', '是', '为', '在', ' ']).to_owned();
    let (a, b) = (word(first), word(second));
    let message = Message::new(
        format!("约数叠用：“{a}”与“{b}”修饰同一个数，留一个即可"),
        format!("“{a}” and “{b}” both hedge the same number; keep one"),
    );
    let drop = |mark: &Mark| {
        let w = word(mark);
        fix(format!("删去“{w}”"), format!("Remove “{w}”"), mark.range, "")
    };
    Some(finding("hedges-stacked", Severity::Warning, message, figure.range, vec![drop(second), drop(first)]))
}

/// Words of the table of hedges that may as well be verbs and nouns of their own.
const NO_HEDGES: [&str; 9] = ["最低", "最高", "高出", "超出", "高于", "低于", "多于", "少于", "大于"];

/// Whether two hedges of one number say the same thing twice, or two things at once.
fn clashes(reading: &str, first: &Mark, second: &Mark) -> bool {
    use Approximation::{About, AtLeast, AtMost, Exact, More, Near, Over, Under};
    // 最低500元以上 speaks of the lowest; 比去年高出20%左右 compares.
    if NO_HEDGES.iter().any(|w| reading[first.range].starts_with(w)) {
        return false;
    }
    match (first.says, second.says) {
        (AtLeast, AtLeast) | (AtMost, AtMost) | (Over, AtLeast) | (Under, AtMost) => true,
        (About | Near | Over | Under | More, About | Near | Over | Under | More) => true,
        (About | Near, AtLeast) => true,
        (AtLeast | AtMost | Exact, _) | (_, AtLeast | AtMost | Exact) => false,
    }
}

/// F5: `8—9亿元` for `8亿—9亿元`.
fn magnitude(reading: &str, figure: &Figure) -> Option<Finding> {
    let Said::Range(Some(lo), Some(_)) = figure.value else { return None };
    let number = &reading[figure.number];
    let first = numeral_at(number)?;
    let joint =
        number[first.len..].trim_start().chars().next().filter(|c| matches!(c, '—' | '–' | '-' | '～' | '~' | '至' | '到' | '－'))?;
    // The first number was multiplied by the 万 that stands behind the second one only.
    let is_shared = first.hi.is_none() && first.magnitude == Decimal::ONE && lo.value != first.lo.value && figure.kind != Kind::Percent;
    let last = number.rsplit(joint).next()?.trim_start();
    let word: String =
        last.chars().skip_while(|c| !matches!(c, '万' | '亿' | '兆')).take_while(|c| matches!(c, '万' | '亿' | '兆')).collect();
    if !is_shared || word.is_empty() {
        return None;
    }
    let end = usize::from(figure.number.start()) + first.len;
    let text = &reading[figure.range];
    let message = Message::new(
        format!("“{text}”的前一个数省去了“{word}”，字面上容易误读；国标写法是两个数都带“{word}”"),
        format!("“{text}” leaves “{word}” out of its first number; GB/T 15835 writes it with both"),
    );
    let fixed = fix(format!("补上“{word}”"), format!("Put “{word}” in"), range(end, end), &word);
    Some(finding("range-magnitude", Severity::Hint, message, figure.range, vec![fixed]))
}

/// E4: `3.6亿万元`.
fn repeated_magnitude(reading: &str, figure: &Figure) -> Option<Finding> {
    let number = &reading[figure.number];
    let is_arabic = number.starts_with(|c: char| c.is_ascii_digit());
    let bare: String = number.chars().filter(|c| !matches!(c, '多' | '余' | ' ')).collect();
    let wrong = ["亿万", "万万", "亿亿"].into_iter().find(|w| bare.contains(w)).filter(|_| is_arabic)?;
    let at = number.find(['万', '亿'])?;
    let start = usize::from(figure.number.start()) + at;
    let end = usize::from(figure.number.end());
    let message = Message::new(
        format!("“{wrong}”不成数量级，“万”“亿”只能留一个"),
        format!("“{wrong}” is no magnitude; only one of 万 and 亿 can stand"),
    );
    let kept: Vec<&str> = if wrong == "亿万" { vec!["亿", "万"] } else { vec![&wrong[..'万'.len_utf8()]] };
    let fixes = kept.iter().map(|w| fix(format!("改为“{w}”"), format!("Make it “{w}”"), range(start, end), w)).collect();
    Some(finding("magnitude-repeated", Severity::Error, message, figure.range, fixes))
}

/// E6: `2.5个百分点%`, `5亿元人民币元`.
fn repeated_unit(reading: &str, figure: &Figure) -> Option<Finding> {
    let unit = figure.unit.filter(|u| u.per.is_none())?;
    let end = usize::from(figure.range.end());
    let rest = &reading[end..];
    let again = match unit.entry.kind {
        UnitKind::Percent | UnitKind::PercentagePoint => ["%", "个百分点", "百分点"].into_iter().find(|w| rest.starts_with(w))?,
        UnitKind::Money => {
            let next = unit_at(rest).filter(|u| u.code == unit.entry.code && u.name != "块")?;
            // 5元元旦券
            let is_word = ["元旦", "元宵", "元素", "元首", "元老", "元年", "元件", "元器件", "元宇宙", "元朝", "元代", "元月"]
                .iter()
                .any(|w| rest.starts_with(w));
            (!is_word).then_some(next.name)?
        }
        _ => return None,
    };
    let place = range(end, end + again.len());
    let name = unit.entry.name;
    let message =
        Message::new(format!("单位重复：“{name}”后面又写了“{again}”"), format!("the unit stands twice: “{again}” behind “{name}”"));
    let fixes = vec![fix(format!("删去“{again}”"), format!("Remove “{again}”"), place, "")];
    Some(finding("unit-repeated", Severity::Hint, message, range(figure.range.start().into(), end + again.len()), fixes))
}

/// I1: `3千5百`, where only 万 and 亿 go with Arabic digits.
fn mixed(reading: &str, figure: &Figure) -> Option<Finding> {
    let number = &reading[figure.number];
    let value = figure.printed().filter(|_| figure.kind != Kind::Code)?.value;
    let at = number.find(['十', '百', '千'])?;
    let is_between = number[..at].ends_with(|c: char| c.is_ascii_digit());
    let behind = number[at..].chars().nth(1);
    let is_allowed = behind.is_some_and(|c| matches!(c, '万' | '亿')) || number.contains('分');
    if !is_between || is_allowed {
        return None;
    }
    let text = if value >= Decimal::from(10_000) { return None } else { plain(value) };
    let message = Message::new(
        format!("“{number}”把阿拉伯数字和“{}”混在一起写；除“万”“亿”外不这样写", &number[at..at + '十'.len_utf8()]),
        format!("“{number}” mixes Arabic digits with 十, 百 or 千; only 万 and 亿 go with them"),
    );
    let fixes = vec![fix(format!("改为“{text}”"), format!("Make it “{text}”"), figure.number, &text)];
    Some(finding("mixed-numerals", Severity::Hint, message, figure.range, fixes))
}

/// I1: `10几家`.
fn some_behind_digits(reading: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, _) in reading.match_indices('几') {
        let len = reading[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let start = at - len;
        let end = at + '几'.len_utf8();
        let is_other = reading[end..].starts_with(['何', '乎', '内', '经']) || reading[..start].ends_with(['.', ',']);
        let Some(number) = reading[start..at].parse::<u64>().ok().filter(|n| (10..=90).contains(n) && n % 10 == 0 && !is_other) else {
            continue;
        };
        let word = if number == 10 {
            "十几".to_owned()
        } else {
            format!("{}十几", crate::figures::numeral::chinese_count(number / 10).replace('两', "二"))
        };
        let message = Message::new(
            format!("“{number}几”把阿拉伯数字和“几”混在一起写，应为“{word}”"),
            format!("“{number}几” mixes digits with 几; it is written “{word}”"),
        );
        let place = range(start, end);
        findings.push(finding(
            "mixed-numerals",
            Severity::Hint,
            message,
            place,
            vec![fix(format!("改为“{word}”"), format!("Make it “{word}”"), place, &word)],
        ));
    }
    findings
}

/// Measure words and units behind an approximate number; those behind an enumeration (三、四季度; 一、二期) are not among them.
const COUNTED: [&str; 21] =
    ["个", "家", "户", "人", "名", "位", "天", "年", "里", "公里", "米", "岁", "元", "斤", "亩", "小时", "分钟", "次", "只", "棵", "辆"];
/// What makes an enumeration of such a pair after all.
const ENUMERATED: [&str; 6] = ["年级", "名单", "位数", "年期", "次产业", "个五年"];

/// I2: `三、五户人家`.
fn pairs(reading: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, mark) in reading.match_indices('、') {
        let behind = at + mark.len();
        let (Some(a), Some(b)) = (reading[..at].chars().next_back(), reading[behind..].chars().next()) else { continue };
        let both = if a.is_ascii_digit() && b.is_ascii_digit() {
            a.to_digit(10).zip(b.to_digit(10)).map(|(a, b)| (u64::from(a), u64::from(b)))
        } else {
            digit(a).zip(digit(b))
        };
        let Some((first, second)) = both.filter(|(first, second)| *first > 0 && (*second == first + 1 || (*first, *second) == (3, 5)))
        else {
            continue;
        };
        let start = at - a.len_utf8();
        let end = behind + b.len_utf8();
        let before = reading[..start].chars().next_back();
        let rest = &reading[end..];
        let is_listed = before
            .is_some_and(|c| c.is_ascii_digit() || matches!(c, '第' | '、' | '.' | '初' | ',' | '(' | '“') || is_numeral(c) && c != '十');
        let clause = reading[..start].rsplit(['。', ';', ',']).next().unwrap_or_default();
        let is_counted = COUNTED.iter().any(|c| rest.starts_with(c)) && !ENUMERATED.iter().any(|e| rest.starts_with(e));
        if is_listed
            || !is_counted
            || before.is_none()
            || clause.contains("分别")
            || clause.contains('第')
            || a == '两' && b != '三'
            || (first, second) == (1, 2) && rest.starts_with('年')
        {
            continue;
        }
        let text = format!("{a}{b}");
        let message = Message::new(
            format!("“{a}、{b}”表示概数时，两个数之间不用顿号"),
            format!("“{a}、{b}” is an approximate number: no mark stands inside it"),
        );
        // Digits cannot stand side by side: 3、5天 becomes 三五天.
        let word = if a.is_ascii_digit() {
            [first, second].map(|d| crate::figures::numeral::chinese_count(d).replace('两', "二")).concat()
        } else {
            text
        };
        let place = range(start, end);
        findings.push(finding(
            "approximate-pair",
            Severity::Hint,
            message,
            place,
            vec![fix(format!("改为“{word}”"), format!("Make it “{word}”"), place, &word)],
        ));
    }
    findings
}
