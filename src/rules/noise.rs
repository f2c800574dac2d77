//! Noise, as findings: one for each kind and article, however many spots there are.

use super::{Edits, Evidence, Finding, Fix, Message, Related, Severity, Subject};
use crate::article::Role;
use crate::reading::{Certainty, NoiseKind, NoiseSpot};
use crate::text::{TextRange, range};

/// How many other places a finding lists: nobody reads more of them in a list, and the message says how many there are.
const MOST_RELATED: usize = 20;

/// The code of a kind.
pub fn code(kind: NoiseKind) -> &'static str {
    match kind {
        NoiseKind::PinyinNote => "noise-pinyin",
        NoiseKind::DoubledMark => "noise-doubled-mark",
        NoiseKind::Mojibake => "noise-mojibake",
        NoiseKind::GluedDate => "noise-glued-date",
        NoiseKind::SiteFurniture => "noise-site-furniture",
        NoiseKind::MixedScript => "noise-mixed-script",
        NoiseKind::FullWidth => "noise-full-width",
        NoiseKind::RepeatedBody => "noise-repeated-body",
    }
}

/// The kind of a code.
pub fn kind(code: &str) -> Option<NoiseKind> {
    NoiseKind::ALL.into_iter().find(|k| self::code(*k) == code)
}

/// What a kind is called, and what its fix does.
fn names(kind: NoiseKind) -> (Message, Message) {
    let pair = |zh: &str, en: &str, fix_zh: &str, fix_en: &str| (Message::new(zh, en), Message::new(fix_zh, fix_en));
    match kind {
        NoiseKind::PinyinNote => {
            pair("抓取混入的拼音注音", "readings that scraping put behind characters", "删去全部拼音注音", "Remove all readings")
        }
        NoiseKind::DoubledMark => pair("多余的标点", "doubled marks", "删去全部多余的标点", "Remove all doubled marks"),
        NoiseKind::Mojibake => pair("错位乱码", "mojibake", "还原全部乱码", "Restore all mojibake"),
        NoiseKind::GluedDate => pair("粘连的日期或栏目名", "glued dates and labels", "断开全部粘连处", "Split all glued places"),
        NoiseKind::SiteFurniture => pair(
            "网页附带文字（导航、工具栏、版权、责编）",
            "the site's own text (bars, tools, legal notices, editors)",
            "删去全部网页附带文字",
            "Remove all of the site's own text",
        ),
        NoiseKind::MixedScript => pair("繁简混用的字", "characters of the other script", "全部改为简体", "Make all Simplified"),
        NoiseKind::FullWidth => pair("全角数字或字母", "full-width digits or letters", "全部改为半角", "Make all half width"),
        NoiseKind::RepeatedBody => pair("重复刊出的段落", "paragraphs printed twice", "删去全部重复段落", "Remove all repeated paragraphs"),
    }
}

/// One finding for each kind of noise that the article has.
pub(super) fn check(subject: &dyn Subject) -> Vec<Finding> {
    let tally = Tally::of(subject);
    NoiseKind::ALL.into_iter().filter_map(|kind| finding(subject, kind, &tally)).collect()
}

/// What the lines hold of each kind, in the order of [`NoiseKind::ALL`].
#[derive(Default)]
struct Tally {
    /// How many spots.
    counts: [u32; NoiseKind::ALL.len()],
    /// The first line that has one.
    first: [Option<usize>; NoiseKind::ALL.len()],
}

impl Tally {
    /// One pass over the lines.
    fn of(subject: &dyn Subject) -> Tally {
        let mut tally = Tally::default();
        for line in (0..subject.line_count()).filter(|l| subject.holds(*l).noise) {
            for (kind, count) in subject.noise_counts(line).iter().enumerate().filter(|(_, count)| **count > 0) {
                tally.counts[kind] += count;
                tally.first[kind].get_or_insert(line);
            }
        }
        tally
    }
}

