//! A2: what the title or a heading says, against the text under it.

use rust_decimal::Decimal;

use super::Comparison;
use super::fact::{Fact, Place, is_in_bracket, is_in_head, stands_alone};
use super::likeness::{common, suffix};
use crate::article::Role as LineRole;
use crate::claims::{Modality, Period, Role, Statistic};
use crate::figures::figure::{Approximation, Kind};
use crate::rules::finding::{Finding, Message};
use crate::rules::relations::amount::counts_alike;
use crate::rules::relations::slip::{Slip, in_scale, number, slip};

/// The most facts of titles that are held against the text, and the most of the text that are.
const MOST_TITLES: usize = 24;
const MOST_OF_BODY: usize = 400;
/// What a number must weigh to be taken for the title's.
const ENOUGH: i32 = 4;
/// How many characters a noun has that says what a percentage is of.
const NOUN: usize = 4;
/// How many digits a number has in which an exchange of two proves something.
const LONG: usize = 4;
/// How many characters a word has that names what is counted.
const WORD: usize = 2;
/// How many lines of the text with facts say what the title is of.
const LEAD_LINES: usize = 3;

impl Comparison<'_> {
    /// A2: what the title says, against the text.
    pub(super) fn titles(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
        let bodies: Vec<&Fact> = facts.iter().filter(|f| f.place == Place::Body).collect();
        for title in facts.iter().filter(|f| f.place == Place::Title && f.claim.list.is_none()) {
            // Reports have short lines of every kind.
            if self.is_long && stands_alone(self.subject, title.line) && !is_in_head(self.subject, title.line) {
                continue;
            }
            // 【新签项目64个】9月16日，…: the text is the rest of its line.
            let is_own_line = is_in_bracket(self.reading(title), title.figure);
            let end = if is_own_line { title.line + 1 } else { self.section_end(title.line) };
            let alike = |f: &&&Fact| {
                (f.line > title.line || title.claim.sentence == 0 && f.line == title.line)
                    && f.line < end.max(title.line + 1)
                    && f.claim.statistic == title.claim.statistic
                    && are_of_one_kind(title, f)
            };
            let near: Vec<&&Fact> = bodies.iter().filter(alike).take(200).collect();
            // 突破300家 is said of 300 as well.
            let is_same = |f: &Fact| f.value().is_some() && f.value() == title.value() && f.claim.sign == title.claim.sign;
            // 生产总值增长6% is not told by 工业增加值增长6.1%.
            let is_other = |f: &Fact| {
                title.is_exact() && title.amount.dimension == "percent" && f.value() != title.value() && are_of_two_indicators(title, f)
            };
            if near.iter().any(|f| !is_other(f) && (self.tells(f, title) || is_same(f))) {
                continue;
            }
            // 持股升至33% is told by 以33%居第二位, whatever it is called there.
            let is_level = matches!(title.claim.statistic, Statistic::Level | Statistic::Share);
            if is_level && self.has_digits(title, 2) && self.stands_in(title, title.line + 1..end.max(title.line + 1)) {
                continue;
            }
            let in_section = |f: &&&Fact| (f.line > title.line || is_own_line && f.line == title.line) && f.line < end.max(title.line + 1);
            let section: Vec<&Fact> = bodies.iter().filter(in_section).take(MOST_OF_BODY).copied().collect();
            let alike = self.alike(title, &near).filter(|body| !self.is_long || self.slip(title, body));
            let Some(body) = alike.or_else(|| self.mistyped(title, &section)) else { continue };
            let (x, y) = (self.text(title), self.text(body));
            let message = mismatch(x, y);
            findings.push(self.report("title-mismatch", message, title, body));
        }
    }

    /// The fact of the text that has the words of the title, if there is only one.
    fn alike<'f>(&self, title: &Fact, near: &[&&'f Fact<'f>]) -> Option<&'f Fact<'f>> {
        // The nearest noun; several facts of one value are one.
        let mut candidates: Vec<(usize, &Fact)> =
            near.iter().filter(|f| f.is_exact() || are_over(title, f)).filter_map(|f| Some((self.likeness(title, f)?, **f))).collect();
        candidates.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
        let (best, body) = candidates.first().copied()?;
        let rival = candidates.iter().any(|(l, f)| *l == best && !f.amount.interval.meets(&body.amount.interval));
        (!rival).then_some(body)
    }

    /// The fact of the text that the title's number is with one slip, where the text has that number nowhere: what it says of it, or that it
    /// stands in the lead, must speak for it, too.
    fn mistyped<'f>(&self, title: &Fact, section: &[&'f Fact<'f>]) -> Option<&'f Fact<'f>> {
        let is_told = |f: &&&Fact| {
            are_of_one_kind(title, f)
                && (f.claim.statistic != title.claim.statistic || f.claim.sign == title.claim.sign)
                && f.value() == title.value()
        };
        let is_title = !matches!(self.subject.article().roles[title.line], LineRole::Heading(_));
        if section.iter().any(|f| is_told(&f)) || title.figure.kind == Kind::Rank || !is_title || self.is_long {
            return None;
        }
        let mut lines: Vec<usize> = section.iter().map(|f| f.line).collect();
        lines.dedup();
        let words = self.reading(title);
        let mut best: Option<(i32, &Fact)> = None;
        let mut has_rival = false;
        let mut is_first = true;
        for body in section.iter().filter(|f| f.claim.statistic == title.claim.statistic && are_of_one_kind(title, f)) {
            let first = std::mem::take(&mut is_first);
            let Some(by_slip) = self.slip_of_title(title, body) else { continue };
            let lead = match lines.iter().position(|line| *line == body.line) {
                Some(0) => 3,
                Some(1..LEAD_LINES) => 2,
                _ => 0,
            };
            let own = format!("{}{}", self.name(body), self.words_of(body));
            let indicator = title.claim.indicator.is_some() && title.claim.indicator == body.claim.indicator;
            let like = common(&own, words).min(2) as i32 + 2 * i32::from(indicator) + i32::from(suffix(&title.noun, &body.noun) >= 2);
            let weight = lead + like + by_slip + i32::from(first);
            match best {
                Some((most, of)) if most == weight => has_rival |= !of.amount.interval.meets(&body.amount.interval),
                Some((most, _)) if most > weight => {}
                _ => {
                    has_rival = false;
                    best = Some((weight, body));
                }
            }
        }
        best.filter(|(weight, _)| weight - 2 * i32::from(has_rival) >= ENOUGH).map(|(_, body)| body)
    }

    /// What the slip says that makes a number of the text the title's; `None` where there is none.
    fn slip_of_title(&self, title: &Fact, body: &Fact) -> Option<i32> {
        let is_about = body.figure.approximation == Approximation::About;
        let is_open = !(body.is_exact() || is_about || are_over(title, body))
            || is_average(title) != is_average(body)
            || matches!(body.claim.role, Role::From | Role::Than | Role::Extreme)
            // 拟引资260亿: what is planned in the title may be told as a fact, and long numbers speak for themselves.
            || title.claim.modality != body.claim.modality && title.claim.modality != Modality::Capacity && !self.has_digits(title, 3);
        if is_open {
            return None;
        }
        // 下降12.5% over 增长12.5%.
        if title.claim.sign != body.claim.sign && title.claim.statistic != Statistic::Level {
            return (title.value() == body.value()).then_some(2);
        }
        if title.is_exact() && is_shifted(title.amount.printed()?.value, body.amount.printed()?.value) {
            return Some(2);
        }
        let printed = number(self.reading(title), &title.amount);
        let scale = &title.amount.scale;
        let right = match title.figure.approximation {
            _ if !body.is_exact() => in_scale(scale, body.amount.printed()?.value)?,
            Approximation::Exact => in_scale(scale, body.amount.printed()?.value)?,
            // 突破150亿元 of 141.6亿元: with as many zeros as the title has, and it is 140.
            Approximation::Over | Approximation::AtLeast | Approximation::More => {
                let zeros = printed.len() - printed.trim_end_matches('0').len();
                let unit = Decimal::from(10u64.checked_pow(zeros as u32)?).checked_mul(scale.factor)?;
                in_scale(scale, body.amount.printed()?.value.checked_div(unit)?.floor().checked_mul(unit)?)?
            }
            _ => return None,
        };
        let digits = printed.chars().filter(char::is_ascii_digit).count();
        // 28个村开通公交, 签约项目26个: two digits and a measure word say nothing of what is counted.
        let is_count = title.amount.dimension.starts_with("count");
        let is_one_noun = self.counts_the_same(title, body);
        if is_count && digits <= 2 && self.counted(title) != self.counted(body) && !is_one_noun {
            return None;
        }
        let by_noun = i32::from(is_count && is_one_noun);
        let by_slip = by_noun
            + match slip(printed, &right)? {
                // Of four digits, hardly ever two are exchanged by chance.
                Slip::Exchange if digits >= LONG => 3,
                Slip::Exchange | Slip::Magnitude => 1,
                Slip::Digit => 0,
                Slip::Length => return None,
            };
        // Two digits that were rounded say nothing.
        let is_rounded = body.amount.scale.decimals > scale.decimals && scale.factor == body.amount.scale.factor;
        (digits >= 3 || digits == 2 && !is_rounded).then_some(by_slip + i32::from(digits >= 3))
    }

    /// Whether a number stands with its unit in some lines.
    pub(super) fn stands_in(&self, title: &Fact, lines: std::ops::Range<usize>) -> bool {
        let wanted = &self.reading(title)[usize::from(title.figure.number.start())..usize::from(title.figure.range.end())];
        let is_whole = |text: &str, at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.');
        let last = lines.end.min(self.subject.line_count());
        (lines.start..last).any(|line| {
            let text = &self.subject.reading(line).text;
            text.match_indices(wanted).any(|(at, _)| is_whole(text, at))
        })
    }

    /// Whether a number has so many digits before its zeros.
    fn has_digits(&self, fact: &Fact, least: usize) -> bool {
        let printed = number(self.reading(fact), &fact.amount);
        printed.trim_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count() >= least
    }

    /// What is counted: the last character before a figure, or the first behind it.
    pub(super) fn counted(&self, fact: &Fact) -> Option<char> {
        let behind = self.reading(fact)[usize::from(fact.figure.range.end())..].chars().next().filter(|c| c.is_alphabetic());
        behind.or_else(|| self.name(fact).chars().next_back())
    }

    /// Whether the word behind one count, or before it, stands behind the other or before it: 53家企业 and 入驻企业35家.
    fn counts_the_same(&self, one: &Fact, other: &Fact) -> bool {
        let behind = |fact: &Fact| -> String {
            self.reading(fact)[usize::from(fact.figure.range.end())..].chars().take(WORD).take_while(|c| c.is_alphabetic()).collect()
        };
        let before = |fact: &Fact| -> String {
            let head = &self.reading(fact)[..usize::from(fact.figure.range.start())];
            let start = head.char_indices().rev().take(WORD).take_while(|(_, c)| c.is_alphabetic()).last().map_or(head.len(), |(at, _)| at);
            head[start..].to_owned()
        };
        let words = |fact: &Fact| [behind(fact), before(fact)].into_iter().filter(|word| word.chars().count() == WORD).collect::<Vec<_>>();
        let others = words(other);
        words(one).iter().any(|word| others.contains(word))
    }

    /// Where the lines end that a title or heading stands above.
    pub(super) fn section_end(&self, line: usize) -> usize {
        let roles = &self.subject.article().roles;
        let is_heading = |at: usize| matches!(roles[at], LineRole::Heading(_));
        if !is_heading(line) && (!stands_alone(self.subject, line) || is_in_head(self.subject, line)) {
            return if self.subject.line_count() == line + 1 { usize::MAX } else { self.subject.line_count() };
        }
        (line + 1..roles.len()).find(|at| is_heading(*at) || stands_alone(self.subject, *at)).unwrap_or(roles.len())
    }

    /// Whether a fact of the text is what the title says, or may be: a number that is printed coarser is another one (8万人 is not 8.48万人), and
    /// so is one beyond what 突破 reaches to.
    fn tells(&self, fact: &Fact, title: &Fact) -> bool {
        let step = |f: &Fact| f.amount.printed().map(|p| p.step);
        let is_coarser = title.is_exact() && step(fact) > step(title);
        // 412万人次 of 412.6万人次: cut off, not rounded.
        let is_cut = || {
            let (of, told) = (fact.amount.printed()?, title.amount.printed()?);
            let rest = of.value.checked_sub(told.value)?;
            Some(!rest.is_sign_negative() && rest < told.step && of.step < told.step)
        };
        if fact.is_exact() && title.is_exact() && is_cut() == Some(true) {
            return true;
        }
        // 突破2680亿元 over 突破2580亿元: the title says more than the text does.
        if are_over(title, fact) && self.has_digits(title, 2) && fact.value() < title.value() {
            return false;
        }
        // 逾两成, 上千套: nobody says how far.
        let is_fine = self.reading(title)[title.figure.number].bytes().filter(u8::is_ascii_digit).count() >= 2;
        !is_coarser && fact.reach().meets(&if is_fine { title.reach() } else { title.amount.interval })
    }

    /// How much of the title's words a fact of the text has; `None` where it is not the one that the title speaks of.
    fn likeness(&self, title: &Fact, body: &Fact) -> Option<usize> {
        let is_plain = matches!(body.claim.role, Role::Plain | Role::To | Role::Done | Role::Average)
            && body.claim.whole.is_none()
            && body.claim.list.is_none();
        if !is_plain
            || is_average(title) != is_average(body)
            || title.claim.modality != body.claim.modality
            || title.claim.sign != body.claim.sign && title.claim.statistic != Statistic::Level
        {
            return None;
        }
        let (a, b) = (title.noun.as_str(), body.noun.as_str());
        let (suffix, common) = (suffix(a, b), common(a, b));
        let indicator = title.claim.indicator.is_some() && title.claim.indicator == body.claim.indicator;
        let likeness = suffix * 2 + common + usize::from(indicator) * 4;
        let is_percent = title.amount.dimension == "percent";
        let is_near = match (title.value(), body.value()) {
            (Some(t), Some(b)) => (t - b).abs() * Decimal::from(4) <= t.max(b),
            _ => false,
        };
        // The place stands in both: what is counted must, too.
        let is_count = title.amount.dimension.starts_with("count");
        // 小微贷款余额同比增长8.47%: as finely told, of the same words.
        let is_same = is_one_indicator(title, body)
            || a == b
                && a.chars().count() >= NOUN
                && self.has_digits(title, 3)
                && title.amount.scale.decimals == body.amount.scale.decimals;
        let same_noun = suffix >= 2 || indicator || common >= if is_count { 4 } else { 2 };
        let len = |f: &Fact| f.digits(self.reading(f)).len();
        let is_slip = self.slip(title, body) && len(title) == len(body) || !title.is_exact() && is_near;
        (same_noun && (is_slip || is_near && (is_same || !is_percent && (suffix >= 3 || a == b)))).then_some(likeness)
    }

    /// What the title says and the text says again.
    pub(super) fn note_titles(&self, facts: &[Fact], checked: &mut Vec<(usize, usize)>) {
        let bodies: Vec<&Fact> = facts.iter().filter(|f| f.place == Place::Body).take(MOST_OF_BODY).collect();
        for title in facts.iter().filter(|f| f.place == Place::Title && f.claim.list.is_none()).take(MOST_TITLES) {
            let alike = |f: &&&Fact| f.claim.statistic == title.claim.statistic && f.amount.dimension == title.amount.dimension;
            for body in bodies.iter().filter(alike).filter(|f| self.likeness(title, f).is_some()) {
                checked.extend([(title.line, title.claim.figure), (body.line, body.claim.figure)]);
            }
        }
    }
}

