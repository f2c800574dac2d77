//! Shares against the part and the whole they are of (C11), progress against plan and result (D4), shares of one whole that do not make
//! 100 % (B3, C18).

use rust_decimal::Decimal;

use super::alibi;
use super::amount::{Amount, Scale, distance, fixed, fixes};
use super::consensus;
use super::nearby::{has_any, lead, shares_word, tail};
use super::rates;
use super::scene::{Found, Scene, What};
use super::slip::is_slip_of_share;
use super::totals;
use crate::claims::indicator::TABLE;
use crate::claims::{Claim, Modality, Role, Statistic};
use crate::figures::figure::{Approximation, Interval, Kind};
use crate::rules::finding::{Message, Severity};

/// Names of ratios that two counts of the sentence may give.
fn is_rate(claim: &Claim) -> bool {
    let noun = claim.noun.text.as_str();
    let is_growth = [
        "增长率",
        "占有率",
        "市占率",
        "渗透率",
        "利率",
        "增速",
        "毛利率",
        "利润率",
        "收益率",
        "产销率",
        "税率",
        "汇率",
        "费率",
        "负债率",
        "换手率",
        "市盈率",
    ]
    .iter()
    .any(|w| noun.ends_with(w));
    claim.statistic == Statistic::Level && claim.role == Role::Plain && noun.ends_with('率') && !is_growth && claim.is_own
}

/// How many claims back the whole of a share is looked for.
const REACH: usize = 8;
/// How many points 约 reaches beyond what it allows at most.
const HEDGE: i64 = 2;
/// The same behind it, where the share names it.
const AHEAD: usize = 3;
/// What a share is of when it says nothing more than that.
const WHOLES: [&str; 14] =
    ["总量", "总数", "总额", "全部", "总面积", "总人数", "总人口", "总投资", "其", "总体", "总计", "合计", "总和", "全体"];

/// Looks at every share of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for (at, claim) in scene.claims.iter().enumerate().filter(|(_, c)| c.statistic == Statistic::Share) {
        match claim.role {
            Role::PlanShare => progress(scene, at, claim, found),
            Role::Plain | Role::To => share(scene, at, claim, found),
            _ => {}
        }
    }
    for (at, claim) in scene.claims.iter().enumerate().filter(|(_, c)| is_rate(c)) {
        rate(scene, at, claim, found);
    }
    sets(scene, found);
}

/// 1300个村中，已有1248个建成，覆盖率96%: the last two counts of the sentence give the rate, or one slip parts them from it.
fn rate(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    let Some(said) = scene.amount(claim).filter(|a| a.dimension == "percent" && a.is_exact()) else { return };
    let near = scene.claims[at.saturating_sub(5)..at]
        .iter()
        .filter(|c| c.sentence == claim.sentence && c.statistic == Statistic::Level && c.role != Role::Average);
    let values: Vec<(&Claim, Amount)> =
        near.filter_map(|c| Some((c, scene.amount(c)?))).filter(|(_, a)| a.is_exact() && a.dimension != "percent").collect();
    let [first, second] = &values[values.len().saturating_sub(2)..] else { return };
    if first.1.dimension != second.1.dimension {
        return;
    }
    let (part, whole) = if second.1.interval.is_above(&first.1.interval) { (first, second) } else { (second, first) };
    let Some(ratio) = percent_of(&part.1.interval, &whole.1.interval) else { return };
    if ratio.meets(&said.interval) {
        found.checked.extend([part.0.figure, whole.0.figure, claim.figure]);
        return;
    }
    // 生产2.4亿套，设计产能2.5亿套，产能利用率96%: of what could be made.
    let is_use = claim.noun.text.contains("产能") && whole.0.modality == Modality::Capacity && part.0.modality == claim.modality;
    let is_rough = values.iter().any(|(c, _)| c.modality != claim.modality) && !is_use;
    let number = &scene.reading[said.figure.number];
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    let exact = part.1.printed().zip(whole.1.printed()).and_then(|(p, w)| p.value.checked_div(w.value)?.checked_mul(Decimal::ONE_HUNDRED));
    let right = exact.map(|e| fixed(e, said.scale.decimals)).unwrap_or_default();
    // Two digits say little: only if they are exchanged.
    let is_exchanged = right.chars().filter(char::is_ascii_digit).rev().eq(digits.iter().copied());
    if !is_rough && (digits.len() >= 3 || is_exchanged) && is_slip(scene, claim, &said, &part.1, &whole.1, true) {
        against(scene, claim, &said, (part.0, &part.1), (whole.0, &whole.1), found);
    }
}

