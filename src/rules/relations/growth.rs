//! Growth in percent, times and doublings against the two values it is of (C1, C3, C8, C9, C10, E1).

use rust_decimal::{Decimal, MathematicalOps};

use super::alibi;
use super::amount::{Amount, Scale, fixes};
use super::nearby::is_in_list;
use super::pairs::{Pair, applies, is_at_constant_price, pairs, years_between};
use super::scene::{Found, Scene, What};
use crate::claims::{Claim, Role, Statistic};
use crate::figures::dates::YearValue;
use crate::figures::figure::{Interval, Kind};
use crate::rules::finding::{Message, Severity};

/// Looks at every growth of a line.
pub(super) fn check(scene: &Scene, found: &mut Found) {
    for (at, claim) in scene.claims.iter().enumerate() {
        if claim.statistic == Statistic::Ratio && scene.figure(claim).kind == Kind::Multiple {
            ratio(scene, at, claim, found);
            continue;
        }
        if claim.statistic != Statistic::Growth || claim.role != Role::Plain || claim.sign == 0 {
            continue;
        }
        if !by_pair(scene, at, claim, found) {
            by_change(scene, at, claim, found);
        }
    }
}

/// How many claims back other pairs are looked for.
const MOST_TIED: usize = 24;

/// Words by which a ratio is of the value before: 是当初的5倍.
const BEFORE: [&str; 9] = ["当初", "起初", "原来", "当年", "当时", "最初", "之前", "此前", "过去"];

/// C9: 2014年3100元，2023年达到18600元，是2014年的6倍.
fn ratio(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    let Some(said) = scene.amount(claim) else { return };
    let start = usize::from(claim.verb.end());
    let words = scene.reading.get(start..usize::from(scene.figure(claim).range.start())).unwrap_or("");
    let names_before = BEFORE.iter().any(|w| words.contains(w));
    let of_time = |pair: &Pair| {
        let same = pair.before.period.as_ref().zip(claim.period.as_ref()).is_some_and(|(a, b)| a.text == b.text);
        let named = pair.before.period.as_ref().is_some_and(|p| words.contains(p.text.as_str()));
        (same && !words.is_empty() || named || names_before) && claim.whole == pair.after.whole && !claim.has_caveat
    };
    let pairs: Vec<Pair> = pairs(scene, at).into_iter().filter(of_time).collect();
    let Some(pair) = pairs.first() else { return };
    let quotient = |pair: &Pair| pair.b.interval.over(&pair.a.interval);
    found.checked.extend([pair.before.figure, pair.after.figure, claim.figure]);
    if pairs.iter().any(|p| quotient(p).is_none_or(|q| q.meets(&said.interval)))
        || !pair.a.is_exact()
        || !pair.b.is_exact()
        || !said.is_exact()
    {
        return;
    }
    let (Some(a), Some(b), Some(wanted)) = (pair.a.printed(), pair.b.printed(), quotient(pair)) else { return };
    let Some(exact) = b.value.checked_div(a.value) else { return };
    let (x, y, text, right) = (pair.a.scale.text(a.value), pair.b.scale.text(b.value), scene.text(claim), short(exact));
    let message = Message::new(
        format!("倍数与两个数不符：{y}是{x}的{right}倍，写作“{text}”"),
        format!("the ratio is wrong: {y} is {right} times {x}, not “{text}”"),
    );
    let formula = Message::both(format!("{y} ÷ {x} = {right} ≠ {text}"));
    let what =
        What { code: "times-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &[(&said, wanted)]) };
    found.findings.push(scene.finding(what, claim, &[pair.before, pair.after]));
}

/// What the text says grew: in percent, so that 1.5倍 is 150 and 翻两番 is 300; declines are negative.
fn stated(scene: &Scene, claim: &Claim) -> Option<Interval> {
    let amount = scene.amount(claim)?;
    let grown = match amount.figure.kind {
        Kind::Multiple if is_doubling(scene, claim) && is_exceeded(scene, claim) => {
            let least = amount.printed()?.value;
            doublings(&Interval { lo: Some(least), lo_closed: true, hi: least.checked_add(Decimal::ONE), hi_closed: true })?
        }
        Kind::Multiple if is_doubling(scene, claim) => doublings(&amount.interval)?,
        Kind::Multiple => amount.interval.scaled(Decimal::ONE_HUNDRED)?,
        _ => amount.interval,
    };
    Some(if claim.sign < 0 { grown.negated() } else { grown })
}

fn is_doubling(scene: &Scene, claim: &Claim) -> bool {
    scene.figure(claim).unit.is_some_and(|u| u.entry.name == "番")
}

/// 翻了三番还多.
fn is_exceeded(scene: &Scene, claim: &Claim) -> bool {
    let behind = &scene.reading[scene.figure(claim).range.end().into()..];
    ["还多", "还要多", "还不止", "有余", "不止"].iter().any(|word| behind.starts_with(word))
}

/// 翻n番 is 2ⁿ times: the growth in percent. Between whole numbers (一番多) the ends count.
fn doublings(times: &Interval) -> Option<Interval> {
    let grown = |n: Decimal| -> Option<Decimal> {
        if n.is_sign_negative() || n > Decimal::TEN {
            return None;
        }
        let power = if n.is_integer() { Decimal::TWO.powd(n.trunc()) } else { Decimal::TWO.checked_powd(n)? };
        power.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)
    };
    // A whole number of doublings is said of what came near it.
    let is_whole = matches!((times.lo, times.hi), (Some(lo), Some(hi)) if (lo + hi) / Decimal::TWO == ((lo + hi) / Decimal::TWO).trunc());
    let times = if is_whole { Interval::point(times.middle()?) } else { *times };
    let slack = if is_whole { Decimal::new(1, 1) } else { Decimal::ZERO };
    let end = |end: Option<Decimal>, by: Decimal| match end {
        Some(n) => grown((n + by).max(Decimal::ZERO)).map(Some),
        None => Some(None),
    };
    Some(Interval { lo: end(times.lo, -slack)?, lo_closed: true, hi: end(times.hi, slack)?, hi_closed: true })
}

