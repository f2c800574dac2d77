//! Ordinals that follow each other (一是、二是 …; （一）、（二）…): gaps, repetitions, and counts announced before them (kind B6).
//!
//! A line notes its markers and the count that it announces at its end; one pass over the notes of all lines finds the runs.

use std::collections::BTreeMap;

use super::Subject;
use super::enumeration::{WORDS, value};
use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity};
use crate::article::{Ordinal, OrdinalStyle, Role};
use crate::figures::Count;
use crate::figures::numeral::{chinese_count, chinese_integer, is_numeral};
use crate::reading::script::is_han;
use crate::text::{TextEdit, TextRange, range};

/// How an ordinal is written. The order is that of their levels, the numbers of paragraphs first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkerKind {
    /// At the start of a line: 一、（一）1. …
    Leading(OrdinalStyle),
    /// 一是
    Is,
    /// 一要
    Must,
    /// 第一，
    Rank,
    /// 其一，
    Among,
}

/// One ordinal of a line. Ranges are bytes of the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// How it is written.
    pub kind: MarkerKind,
    /// Which it is.
    pub number: u32,
    /// The number itself.
    pub digits: TextRange,
    /// The counts announced right before it, in its line; the nearest first.
    announced: Vec<Count>,
}

/// Longest noun between an announced count and what it announces, in characters.
const LONGEST_NOUN: usize = 14;
/// A number that jumps further is no slip but another list.
const LARGEST_GAP: u32 = 2;

/// The markers of a line, in order.
pub(super) fn markers(reading: &str, leading: Option<Ordinal>, counts: &[Count]) -> Vec<Marker> {
    let mut markers = Vec::new();
    if let Some(ordinal) = leading {
        let text = &reading[..ordinal.len];
        let from = text.find(|c: char| c.is_ascii_digit() || is_numeral(c)).unwrap_or(0);
        let to = text
            .rfind(|c: char| c.is_ascii_digit() || is_numeral(c))
            .map_or(ordinal.len, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        markers.push(Marker {
            kind: MarkerKind::Leading(ordinal.style),
            number: ordinal.number,
            digits: range(from, to),
            announced: Vec::new(),
        });
    }
    let mut starts_clause = true;
    let mut at = 0;
    while let Some(char) = reading[at..].chars().next() {
        if starts_clause && let Some((kind, number, digits)) = marker_at(reading, at) {
            at = digits.end().into();
            markers.push(Marker {
                kind,
                number,
                announced: if number == 1 { announced_before(reading, digits.start().into(), counts) } else { Vec::new() },
                digits,
            });
            starts_clause = false;
            continue;
        }
        starts_clause = matches!(char, ',' | '，' | '。' | ';' | ':' | '!' | '?' | '\n' | '”' | '—' | '、' | ' ' | '\u{3000}');
        at += char.len_utf8();
    }
    markers
}

/// A marker within the text: its kind, number, and the bytes of the number.
fn marker_at(reading: &str, at: usize) -> Option<(MarkerKind, u32, TextRange)> {
    let text = &reading[at..];
    let first = text.chars().next()?;
    if at > 0
        && let Some(found) = bracketed_at(text)
    {
        let (style, number, from, to) = found;
        // `（一）、（二）项` and `①、②` refer to items.
        let behind = text[to..].trim_start_matches(')');
        if behind.starts_with(['、', '项', '条', '款', '班', '和', '至']) {
            return None;
        }
        return Some((MarkerKind::Leading(style), number, range(at + from, at + to)));
    }
    let skip = if matches!(first, '第' | '其') { first.len_utf8() } else { 0 };
    let len: usize = text[skip..].chars().take(3).take_while(|c| is_numeral(*c)).map(char::len_utf8).sum();
    let number = u32::try_from(chinese_integer(&text[skip..skip + len])?).ok().filter(|n| (1..=30).contains(n))?;
    let rest = &text[skip + len..];
    let next = rest.chars().next()?;
    let behind = rest[next.len_utf8()..].chars().next();
    let kind = match (first, next) {
        // `第一、第二、第四小学` names three schools.
        ('第', ',' | ':') => MarkerKind::Rank,
        ('其', ',' | ':') => MarkerKind::Among,
        // `一是一，二是二` is a saying.
        (_, '是') if skip == 0 && behind.is_some_and(|c| !is_numeral(c)) => MarkerKind::Is,
        (_, '要') if skip == 0 => MarkerKind::Must,
        _ => return None,
    };
    Some((kind, number, range(at + skip, at + skip + len)))
}

/// A bracketed or circled number within a line, where the line breaks of a list were lost: `（一）…；（二）…`.
fn bracketed_at(text: &str) -> Option<(OrdinalStyle, u32, usize, usize)> {
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some((OrdinalStyle::Circled, u32::from(first) - 0x245f, 0, first.len_utf8()));
    }
    let inner = text.strip_prefix('(')?;
    let len: usize = inner.chars().take(3).take_while(|c| c.is_ascii_digit() || is_numeral(*c)).map(char::len_utf8).sum();
    inner[len..].starts_with(')').then_some(())?;
    let arabic: Option<u32> = inner[..len].parse().ok();
    let number = arabic.or_else(|| u32::try_from(chinese_integer(&inner[..len])?).ok()).filter(|n| (1..=30).contains(n))?;
    let style = if arabic.is_some() { OrdinalStyle::BracketedArabic } else { OrdinalStyle::BracketedChinese };
    Some((style, number, 1, 1 + len))
}

