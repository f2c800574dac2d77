//! What one line looks like, by itself: short facts that the roles are told from.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use serde::Deserialize;

use crate::reading::script::is_han;
use crate::reading::{LeadingDate, leading_date};

/// The word lists of this floor (`data/words.toml`).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub source_line: Vec<String>,
    pub editor_line: Vec<String>,
    pub byline_bracket: Vec<String>,
    pub byline_line: Vec<String>,
    pub caption_end: Vec<String>,
    pub original_title: Vec<String>,
    pub related_label: Vec<String>,
    pub furniture: Vec<String>,
    pub furniture_start: Vec<String>,
    pub follow: Vec<String>,
    pub boilerplate_heading: Vec<String>,
    pub boilerplate_sentence: Vec<String>,
    pub question: Vec<String>,
    pub answer: Vec<String>,
    pub address: Vec<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("article/data/words"));

/// One automaton over the sentences of legal notices.
static BOILERPLATE: LazyLock<Option<CharwiseDoubleArrayAhoCorasick<u32>>> =
    LazyLock::new(|| CharwiseDoubleArrayAhoCorasick::new(&WORDS.boilerplate_sentence).ok());

/// How long a title is that asks or exclaims, in characters.
const TITLE_CHARS: std::ops::RangeInclusive<u32> = 4..=36;

/// How a line is numbered, from the highest level to the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrdinalStyle {
    /// 第一编
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Chinese,
    /// （一）
    BracketedChinese,
    /// 1. or 1、
    Arabic,
    /// （1）, 1） or ⑴
    BracketedArabic,
    /// ①
    Circled,
}

/// The number that a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// How it is written.
    pub style: OrdinalStyle,
    /// Which it is.
    pub number: u32,
    /// Length of the number with its mark, in bytes of the reading, leading blanks included.
    pub len: usize,
}

/// Markdown at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markdown {
    /// `## …`: level, and the bytes before the text.
    Heading(u8, usize),
    /// `- …`
    Item,
    /// `| … |`
    Row,
    /// `> …`
    Quote,
    /// ```` ``` ````
    Fence,
    /// A line of the front matter, if the article begins with such matter.
    Front(Front),
}

/// What a line is in the front matter of a Markdown file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// `---` or `+++`: begins and ends it.
    Mark,
    /// `title: …`
    Title,
    /// `date: …`
    Date,
}

/// What a line looks like. Ranges are bytes of the reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Characters that are not blank.
    pub chars: u32,
    /// Bytes of leading blanks.
    pub indent: usize,
    /// Han characters among the first 400.
    pub han: u32,
    /// Ends with a mark that ends a sentence or clause, or with a closing quotation mark or bracket after one.
    pub ends_sentence: bool,
    /// Holds a full stop anywhere.
    pub has_stop: bool,
    /// Is one short sentence that asks or exclaims, as titles do: `谁来守护老街?`.
    pub may_be_title: bool,
    /// Starts with a list's date (`2026-03-02`).
    pub date: Option<LeadingDate>,
    /// Is a column's name and a list's date: `社会民生2024-02-29`; the bytes of the name.
    pub label_before_date: Option<usize>,
    /// Names the source: `2024-03-01 09:40来源:…`.
    pub is_source_line: bool,
    /// A full date, alone or with a time, a weekday and a few names: the date of an article, if it stands under the title.
    pub is_dated: bool,
    /// Names an editor.
    pub is_editor_line: bool,
    /// Names the author and nothing else.
    pub is_byline: bool,
    /// A bracket at the end of a paragraph that names the reporter: start and end.
    pub trailing_byline: Option<(usize, usize)>,
    /// Is a caption.
    pub is_caption: bool,
    /// Names the original title; the bytes before the title itself.
    pub original_title: Option<usize>,
    /// Starts with the label of a list of related news; its bytes.
    pub related_label: Option<usize>,
    /// Is the site's.
    pub is_furniture: bool,
    /// Opens a legal notice.
    pub opens_boilerplate: bool,
    /// Is a legal notice.
    pub is_boilerplate: bool,
    /// The number it begins with.
    pub ordinal: Option<Ordinal>,
    /// Its Markdown.
    pub markdown: Option<Markdown>,
    /// Asks, in an interview.
    pub is_question: bool,
    /// Answers, in an interview.
    pub is_answer: bool,
    /// Fingerprint of the text without blanks.
    pub fingerprint: u64,
}

