//! Ordinals that follow each other (一是、二是 …; （一）、（二）…): gaps, repetitions, and counts announced before them (kind B6).
//!
//! A line notes its markers and the count that it announces at its end; one pass over the notes of all lines finds the runs.

use std::collections::BTreeMap;

use super::Subject;
use super::enumeration::{WORDS, value};
use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity};
use crate::article::{Ordinal, OrdinalStyle, Role};
use crate::figures::Count;
use crate::figures::figure::Interval;
use crate::figures::numeral::{chinese_count, chinese_integer, is_numeral};
use crate::reading::script::is_han;
use crate::text::{TextEdit, TextRange, range};

/// How an ordinal is written. The order is that of their levels, the numbers of paragraphs first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkerKind {
    /// At the start of a line: 一、（一）1. …
    Leading(OrdinalStyle),
    /// 1. or 一、 within a line
    Inline(OrdinalStyle),
    /// 一是
    Is,
    /// 一要
    Must,
    /// 第一，
    Rank,
    /// 其一，
    Among,
    /// 第一件，
    Counted,
    /// 一靠
    By,
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

/// Measure words of what is told one by one: `第一件,…`, `第二招:…`.
const PLACES: [char; 8] = ['件', '条', '点', '步', '招', '项', '类', '种'];
/// How many values of two lines with one number are compared.
const MOST_VALUES: usize = 12;
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
        if starts_clause && let Some((kind, number, digits)) = marker_at(reading, at).or_else(|| inline_at(reading, at)) {
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
        // `一是…；另一个是…`
        if starts_clause
            && let Some(last) = markers.last().filter(|m| m.kind == MarkerKind::Is && at > 0)
            && let Some(found) = WORDS.others.iter().find(|w| reading[at..].starts_with(w.as_str()))
        {
            let digits = range(at, at + found.len());
            markers.push(Marker { kind: MarkerKind::Is, number: last.number + 1, digits, announced: Vec::new() });
            at += found.len();
            starts_clause = false;
            continue;
        }
        starts_clause = matches!(char, ',' | '，' | '。' | ';' | ':' | '!' | '?' | '\n' | '”' | '—' | '、' | ' ' | '\u{3000}');
        at += char.len_utf8();
    }
    lead_on(&mut markers, leading);
    markers
}

/// Where the number that a line begins with goes on inside it (`1.修路；2.架桥`), the line breaks of one list were lost.
fn lead_on(markers: &mut [Marker], leading: Option<Ordinal>) {
    let Some(leading) = leading else { return };
    let inline = MarkerKind::Inline(leading.style);
    if markers.iter().find(|m| m.kind == inline).is_some_and(|m| m.number == leading.number + 1) {
        markers.iter_mut().filter(|m| m.kind == inline).for_each(|m| m.kind = MarkerKind::Leading(leading.style));
    }
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
        // `第一件,把床位摆到家门口`; `第一年`, `第一届` count time.
        ('第', measure) if PLACES.contains(&measure) && matches!(behind, Some(',' | ':' | '是')) => MarkerKind::Counted,
        // `一是一，二是二` is a saying.
        (_, '是') if skip == 0 && behind.is_some_and(|c| !is_numeral(c)) => MarkerKind::Is,
        (_, '要') if skip == 0 => MarkerKind::Must,
        // `一靠队伍,二靠技术`; not `一靠岸`.
        (_, '靠')
            if skip == 0
                && behind
                    .is_some_and(|c| (is_han(c) || c == '“') && !matches!(c, '岸' | '近' | '边' | '港' | '泊' | '拢' | '山' | '海')) =>
        {
            MarkerKind::By
        }
        _ => return None,
    };
    Some((kind, number, range(at + skip, at + skip + len)))
}

/// A number with its mark behind a colon, semicolon or full stop: `三点意见：1.…；2.…`, `一、…；二、…`.
fn inline_at(reading: &str, at: usize) -> Option<(MarkerKind, u32, TextRange)> {
    let text = &reading[at..];
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || is_numeral(c));
    if !is_number || !reading[..at].trim_end().ends_with([':', ';', '。']) {
        return None;
    }
    let len: usize = text.chars().take(3).take_while(|c| c.is_ascii_digit() || is_numeral(*c)).map(char::len_utf8).sum();
    let arabic: Option<u32> = text[..len].parse().ok();
    let number = arabic.or_else(|| u32::try_from(chinese_integer(&text[..len])?).ok()).filter(|n| (1..=30).contains(n))?;
    let mark = text[len..].chars().next().filter(|c| *c == '、' || (*c == '.' && arabic.is_some()))?;
    // `1.5亿元`, `1、2号楼` and `一、二标段` are figures.
    let behind = text[len + mark.len_utf8()..].chars().next()?;
    let is_text = (is_han(behind) && !is_numeral(behind)) || matches!(behind, '“' | '《');
    let style = if arabic.is_some() { OrdinalStyle::Arabic } else { OrdinalStyle::Chinese };
    is_text.then_some((MarkerKind::Inline(style), number, range(at, at + len)))
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

