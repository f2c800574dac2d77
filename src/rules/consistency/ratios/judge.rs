//! Whether a ratio is what its terms make, and what is said of it if not.

use rust_decimal::Decimal;

use super::told::{Told, has_any};
use super::{FAR, Named, REACH, Ratio, SENTENCES, WORDS, name};
use crate::figures::figure::{Interval, Kind, Value};
use crate::rules::Subject;
use crate::rules::consistency::Comparison;
use crate::rules::finding::{Edits, Evidence, Finding, Fix, Message, Related, Severity};
use crate::rules::relations::amount::Amount;
use crate::rules::relations::slip::{Mend, Slip, mend, number};
use crate::rules::style::as_value;
use crate::text::TextEdit;

/// How a ratio is told.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Percent,
    Quotient,
    /// a∶b, with the first term and the second.
    Terms(Decimal, Decimal),
}

/// A ratio that its terms do not make.
struct Wrong<'t, 'a> {
    said: &'t Told<'a>,
    part: &'t Told<'a>,
    whole: &'t Told<'a>,
    form: Form,
    code: &'static str,
    /// Whether its name tells both of its terms.
    is_of_table: bool,
}

impl Comparison<'_> {
    /// Holds a ratio against what its name says it is of.
    pub(super) fn judge_ratio(&self, all: &[Told], at: usize) -> Option<(Finding, bool)> {
        let said = &all[at];
        if has_any(said.clause, &WORDS.other) || said.behind.starts_with('的') {
            return None;
        }
        let wrong = name(said.clause).into_iter().find_map(|named| match named {
            Named::Ratio(ratio) => of_table(self.subject, all, at, ratio),
            Named::Stem(stem) => of_stem(self.subject, all, at, stem),
            Named::Of(noun) => of_noun(self.subject, all, at, noun),
        })?;
        let is_told = self.is_ratio_told(wrong.said) || self.is_ratio_told(wrong.part);
        let is_here = |t: &Told| t.line == wrong.said.line && sentences(t, wrong.said) == 0;
        let is_sure = wrong.is_of_table && is_here(wrong.part) && is_here(wrong.whole);
        if is_told { None } else { Some((self.report_ratio(&wrong)?, is_sure)) }
    }

    /// Whether a rule of the line has told of a figure already.
    fn is_ratio_told(&self, told: &Told) -> bool {
        let line = self.subject.in_source(told.line, crate::text::TextRange::empty(0.into())).start();
        self.subject.facts(told.line).findings.iter().any(|f| (f.range + line).intersect(told.range).is_some_and(|r| !r.is_empty()))
    }

    fn report_ratio(&self, wrong: &Wrong) -> Option<Finding> {
        let Wrong { said, part, whole, form, code, .. } = *wrong;
        let (a, b) = (part.amount.printed()?.value, whole.amount.printed()?.value);
        let right = match form {
            Form::Percent => {
                format!("{}%", a.checked_div(b)?.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(said.amount.scale.decimals + 1).normalize())
            }
            Form::Quotient => said.amount.scale.text(a.checked_div(b)?),
            Form::Terms(x, y) if x >= y => format!("{}∶1", a.checked_div(b)?.max(b.checked_div(a)?).round_dp(2).normalize()),
            Form::Terms(..) => format!("1∶{}", a.checked_div(b)?.max(b.checked_div(a)?).round_dp(2).normalize()),
        };
        let (change, changed) = slip_of(said, part, whole, form)?;
        let text = |t: &Told| t.reading[t.figure.range].to_owned();
        let (p, w, s) = (text(part), text(whole), text(said));
        let message = Message::new(
            format!("比率与数值不符：{p}与{w}之比应为{right}，写作“{s}”"),
            format!("the ratio does not follow: {p} over {w} is {right}, not “{s}”"),
        );
        let value = |t: &Told| {
            let mut value = as_value(t.reading, t.figure);
            value.range = t.range;
            value
        };
        let evidence = Evidence {
            formula: Message::both(format!("{p} ÷ {w} = {right} ≠ {s}")),
            values: vec![value(part), value(whole), value(said)],
        };
        let related = [part, whole].map(|t| Related {
            range: t.range,
            message: Message::new(format!("“{}”在这里", text(t)), format!("“{}” stands here", text(t))),
        });
        let fixes = change.map(|mend| self.mend_told(changed, &mend)).into_iter().collect();
        Some(Finding {
            code,
            severity: Severity::Error,
            message,
            range: said.range,
            evidence: Some(evidence),
            related: related.into(),
            fixes,
        })
    }

    fn mend_told(&self, told: &Told, mend: &Mend) -> Fix {
        let digits = number(told.reading, &told.amount);
        let old = &told.reading[told.figure.range];
        let new = old.replacen(digits, &mend.number, 1);
        let text = told.reading[told.figure.number].replacen(digits, &mend.number, 1);
        let range = self.subject.reading_in_source(told.line, told.figure.number);
        Fix {
            title: Message::new(format!("“{old}”改为“{new}”"), format!("Change “{old}” to “{new}”")),
            safe: false,
            edits: Edits::Places(vec![TextEdit { range, text }]),
        }
    }
}