/// The growth that two values give, in percent.
fn computed(a: &Interval, b: &Interval) -> Option<Interval> {
    b.over(a)?.minus(&Interval::point(Decimal::ONE))?.scaled(Decimal::ONE_HUNDRED)
}

/// C1, C8, C9, C10: by two values. Says whether there were any to measure by.
fn by_pair(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) -> bool {
    let mut pairs: Vec<Pair> =
        pairs(scene, at).into_iter().filter(|pair| pair.a.dimension != "percent" && applies(scene, pair, claim)).collect();
    if let Some(row) = ends_of_years(scene, at, claim).filter(|_| claim.is_annual) {
        // One year is no mean of several.
        pairs.retain(|pair| years_between(pair) != Some(1));
        pairs.insert(0, row);
    }
    let Some(said) = stated(scene, claim) else { return false };
    let Some(nearest) = pairs.first() else { return false };
    let holds = |pair: &Pair| {
        let readings: Vec<Interval> = if claim.is_annual {
            annual(pair).into_iter().map(|(_, rate)| rate).collect()
        } else {
            computed(&pair.a.interval, &pair.b.interval).into_iter().collect()
        };
        readings.is_empty() || readings.iter().any(|grown| grown.meets(&said))
    };
    // 42英寸由423元跌至255元，32英寸由268元跌到162元，跌幅超过40%: of all of them.
    let near = scene.claims[at.saturating_sub(MOST_TIED)..at].iter();
    let tied: Vec<usize> = near.filter(|c| c.sentence == claim.sentence && c.role == Role::To).map(|c| c.figure).collect();
    // 14元降至11元，36元降至30元，48元降至42元，跌幅分别为21.4%、16.7%和12.5%: each of its own.
    if let Some(own) = own_of_list(scene, claim.figure, &tied) {
        let Some(pair) = pairs.iter().find(|pair| pair.after.figure == own) else { return true };
        found.checked.extend([pair.before.figure, pair.after.figure, claim.figure]);
        if !holds(pair) {
            found.findings.extend(by_pair_finding(scene, claim, pair, &said));
        }
        return true;
    }
    let tied = tied.len();
    if tied > 1 && scene.amount(claim).is_some_and(|a| !a.is_exact()) {
        return true;
    }
    found.checked.extend([nearest.before.figure, nearest.after.figure, claim.figure]);
    if pairs.iter().any(holds) || is_round(scene, claim, nearest, &said) || is_multiple_of(scene, claim, nearest, &said) {
        return true;
    }
    found.findings.extend(by_pair_finding(scene, claim, nearest, &said));
    true
}

