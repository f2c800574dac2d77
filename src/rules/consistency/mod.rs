//! One fact, two values: within the text (A1), title against text (A2), two ranks of one thing (H1), a hedge against the exact value
//! behind it (F2).
//!
//! Facts are put in groups by their key and compared only within it, so the pass is linear. Two values of one thing are reported if the
//! words say for certain that it is one thing, or if they likely do and one number is the other with a slip of the typist.

mod acquittal;
mod breakdown;
mod briefs;
mod compared;
mod echoes;
pub(in crate::rules) mod fact;
mod headlines;
mod hedges;
pub(in crate::rules) mod likeness;
mod mentions;
mod ratios;
mod shares;
mod standings;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_headlines;
#[cfg(test)]
mod tests_mentions;
#[cfg(test)]
mod tests_ratios;
mod times;
mod titles;
mod today;
mod words;

use std::collections::HashMap;

use jiff::civil::Date;

use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity};
use super::relations::amount::distance;
use super::relations::slip::{Mend, number};
use super::style::{as_value, last_clause};
use super::{Check, OverLines, Subject, Value};
use crate::claims::{Role, Statistic};
use crate::text::TextEdit;
use fact::{Fact, Sameness, facts, sameness};
use words::WORDS;

/// The most facts of one key that are compared; where there are more, the key says too little.
const MOST_ALIKE: usize = 24;

/// An article with more facts than this is a report: past and plan stand in it side by side.
const LONG: usize = 90;

pub(super) use today::may_date_days;

/// Facts of an article that cannot both be, and the figures of all that were held against each other.
pub(super) fn check(subject: &dyn Subject) -> OverLines {
    let facts = facts(subject);
    let today = subject.today();
    let article = Comparison { subject, today, is_long: facts.len() > LONG };
    let mut groups: HashMap<_, Vec<&Fact>> = HashMap::new();
    for fact in facts.iter().filter(|f| f.is_plain()) {
        groups.entry(fact.key()).or_default().push(fact);
    }
    let mut findings = Vec::new();
    let mut checked = Vec::new();
    for group in groups.values().filter(|g| (2..=MOST_ALIKE).contains(&g.len())) {
        article.group(group, &mut findings);
        article.note_pairs(group, &mut checked);
    }
    article.titles(&facts, &mut findings);
    article.title_times(&mut findings);
    article.briefs(&facts, &mut findings);
    article.note_titles(&facts, &mut checked);
    article.backward(&facts, &mut findings);
    article.echoes(&facts, &mut findings);
    article.mentions(&facts, &mut findings);
    article.hedges(&facts, &mut findings);
    article.compared(&facts, &mut findings, &mut checked);
    let mut sure = article.shares(&facts, &mut findings, &mut checked);
    article.headlines(&mut findings, &mut sure);
    article.breakdowns(&facts, &mut findings, &mut checked);
    article.months(&facts, &mut findings, &mut checked);
    article.ratios(&mut findings, &mut sure);
    standings::check(subject, &mut findings);
    today::check(subject, &mut findings);
    findings.retain(|finding| {
        sure.contains(&finding.range) || !acquittal::speaks_for(&facts, finding) && !article.is_of_the_told(&facts, finding)
    });
    findings.sort_by_key(|f| (f.range.start(), f.code));
    findings.dedup_by(|a, b| a.range == b.range);
    let checked = checked.into_iter().map(|(line, figure)| (line, figure, Check::Elsewhere)).collect();
    OverLines { findings, checked, sure }
}

struct Comparison<'a> {
    subject: &'a dyn Subject,
    today: Option<Date>,
    /// Whether the article is a report of many parts, where the same words come back for another year.
    is_long: bool,
}