/// The counts that the clause right before a place announces: `抓好三项工作:` — the nearest first, with all others of the sentence.
fn announced_before(reading: &str, at: usize, counts: &[Count]) -> Vec<Count> {
    let before = reading[..at].trim_end_matches(['第', '其', '(']);
    let bare = before.trim_end_matches([':', '。', ',', '，', ';', ' ', '”', '—']);
    if bare.len() == before.len() {
        return Vec::new();
    }
    announcement(reading, bare.len(), counts)
}

/// The counts that a clause announces which ends at `end`.
fn announcement(reading: &str, end: usize, counts: &[Count]) -> Vec<Count> {
    let sentence =
        reading[..end].rfind(['。', ';', '!', '?', '\n']).map_or(0, |i| i + reading[i..].chars().next().map_or(0, char::len_utf8));
    let inside: Vec<&Count> =
        counts.iter().filter(|c| usize::from(c.range.start()) >= sentence && usize::from(c.range.end()) <= end).collect();
    let Some(nearest) = inside.last().filter(|c| c.is_exact && (2..=20).contains(&c.value)) else { return Vec::new() };
    let clause = &reading[sentence..usize::from(nearest.range.start())];
    let clause = clause.rsplit([',', ':']).next().unwrap_or(clause);
    // `针对三个问题,一是…` and `去年定下的三项任务` speak of other things than what follows.
    if WORDS.governing.iter().any(|w| clause.contains(w.as_str())) || clause.ends_with('的') {
        return Vec::new();
    }
    let noun = &reading[usize::from(nearest.range.end())..end];
    let is_noun = noun.chars().count() <= LONGEST_NOUN && noun.chars().all(|c| is_han(c) || matches!(c, '“' | '”'));
    let tail = noun.trim_end_matches('”');
    let announces =
        WORDS.announced.iter().any(|w| tail.ends_with(w.as_str()) || nearest.measure == w) || (tail.is_empty() && nearest.measure == "点");
    if !is_noun || !announces {
        return Vec::new();
    }
    inside.into_iter().rev().cloned().collect()
}

/// The counts that a line announces at its end, for ordinals on the lines below.
pub(super) fn announced_at_end(reading: &str, counts: &[Count]) -> Vec<Count> {
    let bare = reading.trim_end_matches([':', '。', ' ', '—']);
    if bare.len() == reading.trim_end().len() || !reading.trim_end().ends_with([':', '。', '—']) {
        return Vec::new();
    }
    announcement(reading, bare.len(), counts)
}

/// A marker and where it stands.
#[derive(Clone)]
struct Placed<'m> {
    line: usize,
    marker: &'m Marker,
}

/// Ordinals of one kind that follow each other from 1 on.
struct Run<'m> {
    members: Vec<Placed<'m>>,
    announced: Option<(usize, Vec<Count>)>,
    is_broken: bool,
}

/// Checks the runs of an article.
pub(super) fn check(subject: &dyn Subject) -> Vec<Finding> {
    let mut checker = Checker { subject, runs: BTreeMap::new(), findings: Vec::new() };
    let mut announced: Option<(usize, &Vec<Count>)> = None;
    for line in 0..subject.line_count() {
        let role = subject.article().roles[line];
        if role == Role::Blank {
            continue;
        }
        let facts = subject.facts(line);
        let is_notice = role == Role::Boilerplate;
        if !is_notice && !subject.article().is_body(line) {
            checker.end_all();
            announced = None;
            continue;
        }
        if matches!(role, Role::Heading(_) | Role::Title) && facts.markers.is_empty() {
            checker.end_all();
        }
        for (nth, marker) in facts.markers.iter().enumerate() {
            let above = announced.filter(|(from, _)| nth == 0 && marker.announced.is_empty() && continues(subject, *from, line, marker));
            checker.meet(Placed { line, marker }, above);
        }
        announced = (!facts.announced.is_empty()).then_some((line, &facts.announced));
    }
    checker.end_all();
    checker.findings
}

