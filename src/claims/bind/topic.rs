//! What a text speaks of, carried from clause to clause as Chinese does.

use crate::claims::claim::{Base, Modality, Period, Phrase};
use crate::claims::indicator::IndicatorId;
use crate::claims::lead::Lead;
use crate::claims::scope::ScopeId;

/// What is spoken of, carried from clause to clause.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    pub subject: Phrase,
    pub noun: Phrase,
    pub indicator: Option<IndicatorId>,
    pub scopes: Vec<ScopeId>,
    pub period: Option<Period>,
    pub modality: Modality,
    pub has_caveat: bool,
    /// The comparison that a clause without a figure began: 与上年相比.
    pub base: Base,
    pub thread: u32,
    /// The whole whose parts are told, by its claim.
    pub whole: Option<usize>,
    /// Whether 其中 stood in this sentence.
    pub in_parts: bool,
    /// Whether the sentence began with it.
    pub parts_lead: bool,
    /// Whether a list by 分别 goes on: its number, and the names and the next place.
    pub list: Option<List>,
}

#[derive(Clone, Debug)]
pub(super) struct List {
    pub number: u32,
    pub names: Vec<Phrase>,
    pub next: usize,
    pub statistic: Lead,
}

impl Topic {
    /// Forgets what a sentence takes with it.
    pub(super) fn end_sentence(&mut self, is_stop: bool) {
        // 其中，甲…；乙…: parts go on over a semicolon if the sentence began with them.
        self.in_parts &= !is_stop && self.parts_lead;
        self.list = None;
        // 去年同期是12亿元；…: what comes next is of the present again.
        if self.period.as_ref().is_some_and(Period::is_previous) {
            self.period = None;
        }
        self.base = Base::default();
        self.has_caveat = false;
        if is_stop {
            self.modality = Modality::Actual;
        }
    }
}