/// What a title says and the text under it does not.
pub(super) fn mismatch(title: &str, text: &str) -> Message {
    Message::new(
        format!("标题与正文不符：标题是{title}，正文是{text}"),
        format!("the title does not go with the text: {title} in the title, {text} in the text"),
    )
}

/// Whether both are of one indicator that says enough, of one year as a whole or of no time, and compared alike.
fn is_one_indicator(title: &Fact, body: &Fact) -> bool {
    let (a, b) = (&title.claim, &body.claim);
    let is_year = |period: &Period| !["季", "月", "半年", "旬", "周"].iter().any(|part| period.text.contains(part));
    let is_time = match (&a.period, &b.period) {
        (Some(a), Some(b)) => a.text == b.text || a.year().is_some() && a.year() == b.year() && is_year(a) && is_year(b),
        (None, None) => true,
        _ => false,
    };
    let is_scope = a.scopes == b.scopes || a.scopes.is_empty() || b.scopes.is_empty();
    a.indicator.is_some()
        && a.indicator == b.indicator
        && a.entry().is_some_and(|e| !e.loose)
        && a.base.word == b.base.word
        && is_time
        && is_scope
}

/// Whether both are of indicators that say enough, and not of one.
fn are_of_two_indicators(title: &Fact, body: &Fact) -> bool {
    let known = |fact: &Fact| fact.claim.entry().is_some_and(|e| !e.loose);
    known(title) && known(body) && title.claim.indicator != body.claim.indicator
}