/// Whether a marker takes up what a line above announces: it stands at the start of its line, and where the announcement ends in a
/// full stop rather than a colon, it is no numbered heading.
fn continues(subject: &dyn Subject, from: usize, line: usize, marker: &Marker) -> bool {
    let before = &subject.reading(line).text[..usize::from(marker.digits.start())];
    let is_first = before.trim_matches([' ', '\u{3000}', '(', '第', '其']).is_empty();
    let is_colon = subject.reading(from).text.trim_end().ends_with([':', '—']);
    is_first && (is_colon || !matches!(marker.kind, MarkerKind::Leading(_)))
}

/// How many runs of one kind may stand inside each other.
const DEEPEST: usize = 3;

struct Checker<'s> {
    subject: &'s dyn Subject,
    /// The open runs of each kind, the innermost last.
    runs: BTreeMap<MarkerKind, Vec<Run<'s>>>,
    findings: Vec<Finding>,
}

impl<'s> Checker<'s> {
    fn meet(&mut self, met: Placed<'s>, above: Option<(usize, &'s Vec<Count>)>) {
        let kind = met.marker.kind;
        if matches!(kind, MarkerKind::Leading(_)) {
            // A number of a higher level ends the runs below it.
            let lower: Vec<MarkerKind> = self.runs.keys().copied().filter(|k| *k > kind).collect();
            lower.into_iter().for_each(|k| self.end(k));
        }
        let number = met.marker.number;
        if number == 1 {
            let open = self.runs.entry(kind).or_default();
            if open.len() == DEEPEST {
                let outermost = open.remove(0);
                self.close(outermost);
            }
            let announced = match above {
                _ if !met.marker.announced.is_empty() => Some((met.line, met.marker.announced.clone())),
                Some((line, counts)) => Some((line, counts.clone())),
                None => None,
            };
            self.runs.entry(kind).or_default().push(Run { members: vec![met], announced, is_broken: false });
            return;
        }
        let Some(open) = self.runs.get_mut(&kind) else { return };
        // A list inside a list of the same kind is over where the number goes on with the outer one.
        if let Some(at) = open.iter().rposition(|r| r.members.last().is_some_and(|m| m.marker.number + 1 == number)) {
            let inner = open.split_off(at + 1);
            inner.into_iter().for_each(|r| self.close(r));
        }
        let Some(run) = self.runs.get_mut(&kind).and_then(|open| open.last_mut()) else { return };
        let Some(last) = run.members.last().cloned() else { return };
        let expected = last.marker.number + 1;
        if number != expected {
            run.is_broken = true;
            let is_repeat = number == last.marker.number && run.members.len() > 1;
            let is_gap = number > expected && number - expected < LARGEST_GAP;
            let missing_elsewhere = is_gap && self.is_written_between(kind, expected, &last, &met);
            if (is_repeat || is_gap) && !missing_elsewhere {
                self.findings.push(self.gap(&last, &met, expected, is_repeat));
            }
        }
        if let Some(run) = self.runs.get_mut(&kind).and_then(|open| open.last_mut()) {
            run.members.push(met);
        }
    }

    fn end_all(&mut self) {
        let kinds: Vec<MarkerKind> = self.runs.keys().copied().collect();
        kinds.into_iter().for_each(|k| self.end(k));
    }

    /// Ends the runs of a kind.
    fn end(&mut self, kind: MarkerKind) {
        self.runs.remove(&kind).into_iter().flatten().for_each(|run| self.close(run));
    }

    /// Ends a run and holds the count that was announced against it.
    fn close(&mut self, run: Run<'s>) {
        let Some((line, counts)) = &run.announced else { return };
        let listed = run.members.len() as u64;
        if run.is_broken || listed < 2 || counts.iter().any(|c| c.value == listed) {
            return;
        }
        let Some(count) = counts.first() else { return };
        // `其余四项由乡镇落实` accounts for the rest.
        let last = run.members.last().map_or(*line, |m| m.line);
        let rest = (last..(last + 2).min(self.subject.line_count()))
            .any(|l| WORDS.rest.iter().any(|w| self.subject.reading(l).text.contains(w.as_str())));
        if rest {
            return;
        }
        // Two of twelve are examples; three of four are a slip.
        if listed * 2 <= count.value {
            return;
        }
        self.findings.push(self.mismatch(&run, *line, count, listed));
    }

    /// Whether the missing number stands inside the text between two markers, where the line breaks of a list were lost.
    fn is_written_between(&self, kind: MarkerKind, number: u32, from: &Placed, to: &Placed) -> bool {
        let chinese = chinese_count(u64::from(number)).replace('两', "二");
        let forms = match kind {
            MarkerKind::Leading(OrdinalStyle::Arabic) => vec![format!("{number}."), format!("{number}、"), format!("{number})")],
            MarkerKind::Leading(OrdinalStyle::BracketedArabic) => vec![format!("({number})")],
            MarkerKind::Leading(OrdinalStyle::Circled) => vec![char::from_u32(0x245f + number).map(String::from).unwrap_or_default()],
            MarkerKind::Leading(OrdinalStyle::Article) => vec![format!("第{number}"), format!("第{chinese}")],
            _ => vec![
                format!("{chinese}、"),
                format!("({chinese})"),
                format!("{chinese}是"),
                format!("{chinese}要"),
                format!("第{chinese}"),
                format!("其{chinese}"),
            ],
        };
        (from.line..=to.line).any(|line| {
            let reading = &self.subject.reading(line).text;
            if reading.trim().starts_with('…') {
                // The excerpt says that it leaves something out.
                return true;
            }
            let start = if line == from.line { from.marker.digits.end().into() } else { 0 };
            let end = if line == to.line { to.marker.digits.start().into() } else { reading.len() };
            let between = &reading[start.min(end)..end];
            forms.iter().any(|f| between.contains(f.as_str())) || WORDS.instead.iter().any(|w| between.contains(w.as_str()))
        })
    }

    fn place(&self, placed: &Placed) -> TextRange {
        self.subject.reading_in_source(placed.line, placed.marker.digits)
    }

    fn gap(&self, last: &Placed, met: &Placed, expected: u32, is_repeat: bool) -> Finding {
        let text = |p: &Placed| self.subject.reading(p.line).text[p.marker.digits].to_owned();
        let (before, here) = (text(last), text(met));
        let is_circled = met.marker.kind == MarkerKind::Leading(OrdinalStyle::Circled);
        let right = if is_circled {
            char::from_u32(0x245f + expected).map(String::from).unwrap_or_default()
        } else if here.bytes().all(|b| b.is_ascii_digit()) {
            expected.to_string()
        } else {
            chinese_count(u64::from(expected)).replace('两', "二")
        };
        let message = if is_repeat {
            Message::new(format!("序号“{here}”重复"), format!("The number “{here}” stands twice"))
        } else {
            Message::new(
                format!("序号由“{before}”跳到“{here}”，缺“{right}”"),
                format!("The numbers go from “{before}” to “{here}”; {expected} is missing"),
            )
        };
        let fix = Fix {
            title: Message::new(format!("改为“{right}”"), format!("Change to “{right}”")),
            safe: false,
            edits: Edits::Places(vec![TextEdit { range: self.place(met), text: right.clone() }]),
        };
        Finding {
            code: "numbering-gap",
            severity: Severity::Warning,
            message,
            range: self.place(met),
            evidence: Some(Evidence { formula: Message::both(format!("{before} → {right} ≠ {here}")), values: Vec::new() }),
            related: vec![Related {
                range: self.place(last), message: Message::new(format!("前一个“{before}”"), "the number before")
            }],
            fixes: vec![fix],
        }
    }

    fn mismatch(&self, run: &Run, line: usize, count: &Count, listed: u64) -> Finding {
        let reading = &self.subject.reading(line).text;
        let said = &reading[count.range];
        let noun: String = reading[usize::from(count.range.end())..].chars().take_while(|c| is_han(*c)).take(LONGEST_NOUN).collect();
        let number = if count.is_arabic { listed.to_string() } else { chinese_count(listed) };
        let in_source = |r: TextRange| self.subject.reading_in_source(line, r);
        let formula = Message::new(format!("列出{listed}条 ≠ 写明{}", count.value), format!("{listed} listed ≠ {} announced", count.value));
        let mut evidence = value(reading, count);
        evidence.range = in_source(count.range);
        let related = run.members.iter().map(|m| Related {
            range: self.place(m),
            message: Message::new(format!("第{}条", m.marker.number), format!("number {}", m.marker.number)),
        });
        Finding {
            code: "items-mismatch",
            severity: Severity::Warning,
            message: Message::new(
                format!("写明“{said}{noun}”，后面列出{listed}条"),
                format!("“{said}{noun}” announces {}, {listed} follow", count.value),
            ),
            range: in_source(count.range),
            evidence: Some(Evidence { formula, values: vec![evidence] }),
            related: related.collect(),
            fixes: vec![Fix {
                title: Message::new(format!("改为“{number}{}”", count.measure), format!("Change to “{number}{}”", count.measure)),
                safe: false,
                edits: Edits::Places(vec![TextEdit { range: in_source(count.number), text: number }]),
            }],
        }
    }
}