/// How many bytes of a sentence before its end are looked at.
const LONGEST_SENTENCE: usize = 1500;

/// What may stand between an announcement and what it announces: `三项工作,具体如下:`.
const LINKS: [&str; 6] = ["如下", "具体", "分别是", "分别", "是", ","];

/// The counts that a clause announces which ends at `end`.
fn announcement(reading: &str, end: usize, counts: &[Count]) -> Vec<Count> {
    let end = LINKS.iter().fold(&reading[..end], |text, link| text.strip_suffix(link).unwrap_or(text)).len();
    let from = (end.saturating_sub(LONGEST_SENTENCE)..=end).find(|at| reading.is_char_boundary(*at)).unwrap_or(end);
    let stop = reading[from..end].rfind(['。', ';', '!', '?', '\n']).map(|i| from + i);
    let sentence = stop.map_or(from, |i| i + reading[i..].chars().next().map_or(0, char::len_utf8));
    let first = counts.partition_point(|c| usize::from(c.range.start()) < sentence);
    let inside: Vec<&Count> = counts[first..].iter().take_while(|c| usize::from(c.range.end()) <= end).collect();
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
    // `四个方面的不足` announces as `四个方面` does.
    let tail = tail.rsplit_once('的').filter(|(_, what)| (2..=4).contains(&what.chars().count())).map_or(tail, |(ways, _)| ways);
    let announces = WORDS.announced.iter().any(|w| tail.ends_with(w.as_str()) || nearest.measure == w)
        || (tail.is_empty() && ["点", "项", "件"].contains(&nearest.measure))
        || is_said_of(tail)
        || noun.starts_with('“')
        || (tail.is_empty() && ["个", "条", "种", "类"].contains(&nearest.measure) && clause.ends_with(['有', '为', '是', '共']));
    if !is_noun || !announces {
        return Vec::new();
    }
    inside.into_iter().rev().cloned().collect()
}

/// Whether a noun that announces stands at the start of a text, with what it does behind it: `因素引发的`.
fn is_said_of(tail: &str) -> bool {
    let result = |text: &str| {
        let text = text.trim_start_matches('所').trim_end_matches('的');
        text.chars().count() <= 6 && WORDS.results.iter().any(|w| text.ends_with(w.as_str()))
    };
    let names = |w: &String| {
        w.chars().count() > 1 && tail.find(w.as_str()).is_some_and(|at| tail[..at].chars().count() <= 4 && result(&tail[at + w.len()..]))
    };
    WORDS.announced.iter().any(names)
}

/// The counts that a line announces at its end, for ordinals on the lines below.
pub(super) fn announced_at_end(reading: &str, counts: &[Count]) -> Vec<Count> {
    let bare = reading.trim_end_matches([':', '。', ' ', '—']);
    if bare.len() == reading.trim_end().len() && !names_what_follows(reading) {
        return Vec::new();
    }
    announcement(reading, bare.len(), counts)
}

/// Whether a line says in words that something follows, so that it needs no colon: `抓好以下三项工作`.
fn names_what_follows(reading: &str) -> bool {
    // `5亿元以下企业` says nothing of the kind.
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || is_numeral(c));
    reading.contains("如下") || ["以下", "下列"].iter().any(|w| reading.match_indices(w).any(|(at, _)| is_number(&reading[at + w.len()..])))
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
    /// Repetitions that may still turn out to be shared ranks: `1、2、2、4`.
    repeats: Vec<Finding>,
}

impl Run<'_> {
    fn last_number(&self) -> u32 {
        self.members.last().map_or(0, |m| m.marker.number)
    }
}