/// 2022年5.2亿元，2023年6.1亿元，2024年7.32亿元，年均增长18.6%: the ends of a row of years, three at least, in the sentence of a yearly growth.
fn ends_of_years<'l>(scene: &Scene<'l>, at: usize, claim: &Claim) -> Option<Pair<'l>> {
    let year = |c: &Claim| match c.period.as_ref()?.year()? {
        YearValue::Numbered(year) => Some(year),
        _ => None,
    };
    let near = scene.claims[at.saturating_sub(MOST_TIED)..at].iter().filter(|c| c.sentence + 1 >= claim.sentence);
    let values = near.filter(|c| c.statistic == Statistic::Level && c.role == Role::Plain && c.is_actual());
    let row: Vec<(&Claim, Amount)> = values.filter_map(|c| Some((c, scene.amount(c).filter(Amount::is_exact)?))).collect();
    let (before, a) = row.first()?;
    let (after, b) = row.last()?;
    let is_like = |(c, amount): &(&Claim, Amount)| amount.dimension == a.dimension && c.indicator == before.indicator;
    let years: Option<Vec<i32>> = row.iter().map(|(c, _)| year(c)).collect();
    let is_row = row.len() >= 3 && row.iter().all(is_like) && years?.windows(2).all(|two| two[0] + 1 == two[1]);
    is_row.then(|| Pair { before, after, a: a.clone(), b: b.clone(), is_tied: true, is_of_whole: false })
}

/// The value that a growth in a list of growths is of, the list being as long as that of the values before it.
fn own_of_list(scene: &Scene, at: usize, values: &[usize]) -> Option<usize> {
    let is_like = |other: usize| scene.figures.get(other).is_some_and(|f| f.kind == scene.figures[at].kind) && is_in_list(scene, other);
    if values.len() < 2 || !is_in_list(scene, at) {
        return None;
    }
    let before = (0..at).rev().take(MOST_TIED).take_while(|i| is_like(*i)).count();
    let behind = (at + 1..scene.figures.len()).take(MOST_TIED).take_while(|i| is_like(*i)).count();
    let first = values.len().checked_sub(before + 1 + behind)?;
    values.get(first + before).copied()
}

/// 增30% where it is 31.1%: whole tens are said loosely.
fn is_round(scene: &Scene, claim: &Claim, pair: &Pair, said: &Interval) -> bool {
    let tens = scene.figure(claim).printed().is_some_and(|p| (p.value % Decimal::TEN).is_zero() && p.step >= Decimal::ONE);
    let grown = computed(&pair.a.interval, &pair.b.interval);
    tens && scene.figure(claim).kind == Kind::Percent && grown.and_then(|g| g.widened(Decimal::new(15, 1))).is_some_and(|g| g.meets(said))
}

/// 增长到4倍, 翻到: loose talk of n times where the value is n times the one before, with a hedge or a round number, is left alone.
fn is_multiple_of(scene: &Scene, claim: &Claim, pair: &Pair, said: &Interval) -> bool {
    let is_hedged = scene.amount(claim).is_some_and(|a| !a.is_exact());
    scene.figure(claim).kind == Kind::Multiple
        && is_hedged
        && pair.b.interval.over(&pair.a.interval).and_then(|r| r.scaled(Decimal::ONE_HUNDRED)).is_some_and(|ratio| ratio.meets(said))
}

