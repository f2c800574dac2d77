//! G3, G6: how long something lasted between two moments of which one is told relatively (`2023年10月开工，今年6月完工，历时16个月`), in the
//! sentence before (`9月17日全线贯通。项目2023年3月开工，历时20个月`), or by the article alone.
//!
//! Which two moments are meant is told by what begins and ends at them. Where words leave that open, one slip in a number of two digits
//! must explain the difference. Any two moments near by, and the day of the article, acquit.

use super::Line;
use super::length_claim::{LengthClaim, Tie, sure};
use super::moments::{Length, Moment, Unit, YearOf, ends, length, moment, nth_year};
use super::sentence::Sentence;
use super::words::{WORDS, begins, ending, holds};
use crate::figures::dates::Relation;
use crate::reading::script::is_han;
use crate::text::{TextRange, TextSize, boundary};

/// How much text, in bytes, may stand between a moment and the next thing.
const REACH: usize = 100;
/// How far back, in bytes, the sentence before is looked at.
const BEHIND: usize = 240;
/// How many moments are held against a length.
const MOST: usize = 8;
/// How many characters a subject before a word of length has at most.
const SUBJECT: usize = 10;

/// How a length is led to.
struct Lead<'l> {
    /// What stands in its clause before the word that leads it.
    subject: &'l str,
    /// Whether the words say that it goes on: 已, 至今.
    is_now: bool,
    /// Whether a verb alone leads it: 干了.
    is_verb: bool,
    /// Whether the words say that it is over: 经过.
    is_past: bool,
    /// Whether anything may follow the length: 短短70多天涨了8%.
    is_free: bool,
}

/// The claim of a length, by its place.
pub(super) fn claim(line: &Line, at: usize) -> Option<LengthClaim> {
    let length = length(line, at).filter(|l| l.said.from >= 20)?;
    let after = line.after(length.figure).get(length.tail..)?;
    let sentence = line.sentence(at);
    // 这家67年的老厂
    let is_old = length.said.unit == Unit::Year && begins(after, &WORDS.apart.old);
    let lead = if is_old { old_lead(sentence.head)? } else { lead(sentence.head).filter(|lead| is_closed(after, lead))? };
    claimed(line, at, length, sentence, lead)
}

/// The claim of `第27个年头`: with the first year counted, or once that is full.
pub(super) fn nth(line: &Line, at: usize) -> Option<LengthClaim> {
    let length = nth_year(line, at).filter(|l| l.said.from >= 20)?;
    let sentence = line.sentence(at);
    let head = sentence.head;
    let clause = &head[clause_start(head)..];
    let word = ending(clause, WORDS.apart.nth.iter())?;
    let subject = clause[..clause.len() - word.len()].trim_end_matches(['已', '经', '就', '也', '正', '好', '将']);
    // 今年是第27个年头: the year is no subject.
    let subject = if line.times_end(at, subject) { "" } else { subject };
    let claim = claimed(line, at, length, sentence, Lead { subject, is_now: true, is_verb: false, is_past: true, is_free: true })?;
    // 2020年获评劳模，今年是第27个年头: of what began with a prize nobody counts the years.
    let base = usize::from(claim.first.place.range.end());
    let told = line.reading.get(base..usize::from(line.figures[at].range.start()))?;
    let clause = told.trim_start_matches(',').split([',', '、']).next().unwrap_or(told);
    let is_beginning = !holds(clause, &WORDS.apart.honours);
    is_beginning.then_some(claim)
}

impl Line<'_> {
    /// Whether the time before a figure is all of a text.
    fn times_end(&self, at: usize, text: &str) -> bool {
        let last = at.checked_sub(1).and_then(|i| self.time(i));
        last.is_some_and(|(figure, _)| text.ends_with(&self.reading[figure.range]))
    }
}

/// What leads to the years of an old house.
fn old_lead(head: &str) -> Option<Lead<'_>> {
    let clause = &head[clause_start(head)..];
    let is_led = ending(clause, WORDS.apart.houses.iter()).is_some();
    is_led.then_some(Lead { subject: clause, is_now: true, is_verb: false, is_past: false, is_free: true })
}

fn clause_start(head: &str) -> usize {
    let mark = head.rfind([',', '、', '。', ';', ':', '(', ')', '!', '?', '“']);
    mark.map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8))
}

