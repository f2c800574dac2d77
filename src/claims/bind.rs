//! Binds the figures of a line: walks over its clauses, reads what stands before and behind each figure, and carries the topic on.

mod statement;
mod topic;

use std::sync::LazyLock;

use serde::Deserialize;

use super::claim::{Base, Claim, Modality, Period, Phrase, Role, Statistic};
use super::indicator::IndicatorId;
use super::lead::{Lead, phrase};
use super::node::{Node, What, nodes};
use super::words::{Match, Word, words};
use crate::figures::figure::{Figure, Kind, Value};
use crate::figures::unit::UnitKind;
use crate::text::TextRange;
use topic::{List, Topic};

/// Words about nouns (`data/nouns.toml`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    /// They name a time or nothing.
    empty: Vec<String>,
    /// What a clause ends with that says where figures are from.
    sources: Vec<String>,
    /// Behind a figure, and no part of its noun.
    behind: Vec<String>,
    /// Before a noun, and nobody's name.
    prepositions: Vec<String>,
}

static NOUNS: LazyLock<Nouns> = LazyLock::new(|| shipped!("claims/data/nouns"));

/// The claims of a line, in order of their figures. A figure that measures nothing for certain has none.
pub fn claims(reading: &str, figures: &[Figure]) -> Vec<Claim> {
    let nodes = nodes(reading, figures);
    if !nodes.iter().any(|n| matches!(n.what, What::Figure(_))) {
        return Vec::new();
    }
    let mut binder = Binder {
        reading,
        figures,
        claims: Vec::new(),
        topic: Topic::default(),
        sentence: 0,
        clause: 0,
        threads: 0,
        lists: 0,
        composes: false,
        groups: 0,
        in_base: false,
        aside: None,
    };
    let mut start = 0;
    for at in 0..=nodes.len() {
        let ends = nodes.get(at).is_none_or(|n| matches!(n.what, What::Stop | What::Semicolon));
        if ends {
            binder.sentence(&nodes[start..at]);
            let is_stop = nodes.get(at).is_none_or(|n| n.what == What::Stop);
            binder.topic.in_parts &= is_stop || !binder.has_several_parts();
            binder.topic.end_sentence(is_stop);
            binder.sentence += 1;
            start = at + 1;
        }
    }
    binder.claims
}

/// Whether nodes end with the time that something is held against: 比第二季度.
fn names_base(nodes: &[Node]) -> bool {
    matches!(nodes, [.., than, time] if than.what == What::Word(Word::Than) && matches!(time.what, What::Time(_)))
}

/// The most nodes before a figure that are looked at.
const MOST_NODES: usize = 64;
/// How many claims back the whole of 其中 is looked for.
const WHOLE_REACH: usize = 24;
/// How many characters before a value say that a share is told of it.
const OF_VALUE: usize = 24;

struct Binder<'l> {
    reading: &'l str,
    figures: &'l [Figure],
    claims: Vec<Claim>,
    topic: Topic,
    sentence: u32,
    clause: u32,
    threads: u32,
    /// How many lists by 分别 there were.
    lists: u32,
    /// Whether the sentence says what something is made of: 由…组成.
    composes: bool,
    /// How many times 其中 stood.
    groups: u32,
    /// Whether a bracket holds the values that something is held against: 比第二季度（1350批次）.
    in_base: bool,
    /// What was spoken of before a bracket, and how many claims there were.
    aside: Option<(Topic, usize)>,
}