/// How many years a growth is told of where nobody says how many.
const MOST_YEARS: u32 = 20;

/// The yearly growth that two values give, in percent, with its years: over the years between them; some offices count one more (2021年至2025年
/// of a plan that begins with the end of 2020). Where no years are told, over any number of them.
fn annual(pair: &Pair) -> Vec<(u32, Interval)> {
    let Some(ratio) = pair.b.interval.over(&pair.a.interval) else { return Vec::new() };
    let root = |years: u32| -> Option<(u32, Interval)> {
        let power = Decimal::ONE.checked_div(Decimal::from(years))?;
        let rate = |ratio: Decimal| ratio.checked_powd(power)?.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED);
        let (lo, hi) = (rate(ratio.lo?)?, rate(ratio.hi?)?);
        Some((years, Interval { lo: Some(lo), lo_closed: true, hi: Some(hi), hi_closed: true }))
    };
    match years_between(pair) {
        Some(years) => (years..=years + 1).filter_map(root).collect(),
        None if pair.before.role == Role::From && pair.after.role == Role::To => (1..=MOST_YEARS).filter_map(root).collect(),
        None => Vec::new(),
    }
}

fn by_pair_finding(scene: &Scene, claim: &Claim, pair: &Pair, said: &Interval) -> Option<crate::rules::Finding> {
    let amount = scene.amount(claim)?;
    let (a, b) = (pair.a.printed()?.value, pair.b.printed()?.value);
    if a.is_zero() || !pair.a.is_exact() && !pair.b.is_exact() {
        return None;
    }
    let percent = Scale { factor: Decimal::ONE, suffix: "%".into(), decimals: amount.scale.decimals.max(1) };
    let (x, y) = (pair.a.scale.text(a), pair.b.scale.text(b));
    let ratio = b.checked_div(a)?;
    let text = scene.text(claim);
    if claim.is_annual {
        let rates = annual(pair);
        let off = |rate: &Interval| rate.middle().zip(said.middle()).map_or(Decimal::MAX, |(rate, said)| (rate - said).abs());
        // Where nobody says how many years, those that come nearest.
        let (years, wanted) = match years_between(pair) {
            Some(_) => rates.first(),
            None => rates.iter().min_by_key(|(_, rate)| off(rate)),
        }?;
        let rate = wanted.middle()?;
        let message = Message::new(
            format!("年均增速与两端不符：{years}年间由{x}到{y}，年均约{}，写作“{text}”", percent.text(rate)),
            format!(
                "the yearly growth does not follow from its ends: {x} to {y} in {years} years is about {} a year, not “{text}”",
                percent.text(rate)
            ),
        );
        let formula = Message::both(format!("({y} ÷ {x})^(1/{years}) − 1 ≈ {} ≠ {text}", percent.text(rate)));
        let what = What {
            code: "annual-growth-mismatch",
            severity: Severity::Warning,
            message,
            formula,
            fixes: fixes(scene.reading, &[(&amount, *wanted)]),
        };
        return Some(scene.finding(what, claim, &[pair.before, pair.after]));
    }
    // 去年营收213.7亿元，今年上半年118.2亿元: of a year and of a half.
    let part = |c: &Claim| {
        let text = c.period.as_ref().map_or("", |p| p.text.as_str());
        ["半年", "季度", "月", "旬", "周"].iter().find(|part| text.contains(*part)).copied()
    };
    let (before, after) = (part(pair.before), part(pair.after));
    if pair.before.period.is_some() && pair.after.period.is_some() && before != after && pair.before.role != Role::Than {
        return None;
    }
    let grown = computed(&pair.a.interval, &pair.b.interval)?;
    let multiple = scene.figure(claim).kind == Kind::Multiple;
    let actual = ratio.checked_sub(Decimal::ONE)?;
    let allowed = if claim.sign < 0 { grown.negated() } else { grown };
    let (code, is, wanted) = match (multiple, is_doubling(scene, claim)) {
        (true, true) => ("doubling-mismatch", format!("后者是前者的{}倍", short(ratio)), allowed.scaled(Decimal::ZERO)?),
        (true, false) => ("times-mismatch", format!("增长{}倍", short(actual)), allowed.scaled(Decimal::new(1, 2))?),
        _ => {
            let value = percent.text((actual.abs()).checked_mul(Decimal::ONE_HUNDRED)?);
            let verb = if actual.is_sign_negative() { "下降" } else { "增长" };
            ("growth-mismatch", format!("{verb}{value}"), allowed)
        }
    };
    let said_text = format!("{}{text}", &scene.reading[claim.verb]);
    let message = Message::new(
        format!("“{said_text}”与两期数值不符：由{x}到{y}，应为{is}"),
        format!(
            "“{said_text}” does not follow from the two values: {x} to {y} is {}",
            percent.text(actual.checked_mul(Decimal::ONE_HUNDRED)?)
        ),
    );
    let formula = Message::both(format!("{y} ÷ {x} − 1 = {} ≠ {text}", percent.text(actual.checked_mul(Decimal::ONE_HUNDRED)?)));
    let mut options = vec![(&amount, wanted)];
    // What each value would have to be.
    let factor = said.scaled(Decimal::new(1, 2))?.plus(&Interval::point(Decimal::ONE))?;
    options.extend(pair.a.interval.times(&factor).map(|wanted| (&pair.b, wanted)));
    options.extend(pair.b.interval.over(&factor).map(|wanted| (&pair.a, wanted)));
    // 由12.5亿元增加到15亿元，增长25%: nothing else can be meant.
    let is_said = pair.before.role == Role::From && pair.after.role == Role::To;
    if !is_said && alibi::of_ratio(scene, claim.figure, &factor, (&pair.a, &pair.b)) {
        return None;
    }
    let slip = magnitude_slip(pair, &factor);
    let mut all = fixes(scene.reading, &options);
    // The size is right, the direction is not.
    let is_turned = code == "growth-mismatch" && said.negated().meets(&grown);
    let mut code = if is_turned { "direction-mismatch" } else { code };
    let mut message = message;
    if let Some(slip) = slip.filter(|_| !multiple) {
        code = "magnitude-slip";
        message = Message::new(
            format!("{}与{}相差的倍数同“{said_text}”不合，疑为万、亿错位：{slip}", x, y),
            format!("{x} and {y} do not go with “{said_text}”: a slip of 万 or 亿 ({slip})"),
        );
        all.splice(0..0, slip_fixes(scene, pair, &factor));
    }
    let what = What { code, severity: Severity::Error, message, formula, fixes: all };
    Some(scene.finding(what, claim, &[pair.before, pair.after]))
}