impl Shape {
    /// Looks at the reading of a line. Linear.
    pub fn of(reading: &str) -> Shape {
        let text = reading.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
        let indent = reading.len() - reading.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{a0}').len();
        let mut shape = Shape { indent, ..Shape::default() };
        if text.is_empty() {
            return shape;
        }
        let mut hasher = DefaultHasher::new();
        for char in text.chars().filter(|c| !c.is_whitespace()) {
            char.hash(&mut hasher);
            shape.chars += 1;
        }
        shape.fingerprint = hasher.finish();
        shape.han = text.chars().take(400).filter(|c| is_han(*c)).count() as u32;
        shape.has_stop = text.contains(['。', '!', '?']);
        shape.ends_sentence = ends_sentence(text);
        shape.markdown = markdown(text).map(|m| match m {
            Markdown::Heading(level, len) => Markdown::Heading(level, len + indent),
            other => other,
        });
        shape.date = leading_date(text);
        shape.ordinal = ordinal(text).map(|o| Ordinal { len: o.len + indent, ..o });
        shape.look_for_words(text);
        shape
    }

    fn look_for_words(&mut self, text: &str) {
        let words = &*WORDS;
        let starts = |list: &[String]| list.iter().any(|w| text.starts_with(w.as_str()));
        let prefix = |list: &[String]| list.iter().find(|w| text.starts_with(w.as_str())).map(|w| w.len() + self.indent);
        let is_short = self.chars <= 60;
        self.original_title = prefix(&words.original_title);
        self.related_label = related_label(text).map(|len| len + self.indent);
        self.trailing_byline = trailing_byline(text).map(|(s, e)| (s + self.indent, e + self.indent));
        self.is_question = starts(&words.question);
        self.is_answer = starts(&words.answer);
        self.is_boilerplate = self.chars <= 400 && BOILERPLATE.as_ref().is_some_and(|a| a.find_iter(text).next().is_some());
        self.is_caption = self.chars <= 160 && is_caption(text);
        // The rest are lines of a few words: most of an article is paragraphs, which are done here.
        if !is_short {
            return;
        }
        let is_sentence = text.contains('。');
        self.label_before_date = label_before_date(text).map(|l| l + self.indent);
        self.is_source_line = !is_sentence && (starts(&words.source_line) || (starts_with_date(text) && names_source(text)));
        self.is_dated = !is_sentence && !self.is_source_line && is_dated(text);
        self.is_editor_line = !is_sentence && starts(&words.editor_line);
        self.is_byline = !is_sentence && (starts(&words.byline_line) || self.trailing_byline.is_some_and(|(s, _)| s == self.indent));
        self.may_be_title =
            TITLE_CHARS.contains(&self.chars) && !self.is_question && !self.is_answer && calls_out(text) && !starts(&words.address);
        self.is_furniture = !self.is_source_line && is_furniture(text);
        self.opens_boilerplate = !self.has_stop && words.boilerplate_heading.iter().any(|w| text.contains(w.as_str()));
    }

    /// Whether nothing stands here.
    pub fn is_blank(&self) -> bool {
        self.chars == 0
    }
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', ')', '」', '』', '"', ' ', '》', '□']);
    bare.ends_with(['。', '!', '?', ';', '…', ',', '、', ':']) || text.ends_with('□')
}

