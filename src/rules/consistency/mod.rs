//! One fact, two values: within the text (A1), title against text (A2), two ranks of one thing (H1), a hedge against the exact value
//! behind it (F2).
//!
//! Facts are put in groups by their key and compared only within it, so the pass is linear. Two values of one thing are reported if the
//! words say for certain that it is one thing, or if they likely do and one number is the other with a slip of the typist.

mod breakdown;
pub(in crate::rules) mod fact;
mod likeness;
mod shares;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashMap;

use jiff::civil::Date;

use super::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity};
use super::relations::amount::distance;
use super::relations::slip::{Mend, number};
use super::style::{as_value, last_clause};
use super::{Check, OverLines, Subject, Value};
use crate::article::Role as LineRole;
use crate::claims::{Role, Statistic};
use crate::figures::figure::{Approximation, Kind};
use crate::text::TextEdit;
use fact::{Fact, Place, Sameness, facts, sameness};

/// The most facts of one key that are compared; where there are more, the key says too little.
const MOST_ALIKE: usize = 24;
/// How many facts of the text a title is held against.
const MOST_OF_BODY: usize = 400;

/// An article with more facts than this is a report: past and plan stand in it side by side.
const LONG: usize = 90;

/// Facts of an article that cannot both be, and the figures of all that were held against each other.
pub(super) fn check(subject: &dyn Subject) -> OverLines {
    let facts = facts(subject);
    let today = subject.dateline();
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
    article.note_titles(&facts, &mut checked);
    article.backward(&facts, &mut findings);
    article.hedges(&facts, &mut findings);
    article.shares(&facts, &mut findings, &mut checked);
    article.breakdowns(&facts, &mut findings, &mut checked);
    findings.sort_by_key(|f| (f.range.start(), f.code));
    findings.dedup_by(|a, b| a.range == b.range);
    OverLines { findings, checked: checked.into_iter().map(|(line, figure)| (line, figure, Check::Elsewhere)).collect() }
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

    /// What the title says and the text says again.
    fn note_titles(&self, facts: &[Fact], checked: &mut Vec<(usize, usize)>) {
        let bodies: Vec<&Fact> = facts.iter().filter(|f| f.place == Place::Body).take(MOST_OF_BODY).collect();
        for title in facts.iter().filter(|f| f.place == Place::Title && f.claim.list.is_none()).take(MOST_ALIKE) {
            let alike = |f: &&&Fact| f.claim.statistic == title.claim.statistic && f.amount.dimension == title.amount.dimension;
            for body in bodies.iter().filter(alike).filter(|f| self.likeness(title, f).is_some()) {
                checked.extend([(title.line, title.claim.figure), (body.line, body.claim.figure)]);
            }
        }
    }

    /// Which of two facts is reported, and against which; `None` where they can both be.
    fn contradicts<'f>(&self, one: &'f Fact<'f>, other: &'f Fact<'f>, group: &[&Fact]) -> Option<(&'f Fact<'f>, &'f Fact<'f>)> {
        let same_sentence = one.line == other.line && one.claim.sentence == other.claim.sentence;
        if one.amount.interval.meets(&other.amount.interval) || !one.is_exact() || !other.is_exact() || one.place != other.place {
            return None;
        }
        let sure = sameness(one, other, self.today);
        let is_slip = self.slip(one, other);
        let is_rank = one.claim.statistic == Statistic::Rank;
        if is_rank && self.rank_words(one) != self.rank_words(other) {
            return None;
        }
        // Side by side, two values of one noun are two things: 甲园区签约12个，乙园区签约15个.
        let enough = match sure {
            _ if self.is_long => false,
            Sameness::No => false,
            Sameness::Likely => (is_slip || is_rank && one.noun == other.noun) && !same_sentence && self.says_enough(one, other),
            Sameness::Certain => !same_sentence && self.says_enough(one, other) && (is_slip || is_rank || self.is_named(one)),
        };
        // A part and its whole may have one noun.
        let is_part = one.claim.whole.is_some() != other.claim.whole.is_some();
        let rivals =
            group.iter().filter(|f| !f.amount.interval.meets(&one.amount.interval) && !f.amount.interval.meets(&other.amount.interval));
        if !enough || is_part || rivals.count() > 0 {
            return None;
        }
        let votes = |fact: &Fact| group.iter().filter(|f| f.amount.interval.meets(&fact.amount.interval)).count();
        Some(if votes(one) < votes(other) { (one, other) } else { (other, one) })
    }

    /// The words of a rank's clause that tell two orders apart: 增速 from 总量, 全市 from 全省.
    fn rank_words(&self, fact: &Fact) -> Vec<&'static str> {
        const WORDS: [&str; 22] = [
            "增速", "增幅", "增长", "总量", "总额", "人均", "单产", "增量", "占比", "累计", "当月", "综合", "全国", "全省", "全市", "全县",
            "全区", "中部", "西部", "东部", "同类", "世界",
        ];
        let clause = last_clause(&self.reading(fact)[..usize::from(fact.figure.range.end())]);
        WORDS.into_iter().filter(|word| clause.contains(word)).collect()
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

    /// A2: what the title says, against the text.
    fn titles(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
        let bodies: Vec<&Fact> = facts.iter().filter(|f| f.place == Place::Body).collect();
        for title in facts.iter().filter(|f| f.place == Place::Title && f.claim.list.is_none()) {
            let end = self.section_end(title.line);
            let alike = |f: &&&Fact| {
                (f.line > title.line || title.claim.sentence == 0 && f.line == title.line)
                    && f.line < end.max(title.line + 1)
                    && f.claim.statistic == title.claim.statistic
                    && f.amount.dimension == title.amount.dimension
            };
            let near: Vec<&&Fact> = bodies.iter().filter(alike).take(200).collect();
            // 突破300家 is said of 300 as well.
            let is_same = |f: &Fact| f.value().is_some() && f.value() == title.value();
            if near.iter().any(|f| f.amount.interval.meets(&title.amount.interval) || is_same(f)) {
                continue;
            }
            // The nearest noun; several facts of one value are one.
            let mut candidates: Vec<(usize, &Fact)> =
                near.iter().filter(|f| f.is_exact()).filter_map(|f| Some((self.likeness(title, f)?, **f))).collect();
            candidates.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
            let Some((best, body)) = candidates.first().copied() else { continue };
            let rival = candidates.iter().any(|(l, f)| *l == best && !f.amount.interval.meets(&body.amount.interval));
            if rival {
                continue;
            }
            let (x, y) = (self.text(title), self.text(body));
            let message = Message::new(
                format!("标题与正文不符：标题是{x}，正文是{y}"),
                format!("the title does not go with the text: {x} in the title, {y} in the text"),
            );
            findings.push(self.report("title-mismatch", message, title, body));
        }
    }

    /// Where the lines end that a title or heading stands above.
    fn section_end(&self, line: usize) -> usize {
        let roles = &self.subject.article().roles;
        let is_heading = |role: &LineRole| matches!(role, LineRole::Heading(_));
        if !is_heading(&roles[line]) {
            return if self.subject.line_count() == line + 1 { usize::MAX } else { self.subject.line_count() };
        }
        (line + 1..roles.len()).find(|at| is_heading(&roles[*at])).unwrap_or(roles.len())
    }

    /// How much of the title's words a fact of the text has; `None` where it is not the one that the title speaks of.
    fn likeness(&self, title: &Fact, body: &Fact) -> Option<usize> {
        let is_plain = matches!(body.claim.role, Role::Plain | Role::To | Role::Done | Role::Average)
            && body.claim.whole.is_none()
            && body.claim.list.is_none();
        if !is_plain
            || title.claim.modality != body.claim.modality
            || title.claim.sign != body.claim.sign && title.claim.statistic != Statistic::Level
        {
            return None;
        }
        let (a, b) = (title.noun.as_str(), body.noun.as_str());
        let suffix = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).count();
        let pairs = |s: &str| s.chars().zip(s.chars().skip(1)).map(|(x, y)| format!("{x}{y}")).collect::<Vec<_>>();
        let theirs = pairs(b);
        let common = pairs(a).iter().filter(|p| theirs.contains(p)).count();
        let indicator = title.claim.indicator.is_some() && title.claim.indicator == body.claim.indicator;
        let likeness = suffix * 2 + common + usize::from(indicator) * 4;
        let is_percent = title.amount.dimension == "percent";
        let is_near = match (title.value(), body.value()) {
            (Some(t), Some(b)) => (t - b).abs() * rust_decimal::Decimal::from(4) <= t.max(b),
            _ => false,
        };
        // The place stands in both: what is counted must, too.
        let is_count = title.amount.dimension.starts_with("count");
        let same_noun = suffix >= 2 || indicator || common >= if is_count { 4 } else { 2 };
        let len = |f: &Fact| f.digits(self.reading(f)).len();
        let is_slip = self.slip(title, body) && len(title) == len(body) || !title.is_exact() && is_near;
        (same_noun && (is_slip || is_near && !is_percent && (suffix >= 3 || a == b))).then_some(likeness)
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

    /// Whether nothing but a verb that restates stands between two figures: 突破50亿元，达到48.6亿元.
    fn restates(&self, one: &Fact, two: &Fact) -> bool {
        let between = &self.reading(one)
            [usize::from(one.figure.range.end())..usize::from(two.figure.range.start()).max(one.figure.range.end().into())];
        let restated = self.text(two).starts_with('达');
        let bare: String = between.chars().filter(|c| !",，、:：(（ ".contains(*c)).collect();
        [
            "达到",
            "达",
            "为",
            "实际为",
            "实际达到",
            "实际达",
            "实为",
            "实际完成",
            "完成",
            "实际是",
            "是",
            "共",
            "有",
            "共有",
            "仅",
            "仅为",
            "只有",
            "计",
            "即",
            "已达",
            "已达到",
            "最终达到",
            "最终为",
            "确切数字是",
            "具体为",
            "准确数字为",
            "高达",
        ]
        .contains(&bare.as_str())
            || restated && bare.is_empty()
    }

    /// F2: 突破50亿元，达到48.6亿元.
    fn hedges(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
        for pair in facts.windows(2) {
            let [one, two] = pair else { continue };
            let same = one.line == two.line && one.claim.sentence == two.claim.sentence && one.claim.thread == two.claim.thread;
            let is_bounded = |f: &Fact| {
                matches!(
                    f.figure.approximation,
                    Approximation::Over | Approximation::Under | Approximation::Near | Approximation::AtLeast | Approximation::AtMost
                )
            };
            if !same || !self.restates(one, two) {
                continue;
            }
            let (hedged, exact) = if is_bounded(one) { (one, two) } else { (two, one) };
            let kinds = is_bounded(hedged)
                && exact.is_exact()
                && one.claim.statistic == two.claim.statistic
                && one.amount.dimension == two.amount.dimension;
            let one_thing = one.claim.period == two.claim.period
                && one.claim.modality == two.claim.modality
                && one.claim.whole == two.claim.whole
                && !two.claim.is_own;
            let plain = |f: &Fact| matches!(f.claim.role, Role::Plain | Role::To) && f.claim.list.is_none() && f.figure.kind != Kind::Rank;
            if !same || !kinds || !one_thing || !plain(one) || !plain(two) || one.amount.interval.meets(&two.amount.interval) {
                continue;
            }
            // 近30万，实为21万 is too far, not the other way round (F3).
            let is_far = hedged.figure.approximation == Approximation::Near && exact.amount.interval.hi < hedged.amount.interval.lo;
            // 超九成，达到84.2% is the tenths' own rule (C19).
            if is_far || self.text(hedged).contains(['成', '半']) || self.text(hedged).contains("分之") {
                continue;
            }
            let (x, y) = (self.text(hedged), self.text(exact));
            let message = Message::new(format!("“{x}”与精确的{y}相反"), format!("“{x}” goes against the exact {y}"));
            findings.push(self.report("hedge-contradicts", message, hedged, exact));
        }
    }
}
