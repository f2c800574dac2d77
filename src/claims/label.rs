//! What claims are called, for people.

use super::claim::Statistic;
use crate::message::Message;

/// The kind of statement.
pub fn statistic(statistic: Statistic) -> Message {
    let (zh, en) = match statistic {
        Statistic::Level => ("数量", "level"),
        Statistic::Growth => ("增速", "growth"),
        Statistic::Change => ("增减量", "change"),
        Statistic::Share => ("占比", "share"),
        Statistic::Rank => ("名次", "rank"),
        Statistic::Ratio => ("倍比", "ratio"),
        Statistic::Contribution => ("贡献", "contribution"),
    };
    Message::new(zh, en)
}

/// A modality, by its name in JSON.
pub fn modality(name: &'static str) -> Message {
    let zh = match name {
        "plan" => "计划",
        "target" => "目标",
        "forecast" => "预计",
        "cumulative" => "累计",
        "capacity" => "能力",
        "quoted" => "引语",
        _ => "实际",
    };
    Message::new(zh, name)
}