/// The slip that explains a ratio: in itself, in its part or in its whole.
fn slip_of<'t, 'a>(said: &'t Told<'a>, part: &'t Told<'a>, whole: &'t Told<'a>, form: Form) -> Option<(Option<Mend>, &'t Told<'a>)> {
    let of = |told: &'t Told<'a>, wanted: Option<Interval>| {
        let found = mend(told.reading, &told.amount, &wanted?).filter(|mend| mend.slip != Slip::Length)?;
        Some((Some(found), told))
    };
    let hundred = |by: Interval, back: bool| match form {
        Form::Percent => by.scaled(if back { Decimal::new(1, 2) } else { Decimal::ONE_HUNDRED }),
        _ => Some(by),
    };
    let (p, w) = (&part.amount.interval, &whole.amount.interval);
    if let Form::Terms(x, y) = form {
        // 在校生8640人、专任教师480人，生师比为24∶1: side by side, and far off.
        let is_gross =
            part.line == said.line && part.at.abs_diff(whole.at) == 1 && part.at.max(whole.at) + 1 == said.at && is_off(p, w, x, y);
        return (is_gross || is_slip_of_terms(p, w, x, y)).then_some((None, said));
    }
    let half = said.amount.printed()?.step.checked_div(Decimal::TWO)?;
    let ratio = p.over(w).and_then(|r| hundred(r, false))?.widened(half)?;
    let factor = hundred(said.amount.interval.widened(half)?, true)?;
    of(said, Some(ratio)).or_else(|| of(whole, p.over(&factor))).or_else(|| of(part, w.times(&factor)))
}

/// Whether one slip in the larger of two terms makes them the ratio of two values: 18∶1 for 28∶1.
fn is_slip_of_terms(part: &Interval, whole: &Interval, x: Decimal, y: Decimal) -> bool {
    let right = || {
        let (a, b) = (part.middle()?, whole.middle()?);
        let ratio = a.checked_div(b)?.max(b.checked_div(a)?);
        let said = x.checked_div(y)?.max(y.checked_div(x)?);
        let decimals = said.normalize().scale();
        let (old, new) = (said.normalize().to_string(), crate::rules::relations::amount::fixed(ratio, decimals));
        Some(crate::rules::relations::slip::slip(&old, &new).is_some_and(|slip| slip != Slip::Length))
    };
    right().unwrap_or(false)
}

/// Whether two terms are off by a quarter at least, and not by more than three times.
fn is_off(part: &Interval, whole: &Interval, x: Decimal, y: Decimal) -> bool {
    let off = || {
        let (a, b) = (part.middle()?, whole.middle()?);
        a.checked_div(b)?.max(b.checked_div(a)?).checked_div(x.checked_div(y)?.max(y.checked_div(x)?))
    };
    let (least, most) = (Decimal::new(125, 2), Decimal::from(3));
    off().is_some_and(|off| {
        let off = if off < Decimal::ONE { Decimal::ONE.checked_div(off).unwrap_or(off) } else { off };
        off >= least && off <= most
    })
}