impl Binder<'_> {
    fn sentence(&mut self, nodes: &[Node]) {
        let names_parts = |n: &Node| n.what == What::Word(Word::Compose) && matches!(&self.reading[n.range], "组成" | "构成");
        self.composes = nodes.iter().any(names_parts);
        let mut start = 0;
        let mut has_figure = false;
        for at in 0..=nodes.len() {
            let ends = match nodes.get(at).map(|n| n.what) {
                None => true,
                // A pause parts clauses only behind a figure; before one it stands in a list of names.
                // Behind one too where no figure follows before the comma: 25个国控、省控断面中.
                Some(What::Pause) => has_figure && figure_follows(&nodes[at + 1..]),
                Some(What::Comma) => true,
                // 比第二季度（1350批次中不合格31批次）: what it is held against, with its own values.
                Some(What::Open) => has_figure || names_base(&nodes[start..at]),
                Some(What::Close) => has_figure,
                Some(What::Figure(_)) => {
                    has_figure = true;
                    false
                }
                _ => false,
            };
            if ends {
                let goes_on = nodes.get(at).is_some_and(|n| n.what == What::Pause);
                self.clause_of(&nodes[start..at], goes_on);
                self.clause += 1;
                start = at + 1;
                has_figure = false;
            }
            match nodes.get(at).map(|n| n.what) {
                Some(What::Open) => {
                    self.aside = Some((self.topic.clone(), self.claims.len()));
                    self.in_base = names_base(&nodes[..at]);
                    // 比第二季度（1350批次中不合格31批次）: all that stands in the bracket is of the time before it.
                    if let Some(What::Time(time)) = at.checked_sub(1).map(|before| nodes[before].what) {
                        self.topic.period = self.period(time);
                    }
                }
                Some(What::Close) => {
                    self.end_aside();
                    self.in_base = false;
                }
                _ => {}
            }
        }
    }

    /// One clause; `goes_on`: a pause follows, so that the next one is of the same list.
    fn clause_of(&mut self, nodes: &[Node], goes_on: bool) {
        let mut from = 0;
        let mut is_first = true;
        for at in 0..nodes.len() {
            let What::Figure(index) = nodes[at].what else { continue };
            let next = nodes[at + 1..].iter().position(|n| matches!(n.what, What::Figure(_))).map_or(nodes.len(), |n| at + 1 + n);
            self.figure(index, &nodes[from..at], &nodes[at + 1..next], is_first);
            from = at + 1;
            is_first = false;
        }
        if is_first {
            self.without_figure(nodes);
        }
        if !goes_on {
            self.topic.list = None;
        }
    }

    /// A clause without a figure may name a time, a comparison, a condition, or what is spoken of next.
    fn without_figure(&mut self, nodes: &[Node]) {
        let nodes = &nodes[nodes.len().saturating_sub(MOST_NODES)..];
        let Some(first) = nodes.first() else { return };
        let lead = Lead::of(self.reading, nodes, first.range.start());
        if lead.has(Word::Caveat) {
            self.topic.has_caveat = true;
        }
        if lead.has(Word::OfWhich) {
            self.begin_parts();
        }
        self.set_modality(&lead);
        let times: Vec<usize> = nodes.iter().filter_map(|n| if let What::Time(index) = n.what { Some(index) } else { None }).collect();
        if let Some(than) = nodes.iter().position(|n| n.what == What::Word(Word::Than)) {
            let behind = phrase(self.reading, &nodes[than + 1..], first.range.start());
            self.topic.base = Base {
                is_named: true,
                period: times.last().and_then(|t| self.period(*t)),
                noun: behind,
                word: self.reading[nodes[than].range].to_owned(),
            };
            return;
        }
        if let Some(time) = times.last() {
            self.topic.period = self.period(*time);
        }
        if let Some(indicator) = lead.indicator {
            self.topic.indicator = Some(indicator);
            self.topic.noun = lead.noun.clone();
            self.topic.scopes = lead.scopes.clone();
            self.topic.whole = None;
            self.threads += 1;
            self.topic.thread = self.threads;
        }
        let subject = if lead.indicator.is_some() { lead.owner } else { lead.noun };
        if !subject.is_empty() && subject.text.chars().count() <= 20 && !is_source(&subject.text) {
            self.topic.subject = subject;
        }
    }

    /// A bracket that said something is closed: 86.7万吨（其中养殖61.3万吨），…: what was spoken of before goes on.
    fn end_aside(&mut self) {
        let Some((topic, claims)) = self.aside.take() else { return };
        if self.claims.len() > claims {
            self.topic = topic;
        }
    }

    /// Whether two values and more were told as parts of one kind since the last semicolon: 其中，甲12亿元，乙9亿元；丙…. What stands behind
    /// the next one is no part then, as it is in 其中，甲12亿元；乙9亿元；丙….
    fn has_several_parts(&self) -> bool {
        let own = self.claims.iter().rev().take(WHOLE_REACH).take_while(|c| c.sentence == self.sentence);
        let mut parts = own.filter(|c| c.whole.is_some() && c.group == self.groups && c.statistic == Statistic::Level);
        let dimension = |c: &Claim| self.figures.get(c.figure).and_then(|f| f.unit).map(|u| u.dimension());
        parts.next().is_some_and(|first| parts.any(|c| dimension(c) == dimension(first)))
    }

    fn begin_parts(&mut self) {
        self.groups += 1;
        if self.topic.in_parts && self.claims.last().is_some_and(|c| c.sentence == self.sentence && c.whole.is_some()) {
            // 其中 once more within the parts begins another group.
            return;
        }
        // 262亿元，上年为254亿元。其中…: of the present.
        let is_past = |c: &Claim| c.period.as_ref().is_some_and(Period::is_previous);
        let all_past = self.claims.iter().rev().take(WHOLE_REACH).all(is_past);
        let is_level = |c: &&(usize, &Claim)| {
            c.1.statistic == Statistic::Level
                && !matches!(c.1.role, Role::From | Role::Than)
                && c.1.whole.is_none()
                && (all_past || !is_past(c.1))
        };
        let mut near = self.claims.iter().enumerate().rev().take(WHOLE_REACH).filter(|(_, c)| c.sentence + 1 >= self.sentence);
        let last = near.find(|c| is_level(&c));
        self.topic.parts_lead = self.claims.last().is_none_or(|c| c.sentence != self.sentence);
        self.topic.whole = last.map(|(at, _)| at);
        self.topic.in_parts = true;
    }

    fn set_modality(&mut self, lead: &Lead) {
        if lead.has(Word::Plan) {
            self.topic.modality = Modality::Plan;
        } else if lead.has(Word::Done) {
            self.topic.modality = Modality::Actual;
        }
    }

    fn period(&self, figure: usize) -> Option<Period> {
        let figure = self.figures.get(figure)?;
        let Value::Time(time) = &figure.value else { return None };
        Some(Period { text: self.reading[figure.range].to_owned(), time: time.clone() })
    }

    fn figure(&mut self, index: usize, before: &[Node], behind: &[Node], is_first: bool) {
        // What stands farther off binds nothing, and would cost a hostile line quadratic time.
        let before = &before[before.len().saturating_sub(MOST_NODES)..];
        let Some(figure) = self.figures.get(index) else { return };
        let mut lead = Lead::of(self.reading, before, figure.range.start());
        self.continue_list(&mut lead, before);
        if lead.has(Word::OfWhich) {
            self.begin_parts();
        }
        if self.composes && lead.verb == Some(Word::From) {
            // 由以下行业构成：农林牧渔业31亿元: the noun stands behind.
            let is_head = |n: &Node| matches!(n.what, What::Colon | What::Word(Word::From | Word::Compose));
            let noun = before.iter().rposition(is_head).map_or(before, |at| &before[at + 1..]);
            lead = Lead::of(self.reading, noun, figure.range.start());
            self.begin_parts();
        }
        if lead.has(Word::Caveat) || behind.iter().any(|n| n.what == What::Word(Word::Caveat)) {
            self.topic.has_caveat = true;
        }
        let modality = self.topic.modality;
        self.set_modality(&lead);
        if self.is_of_value(index, figure, before) {
            self.of_value(index, &lead, modality);
            return;
        }
        if self.is_none(figure) {
            return;
        }
        let trail = self.trail(figure, behind);
        let Some((statistic, role, sign)) = self.statistic(figure, &lead, &trail, behind) else {
            if let Some(time) = lead.times.last() {
                self.topic.period = self.period(*time);
            }
            return;
        };
        let mut claim = self.claim(index, figure, &lead, &trail, (statistic, role, sign), is_first);
        if self.in_base && role == Role::Plain && statistic == Statistic::Level {
            claim.role = Role::Than;
        }
        let is_each = self.reading[..usize::from(figure.range.start())].ends_with('每');
        let is_whole = behind.last().is_some_and(|n| n.what == What::Word(Word::Among)) && !is_each;
        self.claims.push(claim);
        // 28座车站中，20座已封顶，其余…: the parts follow.
        if is_whole && !self.topic.in_parts && self.claims.last().is_some_and(|c| c.statistic == Statistic::Level) {
            self.topic.whole = Some(self.claims.len() - 1);
            self.topic.in_parts = true;
        }
    }

    /// 没有一个, 每一家: `一` counts nothing.
    fn is_none(&self, figure: &Figure) -> bool {
        let before = &self.reading[..usize::from(figure.range.start())];
        let turns = before.ends_with(['没', '无', '每', '哪', '任', '同', '另', '某', '这', '那', '何']) || before.ends_with("没有");
        &self.reading[figure.number] == "一" && turns
    }

    /// 占总投资210亿元的58%: nothing but 的 between a value and a share.
    fn is_of_value(&self, index: usize, figure: &Figure, before: &[Node]) -> bool {
        let is_part = matches!(figure.kind, Kind::Percent | Kind::Fraction);
        let is_bare = !before.is_empty()
            && self.reading[before[0].range].starts_with('的')
            && before.iter().all(|n| &self.reading[n.range] == "的" || n.what == What::Word(Word::Adverb));
        let last = self.claims.last().filter(|c| c.figure + 1 == index && c.clause == self.clause && c.statistic == Statistic::Level);
        // 占该县104亿元生产总值的9.0%: the noun stands behind the value.
        let is_noun = |n: &Node| matches!(n.what, What::Text | What::Indicator(_) | What::Scope(_) | What::Word(Word::Adverb));
        let ends = || before.last().is_some_and(|n| self.reading[n.range].ends_with('的'));
        let opens = |value: &Claim| {
            let head = &self.reading[..self.figures[value.figure].range.start().into()];
            let mut clause = head.chars().rev().take(OF_VALUE).take_while(|c| !matches!(c, ',' | '。' | ';' | '('));
            clause.any(|c| c == '占')
        };
        is_part
            && last.is_some_and(|value| {
                is_bare || self.reading[figure.range].ends_with('%') && before.iter().all(is_noun) && ends() && opens(value)
            })
    }

    /// A share of the value before it, by the thing that the value before that is of.
    fn of_value(&mut self, index: usize, lead: &Lead, modality: Modality) {
        let Some(whole) = self.claims.len().checked_sub(1) else { return };
        let base = self.claims[whole].clone();
        let part =
            self.claims[..whole].iter().rev().take(6).find(|c| c.sentence == base.sentence && c.statistic == Statistic::Level).cloned();
        let part = part.unwrap_or_else(|| base.clone());
        self.topic.modality = modality;
        self.topic.thread = part.thread;
        self.topic.noun = part.noun.clone();
        self.topic.indicator = part.indicator;
        self.claims[whole].role = Role::Than;
        self.claims.push(Claim {
            figure: index,
            statistic: Statistic::Share,
            role: Role::Plain,
            sign: 0,
            verb: lead.verb_at,
            of: base.noun.clone(),
            of_value: Some(whole),
            is_own: false,
            clause: self.clause,
            whole: None,
            points_back: false,
            list: None,
            base: Base::default(),
            has_caveat: base.has_caveat,
            ..part
        });
    }

    /// In a list by 分别 the figures take the names before it one after the other.
    fn continue_list(&mut self, lead: &mut Lead, before: &[Node]) {
        if lead.has(Word::Respective)
            && let Some(at) = before.iter().rposition(|n| n.what == What::Word(Word::Respective))
        {
            let names = names(self.reading, &before[..at]);
            self.lists += 1;
            self.topic.list = Some(List { number: self.lists, names, next: 0, statistic: lead.clone() });
            return;
        }
        let Some(list) = &mut self.topic.list else { return };
        list.next += 1;
        let bare = before.iter().all(|n| matches!(n.what, What::Word(Word::Break | Word::Adverb)));
        if bare {
            let model = &list.statistic;
            lead.verb = model.verb;
            lead.verb_at = model.verb_at;
            lead.than = model.than.clone();
            lead.words = model.words.iter().filter(|(w, _)| *w != Word::OfWhich).copied().collect();
            lead.indicator = model.indicator;
            lead.noun = model.noun.clone();
            lead.owner = model.owner.clone();
            lead.scopes = model.scopes.clone();
        }
    }

    /// The noun behind a figure: 312家企业, 40亿元的投资.
    fn trail(&self, figure: &Figure, behind: &[Node]) -> Trail {
        let counts = figure.unit.is_some_and(|u| u.entry.kind == UnitKind::Counter && u.per.is_none());
        let starts_with_of = behind.first().is_some_and(|n| self.reading[n.range].starts_with('的'));
        let behind = &behind[usize::from(behind.first().is_some_and(|n| &self.reading[n.range] == "的"))..];
        let is_noun = |n: &Node| matches!(n.what, What::Text | What::Indicator(_) | What::Scope(_));
        let len = behind.iter().position(|n| !is_noun(n)).unwrap_or(behind.len());
        let nodes = &behind[..len];
        if !(counts || starts_with_of) || nodes.is_empty() {
            return Trail::default();
        }
        let indicator = nodes.iter().rev().find_map(|n| if let What::Indicator(id) = n.what { Some(id) } else { None });
        Trail { noun: phrase(self.reading, nodes, figure.range.end()), indicator, is_direct: counts && !starts_with_of }
    }

    fn claim(&mut self, index: usize, figure: &Figure, lead: &Lead, trail: &Trail, said: (Statistic, Role, i8), is_first: bool) -> Claim {
        let (statistic, role, sign) = said;
        let is_value = statistic == Statistic::Level && !matches!(role, Role::From | Role::Than);
        let qualifies = matches!(role, Role::From | Role::Than);
        // 由2019年的a: the time is this value's alone. 增至2023年的b, 2023年达b: it is the topic's.
        let own_time = lead.own_times.last().or(if qualifies { None } else { lead.times.last() });
        let period = own_time.and_then(|time| self.period(*time));
        if let Some(time) = lead.times.last().filter(|_| is_first || lead.than.is_none()) {
            self.topic.period = self.period(*time);
        }
        let (noun, indicator, mut owner, is_own) = self.named(lead, trail, role);
        let list = self.topic.list.as_ref().map(|list| (list.number, list.next as u32));
        let item = self.topic.list.as_ref().and_then(|list| list.names.get(list.next)).cloned();
        let starts_thread = is_own && !(statistic != Statistic::Level && indicator.is_none() && self.topic.indicator.is_some());
        let mut subject_only = Phrase::default();
        if is_own && starts_thread {
            let known = self.thread_of(&noun, indicator, figure);
            self.threads += u32::from(known.is_none());
            self.topic.thread = known.unwrap_or(self.threads);
            self.topic.noun = noun.clone();
            self.topic.indicator = indicator;
            self.topic.scopes = lead.scopes.clone();
            if NOUNS.prepositions.contains(&owner.text) {
                owner = Phrase::default();
            }
            if !owner.is_empty() {
                self.topic.subject = owner.clone();
            }
            if !self.topic.in_parts && is_value && lead.scopes.is_empty() && owner.is_empty() {
                owner = self.topic.subject.clone();
            }
        } else if is_own {
            // 甲市增长6.1%: the words are whose it is.
            subject_only = noun.clone();
            self.threads += 1;
            self.topic.thread = self.threads;
        } else if is_value && self.has_other_dimension(figure) && role == Role::Plain {
            self.threads += 1;
            self.topic.thread = self.threads;
        }
        // 工资总额增加0.7亿元，人均工资增长5.5%: of another thing than the total before.
        let is_mean = lead.has(Word::Average) || lead.has(Word::Extreme);
        let follows_mean = || self.claims.last().is_some_and(|c| matches!(c.role, Role::Average | Role::Extreme));
        if matches!(statistic, Statistic::Growth | Statistic::Change) && is_mean && role == Role::Plain && !follows_mean() {
            self.threads += 1;
            self.topic.thread = self.threads;
        }
        let subject = match item {
            Some(item) => item,
            None if !subject_only.is_empty() => subject_only,
            None if owner.is_empty() => self.topic.subject.clone(),
            None => owner,
        };
        let base = self.base(lead);
        let says_of = matches!(statistic, Statistic::Share | Statistic::Ratio) || qualifies;
        let of = if says_of { lead.of.clone() } else { Phrase::default() };
        let modality = match (role, self.topic.modality) {
            (Role::Extreme, _) => Modality::Capacity,
            (_, Modality::Actual) if lead.has(Word::Level) && self.reading[lead.verb_at] == *"累计" => Modality::Cumulative,
            (_, modality) => modality,
        };
        let scopes = if lead.scopes.is_empty() && !is_own { self.topic.scopes.clone() } else { lead.scopes.clone() };
        Claim {
            figure: index,
            sentence: self.sentence,
            clause: self.clause,
            thread: self.topic.thread,
            statistic,
            role,
            subject,
            noun: if is_own && starts_thread { noun } else { self.topic.noun.clone() },
            is_own,
            indicator: indicator.or(if is_own && starts_thread { None } else { self.topic.indicator }),
            scopes,
            period: period.or_else(|| if qualifies { None } else { self.topic.period.clone() }),
            modality,
            sign,
            verb: lead.verb_at,
            base,
            has_caveat: self.topic.has_caveat || lead.has(Word::Caveat) || self.bracket_has_caveat(figure),
            is_annual: matches!(lead.verb, Some(Word::Annually | Word::AnnuallyDown))
                || lead.words.iter().any(|(_, at)| self.reading[*at].contains("年均")),
            whole: if self.topic.in_parts { self.topic.whole } else { None },
            group: self.groups,
            of,
            of_value: None,
            points_back: lead.verb == Some(Word::This) && self.opens_clause(lead.verb_at),
            list,
        }
    }

    fn named(&self, lead: &Lead, trail: &Trail, role: Role) -> (Phrase, Option<IndicatorId>, Phrase, bool) {
        if trail.is_direct && !trail.noun.is_empty() && !NOUNS.behind.contains(&trail.noun.text) {
            // 签约18个项目 is 签约项目18个.
            let text = format!("{}{}", lead.noun.text, trail.noun.text);
            let start = if lead.noun.is_empty() { trail.noun.range.start() } else { lead.noun.range.start() };
            let whole = Phrase { range: TextRange::new(start, trail.noun.range.end().max(start)), text };
            return (whole, trail.indicator.or(lead.indicator), lead.owner.clone(), true);
        }
        if lead.noun.is_empty() && !trail.noun.is_empty() {
            return (trail.noun.clone(), trail.indicator, Phrase::default(), true);
        }
        let is_compared = role == Role::Than && self.opens_comparison(lead);
        let is_own = !(lead.noun.is_empty() || is_empty_noun(&lead.noun.text) || is_compared);
        if !is_own && role == Role::Rest && lead.verb == Some(Word::Rest) {
            // 甲系列7万千升，占40%；其余8万千升…，占45%: what is left is another thing than what was told.
            let noun = Phrase { range: lead.verb_at, text: self.reading[lead.verb_at].to_owned() };
            return (noun, None, Phrase::default(), true);
        }
        if !is_own && lead.verb == Some(Word::Average) {
            // 平均亩产150公斤 after 总产6万吨: the word itself is the noun.
            let noun = Phrase { range: lead.verb_at, text: self.reading[lead.verb_at].to_owned() };
            return (noun, None, Phrase::default(), true);
        }
        (lead.noun.clone(), lead.indicator, lead.owner.clone(), is_own)
    }

    /// 增长20%（同口径）.
    fn bracket_has_caveat(&self, figure: &Figure) -> bool {
        let behind = &self.reading[usize::from(figure.range.end())..];
        if !behind.starts_with(['(', '（']) {
            return false;
        }
        let end = behind.char_indices().nth(20).map_or(behind.len(), |(at, _)| at);
        let bracket = behind[..end].split([')', '）']).next().unwrap_or("");
        words(bracket).any(|(_, _, is)| is == Match::Word(Word::Caveat))
    }

    /// Whether a word begins its clause: after a list of names 这3家 means the list.
    fn opens_clause(&self, word: TextRange) -> bool {
        let before = self.reading[..usize::from(word.start())].trim_end();
        before.is_empty() || before.ends_with([',', '，', '。', ';', '；', ':', '：', '!', '?', '…', '”', '(', '（'])
    }

    /// The thread of the same noun in this sentence.
    fn thread_of(&self, noun: &Phrase, indicator: Option<IndicatorId>, figure: &Figure) -> Option<u32> {
        let same = |c: &&Claim| {
            c.noun.text == noun.text && c.indicator == indicator && c.sentence == self.sentence && {
                let dimension = |f: &Figure| f.unit.map(|u| u.dimension());
                self.figures.get(c.figure).is_some_and(|f| f.kind == figure.kind || dimension(f) != dimension(figure))
            }
        };
        self.claims.iter().rev().take(12).find(same).map(|c| c.thread)
    }

    /// Whether the thread's values have another dimension than a figure, so that it speaks of another thing.
    fn has_other_dimension(&self, figure: &Figure) -> bool {
        let is_value = |c: &&Claim| c.thread == self.topic.thread && c.statistic == Statistic::Level;
        let Some(last) = self.claims.iter().rev().take(12).find(is_value).and_then(|c| self.figures.get(c.figure)) else { return false };
        last.unit.map(|u| u.dimension()) != figure.unit.map(|u| u.dimension())
    }

    fn base(&self, lead: &Lead) -> Base {
        let Some(than) = &lead.than else { return self.topic.base.clone() };
        Base {
            is_named: true,
            period: than.times.last().and_then(|time| self.period(*time)),
            noun: than.noun.clone(),
            word: self.reading[than.at].to_owned(),
        }
    }
}