/// Checks the runs of an article.
pub(super) fn check(subject: &dyn Subject) -> Vec<Finding> {
    let mut checker = Checker { subject, runs: BTreeMap::new(), apart: None, findings: Vec::new() };
    let mut announced: Option<(usize, &Vec<Count>)> = None;
    for line in 0..subject.line_count() {
        let role = subject.article().roles[line];
        if role == Role::Blank {
            continue;
        }
        let is_notice = role == Role::Boilerplate;
        if !is_notice && !subject.article().is_body(line) {
            checker.end_all();
            announced = None;
            continue;
        }
        // Most lines hold nothing for this rule and are not opened.
        let holds = subject.holds(line);
        let markers: &[Marker] = if holds.markers { &subject.facts(line).markers } else { &[] };
        // `附件：1.名单` has a number inside, and none of its own.
        let is_unnumbered = markers.iter().all(|m| matches!(m.kind, MarkerKind::Inline(_)));
        if matches!(role, Role::Heading(_) | Role::Title) && is_unnumbered {
            checker.end_all();
        }
        if is_unnumbered && subject.look(line).stands_apart() {
            checker.apart = Some(line);
        }
        for (nth, marker) in markers.iter().enumerate() {
            let above = announced.filter(|(from, _)| nth == 0 && marker.announced.is_empty() && continues(subject, *from, line, marker));
            checker.meet(Placed { line, marker }, above);
        }
        checker.end(MarkerKind::Inline(OrdinalStyle::Arabic));
        checker.end(MarkerKind::Inline(OrdinalStyle::Chinese));
        if let Some((from, counts)) = announced.filter(|(from, _)| markers.is_empty() && opens_list(subject, *from)) {
            checker.hold_bullets(from, counts, line);
        }
        announced = holds.announced.then(|| (line, &subject.facts(line).announced));
    }
    checker.end_all();
    checker.findings
}

/// Whether a marker takes up what a line above announces: it stands at the start of its line, and where the announcement ends in a
/// full stop rather than a colon, it is no numbered heading.
fn continues(subject: &dyn Subject, from: usize, line: usize, marker: &Marker) -> bool {
    let before = &subject.reading(line).text[..usize::from(marker.digits.start())];
    let is_first = before.trim_matches([' ', '\u{3000}', '(', '第', '其']).is_empty();
    is_first && (opens_list(subject, from) || !matches!(marker.kind, MarkerKind::Leading(_)))
}

/// Whether what a line announces stands right below it, and not somewhere in the sections that follow.
fn opens_list(subject: &dyn Subject, line: usize) -> bool {
    let reading = &subject.reading(line).text;
    reading.trim_end().ends_with([':', '—']) || names_what_follows(reading)
}

/// The lines of the list of bullets or dashes that begins at a line: those of its level.
fn bullets(subject: &dyn Subject, first: usize) -> Vec<usize> {
    let is_dash = |line: usize| subject.reading(line).text.trim_start().starts_with("——");
    let roles = &subject.article().roles;
    let indent = subject.shape(first).indent;
    let (of_items, of_dashes) = (roles[first] == Role::Item, is_dash(first));
    let belongs = |line: &usize| match roles[*line] {
        Role::Blank => true,
        Role::Item => of_items && subject.shape(*line).indent >= indent,
        _ => of_dashes && is_dash(*line) && subject.article().is_body(*line),
    };
    let lines = (first..subject.line_count()).take_while(belongs).filter(|line| roles[*line] != Role::Blank);
    lines.filter(|line| of_dashes || subject.shape(*line).indent == indent).collect()
}

/// Whether a line is numbered with two levels at once: `2.1 职责`.
fn is_decimal_number(reading: &str) -> bool {
    let text = reading.trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.strip_prefix('.').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
}

/// ① and ⑴, from which the others are counted.
const CIRCLED_ONE: u32 = 0x2460;
const BRACKETED_ONE: u32 = 0x2474;

/// The number that is one character, counted from the one that means 1.
fn one_character(one: u32, number: u32) -> String {
    char::from_u32(one + number - 1).map(String::from).unwrap_or_default()
}

/// How many runs of one kind may stand inside each other.
const DEEPEST: usize = 3;