fn short(value: Decimal) -> String {
    crate::rules::style::plain(value.round_dp(2))
}

/// The powers of ten that slips of 万, 亿 and of a point make.
const SLIPS: [u64; 5] = [10, 100, 1_000, 10_000, 100_000_000];

/// E1: whether one of the values times a power of ten goes with the growth.
fn magnitude_slip(pair: &Pair, factor: &Interval) -> Option<String> {
    let wanted = pair.a.interval.times(factor)?;
    SLIPS.iter().find_map(|power| {
        let power = Decimal::from(*power);
        let up = pair.b.interval.scaled(power)?;
        let down = pair.b.interval.scaled(Decimal::ONE.checked_div(power)?)?;
        (up.meets(&wanted) || down.meets(&wanted)).then(|| format!("差{power}倍"))
    })
}

fn slip_fixes(scene: &Scene, pair: &Pair, factor: &Interval) -> Vec<crate::rules::Fix> {
    let shifts: [(&str, &str); 4] = [("万", "亿"), ("亿", "万"), ("万", ""), ("亿", "")];
    let mut found = Vec::new();
    let fits = |amount: &Amount, value: Interval| {
        if std::ptr::eq(amount.figure, pair.a.figure) {
            value.times(factor).is_some_and(|w| w.meets(&pair.b.interval))
        } else {
            pair.a.interval.times(factor).is_some_and(|w| w.meets(&value))
        }
    };
    for amount in [&pair.a, &pair.b] {
        let old = &scene.reading[amount.figure.number];
        for (from, to) in shifts {
            let Some(bare) = old.strip_suffix(from) else { continue };
            let worth = |magnitude: &str| match magnitude {
                "万" => Decimal::from(10_000),
                "亿" => Decimal::from(100_000_000),
                _ => Decimal::ONE,
            };
            let Some(moved) = worth(to).checked_div(worth(from)).and_then(|f| amount.interval.scaled(f)) else { continue };
            if fits(amount, moved) {
                let text = format!("{bare}{to}");
                let title = Message::new(format!("“{old}”改为“{text}”"), format!("Change “{old}” to “{text}”"));
                let edit = crate::text::TextEdit { range: amount.figure.number, text };
                found.push(crate::rules::Fix { title, safe: false, edits: crate::rules::Edits::Places(vec![edit]) });
            }
        }
    }
    found
}