fn percent_of(part: &Interval, whole: &Interval) -> Option<Interval> {
    part.over(whole)?.scaled(Decimal::ONE_HUNDRED)
}

/// C11: 林地80万亩，其中公益林52万亩，占65%.
fn share(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    let Some(said) = scene.amount(claim).filter(|a| a.dimension == "percent") else { return };
    let near = &scene.claims[at.saturating_sub(REACH)..at];
    let is_near = |c: &&Claim| c.sentence == claim.sentence && scene.is_value(c);
    let Some((part, p)) = near.iter().rev().filter(is_near).find(|c| c.thread == claim.thread).and_then(|c| Some((c, scene.amount(c)?)))
    else {
        return;
    };
    // 占比依次为40%、25%和20%: each is of a value of its own.
    if consensus::is_in_row(scene, claim.figure, if claim.list.is_none() { 2 } else { 3 }) {
        return;
    }
    if let Some(at) = claim.of_value {
        if let (whole, Some(w)) = (&scene.claims[at], scene.amount(&scene.claims[at])) {
            against(scene, claim, &said, (part, &p), (whole, &w), found);
        }
        return;
    }
    let parent = part.whole.or(claim.whole).map(|at| &scene.claims[at]);
    let level = |c: &&Claim| c.statistic == Statistic::Level && c.figure != part.figure && !matches!(c.role, Role::Average | Role::Extreme);
    let before = near.iter().rev().filter(|c| c.sentence + 1 >= claim.sentence && c.figure < part.figure);
    // 税收8.53亿元，占一般公共预算收入的71.0%，一般公共预算收入12.02亿元: what is named may follow.
    let is_named = |c: &&Claim| c.sentence == claim.sentence && !claim.of.is_empty() && c.noun.text == claim.of.text;
    let behind = scene.behind(claim).iter().take(AHEAD).filter(is_named);
    let candidates: Vec<(&Claim, Amount)> = parent
        .into_iter()
        .chain(before)
        .chain(behind)
        .filter(level)
        .filter_map(|c| Some((c, scene.amount(c)?)))
        .filter(|(_, a)| a.dimension == p.dimension)
        .filter(|(c, _)| is_of_group(scene, part, c))
        .collect();
    let fits = |(_, w): &(&Claim, Amount)| percent_of(&p.interval, &w.interval).is_none_or(|r| r.meets(&said.interval));
    if candidates.iter().any(fits) || claim.has_caveat {
        found.checked.extend([part.figure, claim.figure]);
        return;
    }
    let strong = candidates.iter().find(|(c, w)| is_whole(scene, claim, part, c, parent) && !p.interval.is_above(&w.interval));
    let is_only = candidates.len() == 1;
    let has_share = |c: &Claim| scene.between(c, claim).iter().any(|s| s.statistic == Statistic::Share && s.thread == c.thread);
    let weak =
        || candidates.iter().find(|(c, w)| c.modality == part.modality && !has_share(c) && is_slip(scene, claim, &said, &p, w, is_only));
    let Some((whole, w)) = strong.or_else(weak) else { return };
    found.checked.extend([part.figure, whole.figure, claim.figure]);
    if whole.modality == part.modality {
        against(scene, claim, &said, (part, &p), (whole, w), found);
    }
}

/// Whether the words before a part name no other group than a value is of: 小学在校生中随迁子女8644人 is no part of 初中招生10296人.
fn is_of_group(scene: &Scene, part: &Claim, whole: &Claim) -> bool {
    let head = lead(scene, part);
    let group = head.rfind('中').map(|at| &head[..at]).filter(|group| group.chars().count() >= 2);
    // 高中, 初中 and 其中 name none.
    let Some(group) = group.filter(|group| !group.ends_with(['其', '高', '初', '集', '当', '途', '年', '期'])) else { return true };
    [lead(scene, whole), tail(scene, whole), whole.noun.text.as_str()].iter().any(|words| shares_word(group, words))
}