/// The ratio's form, if it is told as the table says.
fn form_of(said: &Told, ratio: &Ratio) -> Option<Form> {
    if ratio.terms {
        let Value::Terms(terms) = &said.figure.value else { return None };
        let [Some(x), Some(y)] = terms[..] else { return None };
        return (x.value > Decimal::ZERO && y.value > Decimal::ZERO).then_some(Form::Terms(x.value, y.value));
    }
    let is_number = matches!(said.figure.kind, Kind::Money | Kind::Number);
    let is_kind = if ratio.quotient { is_number } else { said.figure.kind == Kind::Percent };
    (is_kind && said.amount.is_exact()).then_some(if ratio.quotient { Form::Quotient } else { Form::Percent })
}

/// Whether a part and a whole make what is said.
fn makes(said: &Told, part: &Told, whole: &Told, form: Form, margin: bool) -> bool {
    let (p, w) = (&part.amount.interval, &whole.amount.interval);
    let made = |whole: &Interval| {
        let ratio = p.over(whole)?;
        match form {
            Form::Percent => Some(ratio.scaled(Decimal::ONE_HUNDRED)?.widened(half_step(said)?)?.meets(&said.amount.interval)),
            Form::Quotient => Some(ratio.meets(&said.amount.interval.widened(half_step(said)?)?)),
            Form::Terms(x, y) => {
                let step = |a: Decimal, b: Decimal| {
                    let ratio = a.checked_div(b)?;
                    // 18∶1 is anything from 17.5 on.
                    let half = Decimal::new(5, ratio.normalize().scale().min(4) + 1);
                    Interval::point(ratio).widened(half)
                };
                let turned = whole.over(p)?;
                let said = if x >= y { step(x, y)? } else { step(y, x)? };
                Some(ratio.meets(&said) || turned.meets(&said))
            }
        }
    };
    let of_cost = || if margin { made(&p.plus(w)?) } else { None };
    made(w).unwrap_or(true) || of_cost().unwrap_or(false)
}

fn half_step(told: &Told) -> Option<Decimal> {
    told.amount.printed()?.step.checked_div(Decimal::TWO)
}

/// Whether two values are of one kind.
fn of_kind(one: &Amount, other: &Amount, counts: bool) -> bool {
    const PEOPLE: [&str; 4] = ["count/人", "count/名", "count/位", "count/口"];
    let is_count = |a: &Amount| a.dimension.starts_with("count/") || a.dimension == "number";
    one.dimension == other.dimension
        || PEOPLE.contains(&one.dimension.as_str()) && PEOPLE.contains(&other.dimension.as_str())
        || counts && is_count(one) && is_count(other)
}

/// How many sentences end between two values of a line.
fn sentences(one: &Told, other: &Told) -> usize {
    let (start, end) = (usize::from(one.figure.range.end()), usize::from(other.figure.range.start()));
    one.reading.get(start.min(end)..start.max(end)).map_or(0, |text| text.matches(['。', '!', '?']).count())
}

/// Whether a value may be a part or a whole: one number that no words make a growth, a mean or a value of another time.
fn is_term(told: &Told) -> bool {
    told.is_value() && !told.says(&WORDS.no_value)
}