/// Whether a text asks or exclaims once, at its end, and is no speech.
fn calls_out(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '》', ')']);
    let sentence = bare.trim_end_matches(['?', '!']);
    let is_speech = text.starts_with(['“', '‘', '"']) && bare.len() < text.len();
    sentence.len() < bare.len() && !sentence.contains(['。', '!', '?', ';', '…']) && !is_speech
}

fn markdown(text: &str) -> Option<Markdown> {
    let hashes = text.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
        let blanks = text[hashes..].len() - text[hashes..].trim_start().len();
        return Some(Markdown::Heading(hashes as u8, hashes + blanks));
    }
    if text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ") {
        return Some(Markdown::Item);
    }
    if text.starts_with('|') && text.len() > 1 && text.ends_with('|') {
        return Some(Markdown::Row);
    }
    if text.starts_with("```") || text.starts_with("~~~") {
        return Some(Markdown::Fence);
    }
    if text.starts_with("> ") {
        return Some(Markdown::Quote);
    }
    front(text).map(Markdown::Front)
}

fn front(text: &str) -> Option<Front> {
    if matches!(text, "---" | "+++") {
        return Some(Front::Mark);
    }
    let (key, _) = text[..crate::text::boundary(text, 40)].split_once([':', '='])?;
    match key.trim() {
        "title" | "标题" => Some(Front::Title),
        "date" | "publishDate" | "日期" | "发布日期" => Some(Front::Date),
        _ => None,
    }
}

/// The number that a line begins with, if a mark of its style follows.
fn ordinal(text: &str) -> Option<Ordinal> {
    use OrdinalStyle::{Arabic, Article, BracketedArabic, BracketedChinese, Chapter, Chinese, Circled, Part, Section};
    let first = text.chars().next()?;
    if let Some(circled) = u32::from(first).checked_sub(0x2460).filter(|n| *n < 20) {
        return Some(Ordinal { style: Circled, number: circled + 1, len: first.len_utf8() });
    }
    if let Some(bracketed) = u32::from(first).checked_sub(0x2474).filter(|n| *n < 20) {
        return Some(Ordinal { style: BracketedArabic, number: bracketed + 1, len: first.len_utf8() });
    }
    if let Some(inner) = text.strip_prefix('(') {
        let (number, len, is_arabic) = small_number(inner)?;
        inner[len..].starts_with(')').then_some(())?;
        let style = if is_arabic { BracketedArabic } else { BracketedChinese };
        return Some(Ordinal { style, number, len: len + 2 });
    }
    if let Some(inner) = text.strip_prefix('第') {
        let (number, len, _) = small_number(inner)?;
        let unit = inner[len..].chars().next().filter(|c| matches!(c, '章' | '条' | '节' | '编'))?;
        let style = match unit {
            '编' => Part,
            '章' => Chapter,
            '节' => Section,
            _ => Article,
        };
        let after = &inner[len + unit.len_utf8()..];
        return after.starts_with([' ', '\u{3000}', ':', '、']).then_some(Ordinal { style, number, len: 3 + len + 3 });
    }
    let (number, len, is_arabic) = small_number(text)?;
    let rest = &text[len..];
    let mark = rest.chars().next()?;
    let style = match (mark, is_arabic) {
        (')', true) => BracketedArabic,
        (_, true) => Arabic,
        _ => Chinese,
    };
    let follows = rest[mark.len_utf8()..].chars().next();
    let is_mark = match (mark, is_arabic) {
        // `1、2号楼` and `一、二标段` are ranges.
        ('、', _) => small_number(&rest[mark.len_utf8()..]).is_none_or(|(next, ..)| next != number + 1),
        // `1.5亿元` and `3.2%` are figures, `1.` and `1.抓项目` are numbers of a list.
        ('.' | '．', true) => follows.is_some_and(|c| !c.is_ascii_digit()),
        (')', true) => follows.is_some_and(|c| !c.is_ascii_digit()),
        _ => false,
    };
    is_mark.then_some(Ordinal { style, number, len: len + mark.len_utf8() })
}