/// Whether a share with three digits, or a longer one, is with one slip of the typist just what a part is of some value: what is meant is
/// that value then.
///
/// Of a share with two digits that says too little, unless there is just one value it can be of.
fn is_slip(scene: &Scene, claim: &Claim, said: &Amount, part: &Amount, whole: &Amount, is_only: bool) -> bool {
    let names_whole = WHOLES.iter().any(|w| claim.of.text.ends_with(w)) && claim.of.text.chars().count() <= 4;
    let names_other = !(claim.of.is_empty() || names_whole);
    let least = if is_only { 2 } else { 3 };
    !names_other && is_slip_of_share(scene.reading, said, part, whole, least)
}

/// C11: a share against the part and the whole.
fn against(scene: &Scene, claim: &Claim, said: &Amount, (part, p): (&Claim, &Amount), (whole, w): (&Claim, &Amount), found: &mut Found) {
    found.checked.extend([part.figure, whole.figure, claim.figure]);
    // 约占, 近占: the share is hedged before its verb.
    let lead = &scene.reading[..usize::from(claim.verb.end())];
    let is_hedged = ["约占", "近占", "大约占", "约为", "占近", "占约", "占到约"].iter().any(|w| lead.ends_with(w));
    if is_hedged && percent_of(&p.interval, &w.interval).and_then(|r| r.widened(Decimal::from(5))).is_none_or(|r| r.meets(&said.interval)) {
        return;
    }
    if p.dimension != w.dimension || claim.has_caveat || percent_of(&p.interval, &w.interval).is_none_or(|r| r.meets(&said.interval)) {
        return;
    }
    let (Some(x), Some(t), Some(ratio)) = (p.printed(), w.printed(), percent_of(&p.interval, &w.interval)) else { return };
    // 约69% of 51.1%: no hedge reaches so far.
    let is_about = said.figure.approximation == Approximation::About;
    let is_told = said.is_exact() || is_about && ratio.widened(Decimal::from(HEDGE)).is_some_and(|r| !r.meets(&said.interval));
    if !p.is_exact() || !w.is_exact() || !is_told || alibi::of_share(scene, claim.figure, &said.interval, (p, w)) {
        return;
    }
    // 临江一市占七市的34.7%: of what it makes, not of how many they are.
    let (number, behind) = (&scene.reading[p.figure.number], &scene.reading[p.figure.range.end().into()..]);
    if number == "一" && behind.starts_with('占') {
        return;
    }
    let Some(exact) = x.value.checked_div(t.value).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED)) else { return };
    let percent = Scale { factor: Decimal::ONE, suffix: "%".into(), decimals: said.scale.decimals };
    let (part_text, whole_text, text) = (scene.text(part), scene.text(whole), scene.text(claim));
    let message = Message::new(
        format!("占比不符：{part_text}占{whole_text}的{}，写作“{text}”", percent.text(exact)),
        format!("the share is wrong: {part_text} of {whole_text} is {}, not “{text}”", percent.text(exact)),
    );
    let formula = Message::both(format!("{part_text} ÷ {whole_text} = {} ≠ {text}", percent.text(exact)));
    let factor = said.interval.scaled(Decimal::new(1, 2));
    let mut options = vec![(said, ratio)];
    options.extend(factor.and_then(|f| w.interval.times(&f)).map(|wanted| (p, wanted)));
    options.extend(factor.and_then(|f| p.interval.over(&f)).map(|wanted| (w, wanted)));
    let what = What { code: "share-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &options) };
    found.findings.push(scene.finding(what, claim, &[whole, part]));
}