fn claimed(line: &Line, at: usize, length: Length, sentence: Sentence, lead: Lead) -> Option<LengthClaim> {
    // What stands behind the clause of the length speaks of other things.
    let end = usize::from(length.figure.range.end()) + length.tail;
    let rest = &line.reading[end..sentence.place.end.max(end)];
    let clause = rest.find([',', ';']).unwrap_or(rest.len());
    if holds(&line.reading[sentence.place.start..end + clause], &WORDS.apart.others) {
        return None;
    }
    let times: Vec<usize> = sentence.figures.clone().filter(|i| *i != at && line.time(*i).is_some()).collect();
    let told = Told { line, at, sentence: &sentence, lead: &lead, times };
    let (first, last, tie) = told.told()?;
    // Of two years nobody can tell the months.
    let is_coarse = |m: &Moment| m.month.is_none() && !matches!(m.year, YearOf::Today(_));
    if length.said.unit != Unit::Year && (is_coarse(&first) || is_coarse(&last)) {
        return None;
    }
    let from = line.figures[..at].iter().rposition(|f| usize::from(f.range.end()) + BEHIND < sentence.place.start).map_or(0, |i| i + 1);
    // 9月30日（2025年，星期二）: the year is that of the day, and no time of its own.
    let is_of_day = |i: usize| i > 0 && line.gap(i - 1) == Some("(") && moment(line, i - 1).is_some_and(|day| day.day.is_some());
    let near = (from..sentence.figures.end).filter(|i| i.abs_diff(at) <= 2 * MOST && !is_of_day(*i)).filter_map(|i| moment(line, i));
    Some(LengthClaim {
        first,
        last,
        others: near.take(MOST).collect(),
        said: length.said,
        length: line.place(TextRange::new(
            length.figure.range.start(),
            length.figure.range.end() + TextSize::try_from(length.tail).unwrap_or_default(),
        )),
        is_nth: length.is_nth,
        number: Some(length.figure.number).filter(|_| length.is_plain),
        tie,
    })
}

/// What leads to a length, from the last mark on.
fn lead(head: &str) -> Option<Lead<'_>> {
    let clause = &head[clause_start(head)..];
    let words = &WORDS.apart;
    let is_now = holds(clause, &words.now);
    if clause.chars().count() > 2 * SUBJECT {
        return None;
    }
    if let Some(word) = ending(clause, WORDS.lasting.leads.iter().chain(&WORDS.lasting.passed).chain(&words.leads)) {
        let subject = clause[..clause.len() - word.len()].trim_end_matches(['已', '共', '仅', '只']);
        let is_free = words.free.iter().any(|w| w == word);
        return Some(Lead { subject, is_now, is_verb: false, is_past: words.past.iter().any(|w| w == word), is_free });
    }
    // 干了, 掘进了, 已安全运行了.
    let stem = clause.strip_suffix('了').or_else(|| is_now.then_some(clause))?;
    let verb = ending(stem, WORDS.until_now.works.iter().chain(&words.works))?;
    let subject = stem[..stem.len() - verb.len()].trim_end_matches(['已', '经', '共', '仅', '只', '就', '整']);
    Some(Lead { subject, is_now, is_verb: true, is_past: true, is_free: false })
}

/// Whether nothing but words of form follows a length.
fn is_closed(after: &str, lead: &Lead) -> bool {
    let clause = &after[..after.find([',', '。', ';', '、', ')', '!', '?', '”']).unwrap_or(after.len())];
    let rest = WORDS.apart.closers.iter().find_map(|word| clause.strip_prefix(word.as_str())).unwrap_or(clause);
    if lead.is_free || lead.is_verb && WORDS.apart.objects.iter().any(|word| word == rest) {
        return true;
    }
    // 建成通车; but not 完成股改.
    let mut rest = rest;
    while let Some(word) = WORDS.lasting.ends.iter().filter(|word| rest.starts_with(word.as_str())).max_by_key(|word| word.len()) {
        rest = &rest[word.len()..];
    }
    rest.is_empty()
}

/// What is told around a length.
struct Told<'a, 'l> {
    line: &'a Line<'l>,
    at: usize,
    sentence: &'a Sentence<'l>,
    lead: &'a Lead<'l>,
    /// The times of its sentence.
    times: Vec<usize>,
}

type Ends = Option<(Moment, Moment, Tie)>;