/// A number up to 999, Arabic or Chinese: value, bytes, whether Arabic.
fn small_number(text: &str) -> Option<(u32, usize, bool)> {
    let arabic = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&arabic) {
        return Some((text[..arabic].parse().ok()?, arabic, true));
    }
    let chinese: usize = text.chars().take(6).take_while(|c| "一二三四五六七八九十百零〇".contains(*c)).map(char::len_utf8).sum();
    let number = crate::figures::numeral::chinese_integer(&text[..chinese])?;
    Some((u32::try_from(number).ok().filter(|n| *n < 1000)?, chinese, false))
}

/// The label of a list of related news at the start of a text: its bytes.
pub(super) fn related_label(text: &str) -> Option<usize> {
    WORDS.related_label.iter().find(|w| text.starts_with(w.as_str())).map(String::len)
}

fn starts_with_date(text: &str) -> bool {
    let head: String = text.chars().take(5).collect();
    head.len() >= 5 && head.bytes().take(4).all(|b| b.is_ascii_digit()) && text[4..].starts_with(['-', '/', '.', '年'])
}

/// Whether a text is one full date with nothing but a time, a weekday and short names beside it: `2025年1月8日　星期三　澄港晚报`.
fn is_dated(text: &str) -> bool {
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
    let pieces: Vec<&str> = inner.split_whitespace().collect();
    let is_time = |piece: &str| piece.contains(':') && piece.chars().all(|c| c.is_ascii_digit() || c == ':');
    let is_name = |piece: &str| (2..=12).contains(&piece.chars().count()) && piece.chars().all(is_han);
    let dates = pieces.iter().filter(|p| is_full_date(p)).count();
    (1..=5).contains(&pieces.len()) && dates == 1 && pieces.iter().all(|p| is_full_date(p) || is_time(p) || is_name(p))
}

/// `2025-01-08`, `2025年1月8日`.
fn is_full_date(text: &str) -> bool {
    let text = text.strip_suffix('日').unwrap_or(text);
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let is_number = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) && is_number(year, 4) && is_number(month, 2) && is_number(day, 2)
}

fn names_source(text: &str) -> bool {
    ["来源", "作者", "编辑", "责编", "记者", "浏览", "阅读", "点击"].iter().any(|w| text.contains(w))
        || text.chars().all(|c| c.is_ascii() || "年月日".contains(c)) && text.contains(':')
}

fn label_before_date(text: &str) -> Option<usize> {
    // The reading shows the lost line break.
    let (label, date) = text.split_once('\n')?;
    (leading_date(date).is_some_and(|d| d.len == date.len()) && label.chars().all(is_han)).then_some(label.len())
}

/// A bracket at the end of the text that names the reporter.
fn trailing_byline(text: &str) -> Option<(usize, usize)> {
    let text = text.trim_end_matches(['。', ' ']);
    let inner = text.strip_suffix([')', ']', '】'])?;
    // A byline is short: brackets further back are not looked for.
    let floor = inner.char_indices().rev().nth(80).map_or(0, |(i, _)| i);
    let open = floor + inner[floor..].rfind(['(', '[', '【'])?;
    let bracket = inner[open..].chars().next()?;
    let names = &inner[open + bracket.len_utf8()..];
    let known = WORDS.byline_bracket.iter().any(|w| names.starts_with(w.as_str())) || names.contains("记者") || names.contains("通讯员");
    (known && !names.contains(['。', ',', ';'])).then_some((open, text.len()))
}

fn is_caption(text: &str) -> bool {
    let bare = text.trim_end_matches([')', '。', ' ']);
    let Some(tail) = WORDS.caption_end.iter().find(|w| bare.ends_with(w.as_str())) else {
        return text.starts_with("图为") || text.starts_with("图:");
    };
    // `… 记者 董亮 摄`: a blank or slash before, so that 拍摄 in a sentence does not count.
    let before = &bare[..bare.len() - tail.len()];
    before.ends_with(|c: char| c.is_whitespace() || c == '/') || text.starts_with("图") || tail == "摄影报道"
}