/// Whether a value is for certain what a share is of: the whole by 其中, or what 占 names.
fn is_whole(scene: &Scene, claim: &Claim, part: &Claim, candidate: &Claim, parent: Option<&Claim>) -> bool {
    let is_parent = parent.is_some_and(|p| p.figure == candidate.figure);
    let of = claim.of.text.as_str();
    let verb = &scene.reading[claim.verb];
    let names_whole = WHOLES.iter().any(|w| of == *w || verb.ends_with(w)) || of.starts_with('总') && of.chars().count() <= 4;
    let noun = candidate.noun.text.trim_end_matches("合计").trim_end_matches("共计");
    let named = !of.is_empty() && (noun.ends_with(of) || of.ends_with(candidate.noun.text.as_str()) && !candidate.noun.is_empty());
    // 甲8.4万人次，占总量的28%；乙5.1万人次，占总量的17%: what has a share itself is a part.
    let has_share = scene.between(candidate, claim).iter().any(|c| c.statistic == Statistic::Share && c.thread == candidate.thread);
    if has_share && !is_parent {
        return false;
    }
    let same_scope = claim.of.text.is_empty() || names_whole || named;
    // 2020年林地84万亩，今年国有林63万亩: of two times.
    let two_times = matches!((&part.period, &candidate.period), (Some(a), Some(b)) if a.text != b.text);
    if two_times {
        return false;
    }
    let has_own_noun = part.noun.text != candidate.noun.text;
    same_scope && has_own_noun && (is_parent || named || names_whole)
}

/// D4: 计划修路40公里，已完成26公里，占计划的65%.
fn progress(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    let Some(said) = scene.amount(claim).filter(|a| a.dimension == "percent") else { return };
    let start = usize::from(scene.figure(claim).range.start());
    let clause = crate::rules::style::last_clause(&scene.reading[..start]);
    if ["序时", "时间进度", "考核", "进度要求"].iter().any(|word| clause.contains(word)) || claim.has_caveat {
        return;
    }
    let near: Vec<(&Claim, Amount)> = scene.claims[at.saturating_sub(REACH)..at]
        .iter()
        .filter(|c| {
            c.sentence == claim.sentence && c.statistic == Statistic::Level && !matches!(c.role, Role::Average | Role::Extreme | Role::From)
        })
        .filter_map(|c| Some((c, scene.amount(c)?)))
        .collect();
    // 去年完成18.6亿元，今年计划22亿元，一季度完成年度计划的26.4%: the year before is not what is done.
    let is_previous = |c: &Claim| c.period.as_ref().is_some_and(|p| p.is_previous());
    let all_previous = near.iter().all(|(c, _)| is_previous(c));
    let is_earlier = |c: &Claim| is_previous(c) && !all_previous;
    let is_plan = |c: &Claim| {
        c.modality == Modality::Plan
            || ["计划", "目标", "任务", "需", "应"].iter().any(|w| c.noun.text.contains(w) || c.noun.text.starts_with(w))
            || c.role == Role::Plain
    };
    let done: Vec<&(&Claim, Amount)> = near
        .iter()
        .filter(|(c, _)| !is_earlier(c))
        .filter(|(c, _)| c.role == Role::Done || (c.modality != Modality::Plan && scene.is_value(c)))
        .collect();
    let Some((result, d)) = done.iter().rev().find(|(c, _)| c.role == Role::Done).or(done.last()).copied() else { return };
    let plans: Vec<&(&Claim, Amount)> =
        near.iter().filter(|(c, a)| c.figure != result.figure && a.dimension == d.dimension && is_plan(c)).collect();
    let Some((plan, p)) = plans.iter().rev().find(|(c, _)| c.modality == Modality::Plan).or(plans.last()).copied() else { return };
    let fits = |(_, w): &&(&Claim, Amount)| percent_of(&d.interval, &w.interval).is_none_or(|r| r.meets(&said.interval));
    found.checked.extend([plan.figure, result.figure, claim.figure]);
    if names_other_plan(scene, claim, plan) {
        return;
    }
    let is_certain = plan.modality == Modality::Plan || result.role == Role::Done && plans.len() == 1;
    let has_alibi = alibi::of_share(scene, claim.figure, &said.interval, (d, p));
    if plans.iter().any(fits) || has_alibi || !is_certain || !(p.is_exact() && d.is_exact() && said.is_exact()) {
        return;
    }
    let (Some(x), Some(t), Some(ratio)) = (d.printed(), p.printed(), percent_of(&d.interval, &p.interval)) else { return };
    let Some(exact) = x.value.checked_div(t.value).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED)) else { return };
    let percent = Scale { factor: Decimal::ONE, suffix: "%".into(), decimals: said.scale.decimals };
    let (done_text, plan_text, text) = (scene.text(result), scene.text(plan), scene.text(claim));
    let message = Message::new(
        format!("完成比例不符：计划{plan_text}，完成{done_text}，是{}，写作“{text}”", percent.text(exact)),
        format!("progress does not follow: {done_text} of {plan_text} is {}, not “{text}”", percent.text(exact)),
    );
    let formula = Message::both(format!("{done_text} ÷ {plan_text} = {} ≠ {text}", percent.text(exact)));
    let what =
        What { code: "completion-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &[(&said, ratio)]) };
    found.findings.push(scene.finding(what, claim, &[plan, result]));
}