impl<'l> Told<'_, 'l> {
    fn before(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.times.iter().copied().filter(|i| *i < self.at)
    }

    /// What is said between a time and the next thing, without what leads to the length.
    fn story(&self, one: usize, next: usize) -> &'l str {
        let text = self.line.between(one, next);
        if next != self.at {
            return text;
        }
        text.rfind(',').map_or("", |i| &text[..i])
    }

    fn has_begun(&self, one: usize, next: usize) -> bool {
        let text = self.story(one, next);
        let text = text.strip_prefix(',').unwrap_or(text);
        let clause = text.split([',', '、']).next().unwrap_or(text);
        self.is_from(one)
            || holds(clause, &WORDS.lasting.begins)
            || holds(clause, &WORDS.until_now.begins)
            || holds(clause, &WORDS.apart.begins)
            || WORDS.anniversary.beginnings.iter().any(|group| holds(clause, group))
            || ending(self.line.before(&self.line.figures[one]), WORDS.until_now.since.iter().chain(&WORDS.apart.since)).is_some()
    }

    fn has_ended(&self, one: usize, next: usize) -> bool {
        holds(self.story(one, next), &WORDS.lasting.ends) || holds(self.story(one, next), &WORDS.apart.ends)
    }

    fn is_from(&self, at: usize) -> bool {
        let is_relation = self.line.time(at).is_some_and(|(_, time)| time.relation == Relation::From);
        let text = &self.line.reading[self.line.figures[at].range];
        let head = self.line.before(&self.line.figures[at]);
        is_relation || text.starts_with(['从', '自']) || head.ends_with(['从', '自'])
    }

    fn is_near(&self, one: usize, next: usize) -> bool {
        let text = self.line.between(one, next);
        text.len() <= REACH && !text.contains(['。', ';', '!', '?'])
    }

    /// Whether another length stands between.
    fn has_length(&self, one: usize) -> bool {
        (one + 1..self.at).any(|i| length(self.line, i).is_some())
    }

    /// Whether the words from a beginning on tell of another one: 后来改种.
    fn turns(&self, one: usize) -> bool {
        holds(self.line.between(one, self.at), &WORDS.apart.turns)
    }

    fn told(&self) -> Ends {
        self.named()
            .or_else(|| self.range())
            .or_else(|| self.now())
            .or_else(|| self.behind())
            .or_else(|| self.ahead())
            .or_else(|| self.begun_behind())
            .or_else(|| self.before_this())
            .or_else(|| self.both())
            .or_else(|| self.since())
            .or_else(|| self.at_most())
    }

    fn moment(&self, at: usize) -> Option<Moment> {
        moment(self.line, at)
    }

    /// Whether a length is tied to two times before it, and to no other one.
    fn is_tied(&self, first: usize, last: usize) -> bool {
        self.is_near(first, last) && self.is_near(last, self.at) && !self.has_length(first)
    }

    fn last_two(&self) -> Option<(usize, usize)> {
        Some((self.before().rev().nth(1)?, self.before().next_back()?))
    }

    /// `2023年11月签约，2025年5月投产，从签约到投产用了18个月`: the words name the ends.
    fn named(&self) -> Ends {
        let subject = self.lead.subject;
        let (from, to) = subject.strip_prefix('从').unwrap_or(subject).split_once(['到', '至'])?;
        let is_name = |text: &str| text.chars().count() >= 2 && text.chars().all(is_han);
        if !is_name(from) || !is_name(to) {
            return None;
        }
        let before: Vec<usize> = self.before().collect();
        let ends = |word: &str| {
            let next = |n: usize| before.get(n + 1).copied().unwrap_or(self.at);
            let mut told = before.iter().enumerate().filter(|(n, i)| self.story(**i, next(*n)).contains(word)).map(|(_, i)| *i);
            told.next().filter(|_| told.next().is_none())
        };
        let (first, last) = (ends(from)?, ends(to)?);
        (first < last && self.line.between(first, self.at).len() <= 2 * REACH).then_some((
            self.moment(first)?,
            self.moment(last)?,
            Tie::Closed,
        ))
    }

    /// `2012年到2021年任校长，任职9年`: the two ends of one expression.
    fn range(&self) -> Ends {
        let at = self.before().next_back()?;
        let (first, last) = ends(self.line, at)?;
        let gap = self.line.between(at, self.at);
        let is_tied =
            self.lead.subject.is_empty() && gap.matches(',').count() <= 1 && gap.len() <= REACH / 2 && !gap.contains(['。', ';', '(']);
        (is_tied && !self.has_length(at)).then_some((first, last, Tie::Closed))
    }

    /// `2012年成立合作社，到今年已有23年`, `到今天签约，前后不过53天`: the later one is that of the article, and named.
    fn now(&self) -> Ends {
        let (first, last) = self.last_two()?;
        let (a, b) = (self.moment(first)?, self.moment(last)?);
        let text = &self.line.reading[self.line.figures[last].range];
        let is_reached = self.is_to(last) || self.lead.is_now;
        // 今年正好500年
        let is_year = b.year == YearOf::Relative(0) && b.month.is_none() && is_reached && text.contains("今年");
        let is_now = matches!(b.year, YearOf::Today(_)) || is_year;
        if !is_now || !self.is_tied(first, last) || !is_reached && self.lead.is_verb {
            return None;
        }
        let is_sure = self.has_begun(first, last) && !self.turns(first) && self.lead.subject.is_empty();
        Some((a, b, sure(is_sure)))
    }

    /// `2023年4月开工，工期40个月，今年10月建成`: the end stands behind.
    fn behind(&self) -> Ends {
        let first = self.before().next_back()?;
        let last = self.times.iter().copied().find(|i| *i > self.at)?;
        let is_tied = self.is_near(first, self.at) && self.is_near(self.at, last) && last <= self.at + 2 && self.lead.subject.is_empty();
        let is_other = (self.at + 1..last).any(|i| length(self.line, i).is_some());
        if !is_tied || !self.ends_at(last) || is_other || !self.has_begun(first, self.at) || self.has_ended(first, self.at) {
            return None;
        }
        Some((self.moment(first)?, self.moment(last)?, if self.turns(first) { Tie::Open } else { Tie::Closed }))
    }

    /// `历时38个月，始建于2022年8月的档案馆今年10月竣工`: both stand behind.
    fn ahead(&self) -> Ends {
        let mut after = self.times.iter().copied().filter(|i| *i > self.at);
        let (first, last) = (after.next()?, after.next()?);
        let is_alone = self.before().next().is_none() && after.next().is_none() && self.lead.subject.is_empty() && !self.lead.is_verb;
        let is_tied = is_alone && self.is_near(self.at, first) && self.is_near(first, last) && last <= self.at + 3;
        (is_tied && self.has_begun(first, last) && self.ends_at(last)).then_some((self.moment(first)?, self.moment(last)?, Tie::Closed))
    }

    /// `这家店开了22年，从2003年一直开到现在`: the beginning stands behind, and it goes on.
    fn begun_behind(&self) -> Ends {
        let mut after = self.times.iter().copied().filter(|i| *i > self.at);
        let first = after.next().filter(|i| *i == self.at + 1 && self.is_from(*i))?;
        let gap = self.line.gap(self.at).filter(|gap| gap.trim_end_matches(['从', '自']) == ",")?;
        let tail = self.line.after(&self.line.figures[first]);
        let clause = &tail[..tail.find([',', '。', ';', '(', '!']).unwrap_or(tail.len()).min(REACH)];
        let is_now =
            holds(clause, &WORDS.apart.until) || after.next().is_some_and(|i| self.moment(i).is_some_and(|m| m.year == YearOf::Today(0)));
        let is_plain = gap.len() < REACH && self.before().next().is_none() && is_now && self.lead.is_verb;
        is_plain.then_some((self.moment(first)?, self.this_moment(), Tie::Sure))
    }

    /// Whether something ends in the clause behind a time.
    fn ends_at(&self, last: usize) -> bool {
        let tail = self.line.after(&self.line.figures[last]);
        let clause = &tail[..tail.find([',', '。', ';', '(', '!']).unwrap_or(tail.len()).min(REACH)];
        holds(clause, &WORDS.lasting.ends) || holds(clause, &WORDS.apart.ends)
    }

    /// `8月17日，环线贯通。工程2023年3月开工，历时20个月`: the end stands before the beginning.
    fn before_this(&self) -> Ends {
        let first = self.before().next_back()?;
        let begun = self.is_near(first, self.at) && self.has_begun(first, self.at) && !self.has_ended(first, self.at);
        if !begun || !self.lead.subject.is_empty() || self.lead.is_verb || self.before().count() > 1 {
            return None;
        }
        let line = self.line;
        let start = self.sentence.place.start;
        let head = line.reading.get(..start)?;
        let from = boundary(head, start.saturating_sub(BEHIND));
        let text = head[from..].trim_end_matches(['。', '!', '?']);
        let begin = text.rfind(['。', '!', '?']).map_or(from, |i| from + i + '。'.len_utf8());
        let is_inside = |i: &usize| usize::from(line.figures[*i].range.start()) >= begin;
        let mut ends = (0..self.sentence.figures.start).rev().take(MOST).take_while(is_inside).filter(|i| line.time(*i).is_some());
        let last = ends.next().filter(|_| ends.next().is_none())?;
        let told = line.reading.get(usize::from(line.figures[last].range.end())..start)?;
        let subject = line.reading.get(start..usize::from(line.figures[first].range.start()))?.trim_end_matches(['于', '自', '从', ',']);
        let bare = subject.trim_start_matches(['该', '整', '个', '这']);
        let last_two = subject.char_indices().rev().nth(1).map_or(subject, |(i, _)| &subject[i..]);
        let is_it = subject.is_empty() || WORDS.apart.it.iter().any(|word| bare == word);
        let is_same = is_it || subject.chars().count() <= SUBJECT && text.contains(last_two);
        let has_ended = holds(told, &WORDS.lasting.ends) || holds(told, &WORDS.apart.ends);
        if !is_same || !has_ended || told.len() > REACH {
            return None;
        }
        let (a, b) = (self.moment(first)?, self.moment(last)?);
        // A day of the news: of this year.
        let b = if b.year == YearOf::Open { Moment { year: YearOf::Relative(0), ..b } } else { b };
        Some((a, b, Tie::Open))
    }

    /// `2023年10月开始填筑，今年6月填筑到顶，历时16个月`.
    fn both(&self) -> Ends {
        let (first, last) = self.last_two()?;
        let is_from_to = self.is_from(first) && self.is_to(last);
        let has_ended = self.has_ended(last, self.at) || is_from_to;
        let is_from = self.line.between(last, self.at).contains(['从', '自']);
        if !self.is_tied(first, last) || !has_ended && (self.has_begun(last, self.at) || is_from) {
            return None;
        }
        let is_own = self.lead.subject.is_empty() || is_from_to && self.lead.subject.chars().all(is_han);
        // What was finished on the earlier day is no beginning: 2015年建成，2024年完成加固.
        let is_begun = self.is_from(first) || self.has_begun(first, last) && !holds(self.story(first, last), &WORDS.lasting.ends);
        let is_sure = is_begun && has_ended && is_own && !self.turns(first);
        let tie = if is_sure && !self.lead.is_verb { Tie::Closed } else { sure(is_sure) };
        Some((self.moment(first)?, self.moment(last)?, tie))
    }

    /// `2017年通车以来，已安全运行11年`, `去年11月启动改造，已历时6个月`: up to now.
    fn since(&self) -> Ends {
        let first = self.before().next_back()?;
        let is_alone = self.is_alone() && self.is_near(first, self.at) && !self.has_length(first);
        let story = self.line.between(first, self.at);
        let is_counted = holds(story, &WORDS.apart.counted) && self.is_from(first);
        let is_since = story.contains("以来") || self.line.time(first)?.1.relation == Relation::Since || is_counted;
        if !is_alone || !(self.lead.is_now || is_since) || !self.has_begun(first, self.at) {
            return None;
        }
        // 从2008年开始，庙会已走过16个春秋: what goes on since then is the subject.
        let is_own = self.lead.subject.is_empty() || self.is_from(first) && story.matches(',').count() == 1 && story.starts_with(',');
        let is_sure = (self.lead.is_now || is_counted) && is_own && !self.turns(first);
        Some((self.moment(first)?, self.this_moment(), sure(is_sure)))
    }

    /// `2012年起步，干了25年`: longer than until now.
    fn at_most(&self) -> Ends {
        let first = self.before().next_back()?;
        let is_alone = self.times.len() == 1 && self.is_near(first, self.at) && !self.has_length(first);
        let is_past = self.lead.is_verb || self.lead.is_past;
        (is_alone && is_past && self.has_begun(first, self.at)).then_some((self.moment(first)?, self.this_moment(), Tie::AtMost))
    }

    /// Whether one time stands in the sentence, besides what is still to come: 预计今年12月底完工.
    fn is_alone(&self) -> bool {
        let is_ahead = |i: usize| i > self.at && ending(self.line.between(i - 1, i), WORDS.day.plans.iter()).is_some();
        self.times.iter().filter(|i| !is_ahead(**i)).count() == 1
    }

    fn this_moment(&self) -> Moment {
        Moment { year: YearOf::Today(0), month: None, day: None, place: self.line.place(self.line.figures[self.at].range) }
    }

    fn is_to(&self, at: usize) -> bool {
        let figure = &self.line.figures[at];
        self.line.reading[figure.range].starts_with(['到', '至']) || self.line.before(figure).ends_with(['到', '至'])
    }
}