fn is_furniture(text: &str) -> bool {
    let lower = text.to_lowercase();
    if WORDS.furniture_start.iter().any(|w| lower.starts_with(w.as_str())) && !text.contains(['。', ',']) {
        return true;
    }
    if text.starts_with("关注") && !text.contains(['。', ',']) && WORDS.follow.iter().any(|w| text.contains(w.as_str())) {
        return true;
    }
    // A bar: short items between upright strokes, or nothing but items of a bar.
    let strokes = text.matches(['|', '│', '丨']).count();
    let items: Vec<&str> = lower
        .split(['|', '│', '丨', ' ', '\u{3000}', '\u{a0}', '/', ':', '>', '·', '[', ']', '【', '】', ','])
        .filter(|i| !i.is_empty())
        .collect();
    if strokes >= 3 && items.iter().all(|i| i.chars().count() <= 10) && !text.starts_with('|') {
        return true;
    }
    let known = items.iter().filter(|i| WORDS.furniture.iter().any(|w| w == *i)).count();
    known >= 2 && known == items.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_lists_are_no_figures() {
        let number = |text| ordinal(text).map(|o| (o.style, o.number));
        assert_eq!(number("一、总体要求"), Some((OrdinalStyle::Chinese, 1)));
        assert_eq!(number("(十二)强化保障"), Some((OrdinalStyle::BracketedChinese, 12)));
        assert_eq!(number("3.抓好落实"), Some((OrdinalStyle::Arabic, 3)));
        assert_eq!(number("第三条 申报条件"), Some((OrdinalStyle::Article, 3)));
        assert_eq!(number("①核实"), Some((OrdinalStyle::Circled, 1)));
        assert_eq!(number("2)报名"), Some((OrdinalStyle::BracketedArabic, 2)));
        assert_eq!(number("⑶领证"), Some((OrdinalStyle::BracketedArabic, 3)));
        for text in ["1.5亿元", "3月2日", "(正月十五)", "一是抓项目", "1、2号楼", "一、二标段", "十四五", "2024年", "第一批"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn bylines_have_many_forms() {
        for text in ["……建设。(记者 林青)", "……建设。(本报记者 林青 通讯员 高远)", "(青河日报记者 林青)", "……建设。【记者 林青】"]
        {
            assert!(Shape::of(text).trailing_byline.is_some(), "{text}");
        }
        assert!(Shape::of("建成投产(一期)").trailing_byline.is_none());
    }

    #[test]
    fn the_site_speaks_in_bars() {
        for text in ["首页 | 要闻 | 财经 | 文旅", "下载 打印 字号 大 中 小", "分享到:微信 微博", "关注青河网微信"]
        {
            assert!(Shape::of(text).is_furniture, "{text}");
        }
        for text in ["关注民生,办好实事。", "关注养老院的冬天", "审核", "新闻热线响了一夜", "| 指标 | 数值 |", "财经观察"]
        {
            assert!(!Shape::of(text).is_furniture, "{text}");
        }
    }

    #[test]
    fn a_date_with_names_beside_it_is_told_from_a_sentence() {
        for text in [
            "2025年1月8日",
            "(2025年1月8日)",
            "2025-01-08 11:05",
            "2025年1月8日\u{3000}星期三\u{3000}青石晚报",
            "青石广播\u{3000}2025-01-08 11:05",
        ] {
            assert!(is_dated(text), "{text}");
        }
        for text in [
            "2025年1月",
            "2025年1月8日,青石大桥通车",
            "2025年1月8日至2025年2月8日",
            "1月8日\u{3000}星期三",
            "电话 2025-01-08-22",
            "2025-01-08 2025-01-09",
        ] {
            assert!(!is_dated(text), "{text}");
        }
    }
}