/// Whether the words of a completion speak of another plan than the one told: 占春季任务的102%; 下半年预计16亿元，…完成全年目标的78%.
fn names_other_plan(scene: &Scene, claim: &Claim, plan: &Claim) -> bool {
    let words = crate::rules::style::last_clause(&scene.reading[..scene.figure(claim).range.start().into()]);
    // 18项任务已完成17项，剩下的一项进度85%: of the rest.
    if has_any(words, &rates::WORDS.words.rests) {
        return true;
    }
    let is_of_part = |time: &str| time.contains(['季', '月', '半', '周', '旬']);
    let own = claim.period.as_ref().map(|p| p.text.as_str()).filter(|time| words.contains(time));
    let of_plan = plan.period.as_ref().map(|p| p.text.as_str());
    match (own, of_plan) {
        (Some(own), Some(plan)) => own != plan && (is_of_part(own) || is_of_part(plan)),
        (Some(own), None) => is_of_part(own),
        (None, Some(plan)) => is_of_part(plan) && ["全年", "年度", "年初"].iter().any(|w| words.contains(w)),
        (None, None) => false,
    }
}

fn year(claim: &Claim) -> Option<crate::figures::dates::YearValue> {
    claim.period.as_ref().and_then(crate::claims::Period::year)
}

/// B3, C18: shares that stand side by side.
fn sets(scene: &Scene, found: &mut Found) {
    let mut at = 0;
    while at < scene.claims.len() {
        let first = &scene.claims[at];
        let is_of_set = |c: &&Claim| {
            c.statistic == first.statistic
                && (c.sentence == first.sentence || goes_on(scene, first, c))
                && c.role == Role::Plain
                && (c.of.is_empty() || c.of.text == first.of.text)
                && c.whole == first.whole
                // 而2022年储能仅占11.8%: of another year.
                && year(c) == year(first)
                && c.list.map(|l| l.0) == first.list.map(|l| l.0)
        };
        let set: Vec<&Claim> = match first.statistic {
            // Values stand between the shares: 甲12个，占40%；乙18个，占60%.
            Statistic::Share | Statistic::Contribution => {
                let plain = |c: &&Claim| c.statistic == Statistic::Level && c.role == Role::Plain || c.statistic == Statistic::Growth;
                let near = scene.claims[at..].iter().take(MOST_SHARES).filter(|c| !plain(c));
                near.take_while(is_of_set).collect()
            }
            _ => Vec::new(),
        };
        at = set.last().map_or(at + 1, |last| (scene.claims.len() - scene.behind(last).len()).max(at + 1));
        if set.len() >= 2 {
            whole_set(scene, &set, found);
        }
    }
}

/// The most claims of a set of shares.
const MOST_SHARES: usize = 24;

/// Whether only semicolons part two sentences.
fn goes_on(scene: &Scene, first: &Claim, claim: &Claim) -> bool {
    let (start, end) = (usize::from(scene.figure(first).range.end()), usize::from(scene.figure(claim).range.start()));
    scene.reading.get(start..end).is_some_and(|between| between.len() < 900 && !between.contains(['。', '!', '?']))
}

