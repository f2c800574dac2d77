//! A2 in news in brief: one short line above a paragraph that says it again. `前4月客流增长8%` above `1—4月，……客流……，同比增长18%`.
//!
//! The paragraph is short, and what the title tells stands nowhere in it; one value of its sort stands in the sentence that has the title's words.

use super::Comparison;
use super::fact::{Fact, Place, stands_alone};
use super::likeness::{runs_in, sentence, without};
use super::titles::mismatch;
use crate::claims::{Role, Statistic};
use crate::figures::figure::Kind;
use crate::rules::finding::Finding;
use crate::rules::relations::amount::{Amount, counts_alike};
use crate::rules::relations::slip::{Slip, number, slip};

/// The most lines of a paragraph, and the most characters.
const MOST_LINES: usize = 3;
const MOST_CHARS: usize = 700;
/// The most titles of an article.
const MOST_TITLES: usize = 120;
/// How many characters in a row title and sentence have in common.
const COMMON: usize = 5;

impl Comparison<'_> {
    /// A2 for news in brief.
    pub(super) fn briefs(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
        let titles = facts.iter().filter(|f| f.place == Place::Title && f.claim.list.is_none());
        for title in titles.filter(|f| stands_alone(self.subject, f.line)).take(MOST_TITLES) {
            let all = title.line + 1..self.section_end(title.line).min(self.subject.line_count());
            // The first of several items has the whole article below it.
            let end = all.clone().find(|line| stands_alone(self.subject, *line)).unwrap_or(all.end);
            let lines = title.line + 1..end;
            let texts = || lines.clone().map(|line| self.subject.reading(line).text.trim()).filter(|text| !text.is_empty());
            let is_brief = (1..=MOST_LINES).contains(&texts().take(MOST_LINES + 1).count())
                && texts().map(|text| text.chars().take(MOST_CHARS + 1).count()).sum::<usize>() <= MOST_CHARS;
            if !is_brief || self.is_printed_in(title, all) {
                continue;
            }
            let words = without(self.reading(title), title.figure.range);
            let from = facts.partition_point(|f| f.line < lines.start);
            let section = facts[from..].iter().take_while(|f| f.line < lines.end);
            let alike: Vec<&Fact> = section.filter(|f| self.is_of_sort(title, f, &words)).collect();
            // 客流3.7万人次，同比增长8%，收入…，同比增长5%: that of the title's own noun.
            let named = |f: &&&Fact| f.noun == title.noun && title.noun.chars().count() >= COMMON && f.claim.list.is_none();
            let of_noun: Vec<&Fact> = alike.iter().filter(named).copied().collect();
            let alike = if of_noun.is_empty() { alike } else { of_noun };
            let single: Vec<&&Fact> = alike.iter().filter(|f| f.claim.list.is_none()).collect();
            let is_one = alike.len() == single.len() && alike.iter().all(|f| f.amount.interval.meets(&alike[0].amount.interval));
            // 分别增长5%和27% under 增长72%: the one whose digits are exchanged.
            let mut exchanged = alike.iter().filter(|f| self.is_exchanged(title, f));
            let slipped = exchanged.next().filter(|_| exchanged.next().is_none());
            if let Some(body) = alike.first().filter(|_| is_one).or(slipped) {
                let (x, y) = (self.text(title), self.text(body));
                let message = mismatch(x, y);
                findings.push(self.report("title-mismatch", message, title, body));
            }
        }
    }

    /// Whether some figure of the lines is what the title says, or may be.
    fn is_printed_in(&self, title: &Fact, lines: std::ops::Range<usize>) -> bool {
        let reach = title.reach();
        let tells = |line: usize| {
            let reading = &self.subject.reading(line).text;
            self.subject.figures(line).iter().any(|figure| {
                let amount = Amount::of(reading, figure);
                amount.is_some_and(|a| {
                    let is_alike = counts_alike(&a.dimension, &title.amount.dimension)
                        || a.dimension == "number"
                        || title.amount.dimension == "number";
                    let size = if title.claim.sign < 0 { a.interval.negated() } else { a.interval };
                    is_alike && (size.meets(&reach) || a.interval.meets(&reach) || a.printed().map(|p| p.value) == title.value())
                })
            })
        };
        lines.clone().any(tells) || self.stands_in(title, lines)
    }

    /// Whether the words behind a count say what is counted: 12条乡村公路; not 四次, and not a digit that lists.
    fn says_what(&self, title: &Fact) -> bool {
        let is_occasion = title.amount.dimension == "count/次" || title.amount.dimension == "count/大";
        let behind = self.reading(title)[usize::from(title.figure.range.end())..].chars().take(2).filter(|c| c.is_alphabetic()).count();
        !is_occasion && self.counted(title).is_some() && (behind == 2 || title.value() >= Some(rust_decimal::Decimal::TEN))
    }

    /// Whether two numbers of one unit are the same but for two neighbouring digits.
    fn is_exchanged(&self, title: &Fact, body: &Fact) -> bool {
        let (a, b) = (number(self.reading(title), &title.amount), number(self.reading(body), &body.amount));
        slip(a, b) == Some(Slip::Exchange)
    }

    /// Whether a value is of the sort of the title's, and stands in a sentence that has its words.
    fn is_of_sort(&self, title: &Fact, body: &Fact, words: &str) -> bool {
        let (a, b) = (title.claim, body.claim);
        let is_plain = matches!(b.role, Role::Plain | Role::To | Role::Done) && b.whole.is_none();
        let is_one_sort = a.statistic == b.statistic
            && counts_alike(&title.amount.dimension, &body.amount.dimension)
            && title.figure.kind == body.figure.kind
            && (a.sign == b.sign || a.statistic == Statistic::Level)
            && a.modality == b.modality
            && title.noun.contains('均') == body.noun.contains('均');
        let is_count = title.amount.dimension.starts_with("count");
        let is_counted = !is_count || self.says_what(title) && self.counted(title) == self.counted(body);
        is_plain
            && is_one_sort
            && is_counted
            && title.figure.kind != Kind::Rank
            && runs_in(words, sentence(self.reading(body), body.figure.range), COMMON)
    }
}