/// A ratio of the table.
fn of_table<'t, 'a>(subject: &dyn Subject, all: &'t [Told<'a>], at: usize, ratio: &Ratio) -> Option<Wrong<'t, 'a>> {
    let said = &all[at];
    let form = form_of(said, ratio)?;
    let reach = if ratio.far { FAR } else { REACH };
    let first = at.saturating_sub(reach);
    let last = if ratio.far { (at + reach).min(all.len()) } else { at };
    // 33个实现增长，增长面80.5%.
    let is_face = |t: &Told| ratio.counts && t.is_value() && t.amount.dimension.starts_with("count/") && has_any(t.behind, &ratio.part);
    // 日均处理15万吨 of 20万吨.
    let is_mean =
        |t: &Told| t.is_value() && ratio.part.iter().any(|word| t.clause.contains(word.as_str()) && has_any(word, &WORDS.no_value));
    let may = |t: &&Told| (ratio.far || t.line == said.line) && (is_term(t) || is_face(t) || is_mean(t)) && t.range != said.range;
    let near: Vec<&Told> = all[first..last].iter().filter(may).collect();
    // 2024年收入12亿元，今年上半年7亿元: the same thing at another time.
    let is_bare =
        |t: &&Told| WORDS.links.iter().fold(t.clause, |clause, link| clause.strip_suffix(link.as_str()).unwrap_or(clause)).is_empty();
    let again = |place: usize| {
        let is_again = near[place].line == near[place - 1].line && is_bare(&near[place]) && near[place].behind.is_empty();
        is_again && of_kind(&near[place].amount, &near[place - 1].amount, false)
    };
    // 总销量 holds 销量: what is called a whole is no part.
    let is_whole = |t: &&Told| longest(t, &ratio.whole) > longest(t, &ratio.part) && !names_part_first(t, ratio);
    let is_part = |t: &&Told| longest(t, &ratio.part) > 0 && !is_whole(t);
    let parts: Vec<&Told> = near.iter().copied().filter(is_part).filter(|t| ratio.far || sentences(t, said) <= SENTENCES).collect();
    let wholes: Vec<&Told> = near.iter().copied().filter(is_whole).collect();
    let is_told_again = (1..near.len()).any(|place| again(place) && (is_whole(&near[place - 1]) || is_part(&near[place - 1])));
    if is_told_again && !ratio.far {
        return None;
    }
    let alike = |p: &Told, w: &Told| ratio.quotient || of_kind(&p.amount, &w.amount, ratio.counts);
    if parts.iter().any(|p| wholes.iter().any(|w| alike(p, w) && makes(said, p, w, form, ratio.margin))) {
        return None;
    }
    // 第三季度净利率为11.1%: of another time than what was told before.
    if !ratio.far && parts.iter().any(|part| is_of_other_time(subject, part, said)) {
        return None;
    }
    let nearest =
        |all: &[&'t Told<'a>]| all.iter().copied().min_by_key(|t| (t.line.abs_diff(said.line), position(t).abs_diff(position(said))));
    let part = nearest(&best(&parts, &ratio.part))?;
    // 存款余额468.3亿元，其中住户存款352.1亿元: what is called so in full, and no part of it.
    let like: Vec<&Told> = wholes.iter().copied().filter(|w| alike(part, w)).collect();
    let like = best(&like, &ratio.whole);
    let whole = nearest(&like)?;
    // With two that are called so, and neither in the sentence, nobody knows which is meant.
    let is_one = |all: &[&Told], one: &Told| {
        all.iter().all(|o| o.amount.interval.meets(&one.amount.interval)) || one.line == said.line && sentences(one, said) == 0
    };
    let is_clear = is_one(&like, whole) && (!ratio.far || is_one(&parts, part));
    // 总资产48亿元，负债31亿元，净资产17亿元: only what is called so may stand between.
    let (first, last) = (position(part).max(position(whole)), position(said));
    // 揭榜36项、流榜4项 of 40项.
    let is_rest = |t: &Told| t.amount.interval.plus(&part.amount.interval).is_some_and(|sum| sum.meets(&whole.amount.interval));
    let is_other = |t: &&Told| {
        t.is_value() && !is_rest(t) && position(t) > first && position(t) < last && of_kind(&t.amount, &part.amount, false) && !is_whole(t)
    };
    let is_beside = ratio.far || !all[at.saturating_sub(REACH)..at].iter().filter(|t| t.line == said.line).any(|t| is_other(&t));
    let is_together = !ratio.terms || sentences(part, said) == 0 && sentences(whole, said) == 0;
    let is_less = has_any(part.sentence, &ratio.unless);
    // 营业收入12.48亿元，电缆业务毛利1.2亿元，毛利率17.8%: of what that business sold.
    let is_of_own = WORDS.own.iter().any(|word| part.clause.contains(word.as_str()) != whole.clause.contains(word.as_str()));
    let is_listed = ratio.far || !part.sentence.contains("分别") && !whole.sentence.contains("分别");
    if !is_beside || !is_together || !is_listed || is_less || is_of_own {
        return None;
    }
    let is_gross = !ratio.quotient || is_far_off(said, part, whole);
    let is_within = form != Form::Percent
        || ratio.margin
        || !part.amount.interval.is_above(&whole.amount.interval)
        || said.amount.interval.is_above(&Interval::point(Decimal::ONE_HUNDRED));
    let code = match ratio.code.as_deref() {
        Some("completion-mismatch") => "completion-mismatch",
        Some(_) => "average-mismatch",
        None => "share-mismatch",
    };
    let wrong = Wrong { said, part, whole, form, code, is_of_table: true };
    (is_clear && is_gross && (is_within || slip_of(said, part, whole, form).is_some())).then_some(wrong)
}