/// Whether one of several shares, with a slip of the typist mended, makes them a hundred to the digit.
fn mends(scene: &Scene, amounts: &[Amount], values: &[Decimal], total: Decimal) -> bool {
    amounts.len() >= 3
        && amounts.iter().zip(values).any(|(amount, value)| {
            let decimals = amount.scale.decimals;
            let right = *value - (total - Decimal::ONE_HUNDRED);
            let number = &scene.reading[amount.figure.number];
            decimals >= 1 && right > Decimal::ZERO && distance(number, &fixed(right, decimals)) == 1
        })
}

fn whole_set(scene: &Scene, set: &[&Claim], found: &mut Found) {
    let amounts: Vec<Amount> = set.iter().filter_map(|c| scene.amount(c)).filter(|a| a.figure.kind == Kind::Percent).collect();
    let is_whole = amounts.len() == set.len() && amounts.iter().all(Amount::is_exact);
    // 占比为7.2%、38.5%、55.3%: of what, and of whom, nobody says.
    let joined = |w: &[&Claim]| {
        let between = scene.reading.get(scene.figure(w[0]).range.end().into()..scene.figure(w[1]).range.start().into());
        between.is_some_and(|text| matches!(text, "、" | "和" | "及" | "与"))
    };
    let head = &scene.reading[..scene.figure(set[0]).range.start().into()];
    let near = head.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    if set.windows(2).all(joined) && !head[near..].contains("分别") {
        return;
    }
    let sum = amounts.iter().try_fold(Interval::point(Decimal::ZERO), |sum, a| sum.plus(&a.interval));
    let values: Vec<Decimal> = amounts.iter().filter_map(|a| a.printed()).map(|p| p.value).collect();
    let total: Decimal = values.iter().sum();
    let (Some(sum), true) = (sum, is_whole) else { return };
    let hundred = Interval::point(Decimal::ONE_HUNDRED);
    let is_closed = closes(scene, set);
    let last = scene.figure(set[set.len() - 1]);
    let behind = &scene.reading[usize::from(last.range.end())..];
    let is_open = opens(scene, set, behind);
    let is_near = total > Decimal::from(88) && total < Decimal::from(115);
    let is_contribution = set[0].statistic == Statistic::Contribution;
    let counts = set.len() >= 3 || is_closed;
    let mends = mends(scene, &amounts, &values, total);
    if !counts || !is_near && !is_closed && !mends || is_open {
        return;
    }
    found.checked.extend(set.iter().map(|c| c.figure));
    // One more half step: offices balance such sets by hand.
    let slack: Decimal = amounts.iter().filter_map(|a| a.printed()).map(|p| p.step).sum::<Decimal>() / Decimal::TWO;
    let meets = sum.widened(slack).is_none_or(|wide| wide.meets(&hundred));
    // 寄宿生占36%，农村学生占54%，留守儿童占18% may overlap.
    let heads: Vec<Option<char>> =
        set.iter().map(|c| if c.is_own { c.noun.text.as_str() } else { &c.subject.text }.chars().next_back()).collect();
    let is_of_one_kind = set[0].list.is_some()
        || totals::opens_breakdown(scene, set[0])
        || is_divided(scene, set)
        || heads.iter().all(|head| head.is_some() && *head == heads[0]);
    let is_over = total > Decimal::ONE_HUNDRED && is_of_one_kind;
    if meets || !(is_closed || mends || is_over && !is_contribution) || values.iter().any(|v| *v > Decimal::ONE_HUNDRED) {
        return;
    }
    let terms: Vec<String> = values.iter().map(|v| crate::rules::style::plain(*v)).collect();
    let sum_text = crate::rules::style::plain(total);
    let gap = crate::rules::style::plain((total - Decimal::ONE_HUNDRED).abs());
    let name = if is_contribution { "各项贡献率" } else { "各项占比" };
    let message = Message::new(
        format!("{name}之和是{sum_text}%，不等于100%，相差{gap}个百分点"),
        format!("the shares add up to {sum_text} %, not to 100 %: {gap} points apart"),
    );
    let formula = Message::both(format!("{} = {sum_text} ≠ 100", terms.join(" + ")));
    let off = total - Decimal::ONE_HUNDRED;
    let options: Vec<(&Amount, Interval)> = amounts.iter().zip(&values).map(|(a, v)| (a, Interval::point(*v - off))).collect();
    let severity = if is_contribution { Severity::Warning } else { Severity::Error };
    let what = What { code: "shares-sum-mismatch", severity, message, formula, fixes: fixes(scene.reading, &options) };
    found.findings.push(scene.finding(what, set[set.len() - 1], &set[..set.len() - 1]));
}

