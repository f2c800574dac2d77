//! What kind of statement a figure is: a level, a growth, a share, a rank; what role it has; which way it points.

use super::{Binder, Trail};
use crate::claims::claim::{Role, Statistic};
use crate::claims::indicator::{Nature, TABLE};
use crate::claims::lead::Lead;
use crate::claims::node::{Node, What};
use crate::claims::words::Word;
use crate::figures::figure::{Figure, Kind};
use crate::text::TextRange;

impl Binder<'_> {
    /// What kind of statement a figure is, its role and its direction; `None` where it measures nothing for certain.
    pub(super) fn statistic(&self, figure: &Figure, lead: &Lead, trail: &Trail, behind: &[Node]) -> Option<(Statistic, Role, i8)> {
        use Word::{
            Annually, AnnuallyDown, Average, Contribution, Decline, Done, Down, Extreme, Faster, From, Growth, Level, Narrower, PlanShare,
            Pull, Reach, ReachDown, ReachUp, Rest, Share, Slower, Than, Times, Up,
        };
        let verb = lead.verb;
        let short = |at: TextRange| matches!(&self.reading[at], "高" | "多" | "少" | "低" | "长");
        let is_part = matches!(figure.kind, Kind::Percent | Kind::Fraction);
        let behind_than = self.claims.last().is_some_and(|c| c.role == Role::Than && c.clause == self.clause);
        let compares = lead.than.is_some() || self.topic.base.is_named || behind_than;
        match figure.kind {
            Kind::Rank => return Some((Statistic::Rank, Role::Plain, 0)),
            Kind::Ratio => return Some((Statistic::Ratio, Role::Plain, 0)),
            Kind::Enumeration if figure.unit.is_none_or(|u| u.entry.name == "大") => return None,
            Kind::Code | Kind::Ordinal => return None,
            Kind::Duration
                if lead.noun.is_empty()
                    && !matches!(verb, Some(From | Than | Up | Down | Reach | ReachUp | ReachDown | Average | Annually)) =>
            {
                return None;
            }
            _ => {}
        }
        // 占比41.9%、37.3%和20.8%: one verb for all of the list.
        let listed = self.claims.last().filter(|c| is_part && c.statistic == Statistic::Share && self.is_joined(c.figure, figure));
        if let Some(share) = listed {
            return Some((Statistic::Share, share.role, 0));
        }
        if lead.has(Contribution) && is_part {
            return Some((Statistic::Contribution, Role::Plain, 0));
        }
        if lead.has(Pull) && matches!(figure.kind, Kind::Percent | Kind::PercentagePoint) {
            return Some((Statistic::Contribution, Role::Plain, 0));
        }
        let role = match verb {
            Some(From) => Role::From,
            Some(Than) => Role::Than,
            Some(Up | Down) if self.is_held_against(figure, lead) => return Some((Statistic::Level, Role::Than, 0)),
            // 比上年的日均89.5万人次; 与2010年普查的612480人相比.
            Some(Average | Level) | None if lead.than.is_some() && lead.noun.is_empty() && figure.kind != Kind::PercentagePoint => {
                Role::Than
            }
            _ if self.is_compared_with(lead, behind) => Role::Than,
            Some(ReachUp | ReachDown) => Role::To,
            Some(Done) => Role::Done,
            Some(Rest) => Role::Rest,
            Some(Average) => Role::Average,
            Some(Extreme) => Role::Extreme,
            _ if lead.has(Extreme) => Role::Extreme,
            _ if lead.has(Rest) => Role::Rest,
            _ if lead.has(Average) => Role::Average,
            _ if lead.has(Done) => Role::Done,
            _ => Role::Plain,
        };
        // 占比由a降至b is of shares on both sides.
        let from = self.claims.last().filter(|c| c.role == Role::From && c.sentence == self.sentence).map(|c| c.statistic);
        if role == Role::To
            && let Some(statistic @ (Statistic::Share | Statistic::Growth)) = from
            && is_part
        {
            return Some((statistic, role, if verb == Some(ReachDown) { -1 } else { 1 }));
        }
        // 由a至b.
        let towards = match verb {
            Some(ReachUp) => 1,
            Some(ReachDown) => -1,
            _ => 0,
        };
        let role = if verb == Some(Reach) && self.claims.last().is_some_and(|c| c.role == Role::From && c.sentence == self.sentence) {
            Role::To
        } else {
            role
        };
        let change = |sign: i8| {
            let is_growth = is_part || figure.kind == Kind::Multiple;
            Some((if is_growth { Statistic::Growth } else { Statistic::Change }, Role::Plain, sign))
        };
        match verb {
            Some(Up) if compares || is_part || !short(lead.verb_at) => return change(1),
            Some(Down) if compares || is_part || !short(lead.verb_at) => return change(-1),
            Some(Annually) => return change(1),
            Some(AnnuallyDown) => return change(-1),
            Some(Faster) if figure.kind == Kind::PercentagePoint => return change(1),
            Some(Slower) if figure.kind != Kind::Money => return change(-1),
            Some(Narrower) => return change(-1),
            _ => {}
        }
        // 比上年同期多开6列: the verb holds the direction.
        if verb == Some(Than) {
            let between = self.reading.get(usize::from(lead.verb_at.end())..usize::from(figure.range.start())).unwrap_or("");
            match between.chars().rev().take(3).find(|c| "多增少减".contains(*c)) {
                Some('多' | '增') => return change(1),
                Some(_) => return change(-1),
                None => {}
            }
        }
        let noun_growth = |word: Word| lead.has(word) && is_part;
        if noun_growth(Growth) && !matches!(verb, Some(Share | PlanShare)) {
            return Some((Statistic::Growth, role, 1));
        }
        if noun_growth(Decline) {
            return Some((Statistic::Growth, role, -1));
        }
        if is_part && (verb == Some(PlanShare) || lead.has(PlanShare) || self.says_plan(lead)) {
            return Some((Statistic::Share, Role::PlanShare, 0));
        }
        if is_part && (verb == Some(Share) || lead.has(Share)) {
            return Some((Statistic::Share, role, 0));
        }
        if is_part
            && behind.first().is_some_and(|n| self.reading[n.range].starts_with('的'))
            && lead.noun.is_empty()
            && !trail.noun.is_empty()
        {
            return Some((Statistic::Share, role, 0));
        }
        match figure.kind {
            Kind::Multiple => {
                let compares_values = verb == Some(Times) || !lead.of.is_empty() || matches!(verb, Some(Level | Reach | ReachUp));
                compares_values.then_some((Statistic::Ratio, role, 0))
            }
            Kind::PercentagePoint => None,
            Kind::Percent | Kind::Fraction => {
                let known = lead.indicator.or(if lead.noun.is_empty() { self.topic.indicator } else { None }).and_then(|id| TABLE.get(id));
                let is_rate = known.is_some_and(|i| matches!(i.nature, Nature::Ratio | Nature::Rate | Nature::Index | Nature::Average));
                let is_named_rate = lead.noun.text.ends_with(['率', '度', '比']) || lead.noun.text.ends_with("指数");
                let carries_on = matches!(role, Role::From | Role::To | Role::Than) || (lead.noun.is_empty() && verb.is_some());
                (is_rate || is_named_rate || carries_on).then_some((Statistic::Level, role, towards))
            }
            _ => Some((Statistic::Level, role, towards)),
        }
    }

    /// Whether nothing but 、 or 和 stands between two figures.
    fn is_joined(&self, before: usize, figure: &Figure) -> bool {
        let Some(before) = self.figures.get(before) else { return false };
        let between = self.reading.get(usize::from(before.range.end())..usize::from(figure.range.start()));
        between.is_some_and(|text| matches!(text, "、" | "和" | "及" | "与"))
    }

    /// 低于上年同期的35.2亿元: what it is less than, and not by how much.
    fn is_held_against(&self, figure: &Figure, lead: &Lead) -> bool {
        let verb = &self.reading[lead.verb_at];
        let is_value = !matches!(figure.kind, Kind::PercentagePoint | Kind::Multiple | Kind::Fraction);
        is_value && verb.ends_with('于') && self.reading[..figure.range.start().into()].ends_with('的')
    }

    /// 与2010年普查的612480人相比: the value stands between 与 and 相比.
    pub(super) fn is_compared_with(&self, lead: &Lead, behind: &[Node]) -> bool {
        // 与3015亿元的地区生产总值相比: the noun behind the value is a part of it.
        let is_noun = |n: &&Node| matches!(n.what, What::Text | What::Indicator(_) | What::Scope(_));
        let closes = behind.iter().find(|n| !is_noun(n));
        self.opens_comparison(lead) && closes.is_some_and(|n| n.what == What::Word(Word::Than) && self.reading[n.range].contains("相"))
    }

    /// 与2010年普查的…: the words before the figure say what it is compared with, if 相比 follows.
    pub(super) fn opens_comparison(&self, lead: &Lead) -> bool {
        lead.words.first().is_some_and(|(w, at)| *w == Word::Break && matches!(&self.reading[*at], "与" | "同" | "和"))
    }

    /// 占年度计划的82%: the words between 占 and the figure speak of a plan.
    pub(super) fn says_plan(&self, lead: &Lead) -> bool {
        let from = usize::from(lead.verb_at.end());
        let told = lead.verb == Some(Word::Share) || lead.verb == Some(Word::Plan) || lead.verb == Some(Word::Level);
        let words = lead.words.iter().filter(|(w, at)| *w == Word::Plan && usize::from(at.start()) + 1 >= from.saturating_sub(12));
        told && words.count() > 0 && (lead.has(Word::Share) || lead.has(Word::Level) || lead.has(Word::Done))
    }
}