impl Comparison<'_> {
    fn reading(&self, fact: &Fact) -> &str {
        &self.subject.reading(fact.line).text
    }

    fn text(&self, fact: &Fact) -> &str {
        &self.reading(fact)[fact.figure.range]
    }

    /// A1 and H1: every pair of a group. A value that stands elsewhere in the group as well is the right one.
    fn group(&self, group: &[&Fact], findings: &mut Vec<Finding>) {
        for (at, one) in group.iter().enumerate() {
            for other in &group[at + 1..] {
                if let Some((wrong, right)) = self.contradicts(one, other, group) {
                    findings.push(self.finding(wrong, right));
                }
            }
        }
    }

    /// Every pair of a group that speaks of one thing: both figures took part.
    fn note_pairs(&self, group: &[&Fact], checked: &mut Vec<(usize, usize)>) {
        for (at, one) in group.iter().enumerate() {
            for other in &group[at + 1..] {
                let same_sentence = one.line == other.line && one.claim.sentence == other.claim.sentence;
                let is_one = !same_sentence && self.says_enough(one, other) && sameness(one, other, self.today) != Sameness::No;
                if is_one {
                    checked.extend([(one.line, one.claim.figure), (other.line, other.claim.figure)]);
                }
            }
        }
    }

    /// Whether a fact stands behind 其中 in its sentence, be it over semicolons.
    fn is_part(&self, fact: &Fact) -> bool {
        let before = &self.reading(fact)[..fact.figure.range.start().into()];
        let start = before.char_indices().rev().nth(120).map_or(0, |(at, _)| at);
        fact.claim.whole.is_some() || before[start..].rsplit(['。', '!', '?']).next().is_some_and(|sentence| sentence.contains("其中"))
    }

    /// Which of two facts is reported, and against which; `None` where they can both be.
    fn contradicts<'f>(&self, one: &'f Fact<'f>, other: &'f Fact<'f>, group: &[&Fact]) -> Option<(&'f Fact<'f>, &'f Fact<'f>)> {
        let same_sentence = one.line == other.line && one.claim.sentence == other.claim.sentence;
        if one.amount.interval.meets(&other.amount.interval) || !one.is_exact() || !other.is_exact() || one.place != other.place {
            return None;
        }
        // 一期每瓦时1.46元，总投资2.92亿元；二期…，总投资3.32亿元: of two phases.
        let names_phase = |text: &str| ["一期", "二期", "三期", "四期", "首期"].iter().any(|phase| text.contains(phase));
        if one.line == other.line && names_phase(self.between(one, other)) {
            return None;
        }
        if self.are_halves(one, other) {
            return None;
        }
        // 70至79周岁9961份，占35%；60至69周岁4269份，占15%: the subject is carried over, and the shares are of what stands beside them.
        let is_carried = |fact: &Fact| fact.claim.statistic == Statistic::Share && !fact.claim.is_own;
        if one.line == other.line && (is_carried(one) || is_carried(other)) {
            return None;
        }
        // 2场半决赛和2场名次赛，总共34场: what they all add up to.
        let adds_up = |fact: &Fact| {
            let before = last_clause(&self.reading(fact)[..fact.figure.range.start().into()]);
            WORDS.sums.iter().any(|word| before.ends_with(word.as_str()))
        };
        if one.line == other.line && adds_up(one) != adds_up(other) {
            return None;
        }
        // 男子组500米…，女子组200米: what is run is no length of the group.
        let is_event =
            |fact: &Fact| fact.amount.dimension == "length" && WORDS.events.iter().any(|word| fact.noun.ends_with(word.as_str()));
        if is_event(one) || is_event(other) {
            return None;
        }
        // 在此基础上上浮20%，即120万元: worked out from the other.
        let is_worked_out = |fact: &Fact| {
            WORDS.worked_out.iter().any(|word| self.reading(fact)[..fact.figure.range.start().into()].ends_with(word.as_str()))
        };
        if is_worked_out(one) || is_worked_out(other) {
            return None;
        }
        let sure = sameness(one, other, self.today);
        let is_slip = self.slip(one, other);
        // 职工只有150人；…，增至920人: another time, which the verb tells.
        let became = |fact: &Fact| fact.claim.role == Role::To;
        // 退化林修复2.6万亩；已完成2.1万亩: of it so much is done.
        let is_done = |fact: &Fact| {
            let before = &self.reading(fact)[..fact.figure.range.start().into()];
            WORDS.done.iter().any(|word| before.ends_with(word.as_str()))
        };
        let is_less = |fact: &Fact, than: &Fact| is_done(fact) && !is_done(than) && fact.value() < than.value();
        let is_part_done = one.line == other.line && (is_less(one, other) || is_less(other, one));
        if !is_slip && became(one) != became(other) || is_part_done {
            return None;
        }
        // 期末单位净值1.7842元；规模由18.6亿元升至31.2亿元: no noun is two things a thousand times apart.
        let far = one.value().zip(other.value()).and_then(|(a, b)| a.max(b).checked_div(a.min(b)));
        if !is_slip && far.is_none_or(|times| times.abs() > rust_decimal::Decimal::ONE_THOUSAND) {
            return None;
        }
        let is_rank = one.claim.statistic == Statistic::Rank;
        // 去年居第5位 beside 居第2位: the rank of another year.
        let was = |fact: &Fact| fact.claim.period.as_ref().is_some_and(crate::claims::Period::is_previous);
        if is_rank && was(one) != was(other) {
            return None;
        }
        // 排在第1位的甲区…，第3位的乙县: another one is spoken of.
        let names_another = |fact: &Fact| self.reading(fact)[usize::from(fact.figure.range.end())..].starts_with('的');
        if is_rank && (names_another(one) || names_another(other)) {
            return None;
        }
        if is_rank && self.rank_words(one) != self.rank_words(other) {
            return None;
        }
        // Side by side, two values of one noun are two things: 甲园区签约12个，乙园区签约15个.
        let enough = match sure {
            _ if self.is_long => false,
            Sameness::No => false,
            Sameness::Likely => (is_slip || is_rank && one.noun == other.noun) && !same_sentence && self.says_enough(one, other),
            Sameness::Certain => {
                !same_sentence && self.says_enough(one, other) && (is_slip || is_rank || self.is_named(one) && other.claim.is_own)
            }
        };
        // A part and its whole may have one noun.
        let is_part = self.is_part(one) != self.is_part(other);
        let rivals =
            group.iter().filter(|f| !f.amount.interval.meets(&one.amount.interval) && !f.amount.interval.meets(&other.amount.interval));
        if !enough || is_part || rivals.count() > 0 {
            return None;
        }
        let votes = |fact: &Fact| group.iter().filter(|f| f.amount.interval.meets(&fact.amount.interval)).count();
        Some(if votes(one) < votes(other) { (one, other) } else { (other, one) })
    }

    /// Whether one of two values that differ takes up another that was told: 百岁老人61位，…11位百岁老人辞世。61人中…. It has no noun of its own.
    fn is_of_the_told(&self, facts: &[Fact], finding: &Finding) -> bool {
        let values = finding.evidence.iter().filter(|_| finding.code == "value-mismatch").flat_map(|evidence| &evidence.values);
        let named: Vec<usize> = values.filter_map(|value| facts.iter().position(|fact| fact.range == value.range)).collect();
        named.iter().any(|at| {
            let fact = &facts[*at];
            let behind = &self.reading(fact)[usize::from(fact.figure.range.end())..];
            let is_same = |other: &Fact| other.amount.dimension == fact.amount.dimension && other.amount.interval == fact.amount.interval;
            WORDS.of_told.iter().any(|word| behind.starts_with(word.as_str())) && facts[..*at].iter().any(is_same)
        })
    }

    /// Whether a semicolon alone parts two facts: 流通环节2218批次，不合格43批次；餐饮环节1296批次，不合格34批次. They are of two things.
    fn are_halves(&self, one: &Fact, other: &Fact) -> bool {
        let between = self.between(one, other);
        one.line == other.line && between.contains(';') && !between.contains(['。', '!', '?'])
    }

    /// What stands between two facts of a line.
    fn between(&self, one: &Fact, other: &Fact) -> &str {
        let (first, last) = if one.range.start() < other.range.start() { (one, other) } else { (other, one) };
        self.reading(one).get(usize::from(first.figure.range.end())..usize::from(last.figure.range.start())).unwrap_or("")
    }

    /// The words of a rank's clause that tell two orders apart: 增速 from 总量, 全市 from 全省.
    fn rank_words(&self, fact: &Fact) -> Vec<&'static str> {
        let clause = last_clause(&self.reading(fact)[..usize::from(fact.figure.range.end())]);
        WORDS.ranks.iter().map(String::as_str).filter(|word| clause.contains(word)).collect()
    }

    /// Whether one number is the other with a digit wrong, two exchanged, or a power of ten lost.
    fn slip(&self, one: &Fact, other: &Fact) -> bool {
        let (a, b) = (one.digits(self.reading(one)), other.digits(self.reading(other)));
        let digits = |s: &str| s.chars().filter(char::is_ascii_digit).count();
        // One digit alone is no pattern.
        digits(&a) >= 2 && digits(&b) >= 2 && distance(&a, &b) == 1
    }

    /// Whether a noun is more than a bare head.
    fn says_enough(&self, one: &Fact, other: &Fact) -> bool {
        let loose = |f: &Fact| f.claim.entry().is_some_and(|e| e.loose && f.noun.chars().count() <= e.name.chars().count());
        let short = |f: &Fact| f.noun.chars().count() < if f.claim.entry().is_some_and(|e| !e.loose) { 2 } else { 3 };
        !(short(one) || short(other)) && !(loose(one) && loose(other) && (one.claim.subject.is_empty() || other.claim.subject.is_empty()))
    }

    /// Whether a fact names its subject or is an indicator of the table that says what it is by itself.
    fn is_named(&self, fact: &Fact) -> bool {
        let has_time = fact.claim.period.is_some();
        has_time && fact.claim.is_own && (fact.claim.entry().is_some_and(|e| !e.loose) || fact.noun.chars().count() >= 5)
    }

    fn finding(&self, wrong: &Fact, right: &Fact) -> Finding {
        let (x, y) = (self.text(wrong), self.text(right));
        let is_rank = wrong.claim.statistic == Statistic::Rank;
        let code = if is_rank { "rank-mismatch" } else { "value-mismatch" };
        let what = if is_rank { "名次" } else { "数值" };
        let noun = &wrong.noun;
        let message = Message::new(
            format!("同一{what}前后不一：“{noun}”这里是{x}，另一处是{y}"),
            format!("one fact in two values: “{noun}” is {x} here and {y} elsewhere"),
        );
        self.report(code, message, wrong, right)
    }

    /// A1 of two numbers that no noun names alike.
    fn in_two_values(&self, wrong: &Fact, right: &Fact) -> Finding {
        let (x, y) = (self.text(wrong), self.text(right));
        let message = Message::new(
            format!("同一数值前后不一：这里是{x}，另一处是{y}"),
            format!("one fact in two values: {x} here and {y} elsewhere"),
        );
        self.report("value-mismatch", message, wrong, right)
    }

    fn report(&self, code: &'static str, message: Message, wrong: &Fact, right: &Fact) -> Finding {
        let (x, y) = (self.text(wrong), self.text(right));
        let mut value = as_value(self.reading(wrong), wrong.figure);
        value.range = wrong.range;
        let mut other = as_value(self.reading(right), right.figure);
        other.range = right.range;
        let values: Vec<Value> = vec![value, other];
        let related = vec![Related {
            range: right.range, message: Message::new(format!("另一处写作“{y}”"), format!("“{y}” stands here"))
        }];
        let fix = |at: &Fact, from: &str, to: &str| Fix {
            title: Message::new(format!("“{from}”改为“{to}”"), format!("Change “{from}” to “{to}”")),
            safe: false,
            edits: Edits::Places(vec![TextEdit { range: at.range, text: to.to_owned() }]),
        };
        let alike = wrong.figure.approximation == right.figure.approximation && wrong.figure.kind == right.figure.kind;
        let fixes = if alike { vec![fix(wrong, x, y), fix(right, y, x)] } else { Vec::new() };
        let evidence = Some(Evidence { formula: Message::both(format!("{x} ≠ {y}")), values });
        Finding { code, severity: Severity::Error, message, range: wrong.range, evidence, related, fixes }
    }

    /// Whether a rule of the line has told of one of these figures already, under a code that begins so.
    fn is_told(&self, facts: &[&Fact], codes: &[&str]) -> bool {
        let Some(first) = facts.first() else { return true };
        let told = &self.subject.facts(first.line).findings;
        let line = self.subject.in_source(first.line, crate::text::TextRange::empty(0.into())).start();
        let places = |f: &Finding| std::iter::once(f.range).chain(f.related.iter().map(|r| r.range)).collect::<Vec<_>>();
        let touches = |f: &&Finding| {
            places(f).iter().any(|p| facts.iter().any(|fact| (*p + line).intersect(fact.range).is_some_and(|shared| !shared.is_empty())))
        };
        told.iter().filter(|f| codes.iter().any(|code| f.code.starts_with(code))).any(|f| touches(&f))
    }

    /// The fix that mends a number.
    fn change(&self, fact: &Fact, mend: &Mend) -> Fix {
        let digits = number(self.reading(fact), &fact.amount);
        let (old, new) = (self.text(fact), self.text(fact).replacen(digits, &mend.number, 1));
        let text = self.reading(fact)[fact.figure.number].replacen(digits, &mend.number, 1);
        let range = self.subject.reading_in_source(fact.line, fact.figure.number);
        Fix {
            title: Message::new(format!("“{old}”改为“{new}”"), format!("Change “{old}” to “{new}”")),
            safe: false,
            edits: Edits::Places(vec![TextEdit { range, text }]),
        }
    }

    /// 这321家入园企业: points back at a number that was told, and it was another.
    fn backward(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
        for (at, fact) in facts.iter().enumerate().filter(|(_, f)| f.claim.points_back && f.claim.statistic == Statistic::Level) {
            let before = facts[at.saturating_sub(30)..at].iter().filter(|f| f.line + 2 >= fact.line);
            let head = fact.noun.chars().next_back();
            let alike: Vec<&Fact> = before
                .filter(|f| f.amount.dimension == fact.amount.dimension && f.claim.statistic == Statistic::Level && !f.claim.points_back)
                .collect();
            let of_head: Vec<&&Fact> = alike.iter().filter(|f| head.is_some() && f.noun.chars().next_back() == head).collect();
            let is_told = alike.iter().any(|f| f.amount.interval.meets(&fact.amount.interval));
            let [right] = of_head[..] else { continue };
            if is_told || !fact.is_exact() || !right.is_exact() || !(self.slip(fact, right) || alike.len() == 1) {
                continue;
            }
            let (x, y) = (self.text(fact), self.text(right));
            let message = Message::new(
                format!("前文说的是{y}，这里回指时写作{x}"),
                format!("it was {y} before, and is {x} where the text points back at it"),
            );
            findings.push(self.report("value-mismatch", message, fact, right));
        }
    }
}