/// Whether a figure comes before the next comma.
fn figure_follows(nodes: &[Node]) -> bool {
    nodes.iter().take_while(|n| n.what != What::Comma).take(24).any(|n| matches!(n.what, What::Figure(_)))
}

/// Whether a clause says where the figures are from: 初步核算, 市统计局介绍.
fn is_source(clause: &str) -> bool {
    NOUNS.sources.iter().any(|word| clause.ends_with(word.as_str()))
}

/// Nouns that name a time or nothing: 半年新增6个, 五年时间翻两番.
fn is_empty_noun(noun: &str) -> bool {
    let is_each = noun.starts_with('每') && noun.chars().count() <= 3;
    is_each || NOUNS.empty.iter().any(|word| word == noun)
}

/// What stands behind a figure.
#[derive(Clone, Debug, Default)]
struct Trail {
    noun: Phrase,
    indicator: Option<IndicatorId>,
    /// Whether it follows without 的, as what is counted does.
    is_direct: bool,
}

/// The names of a list: 甲、乙和丙.
fn names(reading: &str, nodes: &[Node]) -> Vec<Phrase> {
    let parts = nodes.split(|n| {
        n.what == What::Pause || (n.what == What::Word(Word::Break) && matches!(&reading[n.range], "和" | "及" | "与" | "以及"))
    });
    parts
        .filter_map(|part| {
            let end = part.last()?.range.end();
            let name = phrase(reading, part, end);
            (!name.is_empty()).then_some(name)
        })
        .collect()
}