/// Whether a time stands between a part and its ratio.
fn is_of_other_time(subject: &dyn Subject, part: &Told, said: &Told) -> bool {
    let figures = subject.figures(said.line);
    let between = figures.get(part.at + 1..said.at).unwrap_or_default();
    part.line == said.line && between.iter().any(|f| matches!(f.kind, Kind::Date | Kind::DateRange))
}

/// The length of the longest of some words that a value's clause holds.
fn longest(told: &Told, words: &[String]) -> usize {
    let holds = |word: &&String| told.clause.contains(word.as_str()) || told.behind.contains(word.as_str());
    words.iter().filter(holds).map(|word| word.chars().count()).max().unwrap_or(0)
}

/// Those of some values whose clauses hold the longest of the words; what 其中 opens is left out where others are.
fn best<'t, 'a>(values: &[&'t Told<'a>], words: &[String]) -> Vec<&'t Told<'a>> {
    let plain: Vec<&Told> = values.iter().copied().filter(|t| !t.sentence.contains("其中")).collect();
    let values = if plain.is_empty() { values } else { &plain };
    let most = values.iter().map(|t| longest(t, words)).max().unwrap_or(0);
    values.iter().copied().filter(|t| longest(t, words) == most).collect()
}

/// 新能源汽车销量 is named before 总销量 in no clause; 吨钢盈利 of 售价: a part whose own word stands nearest to the figure.
fn names_part_first(told: &Told, ratio: &Ratio) -> bool {
    ratio.part.iter().any(|word| told.clause.ends_with(word.as_str()))
        && !ratio.whole.iter().any(|word| told.clause.ends_with(word.as_str()))
}

fn position(told: &Told) -> usize {
    told.figure.range.start().into()
}

/// Whether a quotient is off by a seventh at least: shares are issued during a year.
fn is_far_off(said: &Told, part: &Told, whole: &Told) -> bool {
    let ratio = || part.amount.interval.middle()?.checked_div(whole.amount.interval.middle()?)?.checked_div(said.amount.interval.middle()?);
    ratio().is_some_and(|r| r < Decimal::new(86, 2) || r > Decimal::new(116, 2))
}

/// `累计完成投资51.6亿元，为总投资的60%`: the part right before, and whatever is called so anywhere.
fn of_noun<'t, 'a>(subject: &dyn Subject, all: &'t [Told<'a>], at: usize, noun: &str) -> Option<Wrong<'t, 'a>> {
    let said = &all[at];
    let is_percent = said.figure.kind == Kind::Percent && said.amount.is_exact();
    let part =
        at.checked_sub(1).map(|at| &all[at]).filter(|t| is_percent && t.line == said.line && is_term(t) && sentences(t, said) == 0)?;
    if is_of_other_time(subject, part, said) || part.clause.ends_with(noun) {
        return None;
    }
    let window = at.saturating_sub(FAR)..(at + FAR).min(all.len());
    let is_whole = |t: &&Told| {
        let clause = WORDS.links.iter().fold(t.clause, |clause, link| clause.strip_suffix(link.as_str()).unwrap_or(clause));
        t.is_value() && clause.ends_with(noun) && of_kind(&t.amount, &part.amount, false) && t.range != part.range
    };
    let wholes: Vec<&Told> = all[window].iter().filter(is_whole).collect();
    if wholes.iter().any(|w| makes(said, part, w, Form::Percent, false)) {
        return None;
    }
    let whole = *wholes.first()?;
    let is_one =
        wholes.iter().all(|w| w.amount.interval.meets(&whole.amount.interval)) && whole.amount.interval.is_above(&part.amount.interval);
    is_one.then_some(Wrong { said, part, whole, form: Form::Percent, code: "share-mismatch", is_of_table: false })
}