/// Words of kinds that lie across others: 制造业占60%，高技术制造业占35%.
const ACROSS: [&str; 14] =
    ["高技术", "高新", "战略", "新兴", "先进", "装备", "规模以上", "民营", "非公", "数字", "绿色", "出口", "重点", "其中"];

/// Whether the clause before some shares divides what they are of: 贷款按期限分，短期占31.5%，….
fn is_divided(scene: &Scene, set: &[&Claim]) -> bool {
    let first = usize::from(scene.figure(set[0]).range.start());
    let from = crate::text::boundary(scene.reading, first.saturating_sub(150));
    let sentence = scene.reading[from..first].rsplit(['。', '!', '?', ';']).next().unwrap_or("");
    let mut clauses = sentence.rsplit([',', ':']);
    let (Some(name), Some(head)) = (clauses.next(), clauses.next()) else { return false };
    let is_head = head.find('按').is_some_and(|at| {
        let way = head[at..].strip_prefix('按').unwrap_or("");
        let ends = ["分", "划分", "分类", "来分", "分组", "统计", "区分"];
        way.chars().count() <= 8 && ends.iter().any(|end| way.strip_suffix(end).is_some_and(|way| !way.is_empty()))
    });
    let all = scene.reading.get(first..scene.figure(set[set.len() - 1]).range.end().into()).unwrap_or("");
    is_head && head.chars().count() <= 16 && ![name, all].iter().any(|text| ACROSS.iter().any(|word| text.contains(word)))
}

/// Whether the shares are told to be of all there is: 其他 or 不满意 among them, the words that split anything, 一二三产业.
fn closes(scene: &Scene, set: &[&Claim]) -> bool {
    let names: Vec<&str> = set
        .iter()
        .map(|c| if c.list.is_some() && !c.subject.is_empty() { c.subject.text.as_str() } else { c.noun.text.as_str() })
        .collect();
    // 男生中近视的 is no half of anything.
    let has = |word: &str| {
        names.iter().any(|name| name.contains(word) && name.chars().count() <= word.chars().count() + 3 && !name.contains('中'))
    };
    let by_words = TABLE.closed_words.iter().any(|words| words.cover(set.len(), has));
    let first = usize::from(scene.figure(set[0]).range.start());
    let clause = crate::rules::style::last_clause(&scene.reading[..first]);
    let industries =
        set.len() == 3 && ["一二三产业", "三次产业", "一、二、三产业", "第一、二、三产业", "三大需求"].iter().any(|w| clause.contains(w));
    let negates = names.iter().any(|n| names.iter().any(|m| n.strip_prefix(['不', '未', '非']).is_some_and(|rest| rest == *m)));
    // 其他占27%。年龄上，60岁以上占14%，18岁以下占11%: the word is of the sentence before.
    let is_own = set.last().is_some_and(|last| last.is_own || last.list.is_some());
    let rest = is_own && names.last().is_some_and(|n| ["其他", "其它", "其余"].iter().any(|w| n.starts_with(w)));
    by_words || industries || negates || rest
}

/// Words by which several answers can be given, or not all are listed.
fn opens(scene: &Scene, set: &[&Claim], behind: &str) -> bool {
    let start = usize::from(scene.figure(set[0]).range.start());
    let from = scene.reading[..start].char_indices().rev().take(60).last().map_or(0, |(at, _)| at);
    let around = &scene.reading[from..usize::from(scene.figure(set[set.len() - 1]).range.end())];
    ["多选", "可多", "选", "前三", "前五", "主要", "包括", "交叉", "同时"].iter().any(|word| around.contains(word))
        || behind.starts_with('等')
}