fn finding(subject: &dyn Subject, kind: NoiseKind, tally: &Tally) -> Option<Finding> {
    let lines = 0..subject.line_count();
    let in_lines = tally.counts[kind as usize];
    let of_article: Vec<&NoiseSpot> = subject.article_noise().iter().filter(|s| s.kind == kind).collect();
    let count = in_lines as usize + of_article.len();
    let of_line = tally.first[kind as usize]
        .and_then(|l| subject.reading(l).noise.iter().find(|s| s.kind == kind).map(|s| subject.in_source(l, s.range)));
    let first: TextRange = [of_line, of_article.first().map(|s| s.range)].into_iter().flatten().min_by_key(|r| r.start())?;
    let first = if first.is_empty() { glued_piece(subject, first) } else { first };
    let (name, fix) = names(kind);
    let unknown = match kind {
        NoiseKind::Mojibake if in_lines > 0 => lines
            .filter(|l| subject.holds(*l).noise && subject.noise_counts(*l)[kind as usize] > 0)
            .flat_map(|l| &subject.reading(l).noise)
            .filter(|s| s.kind == kind && s.certainty == Certainty::Unknown)
            .count(),
        _ => 0,
    };
    let mut message = Message::new(format!("{}，全文{count}处", name.zh), format!("{count} × {}", name.en));
    if unknown > 0 {
        message.zh.push_str(&format!("，其中{unknown}处有的字无法确定，还原时写作□"));
        message.en.push_str(&format!(", {unknown} of them with characters that cannot be known, shown as □"));
    }
    let has_fix = kind.is_of_lines() || in_lines > 0 || of_article.iter().any(|s| !s.pieces.is_empty());
    // Whether a line is in the way, or a stray character is meant, only a person can tell.
    let safe = unknown == 0 && !kind.is_of_lines() && kind != NoiseKind::MixedScript;
    let fixes = if has_fix { vec![Fix { title: fix, safe, edits: Edits::EveryNoise(kind) }] } else { Vec::new() };
    Some(Finding {
        code: code(kind),
        severity: Severity::Hint,
        message,
        range: first,
        evidence: None::<Evidence>,
        related: if kind.is_of_lines() { other_lines(subject, &of_article) } else { Vec::new() },
        fixes,
    })
}

/// What stands in its line before the first place where a line break was lost: the date or label that is glued to what follows.
fn glued_piece(subject: &dyn Subject, seam: TextRange) -> TextRange {
    let line = subject.line_of(seam.start());
    let (source, whole) = (subject.source(line), subject.line_range(line));
    let indent = source.len() - source.trim_start().len();
    range((usize::from(whole.start()) + indent).min(seam.start().into()), seam.start().into())
}

/// The places beside the first that an editor would want to look at before deleting them: of a body printed again, also the first printing.
fn other_lines(subject: &dyn Subject, spots: &[&NoiseSpot]) -> Vec<Related> {
    let printed_first = spots.first().and_then(|spot| first_printing(subject, spot));
    let others = spots.iter().skip(1).map(|spot| Related { range: spot.range, message: what(subject, spot) });
    printed_first.into_iter().chain(others).take(MOST_RELATED).collect()
}

/// Where the paragraph that a repeated body begins with is printed first.
fn first_printing(subject: &dyn Subject, spot: &NoiseSpot) -> Option<Related> {
    let first = subject.article().first_printing[subject.line_of(spot.range.start())]?;
    let message = Message::new("这段文字首次刊出于此", "printed here first");
    Some(Related { range: subject.line_range(first as usize), message })
}

/// What the line of a spot is.
fn what(subject: &dyn Subject, spot: &NoiseSpot) -> Message {
    let line = subject.line_of(spot.range.start());
    if let Some(first) = subject.article().first_printing[line].filter(|_| spot.kind == NoiseKind::RepeatedBody) {
        return Message::new(format!("重复刊出，首次见第{}行", first + 1), format!("printed again, first in line {}", first + 1));
    }
    match subject.article().roles[line] {
        Role::Editor => Message::new("责编署名", "an editor's name"),
        Role::Boilerplate => Message::new("版权声明", "a legal notice"),
        _ => Message::new("导航、工具条一类文字", "a bar, a tool or the like"),
    }
}

/// What one spot is, for a hover: Chinese and English.
pub fn explain(spot: &NoiseSpot) -> Message {
    let (name, _) = names(spot.kind);
    let mut message = match spot.text() {
        Some(text) if text.is_empty() => Message::new(format!("{}，可删去", name.zh), format!("One of {}; it can go", name.en)),
        Some(text) if text == "\n" => {
            Message::new(format!("{}，此处应换行", name.zh), format!("One of {}; a line break belongs here", name.en))
        }
        Some(text) => Message::new(format!("{}，应为“{text}”", name.zh), format!("One of {}; it means “{text}”", name.en)),
        None => Message::new(name.zh, format!("Part of {}", name.en)),
    };
    if spot.certainty == Certainty::Unknown {
        message.zh.push_str("。□处的字凭残存的字节无法确定");
        message.en.push_str(". The characters shown as □ cannot be known from the bytes left");
    }
    if !spot.candidates.is_empty() {
        message.zh.push_str(&format!("。可能是：{}", spot.candidates.join("；")));
        message.en.push_str(&format!(". It may be: {}", spot.candidates.join("; ")));
    }
    message
}