/// A rate with the verb of its part: the whole is of the same noun.
fn of_stem<'t, 'a>(subject: &dyn Subject, all: &'t [Told<'a>], at: usize, stem: &str) -> Option<Wrong<'t, 'a>> {
    let said = &all[at];
    if said.figure.kind != Kind::Percent || !said.amount.is_exact() {
        return None;
    }
    let first = at.saturating_sub(REACH);
    let near = || all[first..at].iter().filter(|t| t.line == said.line && is_term(t));
    let part = near().rev().find(|t| (t.clause.contains(stem) || t.behind.contains(stem)) && sentences(t, said) == 0)?;
    let is_next =
        |t: &&Told| t.line == said.line && position(t) > position(part) && t.is_value() && of_kind(&t.amount, &part.amount, false);
    if all[first..at].iter().any(|t| is_next(&t)) || is_of_other_time(subject, part, said) || part.sentence.contains("分别") {
        return None;
    }
    let larger = || {
        near().filter(|t| {
            t.range != part.range && of_kind(&t.amount, &part.amount, false) && t.amount.interval.is_above(&part.amount.interval)
        })
    };
    if larger().any(|t| makes(said, part, t, Form::Percent, false)) {
        return None;
    }
    let before = || larger().filter(|t| position(t) < position(part));
    let Some(noun) = noun(part, stem) else {
        // 培训3600人，其中3240人实现就业: the one value of the sentence that is larger.
        let here = || near().filter(|t| t.range != part.range && sentences(t, said) == 0 && of_kind(&t.amount, &part.amount, false));
        let whole = here().next().filter(|whole| here().count() == 1 && position(whole) < position(part))?;
        let is_larger = whole.amount.interval.is_above(&part.amount.interval);
        return is_larger.then_some(Wrong { said, part, whole, form: Form::Percent, code: "share-mismatch", is_of_table: false });
    };
    let is_of = |t: &&Told| t.clause.contains(noun) || t.behind.starts_with(noun);
    let whole = before().rev().find(is_of).or_else(|| before().rev().find(|t| t.sentence.contains(noun)))?;
    let code = "share-mismatch";
    Some(Wrong { said, part, whole, form: Form::Percent, code, is_of_table: false })
}

/// What a part is of: 48个项目开工, 一期已出租19.8万平方米.
fn noun<'a>(part: &Told<'a>, stem: &str) -> Option<&'a str> {
    let trim = |text: &'a str| {
        let mut text = text.trim();
        loop {
            let rest = WORDS.fillers.iter().find_map(|word| text.strip_prefix(word.as_str()).or_else(|| text.strip_suffix(word.as_str())));
            match rest {
                Some(rest) => text = rest,
                None => break text,
            }
        }
    };
    let behind = part.behind.split(stem).next().filter(|_| part.behind.contains(stem)).map(trim).filter(|noun| noun.chars().count() >= 2);
    let before = || part.clause.split(stem).next().filter(|_| part.clause.contains(stem)).map(trim);
    let is_name = |noun: &&str| (2..=8).contains(&noun.chars().count()) && !WORDS.stems.iter().any(|stem| stem == noun);
    let noun = behind.or_else(before).filter(is_name)?;
    // 工业项目 and 项目 end alike.
    let two = noun.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    Some(if noun.chars().count() > 4 { &noun[two..] } else { noun })
}