struct Checker<'s> {
    subject: &'s dyn Subject,
    /// The open runs of each kind, the innermost last.
    runs: BTreeMap<MarkerKind, Vec<Run<'s>>>,
    /// The last line that may head another list: short, without a number, no sentence.
    apart: Option<usize>,
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
            self.runs.entry(kind).or_default().push(Run { members: vec![met], announced, is_broken: false, repeats: Vec::new() });
            return;
        }
        let Some(open) = self.runs.get_mut(&kind) else { return };
        if let Some(at) = open.iter().rposition(|r| r.last_number() + 1 == number) {
            let mut inner = open.split_off(at + 1);
            // Two lists side by side take turns (`1. 报名`, `1. Registration`, `2. …`, `2. …`); a list inside a list of the same kind is
            // over where the number goes on with the outer one.
            let beside: Vec<Run> = inner.extract_if(.., |r| r.last_number() == number).collect();
            open.splice(at..at, beside);
            inner.into_iter().for_each(|r| self.close(r));
        }
        let Some(run) = self.runs.get(&kind).and_then(|open| open.last()) else { return };
        let Some(last) = run.members.last().cloned() else { return };
        let (expected, is_first) = (last.marker.number + 1, run.members.len() == 1);
        // After a rank that several share, the next is counted from all of them.
        let goes_on_behind = !run.repeats.is_empty() && number as usize == run.members.len() + 1;
        let shares_ranks = goes_on_behind && self.may_share_rank(run);
        let finding = if number == expected || goes_on_behind { None } else { self.slip(&last, &met, expected, is_first) };
        let Some(run) = self.runs.get_mut(&kind).and_then(|open| open.last_mut()) else { return };
        if shares_ranks {
            run.repeats.clear();
        }
        run.is_broken |= number != expected;
        run.members.push(met);
        match finding {
            Some(finding) if number < expected => run.repeats.push(finding),
            finding => self.findings.extend(finding),
        }
    }

    /// Whether the two of a run that have one number may share a rank: what they tell has a value in common, or none at all.
    fn may_share_rank(&self, run: &Run) -> bool {
        let Some([one, other]) = run.members.windows(2).rev().find(|pair| pair[0].marker.number == pair[1].marker.number) else {
            return true;
        };
        let values = |placed: &Placed| -> Vec<Interval> {
            let figures = self.subject.figures(placed.line).iter().take(MOST_VALUES);
            figures.filter(|f| f.range.start() > placed.marker.digits.end()).filter_map(|f| f.interval()).collect()
        };
        let (a, b) = (values(one), values(other));
        one.line == other.line || a.is_empty() || b.is_empty() || a.iter().any(|value| b.iter().any(|v| v.meets(value)))
    }

    /// What is wrong where the number is not the next: nothing, unless it is a slip for certain.
    fn slip(&self, last: &Placed, met: &Placed, expected: u32, is_first: bool) -> Option<Finding> {
        let (kind, number) = (met.marker.kind, met.marker.number);
        let is_repeat = number + 1 == expected && !is_first;
        let is_gap = number > expected && number - expected < LARGEST_GAP;
        if !is_repeat && !is_gap {
            return None;
        }
        // `甲组名单` between two numbers heads another list, which may go on with the numbers of one that is not here.
        let is_apart = self.apart.is_some_and(|line| last.line < line && line < met.line) && matches!(kind, MarkerKind::Leading(_));
        let clear = if is_repeat { self.repeats_for_certain(last, met) } else { !self.is_written_between(kind, expected, last, met) };
        (clear && !is_apart).then(|| self.gap(last, met, expected, is_repeat))
    }

    /// Whether a number that stands twice is a slip: no second speaker takes it up, and no reason is given for the first.
    fn repeats_for_certain(&self, last: &Placed, met: &Placed) -> bool {
        let reading = &self.subject.reading(met.line).text;
        let (before, behind) = (&reading[..usize::from(met.marker.digits.start())], &reading[usize::from(met.marker.digits.end())..]);
        let takes_up = met.line != last.line && !before.trim_matches([' ', '\u{3000}', '(', '第', '其']).is_empty();
        let gives_reason = behind.starts_with("是因为") || behind.starts_with("是由于");
        !takes_up && !gives_reason
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
    fn close(&mut self, mut run: Run<'s>) {
        self.findings.append(&mut run.repeats);
        let Some((line, counts)) = &run.announced else { return };
        if run.is_broken {
            return;
        }
        let places = run.members.iter().map(|m| self.place(m)).collect();
        let last = run.members.last().map_or(*line, |m| m.line);
        self.hold(*line, counts, last, places);
    }

    /// Holds the bullets from a line on against the count that was announced above them.
    fn hold_bullets(&mut self, announcing: usize, counts: &[Count], first: usize) {
        let lines = bullets(self.subject, first);
        let places = lines.iter().map(|line| self.subject.line_range(*line)).collect();
        self.hold(announcing, counts, lines.last().copied().unwrap_or(first), places);
    }

    /// Holds what is listed at some places, down to the line `last`, against the count that a line announces.
    fn hold(&mut self, line: usize, counts: &[Count], last: usize, places: Vec<TextRange>) {
        let listed = places.len() as u64;
        let Some(count) = counts.first() else { return };
        // Two of twelve are examples; three of four are a slip.
        if listed < 2 || listed * 2 <= count.value || counts.iter().any(|c| c.value == listed) {
            return;
        }
        // `其余四项由乡镇落实` accounts for the rest.
        let rest = (last..(last + 2).min(self.subject.line_count()))
            .any(|l| WORDS.rest.iter().any(|w| self.subject.reading(l).text.contains(w.as_str())));
        if !rest {
            self.findings.push(self.mismatch(places, line, count));
        }
    }

    /// Whether the missing number stands inside the text between two markers, where the line breaks of a list were lost.
    fn is_written_between(&self, kind: MarkerKind, number: u32, from: &Placed, to: &Placed) -> bool {
        let chinese = chinese_count(u64::from(number)).replace('两', "二");
        let forms = match kind {
            MarkerKind::Leading(OrdinalStyle::Arabic) | MarkerKind::Inline(OrdinalStyle::Arabic) => {
                vec![format!("{number}."), format!("{number}、"), format!("{number})")]
            }
            MarkerKind::Leading(OrdinalStyle::BracketedArabic) => {
                vec![format!("({number})"), format!("{number})"), one_character(BRACKETED_ONE, number)]
            }
            MarkerKind::Leading(OrdinalStyle::Circled) => vec![one_character(CIRCLED_ONE, number)],
            MarkerKind::Leading(OrdinalStyle::Chapter) => vec![format!("第{number}章"), format!("第{chinese}章")],
            MarkerKind::Leading(OrdinalStyle::Section) => vec![format!("第{number}节"), format!("第{chinese}节")],
            MarkerKind::Leading(OrdinalStyle::Article) => vec![format!("第{number}"), format!("第{chinese}")],
            _ => vec![
                format!("{chinese}、"),
                format!("({chinese})"),
                format!("{chinese}是"),
                format!("{chinese}要"),
                format!("{chinese}靠"),
                format!("第{chinese}"),
                format!("其{chinese}"),
            ],
        };
        (from.line..=to.line).any(|line| {
            let reading = &self.subject.reading(line).text;
            // The excerpt says that it leaves something out; and among `2.1`, `2.2` the heads are not all written with a mark.
            if reading.trim().starts_with('…') || (line > from.line && line < to.line && is_decimal_number(reading)) {
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
        let right = if here.starts_with(|c| ('①'..='⑳').contains(&c)) {
            one_character(CIRCLED_ONE, expected)
        } else if here.starts_with(|c| ('⑴'..='⒇').contains(&c)) {
            one_character(BRACKETED_ONE, expected)
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
        let formula = Message::new(format!("{before} → {here}，应为“{right}”"), format!("{before} → {here}; “{right}” should stand here"));
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
            evidence: Some(Evidence { formula, values: Vec::new() }),
            related: vec![Related {
                range: self.place(last), message: Message::new(format!("前一个“{before}”"), "the number before")
            }],
            fixes: vec![fix],
        }
    }

    fn mismatch(&self, places: Vec<TextRange>, line: usize, count: &Count) -> Finding {
        let listed = places.len() as u64;
        let reading = &self.subject.reading(line).text;
        let said = &reading[count.range];
        let noun: String = reading[usize::from(count.range.end())..].chars().take_while(|c| is_han(*c)).take(LONGEST_NOUN).collect();
        let number = if count.is_arabic { listed.to_string() } else { chinese_count(listed) };
        let in_source = |r: TextRange| self.subject.reading_in_source(line, r);
        let formula = Message::new(format!("列出{listed}条 ≠ 写明{}", count.value), format!("{listed} listed ≠ {} announced", count.value));
        let mut evidence = value(reading, count);
        evidence.range = in_source(count.range);
        let related = places
            .into_iter()
            .zip(1..)
            .map(|(range, number)| Related { range, message: Message::new(format!("第{number}条"), format!("number {number}")) });
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