/// Whether both are measured alike; a title may leave 元 out: 拟1.36亿购某公司, 引资260亿.
fn are_of_one_kind(title: &Fact, body: &Fact) -> bool {
    let is_bare = title.amount.dimension == "number" && title.amount.scale.factor >= Decimal::from(10_000);
    body.amount.dimension == title.amount.dimension
        || counts_alike(&body.amount.dimension, &title.amount.dimension)
        || is_bare && body.amount.dimension.starts_with("money")
}

/// Whether both are told as more than a number.
fn are_over(title: &Fact, body: &Fact) -> bool {
    let is_over = |f: &Fact| matches!(f.figure.approximation, Approximation::Over | Approximation::AtLeast | Approximation::More);
    is_over(title) && is_over(body)
}

/// Whether two values are the same digits with the point, or 万 and 亿, elsewhere: 14.22万件 of 14220件.
fn is_shifted(one: Decimal, other: Decimal) -> bool {
    let bare = |value: Decimal| value.normalize().mantissa().to_string().trim_end_matches('0').to_owned();
    one != other && bare(one).len() >= 3 && bare(one) == bare(other)
}

/// Whether it is so much a day or a head: 日均门诊2986人次 is not 门诊29.86万人次.
fn is_average(fact: &Fact) -> bool {
    fact.claim.role == Role::Average || fact.noun.contains('均')
}