/// More characters than these between a growth and its change are of something else.
const LINK: usize = 10;

/// Whether a change stands right behind a growth, in a clause that names nothing new.
fn is_next(scene: &Scene, growth: &Claim, change: &Claim) -> bool {
    let between = scene.reading.get(scene.figure(growth).range.end().into()..scene.figure(change).range.start().into()).unwrap_or("。");
    let is_clause = between.starts_with([',', '(']) && between.chars().count() <= LINK + 1 && !between.contains(['。', ';', '占', '自']);
    let is_clause = is_clause && !["累计", "以来", "其中", "当月", "当日", "当季", "本月"].iter().any(|word| between.contains(word));
    let behind = scene.behind(change).first().filter(|c| c.figure == change.figure + 1 && c.thread == change.thread);
    let is_only = !behind.is_some_and(|c| is_in_list(scene, c.figure));
    is_clause
        && is_only
        && change.thread == growth.thread
        && change.sentence == growth.sentence
        && !change.is_own
        && change.whole == growth.whole
}

/// C3: 完成55亿元，增收5亿元，增长20%: value, change and growth.
fn by_change(scene: &Scene, at: usize, claim: &Claim, found: &mut Found) {
    if claim.is_annual || claim.has_caveat || !claim.base.noun.is_empty() || is_at_constant_price(claim, true) {
        return;
    }
    let near = &scene.claims[at.saturating_sub(4)..at];
    let of_thread = || near.iter().rev().filter(|c| c.thread == claim.thread && c.sentence == claim.sentence);
    let is_of_it = |c: &Claim| c.statistic == Statistic::Change && c.sign == claim.sign && !c.has_caveat;
    // 120.5亿元，同比增长10.2%，比上年同期增加11.2亿元: the change may follow.
    let next = || scene.claims.get(at + 1).filter(|c| is_next(scene, claim, c));
    let Some(change) = of_thread().find(|c| is_of_it(c)).or_else(next).filter(|c| is_of_it(c)) else { return };
    // 增加394.6亿元，占全部新增的77%: a share.
    let between = scene.reading.get(usize::from(scene.figure(change).range.end())..scene.figure(claim).range.start().into());
    if between.is_some_and(|between| between.contains('占')) {
        return;
    }
    // 同比多增41亿元: how much more came to it, and not how much more there is.
    let led = scene.reading[..scene.figure(change).range.start().into()].trim_end_matches(['了', '约']);
    if ["多增", "少增", "多减", "少减"].iter().any(|word| led.ends_with(word)) {
        return;
    }
    let is_present = |c: &Claim| c.period.as_ref().is_none_or(|p| !p.is_previous());
    let first = change.figure.min(claim.figure);
    let Some(level) = of_thread().find(|c| scene.is_value(c) && c.figure < first && is_present(c)) else { return };
    // 1286起、38人、1402人，分别减少167起、9人和161人，降幅依次为11.5%、19.1%和10.3%: each of its own.
    if [change.figure, claim.figure].into_iter().any(|at| is_in_list(scene, at)) {
        return;
    }
    // 五年前有1.55万口，五年里减少9300口，降幅60%: what there was at first.
    let head = &scene.reading[..scene.figure(level).range.start().into()];
    if crate::rules::style::last_clause(head).contains("年前") {
        return;
    }
    let has_other = of_thread().any(|c| c.statistic == Statistic::Level && c.figure != level.figure);
    if has_other || level.noun.text.contains(['亏', '损']) {
        return;
    }
    // 同比 and 比上年同期 are one base, and 比去年全年 is another.
    let of_last_year = |c: &Claim| {
        let period = c.base.period.as_ref().map_or("", |p| p.text.as_str());
        c.base.noun.is_empty() && (c.base.word == "同比" || matches!(period, "上年同期" | "去年同期" | "上年" | "去年"))
    };
    let bases_agree =
        !change.base.is_named || !claim.base.is_named || change.base == claim.base || of_last_year(change) && of_last_year(claim);
    let (Some(v), Some(d), Some(said)) = (scene.amount(level), scene.amount(change), scene.amount(claim)) else { return };
    if !bases_agree
        || v.dimension != d.dimension
        || said.dimension != "percent"
        || level.modality != claim.modality
        || v.dimension == "percent"
        // 1 万 600 公吨，比去年少 600 公吨: a number that is cut in two is not one of them.
        || v.interval == d.interval
    {
        return;
    }
    let change_signed = if change.sign < 0 { d.interval.negated() } else { d.interval };
    let Some(before) = v.interval.minus(&change_signed) else { return };
    let Some(grown) = d.interval.over(&before).and_then(|r| r.scaled(Decimal::ONE_HUNDRED)) else { return };
    found.checked.extend([level.figure, change.figure, claim.figure]);
    // 开行42列，其中去程30列、回程12列，多开6列，增长16.7%: of the whole.
    let of_other =
        scene.claims[at.saturating_sub(8)..at].iter().filter(|c| c.sentence == claim.sentence && c.statistic == Statistic::Level);
    let fits_other = of_other.filter_map(|c| scene.amount(c)).filter(|o| o.dimension == d.dimension).any(|o| {
        let before = o.interval.minus(&change_signed);
        let grown = before.and_then(|b| d.interval.over(&b)).and_then(|r| r.scaled(Decimal::ONE_HUNDRED));
        grown.is_some_and(|g| g.meets(&said.interval))
    });
    if grown.meets(&said.interval) || fits_other {
        return;
    }
    let (Some(value), Some(delta)) = (v.printed(), d.printed()) else { return };
    let signed = if change.sign < 0 { -delta.value } else { delta.value };
    let Some(rate) =
        value.value.checked_sub(signed).and_then(|b| delta.value.checked_div(b)).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED))
    else {
        return;
    };
    let percent = Scale { factor: Decimal::ONE, suffix: "%".into(), decimals: said.scale.decimals.max(1) };
    let (x, y, text) = (v.scale.text(value.value), d.scale.text(delta.value), scene.text(claim));
    let verb = &scene.reading[claim.verb];
    let sign = if change.sign < 0 { "+" } else { "−" };
    let message = Message::new(
        format!("数值、增减量与幅度不合：{x}、{}{y}，应为{verb}{}，写作“{verb}{text}”", &scene.reading[change.verb], percent.text(rate)),
        format!("value, change and growth do not go together: {x}, {y} gives {}, not “{text}”", percent.text(rate)),
    );
    let formula = Message::both(format!("{y} ÷ ({x} {sign} {y}) = {} ≠ {text}", percent.text(rate)));
    let what =
        What { code: "growth-mismatch", severity: Severity::Error, message, formula, fixes: fixes(scene.reading, &[(&said, grown)]) };
    found.findings.push(scene.finding(what, claim, &[level, change]));
}
